//! Edits from forms to dictionary forms, counted in the treebanks.

use super::network::Sample;
use reading::parse::conllu::Block;
use reading::parse::lemma::{self, Lemmatizer};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Edits in order, and from the key of a tag and an ending to the number of an edit.
pub fn learn(blocks: &[Block], samples: &[Sample]) -> (Vec<String>, BTreeMap<u32, u16>) {
    let mut counts: BTreeMap<(u16, String), BTreeMap<String, usize>> = BTreeMap::new();
    for (b, s) in blocks.iter().zip(samples) {
        for (i, row) in b.words.iter().enumerate().filter(|(_, r)| r.lemma != "_") {
            let edit = lemma::edit(&row.form, &row.lemma);
            *counts
                .entry((s.tags[i], row.form.to_lowercase()))
                .or_default()
                .entry(edit)
                .or_default() += 1;
        }
    }
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
        let mut group: BTreeMap<(u16, &str), BTreeMap<u16, usize>> = BTreeMap::new();
        for ((tag, lower), m) in &counts {
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
                    .entry((*tag, end))
                    .or_default()
                    .entry(id(e))
                    .or_default() += if whole { *n } else { 1 };
            }
        }
        let mut add = Vec::new();
        for ((tag, end), m) in &group {
            let Some((edit, n)) = top(m) else { continue };
            let known = if level > 0 {
                found.find(end, u32::from(*tag))
            } else {
                None
            };
            if known != Some(edit) && (n >= 2 || whole || level == 0) {
                add.push((lemma::key(u32::from(*tag), level, end), edit));
            }
        }
        for (key, edit) in add {
            found.table.insert(key, edit);
            table.insert(key, edit);
        }
    }
    (edits, table)
}
