//! What the models see of a unit: its shape, its place, its neighbours and its markup, as numbers.
//!
//! What enters: the units of a page in reading order. What leaves: one row of numbers a unit. Nothing in them depends on one
//! language's words but the lists of furniture words.

use crate::article::html::dom::{Tag, Unit, part};
use crate::article::words::words;
use crate::article::{dates, plain};
use std::collections::HashMap;

/// Features of a unit's own shape.
const SHAPE: usize = 26;
/// Of which these are looked at in a neighbour.
const SEEN: [usize; 9] = [0, 6, 9, 10, 11, 12, 14, 17, 24];
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];
const PLACE: usize = 24;
const MARKUP: usize = 9 + 24 + 24 + 9;
/// All features, the constant one included.
pub(in crate::article) const FEATURES: usize =
    1 + SHAPE + PLACE + NEIGHBOURS.len() * (SEEN.len() + 4) + MARKUP;

/// Computes the features of each unit and hands them over, in order.
pub(in crate::article) fn features(
    units: &[Unit],
    title: Option<usize>,
    mut each: impl FnMut(&[f32; FEATURES]),
) {
    let page = Measured::new(units, title);
    for i in 0..units.len() {
        each(&page.row(i));
    }
}

/// A page's units with what is known of them together.
struct Measured<'u> {
    units: &'u [Unit],
    title: Option<usize>,
    shapes: Vec<[f32; SHAPE]>,
    /// Words of running text up to each unit: words outside links, of units that end as sentences do.
    running: Vec<f32>,
    /// Units up to each that a list of furniture names, and that do not end as sentences do.
    listed: Vec<f32>,
    open: Vec<f32>,
    /// How many units in a row around each do not end as sentences do.
    streak: Vec<f32>,
    parents: HashMap<usize, Group>,
    /// How often each combination of markup occurs, and each text.
    alike: HashMap<(Tag, u32), f32>,
    texts: HashMap<&'u str, u32>,
    /// The element that holds most running text, with the first and last unit in it.
    best: usize,
    first: usize,
    last: usize,
    most: f32,
}

#[derive(Default, Clone, Copy)]
struct Group {
    running: f32,
    words: f32,
    linked: f32,
}

impl<'u> Measured<'u> {
    fn new(units: &'u [Unit], title: Option<usize>) -> Measured<'u> {
        let shapes: Vec<[f32; SHAPE]> = units.iter().map(shape).collect();
        let summed = |value: &dyn Fn(&[f32; SHAPE]) -> f32| {
            let mut sums = vec![0.0];
            for shape in &shapes {
                sums.push(sums[sums.len() - 1] + value(shape));
            }
            sums
        };
        let running = summed(&|s| s[0].exp_m1() * (1.0 - s[6]) * s[10]);
        let mut parents: HashMap<usize, Group> = HashMap::new();
        let mut alike: HashMap<(Tag, u32), f32> = HashMap::new();
        let mut texts: HashMap<&str, u32> = HashMap::new();
        for (unit, shape) in units.iter().zip(&shapes) {
            let words = shape[0].exp_m1();
            let own = words * (1.0 - shape[6]) * shape[10];
            let group = parents.entry(unit.parent).or_default();
            group.running += own;
            group.words += words;
            group.linked += words * shape[6];
            *alike
                .entry((unit.tag, unit.parts & part::WEIGHED))
                .or_default() += 1.0;
            *texts.entry(unit.text.as_str()).or_default() += 1;
        }
        // Ties go to the first, so that the choice does not depend on the map's order.
        let (mut best, mut most) = (0, -1.0);
        for unit in units {
            let held = parents[&unit.parent].running;
            if held > most {
                (best, most) = (unit.parent, held);
            }
        }
        let inside = |u: &Unit| u.parent == best;
        Measured {
            first: units.iter().position(inside).unwrap_or(0),
            last: units.iter().rposition(inside).unwrap_or(0),
            listed: summed(&|s| s[14]),
            open: summed(&|s| 1.0 - s[10]),
            streak: streaks(&shapes),
            units,
            title,
            shapes,
            running,
            parents,
            alike,
            texts,
            best,
            most: most.max(0.0),
        }
    }

    /// Words of running text within so many units of `i`.
    fn around(&self, i: usize, reach: usize) -> f32 {
        self.running[(i + reach + 1).min(self.units.len())] - self.running[i.saturating_sub(reach)]
    }

    /// Mean of summed values within so many units of `i`.
    fn mean(&self, sums: &[f32], i: usize, reach: usize) -> f32 {
        let (from, to) = (
            i.saturating_sub(reach),
            (i + reach + 1).min(self.units.len()),
        );
        (sums[to] - sums[from]) / (to - from) as f32
    }

    fn row(&self, i: usize) -> [f32; FEATURES] {
        let mut row = [0.0; FEATURES];
        let mut at = 0;
        let mut put = |value: f32| {
            row[at] = value;
            at += 1;
        };
        put(1.0);
        self.shapes[i].iter().for_each(|x| put(*x));
        self.place(i, &mut put);
        self.neighbours(i, &mut put);
        self.markup(i, &mut put);
        row
    }

    fn place(&self, i: usize, put: &mut impl FnMut(f32)) {
        let count = self.units.len() as f32;
        let total = self.running[self.units.len()] + 1.0;
        let from_title = self.title.map(|t| (i as f32 - t as f32) / 20.0);
        put(i as f32 / count);
        let before = self.running[i] / total;
        put(before);
        put(flag(before > 0.02));
        put(flag(before > 0.98));
        put(flag(self.title.is_some_and(|t| i > t)));
        put(flag(self.title == Some(i)));
        put(from_title.map_or(0.0, |d| d.clamp(-1.0, 1.0)));
        put(flag(self.title.is_none()));
        for reach in [1, 2, 5, 15] {
            put(self.around(i, reach).ln_1p());
        }
        put(self.around(i, 5) / total);
        put(self.around(i, 15) / total);
        put(count.ln());
        put(total.ln());
        put(flag(self.texts[self.units[i].text.as_str()] > 1));
        put(flag(count < 12.0));
        put(self.mean(&self.listed, i, 2));
        put(self.mean(&self.listed, i, 8));
        put(self.mean(&self.listed, i, 25));
        put(self.mean(&self.open, i, 4));
        put(self.mean(&self.open, i, 12));
        put(self.streak[i].ln_1p());
    }

    fn neighbours(&self, i: usize, put: &mut impl FnMut(f32)) {
        for step in NEIGHBOURS {
            let j = i as isize + step;
            let Some(other) = usize::try_from(j).ok().filter(|j| *j < self.units.len()) else {
                (0..SEEN.len() + 3).for_each(|_| put(0.0));
                put(1.0);
                continue;
            };
            SEEN.iter().for_each(|s| put(self.shapes[other][*s]));
            let (here, there) = (&self.units[i], &self.units[other]);
            put(flag(here.parent == there.parent));
            put(flag(here.tag == there.tag));
            put(flag((here.parts ^ there.parts) & part::WEIGHED == 0));
            put(0.0);
        }
    }

    fn markup(&self, i: usize, put: &mut impl FnMut(f32)) {
        let unit = &self.units[i];
        let heading = |levels: std::ops::RangeInclusive<u8>| matches!(unit.tag, Tag::Heading(n) if levels.contains(&n));
        put(flag(unit.tag == Tag::Paragraph));
        put(flag(unit.tag == Tag::Item));
        put(flag(unit.tag == Tag::Caption));
        put(flag(unit.tag == Tag::Cell));
        put(flag(unit.tag == Tag::Preformatted));
        put(flag(unit.tag == Tag::Other));
        put(flag(heading(1..=1)));
        put(flag(heading(2..=2)));
        put(flag(heading(3..=6)));
        for bits in [unit.parts, unit.near] {
            for bit in 0..part::COUNT {
                put(flag(bits >> bit & 1 == 1));
            }
        }
        let total = self.running[self.units.len()] + 1.0;
        let group = self.parents[&unit.parent];
        put(group.running / total);
        put(group.running / (self.most + 1.0));
        put(group.linked / group.words.max(1.0));
        put(group.running.ln_1p());
        put(self.alike[&(unit.tag, unit.parts & part::WEIGHED)].ln_1p());
        put(flag(unit.parent == self.best));
        put(flag(unit.element >= self.best));
        let outside = if i < self.first {
            i as f32 - self.first as f32
        } else {
            i.saturating_sub(self.last) as f32
        };
        put((outside / 10.0).clamp(-2.0, 2.0));
        put(flag(outside == 0.0));
    }
}

/// How many units in a row around each do not end as sentences do.
fn streaks(shapes: &[[f32; SHAPE]]) -> Vec<f32> {
    let mut streaks = vec![0.0; shapes.len()];
    let mut start = 0;
    for end in 0..=shapes.len() {
        if end == shapes.len() || shapes[end][10] == 1.0 {
            streaks[start..end].fill((end - start) as f32);
            start = end + 1;
        }
    }
    streaks
}

fn flag(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}

/// What a unit looks like by itself.
fn shape(unit: &Unit) -> [f32; SHAPE] {
    let text = unit.text.as_str();
    let (mut words, mut capital, mut small) = (0.0_f32, 0.0_f32, 0.0_f32);
    for word in text.split_whitespace() {
        words += 1.0;
        match word.chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.is_uppercase() => capital += 1.0,
            // Closed-class words are short and small in every language that has capitals.
            Some(c) if c.is_lowercase() && word.len() <= 4 => small += 1.0,
            _ => {}
        }
    }
    let (mut digits, mut wide, mut ends, mut count) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let mut stop = false;
    for c in text.chars() {
        count += 1.0;
        if c.is_ascii_digit() {
            digits += 1.0;
        }
        // Scripts without spaces: a word has about two characters.
        if matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{0e00}'..='\u{0eff}')
        {
            wide += 1.0;
        }
        if stop && c.is_whitespace() || matches!(c, '。' | '！' | '？') {
            ends += 1.0;
        }
        stop = matches!(c, '.' | '!' | '?' | '؟' | '।')
            || (stop && matches!(c, '"' | '”' | '’' | ')' | '»'));
    }
    let size = words + wide / 2.0;
    let linked = (unit.linked as f32 / text.len().max(1) as f32).min(1.0);
    let finished = plain::finished(text);
    let bold = unit.bold as f32 / text.len().max(1) as f32;
    [
        size.ln_1p(),
        flag(size < 3.0),
        flag((3.0..8.0).contains(&size)),
        flag((8.0..20.0).contains(&size)),
        flag((20.0..50.0).contains(&size)),
        flag(size >= 50.0),
        linked,
        flag(linked > 0.9),
        flag(linked == 0.0),
        capital / words.max(1.0),
        flag(finished),
        (ends + flag(finished)).min(5.0) / 5.0,
        small / words.max(1.0),
        digits / count.max(1.0),
        flag(words_list(text)),
        flag(bold >= 0.9),
        flag(bold > 0.0 && bold < 0.9),
        flag(text.contains(['©', '®'])),
        flag(text.contains(['|', '·', '•', '›', '»', '/'])),
        flag(text.contains([',', '，', '、'])),
        flag(text.starts_with(['"', '“', '«', '„', '‘', '「'])),
        flag(text.ends_with([':', '：'])),
        flag(text.ends_with('…') || text.ends_with("...")),
        flag(text.contains('@') || text.contains("://") || text.contains("www.")),
        flag(size <= 10.0 && dates::found(text).is_some()),
        flag(text.ends_with(['?', '？', '؟'])),
    ]
}

fn words_list(text: &str) -> bool {
    words().furniture(text) || words().is_see_also(text)
}
