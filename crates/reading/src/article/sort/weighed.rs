//! Furniture that no list names.
//!
//! What enters: the drafts of a text as lists and rules sorted them. What leaves: the same drafts, of which further lines are
//! furniture where the model says so. A text without any line that
//! the lists call furniture is left alone: nothing there is gained that would be worth a lost sentence.

use super::Draft;
use crate::article::html::dom::{Unit, part};
use crate::article::weigh::Models;
use crate::article::words::fold;
use crate::article::{BlockKind, plain};

/// On a page with much furniture, a line below the first of these probabilities is furniture, and a whole sentence below the
/// second: it wants a surer word against it.
const MUCH: (f32, f32) = (0.6, 0.45);
/// On a page with little, or of few lines, which say little of each other, a whole sentence never is.
const LITTLE: (f32, f32) = (0.5, 0.0);
/// A page has much furniture where one in so many of its lines is unlikely to be the article's, and the lists of words name
/// so many of them, or one where the page is long.
const SHARE: usize = 4;
const LISTED: usize = 3;
const LONG: usize = 40;
/// Words of a whole sentence.
const SENTENCE: usize = 8;

/// Marks further lines as furniture.
pub(super) fn weigh(models: &Models, text: &str, drafts: &mut [Draft]) {
    let listed = |d: &&Draft| {
        d.kind == BlockKind::Furniture
            && d.reason == "furniture-words"
            && d.span.slice(text).contains(char::is_alphabetic)
    };
    let count = drafts.len();
    let listed = drafts.iter().filter(listed).count();
    if listed == 0 {
        return;
    }
    let weighed = models
        .text
        .weigh(&units(text, drafts), shown_title(text, drafts));
    let unlikely = weighed.iter().filter(|p| **p < 0.5).count();
    let much = unlikely * SHARE >= count && (listed >= LISTED || count >= LONG);
    let (line_like, sentence_like) = match much {
        true if count < LONG => (MUCH.0, LITTLE.1),
        true => MUCH,
        false => LITTLE,
    };
    let anchored = anchored(text, drafts);
    for ((draft, own), anchored) in drafts.iter_mut().zip(weighed).zip(anchored) {
        let line = draft.span.slice(text);
        let sentence =
            || plain::finished(line) && line.split_whitespace().nth(SENTENCE - 1).is_some();
        let enough = match draft.kind {
            _ if anchored => continue,
            BlockKind::Paragraph | BlockKind::SpeechTurn | BlockKind::ListItem if sentence() => {
                sentence_like
            }
            BlockKind::Paragraph
            | BlockKind::Heading
            | BlockKind::ListItem
            | BlockKind::SpeechTurn => line_like,
            _ => continue,
        };
        if own < enough {
            draft.kind = BlockKind::Furniture;
            draft.reason = "furniture-like";
            draft.speaker = None;
        }
    }
}

/// The draft that shows the headline once more: near it the article begins.
pub(super) fn shown_title(text: &str, drafts: &[Draft]) -> Option<usize> {
    let headline = drafts.iter().find(|d| d.kind == BlockKind::Headline)?;
    let wanted = fold(headline.span.slice(text));
    let same = |d: &Draft| {
        d.kind != BlockKind::Headline
            && d.span.len() <= 2 * headline.span.len()
            && fold(d.span.slice(text)) == wanted
    };
    drafts.iter().position(same).filter(|_| !wanted.is_empty())
}

/// Which drafts stand in a row of whole sentences that a dateline opens: it is a report's beginning, whatever surrounds it.
fn anchored(text: &str, drafts: &[Draft]) -> Vec<bool> {
    let mut open = false;
    let within = |draft: &Draft| {
        open = match draft.kind {
            BlockKind::Dateline => true,
            BlockKind::Paragraph => open && plain::finished(draft.span.slice(text)),
            _ => false,
        };
        open
    };
    drafts.iter().map(within).collect()
}

/// The drafts as the model sees them: what the rules made of a line and of the lines beside it stands where a page of HTML
/// has its markup.
pub(super) fn units(text: &str, drafts: &[Draft]) -> Vec<Unit> {
    /// Bits behind those of the kinds.
    const AFTER_BLANK: u32 = 1 << 12;
    const ANCHORED: u32 = 1 << 13;
    const AMONG: u32 = 1 << 14;
    const LABEL: u32 = 1 << 15;
    let kind = |draft: Option<&Draft>| draft.map_or(0, |d| 1_u32 << (d.kind as u32));
    let flag = |holds: bool, bit: u32| if holds { bit } else { 0 };
    let anchored = anchored(text, drafts);
    let unit = |i: usize| {
        let draft = &drafts[i];
        let before = i.checked_sub(1).and_then(|j| drafts.get(j));
        Unit {
            parts: kind(Some(draft))
                | flag(draft.after_blank, AFTER_BLANK)
                | flag(anchored[i], ANCHORED)
                | flag(draft.reason == "among-furniture", AMONG)
                | flag(draft.reason == "label", LABEL),
            near: kind(before) | kind(drafts.get(i + 1)) << (part::COUNT / 2),
            ..Unit::bare(draft.span.slice(text))
        }
    };
    (0..drafts.len()).map(unit).collect()
}
