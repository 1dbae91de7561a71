//! Whole: what the claims of a record say together.

use super::life::{Settled, settled};
use super::tellings::{Telling, tellings, voices};
use super::{Claim, ClaimId, Days, Entry, Name, Place, Time};
use reading::claim::{Event, Status};
use reading::time::edtf::Precision;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What claims of several pages are about, as they say it together.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The smallest id of its claims.
    pub id: ClaimId,
    /// PLOVER event type.
    pub event: Event,
    /// Finer kind, the one that most voices use.
    pub kind: Option<String>,
    /// Codes of the parties that do it, in order of their letters; of a mutual dealing, all parties.
    pub actors: Vec<String>,
    /// Codes of the parties it is done to or with, in order of their letters.
    pub recipients: Vec<String>,
    /// People who take part, each once, by the fullest name.
    pub persons: Vec<String>,
    /// When, in EDTF: as the reports of it say, else as the finest of the latest plans does.
    pub when: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Its claims in the order of publication.
    pub claims: Vec<ClaimId>,
    /// How many independent sources it has: outlets, after copies of one report are folded together.
    pub sources: usize,
}

/// What the entries of one record say as a whole. A function of the set of entries, whatever their order.
pub fn record(entries: &[Entry]) -> Record {
    let all = tellings(entries, &[]);
    of(&all, settled(&all).as_ref())
}

/// What tellings of one record say as a whole, of which this settles what became of it.
pub(super) fn of(all: &[Telling], settled: Option<&Settled>) -> Record {
    let own = own(all);
    let status = settled.map(|settled| settled.status);
    let (actors, recipients) = parties(&own);
    Record {
        id: all.iter().map(|t| t.claim.id).min().unwrap_or(ClaimId(0)),
        event: event_of(all),
        kind: kind(&own),
        actors,
        recipients,
        persons: persons(&own, status),
        when: time_of(all, settled).map(|time| time.edtf.to_string()),
        place: place(&own, status),
        claims: all.iter().map(|t| t.claim.id).collect(),
        sources: voices(all),
    }
}

/// The claims of the record itself that say what a dealing was: those that count, else all.
fn own<'t, 'a>(all: &'t [Telling<'a>]) -> Vec<&'t Telling<'a>> {
    let own = || all.iter().filter(|telling| !telling.witness);
    let strong: Vec<&Telling> = own().filter(|t| t.counts()).collect();
    if strong.is_empty() {
        own().collect()
    } else {
        strong
    }
}

/// The type of the dealing that the tellings are about.
pub(super) fn event_of(all: &[Telling]) -> Event {
    own(all).first().map_or(Event::Consult, |t| t.claim.event)
}

/// When it was, or is to be, as the tellings say together.
pub(super) fn time_of(all: &[Telling], settled: Option<&Settled>) -> Option<Time> {
    when(&own(all), settled, all)
}

/// Whether two records know each other: dealings of the same parties at the same time, such as a visit and the talks during it.
pub fn knows(a: &Record, b: &Record) -> bool {
    let days = |record: &Record| {
        let time = Time::parse(record.when.as_deref()?)?;
        time.days.filter(|_| time.precision == Precision::Day)
    };
    let within = |a: &Record, b: &Record| {
        let all = |r: &Record| [r.actors.as_slice(), r.recipients.as_slice()].concat();
        let (a, b) = (all(a), all(b));
        a.iter().filter(|code| b.contains(code)).count() >= a.len().min(b.len()).max(2)
    };
    a.id != b.id
        && a.event == Event::Consult
        && b.event == Event::Consult
        && (a.kind.as_deref() == Some("visit")) != (b.kind.as_deref() == Some("visit"))
        && within(a, b)
        && days(a).zip(days(b)).is_some_and(|(a, b)| a.overlaps(b))
}

/// The kind that most voices use; of several, the one that was used first.
fn kind(own: &[&Telling]) -> Option<String> {
    let mut uses: Vec<(&str, Vec<usize>)> = Vec::new();
    for telling in own {
        let Some(kind) = telling.claim.kind.as_deref() else {
            continue;
        };
        match uses.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, voices)) => voices.push(telling.voice),
            None => uses.push((kind, vec![telling.voice])),
        }
    }
    for (_, voices) in &mut uses {
        voices.sort_unstable();
        voices.dedup();
    }
    // The first of the greatest: `max_by_key` would give the last.
    let most = uses.iter().map(|(_, voices)| voices.len()).max()?;
    let first = uses.iter().find(|(_, voices)| voices.len() == most)?;
    Some(first.0.to_owned())
}

/// All parties that the claims name, each on the side where it stands first.
fn parties(own: &[&Telling]) -> (Vec<String>, Vec<String>) {
    let mut actors: Vec<String> = own.iter().flat_map(|t| t.claim.actors.clone()).collect();
    actors.sort();
    actors.dedup();
    let mut recipients: Vec<String> = own
        .iter()
        .flat_map(|t| t.claim.recipients.clone())
        .filter(|code| !actors.contains(code))
        .collect();
    recipients.sort();
    recipients.dedup();
    (actors, recipients)
}

/// The people who take part. Of a dealing that was held, those whom its reports name; of a party for which they name nobody, those
/// who were announced.
fn persons(own: &[&Telling], status: Option<Status>) -> Vec<String> {
    let mut found: Vec<(Name, String, Option<String>)> = Vec::new();
    let add = |claim: &Claim, found: &mut Vec<(Name, String, Option<String>)>, known: &[String]| {
        for (name, party) in claim.persons.iter().zip(&claim.persons_for) {
            if party.as_ref().is_some_and(|party| known.contains(party)) {
                continue;
            }
            let words = Name::of(name);
            match found.iter_mut().find(|(other, ..)| other.same(&words)) {
                Some(known) => {
                    if words.0.len() > known.0.0.len() {
                        (known.0, known.1) = (words, name.clone());
                    }
                    if known.2.is_none() {
                        known.2.clone_from(party);
                    }
                }
                None => found.push((words, name.clone(), party.clone())),
            }
        }
    };
    let held = status == Some(Status::Held);
    for telling in own
        .iter()
        .filter(|t| held && t.claim.status == Status::Held)
    {
        add(telling.claim, &mut found, &[]);
    }
    let reported: Vec<String> = found
        .iter()
        .filter_map(|(.., party)| party.clone())
        .collect();
    for telling in own {
        add(telling.claim, &mut found, &reported);
    }
    found.into_iter().map(|(_, name, _)| name).collect()
}

/// How coarsely a time is given: the less, the better it says when.
fn coarseness(time: &Time) -> (Precision, bool, i32) {
    let many = match time.days.map(|days| days.count()) {
        Some(..=4) => 0,
        Some(..=10) => 1,
        _ => 2,
    };
    (time.precision, time.about, many)
}

/// The best of some times: the finest; of these, what most voices say; of these, the latest.
fn best<'t>(tellings: &[&'t Telling], latest_first: bool) -> Option<&'t Time> {
    let mut said: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for telling in tellings {
        if let Some(time) = &telling.time {
            let voices = said.entry(time.edtf.to_string()).or_default();
            voices.push(telling.voice);
            voices.sort_unstable();
            voices.dedup();
        }
    }
    let dated = tellings
        .iter()
        .filter_map(|telling| telling.time.as_ref().map(|time| (telling, time)));
    dated
        .min_by_key(|(telling, time)| {
            let voices = said.get(&time.edtf.to_string()).map_or(0, Vec::len);
            let order = (
                telling.said.is_none(),
                telling.said.map(Reverse),
                // Of copies of one report the first is the original.
                telling.source.published.is_none(),
                telling.source.published,
            );
            let (early, late) = if latest_first {
                (0, voices)
            } else {
                (voices, 0)
            };
            (
                coarseness(time),
                Reverse(early),
                // Who names nobody may mean another dealing of the same days.
                telling.claim.persons.is_empty(),
                order,
                Reverse(late),
                telling.claim.id,
            )
        })
        .map(|(_, time)| time)
}

/// When the dealing was, or is to be.
fn when(own: &[&Telling], settled: Option<&Settled>, all: &[Telling]) -> Option<Time> {
    let of = |statuses: &[Status]| -> Vec<&Telling> {
        let some = |t: &&&Telling| statuses.contains(&t.claim.status);
        own.iter().filter(some).copied().collect()
    };
    let planned = of(&[Status::Planned]);
    let plans = if planned.iter().any(|t| t.time.is_some()) {
        planned
    } else {
        of(&[Status::Planned, Status::Proposed])
    };
    let plan = || best(&plans, true).map(|time| stretched(*time, &plans));
    let any = || best(own, true).copied();
    match settled.map(|settled| settled.status) {
        Some(Status::Held) => {
            let held = best(&of(&[Status::Held]), false).copied();
            let held = held.map(|time| stretched(time, &of(&[Status::Held, Status::Planned])));
            match (held, plan()) {
                (Some(held), Some(plan))
                    if coarseness(&plan) < coarseness(&held) && may_mean(&held, &plan) =>
                {
                    Some(plan)
                }
                (Some(held), _) => Some(held),
                (None, plan) => plan.or_else(any),
            }
        }
        Some(Status::Postponed) => postponed(settled, &plans, all).or_else(plan).or_else(any),
        _ => plan().or_else(any),
    }
}

/// Whether a report's time may mean a plan's: "two weeks ago" is good for some days before and after.
fn may_mean(held: &Time, plan: &Time) -> bool {
    let near = |days: Option<Days>| days.map(|days| days.widened(if held.about { 7 } else { 0 }));
    held.can_be(plan)
        || near(held.days)
            .zip(plan.days)
            .is_some_and(|(held, plan)| held.overlaps(plan))
}

/// A report of one day of a dealing that lasts several says that it goes on, not that it is over on that day.
fn stretched(time: Time, own: &[&Telling]) -> Time {
    let Some(days) = time.days.filter(|days| days.count() == 1 && !time.about) else {
        return time;
    };
    let longer = own.iter().filter(|telling| {
        telling.time.is_some_and(|other| {
            other.precision == Precision::Day
                && !other.about
                && other
                    .days
                    .is_some_and(|all| all.count() <= 7 && all.count() > 1 && all.contains(days))
        })
    });
    let longer: Vec<&Telling> = longer.copied().collect();
    best(&longer, false).copied().unwrap_or(time)
}

/// The new time of what was postponed: the time that the postponement gives, unless that is the old one, else that of later plans.
fn postponed(settled: Option<&Settled>, plans: &[&Telling], all: &[Telling]) -> Option<Time> {
    let telling = all.get(settled?.by)?;
    let earlier = |plan: &&&Telling| plan.said <= telling.said && plan.said.is_some();
    let old = plans.iter().filter(earlier).filter_map(|plan| plan.time);
    let old: Vec<Time> = old.collect();
    let own = telling
        .time
        .filter(|time| !old.iter().any(|old| old.can_be(time)));
    let later: Vec<&Telling> = plans
        .iter()
        .filter(|plan| plan.said > telling.said)
        .copied()
        .collect();
    best(&later, true)
        .filter(|time| !old.iter().any(|old| old.can_be(time)))
        .copied()
        .or(own)
}

/// Where it was, or is to be: as its reports say, else as the latest plan does.
fn place(own: &[&Telling], status: Option<Status>) -> Option<Place> {
    own.iter()
        .filter(|telling| telling.claim.place.is_some())
        .max_by_key(|telling| {
            (
                telling.claim.status == Status::Held && status == Some(Status::Held),
                telling
                    .claim
                    .place
                    .as_ref()
                    .is_some_and(|place| place.country.is_some()),
                telling.said.is_some(),
                telling.said,
                Reverse(telling.claim.id),
            )
        })
        .and_then(|telling| telling.claim.place.clone())
}
