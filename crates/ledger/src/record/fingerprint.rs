//! Fingerprints: what the texts of pages are compared by, so that copies of one report are known as one source.
//!
//! What enters: the text of an article's body. What leaves: a [`Fingerprint`], the smallest hashes of its runs of words
//! (bottom-k min-hash: Broder, "On the resemblance and containment of documents", 1997). Invariants: it does not depend on
//! case, punctuation or line breaks; it holds at most [`SIZE`] hashes, sorted, each once; the same text gives the same on
//! every machine.

use super::Fingerprint;

/// Words of a run. Three keep a changed word from touching more than three runs, and are still rarely shared by chance.
const RUN: usize = 3;
/// Hashes that are kept: likeness is then known to about 0.06.
pub const SIZE: usize = 64;

impl Fingerprint {
    /// The fingerprint of a text. A text of fewer words than a run is one run; one without words has none.
    pub fn of(text: &str) -> Fingerprint {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(hash)
            .collect();
        let mut hashes: Vec<u32> = if words.is_empty() {
            Vec::new()
        } else {
            words.windows(RUN.min(words.len())).map(run).collect()
        };
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(SIZE);
        Fingerprint(hashes)
    }

    /// How alike two texts are, 0 to 1: an estimate of the share of their runs of words that both have. Of texts without
    /// words nothing is known: 0.
    pub fn likeness(&self, other: &Fingerprint) -> f32 {
        self.common(other).likeness()
    }

    /// What two fingerprints have in common. Records of many pages compare each two of these, so that it is done in one go without
    /// branches that nobody can foresee.
    pub(super) fn common(&self, other: &Fingerprint) -> Common {
        let (a, b) = (self.0.as_slice(), other.0.as_slice());
        let (mut at, mut to) = (0, 0);
        let (mut seen, mut shared, mut sampled) = (0, 0, 0);
        while let (Some(x), Some(y)) = (a.get(at), b.get(to)) {
            at += usize::from(x <= y);
            to += usize::from(y <= x);
            shared += usize::from(x == y);
            seen += 1;
            // Only the smallest of both together are a fair sample of the runs that either has.
            if seen <= SIZE {
                sampled = shared;
            }
        }
        let rest = a.len() + b.len() - at - to;
        Common {
            seen: (seen + rest).min(SIZE),
            sampled,
            shared,
        }
    }
}

/// What two fingerprints have in common.
pub(super) struct Common {
    /// Hashes of the sample: the smallest of both.
    seen: usize,
    /// Those of them that are in both.
    sampled: usize,
    /// All that are in both.
    pub shared: usize,
}

impl Common {
    /// How alike the texts are.
    pub fn likeness(&self) -> f32 {
        if self.seen == 0 {
            0.0
        } else {
            self.sampled as f32 / self.seen as f32
        }
    }
}

/// FNV-1a of the word in small letters.
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in word.chars().flat_map(char::to_lowercase) {
        for byte in u32::from(c).to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// The hash of a run of words: their order counts.
fn run(words: &[u64]) -> u32 {
    let mut mixed = 0_u64;
    for word in words {
        mixed = (mixed.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^= mixed >> 32;
    }
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of its own kind: the words of one number never meet those of another in the same order.
    fn text(seed: u32, words: u32) -> String {
        let mut state = seed.wrapping_mul(747_796_405).wrapping_add(1);
        (0..words)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                format!("w{} ", (state >> 16) % 5000)
            })
            .collect()
    }

    #[test]
    fn copies_are_alike_also_when_lightly_edited() {
        let original = text(1, 300);
        let edited = original.replacen("w1", "x", 3).to_uppercase();
        let likeness = Fingerprint::of(&original).likeness(&Fingerprint::of(&edited));
        assert!(likeness > 0.8, "{likeness}");
        assert_eq!(
            Fingerprint::of("Talks, in Lima!").likeness(&Fingerprint::of("talks in\nlima")),
            1.0
        );
    }

    #[test]
    fn texts_of_their_own_are_not_alike() {
        let other = Fingerprint::of(&text(1, 300)).likeness(&Fingerprint::of(&text(2, 300)));
        assert!(other < 0.1, "{other}");
        assert_eq!(Fingerprint::of("").likeness(&Fingerprint::of("")), 0.0);
    }

    #[test]
    fn a_text_that_holds_half_of_another_is_half_alike() {
        let whole = text(3, 400);
        let half = &whole[..whole.len() / 2];
        let likeness = Fingerprint::of(&whole).likeness(&Fingerprint::of(half));
        assert!((0.3..0.7).contains(&likeness), "{likeness}");
    }
}
