//! Which units are the article's.
//!
//! What enters: the document and its units. What leaves: for each unit whether it is kept. A kept library (`dom_smoothie`)
//! finds the main text; its choice is read back through marks on the units' elements.

use super::dom::Tree;
use super::meta::Meta;
use dom_query::Document;
use std::collections::HashSet;

/// The attribute that carries a unit's element through the library.
const MARK: &str = "data-u";

/// Says for each unit whether it belongs to the article.
pub(super) fn select(document: &Document, tree: &Tree, _meta: &Meta) -> Vec<bool> {
    let copy = document.clone();
    for unit in &tree.units {
        if let Some(node) = copy.tree.get(&unit.node) {
            node.set_attr(MARK, &unit.element.to_string());
        }
    }
    let chosen = dom_smoothie::Readability::with_document(copy, None, None)
        .and_then(|mut r| r.parse())
        .map(|article| marks(&article.content))
        .unwrap_or_default();
    tree.units
        .iter()
        .map(|unit| chosen.contains(&unit.element))
        .collect()
}

fn marks(html: &str) -> HashSet<usize> {
    html.match_indices("data-u=\"")
        .filter_map(|(at, mark)| {
            let rest = &html[at + mark.len()..];
            rest[..rest.find('"')?].parse().ok()
        })
        .collect()
}
