//! Records: the words of the ledger.
//!
//! What enters: readings, of which [`take`] takes what the ledger keeps; these are the types that the later rooms share. Invariants: a [`ClaimId`] is a hash of page, span, type,
//! parties and status (DESIGN.md, Definitions, Ids), so that the same claim has the same id on every machine; a record's id
//! is the smallest id of its claims.

pub mod amend;
mod copies;
pub mod correction;
mod days;
mod fingerprint;
mod history;
mod life;
mod names;
mod scale;
pub mod take;
mod tellings;
mod whole;
mod words;

pub use copies::{copies, independent};
pub use correction::{Correction, CorrectionId, Word};
pub use days::{Day, Days, Time, day_number};
pub use history::{Step, Turn, history};
pub use life::{Life, State, life, life_by, record_with_life};
pub(crate) use names::level;
pub use names::{Name, leveled, same_person};
pub use scale::{Weight, weight};
pub use whole::{Record, knows, record};
pub use words::{COMMON, plain, says_moved, says_recalled};

use jiff::Timestamp;
use jiff::civil::Date;
use reading::claim::{Event, Status};
use sha2::{Digest, Sha256};
use std::fmt;

/// Id of a page: SHA-256 of its bytes in hexadecimal, as [`reading::page::Page::hash`] gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub String);

/// Id of a claim: the first sixteen hexadecimal digits of a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub u64);

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Where claims come from: a page as it was read, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The page.
    pub page: PageId,
    /// Its address, where it gives one.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its outlet: the registrable domain of the address, else the given name, normalised.
    pub outlet: Option<String>,
    /// The local day on which the source says it was published; none where nothing says so.
    pub published: Option<Date>,
    /// When it was read into the ledger for the first time.
    pub read: Timestamp,
    /// What copies of one report share: pages whose fingerprints are alike are one source. Worked out from the text when the
    /// page is read.
    pub fingerprint: Fingerprint,
}

impl Source {
    /// The day from which the page is known: published, else read, by universal time.
    pub fn day(&self) -> Date {
        self.published
            .unwrap_or_else(|| jiff::tz::TimeZone::UTC.to_datetime(self.read).date())
    }
}

/// What the text of a page is compared by: the smallest hashes of its runs of words (min-hash), sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint(pub Vec<u32>);

/// A claim with what merging and the life of its record need of its page.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its page.
    pub source: &'a Source,
}

/// One dealing between parties as one page has it, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The page that says it.
    pub page: PageId,
    /// PLOVER event type.
    pub event: Event,
    /// Finer kind within the type, in the codebook's words.
    pub kind: Option<String>,
    /// What became of it, as this page has it.
    pub status: Status,
    /// Codes of the parties that did it; of a mutual dealing, all parties.
    pub actors: Vec<String>,
    /// Codes of the parties it was done to or with.
    pub recipients: Vec<String>,
    /// People who take part, as the page first names them.
    pub persons: Vec<String>,
    /// The party that each of them acts for, in the same order; none where page and lexicon do not say it.
    pub persons_for: Vec<Option<String>>,
    /// When, in EDTF.
    pub when: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Whose word it is; empty for the page's own.
    pub said_by: Vec<String>,
    /// The words that say it, clearest first.
    pub evidence: Vec<Evidence>,
    /// How sure the reading is, 0 to 1.
    pub confidence: f32,
    /// Whether it comes from a teaser of another page: such a claim fulfils nothing.
    pub related: bool,
    /// Whether its first evidence is a caption: without a time of its own such a claim fulfils nothing.
    pub caption: bool,
}

/// Where a dealing takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name as the page gives it.
    pub name: String,
    /// ISO 3166-1 alpha-3 of its country, where known.
    pub country: Option<String>,
}

/// Words of a page that say a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// First byte in the article's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words themselves, so that a record can be shown without its pages.
    pub text: String,
}

impl ClaimId {
    /// The id of a claim: a hash of its page, its first span, its type, its parties (in order of their letters) and its status.
    pub fn of(
        page: &PageId,
        (start, end): (usize, usize),
        event: Event,
        actors: &[String],
        recipients: &[String],
        status: Status,
    ) -> ClaimId {
        let sorted = |parties: &[String]| {
            let mut parties = parties.to_vec();
            parties.sort();
            parties.join("+")
        };
        let words = format!(
            "{}\n{start}-{end}\n{}\n{}\n{}\n{}",
            page.0,
            event.as_str(),
            sorted(actors),
            sorted(recipients),
            status.as_str()
        );
        let digest = Sha256::digest(words.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        ClaimId(u64::from_be_bytes(first))
    }
}
