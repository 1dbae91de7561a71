//! Parse: lemma, part of speech, features and dependency tree.
//!
//! What enters: [`Sentence`]s. What leaves: one [`Tree`] a sentence, with one [`Node`] a token, in the same order.
//! Labels are those of Universal Dependencies v2. Invariant: `head` of a node is a 1-based index within the tree or 0
//! for the root; there are no cycles and exactly one root in a tree that is not empty.

pub mod conllu;
#[doc(hidden)]
pub mod decode;
#[doc(hidden)]
pub mod input;
mod labels;
#[doc(hidden)]
pub mod lemma;
#[doc(hidden)]
pub mod math;
#[cfg(any(feature = "train", test))]
#[doc(hidden)]
pub mod measure;
#[doc(hidden)]
pub mod model;
mod network;
mod product;
mod tree;
pub mod truecase;

#[cfg(feature = "train")]
pub use labels::relation_id;
pub use labels::{RELATIONS, Upos};
pub use model::Model;
pub use tree::{Node, Tree};

use crate::text::Sentence;

/// Analyses each sentence. `text` is the article's text.
pub fn parse(text: &str, sentences: &[Sentence], model: &Model) -> Vec<Tree> {
    let forms: Vec<Vec<&str>> = sentences
        .iter()
        .map(|s| s.tokens.iter().map(|t| t.span.slice(text)).collect())
        .collect();
    let views: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    model.analyse_all(&views)
}

#[cfg(test)]
mod tests;
