//! What training and measuring need of the room: units with their features, and the reading with other weights.
//!
//! What enters: a page's HTML or text. What leaves: its units as [`Row`]s, as the models in `models/` see them. Only the
//! feature `train` has this file; no reading uses it.

use super::html::dom::{Tag, Unit};
use super::weigh::{self, Weights};
use super::{Article, html, read_with, sort};
use crate::page::{Page, Span};

/// How many features a row has.
pub const FEATURES: usize = weigh::FEATURES;

/// How many features the second look has.
pub const CONTEXT: usize = weigh::CONTEXT;

/// The models of the room, with weights given from outside.
#[derive(Debug)]
pub struct Models(weigh::Models);

impl Models {
    /// Models from their weights: those of the first look, then those of the second.
    pub fn of(html: &[f32], text: &[f32]) -> Models {
        Models(weigh::Models {
            html: Weights::of(html.iter().copied()),
            text: Weights::of(text.iter().copied()),
        })
    }
}

/// Reads a page with these models, or with those that the program carries.
pub fn read(models: Option<&Models>, page: &Page) -> Article {
    let models = models.map_or(weigh::bundled(), |own| &own.0);
    read_with(models, page, None).0
}

/// Sum of products, as the reading adds them up.
pub fn product(row: &[f32], weights: &[f32]) -> f32 {
    weigh::product(row, weights)
}

/// The features of the second look, from what the first said (log odds) about a page's rows.
pub fn context(first: &[f32], rows: &[Row]) -> Vec<[f32; CONTEXT]> {
    let parents: Vec<usize> = rows.iter().map(|r| r.parent).collect();
    weigh::context(first, &parents)
}

/// A unit of a page with its features.
#[derive(Debug, Clone)]
pub struct Row {
    /// Number of the element around its own.
    pub parent: usize,
    /// What the model sees.
    pub features: [f32; FEATURES],
}

/// A page as the models see it.
#[derive(Debug)]
pub struct Units {
    units: Vec<Unit>,
    title: Option<usize>,
    /// The page's title, where it has one.
    pub headline: Option<String>,
}

/// The units of a page of HTML.
pub fn of_html(html: &str) -> Units {
    let (units, title, headline) = html::units(html);
    Units {
        units,
        title,
        headline,
    }
}

/// The pieces of a text that begins with a title of so many bytes.
pub fn of_text(text: &str, title_end: usize) -> Units {
    let known = sort::Known {
        title_end,
        outlet: None,
    };
    let (units, title) = sort::units(text, known);
    Units {
        units,
        title,
        headline: None,
    }
}

impl Units {
    /// The texts of the units.
    pub fn texts(&self) -> Vec<&str> {
        self.units.iter().map(|u| u.text.as_str()).collect()
    }

    /// The unit that shows the title.
    pub fn title(&self) -> Option<usize> {
        self.title
    }

    /// The page as text, title first, for those units that `kept` names, with the place of each: paragraphs and headings
    /// stand between blank lines, all else on lines of its own, as browsers copy a page.
    pub fn flattened(&self, kept: &[bool]) -> (String, Vec<Span>) {
        let mut text = self.headline.clone().unwrap_or_default();
        let mut spans = Vec::new();
        let mut apart = true;
        for (i, unit) in self.units.iter().enumerate() {
            if kept.get(i) == Some(&false) {
                spans.push(Span::new(text.len(), text.len()));
                continue;
            }
            let own = matches!(unit.tag, Tag::Paragraph | Tag::Heading(_));
            text.push_str(if own || apart { "\n\n" } else { "\n" });
            let start = text.len();
            text.push_str(&unit.text.replace('\n', " "));
            spans.push(Span::new(start, text.len()));
            apart = own;
        }
        (text, spans)
    }

    /// The same page with only the units that `kept` names: what it would look like if it were shorter.
    pub fn reduced(&self, kept: &[bool]) -> Units {
        let left = |i: &usize| kept.get(*i).copied().unwrap_or(false);
        let chosen: Vec<usize> = (0..self.units.len()).filter(left).collect();
        Units {
            title: self.title.and_then(|t| chosen.iter().position(|&i| i == t)),
            units: chosen.iter().map(|&i| self.units[i].clone()).collect(),
            headline: self.headline.clone(),
        }
    }

    /// The units with their features.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.units.len());
        weigh::features(&self.units, self.title, |features| {
            rows.push(Row {
                parent: self.units[rows.len()].parent,
                features: *features,
            });
        });
        rows
    }
}
