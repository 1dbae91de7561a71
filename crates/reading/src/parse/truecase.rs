//! Title case: sentences whose capitals say nothing about names.
//!
//! What enters: a text with one of its sentences. What leaves: whether it is written as headlines are.

use crate::text::Sentence;

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
