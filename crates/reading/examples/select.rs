//! Trains and measures the models that tell an article's lines from furniture.
//!
//! `cargo run --release -p reading --example select -- cross DIR`: five-fold cross-validation over pages.
//! `... -- train DIR MODELS`: trains on all pages and writes `MODELS/units-html.txt` and `MODELS/units-text.txt`.
//! `... -- measure DIR`: measures the reading as it stands, in one process: word F1, title, date, pages a second, and the
//! furniture of the same pages flattened to text.
//!
//! DIR holds `html/ID.html[.gz]` unpacked and `ground-truth/ID.json` (the layout of the WCXB benchmark).

use reading::article::{self, BlockKind, training};
use reading::page::{Format, Page, decode};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::Instant;

/// A page with what people say is its article.
struct Case {
    id: String,
    bytes: Vec<u8>,
    main: String,
    title: String,
    date: Option<String>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["cross", dir] => cross(&cases(Path::new(dir))),
        ["train", dir, models] => train_all(&cases(Path::new(dir)), Path::new(models)),
        ["measure", dir] => measure(&cases(Path::new(dir))),
        _ => eprintln!("usage: select cross DIR | train DIR MODELS | measure DIR"),
    }
}

fn cases(dir: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    let Ok(entries) = std::fs::read_dir(dir.join("ground-truth")) else {
        eprintln!("{} holds no ground-truth", dir.display());
        return cases;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let Some(id) = path.file_stem().and_then(|s| s.to_str()) else {
            continue;
        };
        let Ok(bytes) = std::fs::read(dir.join("html").join(format!("{id}.html"))) else {
            continue;
        };
        let Some(truth) = std::fs::read(&path)
            .ok()
            .and_then(|b| serde_json::from_slice::<serde_json::Value>(&b).ok())
        else {
            continue;
        };
        let given = |key: &str| truth["ground_truth"][key].as_str().map(str::to_owned);
        let Some(main) = given("main_content") else {
            continue;
        };
        cases.push(Case {
            id: id.to_owned(),
            bytes,
            main,
            title: given("title").unwrap_or_default(),
            date: given("publish_date").filter(|d| !d.is_empty()),
        });
    }
    cases.sort_by(|a, b| a.id.cmp(&b.id));
    cases
}

fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn bag(text: &str) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    for token in tokens(text) {
        *bag.entry(token).or_default() += 1;
    }
    bag
}

/// F1 of words, as `extraction.py` counts it.
fn word_f1(found: &str, wanted: &str) -> f64 {
    let (found, wanted) = (bag(found), bag(wanted));
    let shared: usize = found
        .iter()
        .map(|(w, n)| n.min(wanted.get(w).unwrap_or(&0)))
        .sum();
    let all: usize = found.values().sum::<usize>() + wanted.values().sum::<usize>();
    if all == 0 {
        1.0
    } else {
        2.0 * shared as f64 / all as f64
    }
}

/// Which units belong to the article by the given text: long ones by the runs of four words that they share with it,
/// short ones where they are a line of it, or stand in it near long ones.
fn labels(texts: &[&str], main: &str) -> Vec<bool> {
    let gold = tokens(main);
    let runs: HashSet<&[String]> = gold.windows(4).collect();
    let lines: HashSet<String> = main.lines().map(|l| tokens(l).join(" ")).collect();
    let joined = format!(" {} ", gold.join(" "));
    let sizes: Vec<usize> = texts.iter().map(|t| tokens(t).len()).collect();
    let mut labels: Vec<bool> = texts
        .iter()
        .map(|text| {
            let own = tokens(text);
            if own.len() >= 8 {
                let shared = own.windows(4).filter(|w| runs.contains(w)).count();
                return 2 * shared >= own.len() - 3;
            }
            let line = own.join(" ");
            !own.is_empty()
                && (lines.contains(&line)
                    || (own.len() >= 3 && joined.contains(&format!(" {line} "))))
        })
        .collect();
    let long: Vec<usize> = (0..texts.len())
        .filter(|&i| labels[i] && sizes[i] >= 12)
        .collect();
    for i in 0..texts.len() {
        if labels[i]
            && sizes[i] < 8
            && !long.is_empty()
            && !long.iter().any(|&p| p.abs_diff(i) <= 6)
        {
            labels[i] = false;
        }
    }
    labels
}

/// A page's units ready for training.
struct Sample {
    rows: Vec<training::Row>,
    labels: Vec<bool>,
    /// One weight a unit, so that long units and short pages count as they do in the measure.
    weights: Vec<f64>,
    main: String,
}

impl Sample {
    fn examples(&self) -> impl Iterator<Item = Example<'_>> {
        (0..self.rows.len()).map(|i| {
            (
                self.rows[i].features.as_slice(),
                f64::from(u8::from(self.labels[i])),
                self.weights[i],
            )
        })
    }

    /// What trained weights of both looks say about each unit.
    fn probabilities(&self, weights: &[f32]) -> Vec<f32> {
        let (first, second) = weights.split_at(training::FEATURES);
        let first: Vec<f32> = self.rows.iter().map(|r| sum(first, &r.features)).collect();
        let second = training::context(&first, &self.rows)
            .iter()
            .map(|row| sum(second, row))
            .collect::<Vec<f32>>();
        second.iter().map(|s| 1.0 / (1.0 + (-s).exp())).collect()
    }
}

/// The pages, and with each the pages that it would be if it were shorter: an article of a few sentences among a few
/// lines of furniture. Long pages alone would teach that a short page has no article.
fn samples(cases: &[Case], flat: bool) -> Vec<[Sample; 1 + SHORTER]> {
    cases
        .iter()
        .map(|case| {
            let html = decode(&Page::with_format(case.bytes.clone(), Format::Html)).text;
            let whole = training::units(&html, flat);
            let labels = labels(&whole.texts(), &case.main);
            let seed = case
                .id
                .bytes()
                .fold(7_usize, |sum, b| sum.wrapping_mul(31) + usize::from(b));
            std::array::from_fn(|i| {
                let kept = match i {
                    0 => vec![true; labels.len()],
                    _ => shorter(&whole.texts(), &labels, seed / 7_usize.pow(i as u32)),
                };
                let own = labels
                    .iter()
                    .zip(&kept)
                    .filter(|(_, k)| **k)
                    .map(|(l, _)| *l)
                    .collect();
                sample(whole.reduced(&kept).rows(), own, case, flat)
            })
        })
        .collect()
}

/// Shorter versions of each page.
const SHORTER: usize = 3;

fn sample(rows: Vec<training::Row>, labels: Vec<bool>, case: &Case, flat: bool) -> Sample {
    let share = (rows.len().max(1) as f64).sqrt();
    let weight = |row: &training::Row| (tokens(&row.text).len() as f64 + 1.0).sqrt() / share;
    Sample {
        weights: rows
            .iter()
            .map(|r| if flat { 1.0 } else { weight(r) })
            .collect(),
        rows,
        labels,
        main: case.main.clone(),
    }
}

/// Which units a shorter version keeps: the first few sentences of the article with what stands between them, and a few
/// units of each stretch of furniture, those nearest to the article.
fn shorter(texts: &[&str], labels: &[bool], seed: usize) -> Vec<bool> {
    let most = [1, 2, 3, 5, 8][seed % 5];
    let around = [1, 2, 4, 8][seed / 5 % 4];
    let (mut sentences, mut last) = (0, 0);
    for i in (0..texts.len()).filter(|&i| labels[i]) {
        if sentences == most {
            break;
        }
        sentences += usize::from(tokens(texts[i]).len() >= 8);
        last = i;
    }
    (0..texts.len())
        .map(|i| {
            let to_article = (0..texts.len())
                .filter(|&j| labels[j] && j <= last)
                .map(|j| i.abs_diff(j))
                .min();
            if labels[i] {
                i <= last
            } else {
                to_article.is_none_or(|d| d <= around) || i < around || i + around >= texts.len()
            }
        })
        .collect()
}

/// Features, label and weight of one unit.
type Example<'s> = (&'s [f32], f64, f64);

/// The model of both looks: the second is trained on what first looks say about pages that they were not trained on.
fn fit_both(samples: &[&Sample]) -> Vec<f32> {
    const PARTS: usize = 4;
    let mut context: Vec<(Vec<f32>, f64, f64)> = Vec::new();
    for part in 0..PARTS {
        let others = samples
            .iter()
            .enumerate()
            .filter(|(i, _)| i / (1 + SHORTER) % PARTS != part);
        let learn: Vec<Example> = others.flat_map(|(_, s)| s.examples()).collect();
        let weights = fit(learn, training::FEATURES, 1e-4);
        for (_, sample) in samples
            .iter()
            .enumerate()
            .filter(|(i, _)| i / (1 + SHORTER) % PARTS == part)
        {
            let first: Vec<f32> = sample
                .rows
                .iter()
                .map(|r| sum(&weights, &r.features))
                .collect();
            for (i, row) in training::context(&first, &sample.rows)
                .into_iter()
                .enumerate()
            {
                context.push((
                    row,
                    f64::from(u8::from(sample.labels[i])),
                    sample.weights[i],
                ));
            }
        }
    }
    let mut weights = fit(
        samples.iter().flat_map(|s| s.examples()).collect(),
        training::FEATURES,
        1e-4,
    );
    let second = context
        .iter()
        .map(|(x, y, w)| (x.as_slice(), *y, *w))
        .collect();
    weights.extend(fit(second, training::CONTEXT, 1e-4));
    weights
}

fn sum(weights: &[f32], features: &[f32]) -> f32 {
    weights.iter().zip(features).map(|(w, x)| w * x).sum()
}

/// Logistic regression on standardised features by small batches (Adam with a falling rate). Deterministic: the order is
/// shuffled by a fixed sequence.
fn fit(mut rows: Vec<Example>, n: usize, penalty: f64) -> Vec<f32> {
    const EPOCHS: usize = 12;
    const BATCH: usize = 512;
    let total: f64 = rows.iter().map(|r| r.2).sum::<f64>().max(1.0);
    let average = total / rows.len().max(1) as f64;
    let mut mean = vec![0.0; n];
    let mut spread = vec![0.0; n];
    for (x, _, w) in &rows {
        for j in 0..n {
            mean[j] += w * f64::from(x[j]) / total;
            spread[j] += w * f64::from(x[j]).powi(2) / total;
        }
    }
    let scale: Vec<f64> = spread
        .iter()
        .zip(&mean)
        .map(|(square, mean)| square - mean * mean)
        .map(|variance| {
            if variance > 1e-9 {
                1.0 / variance.sqrt()
            } else {
                0.0
            }
        })
        .collect();
    let (mut weights, mut bias) = (vec![0.0; n], 0.0);
    let (mut first, mut second) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let mut state = 1_u64;
    let mut step = 0_i32;
    for epoch in 0..EPOCHS {
        for i in (1..rows.len()).rev() {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            rows.swap(i, (state >> 33) as usize % (i + 1));
        }
        let rate = 0.02 * (1.0 - epoch as f64 / EPOCHS as f64).powi(2);
        for batch in rows.chunks(BATCH) {
            step += 1;
            let folded: Vec<f64> = weights.iter().zip(&scale).map(|(w, s)| w * s).collect();
            let shift: f64 = bias - folded.iter().zip(&mean).map(|(w, m)| w * m).sum::<f64>();
            let mut gradient = vec![0.0; n + 1];
            for (x, y, w) in batch {
                let sum: f64 = shift
                    + folded
                        .iter()
                        .zip(*x)
                        .map(|(w, x)| w * f64::from(*x))
                        .sum::<f64>();
                let miss = w / average * (1.0 / (1.0 + (-sum).exp()) - y) / BATCH as f64;
                gradient[n] += miss;
                for (slope, x) in gradient.iter_mut().zip(*x) {
                    *slope += miss * f64::from(*x);
                }
            }
            for j in 0..=n {
                let slope = match j {
                    _ if j == n => gradient[n],
                    _ => (gradient[j] - gradient[n] * mean[j]) * scale[j] + penalty * weights[j],
                };
                first[j] = 0.9 * first[j] + 0.1 * slope;
                second[j] = 0.999 * second[j] + 0.001 * slope * slope;
                let (even, uneven) = (
                    first[j] / (1.0 - 0.9_f64.powi(step)),
                    second[j] / (1.0 - 0.999_f64.powi(step)),
                );
                let change = rate * even / (uneven.sqrt() + 1e-8);
                if j == n {
                    bias -= change
                } else {
                    weights[j] -= change
                }
            }
        }
    }
    let mut folded: Vec<f32> = weights
        .iter()
        .zip(&scale)
        .map(|(w, s)| (w * s) as f32)
        .collect();
    let shift: f64 = weights
        .iter()
        .zip(&scale)
        .zip(&mean)
        .map(|((w, s), m)| w * s * m)
        .sum();
    folded[0] += (bias - shift) as f32;
    folded
}

fn cross(cases: &[Case]) {
    for flat in [false, true] {
        let all = samples(cases, flat);
        let samples: Vec<&Sample> = all.iter().map(|s| &s[0]).collect();
        let fold = |case: &Case| {
            case.id
                .bytes()
                .fold(0_usize, |sum, b| sum * 10 + usize::from(b))
                % 5
        };
        let mut probabilities: Vec<Vec<f32>> = vec![Vec::new(); samples.len()];
        let (mut sentences, mut kept_sentences) = (0, 0);
        for part in 0..5 {
            let learn: Vec<&Sample> = all
                .iter()
                .zip(cases)
                .filter(|(_, c)| fold(c) != part)
                .flat_map(|(s, _)| s)
                .collect();
            let weights = fit_both(&learn);
            for (group, _) in all.iter().zip(cases).filter(|(_, c)| fold(c) == part) {
                for sample in &group[1..] {
                    let probability = sample.probabilities(&weights);
                    for (i, row) in sample
                        .rows
                        .iter()
                        .enumerate()
                        .filter(|(i, r)| sample.labels[*i] && !r.title)
                    {
                        if tokens(&row.text).len() >= 8 {
                            sentences += 1;
                            kept_sentences += usize::from(probability[i] >= 0.45);
                        }
                    }
                }
            }
            for (i, sample) in samples
                .iter()
                .enumerate()
                .filter(|(i, _)| fold(&cases[*i]) == part)
            {
                probabilities[i] = sample.probabilities(&weights);
            }
        }
        let share = f64::from(kept_sentences as u32) / f64::from(sentences.max(1) as u32);
        println!("of {sentences} sentences of shorter pages {share:.4} are kept");
        for threshold in [0.3, 0.4, 0.45, 0.5, 0.6, 0.7] {
            let (mut f1, mut right, mut called, mut there) = (0.0, 0, 0, 0);
            for (sample, probability) in samples.iter().zip(&probabilities) {
                let kept: Vec<&str> = (0..sample.rows.len())
                    .filter(|&i| probability[i] >= threshold && !sample.rows[i].title)
                    .map(|i| sample.rows[i].text.as_str())
                    .collect();
                f1 += word_f1(&kept.join("\n"), &sample.main);
                for (i, row) in sample.rows.iter().enumerate().filter(|(_, r)| !r.title) {
                    let _ = row;
                    let furniture = probability[i] < threshold;
                    called += usize::from(furniture);
                    there += usize::from(!sample.labels[i]);
                    right += usize::from(furniture && !sample.labels[i]);
                }
            }
            println!(
                "{} at {threshold}: word F1 {:.4}, furniture lines precision {:.4} recall {:.4}",
                if flat { "text" } else { "html" },
                f1 / samples.len() as f64,
                right as f64 / called as f64,
                right as f64 / there as f64
            );
        }
    }
}

fn train_all(cases: &[Case], models: &Path) {
    for (flat, name) in [(false, "units-html.txt"), (true, "units-text.txt")] {
        let samples = samples(cases, flat);
        let weights = fit_both(&samples.iter().flatten().collect::<Vec<_>>());
        let mut file = format!(
            "# Weights of the model that tells an article's {} from furniture; one a feature, in the order of article/weigh.rs.\n\
             # Trained by crates/reading/examples/select.rs on {} article pages of the WCXB benchmark (dev split; Murrough Foley,\n\
             # github.com/Murrough-Foley/web-content-extraction-benchmark, CC BY 4.0). These weights: Apache-2.0 OR MIT, and CC BY 4.0.\n",
            if flat { "lines" } else { "units" },
            samples.len()
        );
        for weight in weights {
            file.push_str(&format!("{weight:.5}\n"));
        }
        if let Err(error) = std::fs::write(models.join(name), file) {
            eprintln!("{name}: {error}");
        }
    }
}

fn measure(cases: &[Case]) {
    let (mut f1, mut titles, mut dates, mut dated) = (0.0, 0, 0, 0);
    let plain = |s: &str| tokens(s).concat().replace('_', "");
    let start = Instant::now();
    let read: Vec<article::Article> = cases
        .iter()
        .map(|case| article::read(&Page::with_format(case.bytes.clone(), Format::Html), None).0)
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    for (case, article) in cases.iter().zip(&read) {
        let body: Vec<&str> = article
            .blocks
            .iter()
            .filter(|b| {
                !matches!(
                    b.kind,
                    BlockKind::Headline | BlockKind::Related | BlockKind::Furniture
                )
            })
            .map(|b| b.span.slice(&article.text))
            .collect();
        f1 += word_f1(&body.join("\n"), &case.main);
        titles += usize::from(plain(article.title.as_deref().unwrap_or("")) == plain(&case.title));
        if let Some(date) = &case.date {
            dated += 1;
            let found = article
                .published
                .as_ref()
                .map(|p| p.date.to_string())
                .unwrap_or_default();
            dates += usize::from(date.get(..10) == Some(found.as_str()));
        }
    }
    let count = cases.len().max(1) as f64;
    println!(
        "html: pages {}  word F1 {:.4}  title {:.4}  date {:.4} of {dated}  {:.0} pages/s",
        cases.len(),
        f1 / count,
        f64::from(titles as u32) / count,
        f64::from(dates as u32) / f64::from(dated.max(1) as u32),
        count / seconds
    );
    let (mut right, mut called, mut there) = (0, 0, 0);
    for case in cases {
        let html = decode(&Page::with_format(case.bytes.clone(), Format::Html)).text;
        let rows = training::units(&html, true).rows();
        let texts: Vec<String> = rows.iter().map(|r| r.text.replace('\n', " ")).collect();
        let lines: Vec<&str> = texts.iter().map(String::as_str).collect();
        let labels = labels(&lines, &case.main);
        let page = Page::with_format(lines.join("\n\n").into_bytes(), Format::Text);
        let (article, _) = article::read(&page, None);
        let mut at = 0;
        for ((line, own), row) in lines.iter().zip(labels).zip(&rows) {
            let start = article.text[at..].find(line).map_or(at, |found| at + found);
            at = start + line.len();
            if row.title {
                continue;
            }
            let furniture = article
                .blocks
                .iter()
                .filter(|b| b.span.start < at && b.span.end > start)
                .all(|b| {
                    matches!(
                        b.kind,
                        BlockKind::Furniture
                            | BlockKind::SeeAlso
                            | BlockKind::Credit
                            | BlockKind::Related
                    )
                });
            called += usize::from(furniture);
            there += usize::from(!own);
            right += usize::from(furniture && !own);
        }
    }
    println!(
        "text: furniture lines precision {:.4} recall {:.4} of {there}",
        right as f64 / called.max(1) as f64,
        right as f64 / there.max(1) as f64
    );
}
