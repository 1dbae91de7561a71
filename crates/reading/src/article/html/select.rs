//! Which units are the article's.
//!
//! What enters: the units and the metadata. What leaves: for each unit whether it is kept. The trained weights of
//! [`weigh`](super::super::weigh) decide; `docs/decisions` says what libraries and other ways were tried. Where they leave
//! nothing or next to nothing, other ways are tried in turn, and a diagnostic says which.

use super::super::plain;
use super::super::weigh::Models;
use super::dom::{Tag, Tree, Unit, part};
use super::meta::{self, FOREIGN, Meta};
use crate::page::Diagnostic;
use std::collections::HashSet;

/// Units that are the article's with at least this probability are kept: where the mean F1 over pages was highest in
/// cross-validation.
const ENOUGH: f32 = 0.45;
/// The same where nothing reached it.
const LITTLE: f32 = 0.15;
/// An article with fewer words is absurdly short where another way finds several times as many.
const SHORT: usize = 12;

/// What was chosen of a page.
pub(super) struct Chosen {
    /// For each unit whether it belongs to the article.
    pub(super) kept: Vec<bool>,
    /// The article's units where the page's markup holds none of them.
    pub(super) instead: Option<Vec<Unit>>,
}

/// Chooses the article's units.
pub(super) fn select(
    models: &Models,
    tree: &Tree,
    meta: &Meta,
    diagnostics: &mut Vec<Diagnostic>,
) -> Chosen {
    let title = meta::beginning(tree, meta.title.as_deref());
    let weighed = models.html.weigh(&tree.units, title);
    let at_least = |enough: f32| -> Vec<bool> { weighed.iter().map(|p| *p >= enough).collect() };
    let mut kept = at_least(ENOUGH);
    for (unit, kept) in tree.units.iter().zip(&mut kept) {
        *kept &= !is_advertisement(unit);
    }
    captions(tree, title, &mut kept);
    siblings(tree, title, &mut kept);
    let found = words(tree, &kept);
    let better = |count: usize| count >= SHORT && count >= 4 * found;
    if let Some(body) = meta
        .body
        .as_deref()
        .filter(|b| found < 4 * SHORT && better(b.split_whitespace().count()))
    {
        let lines = plain::pieces(body)
            .into_iter()
            .map(|piece| Unit::bare(piece.span.slice(body)));
        diagnostics.push(tried(found, "the text that its JSON-LD gives was taken"));
        return Chosen {
            kept: vec![false; tree.units.len()],
            instead: Some(lines.collect()),
        };
    }
    if found >= SHORT {
        return Chosen {
            kept,
            instead: None,
        };
    }
    let ways = [
        (
            both(at_least(LITTLE), running(tree)),
            "less likely parts of the page were taken",
        ),
        (running(tree), "all its whole sentences were taken"),
    ];
    for (kept, way) in ways {
        if better(words(tree, &kept)) {
            diagnostics.push(tried(found, way));
            return Chosen {
                kept,
                instead: None,
            };
        }
    }
    Chosen {
        kept,
        instead: None,
    }
}

/// Whether a unit is a short line without an end in what the markup calls an advertisement.
fn is_advertisement(unit: &Unit) -> bool {
    matches!(unit.tag, Tag::Paragraph | Tag::Other)
        && unit.near & part::PROMO != 0
        && !plain::finished(&unit.text)
        && unit.text.split_whitespace().count() <= 12
}

/// Keeps the captions of pictures between the title, or the first unit kept, and the last unit kept: people who mark main
/// texts leave most of them out, but they name who met whom.
fn captions(tree: &Tree, title: Option<usize>, kept: &mut [bool]) {
    let Some(last) = kept.iter().rposition(|k| *k) else {
        return;
    };
    let first = kept.iter().position(|k| *k).unwrap_or(last);
    let first = title.filter(|t| *t < last).unwrap_or(first).min(first);
    let between = tree.units.iter().zip(kept).take(last).skip(first);
    for (unit, kept) in between {
        let caption = unit.tag == Tag::Caption || unit.near & part::CAPTION != 0;
        if caption
            && unit.near & part::FIGURE != 0
            && unit.parts & FOREIGN == 0
            && unit.parts & (part::BODY | part::ARTICLE) != 0
            && 2 * unit.linked < unit.text.len()
        {
            *kept = true;
        }
    }
}

/// Keeps whole sentences in paragraphs between the title and the last unit kept that stand beside the paragraphs kept, in the
/// same element: on a small page the weights know too little to tell them apart.
fn siblings(tree: &Tree, title: Option<usize>, kept: &mut [bool]) {
    let Some(last) = kept.iter().rposition(|k| *k) else {
        return;
    };
    let is_sentence = |u: &Unit| {
        u.tag == Tag::Paragraph && 2 * u.linked < u.text.len() && plain::finished(&u.text)
    };
    let beside: HashSet<usize> = (0..=last)
        .filter(|&i| kept[i] && is_sentence(&tree.units[i]))
        .map(|i| tree.units[i].parent)
        .collect();
    let first = title.filter(|t| *t < last).or(kept.iter().position(|k| *k));
    let first = first.unwrap_or(last);
    let between = tree.units.iter().zip(kept).take(last).skip(first);
    for (unit, kept) in between {
        if is_sentence(unit)
            && beside.contains(&unit.parent)
            && unit.parts & FOREIGN == 0
            && unit.near & (part::BYLINE | part::SHARE | part::HIDDEN) == 0
        {
            *kept = true;
        }
    }
}

/// Units that both ways keep.
fn both(mut kept: Vec<bool>, other: Vec<bool>) -> Vec<bool> {
    kept.iter_mut().zip(other).for_each(|(k, o)| *k &= o);
    kept
}

fn tried(found: usize, way: &str) -> Diagnostic {
    Diagnostic::warning(
        "fallback",
        format!("the page's markup gave an article of {found} words; {way}"),
        "compare with the page as shown; if much is missing, give its text instead",
    )
}

/// Words outside links that a choice keeps.
fn words(tree: &Tree, kept: &[bool]) -> usize {
    let chosen = tree
        .units
        .iter()
        .zip(kept)
        .filter(|(u, kept)| **kept && 2 * u.linked < u.text.len());
    chosen.map(|(u, _)| u.text.split_whitespace().count()).sum()
}

/// All whole sentences of some length outside links.
fn running(tree: &Tree) -> Vec<bool> {
    let whole = |u: &Unit| {
        plain::finished(&u.text)
            && u.text.split_whitespace().count() >= 8
            && 2 * u.linked < u.text.len()
    };
    tree.units.iter().map(whole).collect()
}
