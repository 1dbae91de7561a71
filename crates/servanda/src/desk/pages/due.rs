//! Due: what was announced for when, and what became of it: a month as a calendar, the records of a day, and lists.
//!
//! `month` is the month of the calendar, `day` the day whose records are listed below it, `part` which of these, `party` whose; states are those of
//! `known`, else today. Of a month with little in it all is listed.

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
    Became, Filter, FollowThrough, Key, Told, View, changes, due_in, follow_through, records, told,
};
use ledger::record::{ClaimId, State as Become, Turn};
use ledger::store::{Ledger, Result as Asked};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

/// How many records a list has.
const LIST: usize = 15;
/// How often it looks for more of them: most of what took place had not been announced.
const LOOKS: usize = 3;
/// How many of a day stand in the calendar.
const IN_DAY: usize = 3;
/// Up to so many of a month are listed whole.
const WHOLE: usize = 60;
/// How many of a day are listed at once.
const PART: usize = 100;
/// How far ahead it looks.
const AHEAD: i64 = 400;

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
    whole: bool,
    listed: Vec<DayOf>,
    /// Where the part before and the part after what is listed are.
    before: Option<String>,
    after: Option<String>,
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
    chosen: bool,
    /// Where all of its records are listed.
    href: String,
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

/// What is asked for.
struct Wish {
    view: View,
    month: Date,
    day: Option<Date>,
    part: usize,
    parties: Vec<String>,
    /// Whose follow-through is told.
    actors: Vec<String>,
}

/// A month of what was announced.
struct Month {
    /// The days by which something is due, and what, in order.
    due: Vec<(Date, ClaimId)>,
    /// The day whose records are listed; none: those of all days.
    day: Option<Date>,
    /// Of that day, whether there are more after these.
    more: bool,
    /// What is shown of it, listed or in the calendar.
    told: HashMap<ClaimId, Arc<Told>>,
    /// What is listed.
    listed: Vec<(Date, ClaimId)>,
}

impl Month {
    /// A month with so much of it as is shown. `tell` tells records by their ids.
    fn of(
        due: Vec<(Date, ClaimId)>,
        wish: &Wish,
        tell: impl FnOnce(&[ClaimId]) -> Asked<Vec<Arc<Told>>>,
    ) -> Asked<Month> {
        let has = |day: &Date| due.iter().any(|(other, _)| other == day);
        let today = Some(wish.view.today).filter(has);
        let first = due.first().map(|(day, _)| *day);
        let day = match wish.day {
            Some(day) => Some(day),
            None if due.len() <= WHOLE => None,
            None => today.or(first),
        };
        let of_day = due
            .iter()
            .filter(|(other, _)| day.is_none_or(|day| day == *other));
        let skipped = (wish.part - 1).saturating_mul(PART);
        let mut listed: Vec<(Date, ClaimId)> = match day {
            Some(_) => of_day.skip(skipped).take(PART + 1).copied().collect(),
            None => of_day.copied().collect(),
        };
        let more = day.is_some() && listed.len() > PART;
        if more {
            listed.truncate(PART);
        }
        let in_calendar = due
            .chunk_by(|(a, _), (b, _)| a == b)
            .flat_map(|of_day| of_day.iter().take(IN_DAY));
        let shown: BTreeSet<ClaimId> = { in_calendar.chain(&listed) }.map(|(_, id)| *id).collect();
        let shown: Vec<ClaimId> = shown.into_iter().collect();
        let told = { tell(&shown)?.into_iter() }
            .map(|told| (told.record.id, told))
            .collect();
        Ok(Month {
            due,
            day,
            more,
            told,
            listed,
        })
    }

    /// The lines of some of its records.
    fn lines<'i>(&self, f: &Frame, ids: impl Iterator<Item = &'i (Date, ClaimId)>) -> Vec<Line> {
        ids.filter_map(|(_, id)| Some(line(f, self.told.get(id)?)))
            .collect()
    }
}

/// What the ledger tells.
struct Found {
    month: Month,
    coming: Vec<Arc<Told>>,
    overdue: Vec<Arc<Told>>,
    kept: Vec<Arc<Told>>,
    postponed: Vec<Arc<Told>>,
    cancelled: Vec<Arc<Told>>,
    actors: Vec<(String, FollowThrough)>,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let view = asked::view(&desk, &visit)?;
    let day = asked::day(&visit, "day")?;
    let month = match day {
        Some(day) => day.first_of_month(),
        None => asked::month(&visit, view.today)?,
    };
    let part = asked::part(&visit)?;
    let parties = asked::filter(&visit)?.parties;
    let actors = match parties.as_slice() {
        [] if view.as_known_on.is_some() => Vec::new(),
        [] => desk.busiest(view.today).await?,
        // Each would look at all that was known.
        [_, _, ..] if view.as_known_on.is_some() => Vec::new(),
        _ => parties.clone(),
    };
    let wish = Wish {
        view,
        month,
        day,
        part,
        parties,
        actors,
    };
    let (found, wish) = desk
        .ask(move |ledger| Ok((find(ledger, &wish)?, wish)))
        .await?;
    let title = visit.words().say("due-title");
    let mut f = Frame::new(visit.clone(), &desk, "/due", title.clone());
    f.today = view.today;
    f.others = subscribe::forms(&f, &subscribe::of_parties(&wish.parties), &title);
    page(&draw(f, &wish, found), &visit)
}

fn find(ledger: &Ledger, wish: &Wish) -> Asked<Found> {
    let view = wish.view;
    if view.as_known_on.is_some() {
        return find_known(ledger, wish);
    }
    let filter = Filter {
        parties: wish.parties.clone(),
        ..Filter::default()
    };
    let tell = |ids: &[ClaimId]| -> Asked<Vec<Arc<Told>>> {
        let told = told(ledger, view.today, ids)?.into_iter();
        Ok(told.map(Arc::new).collect())
    };
    let became = |turns: &[Turn], states: &[Become]| -> Asked<Vec<Arc<Told>>> {
        let filter = Filter {
            turns: turns.to_vec(),
            states: states.to_vec(),
            ..filter.clone()
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
    let announced = Filter {
        states: vec![Become::Announced],
        ..filter.clone()
    };
    let coming = due_in(ledger, view, &announced, (view.today, ahead), Some(LIST))?;
    let coming: Vec<ClaimId> = coming.into_iter().map(|(_, id)| id).collect();
    let month = (wish.month, wish.month.last_of_month());
    let month = due_in(ledger, view, &filter, month, None)?;
    Ok(Found {
        month: Month::of(month, wish, tell)?,
        coming: tell(&coming)?,
        overdue: became(&[Turn::Overdue], &[Become::Overdue])?,
        kept: became(&[Turn::Held], &[Become::Held, Become::Ongoing])?,
        postponed: became(&[Turn::Postponed], &[Become::Postponed, Become::Announced])?,
        cancelled: became(
            &[Turn::Cancelled, Turn::Denied],
            &[Become::Cancelled, Become::Denied],
        )?,
        actors: followed(ledger, wish)?,
    })
}

/// The same of what was known on a day of the past. All of that is looked at, once.
fn find_known(ledger: &Ledger, wish: &Wish) -> Asked<Found> {
    let view = wish.view;
    let filter = Filter {
        parties: wish.parties.clone(),
        announced: true,
        ..Filter::default()
    };
    let mut all: Vec<Arc<Told>> = Vec::new();
    records(ledger, view, &filter, |told| {
        all.push(Arc::new(told));
        ControlFlow::Continue(())
    })?;
    all.sort_by_key(|told| (told.life.due, told.record.id));
    let latest = |became: Became| -> Vec<Arc<Told>> {
        let some = all.iter().rev().filter(|told| told.became() == became);
        some.take(LIST).cloned().collect()
    };
    let coming = all
        .iter()
        .filter(|told| told.became() == Became::Coming && told.life.due >= Some(view.today));
    let due = |told: &Arc<Told>| Some((told.life.due?, told.record.id));
    let month = { all.iter() }
        .filter_map(due)
        .filter(|(day, _)| day.first_of_month() == wish.month)
        .collect();
    let tell = |ids: &[ClaimId]| {
        let ids: BTreeSet<&ClaimId> = ids.iter().collect();
        let shown = all.iter().filter(|told| ids.contains(&told.record.id));
        Ok(shown.cloned().collect())
    };
    Ok(Found {
        month: Month::of(month, wish, tell)?,
        coming: coming.take(LIST).cloned().collect(),
        overdue: latest(Became::Overdue),
        kept: latest(Became::Kept),
        postponed: latest(Became::Postponed),
        cancelled: latest(Became::Cancelled),
        actors: followed(ledger, wish)?,
    })
}

/// What became of what those announced whose follow-through is told.
fn followed(ledger: &Ledger, wish: &Wish) -> Asked<Vec<(String, FollowThrough)>> {
    let counts = |code: &String| -> Asked<(String, FollowThrough)> {
        let counts = follow_through(ledger, wish.view, &Key::Party(code.clone()))?;
        Ok((code.clone(), counts))
    };
    wish.actors.iter().map(counts).collect()
}

fn draw(f: Frame, wish: &Wish, found: Found) -> Page {
    let teller = shown::teller(&f);
    let lang = f.words().lang;
    let month = wish.month;
    let named = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
    let turned = |to: Option<Date>| {
        let month = to.map(named);
        let others = [("month", month.as_deref()), ("day", None), ("part", None)];
        f.visit.with_all(&others)
    };
    let part = |number: usize| {
        let number = (number > 1).then(|| number.to_string());
        found.month.day.map(|day| listed_at(&f, day, number))
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
        party: wish
            .parties
            .first()
            .map_or_else(String::new, |code| teller.party(code)),
        parties: names::sorted(lang),
        known: wish
            .view
            .as_known_on
            .map_or_else(String::new, |day| day.to_string()),
        month: named(month),
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
        weeks: weeks(&f, wish, &found.month),
        whole: found.month.day.is_none(),
        listed: by_day(&f, &found.month),
        before: { Some(wish.part - 1) }
            .filter(|part| *part > 0)
            .and_then(part),
        after: { Some(wish.part + 1) }
            .filter(|_| found.month.more)
            .and_then(part),
        lists: lists(&f, &wish.parties, &found),
        actors,
        f,
    }
}

/// Where the records of a day are listed.
fn listed_at(f: &Frame, day: Date, part: Option<String>) -> String {
    let day = day.to_string();
    // The day tells its month.
    let others = [
        ("month", None),
        ("day", Some(day.as_str())),
        ("part", part.as_deref()),
    ];
    format!("{}#by-day", f.visit.with_all(&others))
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
        list("coming", told(&found.coming), "announced"),
        list("overdue", told(&found.overdue), "overdue"),
        list("kept", told(&found.kept), "held"),
        list("postponed", told(&found.postponed), "postponed"),
        list("cancelled", told(&found.cancelled), "cancelled"),
    ]
}

fn weeks(f: &Frame, wish: &Wish, month: &Month) -> Vec<Vec<Cell>> {
    let first = wish.month;
    let before = i64::from(first.weekday().to_monday_zero_offset());
    let mut day = first.saturating_sub(Span::new().days(before));
    let days: BTreeMap<Date, &[(Date, ClaimId)]> = { month.due.chunk_by(|(a, _), (b, _)| a == b) }
        .filter_map(|of_day| Some((of_day.first()?.0, of_day)))
        .collect();
    let mut weeks = Vec::new();
    while weeks.is_empty() || (day.first_of_month() == first && weeks.len() < 6) {
        let mut week = Vec::new();
        for _ in 0..7 {
            let of_day = days.get(&day).copied().unwrap_or_default();
            let iso = day.to_string();
            week.push(Cell {
                day: day.day(),
                name: f.dates().heading(day),
                within: day.first_of_month() == first,
                today: day == wish.view.today,
                chosen: month.day == Some(day),
                href: match month.day {
                    Some(_) => listed_at(f, day, None),
                    None => format!("#d-{iso}"),
                },
                items: month.lines(f, of_day.iter().take(IN_DAY)),
                more: of_day.len().saturating_sub(IN_DAY),
                count: of_day.len(),
                iso,
            });
            day = day.saturating_add(1.day());
        }
        weeks.push(week);
    }
    weeks
}

fn by_day(f: &Frame, month: &Month) -> Vec<DayOf> {
    { month.listed.chunk_by(|(a, _), (b, _)| a == b) }
        .filter_map(|of_day| {
            let (day, _) = of_day.first()?;
            Some(DayOf {
                iso: day.to_string(),
                heading: f.dates().heading(*day),
                items: month.lines(f, of_day.iter()),
            })
        })
        .collect()
}
