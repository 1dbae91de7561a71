//! `servanda doctor`: whether a ledger is sound, and what is left of one that is not.

use super::Exit;
use super::backup::Aside;
use super::book::Which;
use super::report::Report;
use super::term::{clean, count};
use crate::people::salvage as people;
use anstream::ColorChoice;
use ledger::store::Error;
use ledger::store::sqlite::backup::{self, Files};
use ledger::store::sqlite::{Salvage, salvage};
use std::path::{Path, PathBuf};

/// How many lost pages are named.
const NAMED: usize = 20;

/// Look whether a ledger is sound; save what is left of one that is damaged
///
/// It reads the whole file and changes nothing. With --save it makes a new ledger of all pages, claims and corrections that can still be
/// read, wherever the damage lies, and says what is lost. Records are worked out anew. Accounts, discussion and chats are saved
/// along with it, into the file beside the new ledger.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda doctor --ledger asia.ledger\n  \
    servanda doctor --ledger asia.ledger --save saved.ledger\n\n\
    Exit codes: 0 it is sound, or all of it was saved; 1 something is lost; 3 it is damaged, or cannot be used.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Save what is left into this new ledger
    #[arg(long, value_name = "NEW")]
    save: Option<PathBuf>,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Looks at the ledger.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    let files = Files::of(&args.which.path());
    match &args.save {
        None => look(&args, &files, &mut report),
        Some(new) => save_all(&args, &files, new, &mut report),
    }
}

fn look(args: &Args, files: &Files, report: &mut Report) -> Exit {
    let mut exit = Exit::Done;
    let found = backup::is_ledger(&files.ledger).and_then(|()| backup::flaws(&files.ledger));
    match found {
        Ok(flaws) => exit = say(&files.ledger, &flaws, report).unwrap_or(exit),
        Err(error) => {
            args.which.fail(report, &error);
            return Exit::Ledger;
        }
    }
    if files.people.exists() {
        let flaws = backup::flaws(&files.people).unwrap_or_else(|error| vec![error.to_string()]);
        exit = say(&files.people, &flaws, report).unwrap_or(exit);
    }
    exit
}

/// Says what is wrong with a file; none where it is sound.
fn say(path: &Path, flaws: &[String], report: &mut Report) -> Option<Exit> {
    let name = clean(&path.display().to_string());
    if flaws.is_empty() {
        report.remark(&format!("{name} is sound"));
        return None;
    }
    for flaw in flaws {
        report.remark(&format!("{name}: {}", clean(flaw)));
    }
    report.fail(
        &format!("{name} is damaged"),
        "Bring back a copy with `servanda restore`, or save what is left with `servanda doctor --save NEW`.",
    );
    Some(Exit::Ledger)
}

/// Saves the ledger, and beside it what is left of its people.
fn save_all(args: &Args, files: &Files, new: &Path, report: &mut Report) -> Exit {
    let target = Files::of(new).people;
    let name = clean(&target.display().to_string());
    if files.people.exists() && target.exists() {
        report.fail(
            &format!("{name}: {}", Error::Taken),
            "Give a name that is free.",
        );
        return Exit::Usage;
    }
    let exit = save(args, &files.ledger, new, report);
    if !files.people.exists() || !matches!(exit, Exit::Done | Exit::Unread) {
        return exit;
    }
    match people::salvage(&files.people, &target) {
        Ok(saved) => {
            tell_of_people(&saved, &name, report);
            if saved.is_whole() { exit } else { Exit::Unread }
        }
        Err(error) => {
            report.fail(
                &format!("{}: {error}", clean(&files.people.display().to_string())),
                "Nothing of the accounts can be told apart any more: bring back a copy with `servanda restore`.",
            );
            Exit::Unread
        }
    }
}

fn tell_of_people(saved: &people::Saved, name: &str, report: &mut Report) {
    let rows = usize::try_from(saved.rows).unwrap_or(usize::MAX);
    report.remark(&format!("saved {} into {name}", count(rows, "row")));
    for table in &saved.torn {
        report.remark(&format!("lost: some rows of the table {table}"));
    }
    for (lost, what) in [
        (
            saved.nobody,
            "account, but for what it wrote, which stays by nobody",
        ),
        (saved.dropped, "row that belonged to what is lost"),
    ] {
        if lost > 0 {
            report.remark(&format!("lost: {lost} × {what}"));
        }
    }
}

fn save(args: &Args, from: &Path, new: &Path, report: &mut Report) -> Exit {
    let name = clean(&new.display().to_string());
    if new.exists() {
        report.fail(
            &format!("{name}: {}", Error::Taken),
            "Give a name that is free.",
        );
        return Exit::Usage;
    }
    let aside = Aside::beside(new);
    let path = aside.path("saved");
    let saved = salvage(from, &path).and_then(|saved| {
        backup::put(&path, new, false)?;
        Ok(saved)
    });
    match saved {
        Ok(saved) => {
            tell(&saved, &name, report);
            if lost(&saved) {
                Exit::Unread
            } else {
                Exit::Done
            }
        }
        Err(error) => {
            args.which.fail(report, &error);
            Exit::Ledger
        }
    }
}

/// Whether something is not in the new ledger.
fn lost(saved: &Salvage) -> bool {
    saved.lost_pages + saved.lost_texts + saved.lost_claims + saved.broken_rows > 0
        || !saved.lost_bytes.is_empty()
}

fn tell(saved: &Salvage, name: &str, report: &Report) {
    let number = |number: u64, one: &str| count(usize::try_from(number).unwrap_or(usize::MAX), one);
    report.remark(&format!(
        "saved {}, {} and {} into {name}",
        number(saved.pages, "page"),
        number(saved.claims, "claim"),
        number(saved.corrections, "correction"),
    ));
    for (lost, what) in [
        (saved.lost_pages, "page that nothing is left of"),
        (
            saved.lost_claims,
            "claim that makes no sense or has no page",
        ),
        (saved.lost_texts, "text"),
        (saved.broken_rows, "broken row"),
    ] {
        if lost > 0 {
            report.remark(&format!("lost: {lost} × {what}"));
        }
    }
    for page in saved.lost_bytes.iter().take(NAMED) {
        report.remark(&format!("lost: the bytes of {}", clean(page)));
    }
    if saved.lost_bytes.len() > NAMED {
        report.remark(&format!(
            "lost: the bytes of {} more",
            saved.lost_bytes.len() - NAMED
        ));
    }
    if saved.to_read > 0 {
        report.remark(&format!(
            "`servanda add --ledger {name}` reads {} again whose reading was lost",
            number(saved.to_read, "page")
        ));
    }
    if lost(saved) {
        report.remark(&format!(
            "claims whose rows are gone come back with `servanda reread --ledger {name}`"
        ));
    }
}
