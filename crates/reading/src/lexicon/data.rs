//! Data: reads the files of `data/lexicon` into a [`Lexicon`].
//!
//! What enters: the files, compiled in; their comment lines say what their columns are and where the facts come from.
//! What leaves: a [`Lexicon`]. A line that does not have the columns it should is passed over; the tests check
//! that there is none.

use std::collections::HashMap;

use jiff::civil::Date;

use super::letters::Spellings;
use super::names::{Names, Rule};
use super::people::{People, PersonId};
use super::{Code, Level, Lexicon, NameWord, OfficeId, Sense, State, StateForm, StateKind};

const STATES: &str = include_str!("../../../../data/lexicon/states.tsv");
const STATE_TERMS: &str = include_str!("../../../../data/lexicon/state_terms.tsv");
const STATE_NAMES: &str = include_str!("../../../../data/lexicon/state_names.tsv");
const REGIONS: &str = include_str!("../../../../data/lexicon/regions.tsv");
const CITIES: &str = include_str!("../../../../data/lexicon/cities.tsv");
const CITIES_EXTRA: &str = include_str!("../../../../data/lexicon/cities_extra.tsv");
const ORGANISATIONS: &str = include_str!("../../../../data/lexicon/organisations.tsv");
const GROUPS: &str = include_str!("../../../../data/lexicon/groups.tsv");
const OFFICES: &str = include_str!("../../../../data/lexicon/offices.tsv");
const PORTFOLIOS: &str = include_str!("../../../../data/lexicon/portfolios.tsv");
const BODIES: &str = include_str!("../../../../data/lexicon/bodies.tsv");
const NOT_NAMES: &str = include_str!("../../../../data/lexicon/not_names.tsv");
const SPELLINGS: &str = include_str!("../../../../data/lexicon/spellings.tsv");
const NAME_WORDS: &str = include_str!("../../../../data/lexicon/name_words.tsv");
const PEOPLE: &str = include_str!("../../../../data/lexicon/people.tsv");

/// Reads all files.
pub(super) fn load() -> Lexicon {
    let mut names = Names::with_capacity(56_000);
    let mut spellings = Spellings::default();
    for [words] in rows(SPELLINGS) {
        spellings.add(list(words));
    }
    names.spell(spellings);
    for [_, hidden] in rows(NOT_NAMES) {
        for name in list(hidden) {
            names.add(name, Rule::Name, None);
        }
    }
    let states = states(&mut names);
    organisations(&mut names);
    offices(&mut names);
    bodies(&mut names);
    places(&mut names);
    let people = people(&mut names);

    Lexicon {
        names,
        states,
        people,
        name_words: name_words(),
    }
}

/// Where two classes have a word, the first one has it.
fn name_words() -> HashMap<&'static str, NameWord> {
    let mut words = HashMap::new();
    for [class, list] in rows(NAME_WORDS) {
        let Some(class) = name_word(class) else {
            continue;
        };
        for word in list.split(' ') {
            words.entry(word).or_insert(class);
        }
    }
    words
}

fn name_word(class: &str) -> Option<NameWord> {
    Some(match class {
        "thing" => NameWord::Thing,
        "role" => NameWord::Role,
        "says" => NameWord::Says,
        "place" => NameWord::Place,
        _ => return None,
    })
}

/// The rows of a file that have `N` columns; comment lines and empty lines are none.
fn rows<const N: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let mut row = [""; N];
            for cell in &mut row {
                *cell = columns.next()?;
            }
            columns.next().is_none().then_some(row)
        })
}

/// The names of a cell.
fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|name| !name.is_empty())
}

/// A code, where the cell has one.
pub(super) fn code(cell: &'static str) -> Option<Code> {
    (!cell.is_empty()).then_some(Code(cell))
}

/// A day, where the cell has one.
pub(super) fn day(cell: &str) -> Option<Date> {
    // By hand: there are fifty thousand of them, and the general parser takes a good part of the time to load.
    let (year, month, day) = (cell.get(..4)?, cell.get(5..7)?, cell.get(8..)?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A name as the files write it: `=` before it asks for its very letters, `~` says that it is also an ordinary word.
fn add(names: &mut Names, name: &str, rule: Rule, sense: Sense) {
    if let Some(name) = name.strip_prefix('=') {
        names.add(name, Rule::Letters, Some(sense));
    } else if let Some(name) = name.strip_prefix('~') {
        names.add(name, Rule::Wordlike, Some(sense));
    } else {
        names.add(name, rule, Some(sense));
    }
}

fn states(names: &mut Names) -> HashMap<&'static str, State> {
    let mut states: HashMap<&'static str, State> = HashMap::new();
    for [letters, form, cell] in rows(STATES).chain(rows(STATE_NAMES)) {
        let state = Code(letters);
        for name in list(cell) {
            let (form, rule) = match form {
                "name" => (StateForm::Name, Rule::Name),
                "acronym" => (StateForm::Acronym, Rule::Exact),
                "adjective" => (StateForm::Adjective, Rule::Name),
                "people" => (StateForm::Demonym, Rule::Name),
                "prefix" => (StateForm::Prefix, Rule::Name),
                "capital" | "seat" => (StateForm::Seat, Rule::Name),
                _ => continue,
            };
            add(names, name, rule, Sense::State { code: state, form });
            if form == StateForm::Name {
                states.entry(letters).or_insert(State {
                    code: state,
                    name: name.trim_start_matches('='),
                    kind: StateKind::State,
                    from: None,
                    to: None,
                    successor: None,
                    capital: None,
                });
            }
        }
        if form == "capital" {
            if let Some(state) = states.get_mut(letters) {
                state.capital = list(cell).next().map(|name| name.trim_start_matches('='));
            }
            for name in list(cell) {
                let sense = Sense::City {
                    name: name.trim_start_matches('='),
                    country: state,
                    capital: true,
                };
                add(names, name, Rule::Name, sense);
            }
        }
    }
    for [letters, kind, from, to, successor] in rows(STATE_TERMS) {
        if let Some(state) = states.get_mut(letters) {
            state.kind = match kind {
                "former" => StateKind::Former,
                _ => StateKind::Territory,
            };
            state.from = day(from);
            state.to = day(to);
            state.successor = code(successor);
        }
    }
    states
}

fn organisations(names: &mut Names) {
    for [letters, form, cell] in rows(ORGANISATIONS) {
        let sense = Sense::Organisation {
            code: Code(letters),
        };
        let rule = match form {
            "acronym" => Rule::Exact,
            _ => Rule::Name,
        };
        for name in list(cell) {
            add(names, name, rule, sense);
        }
    }
    for [letters, _, whole, acronyms] in rows(GROUPS) {
        let sense = Sense::Group {
            code: Code(letters),
        };
        for name in list(whole) {
            add(names, name, Rule::Name, sense);
        }
        for name in list(acronyms) {
            add(names, name, Rule::Exact, sense);
        }
    }
}

fn offices(names: &mut Names) {
    for [id, level, party, singular, plural] in rows(OFFICES) {
        let Some(level) = self::level(level) else {
            continue;
        };
        for (cell, plural) in [(singular, false), (plural, true)] {
            let sense = Sense::Office {
                id: OfficeId(id),
                level,
                party: code(party),
                plural,
            };
            for name in list(cell) {
                let capitals = name.len() > 1 && name.chars().all(|c| !c.is_lowercase());
                let rule = if capitals { Rule::Exact } else { Rule::Name };
                add(names, name, rule, sense);
            }
        }
    }
    for [office, deputy, ministry, before, after] in rows(PORTFOLIOS) {
        portfolio(names, [office, deputy, ministry], before, after);
    }
}

/// Ministers, deputy ministers and ministries of a portfolio: all ways to put it.
fn portfolio(
    names: &mut Names,
    [office, deputy, ministry]: [&'static str; 3],
    before: &'static str,
    after: &'static str,
) {
    let minister = |id, level, plural| Sense::Office {
        id: OfficeId(id),
        level,
        party: None,
        plural,
    };
    let body = Sense::Body {
        id: ministry,
        code: None,
    };
    const DEPUTIES: [&str; 4] = ["deputy", "first deputy", "vice", "assistant"];
    let ways = list(before)
        .map(|words| (words, true))
        .chain(list(after).map(|words| (words, false)));
    for (words, before) in ways {
        for (one, many) in [("minister", "ministers"), ("secretary", "secretaries")] {
            for (noun, plural) in [(one, false), (many, true)] {
                let sense = minister(office, Level::Minister, plural);
                let under = minister(deputy, Level::DeputyMinister, plural);
                let phrases = if before {
                    vec![format!("{words} {noun}")]
                } else if one == "minister" {
                    vec![
                        format!("{noun} of {words}"),
                        format!("{noun} for {words}"),
                        format!("{noun} of state for {words}"),
                    ]
                } else {
                    vec![
                        format!("{noun} of {words}"),
                        format!("{noun} of state for {words}"),
                    ]
                };
                for phrase in phrases {
                    names.add(&phrase, Rule::Name, Some(sense));
                    for rank in DEPUTIES {
                        names.add(&format!("{rank} {phrase}"), Rule::Name, Some(under));
                    }
                }
            }
        }
        let phrases = if before {
            [format!("{words} ministry"), format!("{words} ministries")]
        } else {
            [
                format!("ministry of {words}"),
                format!("ministry for {words}"),
            ]
        };
        for phrase in phrases {
            names.add(&phrase, Rule::Name, Some(body));
        }
    }
}

fn level(word: &str) -> Option<Level> {
    Some(match word {
        "head" => Level::Head,
        "royal" => Level::Royal,
        "deputy-head" => Level::DeputyHead,
        "minister" => Level::Minister,
        "deputy-minister" => Level::DeputyMinister,
        "senior-official" => Level::SeniorOfficial,
        "legislature" => Level::Legislature,
        "diplomat" => Level::Diplomat,
        "spokesperson" => Level::Spokesperson,
        "military" => Level::Military,
        "organisation" => Level::Organisation,
        "subnational" => Level::Subnational,
        "religious" => Level::Religious,
        "official" => Level::Official,
        "counterpart" => Level::Counterpart,
        _ => return None,
    })
}

fn bodies(names: &mut Names) {
    for [id, state, whole, acronyms] in rows(BODIES) {
        let sense = Sense::Body {
            id,
            code: code(state),
        };
        for name in list(whole) {
            add(names, name, Rule::Name, sense);
        }
        for name in list(acronyms) {
            add(names, name, Rule::Exact, sense);
        }
    }
}

fn places(names: &mut Names) {
    for [country, cell] in rows(REGIONS) {
        for name in list(cell) {
            let sense = Sense::Region {
                name,
                country: code(country),
            };
            add(names, name, Rule::Name, sense);
        }
    }
    for [country, cell] in rows(CITIES_EXTRA).chain(rows(CITIES)) {
        for name in list(cell) {
            let sense = Sense::City {
                name,
                country: Code(country),
                capital: false,
            };
            add(names, name, Rule::Name, sense);
        }
    }
}

fn people(names: &mut Names) -> People {
    let lines: Vec<[&'static str; 5]> = rows(PEOPLE).collect();
    for (index, [name, _, variants, ..]) in lines.iter().enumerate() {
        let id = PersonId(index as u32);
        // A single word is too little to know a person by; a variant of one word was put there on purpose.
        let whole = std::iter::once(*name).filter(|name| name.contains(' '));
        for name in whole.chain(list(variants)) {
            add(names, name, Rule::Name, Sense::Person { id });
        }
    }
    People::new(lines, names.spellings().clone())
}

/// Lines of the files that do not have the columns they should, and terms that cannot be read.
#[cfg(test)]
pub(super) fn lines_passed_over() -> Vec<String> {
    let files = [
        (STATES, 3),
        (STATE_NAMES, 3),
        (STATE_TERMS, 5),
        (REGIONS, 2),
        (CITIES, 2),
        (CITIES_EXTRA, 2),
        (ORGANISATIONS, 3),
        (GROUPS, 4),
        (OFFICES, 5),
        (PORTFOLIOS, 5),
        (BODIES, 4),
        (NOT_NAMES, 2),
        (SPELLINGS, 1),
        (NAME_WORDS, 2),
        (PEOPLE, 5),
    ];
    let mut bad = Vec::new();
    for (file, columns) in files {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if line.split('\t').count() != columns {
                bad.push(line.to_string());
            }
        }
    }
    for [name, _, _, _, spells] in rows(PEOPLE) {
        for cell in spells.split(';') {
            let days = cell.split(':').skip(4).filter(|cell| !cell.is_empty());
            if super::people::Spell::read(cell).is_none()
                || days.clone().any(|cell| day(cell).is_none())
            {
                bad.push(format!("{name}: {cell}"));
            }
        }
    }
    for [id, word, ..] in rows::<5>(OFFICES) {
        if level(word).is_none() {
            bad.push(format!("{id}: {word}"));
        }
    }
    bad
}
