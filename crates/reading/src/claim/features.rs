//! Features of a candidate, hashed, for the model that tells which candidates are claims.
//!
//! What enters: a candidate with its trigger, frame and roles. What leaves: buckets. Names of parties are no features:
//! what is learned holds for any pair of states.

use super::frames::Frame;
use super::roles::{Roles, Scene};
use super::weights::bucket;
use super::{Claim, Context};
use crate::mention::speech::{Speaker, Speech};
use crate::parse::Upos;

/// Buckets of a candidate's features.
#[allow(clippy::too_many_arguments)]
pub fn features(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    frame: &Frame,
    roles: &Roles,
    claim: &Claim,
    said: Option<&Speech>,
    nth: usize,
) -> Vec<u32> {
    let view = scene.view;
    let mut all: Vec<u32> = Vec::with_capacity(96);
    let mut add = |parts: &[&str]| all.push(bucket(parts));
    let lemma = view.lemma(trigger).to_lowercase();
    let lemma = lemma.as_str();
    let event = claim.event.as_str();
    let kind = claim.kind.unwrap_or("-");
    let upos = if matches!(view.upos(trigger), Upos::Noun | Upos::Propn) {
        "n"
    } else {
        "v"
    };
    let relation = view.deprel(trigger);
    let block = block_name(view.block);
    let status = claim.status.as_str();
    add(&["event", event, kind]);
    add(&["lemma", lemma, upos]);
    add(&["lemma event", lemma, upos, event, kind]);
    add(&["form", &view.form(trigger).to_lowercase(), event]);
    add(&["relation", upos, relation]);
    add(&["relation event", upos, relation, event, kind]);
    add(&["relation lemma", relation, lemma]);
    add(&["block", block]);
    add(&["block event", block, event, upos]);
    add(&["status", status]);
    add(&["status event", status, event, kind]);
    add(&["status lemma", status, lemma]);
    if let Some(node) = view.node(trigger) {
        add(&["feats", upos, &node.feats]);
        add(&["feats event", upos, &node.feats, event]);
    }
    // What holds of any word: how sure the row is, and whether its own slots gave all parties.
    let supplied = |slot: &str| matches!(slot, "after" | "before" | "speaker" | "heading" | "pair");
    let own = |parties: &[super::roles::Party]| {
        if parties.iter().any(|party| supplied(party.slot)) {
            "supplied"
        } else {
            "own"
        }
    };
    let (row, shape) = (
        if frame.weak { "weak" } else { "strong" },
        if frame.mutual { "mutual" } else { "one way" },
    );
    let (actor_own, recipient_own) = (own(&roles.actors), own(&roles.recipients));
    add(&["prior", row, actor_own, recipient_own, upos]);
    add(&[
        "prior shape",
        row,
        shape,
        actor_own,
        recipient_own,
        upos,
        status,
    ]);
    add(&["prior event", row, event, actor_own, recipient_own]);
    add(&["prior block", row, block, actor_own, recipient_own]);
    add(&[
        "prior root",
        row,
        actor_own,
        recipient_own,
        if matches!(
            view.relation(trigger),
            "root" | "conj" | "parataxis" | "ccomp" | "advcl"
        ) {
            "clause"
        } else {
            view.relation(trigger)
        },
    ]);
    // Parties: how many, how named, by which slots.
    let count = |n: usize| ["0", "1", "2", "3", "4+"][n.min(4)];
    add(&[
        "parties",
        count(roles.actors.len()),
        count(roles.recipients.len()),
        event,
    ]);
    let mut slots = Vec::new();
    for (side, parties) in [("actor", &roles.actors), ("recipient", &roles.recipients)] {
        for party in parties {
            let form = form_name(party.form);
            slots.push(party.slot);
            add(&["form", side, form]);
            add(&["form event", side, form, event]);
            add(&["slot", side, party.slot, upos]);
            add(&["slot event", side, party.slot, event, kind]);
            add(&["slot lemma", side, party.slot, lemma]);
            add(&["slot form", side, party.slot, form]);
            let distance = party.token.abs_diff(trigger);
            let distance = match distance {
                0 => "0",
                1 => "1",
                2..=3 => "2",
                4..=6 => "4",
                7..=12 => "7",
                _ => "13",
            };
            add(&[
                "distance",
                side,
                distance,
                if party.token < trigger {
                    "before"
                } else {
                    "after"
                },
                event,
            ]);
            let group = match context.lexicon.state(party.code.as_str()) {
                Some(_) => "state",
                None if context.lexicon.in_scope(party.code) => "organisation",
                None => "group",
            };
            add(&["party", side, group, event]);
            if Some(party.code) == context.mentions.home {
                add(&["home", side, event, kind]);
            }
            if context.mentions.pair.contains(&party.code) {
                add(&["in pair", side]);
            }
            if matches!(party.slot, "after" | "before") {
                // A supplied party: how it stands in the sentence.
                add(&[
                    "supplied",
                    side,
                    party.slot,
                    view.relation(party.token),
                    event,
                ]);
                add(&["supplied case", side, case_of(scene, party.token), event]);
            }
        }
    }
    add(&["slots", &slots.join("+"), event, upos]);
    // Around the trigger.
    if let Some(head) = view.head(trigger) {
        let head_lemma = view.lemma(head).to_lowercase();
        add(&["head", relation, &head_lemma]);
        add(&["head event", &head_lemma, event, kind]);
        add(&["head relation", relation, view.deprel(head)]);
        add(&["head lemma", lemma, &head_lemma]);
        if let Some(top) = view.head(head) {
            add(&["top", &view.lemma(top).to_lowercase(), upos]);
        }
    } else {
        add(&["root", event, upos]);
    }
    for child in view.children(trigger) {
        let label = view.deprel(child);
        if matches!(label, "punct") {
            continue;
        }
        let child_lemma = view.lemma(child).to_lowercase();
        add(&["child", upos, label, event]);
        if matches!(
            view.relation(child),
            "obj"
                | "amod"
                | "compound"
                | "aux"
                | "advmod"
                | "det"
                | "nmod"
                | "obl"
                | "mark"
                | "nsubj"
                | "xcomp"
                | "acl"
                | "nummod"
        ) {
            add(&["child lemma", label, &child_lemma, event]);
            add(&["child of", label, &child_lemma, lemma]);
        }
        if matches!(view.relation(child), "obl" | "nmod") {
            add(&["case", case_of(scene, child), event, kind]);
        }
    }
    for (offset, name) in [(-2_isize, "-2"), (-1, "-1"), (1, "+1"), (2, "+2")] {
        if let Some(at) = trigger
            .checked_add_signed(offset)
            .filter(|&at| at < view.len())
        {
            let near = view.lemma(at).to_lowercase();
            add(&["near", name, &near]);
            add(&["near event", name, &near, event]);
        }
    }
    // What else the sentence says.
    for at in 0..view.len() {
        if at != trigger && matches!(view.upos(at), Upos::Verb | Upos::Noun) {
            add(&["word", &view.lemma(at).to_lowercase(), event]);
        }
    }
    // Whose word, and where on the page.
    match said.map(|said| &said.speaker) {
        Some(Speaker::Named { parties, .. }) => {
            let own = roles
                .actors
                .iter()
                .any(|party| parties.contains(&party.code));
            add(&["said", if own { "own" } else { "other" }, event]);
            add(&[
                "said",
                if said.is_some_and(|said| said.verb.is_none()) {
                    "quote"
                } else {
                    "report"
                },
                event,
                kind,
            ]);
        }
        Some(Speaker::Unknown) => add(&["said", "unknown", event]),
        None => add(&["said", "page", event]),
    }
    let position = ["0", "1", "2", "3", "4", "5", "6", "7"][view.index.min(7)];
    add(&["position", position]);
    add(&["position event", position, event, kind]);
    add(&["nth", count(nth), event]);
    add(&["length", count(view.len() / 12)]);
    add(&["title case", if view.title_case() { "yes" } else { "no" }]);
    add(&[
        "time",
        if claim.when.is_some() { "yes" } else { "no" },
        event,
    ]);
    add(&[
        "place",
        if claim.place.is_some() { "yes" } else { "no" },
        event,
    ]);
    add(&["persons", count(claim.persons.len()), event, kind]);
    add(&[
        "official",
        if context.mentions.home.is_some() {
            "yes"
        } else {
            "no"
        },
        event,
        kind,
    ]);
    add(&[
        "row",
        if frame.mutual { "mutual" } else { "one way" },
        if frame.pair { "pair" } else { "-" },
    ]);
    all
}

fn case_of<'r>(scene: &Scene<'_, 'r>, token: usize) -> &'r str {
    scene
        .view
        .child(token, "case")
        .map_or("-", |child| scene.view.lemma(child))
}

fn block_name(kind: crate::article::BlockKind) -> &'static str {
    use crate::article::BlockKind;
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Heading => "heading",
        BlockKind::Standfirst => "standfirst",
        BlockKind::Caption => "caption",
        BlockKind::ListItem => "list",
        BlockKind::SpeechTurn => "speech",
        BlockKind::Related => "related",
        _ => "text",
    }
}

fn form_name(form: crate::mention::Form) -> &'static str {
    use crate::mention::Form;
    match form {
        Form::Person => "person",
        Form::State => "state",
        Form::Adjective => "adjective",
        Form::Organisation => "organisation",
        Form::Body => "body",
        Form::Description => "description",
        Form::Group => "group",
        Form::Pronoun => "pronoun",
        Form::Seat => "seat",
        Form::Place => "place",
    }
}
