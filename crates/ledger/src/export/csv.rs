//! CSV (RFC 4180, UTF-8, lines ending in a line feed): a row a record, a claim, or a correction.
//!
//! Where a cell holds several things they are parted by `|`; a bar inside one of them is written as a slash, in an address as
//! `%7C`. Texts of pages stand as they are, line breaks included.

use super::lines::said_by;
use super::{Export, Item, days};
use crate::record::{Correction, Entry, Place, Source, weight};
use crate::store::written::{WrittenCorrection, WrittenTarget};
use jiff::civil::Date;
use std::io::{self, Write};
use std::sync::Arc;

/// The columns of records.
pub const RECORD: &[&str] = &[
    "record",
    "type",
    "kind",
    "state",
    "due",
    "actors",
    "recipients",
    "persons",
    "when",
    "first_day",
    "last_day",
    "place",
    "country",
    "sources",
    "score",
    "quad",
    "settled_by",
    "against",
    "why",
    "outlet",
    "published",
    "url",
    "title",
    "evidence",
    "claims",
    "pages",
    "urls",
];

/// The columns of claims.
pub const CLAIM: &[&str] = &[
    "record",
    "state",
    "due",
    "claim",
    "status",
    "type",
    "kind",
    "actors",
    "recipients",
    "persons",
    "when",
    "first_day",
    "last_day",
    "place",
    "country",
    "said_by",
    "score",
    "quad",
    "confidence",
    "related",
    "caption",
    "evidence",
    "evidence_start",
    "evidence_end",
    "more_evidence",
    "page",
    "url",
    "title",
    "outlet",
    "published",
    "read",
];

/// The columns of corrections.
pub const CORRECTION: &[&str] = &[
    "correction",
    "kind",
    "author",
    "reason",
    "at",
    "claims",
    "from",
    "pages",
    "edit",
    "state",
    "withdraws",
];

/// Writes rows of cells.
pub struct Table<W> {
    out: W,
}

impl<W: Write> Table<W> {
    /// Begins with a row of names.
    pub fn new(out: W, columns: &[&str]) -> io::Result<Table<W>> {
        let mut table = Table { out };
        let names: Vec<String> = columns.iter().map(|&name| name.to_owned()).collect();
        table.row(&names)?;
        Ok(table)
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[String]) -> io::Result<()> {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        writeln!(self.out, "{}", cells.join(","))
    }

    /// Sees to it that all is written.
    pub fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A cell as it stands in the file: in quotes where it must be.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Several words in one cell.
pub fn several<S: AsRef<str>>(words: &[S]) -> String {
    let plain: Vec<String> = words
        .iter()
        .map(|word| word.as_ref().replace('|', "/"))
        .collect();
    plain.join("|")
}

fn or_empty(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn place(place: Option<&Place>) -> [String; 2] {
    let name = place.map(|place| place.name.clone()).unwrap_or_default();
    let country = place.and_then(|place| place.country.clone());
    [name, country.unwrap_or_default()]
}

/// A row a record.
pub struct Records<W>(Table<W>);

impl<W: Write> Records<W> {
    /// Begins with the names of the columns.
    pub fn new(out: W) -> io::Result<Records<W>> {
        Table::new(out, RECORD).map(Records)
    }
}

impl<W: Write> Export for Records<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        let (record, life) = (item.record, item.life);
        let deciding = item.deciding();
        let source = deciding.map(|entry| entry.source);
        let (first, last) = item.days();
        let [name, country] = place(record.place.as_ref());
        let weight = weight(record.event, record.kind.as_deref());
        let mut pages: Vec<&str> = Vec::new();
        let mut urls: Vec<String> = Vec::new();
        for entry in &item.entries {
            if !pages.contains(&entry.source.page.0.as_str()) {
                pages.push(&entry.source.page.0);
                urls.extend(entry.source.url.as_ref().map(|url| url.replace('|', "%7C")));
            }
        }
        self.0.row(&[
            record.id.to_string(),
            record.event.as_str().to_owned(),
            or_empty(record.kind.as_deref()),
            life.state.as_str().to_owned(),
            day(life.due),
            several(&record.actors),
            several(&record.recipients),
            several(&record.persons),
            or_empty(record.when.as_deref()),
            day(first),
            day(last),
            name,
            country,
            record.sources.to_string(),
            weight.score.to_string(),
            weight.quad.to_string(),
            life.settled_by.map(|id| id.to_string()).unwrap_or_default(),
            several(
                &life
                    .against
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>(),
            ),
            life.why.clone(),
            or_empty(source.and_then(|source| source.outlet.as_deref())),
            day(source.and_then(|source| source.published)),
            or_empty(source.and_then(|source| source.url.as_deref())),
            or_empty(source.and_then(|source| source.title.as_deref())),
            or_empty(deciding.and_then(first_words)),
            several(
                &record
                    .claims
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>(),
            ),
            several(&pages),
            several(&urls),
        ])?;
        Ok(Some(1))
    }

    fn end(&mut self) -> io::Result<u64> {
        self.0.end()?;
        Ok(0)
    }
}

/// The clearest words of a claim.
pub fn first_words<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    entry
        .claim
        .evidence
        .first()
        .map(|evidence| evidence.text.as_str())
}

/// A row a claim.
pub struct Claims<W>(Table<W>);

impl<W: Write> Claims<W> {
    /// Begins with the names of the columns.
    pub fn new(out: W) -> io::Result<Claims<W>> {
        Table::new(out, CLAIM).map(Claims)
    }
}

impl<W: Write> Export for Claims<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        let mut rows = 0;
        for entry in &item.entries {
            self.0.row(&claim_row(item, entry))?;
            rows += 1;
        }
        Ok(Some(rows))
    }

    fn end(&mut self) -> io::Result<u64> {
        self.0.end()?;
        Ok(0)
    }
}

fn claim_row(item: &Item, entry: &Entry) -> Vec<String> {
    let (claim, source) = (entry.claim, entry.source);
    let (first, last) = days(claim.when.as_deref());
    let [name, country] = place(claim.place.as_ref());
    let weight = weight(claim.event, claim.kind.as_deref());
    let evidence = claim.evidence.first();
    let place_of = |place: Option<usize>| place.map(|at| at.to_string()).unwrap_or_default();
    let more: Vec<&str> = claim
        .evidence
        .iter()
        .skip(1)
        .map(|e| e.text.as_str())
        .collect();
    vec![
        item.record.id.to_string(),
        item.life.state.as_str().to_owned(),
        day(item.life.due),
        claim.id.to_string(),
        claim.status.as_str().to_owned(),
        claim.event.as_str().to_owned(),
        or_empty(claim.kind.as_deref()),
        several(&claim.actors),
        several(&claim.recipients),
        several(&claim.persons),
        or_empty(claim.when.as_deref()),
        day(first),
        day(last),
        name,
        country,
        several(&said_by(claim)),
        weight.score.to_string(),
        weight.quad.to_string(),
        claim.confidence.to_string(),
        claim.related.to_string(),
        claim.caption.to_string(),
        or_empty(evidence.map(|e| e.text.as_str())),
        place_of(evidence.map(|e| e.start)),
        place_of(evidence.map(|e| e.end)),
        several(&more),
        source.page.0.clone(),
        or_empty(source.url.as_deref()),
        or_empty(source.title.as_deref()),
        or_empty(source.outlet.as_deref()),
        day(source.published),
        source.read.to_string(),
    ]
}

/// A row a correction. Records have no place among them.
pub struct Corrections<W> {
    table: Table<W>,
    written: u64,
}

impl<W: Write> Corrections<W> {
    /// Begins with the names of the columns.
    pub fn new(out: W) -> io::Result<Corrections<W>> {
        let table = Table::new(out, CORRECTION)?;
        Ok(Corrections { table, written: 0 })
    }
}

impl<W: Write> Export for Corrections<W> {
    fn add(&mut self, _item: &Item) -> io::Result<Option<u64>> {
        Ok(Some(0))
    }

    fn correct(&mut self, correction: &Correction, _pages: &[Arc<Source>]) -> io::Result<bool> {
        let written = WrittenCorrection::of(correction);
        let deed = written.deed;
        let ids = |targets: &[WrittenTarget]| {
            let ids: Vec<&str> = targets.iter().map(|one| one.claim.id.as_str()).collect();
            several(&ids)
        };
        let mut pages: Vec<&str> = Vec::new();
        for target in deed.claims.iter().chain(&deed.from) {
            if !pages.contains(&target.claim.page.as_str()) {
                pages.push(&target.claim.page);
            }
        }
        let edit = deed.edit.as_ref().map(serde_json::to_string).transpose()?;
        self.table.row(&[
            written.id,
            written.kind,
            written.author,
            written.reason,
            written.at,
            ids(&deed.claims),
            ids(&deed.from),
            several(&pages),
            edit.unwrap_or_default(),
            or_empty(deed.state.as_deref()),
            or_empty(deed.withdraws.as_deref()),
        ])?;
        self.written += 1;
        Ok(true)
    }

    fn end(&mut self) -> io::Result<u64> {
        self.table.end()?;
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, &["a", "b"]).unwrap();
        table
            .row(&["x \"y\", z".into(), "two\nlines".into()])
            .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "a,b\n\"x \"\"y\"\", z\",\"two\nlines\"\n"
        );
    }

    #[test]
    fn a_bar_never_parts_one_thing() {
        assert_eq!(several(&["a|b", "c"]), "a/b|c");
    }
}
