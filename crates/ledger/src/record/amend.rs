//! Amend: what a page says when people's corrections are heard.
//!
//! What enters: the claims of a page as they were read, and corrections. What leaves: the claims that count, which of them are not as
//! they were read, and which claim of today each correction is about. A function of the two alone: whatever was read before or corrected
//! and taken back leaves nothing.
//!
//! A correction finds its claim by its id; else by type, parties and place: the claim whose first evidence overlaps, or has the same
//! words. A claim that a person confirmed, edited or added stands on that person's word when the page is not read so any more.
//! What people said of an earlier version of a page is heard where the page still says it, and nowhere else: what an outlet
//! took out it does not stand for.

use super::correction::{Correction, CorrectionId, Deed, Target};
use super::{Claim, ClaimId, Evidence, PageId};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A page's claims with its corrections heard.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Amended {
    /// The claims that count, as read ones first, in the page's order.
    pub claims: Vec<Claim>,
    /// Claims that are not as they were read, or that were rejected, by id: what was read, or none where a person alone says it.
    pub aside: BTreeMap<ClaimId, Option<Claim>>,
    /// Claims that people say are about one dealing or not, or what became of it.
    pub ties: Vec<Tie>,
    /// Which claim of today each target is.
    pub bound: Vec<Bound>,
}

/// A target of a correction with its claim of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    /// The correction.
    pub correction: CorrectionId,
    /// Which of its targets.
    pub target: usize,
    /// The id that the claim had when it was corrected.
    pub was: ClaimId,
    /// The claim that was read; none where there is none any more.
    pub is: Option<ClaimId>,
}

/// A claim that a merge, a split or a state is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// The claim.
    pub claim: ClaimId,
    /// The correction.
    pub correction: CorrectionId,
    /// Which of its targets the claim is.
    pub target: usize,
}

/// Amends what was read of a page. `earlier` are the versions of it that came before; `corrections` are those in force, in their
/// order; targets on other pages are passed over.
pub fn amend(
    page: &PageId,
    earlier: &BTreeSet<PageId>,
    read: &[Claim],
    corrections: &[&Correction],
) -> Amended {
    let targets: Vec<(&Correction, usize, &Target)> = corrections
        .iter()
        .flat_map(|correction| {
            let targets = correction.deed.targets().into_iter().enumerate();
            targets.map(|(number, target)| (*correction, number, target))
        })
        .filter(|(.., target)| target.claim.page == *page || earlier.contains(&target.claim.page))
        .collect();
    let ids = bind(read, &targets);
    let mut desk = Desk::new(read);
    for &(correction, _, target) in &targets {
        let claim = ids.get(&target.claim.id).copied();
        if target.claim.page == *page {
            desk.hear(correction, target, claim);
        } else if let Some(claim) = claim {
            desk.hear_earlier(correction, claim);
        }
    }
    let mut amended = desk.done();
    for (correction, number, target) in targets {
        let is = ids.get(&target.claim.id).copied();
        amended.bound.push(Bound {
            correction: correction.id,
            target: number,
            was: target.claim.id,
            is,
        });
        let claim = is.unwrap_or(target.claim.id);
        let ties = matches!(
            correction.deed,
            Deed::Merge(_) | Deed::Split(..) | Deed::State(..)
        );
        if ties && amended.claims.iter().any(|one| one.id == claim) {
            amended.ties.push(Tie {
                claim,
                correction: correction.id,
                target: number,
            });
        }
    }
    amended
}

/// Which claim that was read each corrected one is, by the id that it had. No claim is two corrected ones.
fn bind(read: &[Claim], targets: &[(&Correction, usize, &Target)]) -> BTreeMap<ClaimId, ClaimId> {
    let ids: BTreeSet<ClaimId> = read.iter().map(|claim| claim.id).collect();
    let mut bound: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    // Of several targets with one id the first tells what it looks like; edits tell what else it may look like.
    let mut open: BTreeMap<ClaimId, (&Target, Vec<Claim>)> = BTreeMap::new();
    for (correction, _, target) in targets {
        let id = target.claim.id;
        if ids.contains(&id) {
            bound.insert(id, id);
            continue;
        }
        let (_, looks) = open
            .entry(id)
            .or_insert_with(|| (target, vec![target.claim.clone()]));
        if let Deed::Edit(_, edit) = &correction.deed {
            let mut edited = target.claim.clone();
            edit.apply(&mut edited);
            looks.push(edited);
        }
    }
    let mut taken: BTreeSet<ClaimId> = bound.values().copied().collect();
    let mut fits: Vec<((usize, u64), ClaimId, ClaimId)> = Vec::new();
    for (id, (target, looks)) in &open {
        let free =
            |claim: &&Claim| !taken.contains(&claim.id) && !target.beside.contains(&claim.id);
        for claim in read.iter().filter(free) {
            for (less, look) in looks.iter().enumerate() {
                if let Some(shared) = fit(look, claim) {
                    fits.push(((less, u64::MAX - shared), *id, claim.id));
                }
            }
        }
    }
    fits.sort_unstable();
    for (_, was, is) in fits {
        if !bound.contains_key(&was) && taken.insert(is) {
            bound.insert(was, is);
        }
    }
    bound
}

/// How well a claim fits one that was there before: none where it is another, the greater the better.
fn fit(before: &Claim, now: &Claim) -> Option<u64> {
    let set = |claim: &Claim| -> BTreeSet<String> {
        claim
            .actors
            .iter()
            .chain(&claim.recipients)
            .cloned()
            .collect()
    };
    if before.event != now.event || set(before) != set(now) {
        return None;
    }
    let (was, is) = (before.evidence.first()?, now.evidence.first()?);
    let shared = shared_words(was, is)?;
    let touch = was.start < is.end && is.start < was.end;
    let same = same_words(&was.text, &is.text);
    let roles = before.actors == now.actors && before.recipients == now.recipients;
    let status = before.status == now.status;
    (touch || same).then(|| {
        let rank =
            u64::from(status) * 8 + u64::from(roles) * 4 + u64::from(same) * 2 + u64::from(touch);
        rank * 100_000 + shared.min(99_999)
    })
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn same_words(a: &str, b: &str) -> bool {
    words(a) == words(b)
}

/// How many words two sentences share, where that is at least half of the shorter one's.
fn shared_words(a: &Evidence, b: &Evidence) -> Option<u64> {
    let set =
        |evidence: &Evidence| -> BTreeSet<String> { words(&evidence.text).into_iter().collect() };
    let (a, b) = (set(a), set(b));
    let shared = a.intersection(&b).count();
    let fewest = a.len().min(b.len());
    (2 * shared >= fewest && fewest > 0).then_some(shared as u64)
}

/// The claims while corrections are heard, one after the other.
struct Desk<'r> {
    read: &'r [Claim],
    /// Claims as they are now.
    now: BTreeMap<ClaimId, Claim>,
    /// Claims of which a person had the last word that they are wrong.
    rejected: BTreeSet<ClaimId>,
    /// Claims that were not read, in the order in which they came.
    own: Vec<ClaimId>,
}

impl<'r> Desk<'r> {
    fn new(read: &'r [Claim]) -> Desk<'r> {
        Desk {
            read,
            now: read.iter().map(|claim| (claim.id, claim.clone())).collect(),
            rejected: BTreeSet::new(),
            own: Vec::new(),
        }
    }

    /// Hears a correction about a claim; `is` is what was read of it.
    fn hear(&mut self, correction: &Correction, target: &Target, is: Option<ClaimId>) {
        let id = is.unwrap_or(target.claim.id);
        match &correction.deed {
            Deed::Reject(_) => {
                if self.now.contains_key(&id) {
                    self.rejected.insert(id);
                }
            }
            Deed::Confirm(_) => {
                self.stand(id, target);
            }
            Deed::Edit(_, edit) => edit.apply(self.stand(id, target)),
            Deed::Add(_) => {
                // Where it is read by now, what the person wrote of it holds.
                *self.stand(id, target) = Claim {
                    id,
                    ..target.claim.clone()
                };
            }
            Deed::Merge(_) | Deed::Split(..) | Deed::State(..) | Deed::Withdraw(_) => {}
        }
    }

    /// Hears what was said of a claim of an earlier version that the page still makes.
    fn hear_earlier(&mut self, correction: &Correction, is: ClaimId) {
        match &correction.deed {
            Deed::Reject(_) => {
                self.rejected.insert(is);
            }
            Deed::Edit(_, edit) => {
                self.rejected.remove(&is);
                if let Some(claim) = self.now.get_mut(&is) {
                    edit.apply(claim);
                }
            }
            Deed::Confirm(_) | Deed::Add(_) => {
                self.rejected.remove(&is);
            }
            Deed::Merge(_) | Deed::Split(..) | Deed::State(..) | Deed::Withdraw(_) => {}
        }
    }

    /// A claim on a person's word, whether it is read or not.
    fn stand(&mut self, id: ClaimId, target: &Target) -> &mut Claim {
        self.rejected.remove(&id);
        match self.now.entry(id) {
            Entry::Occupied(claim) => claim.into_mut(),
            Entry::Vacant(place) => {
                self.own.push(id);
                place.insert(target.claim.clone())
            }
        }
    }

    fn done(self) -> Amended {
        let mut amended = Amended::default();
        let was = |id: &ClaimId| self.read.iter().find(|claim| claim.id == *id);
        let order = self.read.iter().map(|claim| &claim.id).chain(&self.own);
        for id in order {
            let Some(claim) = self.now.get(id) else {
                continue;
            };
            let read = was(id);
            if self.rejected.contains(id) {
                // What nobody stands for and nothing reads is nowhere.
                if let Some(read) = read {
                    amended.aside.insert(*id, Some(read.clone()));
                }
                continue;
            }
            if read != Some(claim) {
                amended.aside.insert(*id, read.cloned());
            }
            amended.claims.push(claim.clone());
        }
        amended
    }
}
