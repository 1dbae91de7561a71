//! The words that tell who is meant and who says what, from `data/mention/words.tsv`.
//!
//! What enters: the data file, carried by the program. What leaves: [`Words`], which knows the classes of a word.
//! Invariant: a word of the file is in small letters.

use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../data/mention/words.tsv");

/// What a word does; the file says it class by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Report,
    ReportObject,
    ReportThat,
    Statement,
    Paper,
    Send,
    Honorific,
    Particle,
    BeforeTitle,
    Former,
    Pair,
    PairPeople,
    PairBare,
    Woman,
    Man,
    WomanName,
    ManName,
    Given,
    Beside,
    Event,
    Trip,
    Scheduled,
    Envoy,
    Calendar,
    /// What somebody says of being where they have come: "glad", "a pleasure".
    Gladness,
}

impl Class {
    fn named(name: &str) -> Option<Class> {
        Some(match name {
            "report" => Class::Report,
            "report-object" => Class::ReportObject,
            "report-that" => Class::ReportThat,
            "statement" => Class::Statement,
            "paper" => Class::Paper,
            "send" => Class::Send,
            "honorific" => Class::Honorific,
            "particle" => Class::Particle,
            "before-title" => Class::BeforeTitle,
            "former" => Class::Former,
            "pair" => Class::Pair,
            "pair-people" => Class::PairPeople,
            "pair-bare" => Class::PairBare,
            "woman" => Class::Woman,
            "man" => Class::Man,
            "woman-name" => Class::WomanName,
            "man-name" => Class::ManName,
            "given" => Class::Given,
            "beside" => Class::Beside,
            "event" => Class::Event,
            "trip" => Class::Trip,
            "scheduled" => Class::Scheduled,
            "envoy" => Class::Envoy,
            "calendar" => Class::Calendar,
            "gladness" => Class::Gladness,
            _ => return None,
        })
    }
}

/// All words of the data file, each with its classes as bits.
pub(super) struct Words {
    classes: HashMap<&'static str, u32>,
}

impl Words {
    fn load() -> Words {
        let mut classes = HashMap::new();
        let lines = FILE.lines().filter_map(|line| line.split_once('\t'));
        for (class, words) in lines {
            let Some(class) = Class::named(class) else {
                continue;
            };
            for word in words.split(' ') {
                *classes.entry(word).or_insert(0) |= 1 << class as u32;
            }
        }
        Words { classes }
    }
}

/// Whether a word, in whatever case, is of a class.
pub(super) fn is(class: Class, word: &str) -> bool {
    static WORDS: LazyLock<Words> = LazyLock::new(Words::load);
    let has = |word: &str| {
        let classes = WORDS.classes.get(word);
        classes.is_some_and(|classes| classes & (1 << class as u32) != 0)
    };
    if word.chars().any(char::is_uppercase) {
        has(&word.to_lowercase())
    } else {
        has(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_understood() {
        let lines = FILE.lines();
        for line in lines.filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (class, words) = line.split_once('\t').expect("a class and its words");
            assert!(Class::named(class).is_some(), "{line}");
            for word in words.split(' ') {
                assert!(!word.is_empty(), "one blank parts words: {line}");
                assert_eq!(word, word.to_lowercase(), "{line}");
            }
        }
    }

    #[test]
    fn no_given_name_is_both_a_womans_and_a_mans() {
        let names = |class: &str| -> Vec<&str> {
            let lines = FILE.lines().filter_map(|line| line.split_once('\t'));
            let lines = lines.filter(|(known, _)| *known == class);
            lines.flat_map(|(_, words)| words.split(' ')).collect()
        };
        let men = names("man-name");
        let both: Vec<&str> = names("woman-name")
            .into_iter()
            .filter(|name| men.contains(name))
            .collect();
        assert!(both.is_empty(), "{both:?}");
    }
}
