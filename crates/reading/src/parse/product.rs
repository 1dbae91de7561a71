//! Products of whole numbers, the bulk of the parser's work.
//!
//! Values are 16-bit numbers, two of them packed in an `i32`, so that one instruction multiplies and adds pairs. Whole
//! numbers give the same sums in any order: results are the same on every machine and for every grouping of sentences.

#![allow(unsafe_code)] // One kernel compiled for AVX2, guarded by a test of the processor; the portable one gives the same.

/// Outputs are handled in groups of this many.
const WIDE: usize = 16;

/// Two numbers in one.
#[inline(always)]
pub fn pair(low: i16, high: i16) -> i32 {
    i32::from(low) & 0xffff | i32::from(high) << 16
}

/// A weight matrix, packed for [`Packed::product`].
pub struct Packed {
    /// Number of inputs, even.
    pub inputs: usize,
    /// Number of outputs, without padding.
    pub outputs: usize,
    /// Groups of outputs, in each the pairs of inputs, in each the outputs of the group.
    data: Vec<i32>,
}

impl Packed {
    /// Packs weights that lie row by row, one row of `outputs` for each input.
    pub fn new(weights: &[u8], inputs: usize, outputs: usize) -> Packed {
        let pairs = inputs.div_ceil(2);
        let groups = outputs.div_ceil(WIDE);
        let mut data = vec![0; groups * pairs * WIDE];
        let at = |i: usize, o: usize| {
            if i < inputs {
                i16::from(weights[i * outputs + o] as i8)
            } else {
                0
            }
        };
        for g in 0..groups {
            for p in 0..pairs {
                for o in (g * WIDE)..outputs.min((g + 1) * WIDE) {
                    data[(g * pairs + p) * WIDE + o % WIDE] = pair(at(2 * p, o), at(2 * p + 1, o));
                }
            }
        }
        Packed {
            inputs: pairs * 2,
            outputs,
            data,
        }
    }

    /// Outputs with padding: the width of a row of results.
    pub fn width(&self) -> usize {
        self.outputs.div_ceil(WIDE) * WIDE
    }

    /// Multiplies each row of `x` (pairs, `inputs / 2` a row) with the weights. Results fill `out`, a padded row each.
    pub fn product(&self, x: &[i32], out: &mut Vec<i32>) {
        let pairs = self.inputs / 2;
        let rows = x.len().checked_div(pairs).unwrap_or(0);
        out.clear();
        out.resize(rows * self.width(), 0);
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2, the only thing that the kernel needs beyond ordinary code.
            unsafe { self.run_avx2(x, rows, out) };
            return;
        }
        self.run(x, rows, out);
    }

    fn run(&self, x: &[i32], rows: usize, out: &mut [i32]) {
        let pairs = self.inputs / 2;
        let width = self.width();
        for (g, weights) in self.data.chunks_exact(pairs * WIDE).enumerate() {
            let (weights, _) = weights.as_chunks::<WIDE>();
            for r in 0..rows {
                let mut sums = [0i32; WIDE];
                for (x, w) in x[r * pairs..(r + 1) * pairs].iter().zip(weights) {
                    let (low, high) = (i32::from(*x as i16), x >> 16);
                    for (s, w) in sums.iter_mut().zip(w) {
                        *s += low * i32::from(*w as i16) + high * (w >> 16);
                    }
                }
                out[r * width + g * WIDE..r * width + (g + 1) * WIDE].copy_from_slice(&sums);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, x: &[i32], rows: usize, out: &mut [i32]) {
        let pairs = self.inputs / 2;
        let width = self.width();
        for (g, weights) in self.data.chunks_exact(pairs * WIDE).enumerate() {
            let (weights, _) = weights.as_chunks::<WIDE>();
            let mut r = 0;
            while r + 4 <= rows {
                tile_avx2::<4>(
                    &x[r * pairs..(r + 4) * pairs],
                    pairs,
                    weights,
                    &mut out[r * width + g * WIDE..],
                    width,
                );
                r += 4;
            }
            while r < rows {
                tile_avx2::<1>(
                    &x[r * pairs..(r + 1) * pairs],
                    pairs,
                    weights,
                    &mut out[r * width + g * WIDE..],
                    width,
                );
                r += 1;
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn tile_avx2<const R: usize>(
    x: &[i32],
    pairs: usize,
    weights: &[[i32; WIDE]],
    out: &mut [i32],
    width: usize,
) {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256,
    };
    let mut rows: [&[i32]; R] = [x; R];
    for (r, row) in rows.iter_mut().enumerate() {
        *row = &x[r * pairs..(r + 1) * pairs];
    }
    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    for (p, w) in weights[..pairs].iter().enumerate() {
        let at = w.as_ptr().cast::<__m256i>();
        // SAFETY: `w` holds sixteen numbers, eight for each load.
        let (low, high) = unsafe { (_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1))) };
        for (sum, row) in sums.iter_mut().zip(&rows) {
            let x = _mm256_set1_epi32(row[p]);
            sum[0] = _mm256_add_epi32(sum[0], _mm256_madd_epi16(x, low));
            sum[1] = _mm256_add_epi32(sum[1], _mm256_madd_epi16(x, high));
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        let to = &mut out[r * width..r * width + WIDE];
        let at = to.as_mut_ptr().cast::<__m256i>();
        // SAFETY: `to` holds sixteen numbers, eight for each store.
        unsafe {
            _mm256_storeu_si256(at, sum[0]);
            _mm256_storeu_si256(at.add(1), sum[1]);
        }
    }
}

/// Sum of the products of two rows of pairs.
#[inline(always)]
pub fn dot(a: &[i32], b: &[i32]) -> i32 {
    a.iter()
        .zip(b)
        .map(|(a, b)| i32::from(*a as i16) * i32::from(*b as i16) + (a >> 16) * (b >> 16))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernels_agree_with_the_definition() {
        let (inputs, outputs, rows) = (10, 37, 7);
        let weights: Vec<u8> = (0..inputs * outputs)
            .map(|i| ((i * 37 + 11) % 251) as u8)
            .collect();
        let x: Vec<i16> = (0..rows * inputs)
            .map(|i| ((i * 7919 + 13) % 65_536) as u16 as i16)
            .collect();
        let pairs: Vec<i32> = x.chunks_exact(2).map(|c| pair(c[0], c[1])).collect();
        let packed = Packed::new(&weights, inputs, outputs);
        let mut out = Vec::new();
        packed.product(&pairs, &mut out);
        let mut plain = vec![0; out.len()];
        packed.run(&pairs, rows, &mut plain);
        assert_eq!(out, plain);
        for r in 0..rows {
            for o in 0..outputs {
                let want: i32 = (0..inputs)
                    .map(|i| {
                        i32::from(x[r * inputs + i]) * i32::from(weights[i * outputs + o] as i8)
                    })
                    .sum();
                assert_eq!(out[r * packed.width() + o], want);
            }
        }
        let want: i32 = (0..inputs)
            .map(|i| i32::from(x[i]) / 8 * (i32::from(x[inputs + i]) / 8))
            .sum();
        let eighth: Vec<i32> = x
            .chunks_exact(2)
            .map(|c| pair(c[0] / 8, c[1] / 8))
            .collect();
        assert_eq!(
            dot(&eighth[..inputs / 2], &eighth[inputs / 2..inputs]),
            want
        );
    }
}
