//! Joining: sentences about the same dealing with the same status are one claim (CODEBOOK.md).
//!
//! What enters: candidates in reading order. What leaves: claims, each with the evidence of all sentences that report it.
//! Two candidates are the same dealing where type, parties and status agree, their kinds are compatible and their
//! times and places do not contradict each other.

use super::{Claim, Event, Status};

/// Joins candidates into claims.
pub fn join(candidates: Vec<Claim>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for candidate in candidates {
        match claims.iter_mut().find(|known| same(known, &candidate)) {
            Some(known) => absorb(known, candidate),
            None => claims.push(candidate),
        }
    }
    claims
}

fn same(a: &Claim, b: &Claim) -> bool {
    a.event == b.event
        && a.status == b.status
        && kinds_agree(a, b)
        && same_parties(a, b)
        && agree(a.when.as_deref(), b.when.as_deref())
        && agree(
            a.place.as_ref().and_then(|place| place.country),
            b.place.as_ref().and_then(|place| place.country),
        )
        && !other_people(a, b)
        && (!separate(a.event)
            || a.evidence.iter().any(|one| b.evidence.contains(one)) && a.kind == b.kind)
}

/// Dealings of these types are acts of their own each time a sentence reports one.
fn separate(event: Event) -> bool {
    !matches!(
        event,
        Event::Consult | Event::Cooperate | Event::Sanction | Event::Aid | Event::Mobilize
    )
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

fn same_parties(a: &Claim, b: &Claim) -> bool {
    let set = |claim: &Claim| {
        let mut all: Vec<_> = claim
            .actors
            .iter()
            .chain(&claim.recipients)
            .copied()
            .collect();
        all.sort();
        all
    };
    if a.recipients.is_empty() != b.recipients.is_empty() {
        return false;
    }
    set(a) == set(b)
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

fn absorb(known: &mut Claim, mut other: Claim) {
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
