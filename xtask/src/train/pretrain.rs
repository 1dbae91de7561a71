//! Vectors of words from text without annotation. A word's vector learns to foretell the two words on each side, each
//! place for itself, which sorts words by their use in the sentence more than by their subject.

use super::Dice;

const PLACES: [isize; 4] = [-2, -1, 1, 2];
const NEGATIVE: usize = 4;

/// Vectors of `count` words, of `width` numbers each; word 0, the unknown one, stays zero. `text` is sentences of words,
/// gone over `rounds` times.
pub fn vectors(
    text: &[Vec<u32>],
    count: usize,
    width: usize,
    rounds: usize,
    say: &mut dyn FnMut(&str),
) -> Vec<f32> {
    let mut seen = vec![0u32; count];
    for w in text.iter().flatten() {
        seen[*w as usize] += 1;
    }
    let total: f64 = seen.iter().map(|n| f64::from(*n)).sum();
    // Words to tell the true one from are drawn by the 3/4 power of their number.
    let mut drawn = Vec::with_capacity(1 << 20);
    // n to the power of 3/4, by square roots, which are the same everywhere.
    let share = |n: u32| f64::from(n).sqrt() * f64::from(n).sqrt().sqrt();
    let mass: f64 = seen.iter().map(|n| share(*n)).sum();
    for (w, n) in seen.iter().enumerate() {
        let share = (share(*n) / mass * f64::from(1 << 20)).round() as usize;
        drawn.extend(std::iter::repeat_n(w as u32, share));
    }
    let mut dice = Dice::new(77);
    let mut near: Vec<f32> = (0..count * width)
        .map(|_| (dice.unit() - 0.5) / width as f32)
        .collect();
    let mut far = vec![0f32; PLACES.len() * count * width];
    let words_total = text.iter().map(Vec::len).sum::<usize>() * rounds;
    let mut done = 0usize;
    let mut gradient = vec![0f32; width];
    for round in 0..rounds {
        for sentence in text {
            let rate = 0.03 * (1.0 - done as f32 / words_total as f32).max(0.01);
            done += sentence.len();
            for (i, word) in sentence.iter().enumerate() {
                let frequency = f64::from(seen[*word as usize]) / total;
                // Very frequent words are passed over most of the time.
                if *word == 0 || f64::from(dice.unit()) > (3e-4 / frequency).sqrt() {
                    continue;
                }
                let at = *word as usize * width;
                gradient.fill(0.0);
                for (p, offset) in PLACES.iter().enumerate() {
                    let Some(context) = i.checked_add_signed(*offset).and_then(|j| sentence.get(j))
                    else {
                        continue;
                    };
                    for k in 0..=NEGATIVE {
                        let (other, truth) = if k == 0 {
                            (*context, 1.0)
                        } else {
                            (drawn[dice.below(drawn.len())], 0.0)
                        };
                        let there = (p * count + other as usize) * width;
                        let (v, c) = (&near[at..at + width], &mut far[there..there + width]);
                        let score = dot(v, c);
                        let step = (truth - 1.0 / (1.0 + reading::parse::math::exp(-score))) * rate;
                        for ((g, c), v) in gradient.iter_mut().zip(c).zip(v) {
                            *g += step * *c;
                            *c += step * v;
                        }
                    }
                }
                for (v, g) in near[at..at + width].iter_mut().zip(&gradient) {
                    *v += g;
                }
            }
        }
        say(&format!("vectors: round {} of {rounds}", round + 1));
    }
    near[..width].fill(0.0);
    // One size for all, so that what is added to them has a known measure.
    let square: f64 = near
        .iter()
        .map(|v| f64::from(*v) * f64::from(*v))
        .sum::<f64>()
        / ((count - 1) * width) as f64;
    let scale = (0.2 / square.sqrt()) as f32;
    near.iter_mut().for_each(|v| *v *= scale);
    near
}

/// Sum in eight strands, in a fixed order.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for k in 0..8 {
            sums[k] += a[k] * b[k];
        }
    }
    sums.iter().sum()
}
