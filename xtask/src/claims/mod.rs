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

use calibration::Calibration;
use gold::{Page, Tally};
use reading::claim::{Pick, Weights};
use reading::{Options, Reader};
use std::path::Path;
use std::process::ExitCode;

/// Thresholds that cross-validation tries.
const THRESHOLDS: [f32; 11] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];

/// Threshold at which errors are studied: near the best F1.
const ERRORS_AT: f32 = 0.3;

/// Differences of F1 below this are noise; of thresholds that are as good the surest is taken: a dealing that never was costs the
/// reader of a ledger more than one that is missed.
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
    let unseen = Unseen::of(&pages);
    let threshold = unseen.threshold(&pages);
    let calibration = Calibration::of(&pages, &unseen, threshold);
    println!("{calibration}");
    if args.iter().any(|arg| arg == "--cross") {
        return ExitCode::SUCCESS;
    }
    if args.iter().any(|arg| arg == "--calibration") {
        return written("docs/confidence.svg", calibration.plot().as_bytes());
    }
    let model = learn::train(&pages.iter().collect::<Vec<_>>(), threshold);
    match model.with_calibration(calibration.table) {
        Ok(model) => {
            let bytes = model.to_bytes();
            println!("{} bytes, threshold {threshold}", bytes.len());
            written("models/claims.model", &bytes)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn written(path: &str, bytes: &[u8]) -> ExitCode {
    match std::fs::write(path, bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// For each annotated page what a model that has not seen it finds likeliest at each trigger; nothing for the project's own.
struct Unseen {
    /// By models that have seen no page of its source.
    by_source: Vec<Vec<Pick>>,
    /// By models that have seen all but a tenth of the pages.
    by_tenth: Vec<Vec<Pick>>,
}

impl Unseen {
    fn of(pages: &[Page]) -> Unseen {
        let mut unseen = Unseen {
            by_source: vec![Vec::new(); pages.len()],
            by_tenth: vec![Vec::new(); pages.len()],
        };
        for source in sources(pages) {
            hold_out(pages, &mut unseen.by_source, |_, page| {
                page.source == source
            });
        }
        for tenth in 0..10 {
            hold_out(pages, &mut unseen.by_tenth, |at, page| {
                page.source != gold::OWN && at % 10 == tenth
            });
        }
        unseen
    }

    /// Prints the figures, and returns the threshold with the best F1 over both ways of leaving out together, or the surest
    /// that is as good: the pages to come are of known and of new kinds.
    fn threshold(&self, pages: &[Page]) -> f32 {
        let score = |picks: &[Vec<Pick>], threshold: f32, source: Option<&str>| {
            let mut total = Tally::default();
            for (page, picks) in pages.iter().zip(picks) {
                if source.map_or(page.source != gold::OWN, |source| page.source == source) {
                    total += page.score(picks, threshold);
                }
            }
            total
        };
        for source in sources(pages) {
            let own = THRESHOLDS.map(|threshold| score(&self.by_source, threshold, Some(source)));
            let best = best(&own);
            println!(
                "{source:10} left out: best at {:.2}: {}",
                THRESHOLDS[best], own[best]
            );
        }
        let both = THRESHOLDS.map(|threshold| {
            let total = score(&self.by_source, threshold, None);
            let tenth = score(&self.by_tenth, threshold, None);
            println!(
                "threshold {threshold:.2}: sources left out: {total}; tenths left out: {tenth}"
            );
            total.f1() + tenth.f1()
        });
        let best = both.iter().copied().fold(0.0, f64::max);
        let close = |&at: &usize| both[at] >= best - 2.0 * CLOSE;
        THRESHOLDS[(0..THRESHOLDS.len()).rfind(close).unwrap_or(0)]
    }
}

/// Sources of the annotated pages.
fn sources(pages: &[Page]) -> Vec<&str> {
    let mut sources: Vec<&str> = pages
        .iter()
        .map(|page| page.source.as_str())
        .filter(|source| *source != gold::OWN)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Fills in what a model trained on the other pages finds on those that `out` picks.
fn hold_out(pages: &[Page], found: &mut [Vec<Pick>], out: impl Fn(usize, &Page) -> bool) {
    let kept: Vec<&Page> = pages
        .iter()
        .enumerate()
        .filter(|(at, page)| !out(*at, page))
        .map(|(_, page)| page)
        .collect();
    let model = learn::train(&kept, 0.5);
    for (at, page) in pages.iter().enumerate().filter(|(at, page)| out(*at, page)) {
        found[at] = page.picks(&model);
    }
}

fn best(tallies: &[Tally]) -> usize {
    (0..tallies.len())
        .max_by(|&a, &b| tallies[a].f1().total_cmp(&tallies[b].f1()))
        .unwrap_or(0)
}
