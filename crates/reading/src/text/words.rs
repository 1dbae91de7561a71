//! The word lists of the tokenizer, from the data files in `data/text`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Where an abbreviation may stand, and so whether its full stop may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Before a name: never ends a sentence.
    Title,
    /// Before a number only.
    Number,
    /// A month or day.
    Month,
    /// Anywhere; ends a sentence only where a new one plainly begins.
    Word,
}

/// Abbreviations, contractions, prefixes, units.
pub struct Words {
    abbreviations: HashMap<&'static str, Class>,
    contractions: HashMap<&'static str, Vec<usize>>,
    prefixes: HashSet<&'static str>,
    units: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    speech: HashSet<&'static str>,
}

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

impl Words {
    fn load() -> Words {
        let abbreviations = lines(include_str!("../../../../data/text/abbreviations.txt"))
            .filter_map(|l| {
                let (form, class) = l.split_once(' ')?;
                let class = match class {
                    "title" => Class::Title,
                    "number" => Class::Number,
                    "month" => Class::Month,
                    _ => Class::Word,
                };
                Some((form.trim_end_matches('.'), class))
            })
            .collect();
        let contractions = lines(include_str!("../../../../data/text/contractions.txt"))
            .filter_map(|l| {
                let mut parts = l.split(' ');
                Some((parts.next()?, parts.map(str::len).collect()))
            })
            .collect();
        Words {
            abbreviations,
            contractions,
            prefixes: lines(include_str!("../../../../data/text/prefixes.txt")).collect(),
            units: lines(include_str!("../../../../data/text/units.txt")).collect(),
            starters: lines(include_str!("../../../../data/text/starters.txt")).collect(),
            speech: lines(include_str!("../../../../data/text/speech.txt")).collect(),
        }
    }

    /// The lists that the program carries.
    pub fn bundled() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(Words::load);
        &WORDS
    }

    /// Class of an abbreviation, given without its last full stop.
    pub fn abbreviation(&self, form: &str) -> Option<Class> {
        lower(form, |f| self.abbreviations.get(f).copied())
    }

    /// Lengths of the parts of a word that hides two; empty where it hides none.
    pub fn contraction(&self, form: &str) -> &[usize] {
        lower(form, |f| self.contractions.get(f)).map_or(&[], Vec::as_slice)
    }

    /// Whether a hyphen after this word does not split.
    pub fn is_prefix(&self, form: &str) -> bool {
        lower(form, |f| self.prefixes.contains(f).then_some(())).is_some()
    }

    /// Whether this follows a number without space.
    pub fn is_unit(&self, form: &str) -> bool {
        lower(form, |f| self.units.contains(f).then_some(())).is_some()
    }

    /// Whether an abbreviation without its full stop is also a common word ("sun", "mass").
    pub fn is_common(&self, form: &str) -> bool {
        lower(form, |f| {
            matches!(
                f,
                "sun"
                    | "sat"
                    | "mar"
                    | "mass"
                    | "ill"
                    | "co"
                    | "al"
                    | "la"
                    | "pop"
                    | "est"
                    | "cos"
                    | "inst"
                    | "mo"
                    | "pa"
                    | "prov"
                    | "ret"
                    | "ore"
                    | "tex"
                    | "jan"
                    | "ca"
                    | "va"
                    | "md"
            )
            .then_some(())
        })
        .is_some()
    }

    /// Whether a capitalised word plainly begins a sentence ("The", "However").
    pub fn is_starter(&self, form: &str) -> bool {
        lower(form, |f| self.starters.contains(f).then_some(())).is_some()
    }

    /// Whether a word reports speech ("said", "asked").
    pub fn is_speech(&self, form: &str) -> bool {
        lower(form, |f| self.speech.contains(f).then_some(())).is_some()
    }
}

/// Looks a short form up in lower case without allocating.
fn lower<T>(form: &str, look: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0u8; 16];
    let bytes = form.as_bytes();
    if bytes.len() > buffer.len() || !form.is_ascii() {
        return None;
    }
    buffer[..bytes.len()].copy_from_slice(bytes);
    buffer[..bytes.len()].make_ascii_lowercase();
    std::str::from_utf8(&buffer[..bytes.len()])
        .ok()
        .and_then(look)
}
