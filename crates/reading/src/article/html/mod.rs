//! HTML: a page's markup to an article.
//!
//! What enters: the page's text, its own address and, where the page came within JSON, its given title. What leaves: an
//! [`Article`]. The markup is parsed once; [`dom`] cuts the tree into units and collects metadata, [`select`] says which
//! units are the article's, [`build`] writes them down as text with blocks.

mod build;
mod dom;
mod meta;
mod select;

use super::{Article, address, language};
use crate::page::Diagnostic;

/// Reads a page of HTML.
pub(super) fn read(
    html: &str,
    own: Option<&str>,
    title: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Article {
    let document = dom_query::Document::from(html);
    let tree = dom::walk(&document, diagnostics);
    let meta = meta::read(&tree, own, title);
    let kept = select::select(&document, &tree, &meta);
    let (text, blocks, dropped) = build::build(&tree, &kept, &meta);
    Article {
        outlet: address::outlet(meta.url.as_deref(), meta.site.as_deref()),
        language: language::language(&text, meta.language.as_deref()),
        url: meta.url,
        title: meta.title,
        published: meta.published,
        text,
        blocks,
        dropped,
    }
}
