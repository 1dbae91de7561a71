//! The trained model: its file, and how sentences go through it.

use super::file::Reader;
use super::input::Rows;
use super::labels::RELATIONS;
use super::lemma::{self, Lemmatizer};
use super::network::{Found, Network, Work};
use super::{Node, Tree, Upos};
use std::collections::HashMap;
use std::mem::take;
use std::sync::Mutex;

/// The trained tagger, lemmatizer and parser.
pub struct Model {
    network: Option<Network>,
    /// Combinations of part of speech and features.
    tags: Vec<(Upos, String)>,
    /// Of each tag, what decides about lemmas.
    classes: Vec<u32>,
    /// What decides about lemmas of words with a meaning of their own, each once.
    kinds: Vec<(Upos, u32)>,
    lemmas: Lemmatizer,
    /// Working memory that no call uses just now.
    spare: Mutex<Vec<Work>>,
}

/// First bytes of a model file: a name and the version of the format.
pub const MAGIC: &[u8] = b"servpar2";

/// Words that run through the network together.
const BATCH_WORDS: usize = 512;
const BATCH_SENTENCES: usize = 16;

/// Words whose forms are looked up together. Each form that occurs takes 4 kB, so that working memory stays below 20 MB.
const STRETCH_WORDS: usize = 4096;

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
            classes: vec![0],
            kinds: Vec::new(),
            lemmas: Lemmatizer::default(),
            spare: Mutex::default(),
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
        let classes: Vec<u32> = tags.iter().map(|(u, f)| lemma::class(*u, f)).collect();
        let mut kinds: Vec<(Upos, u32)> = Vec::new();
        for ((upos, _), class) in tags.iter().zip(&classes) {
            let kind = (*upos, *class);
            let content = matches!(
                upos,
                Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun | Upos::Propn
            );
            if content && !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        Some(Model {
            network: Some(network),
            classes,
            kinds,
            tags,
            lemmas: Lemmatizer::read(&mut file)?,
            spare: Mutex::default(),
        })
    }

    /// How many bytes of a model file come before its lemmas: the trainer can replace these alone.
    #[doc(hidden)]
    pub fn lemmas_at(bytes: &'static [u8]) -> Option<usize> {
        let mut file = Reader { bytes };
        file.take(8)?;
        Network::read(&mut file)?;
        for _ in 0..file.number()? {
            file.text()?;
        }
        Some(bytes.len() - file.bytes.len())
    }

    /// Analyses one sentence.
    pub fn analyse(&self, forms: &[&str]) -> Tree {
        self.analyse_all(&[forms]).pop().unwrap_or_default()
    }

    /// Analyses sentences; one tree for each, in their order. What one gets does not depend on the others.
    pub fn analyse_all(&self, sentences: &[&[&str]]) -> Vec<Tree> {
        let mut found: Vec<Vec<Found>> = sentences
            .iter()
            .map(|f| vec![Found::default(); f.len()])
            .collect();
        if let Some(network) = &self.network {
            let pieces = pieces(sentences);
            let spare = self.spare.lock().ok().and_then(|mut s| s.pop());
            let mut work = spare.unwrap_or_default();
            let mut rest = pieces.as_slice();
            while !rest.is_empty() {
                let mut words = 0;
                let fit = rest
                    .iter()
                    .take_while(|p| {
                        words += p.forms.len();
                        words <= STRETCH_WORDS
                    })
                    .count();
                let (stretch, after) = rest.split_at(fit.max(1));
                rest = after;
                find(network, stretch, &mut work, &mut found);
            }
            if let Ok(mut spare) = self.spare.lock() {
                spare.push(work);
            }
        }
        sentences
            .iter()
            .zip(&found)
            .map(|(forms, found)| self.tree(forms, found))
            .collect()
    }

    /// Calls `with` for each part of speech and each dictionary form that a word gets as such, under whatever tag; some come twice.
    pub fn each_lemma(&self, form: &str, mut with: impl FnMut(Upos, &str)) {
        let lower: String = form.chars().flat_map(char::to_lowercase).collect();
        for (upos, class) in &self.kinds {
            with(*upos, &self.lemmas.lemma(form, &lower, *class));
        }
    }

    fn tree(&self, forms: &[&str], found: &[Found]) -> Tree {
        let mut lower = String::new();
        let nodes = forms.iter().zip(found).map(|(form, f)| {
            let (upos, feats) = &self.tags[usize::from(f.tag)];
            lower.clear();
            lower.extend(form.chars().flat_map(char::to_lowercase));
            Node {
                lemma: self
                    .lemmas
                    .lemma(form, &lower, self.classes[usize::from(f.tag)]),
                upos: *upos,
                feats: feats.clone(),
                head: f.head as usize,
                deprel: RELATIONS[usize::from(f.relation)],
            }
        });
        Tree::new(nodes.collect())
    }
}

/// A sentence, or a part of one that is too long.
struct Piece<'s> {
    sentence: usize,
    /// Its first word.
    from: usize,
    forms: &'s [&'s str],
}

fn pieces<'s>(sentences: &[&'s [&'s str]]) -> Vec<Piece<'s>> {
    let mut out = Vec::with_capacity(sentences.len());
    for (sentence, forms) in sentences.iter().enumerate() {
        let mut from = 0;
        while from < forms.len() {
            let to = cut(forms, from);
            out.push(Piece {
                sentence,
                from,
                forms: &forms[from..to],
            });
            from = to;
        }
    }
    out
}

/// Runs pieces through the network, those of like length together.
fn find(network: &Network, pieces: &[Piece], work: &mut Work, found: &mut [Vec<Found>]) {
    // Each form once.
    let mut scratch = Default::default();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut rows: Vec<Rows> = Vec::new();
    let mut number = |form| {
        *numbers.entry(form).or_insert_with(|| {
            rows.push(network.vocabulary.look(form, &mut scratch));
            rows.len() as u32 - 1
        })
    };
    let words: Vec<Vec<u32>> = pieces
        .iter()
        .map(|p| p.forms.iter().map(|form| number(*form)).collect())
        .collect();
    let mut fresh = take(&mut work.fresh);
    let first = network.first(&rows, &mut fresh);
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|p| std::cmp::Reverse(words[*p].len()));
    let mut rest = order.as_slice();
    while let Some(longest) = rest.first() {
        let fit = (BATCH_WORDS / words[*longest].len()).clamp(1, BATCH_SENTENCES);
        // The kernels take eight rows at a time; a few more cost almost as much as eight.
        let whole = if fit < 8 { fit } else { fit & !7 };
        let count = whole.min(rest.len());
        let (batch, after) = rest.split_at(count);
        rest = after;
        let views: Vec<&[u32]> = batch.iter().map(|p| words[*p].as_slice()).collect();
        for (p, result) in batch.iter().zip(network.run(&views, &first, work)) {
            let Piece { sentence, from, .. } = pieces[*p];
            for (slot, mut f) in found[sentence][from..].iter_mut().zip(result) {
                if f.head > 0 {
                    f.head += from as u32;
                }
                *slot = f;
            }
        }
    }
    work.fresh = fresh;
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
