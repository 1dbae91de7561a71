//! The cast of a page: the people it names, each once, with state and office.

use super::people::gender_of_given;
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
    /// Name as the page first gives it, in full where it does so later.
    pub name: String,
    /// The name's words, folded, for comparing.
    words: Vec<String>,
    /// Parties the person acts for; empty where neither page nor lexicon says it.
    pub parties: Vec<Code>,
    /// Offices with their levels, latest first.
    pub offices: Vec<(OfficeId, Level)>,
    /// Where the page or the given name tells it.
    pub gender: Option<Gender>,
    /// Whether they led a state, a government or a ministry on the day of the page; none where the lexicon knows of no office
    /// of theirs.
    pub leading: Option<bool>,
}

/// Which pronoun a person may be meant by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "she", "her"
    Woman,
    /// "he", "him", "his"
    Man,
}

impl Member {
    /// Whether all that is told of them is whose spouse they are.
    fn is_spouse(&self) -> bool {
        !self.offices.is_empty()
            && self
                .offices
                .iter()
                .all(|(office, _)| office.as_str() == "first-lady")
    }

    /// Keeps what is told first.
    pub(super) fn learn_gender(&mut self, told: Option<Gender>) {
        self.gender = self.gender.or(told);
    }
}

impl Cast {
    /// The member that a name means: the same words, the first and last of them, or a surname alone.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.find_as(name, None)
    }

    /// The member that a name means beside the office that stands with it: of several of one surname, who bears that office,
    /// and no spouse before the one whose spouse they are ("President Biden" beside "First Lady Jill Biden").
    pub fn find_as(&self, name: &str, office: Option<(OfficeId, Level)>) -> Option<usize> {
        let words = name_words(name);
        let (first, last) = (words.first()?, words.last()?);
        let exact = self.members.iter().position(|member| {
            let pairs = member.words.iter().zip(&words);
            member.words.len() == words.len() && { pairs }.all(|(a, b)| alike(a, b))
        });
        if words.len() == 1 {
            // The latest person with that surname is meant, else one whose family name stands first (Xi, Kim, Moon).
            return exact
                .or_else(|| {
                    let bears = |member: &Member| {
                        office.is_some_and(|office| member.offices.contains(&office))
                    };
                    (0..self.members.len())
                        .filter(|&at| {
                            let own = self.members[at].words.last();
                            own.is_some_and(|own| alike(own, last))
                        })
                        .max_by_key(|&at| {
                            let member = &self.members[at];
                            (bears(member), !member.is_spouse(), at)
                        })
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
                    alike(a, b) || (a.len() <= 2 && b.starts_with(a.trim_end_matches('.')))
                };
                let (Some(other_first), Some(other_last)) =
                    (member.words.first(), member.words.last())
                else {
                    return false;
                };
                if member.words.len() == 1 {
                    return alike(other_last, last) || alike(other_last, first);
                }
                alike(other_last, last) && (given(first, other_first) || given(other_first, first))
            })
        })
    }

    /// Whether a word is part of a member's name.
    pub fn knows_word(&self, word: &str) -> bool {
        let folded = any_ascii::any_ascii(word).to_lowercase();
        self.members
            .iter()
            .any(|member| member.words.contains(&folded))
    }

    /// Adds what a naming says to the member it means, or a new member; returns the member.
    pub fn add(
        &mut self,
        name: &str,
        parties: &[Code],
        office: Option<(OfficeId, Level)>,
    ) -> usize {
        // A spouse is somebody else than the president of that surname who is not in the cast yet.
        let other = |at: &usize| {
            let member = &self.members[*at];
            let leads = |(_, level): (OfficeId, Level)| level == Level::Head;
            let single = name_words(name).len() == 1 && member.words.len() > 1;
            single && member.is_spouse() && office.is_some_and(leads)
        };
        let at = match self.find_as(name, office).filter(|at| !other(at)) {
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
                    gender: None,
                    leading: None,
                });
                self.members.len() - 1
            }
        };
        let member = &mut self.members[at];
        let words = name_words(name);
        if member.words.len() == 1 && words.len() > 1 {
            // Headlines and first sentences give a surname, the text below gives the name.
            member.name = name.to_string();
            member.words = words;
        }
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
                && let Some(party) = known_party(lexicon, &member.words, &member.offices, on)
            {
                member.parties = vec![party];
            }
            // "Vladimir Putin ... The President of Russia": what the page leaves out of a title, the lexicon knows.
            if member.offices.is_empty()
                && let (Some(party), Some(on)) = (member.parties.first(), on)
            {
                member.offices = known_offices(lexicon, &member.words, *party, on);
            }
            if member.words.len() == 1 {
                let told = known_gender(lexicon, &member.words, member.parties.first(), on);
                member.learn_gender(told);
            }
            if let Some(on) = on {
                member.leading = leading(lexicon, &member.words, member.parties.first(), on);
            }
        }
    }
}

/// Whether all whom the lexicon knows by a surname and who held an office of a party on a day have given names of one gender.
fn known_gender(
    lexicon: &Lexicon,
    surname: &[String],
    party: Option<&Code>,
    on: Option<Date>,
) -> Option<Gender> {
    let mut known = None;
    for &id in lexicon.surname(surname.last()?) {
        let person = lexicon.person(id);
        let serves = { person.spells.iter() }.any(|spell| {
            party.is_none_or(|party| spell.party == *party) && on.is_none_or(|on| spell.covers(on))
        });
        if serves && matches(person, surname) {
            let told = gender_of_given(person.name.split_whitespace().next()?)?;
            if known.is_some_and(|known| known != told) {
                return None;
            }
            known = Some(told);
        }
    }
    known
}

/// Party of the person that the lexicon knows by these words. Of several, whoever was in office on that day comes first, then
/// who bore the office that the page names, then heads of state and government; none where those that are first differ. Without a day all
/// namesakes are alike.
pub fn known_party(
    lexicon: &Lexicon,
    words: &[String],
    offices: &[(OfficeId, Level)],
    on: Option<Date>,
) -> Option<Code> {
    let last = words.last()?;
    let mut best: Option<((bool, bool, bool), Code)> = None;
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
            let rank = (
                on.is_none_or(|on| spell.covers(on)),
                on.is_some() && offices.iter().any(|(office, _)| *office == spell.office),
                on.is_some() && (spell.head_of_state || spell.head_of_government),
            );
            match &best {
                Some((other, _)) if *other > rank => {}
                Some((other, party)) if *other == rank => clash |= *party != spell.party,
                _ => {
                    clash = false;
                    best = Some((rank, spell.party));
                }
            }
        }
    }
    // A surname alone is taken only for somebody in office on that day: namesakes are too many otherwise.
    best.filter(|((active, ..), _)| !clash && (*active || words.len() > 1))
        .map(|(_, party)| party)
}

/// Leading offices that the lexicon knows a person to hold on a day.
fn known_offices(
    lexicon: &Lexicon,
    words: &[String],
    party: Code,
    on: Date,
) -> Vec<(OfficeId, Level)> {
    let mut offices = Vec::new();
    let ids = words
        .last()
        .map_or(&[][..], |last| lexicon.surname(last))
        .iter()
        .chain(
            words
                .first()
                .map_or(&[][..], |first| lexicon.surname(first)),
        );
    for person in ids.map(|&id| lexicon.person(id)) {
        if !matches(person, words) {
            continue;
        }
        for spell in &person.spells {
            let head = spell.head_of_state || spell.head_of_government;
            let level = if head { Level::Head } else { Level::Minister };
            let leading = head || spell.office.as_str().ends_with("-minister");
            let known = offices.contains(&(spell.office, level));
            if spell.party == party && spell.covers(on) && leading && !known {
                offices.push((spell.office, level));
            }
        }
    }
    offices
}

/// Whether somebody of these words leads a state, a government or a ministry on a day, of this party where one is known; none
/// where the lexicon knows nobody of these words there.
fn leading(lexicon: &Lexicon, words: &[String], party: Option<&Code>, on: Date) -> Option<bool> {
    let ids = words.first().into_iter().chain(words.last());
    let mut known = ids
        .flat_map(|word| lexicon.surname(word))
        .map(|&id| lexicon.person(id))
        .filter(|person| matches(person, words))
        .flat_map(|person| &person.spells)
        .filter(|spell| party.is_none_or(|party| spell.party == *party))
        .map(|spell| spell.covers(on) && leads(spell))
        .peekable();
    known.peek()?;
    Some(known.any(|leads| leads))
}

/// Whether a term is that of a head of state or government or of a minister.
fn leads(spell: &crate::lexicon::Spell) -> bool {
    let head = spell.head_of_state || spell.head_of_government;
    head || spell.office.as_str().ends_with("-minister")
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

/// Whether two words of names differ only in how they are put into Latin letters: Sergei and Sergey, Zelensky and Zelenskyy.
fn alike(a: &str, b: &str) -> bool {
    let level = |word: &str| {
        let mut letters = word.replace("iy", "y").replace("ij", "y").replace('i', "y");
        while letters.contains("yy") {
            letters = letters.replace("yy", "y");
        }
        letters
    };
    // Few pairs begin alike and are of about one length: only these are worth levelling.
    let near = || a.as_bytes().first() == b.as_bytes().first() && a.len().abs_diff(b.len()) <= 1;
    a == b || near() && level(a) == level(b)
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
