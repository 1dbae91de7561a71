//! Tokens: a program acts for somebody, within scopes.
//!
//! Invariants: only the hash is kept; a token does no more than its scopes and its owner's role allow; none changes an account.

use super::accounts::by_id;
use super::store::{millis, time};
use super::{Action, Error, People, Result, Scope, State, Who, cleaned, secret};
use jiff::{SignedDuration, Timestamp};
use rusqlite::OptionalExtension;

/// How every token begins, so that one that lies about is known for what it is.
const MARK: &str = "servanda_";
/// Most tokens of an account.
const MOST: i64 = 50;

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
    /// Until when it works.
    pub expires: Option<Timestamp>,
}

/// Scopes as they are written: words with spaces between.
fn scopes(text: &str) -> Vec<Scope> {
    text.split_whitespace().filter_map(Scope::parse).collect()
}

impl People {
    /// Makes a token; it is not shown again. `days` is how long it works.
    pub fn make_token(
        &self,
        who: &Who,
        name: &str,
        scopes: &[Scope],
        days: Option<u16>,
        now: Timestamp,
    ) -> Result<String> {
        who.need(Action::Account)?;
        let name = cleaned(name, 60)?;
        let mut scopes = scopes.to_vec();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Err(Error::Blank);
        }
        let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        let token = format!("{MARK}{}", secret::token()?);
        let expires =
            days.map(|days| millis(now + SignedDuration::from_hours(24 * i64::from(days))));
        self.store.write_quietly(|db| {
            let there: i64 = db.query_row(
                "SELECT count(*) FROM token WHERE account = ?1",
                [who.id],
                |row| row.get(0),
            )?;
            if there >= MOST {
                return Err(Error::TooMany(MOST as usize));
            }
            db.execute(
                "INSERT INTO token (account, name, hash, scopes, made, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (who.id, &name, secret::hash(&token), words.join(" "), millis(now), expires),
            )?;
            Ok(())
        })?;
        Ok(token)
    }

    /// Who a token acts for; none where it is unknown or out of date.
    pub fn bearer(&self, token: &str, now: Timestamp) -> Result<Option<Who>> {
        if !token.starts_with(MARK) {
            return Ok(None);
        }
        let found: Option<(i64, i64, String, Option<i64>)> = self
            .store
            .read()
            .prepare_cached(
                "SELECT id, account, scopes, used FROM token WHERE hash = ?1 AND (expires IS NULL OR expires > ?2)",
            )?
            .query_row((secret::hash(token), millis(now)), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((id, account, words, used)) = found else {
            return Ok(None);
        };
        // When it was used is told to the minute: not every request writes.
        if used.is_none_or(|used| millis(now) - used > 60_000) {
            self.store.write_quietly(|db| {
                db.execute(
                    "UPDATE token SET used = ?2 WHERE id = ?1",
                    (id, millis(now)),
                )?;
                Ok(())
            })?;
        }
        let account = by_id(&self.store.read(), account)?;
        let lives = matches!(account.state, State::Active | State::Muted);
        Ok(lives.then(|| account.who(None, Some(scopes(&words)))))
    }

    /// One's own tokens.
    pub fn tokens(&self, who: &Who) -> Result<Vec<Token>> {
        who.need(Action::Account)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT id, name, scopes, made, used, expires FROM token WHERE account = ?1 ORDER BY id",
        )?;
        let rows = find.query_map([who.id], |row| {
            let words: String = row.get(2)?;
            Ok(Token {
                id: row.get(0)?,
                name: row.get(1)?,
                scopes: scopes(&words),
                made: time(row.get(3)?),
                used: row.get::<_, Option<i64>>(4)?.map(time),
                expires: row.get::<_, Option<i64>>(5)?.map(time),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes one of one's own tokens back.
    pub fn drop_token(&self, who: &Who, id: i64) -> Result<()> {
        who.need(Action::Account)?;
        self.store.write_quietly(|db| {
            let gone = db.execute(
                "DELETE FROM token WHERE id = ?1 AND account = ?2",
                (id, who.id),
            )?;
            if gone == 0 {
                return Err(Error::Missing);
            }
            Ok(())
        })
    }
}
