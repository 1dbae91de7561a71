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

use queries::processor;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use words::Words;
use world::World;

const USAGE: &str = "Usage: cargo xtask generate-ledger --claims N [--seed S] [--end YYYY-MM-DD] [--first M | --further M] FILE\n\n\
    --claims   about how many claims\n\
    --seed     another seed, another world (default 1)\n\
    --end      the last day of the world (default 2026-11-30)\n\
    --first    stops after the day with the claim of this number\n\
    --further  goes on with a ledger that was generated with the same arguments, for about so many claims: the days after its last, also\n\
               beyond the last one of the world";

/// Pages that are written at once.
const BATCH: usize = 256;
/// Of so many claims a line of figures is printed.
const LINE: usize = 100_000;
/// Days by which a world can last longer than it was made for.
const LONGER: i32 = 3650;

struct Args {
    claims: usize,
    seed: u64,
    end: jiff::civil::Date,
    part: Part,
    file: PathBuf,
}

/// Which of the claims of a world are written.
#[derive(Clone, Copy)]
enum Part {
    All,
    /// About so many of the first.
    First(usize),
    /// About so many of those after what the ledger holds.
    Further(usize),
}

/// `cargo xtask generate-ledger`.
pub fn generate(args: &[String]) -> ExitCode {
    let Some(args) = parse(args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let further = matches!(args.part, Part::Further(_));
    if args.file.exists() != further {
        let wrong = match further {
            true => "is not there",
            false => "is there already; give another name",
        };
        eprintln!("{} {wrong}", args.file.display());
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
    let mut part = Part::All;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--first" => part = Part::First(args.next()?.parse().ok()?),
            "--further" => part = Part::Further(args.next()?.parse().ok()?),
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
        part,
        file: file?,
    })
}

fn write(args: &Args) -> Result<(), String> {
    let words = Words::bundled()?;
    let mut ledger = open(&args.file)?;
    let last = ledger::record::day_number(args.end);
    let world = World::new(&words, args.seed, args.claims, last);
    let (world, most, after) = match args.part {
        Part::All => (world, usize::MAX, None),
        Part::First(most) => (world, most, None),
        Part::Further(most) => {
            let published = ledger.counts().map_err(say)?.published;
            let last = published.and_then(|(_, last)| last.parse().ok());
            let last = last.map(ledger::record::day_number);
            (world.lasting(LONGER), most, last)
        }
    };
    let mut pace = Pace::new();
    let mut batch: Vec<(Arrival, Read)> = Vec::new();
    for pages in world {
        if { pages.first() }.is_some_and(|page| Some(page.day) <= after) {
            continue;
        }
        for page in pages {
            batch.push(page.write());
            if batch.len() == BATCH {
                put(&mut ledger, &mut batch, &mut pace)?;
            }
        }
        if pace.claims >= most {
            break;
        }
    }
    put(&mut ledger, &mut batch, &mut pace)?;
    pace.work(Step::Join, || ledger.join()).map_err(say)?;
    pace.line();
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
    { pace.work(Step::Keep, || ledger.keep(&arrivals, false)) }.map_err(say)?;
    let changes = { pace.work(Step::Put, || ledger.put(&readings, false)) }.map_err(say)?;
    pace.unjoined += changes.claims;
    if pace.unjoined >= PORTION {
        pace.work(Step::Join, || ledger.join()).map_err(say)?;
        pace.unjoined = 0;
    }
    pace.advance(changes.claims);
    Ok(())
}

/// What is done with a batch of pages.
#[derive(Clone, Copy)]
enum Step {
    /// Their bytes are stored.
    Keep,
    /// What was read of them is written.
    Put,
    /// Their claims are joined.
    Join,
}

/// How fast claims go in, and what they cost.
struct Pace {
    began: Instant,
    line: Instant,
    claims: usize,
    /// The claims of lines that are printed.
    told: usize,
    /// Claims that are not joined yet, at most.
    unjoined: usize,
    /// Milliseconds of the processor that the steps took since the last line.
    worked: [f64; 3],
    /// Reads and writes of files since the last line.
    calls: [u64; 2],
}

impl Pace {
    fn new() -> Pace {
        let now = Instant::now();
        Pace {
            began: now,
            line: now,
            claims: 0,
            told: 0,
            unjoined: 0,
            worked: [0.0; 3],
            calls: [0; 2],
        }
    }

    /// Takes a step, and counts what it costs.
    fn work<T>(&mut self, step: Step, work: impl FnOnce() -> T) -> T {
        let (then, before) = (processor(), calls());
        let done = work();
        if let (Some(then), Some(now)) = (then, processor()) {
            self.worked[step as usize] += now - then;
        }
        if let (Some(before), Some(now)) = (before, calls()) {
            for (all, (now, before)) in self.calls.iter_mut().zip(now.into_iter().zip(before)) {
                *all += now - before;
            }
        }
        done
    }

    fn advance(&mut self, claims: usize) {
        self.claims += claims;
        if self.claims >= self.told + LINE {
            self.line();
        }
    }

    /// Prints what the claims since the last line cost.
    fn line(&mut self) {
        let claims = self.claims - self.told;
        if claims == 0 {
            return;
        }
        let each = |all: f64| all / claims as f64;
        println!(
            "{} claims: {:.0} a second; each {:.3} ms of the processor: to keep {:.3}, to write {:.3}, to join {:.3}; {:.1} reads, {:.1} writes",
            self.claims,
            claims as f64 / self.line.elapsed().as_secs_f64(),
            each(self.worked.iter().sum()),
            each(self.worked[0]),
            each(self.worked[1]),
            each(self.worked[2]),
            each(self.calls[0] as f64),
            each(self.calls[1] as f64),
        );
        self.line = Instant::now();
        self.told = self.claims;
        self.worked = [0.0; 3];
        self.calls = [0; 2];
    }
}

/// How often this thread has read and written files, where the system tells it.
fn calls() -> Option<[u64; 2]> {
    let told = std::fs::read_to_string("/proc/thread-self/io").ok()?;
    let number = |name: &str| {
        let mut lines = told.lines();
        lines.find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
    };
    Some([number("syscr:")?, number("syscw:")?])
}
