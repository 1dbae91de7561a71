//! Edits from forms to dictionary forms: counted in the treebanks, and for regular endings found in plain text, where the
//! dictionary form is the candidate that the text has most often ("resumed" with "resume" there, not "resum").

use super::corpus::Corpus;
use reading::parse::Upos;
use reading::parse::conllu::Block;
use reading::parse::lemma::{self, Lemmatizer};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Edits in order, and from the key of a class and an ending to the number of an edit.
pub struct Lemmas {
    /// Edits as the model writes them.
    pub edits: Vec<String>,
    /// Which applies where.
    pub table: BTreeMap<u32, u16>,
}

type Counts = BTreeMap<(u32, String), BTreeMap<String, usize>>;

/// Learns from the treebanks, and from the forms of plain text.
pub fn learn(blocks: &[Block], text: &Corpus) -> Lemmas {
    let mut counts: Counts = BTreeMap::new();
    for row in blocks
        .iter()
        .flat_map(|b| &b.words)
        .filter(|r| r.lemma != "_")
    {
        let class = lemma::class(Upos::of(&row.upos), &row.feats);
        let lower = row.form.to_lowercase();
        // Verbs have no capitals: "Unite" of "the United Nations" is no other word than "unite".
        let lemma = if row.upos == "VERB" {
            row.lemma.to_lowercase()
        } else {
            row.lemma.clone()
        };
        let edit = lemma::edit(
            if row.upos == "VERB" {
                &lower
            } else {
                &row.form
            },
            &lemma,
        );
        *counts
            .entry((class, lower))
            .or_default()
            .entry(edit)
            .or_default() += 1;
    }
    from_text(&mut counts, text);
    let mut edits: Vec<String> = counts.values().flat_map(|m| m.keys().cloned()).collect();
    edits.sort_unstable();
    edits.dedup();
    let id = |e: &str| edits.binary_search_by(|x| x.as_str().cmp(e)).unwrap_or(0) as u16;
    let mut found = Lemmatizer {
        edits: edits.clone(),
        table: Default::default(),
    };
    let mut table = BTreeMap::new();
    let top = |m: &BTreeMap<u16, usize>| {
        m.iter()
            .max_by_key(|(e, n)| (**n, Reverse(**e)))
            .map(|(e, n)| (*e, *n))
    };
    // From the shortest ending to the longest, then whole forms: only what the shorter ones get wrong is kept.
    for level in (0..=lemma::LONGEST).chain([lemma::WHOLE]) {
        let whole = level == lemma::WHOLE;
        let mut group: BTreeMap<(u32, &str), BTreeMap<u16, usize>> = BTreeMap::new();
        for ((class, lower), m) in &counts {
            let Some(end) = (if whole {
                Some(lower.as_str())
            } else {
                lemma::ending(lower, level)
            }) else {
                continue;
            };
            // Of endings every form counts once: "is" is no model for other words.
            for (e, n) in m {
                *group
                    .entry((*class, end))
                    .or_default()
                    .entry(id(e))
                    .or_default() += if whole { *n } else { 1 };
            }
        }
        let mut add = Vec::new();
        for ((class, end), m) in &group {
            let Some((edit, n)) = top(m) else { continue };
            let known = if level > 0 {
                found.find(end, *class)
            } else {
                None
            };
            if known != Some(edit) && (n >= 2 || whole || level == 0) {
                add.push((lemma::key(*class, level, end), edit));
            }
        }
        for (key, edit) in add {
            found.table.insert(key, edit);
            table.insert(key, edit);
        }
    }
    Lemmas { edits, table }
}

/// Adds forms that the treebanks lack under a class, with the likeliest of their regular dictionary forms.
fn from_text(counts: &mut Counts, text: &Corpus) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (form, n) in text.forms.iter().zip(text.counts()) {
        *seen.entry(form.to_lowercase()).or_default() += n;
    }
    let mut forms: Vec<(&String, &u32)> = seen
        .iter()
        .filter(|(f, n)| **n >= 3 && f.len() > 3 && f.bytes().all(|b| b.is_ascii_lowercase()))
        .collect();
    forms.sort_unstable();
    let past = lemma::class(Upos::Verb, "Tense=Past");
    let ing = lemma::class(Upos::Verb, "VerbForm=Ger");
    let base = lemma::class(Upos::Verb, "");
    let many = lemma::class(Upos::Noun, "Number=Plur");
    for (form, n) in forms {
        let ways: &[(u32, &[(&str, &str)])] = if form.ends_with("ed") {
            &[(past, &[("ied", "y"), ("ed", ""), ("d", "")])]
        } else if form.ends_with("ing") {
            &[(ing, &[("ing", ""), ("ing", "e"), ("ying", "ie")])]
        } else if form.ends_with('s') && !form.ends_with("ss") {
            &[
                (base, &[("ies", "y"), ("es", ""), ("s", "")]),
                (many, &[("ies", "y"), ("es", ""), ("s", "")]),
            ]
        } else {
            continue;
        };
        for (class, endings) in ways {
            if counts.contains_key(&(*class, form.clone())) {
                continue;
            }
            let mut candidates: Vec<String> = endings
                .iter()
                .filter_map(|(cut, add)| form.strip_suffix(cut).map(|stem| format!("{stem}{add}")))
                .collect();
            // "cancelled", "permitting": the doubled letter.
            if let Some(stem) = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")) {
                let bytes = stem.as_bytes();
                if bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] {
                    candidates.push(stem[..stem.len() - 1].to_string());
                }
            }
            // "emphasised", "organizing": from "-ise", "-ize", not from a noun in "-is".
            let verb = ["ised", "ized", "ising", "izing"]
                .iter()
                .any(|e| form.ends_with(e));
            if verb {
                candidates.retain(|c| c.ends_with('e'));
            }
            let best = candidates
                .iter()
                .filter(|c| c.len() >= 3)
                .map(|c| (seen.get(c).copied().unwrap_or(0), c))
                .max_by_key(|(n, _)| *n);
            // The dictionary form of a real word is no rarity beside it.
            if let Some((_, lemma)) = best.filter(|(often, _)| *often >= 3 && often * 50 >= *n) {
                counts
                    .entry((*class, form.clone()))
                    .or_default()
                    .insert(lemma::edit(form, lemma), 1);
            }
        }
    }
}

/// The last part of a model file.
pub fn write(lemmas: &Lemmas, out: &mut Vec<u8>) {
    out.extend((lemmas.edits.len() as u32).to_le_bytes());
    for edit in &lemmas.edits {
        out.extend((edit.len() as u32).to_le_bytes());
        out.extend(edit.as_bytes());
    }
    out.extend((lemmas.table.len() as u32).to_le_bytes());
    for (key, edit) in &lemmas.table {
        out.extend(key.to_le_bytes());
        out.extend(edit.to_le_bytes());
    }
}
