//! Due: what was announced, the most urgent first, without looking at the claims of all of it.

use super::shelf::Shelf;
use super::{Became, Filter, Told, View, became, records};
use crate::record::ClaimId;
use crate::store::{Fact, Key, Ledger, Result, Wanted, number_of};
use std::ops::ControlFlow;

/// What was announced, by what became of it and then by its day: so many at most; of `only`, where that names some. The answer is
/// the beginning of what [`records`] says, sorted so.
pub fn due(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    only: &[Became],
    most: usize,
) -> Result<Vec<(Became, Told)>> {
    let asked = |became: Became| only.is_empty() || only.contains(&became);
    let plain = Filter {
        parties: filter.parties.clone(),
        announced: true,
        ..Filter::default()
    };
    // Facts tell parties and what became of it, and nothing else.
    if view.as_known_on.is_some() || *filter != plain || filter.parties.len() > 2 {
        let mut all: Vec<(Became, Told)> = Vec::new();
        records(ledger, view, filter, |told| {
            if asked(told.became()) {
                all.push((told.became(), told));
            }
            ControlFlow::Continue(())
        })?;
        all.sort_by_key(|(became, _)| *became);
        all.truncate(most);
        return Ok(all);
    }
    let wanted = Wanted {
        announced: Some(true),
        ..Wanted::default()
    };
    let key = Key::of(&filter.parties);
    let facts = match key {
        Key::All => ledger.announced()?,
        _ => ledger.facts(&key, &wanted)?,
    };
    let today = number_of(view.today);
    let place = |fact: Fact| -> (Became, i32, ClaimId) {
        let became = became(fact.fate.state(today), fact.fate.due.is_some());
        (became, fact.first.unwrap_or(i32::MAX), fact.record)
    };
    let mut places: Vec<_> = { facts.into_iter().map(place) }
        .filter(|(became, ..)| asked(*became))
        .collect();
    places.sort_unstable();
    places.truncate(most);
    let shelf = Shelf::of(ledger, view, &key)?;
    let mut all = Vec::new();
    for (became, _, record) in places {
        all.extend(shelf.told(record)?.map(|told| (became, told)));
    }
    Ok(all)
}
