//! Whose people are: the parties of those whom the page names without one, and the pair of parties that it is about.
//!
//! What enters: all names with their titles. What leaves: a cast in which office-holders have a party wherever the page tells it.

use super::cast::Cast;
use super::people::{self, Naming, name_text};
use super::view::View;
use super::{Form, Mention};
use crate::lexicon::{Code, Level, Lexicon, OfficeId};

/// Gives people without a party the one of whose person they are ("Putin’s aide"), or the party of the official outlet
/// where they bear an office and nothing else is said.
pub(super) fn settle_cast(
    views: &[View],
    namings: &[Vec<Naming>],
    cast: &mut Cast,
    home: Option<Code>,
) {
    for view in views {
        for naming in &namings[view.index] {
            let Some(at) = cast.find(&name_text(view, naming.name_from, naming.name_to)) else {
                continue;
            };
            if !cast.members[at].parties.is_empty() {
                continue;
            }
            let from_possessor = naming.title.possessor.and_then(|token| {
                namings[view.index]
                    .iter()
                    .find(|other| other.from <= token && token < other.to)
                    .and_then(|other| cast.find(&name_text(view, other.name_from, other.name_to)))
                    .map(|other| cast.members[other].parties.clone())
            });
            if let Some(parties) = from_possessor
                .or_else(|| coordinated(view, &namings[view.index], naming, cast))
                .or_else(|| of_host(view, naming))
            {
                cast.members[at].parties = parties;
            } else if let (Some(home), true) =
                (home, naming.title.office.is_some() && !naming.title.former)
            {
                cast.members[at].parties = vec![home];
            }
        }
    }
}

/// Gives leaders and ministers who are named without a state ("Prime Minister Ana Ruiz") the one of the two parties of the
/// page for which nobody else is named: the page writes out whose president the guest is, not its own minister's.
pub(super) fn settle_by_exclusion(cast: &mut Cast, pair: &[(Code, Option<String>)]) {
    let [(first, _), (second, _)] = pair else {
        return;
    };
    let leads = |member: &super::cast::Member| {
        let level = |(_, level): &(OfficeId, Level)| matches!(level, Level::Head | Level::Minister);
        member.offices.iter().any(level)
    };
    let known = |party: Code| {
        let mut members = cast.members.iter();
        members.any(|member| leads(member) && member.parties.contains(&party))
    };
    let other = match (known(*first), known(*second)) {
        (true, false) => *second,
        (false, true) => *first,
        _ => return,
    };
    for member in &mut cast.members {
        if member.parties.is_empty() && leads(member) {
            member.parties = vec![other];
        }
    }
}

/// Gives leaders who are named without a state the one of the page's two parties that has their office at all: on a page about
/// Peru and New Zealand a president is Peru's. An office that both have, or neither, tells nothing.
pub(super) fn settle_by_office(
    cast: &mut Cast,
    pair: &[(Code, Option<String>)],
    lexicon: &Lexicon,
) {
    let [(first, _), (second, _)] = pair else {
        return;
    };
    let has = |party: Code, office: &str| !lexicon.holders(party.as_str(), office, None).is_empty();
    // Of whom no leader is known, nothing can be excluded.
    let known = |party: Code| has(party, "president") || has(party, "prime-minister");
    for member in cast
        .members
        .iter_mut()
        .filter(|member| member.parties.is_empty())
    {
        let mut heads = { member.offices.iter() }
            .filter(|(_, level)| matches!(level, Level::Head | Level::Royal))
            .map(|(office, _)| office.as_str());
        let Some(office) = heads
            .next_back()
            .filter(|_| known(*first) && known(*second))
        else {
            continue;
        };
        match (has(*first, office), has(*second, office)) {
            (true, false) => member.parties = vec![*first],
            (false, true) => member.parties = vec![*second],
            _ => {}
        }
    }
}

/// The state that somebody has arrived in who meets an office-holder without a state there: "arrived in Sudan and met Foreign Minister
/// Osman Badri".
fn of_host(view: &View, naming: &Naming) -> Option<Vec<Code>> {
    naming.title.office.filter(|_| !naming.title.former)?;
    let met = view.head(naming.name_from)?;
    let direct =
        view.relation(naming.name_from) == "obj" && ["meet", "receive"].contains(&view.lemma(met));
    let came = view
        .head(met)
        .filter(|_| direct && view.relation(met) == "conj")?;
    let goal = match view.lemma(came) {
        "visit" => "obj",
        "arrive" | "travel" | "fly" | "go" | "come" => "obl",
        _ => return None,
    };
    let mut hosts = { view.hits.iter() }.filter(|hit| {
        (hit.from..hit.to).any(|at| view.relation(at) == goal && view.head(at) == Some(came))
    });
    let host = hosts.next().filter(|_| hosts.next().is_none())?;
    Some(people::party_codes(host.senses)).filter(|codes| !codes.is_empty())
}

/// Parties of the office-holder with whom an office-holder without a state of its own is coordinated: "Egyptian Trade
/// Minister Amal Rizk and parliament speaker Tarek Helmy".
fn coordinated(view: &View, names: &[Naming], naming: &Naming, cast: &Cast) -> Option<Vec<Code>> {
    naming.title.office.filter(|_| !naming.title.former)?;
    let mut before = naming.from;
    if view.is(before.checked_sub(1)?, "and") {
        before -= 1;
    }
    if before > 0 && view.form(before - 1) == "," {
        before -= 1;
    }
    if before == naming.from {
        return None;
    }
    let other = names
        .iter()
        .find(|other| other.to == before && other.title.office.is_some())?;
    let other = cast.find(&name_text(view, other.name_from, other.name_to))?;
    Some(cast.members[other].parties.clone()).filter(|parties| !parties.is_empty())
}

/// The two parties that the people and states of the page mostly belong to, before anything is resolved.
pub(super) fn page_pair(
    views: &[View],
    namings: &[Vec<Naming>],
    cast: &Cast,
    home: Option<Code>,
) -> Vec<(Code, Option<String>)> {
    let mut counts: Vec<(Code, usize, Option<String>)> = Vec::new();
    let mut count = |code: Code, weight: usize, person: Option<&str>| match counts
        .iter_mut()
        .find(|(known, ..)| *known == code)
    {
        Some((_, times, known)) => {
            *times += weight;
            if known.is_none() {
                *known = person.map(str::to_string);
            }
        }
        None => counts.push((code, weight, person.map(str::to_string))),
    };
    if let Some(home) = home {
        count(home, 3, None);
    }
    for view in views.iter().take(12) {
        for naming in &namings[view.index] {
            if let Some(member) = cast
                .find(&name_text(view, naming.name_from, naming.name_to))
                .map(|at| &cast.members[at])
            {
                for &code in &member.parties {
                    count(code, 2, Some(&member.name));
                }
            }
        }
        for hit in &view.hits {
            for code in people::party_codes(hit.senses) {
                count(code, 1, None);
            }
        }
    }
    counts.sort_by_key(|(_, times, _)| std::cmp::Reverse(*times));
    counts
        .into_iter()
        .take(2)
        .map(|(code, _, person)| (code, person))
        .collect()
}

/// A page that speaks of many parties is about one of them only where it is at least one in so many of those named.
const LEAST_SHARE: usize = 4;

/// The parties that the page is mostly about, most frequent first.
pub(super) fn main_pair(all: &[Mention], home: Option<Code>) -> Vec<Code> {
    let mut counts: Vec<(Code, usize)> = home.map(|code| (code, 3)).into_iter().collect();
    for mention in all
        .iter()
        .filter(|mention| !matches!(mention.form, Form::Place | Form::Group))
    {
        for &code in &mention.parties {
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, times)) => *times += 1,
                None => counts.push((code, 1)),
            }
        }
    }
    counts.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let abroad = |code: Code| home != Some(code);
    let all: usize = { counts.iter() }
        .filter(|(code, _)| abroad(*code))
        .map(|(_, times)| times)
        .sum();
    counts
        .into_iter()
        .take(2)
        .filter(|(code, times)| !abroad(*code) || times * LEAST_SHARE >= all)
        .map(|(code, _)| code)
        .collect()
}
