//! Furniture that no list names.
//!
//! What enters: the drafts of a text as lists and rules sorted them. What leaves: the same drafts, of which further lines are
//! furniture where the model says so. A clean text is left alone: nothing there is gained that would be worth a lost
//! sentence.

use super::Draft;
use crate::article::html::dom::{Unit, part};
use crate::article::weigh::Models;
use crate::article::{BlockKind, plain};

/// Below this probability of being the article's, a line of a page with furniture is furniture.
const UNSURE: f32 = 0.5;
/// Below this one, a whole sentence is.
const SURE: f32 = 0.4;
/// Lines that the lists call furniture, on a page that plainly carries some.
const LISTED: usize = 3;

/// Marks further lines as furniture.
pub(super) fn weigh(models: &Models, text: &str, drafts: &mut [Draft]) {
    let listed = drafts
        .iter()
        .filter(|d| d.kind == BlockKind::Furniture && d.reason == "furniture-words")
        .filter(|d| d.span.slice(text).contains(char::is_alphabetic))
        .count();
    if listed < LISTED {
        return;
    }
    let weighed = models.text.weigh(&units(text, drafts), None);
    let unlikely = weighed.iter().filter(|p| **p < UNSURE).count();
    if listed * 12 < drafts.len() && unlikely * 3 < drafts.len() {
        return;
    }
    let anchored = anchored(text, drafts);
    for ((draft, own), anchored) in drafts.iter_mut().zip(weighed).zip(anchored) {
        let line = draft.span.slice(text);
        let enough = match draft.kind {
            _ if anchored => continue,
            // A whole sentence wants a surer word against it.
            BlockKind::Paragraph | BlockKind::SpeechTurn | BlockKind::ListItem
                if plain::finished(line) && line.split_whitespace().count() >= 12 =>
            {
                SURE
            }
            BlockKind::Paragraph
            | BlockKind::Heading
            | BlockKind::ListItem
            | BlockKind::SpeechTurn => UNSURE,
            _ => continue,
        };
        if own < enough {
            draft.kind = BlockKind::Furniture;
            draft.reason = "furniture-like";
            draft.speaker = None;
        }
    }
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
