//! Claims in SQLite.

use super::super::{Held, Result};
use super::rows::{self, Claims, HELD};
use crate::record::{Claim, ClaimId, PageId};
use rusqlite::{Connection, Params, params};

/// How many ids a search by first digits gives at most.
const ALIKE: usize = 5;

const FROM: &str = "FROM claim c JOIN page p ON p.n = c.page JOIN article a ON a.page = c.page";

/// Adds claims.
pub fn put(db: &Connection, claims: &[Claim]) -> Result<()> {
    let mut put = db.prepare_cached(
        "INSERT INTO claim (id, page, event, kind, status, actors, recipients, persons, acting_for, time, place, country, \
         said_by, evidence, confidence, related, caption) \
         SELECT ?1, n, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17 FROM page WHERE hash = ?2",
    )?;
    let mut words =
        db.prepare_cached("INSERT INTO claim_words (rowid, evidence) VALUES (?1, ?2)")?;
    for claim in claims {
        let place = claim.place.as_ref();
        let n = put.insert(params![
            rows::bits(claim.id),
            rows::hash(&claim.page),
            claim.event.as_str(),
            claim.kind,
            claim.status.as_str(),
            claim.actors.join(" "),
            claim.recipients.join(" "),
            rows::to_json(&claim.persons)?,
            rows::to_json(&claim.persons_for)?,
            claim.when,
            place.map(|place| &place.name),
            place.and_then(|place| place.country.as_ref()),
            rows::to_json(&claim.said_by)?,
            rows::evidence(claim)?,
            f64::from(claim.confidence),
            claim.related,
            claim.caption,
        ])?;
        let said: Vec<&str> = claim.evidence.iter().map(|e| e.text.as_str()).collect();
        words.execute(params![n, said.join("\n")])?;
    }
    Ok(())
}

/// Takes claims away.
pub fn drop(db: &Connection, claims: &[ClaimId]) -> Result<()> {
    let mut words = db.prepare_cached(
        "DELETE FROM claim_words WHERE rowid = (SELECT n FROM claim WHERE id = ?1)",
    )?;
    let mut drop = db.prepare_cached("DELETE FROM claim WHERE id = ?1")?;
    for claim in claims {
        words.execute([rows::bits(*claim)])?;
        drop.execute([rows::bits(*claim)])?;
    }
    Ok(())
}

fn all(db: &Connection, wanted: &str, params: impl Params) -> Result<Vec<Held>> {
    let mut find = db.prepare_cached(&format!("SELECT {HELD} {FROM} {wanted}"))?;
    let mut found = find.query(params)?;
    let mut claims = Claims::default();
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        all.push(claims.held(row)?);
    }
    Ok(all)
}

/// The claims of a page, in its order.
pub fn of_page(db: &Connection, page: &PageId) -> Result<Vec<Held>> {
    all(db, "WHERE p.hash = ?1 ORDER BY c.n", [rows::hash(page)])
}

/// A claim.
pub fn one(db: &Connection, id: ClaimId) -> Result<Option<Held>> {
    Ok(all(db, "WHERE c.id = ?1", [rows::bits(id)])?.pop())
}

/// The claims of a record.
pub fn of_record(db: &Connection, record: ClaimId) -> Result<Vec<Held>> {
    all(db, "WHERE c.record = ?1 ORDER BY c.n", [rows::bits(record)])
}

/// The claims of pages that are known on a day, without those of a version that has a newer one on that day.
pub fn known_on(db: &Connection, day: i32) -> Result<Vec<Held>> {
    let newer = "SELECT 1 FROM article b JOIN page q ON q.n = b.page WHERE b.version = a.version AND b.day <= ?1 \
        AND (b.day, q.arrived, q.hash) > (a.day, p.arrived, p.hash)";
    let wanted = format!("WHERE a.day <= ?1 AND NOT EXISTS ({newer}) ORDER BY c.page");
    all(db, &wanted, [day])
}

/// Ids of claims that begin with these digits.
pub fn like(db: &Connection, digits: &str) -> Result<Vec<ClaimId>> {
    let number = |filler: char| {
        let full: String = digits
            .chars()
            .chain(std::iter::repeat(filler))
            .take(16)
            .collect();
        u64::from_str_radix(&full, 16).ok()
    };
    let (Some(first), Some(last)) = (number('0'), number('f')) else {
        return Ok(Vec::new());
    };
    // A range of ids never crosses the sign, as its first digit is the same.
    let mut find = db.prepare_cached(
        "SELECT id FROM claim WHERE id BETWEEN ?1 AND ?2 \
             UNION SELECT id FROM as_read WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3",
    )?;
    let found = find.query_map(
        params![first.cast_signed(), last.cast_signed(), ALIKE as i64],
        |row| row.get(0),
    )?;
    let bits = found.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(bits.into_iter().map(rows::claim_id).collect())
}

/// Words as SQLite is asked for them; none where there are none.
fn asked(words: &str) -> Option<String> {
    // Each word in quotes is a word to SQLite, whatever signs it holds, but for those that end a text.
    let asked: Vec<String> = words
        .split_whitespace()
        .map(|word| {
            format!(
                "\"{}\"",
                word.replace(|c: char| c == '"' || c.is_control(), "")
            )
        })
        .filter(|word| word.len() > 2)
        .collect();
    (!asked.is_empty()).then(|| asked.join(" "))
}

/// The newest claims whose evidence has all of these words, or whose page has them in its title, each with its record.
pub fn with_words(
    db: &Connection,
    words: &str,
    most: usize,
) -> Result<Vec<(ClaimId, Option<ClaimId>)>> {
    let Some(asked) = asked(words) else {
        return Ok(Vec::new());
    };
    let mut ids = Vec::new();
    for (sql, asked) in [
        (
            "SELECT c.id, c.record FROM (SELECT rowid FROM claim_words WHERE claim_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2) w \
             CROSS JOIN claim c INDEXED BY claim_of ON c.n = w.rowid",
            asked.clone(),
        ),
        (
            "SELECT c.id, c.record FROM (SELECT rowid FROM page_words WHERE page_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2) w \
             CROSS JOIN claim p INDEXED BY claim_page ON p.page = w.rowid CROSS JOIN claim c INDEXED BY claim_of ON c.n = p.n",
            format!("title : ({asked})"),
        ),
    ] {
        let mut find = db.prepare_cached(sql)?;
        let found = find.query_map(params![asked, most as i64], |row| {
            let record: Option<i64> = row.get(1)?;
            Ok((rows::claim_id(row.get(0)?), record.map(rows::claim_id)))
        })?;
        for pair in found {
            ids.push(pair?);
        }
    }
    Ok(ids)
}

/// The newest pages with all of these words in title or text.
pub fn pages_with(db: &Connection, words: &str, most: usize) -> Result<Vec<PageId>> {
    let Some(asked) = asked(words) else {
        return Ok(Vec::new());
    };
    let mut find = db.prepare_cached(
        "SELECT p.hash FROM (SELECT rowid FROM page_words WHERE page_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2) w \
         JOIN page p ON p.n = w.rowid",
    )?;
    let found = find.query_map(params![asked, most as i64], |row| row.get::<_, Vec<u8>>(0))?;
    let pages = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(pages.iter().map(|hash| rows::page_id(hash)).collect())
}

/// Of so many claims, and of so many pages that have the words, the newest are ranked.
const RANKED: usize = 2000;

/// Claims and pages with all of these words, the best first; of the newest, where many have them.
pub fn search(db: &Connection, words: &str, most: usize) -> Result<(Vec<ClaimId>, Vec<PageId>)> {
    let Some(asked) = asked(words) else {
        return Ok((Vec::new(), Vec::new()));
    };
    let newest = |table: &str| -> Result<i64> {
        let sql = format!(
            "SELECT min(n) FROM (SELECT rowid AS n FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid DESC LIMIT ?2)"
        );
        let mut find = db.prepare_cached(&sql)?;
        let first: Option<i64> = find.query_row(params![asked, RANKED as i64], |row| row.get(0))?;
        Ok(first.unwrap_or(0))
    };
    let mut find = db.prepare_cached(
        "SELECT c.id FROM (SELECT rowid AS n, rank FROM claim_words WHERE claim_words MATCH ?1 AND rowid >= ?3 ORDER BY rank LIMIT ?2) w \
         CROSS JOIN claim c ON c.n = w.n ORDER BY w.rank, c.id",
    )?;
    let first = newest("claim_words")?;
    let found = find.query_map(params![asked, most as i64, first], |row| row.get(0))?;
    let claims = found.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut find = db.prepare_cached(
        "SELECT p.hash FROM (SELECT rowid AS n, rank FROM page_words WHERE page_words MATCH ?1 AND rowid >= ?3 ORDER BY rank LIMIT ?2) w \
         CROSS JOIN page p ON p.n = w.n ORDER BY w.rank, p.n",
    )?;
    let first = newest("page_words")?;
    let found = find.query_map(params![asked, most as i64, first], |row| {
        row.get::<_, Vec<u8>>(0)
    })?;
    let pages = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok((
        claims.into_iter().map(rows::claim_id).collect(),
        pages.iter().map(|hash| rows::page_id(hash)).collect(),
    ))
}
