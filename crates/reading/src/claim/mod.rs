//! Claims: one dealing between parties, with one status, on somebody's word, with exact evidence.
//!
//! What enters: all earlier stages of one page ([`Context`]). What leaves: [`Claim`]s in reading order, as the codebook
//! defines them.

mod candidates;
mod circumstance;
pub mod explain;
mod features;
mod frames;
mod join;
mod reasons;
mod roles;
mod status;
mod taken_up;
mod weights;
mod worth;

pub use candidates::Candidate;
pub use frames::Frames;
pub use weights::{BUCKETS, Broken, Weights};
pub use worth::worth_parsing;

use crate::article::{Article, BlockKind};
use crate::lexicon::{Code, Lexicon};
use crate::mention::view::View;
use crate::mention::{Mentions, Place};
use crate::page::Span;
use crate::time::{Basis, TimeMention};
use roles::Scene;

/// Everything the page's earlier stages found.
pub struct Context<'a, 'r> {
    /// The article.
    pub article: &'a Article,
    /// Its sentences with their trees and names.
    pub views: &'a [View<'r>],
    /// Actors, places and speakers.
    pub mentions: &'a Mentions,
    /// Times.
    pub times: &'a [TimeMention],
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// The frames.
    pub frames: &'a Frames,
    /// The model that chooses among candidates.
    pub weights: &'a Weights,
}

impl Context<'_, '_> {
    /// The day of a held dealing without a time of its own in a daily list: an item has the list's date unless it says
    /// otherwise (CODEBOOK.md). A daily list has no title but a date, and short items under many headings.
    fn day_of_item(&self, block: BlockKind, status: Status) -> Option<String> {
        let published = self.article.published.as_ref()?;
        if status != Status::Held || !matches!(block, BlockKind::Paragraph | BlockKind::ListItem) {
            return None;
        }
        if let Some(day) = self.day_of_schedule() {
            return Some(day);
        }
        let titled = self.article.title.as_ref().is_some_and(|title| {
            !title.chars().any(|letter| letter.is_ascii_digit()) && !title.trim().is_empty()
        });
        let headings = self
            .article
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Heading)
            .count();
        (!titled && headings >= 3 && headings * 5 >= self.article.blocks.len())
            .then(|| published.date.to_string())
    }

    /// The day of a list of one day's appointments: "Schedule of the Prime Minister, July 23, 2021".
    fn day_of_schedule(&self) -> Option<String> {
        let title = self.article.title.as_ref()?.to_lowercase();
        let list = ["schedule", "agenda", "diary", "calendar"];
        if !title
            .split(|letter: char| !letter.is_alphabetic())
            .any(|word| list.contains(&word))
        {
            return None;
        }
        let headline =
            { self.article.blocks.iter() }.find(|block| block.kind == BlockKind::Headline)?;
        let mut days = { self.times.iter() }
            .filter(|time| time.basis == Basis::Stated && time.span.overlaps(headline.span))
            .filter_map(|time| time.value);
        let day = days.next().filter(|day| day.earliest() == day.latest())?;
        days.next().is_none().then(|| day.to_string())
    }
}

/// One dealing between parties (CODEBOOK.md).
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// PLOVER event type.
    pub event: Event,
    /// Finer kind within the type, in the codebook's words.
    pub kind: Option<&'static str>,
    /// Whether it happened, is to come, was put off ...
    pub status: Status,
    /// Codes of the parties that did it (all parties of a mutual dealing).
    pub actors: Vec<Code>,
    /// Codes of the parties it was done to or with.
    pub recipients: Vec<Code>,
    /// People who take part, as the page first names them.
    pub persons: Vec<String>,
    /// When, in EDTF.
    pub when: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Whose word it is; empty for the page's own.
    pub said_by: Vec<String>,
    /// Spans of the article's text, clearest first, each within one sentence or headline.
    pub evidence: Vec<Span>,
    /// How sure the reading is, 0 to 1.
    pub confidence: f32,
    /// Whether it comes from a teaser of another page.
    pub related: bool,
    /// Whether it was held long before the page, by the time that stands with it: "we met here two years ago".
    pub recalled: bool,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All values, in the codebook's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The codebook's word.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value of a codebook's word.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// Event types of PLOVER.
    #[allow(missing_docs)]
    Event {
        Agree => "AGREE", Consult => "CONSULT", Support => "SUPPORT", Concede => "CONCEDE", Cooperate => "COOPERATE",
        Aid => "AID", Retreat => "RETREAT", Request => "REQUEST", Accuse => "ACCUSE", Reject => "REJECT",
        Threaten => "THREATEN", Protest => "PROTEST", Sanction => "SANCTION", Mobilize => "MOBILIZE",
        Coerce => "COERCE", Assault => "ASSAULT",
    }
}

words! {
    /// What became of a dealing, as this page has it.
    Status {
        /// It happened or is going on.
        Held => "held",
        /// Announced, scheduled, expected.
        Planned => "planned",
        /// Suggested, hoped for, possible.
        Proposed => "proposed",
        /// Put off.
        Postponed => "postponed",
        /// Called off.
        Cancelled => "cancelled",
        /// Said not to have happened or not to be coming.
        Denied => "denied",
        /// A standing format brought back.
        Resumed => "resumed",
        /// A standing format broken off.
        Suspended => "suspended",
    }
}

/// Kinds within the types, in the codebook's words.
const KINDS: &[&str] = &[
    "visit",
    "meeting",
    "talks",
    "consultation",
    "call",
    "summit",
    "conference",
    "mediation",
    "sign",
    "message",
    "praise",
    "recognition",
    "relations",
    "award",
    "commitment",
    "accept",
    "invitation",
    "appeal",
    "economic",
    "military",
    "legal",
    "intelligence",
    "withdraw",
    "ceasefire",
    "release",
    "ease",
    "disapprove",
    "allege",
    "investigate",
    "expel",
    "embargo",
    "break",
    "apology",
];

/// The codebook's word for a kind, where it has one.
pub fn kind_word(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|known| **known == word).copied()
}

/// Finds the claims of a page.
pub fn find(context: &Context) -> Vec<Claim> {
    let mut claims = choose(candidates(context), context.weights);
    let mut more = Vec::new();
    scenes(context, |scene, times| {
        more.extend(taken_up::taken_up(context, scene, times, &claims));
    });
    if !more.is_empty() {
        // What the sentence alone gave of it had its parties from elsewhere.
        claims.retain(|claim| {
            !more.iter().any(|known| {
                claim.event == known.event
                    && claim.status == known.status
                    && claim.evidence == known.evidence
            })
        });
        claims.append(&mut more);
        claims = join::join(claims);
    }
    claims
}

/// Chooses the likeliest candidate of each trigger, where it is likely enough, and joins what is the same dealing.
pub fn choose(candidates: Vec<Vec<Candidate>>, weights: &Weights) -> Vec<Claim> {
    let mut claims = settle(&picks(candidates, weights), weights.threshold);
    for claim in &mut claims {
        claim.confidence = weights.calibrated(claim.confidence);
    }
    claims
}

/// The likeliest candidate of one trigger. Its claim's confidence is the model's, not yet calibrated.
#[derive(Debug, Clone)]
pub struct Pick {
    tag: bool,
    /// Whether it is a noun in the page's title.
    title: bool,
    /// Whether one of its parties is named with it and another is not.
    half_named: bool,
    claim: Claim,
    any: f32,
}

/// How likely a dealing must be of which one party is named and the other only taken from the page: those are wrong more often than
/// their probability says, above all in transcripts that speak of everything (docs/decisions/0132-half-named-dealings.md).
const HALF_NAMED: f32 = 0.8;

impl Pick {
    /// Whether it is likely enough to be a claim, where others must reach the threshold.
    fn reaches(&self, threshold: f32) -> bool {
        let least = if self.half_named {
            threshold.max(HALF_NAMED)
        } else {
            threshold
        };
        self.any >= least
    }
}

/// The likeliest candidate of each trigger that has any.
pub fn picks(candidates: Vec<Vec<Candidate>>, weights: &Weights) -> Vec<Pick> {
    candidates
        .into_iter()
        .filter_map(|mut candidates| {
            let choice = choice(&candidates, weights)?;
            let candidate = candidates.swap_remove(choice.best);
            Some(Pick {
                tag: candidate.tag,
                title: candidate.title,
                half_named: candidate.half_named(),
                claim: Claim {
                    confidence: choice.probability,
                    ..candidate.claim
                },
                any: choice.any,
            })
        })
        .collect()
}

/// A title without a verb tells no tense: "The Minister’s Visit to Chad" is still to come where the text below says so alone.
fn announce(chosen: &mut [(bool, Claim)], titles: &[bool]) {
    let same = |a: &Claim, b: &Claim| {
        a.event == b.event
            && a.kind == b.kind
            && a.actors == b.actors
            && a.recipients == b.recipients
    };
    for at in 0..chosen.len() {
        let title = &chosen[at].1;
        if !titles[at] || title.status != Status::Held || title.when.is_some() {
            continue;
        }
        let mut below = chosen
            .iter()
            .zip(titles)
            .filter(|((_, claim), title_too)| !**title_too && same(claim, title))
            .map(|((_, claim), _)| claim.status)
            .peekable();
        if below.peek().is_some() && below.all(|status| status == Status::Planned) {
            chosen[at].1.status = Status::Planned;
        }
    }
}

/// The claims of those picks that reach the threshold, joined; their confidence is the model's, not yet calibrated.
pub fn settle(picks: &[Pick], threshold: f32) -> Vec<Claim> {
    let chosen: Vec<(bool, Claim)> = picks
        .iter()
        .filter(|pick| pick.reaches(threshold))
        .map(|pick| (pick.tag, pick.claim.clone()))
        .collect();
    let titles: Vec<bool> = picks
        .iter()
        .filter(|pick| pick.reaches(threshold))
        .map(|pick| pick.title)
        .collect();
    let kept = untagged(&chosen);
    let mut chosen = chosen;
    announce(&mut chosen, &titles);
    let claims = chosen
        .into_iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|((_, claim), _)| claim)
        .collect();
    join::join(claims)
}

/// The likeliest candidate of a trigger.
struct Choice {
    /// Its place among the candidates.
    best: usize,
    /// How likely it is.
    probability: f32,
    /// How likely it is that the trigger names a dealing at all, be it another one of the candidates. This is what the
    /// threshold asks; which one, is then the likeliest.
    any: f32,
}

fn choice(candidates: &[Candidate], weights: &Weights) -> Option<Choice> {
    let probabilities = weights.probabilities(
        candidates
            .iter()
            .map(|candidate| candidate.features.as_slice()),
    );
    let any = probabilities.iter().sum();
    (0..candidates.len())
        .max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]))
        .map(|best| Choice {
            best,
            probability: probabilities[best],
            any,
        })
}

/// Which of the chosen stay. A speech verb falls out beside a quotation whose words name the dealing themselves: "'We will
/// hold talks in Lima,' she promised" is the talks.
fn untagged(chosen: &[(bool, Claim)]) -> Vec<bool> {
    let parties = |claim: &Claim| {
        let mut all = [claim.actors.as_slice(), claim.recipients.as_slice()].concat();
        all.sort();
        all
    };
    let keeps = |claim: &Claim| {
        !chosen.iter().any(|(tag, other)| {
            !tag && other.evidence == claim.evidence && parties(other) == parties(claim)
        })
    };
    chosen
        .iter()
        .map(|(tag, claim)| !tag || keeps(claim))
        .collect()
}

/// What each trigger of the page may name, in reading order.
pub fn candidates(context: &Context) -> Vec<Vec<Candidate>> {
    let mut all: Vec<Vec<Candidate>> = Vec::new();
    scenes(context, |scene, times| {
        let mut nth = 0;
        for trigger in 0..scene.view.len() {
            let found = candidates::of_trigger(context, scene, trigger, times, nth);
            if !found.is_empty() {
                nth += 1;
                all.extend(candidates::by_host(scene.view, found, times));
            }
        }
    });
    all
}

/// Shows `look` each sentence that may hold a dealing, with its names, its times and the heading above it.
fn scenes(context: &Context, mut look: impl FnMut(&Scene, &[TimeMention])) {
    let (mut mention, mut time) = (0, 0);
    let (mut heading, mut under_heading): (Vec<Code>, bool) = (Vec::new(), false);
    for view in context.views {
        let mentions = of_sentence(&context.mentions.all, view.index, &mut mention, |mention| {
            mention.sentence
        });
        let times = of_sentence(context.times, view.index, &mut time, |time| time.sentence);
        // A heading names its story, not a dealing; what it leaves out of it, an item below reports (CODEBOOK.md).
        if view.block == BlockKind::Heading {
            if !under_heading {
                heading.clear();
            }
            under_heading = true;
            let parties = mentions.iter().flat_map(|mention| &mention.parties);
            let new: Vec<Code> = parties
                .copied()
                .filter(|code| !heading.contains(code))
                .collect();
            heading.splice(0..0, new);
            heading.truncate(4);
            continue;
        }
        under_heading = false;
        let scene = Scene {
            view,
            mentions,
            frames: context.frames,
            home: context.mentions.home,
            heading: heading.clone(),
        };
        look(&scene, times);
    }
}

/// The items of one sentence, from a list sorted by sentence; `from` moves along with the calls.
fn of_sentence<'t, T>(
    all: &'t [T],
    sentence: usize,
    from: &mut usize,
    index: impl Fn(&T) -> usize,
) -> &'t [T] {
    while *from < all.len() && index(&all[*from]) < sentence {
        *from += 1;
    }
    let end = *from
        + all[*from..]
            .iter()
            .take_while(|item| index(item) == sentence)
            .count();
    &all[*from..end]
}
