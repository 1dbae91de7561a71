//! People by name: "Russian Foreign Minister Sergey Lavrov", "Prime Minister of India Manmohan Singh", "King Salman of
//! Saudi Arabia", "Sergey Lavrov, the Russian foreign minister", "Mr Abe", "Lavrov".
//!
//! What enters: a sentence's view, and the cast so far. What leaves: where names with their titles stand, and the cast
//! with what the titles say.

use super::cast::{Cast, Gender};
use super::runs;
use super::view::{Named, View};
use super::words::{self, Class};
use crate::lexicon::{Code, Level, Lexicon, OfficeId, Sense};
use crate::parse::Upos;
use jiff::civil::Date;

/// A title as it stands before or after a name, or alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Parties the title names.
    pub parties: Vec<Code>,
    /// Office and its level, as the lexicon has them.
    pub office: Option<(OfficeId, Level)>,
    /// Several people at once: "foreign ministers".
    pub plural: bool,
    /// "Mr", "Dr" ...
    pub honorific: bool,
    /// Token of a person whose title it is ("Putin’s aide").
    pub possessor: Option<usize>,
    /// Party that the words of the office imply ("Secretary of State").
    implied: Option<Code>,
    /// Former, late, would-be: whoever it is does not act for the state.
    pub former: bool,
}

/// A person's name with its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// First token, title included.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// First token of the name itself.
    pub name_from: usize,
    /// One past the last token of the name itself.
    pub name_to: usize,
    /// What the title says.
    pub title: Title,
}

/// Reads a title that starts at `at`.
pub fn title_at(view: &View, at: usize) -> Option<Title> {
    let mut title = Title {
        from: at,
        to: at,
        ..Title::default()
    };
    let mut to = at;
    let mut steps = 0;
    while to < view.len() && steps < 12 {
        steps += 1;
        let word = view.form(to).to_lowercase();
        if words::is(Class::Honorific, &word) && view.capital(to) {
            title.honorific = true;
            to += 1;
            if view.form(to) == "." {
                to += 1;
            }
            title.to = to;
            continue;
        }
        if let Some(hit) = view.hit_at(to) {
            if let Some((id, level, party, plural)) = hit.senses.iter().find_map(office) {
                if title
                    .office
                    .is_none_or(|(_, known)| known == Level::Official)
                {
                    title.office = Some((id, level));
                }
                title.plural = plural;
                if title.parties.is_empty() {
                    title.implied = party;
                }
                to = hit.to;
                title.to = to;
                if let Some((codes, next)) = of_party(view, to, within_state(id, level)) {
                    if title.parties.is_empty() {
                        title.parties = codes;
                    }
                    to = next;
                    title.to = to;
                }
                continue;
            }
            let codes = codes_before_office(view, hit);
            if stands_in(view, hit) {
                break;
            }
            if !codes.is_empty() && title.office.is_none() && !title.honorific {
                let possessive = matches!(view.form(hit.to), "’s" | "'s" | "’" | "'");
                let hyphen = view.form(hit.to) == "-";
                if hyphen {
                    break;
                }
                if title.parties.is_empty() {
                    title.parties = codes;
                }
                to = hit.to + usize::from(possessive);
                continue;
            }
            if hit
                .senses
                .iter()
                .any(|sense| matches!(sense, Sense::Body { .. }))
                && title.office.is_none()
            {
                // "Foreign Ministry spokeswoman Maria Zakharova": the body stands between state and office.
                if title.parties.is_empty() {
                    title.parties = body_codes(hit.senses);
                }
                to = hit.to;
                continue;
            }
        }
        if words::is(Class::BeforeTitle, &word) {
            title.former |= words::is(Class::Former, &word);
            to += 1;
            if view.form(to) == "-" {
                to += 1;
            }
            continue;
        }
        break;
    }
    if title.parties.is_empty() {
        title.parties.extend(title.implied);
    }
    (title.office.is_some() || title.honorific).then_some(title)
}

/// Whether a name is a capital in which something takes place: "While in Brussels President Ruiz will ...".
fn stands_in(view: &View, hit: &Named) -> bool {
    let seat = hit.senses.iter().any(|sense| {
        matches!(
            sense,
            Sense::City { .. }
                | Sense::State {
                    form: crate::lexicon::StateForm::Seat,
                    ..
                }
        )
    });
    let before = hit.from.checked_sub(1);
    seat && before.is_some_and(|at| view.is(at, "in") || view.is(at, "at"))
        && !matches!(view.form(hit.to), "’s" | "'s" | "’" | "'")
}

/// Whether an office is of a part of a state ("governor", "senator"), so that the name of a part may stand beside it.
pub(super) fn within_state(id: OfficeId, level: Level) -> bool {
    level == Level::Subnational || id.as_str() == "legislator"
}

/// Parties that a name before an office means: the state of a region or city where the office is of a part of a state
/// ("Texas Governor", "Georgia Senator"), else the state.
fn codes_before_office(view: &View, hit: &Named) -> Vec<Code> {
    let possessive = matches!(view.form(hit.to), "’s" | "'s" | "’" | "'");
    let office = view
        .hit_at(hit.to + usize::from(possessive))
        .and_then(|next| next.senses.iter().find_map(office));
    match office {
        Some((id, level, ..)) if within_state(id, level) => codes_of_part(hit.senses),
        _ => party_codes(hit.senses),
    }
}

/// The state to which a region or city belongs, else the state that the name is.
fn codes_of_part(senses: &[Sense]) -> Vec<Code> {
    let part = senses.iter().find_map(|sense| match *sense {
        Sense::Region {
            country: Some(country),
            ..
        }
        | Sense::City { country, .. } => Some(country),
        _ => None,
    });
    part.map_or_else(|| party_codes(senses), |country| vec![country])
}

/// "of the People’s Republic of China", "for Yemen", "to the UN" after an office; `part`: whether the office is of a part of
/// a state ("of Texas").
fn of_party(view: &View, at: usize, part: bool) -> Option<(Vec<Code>, usize)> {
    if !matches!(view.form(at).to_lowercase().as_str(), "of" | "for" | "to") {
        return None;
    }
    // "the ambassador to Chad"; but "the visit of the prime minister to Chad" is what leads there.
    let envoy = || (at.saturating_sub(4)..at).any(|word| words::is(Class::Envoy, view.lemma(word)));
    if view.is(at, "to") && !envoy() {
        return None;
    }
    let mut next = at + 1;
    if view.is(next, "the") {
        next += 1;
    }
    let hit = view.hit_at(next)?;
    let mut codes = if part && view.is(at, "of") {
        codes_of_part(hit.senses)
    } else {
        party_codes(hit.senses)
    };
    let mut to = hit.to;
    if codes.is_empty()
        && hit
            .senses
            .iter()
            .any(|sense| matches!(sense, Sense::Body { .. }))
    {
        codes = body_codes(hit.senses);
        if let Some((of, next)) = of_party(view, to, false) {
            codes = of;
            to = next;
        }
        return Some((codes, to));
    }
    if codes.is_empty() || view.form(to) == "-" {
        return None;
    }
    if !view.is(at, "of") {
        // An envoy for or to a place acts for whoever sent them.
        codes.clear();
    }
    Some((codes, to))
}

/// End of the person's name that starts at `at`; `at` itself where there is none. A word after a title, or one that the
/// cast knows, is a name whatever the tagger makes of it.
pub fn name_end(view: &View, at: usize, titled: bool, cast: &Cast) -> usize {
    let mut to = at;
    let mut last_name = at;
    while to < view.len() && to - at < 9 {
        let form = view.form(to);
        if to > at && form == view.form(to - 1) {
            // A name card woven into the sentence: "Narendra Modi Modi Narendra Prime Minister of India".
            break;
        }
        if to > at && wide_gap(view, to) {
            break;
        }
        let letters = form.chars().next().is_some_and(char::is_alphabetic);
        // The whole of a name that the lexicon has, whatever its words are tagged as: "Theresa May".
        if let Some(hit) = view
            .hit_at(to)
            .filter(|hit| hit.senses.iter().any(is_someone))
        {
            to = hit.to;
            last_name = to;
        } else if letters && view.capital(to) && is_name_word(view, at, to, titled, cast) {
            to += 1;
            last_name = to;
        } else if to > at && form == "-" && glued(view, to) {
            to += 2;
            last_name = to.min(view.len());
        } else if to > at && form == "." && view.form(to - 1).chars().count() == 1 {
            to += 1;
        } else if letters && let Some(next) = behind_particles(view, to) {
            to = next;
        } else {
            break;
        }
    }
    last_name.min(view.len())
}

/// The capital that follows small words of a name: "van der", "al-".
fn behind_particles(view: &View, at: usize) -> Option<usize> {
    let mut to = at;
    while to < at + 3 && words::is(Class::Particle, view.form(to)) {
        to += 1;
    }
    if to > at && view.form(to) == "-" && glued(view, to) {
        to += 1;
    }
    (to > at && view.capital(to)).then_some(to)
}

fn is_name_word(view: &View, from: usize, at: usize, titled: bool, cast: &Cast) -> bool {
    let first = at == from && !titled;
    if is_borrowed(view, from, at, titled) {
        return true;
    }
    if let Some(hit) = view.hit_at(at) {
        let person = hit
            .senses
            .iter()
            .any(|sense| matches!(sense, Sense::Person { .. }));
        let other = hit.senses.iter().any(|sense| {
            matches!(
                sense,
                Sense::State { .. }
                    | Sense::Organisation { .. }
                    | Sense::Office { .. }
                    | Sense::Body { .. }
                    | Sense::Group { .. }
            )
        });
        if other && !person {
            return false;
        }
        if person {
            return true;
        }
    }
    if is_calendar_word(view.form(at)) {
        return false;
    }
    let upos = view.upos(at);
    if upos == Upos::Propn || cast.knows_word(view.form(at)) {
        return true;
    }
    // Unknown names are often tagged as common words; inside a name a capital is enough outside headlines, and in them where
    // the word before leans on it.
    let leans = || {
        at.checked_sub(1).is_some_and(|before| {
            view.head(before) == Some(at) && view.relation(before) == "compound"
        })
    };
    !first
        && (!view.title_case() || leans())
        && matches!(
            upos,
            Upos::Noun | Upos::Adj | Upos::X | Upos::Verb | Upos::Num
        )
}

/// Whether the name of a state is a person's here: "Chad Brown", "Jim Jordan", "Senator Jordan".
fn is_borrowed(view: &View, from: usize, at: usize, titled: bool) -> bool {
    if !words::is(Class::Given, view.form(at)) || view.title_case() {
        return false;
    }
    if at > from {
        // A surname hangs flat on the name before it.
        return view.relation(at) == "flat" && view.head(at) == Some(from);
    }
    let next = at + 1;
    let surname = view.capital(next)
        && view.upos(next) == Upos::Propn
        && view.hit_at(next).is_none()
        && view.relation(next) == "flat"
        && view.head(next) == Some(at);
    // "Senator Jordan", but not "Prime Minister of Jordan" or "President Georgia's".
    let title = || {
        titled
            && at.checked_sub(1).is_some_and(|before| {
                view.head(before) == Some(at)
                    && matches!(view.relation(before), "nmod" | "compound")
            })
            && !matches!(view.form(next), "’s" | "'s" | "’" | "'")
    };
    surname || title()
}

fn is_someone(sense: &Sense) -> bool {
    matches!(sense, Sense::Person { .. })
}

fn is_calendar_word(form: &str) -> bool {
    matches!(
        form,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "April"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

/// Whether the token touches both neighbours.
fn glued(view: &View, at: usize) -> bool {
    let tokens = &view.sentence.tokens;
    match (
        at.checked_sub(1).and_then(|before| tokens.get(before)),
        tokens.get(at),
        tokens.get(at + 1),
    ) {
        (Some(before), Some(this), Some(after)) => {
            before.span.end == this.span.start && this.span.end == after.span.start
        }
        _ => false,
    }
}

/// Finds the names of a sentence, and adds what it says of them to the cast.
pub fn namings(view: &View, cast: &mut Cast, lexicon: &Lexicon, on: Option<Date>) -> Vec<Naming> {
    let mut found: Vec<Naming> = Vec::new();
    let mut at = 0;
    while at < view.len() {
        let title = title_at(view, at).filter(|title| title.to > at);
        let name_from = title.as_ref().map_or(at, |title| title.to);
        let titled = title.as_ref().is_some_and(|title| !title.plural);
        let name_to = name_end(view, name_from, titled, cast);
        let named = match &title {
            Some(_) => !runs::is_thing(view, name_from, name_to, lexicon),
            // “Santa Rita” between quotation marks is a ship, a book, a film.
            None if quoted(view, name_from, name_to) => false,
            None => {
                let listed = found.last().is_some_and(|last| {
                    let between = last.to..at;
                    between.len() <= 2
                        && between.clone().count() > 0
                        && between
                            .into_iter()
                            .all(|at| matches!(view.form(at), "," | "and" | "&"))
                });
                worth_naming(view, name_from, name_to, cast, |view, from, to| {
                    runs::is_person(view, from, to, listed, lexicon, on)
                })
            }
        };
        if name_to > name_from && named {
            let mut naming = Naming {
                from: at,
                to: name_to,
                name_from,
                name_to,
                title: title.unwrap_or_default(),
            };
            possessor(view, &mut naming);
            after_name(view, &mut naming, cast);
            let name = name_text(view, name_from, name_to);
            let office = naming.title.office.filter(|_| !naming.title.former);
            let member = cast.add(&name, &naming.title.parties, office);
            cast.members[member].learn_gender(gender(view, &naming));
            at = naming.to.max(at + 1);
            found.push(naming);
        } else if title.is_none()
            && name_to > at
            && view
                .hits
                .iter()
                .all(|hit| hit.to <= at || name_to <= hit.from)
        {
            // A part of a run that is no person's name is none either, but for what follows "Apple" in "Apple CEO Ole Dahl".
            at = runs::behind_things(view, at, name_to, lexicon);
        } else {
            at += 1;
        }
    }
    found
}

/// Whether quotation marks stand directly around the tokens `from..to`.
fn quoted(view: &View, from: usize, to: usize) -> bool {
    from > 0
        && to > from
        && matches!(view.form(from - 1), "“" | "\"" | "«" | "„" | "``" | "‘")
        && matches!(view.form(to), "”" | "\"" | "»" | "''" | "“" | "’")
}

/// The gender of those who bear a given name, where all of them are of one.
pub(super) fn gender_of_given(name: &str) -> Option<Gender> {
    told(name, Class::WomanName, Class::ManName)
}

fn told(word: &str, woman: Class, man: Class) -> Option<Gender> {
    let word = any_ascii::any_ascii(word);
    match (words::is(woman, &word), words::is(man, &word)) {
        (true, false) => Some(Gender::Woman),
        (false, true) => Some(Gender::Man),
        _ => None,
    }
}

/// What a naming tells of the person's gender: a word of the title ("King", "spokeswoman"), else the given name.
fn gender(view: &View, naming: &Naming) -> Option<Gender> {
    let told = |at: usize, woman: Class, man: Class| told(view.form(at), woman, man);
    let title = (naming.from..naming.name_from).chain(naming.name_to..naming.to);
    { title }
        .find_map(|at| told(at, Class::Woman, Class::Man))
        .or_else(|| {
            let whole = naming.name_to > naming.name_from + 1;
            let given = whole.then_some(naming.name_from)?;
            told(given, Class::WomanName, Class::ManName)
        })
}

/// Whether a wide gap stands before a word, as behind the "Q" of a transcript: no name goes across it.
fn wide_gap(view: &View, at: usize) -> bool {
    let words = view.span(at - 1, at + 1).slice(view.text);
    let gap = words.chars().filter(|letter| letter.is_whitespace());
    gap.count() > 2 && !words.contains('\n')
}

/// A capitalised run without a title is a person where the lexicon or the cast knows it, or where it looks like one and is no
/// name of the lexicon for something else.
fn worth_naming(
    view: &View,
    from: usize,
    to: usize,
    cast: &Cast,
    is_person: impl Fn(&View, usize, usize) -> bool,
) -> bool {
    if to <= from {
        return false;
    }
    if view.hits.iter().any(|hit| {
        hit.from < to
            && from < hit.to
            && hit
                .senses
                .iter()
                .any(|sense| matches!(sense, Sense::Person { .. }))
    }) {
        return true;
    }
    let name = name_text(view, from, to);
    if cast.find(&name).is_some() {
        return to > from + 1
            || view
                .hit_at(from)
                .is_none_or(|hit| party_codes(hit.senses).is_empty());
    }
    let covered = view.hits.iter().any(|hit| {
        let borrowed = hit.to == hit.from + 1 && words::is(Class::Given, view.form(hit.from));
        hit.from < to && from < hit.to && !borrowed
    });
    !covered && !view.title_case() && is_person(view, from, to)
}

/// "Putin’s aide Yuri Ushakov", "his Japanese counterpart Fumio Kishida".
fn possessor(view: &View, naming: &mut Naming) {
    if naming.from >= 2
        && matches!(view.form(naming.from - 1), "’s" | "'s")
        && naming.title.parties.is_empty()
    {
        naming.title.possessor = Some(naming.from - 2);
    }
}

/// What stands behind a name: "of Saudi Arabia", ", the Russian foreign minister".
fn after_name(view: &View, naming: &mut Naming, cast: &Cast) {
    let at = naming.name_to;
    let part = { naming.title.office }.is_some_and(|(id, level)| within_state(id, level));
    if naming.title.parties.is_empty()
        && naming.title.office.is_some()
        && view.is(at, "of")
        && let Some((codes, to)) = of_party(view, at, part)
    {
        naming.title.parties = codes;
        naming.to = to;
        return;
    }
    if view.form(at) == "," && naming.title.office.is_none() {
        let mut next = at + 1;
        while matches!(view.form(next).to_lowercase().as_str(), "the" | "a" | "an") {
            next += 1;
        }
        if let Some(title) = title_at(view, next).filter(|title| title.office.is_some())
            && name_end(view, title.to, false, cast) == title.to
        {
            naming.to = title.to;
            naming.title.parties = title.parties;
            naming.title.office = title.office;
            naming.title.plural = title.plural;
            naming.title.former = title.former;
        }
    }
}

/// A name as it stands, with single plain spaces.
pub fn name_text(view: &View, from: usize, to: usize) -> String {
    view.span(from, to)
        .slice(view.text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The office that a sense means: its id, level, implied party, and whether it is plural.
fn office(sense: &Sense) -> Option<(OfficeId, Level, Option<Code>, bool)> {
    match *sense {
        Sense::Office {
            id,
            level,
            party,
            plural,
        } => Some((id, level, party, plural)),
        _ => None,
    }
}

/// Parties that the senses of a name mean: states, organisations, groups.
pub fn party_codes(senses: &[Sense]) -> Vec<Code> {
    let mut codes = Vec::new();
    for sense in senses {
        let code = match sense {
            Sense::State { code, .. } => *code,
            Sense::Organisation { code } | Sense::Group { code } => *code,
            _ => continue,
        };
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.truncate(1);
    codes
}

/// Party that the name of a body implies ("Duma", "IDF").
pub fn body_codes(senses: &[Sense]) -> Vec<Code> {
    senses
        .iter()
        .find_map(|sense| match sense {
            Sense::Body {
                code: Some(code), ..
            } => Some(vec![*code]),
            _ => None,
        })
        .unwrap_or_default()
}
