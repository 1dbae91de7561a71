//! Secrets: random tokens, their hashes, and comparing them.
//!
//! Invariants: a token comes from the system's randomness and has 256 bits, so that a plain hash of it cannot be turned back; only
//! the hash is kept. Secrets are compared in a time that does not depend on where they differ.

use super::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use subtle::ConstantTimeEq;

/// Random bytes of the system.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::Store(error.to_string()))?;
    Ok(bytes)
}

/// A new token: 64 hexadecimal digits.
pub fn token() -> Result<String> {
    Ok(hex(&random::<32>()?))
}

/// What is kept of a token, and found by: SHA-256 in hexadecimal.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// A token that follows from another one and does not tell it: what forms carry for somebody who is not logged in.
pub fn derived(purpose: &str, token: &str) -> String {
    hash(&format!("{purpose}\n{token}"))
}

/// Whether two secrets are the same.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// Hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string never fails.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_their_hashes_do_not_tell_them() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
        assert_ne!(hash(&one), one);
        assert_eq!(hash(&one), hash(&one));
        assert_ne!(derived("form", &one), hash(&one));
    }

    #[test]
    fn same_is_equality() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("abc", "ab"));
        assert!(!same("", "a"));
    }
}
