//! Administration: accounts, roles, invitations, who may register.

use super::fields::Fields;
use super::{Choice, ask, choices, lead, lead_to_login, member, problem, said, status};
use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::{self, Account, Action, Registration, Role, State as Standing};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

type Answer = Result<Response, Problem>;

/// An account as the page shows it.
struct Line {
    id: i64,
    name: String,
    about: String,
    roles: Vec<Choice>,
    is_active: bool,
}

#[derive(Template)]
#[template(path = "people.html")]
struct Page {
    f: Frame,
    lines: Vec<Line>,
    roles: Vec<Choice>,
    kinds: Vec<Choice>,
    error: Option<String>,
    link: Option<String>,
}

/// The page.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Answer {
    desk.people().ok_or_else(Problem::not_found)?;
    shown(&desk, &visit, None, None).await
}

async fn shown(
    desk: &Desk,
    visit: &Visit,
    error: Option<people::Error>,
    link: Option<String>,
) -> Answer {
    let Ok(who) = member(visit) else {
        return Ok(lead_to_login(visit, "/people"));
    };
    who.need(Action::Administer)
        .map_err(|error| problem(&error))?;
    let found = ask(desk, |people| {
        Ok((people.accounts()?, people.registration()?))
    })
    .await?;
    let (accounts, registration) = found.map_err(|error| problem(&error))?;
    let f = Frame::new(visit.clone(), desk, "", visit.words().say("people-title"));
    let words = visit.words();
    let roles = |chosen: &str| {
        let all = Role::ALL.iter().map(|role| role.as_str());
        choices(words, "role-", all, chosen)
    };
    let line = |account: Account| Line {
        id: account.id,
        about: [
            words.say(&format!("role-{}", account.role)),
            words.say(&format!("standing-{}", account.state)),
            f.dates().moment(account.made),
        ]
        .join(" · "),
        roles: roles(account.role.as_str()),
        is_active: account.state == Standing::Active,
        name: account.name,
    };
    let code = error.as_ref().map_or(StatusCode::OK, status);
    let page_of = Page {
        lines: accounts.into_iter().map(line).collect(),
        roles: roles(Role::Reader.as_str()),
        kinds: choices(
            words,
            "registration-",
            Registration::ALL.iter().map(|kind| kind.as_str()),
            registration.as_str(),
        ),
        error: error.map(|error| said(visit.words(), &error)),
        link,
        f,
    };
    let mut response = page(&page_of, visit)?;
    *response.status_mut() = code;
    Ok(response)
}

/// Does one of the administrators' deeds, by its name.
pub async fn act(
    State(desk): State<Desk>,
    visit: Visit,
    Path(deed): Path<String>,
    fields: Fields,
) -> Answer {
    let who = member(&visit).map_err(|error| problem(&error))?;
    let done = ask(&desk, move |people| {
        who.need(Action::Administer)?;
        let now = Timestamp::now();
        let account = fields.number("account").unwrap_or(0);
        let role = || Role::parse(fields.get("role")).ok_or(people::Error::Missing);
        let by = Some(&who);
        match deed.as_str() {
            "role" => people.set_role(by, account, role()?, now)?,
            "state" => {
                let state = Standing::parse(fields.get("state")).ok_or(people::Error::Missing)?;
                people.set_state(by, account, state, fields.get("reason").trim(), now)?;
            }
            "invite" => {
                let errand = people.invite(by, role()?, now)?;
                return Ok(Some(("/register", errand.token)));
            }
            "reset" => {
                let errand = people.make_reset(by, fields.get("name"), now)?;
                return Ok(Some(("/reset", errand.token)));
            }
            "registration" => {
                let kind = Registration::parse(fields.get("kind"));
                people.set_registration(kind.ok_or(people::Error::Missing)?)?;
            }
            _ => return Err(people::Error::Missing),
        }
        Ok(None)
    })
    .await?;
    match done {
        Ok(None) => Ok(lead(&visit, "/people")),
        Ok(Some((path, token))) => {
            let public = desk.settings().public_url.as_ref();
            let before = public.map_or_else(
                || visit.link(""),
                |url| url.as_str().trim_end_matches('/').to_owned(),
            );
            let link = format!("{before}{path}?token={token}");
            shown(&desk, &visit, None, Some(link)).await
        }
        Err(error) => shown(&desk, &visit, Some(error), None).await,
    }
}
