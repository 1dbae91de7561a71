//! Pages: the bytes that were read, and where they came from.
//!
//! What enters: bytes from a file, standard input or an archive. What leaves: [`Page`], never changed afterwards.
//! [`Span`] and [`Diagnostic`] live here because every later room uses them.

/// The bytes that were read, with what is known of their origin.
#[derive(Debug, Clone)]
pub struct Page {
    /// The page as it came.
    pub bytes: Vec<u8>,
    /// Where it was fetched from, where that is known.
    pub address: Option<String>,
    /// How it is written.
    pub format: Format,
}

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HTML in any charset.
    Html,
    /// A news page flattened to text, furniture included: title, blank line, text.
    Text,
    /// A JSON object with `title`, `published`, `url`, `outlet` and `text` or `html`.
    ArticleJson,
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

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something was lost or guessed.
    Warning,
    /// The page could not be read.
    Error,
}
