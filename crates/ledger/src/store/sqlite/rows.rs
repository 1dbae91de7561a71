//! Rows: how the ledger's words lie in columns, apart from the types of the model.
//!
//! What enters: columns. What leaves: the ledger's words, and back. Invariant: what a column cannot hold in this form is an
//! [`Error::Damaged`], never a panic.

use super::super::{Error, Held, Result};
use crate::record::{Claim, ClaimId, Evidence, Fingerprint, PageId, Place, Source};
use jiff::Timestamp;
use jiff::civil::Date;
use reading::claim::{Event, Status};
use reading::page::Format;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// How hard texts are compressed: more costs much time and saves little.
const EFFORT: i32 = 6;
/// The most bytes that a page or text may unfold to.
const LARGEST: usize = 1 << 30;

/// Columns of a claim and its source, as [`held`] reads them: of `claim` as c, `page` as p and `article` as a.
pub const HELD: &str = "c.id, c.event, c.kind, c.status, c.actors, c.recipients, c.persons, c.time, c.place, c.country, \
    c.said_by, c.evidence, c.confidence, c.related, c.caption, c.page, \
    p.hash, p.arrived, a.url, a.title, a.outlet, a.published, a.fingerprint, c.acting_for, c.record";

/// Reads claims one after the other; those of one page share their source.
#[derive(Default)]
pub struct Claims {
    last: Option<(i64, Arc<Source>)>,
}

impl Claims {
    /// The claim of a row with the columns [`HELD`].
    pub fn held(&mut self, row: &Row) -> Result<Held> {
        let page: i64 = row.get(15)?;
        let source = match &self.last {
            Some((last, source)) if *last == page => source.clone(),
            _ => Arc::new(source(row)?),
        };
        self.last = Some((page, source.clone()));
        Ok(Held {
            claim: claim(row, &source.page)?,
            source,
        })
    }
}

fn source(row: &Row) -> Result<Source> {
    Ok(Source {
        page: page_id(&row.get::<_, Vec<u8>>(16)?),
        read: time(row.get(17)?)?,
        url: row.get(18)?,
        title: row.get(19)?,
        outlet: row.get(20)?,
        published: day(row.get(21)?)?,
        fingerprint: fingerprint(&row.get::<_, Vec<u8>>(22)?),
    })
}

fn claim(row: &Row, page: &PageId) -> Result<Claim> {
    let event: String = row.get(1)?;
    let status: String = row.get(3)?;
    let evidence: Vec<(usize, usize, String)> = from_json(&row.get::<_, String>(11)?)?;
    let place: Option<String> = row.get(8)?;
    let country: Option<String> = row.get(9)?;
    Ok(Claim {
        id: claim_id(row.get(0)?),
        page: page.clone(),
        event: Event::parse(&event).ok_or_else(|| damaged("the type of a claim"))?,
        kind: row.get(2)?,
        status: Status::parse(&status).ok_or_else(|| damaged("the status of a claim"))?,
        actors: words(&row.get::<_, String>(4)?),
        recipients: words(&row.get::<_, String>(5)?),
        persons: from_json(&row.get::<_, String>(6)?)?,
        persons_for: from_json(&row.get::<_, String>(23)?)?,
        when: row.get(7)?,
        place: place.map(|name| Place { name, country }),
        said_by: from_json(&row.get::<_, String>(10)?)?,
        evidence: evidence
            .into_iter()
            .map(|(start, end, text)| Evidence { start, end, text })
            .collect(),
        confidence: row.get::<_, f64>(12)? as f32,
        related: row.get(13)?,
        caption: row.get(14)?,
    })
}

/// What is wrong with a row.
pub fn damaged(what: &str) -> Error {
    Error::Damaged(format!("{what} makes no sense"))
}

/// The words of a list that is parted by spaces: party codes hold none.
pub fn words(text: &str) -> Vec<String> {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A list in JSON.
pub fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Other(error.to_string()))
}

/// What JSON of a column says.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| damaged("a list of a claim"))
}

/// Evidence as it lies in its column.
pub fn evidence(claim: &Claim) -> Result<String> {
    let all: Vec<(usize, usize, &str)> = claim
        .evidence
        .iter()
        .map(|e| (e.start, e.end, e.text.as_str()))
        .collect();
    to_json(&all)
}

/// The 64 bits of an id, as SQLite keeps numbers.
pub fn bits(id: ClaimId) -> i64 {
    id.0.cast_signed()
}

/// The id of these bits.
pub fn claim_id(bits: i64) -> ClaimId {
    ClaimId(bits.cast_unsigned())
}

/// The bytes of a page's id; of one that is no hash, none.
pub fn hash(id: &PageId) -> Vec<u8> {
    let digits = id.0.as_bytes();
    digits
        .chunks(2)
        .map(|pair| {
            let text = std::str::from_utf8(pair).unwrap_or_default();
            u8::from_str_radix(text, 16).ok()
        })
        .collect::<Option<Vec<u8>>>()
        .unwrap_or_default()
}

/// The id of a page with this hash.
pub fn page_id(hash: &[u8]) -> PageId {
    let mut hex = String::with_capacity(2 * hash.len());
    for byte in hash {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    PageId(hex)
}

/// A moment from its column.
pub fn time(milliseconds: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| damaged("a time"))
}

/// A day from its column.
pub fn day(text: Option<String>) -> Result<Option<Date>> {
    text.map(|text| text.parse().map_err(|_| damaged("a day")))
        .transpose()
}

/// A fingerprint as it lies in its column.
pub fn print(fingerprint: &Fingerprint) -> Vec<u8> {
    fingerprint.0.iter().flat_map(|h| h.to_le_bytes()).collect()
}

/// A fingerprint from its column.
pub fn fingerprint(bytes: &[u8]) -> Fingerprint {
    let hashes = bytes.as_chunks::<4>().0.iter();
    Fingerprint(hashes.map(|four| u32::from_le_bytes(*four)).collect())
}

/// The word of a format.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Text => "text",
        Format::ArticleJson => "json",
    }
}

/// The format of a word.
pub fn format_of(word: &str) -> Result<Format> {
    match word {
        "html" => Ok(Format::Html),
        "text" => Ok(Format::Text),
        "json" => Ok(Format::ArticleJson),
        _ => Err(damaged("the format of a page")),
    }
}

/// Bytes, compressed.
pub fn fold(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(bytes, EFFORT).map_err(|error| Error::Other(error.to_string()))
}

/// Bytes, as they were. `size` is what they unfold to.
pub fn unfold(bytes: &[u8], size: u64) -> Result<Vec<u8>> {
    let size = usize::try_from(size).unwrap_or(LARGEST).min(LARGEST);
    zstd::bulk::decompress(bytes, size).map_err(|_| damaged("the compressed text of a page"))
}
