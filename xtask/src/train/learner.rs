//! What is learned, and steps along the gradient of a batch.

use super::Dice;
use super::network::{Layout, Outcome, Worker};
use std::collections::BTreeMap;

/// Weights, tables, and the running means of their gradients (Adam).
pub struct Learner {
    /// All dense weights.
    pub flat: Vec<f32>,
    /// Learned rows of words and buckets.
    pub table: Vec<f32>,
    /// Vectors of words that stay as they are.
    pub fixed: Vec<f32>,
    /// One for each half of a batch.
    pub workers: [Worker; 2],
    embed: usize,
    moments: [Moments; 2],
    rate: f32,
    step: usize,
    steps: usize,
}

#[derive(Default)]
struct Moments {
    mean: Vec<f32>,
    square: Vec<f32>,
}

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.98;

impl Moments {
    fn new(len: usize) -> Moments {
        Moments {
            mean: vec![0.0; len],
            square: vec![0.0; len],
        }
    }

    fn step(&mut self, at: usize, values: &mut [f32], grad: &[f32], scale: f32, rate: f32) {
        let end = at + grad.len();
        let moments = self.mean[at..end].iter_mut().zip(&mut self.square[at..end]);
        for ((v, g), (m, s)) in values[at..end].iter_mut().zip(grad).zip(moments) {
            let g = g * scale;
            *m = BETA1 * *m + (1.0 - BETA1) * g;
            *s = BETA2 * *s + (1.0 - BETA2) * g * g;
            *v -= rate * *m / (s.sqrt() + 1e-8);
        }
    }
}

impl Learner {
    /// Begins with these values.
    pub fn new(layout: &Layout, flat: Vec<f32>, table: Vec<f32>, fixed: Vec<f32>) -> Learner {
        Learner {
            flat,
            table,
            fixed,
            workers: [Worker::new(layout.clone()), Worker::new(layout.clone())],
            embed: layout.sizes.embed,
            moments: Default::default(),
            rate: 0.0,
            step: 0,
            steps: 0,
        }
    }

    /// Starts a course of `steps` steps: the rate rises for a while, then falls to nothing.
    pub fn schedule(&mut self, rate: f32, steps: usize) {
        self.moments = [
            Moments::new(self.flat.len()),
            Moments::new(self.table.len()),
        ];
        self.rate = rate;
        self.step = 0;
        self.steps = steps;
    }

    /// Learns from a batch and gives its loss. `half` is run for each half, with a seed of its own; the halves are
    /// added in order, so that the result does not depend on the number of threads.
    pub fn batch<H: Send>(
        &mut self,
        halves: [H; 2],
        dice: &mut Dice,
        half: impl Fn(&mut Worker, &[f32], &[f32], &[f32], H, &mut Dice) -> Outcome + Sync,
    ) -> Result<[f64; 3], String> {
        let seeds = [dice.next(), dice.next()];
        let (flat, table, fixed, half) = (&self.flat, &self.table, &self.fixed, &half);
        let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
            let handles: Vec<_> = self
                .workers
                .iter_mut()
                .zip(halves)
                .zip(seeds)
                .map(|((worker, h), seed)| {
                    scope.spawn(move || half(worker, flat, table, fixed, h, &mut Dice::new(seed)))
                })
                .collect();
            handles.into_iter().filter_map(|h| h.join().ok()).collect()
        });
        let [first, second] =
            <[Outcome; 2]>::try_from(outcomes).map_err(|_| "a thread failed".to_string())?;
        let grad: Vec<f32> = first
            .flat
            .iter()
            .zip(&second.flat)
            .map(|(a, b)| a + b)
            .collect();
        let mut embed: BTreeMap<u32, Vec<f32>> = BTreeMap::new();
        for side in [&first, &second] {
            for (rows, g) in side.rows.iter().zip(side.embed.chunks_exact(self.embed)) {
                for r in rows {
                    let sum = embed.entry(*r).or_insert_with(|| vec![0.0; self.embed]);
                    for (a, b) in sum.iter_mut().zip(g) {
                        *a += b;
                    }
                }
            }
        }
        let norm = grad
            .iter()
            .map(|g| f64::from(*g) * f64::from(*g))
            .sum::<f64>()
            .sqrt() as f32;
        let scale = if norm > 2.0 { 2.0 / norm } else { 1.0 };
        self.step += 1;
        let warm = (self.step as f32 / 200.0).min(1.0);
        let left = 1.0 - self.step as f32 / self.steps.max(1) as f32;
        let now = self.rate * warm * left.max(0.01);
        self.moments[0].step(0, &mut self.flat, &grad, scale, now);
        for (row, g) in &embed {
            self.moments[1].step(*row as usize * self.embed, &mut self.table, g, scale, now);
        }
        Ok([0, 1, 2].map(|k| first.loss[k] + second.loss[k]))
    }
}

/// Batches of about `words` words of sentences of like length, in random order.
pub fn batches(
    order: &mut [usize],
    length: impl Fn(usize) -> usize,
    words: usize,
    dice: &mut Dice,
) -> Vec<Vec<usize>> {
    dice.shuffle(order);
    let mut out: Vec<Vec<usize>> = Vec::new();
    for pool in order.chunks(1000) {
        let mut pool = pool.to_vec();
        pool.sort_by_key(|i| length(*i));
        let mut batch = Vec::new();
        let mut size = 0;
        for i in pool {
            size += length(i);
            batch.push(i);
            if size >= words {
                out.push(std::mem::take(&mut batch));
                size = 0;
            }
        }
        if !batch.is_empty() {
            out.push(batch);
        }
    }
    dice.shuffle(&mut out);
    out
}

/// The two halves of a batch, each from its longest sentence to its shortest.
pub fn halves(batch: &[usize]) -> [Vec<usize>; 2] {
    let mut out: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    for (k, i) in batch.iter().rev().enumerate() {
        out[k % 2].push(*i);
    }
    out
}
