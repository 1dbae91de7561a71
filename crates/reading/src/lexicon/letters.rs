//! Letters and words: how text is cut and levelled before names are compared.
//!
//! What enters: text. What leaves: words and marks as byte ranges, and their letters without diacritics and ligatures, so
//! that `Erdoğan` and `Erdogan` compare equal. Invariant: ranges lie on character boundaries, in order, without overlap.

use std::collections::HashMap;

use super::names::Quick;

/// A word or a mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether the gap before it is one that a name may span: none, blanks, one line break.
    pub joined: bool,
}

/// Kinds of pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters and digits.
    Word,
    /// A hyphen or en dash of any kind.
    Hyphen,
    /// An apostrophe or single quotation mark of any kind.
    Apostrophe,
    /// Any other mark, one character.
    Mark,
}

/// Cuts `text` into words and marks; offsets are counted from `base`.
pub(super) fn pieces(text: &str, base: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 5 + 4);
    pieces_into(&mut pieces, text, base);
    pieces
}

/// As [`pieces`], into a list that is used again.
pub(super) fn pieces_into(pieces: &mut Vec<Piece>, text: &str, base: usize) {
    pieces.clear();
    let mut breaks = 0;
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let continues = word.is_some() && in_word(c);
        if continues {
            continue;
        }
        if let Some(start) = word.take() {
            pieces.push(Piece {
                start: base + start,
                end: base + at,
                kind: Kind::Word,
                joined: breaks < 2,
            });
            breaks = 0;
        }
        if c.is_alphanumeric() {
            word = Some(at);
        } else if is_blank(c) {
            breaks += usize::from(c == '\n' || c == '\u{2029}');
        } else {
            pieces.push(Piece {
                start: base + at,
                end: base + at + c.len_utf8(),
                kind: mark(c),
                joined: breaks < 2,
            });
            breaks = 0;
        }
    }
    if let Some(start) = word {
        pieces.push(Piece {
            start: base + start,
            end: base + text.len(),
            kind: Kind::Word,
            joined: breaks < 2,
        });
    }
}

/// Whether a character goes on with a word that has begun: letters, digits, accents on their own, and characters that
/// show nothing (soft hyphen, joiners).
fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}'
        )
}

/// Blanks, the ones that show nothing included.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// The kind of a mark.
fn mark(c: char) -> Kind {
    match c {
        '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' => Kind::Hyphen,
        '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bb}' | '`' | '\u{b4}' | '\u{201b}' => {
            Kind::Apostrophe
        }
        _ => Kind::Mark,
    }
}

/// The letters of a piece without diacritics and ligatures, case kept; hyphens and apostrophes of any kind are one.
pub(super) fn level(into: &mut String, text: &str, kind: Kind) {
    into.clear();
    match kind {
        Kind::Hyphen => into.push('-'),
        Kind::Apostrophe => into.push('\''),
        Kind::Mark => into.push_str(text),
        Kind::Word if text.is_ascii() => into.push_str(text),
        Kind::Word => {
            for c in text.chars() {
                match c {
                    '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' => {}
                    // Latin letters only: a name in another script is another name.
                    '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                        into.push_str(any_ascii::any_ascii_char(c));
                    }
                    _ => into.push(c),
                }
            }
        }
    }
}

/// Words that are spellings of one another: `Sergey` and `Sergei`, `Zelenskyy` and `Zelensky`.
#[derive(Debug, Default, Clone)]
pub(super) struct Spellings(HashMap<&'static str, &'static str, Quick>);

impl Spellings {
    /// Adds a group of words, levelled and in lower case; the first stands for all.
    pub fn add(&mut self, mut words: impl Iterator<Item = &'static str>) {
        if let Some(first) = words.next() {
            for word in words {
                self.0.insert(word, first);
            }
        }
    }

    /// Puts the word that stands for all spellings in the place of a levelled lower-case word.
    pub fn settle(&self, word: &mut String) {
        const ENDINGS: [&str; 4] = ["skyy", "skiy", "skyi", "skii"];
        if let Some(&first) = self.0.get(word.as_str()) {
            word.clear();
            word.push_str(first);
        } else if word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending)) {
            word.truncate(word.len() - 4);
            word.push_str("sky");
        }
    }
}

/// A whole name levelled, in lower case and in one spelling, its words separated by one blank: what surnames are looked
/// up by.
pub(super) fn key(name: &str, spellings: &Spellings) -> String {
    let mut key = String::with_capacity(name.len());
    let mut buffer = String::with_capacity(name.len());
    for piece in pieces(name, 0) {
        if piece.kind == Kind::Word {
            level(&mut buffer, &name[piece.start..piece.end], piece.kind);
            if buffer.is_ascii() {
                buffer.make_ascii_lowercase();
            } else {
                buffer = buffer.to_lowercase();
            }
            spellings.settle(&mut buffer);
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&buffer);
        }
    }
    key
}
