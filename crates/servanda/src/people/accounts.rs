//! Accounts: registering, roles, states, one's own data, deleting.
//!
//! Invariants: names that look alike are one name; a deleted account keeps neither name nor address nor secret; the last administrator stays.

use super::roles::words;
use super::store::{millis, time};
use super::{Action, Error, Kind, People, Registration, Result, Role, Who, errands, password};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Value, json};

/// What became of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Reads and writes.
    Active,
    /// Reads only.
    Muted,
    /// Cannot log in.
    Disabled,
    /// Is gone; what it wrote may stay.
    Deleted,
}

words!(State: Active = "active", Muted = "muted", Disabled = "disabled", Deleted = "deleted");

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: i64,
    /// Its name; empty once it is deleted.
    pub name: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// Whether somebody answered from there.
    pub email_proved: bool,
    /// Its role.
    pub role: Role,
    /// Its state.
    pub state: State,
    /// Language of what is sent to it.
    pub language: String,
    /// When it was made.
    pub made: Timestamp,
    /// Whether a second factor is on.
    pub has_factor: bool,
    /// Hour of the day at which a digest is sent; none for no digest.
    pub digest_hour: Option<i8>,
    /// Time zone of that hour.
    pub zone: String,
}

/// The columns of [`Account`].
const COLUMNS: &str =
    "id, name, email, email_proved, role, state, language, made, totp_on, digest_hour, zone";

/// Most characters of a name.
const LONGEST_NAME: usize = 32;

impl Account {
    fn of(row: &Row) -> rusqlite::Result<Account> {
        let role: String = row.get(4)?;
        let state: String = row.get(5)?;
        Ok(Account {
            id: row.get(0)?,
            name: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            email: row.get(2)?,
            email_proved: row.get(3)?,
            role: Role::parse(&role).unwrap_or(Role::Reader),
            // A state that this program does not know opens nothing.
            state: State::parse(&state).unwrap_or(State::Disabled),
            language: row.get(6)?,
            made: time(row.get(7)?),
            has_factor: row.get(8)?,
            digest_hour: row.get(9)?,
            zone: row.get(10)?,
        })
    }

    /// As somebody who does something, by a login or a token.
    pub(super) fn who(self, login: Option<i64>, scopes: Option<Vec<super::Scope>>) -> Who {
        Who {
            id: self.id,
            name: self.name,
            role: self.role,
            state: self.state,
            login,
            scopes,
        }
    }
}

/// What a name is compared by: small letters.
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// Looks whether a name may be one: letters and digits of one script, so that none looks like another's.
fn check_name(name: &str) -> Result<()> {
    #[derive(PartialEq, Clone, Copy)]
    enum Script {
        Latin,
        Greek,
        Cyrillic,
        Other,
    }
    let script = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Script::Latin,
        '\u{370}'..='\u{3ff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        _ => Script::Other,
    };
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let first = letters.first().map(|c| script(*c));
    let sound = (2..=LONGEST_NAME).contains(&name.chars().count())
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && name.chars().all(|c| !c.is_numeric() || c.is_ascii_digit())
        && name.starts_with(char::is_alphanumeric)
        && name.ends_with(char::is_alphanumeric)
        && !letters.is_empty()
        && letters.iter().all(|c| Some(script(*c)) == first);
    if sound { Ok(()) } else { Err(Error::BadName) }
}

/// An e-mail address, if it is one.
fn email(text: Option<&str>) -> Result<Option<String>> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) if text.len() > 254 => Err(Error::BadEmail),
        Some(text) => {
            let address: lettre::Address = text.parse().map_err(|_| Error::BadEmail)?;
            Ok(Some(address.to_string()))
        }
    }
}

/// An account by its number.
pub(super) fn by_id(db: &Connection, id: i64) -> Result<Account> {
    let mut find = db.prepare_cached(&format!("SELECT {COLUMNS} FROM account WHERE id = ?1"))?;
    Ok(find.query_row([id], Account::of)?)
}

/// An account by its name.
pub(super) fn by_name(db: &Connection, name: &str) -> Result<Option<Account>> {
    let mut find =
        db.prepare_cached(&format!("SELECT {COLUMNS} FROM account WHERE folded = ?1"))?;
    Ok(find.query_row([folded(name)], Account::of).optional()?)
}

/// Writes down what was done with power over others; none stands for the command line.
pub(super) fn deed(
    db: &Connection,
    by: Option<i64>,
    (what, object, reason): (&str, &str, &str),
    now: Timestamp,
) -> Result<()> {
    db.execute(
        "INSERT INTO deed (made, account, what, object, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        (millis(now), by, what, object, reason),
    )?;
    Ok(())
}

impl People {
    /// Makes an account. Who calls it has the right to.
    pub fn add(
        &self,
        name: &str,
        password: &str,
        address: Option<&str>,
        role: Role,
        now: Timestamp,
    ) -> Result<i64> {
        let (name, address) = (name.trim(), email(address)?);
        check_name(name)?;
        password::check(password, name)?;
        let hash = password::hash(password)?;
        self.store
            .write(|db| insert(db, name, &hash, address.as_deref(), role, now))
    }

    /// Makes an account for somebody who asks for one, with an invitation where one is needed. `from` is the network address.
    pub fn register(
        &self,
        name: &str,
        password: &str,
        address: Option<&str>,
        invitation: Option<&str>,
        from: &str,
        now: Timestamp,
    ) -> Result<i64> {
        self.limits.take(Kind::Register, from, now)?;
        let (name, address) = (name.trim(), email(address)?);
        let invitation = invitation.filter(|text| !text.is_empty());
        match self.registration()? {
            Registration::Closed => return Err(Error::Closed),
            Registration::Invited if invitation.is_none() => return Err(Error::Uninvited),
            _ => {}
        }
        check_name(name)?;
        password::check(password, name)?;
        let hash = password::hash(password)?;
        self.store.write(|db| {
            let role = match invitation {
                Some(token) => errands::invited(db, token, now)?,
                None => Role::Reader,
            };
            insert(db, name, &hash, address.as_deref(), role, now)
        })
    }

    /// The account of a name.
    pub fn account_named(&self, name: &str) -> Result<Account> {
        by_name(&self.store.read(), name)?.ok_or(Error::Missing)
    }

    /// One's own account.
    pub fn account(&self, who: &Who) -> Result<Account> {
        by_id(&self.store.read(), who.id)
    }

    /// All accounts that are not deleted, by name.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        let db = self.store.read();
        let mut find = db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM account WHERE state != 'deleted' ORDER BY folded"
        ))?;
        Ok(find
            .query_map([], Account::of)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Gives an account another role; `by` is none on the command line. Its logins end, as they were of another role.
    pub fn set_role(&self, by: Option<&Who>, id: i64, role: Role, now: Timestamp) -> Result<()> {
        if let Some(who) = by {
            who.need(Action::Administer)?;
        }
        self.store.write(|db| {
            let account = by_id(db, id)?;
            if account.role == Role::Administrator && role != Role::Administrator {
                keep_one_administrator(db, id)?;
            }
            db.execute(
                "UPDATE account SET role = ?2 WHERE id = ?1",
                (id, role.as_str()),
            )?;
            db.execute("DELETE FROM login WHERE account = ?1", [id])?;
            deed(
                db,
                by.map(|who| who.id),
                (&format!("role {role}"), &account.name, ""),
                now,
            )
        })
    }

    /// Gives an account another state: active, muted or disabled; `by` is none on the command line.
    pub fn set_state(
        &self,
        by: Option<&Who>,
        id: i64,
        state: State,
        reason: &str,
        now: Timestamp,
    ) -> Result<()> {
        if let Some(who) = by {
            // A moderator may keep somebody from writing; to keep them out is for administrators.
            who.need(match state {
                State::Active | State::Muted => Action::Moderate,
                State::Disabled | State::Deleted => Action::Administer,
            })?;
        }
        self.store.write(|db| {
            let account = by_id(db, id)?;
            let undoes = account.state == State::Disabled || account.role > Role::Analyst;
            if let Some(who) = by.filter(|_| undoes) {
                who.need(Action::Administer)?;
            }
            if account.state == State::Deleted || state == State::Deleted {
                return Err(Error::Missing);
            }
            if state != State::Active {
                keep_one_administrator(db, id)?;
            }
            db.execute(
                "UPDATE account SET state = ?2 WHERE id = ?1",
                (id, state.as_str()),
            )?;
            if state == State::Disabled {
                db.execute("DELETE FROM login WHERE account = ?1", [id])?;
                db.execute("DELETE FROM token WHERE account = ?1", [id])?;
            }
            deed(
                db,
                by.map(|who| who.id),
                (state.as_str(), &account.name, reason),
                now,
            )
        })
    }

    /// Sets the language of what is sent to an account that was just made.
    pub fn set_language(&self, id: i64, language: &str) -> Result<()> {
        self.store.write(|db| {
            db.execute(
                "UPDATE account SET language = ?2 WHERE id = ?1",
                (id, language),
            )?;
            Ok(())
        })
    }

    /// Sets one's language and digest. The hour is 0 to 23 in the zone, a name of the time zone database.
    pub fn set_preferences(
        &self,
        who: &Who,
        language: &str,
        hour: Option<i8>,
        zone: &str,
    ) -> Result<()> {
        who.need(Action::Account)?;
        let zone = jiff::tz::TimeZone::get(zone).map_or("UTC", |_| zone);
        let hour = hour.filter(|hour| (0..24).contains(hour));
        let language = match language {
            "ru" | "ja" => language,
            _ => "en",
        };
        self.store.write(|db| {
            db.execute(
                "UPDATE account SET language = ?2, digest_hour = ?3, zone = ?4 WHERE id = ?1",
                (who.id, language, hour, zone),
            )?;
            Ok(())
        })
    }

    /// Sets one's e-mail address, which is then to be proved; asks for the password, as it can reset it.
    pub fn set_email(
        &self,
        who: &Who,
        password: &str,
        address: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Account)?;
        let address = email(address)?;
        self.check_password(who, password, now)?;
        self.store.write(|db| {
            db.execute(
                "UPDATE account SET email = ?2, email_proved = 0 WHERE id = ?1",
                (who.id, address),
            )?;
            errands::drop_of(db, who.id)
        })
    }

    /// Whether the password is that of the account. Counted, as whoever has stolen a login could guess here.
    pub(super) fn check_password(&self, who: &Who, password: &str, now: Timestamp) -> Result<()> {
        self.limits
            .take(Kind::Code, &format!("password {}", who.id), now)?;
        let hash: Option<String> = {
            let db = self.store.read();
            db.query_row("SELECT hash FROM account WHERE id = ?1", [who.id], |row| {
                row.get(0)
            })?
        };
        if password::fits(password, hash.as_deref()) {
            Ok(())
        } else {
            Err(Error::Wrong)
        }
    }

    /// Deletes one's account after its password: name, address and secrets go. With `texts` what it wrote goes as well; else it
    /// stays, by nobody.
    pub fn delete_account(
        &self,
        who: &Who,
        password: &str,
        texts: bool,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Account)?;
        self.check_password(who, password, now)?;
        self.store.write(|db| {
            keep_one_administrator(db, who.id)?;
            for table in [
                "recovery", "login", "errand", "token", "passkey", "handle", "follow", "block", "mark", "notice", "view",
                "report", "outbox", "doubt",
            ] {
                db.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [who.id])?;
            }
            db.execute("DELETE FROM block WHERE other = ?1", [who.id])?;
            if texts {
                drop_texts(db, who.id)?;
            }
            // What others did to the account stays told, without its name.
            db.execute(
                "UPDATE deed SET object = '' WHERE object = (SELECT name FROM account WHERE id = ?1)
                 AND (what IN ('active', 'muted', 'disabled', 'reset') OR what LIKE 'role %')",
                [who.id],
            )?;
            db.execute(
                "UPDATE account SET name = NULL, folded = NULL, email = NULL, email_proved = 0, hash = NULL, totp = NULL,
                 totp_on = 0, digest_hour = NULL, role = 'reader', state = 'deleted' WHERE id = ?1",
                [who.id],
            )?;
            Ok(())
        })
    }

    /// All that is kept of somebody, but for hashes and secrets.
    pub fn export(&self, who: &Who) -> Result<Value> {
        who.need(Action::Account)?;
        let db = self.store.read();
        let account = by_id(&db, who.id)?;
        let rows = |what: &str, columns: &[&str]| rows(&db, what, columns, who.id);
        Ok(json!({
            "account": {
                "name": account.name, "email": account.email, "email_proved": account.email_proved,
                "role": account.role.as_str(), "state": account.state.as_str(), "language": account.language,
                "made": account.made.to_string(), "second_factor": account.has_factor,
                "digest_hour": account.digest_hour, "zone": account.zone,
            },
            "logins": rows("login WHERE account", &["made", "seen", "agent", "address"])?,
            "tokens": rows("token WHERE account", &["name", "scopes", "made", "used", "expires"])?,
            "passkeys": rows("passkey WHERE account", &["name", "made", "used"])?,
            "comments": rows("comment WHERE author", &["id", "thread", "parent", "made", "edited", "text", "quote", "quote_claim", "state"])?,
            "earlier_texts": rows(
                "revision JOIN comment ON comment.id = revision.comment WHERE comment.author",
                &["revision.comment", "revision.made", "revision.text"],
            )?,
            "messages": rows(
                "message JOIN room ON room.id = message.room WHERE message.author",
                &["room.key", "message.seq", "message.made", "message.text", "message.state"],
            )?,
            "followed_threads": rows("follow WHERE account", &["thread"])?,
            "blocked": rows("block JOIN account ON account.id = block.other WHERE block.account", &["account.name"])?,
            "reports": rows("report WHERE account", &["comment", "room", "seq", "reason", "made", "settled"])?,
            "doubts": rows("doubt WHERE account", &["claim", "reason", "made", "settled"])?,
            "views": rows("view WHERE account", &["name", "query", "told", "made"])?,
            "notices": rows(
                "notice WHERE account",
                &["kind", "comment", "room", "seq", "view", "amount", "made", "seen", "mailed"],
            )?,
            "read_to": rows("mark JOIN room ON room.id = mark.room WHERE mark.account", &["room.key", "mark.seq"])?,
            "letters_owed": rows("outbox WHERE account", &["link", "asked", "tries"])?,
            "deeds": rows("deed WHERE account", &["made", "what", "object", "reason"])?,
        }))
    }
}

/// Rows of one's own as JSON. Names of tables and columns are ours.
fn rows(db: &Connection, what: &str, columns: &[&str], id: i64) -> Result<Vec<Value>> {
    use rusqlite::types::ValueRef;
    let mut find = db.prepare(&format!("SELECT {} FROM {what} = ?1", columns.join(", ")))?;
    let found = find.query_map([id], |row| {
        let mut object = serde_json::Map::new();
        for (index, column) in columns.iter().enumerate() {
            let name = column.rsplit('.').next().unwrap_or(column);
            let value = match row.get_ref(index)? {
                ValueRef::Integer(number)
                    if matches!(
                        name,
                        "made"
                            | "seen"
                            | "used"
                            | "edited"
                            | "expires"
                            | "settled"
                            | "mailed"
                            | "asked"
                    ) =>
                {
                    json!(time(number).to_string())
                }
                ValueRef::Integer(number) => json!(number),
                ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
                _ => Value::Null,
            };
            object.insert(name.to_owned(), value);
        }
        Ok(Value::Object(object))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn insert(
    db: &Connection,
    name: &str,
    hash: &str,
    email: Option<&str>,
    role: Role,
    now: Timestamp,
) -> Result<i64> {
    let added = db.execute(
        "INSERT INTO account (name, folded, email, hash, role, state, made) VALUES (?1, ?2, ?3, ?4, ?5, 'active', ?6)
         ON CONFLICT DO NOTHING",
        (name, folded(name), email, hash, role.as_str(), millis(now)),
    )?;
    if added == 0 {
        return Err(Error::Taken);
    }
    Ok(db.last_insert_rowid())
}

/// Takes away what somebody wrote, with its history.
fn drop_texts(db: &Connection, id: i64) -> Result<()> {
    db.execute(
        "DELETE FROM revision WHERE comment IN (SELECT id FROM comment WHERE author = ?1)",
        [id],
    )?;
    db.execute(
        "UPDATE comment SET text = '', quote = NULL, quote_claim = NULL, state = 'gone' WHERE author = ?1",
        [id],
    )?;
    db.execute(
        "UPDATE message SET text = '', state = 'gone' WHERE author = ?1",
        [id],
    )?;
    Ok(())
}

/// Looks whether an administrator is left without this account.
fn keep_one_administrator(db: &Connection, id: i64) -> Result<()> {
    let is_one: bool = db.query_row(
        "SELECT role = 'administrator' AND state = 'active' FROM account WHERE id = ?1",
        [id],
        |row| row.get(0),
    )?;
    let others: i64 = db.query_row(
        "SELECT count(*) FROM account WHERE role = 'administrator' AND state = 'active' AND id != ?1",
        [id],
        |row| row.get(0),
    )?;
    if is_one && others == 0 {
        return Err(Error::LastAdministrator);
    }
    Ok(())
}

#[cfg(test)]
mod name_tests {
    use super::*;

    #[test]
    fn names_are_of_one_script() {
        for name in ["Anna", "anna-k", "Анна", "田中さん", "Müller_2", "ab"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        // The second "а" of the third is Cyrillic.
        for name in [
            "a",
            "",
            "annа",
            "-anna",
            "anna ",
            "an na",
            "<b>anna",
            "1234",
            "@anna",
            "a\u{202e}nna",
        ] {
            assert_eq!(check_name(name), Err(Error::BadName), "{name}");
        }
    }
}
