//! Training: treebanks in, the bytes of a model file out. Deterministic: the same input gives the same bytes.

use super::Upos;
use super::conllu::Block;
use super::features::{self, Config, LEFT, RIGHT, SHIFT, Words};
use super::labels::{RELATIONS, relation_id};
use super::lemma;
use super::model::{self, MAGIC, Scores};
use std::collections::BTreeMap;

/// Averaged perceptron over hashed features.
struct Learner {
    classes: usize,
    mask: u32,
    weights: Vec<i32>,
    totals: Vec<i64>,
    clock: i64,
}

impl Scores for Learner {
    fn score(&self, features: &[u32], out: &mut [i32]) {
        let out = &mut out[..self.classes];
        out.fill(0);
        for f in features {
            let row = (f & self.mask) as usize * self.classes;
            for (o, w) in out.iter_mut().zip(&self.weights[row..row + self.classes]) {
                *o += *w;
            }
        }
    }
}

impl Learner {
    fn new(classes: usize, bits: u32) -> Learner {
        let size = classes << bits;
        Learner {
            classes,
            mask: (1 << bits) - 1,
            weights: vec![0; size],
            totals: vec![0; size],
            clock: 1,
        }
    }

    fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for f in features {
            let row = (f & self.mask) as usize * self.classes;
            for (class, by) in [(right, 1), (wrong, -1)] {
                self.weights[row + class] += by;
                self.totals[row + class] += i64::from(by) * self.clock;
            }
        }
    }

    /// Averages, scaled to signed bytes.
    fn averaged(&self) -> Vec<i8> {
        let mean: Vec<f64> = self
            .weights
            .iter()
            .zip(&self.totals)
            .map(|(w, t)| f64::from(*w) - *t as f64 / self.clock as f64)
            .collect();
        let mut sizes: Vec<f64> = mean.iter().map(|m| m.abs()).filter(|m| *m > 0.05).collect();
        sizes.sort_by(f64::total_cmp);
        let top = sizes
            .get(sizes.len().saturating_sub(1 + sizes.len() / 2000))
            .copied()
            .unwrap_or(1.0);
        mean.iter()
            .map(|m| (m / top * 127.0).round().clamp(-127.0, 127.0) as i8)
            .collect()
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.classes as u32).to_le_bytes());
        out.extend((self.mask + 1).to_le_bytes());
        out.extend(self.averaged().iter().map(|w| *w as u8));
    }

    fn frozen(&self) -> Frozen {
        Frozen {
            classes: self.classes,
            mask: self.mask,
            weights: self.averaged(),
        }
    }
}

struct Frozen {
    classes: usize,
    mask: u32,
    weights: Vec<i8>,
}

impl Scores for Frozen {
    fn score(&self, features: &[u32], out: &mut [i32]) {
        out[..self.classes].fill(0);
        for f in features {
            let row = (f & self.mask) as usize * self.classes;
            for (o, w) in out.iter_mut().zip(&self.weights[row..row + self.classes]) {
                *o += i32::from(*w);
            }
        }
    }
}

struct Sample {
    words: Words,
    tags: Vec<u8>,
    combined: Vec<u16>,
    heads: Vec<usize>,
    relations: Vec<u8>,
}

/// Small generator for the order of the samples.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

/// Trains on `blocks` and gives the bytes of the model file. `say` is told how it goes.
pub fn train(blocks: &[Block], rounds: usize, say: &mut dyn FnMut(&str)) -> Vec<u8> {
    let mut ids: BTreeMap<(Upos, String), usize> = BTreeMap::new();
    for row in blocks.iter().flat_map(|b| &b.words) {
        *ids.entry((Upos::of(&row.upos), row.feats.clone()))
            .or_default() += 1;
    }
    for upos in Upos::ALL {
        if !ids.keys().any(|(u, _)| *u == upos) {
            ids.insert((upos, String::new()), 9);
        }
    }
    // Rare combinations are mistakes or curiosities.
    let common: BTreeMap<(Upos, String), u16> = ids
        .into_iter()
        .filter(|(_, n)| *n >= 4)
        .enumerate()
        .map(|(i, (k, _))| (k, i as u16))
        .collect();
    let mut by_upos = vec![Vec::new(); Upos::ALL.len()];
    for ((upos, _), id) in &common {
        by_upos[*upos as usize].push(*id);
    }
    let samples: Vec<Sample> = blocks
        .iter()
        .map(|b| {
            let forms: Vec<&str> = b.words.iter().map(|w| w.form.as_str()).collect();
            Sample {
                words: Words::new(&forms),
                tags: b.words.iter().map(|w| Upos::of(&w.upos) as u8).collect(),
                combined: b
                    .words
                    .iter()
                    .map(|w| {
                        let upos = Upos::of(&w.upos);
                        common
                            .get(&(upos, w.feats.clone()))
                            .copied()
                            .unwrap_or(by_upos[upos as usize][0])
                    })
                    .collect(),
                heads: b.words.iter().map(|w| w.head).collect(),
                relations: b
                    .words
                    .iter()
                    .map(|w| relation_id(&w.deprel) as u8)
                    .collect(),
            }
        })
        .collect();
    say(&format!(
        "{} sentences, {} combinations",
        samples.len(),
        common.len()
    ));

    // The parser learns from tags as the tagger guesses them on text it has not seen.
    const FOLDS: usize = 4;
    let mut guessed: Vec<(Vec<u8>, Vec<u16>)> =
        samples.iter().map(|_| Default::default()).collect();
    for fold in 0..FOLDS {
        let part: Vec<&Sample> = samples
            .iter()
            .enumerate()
            .filter(|(i, _)| i / 20 % FOLDS != fold)
            .map(|(_, s)| s)
            .collect();
        let (tags, feats) = train_tagger(&part, &by_upos, 5);
        let (tags, feats) = (tags.frozen(), feats.frozen());
        for (i, s) in samples
            .iter()
            .enumerate()
            .filter(|(i, _)| i / 20 % FOLDS == fold)
        {
            let mut t = Vec::new();
            model::tag(&s.words, &tags, &mut t);
            let c = (0..t.len())
                .map(|k| model::feats(&s.words, &t, k, &feats, &by_upos))
                .collect();
            guessed[i] = (t, c);
        }
    }
    let all: usize = samples.iter().map(|s| s.tags.len()).sum();
    let same: usize = samples
        .iter()
        .zip(&guessed)
        .map(|(s, g)| s.tags.iter().zip(&g.0).filter(|(a, b)| a == b).count())
        .sum();
    say(&format!(
        "tags across folds: {:.4}",
        same as f64 / all as f64
    ));
    let (tags, feats) = train_tagger(&samples.iter().collect::<Vec<_>>(), &by_upos, 6);

    let (moves, relations) = train_parser(&samples, &guessed, rounds, say);

    let mut out = MAGIC.to_vec();
    tags.write(&mut out);
    feats.write(&mut out);
    moves.write(&mut out);
    relations.write(&mut out);
    let text = |out: &mut Vec<u8>, s: &str| {
        out.extend((s.len() as u32).to_le_bytes());
        out.extend(s.as_bytes());
    };
    out.extend((common.len() as u32).to_le_bytes());
    for (upos, feats) in common.keys() {
        text(&mut out, &format!("{} {feats}", upos.name()));
    }
    let (edits, table) = train_lemmas(blocks, &samples);
    out.extend((edits.len() as u32).to_le_bytes());
    for edit in &edits {
        text(&mut out, edit);
    }
    out.extend((table.len() as u32).to_le_bytes());
    for (key, edit) in &table {
        out.extend(key.to_le_bytes());
        out.extend(edit.to_le_bytes());
    }
    say(&format!(
        "{} edits, {} lemma keys, {} bytes",
        edits.len(),
        table.len(),
        out.len()
    ));
    out
}

fn train_tagger(samples: &[&Sample], by_upos: &[Vec<u16>], rounds: usize) -> (Learner, Learner) {
    let mut tagger = Learner::new(Upos::ALL.len(), 17);
    let mut feats = Learner::new(1, 19);
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut dice = Dice(0x5eed_1234_5678_9abc);
    let mut found = Vec::new();
    let mut out = [0i32; 17];
    for _ in 0..rounds {
        dice.shuffle(&mut order);
        for s in order.iter().map(|i| samples[*i]) {
            let mut tags = Vec::with_capacity(s.tags.len());
            for i in 0..s.tags.len() {
                features::tag(&s.words, &tags, i, &mut found);
                tagger.score(&found, &mut out);
                let guess = (0..17).rev().max_by_key(|k| out[*k]).unwrap_or(0);
                if guess != usize::from(s.tags[i]) {
                    tagger.update(&found, usize::from(s.tags[i]), guess);
                }
                tags.push(guess as u8);
                tagger.clock += 1;
            }
            for i in 0..s.tags.len() {
                if by_upos[usize::from(s.tags[i])].len() < 2 {
                    continue;
                }
                let guess = model::feats(&s.words, &s.tags, i, &feats, by_upos);
                if guess != s.combined[i] {
                    features::feats(&s.words, &s.tags, i, &mut found);
                    for (class, by) in [(s.combined[i], 1), (guess, -1)] {
                        for f in &found {
                            let row = (features::salt(*f, u32::from(class)) & feats.mask) as usize;
                            feats.weights[row] += by;
                            feats.totals[row] += i64::from(by) * feats.clock;
                        }
                    }
                }
                feats.clock += 1;
            }
        }
    }
    (tagger, feats)
}

/// What each move would lose of the gold arcs that can still be had. The root is node `len + 1`.
fn costs(c: &Config, heads: &[usize]) -> [usize; 3] {
    let root = c.len + 1;
    let gold = |n: usize| {
        if n == root {
            usize::MAX
        } else if heads[n - 1] == 0 {
            root
        } else {
            heads[n - 1]
        }
    };
    let mut out = [usize::MAX; 3];
    let allowed = c.allowed();
    let top = c.stack.last().copied();
    if allowed[SHIFT] {
        let b = c.next;
        let below = c.stack.len().saturating_sub(1);
        let head = c.stack[..below].contains(&gold(b));
        let deps = c.stack.iter().filter(|s| gold(**s) == b).count();
        out[SHIFT] = usize::from(head) + deps;
    }
    if let Some(top) = top {
        let h = gold(top);
        let deps = (c.next..=c.len).filter(|n| gold(*n) == top).count();
        if allowed[RIGHT] {
            out[RIGHT] = usize::from(h >= c.next) + deps;
        }
        if allowed[LEFT] {
            let below = c.stack.len().checked_sub(2).map(|k| c.stack[k]);
            out[LEFT] = usize::from(Some(h) == below || h > c.next) + deps;
        }
    }
    out
}

fn train_parser(
    samples: &[Sample],
    guessed: &[(Vec<u8>, Vec<u16>)],
    rounds: usize,
    say: &mut dyn FnMut(&str),
) -> (Learner, Learner) {
    let mut moves = Learner::new(3, 20);
    let mut relations = Learner::new(RELATIONS.len(), 15);
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut dice = Dice(0x0dd5_eed5_1234_5678);
    let mut found = Vec::new();
    let mut labels = [0i32; RELATIONS.len()];
    for round in 0..rounds {
        dice.shuffle(&mut order);
        let (mut all, mut good) = (0usize, 0usize);
        for k in &order {
            let s = &samples[*k];
            let (tags, combined) = &guessed[*k];
            let mut c = Config::new(s.tags.len());
            while !c.done() {
                let allowed = c.allowed();
                let mut choice = allowed.iter().position(|a| *a).unwrap_or(0);
                if allowed.iter().filter(|a| **a).count() > 1 {
                    let cost = costs(&c, &s.heads);
                    let least = cost.iter().min().copied().unwrap_or(0);
                    features::moves(&s.words, tags, combined, &c, &mut found);
                    let mut out = [0i32; 3];
                    moves.score(&found, &mut out);
                    let guess = model::best_allowed(&out, allowed);
                    let right = model::best_allowed(
                        &out,
                        [0, 1, 2].map(|i| cost[i] == least && allowed[i]),
                    );
                    if cost[guess] != least {
                        moves.update(&found, right, guess);
                    }
                    // After the first round the parser goes its own way most of the time.
                    choice = if round > 0 && dice.next() % 10 < 9 {
                        guess
                    } else {
                        right
                    };
                    moves.clock += 1;
                }
                let mut relation = 0;
                if let Some((head, dependent)) = c.arc_of(choice) {
                    let truly = s.heads[dependent - 1] == head;
                    all += 1;
                    if head == 0 {
                        relation = 1;
                        good += usize::from(truly);
                    } else {
                        features::relation(
                            &s.words, tags, combined, &c, head, dependent, &mut found,
                        );
                        relations.score(&found, &mut labels);
                        relation = model::best_relation(&labels);
                        let right = usize::from(s.relations[dependent - 1]);
                        if truly {
                            good += usize::from(relation == right);
                            if relation != right {
                                relations.update(&found, right, relation);
                            }
                            relations.clock += 1;
                        }
                    }
                }
                c.apply(choice, relation as u8);
            }
        }
        say(&format!(
            "round {}: {:.4}",
            round + 1,
            good as f64 / all as f64
        ));
    }
    (moves, relations)
}

fn train_lemmas(blocks: &[Block], samples: &[Sample]) -> (Vec<String>, BTreeMap<u32, u16>) {
    let mut counts: BTreeMap<(u16, String), BTreeMap<String, usize>> = BTreeMap::new();
    for (b, s) in blocks.iter().zip(samples) {
        for (i, row) in b.words.iter().enumerate().filter(|(_, r)| r.lemma != "_") {
            let edit = lemma::edit(&row.form, &row.lemma);
            *counts
                .entry((s.combined[i], s.words.lower[i].clone()))
                .or_default()
                .entry(edit)
                .or_default() += 1;
        }
    }
    let mut edits: Vec<String> = counts.values().flat_map(|m| m.keys().cloned()).collect();
    edits.sort_unstable();
    edits.dedup();
    let id = |e: &str| edits.binary_search_by(|x| x.as_str().cmp(e)).unwrap_or(0) as u16;
    let mut found = lemma::Lemmatizer {
        edits: edits.clone(),
        table: Default::default(),
    };
    let mut table = BTreeMap::new();
    let top = |m: &BTreeMap<u16, usize>| {
        m.iter()
            .max_by_key(|(e, n)| (**n, std::cmp::Reverse(**e)))
            .map(|(e, n)| (*e, *n))
    };
    // From the shortest ending to the longest, then whole forms: only what the shorter ones get wrong is kept.
    for level in (0..=lemma::LONGEST).chain([99]) {
        let mut group: BTreeMap<(u16, &str), BTreeMap<u16, usize>> = BTreeMap::new();
        for ((tag, lower), m) in &counts {
            let Some(end) = (if level == 99 {
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
                    .or_default() += if level == 99 { *n } else { 1 };
            }
        }
        let mut add = Vec::new();
        for ((tag, end), m) in &group {
            let Some((edit, n)) = top(m) else { continue };
            let known = if level == 99 || level > 0 {
                found.find(end, u32::from(*tag))
            } else {
                None
            };
            if known != Some(edit) && (n >= 2 || level == 99 || level == 0) {
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
