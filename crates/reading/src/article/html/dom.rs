//! The tree of a page, cut into units.
//!
//! What enters: a parsed document. What leaves: a [`Tree`]: the units of text in reading order, each with what its
//! markup says about it, and the raw metadata. Text that is never shown or only pops up is left out here, so that no
//! name card stands within a sentence; it is listed with its reason.
//!
//! The walk uses no recursion: a page nested a hundred thousand deep needs no deep stack.

use super::super::shortened;
use crate::article::{Dropped, dates};
use crate::page::Diagnostic;
use dom_query::{Document, NodeRef};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// More nodes than this are not walked. (The largest of the 793 article pages of the WCXB benchmark has about 60,000.)
const MOST_NODES: usize = 400_000;

/// Parts of a page that classes and tags name; bits of [`Unit::parts`].
pub(in crate::article) mod part {
    pub(in crate::article) const BODY: u32 = 1;
    pub(in crate::article) const LEAD: u32 = 1 << 1;
    pub(in crate::article) const CAPTION: u32 = 1 << 2;
    pub(in crate::article) const CREDIT: u32 = 1 << 3;
    pub(in crate::article) const BYLINE: u32 = 1 << 4;
    pub(in crate::article) const NAVIGATION: u32 = 1 << 5;
    pub(in crate::article) const FOOTER: u32 = 1 << 6;
    pub(in crate::article) const ASIDE: u32 = 1 << 7;
    pub(in crate::article) const COMMENTS: u32 = 1 << 8;
    pub(in crate::article) const SHARE: u32 = 1 << 9;
    pub(in crate::article) const RELATED: u32 = 1 << 10;
    pub(in crate::article) const PROMO: u32 = 1 << 11;
    pub(in crate::article) const TAGS: u32 = 1 << 12;
    pub(in crate::article) const HIDDEN: u32 = 1 << 13;
    pub(in crate::article) const SPOKEN: u32 = 1 << 14;
    pub(in crate::article) const POPUP: u32 = 1 << 15;
    pub(in crate::article) const HEADER: u32 = 1 << 16;
    pub(in crate::article) const ARTICLE: u32 = 1 << 17;
    pub(in crate::article) const MAIN: u32 = 1 << 18;
    pub(in crate::article) const FORM: u32 = 1 << 19;
    pub(in crate::article) const LIST: u32 = 1 << 20;
    pub(in crate::article) const TABLE: u32 = 1 << 21;
    pub(in crate::article) const QUOTE: u32 = 1 << 22;
    pub(in crate::article) const FIGURE: u32 = 1 << 23;
    /// How many parts the weights know; those behind them only rules look at.
    pub(in crate::article) const COUNT: u32 = 24;
    /// All of them.
    pub(in crate::article) const WEIGHED: u32 = (1 << COUNT) - 1;
    /// Where the event took place or the text was written.
    pub(in crate::article) const PLACE: u32 = 1 << 24;

    /// Bit of a section of `data/furniture/markup.txt`.
    pub(super) fn named(section: &str) -> u32 {
        match section {
            "body" => BODY,
            "lead" => LEAD,
            "caption" => CAPTION,
            "credit" => CREDIT,
            "byline" => BYLINE,
            "navigation" => NAVIGATION,
            "footer" => FOOTER,
            "aside" => ASIDE,
            "comments" => COMMENTS,
            "share" => SHARE,
            "related" => RELATED,
            "promo" => PROMO,
            "tags" => TAGS,
            "hidden" => HIDDEN,
            "spoken" => SPOKEN,
            "popup" => POPUP,
            "place" => PLACE,
            _ => 0,
        }
    }
}

/// The innermost element that makes a unit a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::article) enum Tag {
    Heading(u8),
    Paragraph,
    Item,
    Caption,
    Cell,
    Preformatted,
    Other,
}

/// A block of text of the page.
#[derive(Debug, Clone)]
pub(in crate::article) struct Unit {
    /// Its text, spaces as a browser shows them; "\n" where the page has a single line break.
    pub(in crate::article) text: String,
    pub(in crate::article) tag: Tag,
    /// What its element and those around it are, as [`part`] bits.
    pub(in crate::article) parts: u32,
    /// What its own element and the two around it are: nearer, hence surer.
    pub(in crate::article) near: u32,
    /// Bytes of its text within links.
    pub(in crate::article) linked: usize,
    /// Bytes from the beginning that are bold.
    pub(in crate::article) bold: usize,
    /// Numbers of its block element and of the one around that, counted in the order of the walk.
    pub(in crate::article) element: usize,
    pub(in crate::article) parent: usize,
}

impl Unit {
    /// A line of text without markup.
    pub(in crate::article) fn bare(line: &str) -> Unit {
        Unit {
            text: line.replace('\n', " "),
            tag: Tag::Other,
            parts: 0,
            near: 0,
            linked: 0,
            bold: 0,
            element: 0,
            parent: 0,
        }
    }
}

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) units: Vec<Unit>,
    pub(super) dropped: Vec<Dropped>,
    /// `name`, `property`, `itemprop` or `http-equiv` of meta elements in lower case, with their contents.
    pub(super) metas: Vec<(String, String)>,
    /// Contents of scripts of type JSON-LD.
    pub(super) json_ld: Vec<String>,
    /// What pictures say for those who do not see them, as [`plain`](super::meta::plain) text.
    pub(super) alts: HashSet<String>,
    /// The longest text that an attribute keeps for scripts.
    pub(super) held: Option<String>,
    /// `<title>`.
    pub(super) title: Option<String>,
    /// `<html lang>`.
    pub(super) language: Option<String>,
    /// `<link rel=canonical>`.
    pub(super) canonical: Option<String>,
    /// `<time>` and dated elements: the machine's value, whether it is named the publication's, and the unit it stands in.
    pub(super) times: Vec<Time>,
}

/// A time that the page marks as one.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub(super) value: String,
    pub(super) publication: bool,
    pub(super) near: u32,
    /// What all elements around it are.
    pub(super) parts: u32,
    /// Number of units before it.
    pub(super) unit: usize,
}

static MARKUP: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let mut bit = 0;
    for line in include_str!("../../../../../data/furniture/markup.txt").lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(section) => bit = part::named(section),
            None => *words.entry(line).or_insert(0) |= bit,
        }
    }
    words
});

/// Properties of items that are times, but not of publication.
const OTHER_TIMES: [&str; 7] = [
    "startdate",
    "enddate",
    "doortime",
    "datemodified",
    "birthdate",
    "deathdate",
    "uploaddate",
];

/// The property of the last change, which may be all that a page says.
const LAST_CHANGE: &str = "datemodified";

/// Longest attribute in bytes that is kept.
const MOST_HELD: usize = 1 << 20;

/// An element on the way down.
struct Open {
    number: usize,
    parts: u32,
    own: u32,
    block: Option<Tag>,
    link: bool,
    bold: bool,
    /// Whether the properties within are those of a picture, a person, an event, and not of the page.
    other_item: bool,
}

/// Walks a document.
pub(super) fn walk(document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Tree {
    let mut walk = Walk {
        tree: Tree::default(),
        open: Vec::new(),
        text: String::new(),
        linked: 0,
        bold: 0,
        bold_open: true,
        breaks: 0,
        hidden: 0,
        elements: 0,
    };
    let root = document.tree.root();
    let mut nodes = 0;
    let mut at: Option<NodeRef> = root.first_child();
    while let Some(node) = at {
        nodes += 1;
        if nodes > MOST_NODES {
            diagnostics.push(Diagnostic::warning(
                "work-limit",
                format!(
                    "the page has more than {MOST_NODES} elements and texts; the rest was not read"
                ),
                "give the article alone, as HTML or text",
            ));
            break;
        }
        let down = walk.enter(node);
        let mut next = if down { node.first_child() } else { None };
        if next.is_none() {
            if down && node.is_element() {
                walk.leave();
            }
            let mut above = Some(node);
            while let Some(here) = above {
                next = here.next_sibling();
                if next.is_some() {
                    break;
                }
                above = here.parent();
                if above.is_some_and(|a| a.is_element()) {
                    walk.leave();
                }
            }
        }
        at = next;
    }
    walk.flush();
    walk.tree
}

struct Walk {
    tree: Tree,
    open: Vec<Open>,
    text: String,
    linked: usize,
    bold: usize,
    /// Whether everything so far was bold.
    bold_open: bool,
    breaks: usize,
    hidden: usize,
    elements: usize,
}

/// What the walk needs to know of an element's attributes.
#[derive(Default)]
struct Attributes {
    parts: u32,
    hidden: bool,
    aria_hidden: bool,
    datetime: Option<String>,
    content: Option<String>,
    names: Vec<String>,
    rel: String,
    href: Option<String>,
    kind: String,
    lang: Option<String>,
    alt: Option<String>,
    title: Option<String>,
    held: Option<String>,
    /// Whether its own properties, and those within, are of the page or of something else.
    is_property: bool,
    other_item: Option<bool>,
    /// Whether it is named the time of publication, or another time.
    dated: bool,
    other_time: bool,
}

impl Walk {
    /// Enters a node; false where its children are not walked.
    fn enter(&mut self, node: NodeRef) -> bool {
        if node.is_text() {
            self.push_text(&node.text());
            return false;
        }
        if !node.is_element() {
            return false;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        let mut attributes = attributes(&node, name);
        if attributes.is_property && self.open.last().is_some_and(|o| o.other_item) {
            attributes.other_time |= attributes.dated;
            attributes.dated = false;
            attributes.names.clear();
        }
        if attributes.held.as_ref().map_or(0, String::len)
            > self.tree.held.as_ref().map_or(0, String::len)
        {
            self.tree.held = attributes.held.take();
        }
        match name {
            "script" => {
                if attributes.kind.contains("ld+json") && self.tree.json_ld.len() < 32 {
                    self.tree.json_ld.push(node.text().to_string());
                }
                return false;
            }
            "meta" => {
                self.meta(attributes);
                return false;
            }
            "link" => {
                if attributes
                    .rel
                    .split_ascii_whitespace()
                    .any(|r| r == "canonical")
                    && self.tree.canonical.is_none()
                {
                    self.tree.canonical = attributes.href;
                }
                return false;
            }
            "title" => {
                let svg = self.open.iter().any(|o| o.own & part::FIGURE != 0);
                if self.tree.title.is_none() && !svg {
                    self.tree.title = Some(squeezed(&node.text()));
                }
                return false;
            }
            "style" | "noscript" | "template" | "svg" | "math" | "iframe" | "object" | "embed"
            | "canvas" | "button" | "select" | "input" | "textarea" | "option" | "datalist"
            | "audio" | "video" | "map" | "base" | "dialog" | "picture" => return false,
            "img" => {
                if let Some(alt) = attributes
                    .alt
                    .filter(|a| (15..=400).contains(&a.len()) && self.tree.alts.len() < 500)
                {
                    self.tree.alts.insert(super::meta::plain(&alt));
                }
                return false;
            }
            "br" => {
                self.line_break();
                return false;
            }
            "hr" => {
                self.flush();
                return false;
            }
            "html" => self.tree.language = attributes.lang.clone().or(self.tree.language.take()),
            _ => {}
        }
        self.dated(name, &node, &attributes);
        let block = block(name).or_else(|| {
            // Captions and credits are often spans: they are blocks of their own all the same.
            (name == "span" && attributes.parts & (part::CAPTION | part::CREDIT) != 0)
                .then_some(Tag::Other)
        });
        // The classes of the whole page ("with-sidebar", "no-comments") say nothing about its parts.
        let own = if matches!(name, "html" | "body") {
            0
        } else {
            attributes.parts | tag_parts(name)
        };
        let inline = block.is_none();
        // What only a screen reader speaks, or what pops up, is taken out of the sentence it is woven into.
        // A hidden block is walked all the same: pages that build themselves by script hide their whole article at first.
        let unseen = attributes.hidden || own & part::HIDDEN != 0 || attributes.aria_hidden;
        let reason = if own & part::SPOKEN != 0 {
            Some("screen-reader")
        } else if own & part::POPUP != 0 && inline {
            Some("pop-up")
        } else if inline && unseen {
            Some("hidden")
        } else {
            None
        };
        let own = if attributes.hidden {
            own | part::HIDDEN
        } else {
            own
        };
        if let Some(reason) = reason {
            self.drop(&node, reason);
            return false;
        }
        if block.is_some() {
            self.flush();
        }
        self.elements += 1;
        let above = self.open.last();
        self.open.push(Open {
            number: self.elements,
            parts: above.map_or(0, |a| a.parts) | own,
            own,
            block,
            link: name == "a" || above.is_some_and(|a| a.link),
            bold: matches!(name, "b" | "strong") || (above.is_some_and(|a| a.bold) && inline),
            other_item: attributes
                .other_item
                .unwrap_or(above.is_some_and(|a| a.other_item)),
        });
        true
    }

    fn leave(&mut self) {
        if self.open.last().is_some_and(|o| o.block.is_some()) {
            self.flush();
        }
        self.open.pop();
    }

    fn push_text(&mut self, text: &str) {
        let (link, bold) = self
            .open
            .last()
            .map_or((false, false), |o| (o.link, o.bold));
        let before = self.text.len();
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else if c == HARD_SPACE && self.breaks > 0 {
                // Alone on a line it makes an empty line; at a line's beginning it pushes it in.
            } else if !unseen(c) {
                self.text.push(c);
                self.breaks = 0;
            }
        }
        let added = self.text.len() - before;
        if link {
            self.linked += added;
        }
        if text.trim().is_empty() {
            return;
        }
        self.bold_open &= bold;
        if self.bold_open {
            self.bold = self.text.len();
        }
    }

    /// A single break wraps a line, two end the block.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks >= 2 {
            self.flush();
        } else if !self.text.is_empty() {
            let kept = self.text.trim_end_matches([' ', HARD_SPACE]).len();
            self.text.truncate(kept);
            if kept > 0 {
                self.text.push('\n');
            }
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let text = std::mem::take(&mut self.text);
        let (linked, bold) = (
            std::mem::take(&mut self.linked),
            std::mem::take(&mut self.bold),
        );
        self.bold_open = true;
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        let blocks: Vec<&Open> = self
            .open
            .iter()
            .rev()
            .filter(|o| o.block.is_some())
            .take(3)
            .collect();
        let Some(block) = blocks.first() else { return };
        let lead = text.len() - text.trim_start().len();
        self.tree.units.push(Unit {
            text: trimmed.to_owned(),
            tag: block.block.unwrap_or(Tag::Other),
            parts: block.parts,
            near: blocks.iter().fold(0, |all, o| all | o.own),
            linked: linked.min(trimmed.len()),
            bold: bold.saturating_sub(lead).min(trimmed.len()),
            element: block.number,
            parent: blocks.get(1).map_or(block.number, |o| o.number),
        });
    }

    /// Takes the time that an element marks: for machines, else as its text.
    fn dated(&mut self, name: &str, node: &NodeRef, attributes: &Attributes) {
        let is_time = name == "time";
        if attributes.other_time && !attributes.dated {
            if let Some(value) = attributes.datetime.as_ref().or(attributes.content.as_ref())
                && attributes.names.iter().any(|n| n == LAST_CHANGE)
                && self.tree.metas.len() < 500
            {
                self.tree
                    .metas
                    .push((LAST_CHANGE.to_owned(), value.clone()));
            }
        } else if let Some(value) = attributes
            .datetime
            .as_ref()
            .filter(|_| is_time || attributes.dated)
        {
            self.time(value.clone(), attributes.dated);
        } else if let Some(value) = attributes
            .content
            .as_ref()
            .filter(|_| is_time || attributes.dated)
        {
            self.time(value.clone(), attributes.dated);
        } else if is_time && attributes.title.is_none() || attributes.dated && name != "abbr" {
            self.time(squeezed(&short_text(node)), attributes.dated);
        } else if let Some(value) = attributes.title.as_ref() {
            // "2 hours ago" with the time itself in the title, as hints show it.
            let marked = is_time
                || attributes.dated
                || name == "abbr"
                || attributes.parts & part::BYLINE != 0;
            if marked && dates::published(value).is_some() {
                self.time(value.clone(), attributes.dated);
            }
        }
    }

    fn meta(&mut self, attributes: Attributes) {
        let Some(content) = attributes.content.filter(|c| !c.trim().is_empty()) else {
            return;
        };
        if attributes.dated {
            self.time(content.clone(), true);
        }
        for name in attributes.names {
            // One that is marked as a property stands among the marked times, in their order.
            let marked = attributes.dated && name == "datepublished";
            if !marked && self.tree.metas.len() < 500 {
                self.tree.metas.push((name, content.clone()));
            }
        }
    }

    fn time(&mut self, value: String, publication: bool) {
        let near = self.open.iter().rev().take(4).fold(0, |all, o| all | o.own);
        let parts = self.open.last().map_or(0, |o| o.parts);
        if self.tree.times.len() < 200 {
            let unit = self.tree.units.len();
            self.tree.times.push(Time {
                value,
                publication,
                near,
                parts,
                unit,
            });
        }
    }

    fn drop(&mut self, node: &NodeRef, reason: &'static str) {
        if self.hidden < 200 {
            let text = squeezed(&short_text(node));
            if !text.is_empty() {
                self.hidden += 1;
                self.tree.dropped.push(Dropped {
                    text: shortened(&text),
                    reason,
                });
            }
        }
    }
}

/// Where no line may be broken.
const HARD_SPACE: char = '\u{a0}';

/// Characters that a browser shows nothing of: hints where a word may or may not be broken, within words.
fn unseen(c: char) -> bool {
    matches!(c, '\u{0}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The first text of an element, for lists of what was dropped: never the whole of a large subtree.
fn short_text(node: &NodeRef) -> String {
    let mut text = String::new();
    for (i, child) in node.descendants_it().enumerate() {
        if i > 200 || text.len() > 300 {
            break;
        }
        if child.is_text()
            && child
                .parent()
                .is_none_or(|p| !p.has_name("script") && !p.has_name("style"))
        {
            text.push_str(&child.text());
            text.push(' ');
        }
    }
    text
}

fn attributes(node: &NodeRef, name: &str) -> Attributes {
    let mut found = Attributes::default();
    let Some(element) = node.element_ref() else {
        return found;
    };
    // Addresses are long and many; only those of a few elements say something of the page.
    for attribute in &element.attrs {
        let value: &str = &attribute.value;
        match &*attribute.name.local {
            "class" | "id" | "role" => {
                found.parts |= named_parts(value);
                found.dated |= value.split_ascii_whitespace().any(|c| c == "dt-published");
            }
            "itemprop" => {
                found.parts |= named_parts(value);
                let lower = value.to_ascii_lowercase();
                found.is_property = true;
                found.dated |= lower.split_ascii_whitespace().any(|p| p == "datepublished");
                found.other_time |= lower
                    .split_ascii_whitespace()
                    .any(|p| OTHER_TIMES.contains(&p));
                found.names.push(lower);
            }
            "property" if name != "meta" => {
                let lower = value.trim().to_ascii_lowercase();
                let property = lower.rsplit([':', '/', '#']).next().unwrap_or_default();
                found.dated |= matches!(property, "datepublished" | "issued")
                    || matches!(lower.as_str(), "dc:date" | "dcterms:date");
                found.other_time |= OTHER_TIMES.contains(&property);
            }
            "itemtype" => found.other_item = Some(!is_page(value)),
            "title" if matches!(name, "time" | "abbr" | "span") => {
                found.title = Some(value.to_owned())
            }
            "name" | "property" | "http-equiv" if name == "meta" => {
                found.names.push(value.trim().to_ascii_lowercase())
            }
            "content" => found.content = Some(value.to_owned()),
            "datetime" => found.datetime = Some(value.to_owned()),
            "pubdate" => found.dated = true,
            "rel" if name == "link" => found.rel = value.to_ascii_lowercase(),
            "href" if name == "link" => found.href = Some(value.to_owned()),
            "type" if name == "script" => found.kind = value.to_ascii_lowercase(),
            "alt" if name == "img" => found.alt = Some(value.to_owned()),
            "lang" if name == "html" => found.lang = Some(value.to_owned()),
            "hidden" => found.hidden = value != "until-found",
            "aria-hidden" => found.aria_hidden = value == "true",
            "style" => {
                let plain: String = value
                    .chars()
                    .take(300)
                    .filter(|c| !c.is_whitespace())
                    .collect::<String>()
                    .to_ascii_lowercase();
                found.hidden |=
                    plain.contains("display:none") || plain.contains("visibility:hidden");
            }
            data if data.starts_with("data-") && holds_text(value) => {
                found.held = Some(value.to_owned())
            }
            _ => {}
        }
    }
    found
}

/// Whether a type of item is that of an article or a page.
fn is_page(kind: &str) -> bool {
    let kind = kind
        .trim()
        .rsplit(['/', '#', ':'])
        .next()
        .unwrap_or_default();
    [
        "Article",
        "Posting",
        "Page",
        "Report",
        "Review",
        "Recipe",
        "Blog",
        "CreativeWork",
        "WebSite",
    ]
    .iter()
    .any(|own| kind.ends_with(own))
}

/// Whether an attribute's value is text of some length: no data, no address.
fn holds_text(value: &str) -> bool {
    (200..=MOST_HELD).contains(&value.len())
        && !value.starts_with(['{', '['])
        && value
            .as_bytes()
            .windows(2)
            .filter(|w| *w == b". ")
            .take(2)
            .count()
            == 2
}

/// The parts that the words of a class, id, role or item name.
fn named_parts(value: &str) -> u32 {
    let mut parts = 0;
    for class in value
        .split_ascii_whitespace()
        .take(24)
        .filter(|c| c.len() <= 80)
    {
        let lower = class.to_ascii_lowercase();
        parts |= MARKUP.get(lower.as_str()).copied().unwrap_or(0);
        if lower.contains('_') {
            let dashed = lower.replace('_', "-");
            parts |= MARKUP.get(dashed.as_str()).copied().unwrap_or(0);
        }
        let mut start = 0;
        let bytes = class.as_bytes();
        for i in 0..=bytes.len() {
            let cut = i == bytes.len()
                || !bytes[i].is_ascii_alphanumeric()
                || (i > start
                    && bytes[i].is_ascii_uppercase()
                    && bytes[i - 1].is_ascii_lowercase());
            if cut {
                if let Some(word) = lower.get(start..i).filter(|w| !w.is_empty()) {
                    // "label-hidden" hides no text: that an element is hidden is said by a class of its own.
                    parts |= MARKUP.get(word).copied().unwrap_or(0) & !part::HIDDEN;
                }
                start = if i < bytes.len() && bytes[i].is_ascii_alphanumeric() {
                    i
                } else {
                    i + 1
                };
            }
        }
    }
    parts
}

fn tag_parts(name: &str) -> u32 {
    match name.as_bytes() {
        b"nav" | b"menu" => part::NAVIGATION,
        b"header" => part::HEADER,
        b"footer" => part::FOOTER,
        b"aside" => part::ASIDE,
        b"article" => part::ARTICLE,
        b"main" => part::MAIN,
        b"form" | b"fieldset" | b"label" => part::FORM,
        b"li" | b"ul" | b"ol" | b"dl" => part::LIST,
        b"table" => part::TABLE,
        b"blockquote" => part::QUOTE,
        b"figure" => part::FIGURE,
        b"figcaption" => part::CAPTION,
        _ => 0,
    }
}

/// Elements that begin a new block.
fn block(name: &str) -> Option<Tag> {
    Some(match name.as_bytes() {
        b"h1" => Tag::Heading(1),
        b"h2" => Tag::Heading(2),
        b"h3" => Tag::Heading(3),
        b"h4" => Tag::Heading(4),
        b"h5" => Tag::Heading(5),
        b"h6" => Tag::Heading(6),
        b"p" => Tag::Paragraph,
        b"li" => Tag::Item,
        b"figcaption" | b"caption" => Tag::Caption,
        b"td" | b"th" => Tag::Cell,
        b"pre" => Tag::Preformatted,
        b"html" | b"body" | b"head" | b"div" | b"section" | b"article" | b"main" | b"header"
        | b"footer" | b"aside" | b"nav" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd" | b"table"
        | b"thead" | b"tbody" | b"tfoot" | b"tr" | b"blockquote" | b"figure" | b"form"
        | b"fieldset" | b"address" | b"details" | b"summary" | b"center" | b"hgroup" | b"menu"
        | b"dir" | b"legend" | b"optgroup" | b"search" => Tag::Other,
        _ => return None,
    })
}

/// Text with single spaces.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
