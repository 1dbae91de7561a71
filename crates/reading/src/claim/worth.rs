//! Worth: which sentences are parsed. A parse costs more than all other stages together, and a sentence that names
//! nobody and has no word for a dealing gives no claim whatever its tree is.
//!
//! What enters: the sentences, before they are parsed, and the frames. What leaves: for each whether it is parsed.
//! Parsed are all titles and headings; sentences with a capital behind their first word, as names are found by their
//! tags; sentences with quotation marks and those just before a quotation, as they may say who speaks; and sentences with
//! a word whose dictionary form has a frame that is not weak. Weak frames count only where parties are named, or next to it:
//! figures are in docs/decisions/0062-speed-of-the-reading.md.

use super::Frames;
use crate::article::{Article, BlockKind};
use crate::parse::{Model, Upos};
use crate::text::Sentence;
use std::collections::HashMap;

/// How far before a quotation its speaker may be named.
const BEFORE_QUOTE: usize = 3;

/// For each sentence, whether it is parsed.
pub fn worth_parsing(
    article: &Article,
    sentences: &[Sentence],
    frames: &Frames,
    model: &Model,
) -> Vec<bool> {
    // Words come again and again; each is looked up once.
    let mut known: HashMap<&str, bool> = HashMap::new();
    let mut worth: Vec<bool> = sentences
        .iter()
        .map(|sentence| {
            let title = article.blocks.get(sentence.block).is_none_or(|block| {
                matches!(
                    block.kind,
                    BlockKind::Headline | BlockKind::Heading | BlockKind::Standfirst
                )
            });
            let forms = || {
                sentence
                    .tokens
                    .iter()
                    .map(|token| token.span.slice(&article.text))
            };
            title
                || named(forms())
                || forms().any(is_quote)
                || forms().any(|form| {
                    *known
                        .entry(form)
                        .or_insert_with(|| may_trigger(form, frames, model))
                })
        })
        .collect();
    for (at, sentence) in sentences.iter().enumerate() {
        let mut first = sentence.tokens.iter().take(2);
        if first.any(|token| is_quote(token.span.slice(&article.text))) {
            worth[at.saturating_sub(BEFORE_QUOTE)..at].fill(true);
        }
    }
    worth
}

/// Whether a word behind the first one begins with a capital, "I" aside.
fn named<'f>(forms: impl Iterator<Item = &'f str>) -> bool {
    let begins = |form: &str, is: fn(char) -> bool| form.chars().next().is_some_and(is);
    forms
        .skip_while(|form| !begins(form, char::is_alphanumeric))
        .skip(1)
        .any(|form| begins(form, char::is_uppercase) && form != "I")
}

fn is_quote(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''")
}

/// Whether a word, as whatever part of speech, has a frame that is not weak.
fn may_trigger(form: &str, frames: &Frames, model: &Model) -> bool {
    let strong = |rows: &[super::frames::Frame]| rows.iter().any(|row| !row.weak);
    let mut found = false;
    model.each_lemma(form, |upos, lemma| {
        let lemma = lemma.to_lowercase();
        found |= match upos {
            Upos::Verb | Upos::Adj | Upos::Aux => strong(frames.verb(&lemma)),
            Upos::Noun | Upos::Propn => strong(frames.noun(&lemma)),
            _ => false,
        };
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Format, Page};

    fn worth(text: &str) -> Vec<bool> {
        let page = Page::with_format(text.as_bytes().to_vec(), Format::Text);
        let (article, mut diagnostics) = crate::article::read(&page, None);
        let sentences = crate::text::sentences(&article, &mut diagnostics);
        worth_parsing(&article, &sentences, &Frames::bundled(), &Model::bundled())
    }

    #[test]
    fn sentences_without_names_and_dealings_are_not_parsed() {
        let text = "A headline of some words\n\nIt was a very long day for everybody there. The ministers met at noon. \
            I know that Norland is near. The house on the hill is old and empty.";
        assert_eq!(worth(text), [true, false, true, true, false]);
    }

    #[test]
    fn who_speaks_before_a_quotation_is_read() {
        let text =
            "A headline of some words\n\nHe was very tired by then. “We know all of it by now.”";
        assert_eq!(worth(text), [true, true, true]);
    }

    #[test]
    fn every_trigger_is_found_by_whatever_tag_its_word_gets() {
        let (frames, model) = (Frames::bundled(), Model::bundled());
        for form in [
            "met", "visited", "talks", "signing", "Signed", "held", "fought",
        ] {
            let lemmas = |wanted: Upos| {
                let mut all = Vec::new();
                model.each_lemma(form, |upos, lemma| {
                    if upos == wanted {
                        all.push(lemma.to_lowercase());
                    }
                });
                all
            };
            let tree = model.analyse(&["They", form, "."]);
            let node = &tree.nodes[1];
            assert!(
                lemmas(node.upos).contains(&node.lemma.to_lowercase()),
                "{form} {node:?}"
            );
        }
        assert!(may_trigger("met", &frames, &model));
        assert!(!may_trigger("tree", &frames, &model));
    }
}
