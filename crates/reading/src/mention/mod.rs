//! Mentions: spans that name an actor or a place, resolved within the page.
//!
//! What enters: an article with its sentences and trees, and the lexicon. What leaves: [`Mention`]s in reading order.

use crate::article::Article;
use crate::lexicon::Lexicon;
use crate::page::Span;
use crate::parse::Tree;
use crate::text::Sentence;

/// A span that names actors or a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// What it names.
    pub value: Referent,
}

/// What a mention names.
#[derive(Debug, Clone, PartialEq)]
pub enum Referent {
    /// One or more parties ("both sides" are two), by code.
    Actor {
        /// Party codes: ISO 3166-1 alpha-3, or as in CODEBOOK.md.
        parties: Vec<String>,
        /// The person's full name as the page first gives it, where a person is meant.
        persons: Vec<String>,
    },
    /// A place.
    Place {
        /// Name as it stands.
        name: String,
        /// ISO 3166-1 alpha-3 of its country, where known.
        country: Option<String>,
    },
}

/// Finds actors and places.
pub fn find(
    _article: &Article,
    _sentences: &[Sentence],
    _trees: &[Tree],
    _lexicon: &Lexicon,
) -> Vec<Mention> {
    Vec::new()
}
