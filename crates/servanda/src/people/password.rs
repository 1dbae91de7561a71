//! Passwords: argon2id, and which are refused.
//!
//! Invariants: checking against no account costs the same as against one; only a few are worked out at once, as each takes 19 MiB.

use super::error::{Error, Result};
use super::secret;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};

/// Fewest characters.
const SHORTEST: usize = 10;
/// Most bytes: a longer one only makes work.
const LONGEST: usize = 1024;
/// How many are worked out at once.
const AT_ONCE: usize = 4;

/// Passwords that nobody may take.
static COMMON: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/people/common-passwords.txt");
    text.lines().filter(|line| !line.starts_with('#')).collect()
});

/// A hash of a password that nobody knows, for names that are not there.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let unknown = secret::token().unwrap_or_default();
    hash(&unknown).unwrap_or_default()
});

static WORKING: Places = Places {
    taken: Mutex::new(0),
    free: Condvar::new(),
};

/// Places to work in.
struct Places {
    taken: Mutex<usize>,
    free: Condvar,
}

/// A place that is given back when it goes.
struct Place;

impl Places {
    fn take(&self) -> Place {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let free = self.free.wait_while(taken, |taken| *taken >= AT_ONCE);
        *free.unwrap_or_else(PoisonError::into_inner) += 1;
        Place
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *WORKING.taken.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        WORKING.free.notify_one();
    }
}

/// Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet, RFC 9106).
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// What is kept of a password.
pub fn hash(password: &str) -> Result<String> {
    let salt: [u8; 16] = secret::random()?;
    let _place = WORKING.take();
    let hash = argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|error| Error::Store(error.to_string()))?;
    Ok(hash.to_string())
}

/// Whether the password is the one of the hash. Without a hash the same work is done, and the answer is no.
pub fn fits(password: &str, hash: Option<&str>) -> bool {
    let known = hash.unwrap_or(&NOBODY);
    let _place = WORKING.take();
    let fits =
        password.len() <= LONGEST && argon2().verify_password(password.as_bytes(), known).is_ok();
    fits && hash.is_some()
}

/// Looks whether the password may be taken for an account of this name.
pub fn check(password: &str, name: &str) -> Result<()> {
    let small = password.to_lowercase();
    let mut kinds: Vec<char> = password.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let weak = password.chars().count() < SHORTEST
        || password.len() > LONGEST
        || kinds.len() < 5
        || COMMON.contains(&small.as_str())
        || (name.chars().count() > 3 && small.contains(&name.to_lowercase()));
    if weak {
        return Err(Error::WeakPassword);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_hash_only() {
        let hash = hash("marmalade on toast").unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(fits("marmalade on toast", Some(&hash)));
        assert!(!fits("marmalade on roast", Some(&hash)));
        assert!(!fits("marmalade on toast", None));
        assert!(!fits("marmalade on toast", Some("nonsense")));
        assert_ne!(hash, super::hash("marmalade on toast").unwrap());
    }

    #[test]
    fn weak_ones_are_refused() {
        for weak in [
            "short",
            "QWERTYuiop",
            "aaaaaaaaaaaaaaa",
            "my-name-is-anna-k",
        ] {
            assert_eq!(check(weak, "Anna-K"), Err(Error::WeakPassword), "{weak}");
        }
        check("marmalade on toast", "Anna-K").unwrap();
        check("варенье на хлебе", "Anna-K").unwrap();
    }
}
