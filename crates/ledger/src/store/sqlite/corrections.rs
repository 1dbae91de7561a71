//! Corrections in SQLite: people's words, what was read before they were heard, and which claims they are about.

use super::super::written::{WrittenClaim, WrittenCorrection, WrittenDeed};
use super::super::{Result, Source};
use super::rows;
use crate::record::amend::Tie;
use crate::record::{Claim, ClaimId, Correction, CorrectionId, PageId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use std::collections::BTreeMap;

/// How many ids a search by first digits gives at most.
const ALIKE: usize = 5;

const COLUMNS: &str = "c.id, c.at, c.author, c.reason, c.kind, c.deed";

/// Adds a correction, unless it is there. Gives whether it was not.
pub fn put(db: &Connection, correction: &Correction, pages: &[PageId]) -> Result<bool> {
    let written = WrittenDeed::of(&correction.deed);
    let mut put = db.prepare_cached(
        "INSERT OR IGNORE INTO correction (id, at, author, reason, kind, deed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let came = put.execute(params![
        bits(correction.id),
        correction.at.as_millisecond(),
        correction.author,
        correction.reason,
        correction.deed.name(),
        rows::to_json(&written)?,
    ])?;
    let mut on = db.prepare_cached(
        "INSERT OR IGNORE INTO correction_page SELECT ?1, n FROM correction WHERE id = ?2",
    )?;
    for page in pages {
        on.execute(params![rows::hash(page), bits(correction.id)])?;
    }
    Ok(came > 0)
}

/// Takes a correction out.
pub fn drop(db: &Connection, id: CorrectionId) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM correction_page WHERE correction = (SELECT n FROM correction WHERE id = ?1)",
    )?
    .execute([bits(id)])?;
    db.prepare_cached("DELETE FROM correction WHERE id = ?1")?
        .execute([bits(id)])?;
    Ok(())
}

/// All corrections, in the order in which they were made.
pub fn all(db: &Connection) -> Result<Vec<Correction>> {
    find(db, "FROM correction c", [])
}

/// When the last was made.
pub fn last(db: &Connection) -> Result<Option<Timestamp>> {
    let mut find = db.prepare_cached("SELECT max(at) FROM correction")?;
    let at: Option<i64> = find.query_row([], |row| row.get(0))?;
    at.map(rows::time).transpose()
}

/// Those about claims of a page.
pub fn on(db: &Connection, page: &PageId) -> Result<Vec<Correction>> {
    let wanted = "FROM correction_page o JOIN correction c ON c.n = o.correction WHERE o.page = ?1";
    find(db, wanted, [rows::hash(page)])
}

/// Those that claims of the ledger are tied by, of a kind.
pub fn tying(db: &Connection, kind: &str) -> Result<Vec<Correction>> {
    let wanted = "FROM correction c WHERE c.kind = ?1 AND EXISTS (SELECT 1 FROM tie t WHERE t.correction = c.id)";
    find(db, wanted, [kind])
}

/// One.
pub fn one(db: &Connection, id: CorrectionId) -> Result<Option<Correction>> {
    Ok(find(db, "FROM correction c WHERE c.id = ?1", [bits(id)])?.pop())
}

fn find(db: &Connection, wanted: &str, params: impl Params) -> Result<Vec<Correction>> {
    let mut find = db.prepare_cached(&format!("SELECT {COLUMNS} {wanted}"))?;
    let mut found = find.query(params)?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        all.push(correction(row)?);
    }
    all.sort_by_key(Correction::order);
    Ok(all)
}

fn correction(row: &Row) -> Result<Correction> {
    let id = CorrectionId(row.get::<_, i64>(0)?.cast_unsigned());
    let written = WrittenCorrection {
        id: id.to_string(),
        at: rows::time(row.get(1)?)?.to_string(),
        author: row.get(2)?,
        reason: row.get(3)?,
        kind: row.get(4)?,
        deed: rows::from_json(&row.get::<_, String>(5)?)?,
    };
    written.read().map_err(|_| rows::damaged("a correction"))
}

/// Ids of corrections that begin with these digits.
pub fn like(db: &Connection, digits: &str) -> Result<Vec<CorrectionId>> {
    let mut find = db.prepare_cached("SELECT id FROM correction ORDER BY n")?;
    let found = find.query_map([], |row| row.get::<_, i64>(0))?;
    let ids = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let ids = ids.into_iter().map(|id| CorrectionId(id.cast_unsigned()));
    Ok(ids
        .filter(|id| id.to_string().starts_with(digits))
        .take(ALIKE)
        .collect())
}

/// The pages that corrections are about and that are there, and the other versions of them.
pub fn pages(db: &Connection) -> Result<Vec<PageId>> {
    let mut find = db.prepare_cached(
        "WITH own AS (SELECT DISTINCT p.n, p.hash FROM correction_page o JOIN page p ON p.hash = o.page) \
         SELECT hash FROM own UNION SELECT q.hash FROM own JOIN article a ON a.page = own.n \
         JOIN article b ON b.version = a.version JOIN page q ON q.n = b.page ORDER BY hash",
    )?;
    let found = find.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let hashes = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(hashes.iter().map(|hash| rows::page_id(hash)).collect())
}

/// What was read of the claims of a page that are not as they were read.
pub fn aside(db: &Connection, page: &PageId) -> Result<BTreeMap<ClaimId, Option<Claim>>> {
    let mut find = db.prepare_cached(
        "SELECT a.id, a.said FROM as_read a JOIN page p ON p.n = a.page WHERE p.hash = ?1",
    )?;
    let found = find.query_map([rows::hash(page)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let all = found.collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()?;
    { all.into_iter() }
        .map(|(id, said)| Ok((rows::claim_id(id), said.map(read_claim).transpose()?)))
        .collect()
}

fn read_claim(said: String) -> Result<Claim> {
    let written: WrittenClaim = rows::from_json(&said)?;
    written
        .read()
        .map_err(|_| rows::damaged("a claim that was corrected"))
}

/// Writes what was read of a page's claims that are not as they were read.
pub fn put_aside(
    db: &Connection,
    page: &PageId,
    aside: &BTreeMap<ClaimId, Option<Claim>>,
) -> Result<()> {
    db.prepare_cached("DELETE FROM as_read WHERE page = (SELECT n FROM page WHERE hash = ?1)")?
        .execute([rows::hash(page)])?;
    let mut put = db.prepare_cached(
        "INSERT INTO as_read (id, page, said) SELECT ?1, n, ?3 FROM page WHERE hash = ?2",
    )?;
    for (id, said) in aside {
        let said = said.as_ref().map(WrittenClaim::of);
        let said = said.as_ref().map(rows::to_json).transpose()?;
        put.execute(params![rows::bits(*id), rows::hash(page), said])?;
    }
    Ok(())
}

/// The page of a claim that people rejected.
pub fn rejected(db: &Connection, id: ClaimId) -> Result<Option<PageId>> {
    let mut find = db.prepare_cached(
        "SELECT p.hash FROM as_read a JOIN page p ON p.n = a.page WHERE a.id = ?1 AND a.id NOT IN (SELECT id FROM claim)",
    )?;
    let hash: Option<Vec<u8>> = find
        .query_row([rows::bits(id)], |row| row.get(0))
        .optional()?;
    Ok(hash.map(|hash| rows::page_id(&hash)))
}

/// The pages that have claims which people rejected.
pub fn pages_of_rejected(db: &Connection) -> Result<Vec<PageId>> {
    let mut find = db.prepare_cached(
        "SELECT DISTINCT p.hash FROM as_read a JOIN page p ON p.n = a.page WHERE a.id NOT IN (SELECT id FROM claim)",
    )?;
    let found = find.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let hashes = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(hashes.iter().map(|hash| rows::page_id(hash)).collect())
}

/// The ties of a page's claims.
pub fn ties_on(db: &Connection, page: &PageId) -> Result<Vec<Tie>> {
    let wanted = "JOIN page p ON p.n = t.page WHERE p.hash = ?1";
    ties(db, wanted, [rows::hash(page)])
}

/// The ties of a claim.
pub fn ties_of(db: &Connection, claim: ClaimId) -> Result<Vec<Tie>> {
    ties(db, "WHERE t.claim = ?1", [rows::bits(claim)])
}

/// The ties of a correction.
pub fn ties_by(db: &Connection, correction: CorrectionId) -> Result<Vec<Tie>> {
    ties(db, "WHERE t.correction = ?1", [bits(correction)])
}

fn ties(db: &Connection, wanted: &str, params: impl Params) -> Result<Vec<Tie>> {
    let sql = format!("SELECT t.claim, t.correction, t.target FROM tie t {wanted}");
    let mut find = db.prepare_cached(&sql)?;
    let found = find.query_map(params, |row| {
        Ok(Tie {
            claim: rows::claim_id(row.get(0)?),
            correction: CorrectionId(row.get::<_, i64>(1)?.cast_unsigned()),
            target: usize::try_from(row.get::<_, i64>(2)?).unwrap_or(usize::MAX),
        })
    })?;
    let mut all = found.collect::<rusqlite::Result<Vec<_>>>()?;
    all.sort_unstable();
    Ok(all)
}

/// Writes the ties of a page's claims.
pub fn put_ties(db: &Connection, page: &PageId, ties: &[Tie]) -> Result<()> {
    db.prepare_cached("DELETE FROM tie WHERE page = (SELECT n FROM page WHERE hash = ?1)")?
        .execute([rows::hash(page)])?;
    let mut put = db.prepare_cached(
        "INSERT OR REPLACE INTO tie (claim, correction, target, page) SELECT ?2, ?3, ?4, n FROM page WHERE hash = ?1",
    )?;
    for tie in ties {
        put.execute(params![
            rows::hash(page),
            rows::bits(tie.claim),
            bits(tie.correction),
            i64::try_from(tie.target).unwrap_or(i64::MAX)
        ])?;
    }
    Ok(())
}

/// A page that is known on a day and that no newer version known on it stands in for.
pub fn source_known(db: &Connection, page: &PageId, day: i32) -> Result<Option<Source>> {
    let mut find = db.prepare_cached(
        "SELECT p.hash, p.arrived, a.url, a.title, a.outlet, a.published, a.fingerprint \
         FROM article a JOIN page p ON p.n = a.page WHERE p.hash = ?1 AND a.day <= ?2 \
         AND NOT EXISTS (SELECT 1 FROM article b JOIN page q ON q.n = b.page WHERE b.version = a.version \
         AND b.day <= ?2 AND (b.day, q.arrived, q.hash) > (a.day, p.arrived, p.hash))",
    )?;
    let mut found = find.query(params![rows::hash(page), day])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    Ok(Some(Source {
        page: rows::page_id(&row.get::<_, Vec<u8>>(0)?),
        read: rows::time(row.get(1)?)?,
        url: row.get(2)?,
        title: row.get(3)?,
        outlet: row.get(4)?,
        published: rows::day(row.get(5)?)?,
        fingerprint: rows::fingerprint(&row.get::<_, Vec<u8>>(6)?),
    }))
}

fn bits(id: CorrectionId) -> i64 {
    id.0.cast_signed()
}
