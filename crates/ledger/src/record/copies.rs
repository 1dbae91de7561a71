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
        let common = self.common(other);
        common.likeness() >= ALIKE
            || self.within(other, common.shared) >= WITHIN
            || other.within(self, common.shared) >= WITHIN
    }

    /// The share of this text's runs that stand in the other, of which `shared` are in both fingerprints. Only hashes that the other would
    /// have kept can tell.
    fn within(&self, other: &Fingerprint, shared: usize) -> f32 {
        let limit = if other.0.len() < SIZE {
            u32::MAX
        } else {
            other.0.last().copied().unwrap_or(u32::MAX)
        };
        let told = self.0.partition_point(|hash| *hash <= limit);
        if told < FEWEST {
            return 0.0;
        }
        shared as f32 / told as f32
    }
}

/// Groups of sources that are copies of one report: for each source the index of the first of its group.
pub fn copies(sources: &[&Source]) -> Vec<usize> {
    let each_its_own = (0..sources.len()).collect();
    grouped(sources, each_its_own, |a, b| {
        a.page == b.page || a.fingerprint.copies(&b.fingerprint)
    })
}

/// Groups of sources that are not independent: copies of one report, and pages of one outlet. For each source the index of
/// the first of its group. A page without an outlet is one of its own.
pub fn independent(sources: &[&Source]) -> Vec<usize> {
    of_outlets(sources, copies(sources))
}

/// The groups of [`copies`], with those of one outlet put together: what [`independent`] says, without comparing the texts again.
pub fn of_outlets(sources: &[&Source], copies: Vec<usize>) -> Vec<usize> {
    grouped(sources, copies, |a, b| {
        a.outlet.is_some() && a.outlet == b.outlet
    })
}

/// Connected groups: for each item the smallest index of its group. What is in one group already stays so.
fn grouped(
    sources: &[&Source],
    mut group: Vec<usize>,
    same: impl Fn(&Source, &Source) -> bool,
) -> Vec<usize> {
    for b in 0..sources.len() {
        for a in 0..b {
            let (x, y) = (group[a], group[b]);
            if x != y && same(sources[a], sources[b]) {
                let (low, high) = (x.min(y), x.max(y));
                for of in &mut group {
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

    /// What copies are, said one thing after the other.
    fn are_copies(a: &Fingerprint, b: &Fingerprint) -> bool {
        let limit = |of: &Fingerprint| match of.0.get(SIZE - 1) {
            Some(last) => *last,
            None => u32::MAX,
        };
        let within = |a: &Fingerprint, b: &Fingerprint| {
            let told: Vec<&u32> = a.0.iter().filter(|hash| **hash <= limit(b)).collect();
            let shared = told.iter().filter(|hash| b.0.contains(hash)).count();
            told.len() >= FEWEST && shared as f32 / told.len() as f32 >= WITHIN
        };
        let mut both: Vec<u32> = a.0.iter().chain(&b.0).copied().collect();
        both.sort_unstable();
        both.dedup();
        both.truncate(SIZE);
        let has = |hash: &&u32| a.0.contains(hash) && b.0.contains(hash);
        let shared = both.iter().filter(has).count();
        let alike = !both.is_empty() && shared as f32 / both.len() as f32 >= ALIKE;
        a.0.len() >= FEWEST && b.0.len() >= FEWEST && (alike || within(a, b) || within(b, a))
    }

    #[test]
    fn all_is_compared_in_one_go() {
        let words: Vec<&str> = REPORT.split(' ').collect();
        let (mut copies, mut others) = (0, 0);
        for first in (0..words.len()).step_by(7) {
            for last in (first..=words.len()).step_by(5) {
                let part = print(&words[first..last].join(" "));
                for other in [
                    print(REPORT),
                    print(&words[last..].join(" ")),
                    print(&words[last / 2..last].join(" ")),
                    print(&REPORT.replace("the", "a")),
                ] {
                    let expected = are_copies(&part, &other);
                    assert_eq!(part.copies(&other), expected, "{first} {last}");
                    assert_eq!(other.copies(&part), expected, "{first} {last}");
                    *if expected { &mut copies } else { &mut others } += 1;
                }
            }
        }
        assert!(copies > 50 && others > 50, "{copies} {others}");
    }

    #[test]
    fn texts_of_a_few_words_are_never_copies() {
        assert!(!print("The ministers will meet.").copies(&print("The ministers will meet.")));
    }
}
