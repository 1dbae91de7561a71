//! Due: what was announced for when, and what became of it: a month as a calendar, and lists.
//!
//! `month` is the month of the calendar, `party` whose; states are those of `known`, else today.

use crate::desk::asked;
use crate::desk::frame::{Frame, page};
use crate::desk::line::{Line, is_plain, line};
use crate::desk::names;
use crate::desk::pages::dossier::{Follow, follow, shown_code};
use crate::desk::problem::Problem;
use crate::desk::shown::{self, Link};
use crate::desk::state::Desk;
use crate::desk::subscribe;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use ledger::query::{
    Became, Filter, FollowThrough, Key, Told, View, changes, first_records, follow_through,
    records, ties,
};
use ledger::record::{State as Become, Turn};
use ledger::store::{Ledger, Result as Asked};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// How many records a list has.
const LIST: usize = 15;
/// How often it looks for more of them: most of what took place had not been announced.
const LOOKS: usize = 3;
/// How many of a day stand in the calendar.
const IN_DAY: usize = 3;
/// How many of a month are listed.
const IN_MONTH: usize = 400;
/// How far ahead it looks.
const AHEAD: i64 = 400;
/// Whose follow-through is told where nobody is asked for.
const ACTORS: usize = 8;

#[derive(Template)]
#[template(path = "due.html")]
struct Page {
    f: Frame,
    party: String,
    parties: &'static [(&'static str, &'static str)],
    known: String,
    month: String,
    month_name: String,
    earlier: String,
    later: String,
    weekdays: Vec<(String, String)>,
    weeks: Vec<Vec<Cell>>,
    listed: Vec<DayOf>,
    left_out: bool,
    lists: Vec<List>,
    actors: Vec<Actor>,
}

/// A day of the calendar.
struct Cell {
    day: i8,
    iso: String,
    name: String,
    within: bool,
    today: bool,
    items: Vec<Line>,
    more: usize,
    count: usize,
}

/// A day of the list below the calendar.
struct DayOf {
    iso: String,
    heading: String,
    items: Vec<Line>,
}

/// A list with its heading.
struct List {
    id: &'static str,
    heading: String,
    help: String,
    lines: Vec<Line>,
    all: String,
}

/// What became of what an actor announced.
struct Actor {
    link: Link,
    follow: Follow,
}

/// What the ledger tells.
struct Found {
    month: Vec<Told>,
    coming: Vec<Told>,
    overdue: Vec<Arc<Told>>,
    kept: Vec<Arc<Told>>,
    postponed: Vec<Arc<Told>>,
    cancelled: Vec<Arc<Told>>,
    actors: Vec<(String, FollowThrough)>,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let view = asked::view(&desk, &visit)?;
    let month = asked::month(&visit, view.today)?;
    let parties = asked::filter(&visit)?.parties;
    let whose = parties.clone();
    let found = desk
        .ask(move |ledger| find(ledger, view, month, &whose))
        .await?;
    let title = visit.words().say("due-title");
    let mut f = Frame::new(visit.clone(), &desk, "/due", title.clone());
    f.today = view.today;
    f.others = subscribe::forms(&f, &subscribe::of_parties(&parties), &title);
    page(&draw(f, view, month, &parties, found), &visit)
}

fn find(ledger: &Ledger, view: View, month: Date, parties: &[String]) -> Asked<Found> {
    if view.as_known_on.is_some() {
        return find_known(ledger, view, month, parties);
    }
    let filter = Filter {
        parties: parties.to_vec(),
        announced: true,
        ..Filter::default()
    };
    let within = |from: Date, to: Date, states: &[Become], most: usize| -> Asked<Vec<Told>> {
        let filter = Filter {
            due: Some((from, to)),
            states: states.to_vec(),
            ..filter.clone()
        };
        let mut all = first_records(ledger, view, &filter, most)?;
        all.sort_by_key(|told| (told.life.due, told.record.id));
        Ok(all)
    };
    let became = |turns: &[Turn], states: &[Become]| -> Asked<Vec<Arc<Told>>> {
        let filter = Filter {
            parties: parties.to_vec(),
            turns: turns.to_vec(),
            states: states.to_vec(),
            ..Filter::default()
        };
        let mut all: Vec<Arc<Told>> = Vec::new();
        let mut after = None;
        // Of so many the first will do; mostly the first portion has enough.
        for _ in 0..LOOKS {
            let some = changes(ledger, view, &filter, after, LIST + 5)?;
            let end = some.len() < LIST + 5;
            for change in some {
                after = Some(change.cursor);
                // What nobody had announced was not kept.
                let known = is_plain(&change.told)
                    || all
                        .iter()
                        .any(|told| told.record.id == change.told.record.id);
                if !known && all.len() < LIST {
                    all.push(change.told);
                }
            }
            if end || all.len() == LIST {
                break;
            }
        }
        Ok(all)
    };
    let ahead = view.today.saturating_add(Span::new().days(AHEAD));
    let mut coming = within(view.today, ahead, &[Become::Announced], LIST * 4)?;
    coming.truncate(LIST);
    Ok(Found {
        month: within(month, month.last_of_month(), &[], IN_MONTH)?,
        coming,
        overdue: became(&[Turn::Overdue], &[Become::Overdue])?,
        kept: became(&[Turn::Held], &[Become::Held, Become::Ongoing])?,
        postponed: became(&[Turn::Postponed], &[Become::Postponed, Become::Announced])?,
        cancelled: became(
            &[Turn::Cancelled, Turn::Denied],
            &[Become::Cancelled, Become::Denied],
        )?,
        actors: followed(ledger, view, parties)?,
    })
}

/// The same of what was known on a day of the past. All of that is looked at, once.
fn find_known(ledger: &Ledger, view: View, month: Date, parties: &[String]) -> Asked<Found> {
    let filter = Filter {
        parties: parties.to_vec(),
        announced: true,
        ..Filter::default()
    };
    let mut all: Vec<Arc<Told>> = Vec::new();
    records(ledger, view, &filter, |told| {
        all.push(Arc::new(told));
        ControlFlow::Continue(())
    })?;
    all.sort_by_key(|told| (told.life.due, told.record.id));
    let in_month = |told: &&Arc<Told>| {
        let due = told.life.due;
        due.is_some_and(|due| due.first_of_month() == month)
    };
    let latest = |became: Became| -> Vec<Arc<Told>> {
        let some = all.iter().rev().filter(|told| told.became() == became);
        some.take(LIST).cloned().collect()
    };
    let coming = all
        .iter()
        .filter(|told| told.became() == Became::Coming && told.life.due >= Some(view.today));
    let whole = |told: &Arc<Told>| Told::clone(told);
    Ok(Found {
        month: all
            .iter()
            .filter(in_month)
            .take(IN_MONTH)
            .map(whole)
            .collect(),
        coming: coming.take(LIST).map(whole).collect(),
        overdue: latest(Became::Overdue),
        kept: latest(Became::Kept),
        postponed: latest(Became::Postponed),
        cancelled: latest(Became::Cancelled),
        // Each would look at all of it again.
        actors: match parties {
            [one] => followed(ledger, view, std::slice::from_ref(one))?,
            _ => Vec::new(),
        },
    })
}

/// The follow-through of those who are asked for, else of those who had most to do with each other in the last year.
fn followed(
    ledger: &Ledger,
    view: View,
    parties: &[String],
) -> Asked<Vec<(String, FollowThrough)>> {
    let mut codes = parties.to_vec();
    if codes.is_empty() {
        let year = (view.today.saturating_sub(1.year()), view.today);
        let mut weights: BTreeMap<String, u64> = BTreeMap::new();
        for tie in ties(ledger, view, year, None, 60)?.items {
            *weights.entry(tie.one).or_default() += tie.records;
            *weights.entry(tie.other).or_default() += tie.records;
        }
        let mut order: Vec<(String, u64)> = weights.into_iter().collect();
        order.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        codes.extend(order.into_iter().take(ACTORS).map(|(code, _)| code));
    }
    codes
        .into_iter()
        .map(|code| {
            let counts = follow_through(ledger, view, &Key::Party(code.clone()))?;
            Ok((code, counts))
        })
        .collect()
}

fn draw(f: Frame, view: View, month: Date, parties: &[String], found: Found) -> Page {
    let teller = shown::teller(&f);
    let lang = f.words().lang;
    let turned = |to: Option<Date>| {
        let month = to.map(|day| format!("{:04}-{:02}", day.year(), day.month()));
        f.visit.with("month", month.as_deref())
    };
    let actors = found
        .actors
        .iter()
        .filter(|(_, counts)| counts.announced() > 0)
        .map(|(code, counts)| Actor {
            link: Link {
                name: teller.party(code),
                href: f.link(&format!("/actors/{}", shown_code(code))),
            },
            follow: follow(&f, counts),
        })
        .collect();
    Page {
        party: parties
            .first()
            .map_or_else(String::new, |code| teller.party(code)),
        parties: names::sorted(lang),
        known: view
            .as_known_on
            .map_or_else(String::new, |day| day.to_string()),
        month: format!("{:04}-{:02}", month.year(), month.month()),
        month_name: f.dates().month(month.year(), month.month()),
        earlier: turned(month.checked_sub(1.month()).ok()),
        later: turned(month.checked_add(1.month()).ok()),
        weekdays: (1..=7)
            .map(|day| {
                (
                    f.say(&format!("weekday-short-{day}")),
                    f.say(&format!("weekday-{day}")),
                )
            })
            .collect(),
        weeks: weeks(&f, view, month, &found.month),
        listed: by_day(&f, &found.month),
        left_out: found.month.len() >= IN_MONTH,
        lists: lists(&f, parties, &found),
        actors,
        f,
    }
}

fn lists(f: &Frame, parties: &[String], found: &Found) -> Vec<List> {
    let query = subscribe::of_parties(parties);
    let list = |id: &'static str, lines: Vec<Line>, status: &str| List {
        id,
        heading: f.say(&format!("due-{id}")),
        help: f.say(&format!("due-{id}-help")),
        lines,
        all: f.link(&format!("/?{query}&status={status}")),
    };
    let told = |told: &[Arc<Told>]| told.iter().map(|told| line(f, told)).collect();
    vec![
        list(
            "coming",
            found.coming.iter().map(|told| line(f, told)).collect(),
            "announced",
        ),
        list("overdue", told(&found.overdue), "overdue"),
        list("kept", told(&found.kept), "held"),
        list("postponed", told(&found.postponed), "postponed"),
        list("cancelled", told(&found.cancelled), "cancelled"),
    ]
}

fn weeks(f: &Frame, view: View, month: Date, records: &[Told]) -> Vec<Vec<Cell>> {
    let before = i64::from(month.weekday().to_monday_zero_offset());
    let mut day = month.saturating_sub(Span::new().days(before));
    let mut weeks = Vec::new();
    while weeks.is_empty() || (day.first_of_month() == month && weeks.len() < 6) {
        let mut week = Vec::new();
        for _ in 0..7 {
            let of_day: Vec<&Told> = records
                .iter()
                .filter(|told| told.life.due == Some(day))
                .collect();
            week.push(Cell {
                day: day.day(),
                iso: day.to_string(),
                name: f.dates().heading(day),
                within: day.first_of_month() == month,
                today: day == view.today,
                items: of_day
                    .iter()
                    .take(IN_DAY)
                    .map(|told| line(f, told))
                    .collect(),
                more: of_day.len().saturating_sub(IN_DAY),
                count: of_day.len(),
            });
            day = day.saturating_add(1.day());
        }
        weeks.push(week);
    }
    weeks
}

fn by_day(f: &Frame, records: &[Told]) -> Vec<DayOf> {
    records
        .chunk_by(|a, b| a.life.due == b.life.due)
        .filter_map(|of_day| {
            let day = of_day.first()?.life.due?;
            Some(DayOf {
                iso: day.to_string(),
                heading: f.dates().heading(day),
                items: of_day.iter().map(|told| line(f, told)).collect(),
            })
        })
        .collect()
}
