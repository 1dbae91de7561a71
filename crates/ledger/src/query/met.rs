//! Met: which people of two sides met how often.

use super::dossier::Listed;
use super::shelf::Shelf;
use crate::record::Name;
use crate::store::{Fact, Key, Result};
use std::collections::BTreeMap;

/// Of a conference with more people than these nobody met everybody.
const AT_ONE_TABLE: usize = 12;

/// Two people who met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// One of them, of the actor whose dossier it is, or of the first of the pair.
    pub one: Person,
    /// The other.
    pub other: Person,
    /// How often.
    pub times: usize,
    /// First day of their last meeting, since 1970; none where no time is known.
    pub last: Option<i32>,
}

/// A person who acts for a party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The fullest of the names.
    pub name: String,
    /// The party's code.
    pub party: String,
}

/// People as they come up, each once by whatever name.
#[derive(Default)]
struct People(Vec<(Name, Person)>);

impl People {
    /// The number of a person; a fuller name takes the place of a shorter one.
    fn number(&mut self, name: &str, party: &str) -> usize {
        let words = Name::of(name);
        let known = self
            .0
            .iter()
            .position(|(other, person)| person.party == party && other.same(&words));
        match known {
            Some(at) => {
                if words.0.len() > self.0[at].0.0.len() {
                    self.0[at].0 = words;
                    name.clone_into(&mut self.0[at].1.name);
                }
                at
            }
            None => {
                let person = Person {
                    name: name.to_owned(),
                    party: party.to_owned(),
                };
                self.0.push((words, person));
                self.0.len() - 1
            }
        }
    }
}

/// Who met whom at these meetings. Only people count whose party a page or the lexicon tells.
pub fn who_met(shelf: &Shelf, key: &Key, held: &[&Fact], most: usize) -> Result<Listed<Met>> {
    let (ours, theirs) = match key {
        Key::Pair(one, other) => (one.as_str(), Some(other.as_str())),
        Key::Party(one) => (one.as_str(), None),
        Key::All => ("", None),
    };
    let mut people = People::default();
    let mut met: BTreeMap<(usize, usize), (usize, Option<i32>)> = BTreeMap::new();
    for fact in held {
        let (mut one_side, mut other_side) = (Vec::new(), Vec::new());
        let present = shelf.people(fact.record)?;
        if present.len() > AT_ONE_TABLE {
            continue;
        }
        for (name, party) in present {
            let Some(party) = party else { continue };
            if party == ours {
                one_side.push(people.number(&name, &party));
            } else if theirs.is_none_or(|theirs| party == theirs) {
                other_side.push(people.number(&name, &party));
            }
        }
        for one in &one_side {
            for other in &other_side {
                let (times, last) = met.entry((*one, *other)).or_default();
                *times += 1;
                *last = (*last).max(fact.first);
            }
        }
    }
    let total = met.len();
    let person = |at: usize| people.0[at].1.clone();
    let mut all: Vec<Met> = met
        .into_iter()
        .map(|((one, other), (times, last))| Met {
            one: person(one),
            other: person(other),
            times,
            last,
        })
        .collect();
    all.sort_by(|a, b| {
        let key = |met: &Met| (met.times, met.last);
        let names = || (&a.one, &a.other).cmp(&(&b.one, &b.other));
        key(b).cmp(&key(a)).then_with(names)
    });
    all.truncate(most);
    Ok(Listed { items: all, total })
}
