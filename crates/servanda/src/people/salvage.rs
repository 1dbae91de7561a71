//! Salvage: a new people's file of what is left of a damaged one.
//!
//! What enters: a file that was one, damaged anywhere but in the description of its tables. What leaves: a new file, and in which tables something could
//! not be read. Invariants: the damaged file is not written to; rows are kept as they were or not at all; what nobody can be told to have written any
//! more stays, by nobody; what has lost its place goes.

use super::error::{Error, Result};
use super::store::Store;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Row, Statement, params_from_iter};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// How far behind a row that cannot be read it is tried to go on, where nothing tells where the table ends.
const FAR: i64 = 1_000_000;

/// How many pages may be cut off from a file whose head is gone as well.
const CUT: usize = 1000;

/// What was saved, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved {
    /// Rows that are in the new file.
    pub rows: u64,
    /// Tables of which some rows could not be read.
    pub torn: Vec<String>,
    /// Rows that were dropped, as what they belong to is lost.
    pub dropped: u64,
    /// Accounts that are lost and wrote something that is there.
    pub nobody: u64,
}

impl Saved {
    /// Whether all of it was saved.
    pub fn is_whole(&self) -> bool {
        self.torn.is_empty() && self.dropped == 0 && self.nobody == 0
    }
}

/// Makes a new file of what is left of a damaged one. There must be no file of the new name.
pub fn salvage(from: &Path, to: &Path) -> Result<Saved> {
    drop(Store::open(to)?);
    let copy = ending(to, ".torn");
    let saved = copied(from, &copy, to).and_then(|()| fill(&copy, to));
    for gone in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(ending(&copy, gone));
        if saved.is_err() {
            let _ = fs::remove_file(ending(to, gone));
        }
    }
    saved
}

fn ending(path: &Path, more: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(more);
    PathBuf::from(name)
}

/// Copies a file with its log. A head that is gone is put in place of: it tells nothing of people.
fn copied(from: &Path, copy: &Path, new: &Path) -> Result<()> {
    let failed = |error: std::io::Error| Error::Store(error.to_string());
    let mut bytes = fs::read(from).map_err(failed)?;
    if bytes.len() > 100 {
        let has_head = bytes.starts_with(b"SQLite format 3\0");
        if !has_head {
            let whole = fs::read(new).map_err(failed)?;
            bytes[..100].copy_from_slice(whole.get(..100).unwrap_or(&[0; 100]));
            // Which pages are free is not known any more.
            bytes[32..40].fill(0);
        }
        // Pages that are cut off are put in place of by empty ones: a file whose tables begin behind its end would not be opened.
        let size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]])).max(512);
        let there = bytes.len().div_ceil(size);
        let told = u32::from_be_bytes([bytes[28], bytes[29], bytes[30], bytes[31]]) as usize;
        let pages = if has_head { told } else { there + CUT };
        let pages = pages.clamp(there, there * 8 + CUT);
        bytes.resize(pages * size, 0);
        let pages = u32::try_from(pages).unwrap_or(u32::MAX);
        bytes[28..32].copy_from_slice(&pages.to_be_bytes());
    }
    fs::write(copy, bytes).map_err(failed)?;
    let log = ending(from, "-wal");
    if log.exists() {
        fs::copy(log, ending(copy, "-wal")).map_err(failed)?;
    }
    Ok(())
}

/// A table by its columns.
struct Table {
    name: String,
    columns: Vec<String>,
    /// The columns that tell its rows apart; none where their number does.
    key: Option<Vec<String>>,
}

fn fill(copy: &Path, to: &Path) -> Result<Saved> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let torn = Connection::open_with_flags(copy, flags)?;
    // The tables are described on the first pages: without these nothing can be told apart.
    torn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })?;
    let mut new = Connection::open(to)?;
    new.execute_batch("PRAGMA foreign_keys = OFF;")?;
    let work = new.transaction()?;
    let mut saved = Saved::default();
    let mut tables = tables(&work)?;
    // Messages are looked for room by room.
    tables.sort_by_key(|table| table.name == "message");
    for table in &tables {
        if !has(&torn, &table.name)? {
            continue;
        }
        let is_whole = match (&table.key, table.name.as_str()) {
            (None, _) => numbered(&torn, &work, table, "rowid", "1")?,
            (Some(_), "message") => messages(&torn, &work, table)?,
            (Some(key), _) => keyed(&torn, &work, table, key)?,
        };
        if !is_whole {
            saved.torn.push(table.name.clone());
        }
    }
    saved.nobody = nobodies(&work)? as u64;
    saved.dropped = lonely(&work, &tables)? as u64;
    work.execute(
        "UPDATE room SET last = max(last, (SELECT coalesce(max(seq), 0) FROM message WHERE room = room.id))",
        [],
    )?;
    for table in &tables {
        let count = format!("SELECT count(*) FROM {}", table.name);
        saved.rows += work.query_row(&count, [], |row| row.get::<_, i64>(0))? as u64;
    }
    work.commit()?;
    Ok(saved)
}

/// The tables of a sound file. Their names and columns are ours.
fn tables(db: &Connection) -> Result<Vec<Table>> {
    let mut find = db.prepare(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    )?;
    let found = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut tables = Vec::new();
    for table in found {
        let (name, is_keyed): (String, bool) = table?;
        let mut find = db.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns = find.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let columns: Vec<(String, i64)> = columns.collect::<rusqlite::Result<_>>()?;
        let key = columns.iter().filter(|(_, place)| *place > 0);
        let key = is_keyed.then(|| key.map(|(name, _)| name.clone()).collect());
        let columns = columns.into_iter().map(|(name, _)| name).collect();
        tables.push(Table { name, columns, key });
    }
    Ok(tables)
}

/// Whether a file has a table: one of an earlier form lacks those that came later.
fn has(db: &Connection, table: &str) -> Result<bool> {
    let found: i64 = db.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1",
        [table],
        |row| row.get(0),
    )?;
    Ok(found > 0)
}

/// What puts a row of a table into the new file; what is there already stays.
fn put<'c>(new: &'c Connection, table: &Table) -> Result<Statement<'c>> {
    let marks = vec!["?"; table.columns.len()].join(", ");
    let columns = table.columns.join(", ");
    Ok(new.prepare(&format!(
        "INSERT OR IGNORE INTO {} ({columns}) VALUES ({marks})",
        table.name
    ))?)
}

/// Copies the rows of a question until one cannot be read; the last key that was seen, how many there were, and whether all were read.
fn copy(
    find: &mut Statement,
    bounds: &[i64],
    put: &mut Statement,
    columns: usize,
) -> Result<(Option<i64>, u64, bool)> {
    let (mut last, mut count) = (None, 0);
    let mut rows = find.query(params_from_iter(bounds))?;
    loop {
        match rows.next() {
            Ok(None) => return Ok((last, count, true)),
            Err(_) => return Ok((last, count, false)),
            Ok(Some(row)) => {
                count += 1;
                let Ok(values) = values(row, columns) else {
                    continue;
                };
                last = row.get(0).ok().or(last);
                // A row whose values are of another kind than its columns is none.
                let _ = put.execute(params_from_iter(values));
            }
        }
    }
}

/// The columns of a row behind its key.
fn values(row: &Row, columns: usize) -> rusqlite::Result<Vec<Value>> {
    (1..=columns).map(|column| row.get(column)).collect()
}

/// Copies a table whose rows have a number: from its beginning, from its end, and then whatever is between. Gives whether all of it could be read.
fn numbered(
    torn: &Connection,
    new: &Connection,
    table: &Table,
    number: &str,
    of: &str,
) -> Result<bool> {
    let columns = table.columns.join(", ");
    let ask = |order: &str| {
        torn.prepare(&format!(
            "SELECT {number}, {columns} FROM {} NOT INDEXED WHERE {of} AND {number} >= ?1 AND {number} < ?2 ORDER BY {number} {order}",
            table.name
        ))
    };
    let (mut up, mut down, mut put) = (ask("ASC")?, ask("DESC")?, put(new, table)?);
    let width = table.columns.len();
    let (first, _, is_whole) = copy(&mut up, &[0, i64::MAX], &mut put, width)?;
    if is_whole {
        return Ok(true);
    }
    let mut at = first.unwrap_or(0);
    let (low, _, _) = copy(&mut down, &[at + 1, i64::MAX], &mut put, width)?;
    let end = low.unwrap_or(at.saturating_add(FAR));
    let mut gap = 1;
    while at + gap < end {
        let (last, count, is_whole) = copy(&mut up, &[at + gap, end], &mut put, width)?;
        match last {
            Some(last) => (at, gap) = (last, 1),
            // What is torn is mostly a page of rows; farther on it need not be looked at every number.
            None if count > 0 || !is_whole => gap += 1 + gap / 64,
            None => break,
        }
        if is_whole {
            break;
        }
    }
    Ok(false)
}

/// Copies the messages of all rooms that are known.
fn messages(torn: &Connection, new: &Connection, table: &Table) -> Result<bool> {
    let mut find = new.prepare("SELECT id FROM room ORDER BY id")?;
    let rooms = find.query_map([], |row| row.get(0))?;
    let rooms: Vec<i64> = rooms.collect::<rusqlite::Result<_>>()?;
    let mut is_whole = true;
    for room in rooms {
        is_whole &= numbered(torn, new, table, "seq", &format!("room = {room}"))?;
    }
    Ok(is_whole)
}

/// Copies a table whose rows have no number: from its beginning and from its end, up to what cannot be read.
fn keyed(torn: &Connection, new: &Connection, table: &Table, key: &[String]) -> Result<bool> {
    let mut put = put(new, table)?;
    let columns = table.columns.join(", ");
    for order in ["ASC", "DESC"] {
        let by: Vec<String> = key.iter().map(|name| format!("{name} {order}")).collect();
        let mut find = torn.prepare(&format!(
            "SELECT 0, {columns} FROM {} ORDER BY {}",
            table.name,
            by.join(", ")
        ))?;
        if copy(&mut find, &[], &mut put, table.columns.len())?.2 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts accounts that are nobody's in place of those that are lost and wrote something; how many.
fn nobodies(db: &Connection) -> Result<usize> {
    Ok(db.execute(
        "INSERT INTO account (id, role, state, made)
         SELECT author, 'reader', 'deleted', 0 FROM (SELECT author FROM comment UNION SELECT author FROM message)
         WHERE author NOT IN (SELECT id FROM account)",
        [],
    )?)
}

/// Drops what belongs to something that is lost; how many rows.
fn lonely(db: &Connection, tables: &[Table]) -> Result<usize> {
    let mut dropped = 0;
    loop {
        let before = dropped;
        for table in tables {
            let mut find =
                db.prepare("SELECT \"table\", \"from\" FROM pragma_foreign_key_list(?1)")?;
            let bonds = find.query_map([&table.name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let bonds: Vec<(String, String)> = bonds.collect::<rusqlite::Result<_>>()?;
            for (parent, column) in bonds {
                dropped += db.execute(
                    &format!(
                        "DELETE FROM {} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {parent})",
                        table.name
                    ),
                    [],
                )?;
            }
        }
        if dropped == before {
            return Ok(dropped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::accounts_tests::{World, at};
    use super::super::{Draft, People, Place, Role};
    use super::*;

    const SIZE: usize = 4096;

    /// A file with people, threads and a room, as its bytes.
    fn made(folder: &Path) -> Vec<u8> {
        let path = folder.join("whole.people");
        let world = World::new();
        for number in 0..200 {
            let who = world.somebody(&format!("person-{number}"), Role::Reader);
            let place = Place::article(&format!("page-{}", number % 20), None);
            let draft = Draft {
                text: format!("comment {number} {}", "and more ".repeat(20)),
                ..Draft::default()
            };
            let people = &world.people;
            people
                .comment(&who, &place, &draft, &|_| true, at(number))
                .unwrap();
            let text = format!("message {number} {}", "and more ".repeat(20));
            people
                .send(&who, "general", "c", &text, at(number))
                .unwrap();
        }
        world
            .people
            .store
            .read()
            .execute("VACUUM INTO ?1", [path.to_str().unwrap()])
            .unwrap();
        fs::read(path).unwrap()
    }

    /// What is left of these bytes, by its texts.
    fn left(folder: &Path, bytes: &[u8]) -> Result<(Saved, Vec<String>)> {
        let (from, to) = (folder.join("torn"), folder.join("saved"));
        fs::write(&from, bytes).unwrap();
        let _ = fs::remove_file(&to);
        let saved = salvage(&from, &to)?;
        assert!(
            fs::read(&from).unwrap() == bytes,
            "the damaged file was written to"
        );
        // It opens as one that people can go on with.
        drop(People::open(&to).unwrap());
        let db = Connection::open(&to).unwrap();
        let sound: String = db
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        let bare: i64 = db
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(bare, 0);
        let texts = "SELECT name FROM account WHERE name IS NOT NULL UNION ALL SELECT text FROM comment UNION ALL SELECT text FROM message";
        let mut find = db.prepare(texts).unwrap();
        let texts = find.query_map([], |row| row.get(0)).unwrap();
        let texts = texts.map(rusqlite::Result::unwrap).collect();
        Ok((saved, texts))
    }

    #[test]
    fn whichever_page_is_torn_the_others_are_saved() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = made(folder.path());
        let (saved, all) = left(folder.path(), &bytes).unwrap();
        assert!(saved.is_whole(), "{saved:?}");
        assert_eq!(all.len(), 600);
        let (mut some, mut none) = (0, 0);
        for page in 0..bytes.len() / SIZE {
            let mut torn = bytes.clone();
            torn[page * SIZE..(page + 1) * SIZE].fill(0x55);
            let Ok((saved, texts)) = left(folder.path(), &torn) else {
                none += 1;
                continue;
            };
            assert!(
                texts.iter().all(|text| all.contains(text)),
                "nothing is made up"
            );
            assert!(
                texts.len() == all.len() || !saved.is_whole(),
                "page {page}: {saved:?}"
            );
            // A page holds a part of one table; where it is one that leads to others, more is lost.
            some += usize::from(texts.len() * 10 >= all.len() * 9);
        }
        let pages = bytes.len() / SIZE;
        assert!(none * 5 <= pages, "nothing is left at {none} of {pages}");
        assert!(some * 10 >= (pages - none) * 8, "{some} of {pages}");
    }

    #[test]
    fn a_head_that_is_gone_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = made(folder.path());
        bytes[..100].fill(0);
        let (saved, texts) = left(folder.path(), &bytes).unwrap();
        assert!(saved.is_whole(), "{saved:?}");
        assert_eq!(texts.len(), 600);
    }

    #[test]
    fn what_was_cut_off_or_torn_at_many_places_is_saved_as_far_as_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = made(folder.path());
        let (_, all) = left(folder.path(), &bytes).unwrap();
        // The first pages describe the tables and lead to their rows, which come behind them.
        let most = bytes.len() / SIZE * 9 / 10 * SIZE;
        let mut torn = bytes.clone();
        for page in (bytes.len() / SIZE / 2..bytes.len() / SIZE).step_by(3) {
            torn[page * SIZE + 8..page * SIZE + 200].fill(0xee);
        }
        for damaged in [&bytes[..most], &torn] {
            let (saved, texts) = left(folder.path(), damaged).unwrap();
            assert!(!saved.is_whole() && !texts.is_empty(), "{saved:?}");
            assert!(texts.iter().all(|text| all.contains(text)));
        }
        assert!(left(folder.path(), b"no file of SQLite").is_err());
    }
}
