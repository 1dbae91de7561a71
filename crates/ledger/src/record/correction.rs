//! Correction: a person's word about what was read.
//!
//! What enters: what a person says about claims and records. What leaves: [`Correction`]s, entries of their own, with author, reason and
//! time, and which of them are in force. Invariants: a correction is never changed; it is taken back by another entry; it
//! names claims as they were read, so that they are found again when their page is read anew ([`super::amend`]).

use super::{Claim, ClaimId, Place, State};
use jiff::Timestamp;
use reading::claim::{Event, Status};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt;

/// Id of a correction: the first sixteen hexadecimal digits of a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorrectionId(pub u64);

impl fmt::Display for CorrectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl CorrectionId {
    /// The id of a correction: a hash of when it was made, by whom, why, and of `deed`, what it does in words that tell it apart.
    pub fn of(at: Timestamp, author: &str, reason: &str, deed: &str) -> CorrectionId {
        let words = format!("{}\n{author}\n{reason}\n{deed}", at.as_millisecond());
        let digest = Sha256::digest(words.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        CorrectionId(u64::from_be_bytes(first))
    }
}

/// A person's word about claims or records.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// Who says so.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When it was said.
    pub at: Timestamp,
    /// What it does.
    pub deed: Deed,
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// The claim is right.
    Confirm(Target),
    /// The claim is wrong: it does not count any more.
    Reject(Target),
    /// The claim says something else than was read.
    Edit(Target, Box<Edit>),
    /// The page says this too, and it was not read.
    Add(Target),
    /// These claims are about one dealing.
    Merge(Vec<Target>),
    /// The first claims are about another dealing than the second ones.
    Split(Vec<Target>, Vec<Target>),
    /// This became of the dealing that the claims are about. The first that is found tells which record is meant.
    State(Vec<Target>, State),
    /// An earlier correction is taken back.
    Withdraw(CorrectionId),
}

/// A claim that a correction is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The claim as it was read, or as a person added it. Page, evidence, type and parties are what it is found again by.
    pub claim: Claim,
    /// Other claims of its page, at the time, that could be taken for it.
    pub beside: Vec<ClaimId>,
}

/// What a claim says instead. What is none stays as it was read. The sentence always stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edit {
    /// PLOVER event type.
    pub event: Option<Event>,
    /// Finer kind, or none.
    pub kind: Option<Option<String>>,
    /// What became of it.
    pub status: Option<Status>,
    /// Parties that did it.
    pub actors: Option<Vec<String>>,
    /// Parties it was done to or with.
    pub recipients: Option<Vec<String>>,
    /// People who take part, each with the party that they act for, where that is known.
    pub persons: Option<Vec<(String, Option<String>)>>,
    /// When, in EDTF, or unknown.
    pub when: Option<Option<String>>,
    /// Where, or unknown.
    pub place: Option<Option<Place>>,
    /// Whose word it is; empty for the page's own.
    pub said_by: Option<Vec<String>>,
}

impl Edit {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Edit::default()
    }

    /// Makes a claim say it. Its id stays, so that it is found under the name that it was read with.
    pub fn apply(&self, claim: &mut Claim) {
        fn set<T: Clone>(to: &mut T, from: Option<&T>) {
            if let Some(from) = from {
                to.clone_from(from);
            }
        }
        set(&mut claim.event, self.event.as_ref());
        set(&mut claim.kind, self.kind.as_ref());
        set(&mut claim.status, self.status.as_ref());
        set(&mut claim.actors, self.actors.as_ref());
        set(&mut claim.recipients, self.recipients.as_ref());
        if let Some(persons) = &self.persons {
            (claim.persons, claim.persons_for) = persons.iter().cloned().unzip();
        }
        set(&mut claim.when, self.when.as_ref());
        set(&mut claim.place, self.place.as_ref());
        set(&mut claim.said_by, self.said_by.as_ref());
    }
}

/// A person's word about what became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The correction that says so.
    pub correction: CorrectionId,
    /// What became of it.
    pub state: State,
    /// Who says so.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When it was said.
    pub at: Timestamp,
}

impl Deed {
    /// What it does, in a word.
    pub fn name(&self) -> &'static str {
        match self {
            Deed::Confirm(_) => "confirm",
            Deed::Reject(_) => "reject",
            Deed::Edit(..) => "edit",
            Deed::Add(_) => "add",
            Deed::Merge(_) => "merge",
            Deed::Split(..) => "split",
            Deed::State(..) => "state",
            Deed::Withdraw(_) => "withdraw",
        }
    }

    /// The claims that it is about; of a split first those that are set apart.
    pub fn targets(&self) -> Vec<&Target> {
        match self {
            Deed::Confirm(one) | Deed::Reject(one) | Deed::Edit(one, _) | Deed::Add(one) => {
                vec![one]
            }
            Deed::Merge(all) | Deed::State(all, _) => all.iter().collect(),
            Deed::Split(apart, rest) => apart.iter().chain(rest).collect(),
            Deed::Withdraw(_) => Vec::new(),
        }
    }

    /// The same without the claims of which `keep` is not true; none where nothing is left of it.
    pub fn without(self, keep: impl Fn(&Target) -> bool) -> Option<Deed> {
        let some = |all: Vec<Target>| -> Vec<Target> { all.into_iter().filter(&keep).collect() };
        let deed = match self {
            Deed::Merge(all) => Deed::Merge(some(all)),
            Deed::State(all, state) => Deed::State(some(all), state),
            Deed::Split(apart, rest) => Deed::Split(some(apart), some(rest)),
            Deed::Withdraw(id) => return Some(Deed::Withdraw(id)),
            one => return one.targets().into_iter().all(&keep).then_some(one),
        };
        let left = !deed.targets().is_empty();
        left.then_some(deed)
    }
}

impl Correction {
    /// What orders corrections: the later one has the last word.
    pub fn order(&self) -> (Timestamp, CorrectionId) {
        (self.at, self.id)
    }
}

/// Those of all corrections that are in force, in the order in which they were made: neither withdrawals nor what an entry that
/// is itself in force has withdrawn. A withdrawal takes back only what was said before it.
pub fn in_force(all: &[Correction]) -> Vec<&Correction> {
    let mut sorted: Vec<&Correction> = all.iter().collect();
    sorted.sort_by_key(|correction| correction.order());
    let mut withdrawn = BTreeSet::new();
    let mut left = Vec::new();
    for correction in sorted.into_iter().rev() {
        if withdrawn.contains(&correction.id) {
            continue;
        }
        match &correction.deed {
            Deed::Withdraw(id) => {
                withdrawn.insert(*id);
            }
            _ => left.push(correction),
        }
    }
    left.reverse();
    left
}
