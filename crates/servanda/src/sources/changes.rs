//! Changes: what two versions of a page say differently.
//!
//! What enters: the texts of two versions. What leaves: the places where they differ, each as one line with a few words around it.

use similar::{ChangeTag, TextDiff};

/// Words shown before and after a change.
const AROUND: usize = 6;
/// Of longer texts only as many words are compared: finding the least difference costs the product of length and difference.
const MOST_WORDS: usize = 20_000;

/// Words that stand together in a place where two versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// They are in both.
    Same(String),
    /// They are in the old one only.
    Gone(String),
    /// They are in the new one only.
    New(String),
}

/// The places where `new` differs from `old`, each with a few words around it. Space alone is no difference.
pub fn places(old: &str, new: &str) -> Vec<Vec<Part>> {
    let old: Vec<&str> = old.split_whitespace().take(MOST_WORDS).collect();
    let new: Vec<&str> = new.split_whitespace().take(MOST_WORDS).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let groups = diff.grouped_ops(AROUND);
    let place = |group: &Vec<similar::DiffOp>| {
        let mut runs: Vec<(ChangeTag, String)> = Vec::new();
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            match runs.last_mut() {
                Some((tag, words)) if *tag == change.tag() => {
                    words.push(' ');
                    words.push_str(change.value());
                }
                _ => runs.push((change.tag(), change.value().to_owned())),
            }
        }
        let part = |(tag, words)| match tag {
            ChangeTag::Equal => Part::Same(words),
            ChangeTag::Delete => Part::Gone(words),
            ChangeTag::Insert => Part::New(words),
        };
        runs.into_iter().map(part).collect()
    };
    groups.iter().map(place).collect()
}

/// The same in lines: what is gone as `[-gone-]`, what came as `{+came+}`.
pub fn between(old: &str, new: &str) -> Vec<String> {
    let part = |part: &Part| match part {
        Part::Same(words) => words.clone(),
        Part::Gone(words) => format!("[-{words}-]"),
        Part::New(words) => format!("{{+{words}+}}"),
    };
    let line = |place: &Vec<Part>| place.iter().map(part).collect::<Vec<_>>().join(" ");
    places(old, new).iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shown_with_what_stands_around_them() {
        let old = "The ministers of both countries will meet in Lima on 3 March.\n\nThey last met in 2016, as the paper wrote on that day, and then no more.";
        let new = "The ministers of both  countries will meet in Quito on 3 March.\n\nThey last met in 2016, as the paper wrote on that day, and then no more. Talks go on.";
        assert_eq!(
            between(old, new),
            [
                "of both countries will meet in [-Lima-] {+Quito+} on 3 March. They last met",
                "that day, and then no more. {+Talks go on.+}"
            ]
        );
        assert_eq!(between("a b", "a\nb"), Vec::<String>::new());
        assert_eq!(between("", "a b"), ["{+a b+}"]);
        assert_eq!(between("a b", ""), ["[-a b-]"]);
    }
}
