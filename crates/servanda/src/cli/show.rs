//! `servanda show`: a record with its claims, a claim or a page.

use super::book::{AsOf, Failure, Printer, Which};
use super::read::Format;
use super::report::Report;
use super::term::{BOLD, DIM, clean, shorten};
use super::{Exit, asked, said, table, term, told};
use crate::wire::ledger::{ClaimView, PageView, RecordView};
use anstream::ColorChoice;
use ledger::query::{Found, Said, Told, citation, find, history, known_to, said_of};
use ledger::record::{Claim, ClaimId, PageId};
use ledger::store::{Held, Ledger, PageRow};
use std::collections::BTreeSet;

/// So many pages of a record are cited at most.
const CITED: usize = 5;

/// Show a record with its claims and sentences, or a page with its claims, and a citation to copy
///
/// ID is that of a record, of any of its claims, or of a page; its first digits are enough where they are its alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda show 03ab5c21\n  \
    servanda show --explain 03ab5c21         why it has its state, and what would count as fulfilment")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    as_of: AsOf,
    /// Say why: by when it is due, what would count as fulfilment, which claim settled it
    #[arg(long, short)]
    explain: bool,
    /// A record, claim or page
    #[arg(value_name = "ID")]
    id: String,
}

/// Shows it.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    args.which.with(&mut report, false, |ledger, report| {
        let printer = Printer::new(args.format, color)?;
        show(&args, &ledger, printer, report)
    })
}

fn show(
    args: &Args,
    ledger: &Ledger,
    mut printer: Printer,
    report: &mut Report,
) -> Result<Exit, Failure> {
    let width = term::width();
    match find(ledger, &args.id, args.as_of.view())? {
        Found::Record(claim, told) => {
            let (said, struck) = history(ledger, &told.claims)?;
            let known = known_to(ledger, args.as_of.view(), &told.record)?;
            if printer.is_table() {
                printer.text(&told::whole(&told, Some(claim), args.explain, width))?;
                printer.text(&corrected(&said, &struck, width))?;
                printer.text(&beside(&known, width))?;
                printer.text(&told::citations(&cited(&told, claim)))?;
                printer.end()?;
            } else {
                let view = RecordView::of(&told, false, args.explain).cited(&told);
                printer.only(&view.with_history(&said, &struck).knowing(&known))?;
            }
        }
        Found::Claim(held) => {
            if printer.is_table() {
                let rejected = ledger.page_of_rejected(held.claim.id)?.is_some();
                let mark = if rejected {
                    "in no record, as a person rejected it"
                } else {
                    "in no record, as its page does not count"
                };
                printer.text(&told::claim(&held, &[mark], width))?;
                let pages = BTreeSet::from([held.claim.page.clone()]);
                let said = said_of(ledger, &[held.claim.id], &pages)?;
                printer.text(&corrected(&said, &[], width))?;
                let cited = citation(&held.source, Some(&held.claim));
                printer.text(&told::citations(&[cited]))?;
                printer.end()?;
            } else {
                printer.only(&ClaimView::of(&held).cited(&held))?;
            }
        }
        Found::Page(page, claims) => {
            let struck = ledger.rejected_of(&page.id)?;
            let said = match asked::claims_of(ledger, &page.id.0)? {
                Ok((ids, pages)) => said_of(ledger, &ids, &pages)?,
                Err(_) => Vec::new(),
            };
            if printer.is_table() {
                printer.text(&of_page(&page, &claims, width))?;
                printer.text(&corrected(&said, &struck, width))?;
                let cited = page.source().map(|source| citation(&source, None));
                printer.text(&told::citations(cited.as_slice()))?;
                printer.end()?;
            } else {
                let view = PageView::of(&page, &claims);
                printer.only(&view.with_history(&said, &struck))?;
            }
        }
        Found::Several(ids) => {
            report.fail(
                &format!("{} begins several ids", clean(&args.id)),
                &format!("Give more digits of one of them: {}", ids.join(", ")),
            );
            return Ok(Exit::Unread);
        }
        Found::Nothing => {
            report.fail(
                &format!(
                    "{}: there is no such record, claim or page in the ledger",
                    clean(&args.id)
                ),
                "Ids are hexadecimal digits, four at least, as `servanda records` prints them.",
            );
            return Ok(Exit::Unread);
        }
    }
    Ok(Exit::Done)
}

/// The records that the record knows.
fn beside(known: &[Told], width: usize) -> String {
    if known.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n");
    table::line(&mut out, BOLD, "At the same time");
    out.push_str(&told::records(known, width));
    out
}

/// What people said, and the claims that they struck out.
fn corrected(said: &[Said], struck: &[Held], width: usize) -> String {
    let mut out = String::new();
    for held in struck {
        out.push('\n');
        out.push_str(&told::claim(held, &["rejected by a person"], width));
    }
    if !said.is_empty() {
        out.push('\n');
        table::line(&mut out, BOLD, "Corrections");
    }
    for said in said {
        out.push_str(&said::one(said, width));
    }
    out
}

/// What is cited of a record: the claim that was asked for; where the record itself was, a claim of each page that says what it is
/// now, else of each page.
fn cited(told: &Told, asked: ClaimId) -> Vec<String> {
    let of = |held: &Held| citation(&held.source, Some(&held.claim));
    let one = told.claims.iter().find(|held| held.claim.id == asked);
    if let Some(held) = one.filter(|_| asked != told.record.id) {
        return vec![of(held)];
    }
    let settled = told.life.settled_by;
    let settled = settled.and_then(|claim| told.heard(claim));
    let as_it_is = |held: &&Held| settled.is_none_or(|by| by.claim.status == held.claim.status);
    let mut pages: Vec<&PageId> = Vec::new();
    let mut all = Vec::new();
    for held in told.claims.iter().filter(as_it_is) {
        if all.len() < CITED && !pages.contains(&&held.source.page) {
            pages.push(&held.source.page);
            all.push(of(held));
        }
    }
    all
}

fn of_page(page: &PageRow, claims: &[Held], width: usize) -> String {
    let mut out = String::new();
    let facts = page.facts.clone().unwrap_or_default();
    let title = facts.title.as_deref().map(clean).unwrap_or_default();
    let title = if title.is_empty() {
        "(no title)"
    } else {
        &title
    };
    table::line(&mut out, BOLD, &shorten(title, width));
    let origin = [
        facts.outlet.unwrap_or_else(|| "no outlet".to_owned()),
        facts
            .published
            .map_or_else(|| "no date".to_owned(), |day| day.to_string()),
        facts.url.unwrap_or_else(|| page.name.clone()),
    ];
    table::line(&mut out, DIM, &shorten(&clean(&origin.join(" · ")), width));
    let state = match (page.forgotten, &page.facts) {
        (Some(at), _) => format!("forgotten on request, {at}"),
        (None, None) => "stored and not read yet".to_owned(),
        (None, Some(facts)) if facts.failed => "the program failed on it".to_owned(),
        (None, Some(_)) if !page.counts => {
            "a newer version of the same address counts in its place".to_owned()
        }
        (None, Some(_)) => format!("read {}", page.arrived),
    };
    let id = page.id.0.get(..16).unwrap_or(&page.id.0);
    table::line(&mut out, DIM, &format!("{id} · {state}"));
    let claims: Vec<Claim> = claims.iter().map(|held| held.claim.clone()).collect();
    out.push_str(&told::claims(&claims, width));
    out
}
