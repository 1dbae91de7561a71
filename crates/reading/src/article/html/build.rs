//! Units to text with blocks.
//!
//! What enters: the units with the choice made among them, and the metadata. What leaves: the article's text, headline
//! first, then the kept units in reading order, one blank line between two; the blocks that cover it; and what was
//! dropped, with reasons.

use super::dom::{Tag, Tree, Unit, part};
use super::meta::{self, Meta};
use crate::article::{
    Block, BlockKind, Dropped, credit, dateline, plain as lines, shortened, speaker, words,
};
use crate::page::Span;
use std::collections::HashSet;

/// A part of the text that is being written.
struct Writer {
    text: String,
    blocks: Vec<Block>,
    dropped: Vec<Dropped>,
}

impl Writer {
    fn add(&mut self, kind: BlockKind, text: &str, speaker: Option<usize>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text
                .push_str(if kind == BlockKind::Paragraph && self.after_dateline() {
                    " "
                } else {
                    "\n\n"
                });
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block {
            kind,
            span: Span::new(start, self.text.len()),
            speaker: speaker.map(|end| Span::new(start, start + end)),
        });
    }

    fn after_dateline(&self) -> bool {
        self.blocks
            .last()
            .is_some_and(|b| b.kind == BlockKind::Dateline)
    }

    fn drop(&mut self, text: &str, reason: &'static str) {
        self.dropped.push(Dropped {
            text: shortened(text),
            reason,
        });
    }
}

/// Writes the article down.
pub(super) fn build(tree: &Tree, kept: &[bool], meta: &Meta) -> (String, Vec<Block>, Vec<Dropped>) {
    let mut writer = Writer {
        text: String::new(),
        blocks: Vec::new(),
        dropped: tree.dropped.clone(),
    };
    let headline = meta::title_unit(tree, meta.title.as_deref());
    if let Some(title) = &meta.title {
        writer.add(BlockKind::Headline, title, None);
    }
    let wanted = meta.title.as_deref().map(meta::plain);
    let description = meta
        .description
        .as_deref()
        .map(meta::plain)
        .filter(|d| !d.is_empty());
    let mut captions = HashSet::new();
    let mut see_also = false;
    for (i, unit) in tree.units.iter().enumerate() {
        if !kept[i] {
            writer.drop(&unit.text, why(unit));
            continue;
        }
        if Some(i) == headline
            || (unit.text.len() <= 400 && Some(meta::plain(&unit.text)) == wanted)
        {
            continue;
        }
        place(
            &mut writer,
            unit,
            description.as_deref(),
            &mut captions,
            &mut see_also,
        );
    }
    (writer.text, writer.blocks, writer.dropped)
}

fn place(
    writer: &mut Writer,
    unit: &Unit,
    description: Option<&str>,
    captions: &mut HashSet<String>,
    see_also: &mut bool,
) {
    let list = words::words();
    let text = unit.text.as_str();
    if list.is_see_also(text) {
        *see_also = true;
        return writer.drop(text, "see-also-label");
    }
    if list.furniture(text) && !matches!(unit.tag, Tag::Heading(_)) {
        return writer.drop(text, "furniture-words");
    }
    let captioned = unit.tag == Tag::Caption || unit.near & part::CAPTION != 0;
    if captioned || unit.near & part::CREDIT != 0 {
        return caption(writer, text, captioned, captions);
    }
    if *see_also {
        let linked =
            unit.linked * 2 >= text.len() || !lines::finished(text) && unit.tag != Tag::Paragraph;
        if linked {
            return writer.add(BlockKind::SeeAlso, text, None);
        }
        *see_also = false;
    }
    if list.starts_see_also(text) && unit.linked > 0 {
        return writer.add(BlockKind::SeeAlso, text, None);
    }
    if let Some(parts) = credit::take_apart(text).filter(|_| !matches!(unit.tag, Tag::Heading(_))) {
        let both = parts.caption.clone().unwrap_or(0..0);
        if both.is_empty() || unit.near & part::FIGURE != 0 || list.is_caption(text) {
            return caption(writer, text, true, captions);
        }
    }
    match unit.tag {
        Tag::Heading(_) => writer.add(BlockKind::Heading, text, None),
        Tag::Item => writer.add(BlockKind::ListItem, text, None),
        _ => {
            if let Some(end) = speaker::speaker(text) {
                return writer.add(BlockKind::SpeechTurn, text, Some(end));
            }
            let early = writer
                .blocks
                .iter()
                .filter(|b| b.kind == BlockKind::Paragraph)
                .count()
                < 2;
            if early && let Some(end) = dateline::dateline(text) {
                writer.add(BlockKind::Dateline, &text[..end], None);
                return writer.add(BlockKind::Paragraph, &text[end..], None);
            }
            let summary = early
                && (unit.near & part::LEAD != 0
                    || description.is_some_and(|d| text.len() <= 1000 && meta::plain(text) == d));
            writer.add(
                if summary {
                    BlockKind::Standfirst
                } else {
                    BlockKind::Paragraph
                },
                text,
                None,
            );
        }
    }
}

/// A caption and its credit, taken apart; a caption that was there before is dropped.
fn caption(writer: &mut Writer, text: &str, captioned: bool, seen: &mut HashSet<String>) {
    let parts = credit::take_apart(text);
    let (credit, caption) = match &parts {
        Some(parts) => (
            Some(&text[parts.credit.clone()]),
            parts.caption.clone().map(|c| &text[c]),
        ),
        None if captioned => (None, Some(text)),
        None => (Some(text), None),
    };
    let fresh = caption.is_none_or(|c| seen.insert(meta::plain(c)));
    if !fresh {
        return writer.drop(text, "repeated-caption");
    }
    let first = parts.as_ref().is_some_and(|p| p.credit.start == 0);
    if let (Some(credit), true) = (credit, first || caption.is_none()) {
        writer.add(BlockKind::Credit, credit, None);
    }
    if let Some(caption) = caption {
        writer.add(BlockKind::Caption, caption, None);
    }
    if let (Some(credit), false) = (credit, first || caption.is_none()) {
        writer.add(BlockKind::Credit, credit, None);
    }
}

/// Why a unit is not the article's, from what its markup says.
fn why(unit: &Unit) -> &'static str {
    for (bit, reason) in [
        (part::COMMENTS, "comment"),
        (part::NAVIGATION, "navigation"),
        (part::FOOTER, "footer"),
        (part::SHARE, "share-links"),
        (part::RELATED, "related-pages"),
        (part::PROMO, "advertisement"),
        (part::TAGS, "tags"),
        (part::ASIDE, "sidebar"),
        (part::HIDDEN, "hidden"),
        (part::FORM, "form"),
        (part::BYLINE, "byline"),
        (part::HEADER, "header"),
    ] {
        if unit.parts & bit != 0 {
            return reason;
        }
    }
    if unit.linked * 2 > unit.text.len() {
        "links"
    } else {
        "outside-the-article"
    }
}
