//! Filter: which records and changes are asked for.
//!
//! What enters: what somebody asks for. What leaves: what the store can look up of it, and whether a record that was found is meant.
//! Invariant: the store's search and [`Filter::takes_line`] with [`Sieve::takes`] take the same records.

use super::Told;
use crate::record::{ClaimId, Name, Record, State, Turn};
use crate::store::{
    Asked, Key, Ledger, Line, Result, Select, number_of, outlet_mark, person_marks,
};
use jiff::civil::Date;
use reading::claim::Event;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Of so many claims that have the words, the newest are looked at.
const WITH_WORDS: usize = 10_000;
/// The same for those who want a few of the newest.
const NEWEST_WITH_WORDS: usize = 1_500;

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

/// Of an outlet with many records each that is found is looked at. When so many were, gathering all of the outlet is less after all.
const LOOKED_AT: usize = 5_000;

/// A filter with what the ledger knows of its words.
pub(super) struct Sieve {
    /// What is asked for.
    pub filter: Filter,
    /// Claims that have the words that are asked for, each with its record.
    worded: Option<HashMap<ClaimId, Option<ClaimId>>>,
    /// Whether these are all there are.
    is_whole: bool,
    /// The name that is asked for.
    name: Option<Name>,
    /// Records with a word of it.
    named: Option<HashSet<ClaimId>>,
    /// Records of the outlet that is asked for; of one with many, none until many were looked at.
    told: RefCell<Option<HashSet<ClaimId>>>,
    /// Whether a record that was looked at can be meant.
    looked_at: RefCell<HashMap<ClaimId, bool>>,
}

impl Sieve {
    /// Looks up the words of a filter.
    pub fn new(ledger: &Ledger, filter: &Filter) -> Result<Sieve> {
        Sieve::of(ledger, filter, WITH_WORDS)
    }

    /// The same for those who want a few of the newest: where the words are frequent, fewer claims with them are looked at.
    pub fn of_newest(ledger: &Ledger, filter: &Filter) -> Result<Sieve> {
        Sieve::of(ledger, filter, NEWEST_WITH_WORDS)
    }

    fn of(ledger: &Ledger, filter: &Filter, most: usize) -> Result<Sieve> {
        let text = filter.text.as_deref();
        let worded = text
            .map(|words| ledger.with_words(words, most))
            .transpose()?;
        let named = match &filter.person {
            Some(person) => ledger.marked(&person_marks(person), true)?,
            None => None,
        };
        let told = match &filter.outlet {
            Some(outlet) => ledger.marked(&[outlet_mark(outlet)], false)?,
            None => None,
        };
        Ok(Sieve {
            filter: filter.clone(),
            is_whole: worded.as_ref().is_none_or(|all| all.len() < most),
            worded: worded.map(|all| all.into_iter().collect()),
            name: filter.person.as_deref().map(Name::of),
            named,
            told: told.into(),
            looked_at: RefCell::default(),
        })
    }

    /// Whether all that has the words can pass, not only the newest of that.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// What the store is asked for records, in states of this day.
    pub fn select(&self, today: Date) -> Select {
        let filter = &self.filter;
        let days = |(from, to): (Date, Date)| (number_of(from), number_of(to));
        Select {
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
            among: self.among(),
            most: None,
        }
    }

    /// What the store is asked for changes: `most` of them, of this day.
    pub fn asked(&self, today: Date, most: usize) -> Asked {
        let filter = &self.filter;
        Asked {
            key: Key::of(&filter.parties),
            dealings: filter.dealings.iter().map(Dealing::words).collect(),
            turns: filter.turns.clone(),
            states: filter.states.clone(),
            among: self.among(),
            from: filter.from.map(number_of),
            to: filter.to.map(number_of),
            today: number_of(today),
            after: None,
            since: None,
            most,
        }
    }

    /// The records that can be meant, where words, a person or an outlet are asked for. Where more can be meant, [`Sieve::may_take`] tells.
    fn among(&self) -> Option<HashSet<ClaimId>> {
        let worded = self.worded.as_ref();
        let worded = worded.map(|worded| worded.values().flatten().copied().collect());
        let told = self.told.borrow();
        [worded.as_ref(), self.named.as_ref(), told.as_ref()]
            .into_iter()
            .flatten()
            .fold(None, |among: Option<HashSet<ClaimId>>, found| {
                Some(match among {
                    None => found.clone(),
                    Some(among) => among.intersection(found).copied().collect(),
                })
            })
    }

    /// Whether a record can be asked for, by the people in it and the outlets that tell it: a name shares its marks with those of others, and
    /// looking at what the ledger says of a record is less than looking at its claims.
    pub fn may_take(&self, ledger: &Ledger, record: ClaimId) -> Result<bool> {
        let filter = &self.filter;
        let gathered = filter.outlet.is_none() || self.told.borrow().is_some();
        if filter.person.is_none() && gathered {
            return Ok(self.is_told(record));
        }
        if let Some(may) = self.looked_at.borrow().get(&record) {
            return Ok(*may);
        }
        let named = match &self.name {
            None => true,
            Some(name) => {
                let people = ledger.people(record)?;
                people.iter().any(|(other, _)| name.same(&Name::of(other)))
            }
        };
        let may = match &filter.outlet {
            Some(outlet) if named && !gathered => ledger.outlets(record)?.contains(outlet),
            _ => named && self.is_told(record),
        };
        let mut looked_at = self.looked_at.borrow_mut();
        looked_at.insert(record, may);
        if let Some(outlet) = &filter.outlet
            && !gathered
            && looked_at.len() > LOOKED_AT
        {
            *self.told.borrow_mut() = ledger.marked(&[outlet_mark(outlet)], true)?;
        }
        Ok(may)
    }

    /// Whether a record is one of the outlet that is asked for, as far as all of these are known.
    fn is_told(&self, record: ClaimId) -> bool {
        let told = self.told.borrow();
        told.as_ref().is_none_or(|told| told.contains(&record))
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
        let person = self.name.as_ref().is_none_or(|name| {
            let mut persons = record.persons.iter();
            persons.any(|other| name.same(&Name::of(other)))
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
