//! Parse: lemma, part of speech, features and dependency tree.
//!
//! What enters: [`Sentence`]s. What leaves: one [`Tree`] a sentence, with one [`Node`] a token, in the same order.
//! Labels are those of Universal Dependencies v2. Invariant: `head` of a node is a 1-based index within the tree or 0
//! for the root; there are no cycles and exactly one root in a tree that is not empty.

pub mod conllu;
mod features;
mod labels;
mod lemma;
mod model;
#[cfg(feature = "train")]
pub mod train;
mod tree;
pub mod truecase;

pub use labels::Upos;
pub use model::Model;
pub use tree::{Node, Tree};

use crate::text::Sentence;

/// Analyses each sentence. `text` is the article's text.
pub fn parse(text: &str, sentences: &[Sentence], model: &Model) -> Vec<Tree> {
    sentences
        .iter()
        .map(|sentence| {
            let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.span.slice(text)).collect();
            model.analyse(&forms)
        })
        .collect()
}
