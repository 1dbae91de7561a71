//! Filter: which records and changes are asked for.
//!
//! What enters: what somebody asks for. What leaves: what the store can look up of it, and whether a record that was found is meant.
//! Invariant: the store's search and [`Filter::takes_line`] with [`Sieve::takes`] take the same records.

use super::Told;
use crate::record::{ClaimId, Record, State, Turn, same_person};
use crate::store::{
    Asked, Key, Ledger, Line, Result, Select, number_of, outlet_mark, person_marks,
};
use jiff::civil::Date;
use reading::claim::Event;
use std::collections::{HashMap, HashSet};

/// Of so many claims that have the words, the newest are looked at.
const WITH_WORDS: usize = 10_000;

/// Which records are asked for. What is left open asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// All of these parties take part.
    pub parties: Vec<String>,
    /// The dealing is one of these.
    pub dealings: Vec<Dealing>,
    /// The state is one of these.
    pub states: Vec<State>,
    /// It does not end before this day.
    pub from: Option<Date>,
    /// It does not begin after this day.
    pub to: Option<Date>,
    /// It was announced.
    pub announced: bool,
    /// It is due from one day to another, both within.
    pub due: Option<(Date, Date)>,
    /// A person of this name takes part.
    pub person: Option<String>,
    /// A page of this outlet tells it.
    pub outlet: Option<String>,
    /// All of these words stand in the evidence of one of its claims, or in the title of its page.
    pub text: Option<String>,
    /// Of changes alone: what became known is one of these.
    pub turns: Vec<Turn>,
}

/// A type, a kind or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dealing {
    /// The type.
    pub event: Option<Event>,
    /// The kind.
    pub kind: Option<String>,
}

impl Dealing {
    /// `CONSULT`, `visit` or `CONSULT/visit`.
    pub fn parse(text: &str) -> Option<Dealing> {
        let (first, second) = text.split_once('/').unwrap_or((text, ""));
        let event = Event::parse(&first.to_uppercase());
        let kind = if event.is_some() { second } else { first };
        if event.is_none() && (!second.is_empty() || kind.is_empty()) {
            return None;
        }
        Some(Dealing {
            event,
            kind: (!kind.is_empty()).then(|| kind.to_lowercase()),
        })
    }

    /// As the store is asked for it.
    fn words(&self) -> (Option<&'static str>, Option<String>) {
        (self.event.map(Event::as_str), self.kind.clone())
    }

    fn fits(&self, record: &Record) -> bool {
        self.event.is_none_or(|event| event == record.event)
            && (self.kind.is_none() || self.kind == record.kind)
    }
}

impl Filter {
    /// Whether a record is asked for, as far as what it is found by tells. The same as the store's own search.
    pub(super) fn takes_line(&self, line: &Line) -> bool {
        let within = match (self.from, self.to) {
            (None, None) => true,
            (from, to) => line.days.is_some_and(|(first, last)| {
                from.is_none_or(|from| last >= number_of(from))
                    && to.is_none_or(|to| first <= number_of(to))
            }),
        };
        within
            && (line.announced || !self.announced)
            && self
                .parties
                .iter()
                .all(|party| line.parties.contains(party))
    }

    /// The same filter for whatever days.
    pub(super) fn of_any_day(&self) -> Filter {
        Filter {
            from: None,
            to: None,
            ..self.clone()
        }
    }
}

/// A filter with what the ledger knows of its words.
pub(super) struct Sieve {
    filter: Filter,
    /// Claims that have the words that are asked for, each with its record.
    worded: Option<HashMap<ClaimId, Option<ClaimId>>>,
}

impl Sieve {
    /// Looks up the words of a filter.
    pub fn new(ledger: &Ledger, filter: &Filter) -> Result<Sieve> {
        let text = filter.text.as_deref();
        let worded = text.map(|words| ledger.with_words(words, WITH_WORDS));
        Ok(Sieve {
            filter: filter.clone(),
            worded: worded.transpose()?.map(|all| all.into_iter().collect()),
        })
    }

    /// What the store is asked for records, in states of this day.
    pub fn select(&self, ledger: &Ledger, today: Date) -> Result<Select> {
        let filter = &self.filter;
        let days = |(from, to): (Date, Date)| (number_of(from), number_of(to));
        Ok(Select {
            parties: filter.parties.clone(),
            announced: filter.announced,
            dealings: filter.dealings.iter().map(Dealing::words).collect(),
            states: filter.states.clone(),
            today: number_of(today),
            has_due: None,
            from: filter.from.map(number_of),
            to: filter.to.map(number_of),
            due: filter.due.map(days),
            after: None,
            among: self.among(ledger)?,
            most: None,
        })
    }

    /// What the store is asked for changes: `most` of them, of this day.
    pub fn asked(&self, ledger: &Ledger, today: Date, most: usize) -> Result<Asked> {
        let filter = &self.filter;
        Ok(Asked {
            key: Key::of(&filter.parties),
            dealings: filter.dealings.iter().map(Dealing::words).collect(),
            turns: filter.turns.clone(),
            states: filter.states.clone(),
            among: self.among(ledger)?,
            from: filter.from.map(number_of),
            to: filter.to.map(number_of),
            today: number_of(today),
            after: None,
            since: None,
            most,
        })
    }

    /// The records that can be meant, where words, a person or an outlet are asked for.
    fn among(&self, ledger: &Ledger) -> Result<Option<HashSet<ClaimId>>> {
        let mut among: Option<HashSet<ClaimId>> = None;
        let mut narrow = |found: HashSet<ClaimId>| {
            among = Some(match among.take() {
                Some(all) => all.intersection(&found).copied().collect(),
                None => found,
            });
        };
        if let Some(person) = &self.filter.person {
            narrow(ledger.marked(&person_marks(person))?);
        }
        if let Some(outlet) = &self.filter.outlet {
            narrow(ledger.marked(&[outlet_mark(outlet)])?);
        }
        if let Some(worded) = &self.worded {
            narrow(worded.values().flatten().copied().collect());
        }
        Ok(among)
    }

    /// Whether a record can be asked for, by the people in it: a name shares its marks with those of others, and looking at the people of
    /// a record is less than looking at its claims.
    pub fn may_take(&self, ledger: &Ledger, record: ClaimId) -> Result<bool> {
        let Some(name) = &self.filter.person else {
            return Ok(true);
        };
        let people = ledger.people(record)?;
        Ok(people.iter().any(|(other, _)| same_person(name, other)))
    }

    /// Whether a record that was found is asked for.
    pub fn takes(&self, told: &Told) -> bool {
        let (filter, record) = (&self.filter, &told.record);
        let dealing = filter.dealings.is_empty()
            || filter.dealings.iter().any(|dealing| dealing.fits(record));
        let parties = filter
            .parties
            .iter()
            .all(|party| record.actors.contains(party) || record.recipients.contains(party));
        let person = filter.person.as_ref().is_none_or(|name| {
            let mut persons = record.persons.iter();
            persons.any(|other| same_person(name, other))
        });
        let outlet = filter.outlet.is_none()
            || told
                .claims
                .iter()
                .any(|held| held.source.outlet == filter.outlet);
        let worded = self.worded.as_ref().is_none_or(|worded| {
            let mut claims = told.claims.iter();
            claims.any(|held| worded.contains_key(&held.claim.id))
        });
        let states = filter.states.is_empty() || filter.states.contains(&told.life.state);
        let due = filter.due.is_none_or(|(from, to)| {
            let due = told.life.due;
            due.is_some_and(|due| from <= due && due <= to)
        });
        due && dealing && parties && states && person && outlet && worded
    }
}
