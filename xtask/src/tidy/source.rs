//! Source: Rust text with its comments and literals blanked, so that a search finds code only.
//!
//! Invariant: the blanked text has the length and the line breaks of the original.

/// Rust source, ready to be searched.
pub struct Source<'t> {
    /// As it is written.
    pub text: &'t str,
    /// With comments and literals blanked.
    pub code: String,
    /// Byte ranges of test code.
    tests: Vec<(usize, usize)>,
}

impl<'t> Source<'t> {
    /// Prepares `text`, of the file at `path`.
    pub fn new(path: &str, text: &'t str) -> Source<'t> {
        let code = blank(text);
        let tests = if is_test_file(path) {
            vec![(0, code.len())]
        } else {
            test_items(&code)
        };
        Source { text, code, tests }
    }

    /// Whether the byte at `at` is in test code.
    pub fn is_test(&self, at: usize) -> bool {
        self.tests
            .iter()
            .any(|(start, end)| (*start..*end).contains(&at))
    }

    /// The line of the byte at `at`, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.code.bytes().take(at).filter(|b| *b == b'\n').count() + 1
    }

    /// Where `word` stands in the code, not as a part of a longer word.
    pub fn find(&self, word: &str) -> Vec<usize> {
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        self.code
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(|at| {
                let before = self.code.get(..*at).and_then(|s| s.chars().next_back());
                let after = self
                    .code
                    .get(at + word.len()..)
                    .and_then(|s| s.chars().next());
                let begins_within = word.starts_with(in_word) && before.is_some_and(in_word);
                let ends_within = word.ends_with(in_word) && after.is_some_and(in_word);
                !begins_within && !ends_within
            })
            .collect()
    }

    /// Whether a comment on the line of `at`, or directly above it, holds `mark`.
    pub fn has_comment(&self, at: usize, mark: &str) -> bool {
        let lines: Vec<&str> = self.text.lines().collect();
        let line = self.line(at) - 1;
        let comment = |text: &&str| {
            text.find("//")
                .is_some_and(|start| text.get(start..).is_some_and(|c| c.contains(mark)))
        };
        lines.get(line).is_some_and(comment)
            || lines
                .get(..line)
                .unwrap_or_default()
                .iter()
                .rev()
                .take_while(|text| text.trim_start().starts_with("//"))
                .any(comment)
    }
}

/// Whether a whole file is test code.
fn is_test_file(path: &str) -> bool {
    path.contains("/tests/")
        || path.contains("/benches/")
        || path.ends_with("/tests.rs")
        || path.ends_with("_tests.rs")
}

/// The items under `#[cfg(test)]`.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let mut items = Vec::new();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let rest = code.get(start..).unwrap_or_default();
        let mut depth = 0_usize;
        let end = rest.char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (depth == 0 && matches!(c, '}' | ';')).then_some(at + 1)
        });
        items.push((start, start + end.unwrap_or(rest.len())));
    }
    items
}

/// Blanks comments, strings and characters.
fn blank(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(text, at);
        if end > at {
            for byte in out.get_mut(at..end).unwrap_or_default() {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
            at = end;
        } else {
            at += 1;
        }
    }
    // Whole characters are blanked, so what is left is text.
    String::from_utf8(out).unwrap_or_else(|_| " ".repeat(text.len()))
}

/// The end of the comment or literal that begins at `at`; `at` where none does.
fn literal_end(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..) else {
        return at;
    };
    if rest.starts_with("//") {
        return at + rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return at + comment_end(rest);
    }
    if rest.starts_with('"') {
        return at + quoted_end(rest);
    }
    let begins_word = !text
        .get(..at)
        .is_some_and(|t| t.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    if begins_word && let Some(raw) = raw_string(rest) {
        return at + raw;
    }
    if rest.starts_with('\'') {
        return at + character_end(rest);
    }
    at
}

fn comment_end(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(part) = rest.get(at..).filter(|part| !part.is_empty()) {
        let step = if part.starts_with("/*") {
            depth += 1;
            2
        } else if part.starts_with("*/") {
            depth -= 1;
            2
        } else {
            part.chars().next().map_or(1, char::len_utf8)
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted_end(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a raw string that `rest` begins with.
fn raw_string(rest: &str) -> Option<usize> {
    let body = ["br", "cr", "r"]
        .iter()
        .find_map(|prefix| rest.strip_prefix(prefix))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let inner = body.get(hashes..)?.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let length = inner
        .find(&close)
        .map_or(inner.len(), |end| end + close.len());
    Some(rest.len() - inner.len() + length)
}

/// The length of a character literal; 0 for a lifetime.
fn character_end(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            let escaped = chars.next();
            let from = escaped.map_or(rest.len(), |(at, c)| at + c.len_utf8());
            rest.get(from..)
                .and_then(|r| r.find('\''))
                .map_or(0, |end| from + end + 1)
        }
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked() {
        for (text, code) in [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("x\"y"); g"#, "f(      ); g"),
            (r##"f(r#"x"y"#); g"##, "f(        ); g"),
            ("f('\"', '\\'', 'é'); g", "f(   ,     ,     ); g"),
            ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
            ("for r in b {}", "for r in b {}"),
            ("\"open", "     "),
        ] {
            assert_eq!(blank(text), code, "{text}");
        }
    }

    #[test]
    fn test_code_is_told_from_the_rest() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { } }\nfn c() {}\n#[cfg(test)]\nuse x;\nfn d() {}";
        let source = Source::new("src/a.rs", text);
        let is_test = |name: &str| source.is_test(text.find(name).unwrap());
        assert!(!is_test("fn a"));
        assert!(is_test("fn b"));
        assert!(!is_test("fn c"));
        assert!(is_test("use x"));
        assert!(!is_test("fn d"));
        assert!(Source::new("crates/x/tests/it/a.rs", text).is_test(0));
    }

    #[test]
    fn words_are_found_whole() {
        let source = Source::new(
            "a.rs",
            "rand::x(); grand::x(); // rand\nstd::fs::read(); std::fsx();",
        );
        assert_eq!(source.find("rand"), [0]);
        assert_eq!(source.find("std::fs").len(), 1);
    }

    #[test]
    fn a_comment_counts_on_its_line_and_above() {
        let text = "// invariant: never empty\n// (see above)\na.expect(\"x\");\n\nb.expect(\"y\"); // invariant: no\nc.expect(\"z\");";
        let source = Source::new("a.rs", text);
        let has = |name: &str| source.has_comment(text.find(name).unwrap(), "invariant:");
        assert!(has("a.expect"));
        assert!(has("b.expect"));
        assert!(!has("c.expect"));
    }
}
