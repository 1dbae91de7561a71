//! Detection: how a file is written, by its name, else by how it begins.

use reading::page::Format;
use std::path::Path;

/// How a file holds pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The file is one page.
    One(Format),
    /// Every line is an article in JSON.
    JsonLines,
}

/// What a file's name says, `.gz` aside; nothing where the name is not that of a page.
pub fn by_name(path: &Path) -> Option<Kind> {
    let plain = if is_gz(path) {
        Path::new(path.file_stem()?)
    } else {
        path
    };
    let ending = plain.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" => Some(Kind::One(Format::Html)),
        "txt" | "text" => Some(Kind::One(Format::Text)),
        "json" => Some(Kind::One(Format::ArticleJson)),
        "jsonl" | "ndjson" => Some(Kind::JsonLines),
        _ => None,
    }
}

/// What the first bytes say: `{` with a whole object on its first line and more to come is JSON lines.
pub fn by_content(head: &[u8]) -> Kind {
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    match text.first() {
        Some(b'<') => Kind::One(Format::Html),
        Some(b'{') => {
            let line = text.split(|b| *b == b'\n').next().unwrap_or(text);
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            let more = !text
                .get(line.len()..)
                .unwrap_or(b"")
                .trim_ascii()
                .is_empty();
            if whole && more {
                Kind::JsonLines
            } else {
                Kind::One(Format::ArticleJson)
            }
        }
        _ => Kind::One(Format::Text),
    }
}

/// Whether the name is that of a file compressed with gzip.
pub fn is_gz(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("gz"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_how_a_file_is_written() {
        for (name, kind) in [
            ("a/b.HTML", Some(Kind::One(Format::Html))),
            ("b.txt.gz", Some(Kind::One(Format::Text))),
            ("c.ndjson", Some(Kind::JsonLines)),
            ("d.png", None),
            ("html", None),
        ] {
            assert_eq!(by_name(Path::new(name)), kind, "{name}");
        }
    }

    #[test]
    fn the_beginning_says_it_where_the_name_does_not() {
        for (head, kind) in [
            (
                &b"\xEF\xBB\xBF \n<!doctype html>"[..],
                Kind::One(Format::Html),
            ),
            (b"{\"text\": \"a\"}\n", Kind::One(Format::ArticleJson)),
            (b"{\n\"text\": \"a\"}", Kind::One(Format::ArticleJson)),
            (b"{\"text\": \"a\"}\n{\"text\": \"b\"}", Kind::JsonLines),
            (b"Lima\n\nText", Kind::One(Format::Text)),
            (b"", Kind::One(Format::Text)),
        ] {
            assert_eq!(by_content(head), kind, "{}", String::from_utf8_lossy(head));
        }
    }
}
