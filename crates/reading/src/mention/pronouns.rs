//! Pronouns: "he" and "she", "it", and who "we", "I" and "you" are in what somebody says.
//!
//! What enters: the mentions so far, the discourse and who says what. What leaves: a mention for each pronoun whose parties the page
//! tells.

use super::cast::{Cast, Gender};
use super::groups::Discourse;
use super::settle::main_pair;
use super::speech::{Speaker, Speech};
use super::view::View;
use super::{Form, Mention};
use crate::lexicon::Code;

/// Resolves "we", "our", "I", "you", "your" in what somebody says: the speaker's party, and the other one.
pub(super) fn first_and_second_person(views: &[View], all: &mut Vec<Mention>, speech: &[Speech]) {
    let pair = main_pair(all, None);
    let mut added = Vec::new();
    for said in speech {
        let Some(view) = views.get(said.sentence) else {
            continue;
        };
        let Speaker::Named {
            parties, persons, ..
        } = &said.speaker
        else {
            continue;
        };
        if parties.is_empty() {
            continue;
        }
        let range = said.from..said.to.min(view.len());
        // Whoever speaks to "you" means both by "we".
        let addressed = range
            .clone()
            .any(|at| matches!(view.form(at).to_lowercase().as_str(), "you" | "your"));
        let other = said
            .addressee
            .or_else(|| pair.iter().copied().find(|code| !parties.contains(code)));
        let guest: Vec<String> = other
            .and_then(|code| spokesman(all, code))
            .into_iter()
            .collect();
        for at in range {
            let (parties, persons) = match view.form(at).to_lowercase().as_str() {
                "we" if addressed && other.is_some() => (
                    parties.iter().copied().chain(other).collect(),
                    persons.iter().chain(&guest).cloned().collect(),
                ),
                "we" | "our" | "us" => (parties.clone(), Vec::new()),
                "i" | "my" | "me" => (parties.clone(), persons.clone()),
                "you" | "your" => match other {
                    Some(other) => (vec![other], guest.clone()),
                    None => continue,
                },
                _ => continue,
            };
            if added
                .iter()
                .any(|known: &Mention| known.sentence == view.index && known.from == at)
            {
                continue;
            }
            added.push(pronoun_mention(view, at, parties, persons));
        }
    }
    all.append(&mut added);
}

/// "We" outside of anybody's speech is whoever issues the page: the parties that its headline names together ("Joint
/// Statement by ..."), else that of the official outlet.
pub(super) fn issuer(
    views: &[View],
    all: &mut Vec<Mention>,
    speech: &[Speech],
    home: Option<Code>,
) {
    let mut parties: Vec<Code> = Vec::new();
    let headline = views
        .iter()
        .find(|view| view.block == crate::article::BlockKind::Headline);
    if let Some(view) = headline
        && (0..view.len()).any(|at| view.is(at, "joint"))
    {
        for mention in all.iter().filter(|mention| {
            mention.sentence == view.index && mention.form != Form::Place && mention.from > 0
        }) {
            // What stands after "on" is what the statement is about.
            let about = (0..mention.from).any(|at| view.is(at, "on") || view.is(at, "regarding"));
            if !about {
                let new = mention
                    .parties
                    .iter()
                    .filter(|code| !parties.contains(code));
                let new: Vec<Code> = new.copied().collect();
                parties.extend(new);
            }
        }
    }
    if parties.len() < 2 {
        parties = home.into_iter().collect();
    }
    if parties.is_empty() {
        return;
    }
    let mut added = Vec::new();
    for view in views {
        for at in 0..view.len() {
            let first = matches!(view.form(at).to_lowercase().as_str(), "we" | "our" | "us");
            if first
                && !view.form(at).chars().all(char::is_uppercase)
                && !speech
                    .iter()
                    .any(|said| said.sentence == view.index && said.from <= at && at < said.to)
            {
                added.push(pronoun_mention(view, at, parties.clone(), Vec::new()));
            }
        }
    }
    all.append(&mut added);
}

pub(super) fn pronoun(
    view: &View,
    at: usize,
    cast: &Cast,
    discourse: &Discourse,
    found: &mut Vec<Mention>,
) {
    let word = view.form(at).to_lowercase();
    let (parties, persons) = match word.as_str() {
        "he" | "she" | "him" | "his" | "her" => {
            if let Some(parties) = &discourse.unnamed {
                found.push(pronoun_mention(view, at, parties.clone(), Vec::new()));
                return;
            }
            let Some(member) = meant(view, at, &word, cast, discourse, found) else {
                return;
            };
            let member = &cast.members[member];
            (member.parties.clone(), vec![member.name.clone()])
        }
        "it" | "its" => {
            let state = found.iter().rev().find(|mention| {
                matches!(mention.form, Form::State | Form::Organisation | Form::Body)
            });
            let Some(state) = state else { return };
            (state.parties.clone(), Vec::new())
        }
        _ => return,
    };
    if parties.is_empty() && persons.is_empty() {
        return;
    }
    found.push(pronoun_mention(view, at, parties, persons));
}

/// Whom "he" or "she" means: the person last spoken of, unless the pronoun is of the other gender or the object of what that
/// person does ("Quispe thanked her"); then the latest one before whom it fits.
fn meant(
    view: &View,
    at: usize,
    word: &str,
    cast: &Cast,
    discourse: &Discourse,
    found: &[Mention],
) -> Option<usize> {
    let gender = match word {
        "she" | "her" => Gender::Woman,
        _ => Gender::Man,
    };
    let subject = || {
        let verb = view
            .head(at)
            .filter(|_| matches!(view.relation(at), "obj" | "iobj"))?;
        let subject = view.child(verb, "nsubj")?;
        let named = found.iter().find(|mention| {
            mention.form == Form::Person && mention.from <= subject && subject < mention.to
        })?;
        cast.find(named.persons.first()?)
    };
    let subject = subject();
    let fits = |&member: &usize| {
        let told = cast.members[member].gender;
        told.is_none_or(|told| told == gender) && Some(member) != subject
    };
    let before = discourse.people.iter().rev().copied().take(5);
    discourse.person.into_iter().chain(before).find(fits)
}

fn pronoun_mention(view: &View, at: usize, parties: Vec<Code>, persons: Vec<String>) -> Mention {
    Mention {
        span: view.span(at, at + 1),
        sentence: view.index,
        from: at,
        to: at + 1,
        head: at,
        form: Form::Pronoun,
        parties,
        persons,
        place: None,
    }
}

/// The person whom the page names most for a party.
fn spokesman(all: &[Mention], party: Code) -> Option<String> {
    let mut counts: Vec<(&String, usize)> = Vec::new();
    for mention in all
        .iter()
        .filter(|mention| mention.form == Form::Person && mention.parties == [party])
    {
        for person in &mention.persons {
            match counts.iter_mut().find(|(known, _)| *known == person) {
                Some((_, times)) => *times += 1,
                None => counts.push((person, 1)),
            }
        }
    }
    // The first of the most frequent: stable, and most often the host or guest of the page.
    let most = counts.iter().map(|(_, times)| *times).max()?;
    counts
        .iter()
        .find(|(_, times)| *times == most)
        .map(|(name, _)| (*name).clone())
}
