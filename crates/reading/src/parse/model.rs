//! The trained model: its file, and the tagger, lemmatizer and parser that read it.

use super::features::{self, Arc, Config, Words};
use super::labels::RELATIONS;
use super::lemma::Lemmatizer;
use super::{Node, Tree, Upos};

/// The trained tagger, lemmatizer and parser.
pub struct Model {
    pub(super) tags: Table,
    pub(super) feats: Table,
    pub(super) moves: Table,
    pub(super) relations: Table,
    /// Combinations of part of speech and features, as "UPOS feats".
    pub(super) combined: Vec<(Upos, String)>,
    /// Combinations by part of speech.
    pub(super) by_upos: Vec<Vec<u16>>,
    pub(super) lemmas: Lemmatizer,
}

/// Weights of hashed features: a row of classes for each.
#[derive(Debug, Default)]
pub struct Table {
    /// Number of classes.
    pub classes: usize,
    /// Number of rows less one; the number of rows is a power of two.
    pub mask: u32,
    /// Signed bytes, row by row.
    pub weights: &'static [u8],
}

/// What gives scores to hashed features. The trainer has one with wide weights.
pub trait Scores {
    /// Adds the rows of the features up.
    fn score(&self, features: &[u32], out: &mut [i32]);
}

impl Scores for Table {
    fn score(&self, features: &[u32], out: &mut [i32]) {
        let out = &mut out[..self.classes];
        out.fill(0);
        for f in features {
            let row = (f & self.mask) as usize * self.classes;
            for (o, w) in out.iter_mut().zip(&self.weights[row..row + self.classes]) {
                *o += i32::from(*w as i8);
            }
        }
    }
}

impl Model {
    /// The model that the program carries.
    pub fn bundled() -> Model {
        static BYTES: &[u8] = include_bytes!("../../../../models/english.model");
        Model::read(BYTES).unwrap_or_else(Model::empty)
    }

    /// A model that knows nothing: every word is a noun that hangs on the first.
    fn empty() -> Model {
        let table = |classes| Table {
            classes,
            mask: 0,
            weights: &[0; 64],
        };
        Model {
            tags: table(Upos::ALL.len()),
            feats: table(1),
            moves: table(3),
            relations: table(RELATIONS.len()),
            combined: Upos::ALL.iter().map(|u| (*u, String::new())).collect(),
            by_upos: (0..Upos::ALL.len() as u16).map(|u| vec![u]).collect(),
            lemmas: Lemmatizer::default(),
        }
    }

    /// Reads a model file. None where it is no model of this version.
    pub fn read(bytes: &'static [u8]) -> Option<Model> {
        let mut file = Reader { bytes };
        if file.take(8)? != MAGIC {
            return None;
        }
        let mut model = Model {
            tags: file.table()?,
            feats: file.table()?,
            moves: file.table()?,
            relations: file.table()?,
            combined: Vec::new(),
            by_upos: vec![Vec::new(); Upos::ALL.len()],
            lemmas: Lemmatizer::default(),
        };
        for _ in 0..file.number()? {
            let (upos, feats) = file.text()?.split_once(' ')?;
            let upos = Upos::of(upos);
            model.by_upos[upos as usize].push(u16::try_from(model.combined.len()).ok()?);
            model.combined.push((upos, feats.to_string()));
        }
        for _ in 0..file.number()? {
            model.lemmas.edits.push(file.text()?.to_string());
        }
        let entries = file.number()?;
        model.lemmas.table.reserve(entries as usize);
        for _ in 0..entries {
            let key = file.number()?;
            let edit = file.take(2)?;
            model
                .lemmas
                .table
                .insert(key, u16::from_le_bytes([edit[0], edit[1]]));
        }
        let fits = model.tags.classes == Upos::ALL.len()
            && model.feats.classes == 1
            && model.moves.classes == 3
            && model.relations.classes == RELATIONS.len()
            && model.by_upos.iter().all(|u| !u.is_empty());
        fits.then_some(model)
    }

    /// Analyses one sentence.
    pub fn analyse(&self, forms: &[&str]) -> Tree {
        let words = Words::new(forms);
        let mut tags = Vec::new();
        tag(&words, &self.tags, &mut tags);
        let combined: Vec<u16> = (0..forms.len())
            .map(|i| feats(&words, &tags, i, &self.feats, &self.by_upos))
            .collect();
        let arcs = link(&words, &tags, &combined, &self.moves, &self.relations);
        let nodes = (0..forms.len())
            .map(|i| {
                let (upos, feats) = &self.combined[usize::from(combined[i])];
                Node {
                    lemma: self
                        .lemmas
                        .lemma(forms[i], &words.lower[i], u32::from(combined[i])),
                    upos: *upos,
                    feats: feats.clone(),
                    head: arcs[i].head,
                    deprel: RELATIONS[usize::from(arcs[i].relation)],
                }
            })
            .collect();
        Tree::new(nodes)
    }
}

/// First bytes of a model file: a name and the version of the format.
pub const MAGIC: &[u8] = b"servpar1";

struct Reader {
    bytes: &'static [u8],
}

impl Reader {
    fn take(&mut self, len: usize) -> Option<&'static [u8]> {
        let (head, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(head)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)
            .and_then(|b| b.try_into().ok())
            .map(u32::from_le_bytes)
    }

    fn text(&mut self) -> Option<&'static str> {
        let len = self.number()? as usize;
        std::str::from_utf8(self.take(len)?).ok()
    }

    fn table(&mut self) -> Option<Table> {
        let classes = self.number()? as usize;
        let rows = self.number()?;
        if !rows.is_power_of_two() {
            return None;
        }
        let weights = self.take(classes.checked_mul(rows as usize)?)?;
        Some(Table {
            classes,
            mask: rows - 1,
            weights,
        })
    }
}

/// Parts of speech of all words, from left to right.
pub fn tag(words: &Words, scores: &impl Scores, tags: &mut Vec<u8>) {
    let mut found = Vec::with_capacity(32);
    let mut out = [0i32; 17];
    tags.clear();
    for i in 0..words.len() {
        features::tag(words, tags, i, &mut found);
        scores.score(&found, &mut out);
        tags.push(best(&out) as u8);
    }
}

/// The combination of part of speech and features of word `i`, among those of its part of speech.
pub fn feats(
    words: &Words,
    tags: &[u8],
    i: usize,
    scores: &impl Scores,
    by_upos: &[Vec<u16>],
) -> u16 {
    let candidates = &by_upos[usize::from(tags[i])];
    if candidates.len() == 1 {
        return candidates[0];
    }
    let mut found = Vec::with_capacity(24);
    features::feats(words, tags, i, &mut found);
    let mut best = (i32::MIN, 0);
    let mut out = [0i32];
    let mut salted = Vec::with_capacity(24);
    for c in candidates {
        salted.clear();
        salted.extend(found.iter().map(|f| features::salt(*f, u32::from(*c))));
        scores.score(&salted, &mut out);
        if out[0] > best.0 {
            best = (out[0], *c);
        }
    }
    best.1
}

/// Heads and relations: arc-hybrid transitions, the best each time.
pub fn link(
    words: &Words,
    tags: &[u8],
    combined: &[u16],
    moves: &impl Scores,
    relations: &impl Scores,
) -> Vec<Arc> {
    let mut config = Config::new(words.len());
    let mut found = Vec::with_capacity(96);
    let mut out = [0i32; 3];
    let mut labels = [0i32; RELATIONS.len()];
    while !config.done() {
        let allowed = config.allowed();
        let choice = if allowed.iter().filter(|a| **a).count() == 1 {
            allowed.iter().position(|a| *a).unwrap_or(0)
        } else {
            features::moves(words, tags, combined, &config, &mut found);
            moves.score(&found, &mut out);
            best_allowed(&out, allowed)
        };
        let relation = match config.arc_of(choice) {
            Some((head, dependent)) if head <= words.len() => {
                if head == 0 {
                    1
                } else {
                    features::relation(words, tags, combined, &config, head, dependent, &mut found);
                    relations.score(&found, &mut labels);
                    best_relation(&labels)
                }
            }
            _ => 0,
        };
        config.apply(choice, relation as u8);
    }
    config.arcs
}

fn best(scores: &[i32]) -> usize {
    let mut at = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[at] {
            at = i;
        }
    }
    at
}

/// The best relation below a word: anything but root.
pub fn best_relation(scores: &[i32]) -> usize {
    let mut at = 0;
    for (i, s) in scores.iter().enumerate().filter(|(i, _)| *i != 1) {
        if *s > scores[at] {
            at = i;
        }
    }
    at
}

/// The best of the moves that are allowed.
pub fn best_allowed(scores: &[i32; 3], allowed: [bool; 3]) -> usize {
    let mut at = None;
    for i in 0..3 {
        if allowed[i] && at.is_none_or(|a: usize| scores[i] > scores[a]) {
            at = Some(i);
        }
    }
    at.unwrap_or(0)
}
