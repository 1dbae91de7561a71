//! When a page was published.
//!
//! What enters: the tree with its raw metadata, JSON-LD, the title and the page's addresses. What leaves: the date as the
//! source gives it. Order of trust: JSON-LD, meta elements, elements marked as the publication's date, `<time>` and dates
//! printed near the title, times elsewhere, bylines elsewhere, the report's dateline, the address, the last change. A line with a copyright mark
//! dates nothing. Where JSON-LD gives the same day for publication and last change, it may be that of the last build of the
//! site: an earlier day that the page shows its readers as its own is believed before it.

use super::dom::{Tag, Time, Tree, Unit, part};
use super::linked::LinkedData;
use super::meta::{self, FOREIGN};
use crate::article::words::words;
use crate::article::{Published, dateline, dates, plain};
use jiff::civil::Date;
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
    let near = Near::of(tree, title);
    let given = ld.published.as_deref().and_then(dates::published);
    let changed = ld.modified.as_deref().and_then(dates::published);
    let doubtful =
        given.is_some() && given.as_ref().map(|d| d.date) == changed.as_ref().map(|d| d.date);
    if let Some(said) = given.or_else(|| meta_date(tree)) {
        if doubtful && let Some(printed) = printed(tree, &near).filter(|p| p.date < said.date) {
            return Some(printed);
        }
        return Some(local(said, tree, &near));
    }
    let marked = tree
        .times
        .iter()
        .filter(|t| t.publication && is_own(t.near, t.parts))
        .find_map(value);
    let byline =
        |u: &&Unit| u.near & part::BYLINE != 0 && u.near & FOREIGN == 0 && is_own(u.near, u.parts);
    marked
        .map(|said| local(said, tree, &near))
        .or_else(|| labelled(tree))
        .or_else(|| shown(tree, &near))
        .or_else(|| {
            let own = |t: &&Time| t.near & FOREIGN == 0 && is_own(t.near, t.parts);
            tree.times.iter().filter(own).find_map(value)
        })
        .or_else(|| {
            let mut bylines = tree.units.iter().filter(byline);
            bylines.find_map(|u| in_line(&u.text))
        })
        .or_else(|| only_time(tree))
        .or_else(|| dateline(tree))
        .or_else(|| {
            let found = addresses.into_iter().flatten().find_map(dates::in_address);
            found.map(|date| Published { date, time: None })
        })
        .or_else(|| last_change(tree))
        .or(changed)
}

/// Whether what stands in these parts may be the article's: comments are never, however deep within them it stands; what is
/// related only where the markup says so close by, as a whole page may be called a card.
fn is_own(near: u32, parts: u32) -> bool {
    near & (part::COMMENTS | part::RELATED) == 0 && parts & part::COMMENTS == 0
}

fn unit_is_own(unit: &Unit) -> bool {
    is_own(unit.near, unit.parts)
}

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
struct Near {
    units: Range<usize>,
    title: Option<usize>,
}

impl Near {
    fn of(tree: &Tree, title: Option<&str>) -> Near {
        let title = meta::beginning(tree, title);
        let at = title.unwrap_or(0);
        Near {
            units: at.saturating_sub(NEAR.0)..(at + NEAR.1).min(tree.units.len()),
            title,
        }
    }

    fn holds(&self, time: &Time) -> bool {
        self.units.contains(&time.unit)
    }
}

/// A date behind a label ("Published: ..."), in the same unit or in the next one or its marked time.
fn labelled(tree: &Tree) -> Option<Published> {
    behind(tree, &|label| words().is_date_label(label))
}

/// The date of the last change ("Updated: ..."), which is all that some pages say.
fn last_change(tree: &Tree) -> Option<Published> {
    behind(tree, &|label| words().is_change_label(label)).or_else(|| {
        let names = [
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "last-modified",
        ];
        let mut metas = tree.metas.iter();
        let found = metas.find(|(name, _)| names.contains(&name.as_str()));
        found.and_then(|(_, value)| dates::published(value))
    })
}

fn behind(tree: &Tree, is_label: &dyn Fn(&str) -> bool) -> Option<Published> {
    (0..tree.units.len()).find_map(|i| {
        let unit = &tree.units[i];
        if !unit_is_own(unit) || unit.text.len() > LONGEST_BYLINE {
            return None;
        }
        if is_label(&unit.text) {
            let next = tree.units.get(i + 1).filter(|n| n.text.len() <= 40);
            let time = tree.times.iter().find(|t| t.unit == i + 1);
            return time
                .and_then(value)
                .or_else(|| next.and_then(|n| in_line(&n.text)));
        }
        let labelled = dated(&unit.text).find(|(label, _)| is_label(label));
        labelled
            .filter(|_| !claims_copyright(&unit.text))
            .map(|(_, date)| Published { date, time: None })
    })
}

/// The words before a line's first date, from the last separator on.
fn before(line: &str) -> Option<&str> {
    dated(line).next().map(|(label, _)| label)
}

/// The dates of a line, each with the words before it, from the last separator or the date before it on: "Updated May 4, 2018;
/// first published May 3, 2018".
fn dated(line: &str) -> impl Iterator<Item = (&str, Date)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let (date, start, end) = dates::found(rest)?;
        at += end;
        let words = rest[..start].rsplit(['|', '•', '·', '/', ';', '\n']).next();
        Some((words.unwrap_or_default(), date))
    })
}

/// The full date of the dateline that opens a report: "PORT, May 3, 2018 (XFP) — ...".
fn dateline(tree: &Tree) -> Option<Published> {
    let opens = |u: &Unit| {
        let end = dateline::dateline(&u.text).filter(|_| unit_is_own(u))?;
        dates::found(&u.text[..end])
    };
    let found = tree.units.iter().find_map(opens);
    found.map(|(date, _, _)| Published { date, time: None })
}

/// The one time that the page marks, wherever it stands: several that differ are those of several pages.
fn only_time(tree: &Tree) -> Option<Published> {
    let mut times = tree.times.iter().filter(|t| is_own(t.near, t.parts));
    let first = times.find_map(value)?;
    times
        .filter_map(value)
        .all(|other| other.date == first.date)
        .then_some(first)
}

/// A date near the title that surely is the page's own: labelled, marked as a time, in the byline, or alone in its unit.
fn printed(tree: &Tree, near: &Near) -> Option<Published> {
    labelled(tree)
        .or_else(|| {
            let mut times = tree.times.iter();
            times
                .find(|t| is_own(t.near, t.parts) && near.holds(t) && !changed(tree, t.unit))
                .and_then(value)
        })
        .or_else(|| {
            let mut units = near.units.clone().map(|i| (i, &tree.units[i]));
            let found = units.find(|(i, u)| {
                unit_is_own(u)
                    && (u.near & part::BYLINE != 0 || dates::only_date(&u.text))
                    && dates::found(&u.text).is_some()
                    && !changed(tree, *i)
            });
            found.and_then(|(_, u)| in_line(&u.text))
        })
}

/// Whether the date in a unit is one that is told of: in a sentence, a quotation or under a picture.
fn tells(unit: &Unit) -> bool {
    const TOLD: u32 = part::CAPTION | part::CREDIT | part::FIGURE | part::QUOTE;
    // A line around a date has few words beside it.
    let beside = || match dates::found(&unit.text) {
        Some((_, start, end)) => {
            let words = |text: &str| text.split_whitespace().count();
            words(&unit.text[..start]) + words(&unit.text[end..])
        }
        None => 0,
    };
    let sentence = || unit.near & part::BYLINE == 0 && plain::finished(&unit.text) && beside() > 5;
    unit.near & TOLD != 0 || unit.tag == Tag::Caption || sentence()
}

/// Whether the date of a unit is labelled as that of a change, or as another than the publication's.
fn changed(tree: &Tree, i: usize) -> bool {
    let is_label = |label: &str| words().is_change_label(label) || words().is_other_label(label);
    let own = tree.units.get(i).and_then(|u| before(&u.text));
    let above = i.checked_sub(1).and_then(|j| tree.units.get(j));
    own.is_some_and(is_label) || above.is_some_and(|u| is_label(&u.text))
}

/// The date that readers see near the title: of a marked time first, then printed, in a byline first, behind the title first.
fn shown(tree: &Tree, near: &Near) -> Option<Published> {
    let (start, end) = (near.units.start, near.units.end);
    let title = near.title.unwrap_or(start);
    let line = |i: usize| {
        let unit = &tree.units[i];
        (unit_is_own(unit) && !tells(unit) && !changed(tree, i)).then(|| in_line(&unit.text))?
    };
    tree.times
        .iter()
        .filter(|t| is_own(t.near, t.parts) && near.holds(t) && !changed(tree, t.unit))
        .find_map(value)
        .or_else(|| {
            near.units
                .clone()
                .filter(|&i| tree.units[i].near & part::BYLINE != 0)
                .find_map(line)
        })
        .or_else(|| {
            (title..end)
                .filter(|i| near.title != Some(*i))
                .find_map(line)
        })
        .or_else(|| (start..title).rev().find_map(line))
        .or_else(|| {
            // Further down, a unit that holds nothing but a date.
            let further = end..(end + FURTHER).min(tree.units.len());
            further
                .filter(|&i| dates::only_date(&tree.units[i].text))
                .find_map(line)
        })
        .or_else(|| near.title.and_then(line))
}

/// Machines often give the instant in UTC; where the page shows its readers the day before or after, that is the local day.
fn local(said: Published, tree: &Tree, near: &Near) -> Published {
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

/// Whether a line claims a copyright, which dates nothing.
fn claims_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.contains('©') || lower.contains("copyright") || lower.contains("(c)")
}

/// A date within a line that claims no copyright.
fn in_line(line: &str) -> Option<Published> {
    if line.len() > LONGEST_BYLINE || claims_copyright(line) {
        return None;
    }
    dates::found(line).map(|(date, _, _)| Published { date, time: None })
}
