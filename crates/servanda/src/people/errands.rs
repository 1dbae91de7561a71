//! Errands: tokens that are used once and die soon: to reset a password, to prove an e-mail address, to invite somebody.
//!
//! Invariants: whether an account exists is not told to who asks for a reset; a token works once.

use super::accounts::{by_id, by_name, deed};
use super::outbox::{Link, owe};
use super::store::{millis, time};
use super::{
    Account, Action, Error, Kind, People, Result, Role, State, Who, logins, password, secret,
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension};

/// How long each works.
const RESET: SignedDuration = SignedDuration::from_hours(2);
const PROVE: SignedDuration = SignedDuration::from_hours(48);
const INVITE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A token to hand over, with whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// The account; none for an invitation.
    pub account: Option<Account>,
    /// The token.
    pub token: String,
    /// Until when it works.
    pub expires: Timestamp,
}

impl People {
    /// Somebody cannot log in and gives a name or an e-mail address. A letter is owed to those accounts of it whose address was proved; who asks
    /// gets the same answer whether there is one or not.
    pub fn ask_reset(&self, named: &str, from: &str, now: Timestamp) -> Result<()> {
        let named = named.trim();
        self.limits.take(Kind::LogInAddress, from, now)?;
        self.limits
            .take(Kind::Reset, &super::accounts::folded(named), now)?;
        self.store.write_quietly(|db| {
            let accounts: Vec<i64> = db
                .prepare_cached(
                    "SELECT id FROM account WHERE (folded = ?1 OR lower(email) = lower(?2)) AND email_proved = 1
                     AND state IN ('active', 'muted') LIMIT 5",
                )?
                .query_map((super::accounts::folded(named), named), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in accounts {
                owe(db, id, Link::Reset, now)?;
            }
            Ok(())
        })
    }

    /// An administrator (none: the command line) makes a token to reset somebody's password.
    pub fn make_reset(&self, by: Option<&Who>, name: &str, now: Timestamp) -> Result<Errand> {
        if let Some(who) = by {
            who.need(Action::Administer)?;
        }
        self.store.write_quietly(|db| {
            let account = by_name(db, name)?.ok_or(Error::Missing)?;
            deed(db, by.map(|who| who.id), ("reset", &account.name, ""), now)?;
            make(db, "reset", Some(account.id), None, now + RESET, now)
        })
    }

    /// Whether a token to reset a password would work.
    pub fn may_reset(&self, token: &str, now: Timestamp) -> Result<bool> {
        Ok(look(&self.store.read(), "reset", token, now)?.is_some())
    }

    /// Sets a new password with a token. All logins end; the second factor stays.
    pub fn reset(&self, token: &str, new: &str, now: Timestamp) -> Result<()> {
        let name = {
            let db = self.store.read();
            let found = look(&db, "reset", token, now)?.ok_or(Error::Expired)?;
            by_id(&db, found.account.ok_or(Error::Expired)?)?.name
        };
        password::check(new, &name)?;
        let hash = password::hash(new)?;
        self.store.write_quietly(|db| {
            let found = spend(db, "reset", token, now)?;
            let account = found.account.ok_or(Error::Expired)?;
            if by_id(db, account)?.state == State::Deleted {
                return Err(Error::Expired);
            }
            logins::set_password(db, account, &hash)
        })
    }

    /// A token that proves an e-mail address, as a letter holds it.
    #[cfg(test)]
    pub fn make_proof(&self, id: i64, now: Timestamp) -> Result<Errand> {
        self.store
            .write_quietly(|db| make_link(db, id, Link::Prove, now))
    }

    /// Takes a token that was sent to an e-mail address: it is proved, if it is still the account's.
    pub fn prove(&self, token: &str, now: Timestamp) -> Result<()> {
        self.store.write_quietly(|db| {
            let found = spend(db, "prove", token, now)?;
            let proved = db.execute(
                "UPDATE account SET email_proved = 1 WHERE id = ?1 AND email = ?2",
                (found.account, found.email),
            )?;
            if proved == 0 {
                return Err(Error::Expired);
            }
            Ok(())
        })
    }

    /// An administrator (none: the command line) invites somebody to a role.
    pub fn invite(&self, by: Option<&Who>, role: Role, now: Timestamp) -> Result<Errand> {
        if let Some(who) = by {
            who.need(Action::Administer)?;
        }
        self.store.write_quietly(|db| {
            deed(db, by.map(|who| who.id), ("invite", role.as_str(), ""), now)?;
            make(
                db,
                "invite",
                None,
                Some((Some(role), "")),
                now + INVITE,
                now,
            )
        })
    }
}

/// The role that an invitation is for; it is used up by that.
pub(super) fn invited(db: &Connection, token: &str, now: Timestamp) -> Result<Role> {
    let found = spend(db, "invite", token, now)?;
    found
        .role
        .as_deref()
        .and_then(Role::parse)
        .ok_or(Error::Expired)
}

/// Takes away what waits for an account.
pub(super) fn drop_of(db: &Connection, account: i64) -> Result<()> {
    db.execute("DELETE FROM errand WHERE account = ?1", [account])?;
    db.execute("DELETE FROM outbox WHERE account = ?1", [account])?;
    Ok(())
}

/// How long a link works that was sent by mail.
pub(super) fn lifetime(link: Link) -> SignedDuration {
    match link {
        Link::Reset => RESET,
        Link::Prove => PROVE,
    }
}

/// A token to send to the e-mail address of an account.
pub(super) fn make_link(
    db: &Connection,
    account: i64,
    link: Link,
    now: Timestamp,
) -> Result<Errand> {
    let email = by_id(db, account)?.email.ok_or(Error::BadEmail)?;
    let until = now + lifetime(link);
    make(
        db,
        link.as_str(),
        Some(account),
        Some((None, &email)),
        until,
        now,
    )
}

fn make(
    db: &Connection,
    kind: &str,
    account: Option<i64>,
    more: Option<(Option<Role>, &str)>,
    expires: Timestamp,
    now: Timestamp,
) -> Result<Errand> {
    let token = secret::token()?;
    let (role, email) = more.unwrap_or((None, ""));
    db.execute("DELETE FROM errand WHERE expires <= ?1", [millis(now)])?;
    // A newer one takes the place of those before it.
    db.execute(
        "DELETE FROM errand WHERE kind = ?1 AND account = ?2",
        (kind, account),
    )?;
    db.execute(
        "INSERT INTO errand (hash, kind, account, role, email, made, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            secret::hash(&token),
            kind,
            account,
            role.map(Role::as_str),
            email,
            millis(now),
            millis(expires),
        ),
    )?;
    Ok(Errand {
        account: account.map(|id| by_id(db, id)).transpose()?,
        token,
        expires: time(millis(expires)),
    })
}

/// An errand that was found.
struct Found {
    account: Option<i64>,
    role: Option<String>,
    email: Option<String>,
}

fn look(db: &Connection, kind: &str, token: &str, now: Timestamp) -> Result<Option<Found>> {
    let mut find = db.prepare_cached(
        "SELECT account, role, email FROM errand WHERE hash = ?1 AND kind = ?2 AND expires > ?3",
    )?;
    let found = find
        .query_row((secret::hash(token), kind, millis(now)), |row| {
            Ok(Found {
                account: row.get(0)?,
                role: row.get(1)?,
                email: row.get(2)?,
            })
        })
        .optional()?;
    Ok(found)
}

fn spend(db: &Connection, kind: &str, token: &str, now: Timestamp) -> Result<Found> {
    let found = look(db, kind, token, now)?.ok_or(Error::Expired)?;
    db.execute("DELETE FROM errand WHERE hash = ?1", [secret::hash(token)])?;
    Ok(found)
}
