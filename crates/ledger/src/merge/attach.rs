//! Attach: claims without days of their own join the nucleus that they can mean best, else one another.

use super::facet::{Facet, Family, Level, REMEMBERED};
use super::fit::{Whole, score};
use super::nuclei::{Nucleus, gather};
use super::{Index, Key};
use crate::record::{Day, Days};
use reading::claim::Status;

/// Attaches facets to nuclei; those that fit none become nuclei of their own, together with their like. Which nucleus a facet joins
/// depends on the nuclei alone, not on what else is attached.
pub fn attach<'a>(facets: &[Facet<'a>], nuclei: &mut Vec<Nucleus<'a>>, members: &[usize]) {
    let keys: Vec<Vec<Key>> = nuclei.iter().map(|nucleus| nucleus.keys(facets)).collect();
    let index = Index::of(
        { keys.iter() }
            .enumerate()
            .map(|(at, keys)| (at, keys.as_slice())),
    );
    let mut left = Vec::new();
    let mut found = Vec::new();
    for &at in members {
        let best = { index.sharing(&facets[at].keys).into_iter() }
            .filter_map(|index| {
                let worth = worth(facets, at, &nuclei[index])?;
                Some((worth, std::cmp::Reverse(nuclei[index].core[0]), index))
            })
            .max();
        match best {
            Some((.., index)) => found.push((index, at)),
            None => left.push(at),
        }
    }
    for (index, at) in found {
        nuclei[index].attached.push(at);
    }
    nuclei.extend(among_themselves(facets, &left));
}

/// How well a facet fits a nucleus: none where it cannot mean it.
fn worth(facets: &[Facet], at: usize, nucleus: &Nucleus) -> Option<i32> {
    let facet = &facets[at];
    let own = Whole::of(facet);
    if !facet.window.overlaps(nucleus.whole.days) || own.clashes(&nucleus.whole) {
        return None;
    }
    let far = distance(facet, nucleus, facets)?;
    let fit = nucleus
        .core
        .iter()
        .filter_map(|&other| {
            let known_year = facet.time.is_none_or(|time| {
                time.days.is_some() || facets[other].time.is_none_or(|other| time.can_be(&other))
            });
            known_year.then(|| score(facet, &facets[other]))?
        })
        .max()?;
    Some(fit * 3 - far)
}

/// How far from what the facet means the nucleus lies, in days; none where it cannot mean it at all.
fn distance(facet: &Facet, nucleus: &Nucleus, facets: &[Facet]) -> Option<Day> {
    let days = nucleus.whole.days;
    let Some(published) = facet.published else {
        return Some(0);
    };
    if facet.time.is_none() && one_page(facet, nucleus, facets) {
        return Some(0);
    }
    let page = Days::one(published);
    let gap = days.gap(page);
    let core = || nucleus.core.iter().map(|&at| &facets[at]);
    let planned = core().any(Facet::is_plan);
    let planned_before = || {
        core().any(|other| other.is_plan() && other.published.is_some_and(|day| day <= published))
    };
    match facet.entry.claim.status {
        // A plan looks ahead, to the next that fits. What its page reports as done is not what it announces.
        Status::Planned | Status::Proposed => {
            let done = core()
                .any(|other| other.entry.claim.page == facet.entry.claim.page && other.is_held());
            let ahead = days.last > published || days.last == published && planned;
            (ahead && !done).then_some(gap / 2)
        }
        // What is called off was announced before.
        Status::Cancelled | Status::Postponed => {
            (days.last >= published - 3 && planned_before()).then_some(gap / 4)
        }
        Status::Denied => {
            let known = || core().any(|other| other.published.is_none_or(|day| day <= published));
            known().then_some(gap / 2)
        }
        // A report comes after, and soon, unless it says when.
        _ if facet.level == Level::Soft && facet.time.is_none() => {
            let late = (published - days.last).max(0);
            let waited_for = planned && !core().any(Facet::is_held);
            let most = match facet.family {
                Family::Visit if waited_for => REMEMBERED,
                Family::Visit => 10,
                _ => 7,
            };
            (days.first <= published && late <= most).then_some(late.min(10) * 8 + late / 10)
        }
        _ => (days.first <= published).then_some(gap / 4),
    }
}

/// Whether the page of a facet without a time announces the dealing with its days: the title of an announcement.
fn one_page(facet: &Facet, nucleus: &Nucleus, facets: &[Facet]) -> bool {
    { nucleus.core.iter() }.any(|&at| {
        let other = &facets[at];
        other.entry.claim.page == facet.entry.claim.page
            && other.is_plan()
            && other.parties == facet.parties
    })
}

/// Brings facets together that fit no nucleus.
fn among_themselves<'a>(facets: &[Facet<'a>], left: &[usize]) -> Vec<Nucleus<'a>> {
    let index = Index::of(left.iter().map(|&at| (at, facets[at].keys.as_slice())));
    let mut edges = Vec::new();
    for &a in left {
        for b in index.sharing(&facets[a].keys) {
            if a < b
                && let Some(apart) = apart(&facets[a], &facets[b])
                && let Some(score) = score(&facets[a], &facets[b])
            {
                edges.push((score * 3 - apart, a, b));
            }
        }
    }
    gather(facets, left, edges)
}

/// How far apart two facets without days of their own are; none where they are too far to be one.
fn apart(a: &Facet, b: &Facet) -> Option<Day> {
    let between = match (a.published, b.published) {
        (Some(a), Some(b)) => (a - b).abs(),
        _ => 0,
    };
    let timed = |facet: &Facet| facet.time.is_some();
    if timed(a) && timed(b) {
        let (one, other) = (a.time?, b.time?);
        return one.can_be(&other).then_some(between / 8);
    }
    let limit = match (a.is_held(), b.is_held()) {
        (true, true) => {
            if a.family == Family::Visit {
                3
            } else {
                1
            }
        }
        (false, false) => 45,
        _ => 120,
    };
    // A plan comes before the report of it.
    let backwards = match (a.published, b.published) {
        (Some(one), Some(other)) if a.is_held() != b.is_held() => {
            if a.is_held() {
                one < other
            } else {
                other < one
            }
        }
        _ => false,
    };
    (between <= limit && !backwards && a.window.overlaps(b.window)).then_some(between)
}
