//! Import: claims with their pages, from what [`super::Format::Jsonl`] and [`super::Format::Parquet`] write.
//!
//! What enters: a file. What leaves: [`Imported`] claims, or what is wrong with a line. What the ledger works out itself (records,
//! states, due days) is not read. Invariants: nothing is taken over that is not whole: types, statuses and times must be of
//! the codebook, evidence must be as long as its span says, and an id must be that of its claim. Where ids are missing, as in
//! lists kept by hand, they are made from what the line says.

use super::lines::{ClaimLine, CorrectionLine, PAGE, PageLine, PlaceLine, fingerprint};
use super::parquet::read::Rows;
use crate::query::deeds::is_code;
use crate::record::{Claim, ClaimId, Correction, Evidence, PageId, Source, Time};
use jiff::Timestamp;
use jiff::civil::Date;
use reading::claim::{Event, Status};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::BufRead;

/// A claim that comes from outside, with its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The claim.
    pub claim: Claim,
    /// Its page, of which nothing more is known.
    pub source: Source,
}

/// What is wrong with a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The line of JSON lines or row of Parquet, from 1; none where the whole file is meant.
    pub at: Option<u64>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{at}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for Flaw {}

/// A line of a record, of which only the claims are read, or of a correction.
enum Line {
    Correction(Box<CorrectionLine>),
    Record(Vec<ClaimLine>),
}

#[derive(Deserialize)]
struct Claims {
    claims: Vec<ClaimLine>,
}

/// What JSON lines hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A claim of a record.
    Claim(Imported),
    /// A person's correction, with pages that may be in no record for it.
    Correction(Correction, Vec<Source>),
}

/// The claims and corrections of JSON lines, line by line. `now` is when pages were read that do not say it.
pub fn jsonl(reader: impl BufRead, now: Timestamp) -> impl Iterator<Item = Result<Part, Flaw>> {
    let mut taking = Taking::new(now);
    let mut reader = reader;
    let mut number = 0;
    let mut ready = Vec::new().into_iter();
    let mut line = Vec::new();
    std::iter::from_fn(move || {
        loop {
            if let Some(next) = ready.next() {
                return Some(next);
            }
            line.clear();
            number += 1;
            let flaw = |what: String| Flaw {
                at: Some(number),
                what,
            };
            match reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => {}
                Err(error) => return Some(Err(flaw(error.to_string()))),
            }
            match parsed(&line) {
                Err(error) => return Some(Err(flaw(error))),
                Ok(Line::Correction(line)) => {
                    return Some(correction(*line, now).map_err(flaw));
                }
                Ok(Line::Record(claims)) => {
                    let taken = claims.into_iter();
                    let taken =
                        taken.map(|claim| taking.take(claim).map(Part::Claim).map_err(flaw));
                    ready = taken.collect::<Vec<_>>().into_iter();
                }
            }
        }
    })
}

/// The correction of a line.
fn correction(line: CorrectionLine, now: Timestamp) -> Result<Part, String> {
    let pages = line.pages.into_iter().map(|page| source(page, now));
    let pages = pages.collect::<Result<Vec<Source>, String>>()?;
    Ok(Part::Correction(line.correction.read()?, pages))
}

/// A line, or what is wrong with it.
fn parsed(line: &[u8]) -> Result<Line, String> {
    /// What tells lines apart.
    #[derive(Deserialize)]
    struct Kind {
        correction: Option<serde::de::IgnoredAny>,
    }
    let wrong = |error: serde_json::Error| error.to_string();
    let kind: Kind = serde_json::from_slice(line).map_err(wrong)?;
    if kind.correction.is_some() {
        let line: CorrectionLine = serde_json::from_slice(line).map_err(wrong)?;
        Ok(Line::Correction(Box::new(line)))
    } else {
        let line: Claims = serde_json::from_slice(line).map_err(wrong)?;
        Ok(Line::Record(line.claims))
    }
}

/// The claims of a Parquet file, row by row, and the corrections beside them. `now` is when pages were read that do not say it.
pub fn parquet(
    file: File,
    now: Timestamp,
) -> Result<impl Iterator<Item = Result<Part, Flaw>>, Flaw> {
    let mut rows = Rows::open(file).map_err(|what| Flaw { at: None, what })?;
    let corrections = std::mem::take(&mut rows.corrections);
    let mut taking = Taking::new(now);
    let claims = (1..).zip(rows).map(move |(number, row)| {
        let claim = row.and_then(|claim| taking.take(claim));
        claim.map(Part::Claim).map_err(|what| Flaw {
            at: Some(number),
            what,
        })
    });
    // They are no rows: a line of theirs is none of the file.
    let corrections = jsonl(std::io::Cursor::new(corrections.into_bytes()), now)
        .map(|part| part.map_err(|flaw| Flaw { at: None, ..flaw }));
    Ok(claims.chain(corrections))
}

/// What is remembered from claim to claim.
struct Taking {
    now: Timestamp,
    /// How often an id was made: one sentence may name two dealings of the same parties, type and status.
    made: HashMap<ClaimId, u64>,
}

impl Taking {
    fn new(now: Timestamp) -> Taking {
        Taking {
            now,
            made: HashMap::new(),
        }
    }

    fn take(&mut self, line: ClaimLine) -> Result<Imported, String> {
        let source = source(line.page, self.now)?;
        let dealing = line.dealing;
        let event = Event::parse(&dealing.r#type)
            .ok_or_else(|| format!("{:?} is no type", dealing.r#type))?;
        let status = Status::parse(&dealing.status)
            .ok_or_else(|| format!("{:?} is no status", dealing.status))?;
        if let Some(code) = dealing
            .actors
            .iter()
            .chain(&dealing.recipients)
            .find(|code| !is_code(code))
        {
            return Err(format!("{code:?} is no code of a party"));
        }
        if dealing.actors.is_empty() {
            return Err("a claim without actors".to_owned());
        }
        if let Some(when) = dealing
            .when
            .as_deref()
            .filter(|when| Time::parse(when).is_none())
        {
            return Err(format!("{when:?} is no time in EDTF"));
        }
        if !(0.0..=1.0).contains(&line.confidence) {
            return Err("a confidence is from 0 to 1".to_owned());
        }
        let persons_for = match dealing.persons_for.len() {
            0 => vec![None; dealing.persons.len()],
            n if n == dealing.persons.len() => dealing.persons_for,
            _ => return Err("persons_for is not as long as persons".to_owned()),
        };
        let evidence = evidence(line.evidence)?;
        let first = evidence
            .first()
            .map_or((0, 0), |first| (first.start, first.end));
        let own = ClaimId::of(
            &source.page,
            first,
            event,
            &dealing.actors,
            &dealing.recipients,
            status,
        );
        let id = match line.id.as_deref() {
            // A corrected claim bears the id that it was read with.
            Some(given) if line.corrected => parse_id(given)?,
            given => self.id(given, own)?,
        };
        Ok(Imported {
            claim: Claim {
                id,
                page: source.page.clone(),
                event,
                kind: dealing.kind,
                status,
                actors: dealing.actors,
                recipients: dealing.recipients,
                persons: dealing.persons,
                persons_for,
                when: dealing.when,
                place: dealing.r#where.map(PlaceLine::read),
                said_by: if line.said_by == [PAGE] {
                    Vec::new()
                } else {
                    line.said_by
                },
                evidence,
                confidence: line.confidence,
                related: line.related,
                caption: line.caption,
            },
            source,
        })
    }

    /// The id of a claim whose words make `own`.
    fn id(&mut self, given: Option<&str>, own: ClaimId) -> Result<ClaimId, String> {
        /// More claims that differ in nothing that makes the id are on no page.
        const MOST: u64 = 1000;
        let Some(given) = given else {
            let before = self.made.entry(own).or_default();
            *before += 1;
            return Ok(own.again(*before - 1));
        };
        let id = parse_id(given)?;
        if (0..MOST).any(|before| own.again(before) == id) {
            Ok(id)
        } else {
            Err(format!(
                "{given} is not the id of what this claim says; leave ids of changed claims out"
            ))
        }
    }
}

fn parse_id(given: &str) -> Result<ClaimId, String> {
    let number = (given.len() == 16).then(|| u64::from_str_radix(given, 16).ok());
    let id = number.flatten().map(ClaimId);
    id.ok_or_else(|| format!("{given:?} is no id of a claim"))
}

fn evidence(lines: Vec<super::EvidenceLine>) -> Result<Vec<Evidence>, String> {
    if lines.is_empty() {
        return Err("a claim without evidence".to_owned());
    }
    lines
        .into_iter()
        .map(|line| {
            if line.start.checked_add(line.text.len()) == Some(line.end) {
                Ok(Evidence {
                    start: line.start,
                    end: line.end,
                    text: line.text,
                })
            } else {
                Err(format!(
                    "evidence of {} to {} is {} bytes long",
                    line.start,
                    line.end,
                    line.text.len()
                ))
            }
        })
        .collect()
}

fn source(line: PageLine, now: Timestamp) -> Result<Source, String> {
    let published = match line.published.as_deref() {
        // A time of day may follow; a source's day is never converted.
        Some(text) => Some(
            text.get(..10)
                .and_then(|day| day.parse::<Date>().ok())
                .ok_or_else(|| format!("{text:?} is no day"))?,
        ),
        None => None,
    };
    let read = match line.read.as_deref() {
        Some(text) => text.parse().map_err(|_| format!("{text:?} is no time"))?,
        None => now,
    };
    let page = match &line.id {
        Some(id)
            if id.len() == 64 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) =>
        {
            PageId(id.clone())
        }
        Some(id) => return Err(format!("{id:?} is no id of a page")),
        None => made(&line)?,
    };
    let fingerprint = fingerprint(&line.fingerprint)
        .ok_or_else(|| format!("{:?} is no fingerprint", line.fingerprint))?;
    Ok(Source {
        page,
        url: line.url,
        title: line.title,
        outlet: line.outlet,
        published,
        read,
        fingerprint,
    })
}

/// The id of a page that has none: a hash of what is known of it.
fn made(page: &PageLine) -> Result<PageId, String> {
    if page.url.is_none() && page.title.is_none() {
        return Err("a page without id, address and title".to_owned());
    }
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    let words = [part(&page.url), part(&page.title), part(&page.published)].join("\n");
    let digest = Sha256::digest(words.as_bytes());
    Ok(PageId(
        digest.iter().map(|byte| format!("{byte:02x}")).collect(),
    ))
}
