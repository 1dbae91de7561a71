//! Where a sentence ends.
//!
//! What enters: the tokens of one block that are still to be split. What leaves: how many of them the first sentence
//! has. A sentence ends after ".", "!", "?" or an ellipsis with the quotation marks and brackets that close it, unless
//! what follows goes on with it (a small letter, "Abe said" after a closing quotation mark).

use super::Token;
use super::words::{Class, Words};

/// Number of tokens of the sentence that `tokens` begins with; at least one where there are any.
pub(super) fn sentence_length(text: &str, tokens: &[Token], words: &Words) -> usize {
    let form = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let mut open_quotes = 0usize;
    let mut i = 0;
    while i < tokens.len() {
        let word = form(i);
        if word == "\"" {
            open_quotes += 1;
        }
        let Some(stop) = Stop::of(word, words) else {
            i += 1;
            continue;
        };
        if is_enumerator(text, &tokens[..=i]) {
            i += 1;
            continue;
        }
        // What closes with the sentence: quotation marks and brackets.
        let mut end = i + 1;
        let mut closed_quote = false;
        while end < tokens.len() {
            let glued = tokens[end].span.start == tokens[end - 1].span.end;
            let mark = form(end);
            let closes = match mark {
                ")" | "]" | "}" | "”" | "»" => true,
                "\"" => {
                    // After space it closes only if it opened before and stands free on the other side too.
                    let free = tokens
                        .get(end + 1)
                        .is_none_or(|next| next.span.start > tokens[end].span.end);
                    glued || (open_quotes % 2 == 1 && free)
                }
                "''" | "'" | "’" => glued,
                _ => false,
            };
            if !closes {
                break;
            }
            if mark == "\"" {
                open_quotes += 1;
            }
            closed_quote |= !matches!(mark, ")" | "]" | "}");
            end += 1;
        }
        if end >= tokens.len() {
            return tokens.len();
        }
        if ends(text, tokens, end, &stop, closed_quote, words) {
            return end;
        }
        i = end;
    }
    tokens.len()
}

/// What kind of mark may end a sentence.
enum Stop {
    /// ".", or a full stop with others.
    Full,
    /// "!", "?".
    Strong,
    /// "...", "…".
    Ellipsis,
    /// An abbreviation with its full stop.
    Abbreviation(Option<Class>),
}

impl Stop {
    fn of(word: &str, words: &Words) -> Option<Stop> {
        let last = word.chars().next_back()?;
        match last {
            '!' | '?' if word.chars().all(|c| matches!(c, '!' | '?' | '.' | '…')) => {
                Some(Stop::Strong)
            }
            '.' | '…' if word == "." => Some(Stop::Full),
            '.' | '…' if word.chars().all(|c| matches!(c, '.' | '…')) => Some(Stop::Ellipsis),
            '.' if word.chars().all(|c| matches!(c, '!' | '?' | '.')) => Some(Stop::Strong),
            '.' => Some(Stop::Abbreviation(
                words.abbreviation(word.trim_end_matches('.')),
            )),
            _ => None,
        }
    }
}

/// Whether the sentence ends before token `end`.
fn ends(
    text: &str,
    tokens: &[Token],
    end: usize,
    stop: &Stop,
    closed_quote: bool,
    words: &Words,
) -> bool {
    let form = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let next = form(end);
    let Some(first) = next.chars().next() else {
        return true;
    };
    // Further marks of the same sentence: `.",` `?);`
    if matches!(next, "," | ";" | ":" | "%" | "&") {
        return false;
    }
    // Brackets and quotation marks that open: look at the word in them.
    let mut at = end;
    while at < tokens.len()
        && at < end + 3
        && form(at)
            .chars()
            .all(|c| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?'))
    {
        at += 1;
    }
    let lead = form(at).chars().next().unwrap_or(first);
    match stop {
        Stop::Full | Stop::Ellipsis if lead.is_lowercase() => false,
        Stop::Strong if lead.is_lowercase() => false,
        Stop::Strong if closed_quote => !says(text, tokens, end, words),
        Stop::Full | Stop::Strong | Stop::Ellipsis => true,
        Stop::Abbreviation(Some(Class::Title | Class::Number)) => false,
        // "U.S.-Israel"
        Stop::Abbreviation(_) if tokens[end].span.start == tokens[end - 1].span.end => false,
        Stop::Abbreviation(_) if closed_quote => lead.is_uppercase(),
        Stop::Abbreviation(_) => {
            at > end && lead.is_uppercase()
                || lead.is_uppercase() && words.is_starter(next) && !is_initial(form(end - 1))
        }
    }
}

/// One letter with its full stop.
fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.chars().count() == 2
}

/// Whether "X said" follows: a verb of speech among the next few words, before anything that ends or parts.
fn says(text: &str, tokens: &[Token], from: usize, words: &Words) -> bool {
    for (names, token) in tokens.iter().skip(from).take(7).enumerate() {
        let word = token.span.slice(text);
        if words.is_speech(word) {
            return true;
        }
        let first = word.chars().next().unwrap_or(' ');
        if !first.is_alphanumeric()
            || (names == 0
                && words.is_starter(word)
                && !matches!(
                    word,
                    "The" | "He" | "She" | "They" | "I" | "We" | "One" | "His" | "Her"
                ))
        {
            return false;
        }
    }
    false
}

/// "1." at the start of a list item belongs to what follows.
fn is_enumerator(text: &str, tokens: &[Token]) -> bool {
    match tokens {
        [number, stop] => {
            let n = number.span.slice(text);
            stop.span.slice(text) == "." && n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}
