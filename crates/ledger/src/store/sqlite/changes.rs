//! Changes in SQLite: what became known of which record when.

use super::super::{Asked, Key, Noted, Place, Result};
use super::records::FEW;
use super::rows;
use crate::record::{ClaimId, State, Step, Turn};
use crate::store::date_of;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

const ROW: &str = "c.day, c.record, c.at, c.turn, c.claim, c.time, c.seq";

fn noted(row: &Row) -> Result<(Place, Noted)> {
    let day: i32 = row.get(0)?;
    let turn: String = row.get(3)?;
    Ok((
        Place {
            day,
            record: rows::claim_id(row.get(1)?),
            at: row.get(2)?,
        },
        Noted {
            step: Step {
                day: date_of(day).ok_or_else(|| rows::damaged("the day of a change"))?,
                turn: Turn::parse(&turn).ok_or_else(|| rows::damaged("a change"))?,
                claim: rows::claim_id(row.get(4)?),
                when: row.get(5)?,
            },
            seq: row.get(6)?,
        },
    ))
}

/// The changes of a record, in their order.
pub fn of_record(db: &Connection, record: ClaimId) -> Result<Vec<(Place, Noted)>> {
    let sql = format!("SELECT {ROW} FROM change c WHERE record = ?1 ORDER BY at");
    let mut find = db.prepare_cached(&sql)?;
    let mut found = find.query([rows::bits(record)])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        all.push(noted(row)?);
    }
    Ok(all)
}

/// What is asked for, the newest first.
pub fn select(db: &Connection, asked: &Asked) -> Result<Vec<(Place, Noted)>> {
    let (sql, given) = sentence(asked)?;
    let mut find = db.prepare_cached(&sql)?;
    let mut found = find.query(params_from_iter(given))?;
    let mut all = Vec::new();
    while all.len() < asked.most
        && let Some(row) = found.next()?
    {
        let (place, noted) = noted(row)?;
        if asked.takes(&place, &noted.step) {
            all.push((place, noted));
        }
    }
    Ok(all)
}

/// What is true of a record `r` that is in a state on a day, as [`Fate::state`](super::super::Fate::state) has it.
pub fn in_state(state: State, today: i32) -> String {
    let goes_on =
        format!("(NOT r.word AND r.begins IS NOT NULL AND {today} BETWEEN r.begins AND r.ends)");
    let passed = format!("(NOT r.word AND r.due IS NOT NULL AND r.due < {today})");
    match state {
        State::Overdue => format!("r.settled = 'overdue' OR r.settled = 'announced' AND {passed}"),
        State::Announced => format!("r.settled = 'announced' AND NOT {passed}"),
        State::Ongoing => format!("r.settled = 'ongoing' OR r.settled = 'held' AND {goes_on}"),
        State::Held => format!("r.settled = 'held' AND NOT {goes_on}"),
        other => format!("r.settled = '{}'", other.as_str()),
    }
}

/// The sentence that asks for it, with what is given to it. Rows come as they are told, so that reading them ends when there are
/// enough.
fn sentence(asked: &Asked) -> Result<(String, Vec<Value>)> {
    let mut given: Vec<Value> = Vec::new();
    let mut give = |value: Value| {
        given.push(value);
        format!("?{}", given.len())
    };
    let few = asked.among.as_ref().filter(|among| among.len() <= FEW);
    // The index that is gone through: `o` has its columns, `c` is the change.
    let (from, o) = match (few, &asked.key) {
        (Some(among), _) => {
            let ids: Vec<i64> = among.iter().map(|id| rows::bits(*id)).collect();
            let ids = give(Value::Text(rows::to_json(&ids)?));
            (
                format!("json_each({ids}) j CROSS JOIN change c ON c.record = j.value WHERE 1"),
                "c",
            )
        }
        (None, Key::All) => ("change c WHERE 1".to_owned(), "c"),
        (None, key) => {
            let key = give(Value::Text(key.words()));
            (
                format!(
                    "change_key o CROSS JOIN change c ON c.day = o.day AND c.record = o.record AND c.at = o.at \
                     WHERE o.key = {key}"
                ),
                "o",
            )
        }
    };
    let mut wanted = Vec::new();
    let mut any = Vec::new();
    for (event, kind) in &asked.dealings {
        let event = event.map(|event| {
            // With several types the order of the days must stay that of the index.
            let plus = if asked.dealings.len() > 1 { "+" } else { "" };
            format!("{plus}{o}.event = {}", give(Value::Text(event.to_owned())))
        });
        let kind = kind
            .clone()
            .map(|kind| format!("{o}.kind = {}", give(Value::Text(kind))));
        let both: Vec<String> = event.into_iter().chain(kind).collect();
        any.push(format!("({})", both.join(" AND ")));
    }
    if !any.is_empty() {
        wanted.push(format!("({})", any.join(" OR ")));
    }
    if !asked.turns.is_empty() {
        let turns: Vec<&str> = asked.turns.iter().map(|turn| turn.as_str()).collect();
        wanted.push(format!("{o}.turn IN ('{}')", turns.join("', '")));
    }
    if !asked.states.is_empty() {
        let states = asked
            .states
            .iter()
            .map(|state| in_state(*state, asked.today));
        let states: Vec<String> = states.collect();
        wanted.push(format!(
            "EXISTS (SELECT 1 FROM record r WHERE r.id = {o}.record AND ({}))",
            states.join(" OR ")
        ));
    }
    let mut day = |sign: &str, day: i32| {
        let day = give(Value::Integer(i64::from(day)));
        wanted.push(format!("{o}.day {sign} {day}"));
    };
    if let Some(from) = asked.from {
        day(">=", from);
    }
    if let Some(to) = asked.to {
        day("<=", to);
    }
    if let Some(after) = asked.after {
        day("<=", after.day);
    }
    if let Some((seq, today)) = asked.since {
        let overdue = Turn::Overdue.as_str();
        wanted.push(format!(
            "(c.seq > {seq} OR {o}.turn = '{overdue}' AND {o}.day > {today})"
        ));
    }
    let and = if wanted.is_empty() { "" } else { " AND " };
    Ok((
        format!(
            "SELECT {ROW} FROM {from}{and}{} ORDER BY {o}.day DESC, {o}.record DESC, {o}.at DESC",
            wanted.join(" AND ")
        ),
        given,
    ))
}
