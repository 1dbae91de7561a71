//! The network at work: rows of the embedding table in; tags, scores of heads and relations out.
//!
//! Two layers of long short-term memory in both directions read the sentence; tags, heads and relations are read off
//! their outputs. Sentences of like length run together, a step of all of them at a time; as all large sums are of whole numbers,
//! what a sentence gets does not depend on which run with it.

#![allow(unsafe_code)] // One call of the same code compiled for AVX2, guarded by a test of the processor.

use super::decode;
use super::input::{Rows, Vocabulary};
use super::math::{sigmoid, tanh};
use super::product::{Packed, dot, pair};

/// Outputs of the memories lie between -1 and 1.
const UNIT: f32 = 16384.0;
/// Embeddings and hidden values are cut at ±32.
const WIDE: f32 = 1024.0;
/// Values whose products are summed into scores of heads are cut at ±15.9, so that the sums cannot overflow.
const NARROW: f32 = 256.0;

/// A layer: whole-number weights, a scale for each output, and constants.
pub struct Layer {
    weights: Packed,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// One direction of a memory.
pub struct Memory {
    input: Layer,
    recurrent: Layer,
}

/// The network.
pub struct Network {
    pub(super) vocabulary: Vocabulary,
    embed: usize,
    hidden: usize,
    arc: usize,
    row_scales: Vec<f32>,
    table: &'static [u8],
    memories: [[Memory; 2]; 2],
    tag: Layer,
    dep: Layer,
    head: Layer,
    bilinear: Layer,
    root: Vec<i32>,
    label_dep: Layer,
    label_head: Layer,
    label_out: Layer,
}

/// Analysis of one word: tag, 1-based head, relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    /// Number of the tag.
    pub tag: u16,
    /// 1-based head; 0 for the root.
    pub head: u32,
    /// Number of the relation.
    pub relation: u8,
}

/// Reads the parts of a model file.
pub struct Reader {
    /// What is left.
    pub bytes: &'static [u8],
}

impl Reader {
    /// The next bytes.
    pub fn take(&mut self, len: usize) -> Option<&'static [u8]> {
        let (head, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(head)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u32> {
        self.take(4)
            .and_then(|b| b.try_into().ok())
            .map(u32::from_le_bytes)
    }

    /// A text with its length before it.
    pub fn text(&mut self) -> Option<&'static str> {
        let len = self.number()? as usize;
        std::str::from_utf8(self.take(len)?).ok()
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.take(count.checked_mul(4)?)?;
        Some(
            bytes
                .as_chunks::<4>()
                .0
                .iter()
                .map(|b| f32::from_le_bytes(*b))
                .collect(),
        )
    }

    fn layer(&mut self, inputs: usize, outputs: usize, unit: f32) -> Option<Layer> {
        if self.number()? as usize != inputs || self.number()? as usize != outputs {
            return None;
        }
        let scales = self.floats(outputs)?.iter().map(|s| s / unit).collect();
        let bias = self.floats(outputs)?;
        let weights = Packed::new(self.take(inputs.checked_mul(outputs)?)?, inputs, outputs);
        Some(Layer {
            weights,
            scales,
            bias,
        })
    }
}

/// Rounds to the nearest whole number, ties to even. Adding 1.5 * 2^23 leaves it in the low bits.
#[inline(always)]
fn quantised(x: f32, unit: f32, limit: f32) -> i16 {
    ((x * unit).clamp(-limit, limit) + 12_582_912.0).to_bits() as i16
}

#[inline(always)]
fn quantise(values: &[f32], unit: f32, limit: f32, out: &mut Vec<i32>) {
    out.extend(
        values
            .as_chunks::<2>()
            .0
            .iter()
            .map(|[a, b]| pair(quantised(*a, unit, limit), quantised(*b, unit, limit))),
    );
}

impl Layer {
    /// Outputs without padding, of all rows of `x`.
    #[inline(always)]
    fn run(&self, x: &[i32], sums: &mut Vec<i32>, out: &mut Vec<f32>) {
        self.weights.product(x, sums);
        out.clear();
        for row in sums.chunks_exact(self.weights.width()) {
            out.extend(
                row.iter()
                    .zip(&self.scales)
                    .zip(&self.bias)
                    .map(|((s, scale), b)| *s as f32 * scale + b),
            );
        }
    }
}

#[inline(always)]
fn leaky(values: &mut [f32]) {
    for v in values {
        *v = v.max(0.1 * *v);
    }
}

impl Network {
    /// Reads the network from a model file.
    pub fn read(file: &mut Reader) -> Option<(Network, usize, usize)> {
        let mut sizes = [0usize; 6];
        for s in &mut sizes {
            *s = file.number()? as usize;
        }
        let [embed, hidden, arc, label, tags, relations] = sizes;
        if sizes.iter().any(|s| *s == 0 || *s > 4096)
            || embed % 2 + hidden % 2 + arc % 2 + label % 2 > 0
        {
            return None;
        }
        let mut vocabulary = Vocabulary::default();
        let words = file.number()?;
        let hashes = file.take((words as usize).checked_mul(8)?)?;
        vocabulary.rows.reserve(words as usize);
        for (i, h) in hashes.as_chunks::<8>().0.iter().enumerate() {
            vocabulary.rows.insert(u64::from_le_bytes(*h), i as u32 + 1);
        }
        let rows = vocabulary.table_rows();
        let row_scales = file.floats(rows)?;
        let table = file.take(rows.checked_mul(embed)?)?;
        let h = hidden;
        let mut memory = |width: usize, unit: f32| {
            Some(Memory {
                input: file.layer(width, 4 * h, unit)?,
                recurrent: file.layer(h, 4 * h, UNIT)?,
            })
        };
        let memories = [
            [memory(embed, WIDE)?, memory(embed, WIDE)?],
            [memory(2 * h, UNIT)?, memory(2 * h, UNIT)?],
        ];
        let network = Network {
            vocabulary,
            embed,
            hidden,
            arc,
            row_scales,
            table,
            memories,
            tag: file.layer(2 * h, tags, UNIT)?,
            dep: file.layer(2 * h, arc, UNIT)?,
            head: file.layer(2 * h, arc, UNIT)?,
            bilinear: file.layer(arc, arc, WIDE)?,
            root: {
                let mut root = Vec::new();
                quantise(&file.floats(arc)?, NARROW, 4070.0, &mut root);
                root
            },
            label_dep: file.layer(2 * h, label, UNIT)?,
            label_head: file.layer(2 * h, label, UNIT)?,
            label_out: file.layer(label, relations, WIDE)?,
        };
        Some((network, tags, relations))
    }

    /// Analyses sentences that run together, from the longest to the shortest.
    pub fn run(&self, sentences: &[&[Rows]]) -> Vec<Vec<Found>> {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2, the only thing that this copy of the code needs beyond the other.
            return unsafe { self.run_avx2(sentences) };
        }
        self.run_here(sentences)
    }

    /// The same code with vectors twice as wide. Without fused operations, every result is the same to the bit.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, sentences: &[&[Rows]]) -> Vec<Vec<Found>> {
        self.run_here(sentences)
    }

    #[inline(always)]
    fn run_here(&self, sentences: &[&[Rows]]) -> Vec<Vec<Found>> {
        let packing = Packing::new(sentences);
        let n = packing.rows;
        let mut x = self.embedded(sentences, &packing);
        let mut sums = Vec::new();
        for layer in &self.memories {
            x = self.remember(layer, &x, &packing, &mut sums);
        }
        let mut tags = Vec::new();
        self.tag.run(&x, &mut sums, &mut tags);
        let (mut dep, mut head) = (Vec::new(), Vec::new());
        self.dep.run(&x, &mut sums, &mut dep);
        leaky(&mut dep);
        let mut packed = Vec::with_capacity(dep.len() / 2);
        quantise(&dep, WIDE, 32_767.0, &mut packed);
        self.bilinear.run(&packed, &mut sums, &mut dep);
        let mut deps = Vec::with_capacity(dep.len() / 2);
        quantise(&dep, NARROW, 4070.0, &mut deps);
        self.head.run(&x, &mut sums, &mut head);
        leaky(&mut head);
        let mut heads = Vec::with_capacity(head.len() / 2);
        quantise(&head, NARROW, 4070.0, &mut heads);
        let (mut label_dep, mut label_head) = (Vec::new(), Vec::new());
        self.label_dep.run(&x, &mut sums, &mut label_dep);
        self.label_head.run(&x, &mut sums, &mut label_head);

        let mut out: Vec<Vec<Found>> = Vec::with_capacity(sentences.len());
        let pairs = self.arc / 2;
        let width = self.label_dep.scales.len();
        let mut hidden = Vec::with_capacity(n * width);
        let mut quantised = Vec::with_capacity(n * width / 2);
        let mut scores = Vec::new();
        for (b, sentence) in sentences.iter().enumerate() {
            let len = sentence.len();
            let place = |t: usize| packing.start[t] + b;
            scores.clear();
            for i in 0..len {
                let d = &deps[place(i) * pairs..(place(i) + 1) * pairs];
                scores.push(dot(d, &self.root) as f32);
                scores.extend(
                    (0..len)
                        .map(|j| dot(d, &heads[place(j) * pairs..(place(j) + 1) * pairs]) as f32),
                );
            }
            let found = decode::heads(&scores, len);
            hidden.clear();
            for (i, h) in found.iter().enumerate() {
                let dep = &label_dep[place(i) * width..(place(i) + 1) * width];
                match h.checked_sub(1) {
                    Some(h) => {
                        let head = &label_head[place(h) * width..(place(h) + 1) * width];
                        hidden.extend(dep.iter().zip(head).map(|(a, b)| a + b));
                    }
                    None => hidden.extend_from_slice(dep),
                }
            }
            leaky(&mut hidden);
            quantised.clear();
            quantise(&hidden, WIDE, 32_767.0, &mut quantised);
            let mut labels = Vec::new();
            self.label_out.run(&quantised, &mut sums, &mut labels);
            let (t, r) = (self.tag.scales.len(), self.label_out.scales.len());
            out.push(
                found
                    .iter()
                    .enumerate()
                    .map(|(i, h)| Found {
                        tag: best(&tags[place(i) * t..(place(i) + 1) * t], usize::MAX) as u16,
                        head: *h as u32,
                        relation: if *h == 0 {
                            1
                        } else {
                            best(&labels[i * r..(i + 1) * r], 1) as u8
                        },
                    })
                    .collect(),
            );
        }
        out
    }

    #[inline(always)]
    fn embedded(&self, sentences: &[&[Rows]], packing: &Packing) -> Vec<i32> {
        let pairs = self.embed / 2;
        let mut out = vec![0; packing.rows * pairs];
        let mut sum = vec![0f32; self.embed];
        let mut packed = Vec::with_capacity(pairs);
        for (b, sentence) in sentences.iter().enumerate() {
            for (t, word) in sentence.iter().enumerate() {
                sum.fill(0.0);
                for r in word {
                    let r = *r as usize;
                    let scale = self.row_scales[r];
                    for (s, w) in sum
                        .iter_mut()
                        .zip(&self.table[r * self.embed..(r + 1) * self.embed])
                    {
                        *s += f32::from(*w as i8) * scale;
                    }
                }
                packed.clear();
                quantise(&sum, WIDE, 32_767.0, &mut packed);
                let row = packing.start[t] + b;
                out[row * pairs..(row + 1) * pairs].copy_from_slice(&packed);
            }
        }
        out
    }

    /// Both directions over all rows; outputs side by side.
    #[inline(always)]
    fn remember(
        &self,
        ways: &[Memory; 2],
        x: &[i32],
        packing: &Packing,
        sums: &mut Vec<i32>,
    ) -> Vec<i32> {
        let h = self.hidden;
        let half = h / 2;
        let mut out = vec![0i32; packing.rows * h];
        let mut gates = Vec::new();
        let widest = packing.start.get(1).copied().unwrap_or(0);
        let (mut cells, mut now) = (vec![0f32; widest * h], vec![0f32; h]);
        let mut last: Vec<i32> = Vec::with_capacity(widest * half);
        for (way, memory) in ways.iter().enumerate() {
            memory.input.run(x, sums, &mut gates);
            cells.fill(0.0);
            last.clear();
            for t in 0..packing.start.len() - 1 {
                let n = packing.start[t + 1] - packing.start[t];
                if t > 0 {
                    memory.recurrent.weights.product(&last[..n * half], sums);
                }
                last.clear();
                for b in 0..n {
                    // The second direction reads each sentence from its end.
                    let row = if way == 0 {
                        packing.start[t] + b
                    } else {
                        packing.start[packing.lengths[b] - 1 - t] + b
                    };
                    let g = &mut gates[row * 4 * h..(row + 1) * 4 * h];
                    if t > 0 {
                        let s = &sums[b * memory.recurrent.weights.width()..][..4 * h];
                        for ((g, s), scale) in g.iter_mut().zip(s).zip(&memory.recurrent.scales) {
                            *g += *s as f32 * scale;
                        }
                    }
                    step(g, &mut cells[b * h..(b + 1) * h], &mut now);
                    quantise(&now, UNIT, 32_767.0, &mut last);
                    out[row * h + way * half..row * h + (way + 1) * half]
                        .copy_from_slice(&last[b * half..(b + 1) * half]);
                }
            }
        }
        out
    }
}

/// One step of a memory: gates in, forget, out, candidate.
#[inline(always)]
fn step(gates: &mut [f32], cells: &mut [f32], out: &mut [f32]) {
    let h = cells.len();
    let (open, candidate) = gates.split_at_mut(3 * h);
    for v in open.iter_mut() {
        *v = sigmoid(*v);
    }
    for v in candidate.iter_mut() {
        *v = tanh(*v);
    }
    let (gi, rest) = open.split_at(h);
    let (gf, go) = rest.split_at(h);
    for (((c, o), (i, f)), (g, u)) in cells
        .iter_mut()
        .zip(out)
        .zip(gi.iter().zip(gf))
        .zip(go.iter().zip(&*candidate))
    {
        *c = f * *c + i * u;
        *o = g * tanh(*c);
    }
}

/// Sentences packed by time: row `start[t] + b` holds word `t` of sentence `b`.
struct Packing {
    start: Vec<usize>,
    lengths: Vec<usize>,
    rows: usize,
}

impl Packing {
    fn new(sentences: &[&[Rows]]) -> Packing {
        let lengths: Vec<usize> = sentences.iter().map(|s| s.len()).collect();
        let mut start = vec![0];
        let mut active = lengths.len();
        for t in 0..lengths.first().copied().unwrap_or(0) {
            while active > 0 && lengths[active - 1] <= t {
                active -= 1;
            }
            start.push(start[t] + active);
        }
        let rows = start.last().copied().unwrap_or(0);
        Packing {
            start,
            lengths,
            rows,
        }
    }
}

#[inline(always)]
fn best(scores: &[f32], but: usize) -> usize {
    let mut at = usize::from(but == 0);
    for (i, s) in scores.iter().enumerate() {
        if i != but && *s > scores[at] {
            at = i;
        }
    }
    at
}
