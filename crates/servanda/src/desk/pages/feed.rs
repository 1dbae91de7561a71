//! Feed: the newest changes of the ledger as people would tell them, by day.
//!
//! What the address asks, [`asked`] reads; `after` is the place where the page begins, `part` asks for the days alone, which a script adds to a page
//! that is open. `/feed/new` says how many changes came since a page was drawn.

use crate::desk::asked;
use crate::desk::frame::{Frame, page};
use crate::desk::members::discussion::counts;
use crate::desk::names;
use crate::desk::problem::Problem;
use crate::desk::shown::{self, Quote};
use crate::desk::state::Desk;
use crate::desk::subscribe;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Json, Response};
use ledger::query::changes::Cursor;
use ledger::query::{Change, changes, newest, since};
use ledger::record::Turn;
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
    /// What is asked, each with a link that takes it out.
    chips: Vec<Chip>,
    clear: String,
}

/// Something that is asked.
struct Chip {
    text: String,
    without: String,
}

/// A choice of a form.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let filter = asked::filter(&visit)?;
    let view = asked::view(&desk, &visit)?;
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
    f.others = subscribe::forms(&f, &subscribe::of_page(&f), &f.title);
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
    let filter = asked::filter(&visit)?;
    let view = asked::view(&desk, &visit)?;
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
    // Where it stands today goes without saying where it is what became known; and an act that was done stays done.
    let later = change.turn != Turn::Said && state.as_str() != turn;
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
            names::name(lang, &asked::party(written)).to_owned()
        })
    };
    let (kind, state) = (text("type"), text("status"));
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
        chips: chips(f, visit),
        clear: f.link("/"),
    }
}

/// What is asked, in words. A value that makes no sense has been refused before.
fn chips(f: &Frame, visit: &Visit) -> Vec<Chip> {
    let teller = shown::teller(f);
    let name = |written: &str| teller.party(&asked::party(written));
    let day = |text: &str| {
        text.parse()
            .map_or_else(|_| text.to_owned(), |day| f.dates().whole(day))
    };
    visit
        .asked
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(key, value)| {
            let text = match key.as_str() {
                "party" | "other" => name(value),
                "pair" => teller.join(value.split('-').map(name).collect()),
                "type" => {
                    let (event, kind) = value.split_once('/').unwrap_or((value, ""));
                    let kind = kind.to_lowercase();
                    let kind = Some(kind.as_str()).filter(|kind| !kind.is_empty());
                    teller.dealing(&event.to_uppercase(), kind)
                }
                "status" => f.say(&format!("turn-{value}")),
                "from" => f.one("date-from", "date", day(value)),
                "to" => f.one("date-until", "date", day(value)),
                "known" => f.one("chip-known", "date", day(value)),
                "person" | "source" => value.clone(),
                "q" => format!("“{value}”"),
                _ => return None,
            };
            Some(Chip {
                text,
                without: visit.with(key, None),
            })
        })
        .collect()
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
