//! Bench: pages per second of the whole program, and the ratio of two programs.
//!
//! A figure in pages per second says more of the machine than of the program. A ratio of two programs that ran in
//! turns on the same pages does not; that is why the usual run compares two.

use crate::shell;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

const USAGE: &str = "Usage: cargo xtask bench [--base PROGRAM] [--rounds N] PATH...\n\n\
    PATH     pages or folders of pages to read\n\
    --base   an earlier build of servanda to compare with\n\
    --rounds how often each reads them (default 5)";

/// What was asked for.
struct Args {
    base: Option<PathBuf>,
    rounds: usize,
    paths: Vec<PathBuf>,
}

/// `cargo xtask bench`: builds the program, lets it read the pages, and prints the best of all rounds.
pub fn run(args: &[String]) -> ExitCode {
    let Some(args) = parse(args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let Some(program) = shell::release_build() else {
        return ExitCode::FAILURE;
    };
    let mut programs = vec![program];
    programs.extend(args.base);
    let mut best = vec![f64::INFINITY; programs.len()];
    let mut pages = 0;
    for round in 1..=args.rounds {
        for (program, best) in programs.iter().zip(&mut best) {
            match read(program, &args.paths) {
                Some((seconds, count)) => {
                    println!(
                        "round {round}: {} {count} pages, {seconds:.2} s",
                        program.display()
                    );
                    *best = seconds.min(*best);
                    pages = count;
                }
                None => return ExitCode::FAILURE,
            }
        }
    }
    for (program, best) in programs.iter().zip(&best) {
        println!(
            "{}: {:.1} pages/s at best",
            program.display(),
            pages as f64 / best
        );
    }
    if let [this, base] = best[..] {
        println!("ratio to the base: {:.3} (above 1 is faster)", base / this);
    }
    ExitCode::SUCCESS
}

fn parse(args: &[String]) -> Option<Args> {
    let mut parsed = Args {
        base: None,
        rounds: 5,
        paths: Vec::new(),
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--base" => parsed.base = Some(PathBuf::from(args.next()?)),
            "--rounds" => parsed.rounds = args.next()?.parse().ok().filter(|n| *n > 0)?,
            flag if flag.starts_with('-') => return None,
            path => parsed.paths.push(PathBuf::from(path)),
        }
    }
    (!parsed.paths.is_empty()).then_some(parsed)
}

/// Lets `program` read the pages; seconds and number of pages.
fn read(program: &Path, paths: &[PathBuf]) -> Option<(f64, usize)> {
    let start = Instant::now();
    let output = Command::new(program)
        .args(["read", "--quiet", "--format", "jsonl"])
        .args(paths)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| eprintln!("{}: {error}", program.display()))
        .ok()?;
    let seconds = start.elapsed().as_secs_f64();
    if !matches!(output.status.code(), Some(0 | 1)) {
        eprintln!("{}: {}", program.display(), output.status);
        return None;
    }
    let pages = output.stdout.iter().filter(|byte| **byte == b'\n').count();
    Some((seconds, pages))
}
