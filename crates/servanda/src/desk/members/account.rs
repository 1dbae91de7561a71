//! Account: what one sets for oneself.

use super::fields::Fields;
use super::qr::Qr;
use super::{
    Choice, ask, choices, lead, lead_to_login, member, passkeys, problem, qr, said, seat, status,
};
use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::desk::words::Lang;
use crate::people::{self, Account, Error, People, Scope, Site, Who};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

type Answer = Result<Response, Problem>;

/// A login as its owner sees it.
struct Login {
    id: i64,
    agent: String,
    address: String,
    seen: String,
    is_current: bool,
}

/// A token as its owner sees it.
struct Token {
    id: i64,
    name: String,
    scopes: String,
    used: Option<String>,
    expires: Option<String>,
}

/// A view as its owner sees it.
struct View {
    id: i64,
    name: String,
    query: String,
    is_told: bool,
}

/// What is shown once: a secret, or codes.
#[derive(Default)]
pub struct Once {
    /// A token that was made.
    token: Option<String>,
    /// The secret of a second factor to set up, and its address.
    factor: Option<(String, String)>,
    /// That address as a picture.
    picture: Option<Qr>,
    /// Codes for recovery.
    codes: Vec<String>,
    /// Why something was not done.
    error: Option<String>,
    /// What was done.
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    f: Frame,
    name: String,
    role: String,
    email: String,
    email_proved: bool,
    has_email: bool,
    has_factor: bool,
    languages: Vec<Choice>,
    hours: Vec<Choice>,
    zone: String,
    logins: Vec<Login>,
    tokens: Vec<Token>,
    views: Vec<View>,
    blocked: Vec<String>,
    scopes: Vec<Choice>,
    /// What a view to be kept asks.
    query: String,
    has_site: bool,
    passkeys: Vec<Key>,
    once: Once,
}

/// A passkey as its owner sees it.
struct Key {
    id: i64,
    name: String,
    used: Option<String>,
}

/// All that the page shows of somebody.
struct Own {
    account: Account,
    logins: Vec<people::Login>,
    tokens: Vec<people::Token>,
    views: Vec<people::View>,
    blocked: Vec<String>,
    passkeys: Vec<people::Passkey>,
}

fn own(people: &People, who: &Who) -> people::Result<Own> {
    let mut blocked: Vec<String> = people.blocked(who)?.into_iter().collect();
    blocked.sort();
    Ok(Own {
        account: people.account(who)?,
        logins: people.logins(who, Timestamp::now())?,
        tokens: people.tokens(who)?,
        views: people.views(who)?,
        passkeys: people.passkeys(who)?,
        blocked,
    })
}

/// The page.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Answer {
    desk.people().ok_or_else(Problem::not_found)?;
    shown(&desk, &visit, Once::default(), StatusCode::OK).await
}

async fn shown(desk: &Desk, visit: &Visit, once: Once, code: StatusCode) -> Answer {
    let Ok(who) = member(visit) else {
        return Ok(lead_to_login(visit, "/account"));
    };
    let own = ask(desk, move |people| own(people, &who)).await?;
    let own = own.map_err(|error| problem(&error))?;
    let mut f = Frame::new(visit.clone(), desk, "", visit.words().say("account-title"));
    f.scripts.push("passkey.js");
    let dates = f.dates();
    let logins = own.logins.into_iter().map(|login| Login {
        id: login.id,
        seen: dates.moment(login.seen),
        agent: login.agent,
        address: login.address,
        is_current: login.current,
    });
    let tokens = own.tokens.into_iter().map(|token| {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.as_str()).collect();
        Token {
            id: token.id,
            name: token.name,
            scopes: scopes.join(", "),
            used: token.used.map(|at| dates.moment(at)),
            expires: token.expires.map(|at| dates.moment(at)),
        }
    });
    let views = own.views.into_iter().map(|view| View {
        id: view.id,
        name: view.name,
        query: view.query,
        is_told: view.told,
    });
    let keys = own.passkeys.into_iter().map(|key| Key {
        id: key.id,
        name: key.name,
        used: key.used.map(|at| dates.moment(at)),
    });
    let account = own.account;
    let page_of = Page {
        logins: logins.collect(),
        tokens: tokens.collect(),
        views: views.collect(),
        blocked: own.blocked,
        name: account.name,
        role: visit.words().say(&format!("role-{}", account.role)),
        has_email: account.email.is_some(),
        email: account.email.unwrap_or_default(),
        email_proved: account.email_proved,
        has_factor: account.has_factor,
        languages: languages(&account.language),
        hours: hours(visit, account.digest_hour),
        zone: account.zone,
        scopes: choices(
            visit.words(),
            "scope-",
            Scope::ALL.iter().map(|scope| scope.as_str()),
            "",
        ),
        query: visit.asked("view").unwrap_or_default().to_owned(),
        has_site: passkeys::site(desk).is_some(),
        passkeys: keys.collect(),
        once,
        f,
    };
    let mut response = page(&page_of, visit)?;
    *response.status_mut() = code;
    // It may hold what is shown once.
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}

/// The languages, each in itself.
fn languages(chosen: &str) -> Vec<Choice> {
    let choice = |lang: Lang| Choice {
        value: lang.code().to_owned(),
        word: lang.name().to_owned(),
        is_chosen: lang.code() == chosen,
    };
    Lang::ALL.into_iter().map(choice).collect()
}

/// The hours of a day, and none.
fn hours(visit: &Visit, chosen: Option<i8>) -> Vec<Choice> {
    let none = Choice {
        value: String::new(),
        word: visit.words().say("account-digest-none"),
        is_chosen: chosen.is_none(),
    };
    let hour = |hour: i8| Choice {
        value: hour.to_string(),
        word: format!("{hour}:00"),
        is_chosen: chosen == Some(hour),
    };
    std::iter::once(none).chain((0..24).map(hour)).collect()
}

/// What came of a change.
enum Changed {
    /// It is done, with a word for it.
    Done(&'static str),
    /// Something is shown once.
    Once(Once),
    /// All logins ended, and this one began.
    Anew(String),
    /// A letter is to be sent.
    Send,
    /// The account is gone.
    Gone,
}

/// Changes something of one's own account, by the name of what.
pub async fn change(
    State(desk): State<Desk>,
    visit: Visit,
    Path(what): Path<String>,
    fields: Fields,
) -> Answer {
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, "/account"));
    };
    let issuer = visit.words().say("site-name");
    let place = (visit.seat.from.clone(), visit.seat.agent.clone());
    let (site, sends) = (passkeys::site(&desk), desk.sends().is_some());
    let changed = ask(&desk, move |people| {
        let place = (place.0.as_str(), place.1.as_str());
        do_it(
            people,
            &who,
            &what,
            &fields,
            (&issuer, place, site.as_ref(), sends),
        )
    })
    .await?;
    match changed {
        Ok(Changed::Done(done)) => {
            let once = Once {
                done: Some(visit.words().say(done)),
                ..Once::default()
            };
            shown(&desk, &visit, once, StatusCode::OK).await
        }
        Ok(Changed::Once(once)) => shown(&desk, &visit, once, StatusCode::OK).await,
        Ok(Changed::Anew(token)) => {
            let mut response = lead(&visit, "/account");
            seat::sit_down(&mut response, &token);
            Ok(response)
        }
        Ok(Changed::Send) => {
            desk.ask_for_post();
            Ok(lead(&visit, "/account"))
        }
        Ok(Changed::Gone) => {
            let mut response = lead(&visit, "/");
            seat::stand_up(&mut response);
            Ok(response)
        }
        Err(error) => {
            let once = Once {
                error: Some(said(visit.words(), &error)),
                ..Once::default()
            };
            shown(&desk, &visit, once, status(&error)).await
        }
    }
}

fn do_it(
    people: &People,
    who: &Who,
    what: &str,
    fields: &Fields,
    (issuer, place, site, sends): (&str, (&str, &str), Option<&Site>, bool),
) -> people::Result<Changed> {
    let now = Timestamp::now();
    let password = fields.get("password");
    let id = fields.number("id").unwrap_or(0);
    match what {
        "password" => {
            let token = people.change_password(who, password, fields.get("new"), place, now)?;
            return Ok(Changed::Anew(token));
        }
        "email" => {
            people.set_email(who, password, fields.find("email"), now)?;
            if sends && fields.find("email").is_some() {
                people.owe_proof(who.id, now)?;
                return Ok(Changed::Send);
            }
        }
        "preferences" => {
            let hour = fields.find("hour").and_then(|hour| hour.parse().ok());
            people.set_preferences(who, fields.get("language"), hour, fields.get("zone"))?;
        }
        "end-login" => people.end_login(who, id)?,
        "factor" => {
            let factor = people.propose_factor(who, issuer)?;
            return Ok(Changed::Once(Once {
                picture: qr::code(&factor.1),
                factor: Some(factor),
                ..Once::default()
            }));
        }
        "confirm-factor" => {
            return Ok(Changed::Once(Once {
                codes: people.confirm_factor(who, fields.get("code").trim(), now)?,
                ..Once::default()
            }));
        }
        "drop-factor" => people.drop_factor(who, password, now)?,
        "token" => {
            let scopes: Vec<Scope> = fields.all("scope").filter_map(Scope::parse).collect();
            let days = fields.find("days").and_then(|days| days.parse().ok());
            let token = people.make_token(who, fields.get("name"), &scopes, days, now)?;
            return Ok(Changed::Once(Once {
                token: Some(token),
                ..Once::default()
            }));
        }
        "passkey" => {
            let site = site.ok_or(Error::Missing)?;
            people.add_passkey(who, site, fields.get("name"), fields.get("answer"), now)?;
        }
        "drop-passkey" => people.drop_passkey(who, id)?,
        "drop-token" => people.drop_token(who, id)?,
        "view" => {
            let told = fields.get("told") == "yes";
            people.save_view(who, fields.get("name"), fields.get("query"), told, now)?;
        }
        "drop-view" => people.drop_view(who, id)?,
        "block" => people.block(who, fields.get("name"), true, now)?,
        "unblock" => people.block(who, fields.get("name"), false, now)?,
        "delete" => {
            people.delete_account(who, password, fields.get("texts") == "yes", now)?;
            return Ok(Changed::Gone);
        }
        _ => return Err(Error::Missing),
    }
    Ok(Changed::Done("account-done"))
}

/// All that is kept of oneself, as a file of JSON.
pub async fn export(State(desk): State<Desk>, visit: Visit) -> Answer {
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, "/account"));
    };
    let data = ask(&desk, move |people| people.export(&who)).await?;
    let data = data.map_err(|error| problem(&error))?;
    let body = serde_json::to_vec_pretty(&data).map_err(|_| Problem::failed())?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"servanda-account.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, body).into_response())
}
