//! Changes: what two versions of a page say differently.
//!
//! What enters: the texts of two versions. What leaves: the places where they differ, each as one line with a few words around it.

use similar::{ChangeTag, TextDiff};

/// Words shown before and after a change.
const AROUND: usize = 6;
/// Of longer texts only as many words are compared: finding the least difference costs the product of length and difference.
const MOST_WORDS: usize = 20_000;

/// The places where `new` differs from `old`: what is gone as `[-gone-]`, what came as `{+came+}`. Space alone is no difference.
pub fn between(old: &str, new: &str) -> Vec<String> {
    let old: Vec<&str> = old.split_whitespace().take(MOST_WORDS).collect();
    let new: Vec<&str> = new.split_whitespace().take(MOST_WORDS).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let groups = diff.grouped_ops(AROUND);
    let lines = groups.iter().map(|group| {
        let mut line = String::new();
        let mut open: Option<ChangeTag> = None;
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let tag = Some(change.tag()).filter(|tag| *tag != ChangeTag::Equal);
            if tag != open {
                line.push_str(close(open));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            if tag != open {
                line.push_str(match tag {
                    Some(ChangeTag::Delete) => "[-",
                    Some(ChangeTag::Insert) => "{+",
                    _ => "",
                });
            }
            open = tag;
            line.push_str(change.value());
        }
        line.push_str(close(open));
        line
    });
    lines.collect()
}

fn close(tag: Option<ChangeTag>) -> &'static str {
    match tag {
        Some(ChangeTag::Delete) => "-]",
        Some(ChangeTag::Insert) => "+}",
        _ => "",
    }
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
