//! Changes: what became known when, the newest first, as people would tell it.
//!
//! What enters: a [`Ledger`], a [`View`], what is asked for. What leaves: [`Change`]s, each with its record as of the view. Invariants:
//! they are told by day, the newest first, in an order that does not depend on when one asks; whoever goes on after a
//! [`Cursor`] gets none twice, whatever came meanwhile; what is overdue follows from the calendar of the view and is told on
//! the day after its due day, else on the day on which it was announced too late.

use super::filter::Sieve;
use super::{Filter, Told, View, known_on};
use crate::merge::Entry;
use crate::record::{ClaimId, Step, Turn, history};
use crate::store::{Held, Ledger, Place, Result, number_of};
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// What became known of a record.
#[derive(Debug, Clone)]
pub struct Change {
    /// The day on which the page was published, else read; of what is overdue, the day after it was due.
    pub day: Date,
    /// What became known.
    pub turn: Turn,
    /// The claim that says it; of what is overdue, the one that announced it.
    pub claim: ClaimId,
    /// When it was or is to be, as known on that day, in EDTF; of what was put off, the new time where there is one.
    pub when: Option<String>,
    /// The record as of the view.
    pub told: Arc<Told>,
    /// Where one goes on after this change.
    pub cursor: Cursor,
}

impl Change {
    /// The claim that says it, with its page.
    pub fn said(&self) -> Option<&Held> {
        let mut claims = self.told.claims.iter();
        claims.find(|held| held.claim.id == self.claim)
    }
}

/// A place among the changes, and when one was there. It prints as a word of letters, digits, points and hyphens, and is parsed from
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    place: Place,
    /// How often claims had been joined.
    joins: i64,
    /// The day of the view, since 1970.
    today: i32,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { day, record, at } = self.place;
        write!(f, "{day}.{record}.{at}.{}.{}", self.joins, self.today)
    }
}

/// A word that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCursor;

impl fmt::Display for NoCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no place among the changes")
    }
}

impl std::error::Error for NoCursor {}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(word: &str) -> std::result::Result<Cursor, NoCursor> {
        let parts: Vec<&str> = word.split('.').collect();
        let [day, record, at, joins, today] = parts.as_slice() else {
            return Err(NoCursor);
        };
        let number = |text: &str| text.parse::<i32>().map_err(|_| NoCursor);
        Ok(Cursor {
            place: Place {
                day: number(day)?,
                record: ClaimId(u64::from_str_radix(record, 16).map_err(|_| NoCursor)?),
                at: number(at)?,
            },
            joins: joins.parse().map_err(|_| NoCursor)?,
            today: number(today)?,
        })
    }
}

/// Before all changes, now: what comes later is counted by [`since`].
pub fn newest(ledger: &Ledger, view: View) -> Result<Cursor> {
    Ok(Cursor {
        place: Place {
            day: i32::MAX,
            record: ClaimId(i64::MAX as u64),
            at: i32::MAX,
        },
        joins: ledger.joins()?,
        today: number_of(view.today),
    })
}

/// The newest changes, `most` of them, or those that come `after` one. The filter's days are those of the changes.
pub fn changes(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    after: Option<Cursor>,
    most: usize,
) -> Result<Vec<Change>> {
    through(ledger, view, &Sieve::new(ledger, filter)?, after, most)
}

/// The same through a sieve that is there already.
pub(super) fn through(
    ledger: &Ledger,
    view: View,
    sieve: &Sieve,
    after: Option<Cursor>,
    most: usize,
) -> Result<Vec<Change>> {
    let after = after.map(|cursor| cursor.place);
    gather(ledger, view, sieve, after, None, most)
}

/// How many changes were found, or became overdue, since a cursor was given out; `most` where it is more. Of what was known on a
/// day of the past there is nothing new.
pub fn since(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    cursor: Cursor,
    most: usize,
) -> Result<usize> {
    Ok(arrived(ledger, view, filter, cursor, most)?.len())
}

/// The changes that were found, or became overdue, since a cursor was given out, the newest first; `most` of them. Of what was known on
/// a day of the past there is nothing new.
pub fn arrived(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    cursor: Cursor,
    most: usize,
) -> Result<Vec<Change>> {
    if view.as_known_on.is_some() {
        return Ok(Vec::new());
    }
    let since = Some((cursor.joins, cursor.today));
    let sieve = Sieve::new(ledger, filter)?;
    gather(ledger, view, &sieve, None, since, most)
}

/// So many changes are asked for at once at most, unless more are wanted.
const ASKED: usize = 4096;

fn gather(
    ledger: &Ledger,
    view: View,
    sieve: &Sieve,
    after: Option<Place>,
    since: Option<(i64, i32)>,
    most: usize,
) -> Result<Vec<Change>> {
    let start = newest(ledger, view)?;
    let mut asked = sieve.asked(view.today, most);
    (asked.after, asked.since) = (after, since);
    let change = |place: Place, step: Step, told: &Arc<Told>| Change {
        day: step.day,
        turn: step.turn,
        claim: step.claim,
        when: step.when,
        told: told.clone(),
        cursor: Cursor { place, ..start },
    };
    if let Some(day) = view.as_known_on {
        let mut all: Vec<(Place, Step, Arc<Told>)> = Vec::new();
        for told in known_on(ledger, day, view.today, &sieve.filter.of_any_day())? {
            let told = Arc::new(told);
            let steps = places(&told).into_iter();
            let steps = steps.filter(|(place, step)| asked.takes(place, step));
            all.extend(steps.map(|(place, step)| (place, step, told.clone())));
        }
        all.sort_by(|(a, ..), (b, ..)| b.cmp(a));
        all.truncate(most);
        let all = all.into_iter();
        return Ok(all
            .map(|(place, step, told)| change(place, step, &told))
            .collect());
    }
    let words = ledger.words()?;
    let mut all: Vec<Change> = Vec::new();
    let mut known: HashMap<ClaimId, Option<Arc<Told>>> = HashMap::new();
    // What is found can be of another party than the third that is asked for, so that more must be asked for.
    while all.len() < most {
        let found = ledger.changes(&asked, &mut |record| sieve.may_take(ledger, record))?;
        let whole = found.len() < asked.most;
        for (place, noted) in found {
            asked.after = Some(place);
            let told = match known.get(&place.record) {
                Some(told) => told.clone(),
                None => {
                    let told = Told::stored(ledger, place.record, view.today, &words)?;
                    let told = told.filter(|told| sieve.takes(told)).map(Arc::new);
                    known.insert(place.record, told.clone());
                    told
                }
            };
            if let Some(told) = told {
                all.push(change(place, noted.step, &told));
            }
            if all.len() >= most {
                break;
            }
        }
        if whole {
            break;
        }
        // Where much of what is found is not meant, more is asked for at once.
        asked.most = asked.most.saturating_mul(4).min(ASKED.max(most));
    }
    Ok(all)
}

/// What became known of a record, with the places of it.
fn places(told: &Told) -> Vec<(Place, Step)> {
    let entries: Vec<Entry> = told.claims.iter().map(Held::entry).collect();
    let beside: Vec<Entry> = told.witnesses.iter().map(Held::entry).collect();
    let steps = history(&entries, &beside, told.life.word.as_ref())
        .into_iter()
        .enumerate();
    steps
        .map(|(at, step)| {
            let place = Place {
                day: number_of(step.day),
                record: told.record.id,
                at: at as i32,
            };
            (place, step)
        })
        .collect()
}

impl Told {
    /// What became known of it, the oldest first; of what is overdue, what is so on the day of the view.
    pub fn history(&self, today: Date) -> Vec<Step> {
        let steps = places(self).into_iter().map(|(_, step)| step);
        steps
            .filter(|step| step.turn != Turn::Overdue || step.day <= today)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_parsed_from_what_it_prints() {
        let cursor = Cursor {
            place: Place {
                day: -3,
                record: ClaimId(u64::MAX - 4),
                at: 2,
            },
            joins: 17,
            today: 17_600,
        };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for word in ["", "1.2.3", "1.zz.3.4.5", "1.2.3.4.5.6", "é.1.1.1.1"] {
            assert_eq!(word.parse::<Cursor>(), Err(NoCursor), "{word}");
        }
    }
}
