//! `servanda alerts`: what is due next, and what is overdue since today; for cron and scripts.

use super::book::{AsOf, Failure, Printer, Which};
use super::read::{Format, date};
use super::records::Who;
use super::report::Report;
use super::{Exit, told};
use crate::wire::dossier::AlertView;
use crate::wire::ledger::RecordView;
use anstream::ColorChoice;
use jiff::Span;
use jiff::civil::Date;
use ledger::query::{Change, Filter, Told, View, changes, records};
use ledger::record::{State, Turn};
use ledger::store::{Ledger, Result};
use std::ops::ControlFlow;

/// Print what is due tomorrow and what is overdue since today; nothing where there is nothing
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    0 7 * * *  servanda alerts --ledger /srv/asia.ledger        in a crontab: mail comes on days with something\n  \
    servanda alerts --pair RUS-JPN --ahead 7\n  \
    servanda alerts --since 2018-04-01 --format jsonl           also what became overdue from that day on\n  \
    servanda alerts --exit-code || notify                       ends with 4 where there is something\n\n\
    A line an alert, in a pipe as on a terminal.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print [default: table, also into a pipe]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    who: Who,
    /// What is due from tomorrow on, in so many days
    #[arg(long, value_name = "DAYS", default_value_t = 1, value_parser = clap::value_parser!(u16).range(0..=3660))]
    ahead: u16,
    /// What is overdue from this day on [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<Date>,
    /// End with 4 where there is something to tell
    #[arg(long)]
    exit_code: bool,
}

/// Prints the alerts.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    // A crontab sends whatever is said, so that nothing is said but what is asked for.
    let mut report = Report::new(color, true);
    args.which.with(&mut report, false, |ledger, _| {
        let printer = Printer::new(Some(args.format.unwrap_or(Format::Table)), color)?;
        let some = print(&args, &ledger, printer)?;
        Ok(if some && args.exit_code {
            Exit::Alert
        } else {
            Exit::Done
        })
    })
}

/// What is due from tomorrow on, the next first.
fn due(ledger: &Ledger, view: View, filter: &Filter, ahead: u16) -> Result<Vec<Told>> {
    let day = |days: i64| view.today.saturating_add(Span::new().days(days));
    let filter = Filter {
        announced: true,
        states: vec![State::Announced],
        due: Some((day(1), day(i64::from(ahead)))),
        ..filter.clone()
    };
    let mut all: Vec<Told> = Vec::new();
    records(ledger, view, &filter, |told| {
        all.push(told);
        ControlFlow::Continue(())
    })?;
    all.sort_by_key(|told| (told.life.due, told.record.id));
    Ok(all)
}

/// What is overdue since a day and is so still, the oldest first.
fn overdue(ledger: &Ledger, view: View, filter: &Filter, since: Date) -> Result<Vec<Change>> {
    let filter = Filter {
        turns: vec![Turn::Overdue],
        states: vec![State::Overdue],
        from: Some(since),
        to: Some(view.today),
        ..filter.clone()
    };
    let mut all = changes(ledger, view, &filter, None, usize::MAX)?;
    all.sort_by_key(|change| (change.day, change.told.record.id));
    Ok(all)
}

fn print(args: &Args, ledger: &Ledger, mut printer: Printer) -> std::result::Result<bool, Failure> {
    let view = args.as_of.view();
    let filter = Filter {
        parties: args.who.parties(),
        ..Filter::default()
    };
    let since = args.since.unwrap_or(view.today);
    let due = due(ledger, view, &filter, args.ahead)?;
    let overdue = overdue(ledger, view, &filter, since)?;
    let due = due
        .iter()
        .filter_map(|told| Some(("due", told.life.due?, told)));
    let overdue = overdue
        .iter()
        .map(|change| ("overdue", change.day, &*change.told));
    let mut some = false;
    for (alert, day, told) in due.chain(overdue) {
        some = true;
        if printer.is_table() {
            let words = format!(
                "{}: {}\n",
                when(alert, day, view.today),
                told::one_line(told)
            );
            printer.text(&words)?;
        } else {
            printer.item(&AlertView {
                alert,
                day: day.to_string(),
                record: RecordView::of(told, true, false),
            })?;
        }
    }
    if some || !printer.is_table() {
        printer.end()?;
    }
    Ok(some)
}

/// `due tomorrow, 2018-04-10` or `overdue since today, 2018-04-11`.
fn when(alert: &str, day: Date, today: Date) -> String {
    let near = match (
        alert,
        day == today,
        today.tomorrow().is_ok_and(|next| next == day),
    ) {
        ("due", _, true) => " tomorrow,",
        ("due", ..) => " on",
        (_, true, _) => " since today,",
        _ => " since",
    };
    format!("{alert}{near} {day}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn near_days_have_a_word() {
        let today = date(2018, 4, 9);
        let say = |alert, day| when(alert, date(2018, 4, day), today);
        assert_eq!(say("due", 10), "due tomorrow, 2018-04-10");
        assert_eq!(say("due", 12), "due on 2018-04-12");
        assert_eq!(say("overdue", 9), "overdue since today, 2018-04-09");
        assert_eq!(say("overdue", 7), "overdue since 2018-04-07");
    }
}
