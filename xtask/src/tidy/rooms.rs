//! Rooms: a room of a crate uses only rooms to its left.
//!
//! Data flows one way; a room that used one to its right would let a later stage change an earlier one. What is found
//! are paths that begin with `crate::`. Rooms reach each other by such paths only.

use super::source::Source;
use super::{File, Problem};

/// The rooms of a crate, from left to right.
struct House {
    /// Where its rooms are.
    folder: &'static str,
    rooms: &'static [&'static str],
    /// A room that others to its left may use as well, and the leftmost of those.
    shared: Option<(&'static str, &'static str)>,
}

const HOUSES: &[House] = &[
    House {
        folder: "crates/reading/src/",
        rooms: &[
            "page", "article", "text", "parse", "lexicon", "mention", "time", "claim",
        ],
        shared: Some(("lexicon", "text")),
    },
    House {
        folder: "crates/ledger/src/",
        rooms: &["record", "merge", "store", "query", "export"],
        shared: None,
    },
    House {
        folder: "crates/servanda/src/",
        rooms: &["pages", "sources", "wire", "people", "desk", "cli"],
        shared: None,
    },
];

/// The files that hold a house together and may use every room.
const ROOFS: &[&str] = &["lib.rs", "main.rs"];

/// Problems with the order of rooms.
pub fn check(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files {
        for house in HOUSES {
            if let (Some(below), Some(text)) = (file.path.strip_prefix(house.folder), &file.text)
                && below.ends_with(".rs")
                && !ROOFS.contains(&below)
            {
                house.check(file, below, text, &mut problems);
            }
        }
    }
    problems
}

impl House {
    fn check(&self, file: &File, below: &str, text: &str, problems: &mut Vec<Problem>) {
        let room = below
            .split('/')
            .next()
            .unwrap_or(below)
            .trim_end_matches(".rs");
        let Some(place) = self.place(room) else {
            let message = format!(
                "room {room} has no place in the order; give it one in xtask/src/tidy/rooms.rs"
            );
            problems.push(Problem::new(file, 0, message));
            return;
        };
        let source = Source::new(&file.path, text);
        for (used, at) in used(&source) {
            let line = source.line(at);
            match self.place(used) {
                Some(other) if other <= place || self.may_share(place, used) => {}
                Some(_) => {
                    let message = format!(
                        "room {room} uses {used}, which is to its right ({})",
                        self.rooms.join(", ")
                    );
                    problems.push(Problem::new(file, line, message));
                }
                None => {
                    let message = format!(
                        "room {room} uses crate::{used}, which is no room; rooms use rooms only"
                    );
                    problems.push(Problem::new(file, line, message));
                }
            }
        }
    }

    fn place(&self, room: &str) -> Option<usize> {
        self.rooms.iter().position(|r| *r == room)
    }

    fn may_share(&self, place: usize, used: &str) -> bool {
        self.shared.is_some_and(|(shared, from)| {
            used == shared && self.place(from).is_some_and(|p| p <= place)
        })
    }
}

/// The first words of all paths that begin with `crate::`, macros aside, with their places.
fn used<'s>(source: &'s Source) -> Vec<(&'s str, usize)> {
    let code = source.code.as_str();
    let mut found = Vec::new();
    for at in source.find("crate::") {
        let start = at + "crate::".len();
        let rest = code.get(start..).unwrap_or_default();
        if let Some(inner) = rest.strip_prefix('{') {
            for (word, offset) in group(inner) {
                found.push((word, start + 1 + offset));
            }
        } else {
            let word = first_word(rest);
            let is_macro = rest.get(word.len()..).is_some_and(|r| r.starts_with('!'));
            if !word.is_empty() && !is_macro {
                found.push((word, start));
            }
        }
    }
    found
}

/// The first words of the paths in `a::b, c::{d, e}, f}`.
fn group(inner: &str) -> Vec<(&str, usize)> {
    let mut words = Vec::new();
    let mut depth = 0;
    let mut fresh = true;
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                words.push((first_word(inner.get(at..).unwrap_or_default()), at));
                fresh = false;
            }
            _ => {}
        }
    }
    words
}

fn first_word(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&[file(path, text)]).iter().map(|p| p.line).collect()
    }

    #[test]
    fn a_room_uses_rooms_to_its_left() {
        let time = "crates/reading/src/time/edtf.rs";
        assert_eq!(
            lines(time, "use crate::page::Span;\nuse crate::claim::Claim;\n"),
            [2]
        );
        assert_eq!(
            lines(
                time,
                "use crate::{\n    article::Article,\n    claim::{Claim, Status},\n    text,\n};\n"
            ),
            [3]
        );
        assert_eq!(
            lines(time, "fn f() { crate::claim::find(); } // crate::claim\n"),
            [1]
        );
        assert_eq!(
            lines(
                time,
                "use crate::Reader;\ncrate::words!();\nuse super::rules;\n"
            ),
            [1]
        );
        assert!(lines(time, "let x = \"crate::claim\";").is_empty());
    }

    #[test]
    fn the_lexicon_is_open_to_all_after_the_article() {
        let text = "use crate::lexicon::Lexicon;";
        assert!(lines("crates/reading/src/text/mod.rs", text).is_empty());
        assert!(lines("crates/reading/src/claim/mod.rs", text).is_empty());
        assert_eq!(lines("crates/reading/src/article/mod.rs", text), [1]);
    }

    #[test]
    fn an_unknown_room_is_asked_for_its_place() {
        assert_eq!(lines("crates/reading/src/guess/mod.rs", ""), [0]);
        assert!(lines("crates/reading/src/lib.rs", "use crate::claim::Claim;").is_empty());
    }
}
