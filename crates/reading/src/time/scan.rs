//! The scanner: a sentence's text as words, numbers and marks.
//!
//! What enters: the text of one sentence. What leaves: [`Item`]s in order, each a slice of the text with its place.
//! The time stage has a scanner of its own because its pieces are not words: "Sept.", "3rd", "1990s", "15.12.2016".

use super::words::{Cues, Sense, Words};

/// A word, number or mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'t> {
    /// The text.
    pub text: &'t str,
    /// First byte in the article's text.
    pub start: usize,
    /// Whether space stands before it.
    pub spaced: bool,
    /// What it is.
    pub kind: Kind,
    /// What it means in a time expression.
    pub sense: Option<Sense>,
    /// What it says about times beside it.
    pub cues: Cues,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits alone, up to four of them.
    Number { value: i16, digits: u8 },
    /// "3rd".
    Ordinal(i8),
    /// "1990s", "90s".
    Decade(i16),
    /// "15.12.2016": first, second, year.
    Dotted(i8, i8, i16),
    /// Any other number: "1,500", "3.5", "20km".
    Quantity,
    /// Anything else.
    Mark(char),
}

impl Item<'_> {
    /// One past the last byte in the article's text.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it begins with a capital letter.
    pub fn capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Takes the text apart. `offset` is where it begins in the article's text.
pub(super) fn scan<'t>(text: &'t str, offset: usize, words: &Words) -> Vec<Item<'t>> {
    let mut items = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() || matches!(first, '\u{200b}' | '\u{feff}' | '\u{ad}') {
            spaced = true;
            at += first.len_utf8();
            continue;
        }
        let rest = &text[at..];
        let (len, kind) = if first.is_ascii_digit() {
            number(rest)
        } else if first.is_alphabetic() {
            (letters(rest), Kind::Word)
        } else {
            (first.len_utf8(), Kind::Mark(first))
        };
        let piece = &rest[..len];
        let (sense, cues) = match kind {
            Kind::Word => words.look_up(piece),
            _ => Default::default(),
        };
        items.push(Item {
            text: piece,
            start: offset + at,
            spaced,
            kind,
            sense,
            cues,
        });
        spaced = false;
        at += len;
    }
    items
}

fn letters(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len())
}

fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())
}

/// Length and kind of the number that the text begins with.
fn number(text: &str) -> (usize, Kind) {
    let len = digits(text);
    let rest = &text[len..];
    if let Some((more, kind)) = dotted(&text[..len], rest) {
        return (len + more, kind);
    }
    let mut whole = len;
    // Groups of thousands, then decimals: whatever follows, it is no day and no year.
    while let Some(group) = text[whole..].strip_prefix(',')
        && digits(group) == 3
    {
        whole += 4;
    }
    if let Some(decimals) = text[whole..].strip_prefix('.')
        && digits(decimals) > 0
    {
        whole += 1 + digits(decimals);
    }
    if whole > len {
        return (whole + letters(&text[whole..]), Kind::Quantity);
    }
    let suffix = &rest[..letters(rest)];
    let value = if len <= 4 {
        text[..len].parse()
    } else {
        Ok(-1)
    }
    .unwrap_or(-1);
    let kind = match suffix {
        "" if value >= 0 => Kind::Number {
            value,
            digits: len as u8,
        },
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" if (1..100).contains(&value) => {
            Kind::Ordinal(value as i8)
        }
        "s" if (len == 4 || len == 2) && value % 10 == 0 => Kind::Decade(value),
        _ => Kind::Quantity,
    };
    (len + suffix.len(), kind)
}

/// "15.12.2016": what follows the first digits, and the date.
fn dotted(first: &str, rest: &str) -> Option<(usize, Kind)> {
    let second = rest.strip_prefix('.')?;
    let len = digits(second);
    let third = second[len..].strip_prefix('.')?;
    if first.len() > 2 || len > 2 || digits(third) != 4 {
        return None;
    }
    let kind = Kind::Dotted(
        first.parse().ok()?,
        second[..len].parse().ok()?,
        third[..4].parse().ok()?,
    );
    Some((len + 6, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        scan(text, 0, Words::bundled())
            .iter()
            .map(|item| item.kind)
            .collect()
    }

    #[test]
    fn numbers_are_told_apart() {
        let four = |value| Kind::Number { value, digits: 4 };
        assert_eq!(kinds("2016"), [four(2016)]);
        assert_eq!(kinds("1,500"), [Kind::Quantity]);
        assert_eq!(kinds("3.5"), [Kind::Quantity]);
        assert_eq!(kinds("20km"), [Kind::Quantity]);
        assert_eq!(kinds("3rd"), [Kind::Ordinal(3)]);
        assert_eq!(kinds("1990s"), [Kind::Decade(1990)]);
        assert_eq!(kinds("15.12.2016"), [Kind::Dotted(15, 12, 2016)]);
        assert_eq!(kinds("123456789012"), [Kind::Quantity]);
    }

    #[test]
    fn a_day_keeps_its_comma() {
        let four = |value| Kind::Number { value, digits: 4 };
        let two = |value| Kind::Number { value, digits: 2 };
        assert_eq!(kinds("30,1989"), [two(30), Kind::Mark(','), four(1989)]);
    }

    #[test]
    fn places_are_those_of_the_article() {
        let items = scan("am  Mittwoch", 10, Words::bundled());
        assert_eq!((items[1].start, items[1].end()), (14, 22));
        assert!(items[1].spaced);
    }
}
