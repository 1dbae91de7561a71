//! Places that no sentence names: those of datelines ("LIMA, November 20 (Sputnik) —").
//!
//! What enters: an article and the lexicon. What leaves: where each dateline names its place, and the place.

use super::Place;
use crate::article::{Article, BlockKind};
use crate::lexicon::{Code, Lexicon, Sense, StateForm};
use crate::page::Span;

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
