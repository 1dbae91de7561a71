//! `servanda dossier`: everything about an actor, or about what passed between two.

use super::book::{AsOf, Failure, Printer, Which, warn_of_unread};
use super::curve::curve;
use super::read::Format;
use super::records::code;
use super::report::Report;
use super::table::INDENT;
use super::term::{BOLD, DIM, clean, shorten};
use super::{Exit, table, term, told};
use crate::wire::dossier::{DossierView, parties};
use anstream::ColorChoice;
use ledger::query::{Became, Dossier, FollowThrough, Key, Limits, Listed, Met, Told, dossier};
use ledger::store::date_of;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Print everything about an actor, or about what passed between two: what is due, meetings, pledges, statements, people, sources
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda dossier RUS JPN\n  \
    servanda dossier UN --list 50\n  \
    servanda dossier RUS-JPN --as-known-on 2018-04-01 --format json\n\n\
    The curve adds up what was held, month by month, on a scale from -10 (conflict) to +10 (cooperation) a dealing.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    as_of: AsOf,
    /// How many records of each list to show
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(0..=1000))]
    list: u16,
    /// Of how many of the newest records people and sources are counted
    #[arg(long, value_name = "N", default_value_t = 400)]
    newest: usize,
    /// One actor, or two: RUS JPN, or RUS-JPN
    #[arg(required = true, num_args = 1..=2, value_name = "CODE")]
    parties: Vec<String>,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Whom the words name. Codes of groups may hold hyphens; three letters on both sides of one are two states.
fn key(words: &[String]) -> Result<Key, String> {
    let mut codes = Vec::new();
    for word in words {
        let parts = word.split_once(',').or_else(|| word.split_once('-'));
        match parts.filter(|_| words.len() == 1) {
            Some((a, b)) if word.contains(',') || a.len() == 3 => {
                codes.extend([code(a)?, code(b)?]);
            }
            _ => codes.push(code(word)?),
        }
    }
    Ok(Key::of(&codes))
}

/// Prints the dossier.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    let key = match key(&args.parties) {
        Ok(key) => key,
        Err(help) => {
            report.fail("that is no actor", &help);
            return Exit::Usage;
        }
    };
    args.which.with(&mut report, false, |ledger, report| {
        warn_of_unread(&ledger, report)?;
        let limits = Limits {
            list: usize::from(args.list),
            looked_at: args.newest,
        };
        let dossier = dossier(&ledger, args.as_of.view(), &key, limits)?;
        print(&dossier, Printer::new(args.format, color)?)?;
        Ok(Exit::Done)
    })
}

fn print(dossier: &Dossier, mut printer: Printer) -> Result<(), Failure> {
    if !printer.is_table() {
        return Ok(printer.only(&DossierView::of(dossier))?);
    }
    printer.text(&page(dossier, term::width()))?;
    Ok(printer.end()?)
}

/// The dossier, section by section; those without anything are left out.
fn page(dossier: &Dossier, width: usize) -> String {
    let mut out = String::new();
    table::line(&mut out, BOLD, &parties(&dossier.key).join(" – "));
    let held: u64 = dossier.types.iter().map(|(.., held)| held).sum();
    let records = term::count(
        usize::try_from(dossier.records()).unwrap_or(usize::MAX),
        "record",
    );
    table::line(&mut out, DIM, &format!("{records}, {held} held"));
    let drawn = curve(
        &dossier.curve,
        &dossier.sides,
        width.saturating_sub(INDENT.len()),
    );
    if !drawn.is_empty() {
        heading(&mut out, "Relation", None);
        for line in drawn.lines() {
            let _ = writeln!(out, "{INDENT}{line}");
        }
    }
    let named = [
        (Became::Overdue, "Overdue"),
        (Became::Coming, "Coming"),
        (Became::Postponed, "Put off"),
        (Became::Open, "Announced without a day"),
    ];
    for (became, name) in named {
        if let Some(listed) = dossier.due.get(&became) {
            section(&mut out, name, listed, width);
        }
    }
    section(
        &mut out,
        "Meetings, visits and calls",
        &dossier.meetings,
        width,
    );
    section(&mut out, "Standing formats", &dossier.formats, width);
    pledges(&mut out, dossier, width);
    section(&mut out, "Said", &dossier.statements, width);
    section(&mut out, "Done", &dossier.acts, width);
    met(&mut out, &dossier.met, width);
    if !dossier.sources.is_empty() {
        let of = format!("of the newest {}", term::count(dossier.looked_at, "record"));
        heading(&mut out, "Sources", Some(&of));
        let sources = dossier.sources.iter();
        let sources: Vec<String> = sources
            .map(|(outlet, n)| format!("{} {n}", clean(outlet)))
            .collect();
        flow(&mut out, &sources.join(", "), width);
    }
    follow(&mut out, dossier, width);
    out
}

fn heading(out: &mut String, name: &str, more: Option<&str>) {
    let more = more.map_or_else(String::new, |more| format!(" {DIM}{more}{DIM:#}"));
    let _ = writeln!(out, "\n{BOLD}{name}{BOLD:#}{more}");
}

fn section(out: &mut String, name: &str, listed: &Listed<Told>, width: usize) {
    if listed.total == 0 {
        return;
    }
    heading(out, name, Some(&format!("({})", listed.total)));
    out.push_str(&told::records(&listed.items, width));
    rest(out, listed.total, listed.items.len());
}

fn rest(out: &mut String, total: usize, shown: usize) {
    if total > shown && shown > 0 {
        let more = format!("{INDENT}and {} more", total - shown);
        table::line(out, DIM, &more);
    }
}

fn flow(out: &mut String, text: &str, width: usize) {
    let piece = term::Piece {
        style: anstyle::Style::new(),
        text: text.to_owned(),
    };
    for line in term::flow(&[piece], width.saturating_sub(INDENT.len())) {
        let _ = writeln!(out, "{INDENT}{line}");
    }
}

/// What was promised, by what became of it.
fn pledges(out: &mut String, dossier: &Dossier, width: usize) {
    let total = dossier.pledges.total;
    if total == 0 {
        return;
    }
    let fates: Vec<String> = dossier
        .pledged
        .iter()
        .map(|(became, count)| format!("{count} {}", became.as_str()))
        .collect();
    heading(
        out,
        "Promised",
        Some(&format!("({total}: {})", fates.join(", "))),
    );
    let mut groups: BTreeMap<Became, Vec<Told>> = BTreeMap::new();
    for pledge in &dossier.pledges.items {
        groups
            .entry(pledge.became)
            .or_default()
            .push(pledge.told.clone());
    }
    for (became, told) in groups {
        table::line(out, DIM, &format!("{INDENT}{}", became.as_str()));
        out.push_str(&told::records(&told, width));
    }
    rest(out, total, dossier.pledges.items.len());
}

fn met(out: &mut String, listed: &Listed<Met>, width: usize) {
    if listed.total == 0 {
        return;
    }
    heading(out, "Who met whom", Some(&format!("({})", listed.total)));
    for met in &listed.items {
        let times = match met.times {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        let last = met.last.and_then(date_of);
        let last = last.map_or_else(String::new, |day| format!(", last {day}"));
        let (one, other) = (&met.one, &met.other);
        let words = format!(
            "{} ({}) and {} ({}): {times}{last}",
            one.name, one.party, other.name, other.party
        );
        let words = shorten(&clean(&words), width.saturating_sub(INDENT.len()));
        let _ = writeln!(out, "{INDENT}{words}");
    }
    rest(out, listed.total, listed.items.len());
}

/// What became of what was announced, and what that counts.
fn follow(out: &mut String, dossier: &Dossier, width: usize) {
    let follow: &FollowThrough = &dossier.follow;
    if follow.announced() == 0 {
        return;
    }
    heading(out, "Follow-through", None);
    let share = follow.share().map_or_else(String::new, |share| {
        let of = follow.decided();
        format!(
            " Kept: {:.0} % of the {of} that are decided or past their day.",
            share * 100.0
        )
    });
    let parts = [
        (follow.kept, "kept"),
        (follow.postponed, "put off"),
        (follow.cancelled, "called off"),
        (follow.overdue, "overdue"),
        (follow.disputed, "disputed"),
        (follow.coming, "coming"),
        (follow.open, "without a day"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let whose = match dossier.key {
        Key::Party(_) => "of its own (a visit is the guest's)",
        _ => "of the two",
    };
    let words = format!(
        "Of {} {whose}: {}.{share} Overdue means that no page tells what became of it, which is not the same as broken.",
        term::count(follow.announced(), "announced dealing"),
        parts.join(", ")
    );
    flow(out, &words, width);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_or_two_actors_are_named() {
        let words = |words: &[&str]| {
            key(&words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>())
        };
        let pair = Ok(Key::Pair("JPN".to_owned(), "RUS".to_owned()));
        assert_eq!(words(&["rus", "JPN"]), pair);
        assert_eq!(words(&["RUS-JPN"]), pair);
        assert_eq!(words(&["AL-QAEDA"]), Ok(Key::Party("AL-QAEDA".to_owned())));
        let groups = Key::Pair("AL-QAEDA".to_owned(), "USA".to_owned());
        assert_eq!(words(&["AL-QAEDA,USA"]), Ok(groups));
        assert!(words(&["RUS-"]).is_err());
    }
}
