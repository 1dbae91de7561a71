//! Witness: a meeting in the host's country, on the days of an announced visit and with the visitor in it, is evidence of the visit.
//!
//! What enters: two claims. What leaves: whether the one bears witness to the other, and where it can be found. A witness stays with its own
//! record: a visit and a meeting during it are two dealings. What it says is heard by [`life`](crate::record::life()) where no claim of
//! the visit's record says what became of it.

use super::facet::{Facet, Family, Level, PAIRED, pair};
use super::{Entry, Index, Key, Reach};
use crate::record::Days;
use reading::claim::{Event, Status};

/// The kind of claims that tell of a visit.
const VISIT: &str = "visit";

/// The place where visits look for witnesses.
fn place(key: &Key) -> Key {
    Key(format!("w {}", key.0))
}

/// What a claim can bear witness by: its days, the country that it took place in, and the parties that came there. None where it can
/// bear none.
fn testimony<'f>(meeting: &'f Facet) -> Option<(Days, &'f str, Vec<&'f str>)> {
    let held = meeting.family == Family::Meeting && meeting.is_held();
    if !held || meeting.level != Level::Firm || meeting.persons.is_empty() {
        return None;
    }
    let country = meeting.entry.claim.place.as_ref()?.country.as_deref()?;
    let guests = meeting.parties.iter().copied();
    let guests: Vec<&str> = guests.filter(|code| *code != country).collect();
    Some((meeting.days, country, guests))
}

/// The days of an announced visit, where these are known.
fn announced(visit: &Facet) -> Option<Days> {
    let known = visit.family == Family::Visit && visit.is_plan() && visit.level == Level::Firm;
    // Of so many parties not all pairs are keys.
    (known && visit.parties.len() <= PAIRED).then_some(visit.days)
}

/// Whether a claim can bear witness at all, before more is worked out of it.
fn may_testify(entry: &Entry) -> bool {
    let claim = entry.claim;
    let meeting = claim.event == Event::Consult && claim.kind.as_deref() != Some(VISIT);
    let placed = || { claim.place.as_ref() }.is_some_and(|place| place.country.is_some());
    meeting && claim.status == Status::Held && !claim.persons.is_empty() && placed()
}

/// Whether a claim can be the announcement of a visit, before more is worked out of it.
fn may_announce(entry: &Entry) -> bool {
    let claim = entry.claim;
    let plan = matches!(claim.status, Status::Planned | Status::Proposed);
    plan && claim.event == Event::Consult && claim.kind.as_deref() == Some(VISIT)
}

/// Where a claim stands that can bear witness: under each guest with the host, at a place made of that key, on its days.
fn testified(entry: &Entry, place: impl Fn(&Key) -> Key) -> Option<(Vec<Key>, Reach)> {
    if !may_testify(entry) {
        return None;
    }
    let facet = Facet::of(entry);
    let (Days { first, last }, country, guests) = testimony(&facet)?;
    let keys = { guests.into_iter() }
        .map(|guest| place(&pair(Family::Visit, guest, country)))
        .collect();
    Some((keys, Reach { first, last }))
}

/// Where a claim can be found as a witness, and on which days.
pub fn shown_at(entry: &Entry) -> Option<(Vec<Key>, Reach)> {
    testified(entry, place)
}

/// Where the claims can be found that a claim can bear witness to, and on which days.
pub fn speaks_for(entry: &Entry) -> Option<(Vec<Key>, Reach)> {
    testified(entry, |key| super::around::place(key, Level::Firm))
}

/// Where witnesses of a claim can be found, and on which days.
pub fn looks_at(entry: &Entry) -> Option<(Vec<Key>, Reach)> {
    if !may_announce(entry) {
        return None;
    }
    let facet = Facet::of(entry);
    let Days { first, last } = announced(&facet)?;
    let hosts = &entry.claim.recipients;
    let keys = { entry.claim.actors.iter() }
        .flat_map(|visitor| {
            hosts
                .iter()
                .map(|host| place(&pair(Family::Visit, visitor, host)))
        })
        .collect();
    Some((keys, Reach { first, last }))
}

/// Whether a claim bears witness to another: it reports that somebody whom the other announces as a visitor met somebody in the host's
/// country on one of the announced days.
pub fn bears(meeting: &Entry, visit: &Entry) -> bool {
    if !may_testify(meeting) || !may_announce(visit) {
        return false;
    }
    let (meeting, visit) = (Facet::of(meeting), Facet::of(visit));
    let (Some((days, country, guests)), Some(announced)) = (testimony(&meeting), announced(&visit))
    else {
        return false;
    };
    let hosts = &visit.entry.claim.recipients;
    let there = hosts.iter().any(|host| host == country) && days.overlaps(announced);
    let came = |code: &str| visit.actors.contains(&code) && guests.contains(&code);
    there
        && visit.persons.iter().any(|(visitor, of)| {
            of.is_none_or(came) && { meeting.persons.iter() }
                .any(|(person, of)| of.is_none_or(came) && person.same(visitor))
        })
        && visit.actors.iter().any(|code| came(code))
}

/// Of some entries the witnesses of each cluster of them: indices of entries, rising.
pub fn witnesses(entries: &[Entry], clusters: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let shown: Vec<(usize, Vec<Key>)> = { entries.iter().enumerate() }
        .filter_map(|(at, entry)| Some((at, shown_at(entry)?.0)))
        .collect();
    let index = Index::of(shown.iter().map(|(at, keys)| (*at, keys.as_slice())));
    let of = |cluster: &Vec<usize>| {
        let mut found: Vec<usize> = { cluster.iter() }
            .filter_map(|&visit| Some((visit, looks_at(&entries[visit])?.0)))
            .flat_map(|(visit, keys)| {
                { index.sharing(&keys).into_iter() }
                    .filter(move |&at| bears(&entries[at], &entries[visit]))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    clusters.iter().map(of).collect()
}
