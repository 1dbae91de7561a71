//! Text: sentences and tokens.
//!
//! What enters: an [`Article`]. What leaves: [`Sentence`]s with their tokens, as spans of the article's text.
//! Invariants: sentences and tokens are sorted, do not overlap, and lie within one block; blocks of kind
//! furniture, credit, dateline and see-also give none; every other character of a block that is not space lies in
//! exactly one token.

mod split;
mod tokens;
mod words;

use crate::article::{Article, BlockKind};
use crate::page::{Diagnostic, Severity, Span};

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

/// Tokens of one article beyond which the rest is not read. Far above any news page; bounds the work on hostile input.
const MOST_TOKENS: usize = 2_000_000;

/// Splits the article's blocks into sentences and words.
pub fn sentences(article: &Article, diagnostics: &mut Vec<Diagnostic>) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut count = 0;
    for (index, block) in article.blocks.iter().enumerate() {
        if matches!(
            block.kind,
            BlockKind::Furniture | BlockKind::Credit | BlockKind::Dateline | BlockKind::SeeAlso
        ) {
            continue;
        }
        let before = out.len();
        split_span(&article.text, block.span, index, &mut out);
        count += out[before..].iter().map(|s| s.tokens.len()).sum::<usize>();
        if count > MOST_TOKENS {
            diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                code: "work-limit",
                message: format!(
                    "the text has more than {MOST_TOKENS} words; what follows was not read"
                ),
                help: "split the page into several files".to_string(),
            });
            break;
        }
    }
    out
}

/// Splits one stretch of text, which holds whole sentences, into sentences and words. `block` is passed on.
pub fn split_span(text: &str, span: Span, block: usize, out: &mut Vec<Sentence>) {
    let words = words::Words::bundled();
    let mut all = Vec::new();
    tokens::tokenize(text, span, words, &mut all);
    let mut rest = all.as_slice();
    while !rest.is_empty() {
        let len = split::sentence_length(text, rest, words);
        let (tokens, after) = rest.split_at(len);
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            out.push(Sentence {
                span: Span::new(first.span.start, last.span.end),
                block,
                tokens: tokens.to_vec(),
            });
        }
        rest = after;
    }
}

/// Sentences of plain text whose paragraphs are separated by blank lines; `block` counts the paragraphs.
pub fn plain_sentences(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut block = 0;
    let mut start = 0;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            split_span(text, Span::new(start, offset), block, &mut out);
            start = offset + line.len();
            block += 1;
        }
        offset += line.len();
    }
    split_span(text, Span::new(start, text.len()), block, &mut out);
    out
}

#[cfg(test)]
mod tests;
