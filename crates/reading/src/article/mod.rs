//! Articles: the page without its furniture.
//!
//! What enters: a [`Page`]. What leaves: an [`Article`], whose blocks cover its text in reading order, and diagnostics.
//!
//! Invariants: block spans are sorted, do not overlap, slice the text on character boundaries and are not empty; between
//! them stands nothing but space. Flattened text and the text of article JSON are kept verbatim, furniture included;
//! of HTML only what belongs to the article is in the text, and the rest is named in [`Article::dropped`]. Nothing here
//! fails or panics; what is wrong with a page ends as a [`Diagnostic`].
//!
//! Two ways lead in: [`plain`] cuts text into pieces and [`sort`] says what each is; [`html`] cuts a tree into units, finds
//! those of the article, and sorts them by their markup and by the same rules. Dates, addresses, credits, datelines and
//! speakers have a file each, used by both.

mod address;
mod credit;
mod dateline;
mod dates;
mod html;
mod json;
mod language;
mod plain;
mod sort;
mod speaker;
#[cfg(feature = "train")]
pub mod training;
mod weigh;
mod words;

use crate::page::{Diagnostic, Format, Page, Span, decode};
use jiff::civil::Date;
use weigh::Models;

/// The page without its furniture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Address: og:url, else canonical, else where it was fetched from.
    pub url: Option<String>,
    /// Title as the page gives it, without the outlet's name.
    pub title: Option<String>,
    /// Registrable domain of the address, else the given name, normalised.
    pub outlet: Option<String>,
    /// When the source says it was published; none where nothing trustworthy says so.
    pub published: Option<Published>,
    /// ISO 639-1 code of the language of the text, where it can be told.
    pub language: Option<String>,
    /// The text all spans refer to.
    pub text: String,
    /// The parts of the text.
    pub blocks: Vec<Block>,
    /// What was left out of the text or is furniture within it, and why.
    pub dropped: Vec<Dropped>,
}

/// Publication date as the source gives it: local, never converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The local day.
    pub date: Date,
    /// The time, with the offset where the source gives one (`T18:30:00+03:00`).
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
    /// An entry of a list of other pages ("See also", "Read more"): may give a date or a place, never a claim.
    SeeAlso,
    /// Menus, buttons, share links, banners: yields nothing.
    Furniture,
}

impl BlockKind {
    /// The kind's name in files and on screens.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::Heading => "heading",
            BlockKind::Standfirst => "standfirst",
            BlockKind::Dateline => "dateline",
            BlockKind::Paragraph => "paragraph",
            BlockKind::ListItem => "list-item",
            BlockKind::SpeechTurn => "speech-turn",
            BlockKind::Caption => "caption",
            BlockKind::Credit => "credit",
            BlockKind::Related => "related",
            BlockKind::SeeAlso => "see-also",
            BlockKind::Furniture => "furniture",
        }
    }
}

/// A piece of the page that is not in the article's text, or is furniture within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// What it said, shortened.
    pub text: String,
    /// Why it was dropped: `navigation`, `repeated-caption`, `comment` ...
    pub reason: &'static str,
}

/// Takes a page apart into an article. `published` is used where the page gives no date of its own.
pub fn read(page: &Page, published: Option<Date>) -> (Article, Vec<Diagnostic>) {
    read_with(weigh::bundled(), page, published)
}

fn read_with(models: &Models, page: &Page, published: Option<Date>) -> (Article, Vec<Diagnostic>) {
    let decoded = decode(page);
    let mut diagnostics = decoded.diagnostics;
    let mut article = match page.format {
        Format::Text => flattened(models, page, decoded.text),
        Format::ArticleJson => from_json(models, page, &decoded.text, &mut diagnostics),
        Format::Html => html::read(
            models,
            &decoded.text,
            page.address.as_deref(),
            None,
            &mut diagnostics,
        ),
    };
    speaker::part_terms(&article.text, &mut article.blocks);
    if article.published.is_none() {
        article.published = published.map(|date| Published { date, time: None });
    }
    if article
        .blocks
        .iter()
        .all(|b| b.kind == BlockKind::Furniture)
        && !diagnostics.iter().any(|d| d.code == "not-text")
    {
        diagnostics.push(Diagnostic::warning(
            "empty-page",
            "no article was found on the page",
            "check that the page holds text of its own and is not drawn by a script; give its text instead",
        ));
    }
    (article, diagnostics)
}

/// A news page flattened to text: the text verbatim, its first line the headline.
fn flattened(models: &Models, page: &Page, text: String) -> Article {
    let title = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .map(str::to_owned);
    // The headline is the first line, whatever follows it; a headline of several lines is no headline.
    let title_end = title
        .as_deref()
        .filter(|t| t.len() <= 300)
        .and_then(|t| text.find(t).map(|at| at + t.len()))
        .unwrap_or(0);
    let url = page
        .address
        .as_deref()
        .and_then(|a| address::resolved(a, None));
    let outlet = address::outlet(url.as_deref(), None);
    let (blocks, dropped) = sort::blocks(
        models,
        &text,
        sort::Known {
            title_end,
            outlet: outlet.as_deref(),
        },
    );
    let published = { url.as_deref() }
        .and_then(dates::in_address)
        .or_else(|| written_above(&text, title_end, &blocks))
        .map(|date| Published { date, time: None });
    Article {
        language: language::language(&text, None),
        title: title.filter(|_| title_end > 0),
        url,
        outlet,
        published,
        text,
        blocks,
        dropped,
    }
}

/// The day that a flattened page gives above its story: in full in the report's dateline, or alone in a line between the headline
/// and the first sentence.
fn written_above(text: &str, title_end: usize, blocks: &[Block]) -> Option<Date> {
    let dateline = { blocks.iter() }
        .find(|block| block.kind == BlockKind::Dateline)
        .and_then(|block| dates::found(block.span.slice(text)));
    let told = |block: &&Block| {
        matches!(
            block.kind,
            BlockKind::Paragraph
                | BlockKind::Standfirst
                | BlockKind::SpeechTurn
                | BlockKind::Dateline
        )
    };
    let alone = || {
        let first = blocks.iter().find(told)?.span.start;
        let mut lines = text.get(title_end..first)?.lines().map(str::trim);
        let line = lines.find(|line| dates::only_date(line))?;
        dates::found(line)
    };
    dateline.or_else(alone).map(|(date, ..)| date)
}

/// An article given as JSON: title, blank line and text verbatim; or the HTML with what the object says about it.
fn from_json(
    models: &Models,
    page: &Page,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Article {
    let given = json::given(text, diagnostics);
    let own = given
        .url
        .as_deref()
        .and_then(|u| address::resolved(u, page.address.as_deref()));
    let url = own.or_else(|| {
        page.address
            .as_deref()
            .and_then(|a| address::resolved(a, None))
    });
    let published = given.published.as_deref().and_then(|value| {
        let date = dates::published(value);
        if date.is_none() {
            diagnostics.push(Diagnostic::warning(
                "bad-date",
                format!("the field published holds no date: {}", shortened(value)),
                "write it as 2016-11-20, with or without a time and an offset",
            ));
        }
        date
    });
    let mut article = match (&given.text, &given.html) {
        (None, Some(html)) => html::read(
            models,
            html,
            url.as_deref(),
            given.title.as_deref(),
            diagnostics,
        ),
        (text, _) => {
            let body = text.as_deref().unwrap_or("");
            let title = given.title.as_deref().unwrap_or("");
            let joined = if title.is_empty() {
                body.to_owned()
            } else {
                format!("{title}\n\n{body}")
            };
            let outlet = address::outlet(url.as_deref(), given.outlet.as_deref());
            let known = sort::Known {
                title_end: title.len(),
                outlet: outlet.as_deref(),
            };
            let (blocks, dropped) = sort::blocks(models, &joined, known);
            Article {
                language: language::language(&joined, given.language.as_deref()),
                text: joined,
                blocks,
                dropped,
                ..Article::default()
            }
        }
    };
    // What the object says about itself is believed before what its HTML says.
    article.outlet = address::outlet(
        url.as_deref().or(article.url.as_deref()),
        given.outlet.as_deref(),
    );
    article.url = url.or(article.url);
    article.title = given
        .title
        .as_deref()
        .map(|t| t.trim().to_owned())
        .or(article.title);
    article.published = published.or(article.published).or_else(|| {
        article
            .url
            .as_deref()
            .and_then(dates::in_address)
            .map(|date| Published { date, time: None })
    });
    article
}

/// The English name of an article's language where it is not English, beyond doubt.
pub fn foreign(article: &Article) -> Option<&'static str> {
    let declared_or_seen = article.language.as_deref();
    declared_or_seen
        .filter(|language| *language != "en")
        .and_then(|_| language::foreign(&article.text))
}

/// The beginning of a text, at most so many bytes, cut between characters.
fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A text as a list of what was dropped shows it: one line, not long.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    let mut line = String::new();
    for word in prefix(text, 2 * MOST).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > MOST {
            break;
        }
    }
    if line.len() < text.trim().len() && line.len() > MOST {
        line.truncate(prefix(&line, MOST).len());
        line.push('…');
    }
    line
}
