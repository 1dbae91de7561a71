//! Notices: what one should know.

use super::fields::Fields;
use super::{ask, lead, lead_to_login, member, problem};
use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::Notice;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;

type Answer = Result<Response, Problem>;

/// A notice as the page shows it.
struct Line {
    told: String,
    path: String,
    text: String,
    when: String,
    stamp: String,
    is_seen: bool,
}

#[derive(Template)]
#[template(path = "notices.html")]
struct Page {
    f: Frame,
    lines: Vec<Line>,
    last: i64,
    unseen: usize,
}

/// Where a notice leads, within the desk.
pub fn path(notice: &Notice) -> String {
    if let Some(comment) = notice.comment {
        return format!("/comments/{comment}");
    }
    if let Some((room, seq)) = &notice.message {
        return format!("/chats/{room}#message-{seq}");
    }
    match &notice.view {
        Some((_, query)) => format!("/?{query}"),
        None => "/notices".to_owned(),
    }
}

/// A notice in a sentence.
pub fn sentence(words: &crate::desk::words::Words, notice: &Notice) -> String {
    let nobody = || words.say("comment-nobody");
    let by = notice.by.clone().unwrap_or_else(nobody);
    match &notice.view {
        Some((name, _)) => words.with(
            "notice-view",
            [
                ("view", name.as_str().into()),
                ("n", u64::try_from(notice.amount).unwrap_or(0).into()),
            ],
        ),
        None => words.one(&format!("notice-{}", notice.kind), "by", by),
    }
}

/// One's notices.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Answer {
    desk.people().ok_or_else(Problem::not_found)?;
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, "/notices"));
    };
    let notices = ask(&desk, move |people| people.notices(&who)).await?;
    let notices = notices.map_err(|error| problem(&error))?;
    let f = Frame::new(visit.clone(), &desk, "", visit.words().say("notices-title"));
    let line = |notice: &Notice| Line {
        told: sentence(f.words(), notice),
        path: path(notice),
        text: notice.text.clone(),
        when: f.dates().moment(notice.made),
        stamp: notice.made.to_string(),
        is_seen: notice.seen,
    };
    let shown = Page {
        lines: notices.iter().map(line).collect(),
        last: notices.first().map_or(0, |notice| notice.id),
        unseen: visit.seat.unseen,
        f,
    };
    page(&shown, &visit)
}

/// One has seen them.
pub async fn see(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, "/notices"));
    };
    let last = fields.number("last").unwrap_or(0);
    let done = ask(&desk, move |people| {
        people.see_notices(&who, last, Timestamp::now())
    })
    .await?;
    done.map_err(|error| problem(&error))?;
    Ok(lead(&visit, "/notices"))
}
