//! Feed: the newest changes of the ledger as people would tell them, by day.
//!
//! What the address asks is a [`Filter`]; `after` is the place where the page begins, `part` asks for the days alone, which a script adds to a page
//! that is open. `/feed/new` says how many changes came since a page was drawn.

use crate::desk::frame::{Frame, page};
use crate::desk::members::discussion::counts;
use crate::desk::names;
use crate::desk::problem::Problem;
use crate::desk::shown::{self, Quote};
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Json, Response};
use jiff::civil::Date;
use ledger::query::changes::Cursor;
use ledger::query::{Change, Dealing, Filter, View, changes, newest, since};
use ledger::record::{State as Become, Turn};
use serde::Serialize;

/// How many changes a page has.
const PAGE: usize = 40;

/// The most new changes that are counted.
const COUNTED: usize = 99;

#[derive(Template)]
#[template(path = "feed.html")]
struct Page {
    f: Frame,
    asked: Asked,
    list: String,
    /// Where the script asks how many came since.
    live: String,
    fresh: String,
}

#[derive(Template)]
#[template(path = "days.html")]
struct Days {
    f: Frame,
    days: Vec<Day>,
    older: Option<String>,
    empty: bool,
}

/// The changes of a day.
struct Day {
    iso: String,
    heading: String,
    items: Vec<Item>,
}

/// A change.
struct Item {
    turn: &'static str,
    state: &'static str,
    state_word: String,
    sentence: String,
    href: String,
    place: String,
    sources: String,
    /// How many comments there are, where there are some.
    talk: Option<String>,
    quote: Option<Quote>,
}

/// What the address asks, for the form of filters.
struct Asked {
    party: String,
    other: String,
    source: String,
    person: String,
    words: String,
    from: String,
    to: String,
    parties: &'static [(&'static str, &'static str)],
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    /// Whether anything is asked at all.
    any: bool,
    open: bool,
    clear: String,
}

/// A choice of a form.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let filter = filter(&visit)?;
    let view = view(&desk, &visit)?;
    let after = visit
        .asked("after")
        .map(|word| word.parse::<Cursor>())
        .transpose()
        .map_err(|_| Problem::bad_question("after: it is no place among the changes"))?;
    let wanted = filter.clone();
    let people = desk.people().cloned();
    let (found, fresh, talked) = desk
        .ask(move |ledger| {
            let fresh = newest(ledger, view)?;
            let found = changes(ledger, view, &wanted, after, PAGE + 1)?;
            let told = found.iter().map(|change| change.told.as_ref());
            let talked = counts(people.as_deref(), ledger, told);
            Ok((found, fresh, talked))
        })
        .await?;
    let mut f = Frame::new(visit.clone(), &desk, "/", visit.words().say("feed-title"));
    f.today = view.today;
    let older = (found.len() > PAGE)
        .then(|| found.get(PAGE - 1).map(|change| change.cursor.to_string()))
        .flatten()
        .map(|cursor| visit.with("after", Some(&cursor)));
    let shown = found.get(..PAGE.min(found.len())).unwrap_or_default();
    let days = days(&f, shown, &talked);
    let list = Days {
        empty: days.is_empty(),
        days,
        older,
        f: Frame::new(visit.clone(), &desk, "/", ""),
    };
    if visit.asked("part").is_some() {
        return page(&list, &visit);
    }
    f.scripts.push("feed.js");
    let template = Page {
        asked: asked(&f, &visit),
        list: list.render().map_err(|_| Problem::failed())?,
        live: f.link("/live"),
        fresh: fresh.to_string(),
        f,
    };
    page(&template, &visit)
}

#[derive(Serialize)]
struct New {
    new: usize,
    words: String,
}

/// How many changes came since a page was drawn.
pub async fn new(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let filter = filter(&visit)?;
    let view = view(&desk, &visit)?;
    let since_when: Cursor = visit
        .asked("since")
        .and_then(|word| word.parse().ok())
        .ok_or_else(|| Problem::bad_question("since: it is no place among the changes"))?;
    let new = desk
        .ask(move |ledger| since(ledger, view, &filter, since_when, COUNTED))
        .await?;
    let words = visit.words().count("feed-new", new);
    let mut response = Json(New { new, words }).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The day from which one looks.
fn view(desk: &Desk, visit: &Visit) -> Result<View, Problem> {
    Ok(desk.view(day(visit, "known")?))
}

fn day(visit: &Visit, name: &str) -> Result<Option<Date>, Problem> {
    visit
        .asked(name)
        .map(|text| text.parse::<Date>())
        .transpose()
        .map_err(|_| Problem::bad_question(format!("{name}: it is no day (YYYY-MM-DD)")))
}

/// What the address asks.
///
/// # Errors
/// Where a value makes no sense.
pub fn filter(visit: &Visit) -> Result<Filter, Problem> {
    let mut parties: Vec<String> = ["party", "other"]
        .iter()
        .filter_map(|name| visit.asked(name))
        .map(party)
        .collect();
    // A pair is written as others write it: RUS-JPN.
    if let Some(pair) = visit.asked("pair") {
        parties.extend(pair.split('-').map(party));
    }
    parties.dedup();
    let dealings = visit
        .asked("type")
        .map(|text| {
            Dealing::parse(text)
                .ok_or_else(|| Problem::bad_question("type: there is no such dealing"))
        })
        .transpose()?;
    let turns = visit
        .asked("status")
        .map(|text| {
            Turn::parse(text).ok_or_else(|| Problem::bad_question("status: there is no such state"))
        })
        .transpose()?;
    let text = |name: &str| visit.asked(name).map(str::to_owned);
    Ok(Filter {
        parties,
        dealings: dealings.into_iter().collect(),
        turns: turns.into_iter().collect(),
        from: day(visit, "from")?,
        to: day(visit, "to")?,
        person: text("person"),
        outlet: text("source"),
        text: text("q"),
        ..Filter::default()
    })
}

/// The code of a party as somebody wrote it; what nobody knows is taken for a code.
fn party(written: &str) -> String {
    names::code_of(written).map_or_else(|| written.trim().to_uppercase(), str::to_owned)
}

fn days(f: &Frame, changes: &[Change], talked: &[usize]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    let talked = talked.iter().copied().chain(std::iter::repeat(0));
    for (change, talked) in changes.iter().zip(talked) {
        let iso = change.day.to_string();
        if days.last().is_none_or(|day| day.iso != iso) {
            days.push(Day {
                heading: f.dates().heading(change.day),
                iso,
                items: Vec::new(),
            });
        }
        if let Some(day) = days.last_mut() {
            day.items.push(item(f, change, talked));
        }
    }
    days
}

fn item(f: &Frame, change: &Change, talked: usize) -> Item {
    let teller = shown::teller(f);
    let told = &change.told;
    let turn = change.turn.as_str();
    let state = told.life.state;
    // Where it stands today goes without saying where it is what became known.
    let later = state.as_str() != turn && change.turn != Turn::Said && state != Become::Held
        || (state == Become::Held && !matches!(change.turn, Turn::Said | Turn::Held));
    Item {
        turn,
        state: state.as_str(),
        state_word: if later {
            f.words().one("feed-now", "state", teller.state(state))
        } else {
            String::new()
        },
        sentence: teller.sentence_at(told, turn, change.when.as_deref()),
        href: shown::record(f, told.record.id),
        place: told
            .record
            .place
            .as_ref()
            .map_or_else(String::new, |place| teller.place(place)),
        sources: f.words().count("sources-count", told.record.sources),
        talk: (talked > 0).then(|| f.words().count("comments-count", talked)),
        quote: change.said().map(|held| shown::quote(f, held)),
    }
}

fn asked(f: &Frame, visit: &Visit) -> Asked {
    let text = |name: &str| visit.asked(name).unwrap_or_default().to_owned();
    let lang = f.words().lang;
    let pair: Vec<&str> = visit.asked("pair").unwrap_or_default().split('-').collect();
    let party_of = |name: &str, at: usize| {
        let written = visit.asked(name).or_else(|| pair.get(at).copied());
        written.map_or_else(String::new, |written| {
            names::name(lang, &party(written)).to_owned()
        })
    };
    let (kind, state) = (text("type"), text("status"));
    let any = !visit.asked.is_empty()
        && visit
            .asked
            .iter()
            .any(|(key, value)| key != "after" && !value.is_empty());
    Asked {
        party: party_of("party", 0),
        other: party_of("other", 1),
        source: text("source"),
        person: text("person"),
        words: text("q"),
        from: text("from"),
        to: text("to"),
        parties: names::sorted(lang),
        kinds: kinds(f, &kind),
        states: Turn::ALL
            .iter()
            .map(|turn| Choice {
                value: turn.as_str().to_owned(),
                name: f.say(&format!("turn-{}", turn.as_str())),
                chosen: state == turn.as_str(),
            })
            .collect(),
        any,
        open: any,
        clear: f.link("/"),
    }
}

/// Dealings to choose from: those with a name of their own.
fn kinds(f: &Frame, chosen: &str) -> Vec<Choice> {
    let teller = shown::teller(f);
    teller
        .dealings()
        .into_iter()
        .map(|(value, name)| Choice {
            chosen: value.eq_ignore_ascii_case(chosen),
            value,
            name,
        })
        .collect()
}
