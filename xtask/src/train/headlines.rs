//! Sentences of the treebanks rewritten as headlines, which the treebanks hardly have: no articles, no forms of "be"
//! before participles, no full stop, a comma for "and", words with capitals.

use super::Dice;
use reading::parse::conllu::{Block, Row};

/// Small words that keep their small letter in a headline.
const SMALL: [&str; 22] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
    "or", "over", "than", "the", "to", "up", "with", "vs.",
];

/// Headlines of some of the sentences, the same for the same dice.
pub fn rewritten(blocks: &[Block], dice: &mut Dice) -> Vec<Block> {
    let mut out = Vec::new();
    for block in blocks {
        let len = block.words.len();
        if !(5..=22).contains(&len)
            || block.words.last().is_none_or(|w| w.form != ".")
            || dice.unit() > 0.45
        {
            continue;
        }
        let mut keep: Vec<bool> = block
            .words
            .iter()
            .enumerate()
            .map(|(i, w)| !dropped(&block.words, i, w))
            .collect();
        if dice.unit() < 0.25 {
            // Some headlines have their articles.
            keep.fill(true);
        }
        keep[len - 1] = false;
        let mut words = block.words.clone();
        if dice.unit() < 0.5 {
            commas(&mut words);
        }
        out.push(Block {
            comments: Vec::new(),
            words: dressed(reduced(&words, &keep), dice),
        });
    }
    out
}

fn has_child(words: &[Row], i: usize) -> bool {
    words.iter().any(|w| w.head == i + 1)
}

/// Articles, and forms of "be" before participles.
fn dropped(words: &[Row], i: usize, w: &Row) -> bool {
    let article = w.upos == "DET" && matches!(w.lemma.as_str(), "the" | "a");
    let be = w.lemma == "be" && matches!(w.deprel.as_str(), "aux:pass") && i > 0;
    (article || be) && !has_child(words, i)
}

/// "Russia and Japan" as "Russia, Japan", where two subjects stand together.
fn commas(words: &mut [Row]) {
    for i in 1..words.len().saturating_sub(1) {
        if words[i].deprel != "cc" || words[i].lemma != "and" {
            continue;
        }
        let conjunct = words[i].head;
        let Some(first) = conjunct.checked_sub(1).map(|c| words[c].head) else {
            continue;
        };
        let Some(head) = first.checked_sub(1) else {
            continue;
        };
        if words[head].deprel.starts_with("nsubj") && words[i - 1].form != "," {
            words[i] = Row {
                form: ",".to_string(),
                lemma: ",".to_string(),
                upos: "PUNCT".to_string(),
                deprel: "punct".to_string(),
                feats: String::new(),
                head: conjunct,
                space_after: true,
            };
        }
    }
}

/// The words that are kept, with their heads counted anew.
fn reduced(words: &[Row], keep: &[bool]) -> Vec<Row> {
    let mut number = vec![0; words.len() + 1];
    let mut count = 0;
    for (i, k) in keep.iter().enumerate() {
        if *k {
            count += 1;
            number[i + 1] = count;
        }
    }
    words
        .iter()
        .zip(keep)
        .filter(|(_, k)| **k)
        .map(|(w, _)| Row {
            head: number[w.head],
            ..w.clone()
        })
        .collect()
}

/// Capitals as headlines have them: on most words, on all letters, or as in a sentence.
// Two reasons for one change stay two branches: each has its own share of the headlines.
#[allow(clippy::if_same_then_else)]
fn dressed(mut words: Vec<Row>, dice: &mut Dice) -> Vec<Row> {
    let style = dice.unit();
    for (i, w) in words.iter_mut().enumerate() {
        if style < 0.12 {
            w.form = w.form.to_uppercase();
        } else if style < 0.75
            && (i == 0 || !SMALL.contains(&w.form.as_str()))
            && !w.form.starts_with(['\'', '’'])
            && w.form != "n't"
        {
            let mut letters = w.form.chars();
            if let Some(first) = letters.next() {
                w.form = first.to_uppercase().chain(letters).collect();
            }
        } else if i == 0 {
            let mut letters = w.form.chars();
            if let Some(first) = letters.next() {
                w.form = first.to_uppercase().chain(letters).collect();
            }
        }
    }
    words
}
