//! Paging: records in portions.
//!
//! What enters: a [`Bookmark`], and how many are wanted. What leaves: the next records in the order of their first days, and where one goes on.
//! Invariant: whoever goes on from bookmark to bookmark sees each record that was there all the time once.

use super::filter::Sieve;
use super::{Filter, Told, View, known_on, order, selected};
use crate::merge::Entry;
use crate::record::ClaimId;
use crate::store::{Held, Ledger, Result, line};
use std::cmp::Ordering;
use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;

/// A place among the records. It prints as a word, and is parsed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bookmark {
    /// First day of the record that came last, since 1970; beyond all others where it has none.
    first: i32,
    /// That record.
    record: ClaimId,
}

impl Bookmark {
    fn of(told: &Told) -> Bookmark {
        let entries: Vec<Entry> = told.claims.iter().map(Held::entry).collect();
        // Its days hang on its claims alone.
        let days = line(&told.record, &entries, &[], None).days;
        Bookmark {
            first: days.map_or(i32::MAX, |(first, _)| first),
            record: told.record.id,
        }
    }
}

impl Ord for Bookmark {
    fn cmp(&self, other: &Bookmark) -> Ordering {
        let place = |mark: &Bookmark| order((mark.first, mark.record));
        place(self).cmp(&place(other))
    }
}

impl PartialOrd for Bookmark {
    fn partial_cmp(&self, other: &Bookmark) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Bookmark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.first, self.record)
    }
}

/// A word that is no bookmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoBookmark;

impl fmt::Display for NoBookmark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no place among the records")
    }
}

impl std::error::Error for NoBookmark {}

impl FromStr for Bookmark {
    type Err = NoBookmark;

    fn from_str(word: &str) -> std::result::Result<Bookmark, NoBookmark> {
        let (first, record) = word.split_once('.').ok_or(NoBookmark)?;
        Ok(Bookmark {
            first: first.parse().map_err(|_| NoBookmark)?,
            record: ClaimId(u64::from_str_radix(record, 16).map_err(|_| NoBookmark)?),
        })
    }
}

/// The first `most` records that are asked for, or those that come `after` a bookmark; and the bookmark to go on from where there are more.
pub fn records_after(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    after: Option<Bookmark>,
    most: usize,
) -> Result<(Vec<Told>, Option<Bookmark>)> {
    let mut all: Vec<Told> = Vec::new();
    // One more than is wanted tells whether there are more.
    if let Some(day) = view.as_known_on {
        let known = known_on(ledger, day, view.today, filter)?;
        let left = known.filter(|told| after.is_none_or(|after| Bookmark::of(told) > after));
        all.extend(left.take(most + 1));
    } else {
        let sieve = Sieve::new(ledger, filter)?;
        let mut select = sieve.select(view.today);
        select.after = after.map(|after| (after.first, after.record));
        selected(ledger, view.today, &sieve, select, |told| {
            all.push(told);
            if all.len() > most {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
    }
    let more = all.len() > most;
    all.truncate(most);
    let next = all.last().filter(|_| more).map(Bookmark::of);
    Ok((all, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bookmark_is_parsed_from_what_it_prints() {
        for first in [-40, 17_000, i32::MAX] {
            let mark = Bookmark {
                first,
                record: ClaimId(u64::MAX - 3),
            };
            assert_eq!(mark.to_string().parse(), Ok(mark));
        }
        for word in ["", "1", "1.x", "x.1", "1.2.3"] {
            assert_eq!(word.parse::<Bookmark>(), Err(NoBookmark), "{word}");
        }
    }
}
