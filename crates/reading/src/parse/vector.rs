//! Plain loops over rows of numbers, compiled twice: for every processor, and with the wider vectors of AVX2.
//!
//! What enters and leaves: slices. Invariant: each number is computed by the same operations in the same order, without
//! fused ones, so that both copies give the same bits.

#![allow(unsafe_code)] // Calls of the copy for AVX2, guarded by a test of the processor.

use super::math::{sigmoid, tanh};
use super::product::{MOST_INPUT, ZERO};

/// Embeddings and hidden values are cut at ±32.
pub const WIDE: f32 = 1024.0;
/// Values whose products are summed into scores of heads are cut at ±15.9, so that the sums of up to 128 cannot overflow.
pub const NARROW: f32 = 256.0;
/// Where narrow values are cut.
const NARROW_LIMIT: f32 = 4070.0;

/// Scales of whole-number sums, and constants; one of each for an output. Where the outputs are padded, nothing is
/// better than a real one.
pub struct Scales {
    /// What a sum is multiplied with.
    pub scale: Vec<f32>,
    /// What is added then.
    pub bias: Vec<f32>,
}

impl Scales {
    /// Those of `n` outputs from `at` on.
    pub fn part(&self, at: usize, n: usize) -> Scales {
        Scales {
            scale: self.scale[at..at + n].to_vec(),
            bias: self.bias[at..at + n].to_vec(),
        }
    }
}

macro_rules! twice {
    ($($(#[$doc:meta])* pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)? $body:block)*) => {$(
        $(#[$doc])*
        pub fn $name($($arg: $type),*) $(-> $out)? {
            #[inline(always)]
            fn plain($($arg: $type),*) $(-> $out)? $body
            #[cfg(target_arch = "x86_64")]
            if std::is_x86_feature_detected!("avx2") {
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $type),*) $(-> $out)? {
                    plain($($arg),*)
                }
                // SAFETY: the processor has AVX2, the only thing that this copy needs beyond the other.
                return unsafe { wide($($arg),*) };
            }
            plain($($arg),*)
        }
    )*};
}

/// Rounds to the nearest whole number, ties to even: adding 1.5 * 2^23 leaves it in the low 22 bits.
#[inline(always)]
pub fn rounded(x: f32) -> i32 {
    (x + 12_582_912.0).to_bits() as i32
}

#[inline(always)]
fn leaky(v: f32) -> f32 {
    v.max(0.1 * v)
}

twice! {
    /// One step of a memory of `cells.len()`: sums for gates in, forget, out, candidate, with a scale for each, and the
    /// cells as they were; new cells and outputs out.
    pub fn step(sums: &[i32], scale: &[f32], cells: &mut [f32], out: &mut [u8]) {
        let h = cells.len();
        let part = |n: usize| n * h..(n + 1) * h;
        let (s0, s1, s2, s3) = (&sums[part(0)], &sums[part(1)], &sums[part(2)], &sums[part(3)]);
        let (u0, u1, u2, u3) = (&scale[part(0)], &scale[part(1)], &scale[part(2)], &scale[part(3)]);
        let out = &mut out[..h];
        for k in 0..h {
            let input = sigmoid(s0[k] as f32 * u0[k]);
            let forget = sigmoid(s1[k] as f32 * u1[k]);
            let output = sigmoid(s2[k] as f32 * u2[k]);
            let candidate = tanh(s3[k] as f32 * u3[k]);
            let c = forget * cells[k] + input * candidate;
            cells[k] = c;
            let whole = rounded(output * tanh(c) * MOST_INPUT as f32) as u8;
            // Below zero the byte has wrapped already.
            out[k] = whole.wrapping_add(ZERO);
        }
    }

    /// Sums in other units: scaled, with the constants added, and rounded.
    pub fn rescaled(sums: &mut [i32], scales: &Scales) {
        const LIMIT: f32 = 4_000_000.0;
        let n = sums.len();
        let (scale, bias) = (&scales.scale[..n], &scales.bias[..n]);
        for k in 0..n {
            let v = (sums[k] as f32 * scale[k] + bias[k]).clamp(-LIMIT, LIMIT);
            sums[k] = rounded(v) - rounded(0.0);
        }
    }

    /// Sums as values: scaled, with the constants added.
    pub fn values(sums: &[i32], scales: &Scales, out: &mut [f32]) {
        let n = out.len();
        let (sums, scale, bias) = (&sums[..n], &scales.scale[..n], &scales.bias[..n]);
        for k in 0..n {
            out[k] = sums[k] as f32 * scale[k] + bias[k];
        }
    }

    /// The same with what lies below zero made ten times smaller, as whole numbers.
    pub fn bent(sums: &[i32], scales: &Scales, out: &mut [i16]) {
        let n = out.len();
        let (sums, scale, bias) = (&sums[..n], &scales.scale[..n], &scales.bias[..n]);
        for k in 0..n {
            let v = leaky(sums[k] as f32 * scale[k] + bias[k]);
            out[k] = rounded((v * WIDE).clamp(-32_767.0, 32_767.0)) as i16;
        }
    }

    /// The same as narrow whole numbers.
    pub fn bent_narrow(sums: &[i32], scales: &Scales, out: &mut [i16]) {
        let n = out.len();
        let (sums, scale, bias) = (&sums[..n], &scales.scale[..n], &scales.bias[..n]);
        for k in 0..n {
            let v = leaky(sums[k] as f32 * scale[k] + bias[k]);
            out[k] = rounded((v * NARROW).clamp(-NARROW_LIMIT, NARROW_LIMIT)) as i16;
        }
    }

    /// Sums as narrow whole numbers, not bent.
    pub fn narrow(sums: &[i32], scales: &Scales, out: &mut [i16]) {
        let n = out.len();
        let (sums, scale, bias) = (&sums[..n], &scales.scale[..n], &scales.bias[..n]);
        for k in 0..n {
            let v = sums[k] as f32 * scale[k] + bias[k];
            out[k] = rounded((v * NARROW).clamp(-NARROW_LIMIT, NARROW_LIMIT)) as i16;
        }
    }

    /// Values as narrow whole numbers.
    pub fn narrow_values(values: &[f32], out: &mut [i16]) {
        for (o, v) in out.iter_mut().zip(values) {
            *o = rounded((v * NARROW).clamp(-NARROW_LIMIT, NARROW_LIMIT)) as i16;
        }
    }

    /// Values as whole numbers.
    pub fn whole(values: &[f32], out: &mut [i16]) {
        for (o, v) in out.iter_mut().zip(values) {
            *o = rounded((v * WIDE).clamp(-32_767.0, 32_767.0)) as i16;
        }
    }

    /// The sum of two rows of values, bent, as whole numbers.
    pub fn bent_sum(a: &[f32], b: &[f32], out: &mut [i16]) {
        let n = out.len();
        let (a, b) = (&a[..n], &b[..n]);
        for k in 0..n {
            out[k] = rounded((leaky(a[k] + b[k]) * WIDE).clamp(-32_767.0, 32_767.0)) as i16;
        }
    }

    /// Adds a row of the embedding table.
    pub fn add_row(sum: &mut [f32], row: &[u8], scale: f32) {
        let n = sum.len();
        let row = &row[..n];
        for k in 0..n {
            sum[k] += f32::from(row[k] as i8) * scale;
        }
    }

    /// Scores of all heads of all words of a sentence: a row for each of `deps`, a column for each of `heads`; both are
    /// rows of `width` narrow whole numbers.
    pub fn grid(deps: &[i16], heads: &[i16], width: usize, out: &mut Vec<f32>) {
        out.clear();
        for d in deps.chunks_exact(width) {
            for h in heads.chunks_exact(width) {
                let mut sum = 0i32;
                for k in 0..width {
                    sum += i32::from(d[k]) * i32::from(h[k]);
                }
                out.push(sum as f32);
            }
        }
    }
}

/// Where the greatest of the values stands, the first of several.
pub fn best(values: &[f32]) -> usize {
    let mut lanes = [f32::MIN; 8];
    let (eights, rest) = values.as_chunks::<8>();
    for eight in eights {
        for (top, v) in lanes.iter_mut().zip(eight) {
            *top = if *v > *top { *v } else { *top };
        }
    }
    let top = lanes
        .iter()
        .chain(rest)
        .fold(f32::MIN, |a, b| if *b > a { *b } else { a });
    values.iter().position(|v| *v == top).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_greatest_is_best() {
        let mut values: Vec<f32> = (0..37).map(|i| (i * 7 % 11) as f32).collect();
        assert_eq!(best(&values), 3);
        values[35] = 10.0;
        assert_eq!(best(&values), 3);
        values[36] = 11.0;
        assert_eq!(best(&values), 36);
        assert_eq!((best(&[]), best(&[f32::MIN; 9])), (0, 0));
    }

    #[test]
    fn a_step_follows_its_definition() {
        let sums: Vec<i32> = (0..96).map(|i| (i * 37 + 3) % 101 - 50).collect();
        let scale: Vec<f32> = (0..96).map(|i| 0.03 + i as f32 * 0.001).collect();
        let mut cells: Vec<f32> = (0..24).map(|i| i as f32 * 0.1 - 1.0).collect();
        let before = cells.clone();
        let mut out = vec![0u8; 24];
        step(&sums, &scale, &mut cells, &mut out);
        for k in 0..24 {
            let g = |n: usize| sums[n * 24 + k] as f32 * scale[n * 24 + k];
            let c = sigmoid(g(1)) * before[k] + sigmoid(g(0)) * tanh(g(3));
            assert_eq!(cells[k], c);
            let o = (sigmoid(g(2)) * tanh(c) * 31.0).round_ties_even() as i32 + 31;
            assert_eq!(i32::from(out[k]), o);
        }
    }

    #[test]
    fn sums_change_their_units() {
        let mut sums: Vec<i32> = (-20..21).map(|i| i * 100).collect();
        sums[40] = i32::MAX;
        let scales = Scales {
            scale: vec![0.5; 41],
            bias: vec![0.25; 41],
        };
        rescaled(&mut sums, &scales);
        assert_eq!(
            (sums[0], sums[20], sums[21], sums[40]),
            (-1000, 0, 50, 4_000_000)
        );
    }

    #[test]
    fn grids_hold_sums_of_products() {
        let deps = [1i16, -2, 3, 4];
        let heads = [5i16, 6, 7, -8, 0, 1];
        let mut out = Vec::new();
        grid(&deps, &heads, 2, &mut out);
        assert_eq!(out, [-7.0, 23.0, -2.0, 39.0, -11.0, 4.0]);
    }
}
