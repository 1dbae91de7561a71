//! Bans: words that do not belong in the project, each with its reason.

use super::source::Source;
use super::{File, Problem};

/// A ban on code.
struct Ban {
    words: &'static [&'static str],
    /// The folders it holds in.
    folders: &'static [&'static str],
    /// Whether it holds in test code as well.
    tests: bool,
    /// A comment that lifts it where it says why.
    unless: Option<&'static str>,
    reason: &'static str,
}

const BANS: &[Ban] = &[
    Ban {
        words: &[".unwrap()", ".expect("],
        folders: &["crates/", "xtask/"],
        tests: false,
        unless: Some("invariant:"),
        reason: "pages of any kind must not end the program; handle it, or say in a comment \
                 `// invariant: ...` why it cannot happen",
    },
    Ban {
        words: &["panic!", "unreachable!", "unimplemented!", "todo!"],
        folders: &["crates/"],
        tests: false,
        unless: Some("invariant:"),
        reason: "pages of any kind must not end the program; handle it, or say in a comment \
                 `// invariant: ...` why it cannot happen",
    },
    Ban {
        words: &["println!", "print!", "eprintln!", "eprint!"],
        folders: &["crates/reading/src/"],
        tests: false,
        unless: None,
        reason: "reading is pure: what is to be said is a Diagnostic",
    },
    Ban {
        words: &[
            "std::fs",
            "std::io",
            "std::net",
            "std::process",
            "std::env",
            "std::time",
            "std::thread",
            "Instant::now",
            "SystemTime",
        ],
        folders: &["crates/reading/src/"],
        tests: false,
        unless: None,
        reason: "reading is pure: no files, network, clock or environment, so that a page gives the same claims everywhere",
    },
    Ban {
        words: &[
            "rand",
            "fastrand",
            "RandomState",
            "static mut",
            "thread_local!",
        ],
        folders: &["crates/reading/src/"],
        tests: false,
        unless: None,
        reason: "reading is pure: no randomness and no state that changes, so that a page gives the same claims everywhere",
    },
    Ban {
        words: &["thread::sleep", "tokio::time::sleep"],
        folders: &["crates/", "xtask/"],
        tests: true,
        unless: None,
        reason: "a sleep makes tests slow where it is long enough and wrong where it is not; wait for the thing itself",
    },
    Ban {
        words: &["#[ignore]"],
        folders: &["crates/", "xtask/"],
        tests: true,
        unless: None,
        reason: "a test that is not run says why: #[ignore = \"...\"]; today's wrong answer is better asserted",
    },
];

/// Words that tell of one machine or of work left lying, split so that this file does not hold them.
const PLACES: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/t", "mp/"),
];
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];
const MARKS: &[&str] = &[concat!("<<<<", "<<< "), concat!(">>>>", ">>> ")];

/// Problems with banned words.
pub fn check(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files {
        let Some(text) = &file.text else { continue };
        if file.path.ends_with(".rs") {
            code(file, text, &mut problems);
        }
        words(file, text, &mut problems);
    }
    problems
}

fn code(file: &File, text: &str, problems: &mut Vec<Problem>) {
    let source = Source::new(&file.path, text);
    for ban in BANS.iter().filter(|ban| {
        ban.folders
            .iter()
            .any(|folder| file.path.starts_with(folder))
    }) {
        for word in ban.words {
            for at in source.find(word) {
                let tested = !ban.tests && source.is_test(at);
                let lifted = ban.unless.is_some_and(|mark| source.has_comment(at, mark));
                if !tested && !lifted {
                    problems.push(Problem::new(
                        file,
                        source.line(at),
                        format!("{word} is banned: {}", ban.reason),
                    ));
                }
            }
        }
    }
    let is_source = file.path.starts_with("crates/") && file.path.contains("/src/");
    if is_source && !source.is_test(0) && !text.starts_with("//!") {
        problems.push(Problem::new(
            file,
            1,
            "opens without a //! comment; say what enters, what leaves and what always holds",
        ));
    }
}

/// What is banned in text of any kind.
fn words(file: &File, text: &str, problems: &mut Vec<Problem>) {
    // Pages hold addresses, and those may look like paths of a machine.
    let pages = ["examples/", "cases/", "data/"]
        .iter()
        .any(|folder| file.path.starts_with(folder));
    for (index, line) in text.lines().enumerate() {
        if !pages && let Some(place) = PLACES.iter().find(|place| names_place(line, place)) {
            let message = format!("{place} is a place on one machine; nobody else has it");
            problems.push(Problem::new(file, index + 1, message));
        }
        if let Some(note) = NOTES.iter().find(|note| names_note(line, note)) {
            let message =
                format!("{note} without the number of an issue, as in {note}(#12), is forgotten");
            problems.push(Problem::new(file, index + 1, message));
        }
        if MARKS.iter().any(|mark| line.starts_with(mark)) {
            problems.push(Problem::new(file, index + 1, "a conflict was left in"));
        }
    }
}

/// Whether a path that begins with `place` stands in the line.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line.get(..at).and_then(|l| l.chars().next_back());
        before.is_none_or(|c| {
            !(c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '*' | '~' | '}'))
        })
    })
}

/// Whether `note` stands in the line as a word of its own, without an issue's number.
fn names_note(line: &str, note: &str) -> bool {
    line.match_indices(note).any(|(at, _)| {
        let before = line.get(..at).and_then(|l| l.chars().next_back());
        let after = line.get(at + note.len()..).unwrap_or_default();
        before.is_none_or(|c| !c.is_alphanumeric())
            && !after.starts_with(|c: char| c.is_alphanumeric())
            && !after.starts_with("(#")
    })
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let mut lines: Vec<usize> = check(&[file(path, text)]).iter().map(|p| p.line).collect();
        lines.sort_unstable();
        lines
    }

    #[test]
    fn code_that_may_panic_says_why_it_does_not() {
        let path = "crates/reading/src/time/mod.rs";
        let text = "//! Times.\nfn f() { a.unwrap(); }\n// invariant: b is never empty\nfn g() { b.expect(\"b\"); }\n\
                    #[cfg(test)]\nmod tests { fn h() { a.unwrap(); panic!(); } }\n";
        assert_eq!(lines(path, text), [2]);
        assert!(lines("crates/reading/tests/it/main.rs", "fn f() { a.unwrap(); }").is_empty());
    }

    #[test]
    fn reading_is_pure() {
        let text = "//! Times.\nuse std::fs;\nfn f() { println!(\"a\"); }\n";
        assert_eq!(lines("crates/reading/src/time/mod.rs", text), [2, 3]);
        assert!(lines("crates/servanda/src/cli/mod.rs", text).is_empty());
    }

    #[test]
    fn files_open_with_a_comment() {
        assert_eq!(lines("crates/servanda/src/cli/mod.rs", "use a;\n"), [1]);
    }

    #[test]
    fn places_of_one_machine_are_found_and_addresses_are_not() {
        let place = |text: &str| format!("cd {}{text}", PLACES[0]);
        assert_eq!(lines("docs/a.md", &place("x")), [1]);
        assert!(lines("docs/a.md", &format!("https://example.org{}x", PLACES[0])).is_empty());
        assert!(lines("examples/a.html", &format!("<a href=\"{}x\">", PLACES[1])).is_empty());
    }

    #[test]
    fn notes_name_their_issue() {
        let note = NOTES[0];
        assert_eq!(lines("docs/a.md", &format!("{note}: later")), [1]);
        assert!(lines("docs/a.md", &format!("{note}(#12): later")).is_empty());
        assert!(lines("docs/a.md", &format!("{note}S")).is_empty());
    }
}
