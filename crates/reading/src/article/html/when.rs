//! When a page was published.
//!
//! What enters: the tree with its raw metadata, JSON-LD, the title and the page's addresses. What leaves: the date as the
//! source gives it. Order of trust: JSON-LD, meta elements, elements marked as the publication's date, `<time>` and dates
//! printed near the title, times elsewhere, bylines elsewhere, the address. A line with a copyright mark dates nothing.

use super::dom::{Time, Tree, part};
use super::linked::LinkedData;
use super::meta::{self, FOREIGN};
use crate::article::words::words;
use crate::article::{Published, dates};
use std::ops::Range;

/// Longest line in bytes that is looked at for a date: a byline is short, a sentence with a date in it is not.
const LONGEST_BYLINE: usize = 140;
/// How many units before and behind the title are near it.
const NEAR: (usize, usize) = (4, 12);
/// How many units behind these are looked at for a date that stands alone.
const FURTHER: usize = 16;

/// The date of publication.
pub(super) fn published(
    tree: &Tree,
    ld: &LinkedData,
    title: Option<&str>,
    addresses: [Option<&str>; 2],
) -> Option<Published> {
    let near = near(tree, title);
    let said = ld
        .published
        .as_deref()
        .and_then(dates::published)
        .or_else(|| meta_date(tree));
    if let Some(said) = said {
        return Some(local(said, tree, &near));
    }
    let marked = tree
        .times
        .iter()
        .filter(|t| t.publication && t.near & OTHERS == 0)
        .find_map(value);
    let times =
        |wanted: &dyn Fn(&Time) -> bool| tree.times.iter().filter(|t| wanted(t)).find_map(value);
    marked
        .or_else(|| labelled(tree))
        .or_else(|| shown(tree, &near))
        .or_else(|| times(&|t| t.near & FOREIGN == 0))
        .or_else(|| {
            let byline = |u: &super::dom::Unit| u.near & part::BYLINE != 0 && u.near & FOREIGN == 0;
            tree.units
                .iter()
                .filter(|u| byline(u))
                .find_map(|u| in_line(&u.text))
        })
        .or_else(|| {
            let found = addresses.into_iter().flatten().find_map(dates::in_address);
            found.map(|date| Published { date, time: None })
        })
}

/// Parts that are never the article's, however near they stand.
const OTHERS: u32 = part::COMMENTS | part::RELATED;

/// The first name of `data/furniture/date-names.txt` that a meta element carries with a date.
fn meta_date(tree: &Tree) -> Option<Published> {
    let names = include_str!("../../../../../data/furniture/date-names.txt")
        .lines()
        .filter(|l| !l.starts_with('#'));
    names.into_iter().find_map(|name| {
        let named = tree.metas.iter().filter(|(n, _)| n == name);
        named
            .into_iter()
            .find_map(|(_, value)| dates::published(value))
    })
}

/// The units near the title.
fn near(tree: &Tree, title: Option<&str>) -> Range<usize> {
    match meta::beginning(tree, title) {
        Some(at) => at.saturating_sub(NEAR.0)..(at + NEAR.1).min(tree.units.len()),
        None => 0..tree.units.len().min(NEAR.1),
    }
}

/// A date behind a label ("Published: ..."), in the same unit or in the next one or its marked time.
fn labelled(tree: &Tree) -> Option<Published> {
    let list = words();
    (0..tree.units.len()).find_map(|i| {
        let unit = &tree.units[i];
        if unit.near & OTHERS != 0 || unit.text.len() > LONGEST_BYLINE {
            return None;
        }
        if list.is_date_label(&unit.text) {
            let next = tree.units.get(i + 1).filter(|n| n.text.len() <= 40);
            let time = tree.times.iter().find(|t| t.unit == i + 1);
            return time
                .and_then(value)
                .or_else(|| next.and_then(|n| in_line(&n.text)));
        }
        let (_, start, _) = dates::found(&unit.text)?;
        let before = unit.text[..start]
            .rsplit(['|', '•', '·', '\n'])
            .next()
            .unwrap_or("");
        list.is_date_label(before).then(|| in_line(&unit.text))?
    })
}

/// The date that readers see near the title: of a marked time first, then printed, in a byline first, behind the title first.
fn shown(tree: &Tree, near: &Range<usize>) -> Option<Published> {
    let start = near.start + NEAR.0.min(near.start);
    let line = |i: usize| {
        let unit = &tree.units[i];
        (unit.near & OTHERS == 0).then(|| in_line(&unit.text))?
    };
    tree.times
        .iter()
        .filter(|t| t.near & OTHERS == 0 && near.contains(&t.unit))
        .find_map(value)
        .or_else(|| {
            near.clone()
                .filter(|&i| tree.units[i].near & part::BYLINE != 0)
                .find_map(line)
        })
        .or_else(|| (start..near.end).find_map(line))
        .or_else(|| (near.start..start.min(near.end)).rev().find_map(line))
        .or_else(|| {
            // Further down, a unit that holds nothing but a date.
            let further = near.end..(near.end + FURTHER).min(tree.units.len());
            further
                .filter(|&i| only_date(&tree.units[i].text))
                .find_map(line)
        })
}

/// Whether a line is a date and hardly anything else.
fn only_date(text: &str) -> bool {
    text.len() <= 48
        && dates::found(text).is_some_and(|(_, start, end)| text.len() - (end - start) <= 14)
}

/// Machines often give the instant in UTC; where the page shows its readers the day before or after, that is the local day.
fn local(said: Published, tree: &Tree, near: &Range<usize>) -> Published {
    let utc = said
        .time
        .as_deref()
        .is_some_and(|t| t.ends_with('Z') || t.ends_with("+00:00"));
    if !utc {
        return said;
    }
    match shown(tree, near) {
        Some(shown)
            if Some(shown.date) == said.date.tomorrow().ok()
                || Some(shown.date) == said.date.yesterday().ok() =>
        {
            Published {
                date: shown.date,
                time: None,
            }
        }
        _ => said,
    }
}

fn value(time: &Time) -> Option<Published> {
    dates::published(&time.value).or_else(|| in_line(&time.value))
}

/// A date within a line that claims no copyright.
fn in_line(line: &str) -> Option<Published> {
    if line.len() > LONGEST_BYLINE || line.contains('©') {
        return None;
    }
    let lower = line.to_lowercase();
    if lower.contains("copyright") || lower.contains("(c)") {
        return None;
    }
    dates::found(line).map(|(date, _, _)| Published { date, time: None })
}
