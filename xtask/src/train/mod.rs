//! `cargo xtask train`: rebuilds the language model from the treebanks in `../shared/data/treebank`.
//! `cargo xtask parse-eval FILE`: measures it on gold words, in one process.

mod cloze;
mod corpus;
mod data;
pub mod evaluate;
mod export;
mod gemm;
mod guess;
mod headlines;
mod learner;
mod lemmas;
mod lstm;
mod network;
mod pretrain;

use corpus::Corpus;
use data::Data;
use learner::Learner;
use network::{Dropout, Layout, Sample, Sizes, Worker};
use reading::parse::conllu::{Block, read_conllu};
use reading::parse::input::{PARTS, Rows};
use reading::parse::math::ln;
use reading::parse::{Upos, decode};
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
pub fn packed(path: &Path) -> Result<Vec<u8>, String> {
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

fn option<T: std::str::FromStr>(args: &[String], name: &str, default: T) -> T {
    args.iter()
        .position(|a| a == name)
        .and_then(|i| args.get(i + 1))
        .and_then(|v| v.parse().ok())
        .unwrap_or(default)
}

/// Trains and writes the language model, or, by their first word, those of claims or of pages.
pub fn run(args: &[String]) -> ExitCode {
    match args.first().map(String::as_str) {
        Some("claims") => return crate::claims::run(&args[1..]),
        Some("pages") => return crate::pages::train(&args[1..]),
        _ => {}
    }
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
    let dev: Vec<(&str, Vec<Block>)> = [
        ("EWT dev", "en_ewt-ud-dev.conllu.xz"),
        ("GUM dev", "en_gum-permissive-dev.conllu.xz"),
    ]
    .into_iter()
    .map(|(name, file)| Ok((name, load(&Path::new(TREEBANKS).join(file))?)))
    .collect::<Result<_, String>>()?;
    let out = option(args, "--out", "models/english.model".to_string());
    let start = Instant::now();
    let say = |line: &str| println!("{:6.1} s  {line}", start.elapsed().as_secs_f64());

    let text_rounds: usize = option(args, "--text-rounds", 3);
    let cloze_words: usize = option(args, "--cloze-words", 5_000_000);
    let mut text = if text_rounds > 0 {
        Corpus::read(Path::new("../shared"))?
    } else {
        Corpus::default()
    };
    say(&format!("{} words of plain text", text.words()));
    let lemmas = lemmas::learn(&blocks, &text);
    say(&format!(
        "{} edits of endings, {} keys",
        lemmas.edits.len(),
        lemmas.table.len()
    ));
    if args.iter().any(|a| a == "--only-lemmas") {
        return replace_lemmas(&out, &lemmas);
    }
    let data = Data::new(&blocks, &text);
    let mut scratch = Default::default();
    let mut samples: Vec<Sample> = blocks
        .iter()
        .map(|b| data.sample(b, &mut scratch))
        .collect();
    if option(args, "--headlines", 1) > 0 {
        let more = headlines::rewritten(&blocks, &mut Dice::new(5));
        say(&format!("{} sentences rewritten as headlines", more.len()));
        samples.extend(more.iter().map(|b| data.sample(b, &mut scratch)));
    }
    let sizes = Sizes {
        embed: option(args, "--embed", 128),
        hidden: option(args, "--hidden", 128),
        arc: option(args, "--arc", 128),
        label: option(args, "--label", 128),
        tags: data.tags.len(),
        relations: reading::parse::RELATIONS.len(),
    };
    let layout = Layout::new(sizes);
    let mut dice = Dice::new(option(args, "--seed", 1));
    let flat = layout.start(&mut dice);
    // Words start at nothing above their fixed vectors; buckets at random.
    let words = data.vocabulary.rows.len() + 1;
    let table: Vec<f32> = (0..data.vocabulary.table_rows() * sizes.embed)
        .map(|i| {
            if i < words * sizes.embed && text_rounds > 0 {
                0.0
            } else {
                (dice.unit() * 2.0 - 1.0) * 0.1
            }
        })
        .collect();
    say(&format!(
        "{} sentences, {words} words with a row, {} tags, {} weights, {} in tables",
        samples.len(),
        sizes.tags,
        layout.total,
        table.len()
    ));
    let mut fixed = vec![0.0; words * sizes.embed];
    text.add_treebank(&blocks);
    let rows: Vec<Rows> = text
        .forms
        .iter()
        .map(|f| data.vocabulary.look(f, &mut scratch))
        .collect();
    if text_rounds > 0 {
        let words_only: Vec<Vec<u32>> = text
            .sentences
            .iter()
            .map(|s| s.iter().map(|f| rows[*f as usize][0]).collect())
            .collect();
        fixed = pretrain::vectors(&words_only, words, sizes.embed, text_rounds, &mut |line| {
            say(line)
        });
    }
    let mut learner = Learner::new(&layout, flat, table, fixed);
    if text_rounds > 0 && cloze_words > 0 {
        from_text(&mut learner, &text, &rows, words, cloze_words, &say)?;
    }
    drop(text);

    let epochs: usize = option(args, "--epochs", 14);
    let batch_words: usize = option(args, "--batch", 1000);
    let rest: f32 = option(args, "--drop", 0.3);
    let rates = Dropout {
        input: option(args, "--drop-input", 0.2),
        between: rest,
        recurrent: option(args, "--drop-rec", 0.2),
        output: rest,
    };
    let word_drop: f32 = option(args, "--drop-word", 0.4);
    let limit: usize = option(args, "--limit", usize::MAX);
    let mut order: Vec<usize> = (0..samples.len())
        .filter(|i| samples[*i].rows.len() <= 120)
        .take(limit)
        .collect();
    let total: usize = order.iter().map(|i| samples[*i].rows.len()).sum();
    learner.schedule(
        option(args, "--rate", 0.003),
        epochs * total.div_ceil(batch_words),
    );
    for epoch in 0..epochs {
        let batches = learner::batches(
            &mut order,
            |i| samples[i].rows.len(),
            batch_words,
            &mut dice,
        );
        let mut loss = [0.0; 3];
        for batch in &batches {
            let weight = 1.0 / batch.iter().map(|i| samples[*i].rows.len()).sum::<usize>() as f32;
            let part = learner.batch(
                learner::halves(batch),
                &mut dice,
                |worker, flat, table, fixed, half, dice| {
                    let batch: Vec<&Sample> = half.iter().map(|i| &samples[*i]).collect();
                    let words: Vec<Vec<(Rows, u32)>> = batch
                        .iter()
                        .map(|s| {
                            s.rows
                                .iter()
                                .map(|r| dropped(*r, &data.counts, word_drop, dice))
                                .collect()
                        })
                        .collect();
                    worker.learn(flat, table, fixed, &batch, &words, rates, dice, weight)
                },
            )?;
            for (l, p) in loss.iter_mut().zip(part) {
                *l += p / batches.len() as f64;
            }
        }
        say(&format!(
            "round {}: loss tags {:.3}, heads {:.3}, relations {:.3}",
            epoch + 1,
            loss[0],
            loss[1],
            loss[2]
        ));
        if epoch % 2 == 1 || epoch + 1 == epochs {
            let merged = data.merged(&learner.table, &learner.fixed);
            for (name, blocks) in &dev {
                println!(
                    "          {name}: {}",
                    measure(
                        &mut learner.workers[0],
                        &data,
                        &learner.flat,
                        &merged,
                        blocks
                    )
                );
            }
            let bytes = export::write(&layout, &learner.flat, &merged, &data, &lemmas);
            std::fs::write(&out, bytes).map_err(|e| format!("{out}: {e}"))?;
        }
    }
    Ok(())
}

/// Writes these lemmas into a model file in place of its own; all else stays.
fn replace_lemmas(path: &str, lemmas: &lemmas::Lemmas) -> Result<(), String> {
    let old: &'static [u8] = std::fs::read(path)
        .map_err(|e| format!("{path}: {e}"))?
        .leak();
    let keep = reading::parse::Model::lemmas_at(old)
        .ok_or_else(|| format!("{path}: no model of this version"))?;
    let mut bytes = old[..keep].to_vec();
    lemmas::write(lemmas, &mut bytes);
    std::fs::write(path, bytes).map_err(|e| format!("{path}: {e}"))
}

/// A word as the network may see it: now and then its learned row is that of unknown words, and its vector none.
fn dropped(mut rows: Rows, counts: &[u32], rate: f32, dice: &mut Dice) -> (Rows, u32) {
    let mut fixed = rows[0];
    let seen = counts.get(rows[0] as usize).copied().unwrap_or(0) as f32;
    if dice.unit() < rate / (rate + seen) {
        rows[0] = 0;
        if dice.unit() < 0.3 {
            fixed = 0;
        }
    }
    (rows, fixed)
}

/// Learns to foretell hidden words of plain text, for about `budget` words.
fn from_text(
    learner: &mut Learner,
    text: &Corpus,
    rows: &[Rows],
    words: usize,
    budget: usize,
    say: &dyn Fn(&str),
) -> Result<(), String> {
    const BATCH: usize = 2000;
    const OTHERS: usize = 1500;
    let mut dice = Dice::new(99);
    let mut seen = vec![0u32; words];
    for form in text.sentences.iter().flatten() {
        seen[rows[*form as usize][0] as usize] += 1;
    }
    // n to the power of 3/4, by square roots, which are the same everywhere.
    let share = |n: u32| f64::from(n.max(1)).sqrt() * f64::from(n.max(1)).sqrt().sqrt();
    let mass: f64 = seen.iter().skip(1).map(|n| share(*n)).sum();
    let odds: Vec<f32> = seen
        .iter()
        .map(|n| ln((share(*n) / mass * OTHERS as f64) as f32))
        .collect();
    let odds = std::sync::Arc::new(odds);
    let mut sums = Vec::with_capacity(words);
    let mut sum = 0.0;
    for n in seen.iter().skip(1) {
        sum += share(*n);
        sums.push(sum);
    }
    let mask = [words as u32 + 12_345; PARTS];
    let mut order: Vec<usize> = (0..text.sentences.len())
        .filter(|i| (4..=60).contains(&text.sentences[*i].len()))
        .collect();
    dice.shuffle(&mut order);
    let mut taken = 0;
    order.retain(|i| {
        taken += text.sentences[*i].len();
        taken <= budget
    });
    learner.schedule(0.002, budget.div_ceil(BATCH));
    let (mut loss, mut hidden, mut done) = (0.0, 0.0, 0usize);
    let batches = learner::batches(&mut order, |i| text.sentences[i].len(), BATCH, &mut dice);
    for (k, batch) in batches.iter().enumerate() {
        let drawn = (0..OTHERS)
            .map(|_| {
                let at = f64::from(dice.unit()) * mass;
                sums.partition_point(|s| *s < at).min(words - 2) as u32 + 1
            })
            .collect();
        let others = cloze::Others {
            rows: drawn,
            odds: odds.clone(),
        };
        let size: usize = batch.iter().map(|i| text.sentences[*i].len()).sum();
        let part = learner.batch(
            learner::halves(batch),
            &mut dice,
            |worker, flat, table, fixed, half, dice| {
                let sentences: Vec<Vec<Rows>> = half
                    .iter()
                    .map(|i| {
                        text.sentences[*i]
                            .iter()
                            .map(|f| rows[*f as usize])
                            .collect()
                    })
                    .collect();
                worker.foretell(
                    flat,
                    table,
                    fixed,
                    &sentences,
                    mask,
                    &others,
                    dice,
                    5.0 / size as f32,
                )
            },
        )?;
        loss += part[0];
        hidden += part[1];
        done += size;
        if (k + 1) % 250 == 0 {
            say(&format!(
                "plain text: {done} words, loss {:.3}",
                loss / hidden
            ));
            (loss, hidden) = (0.0, 0.0);
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
