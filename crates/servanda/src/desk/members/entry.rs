//! Entry: logging in and out, registering, forgotten passwords.
//!
//! Invariant: whoever logs in or registers comes back to the page that they came from.

use super::fields::Fields;
use super::sheet::{Field, Sheet};
use super::{ask, back, lead, passkeys, said, seat, status};
use crate::desk::frame::Frame;
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::{Begun, Error};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

type Answer = Result<Response, Problem>;

fn name_field(visit: &Visit, value: &str) -> Field {
    Field {
        name: "name",
        label: visit.words().say("field-name"),
        kind: "text",
        value: value.to_owned(),
        autocomplete: "username",
        ..Field::default()
    }
}

fn password_field(visit: &Visit, new: bool) -> Field {
    let words = visit.words();
    Field {
        name: "password",
        label: words.say(if new {
            "field-new-password"
        } else {
            "field-password"
        }),
        kind: "password",
        autocomplete: if new {
            "new-password"
        } else {
            "current-password"
        },
        hint: new.then(|| words.say("hint-password")),
        ..Field::default()
    }
}

/// A sheet of this file, with what it leads back to.
fn sheet(
    desk: &Desk,
    visit: &Visit,
    (title, action, submit): (&str, &'static str, &str),
    back: &str,
) -> Sheet {
    let words = visit.words();
    let frame = Frame::new(visit.clone(), desk, "", words.say(title));
    let mut sheet = Sheet::new(frame, action, words.say(submit));
    sheet.hidden.push(("back", back.to_owned()));
    sheet
}

fn login_sheet(desk: &Desk, visit: &Visit, name: &str, back: &str) -> Sheet {
    let words = visit.words();
    let mut sheet = sheet(desk, visit, ("login-title", "/login", "login-submit"), back);
    sheet.fields = vec![name_field(visit, name), password_field(visit, false)];
    sheet.has_passkeys = passkeys::site(desk).is_some();
    if sheet.has_passkeys {
        sheet.f.scripts.push("passkey.js");
    }
    let register: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    sheet.links = vec![
        (
            format!("/register?back={register}"),
            words.say("login-register"),
        ),
        ("/forgot".to_owned(), words.say("login-forgot")),
    ];
    sheet
}

/// The page to log in at.
pub async fn show_login(State(desk): State<Desk>, visit: Visit) -> Answer {
    open(&desk)?;
    let back = back(visit.asked("back"));
    if visit.who().is_some() {
        return Ok(lead(&visit, &back));
    }
    login_sheet(&desk, &visit, "", &back).show(&visit, StatusCode::OK)
}

/// The page to log in at, with why it did not work.
///
/// # Errors
/// Where the template cannot be drawn.
pub fn refused(desk: &Desk, visit: &Visit, error: &Error, back: &str) -> Answer {
    let mut sheet = login_sheet(desk, visit, "", back);
    sheet.error = Some(said(visit.words(), error));
    sheet.show(visit, status(error))
}

/// A desk without accounts has none of these pages.
fn open(desk: &Desk) -> Result<(), Problem> {
    desk.people().map(|_| ()).ok_or_else(Problem::not_found)
}

/// Logs in.
pub async fn log_in(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let back = back(fields.find("back"));
    let (name, password) = (fields.own("name"), fields.own("password"));
    let (from, agent) = (visit.seat.from.clone(), visit.seat.agent.clone());
    let typed = name.clone();
    let begun = ask(&desk, move |people| {
        people.log_in(&name, &password, (&from, &agent), Timestamp::now())
    })
    .await?;
    match begun {
        Ok(Begun::In(token)) => {
            let mut response = lead(&visit, &back);
            seat::sit_down(&mut response, &token);
            Ok(response)
        }
        Ok(Begun::Second(token)) => {
            let mut response = code_sheet(&desk, &visit, &back).show(&visit, StatusCode::OK)?;
            seat::wait(&mut response, &token);
            Ok(response)
        }
        Err(error) => {
            let mut sheet = login_sheet(&desk, &visit, &typed, &back);
            sheet.error = Some(said(visit.words(), &error));
            sheet.show(&visit, status(&error))
        }
    }
}

fn code_sheet(desk: &Desk, visit: &Visit, back: &str) -> Sheet {
    let words = visit.words();
    let mut sheet = sheet(
        desk,
        visit,
        ("code-title", "/login/code", "login-submit"),
        back,
    );
    sheet.lead = Some(words.say("code-lead"));
    sheet.fields = vec![Field {
        name: "code",
        label: words.say("field-code"),
        kind: "text",
        autocomplete: "one-time-code",
        ..Field::default()
    }];
    sheet
}

/// Ends logging in with a code.
pub async fn give_code(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let back = back(fields.find("back"));
    let half = visit.seat.half.clone().unwrap_or_default();
    let code = fields.own("code");
    let done = ask(&desk, move |people| {
        people.second_factor(&half, &code, Timestamp::now())
    })
    .await?;
    match done {
        Ok(token) => {
            let mut response = lead(&visit, &back);
            seat::sit_down(&mut response, &token);
            Ok(response)
        }
        // It took too long, and begins anew.
        Err(error @ Error::Expired) => {
            let mut sheet = login_sheet(&desk, &visit, "", &back);
            sheet.error = Some(said(visit.words(), &error));
            sheet.show(&visit, status(&error))
        }
        Err(error) => {
            let mut sheet = code_sheet(&desk, &visit, &back);
            sheet.error = Some(said(visit.words(), &error));
            sheet.show(&visit, status(&error))
        }
    }
}

/// Logs out.
pub async fn log_out(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    if let Some(token) = visit.seat.token.clone() {
        let done = ask(&desk, move |people| people.log_out(&token)).await?;
        done.map_err(|error| super::problem(&error))?;
    }
    let mut response = lead(&visit, &back(fields.find("back")));
    seat::stand_up(&mut response);
    Ok(response)
}

fn register_sheet(
    desk: &Desk,
    visit: &Visit,
    (name, email, invitation): (&str, &str, &str),
    back: &str,
) -> Sheet {
    let words = visit.words();
    let mut sheet = sheet(
        desk,
        visit,
        ("register-title", "/register", "register-submit"),
        back,
    );
    let mut name = name_field(visit, name);
    name.hint = Some(words.say("hint-name"));
    sheet.fields = vec![
        name,
        password_field(visit, true),
        Field {
            name: "email",
            label: words.say("field-email"),
            kind: "email",
            value: email.to_owned(),
            autocomplete: "email",
            hint: Some(words.say("hint-email")),
            optional: true,
        },
    ];
    sheet.hidden.push(("token", invitation.to_owned()));
    sheet.links = vec![(super::login_path(back), words.say("register-login"))];
    sheet
}

/// The page to register at.
pub async fn show_register(State(desk): State<Desk>, visit: Visit) -> Answer {
    let invitation = visit.asked("token").unwrap_or_default().to_owned();
    let back = back(visit.asked("back"));
    let who_may = ask(&desk, |people| people.registration()).await?;
    let who_may = who_may.map_err(|error| super::problem(&error))?;
    let mut sheet = register_sheet(&desk, &visit, ("", "", &invitation), &back);
    use crate::people::Registration;
    match who_may {
        Registration::Open => {}
        Registration::Invited if !invitation.is_empty() => {}
        Registration::Invited => {
            sheet.error = Some(said(visit.words(), &Error::Uninvited));
            sheet.action = "";
        }
        Registration::Closed => {
            sheet.error = Some(said(visit.words(), &Error::Closed));
            sheet.action = "";
        }
    }
    sheet.show(&visit, StatusCode::OK)
}

/// Makes an account and logs it in.
pub async fn register(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let back = back(fields.find("back"));
    let given = fields.clone();
    let (from, agent) = (visit.seat.from.clone(), visit.seat.agent.clone());
    let (lang, sends) = (visit.lang.code(), desk.sends().is_some());
    let made = ask(&desk, move |people| {
        let now = Timestamp::now();
        let (name, password) = (given.get("name"), given.get("password"));
        let id = people.register(
            name,
            password,
            given.find("email"),
            given.find("token"),
            &from,
            now,
        )?;
        people.set_language(id, lang)?;
        if sends && given.find("email").is_some() {
            people.owe_proof(id, now)?;
        }
        people.log_in(name, password, (&from, &agent), now)
    })
    .await?;
    match made {
        Ok(begun) => {
            desk.ask_for_post();
            let mut response = lead(&visit, &back);
            if let Begun::In(token) = begun {
                seat::sit_down(&mut response, &token);
            }
            Ok(response)
        }
        Err(error) => {
            let typed = (fields.get("name"), fields.get("email"), fields.get("token"));
            let mut sheet = register_sheet(&desk, &visit, typed, &back);
            sheet.error = Some(said(visit.words(), &error));
            sheet.show(&visit, status(&error))
        }
    }
}

fn forgot_sheet(desk: &Desk, visit: &Visit) -> Sheet {
    let words = visit.words();
    let mut sheet = sheet(
        desk,
        visit,
        ("forgot-title", "/forgot", "forgot-submit"),
        "/",
    );
    if desk.sends().is_some() {
        sheet.lead = Some(words.say("forgot-lead"));
        let mut field = name_field(visit, "");
        field.label = words.say("field-name-or-email");
        sheet.fields = vec![field];
    } else {
        sheet.lead = Some(words.say("forgot-ask"));
        sheet.action = "";
    }
    sheet
}

/// The page of a forgotten password.
pub async fn show_forgot(State(desk): State<Desk>, visit: Visit) -> Answer {
    open(&desk)?;
    forgot_sheet(&desk, &visit).show(&visit, StatusCode::OK)
}

/// Owes a letter with a link to set a new password. It is sent behind the answer: how long that takes tells nobody whether there is such an account. The answer is the same whether there is such an account or not.
pub async fn forgot(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let (named, from) = (fields.own("name"), visit.seat.from.clone());
    let has_mail = desk.sends().is_some();
    let asked = ask(&desk, move |people| {
        if !has_mail {
            return Ok(());
        }
        people.ask_reset(&named, &from, Timestamp::now())
    })
    .await?;
    let mut sheet = forgot_sheet(&desk, &visit);
    match asked {
        Ok(()) => {
            desk.ask_for_post();
            if has_mail {
                sheet.lead = Some(visit.words().say("forgot-sent"));
            }
            sheet.action = "";
            sheet.show(&visit, StatusCode::OK)
        }
        Err(error) => {
            sheet.error = Some(said(visit.words(), &error));
            sheet.show(&visit, status(&error))
        }
    }
}

fn reset_sheet(desk: &Desk, visit: &Visit, token: &str) -> Sheet {
    let mut sheet = sheet(desk, visit, ("reset-title", "/reset", "reset-submit"), "/");
    sheet.fields = vec![password_field(visit, true)];
    sheet.hidden.push(("token", token.to_owned()));
    sheet
}

/// The page to set a new password at.
pub async fn show_reset(State(desk): State<Desk>, visit: Visit) -> Answer {
    let token = visit.asked("token").unwrap_or_default().to_owned();
    let looked = token.clone();
    let works = ask(&desk, move |people| {
        people.may_reset(&looked, Timestamp::now())
    })
    .await?;
    let works = works.map_err(|error| super::problem(&error))?;
    let mut sheet = reset_sheet(&desk, &visit, &token);
    if !works {
        sheet.error = Some(said(visit.words(), &Error::Expired));
        sheet.action = "";
    }
    sheet.show(&visit, StatusCode::OK)
}

/// Sets a new password.
pub async fn reset(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let (token, password) = (fields.own("token"), fields.own("password"));
    let done = ask(&desk, move |people| {
        people.reset(&token, &password, Timestamp::now())
    })
    .await?;
    match done {
        Ok(()) => {
            let mut sheet = login_sheet(&desk, &visit, "", "/");
            sheet.lead = Some(visit.words().say("reset-done"));
            sheet.show(&visit, StatusCode::OK)
        }
        Err(error) => {
            let mut sheet = reset_sheet(&desk, &visit, fields.get("token"));
            sheet.error = Some(said(visit.words(), &error));
            sheet.show(&visit, status(&error))
        }
    }
}

/// The page behind a link that proves an e-mail address: a button, as some programs that read mail follow links.
pub async fn show_prove(State(desk): State<Desk>, visit: Visit) -> Answer {
    open(&desk)?;
    let mut sheet = sheet(
        &desk,
        &visit,
        ("prove-title", "/prove", "prove-submit"),
        "/",
    );
    let token = visit.asked("token").unwrap_or_default().to_owned();
    sheet.hidden.push(("token", token));
    sheet.show(&visit, StatusCode::OK)
}

/// Proves an e-mail address.
pub async fn prove(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let token = fields.own("token");
    let done = ask(&desk, move |people| people.prove(&token, Timestamp::now())).await?;
    let mut sheet = sheet(&desk, &visit, ("prove-title", "", "prove-submit"), "/");
    match done {
        Ok(()) => {
            sheet.lead = Some(visit.words().say("prove-done"));
            sheet.show(&visit, StatusCode::OK)
        }
        Err(error) => {
            sheet.error = Some(said(visit.words(), &error));
            sheet.show(&visit, status(&error))
        }
    }
}
