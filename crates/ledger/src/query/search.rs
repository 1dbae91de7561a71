//! Search: what words stand in.

use super::filter::Sieve;
use super::{Filter, Told, View, changes};
use crate::store::{Ledger, PageRow, Result};
use std::sync::Arc;

/// What was found.
#[derive(Debug, Clone)]
pub struct Hits {
    /// Records, those of which something became known last first.
    pub records: Vec<Arc<Told>>,
    /// Pages in whose title or text the words stand, the newest first.
    pub pages: Vec<PageRow>,
}

/// Of so many changes the records are found at most, for each record that is asked for.
const TURNS: usize = 2;

/// Searches for the words of a filter, within what else it asks for. A filter without words finds no pages.
pub fn search(ledger: &Ledger, view: View, filter: &Filter, most: usize) -> Result<Hits> {
    let newest = Sieve::of_newest(ledger, filter)?;
    let mut records = found(ledger, view, &newest, most)?;
    if records.len() < most && !newest.is_whole() {
        records = found(ledger, view, &Sieve::new(ledger, filter)?, most)?;
    }
    let mut pages = Vec::new();
    if let Some(words) = &filter.text {
        for page in ledger.pages_with(words, most)? {
            let row = ledger.page(&page)?;
            pages.extend(row.filter(|row| view.as_known_on.is_none_or(|on| row.day() <= on)));
        }
    }
    Ok(Hits { records, pages })
}

/// The records that pass through a sieve, those of which something became known last first.
fn found(ledger: &Ledger, view: View, sieve: &Sieve, most: usize) -> Result<Vec<Arc<Told>>> {
    let mut records: Vec<Arc<Told>> = Vec::new();
    let mut after = None;
    // A record is told by each of its changes.
    while records.len() < most {
        let asked = most * TURNS;
        let some = changes::through(ledger, view, sieve, after, asked)?;
        let end = some.len() < asked;
        for change in some {
            after = Some(change.cursor);
            let known = records
                .iter()
                .any(|told| told.record.id == change.told.record.id);
            if !known && records.len() < most {
                records.push(change.told);
            }
        }
        if end {
            break;
        }
    }
    Ok(records)
}
