//! Places that no sentence names: those of datelines ("LIMA, November 20 (Sputnik) —"); and what a dealing takes place beside.
//!
//! What enters: an article and the lexicon. What leaves: where each dateline names its place, and the place.

use super::Place;
use super::view::View;
use super::words::{self, Class};
use crate::article::{Article, BlockKind};
use crate::lexicon::{Code, Lexicon, Sense, StateForm};
use crate::page::Span;
use crate::parse::Upos;

/// The place of each dateline, in the order of the page; none where the lexicon does not know it.
pub fn of_datelines(article: &Article, lexicon: &Lexicon) -> Vec<(Span, Place)> {
    let datelines = article
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Dateline);
    datelines
        .filter_map(|block| {
            lexicon
                .find(&article.text, block.span)
                .iter()
                .find_map(|hit| {
                    let country = hit.senses.iter().find_map(country)?;
                    let name = hit.span.slice(&article.text).to_owned();
                    Some((hit.span, Place { name, country }))
                })
        })
        .collect()
}

/// Whether the word at a token is, or names, what a dealing takes place beside: "on the sidelines of the G20 summit".
pub fn is_occasion(view: &View, at: usize) -> bool {
    let before = (at.saturating_sub(4)..at)
        .rev()
        .take_while(|&before| !matches!(view.upos(before), Upos::Punct | Upos::Verb))
        .find(|&before| view.is(before, "of"));
    before
        .and_then(|of| of.checked_sub(1))
        .is_some_and(|side| words::is(Class::Beside, view.form(side)))
}

/// The country of a place; none where the name is no place at all, `Some(None)` for the high seas.
fn country(sense: &Sense) -> Option<Option<Code>> {
    match *sense {
        Sense::City { country, .. } => Some(Some(country)),
        Sense::State {
            code,
            form: StateForm::Name | StateForm::Acronym | StateForm::Seat,
        } => Some(Some(code)),
        Sense::Region { country, .. } => Some(country),
        _ => None,
    }
}
