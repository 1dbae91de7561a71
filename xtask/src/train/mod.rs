//! `cargo xtask train`: rebuilds the language model from the treebanks in `../shared/data/treebank`.
//! `cargo xtask parse-eval FILE`: measures it on gold words, in one process.

pub mod evaluate;
mod export;
mod gemm;
mod headlines;
mod lemmas;
mod lstm;
mod network;
mod pretrain;

use network::{Dropout, Layout, Outcome, Sample, Sizes, Worker};
use reading::parse::conllu::{Block, read_conllu};
use reading::parse::input::{self, Rows, Vocabulary};
use reading::parse::{Upos, decode};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

const TREEBANKS: &str = "../shared/data/treebank";

/// Small generator of numbers: the same seed gives the same numbers everywhere.
pub struct Dice(u64);

impl Dice {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
    /// From 0 up to, not including, 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// Bytes of a file, through `xz` where it is packed.
fn packed(path: &Path) -> Result<Vec<u8>, String> {
    if path.extension().is_none_or(|e| e != "xz") {
        return std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    }
    let out = Command::new("xz")
        .arg("-dc")
        .arg(path)
        .output()
        .map_err(|e| format!("xz: {e}"))?;
    if out.status.success() {
        Ok(out.stdout)
    } else {
        Err(format!(
            "{}: {}",
            path.display(),
            String::from_utf8_lossy(&out.stderr)
        ))
    }
}

/// Reads a CoNLL-U file.
fn load(path: &Path) -> Result<Vec<Block>, String> {
    Ok(read_conllu(&String::from_utf8_lossy(&packed(path)?)))
}

struct Data {
    vocabulary: Vocabulary,
    /// How often each word row occurs in the treebanks.
    counts: Vec<u32>,
    tags: BTreeMap<(Upos, String), u16>,
}

impl Data {
    fn new(blocks: &[Block], text: &[Vec<String>]) -> Data {
        let mut tags: BTreeMap<(Upos, String), u32> = BTreeMap::new();
        for row in blocks.iter().flat_map(|b| &b.words) {
            *tags
                .entry((Upos::of(&row.upos), row.feats.clone()))
                .or_default() += 1;
        }
        for upos in Upos::ALL {
            if !tags.keys().any(|(u, _)| *u == upos) {
                tags.insert((upos, String::new()), 9);
            }
        }
        let own = pretrain::treebank(blocks);
        let own = pretrain::count(&own);
        let far = pretrain::count(text);
        let mut list: Vec<(&str, u32, u32)> = own
            .keys()
            .chain(far.keys())
            .map(|w| {
                (
                    *w,
                    own.get(w).copied().unwrap_or(0),
                    far.get(w).copied().unwrap_or(0),
                )
            })
            .filter(|(_, own, far)| *own >= 2 || *own + *far >= 8)
            .collect();
        list.sort_by(|a, b| (b.1, b.2).cmp(&(a.1, a.2)).then_with(|| a.0.cmp(b.0)));
        list.dedup();
        let mut counts = vec![0];
        let mut rows = HashMap::new();
        for (i, (word, n, _)) in list.iter().enumerate() {
            rows.insert(input::hash(0, word), i as u32 + 1);
            counts.push(*n);
        }
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

    /// The learned table with the fixed vectors in it. Words that the treebanks lack have what unknown words have.
    fn merged(&self, table: &[f32], fixed: &[f32], width: usize) -> Vec<f32> {
        let mut out = table.to_vec();
        for (row, seen) in self.counts.iter().enumerate() {
            let from = if *seen == 0 { 0 } else { row };
            for k in 0..width {
                out[row * width + k] = table[from * width + k] + fixed[row * width + k];
            }
        }
        out
    }

    fn sample(&self, block: &Block, scratch: &mut (String, String)) -> Sample {
        Sample {
            rows: block
                .words
                .iter()
                .map(|w| self.vocabulary.look(&w.form, scratch))
                .collect(),
            tags: block
                .words
                .iter()
                .map(|w| self.tag(Upos::of(&w.upos), &w.feats))
                .collect(),
            heads: block.words.iter().map(|w| w.head as u16).collect(),
            relations: block
                .words
                .iter()
                .map(|w| reading::parse::relation_id(&w.deprel) as u8)
                .collect(),
        }
    }
}

/// Steps along the gradient with a running mean of its size (Adam).
struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
}

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.98;

impl Adam {
    fn new(len: usize) -> Adam {
        Adam {
            mean: vec![0.0; len],
            square: vec![0.0; len],
        }
    }

    fn step(&mut self, at: usize, values: &mut [f32], grad: &[f32], scale: f32, rate: f32) {
        let end = at + grad.len();
        let moments = self.mean[at..end].iter_mut().zip(&mut self.square[at..end]);
        for ((v, g), (m, s)) in values[at..end].iter_mut().zip(grad).zip(moments) {
            let g = g * scale;
            *m = BETA1 * *m + (1.0 - BETA1) * g;
            *s = BETA2 * *s + (1.0 - BETA2) * g * g;
            *v -= rate * *m / (s.sqrt() + 1e-8);
        }
    }
}

fn option<T: std::str::FromStr>(args: &[String], name: &str, default: T) -> T {
    args.iter()
        .position(|a| a == name)
        .and_then(|i| args.get(i + 1))
        .and_then(|v| v.parse().ok())
        .unwrap_or(default)
}

/// Trains and writes the model.
pub fn run(args: &[String]) -> ExitCode {
    match learn(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn learn(args: &[String]) -> Result<(), String> {
    let mut blocks = Vec::new();
    for name in [
        "en_ewt-ud-train.conllu.xz",
        "en_gum-permissive-train.conllu.xz",
    ] {
        blocks.extend(load(&Path::new(TREEBANKS).join(name))?);
    }
    let out = option(args, "--out", "models/english.model".to_string());
    let start = Instant::now();
    let say = |line: &str| println!("{:6.1} s  {line}", start.elapsed().as_secs_f64());
    let text_rounds: usize = option(args, "--text-rounds", 3);
    let mut text = if text_rounds > 0 {
        pretrain::corpus(Path::new("../shared"))?
    } else {
        Vec::new()
    };
    say(&format!(
        "{} words of text",
        text.iter().map(Vec::len).sum::<usize>()
    ));
    let data = Data::new(&blocks, &text);
    let mut scratch = Default::default();
    let mut samples: Vec<Sample> = blocks
        .iter()
        .map(|b| data.sample(b, &mut scratch))
        .collect();
    let (edits, lemma_table) = lemmas::learn(&blocks, &samples);
    if option(args, "--headlines", 1) > 0 {
        let more = headlines::rewritten(&blocks, &mut Dice::new(5));
        say(&format!("{} sentences rewritten as headlines", more.len()));
        samples.extend(more.iter().map(|b| data.sample(b, &mut scratch)));
    }
    let dev: Vec<Vec<Block>> = ["en_ewt-ud-dev.conllu.xz", "en_gum-permissive-dev.conllu.xz"]
        .iter()
        .map(|n| load(&Path::new(TREEBANKS).join(n)))
        .collect::<Result<_, _>>()?;
    let sizes = Sizes {
        embed: option(args, "--embed", 128),
        hidden: option(args, "--hidden", 128),
        arc: option(args, "--arc", 128),
        label: option(args, "--label", 128),
        tags: data.tags.len(),
        relations: reading::parse::RELATIONS.len(),
    };
    let layout = Layout::new(sizes);
    let epochs: usize = option(args, "--epochs", 12);
    let batch_words: usize = option(args, "--batch", 1000);
    let rate: f32 = option(args, "--rate", 0.003);
    let rest: f32 = option(args, "--drop", 0.3);
    let rates = Dropout {
        input: option(args, "--drop-input", 0.2),
        between: rest,
        recurrent: option(args, "--drop-rec", 0.2),
        output: rest,
    };
    let word_drop: f32 = option(args, "--drop-word", 0.4);
    let limit: usize = option(args, "--limit", usize::MAX);
    let mut dice = Dice::new(option(args, "--seed", 1));
    let mut flat = layout.start(&mut dice);
    let table_rows = data.vocabulary.table_rows();
    // Words start at nothing above their fixed vectors; buckets at random.
    let words = data.vocabulary.rows.len() + 1;
    let mut table: Vec<f32> = (0..table_rows * sizes.embed)
        .map(|i| {
            if i < words * sizes.embed && text_rounds > 0 {
                0.0
            } else {
                (dice.unit() * 2.0 - 1.0) * 0.1
            }
        })
        .collect();
    let fixed = if text_rounds > 0 {
        text.extend(pretrain::treebank(&blocks));
        pretrain::vectors(
            &text,
            &data.vocabulary.rows,
            sizes.embed,
            text_rounds,
            &mut |line| say(line),
        )
    } else {
        vec![0.0; words * sizes.embed]
    };
    drop(text);
    println!(
        "{} sentences, {} words with a row, {} tags, {} weights, {} in tables",
        samples.len(),
        data.vocabulary.rows.len(),
        sizes.tags,
        layout.total,
        table.len()
    );
    let mut adam = Adam::new(layout.total);
    let mut adam_table = Adam::new(table.len());
    let mut workers = [Worker::new(layout.clone()), Worker::new(layout.clone())];
    let mut order: Vec<usize> = (0..samples.len())
        .filter(|i| samples[*i].rows.len() <= 120)
        .take(limit)
        .collect();
    let words_total: usize = order.iter().map(|i| samples[*i].rows.len()).sum();
    let steps_total = epochs * words_total.div_ceil(batch_words);
    let mut step = 0usize;
    for epoch in 0..epochs {
        dice.shuffle(&mut order);
        // Sentences of like length go together, but the pools are small enough to keep batches mixed.
        let mut batches: Vec<Vec<usize>> = Vec::new();
        for pool in order.chunks(1000) {
            let mut pool = pool.to_vec();
            pool.sort_by_key(|i| samples[*i].rows.len());
            let mut batch = Vec::new();
            let mut size = 0;
            for i in pool {
                size += samples[i].rows.len();
                batch.push(i);
                if size >= batch_words {
                    batches.push(std::mem::take(&mut batch));
                    size = 0;
                }
            }
            if !batch.is_empty() {
                batches.push(batch);
            }
        }
        dice.shuffle(&mut batches);
        let mut loss = [0.0; 3];
        for batch in &batches {
            let words: usize = batch.iter().map(|i| samples[*i].rows.len()).sum();
            // Two shards whatever the number of threads, added in order: the bytes do not depend on it.
            let mut shards: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
            for (k, i) in batch.iter().rev().enumerate() {
                shards[k % 2].push(*i);
            }
            let seeds = [dice.next(), dice.next()];
            let weight = 1.0 / words as f32;
            let (flat_ref, table_ref, fixed_ref, samples_ref, counts) =
                (&flat, &table, &fixed, &samples, &data.counts);
            let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
                let handles: Vec<_> = workers
                    .iter_mut()
                    .zip(&shards)
                    .zip(seeds)
                    .map(|((worker, shard), seed)| {
                        scope.spawn(move || {
                            let mut dice = Dice::new(seed);
                            let batch: Vec<&Sample> =
                                shard.iter().map(|i| &samples_ref[*i]).collect();
                            // What is dropped is the learned part of a word, and now and then its fixed vector too.
                            let words: Vec<Vec<(Rows, u32)>> = batch
                                .iter()
                                .map(|s| {
                                    s.rows
                                        .iter()
                                        .map(|r| {
                                            let (mut r, mut fixed) = (*r, r[0]);
                                            let seen =
                                                counts.get(r[0] as usize).copied().unwrap_or(0)
                                                    as f32;
                                            if dice.unit() < word_drop / (word_drop + seen) {
                                                r[0] = 0;
                                                if dice.unit() < 0.3 {
                                                    fixed = 0;
                                                }
                                            }
                                            (r, fixed)
                                        })
                                        .collect()
                                })
                                .collect();
                            worker.learn(
                                flat_ref, table_ref, fixed_ref, &batch, &words, rates, &mut dice,
                                weight,
                            )
                        })
                    })
                    .collect();
                handles.into_iter().filter_map(|h| h.join().ok()).collect()
            });
            let [first, second] =
                <[Outcome; 2]>::try_from(outcomes).map_err(|_| "a thread failed".to_string())?;
            for (l, (a, b)) in loss.iter_mut().zip(first.loss.iter().zip(second.loss)) {
                *l += (a + b) / batches.len() as f64;
            }
            let grad: Vec<f32> = first
                .flat
                .iter()
                .zip(&second.flat)
                .map(|(a, b)| a + b)
                .collect();
            let mut embed: BTreeMap<u32, Vec<f32>> = BTreeMap::new();
            for shard in [&first, &second] {
                for (rows, g) in shard.rows.iter().zip(shard.embed.chunks_exact(sizes.embed)) {
                    for r in rows {
                        let sum = embed.entry(*r).or_insert_with(|| vec![0.0; sizes.embed]);
                        for (a, b) in sum.iter_mut().zip(g) {
                            *a += b;
                        }
                    }
                }
            }
            let norm = grad
                .iter()
                .map(|g| f64::from(*g) * f64::from(*g))
                .sum::<f64>()
                .sqrt() as f32;
            let scale = if norm > 2.0 { 2.0 / norm } else { 1.0 };
            step += 1;
            let warm = (step as f32 / 200.0).min(1.0);
            let left = 1.0 - step as f32 / steps_total as f32;
            let now = rate * warm * left.max(0.01);
            adam.step(0, &mut flat, &grad, scale, now);
            for (row, g) in &embed {
                adam_table.step(*row as usize * sizes.embed, &mut table, g, scale, now);
            }
        }
        if epoch + 1 == epochs || epoch % 2 == 1 {
            let merged = data.merged(&table, &fixed, sizes.embed);
            let bytes = export::write(&layout, &flat, &merged, &data, &edits, &lemma_table);
            std::fs::write(&out, bytes).map_err(|e| format!("{out}: {e}"))?;
        }
        println!(
            "{:6.1} s  round {}: loss tags {:.3}, heads {:.3}, relations {:.3}",
            start.elapsed().as_secs_f64(),
            epoch + 1,
            loss[0],
            loss[1],
            loss[2]
        );
        if epoch % 2 == 1 || epoch + 1 == epochs {
            for (name, blocks) in ["EWT dev", "GUM dev"].iter().zip(&dev) {
                println!(
                    "          {name}: {}",
                    measure(
                        &mut workers[0],
                        &data,
                        &flat,
                        &data.merged(&table, &fixed, sizes.embed),
                        blocks
                    )
                );
            }
        }
    }
    Ok(())
}

fn measure(
    worker: &mut Worker,
    data: &Data,
    flat: &[f32],
    table: &[f32],
    blocks: &[Block],
) -> String {
    let mut scratch = Default::default();
    let names: Vec<&(Upos, String)> = data.tags.keys().collect();
    let mut samples: Vec<(&Block, Sample)> = blocks
        .iter()
        .map(|b| (b, data.sample(b, &mut scratch)))
        .collect();
    samples.sort_by_key(|(b, _)| std::cmp::Reverse(b.words.len()));
    let (mut n, mut upos, mut feats, mut uas, mut las) = (0, 0, 0, 0, 0);
    for chunk in samples.chunks(64) {
        let rows: Vec<&[Rows]> = chunk.iter().map(|(_, s)| s.rows.as_slice()).collect();
        for ((block, s), g) in chunk.iter().zip(worker.guess(flat, table, &rows)) {
            let heads = decode::heads(&g.scores.concat(), s.rows.len());
            for (i, row) in block.words.iter().enumerate() {
                let (u, f) = names[usize::from(g.tags[i])];
                n += 1;
                upos += usize::from(u.name() == row.upos);
                feats += usize::from(*f == row.feats && u.name() == row.upos);
                uas += usize::from(heads[i] == row.head);
                las += usize::from(
                    heads[i] == row.head
                        && reading::parse::RELATIONS[worker.relation(flat, &g, i, heads[i])]
                            == row.deprel,
                );
            }
        }
    }
    let f = |k: usize| k as f64 / n as f64;
    format!(
        "UPOS {:.4}  with feats {:.4}  UAS {:.4}  LAS {:.4}",
        f(upos),
        f(feats),
        f(uas),
        f(las)
    )
}
