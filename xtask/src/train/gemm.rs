//! Matrix products for training.
//!
//! Every element of a product is summed in the order of the inner dimension, with separate multiplication and
//! addition, so that the result is the same to the bit on every machine and for every vector width.

#![allow(unsafe_code)] // One call of the same code compiled for AVX2, guarded by a test of the processor.

const MR: usize = 6;
const NR: usize = 16;

/// A matrix seen with steps: element (i, j) is `data[i * rows + j * columns]`.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The elements.
    pub data: &'a [f32],
    /// Step from row to row.
    pub rows: usize,
    /// Step from column to column.
    pub columns: usize,
}

impl<'a> View<'a> {
    /// Rows one after the other, `width` long.
    pub fn new(data: &'a [f32], width: usize) -> View<'a> {
        View {
            data,
            rows: width,
            columns: 1,
        }
    }

    /// The transposed matrix.
    pub fn t(self) -> View<'a> {
        View {
            data: self.data,
            rows: self.columns,
            columns: self.rows,
        }
    }
}

/// Scratch space that is used again.
#[derive(Default)]
pub struct Scratch {
    a: Vec<f32>,
    b: Vec<f32>,
}

/// `c += a * b`, where `a` is m × k, `b` is k × n, and `c` has rows of `width`.
#[allow(clippy::too_many_arguments)]
pub fn add_product(
    m: usize,
    n: usize,
    k: usize,
    a: View,
    b: View,
    c: &mut [f32],
    width: usize,
    scratch: &mut Scratch,
) {
    if m == 0 || n == 0 || k == 0 {
        return;
    }
    #[cfg(target_arch = "x86_64")]
    if std::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, the only thing that the tile needs beyond ordinary code.
        product(m, n, k, a, b, c, width, scratch, |x, y| unsafe {
            tile_avx2(x, y)
        });
        return;
    }
    product(m, n, k, a, b, c, width, scratch, tile);
}

type Tile = [[f32; NR]; MR];

fn tile(xs: &[[f32; MR]], ys: &[[f32; NR]]) -> Tile {
    let mut sums = [[0f32; NR]; MR];
    for (x, y) in xs.iter().zip(ys) {
        for (sum, x) in sums.iter_mut().zip(x) {
            for (s, y) in sum.iter_mut().zip(y) {
                *s += x * y;
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn tile_avx2(xs: &[[f32; MR]], ys: &[[f32; NR]]) -> Tile {
    use std::arch::x86_64::{
        _mm256_add_ps, _mm256_loadu_ps, _mm256_mul_ps, _mm256_set1_ps, _mm256_setzero_ps,
        _mm256_storeu_ps,
    };
    let mut sums = [[_mm256_setzero_ps(); 2]; MR];
    for (x, y) in xs.iter().zip(ys) {
        // SAFETY: `y` holds sixteen values, eight for each load.
        let (low, high) = unsafe {
            (
                _mm256_loadu_ps(y.as_ptr()),
                _mm256_loadu_ps(y.as_ptr().add(8)),
            )
        };
        for r in 0..MR {
            let x = _mm256_set1_ps(x[r]);
            sums[r][0] = _mm256_add_ps(sums[r][0], _mm256_mul_ps(x, low));
            sums[r][1] = _mm256_add_ps(sums[r][1], _mm256_mul_ps(x, high));
        }
    }
    let mut out = [[0f32; NR]; MR];
    for (to, sum) in out.iter_mut().zip(&sums) {
        // SAFETY: `to` holds sixteen values, eight for each store.
        unsafe {
            _mm256_storeu_ps(to.as_mut_ptr(), sum[0]);
            _mm256_storeu_ps(to.as_mut_ptr().add(8), sum[1]);
        }
    }
    out
}

#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn product(
    m: usize,
    n: usize,
    k: usize,
    a: View,
    b: View,
    c: &mut [f32],
    width: usize,
    scratch: &mut Scratch,
    tile: impl Fn(&[[f32; MR]], &[[f32; NR]]) -> Tile,
) {
    let tiles = m.div_ceil(MR);
    let panels = n.div_ceil(NR);
    scratch.a.clear();
    scratch.a.resize(tiles * MR * k, 0.0);
    for (i, block) in scratch.a.chunks_exact_mut(MR * k).enumerate() {
        let height = MR.min(m - i * MR);
        for r in 0..height {
            let base = (i * MR + r) * a.rows;
            for (p, slot) in block.iter_mut().skip(r).step_by(MR).enumerate() {
                *slot = a.data[base + p * a.columns];
            }
        }
    }
    scratch.b.clear();
    scratch.b.resize(NR * k, 0.0);
    for j in 0..panels {
        let wide = NR.min(n - j * NR);
        for (p, row) in scratch.b.chunks_exact_mut(NR).enumerate() {
            if b.columns == 1 {
                let from = p * b.rows + j * NR;
                row[..wide].copy_from_slice(&b.data[from..from + wide]);
            } else {
                for (q, slot) in row[..wide].iter_mut().enumerate() {
                    *slot = b.data[p * b.rows + (j * NR + q) * b.columns];
                }
            }
        }
        for (i, block) in scratch.a.chunks_exact(MR * k).enumerate() {
            let sums = tile(block.as_chunks().0, scratch.b.as_chunks().0);
            let height = MR.min(m - i * MR);
            for (r, sum) in sums.iter().enumerate().take(height) {
                let from = (i * MR + r) * width + j * NR;
                for (slot, s) in c[from..from + wide].iter_mut().zip(sum) {
                    *slot += *s;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_definition() {
        let (m, n, k) = (7, 19, 5);
        let a: Vec<f32> = (0..m * k).map(|i| (i % 11) as f32 - 5.0).collect();
        let b: Vec<f32> = (0..k * n).map(|i| (i % 7) as f32 - 3.0).collect();
        let mut c = vec![1.0; m * n];
        add_product(
            m,
            n,
            k,
            View::new(&a, k),
            View::new(&b, n),
            &mut c,
            n,
            &mut Scratch::default(),
        );
        for i in 0..m {
            for j in 0..n {
                let want: f32 = (0..k).map(|p| a[i * k + p] * b[p * n + j]).sum();
                assert_eq!(c[i * n + j], want + 1.0);
            }
        }
    }
}
