//! Claims: one dealing between parties, with one status, on somebody's word, with exact evidence.
//!
//! What enters: all earlier stages of one page ([`Context`]). What leaves: [`Claim`]s in reading order, as the codebook
//! defines them.

mod circumstance;
mod frames;
mod join;
mod roles;
mod status;

pub use frames::Frames;

use crate::article::{Article, BlockKind};
use crate::lexicon::{Code, Lexicon};
use crate::mention::speech::{Speaker, speaker_at};
use crate::mention::view::View;
use crate::mention::{Mentions, Place};
use crate::page::Span;
use crate::parse::Upos;
use crate::time::TimeMention;
use frames::Frame;
use roles::{Party, Roles, Scene};

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
    let mut candidates = Vec::new();
    let (mut mention, mut time) = (0, 0);
    for view in context.views {
        let mentions = of_sentence(&context.mentions.all, view.index, &mut mention, |mention| {
            mention.sentence
        });
        let times = of_sentence(context.times, view.index, &mut time, |time| time.sentence);
        // A heading names its story, not a dealing; what it leaves out of it, an item below reports (CODEBOOK.md).
        if view.block == BlockKind::Heading {
            continue;
        }
        let scene = Scene {
            view,
            mentions,
            frames: context.frames,
            home: context.mentions.home,
        };
        for trigger in 0..view.len() {
            if let Some(candidate) = candidate(context, &scene, trigger, times) {
                candidates.push(candidate);
            }
        }
    }
    join::join(candidates)
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

/// The dealing that a token names, where it is a trigger whose parties are there.
fn candidate(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    times: &[TimeMention],
) -> Option<Claim> {
    let view = scene.view;
    let lemma = view.lemma(trigger).to_lowercase();
    let (frame, mut roles) = match view.upos(trigger) {
        Upos::Verb | Upos::Adj | Upos::Aux => first(context.frames.verb(&lemma), |frame| {
            scene.verb_roles(trigger, frame)
        }),
        Upos::Noun | Upos::Propn => first(context.frames.noun(&lemma), |frame| {
            scene.noun_roles(trigger, frame)
        }),
        _ => None,
    }?;
    if frame.pair && roles.recipients.is_empty() && !frame.mutual {
        let other = context
            .mentions
            .pair
            .iter()
            .find(|code| !roles.actors.iter().any(|party| party.code == **code))?;
        roles.recipients.push(Party {
            code: *other,
            person: None,
            token: trigger,
            form: crate::mention::Form::Group,
        });
    }
    let codes = |parties: &[Party]| parties.iter().map(|party| party.code).collect::<Vec<_>>();
    let (actors, recipients) = (codes(&roles.actors), codes(&roles.recipients));
    if !actors
        .iter()
        .chain(&recipients)
        .any(|code| context.lexicon.in_scope(*code))
    {
        return None;
    }
    let status = status::status(view, trigger, frame.speech);
    let when = circumstance::when(view, trigger, times)
        .and_then(|time| time.value.as_ref())
        .map(ToString::to_string);
    let place = circumstance::place(
        view,
        trigger,
        frame.event,
        frame.kind,
        &roles,
        scene.mentions,
    );
    let said_by =
        match speaker_at(&context.mentions.speech, view.index, trigger).map(|said| &said.speaker) {
            Some(Speaker::Named { name, .. }) if !name.is_empty() => vec![name.clone()],
            _ => Vec::new(),
        };
    let mut persons: Vec<String> = Vec::new();
    for name in roles
        .actors
        .iter()
        .chain(&roles.recipients)
        .filter_map(|party| party.person.clone())
    {
        if !persons.contains(&name) {
            persons.push(name);
        }
    }
    Some(Claim {
        event: frame.event,
        kind: frame.kind,
        status,
        actors,
        recipients,
        persons,
        when,
        place,
        said_by,
        evidence: vec![view.sentence.span],
        confidence: confidence(view, frame, &roles),
        related: view.block == BlockKind::Related,
    })
}

fn first<'f>(
    rows: &'f [Frame],
    fill: impl Fn(&Frame) -> Option<Roles>,
) -> Option<(&'f Frame, Roles)> {
    rows.iter()
        .find_map(|frame| fill(frame).map(|roles| (frame, roles)))
}

/// A first, uncalibrated measure: how directly the parties are named.
fn confidence(view: &View, _frame: &Frame, roles: &Roles) -> f32 {
    let mut value: f32 = 0.7;
    for party in roles.actors.iter().chain(&roles.recipients) {
        if matches!(
            party.form,
            crate::mention::Form::Pronoun | crate::mention::Form::Group
        ) {
            value -= 0.1;
        }
    }
    if view.block == BlockKind::Related {
        value -= 0.2;
    }
    value.clamp(0.1, 0.95)
}
