//! Facts in SQLite: what the records of a party, a pair or a month are counted by, without their claims.

use super::super::{Fact, Fate, Key, Promise, Result, Spot, Tally, Wanted};
use super::records::NEVER;
use super::rows;
use crate::record::{ClaimId, State};
use reading::claim::Event;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

/// What records of a party or pair are counted by, the newest first. Nobody's: none.
pub fn select(db: &Connection, key: &Key, wanted: &Wanted) -> Result<Vec<Fact>> {
    let (table, column) = match key {
        Key::All => return Ok(Vec::new()),
        Key::Party(_) => ("record_party", "party"),
        Key::Pair(..) => ("record_pair", "pair"),
    };
    let list = |words: Vec<&str>| format!("('{}')", words.join("', '"));
    let mut more = String::new();
    if !wanted.events.is_empty() {
        let events = wanted.events.iter().map(|event| event.as_str());
        more.push_str(&format!(" AND event IN {}", list(events.collect())));
    }
    if !wanted.settled.is_empty() {
        let states = wanted.settled.iter().map(|state| state.as_str());
        more.push_str(&format!(" AND settled IN {}", list(states.collect())));
    }
    if wanted.dated {
        more.push_str(&format!(" AND first < {NEVER}"));
    }
    let most = wanted.most.map_or(-1, |most| most as i64);
    let sql = format!(
        "SELECT record, announced, first, acts, event, kind, settled, due, begins, ends, word FROM {table} \
         WHERE {column} = ?1 AND announced = ?2{more} ORDER BY first DESC, record DESC LIMIT ?3"
    );
    let mut find = db.prepare_cached(&sql)?;
    let mut all = Vec::new();
    // Each half is in order by itself.
    for announced in [false, true] {
        if wanted.announced.is_some_and(|asked| asked != announced) {
            continue;
        }
        let mut found = find.query(params![key.words(), announced, most])?;
        while let Some(row) = found.next()? {
            all.push(fact(row)?);
        }
    }
    all.sort_by(crate::store::newest_first);
    all.truncate(wanted.most.unwrap_or(usize::MAX));
    Ok(all)
}

/// The day of a promise that has none, and that of one whose day never passes.
const NO_DAY: i32 = i32::MIN;

/// By which day a promise is counted: by its own where it waits for it, else by whether it has one.
pub fn promised_by(fate: &Fate) -> i32 {
    match fate.due {
        None => NO_DAY,
        Some(due) if fate.settled == State::Announced && !fate.by_word => due,
        Some(_) => NEVER,
    }
}

/// What became of what a party or pair announced.
pub fn promises(db: &Connection, key: &Key) -> Result<Vec<Promise>> {
    let mut find = db.prepare_cached("SELECT settled, due, records FROM promise WHERE key = ?1")?;
    let mut found = find.query([key.words()])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        let due: i32 = row.get(1)?;
        let records: i64 = row.get(2)?;
        all.push(Promise {
            fate: Fate {
                settled: state(row.get_ref(0)?.as_str().unwrap_or_default())?,
                due: (due != NO_DAY).then_some(due),
                during: None,
                by_word: due == NEVER,
            },
            records: records.unsigned_abs(),
        });
    }
    Ok(all)
}

/// How many records share what tells their state on a day. Counting what changes with the day apart lets the rest be counted without
/// looking at it.
pub fn fates(db: &Connection, today: i32) -> Result<Vec<Promise>> {
    let count = |sql: &str| -> Result<u64> {
        let mut find = db.prepare_cached(sql)?;
        let records: i64 = find.query_row([today], |row| row.get(0))?;
        Ok(records.unsigned_abs())
    };
    let passed = count(
        "SELECT count(*) FROM record INDEXED BY record_state \
         WHERE settled = 'announced' AND NOT word AND due IS NOT NULL AND due < ?1",
    )?;
    let goes_on = count(
        "SELECT count(*) FROM record INDEXED BY record_during \
         WHERE begins IS NOT NULL AND ends >= ?1 AND begins <= ?1 AND settled = 'held' AND NOT word",
    )?;
    let mut find = db.prepare_cached(
        "SELECT settled, count(*) FROM record INDEXED BY record_state GROUP BY settled",
    )?;
    let mut found = find.query([])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        let records: i64 = row.get(1)?;
        let plain = Fate {
            settled: state(row.get_ref(0)?.as_str().unwrap_or_default())?,
            due: None,
            during: None,
            by_word: false,
        };
        let (other, some) = match plain.settled {
            State::Announced => (
                Fate {
                    due: Some(today - 1),
                    ..plain
                },
                passed,
            ),
            State::Held => (
                Fate {
                    during: Some((today, today)),
                    ..plain
                },
                goes_on,
            ),
            _ => (plain, 0),
        };
        let rest = records.unsigned_abs().saturating_sub(some);
        let parts = [(plain, rest), (other, some)].into_iter();
        let parts = parts.filter(|(_, records)| *records > 0);
        all.extend(parts.map(|(fate, records)| Promise { fate, records }));
    }
    Ok(all)
}

fn fact(row: &Row) -> Result<Fact> {
    let first: i32 = row.get(2)?;
    let begins: Option<i32> = row.get(8)?;
    Ok(Fact {
        record: rows::claim_id(row.get(0)?),
        announced: row.get(1)?,
        first: (first < NEVER).then_some(first),
        acts: row.get(3)?,
        event: event(row.get_ref(4)?.as_str().unwrap_or_default())?,
        kind: row.get(5)?,
        fate: Fate {
            settled: state(row.get_ref(6)?.as_str().unwrap_or_default())?,
            due: row.get(7)?,
            during: begins.zip(row.get(9)?),
            by_word: row.get(10)?,
        },
    })
}

fn event(word: &str) -> Result<Event> {
    Event::parse(word).ok_or_else(|| rows::damaged("the type of a record"))
}

fn state(word: &str) -> Result<State> {
    State::parse(word).ok_or_else(|| rows::damaged("the state of a record"))
}

fn month(month: i32) -> Option<i32> {
    (month < NEVER).then_some(month)
}

/// How many records a party or pair has, by month and type.
pub fn tallies(db: &Connection, key: &Key) -> Result<Vec<Tally>> {
    let mut find = db.prepare_cached(
        "SELECT month, event, records, held, score FROM tally WHERE key = ?1 ORDER BY month, event",
    )?;
    let mut found = find.query([key.words()])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        all.push(Tally {
            key: key.clone(),
            month: month(row.get(0)?),
            event: event(row.get_ref(1)?.as_str().unwrap_or_default())?,
            records: row.get(2)?,
            held: row.get(3)?,
            score: row.get(4)?,
        });
    }
    Ok(all)
}

/// How many records each pair has from one month to another.
pub fn pairs(db: &Connection, from: i32, to: i32) -> Result<Vec<Tally>> {
    let mut find = db.prepare_cached(
        "SELECT key, min(event), sum(records), sum(held), sum(score) FROM tally \
         WHERE month BETWEEN ?1 AND ?2 AND instr(key, ' ') GROUP BY key ORDER BY key",
    )?;
    let mut found = find.query([from, to])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        all.push(Tally {
            key: Key::parse(row.get_ref(0)?.as_str().unwrap_or_default()),
            month: Some(from),
            event: event(row.get_ref(1)?.as_str().unwrap_or_default())?,
            records: row.get(2)?,
            held: row.get(3)?,
            score: row.get(4)?,
        });
    }
    Ok(all)
}

/// Meetings whose country is known.
pub fn spots(db: &Connection, from: i32, to: i32) -> Result<Vec<Spot>> {
    let mut find = db.prepare_cached(
        "SELECT country, first, kind, settled, id FROM record \
         WHERE first BETWEEN ?1 AND ?2 AND country IS NOT NULL AND event = 'CONSULT' ORDER BY first DESC, id DESC",
    )?;
    let mut found = find.query([from, to])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        all.push(Spot {
            country: row.get(0)?,
            first: row.get(1)?,
            kind: row.get(2)?,
            settled: state(row.get_ref(3)?.as_str().unwrap_or_default())?,
            record: rows::claim_id(row.get(4)?),
        });
    }
    Ok(all)
}

/// A list that a record holds; empty where there is no such record.
pub fn list<T: DeserializeOwned>(db: &Connection, sql: &str, record: ClaimId) -> Result<Vec<T>> {
    let mut find = db.prepare_cached(sql)?;
    let text: Option<String> = find
        .query_row([rows::bits(record)], |row| row.get(0))
        .optional()?;
    text.map_or_else(|| Ok(Vec::new()), |text| rows::from_json(&text))
}
