//! Dictionary forms: an edit of the form's ending, looked up by the form or its longest known ending and its tag.
//!
//! An edit is written `F2ies`-like: `F` keeps the case of the form and `L` lowers it, then how many characters are cut
//! from the end, then what is added.

use std::collections::HashMap;

/// Hashes a key of the lemma table: a tag, a level (0 for the whole form, else the number of characters) and an ending.
pub fn key(tag: u32, level: u32, ending: &str) -> u32 {
    let mut h = 0x811c_9dc5u32 ^ tag.wrapping_mul(0x9e37_79b1) ^ level.wrapping_mul(0x85eb_ca6b);
    for b in ending.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^= h >> 15;
    h.wrapping_mul(0x2c1b_3c6d)
}

/// Longest ending that the table knows.
pub const LONGEST: u32 = 6;

/// The level of whole forms.
pub const WHOLE: u32 = 99;

/// The last `count` characters of a word.
pub fn ending(word: &str, count: u32) -> Option<&str> {
    if count == 0 {
        return Some("");
    }
    word.char_indices()
        .rev()
        .nth(count as usize - 1)
        .map(|(i, _)| &word[i..])
}

/// Edits of endings, and which applies where.
#[derive(Debug, Default)]
pub struct Lemmatizer {
    /// Edits as written above.
    pub edits: Vec<String>,
    /// From [`key`] to the number of an edit.
    pub table: HashMap<u32, u16, BuildPlain>,
}

/// Keys are hashes already.
#[derive(Debug, Default, Clone)]
pub struct BuildPlain;

impl std::hash::BuildHasher for BuildPlain {
    type Hasher = Plain;
    fn build_hasher(&self) -> Plain {
        Plain(0)
    }
}

/// Passes a `u32` through, spread over the upper bits that the map looks at.
pub struct Plain(u64);

impl std::hash::Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 << 8) | u64::from(*b);
        }
    }
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Lemmatizer {
    /// Reads edits and table from a model file.
    pub(super) fn read(file: &mut super::network::Reader) -> Option<Lemmatizer> {
        let mut lemmas = Lemmatizer::default();
        for _ in 0..file.number()? {
            let edit = file.text()?;
            if !edit.starts_with(['F', 'L']) {
                return None;
            }
            lemmas.edits.push(edit.to_string());
        }
        let entries = file.number()?;
        for _ in 0..entries {
            let key = file.number()?;
            let edit = file.take(2)?;
            lemmas
                .table
                .insert(key, u16::from_le_bytes([edit[0], edit[1]]));
        }
        Some(lemmas)
    }

    /// Dictionary form of `form`, whose lower case is `lower`, under the tag with this number.
    pub fn lemma(&self, form: &str, lower: &str, tag: u32) -> String {
        let edit = self
            .find(lower, tag)
            .and_then(|e| self.edits.get(usize::from(e)));
        match edit {
            Some(edit) => apply(edit, form, lower),
            None => lower.to_string(),
        }
    }

    /// The edit of the whole form, else of its longest known ending.
    pub fn find(&self, lower: &str, tag: u32) -> Option<u16> {
        if let Some(edit) = self.table.get(&key(tag, WHOLE, lower)) {
            return Some(*edit);
        }
        (0..=LONGEST)
            .rev()
            .find_map(|n| self.table.get(&key(tag, n, ending(lower, n)?)).copied())
    }
}

/// Applies an edit; an edit that does not fit leaves the form.
pub fn apply(edit: &str, form: &str, lower: &str) -> String {
    let digits = edit[1..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(edit.len(), |i| i + 1);
    let cut: usize = edit[1..digits].parse().unwrap_or(0);
    let base = if edit.starts_with('F') { form } else { lower };
    let keep = match cut {
        0 => base.len(),
        n => base.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i),
    };
    let mut out = String::with_capacity(keep + 4);
    out.push_str(&base[..keep]);
    out.push_str(&edit[digits..]);
    if out.is_empty() {
        base.to_string()
    } else {
        out
    }
}

/// The edit from a form to its lemma.
#[cfg(any(feature = "train", test))]
pub fn edit(form: &str, lemma: &str) -> String {
    let lower = form.to_lowercase();
    let build = |base: &str| {
        let same = base
            .chars()
            .zip(lemma.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let cut = base.chars().count() - same;
        let add: String = lemma.chars().skip(same).collect();
        (cut + add.chars().count(), cut, add)
    };
    let (low_cost, cut, add) = build(&lower);
    let (raw_cost, raw_cut, raw_add) = build(form);
    // A number at the start of what is added would read as part of the count: take the whole form then.
    let fits = |a: &str| !a.starts_with(|c: char| c.is_ascii_digit());
    if low_cost <= raw_cost && fits(&add) {
        format!("L{cut}{add}")
    } else if fits(&raw_add) {
        format!("F{raw_cut}{raw_add}")
    } else {
        "F0".to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_lead_from_form_to_lemma() {
        for (form, lemma) in [
            ("cities", "city"),
            ("was", "be"),
            ("Tokyo", "Tokyo"),
            ("The", "the"),
            ("AMERICANS", "American"),
            ("’s", "be"),
            ("went", "go"),
        ] {
            assert_eq!(
                apply(&edit(form, lemma), form, &form.to_lowercase()),
                lemma,
                "{form}"
            );
        }
        assert_eq!(apply("L9x", "ab", "ab"), "x");
    }
}
