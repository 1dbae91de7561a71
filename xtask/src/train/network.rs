//! The network while it learns: embeddings, two layers of long short-term memory in both directions, and the heads for
//! tags, arcs and relations. Forward pass, loss and gradient of one packed batch.

use super::Dice;
use super::gemm::{Scratch, View, add_product};
use super::lstm::{self, Gradients, Packing, Trace, Weights, transposed};
use reading::parse::input::{PARTS, Rows};
use reading::parse::math::exp;

/// Sizes of the network.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    pub embed: usize,
    pub hidden: usize,
    pub arc: usize,
    pub label: usize,
    pub tags: usize,
    pub relations: usize,
}

/// A stretch of the flat parameter vector.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub at: usize,
    pub rows: usize,
    pub columns: usize,
}

impl Place {
    pub fn of<'a>(&self, flat: &'a [f32]) -> &'a [f32] {
        &flat[self.at..self.at + self.rows * self.columns]
    }
    pub fn of_mut<'a>(&self, flat: &'a mut [f32]) -> &'a mut [f32] {
        &mut flat[self.at..self.at + self.rows * self.columns]
    }
}

/// Where each matrix lies in the flat vector.
#[derive(Debug, Clone)]
pub struct Layout {
    pub sizes: Sizes,
    /// Layers × directions × (input, recurrent, bias).
    pub lstm: [[[Place; 3]; 2]; 2],
    pub tag: [Place; 2],
    pub dep: [Place; 2],
    pub head: [Place; 2],
    pub bilinear: Place,
    pub prior: Place,
    pub root: Place,
    pub label_dep: [Place; 2],
    pub label_head: Place,
    pub label_out: [Place; 2],
    pub total: usize,
}

impl Layout {
    pub fn new(sizes: Sizes) -> Layout {
        let mut at = 0;
        let mut place = |rows: usize, columns: usize| {
            let p = Place { at, rows, columns };
            at += rows * columns;
            p
        };
        let h = sizes.hidden;
        let mut direction = |width: usize| [place(width, 4 * h), place(h, 4 * h), place(1, 4 * h)];
        let lstm = [
            [direction(sizes.embed), direction(sizes.embed)],
            [direction(2 * h), direction(2 * h)],
        ];
        let mut layout = Layout {
            sizes,
            lstm,
            tag: [place(2 * h, sizes.tags), place(1, sizes.tags)],
            dep: [place(2 * h, sizes.arc), place(1, sizes.arc)],
            head: [place(2 * h, sizes.arc), place(1, sizes.arc)],
            bilinear: place(sizes.arc, sizes.arc),
            prior: place(1, sizes.arc),
            root: place(1, sizes.arc),
            label_dep: [place(2 * h, sizes.label), place(1, sizes.label)],
            label_head: place(2 * h, sizes.label),
            label_out: [
                place(sizes.label, sizes.relations),
                place(1, sizes.relations),
            ],
            total: 0,
        };
        layout.total = at;
        layout
    }

    /// First values: uniform by fan-in and fan-out, forget gates open.
    pub fn start(&self, dice: &mut Dice) -> Vec<f32> {
        let mut flat = vec![0.0; self.total];
        let mut fill = |p: &Place, fan: f32| {
            let limit = (6.0 / fan).sqrt();
            for v in p.of_mut(&mut flat) {
                *v = (dice.unit() * 2.0 - 1.0) * limit;
            }
        };
        let h = self.sizes.hidden as f32;
        for layer in &self.lstm {
            for d in layer {
                fill(&d[0], d[0].rows as f32 + h);
                fill(&d[1], 2.0 * h);
            }
        }
        for p in [
            &self.tag[0],
            &self.dep[0],
            &self.head[0],
            &self.bilinear,
            &self.root,
            &self.label_dep[0],
            &self.label_head,
            &self.label_out[0],
        ] {
            fill(p, (p.rows + p.columns) as f32);
        }
        for layer in &self.lstm {
            for d in layer {
                d[2].of_mut(&mut flat)[self.sizes.hidden..2 * self.sizes.hidden].fill(1.0);
            }
        }
        flat
    }
}

/// One sentence to learn from.
pub struct Sample {
    pub rows: Vec<Rows>,
    pub tags: Vec<u16>,
    /// 1-based heads, 0 for the root.
    pub heads: Vec<u16>,
    pub relations: Vec<u8>,
}

/// How much is dropped while learning.
#[derive(Debug, Clone, Copy)]
pub struct Dropout {
    pub input: f32,
    pub between: f32,
    pub recurrent: f32,
    pub output: f32,
}

fn drop_mask(len: usize, rate: f32, dice: &mut Dice) -> Vec<f32> {
    if rate == 0.0 {
        return vec![1.0; len];
    }
    let keep = 1.0 / (1.0 - rate);
    (0..len)
        .map(|_| if dice.unit() < rate { 0.0 } else { keep })
        .collect()
}

fn multiply(values: &mut [f32], mask: &[f32]) {
    for (v, m) in values.iter_mut().zip(mask) {
        *v *= m;
    }
}

/// What a batch gives: the gradient, and the loss in parts.
pub struct Outcome {
    pub flat: Vec<f32>,
    /// Gradient of each word's embedding, with its rows.
    pub embed: Vec<f32>,
    pub rows: Vec<Rows>,
    pub loss: [f64; 3],
}

/// Results of the forward pass that are wanted outside.
pub struct Guess {
    pub tags: Vec<u16>,
    /// Scores of all heads of word i: `scores[i][0]` the root.
    pub scores: Vec<Vec<f32>>,
    label_dep: Vec<f32>,
    label_head: Vec<f32>,
}

/// Per-thread working memory.
pub struct Worker {
    pub layout: Layout,
    pub scratch: Scratch,
}

fn linear(
    x: &[f32],
    width: usize,
    w: &[f32],
    bias: Option<&[f32]>,
    columns: usize,
    scratch: &mut Scratch,
) -> Vec<f32> {
    let rows = x.len() / width;
    let mut out = Vec::with_capacity(rows * columns);
    match bias {
        Some(b) => (0..rows).for_each(|_| out.extend_from_slice(b)),
        None => out.resize(rows * columns, 0.0),
    }
    add_product(
        rows,
        columns,
        width,
        View::new(x, width),
        View::new(w, columns),
        &mut out,
        columns,
        scratch,
    );
    out
}

fn relu(values: &mut [f32]) {
    for v in values {
        *v = if *v > 0.0 { *v } else { 0.1 * *v };
    }
}

fn relu_back(grad: &mut [f32], out: &[f32]) {
    for (g, o) in grad.iter_mut().zip(out) {
        if *o < 0.0 {
            *g *= 0.1;
        }
    }
}

/// Turns scores into the gradient of the cross entropy; gives the loss.
fn softmax_grad(scores: &mut [f32], gold: usize, weight: f32) -> f64 {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = exp(*s - top);
        sum += *s;
    }
    let p = scores[gold] / sum;
    for s in scores.iter_mut() {
        *s *= weight / sum;
    }
    scores[gold] -= weight;
    -f64::from(p.max(1e-20).ln()) * f64::from(weight)
}

struct Encoded {
    packing: Packing,
    input: Vec<f32>,
    traces: [[Trace; 2]; 2],
    inputs: [[Vec<f32>; 2]; 2],
    out: Vec<f32>,
    masks: Masks,
    /// Row of each word, sentence by sentence.
    place: Vec<Vec<usize>>,
}

struct Masks {
    input: Vec<f32>,
    between: Vec<f32>,
    output: Vec<f32>,
    recurrent: [[Vec<f32>; 2]; 2],
}

impl Worker {
    pub fn new(layout: Layout) -> Worker {
        Worker {
            layout,
            scratch: Scratch::default(),
        }
    }

    fn weights<'a>(&self, flat: &'a [f32], layer: usize, way: usize) -> Weights<'a> {
        let d = &self.layout.lstm[layer][way];
        Weights {
            input: d[0].of(flat),
            recurrent: d[1].of(flat),
            bias: d[2].of(flat),
        }
    }

    /// `words` are the rows of each sentence; sentences do not grow in length.
    fn encode(
        &mut self,
        flat: &[f32],
        table: &[f32],
        fixed: &[f32],
        words: &[&[(Rows, u32)]],
        drop: Dropout,
        dice: &mut Dice,
    ) -> Encoded {
        let s = self.layout.sizes;
        let lengths: Vec<usize> = words.iter().map(|w| w.len()).collect();
        let packing = Packing::new(&lengths);
        let n = packing.rows();
        let place: Vec<Vec<usize>> = lengths
            .iter()
            .enumerate()
            .map(|(b, l)| (0..*l).map(|t| packing.start[t] + b).collect())
            .collect();
        let mut input = vec![0.0; n * s.embed];
        for (sentence, rows) in words.iter().zip(&place) {
            for ((word, fixed_row), row) in sentence.iter().zip(rows) {
                let to = &mut input[row * s.embed..(row + 1) * s.embed];
                if *fixed_row > 0 {
                    to.copy_from_slice(
                        &fixed[*fixed_row as usize * s.embed..(*fixed_row as usize + 1) * s.embed],
                    );
                }
                for r in word {
                    let from = *r as usize * s.embed;
                    for (o, v) in to.iter_mut().zip(&table[from..from + s.embed]) {
                        *o += v;
                    }
                }
            }
        }
        let masks = Masks {
            input: drop_mask(n * s.embed, drop.input, dice),
            between: drop_mask(n * 2 * s.hidden, drop.between, dice),
            output: drop_mask(n * 2 * s.hidden, drop.output, dice),
            recurrent: [(); 2].map(|()| {
                [(); 2].map(|()| drop_mask(words.len() * s.hidden, drop.recurrent, dice))
            }),
        };
        multiply(&mut input, &masks.input);
        let mut layer_input = input.clone();
        let mut width = s.embed;
        let mut traces = Vec::new();
        let mut inputs = Vec::new();
        for layer in 0..2 {
            let ways = [
                layer_input.clone(),
                lstm::mirrored(&layer_input, width, &packing),
            ];
            let trace = [0, 1].map(|way| {
                let w = self.weights(flat, layer, way);
                lstm::forward(
                    &ways[way],
                    width,
                    s.hidden,
                    w,
                    &packing,
                    &masks.recurrent[layer][way],
                    &mut self.scratch,
                )
            });
            let back = lstm::mirrored(&trace[1].hidden, s.hidden, &packing);
            let mut out = vec![0.0; n * 2 * s.hidden];
            for r in 0..n {
                let to = &mut out[r * 2 * s.hidden..(r + 1) * 2 * s.hidden];
                to[..s.hidden].copy_from_slice(&trace[0].hidden[r * s.hidden..(r + 1) * s.hidden]);
                to[s.hidden..].copy_from_slice(&back[r * s.hidden..(r + 1) * s.hidden]);
            }
            multiply(
                &mut out,
                if layer == 0 {
                    &masks.between
                } else {
                    &masks.output
                },
            );
            traces.push(trace);
            inputs.push(ways);
            layer_input = out;
            width = 2 * s.hidden;
        }
        let (Ok(traces), Ok(inputs)) = (traces.try_into(), inputs.try_into()) else {
            unreachable!("two layers were pushed");
        };
        Encoded {
            packing,
            input,
            traces,
            inputs,
            out: layer_input,
            masks,
            place,
        }
    }

    /// Loss and gradient of a batch. `words` may have words replaced by the unknown one.
    #[allow(clippy::too_many_arguments)]
    pub fn learn(
        &mut self,
        flat: &[f32],
        table: &[f32],
        fixed: &[f32],
        batch: &[&Sample],
        words: &[Vec<(Rows, u32)>],
        drop: Dropout,
        dice: &mut Dice,
        weight: f32,
    ) -> Outcome {
        let s = self.layout.sizes;
        let l = self.layout.clone();
        if batch.is_empty() {
            return Outcome {
                flat: vec![0.0; l.total],
                embed: Vec::new(),
                rows: Vec::new(),
                loss: [0.0; 3],
            };
        }
        let views: Vec<&[(Rows, u32)]> = words.iter().map(Vec::as_slice).collect();
        let e = self.encode(flat, table, fixed, &views, drop, dice);
        let n = e.packing.rows();
        let width = 2 * s.hidden;
        let mut grad = vec![0.0; l.total];
        let mut d_out = vec![0.0; n * width];
        let mut loss = [0.0; 3];
        let scratch = &mut self.scratch;

        // Tags.
        let mut tags = linear(
            &e.out,
            width,
            l.tag[0].of(flat),
            Some(l.tag[1].of(flat)),
            s.tags,
            scratch,
        );
        for (sample, place) in batch.iter().zip(&e.place) {
            for (t, r) in sample.tags.iter().zip(place) {
                loss[0] += softmax_grad(
                    &mut tags[r * s.tags..(r + 1) * s.tags],
                    usize::from(*t),
                    weight,
                );
            }
        }
        linear_back(
            &e.out, width, &tags, s.tags, &l.tag, flat, &mut grad, &mut d_out, scratch,
        );

        // Arcs.
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
        let dep_mask = drop_mask(dep.len(), drop.output, dice);
        let head_mask = drop_mask(head.len(), drop.output, dice);
        multiply(&mut dep, &dep_mask);
        multiply(&mut head, &head_mask);
        let turned = linear(&dep, s.arc, l.bilinear.of(flat), None, s.arc, scratch);
        let mut d_turned = vec![0.0; n * s.arc];
        let mut d_head = vec![0.0; n * s.arc];
        let root = l.root.of(flat).to_vec();
        let prior = l.prior.of(flat).to_vec();
        let mut d_root = vec![0.0; s.arc];
        let mut d_prior = vec![0.0; s.arc];
        for (sample, place) in batch.iter().zip(&e.place) {
            let len = place.len();
            // Row 0 is the root.
            let mut heads = root.clone();
            let mut deps = Vec::with_capacity(len * s.arc);
            for r in place {
                heads.extend_from_slice(&head[r * s.arc..(r + 1) * s.arc]);
                deps.extend(
                    turned[r * s.arc..(r + 1) * s.arc]
                        .iter()
                        .zip(&prior)
                        .map(|(a, b)| a + b),
                );
            }
            let mut scores = vec![0.0; len * (len + 1)];
            add_product(
                len,
                len + 1,
                s.arc,
                View::new(&deps, s.arc),
                View::new(&heads, s.arc).t(),
                &mut scores,
                len + 1,
                scratch,
            );
            for (i, row) in scores.chunks_exact_mut(len + 1).enumerate() {
                row[i + 1] = -1e9;
                loss[1] += softmax_grad(row, usize::from(sample.heads[i]), weight);
                row[i + 1] = 0.0;
            }
            let mut d_deps = vec![0.0; len * s.arc];
            let mut d_heads = vec![0.0; (len + 1) * s.arc];
            add_product(
                len,
                s.arc,
                len + 1,
                View::new(&scores, len + 1),
                View::new(&heads, s.arc),
                &mut d_deps,
                s.arc,
                scratch,
            );
            add_product(
                len + 1,
                s.arc,
                len,
                View::new(&scores, len + 1).t(),
                View::new(&deps, s.arc),
                &mut d_heads,
                s.arc,
                scratch,
            );
            add(&mut d_root, &d_heads[..s.arc]);
            for (k, r) in place.iter().enumerate() {
                add(
                    &mut d_head[r * s.arc..(r + 1) * s.arc],
                    &d_heads[(k + 1) * s.arc..(k + 2) * s.arc],
                );
                let d = &d_deps[k * s.arc..(k + 1) * s.arc];
                add(&mut d_turned[r * s.arc..(r + 1) * s.arc], d);
                add(&mut d_prior, d);
            }
        }
        add(l.root.of_mut(&mut grad), &d_root);
        add(l.prior.of_mut(&mut grad), &d_prior);
        let mut d_dep = vec![0.0; n * s.arc];
        add_product(
            s.arc,
            s.arc,
            n,
            View::new(&dep, s.arc).t(),
            View::new(&d_turned, s.arc),
            l.bilinear.of_mut(&mut grad),
            s.arc,
            scratch,
        );
        add_product(
            n,
            s.arc,
            s.arc,
            View::new(&d_turned, s.arc),
            View::new(&transposed(l.bilinear.of(flat), s.arc), s.arc),
            &mut d_dep,
            s.arc,
            scratch,
        );
        for (d, mask, out, places) in [
            (&mut d_dep, &dep_mask, &dep, &l.dep),
            (&mut d_head, &head_mask, &head, &l.head),
        ] {
            multiply(d, mask);
            relu_back(d, out);
            linear_back(
                &e.out, width, d, s.arc, places, flat, &mut grad, &mut d_out, scratch,
            );
        }

        // Relations, of the gold arcs below a word.
        let label_dep = linear(
            &e.out,
            width,
            l.label_dep[0].of(flat),
            Some(l.label_dep[1].of(flat)),
            s.label,
            scratch,
        );
        let label_head = linear(&e.out, width, l.label_head.of(flat), None, s.label, scratch);
        let mut pairs = Vec::new();
        for (sample, place) in batch.iter().zip(&e.place) {
            for (i, h) in sample.heads.iter().enumerate().filter(|(_, h)| **h > 0) {
                pairs.push((place[i], place[usize::from(*h) - 1], sample.relations[i]));
            }
        }
        let mut hidden = Vec::with_capacity(pairs.len() * s.label);
        for (d, h, _) in &pairs {
            hidden.extend(
                label_dep[d * s.label..(d + 1) * s.label]
                    .iter()
                    .zip(&label_head[h * s.label..(h + 1) * s.label])
                    .map(|(a, b)| a + b),
            );
        }
        relu(&mut hidden);
        let mask = drop_mask(hidden.len(), drop.output, dice);
        multiply(&mut hidden, &mask);
        let mut labels = linear(
            &hidden,
            s.label,
            l.label_out[0].of(flat),
            Some(l.label_out[1].of(flat)),
            s.relations,
            scratch,
        );
        for ((_, _, gold), row) in pairs.iter().zip(labels.chunks_exact_mut(s.relations)) {
            loss[2] += softmax_grad(row, usize::from(*gold), weight);
        }
        let mut d_hidden = vec![0.0; hidden.len()];
        linear_back(
            &hidden,
            s.label,
            &labels,
            s.relations,
            &l.label_out,
            flat,
            &mut grad,
            &mut d_hidden,
            scratch,
        );
        multiply(&mut d_hidden, &mask);
        relu_back(&mut d_hidden, &hidden);
        let mut d_label_dep = vec![0.0; n * s.label];
        let mut d_label_head = vec![0.0; n * s.label];
        for ((d, h, _), row) in pairs.iter().zip(d_hidden.chunks_exact(s.label)) {
            add(&mut d_label_dep[d * s.label..(d + 1) * s.label], row);
            add(&mut d_label_head[h * s.label..(h + 1) * s.label], row);
        }
        linear_back(
            &e.out,
            width,
            &d_label_dep,
            s.label,
            &l.label_dep,
            flat,
            &mut grad,
            &mut d_out,
            scratch,
        );
        let none = Place {
            at: 0,
            rows: 0,
            columns: 0,
        };
        linear_back(
            &e.out,
            width,
            &d_label_head,
            s.label,
            &[l.label_head, none],
            flat,
            &mut grad,
            &mut d_out,
            scratch,
        );

        let embed = self.encode_back(flat, &e, d_out, &mut grad);
        // In the order of the packed rows.
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
            loss,
        }
    }

    fn encode_back(
        &mut self,
        flat: &[f32],
        e: &Encoded,
        mut d_out: Vec<f32>,
        grad: &mut [f32],
    ) -> Vec<f32> {
        let s = self.layout.sizes;
        let n = e.packing.rows();
        for layer in (0..2).rev() {
            let width = if layer == 0 { s.embed } else { 2 * s.hidden };
            multiply(
                &mut d_out,
                if layer == 0 {
                    &e.masks.between
                } else {
                    &e.masks.output
                },
            );
            let mut d_in = vec![0.0; n * width];
            for way in 0..2 {
                let mut dh = vec![0.0; n * s.hidden];
                for (r, to) in dh.chunks_exact_mut(s.hidden).enumerate() {
                    let from = r * 2 * s.hidden + way * s.hidden;
                    to.copy_from_slice(&d_out[from..from + s.hidden]);
                }
                if way == 1 {
                    dh = lstm::mirrored(&dh, s.hidden, &e.packing);
                }
                let places = &self.layout.lstm[layer][way];
                let (a, rest) = grad[places[0].at..].split_at_mut(places[1].at - places[0].at);
                let (b, c) = rest.split_at_mut(places[2].at - places[1].at);
                let grads = Gradients {
                    input: a,
                    recurrent: b,
                    bias: &mut c[..4 * s.hidden],
                };
                let mut dx = vec![0.0; n * width];
                let w = self.weights(flat, layer, way);
                lstm::backward(
                    &e.inputs[layer][way],
                    width,
                    s.hidden,
                    w,
                    &e.packing,
                    &e.masks.recurrent[layer][way],
                    &e.traces[layer][way],
                    &dh,
                    grads,
                    &mut dx,
                    &mut self.scratch,
                );
                if way == 1 {
                    dx = lstm::mirrored(&dx, width, &e.packing);
                }
                add(&mut d_in, &dx);
            }
            d_out = d_in;
        }
        multiply(&mut d_out, &e.masks.input);
        debug_assert_eq!(d_out.len(), e.input.len());
        d_out
    }

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

fn add(to: &mut [f32], from: &[f32]) {
    for (t, f) in to.iter_mut().zip(from) {
        *t += f;
    }
}

#[allow(clippy::too_many_arguments)]
fn linear_back(
    x: &[f32],
    width: usize,
    d: &[f32],
    columns: usize,
    places: &[Place; 2],
    flat: &[f32],
    grad: &mut [f32],
    dx: &mut [f32],
    scratch: &mut Scratch,
) {
    let rows = x.len() / width;
    add_product(
        width,
        columns,
        rows,
        View::new(x, width).t(),
        View::new(d, columns),
        places[0].of_mut(grad),
        columns,
        scratch,
    );
    let bias = places[1].of_mut(grad);
    for row in d.chunks_exact(columns) {
        for (slot, v) in bias.iter_mut().zip(row) {
            *slot += v;
        }
    }
    add_product(
        rows,
        width,
        columns,
        View::new(d, columns),
        View::new(&transposed(places[0].of(flat), columns), width),
        dx,
        width,
        scratch,
    );
}
