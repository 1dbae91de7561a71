//! Store: pages, their readings and records, kept on disk.
//!
//! What enters: pages and what reading made of them. What leaves: the same, and which claims form which record. The ledger's
//! own rules (what counts, what is merged anew, what is forgotten) are in [`Ledger`]; how things lie on disk is behind the
//! one trait [`Store`], of which [`sqlite`] is the first.
//!
//! Invariants: a page is stored before it is read, and nothing moves it afterwards; each call of [`Ledger`] that writes is one
//! transaction, so that it is there as a whole or not at all; records are what [`crate::merge::cluster`] makes of the claims
//! that count, whatever the order in which pages came, as soon as [`Ledger::join`] has run. No state of a record is stored.

mod correcting;
mod error;
mod facts;
mod joining;
mod ledger;
pub mod sqlite;
pub mod written;

pub use correcting::source;
pub use correcting::{Known, Words};
pub use error::{Error, Result};
pub use facts::{
    Asked, Bond, COMMITMENT, Fact, Fate, Key, Noted, Place, Promise, Spot, Tally, Wanted, first_of,
    month, month_of, newest_first, outlet_mark, person_marks,
};
pub use joining::{Joined, PORTION};
pub use joining::{clusters, line};
pub use ledger::{Change, Changes, Forgotten, Imported, Ledger, Progress};

use crate::merge::{Chosen, Entry, Met, Traits};
use crate::record::amend::Tie;
use crate::record::{Claim, ClaimId, Correction, CorrectionId, Fingerprint, PageId, Source, State};
use jiff::Timestamp;
use jiff::civil::Date;
use reading::page::Page;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// Whether a record is meant, of those that the store finds: what can be said of it without its claims. It is asked while the store searches, so that
/// what is not meant costs no more than that.
pub type Meant<'m> = &'m mut dyn FnMut(ClaimId) -> Result<bool>;

/// A page on its way into the ledger.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Its id.
    pub id: PageId,
    /// The page itself.
    pub page: Page,
    /// What messages call it: the file that it came in.
    pub name: String,
    /// Day of publication to assume where it gives none.
    pub assumed: Option<Date>,
    /// When it came.
    pub at: Timestamp,
}

/// What became of an arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is stored now, and is to be read.
    New,
    /// It was there before, but not read yet.
    Unread,
    /// It was there before.
    Known,
    /// It was forgotten on request, and stays so.
    Forgotten,
}

/// What reading made of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The page.
    pub page: PageId,
    /// What it says of itself.
    pub facts: Facts,
    /// The article's text, which evidence points into.
    pub text: String,
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// What a page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Address.
    pub url: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Local day of publication.
    pub published: Option<Date>,
    /// Time of day with its offset, as the source gives it (`T18:30:00+03:00`).
    pub time: Option<String>,
    /// ISO 639-1 code of its language.
    pub language: Option<String>,
    /// What copies share.
    pub fingerprint: Fingerprint,
    /// Whether the program failed on the page, so that nothing is known of it.
    pub failed: bool,
}

impl Read {
    /// What the ledger takes of a reading.
    pub fn of(page: &PageId, reading: &reading::Reading) -> Read {
        let article = &reading.article;
        Read {
            page: page.clone(),
            facts: Facts {
                url: article.url.clone(),
                title: article.title.clone(),
                outlet: article.outlet.clone(),
                published: article.published.as_ref().map(|p| p.date),
                time: article.published.as_ref().and_then(|p| p.time.clone()),
                language: article.language.clone(),
                fingerprint: crate::record::take::fingerprint(article),
                failed: false,
            },
            text: article.text.clone(),
            claims: crate::record::take::claims(page, reading),
        }
    }

    /// What is known of a page that was read elsewhere.
    pub fn known_as(source: &Source, claims: Vec<Claim>) -> Read {
        Read {
            page: source.page.clone(),
            facts: Facts {
                url: source.url.clone(),
                title: source.title.clone(),
                outlet: source.outlet.clone(),
                published: source.published,
                fingerprint: source.fingerprint.clone(),
                ..Facts::default()
            },
            text: String::new(),
            claims,
        }
    }

    /// What stands in the place of a reading where the program failed on the page.
    pub fn failed(page: &PageId) -> Read {
        let facts = Facts {
            failed: true,
            ..Facts::default()
        };
        Read {
            page: page.clone(),
            facts,
            text: String::new(),
            claims: Vec::new(),
        }
    }
}

/// A page of the ledger, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// Its id.
    pub id: PageId,
    /// What it came as.
    pub name: String,
    /// Bytes, uncompressed.
    pub size: u64,
    /// When it came.
    pub arrived: Timestamp,
    /// When it was forgotten, if it was.
    pub forgotten: Option<Timestamp>,
    /// The reading's facts; none where it was not read yet.
    pub facts: Option<Facts>,
    /// Whether its claims count; a newer version of the same address takes that away.
    pub counts: bool,
}

impl PageRow {
    /// The day from which it is known: published, else arrived.
    pub fn day(&self) -> Date {
        let published = self.facts.as_ref().and_then(|facts| facts.published);
        published.unwrap_or_else(|| day_of(self.arrived))
    }

    /// The page as claims have it for their source; none where it is not read, or forgotten.
    pub fn source(&self) -> Option<Source> {
        let facts = self.facts.as_ref()?;
        Some(Source {
            page: self.id.clone(),
            url: facts.url.clone(),
            title: facts.title.clone(),
            outlet: facts.outlet.clone(),
            published: facts.published,
            read: self.arrived,
            fingerprint: facts.fingerprint.clone(),
        })
    }

    /// What orders the versions of one address; the newest is the greatest.
    pub fn age(&self) -> (Date, Timestamp, &PageId) {
        (self.day(), self.arrived, &self.id)
    }
}

/// A claim with its source, as the ledger holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The claim.
    pub claim: Claim,
    /// Its page.
    pub source: Arc<Source>,
}

impl Held {
    /// As merging sees it.
    pub fn entry(&self) -> Entry<'_> {
        Entry {
            claim: &self.claim,
            source: &self.source,
        }
    }
}

/// Where claims can meet: a key, and days since 1970 from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meeting {
    /// The key.
    pub key: String,
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
    /// What tells of the claim whether it is worth a look; nothing of who asks.
    pub traits: Traits,
}

/// What the store keeps of a record, to find it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: ClaimId,
    /// Whether a claim of it was planned, proposed or put off.
    pub announced: bool,
    /// First and last day; none where its time is not known.
    pub days: Option<(i32, i32)>,
    /// PLOVER event type.
    pub event: &'static str,
    /// Finer kind.
    pub kind: Option<String>,
    /// All parties, in order of their letters.
    pub parties: Vec<String>,
    /// Which of them stand on the side of those who do it.
    pub acting: Vec<String>,
    /// The day that it is counted by; none where neither its time nor that of a report is known.
    pub day: Option<i32>,
    /// What its claims settle on, or that nothing does yet.
    pub fate: Fate,
    /// Code of the country where it was or is to be.
    pub country: Option<String>,
    /// People who take part, each with the party that he or she acts for, where that is known.
    pub persons: Vec<(String, Option<String>)>,
    /// Outlets of its pages, in order of their letters.
    pub outlets: Vec<String>,
    /// What became known of it when.
    pub changes: Vec<Noted>,
}

/// Which records are asked for. What is left open asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Select {
    /// Records in which all of these parties take part; two at most are looked up.
    pub parties: Vec<String>,
    /// Whether announced ones only are asked for.
    pub announced: bool,
    /// Of one of these types and kinds; of none: all.
    pub dealings: Vec<(Option<&'static str>, Option<String>)>,
    /// In one of these states on `today`; of none: all.
    pub states: Vec<State>,
    /// The day (since 1970) for which states are told.
    pub today: i32,
    /// Whether they have a day by which they are or were to happen; none: either.
    pub has_due: Option<bool>,
    /// Records whose last day is not before this one.
    pub from: Option<i32>,
    /// Records whose first day is not after this one.
    pub to: Option<i32>,
    /// Records that are due in these days.
    pub due: Option<(i32, i32)>,
    /// Records that come after this one in the order of first days (a day beyond all others where there is none), then of ids as numbers
    /// with a sign.
    pub after: Option<(i32, ClaimId)>,
    /// Of these records only.
    pub among: Option<HashSet<ClaimId>>,
    /// So many at most, the first; none: all.
    pub most: Option<usize>,
}

/// Why a claim is in doubt, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Independent outlets contradict each other about it.
    Contradicted,
    /// It was announced, its day has passed, and nothing is known of it.
    Overdue,
    /// The reading is not sure of it.
    Unsure,
    /// Nobody reports that it took place but on the word of others.
    Reported,
}

impl Doubt {
    /// All of them, the gravest first.
    pub const ALL: [Doubt; 4] = [
        Doubt::Contradicted,
        Doubt::Overdue,
        Doubt::Unsure,
        Doubt::Reported,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Doubt::Contradicted => "contradicted",
            Doubt::Overdue => "overdue",
            Doubt::Unsure => "unsure",
            Doubt::Reported => "reported",
        }
    }

    /// The doubt of a word.
    pub fn parse(word: &str) -> Option<Doubt> {
        Doubt::ALL.into_iter().find(|doubt| doubt.as_str() == word)
    }
}

/// How much is in a ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages, forgotten ones aside.
    pub pages: u64,
    /// Of these, not read yet.
    pub unread: u64,
    /// Of these, versions of an address that has a newer one.
    pub superseded: u64,
    /// Pages that were forgotten.
    pub forgotten: u64,
    /// Claims that count.
    pub claims: u64,
    /// Claims of superseded versions.
    pub uncounted: u64,
    /// Records.
    pub records: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Outlets with their pages that count, most first.
    pub outlets: Vec<(String, u64)>,
    /// The first and the last day on which a page was published.
    pub published: Option<(String, String)>,
}

/// What a ledger is kept in. Everything is said in the ledger's words; nothing of the rules is in here.
///
/// Writing happens between [`Store::begin`] and [`Store::commit`]; readers see nothing of it before the latter.
pub trait Store: Send {
    /// Begins a transaction that writes; waits for another program's.
    fn begin(&mut self) -> Result<()>;
    /// Makes what was written lasting.
    fn commit(&mut self) -> Result<()>;
    /// Takes back what was written since [`Store::begin`].
    fn roll_back(&mut self);
    /// Lets all that is asked from now on be of one moment. Gives whether it was not so before, and [`Store::release`] is to follow.
    fn hold(&self) -> Result<bool>;
    /// Lets what is asked be of the moment at which it is asked.
    fn release(&self);

    /// Stores a page, unless it is there. `again` brings back a forgotten one.
    fn keep(&mut self, page: &Arrival, again: bool) -> Result<Kept>;
    /// Notes a page of which only facts are known, unless it is there. Such a page is never read again.
    fn note(&mut self, page: &PageId, name: &str, at: Timestamp) -> Result<()>;
    /// Whether the bytes of a page are there.
    fn has_bytes(&self, page: &PageId) -> Result<bool>;
    /// Ids of pages that are stored and not read yet, in the order in which they came.
    fn unread(&self) -> Result<Vec<PageId>>;
    /// Ids of pages that were last read before `generation`, in the order in which they came.
    fn read_before(&self, generation: i64) -> Result<Vec<PageId>>;
    /// A page with its bytes, as it arrived; none where it is not there or was forgotten.
    fn arrival(&self, page: &PageId) -> Result<Option<Arrival>>;
    /// A page without its bytes.
    fn page(&self, page: &PageId) -> Result<Option<PageRow>>;
    /// Ids of pages that begin with these hexadecimal digits, a few at most.
    fn pages_like(&self, digits: &str) -> Result<Vec<PageId>>;
    /// All pages that were read with this address, where it [names one page](names_one_page).
    fn versions(&self, url: &str) -> Result<Vec<PageRow>>;
    /// The text of a page's article.
    fn text(&self, page: &PageId) -> Result<Option<String>>;

    /// Writes the facts and text of a page in the place of earlier ones, and whether it counts.
    fn put_facts(&mut self, read: &Read, generation: i64, counts: bool) -> Result<()>;
    /// Says whether a page counts.
    fn set_counts(&mut self, page: &PageId, counts: bool) -> Result<()>;
    /// Takes a page's text, bytes and facts away and leaves a mark.
    fn forget(&mut self, page: &PageId, at: Timestamp) -> Result<()>;
    /// Sets or lifts the mark of a forgotten address.
    fn mark_address(&mut self, url: &str, forgotten: bool) -> Result<()>;
    /// Whether an address carries that mark.
    fn is_marked(&self, url: &str) -> Result<bool>;
    /// Makes sure that nothing is left in the file of what was taken away. Not within a transaction.
    fn scrub(&mut self) -> Result<()>;

    /// Adds claims of a page that is read.
    fn put_claims(&mut self, claims: &[Claim]) -> Result<()>;
    /// Takes claims away.
    fn drop_claims(&mut self, claims: &[ClaimId]) -> Result<()>;
    /// The claims of a page, in its order.
    fn claims_of(&self, page: &PageId) -> Result<Vec<Held>>;
    /// A claim.
    fn claim(&self, id: ClaimId) -> Result<Option<Held>>;
    /// Ids of claims that begin with these hexadecimal digits, a few at most.
    fn claims_like(&self, digits: &str) -> Result<Vec<ClaimId>>;
    /// All claims of pages that are known on a day (days since 1970) and that no newer version known on it stands in for; by page.
    fn known_on(&self, day: i32) -> Result<Vec<Held>>;

    /// Enters claims that are in records where they can meet others, each with what it joined; what was entered there of a claim is replaced.
    fn put_meetings(&mut self, meetings: &[(Meeting, ClaimId, Option<Chosen>)]) -> Result<()>;
    /// Takes a claim from where it could.
    fn drop_meetings(&mut self, claim: ClaimId, meetings: &[Meeting]) -> Result<()>;
    /// The claims that can be met there.
    fn met(&self, meeting: &Meeting) -> Result<Vec<Met>>;

    /// Whether a claim counts.
    fn claim_counts(&self, claim: ClaimId) -> Result<bool>;
    /// Remembers claims whose records are still to be worked out.
    fn set_unjoined(&mut self, claims: &[ClaimId]) -> Result<()>;
    /// Claims whose records are still to be worked out, in the order in which they came.
    fn unjoined(&self) -> Result<Vec<ClaimId>>;
    /// Whether the record of a claim is still to be worked out.
    fn is_unjoined(&self, claim: ClaimId) -> Result<bool>;
    /// Forgets that the records of claims are.
    fn clear_unjoined(&mut self, claims: &[ClaimId]) -> Result<()>;

    /// The record of a claim; none where the claim does not count or is not there.
    fn record_of(&self, claim: ClaimId) -> Result<Option<ClaimId>>;
    /// The claims of a record.
    fn members(&self, record: ClaimId) -> Result<Vec<Held>>;
    /// Sets or takes away the record of claims.
    fn assign(&mut self, claims: &[ClaimId], record: Option<ClaimId>) -> Result<()>;
    /// Enters records to be found, in the place of those that are gone or are told otherwise now, as far as these are there.
    fn exchange_lines(&mut self, gone: &[ClaimId], lines: &[Line]) -> Result<()>;
    /// Ids of records with their first days, by first day and id; those without a time last, with a day beyond all others.
    fn select(&self, select: &Select) -> Result<Vec<(i32, ClaimId)>>;
    /// The same of what was announced for the days in [`Select::due`], with the days by which it is due, in their order and then by id.
    fn select_due(&self, select: &Select) -> Result<Vec<(i32, ClaimId)>>;
    /// What became known of a record, in its order.
    fn noted(&self, record: ClaimId) -> Result<Vec<(Place, Noted)>>;
    /// What became known of the records that are `meant`, the newest first.
    fn changes(&self, asked: &Asked, meant: Meant) -> Result<Vec<(Place, Noted)>>;
    /// Their places alone, which is less.
    fn places(&self, asked: &Asked, meant: Meant) -> Result<Vec<Place>>;
    /// What records of a party or pair are counted by, the newest first.
    fn facts(&self, key: &Key, wanted: &Wanted) -> Result<Vec<Fact>>;
    /// What became of what a party or pair announced, on the side of those who do it; what was only suggested does not count.
    fn promises(&self, key: &Key) -> Result<Vec<Promise>>;
    /// How many records share what tells their state on a day (since 1970).
    fn fates(&self, today: i32) -> Result<Vec<Promise>>;
    /// How many records a party or pair has, by month and type.
    fn tallies(&self, key: &Key) -> Result<Vec<Tally>>;
    /// How many records each pair has from one month to another (since the year 0), both within; all types as one, as any of them. With a
    /// party its pairs alone.
    fn pairs(&self, party: Option<&str>, from: i32, to: i32) -> Result<Vec<Tally>>;
    /// How many pages are known on a day (since 1970); counted to `most` and no further.
    fn known_pages(&self, day: i32, most: usize) -> Result<usize>;
    /// With whom a party deals, in no order.
    fn bonds(&self, party: &str) -> Result<Vec<Bond>>;
    /// Meetings of any kind whose country is known, that begin from one day to another; the newest first.
    fn spots(&self, from: i32, to: i32) -> Result<Vec<Spot>>;
    /// The people of a record, each with the party that he or she acts for.
    fn people(&self, record: ClaimId) -> Result<Vec<(String, Option<String>)>>;
    /// The outlets that tell a record.
    fn outlets(&self, record: ClaimId) -> Result<Vec<String>>;
    /// Records that have one of these marks. Unless `all` are wanted, none where one of them has so many that looking at each record that is found
    /// otherwise is less than gathering these.
    fn marked(&self, marks: &[String], all: bool) -> Result<Option<HashSet<ClaimId>>>;
    /// The newest claims whose evidence, or whose page's title has all of these words, so many of each at most; each with the record
    /// that it is in.
    fn with_words(&self, words: &str, most: usize) -> Result<Vec<(ClaimId, Option<ClaimId>)>>;
    /// The newest pages whose title or text has all of these words.
    fn pages_with(&self, words: &str, most: usize) -> Result<Vec<PageId>>;
    /// Takes all derived tables away; the records of all claims that count are to be worked out then.
    fn drop_derived(&mut self) -> Result<()>;

    /// Stores a correction under the pages that it is about, unless it is there. Gives whether it was not.
    fn put_correction(&mut self, correction: &Correction, pages: &BTreeSet<PageId>)
    -> Result<bool>;
    /// Takes a correction out.
    fn drop_correction(&mut self, id: CorrectionId) -> Result<()>;
    /// All corrections, in the order in which they were made.
    fn corrections(&self) -> Result<Vec<Correction>>;
    /// When the last of them was made.
    fn last_said(&self) -> Result<Option<Timestamp>>;
    /// Those about claims of a page, with what takes them back, in that order.
    fn corrections_on(&self, page: &PageId) -> Result<Vec<Correction>>;
    /// A correction.
    fn correction(&self, id: CorrectionId) -> Result<Option<Correction>>;
    /// Ids of corrections that begin with these hexadecimal digits, a few at most.
    fn corrections_like(&self, digits: &str) -> Result<Vec<CorrectionId>>;
    /// Pages that are there and that corrections are about, with the other versions of them.
    fn corrected_pages(&self) -> Result<Vec<PageId>>;
    /// What was read of a page's claims that do not count as they were read, or at all.
    fn aside(&self, page: &PageId) -> Result<BTreeMap<ClaimId, Option<Claim>>>;
    /// Writes that.
    fn put_aside(&mut self, page: &PageId, aside: &BTreeMap<ClaimId, Option<Claim>>) -> Result<()>;
    /// The page of a claim that a person rejected; none of other claims.
    fn rejected(&self, id: ClaimId) -> Result<Option<PageId>>;
    /// The pages that have claims which people rejected.
    fn pages_of_rejected(&self) -> Result<Vec<PageId>>;
    /// The ties of a page's claims, sorted.
    fn ties_on(&self, page: &PageId) -> Result<Vec<Tie>>;
    /// The ties of a claim, sorted.
    fn ties_of(&self, claim: ClaimId) -> Result<Vec<Tie>>;
    /// The ties of a correction, sorted.
    fn ties_by(&self, correction: CorrectionId) -> Result<Vec<Tie>>;
    /// Writes the ties of a page's claims.
    fn put_ties(&mut self, page: &PageId, ties: &[Tie]) -> Result<()>;
    /// The corrections of a kind that tie claims, in the order in which they were made.
    fn tying(&self, kind: &str) -> Result<Vec<Correction>>;
    /// Claims that may be in doubt, of overdue ones their records, `most` at most: each with a key by which they are in order, from
    /// after the one that is given on. `today` is in days since 1970.
    fn doubtful(
        &self,
        doubt: Doubt,
        today: i32,
        after: Option<(f64, ClaimId)>,
        most: usize,
    ) -> Result<Vec<(f64, ClaimId)>>;
    /// A page that is known on a day (days since 1970) and that no newer version known on it stands in for.
    fn source_known(&self, page: &PageId, day: i32) -> Result<Option<Source>>;

    /// Claims whose evidence, and pages whose title or text has all of these words, the best first.
    fn search(&self, words: &str, most: usize) -> Result<(Vec<ClaimId>, Vec<PageId>)>;
    /// How much there is.
    fn counts(&self) -> Result<Counts>;
    /// A number that is remembered by name.
    fn setting(&self, name: &str) -> Result<Option<i64>>;
    /// Remembers a number by name.
    fn set(&mut self, name: &str, value: i64) -> Result<()>;
}

/// Whether an address names one page, so that pages under it are versions of each other. A mere site does not: some name
/// their front page as the address of every article.
pub fn names_one_page(url: &str) -> bool {
    let path = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest)
        .split_once(['/', '?'])
        .map_or("", |(_, path)| path);
    !path.trim_matches('/').is_empty()
}

/// The day of a moment, by universal time.
pub fn day_of(at: Timestamp) -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(at).date()
}

/// The day of a number of days since 1970; none where there is no such day.
pub fn date_of(day: i32) -> Option<Date> {
    let first = jiff::civil::date(1970, 1, 1);
    first
        .checked_add(jiff::Span::new().try_days(day).ok()?)
        .ok()
}

/// Days since 1970.
pub fn number_of(day: Date) -> i32 {
    let first = jiff::civil::date(1970, 1, 1);
    first.until(day).map_or(0, |span| span.get_days())
}
