//! Changes in SQLite: what became known of which record when.
//!
//! What enters: an [`Asked`]. What leaves: the newest changes that are meant. Invariant: they are looked for along an index that has them
//! in the order of telling, so that finding forty among a million reads about as many as are passed over; where too many are
//! passed over, the records that can be meant are gathered first, and theirs are sorted. Both ways give the same.

use super::super::{Asked, Key, Meant, Noted, Place, Result};
use super::records::FEW;
use super::rows;
use super::select::{in_state, in_states};
use crate::record::{ClaimId, Step, Turn};
use crate::store::date_of;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use std::collections::HashSet;

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

/// Of so many records changes are gathered rather than passed over one by one.
const GATHERED: usize = 20_000;

/// So many changes are passed over before it is asked whether gathering is less.
pub const PATIENCE: usize = 5_000;

/// For each record that is gathered so many changes are passed over instead: reading one after the other is so much less than looking one up.
const PASSED: usize = 8;

/// What is asked for and meant, the newest first. Of what is rare so many are passed over before it is asked whether gathering is less.
pub fn select(
    db: &Connection,
    asked: &Asked,
    patience: usize,
    meant: Meant,
) -> Result<Vec<(Place, Noted)>> {
    let sql =
        format!("SELECT {ROW} FROM change c WHERE c.day = ?1 AND c.record = ?2 AND c.at = ?3");
    let mut find = db.prepare_cached(&sql)?;
    let mut all = Vec::new();
    for Place { day, record, at } in places(db, asked, patience, meant)? {
        let mut found = find.query(params![day, rows::bits(record), at])?;
        if let Some(row) = found.next()? {
            all.push(noted(row)?);
        }
    }
    Ok(all)
}

/// The places of what is asked for and meant, the newest first.
pub fn places(db: &Connection, asked: &Asked, patience: usize, meant: Meant) -> Result<Vec<Place>> {
    let among = asked.among.as_ref();
    if let Some(among) = among.filter(|among| among.len() <= FEW) {
        return gather(db, asked, among, meant);
    }
    if asked.among.is_none() && asked.states.is_empty() {
        return Ok(walk(db, asked, usize::MAX, meant)?.0);
    }
    let patience = among.map_or(patience, |among| patience.max(among.len() * PASSED));
    let (found, whole) = walk(db, asked, patience, meant)?;
    if whole {
        return Ok(found);
    }
    if let Some(among) = among.filter(|among| among.len() <= GATHERED) {
        return gather(db, asked, &those(among, meant)?, meant);
    }
    // What is asked for is rare among the newest. There may be little of it at all.
    let few = match asked.states.is_empty() {
        true => None,
        false => in_states(db, &asked.states, asked.today, GATHERED)?,
    };
    match few {
        Some(few) => {
            let few = few.into_iter();
            let few = few.filter(|id| among.is_none_or(|among| among.contains(id)));
            gather(db, asked, &few.collect(), meant)
        }
        None => Ok(walk(db, asked, usize::MAX, meant)?.0),
    }
}

/// Those of some records that are meant, looked at in the order in which they lie in the file.
fn those(among: &HashSet<ClaimId>, meant: Meant) -> Result<HashSet<ClaimId>> {
    let mut all: Vec<ClaimId> = among.iter().copied().collect();
    all.sort_unstable_by_key(|id| rows::bits(*id));
    let mut those = HashSet::new();
    for id in all {
        if meant(id)? {
            those.insert(id);
        }
    }
    Ok(those)
}

/// Sorts the changes of these records.
fn gather(
    db: &Connection,
    asked: &Asked,
    among: &HashSet<ClaimId>,
    meant: Meant,
) -> Result<Vec<Place>> {
    let mut given = Given(Vec::new());
    let mut ids: Vec<i64> = among.iter().map(|id| rows::bits(*id)).collect();
    // In the order in which the index has them.
    ids.sort_unstable();
    let ids = given.give(Value::Text(rows::to_json(&ids)?));
    let mut run = Run::of(&format!(
        "json_each({ids}) j CROSS JOIN change o INDEXED BY change_record ON o.record = j.value"
    ));
    run.wanted = wanted(asked, &mut given);
    run.wanted.extend(theirs(&asked.key, &mut given));
    run.wanted.extend(in_time(asked));
    let mut all = Vec::new();
    read(db, asked, (&run, &given), usize::MAX, meant, &mut all)?;
    Ok(all)
}

/// Goes along indexes until there is enough, or more than `patience` was passed over on one of them. The flag says that nothing is missing.
fn walk(
    db: &Connection,
    asked: &Asked,
    patience: usize,
    meant: Meant,
) -> Result<(Vec<Place>, bool)> {
    let mut given = Given(Vec::new());
    let mut all = Vec::new();
    for run in runs(asked, &mut given) {
        if !read(db, asked, (&run, &given), patience, meant, &mut all)? {
            return Ok((Vec::new(), false));
        }
    }
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.truncate(asked.most);
    Ok((all, true))
}

/// Reads as much of a run as can be wanted; gives up, with `false`, where more than `patience` is passed over.
fn read(
    db: &Connection,
    asked: &Asked,
    (run, given): (&Run, &Given),
    patience: usize,
    meant: Meant,
    all: &mut Vec<Place>,
) -> Result<bool> {
    let mut wanted = run.wanted.clone();
    let mut stands = "1".to_owned();
    match in_the_states(asked) {
        // What is passed over is counted, so that it must come out of the sentence.
        Some(states) if patience < usize::MAX => stands = states,
        states => wanted.extend(states),
    }
    let sql = format!(
        "SELECT o.day, o.record, o.at, {stands} FROM {} WHERE {} ORDER BY o.day DESC, o.record DESC, o.at DESC",
        run.from,
        wanted.join(" AND ")
    );
    let mut find = db.prepare_cached(&sql)?;
    // A sentence may need less than is given to all.
    let needed = given.0.iter().take(find.parameter_count());
    let mut found = find.query(params_from_iter(needed))?;
    let (mut left, mut patience) = (asked.most, patience);
    while left > 0
        && let Some(row) = found.next()?
    {
        let record = rows::claim_id(row.get(1)?);
        let among = asked.among.as_ref();
        if row.get::<_, bool>(3)?
            && among.is_none_or(|among| among.contains(&record))
            && meant(record)?
        {
            left -= 1;
            all.push(Place {
                day: row.get(0)?,
                record,
                at: row.get(2)?,
            });
        } else if patience == 0 {
            return Ok(false);
        } else {
            patience -= 1;
        }
    }
    Ok(true)
}

/// A run of changes: what stands between `FROM` and `ORDER BY`. `o` is what has the columns of a change.
struct Run {
    from: String,
    wanted: Vec<String>,
}

impl Run {
    fn of(from: &str) -> Run {
        Run {
            from: from.to_owned(),
            wanted: Vec::new(),
        }
    }
}

/// What is given to sentences.
struct Given(Vec<Value>);

impl Given {
    /// Gives a value, and the sign that stands for it.
    fn give(&mut self, value: Value) -> String {
        self.0.push(value);
        format!("?{}", self.0.len())
    }
}

/// The runs in which all lies that is asked for, but for records and states. No two share a change.
fn runs(asked: &Asked, given: &mut Given) -> Vec<Run> {
    let wanted = wanted(asked, given);
    let mut runs = Vec::new();
    let along = |index: &str, own: String| Run {
        from: format!("change o INDEXED BY {index}"),
        wanted: vec![own],
    };
    let events: Vec<&str> = asked
        .dealings
        .iter()
        .filter_map(|(event, _)| *event)
        .collect();
    // Of these turns there are few.
    let common = [Turn::Announced, Turn::Held, Turn::Said];
    let rare = !asked.turns.is_empty() && !asked.turns.iter().any(|turn| common.contains(turn));
    if let Some((seq, today)) = asked.since {
        let overdue = Turn::Overdue.as_str();
        runs.push(along("change_seq", format!("o.seq > {seq}")));
        let turned = format!("o.turn = '{overdue}' AND o.day > {today} AND o.seq <= {seq}");
        runs.push(along("change_turn", turned));
        for run in &mut runs {
            run.wanted.extend(theirs(&asked.key, given));
        }
    } else if asked.key != Key::All {
        let key = given.give(Value::Text(asked.key.words()));
        runs.push(Run {
            from: "change_key o".to_owned(),
            wanted: vec![format!("o.key = {key}")],
        });
    } else if !events.is_empty() && events.len() == asked.dealings.len() && !rare {
        let events: HashSet<&str> = events.into_iter().collect();
        let events = events.into_iter();
        runs.extend(events.map(|event| along("change_event", format!("o.event = '{event}'"))));
    } else if !asked.turns.is_empty() {
        let turns: HashSet<&str> = asked.turns.iter().map(|turn| turn.as_str()).collect();
        let turns = turns.into_iter();
        runs.extend(turns.map(|turn| along("change_turn", format!("o.turn = '{turn}'"))));
    } else {
        runs.push(Run::of("change o"));
    }
    for run in &mut runs {
        run.wanted.extend(wanted.iter().cloned());
        run.wanted.extend(in_time(asked));
    }
    runs
}

/// What is true of a change of a party or pair.
fn theirs(key: &Key, given: &mut Given) -> Option<String> {
    if *key == Key::All {
        return None;
    }
    let key = given.give(Value::Text(key.words()));
    Some(format!(
        "EXISTS (SELECT 1 FROM change_key k WHERE k.key = {key} AND k.day = o.day AND k.record = o.record AND k.at = o.at)"
    ))
}

/// What is true of a change that turned out so, of such a dealing.
fn wanted(asked: &Asked, given: &mut Given) -> Vec<String> {
    let mut wanted = Vec::new();
    let mut any = Vec::new();
    for (event, kind) in &asked.dealings {
        let event = event.map(|event| format!("o.event = '{event}'"));
        let kind =
            { kind.clone() }.map(|kind| format!("o.kind = {}", given.give(Value::Text(kind))));
        let both: Vec<String> = event.into_iter().chain(kind).collect();
        any.push(format!("({})", both.join(" AND ")));
    }
    if !any.is_empty() {
        wanted.push(format!("({})", any.join(" OR ")));
    }
    if !asked.turns.is_empty() {
        let turns: Vec<&str> = asked.turns.iter().map(|turn| turn.as_str()).collect();
        wanted.push(format!("o.turn IN ('{}')", turns.join("', '")));
    }
    wanted
}

/// What is true of a change that is told then.
fn in_time(asked: &Asked) -> Vec<String> {
    let overdue = Turn::Overdue.as_str();
    let mut wanted = vec![format!(
        "(o.turn <> '{overdue}' OR o.day <= {})",
        asked.today
    )];
    wanted.extend(asked.from.map(|from| format!("o.day >= {from}")));
    wanted.extend(asked.to.map(|to| format!("o.day <= {to}")));
    if asked.turns == [Turn::Overdue] {
        wanted.push(format!("o.day <= {}", asked.today));
    }
    wanted.extend(asked.after.map(|Place { day, record, at }| {
        let record = rows::bits(record);
        format!("(o.day, o.record, o.at) < ({day}, {record}, {at})")
    }));
    wanted
}

/// What is true of a change whose record is in one of the states on the day.
fn in_the_states(asked: &Asked) -> Option<String> {
    if asked.states.is_empty() {
        return None;
    }
    let states = asked.states.iter();
    let states = states.map(|state| in_state("r", *state, asked.today));
    let states: Vec<String> = states.collect();
    Some(format!(
        "EXISTS (SELECT 1 FROM record r WHERE r.id = o.record AND ({}))",
        states.join(" OR ")
    ))
}
