//! People who held offices, with their terms.
//!
//! What enters: lines of `people.tsv`. What leaves: [`Person`]s, by id, by surname and by office. Invariant: spells of
//! a person are in order of their first day.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::data::{code, day};
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

/// All people. Lines are read when they are asked for, the tables by surname and party at the first question: most
/// pages name few people, and reading all of them would take a third of the time in which the lexicon is ready.
#[derive(Debug)]
pub(super) struct People {
    lines: Vec<Line>,
    people: Vec<OnceLock<Box<Person>>>,
    surnames: OnceLock<Surnames>,
    parties: OnceLock<Parties>,
    spellings: Spellings,
}

/// A line of `people.tsv`: name, surname, other names, Wikidata id, terms.
pub(super) type Line = [&'static str; 5];

/// People by the key of their surname.
type Surnames = HashMap<String, Vec<PersonId>, Quick>;

/// People by the parties whose offices they held.
type Parties = HashMap<&'static str, Vec<PersonId>, Quick>;

impl People {
    /// The people of the lines; a person's id is the number of its line.
    pub fn new(lines: Vec<Line>, spellings: Spellings) -> People {
        let people = lines.iter().map(|_| OnceLock::new()).collect();
        People {
            lines,
            people,
            surnames: OnceLock::new(),
            parties: OnceLock::new(),
            spellings,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The ids with their lines.
    fn lines(&self) -> impl Iterator<Item = (PersonId, &Line)> {
        let lines = self.lines.iter().enumerate();
        lines.map(|(index, line)| (PersonId(index as u32), line))
    }

    /// A person; ids come from this table alone.
    pub fn get(&self, id: PersonId) -> &Person {
        let index = id.0 as usize;
        self.people[index].get_or_init(|| Box::new(Person::read(&self.lines[index])))
    }

    /// People with a surname.
    pub fn surname(&self, surname: &str) -> &[PersonId] {
        let surnames = self.surnames.get_or_init(|| {
            let mut surnames = Surnames::default();
            for (id, [_, surname, ..]) in self.lines() {
                let surname = key(surname, &self.spellings);
                // "Maliki" for "al-Maliki", "Nieto" for "Peña Nieto", but not "Salman" for "bin Salman": a father's name is
                // no surname.
                let last = surname.rsplit(' ').next().unwrap_or_default();
                if last.len() < surname.len() && !surname.starts_with("bin ") {
                    surnames.entry(last.to_string()).or_default().push(id);
                }
                surnames.entry(surname).or_default().push(id);
            }
            surnames
        });
        let surname = key(surname, &self.spellings);
        surnames.get(&surname).map_or(&[], Vec::as_slice)
    }

    /// Who held an office.
    pub fn holders(&self, party: &str, office: &str, on: Option<Date>) -> Vec<&Person> {
        let parties = self.parties.get_or_init(|| {
            let mut parties = Parties::default();
            for (id, [.., spells]) in self.lines() {
                for spell in spells.split(';') {
                    let party = spell.split(':').next().unwrap_or_default();
                    let people = parties.entry(party).or_default();
                    if people.last() != Some(&id) {
                        people.push(id);
                    }
                }
            }
            parties
        });
        let people = parties.get(party).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<(Option<Date>, PersonId)> = Vec::new();
        for &id in people {
            let spells = self.get(id).spells.iter();
            let mut held = spells.filter(|spell| {
                spell.party == party && spell.is(office) && on.is_none_or(|day| spell.covers(day))
            });
            if let Some(first) = held.next() {
                found.push((first.start, id));
            }
        }
        found.sort();
        found.into_iter().map(|(_, id)| self.get(id)).collect()
    }
}

impl Person {
    /// Reads a line; a term that cannot be read is left out (the tests check that there is none).
    fn read([name, surname, variants, wikidata, spells]: &Line) -> Person {
        let variants = variants.split('|').filter(|name| !name.is_empty());
        Person {
            name: name.to_string(),
            surname: surname.to_string(),
            variants: variants.map(str::to_string).collect(),
            wikidata: (!wikidata.is_empty()).then(|| wikidata.to_string()),
            spells: spells.split(';').filter_map(Spell::read).collect(),
        }
    }
}

impl Spell {
    /// Reads a term: `party:office:roles:to:start:end:seen`.
    pub(super) fn read(cell: &'static str) -> Option<Spell> {
        let mut columns = cell.split(':');
        let mut next = || columns.next();
        let (party, office, roles) = (next()?, next()?, next()?);
        let (to, start, end, seen) = (next()?, next()?, next()?, next()?);
        Some(Spell {
            party: code(party)?,
            office: OfficeId(office),
            head_of_state: roles.contains('s'),
            head_of_government: roles.contains('g'),
            to: code(to),
            start: day(start),
            end: day(end),
            seen: day(seen),
        })
    }
}
