//! Shelf: how pages that sources bring get into a ledger.
//!
//! What enters: a page, one at a time. What leaves: what it is to the ledger: new, known, or a changed version of one that is there. Invariants: a page
//! is stored before it is read; one that differs from the newest version of its address in furniture alone is not stored.

use crate::sources::watch::{Keeper, Kept, What, changes};
use jiff::civil::Date;
use ledger::record::PageId;
use ledger::store::{self, Arrival, Ledger, PageRow, Read};
use reading::article::{self, Article};
use reading::page::{Page, Severity};
use reading::{Options, Reader};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A ledger with what reads pages for it.
pub struct Shelf {
    /// The ledger.
    pub ledger: Ledger,
    /// What reads.
    pub reader: Reader,
}

impl Keeper for Shelf {
    fn keep(
        &mut self,
        page: Page,
        day: Option<Date>,
        earlier: Option<&str>,
    ) -> Result<Kept, String> {
        self.take(page, day, earlier)
            .map_err(|error| error.to_string())
    }
}

impl Shelf {
    fn take(
        &mut self,
        page: Page,
        day: Option<Date>,
        earlier: Option<&str>,
    ) -> store::Result<Kept> {
        let id = PageId(page.hash());
        let mut kept = Kept {
            page: id.0.clone(),
            what: What::Known,
            ..Kept::default()
        };
        match self.ledger.page(&id)? {
            Some(row) if row.forgotten.is_some() => {
                kept.what = What::Forgotten;
                return Ok(kept);
            }
            Some(PageRow {
                facts: Some(facts), ..
            }) => {
                kept.title = facts.title;
                return Ok(kept);
            }
            // It was stored, and the program ended before it was read.
            Some(_) => {}
            None => {
                let (article, _) = article::read(&page, day);
                kept.what = match self.earlier(&article, earlier)? {
                    None => What::New,
                    Some((before, text)) => {
                        let changes = changes(&text, &article.text);
                        if changes.is_empty() {
                            kept.page = before.0;
                            kept.title = article.title;
                            return Ok(kept);
                        }
                        What::Changed(changes)
                    }
                };
            }
        }
        self.read(&id, page, day, &mut kept)?;
        Ok(kept)
    }

    /// The newest version of a page that is there, with its text.
    fn earlier(
        &self,
        article: &Article,
        earlier: Option<&str>,
    ) -> store::Result<Option<(PageId, String)>> {
        let mut versions = match article.url.as_deref() {
            Some(url) => self.ledger.versions(url)?,
            None => Vec::new(),
        };
        versions.sort_by(|a, b| a.age().cmp(&b.age()));
        let newest = versions.pop().map(|row| row.id);
        let Some(id) = newest.or(earlier.map(|hash| PageId(hash.to_owned()))) else {
            return Ok(None);
        };
        Ok(self.ledger.text(&id)?.map(|text| (id, text)))
    }

    fn read(
        &mut self,
        id: &PageId,
        page: Page,
        day: Option<Date>,
        kept: &mut Kept,
    ) -> store::Result<()> {
        let arrival = Arrival {
            id: id.clone(),
            name: page.address.clone().unwrap_or_default(),
            page,
            assumed: day,
            at: super::add::now(),
        };
        self.ledger.keep(std::slice::from_ref(&arrival), false)?;
        let options = Options {
            published: day,
            ..Options::default()
        };
        let reading = catch_unwind(AssertUnwindSafe(|| {
            self.reader.read(&arrival.page, &options)
        }));
        let read = match &reading {
            Ok(reading) => Read::of(id, reading),
            Err(_) => Read::failed(id),
        };
        let changes = self.ledger.put(std::slice::from_ref(&read), false)?;
        self.ledger.join()?;
        if changes.refused.contains(id) {
            kept.what = What::Forgotten;
        }
        kept.claims = changes.claims;
        kept.title = read.facts.title;
        kept.unread = match &reading {
            Ok(reading) => {
                let why = reading.diagnostics.iter().find(|d| {
                    d.severity == Severity::Error
                        || matches!(d.code, "other-language" | "empty-page")
                });
                why.map(|d| d.message.clone())
            }
            Err(_) => Some(
                "the program failed on this page, which is a mistake in the program".to_owned(),
            ),
        };
        Ok(())
    }
}
