//! Dealings that are taken up again: "The visit was set for May. It has been put off", "they suggested postponing these plans,
//! and we agreed".
//!
//! What enters: the page so far and its claims. What leaves: the same claims, and one more for each sentence that says of a
//! meeting or visit named shortly before, by a pronoun or a word for a plan, that it was put off or called off. A clause that
//! only allows for it ("we can postpone it") says nothing.

use super::roles::Scene;
use super::status;
use super::{Claim, Context, Event, Status};
use crate::mention::speech::{Speaker, speaker_at};
use crate::mention::view::View;
use crate::parse::Upos;
use crate::time::TimeMention;

/// How many sentences before it the dealing may have been named last.
const REACH: usize = 8;

/// Nouns that stand for a dealing named before, by lemma; then those that stand for a visit or a meeting alone.
const STANDING_FOR: &[&str] = &["plan", "event", "date"];
const TRIPS: &[&str] = &["visit", "trip", "journey", "tour"];
const MEETINGS: &[&str] = &["meeting", "talk", "summit", "session", "encounter", "call"];

/// What one sentence says of a dealing named before, if anything.
pub fn taken_up(
    context: &Context,
    scene: &Scene,
    times: &[TimeMention],
    known: &[Claim],
) -> Option<Claim> {
    let view = scene.view;
    let (verb, status) = (0..view.len()).find_map(|verb| {
        let status = status::put_away(view, verb)?;
        (stands_for(view, patient(view, verb)?) && asserted(view, verb)).then_some((verb, status))
    })?;
    let patient = patient(view, verb)?;
    let told_here = known
        .iter()
        .any(|claim| claim.event == Event::Consult && claim.evidence.contains(&view.sentence.span));
    if told_here && view.upos(patient) == Upos::Pron {
        return None;
    }
    let visit = TRIPS.contains(&view.lemma(patient));
    let meeting = MEETINGS.contains(&view.lemma(patient));
    let from = context.views[view.index.saturating_sub(REACH)]
        .sentence
        .span
        .start;
    let before = |claim: &Claim| {
        let spans = claim.evidence.iter().map(|span| span.start);
        spans
            .filter(|&start| from <= start && start < view.sentence.span.start)
            .max()
    };
    let dealing = known
        .iter()
        .filter(|claim| {
            claim.event == Event::Consult
                && !claim.related
                && (!visit || claim.kind == Some("visit"))
                && (!meeting || claim.kind != Some("visit"))
                && !matches!(
                    claim.status,
                    Status::Held | Status::Resumed | Status::Suspended
                )
        })
        .filter_map(|claim| before(claim).map(|start| (start, claim)))
        .max_by_key(|(start, _)| *start)?
        .1;
    let said = speaker_at(&context.mentions.speech, view.index, verb);
    let when = super::circumstance::when(view, verb, times).and_then(|time| time.value);
    Some(Claim {
        status,
        when: when.map(|value| value.to_string()),
        said_by: match said.map(|said| &said.speaker) {
            Some(Speaker::Named { name, .. }) if !name.is_empty() => vec![name.clone()],
            _ => Vec::new(),
        },
        evidence: vec![view.sentence.span],
        ..dealing.clone()
    })
}

/// What a verb puts off or calls off: its object, or the subject of its passive.
fn patient(view: &View, verb: usize) -> Option<usize> {
    let passive = || {
        view.children(verb)
            .find(|&child| view.deprel(child) == "nsubj:pass")
    };
    view.child(verb, "obj").or_else(passive)
}

fn stands_for(view: &View, at: usize) -> bool {
    match view.upos(at) {
        Upos::Pron => matches!(
            view.form(at).to_lowercase().as_str(),
            "it" | "this" | "that"
        ),
        // "these plans", "the trip": a word with a goal or an owner of its own is another dealing.
        Upos::Noun => {
            let lemma = view.lemma(at);
            let named = [STANDING_FOR, TRIPS, MEETINGS];
            { named.iter() }.any(|words| words.contains(&lemma))
                && view.child(at, "det").is_some()
                && !view.children(at).any(|child| {
                    matches!(
                        view.relation(child),
                        "nmod" | "acl" | "amod" | "compound" | "appos"
                    )
                })
        }
        _ => false,
    }
}

/// Whether a clause says that something was done or is settled: no modal, no condition, no negation, and no proposal but one to
/// which somebody agreed.
fn asserted(view: &View, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..5 {
        let open = view.children(at).any(|child| match view.relation(child) {
            "aux" => matches!(
                view.lemma(child),
                "can" | "could" | "may" | "might" | "would" | "should" | "must"
            ),
            "advmod" => matches!(
                view.form(child).to_lowercase().as_str(),
                "not" | "n't" | "n’t" | "never"
            ),
            "mark" => matches!(view.lemma(child), "if" | "whether" | "unless"),
            _ => false,
        });
        if open {
            return false;
        }
        let Some(head) = view.head(at) else { break };
        let governs = matches!(
            view.relation(at),
            "xcomp" | "ccomp" | "obj" | "advcl" | "conj" | "parataxis"
        );
        if !governs || view.relation(at) == "conj" && view.upos(head) != Upos::Verb {
            break;
        }
        let suggested = matches!(
            view.lemma(head),
            "suggest"
                | "propose"
                | "offer"
                | "ask"
                | "want"
                | "wish"
                | "consider"
                | "discuss"
                | "refuse"
        );
        let agreed = view
            .children_by(head, "conj")
            .any(|next| matches!(view.lemma(next), "agree" | "accept" | "consent"));
        if suggested && !agreed {
            return false;
        }
        if suggested {
            break;
        }
        at = head;
    }
    let last = view.len().saturating_sub(1);
    !(last.saturating_sub(1)..=last).any(|at| view.is(at, "?"))
}
