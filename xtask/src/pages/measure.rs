//! Measure: what the reading makes of pages with truth.
//!
//! What enters: pages, and models where they are not those of the program. What leaves: a [`Tally`] of each kind of page.

use super::set::Case;
use super::truth::{labels, plain, word_f1};
use reading::article::training::{self, Models};
use reading::article::{Article, BlockKind};
use reading::page::{Format, Page, decode};
use std::fmt;

/// Figures of HTML pages.
#[derive(Debug, Default, Clone, Copy)]
pub struct Html {
    pages: usize,
    f1: f64,
    titles: usize,
    dates: usize,
    dated: usize,
}

impl Html {
    /// Reads a page and counts.
    pub fn add(&mut self, case: &Case, models: Option<&Models>) {
        let page = Page::with_format(case.bytes.clone(), Format::Html);
        let article = training::read(models, &page);
        self.pages += 1;
        self.f1 += word_f1(&body(&article), &case.main);
        let title = article.title.as_deref().unwrap_or("");
        self.titles += usize::from(plain(title) == plain(&case.title));
        if let Some(date) = &case.date {
            self.dated += 1;
            let found = article.published.map(|p| p.date.to_string());
            self.dates += usize::from(found.is_some() && date.get(..10) == found.as_deref());
        }
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        write!(
            f,
            "pages {}  word F1 mean {:.4}  title exact {:.4}  date exact {:.4} of {}",
            self.pages,
            self.f1 / self.pages.max(1) as f64,
            share(self.titles, self.pages),
            share(self.dates, self.dated),
            self.dated
        )
    }
}

/// What `extraction.py` takes for the main text.
fn body(article: &Article) -> String {
    let main = article.blocks.iter().filter(|b| {
        !matches!(
            b.kind,
            BlockKind::Headline | BlockKind::Related | BlockKind::Furniture
        )
    });
    let lines: Vec<&str> = main.map(|b| b.span.slice(&article.text)).collect();
    lines.join("\n")
}

/// Figures of the lines of flattened pages.
#[derive(Debug, Default, Clone, Copy)]
pub struct Lines {
    right: usize,
    called: usize,
    there: usize,
    /// Lines of the article of at least eight words, and how many of them were taken for furniture.
    sentences: usize,
    lost: usize,
}

impl Lines {
    /// Flattens a page, reads the text and counts.
    pub fn add(&mut self, case: &Case, models: Option<&Models>) {
        let html = decode(&Page::with_format(case.bytes.clone(), Format::Html)).text;
        let units = training::of_html(&html);
        let truth = labels(&units.texts(), &case.main);
        let (text, spans) = units.flattened(&vec![true; truth.len()]);
        let page = Page::with_format(text.clone().into_bytes(), Format::Text);
        let article = training::read(models, &page);
        let apart = |kind: BlockKind| {
            matches!(
                kind,
                BlockKind::Furniture | BlockKind::SeeAlso | BlockKind::Credit | BlockKind::Related
            )
        };
        for (i, (span, own)) in spans.iter().zip(truth).enumerate() {
            if units.title() == Some(i) {
                continue;
            }
            let mut over = article.blocks.iter().filter(|b| b.span.overlaps(*span));
            let furniture = over.all(|b| apart(b.kind));
            self.called += usize::from(furniture);
            self.there += usize::from(!own);
            self.right += usize::from(furniture && !own);
            if own && span.slice(&text).split_whitespace().count() >= 8 {
                self.sentences += 1;
                self.lost += usize::from(furniture);
            }
        }
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        write!(
            f,
            "furniture precision {:.4}  recall {:.4} of {} lines  sentences lost {:.4} of {}",
            share(self.right, self.called),
            share(self.right, self.there),
            self.there,
            share(self.lost, self.sentences),
            self.sentences
        )
    }
}
