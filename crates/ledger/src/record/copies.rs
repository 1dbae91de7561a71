//! Copies: which pages tell the same report.
//!
//! What enters: articles, and sources with their fingerprints. What leaves: fingerprints, and which sources are one. A report
//! that an agency sends out is printed by many outlets, shortened, with another title, a few words changed; it is one source
//! all the same. Its text is compared by runs of three words, so that a changed word costs three runs of some hundred.

use super::{Fingerprint, Source};
use reading::article::{Article, BlockKind};

/// How many hashes a fingerprint keeps. The share that two texts have in common is known to about one in ten.
const KEPT: usize = 64;
/// Words in a run.
const RUN: usize = 3;
/// Texts that have this share of their runs in common are copies. Independent reports of one dealing share names and
/// quotations, a tenth of their runs at most; a copy with a word in twenty changed shares about seven tenths.
const ALIKE: f32 = 0.4;
/// A text of which this share stands in the other is a shortened copy.
const WITHIN: f32 = 0.75;
/// Fewer runs than these say nothing: two notices of one sentence can be alike by chance.
const FEWEST: usize = 8;

impl Fingerprint {
    /// The fingerprint of an article: of its running text, without title, dateline, captions and furniture, since these are what
    /// outlets change.
    pub fn of(article: &Article) -> Fingerprint {
        let texts = article.blocks.iter().filter(|block| {
            matches!(
                block.kind,
                BlockKind::Standfirst
                    | BlockKind::Paragraph
                    | BlockKind::ListItem
                    | BlockKind::SpeechTurn
            )
        });
        Fingerprint::of_text(texts.map(|block| block.span.slice(&article.text)))
    }

    /// The fingerprint of pieces of text. Case, punctuation and diacritics of letters do not count.
    pub fn of_text<'t>(pieces: impl Iterator<Item = &'t str>) -> Fingerprint {
        let words: Vec<String> = pieces
            .flat_map(|piece| piece.split(|letter: char| !letter.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut hashes: Vec<u32> = words.windows(RUN).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(KEPT);
        Fingerprint(hashes)
    }

    /// Whether the two texts are copies of one report, one of them perhaps shortened.
    pub fn copies(&self, other: &Fingerprint) -> bool {
        let (a, b) = (&self.0, &other.0);
        if a.len() < FEWEST || b.len() < FEWEST {
            return false;
        }
        self.alike(other) >= ALIKE || self.within(other) >= WITHIN || other.within(self) >= WITHIN
    }

    /// The share of their runs that two texts have in common: of the smallest hashes of both together, how many are in both.
    fn alike(&self, other: &Fingerprint) -> f32 {
        let mut both: Vec<u32> = self.0.iter().chain(&other.0).copied().collect();
        both.sort_unstable();
        both.dedup();
        both.truncate(KEPT);
        let shared = both
            .iter()
            .filter(|hash| self.has(**hash) && other.has(**hash))
            .count();
        shared as f32 / both.len().max(1) as f32
    }

    /// The share of this text's runs that stand in the other. Only hashes that the other would have kept can tell.
    fn within(&self, other: &Fingerprint) -> f32 {
        let limit = if other.0.len() < KEPT {
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
        told.iter().filter(|hash| other.has(**hash)).count() as f32 / told.len() as f32
    }

    fn has(&self, hash: u32) -> bool {
        self.0.binary_search(&hash).is_ok()
    }
}

/// FNV-1a: the same on every machine.
fn hash(words: &[String]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    // The low half alone is not spread evenly enough.
    (hash ^ (hash >> 32)) as u32
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
        Fingerprint::of_text([text].into_iter())
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
