//! Circumstances: when and where a dealing takes place.
//!
//! What enters: a view, a trigger and the page's times and places. What leaves: the time and place that stand with the
//! trigger, else those of its sentence. A place that is a party's own name in a role ("sanctions on Iran") is none.

use super::roles::{Party, Roles};
use super::{Event, Status};
use crate::mention::view::View;
use crate::mention::{Form, Mention, Place};
use crate::parse::Upos;
use crate::time::TimeMention;

/// Time of the dealing that a trigger names.
pub fn when<'t>(view: &View, trigger: usize, times: &'t [TimeMention]) -> Option<&'t TimeMention> {
    let with_value = || times.iter().filter(|time| time.value.is_some());
    let token_of = |time: &TimeMention| {
        (0..view.len()).find(|&at| view.sentence.tokens[at].span.overlaps(time.span))
    };
    // "at its next meeting, which will be held in two weeks": the clause that says nothing else of it.
    let takes_place = taking_place(view, trigger);
    let within = |token: usize, node: usize| {
        !crosses_clause(view, token, node)
            || takes_place
                .is_some_and(|verb| view.below(token, verb) && !crosses_clause(view, token, verb))
    };
    // The closest clause that holds a time: the trigger's own phrase, then its governors' phrases.
    let mut at = Some(trigger);
    let mut below = trigger;
    let mut steps = 0;
    while let Some(node) = at {
        let best = with_value()
            .filter_map(|time| token_of(time).map(|token| (time, token)))
            .filter(|(_, token)| view.below(*token, node) && within(*token, node))
            .filter(|(_, token)| !of_infinitive(view, *token, node, trigger))
            .filter(|(_, token)| !of_word_given(view, *token, node, below))
            .min_by_key(|(_, token)| token.abs_diff(trigger));
        if let Some((time, _)) = best {
            return Some(time);
        }
        steps += 1;
        below = node;
        let purpose = view.relation(node) == "advcl"
            && view
                .children(node)
                .any(|child| view.is(child, "to") && view.relation(child) == "mark");
        if purpose {
            // "to visit Russia on December 3 to meet Lavrov": what one comes for has the visit's date.
            at = view.head(node);
            continue;
        }
        if steps > 4
            || matches!(view.relation(node), "ccomp" | "acl" | "advcl" | "parataxis")
                && view.upos(node) == Upos::Verb
        {
            break;
        }
        at = view.head(node);
    }
    None
}

/// The verb of a relative clause that says of a noun's dealing that it takes place: "talks, which will be held", "a visit that is planned".
fn taking_place(view: &View, trigger: usize) -> Option<usize> {
    view.children(trigger).find(|&verb| {
        view.deprel(verb) == "acl:relcl"
            && matches!(
                view.lemma(verb),
                "hold"
                    | "take"
                    | "occur"
                    | "schedule"
                    | "plan"
                    | "set"
                    | "begin"
                    | "start"
                    | "open"
                    | "convene"
            )
            && view.children(verb).any(|child| {
                view.relation(child) == "nsubj"
                    && (view.is(child, "which") || view.is(child, "that"))
            })
    })
}

/// The first time named behind a trigger.
pub fn behind<'t>(
    view: &View,
    trigger: usize,
    times: &'t [TimeMention],
) -> Option<&'t TimeMention> {
    let from = view.span(trigger, trigger + 1).end;
    let mut behind = times.iter().filter(|time| time.span.start >= from);
    behind.find(|time| time.value.is_some())
}

/// Time of what somebody does where a trip leads: "will travel to Oslo, where she will meet the king on June 3".
pub fn there<'t>(view: &View, trigger: usize, times: &'t [TimeMention]) -> Option<&'t TimeMention> {
    let clause = (trigger + 1..view.len()).find(|&at| {
        let clause = view.relation(at) == "advcl" || view.deprel(at) == "acl:relcl";
        clause
            && view.below(at, trigger)
            && view
                .children(at)
                .any(|child| view.is(child, "where") && view.relation(child) == "advmod")
    })?;
    times
        .iter()
        .filter(|time| time.value.is_some())
        .find(|time| {
            (clause..view.len())
                .find(|&at| view.sentence.tokens[at].span.overlaps(time.span))
                .is_some_and(|token| {
                    view.below(token, clause) && !crosses_clause(view, token, clause)
                })
        })
}

/// Times of a trip's hosts, where at least two of them have their own: "visit Poland on March 12 and Romania on March 13".
/// One for each host's token, in their order.
pub fn of_hosts<'t>(
    view: &View,
    hosts: &[usize],
    times: &'t [TimeMention],
) -> Vec<Option<&'t TimeMention>> {
    let token_of = |time: &TimeMention| {
        (0..view.len()).find(|&at| view.sentence.tokens[at].span.overlaps(time.span))
    };
    let own: Vec<Option<&TimeMention>> = hosts
        .iter()
        .map(|&host| {
            let next = hosts.iter().copied().filter(|&other| other > host).min();
            times
                .iter()
                .filter(|time| time.value.is_some())
                .find(|time| {
                    token_of(time).is_some_and(|at| at > host && next.is_none_or(|next| at < next))
                })
        })
        .collect();
    if own.iter().flatten().count() < 2 {
        return vec![None; hosts.len()];
    }
    own
}

/// Whether another clause's verb stands between a token and a node above it.
fn crosses_clause(view: &View, token: usize, above: usize) -> bool {
    let mut at = token;
    while at != above {
        if matches!(view.relation(at), "ccomp" | "advcl" | "parataxis")
            || view.deprel(at) == "acl:relcl"
        {
            return true;
        }
        match view.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether a time is that of an infinitive below a node, to which the trigger does not belong: "invited her to visit Peru in
/// 2019, and she accepted" dates neither the invitation nor its acceptance.
fn of_infinitive(view: &View, token: usize, node: usize, trigger: usize) -> bool {
    let mut at = token;
    while at != node {
        let infinitive = matches!(view.relation(at), "xcomp" | "acl" | "ccomp")
            && view.upos(at) == Upos::Verb
            && { view.children_by(at, "mark") }.any(|mark| view.is(mark, "to"));
        if infinitive && !view.below(trigger, at) {
            return true;
        }
        match view.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether a time tells when somebody gave their word, not when they are to keep it: "promised on Tuesday to send grain". `below` is
/// what the giving of it governs.
fn of_word_given(view: &View, token: usize, governor: usize, below: usize) -> bool {
    let gives = matches!(
        super::status::of_governed(view.lemma(governor)),
        Some(Status::Planned | Status::Proposed)
    );
    let past = { view.node(governor) }.is_some_and(|node| node.feats.contains("Tense=Past"));
    let passive = { view.children(governor) }.any(|child| view.deprel(child) == "aux:pass");
    let mut marks = view.children_by(below, "mark");
    gives
        && past
        && !passive
        && marks.any(|mark| view.is(mark, "to") && governor < token && token < mark)
}

/// Place of the dealing that a trigger names.
pub fn place(
    view: &View,
    trigger: usize,
    event: Event,
    kind: Option<&str>,
    roles: &Roles,
    mentions: &[Mention],
) -> Option<Place> {
    if event == Event::Consult && kind == Some("visit") {
        return host(view, trigger, roles, mentions);
    }
    let taken = |mention: &Mention| {
        let in_role = |party: &Party| mention.from <= party.token && party.token < mention.to;
        roles.actors.iter().any(in_role)
            || event != Event::Assault && roles.recipients.iter().any(in_role)
    };
    let mut best: Option<(usize, &Mention)> = None;
    for mention in mentions
        .iter()
        .filter(|mention| mention.place.is_some() && !taken(mention))
    {
        let led = view
            .child(mention.head, "case")
            .map(|child| view.form(child).to_lowercase())
            .is_some_and(|word| {
                matches!(
                    word.as_str(),
                    "in" | "at" | "near" | "on" | "outside" | "off"
                )
            });
        if !led && !view.is(mention.head, "here") {
            continue;
        }
        let Some(head) = view.head(mention.head) else {
            continue;
        };
        // The place hangs on the trigger, on its phrase, or on the verb that governs it. Where it was only planned counts
        // least: "planned in Vienna, will be held in Bratislava".
        let distance = if only_planned(view, head, trigger) {
            3
        } else if head == trigger {
            0
        } else if view.below(head, trigger) {
            1
        } else if view.below(trigger, head) {
            2
        } else {
            continue;
        };
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, mention));
        }
    }
    // "was moved from Oslo to Bergen"
    if best.is_none_or(|(distance, _)| distance > 1)
        && let Some(mention) = moved_to(view, trigger, mentions)
    {
        return mention.place.clone();
    }
    if let Some((_, mention)) = best {
        return mention.place.clone();
    }
    let purpose = view.relation(trigger) == "advcl"
        && view
            .children(trigger)
            .any(|child| view.is(child, "to") && view.relation(child) == "mark");
    if purpose && let Some(verb) = view.head(trigger) {
        // What one comes for takes place where one goes.
        let goal = |mention: &&Mention| {
            mention.place.is_some()
                && view.head(mention.head) == Some(verb)
                && matches!(view.relation(mention.head), "obj" | "obl")
        };
        if let Some(mention) = mentions.iter().find(goal) {
            return mention.place.clone();
        }
    }
    // "will move to Tokyo and discuss": what follows a movement takes place where it leads.
    if view.relation(trigger) == "conj"
        && let Some(verb) = view.head(trigger)
    {
        let goal = |mention: &&Mention| {
            mention.place.is_some()
                && view.head(mention.head) == Some(verb)
                && view.relation(mention.head) == "obl"
                && view
                    .child(mention.head, "case")
                    .is_some_and(|case| view.is(case, "to"))
        };
        if let Some(mention) = mentions.iter().find(goal) {
            return mention.place.clone();
        }
    }
    if event == Event::Assault {
        return mentions
            .iter()
            .find(|mention| {
                mention.place.is_some()
                    && roles
                        .recipients
                        .iter()
                        .any(|party| mention.from <= party.token && party.token < mention.to)
            })
            .and_then(|mention| mention.place.clone());
    }
    None
}

/// The place that a dealing is moved to.
fn moved_to<'m>(view: &View, trigger: usize, mentions: &'m [Mention]) -> Option<&'m Mention> {
    let verb = view.head(trigger).filter(|&verb| {
        matches!(view.lemma(verb), "move" | "relocate" | "shift" | "transfer")
            && matches!(view.relation(trigger), "obj" | "nsubj")
    })?;
    mentions.iter().find(|mention| {
        mention.place.is_some()
            && view.head(mention.head) == Some(verb)
            && view
                .child(mention.head, "case")
                .is_some_and(|case| view.is(case, "to"))
    })
}

/// Whether a node is a participle that hangs on the trigger and tells what had been meant: "a meeting planned in Vienna".
fn only_planned(view: &View, node: usize, trigger: usize) -> bool {
    view.relation(node) == "acl"
        && view.head(node) == Some(trigger)
        && super::status::of_governed(view.lemma(node)) == Some(Status::Planned)
}

/// The country that a visit goes to.
fn host(view: &View, trigger: usize, roles: &Roles, mentions: &[Mention]) -> Option<Place> {
    let party = roles.recipients.first()?;
    let mention = mentions
        .iter()
        .find(|mention| mention.from <= party.token && party.token < mention.to)?;
    if let Some(place) = mention.place.clone() {
        return Some(place);
    }
    let _ = (view, trigger);
    (mention.form != Form::Person).then(|| Place {
        name: party.code.as_str().to_string(),
        country: Some(party.code),
    })
}
