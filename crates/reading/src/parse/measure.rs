//! How good the analysis of raw text is: the measure of the CoNLL 2018 shared task (F1 of sentences, words, tags and
//! arcs over words that both sides have, relations without subtypes).

use super::conllu::{Block, read_conllu};
use std::collections::HashMap;

/// F1 of each thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Raw {
    /// Words with the same span.
    pub words: f64,
    /// Sentences with the same span.
    pub sentences: f64,
    /// Words with the same part of speech.
    pub upos: f64,
    /// Words with the same head.
    pub uas: f64,
    /// Words with the same head and relation.
    pub las: f64,
}

/// The plain text of a treebank: sentences with a space between them, paragraphs with a blank line.
pub fn raw_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        let has = |p: &str| block.comments.iter().any(|c| c.starts_with(p));
        if !out.is_empty() {
            out.push_str(if has("# newpar") || has("# newdoc") {
                "\n\n"
            } else {
                " "
            });
        }
        match block
            .comments
            .iter()
            .find_map(|c| c.strip_prefix("# text = "))
        {
            Some(text) => out.push_str(text),
            None => block.words.iter().for_each(|w| {
                out.push_str(&w.form);
                if w.space_after {
                    out.push(' ');
                }
            }),
        }
    }
    out
}

struct Word<'b> {
    span: (usize, usize),
    upos: &'b str,
    /// Index of the head among all words; none for the root.
    head: Option<usize>,
    relation: &'b str,
}

/// Words with spans in characters that are not space, and the spans of sentences.
fn flatten<'b>(blocks: &'b [Block], text: &[char]) -> (Vec<Word<'b>>, Vec<(usize, usize)>) {
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    let mut at = 0;
    for block in blocks {
        let (first, from) = (words.len(), at);
        for row in &block.words {
            let start = at;
            // A treebank may write a word otherwise than its text does ("dont" as "do", "n't"): go on by what fits.
            for c in row.form.chars().filter(|c| !c.is_whitespace()) {
                if text.get(at) == Some(&c) {
                    at += 1;
                } else if text.get(at + 1) == Some(&c) {
                    at += 2;
                }
            }
            words.push(Word {
                span: (start, at),
                upos: &row.upos,
                head: row.head.checked_sub(1).map(|h| first + h),
                relation: row.deprel.split(':').next().unwrap_or(""),
            });
        }
        sentences.push((from, at));
    }
    (words, sentences)
}

/// Compares what was found in `text` (CoNLL-U) with the gold analysis of it.
pub fn raw(text: &str, gold: &[Block], found: &str) -> Raw {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = read_conllu(found);
    let (gold_words, gold_sentences) = flatten(gold, &characters);
    let (words, sentences) = flatten(&found, &characters);
    let same: HashMap<(usize, usize), usize> = gold_words
        .iter()
        .enumerate()
        .map(|(i, w)| (w.span, i))
        .collect();
    let aligned: Vec<Option<usize>> = words.iter().map(|w| same.get(&w.span).copied()).collect();
    let f1 = |right: usize, a: usize, b: usize| 2.0 * right as f64 / (a + b).max(1) as f64;
    let (mut total, mut upos, mut uas, mut las) = (0, 0, 0, 0);
    for (w, g) in words
        .iter()
        .zip(&aligned)
        .filter_map(|(w, a)| a.map(|a| (w, &gold_words[a])))
    {
        total += 1;
        upos += usize::from(w.upos == g.upos);
        let head = match (w.head, g.head) {
            (None, None) => true,
            (Some(a), Some(b)) => aligned[a] == Some(b),
            _ => false,
        };
        uas += usize::from(head);
        las += usize::from(head && w.relation == g.relation);
    }
    let right = sentences
        .iter()
        .filter(|s| gold_sentences.contains(s))
        .count();
    let (a, b) = (words.len(), gold_words.len());
    Raw {
        words: f1(total, a, b),
        sentences: f1(right, sentences.len(), gold_sentences.len()),
        upos: f1(upos, a, b),
        uas: f1(uas, a, b),
        las: f1(las, a, b),
    }
}
