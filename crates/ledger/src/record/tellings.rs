//! Tellings: the claims of a record in order, with what they are worth.
//!
//! What enters: the entries of a record. What leaves: each claim with the day on which its report came out and the voice that it
//! belongs to. A copy that is printed later says nothing new, so it counts as said on the day of the first of its copies.

use super::copies::{copies, of_outlets};
use super::{Claim, Entry, Source, Time};
use jiff::civil::Date;
use reading::claim::Status;

/// A claim of a record.
#[derive(Clone)]
pub struct Telling<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its page.
    pub source: &'a Source,
    /// When the report was published for the first time; none where no copy says it.
    pub said: Option<Date>,
    /// Number of the voice: pages of one outlet and copies of one report are one.
    pub voice: usize,
    /// Its time, where it has one that is understood.
    pub time: Option<Time>,
    /// Whether it is of another record and bears witness to this one.
    pub witness: bool,
}

impl Telling<'_> {
    /// Whether it can settle what became of a dealing: no teaser of another page, no caption without a time of its own.
    pub fn counts(&self) -> bool {
        !(self.claim.related || (self.claim.caption && self.claim.when.is_none()))
    }

    /// Whether it looks ahead.
    pub fn is_plan(&self) -> bool {
        matches!(self.claim.status, Status::Planned | Status::Proposed)
    }
}

/// The claims of a record and those of other records that bear witness to it, in the order of publication, those of undated pages last;
/// of one day in the order of their ids.
pub fn tellings<'a>(entries: &[Entry<'a>], witnesses: &[Entry<'a>]) -> Vec<Telling<'a>> {
    let mut sorted: Vec<Entry<'a>> = [entries, witnesses].concat();
    sorted.sort_by_key(|entry| {
        let published = entry.source.published;
        (published.is_none(), published, entry.claim.id)
    });
    sorted.dedup_by_key(|entry| entry.claim.id);
    let mut pages: Vec<&Source> = sorted.iter().map(|entry| entry.source).collect();
    pages.sort_by_key(|source| (source.published.is_none(), source.published, &source.page));
    pages.dedup_by_key(|source| &source.page);
    let reports = copies(&pages);
    let voices = of_outlets(&pages, reports.clone());
    let mut tellings: Vec<Telling> = sorted
        .into_iter()
        .map(|entry| {
            let page = pages
                .iter()
                .position(|page| page.page == entry.source.page)
                .unwrap_or(0);
            Telling {
                claim: entry.claim,
                source: entry.source,
                said: first_printed(&pages, &reports, page),
                voice: voices[page],
                time: entry.claim.when.as_deref().and_then(Time::parse),
                witness: !entries.iter().any(|own| own.claim.id == entry.claim.id),
            }
        })
        .collect();
    tellings.sort_by_key(|telling| {
        let published = telling.source.published;
        (
            telling.said.is_none(),
            telling.said,
            published.is_none(),
            published,
            telling.claim.id,
        )
    });
    tellings
}

/// The day on which a page's report was printed for the first time, by it or by other outlets. An outlet that prints its own report
/// again corrects it. Pages come in the order of publication.
fn first_printed(pages: &[&Source], reports: &[usize], page: usize) -> Option<Date> {
    let own = pages[page];
    let first = (0..pages.len()).find(|&other| {
        let foreign = own.outlet.is_none() || pages[other].outlet != own.outlet;
        reports[other] == reports[page] && (other == page || foreign)
    });
    first.and_then(|first| pages[first].published)
}

/// How many voices there are.
pub fn voices(tellings: &[Telling]) -> usize {
    let mut all: Vec<usize> = tellings.iter().map(|telling| telling.voice).collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}
