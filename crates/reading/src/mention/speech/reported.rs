//! What verbs of saying report, and "according to".
//!
//! What enters: a sentence's view, a token and the sentence's mentions. What leaves: what is said there, and by whom.

use super::source::{noun_phrase, source_of, speaker_of, subject_of};
use super::{Speaker, Speech};
use crate::mention::view::View;
use crate::mention::words::{self, Class};
use crate::mention::{Form, Mention};
use crate::parse::Upos;

/// What the reporting verb at a token reports, and by whom.
pub(super) fn reported(
    view: &View,
    at: usize,
    here: &[Mention],
    sender: Option<&Speaker>,
) -> Option<Speech> {
    if let Some(speech) = plainly(view, at, here) {
        return Some(speech);
    }
    if view.upos(at) != Upos::Verb && view.upos(at) != Upos::Aux {
        return None;
    }
    let lemma = view.lemma(at).to_lowercase();
    if !words::is(Class::Report, &lemma) {
        return None;
    }
    // "Russia, Japan Revive Talks, Hope to ...": a second clause without a subject of its own reports nothing of the first.
    let own = view.children(at).any(|child| view.deprel(child) == "nsubj");
    if view.relation(at) == "parataxis" && !own {
        return None;
    }
    let subject = subject_of(view, at)?;
    let content = view
        .children(at)
        .filter(|&child| match view.relation(child) {
            "ccomp" | "parataxis" => child != at,
            // "claimed to have taken the town"
            "xcomp" => lemma == "claim",
            _ => false,
        })
        .max_by_key(|&child| {
            let (from, to) = view.reach(child);
            to - from
        });
    let that = that_clause(view, at, &lemma, content);
    let (from, to) = match content {
        _ if that.is_some() => that?,
        Some(child) => {
            // The final full stop may hang on what is said; that does not make all in between a part of it.
            let (from, to) = view.reach(child);
            if child < at {
                let end = view.reach(subject).0.min(at);
                (from, if end > child { to.min(end) } else { to.min(at) })
            } else {
                (from.max(at + 1), to)
            }
        }
        None if view.relation(at) == "parataxis" => {
            // "..., Abe said": what is said is the clause around it.
            let (from, to) = view.sentence_range();
            let (verb_from, verb_to) = view.reach(at);
            if verb_from > from {
                (from, verb_from)
            } else {
                (verb_to, to)
            }
        }
        None if words::is(Class::ReportObject, &lemma) => {
            view.child(at, "obj").map(|object| view.reach(object))?
        }
        None => (at, at),
    };
    let addressee = view
        .children(at)
        .filter(|&child| matches!(view.relation(child), "iobj" | "obj"))
        .find_map(|child| {
            here.iter().find(|mention| {
                mention.from <= child && child < mention.to && !mention.parties.is_empty()
            })
        })
        .and_then(|mention| mention.parties.first().copied());
    let mut speaker = speaker_of(view, subject, here);
    if words::is(Class::Paper, view.lemma(subject))
        && let Speaker::Named { parties, .. } = &speaker
        && parties.is_empty()
        && let Some(sender) = sender
    {
        speaker = sender.clone();
    }
    Some(Speech {
        sentence: view.index,
        from,
        to,
        speaker,
        source: Some(source_of(view, subject, here)),
        addressee,
        verb: Some(at),
    })
}

/// "according to Governor Serhiy Lysak".
pub(super) fn according(view: &View, at: usize, here: &[Mention]) -> Option<Speech> {
    if !view.is(at, "according") || !view.is(at + 1, "to") {
        return None;
    }
    // The tree hangs "according" on the source, or the source on "according"; where it does neither, the first nouns are it.
    let marked = view
        .head(at)
        .filter(|&head| head > at + 1 && view.relation(at) == "case");
    let below = view.child(at, "obl").filter(|&child| child > at + 1);
    let noun = |next: &usize| matches!(view.upos(*next), Upos::Propn | Upos::Noun);
    let first = || {
        let first =
            (at + 2..view.len()).find(|next| noun(next) || view.upos(*next) == Upos::Pron)?;
        (first..view.len()).take_while(noun).last().or(Some(first))
    };
    let head = marked.or(below).or_else(first)?;
    // "according to Belgorod governor Vyacheslav Gladkov": who is named behind an office is the source.
    let (_, end) = noun_phrase(view, head);
    let head = here
        .iter()
        .find(|mention| {
            mention.form == Form::Person
                && mention.from >= at + 2
                && mention.from <= end
                && (at + 2..mention.from).all(|next| view.form(next) != ",")
        })
        .map_or(head, |mention| mention.head);
    let speaker = speaker_of(view, head, here);
    let (from, to) = view.sentence_range();
    let (from, to) = if at > from + 2 {
        (from, at)
    } else {
        (at + 2, to)
    };
    Some(Speech {
        sentence: view.index,
        from,
        to,
        speaker,
        source: Some(source_of(view, head, here)),
        addressee: None,
        verb: None,
    })
}

/// "Norway reports that ...": a party or person, a verb of saying and "that" side by side, whatever the tree makes of them.
fn plainly(view: &View, at: usize, here: &[Mention]) -> Option<Speech> {
    if !view.is(at + 1, "that") || at + 4 > view.len() {
        return None;
    }
    let form = view.form(at).to_lowercase();
    let verb = |stem: &str| words::is(Class::Report, stem);
    let reports = words::is(Class::Report, view.lemma(at))
        || form.strip_suffix('s').is_some_and(verb)
        || form.strip_suffix("ed").is_some_and(verb)
        || form.strip_suffix('d').is_some_and(verb);
    if !reports {
        return None;
    }
    let mention = here.iter().find(|mention| {
        mention.to == at && !matches!(mention.form, Form::Place | Form::Adjective | Form::Pronoun)
    })?;
    let tree =
        subject_of(view, at).is_some_and(|subject| mention.from <= subject && subject < mention.to);
    let clause = view
        .children(at)
        .any(|child| view.relation(child) == "ccomp" && child > at);
    // Where the tree sees it too, it knows better how far the clause reaches.
    if tree && clause {
        return None;
    }
    Some(Speech {
        sentence: view.index,
        from: at + 2,
        to: view.len(),
        speaker: speaker_of(view, mention.head, here),
        source: Some(source_of(view, mention.head, here)),
        addressee: None,
        verb: Some(at),
    })
}

/// "said in the course of the talks that ...": what follows "that", where the tree hangs it on a noun in between.
fn that_clause(
    view: &View,
    verb: usize,
    lemma: &str,
    content: Option<usize>,
) -> Option<(usize, usize)> {
    if !words::is(Class::ReportThat, lemma) {
        return None;
    }
    let that = (verb + 1..view.len()).find(|&at| view.is(at, "that"))?;
    let verb_between = (verb + 1..that).any(|at| view.upos(at) == Upos::Verb);
    let known = content.is_some_and(|child| view.reach(child).0 <= that + 1);
    let clause = view
        .head(that)
        .is_some_and(|head| matches!(view.relation(head), "acl" | "ccomp" | "advcl"));
    (!verb_between && !known && clause && that > verb + 1).then(|| (that + 1, view.len()))
}
