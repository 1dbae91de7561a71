//! Score: precision, recall and F1 of spans that overlap.

use reading::page::Span;
use std::fmt;

/// Counts of what was expected, given and right.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// What the annotation has.
    pub expected: usize,
    /// What the reading gives.
    pub given: usize,
    /// What is in both.
    pub right: usize,
}

impl Score {
    /// Adds the counts of another text.
    pub fn add(&mut self, other: Score) {
        self.expected += other.expected;
        self.given += other.given;
        self.right += other.right;
    }
}

/// `P 0.812  R 0.790  F1 0.801  of 5754`.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precision = share(self.right, self.given);
        let recall = share(self.right, self.expected);
        write!(
            f,
            "P {precision:.3}  R {recall:.3}  F1 {:.3}  expected {}  given {}",
            harmonic(precision, recall),
            self.expected,
            self.given
        )
    }
}

/// The part of a whole; 0 where there is no whole.
pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// F1 of precision and recall.
pub fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    }
}

/// Pairs spans that overlap, each once, in the order of the text; for each expected span the given one.
pub fn pairs(expected: &[Span], given: &[Span]) -> Vec<Option<usize>> {
    let mut used = vec![false; given.len()];
    expected
        .iter()
        .map(|span| {
            let at = (0..given.len()).find(|&at| !used[at] && given[at].overlaps(*span))?;
            used[at] = true;
            Some(at)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_paired_once() {
        let spans = |pairs: &[(usize, usize)]| -> Vec<Span> {
            pairs.iter().map(|(a, b)| Span::new(*a, *b)).collect()
        };
        let expected = spans(&[(0, 5), (6, 9), (20, 30)]);
        let given = spans(&[(0, 9), (25, 26)]);
        assert_eq!(pairs(&expected, &given), [Some(0), None, Some(1)]);
    }
}
