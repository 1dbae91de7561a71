//! Sign: how a receiver knows that a message is from this desk and whole (Standard Webhooks 1.0, symmetric).
//!
//! What enters: a secret, and the id, moment and body of a message. What leaves: the value of `webhook-signature`: `v1,` and the base64 of
//! HMAC-SHA256 over `id.moment.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fmt;

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;
/// The fewest and most bytes of a secret, as Standard Webhooks has it.
const FEWEST: usize = 24;
const MOST: usize = 64;

/// A secret that sender and receiver share. It is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A secret as it is written: `whsec_` and base64 of 24 to 64 bytes.
    ///
    /// # Errors
    /// Where it is not written so; the reason does not repeat it.
    pub fn parse(text: &str) -> Result<Secret, String> {
        let words = text.trim().strip_prefix("whsec_");
        let bytes = words.and_then(|words| STANDARD.decode(words).ok());
        match bytes {
            Some(bytes) if (FEWEST..=MOST).contains(&bytes.len()) => Ok(Secret(bytes)),
            _ => Err(format!(
                "the secret is \"whsec_\" and the base64 of {FEWEST} to {MOST} random bytes"
            )),
        }
    }

    /// The signature of a message sent at a moment, in seconds since 1970.
    pub fn sign(&self, id: &str, at: i64, body: &str) -> String {
        let signed = format!("{id}.{at}.{body}");
        let mac = hmac(&self.0, signed.as_bytes());
        format!("v1,{}", STANDARD.encode(mac))
    }
}

/// HMAC-SHA256 (RFC 2104).
fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let padded = |pad: u8| block.map(|byte| byte ^ pad);
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text);
    let outer = Sha256::new()
        .chain_update(padded(0x5c))
        .chain_update(inner.finalize());
    outer.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_code_is_that_of_rfc_4231() {
        assert_eq!(
            hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        let long = [0xaa; 131];
        let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(
            hex(&hmac(&long, text)),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn a_message_is_signed_with_id_moment_and_body() {
        let secret = Secret::parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz").unwrap();
        let one = secret.sign("msg_1", 1_526_817_600, "{}");
        assert!(one.starts_with("v1,") && one.len() == 3 + 44);
        assert_ne!(one, secret.sign("msg_2", 1_526_817_600, "{}"));
        assert_ne!(one, secret.sign("msg_1", 1_526_817_601, "{}"));
        assert_ne!(one, secret.sign("msg_1", 1_526_817_600, "{ }"));
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn short_and_broken_secrets_are_refused() {
        for text in [
            "",
            "whsec_",
            "whsec_AAAA",
            "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
            "whsec_!!",
        ] {
            let why = Secret::parse(text).unwrap_err();
            assert!(!why.contains("AAAA"), "{why}");
        }
    }
}
