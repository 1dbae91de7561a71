//! The second look: an article's units stand together, so what the first look said about those around counts.
//!
//! What enters: the log odds of the first look for a page's units, and the element around each. What leaves: one row of
//! numbers a unit.

use std::collections::HashMap;

/// Features of the second look.
pub(in crate::article) const CONTEXT: usize = 33;

/// Log odds are held within these bounds: one sure unit must not outweigh all others.
const BOUND: f32 = 6.0;
/// What stands for units before the first and behind the last.
const OUTSIDE: f32 = -3.0;

/// Computes the features of each unit.
pub(in crate::article) fn context(first: &[f32], parents: &[usize]) -> Vec<[f32; CONTEXT]> {
    let page = Looked::new(first, parents);
    (0..first.len()).map(|i| page.row(i, parents[i])).collect()
}

/// What the first look said about a page.
struct Looked {
    odds: Vec<f32>,
    /// Sums of the log odds and of the probabilities up to each unit.
    sums: Vec<f32>,
    shares: Vec<f32>,
    /// The highest log odds above and below each unit.
    above: Vec<f32>,
    below: Vec<f32>,
    groups: HashMap<usize, (f32, f32)>,
    /// The stretch with the highest sum: first unit and last.
    best: (usize, usize),
}

impl Looked {
    fn new(first: &[f32], parents: &[usize]) -> Looked {
        let odds: Vec<f32> = first.iter().map(|l| l.clamp(-BOUND, BOUND)).collect();
        let mut groups: HashMap<usize, (f32, f32)> = HashMap::new();
        for (l, parent) in odds.iter().zip(parents) {
            let group = groups.entry(*parent).or_default();
            group.0 += l;
            group.1 += 1.0;
        }
        let mut below = highest(odds.iter().rev());
        below.reverse();
        Looked {
            sums: summed(odds.iter().copied()),
            shares: summed(odds.iter().map(|l| 1.0 / (1.0 + (-l).exp()))),
            above: highest(odds.iter()),
            below,
            groups,
            best: best(&odds),
            odds,
        }
    }

    fn near(&self, i: usize, step: isize) -> f32 {
        let other = i.checked_add_signed(step).and_then(|j| self.odds.get(j));
        other.copied().unwrap_or(OUTSIDE)
    }

    /// Mean log odds of the units from one up to another.
    fn mean(&self, from: usize, to: usize) -> f32 {
        if from < to {
            (self.sums[to] - self.sums[from]) / (to - from) as f32
        } else {
            OUTSIDE
        }
    }

    fn row(&self, i: usize, parent: usize) -> [f32; CONTEXT] {
        let count = self.odds.len();
        let own = self.odds[i];
        let around = |reach: usize| self.mean(i.saturating_sub(reach), (i + reach + 1).min(count));
        let up = |reach: usize| self.mean(i.saturating_sub(reach), i);
        let down = |reach: usize| self.mean(i + 1, (i + 1 + reach).min(count));
        let (sum, of) = self.groups.get(&parent).copied().unwrap_or((own, 1.0));
        let all = self.shares[count] + 0.001;
        let before = self.shares[i] / all;
        let inside = (self.best.0..=self.best.1).contains(&i);
        let outside = if i < self.best.0 {
            self.best.0 - i
        } else {
            i.saturating_sub(self.best.1)
        };
        let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
        [
            1.0,
            own,
            self.near(i, -1),
            self.near(i, 1),
            self.near(i, -2),
            self.near(i, 2),
            self.near(i, -3),
            self.near(i, 3),
            around(3),
            around(8),
            around(20),
            self.above[i].min(self.below[i]),
            sum / of,
            self.near(i, -1).min(self.near(i, 1)),
            up(4),
            down(4),
            up(10),
            down(10),
            up(4).min(down(4)),
            up(4).max(down(4)),
            up(10).min(down(10)),
            up(10).max(down(10)),
            before,
            flag(before < 0.02),
            flag(before > 0.98),
            before.min(1.0 - before),
            all.ln(),
            all / count as f32,
            self.sums[count] / count as f32,
            flag(inside),
            outside.min(20) as f32 / 10.0,
            outside.min(3) as f32 / 3.0,
            if inside { own } else { 0.0 },
        ]
    }
}

fn summed(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sums = vec![0.0];
    for value in values {
        sums.push(sums[sums.len() - 1] + value);
    }
    sums
}

/// The highest of the values before each.
fn highest<'o>(odds: impl Iterator<Item = &'o f32>) -> Vec<f32> {
    let mut most = -BOUND;
    odds.map(|l| {
        let before = most;
        most = most.max(*l);
        before
    })
    .collect()
}

/// The stretch with the highest sum.
fn best(odds: &[f32]) -> (usize, usize) {
    let (mut found, mut most) = ((0, 0), f32::MIN);
    let (mut start, mut sum) = (0, 0.0);
    for (i, l) in odds.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (i, 0.0);
        }
        sum += l;
        if sum > most {
            (found, most) = ((start, i), sum);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stretch_is_that_of_the_highest_sum() {
        assert_eq!(best(&[-1.0, 2.0, -1.0, 3.0, -4.0, 3.5]), (1, 3));
        assert_eq!(best(&[-2.0, -1.0]), (1, 1));
        assert_eq!(best(&[]), (0, 0));
    }

    #[test]
    fn every_page_has_its_rows() {
        for count in [0, 1, 2, 50] {
            let first: Vec<f32> = (0..count).map(|i| i as f32 - 9.0).collect();
            let rows = context(&first, &vec![0; count]);
            assert_eq!(rows.len(), count);
            assert!(rows.iter().flatten().all(|x| x.is_finite()));
        }
    }
}
