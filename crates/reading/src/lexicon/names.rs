//! Names: one automaton over the words of all names.
//!
//! What enters: names with what they mean, then text. What leaves: leftmost-longest matches on word boundaries. The
//! automaton steps over whole words, not bytes, so that a match can only end where a word ends, and a longer name that
//! fails on case does not hide a shorter one (docs/decisions/0040). Invariant: spans lie on character boundaries.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Sense;
use super::letters::{Kind, Piece, level, pieces};
use crate::page::Span;

/// How the letters of a name are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A capital asks for a capital, all capitals are fine, lower case matches any case.
    Name,
    /// The very case: acronyms.
    Exact,
    /// The very case, and not in a line of capitals, where it may be an ordinary word: `US`, `IS`, `WHO`.
    Wordlike,
    /// The very letters, diacritics included: `Malé`.
    Letters,
}

/// A name as it was added: its levelled words, how they compare, what they mean.
#[derive(Debug)]
struct Form {
    words: Box<str>,
    rule: Rule,
    /// Whether the last piece is a hyphen that asks to follow and is not part of the name (`Russo-`).
    open: bool,
    senses: Vec<Sense>,
}

/// All names.
#[derive(Debug, Default)]
pub(super) struct Names {
    words: HashMap<Box<str>, u32, Quick>,
    steps: HashMap<u64, u32, Quick>,
    forms: Vec<Vec<Form>>,
}

/// A match: where, and what it means.
pub(super) struct Match<'n> {
    pub span: Span,
    pub senses: &'n [Sense],
}

impl Names {
    /// Room for about `names` names.
    pub fn with_capacity(names: usize) -> Names {
        Names {
            words: HashMap::with_capacity_and_hasher(names, Quick::default()),
            steps: HashMap::with_capacity_and_hasher(names * 2, Quick::default()),
            forms: vec![Vec::new()],
        }
    }

    /// Number of names that have a meaning of their own.
    pub fn len(&self) -> usize {
        self.forms.iter().map(Vec::len).sum()
    }

    /// Adds a name; several meanings of one name are kept in the order in which they come. A name without a sense hides
    /// the names within it.
    pub fn add(&mut self, name: &str, rule: Rule, sense: Option<Sense>) {
        let mut node = 0;
        let mut buffer = String::new();
        let mut words = String::with_capacity(name.len() + 4);
        let mut last = Kind::Mark;
        for piece in pieces(name, 0) {
            let text = &name[piece.start..piece.end];
            level(&mut buffer, text, piece.kind);
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(if rule == Rule::Letters { text } else { &buffer });
            buffer.make_ascii_lowercase();
            let fresh = self.words.len() as u32;
            let word = match self.words.get(buffer.as_str()) {
                Some(&word) => word,
                None => {
                    self.words.insert(buffer.as_str().into(), fresh);
                    fresh
                }
            };
            let forms = &mut self.forms;
            node = *self.steps.entry(step(node, word)).or_insert_with(|| {
                forms.push(Vec::new());
                forms.len() as u32 - 1
            });
            last = piece.kind;
        }
        if node == 0 {
            return;
        }
        let open = last == Kind::Hyphen;
        let forms = &mut self.forms[node as usize];
        let known = forms
            .iter_mut()
            .find(|form| *form.words == *words && form.rule == rule);
        match known {
            Some(form) => {
                if let Some(sense) =
                    sense.filter(|sense| !form.senses.iter().any(|s| same(s, sense)))
                {
                    form.senses.push(sense);
                }
            }
            None => forms.push(Form {
                words: words.into(),
                rule,
                open,
                senses: sense.into_iter().collect(),
            }),
        }
    }

    /// Leftmost-longest names in `text[within]`.
    pub fn find(&self, text: &str, within: Span) -> Vec<Match<'_>> {
        let part = within.slice(text);
        let pieces = pieces(part, within.start);
        let mut buffer = String::new();
        let mut ids = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            level(&mut buffer, &text[piece.start..piece.end], piece.kind);
            buffer.make_ascii_lowercase();
            ids.push(self.words.get(buffer.as_str()).copied());
        }
        let mut found = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            match self.longest(text, within, &pieces, &ids, at) {
                Some((end, form)) => {
                    let last = if form.open { end - 2 } else { end - 1 };
                    if !form.senses.is_empty() {
                        found.push(Match {
                            span: Span::new(pieces[at].start, pieces[last].end),
                            senses: &form.senses,
                        });
                    }
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest name that starts at piece `at`, with the index one past its last piece.
    fn longest(
        &self,
        text: &str,
        within: Span,
        pieces: &[Piece],
        ids: &[Option<u32>],
        at: usize,
    ) -> Option<(usize, &Form)> {
        if glued(text, &pieces[at]) {
            return None;
        }
        let mut node = 0;
        let mut best = None;
        for (offset, piece) in pieces[at..].iter().enumerate() {
            if offset > 0 && !piece.joined {
                break;
            }
            let Some(word) = ids[at + offset] else { break };
            let Some(&next) = self.steps.get(&step(node, word)) else {
                break;
            };
            node = next;
            let end = at + offset + 1;
            let form = self.forms[node as usize]
                .iter()
                .find(|form| fits(form, text, within, &pieces[at..end]));
            if let Some(form) = form {
                best = Some((end, form));
            }
        }
        best
    }
}

/// Whether two senses of one name say the same: a city of a country is one city, whichever file it comes from.
fn same(one: &Sense, other: &Sense) -> bool {
    match (one, other) {
        (Sense::City { country: a, .. }, Sense::City { country: b, .. }) => a == b,
        (Sense::State { code: a, .. }, Sense::State { code: b, .. }) => a == b,
        _ => one == other,
    }
}

/// Whether a piece hangs on a mark that makes it part of an address or a handle (`@Russia`, `US_Embassy`).
fn glued(text: &str, piece: &Piece) -> bool {
    let before = text[..piece.start].chars().next_back();
    let after = text[piece.end..].chars().next();
    matches!(before, Some('@' | '_' | '\\')) || matches!(after, Some('@' | '_'))
}

/// Whether the pieces are written as the form asks. Their levelled lower-case letters are known to be the form's.
fn fits(form: &Form, text: &str, within: Span, pieces: &[Piece]) -> bool {
    let mut buffer = String::new();
    let written = form.words.split(' ').zip(pieces).all(|(asked, piece)| {
        if piece.kind != Kind::Word {
            return true;
        }
        let word = &text[piece.start..piece.end];
        if form.rule == Rule::Letters {
            return word == asked || word.to_lowercase() == asked.to_lowercase() && is_upper(word);
        }
        level(&mut buffer, word, piece.kind);
        match form.rule {
            Rule::Exact | Rule::Wordlike => buffer == asked,
            _ => cased(&buffer, asked),
        }
    });
    if !written {
        return false;
    }
    let last = &pieces[pieces.len() - 1];
    match form.rule {
        // "US$5" is money.
        Rule::Exact | Rule::Wordlike if text[last.end..].starts_with('$') => false,
        Rule::Wordlike => !shouted(text, within, pieces[0].start),
        _ => true,
    }
}

/// Whether `word` has the capitals that `asked` asks for.
fn cased(word: &str, asked: &str) -> bool {
    let Some(first) = asked.chars().next() else {
        return false;
    };
    if !first.is_uppercase() {
        // Lower case or a digit: any case, but capitals within ("al-Shabaab" has none, "mRNA" would) must be kept.
        return asked.chars().all(|c| !c.is_uppercase()) || word == asked;
    }
    if asked.len() > 1 && is_upper(asked) {
        return word == asked;
    }
    let mut rest = word.chars();
    rest.next().is_some_and(char::is_uppercase)
        && (rest.clone().all(|c| !c.is_uppercase())
            || rest.all(|c| !c.is_lowercase())
            || word == asked)
}

/// Whether a word has no small letter.
fn is_upper(word: &str) -> bool {
    word.chars().all(|c| !c.is_lowercase()) && word.chars().any(char::is_uppercase)
}

/// Whether the word at `start` stands inside a line of capitals (not at its start), as in a headline that shouts.
fn shouted(text: &str, within: Span, start: usize) -> bool {
    let lines = Span::new(within.start, within.end.min(text.len()));
    let before = &text[lines.start..start];
    let from = before
        .rfind('\n')
        .map_or(lines.start, |at| lines.start + at + 1);
    let after = &text[start..lines.end];
    let to = after.find('\n').map_or(lines.end, |at| start + at);
    let line = &text[from..to];
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    let opens = text[from..start].chars().all(|c| !c.is_alphanumeric());
    !opens && capitals > 6 && !line.chars().any(char::is_lowercase)
}

/// Key of the step from a node over a word.
fn step(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

/// A quick hash for short words and steps; the keys come from our own files, so it need not withstand an enemy.
#[derive(Debug, Default, Clone)]
pub(super) struct QuickHasher(u64);

/// Builds [`QuickHasher`]s.
pub(super) type Quick = BuildHasherDefault<QuickHasher>;

impl QuickHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
        for &byte in chunks.remainder() {
            self.mix(u64::from(byte));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn finish(&self) -> u64 {
        // The table takes its bucket from the low bits and its tag from the high ones: both must be stirred.
        self.0 ^ (self.0 >> 32)
    }
}
