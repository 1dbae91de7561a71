//! What format a page is written in.
//!
//! What enters: bytes and, where there is one, the file's name. What leaves: a [`Format`]. The bytes are believed before
//! the name, because saved pages carry all sorts of names.

use super::Format;

/// How many bytes are looked at: the head of a page shows its format.
const LOOKED_AT: usize = 64 * 1024;

/// The format of a page, from its bytes and its file's name.
pub fn detect(bytes: &[u8], name: Option<&str>) -> Format {
    let head = head(bytes);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let lower = prefix(start, 2048).to_ascii_lowercase();
    let named = name.and_then(ending);
    if start.starts_with('{') && (named == Some(Format::ArticleJson) || looks_like_article(start)) {
        return Format::ArticleJson;
    }
    let markup = [
        "<!doctype",
        "<html",
        "<?xml",
        "<head",
        "<body",
        "<!--",
        "<article",
        "<meta",
        "<link",
        "<title",
        "<script",
        "<style",
    ];
    if markup.iter().any(|tag| lower.starts_with(tag)) {
        return Format::Html;
    }
    match named {
        Some(Format::ArticleJson) | None if start.starts_with('{') => Format::ArticleJson,
        Some(Format::Html) => Format::Html,
        _ if count_tags(&head) >= 3 => Format::Html,
        _ => Format::Text,
    }
}

/// Whether a file holds one JSON article a line: by its name (`.jsonl`, `.ndjson`), or because its first two lines are
/// objects of their own.
pub fn is_json_lines(bytes: &[u8], name: Option<&str>) -> bool {
    let named = name.is_some_and(|n| {
        let n = n.to_ascii_lowercase();
        n.ends_with(".jsonl") || n.ends_with(".ndjson")
    });
    if named {
        return true;
    }
    let mut lines = bytes
        .split(|&b| b == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let object = |line: &[u8]| line.starts_with(b"{") && line.ends_with(b"}");
    matches!((lines.next(), lines.next()), (Some(a), Some(b)) if object(a) && object(b))
}

fn ending(name: &str) -> Option<Format> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "shtml" | "mhtml" => Some(Format::Html),
        "txt" | "text" => Some(Format::Text),
        "json" => Some(Format::ArticleJson),
        _ => None,
    }
}

/// The first part of the page as text; UTF-16 with a byte order mark is understood.
fn head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, _)) if utf16 => encoding.decode(head).0.into_owned(),
        _ => String::from_utf8_lossy(head).into_owned(),
    }
}

/// Whether an object's first keys are those of an article.
fn looks_like_article(start: &str) -> bool {
    [
        "\"title\"",
        "\"text\"",
        "\"html\"",
        "\"url\"",
        "\"published\"",
    ]
    .iter()
    .any(|key| start.contains(key))
}

/// How many tags of a page's body the head holds.
fn count_tags(head: &str) -> usize {
    let lower = head.to_ascii_lowercase();
    [
        "<p>", "<p ", "<div", "<body", "<title", "<br", "</a>", "<h1", "<span",
    ]
    .iter()
    .map(|tag| lower.matches(tag).take(4).count())
    .sum()
}

fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_believed_before_the_name() {
        assert_eq!(detect(b"<!DOCTYPE html><p>x", Some("a.txt")), Format::Html);
        assert_eq!(
            detect(b"  {\"title\": \"x\"", Some("a.txt")),
            Format::ArticleJson
        );
        assert_eq!(detect(b"Title\n\nText.", Some("a.txt")), Format::Text);
        assert_eq!(detect(b"Title\n\nText.", Some("a.html")), Format::Html);
        assert_eq!(detect(b"x <p>a</p> <p>b</p> <p>c</p>", None), Format::Html);
        assert_eq!(detect(b"", None), Format::Text);
        assert_eq!(detect("\u{feff}<html>".as_bytes(), None), Format::Html);
    }

    #[test]
    fn utf16_is_seen_through() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("<html>".bytes().flat_map(|b| [b, 0]))
            .collect();
        assert_eq!(detect(&utf16, None), Format::Html);
    }

    #[test]
    fn json_lines_by_name_or_shape() {
        assert!(is_json_lines(b"", Some("pages.jsonl")));
        assert!(is_json_lines(b"{\"a\":1}\n{\"a\":2}\n", None));
        assert!(!is_json_lines(b"{\n\"a\":1}\n", Some("a.json")));
    }
}
