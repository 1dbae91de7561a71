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

/// Verbs and nouns whose object or theme is what is talked about.
const TALK: &[&str] = &[
    "discuss",
    "discussion",
    "talk",
    "review",
    "consider",
    "raise",
    "address",
    "cover",
    "touch",
    "focus",
    "concern",
    "exchange",
    "examine",
    "speak",
    "conversation",
    "agenda",
    "issue",
    "question",
    "topic",
];

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
    let supplied = |slot: &str| {
        matches!(slot, "after" | "before" | "speaker" | "heading" | "pair")
            || slot.starts_with("also")
    };
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
            let form = party.form.name();
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
            if matches!(
                party.slot,
                "after" | "before" | "also after" | "also before"
            ) {
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
    // How each party hangs together with the trigger on the tree.
    for (side, parties) in [("actor", &roles.actors), ("recipient", &roles.recipients)] {
        for party in parties.iter().filter(|party| party.token != trigger) {
            let path = path(scene, trigger, party.token);
            add(&["path", side, &path, upos]);
            add(&["path event", side, &path, event]);
            add(&["path slot", party.slot, &path]);
            add(&["path lemma", side, &path, lemma]);
            let between = scene
                .mentions
                .iter()
                .filter(|mention| {
                    let (from, to) = (party.token.min(trigger), party.token.max(trigger));
                    from < mention.from
                        && mention.to <= to
                        && !mention.parties.is_empty()
                        && !mention.parties.contains(&party.code)
                })
                .count();
            add(&["between", side, party.slot, count(between)]);
        }
    }
    // Whether all parties that the sentence names take part.
    let mut named: Vec<crate::lexicon::Code> = scene
        .mentions
        .iter()
        .filter(|mention| mention.form != crate::mention::Form::Place)
        .flat_map(|mention| mention.parties.iter().copied())
        .collect();
    named.sort();
    named.dedup();
    let taking = |code: &crate::lexicon::Code| roles.parties().any(|party| party.code == *code);
    let covered = named.iter().filter(|code| taking(code)).count();
    let outside = roles.actors.len() + roles.recipients.len() - covered;
    add(&[
        "covered",
        count(named.len()),
        count(covered),
        count(outside),
    ]);
    add(&[
        "covered event",
        count(named.len()),
        count(covered),
        count(outside),
        event,
    ]);
    add(&[
        "covered row",
        count(named.len() - covered),
        count(outside),
        row,
        shape,
    ]);
    // A list of parties is seldom parted: "the presidents of Kenya, Uganda and Rwanda met".
    let parted = scene.mentions.iter().any(|mention| {
        view.relation(mention.head) == "conj"
            && mention.parties.len() == 1
            && mention.form != crate::mention::Form::Place
            && view.head(mention.head).is_some_and(|first| {
                scene.mentions.iter().any(|other| {
                    other.from <= first
                        && first < other.to
                        && other.parties.len() == 1
                        && other.parties != mention.parties
                        && taking(&other.parties[0]) != taking(&mention.parties[0])
                })
            })
    });
    let parted = if parted { "parted" } else { "whole" };
    add(&["list", parted, shape, upos]);
    add(&["list event", parted, event, kind]);
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
    // The clauses above: what governs them, and how they are joined to it.
    let mut at = trigger;
    for step in ["0", "1", "2"] {
        let mark = view
            .children(at)
            .find(|&child| {
                view.relation(child) == "mark"
                    || view.relation(child) == "advmod"
                        && matches!(view.lemma(child), "when" | "where" | "why" | "how")
            })
            .map_or("-", |child| view.lemma(child));
        let clause = view.relation(at);
        add(&["clause", step, clause, mark]);
        add(&["clause event", step, clause, mark, event, kind]);
        let Some(head) = view.head(at) else { break };
        let governing = view.lemma(head).to_lowercase();
        for over in context
            .frames
            .verb(&governing)
            .iter()
            .chain(context.frames.noun(&governing))
            .take(2)
        {
            let speech = if over.speech { "speech" } else { "-" };
            add(&["over", step, clause, over.event.as_str(), speech]);
            add(&["over event", clause, over.event.as_str(), speech, event]);
        }
        at = head;
    }
    // What is talked about is no dealing by that alone.
    let mut at = trigger;
    let mut topic = "no";
    for _ in 0..4 {
        let Some(head) = view.head(at) else { break };
        if !matches!(view.relation(at), "obj" | "conj" | "nmod" | "obl") {
            break;
        }
        if TALK.contains(&view.lemma(head)) {
            topic = "topic";
            break;
        }
        at = head;
    }
    add(&["topic", topic, upos]);
    add(&["topic event", topic, event, kind, upos]);
    add(&["topic status", topic, status, event]);
    // What else the sentence says.
    for at in 0..view.len() {
        if at != trigger && matches!(view.upos(at), Upos::Verb | Upos::Noun) {
            add(&["word", &view.lemma(at).to_lowercase(), event]);
        }
    }
    // A speech verb behind or before a quotation only tags it: what is said names the dealing itself.
    let tag = super::candidates::tags(context, view, trigger);
    add(&["tag", tag, lemma]);
    add(&["tag event", tag, event, kind]);
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

/// Relations on the way from the trigger to a party: up with `^`, down with the preposition that marks it.
fn path(scene: &Scene, trigger: usize, token: usize) -> String {
    let view = scene.view;
    let mut up = vec![trigger];
    while let Some(head) = view.head(up[up.len() - 1])
        && up.len() < 6
    {
        up.push(head);
    }
    let mut down = Vec::new();
    let mut at = token;
    for _ in 0..5 {
        if let Some(steps) = up.iter().position(|&node| node == at) {
            let mut path: String = up[..steps]
                .iter()
                .map(|&node| format!("^{}", view.relation(node)))
                .collect();
            for &node in down.iter().rev() {
                let node: usize = node;
                path.push('>');
                path.push_str(view.relation(node));
                let case = case_of(scene, node);
                if case != "-" {
                    path.push(':');
                    path.push_str(case);
                }
            }
            return path;
        }
        down.push(at);
        match view.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    "far".to_string()
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
