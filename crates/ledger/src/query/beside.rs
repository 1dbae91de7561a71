//! Beside: the records that a record knows.
//!
//! What enters: a record. What leaves: a visit's meetings and a meeting's visits, those of the same parties at the same time
//! (DESIGN.md, Definitions, Same record).

use super::{Dealing, Filter, Told, View, records};
use crate::record::{Record, Time, knows};
use crate::store::{Ledger, Result};
use jiff::civil::Date;
use reading::claim::Event;
use std::ops::ControlFlow;

/// Of a dealing of many parties the pairs of so many are looked through.
const PARTIES: usize = 3;

/// So many are told at most.
const MOST: usize = 12;

/// The records that a record knows, in the order of their first days; twelve at most.
pub fn known_to(ledger: &Ledger, view: View, record: &Record) -> Result<Vec<Told>> {
    let mut all: Vec<Told> = Vec::new();
    let Some((from, to)) = days(record).filter(|_| record.event == Event::Consult) else {
        return Ok(all);
    };
    let parties = [record.actors.as_slice(), &record.recipients].concat();
    let parties = &parties[..parties.len().min(PARTIES)];
    let mut pairs: Vec<Vec<String>> = Vec::new();
    for (at, one) in parties.iter().enumerate() {
        let others = parties[at + 1..].iter();
        pairs.extend(others.map(|other| vec![one.clone(), other.clone()]));
    }
    if view.as_known_on.is_some() {
        // All is looked through for any question.
        pairs = vec![Vec::new()];
    }
    for parties in pairs {
        let filter = Filter {
            parties,
            dealings: vec![Dealing {
                event: Some(Event::Consult),
                kind: None,
            }],
            from: Some(from),
            to: Some(to),
            ..Filter::default()
        };
        records(ledger, view, &filter, |told| {
            let seen = all.iter().any(|other| other.record.id == told.record.id);
            if !seen && knows(record, &told.record) {
                all.push(told);
            }
            if all.len() < MOST {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
    }
    all.sort_by_cached_key(|told| (told.record.when.clone(), told.record.id));
    Ok(all)
}

/// First and last day of a record's time, where both are known.
fn days(record: &Record) -> Option<(Date, Date)> {
    let time = Time::parse(record.when.as_deref()?)?;
    time.edtf.earliest().zip(time.edtf.latest())
}
