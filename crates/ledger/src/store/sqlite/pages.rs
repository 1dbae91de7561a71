//! Pages: their bytes, facts and texts in SQLite, and how they are forgotten.

use super::super::{Arrival, Facts, Kept, PageRow, Read, Result, names_one_page};
use super::rows;
use crate::record::PageId;
use crate::store::{day_of, number_of};
use jiff::Timestamp;
use reading::page::{Format, Page};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

/// How many ids a search by first digits gives at most.
const ALIKE: usize = 5;

const ROW: &str = "p.hash, p.name, p.size, p.arrived, p.forgotten, a.counts, a.url, a.title, a.outlet, a.published, a.time, \
    a.language, a.fingerprint, a.failed";

/// Stores a page unless it is there.
pub fn keep(db: &Connection, page: &Arrival, again: bool) -> Result<Kept> {
    let hash = rows::hash(&page.id);
    let mut find = db.prepare_cached(
        "SELECT n, forgotten IS NOT NULL, generation IS NOT NULL, c.page IS NOT NULL \
         FROM page LEFT JOIN content c ON c.page = n WHERE hash = ?1",
    )?;
    let there: Option<(i64, bool, bool, bool)> = find
        .query_row([&hash], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let n = match there {
        Some((_, true, ..)) if !again => return Ok(Kept::Forgotten),
        Some((_, false, true, true)) => return Ok(Kept::Known),
        Some((_, false, false, true)) => return Ok(Kept::Unread),
        // It was forgotten, or only its facts were known so far.
        Some((n, ..)) => {
            let mut bring_back = db.prepare_cached(
                "UPDATE page SET format = ?7, size = ?8, address = ?2, charset = ?3, assumed = ?4, name = ?5, arrived = ?6, \
                 generation = NULL, forgotten = NULL WHERE n = ?1",
            )?;
            bring_back.execute(params![
                n,
                page.page.address,
                page.page.charset,
                page.assumed.map(|day| day.to_string()),
                page.name,
                page.at.as_millisecond(),
                rows::format(page.page.format),
                page.page.bytes.len() as i64,
            ])?;
            n
        }
        None => {
            let mut put = db.prepare_cached(
                "INSERT INTO page (hash, format, address, charset, assumed, name, size, arrived) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            put.insert(params![
                hash,
                rows::format(page.page.format),
                page.page.address,
                page.page.charset,
                page.assumed.map(|day| day.to_string()),
                page.name,
                page.page.bytes.len() as i64,
                page.at.as_millisecond(),
            ])?
        }
    };
    let mut put = db.prepare_cached("INSERT INTO content VALUES (?1, ?2)")?;
    put.execute(params![n, rows::fold(&page.page.bytes)?])?;
    Ok(Kept::New)
}

/// Notes a page without its bytes, unless it is there.
pub fn note(db: &Connection, page: &PageId, name: &str, at: Timestamp) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO page (hash, format, name, size, arrived) VALUES (?1, ?2, ?3, 0, ?4)",
    )?
    .execute(params![
        rows::hash(page),
        rows::format(Format::Text),
        name,
        at.as_millisecond()
    ])?;
    Ok(())
}

/// Whether a page's bytes are there.
pub fn has_bytes(db: &Connection, page: &PageId) -> Result<bool> {
    let sql = "SELECT 1 FROM page JOIN content ON content.page = n WHERE hash = ?1";
    Ok(db.prepare_cached(sql)?.exists([rows::hash(page)])?)
}

/// Pages that are stored and not read yet.
pub fn unread(db: &Connection) -> Result<Vec<PageId>> {
    let sql = "SELECT hash FROM page WHERE generation IS NULL AND forgotten IS NULL ORDER BY n";
    ids(db, sql, [])
}

/// Pages that were last read before a generation.
pub fn read_before(db: &Connection, generation: i64) -> Result<Vec<PageId>> {
    // What has no bytes cannot be read.
    let sql = "SELECT hash FROM page JOIN content ON content.page = n \
        WHERE generation < ?1 AND forgotten IS NULL ORDER BY n";
    ids(db, sql, [generation])
}

fn ids(db: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<PageId>> {
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_map(params, |row| row.get::<_, Vec<u8>>(0))?;
    let hashes = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(hashes.iter().map(|hash| rows::page_id(hash)).collect())
}

/// A page with its bytes.
pub fn arrival(db: &Connection, id: &PageId) -> Result<Option<Arrival>> {
    let mut find = db.prepare_cached(
        "SELECT p.format, p.address, p.charset, p.assumed, p.name, p.size, p.arrived, c.bytes \
         FROM page p JOIN content c ON c.page = p.n WHERE p.hash = ?1",
    )?;
    let mut found = find.query([rows::hash(id)])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let size = row.get::<_, i64>(5)?.unsigned_abs();
    let bytes = rows::unfold(&row.get::<_, Vec<u8>>(7)?, size)?;
    Ok(Some(Arrival {
        id: id.clone(),
        page: Page {
            bytes,
            address: row.get(1)?,
            format: rows::format_of(&row.get::<_, String>(0)?)?,
            charset: row.get(2)?,
        },
        name: row.get(4)?,
        assumed: rows::day(row.get(3)?)?,
        at: rows::time(row.get(6)?)?,
    }))
}

/// A page without its bytes.
pub fn page(db: &Connection, id: &PageId) -> Result<Option<PageRow>> {
    let mut find = db.prepare_cached(&format!(
        "SELECT {ROW} FROM page p LEFT JOIN article a ON a.page = p.n WHERE p.hash = ?1"
    ))?;
    let mut found = find.query([rows::hash(id)])?;
    found.next()?.map(row).transpose()
}

fn row(row: &Row) -> Result<PageRow> {
    let counts: Option<bool> = row.get(5)?;
    let facts = match counts {
        None => None,
        Some(_) => Some(Facts {
            url: row.get(6)?,
            title: row.get(7)?,
            outlet: row.get(8)?,
            published: rows::day(row.get(9)?)?,
            time: row.get(10)?,
            language: row.get(11)?,
            fingerprint: rows::fingerprint(&row.get::<_, Vec<u8>>(12)?),
            failed: row.get(13)?,
        }),
    };
    let forgotten: Option<i64> = row.get(4)?;
    Ok(PageRow {
        id: rows::page_id(&row.get::<_, Vec<u8>>(0)?),
        name: row.get(1)?,
        size: row.get::<_, i64>(2)?.unsigned_abs(),
        arrived: rows::time(row.get(3)?)?,
        forgotten: forgotten.map(rows::time).transpose()?,
        facts,
        counts: counts.unwrap_or(false),
    })
}

/// Pages whose ids begin with these digits.
pub fn like(db: &Connection, digits: &str) -> Result<Vec<PageId>> {
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(Vec::new());
    }
    // An odd last digit is compared by hand: the index knows whole bytes.
    let whole = rows::hash(&PageId(digits[..digits.len() & !1].to_owned()));
    if 2 * whole.len() != digits.len() & !1 {
        return Ok(Vec::new());
    }
    let mut find = db.prepare_cached("SELECT hash FROM page WHERE hash >= ?1 ORDER BY hash")?;
    let mut found = find.query([&whole])?;
    let mut ids = Vec::new();
    while let Some(row) = found.next()? {
        let hash: Vec<u8> = row.get(0)?;
        if !hash.starts_with(&whole) || ids.len() == ALIKE {
            break;
        }
        let id = rows::page_id(&hash);
        if id.0.starts_with(digits) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// All versions of an address.
pub fn versions(db: &Connection, url: &str) -> Result<Vec<PageRow>> {
    let mut find = db.prepare_cached(&format!(
        "SELECT {ROW} FROM article a JOIN page p ON p.n = a.page WHERE a.version = ?1 ORDER BY p.n"
    ))?;
    let mut found = find.query([url])?;
    let mut all = Vec::new();
    while let Some(next) = found.next()? {
        all.push(row(next)?);
    }
    Ok(all)
}

/// The text of a page's article.
pub fn text(db: &Connection, id: &PageId) -> Result<Option<String>> {
    let mut find = db.prepare_cached(
        "SELECT b.size, b.text FROM body b JOIN page p ON p.n = b.page WHERE p.hash = ?1",
    )?;
    let mut found = find.query([rows::hash(id)])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let size = row.get::<_, i64>(0)?.unsigned_abs();
    let text = rows::unfold(&row.get::<_, Vec<u8>>(1)?, size)?;
    let text = String::from_utf8(text).map_err(|_| rows::damaged("the text of a page"))?;
    Ok(Some(text))
}

/// The number of a page that is there.
fn number(db: &Connection, id: &PageId) -> Result<Option<i64>> {
    let mut find = db.prepare_cached("SELECT n FROM page WHERE hash = ?1")?;
    Ok(find
        .query_row([rows::hash(id)], |row| row.get(0))
        .optional()?)
}

/// Writes what a page says of itself, and its text.
pub fn put_facts(db: &Connection, read: &Read, generation: i64, counts: bool) -> Result<()> {
    let Some(n) = number(db, &read.page)? else {
        return Ok(());
    };
    let facts = &read.facts;
    let arrived: i64 = db
        .prepare_cached("UPDATE page SET generation = ?2 WHERE n = ?1 RETURNING arrived")?
        .query_row([n, generation], |row| row.get(0))?;
    let day = match facts.published {
        Some(day) => day,
        None => day_of(rows::time(arrived)?),
    };
    db.prepare_cached(
        "INSERT OR REPLACE INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        n,
        facts.url,
        facts.url.as_deref().filter(|url| names_one_page(url)),
        facts.title,
        facts.outlet,
        facts.published.map(|day| day.to_string()),
        facts.time,
        facts.language,
        number_of(day),
        counts,
        facts.failed,
        rows::print(&facts.fingerprint),
    ])?;
    db.prepare_cached("INSERT OR REPLACE INTO body VALUES (?1, ?2, ?3)")?
        .execute(params![
            n,
            read.text.len() as i64,
            rows::fold(read.text.as_bytes())?
        ])?;
    db.prepare_cached("DELETE FROM page_words WHERE rowid = ?1")?
        .execute([n])?;
    db.prepare_cached("INSERT INTO page_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![n, facts.title, read.text])?;
    Ok(())
}

/// Says whether a page counts.
pub fn set_counts(db: &Connection, id: &PageId, counts: bool) -> Result<()> {
    db.prepare_cached(
        "UPDATE article SET counts = ?2 WHERE page = (SELECT n FROM page WHERE hash = ?1)",
    )?
    .execute(params![rows::hash(id), counts])?;
    Ok(())
}

/// Takes everything of a page away but its hash. Its claims are gone already.
pub fn forget(db: &Connection, id: &PageId, at: Timestamp) -> Result<()> {
    let Some(n) = number(db, id)? else {
        return Ok(());
    };
    for sql in [
        "DELETE FROM content WHERE page = ?1",
        "DELETE FROM body WHERE page = ?1",
        "DELETE FROM article WHERE page = ?1",
        "DELETE FROM page_words WHERE rowid = ?1",
    ] {
        db.prepare_cached(sql)?.execute([n])?;
    }
    db.prepare_cached(
        "UPDATE page SET address = NULL, charset = NULL, assumed = NULL, name = '', forgotten = ?2 WHERE n = ?1",
    )?
    .execute([n, at.as_millisecond()])?;
    Ok(())
}

/// Sets or lifts the mark of an address.
pub fn mark_address(db: &Connection, url: &str, forgotten: bool) -> Result<()> {
    let sql = if forgotten {
        "INSERT OR IGNORE INTO forgotten_address VALUES (?1)"
    } else {
        "DELETE FROM forgotten_address WHERE hash = ?1"
    };
    db.prepare_cached(sql)?
        .execute([Sha256::digest(url.as_bytes()).as_slice()])?;
    Ok(())
}

/// Whether an address is marked.
pub fn is_marked(db: &Connection, url: &str) -> Result<bool> {
    let mut find = db.prepare_cached("SELECT 1 FROM forgotten_address WHERE hash = ?1")?;
    Ok(find.exists([Sha256::digest(url.as_bytes()).as_slice()])?)
}

/// Leaves nothing in the file of what was deleted. Deleted rows are overwritten as they go; the lists of words are written
/// anew without the deleted ones, and the log is emptied.
pub fn scrub(db: &Connection) -> Result<()> {
    db.execute_batch(
        "INSERT INTO page_words (page_words) VALUES ('optimize');
         INSERT INTO claim_words (claim_words) VALUES ('optimize');",
    )?;
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// How many pages are known on a day, counted to `most`.
pub fn known(db: &Connection, day: i32, most: usize) -> Result<usize> {
    let mut count =
        db.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM article WHERE day <= ?1 LIMIT ?2)")?;
    let pages: i64 = count.query_row(params![day, most as i64], |row| row.get(0))?;
    Ok(usize::try_from(pages).unwrap_or(0))
}
