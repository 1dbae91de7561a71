//! Elementary functions that give the same bits on every machine: only multiplication, addition and conversions.

/// e to the power of `x`, within 2e-7 of the true value relative to it; `x` is held between -87 and 87.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    // x = n ln 2 + r. Adding and taking away 1.5 * 2^23 rounds to a whole number.
    let n = x * std::f32::consts::LOG2_E + 12_582_912.0 - 12_582_912.0;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let y = p * r * r + r + 1.0;
    y * f32::from_bits(((n as i32 + 127) << 23) as u32)
}

/// A sigmoid of two parabolas: 0 up to -4, 1 from 4 on, slope 1/4 at 0. Cheap, and smooth enough to learn with.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    let c = x.clamp(-4.0, 4.0);
    0.5 + c * (0.25 - c.abs() * (1.0 / 32.0))
}

/// The same curve from -1 at -2 to 1 at 2, slope 1 at 0.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let c = x.clamp(-2.0, 2.0);
    c * (1.0 - c.abs() * 0.25)
}

/// Slope of [`sigmoid`] where its value is `y`.
#[inline(always)]
pub fn sigmoid_slope(y: f32) -> f32 {
    (y.min(1.0 - y).max(0.0) * 0.125).sqrt()
}

/// Slope of [`tanh`] where its value is `y`.
#[inline(always)]
pub fn tanh_slope(y: f32) -> f32 {
    (1.0 - y.abs()).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    #[test]
    fn exp_and_slopes_are_right() {
        for i in -2000..2000 {
            let x = i as f32 * 0.01;
            assert!((super::exp(x) / x.exp() - 1.0).abs() < 1e-6, "{x}");
            let step = |f: fn(f32) -> f32| (f(x + 0.005) - f(x - 0.005)) * 100.0;
            assert!(
                (super::tanh_slope(super::tanh(x)) - step(super::tanh)).abs() < 0.01,
                "{x}"
            );
            assert!(
                (super::sigmoid_slope(super::sigmoid(x)) - step(super::sigmoid)).abs() < 0.01,
                "{x}"
            );
        }
    }
}
