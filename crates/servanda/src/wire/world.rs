//! The JSON of who dealt with whom, and where people met.

use super::ledger::RecordView;
use super::three_digits;
use ::ledger::query::{Listed, Tie, Venue};
use serde::Serialize;
use std::collections::BTreeMap;

/// Ties and places of a period.
#[derive(Debug, Serialize)]
pub struct WorldView<'l> {
    from: String,
    to: String,
    ties: TiesView<'l>,
    places: Vec<PlaceView<'l>>,
}

#[derive(Debug, Serialize)]
struct TiesView<'l> {
    total: usize,
    first: Vec<TieView<'l>>,
}

#[derive(Debug, Serialize)]
struct TieView<'l> {
    parties: [&'l str; 2],
    records: u64,
    held: u64,
    mean: Option<f64>,
}

#[derive(Debug, Serialize)]
struct PlaceView<'l> {
    country: &'l str,
    held: &'l BTreeMap<String, usize>,
    not_held: usize,
    newest: Vec<RecordView<'l>>,
}

impl<'l> WorldView<'l> {
    /// Ties and places from one day to another.
    pub fn of(
        (from, to): (jiff::civil::Date, jiff::civil::Date),
        ties: &'l Listed<Tie>,
        venues: &'l [Venue],
    ) -> WorldView<'l> {
        WorldView {
            from: from.to_string(),
            to: to.to_string(),
            ties: TiesView {
                total: ties.total,
                first: ties.items.iter().map(TieView::of).collect(),
            },
            places: venues.iter().map(PlaceView::of).collect(),
        }
    }
}

impl<'l> TieView<'l> {
    fn of(tie: &'l Tie) -> TieView<'l> {
        TieView {
            parties: [&tie.one, &tie.other],
            records: tie.records,
            held: tie.held,
            mean: tie.mean.map(|mean| three_digits(mean as f32)),
        }
    }
}

impl<'l> PlaceView<'l> {
    fn of(venue: &'l Venue) -> PlaceView<'l> {
        PlaceView {
            country: &venue.country,
            held: &venue.held,
            not_held: venue.not_held,
            newest: venue
                .newest
                .iter()
                .map(|told| RecordView::of(told, false, false))
                .collect(),
        }
    }
}
