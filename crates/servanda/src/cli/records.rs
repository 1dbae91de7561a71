//! `servanda records`: what the ledger knows, record by record.

use super::book::{AsOf, Failure, Printer, Which, count_line, warn_of_unread};
use super::read::{Format, date};
use super::report::Report;
use super::{Exit, term, told};
use crate::wire::ledger::RecordView;
use anstream::ColorChoice;
use jiff::civil::Date;
use ledger::query::{Dealing, Filter, Told, records};
use ledger::record::State;
use ledger::store::Ledger;
use std::io;
use std::ops::ControlFlow;

/// How many records of a table are aligned with each other, and how many are in memory.
const ALIGNED: usize = 200;

/// Print the records of a ledger: what was dealt between whom, and what became of it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda records --pair RUS-JPN --type visit\n  \
    servanda records --state overdue --today 2018-06-01\n  \
    servanda records --format jsonl --as-known-on 2018-04-01 > known.jsonl\n\n\
    Without --format it prints a table on a terminal, JSON lines into a pipe or file.")]
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
    what: What,
    #[command(flatten)]
    during: During,
    /// Add why each record has its state (in json and jsonl)
    #[arg(long, short)]
    explain: bool,
    /// Print so many at most [default: all; of a table on a terminal 200]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Who takes part.
#[derive(Debug, clap::Args)]
pub struct Who {
    /// Only where this party takes part, on whichever side
    #[arg(long, value_name = "CODE", value_parser = code)]
    actor: Option<String>,
    /// Only where both of these parties take part: RUS-JPN
    #[arg(long, value_name = "A-B", value_parser = pair)]
    pair: Option<(String, String)>,
}

/// What is dealt, and what became of it.
#[derive(Debug, clap::Args)]
pub struct What {
    /// Only of this type or kind: CONSULT, visit or CONSULT/visit; may be given several times
    #[arg(long = "type", value_name = "TYPE", value_parser = dealing)]
    types: Vec<Dealing>,
    /// Only in this state; may be given several times
    #[arg(long = "state", value_name = "STATE", value_parser = state)]
    states: Vec<State>,
}

impl What {
    /// A filter for that alone.
    pub fn filter(&self) -> Filter {
        Filter {
            dealings: self.types.clone(),
            states: self.states.clone(),
            ..Filter::default()
        }
    }
}

/// In which days.
#[derive(Debug, clap::Args)]
pub struct During {
    /// Only what is not over before this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Date>,
    /// Only what begins up to this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<Date>,
}

impl Who {
    /// The parties that are asked for.
    pub fn parties(&self) -> Vec<String> {
        let mut all: Vec<String> = self.actor.iter().cloned().collect();
        if let Some((a, b)) = &self.pair {
            all.extend([a.clone(), b.clone()]);
        }
        all.sort();
        all.dedup();
        all
    }
}

impl During {
    /// The first and the last day.
    pub fn days(&self) -> (Option<Date>, Option<Date>) {
        (self.from, self.to)
    }
}

fn dealing(text: &str) -> Result<Dealing, String> {
    Dealing::parse(text).ok_or_else(|| {
        "give a type such as CONSULT, a kind such as visit, or both: CONSULT/visit".to_owned()
    })
}

fn state(text: &str) -> Result<State, String> {
    State::parse(text).ok_or_else(|| {
        let all: Vec<&str> = State::ALL.iter().map(|state| state.as_str()).collect();
        format!("the states are {}", all.join(", "))
    })
}

/// A party's code.
pub fn code(text: &str) -> Result<String, String> {
    let code = text.trim().to_uppercase();
    if code.is_empty() || code.contains(' ') {
        return Err("give a code such as RUS, UN or HAMAS".to_owned());
    }
    Ok(code)
}

/// Two codes. Those of groups may hold hyphens; then the first one parts the two, or a comma does.
fn pair(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once(',').or_else(|| text.split_once('-'));
    let (a, b) = parts.ok_or("give two codes, such as RUS-JPN")?;
    Ok((code(a)?, code(b)?))
}

/// Prints the records.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    args.which.with(&mut report, false, |ledger, report| {
        warn_of_unread(&ledger, report)?;
        let (from, to) = args.during.days();
        let filter = Filter {
            parties: args.who.parties(),
            from,
            to,
            ..args.what.filter()
        };
        let printer = Printer::new(args.format, color)?;
        print(&ledger, &args, &filter, printer)?;
        Ok(Exit::Done)
    })
}

fn print(
    ledger: &Ledger,
    args: &Args,
    filter: &Filter,
    mut printer: Printer,
) -> Result<(), Failure> {
    let (most, tell) = printer.most(args.limit);
    if most == 0 {
        return Ok(printer.end()?);
    }
    let width = term::width();
    let mut aligned: Vec<Told> = Vec::new();
    let (mut count, mut more) = (0, false);
    let mut printed: io::Result<()> = Ok(());
    records(ledger, args.as_of.view(), filter, |told| {
        if count == most {
            more = true;
            return ControlFlow::Break(());
        }
        count += 1;
        if !printer.is_table() {
            printed = printer.item(&RecordView::of(&told, false, args.explain));
        } else {
            aligned.push(told);
            if aligned.len() == ALIGNED {
                printed = printer.text(&told::records(&aligned, width));
                aligned.clear();
            }
        }
        match printed {
            // One more tells that there are more.
            Ok(()) if tell || count < most => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    })?;
    printed?;
    if printer.is_table() {
        printer.text(&told::records(&aligned, width))?;
        printer.text(&count_line(count, more))?;
    }
    Ok(printer.end()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_two_codes() {
        let two = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
        assert_eq!(pair("rus-JPN"), two("RUS", "JPN"));
        assert_eq!(pair("AL-QAEDA,USA"), two("AL-QAEDA", "USA"));
        assert!(pair("RUS").is_err());
        assert!(pair("RUS-").is_err());
    }
}
