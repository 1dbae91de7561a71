//! Which units are the article's.
//!
//! What enters: the units and the metadata. What leaves: for each unit whether it is kept. The trained weights of
//! [`weigh`](super::super::weigh) decide; `docs/decisions` says what libraries and other ways were tried. Where they leave
//! nothing or next to nothing, other ways are tried in turn, and a diagnostic says which.

use super::super::weigh::Models;
use super::super::{dates, plain, speaker};
use super::dom::{Tag, Tree, Unit, part};
use super::meta::{self, FOREIGN, Meta};
use crate::page::Diagnostic;
use std::collections::{HashMap, HashSet};

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

/// Chooses the article's units. `held` looks for at least so many words in what the page does not show.
pub(super) fn select(
    models: &Models,
    tree: &Tree,
    meta: &Meta,
    held: &dyn Fn(usize) -> Option<(Vec<Unit>, &'static str)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Chosen {
    let title = meta::beginning(tree, meta.title.as_deref());
    let weighed = models.html.weigh(&tree.units, title);
    let kept = surest(tree, meta, title, &weighed);
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
            both(at_least(&weighed, LITTLE), running(tree)),
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
    if let Some((units, way)) = held(SHORT.max(4 * found)) {
        diagnostics.push(tried(found, way));
        return Chosen {
            kept: vec![false; tree.units.len()],
            instead: Some(units),
        };
    }
    diagnostics.push(Diagnostic::note(
        "short-article",
        format!(
            "the page's markup gave an article of {found} words; its JSON-LD, less likely parts, whole sentences, noscript and \
             template elements and attributes for scripts were tried and gave no more"
        ),
        "nothing is to be done where the page is that short; else give its text instead",
    ));
    Chosen {
        kept,
        instead: None,
    }
}

/// Units that are probably the article's, and those that their places among these make so.
fn surest(tree: &Tree, meta: &Meta, title: Option<usize>, weighed: &[f32]) -> Vec<bool> {
    let mut kept = at_least(weighed, ENOUGH);
    for (unit, kept) in tree.units.iter().zip(&mut kept) {
        *kept &= !is_advertisement(unit);
    }
    let foreign = foreign(tree, title);
    captions(tree, title, foreign, &mut kept);
    lead(tree, title, foreign, meta, &mut kept);
    siblings(tree, title, foreign, &mut kept);
    following(tree, foreign, &mut kept);
    items(tree, foreign, &mut kept);
    tables(tree, foreign, &mut kept);
    last_headings(tree, &mut kept);
    places(tree, title, foreign, &mut kept);
    kept
}

fn at_least(weighed: &[f32], enough: f32) -> Vec<bool> {
    weighed.iter().map(|p| *p >= enough).collect()
}

/// Whether a unit is a short line without an end in what the markup calls an advertisement.
fn is_advertisement(unit: &Unit) -> bool {
    matches!(unit.tag, Tag::Paragraph | Tag::Other)
        && unit.near & part::PROMO != 0
        && !plain::finished(&unit.text)
        && unit.text.split_whitespace().count() <= 12
}

/// Parts that are those of other pages or of readers' words. What the title itself stands in says nothing against what
/// stands beside it: some pages put their whole article into what they call an aside or an overlay.
fn foreign(tree: &Tree, title: Option<usize>) -> u32 {
    let around = title.and_then(|t| tree.units.get(t)).map_or(0, |u| u.parts);
    FOREIGN & !around
}

/// Keeps the captions of pictures between the title, or the first unit kept, and the last unit kept: people who mark main
/// texts leave most of them out, but they name who met whom.
fn captions(tree: &Tree, title: Option<usize>, foreign: u32, kept: &mut [bool]) {
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
            && unit.parts & foreign == 0
            && unit.parts & (part::BODY | part::ARTICLE) != 0
            && 2 * unit.linked < unit.text.len()
        {
            *kept = true;
        }
    }
}

/// Keeps whole sentences and turns of a transcript in paragraphs between the title and the last unit kept that stand beside
/// the paragraphs kept, in the same element: on a small page the weights know too little to tell them apart.
fn siblings(tree: &Tree, title: Option<usize>, foreign: u32, kept: &mut [bool]) {
    let Some(last) = kept.iter().rposition(|k| *k) else {
        return;
    };
    let beside: HashSet<usize> = (0..=last)
        .filter(|&i| kept[i] && is_sentence(&tree.units[i]))
        .map(|i| tree.units[i].parent)
        .collect();
    let first = title.filter(|t| *t < last).or(kept.iter().position(|k| *k));
    let first = if is_fragment(tree) {
        0
    } else {
        first.unwrap_or(last)
    };
    let between = tree.units.iter().zip(kept).take(last).skip(first);
    for (unit, kept) in between {
        if (is_sentence(unit) || is_turn(unit))
            && beside.contains(&unit.parent)
            && unit.parts & foreign == 0
            && unit.near & (part::BYLINE | part::SHARE | part::HIDDEN) == 0
        {
            *kept = true;
        }
    }
}

/// Whether a page is an article's body and nothing else, as feeds and archives give it: no unit is of another part.
fn is_fragment(tree: &Tree) -> bool {
    const OTHER: u32 = FOREIGN | part::HEADER | part::FORM | part::SHARE | part::BYLINE;
    tree.units
        .iter()
        .all(|u| u.parts & OTHER == 0 && !matches!(u.tag, Tag::Heading(1)))
}

/// Whether a unit is a turn of a transcript, which may break off, or announces what follows it.
fn is_turn(unit: &Unit) -> bool {
    let announces =
        || unit.text.ends_with(':') && unit.text.split_whitespace().count() >= SHORT / 2;
    unit.tag == Tag::Paragraph
        && 2 * unit.linked < unit.text.len()
        && (announces() || speaker::speaker(&unit.text).is_some())
}

/// Whether a unit is a paragraph of whole sentences.
fn is_sentence(unit: &Unit) -> bool {
    unit.tag == Tag::Paragraph && 2 * unit.linked < unit.text.len() && plain::finished(&unit.text)
}

/// Keeps the lead: whole sentences between the title and the first unit kept that the markup calls a lead, or that say what the
/// page says of itself.
fn lead(tree: &Tree, title: Option<usize>, foreign: u32, meta: &Meta, kept: &mut [bool]) {
    let (Some(title), Some(first)) = (title, kept.iter().position(|k| *k)) else {
        return;
    };
    let summary = meta.description.as_deref().map(meta::plain);
    let says_it = |u: &Unit| {
        summary
            .as_deref()
            .is_some_and(|s| !s.is_empty() && s == meta::plain(&u.text))
    };
    for (unit, kept) in tree.units.iter().zip(kept).take(first).skip(title + 1) {
        let marked = unit.near & part::LEAD != 0 || unit.text.len() <= 1000 && says_it(unit);
        *kept |= marked
            && unit.parts & foreign == 0
            && unit.near & (part::BYLINE | part::SHARE) == 0
            && 2 * unit.linked < unit.text.len()
            && plain::finished(&unit.text);
    }
}

/// Keeps whole sentences in paragraphs and turns of a transcript that follow the last unit kept without a gap, in the same
/// element: an article does not end before its element's last sentence.
fn following(tree: &Tree, foreign: u32, kept: &mut [bool]) {
    let Some(last) = kept
        .iter()
        .rposition(|k| *k)
        .filter(|l| is_sentence(&tree.units[*l]))
    else {
        return;
    };
    let parent = tree.units[last].parent;
    let run = tree.units[last + 1..].iter().take_while(|u| {
        u.parent == parent
            && is_sentence(u)
            && u.parts & foreign == 0
            && u.near & (part::BYLINE | part::SHARE) == 0
    });
    kept[last + 1..=last + run.count()].fill(true);
}

/// Keeps the rest of a list of which most items are kept.
fn items(tree: &Tree, foreign: u32, kept: &mut [bool]) {
    let mut lists: HashMap<usize, (usize, usize)> = HashMap::new();
    let is_item = |u: &Unit| u.tag == Tag::Item && 2 * u.linked < u.text.len();
    for (unit, kept) in tree
        .units
        .iter()
        .zip(kept.iter())
        .filter(|(u, _)| is_item(u))
    {
        let (all, own) = lists.entry(unit.parent).or_default();
        *all += 1;
        *own += usize::from(*kept);
    }
    let mostly = |parent| {
        lists
            .get(parent)
            .is_some_and(|(all, own)| *all >= 3 && 3 * own >= 2 * all)
    };
    for (unit, kept) in tree.units.iter().zip(kept) {
        *kept |= is_item(unit) && mostly(&unit.parent) && unit.parts & foreign == 0;
    }
}

/// Keeps the cells of a table of data that stands within the article: behind a unit kept, before the last one or in what the
/// markup calls the article's body.
fn tables(tree: &Tree, foreign: u32, kept: &mut [bool]) {
    let Some(last) = kept.iter().rposition(|k| *k) else {
        return;
    };
    let is_cell = |u: &Unit| u.tag == Tag::Cell && u.parts & part::TABLE != 0;
    let mut at = 1;
    while at < tree.units.len() {
        let cells = tree.units[at..].iter().take_while(|u| is_cell(u)).count();
        let run = at..at + cells;
        at = run.end + 1;
        if run.is_empty() || !kept[run.start - 1] {
            continue;
        }
        let units = &tree.units[run.clone()];
        let within = run.end <= last || units.iter().all(|u| u.parts & part::BODY != 0);
        if within && is_data(units) && units.iter().all(|u| u.parts & foreign == 0) {
            kept[run].fill(true);
        }
    }
}

/// Whether cells are those of a table of data: some, in rows, short, and no links.
fn is_data(cells: &[Unit]) -> bool {
    let short = |u: &&Unit| u.text.split_whitespace().count() <= 20;
    let linked = |u: &&Unit| 2 * u.linked >= u.text.len();
    let rows: HashSet<usize> = cells.iter().map(|u| u.parent).collect();
    rows.len() >= 3
        && cells.len() >= 2 * rows.len()
        && 10 * cells.iter().filter(short).count() >= 9 * cells.len()
        && 2 * cells.iter().filter(linked).count() < cells.len()
}

/// Keeps the place that the markup names beside the date, above the article's first sentence.
fn places(tree: &Tree, title: Option<usize>, foreign: u32, kept: &mut [bool]) {
    let first = kept
        .iter()
        .zip(&tree.units)
        .position(|(kept, u)| *kept && is_sentence(u) && u.near & part::LEAD == 0);
    let (Some(title), Some(first)) = (title, first) else {
        return;
    };
    let dated = |at: usize| {
        let around = &tree.units[at.saturating_sub(2)..(at + 3).min(tree.units.len())];
        around.iter().any(|u| dates::only_days(&u.text))
    };
    for (at, unit) in tree.units.iter().enumerate().take(first).skip(title + 1) {
        kept[at] |= is_place(unit) && unit.parts & foreign == 0 && dated(at);
    }
}

/// Whether a unit is a line that the markup calls a place.
pub(super) fn is_place(unit: &Unit) -> bool {
    unit.near & part::PLACE != 0
        && unit.text.split_whitespace().count() <= 6
        && !plain::finished(&unit.text)
        && !unit.text.contains(|c: char| c.is_numeric())
        && matches!(unit.tag, Tag::Other | Tag::Paragraph)
}

/// Leaves out headings that no other unit kept follows: they head something else.
fn last_headings(tree: &Tree, kept: &mut [bool]) {
    let heading = |u: &Unit| matches!(u.tag, Tag::Heading(_));
    for (unit, kept) in tree.units.iter().zip(kept).rev() {
        match *kept {
            true if heading(unit) => *kept = false,
            true => return,
            false => {}
        }
    }
}

/// The units of a part of a page that was not shown: those that the weights keep, else whole sentences.
pub(super) fn likely(models: &Models, tree: &Tree, meta: &Meta) -> Vec<bool> {
    let title = meta::beginning(tree, meta.title.as_deref());
    let kept = surest(tree, meta, title, &models.html.weigh(&tree.units, title));
    if words(tree, &kept) >= SHORT {
        kept
    } else {
        running(tree)
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
pub(super) fn words(tree: &Tree, kept: &[bool]) -> usize {
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
