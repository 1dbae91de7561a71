//! Samples: pages ready for training, and the training of both looks.

use super::fit::{Example, fit};
use super::set::Case;
use super::truth::{labels, tokens};
use reading::article::training::{self, CONTEXT, FEATURES, Row, Units, product};
use reading::page::{Format, Page, decode};

/// Shorter versions of each page.
const SHORTER: usize = 3;
/// Parts of the pages: what the first look says about each comes from the others.
const PARTS: usize = 4;

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// That of units of HTML.
    Html,
    /// That of lines of flattened text.
    Text,
}

/// A page's units ready for training.
pub struct Sample {
    rows: Vec<Row>,
    labels: Vec<bool>,
    /// One weight a unit, so that long units and short pages count as they do in the measure.
    weights: Vec<f32>,
}

impl Sample {
    fn new(rows: Vec<Row>, labels: Vec<bool>, texts: &[&str], kind: Kind) -> Sample {
        let share = (rows.len().max(1) as f32).sqrt();
        let weight = |text: &&str| match kind {
            Kind::Text => 1.0,
            Kind::Html => (tokens(text).len() as f32 + 1.0).sqrt() / share,
        };
        Sample {
            rows,
            labels,
            weights: texts.iter().map(weight).collect(),
        }
    }

    fn examples(&self) -> impl Iterator<Item = Example<'_>> {
        (0..self.rows.len()).map(|i| {
            (
                self.rows[i].features.as_slice(),
                self.labels[i],
                self.weights[i],
            )
        })
    }
}

/// A page; of HTML, with it the pages that it would be if it were shorter: an article of a few sentences among a few lines
/// of furniture. Long pages alone would teach that a short page has no article. Of text, they were worth less than they
/// cost on whole pages.
pub fn of_case(case: &Case, kind: Kind) -> Vec<Sample> {
    let html = decode(&Page::with_format(case.bytes.clone(), Format::Html)).text;
    let whole = training::of_html(&html);
    let own = labels(&whole.texts(), &case.main);
    let all = vec![true; own.len()];
    if kind == Kind::Text {
        return vec![of_text(&whole, &all, &case.main)];
    }
    let shorter = (1..=SHORTER).map(|i| shorter(&own, &whole.texts(), case.seed() >> (4 * i)));
    std::iter::once(all)
        .chain(shorter)
        .map(|kept| of_html(&whole, &own, &kept))
        .collect()
}

fn of_html(whole: &Units, labels: &[bool], kept: &[bool]) -> Sample {
    let page = whole.reduced(kept);
    let own = labels.iter().zip(kept).filter(|(_, k)| **k);
    let own = own.map(|(l, _)| *l).collect();
    Sample::new(page.rows(), own, &page.texts(), Kind::Html)
}

fn of_text(whole: &Units, kept: &[bool], main: &str) -> Sample {
    let (text, _) = whole.flattened(kept);
    let title_end = whole.headline.as_deref().map_or(0, str::len);
    let page = training::of_text(&text, title_end);
    let texts = page.texts();
    Sample::new(page.rows(), labels(&texts, main), &texts, Kind::Text)
}

/// Which units a shorter version keeps: the first few sentences of the article with what stands between them, and a few
/// units of each stretch of furniture, those nearest to the article.
fn shorter(labels: &[bool], texts: &[&str], seed: usize) -> Vec<bool> {
    let most = [1, 2, 3, 5, 8][seed % 5];
    let around = [1, 2, 4, 8][seed / 5 % 4];
    let (mut sentences, mut last) = (0, 0);
    for i in (0..labels.len()).filter(|&i| labels[i]) {
        if sentences == most {
            break;
        }
        sentences += usize::from(tokens(texts[i]).len() >= 8);
        last = i;
    }
    let article: Vec<usize> = (0..labels.len().min(last + 1))
        .filter(|&i| labels[i])
        .collect();
    let far = |i: usize| {
        let next = article.partition_point(|&j| j < i);
        let above = next.checked_sub(1).map(|k| i - article[k]);
        let below = article.get(next).map(|j| j - i);
        above.into_iter().chain(below).min()
    };
    (0..labels.len())
        .map(|i| {
            if labels[i] {
                i <= last
            } else {
                far(i).is_none_or(|d| d <= around) || i < around || i + around >= labels.len()
            }
        })
        .collect()
}

/// The model of both looks: the second is trained on what first looks say about pages that they were not trained on.
pub fn train(pages: &[&Vec<Sample>]) -> Vec<f32> {
    let mut seconds: Vec<([f32; CONTEXT], bool, f32)> = Vec::new();
    for part in 0..PARTS {
        let of_part = |i: &usize| i % PARTS == part;
        let others = (0..pages.len()).filter(|i| !of_part(i));
        let weights = fit(
            others
                .flat_map(|i| pages[i])
                .flat_map(Sample::examples)
                .collect(),
            FEATURES,
        );
        for sample in (0..pages.len()).filter(of_part).flat_map(|i| pages[i]) {
            let first: Vec<f32> = sample
                .rows
                .iter()
                .map(|r| product(&r.features, &weights))
                .collect();
            let rows = training::context(&first, &sample.rows).into_iter();
            seconds.extend(
                rows.zip(sample.labels.iter().zip(&sample.weights))
                    .map(|(row, (label, weight))| (row, *label, *weight)),
            );
        }
    }
    let all = pages.iter().flat_map(|p| p.iter());
    let mut weights = fit(all.flat_map(Sample::examples).collect(), FEATURES);
    let seconds = seconds.iter().map(|(x, y, w)| (x.as_slice(), *y, *w));
    weights.extend(fit(seconds.collect(), CONTEXT));
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_page_keeps_the_beginning_of_its_article() {
        let sentence = "The ministers of both states met in Port on Sunday.";
        let texts: Vec<&str> = ["Home"; 20]
            .into_iter()
            .chain([sentence; 10])
            .chain(["More"; 20])
            .collect();
        let labels: Vec<bool> = texts.iter().map(|t| *t == sentence).collect();
        let kept = shorter(&labels, &texts, 1);
        let count = |of: &str| (0..50).filter(|&i| kept[i] && texts[i] == of).count();
        assert_eq!(count(sentence), 2);
        assert!((1..=9).contains(&count("Home")), "{}", count("Home"));
    }
}
