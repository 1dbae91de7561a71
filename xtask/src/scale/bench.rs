//! Bench: what it costs to ask a large ledger, and to add a page to it.
//!
//! What enters: a ledger that `generate-ledger` wrote. What leaves: milliseconds, of a program that starts, answers and ends; and of pages
//! that are new to a copy of the ledger. The ledger itself is only read.

use super::queries::processor;
use super::words::Words;
use super::world::World;
use super::{open, queries, say};
use crate::shell;
use jiff::civil::{Date, date};
use ledger::store::sqlite::backup;
use ledger::store::{Arrival, Ledger, Read};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

const USAGE: &str = "Usage: cargo xtask bench-ledger [--rounds N] [--pages N] [--queries | --program FILE] LEDGER\n\n\
    --rounds   how often each question is asked (default 7)\n\
    --queries  asks what the pages of the desk ask, in this process, and not what people ask the program\n\
    --pages    how many new pages are added to a copy (default 300; 0: no copy is made)\n\
    --program  the program to ask with (default: the release build)";

/// Questions, as arguments of the program.
const QUESTIONS: &[&[&str]] = &[
    &["due", "--pair", "RUS-USA", "--limit", "50"],
    &["due", "--limit", "50"],
    &["records", "--pair", "RUS-USA", "--limit", "50"],
    &["records", "--pair", "PER-NZL"],
    &["records", "--actor", "CHN", "--limit", "50"],
    &["records", "--type", "SANCTION", "--limit", "50"],
    &["search", "harbours", "quotas", "--limit", "50"],
    &["dossier", "RUS", "USA"],
    &["dossier", "PER"],
    &["due", "--actor", "USA", "--only", "coming", "--limit", "50"],
    &["records", "--limit", "50"],
    &["records", "--state", "disputed", "--limit", "50"],
    &["search", "talks"],
    &["search", "harbours", "--actor", "USA"],
    &["alerts"],
    &["stats"],
];

/// The last day of invented ledgers, for which questions are asked.
const TODAY: Date = date(2026, 11, 30);

/// Days whose pages are added at most.
const DAYS: usize = 120;

struct Args {
    rounds: usize,
    pages: usize,
    queries: bool,
    program: Option<PathBuf>,
    ledger: PathBuf,
}

/// `cargo xtask bench-ledger`.
pub fn run(args: &[String]) -> ExitCode {
    let Some(args) = parse(args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let asked = if args.queries {
        queries::ask(&args.ledger, TODAY, args.rounds)
    } else {
        let Some(program) = args.program.clone().or_else(shell::release_build) else {
            return ExitCode::FAILURE;
        };
        for question in QUESTIONS {
            ask(&program, question, &args);
        }
        Ok(())
    };
    let done = asked.and_then(|()| if args.pages > 0 { add(&args) } else { Ok(()) });
    if let Err(error) = done {
        eprintln!("{}: {error}", args.ledger.display());
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn parse(args: &[String]) -> Option<Args> {
    let (mut rounds, mut pages, mut queries) = (7, 300, false);
    let (mut program, mut ledger) = (None, None);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--rounds" => rounds = args.next()?.parse().ok().filter(|n| *n > 0)?,
            "--pages" => pages = args.next()?.parse().ok()?,
            "--queries" => queries = true,
            "--program" => program = Some(PathBuf::from(args.next()?)),
            flag if flag.starts_with('-') => return None,
            path => ledger = Some(PathBuf::from(path)),
        }
    }
    Some(Args {
        rounds,
        pages,
        queries,
        program,
        ledger: ledger?,
    })
}

/// Asks a question some times, each with a new process.
fn ask(program: &Path, question: &[&str], args: &Args) {
    let mut times = Vec::new();
    let mut lines = 0;
    for _ in 0..args.rounds {
        let start = Instant::now();
        let output = Command::new(program)
            .args(question)
            .args([
                "--format",
                "jsonl",
                "--today",
                &TODAY.to_string(),
                "--ledger",
            ])
            .arg(&args.ledger)
            .stderr(Stdio::null())
            .output();
        times.push(start.elapsed().as_secs_f64() * 1e3);
        match output {
            Ok(output) if output.status.success() => {
                lines = output.stdout.iter().filter(|byte| **byte == b'\n').count();
            }
            Ok(output) => return println!("{}: {}", question.join(" "), output.status),
            Err(error) => return println!("{}: {error}", question.join(" ")),
        }
    }
    println!(
        "{}: {lines} lines, {}",
        question.join(" "),
        spread(&mut times)
    );
}

/// The median and the slowest, in milliseconds.
pub fn spread(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    match times {
        [] => "nothing measured".to_owned(),
        times => format!(
            "{:.1} ms at the median, {:.1} ms in nine of ten, {:.1} ms at most",
            times[times.len() / 2],
            times[times.len() * 9 / 10],
            times[times.len() - 1]
        ),
    }
}

/// Adds pages of another world, of the same days, to a copy.
fn add(args: &Args) -> Result<(), String> {
    let mut name = args.ledger.as_os_str().to_owned();
    name.push(".copy");
    let copy = PathBuf::from(name);
    let _ = std::fs::remove_file(&copy);
    backup::copy(&args.ledger, &copy).map_err(say)?;
    let done = add_to(&copy, args.pages);
    for ending in ["", "-wal", "-shm"] {
        let mut name = copy.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
    done
}

fn add_to(file: &Path, most: usize) -> Result<(), String> {
    let mut ledger = open(file)?;
    let claims = usize::try_from(ledger.counts().map_err(say)?.claims).unwrap_or(0);
    let words = Words::bundled()?;
    let last = ledger::record::day_number(TODAY);
    // The same number of claims makes the same days.
    let mut pages: Vec<(Arrival, Read)> = Vec::new();
    let dense = |read: &Read| {
        { read.claims.iter() }.any(|claim| {
            let has = |code: &str| {
                { claim.actors.iter().chain(&claim.recipients) }.any(|own| own == code)
            };
            has("USA") && has("RUS")
        })
    };
    let mut days = VecDeque::new();
    for day in World::new(&words, 77, claims, last) {
        days.push_back(day);
        if days.len() > DAYS {
            days.pop_front();
        }
    }
    pages.extend(days.iter().rev().flatten().map(super::page::Page::write));
    let (of_dense, others): (Vec<_>, Vec<_>) = pages.into_iter().partition(|(_, read)| dense(read));
    for (what, pages) in [("RUS-USA", of_dense), ("others", others)] {
        let (mut whole, mut joining, mut busy) = (Vec::new(), Vec::new(), Vec::new());
        let mut claims = 0;
        for (arrival, read) in pages.into_iter().take(most) {
            claims += read.claims.len();
            let (all, joined, worked) = time(&mut ledger, arrival, read)?;
            whole.push(all);
            joining.push(joined);
            busy.extend(worked);
        }
        println!("new pages of {what}: {} with {claims} claims", whole.len());
        println!("  stored, written and joined: {}", spread(&mut whole));
        println!("  joined alone: {}", spread(&mut joining));
        if !busy.is_empty() {
            println!("  of the processor: {}", spread(&mut busy));
        }
    }
    Ok(())
}

/// Milliseconds that it takes to add a page, of these to join its claims, and of these of the processor.
fn time(
    ledger: &mut Ledger,
    arrival: Arrival,
    read: Read,
) -> Result<(f64, f64, Option<f64>), String> {
    let start = Instant::now();
    ledger.keep(&[arrival], false).map_err(say)?;
    ledger.put(&[read], false).map_err(say)?;
    let (stored, worked) = (start.elapsed(), processor());
    ledger.join().map_err(say)?;
    let all = start.elapsed();
    let busy = processor().zip(worked).map(|(now, then)| now - then);
    Ok((
        all.as_secs_f64() * 1e3,
        (all - stored).as_secs_f64() * 1e3,
        busy,
    ))
}
