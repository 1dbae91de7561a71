//! Moderation: what waits, what was reported, and what was done.

use super::fields::Fields;
use super::{ask, lead, lead_to_login, member, problem};
use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::desk::words::Words;
use crate::people::{self, Deed, State as Standing};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;

type Answer = Result<Response, Problem>;

/// A comment that waits.
struct Waiting {
    comment: i64,
    author: String,
    when: String,
    html: String,
}

/// Something that was reported.
struct Reported {
    id: i64,
    comment: Option<i64>,
    message: Option<(String, i64)>,
    author: String,
    html: String,
    told: String,
    reason: String,
}

/// Something that was done.
struct Done {
    when: String,
    by: String,
    what: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "moderation.html")]
struct Page {
    f: Frame,
    waiting: Vec<Waiting>,
    reports: Vec<Reported>,
    deeds: Vec<Done>,
}

/// The page.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Answer {
    desk.people().ok_or_else(Problem::not_found)?;
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, "/moderation"));
    };
    let found = ask(&desk, move |people| {
        Ok((
            people.held(&who)?,
            people.reports(&who)?,
            people.deeds(&who)?,
        ))
    })
    .await?;
    let (held, reports, deeds) = found.map_err(|error| problem(&error))?;
    let f = Frame::new(
        visit.clone(),
        &desk,
        "",
        visit.words().say("moderation-title"),
    );
    let dates = f.dates();
    let waiting = held.iter().map(|held| Waiting {
        comment: held.comment,
        author: held.author.clone(),
        when: dates.moment(held.made),
        html: people::render(&held.text),
    });
    let waiting = waiting.collect();
    let reports = reports.into_iter().map(|report| Reported {
        id: report.id,
        comment: report.comment,
        author: report.author,
        html: people::render(&report.text),
        told: f.words().with(
            "moderation-reported",
            [
                ("by", report.by.into()),
                ("when", dates.moment(report.made).into()),
            ],
        ),
        reason: report.reason,
        message: report.message,
    });
    let reports = reports.collect();
    let deeds = deeds.into_iter().map(|deed| Done {
        when: dates.moment(deed.made),
        by: match &deed.by {
            None => f.say("moderation-console"),
            Some(name) => named(f.words(), name),
        },
        what: what(f.words(), &deed),
        reason: deed.reason,
    });
    let deeds = deeds.collect();
    let shown = Page {
        f,
        waiting,
        reports,
        deeds,
    };
    page(&shown, &visit)
}

/// A name, or words for one that is gone.
fn named(words: &Words, name: &str) -> String {
    match name {
        "" => words.say("comment-nobody"),
        name => name.to_owned(),
    }
}

/// What was done, in words: the people's file keeps it in the program's own.
fn what(words: &Words, deed: &Deed) -> String {
    if let Some(role) = deed.what.strip_prefix("role ") {
        let role = words.say(&format!("role-{role}"));
        let name = named(words, &deed.object);
        let about = [("object", name.into()), ("role", role.into())];
        return words.with("acted-role", about);
    }
    let number = |key: &str, n: &str| words.with(key, [("n", n.into())]);
    let parts: Vec<&str> = deed.object.split(' ').collect();
    let object = match (deed.what.as_str(), parts.as_slice()) {
        ("invite", [role]) => words.say(&format!("role-{role}")),
        (_, ["comment", n]) => number("object-comment", n),
        (_, ["report", n]) => number("object-report", n),
        (_, ["thread", n]) => number("object-thread", n),
        (_, ["message", room, n]) => words.with(
            "object-message",
            [("room", (*room).into()), ("n", (*n).into())],
        ),
        _ => named(words, &deed.object),
    };
    let key = format!("acted-{}", deed.what.replace(' ', "-"));
    words.with(&key, [("object", object.into())])
}

/// Does one of the moderators' deeds, by its name, and leads back to where the form says.
pub async fn act(
    State(desk): State<Desk>,
    visit: Visit,
    Path(deed): Path<String>,
    fields: Fields,
) -> Answer {
    let who = member(&visit).map_err(|error| problem(&error))?;
    let back = super::back(fields.find("back").or(Some("/moderation")));
    let done = ask(&desk, move |people| {
        let now = Timestamp::now();
        let comment = fields.number("comment").unwrap_or(0);
        let reason = fields.get("reason").trim();
        let somebody = || {
            people
                .account_named(fields.get("name"))
                .map(|account| account.id)
        };
        match deed.as_str() {
            "let-through" => people.let_through(&who, comment, now),
            "hide" => people.hide(&who, comment, true, reason, now),
            "show" => people.hide(&who, comment, false, reason, now),
            "dismiss" => people.dismiss(&who, fields.number("report").unwrap_or(0), now),
            "mute" => people.set_state(Some(&who), somebody()?, Standing::Muted, reason, now),
            "unmute" => people.set_state(Some(&who), somebody()?, Standing::Active, reason, now),
            _ => Err(people::Error::Missing),
        }
    })
    .await?;
    done.map_err(|error| problem(&error))?;
    Ok(lead(&visit, &back))
}
