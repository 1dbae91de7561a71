//! Products of whole numbers, the bulk of the parser's work.
//!
//! What enters: rows of small whole numbers, and weights packed for the kernels. What leaves: sums of 32 bits. Whole
//! numbers give the same sums in any order: results are the same on every machine and for every grouping of rows.
//! Two kinds: [`Bytes`] for outputs of the memories, which lie between -1 and 1 and need few bits, and [`Pairs`] of
//! 16-bit numbers for what has a wider range.

#![allow(unsafe_code)] // Kernels compiled for AVX2, guarded by a test of the processor; the portable ones give the same.

/// Largest input of [`Bytes`]; inputs are written with [`ZERO`] added, from 0 to twice this.
pub const MOST_INPUT: i32 = 31;
/// What stands for zero in an input of [`Bytes`].
pub const ZERO: u8 = MOST_INPUT as u8;
/// Largest weight of [`Bytes`]. Eight products of it and an input fit into 16 bits: 8 * 63 * 62 < 2^15.
pub const MOST_WEIGHT: i32 = 63;
/// Inputs of [`Bytes`] come in blocks of this many.
pub const BLOCK: usize = 16;
/// Rows that are multiplied before the next outputs: as many as stay in the nearest cache.
const STRETCH: usize = 64;

/// Weights of seven bits for inputs of six.
pub struct Bytes {
    inputs: usize,
    outputs: usize,
    /// Groups of eight outputs, in each the fours of inputs, in each the four weights of each output.
    data: Vec<Lane>,
    /// What a sum starts with: it takes away what [`ZERO`] adds.
    start: Vec<[i32; 8]>,
}

#[derive(Clone, Copy)]
#[repr(C, align(32))]
struct Lane([i8; 32]);

impl Bytes {
    /// Packs weights that lie row by row, one row of `outputs` for each input; None where there is no whole number of
    /// blocks of inputs, or a weight is too large.
    /// Sums start from `bias`, one number for each output.
    pub fn new(weights: &[i8], bias: &[i32], inputs: usize) -> Option<Bytes> {
        let outputs = bias.len();
        let small = |w: &i8| i32::from(*w).abs() <= MOST_WEIGHT;
        if inputs == 0
            || !inputs.is_multiple_of(BLOCK)
            || weights.len() != inputs * outputs
            || !weights.iter().all(small)
        {
            return None;
        }
        let (groups, fours) = (outputs.div_ceil(8), inputs / 4);
        let mut data = vec![Lane([0; 32]); groups * fours];
        let mut start = vec![[0i32; 8]; groups];
        for (o, bias) in bias.iter().enumerate() {
            start[o / 8][o % 8] = *bias;
        }
        for (g, (data, start)) in data.chunks_exact_mut(fours).zip(&mut start).enumerate() {
            let columns = g * 8..outputs.min(g * 8 + 8);
            for (i, row) in weights.chunks_exact(outputs).enumerate() {
                let lane = &mut data[i / 4].0;
                for (o, w) in row[columns.clone()].iter().enumerate() {
                    lane[o * 4 + i % 4] = *w;
                    start[o] -= i32::from(ZERO) * i32::from(*w);
                }
            }
        }
        Some(Bytes {
            inputs,
            outputs,
            data,
            start,
        })
    }

    /// Outputs with padding: the width of a row of results.
    pub fn width(&self) -> usize {
        self.outputs.div_ceil(8) * 8
    }

    /// Multiplies each row of `x` with the weights. Results fill the beginning of `out`, which grows where it must.
    pub fn product(&self, x: &[u8], out: &mut Vec<i32>) {
        self.onto(x, &[], out);
    }

    /// The same with rows that are added: `base` has one for each row of `x`, as wide as the results, or none at all.
    pub fn onto(&self, x: &[u8], base: &[&[i32]], out: &mut Vec<i32>) {
        let width = self.width();
        let rows = x.len() / self.inputs;
        if out.len() < rows * width {
            out.resize(rows * width, 0);
        }
        for from in (0..rows).step_by(STRETCH) {
            let to = rows.min(from + STRETCH);
            let x = &x[from * self.inputs..to * self.inputs];
            let base = base.get(from..to).unwrap_or(&[]);
            let out = &mut out[from * width..to * width];
            #[cfg(target_arch = "x86_64")]
            if std::is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has AVX2, the only thing that the kernel needs beyond ordinary code.
                unsafe { self.run_avx2(x, base, to - from, out) };
                continue;
            }
            self.run(x, base, to - from, out);
        }
    }

    fn run(&self, x: &[u8], base: &[&[i32]], rows: usize, out: &mut [i32]) {
        let (fours, width) = (self.inputs / 4, self.width());
        for (g, (weights, start)) in self.data.chunks_exact(fours).zip(&self.start).enumerate() {
            for r in 0..rows {
                let mut sums = *start;
                if let Some(base) = base.get(r) {
                    for (s, b) in sums.iter_mut().zip(&base[g * 8..]) {
                        *s += b;
                    }
                }
                let row = &x[r * self.inputs..(r + 1) * self.inputs];
                for (x, w) in row.as_chunks::<4>().0.iter().zip(weights) {
                    for (s, w) in sums.iter_mut().zip(w.0.as_chunks::<4>().0) {
                        for (x, w) in x.iter().zip(w) {
                            *s += i32::from(*x) * i32::from(*w);
                        }
                    }
                }
                out[r * width + g * 8..][..8].copy_from_slice(&sums);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, x: &[u8], base: &[&[i32]], rows: usize, out: &mut [i32]) {
        let (fours, width) = (self.inputs / 4, self.width());
        for (g, (weights, start)) in self.data.chunks_exact(fours).zip(&self.start).enumerate() {
            let mut r = 0;
            macro_rules! tiles {
                ($($rows:literal)*) => {$(
                    while $rows <= rows - r {
                        let base = base.get(r..r + $rows).unwrap_or(&[]);
                        let (x, out) = (&x[r * self.inputs..], &mut out[r * width + g * 8..]);
                        bytes_avx2::<$rows>(x, self.inputs, weights, start, (base, g * 8), out, width);
                        r += $rows;
                    }
                )*};
            }
            tiles!(8 4 2 1);
        }
    }
}

/// Eight outputs of `R` rows, with the rows of `base` added from a column on, if there are any.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn bytes_avx2<const R: usize>(
    x: &[u8],
    inputs: usize,
    weights: &[Lane],
    start: &[i32; 8],
    (base, column): (&[&[i32]], usize),
    out: &mut [i32],
    width: usize,
) {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_load_si256, _mm256_loadu_si256,
        _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi16, _mm256_set1_epi32,
        _mm256_storeu_si256,
    };
    // Plain loops and pointers: iterators here are only fast where they are inlined.
    assert!(x.len() >= R * inputs && weights.len() * 4 == inputs && inputs.is_multiple_of(BLOCK));
    assert!(out.len() >= (R - 1) * width + 8);
    let ones = _mm256_set1_epi16(1);
    // SAFETY: eight numbers of 32 bits.
    let mut sums = [unsafe { _mm256_loadu_si256(start.as_ptr().cast::<__m256i>()) }; R];
    let mut r = 0;
    while r < base.len() && r < R {
        let eight = &base[r][column..column + 8];
        // SAFETY: eight numbers of 32 bits.
        let eight = unsafe { _mm256_loadu_si256(eight.as_ptr().cast::<__m256i>()) };
        sums[r] = _mm256_add_epi32(sums[r], eight);
        r += 1;
    }
    let mut i = 0;
    while i < inputs {
        // SAFETY: `i` is a multiple of the block below `inputs`, and the lengths were checked above; weights are aligned.
        unsafe {
            let w = weights.as_ptr().add(i / 4).cast::<__m256i>();
            let w = [
                _mm256_load_si256(w),
                _mm256_load_si256(w.add(1)),
                _mm256_load_si256(w.add(2)),
                _mm256_load_si256(w.add(3)),
            ];
            let mut r = 0;
            while r < R {
                let at = x.as_ptr().add(r * inputs + i).cast::<i32>();
                let a = _mm256_maddubs_epi16(_mm256_set1_epi32(at.read_unaligned()), w[0]);
                let b = _mm256_maddubs_epi16(_mm256_set1_epi32(at.add(1).read_unaligned()), w[1]);
                let c = _mm256_maddubs_epi16(_mm256_set1_epi32(at.add(2).read_unaligned()), w[2]);
                let d = _mm256_maddubs_epi16(_mm256_set1_epi32(at.add(3).read_unaligned()), w[3]);
                // Sums of eight products fit into 16 bits, see MOST_WEIGHT.
                let four = _mm256_add_epi16(_mm256_add_epi16(a, b), _mm256_add_epi16(c, d));
                sums[r] = _mm256_add_epi32(sums[r], _mm256_madd_epi16(four, ones));
                r += 1;
            }
        }
        i += BLOCK;
    }
    let mut r = 0;
    while r < R {
        // SAFETY: `out` holds eight numbers from here on, as was checked above.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().add(r * width).cast::<__m256i>(), sums[r]) };
        r += 1;
    }
}

/// Weights of eight bits for inputs of sixteen, which are multiplied in pairs.
pub struct Pairs {
    inputs: usize,
    outputs: usize,
    /// Groups of sixteen outputs, in each the pairs of inputs, in each the two weights of each output.
    data: Vec<[i16; 2 * WIDE]>,
}

/// Outputs of [`Pairs`] are handled in groups of this many.
const WIDE: usize = 16;

impl Pairs {
    /// Packs weights that lie row by row, one row of `outputs` for each input; None for an odd number of inputs.
    pub fn new(weights: &[i8], inputs: usize, outputs: usize) -> Option<Pairs> {
        if inputs == 0 || !inputs.is_multiple_of(2) || weights.len() != inputs * outputs {
            return None;
        }
        let (pairs, groups) = (inputs / 2, outputs.div_ceil(WIDE));
        let mut data = vec![[0; 2 * WIDE]; groups * pairs];
        for (g, data) in data.chunks_exact_mut(pairs).enumerate() {
            let columns = g * WIDE..outputs.min((g + 1) * WIDE);
            for (i, row) in weights.chunks_exact(outputs).enumerate() {
                let pair = &mut data[i / 2];
                for (o, w) in row[columns.clone()].iter().enumerate() {
                    pair[o * 2 + i % 2] = i16::from(*w);
                }
            }
        }
        Some(Pairs {
            inputs,
            outputs,
            data,
        })
    }

    /// Outputs with padding: the width of a row of results.
    pub fn width(&self) -> usize {
        self.outputs.div_ceil(WIDE) * WIDE
    }

    /// Multiplies each row of `x` with the weights. Results fill the beginning of `out`, which grows where it must.
    pub fn product(&self, x: &[i16], out: &mut Vec<i32>) {
        let rows = x.len() / self.inputs;
        if out.len() < rows * self.width() {
            out.resize(rows * self.width(), 0);
        }
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2, the only thing that the kernel needs beyond ordinary code.
            unsafe { self.run_avx2(x, rows, out) };
            return;
        }
        self.run(x, rows, out);
    }

    fn run(&self, x: &[i16], rows: usize, out: &mut [i32]) {
        let (pairs, width) = (self.inputs / 2, self.width());
        for (g, weights) in self.data.chunks_exact(pairs).enumerate() {
            for r in 0..rows {
                let mut sums = [0i32; WIDE];
                let row = &x[r * self.inputs..(r + 1) * self.inputs];
                for ([a, b], w) in row.as_chunks::<2>().0.iter().zip(weights) {
                    for (s, [v, w]) in sums.iter_mut().zip(w.as_chunks::<2>().0) {
                        *s += i32::from(*a) * i32::from(*v) + i32::from(*b) * i32::from(*w);
                    }
                }
                out[r * width + g * WIDE..][..WIDE].copy_from_slice(&sums);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, x: &[i16], rows: usize, out: &mut [i32]) {
        let (pairs, width) = (self.inputs / 2, self.width());
        for (g, weights) in self.data.chunks_exact(pairs).enumerate() {
            let mut r = 0;
            macro_rules! tiles {
                ($($rows:literal)*) => {$(
                    while $rows <= rows - r {
                        let (x, out) = (&x[r * self.inputs..], &mut out[r * width + g * WIDE..]);
                        pairs_avx2::<$rows>(x, self.inputs, weights, out, width);
                        r += $rows;
                    }
                )*};
            }
            tiles!(4 1);
        }
    }
}

/// Sixteen outputs of `R` rows.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn pairs_avx2<const R: usize>(
    x: &[i16],
    inputs: usize,
    weights: &[[i16; 2 * WIDE]],
    out: &mut [i32],
    width: usize,
) {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256,
    };
    // Plain loops and pointers: iterators here are only fast where they are inlined.
    assert!(x.len() >= R * inputs && weights.len() * 2 == inputs);
    assert!(out.len() >= (R - 1) * width + WIDE);
    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    let mut p = 0;
    while p < inputs / 2 {
        // SAFETY: `p` is below the number of pairs, and the lengths were checked above.
        unsafe {
            let at = weights.as_ptr().add(p).cast::<__m256i>();
            let (low, high) = (_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1)));
            let mut r = 0;
            while r < R {
                let at = x.as_ptr().add(r * inputs + 2 * p).cast::<i32>();
                let x = _mm256_set1_epi32(at.read_unaligned());
                sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(x, low));
                sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(x, high));
                r += 1;
            }
        }
        p += 1;
    }
    let mut r = 0;
    while r < R {
        // SAFETY: `out` holds sixteen numbers from here on, as was checked above.
        unsafe {
            let at = out.as_mut_ptr().add(r * width).cast::<__m256i>();
            _mm256_storeu_si256(at, sums[r][0]);
            _mm256_storeu_si256(at.add(1), sums[r][1]);
        }
        r += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_agree_with_the_definition() {
        let (inputs, outputs, rows) = (48, 37, 79);
        let most = MOST_WEIGHT;
        let weights: Vec<i8> = (0..inputs * outputs)
            .map(|i| match i % 5 {
                // The largest sums there are.
                0 | 1 => most as i8,
                2 => -most as i8,
                _ => ((i * 37 + 11) % (2 * most as usize + 1)) as i8 - most as i8,
            })
            .collect();
        let x: Vec<u8> = (0..rows * inputs)
            .map(|i| match i / inputs {
                0 => 2 * ZERO,
                1 => 0,
                _ => ((i * 7919 + 13) % (2 * usize::from(ZERO) + 1)) as u8,
            })
            .collect();
        let bias: Vec<i32> = (0..outputs as i32).map(|o| o * 1000).collect();
        let packed = Bytes::new(&weights, &bias, inputs).unwrap();
        let base: Vec<Vec<i32>> = (0..rows as i32)
            .map(|r| vec![r * 7; packed.width()])
            .collect();
        let base: Vec<&[i32]> = base.iter().map(Vec::as_slice).collect();
        let mut out = Vec::new();
        packed.onto(&x, &base, &mut out);
        let mut plain = vec![0; out.len()];
        packed.run(&x, &base, rows, &mut plain);
        assert_eq!(out, plain);
        for r in 0..rows {
            for o in 0..outputs {
                let want: i32 = (0..inputs)
                    .map(|i| {
                        (i32::from(x[r * inputs + i]) - i32::from(ZERO))
                            * i32::from(weights[i * outputs + o])
                    })
                    .sum();
                let added = (o * 1000 + r * 7) as i32;
                assert_eq!(out[r * packed.width() + o], want + added);
            }
        }
        let large = vec![most as i8; 15 * 16];
        assert!(Bytes::new(&large, &[0; 16], 15).is_none());
        assert!(Bytes::new(&[64; 16], &[0], 16).is_none());
        // Eight weights and inputs at their limits.
        let packed = Bytes::new(&[most as i8; 16], &[0], 16).unwrap();
        packed.product(&[2 * ZERO; 16], &mut out);
        assert_eq!(out[0], 16 * most * i32::from(ZERO));
    }

    #[test]
    fn pairs_agree_with_the_definition() {
        let (inputs, outputs, rows) = (10, 37, 7);
        let weights: Vec<i8> = (0..inputs * outputs)
            .map(|i| ((i * 37 + 11) % 251) as u8 as i8)
            .collect();
        let x: Vec<i16> = (0..rows * inputs)
            .map(|i| ((i * 7919 + 13) % 65_536) as u16 as i16)
            .collect();
        let packed = Pairs::new(&weights, inputs, outputs).unwrap();
        let mut out = Vec::new();
        packed.product(&x, &mut out);
        let mut plain = vec![0; out.len()];
        packed.run(&x, rows, &mut plain);
        assert_eq!(out, plain);
        for r in 0..rows {
            for o in 0..outputs {
                let want: i32 = (0..inputs)
                    .map(|i| i32::from(x[r * inputs + i]) * i32::from(weights[i * outputs + o]))
                    .sum();
                assert_eq!(out[r * packed.width() + o], want);
            }
        }
    }
}
