//! The network at work: words of the embedding table in; tags, heads and relations out.
//!
//! Two layers of long short-term memory in both directions read the sentence; tags, heads and relations are read off
//! their outputs. What enters: the rows of each form, and sentences of numbers of forms; what the first layer's weights
//! make of a form ([`Network::first`]) is computed once. What leaves: what was [`Found`] of each word. Sentences of like length run together, a step of all of them at a time; as all large sums are of whole
//! numbers, what a sentence gets does not depend on which run with it.

use super::decode;
use super::file::{Layer, Reader};
use super::input::{Rows, Vocabulary};
use super::product::{BLOCK, Bytes, MOST_INPUT, MOST_WEIGHT, Pairs, ZERO};
use super::vector::{self, Scales, WIDE};
use std::mem::take;
use std::sync::OnceLock;

/// Outputs of a layer that stands beside others.
struct Part {
    /// Where they begin in a row of sums.
    at: usize,
    scales: Scales,
}

/// A layer whose inputs have 16 bits.
struct Broad {
    weights: Pairs,
    scales: Scales,
}

/// One direction of a memory: weights from its last output, and what a one in the sums of a gate stands for.
struct Memory {
    recurrent: Bytes,
    scale: Vec<f32>,
}

/// A form, and what the first layer's weights make of it.
type Known = (Rows, Box<[i32]>);

/// The network.
pub struct Network {
    pub(super) vocabulary: Vocabulary,
    embed: usize,
    hidden: usize,
    arc: usize,
    label: usize,
    row_scales: Vec<f32>,
    table: &'static [u8],
    /// From embeddings to the gates of the first layer, both directions side by side.
    first: Pairs,
    /// From these sums to those of the gates.
    first_scales: Scales,
    /// What the first layer makes of the most frequent words, filled as they come; it only spares their products.
    known: Vec<OnceLock<Known>>,
    /// From outputs of the first layer to the gates of the second, for each direction.
    second: [Bytes; 2],
    memories: [[Memory; 2]; 2],
    /// From outputs of the second layer to scores of tags, dependents, heads, and both sides of relations.
    top: Bytes,
    parts: [Part; 5],
    bilinear: Broad,
    root: Vec<i16>,
    relation: Broad,
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

/// Words that are kept once they were multiplied, and how many forms of each, told apart by their shapes ("the",
/// "The"). A form takes 4 kB, all of them 32 MB. Words are numbered from the most frequent on.
const KNOWN_WORDS: u32 = 4096;
const KNOWN_SHAPES: u32 = 2;

/// The number of the relation that only the root has.
const ROOT: usize = 1;

/// Memory that runs use again.
#[derive(Default)]
pub struct Work {
    /// Of forms.
    pub fresh: Fresh,
    sums: Vec<i32>,
    gates: Vec<i32>,
    cells: Vec<f32>,
    last: Vec<u8>,
    between: Vec<u8>,
    out: Vec<u8>,
    top: Vec<i32>,
    dep: Vec<i16>,
    deps: Vec<i16>,
    heads: Vec<i16>,
    grid: Vec<f32>,
    values: [Vec<f32>; 2],
    few: Vec<i32>,
}

/// Memory for forms that are not kept.
#[derive(Default)]
pub struct Fresh {
    x: Vec<i16>,
    sum: Vec<f32>,
    sums: Vec<i32>,
}

/// Makes room for `n` numbers; what stands there does not matter.
fn grow<T: Copy + Default>(numbers: &mut Vec<T>, n: usize) -> &mut [T] {
    if numbers.len() < n {
        numbers.resize(n, T::default());
    }
    &mut numbers[..n]
}

/// Weights of eight bits as weights of seven, for inputs that are outputs of the memories. In 16 bits then fit eight
/// products; what is lost is below what can be measured. `units` says for each output what a weight of one will stand for.
fn seven_bits(layer: &Layer, units: &[f32]) -> Vec<i8> {
    let rates: Vec<f32> = layer.scale.iter().zip(units).map(|(s, u)| s / u).collect();
    let most = MOST_WEIGHT as f32;
    layer
        .weights
        .chunks_exact(rates.len())
        .flat_map(|row| row.iter().zip(&rates))
        .map(|(w, rate)| vector::rounded((f32::from(*w) * rate).clamp(-most, most)) as i8)
        .collect()
}

/// The units of a layer of its own: the largest weight that eight bits hold becomes the largest of seven.
fn units(layer: &Layer) -> Vec<f32> {
    let rate = 127.0 / MOST_WEIGHT as f32;
    layer.scale.iter().map(|s| s * rate).collect()
}

/// A layer whose inputs are outputs of the memories.
fn narrow(layer: Layer, inputs: usize) -> Option<(Bytes, Scales)> {
    let units = units(&layer);
    let weights = seven_bits(&layer, &units);
    let scale = units.iter().map(|u| u / MOST_INPUT as f32).collect();
    Some((
        Bytes::new(&weights, &vec![0; units.len()], inputs)?,
        Scales {
            scale,
            bias: layer.bias,
        },
    ))
}

fn broad(layer: Layer, inputs: usize) -> Option<Broad> {
    Some(Broad {
        weights: Pairs::new(&layer.weights, inputs, layer.scale.len())?,
        scales: Scales {
            scale: layer.scale.iter().map(|s| s / WIDE).collect(),
            bias: layer.bias,
        },
    })
}

impl Network {
    /// Reads the network from a model file; with it come the numbers of tags and relations.
    pub fn read(file: &mut Reader) -> Option<(Network, usize, usize)> {
        let mut sizes = [0usize; 6];
        for s in &mut sizes {
            *s = file.number()? as usize;
        }
        let [embed, hidden, arc, label, tags, relations] = sizes;
        let fits = sizes.iter().all(|s| (1..=4096).contains(s))
            && embed % 2 + hidden % BLOCK + arc % 8 + label % 8 == 0
            // More would not fit into the sums of scores of heads.
            && arc <= 128
            && (ROOT + 1..256).contains(&relations);
        if !fits {
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
        let mut memory = |width: usize| Some((file.layer(width, 4 * h)?, file.layer(h, 4 * h)?));
        let [a, b, c, d] = [
            memory(embed)?,
            memory(embed)?,
            memory(2 * h)?,
            memory(2 * h)?,
        ];
        // Sums of gates have the units of the recurrent weights in the first layer, and in the second of the larger
        // ones of both kinds of weights, so that the products add up.
        let one = 1.0 / MOST_INPUT as f32;
        let ready = |recurrent: &Layer, units: &[f32]| {
            Some(Memory {
                recurrent: Bytes::new(&seven_bits(recurrent, units), &vec![0; 4 * h], h)?,
                scale: units.iter().map(|u| u * one).collect(),
            })
        };
        let lower = [ready(&a.1, &units(&a.1))?, ready(&b.1, &units(&b.1))?];
        let first = Layer::joined(&[a.0, b.0], embed);
        let gates = lower.iter().flat_map(|m| &m.scale);
        let first_scales = Scales {
            scale: first
                .scale
                .iter()
                .zip(gates.clone())
                .map(|(s, u)| s / (WIDE * u))
                .collect(),
            bias: first.bias.iter().zip(gates).map(|(b, u)| b / u).collect(),
        };
        let upper = |(input, recurrent): (Layer, Layer)| {
            let larger: Vec<f32> = units(&input)
                .iter()
                .zip(units(&recurrent))
                .map(|(a, b)| a.max(b))
                .collect();
            let memory = ready(&recurrent, &larger)?;
            let bias: Vec<i32> = input
                .bias
                .iter()
                .zip(&memory.scale)
                .map(|(b, u)| (b / u).round_ties_even() as i32)
                .collect();
            let input = Bytes::new(&seven_bits(&input, &larger), &bias, 2 * h)?;
            Some((input, memory))
        };
        let (c, d) = (upper(c)?, upper(d)?);
        let (second, memories) = ([c.0, d.0], [lower, [c.1, d.1]]);
        let tag = file.layer(2 * h, tags)?;
        let (dep, head) = (file.layer(2 * h, arc)?, file.layer(2 * h, arc)?);
        let bilinear = broad(file.layer(arc, arc)?, arc)?;
        let mut root = vec![0; arc];
        vector::narrow_values(&file.floats(arc)?, &mut root);
        let sides = (file.layer(2 * h, label)?, file.layer(2 * h, label)?);
        let layers = [tag, dep, head, sides.0, sides.1];
        let widths = layers.each_ref().map(|l| l.scale.len().next_multiple_of(8));
        let (top, top_scales) = narrow(Layer::joined(&layers, 2 * h), 2 * h)?;
        let mut at = 0;
        let parts = widths.map(|n| {
            let part = Part {
                at,
                scales: top_scales.part(at, n),
            };
            at += n;
            part
        });
        let mut relation = broad(
            Layer::joined(&[file.layer(label, relations)?], label),
            label,
        )?;
        // The root's relation is never that of another word.
        relation.scales.scale[ROOT] = 0.0;
        relation.scales.bias[ROOT] = f32::MIN;
        let network = Network {
            vocabulary,
            embed,
            hidden,
            arc,
            label,
            row_scales,
            table,
            first: Pairs::new(&first.weights, embed, 8 * h)?,
            known: (0..KNOWN_WORDS * KNOWN_SHAPES)
                .map(|_| OnceLock::new())
                .collect(),
            first_scales,
            second,
            memories,
            top,
            parts,
            bilinear,
            root,
            relation,
        };
        Some((network, tags, relations))
    }

    /// Where a form is kept, if its word is frequent.
    fn place(&self, form: &Rows) -> Option<&OnceLock<Known>> {
        let [word, shape, ..] = *form;
        (1..=KNOWN_WORDS)
            .contains(&word)
            .then(|| (word - 1) * KNOWN_SHAPES + shape % KNOWN_SHAPES)
            .and_then(|at| self.known.get(at as usize))
    }

    /// What the first layer's weights make of forms: sums for all gates of both directions, one after the other.
    /// `fresh` holds those that are not kept.
    pub fn first<'f>(&'f self, forms: &[Rows], fresh: &'f mut Fresh) -> Vec<&'f [i32]> {
        let kept: Vec<Option<&[i32]>> = forms
            .iter()
            .map(|form| {
                let (rows, sums) = self.place(form)?.get()?;
                (rows == form).then_some(&**sums)
            })
            .collect();
        let count = kept.iter().filter(|k| k.is_none()).count();
        fresh.x.resize(count * self.embed, 0);
        fresh.sum.resize(self.embed, 0.0);
        let missing = || forms.iter().zip(&kept).filter(|(_, k)| k.is_none());
        for ((form, _), x) in missing().zip(fresh.x.chunks_exact_mut(self.embed)) {
            fresh.sum.fill(0.0);
            for r in form {
                let r = *r as usize;
                let row = &self.table[r * self.embed..(r + 1) * self.embed];
                vector::add_row(&mut fresh.sum, row, self.row_scales[r]);
            }
            vector::whole(&fresh.sum, x);
        }
        self.first.product(&fresh.x, &mut fresh.sums);
        let width = self.first.width();
        for sums in fresh.sums.chunks_exact_mut(width).take(count) {
            vector::rescaled(&mut sums[..8 * self.hidden], &self.first_scales);
        }
        for ((form, _), sums) in missing().zip(fresh.sums.chunks_exact(width)) {
            if let Some(place) = self.place(form) {
                place.get_or_init(|| (*form, sums.into()));
            }
        }
        let mut rest = fresh.sums.chunks_exact(width);
        kept.iter()
            .map(|k| k.or_else(|| rest.next()).unwrap_or(&[]))
            .collect()
    }

    /// Analyses sentences that run together, from the longest to the shortest: numbers of forms in `first`.
    pub fn run(&self, sentences: &[&[u32]], first: &[&[i32]], work: &mut Work) -> Vec<Vec<Found>> {
        let packing = Packing::new(sentences);
        let h = self.hidden;
        let n = packing.rows;
        let mut words: Vec<&[i32]> = vec![&[]; n];
        for (b, sentence) in sentences.iter().enumerate() {
            for (t, word) in sentence.iter().enumerate() {
                words[packing.start[t] + b] = first[*word as usize];
            }
        }
        let (mut between, mut out) = (take(&mut work.between), take(&mut work.out));
        grow(&mut between, n * 2 * h);
        grow(&mut out, n * 2 * h);
        for way in 0..2 {
            let input = |row: usize| &words[row][way * 4 * h..][..4 * h];
            self.remember(0, way, input, &packing, &mut between, work);
        }
        let mut sums = take(&mut work.sums);
        for way in 0..2 {
            self.second[way].product(&between[..n * 2 * h], &mut sums);
            let input = |row: usize| &sums[row * 4 * h..(row + 1) * 4 * h];
            self.remember(1, way, input, &packing, &mut out, work);
        }
        self.top.product(&out[..n * 2 * h], &mut work.top);
        (work.between, work.out, work.sums) = (between, out, sums);
        (0..sentences.len())
            .map(|b| self.read_off(b, &packing, work))
            .collect()
    }

    /// One direction of a layer over all rows. Outputs fill its half of the rows of `out`.
    fn remember<'i>(
        &self,
        layer: usize,
        way: usize,
        input: impl Fn(usize) -> &'i [i32],
        packing: &Packing,
        out: &mut [u8],
        work: &mut Work,
    ) {
        let h = self.hidden;
        let memory = &self.memories[layer][way];
        let widest = packing.start.get(1).copied().unwrap_or(0);
        grow(&mut work.cells, widest * h).fill(0.0);
        // Nothing comes from before the first word.
        grow(&mut work.last, widest * h).fill(ZERO);
        let mut inputs = Vec::with_capacity(widest);
        for t in 0..packing.start.len() - 1 {
            let n = packing.start[t + 1] - packing.start[t];
            // The second direction reads each sentence from its end.
            let row = |b: usize| match way {
                0 => packing.start[t] + b,
                _ => packing.start[packing.lengths[b] - 1 - t] + b,
            };
            inputs.clear();
            inputs.extend((0..n).map(|b| input(row(b))));
            memory
                .recurrent
                .onto(&work.last[..n * h], &inputs, &mut work.gates);
            for b in 0..n {
                let now = &mut work.last[b * h..(b + 1) * h];
                let cells = &mut work.cells[b * h..(b + 1) * h];
                let gates = &work.gates[b * 4 * h..(b + 1) * 4 * h];
                vector::step(gates, &memory.scale, cells, now);
                out[(2 * row(b) + way) * h..][..h].copy_from_slice(now);
            }
        }
    }

    /// Tags, heads and relations of sentence `b`.
    fn read_off(&self, b: usize, packing: &Packing, work: &mut Work) -> Vec<Found> {
        let len = packing.lengths[b];
        let (arc, label) = (self.arc, self.label);
        let [tag, dep, head, below, above] = &self.parts;
        let width = self.top.width();
        let row = |t: usize| (packing.start[t] + b) * width;
        let mut found = vec![Found::default(); len];

        let [values, other] = &mut work.values;
        let scores = grow(values, tag.scales.scale.len());
        let dependents = grow(&mut work.dep, len * arc);
        let heads = grow(&mut work.heads, (len + 1) * arc);
        heads[..arc].copy_from_slice(&self.root);
        for (t, found) in found.iter_mut().enumerate() {
            let sums = &work.top[row(t)..row(t) + width];
            vector::values(&sums[tag.at..], &tag.scales, scores);
            found.tag = vector::best(scores) as u16;
            let (d, h) = (t * arc, (t + 1) * arc);
            vector::bent(&sums[dep.at..], &dep.scales, &mut dependents[d..d + arc]);
            vector::bent_narrow(&sums[head.at..], &head.scales, &mut heads[h..h + arc]);
        }

        let bilinear = &self.bilinear;
        bilinear.weights.product(dependents, &mut work.few);
        let turned = grow(&mut work.deps, len * arc);
        for (sums, turned) in work
            .few
            .chunks_exact(bilinear.weights.width())
            .zip(turned.chunks_exact_mut(arc))
        {
            vector::narrow(sums, &bilinear.scales, turned);
        }
        vector::grid(turned, heads, arc, &mut work.grid);
        let heads = decode::heads(&work.grid, len);

        // Of relations, only those to the head that was found are scored.
        let (a, z) = (grow(values, label), grow(other, label));
        let hidden = grow(&mut work.dep, len * label);
        for ((t, head), hidden) in heads.iter().enumerate().zip(hidden.chunks_exact_mut(label)) {
            vector::values(&work.top[row(t) + below.at..], &below.scales, a);
            match head.checked_sub(1) {
                Some(h) => vector::values(&work.top[row(h) + above.at..], &above.scales, z),
                None => z.fill(0.0),
            }
            vector::bent_sum(a, z, hidden);
        }
        let relation = &self.relation;
        relation.weights.product(hidden, &mut work.few);
        let scores = grow(values, relation.scales.scale.len());
        for ((found, head), sums) in found
            .iter_mut()
            .zip(&heads)
            .zip(work.few.chunks_exact(relation.weights.width()))
        {
            found.head = *head as u32;
            found.relation = if *head == 0 {
                ROOT as u8
            } else {
                vector::values(sums, &relation.scales, scores);
                vector::best(scores) as u8
            };
        }
        found
    }
}

/// Sentences packed by time: row `start[t] + b` holds word `t` of sentence `b`.
struct Packing {
    start: Vec<usize>,
    lengths: Vec<usize>,
    rows: usize,
}

impl Packing {
    fn new(sentences: &[&[u32]]) -> Packing {
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
