//! What training and measuring need of the room: units with their features. No reading uses it.
//!
//! What enters: a page's HTML. What leaves: its units as [`Row`]s, with the markup or flattened to bare lines, as the models
//! in `models/` see them.

use super::html::dom::{Tag, Unit};
use super::{html, weigh};

/// How many features a row has.
pub const FEATURES: usize = weigh::FEATURES;

/// How many features the second look has.
pub const CONTEXT: usize = weigh::CONTEXT;

/// The features of the second look, from what the first said (log odds) about a page's rows.
pub fn context(first: &[f32], rows: &[Row]) -> Vec<Vec<f32>> {
    let parents: Vec<usize> = rows.iter().map(|r| r.parent).collect();
    weigh::context(first, &parents)
        .iter()
        .map(|row| row.to_vec())
        .collect()
}

/// A unit of a page with its features.
#[derive(Debug, Clone)]
pub struct Row {
    /// The unit's text.
    pub text: String,
    /// Whether it shows the page's title.
    pub title: bool,
    /// Number of the element around its own.
    pub parent: usize,
    /// What the model sees.
    pub features: Vec<f32>,
}

/// A page as the models see it.
pub struct Units {
    units: Vec<Unit>,
    title: Option<usize>,
    flat: bool,
}

/// The units of a page; `flat` takes their markup away, as flattening a page to text does.
pub fn units(page: &str, flat: bool) -> Units {
    let (mut units, title) = html::units(page);
    if flat {
        units = units.iter().map(|unit| bare(&unit.text)).collect();
    }
    Units { units, title, flat }
}

impl Units {
    /// The texts of the units.
    pub fn texts(&self) -> Vec<&str> {
        self.units.iter().map(|u| u.text.as_str()).collect()
    }

    /// The same page with only the units that `kept` names: what it would look like if it were shorter.
    pub fn reduced(&self, kept: &[bool]) -> Units {
        let left = |i: &usize| kept.get(*i).copied().unwrap_or(false);
        let chosen: Vec<usize> = (0..self.units.len()).filter(left).collect();
        Units {
            title: self.title.and_then(|t| chosen.iter().position(|&i| i == t)),
            units: chosen.iter().map(|&i| self.units[i].clone()).collect(),
            flat: self.flat,
        }
    }

    /// The units with their features.
    pub fn rows(&self) -> Vec<Row> {
        let mut features = Vec::with_capacity(self.units.len());
        weigh::features(&self.units, self.title.filter(|_| !self.flat), |row| {
            features.push(row.to_vec());
        });
        let rows = self.units.iter().zip(features).enumerate();
        rows.map(|(i, (unit, features))| Row {
            text: unit.text.clone(),
            parent: unit.parent,
            title: self.title == Some(i),
            features,
        })
        .collect()
    }
}

/// A line of flattened text as a unit without markup.
pub(super) fn bare(line: &str) -> Unit {
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
