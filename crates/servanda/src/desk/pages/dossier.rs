//! Dossier: everything about one actor, or about what passed between two.
//!
//! `/relations/RUS-JPN` and `/actors/RUS`; `known` asks what was known on a day. Lists are bounded, and say how many there are of all.

use crate::desk::asked;
use crate::desk::curve::Curve;
use crate::desk::frame::{Frame, page};
use crate::desk::line::{Line, first_day, line};
use crate::desk::problem::Problem;
use crate::desk::shown::{self, Link};
use crate::desk::state::Desk;
use crate::desk::subscribe;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use ledger::query::{
    Became, Dossier, FollowThrough, Key, Limits, Listed, Tie, Told, View, dossier,
};

/// How much a dossier shows.
const LIMITS: Limits = Limits {
    list: 12,
    looked_at: 400,
};

#[derive(Template)]
#[template(path = "dossier.html")]
struct Page {
    f: Frame,
    heading: String,
    /// Links to the dossiers of the two.
    parties: Vec<Link>,
    summary: String,
    known: String,
    /// Without `known`: to leave the past.
    now: String,
    picture: Option<Picture>,
    /// What is due, then what passed.
    groups: Vec<Group>,
    met: Vec<MetRow>,
    sources: Vec<Share>,
    counted: String,
    follow: Follow,
    relations: Vec<Relation>,
}

/// A list with its heading.
struct Group {
    id: &'static str,
    heading: String,
    lines: Vec<Line>,
    /// How many there are beyond those that are shown, in words; empty where none.
    more: String,
    /// Where all of them are.
    all: String,
}

/// Two people who met.
struct MetRow {
    one: String,
    other: String,
    times: String,
    last: String,
}

/// A part of a whole, with a bar.
struct Share {
    name: String,
    href: String,
    count: usize,
    /// Of a hundred.
    width: usize,
}

/// What became of what was announced.
pub struct Follow {
    /// "7 of 12"; empty where nothing is decided.
    pub kept: String,
    /// In percent; empty where nothing is decided.
    pub share: String,
    /// Parts of the bar: class, word, count, start and width of a hundred.
    pub parts: Vec<Part>,
}

/// A part of what was announced.
pub struct Part {
    /// For the style.
    pub class: &'static str,
    /// Its word with its number.
    pub word: String,
    /// Where it begins, of a thousand.
    pub x: usize,
    /// How wide it is.
    pub width: usize,
}

/// A relation of an actor.
struct Relation {
    link: Link,
    records: usize,
    mean: String,
    way: &'static str,
}

/// The curve with its events.
struct Picture {
    curve: Curve,
    ticks: Vec<(String, String)>,
    marks: Vec<Event>,
    caption: String,
    /// What the line is.
    line: String,
    months: Vec<MonthRow>,
}

/// An event on the curve.
struct Event {
    x: String,
    y: String,
    class: &'static str,
    href: String,
    title: String,
}

/// A month in the table beside the picture.
struct MonthRow {
    name: String,
    held: u64,
    mean: String,
}

/// The dossier of two.
pub async fn relation(
    State(desk): State<Desk>,
    visit: Visit,
    Path(pair): Path<String>,
) -> Result<Response, Problem> {
    let (one, other) = asked::pair(&pair).ok_or_else(Problem::not_found)?;
    if one == other {
        return Err(Problem::not_found());
    }
    show(desk, visit, vec![one, other]).await
}

/// The dossier of an actor.
pub async fn actor(
    State(desk): State<Desk>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    show(desk, visit, vec![asked::party(&code)]).await
}

async fn show(desk: Desk, visit: Visit, parties: Vec<String>) -> Result<Response, Problem> {
    let view = asked::view(&desk, &visit)?;
    let key = Key::of(&parties);
    let found = desk
        .ask(move |ledger| dossier(ledger, view, &key, LIMITS))
        .await?;
    if found.records() == 0 && view.as_known_on.is_none() {
        return Err(Problem::not_found());
    }
    let mut f = Frame::new(visit.clone(), &desk, "", "");
    f.today = view.today;
    let template = draw(f, view, &parties, &found);
    page(&template, &visit)
}

fn draw(mut f: Frame, view: View, parties: &[String], found: &Dossier) -> Page {
    let teller = shown::teller(&f);
    let names: Vec<String> = parties.iter().map(|code| teller.party(code)).collect();
    let heading = match names.as_slice() {
        [one, other] => f.words().with(
            "dossier-relation",
            [("one", one.into()), ("other", other.into())],
        ),
        _ => names.concat(),
    };
    f.title.clone_from(&heading);
    let query = subscribe::of_parties(parties);
    f.others = subscribe::forms(&f, &query, &heading);
    let links = parties.iter().zip(names).map(|(code, name)| Link {
        name,
        href: f.link(&format!("/actors/{}", shown_code(code))),
    });
    let held: u64 = found.types.iter().map(|(_, _, held)| held).sum();
    let all = f.link(&format!("/?{query}"));
    let group = |id, word: &str, list: &Listed<Told>| group(&f, id, word, list, &all);
    let pledges = Listed {
        items: found
            .pledges
            .items
            .iter()
            .map(|pledge| pledge.told.clone())
            .collect(),
        total: found.pledges.total,
    };
    let mut groups = due(&f, found, &all);
    groups.extend(
        [
            group("meetings", "dossier-meetings", &found.meetings),
            group("formats", "dossier-formats", &found.formats),
            group("pledges", "dossier-pledges", &pledges),
            group("statements", "dossier-statements", &found.statements),
            group("acts", "dossier-acts", &found.acts),
        ]
        .into_iter()
        .filter(|group| !group.lines.is_empty()),
    );
    Page {
        parties: if parties.len() > 1 {
            links.collect()
        } else {
            Vec::new()
        },
        summary: f.words().with(
            "dossier-summary",
            [
                (
                    "records",
                    f.words().count("records-count", found.records()).into(),
                ),
                ("held", f.words().count("dossier-held", held).into()),
            ],
        ),
        known: view
            .as_known_on
            .map_or_else(String::new, |day| day.to_string()),
        now: f.visit.with("known", None),
        picture: picture(&f, view, found),
        groups,
        met: met(&f, found),
        sources: sources(&f, found, &query),
        counted: f.words().count("dossier-counted", found.looked_at),
        follow: follow(&f, &found.follow),
        relations: relations(&f, parties, &found.partners.items),
        heading,
        f,
    }
}

/// A code as it stands in an address.
pub fn shown_code(code: &str) -> String {
    url::form_urlencoded::byte_serialize(code.as_bytes()).collect()
}

fn group(f: &Frame, id: &'static str, word: &str, list: &Listed<Told>, all: &str) -> Group {
    let rest = list.total.saturating_sub(list.items.len());
    Group {
        id,
        heading: f.say(word),
        lines: list.items.iter().map(|told| line(f, told)).collect(),
        more: if rest > 0 {
            f.words().count("dossier-more", rest)
        } else {
            String::new()
        },
        all: all.to_owned(),
    }
}

fn due(f: &Frame, found: &Dossier, all: &str) -> Vec<Group> {
    let shown = [
        (Became::Overdue, "overdue", "due-overdue"),
        (Became::Coming, "coming", "due-coming"),
        (Became::Postponed, "postponed", "due-postponed"),
        (Became::Open, "open", "due-open"),
    ];
    shown
        .into_iter()
        .filter_map(|(became, id, word)| {
            let list = found.due.get(&became)?;
            (list.total > 0).then(|| group(f, id, word, list, all))
        })
        .collect()
}

fn met(f: &Frame, found: &Dossier) -> Vec<MetRow> {
    let teller = shown::teller(f);
    let person = |person: &ledger::query::Person| {
        f.words().with(
            "told-person",
            [
                ("person", (&person.name).into()),
                ("party", teller.party(&person.party).into()),
            ],
        )
    };
    let day = |day: i32| ledger::store::date_of(day).map(|day| f.dates().whole(day));
    found
        .met
        .items
        .iter()
        .map(|met| MetRow {
            one: person(&met.one),
            other: person(&met.other),
            times: f.words().count("dossier-times", met.times),
            last: met.last.and_then(day).unwrap_or_default(),
        })
        .collect()
}

fn sources(f: &Frame, found: &Dossier, query: &str) -> Vec<Share> {
    let most = found
        .sources
        .first()
        .map_or(1, |(_, count)| (*count).max(1));
    found
        .sources
        .iter()
        .map(|(outlet, count)| {
            let source: String = url::form_urlencoded::byte_serialize(outlet.as_bytes()).collect();
            Share {
                href: f.link(&format!("/?{query}&source={source}")),
                name: outlet.clone(),
                count: *count,
                width: count * 100 / most,
            }
        })
        .collect()
}

/// What became of what was announced, for a bar and its words.
pub fn follow(f: &Frame, counts: &FollowThrough) -> Follow {
    let whole = counts.announced().max(1);
    let mut x = 0;
    let mut parts = Vec::new();
    for (class, count) in [
        ("kept", counts.kept),
        ("postponed", counts.postponed),
        ("cancelled", counts.cancelled),
        ("overdue", counts.overdue),
        ("disputed", counts.disputed),
        ("coming", counts.coming),
        ("open", counts.open),
    ] {
        if count > 0 {
            let width = count * 1000 / whole;
            parts.push(Part {
                class,
                word: f.words().count(&format!("follow-{class}"), count),
                x,
                width,
            });
            x += width;
        }
    }
    Follow {
        kept: counts.share().map_or_else(String::new, |_| {
            f.words().with(
                "follow-of",
                [
                    ("kept", counts.kept.into()),
                    ("decided", counts.decided().into()),
                ],
            )
        }),
        share: counts
            .share()
            .map_or_else(String::new, |share| format!("{:.0}\u{a0}%", share * 100.0)),
        parts,
    }
}

fn relations(f: &Frame, parties: &[String], ties: &[Tie]) -> Vec<Relation> {
    let teller = shown::teller(f);
    ties.iter()
        .filter_map(|tie| {
            let own = parties.first()?;
            let other = if &tie.one == own {
                &tie.other
            } else {
                &tie.one
            };
            let mean = tie.mean.unwrap_or_default();
            Some(Relation {
                link: Link {
                    name: teller.party(other),
                    href: f.link(&relation_path(own, other)),
                },
                records: tie.records as usize,
                mean: tie.mean.map_or_else(String::new, signed),
                way: crate::desk::curve::way(mean),
            })
        })
        .collect()
}

/// Where the dossier of two is.
pub fn relation_path(one: &str, other: &str) -> String {
    format!("/relations/{}-{}", shown_code(one), shown_code(other))
}

/// A number with one digit after the point and its sign.
pub fn signed(number: f64) -> String {
    let text = format!("{:.1}", number.abs());
    match text.as_str() {
        "0.0" => "0".to_owned(),
        _ if number < 0.0 => format!("\u{2212}{text}"),
        _ => format!("+{text}"),
    }
}

fn picture(f: &Frame, view: View, found: &Dossier) -> Option<Picture> {
    let curve = Curve::of(&found.curve, &found.sides, view.today)?;
    let dates = f.dates();
    let ticks = curve
        .ticks
        .iter()
        .map(|tick| {
            let label = if tick.is_year {
                tick.day.year().to_string()
            } else {
                f.words().with(
                    "tick-month",
                    [
                        ("month", format!("{:02}", tick.day.month()).into()),
                        ("year", tick.day.year().to_string().into()),
                    ],
                )
            };
            (tick.x.clone(), label)
        })
        .collect();
    let mut marks = Vec::new();
    let rows = [
        ("meeting", 0, &found.meetings.items),
        ("word", 1, &found.statements.items),
        ("act", 1, &found.acts.items),
    ];
    for (class, row, list) in rows {
        marks.extend(
            list.iter()
                .filter_map(|told| mark(f, &curve, (class, row), told)),
        );
    }
    let month = |day: Date| dates.month(day.year(), day.month());
    let caption = f.words().with(
        "curve-caption",
        [
            ("from", month(curve.first).into()),
            ("to", month(curve.last).into()),
        ],
    );
    let months = found
        .curve
        .iter()
        .rev()
        .filter(|m| m.first <= view.today)
        .map(|m| MonthRow {
            name: month(m.first),
            held: m.held,
            mean: signed(m.mean()),
        })
        .take(60)
        .collect();
    Some(Picture {
        line: f
            .words()
            .count("curve-line", curve.window.unsigned_abs() as usize),
        ticks,
        marks,
        caption,
        months,
        curve,
    })
}

fn mark(f: &Frame, curve: &Curve, (class, row): (&'static str, u8), told: &Told) -> Option<Event> {
    let day = first_day(told)?;
    let at = curve.mark(day, row)?;
    let line = line(f, told);
    Some(Event {
        x: at.x,
        y: at.y,
        class,
        href: line.href,
        title: shown::teller(f).more(line.what, line.when),
    })
}
