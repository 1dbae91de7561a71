//! People: accounts, discussion and chats around the ledger, in a file of their own.
//!
//! What enters: what somebody wants to do, who they are ([`Who`]) and the time. What leaves: what is to be shown, or an [`Error`] that
//! says why not. There is no HTTP here; the desk speaks it. Invariants: whoever may do something is decided here, by the one table of
//! [`roles`]; secrets are kept as hashes; no answer tells whether an account exists to somebody who does not own it.

mod accounts;
mod chat;
mod doubts;
mod errands;
mod error;
mod factor;
mod limits;
mod logins;
mod mail;
mod markup;
mod moderation;
mod notices;
mod outbox;
mod passkeys;
mod password;
mod place;
pub mod roles;
pub mod salvage;
pub mod secret;
mod store;
mod talk;
mod tokens;
mod views;

#[cfg(test)]
mod accounts_tests;
#[cfg(test)]
mod chat_tests;
#[cfg(test)]
pub mod imagined;
#[cfg(test)]
mod talk_tests;

pub use accounts::{Account, State};
pub use chat::{Event, GENERAL, Listener, Message, Seen, listen};
pub use errands::Errand;
pub use error::{Error, Result};
use limits::Kind;
pub use logins::{Begun, Login, Session};
pub use mail::{Letter, Mailer, Smtp, Unsent};
pub use markup::{records_in, render};
pub use moderation::Deed;
pub use notices::{Digest, Notice};
pub use outbox::Link;
pub use passkeys::{Passkey, Site};
pub use place::{Place, Subject};
pub use roles::{Action, Role, Scope};
pub use store::beside;
pub use talk::{Comment, Draft, Quote, Shown, Thread};
pub use tokens::Token;
pub use views::View;

use rusqlite::OptionalExtension;
use std::path::Path;
use store::Store;

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The account.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// Whether it may write.
    pub state: State,
    /// The login it comes by; none for a token.
    pub login: Option<i64>,
    /// The scopes of the token it comes by; none for a login, which needs none.
    pub scopes: Option<Vec<Scope>>,
}

impl Who {
    /// Whether they may do it.
    pub fn may(&self, action: Action) -> bool {
        let covered = self
            .scopes
            .as_ref()
            .is_none_or(|scopes| roles::covers(scopes, action));
        covered && roles::may(Some(self.role), action)
    }

    /// Looks whether they may do it.
    pub fn need(&self, action: Action) -> Result<()> {
        if !self.may(action) {
            return Err(Error::NotAllowed(action));
        }
        let writes = !matches!(action, Action::Read | Action::Account);
        if writes && self.state != State::Active {
            return Err(Error::Muted);
        }
        Ok(())
    }
}

/// Who may register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// Everybody.
    Open,
    /// Who has an invitation.
    Invited,
    /// Nobody; accounts are made on the command line.
    Closed,
}

roles::words!(Registration: Open = "open", Invited = "invited", Closed = "closed");

/// The people of a desk.
#[derive(Debug)]
pub struct People {
    store: Store,
    limits: limits::Limits,
    live: chat::Live,
    challenges: passkeys::Challenges,
}

impl People {
    /// Opens the people's file at a path; begins it where it is missing.
    pub fn open(path: &Path) -> Result<People> {
        Ok(People {
            store: Store::open(path)?,
            limits: limits::Limits::default(),
            live: chat::Live::default(),
            challenges: passkeys::Challenges::default(),
        })
    }

    /// A number that grows with everything that visitors may see of what people do here.
    pub fn version(&self) -> u64 {
        self.store.version()
    }

    /// Who may register: invited people, unless it was set otherwise.
    pub fn registration(&self) -> Result<Registration> {
        let word = self.setting("registration")?;
        let kind = word.as_deref().and_then(Registration::parse);
        Ok(kind.unwrap_or(Registration::Invited))
    }

    /// Sets who may register.
    pub fn set_registration(&self, kind: Registration) -> Result<()> {
        self.set("registration", kind.as_str())
    }

    /// How many comments of a new account wait for a moderator: two, unless it was set otherwise.
    pub fn trial(&self) -> Result<i64> {
        let set = self.setting("trial")?;
        Ok(set.and_then(|number| number.parse().ok()).unwrap_or(2))
    }

    /// Sets how many comments of a new account wait for a moderator.
    pub fn set_trial(&self, comments: u32) -> Result<()> {
        self.set("trial", &comments.to_string())
    }

    fn setting(&self, name: &str) -> Result<Option<String>> {
        let db = self.store.read();
        let mut find = db.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }

    fn set(&self, name: &str, value: &str) -> Result<()> {
        self.store.write(|db| {
            db.execute(
                "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
                (name, value),
            )?;
            Ok(())
        })
    }
}

/// Text from outside as it is kept: without characters that are not seen or that turn the direction of what follows, and not too long.
fn cleaned(text: &str, most: usize) -> Result<String> {
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| !hidden(*c))
        .collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::Blank);
    }
    if text.chars().count() > most {
        return Err(Error::TooLong(most));
    }
    Ok(text.to_owned())
}
