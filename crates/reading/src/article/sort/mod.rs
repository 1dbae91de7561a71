//! Flattened text: pieces to blocks.
//!
//! What enters: a text, where its title ends, and the outlet's name. What leaves: blocks that cover the text in order, and
//! what among them is furniture, with the reason. Nothing is taken out of the text: it stays verbatim.
//!
//! Each piece is first read by itself (lists of words, casing, punctuation), then beside its neighbours; at last the model
//! of [`weigh`](super::weigh) says which further lines are furniture.

mod weighed;

#[cfg(feature = "train")]
use super::html::dom::Unit;
use super::plain::{self, Piece, pieces};
use super::weigh::Models;
use super::words::{Words, fold, words};
use super::{Block, BlockKind, Dropped, credit, dateline, speaker};
use crate::page::Span;
use std::collections::{HashMap, HashSet};

/// A piece, or a part of one, while its kind is being found.
#[derive(Debug, Clone, Copy)]
struct Draft {
    kind: BlockKind,
    span: Span,
    speaker: Option<Span>,
    /// Why it is furniture.
    reason: &'static str,
    after_blank: bool,
}

/// What is known of the text beside it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// End of the title within the text; the first piece up to it is the headline.
    pub(super) title_end: usize,
    /// The outlet's name or domain: captions often end with it.
    pub(super) outlet: Option<&'a str>,
}

/// Sorts a text into blocks.
pub(super) fn blocks(models: &Models, text: &str, known: Known) -> (Vec<Block>, Vec<Dropped>) {
    let mut drafts = drafts(text, known);
    weighed::weigh(models, text, &mut drafts);
    finish(text, drafts)
}

/// A text's pieces as the lists of words and the rules sort them.
fn drafts(text: &str, known: Known) -> Vec<Draft> {
    let pieces = pieces(text);
    let suffixes = outlet_suffixes(text, &pieces, known.outlet);
    let mut drafts = Vec::with_capacity(pieces.len() + 8);
    for piece in &pieces {
        let paragraphs = drafts
            .iter()
            .filter(|d: &&Draft| d.kind == BlockKind::Paragraph);
        let early = paragraphs.take(dateline::DATELINE_WITHIN).count() < dateline::DATELINE_WITHIN;
        alone(text, *piece, known.title_end, &suffixes, early, &mut drafts);
    }
    lists_of_links(text, &mut drafts);
    headings(text, &mut drafts);
    teasers(text, &mut drafts);
    standfirst(&mut drafts);
    repeated_captions(text, &suffixes, &mut drafts);
    ends(text, &mut drafts);
    drafts
}

/// What the model sees of a text: its pieces, and the one that shows the title once more.
#[cfg(feature = "train")]
pub(super) fn units(text: &str, known: Known) -> (Vec<Unit>, Option<usize>) {
    let drafts = drafts(text, known);
    let title = weighed::shown_title(text, &drafts);
    (weighed::units(text, &drafts), title)
}

/// Reads one piece by itself.
fn alone(
    text: &str,
    piece: Piece,
    title_end: usize,
    suffixes: &HashSet<String>,
    early: bool,
    drafts: &mut Vec<Draft>,
) {
    let words = words();
    let line = piece.span.slice(text);
    let mut add = |kind, start: usize, end: usize, reason| {
        let whole = &line[start..end];
        let start = start + (whole.len() - whole.trim_start().len());
        let whole = whole.trim();
        if !whole.is_empty() {
            drafts.push(Draft {
                kind,
                span: Span::new(
                    piece.span.start + start,
                    piece.span.start + start + whole.len(),
                ),
                speaker: None,
                reason,
                after_blank: piece.after_blank,
            });
        }
    };
    let all = line.len();
    if piece.span.start < title_end {
        return add(BlockKind::Headline, 0, all, "");
    }
    if words.is_see_also(line) {
        return add(BlockKind::SeeAlso, 0, all, "label");
    }
    if let Some(parts) = credit::take_apart(line) {
        let caption = parts.caption.unwrap_or(0..0);
        if caption.start < parts.credit.start {
            add(BlockKind::Caption, caption.start, caption.end, "");
        }
        add(BlockKind::Credit, parts.credit.start, parts.credit.end, "");
        if caption.start >= parts.credit.end {
            add(BlockKind::Caption, caption.start, caption.end, "");
        }
        return;
    }
    if words.furniture(line) {
        return add(BlockKind::Furniture, 0, all, "furniture-words");
    }
    if words.starts_see_also(line) {
        return add(BlockKind::SeeAlso, 0, all, "");
    }
    if outlet_suffix(line).is_some_and(|suffix| suffixes.contains(&fold(suffix)))
        || is_caption(line, words)
    {
        return add(BlockKind::Caption, 0, all, "");
    }
    if let Some(end) = speaker::speaker(line) {
        add(BlockKind::SpeechTurn, 0, all, "");
        if let Some(turn) = drafts.last_mut() {
            turn.speaker = Some(Span::new(piece.span.start, piece.span.start + end));
        }
        return;
    }
    if early && let Some(end) = dateline::dateline(line) {
        add(BlockKind::Dateline, 0, end, "");
        return add(BlockKind::Paragraph, end, all, "");
    }
    if plain::starts_item(line) {
        return add(BlockKind::ListItem, 0, all, "");
    }
    add(BlockKind::Paragraph, 0, all, "");
}

/// A caption's marks count only in what may be one: a line of one or two sentences.
fn is_caption(line: &str, words: &Words) -> bool {
    words.is_caption(line) && line.split_whitespace().count() <= 60 && !line.starts_with(['"', '“'])
}

/// "... - Sputnik International": what follows the last dash or bar of a line, where it may be an outlet's name.
fn outlet_suffix(line: &str) -> Option<&str> {
    let at = [" - ", " – ", " — ", " | ", " • "]
        .iter()
        .filter_map(|dash| line.rfind(dash).map(|at| at + dash.len()))
        .max()?;
    let suffix = line[at..].trim();
    let count = suffix.split_whitespace().count();
    let named = suffix
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
    ((1..=4).contains(&count)
        && named
        && !suffix.ends_with(['.', '!', '?', ','])
        && line.split_whitespace().count() >= 5)
        .then_some(suffix)
}

/// Names that end lines as an outlet's name does: two lines share it, or it is the outlet's.
fn outlet_suffixes(text: &str, pieces: &[Piece], outlet: Option<&str>) -> HashSet<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for piece in pieces.iter().filter(|p| p.span.len() < 600) {
        if let Some(suffix) = outlet_suffix(piece.span.slice(text)) {
            *seen.entry(fold(suffix)).or_default() += 1;
        }
    }
    let outlet = outlet
        .map(|o| fold(o.split('.').next().unwrap_or(o)))
        .filter(|o| o.len() >= 3);
    seen.into_iter()
        .filter(|(suffix, count)| {
            *count >= 2
                || outlet
                    .as_deref()
                    .is_some_and(|o| suffix.replace(' ', "").contains(&o.replace(' ', "")))
        })
        .map(|(suffix, _)| suffix)
        .filter(|suffix| !suffix.is_empty())
        .collect()
}

/// What follows "See also" up to the next running text is a list of other pages.
fn lists_of_links(text: &str, drafts: &mut [Draft]) {
    let mut open = false;
    let mut items = 0;
    for draft in drafts.iter_mut() {
        if draft.kind == BlockKind::SeeAlso && draft.reason == "label" {
            draft.kind = BlockKind::Furniture;
            open = true;
            items = 0;
        } else if open && draft.kind != BlockKind::Furniture {
            let line = draft.span.slice(text);
            let running = plain::finished(line) && line.split_whitespace().count() >= 12
                || draft.speaker.is_some();
            if running || items >= 20 {
                open = false;
            } else {
                draft.kind = BlockKind::SeeAlso;
                draft.speaker = None;
                items += 1;
            }
        }
    }
}

/// A short line without an end, before other text, is a heading.
fn headings(text: &str, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let line = drafts[i].span.slice(text);
        let follows = drafts.get(i + 1).is_some_and(|next| {
            next.kind != BlockKind::Furniture && next.kind != BlockKind::SeeAlso
        });
        if drafts[i].kind == BlockKind::Paragraph
            && (i == 0 || drafts[i - 1].kind != BlockKind::Dateline)
            && follows
            && !plain::finished(line)
            && !line.ends_with([':', ',', ';', '：'])
            && line.split_whitespace().count() <= 20
            && line.len() <= 200
        {
            drafts[i].kind = BlockKind::Heading;
        }
    }
}

/// Above the report's first paragraph, a line in a headline's style that stands under another picture's caption is a
/// teaser of another page.
fn teasers(text: &str, drafts: &mut [Draft]) {
    let first_body = drafts
        .iter()
        .position(|d| d.kind == BlockKind::Dateline)
        .unwrap_or_else(|| {
            drafts
                .iter()
                .rposition(|d| d.kind == BlockKind::Caption)
                .map_or(0, |i| i + 2)
        });
    for i in 1..drafts.len() {
        let under_caption = drafts[i - 1].kind == BlockKind::Caption && !drafts[i].after_blank;
        let line = drafts[i].span.slice(text);
        let headline = matches!(drafts[i].kind, BlockKind::Heading | BlockKind::Paragraph)
            && !plain::finished(line)
            && (5..=25).contains(&line.split_whitespace().count());
        if headline && under_caption && (i < first_body || plain::title_like(line)) {
            drafts[i].kind = BlockKind::Related;
        }
    }
}

/// The one paragraph between the headline and a dateline sums the report up.
fn standfirst(drafts: &mut [Draft]) {
    let Some(dateline) = drafts.iter().position(|d| d.kind == BlockKind::Dateline) else {
        return;
    };
    let running: Vec<usize> = (0..dateline)
        .filter(|&i| matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading))
        .collect();
    if let [only] = running[..] {
        drafts[only].kind = BlockKind::Standfirst;
    }
}

/// A caption that says what an earlier one said is furniture: one picture, printed twice.
fn repeated_captions(text: &str, suffixes: &HashSet<String>, drafts: &mut [Draft]) {
    let mut seen: HashSet<String> = HashSet::new();
    for draft in drafts.iter_mut() {
        if draft.kind != BlockKind::Caption {
            continue;
        }
        let line = draft.span.slice(text);
        let bare = match outlet_suffix(line) {
            Some(suffix) if suffixes.contains(&fold(suffix)) => &line[..line.len() - suffix.len()],
            _ => line,
        };
        if !seen.insert(fold(bare)) {
            draft.kind = BlockKind::Furniture;
            draft.reason = "repeated-caption";
        }
    }
}

/// At both ends of a flattened page, short lines between furniture are furniture too: names of sections, buttons that no
/// list knows.
fn ends(text: &str, drafts: &mut [Draft]) {
    let short = |draft: &Draft| {
        let line = draft.span.slice(text);
        matches!(
            draft.kind,
            BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem
        ) && !plain::finished(line)
            && line.split_whitespace().count() <= 8
    };
    let sweep = |order: &mut dyn Iterator<Item = usize>, drafts: &mut [Draft]| {
        let run: Vec<usize> = order
            .take_while(|&i| drafts[i].kind == BlockKind::Furniture || short(&drafts[i]))
            .collect();
        let known = |run: &[usize], drafts: &[Draft]| {
            run.iter()
                .filter(|&&i| drafts[i].kind == BlockKind::Furniture)
                .count()
        };
        // The longest stretch from the edge in which at least half the lines are known furniture.
        let Some(length) = (1..=run.len()).rev().find(|&n| {
            drafts[run[n - 1]].kind == BlockKind::Furniture
                && 2 * known(&run[..n], drafts) >= n
                && known(&run[..n], drafts) >= 2
        }) else {
            return;
        };
        for &i in &run[..length] {
            if drafts[i].kind != BlockKind::Furniture {
                drafts[i].kind = BlockKind::Furniture;
                drafts[i].reason = "among-furniture";
            }
        }
    };
    let count = drafts.len();
    sweep(&mut (0..count).rev(), drafts);
    let headline = drafts
        .iter()
        .position(|d| d.kind != BlockKind::Headline)
        .unwrap_or(count);
    if headline == 0 {
        sweep(&mut (0..count), drafts);
    }
}

fn finish(text: &str, drafts: Vec<Draft>) -> (Vec<Block>, Vec<Dropped>) {
    let mut dropped = Vec::new();
    let blocks = drafts
        .into_iter()
        .map(|draft| {
            if draft.kind == BlockKind::Furniture {
                dropped.push(Dropped {
                    text: super::shortened(draft.span.slice(text)),
                    reason: if draft.reason.is_empty() {
                        "furniture-words"
                    } else {
                        draft.reason
                    },
                });
            }
            Block {
                kind: draft.kind,
                span: draft.span,
                speaker: draft.speaker,
            }
        })
        .collect();
    (blocks, dropped)
}

#[cfg(test)]
mod tests {
    use super::super::weigh::bundled;
    use super::*;
    use BlockKind::*;

    fn check(text: &str, title_end: usize, expected: &[(BlockKind, &str)]) {
        let (blocks, _) = blocks(
            bundled(),
            text,
            Known {
                title_end,
                outlet: None,
            },
        );
        let found: Vec<(BlockKind, &str)> = blocks
            .iter()
            .map(|b| (b.kind, b.span.slice(text)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_flattened_page() {
        let text = "Norland, Sudland Resume Talks\n\n© XFP 2023 / ANNA BERG / POOLNorland Prime Minister Ole Dahl (L) greets the Sudland leader\nNorland Prime Minister Ole Dahl (L) greets the Sudland leader - Courier Daily\nSubscribe\nNorland and Sudland are talking again.\n\nSudland Foreign Minister Ivo Kern with his counterpart - Courier Daily\nSudland FM Kern to Visit Norland on May 3 for Talks\nPORT (Courier) — Norland and Sudland are talking again, said Dahl.\n\n\"We talk,\" he added.\n\nNewsfeed\n0\nTo participate in the discussion\nlog in or register\nloader\nChats\nOther Words";
        check(
            text,
            29,
            &[
                (Headline, "Norland, Sudland Resume Talks"),
                (Credit, "© XFP 2023 / ANNA BERG / POOL"),
                (
                    Caption,
                    "Norland Prime Minister Ole Dahl (L) greets the Sudland leader",
                ),
                (
                    Furniture,
                    "Norland Prime Minister Ole Dahl (L) greets the Sudland leader - Courier Daily",
                ),
                (Furniture, "Subscribe"),
                (Standfirst, "Norland and Sudland are talking again."),
                (
                    Caption,
                    "Sudland Foreign Minister Ivo Kern with his counterpart - Courier Daily",
                ),
                (
                    Related,
                    "Sudland FM Kern to Visit Norland on May 3 for Talks",
                ),
                (Dateline, "PORT (Courier) —"),
                (
                    Paragraph,
                    "Norland and Sudland are talking again, said Dahl.",
                ),
                (Paragraph, "\"We talk,\" he added."),
                (Furniture, "Newsfeed"),
                (Furniture, "0"),
                (Furniture, "To participate in the discussion"),
                (Furniture, "log in or register"),
                (Furniture, "loader"),
                (Furniture, "Chats"),
                (Furniture, "Other Words"),
            ],
        );
    }

    #[test]
    fn see_also_lists_are_apart() {
        check(
            "They met.\nSee also\nStatements after talks June 24, 2003\n\nState Visit to the UK June 22",
            0,
            &[
                (Paragraph, "They met."),
                (Furniture, "See also"),
                (SeeAlso, "Statements after talks June 24, 2003"),
                (SeeAlso, "State Visit to the UK June 22"),
            ],
        );
    }

    #[test]
    fn headings_and_turns() {
        let text = "Gaza war\nTalks begin in Cairo.\nPresident of Norland Ole Dahl: Good day.\nThank you all.";
        let (blocks, dropped) = blocks(bundled(), text, Known::default());
        let kinds: Vec<BlockKind> = blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [Heading, Paragraph, SpeechTurn, Paragraph]);
        assert_eq!(
            blocks[2].speaker.map(|s| s.slice(text)),
            Some("President of Norland Ole Dahl")
        );
        assert!(dropped.is_empty());
    }
}
