//! `servanda due`: what was announced, and what became of it.

use super::book::{AsOf, Failure, Printer, Which, count_line, warn_of_unread};
use super::read::Format;
use super::records::{During, Who};
use super::report::Report;
use super::term::BOLD;
use super::{Exit, table, term, told};
use crate::wire::ledger::RecordView;
use anstream::ColorChoice;
use ledger::query::{Became, Filter, Told, due, each_due};
use ledger::store::Ledger;
use std::io;
use std::ops::ControlFlow;

/// Print what was announced: what is overdue, coming, put off, kept and called off
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda due --pair RUS-JPN\n  \
    servanda due --actor UN --from 2018-04-01 --to 2018-06-30\n  \
    servanda due --only overdue --today 2018-06-01 --format jsonl\n\n\
    Overdue means that the day has passed and no page tells what became of it, which is not the same as broken.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print: json is one array of all records, jsonl one record a line
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    during: During,
    /// Only these: overdue, coming, open (without a day), postponed, disputed, kept, cancelled
    #[arg(long, value_name = "WHAT", value_parser = became)]
    only: Vec<Became>,
    /// Print so many at most [default: all; of a table on a terminal 200]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

fn became(text: &str) -> Result<Became, String> {
    let found = Became::ALL.iter().find(|became| became.as_str() == text);
    found.copied().ok_or_else(|| {
        let all: Vec<&str> = Became::ALL.iter().map(|became| became.as_str()).collect();
        format!("give one of {}", all.join(", "))
    })
}

/// Prints what was announced.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    args.which.with(&mut report, false, |ledger, report| {
        warn_of_unread(&ledger, report)?;
        print(&args, &ledger, Printer::new(args.format, color)?)?;
        Ok(Exit::Done)
    })
}

fn print(args: &Args, ledger: &Ledger, mut printer: Printer) -> Result<(), Failure> {
    let (from, to) = args.during.days();
    let filter = Filter {
        parties: args.who.parties(),
        from,
        to,
        announced: true,
        ..Filter::default()
    };
    let (most, tell) = printer.most(args.limit);
    let view = args.as_of.view();
    if printer.is_table() {
        // One more than is printed tells whether there are more.
        let asked = if tell { most + 1 } else { most };
        let mut all = due(ledger, view, &filter, &args.only, asked)?;
        let more = all.len() > most;
        all.truncate(most);
        printer.text(&table(&all))?;
        printer.text(&count_line(all.len(), more))?;
        return Ok(printer.end()?);
    }
    let mut printed: io::Result<()> = Ok(());
    let mut left = most;
    if left > 0 {
        each_due(ledger, view, &filter, &args.only, |_, told| {
            left -= 1;
            printed = printer.item(&RecordView::of(&told, true, false));
            match printed {
                Ok(()) if left > 0 => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            }
        })?;
    }
    printed?;
    Ok(printer.end()?)
}

/// What was announced, under what became of it.
fn table(all: &[(Became, Told)]) -> String {
    let width = term::width();
    let mut out = String::new();
    for group in all.chunk_by(|(a, _), (b, _)| a == b) {
        if let Some((became, _)) = group.first() {
            let word = format!("{} ({})", became.as_str(), group.len());
            table::line(&mut out, BOLD, &word);
        }
        let group: Vec<Told> = group.iter().map(|(_, told)| told.clone()).collect();
        out.push_str(&told::records(&group, width));
        out.push('\n');
    }
    out
}
