//! Pages: the bytes that were read, and where they came from.
//!
//! What enters: bytes from a file, standard input or an archive. What leaves: [`Page`], never changed afterwards.
//! [`Span`] and [`Diagnostic`] live here because every later room uses them.
//!
//! Invariants: nothing here fails or panics, whatever the bytes; a page keeps the bytes exactly as they came, so its
//! [hash](Page::hash) is that of the file.

mod charset;
mod detect;
mod lines;

pub use charset::{Decoded, decode};
pub use detect::{detect, is_json_lines};
pub use lines::{json_line, json_lines};

use sha2::{Digest, Sha256};

/// The bytes that were read, with what is known of their origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The page as it came.
    pub bytes: Vec<u8>,
    /// Where it was fetched from, where that is known.
    pub address: Option<String>,
    /// How it is written.
    pub format: Format,
    /// Charset that the transport named (`Content-Type` of HTTP or of an archive's record), where it did.
    pub charset: Option<String>,
}

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// HTML in any charset.
    Html,
    /// A news page flattened to text, furniture included: title, blank line, text.
    Text,
    /// A JSON object with `title`, `published`, `url`, `outlet` and `text` or `html`.
    ArticleJson,
}

impl Page {
    /// A page from the bytes of a file, standard input or an archive's record. `name` is the file's name, where there
    /// is one: it decides the format only where the bytes leave it open.
    pub fn new(bytes: Vec<u8>, name: Option<&str>) -> Page {
        let format = detect(&bytes, name);
        Page {
            bytes,
            address: None,
            format,
            charset: None,
        }
    }

    /// A page whose format is known.
    pub fn with_format(bytes: Vec<u8>, format: Format) -> Page {
        Page {
            bytes,
            address: None,
            format,
            charset: None,
        }
    }

    /// The same page with the address it was fetched from.
    pub fn at(mut self, address: impl Into<String>) -> Page {
        self.address = Some(address.into());
        self
    }

    /// The same page with the charset that the transport named.
    pub fn in_charset(mut self, label: impl Into<String>) -> Page {
        self.charset = Some(label.into());
        self
    }

    /// SHA-256 of the bytes, in hexadecimal: the same page has the same hash on every machine.
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(&self.bytes);
        let mut hex = String::with_capacity(64);
        for byte in digest {
            for digit in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
        hex
    }
}

/// Half-open range of bytes of the article's text.
///
/// Invariant kept by every room: both ends lie on character boundaries of the text they refer to, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The text under the span; empty where the span does not fit the text.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers nothing.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within this span.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Something the reader of a page should know: what is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Short stable name, for filtering: `empty-page`, `work-limit`, `charset-guessed` ...
    pub code: &'static str,
    /// One sentence: what happened.
    pub message: String,
    /// One sentence: what to do; empty where nothing is to be done.
    pub help: String,
}

impl Diagnostic {
    /// Good to know.
    pub fn note(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Diagnostic::new(Severity::Note, code, message, help)
    }

    /// Something was lost or guessed.
    pub fn warning(
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Diagnostic::new(Severity::Warning, code, message, help)
    }

    /// The page could not be read.
    pub fn error(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Diagnostic::new(Severity::Error, code, message, help)
    }

    fn new(
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something was lost or guessed.
    Warning,
    /// The page could not be read.
    Error,
}
