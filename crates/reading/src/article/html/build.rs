//! Units to text with blocks.
//!
//! What enters: the units with the choice made among them, and the metadata. What leaves: the article's text, headline
//! first, then the kept units in reading order, one blank line between two; the blocks that cover it; and what was
//! dropped, with reasons.

use super::dom::{Tag, Tree, Unit, part};
use super::meta::{self, Meta};
use super::select::{self, Chosen};
use crate::article::{
    Block, BlockKind, Dropped, credit, dateline, dates, shortened, speaker, words,
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
    /// Adds a block behind an empty line.
    fn add(&mut self, kind: BlockKind, text: &str, speaker: Option<usize>) {
        self.put("\n\n", kind, text, speaker);
    }

    fn put(&mut self, gap: &str, kind: BlockKind, text: &str, speaker: Option<usize>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(gap);
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block {
            kind,
            span: Span::new(start, self.text.len()),
            speaker: speaker.map(|end| Span::new(start, start + end)),
        });
    }

    /// Adds words to the last block.
    fn extend(&mut self, text: &str) {
        if let Some(block) = self.blocks.last_mut() {
            self.text.push(' ');
            self.text.push_str(text.trim());
            block.span.end = self.text.len();
        }
    }

    fn drop(&mut self, text: &str, reason: &'static str) {
        self.dropped.push(Dropped {
            text: shortened(text),
            reason,
        });
    }
}

/// Writes the article down.
pub(super) fn build(
    tree: &Tree,
    chosen: &Chosen,
    meta: &Meta,
) -> (String, Vec<Block>, Vec<Dropped>) {
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
    let mut place = Place {
        writer,
        alts: &tree.alts,
        description,
        captions: HashSet::new(),
        see_also: 0,
        headline,
    };
    let around = headline.map_or(0, |h| tree.units[h].parts);
    let first = chosen.kept.iter().position(|k| *k).unwrap_or(0);
    let within = first..chosen.kept.iter().rposition(|k| *k).unwrap_or(0);
    for (i, unit) in tree.units.iter().enumerate() {
        if place.list_of_links(i, unit, chosen.kept[i]) {
            continue;
        }
        if !chosen.kept[i] && within.contains(&i) && is_teaser(unit) {
            place.writer.add(BlockKind::Related, &unit.text, None);
            continue;
        }
        if !chosen.kept[i] {
            place.writer.drop(&unit.text, why(unit, around));
            continue;
        }
        let shows_title = unit.text.len() <= 400 && Some(meta::plain(&unit.text)) == wanted;
        if Some(i) != headline && !shows_title {
            place.unit(unit);
        }
    }
    for unit in chosen.instead.iter().flatten() {
        place.unit(unit);
    }
    let writer = place.writer;
    (writer.text, writer.blocks, writer.dropped)
}

/// Where the writing stands.
struct Place<'t> {
    writer: Writer,
    /// What the page's pictures say for those who do not see them.
    alts: &'t HashSet<String>,
    description: Option<String>,
    captions: HashSet<String>,
    /// How many more units may belong to an open list of links.
    see_also: usize,
    /// The unit that shows the title.
    headline: Option<usize>,
}

/// Whether a unit is a teaser of another page within the article's body: a link and nothing else, marked as related, as long
/// as headlines are.
fn is_teaser(unit: &Unit) -> bool {
    unit.parts & part::BODY != 0
        && unit.parts & (part::COMMENTS | part::NAVIGATION | part::PROMO | part::SHARE) == 0
        && unit.near & (part::RELATED | part::ASIDE) != 0
        && unit.linked * 10 >= unit.text.len() * 9
        && (5..=25).contains(&unit.text.split_whitespace().count())
        && !words::words().furniture(&unit.text)
}

/// Longest list under "See also", in units.
const MOST_LINKS: usize = 24;

impl Place<'_> {
    /// Takes a unit that belongs to a list of links within the article's body: its label, a link, or a link's date.
    fn list_of_links(&mut self, i: usize, unit: &Unit, kept: bool) -> bool {
        let list = words::words();
        let text = unit.text.as_str();
        if list.is_see_also(text) && unit.linked == 0 {
            let begun = self.writer.blocks.len() > 1 || self.headline.is_some_and(|h| h < i);
            let inside = unit.parts & part::BODY != 0 && begun;
            self.see_also = if inside || kept { MOST_LINKS } else { 0 };
            self.writer.drop(text, "see-also-label");
            return true;
        }
        if self.see_also == 0 {
            return false;
        }
        self.see_also -= 1;
        if dates::only_days(text)
            && self
                .writer
                .blocks
                .last()
                .is_some_and(|b| b.kind == BlockKind::SeeAlso)
        {
            self.writer.extend(text);
            return true;
        }
        if unit.linked * 2 >= text.len() {
            self.writer.add(BlockKind::SeeAlso, text, None);
            return true;
        }
        self.see_also = 0;
        false
    }

    /// Writes a unit of the article.
    fn unit(&mut self, unit: &Unit) {
        let list = words::words();
        let text = unit.text.as_str();
        let heading = matches!(unit.tag, Tag::Heading(_));
        // A number alone is a page's or a counter's, but in a table it is what the table says.
        let figure = unit.tag == Tag::Cell && !text.contains(char::is_alphabetic);
        if list.furniture(text) && !heading && !figure {
            return self.writer.drop(text, "furniture-words");
        }
        let captioned = unit.tag == Tag::Caption
            || unit.near & part::CAPTION != 0
            || !heading && self.is_alt(unit);
        if captioned || unit.near & part::CREDIT != 0 && text.len() <= 200 {
            return self.caption(text, captioned);
        }
        if list.starts_see_also(text) && unit.linked > 0 {
            return self.writer.add(BlockKind::SeeAlso, text, None);
        }
        if let Some(parts) = credit::take_apart(text).filter(|_| !heading) {
            let alone = parts.caption.is_none();
            if alone || unit.near & part::FIGURE != 0 || list.is_caption(text) {
                return self.caption(text, true);
            }
        }
        if select::is_place(unit) {
            return self.writer.add(BlockKind::Dateline, text, None);
        }
        match unit.tag {
            Tag::Heading(_) => self.writer.add(BlockKind::Heading, text, None),
            Tag::Item => self.writer.add(BlockKind::ListItem, text, None),
            _ => self.turns(unit),
        }
    }

    /// Running text in which lines of one block may be turns of several speakers.
    fn turns(&mut self, unit: &Unit) {
        let text = unit.text.as_str();
        let mut start = 0;
        for (at, _) in text.match_indices('\n') {
            if speaker::speaker(&text[at + 1..]).is_some() {
                self.running(unit, &text[start..at]);
                start = at + 1;
            }
        }
        self.running(unit, &text[start..]);
    }

    /// Running text: a speech turn, a dateline with its paragraph, the standfirst or a paragraph.
    fn running(&mut self, unit: &Unit, text: &str) {
        let text = text.trim();
        if let Some(end) = speaker::speaker(text) {
            return self.writer.add(BlockKind::SpeechTurn, text, Some(end));
        }
        let paragraphs = self
            .writer
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Paragraph)
            .count();
        if paragraphs < dateline::DATELINE_WITHIN
            && let Some(end) = dateline::dateline(text)
        {
            self.writer.add(BlockKind::Dateline, &text[..end], None);
            return self
                .writer
                .put(" ", BlockKind::Paragraph, &text[end..], None);
        }
        let summary = || {
            self.description
                .as_deref()
                .is_some_and(|d| text.len() <= 1000 && meta::plain(text) == d)
        };
        let first = !self
            .writer
            .blocks
            .iter()
            .any(|b| b.kind == BlockKind::Standfirst)
            && paragraphs == 0;
        let lead = first && (unit.near & part::LEAD != 0 || summary());
        self.writer.add(
            if lead {
                BlockKind::Standfirst
            } else {
                BlockKind::Paragraph
            },
            text,
            None,
        );
    }

    /// Whether a unit says what a picture's description says: it is the picture's caption.
    fn is_alt(&self, unit: &Unit) -> bool {
        unit.linked == 0
            && (15..=400).contains(&unit.text.len())
            && self.alts.contains(&meta::plain(&unit.text))
    }

    /// A caption and its credit, taken apart; a caption that was there before is dropped.
    fn caption(&mut self, text: &str, captioned: bool) {
        let parts = credit::take_apart(text);
        let (credit, caption) = match &parts {
            Some(parts) => (
                Some(&text[parts.credit.clone()]),
                parts.caption.clone().map(|c| &text[c]),
            ),
            None if captioned => (None, Some(text)),
            None => (Some(text), None),
        };
        if !caption.is_none_or(|c| self.captions.insert(meta::plain(c))) {
            return self.writer.drop(text, "repeated-caption");
        }
        let first = caption.is_none() || parts.as_ref().is_some_and(|p| p.credit.start == 0);
        if let Some(credit) = credit.filter(|_| first) {
            self.writer.add(BlockKind::Credit, credit, None);
        }
        if let Some(caption) = caption {
            self.writer.add(BlockKind::Caption, caption, None);
        }
        if let Some(credit) = credit.filter(|_| !first) {
            self.writer.add(BlockKind::Credit, credit, None);
        }
    }
}

/// Why a unit is not the article's, from what its markup says; what the title stands in as well says nothing.
fn why(unit: &Unit, around: u32) -> &'static str {
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
        if unit.parts & bit & !around != 0 {
            return reason;
        }
    }
    if unit.linked * 2 > unit.text.len() {
        "links"
    } else {
        "outside-the-article"
    }
}
