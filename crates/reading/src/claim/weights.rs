//! Weights: the trained model that tells which candidates are claims.
//!
//! What enters: the model file (`models/claims.model`) and a candidate's features. What leaves: a probability. The model
//! is a conditional logistic regression over hashed features (the candidates of a trigger and "none of them" compete): small,
//! fast, and its sums can be explained.
//!
//! What a claim of a probability is worth, a second table says: probabilities, and the share of claims that were right at each,
//! on pages that the model had not seen. It changes no choice.
//!
//! File, all numbers little-endian: the magic `SVCW2\n`; the threshold and the bias (f32); the number of rows of the second
//! table (u32) and the rows, two f32 each, by rising probability; then pairs of a bucket (u32) and a weight times [`SCALE`]
//! (i16), by rising bucket.

use std::fmt;

/// Number of buckets that features are hashed into.
pub const BUCKETS: usize = 1 << 18;
/// Weights are stored as whole multiples of one `SCALE`th.
pub const SCALE: f32 = 2048.0;
const MAGIC: &[u8] = b"SVCW2\n";
const BUNDLED: &[u8] = include_bytes!("../../../../models/claims.model");
/// A table of calibration has no more rows than this.
const MOST_ROWS: usize = 256;

/// Why bytes are no model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It does not begin as one of this version does.
    Magic,
    /// It ends early or has something left over.
    Length,
    /// A number is not one that can stand there: not finite, out of range, or out of order.
    Number,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Broken::Magic => "this is no model of claims, or one of another version; `cargo xtask train-claims` makes one",
            Broken::Length => "the model of claims is cut off or has something left over",
            Broken::Number => "the model of claims has a number that cannot stand where it does",
        })
    }
}

impl std::error::Error for Broken {}

/// A trained model.
#[derive(Debug, Clone)]
pub struct Weights {
    weights: Vec<f32>,
    bias: f32,
    calibration: Vec<(f32, f32)>,
    /// Probability from which a candidate is a claim.
    pub threshold: f32,
}

impl Weights {
    /// The model that the program carries. A test asserts that it can be read.
    pub fn bundled() -> Weights {
        Weights::from_bytes(BUNDLED).unwrap_or_else(|_| Weights::none())
    }

    /// A model that knows nothing: every candidate is as likely as not.
    pub fn none() -> Weights {
        Weights::new(&[], 0.0, 0.5)
    }

    /// A model from its weights; the slice is cut or filled to [`BUCKETS`]. Confidence is the model's own.
    pub fn new(weights: &[f32], bias: f32, threshold: f32) -> Weights {
        let mut weights = weights.to_vec();
        weights.resize(BUCKETS, 0.0);
        Weights {
            weights,
            bias,
            calibration: Vec::new(),
            threshold,
        }
    }

    /// The same model with a table of calibration: probabilities with the shares of claims that are right, both rising.
    ///
    /// # Errors
    ///
    /// [`Broken::Number`] where they do not rise or leave 0 to 1, [`Broken::Length`] where there are too many.
    pub fn with_calibration(self, rows: Vec<(f32, f32)>) -> Result<Weights, Broken> {
        if rows.len() > MOST_ROWS {
            return Err(Broken::Length);
        }
        let share = |value: f32| (0.0..=1.0).contains(&value);
        let rises = rows
            .windows(2)
            .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
        if !rises || !rows.iter().all(|&(x, y)| share(x) && share(y)) {
            return Err(Broken::Number);
        }
        Ok(Weights {
            calibration: rows,
            ..self
        })
    }

    /// The share of claims of a probability that were right: between the rows of the table on a straight line, outside of
    /// them as at the nearest.
    pub fn calibrated(&self, probability: f32) -> f32 {
        let rows = &self.calibration;
        let above = rows.partition_point(|&(x, _)| x < probability);
        match (
            above.checked_sub(1).and_then(|at| rows.get(at)),
            rows.get(above),
        ) {
            (Some(&(x, y)), Some(&(next, to))) => y + (to - y) * (probability - x) / (next - x),
            (Some(&(_, y)), None) | (None, Some(&(_, y))) => y,
            (None, None) => probability,
        }
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// [`Broken`] says what is wrong with one that cannot be used.
    pub fn from_bytes(bytes: &[u8]) -> Result<Weights, Broken> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(Broken::Magic)?;
        let (threshold, bias) = (float(&mut rest)?, float(&mut rest)?);
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        if count > MOST_ROWS {
            return Err(Broken::Length);
        }
        let mut calibration = Vec::with_capacity(count);
        for _ in 0..count {
            calibration.push((float(&mut rest)?, float(&mut rest)?));
        }
        let mut weights = vec![0.0; BUCKETS];
        let mut next = 0;
        while !rest.is_empty() {
            let bucket = u32::from_le_bytes(take(&mut rest)?) as usize;
            let weight = i16::from_le_bytes(take(&mut rest)?);
            if bucket < next {
                return Err(Broken::Number);
            }
            next = bucket + 1;
            *weights.get_mut(bucket).ok_or(Broken::Number)? = f32::from(weight) / SCALE;
        }
        Weights::new(&weights, bias, threshold).with_calibration(calibration)
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.threshold.to_le_bytes());
        bytes.extend(self.bias.to_le_bytes());
        bytes.extend((self.calibration.len() as u32).to_le_bytes());
        for (probability, right) in &self.calibration {
            bytes.extend(probability.to_le_bytes());
            bytes.extend(right.to_le_bytes());
        }
        for (bucket, weight) in self.weights.iter().enumerate() {
            let stored = (weight * SCALE)
                .round()
                .clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16;
            if stored != 0 {
                bytes.extend((bucket as u32).to_le_bytes());
                bytes.extend(stored.to_le_bytes());
            }
        }
        bytes
    }

    /// Probability of each candidate of one trigger; what is missing to 1 is that the trigger names no dealing.
    pub fn probabilities<'c>(&self, candidates: impl Iterator<Item = &'c [u32]>) -> Vec<f32> {
        let mut scores: Vec<f32> = candidates
            .map(|features| {
                let sum: f32 = features
                    .iter()
                    .filter_map(|&bucket| self.weights.get(bucket as usize))
                    .sum();
                (sum + self.bias).clamp(-30.0, 30.0).exp()
            })
            .collect();
        let total = 1.0 + scores.iter().sum::<f32>();
        scores.iter_mut().for_each(|score| *score /= total);
        scores
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Broken> {
    let (head, tail) = rest.split_first_chunk().ok_or(Broken::Length)?;
    *rest = tail;
    Ok(*head)
}

fn float(rest: &mut &[u8]) -> Result<f32, Broken> {
    let value = f32::from_le_bytes(take(rest)?);
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Broken::Number)
    }
}

/// Bucket of a feature (FNV-1a, 64 bit, folded).
pub fn bucket(parts: &[&str]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for &byte in part.as_bytes().iter().chain(&[0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    ((hash ^ (hash >> 32)) % BUCKETS as u64) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_file_is_read_back_as_it_was() {
        let mut weights = vec![0.0; BUCKETS];
        weights[3] = 1.5;
        weights[BUCKETS - 1] = -0.25;
        let model = Weights::new(&weights, 0.5, 0.4);
        let again = Weights::from_bytes(&model.to_bytes()).expect("a model file");
        let group: [&[u32]; 2] = [&[3], &[BUCKETS as u32 - 1]];
        let probabilities = model.probabilities(group.into_iter());
        assert_eq!(again.probabilities(group.into_iter()), probabilities);
        assert!(probabilities[0] > probabilities[1] && probabilities.iter().sum::<f32>() < 1.0);
        assert_eq!(again.threshold, 0.4);
        assert_eq!(again.calibrated(0.3), 0.3);
    }

    #[test]
    fn confidence_is_read_off_the_table() {
        let rows = vec![(0.25, 0.25), (0.5, 0.375), (0.75, 0.875)];
        let model = Weights::none().with_calibration(rows.clone());
        let model = Weights::from_bytes(&model.expect("a table").to_bytes()).expect("a model file");
        assert_eq!(model.calibration, rows);
        let read = [0.0, 0.25, 0.375, 0.5, 0.625, 1.0].map(|at| model.calibrated(at));
        assert_eq!(read, [0.25, 0.25, 0.3125, 0.375, 0.625, 0.875]);
    }

    #[test]
    fn a_broken_model_file_is_refused_with_the_reason() {
        let mut weights = vec![0.0; BUCKETS];
        weights[7] = 1.0;
        let model = Weights::new(&weights, 0.0, 0.4)
            .with_calibration(vec![(0.5, 0.25)])
            .expect("a table");
        let whole = model.to_bytes();
        let why = |bytes: &[u8]| Weights::from_bytes(bytes).err();
        assert_eq!(why(&whole), None);
        assert_eq!(why(b"something else"), Some(Broken::Magic));
        for cut in MAGIC.len()..whole.len() {
            let at_a_pair = cut == whole.len() - 6;
            assert_eq!(why(&whole[..cut]).is_none(), at_a_pair, "cut at {cut}");
        }
        let changed = |at: usize, bytes: &[u8]| {
            let mut file = whole.clone();
            file[at..at + bytes.len()].copy_from_slice(bytes);
            why(&file)
        };
        assert_eq!(changed(6, &f32::NAN.to_le_bytes()), Some(Broken::Number));
        assert_eq!(changed(14, &u32::MAX.to_le_bytes()), Some(Broken::Length));
        assert_eq!(changed(18, &1.5_f32.to_le_bytes()), Some(Broken::Number));
        assert_eq!(changed(26, &u32::MAX.to_le_bytes()), Some(Broken::Number));
        let falling = Weights::none().with_calibration(vec![(0.5, 0.5), (0.6, 0.4)]);
        assert_eq!(falling.err(), Some(Broken::Number));
    }

    #[test]
    fn the_bundled_model_can_be_read() {
        assert_eq!(Weights::from_bytes(BUNDLED).err(), None);
    }
}
