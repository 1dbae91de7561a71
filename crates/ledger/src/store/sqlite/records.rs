//! Records in SQLite: where claims meet, which record each is in, and what records are found by.

use super::super::{Counts, Doubt, Meeting, Result};
use super::rows;
use crate::merge::{Chosen, Met, Traits};
use crate::record::{ClaimId, Days};
use rusqlite::{Connection, OptionalExtension, params};

/// The day of records without a time: beyond all others.
pub const NEVER: i32 = i32::MAX;

/// Of so few records what is asked for is looked up one by one.
pub const FEW: usize = 500;

/// How many outlets are named in the counts.
const OUTLETS: usize = 10;

/// The power of two of days that a reach fits in.
fn width(meeting: &Meeting) -> u32 {
    let days = i64::from(meeting.last) - i64::from(meeting.first) + 1;
    64 - (days.max(1) - 1).leading_zeros()
}

/// Enters claims where they can meet others, with what they joined.
pub fn put_meetings(
    db: &Connection,
    meetings: &[(Meeting, ClaimId, Option<Chosen>)],
) -> Result<()> {
    let mut put = db.prepare_cached(
        "INSERT OR REPLACE INTO claim_key VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (meeting, claim, chosen) in meetings {
        put.execute(params![
            meeting.key,
            width(meeting),
            meeting.first,
            meeting.last,
            rows::bits(*claim),
            meeting.traits.bits.cast_signed(),
            meeting.traits.people.cast_signed(),
            meeting.traits.words.cast_signed(),
            chosen.map(|chosen| chosen.worth),
            chosen.map(|chosen| rows::bits(chosen.first))
        ])?;
    }
    Ok(())
}

/// Takes a claim from where it could meet others.
pub fn drop_meetings(db: &Connection, claim: ClaimId, meetings: &[Meeting]) -> Result<()> {
    let mut drop = db.prepare_cached(
        "DELETE FROM claim_key WHERE key = ?1 AND width = ?2 AND first = ?3 AND claim = ?4",
    )?;
    for meeting in meetings {
        drop.execute(params![
            meeting.key,
            width(meeting),
            meeting.first,
            rows::bits(claim)
        ])?;
    }
    Ok(())
}

/// The claims that can be met. Of each width only those are looked at that begin late enough to reach the first day.
pub fn met(db: &Connection, meeting: &Meeting) -> Result<Vec<Met>> {
    let mut next =
        db.prepare_cached("SELECT min(width) FROM claim_key WHERE key = ?1 AND width > ?2")?;
    let mut find = db.prepare_cached(
        "SELECT claim, first, last, traits, people, words, worth, joined FROM claim_key WHERE key = ?1 AND width = ?2 AND first BETWEEN ?3 AND ?4 AND last >= ?5",
    )?;
    let mut met = Vec::new();
    let mut width = -1_i64;
    loop {
        let wider: Option<i64> = next.query_row(params![meeting.key, width], |row| row.get(0))?;
        let Some(wider) = wider else { break };
        width = wider;
        let before = i64::from(meeting.first) - (1_i64 << width.clamp(0, 40)) + 1;
        let found = find.query_map(
            params![meeting.key, width, before, meeting.last, meeting.first],
            |row| {
                let worth: Option<i32> = row.get(6)?;
                let first: Option<i64> = row.get(7)?;
                Ok(Met {
                    claim: rows::claim_id(row.get(0)?),
                    days: Days::new(row.get(1)?, row.get(2)?),
                    traits: Traits {
                        bits: row.get::<_, i64>(3)?.cast_unsigned(),
                        people: row.get::<_, i64>(4)?.cast_unsigned(),
                        words: row.get::<_, i64>(5)?.cast_unsigned(),
                    },
                    chosen: { worth.zip(first) }.map(|(worth, first)| Chosen {
                        worth,
                        first: rows::claim_id(first),
                    }),
                })
            },
        )?;
        for one in found {
            met.push(one?);
        }
    }
    Ok(met)
}

/// Whether a claim is there and its page counts.
pub fn claim_counts(db: &Connection, claim: ClaimId) -> Result<bool> {
    let mut find = db.prepare_cached(
        "SELECT 1 FROM claim c JOIN article a ON a.page = c.page WHERE c.id = ?1 AND a.counts",
    )?;
    Ok(find.exists([rows::bits(claim)])?)
}

/// Remembers claims whose records are to be worked out.
pub fn set_unjoined(db: &Connection, claims: &[ClaimId]) -> Result<()> {
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO unjoined VALUES (?1)")?;
    for claim in claims {
        put.execute([rows::bits(*claim)])?;
    }
    Ok(())
}

/// Claims whose records are to be worked out, in the order in which they came.
pub fn unjoined(db: &Connection) -> Result<Vec<ClaimId>> {
    // The few are looked up among the many, whatever the planner takes them for.
    let mut find = db.prepare_cached(
        "SELECT u.claim FROM unjoined u CROSS JOIN claim c ON c.id = u.claim ORDER BY c.n",
    )?;
    let found = find.query_map([], |row| row.get(0))?;
    let bits = found.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(bits.into_iter().map(rows::claim_id).collect())
}

/// Whether the record of a claim is to be worked out.
pub fn is_unjoined(db: &Connection, claim: ClaimId) -> Result<bool> {
    let mut find = db.prepare_cached("SELECT 1 FROM unjoined WHERE claim = ?1")?;
    Ok(find.exists([rows::bits(claim)])?)
}

/// Forgets that the records of claims are to be worked out.
pub fn clear_unjoined(db: &Connection, claims: &[ClaimId]) -> Result<()> {
    let mut clear = db.prepare_cached("DELETE FROM unjoined WHERE claim = ?1")?;
    for claim in claims {
        clear.execute([rows::bits(*claim)])?;
    }
    Ok(())
}

/// The record of a claim.
pub fn of_claim(db: &Connection, claim: ClaimId) -> Result<Option<ClaimId>> {
    let mut find = db.prepare_cached("SELECT record FROM claim WHERE id = ?1")?;
    let record: Option<Option<i64>> = find
        .query_row([rows::bits(claim)], |row| row.get(0))
        .optional()?;
    Ok(record.flatten().map(rows::claim_id))
}

/// Sets or takes away the record of claims.
pub fn assign(db: &Connection, claims: &[ClaimId], record: Option<ClaimId>) -> Result<()> {
    let mut set =
        db.prepare_cached("UPDATE claim SET record = ?2 WHERE id = ?1 AND record IS NOT ?2")?;
    for claim in claims {
        set.execute(params![rows::bits(*claim), record.map(rows::bits)])?;
    }
    Ok(())
}

/// Claims that may be in doubt, of overdue ones their records. Each search goes along an index, so that it ends after `most`.
pub fn doubtful(
    db: &Connection,
    doubt: Doubt,
    today: i32,
    after: Option<(f64, ClaimId)>,
    most: usize,
) -> Result<Vec<(f64, ClaimId)>> {
    let sql = match doubt {
        Doubt::Contradicted => {
            // There are few records that pages contradict each other about.
            "SELECT 0.0, c.id FROM record r INDEXED BY record_state CROSS JOIN claim c INDEXED BY claim_record ON c.record = r.id \
             WHERE r.settled = 'disputed' AND c.status IN ('denied', 'cancelled') AND c.id > ?2 AND ?1 = ?1 ORDER BY c.id LIMIT ?3"
        }
        Doubt::Overdue => {
            "SELECT CAST(last AS REAL), id FROM record WHERE announced = 1 AND settled IN ('announced', 'overdue') \
             AND (last, id) < (CAST(?1 AS INTEGER), ?2) ORDER BY last DESC, id DESC LIMIT ?3"
        }
        Doubt::Unsure => {
            "SELECT confidence, id FROM claim WHERE confidence < 0.5 AND record IS NOT NULL \
             AND (confidence, id) > (?1, ?2) ORDER BY confidence, id LIMIT ?3"
        }
        Doubt::Reported => {
            "SELECT 0.0, id FROM claim WHERE status = 'held' AND said_by <> '[]' AND record IS NOT NULL \
             AND id > ?2 AND ?1 = ?1 ORDER BY id LIMIT ?3"
        }
    };
    let (key, id) = match (after, doubt) {
        (Some((key, id)), _) => (key, rows::bits(id)),
        // What is due today is not overdue.
        (None, Doubt::Overdue) => (f64::from(today), i64::MIN),
        (None, _) => (-1.0, i64::MIN),
    };
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_map(params![key, id, most as i64], |row| {
        Ok((row.get(0)?, rows::claim_id(row.get(1)?)))
    })?;
    Ok(found.collect::<rusqlite::Result<Vec<_>>>()?)
}

/// Takes all derived tables away.
pub fn drop_derived(db: &Connection) -> Result<()> {
    Ok(db.execute_batch(
        "DELETE FROM claim_key; DELETE FROM record; DELETE FROM record_party; DELETE FROM record_pair;
         DELETE FROM record_mark; DELETE FROM tally; DELETE FROM promise; DELETE FROM bond; DELETE FROM change; DELETE FROM change_key; DELETE FROM unjoined;
         UPDATE claim SET record = NULL WHERE record IS NOT NULL;
         INSERT INTO unjoined SELECT c.id FROM claim c JOIN article a ON a.page = c.page WHERE a.counts;",
    )?)
}

/// How much there is, the bytes aside.
pub fn counts(db: &Connection) -> Result<Counts> {
    let number = |sql: &str| -> Result<u64> {
        let number: i64 = db.query_row(sql, [], |row| row.get(0))?;
        Ok(number.unsigned_abs())
    };
    let mut find = db.prepare_cached(
        "SELECT outlet, count(*) FROM article WHERE counts AND outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1 LIMIT ?1",
    )?;
    let found = find.query_map([OUTLETS as i64], |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    let outlets = found.collect::<rusqlite::Result<Vec<_>>>()?;
    // Asked apart, each goes along an index.
    let published: (Option<String>, Option<String>) = db.query_row(
        "SELECT (SELECT min(published) FROM article), (SELECT max(published) FROM article)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let forgotten = number("SELECT count(*) FROM page WHERE forgotten IS NOT NULL")?;
    let uncounted =
        number("SELECT count(*) FROM claim INDEXED BY claim_uncounted WHERE record IS NULL")?;
    let claims = number("SELECT count(*) FROM claim")?;
    Ok(Counts {
        pages: number("SELECT count(*) FROM page")? - forgotten,
        unread: number("SELECT count(*) FROM page WHERE generation IS NULL AND forgotten IS NULL")?,
        superseded: number("SELECT count(*) FROM article WHERE NOT counts")?,
        forgotten,
        claims: claims.saturating_sub(uncounted),
        uncounted,
        records: number("SELECT count(*) FROM record")?,
        bytes: 0,
        outlets,
        published: published.0.zip(published.1),
    })
}
