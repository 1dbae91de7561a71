//! Lexicon: what the data files say of states, organisations, offices and people.
//!
//! What enters: the files in `data/lexicon`, compiled in. What leaves: [`Lexicon`], which finds names in text
//! ([`Lexicon::find`]) and knows who held which office when ([`Lexicon::holders`]). A name can have several
//! senses ("Jordan", "Georgia", "Washington"); all are given, the choice is the reader's.
//!
//! Invariants: spans of hits lie on character boundaries, in order, without overlap; a hit has at least one sense; a
//! code is an ISO 3166-1 alpha-3 code or a code of the codebook.

mod data;
mod letters;
mod names;
mod outlets;
mod people;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::page::Span;
use names::Names;
pub use people::{Person, PersonId, Spell};

/// Code of a party: ISO 3166-1 alpha-3, or as in the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code's letters.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// Id of an office, as in `offices.tsv` or made from a portfolio: `president`, `foreign-minister`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeId(&'static str);

impl OfficeId {
    /// The id's letters.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

/// How a state is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateForm {
    /// Short, official or former name.
    Name,
    /// Letters: `UK`, `U.S.`.
    Acronym,
    /// `Russian`, `Japanese`; for many states also one of its people.
    Adjective,
    /// Its people: `Russians`, `Danes`.
    Demonym,
    /// Before a hyphen: `Russo-`, `Sino-`.
    Prefix,
    /// Capital or building that stands for the government: `Moscow`, `Kremlin`.
    Seat,
}

/// What kind of person an office makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Head of state or government, or plain "leader".
    Head,
    /// Kings, princes and their like, with or without power.
    Royal,
    /// Vice president, deputy prime minister.
    DeputyHead,
    /// Minister.
    Minister,
    /// Deputy minister, under secretary.
    DeputyMinister,
    /// Adviser, chief of staff, head of a service.
    SeniorOfficial,
    /// Speaker, member of parliament.
    Legislature,
    /// Ambassador, envoy, negotiator, diplomat.
    Diplomat,
    /// Spokesperson: speaks for the office, takes no part.
    Spokesperson,
    /// General, commander, soldier.
    Military,
    /// Secretary-general, director, commissioner: offices of organisations.
    Organisation,
    /// Governor, mayor: part of a state.
    Subnational,
    /// Archbishop, ayatollah.
    Religious,
    /// Official, chief, representative.
    Official,
    /// "Counterpart": the same office of another party.
    Counterpart,
}

impl Level {
    /// Whether the office acts for a state by itself.
    pub fn of_state(self) -> bool {
        !matches!(self, Level::Organisation | Level::Religious)
    }
}

/// One meaning of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A state or a territory with a code of its own.
    State {
        /// Its code.
        code: Code,
        /// How it is named.
        form: StateForm,
    },
    /// A city.
    City {
        /// Name as the data has it.
        name: &'static str,
        /// Its country.
        country: Code,
        /// Whether it is the capital.
        capital: bool,
    },
    /// A region, sea or part of a country.
    Region {
        /// Name as the data has it.
        name: &'static str,
        /// Its country, where it belongs to one and that is not disputed.
        country: Option<Code>,
    },
    /// An organisation of states or one of its bodies.
    Organisation {
        /// Its code.
        code: Code,
    },
    /// An armed or political group that is no state.
    Group {
        /// Its code.
        code: Code,
    },
    /// An office by itself, without its state.
    Office {
        /// Which.
        id: OfficeId,
        /// What kind.
        level: Level,
        /// Whose, where the words imply it: `secretary of state` is American unless the page says otherwise.
        party: Option<Code>,
        /// Whether the words are plural: `foreign ministers`.
        plural: bool,
    },
    /// A body that acts for a state.
    Body {
        /// Which: `foreign-ministry`, `parliament`.
        id: &'static str,
        /// Whose, where the name implies it: `Duma`.
        code: Option<Code>,
    },
    /// A person who held an office.
    Person {
        /// Which; see [`Lexicon::person`].
        id: PersonId,
    },
}

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'l> {
    /// Where it stands; absolute, without possessive ending.
    pub span: Span,
    /// What it can mean; at least one.
    pub senses: &'l [Sense],
}

/// What the lexicon knows of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Its code.
    pub code: Code,
    /// The name to show.
    pub name: &'static str,
    /// Whether it is a state, was one, or belongs to one.
    pub kind: StateKind,
    /// First day, where it is a state that is gone.
    pub from: Option<Date>,
    /// Last day, where it is a state that is gone.
    pub to: Option<Date>,
    /// The state that follows it or governs it.
    pub successor: Option<Code>,
    /// Its capital, where the data has one.
    pub capital: Option<&'static str>,
}

/// Kinds of states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateKind {
    /// A state of today.
    State,
    /// A territory with a code of its own.
    Territory,
    /// A state that is gone.
    Former,
}

/// What a word in or beside a capitalised run says of it (`name_words.tsv`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameWord {
    /// The run that holds it names a body, place, work or event.
    Thing,
    /// Beside a run it is what a person is: "analyst".
    Role,
    /// A verb whose subject is mostly a person.
    Says,
    /// A preposition that leads a place.
    Place,
}

/// Names and facts, with one automaton over all names.
#[derive(Debug)]
pub struct Lexicon {
    names: Names,
    states: HashMap<&'static str, State>,
    people: people::People,
    name_words: HashMap<&'static str, NameWord>,
}

impl Lexicon {
    /// The lexicon that the program carries.
    pub fn bundled() -> Lexicon {
        data::load()
    }

    /// Leftmost-longest names in `text[within]`, on word boundaries. A capital in a name asks for a capital or all
    /// capitals; acronyms ask for their very letters; blanks of every kind and one line break count as a space.
    /// A span that does not fit the text gives nothing.
    pub fn find(&self, text: &str, within: Span) -> Vec<Hit<'_>> {
        let found = self.names.find(text, within).into_iter();
        found
            .map(|found| Hit {
                span: found.span,
                senses: found.senses,
            })
            .collect()
    }

    /// The name to show of a state.
    pub fn state_name(&self, code: &str) -> Option<&str> {
        self.states.get(code).map(|state| state.name)
    }

    /// What is known of a state.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.get(code)
    }

    /// People who held `office` of `party` on a day (`None`: ever), in order of their first day. `head-of-state` and
    /// `head-of-government` ask for the role, whatever the title; `leader` asks for either.
    pub fn holders(&self, party: &str, office: &str, on: Option<Date>) -> Vec<&Person> {
        self.people.holders(party, office, on)
    }

    /// Who bore on a day the office that the words at a span name with their party: "US president", "the president of
    /// Norland". Nobody where no day, office or party is named; several where the tables leave it open.
    pub fn bearers(&self, text: &str, within: Span, on: Option<Date>) -> Vec<&Person> {
        let hits = self.find(text, within);
        let senses = || hits.iter().flat_map(|hit| hit.senses);
        let office = senses().find_map(|sense| match *sense {
            Sense::Office {
                id,
                party,
                plural: false,
                ..
            } => Some((id, party)),
            _ => None,
        });
        let party = senses().find_map(|sense| match *sense {
            Sense::State { code, .. } | Sense::Organisation { code } => Some(code),
            _ => None,
        });
        match (office, on) {
            (Some((office, implied)), Some(_)) => party
                .or(implied)
                .map(|party| self.holders(party.as_str(), office.as_str(), on))
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> &Person {
        self.people.get(id)
    }

    /// People with this surname; case and diacritics do not count.
    pub fn surname(&self, surname: &str) -> &[PersonId] {
        self.people.surname(surname)
    }

    /// How many people of the lexicon have names that begin with this word; case and diacritics do not count.
    pub fn given_name(&self, word: &str) -> u32 {
        self.people.given(word)
    }

    /// What a word says about a capitalised run that no file of names knows.
    pub fn name_word(&self, word: &str) -> Option<NameWord> {
        self.name_words.get(word).copied()
    }

    /// How many names and people there are.
    pub fn size(&self) -> (usize, usize) {
        (self.names.len(), self.people.len())
    }
}
