//! Copies: which pages tell the same report.
//!
//! What enters: sources with their fingerprints. What leaves: which of them are one. A report that an agency sends out is printed
//! by many outlets, shortened, with another title, a few words changed; it is one source all the same.

use super::fingerprint::SIZE;
use super::{Fingerprint, Source};

/// Texts that have this share of their runs in common are copies. Independent reports of one dealing share names and
/// quotations, a tenth of their runs at most; a copy with a word in twenty changed shares about seven tenths.
const ALIKE: f32 = 0.4;
/// A text of which this share stands in the other is a shortened copy.
const WITHIN: f32 = 0.75;
/// Fewer runs than these say nothing: two notices of one sentence can be alike by chance.
const FEWEST: usize = 8;

impl Fingerprint {
    /// Whether the two texts are copies of one report, one of them perhaps shortened.
    pub fn copies(&self, other: &Fingerprint) -> bool {
        if self.0.len() < FEWEST || other.0.len() < FEWEST {
            return false;
        }
        self.likeness(other) >= ALIKE
            || self.within(other) >= WITHIN
            || other.within(self) >= WITHIN
    }

    /// The share of this text's runs that stand in the other. Only hashes that the other would have kept can tell.
    fn within(&self, other: &Fingerprint) -> f32 {
        let limit = if other.0.len() < SIZE {
            u32::MAX
        } else {
            other.0.last().copied().unwrap_or(u32::MAX)
        };
        let told: Vec<u32> = self
            .0
            .iter()
            .copied()
            .take_while(|hash| *hash <= limit)
            .collect();
        if told.len() < FEWEST {
            return 0.0;
        }
        let has = |hash: &u32| other.0.binary_search(hash).is_ok();
        told.iter().filter(|hash| has(hash)).count() as f32 / told.len() as f32
    }
}

/// Groups of sources that are copies of one report: for each source the index of the first of its group.
pub fn copies(sources: &[&Source]) -> Vec<usize> {
    grouped(sources, |a, b| {
        a.page == b.page || a.fingerprint.copies(&b.fingerprint)
    })
}

/// Groups of sources that are not independent: copies of one report, and pages of one outlet. For each source the index of
/// the first of its group. A page without an outlet is one of its own.
pub fn independent(sources: &[&Source]) -> Vec<usize> {
    grouped(sources, |a, b| {
        a.page == b.page
            || a.outlet.is_some() && a.outlet == b.outlet
            || a.fingerprint.copies(&b.fingerprint)
    })
}

/// Connected groups: for each item the smallest index of its group.
fn grouped(sources: &[&Source], same: impl Fn(&Source, &Source) -> bool) -> Vec<usize> {
    let mut group: Vec<usize> = (0..sources.len()).collect();
    for b in 0..sources.len() {
        for a in 0..b {
            let (x, y) = (group[a], group[b]);
            if x != y && same(sources[a], sources[b]) {
                let (low, high) = (x.min(y), x.max(y));
                for of in &mut group[..=b] {
                    if *of == high {
                        *of = low;
                    }
                }
            }
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "The foreign minister of Norway arrived in Lisbon on Tuesday for talks about the price of cod and the \
        rights of trawlers in northern waters. She was met at the airport by the minister for the sea. The two sides are to sign \
        a protocol on the exchange of catch figures before she leaves for Madrid on Thursday morning. Fishermen in Porto said that \
        they expect little of the meeting, since the last protocol was never put into force by either parliament.";

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(text)
    }

    #[test]
    fn an_edited_copy_is_a_copy() {
        let edited = REPORT
            .replace("on Tuesday", "yesterday")
            .replace("expect little", "hope for much")
            .replace("Porto", "Setúbal");
        assert!(print(REPORT).copies(&print(&edited)));
        assert!(print(REPORT).copies(&print(&REPORT.to_uppercase())));
    }

    #[test]
    fn a_shortened_copy_is_a_copy() {
        let short = &REPORT[..REPORT.find("The two sides").unwrap_or(0)];
        assert!(print(short).copies(&print(REPORT)));
        assert!(print(REPORT).copies(&print(short)));
    }

    #[test]
    fn another_report_of_the_same_dealing_is_none() {
        let other = "Cod was on the table when the foreign minister of Norway arrived in Lisbon on Tuesday. A protocol on catch \
            figures is ready, officials said, but nobody would say whether parliament has time for it this year. The guest goes on \
            to Madrid. Her host, the minister for the sea, gave her a tour of the old harbour and a tin of sardines.";
        assert!(!print(REPORT).copies(&print(other)));
    }

    #[test]
    fn texts_of_a_few_words_are_never_copies() {
        assert!(!print("The ministers will meet.").copies(&print("The ministers will meet.")));
    }
}
