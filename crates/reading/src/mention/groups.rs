//! Groups: "both sides", "the two ministers", "they", and what has been spoken of so far, which these and pronouns refer to.
//!
//! What enters: a sentence's view, and the discourse before it. What leaves: a mention of all parties of the last group, with their
//! people where people are meant.

use super::cast::Cast;
use super::people::party_codes;
use super::view::View;
use super::words::{self, Class};
use super::{Form, Mention, Place};
use crate::lexicon::{Code, Level, OfficeId};

/// What has been spoken of so far.
#[derive(Default)]
pub(super) struct Discourse {
    /// Last parties mentioned together, with the people named for each.
    pub group: Vec<(Code, Option<String>)>,
    /// Last person mentioned, by position in the cast.
    pub person: Option<usize>,
    /// People in the order in which they were mentioned, the latest last; nobody twice.
    pub people: Vec<usize>,
    /// Parties of somebody who was spoken of after that person, without a name: "the Norlandic minister".
    pub unnamed: Option<Vec<Code>>,
    /// The same, of the sentence's first person.
    pub first_unnamed: Option<Vec<Code>>,
    /// Where the page was written, by its dateline.
    pub here: Option<Place>,
}

impl Discourse {
    /// A person is spoken of.
    pub fn meet(&mut self, member: usize) {
        self.person = Some(member);
        self.unnamed = None;
        self.people.retain(|&known| known != member);
        self.people.push(member);
    }
}

/// Keeps what the next sentence may refer back to.
pub(super) fn update(discourse: &mut Discourse, found: &[Mention], cast: &Cast) {
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
    // The first person of the sentence, its likely subject, is what "he" means in the next one; one without a name was kept
    // when it came before all others.
    let first = found.iter().find(|mention| mention.form == Form::Person);
    if let Some(mention) = first
        && let Some(member) = mention.persons.first().and_then(|name| cast.find(name))
    {
        discourse.person = Some(member);
        let described = found.iter().find(|other| {
            other.form == Form::Description && other.persons.is_empty() && other.from < mention.from
        });
        discourse.unnamed = discourse
            .first_unnamed
            .take()
            .filter(|_| described.is_some());
    }
    discourse.first_unnamed = None;
}

/// "both sides", "the two leaders", "the parties", "they".
pub(super) fn group(
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
    if !sure && !words::is(Class::PairBare, &noun) {
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
            // A counterpart bears the office of whoever they are the counterpart of.
            _ if level == Level::Counterpart => true,
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
