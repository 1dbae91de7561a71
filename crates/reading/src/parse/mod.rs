//! Parse: lemma, part of speech, features and dependency tree.
//!
//! What enters: [`Sentence`]s. What leaves: one [`Tree`] a sentence, with one [`Node`] a token, in the same order.
//! Labels are those of Universal Dependencies v2. Invariant: `head` of a node is a 1-based index within the tree or 0
//! for the root; there are no cycles and exactly one root in a tree that is not empty.

use crate::text::Sentence;

/// The trained tagger, lemmatizer and parser.
pub struct Model {}

impl Model {
    /// The model that the program carries.
    pub fn bundled() -> Model {
        Model {}
    }
}

/// The dependency tree of one sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// One node a token.
    pub nodes: Vec<Node>,
}

/// The analysis of one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Universal features, as in CoNLL-U (`Mood=Ind|Tense=Past|VerbForm=Fin`); empty for none.
    pub feats: String,
    /// 1-based index of the head; 0 for the root.
    pub head: usize,
    /// Relation to the head, with its subtype (`nsubj:pass`).
    pub deprel: &'static str,
}

/// Universal parts of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// Analyses each sentence. `text` is the article's text.
pub fn parse(_text: &str, sentences: &[Sentence], _model: &Model) -> Vec<Tree> {
    sentences.iter().map(|_| Tree::default()).collect()
}
