//! Deeds: what a person wants of claims and records, as a correction that the ledger can keep.
//!
//! What enters: ids of today and what is to be said of them. What leaves: a [`Deed`], or a [`Refusal`] that says why it makes no sense.
//! Nothing is written here. Whoever asks people (command line, web, interface for programs) asks through this.

use crate::record::correction::{Deed, Edit, Target};
use crate::record::{Claim, ClaimId, CorrectionId, Evidence, PageId, State, Time};
use crate::store::{Ledger, Result};
use reading::claim::{Event, Status};
use std::collections::BTreeSet;
use std::fmt;

/// Why something that is to be corrected cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such claim.
    NoClaim(ClaimId),
    /// The claim is in no record, as it does not count.
    NoRecord(ClaimId),
    /// There is no such page, or it was not read.
    NoPage(String),
    /// The records to be merged are one already.
    OneRecord,
    /// The claim to be set apart is not in the record.
    NotInRecord(ClaimId),
    /// Nothing would be left of the record, or nothing set apart.
    AllOfIt,
    /// The sentence does not stand on the page.
    NoSentence,
    /// The sentence stands on the page several times.
    Sentences(usize),
    /// The edit changes nothing.
    NoEdit,
    /// Of a claim that was missed it is not said what it is.
    Unsaid,
    /// Nobody does what the claim says.
    NoActor,
    /// The claim is about one party only.
    OneParty,
    /// This is no code of a party.
    NoParty(String),
    /// This is no word for a kind.
    NoKind(String),
    /// This is no time in EDTF.
    NoTime(String),
    /// Somebody is named without letters.
    NoName,
    /// This is no code of a country.
    NoCountry(String),
    /// There is no such correction.
    NoCorrection(CorrectionId),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoClaim(id) => write!(f, "there is no claim {id}"),
            Refusal::NoRecord(id) => write!(f, "claim {id} is in no record, as it does not count"),
            Refusal::NoPage(id) => write!(f, "there is no page {id} that was read"),
            Refusal::OneRecord => write!(f, "these are one record already"),
            Refusal::NotInRecord(id) => write!(f, "claim {id} is not in the record"),
            Refusal::AllOfIt => write!(f, "some claims must stay in the record, and some go"),
            Refusal::NoSentence => write!(f, "the page does not say that, in these words"),
            Refusal::Sentences(n) => write!(f, "the page says that {n} times"),
            Refusal::NoEdit => write!(f, "nothing would change"),
            Refusal::Unsaid => write!(f, "a claim needs a type, a status and somebody who does it"),
            Refusal::NoActor => write!(f, "a claim needs somebody who does it"),
            Refusal::OneParty => write!(f, "a claim is about two parties at least"),
            Refusal::NoParty(code) => write!(f, "{code:?} is no code of a party"),
            Refusal::NoKind(kind) => {
                write!(f, "{kind:?} is no kind: kinds are words in small letters")
            }
            Refusal::NoTime(when) => write!(f, "{when:?} is no time in EDTF"),
            Refusal::NoName => write!(f, "a name without letters"),
            Refusal::NoCountry(code) => write!(f, "{code:?} is no code of a country"),
            Refusal::NoCorrection(id) => write!(f, "there is no correction {id}"),
        }
    }
}

/// A deed, or why there is none.
pub type Asked = std::result::Result<Deed, Refusal>;

/// Where a sentence stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sentence {
    /// By its words, which stand there once.
    Words(String),
    /// By its first byte and the one past its last, in the article's text.
    Bytes(usize, usize),
}

/// What a claim that was missed says.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// The page that says it.
    pub page: PageId,
    /// Where.
    pub sentence: Sentence,
    /// PLOVER event type.
    pub event: Event,
    /// What became of it.
    pub status: Status,
    /// All else, with the parties; type and status are not looked at.
    pub rest: Edit,
}

/// Says that a claim is right.
pub fn confirm(ledger: &Ledger, claim: ClaimId) -> Result<Asked> {
    Ok(target(ledger, claim)?.map(Deed::Confirm))
}

/// Says that a claim is wrong.
pub fn reject(ledger: &Ledger, claim: ClaimId) -> Result<Asked> {
    Ok(target(ledger, claim)?.map(Deed::Reject))
}

/// Says what a claim says instead.
pub fn edit(ledger: &Ledger, claim: ClaimId, edit: Edit) -> Result<Asked> {
    let found = target(ledger, claim)?;
    let now = ledger.claim(claim)?.map(|held| held.claim);
    Ok(found.and_then(|target| {
        let before = now.unwrap_or_else(|| target.claim.clone());
        let mut after = before.clone();
        edit.apply(&mut after);
        if edit.is_empty() || before == after {
            return Err(Refusal::NoEdit);
        }
        check(&after)?;
        Ok(Deed::Edit(target, Box::new(edit)))
    }))
}

/// Says what a page says and was not read.
pub fn add(ledger: &Ledger, missed: Missed) -> Result<Asked> {
    let page = ledger.page(&missed.page)?.filter(|row| row.facts.is_some());
    let text = ledger.text(&missed.page)?;
    let (Some(_), Some(text)) = (page, text) else {
        return Ok(Err(Refusal::NoPage(missed.page.0)));
    };
    let evidence = match find(&text, &missed.sentence) {
        Ok(evidence) => evidence,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut claim = Claim {
        id: ClaimId(0),
        page: missed.page,
        event: missed.event,
        kind: None,
        status: missed.status,
        actors: Vec::new(),
        recipients: Vec::new(),
        persons: Vec::new(),
        persons_for: Vec::new(),
        when: None,
        place: None,
        said_by: Vec::new(),
        evidence: vec![evidence],
        // A person wrote it down.
        confidence: 1.0,
        related: false,
        caption: false,
    };
    let rest = Edit {
        event: None,
        status: None,
        ..missed.rest
    };
    rest.apply(&mut claim);
    if let Err(refusal) = check(&claim) {
        return Ok(Err(refusal));
    }
    claim.id = free_id(ledger, &claim)?;
    let beside = ledger.beside(&claim)?;
    Ok(Ok(Deed::Add(Target { claim, beside })))
}

/// Says that records are about one dealing. Each is named by the id of any of its claims.
pub fn merge(ledger: &Ledger, records: &[ClaimId]) -> Result<Asked> {
    let mut known = BTreeSet::new();
    for &claim in records {
        match record_of(ledger, claim)? {
            Ok(record) => known.insert(record),
            Err(refusal) => return Ok(Err(refusal)),
        };
    }
    if known.len() < 2 {
        return Ok(Err(Refusal::OneRecord));
    }
    let mut all = Vec::new();
    for record in known {
        all.extend(members(ledger, record)?);
    }
    Ok(Ok(Deed::Merge(all)))
}

/// Says that claims of a record are about another dealing than its other claims.
pub fn split(ledger: &Ledger, record: ClaimId, apart: &[ClaimId]) -> Result<Asked> {
    let record = match record_of(ledger, record)? {
        Ok(record) => record,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let all = members(ledger, record)?;
    // A target bears the id under which its claim counts.
    let strange = { apart.iter() }.find(|id| all.iter().all(|target| target.claim.id != **id));
    if let Some(id) = strange {
        return Ok(Err(Refusal::NotInRecord(*id)));
    }
    let (apart, rest): (Vec<Target>, Vec<Target>) =
        { all.into_iter() }.partition(|target| apart.contains(&target.claim.id));
    if apart.is_empty() || rest.is_empty() {
        return Ok(Err(Refusal::AllOfIt));
    }
    Ok(Ok(Deed::Split(apart, rest)))
}

/// Says what became of the dealing of a record.
pub fn state(ledger: &Ledger, record: ClaimId, state: State) -> Result<Asked> {
    Ok(match record_of(ledger, record)? {
        Ok(record) => Ok(Deed::State(members(ledger, record)?, state)),
        Err(refusal) => Err(refusal),
    })
}

/// Takes a correction back.
pub fn withdraw(ledger: &Ledger, correction: CorrectionId) -> Result<Asked> {
    let found = ledger.correction(correction)?;
    Ok(match found {
        Some(_) => Ok(Deed::Withdraw(correction)),
        None => Err(Refusal::NoCorrection(correction)),
    })
}

fn target(ledger: &Ledger, claim: ClaimId) -> Result<std::result::Result<Target, Refusal>> {
    Ok(ledger.target(claim)?.ok_or(Refusal::NoClaim(claim)))
}

fn record_of(ledger: &Ledger, claim: ClaimId) -> Result<std::result::Result<ClaimId, Refusal>> {
    Ok(match ledger.record_of(claim)? {
        Some(record) => Ok(record),
        None if ledger.target(claim)?.is_some() => Err(Refusal::NoRecord(claim)),
        None => Err(Refusal::NoClaim(claim)),
    })
}

/// The claims of a record, that with its id first.
fn members(ledger: &Ledger, record: ClaimId) -> Result<Vec<Target>> {
    let held = ledger.members(record)?;
    let mut ids: Vec<ClaimId> = held.iter().map(|held| held.claim.id).collect();
    ids.sort();
    let mut all = Vec::new();
    for id in ids {
        all.extend(ledger.target(id)?);
    }
    Ok(all)
}

fn find(text: &str, sentence: &Sentence) -> std::result::Result<Evidence, Refusal> {
    let (start, end) = match sentence {
        Sentence::Bytes(start, end) => (*start, *end),
        Sentence::Words(words) => {
            let words = words.trim();
            if words.is_empty() {
                return Err(Refusal::NoSentence);
            }
            let mut found = text.match_indices(words);
            match (found.next(), found.count()) {
                (Some((at, _)), 0) => (at, at + words.len()),
                (Some(_), more) => return Err(Refusal::Sentences(more + 1)),
                (None, _) => return Err(Refusal::NoSentence),
            }
        }
    };
    let said = text.get(start..end).filter(|said| !said.trim().is_empty());
    Ok(Evidence {
        start,
        end,
        text: said.ok_or(Refusal::NoSentence)?.to_owned(),
    })
}

/// The id of a claim that no other has.
fn free_id(ledger: &Ledger, claim: &Claim) -> Result<ClaimId> {
    let first = claim.evidence.first();
    let span = first.map_or((0, 0), |evidence| (evidence.start, evidence.end));
    let own = ClaimId::of(
        &claim.page,
        span,
        claim.event,
        &claim.actors,
        &claim.recipients,
        claim.status,
    );
    let mut before = 0;
    while ledger.target(own.again(before))?.is_some() {
        before += 1;
    }
    Ok(own.again(before))
}

/// Whether a claim can be one by the codebook: who deals with whom, when, in words that can be read again.
pub fn check(claim: &Claim) -> std::result::Result<(), Refusal> {
    if claim.actors.is_empty() {
        return Err(Refusal::NoActor);
    }
    let parties: BTreeSet<&String> = claim.actors.iter().chain(&claim.recipients).collect();
    let strange = |code: &&String| !is_code(code);
    if let Some(code) = parties.iter().copied().find(strange) {
        return Err(Refusal::NoParty(code.clone()));
    }
    if parties.len() < 2 {
        return Err(Refusal::OneParty);
    }
    if let Some(kind) = claim.kind.as_ref().filter(|kind| !is_kind(kind)) {
        return Err(Refusal::NoKind(kind.clone()));
    }
    let no_time = |when: &&String| Time::parse(when).is_none();
    if let Some(when) = claim.when.as_ref().filter(no_time) {
        return Err(Refusal::NoTime(when.clone()));
    }
    let mut names = claim.persons.iter().chain(&claim.said_by);
    if names.any(|name| name.trim().is_empty()) {
        return Err(Refusal::NoName);
    }
    if let Some(code) = claim.persons_for.iter().flatten().find(strange) {
        return Err(Refusal::NoParty(code.clone()));
    }
    let country = claim.place.as_ref().and_then(|p| p.country.as_ref());
    if let Some(code) = country.filter(strange) {
        return Err(Refusal::NoCountry(code.clone()));
    }
    Ok(())
}

/// Whether it can be the code of a party: capital letters, digits and hyphens.
pub fn is_code(code: &str) -> bool {
    let letter =
        |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '-' | '&' | '.' | '\'');
    !code.is_empty() && code.len() <= 100 && code.chars().all(letter)
}

fn is_kind(kind: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c == '-';
    !kind.is_empty() && kind.len() <= 40 && kind.chars().all(letter)
}
