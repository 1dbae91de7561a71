//! Gold: what people decided of claims, in the form in which claims are annotated, and how well a reading agrees with it.
//!
//! What enters: a [`Ledger`]. What leaves: a [`GoldPage`] for each page with decided claims, and a [`Score`]. Claims that people confirmed, edited or
//! added must be found; rejected ones are left out, so that finding them is wrong; claims that nobody looked at are marked
//! optional: finding them is neither right nor wrong.

use super::lines::{PlaceLine, said_by};
use crate::query::decided;
use crate::record::{Claim, ClaimId, PageId};
use crate::store::{Ledger, Result};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What people decided of a page's claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct GoldPage {
    /// File of the page.
    pub page: String,
    pub published: Option<String>,
    pub title: Option<String>,
    pub claims: Vec<GoldClaim>,
    /// Whose decisions these are.
    pub annotators: Vec<String>,
    #[serde(skip)]
    pub id: PageId,
}

/// A claim as it is annotated.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct GoldClaim {
    pub r#type: &'static str,
    pub kind: Option<String>,
    pub status: &'static str,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub persons: Vec<String>,
    pub when: Option<String>,
    pub r#where: Option<PlaceLine>,
    pub said_by: Vec<String>,
    pub evidence: Vec<String>,
    /// Nobody has decided on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// How well readings agree with what people decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Pages with decided claims.
    pub pages: usize,
    /// Claims that must be found.
    pub gold: usize,
    /// Of these, found.
    pub found: usize,
    /// Claims that were read and that people rejected, or that are another dealing than people wrote down.
    pub wrong: usize,
}

impl Score {
    /// The share of what was found in what was read and decided; none where nothing was.
    pub fn precision(&self) -> Option<f64> {
        share(self.found, self.found + self.wrong)
    }

    /// The share of what was found in what must be.
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.gold)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.found, self.found + self.wrong + self.gold)
    }
}

fn share(some: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| some as f64 / of as f64)
}

/// What people decided, page by page, in the order of the pages' ids. Pages of which nothing was decided are left out. `file` names
/// the file of a page.
pub fn gold(ledger: &Ledger, file: impl Fn(&PageId) -> String) -> Result<Vec<GoldPage>> {
    let mut pages = Vec::new();
    for page in ledger.corrected_pages()? {
        let Some(facts) = ledger.page(&page)?.and_then(|row| row.facts) else {
            continue;
        };
        let decided = decided(ledger, &page)?;
        if decided.is_empty() {
            continue;
        }
        let mut claims = Vec::new();
        for held in ledger.claims_of(&page)? {
            let open = !decided.contains(&held.claim.id);
            claims.push(GoldClaim::of(&held.claim, open));
        }
        let authors: BTreeSet<String> = { ledger.corrections_on(&page)?.into_iter() }
            .map(|correction| correction.author)
            .collect();
        pages.push(GoldPage {
            page: file(&page),
            published: facts.published.map(|day| day.to_string()),
            title: facts.title,
            claims,
            annotators: authors.into_iter().collect(),
            id: page,
        });
    }
    Ok(pages)
}

impl GoldClaim {
    fn of(claim: &Claim, optional: bool) -> GoldClaim {
        GoldClaim {
            r#type: claim.event.as_str(),
            kind: claim.kind.clone(),
            status: claim.status.as_str(),
            actors: claim.actors.clone(),
            recipients: claim.recipients.clone(),
            persons: claim.persons.clone(),
            when: claim.when.clone(),
            r#where: claim.place.as_ref().map(PlaceLine::of),
            said_by: said_by(claim),
            evidence: { claim.evidence.iter() }
                .map(|evidence| evidence.text.clone())
                .collect(),
            optional,
        }
    }
}

/// Measures the readings of today against what people decided.
pub fn measure(ledger: &Ledger) -> Result<Score> {
    let mut score = Score::default();
    for page in ledger.corrected_pages()? {
        let decided = decided(ledger, &page)?;
        if decided.is_empty() {
            continue;
        }
        let own: Vec<Claim> = { ledger.claims_of(&page)?.into_iter() }
            .map(|held| held.claim)
            .collect();
        let read = ledger.as_read(&page)?;
        score.add(&own, &decided, &read);
    }
    Ok(score)
}

impl Score {
    /// Adds a page: the claims that people leave or make of it, which of them were decided, and what is read.
    fn add(&mut self, own: &[Claim], decided: &HashSet<ClaimId>, read: &[Claim]) {
        let (must, may): (Vec<&Claim>, Vec<&Claim>) =
            own.iter().partition(|claim| decided.contains(&claim.id));
        let read: Vec<&Claim> = read.iter().collect();
        let found = pairs(&must, &read);
        let taken: HashSet<usize> = found.values().copied().collect();
        let left: Vec<&Claim> = { read.iter().enumerate() }
            .filter(|(at, _)| !taken.contains(at))
            .map(|(_, claim)| *claim)
            .collect();
        self.pages += 1;
        self.gold += must.len();
        self.found += found.len();
        self.wrong += left.len() - pairs(&may, &left).len();
    }
}

/// Claims that are the same: of one type and between the same parties, with evidence that shares half of the shorter one's words or three,
/// whichever is more. Those that agree in most come together first, each once.
fn pairs(gold: &[&Claim], read: &[&Claim]) -> BTreeMap<usize, usize> {
    let mut all = Vec::new();
    for (at, one) in gold.iter().enumerate() {
        for (number, other) in read.iter().enumerate() {
            if same(one, other) {
                all.push((std::cmp::Reverse(agreement(one, other)), at, number));
            }
        }
    }
    all.sort_unstable();
    let mut pairs = BTreeMap::new();
    let mut taken = HashSet::new();
    for (_, at, number) in all {
        if !pairs.contains_key(&at) && taken.insert(number) {
            pairs.insert(at, number);
        }
    }
    pairs
}

fn same(a: &Claim, b: &Claim) -> bool {
    let parties = |claim: &Claim| -> BTreeSet<String> {
        { claim.actors.iter().chain(&claim.recipients) }
            .cloned()
            .collect()
    };
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let overlap = |a: &str, b: &str| {
        let (a, b) = (words(a), words(b));
        let shared = a.intersection(&b).count();
        let either = a.union(&b).count();
        shared > 0 && 2 * shared >= a.len().min(b.len()) && shared >= either.min(3)
    };
    a.event == b.event && parties(a) == parties(b) && { a.evidence.iter() }.any(|one| {
        b.evidence
            .iter()
            .any(|other| overlap(&one.text, &other.text))
    })
}

/// In how much of the rest two claims agree; status weighs most.
fn agreement(a: &Claim, b: &Claim) -> u32 {
    let country = |claim: &Claim| claim.place.as_ref().and_then(|place| place.country.clone());
    let roles = a.actors == b.actors && a.recipients == b.recipients;
    [
        (4, a.status == b.status),
        (2, roles),
        (2, a.when == b.when),
        (1, a.kind.is_none() || a.kind == b.kind),
        (1, country(a) == country(b)),
        (1, a.said_by == b.said_by),
        (1, a.persons == b.persons),
    ]
    .into_iter()
    .map(|(weight, agree)| if agree { weight } else { 0 })
    .sum()
}
