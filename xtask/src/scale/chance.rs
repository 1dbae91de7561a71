//! Chance: numbers that look random and are the same for the same seed, on every machine.
//!
//! The method is SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).

/// A source of numbers.
pub struct Chance(u64);

impl Chance {
    /// The numbers of a seed.
    pub fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, but without, `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A number of days, both ends within.
    pub fn days(&mut self, from: i32, to: i32) -> i32 {
        let span = usize::try_from(to - from).unwrap_or(0) + 1;
        from + i32::try_from(self.below(span)).unwrap_or(0)
    }

    /// A number from 0 to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something happens that happens with this share.
    pub fn happens(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A count of 1 and more, with a long tail: the greater `more`, the longer.
    pub fn several(&mut self, more: f64, most: usize) -> usize {
        let mut count = 1;
        while count < most && self.happens(more) {
            count += 1;
        }
        count
    }

    /// One of some items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// The place in a list of sums that rise to 1.
    pub fn place(&mut self, sums: &[f64]) -> usize {
        let at = self.unit();
        sums.partition_point(|sum| *sum < at)
            .min(sums.len().saturating_sub(1))
    }
}

/// The sums of some weights, made to rise to 1.
pub fn sums(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sums: Vec<f64> = weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect();
    let whole = sums.last().copied().unwrap_or(1.0);
    for sum in &mut sums {
        *sum /= whole;
    }
    sums
}
