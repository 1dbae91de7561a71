//! What the network sees of a word: rows of the embedding table, for the word itself, its beginnings and endings, and
//! its shape.

use std::collections::HashMap;

/// Rows of one word: the word (0 if unknown), then its parts.
pub type Rows = [u32; PARTS];

/// Number of rows that are added up for a word.
pub const PARTS: usize = 10;

/// Buckets that beginnings, endings and shapes are hashed into. They follow the words in the table.
pub const BUCKETS: u32 = 16384;

/// Hash of a normalised word, and seed of the buckets.
pub fn hash(seed: u64, text: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for b in text.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    }
    h ^= h >> 29;
    h = h.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h ^ (h >> 32)
}

/// The form as the tables know it: lower case, every digit 0, typographic marks made plain.
pub fn normalised(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        match c {
            '0'..='9' => out.push('0'),
            'a'..='z' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '’' | '‘' | '`' | 'ʼ' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '–' | '‑' | '‐' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            c if c.is_ascii() => out.push(c),
            c => out.extend(c.to_lowercase()),
        }
    }
    match out.as_str() {
        "--" | "---" => {
            out.clear();
            out.push('—');
        }
        "''" => {
            out.clear();
            out.push('"');
        }
        _ => {}
    }
}

/// "Xxx" for "Tokyo", "X.X." for "U.S.", "ddd,d" ...: classes of characters, runs cut to three.
fn shape(form: &str, out: &mut String) {
    out.clear();
    let (mut last, mut run) = (' ', 0);
    for c in form.chars() {
        let class = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            'd'
        } else {
            c
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 3 && out.len() < 12 {
            out.push(class);
        }
    }
}

/// The words with a row of their own.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// From the hash of a normalised word to its row, from 1 on.
    pub rows: HashMap<u64, u32>,
}

impl Vocabulary {
    /// Number of rows of the table: unknown, words, buckets.
    pub fn table_rows(&self) -> usize {
        self.rows.len() + 1 + BUCKETS as usize
    }

    /// Rows of a form.
    pub fn look(&self, form: &str, scratch: &mut (String, String)) -> Rows {
        let (plain, other) = scratch;
        normalised(form, plain);
        let base = self.rows.len() as u32 + 1;
        let bucket = |seed: u64, text: &str| base + (hash(seed, text) % u64::from(BUCKETS)) as u32;
        let word = self.rows.get(&hash(0, plain)).copied().unwrap_or(0);
        shape(form, other);
        let mut rows = [base; PARTS];
        rows[0] = word;
        rows[1] = bucket(1, other);
        let mut starts = plain.char_indices().map(|(i, c)| i + c.len_utf8());
        for (n, slot) in rows[2..5].iter_mut().enumerate() {
            let end = starts.next().unwrap_or(plain.len());
            *slot = bucket(10 + n as u64, &plain[..end]);
        }
        let mut ends = plain.char_indices().rev().map(|(i, _)| i);
        for (n, slot) in rows[5..10].iter_mut().enumerate() {
            let start = ends.next().unwrap_or(0);
            *slot = bucket(20 + n as u64, &plain[start..]);
        }
        rows
    }
}
