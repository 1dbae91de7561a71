//! Times: spans that name a time, with their value in EDTF (ISO 8601-2).
//!
//! What enters: an article and its sentences. What leaves: [`TimeMention`]s in reading order. An unknown year is the
//! value `XXXX`, never a guess: a relative expression without a publication date has no value.

use crate::article::Article;
use crate::page::Span;
use crate::text::Sentence;

/// A span that names a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Value in EDTF: `2016-12-15/2016-12-16`, `XXXX-12-03`, `2016-12`.
    pub value: String,
    /// What the value rests on.
    pub basis: Basis,
}

/// What the value of a time rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The text states it in full.
    Stated,
    /// Worked out from the publication date ("on Wednesday", a day and month without a year).
    Published,
    /// Worked out from another time in the text ("on the following day").
    Relative,
}

/// Finds the times of an article.
pub fn find(_article: &Article, _sentences: &[Sentence]) -> Vec<TimeMention> {
    Vec::new()
}
