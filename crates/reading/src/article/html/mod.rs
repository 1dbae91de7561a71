//! HTML: a page's markup to an article.
//!
//! What enters: the page's text, its own address and, where the page came within JSON, its given title. What leaves: an
//! [`Article`]. The markup is parsed once; [`dom`] cuts the tree into units and collects metadata, [`select`] says which
//! units are the article's, [`build`] writes them down as text with blocks.

mod build;
pub(super) mod dom;
mod guard;
mod held;
mod linked;
mod meta;
mod select;
mod when;

use super::weigh::Models;
use super::{Article, address, language};
use crate::page::Diagnostic;

/// Reads a page of HTML.
pub(super) fn read(
    models: &Models,
    html: &str,
    own: Option<&str>,
    title: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Article {
    let tamed = guard::tame(html, diagnostics);
    let document = dom_query::Document::from(&*tamed);
    let tree = dom::walk(&document, diagnostics);
    let meta = meta::read(&tree, own, title);
    let held = |least| held::units(models, &tamed, &tree, &meta, least);
    let chosen = select::select(models, &tree, &meta, &held, diagnostics);
    let (text, blocks, dropped) = build::build(&tree, &chosen, &meta);
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

/// The units of a page of HTML as the training and the measuring see them, with the title's place and words.
#[cfg(feature = "train")]
pub(super) fn units(html: &str) -> (Vec<dom::Unit>, Option<usize>, Option<String>) {
    let tree = dom::walk(
        &dom_query::Document::from(&*guard::tame(html, &mut Vec::new())),
        &mut Vec::new(),
    );
    let meta = meta::read(&tree, None, None);
    let title = meta::beginning(&tree, meta.title.as_deref());
    (tree.units, title, meta.title)
}
