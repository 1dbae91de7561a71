//! Descriptions and pronouns: "the Russian leader", "his Japanese counterpart", "the President", "both sides", "they".
//!
//! What enters: the names of all sentences. What leaves: all mentions of actors and places, resolved to parties and
//! people. What cannot be resolved from the page gives no mention.

use super::cast::{Cast, Gender};
use super::people::{self, Naming, name_text, party_codes, title_at};
use super::speech::{Speaker, Speech};
use super::view::{Named, View};
use super::words::{self, Class};
use super::{Form, Mention, Place};
use crate::lexicon::{Code, Level, OfficeId, Sense, StateForm};
use crate::parse::Upos;

/// What has been spoken of so far.
#[derive(Default)]
struct Discourse {
    /// Last parties mentioned together, with the people named for each.
    group: Vec<(Code, Option<String>)>,
    /// Last person mentioned, by position in the cast.
    person: Option<usize>,
    /// People in the order in which they were mentioned, the latest last; nobody twice.
    people: Vec<usize>,
    /// Where the page was written, by its dateline.
    here: Option<Place>,
}

impl Discourse {
    fn meet(&mut self, member: usize) {
        self.person = Some(member);
        self.people.retain(|&known| known != member);
        self.people.push(member);
    }
}

/// Turns names, titles, descriptions and pronouns of all sentences into mentions.
pub fn resolve(
    views: &[View],
    namings: &[Vec<Naming>],
    cast: &mut Cast,
    home: Option<Code>,
    here: Option<Place>,
) -> Vec<Mention> {
    let mut all = Vec::new();
    settle_cast(views, namings, cast, home);
    let pair = page_pair(views, namings, cast, home);
    settle_by_exclusion(cast, &pair);
    let page_pair = page_pair(views, namings, cast, home);
    let mut discourse = Discourse {
        group: page_pair,
        here,
        ..Discourse::default()
    };
    for view in views {
        let mut found = Vec::new();
        let mut at = 0;
        let mut names = namings[view.index].iter().peekable();
        while at < view.len() {
            while names.next_if(|naming| naming.from < at).is_some() {}
            if let Some(naming) = names.next_if(|naming| naming.from == at) {
                let next = naming.to;
                person(view, naming, cast, &mut discourse, &mut found);
                at = next.max(at + 1);
                continue;
            }
            let limit = names.peek().map_or(view.len(), |naming| naming.from);
            at = other(view, at, limit, cast, home, &mut discourse, &mut found);
        }
        update(&mut discourse, &found, cast);
        all.append(&mut found);
    }
    all
}

/// Gives people without a party the one of whose person they are ("Putin’s aide"), or the party of the official outlet
/// where they bear an office and nothing else is said.
fn settle_cast(views: &[View], namings: &[Vec<Naming>], cast: &mut Cast, home: Option<Code>) {
    for view in views {
        for naming in &namings[view.index] {
            let Some(at) = cast.find(&name_text(view, naming.name_from, naming.name_to)) else {
                continue;
            };
            if !cast.members[at].parties.is_empty() {
                continue;
            }
            let from_possessor = naming.title.possessor.and_then(|token| {
                namings[view.index]
                    .iter()
                    .find(|other| other.from <= token && token < other.to)
                    .and_then(|other| cast.find(&name_text(view, other.name_from, other.name_to)))
                    .map(|other| cast.members[other].parties.clone())
            });
            if let Some(parties) =
                from_possessor.or_else(|| coordinated(view, &namings[view.index], naming, cast))
            {
                cast.members[at].parties = parties;
            } else if let (Some(home), true) =
                (home, naming.title.office.is_some() && !naming.title.former)
            {
                cast.members[at].parties = vec![home];
            }
        }
    }
}

/// Gives leaders and ministers who are named without a state ("Prime Minister Ana Ruiz") the one of the two parties of the
/// page for which nobody else is named: the page writes out whose president the guest is, not its own minister's.
fn settle_by_exclusion(cast: &mut Cast, pair: &[(Code, Option<String>)]) {
    let [(first, _), (second, _)] = pair else {
        return;
    };
    let leads = |member: &super::cast::Member| {
        let level = |(_, level): &(OfficeId, Level)| matches!(level, Level::Head | Level::Minister);
        member.offices.iter().any(level)
    };
    let known = |party: Code| {
        let mut members = cast.members.iter();
        members.any(|member| leads(member) && member.parties.contains(&party))
    };
    let other = match (known(*first), known(*second)) {
        (true, false) => *second,
        (false, true) => *first,
        _ => return,
    };
    for member in &mut cast.members {
        if member.parties.is_empty() && leads(member) {
            member.parties = vec![other];
        }
    }
}

/// Parties of the office-holder with whom an office-holder without a state of its own is coordinated: "Egyptian Trade
/// Minister Amal Rizk and parliament speaker Tarek Helmy".
fn coordinated(view: &View, names: &[Naming], naming: &Naming, cast: &Cast) -> Option<Vec<Code>> {
    naming.title.office.filter(|_| !naming.title.former)?;
    let mut before = naming.from;
    if view.is(before.checked_sub(1)?, "and") {
        before -= 1;
    }
    if before > 0 && view.form(before - 1) == "," {
        before -= 1;
    }
    if before == naming.from {
        return None;
    }
    let other = names
        .iter()
        .find(|other| other.to == before && other.title.office.is_some())?;
    let other = cast.find(&name_text(view, other.name_from, other.name_to))?;
    Some(cast.members[other].parties.clone()).filter(|parties| !parties.is_empty())
}

fn person(
    view: &View,
    naming: &Naming,
    cast: &Cast,
    discourse: &mut Discourse,
    found: &mut Vec<Mention>,
) {
    let Some(at) = cast.find(&name_text(view, naming.name_from, naming.name_to)) else {
        return;
    };
    let member = &cast.members[at];
    discourse.meet(at);
    found.push(Mention {
        span: view.span(naming.from, naming.to),
        sentence: view.index,
        from: naming.from,
        to: naming.to,
        head: view.phrase_head(naming.from, naming.to),
        form: Form::Person,
        parties: member.parties.clone(),
        persons: vec![member.name.clone()],
        place: None,
    });
}

/// Reads whatever stands at a token that is no person's name; returns the next token to look at.
#[allow(clippy::too_many_arguments)]
fn other(
    view: &View,
    at: usize,
    limit: usize,
    cast: &Cast,
    home: Option<Code>,
    discourse: &mut Discourse,
    found: &mut Vec<Mention>,
) -> usize {
    if let Some((mention, next)) = group(view, at, cast, discourse) {
        found.push(mention);
        return next;
    }
    if let Some((mention, next)) = capital(view, at).or_else(|| here(view, at, discourse)) {
        found.push(mention);
        return next;
    }
    if let Some((title, office)) = title_at(view, at)
        .filter(|title| title.to <= limit)
        .and_then(|title| title.office.map(|office| (title, office)))
    {
        let definite = at > 0
            && matches!(
                view.form(at - 1).to_lowercase().as_str(),
                "the" | "his" | "her" | "their" | "our" | "’s" | "'s"
            );
        let (parties, member) = if title.parties.is_empty() {
            let member = by_office(cast, None, office).filter(|_| definite || view.capital(at));
            let parties = match member {
                Some(member) => cast.members[member].parties.clone(),
                None if definite => home.into_iter().collect(),
                None => Vec::new(),
            };
            (parties, member)
        } else {
            let party = title.parties[0];
            let member = if title.former || title.plural || office.1 == Level::Counterpart {
                None
            } else {
                by_office(cast, Some(party), office).or_else(|| only_person(cast, party, office))
            };
            (title.parties.clone(), member)
        };
        let vague = title.plural && member.is_none() && title.parties.is_empty();
        if !parties.is_empty() && !vague {
            if let Some(member) = member {
                discourse.meet(member);
            }
            found.push(Mention {
                span: view.span(at, title.to),
                sentence: view.index,
                from: at,
                to: title.to,
                head: view.phrase_head(at, title.to),
                form: Form::Description,
                parties,
                persons: member
                    .map(|member| cast.members[member].name.clone())
                    .into_iter()
                    .collect(),
                place: None,
            });
        }
        return title.to.max(at + 1);
    }
    if let Some(hit) = view.hit_at(at).copied() {
        name(view, &hit, limit, found);
        // A hyphenated compound ("Russian-Japanese") gives several names on one token.
        for hit in view
            .hits
            .iter()
            .filter(|other| other.from == at && other.span != hit.span)
        {
            name(view, hit, limit, found);
        }
        return found
            .last()
            .filter(|mention| mention.from == at)
            .map_or(hit.to, |mention| mention.to)
            .max(at + 1);
    }
    pronoun(view, at, cast, discourse, found);
    at + 1
}

/// A name of the lexicon: state, organisation, body, city.
fn name(view: &View, hit: &Named, limit: usize, found: &mut Vec<Mention>) {
    let mut mention = Mention {
        span: hit.span,
        sentence: view.index,
        from: hit.from,
        to: hit.to,
        head: view.phrase_head(hit.from, hit.to),
        form: Form::Place,
        parties: Vec::new(),
        persons: Vec::new(),
        place: None,
    };
    for sense in hit.senses {
        let place = |country: Option<Code>| {
            let name = view
                .span(hit.from, hit.to)
                .slice(view.text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            Some(Place { name, country })
        };
        match sense {
            Sense::State { code, form } => {
                mention.parties = vec![*code];
                mention.form = match form {
                    StateForm::Adjective | StateForm::Prefix => Form::Adjective,
                    StateForm::Seat => Form::Seat,
                    StateForm::Demonym | StateForm::Name | StateForm::Acronym => Form::State,
                };
                if matches!(form, StateForm::Name | StateForm::Acronym | StateForm::Seat) {
                    mention.place = place(Some(*code));
                }
                break;
            }
            Sense::Organisation { code } | Sense::Group { code } => {
                mention.parties = vec![*code];
                mention.form = Form::Organisation;
                break;
            }
            Sense::City {
                country, capital, ..
            } => {
                mention.place = place(Some(*country));
                if *capital {
                    mention.form = Form::Seat;
                    mention.parties = vec![*country];
                }
            }
            Sense::Region { country, .. } if mention.place.is_none() => {
                mention.place = place(*country)
            }
            Sense::Body { code, .. } => {
                mention.form = Form::Body;
                mention.parties = code.iter().copied().collect();
                if let Some((codes, to)) = body_of(view, hit.to, limit) {
                    mention.parties = codes;
                    mention.to = to;
                    mention.span = view.span(mention.from, to);
                }
            }
            _ => {}
        }
    }
    if mention.form == Form::Adjective
        && let Some(body) = view.hit_at(hit.to).filter(|body| {
            body.to <= limit
                && body
                    .senses
                    .iter()
                    .any(|sense| matches!(sense, Sense::Body { .. }))
        })
    {
        // "Russian Foreign Ministry": one mention, headed by the body.
        mention.form = Form::Body;
        mention.to = body.to;
        mention.span = view.span(mention.from, mention.to);
        mention.head = view.phrase_head(mention.from, mention.to);
    }
    if mention.form == Form::Body && mention.parties.is_empty() {
        return;
    }
    if !mention.parties.is_empty() || mention.place.is_some() {
        found.push(mention);
    }
}

/// "of Israel" after "the Government".
fn body_of(view: &View, at: usize, limit: usize) -> Option<(Vec<Code>, usize)> {
    if !view.is(at, "of") {
        return None;
    }
    let next = if view.is(at + 1, "the") {
        at + 2
    } else {
        at + 1
    };
    let hit = view.hit_at(next).filter(|hit| hit.to <= limit)?;
    let codes = party_codes(hit.senses);
    (!codes.is_empty()).then_some((codes, hit.to))
}

/// "both sides", "the two leaders", "the parties", "they".
fn group(
    view: &View,
    at: usize,
    cast: &Cast,
    discourse: &Discourse,
) -> Option<(Mention, usize)> {
    if discourse.group.len() < 2 {
        return None;
    }
    let word = view.form(at).to_lowercase();
    let mut next = at;
    let mut sure = false;
    match word.as_str() {
        "they" | "them" => {
            return Some((group_mention(view, at, at + 1, discourse, true), at + 1));
        }
        "both" => {
            sure = true;
            next += 1;
            if matches!(
                view.form(next).to_lowercase().as_str(),
                "the" | "our" | "of"
            ) {
                next += 1;
            }
        }
        "the" | "our" | "these" => next += 1,
        _ => return None,
    }
    if ["two", "three", "four", "five"]
        .iter()
        .any(|number| view.is(next, number))
    {
        if view.is(next, "two") != (discourse.group.len() == 2) {
            return None;
        }
        sure = true;
        next += 1;
    }
    // At most one adjective ("the two heads of state", "the two foreign ministers").
    for _ in 0..2 {
        if !words::is(Class::Pair, view.lemma(next))
            && view
                .hit_at(next)
                .is_none_or(|hit| party_codes(hit.senses).is_empty())
        {
            next += usize::from(sure);
        }
    }
    let noun = view.lemma(next).to_lowercase();
    let plural =
        view.form(next).to_lowercase().ends_with('s') && view.form(next).to_lowercase() != noun;
    if !words::is(Class::Pair, &noun) || !plural {
        return None;
    }
    if !sure
        && !words::is(Class::PairBare, &noun)
    {
        return None;
    }
    let mut to = next + 1;
    if noun == "head" && view.is(to, "of") {
        to = (to + 2).min(view.len());
        if view.is(to, "and") || view.is(to, "or") {
            to = (to + 2).min(view.len());
        }
    }
    // "the leaders of Russia and Japan" names its parties itself.
    if view.is(to, "of") || view.is(to, "from") {
        return None;
    }
    let people = words::is(Class::PairPeople, &noun);
    let mut mention = group_mention(view, at, to, discourse, people);
    if people && let Some((parties, persons)) = of_office(&noun, cast, discourse) {
        mention.parties = parties;
        mention.persons = persons;
    }
    Some((mention, to))
}

/// Whom "the ministers" or "the presidents" mean where the last group is of another office: the last two parties' people
/// who bear it, with their parties; the group's parties alone where the page has named none.
fn of_office(noun: &str, cast: &Cast, discourse: &Discourse) -> Option<(Vec<Code>, Vec<String>)> {
    let fits = |at: usize| {
        let office = |&(id, level): &(OfficeId, Level)| match noun {
            "minister" => matches!(level, Level::Minister | Level::DeputyMinister),
            "president" => id.as_str() == "president",
            "premier" => id.as_str() == "prime-minister",
            _ => true,
        };
        let offices = &cast.members[at].offices;
        offices.is_empty() || offices.iter().any(office)
    };
    let group = discourse.group.iter();
    let mut named = group.filter_map(|(_, person)| cast.find(person.as_ref()?));
    if named.all(fits) {
        return None;
    }
    let mut parties: Vec<Code> = Vec::new();
    let mut persons = Vec::new();
    for &at in discourse.people.iter().rev() {
        let member = &cast.members[at];
        if let Some(&party) = member.parties.first()
            && !parties.contains(&party)
            && !member.offices.is_empty()
            && fits(at)
        {
            parties.insert(0, party);
            persons.insert(0, member.name.clone());
        }
        if parties.len() == 2 {
            return Some((parties, persons));
        }
    }
    let parties = discourse.group.iter().map(|(code, _)| *code).collect();
    Some((parties, Vec::new()))
}

/// "the Peruvian capital", "the capital of Peru": the city, which may stand for the government as its name may.
fn capital(view: &View, at: usize) -> Option<(Mention, usize)> {
    let state = |hit: &Named| people::party_codes(hit.senses).first().copied();
    let (code, to) = if view.is(at, "capital") && view.is(at + 1, "of") {
        let hit = view.hit_at(at + 2 + usize::from(view.is(at + 2, "the")))?;
        (state(hit)?, hit.to)
    } else {
        let hit = view.hit_at(at)?;
        let behind = hit.to + usize::from(matches!(view.form(hit.to), "’s" | "'s"));
        if !view.is(behind, "capital") || matches!(view.upos(behind + 1), Upos::Noun | Upos::Propn)
        {
            return None;
        }
        (state(hit)?, behind + 1)
    };
    let name = view.lexicon.state(code.as_str())?.capital?;
    let place = Place {
        name: name.to_string(),
        country: Some(code),
    };
    let mention = Mention {
        span: view.span(at, to),
        sentence: view.index,
        from: at,
        to,
        head: view.phrase_head(at, to),
        form: Form::Seat,
        parties: vec![code],
        persons: Vec::new(),
        place: Some(place),
    };
    Some((mention, to))
}

/// "met here on Monday": where the dateline says that the page was written.
fn here(view: &View, at: usize, discourse: &Discourse) -> Option<(Mention, usize)> {
    let place = discourse.here.as_ref().filter(|_| {
        view.is(at, "here") && view.relation(at) == "advmod" && view.upos(at) == Upos::Adv
    })?;
    let mention = Mention {
        span: view.span(at, at + 1),
        sentence: view.index,
        from: at,
        to: at + 1,
        head: at,
        form: Form::Place,
        parties: Vec::new(),
        persons: Vec::new(),
        place: Some(place.clone()),
    };
    Some((mention, at + 1))
}

fn group_mention(
    view: &View,
    from: usize,
    to: usize,
    discourse: &Discourse,
    people: bool,
) -> Mention {
    Mention {
        span: view.span(from, to),
        sentence: view.index,
        from,
        to,
        head: view.phrase_head(from, to),
        form: Form::Group,
        parties: discourse.group.iter().map(|(code, _)| *code).collect(),
        persons: if people {
            discourse
                .group
                .iter()
                .filter_map(|(_, person)| person.clone())
                .collect()
        } else {
            Vec::new()
        },
        place: None,
    }
}

fn pronoun(view: &View, at: usize, cast: &Cast, discourse: &Discourse, found: &mut Vec<Mention>) {
    let word = view.form(at).to_lowercase();
    let (parties, persons) = match word.as_str() {
        "he" | "she" | "him" | "his" | "her" => {
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

/// Latest member of a party that bears an office.
fn by_office(cast: &Cast, party: Option<Code>, office: (OfficeId, Level)) -> Option<usize> {
    cast.members.iter().rposition(|member| {
        party.is_none_or(|party| member.parties.contains(&party))
            && member.offices.contains(&office)
    })
}

/// The one person of a party, for "the Russian leader" and the like.
fn only_person(cast: &Cast, party: Code, (office, level): (OfficeId, Level)) -> Option<usize> {
    if office.as_str() != "leader" && level != Level::Official {
        return None;
    }
    let top = |member: &super::cast::Member| {
        member
            .offices
            .iter()
            .any(|(_, level)| matches!(level, Level::Head | Level::Royal))
    };
    let of_party = |member: &super::cast::Member| member.parties.contains(&party);
    cast.members
        .iter()
        .position(|member| of_party(member) && top(member))
        .or_else(|| {
            let mut people = cast
                .members
                .iter()
                .enumerate()
                .filter(|(_, member)| of_party(member));
            match (people.next(), people.next()) {
                (Some((at, _)), None) => Some(at),
                _ => None,
            }
        })
}

/// Keeps what the next sentence may refer back to.
fn update(discourse: &mut Discourse, found: &[Mention], cast: &Cast) {
    let mut group: Vec<(Code, Option<String>)> = Vec::new();
    for mention in found {
        if matches!(
            mention.form,
            Form::Place | Form::Seat | Form::Adjective | Form::Group | Form::Pronoun
        ) {
            continue;
        }
        for &code in &mention.parties {
            let person = mention.persons.first().cloned();
            match group.iter_mut().find(|(known, _)| *known == code) {
                Some((_, known)) => *known = known.take().or(person),
                None => group.push((code, person)),
            }
        }
    }
    let people = group.iter().filter(|(_, person)| person.is_some()).count();
    if people >= 2 {
        group.retain(|(_, person)| person.is_some());
    }
    // Two parties, or several whose people are named together: "Johnson, Biden and Morrison met".
    let people = group.iter().filter(|(_, person)| person.is_some()).count();
    if group.len() == 2 || (3..=6).contains(&people) && people == group.len() {
        discourse.group = group;
    }
    // The first person of the sentence, its likely subject, is what "he" means in the next one.
    if let Some(member) = found
        .iter()
        .find(|mention| mention.form == Form::Person)
        .and_then(|mention| mention.persons.first())
        .and_then(|name| cast.find(name))
    {
        discourse.person = Some(member);
    }
}

/// The two parties that the people and states of the page mostly belong to, before anything is resolved.
fn page_pair(
    views: &[View],
    namings: &[Vec<Naming>],
    cast: &Cast,
    home: Option<Code>,
) -> Vec<(Code, Option<String>)> {
    let mut counts: Vec<(Code, usize, Option<String>)> = Vec::new();
    let mut count = |code: Code, weight: usize, person: Option<&str>| match counts
        .iter_mut()
        .find(|(known, ..)| *known == code)
    {
        Some((_, times, known)) => {
            *times += weight;
            if known.is_none() {
                *known = person.map(str::to_string);
            }
        }
        None => counts.push((code, weight, person.map(str::to_string))),
    };
    if let Some(home) = home {
        count(home, 3, None);
    }
    for view in views.iter().take(12) {
        for naming in &namings[view.index] {
            if let Some(member) = cast
                .find(&name_text(view, naming.name_from, naming.name_to))
                .map(|at| &cast.members[at])
            {
                for &code in &member.parties {
                    count(code, 2, Some(&member.name));
                }
            }
        }
        for hit in &view.hits {
            for code in people::party_codes(hit.senses) {
                count(code, 1, None);
            }
        }
    }
    counts.sort_by_key(|(_, times, _)| std::cmp::Reverse(*times));
    counts
        .into_iter()
        .take(2)
        .map(|(code, _, person)| (code, person))
        .collect()
}

/// The parties that the page is mostly about, most frequent first.
pub fn main_pair(all: &[Mention], home: Option<Code>) -> Vec<Code> {
    let mut counts: Vec<(Code, usize)> = home.map(|code| (code, 3)).into_iter().collect();
    for mention in all
        .iter()
        .filter(|mention| !matches!(mention.form, Form::Place | Form::Group))
    {
        for &code in &mention.parties {
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, times)) => *times += 1,
                None => counts.push((code, 1)),
            }
        }
    }
    counts.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    counts.into_iter().take(2).map(|(code, _)| code).collect()
}

/// "We" outside of anybody's speech is whoever issues the page: the parties that its headline names together ("Joint
/// Statement by ..."), else that of the official outlet.
pub fn issuer(views: &[View], all: &mut Vec<Mention>, speech: &[Speech], home: Option<Code>) {
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

/// Resolves "we", "our", "I", "you", "your" in what somebody says: the speaker's party, and the other one.
pub fn first_and_second_person(views: &[View], all: &mut Vec<Mention>, speech: &[Speech]) {
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
