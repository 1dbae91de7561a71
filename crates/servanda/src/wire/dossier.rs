//! The JSON of what is counted and searched: dossiers, hits, alerts.

use super::ledger::RecordView;
use super::three_digits;
use ::ledger::query::{Became, Dossier, FollowThrough, Hits, Key, Listed, Month, Sides, Told};
use ::ledger::store::{PageRow, date_of};
use serde::Serialize;
use std::collections::BTreeMap;

/// The dossier of an actor or a pair.
#[derive(Debug, Serialize)]
pub struct DossierView<'l> {
    parties: Vec<&'l str>,
    records: u64,
    types: Vec<TypeView>,
    due: BTreeMap<&'static str, ListView<RecordView<'l>>>,
    meetings: ListView<RecordView<'l>>,
    formats: ListView<RecordView<'l>>,
    pledges: ListView<RecordView<'l>>,
    pledged: BTreeMap<&'static str, usize>,
    met: ListView<MetView<'l>>,
    statements: ListView<RecordView<'l>>,
    acts: ListView<RecordView<'l>>,
    sources: Vec<OutletView<'l>>,
    looked_at: usize,
    curve: Vec<MonthView>,
    follow_through: FollowView,
}

#[derive(Debug, Serialize)]
struct TypeView {
    r#type: &'static str,
    records: u64,
    held: u64,
}

/// Some of many.
#[derive(Debug, Serialize)]
struct ListView<T> {
    total: usize,
    first: Vec<T>,
}

#[derive(Debug, Serialize)]
struct MetView<'l> {
    persons: [PersonView<'l>; 2],
    times: usize,
    last: Option<String>,
}

#[derive(Debug, Serialize)]
struct PersonView<'l> {
    name: &'l str,
    party: &'l str,
}

#[derive(Debug, Serialize)]
struct OutletView<'l> {
    outlet: &'l str,
    records: usize,
}

#[derive(Debug, Serialize)]
struct MonthView {
    month: String,
    held: u64,
    cooperation: f64,
    conflict: f64,
    score: f64,
    mean: f64,
}

#[derive(Debug, Serialize)]
struct FollowView {
    announced: usize,
    kept: usize,
    postponed: usize,
    cancelled: usize,
    overdue: usize,
    disputed: usize,
    coming: usize,
    open: usize,
    share_kept: Option<f64>,
}

/// The parties of a key.
pub fn parties(key: &Key) -> Vec<&str> {
    match key {
        Key::All => Vec::new(),
        Key::Party(one) => vec![one],
        Key::Pair(one, other) => vec![one, other],
    }
}

impl<'l> DossierView<'l> {
    /// A dossier.
    pub fn of(dossier: &'l Dossier) -> DossierView<'l> {
        let word =
            |(became, listed): (&Became, &'l Listed<Told>)| (became.as_str(), records(listed));
        let pledges = dossier.pledges.items.iter();
        DossierView {
            parties: parties(&dossier.key),
            records: dossier.records(),
            types: dossier.types.iter().map(TypeView::of).collect(),
            due: dossier.due.iter().map(word).collect(),
            meetings: records(&dossier.meetings),
            formats: records(&dossier.formats),
            pledges: ListView {
                total: dossier.pledges.total,
                first: pledges
                    .map(|pledge| RecordView::of(&pledge.told, false, false).became(pledge.became))
                    .collect(),
            },
            pledged: dossier
                .pledged
                .iter()
                .map(|(became, count)| (became.as_str(), *count))
                .collect(),
            met: ListView {
                total: dossier.met.total,
                first: dossier.met.items.iter().map(MetView::of).collect(),
            },
            statements: records(&dossier.statements),
            acts: records(&dossier.acts),
            sources: dossier.sources.iter().map(OutletView::of).collect(),
            looked_at: dossier.looked_at,
            curve: { dossier.curve.iter().zip(&dossier.sides) }
                .map(|(month, sides)| MonthView::of(month, sides))
                .collect(),
            follow_through: FollowView::of(&dossier.follow),
        }
    }
}

fn records(listed: &Listed<Told>) -> ListView<RecordView<'_>> {
    ListView {
        total: listed.total,
        first: listed
            .items
            .iter()
            .map(|told| RecordView::of(told, false, false))
            .collect(),
    }
}

impl TypeView {
    fn of((event, records, held): &(reading::claim::Event, u64, u64)) -> TypeView {
        TypeView {
            r#type: event.as_str(),
            records: *records,
            held: *held,
        }
    }
}

impl<'l> MetView<'l> {
    fn of(met: &'l ::ledger::query::Met) -> MetView<'l> {
        let person = |person: &'l ::ledger::query::Person| PersonView {
            name: &person.name,
            party: &person.party,
        };
        MetView {
            persons: [person(&met.one), person(&met.other)],
            times: met.times,
            last: met.last.and_then(date_of).map(|day| day.to_string()),
        }
    }
}

impl<'l> OutletView<'l> {
    fn of((outlet, records): &'l (String, usize)) -> OutletView<'l> {
        OutletView {
            outlet,
            records: *records,
        }
    }
}

impl MonthView {
    fn of(month: &Month, sides: &Sides) -> MonthView {
        MonthView {
            month: format!("{:04}-{:02}", month.first.year(), month.first.month()),
            held: month.held,
            cooperation: sides.cooperation,
            conflict: sides.conflict,
            score: month.score,
            mean: three_digits(month.mean() as f32),
        }
    }
}

impl FollowView {
    fn of(follow: &FollowThrough) -> FollowView {
        FollowView {
            announced: follow.announced(),
            kept: follow.kept,
            postponed: follow.postponed,
            cancelled: follow.cancelled,
            overdue: follow.overdue,
            disputed: follow.disputed,
            coming: follow.coming,
            open: follow.open,
            share_kept: follow.share().map(|share| three_digits(share as f32)),
        }
    }
}

/// Something that a search found.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum HitView<'l> {
    /// A record.
    Record {
        /// It.
        record: Box<RecordView<'l>>,
    },
    /// A page.
    Page {
        /// It.
        page: PageHit<'l>,
    },
}

/// A page that a search found.
#[derive(Debug, Serialize)]
pub struct PageHit<'l> {
    id: &'l str,
    title: Option<&'l str>,
    outlet: Option<&'l str>,
    published: Option<String>,
    url: Option<&'l str>,
}

impl<'l> HitView<'l> {
    /// What was found: records, then pages.
    pub fn of(hits: &'l Hits) -> Vec<HitView<'l>> {
        let records = hits.records.iter().map(|told| HitView::Record {
            record: Box::new(RecordView::of(told, false, false)),
        });
        let pages = hits.pages.iter().map(|row| HitView::Page {
            page: PageHit::of(row),
        });
        records.chain(pages).collect()
    }
}

impl<'l> PageHit<'l> {
    fn of(row: &'l PageRow) -> PageHit<'l> {
        let facts = row.facts.as_ref();
        PageHit {
            id: &row.id.0,
            title: facts.and_then(|facts| facts.title.as_deref()),
            outlet: facts.and_then(|facts| facts.outlet.as_deref()),
            published: facts.and_then(|facts| facts.published.map(|day| day.to_string())),
            url: facts.and_then(|facts| facts.url.as_deref()),
        }
    }
}

/// Something to be told today.
#[derive(Debug, Serialize)]
pub struct AlertView<'l> {
    /// `due` or `overdue`.
    pub alert: &'static str,
    /// The day on which it is due, or since when it is overdue.
    pub day: String,
    /// Its record.
    pub record: RecordView<'l>,
}
