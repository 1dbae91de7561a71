//! Logistic regression over hashed features, by AdaGrad with a fixed order: the same pages give the same model.

use super::gold::Page;
use reading::claim::{BUCKETS, Weights};

const EPOCHS: usize = 6;
const RATE: f32 = 0.02;
const DECAY: f32 = 3e-3;

/// Trains on the candidates of the pages.
pub fn train(pages: &[&Page], threshold: f32) -> Weights {
    let examples: Vec<(Vec<u32>, bool)> =
        pages.iter().flat_map(|page| page.examples()).map(|(candidate, claim)| (candidate.features.clone(), claim)).collect();
    let var = |name: &str, default: f32| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (rate, decay, epochs, init) = (var("RATE", RATE), var("DECAY", DECAY), var("EPOCHS", EPOCHS as f32) as usize, var("INIT", 1.0));
    let mut weights = vec![0.0_f32; BUCKETS];
    let mut squares = vec![init; BUCKETS];
    let mut sums = vec![0.0_f64; BUCKETS];
    let (mut bias, mut bias_square) = (0.0_f32, 1e-3_f32);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for epoch in 0..epochs {
        shuffle(&mut order, &mut seed);
        for &at in &order {
            let (features, claim) = &examples[at];
            let sum: f32 = features.iter().map(|&bucket| weights[bucket as usize]).sum();
            let probability = 1.0 / (1.0 + (-(sum + bias)).exp());
            let gradient = probability - f32::from(u8::from(*claim));
            bias_square += gradient * gradient;
            bias -= rate * gradient / bias_square.sqrt();
            for &bucket in features {
                let bucket = bucket as usize;
                let own = gradient + decay * weights[bucket];
                squares[bucket] += own * own;
                weights[bucket] -= rate * own / squares[bucket].sqrt();
            }
        }
        // The mean of the later passes is steadier than the last one.
        if epoch >= epochs / 2 {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += f64::from(*weight);
            }
        }
    }
    let passes = (epochs - epochs / 2) as f64;
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
