//! Frames: which verbs and nouns name which dealing, and where its parties stand. The rows are data (`data/frames`).

use super::Event;
use std::collections::{HashMap, HashSet};

/// The frames that the reading knows.
#[derive(Debug, Clone, Default)]
pub struct Frames {
    verbs: HashMap<String, Vec<Frame>>,
    nouns: HashMap<String, Vec<Frame>>,
    actor_nouns: HashSet<String>,
}

/// One row: a trigger's dealing and the places of its parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Particle or preposition that belongs to the verb ("call on").
    pub particle: Option<String>,
    /// PLOVER event type.
    pub event: Event,
    /// Kind within the type.
    pub kind: Option<&'static str>,
    /// Where the actors stand.
    pub actors: Vec<Slot>,
    /// Where the recipients stand.
    pub recipients: Vec<Slot>,
    /// All parties are actors.
    pub mutual: bool,
    /// The verb is a speech act: it is done once it is said.
    pub speech: bool,
    /// A missing recipient may be the page's other party.
    pub pair: bool,
    /// The word names the dealing only now and then.
    pub weak: bool,
    /// The word names the dealing only where its own words name the recipient.
    pub goal: bool,
    /// The word names those who take part ("a delegation"): the people of its parties send them and stay.
    pub sent: bool,
    /// Lemmas of which the object must be one; empty for any.
    pub objects: Vec<String>,
    /// Lemmas of which the subject must be one; after a hyphen, of which it must be none; empty for any.
    pub subjects: Vec<String>,
    /// Of nouns: lemmas of whose people the noun is something else ("a strike by workers").
    pub apart: Vec<String>,
    /// Of nouns: verbs of which one must govern the noun; empty for any.
    pub light: Vec<String>,
}

/// Where a party stands in relation to the trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Subject, or agent of a passive.
    Subject,
    /// Object, or subject of a passive.
    Object,
    /// Indirect object.
    Indirect,
    /// First party inside the complement clause.
    Complement,
    /// Adjectives and compounds of a noun.
    Adjective,
    /// Possessor of a noun.
    Possessor,
    /// Subject of the light verb that governs a noun.
    Light,
    /// Party of the official outlet, in its headlines.
    Home,
    /// Dependent with this preposition.
    Preposition(&'static str),
}

impl Slot {
    /// The slot's letter in the tables, or its preposition.
    pub fn name(&self) -> &'static str {
        match self {
            Slot::Subject => "s",
            Slot::Object => "o",
            Slot::Indirect => "i",
            Slot::Complement => "c",
            Slot::Adjective => "a",
            Slot::Possessor => "p",
            Slot::Light => "l",
            Slot::Home => "h",
            Slot::Preposition(word) => word,
        }
    }
}

impl Frames {
    /// The frames that the program carries.
    pub fn bundled() -> Frames {
        Frames::from_tables(
            include_str!("../../../../data/frames/verbs.tsv"),
            include_str!("../../../../data/frames/nouns.tsv"),
            include_str!("../../../../data/frames/actor-nouns.txt"),
        )
    }

    /// Reads the tables. Lines that cannot be read are left out; a test asserts that the bundled ones have none.
    pub fn from_tables(
        verbs: &'static str,
        nouns: &'static str,
        actor_nouns: &'static str,
    ) -> Frames {
        let table = |text: &'static str| {
            let mut rows: HashMap<String, Vec<Frame>> = HashMap::new();
            for (lemma, frame) in lines(text).filter_map(row) {
                rows.entry(lemma).or_default().push(frame);
            }
            rows
        };
        Frames {
            verbs: table(verbs),
            nouns: table(nouns),
            actor_nouns: lines(actor_nouns)
                .flat_map(str::split_whitespace)
                .map(str::to_string)
                .collect(),
        }
    }

    /// Rows of a verb or predicate adjective, by lemma.
    pub fn verb(&self, lemma: &str) -> &[Frame] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Rows of a noun, by lemma.
    pub fn noun(&self, lemma: &str) -> &[Frame] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a noun acts for the state whose adjective it bears.
    pub fn acts(&self, lemma: &str) -> bool {
        self.actor_nouns.contains(lemma)
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn row(line: &'static str) -> Option<(String, Frame)> {
    let mut cells = line.split('\t');
    let trigger = cells.next()?;
    let (lemma, particle) = match trigger.split_once(' ') {
        Some((lemma, particle)) => (lemma, Some(particle.to_string())),
        None => (trigger, None),
    };
    let (event, kind) = cells.next()?.split_once('/')?;
    let mut frame = Frame {
        particle,
        event: Event::parse(event)?,
        kind: if kind.is_empty() {
            None
        } else {
            Some(super::kind_word(kind)?)
        },
        actors: slots(cells.next()?),
        recipients: slots(cells.next()?),
        mutual: false,
        speech: false,
        pair: false,
        weak: false,
        goal: false,
        sent: false,
        objects: Vec::new(),
        subjects: Vec::new(),
        apart: Vec::new(),
        light: Vec::new(),
    };
    for option in cells.next().unwrap_or("-").split(' ') {
        let list = |text: &str| text.split(',').map(str::to_string).collect();
        match option.split_once('=') {
            Some(("object", words)) => frame.objects = list(words),
            Some(("subject", words)) => frame.subjects = list(words),
            Some(("apart", words)) => frame.apart = list(words),
            Some(("light", words)) => frame.light = list(words),
            Some(_) => return None,
            None => match option {
                "mutual" => frame.mutual = true,
                "speech" => frame.speech = true,
                "pair" => frame.pair = true,
                "weak" => frame.weak = true,
                "goal" => frame.goal = true,
                "sent" => frame.sent = true,
                "-" => {}
                _ => return None,
            },
        }
    }
    Some((lemma.to_string(), frame))
}

fn slots(cell: &'static str) -> Vec<Slot> {
    cell.split(',')
        .filter(|word| *word != "-" && !word.is_empty())
        .map(|word| match word {
            "s" => Slot::Subject,
            "o" => Slot::Object,
            "i" => Slot::Indirect,
            "c" => Slot::Complement,
            "a" => Slot::Adjective,
            "p" => Slot::Possessor,
            "l" => Slot::Light,
            "h" => Slot::Home,
            word => Slot::Preposition(word),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_bundled_tables_can_be_read() {
        for table in [
            include_str!("../../../../data/frames/verbs.tsv"),
            include_str!("../../../../data/frames/nouns.tsv"),
        ] {
            for line in lines(table) {
                assert!(row(line).is_some(), "{line}");
            }
        }
    }
}
