//! Training of the model that tells which candidates are claims (`cargo xtask train claims`).
//!
//! What enters: the annotated pages of `../shared/gold/train` and the cases of our own that measure nothing. What leaves: `models/claims.model`, and, with `--cross`,
//! figures by cross-validation with whole sources left out in turn. Same pages, same bytes.

// The trainer reads the cases that the tests check.
mod calibration;
#[allow(dead_code)]
#[path = "../../../crates/reading/tests/it/case_file.rs"]
mod case_file;
mod gold;
mod learn;

use gold::{Page, Tally};
use reading::claim::Weights;
use reading::{Options, Reader};
use std::path::Path;
use std::process::ExitCode;

/// Thresholds that cross-validation tries.
const THRESHOLDS: [f32; 11] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];

/// Threshold at which errors are studied: near the best F1.
const ERRORS_AT: f32 = 0.3;

/// Differences of F1 below this are noise.
const CLOSE: f64 = 0.004;

/// Trains on all pages, after choosing the threshold by cross-validation.
pub fn run(args: &[String]) -> ExitCode {
    let folder = Path::new("../shared/gold/train");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return ExitCode::SUCCESS;
    }
    let mut reader = Reader::bundled();
    reader.weights = Weights::none();
    let loaded = gold::load(folder, &reader, &Options::default()).and_then(|mut pages| {
        pages.extend(gold::own_cases(Path::new("."), &reader)?);
        Ok(pages)
    });
    let pages = match loaded {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let (found, all) = pages
        .iter()
        .map(Page::reach)
        .fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    println!(
        "{} pages; {found} of {all} gold claims are among the candidates",
        pages.len()
    );
    if args.iter().any(|arg| arg == "--unreached") {
        pages.iter().for_each(Page::unreached);
        return ExitCode::SUCCESS;
    }
    if args.iter().any(|arg| arg == "--calibration") {
        return calibration::run(&pages);
    }
    if args.iter().any(|arg| arg == "--errors") {
        // What a model that has not seen the page gets wrong, for study.
        for tenth in 0..10 {
            let out = |at: usize| pages[at].source != gold::OWN && at % 10 == tenth;
            let kept: Vec<&Page> = (0..pages.len())
                .filter(|&at| !out(at))
                .map(|at| &pages[at])
                .collect();
            let model = learn::train(&kept, ERRORS_AT);
            for page in (0..pages.len()).filter(|&at| out(at)).map(|at| &pages[at]) {
                page.errors(&model)
                    .iter()
                    .for_each(|line| println!("{line}"));
            }
        }
        return ExitCode::SUCCESS;
    }
    let threshold = cross_validate(&pages);
    if args.iter().any(|arg| arg == "--cross") {
        return ExitCode::SUCCESS;
    }
    let model = learn::train(&pages.iter().collect::<Vec<_>>(), threshold);
    let bytes = model.to_bytes();
    println!(
        "models/claims.model: {} bytes, threshold {threshold}",
        bytes.len()
    );
    match std::fs::write("models/claims.model", bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("models/claims.model: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Leaves each source out in turn, and then each tenth of the pages, prints the figures, and returns the threshold with
/// the best F1 over both together, or the surest that is as good: the pages to come are of known and of new kinds.
fn cross_validate(pages: &[Page]) -> f32 {
    let mut sources: Vec<&str> = pages
        .iter()
        .map(|page| page.source.as_str())
        .filter(|source| *source != gold::OWN)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    let mut totals = [Tally::default(); THRESHOLDS.len()];
    for source in sources {
        let own = held_out(pages, |_, page| page.source == source);
        let best = best(&own);
        println!(
            "{source:10} left out: best at {:.2}: {}",
            THRESHOLDS[best], own[best]
        );
        add(&mut totals, own);
    }
    let mut tenths = [Tally::default(); THRESHOLDS.len()];
    for tenth in 0..10 {
        add(
            &mut tenths,
            held_out(pages, |at, page| {
                page.source != gold::OWN && at % 10 == tenth
            }),
        );
    }
    for ((threshold, total), tenth) in THRESHOLDS.iter().zip(&totals).zip(&tenths) {
        println!("threshold {threshold:.2}: sources left out: {total}; tenths left out: {tenth}");
    }
    let both = |at: usize| tenths[at].f1() + totals[at].f1();
    let best = (0..THRESHOLDS.len()).map(both).fold(0.0, f64::max);
    let close = |&at: &usize| both(at) >= best - 2.0 * CLOSE;
    THRESHOLDS[(0..THRESHOLDS.len()).rfind(close).unwrap_or(0)]
}

/// Scores of the pages that `out` picks, by a model trained on the others, at each threshold.
fn held_out(pages: &[Page], out: impl Fn(usize, &Page) -> bool) -> [Tally; THRESHOLDS.len()] {
    let kept: Vec<&Page> = pages
        .iter()
        .enumerate()
        .filter(|(at, page)| !out(*at, page))
        .map(|(_, page)| page)
        .collect();
    let model = learn::train(&kept, 0.5);
    let mut own = [Tally::default(); THRESHOLDS.len()];
    for (_, page) in pages.iter().enumerate().filter(|(at, page)| out(*at, page)) {
        for (at, &threshold) in THRESHOLDS.iter().enumerate() {
            own[at] += page.score(&model.clone_with(threshold));
        }
    }
    own
}

fn add(totals: &mut [Tally], own: [Tally; THRESHOLDS.len()]) {
    for (total, own) in totals.iter_mut().zip(own) {
        *total += own;
    }
}

fn best(tallies: &[Tally]) -> usize {
    (0..tallies.len())
        .max_by(|&a, &b| tallies[a].f1().total_cmp(&tallies[b].f1()))
        .unwrap_or(0)
}
