//! Articles: the page without its furniture.
//!
//! What enters: a [`Page`]. What leaves: an [`Article`], whose blocks cover its text in reading order, and diagnostics.
//! Invariants: block spans are sorted, do not overlap, and slice the text on character boundaries.

use crate::page::{Diagnostic, Page, Span};
use jiff::civil::Date;

/// The page without its furniture.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Address: og:url, else canonical, else where it was fetched from.
    pub url: Option<String>,
    /// Title as the page gives it, without the outlet's name.
    pub title: Option<String>,
    /// Registrable domain of the address, else the given name.
    pub outlet: Option<String>,
    /// When the source says it was published; none where nothing trustworthy says so.
    pub published: Option<Published>,
    /// ISO 639-1 code of the language of the text, where it can be told.
    pub language: Option<String>,
    /// The text all spans refer to.
    pub text: String,
    /// The parts of the text.
    pub blocks: Vec<Block>,
    /// What was left out of the text, and why.
    pub dropped: Vec<Dropped>,
}

/// Publication date as the source gives it: local, never converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The local day.
    pub date: Date,
    /// The time and offset as written, where the source gives them (`T18:30:00+03:00`).
    pub time: Option<String>,
}

/// A part of the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
    /// Of a speech turn: the words that name who speaks, within `span` ("President of Slovenia Borut Pahor").
    pub speaker: Option<Span>,
}

/// What a block is (DESIGN.md, Definitions, "Article text").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title of the article.
    Headline,
    /// A heading within it.
    Heading,
    /// The lead or summary under the title.
    Standfirst,
    /// Place, agency and date before the first sentence: "LIMA (Sputnik) —".
    Dateline,
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// What one speaker of a transcript says.
    SpeechTurn,
    /// The text under a picture, without its credit.
    Caption,
    /// Photographer, agency, copyright.
    Credit,
    /// A teaser of another page; its headline can yield weak claims.
    Related,
    /// Menus, buttons, share links, banners: yields nothing.
    Furniture,
}

/// A piece of the page that is not in the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// What it said, shortened.
    pub text: String,
    /// Why it was dropped: `navigation`, `repeated-caption`, `comment` ...
    pub reason: &'static str,
}

/// Takes a page apart into an article. `published` is used where the page gives no date of its own.
pub fn read(page: &Page, published: Option<Date>) -> (Article, Vec<Diagnostic>) {
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    let published = published.map(|date| Published { date, time: None });
    let span = Span::new(0, text.len());
    let blocks = vec![Block {
        kind: BlockKind::Paragraph,
        span,
        speaker: None,
    }];
    (
        Article {
            text,
            blocks,
            published,
            ..Article::default()
        },
        Vec::new(),
    )
}
