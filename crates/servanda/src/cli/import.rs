//! `servanda import`: claims that were read elsewhere, or written down by hand, into a ledger.

use super::add::now;
use super::book::{Failure, Which, interrupts};
use super::report::Report;
use super::term::clean;
use super::{Exit, term};
use anstream::ColorChoice;
use clap::ValueEnum;
use ledger::export::import::{self, Flaw, Part};
use ledger::record::{Correction, Source};
use ledger::store::{Held, Imported, Ledger};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Claims that are written in one transaction.
const BATCH: usize = 2000;
/// Flaws of a file that are printed.
const SAID: u64 = 5;

/// Read claims into a ledger that `servanda export` wrote, or that were put into the same form
///
/// The pages themselves are not in such a file: the ledger then knows their address, title and day, and the sentences. A page that
/// the ledger has read itself stays as it was read; a page that is added later is read, and replaces what was imported of it. Records
/// and their states are worked out anew. Importing the same again changes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda import --ledger all.ledger asia.jsonl europe.parquet\n  \
    servanda export --ledger asia.ledger --format jsonl | servanda import --ledger all.ledger -\n\n\
    docs/export.md describes the form; lines may leave out ids, as in lists kept by hand.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// The form [default: by the ending of the file, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Form>,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
    /// Files, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// A form that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A record a line with its claims
    Jsonl,
    /// A table of claims
    Parquet,
}

type Parts = Box<dyn Iterator<Item = Result<Part, Flaw>>>;

/// What became of a file.
#[derive(Default)]
struct Sum {
    imported: Imported,
    corrections: u64,
    flaws: u64,
}

/// Imports the files.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    args.which.with(&mut report, true, |mut ledger, report| {
        let stop = interrupts();
        let mut exit = Exit::Done;
        for file in &args.files {
            let name = clean(&file.display().to_string());
            let claims = match open(file, args.format) {
                Ok(claims) => claims,
                Err(error) => {
                    report.fail(
                        &format!("{name}: {error}"),
                        "Check the path and the form (--format).",
                    );
                    exit = Exit::Unread;
                    continue;
                }
            };
            let sum = take(&mut ledger, claims, &name, report, &stop)?;
            say(&name, &sum, report);
            if sum.flaws > 0 {
                exit = Exit::Unread;
            }
        }
        ledger.join()?;
        if stop.load(Ordering::Relaxed) {
            exit = Exit::Interrupted;
        }
        Ok(exit)
    })
}

fn open(path: &Path, form: Option<Form>) -> io::Result<Parts> {
    let by_ending = || match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("parquet") => Form::Parquet,
        _ => Form::Jsonl,
    };
    let stdin = path.as_os_str() == "-";
    Ok(match form.unwrap_or_else(by_ending) {
        Form::Jsonl if stdin => Box::new(import::jsonl(BufReader::new(io::stdin()), now())),
        Form::Jsonl => Box::new(import::jsonl(BufReader::new(File::open(path)?), now())),
        // The end of such a file is read first.
        Form::Parquet if stdin => {
            return Err(io::Error::other("parquet cannot be read from a pipe"));
        }
        Form::Parquet => {
            let parts = import::parquet(File::open(path)?, now());
            Box::new(parts.map_err(io::Error::other)?)
        }
    })
}

fn take(
    ledger: &mut Ledger,
    parts: Parts,
    name: &str,
    report: &mut Report,
    stop: &AtomicBool,
) -> Result<Sum, Failure> {
    let mut sum = Sum::default();
    let mut batch: Vec<Held> = Vec::new();
    let mut corrections: Vec<Correction> = Vec::new();
    let mut pages: Vec<Source> = Vec::new();
    for part in parts {
        match part {
            Ok(Part::Correction(correction, own)) => {
                corrections.push(correction);
                pages.extend(own);
            }
            Ok(Part::Claim(claim)) => batch.push(Held {
                claim: claim.claim,
                source: Arc::new(claim.source),
            }),
            Err(flaw) => {
                sum.flaws += 1;
                if sum.flaws <= SAID {
                    let at = flaw.at.map(|at| format!(":{at}")).unwrap_or_default();
                    let what = clean(&flaw.what);
                    report.fail(
                        &format!("{name}{at}: {what}"),
                        "This claim was passed over; docs/export.md describes the form.",
                    );
                }
            }
        }
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if batch.len() == BATCH {
            sum.add(ledger.import(&batch, name)?);
            batch.clear();
        }
    }
    sum.add(ledger.import(&batch, name)?);
    // They are about claims that may come anywhere in the file.
    sum.corrections = ledger.import_corrections(&corrections, &pages, name)?;
    Ok(sum)
}

impl Sum {
    fn add(&mut self, more: Imported) {
        self.imported.new += more.new;
        self.imported.known += more.known;
        self.imported.read_here += more.read_here;
        self.imported.forgotten += more.forgotten;
    }
}

fn say(name: &str, sum: &Sum, report: &Report) {
    let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let mut parts = vec![format!(
        "{} new",
        term::count(count(sum.imported.new), "claim")
    )];
    for (n, what) in [
        (sum.imported.known, "known"),
        (sum.imported.read_here, "of pages that were read here"),
        (sum.imported.forgotten, "of pages that were forgotten"),
        (sum.flaws, "passed over"),
    ] {
        if n > 0 {
            parts.push(format!("{n} {what}"));
        }
    }
    if sum.corrections > 0 {
        parts.push(term::count(count(sum.corrections), "correction"));
    }
    report.remark(&format!("{name}: {}", parts.join(", ")));
}
