//! Notices: what somebody should know: they were mentioned, answered, or something is new in what they follow.
//!
//! Invariants: nobody is told of what they wrote themselves, of what they may not see, or by whom they have blocked; of one comment
//! somebody is told once; a digest holds what was neither seen nor sent before.

use super::store::{millis, time};
use super::{Account, Action, People, Result, Who, accounts, markup};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Row};

/// Most notices that are told at once.
const MOST: i64 = 100;

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: i64,
    /// mention, reply, thread, chat or view.
    pub kind: String,
    /// The comment that it is of.
    pub comment: Option<i64>,
    /// The room and message that it is of.
    pub message: Option<(String, i64)>,
    /// The view that it is of: its name and query.
    pub view: Option<(String, String)>,
    /// How many things it tells of.
    pub amount: i64,
    /// Who wrote it.
    pub by: Option<String>,
    /// The first words of it.
    pub text: String,
    /// When it came.
    pub made: Timestamp,
    /// Whether it was seen.
    pub seen: bool,
}

/// What a notice is, with what it tells of; only what may be seen.
const SELECT: &str = "SELECT notice.id, notice.kind, notice.comment, room.key, notice.seq, view.name, view.query, notice.amount,
    author.name, coalesce(comment.text, message.text, ''), notice.made, notice.seen IS NOT NULL
    FROM notice LEFT JOIN comment ON comment.id = notice.comment
    LEFT JOIN room ON room.id = notice.room LEFT JOIN message ON message.room = notice.room AND message.seq = notice.seq
    LEFT JOIN view ON view.id = notice.view
    LEFT JOIN account AS author ON author.id = coalesce(comment.author, message.author)
    WHERE notice.account = ?1 AND coalesce(comment.state, 'shown') = 'shown' AND coalesce(message.state, 'shown') = 'shown'";

impl Notice {
    fn of(row: &Row) -> rusqlite::Result<Notice> {
        let room: Option<String> = row.get(3)?;
        let seq: Option<i64> = row.get(4)?;
        let name: Option<String> = row.get(5)?;
        let query: Option<String> = row.get(6)?;
        let text: String = row.get(9)?;
        Ok(Notice {
            id: row.get(0)?,
            kind: row.get(1)?,
            comment: row.get(2)?,
            message: room.zip(seq),
            view: name.zip(query),
            amount: row.get(7)?,
            by: row.get(8)?,
            text: text.chars().take(200).collect(),
            made: time(row.get(10)?),
            seen: row.get(11)?,
        })
    }
}

/// Tells who should know of a comment.
pub(super) fn of_comment(db: &Connection, comment: i64, now: Timestamp) -> Result<()> {
    let (thread, parent, author, text): (i64, Option<i64>, i64, String) = db.query_row(
        "SELECT thread, parent, author, text FROM comment WHERE id = ?1",
        [comment],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let mut told: Vec<(i64, &str)> = Vec::new();
    for name in markup::mentions(&text) {
        if let Some(account) = accounts::by_name(db, &name)? {
            told.push((account.id, "mention"));
        }
    }
    // Who wrote in the same branch is answered.
    let mut find = db.prepare_cached(
        "SELECT DISTINCT author FROM comment WHERE id = ?1 OR (parent = ?1 AND state = 'shown')",
    )?;
    for account in find.query_map([parent], |row| row.get(0))? {
        told.push((account?, "reply"));
    }
    let mut find = db.prepare_cached("SELECT account FROM follow WHERE thread = ?1")?;
    for account in find.query_map([thread], |row| row.get(0))? {
        told.push((account?, "thread"));
    }
    let mut known = vec![author];
    for (account, kind) in told {
        if known.contains(&account) {
            continue;
        }
        known.push(account);
        db.execute(
            "INSERT INTO notice (account, kind, comment, made) SELECT ?1, ?2, ?3, ?4
             WHERE NOT EXISTS (SELECT 1 FROM block WHERE account = ?1 AND other = ?5)
             AND NOT EXISTS (SELECT 1 FROM notice WHERE account = ?1 AND comment = ?3)",
            (account, kind, comment, millis(now), author),
        )?;
    }
    Ok(())
}

/// Tells who is mentioned in a message.
pub(super) fn of_message(
    db: &Connection,
    (room, seq): (i64, i64),
    author: i64,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    for name in markup::mentions(text) {
        if let Some(account) = accounts::by_name(db, &name)?
            && account.id != author
        {
            db.execute(
                "INSERT INTO notice (account, kind, room, seq, made) SELECT ?1, 'chat', ?2, ?3, ?4
                 WHERE NOT EXISTS (SELECT 1 FROM block WHERE account = ?1 AND other = ?5)",
                (account.id, room, seq, millis(now), author),
            )?;
        }
    }
    Ok(())
}

/// What is to be sent to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// To whom.
    pub account: Account,
    /// What, the latest first.
    pub notices: Vec<Notice>,
}

impl People {
    /// One's notices, the latest first.
    pub fn notices(&self, who: &Who) -> Result<Vec<Notice>> {
        who.need(Action::Account)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(&format!("{SELECT} ORDER BY notice.id DESC LIMIT ?2"))?;
        let rows = find.query_map((who.id, MOST), Notice::of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many of one's notices were not seen.
    pub fn unseen(&self, who: &Who) -> Result<usize> {
        let db = self.store.read();
        let mut find = db.prepare_cached(&format!(
            "SELECT count(*) FROM ({SELECT} AND notice.seen IS NULL LIMIT ?2)"
        ))?;
        let unseen: i64 = find.query_row((who.id, MOST), |row| row.get(0))?;
        Ok(usize::try_from(unseen).unwrap_or(0))
    }

    /// One has seen one's notices up to a number.
    pub fn see_notices(&self, who: &Who, up_to: i64, now: Timestamp) -> Result<()> {
        who.need(Action::Account)?;
        self.store.write_quietly(|db| {
            db.execute(
                "UPDATE notice SET seen = ?3 WHERE account = ?1 AND id <= ?2 AND seen IS NULL",
                (who.id, up_to, millis(now)),
            )?;
            Ok(())
        })
    }

    /// The digests that are due: of those who want one, whose hour has come in their zone, and who were told nothing since it came last.
    pub fn digests(&self, now: Timestamp) -> Result<Vec<Digest>> {
        let mut digests = Vec::new();
        for account in self.accounts()? {
            let Some(hour) = account.digest_hour else {
                continue;
            };
            if !account.email_proved || account.state == super::State::Disabled {
                continue;
            }
            let db = self.store.read();
            let last: i64 = db.query_row(
                "SELECT digested FROM account WHERE id = ?1",
                [account.id],
                |row| row.get(0),
            )?;
            if time(last) >= came(hour, &account.zone, now) {
                continue;
            }
            let mut find = db.prepare_cached(&format!(
                "{SELECT} AND notice.seen IS NULL AND notice.mailed IS NULL ORDER BY notice.id DESC LIMIT ?2"
            ))?;
            let rows = find.query_map((account.id, MOST), Notice::of)?;
            let notices: Vec<Notice> = rows.collect::<rusqlite::Result<_>>()?;
            if !notices.is_empty() {
                digests.push(Digest { account, notices });
            }
        }
        Ok(digests)
    }

    /// A digest was refused: it comes again with what is new then, when its hour does.
    pub fn postpone_digest(&self, digest: &Digest, now: Timestamp) -> Result<()> {
        self.store.write_quietly(|db| {
            db.execute(
                "UPDATE account SET digested = ?2 WHERE id = ?1",
                (digest.account.id, millis(now)),
            )?;
            Ok(())
        })
    }

    /// A digest was sent.
    pub fn digested(&self, digest: &Digest, now: Timestamp) -> Result<()> {
        let last = digest.notices.iter().map(|notice| notice.id).max();
        self.store.write_quietly(|db| {
            db.execute(
                "UPDATE notice SET mailed = ?3 WHERE account = ?1 AND id <= ?2 AND mailed IS NULL",
                (digest.account.id, last, millis(now)),
            )?;
            db.execute(
                "UPDATE account SET digested = ?2 WHERE id = ?1",
                (digest.account.id, millis(now)),
            )?;
            Ok(())
        })
    }
}

/// When an hour of the day came last.
fn came(hour: i8, zone: &str, now: Timestamp) -> Timestamp {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let local = now.to_zoned_datetime(zone.clone());
    let at = |date: jiff::civil::Date| {
        date.at(hour, 0, 0, 0)
            .to_zoned_datetime(zone.clone())
            .map(|at| at.timestamp())
    };
    match at(local.date()) {
        Ok(today) if today <= now => today,
        // An hour that is left out when clocks change comes with the next one.
        _ => local
            .date()
            .yesterday()
            .and_then(at)
            .unwrap_or(now - SignedDuration::from_hours(24)),
    }
}

#[cfg(test)]
mod hour_tests {
    use super::*;

    #[test]
    fn the_hour_is_that_of_the_zone() {
        let now: Timestamp = "2026-11-29T18:30:00Z".parse().unwrap();
        let text = |hour, zone| came(hour, zone, now).to_string();
        assert_eq!(text(18, "UTC"), "2026-11-29T18:00:00Z");
        assert_eq!(text(19, "UTC"), "2026-11-28T19:00:00Z");
        // In Tokyo it is 3:30 of the next day.
        assert_eq!(text(3, "Asia/Tokyo"), "2026-11-29T18:00:00Z");
        assert_eq!(text(4, "Asia/Tokyo"), "2026-11-28T19:00:00Z");
    }
}
