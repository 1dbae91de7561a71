//! `servanda reread`: all pages of a ledger again, by the program of today.

use super::add::{Done, hold, read, threads};
use super::book::{self, Failure, Printer, Which};
use super::read::Format;
use super::report::Report;
use super::term::{BOLD, clean, shorten};
use super::{Exit, ordered, said, table, term, told};
use crate::wire::corrections::{FoundView, ScoreView};
use crate::wire::ledger::{ChangeView, JoinedView};
use anstream::ColorChoice;
use ledger::export::gold;
use ledger::query::{self, Fate, Said};
use ledger::record::{CorrectionId, PageId};
use ledger::store::{Arrival, Change, Error, Ledger, Read};
use reading::Reader;
use std::collections::HashMap;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many pages are written in one transaction.
const BATCH: usize = 64;

/// Read all pages of a ledger again and print what changed
///
/// Pages are kept as they came, so that a newer program can read them anew. An interrupt ends it cleanly, and running it again
/// goes on where it was.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda reread                                  claims that are gone (-), new (+) and altered (~), page by page\n  \
    servanda reread --format jsonl > changes.jsonl")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print: json is one array, jsonl one page a line
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// How many pages to read at a time [default: as many as there are processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Say errors only: no warnings, notes or progress
    #[arg(long, short)]
    quiet: bool,
}

/// Reads all pages again.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    args.which.with(&mut report, false, |ledger, report| {
        let printer = Printer::new(args.format, color)?;
        reread(&args, ledger, printer, report)
    })
}

fn reread(
    args: &Args,
    mut ledger: Ledger,
    mut printer: Printer,
    report: &mut Report,
) -> Result<Exit, Failure> {
    let stop = book::interrupts();
    let before = query::said(&ledger)?;
    let (pages, resumed) = ledger.reread()?;
    if resumed {
        report.remark(&format!(
            "going on with a reading that was begun before; {} left",
            term::count(pages.len(), "page")
        ));
    }
    if !args.quiet && io::stderr().is_terminal() {
        report.show_bar(Some(pages.len() as u64));
    }
    let total = pages.len();
    let ledger = Mutex::new(ledger);
    let failed = Mutex::new(None);
    let reader = Reader::bundled();
    let mut work = Work {
        ledger: &ledger,
        waiting: Vec::new(),
        done: 0,
        changed: 0,
    };
    let mut outcome = Ok(());
    ordered::run(
        threads(args.jobs),
        Stored {
            pages: pages.into_iter(),
            ledger: &ledger,
            stop: &stop,
            failed: &failed,
        },
        |arrival| read(&reader, &arrival, 1),
        |done| match work.take(done, report, &mut printer) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                outcome = Err(error);
                ControlFlow::Break(())
            }
        },
    );
    outcome?;
    if let Some(error) = failed.into_inner().unwrap_or_else(|e| e.into_inner()) {
        return Err(error.into());
    }
    work.write(report, &mut printer)?;
    let joined = JoinedView::of(&hold(&ledger).join()?);
    report.hide_bar();
    report.kept_back();
    if printer.is_table() {
        printer.text(&format!("{}\n", joined.say()))?;
    } else {
        printer.item(&joined)?;
    }
    corrected(&hold(&ledger), &before, &mut printer)?;
    printer.end()?;
    report.remark(&format!(
        "{} of {total} read again; the claims of {} changed",
        work.done,
        term::count(work.changed, "page")
    ));
    Ok(if stop.load(Ordering::Relaxed) && work.done < total {
        report.remark("interrupted; running it again goes on");
        Exit::Interrupted
    } else if report.errors > 0 {
        Exit::Unread
    } else {
        Exit::Done
    })
}

/// Says which corrections come to something else than before, and how well what is read today agrees with what people decided.
fn corrected(ledger: &Ledger, before: &[Said], printer: &mut Printer) -> Result<(), Failure> {
    let after = query::said(ledger)?;
    if after.is_empty() {
        return Ok(());
    }
    let was: HashMap<CorrectionId, Fate> = { before.iter() }
        .map(|said| (said.correction.id, said.fate))
        .collect();
    let changed: Vec<(Fate, &Said)> = { after.iter() }
        .filter_map(|said| Some((*was.get(&said.correction.id)?, said)))
        .filter(|(fate, said)| *fate != said.fate)
        .collect();
    let score = gold::measure(ledger)?;
    if !printer.is_table() {
        printer.item(&FoundView::of(&changed))?;
        printer.item(&ScoreView::of(&score))?;
        return Ok(());
    }
    for (_, said) in &changed {
        printer.text(&said::one(said, term::width()))?;
    }
    let orphans = after
        .iter()
        .filter(|said| said.fate == Fate::Orphan)
        .count();
    if orphans > 0 {
        let all = term::count(orphans, "correction");
        printer.text(&format!(
            "{all} without a claim; `servanda correct list` has them\n"
        ))?;
    }
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{share:.3}"));
    if score.pages > 0 {
        printer.text(&format!(
            "against {} that people decided on: P {}  R {}  F1 {}\n",
            term::count(score.gold, "claim"),
            share(score.precision()),
            share(score.recall()),
            share(score.f1())
        ))?;
    }
    Ok(())
}

/// Pages of the ledger, one by one.
struct Stored<'a> {
    pages: std::vec::IntoIter<PageId>,
    ledger: &'a Mutex<Ledger>,
    stop: &'a AtomicBool,
    failed: &'a Mutex<Option<Error>>,
}

impl Iterator for Stored<'_> {
    type Item = Box<Arrival>;

    fn next(&mut self) -> Option<Box<Arrival>> {
        while !self.stop.load(Ordering::Relaxed) {
            let page = self.pages.next()?;
            let found = hold(self.ledger).arrival(&page);
            match found {
                Ok(Some(arrival)) => return Some(Box::new(arrival)),
                // It was forgotten meanwhile.
                Ok(None) => {}
                Err(error) => {
                    *self.failed.lock().unwrap_or_else(|e| e.into_inner()) = Some(error);
                    return None;
                }
            }
        }
        None
    }
}

/// Writes what was read, and prints what changed.
struct Work<'a> {
    ledger: &'a Mutex<Ledger>,
    waiting: Vec<Read>,
    done: usize,
    changed: usize,
}

impl Work<'_> {
    fn take(
        &mut self,
        done: Done,
        report: &mut Report,
        printer: &mut Printer,
    ) -> Result<(), Failure> {
        match done {
            Done::Read(read, diagnostics, name, _) => {
                report.diagnostics(&name, &diagnostics);
                self.waiting.push(*read);
            }
            // What an earlier program read of it is better than nothing.
            Done::Failed(_, trouble, _) => report.trouble(&trouble),
            Done::Said(_) | Done::Known(_) => {}
        }
        self.done += 1;
        report.advance(self.done, 1);
        if self.waiting.len() >= BATCH {
            self.write(report, printer)?;
        }
        Ok(())
    }

    fn write(&mut self, report: &Report, printer: &mut Printer) -> Result<(), Failure> {
        let changes = hold(self.ledger).put(&self.waiting, false)?;
        self.waiting.clear();
        self.changed += changes.pages.len();
        for change in &changes.pages {
            report.aside(|| {
                if printer.is_table() {
                    printer.text(&say(change, term::width()))
                } else {
                    printer.item(&ChangeView::of(change))
                }
            })?;
        }
        Ok(())
    }
}

fn say(change: &Change, width: usize) -> String {
    let mut out = String::new();
    let title = change.title.as_deref().map(clean).unwrap_or_default();
    let title = if title.is_empty() {
        &change.page.0
    } else {
        &title
    };
    table::line(&mut out, BOLD, &shorten(title, width));
    for claim in &change.gone {
        out.push_str(&told::short("-", claim, width));
    }
    for (_, claim) in &change.altered {
        out.push_str(&told::short("~", claim, width));
    }
    for claim in &change.new {
        out.push_str(&told::short("+", claim, width));
    }
    out
}
