//! True case: headlines in title case as running text would write them, for the tagger.
//!
//! What enters: a text with its sentences, and the lexicon. What leaves: the text with the same bytes but for ASCII
//! capitals of words that are no names, in sentences where capitals say nothing. Length and offsets stay.

use crate::lexicon::{Lexicon, Sense};
use crate::text::Sentence;
use std::borrow::Cow;
use std::collections::HashSet;

/// The text to parse: the capitals of title-case headlines that say nothing are taken away.
pub fn truecase<'t>(text: &'t str, sentences: &[Sentence], lexicon: &Lexicon) -> Cow<'t, str> {
    let titles: Vec<bool> = sentences
        .iter()
        .map(|sentence| is_title_case(text, sentence))
        .collect();
    if !titles.contains(&true) {
        return Cow::Borrowed(text);
    }
    let form = |sentence: &Sentence, at: usize| {
        sentence
            .tokens
            .get(at)
            .map_or("", |token| token.span.slice(text))
    };
    // Words that running text capitalises within a sentence are names.
    let mut names: HashSet<&str> = HashSet::new();
    for (sentence, _) in sentences.iter().zip(&titles).filter(|(_, title)| !**title) {
        names.extend(
            (1..sentence.tokens.len())
                .map(|at| form(sentence, at))
                .filter(|word| capital(word)),
        );
    }
    let mut bytes = text.as_bytes().to_vec();
    for (sentence, _) in sentences.iter().zip(&titles).filter(|(_, title)| **title) {
        let hits = lexicon.find(text, sentence.span);
        for at in 0..sentence.tokens.len() {
            let span = sentence.tokens[at].span;
            let word = span.slice(text);
            let known = hits.iter().any(|hit| {
                hit.span.contains(span)
                    && hit
                        .senses
                        .iter()
                        .any(|sense| !matches!(sense, Sense::Office { .. } | Sense::Body { .. }))
            });
            let plain = capital(word) && word.bytes().skip(1).any(|byte| byte.is_ascii_lowercase());
            if plain && !known && !names.contains(word) {
                bytes[span.start..span.end].make_ascii_lowercase();
            }
        }
    }
    // invariant: lowering ASCII letters keeps UTF-8 valid; were it not so, the text itself is parsed.
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether most longer words of a sentence are capitalised, so that capitals say nothing.
pub fn is_title_case(text: &str, sentence: &Sentence) -> bool {
    let (mut capitals, mut small) = (0, 0);
    for token in sentence.tokens.iter().skip(1) {
        let word = token.span.slice(text);
        if word.len() > 3 && word.chars().next().is_some_and(char::is_alphabetic) {
            *if capital(word) {
                &mut capitals
            } else {
                &mut small
            } += 1;
        }
    }
    capitals + small >= 3 && capitals >= 3 * small
}
