//! Facts in SQLite: what the records of a party, a pair or a month are counted by, without their claims.

use super::super::{Bond, COMMITMENT, Fact, Fate, Key, Promise, Result, Spot, Tally, Wanted};
use super::records::NEVER;
use super::rows;
use crate::record::{ClaimId, State};
use reading::claim::Event;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use std::cmp::Reverse;
use std::collections::HashMap;

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
    if let Some(kind) = wanted.kind {
        more.push_str(&format!(" AND kind = '{kind}'"));
    }
    if wanted.dated {
        more.push_str(&format!(" AND first < {NEVER}"));
    }
    let most = wanted.most.map_or(-1, |most| most as i64);
    let mut all = Vec::new();
    // Each half is in order by itself.
    for announced in [false, true] {
        if wanted.announced.is_some_and(|asked| asked != announced) {
            continue;
        }
        let sql = format!(
            "SELECT record, announced, first, acts, event, kind, settled, due, begins, ends, word FROM {table}{} \
             WHERE {column} = ?1 AND announced = {}{more} ORDER BY first DESC, record DESC LIMIT ?2",
            along(table, wanted, announced),
            i32::from(announced)
        );
        let mut find = db.prepare_cached(&sql)?;
        let mut found = find.query(params![key.words(), most])?;
        while let Some(row) = found.next()? {
            all.push(fact(row)?);
        }
    }
    all.sort_by(crate::store::newest_first);
    all.truncate(wanted.most.unwrap_or(usize::MAX));
    Ok(all)
}

/// The index of what is rare, where something rare is asked for: SQLite cannot know that it is.
fn along(table: &str, wanted: &Wanted, announced: bool) -> String {
    let rare = if wanted.settled == [State::Suspended, State::Resumed] {
        "format"
    } else if wanted.kind == Some(COMMITMENT) && !announced {
        "given"
    } else {
        return String::new();
    };
    format!(" INDEXED BY {table}_{rare}")
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

/// How many records each pair has from one month to another; with a party its pairs alone.
pub fn pairs(db: &Connection, party: Option<&str>, from: i32, to: i32) -> Result<Vec<Tally>> {
    let (sql, party) = match party {
        Some(party) => (
            "SELECT t.key, t.event, t.records, t.held, t.score FROM bond b CROSS JOIN tally t ON t.key = \
             CASE WHEN b.party < b.other THEN b.party || ' ' || b.other ELSE b.other || ' ' || b.party END \
             AND t.month BETWEEN ?1 AND ?2 WHERE b.party = ?3",
            party,
        ),
        None => (
            "SELECT key, event, records, held, score FROM tally \
             WHERE month BETWEEN ?1 AND ?2 AND instr(key, ' ') AND ?3 = ''",
            "",
        ),
    };
    let mut find = db.prepare_cached(sql)?;
    let mut found = find.query(params![from, to, party])?;
    type Sum = (Box<str>, (Event, [i64; 3]));
    // Most rows are of a pair that was there already, and only what is known of all of them is put into the ledger's words.
    let mut sums: HashMap<Box<str>, (Event, [i64; 3])> = HashMap::new();
    while let Some(row) = found.next()? {
        let words = row.get_ref(0)?.as_str().unwrap_or_default();
        let counts: [i64; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
        match sums.get_mut(words) {
            Some((_, sum)) => {
                for (sum, count) in sum.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
            None => {
                let event = event(row.get_ref(1)?.as_str().unwrap_or_default())?;
                sums.insert(words.into(), (event, counts));
            }
        }
    }
    let mut all: Vec<Sum> = sums.into_iter().collect();
    all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let tally = |(words, (event, [records, held, score])): Sum| Tally {
        key: Key::parse(&words),
        month: Some(from),
        event,
        records,
        held,
        score,
    };
    Ok(all.into_iter().map(tally).collect())
}

/// With whom a party deals: other parties with their records of all known months, how many were held, and what these weigh.
pub fn bonds(db: &Connection, party: &str) -> Result<Vec<Bond>> {
    let mut find =
        db.prepare_cached("SELECT other, records, held, score FROM bond WHERE party = ?1")?;
    let found = find.query_map([party], |row| {
        Ok(Bond {
            other: row.get(0)?,
            records: row.get(1)?,
            held: row.get(2)?,
            score: row.get(3)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<Vec<_>>>()?)
}

/// Meetings whose country is known.
pub fn spots(db: &Connection, from: i32, to: i32) -> Result<Vec<Spot>> {
    let mut find = db.prepare_cached(
        // SQLite would go along the type, and then look into the table for each country.
        "SELECT country, first, kind, settled, id FROM record INDEXED BY record_country \
         WHERE first BETWEEN ?1 AND ?2 AND country IS NOT NULL AND event = 'CONSULT'",
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
    // They come by day already; the days are put into order here, which is cheaper than for SQLite.
    all.sort_unstable_by_key(|spot| Reverse((spot.first, rows::bits(spot.record))));
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
