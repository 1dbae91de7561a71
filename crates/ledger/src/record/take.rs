//! Take: what the ledger takes of a page's reading.
//!
//! What enters: a [`Reading`] and its page. What leaves: [`Claim`]s with their ids and words, and the [`Fingerprint`] of the
//! text. Invariants: no two claims of a page have the same id; the same reading gives the same claims everywhere.

use super::{Claim, ClaimId, Evidence, Fingerprint, PageId, Place};
use reading::Reading;
use reading::article::{Article, BlockKind};
use reading::page::Span;
use std::collections::HashMap;

/// The claims of a reading, in its order.
pub fn claims(page: &PageId, reading: &Reading) -> Vec<Claim> {
    let mut given: HashMap<ClaimId, u64> = HashMap::new();
    reading
        .claims
        .iter()
        .map(|claim| {
            let mut taken = take(page, reading, claim);
            let before = given.entry(taken.id).or_default();
            taken.id = taken.id.again(*before);
            *before += 1;
            taken
        })
        .collect()
}

/// The fingerprint of an article's body. Headlines are left out, as outlets write their own over the same report.
pub fn fingerprint(article: &Article) -> Fingerprint {
    let body = |kind| {
        matches!(
            kind,
            BlockKind::Standfirst
                | BlockKind::Paragraph
                | BlockKind::ListItem
                | BlockKind::SpeechTurn
        )
    };
    let parts: Vec<&str> = article
        .blocks
        .iter()
        .filter(|block| body(block.kind))
        .map(|block| block.span.slice(&article.text))
        .collect();
    Fingerprint::of(&parts.join("\n"))
}

fn take(page: &PageId, reading: &Reading, claim: &reading::claim::Claim) -> Claim {
    let article = &reading.article;
    let codes = |codes: &[reading::lexicon::Code]| -> Vec<String> {
        codes.iter().map(|code| code.as_str().to_owned()).collect()
    };
    let (actors, recipients) = (codes(&claim.actors), codes(&claim.recipients));
    let first = claim.evidence.first().copied().unwrap_or(Span::new(0, 0));
    let caption = article
        .blocks
        .iter()
        .any(|block| block.kind == BlockKind::Caption && block.span.overlaps(first));
    Claim {
        id: ClaimId::of(
            page,
            (first.start, first.end),
            claim.event,
            &actors,
            &recipients,
            claim.status,
        ),
        page: page.clone(),
        event: claim.event,
        kind: claim.kind.map(str::to_owned),
        status: claim.status,
        actors,
        recipients,
        persons: claim.persons.clone(),
        persons_for: claim
            .persons
            .iter()
            .map(|name| party_of(reading, name))
            .collect(),
        when: claim.when.clone(),
        place: claim.place.as_ref().map(|place| Place {
            name: place.name.clone(),
            country: place.country.map(|code| code.as_str().to_owned()),
        }),
        said_by: claim.said_by.clone(),
        evidence: claim
            .evidence
            .iter()
            .map(|span| Evidence {
                start: span.start,
                end: span.end,
                text: span.slice(&article.text).to_owned(),
            })
            .collect(),
        confidence: claim.confidence,
        related: claim.related,
        caption,
    }
}

/// The party that a person of the page acts for.
fn party_of(reading: &Reading, name: &str) -> Option<String> {
    let cast = &reading.mentions.cast;
    let member = cast.members.get(cast.find(name)?)?;
    member
        .parties
        .first()
        .map(|party| party.as_str().to_owned())
}

impl ClaimId {
    /// The id of the claim that would be given this one for the `before`-th time after the first: one sentence may name two
    /// dealings of the same parties, type and status, such as two visits.
    pub fn again(self, before: u64) -> ClaimId {
        // An odd factor takes different numbers to different ids, and zero to none.
        ClaimId(
            self.0
                .wrapping_add(before.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        )
    }
}

impl Claim {
    /// Whether its id is made of what it says. Where a person corrected type, parties or status it is not: it bears the id that it was
    /// read with.
    pub fn bears_own_id(&self) -> bool {
        /// More claims that differ in nothing that makes the id are on no page.
        const MOST: u64 = 1000;
        let first = self.evidence.first();
        let own = ClaimId::of(
            &self.page,
            first.map_or((0, 0), |evidence| (evidence.start, evidence.end)),
            self.event,
            &self.actors,
            &self.recipients,
            self.status,
        );
        (0..MOST).any(|before| own.again(before) == self.id)
    }
}
