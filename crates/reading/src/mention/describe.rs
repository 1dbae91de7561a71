//! Descriptions: "the Russian leader", "his Japanese counterpart", "the President", "the Peruvian capital".
//!
//! What enters: the names of all sentences. What leaves: all mentions of actors and places, resolved to parties and
//! people. What cannot be resolved from the page gives no mention.

use super::cast::Cast;
use super::groups::{Discourse, group, update};
use super::people::{Naming, name_text, party_codes, title_at, within_state};
use super::places::is_occasion;
use super::pronouns::pronoun;
use super::settle::{page_pair, settle_by_exclusion, settle_by_office, settle_cast};
use super::view::{Named, View};
use super::{Form, Mention, Place};
use crate::lexicon::{Code, Level, Lexicon, OfficeId, Sense, StateForm};
use crate::parse::Upos;

/// Turns names, titles, descriptions and pronouns of all sentences into mentions.
pub fn resolve(
    views: &[View],
    namings: &[Vec<Naming>],
    cast: &mut Cast,
    home: Option<Code>,
    here: Option<Place>,
    lexicon: &Lexicon,
) -> Vec<Mention> {
    let mut all = Vec::new();
    settle_cast(views, namings, cast, home);
    let pair = page_pair(views, namings, cast, home);
    settle_by_office(cast, &pair, lexicon);
    settle_by_exclusion(cast, &pair);
    let group = page_pair(views, namings, cast, home);
    let mut discourse = Discourse {
        group,
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

fn person(
    view: &View,
    naming: &Naming,
    cast: &Cast,
    discourse: &mut Discourse,
    found: &mut Vec<Mention>,
) {
    let name = name_text(view, naming.name_from, naming.name_to);
    let office = naming.title.office.filter(|_| !naming.title.former);
    let Some(at) = cast.find_as(&name, office) else {
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
            let member = bearer(cast, home, office)
                .filter(|_| !title.plural && (definite || view.capital(at)));
            let parties = match member {
                Some(member) => cast.members[member].parties.clone(),
                None if definite => home.into_iter().collect(),
                None => Vec::new(),
            };
            (parties, member)
        } else {
            let party = title.parties[0];
            // A state has many governors and senators: which is meant, its name for the state does not say.
            let many = within_state(office.0, office.1) || office.1 == Level::Counterpart;
            let member = if title.former || title.plural || many {
                None
            } else {
                by_office(cast, Some(party), office).or_else(|| only_person(cast, party, office))
            };
            (title.parties.clone(), member)
        };
        let vague = title.plural && member.is_none() && title.parties.is_empty();
        if !parties.is_empty() && !vague {
            let named = found.iter().any(|mention| mention.form == Form::Person);
            if let Some(member) = member {
                discourse.meet(member);
            } else if !named && !title.plural && office.1 != Level::Counterpart {
                discourse.unnamed = Some(parties.clone());
                discourse.first_unnamed = Some(parties.clone());
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
            Sense::Organisation { .. } if is_occasion(view, hit.from) => break,
            Sense::Organisation { code } | Sense::Group { code } => {
                mention.parties = vec![*code];
                mention.form = Form::Organisation;
                // Brussels may stand for the union that sits there; it lies in a country all the same.
                mention.place = hit.senses.iter().find_map(|sense| match sense {
                    Sense::City { country, .. } => place(Some(*country)),
                    _ => None,
                });
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

/// "the Peruvian capital", "the capital of Peru": the city, which may stand for the government as its name may.
fn capital(view: &View, at: usize) -> Option<(Mention, usize)> {
    let state = |hit: &Named| party_codes(hit.senses).first().copied();
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

/// Who is meant by an office alone ("the President"): who leads on the day of the page rather than before it, who bears it for
/// the state of the official outlet, and of these the latest that was named. What an official outlet calls its president or
/// secretary is nobody who has left.
fn bearer(cast: &Cast, home: Option<Code>, office: (OfficeId, Level)) -> Option<usize> {
    let leads = matches!(office.1, Level::Head | Level::Minister);
    let left = |at: usize| leads && cast.members[at].leading == Some(false);
    (0..cast.members.len())
        .filter(|&at| cast.members[at].offices.contains(&office))
        .max_by_key(|&at| {
            let of_home = home.is_some_and(|home| cast.members[at].parties.contains(&home));
            (!left(at), of_home, at)
        })
        .filter(|&at| home.is_none() || !left(at))
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
    if office.as_str() == "minister" {
        // "The Saudi minister" may be whichever minister of theirs was named last.
        let minister = |(_, level): &(OfficeId, Level)| *level == Level::Minister;
        return cast.members.iter().rposition(|member| {
            member.parties.contains(&party) && member.offices.iter().any(minister)
        });
    }
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
