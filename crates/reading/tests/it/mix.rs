//! Mixing: inputs for fuzzing, made out of a small corpus as random bytes say.
//!
//! Random bytes alone seldom look like a page, and no page is ever reached that is nearly right. Here they say how to cut, repeat and mix what is.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::Path;

/// The most bytes of a mixed input.
const MOST: usize = 64 << 10;

/// The files of a folder, in the order of their names.
pub fn corpus(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// An input made out of `corpus` and `tokens` as `script` says.
pub fn mix(corpus: &[Vec<u8>], tokens: &[&str], script: &[u8]) -> Vec<u8> {
    let [first, script @ ..] = script else {
        return Vec::new();
    };
    let mut out = corpus[usize::from(*first) % corpus.len()].clone();
    for step in script.chunks_exact(6).take(64) {
        let &[what, high, low, length, source, letter] = step else {
            break;
        };
        let at = (usize::from(high) << 8 | usize::from(low)) % (out.len() + 1);
        let length = usize::from(length);
        let end = (at + length).min(out.len());
        let piece: Vec<u8> = match what % 6 {
            0 => {
                out.drain(at..end);
                continue;
            }
            1 => vec![letter],
            2 => {
                if let Some(byte) = out.get_mut(at) {
                    *byte = letter;
                }
                continue;
            }
            3 => {
                let other = &corpus[usize::from(source) % corpus.len()];
                let from = usize::from(letter) * other.len() / 256;
                other[from..(from + 4 * length).min(other.len())].to_vec()
            }
            4 => out[at..end].repeat(1 + usize::from(letter) % 40),
            _ => tokens[usize::from(source) % tokens.len()]
                .as_bytes()
                .to_vec(),
        };
        if out.len() + piece.len() <= MOST {
            out.splice(at..at, piece);
        }
    }
    out
}
