//! CoNLL-U, the text format of Universal Dependencies: reading words, writing trees.

use super::{Model, Tree};
use crate::text;
use std::fmt::Write;

/// One sentence of a CoNLL-U file: its syntactic words with their columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Lines that start with `#`, as they stand.
    pub comments: Vec<String>,
    /// One row a word; ranges ("3-4") and empty nodes ("3.1") are left out.
    pub words: Vec<Row>,
}

/// One word of a CoNLL-U file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// FORM.
    pub form: String,
    /// LEMMA.
    pub lemma: String,
    /// UPOS.
    pub upos: String,
    /// FEATS; empty for `_`.
    pub feats: String,
    /// HEAD; 0 for the root and for what is no number.
    pub head: usize,
    /// DEPREL.
    pub deprel: String,
    /// Whether space follows the word in the text.
    pub space_after: bool,
}

/// Reads the sentences of a CoNLL-U text. Lines that are no rows are passed over.
pub fn read_conllu(input: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut block = Block::default();
    let mut inside = (0, false);
    for line in input.lines() {
        if line.trim().is_empty() {
            if !block.words.is_empty() {
                out.push(std::mem::take(&mut block));
            }
            inside = (0, false);
            continue;
        }
        if line.starts_with('#') {
            block.comments.push(line.to_string());
            continue;
        }
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or("_");
        let id = column();
        let (form, lemma, upos, _, feats, head, deprel, _, misc) = (
            column(),
            column(),
            column(),
            column(),
            column(),
            column(),
            column(),
            column(),
            column(),
        );
        let glued = misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            inside = (last.parse().unwrap_or(0), glued);
            continue;
        }
        let Ok(number) = id.parse::<usize>() else {
            continue;
        };
        let space_after = match inside {
            (last, _) if number < last => false,
            (last, range_glued) if number == last => !range_glued,
            _ => !glued,
        };
        block.words.push(Row {
            form: form.to_string(),
            lemma: lemma.to_string(),
            upos: upos.to_string(),
            feats: if feats == "_" {
                String::new()
            } else {
                feats.to_string()
            },
            head: head.parse().unwrap_or(0),
            deprel: deprel.to_string(),
            space_after,
        });
    }
    if !block.words.is_empty() {
        out.push(block);
    }
    out
}

/// Writes one sentence: `forms` and the tree over them, with `comments` above. `spaced(i)` says whether space follows.
pub fn write_conllu(
    out: &mut String,
    comments: &[String],
    forms: &[&str],
    tree: &Tree,
    spaced: impl Fn(usize) -> bool,
) {
    for comment in comments {
        out.push_str(comment);
        out.push('\n');
    }
    for (i, (form, node)) in forms.iter().zip(&tree.nodes).enumerate() {
        let feats = if node.feats.is_empty() {
            "_"
        } else {
            &node.feats
        };
        let misc = if spaced(i) { "_" } else { "SpaceAfter=No" };
        let written = writeln!(
            out,
            "{}\t{form}\t{}\t{}\t_\t{feats}\t{}\t{}\t_\t{misc}",
            i + 1,
            node.lemma,
            node.upos.name(),
            node.head,
            node.deprel
        );
        debug_assert!(written.is_ok(), "writing to a String cannot fail");
    }
    out.push('\n');
}

/// Analyses the words of a CoNLL-U text and gives CoNLL-U. Words and sentence breaks are kept, all else is predicted.
pub fn parse_conllu(input: &str, model: &Model) -> String {
    let mut out = String::with_capacity(input.len() * 2);
    let blocks = read_conllu(input);
    let forms: Vec<Vec<&str>> = blocks
        .iter()
        .map(|b| b.words.iter().map(|w| w.form.as_str()).collect())
        .collect();
    let views: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    for ((block, forms), tree) in blocks.iter().zip(&forms).zip(model.analyse_all(&views)) {
        write_conllu(&mut out, &block.comments, forms, &tree, |i| {
            block.words[i].space_after
        });
    }
    out
}

/// Analyses plain text, whose paragraphs are separated by blank lines, and gives CoNLL-U.
pub fn parse_plain(input: &str, model: &Model) -> String {
    let mut out = String::with_capacity(input.len() * 8);
    let sentences = text::plain_sentences(input);
    let trees = super::parse(input, &sentences, model);
    for (number, (sentence, tree)) in sentences.iter().zip(&trees).enumerate() {
        let forms: Vec<&str> = sentence
            .tokens
            .iter()
            .map(|t| t.span.slice(input))
            .collect();
        let line: Vec<&str> = sentence.span.slice(input).split_whitespace().collect();
        let comments = [
            format!("# sent_id = {}", number + 1),
            format!("# text = {}", line.join(" ")),
        ];
        write_conllu(&mut out, &comments, &forms, tree, |i| {
            let end = sentence.tokens[i].span.end;
            sentence
                .tokens
                .get(i + 1)
                .is_none_or(|next| next.span.start > end)
        });
    }
    out
}
