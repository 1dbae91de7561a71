//! Scale: large ledgers of an invented world, and what it costs to use them.
//!
//! What enters: how many claims, a seed. What leaves: a ledger that was written through the same doors as any other, and figures
//! (docs/ledger.md).

mod bench;
mod chance;
mod desk;
mod page;
mod queries;
mod words;
mod world;

pub use bench::run as bench;
pub use desk::run as bench_desk;
use ledger::store::sqlite::Sqlite;
use ledger::store::{Arrival, Ledger, PORTION, Read};

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use words::Words;
use world::World;

const USAGE: &str = "Usage: cargo xtask generate-ledger --claims N [--seed S] [--end YYYY-MM-DD] FILE\n\n\
    --claims  about how many claims\n\
    --seed    another seed, another world (default 1)\n\
    --end     the last day of the world (default 2026-11-30)";

/// Pages that are written at once.
const BATCH: usize = 256;
/// Of so many claims a line of figures is printed.
const LINE: usize = 100_000;

struct Args {
    claims: usize,
    seed: u64,
    end: jiff::civil::Date,
    file: PathBuf,
}

/// `cargo xtask generate-ledger`.
pub fn generate(args: &[String]) -> ExitCode {
    let Some(args) = parse(args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if args.file.exists() {
        eprintln!(
            "{} is there already; give another name",
            args.file.display()
        );
        return ExitCode::FAILURE;
    }
    match write(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", args.file.display());
            ExitCode::FAILURE
        }
    }
}

fn parse(args: &[String]) -> Option<Args> {
    let (mut claims, mut seed, mut end, mut file) =
        (None, 1, jiff::civil::date(2026, 11, 30), None);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--claims" => claims = Some(args.next()?.parse().ok()?),
            "--seed" => seed = args.next()?.parse().ok()?,
            "--end" => end = args.next()?.parse().ok()?,
            flag if flag.starts_with('-') => return None,
            path => file = Some(PathBuf::from(path)),
        }
    }
    Some(Args {
        claims: claims?,
        seed,
        end,
        file: file?,
    })
}

fn write(args: &Args) -> Result<(), String> {
    let words = Words::bundled()?;
    let mut ledger = open(&args.file)?;
    let last = ledger::record::day_number(args.end);
    let mut pace = Pace::new();
    let mut batch: Vec<(Arrival, Read)> = Vec::new();
    for pages in World::new(&words, args.seed, args.claims, last) {
        for page in pages {
            batch.push(page.write());
            if batch.len() == BATCH {
                put(&mut ledger, &mut batch, &mut pace)?;
            }
        }
    }
    put(&mut ledger, &mut batch, &mut pace)?;
    let start = Instant::now();
    ledger.join().map_err(say)?;
    println!("joined in {:.1} s", start.elapsed().as_secs_f64());
    let counts = ledger.counts().map_err(say)?;
    drop(ledger);
    let bytes = std::fs::metadata(&args.file).map_or(0, |meta| meta.len());
    println!(
        "{} pages, {} claims, {} records; {} bytes, {} a claim; {:.1} s",
        counts.pages,
        counts.claims,
        counts.records,
        bytes,
        bytes / counts.claims.max(1),
        pace.began.elapsed().as_secs_f64()
    );
    Ok(())
}

fn open(file: &Path) -> Result<Ledger, String> {
    let store = Sqlite::open_or_begin(file).map_err(say)?;
    Ledger::over(Box::new(store)).map_err(say)
}

fn say(error: ledger::store::Error) -> String {
    error.to_string()
}

fn put(
    ledger: &mut Ledger,
    batch: &mut Vec<(Arrival, Read)>,
    pace: &mut Pace,
) -> Result<(), String> {
    let (arrivals, readings): (Vec<Arrival>, Vec<Read>) = batch.drain(..).unzip();
    ledger.keep(&arrivals, false).map_err(say)?;
    let changes = ledger.put(&readings, false).map_err(say)?;
    pace.unjoined += changes.claims;
    if pace.unjoined >= PORTION {
        ledger.join().map_err(say)?;
        pace.unjoined = 0;
    }
    pace.advance(changes.claims);
    Ok(())
}

/// How fast claims go in.
struct Pace {
    began: Instant,
    line: Instant,
    claims: usize,
    next: usize,
    /// Claims that are not joined yet, at most.
    unjoined: usize,
}

impl Pace {
    fn new() -> Pace {
        let now = Instant::now();
        Pace {
            began: now,
            line: now,
            claims: 0,
            next: LINE,
            unjoined: 0,
        }
    }

    fn advance(&mut self, claims: usize) {
        self.claims += claims;
        if self.claims >= self.next {
            let seconds = self.line.elapsed().as_secs_f64();
            println!(
                "{} claims: {:.0} claims/s",
                self.claims,
                LINE as f64 / seconds
            );
            self.line = Instant::now();
            self.next += LINE;
        }
    }
}
