//! What records are found and counted by: written when a record is joined, taken away when it is not there any more.
//!
//! What enters: records that are gone and lines of those that are there. What leaves: the rows of the derived tables, of which only those are
//! touched that become different: most claims that join a record leave most of its rows as they were, and a row that is written again costs as
//! much as a new one. Invariant: after a line is taken away, nothing of it is left; counts are whole numbers, so that nothing remains in them.

use super::super::facts::{day_of_step, month_of, tenths};
use super::super::{Fate, Line, Result};
use super::facts::promised_by;
use super::records::NEVER;
use super::{changes, rows};
use crate::record::{ClaimId, State};
use reading::claim::Event;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::collections::{BTreeMap, HashSet};

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Nothing,
    Number(i64),
    Words(String),
}

impl From<&str> for Cell {
    fn from(words: &str) -> Cell {
        Cell::Words(words.to_owned())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Cell {
        Cell::Number(i64::from(number))
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Cell {
        Cell::Number(i64::from(yes))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(some: Option<T>) -> Cell {
        some.map_or(Cell::Nothing, T::into)
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Cell::Nothing => ValueRef::Null,
            Cell::Number(number) => ValueRef::Integer(*number),
            Cell::Words(words) => ValueRef::Text(words.as_bytes()),
        }))
    }
}

/// A row: cells in the order of the table's columns.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$(Cell::from($cell)),*] };
}

/// A table with rows of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    Record,
    Party,
    Pair,
    Mark,
    Change,
    ChangeKey,
}

/// Columns of what records of a party or a pair are found by, but for the first.
const DEALT: &[&str] = &[
    "announced",
    "first",
    "record",
    "acts",
    "event",
    "kind",
    "settled",
    "due",
    "begins",
    "ends",
    "word",
];

impl Table {
    /// Its name, its first column, and the others.
    fn description(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Table::Record => (
                "record",
                "id",
                &[
                    "announced",
                    "first",
                    "last",
                    "event",
                    "kind",
                    "parties",
                    "settled",
                    "due",
                    "begins",
                    "ends",
                    "country",
                    "persons",
                    "outlets",
                    "day",
                    "word",
                ],
            ),
            Table::Party => ("record_party", "party", DEALT),
            Table::Pair => ("record_pair", "pair", DEALT),
            Table::Mark => ("record_mark", "mark", &["first", "record"]),
            Table::Change => (
                "change",
                "day",
                &[
                    "record", "at", "turn", "event", "kind", "claim", "time", "seq",
                ],
            ),
            Table::ChangeKey => (
                "change_key",
                "key",
                &["day", "record", "at", "turn", "event", "kind"],
            ),
        }
    }

    /// Its name and its columns, those of the key first.
    fn columns(self) -> (&'static str, Vec<&'static str>) {
        let (name, first, others) = self.description();
        let mut columns = vec![first];
        columns.extend(others);
        (name, columns)
    }

    /// How many of its first columns are its key.
    fn key(self) -> usize {
        match self {
            Table::Record => 1,
            Table::Party | Table::Pair | Table::ChangeKey => 4,
            Table::Mark | Table::Change => 3,
        }
    }
}

/// The rows of tables by their keys: what else stands in them.
type Rows = BTreeMap<(Table, Vec<Cell>), Vec<Cell>>;

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Count {
    /// Records of a key, a month and a type of event.
    Tally(String, i32, &'static str),
    /// Records of a party with another.
    Bond(String, String),
    /// Records that a key announced, which settle on this, until then.
    Promise(String, State, i32),
}

/// How much: records, of them held, and tenths of what these weigh.
type Sums = BTreeMap<Count, [i64; 3]>;

/// All that a line is in the tables.
#[derive(Default)]
struct Written {
    rows: Rows,
    sums: Sums,
}

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

impl Written {
    /// What a line is.
    fn of(line: &Line) -> Result<Written> {
        let mut written = Written::default();
        let (first, last) = line.days.unwrap_or((NEVER, NEVER));
        let id = rows::bits(line.id);
        let fate = &line.fate;
        let settled = fate.settled.as_str();
        let (begins, ends) = fate.during.unzip();
        let kind = line.kind.as_deref();
        written.put(
            Table::Record,
            row![
                id,
                line.announced,
                first,
                last,
                line.event,
                kind,
                line.parties.join(" ").as_str(),
                settled,
                fate.due,
                begins,
                ends,
                line.country.as_deref(),
                rows::to_json(&line.persons)?.as_str(),
                rows::to_json(&line.outlets)?.as_str(),
                line.day,
                fate.by_word,
            ],
        );
        let (single, pairs) = keys(&line.parties, &line.acting);
        for (table, keys) in [(Table::Party, &single), (Table::Pair, &pairs)] {
            for (key, acts) in keys {
                let fate = row![settled, fate.due, begins, ends, fate.by_word];
                let mut row = row![
                    key.as_str(),
                    line.announced,
                    first,
                    id,
                    *acts,
                    line.event,
                    kind
                ];
                row.extend(fate);
                written.put(table, row);
            }
        }
        for mark in marks(&line.persons, &line.outlets) {
            written.put(Table::Mark, row![mark.as_str(), first, id]);
        }
        for (at, noted) in line.changes.iter().enumerate() {
            let (step, at) = (&noted.step, at as i64);
            let (day, turn) = (day_of_step(step), step.turn.as_str());
            let claim = rows::bits(step.claim);
            let event = line.event;
            let told = row![day, id, at, turn, event, kind, claim];
            let rest = row![step.when.as_deref(), noted.seq];
            written.put(Table::Change, [told, rest].concat());
            for (key, _) in single.iter().chain(&pairs) {
                let row = row![key.as_str(), day, id, at, turn, event, kind];
                written.put(Table::ChangeKey, row);
            }
        }
        written.count(line, single.iter().chain(&pairs));
        Ok(written)
    }

    fn put(&mut self, table: Table, mut row: Vec<Cell>) {
        let rest = row.split_off(table.key());
        self.rows.insert((table, row), rest);
    }

    /// What a line counts for, under each key.
    fn count<'k>(&mut self, line: &Line, keys: impl Iterator<Item = &'k (String, bool)>) {
        let month = line.day.map_or(NEVER, month_of);
        let settled = line.fate.settled;
        let held = i64::from(settled == State::Held);
        let event = Event::parse(line.event);
        let weighs = event.map_or(0, |event| tenths(event, line.kind.as_deref()));
        let sum = [1, held, held * weighs];
        for (key, acts) in keys {
            self.sums
                .insert(Count::Tally(key.clone(), month, line.event), sum);
            if let (Some((one, other)), Some(_)) = (key.split_once(' '), line.day) {
                let bond = |one: &str, other: &str| Count::Bond(one.to_owned(), other.to_owned());
                self.sums.insert(bond(one, other), sum);
                self.sums.insert(bond(other, one), sum);
            }
            // Of what was announced it counts for those who do it.
            if line.announced && *acts && settled != State::Proposed {
                let promise = Count::Promise(key.clone(), settled, promised_by(&line.fate));
                self.sums.insert(promise, [1, 0, 0]);
            }
        }
    }
}

/// Writes lines, in the place of those of records that are gone or are told otherwise now.
pub fn exchange(db: &Connection, gone: &[ClaimId], lines: &[Line]) -> Result<()> {
    let mut sums = Sums::new();
    let mut count = |counted: Sums, by: i64| {
        for (count, amounts) in counted {
            let all = sums.entry(count).or_default();
            for (all, amount) in all.iter_mut().zip(amounts) {
                *all += by * amount;
            }
        }
    };
    // All of a table at once and in its order: what lies together in the file is touched together.
    let (mut before, mut after) = (Rows::new(), Rows::new());
    for record in gone {
        if let Some(line) = stored(db, *record)? {
            let written = Written::of(&line)?;
            count(written.sums, -1);
            before.extend(written.rows);
        }
    }
    for line in lines {
        let written = Written::of(line)?;
        count(written.sums, 1);
        after.extend(written.rows);
    }
    for (row @ (table, key), rest) in &before {
        match after.remove(row) {
            None => delete(db, *table, key)?,
            Some(new) if new != *rest => update(db, *table, key, (rest, &new))?,
            Some(_) => {}
        }
    }
    for ((table, key), rest) in &after {
        insert(db, *table, key, rest)?;
    }
    for (count, amounts) in sums {
        if amounts != [0; 3] {
            add(db, &count, amounts)?;
        }
    }
    Ok(())
}

/// Which row it is, in words of SQL: the columns of the key with the numbers that stand for their cells.
fn with_key(columns: &[&str]) -> String {
    let mut wanted: Vec<String> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        wanted.push(format!("{column} = ?{}", at + 1));
    }
    wanted.join(" AND ")
}

fn delete(db: &Connection, table: Table, key: &[Cell]) -> Result<()> {
    let (name, columns) = table.columns();
    let sql = format!(
        "DELETE FROM {name} WHERE {}",
        with_key(&columns[..key.len()])
    );
    db.prepare_cached(&sql)?.execute(params_from_iter(key))?;
    Ok(())
}

fn insert(db: &Connection, table: Table, key: &[Cell], rest: &[Cell]) -> Result<()> {
    let (name, columns) = table.columns();
    let signs: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let sql = format!(
        "INSERT INTO {name} ({}) VALUES ({})",
        columns.join(", "),
        signs.join(", ")
    );
    let cells = key.iter().chain(rest);
    db.prepare_cached(&sql)?.execute(params_from_iter(cells))?;
    Ok(())
}

/// Writes what is different in a row, so that no index is touched besides those of that.
fn update(
    db: &Connection,
    table: Table,
    key: &[Cell],
    (before, after): (&[Cell], &[Cell]),
) -> Result<()> {
    let (name, columns) = table.columns();
    let (of_key, others) = columns.split_at(key.len());
    let different = before
        .iter()
        .zip(after)
        .map(|(before, after)| before != after);
    let different: Vec<bool> = different.collect();
    let new = others.iter().zip(after).zip(&different);
    let new: Vec<(&&str, &Cell)> = new.filter(|(_, yes)| **yes).map(|(new, _)| new).collect();
    let set: Vec<String> = { new.iter().enumerate() }
        .map(|(at, (column, _))| format!("{column} = ?{}", key.len() + at + 1))
        .collect();
    let sql = format!(
        "UPDATE {name} SET {} WHERE {}",
        set.join(", "),
        with_key(of_key)
    );
    let cells = key.iter().chain(new.into_iter().map(|(_, cell)| cell));
    db.prepare_cached(&sql)?.execute(params_from_iter(cells))?;
    Ok(())
}

/// Counts records, or takes them out of the count; what counts nothing is taken away.
fn add(db: &Connection, count: &Count, [records, held, score]: [i64; 3]) -> Result<()> {
    let more = "ON CONFLICT DO UPDATE SET records = records + excluded.records";
    let all = format!("{more}, held = held + excluded.held, score = score + excluded.score");
    let run = |sql: &str, params: &[&dyn ToSql]| -> Result<()> {
        db.prepare_cached(sql)?.execute(params)?;
        Ok(())
    };
    let less = records < 0;
    match count {
        Count::Tally(key, month, event) => {
            let sql = format!("INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5, ?6) {all}");
            run(&sql, params![key, month, event, records, held, score])?;
            if less {
                let sql = "DELETE FROM tally WHERE key = ?1 AND month = ?2 AND event = ?3 AND records = 0";
                run(sql, params![key, month, event])?;
            }
        }
        Count::Bond(party, other) => {
            let sql = format!("INSERT INTO bond VALUES (?1, ?2, ?3, ?4, ?5) {all}");
            run(&sql, params![party, other, records, held, score])?;
            if less {
                let sql = "DELETE FROM bond WHERE party = ?1 AND other = ?2 AND records = 0";
                run(sql, params![party, other])?;
            }
        }
        Count::Promise(key, settled, due) => {
            let settled = settled.as_str();
            let sql = format!("INSERT INTO promise VALUES (?1, ?2, ?3, ?4) {more}");
            run(&sql, params![key, settled, due, records])?;
            if less {
                let sql = "DELETE FROM promise WHERE key = ?1 AND settled = ?2 AND due = ?3 AND records = 0";
                run(sql, params![key, settled, due])?;
            }
        }
    }
    Ok(())
}

/// The line of a record as it stands in the tables; none where there is none.
fn stored(db: &Connection, record: ClaimId) -> Result<Option<Line>> {
    let mut find = db.prepare_cached(
        "SELECT announced, first, last, event, kind, parties, settled, due, begins, ends, country, persons, outlets, day, word \
         FROM record WHERE id = ?1",
    )?;
    let mut found = find.query([rows::bits(record)])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let event: String = row.get(3)?;
    let event = Event::parse(&event).ok_or_else(|| rows::damaged("the type of a record"))?;
    let settled: String = row.get(6)?;
    let settled = State::parse(&settled).ok_or_else(|| rows::damaged("the state of a record"))?;
    let (announced, first): (bool, i32) = (row.get(0)?, row.get(1)?);
    let (begins, ends): (Option<i32>, Option<i32>) = (row.get(8)?, row.get(9)?);
    let parties = rows::words(&row.get::<_, String>(5)?);
    let mut acts = db.prepare_cached(
        "SELECT acts FROM record_party WHERE party = ?1 AND announced = ?2 AND first = ?3 AND record = ?4",
    )?;
    let mut acting = Vec::new();
    for party in &parties {
        let own = acts.query_row(
            params![party, announced, first, rows::bits(record)],
            |row| row.get(0),
        );
        if own.optional()?.unwrap_or(false) {
            acting.push(party.clone());
        }
    }
    let noted = changes::of_record(db, record)?;
    Ok(Some(Line {
        id: record,
        announced,
        days: (first != NEVER).then_some((first, row.get(2)?)),
        event: event.as_str(),
        kind: row.get(4)?,
        acting,
        parties,
        day: row.get(13)?,
        fate: Fate {
            settled,
            due: row.get(7)?,
            during: begins.zip(ends),
            by_word: row.get(14)?,
        },
        country: row.get(10)?,
        persons: rows::from_json(&row.get::<_, String>(11)?)?,
        outlets: rows::from_json(&row.get::<_, String>(12)?)?,
        changes: noted.into_iter().map(|(_, noted)| noted).collect(),
    }))
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
