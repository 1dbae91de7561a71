//! Outbox: letters with a link that are owed to somebody.
//!
//! What enters: who is owed which link. What leaves: what is to be tried now, with a token that was made for it. Invariants: a letter is owed until a
//! server has taken it or its time is over, also through a restart; no token is kept, as each attempt makes one in the place of the one before.

use super::errands::{self, Errand};
use super::store::{millis, time};
use super::{People, Result, State, accounts, roles};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// To set a new password.
    Reset,
    /// To prove an e-mail address.
    Prove,
}

roles::words!(Link: Reset = "reset", Prove = "prove");

/// How long after the first attempt comes the second; each further one after twice the time.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(5);
/// The longest time between two attempts.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// A letter that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    id: i64,
    account: i64,
    /// What its link is for.
    pub link: Link,
    asked: i64,
    tries: i32,
}

impl People {
    /// Owes an account a letter that proves its e-mail address.
    pub fn owe_proof(&self, account: i64, now: Timestamp) -> Result<()> {
        self.store
            .write_quietly(|db| owe(db, account, Link::Prove, now))
    }

    /// The letters that are to be tried now, those that wait longest first. Who asked too long ago is owed none any more.
    pub fn owed(&self, now: Timestamp) -> Result<Vec<Owed>> {
        let mut waiting: Vec<Owed> = {
            let db = self.store.read();
            let mut find = db.prepare_cached(
                "SELECT id, account, link, asked, tries FROM outbox WHERE due <= ?1 ORDER BY due LIMIT 100",
            )?;
            let rows = find.query_map([millis(now)], |row| {
                let link: String = row.get(2)?;
                Ok(Owed {
                    id: row.get(0)?,
                    account: row.get(1)?,
                    link: Link::parse(&link).unwrap_or(Link::Prove),
                    asked: row.get(3)?,
                    tries: row.get(4)?,
                })
            })?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for old in waiting.extract_if(.., |owed| {
            time(owed.asked) + errands::lifetime(owed.link) <= now
        }) {
            self.store.write_quietly(|db| settle(db, &old))?;
        }
        Ok(waiting)
    }

    /// Makes the token of a letter. None where its link would be of no use any more; it is then not owed any longer.
    pub fn errand_for(&self, owed: &Owed, now: Timestamp) -> Result<Option<Errand>> {
        self.store.write_quietly(|db| {
            let account = accounts::by_id(db, owed.account)?;
            let is_reset = owed.link == Link::Reset;
            let is_of_use = account.email.is_some()
                && account.email_proved == is_reset
                && matches!(account.state, State::Active | State::Muted);
            if !is_of_use {
                settle(db, owed)?;
                return Ok(None);
            }
            errands::make_link(db, owed.account, owed.link, now).map(Some)
        })
    }

    /// A server has taken a letter.
    pub fn letter_taken(&self, owed: &Owed) -> Result<()> {
        self.store.write_quietly(|db| settle(db, owed))
    }

    /// A letter could not be sent: it is tried again, later each time. Gives when.
    pub fn letter_not_taken(&self, owed: &Owed, now: Timestamp) -> Result<Timestamp> {
        let doubled = FIRST_WAIT.saturating_mul(1 << owed.tries.clamp(0, 16));
        let due = now + doubled.min(LONGEST_WAIT);
        self.store.write_quietly(|db| {
            db.execute(
                "UPDATE outbox SET due = ?3, tries = tries + 1 WHERE id = ?1 AND asked = ?2",
                (owed.id, owed.asked, millis(due)),
            )?;
            Ok(())
        })?;
        Ok(time(millis(due)))
    }
}

/// Owes an account a letter. Who asks again begins anew.
pub(super) fn owe(db: &Connection, account: i64, link: Link, now: Timestamp) -> Result<()> {
    db.execute(
        "INSERT INTO outbox (account, link, asked, due) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT DO UPDATE SET asked = excluded.asked, due = excluded.due, tries = 0",
        (account, link.as_str(), millis(now)),
    )?;
    Ok(())
}

/// Takes a letter away, unless it was asked for again meanwhile.
fn settle(db: &Connection, owed: &Owed) -> Result<()> {
    db.execute(
        "DELETE FROM outbox WHERE id = ?1 AND asked = ?2",
        (owed.id, owed.asked),
    )?;
    Ok(())
}
