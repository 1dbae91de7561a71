//! Lines: a record with its claims as JSON has it.
//!
//! What enters: an [`Item`]. What leaves: a [`RecordLine`], whose fields are a contract (docs/export.md). Invariant: a [`ClaimLine`]
//! holds all that the ledger knows of a claim and its page but the page's bytes and text.

use super::Item;
use crate::record::{Claim, Correction, Evidence, Fingerprint, Life, Record, Source};
use crate::store::written::{WrittenCorrection, WrittenDealing, WrittenPlace};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::sync::Arc;

/// A record, for programs that take the claims back. What `servanda records` prints ends otherwise (with claims in fewer fields and what was asked for), and
/// begins with the same [`RecordHead`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct RecordLine<'r> {
    #[serde(flatten)]
    pub head: RecordHead<'r>,
    pub sources: usize,
    #[serde(flatten)]
    pub life: LifeLine<'r>,
    pub claims: Vec<ClaimLine>,
}

/// What a record is and what became of it: so every JSON of one begins.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct RecordHead<'r> {
    pub id: String,
    pub r#type: &'static str,
    pub kind: Option<&'r str>,
    pub actors: &'r [String],
    pub recipients: &'r [String],
    pub persons: &'r [String],
    pub when: Option<&'r str>,
    pub r#where: Option<PlaceLine>,
    pub state: &'static str,
    pub due: Option<String>,
}

/// Why a record has its state.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct LifeLine<'r> {
    pub settled_by: Option<String>,
    pub against: Vec<String>,
    pub fulfilment: &'r str,
    pub why: &'r str,
}

/// A person's correction, with the pages that may be in no record for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CorrectionLine {
    pub correction: WrittenCorrection,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageLine>,
}

/// A claim with its page. What `servanda records` prints of a claim is another: it leaves out what only an import needs, and rounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ClaimLine {
    #[serde(default)]
    pub id: Option<String>,
    pub page: PageLine,
    #[serde(flatten)]
    pub dealing: WrittenDealing,
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
pub type PlaceLine = WrittenPlace;

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

impl<'r> RecordLine<'r> {
    /// The line of a record.
    pub fn of(item: &Item<'r>) -> RecordLine<'r> {
        RecordLine {
            head: RecordHead::of(item.record, item.life),
            sources: item.record.sources,
            life: LifeLine::of(item.life),
            claims: item
                .entries
                .iter()
                .map(|entry| ClaimLine::of(entry.claim, entry.source))
                .collect(),
        }
    }
}

impl<'r> RecordHead<'r> {
    /// How the JSON of a record begins.
    pub fn of(record: &'r Record, life: &Life) -> RecordHead<'r> {
        RecordHead {
            id: record.id.to_string(),
            r#type: record.event.as_str(),
            kind: record.kind.as_deref(),
            actors: &record.actors,
            recipients: &record.recipients,
            persons: &record.persons,
            when: record.when.as_deref(),
            r#where: record.place.as_ref().map(PlaceLine::of),
            state: life.state.as_str(),
            due: life.due.map(|due| due.to_string()),
        }
    }
}

impl<'r> LifeLine<'r> {
    /// Why a record has its state.
    pub fn of(life: &'r Life) -> LifeLine<'r> {
        LifeLine {
            settled_by: life.settled_by.map(|id| id.to_string()),
            against: life.against.iter().map(ToString::to_string).collect(),
            fulfilment: &life.fulfilment,
            why: &life.why,
        }
    }
}

impl CorrectionLine {
    /// The line of a correction.
    pub fn of(correction: &Correction, pages: &[Arc<Source>]) -> CorrectionLine {
        CorrectionLine {
            correction: WrittenCorrection::of(correction),
            pages: pages.iter().map(|page| PageLine::of(page)).collect(),
        }
    }
}

impl ClaimLine {
    /// A claim of a page.
    pub fn of(claim: &Claim, source: &Source) -> ClaimLine {
        ClaimLine {
            id: Some(claim.id.to_string()),
            page: PageLine::of(source),
            dealing: WrittenDealing::of(claim),
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

impl EvidenceLine {
    /// Words that say a claim.
    pub fn of(evidence: &Evidence) -> EvidenceLine {
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
