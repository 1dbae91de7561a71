//! The second factor: codes that change every thirty seconds (TOTP, RFC 6238), and codes for recovery.
//!
//! Invariants: a code works once, also within its thirty seconds; it is on only after a first code has shown that the device has the
//! secret; codes for recovery are kept as hashes.

use super::accounts::by_id;
use super::{Action, Error, Kind, People, Result, Who, secret};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use totp_rs::{Builder, Secret, Totp};

/// How many codes for recovery.
const CODES: usize = 10;
/// Seconds of a step, as all devices have it.
const STEP: u64 = 30;

impl People {
    /// Makes a secret for a second factor, which is not on yet. Gives it in base32 and as an address for devices.
    pub fn propose_factor(&self, who: &Who, issuer: &str) -> Result<(String, String)> {
        who.need(Action::Account)?;
        let secret = Secret::new_stack(secret::random::<20>()?).to_base32();
        self.store.write_quietly(|db| {
            let set = db.execute(
                "UPDATE account SET totp = ?2, totp_step = 0 WHERE id = ?1 AND totp_on = 0",
                (who.id, &secret),
            )?;
            if set == 0 {
                return Err(Error::Taken);
            }
            Ok(())
        })?;
        let part = |text: &str| -> String {
            url::form_urlencoded::byte_serialize(text.as_bytes())
                .collect::<String>()
                .replace('+', "%20")
        };
        let (issuer, name) = (part(issuer), part(&who.name));
        let address = format!("otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}");
        Ok((secret, address))
    }

    /// Turns the second factor on, with a first code of it; gives codes for recovery, which are not shown again.
    pub fn confirm_factor(&self, who: &Who, code: &str, now: Timestamp) -> Result<Vec<String>> {
        who.need(Action::Account)?;
        self.limits.take(Kind::Code, &who.id.to_string(), now)?;
        let mut codes = Vec::new();
        for _ in 0..CODES {
            codes.push(secret::token()?.chars().take(16).collect::<String>());
        }
        self.store.write_quietly(|db| {
            use_step(db, who.id, code, now)?;
            db.execute("UPDATE account SET totp_on = 1 WHERE id = ?1", [who.id])?;
            db.execute("DELETE FROM recovery WHERE account = ?1", [who.id])?;
            for code in &codes {
                db.execute(
                    "INSERT INTO recovery VALUES (?1, ?2)",
                    (who.id, secret::hash(code)),
                )?;
            }
            // Other logins came without it.
            db.execute(
                "DELETE FROM login WHERE account = ?1 AND id IS NOT ?2",
                (who.id, who.login),
            )?;
            Ok(())
        })?;
        Ok(codes)
    }

    /// Turns one's second factor off, after the password.
    pub fn drop_factor(&self, who: &Who, password: &str, now: Timestamp) -> Result<()> {
        who.need(Action::Account)?;
        self.check_password(who, password, now)?;
        self.store.write_quietly(|db| turn_off(db, who.id))
    }

    /// Turns somebody's second factor off: the device is lost. On the command line only.
    pub fn reset_factor(&self, id: i64) -> Result<()> {
        self.store.write_quietly(|db| turn_off(db, id))
    }
}

fn turn_off(db: &Connection, id: i64) -> Result<()> {
    db.execute(
        "UPDATE account SET totp = NULL, totp_on = 0 WHERE id = ?1",
        [id],
    )?;
    db.execute("DELETE FROM recovery WHERE account = ?1", [id])?;
    Ok(())
}

/// Uses up a code of the device or one for recovery.
pub(super) fn spend(db: &Connection, account: i64, code: &str, now: Timestamp) -> Result<()> {
    if !by_id(db, account)?.has_factor {
        return Err(Error::WrongCode);
    }
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() == 6 {
        return use_step(db, account, &code, now);
    }
    let used = db.execute(
        "DELETE FROM recovery WHERE account = ?1 AND hash = ?2",
        (account, secret::hash(&code.to_lowercase())),
    )?;
    if used == 0 {
        return Err(Error::WrongCode);
    }
    Ok(())
}

/// Uses up a code of the device.
fn use_step(db: &Connection, account: i64, code: &str, now: Timestamp) -> Result<()> {
    let kept: Option<(Option<String>, i64)> = db
        .query_row(
            "SELECT totp, totp_step FROM account WHERE id = ?1",
            [account],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (Some(base32), last) = kept.unwrap_or_default() else {
        return Err(Error::WrongCode);
    };
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let totp = totp(&base32)?;
    // A code is good for the step before and after its own, too; which of them it is of says whether it was used.
    let steps = [seconds.saturating_sub(STEP), seconds, seconds + STEP];
    let step = steps
        .into_iter()
        .find(|at| secret::same(&totp.generate(*at).to_string(), code.trim()))
        .map(|at| (at / STEP).cast_signed())
        .filter(|step| *step > last)
        .ok_or(Error::WrongCode)?;
    db.execute(
        "UPDATE account SET totp_step = ?2 WHERE id = ?1",
        (account, step),
    )?;
    Ok(())
}

fn totp(base32: &str) -> Result<Totp> {
    let secret =
        Secret::try_from_base32(base32).map_err(|error| Error::Store(error.to_string()))?;
    Builder::new()
        .with_secret(secret)
        .build()
        .map_err(|error| Error::Store(error.to_string()))
}

/// The code of a secret at a time, as a device shows it.
#[cfg(test)]
pub(super) fn code(base32: &str, now: Timestamp) -> String {
    totp(base32)
        .unwrap()
        .generate(now.as_second().cast_unsigned())
        .to_string()
}
