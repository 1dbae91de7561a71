//! Record: what a dealing is, its state and why, its history, and its claims side by side.

use crate::desk::frame::{Frame, page};
use crate::desk::members::discussion::{Talk, talk};
use crate::desk::problem::Problem;
use crate::desk::shown::{self, Link, Quote};
use crate::desk::state::Desk;
use crate::desk::subscribe;
use crate::desk::visit::Visit;
use crate::people::Subject;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use ledger::query::{Found, Told, View, find, known_to};
use ledger::record::{ClaimId, PageId, State as Become, Time};
use ledger::store::Held;

#[derive(Template)]
#[template(path = "record.html")]
struct Page {
    f: Frame,
    id: String,
    sentence: String,
    state: &'static str,
    state_word: String,
    why: Vec<String>,
    facts: Facts,
    history: Vec<Step>,
    claims: Vec<Row>,
    /// What it knows.
    beside: Vec<Beside>,
    /// Whether a claim contradicts the one that settles it.
    disputed: bool,
    /// What people say of it; none on a desk without accounts.
    talk: Option<Talk>,
}

/// What the record says as a whole; what is not known is empty.
struct Facts {
    parties: Vec<Link>,
    when: String,
    place: String,
    persons: String,
    due: String,
    due_iso: String,
    sources: String,
}

/// What became known on a day.
struct Step {
    day: String,
    iso: String,
    what: String,
    quote: Option<Quote>,
}

/// A claim beside the others.
struct Row {
    id: String,
    asked: bool,
    quote: Quote,
    status: String,
    when: String,
    when_differs: bool,
    place: String,
    place_differs: bool,
    persons: String,
    /// What it means for the state: it settles it, or contradicts it.
    mark: Option<(&'static str, String)>,
    /// The record that it is of, where it bears witness to this one.
    beside: Option<String>,
    related: bool,
    sure: String,
}

/// A record that the record knows.
struct Beside {
    href: String,
    sentence: String,
}

/// What an address of a record leads to.
enum Led {
    Record(Box<Told>, ClaimId, Vec<Told>),
    Article(PageId),
}

/// Shows it. Every id of a claim leads to the record of the claim, and so do its first digits.
pub async fn show(
    State(desk): State<Desk>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let known = visit
        .asked("known")
        .and_then(|day| day.parse::<Date>().ok());
    let view = desk.view(known);
    let led = desk
        .ask(move |ledger| {
            Ok(match find(ledger, &id, view)? {
                Found::Record(claim, told) => {
                    let known = known_to(ledger, view, &told.record)?;
                    Some(Led::Record(told, claim, known))
                }
                Found::Claim(held) => Some(Led::Article(held.claim.page)),
                Found::Page(row, _) => Some(Led::Article(row.id)),
                Found::Several(_) | Found::Nothing => None,
            })
        })
        .await?;
    match led {
        None => Err(Problem::not_found()),
        Some(Led::Article(id)) => {
            let f = Frame::new(visit, &desk, "", "");
            Ok(Redirect::to(&shown::article(&f, &id)).into_response())
        }
        Some(Led::Record(told, claim, known)) => {
            let id = told.record.id.to_string();
            let talk = talk(&desk, &visit, Subject::Record, &id).await?;
            draw(&desk, visit, view, (&told, claim), &known, talk)
        }
    }
}

fn draw(
    desk: &Desk,
    visit: Visit,
    view: View,
    (told, asked): (&Told, ClaimId),
    known: &[Told],
    talk: Option<Talk>,
) -> Result<Response, Problem> {
    let mut f = Frame::new(visit.clone(), desk, "", "");
    f.today = view.today;
    let teller = shown::teller(&f);
    let record = &told.record;
    let sentence = teller.sentence(told);
    f.title.clone_from(&sentence);
    f.others = subscribe::forms(&f, &format!("record={}", record.id), &sentence)
        .into_iter()
        // A record is one event, which is in the calendars of its parties.
        .filter(|form| form.name != "iCalendar")
        .collect();
    let template = Page {
        id: record.id.to_string(),
        sentence,
        state: told.life.state.as_str(),
        state_word: teller.state(told.life.state),
        why: why(&f, told),
        facts: facts(&f, told),
        history: history(&f, told, view.today),
        claims: { told.claims.iter().chain(&told.witnesses) }
            .map(|held| row(&f, told, held, asked))
            .collect(),
        beside: { known.iter() }
            .map(|told| Beside {
                href: shown::record(&f, told.record.id),
                sentence: teller.sentence(told),
            })
            .collect(),
        disputed: !told.life.against.is_empty(),
        talk,
        f,
    };
    page(&template, &visit)
}

fn facts(f: &Frame, told: &Told) -> Facts {
    let record = &told.record;
    let teller = shown::teller(f);
    let dates = f.dates();
    Facts {
        parties: shown::parties(f, told),
        when: record
            .when
            .as_deref()
            .map_or_else(String::new, |when| dates.edtf(when)),
        place: record
            .place
            .as_ref()
            .map_or_else(String::new, |place| teller.place(place)),
        persons: record.persons.join(" · "),
        due: told
            .life
            .due
            .map_or_else(String::new, |day| dates.whole(day)),
        due_iso: told
            .life
            .due
            .map_or_else(String::new, |day| day.to_string()),
        sources: f.words().count("sources-count", record.sources),
    }
}

/// Why the state is what it is, in sentences.
fn why(f: &Frame, told: &Told) -> Vec<String> {
    let words = f.words();
    let life = &told.life;
    let settling = life.settled_by.and_then(|id| told.heard(id));
    let due = life.due.map(|day| f.dates().whole(day));
    let mut why = Vec::new();
    if let Some(word) = &life.word {
        let said = [
            ("author", word.author.clone().into()),
            ("reason", word.reason.clone().into()),
        ];
        return vec![words.with("why-word", said)];
    }
    match (settling, life.state, due) {
        (Some(held), ..) => {
            let origin = shown::origin(f, &held.source);
            let beside = told
                .witnesses
                .iter()
                .any(|one| one.claim.id == held.claim.id);
            if beside {
                why.push(words.say("why-witness"));
            }
            why.push(match held.source.outlet {
                Some(_) => words.with(
                    "why-settled",
                    [("outlet", origin.outlet.into()), ("day", origin.day.into())],
                ),
                None => words.one("why-settled-unnamed", "day", origin.day),
            });
            if !life.against.is_empty() {
                why.push(words.count("why-against", life.against.len()));
            }
        }
        (None, Become::Overdue, Some(due)) => why.push(words.one("why-overdue", "due", due)),
        (None, _, Some(due)) => why.push(words.one("why-coming", "due", due)),
        (None, _, None) => why.push(words.say("why-open")),
    }
    why
}

fn history(f: &Frame, told: &Told, today: Date) -> Vec<Step> {
    let teller = shown::teller(f);
    let record = &told.record;
    let (event, kind) = (record.event.as_str(), record.kind.as_deref());
    told.history(today)
        .into_iter()
        .map(|step| {
            let to = step.when.as_deref();
            let what = teller.change(step.turn.as_str(), event, kind, to);
            let when = to.filter(|_| !teller.says_time(step.turn.as_str()));
            Step {
                day: f.dates().whole(step.day),
                iso: step.day.to_string(),
                what: when.map_or(what.clone(), |when| teller.more(what, f.dates().edtf(when))),
                quote: told.heard(step.claim).map(|held| shown::quote(f, held)),
            }
        })
        .collect()
}

/// Whether two times cannot be the same.
fn differs(own: Option<&str>, whole: Option<&str>) -> bool {
    own.and_then(Time::parse)
        .zip(whole.and_then(Time::parse))
        .is_some_and(|(own, whole)| !own.can_be(&whole))
}

fn row(f: &Frame, told: &Told, held: &Held, asked: ClaimId) -> Row {
    let (claim, record) = (&held.claim, &told.record);
    let teller = shown::teller(f);
    let beside = { told.witnesses.iter() }.any(|one| one.claim.id == claim.id);
    let mark = if told.life.settled_by == Some(claim.id) {
        Some(("settles", f.say("claim-settles")))
    } else if told.life.against.contains(&claim.id) {
        Some(("against", f.say("claim-against")))
    } else {
        None
    };
    Row {
        id: claim.id.to_string(),
        asked: asked == claim.id && asked != record.id,
        quote: shown::quote(f, held),
        status: f.say(&format!("status-{}", claim.status.as_str())),
        when: claim
            .when
            .as_deref()
            .map_or_else(String::new, |when| f.dates().edtf(when)),
        when_differs: differs(claim.when.as_deref(), record.when.as_deref()),
        place: claim
            .place
            .as_ref()
            .map_or_else(String::new, |place| teller.place(place)),
        place_differs: match (&claim.place, &record.place) {
            (Some(own), Some(whole)) => {
                own.country != whole.country && own.country.is_some() && whole.country.is_some()
            }
            _ => false,
        },
        persons: claim.persons.join(" · "),
        mark,
        beside: beside.then(|| shown::record(f, claim.id)),
        related: claim.related,
        sure: f.words().one(
            "claim-sure",
            "percent",
            format!("{:.0}", f64::from(claim.confidence) * 100.0),
        ),
    }
}
