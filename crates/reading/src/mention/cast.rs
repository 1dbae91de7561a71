//! The cast of a page: the people it names, each once, with state and office.

use crate::lexicon::{Code, Level, Lexicon, OfficeId, Person};
use jiff::civil::Date;

/// The people a page names.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// In the order in which the page first names them.
    pub members: Vec<Member>,
}

/// A person of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Name as the page first gives it, longest form of the first naming.
    pub name: String,
    /// The name's words, folded, for comparing.
    words: Vec<String>,
    /// Parties the person acts for; empty where neither page nor lexicon says it.
    pub parties: Vec<Code>,
    /// Offices with their levels, latest first.
    pub offices: Vec<(OfficeId, Level)>,
}

impl Cast {
    /// The member that a name means: the same words, the first and last of them, or a surname alone.
    pub fn find(&self, name: &str) -> Option<usize> {
        let words = name_words(name);
        let (first, last) = (words.first()?, words.last()?);
        let exact = self.members.iter().position(|member| member.words == words);
        if words.len() == 1 {
            // The latest person with that surname is meant, else one whose family name stands first (Xi, Kim, Moon).
            return exact
                .or_else(|| {
                    self.members
                        .iter()
                        .rposition(|member| member.words.last() == Some(last))
                })
                .or_else(|| {
                    self.members
                        .iter()
                        .rposition(|member| member.words.first() == Some(first))
                });
        }
        exact.or_else(|| {
            self.members.iter().rposition(|member| {
                let given = |a: &str, b: &str| {
                    a == b || (a.len() <= 2 && b.starts_with(a.trim_end_matches('.')))
                };
                let (Some(other_first), Some(other_last)) =
                    (member.words.first(), member.words.last())
                else {
                    return false;
                };
                if member.words.len() == 1 {
                    return other_last == last;
                }
                other_last == last && (given(first, other_first) || given(other_first, first))
            })
        })
    }

    /// Adds what a naming says to the member it means, or a new member; returns the member.
    pub fn add(
        &mut self,
        name: &str,
        parties: &[Code],
        office: Option<(OfficeId, Level)>,
    ) -> usize {
        let at = match self.find(name) {
            Some(at)
                if parties.is_empty()
                    || self.members[at].parties.is_empty()
                    || shares(&self.members[at].parties, parties) =>
            {
                at
            }
            _ => {
                self.members.push(Member {
                    name: name.to_string(),
                    words: name_words(name),
                    parties: Vec::new(),
                    offices: Vec::new(),
                });
                self.members.len() - 1
            }
        };
        let member = &mut self.members[at];
        if member.parties.is_empty() {
            member.parties = parties.to_vec();
        }
        if let Some(office) = office
            && !member.offices.contains(&office)
        {
            member.offices.insert(0, office);
        }
        at
    }

    /// Gives members without a party the one that the lexicon knows for their name on a date.
    pub fn complete(&mut self, lexicon: &Lexicon, on: Option<Date>) {
        for member in &mut self.members {
            if member.parties.is_empty()
                && let Some(party) = known_party(lexicon, &member.words, on)
            {
                member.parties = vec![party];
            }
        }
    }
}

/// Party of the person that the lexicon knows by these words, if all candidates agree on the party.
pub fn known_party(lexicon: &Lexicon, words: &[String], on: Option<Date>) -> Option<Code> {
    let last = words.last()?;
    let mut best: Option<(bool, Code)> = None;
    let mut clash = false;
    let ids = lexicon.surname(last).iter().chain(
        words
            .first()
            .filter(|_| words.len() > 1)
            .map_or(&[][..], |first| lexicon.surname(first)),
    );
    for &id in ids {
        let person = lexicon.person(id);
        if !matches(person, words) {
            continue;
        }
        for spell in &person.spells {
            let active = on.is_none_or(|on| spell.covers(on));
            let better = match &best {
                None => true,
                Some((other, party)) => {
                    if *other == active && *party != spell.party {
                        clash = true;
                    }
                    active && !other
                }
            };
            if better {
                if best.is_some() {
                    clash = false;
                }
                best = Some((active, spell.party));
            }
        }
    }
    // A surname alone is taken only for somebody in office on that day: namesakes are too many otherwise.
    best.filter(|(active, _)| !clash && (*active || words.len() > 1))
        .map(|(_, party)| party)
}

fn matches(person: &Person, words: &[String]) -> bool {
    let known = name_words(&person.name);
    if words.len() == 1 {
        return true;
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    known.iter().any(|word| word == first) && known.iter().any(|word| word == last)
        || person.variants.iter().any(|variant| {
            let variant = name_words(variant);
            variant.iter().any(|word| word == first) && variant.iter().any(|word| word == last)
        })
}

/// Whether two lists of parties have one in common.
pub fn shares(a: &[Code], b: &[Code]) -> bool {
    a.iter().any(|code| b.contains(code))
}

/// Words of a name, lower case, without diacritics, without suffixes such as "Jr.".
pub fn name_words(name: &str) -> Vec<String> {
    let folded = any_ascii::any_ascii(name).to_lowercase();
    folded
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.'))
        .filter(|word| {
            !word.is_empty() && !matches!(*word, "jr" | "jr." | "sr" | "sr." | "ii" | "iii" | "iv")
        })
        .map(str::to_string)
        .collect()
}
