//! Learning from plain text: one word in five is hidden, and the network tells which it was. The memories and
//! embeddings so learned are where the treebanks begin.

use super::Dice;
use super::gemm::{View, add_product};
use super::network::{Dropout, Outcome, Worker, add, linear, linear_back};
use reading::parse::input::{PARTS, Rows};
use reading::parse::math::exp;

/// Words that the true one is told from, the same for a batch.
pub struct Others {
    /// Their rows.
    pub rows: Vec<u32>,
    /// Logarithm of how often each word is drawn, by row.
    pub odds: std::sync::Arc<Vec<f32>>,
}

/// How many of the words are hidden.
const HIDDEN: f32 = 0.2;

impl Worker {
    /// Loss and gradient of foretelling hidden words. `sentences` do not grow in length. Word rows are kept as
    /// fixed vectors: only what leads to them is learned.
    #[allow(clippy::too_many_arguments)]
    pub fn foretell(
        &mut self,
        flat: &[f32],
        table: &[f32],
        fixed: &[f32],
        sentences: &[Vec<Rows>],
        mask: Rows,
        others: &Others,
        dice: &mut Dice,
        weight: f32,
    ) -> Outcome {
        let s = self.layout.sizes;
        let l = self.layout.clone();
        let mut truth: Vec<(usize, usize, u32)> = Vec::new();
        let words: Vec<Vec<(Rows, u32)>> = sentences
            .iter()
            .enumerate()
            .map(|(b, sentence)| {
                sentence
                    .iter()
                    .enumerate()
                    .map(|(t, r)| {
                        if r[0] > 0 && dice.unit() < HIDDEN {
                            truth.push((b, t, r[0]));
                            (mask, 0)
                        } else if dice.unit() < 0.03 {
                            let mut unknown = *r;
                            unknown[0] = 0;
                            (unknown, 0)
                        } else {
                            (*r, r[0])
                        }
                    })
                    .collect()
            })
            .collect();
        if truth.is_empty() {
            return Outcome::nothing(l.total);
        }
        let drop = Dropout {
            input: 0.1,
            between: 0.1,
            recurrent: 0.1,
            output: 0.1,
        };
        let views: Vec<&[(Rows, u32)]> = words.iter().map(Vec::as_slice).collect();
        let e = self.encode(flat, table, fixed, &views, drop, dice);
        let n = e.packing.rows();
        let width = 2 * s.hidden;
        let d = s.embed;
        let mut grad = vec![0.0; l.total];
        let mut d_out = vec![0.0; n * width];
        let mut chosen = Vec::with_capacity(truth.len() * width);
        for (b, t, _) in &truth {
            let r = e.place[*b][*t];
            chosen.extend_from_slice(&e.out[r * width..(r + 1) * width]);
        }
        let scratch = &mut self.scratch;
        let guess = linear(
            &chosen,
            width,
            l.cloze[0].of(flat),
            Some(l.cloze[1].of(flat)),
            d,
            scratch,
        );
        let vector = |row: u32| &fixed[row as usize * d..(row as usize + 1) * d];
        let count = others.rows.len();
        let mut there = Vec::with_capacity(count * d);
        others
            .rows
            .iter()
            .for_each(|r| there.extend_from_slice(vector(*r)));
        let mut scores = vec![0.0; truth.len() * count];
        add_product(
            truth.len(),
            count,
            d,
            View::new(&guess, d),
            View::new(&there, d).t(),
            &mut scores,
            count,
            scratch,
        );
        let mut d_guess = vec![0.0; guess.len()];
        let mut loss = 0.0;
        for (k, (_, _, word)) in truth.iter().enumerate() {
            let row = &mut scores[k * count..(k + 1) * count];
            let right: f32 = guess[k * d..(k + 1) * d]
                .iter()
                .zip(vector(*word))
                .map(|(a, b)| a * b)
                .sum::<f32>()
                - others.odds[*word as usize];
            let mut top = right;
            for (score, other) in row.iter_mut().zip(&others.rows) {
                *score -= others.odds[*other as usize];
                if other == word {
                    *score = f32::MIN;
                }
                top = top.max(*score);
            }
            let mut sum = exp(right - top);
            let own = sum;
            for score in row.iter_mut() {
                *score = if *score == f32::MIN {
                    0.0
                } else {
                    exp(*score - top)
                };
                sum += *score;
            }
            loss -= f64::from((own / sum).max(1e-20).ln()) * f64::from(weight);
            row.iter_mut().for_each(|score| *score *= weight / sum);
            let slope = (own / sum - 1.0) * weight;
            for (g, v) in d_guess[k * d..(k + 1) * d].iter_mut().zip(vector(*word)) {
                *g += slope * v;
            }
        }
        add_product(
            truth.len(),
            d,
            count,
            View::new(&scores, count),
            View::new(&there, d),
            &mut d_guess,
            d,
            scratch,
        );
        let mut d_chosen = vec![0.0; chosen.len()];
        linear_back(
            &chosen,
            width,
            &d_guess,
            d,
            &l.cloze,
            flat,
            &mut grad,
            &mut d_chosen,
            scratch,
        );
        for ((b, t, _), from) in truth.iter().zip(d_chosen.chunks_exact(width)) {
            let r = e.place[*b][*t];
            add(&mut d_out[r * width..(r + 1) * width], from);
        }
        let embed = self.encode_back(flat, &e, d_out, &mut grad);
        let mut rows = vec![[0; PARTS]; n];
        for (sentence, place) in words.iter().zip(&e.place) {
            for (w, r) in sentence.iter().zip(place) {
                rows[*r] = w.0;
            }
        }
        Outcome {
            flat: grad,
            embed,
            rows,
            loss: [loss, truth.len() as f64 * f64::from(weight), 0.0],
        }
    }
}
