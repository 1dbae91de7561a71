//! History: what people said, and what it comes to today.
//!
//! What enters: a [`Ledger`]. What leaves: corrections with their [`Fate`], in the order in which they were made, of the whole ledger or of the
//! claims of one record. Nothing is left out: what was taken back and what finds no claim any more is told too.

use super::View;
use crate::merge;
use crate::record::amend::Bound;
use crate::record::correction::{Deed, in_force};
use crate::record::{ClaimId, Correction, CorrectionId, PageId};
use crate::store::{Held, Ledger, Result, day_of};
use jiff::Timestamp;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What became of a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is heard.
    Heard,
    /// It is heard, of a claim that is read otherwise than it was.
    Rebound,
    /// Its claim is not read any more, and stands on the person's word.
    Stands,
    /// Its page has a newer version, which counts in its place and does not say it any more.
    Superseded,
    /// It finds no claim any more. It is heard again when its page is read so again.
    Orphan,
    /// It was taken back.
    Withdrawn,
}

impl Fate {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Heard => "heard",
            Fate::Rebound => "rebound",
            Fate::Stands => "stands",
            Fate::Superseded => "superseded",
            Fate::Orphan => "orphan",
            Fate::Withdrawn => "withdrawn",
        }
    }
}

/// A correction with what it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The correction.
    pub correction: Correction,
    /// What became of it.
    pub fate: Fate,
    /// Of each claim that it is about the claim that is read today.
    pub claims: Vec<Option<ClaimId>>,
}

impl Said {
    /// The ids under which the ledger knows the claims that it is about today.
    pub fn ids(&self) -> Vec<ClaimId> {
        let targets = self.correction.deed.targets();
        { self.claims.iter().zip(targets) }
            .map(|(is, target)| is.unwrap_or(target.claim.id))
            .collect()
    }
}

/// All that people said, in the order in which they said it.
pub fn said(ledger: &Ledger) -> Result<Vec<Said>> {
    of(ledger, ledger.corrections()?)
}

/// What people said about some claims, in that order.
pub fn said_of(ledger: &Ledger, claims: &[ClaimId], pages: &BTreeSet<PageId>) -> Result<Vec<Said>> {
    let mut corrections: BTreeMap<CorrectionId, Correction> = BTreeMap::new();
    for page in pages {
        for correction in ledger.corrections_on(page)? {
            corrections.insert(correction.id, correction);
        }
    }
    let mut corrections: Vec<Correction> = corrections.into_values().collect();
    corrections.sort_by_key(Correction::order);
    let mut all = of(ledger, corrections)?;
    let own: HashSet<ClaimId> = claims.iter().copied().collect();
    let mut told: HashSet<CorrectionId> = HashSet::new();
    // A withdrawal is told with what it takes back, which comes before it.
    all.retain(|said| {
        let about = match &said.correction.deed {
            Deed::Withdraw(id) => told.contains(id),
            _ => said.ids().iter().any(|id| own.contains(id)),
        };
        if about {
            told.insert(said.correction.id);
        }
        about
    });
    Ok(all)
}

/// What people said about a record, by its claims, and the claims that they rejected which it would hold.
pub fn history(ledger: &Ledger, claims: &[Held]) -> Result<(Vec<Said>, Vec<Held>)> {
    let struck: Vec<Held> = { ledger.rejected()?.into_iter() }
        .filter(|one| { claims.iter() }.any(|held| merge::linked(&one.entry(), &held.entry())))
        .collect();
    let all = || claims.iter().chain(&struck);
    let ids: Vec<ClaimId> = all().map(|held| held.claim.id).collect();
    let pages = all().map(|held| held.claim.page.clone()).collect();
    Ok((said_of(ledger, &ids, &pages)?, struck))
}

/// The corrections about claims of some pages, or all, that are known in a view, in the order in which they were made.
pub fn said_on(
    ledger: &Ledger,
    view: View,
    pages: Option<&BTreeSet<PageId>>,
) -> Result<Vec<Correction>> {
    let mut corrections = match pages {
        None => ledger.corrections()?,
        Some(pages) => {
            let mut all: BTreeMap<(Timestamp, CorrectionId), Correction> = BTreeMap::new();
            for page in pages {
                for correction in ledger.corrections_on(page)? {
                    all.insert(correction.order(), correction);
                }
            }
            all.into_values().collect()
        }
    };
    let known = |one: &Correction| view.as_known_on.is_none_or(|day| day_of(one.at) <= day);
    corrections.retain(known);
    Ok(corrections)
}

fn of(ledger: &Ledger, corrections: Vec<Correction>) -> Result<Vec<Said>> {
    let forces: HashSet<CorrectionId> = { in_force(&corrections).into_iter() }
        .map(|correction| correction.id)
        .collect();
    let withdrawn = withdrawn(&corrections);
    let mut pages = Pages::default();
    { corrections.into_iter() }
        .map(|correction| {
            let mut claims = Vec::new();
            let mut counts = false;
            for (number, target) in correction.deed.targets().into_iter().enumerate() {
                let page = pages.of(ledger, &target.claim.page)?;
                let key = (correction.id, number);
                let newer = page.newer.get(&key).copied();
                counts |= page.counts || newer.is_some();
                claims.push(newer.or_else(|| page.bound.get(&key).copied()));
            }
            let fate = if let Deed::Withdraw(_) = correction.deed {
                let back = withdrawn.contains(&correction.id);
                if back { Fate::Withdrawn } else { Fate::Heard }
            } else if forces.contains(&correction.id) {
                fate(&correction, &claims, counts)
            } else {
                Fate::Withdrawn
            };
            Ok(Said {
                correction,
                fate,
                claims,
            })
        })
        .collect()
}

/// What withdrawals that are in force take back.
fn withdrawn(corrections: &[Correction]) -> HashSet<CorrectionId> {
    let mut sorted: Vec<&Correction> = corrections.iter().collect();
    sorted.sort_by_key(|correction| correction.order());
    let mut gone = HashSet::new();
    for correction in sorted.into_iter().rev() {
        if let Deed::Withdraw(id) = correction.deed
            && !gone.contains(&correction.id)
        {
            gone.insert(id);
        }
    }
    gone
}

/// What a correction that is in force comes to. `claims` are those that are read of its targets.
fn fate(correction: &Correction, claims: &[Option<ClaimId>], counts: bool) -> Fate {
    let own = correction.deed.targets();
    let found = |range: std::ops::Range<usize>| {
        claims
            .get(range)
            .unwrap_or_default()
            .iter()
            .flatten()
            .count()
    };
    let alone = matches!(correction.deed, Deed::Confirm(_) | Deed::Edit(..));
    let works = match &correction.deed {
        Deed::Add(_) => true,
        Deed::Merge(_) => found(0..claims.len()) > 1,
        Deed::Split(apart, _) => found(0..apart.len()) > 0 && found(apart.len()..claims.len()) > 0,
        _ => found(0..claims.len()) > 0,
    };
    if !works && !alone {
        return Fate::Orphan;
    }
    if !counts {
        return Fate::Superseded;
    }
    if !works {
        return Fate::Stands;
    }
    let moved = { own.iter().zip(claims) }.any(|(target, is)| match &correction.deed {
        Deed::Add(_) => false,
        _ => *is != Some(target.claim.id),
    });
    if moved { Fate::Rebound } else { Fate::Heard }
}

/// What is known of the pages that corrections are about.
#[derive(Default)]
struct Pages(HashMap<PageId, Page>);

#[derive(Default)]
struct Page {
    counts: bool,
    /// The claims of the page that targets are.
    bound: HashMap<(CorrectionId, usize), ClaimId>,
    /// Those of the version that counts in its place.
    newer: HashMap<(CorrectionId, usize), ClaimId>,
}

impl Pages {
    fn of(&mut self, ledger: &Ledger, id: &PageId) -> Result<&Page> {
        Ok(match self.0.entry(id.clone()) {
            Entry::Occupied(page) => page.into_mut(),
            Entry::Vacant(place) => place.insert(Page::of(ledger, id)?),
        })
    }
}

impl Page {
    fn of(ledger: &Ledger, id: &PageId) -> Result<Page> {
        let found = |id: &PageId| -> Result<_> {
            let bound = ledger.bound(id)?.into_iter();
            let own = |one: Bound| Some(((one.correction, one.target), one.is?));
            Ok(bound.filter_map(own).collect())
        };
        let Some(row) = ledger.page(id)?.filter(|row| row.facts.is_some()) else {
            return Ok(Page::default());
        };
        let mut page = Page {
            counts: row.counts,
            bound: found(id)?,
            newer: HashMap::new(),
        };
        let url = row.facts.and_then(|facts| facts.url);
        if let Some(url) = url.filter(|_| !row.counts) {
            let versions = ledger.versions(&url)?;
            if let Some(newest) = versions.iter().find(|row| row.counts) {
                page.newer = found(&newest.id)?;
            }
        }
        Ok(page)
    }
}
