//! The JSON of what is asked of a ledger.

use super::corrections::SaidView;
use super::three_digits;
use ::ledger::export::{EvidenceLine, LifeLine, PlaceLine, RecordHead, said_by};
use ::ledger::query::{Became, Said, Told, citation};
use ::ledger::record::{Claim, Source};
use ::ledger::store::{Change, Counts, Held, Joined, PageRow};
use serde::Serialize;

/// A record with its life and claims, for people and scripts that ask. The line of an export ([`RecordLine`](::ledger::export::RecordLine)) begins alike.
#[derive(Debug, Serialize)]
pub struct RecordView<'l> {
    #[serde(flatten)]
    head: RecordHead<'l>,
    #[serde(skip_serializing_if = "Option::is_none")]
    became: Option<&'static str>,
    sources: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<LifeView<'l>>,
    claims: Vec<ClaimView<'l>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    witnesses: Vec<ClaimView<'l>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    knows: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rejected: Vec<ClaimView<'l>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<SaidView>,
}

/// Why a record has its state.
#[derive(Debug, Serialize)]
struct LifeView<'l> {
    #[serde(flatten)]
    life: LifeLine<'l>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_correction: Option<String>,
}

/// A claim with what is told of its page. The line of an export ([`ClaimLine`](::ledger::export::ClaimLine)) is another: it has what an import needs,
/// and the confidence in full.
#[derive(Debug, Serialize)]
pub struct ClaimView<'l> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<SourceView<'l>>,
    r#type: &'static str,
    kind: Option<&'l str>,
    actors: &'l [String],
    recipients: &'l [String],
    persons: &'l [String],
    status: &'static str,
    when: Option<&'l str>,
    r#where: Option<PlaceLine>,
    said_by: Vec<String>,
    evidence: Vec<EvidenceLine>,
    confidence: f64,
    related: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<String>,
}

#[derive(Debug, Serialize)]
struct SourceView<'l> {
    id: &'l str,
    url: Option<&'l str>,
    title: Option<&'l str>,
    published: Option<String>,
    outlet: Option<&'l str>,
    read: String,
}

/// A page of the ledger with its claims.
#[derive(Debug, Serialize)]
pub struct PageView<'l> {
    id: &'l str,
    name: &'l str,
    bytes: u64,
    read: String,
    forgotten: Option<String>,
    counts: bool,
    url: Option<&'l str>,
    title: Option<&'l str>,
    published: Option<String>,
    outlet: Option<&'l str>,
    language: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<String>,
    claims: Vec<ClaimView<'l>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rejected: Vec<ClaimView<'l>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<SaidView>,
}

/// What reading a page again changed.
#[derive(Debug, Serialize)]
pub struct ChangeView<'l> {
    page: &'l str,
    title: Option<&'l str>,
    gone: Vec<ClaimView<'l>>,
    new: Vec<ClaimView<'l>>,
    altered: Vec<AlteredView<'l>>,
}

#[derive(Debug, Serialize)]
struct AlteredView<'l> {
    before: ClaimView<'l>,
    after: ClaimView<'l>,
}

/// Which records are not what they were.
#[derive(Debug, Serialize)]
pub struct JoinedView {
    records: RecordIds,
}

#[derive(Debug, Serialize)]
struct RecordIds {
    changed: Vec<String>,
    gone: Vec<String>,
    new: Vec<String>,
}

/// How much there is.
#[derive(Debug, Serialize)]
pub struct CountsView<'l> {
    pages: u64,
    unread: u64,
    superseded: u64,
    forgotten: u64,
    claims: u64,
    claims_of_superseded: u64,
    records: u64,
    states: Vec<(&'static str, u64)>,
    published: Option<&'l (String, String)>,
    outlets: &'l [(String, u64)],
    bytes: u64,
}

impl<'l> RecordView<'l> {
    /// A record. `became` says what became of an announcement; `explain` adds why.
    pub fn of(told: &'l Told, became: bool, explain: bool) -> RecordView<'l> {
        let life = &told.life;
        RecordView {
            head: RecordHead::of(&told.record, life),
            became: became.then(|| told.became().as_str()),
            sources: told.record.sources,
            explained: explain.then(|| LifeView {
                life: LifeLine::of(life),
                by_correction: life.word.as_ref().map(|word| word.correction.to_string()),
            }),
            claims: told.claims.iter().map(ClaimView::of).collect(),
            witnesses: told.witnesses.iter().map(ClaimView::of).collect(),
            knows: Vec::new(),
            rejected: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// The same with what people said about it, and the claims that they rejected.
    pub fn with_history(self, said: &[Said], rejected: &'l [Held]) -> RecordView<'l> {
        RecordView {
            rejected: rejected.iter().map(ClaimView::of).collect(),
            corrections: said.iter().map(|said| SaidView::of(said, None)).collect(),
            ..self
        }
    }
}

impl RecordView<'_> {
    /// The same with the ids of records that it knows.
    pub fn knowing(mut self, known: &[Told]) -> Self {
        self.knows = { known.iter() }
            .map(|told| told.record.id.to_string())
            .collect();
        self
    }

    /// The same with what became of it.
    pub fn became(mut self, became: Became) -> Self {
        self.became = Some(became.as_str());
        self
    }

    /// The same with a citation of each claim.
    pub fn cited(mut self, told: &Told) -> Self {
        for (view, held) in self.claims.iter_mut().zip(&told.claims) {
            view.citation = Some(citation(&held.source, Some(&held.claim)));
        }
        self
    }
}

impl<'l> ClaimView<'l> {
    /// A claim with its page.
    pub fn of(held: &'l Held) -> ClaimView<'l> {
        ClaimView {
            page: Some(SourceView::of(&held.source)),
            ..ClaimView::alone(&held.claim)
        }
    }

    /// A claim without its page.
    fn alone(claim: &'l Claim) -> ClaimView<'l> {
        ClaimView {
            id: claim.id.to_string(),
            page: None,
            r#type: claim.event.as_str(),
            kind: claim.kind.as_deref(),
            actors: &claim.actors,
            recipients: &claim.recipients,
            persons: &claim.persons,
            status: claim.status.as_str(),
            when: claim.when.as_deref(),
            r#where: claim.place.as_ref().map(PlaceLine::of),
            said_by: said_by(claim),
            evidence: claim.evidence.iter().map(EvidenceLine::of).collect(),
            confidence: three_digits(claim.confidence),
            related: claim.related,
            citation: None,
        }
    }

    /// The same with a citation.
    pub fn cited(mut self, held: &Held) -> Self {
        self.citation = Some(citation(&held.source, Some(&held.claim)));
        self
    }
}

impl<'l> SourceView<'l> {
    fn of(source: &'l Source) -> SourceView<'l> {
        SourceView {
            id: &source.page.0,
            url: source.url.as_deref(),
            title: source.title.as_deref(),
            published: source.published.map(|day| day.to_string()),
            outlet: source.outlet.as_deref(),
            read: source.read.to_string(),
        }
    }
}

impl<'l> PageView<'l> {
    /// A page with its claims.
    pub fn of(page: &'l PageRow, claims: &'l [Held]) -> PageView<'l> {
        let facts = page.facts.as_ref();
        PageView {
            id: &page.id.0,
            name: &page.name,
            bytes: page.size,
            read: page.arrived.to_string(),
            forgotten: page.forgotten.map(|at| at.to_string()),
            counts: page.counts,
            url: facts.and_then(|facts| facts.url.as_deref()),
            title: facts.and_then(|facts| facts.title.as_deref()),
            published: facts.and_then(|facts| {
                let time = facts.time.as_deref().unwrap_or("");
                facts.published.map(|day| format!("{day}{time}"))
            }),
            outlet: facts.and_then(|facts| facts.outlet.as_deref()),
            language: facts.and_then(|facts| facts.language.as_deref()),
            citation: page.source().map(|source| citation(&source, None)),
            claims: claims
                .iter()
                .map(|held| ClaimView::alone(&held.claim))
                .collect(),
            rejected: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// The same with what people said about its claims, and those that they rejected.
    pub fn with_history(self, said: &[Said], rejected: &'l [Held]) -> PageView<'l> {
        PageView {
            rejected: { rejected.iter() }
                .map(|held| ClaimView::alone(&held.claim))
                .collect(),
            corrections: said.iter().map(|said| SaidView::of(said, None)).collect(),
            ..self
        }
    }
}

impl<'l> ChangeView<'l> {
    /// What changed of a page.
    pub fn of(change: &'l Change) -> ChangeView<'l> {
        ChangeView {
            page: &change.page.0,
            title: change.title.as_deref(),
            gone: change.gone.iter().map(ClaimView::alone).collect(),
            new: change.new.iter().map(ClaimView::alone).collect(),
            altered: change
                .altered
                .iter()
                .map(|(before, after)| AlteredView {
                    before: ClaimView::alone(before),
                    after: ClaimView::alone(after),
                })
                .collect(),
        }
    }
}

impl JoinedView {
    /// Which records are not what they were.
    pub fn of(joined: &Joined) -> JoinedView {
        let (changed, gone): (Vec<_>, Vec<_>) = joined
            .before
            .keys()
            .partition(|id| joined.after.contains_key(id));
        let new = joined
            .after
            .keys()
            .filter(|id| !joined.before.contains_key(id));
        let ids = |ids: Vec<_>| ids.into_iter().map(ToString::to_string).collect();
        JoinedView {
            records: RecordIds {
                changed: ids(changed),
                gone: ids(gone),
                new: new.map(ToString::to_string).collect(),
            },
        }
    }

    /// The same in words.
    pub fn say(&self) -> String {
        let ids = &self.records;
        format!(
            "records: {} changed, {} gone, {} new",
            ids.changed.len(),
            ids.gone.len(),
            ids.new.len()
        )
    }
}

impl<'l> CountsView<'l> {
    /// How much there is, with the records of each state.
    pub fn of(counts: &'l Counts, states: Vec<(&'static str, u64)>) -> CountsView<'l> {
        CountsView {
            pages: counts.pages,
            unread: counts.unread,
            superseded: counts.superseded,
            forgotten: counts.forgotten,
            claims: counts.claims,
            claims_of_superseded: counts.uncounted,
            records: counts.records,
            states,
            published: counts.published.as_ref(),
            outlets: &counts.outlets,
            bytes: counts.bytes,
        }
    }
}
