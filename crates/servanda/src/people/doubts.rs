//! Doubts: claims that somebody who reads them holds to be wrong.
//!
//! What enters: the id of a claim, and why it is doubted. What leaves: what those who review have to look at. Invariant: a doubt waits until
//! somebody decides about its claim, and again when that is taken back; nobody doubts a claim twice meanwhile.

use super::store::millis;
use super::{Action, Kind, People, Result, Who, cleaned};
use jiff::Timestamp;
use rusqlite::OptionalExtension;

/// Most doubts that are told at once.
const MOST: i64 = 1000;

/// A claim that somebody doubts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubted {
    /// The id of the claim.
    pub claim: String,
    /// Who doubts it; empty for an account that is gone.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl People {
    /// Doubts a claim. Who does so again, before anybody has decided, says why anew.
    pub fn doubt(&self, who: &Who, claim: &str, reason: &str, now: Timestamp) -> Result<()> {
        who.need(Action::Report)?;
        let reason = cleaned(reason, 500)?;
        self.limits.take(Kind::Report, &who.id.to_string(), now)?;
        self.store.write(|db| {
            db.execute(
                "INSERT INTO doubt (claim, account, reason, made) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (account, claim) WHERE settled IS NULL DO UPDATE SET reason = excluded.reason, made = excluded.made",
                (claim, who.id, reason, millis(now)),
            )?;
            Ok(())
        })
    }

    /// Why one doubts a claim, if nobody has decided about it since.
    pub fn own_doubt(&self, who: &Who, claim: &str) -> Result<Option<String>> {
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT reason FROM doubt WHERE account = ?1 AND claim = ?2 AND settled IS NULL",
        )?;
        Ok(find
            .query_row((who.id, claim), |row| row.get(0))
            .optional()?)
    }

    /// What is doubted and not decided, the oldest first.
    pub fn doubted(&self, who: &Who) -> Result<Vec<Doubted>> {
        who.need(Action::Review)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT claim, coalesce(account.name, ''), reason FROM doubt JOIN account ON account.id = doubt.account
             WHERE settled IS NULL ORDER BY doubt.id LIMIT ?1",
        )?;
        let rows = find.query_map([MOST], |row| {
            Ok(Doubted {
                claim: row.get(0)?,
                by: row.get(1)?,
                reason: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Somebody has decided about a claim by a correction: nobody's doubt of it waits any more.
    pub fn settle_doubts(
        &self,
        who: &Who,
        claim: &str,
        correction: &str,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Review)?;
        self.store.write(|db| {
            db.execute(
                "UPDATE doubt SET settled = ?3, correction = ?2 WHERE claim = ?1 AND settled IS NULL",
                (claim, correction, millis(now)),
            )?;
            Ok(())
        })
    }

    /// A decision was taken back: the doubts that it settled wait again, but for those of people who doubt the claim anew.
    pub fn reopen_doubts(&self, who: &Who, correction: &str) -> Result<()> {
        who.need(Action::Review)?;
        self.store.write(|db| {
            db.execute(
                "UPDATE OR IGNORE doubt SET settled = NULL, correction = NULL WHERE correction = ?1",
                [correction],
            )?;
            Ok(())
        })
    }
}
