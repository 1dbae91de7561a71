//! World: who dealt with whom in a period, and where people met.
//!
//! What enters: a [`Ledger`], a [`View`] and a period. What leaves: [`Tie`]s for a graph, and places with their meetings for a map.
//! Invariant: a tie of months counts the records of these months (what was held by its first day or that of its report); only what was held has a weight.

use super::dossier::{Listed, listed};
use super::shelf::Shelf;
use super::{Told, View};
use crate::record::{ClaimId, State};
use crate::store::{Key, Ledger, Result, month, number_of};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Two parties that dealt with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// One of them; the two are in order of their letters.
    pub one: String,
    /// The other.
    pub other: String,
    /// How many records there are.
    pub records: u64,
    /// How many of them were held.
    pub held: u64,
    /// What one that was held weighs in the middle, from -10 (conflict) to 10 (cooperation); none where none was.
    pub mean: Option<f64>,
}

/// A country in which people met, or are to meet.
#[derive(Debug, Clone)]
pub struct Venue {
    /// Its code.
    pub country: String,
    /// How many meetings were held there, of each kind; the empty kind stands for those without one.
    pub held: BTreeMap<String, usize>,
    /// How many are or were announced and not held.
    pub not_held: usize,
    /// The newest of them.
    pub newest: Vec<Told>,
}

impl Tie {
    fn of((one, other): (String, String), (records, held, score): (i64, i64, i64)) -> Tie {
        let held = held.unsigned_abs();
        Tie {
            one,
            other,
            records: records.unsigned_abs(),
            held,
            mean: (held > 0).then(|| score as f64 / 10.0 / held as f64),
        }
    }
}

/// The first of some ties: those with most records.
fn strongest(mut ties: Vec<Tie>, most: usize) -> Listed<Tie> {
    let total = ties.len();
    let order = |a: &Tie, b: &Tie| {
        let names = || (&a.one, &a.other).cmp(&(&b.one, &b.other));
        (b.records, b.held)
            .cmp(&(a.records, a.held))
            .then_with(names)
    };
    // Of thousands a few dozen are told, and only these are put into order.
    if most < total {
        ties.select_nth_unstable_by(most, order);
        ties.truncate(most);
    }
    ties.sort_unstable_by(order);
    Listed { items: ties, total }
}

/// The pairs that dealt with each other in months from that of one day to that of another, those with most records first. With a
/// `party` its pairs alone.
pub fn ties(
    ledger: &Ledger,
    view: View,
    (from, to): (Date, Date),
    party: Option<&str>,
    most: usize,
) -> Result<Listed<Tie>> {
    let key = party.map_or(Key::All, |party| Key::Party(party.to_owned()));
    let shelf = Shelf::of(ledger, view, &key)?;
    ties_on(&shelf, (from, to), party, most)
}

fn ties_on(
    shelf: &Shelf,
    (from, to): (Date, Date),
    party: Option<&str>,
    most: usize,
) -> Result<Listed<Tie>> {
    let pairs = shelf.pairs(party, month(from), month(to))?.into_iter();
    let ties = pairs.filter_map(|tally| {
        let Key::Pair(one, other) = tally.key else {
            return None;
        };
        let counts = (tally.records, tally.held, tally.score);
        Some(Tie::of((one, other), counts))
    });
    Ok(strongest(ties.collect(), most))
}

/// The parties that had most to do with others in months from that of one day to that of another, the first `most`: counted are the records of the
/// strongest pairs alone.
pub fn busiest(
    ledger: &Ledger,
    view: View,
    days: (Date, Date),
    most: usize,
) -> Result<Vec<String>> {
    let mut weights: BTreeMap<String, u64> = BTreeMap::new();
    for tie in ties(ledger, view, days, None, TIES)?.items {
        *weights.entry(tie.one).or_default() += tie.records;
        *weights.entry(tie.other).or_default() += tie.records;
    }
    let mut order: Vec<(String, u64)> = weights.into_iter().collect();
    order.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    Ok({ order.into_iter().take(most) }
        .map(|(code, _)| code)
        .collect())
}

/// The pairs among which [`busiest`] looks.
const TIES: usize = 60;

/// Those with whom a party dealt most, in all months that are known.
pub(super) fn partners(shelf: &Shelf, party: &str, most: usize) -> Result<Listed<Tie>> {
    let bonds = shelf.bonds(party)?.into_iter();
    let ties = bonds.map(|bond| {
        let mut two = [party.to_owned(), bond.other];
        two.sort();
        let [one, other] = two;
        Tie::of((one, other), (bond.records, bond.held, bond.score))
    });
    Ok(strongest(ties.collect(), most))
}

/// How much of the world is told.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// So many pairs.
    pub ties: usize,
    /// So many countries are told with their newest meetings: those with most.
    pub countries: usize,
    /// So many meetings of each of them.
    pub newest: usize,
}

/// The pairs, as [`ties`] gives them, and the countries, as [`venues`] does, of one period.
pub fn world(
    ledger: &Ledger,
    view: View,
    period: (Date, Date),
    party: Option<&str>,
    extent: Extent,
) -> Result<(Listed<Tie>, Vec<Venue>)> {
    let shelf = Shelf::of(ledger, view, &Key::All)?;
    let ties = ties_on(&shelf, period, party, extent.ties)?;
    Ok((ties, venues_on(&shelf, period, extent)?))
}

/// The countries of meetings that begin from one day to another, those with most first; of the first forty of them the `newest` meetings each.
pub fn venues(
    ledger: &Ledger,
    view: View,
    period: (Date, Date),
    newest: usize,
) -> Result<Vec<Venue>> {
    let shelf = Shelf::of(ledger, view, &Key::All)?;
    let extent = Extent {
        ties: 0,
        countries: 40,
        newest,
    };
    venues_on(&shelf, period, extent)
}

fn venues_on(shelf: &Shelf, (from, to): (Date, Date), extent: Extent) -> Result<Vec<Venue>> {
    let newest = extent.newest;
    #[derive(Default)]
    struct Counted {
        held: BTreeMap<String, usize>,
        not_held: usize,
        records: Vec<ClaimId>,
    }
    let mut countries: BTreeMap<String, Counted> = BTreeMap::new();
    for spot in shelf.spots(number_of(from), number_of(to))? {
        let counted = countries.entry(spot.country).or_default();
        if spot.settled == State::Held {
            *counted
                .held
                .entry(spot.kind.unwrap_or_default())
                .or_default() += 1;
        } else {
            counted.not_held += 1;
        }
        if counted.records.len() < newest {
            counted.records.push(spot.record);
        }
    }
    let mut countries: Vec<(String, Counted)> = countries.into_iter().collect();
    // Countries with as many stay in order of their letters.
    countries.sort_by_key(|(_, counted)| {
        std::cmp::Reverse(counted.held.values().sum::<usize>() + counted.not_held)
    });
    let mut venues = Vec::new();
    for (at, (country, counted)) in countries.into_iter().enumerate() {
        let told = if at < extent.countries { newest } else { 0 };
        venues.push(Venue {
            country,
            held: counted.held,
            not_held: counted.not_held,
            newest: listed(shelf, counted.records, told)?.items,
        });
    }
    Ok(venues)
}
