//! Joining: sentences about the same dealing with the same status are one claim (CODEBOOK.md).
//!
//! What enters: candidates in reading order. What leaves: claims, each with the evidence of all sentences that report it.
//! Two candidates are the same dealing where type, parties and status agree, their kinds are compatible and their
//! times and places do not contradict each other.

use super::{Claim, Event, Status};
use crate::lexicon::Code;
use crate::mention::Place;
use crate::time::edtf::{Edtf, Precision};

/// Joins candidates into claims.
pub fn join(candidates: Vec<Claim>) -> Vec<Claim> {
    traced(candidates, |_, _| {})
}

/// Joins candidates into claims and tells `note`, of each candidate by its number, which claim it went into.
pub fn traced(candidates: Vec<Claim>, mut note: impl FnMut(usize, usize)) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let numbered = candidates.into_iter().enumerate();
    for (number, candidate) in
        numbered.flat_map(|(number, claim)| hosts(claim).into_iter().map(move |one| (number, one)))
    {
        let known = claims
            .iter()
            .position(|known| same(known, &candidate) || twice(known, &candidate));
        note(number, known.unwrap_or(claims.len()));
        match known {
            Some(at) => absorb(&mut claims[at], candidate),
            None => claims.push(candidate),
        }
    }
    inherit(&mut claims);
    claims
}

/// Acts at a dated meeting have its date and place (CODEBOOK.md): what the same parties did on the page without a time or
/// place of its own takes those of their one meeting, visit or call there.
fn inherit(claims: &mut [Claim]) {
    let dealing = |claim: &Claim| {
        claim.event == Event::Consult && claim.status == Status::Held && !claim.related
    };
    let meetings: Vec<_> = claims
        .iter()
        .filter(|claim| dealing(claim))
        .map(|claim| {
            (
                parties(claim),
                claim.when.clone(),
                claim.place.clone(),
                claim.kind,
                claim.recalled,
            )
        })
        .collect();
    // What was done on the page was done today, not when they met before.
    let today: Vec<_> = { meetings.iter() }
        .filter(|(.., recalled)| !recalled)
        .map(|(parties, ..)| parties.clone())
        .collect();
    let acts = |claim: &Claim| {
        claim.status == Status::Held
            && !claim.related
            && matches!(
                claim.event,
                Event::Consult
                    | Event::Agree
                    | Event::Support
                    | Event::Request
                    | Event::Reject
                    | Event::Accuse
                    | Event::Concede
            )
    };
    for claim in claims.iter_mut().filter(|claim| acts(claim)) {
        let own = parties(claim);
        let same = || {
            { meetings.iter() }.filter(|(parties, .., recalled)| {
                *parties == own && !(*recalled && today.contains(&own))
            })
        };
        if claim.when.is_none() && claim.kind != Some("visit") {
            let mut times: Vec<&String> =
                same().filter_map(|(_, when, ..)| when.as_ref()).collect();
            times.dedup();
            if let [only] = times.as_slice() {
                claim.when = Some((*only).clone());
            }
        }
        if claim.place.is_none() && claim.kind != Some("call") {
            let mut places: Vec<&Place> = same()
                .filter(|(.., kind, _)| *kind != Some("call"))
                .filter_map(|(_, _, place, ..)| place.as_ref())
                .collect();
            places.dedup_by_key(|place| place.country);
            if let [only] = places.as_slice() {
                claim.place = Some((*only).clone());
            }
        }
    }
}

/// A trip to several countries is one visit for each host (CODEBOOK.md).
fn hosts(claim: Claim) -> Vec<Claim> {
    if claim.kind != Some("visit") || claim.recipients.len() < 2 {
        return vec![claim];
    }
    let host = |&recipient: &Code| Claim {
        recipients: vec![recipient],
        place: claim
            .place
            .clone()
            .filter(|place| place.country == Some(recipient)),
        ..claim.clone()
    };
    claim.recipients.iter().map(host).collect()
}

/// Whether a claim is the dealing that a later candidate reports.
fn same(a: &Claim, b: &Claim) -> bool {
    // Today's meeting, told first without a day, is not the one that its speakers look back on.
    let looks_back = b.recalled && !a.recalled && a.when.is_none();
    a.event == b.event
        && a.status == b.status
        && !looks_back
        && kinds_agree(a, b)
        && same_parties(a, b)
        && (agree(a.when.as_deref(), b.when.as_deref()) || finer(a, b) || finer(b, a))
        && agree(
            a.place.as_ref().and_then(|place| place.country),
            b.place.as_ref().and_then(|place| place.country),
        )
        && !other_people(a, b)
        && (!separate(a.event) || one_sentence(a, b) && a.kind == b.kind)
}

fn one_sentence(a: &Claim, b: &Claim) -> bool {
    a.evidence.iter().any(|one| b.evidence.contains(one))
}

/// Whether two candidates of one sentence name one dealing twice: "an airstrike hit ...", "signed the agreement". What is
/// asked, promised or accused there may be several things.
fn twice(a: &Claim, b: &Claim) -> bool {
    let several = matches!(
        a.event,
        Event::Request | Event::Agree | Event::Accuse | Event::Aid
    );
    a.event == b.event
        && !several
        && a.evidence == b.evidence
        && (a.kind == b.kind || kinds_agree(a, b) && a.status == b.status)
        && (standing(a) == standing(b) || a.kind == b.kind)
        && parties(a) == parties(b)
        && agree(a.when.as_deref(), b.when.as_deref())
}

/// Dealings of these types are acts of their own each time a sentence reports one.
fn separate(event: Event) -> bool {
    !matches!(
        event,
        Event::Consult | Event::Cooperate | Event::Sanction | Event::Aid | Event::Mobilize
    )
}

/// Whether the claim is about a standing format brought back or broken off, never one meeting of it.
fn standing(claim: &Claim) -> bool {
    matches!(claim.status, Status::Resumed | Status::Suspended)
}

fn kinds_agree(a: &Claim, b: &Claim) -> bool {
    if a.kind == b.kind || a.kind.is_none() || b.kind.is_none() {
        return true;
    }
    // One meeting is called meeting, talks and discussion in the same report; a visit or a call is something else.
    let meeting =
        |kind: Option<&str>| matches!(kind, Some("meeting" | "talks" | "consultation" | "summit"));
    let spoken = |kind: Option<&str>| matches!(kind, Some("call" | "talks"));
    a.event == Event::Consult
        && (meeting(a.kind) && meeting(b.kind) || spoken(a.kind) && spoken(b.kind))
}

/// All parties, sorted.
fn parties(claim: &Claim) -> Vec<Code> {
    let mut all: Vec<_> = claim
        .actors
        .iter()
        .chain(&claim.recipients)
        .copied()
        .collect();
    all.sort();
    all
}

fn same_parties(a: &Claim, b: &Claim) -> bool {
    if a.recipients.is_empty() != b.recipients.is_empty() {
        return false;
    }
    parties(a) == parties(b)
        && (a.recipients.is_empty()
            || a.actors.first() == b.actors.first()
            || a.recipients.first() == b.recipients.first())
}

fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether one tells the day of a visit of which the other tells the month or the year: "in June ... on June 16".
fn finer(a: &Claim, b: &Claim) -> bool {
    let time = |claim: &Claim| claim.when.as_deref()?.parse::<Edtf>().ok();
    let (Some(day), Some(span)) = (time(a), time(b)) else {
        return false;
    };
    a.kind == Some("visit")
        && !a.persons.is_empty()
        && day.precision() == Precision::Day
        && !matches!(span.precision(), Precision::Day | Precision::Unknown)
        && span.contains(day)
}

fn absorb(known: &mut Claim, mut other: Claim) {
    if finer(&other, known) {
        known.when = None;
    }
    if one_sentence(known, &other)
        && (other.confidence > known.confidence || standing(&other))
        && !standing(known)
    {
        // Two words of one sentence for one dealing: the surer one knows its status, or the one that says "resumed".
        known.status = other.status;
    }
    // Whoever gives the day gives the clearest evidence, and it is their word.
    if known.when.is_none() && other.when.is_some() {
        std::mem::swap(&mut known.evidence, &mut other.evidence);
        std::mem::swap(&mut known.said_by, &mut other.said_by);
        std::mem::swap(&mut known.persons, &mut other.persons);
    }
    for span in other.evidence {
        if !known.evidence.contains(&span) {
            known.evidence.push(span);
        }
    }
    for person in other.persons {
        if !known.persons.contains(&person) {
            known.persons.push(person);
        }
    }
    if known.when.is_none() {
        known.when = other.when;
    }
    if known.place.is_none() {
        known.place = other.place;
    }
    // The more telling kind wins: "talks" may be said of anything.
    if known.kind.is_none()
        || known.kind == Some("talks") && other.kind.is_some() && known.status != Status::Proposed
    {
        known.kind = other.kind.or(known.kind);
    }
    known.confidence = known.confidence.max(other.confidence);
    known.related &= other.related;
}

/// Whether both name people and none of them in common: two meetings, then.
fn other_people(a: &Claim, b: &Claim) -> bool {
    !a.persons.is_empty()
        && !b.persons.is_empty()
        && !a.persons.iter().any(|person| b.persons.contains(person))
}
