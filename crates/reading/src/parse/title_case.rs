//! Title case: sentences whose capitals say nothing about names.
//!
//! What enters: a text with one of its sentences. What leaves: whether it is written as headlines are.

use crate::text::Sentence;

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Longer function words, which headlines write small.
const SMALL: &[&str] = &[
    "with", "from", "over", "into", "amid", "after", "before", "under", "upon", "than", "that",
    "their", "this", "about", "between", "during", "against", "toward", "towards", "among",
    "until", "through", "without", "within",
];

/// Whether the longer words of a sentence are capitalised, so that capitals say nothing. A sentence full of names
/// has small words of its own beside them.
pub fn is_title_case(text: &str, sentence: &Sentence) -> bool {
    let (mut capitals, mut small) = (0, 0);
    for token in sentence.tokens.iter().skip(1) {
        let word = token.span.slice(text);
        if word.len() > 3
            && word.chars().next().is_some_and(char::is_alphabetic)
            && !SMALL.contains(&word)
        {
            *if capital(word) {
                &mut capitals
            } else {
                &mut small
            } += 1;
        }
    }
    capitals + small >= 3 && capitals >= 6 * small
}
