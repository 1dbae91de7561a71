//! `servanda due`: what was announced, and what became of it.

use super::book::{AsOf, Failure, Printer, Which, warn_of_unread};
use super::read::Format;
use super::records::{During, Who};
use super::report::Report;
use super::term::BOLD;
use super::{Exit, table, term, told};
use crate::wire::ledger::RecordView;
use anstream::ColorChoice;
use ledger::query::{Became, Filter, Told, due};
use ledger::store::Ledger;

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
    /// Print so many at most
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
    let most = args.limit.unwrap_or(usize::MAX);
    // The order of the days is kept within each.
    let all = due(ledger, args.as_of.view(), &filter, &args.only, most)?;
    let width = term::width();
    for group in all.chunk_by(|(a, _), (b, _)| a == b) {
        if printer.is_table() {
            let mut out = String::new();
            if let Some((became, _)) = group.first() {
                let word = format!("{} ({})", became.as_str(), group.len());
                table::line(&mut out, BOLD, &word);
            }
            let group: Vec<Told> = group.iter().map(|(_, told)| told.clone()).collect();
            out.push_str(&told::records(&group, width));
            out.push('\n');
            printer.text(&out)?;
        } else {
            for (_, told) in group {
                printer.item(&RecordView::of(told, true, false))?;
            }
        }
    }
    if printer.is_table() {
        printer.text(&format!("{}\n", term::count(all.len(), "record")))?;
    }
    Ok(printer.end()?)
}
