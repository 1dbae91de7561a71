//! Export: the ledger in the forms that other programs read, and back.
//!
//! What enters: records one by one, each with its life and its claims ([`Item`]). What leaves: bytes, written as they come; of a
//! whole ledger at most a few thousand claims are in memory, but for [`graphml`], which keeps the pairs of parties. Invariants:
//! the same items in the same order give the same bytes; everything that leaves carries ids, addresses and evidence; what
//! [`Format::Jsonl`] and [`Format::Parquet`] write, [`import`] reads back, and writing that gives the same bytes again.
//! docs/export.md describes the forms field by field.

mod cameo;
mod csv;
mod events;
pub mod gold;
mod graphml;
mod ics;
pub mod import;
mod jsonl;
mod lines;
mod parquet;
mod plover;

pub use lines::{
    ClaimLine, CorrectionLine, EvidenceLine, LifeLine, PageLine, PlaceLine, RecordHead, RecordLine,
    said_by,
};

use crate::record::{Correction, Entry, Life, Record, Source};
use std::io::{self, Write};
use std::sync::Arc;

/// A form in which the ledger can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSV, a row a record.
    CsvRecords,
    /// CSV, a row a claim.
    CsvClaims,
    /// CSV, a row a correction.
    CsvCorrections,
    /// JSON lines, a record a line.
    Jsonl,
    /// Parquet, a row a claim.
    Parquet,
    /// Event records of the PLOVER scheme, as JSON lines.
    Plover,
    /// Event records of the CAMEO scheme, as CSV.
    Cameo,
    /// An iCalendar of what is and was due.
    Ics,
    /// A graph of who dealt with whom.
    Graphml,
}

/// A record that leaves, as of a day.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// The record.
    pub record: &'a Record,
    /// What became of it.
    pub life: &'a Life,
    /// Its claims with their pages, in the order in which they became known.
    pub entries: Vec<Entry<'a>>,
}

/// How much left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records that were given.
    pub records: u64,
    /// Rows, lines, events or edges that were written for them.
    pub written: u64,
    /// Records for which nothing was, as the form has no place for them.
    pub left_out: u64,
}

/// Something that records can be written to.
pub trait Export {
    /// Writes a record. Gives how many rows, lines or events that were; none where the form has no place for it.
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>>;

    /// Writes a person's correction, with pages that may be in no record for it. Gives whether the form has a place for it; most have
    /// none, and show what came of it.
    fn correct(&mut self, _correction: &Correction, _pages: &[Arc<Source>]) -> io::Result<bool> {
        Ok(false)
    }

    /// Writes what stands at the end. Gives how many rows that were. Nothing may be added afterwards.
    fn end(&mut self) -> io::Result<u64> {
        Ok(0)
    }
}

/// Writes records in a format.
pub struct Exporter<'w> {
    form: Box<dyn Export + 'w>,
    tally: Tally,
}

impl<'w> Exporter<'w> {
    /// Begins to write in a format. `out` is best buffered.
    pub fn new(format: Format, out: impl Write + Send + 'w) -> io::Result<Exporter<'w>> {
        let form: Box<dyn Export + 'w> = match format {
            Format::CsvRecords => Box::new(csv::Records::new(out)?),
            Format::CsvClaims => Box::new(csv::Claims::new(out)?),
            Format::CsvCorrections => Box::new(csv::Corrections::new(out)?),
            Format::Jsonl => Box::new(jsonl::Lines::new(out)),
            Format::Parquet => Box::new(parquet::Rows::new(out)?),
            Format::Plover => Box::new(plover::Events::new(out)),
            Format::Cameo => Box::new(cameo::Events::new(out)?),
            Format::Ics => Box::new(ics::Calendar::new(out)?),
            Format::Graphml => Box::new(graphml::Graph::new(out)),
        };
        Ok(Exporter {
            form,
            tally: Tally::default(),
        })
    }

    /// Writes a record.
    pub fn add(&mut self, item: &Item) -> io::Result<()> {
        let written = self.form.add(item)?;
        self.tally.records += 1;
        self.tally.written += written.unwrap_or(0);
        self.tally.left_out += u64::from(written.is_none());
        Ok(())
    }

    /// Writes a person's correction, where the form has a place for it: after the records. `pages` are those that may be in no
    /// record for it.
    pub fn correct(&mut self, correction: &Correction, pages: &[Arc<Source>]) -> io::Result<bool> {
        self.form.correct(correction, pages)
    }

    /// Writes what stands at the end. Without it a file may not be readable.
    pub fn end(mut self) -> io::Result<Tally> {
        self.tally.written += self.form.end()?;
        Ok(self.tally)
    }
}

/// Writes all records in a format.
pub fn write<'a>(
    format: Format,
    items: impl IntoIterator<Item = Item<'a>>,
    out: impl Write + Send,
) -> io::Result<Tally> {
    let mut exporter = Exporter::new(format, out)?;
    for item in items {
        exporter.add(&item)?;
    }
    exporter.end()
}

impl<'a> Item<'a> {
    /// First and last day of the record's time, where it has them.
    fn days(&self) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
        days(self.record.when.as_deref())
    }

    /// The entry whose word decides: of the claim that settled the record, else of the first claim of its own text.
    fn deciding(&self) -> Option<&Entry<'a>> {
        let settled = self.life.settled_by;
        let own = |entry: &&Entry| !entry.claim.related;
        self.entries
            .iter()
            .find(|entry| Some(entry.claim.id) == settled)
            .or_else(|| self.entries.iter().find(own))
            .or_else(|| self.entries.first())
    }
}

/// First and last day of a time in EDTF, where they are known and not open.
fn days(when: Option<&str>) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
    let time = when.and_then(crate::record::Time::parse);
    match time.filter(|time| time.days.is_some()) {
        Some(time) => (time.edtf.earliest(), time.edtf.latest()),
        None => (None, None),
    }
}
