//! Events: a record as the event data schemes PLOVER and CAMEO have it, by the rows of `data/ledger/events.tsv`.
//!
//! What enters: an [`Item`]. What leaves: its [`Event`]s. A record of ours has a life; an event of those schemes is a moment. So
//! a visit that was announced and held is two events: that it was announced, on the day when a page first said so, and
//! that it was made, on its own day. What was suggested, put off, called off or denied is none.

use super::Item;
use crate::record::{Entry, Source, State, Time};
use crate::store::day_of as day_of_moment;
use jiff::civil::Date;
use reading::claim::{Event as Type, Status};
use reading::time::edtf::Precision;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What happened to a dealing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// It took place.
    Held,
    /// It took place in a country that is none of its parties.
    Elsewhere,
    /// It was announced.
    Announced,
    /// It was broken off.
    Suspended,
}

/// What the schemes call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coding {
    /// PLOVER event type.
    pub event: &'static str,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER context.
    pub context: Option<&'static str>,
    /// CAMEO code.
    pub cameo: &'static str,
    /// CAMEO code of the same dealing from the other side.
    pub mirror: Option<&'static str>,
}

/// An event of a record.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// What happened.
    pub stage: Stage,
    /// What the schemes call it.
    pub coding: Coding,
    /// On which day.
    pub date: Date,
    /// The claim that says so, with its page.
    pub entry: Entry<'a>,
}

impl Stage {
    /// The stage in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Held | Stage::Elsewhere => "held",
            Stage::Announced => "announced",
            Stage::Suspended => "suspended",
        }
    }

    fn parse(word: &str) -> Option<Stage> {
        match word {
            "held" => Some(Stage::Held),
            "elsewhere" => Some(Stage::Elsewhere),
            "announced" => Some(Stage::Announced),
            "suspended" => Some(Stage::Suspended),
            _ => None,
        }
    }
}

type Table = HashMap<(Stage, Type, Option<&'static str>), Coding>;

static CODINGS: LazyLock<Table> =
    LazyLock::new(|| parse(include_str!("../../../../data/ledger/events.tsv")));

fn parse(text: &'static str) -> Table {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t').map(str::trim);
            let stage = Stage::parse(cells.next()?)?;
            let event = Type::parse(cells.next()?)?;
            let mut next = || cells.next().map(|cell| (cell != "-").then_some(cell));
            let kind = next()?;
            let coding = Coding {
                event: next()??,
                mode: next()?,
                context: next()?,
                cameo: next()??,
                mirror: next()?,
            };
            Some(((stage, event, kind), coding))
        })
        .collect()
}

/// What the schemes call a dealing at a stage; none where it is no event of theirs.
pub fn coding(stage: Stage, event: Type, kind: Option<&str>) -> Option<Coding> {
    let of = |stage, kind| CODINGS.get(&(stage, event, kind)).copied();
    if stage == Stage::Elsewhere {
        return of(stage, kind).or_else(|| coding(Stage::Held, event, kind));
    }
    kind.and_then(|kind| of(stage, Some(kind)))
        .or_else(|| of(stage, None))
}

/// The events of a record, the announcement first.
pub fn events<'a>(item: &Item<'a>) -> Vec<Event<'a>> {
    let record = item.record;
    let make = |stage, date, entry: Entry<'a>| {
        let coding = coding(stage, record.event, record.kind.as_deref())?;
        Some(Event {
            stage,
            coding,
            date,
            entry,
        })
    };
    let planned = item
        .entries
        .iter()
        .find(|entry| entry.claim.status == Status::Planned && !entry.claim.related)
        .and_then(|entry| make(Stage::Announced, known_on(entry.source), *entry));
    let became = item.deciding().and_then(|entry| {
        let (stage, date) = match item.life.state {
            State::Held | State::Ongoing | State::Resumed => (held(item), day_of(item)),
            State::Suspended => (Stage::Suspended, None),
            _ => return None,
        };
        make(
            stage,
            date.unwrap_or_else(|| known_on(entry.source)),
            *entry,
        )
    });
    planned.into_iter().chain(became).collect()
}

/// Whether it was held at home or elsewhere.
fn held(item: &Item) -> Stage {
    let record = item.record;
    let country = record
        .place
        .as_ref()
        .and_then(|place| place.country.as_ref());
    let at_home = |country| record.actors.contains(country) || record.recipients.contains(country);
    if country.is_none_or(at_home) {
        Stage::Held
    } else {
        Stage::Elsewhere
    }
}

/// The day of a dealing, the first of several; none where its time is not given by days.
fn day_of(item: &Item) -> Option<Date> {
    let time = item.record.when.as_deref().and_then(Time::parse)?;
    let exact = time.precision == Precision::Day && time.days.is_some();
    time.edtf.earliest().filter(|_| exact)
}

/// The day from which a page is known: published, else read.
pub fn known_on(source: &Source) -> Date {
    source
        .published
        .unwrap_or_else(|| day_of_moment(source.read))
}

/// Who deals with whom in an event, and by which CAMEO code: of a mutual dealing each with each, else each actor with each
/// recipient, and back where the code has a mirror.
pub fn dyads<'a>(item: &Item<'a>, coding: Coding) -> Vec<(&'a str, &'a str, &'static str)> {
    let record = item.record;
    let mut dyads = Vec::new();
    if record.recipients.is_empty() {
        for source in &record.actors {
            for target in record.actors.iter().filter(|&target| target != source) {
                dyads.push((source.as_str(), target.as_str(), coding.cameo));
            }
        }
        return dyads;
    }
    for source in &record.actors {
        for target in record.recipients.iter().filter(|&target| target != source) {
            dyads.push((source.as_str(), target.as_str(), coding.cameo));
            if let Some(mirror) = coding.mirror {
                dyads.push((target.as_str(), source.as_str(), mirror));
            }
        }
    }
    dyads
}

/// The people of a claim who act for a party.
pub fn people<'a>(entry: &Entry<'a>, party: &str) -> Vec<&'a str> {
    let claim = entry.claim;
    let pairs = claim.persons.iter().zip(&claim.persons_for);
    pairs
        .filter(|(_, acts_for)| acts_for.as_deref() == Some(party))
        .map(|(person, _)| person.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let text = include_str!("../../../../data/ledger/events.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(CODINGS.len(), lines);
    }

    #[test]
    fn whatever_is_held_is_an_event_of_both_schemes() {
        for &event in Type::ALL {
            let coding = coding(Stage::Held, event, None);
            let known = coding.is_some_and(|coding| Type::parse(coding.event).is_some());
            assert!(known, "{}", event.as_str());
        }
    }

    #[test]
    fn a_kind_without_a_row_is_coded_as_its_type() {
        let of = |kind| coding(Stage::Held, Type::Consult, Some(kind)).map(|c| c.cameo);
        assert_eq!(of("visit"), Some("042"));
        assert_eq!(of("consultation"), Some("040"));
    }

    #[test]
    fn only_meetings_have_a_code_of_their_own_elsewhere() {
        let of = |kind| coding(Stage::Elsewhere, Type::Consult, Some(kind)).map(|c| c.cameo);
        assert_eq!(of("meeting"), Some("044"));
        assert_eq!(of("visit"), Some("042"));
    }

    #[test]
    fn accusations_are_not_announced() {
        assert_eq!(coding(Stage::Announced, Type::Accuse, None), None);
    }
}
