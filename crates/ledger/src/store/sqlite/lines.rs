//! What records are found and counted by: written when a record is joined, taken away when it is not there any more.
//!
//! Invariant: [`drop`] takes away exactly what [`put`] wrote; counts are whole numbers, so that nothing of what was taken away
//! remains in them.

use super::super::facts::{day_of_step, month_of, tenths};
use super::super::{Fate, Line, Result};
use super::facts::promised_by;
use super::records::NEVER;
use super::rows;
use crate::record::{ClaimId, State};
use reading::claim::Event;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;

/// Parties, or pairs of them, each with whether it stands on the side of those who do it.
type Keys = Vec<(String, bool)>;

/// The parties, and the pairs of them.
fn keys(parties: &[String], acting: &[String]) -> (Keys, Keys) {
    let acts = |code: &String| acting.contains(code);
    let single = parties.iter().map(|one| (one.clone(), acts(one))).collect();
    let mut pairs = Vec::new();
    for (at, one) in parties.iter().enumerate() {
        for other in &parties[at + 1..] {
            pairs.push((format!("{one} {other}"), acts(one) || acts(other)));
        }
    }
    (single, pairs)
}

/// Enters a record.
pub fn put(db: &Connection, line: &Line) -> Result<()> {
    let (first, last) = line.days.unwrap_or((NEVER, NEVER));
    let id = rows::bits(line.id);
    let fate = &line.fate;
    let settled = fate.settled.as_str();
    let (begins, ends) = fate.during.unzip();
    db.prepare_cached(
        "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        id,
        line.announced,
        first,
        last,
        line.event,
        line.kind,
        line.parties.join(" "),
        settled,
        fate.due,
        begins,
        ends,
        line.country,
        rows::to_json(&line.persons)?,
        rows::to_json(&line.outlets)?,
        line.day,
        fate.by_word,
    ])?;
    let (single, pairs) = keys(&line.parties, &line.acting);
    for (table, keys) in [("record_party", &single), ("record_pair", &pairs)] {
        let sql = format!(
            "INSERT INTO {table} VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        );
        let mut put = db.prepare_cached(&sql)?;
        for (key, acts) in keys {
            put.execute(params![
                key,
                line.announced,
                first,
                id,
                acts,
                line.event,
                line.kind,
                settled,
                fate.due,
                begins,
                ends,
                fate.by_word
            ])?;
        }
    }
    if line.announced {
        for (key, acts) in single.iter().chain(&pairs) {
            promise(db, key, *acts, fate, 1)?;
        }
    }
    let all: Vec<&String> = single.iter().chain(&pairs).map(|(key, _)| key).collect();
    let dealing = (line.event, line.kind.as_deref());
    count(db, &all, line.day, dealing, fate.settled, 1)?;
    let mut mark = db.prepare_cached("INSERT OR IGNORE INTO record_mark VALUES (?1, ?2)")?;
    for word in marks(&line.persons, &line.outlets) {
        mark.execute(params![word, id])?;
    }
    put_changes(db, line, &all)
}

fn put_changes(db: &Connection, line: &Line, keys: &[&String]) -> Result<()> {
    let id = rows::bits(line.id);
    let mut put =
        db.prepare_cached("INSERT INTO change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    let mut put_key =
        db.prepare_cached("INSERT INTO change_key VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for (at, noted) in line.changes.iter().enumerate() {
        let (step, at) = (&noted.step, at as i64);
        let (day, turn) = (day_of_step(step), step.turn.as_str());
        put.execute(params![
            day,
            id,
            at,
            turn,
            line.event,
            line.kind,
            rows::bits(step.claim),
            step.when,
            noted.seq
        ])?;
        for key in keys {
            put_key.execute(params![key, day, id, at, turn, line.event, line.kind])?;
        }
    }
    Ok(())
}

/// What a record counts for: added with 1, taken away with -1.
fn count(
    db: &Connection,
    keys: &[&String],
    day: Option<i32>,
    (event, kind): (&str, Option<&str>),
    settled: State,
    by: i64,
) -> Result<()> {
    let month = day.map_or(NEVER, month_of);
    let held = i64::from(settled == State::Held);
    let score = held * Event::parse(event).map_or(0, |event| tenths(event, kind));
    let mut add = db.prepare_cached(
        "INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET \
         records = records + excluded.records, held = held + excluded.held, score = score + excluded.score",
    )?;
    let mut clear = db.prepare_cached(
        "DELETE FROM tally WHERE key = ?1 AND month = ?2 AND event = ?3 AND records = 0",
    )?;
    for key in keys {
        add.execute(params![key, month, event, by, by * held, by * score])?;
        if by < 0 {
            clear.execute(params![key, month, event])?;
        }
    }
    if day.is_some() {
        for key in keys {
            bond(db, key, by, (by * held, by * score))?;
        }
    }
    Ok(())
}

/// What a pair has in all, found from either side. A key of one party alone has none.
fn bond(db: &Connection, key: &str, by: i64, (held, score): (i64, i64)) -> Result<()> {
    let Some((one, other)) = key.split_once(' ') else {
        return Ok(());
    };
    let mut add = db.prepare_cached(
        "INSERT INTO bond VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET \
         records = records + excluded.records, held = held + excluded.held, score = score + excluded.score",
    )?;
    let mut clear =
        db.prepare_cached("DELETE FROM bond WHERE party = ?1 AND other = ?2 AND records = 0")?;
    for (party, other) in [(one, other), (other, one)] {
        add.execute(params![party, other, by, held, score])?;
        if by < 0 {
            clear.execute([party, other])?;
        }
    }
    Ok(())
}

/// What a record that was announced counts for, of those who do it: added with 1, taken away with -1.
fn promise(db: &Connection, key: &str, acts: bool, fate: &Fate, by: i64) -> Result<()> {
    if !acts || fate.settled == State::Proposed {
        return Ok(());
    }
    let due = promised_by(fate);
    let settled = fate.settled.as_str();
    db.prepare_cached(
        "INSERT INTO promise VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET records = records + excluded.records",
    )?
    .execute(params![key, settled, due, by])?;
    if by < 0 {
        db.prepare_cached(
            "DELETE FROM promise WHERE key = ?1 AND settled = ?2 AND due = ?3 AND records = 0",
        )?
        .execute(params![key, settled, due])?;
    }
    Ok(())
}

/// Takes a record away.
pub fn drop(db: &Connection, record: ClaimId) -> Result<()> {
    let id = rows::bits(record);
    let mut drop = db.prepare_cached(
        "DELETE FROM record WHERE id = ?1 RETURNING announced, first, parties, event, kind, settled, persons, outlets, day, due, word",
    )?;
    type Gone = (
        bool,
        i32,
        String,
        String,
        Option<String>,
        String,
        String,
        String,
        Option<i32>,
        Option<i32>,
        bool,
    );
    let line: Option<Gone> = drop
        .query_row([id], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
                row.get(7)?,
                row.get(8)?,
                row.get(9)?,
                row.get(10)?,
            ))
        })
        .optional()?;
    let Some((
        announced,
        first,
        parties,
        event,
        kind,
        settled,
        persons,
        outlets,
        day,
        due,
        by_word,
    )) = line
    else {
        return Ok(());
    };
    let settled = State::parse(&settled).ok_or_else(|| rows::damaged("the state of a record"))?;
    let fate = Fate {
        settled,
        due,
        during: None,
        by_word,
    };
    let (single, pairs) = keys(&rows::words(&parties), &[]);
    for (sql, keys) in [
        (
            "DELETE FROM record_party WHERE party = ?1 AND announced = ?2 AND first = ?3 AND record = ?4 RETURNING acts",
            &single,
        ),
        (
            "DELETE FROM record_pair WHERE pair = ?1 AND announced = ?2 AND first = ?3 AND record = ?4 RETURNING acts",
            &pairs,
        ),
    ] {
        let mut drop = db.prepare_cached(sql)?;
        for (key, _) in keys {
            let acts = drop.query_row(params![key, announced, first, id], |row| row.get(0));
            if announced && acts.optional()?.unwrap_or(false) {
                promise(db, key, true, &fate, -1)?;
            }
        }
    }
    let all: Vec<&String> = single.iter().chain(&pairs).map(|(key, _)| key).collect();
    count(db, &all, day, (&event, kind.as_deref()), settled, -1)?;
    let persons: Vec<(String, Option<String>)> = rows::from_json(&persons)?;
    let outlets: Vec<String> = rows::from_json(&outlets)?;
    let mut mark = db.prepare_cached("DELETE FROM record_mark WHERE mark = ?1 AND record = ?2")?;
    for word in marks(&persons, &outlets) {
        mark.execute(params![word, id])?;
    }
    drop_changes(db, id, &all)
}

fn drop_changes(db: &Connection, id: i64, keys: &[&String]) -> Result<()> {
    let mut gone = db.prepare_cached("DELETE FROM change WHERE record = ?1 RETURNING day, at")?;
    let gone = gone.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let gone = gone.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    let mut drop = db.prepare_cached(
        "DELETE FROM change_key WHERE key = ?1 AND day = ?2 AND record = ?3 AND at = ?4",
    )?;
    for (day, at) in gone {
        for key in keys {
            drop.execute(params![key, day, id, at])?;
        }
    }
    Ok(())
}

/// The marks of people and outlets.
fn marks(persons: &[(String, Option<String>)], outlets: &[String]) -> Vec<String> {
    let names = persons
        .iter()
        .flat_map(|(name, _)| crate::store::person_marks(name));
    let outlets = outlets
        .iter()
        .map(|outlet| crate::store::outlet_mark(outlet));
    names.chain(outlets).collect()
}

/// Records with one of these marks; none where a mark has more than so many.
pub fn marked(db: &Connection, marks: &[String], most: usize) -> Result<Option<HashSet<ClaimId>>> {
    let mut find = db.prepare_cached("SELECT record FROM record_mark WHERE mark = ?1 LIMIT ?2")?;
    let limit = i64::try_from(most).map_or(-1, |most| most.saturating_add(1));
    let mut ids = HashSet::new();
    for mark in marks {
        let mut left = most;
        let mut found = find.query(params![mark, limit])?;
        while let Some(row) = found.next()? {
            if left == 0 {
                return Ok(None);
            }
            left -= 1;
            ids.insert(rows::claim_id(row.get(0)?));
        }
    }
    Ok(Some(ids))
}
