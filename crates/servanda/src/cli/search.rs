//! `servanda search`: records and pages in which words stand.

use super::book::{AsOf, Failure, Printer, Which, warn_of_unread};
use super::read::Format;
use super::records::{During, What, Who};
use super::report::Report;
use super::table::INDENT;
use super::term::{BOLD, DIM, clean, shorten};
use super::{Exit, table, term, told};
use crate::wire::dossier::HitView;
use anstream::ColorChoice;
use ledger::query::{Filter, Hits, Told, search};
use ledger::store::PageRow;
use std::fmt::Write;

/// Search records and pages for words
///
/// A record is found where all of the words stand in a sentence that it rests on, or in the title of its page; a page where they stand in
/// its title or text. Forms of an English word are one: "talks" finds "talking".
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda search trawlers\n  \
    servanda search fishing rights --pair PER-NZL --type AGREE\n  \
    servanda search gas --person Lavrov --from 2016-01-01 --format jsonl\n\n\
    The newest are first. Days are those on which something became known.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print: json is one array of all hits, jsonl one hit a line
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
    /// Only where this person takes part; a family name is enough
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only what this outlet tells
    #[arg(long, value_name = "OUTLET")]
    outlet: Option<String>,
    /// At most so many records, and so many pages
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// Words that all have to stand there
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Searches.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    args.which.with(&mut report, false, |ledger, report| {
        warn_of_unread(&ledger, report)?;
        let (from, to) = args.during.days();
        let filter = Filter {
            parties: args.who.parties(),
            from,
            to,
            person: args.person.clone(),
            outlet: args.outlet.as_ref().map(|outlet| outlet.to_lowercase()),
            text: Some(args.words.join(" ")),
            ..args.what.filter()
        };
        let most = usize::from(args.limit);
        let hits = search(&ledger, args.as_of.view(), &filter, most)?;
        print(&hits, most, Printer::new(args.format, color)?)?;
        Ok(Exit::Done)
    })
}

fn print(hits: &Hits, most: usize, mut printer: Printer) -> Result<(), Failure> {
    if printer.is_table() {
        printer.text(&page(hits, most, term::width()))?;
    } else {
        for hit in HitView::of(hits) {
            printer.item(&hit)?;
        }
    }
    Ok(printer.end()?)
}

fn page(hits: &Hits, most: usize, width: usize) -> String {
    let mut out = String::new();
    let records: Vec<Told> = hits.records.iter().map(|told| (**told).clone()).collect();
    out.push_str(&told::records(&records, width));
    if !hits.pages.is_empty() {
        table::line(&mut out, BOLD, "Pages");
    }
    for row in &hits.pages {
        let (id, line) = page_line(row);
        let line = shorten(&line, width.saturating_sub(INDENT.len() + id.len() + 2));
        let _ = writeln!(out, "{INDENT}{DIM}{id}{DIM:#}  {line}");
    }
    let of = |count: usize, one: &str| {
        let more = if count == most { "the newest " } else { "" };
        format!("{more}{}", term::count(count, one))
    };
    let _ = writeln!(
        out,
        "{}, {}",
        of(hits.records.len(), "record"),
        of(hits.pages.len(), "page")
    );
    out
}

fn page_line(row: &PageRow) -> (String, String) {
    let facts = row.facts.clone().unwrap_or_default();
    let words = [
        Some(row.day().to_string()),
        facts.outlet,
        facts.title.or(Some("(no title)".to_owned())),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    let id = row.id.0.get(..16).unwrap_or(&row.id.0);
    (id.to_owned(), clean(&words.join(" · ")))
}
