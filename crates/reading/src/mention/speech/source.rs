//! Sources: which words of a sentence name who says something.
//!
//! What enters: a sentence's view, a verb or its subject, and the sentence's mentions. What leaves: the subject of a verb, the
//! speaker that it names, and the words that do.

use super::Speaker;
use crate::mention::view::View;
use crate::mention::{Form, Mention};
use crate::page::Span;
use crate::parse::Upos;

/// Subject of a verb, its own or the one it shares: "he arrived and said", "..., saying that".
pub fn subject_of(view: &View, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        // Of two before the verb, the first is a possessor taken for one: "Putin 's aide Ushakov said".
        let subjects = || {
            view.children(at).filter(|&child| {
                // "who is to pay a visit": the tree takes the copula's subject for another.
                view.deprel(child) == "nsubj"
                    || view.deprel(child) == "nsubj:outer" && view.is(child, "who")
            })
        };
        if let Some(subject) = subjects()
            .filter(|&child| child < at)
            .last()
            .or_else(|| subjects().next())
        {
            return relative(view, subject, at);
        }
        if view
            .children(at)
            .any(|child| matches!(view.deprel(child), "nsubj:pass" | "expl"))
        {
            return None;
        }
        match view.relation(at) {
            "conj" | "xcomp" | "advcl" | "parataxis" => at = view.head(at)?,
            "acl" => return view.head(at),
            _ => return None,
        }
    }
    None
}

/// The speaker that a subject names.
pub fn speaker_of(view: &View, subject: usize, here: &[Mention]) -> Speaker {
    let covering = here
        .iter()
        .filter(|mention| {
            mention.from <= subject
                && subject < mention.to
                && !matches!(mention.form, Form::Place | Form::Adjective)
        })
        .max_by_key(|mention| mention.to - mention.from);
    let (from, to) = noun_phrase(view, subject);
    if let Some(mention) = covering
        && (mention.form != Form::Pronoun || !mention.persons.is_empty())
    {
        let mut speaker = of_mention(mention);
        if let Speaker::Named { name, .. } = &mut speaker
            && mention.persons.is_empty()
        {
            *name = plain_name(view, mention.from.min(from), mention.to.max(to));
        }
        return speaker;
    }
    if matches!(view.upos(subject), Upos::Pron | Upos::Det) {
        return Speaker::Unknown;
    }
    // A name outside lexicon and cast ("Politico"), or a description ("two officials").
    let parties = here
        .iter()
        .filter(|mention| {
            view.below(mention.head, subject) && mention.from >= from && mention.to <= to
        })
        .find(|mention| !mention.parties.is_empty())
        .map(|mention| mention.parties.clone())
        .unwrap_or_default();
    Speaker::Named {
        name: plain_name(view, from, to),
        parties,
        persons: Vec::new(),
    }
}

/// The words that name a speaker.
pub(super) fn source_of(view: &View, subject: usize, here: &[Mention]) -> Span {
    let (from, to) = noun_phrase(view, subject);
    let (from, to) = here
        .iter()
        .filter(|mention| mention.from <= subject && subject < mention.to)
        .fold((from, to), |(from, to), mention| {
            (from.min(mention.from), to.max(mention.to))
        });
    view.span(from, to)
}

pub(super) fn of_mention(mention: &Mention) -> Speaker {
    Speaker::Named {
        name: mention.persons.first().cloned().unwrap_or_default(),
        parties: mention.parties.clone(),
        persons: mention.persons.clone(),
    }
}

/// First and one past the last token of a name or description around its head: what stands before it ("Russia's Ministry"), and
/// what names it behind ("of Defence").
pub(super) fn noun_phrase(view: &View, head: usize) -> (usize, usize) {
    let within = |at: usize| {
        view.below(at, head)
            && !matches!(
                view.relation(at),
                "punct" | "acl" | "appos" | "conj" | "cc" | "advmod"
            )
    };
    let from = (0..head)
        .rev()
        .take_while(|&at| within(at) && head - at <= 8)
        .last()
        .unwrap_or(head);
    let named = |at: usize| {
        view.relation(at) == "flat" && view.head(at) == Some(head)
            || view.below(at, head)
                && ancestors(view, at, head).any(|node| {
                    view.relation(node) == "nmod"
                        && view.head(node) == Some(head)
                        && view
                            .child(node, "case")
                            .is_some_and(|case| view.is(case, "of") || view.is(case, "for"))
                })
                && !matches!(view.relation(at), "punct" | "acl" | "appos" | "advmod")
    };
    let to = (head + 1..view.len())
        .take_while(|&at| named(at) && at - head <= 8)
        .last()
        .map_or(head + 1, |at| at + 1);
    (from, to)
}

/// A token and those above it, up to but not including `top`.
fn ancestors<'v>(view: &'v View, at: usize, top: usize) -> impl Iterator<Item = usize> + 'v {
    std::iter::successors(Some(at), move |&node| view.head(node))
        .take_while(move |&node| node != top)
        .take(view.len())
}

/// The noun that a relative pronoun stands for.
fn relative(view: &View, subject: usize, verb: usize) -> Option<usize> {
    if matches!(
        view.form(subject).to_lowercase().as_str(),
        "who" | "which" | "that"
    ) && view.relation(verb) == "acl"
    {
        return view.head(verb);
    }
    if view.deprel(verb) == "advcl:relcl" && view.is(subject, "who") {
        // The tree hangs the clause on the verb; "who" is the person named right before it.
        let before = (0..subject).rev().take(2);
        return before
            .filter(|&at| matches!(view.upos(at), Upos::Propn | Upos::Noun))
            .map(|at| head_of_name(view, at))
            .next();
    }
    Some(subject)
}

/// The word on which the parts of a name hang.
fn head_of_name(view: &View, mut at: usize) -> usize {
    while view.relation(at) == "flat"
        && let Some(head) = view.head(at)
    {
        at = head;
    }
    at
}

fn plain_name(view: &View, from: usize, to: usize) -> String {
    let from =
        if matches!(view.form(from).to_lowercase().as_str(), "the" | "a" | "an") && to > from + 1 {
            from + 1
        } else {
            from
        };
    view.span(from, to)
        .slice(view.text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
