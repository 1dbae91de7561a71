//! Clusters: measures of coreference over mentions that are numbered alike in the annotation and in the reading.
//!
//! What enters: for each text, sets of mentions that mean the same, of the annotation (key) and of the reading (response);
//! a mention of one that is none of the other has a number of its own. What leaves: recall and precision by the link-based
//! MUC (Vilain and others 1995), the mention-based B-cubed (Bagga and Baldwin 1998) and the entity-based CEAF-e (Luo 2005);
//! the mean of their F1 is what the CoNLL tasks of 2011 and 2012 ranked by. Sets of one mention count in B-cubed and CEAF-e.

use super::score::harmonic;
use std::collections::{BTreeSet, HashMap};

/// Sets of mentions, by their numbers.
pub type Clusters = Vec<BTreeSet<usize>>;

/// Numerators and denominators of recall and precision.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ratio {
    recall: (f64, f64),
    precision: (f64, f64),
}

impl Ratio {
    /// Adds those of another text.
    pub fn add(&mut self, other: Ratio) {
        self.recall.0 += other.recall.0;
        self.recall.1 += other.recall.1;
        self.precision.0 += other.precision.0;
        self.precision.1 += other.precision.1;
    }

    /// Precision, recall and F1.
    pub fn measures(&self) -> (f64, f64, f64) {
        let part = |(above, below): (f64, f64)| if below > 0.0 { above / below } else { 0.0 };
        let (precision, recall) = (part(self.precision), part(self.recall));
        (precision, recall, harmonic(precision, recall))
    }
}

/// MUC: links that are kept.
pub fn muc(key: &Clusters, response: &Clusters) -> Ratio {
    Ratio {
        recall: links(key, response),
        precision: links(response, key),
    }
}

fn links(of: &Clusters, by: &Clusters) -> (f64, f64) {
    let place = places(by);
    let mut sum = (0.0, 0.0);
    for cluster in of {
        let mut parts: BTreeSet<usize> = BTreeSet::new();
        let mut alone = 0;
        for mention in cluster {
            match place.get(mention) {
                Some(&at) => {
                    parts.insert(at);
                }
                None => alone += 1,
            }
        }
        sum.0 += (cluster.len() - parts.len() - alone) as f64;
        sum.1 += (cluster.len() - 1) as f64;
    }
    sum
}

/// B-cubed: of each mention's set, the part that is shared.
pub fn b_cubed(key: &Clusters, response: &Clusters) -> Ratio {
    Ratio {
        recall: parts(key, response),
        precision: parts(response, key),
    }
}

fn parts(of: &Clusters, by: &Clusters) -> (f64, f64) {
    let place = places(by);
    let mut sum = (0.0, 0.0);
    for cluster in of {
        for mention in cluster {
            sum.1 += 1.0;
            if let Some(&at) = place.get(mention) {
                sum.0 += cluster.intersection(&by[at]).count() as f64 / cluster.len() as f64;
            }
        }
    }
    sum
}

/// CEAF-e: sets paired one to one so that they share most.
pub fn ceaf_e(key: &Clusters, response: &Clusters) -> Ratio {
    let alike: Vec<Vec<f64>> = key
        .iter()
        .map(|own| {
            let other = response.iter();
            other
                .map(|other| {
                    let common = own.intersection(other).count() as f64;
                    2.0 * common / (own.len() + other.len()) as f64
                })
                .collect()
        })
        .collect();
    let shared = best_pairing(&alike);
    Ratio {
        recall: (shared, key.len() as f64),
        precision: (shared, response.len() as f64),
    }
}

fn places(clusters: &Clusters) -> HashMap<usize, usize> {
    let all = clusters.iter().enumerate();
    all.flat_map(|(at, cluster)| cluster.iter().map(move |mention| (*mention, at)))
        .collect()
}

/// The largest sum over pairings of rows with columns (the Hungarian method, with potentials).
fn best_pairing(gain: &[Vec<f64>]) -> f64 {
    let columns = gain.first().map_or(0, Vec::len);
    let size = gain.len().max(columns);
    let cost = |row: usize, column: usize| {
        let gain = gain.get(row).and_then(|row| row.get(column));
        -gain.copied().unwrap_or(0.0)
    };
    // Row and column 0 stand for "none".
    let (mut rows, mut cols) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut row_of = vec![0; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; size + 1];
        let mut from = vec![0; size + 1];
        let mut used = vec![false; size + 1];
        while row_of[at] != 0 {
            used[at] = true;
            let here = row_of[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in (1..=size).filter(|&column| !used[column]) {
                let now = cost(here - 1, column - 1) - rows[here] - cols[column];
                if now < least[column] {
                    least[column] = now;
                    from[column] = at;
                }
                if least[column] < step {
                    step = least[column];
                    next = column;
                }
            }
            for column in 0..=size {
                if used[column] {
                    rows[row_of[column]] += step;
                    cols[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[from[at]];
            at = from[at];
        }
    }
    (1..=size)
        .filter(|&column| row_of[column] > 0)
        .map(|column| -cost(row_of[column] - 1, column - 1))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(sets: &[&[usize]]) -> Clusters {
        sets.iter()
            .map(|set| set.iter().copied().collect())
            .collect()
    }

    fn near(ratio: Ratio, precision: f64, recall: f64) {
        let (p, r, _) = ratio.measures();
        assert!((p - precision).abs() < 1e-9, "precision {p}");
        assert!((r - recall).abs() < 1e-9, "recall {r}");
    }

    /// Worked out by hand: of the five mentions of the key, two links of three stay; 6 and 7 are none of its mentions.
    #[test]
    fn the_three_measures() {
        let key = sets(&[&[1, 2, 3], &[4, 5]]);
        let response = sets(&[&[1, 2], &[3, 4, 5], &[6, 7]]);
        near(muc(&key, &response), 2.0 / 4.0, 2.0 / 3.0);
        near(
            b_cubed(&key, &response),
            (2.0 + 1.0 / 3.0 + 4.0 / 3.0) / 7.0,
            (4.0 / 3.0 + 1.0 / 3.0 + 2.0) / 5.0,
        );
        near(ceaf_e(&key, &response), 1.6 / 3.0, 1.6 / 2.0);
    }

    #[test]
    fn the_same_is_whole() {
        let key = sets(&[&[1, 2, 3], &[4]]);
        for ratio in [muc(&key, &key), b_cubed(&key, &key), ceaf_e(&key, &key)] {
            near(ratio, 1.0, 1.0);
        }
    }
}
