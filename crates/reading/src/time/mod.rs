//! Times: spans that name a time, with their value in EDTF (ISO 8601-2).
//!
//! What enters: an article and its sentences. What leaves: [`TimeMention`]s in reading order. An unknown year is the
//! value `XXXX`, never a guess: a relative expression without a publication date has no value.
//!
//! The steps: `scan` takes a sentence apart; `grammar`, with its rules in `dates`, `years`, `parts`, `relative` and
//! `beside`, finds what names a time, as an `expr`; `tense` tells whether it lies behind or ahead; `calendar` and `shift`
//! work out the value, which is an [`edtf::Edtf`].
//!
//! Invariants: mentions are sorted and do not overlap; each lies in its sentence, or in a dateline that its sentence
//! follows. Durations ("for three years"), ages, repeated times ("every Monday") and "now" are no mentions.

mod beside;
mod calendar;
mod dates;
pub mod edtf;
mod expr;
mod grammar;
mod parts;
mod relative;
mod scan;
mod shift;
mod tense;
mod words;
mod years;

pub use edtf::Edtf;
pub use shift::{Shift, resolve_relative};
pub use words::Unit;

use crate::article::{Article, BlockKind};
use crate::page::Span;
use crate::text::Sentence;
use calendar::Around;
use edtf::{End, Precision};
use expr::{Expr, From};
use jiff::civil::Date;
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
    /// Whether it names what stands after it ("the 2015 agreement", "2026 Iran war") rather than tells when something
    /// was done.
    pub attributive: bool,
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
    /// The time that the mention and its bound allow together: "since 2013" in a page published in 2021 is `2013/2021`,
    /// "until April" is from its day to April. An end that is not known is open: `2013/..`.
    pub fn period(&self, published: Option<Date>) -> Option<Edtf> {
        let value = self.value?;
        let (from, to) = match value {
            Edtf::At(stamp) => (End::At(stamp), End::At(stamp)),
            Edtf::Interval(from, to) => (from, to),
        };
        // The other end is as fine as the value, but never coarser than needed: years stay years.
        let today = published.and_then(|day| match value.precision() {
            Precision::Day | Precision::Month | Precision::Division => Edtf::day(day),
            _ => Edtf::year(day.year()),
        });
        let other = match today {
            Some(Edtf::At(stamp)) => End::At(stamp),
            _ => End::Open,
        };
        match self.bound {
            Bound::At => Some(value),
            Bound::Since => Edtf::interval(from, other).or_else(|| Edtf::interval(from, End::Open)),
            Bound::After => Edtf::interval(from, End::Open),
            Bound::Until => Edtf::interval(other, to).or_else(|| Edtf::interval(End::Open, to)),
            Bound::By | Bound::Before => Edtf::interval(End::Open, to),
        }
    }
}

/// How many sentences an anchor serves: "the following day" refers to a day of its own sentence or of the four before.
const ANCHOR_REACH: usize = 4;

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
    let published = article.published.as_ref().map(|published| published.date);
    let mut anchor: Option<Anchor> = None;
    for (sentence, span) in pieces {
        let block = sentences.get(sentence).map_or(0, |sentence| sentence.block);
        let item = article
            .blocks
            .get(block)
            .is_some_and(|b| b.kind == BlockKind::ListItem);
        let items = scan::scan(span.slice(&article.text), span.start, words);
        for found in grammar::read(&items) {
            // Items of a list are stories of their own; a page that has named no time yet speaks from its own day.
            let near = anchor.filter(|anchor| !item || anchor.block == block);
            let around = Around {
                published,
                tense: tense::tense(&items, &found),
                anchor: match near {
                    Some(anchor) if anchor.sentence + ANCHOR_REACH >= sentence => {
                        Some(anchor.value)
                    }
                    Some(_) => None,
                    None => published.and_then(Edtf::day),
                },
                named: tense::names(&items, &found),
            };
            // "visited ten towns in two weeks" tells how long it took.
            if matches!(found.expr, Expr::Ahead(_)) && around.tense != expr::Tense::Future {
                continue;
            }
            let (value, basis) = found.expr.resolve(&around);
            let value = match value {
                Some(value) if found.about => Some(value.approximately()),
                value => value,
            };
            if let Some(value) = value
                && value.precision() <= Precision::Year
            {
                anchor = Some(Anchor {
                    sentence,
                    block,
                    value,
                });
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
                attributive: beside::attributive(&items, &found),
                shift: match found.expr {
                    Expr::Shift(shift, From::Anchor) | Expr::Roughly(shift, From::Anchor) => {
                        Some(shift)
                    }
                    _ => None,
                },
            });
        }
    }
    mentions
}

/// The last time named, which later ones may be counted from.
#[derive(Clone, Copy)]
struct Anchor {
    sentence: usize,
    block: usize,
    value: Edtf,
}
