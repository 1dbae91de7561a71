//! Text: sentences and tokens.
//!
//! What enters: an [`Article`]. What leaves: [`Sentence`]s with their tokens, as spans of the article's text.
//! Invariants: sentences and tokens are sorted, do not overlap, and lie within one block; blocks of kind
//! furniture, credit and dateline give none.

use crate::article::Article;
use crate::page::{Diagnostic, Span};

/// A sentence or headline, within one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without surrounding space.
    pub span: Span,
    /// Index of its block in the article.
    pub block: usize,
    /// Its words, by the conventions of UD English: "Japan’s" is two, "U.S." is one.
    pub tokens: Vec<Token>,
}

/// A word of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands; its form is the text under the span.
    pub span: Span,
}

/// Splits the article's blocks into sentences and words.
pub fn sentences(_article: &Article, _diagnostics: &mut Vec<Diagnostic>) -> Vec<Sentence> {
    Vec::new()
}
