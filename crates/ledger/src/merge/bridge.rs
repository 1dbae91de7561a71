//! Bridge: nuclei of different days that are one dealing, since it was put off, or held a little early or late.

use super::facet::{Facet, Family, Level, MISSED_BY, PUT_OFF};
use super::fit::{Whole, alike, linked, score};
use super::nuclei::Nucleus;
use super::{Index, Key};
use crate::record::{Day, Days};
use reading::claim::Status;
use std::collections::HashSet;

/// Pairs of nuclei that are one, and bridging facets with the nuclei that they join.
pub struct Bridges {
    /// Nuclei that are one dealing.
    pairs: Vec<(usize, usize)>,
    /// How many of these, from the first, are plans with what was held in their place.
    missed: usize,
    /// Facets without days that say that a nucleus was put off; without a nucleus they stay alone.
    loose: Vec<(usize, Option<usize>)>,
    /// Nuclei with days that say that something was put off, and join no other with days: the claims that say so, with the days of
    /// their pages.
    open: Vec<(usize, Vec<(Day, usize)>)>,
}

/// What a nucleus says about the order of its claims.
struct Story {
    /// First and last publication of its plans.
    planned: Option<(Day, Day)>,
    /// First publication of a report that it took place.
    held: Option<Day>,
    /// Claims that it is put off, with the days of their pages.
    put_off: Vec<(Day, usize)>,
}

impl Story {
    fn of(facets: &[Facet], nucleus: &Nucleus) -> Story {
        let days = |statuses: &[Status]| -> Vec<Day> {
            let mut days: Vec<Day> = { nucleus.core.iter() }
                .map(|&at| &facets[at])
                .filter(|facet| statuses.contains(&facet.entry.claim.status))
                .filter_map(|facet| facet.published)
                .collect();
            days.sort_unstable();
            days
        };
        let planned = days(&[Status::Planned, Status::Proposed]);
        Story {
            planned: planned.first().copied().zip(planned.last().copied()),
            held: days(&[Status::Held]).first().copied(),
            put_off: { nucleus.core.iter() }
                .filter(|&&at| facets[at].entry.claim.status == Status::Postponed)
                .filter_map(|&at| Some((facets[at].published?, at)))
                .collect(),
        }
    }
}

/// Finds what is one in spite of its days.
pub fn bridges(facets: &[Facet], nuclei: &[Nucleus], loose: &[usize]) -> Bridges {
    let stories: Vec<Story> = nuclei.iter().map(|n| Story::of(facets, n)).collect();
    let keys: Vec<Vec<Key>> = nuclei.iter().map(|nucleus| nucleus.keys(facets)).collect();
    let index = Index::of(
        { keys.iter() }
            .enumerate()
            .map(|(at, keys)| (at, keys.as_slice())),
    );
    let world = World {
        facets,
        nuclei,
        stories: &stories,
        keys: &keys,
        index,
    };
    let mut pairs = world.missed();
    let missed = pairs.len();
    pairs.extend(world.copied());
    let mut open = Vec::new();
    for (at, story) in stories.iter().enumerate() {
        let mut unmet = Vec::new();
        for &(said, by) in &story.put_off {
            // The days of a postponement are the old ones where they were planned before, else the new ones.
            let old = story.planned.is_some_and(|(first, _)| first < said);
            let other = if old {
                world.after(at, by, said)
            } else {
                world.before(at, by, said)
            };
            match other {
                Some(other) => pairs.push((at, other)),
                None if !old => unmet.push((said, by)),
                None => {}
            }
        }
        if !unmet.is_empty() {
            open.push((at, unmet));
        }
    }
    let mut joined = Vec::new();
    for &at in loose {
        let old = world.put_off(at);
        joined.push((at, old));
        if let (Some(old), Some(said)) = (old, facets[at].published) {
            pairs.extend(world.after(old, at, said).map(|new| (old, new)));
        }
    }
    Bridges {
        pairs,
        missed,
        loose: joined,
        open,
    }
}

impl Bridges {
    /// Plans of which nothing was heard, with what was held in their place.
    pub fn missed(&self) -> &[(usize, usize)] {
        &self.pairs[..self.missed]
    }

    /// Joins what was put off, and found no plan with days, with plans that have none: "the visit in October", "a visit soon". These
    /// are the nuclei from number `firm` on.
    pub fn reach_vague(&mut self, facets: &[Facet], nuclei: &[Nucleus], firm: usize) {
        if self.open.is_empty() && self.loose.iter().all(|(_, nucleus)| nucleus.is_some()) {
            return;
        }
        let keys: Vec<Vec<Key>> = { nuclei[firm..].iter() }
            .map(|nucleus| nucleus.keys(facets))
            .collect();
        let index = Index::of(
            { keys.iter() }
                .enumerate()
                .map(|(at, keys)| (firm + at, keys.as_slice())),
        );
        let vague = Vague {
            facets,
            nuclei,
            index,
        };
        for (at, nucleus) in &mut self.loose {
            if nucleus.is_none()
                && let Some(said) = facets[*at].published
            {
                *nucleus = vague.plan(*at, said, &Whole::of(&facets[*at]));
            }
        }
        for (at, unmet) in &self.open {
            let plan =
                { unmet.iter() }.find_map(|&(said, by)| vague.plan(by, said, &nuclei[*at].whole));
            self.pairs.extend(plan.map(|plan| (*at, plan)));
        }
    }
}

/// Plans without days of their own.
struct Vague<'w, 'a> {
    facets: &'w [Facet<'a>],
    nuclei: &'w [Nucleus<'a>],
    index: Index<'w>,
}

impl Vague<'_, '_> {
    /// The plan that a claim takes back which was published on the day `said`: announced before it, not over by then, and not held
    /// before. Of several that which could be the nearest, then that which is the least vague.
    fn plan(&self, by: usize, said: Day, whole: &Whole) -> Option<usize> {
        let own = &self.facets[by];
        { self.index.sharing(&own.keys).into_iter() }
            .filter(|&other| {
                let nucleus = &self.nuclei[other];
                let story = Story::of(self.facets, nucleus);
                let days = nucleus.whole.days;
                let fits = |&at: &usize| score(own, &self.facets[at]).is_some();
                story.planned.is_some_and(|(first, _)| first <= said)
                    && story.held.is_none_or(|held| held > said)
                    && days.last >= said - MISSED_BY
                    && days.first <= said + PUT_OFF
                    && nucleus.core.iter().any(fits)
                    && !whole.clashes(&nucleus.whole)
            })
            .min_by_key(|&other| {
                let days = self.nuclei[other].whole.days;
                (days.gap(Days::one(said)), days.count(), other)
            })
    }
}

struct World<'w, 'a> {
    facets: &'w [Facet<'a>],
    nuclei: &'w [Nucleus<'a>],
    stories: &'w [Story],
    keys: &'w [Vec<Key>],
    index: Index<'w>,
}

impl World<'_, '_> {
    fn clash(&self, a: usize, b: usize) -> bool {
        self.nuclei[a].whole.clashes(&self.nuclei[b].whole)
    }

    /// Whether a facet can influence a nucleus directly: what a bridge rests on is always linked, so that what is not linked
    /// does not matter.
    fn touches(&self, facet: usize, nucleus: usize) -> bool {
        let own = &self.facets[facet];
        { self.nuclei[nucleus].core.iter() }.any(|&at| linked(own, &self.facets[at]))
    }

    /// Whether a facet fits a member of a nucleus, days aside.
    fn fits(&self, facet: usize, nucleus: usize) -> bool {
        let own = &self.facets[facet];
        { self.nuclei[nucleus].core.iter() }.any(|&at| score(own, &self.facets[at]).is_some())
    }

    /// Whether an act was done before its term, after it was announced.
    fn in_term(&self, plan: usize, held: usize, announced: Day) -> bool {
        let act = { self.nuclei[plan].core.iter() }
            .all(|&at| matches!(self.facets[at].family, Family::Act(_)));
        let (term, done) = (self.days(plan), self.days(held));
        act && announced <= done.first && done.last < term.first
    }

    fn days(&self, at: usize) -> Days {
        self.nuclei[at].whole.days
    }

    /// Plans of which nothing was heard, with what was held a few days off and was not planned. The nearest come together first,
    /// each once.
    fn missed(&self) -> Vec<(usize, usize)> {
        let mut near = Vec::new();
        for (plan, story) in self.stories.iter().enumerate() {
            let Some((first, _)) = story.planned.filter(|_| story.held.is_none()) else {
                continue;
            };
            for held in self.index.sharing(&self.keys[plan]) {
                let other = &self.stories[held];
                let gap = self.days(plan).gap(self.days(held));
                let follows = other.held.is_some_and(|said| said >= first);
                let in_term = self.in_term(plan, held, first);
                let reachable = (1..=MISSED_BY).contains(&gap) || in_term;
                if other.planned.is_some() || !follows || !reachable {
                    continue;
                }
                let (one, two) = (&self.nuclei[plan].whole, &self.nuclei[held].whole);
                let said = one.moved() || two.moved();
                let shared = one.shared(two);
                let touch = || { self.nuclei[plan].core.iter() }.any(|&at| self.fits(at, held));
                if (gap <= 2 || in_term || said || shared > 0) && !self.clash(plan, held) && touch()
                {
                    near.push((gap, std::cmp::Reverse((said, shared)), plan, held));
                }
            }
        }
        near.sort_unstable();
        let mut used = HashSet::new();
        let mut pairs = Vec::new();
        for (.., plan, held) in near {
            if !used.contains(&plan) && !used.contains(&held) {
                used.extend([plan, held]);
                pairs.push((plan, held));
            }
        }
        pairs
    }

    /// Nuclei that copies of one report tell, whatever days the copies give.
    fn copied(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for a in 0..self.nuclei.len() {
            for b in self.index.sharing(&self.keys[a]) {
                let gap = self.days(a).gap(self.days(b));
                if a < b && (1..=2 * MISSED_BY).contains(&gap) && self.copies(a, b) {
                    pairs.push((a, b));
                }
            }
        }
        pairs
    }

    /// Whether a claim of one nucleus and a claim of another are the same words of the same report.
    fn copies(&self, a: usize, b: usize) -> bool {
        let core = |at: usize| {
            self.nuclei[at]
                .core
                .iter()
                .map(|&facet| &self.facets[facet])
        };
        core(a).any(|one| core(b).any(|other| copied(one, other)))
    }

    /// The nucleus that a postponement with new days takes back: planned, or put off, before, and not over yet.
    fn before(&self, at: usize, by: usize, said: Day) -> Option<usize> {
        self.nearest(&self.keys[at], said, |other| {
            let story = &self.stories[other];
            let known = story.planned.is_some_and(|(first, _)| first <= said)
                || story.put_off.iter().any(|&(day, _)| day < said);
            other != at
                && known
                && story.held.is_none_or(|held| held > said)
                && !self.clash(at, other)
                && self.touches(by, other)
        })
    }

    /// The nucleus that a postponement without days takes back.
    fn put_off(&self, at: usize) -> Option<usize> {
        let facet = &self.facets[at];
        let said = facet.published?;
        let own = Whole::of(facet);
        self.nearest(&facet.keys, said, |other| {
            let story = &self.stories[other];
            let fits = { self.nuclei[other].core.iter() }
                .any(|&member| score(facet, &self.facets[member]).is_some());
            story.planned.is_some_and(|(first, _)| first <= said)
                && story.held.is_none_or(|held| held > said)
                && fits
                && !own.clashes(&self.nuclei[other].whole)
        })
    }

    /// Of the nuclei that may be meant, that whose days are the nearest to come.
    fn nearest(&self, keys: &[Key], said: Day, fits: impl Fn(usize) -> bool) -> Option<usize> {
        { self.index.sharing(keys).into_iter() }
            .filter(|&other| {
                let days = self.days(other);
                days.last >= said - MISSED_BY && days.first <= said + PUT_OFF && fits(other)
            })
            .min_by_key(|&other| (self.days(other).gap(Days::one(said)), other))
    }

    /// The nucleus in which what was put off comes again: announced after the postponement, for later days, soon enough or with
    /// words that say so.
    fn after(&self, old: usize, by: usize, said: Day) -> Option<usize> {
        let end = self.days(old).last;
        { self.index.sharing(&self.keys[old]).into_iter() }
            .filter(|&new| {
                let story = &self.stories[new];
                let days = self.days(new);
                let first_word = story.planned.map(|(first, _)| first).or(story.held);
                let most = if self.nuclei[new].whole.moved() {
                    PUT_OFF
                } else {
                    60
                };
                new != old
                    && first_word.is_some_and(|first| first >= said)
                    && days.first > end
                    && days.first - said <= most
                    && !self.clash(old, new)
                    && self.touches(by, new)
            })
            .min_by_key(|&new| (self.days(new).first, new))
    }
}

/// Days in which what puts something off must be able to meet a nucleus that it takes back: of a plan without days not before a page announces it;
/// none where it takes it back in no case.
pub fn taken_back(facets: &[Facet], nucleus: &Nucleus) -> Option<Days> {
    let days = nucleus.whole.days;
    if facets[nucleus.core[0]].level == Level::Firm {
        return Some(days);
    }
    let (announced, _) = Story::of(facets, nucleus).planned?;
    let days = Days::new(days.first.max(announced - MISSED_BY), days.last);
    (days.first <= days.last).then_some(days)
}

/// How alike the words of copies of one report are at least.
pub const COPIED: f32 = 0.8;

/// Whether two claims are the same words of the same report.
pub fn copied(one: &Facet, other: &Facet) -> bool {
    let (mine, theirs) = (one.entry, other.entry);
    mine.claim.status == theirs.claim.status
        && mine.claim.page != theirs.claim.page
        && linked(one, other)
        && alike(&one.words, &other.words).is_none_or(|alike| alike >= COPIED)
        && mine.source.fingerprint.copies(&theirs.source.fingerprint)
}

/// Unites nuclei along bridges into clusters of facets, with what is attached to them.
pub fn unite(nuclei: Vec<Nucleus>, bridges: &Bridges) -> Vec<Vec<usize>> {
    let home = homes(nuclei.len(), &bridges.pairs);
    let mut clusters = united(&nuclei, bridges);
    for (at, nucleus) in nuclei.into_iter().enumerate() {
        clusters[home[at]].extend(nucleus.attached);
    }
    clusters.retain(|cluster| !cluster.is_empty());
    clusters
}

/// Unites the cores of nuclei along bridges, each cluster in the place of its first nucleus; what bridges nothing comes after them.
pub fn united(nuclei: &[Nucleus], bridges: &Bridges) -> Vec<Vec<usize>> {
    let home = homes(nuclei.len(), &bridges.pairs);
    let mut clusters: Vec<Vec<usize>> = vec![Vec::new(); nuclei.len()];
    for (at, nucleus) in nuclei.iter().enumerate() {
        clusters[home[at]].extend(&nucleus.core);
    }
    for &(at, nucleus) in &bridges.loose {
        match nucleus {
            Some(nucleus) => clusters[home[nucleus]].push(at),
            None => clusters.push(vec![at]),
        }
    }
    clusters
}

/// Of each of so many things the first that pairs unite it with, at once or through others.
pub fn homes(count: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut home: Vec<usize> = (0..count).collect();
    // Each points to one before it, the first of all to itself.
    let first = |home: &[usize], mut at: usize| {
        while home[at] != at {
            at = home[at];
        }
        at
    };
    for &(a, b) in pairs {
        let (a, b) = (first(&home, a), first(&home, b));
        home[a.max(b)] = a.min(b);
    }
    for at in 0..count {
        home[at] = home[home[at]];
    }
    home
}
