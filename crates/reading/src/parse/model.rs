//! The trained model: its file, and how sentences go through it.

use super::input::Rows;
use super::labels::RELATIONS;
use super::lemma::Lemmatizer;
use super::network::{Found, Network, Reader};
use super::{Node, Tree, Upos};

/// The trained tagger, lemmatizer and parser.
pub struct Model {
    network: Option<Network>,
    /// Combinations of part of speech and features.
    tags: Vec<(Upos, String)>,
    lemmas: Lemmatizer,
}

/// First bytes of a model file: a name and the version of the format.
pub const MAGIC: &[u8] = b"servpar2";

/// Words that run through the network together.
const BATCH_WORDS: usize = 384;
const BATCH_SENTENCES: usize = 16;

/// Longest piece that is parsed as one. Longer sentences are cut, so that the work stays linear in their length.
const LONGEST: usize = 160;

impl Model {
    /// The model that the program carries.
    pub fn bundled() -> Model {
        static BYTES: &[u8] = include_bytes!("../../../../models/english.model");
        Model::read(BYTES).unwrap_or_else(Model::empty)
    }

    /// A model that knows nothing: every word is an X that hangs on the first.
    fn empty() -> Model {
        Model {
            network: None,
            tags: vec![(Upos::X, String::new())],
            lemmas: Lemmatizer::default(),
        }
    }

    /// Reads a model file. None where it is no model of this version.
    pub fn read(bytes: &'static [u8]) -> Option<Model> {
        let mut file = Reader { bytes };
        if file.take(8)? != MAGIC {
            return None;
        }
        let (network, tag_count, relation_count) = Network::read(&mut file)?;
        let mut tags = Vec::new();
        for _ in 0..file.number()? {
            let (upos, feats) = file.text()?.split_once(' ')?;
            tags.push((Upos::of(upos), feats.to_string()));
        }
        if tags.len() != tag_count || relation_count != RELATIONS.len() {
            return None;
        }
        Some(Model {
            network: Some(network),
            tags,
            lemmas: Lemmatizer::read(&mut file)?,
        })
    }

    /// Analyses one sentence.
    pub fn analyse(&self, forms: &[&str]) -> Tree {
        self.analyse_all(&[forms]).pop().unwrap_or_default()
    }

    /// Analyses sentences; one tree for each, in their order. What one gets does not depend on the others.
    pub fn analyse_all(&self, sentences: &[&[&str]]) -> Vec<Tree> {
        let Some(network) = &self.network else {
            return sentences
                .iter()
                .map(|forms| self.tree(forms, &vec![Found::default(); forms.len()]))
                .collect();
        };
        let mut scratch = Default::default();
        let rows: Vec<Vec<Rows>> = sentences
            .iter()
            .map(|forms| {
                forms
                    .iter()
                    .map(|f| network.vocabulary.look(f, &mut scratch))
                    .collect()
            })
            .collect();
        // Pieces: sentence, first word, one past the last. The longest run first.
        let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
        for (s, forms) in sentences.iter().enumerate() {
            let mut from = 0;
            while from < forms.len() {
                let to = cut(forms, from);
                pieces.push((s, from, to));
                from = to;
            }
        }
        pieces.sort_by_key(|(s, from, to)| (std::cmp::Reverse(to - from), *s, *from));
        let mut found: Vec<Vec<Found>> = sentences
            .iter()
            .map(|f| vec![Found::default(); f.len()])
            .collect();
        let mut rest = pieces.as_slice();
        while let Some((_, from, to)) = rest.first() {
            let count = (BATCH_WORDS / (to - from))
                .clamp(1, BATCH_SENTENCES)
                .min(rest.len());
            let (batch, after) = rest.split_at(count);
            rest = after;
            let views: Vec<&[Rows]> = batch
                .iter()
                .map(|(s, from, to)| &rows[*s][*from..*to])
                .collect();
            for ((s, from, to), result) in batch.iter().zip(network.run(&views)) {
                for (slot, mut f) in found[*s][*from..*to].iter_mut().zip(result) {
                    if f.head > 0 {
                        f.head += *from as u32;
                    }
                    *slot = f;
                }
            }
        }
        sentences
            .iter()
            .zip(&found)
            .map(|(forms, found)| self.tree(forms, found))
            .collect()
    }

    fn tree(&self, forms: &[&str], found: &[Found]) -> Tree {
        let mut lower = String::new();
        let nodes = forms.iter().zip(found).map(|(form, f)| {
            let (upos, feats) = &self.tags[usize::from(f.tag)];
            lower.clear();
            lower.extend(form.chars().flat_map(char::to_lowercase));
            Node {
                lemma: self.lemmas.lemma(form, &lower, u32::from(f.tag)),
                upos: *upos,
                feats: feats.clone(),
                head: f.head as usize,
                deprel: RELATIONS[usize::from(f.relation)],
            }
        });
        Tree::new(nodes.collect())
    }
}

/// Where a piece that starts at `from` ends: the end of the sentence, or of a piece that is not too long, after a
/// mark if there is one.
fn cut(forms: &[&str], from: usize) -> usize {
    if forms.len() - from <= LONGEST {
        return forms.len();
    }
    let most = from + LONGEST;
    let mark = |marks: &[&str]| {
        (from + LONGEST / 2..most)
            .rev()
            .find(|i| marks.contains(&forms[*i]))
            .map(|i| i + 1)
    };
    mark(&[".", "!", "?", ";", ":"])
        .or_else(|| mark(&[",", "—", "–", "-", ")"]))
        .unwrap_or(most)
}
