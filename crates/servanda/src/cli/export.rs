//! `servanda export`: records in the forms that other programs read.

use super::book::{AsOf, Failure, Which, interrupts, warn_of_unread};
use super::records::{During, What, Who};
use super::report::Report;
use super::term::clean;
use super::{Exit, term};
use anstream::ColorChoice;
use clap::ValueEnum;
use ledger::export::{self, Exporter, Item, Tally};
use ledger::query::{self, Filter, Told, View, records};
use ledger::record::correction::Deed;
use ledger::record::{Correction, PageId, Source};
use ledger::store::{Held, Ledger, source};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Write records in a form that other programs read
///
/// Every form carries ids, addresses and the sentences that say it. What is written depends on the ledger, the day (--today) and the
/// filters alone, so that the same command gives the same bytes. `servanda import` reads jsonl and parquet back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda export --format csv --out records.csv\n  \
    servanda export --format csv --rows claims --pair RUS-JPN | head\n  \
    servanda export --format parquet --out ledger.parquet\n  \
    servanda export --format ics --actor JPN --out japan.ics\n  \
    servanda export --format graphml --from 2016-01-01 --out graph.graphml\n\n\
    docs/export.md describes the forms field by field.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// The form
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Form,
    /// Of csv: a row for each of these
    #[arg(long, value_enum, value_name = "ROWS", default_value_t)]
    rows: Row,
    /// Write to this file, which appears when it is whole [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    during: During,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

/// A form on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A table, for spreadsheets and statistics
    Csv,
    /// A record a line with its claims, all there is
    Jsonl,
    /// A table of claims, packed, all there is
    Parquet,
    /// Event records of the PLOVER scheme, as JSON lines
    Plover,
    /// Event records of the CAMEO scheme, as CSV
    Cameo,
    /// A calendar of what is and was due
    Ics,
    /// A graph of who dealt with whom
    Graphml,
}

/// What a row of CSV is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Row {
    /// A record
    #[default]
    Records,
    /// A claim
    Claims,
    /// What a person said of claims or records
    Corrections,
}

impl Form {
    fn format(self, rows: Row) -> export::Format {
        match self {
            Form::Csv if rows == Row::Claims => export::Format::CsvClaims,
            Form::Csv if rows == Row::Corrections => export::Format::CsvCorrections,
            Form::Csv => export::Format::CsvRecords,
            Form::Jsonl => export::Format::Jsonl,
            Form::Parquet => export::Format::Parquet,
            Form::Plover => export::Format::Plover,
            Form::Cameo => export::Format::Cameo,
            Form::Ics => export::Format::Ics,
            Form::Graphml => export::Format::Graphml,
        }
    }

    /// What it consists of.
    fn parts(self) -> &'static str {
        match self {
            Form::Csv | Form::Parquet => "row",
            Form::Jsonl => "line",
            Form::Plover | Form::Cameo | Form::Ics => "event",
            Form::Graphml => "edge",
        }
    }
}

/// Why nothing more was written.
enum Stop {
    Failed(io::Error),
    Interrupted,
}

/// Writes the records.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    if args.format == Form::Parquet && args.out.is_none() && io::stdout().is_terminal() {
        report.fail(
            "parquet is not for the eyes",
            "Give --out FILE, or send it into a pipe.",
        );
        return Exit::Usage;
    }
    args.which.with(&mut report, false, |ledger, report| {
        warn_of_unread(&ledger, report)?;
        let stop = interrupts();
        let Some(path) = &args.out else {
            let out = BufWriter::with_capacity(1 << 16, io::stdout());
            return match write(&args, &ledger, out, &stop)? {
                Ok(tally) => Ok(done(&args, tally, report)),
                Err(Stop::Failed(error)) => Err(Failure::Output(error)),
                Err(Stop::Interrupted) => Ok(Exit::Interrupted),
            };
        };
        let written = match Unfinished::create(path) {
            Ok(file) => to_file(&args, &ledger, file, &stop)?,
            Err(error) => Err(Stop::Failed(error)),
        };
        Ok(match written {
            Ok(tally) => done(&args, tally, report),
            Err(Stop::Interrupted) => Exit::Interrupted,
            Err(Stop::Failed(error)) => {
                let name = clean(&path.display().to_string());
                report.fail(
                    &format!("{name}: {error}"),
                    "Check the folder and the space on the disk.",
                );
                Exit::Unread
            }
        })
    })
}

fn done(args: &Args, tally: Tally, report: &Report) -> Exit {
    let count = |n: u64, what| term::count(usize::try_from(n).unwrap_or(usize::MAX), what);
    let written = count(tally.written, args.format.parts());
    let mut text = format!("{} of {}", written, count(tally.records, "record"));
    if tally.left_out > 0 {
        text.push_str(&format!(
            "; {} left out, as this form has no place for what became of them",
            tally.left_out
        ));
    }
    report.remark(&text);
    Exit::Done
}

fn to_file(
    args: &Args,
    ledger: &Ledger,
    mut file: Unfinished,
    stop: &AtomicBool,
) -> Result<Result<Tally, Stop>, Failure> {
    let out = BufWriter::with_capacity(1 << 16, &mut file.file);
    let written = write(args, ledger, out, stop)?;
    Ok(written.and_then(|tally| file.finish().map(|()| tally).map_err(Stop::Failed)))
}

fn write(
    args: &Args,
    ledger: &Ledger,
    out: impl Write + Send,
    stop: &AtomicBool,
) -> Result<Result<Tally, Stop>, Failure> {
    let (from, to) = args.during.days();
    let filter = Filter {
        parties: args.who.parties(),
        from,
        to,
        // A calendar holds what was announced; the store finds that at once.
        announced: args.format == Form::Ics,
        ..args.what.filter()
    };
    let mut exporter = match Exporter::new(args.format.format(args.rows), out) {
        Ok(exporter) => exporter,
        Err(error) => return Ok(Err(Stop::Failed(error))),
    };
    let view = args.as_of.view();
    let mut pages = BTreeSet::new();
    if let Some(stopped) = all(ledger, view, &filter, (&mut exporter, &mut pages), stop)? {
        return Ok(Err(stopped));
    }
    if matches!(args.format, Form::Jsonl | Form::Parquet | Form::Csv) {
        // A page whose claims were all rejected has no record, and its corrections none of the pages.
        let whole = filter == Filter::default();
        let pages = (!whole).then_some(&pages);
        for correction in query::said_on(ledger, view, pages)? {
            let sources = pages_of(ledger, &correction)?;
            if let Err(error) = exporter.correct(&correction, &sources) {
                return Ok(Err(Stop::Failed(error)));
            }
        }
    }
    Ok(exporter.end().map_err(Stop::Failed))
}

/// The page of a claim that was rejected.
fn pages_of(ledger: &Ledger, correction: &Correction) -> Result<Vec<Arc<Source>>, Failure> {
    let Deed::Reject(target) = &correction.deed else {
        return Ok(Vec::new());
    };
    let page = ledger.page(&target.claim.page)?;
    Ok(page.and_then(|row| source(&row)).into_iter().collect())
}

/// Gives the exporter all records, and notes the pages of their claims that people corrected. Gives what kept it from that, if anything did.
fn all(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    (exporter, pages): (&mut Exporter, &mut BTreeSet<PageId>),
    stop: &AtomicBool,
) -> Result<Option<Stop>, Failure> {
    let mut stopped = None;
    // What is corrected is little; all pages would be much.
    let corrected: BTreeSet<PageId> = ledger.corrected_pages()?.into_iter().collect();
    records(ledger, view, filter, |told| {
        if stop.load(Ordering::Relaxed) {
            stopped = Some(Stop::Interrupted);
        } else if let Err(error) = exporter.add(&item(&told)) {
            stopped = Some(Stop::Failed(error));
        }
        let own = told.claims.iter().map(|held| &held.claim.page);
        pages.extend(own.filter(|page| corrected.contains(*page)).cloned());
        match stopped {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        }
    })?;
    Ok(stopped)
}

fn item(told: &Told) -> Item<'_> {
    Item {
        record: &told.record,
        life: &told.life,
        entries: told.claims.iter().map(Held::entry).collect(),
    }
}

/// A file under a hidden name, which is gone again unless it is finished.
struct Unfinished {
    file: File,
    part: PathBuf,
    target: PathBuf,
}

impl Unfinished {
    fn create(target: &Path) -> io::Result<Unfinished> {
        let mut name = OsString::from(".");
        name.push(target.file_name().ok_or(io::ErrorKind::InvalidFilename)?);
        name.push(format!(".{}.part", std::process::id()));
        let part = target.with_file_name(name);
        Ok(Unfinished {
            file: File::create(&part)?,
            part,
            target: target.to_owned(),
        })
    }

    fn finish(&mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.part, &self.target)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After it was renamed there is none.
        let _ = fs::remove_file(&self.part);
    }
}
