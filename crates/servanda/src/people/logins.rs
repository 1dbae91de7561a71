//! Logins: who is there. A login is an opaque token, of which the hash is kept.
//!
//! Invariants: a login always begins with a new token, whatever came before; the token changes while it is used, and one that was
//! replaced long ago ends the login, as somebody else has it; an unknown name costs the work of a known one and gets the same answer.

use super::accounts::{by_id, by_name};
use super::store::{millis, time};
use super::{Action, Error, Kind, People, Result, State, Who, errands, factor, password, secret};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension};

/// How long a login lives without being used, and at all.
const IDLE: SignedDuration = SignedDuration::from_hours(14 * 24);
const AGE: SignedDuration = SignedDuration::from_hours(60 * 24);
/// How long it waits for the second factor.
const PENDING: SignedDuration = SignedDuration::from_mins(5);
/// How old a token gets before it is replaced.
const TURN: SignedDuration = SignedDuration::from_hours(24);
/// How long the replaced one is still taken: requests that were under way.
const GRACE: SignedDuration = SignedDuration::from_mins(2);
/// Most logins of one account; the oldest goes.
const MOST: i64 = 20;

/// How a login began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It is there; the token.
    In(String),
    /// It waits for the second factor; a token for that.
    Second(String),
}

/// Somebody who is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who it is.
    pub who: Who,
    /// What every form that writes carries.
    pub csrf: String,
    /// A token that takes the place of the one that came.
    pub replaced: Option<String>,
}

/// A login as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Its number.
    pub id: i64,
    /// When it began.
    pub made: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// The browser, as it calls itself.
    pub agent: String,
    /// The network address it began from.
    pub address: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

impl People {
    /// Begins a login with name and password. `from` is the network address, `agent` what the browser calls itself.
    pub fn log_in(
        &self,
        name: &str,
        password: &str,
        (from, agent): (&str, &str),
        now: Timestamp,
    ) -> Result<Begun> {
        let folded = super::accounts::folded(name.trim());
        let here = format!("{folded}\n{from}");
        // All three are counted for unknown names too.
        self.limits.take(Kind::LogInAddress, from, now)?;
        self.limits.take(Kind::LogInHere, &here, now)?;
        self.limits.take(Kind::LogInName, &folded, now)?;
        let (account, hash) = {
            let db = self.store.read();
            let account = by_name(&db, name.trim())?;
            let id = account.as_ref().map(|account| account.id);
            let hash: Option<Option<String>> = db
                .query_row("SELECT hash FROM account WHERE id IS ?1", [id], |row| {
                    row.get(0)
                })
                .optional()?;
            (account, hash.flatten())
        };
        let fits = password::fits(password, hash.as_deref());
        let account = account
            .filter(|account| fits && matches!(account.state, State::Active | State::Muted))
            .ok_or(Error::Wrong)?;
        self.limits.clear(Kind::LogInHere, &here);
        let token = self
            .store
            .write_quietly(|db| begin(db, account.id, account.has_factor, (from, agent), now))?;
        Ok(if account.has_factor {
            Begun::Second(token)
        } else {
            Begun::In(token)
        })
    }

    /// Ends the waiting of a login with a code of the second factor or one for recovery; gives its new token.
    pub fn second_factor(&self, token: &str, code: &str, now: Timestamp) -> Result<String> {
        let hash = secret::hash(token);
        let (login, account): (i64, i64) = {
            let db = self.store.read();
            db.query_row(
                "SELECT id, account FROM login WHERE hash = ?1 AND pending = 1 AND made > ?2",
                (&hash, millis(now - PENDING)),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?
            .ok_or(Error::Expired)?
        };
        self.limits.take(Kind::Code, &account.to_string(), now)?;
        let fresh = secret::token()?;
        self.store.write_quietly(|db| {
            factor::spend(db, account, code, now)?;
            let turned = db.execute(
                "UPDATE login SET pending = 0, hash = ?2, turned = ?3, seen = ?3 WHERE id = ?1 AND pending = 1",
                (login, secret::hash(&fresh), millis(now)),
            )?;
            if turned == 0 {
                return Err(Error::Expired);
            }
            Ok(())
        })?;
        self.limits.clear(Kind::Code, &account.to_string());
        Ok(fresh)
    }

    /// Who comes with a token of a login; none where it is unknown, out of date or waits for the second factor.
    pub fn session(&self, token: &str, now: Timestamp) -> Result<Option<Session>> {
        let hash = secret::hash(token);
        let found = {
            let db = self.store.read();
            let row = find(&db, &hash, now)?;
            match row {
                None => None,
                Some(row) => Some((by_id(&db, row.account)?, row)),
            }
        };
        let Some((account, row)) = found else {
            return Ok(None);
        };
        if !matches!(account.state, State::Active | State::Muted) {
            return Ok(None);
        }
        let age = now.duration_since(time(row.turned));
        if row.is_before && age > GRACE && !row.taken {
            // The answer with the new token was lost on its way: the browser gets another one.
            let replaced = self.turn(row.id, ("before", &hash), now)?;
            return Ok(replaced.map(|fresh| Session {
                who: account.who(Some(row.id), None),
                csrf: row.csrf,
                replaced: Some(fresh),
            }));
        }
        if row.is_before && age > GRACE {
            // Somebody uses a token that was replaced: it was copied, and nobody knows by whom.
            self.store.write_quietly(|db| {
                db.execute("DELETE FROM login WHERE id = ?1", [row.id])?;
                Ok(())
            })?;
            return Ok(None);
        }
        let replaced = if !row.is_before && age > TURN {
            self.turn(row.id, ("hash", &hash), now)?
        } else {
            let fresh = !row.is_before && !row.taken;
            if fresh || now.duration_since(time(row.seen)) > SignedDuration::from_mins(5) {
                self.store.write_quietly(|db| {
                    let seen = (row.id, millis(now), !row.is_before);
                    db.execute(
                        "UPDATE login SET seen = ?2, taken = max(taken, ?3) WHERE id = ?1",
                        seen,
                    )?;
                    Ok(())
                })?;
            }
            None
        };
        Ok(Some(Session {
            who: account.who(Some(row.id), None),
            csrf: row.csrf,
            replaced,
        }))
    }

    /// Replaces a token, which is the one of a column; none where another request was faster.
    fn turn(
        &self,
        login: i64,
        (column, hash): (&str, &str),
        now: Timestamp,
    ) -> Result<Option<String>> {
        let fresh = secret::token()?;
        let turned = self.store.write_quietly(|db| {
            Ok(db.execute(
                &format!(
                    "UPDATE login SET before = {column}, hash = ?3, turned = ?4, seen = ?4, taken = 0
                     WHERE id = ?1 AND {column} = ?2"
                ),
                (login, hash, secret::hash(&fresh), millis(now)),
            )?)
        })?;
        Ok((turned > 0).then_some(fresh))
    }

    /// Whether the login by which somebody came is still there. Changes nothing.
    pub fn is_logged_in(&self, who: &Who) -> Result<bool> {
        let db = self.store.read();
        let account = by_id(&db, who.id)?;
        let mut find =
            db.prepare_cached("SELECT count(*) FROM login WHERE id = ?1 AND pending = 0")?;
        let there = match who.login {
            Some(login) => find.query_row([login], |row| row.get::<_, i64>(0))? > 0,
            None => true,
        };
        Ok(there && matches!(account.state, State::Active | State::Muted))
    }

    /// Ends the login of a token.
    pub fn log_out(&self, token: &str) -> Result<()> {
        self.store.write_quietly(|db| {
            let hash = secret::hash(token);
            db.execute("DELETE FROM login WHERE hash = ?1 OR before = ?1", [hash])?;
            Ok(())
        })
    }

    /// One's own logins, the last used first.
    pub fn logins(&self, who: &Who, now: Timestamp) -> Result<Vec<Login>> {
        who.need(Action::Account)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT id, made, seen, agent, address FROM login
             WHERE account = ?1 AND pending = 0 AND seen > ?2 AND made > ?3 ORDER BY seen DESC, id DESC",
        )?;
        let rows = find.query_map((who.id, millis(now - IDLE), millis(now - AGE)), |row| {
            let id = row.get(0)?;
            Ok(Login {
                id,
                made: time(row.get(1)?),
                seen: time(row.get(2)?),
                agent: row.get(3)?,
                address: row.get(4)?,
                current: Some(id) == who.login,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Ends one of one's own logins.
    pub fn end_login(&self, who: &Who, id: i64) -> Result<()> {
        who.need(Action::Account)?;
        self.store.write_quietly(|db| {
            let ended = db.execute(
                "DELETE FROM login WHERE id = ?1 AND account = ?2",
                (id, who.id),
            )?;
            if ended == 0 {
                return Err(Error::Missing);
            }
            Ok(())
        })
    }

    /// Changes one's password. All logins end, and one begins anew: its token.
    pub fn change_password(
        &self,
        who: &Who,
        old: &str,
        new: &str,
        (from, agent): (&str, &str),
        now: Timestamp,
    ) -> Result<String> {
        who.need(Action::Account)?;
        password::check(new, &who.name)?;
        self.check_password(who, old, now)?;
        let hash = password::hash(new)?;
        self.store.write_quietly(|db| {
            set_password(db, who.id, &hash)?;
            begin(db, who.id, false, (from, agent), now)
        })
    }
}

/// Sets a password; logins end, and tokens to reset it go.
pub(super) fn set_password(db: &Connection, account: i64, hash: &str) -> Result<()> {
    db.execute(
        "UPDATE account SET hash = ?2 WHERE id = ?1",
        (account, hash),
    )?;
    db.execute("DELETE FROM login WHERE account = ?1", [account])?;
    errands::drop_of(db, account)
}

/// Begins a login; gives its token.
pub(super) fn begin(
    db: &Connection,
    account: i64,
    pending: bool,
    (from, agent): (&str, &str),
    now: Timestamp,
) -> Result<String> {
    let (token, csrf) = (secret::token()?, secret::token()?);
    let agent: String = agent
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    db.execute(
        "DELETE FROM login WHERE made <= ?1 OR seen <= ?2 OR (pending = 1 AND made <= ?3)",
        (millis(now - AGE), millis(now - IDLE), millis(now - PENDING)),
    )?;
    db.execute(
        "INSERT INTO login (account, hash, turned, csrf, pending, made, seen, agent, address)
         VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?3, ?6, ?7)",
        (
            account,
            secret::hash(&token),
            millis(now),
            csrf,
            pending,
            agent,
            from,
        ),
    )?;
    db.execute(
        "DELETE FROM login WHERE account = ?1 AND id NOT IN
         (SELECT id FROM login WHERE account = ?1 ORDER BY id DESC LIMIT ?2)",
        (account, MOST),
    )?;
    Ok(token)
}

/// A login that was found.
struct Found {
    id: i64,
    account: i64,
    csrf: String,
    turned: i64,
    seen: i64,
    taken: bool,
    is_before: bool,
}

fn find(db: &Connection, hash: &str, now: Timestamp) -> Result<Option<Found>> {
    let mut find = db.prepare_cached(
        "SELECT id, account, csrf, turned, seen, taken, hash != ?1 FROM login
         WHERE (hash = ?1 OR before = ?1) AND pending = 0 AND seen > ?2 AND made > ?3",
    )?;
    let found = find
        .query_row((hash, millis(now - IDLE), millis(now - AGE)), |row| {
            Ok(Found {
                id: row.get(0)?,
                account: row.get(1)?,
                csrf: row.get(2)?,
                turned: row.get(3)?,
                seen: row.get(4)?,
                taken: row.get(5)?,
                is_before: row.get(6)?,
            })
        })
        .optional()?;
    Ok(found)
}
