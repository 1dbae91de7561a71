//! Which units are the article's.
//!
//! What enters: the units and the metadata. What leaves: for each unit whether it is kept. The trained weights of
//! [`weigh`](super::super::weigh) decide; `docs/decisions` says what libraries and other ways were tried.

use super::super::weigh;
use super::dom::Tree;
use super::meta::{self, Meta};

/// Units that are the article's with at least this probability are kept: where the mean F1 over pages was highest in
/// cross-validation.
const ENOUGH: f32 = 0.45;

/// Says for each unit whether it belongs to the article.
pub(super) fn select(tree: &Tree, meta: &Meta) -> Vec<bool> {
    let title = meta::title_unit(tree, meta.title.as_deref());
    let weighed = weigh::HTML.weigh(&tree.units, title);
    weighed.iter().map(|p| *p >= ENOUGH).collect()
}
