//! Words: the lists of `data/ledger`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A list of words.
pub type Words = LazyLock<HashSet<&'static str>>;

/// Words before a name that are no part of it.
pub static TITLES: Words =
    LazyLock::new(|| words(include_str!("../../../../data/ledger/titles.txt")));
/// Words of evidence that do not tell one dealing from another.
pub static COMMON: Words =
    LazyLock::new(|| words(include_str!("../../../../data/ledger/common.txt")));
/// Phrases that say that a dealing went otherwise than announced.
static MOVED: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../../data/ledger/moved.txt")));
/// Phrases that say that a dealing is looked back on.
static RECALLED: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(include_str!("../../../../data/ledger/recalled.txt")));

/// Phrases by their first words.
struct Phrases(HashMap<&'static str, Vec<&'static str>>);

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words(text: &'static str) -> HashSet<&'static str> {
    lines(text).flat_map(str::split_whitespace).collect()
}

/// A text as it is searched for phrases: in small letters, with one space between words.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(&word.to_lowercase());
    }
    plain
}

/// Whether a [`plain`] text says that something went otherwise than announced.
pub fn says_moved(plain: &str) -> bool {
    MOVED.stand_in(plain)
}

/// Whether a [`plain`] text looks back on something that may lie some weeks back: "during our recent talks".
pub fn says_recalled(plain: &str) -> bool {
    RECALLED.stand_in(plain)
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}

impl Phrases {
    fn of(text: &'static str) -> Phrases {
        let mut phrases: HashMap<&str, Vec<&str>> = HashMap::new();
        for phrase in lines(text) {
            phrases.entry(first_word(phrase)).or_default().push(phrase);
        }
        Phrases(phrases)
    }

    /// Whether one of the phrases stands in a plain text, in whole words.
    fn stand_in(&self, plain: &str) -> bool {
        let mut rest = plain;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            rest = &rest[start..];
            let word = first_word(rest);
            let stands = |phrase: &&str| {
                rest.strip_prefix(*phrase)
                    .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            };
            if self.0.get(word).is_some_and(|all| all.iter().any(stands)) {
                return true;
            }
            rest = &rest[word.len()..];
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        let moved = |text| says_moved(&plain(text));
        let recalled = |text| says_recalled(&plain(text));
        assert!(moved("two days earlier\nthan planned."));
        assert!(moved("Talks were Moved to Lima"));
        assert!(!moved("they removed to Lima the obstacles"));
        assert!(recalled("During our Recent talks"));
        assert!(!recalled("centuries of talks"));
    }

    #[test]
    fn every_phrase_is_found() {
        for phrases in [&MOVED, &RECALLED] {
            let all = phrases.0.values().flatten();
            assert!(all.clone().count() > 3);
            for phrase in all {
                let text = plain(&format!("It was,\t“{}”: so", phrase.to_uppercase()));
                assert!(phrases.stand_in(&text), "{phrase}");
            }
        }
    }
}
