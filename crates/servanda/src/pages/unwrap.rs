//! Unwrap: bytes taken out of their compression.
//!
//! What enters: bytes as they come, and how they are wrapped. What leaves: the bytes within, whole, or what is wrong. Invariant: never more than
//! the limit is held, and no more is unwrapped than [`MOST_TIMES`] what was received allows.

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// How many times as large as what was received a body may become; pages of long tables reach twenty or thirty.
const MOST_TIMES: u64 = 200;
/// Up to this size it may be any number of times as large: a short page of spaces is no attack.
const SMALL: u64 = 1 << 20;

/// Why bytes cannot be unwrapped.
#[derive(Debug)]
pub enum Unwrapped {
    /// They are wrapped in a way that is not known.
    Unknown(String),
    /// There are more of them than the limit, which stands here in KiB.
    TooLarge(u64),
    /// They grow out of all proportion.
    Bomb,
    /// They are damaged or end too early.
    Broken(io::Error),
}

impl std::fmt::Display for Unwrapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unwrapped::Unknown(how) => {
                write!(f, "the page is wrapped as {how}, which is not known")
            }
            Unwrapped::TooLarge(kib) => write!(f, "the page is larger than {kib} KiB"),
            Unwrapped::Bomb => write!(
                f,
                "the page grows out of all proportion when it is unwrapped"
            ),
            Unwrapped::Broken(error) => write!(f, "the page breaks off: {error}"),
        }
    }
}

/// Reads bytes that are wrapped as `encoding` says (the header Content-Encoding), up to `largest`, wrapped and unwrapped.
///
/// # Errors
/// Too large, damaged, wrapped in an unknown way, or cut off.
pub fn read(body: impl Read, encoding: Option<&str>, largest: u64) -> Result<Vec<u8>, Unwrapped> {
    let received = Rc::new(Cell::new(0));
    let counted = Counted {
        inner: body,
        received: received.clone(),
    };
    let encoding = encoding.unwrap_or("identity").trim().to_ascii_lowercase();
    let mut source: Box<dyn Read + '_> = match encoding.as_str() {
        "" | "identity" => Box::new(counted),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(BufReader::new(counted))),
        "deflate" => Box::new(ZlibDecoder::new(BufReader::new(counted))),
        "br" => Box::new(brotli_decompressor::Decompressor::new(counted, 16 << 10)),
        _ => return Err(Unwrapped::Unknown(encoding)),
    };
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 16 << 10];
    loop {
        let n = match source.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Unwrapped::Broken(error)),
        };
        let size = (bytes.len() + n) as u64;
        if size > largest || received.get() > largest {
            return Err(Unwrapped::TooLarge(largest >> 10));
        }
        if size > SMALL && size > MOST_TIMES * received.get() {
            return Err(Unwrapped::Bomb);
        }
        bytes.extend_from_slice(&buffer[..n]);
    }
}

struct Counted<R> {
    inner: R,
    received: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.received.set(self.received.get() + n as u64);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// Eight MiB of spaces, in brotli.
    const BOMB: &[u8] = b"\x9b\xff\xff\x7f\xf8\x25\x40\xe2\xb1\x40\x20\xf7\xfe\x0f";
    /// A sentence a hundred times, in brotli.
    const SENTENCES: &[u8] = &[
        0x1b, 0x8b, 0x0a, 0xf8, 0x1d, 0x07, 0xb9, 0x99, 0xe9, 0x3a, 0xbf, 0x4a, 0xb9, 0x23, 0x57,
        0x82, 0x50, 0x85, 0x35, 0x13, 0x5a, 0x5a, 0x9b, 0x76, 0x29, 0x73, 0xa3, 0x53, 0x97, 0x1c,
        0x58, 0x2a, 0x7c, 0x24, 0x27, 0xf5, 0x15, 0x01, 0x80, 0x5d, 0xa1, 0x07,
    ];

    #[test]
    fn wrapped_and_plain_bodies_are_the_same() {
        let page = b"The ministers met in Lima. ".repeat(100);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&page).unwrap();
        let members = [gzip(&page[..100]), gzip(&page[100..])].concat();
        for (body, encoding) in [
            (page.clone(), None),
            (page.clone(), Some("identity")),
            (gzip(&page), Some("gzip")),
            (members, Some(" X-GZIP")),
            (zlib.finish().unwrap(), Some("deflate")),
            (SENTENCES.to_vec(), Some("br")),
        ] {
            assert_eq!(read(&body[..], encoding, 1 << 20).unwrap(), page);
        }
    }

    #[test]
    fn bombs_and_wrong_wrappings_are_refused() {
        let bomb = gzip(&vec![b' '; 8 << 20]);
        assert!(bomb.len() < 10 << 10);
        for (body, encoding, largest) in [
            (&bomb[..], Some("gzip"), 1 << 20),
            (&bomb[..], Some("gzip"), 64 << 20),
            (&bomb[..], None, 1 << 10),
            (BOMB, Some("br"), 1 << 20),
            (BOMB, Some("br"), 64 << 20),
            (b"x", Some("zstd"), 1 << 20),
        ] {
            let answer = read(body, encoding, largest);
            assert!(
                matches!(
                    answer,
                    Err(Unwrapped::Unknown(_) | Unwrapped::TooLarge(_) | Unwrapped::Bomb)
                ),
                "{answer:?}"
            );
        }
        for (body, encoding) in [
            (&bomb[..bomb.len() - 9], "gzip"),
            (b"no gzip", "gzip"),
            (&SENTENCES[..20], "br"),
            (b"\xff\xff\xffno brotli", "br"),
        ] {
            let answer = read(body, Some(encoding), 64 << 20);
            assert!(answer.is_err(), "{answer:?}");
        }
    }
}
