//! People who held offices, with their terms.
//!
//! What enters: lines of `people.tsv`. What leaves: [`Person`]s, by id, by surname and by office. Invariant: spells of
//! a person are in order of their first day.

use std::collections::HashMap;

use jiff::civil::Date;

use super::letters::{Spellings, key};
use super::names::Quick;
use super::{Code, OfficeId};

/// Index of a person in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub(super) u32);

/// Someone who held an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The usual name.
    pub name: String,
    /// The part of the name that stands alone: `Lavrov`, `Xi`, `Mohammed bin Salman`.
    pub surname: String,
    /// Other spellings of the whole name.
    pub variants: Vec<String>,
    /// Wikidata id, where a source gives it.
    pub wikidata: Option<String>,
    /// Offices with their terms.
    pub spells: Vec<Spell>,
}

/// One term of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// State or organisation.
    pub party: Code,
    /// The office; an ambassador's is `ambassador`.
    pub office: OfficeId,
    /// Whether the office made its holder chief of state.
    pub head_of_state: bool,
    /// Whether the office made its holder head of government.
    pub head_of_government: bool,
    /// To which party, for ambassadors.
    pub to: Option<Code>,
    /// First day, at the earliest that the source allows.
    pub start: Option<Date>,
    /// Last day, at the latest that the source allows; `None` where it is unknown or has not come.
    pub end: Option<Date>,
    /// The last day on which a source shows an open term; `None` where the term has an end or no such day is known.
    pub seen: Option<Date>,
}

impl Spell {
    /// Whether the term covers a day, as far as is known.
    pub fn covers(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }

    /// Whether the term is one of `office`, which may be a role: `head-of-state`, `head-of-government`, `leader`.
    fn is(&self, office: &str) -> bool {
        match office {
            "head-of-state" => self.head_of_state,
            "head-of-government" => self.head_of_government,
            "leader" => self.head_of_state || self.head_of_government,
            _ => self.office.as_str() == office,
        }
    }
}

/// All people.
#[derive(Debug, Default)]
pub(super) struct People {
    people: Vec<Person>,
    surnames: HashMap<String, Vec<PersonId>, Quick>,
    terms: HashMap<&'static str, Vec<(PersonId, u32)>, Quick>,
    spellings: Spellings,
}

impl People {
    /// No people yet.
    pub fn new(spellings: Spellings) -> People {
        People {
            spellings,
            ..People::default()
        }
    }

    /// Adds a person and says its id.
    pub fn add(&mut self, person: Person) -> PersonId {
        let id = PersonId(self.people.len() as u32);
        let surname = key(&person.surname, &self.spellings);
        // "Maliki" for "al-Maliki", "Nieto" for "Peña Nieto", "Salman" not for "bin Salman": a father's name is no surname.
        let last = surname.rsplit(' ').next().unwrap_or_default();
        if last.len() < surname.len() && !surname.starts_with("bin ") {
            self.surnames.entry(last.to_string()).or_default().push(id);
        }
        self.surnames.entry(surname).or_default().push(id);
        for (index, spell) in person.spells.iter().enumerate() {
            let terms = self.terms.entry(spell.party.as_str()).or_default();
            terms.push((id, index as u32));
        }
        self.people.push(person);
        id
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// A person; ids come from this table alone.
    pub fn get(&self, id: PersonId) -> &Person {
        &self.people[id.0 as usize]
    }

    /// People with a surname.
    pub fn surname(&self, surname: &str) -> &[PersonId] {
        let surname = key(surname, &self.spellings);
        self.surnames.get(&surname).map_or(&[], Vec::as_slice)
    }

    /// Who held an office.
    pub fn holders(&self, party: &str, office: &str, on: Option<Date>) -> Vec<&Person> {
        let terms = self.terms.get(party).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<(Option<Date>, PersonId)> = terms
            .iter()
            .filter_map(|&(id, index)| {
                let spell = &self.get(id).spells[index as usize];
                let held = spell.is(office) && on.is_none_or(|day| spell.covers(day));
                held.then_some((spell.start, id))
            })
            .collect();
        found.sort();
        let mut ids: Vec<PersonId> = Vec::with_capacity(found.len());
        for (_, id) in found {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.into_iter().map(|id| self.get(id)).collect()
    }
}
