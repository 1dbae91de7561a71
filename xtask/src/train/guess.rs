//! The network at work while it learns: guesses for the development files.

use super::Dice;
use super::gemm::{Scratch, View, add_product};
use super::network::{Dropout, Worker, linear, relu};
use reading::parse::input::Rows;

/// Results of the forward pass that are wanted outside.
pub struct Guess {
    pub tags: Vec<u16>,
    /// Scores of all heads of word i: `scores[i][0]` the root.
    pub scores: Vec<Vec<f32>>,
    label_dep: Vec<f32>,
    label_head: Vec<f32>,
}

impl Worker {
    /// Runs over sentences, from the longest to the shortest, without learning.
    pub fn guess(&mut self, flat: &[f32], table: &[f32], words: &[&[Rows]]) -> Vec<Guess> {
        let s = self.layout.sizes;
        let l = self.layout.clone();
        let none = Dropout {
            input: 0.0,
            between: 0.0,
            recurrent: 0.0,
            output: 0.0,
        };
        let words: Vec<Vec<(Rows, u32)>> = words
            .iter()
            .map(|w| w.iter().map(|r| (*r, 0)).collect())
            .collect();
        let views: Vec<&[(Rows, u32)]> = words.iter().map(Vec::as_slice).collect();
        let e = self.encode(flat, table, &[], &views, none, &mut Dice::new(1));
        let width = 2 * s.hidden;
        let scratch = &mut self.scratch;
        let tags = linear(
            &e.out,
            width,
            l.tag[0].of(flat),
            Some(l.tag[1].of(flat)),
            s.tags,
            scratch,
        );
        let mut dep = linear(
            &e.out,
            width,
            l.dep[0].of(flat),
            Some(l.dep[1].of(flat)),
            s.arc,
            scratch,
        );
        let mut head = linear(
            &e.out,
            width,
            l.head[0].of(flat),
            Some(l.head[1].of(flat)),
            s.arc,
            scratch,
        );
        relu(&mut dep);
        relu(&mut head);
        let turned = linear(&dep, s.arc, l.bilinear.of(flat), None, s.arc, scratch);
        let label_dep = linear(
            &e.out,
            width,
            l.label_dep[0].of(flat),
            Some(l.label_dep[1].of(flat)),
            s.label,
            scratch,
        );
        let label_head = linear(&e.out, width, l.label_head.of(flat), None, s.label, scratch);
        let pick = |m: &[f32], w: usize, place: &[usize]| -> Vec<f32> {
            place
                .iter()
                .flat_map(|r| m[r * w..(r + 1) * w].to_vec())
                .collect()
        };
        e.place
            .iter()
            .map(|place| {
                let len = place.len();
                let mut heads = l.root.of(flat).to_vec();
                heads.extend(pick(&head, s.arc, place));
                let deps: Vec<f32> = pick(&turned, s.arc, place)
                    .iter()
                    .enumerate()
                    .map(|(i, v)| v + l.prior.of(flat)[i % s.arc])
                    .collect();
                let mut scores = vec![0.0; len * (len + 1)];
                add_product(
                    len,
                    len + 1,
                    s.arc,
                    View::new(&deps, s.arc),
                    View::new(&heads, s.arc).t(),
                    &mut scores,
                    len + 1,
                    &mut Scratch::default(),
                );
                Guess {
                    tags: place
                        .iter()
                        .map(|r| top(&tags[r * s.tags..(r + 1) * s.tags], usize::MAX) as u16)
                        .collect(),
                    scores: scores.chunks_exact(len + 1).map(<[f32]>::to_vec).collect(),
                    label_dep: pick(&label_dep, s.label, place),
                    label_head: pick(&label_head, s.label, place),
                }
            })
            .collect()
    }

    /// The relation of word `i` (from 0) below head `h` (1-based).
    pub fn relation(&self, flat: &[f32], g: &Guess, i: usize, h: usize) -> usize {
        let s = self.layout.sizes;
        if h == 0 {
            return 1;
        }
        let mut hidden: Vec<f32> = g.label_dep[i * s.label..(i + 1) * s.label]
            .iter()
            .zip(&g.label_head[(h - 1) * s.label..h * s.label])
            .map(|(a, b)| a + b)
            .collect();
        relu(&mut hidden);
        let out = linear(
            &hidden,
            s.label,
            self.layout.label_out[0].of(flat),
            Some(self.layout.label_out[1].of(flat)),
            s.relations,
            &mut Scratch::default(),
        );
        top(&out, 1)
    }
}

fn top(scores: &[f32], but: usize) -> usize {
    let mut at = usize::from(but == 0);
    for (i, s) in scores.iter().enumerate() {
        if i != but && *s > scores[at] {
            at = i;
        }
    }
    at
}
