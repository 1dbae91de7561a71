//! Fit: logistic regression.
//!
//! What enters: rows of features with labels and weights. What leaves: one weight a feature; the first feature must be the
//! constant one. Same rows, same weights: the order is shuffled by a fixed sequence.

use reading::article::training::product;

/// Features, label and weight of a row.
pub type Example<'s> = (&'s [f32], bool, f32);

const EPOCHS: usize = 12;
const BATCH: usize = 512;
const RATE: f32 = 0.02;
/// Pull of each weight towards nothing, on standardised features.
const PENALTY: f32 = 1e-4;

/// Fits weights by small batches (Adam with a falling rate) on standardised features.
pub fn fit(mut rows: Vec<Example>, n: usize) -> Vec<f32> {
    let (mean, scale, average) = moments(&rows, n);
    let mut weights = vec![0.0_f32; n];
    let mut bias = 0.0_f32;
    let (mut first, mut second) = (vec![0.0_f32; n + 1], vec![0.0_f32; n + 1]);
    let mut state = 1_u64;
    let mut step = 0_i32;
    let (mut folded, mut gradient) = (vec![0.0_f32; n], vec![0.0_f32; n]);
    for epoch in 0..EPOCHS {
        for i in (1..rows.len()).rev() {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            rows.swap(i, (state >> 33) as usize % (i + 1));
        }
        let rate = RATE * (1.0 - epoch as f32 / EPOCHS as f32).powi(2);
        for batch in rows.chunks(BATCH) {
            step += 1;
            for (f, (w, s)) in folded.iter_mut().zip(weights.iter().zip(&scale)) {
                *f = w * s;
            }
            let shift = bias - product(&folded, &mean);
            let mut whole = 0.0_f32;
            gradient.fill(0.0);
            for (x, y, w) in batch {
                let odds = shift + product(x, &folded);
                let label = if *y { 1.0 } else { 0.0 };
                let miss = w / average * (1.0 / (1.0 + (-odds).exp()) - label) / BATCH as f32;
                whole += miss;
                for (slope, x) in gradient.iter_mut().zip(*x) {
                    *slope += miss * x;
                }
            }
            let mut moved = |j: usize, slope: f32| {
                first[j] = 0.9 * first[j] + 0.1 * slope;
                second[j] = 0.999 * second[j] + 0.001 * slope * slope;
                let even = first[j] / (1.0 - 0.9_f32.powi(step));
                let uneven = second[j] / (1.0 - 0.999_f32.powi(step));
                rate * even / (uneven.sqrt() + 1e-8)
            };
            for j in 0..n {
                let slope = (gradient[j] - whole * mean[j]) * scale[j] + PENALTY * weights[j];
                weights[j] -= moved(j, slope);
            }
            bias -= moved(n, whole);
        }
    }
    let mut folded: Vec<f32> = weights.iter().zip(&scale).map(|(w, s)| w * s).collect();
    folded[0] += bias - product(&folded, &mean);
    folded
}

/// Mean and inverse spread of each feature, and the rows' average weight.
fn moments(rows: &[Example], n: usize) -> (Vec<f32>, Vec<f32>, f32) {
    let total: f64 = rows.iter().map(|r| f64::from(r.2)).sum::<f64>().max(1.0);
    let mut mean = vec![0.0_f64; n];
    let mut square = vec![0.0_f64; n];
    for (x, _, w) in rows {
        for (j, value) in x.iter().enumerate() {
            let (value, share) = (f64::from(*value), f64::from(*w) / total);
            mean[j] += share * value;
            square[j] += share * value * value;
        }
    }
    let spread = square.iter().zip(&mean).map(|(s, m)| s - m * m);
    let inverse = |v: f64| {
        if v > 1e-9 {
            (1.0 / v.sqrt()) as f32
        } else {
            0.0
        }
    };
    let scale = spread.map(inverse).collect();
    let mean = mean.iter().map(|m| *m as f32).collect();
    (mean, scale, (total / rows.len().max(1) as f64) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decides_gets_the_weight() {
        let rows: Vec<[f32; 3]> = (0..2000)
            .map(|i| [1.0, (i % 2) as f32, (i % 7) as f32])
            .collect();
        let examples = rows
            .iter()
            .map(|r| (r.as_slice(), r[1] == 1.0, 1.0))
            .collect();
        let weights = fit(examples, 3);
        let right = rows
            .iter()
            .filter(|r| (product(r.as_slice(), &weights) > 0.0) == (r[1] == 1.0))
            .count();
        assert_eq!(right, rows.len());
        assert!(weights[1] > 10.0 * weights[2].abs());
    }
}
