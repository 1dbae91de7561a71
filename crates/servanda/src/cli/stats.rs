//! `servanda stats`: how much is in a ledger.

use super::book::{AsOf, Failure, Printer, Which};
use super::read::Format;
use super::report::Report;
use super::term::clean;
use super::{Exit, term};
use crate::wire::ledger::CountsView;
use anstream::ColorChoice;
use ledger::query::states;
use ledger::store::{Counts, Ledger};
use std::fmt::Write;

/// Print how much is in a ledger: pages, claims, records by state, outlets
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  servanda stats --ledger asia.ledger --today 2018-06-01")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    as_of: AsOf,
}

/// Prints the figures.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    args.which.with(&mut report, false, |ledger, _| {
        print(&args, &ledger, Printer::new(args.format, color)?)?;
        Ok(Exit::Done)
    })
}

fn print(args: &Args, ledger: &Ledger, mut printer: Printer) -> Result<(), Failure> {
    let counts = ledger.counts()?;
    let states: Vec<(&str, u64)> = { states(ledger, args.as_of.view())?.into_iter() }
        .map(|(state, count)| (state.as_str(), count))
        .collect();
    if !printer.is_table() {
        return Ok(printer.only(&CountsView::of(&counts, states))?);
    }
    printer.text(&say(&counts, &states))?;
    Ok(printer.end()?)
}

fn say(counts: &Counts, states: &[(&str, u64)]) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{}{value}", term::pad(name, 12));
    };
    let mut pages = vec![counts.pages.to_string()];
    for (number, what) in [
        (counts.unread, "not read yet"),
        (counts.superseded, "with a newer version"),
    ] {
        if number > 0 {
            pages.push(format!("{number} {what}"));
        }
    }
    if counts.forgotten > 0 {
        pages.push(format!("{} forgotten besides", counts.forgotten));
    }
    line("pages", pages.join(", "));
    if let Some((first, last)) = &counts.published {
        line("published", format!("{first} to {last}"));
    }
    line("claims", counts.claims.to_string());
    line("records", counts.records.to_string());
    for (state, count) in states {
        line(&format!("  {state}"), count.to_string());
    }
    let outlets: Vec<String> = counts
        .outlets
        .iter()
        .map(|(outlet, pages)| format!("{} {pages}", clean(outlet)))
        .collect();
    line("outlets", outlets.join(", "));
    line("bytes", counts.bytes.to_string());
    out
}
