//! Lines: a record with its claims as JSON has it.
//!
//! What enters: an [`Item`]. What leaves: a [`RecordLine`], whose fields are a contract (docs/export.md). Invariant: a [`ClaimLine`]
//! holds all that the ledger knows of a claim and its page but the page's bytes and text.

use super::Item;
use crate::record::{Claim, Evidence, Fingerprint, Place, Source};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// A record.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct RecordLine {
    pub id: String,
    pub r#type: &'static str,
    pub kind: Option<String>,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub persons: Vec<String>,
    pub when: Option<String>,
    pub r#where: Option<PlaceLine>,
    pub state: &'static str,
    pub due: Option<String>,
    pub sources: usize,
    pub settled_by: Option<String>,
    pub against: Vec<String>,
    pub fulfilment: String,
    pub why: String,
    pub claims: Vec<ClaimLine>,
}

/// A claim with its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ClaimLine {
    #[serde(default)]
    pub id: Option<String>,
    pub page: PageLine,
    pub r#type: String,
    #[serde(default)]
    pub kind: Option<String>,
    pub status: String,
    pub actors: Vec<String>,
    #[serde(default)]
    pub recipients: Vec<String>,
    #[serde(default)]
    pub persons: Vec<String>,
    #[serde(default)]
    pub persons_for: Vec<Option<String>>,
    #[serde(default)]
    pub when: Option<String>,
    #[serde(default)]
    pub r#where: Option<PlaceLine>,
    #[serde(default)]
    pub said_by: Vec<String>,
    pub evidence: Vec<EvidenceLine>,
    #[serde(default = "sure")]
    pub confidence: f32,
    #[serde(default)]
    pub related: bool,
    #[serde(default)]
    pub caption: bool,
    /// Whether a person changed what its id is made of.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct PageLine {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub outlet: Option<String>,
    #[serde(default)]
    pub published: Option<String>,
    #[serde(default)]
    pub read: Option<String>,
    #[serde(default)]
    pub fingerprint: String,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct PlaceLine {
    pub name: String,
    #[serde(default)]
    pub country: Option<String>,
}

/// Words of a page that say a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct EvidenceLine {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// The confidence of what does not give one: a person wrote it down.
fn sure() -> f32 {
    1.0
}

impl RecordLine {
    /// The line of a record.
    pub fn of(item: &Item) -> RecordLine {
        let (record, life) = (item.record, item.life);
        RecordLine {
            id: record.id.to_string(),
            r#type: record.event.as_str(),
            kind: record.kind.clone(),
            actors: record.actors.clone(),
            recipients: record.recipients.clone(),
            persons: record.persons.clone(),
            when: record.when.clone(),
            r#where: record.place.as_ref().map(PlaceLine::of),
            state: life.state.as_str(),
            due: life.due.map(|due| due.to_string()),
            sources: record.sources,
            settled_by: life.settled_by.map(|id| id.to_string()),
            against: life.against.iter().map(ToString::to_string).collect(),
            fulfilment: life.fulfilment.clone(),
            why: life.why.clone(),
            claims: item
                .entries
                .iter()
                .map(|entry| ClaimLine::of(entry.claim, entry.source))
                .collect(),
        }
    }
}

impl ClaimLine {
    /// A claim of a page.
    pub fn of(claim: &Claim, source: &Source) -> ClaimLine {
        ClaimLine {
            id: Some(claim.id.to_string()),
            page: PageLine::of(source),
            r#type: claim.event.as_str().to_owned(),
            kind: claim.kind.clone(),
            status: claim.status.as_str().to_owned(),
            actors: claim.actors.clone(),
            recipients: claim.recipients.clone(),
            persons: claim.persons.clone(),
            persons_for: claim.persons_for.clone(),
            when: claim.when.clone(),
            r#where: claim.place.as_ref().map(PlaceLine::of),
            said_by: said_by(claim),
            evidence: claim.evidence.iter().map(EvidenceLine::of).collect(),
            confidence: claim.confidence,
            related: claim.related,
            caption: claim.caption,
            corrected: !claim.bears_own_id(),
        }
    }
}

/// Whose word a claim is; `page` stands for the page's own.
pub fn said_by(claim: &Claim) -> Vec<String> {
    if claim.said_by.is_empty() {
        vec![PAGE.to_owned()]
    } else {
        claim.said_by.clone()
    }
}

/// What stands for the page's own word.
pub const PAGE: &str = "page";

impl PageLine {
    /// A page.
    pub fn of(source: &Source) -> PageLine {
        PageLine {
            id: Some(source.page.0.clone()),
            url: source.url.clone(),
            title: source.title.clone(),
            outlet: source.outlet.clone(),
            published: source.published.map(|day| day.to_string()),
            read: Some(source.read.to_string()),
            fingerprint: hexadecimal(&source.fingerprint),
        }
    }
}

impl PlaceLine {
    pub(super) fn of(place: &Place) -> PlaceLine {
        PlaceLine {
            name: place.name.clone(),
            country: place.country.clone(),
        }
    }
}

impl EvidenceLine {
    pub(super) fn of(evidence: &Evidence) -> EvidenceLine {
        EvidenceLine {
            start: evidence.start,
            end: evidence.end,
            text: evidence.text.clone(),
        }
    }
}

/// A fingerprint as hexadecimal digits, eight a hash.
pub fn hexadecimal(fingerprint: &Fingerprint) -> String {
    let mut digits = String::with_capacity(fingerprint.0.len() * 8);
    for hash in &fingerprint.0 {
        // Writing to a string never fails.
        let _ = write!(digits, "{hash:08x}");
    }
    digits
}

/// The fingerprint of such digits; none where they are no fingerprint.
pub fn fingerprint(digits: &str) -> Option<Fingerprint> {
    if !digits.is_ascii() || !digits.len().is_multiple_of(8) {
        return None;
    }
    let hashes: Option<Vec<u32>> = (0..digits.len())
        .step_by(8)
        .map(|at| u32::from_str_radix(digits.get(at..at + 8)?, 16).ok())
        .collect();
    // Likeness is worked out of hashes that are sorted, each once.
    hashes
        .filter(|hashes| hashes.windows(2).all(|pair| pair[0] < pair[1]))
        .map(Fingerprint)
}
