//! Names: one automaton over the words of all names.
//!
//! What enters: names with what they mean, then text. What leaves: leftmost-longest matches on word boundaries. The
//! automaton steps over whole words, not bytes, so that a match can only end where a word ends, and a longer name that
//! fails on case does not hide a shorter one (docs/decisions/0040). Invariant: spans lie on character boundaries.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Sense;
use super::letters::{Kind, Piece, Spellings, level, pieces, pieces_into};
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
    /// Where its words stand in the letters of all names.
    words: (u32, u32),
    rule: Rule,
    /// Whether the last piece is a hyphen that asks to follow and is not part of the name (`Russo-`).
    open: bool,
    senses: Senses,
    /// The next form at the same node, by index; `NONE` for none.
    next: u32,
}

/// What a form means. Most have one sense, which then needs no memory of its own.
#[derive(Debug)]
enum Senses {
    /// Nothing: the form hides the names within it.
    None,
    One(Sense),
    Many(Vec<Sense>),
}

impl Senses {
    fn as_slice(&self) -> &[Sense] {
        match self {
            Senses::None => &[],
            Senses::One(sense) => std::slice::from_ref(sense),
            Senses::Many(senses) => senses,
        }
    }

    fn push(&mut self, sense: Sense) {
        if self.as_slice().iter().any(|known| same(known, &sense)) {
            return;
        }
        match self {
            Senses::None => *self = Senses::One(sense),
            Senses::One(first) => *self = Senses::Many(vec![*first, sense]),
            Senses::Many(senses) => senses.push(sense),
        }
    }
}

/// No form.
const NONE: u32 = u32::MAX;

/// All names.
#[derive(Debug, Default)]
pub(super) struct Names {
    words: HashMap<Box<str>, u32, Quick>,
    steps: HashMap<u64, u32, Quick>,
    /// The first form at each node.
    nodes: Vec<u32>,
    forms: Vec<Form>,
    /// The levelled words of all forms, with their capitals, one after the other.
    letters: String,
    spellings: Spellings,
    /// Room that adding names uses again and again.
    scratch: (Vec<Piece>, String),
}

/// A match: where, and what it means.
pub(super) struct Match<'n> {
    pub span: Span,
    pub senses: &'n [Sense],
}

impl Names {
    /// Room for about `names` names.
    pub fn with_capacity(names: usize) -> Names {
        let mut nodes = Vec::with_capacity(names * 2);
        nodes.push(NONE);
        Names {
            words: HashMap::with_capacity_and_hasher(names, Quick::default()),
            steps: HashMap::with_capacity_and_hasher(names * 2, Quick::default()),
            nodes,
            forms: Vec::with_capacity(names),
            letters: String::with_capacity(names * 16),
            spellings: Spellings::default(),
            scratch: Default::default(),
        }
    }

    /// Which words are spellings of one another; to be given before names are added.
    pub fn spell(&mut self, spellings: Spellings) {
        self.spellings = spellings;
    }

    /// Which words are spellings of one another.
    pub fn spellings(&self) -> &Spellings {
        &self.spellings
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// The id of a levelled lower-case word, a fresh one where it is new. Spellings of one word have one id.
    fn word(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.words.get(word) {
            return id;
        }
        let mut settled = word.to_string();
        self.spellings.settle(&mut settled);
        let fresh = self.words.len() as u32;
        let id = match self.words.get(settled.as_str()) {
            Some(&id) => id,
            None => fresh,
        };
        if settled != word {
            self.words.insert(settled.into(), id);
        }
        self.words.insert(word.into(), id);
        id
    }

    /// Adds a name; several meanings of one name are kept in the order in which they come. A name without a sense hides
    /// the names within it.
    pub fn add(&mut self, name: &str, rule: Rule, sense: Option<Sense>) {
        let mut node = 0;
        let (mut pieces, mut buffer) = std::mem::take(&mut self.scratch);
        pieces_into(&mut pieces, name, 0);
        let mut last = Kind::Mark;
        let from = self.letters.len();
        for piece in &pieces {
            let text = &name[piece.start..piece.end];
            level(&mut buffer, text, piece.kind);
            if self.letters.len() > from {
                self.letters.push(' ');
            }
            let asked = if rule == Rule::Letters { text } else { &buffer };
            self.letters.push_str(asked);
            buffer.make_ascii_lowercase();
            let word = self.word(&buffer);
            let nodes = &mut self.nodes;
            node = *self.steps.entry(step(node, word)).or_insert_with(|| {
                nodes.push(NONE);
                nodes.len() as u32 - 1
            });
            last = piece.kind;
        }
        self.scratch = (pieces, buffer);
        if node == 0 {
            return;
        }
        let mut last_form = NONE;
        let mut at = self.nodes[node as usize];
        while at != NONE {
            let form = &self.forms[at as usize];
            if form.rule == rule && self.words_of(form) == &self.letters[from..] {
                self.letters.truncate(from);
                if let Some(sense) = sense {
                    self.forms[at as usize].senses.push(sense);
                }
                return;
            }
            last_form = at;
            at = form.next;
        }
        let fresh = self.forms.len() as u32;
        self.forms.push(Form {
            words: (from as u32, self.letters.len() as u32),
            rule,
            open: last == Kind::Hyphen,
            senses: sense.map_or(Senses::None, Senses::One),
            next: NONE,
        });
        if last_form == NONE {
            self.nodes[node as usize] = fresh;
        } else {
            self.forms[last_form as usize].next = fresh;
        }
    }

    /// The levelled words of a form, separated by blanks.
    fn words_of(&self, form: &Form) -> &str {
        &self.letters[form.words.0 as usize..form.words.1 as usize]
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
            ids.push(self.words.get(buffer.as_str()).copied().or_else(|| {
                self.spellings.settle(&mut buffer);
                self.words.get(buffer.as_str()).copied()
            }));
        }
        let mut found = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            match self.longest(text, within, &pieces, &ids, at) {
                Some((end, form)) => {
                    let last = if form.open { end - 2 } else { end - 1 };
                    let senses = form.senses.as_slice();
                    if !senses.is_empty() {
                        let span = Span::new(pieces[at].start, pieces[last].end);
                        found.push(Match { span, senses });
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
            let mut form = self.nodes[node as usize];
            while form != NONE {
                let candidate = &self.forms[form as usize];
                if fits(
                    candidate,
                    self.words_of(candidate),
                    text,
                    within,
                    &pieces[at..end],
                ) {
                    best = Some((end, candidate));
                    break;
                }
                form = candidate.next;
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
fn fits(form: &Form, words: &str, text: &str, within: Span, pieces: &[Piece]) -> bool {
    let mut buffer = String::new();
    let written = words.split(' ').zip(pieces).all(|(asked, piece)| {
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
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let mut word = [0; 8];
            word[..rest.len()].copy_from_slice(rest);
            self.mix(u64::from_le_bytes(word));
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
