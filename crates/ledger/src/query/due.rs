//! Due: what was announced, the most urgent first, without looking at the claims of all of it.

use super::filter::Sieve;
use super::{Became, Filter, Told, View, kept, records, selected};
use crate::record::{ClaimId, State};
use crate::store::{Ledger, Result, date_of};
use jiff::civil::Date;
use std::ops::ControlFlow;

/// What was announced, by what became of it and then by its first day: so many at most; of `only`, where that names some. The answer is
/// the beginning of what [`records`] says, sorted so.
pub fn due(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    only: &[Became],
    most: usize,
) -> Result<Vec<(Became, Told)>> {
    let mut all = Vec::new();
    if most > 0 {
        each_due(ledger, view, filter, only, |became, told| {
            kept(&mut all, (became, told), most)
        })?;
    }
    Ok(all)
}

/// Tells `each` the same one by one, until it breaks. One is in memory at a time, unless it is asked as known on a day.
pub fn each_due(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    only: &[Became],
    mut each: impl FnMut(Became, Told) -> ControlFlow<()>,
) -> Result<()> {
    let asked = |became: &Became| only.is_empty() || only.contains(became);
    let filter = Filter {
        announced: true,
        ..filter.clone()
    };
    if view.as_known_on.is_some() {
        let mut all: Vec<(Became, Told)> = Vec::new();
        records(ledger, view, &filter, |told| {
            if asked(&told.became()) {
                all.push((told.became(), told));
            }
            ControlFlow::Continue(())
        })?;
        // The order of the days is kept within each.
        all.sort_by_key(|(became, _)| *became);
        for (became, told) in all {
            if each(became, told).is_break() {
                break;
            }
        }
        return Ok(());
    }
    for became in Became::ALL.into_iter().filter(asked) {
        let (states, has_due) = became.lies_in();
        let states: Vec<State> = { states.iter().copied() }
            .filter(|state| filter.states.is_empty() || filter.states.contains(state))
            .collect();
        if states.is_empty() {
            continue;
        }
        let filter = Filter {
            states,
            ..filter.clone()
        };
        let sieve = Sieve::new(ledger, &filter)?;
        let mut select = sieve.select(view.today);
        select.has_due = has_due;
        let mut enough = false;
        selected(ledger, view.today, &sieve, select, |told| {
            let next = each(became, told);
            enough = next.is_break();
            next
        })?;
        if enough {
            break;
        }
    }
    Ok(())
}

/// What was announced for some days, both within: the day by which it is due and the record, in that order, so many at most. The filter's own days by
/// which something is due are not looked at. The store answers from what lies beside the records, unless more is asked for than lies there (a third
/// party, a person, an outlet, words) or it is asked as known on a day.
pub fn due_in(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    days: (Date, Date),
    most: Option<usize>,
) -> Result<Vec<(Date, ClaimId)>> {
    let filter = Filter {
        announced: true,
        due: Some(days),
        ..filter.clone()
    };
    let beside = filter.parties.len() <= 2
        && filter.person.is_none()
        && filter.outlet.is_none()
        && filter.text.is_none();
    if beside && view.as_known_on.is_none() {
        let mut select = Sieve::new(ledger, &filter)?.select(view.today);
        select.most = most;
        let found = ledger.select_due(&select)?.into_iter();
        return Ok(found
            .filter_map(|(day, id)| Some((date_of(day)?, id)))
            .collect());
    }
    let mut all = Vec::new();
    records(ledger, view, &filter, |told| {
        all.extend(told.life.due.map(|due| (due, told.record.id)));
        ControlFlow::Continue(())
    })?;
    // As the store has them: as numbers with a sign.
    all.sort_unstable_by_key(|(due, id)| (*due, id.0.cast_signed()));
    all.truncate(most.unwrap_or(usize::MAX));
    Ok(all)
}
