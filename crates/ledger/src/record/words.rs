//! Words: the lists of `data/ledger`.

use std::collections::HashSet;
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
static MOVED: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../../../data/ledger/moved.txt")).collect());
/// Phrases that say that a dealing is looked back on.
static RECALLED: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../../../data/ledger/recalled.txt")).collect());

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words(text: &'static str) -> HashSet<&'static str> {
    lines(text).flat_map(str::split_whitespace).collect()
}

/// Whether a text says that something went otherwise than announced.
pub fn says_moved(text: &str) -> bool {
    says(&MOVED, text)
}

/// Whether a text looks back on something that may lie some weeks back: "during our recent talks".
pub fn says_recalled(text: &str) -> bool {
    says(&RECALLED, text)
}

/// Whether one of the phrases stands in a text, in whole words.
fn says(phrases: &[&str], text: &str) -> bool {
    let lower = text.to_lowercase();
    let plain: String = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    phrases.iter().any(|phrase| {
        plain.match_indices(phrase).any(|(at, _)| {
            let before = plain[..at].chars().next_back();
            let after = plain[at + phrase.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        assert!(says_moved("two days earlier\nthan planned."));
        assert!(says_moved("Talks were Moved to Lima"));
        assert!(!says_moved("they removed to Lima the obstacles"));
        assert!(says_recalled("During our Recent talks"));
        assert!(!says_recalled("centuries of talks"));
    }
}
