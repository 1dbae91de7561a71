//! One direction of a long short-term memory over a batch of sentences, with its gradient.
//!
//! A batch is packed by time: its sentences are sorted from the longest to the shortest, and row `start[t] + b` holds
//! word `t` of sentence `b`, for the sentences that have one.

use super::gemm::{Scratch, View, add_product};
use reading::parse::math::{sigmoid, sigmoid_slope, tanh, tanh_slope};

/// How a batch is packed.
pub struct Packing {
    /// First row of each time; one more entry for the end.
    pub start: Vec<usize>,
    /// For each row, the row of the word at the same distance from the end of its sentence.
    pub mirror: Vec<usize>,
}

impl Packing {
    /// Packs sentences of these lengths, which do not grow.
    pub fn new(lengths: &[usize]) -> Packing {
        let longest = lengths.first().copied().unwrap_or(0);
        let mut start = vec![0];
        for t in 0..longest {
            let active = lengths.iter().take_while(|l| **l > t).count();
            start.push(start[t] + active);
        }
        let rows = *start.last().unwrap_or(&0);
        let mut mirror = vec![0; rows];
        for (b, len) in lengths.iter().enumerate() {
            for t in 0..*len {
                mirror[start[t] + b] = start[len - 1 - t] + b;
            }
        }
        Packing { start, mirror }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.mirror.len()
    }

    /// The longest sentence.
    pub fn times(&self) -> usize {
        self.start.len() - 1
    }

    fn active(&self, t: usize) -> usize {
        self.start[t + 1] - self.start[t]
    }
}

/// Rows of `from` in mirrored order.
pub fn mirrored(from: &[f32], width: usize, packing: &Packing) -> Vec<f32> {
    let mut out = vec![0.0; from.len()];
    for (r, m) in packing.mirror.iter().enumerate() {
        out[r * width..(r + 1) * width].copy_from_slice(&from[m * width..(m + 1) * width]);
    }
    out
}

/// What the forward pass leaves for the gradient.
pub struct Trace {
    gates: Vec<f32>,
    cells: Vec<f32>,
    /// Outputs.
    pub hidden: Vec<f32>,
    before: Vec<f32>,
}

/// Weights of one direction: input × 4h, h × 4h, 4h. Gates: in, forget, out, candidate.
#[derive(Clone, Copy)]
pub struct Weights<'a> {
    /// From the input.
    pub input: &'a [f32],
    /// From the last output.
    pub recurrent: &'a [f32],
    /// Constants.
    pub bias: &'a [f32],
}

/// Runs over the batch. `mask` scales the last output of each sentence, b × h.
pub fn forward(
    x: &[f32],
    width: usize,
    h: usize,
    w: Weights,
    p: &Packing,
    mask: &[f32],
    scratch: &mut Scratch,
) -> Trace {
    let rows = p.rows();
    let g4 = 4 * h;
    let mut gates = Vec::with_capacity(rows * g4);
    for _ in 0..rows {
        gates.extend_from_slice(w.bias);
    }
    add_product(
        rows,
        g4,
        width,
        View::new(x, width),
        View::new(w.input, g4),
        &mut gates,
        g4,
        scratch,
    );
    let mut cells = vec![0.0; rows * h];
    let mut hidden = vec![0.0; rows * h];
    let mut before = vec![0.0; rows * h];
    for t in 0..p.times() {
        let (from, n) = (p.start[t], p.active(t));
        if t > 0 {
            let last = p.start[t - 1];
            for ((slot, v), m) in before[from * h..(from + n) * h]
                .iter_mut()
                .zip(&hidden[last * h..(last + n) * h])
                .zip(mask)
            {
                *slot = v * m;
            }
            let (b, g) = (
                &before[from * h..(from + n) * h],
                &mut gates[from * g4..(from + n) * g4],
            );
            add_product(
                n,
                g4,
                h,
                View::new(b, h),
                View::new(w.recurrent, g4),
                g,
                g4,
                scratch,
            );
        }
        for b in 0..n {
            let row = from + b;
            let old = if t > 0 {
                (p.start[t - 1] + b) * h
            } else {
                usize::MAX
            };
            let g = &mut gates[row * g4..(row + 1) * g4];
            for v in &mut g[..3 * h] {
                *v = sigmoid(*v);
            }
            for v in &mut g[3 * h..] {
                *v = tanh(*v);
            }
            let (past, now) = cells.split_at_mut(row * h);
            let past = past.get(old..).unwrap_or(&[]);
            let (gi, gf, go, gc) = (&g[..h], &g[h..2 * h], &g[2 * h..3 * h], &g[3 * h..]);
            for (k, (c, out)) in now[..h]
                .iter_mut()
                .zip(&mut hidden[row * h..(row + 1) * h])
                .enumerate()
            {
                *c = gf[k] * past.get(k).copied().unwrap_or(0.0) + gi[k] * gc[k];
                *out = go[k] * tanh(*c);
            }
        }
    }
    Trace {
        gates,
        cells,
        hidden,
        before,
    }
}

/// Gradients of one direction, laid out like [`Weights`].
pub struct Gradients<'a> {
    /// From the input.
    pub input: &'a mut [f32],
    /// From the last output.
    pub recurrent: &'a mut [f32],
    /// Constants.
    pub bias: &'a mut [f32],
}

/// Adds the gradients of the weights, given that of the outputs, and that of the input to `dx`.
#[allow(clippy::too_many_arguments)]
pub fn backward(
    x: &[f32],
    width: usize,
    h: usize,
    w: Weights,
    p: &Packing,
    mask: &[f32],
    trace: &Trace,
    dh_above: &[f32],
    grads: Gradients,
    dx: &mut [f32],
    scratch: &mut Scratch,
) {
    let rows = p.rows();
    let g4 = 4 * h;
    let mut dg = vec![0.0; rows * g4];
    let mut dh = dh_above.to_vec();
    let mut dc = vec![0.0; rows * h];
    let mut carry = vec![0.0; p.active(0) * h];
    let turned = transposed(w.recurrent, g4);
    for t in (0..p.times()).rev() {
        let (from, n) = (p.start[t], p.active(t));
        for b in 0..n {
            let row = from + b;
            let g = &trace.gates[row * g4..(row + 1) * g4];
            let d = &mut dg[row * g4..(row + 1) * g4];
            for k in 0..h {
                let (i, f, o, c) = (g[k], g[h + k], g[2 * h + k], g[3 * h + k]);
                let th = tanh(trace.cells[row * h + k]);
                let dhk = dh[row * h + k];
                let dck = dc[row * h + k] + dhk * o * tanh_slope(th);
                let old = if t > 0 {
                    trace.cells[(p.start[t - 1] + b) * h + k]
                } else {
                    0.0
                };
                d[k] = dck * c * sigmoid_slope(i);
                d[h + k] = dck * old * sigmoid_slope(f);
                d[2 * h + k] = dhk * th * sigmoid_slope(o);
                d[3 * h + k] = dck * i * tanh_slope(c);
                if t > 0 {
                    dc[(p.start[t - 1] + b) * h + k] += dck * f;
                }
            }
        }
        if t > 0 {
            let carry = &mut carry[..n * h];
            carry.fill(0.0);
            add_product(
                n,
                h,
                g4,
                View::new(&dg[from * g4..(from + n) * g4], g4),
                View::new(&turned, h),
                carry,
                h,
                scratch,
            );
            let last = p.start[t - 1];
            for ((slot, v), m) in dh[last * h..(last + n) * h]
                .iter_mut()
                .zip(carry.iter())
                .zip(mask)
            {
                *slot += v * m;
            }
        }
    }
    add_product(
        width,
        g4,
        rows,
        View::new(x, width).t(),
        View::new(&dg, g4),
        grads.input,
        g4,
        scratch,
    );
    add_product(
        h,
        g4,
        rows,
        View::new(&trace.before, h).t(),
        View::new(&dg, g4),
        grads.recurrent,
        g4,
        scratch,
    );
    for row in dg.chunks_exact(g4) {
        for (slot, v) in grads.bias.iter_mut().zip(row) {
            *slot += v;
        }
    }
    add_product(
        rows,
        width,
        g4,
        View::new(&dg, g4),
        View::new(&transposed(w.input, g4), width),
        dx,
        width,
        scratch,
    );
}

/// The matrix turned over; `width` is its number of columns.
pub fn transposed(matrix: &[f32], width: usize) -> Vec<f32> {
    let height = matrix.len() / width;
    let mut out = vec![0.0; matrix.len()];
    for (i, row) in matrix.chunks_exact(width).enumerate() {
        for (j, v) in row.iter().enumerate() {
            out[j * height + i] = *v;
        }
    }
    out
}
