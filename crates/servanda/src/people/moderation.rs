//! Moderation: what waits, what was reported, hiding, locking.
//!
//! Invariant: everything that is done with power over others is written down, with who did it and why.

use super::accounts::deed;
use super::place::Place;
use super::store::{millis, time};
use super::{Action, Error, Kind, People, Result, Who, cleaned, notices};
use jiff::Timestamp;
use rusqlite::OptionalExtension;

/// Most things of a queue that are told at once.
const MOST: i64 = 200;

/// A comment that waits for a moderator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its number.
    pub comment: i64,
    /// Its author.
    pub author: String,
    /// When it was written.
    pub made: Timestamp,
    /// Markdown.
    pub text: String,
}

/// Something that was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its number.
    pub id: i64,
    /// The comment.
    pub comment: Option<i64>,
    /// The room and the number of the message.
    pub message: Option<(String, i64)>,
    /// Who wrote it.
    pub author: String,
    /// What it says.
    pub text: String,
    /// Who reported it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub made: Timestamp,
}

/// Something that was done with power over others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub made: Timestamp,
    /// By whom, empty for an account that is gone; none: on the command line.
    pub by: Option<String>,
    /// What.
    pub what: String,
    /// To what or whom.
    pub object: String,
    /// Why.
    pub reason: String,
}

impl People {
    /// Reports a comment. Reporting it again changes nothing.
    pub fn report(&self, who: &Who, comment: i64, reason: &str, now: Timestamp) -> Result<()> {
        who.need(Action::Report)?;
        let reason = cleaned(reason, 500)?;
        self.limits.take(Kind::Report, &who.id.to_string(), now)?;
        self.store.write(|db| {
            let put = db.execute(
                "INSERT INTO report (comment, account, reason, made)
                 SELECT id, ?2, ?3, ?4 FROM comment WHERE id = ?1 AND state = 'shown' ON CONFLICT DO NOTHING",
                (comment, who.id, reason, millis(now)),
            )?;
            let there: Option<i64> = db
                .query_row("SELECT id FROM comment WHERE id = ?1 AND state = 'shown'", [comment], |row| row.get(0))
                .optional()?;
            if put == 0 && there.is_none() {
                return Err(Error::Missing);
            }
            Ok(())
        })
    }

    /// Comments that wait, the oldest first.
    pub fn held(&self, who: &Who) -> Result<Vec<Held>> {
        who.need(Action::Moderate)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT comment.id, coalesce(name, ''), comment.made, text FROM comment JOIN account ON account.id = author
             WHERE comment.state = 'held' ORDER BY comment.id LIMIT ?1",
        )?;
        let rows = find.query_map([MOST], |row| {
            Ok(Held {
                comment: row.get(0)?,
                author: row.get(1)?,
                made: time(row.get(2)?),
                text: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Reports that nobody has settled, the oldest first.
    pub fn reports(&self, who: &Who) -> Result<Vec<Report>> {
        who.need(Action::Moderate)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT report.id, report.comment, room.key, report.seq, coalesce(author.name, ''),
             coalesce(comment.text, message.text, ''), coalesce(reporter.name, ''), reason, report.made
             FROM report LEFT JOIN comment ON comment.id = report.comment
             LEFT JOIN message ON message.room = report.room AND message.seq = report.seq
             LEFT JOIN room ON room.id = report.room
             LEFT JOIN account AS author ON author.id = coalesce(comment.author, message.author)
             JOIN account AS reporter ON reporter.id = report.account
             WHERE settled IS NULL ORDER BY report.id LIMIT ?1",
        )?;
        let rows = find.query_map([MOST], |row| {
            let room: Option<String> = row.get(2)?;
            let seq: Option<i64> = row.get(3)?;
            Ok(Report {
                id: row.get(0)?,
                comment: row.get(1)?,
                message: room.zip(seq),
                author: row.get(4)?,
                text: row.get(5)?,
                by: row.get(6)?,
                reason: row.get(7)?,
                made: time(row.get(8)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Lets a comment through that waits; its author waits less the next time.
    pub fn let_through(&self, who: &Who, comment: i64, now: Timestamp) -> Result<()> {
        who.need(Action::Moderate)?;
        self.store.write(|db| {
            let changed = db.execute(
                "UPDATE comment SET state = 'shown' WHERE id = ?1 AND state = 'held'",
                [comment],
            )?;
            if changed == 0 {
                return Err(Error::Missing);
            }
            db.execute(
                "UPDATE account SET trusted = trusted + 1 WHERE id = (SELECT author FROM comment WHERE id = ?1)",
                [comment],
            )?;
            notices::of_comment(db, comment, now)?;
            deed(db, Some(who.id), ("let through", &format!("comment {comment}"), ""), now)
        })
    }

    /// Hides a comment, or shows it again. Reports of it are settled by that.
    pub fn hide(
        &self,
        who: &Who,
        comment: i64,
        on: bool,
        reason: &str,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Moderate)?;
        self.store.write(|db| {
            let (to, what) = if on {
                ("hidden", "hide")
            } else {
                ("shown", "show")
            };
            let changed = db.execute(
                "UPDATE comment SET state = ?2 WHERE id = ?1 AND state != 'gone' AND state != ?2",
                (comment, to),
            )?;
            if changed == 0 {
                return Err(Error::Missing);
            }
            db.execute(
                "UPDATE report SET settled = ?2 WHERE comment = ?1 AND settled IS NULL",
                (comment, millis(now)),
            )?;
            deed(
                db,
                Some(who.id),
                (what, &format!("comment {comment}"), reason),
                now,
            )
        })
    }

    /// Leaves what was reported as it is.
    pub fn dismiss(&self, who: &Who, report: i64, now: Timestamp) -> Result<()> {
        who.need(Action::Moderate)?;
        self.store.write(|db| {
            let changed = db.execute(
                "UPDATE report SET settled = ?2 WHERE id = ?1 AND settled IS NULL",
                (report, millis(now)),
            )?;
            if changed == 0 {
                return Err(Error::Missing);
            }
            deed(
                db,
                Some(who.id),
                ("dismiss", &format!("report {report}"), ""),
                now,
            )
        })
    }

    /// Locks the threads of a place, so that only moderators write in them, or opens them.
    pub fn lock(
        &self,
        who: &Who,
        place: &Place,
        on: bool,
        lives: &dyn Fn(&str) -> bool,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Moderate)?;
        self.store.write(|db| {
            let threads = place.threads(db, lives)?;
            if threads.is_empty() {
                return Err(Error::Missing);
            }
            for thread in threads {
                db.execute("UPDATE thread SET locked = ?2 WHERE id = ?1", (thread, on))?;
                let what = if on { "lock" } else { "open" };
                deed(
                    db,
                    Some(who.id),
                    (what, &format!("thread {thread}"), ""),
                    now,
                )?;
            }
            Ok(())
        })
    }

    /// What was done with power over others, the latest first.
    pub fn deeds(&self, who: &Who) -> Result<Vec<Deed>> {
        who.need(Action::Moderate)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT deed.made, iif(deed.account IS NULL, NULL, coalesce(account.name, '')), what, object, reason FROM deed LEFT JOIN account ON account.id = deed.account
             ORDER BY deed.id DESC LIMIT ?1",
        )?;
        let rows = find.query_map([MOST], |row| {
            Ok(Deed {
                made: time(row.get(0)?),
                by: row.get(1)?,
                what: row.get(2)?,
                object: row.get(3)?,
                reason: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
