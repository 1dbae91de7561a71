//! Parse: lemma, part of speech, features and dependency tree.
//!
//! What enters: [`Sentence`]s. What leaves: one [`Tree`] a sentence, with one [`Node`] a token, in the same order.
//! Labels are those of Universal Dependencies v2. Invariant: `head` of a node is a 1-based index within the tree or 0
//! for the root; there are no cycles and exactly one root in a tree that is not empty.

pub mod conllu;
#[doc(hidden)]
pub mod decode;
mod file;
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
pub mod title_case;
mod tree;
mod vector;

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

/// Analyses the sentences that are worth it; of the others a tree says no more than what their words are.
pub fn parse_some(text: &str, sentences: &[Sentence], worth: &[bool], model: &Model) -> Vec<Tree> {
    let worth = |at: usize| worth.get(at).copied().unwrap_or(true);
    let chosen: Vec<Sentence> = sentences
        .iter()
        .enumerate()
        .filter(|(at, _)| worth(*at))
        .map(|(_, sentence)| sentence.clone())
        .collect();
    let mut trees = parse(text, &chosen, model).into_iter();
    sentences
        .iter()
        .enumerate()
        .map(|(at, sentence)| {
            let parsed = if worth(at) { trees.next() } else { None };
            parsed.unwrap_or_else(|| Tree::flat(sentence.tokens.iter().map(|t| t.span.slice(text))))
        })
        .collect()
}

#[cfg(test)]
mod tests;
