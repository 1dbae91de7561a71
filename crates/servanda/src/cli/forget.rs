//! `servanda forget`: takes a page's text out of a ledger.

use super::add::now;
use super::book::Which;
use super::report::Report;
use super::term::clean;
use super::{Exit, term};
use anstream::ColorChoice;
use ledger::record::PageId;
use ledger::store::{Ledger, Result};

/// Take out what a page says, and leave a mark so that it does not come back
///
/// Its bytes, text, title, address and claims go, with those of other versions of its address. What remains is the hash of its
/// bytes and of its address, by which it is known should it be added again. This cannot be undone.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda forget 5f2c11d09a\n  \
    servanda forget https://example.org/2018/03/01/visit")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// The page: its id, the first digits of it (four at least), or its address
    #[arg(value_name = "PAGE")]
    page: String,
}

/// Forgets the page.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    args.which.with(&mut report, false, |mut ledger, report| {
        let pages = named(&ledger, &args.page)?;
        let [page] = pages.as_slice() else {
            let (what, help) = if pages.is_empty() {
                (
                    "there is no such page in the ledger",
                    "`servanda show CLAIM --format json` tells the ids and addresses of the pages.",
                )
            } else {
                ("several pages begin so", "Give more digits of the id.")
            };
            report.fail(&format!("{}: {what}", clean(&args.page)), help);
            return Ok(Exit::Unread);
        };
        if ledger
            .page(page)?
            .is_some_and(|page| page.forgotten.is_some())
        {
            report.remark("it was forgotten before");
            return Ok(Exit::Done);
        }
        if let Some(forgotten) = ledger.forget(page, now())? {
            report.remark(&format!(
                "{} forgotten, with {}",
                term::count(forgotten.pages.len(), "page"),
                term::count(forgotten.claims, "claim")
            ));
        }
        Ok(Exit::Done)
    })
}

/// The pages that are meant. All versions of an address are forgotten together, so that one of them is enough.
fn named(ledger: &Ledger, name: &str) -> Result<Vec<PageId>> {
    if name.contains("://") {
        let versions = ledger.versions(name)?;
        return Ok(versions.into_iter().take(1).map(|page| page.id).collect());
    }
    let digits = name.to_ascii_lowercase();
    if digits.len() < 4 {
        return Ok(Vec::new());
    }
    ledger.pages_like(&digits)
}
