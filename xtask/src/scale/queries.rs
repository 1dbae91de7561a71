//! Queries: what the pages of the desk ask of a large ledger, over a connection that stays open as theirs do.
//!
//! What enters: a ledger. What leaves: milliseconds of each query: the first, and the middle of those that follow. Drawing the page is not among
//! them. The ledger is only read.

use super::bench::spread;
use super::say;
use jiff::civil::{Date, date};
use ledger::query::changes::Cursor;
use ledger::query::{
    Dealing, Filter, Key, View, changes, due_in, follow_through, newest, records_after, review,
    search, since, states, ties, told,
};
use ledger::record::{ClaimId, State, Turn};
use ledger::store::sqlite::Sqlite;
use ledger::store::{Ledger, Result as Asked};
use std::path::Path;
use std::time::Instant;

/// Memory of a connection, in KiB, as the desk has it.
const CACHE: u32 = 16 << 10;
/// How many changes, or records, a page has, and one more.
const PAGE: usize = 41;

/// A question: what it is called, and what asks it. It gives how many things were found.
type Query = (String, Box<dyn Fn(&Ledger) -> Asked<usize>>);

/// Asks each question `rounds` times and prints how long it took.
pub fn ask(path: &Path, today: Date, rounds: usize) -> Result<(), String> {
    let view = View {
        today,
        as_known_on: None,
    };
    let open = || -> Result<Ledger, String> {
        let store = Sqlite::open_to_look(path, CACHE).map_err(say)?;
        Ok(Ledger::looked_at(Box::new(store)))
    };
    let ledger = open()?;
    let mut all = feed(&ledger, view).map_err(say)?;
    all.extend(due(view));
    all.extend(others(view));
    for (name, query) in all {
        let (mut first, mut rest, mut busy, mut found) = (0.0, Vec::new(), Vec::new(), 0);
        // A connection of its own: the first time it knows nothing of the file.
        let ledger = open()?;
        for round in 0..=rounds {
            let (start, worked) = (Instant::now(), processor());
            found = query(&ledger).map_err(say)?;
            let took = start.elapsed().as_secs_f64() * 1e3;
            match round {
                0 => first = took,
                _ => {
                    rest.push(took);
                    busy.extend(processor().zip(worked).map(|(now, then)| now - then));
                }
            }
        }
        let rest = spread(&mut rest);
        println!("{name}: {found} found, {first:.1} ms at first, then {rest}");
        if !busy.is_empty() {
            println!("  of the processor: {}", spread(&mut busy));
        }
    }
    Ok(())
}

/// Milliseconds that this thread has had the processor, where the system tells it: what a query costs on a machine that others use too.
pub fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}

/// The newsfeed with its filters.
fn feed(ledger: &Ledger, view: View) -> Asked<Vec<Query>> {
    let outlet = { ledger.counts()?.outlets.into_iter() }.map(|(outlet, _)| outlet);
    let outlets: Vec<String> = outlet.collect();
    let newest_page = changes(ledger, view, &Filter::default(), None, PAGE)?;
    let person =
        { newest_page.iter() }.find_map(|change| change.told.record.persons.first().cloned());
    let none = Filter::default;
    let of = |codes: &[&str]| Filter {
        parties: codes.iter().map(|code| (*code).to_owned()).collect(),
        ..none()
    };
    let dealing = |words: &str| Filter {
        dealings: Dealing::parse(words).into_iter().collect(),
        ..none()
    };
    let turn = |turn| Filter {
        turns: vec![turn],
        ..none()
    };
    let state = |state| Filter {
        states: vec![state],
        ..none()
    };
    let words = |words: &str, filter: Filter| Filter {
        text: Some(words.to_owned()),
        ..filter
    };
    let mut asked = vec![
        ("all".to_owned(), none()),
        ("USA".to_owned(), of(&["USA"])),
        ("RUS and USA".to_owned(), of(&["RUS", "USA"])),
        ("PER and NZL".to_owned(), of(&["PER", "NZL"])),
        ("SANCTION".to_owned(), dealing("SANCTION")),
        ("visits".to_owned(), dealing("CONSULT/visit")),
        ("what is overdue".to_owned(), turn(Turn::Overdue)),
        ("what was put off".to_owned(), turn(Turn::Postponed)),
        ("what was brought back".to_owned(), turn(Turn::Resumed)),
        ("in dispute".to_owned(), state(State::Disputed)),
        ("going on".to_owned(), state(State::Ongoing)),
        ("called off".to_owned(), state(State::Cancelled)),
        (
            "harbours quotas".to_owned(),
            words("harbours quotas", none()),
        ),
        ("talks".to_owned(), words("talks", none())),
        ("talks of USA".to_owned(), words("talks", of(&["USA"]))),
        (
            "a quarter of 2019".to_owned(),
            Filter {
                from: Some(date(2019, 1, 1)),
                to: Some(date(2019, 3, 31)),
                ..none()
            },
        ),
    ];
    for outlet in [outlets.first(), outlets.last()].into_iter().flatten() {
        let filter = Filter {
            outlet: Some(outlet.clone()),
            ..none()
        };
        asked.push((format!("of {outlet}"), filter));
    }
    if let Some(person) = person {
        let filter = Filter {
            person: Some(person.clone()),
            ..none()
        };
        asked.push((format!("with {person}"), filter));
    }
    let begin = newest(ledger, view)?;
    let mut all: Vec<Query> = Vec::new();
    for (name, filter) in asked {
        let far = far(begin, view.today);
        for (page, after) in [("", None), (", a page of years ago", far)] {
            let filter = filter.clone();
            let query =
                move |ledger: &Ledger| Ok(changes(ledger, view, &filter, after, PAGE)?.len());
            all.push((format!("feed, {name}{page}"), Box::new(query)));
        }
    }
    let new = move |ledger: &Ledger| since(ledger, view, &Filter::default(), begin, 99);
    all.push(("feed, how many are new".to_owned(), Box::new(new)));
    Ok(all)
}

/// A place among the changes four years ago.
fn far(begin: Cursor, today: Date) -> Option<Cursor> {
    let day = ledger::record::day_number(today) - 4 * 365;
    let begin = begin.to_string();
    let (_, rest) = begin.split_once('.')?;
    format!("{day}.{rest}").parse().ok()
}

/// What `/due` and the calendar ask.
fn due(view: View) -> Vec<Query> {
    let today = view.today;
    let month = (today.first_of_month(), today.last_of_month());
    let years = (today, today.saturating_add(jiff::Span::new().years(2)));
    let mut all: Vec<Query> = Vec::new();
    let of = |parties: &[&str]| Filter {
        parties: parties.iter().map(|code| (*code).to_owned()).collect(),
        ..Filter::default()
    };
    for (name, parties) in [("", &[][..]), (" of USA", &["USA"])] {
        let filter = of(parties);
        let query = move |ledger: &Ledger| Ok(due_in(ledger, view, &filter, month, None)?.len());
        all.push((format!("due, the month{name}"), Box::new(query)));
    }
    let shown = move |ledger: &Ledger| {
        let month = due_in(ledger, view, &Filter::default(), month, Some(100))?;
        let ids: Vec<ClaimId> = month.into_iter().map(|(_, id)| id).collect();
        Ok(told(ledger, today, &ids)?.len())
    };
    all.push(("due, a hundred of the month".to_owned(), Box::new(shown)));
    let filter = Filter {
        announced: true,
        due: Some(years),
        ..Filter::default()
    };
    let next = move |ledger: &Ledger| Ok(records_after(ledger, view, &filter, None, 200)?.0.len());
    all.push(("calendar, the next 200".to_owned(), Box::new(next)));
    let year = (today.saturating_sub(jiff::Span::new().years(1)), today);
    let most = move |ledger: &Ledger| Ok(ties(ledger, view, year, None, 60)?.items.len());
    all.push(("due, who deals most".to_owned(), Box::new(most)));
    let followed = move |ledger: &Ledger| {
        let mut announced = 0;
        for code in ["USA", "CHN", "RUS", "UN", "EU", "GBR", "FRA", "DEU"] {
            let key = Key::Party(code.to_owned());
            announced += follow_through(ledger, view, &key)?.announced();
        }
        Ok(announced)
    };
    all.push((
        "due, follow-through of eight".to_owned(),
        Box::new(followed),
    ));
    all
}

/// What the search, the interface for programs, the review and the figures ask.
fn others(view: View) -> Vec<Query> {
    let mut all: Vec<Query> = Vec::new();
    for words in ["harbours", "talks", "harbours quotas"] {
        let ranked = move |ledger: &Ledger| Ok(ledger.search(words, 80)?.0.len());
        all.push((format!("search, {words}"), Box::new(ranked)));
        let filter = Filter {
            text: Some(words.to_owned()),
            ..Filter::default()
        };
        let hits = move |ledger: &Ledger| Ok(search(ledger, view, &filter, 20)?.records.len());
        all.push((format!("interface, search {words}"), Box::new(hits)));
    }
    for (name, filter) in [
        ("all", Filter::default()),
        (
            "of USA since June",
            Filter {
                parties: vec!["USA".to_owned()],
                from: Some(date(2026, 6, 1)),
                ..Filter::default()
            },
        ),
        (
            "SANCTION",
            Filter {
                dealings: Dealing::parse("SANCTION").into_iter().collect(),
                ..Filter::default()
            },
        ),
    ] {
        let query =
            move |ledger: &Ledger| Ok(records_after(ledger, view, &filter, None, PAGE)?.0.len());
        all.push((format!("interface, records {name}"), Box::new(query)));
    }
    let doubtful = move |ledger: &Ledger| {
        Ok(
            review(ledger, view.today, &Filter::default(), &[], None, 20)?
                .items
                .len(),
        )
    };
    all.push(("review".to_owned(), Box::new(doubtful)));
    let counted = move |ledger: &Ledger| Ok(states(ledger, view)?.len());
    all.push(("figures, states".to_owned(), Box::new(counted)));
    let counts = move |ledger: &Ledger| Ok(ledger.counts()?.outlets.len());
    all.push(("figures, how much there is".to_owned(), Box::new(counts)));
    all
}
