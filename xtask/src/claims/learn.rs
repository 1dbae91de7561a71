//! Logistic regression over hashed features, by AdaGrad with a fixed order: the same pages give the same model.

use super::gold::Page;
use reading::claim::{BUCKETS, Weights};

/// Settings found by cross-validation (docs/decisions/0060-claims-model.md).
const EPOCHS: usize = 8;
const RATE: f32 = 0.05;
const DECAY: f32 = 3e-3;
const DROP: f32 = 0.3;

/// Trains on the candidates of the pages.
pub fn train(pages: &[&Page], threshold: f32) -> Weights {
    let examples: Vec<Vec<(&[u32], bool)>> =
        pages.iter().flat_map(|page| page.examples()).collect();
    let mut weights = vec![0.0_f32; BUCKETS];
    let mut squares = vec![1.0; BUCKETS];
    let mut sums = vec![0.0_f64; BUCKETS];
    let (mut bias, mut bias_square) = (0.0_f32, 1.0_f32);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut seed);
        for &at in &order {
            let full = &examples[at];
            // Features fall out at random, so that none is leant on alone: what is rare in other sources carries less.
            let mut state =
                seed ^ (at as u64).wrapping_mul(0x2545_f491_4f6c_dd1d) ^ ((epoch as u64) << 32);
            let group: Vec<(Vec<u32>, bool)> = full
                .iter()
                .map(|(features, claim)| {
                    let kept = features.iter().copied().filter(|_| {
                        state ^= state << 13;
                        state ^= state >> 7;
                        state ^= state << 17;
                        (state >> 40) as f32 / (1u64 << 24) as f32 >= DROP
                    });
                    (kept.collect(), *claim)
                })
                .collect();
            let scores: Vec<f32> = group
                .iter()
                .map(|(features, _)| {
                    (features
                        .iter()
                        .map(|&bucket| weights[bucket as usize])
                        .sum::<f32>()
                        + bias)
                        .clamp(-30.0, 30.0)
                        .exp()
                })
                .collect();
            let total = 1.0 + scores.iter().sum::<f32>();
            let right: f32 = scores
                .iter()
                .zip(&group)
                .filter(|(_, (_, claim))| *claim)
                .map(|(score, _)| score)
                .sum();
            for (score, (features, claim)) in scores.iter().zip(&group) {
                // Where several candidates are right, they share what one would have.
                let target = if *claim {
                    score / right.max(1e-20)
                } else {
                    0.0
                };
                let gradient = score / total - target;
                bias_square += gradient * gradient;
                bias -= RATE * gradient / bias_square.sqrt();
                for &bucket in features {
                    let bucket = bucket as usize;
                    let own = gradient + DECAY * weights[bucket];
                    squares[bucket] += own * own;
                    weights[bucket] -= RATE * own / squares[bucket].sqrt();
                }
            }
        }
        // The mean of the later passes is steadier than the last one.
        if epoch >= EPOCHS / 2 {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += f64::from(*weight);
            }
        }
    }
    let passes = (EPOCHS - EPOCHS / 2) as f64;
    let mean: Vec<f32> = sums.iter().map(|sum| (sum / passes) as f32).collect();
    // Through the file's precision and back, so that what is measured is what is shipped.
    let model = Weights::new(&mean, bias, threshold);
    Weights::from_bytes(&model.to_bytes()).unwrap_or(model)
}

/// Fisher and Yates, with a xorshift generator.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(at, (*seed % (at as u64 + 1)) as usize);
    }
}
