//! Times: spans that name a time, with their value in EDTF (ISO 8601-2).
//!
//! What enters: an article and its sentences. What leaves: [`TimeMention`]s in reading order. An unknown year is the
//! value `XXXX`, never a guess: a relative expression without a publication date has no value.
//!
//! The steps: `scan` takes a sentence apart, `grammar` (with `dates` and `relative`) finds what names a time, `tense`
//! tells whether it lies behind or ahead, `calendar` works out the value, which is an [`edtf::Edtf`].
//!
//! Invariants: mentions are sorted and do not overlap; each lies in its sentence, or in a dateline that its sentence
//! follows. Durations ("for three years"), ages, repeated times ("every Monday") and "now" are no mentions.

mod calendar;
mod dates;
pub mod edtf;
mod grammar;
mod relative;
mod scan;
mod tense;
mod words;

pub use calendar::{Shift, resolve_relative};
pub use edtf::Edtf;
pub use words::Unit;

use crate::article::{Article, BlockKind};
use crate::page::Span;
use crate::text::Sentence;
use calendar::{Around, Expr, From};
use edtf::{End, Precision};
use words::Words;

/// A span that names a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// Index of its sentence; of a time in a dateline, of the sentence after it.
    pub sentence: usize,
    /// Value in EDTF: `2016-12-15/2016-12-16`, `XXXX-12-03`, `2016-12`; none where the words have none ("in the coming
    /// days") or what they are counted from is not known.
    pub value: Option<Edtf>,
    /// What the value rests on.
    pub basis: Basis,
    /// How the time bounds what is told of it: "since 2013" has the value `2013` and the bound `Since`.
    pub bound: Bound,
    /// Of "on the following day": the distance from its anchor, for who knows a better anchor than the last time named
    /// (see [`resolve_relative`]).
    pub shift: Option<Shift>,
}

/// What the value of a time rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The text states it in full.
    Stated,
    /// Worked out from the publication date ("on Wednesday", a day and month without a year).
    Published,
    /// Worked out from another time in the text ("on the following day").
    Relative,
}

/// How a time bounds what is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is then.
    At,
    /// It begins then: "since", "from", "starting".
    Since,
    /// It ends then: "until", "through".
    Until,
    /// Then at the latest: "by".
    By,
    /// Before then.
    Before,
    /// After then.
    After,
}

impl TimeMention {
    /// The time that the mention and its bound allow together: `2013/..` of "since 2013", `../2017` of "until 2017".
    pub fn period(&self) -> Option<Edtf> {
        let value = self.value?;
        let (from, to) = match value {
            Edtf::At(stamp) => (End::At(stamp), End::At(stamp)),
            Edtf::Interval(from, to) => (from, to),
        };
        match self.bound {
            Bound::At => Some(value),
            Bound::Since | Bound::After => Edtf::interval(from, End::Open),
            Bound::Until | Bound::By | Bound::Before => Edtf::interval(End::Open, to),
        }
    }
}

/// How many sentences an anchor serves: "the following day" refers to a day of its own or the two sentences before.
const ANCHOR_REACH: usize = 2;

/// Finds the times of an article.
pub fn find(article: &Article, sentences: &[Sentence]) -> Vec<TimeMention> {
    let words = Words::bundled();
    let mut mentions = Vec::new();
    let mut pieces: Vec<(usize, Span)> = sentences
        .iter()
        .enumerate()
        .map(|(index, sentence)| (index, sentence.span))
        .collect();
    for block in article
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Dateline)
    {
        let next = sentences.partition_point(|sentence| sentence.span.start < block.span.start);
        if next < sentences.len() {
            pieces.push((next, block.span));
        }
    }
    pieces.sort_by_key(|(_, span)| *span);
    let mut anchor: Option<(usize, Edtf)> = None;
    for (sentence, span) in pieces {
        let items = scan::scan(span.slice(&article.text), span.start, &words);
        for found in grammar::read(&items) {
            let around = Around {
                published: article.published.as_ref().map(|published| published.date),
                tense: tense::tense(&items, &found),
                anchor: anchor
                    .filter(|(place, _)| place + ANCHOR_REACH >= sentence)
                    .map(|(_, value)| value),
                named: tense::names(&items, &found),
            };
            let (value, basis) = found.expr.resolve(&around);
            let value = if found.about {
                value.map(Edtf::approximately)
            } else {
                value
            };
            let shift = match found.expr {
                Expr::Shift(shift, From::Anchor) => Some(shift),
                _ => None,
            };
            if let Some(value) = value
                && value.precision() <= Precision::Year
            {
                anchor = Some((sentence, value));
            }
            let (Some(first), Some(last)) = (items.get(found.from), items.get(found.to - 1)) else {
                continue;
            };
            mentions.push(TimeMention {
                span: Span::new(first.start, last.end()),
                sentence,
                value,
                basis,
                bound: found.bound,
                shift,
            });
        }
    }
    mentions
}
