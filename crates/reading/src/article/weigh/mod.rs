//! How much a line looks like the article's own text.
//!
//! What enters: the units of a page in reading order (of HTML with what their markup says, of flattened text with what the
//! lists of words say). What leaves: for each the probability that it belongs to the article, by a logistic model over its
//! shape, its neighbours and its place. `cargo xtask train-pages` trains the weights, `cargo xtask measure-pages` measures
//! them; `models/` holds them, with their origin.

mod context;
mod features;

pub(super) use context::{CONTEXT, context};
pub(super) use features::{FEATURES, features};

use super::html::dom::Unit;
use std::sync::LazyLock;

/// A trained model: one weight a feature, of the first look and of the second.
#[derive(Debug)]
pub(super) struct Weights {
    first: [f32; FEATURES],
    second: [f32; CONTEXT],
}

/// The models of the room.
#[derive(Debug)]
pub(super) struct Models {
    /// For units of HTML.
    pub(super) html: Weights,
    /// For lines of flattened text.
    pub(super) text: Weights,
}

static BUNDLED: LazyLock<Models> = LazyLock::new(|| Models {
    html: Weights::parse(include_str!("../../../../../models/units-html.txt")),
    text: Weights::parse(include_str!("../../../../../models/units-text.txt")),
});

/// The models that the program carries.
pub(super) fn bundled() -> &'static Models {
    &BUNDLED
}

impl Weights {
    /// One number a line; lines that begin with `#` are comments.
    fn parse(file: &str) -> Weights {
        let lines = file.lines().filter(|l| !l.starts_with('#'));
        Weights::of(lines.filter_map(|l| l.trim().parse().ok()))
    }

    /// The weights of the first look, then those of the second.
    pub(super) fn of(numbers: impl IntoIterator<Item = f32>) -> Weights {
        let mut weights = Weights {
            first: [0.0; FEATURES],
            second: [0.0; CONTEXT],
        };
        let places = weights.first.iter_mut().chain(&mut weights.second);
        for (weight, number) in places.zip(numbers) {
            *weight = number;
        }
        weights
    }

    /// Probability that each unit belongs to the article.
    pub(super) fn weigh(&self, units: &[Unit], title: Option<usize>) -> Vec<f32> {
        let mut first = Vec::with_capacity(units.len());
        features(units, title, |row| first.push(product(row, &self.first)));
        let parents: Vec<usize> = units.iter().map(|u| u.parent).collect();
        let second = context(&first, &parents);
        second
            .iter()
            .map(|row| 1.0 / (1.0 + (-product(row, &self.second)).exp()))
            .collect()
    }
}

/// Sum of products, in eight lanes so that the machine can take them at once; always in the same order.
pub(super) fn product(row: &[f32], weights: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (x, w) in row.chunks(8).zip(weights.chunks(8)) {
        for (lane, (x, w)) in lanes.iter_mut().zip(x.iter().zip(w)) {
            *lane += x * w;
        }
    }
    lanes.iter().sum()
}
