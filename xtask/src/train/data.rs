//! The treebanks as the network sees them: rows of words, numbers of tags and relations.

use super::corpus::Corpus;
use super::network::Sample;
use reading::parse::Upos;
use reading::parse::conllu::Block;
use reading::parse::input::{self, Vocabulary};
use std::collections::{BTreeMap, HashMap};

/// Vocabulary and tags.
pub struct Data {
    /// Words with a row.
    pub vocabulary: Vocabulary,
    /// How often each word row occurs in the treebanks.
    pub counts: Vec<u32>,
    /// Combinations of part of speech and features, with their numbers.
    pub tags: BTreeMap<(Upos, String), u16>,
}

impl Data {
    /// Counts words and tags of the treebanks, and words of plain text.
    pub fn new(blocks: &[Block], text: &Corpus) -> Data {
        let mut tags: BTreeMap<(Upos, String), u32> = BTreeMap::new();
        let mut words: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        let mut plain = String::new();
        for row in blocks.iter().flat_map(|b| &b.words) {
            *tags
                .entry((Upos::of(&row.upos), row.feats.clone()))
                .or_default() += 1;
            input::normalised(&row.form, &mut plain);
            words.entry(plain.clone()).or_default().0 += 1;
        }
        for (form, count) in text.forms.iter().zip(text.counts()) {
            input::normalised(form, &mut plain);
            words.entry(plain.clone()).or_default().1 += count;
        }
        for upos in Upos::ALL {
            if !tags.keys().any(|(u, _)| *u == upos) {
                tags.insert((upos, String::new()), 9);
            }
        }
        // Rare words share what their parts say.
        let mut list: Vec<(String, u32, u32)> = words
            .into_iter()
            .filter(|(_, (own, far))| *own >= 2 || own + far >= 8)
            .map(|(w, (own, far))| (w, own, far))
            .collect();
        list.sort_by(|a, b| (b.1, b.2).cmp(&(a.1, a.2)).then_with(|| a.0.cmp(&b.0)));
        let mut counts = vec![0];
        let mut rows = HashMap::default();
        for (i, (word, own, _)) in list.iter().enumerate() {
            rows.insert(input::hash(0, word), i as u32 + 1);
            counts.push(*own);
        }
        // Rare combinations are mistakes or curiosities.
        let tags = tags
            .into_iter()
            .filter(|(_, n)| *n >= 4)
            .enumerate()
            .map(|(i, (k, _))| (k, i as u16))
            .collect();
        Data {
            vocabulary: Vocabulary { rows },
            counts,
            tags,
        }
    }

    /// Number of a tag; the first of its part of speech for a rare one.
    fn tag(&self, upos: Upos, feats: &str) -> u16 {
        let whole = self.tags.get(&(upos, feats.to_string()));
        whole
            .or_else(|| {
                self.tags
                    .iter()
                    .find(|((u, _), _)| *u == upos)
                    .map(|(_, t)| t)
            })
            .copied()
            .unwrap_or(0)
    }

    /// The learned table with the fixed vectors in it.
    pub fn merged(&self, table: &[f32], fixed: &[f32]) -> Vec<f32> {
        let mut out = table.to_vec();
        for (to, from) in out.iter_mut().zip(fixed) {
            *to += from;
        }
        out
    }

    /// A sentence of a treebank.
    pub fn sample(&self, block: &Block, scratch: &mut (String, String)) -> Sample {
        let words = &block.words;
        Sample {
            rows: words
                .iter()
                .map(|w| self.vocabulary.look(&w.form, scratch))
                .collect(),
            tags: words
                .iter()
                .map(|w| self.tag(Upos::of(&w.upos), &w.feats))
                .collect(),
            heads: words.iter().map(|w| w.head as u16).collect(),
            relations: words
                .iter()
                .map(|w| reading::parse::relation_id(&w.deprel) as u8)
                .collect(),
        }
    }
}
