//! Weights: the trained model that tells which candidates are claims.
//!
//! What enters: the model file (`models/claims.model`) and a candidate's features. What leaves: a probability. The model
//! is a conditional logistic regression over hashed features (the candidates of a trigger and "none of them" compete): small,
//! fast, and its sums can be explained.
//!
//! File: the magic `SVCW1\n`, the threshold and the bias as little-endian f32, then pairs of a little-endian u32 (bucket)
//! and a little-endian i16 (weight times [`SCALE`]), by rising bucket.

/// Number of buckets that features are hashed into.
pub const BUCKETS: usize = 1 << 18;
/// Weights are stored as whole multiples of one `SCALE`th.
pub const SCALE: f32 = 2048.0;
const MAGIC: &[u8] = b"SVCW1\n";

/// A trained model.
#[derive(Debug, Clone)]
pub struct Weights {
    weights: Vec<f32>,
    bias: f32,
    /// Probability from which a candidate is a claim.
    pub threshold: f32,
}

impl Weights {
    /// The model that the program carries.
    pub fn bundled() -> Weights {
        Weights::from_bytes(include_bytes!("../../../../models/claims.model"))
            .unwrap_or_else(Weights::none)
    }

    /// A model that knows nothing: every candidate is as likely as not.
    pub fn none() -> Weights {
        Weights {
            weights: vec![0.0; BUCKETS],
            bias: 0.0,
            threshold: 0.5,
        }
    }

    /// A model from its weights; the slice is cut or filled to [`BUCKETS`].
    pub fn new(weights: &[f32], bias: f32, threshold: f32) -> Weights {
        let mut weights = weights.to_vec();
        weights.resize(BUCKETS, 0.0);
        Weights {
            weights,
            bias,
            threshold,
        }
    }

    /// The same model with another threshold.
    pub fn clone_with(&self, threshold: f32) -> Weights {
        Weights {
            threshold,
            ..self.clone()
        }
    }

    /// Reads a model file; none where it is not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Weights> {
        let body = bytes.strip_prefix(MAGIC)?;
        let (head, pairs) = body.split_at_checked(8)?;
        let float = |bytes: &[u8]| bytes.try_into().ok().map(f32::from_le_bytes);
        let (threshold, bias) = (float(head.get(..4)?)?, float(head.get(4..)?)?);
        let mut weights = vec![0.0; BUCKETS];
        for pair in pairs.chunks_exact(6) {
            let bucket = u32::from_le_bytes(pair.get(..4)?.try_into().ok()?) as usize;
            let weight = i16::from_le_bytes(pair.get(4..)?.try_into().ok()?);
            *weights.get_mut(bucket)? = f32::from(weight) / SCALE;
        }
        Some(Weights {
            weights,
            bias,
            threshold,
        })
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.threshold.to_le_bytes());
        bytes.extend(self.bias.to_le_bytes());
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
        assert!(Weights::from_bytes(b"something else").is_none());
    }
}
