//! Shelf: what is counted for dossiers and the world, from the store's tables, or worked out of what was known on a day.
//!
//! Invariant: both ways give the same for a ledger that holds nothing but what was known.

use super::{Told, View};
use crate::record::ClaimId;
use crate::store::{
    Asked, Bond, Fact, Held, Key, Ledger, Line, Place, Result, Spot, Tally, Wanted, Words,
    clusters, newest_first, number_of,
};
use reading::claim::Event;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is counted, as of a view.
pub enum Shelf<'l> {
    /// As it is stored.
    Stored(Stored<'l>),
    /// Of what was known on a day: records by their ids, with what people had said of them.
    Known(HashMap<ClaimId, OnDay>, Words, View),
}

/// A record as it was known on a day.
pub struct OnDay {
    line: Line,
    members: Vec<Held>,
    witnesses: Vec<Held>,
}

/// What is stored, with what was asked of it already: lists of a dossier tell some records twice.
pub struct Stored<'l> {
    ledger: &'l Ledger,
    view: View,
    words: OnceCell<Words>,
    told: RefCell<HashMap<ClaimId, Option<Told>>>,
}

impl Stored<'_> {
    /// What people say became of records.
    fn words(&self) -> Result<&Words> {
        if let Some(words) = self.words.get() {
            return Ok(words);
        }
        let words = self.ledger.words()?;
        Ok(self.words.get_or_init(|| words))
    }

    fn told(&self, record: ClaimId) -> Result<Option<Told>> {
        if let Some(told) = self.told.borrow().get(&record) {
            return Ok(told.clone());
        }
        let told = Told::stored(self.ledger, record, self.view.today, self.words()?)?;
        self.told.borrow_mut().insert(record, told.clone());
        Ok(told)
    }
}

/// Whether claims name all parties of a key, as those of its records do.
fn can_be_of(key: &Key, claims: &[&Held]) -> bool {
    let named = |code: &String| {
        claims
            .iter()
            .any(|held| held.claim.actors.contains(code) || held.claim.recipients.contains(code))
    };
    match key {
        Key::All => true,
        Key::Party(one) => named(one),
        Key::Pair(one, other) => named(one) && named(other),
    }
}

impl<'l> Shelf<'l> {
    /// What there is as of a view; of what was known on a day only what concerns a party or pair.
    pub fn of(ledger: &'l Ledger, view: View, key: &Key) -> Result<Shelf<'l>> {
        let Some(day) = view.as_known_on else {
            return Ok(Shelf::Stored(Stored {
                ledger,
                view,
                words: OnceCell::new(),
                told: RefCell::default(),
            }));
        };
        let known = ledger.known_on(day)?;
        let claims: Vec<&Held> = known.claims.iter().collect();
        let mut lines = HashMap::new();
        for cluster in clusters(&claims, &known.hands) {
            if !can_be_of(key, &cluster.members) {
                continue;
            }
            let word = known.words.about(cluster.members.iter().copied());
            let line = cluster.line(word);
            if line.fact(key).is_some() {
                let members = cluster.members.into_iter().cloned().collect();
                let witnesses = cluster.witnesses.into_iter().cloned().collect();
                let id = line.id;
                let day = OnDay {
                    line,
                    members,
                    witnesses,
                };
                lines.insert(id, day);
            }
        }
        Ok(Shelf::Known(lines, known.words, view))
    }

    /// What records are counted by, the newest first.
    pub fn facts(&self, key: &Key, wanted: &Wanted) -> Result<Vec<Fact>> {
        match self {
            Shelf::Stored(Stored { ledger, .. }) => ledger.facts(key, wanted),
            Shelf::Known(lines, ..) => {
                let facts = lines
                    .values()
                    .filter_map(|OnDay { line, .. }| line.fact(key));
                let mut facts: Vec<Fact> = facts.filter(|fact| wanted.takes(fact)).collect();
                facts.sort_by(newest_first);
                facts.truncate(wanted.most.unwrap_or(usize::MAX));
                Ok(facts)
            }
        }
    }

    /// Records of some types (of none: all) in the order in which something became known of them, the last first.
    pub fn newest(&self, key: &Key, events: &[Event], most: usize) -> Result<Vec<ClaimId>> {
        let dealing = |event: &Event| (Some(event.as_str()), None);
        let mut asked = Asked {
            key: key.clone(),
            dealings: events.iter().map(dealing).collect(),
            turns: Vec::new(),
            states: Vec::new(),
            among: None,
            from: None,
            to: None,
            today: number_of(self.view().today),
            after: None,
            since: None,
            // A record has one change and a half in the middle.
            most: most * 2,
        };
        let mut seen = HashSet::new();
        let mut newest = Vec::new();
        loop {
            let places = self.places(&asked)?;
            let end = places.len() < asked.most;
            for place in places {
                asked.after = Some(place);
                if newest.len() < most && seen.insert(place.record) {
                    newest.push(place.record);
                }
            }
            if end || newest.len() >= most {
                return Ok(newest);
            }
        }
    }

    /// The places of changes.
    fn places(&self, asked: &Asked) -> Result<Vec<Place>> {
        Ok(match self {
            Shelf::Stored(Stored { ledger, .. }) => ledger.places(asked, &mut |_| Ok(true))?,
            Shelf::Known(lines, ..) => {
                let fits = |line: &Line| {
                    let mut dealings = asked.dealings.iter();
                    asked.dealings.is_empty()
                        || dealings.any(|(event, _)| *event == Some(line.event))
                };
                let mine = lines
                    .values()
                    .map(|OnDay { line, .. }| line)
                    .filter(|line| fits(line) && line.fact(&asked.key).is_some());
                let steps = mine.flat_map(Line::steps);
                let taken = steps.filter(|(place, step)| asked.takes(place, step));
                let mut places: Vec<Place> = taken.map(|(place, _)| place).collect();
                places.sort_unstable_by(|a, b| b.cmp(a));
                places.truncate(asked.most);
                places
            }
        })
    }

    fn view(&self) -> View {
        match self {
            Shelf::Stored(Stored { view, .. }) | Shelf::Known(_, _, view) => *view,
        }
    }

    /// How many records there are by month and type.
    pub fn tallies(&self, key: &Key) -> Result<Vec<Tally>> {
        match self {
            Shelf::Stored(Stored { ledger, .. }) => ledger.tallies(key),
            Shelf::Known(lines, ..) => {
                let lines = lines.values().map(|OnDay { line, .. }| line);
                let mine = lines.filter(|line| line.fact(key).is_some());
                let all = mine.filter_map(|line| line.tally(key));
                // Months that are not known come last, as in the store.
                Ok(summed(all, |tally| {
                    (
                        tally.month.unwrap_or(i32::MAX),
                        tally.event.as_str().to_owned(),
                    )
                }))
            }
        }
    }

    /// How many records each pair has from one month to another; with a party its pairs alone.
    pub fn pairs(&self, party: Option<&str>, from: i32, to: i32) -> Result<Vec<Tally>> {
        match self {
            Shelf::Stored(Stored { ledger, .. }) => ledger.pairs(party, from, to),
            Shelf::Known(lines, ..) => {
                let wanted = |key: &Key| match key {
                    Key::Pair(one, other) => party.is_none_or(|p| p == one || p == other),
                    _ => false,
                };
                let of_pairs = lines.values().flat_map(|OnDay { line, .. }| {
                    let keys = line.keys().into_iter().map(|(key, _)| key);
                    let tallies = keys.filter(wanted).filter_map(|key| line.tally(&key));
                    tallies.collect::<Vec<_>>()
                });
                let within = |tally: &Tally| {
                    let month = tally.month;
                    month.is_some_and(|month| (from..=to).contains(&month))
                };
                Ok(summed(of_pairs.filter(within), |tally| tally.key.words()))
            }
        }
    }

    /// With whom a party deals, in no order.
    pub fn bonds(&self, party: &str) -> Result<Vec<Bond>> {
        if let Shelf::Stored(Stored { ledger, .. }) = self {
            return ledger.bonds(party);
        }
        let bond = |tally: Tally| {
            let Key::Pair(one, other) = tally.key else {
                return None;
            };
            Some(Bond {
                other: if one == party { other } else { one },
                records: tally.records,
                held: tally.held,
                score: tally.score,
            })
        };
        let pairs = self.pairs(Some(party), i32::MIN, i32::MAX)?;
        Ok(pairs.into_iter().filter_map(bond).collect())
    }

    /// Meetings whose country is known, the newest first.
    pub fn spots(&self, from: i32, to: i32) -> Result<Vec<Spot>> {
        match self {
            Shelf::Stored(Stored { ledger, .. }) => ledger.spots(from, to),
            Shelf::Known(lines, ..) => {
                let spots = lines.values().filter_map(|OnDay { line, .. }| line.spot());
                let within = |spot: &Spot| (from..=to).contains(&spot.first);
                let mut spots: Vec<Spot> = spots.filter(within).collect();
                spots.sort_by_key(|spot| {
                    std::cmp::Reverse((spot.first, spot.record.0.cast_signed()))
                });
                Ok(spots)
            }
        }
    }

    /// The people of a record.
    pub fn people(&self, record: ClaimId) -> Result<Vec<(String, Option<String>)>> {
        match self {
            Shelf::Stored(Stored { ledger, .. }) => ledger.people(record),
            Shelf::Known(lines, ..) => Ok(lines
                .get(&record)
                .map_or_else(Vec::new, |OnDay { line, .. }| line.persons.clone())),
        }
    }

    /// The outlets that tell a record.
    pub fn outlets(&self, record: ClaimId) -> Result<Vec<String>> {
        match self {
            Shelf::Stored(Stored { ledger, .. }) => ledger.outlets(record),
            Shelf::Known(lines, ..) => Ok(lines
                .get(&record)
                .map_or_else(Vec::new, |OnDay { line, .. }| line.outlets.clone())),
        }
    }

    /// A record with its claims; none where it is gone meanwhile.
    pub fn told(&self, record: ClaimId) -> Result<Option<Told>> {
        match self {
            Shelf::Stored(stored) => stored.told(record),
            Shelf::Known(lines, words, view) => Ok(lines.get(&record).and_then(|day| {
                Told::of(
                    day.members.clone(),
                    day.witnesses.clone(),
                    view.today,
                    words,
                )
            })),
        }
    }
}

/// Tallies that share a key added up, in the order of the keys. Of several types the first stands.
fn summed<K: Ord>(tallies: impl Iterator<Item = Tally>, by: impl Fn(&Tally) -> K) -> Vec<Tally> {
    let mut all: BTreeMap<K, Tally> = BTreeMap::new();
    for tally in tallies {
        let sum = all.entry(by(&tally)).or_insert_with(|| Tally {
            records: 0,
            held: 0,
            score: 0,
            ..tally.clone()
        });
        sum.records += tally.records;
        sum.held += tally.held;
        sum.score += tally.score;
    }
    all.into_values().collect()
}
