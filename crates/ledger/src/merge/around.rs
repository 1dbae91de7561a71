//! Around: of a large set of claims, as few as tell what new ones change.
//!
//! What enters: a [`Scene`], which knows the claims that are in records and can find them by place, and claims that are new. What leaves: claims
//! with all of the records that may change, so that [`super::cluster`] makes of them what it would make of them among all. Invariant: what is
//! looked at is a union of whole records and new claims.
//!
//! Why that can be: whole records alone are clustered as they are among all, since
//!
//! - gathering joins along edges from the best to the worst. An edge between two finished nuclei was refused, and is refused again
//!   whenever both nuclei grow as they did. So only where a nucleus becomes another one must those be looked at that an edge leads
//!   to from it;
//! - a claim without days of its own stays with the nucleus that it chose unless that is worth less than before, or one that
//!   changed is worth more;
//! - plans and what was held in their place are matched from the best pair to the worst; a pair is refused because one of the two
//!   is matched better. So only where a match changes must its other candidates be looked at;
//! - what can mean any day there is chooses among all that its parties ever did. The most promising are looked at first, and no others than those
//!   that can be worth as much ([`Traits`]);
//! - a postponement takes the nearest nuclei that fit, and keeps them unless they or nearer ones change.
//!
//! So a few claims are clustered with and without the new ones, whatever is different asks for more, and that is repeated until
//! nothing new is asked for: each time only in those parts, connected by shared keys, to which something came.

use super::attach::{self, Worth};
use super::facet::{Facet, Level, firm_days};
use super::fit::{Whole, linked};
use super::nuclei::{self, Nucleus};
use super::traits::{self, Marks, Traits};
use super::{Entry, Grown, Key, Reach, bridge, grow};
use crate::record::{Claim, ClaimId, Days, Source};
use reading::claim::Status;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

/// Where a claim of a level can be found: its key with a letter.
pub fn place(key: &Key, level: Level) -> Key {
    Key(format!("{} {}", level.sign(), key.0))
}

/// What stands around claims.
pub trait Scene {
    /// Why it could not be asked.
    type Error;
    /// Claims in records that can be found at a place, in these days.
    fn met(&mut self, place: &Key, days: Days) -> Result<Vec<Met>, Self::Error>;
    /// A claim with its page; none where it is not there or does not count.
    fn load(&mut self, claim: ClaimId) -> Result<Option<(Claim, Arc<Source>)>, Self::Error>;
    /// What a claim stands with.
    fn stands(&mut self, claim: ClaimId) -> Result<Stands, Self::Error>;
}

/// A claim that can be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// Which.
    pub claim: ClaimId,
    /// In which days.
    pub days: Days,
    /// What tells whether it is worth a look.
    pub traits: Traits,
    /// What it joined when it was last looked at ([`Around::chosen`]), where it has no days of its own and its record was not broken since; none
    /// where it joined nothing, or nothing is known.
    pub chosen: Option<Chosen>,
}

/// What a claim without days of its own joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen {
    /// How much that is worth to it.
    pub worth: i32,
    /// The first claim of what it joined: of several of equal worth that with the smallest first claim is joined.
    pub first: ClaimId,
}

impl Chosen {
    /// Whether it would rather join what is worth `most` to it, or less, and whose first claim is this one or a later one.
    fn yields_to(self, most: i32, first: ClaimId) -> bool {
        most > self.worth || most == self.worth && first <= self.first
    }
}

/// What a claim stands with.
pub enum Stands {
    /// With the claims of its record, and of those that people name together with these.
    In(Vec<ClaimId>),
    /// With these in what was a record, or alone: something was taken away from it, or came to it, so that all of them are to be
    /// joined as new. With none where it does not count.
    Broken(Vec<ClaimId>),
}

/// Claims that are kept while others are added.
pub struct Pool {
    slots: Vec<OnceCell<(Claim, Arc<Source>)>>,
    rest: OnceCell<Box<Pool>>,
}

/// How many claims a part of a pool holds.
const PART: usize = 512;

impl Default for Pool {
    fn default() -> Pool {
        Pool {
            slots: (0..PART).map(|_| OnceCell::new()).collect(),
            rest: OnceCell::new(),
        }
    }
}

impl Pool {
    /// Keeps the claim of a number; numbers begin with 0.
    fn keep(&self, number: usize, held: (Claim, Arc<Source>)) -> Entry<'_> {
        let mut pool = self;
        for _ in 0..number / PART {
            pool = pool.rest.get_or_init(Box::default);
        }
        let (claim, source) = pool.slots[number % PART].get_or_init(|| held);
        Entry { claim, source }
    }
}

/// What has to be looked at.
pub struct Around<'p> {
    /// The claims, by id.
    pub entries: Vec<Entry<'p>>,
    facets: Vec<Facet<'p>>,
    /// Those of them that are new, or whose record was broken.
    pub fresh: HashSet<ClaimId>,
    /// What those of them without days of their own join that are new or joined something else before; none where that is nothing.
    pub chosen: HashMap<ClaimId, Option<Chosen>>,
}

impl Around<'_> {
    /// Clusters the claims, as [`super::cluster`] does.
    pub fn clusters(&self) -> Vec<Vec<usize>> {
        let mut clusters = super::clusters(&self.facets);
        for cluster in &mut clusters {
            cluster.sort_unstable();
        }
        // The claims come by their ids.
        clusters.sort_unstable();
        clusters
    }

    /// Where the claim of an index can meet others.
    pub fn places(&self, at: usize) -> (Vec<Key>, Reach, Traits) {
        super::places_of(&self.facets[at])
    }
}

/// What has to be looked at to join new claims.
pub fn around<'p, S: Scene>(
    pool: &'p Pool,
    scene: &mut S,
    fresh: impl IntoIterator<Item = ClaimId>,
) -> Result<Around<'p>, S::Error> {
    let mut search = Search {
        pool,
        scene,
        kept: 0,
        known: HashMap::new(),
        within: Vec::new(),
        ids: BTreeSet::new(),
        seen: HashSet::new(),
        fresh: HashSet::new(),
        asked: HashMap::new(),
        looked_for: HashSet::new(),
        choices: HashMap::new(),
        chosen: HashMap::new(),
    };
    for id in fresh {
        search.include(id)?;
    }
    while search.look()? {}
    Ok(Around {
        entries: search.within.iter().map(|facet| facet.entry).collect(),
        facets: search.within,
        fresh: search.fresh,
        chosen: search.chosen,
    })
}

/// What is asked for a claim that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Ask {
    /// Its nucleus of claims with days changed: what it has an edge to, is a copy of, or what it put off.
    Firm,
    /// The match of its nucleus changed, a plan or not.
    Match(bool),
    /// Something was put off, by other nuclei than before.
    PutOff,
    /// Its nucleus of claims without days changed: what it has an edge to.
    Edges,
    /// It may choose otherwise.
    Choice,
}

struct Search<'s, 'p, S> {
    pool: &'p Pool,
    scene: &'s mut S,
    kept: usize,
    /// Claims that were loaded and are not looked at.
    known: HashMap<ClaimId, Facet<'p>>,
    /// Claims that are looked at, by id.
    within: Vec<Facet<'p>>,
    ids: BTreeSet<ClaimId>,
    /// Those of them that were compared with all that shares a key with them.
    seen: HashSet<ClaimId>,
    fresh: HashSet<ClaimId>,
    /// What was asked for before; of a choice, what the worth was.
    asked: HashMap<(ClaimId, Ask), Option<i32>>,
    /// Nuclei that are known to be chosen by nothing else than what is looked at.
    looked_for: HashSet<Vec<ClaimId>>,
    /// What claims that can mean any day can still choose.
    choices: HashMap<ClaimId, Choices>,
    /// What claims without days of their own join as of this round, where it is another than before.
    chosen: HashMap<ClaimId, Option<Chosen>>,
}

/// What a claim can choose.
struct Choices {
    /// The most that each can be worth to it, whether that was compared claim by claim, and which it is.
    best: BinaryHeap<(i32, bool, ClaimId)>,
    /// How many are looked at at once: few at first, as the best are mostly among them.
    batch: usize,
}

/// How many of what a claim could choose are looked at first, and by how much more each time.
const FIRST: usize = 4;

/// What claims make, in words that can be compared: facets by their numbers.
#[derive(Default)]
struct Sight {
    /// Nuclei by their cores.
    nuclei: HashSet<Vec<usize>>,
    /// The nucleus that each one with a match is matched with.
    matched: HashMap<Vec<usize>, Vec<usize>>,
    /// What attached facets joined.
    worth: HashMap<usize, Worth>,
    /// Of each facet that puts something off, the facets of nuclei and those that put off in its cluster.
    put_off: HashMap<usize, Vec<usize>>,
}

impl<'p, S: Scene> Search<'_, 'p, S> {
    /// Looks at a claim, with all that stands with it.
    fn include(&mut self, id: ClaimId) -> Result<(), S::Error> {
        if self.ids.contains(&id) {
            return Ok(());
        }
        let (all, fresh) = match self.scene.stands(id)? {
            Stands::In(all) => (all, false),
            Stands::Broken(all) => (all, true),
        };
        for id in all {
            if let Some(facet) = self.load(id)?
                && self.ids.insert(id)
            {
                self.within.push(facet);
                if fresh {
                    self.fresh.insert(id);
                }
            }
        }
        Ok(())
    }

    fn load(&mut self, id: ClaimId) -> Result<Option<Facet<'p>>, S::Error> {
        if let Some(facet) = self.known.remove(&id) {
            return Ok(Some(facet));
        }
        let Some(held) = self.scene.load(id)? else {
            return Ok(None);
        };
        let entry = self.pool.keep(self.kept, held);
        self.kept += 1;
        Ok(Some(Facet::of(&entry)))
    }

    /// One round: whether more has to be looked at.
    fn look(&mut self) -> Result<bool, S::Error> {
        self.within.sort_by_key(|facet| facet.entry.claim.id);
        let mut found = BTreeSet::new();
        for members in parts(&self.within) {
            let ids: Vec<ClaimId> = { members.iter() }
                .map(|&at| self.within[at].entry.claim.id)
                .collect();
            // To where nothing came since it was looked at nothing more belongs.
            if ids.iter().all(|id| self.seen.contains(id)) {
                continue;
            }
            let before: Vec<usize> = { members.iter().copied() }
                .filter(|&at| !self.fresh.contains(&self.within[at].entry.claim.id))
                .collect();
            if before.len() < members.len() {
                for id in &ids {
                    self.chosen.remove(id);
                }
                self.look_at(&before, &members, &mut found)?;
            }
            self.seen.extend(ids);
        }
        let any = !found.is_empty();
        for id in found {
            self.include(id)?;
        }
        Ok(any)
    }

    /// Compares what facets make without the new ones and with them, and finds what must be looked at besides.
    fn look_at(
        &mut self,
        before: &[usize],
        members: &[usize],
        found: &mut BTreeSet<ClaimId>,
    ) -> Result<(), S::Error> {
        let old = Sight::of(&self.within, &grow(&self.within, before));
        let grown = grow(&self.within, members);
        let new = Sight::of(&self.within, &grown);
        for (place, nucleus) in grown.nuclei.iter().enumerate() {
            let changed = !old.nuclei.contains(&nucleus.core);
            if changed {
                self.changed(nucleus, place < grown.firm, found)?;
            }
            let matched = |sight: &Sight| sight.matched.get(&nucleus.core).cloned();
            if place < grown.firm && (changed || matched(&old) != matched(&new)) {
                self.rematched(nucleus, found)?;
            }
        }
        for &at in members {
            let facet = &self.within[at];
            let id = facet.entry.claim.id;
            let other = |put_off: &Vec<usize>| {
                old.put_off.get(&at) != Some(put_off)
                    || put_off.iter().any(|&at| changed_around(at, &old, &grown))
            };
            if new.put_off.get(&at).is_some_and(other) {
                self.put_off(at, found)?;
            }
            if matches!(
                self.within[at].level,
                Level::Soft | Level::Loose | Level::Format
            ) {
                let (before, best) = (old.worth.get(&at).copied(), new.worth.get(&at).copied());
                let fresh = self.fresh.contains(&id);
                if fresh || best != before {
                    let joined = best.map(|(worth, first)| Chosen {
                        worth,
                        first: self.within[first.0].entry.claim.id,
                    });
                    self.chosen.insert(id, joined);
                }
                if fresh || best < before {
                    self.choice(at, best.map(|(worth, _)| worth), found)?;
                }
            }
        }
        Ok(())
    }

    /// What a nucleus that was not there before can influence.
    fn changed(
        &mut self,
        nucleus: &Nucleus,
        firm: bool,
        found: &mut BTreeSet<ClaimId>,
    ) -> Result<(), S::Error> {
        for &at in &nucleus.core {
            let window = self.within[at].window;
            if firm && self.first_asked(at, Ask::Firm) {
                let mut met = self.met(&self.keys(at), &[Level::Firm], window)?;
                let (own, marks) = (&self.within[at], Marks::of(&self.within[at]));
                met.retain(|met| {
                    let near = || own.days.gap(firm_days(met.days)) <= own.family.slack();
                    met.traits.may_put_off()
                        || met.traits.may_copy(&marks)
                        || near() && met.traits.most_for(&marks).is_some()
                });
                for id in self.loaded(met)? {
                    let (own, other) = (&self.within[at], &self.known[&id]);
                    let puts_off = other.entry.claim.status == Status::Postponed;
                    if nuclei::edge(own, other).is_some()
                        || bridge::copied(own, other)
                        || puts_off && linked(own, other)
                    {
                        found.insert(id);
                    }
                }
            }
            let level = self.within[at].level;
            if !firm && self.first_asked(at, Ask::Edges) {
                let mut met = self.met(&self.keys(at), &[level], window)?;
                let marks = Marks::of(&self.within[at]);
                // A format is one whenever it is spoken of. What joined something is not among what is left, and looks at all of that when it comes to be.
                met.retain(|met| {
                    (level == Level::Format || met.traits.in_season(&marks))
                        && met.traits.most_for(&marks).is_some()
                        && met.chosen.is_none()
                });
                for id in self.loaded(met)? {
                    if attach::edge(&self.within[at], &self.known[&id]).is_some() {
                        found.insert(id);
                    }
                }
            }
        }
        self.choosers(nucleus, found)
    }

    /// What may choose a nucleus that was not there before.
    fn choosers(
        &mut self,
        nucleus: &Nucleus,
        found: &mut BTreeSet<ClaimId>,
    ) -> Result<(), S::Error> {
        let levels: &[Level] = match self.within[nucleus.core[0]].level {
            Level::Firm => &[Level::Bridge, Level::Soft, Level::Loose, Level::Format],
            // What puts something off may mean a plan without days, too.
            Level::Soft => &[Level::Bridge, Level::Firm, Level::Loose],
            Level::Loose => &[Level::Bridge, Level::Firm],
            _ => return Ok(()),
        };
        let ids = |at: &usize| self.within[*at].entry.claim.id;
        if !self
            .looked_for
            .insert(nucleus.core.iter().map(ids).collect())
        {
            return Ok(());
        }
        let keys = nucleus.keys(&self.within);
        let core: Vec<Marks> = { nucleus.core.iter() }
            .map(|&at| Marks::of(&self.within[at]))
            .collect();
        let first = self.within[nucleus.core[0]].entry.claim.id;
        let taken_back = bridge::taken_back(&self.within, nucleus);
        let mut near = Vec::new();
        let mut joined = HashMap::new();
        for &level in levels {
            let days = match level {
                Level::Bridge | Level::Firm => taken_back,
                _ => Some(nucleus.whole.days),
            };
            let Some(days) = days else { continue };
            let mut met = self.met(&keys, &[level], days)?;
            met.retain(|met| match level {
                Level::Bridge => true,
                Level::Firm => met.traits.may_put_off(),
                Level::Soft | Level::Loose | Level::Format => {
                    let own = met.chosen;
                    joined.extend(own.map(|own| (met.claim, own)));
                    // Most of what it could mean is worth less than what it joined.
                    let yields = |most| own.is_none_or(|own| own.yields_to(most, first));
                    met.traits.most_of(&core).is_some_and(yields)
                }
            });
            near.extend(met);
        }
        for id in self.loaded(near)? {
            let facet = &self.known[&id];
            let any_linked = || { nucleus.core.iter() }.any(|&at| linked(facet, &self.within[at]));
            let chooses = match facet.level {
                Level::Bridge => any_linked(),
                Level::Firm => facet.entry.claim.status == Status::Postponed && any_linked(),
                _ => {
                    let own = joined.get(&id);
                    attach::worth(&self.within, (facet, &Whole::of(facet)), nucleus)
                        .is_some_and(|worth| own.is_none_or(|own| own.yields_to(worth, first)))
                }
            };
            if chooses {
                found.insert(id);
            }
        }
        Ok(())
    }

    /// What else could be matched with a nucleus.
    fn rematched(
        &mut self,
        nucleus: &Nucleus,
        found: &mut BTreeSet<ClaimId>,
    ) -> Result<(), S::Error> {
        let planned = |facet: &Facet| facet.is_plan() && facet.published.is_some();
        let held = |facet: &Facet| facet.is_held() && facet.published.is_some();
        let core = || nucleus.core.iter().map(|&at| &self.within[at]);
        let (plans, reports) = (core().any(planned), core().any(held));
        if plans == reports {
            return Ok(());
        }
        for &at in &nucleus.core {
            if !self.first_asked(at, Ask::Match(plans)) {
                continue;
            }
            let window = self.within[at].window;
            let mut met = self.met(&self.keys(at), &[Level::Firm], window)?;
            let marks = Marks::of(&self.within[at]);
            met.retain(|met| {
                let can_be = if plans {
                    !met.traits.is_planned()
                } else {
                    !met.traits.is_held()
                };
                can_be && met.traits.most_for(&marks).is_some()
            });
            for id in self.loaded(met)? {
                let other = &self.known[&id];
                let can_be = if plans { !planned(other) } else { !held(other) };
                if can_be && super::fit::score(&self.within[at], other).is_some() {
                    found.insert(id);
                }
            }
        }
        Ok(())
    }

    /// All nuclei that what puts something off can mean.
    fn put_off(&mut self, at: usize, found: &mut BTreeSet<ClaimId>) -> Result<(), S::Error> {
        if self.first_asked(at, Ask::PutOff) {
            let levels = [Level::Firm, Level::Soft, Level::Loose];
            let mut met = self.met(&self.keys(at), &levels, self.within[at].window)?;
            // What joined something makes no nucleus.
            met.retain(|met| met.chosen.is_none());
            for id in self.loaded(met)? {
                if linked(&self.within[at], &self.known[&id]) {
                    found.insert(id);
                }
            }
        }
        Ok(())
    }

    /// What a facet without days of its own can choose instead of what it is worth now.
    fn choice(
        &mut self,
        at: usize,
        worth: Option<i32>,
        found: &mut BTreeSet<ClaimId>,
    ) -> Result<(), S::Error> {
        if self.within[at].window == Days::always() {
            return self.choice_of_all(at, worth, found);
        }
        let key = (self.within[at].entry.claim.id, Ask::Choice);
        // What was asked when less was good enough is known.
        if self.asked.get(&key).is_some_and(|asked| *asked <= worth) {
            return Ok(());
        }
        self.asked.insert(key, worth);
        let levels: &[Level] = match self.within[at].level {
            Level::Loose => &[Level::Firm, Level::Soft],
            _ => &[Level::Firm],
        };
        let facet = &self.within[at];
        let days = facet.window.widened(facet.family.longest());
        let (marks, timed) = (Marks::of(facet), facet.time.is_some());
        let mut met = self.met(&self.keys(at), levels, days)?;
        met.retain(|met| {
            // Its page may announce, with its days, what it names.
            !timed && met.traits.may_be_planned() || { met.traits.most_for(&marks) }
                .is_some_and(|most| Some(most) >= worth)
        });
        for id in self.loaded(met)? {
            let (facet, core) = (&self.within[at], &self.known[&id]);
            if attach::at_most(facet, core).is_some_and(|most| Some(most) >= worth)
                || attach::names(facet, core)
            {
                found.insert(id);
            }
        }
        Ok(())
    }

    /// The same for a facet that can mean any day there is: the most promising of all that its parties ever did, some at a time, until nothing
    /// is left that could be worth as much as what it has.
    fn choice_of_all(
        &mut self,
        at: usize,
        worth: Option<i32>,
        found: &mut BTreeSet<ClaimId>,
    ) -> Result<(), S::Error> {
        let id = self.within[at].entry.claim.id;
        let mut choices = match self.choices.remove(&id) {
            Some(choices) => choices,
            None => self.choices_of(at)?,
        };
        let mut looked_at = 0;
        while looked_at < choices.batch
            && let Some(&(most, compared, other)) = choices.best.peek()
        {
            // What is left may be asked for again, where it comes to be worth less.
            if worth.is_some_and(|worth| most < worth) {
                break;
            }
            choices.best.pop();
            if self.ids.contains(&other) {
                continue;
            }
            if compared {
                looked_at += usize::from(found.insert(other));
            } else if self.is_known(other)? {
                let (facet, core) = (&self.within[at], &self.known[&other]);
                let known_year = facet.time.is_none_or(|time| {
                    time.days.is_some() || core.time.is_none_or(|other| time.can_be(&other))
                });
                let most = attach::at_most(facet, core).filter(|_| known_year);
                choices.best.extend(most.map(|most| (most, true, other)));
            }
        }
        choices.batch *= FIRST;
        self.choices.insert(id, choices);
        Ok(())
    }

    /// What a facet that can mean any day there is can choose.
    fn choices_of(&mut self, at: usize) -> Result<Choices, S::Error> {
        let mut all = HashMap::new();
        let levels: &[Level] = match attach::means_nothing(&self.within[at]) {
            true => &[],
            false => &[Level::Firm, Level::Soft],
        };
        for &level in levels {
            let days = match level {
                Level::Firm => attach::meant(&self.within[at]),
                _ => Days::always(),
            };
            let met = self.met(&self.keys(at), &[level], days)?;
            let facet = &self.within[at];
            let marks = Marks::of(facet);
            for met in met {
                if (level == Level::Soft || traits::can_mean(facet, met.days))
                    && let Some(most) = met.traits.most_for(&marks)
                {
                    all.insert(met.claim, most);
                }
            }
        }
        Ok(Choices {
            best: { all.into_iter() }
                .map(|(id, most)| (most, false, id))
                .collect(),
            batch: FIRST,
        })
    }

    /// Whether something is asked for the first time.
    fn first_asked(&mut self, at: usize, ask: Ask) -> bool {
        let key = (self.within[at].entry.claim.id, ask);
        self.asked.insert(key, None).is_none()
    }

    fn keys(&self, at: usize) -> Vec<Key> {
        self.within[at].keys.clone()
    }

    /// Claims of these levels that can be met under these keys in these days, and that are not looked at.
    fn met(&mut self, keys: &[Key], levels: &[Level], days: Days) -> Result<Vec<Met>, S::Error> {
        let mut all = BTreeMap::new();
        for key in keys {
            for &level in levels {
                let met = self.scene.met(&place(key, level), days)?;
                all.extend(met.into_iter().map(|met| (met.claim, met)));
            }
        }
        all.retain(|id, _| !self.ids.contains(id));
        Ok(all.into_values().collect())
    }

    /// Those of some claims that are there, which are loaded then; in the order of their ids.
    fn loaded(&mut self, mut met: Vec<Met>) -> Result<Vec<ClaimId>, S::Error> {
        met.sort_unstable_by_key(|met| met.claim);
        let mut there = Vec::new();
        for Met { claim, .. } in met {
            if self.is_known(claim)? {
                there.push(claim);
            }
        }
        Ok(there)
    }

    /// Whether a claim that is not looked at is there; it is loaded then.
    fn is_known(&mut self, id: ClaimId) -> Result<bool, S::Error> {
        if self.known.contains_key(&id) {
            return Ok(true);
        }
        let Some(facet) = self.load(id)? else {
            return Ok(false);
        };
        self.known.insert(id, facet);
        Ok(true)
    }
}

/// Facets by their numbers, parted where no chain of shared keys leads from one to another, so that they cannot meet; each part rises.
fn parts(facets: &[Facet]) -> Vec<Vec<usize>> {
    let mut first: HashMap<&Key, usize> = HashMap::new();
    let mut shared = Vec::new();
    for (at, facet) in facets.iter().enumerate() {
        for key in &facet.keys {
            shared.push((*first.entry(key).or_insert(at), at));
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, home) in bridge::homes(facets.len(), &shared).into_iter().enumerate() {
        parts.entry(home).or_default().push(at);
    }
    parts.into_values().collect()
}

/// Whether the nucleus of a facet was not there before.
fn changed_around(at: usize, old: &Sight, grown: &Grown) -> bool {
    let own = grown
        .nuclei
        .iter()
        .find(|nucleus| nucleus.core.contains(&at));
    own.is_some_and(|nucleus| !old.nuclei.contains(&nucleus.core))
}

impl Sight {
    fn of(facets: &[Facet], grown: &Grown) -> Sight {
        let core = |at: usize| grown.nuclei[at].core.clone();
        let mut matched = HashMap::new();
        for &(plan, held) in grown.bridges.missed() {
            matched.insert(core(plan), core(held));
            matched.insert(core(held), core(plan));
        }
        let mut put_off = HashMap::new();
        for cluster in bridge::united(&grown.nuclei, &grown.bridges) {
            let puts_off = |at: &&usize| {
                let facet = &facets[**at];
                let level = matches!(facet.level, Level::Firm | Level::Bridge);
                level && facet.entry.claim.status == Status::Postponed
            };
            for &at in cluster.iter().filter(puts_off) {
                put_off.insert(at, cluster.clone());
            }
        }
        Sight {
            nuclei: grown
                .nuclei
                .iter()
                .map(|nucleus| nucleus.core.clone())
                .collect(),
            matched,
            worth: grown.attached.iter().copied().collect(),
            put_off,
        }
    }
}
