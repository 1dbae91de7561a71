//! Attach: claims without days of their own join the nucleus that they can mean best, else one another.

use super::facet::{FORMAT, Facet, Family, Level, PUT_OFF, RECALLED, REMEMBERED};
use super::fit::{Whole, alike, score};
use super::nuclei::{Nucleus, gather};
use super::{Index, Key};
use crate::record::{Day, Days};
use reading::claim::Status;
use reading::time::edtf::Precision;

/// How far ahead a meeting can lie of which a plan says neither when nor who.
const UNNAMED_WITHIN: Day = 30;
/// So many days before an announced visit a page can tell of it as under way: "the Minister travels to Lima" on the day of departure.
const DEPARTED: Day = 3;

/// So many days after it was to be held a dealing can still be called off.
const CALLED_OFF: Day = 3;

/// How good the nucleus is that a facet is attached to: the greater, the better. Of those of equal worth the one with the smallest first
/// facet is taken.
pub type Worth = (i32, std::cmp::Reverse<usize>);

/// Attaches facets to nuclei; those that fit none become nuclei of their own, together with their like. Which nucleus a facet joins
/// depends on the nuclei alone, not on what else is attached. Gives the attached ones with the worth of what they joined.
pub fn attach<'a>(
    facets: &[Facet<'a>],
    nuclei: &mut Vec<Nucleus<'a>>,
    members: &[usize],
) -> Vec<(usize, Worth)> {
    let keys: Vec<Vec<Key>> = nuclei.iter().map(|nucleus| nucleus.keys(facets)).collect();
    let index = Index::of(
        { keys.iter() }
            .enumerate()
            .map(|(at, keys)| (at, keys.as_slice())),
    );
    let mut left = Vec::new();
    let mut found = Vec::new();
    for &at in members {
        let own = Whole::of(&facets[at]);
        let best = { index.sharing(&facets[at].keys).into_iter() }
            .filter_map(|index| {
                let worth = worth(facets, (&facets[at], &own), &nuclei[index])?;
                let first = std::cmp::Reverse(nuclei[index].core[0]);
                Some(((worth, first), index))
            })
            .max();
        match best {
            Some((worth, index)) => found.push((index, at, worth)),
            None => left.push(at),
        }
    }
    for &(index, at, _) in &found {
        nuclei[index].attached.push(at);
    }
    nuclei.extend(among_themselves(facets, &left));
    { found.into_iter() }
        .map(|(_, at, worth)| (at, worth))
        .collect()
}

/// How well a facet, which need not be one of `facets` and comes with what it is alone, fits a nucleus: none where it cannot mean it.
pub fn worth(facets: &[Facet], (facet, own): (&Facet, &Whole), nucleus: &Nucleus) -> Option<i32> {
    if !facet.window.overlaps(nucleus.whole.days) || own.clashes(&nucleus.whole) {
        return None;
    }
    if timeless(facet) && !told_apart(own, &nucleus.whole) {
        return None;
    }
    if facet.level == Level::Format && !{ nucleus.core.iter() }.any(|&at| ends(facet, &facets[at]))
    {
        return None;
    }
    let far = distance((facet, own), nucleus, facets)?;
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

/// Whether what breaks something off breaks off what another tells of with its days: talks on one of these or on the next, a ceasefire that
/// has begun before. Any other format has rounds, and outlasts each of them.
pub fn ends(word: &Facet, other: &Facet) -> bool {
    let own_day = { word.time }
        .filter(|time| time.precision == Precision::Day)
        .and_then(|time| time.days);
    let Some(day) = own_day.map(|days| days.first).or(word.published) else {
        return false;
    };
    let fits = other.level == Level::Firm
        && word.parties == other.parties
        && word.entry.claim.kind == other.entry.claim.kind;
    fits && match word.family {
        Family::Meeting => {
            word.entry.claim.status == Status::Suspended
                && other.days.count() > 1
                && other.days.first <= day
                && day <= other.days.last + 1
        }
        Family::Act(_) => {
            word.entry.claim.kind.as_deref() == Some("ceasefire")
                && other.is_held()
                && other.days.first <= day
        }
        _ => false,
    }
}

/// Whether neither its page nor its words give any time: it can mean whatever its parties ever did.
fn timeless(facet: &Facet) -> bool {
    facet.published.is_none() && facet.time.is_none()
}

/// Whether two share what tells a dealing from others of the same parties: people, or a country that is named as its place.
fn told_apart(own: &Whole, other: &Whole) -> bool {
    own.shared(other) > 0 || own.shares_place(other)
}

/// The most that a nucleus with `core` in it can be worth to a facet by that one: none where it is nothing. It is never less than
/// [`worth`], unless the nucleus holds something that the facet [`names`], so that what cannot win need not be looked at.
pub fn at_most(facet: &Facet, core: &Facet) -> Option<i32> {
    let best = score(facet, core)? * 3;
    let (Some(published), Level::Firm) = (facet.published, core.level) else {
        return Some(best);
    };
    if names(facet, core) {
        return Some(best);
    }
    if !meant(facet).overlaps(core.days) {
        return None;
    }
    // A nucleus of claims with days is no longer than its family allows, and so no nearer than that.
    let days = core.days.widened(facet.family.longest());
    let gap = days.gap(Days::one(published));
    let far = match facet.entry.claim.status {
        Status::Planned | Status::Proposed => {
            let unnamed = facet.family == Family::Meeting && facet.time.is_none();
            if unnamed && gap > UNNAMED_WITHIN && facet.persons.is_empty() {
                return None;
            }
            gap / 2
        }
        Status::Cancelled | Status::Postponed => gap / 4,
        Status::Denied => gap / 2,
        _ if facet.level == Level::Soft && facet.time.is_none() => {
            let late = (published - days.last).max(0);
            let most = match facet.family {
                Family::Visit => REMEMBERED,
                _ if facet.recalled => RECALLED,
                _ => 7,
            };
            if days.first > published || late > most {
                return None;
            }
            late.min(10) * 8 + late / 10
        }
        _ => gap / 4,
    };
    Some(best - far)
}

/// Where the days of a claim must lie that is part of what a facet of a dated page can mean and does not [name](names): a plan looks ahead, a
/// report back. A nucleus of claims with days is no longer than its family allows.
pub fn meant(facet: &Facet) -> Days {
    let (Some(published), always) = (facet.published, Days::always()) else {
        return Days::always();
    };
    let longest = facet.family.longest();
    match facet.entry.claim.status {
        Status::Planned | Status::Proposed => Days::new(published - longest, always.last),
        Status::Cancelled | Status::Postponed => {
            Days::new(published - CALLED_OFF - longest, always.last)
        }
        Status::Denied => always,
        _ => Days::new(always.first, published + longest),
    }
}

/// Whether it can mean nothing that there is: without a time of its page or its own, and without people or a country, it is told apart from nothing.
pub fn means_nothing(facet: &Facet) -> bool {
    let place = facet.entry.claim.place.as_ref();
    let country = place.and_then(|place| place.country.as_ref());
    timeless(facet) && facet.persons.is_empty() && country.is_none()
}

/// How far from what the facet means the nucleus lies, in days; none where it cannot mean it at all.
fn distance((facet, own): (&Facet, &Whole), nucleus: &Nucleus, facets: &[Facet]) -> Option<Day> {
    let days = nucleus.whole.days;
    let Some(published) = facet.published else {
        return Some(0);
    };
    if one_page(facet, nucleus, facets) {
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
            // "The commission will meet again" is no word about the presidents' meeting half a year later.
            let meant = facet.family != Family::Meeting
                || facet.time.is_some()
                || gap <= UNNAMED_WITHIN
                || own.shared(&nucleus.whole) > 0;
            (ahead && meant && !done).then_some(gap / 2)
        }
        // What is called off was announced before.
        Status::Cancelled | Status::Postponed => {
            (days.last >= published - CALLED_OFF && planned_before()).then_some(gap / 4)
        }
        Status::Denied => {
            let known = || core().any(|other| other.published.is_none_or(|day| day <= published));
            known().then_some(gap / 2)
        }
        // A report comes after, and soon, unless it says when.
        _ if facet.level == Level::Soft && facet.time.is_none() => {
            let late = (published - days.last).max(0);
            let waited_for = planned && !core().any(Facet::is_held);
            // Who is named as a visitor long after, and by nobody before, came on another visit.
            let stranger = facet.names_actors() && own.shared(&nucleus.whole) == 0;
            let most = match facet.family {
                Family::Visit if waited_for && !stranger => REMEMBERED,
                Family::Visit if facet.recalled && !stranger => RECALLED,
                Family::Visit => 10,
                _ if facet.recalled => RECALLED,
                _ => 7,
            };
            let early = (days.first - published).max(0);
            let departs = facet.family == Family::Visit
                && planned_before()
                && early <= DEPARTED
                && own.shared(&nucleus.whole) > 0;
            ((early == 0 || departs) && late <= most)
                .then_some(early * 8 + late.min(10) * 8 + late / 10)
        }
        _ => (days.first <= published).then_some(gap / 4),
    }
}

/// Whether the page of a facet without a time announces the dealing with its days: the title of an announcement.
fn one_page(facet: &Facet, nucleus: &Nucleus, facets: &[Facet]) -> bool {
    { nucleus.core.iter() }.any(|&at| names(facet, &facets[at]))
}

/// Whether a facet without a time stands on the page that announces another.
pub fn names(facet: &Facet, other: &Facet) -> bool {
    facet.time.is_none()
        && other.entry.claim.page == facet.entry.claim.page
        && other.is_plan()
        && other.parties == facet.parties
}

/// Brings facets together that fit no nucleus.
fn among_themselves<'a>(facets: &[Facet<'a>], left: &[usize]) -> Vec<Nucleus<'a>> {
    let index = Index::of(left.iter().map(|&at| (at, facets[at].keys.as_slice())));
    let mut edges = Vec::new();
    for &a in left {
        for b in index.sharing(&facets[a].keys) {
            if a < b
                && let Some(edge) = edge(&facets[a], &facets[b])
            {
                edges.push((edge, a, b));
            }
        }
    }
    gather(facets, left, edges)
}

/// How well two facets without days of their own fit: none where they are not one.
pub fn edge(a: &Facet, b: &Facet) -> Option<i32> {
    let apart = apart(a, b)?;
    Some(score(a, b)? * 3 - apart)
}

/// Whether one calls off what the other announced before it, for a time that it names.
fn calls_off(word: &Facet, plan: &Facet) -> bool {
    word.entry.claim.status == Status::Cancelled
        && plan.is_plan()
        && plan.time.is_some()
        && plan.published <= word.published
}

/// How far apart two facets without days of their own are; none where they are too far to be one.
fn apart(a: &Facet, b: &Facet) -> Option<Day> {
    let between = match (a.published, b.published) {
        (Some(a), Some(b)) => (a - b).abs(),
        _ => 0,
    };
    if a.level == Level::Format {
        // One format is spoken of in words of its own.
        let one = alike(&a.words, &b.words).is_none_or(|alike| alike >= 0.3);
        return (one && a.parties == b.parties && between <= FORMAT).then_some(between / 30);
    }
    // What a page dates as done is not what it announces besides.
    let done_and_ahead = |done: &Facet, ahead: &Facet| {
        done.is_held() && done.time.is_some() && ahead.is_plan() && ahead.time.is_none()
    };
    let same_page = a.entry.claim.page == b.entry.claim.page;
    if same_page && (done_and_ahead(a, b) || done_and_ahead(b, a)) {
        return None;
    }
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
        // What is called off was announced before, be it long before.
        (false, false) if calls_off(a, b) || calls_off(b, a) => PUT_OFF,
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
