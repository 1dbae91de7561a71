//! Read: what a reading of a page gives the ledger.

use super::{Claim, ClaimId, Evidence, Fingerprint, PageId, Place, Source};
use jiff::Timestamp;
use reading::Reading;
use reading::article::{Article, BlockKind};
use reading::page::Page;

impl Source {
    /// The source that a page is. `read` is when it came into the ledger for the first time.
    pub fn of(page: &Page, reading: &Reading, read: Timestamp) -> Source {
        let article = &reading.article;
        Source {
            page: PageId(page.hash()),
            url: article.url.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            published: article.published.as_ref().map(|published| published.date),
            read,
            fingerprint: Fingerprint::of(article),
        }
    }
}

/// The claims of a reading as the ledger keeps them, in reading order. Their ids differ: where page, span, type, parties and
/// status do not tell two apart (a sentence that announces two meetings of one pair), the later ones get the ids that follow.
pub fn claims(page: &PageId, reading: &Reading) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for claim in &reading.claims {
        let mut claim = kept(page, reading, claim);
        while claims.iter().any(|other| other.id == claim.id) {
            claim.id = ClaimId(claim.id.0.wrapping_add(1));
        }
        claims.push(claim);
    }
    claims
}

fn kept(page: &PageId, reading: &Reading, claim: &reading::claim::Claim) -> Claim {
    let words = |codes: &[reading::lexicon::Code]| -> Vec<String> {
        codes.iter().map(|code| code.as_str().to_owned()).collect()
    };
    let (actors, recipients) = (words(&claim.actors), words(&claim.recipients));
    let evidence: Vec<Evidence> = claim
        .evidence
        .iter()
        .map(|span| Evidence {
            start: span.start,
            end: span.end,
            text: span.slice(&reading.article.text).to_owned(),
        })
        .collect();
    let first = evidence.first().map_or((0, 0), |e| (e.start, e.end));
    Claim {
        id: ClaimId::of(page, first, claim.event, &actors, &recipients, claim.status),
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
        evidence,
        confidence: claim.confidence,
        related: claim.related,
        caption: in_caption(&reading.article, first.0),
    }
}

/// The party that a person of the page acts for.
fn party_of(reading: &Reading, name: &str) -> Option<String> {
    let cast = &reading.mentions.cast;
    let member = cast.members.get(cast.find(name)?)?;
    let party = member.parties.first()?;
    Some(party.as_str().to_owned())
}

/// Whether a byte of the article's text stands in a caption.
fn in_caption(article: &Article, at: usize) -> bool {
    article.blocks.iter().any(|block| {
        block.kind == BlockKind::Caption && block.span.start <= at && at < block.span.end
    })
}
