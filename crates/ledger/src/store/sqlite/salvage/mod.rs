//! Salvage: a new ledger of what is left of a damaged one.
//!
//! What enters: a file that was a ledger, however damaged, with its log. What leaves: a new ledger, and what is missing in it.
//! Invariants: the damaged file is not written to; of what is saved nothing is guessed: bytes of a page are kept where their hash is that of
//! the page, rows where they make sense to the ledger; what is derived is worked out anew.
//!
//! Rows are taken from the pages of the file one by one ([`raw`]), and known for those of a table by their columns. So it does
//! not matter what the damage has cut off from what.

mod raw;

use super::super::{Ledger, Result};
use super::{Sqlite, corrections, make, pages, rows};
use crate::record::{Correction, CorrectionId, PageId};
use raw::{Raw, Row, Value};
use rusqlite::types::Value as Given;
use rusqlite::{Connection, params, params_from_iter};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The tables that are saved. All others are derived from them.
const KEPT: &[&str] = &[
    "page",
    "content",
    "article",
    "body",
    "claim",
    "forgotten_address",
    "correction",
    "as_read",
    "setting",
];
/// The tables that are worked out anew; those of the search for words begin with these words.
const DERIVED: &[&str] = &[
    "claim_key",
    "record",
    "record_party",
    "record_pair",
    "record_mark",
    "tally",
    "promise",
    "bond",
    "change",
    "change_key",
    "unjoined",
    "correction_page",
    "tie",
    "page_words",
    "claim_words",
];

/// How everything compressed begins.
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// How many pages are looked over at once.
const BATCH: i64 = 500;

/// What was saved, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvage {
    /// Pages that are in the new ledger.
    pub pages: u64,
    /// Claims that are.
    pub claims: u64,
    /// Corrections that are.
    pub corrections: u64,
    /// Pages of which nothing is left.
    pub lost_pages: u64,
    /// Pages whose bytes are lost or are not what they were, as far as there is something else left of them: how they were
    /// called.
    pub lost_bytes: Vec<String>,
    /// Pages whose text is lost; it comes back where they are read again.
    pub lost_texts: u64,
    /// Claims that made no sense any more, or of lost pages. Of claims whose rows are gone nothing is known.
    pub lost_claims: u64,
    /// Pages that are to be read again.
    pub to_read: u64,
    /// Rows of any table that make no sense.
    pub broken_rows: u64,
}

/// Makes a new ledger of what is left of a file. There must be no file of the new name.
pub fn salvage(from: &Path, to: &Path) -> Result<Salvage> {
    let mut raw = Raw::open(from)?;
    make(to)?;
    let saved = fill(&mut raw, to);
    if saved.is_err() {
        for ending in ["", "-wal", "-shm"] {
            let mut name = to.as_os_str().to_owned();
            name.push(ending);
            let _ = std::fs::remove_file(name);
        }
    }
    saved
}

fn fill(raw: &mut Raw, to: &Path) -> Result<Salvage> {
    let mut salvage = Salvage::default();
    let mut db = Connection::open(to)?;
    db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;")?;
    db.set_prepared_statement_cache_capacity(64);
    let work = db.transaction()?;
    gather(&work, raw, &mut salvage)?;
    count_lost(&work, &mut salvage)?;
    look_over(&work, &mut salvage)?;
    index_words(&work)?;
    let said = corrections_of(&work, &mut salvage)?;
    work.execute_batch("DELETE FROM correction; DELETE FROM correction_page;")?;
    work.commit()?;
    db.close().map_err(|(_, error)| error)?;
    let mut ledger = Ledger::over(Box::new(Sqlite::open(to)?))?;
    salvage.corrections = ledger.take_corrections(&said)?;
    let urls = unsettled(&Connection::open(to)?)?;
    ledger.compare_versions(&urls)?;
    ledger.join()?;
    let counts = ledger.counts()?;
    salvage.pages = counts.pages;
    salvage.claims = counts.claims + counts.uncounted;
    salvage.to_read = counts.unread;
    Ok(salvage)
}

/// A table by its columns.
struct Shape {
    name: String,
    columns: Vec<Column>,
    /// Whether its rows have numbers.
    numbered: bool,
    put: String,
}

struct Column {
    kind: String,
    needed: bool,
    /// Whether it is the number of the row.
    number: bool,
}

fn shapes(db: &Connection) -> Result<Vec<Shape>> {
    let mut shapes = Vec::new();
    for name in KEPT {
        let sql: String = db.query_row(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
            [name],
            |row| row.get(0),
        )?;
        let numbered = !sql.contains("WITHOUT ROWID");
        let mut list =
            db.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")?;
        let found = list.query_map([name], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let found = found.collect::<rusqlite::Result<Vec<(String, String, bool, i64)>>>()?;
        let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
        let marks = vec!["?"; names.len()].join(", ");
        let put = format!(
            "INSERT OR IGNORE INTO {name} ({}) VALUES ({marks})",
            names.join(", ")
        );
        shapes.push(Shape {
            name: (*name).to_owned(),
            columns: { found.into_iter() }
                .map(|(_, kind, needed, key)| Column {
                    number: numbered && key > 0 && kind == "INTEGER",
                    kind,
                    needed,
                })
                .collect(),
            numbered,
            put,
        });
    }
    Ok(shapes)
}

impl Shape {
    /// Whether a row can be one of the table.
    fn takes(&self, row: &Row) -> bool {
        if row.number.is_some() != self.numbered || row.values.len() != self.columns.len() {
            return false;
        }
        let fits = |(column, value): (&Column, &Value)| match value {
            Value::Null => column.number || !column.needed,
            _ if column.number => false,
            Value::Int(_) => column.kind == "INTEGER" || column.kind == "REAL",
            Value::Real(_) => column.kind == "REAL",
            Value::Text(_) => column.kind == "TEXT",
            Value::Blob(_) => column.kind == "BLOB",
        };
        self.columns.iter().zip(&row.values).all(fits) && self.is_meant(&row.values)
    }

    /// What tells the rows of a table from those of others with the like columns.
    fn is_meant(&self, values: &[Value]) -> bool {
        let is_hash = |value: &Value| matches!(value, Value::Blob(bytes) if bytes.len() == 32);
        match (self.name.as_str(), values) {
            ("page", [_, hash, ..]) | ("forgotten_address", [hash]) => is_hash(hash),
            ("content", [.., Value::Blob(bytes)]) | ("body", [.., Value::Blob(bytes)]) => {
                bytes.starts_with(ZSTD)
            }
            ("as_read", [.., Value::Text(said)]) => said.starts_with('{'),
            // The rules are unknown, so that everything is joined anew.
            ("setting", [Value::Text(name), _]) => name == "generation",
            _ => true,
        }
    }
}

/// Puts the rows of all pages of the file into the tables that they are of.
fn gather(db: &Connection, raw: &mut Raw, salvage: &mut Salvage) -> Result<()> {
    let shapes = shapes(db)?;
    db.execute_batch("DELETE FROM setting WHERE name <> 'generation'")?;
    for number in 1..=raw.pages {
        let (rows, broken) = raw.rows(number);
        salvage.broken_rows += broken as u64;
        for row in rows {
            let Some(shape) = shapes.iter().find(|shape| shape.takes(&row)) else {
                continue;
            };
            let number = row.number;
            let given =
                { row.values.into_iter().zip(&shape.columns) }.map(|(value, column)| match value {
                    _ if column.number => number.map_or(Given::Null, Given::Integer),
                    Value::Null => Given::Null,
                    Value::Int(number) => Given::Integer(number),
                    Value::Real(number) => Given::Real(number),
                    Value::Text(text) => Given::Text(text),
                    Value::Blob(bytes) => Given::Blob(bytes),
                });
            let sql = match shape.name.as_str() {
                "setting" => shape.put.replacen("IGNORE", "REPLACE", 1),
                _ => shape.put.clone(),
            };
            db.prepare_cached(&sql)?.execute(params_from_iter(given))?;
        }
    }
    Ok(())
}

/// Counts what is missing, and takes away what is left of pages that are gone: without them nobody knows whose words it is.
fn count_lost(db: &Connection, salvage: &mut Salvage) -> Result<()> {
    let number = |sql: &str| -> Result<u64> {
        let number: i64 = db.query_row(sql, [], |row| row.get(0))?;
        Ok(number.unsigned_abs())
    };
    // Pages are numbered one after the other, and none ever goes.
    salvage.lost_pages = number(
        "SELECT max((SELECT ifnull(max(n), 0) FROM page), (SELECT ifnull(max(page), 0) FROM article),
                    (SELECT ifnull(max(page), 0) FROM content), (SELECT ifnull(max(page), 0) FROM claim))
                - (SELECT count(*) FROM page)",
    )?;
    salvage.lost_claims +=
        number("SELECT count(*) FROM claim WHERE page NOT IN (SELECT n FROM page)")?;
    for table in ["content", "article", "body", "claim", "as_read"] {
        db.execute_batch(&format!(
            "DELETE FROM {table} WHERE page NOT IN (SELECT n FROM page)"
        ))?;
    }
    // Claims of pages of which it is not known what they say of themselves cannot be told.
    let homeless = "page NOT IN (SELECT page FROM article)";
    salvage.lost_claims += number(&format!("SELECT count(*) FROM claim WHERE {homeless}"))?;
    db.execute_batch(&format!(
        "DELETE FROM claim WHERE {homeless}; DELETE FROM body WHERE {homeless};"
    ))?;
    Ok(())
}

/// Looks over page after page, and takes out what does not make sense.
fn look_over(db: &Connection, salvage: &mut Salvage) -> Result<()> {
    let mut after = 0;
    loop {
        let mut list = db.prepare_cached(
            "SELECT n, hash, size, name, generation IS NOT NULL, forgotten IS NOT NULL FROM page WHERE n > ?1 ORDER BY n LIMIT ?2",
        )?;
        let found = list.query_map([after, BATCH], |row| {
            Ok(There {
                n: row.get(0)?,
                hash: row.get(1)?,
                size: row.get::<_, i64>(2)?.unsigned_abs(),
                name: row.get(3)?,
                was_read: row.get(4)?,
                forgotten: row.get(5)?,
            })
        })?;
        let some = found.collect::<rusqlite::Result<Vec<There>>>()?;
        let Some(last) = some.last() else { break };
        after = last.n;
        for page in &some {
            page.look_over(db, salvage)?;
        }
    }
    Ok(())
}

/// A page that is there.
struct There {
    n: i64,
    hash: Vec<u8>,
    size: u64,
    name: String,
    was_read: bool,
    forgotten: bool,
}

impl There {
    fn look_over(&self, db: &Connection, salvage: &mut Salvage) -> Result<()> {
        let drop = |table: &str| -> Result<usize> {
            let sql = format!("DELETE FROM {table} WHERE page = ?1");
            Ok(db.prepare_cached(&sql)?.execute([self.n])?)
        };
        if self.forgotten {
            for table in ["content", "body", "claim", "article"] {
                drop(table)?;
            }
            return Ok(());
        }
        let id: PageId = rows::page_id(&self.hash);
        let bytes = self.blob(db, "SELECT bytes FROM content WHERE page = ?1")?;
        let bytes = bytes.and_then(|bytes| rows::unfold(&bytes, self.size).ok());
        let whole = bytes.is_some_and(|bytes| Sha256::digest(&bytes).as_slice() == self.hash);
        if !whole {
            drop("content")?;
        }
        if pages::page(db, &id).is_err() {
            salvage.lost_claims += drop("claim")? as u64;
            drop("body")?;
            drop("article")?;
        }
        salvage.lost_claims += self.look_over_claims(db)?;
        let has_article = db
            .prepare_cached("SELECT 1 FROM article WHERE page = ?1")?
            .exists([self.n])?;
        if !whole && !has_article || pages::page(db, &id).is_err() {
            salvage.lost_pages += 1;
            drop("content")?;
            db.prepare_cached("DELETE FROM page WHERE n = ?1")?
                .execute([self.n])?;
            return Ok(());
        }
        // What was imported never had bytes.
        if !whole && self.size > 0 {
            salvage.lost_bytes.push(self.name.clone());
        }
        let has_text = !has_article || pages::text(db, &id).is_ok_and(|text| text.is_some());
        if !has_text {
            salvage.lost_texts += 1;
            drop("body")?;
            let empty = rows::fold(&[])?;
            db.prepare_cached("INSERT INTO body VALUES (?1, 0, ?2)")?
                .execute(params![self.n, empty])?;
        }
        if self.was_read && whole && !(has_article && has_text) {
            db.prepare_cached("UPDATE page SET generation = NULL WHERE n = ?1")?
                .execute([self.n])?;
        }
        Ok(())
    }

    fn blob(&self, db: &Connection, sql: &str) -> Result<Option<Vec<u8>>> {
        let mut find = db.prepare_cached(sql)?;
        let mut found = find.query([self.n])?;
        Ok(found.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Takes out the claims of a page that the ledger could not read.
    fn look_over_claims(&self, db: &Connection) -> Result<u64> {
        let sql = format!(
            "SELECT {}, c.n FROM claim c JOIN page p ON p.n = c.page JOIN article a ON a.page = c.page WHERE c.page = ?1",
            rows::HELD
        );
        let mut find = db.prepare_cached(&sql)?;
        let mut found = find.query([self.n])?;
        let mut broken: Vec<i64> = Vec::new();
        while let Some(row) = found.next()? {
            if rows::Claims::default().held(row).is_err() {
                broken.push(row.get("n")?);
            }
        }
        for n in &broken {
            db.prepare_cached("DELETE FROM claim WHERE n = ?1")?
                .execute([n])?;
        }
        Ok(broken.len() as u64)
    }
}

/// Enters what is there into the lists of words.
fn index_words(db: &Connection) -> Result<()> {
    let mut after = 0;
    loop {
        let mut list = db.prepare_cached(
            "SELECT p.n, p.hash, a.title FROM page p JOIN article a ON a.page = p.n WHERE p.n > ?1 ORDER BY p.n LIMIT ?2",
        )?;
        let found = list.query_map([after, BATCH], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        let some = found.collect::<rusqlite::Result<Vec<(i64, Vec<u8>, Option<String>)>>>()?;
        let Some((last, ..)) = some.last() else { break };
        after = *last;
        for (n, hash, title) in &some {
            let text = pages::text(db, &rows::page_id(hash))?.unwrap_or_default();
            db.prepare_cached("INSERT INTO page_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
                .execute(params![n, title, text])?;
        }
    }
    let mut list = db.prepare("SELECT n, evidence FROM claim ORDER BY n")?;
    let mut found = list.query([])?;
    while let Some(row) = found.next()? {
        let (n, evidence): (i64, String) = (row.get(0)?, row.get(1)?);
        let evidence: Vec<(usize, usize, String)> =
            serde_json::from_str(&evidence).unwrap_or_default();
        let said: Vec<&str> = evidence.iter().map(|(.., text)| text.as_str()).collect();
        db.prepare_cached("INSERT INTO claim_words (rowid, evidence) VALUES (?1, ?2)")?
            .execute(params![n, said.join("\n")])?;
    }
    Ok(())
}

/// The corrections that make sense.
fn corrections_of(db: &Connection, salvage: &mut Salvage) -> Result<Vec<Correction>> {
    let mut list = db.prepare("SELECT id FROM correction ORDER BY n")?;
    let found = list.query_map([], |row| row.get::<_, i64>(0))?;
    let mut said = Vec::new();
    for id in found.collect::<rusqlite::Result<Vec<_>>>()? {
        match corrections::one(db, CorrectionId(id.cast_unsigned())) {
            Ok(correction) => said.extend(correction),
            Err(_) => salvage.broken_rows += 1,
        }
    }
    Ok(said)
}

/// Addresses of which not exactly one version counts, as another was lost.
fn unsettled(db: &Connection) -> Result<Vec<String>> {
    let mut find = db.prepare(
        "SELECT version FROM article WHERE version IS NOT NULL GROUP BY version HAVING sum(counts) <> 1",
    )?;
    let found = find.query_map([], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<Vec<_>>>()?)
}

/// Tables of a ledger of which nobody has said whether they are saved or derived.
#[doc(hidden)]
pub fn unknown_tables(path: &Path) -> Result<Vec<String>> {
    let db = Connection::open(path)?;
    let mut list =
        db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let found = list.query_map([], |row| row.get::<_, String>(0))?;
    let mut names = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let words = |name: &str| name.starts_with("page_words_") || name.starts_with("claim_words_");
    names.retain(|name| {
        !KEPT.contains(&name.as_str()) && !DERIVED.contains(&name.as_str()) && !words(name)
    });
    Ok(names)
}
