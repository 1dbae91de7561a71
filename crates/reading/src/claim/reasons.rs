//! Reasons in words, for [`super::explain`].
//!
//! What enters: a view, a trigger and what was found of it. What leaves: sentences for people who doubt a claim. They follow the
//! steps of [`super::candidates`] and [`super::status`] and decide nothing.

use super::candidates::{acts, content_of_speech_act, variants};
use super::explain::Reason;
use super::frames::Frame;
use super::roles::{Party, Roles, Scene};
use super::{Context, Status, status};
use crate::lexicon::Code;
use crate::mention::Mention;
use crate::mention::speech::speaker_at;
use crate::mention::view::View;
use crate::page::Span;
use crate::parse::{Tree, Upos};
use crate::text::Sentence;

/// What a row of the tables says beside type and kind.
pub fn shape(row: &Frame) -> Vec<&'static str> {
    let mut all = Vec::new();
    if row.mutual {
        all.push("mutual");
    }
    if row.speech {
        all.push("a speech act");
    }
    if row.weak {
        all.push("only now and then");
    }
    all
}

/// How a party was found, by the name of its slot and its way in the tree.
pub fn how(context: &Context, view: &View, trigger: usize, party: &Party) -> String {
    let noun = matches!(view.upos(trigger), Upos::Noun | Upos::Propn);
    let below = view.head(party.token) == Some(trigger);
    let relation = view.deprel(party.token);
    match party.slot {
        "s" | "l" if noun => "subject of the verb that carries it",
        "s" if below && relation == "nsubj" => "its subject",
        "s" if below && view.relation(party.token) == "obl" => "who did it, after “by”",
        "s" => "subject that it shares with a word above it, or the noun that it is said of",
        "o" if below && relation == "nsubj:pass" => "to whom it was done: the passive's subject",
        "o" if below => "its object",
        "o" => "in its object, or the noun that it is said of",
        "i" => "its indirect object",
        "c" => "the first party in what is said",
        "a" => "stands before the noun",
        "p" => "its possessor",
        "l" => "subject of the verb that carries it",
        "h" => "the official outlet's own state, which its headlines leave out",
        "clause" => "subject of the clause around it",
        "after" => "not named with it, so a party behind it",
        "before" => "not named with it, so a party before it",
        "speaker" => "not named with it, so who speaks here",
        "heading" => "not named with it, so a party of the heading above",
        "pair" if context.mentions.home == Some(party.code) => {
            "not named with it, so the official outlet's own state"
        }
        "pair" => "not named with it, so a party that the page is about",
        "also after" => "a further party behind it",
        "also before" => "a further party before it",
        "also pair" => "a further party, which the page is about",
        "" => "named there",
        word => return format!("stands after “{word}”"),
    }
    .to_string()
}

/// Why a dealing counts as held: nothing says otherwise.
pub fn held(view: &View, trigger: usize, speech: bool) -> Reason {
    let feature = |name: &str| {
        view.node(trigger)
            .and_then(|node| node.feature(name))
            .unwrap_or_default()
    };
    let why = match view.upos(trigger) {
        Upos::Noun | Upos::Propn => {
            "no word with it or above it says that it is still to come or came to nothing"
        }
        _ if feature("Tense") == "Past" => "a past tense without negation or condition",
        _ if speech => "done once it is said",
        _ if feature("Tense") == "Pres" => "a present tense without modal, negation or condition",
        _ => "no modal, negation, condition or governing word",
    };
    Reason {
        words: Vec::new(),
        why: why.to_string(),
    }
}

/// The words that give a dealing its status: those without which it would have another.
pub fn taken_away(
    context: &Context,
    view: &View,
    trigger: usize,
    speech: bool,
    known: Status,
) -> Reason {
    let mut near: Vec<usize> = Vec::new();
    let mut at = Some(trigger);
    while let Some(node) = at
        && near.len() < 64
    {
        let below = view
            .children(node)
            .flat_map(|child| std::iter::once(child).chain(view.children(child)));
        for token in std::iter::once(node).chain(below) {
            if token != trigger && !near.contains(&token) {
                near.push(token);
            }
        }
        at = view.head(node);
    }
    let changes = |out: &[usize]| without(context, view, out, trigger, speech) != known;
    let mut out: Vec<usize> = Vec::new();
    if let Some(&one) = near.iter().find(|&&token| changes(&[token])) {
        out.push(one);
    } else {
        // Several words say the same: as many as must go together, and of these the ones that matter.
        let enough = (1..=near.len()).find(|&count| changes(&near[..count]));
        out.extend_from_slice(&near[..enough.unwrap_or(0)]);
        for token in out.clone() {
            let others: Vec<usize> = out.iter().copied().filter(|&at| at != token).collect();
            if changes(&others) {
                out = others;
            }
        }
        out.sort_unstable();
    }
    let name = known.as_str();
    let why = match out.as_slice() {
        [] => format!("{name} by the words around it"),
        [one] => office(view, trigger, *one).to_string(),
        _ => "each would be enough".to_string(),
    };
    Reason {
        words: out.iter().map(|&at| view.span(at, at + 1)).collect(),
        why,
    }
}

/// The status of the trigger, were some words not there.
fn without(context: &Context, view: &View, out: &[usize], trigger: usize, speech: bool) -> Status {
    let mut tree: Tree = view.tree.clone();
    let mut tokens = view.sentence.tokens.clone();
    for &at in out {
        if let (Some(node), Some(token)) = (tree.nodes.get_mut(at), tokens.get_mut(at)) {
            node.lemma.clear();
            token.span = Span::new(token.span.start, token.span.start);
        }
    }
    let sentence = Sentence {
        tokens,
        ..view.sentence.clone()
    };
    let view = View::new(
        view.text,
        view.index,
        &sentence,
        &tree,
        view.block,
        context.lexicon,
    );
    let here: Vec<Mention> = context
        .mentions
        .all
        .iter()
        .filter(|mention| mention.sentence == view.index)
        .cloned()
        .collect();
    status::status(&view, trigger, speech, &here)
}

/// What a word is to the dealing whose status it decides.
fn office(view: &View, trigger: usize, at: usize) -> &'static str {
    let form = view.form(at).to_lowercase();
    match (view.relation(at), form.as_str()) {
        (_, "not" | "n't" | "n’t" | "never" | "no") => "a negation",
        ("mark", "to") => "an infinitive: what is to be done",
        ("mark", "if" | "unless") => "a condition",
        (_, "when" | "once") => "a time still to come",
        ("aux", _) => "a modal",
        (_, "next" | "coming") => "a time still to come",
        _ if status::of_governed(view.lemma(at)).is_some() => "the word that governs it",
        ("amod", _) => "an adjective of it",
        _ if view.below(trigger, at) => "the word that governs it",
        _ => "a word beside it",
    }
}

/// Why a trigger gave no candidate at all: the furthest step that any of its rows came to.
pub fn why_none(context: &Context, scene: &Scene, trigger: usize, rows: &[Frame]) -> String {
    let view = scene.view;
    if status::no_dealing(view, trigger) {
        return "somebody failed to do it, or only looks forward to it".to_string();
    }
    let noun = matches!(view.upos(trigger), Upos::Noun | Upos::Propn);
    let said = speaker_at(&context.mentions.speech, view.index, trigger);
    let mut furthest = (0, String::new());
    let mut reach = |step: usize, why: String| {
        if step > furthest.0 {
            furthest = (step, why);
        }
    };
    for row in rows {
        if content_of_speech_act(context.frames, view, trigger, row.event) {
            reach(
                1,
                "it is what somebody promises, asks for or threatens: that claim has it"
                    .to_string(),
            );
            continue;
        }
        let roles = if noun {
            scene.noun_roles(trigger, row)
        } else {
            scene.verb_roles(trigger, row)
        };
        let Some(roles) = roles else {
            reach(2, unfit(row, noun));
            continue;
        };
        if row.weak && row.speech && !row.recipients.is_empty() && roles.recipients.is_empty() {
            reach(
                3,
                "it names a dealing only now and then, and nothing says to or of whom".to_string(),
            );
            continue;
        }
        let some = parties(&roles);
        let all = variants(context, scene, trigger, row, roles, said);
        if all.is_empty() {
            let why = match some.as_slice() {
                [] => "no state or organisation is named as a party of it".to_string(),
                [one] => format!("only {one} was found, and a dealing has two sides"),
                _ => format!("{} were found, but not the other side", some.join(", ")),
            };
            reach(4, why);
            continue;
        }
        if all.iter().any(|roles| acts(scene, roles)) {
            reach(
                5,
                "none of its parties is a state, an organisation of states or a group in scope"
                    .to_string(),
            );
        } else {
            reach(
                6,
                "a capital or place stands where no actor does".to_string(),
            );
        }
    }
    furthest.1
}

fn parties(roles: &Roles) -> Vec<&'static str> {
    let mut all: Vec<Code> = Vec::new();
    for party in roles.actors.iter().chain(&roles.recipients) {
        if !all.contains(&party.code) {
            all.push(party.code);
        }
    }
    all.iter().map(|code| code.as_str()).collect()
}

/// Why a row does not fit the words beside the trigger.
fn unfit(row: &Frame, noun: bool) -> String {
    let list = |words: &[String]| {
        words
            .iter()
            .take(4)
            .map(|word| match word.as_str() {
                "-" => "nothing".to_string(),
                "PERSON" => "a person".to_string(),
                "PARTY" => "a party".to_string(),
                word => format!("“{word}”"),
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    match &row.particle {
        _ if noun => format!("no verb such as {} carries it", list(&row.light)),
        Some(particle) => format!("it names a dealing with “{particle}” or another object only"),
        None => format!("it names a dealing of {} only", list(&row.objects)),
    }
}
