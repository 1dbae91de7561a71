//! Passkeys: logging in with a device in place of a password (WebAuthn).
//!
//! What enters: what a browser answers to a challenge. What leaves: a login. Invariants: a challenge works once and for five minutes; a passkey is
//! bound to the desk's address; whoever has one has shown the device that it is them, so that no second factor is asked for; only
//! the public half is kept.

use super::accounts::by_id;
use super::store::{millis, time};
use super::{Action, Error, Kind, People, Result, State, Who, cleaned, logins, secret};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use std::sync::{Mutex, MutexGuard, PoisonError};
use url::Url;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::request::register::{
    CredProtect, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
    USER_HANDLE_MAX_LEN, UserHandle64, Username,
};
use webauthn_rp::request::{
    AsciiDomain, FixedCapHashSet, InsertResult, PublicKeyCredentialDescriptor, RpId,
};
use webauthn_rp::response::register::{CompressedPubKey, DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication64, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
};

/// Most challenges that wait for an answer.
const WAITING: usize = 10_000;
/// Most passkeys of an account.
const MOST: i64 = 20;

/// Challenges that wait for an answer. A restart forgets them, and the browser asks again.
#[derive(Debug)]
pub(super) struct Challenges {
    adding: Mutex<FixedCapHashSet<RegistrationServerState<USER_HANDLE_MAX_LEN>>>,
    entering: Mutex<FixedCapHashSet<DiscoverableAuthenticationServerState>>,
}

impl Default for Challenges {
    fn default() -> Challenges {
        Challenges {
            adding: Mutex::new(FixedCapHashSet::new(WAITING)),
            entering: Mutex::new(FixedCapHashSet::new(WAITING)),
        }
    }
}

/// The public half of a key as it is kept.
type Key = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;

/// The desk's address, which passkeys are bound to.
#[derive(Debug)]
pub struct Site {
    rp: RpId,
    origins: Vec<String>,
}

impl Site {
    /// The site of an address; none where browsers make no passkeys, as for addresses of numbers.
    pub fn of(public: &Url) -> Option<Site> {
        let domain = public.domain()?;
        let safe = public.scheme() == "https" || domain == "localhost";
        let rp = AsciiDomain::try_from(domain.to_owned()).ok()?;
        safe.then(|| Site {
            rp: RpId::Domain(rp),
            origins: vec![public.origin().ascii_serialization()],
        })
    }
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its number.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

fn lock<T>(set: &Mutex<T>) -> MutexGuard<'_, T> {
    set.lock().unwrap_or_else(PoisonError::into_inner)
}

impl People {
    /// What a browser is asked, to make a passkey: the options of WebAuthn in JSON.
    pub fn offer_passkey(&self, who: &Who, site: &Site, now: Timestamp) -> Result<String> {
        who.need(Action::Account)?;
        self.limits.take(Kind::Change, &who.id.to_string(), now)?;
        let handle = self.handle(who.id)?;
        let name = Username::try_from(who.name.as_str()).map_err(|_| Error::BadName)?;
        let user = PublicKeyCredentialUserEntity {
            name,
            id: &handle,
            display_name: None,
        };
        let known = self.descriptors(who.id)?;
        let mut options = PublicKeyCredentialCreationOptions::passkey(&site.rp, user, known);
        // Many devices do not know this extension, and browsers refuse them where it is enforced. That the device verifies its owner is asked all the same.
        options.extensions.cred_protect = CredProtect::None;
        let (server, client) = options.start_ceremony().map_err(|_| Error::Expired)?;
        match lock(&self.challenges.adding).insert_or_replace_all_expired(server) {
            InsertResult::Success => {}
            InsertResult::CapacityFull | InsertResult::Duplicate => {
                return Err(Error::TooOften(60));
            }
        }
        serde_json::to_string(&client).map_err(|error| Error::Store(error.to_string()))
    }

    /// Keeps the passkey that a browser made.
    pub fn add_passkey(
        &self,
        who: &Who,
        site: &Site,
        name: &str,
        answer: &str,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Account)?;
        let name = cleaned(name, 60)?;
        let answer =
            Registration::from_json_relaxed(answer.as_bytes()).map_err(|_| Error::Wrong)?;
        let challenge = answer.challenge_relaxed().map_err(|_| Error::Wrong)?;
        let server = lock(&self.challenges.adding)
            .take(&challenge)
            .ok_or(Error::Expired)?;
        let options = RegistrationVerificationOptions::<String, String> {
            allowed_origins: &site.origins,
            ..RegistrationVerificationOptions::default()
        };
        let made = server
            .verify(&site.rp, &answer, &options)
            .map_err(|_| Error::Wrong)?;
        // The challenge was somebody's, and is this person's only if it was made for them.
        let handle = self.handle(who.id)?;
        if made.user_id().as_ref() != handle.as_ref() {
            return Err(Error::Wrong);
        }
        let key = made.static_state().encode()?;
        let state = made.dynamic_state().encode()?;
        let transports = made.transports().encode()?;
        let id: &[u8] = made.id().into_inner();
        self.store.write_quietly(|db| {
            let there: i64 = db.query_row(
                "SELECT count(*) FROM passkey WHERE account = ?1",
                [who.id],
                |row| row.get(0),
            )?;
            if there >= MOST {
                return Err(Error::TooMany(MOST as usize));
            }
            let added = db.execute(
                "INSERT INTO passkey (account, credential, name, key, state, transports, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT DO NOTHING",
                (who.id, id, &name, key, &state[..], transports, millis(now)),
            )?;
            if added == 0 {
                return Err(Error::Taken);
            }
            Ok(())
        })
    }

    /// What a browser is asked, to log in with a passkey: the options of WebAuthn in JSON.
    pub fn ask_passkey(&self, site: &Site, from: &str, now: Timestamp) -> Result<String> {
        self.limits.take(Kind::LogInAddress, from, now)?;
        let options = DiscoverableCredentialRequestOptions::passkey(&site.rp);
        let (server, client) = options.start_ceremony().map_err(|_| Error::Expired)?;
        match lock(&self.challenges.entering).insert_or_replace_all_expired(server) {
            InsertResult::Success => {}
            InsertResult::CapacityFull | InsertResult::Duplicate => {
                return Err(Error::TooOften(60));
            }
        }
        serde_json::to_string(&client).map_err(|error| Error::Store(error.to_string()))
    }

    /// Begins a login with a passkey; gives its token.
    pub fn log_in_with_passkey(
        &self,
        site: &Site,
        answer: &str,
        (from, agent): (&str, &str),
        now: Timestamp,
    ) -> Result<String> {
        self.limits.take(Kind::LogInAddress, from, now)?;
        let answer = DiscoverableAuthentication64::from_json_relaxed(answer.as_bytes())
            .map_err(|_| Error::Wrong)?;
        let challenge = answer.challenge_relaxed().map_err(|_| Error::Wrong)?;
        let server = lock(&self.challenges.entering)
            .take(&challenge)
            .ok_or(Error::Expired)?;
        let id: &[u8] = answer.raw_id().into_inner();
        let kept: Option<(i64, i64, Vec<u8>, Vec<u8>)> = self
            .store
            .read()
            .query_row(
                "SELECT id, account, key, state FROM passkey WHERE credential = ?1",
                [id],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()?;
        let (passkey, account, key, state) = kept.ok_or(Error::Wrong)?;
        let handle = self.handle(account)?;
        let key = StaticState::<Key>::decode(&key).map_err(|_| Error::Wrong)?;
        let state: [u8; 7] = state.try_into().map_err(|_| Error::Wrong)?;
        let state = DynamicState::decode(state).map_err(|_| Error::Wrong)?;
        let mut credential = AuthenticatedCredential::new(answer.raw_id(), &handle, key, state)
            .map_err(|_| Error::Wrong)?;
        let options = AuthenticationVerificationOptions::<String, String> {
            allowed_origins: &site.origins,
            ..AuthenticationVerificationOptions::default()
        };
        server
            .verify(&site.rp, &answer, &mut credential, &options)
            .map_err(|_| Error::Wrong)?;
        let state = credential.dynamic_state().encode()?;
        self.store.write_quietly(|db| {
            let owner = by_id(db, account)?;
            if !matches!(owner.state, State::Active | State::Muted) {
                return Err(Error::Wrong);
            }
            db.execute(
                "UPDATE passkey SET state = ?2, used = ?3 WHERE id = ?1",
                (passkey, &state[..], millis(now)),
            )?;
            logins::begin(db, account, false, (from, agent), now)
        })
    }

    /// One's own passkeys.
    pub fn passkeys(&self, who: &Who) -> Result<Vec<Passkey>> {
        who.need(Action::Account)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT id, name, made, used FROM passkey WHERE account = ?1 ORDER BY id",
        )?;
        let rows = find.query_map([who.id], |row| {
            Ok(Passkey {
                id: row.get(0)?,
                name: row.get(1)?,
                made: time(row.get(2)?),
                used: row.get::<_, Option<i64>>(3)?.map(time),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes one of one's own passkeys away.
    pub fn drop_passkey(&self, who: &Who, id: i64) -> Result<()> {
        who.need(Action::Account)?;
        self.store.write_quietly(|db| {
            let gone = db.execute(
                "DELETE FROM passkey WHERE id = ?1 AND account = ?2",
                (id, who.id),
            )?;
            if gone == 0 {
                return Err(Error::Missing);
            }
            Ok(())
        })
    }

    /// What devices know an account by: random, and the same for all of its passkeys.
    fn handle(&self, account: i64) -> Result<UserHandle64> {
        let kept = kept_handle(&self.store.read(), account)?;
        let bytes = match kept {
            Some(bytes) => bytes,
            None => self.store.write_quietly(|db| {
                let fresh: [u8; USER_HANDLE_MAX_LEN] = secret::random()?;
                db.execute(
                    "INSERT INTO handle VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    (account, &fresh[..]),
                )?;
                kept_handle(db, account)?.ok_or(Error::Missing)
            })?,
        };
        let bytes: [u8; USER_HANDLE_MAX_LEN] = bytes.try_into().map_err(|_| Error::Missing)?;
        Ok(UserHandle64::decode(bytes)?)
    }

    /// The passkeys that an account has already, so that a device makes no second one.
    fn descriptors(&self, account: i64) -> Result<Vec<PublicKeyCredentialDescriptor<Vec<u8>>>> {
        let db = self.store.read();
        let mut find =
            db.prepare_cached("SELECT credential, transports FROM passkey WHERE account = ?1")?;
        let rows = find.query_map([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut known = Vec::new();
        for row in rows {
            let (id, transports): (Vec<u8>, u8) = row?;
            let id = CredentialId::<Vec<u8>>::decode(id).map_err(|_| Error::Missing)?;
            let transports = AuthTransports::decode(transports).map_err(|_| Error::Missing)?;
            known.push(PublicKeyCredentialDescriptor { id, transports });
        }
        Ok(known)
    }
}

fn kept_handle(db: &Connection, account: i64) -> Result<Option<Vec<u8>>> {
    let mut find = db.prepare_cached("SELECT handle FROM handle WHERE account = ?1")?;
    Ok(find.query_row([account], |row| row.get(0)).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_for_safe_addresses_with_a_name() {
        let site = |text: &str| Site::of(&Url::parse(text).unwrap());
        assert!(site("https://desk.example.org/x/").is_some());
        assert!(site("http://localhost:8080").is_some());
        assert!(site("http://desk.example.org").is_none());
        assert!(site("http://127.0.0.1:8080").is_none());
    }
}
