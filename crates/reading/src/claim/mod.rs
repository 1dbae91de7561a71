//! Claims: one dealing between parties, with one status, on somebody's word, with exact evidence.
//!
//! What enters: all earlier stages of one page ([`Context`]). What leaves: [`Claim`]s in reading order, as the codebook
//! defines them.

use crate::article::Article;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::page::Span;
use crate::parse::Tree;
use crate::text::Sentence;
use crate::time::TimeMention;

/// Which verbs and nouns name which dealings.
pub struct Frames {}

impl Frames {
    /// The frames that the program carries.
    pub fn bundled() -> Frames {
        Frames {}
    }
}

/// Everything the page's earlier stages found.
pub struct Context<'r> {
    /// The article.
    pub article: &'r Article,
    /// Its sentences.
    pub sentences: &'r [Sentence],
    /// Their trees.
    pub trees: &'r [Tree],
    /// Actors and places.
    pub mentions: &'r [Mention],
    /// Times.
    pub times: &'r [TimeMention],
    /// The lexicon.
    pub lexicon: &'r Lexicon,
    /// The frames.
    pub frames: &'r Frames,
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
    pub actors: Vec<String>,
    /// Codes of the parties it was done to or with.
    pub recipients: Vec<String>,
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
}

/// A place of a dealing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name as the page gives it.
    pub name: String,
    /// ISO 3166-1 alpha-3 of its country, where known.
    pub country: Option<String>,
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

/// Finds the claims of a page.
pub fn find(_context: &Context) -> Vec<Claim> {
    Vec::new()
}
