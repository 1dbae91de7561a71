//! Correcting: people's words over what was read.
//!
//! What enters: corrections, and claims as they are read. What leaves: the claims that count, with what was read kept aside, and which records
//! people join or part. Invariant: the claims that count are what [`amend`] makes of what was read and of the corrections in force;
//! a correction that is taken back leaves nothing but its entry.

use super::{Held, PageRow, Read, Result, Source, Store, day_of, joining, ledger};
use crate::merge::Hand;
use crate::record::amend::{Amended, Bound, Tie, amend};
use crate::record::correction::{Deed, Target, in_force};
use crate::record::{Claim, ClaimId, Correction, CorrectionId, PageId, Word};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What is known on a day, with what people had said by then.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The claims that count.
    pub claims: Vec<Held>,
    /// Which of them people said are one dealing or not.
    pub hands: Vec<Hand>,
    /// What people said became of the records that these claims are in.
    pub words: Words,
}

/// People's words on what became of records, by a claim of each.
#[derive(Debug, Clone, Default)]
pub struct Words(HashMap<ClaimId, Word>);

impl Words {
    /// The last word about a record with these claims.
    pub fn about<'c>(&self, claims: impl IntoIterator<Item = &'c Held>) -> Option<&Word> {
        self.of(claims.into_iter().map(|held| &held.claim.id))
    }

    /// The last word about a record of these claims.
    pub fn of<'c>(&self, claims: impl IntoIterator<Item = &'c ClaimId>) -> Option<&Word> {
        if self.0.is_empty() {
            return None;
        }
        { claims.into_iter() }
            .filter_map(|id| self.0.get(id))
            .max_by_key(|word| (word.at, word.correction))
    }
}

/// What a page's claims were read as.
pub fn as_read(store: &dyn Store, page: &PageId) -> Result<Vec<Claim>> {
    let aside = store.aside(page)?;
    let counting = store.claims_of(page)?.into_iter().map(|held| held.claim);
    let mut all: Vec<Claim> = counting
        .filter(|claim| !aside.contains_key(&claim.id))
        .collect();
    all.extend(aside.into_values().flatten());
    Ok(all)
}

/// What is to count of a page that is read so. `row` is the page, with the facts of that reading.
pub fn hear(store: &dyn Store, row: &PageRow, read: &[Claim]) -> Result<Amended> {
    let (earlier, corrections) = about(store, row)?;
    Ok(amend(&row.id, &earlier, read, &in_force(&corrections)))
}

/// The earlier versions of a page, and the corrections about it and them.
fn about(store: &dyn Store, row: &PageRow) -> Result<(BTreeSet<PageId>, Vec<Correction>)> {
    let url = row.facts.as_ref().and_then(|facts| facts.url.as_deref());
    let versions = match url {
        Some(url) => store.versions(url)?,
        None => Vec::new(),
    };
    let earlier: BTreeSet<PageId> = { versions.iter() }
        .filter(|other| other.id != row.id && other.age() < row.age())
        .map(|other| other.id.clone())
        .collect();
    let mut corrections = store.corrections_on(&row.id)?;
    for page in &earlier {
        corrections.extend(store.corrections_on(page)?);
    }
    corrections.sort_by_key(Correction::order);
    corrections.dedup_by_key(|correction| correction.id);
    Ok((earlier, corrections))
}

/// The corrections about a page and the earlier versions of it.
pub fn said_about(store: &dyn Store, page: &PageId) -> Result<Vec<Correction>> {
    match store.page(page)?.filter(|row| row.facts.is_some()) {
        Some(row) => Ok(about(store, &row)?.1),
        None => store.corrections_on(page),
    }
}

/// Hears corrections anew on all versions of an address, where there are any: which of them came before which may be
/// another order than it was. `page` is, or was, one of them.
pub fn settle_versions(store: &mut dyn Store, url: &str, page: &PageId) -> Result<()> {
    let versions = store.versions(url)?;
    let mut some = !store.corrections_on(page)?.is_empty();
    for row in &versions {
        some |= !store.corrections_on(&row.id)?.is_empty();
    }
    if some {
        for row in &versions {
            settle(store, &row.id)?;
        }
    }
    Ok(())
}

/// Whether what counts of a page is that already.
pub fn is_heard(store: &dyn Store, page: &PageId, amended: &Amended) -> Result<bool> {
    Ok(changed(store, page, amended)?.is_empty() && store.aside(page)? == amended.aside)
}

/// The claims that come, go, change or are tied otherwise.
fn changed(store: &dyn Store, page: &PageId, amended: &Amended) -> Result<HashSet<ClaimId>> {
    let had = store.claims_of(page)?;
    let before: HashMap<ClaimId, &Claim> = { had.iter() }
        .map(|held| (held.claim.id, &held.claim))
        .collect();
    let after: HashMap<ClaimId, &Claim> = { amended.claims.iter() }
        .map(|claim| (claim.id, claim))
        .collect();
    let mut changed: HashSet<ClaimId> = { before.keys().chain(after.keys()) }
        .filter(|id| before.get(id) != after.get(id))
        .copied()
        .collect();
    let tied: BTreeSet<Tie> = store.ties_on(page)?.into_iter().collect();
    let ties: BTreeSet<Tie> = amended.ties.iter().copied().collect();
    changed.extend(tied.symmetric_difference(&ties).map(|tie| tie.claim));
    Ok(changed)
}

/// Writes what counts of a page. Its claims are in no record then, where they are others than before.
pub fn write(store: &mut dyn Store, page: &PageId, amended: &Amended) -> Result<()> {
    let had = store.claims_of(page)?;
    let before: HashMap<ClaimId, &Claim> = { had.iter() }
        .map(|held| (held.claim.id, &held.claim))
        .collect();
    let after: HashMap<ClaimId, &Claim> = { amended.claims.iter() }
        .map(|claim| (claim.id, claim))
        .collect();
    let drop: Vec<ClaimId> = { had.iter() }
        .filter(|held| after.get(&held.claim.id) != Some(&&held.claim))
        .map(|held| held.claim.id)
        .collect();
    let add: Vec<Claim> = { amended.claims.iter() }
        .filter(|claim| before.get(&claim.id) != Some(claim))
        .cloned()
        .collect();
    store.drop_claims(&drop)?;
    store.put_claims(&add)?;
    store.put_aside(page, &amended.aside)?;
    store.put_ties(page, &amended.ties)
}

/// Hears the corrections about a page anew.
pub fn settle(store: &mut dyn Store, page: &PageId) -> Result<()> {
    let Some(row) = store.page(page)?.filter(|row| row.facts.is_some()) else {
        return Ok(());
    };
    let read = as_read(store, page)?;
    let amended = hear(store, &row, &read)?;
    let changed = changed(store, page, &amended)?;
    let some = |claims: Vec<Held>| -> Vec<Held> {
        { claims.into_iter() }
            .filter(|held| changed.contains(&held.claim.id))
            .collect()
    };
    let leaving = some(store.claims_of(page)?);
    if row.counts {
        joining::leave(store, &leaving)?;
    }
    write(store, page, &amended)?;
    if row.counts {
        let coming = some(store.claims_of(page)?);
        joining::enter(store, &coming)?;
    }
    Ok(())
}

/// Stores a correction and hears it. Gives whether it was not there before.
pub fn put(store: &mut dyn Store, correction: &Correction) -> Result<bool> {
    let pages = pages_of(store, &correction.deed)?;
    if !store.put_correction(correction, &pages)? {
        return Ok(false);
    }
    for page in &pages {
        settle(store, page)?;
        let facts = store.page(page)?.and_then(|row| row.facts);
        if let Some(url) = facts.and_then(|facts| facts.url) {
            settle_versions(store, &url, page)?;
        }
    }
    Ok(true)
}

/// Makes imported claims what they were before corrections that came with them: edited ones as they were read, rejected ones there,
/// added ones not. Pages that were read here need none of it.
pub fn unmake(store: &mut dyn Store, corrections: &[Correction], generation: i64) -> Result<()> {
    let mut sorted: Vec<&Correction> = corrections.iter().collect();
    sorted.sort_by_key(|correction| correction.order());
    let mut pages: BTreeMap<&PageId, Vec<&Deed>> = BTreeMap::new();
    for correction in sorted.into_iter().rev() {
        let (Deed::Edit(one, _) | Deed::Reject(one) | Deed::Add(one)) = &correction.deed else {
            continue;
        };
        // What is here already was heard here.
        if store.correction(correction.id)?.is_none() {
            pages
                .entry(&one.claim.page)
                .or_default()
                .push(&correction.deed);
        }
    }
    for (page, deeds) in pages {
        let row = store.page(page)?.filter(|row| row.facts.is_some());
        let Some(source) = row.as_ref().and_then(source) else {
            continue;
        };
        if store.has_bytes(page)? {
            continue;
        }
        let mut claims: BTreeMap<ClaimId, Claim> = { as_read(store, page)?.into_iter() }
            .map(|claim| (claim.id, claim))
            .collect();
        // From the last to the first, so that the first word, which was about what was read, holds.
        for deed in deeds {
            match deed {
                Deed::Edit(one, _) if claims.contains_key(&one.claim.id) => {
                    claims.insert(one.claim.id, one.claim.clone());
                }
                Deed::Reject(one) if !claims.contains_key(&one.claim.id) => {
                    claims.insert(one.claim.id, one.claim.clone());
                }
                Deed::Add(one) => {
                    claims.remove(&one.claim.id);
                }
                _ => {}
            }
        }
        let read = Read::known_as(&source, claims.into_values().collect());
        ledger::put(store, &[read], generation, false)?;
    }
    Ok(())
}

/// The pages that a deed is about; of a withdrawal those of what it takes back.
fn pages_of(store: &dyn Store, deed: &Deed) -> Result<BTreeSet<PageId>> {
    let mut seen = BTreeSet::new();
    let mut withdrawn = match deed {
        Deed::Withdraw(id) => Some(*id),
        _ => return Ok(targeted(deed)),
    };
    while let Some(id) = withdrawn.take() {
        let Some(correction) = store.correction(id)?.filter(|_| seen.insert(id)) else {
            continue;
        };
        match correction.deed {
            Deed::Withdraw(id) => withdrawn = Some(id),
            deed => return Ok(targeted(&deed)),
        }
    }
    Ok(BTreeSet::new())
}

fn targeted(deed: &Deed) -> BTreeSet<PageId> {
    { deed.targets().into_iter() }
        .map(|target| target.claim.page.clone())
        .collect()
}

/// Takes what people said about a page out: whole corrections, or of those that are about other pages too the claims of this one.
pub fn forget(store: &mut dyn Store, page: &PageId) -> Result<()> {
    for correction in store.corrections_on(page)? {
        store.drop_correction(correction.id)?;
        let left = { correction.deed.clone() }.without(|target| target.claim.page != *page);
        let withdraws = matches!(correction.deed, Deed::Withdraw(_));
        if let Some(deed) = left {
            let rest = Correction { deed, ..correction };
            let pages = pages_of(store, &rest.deed)?;
            // A withdrawal of what is gone says nothing more.
            if !(withdraws && pages.is_empty()) {
                store.put_correction(&rest, &pages)?;
            }
        }
    }
    store.put_aside(page, &BTreeMap::new())?;
    store.put_ties(page, &[])
}

/// What the ties of claims say about which of them are one dealing.
pub fn hands<'c>(corrections: impl IntoIterator<Item = &'c Correction>, ties: &[Tie]) -> Vec<Hand> {
    let mut tied: HashMap<CorrectionId, Vec<&Tie>> = HashMap::new();
    for tie in ties {
        tied.entry(tie.correction).or_default().push(tie);
    }
    { corrections.into_iter() }
        .filter_map(|correction| {
            let (all, from) = match &correction.deed {
                Deed::Merge(_) => (usize::MAX, false),
                Deed::Split(apart, _) => (apart.len(), true),
                _ => return None,
            };
            let (own, rest): (Vec<&Tie>, Vec<&Tie>) =
                { tied.get(&correction.id)?.iter() }.partition(|tie| tie.target < all);
            let ids = |ties: Vec<&Tie>| ties.into_iter().map(|tie| tie.claim).collect();
            Some(Hand {
                at: correction.at,
                correction: correction.id,
                claims: ids(own),
                from: from.then(|| ids(rest)),
            })
        })
        .collect()
}

/// The hands that are laid on some claims, or on all.
pub fn hands_on(store: &dyn Store, claims: Option<&[ClaimId]>) -> Result<Vec<Hand>> {
    let mut ties: BTreeSet<Tie> = BTreeSet::new();
    let mut corrections = Vec::new();
    match claims {
        None => {
            corrections.extend(store.tying("merge")?);
            corrections.extend(store.tying("split")?);
            for correction in &corrections {
                ties.extend(store.ties_by(correction.id)?);
            }
        }
        Some(claims) => {
            for claim in claims {
                ties.extend(store.ties_of(*claim)?);
            }
            let ids: BTreeSet<CorrectionId> = ties.iter().map(|tie| tie.correction).collect();
            for id in ids {
                corrections.extend(store.correction(id)?);
            }
        }
    }
    let ties: Vec<Tie> = ties.into_iter().collect();
    Ok(hands(&corrections, &ties))
}

/// What people said became of records. `counts` says whether a claim does.
fn words<'c>(
    corrections: impl IntoIterator<Item = &'c Correction>,
    ties: &[Tie],
    counts: impl Fn(ClaimId) -> Result<bool>,
) -> Result<Words> {
    let mut words = HashMap::new();
    for correction in corrections {
        let Deed::State(_, state) = correction.deed else {
            continue;
        };
        let mut tied: Vec<&Tie> = { ties.iter() }
            .filter(|tie| tie.correction == correction.id)
            .collect();
        tied.sort_by_key(|tie| tie.target);
        for tie in tied {
            if counts(tie.claim)? {
                let word = Word {
                    correction: correction.id,
                    state,
                    author: correction.author.clone(),
                    reason: correction.reason.clone(),
                    at: correction.at,
                };
                // Corrections come in their order: the later word replaces the earlier one.
                words.insert(tie.claim, word);
                break;
            }
        }
    }
    Ok(Words(words))
}

/// What people say became of the records of today.
pub fn words_now(store: &dyn Store) -> Result<Words> {
    let corrections = store.tying("state")?;
    let mut ties = Vec::new();
    for correction in &corrections {
        ties.extend(store.ties_by(correction.id)?);
    }
    words(&corrections, &ties, |claim| store.claim_counts(claim))
}

/// What was known on a day, with the corrections made up to it (days of universal time).
pub fn known_on(store: &dyn Store, day: Date) -> Result<Known> {
    let number = super::number_of(day);
    let mut known = Known {
        claims: store.known_on(number)?,
        ..Known::default()
    };
    let pages = store.corrected_pages()?;
    if pages.is_empty() {
        return Ok(known);
    }
    let mut corrections = store.corrections()?;
    corrections.retain(|correction| day_of(correction.at) <= day);
    let forces = in_force(&corrections);
    let corrected: HashSet<&PageId> = pages.iter().collect();
    known
        .claims
        .retain(|held| !corrected.contains(&held.claim.page));
    let mut ties = Vec::new();
    for page in &pages {
        let Some(source) = store.source_known(page, number)? else {
            continue;
        };
        let source = Arc::new(source);
        let Some(row) = store.page(page)? else {
            continue;
        };
        let (earlier, _) = about(store, &row)?;
        let amended = amend(page, &earlier, &as_read(store, page)?, &forces);
        let held = |claim| Held {
            claim,
            source: source.clone(),
        };
        known.claims.extend(amended.claims.into_iter().map(held));
        ties.extend(amended.ties);
    }
    known.hands = hands(forces.iter().copied(), &ties);
    // Ties are of claims that count.
    known.words = words(forces, &ties, |_| Ok(true))?;
    Ok(known)
}

/// The source of a page that was read.
pub fn source(row: &PageRow) -> Option<Arc<Source>> {
    let facts = row.facts.as_ref()?;
    Some(Arc::new(Source {
        page: row.id.clone(),
        url: facts.url.clone(),
        title: facts.title.clone(),
        outlet: facts.outlet.clone(),
        published: facts.published,
        read: row.arrived,
        fingerprint: facts.fingerprint.clone(),
    }))
}

/// A claim as a correction names it: as it was read, or as a person added it.
pub fn target(store: &dyn Store, id: ClaimId) -> Result<Option<Target>> {
    let page = match store.claim(id)? {
        Some(held) => Some(held.claim.page),
        None => store.rejected(id)?,
    };
    let Some(page) = page else { return Ok(None) };
    let read = as_read(store, &page)?;
    let own = store.claims_of(&page)?.into_iter().map(|held| held.claim);
    let claim = { read.iter().cloned() }
        .chain(own)
        .find(|claim| claim.id == id);
    Ok(claim.map(|claim| Target {
        beside: beside(&claim, &read),
        claim,
    }))
}

/// Claims of a page that could be taken for one: of the same sentence.
pub fn beside(claim: &Claim, read: &[Claim]) -> Vec<ClaimId> {
    let touch = |other: &Claim| match (claim.evidence.first(), other.evidence.first()) {
        (Some(a), Some(b)) => (a.start < b.end && b.start < a.end) || a.text == b.text,
        _ => false,
    };
    { read.iter() }
        .filter(|other| other.id != claim.id && touch(other))
        .map(|other| other.id)
        .collect()
}

/// Which claims of today corrections are about, those that were taken back among them.
pub fn bound(store: &dyn Store, page: &PageId) -> Result<Vec<Bound>> {
    let Some(row) = store.page(page)? else {
        return Ok(Vec::new());
    };
    let (earlier, all) = about(store, &row)?;
    let all: Vec<&Correction> = all.iter().collect();
    Ok(amend(page, &earlier, &as_read(store, page)?, &all).bound)
}

/// A moment after all corrections that are there, and not before `now`: who speaks later has the last word, whatever the clock says.
pub fn moment(store: &dyn Store, now: Timestamp) -> Result<Timestamp> {
    let next = store
        .last_said()?
        .and_then(|last| last.checked_add(jiff::SignedDuration::from_millis(1)).ok());
    // Milliseconds are what a ledger keeps.
    let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    Ok(next.map_or(now, |next| next.max(now)))
}
