//! Passkeys: what browsers are asked, and what they answer.

use super::fields::Fields;
use super::{ask, back, lead, member, problem, said, seat, status};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::{self, Error, Site};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

type Answer = Result<Response, Problem>;

/// The address that passkeys are bound to; none where there is no public address that browsers make them for.
pub fn site(desk: &Desk) -> Option<Site> {
    Site::of(desk.settings().public_url.as_ref()?)
}

/// Options for the browser's own function, or why there are none.
fn options(visit: &Visit, asked: people::Result<String>) -> Response {
    match asked {
        Ok(options) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, options).into_response()
        }
        Err(error) => (
            status(&error),
            [(header::CONTENT_TYPE, "application/x-refusal; charset=utf-8")],
            said(visit.words(), &error),
        )
            .into_response(),
    }
}

/// What a browser is asked, to make a passkey.
pub async fn offer(State(desk): State<Desk>, visit: Visit) -> Answer {
    let who = member(&visit).map_err(|error| problem(&error))?;
    let site = site(&desk).ok_or_else(Problem::not_found)?;
    let asked = ask(&desk, move |people| {
        people.offer_passkey(&who, &site, Timestamp::now())
    })
    .await?;
    Ok(options(&visit, asked))
}

/// What a browser is asked, to log in with a passkey.
pub async fn request(State(desk): State<Desk>, visit: Visit) -> Answer {
    let site = site(&desk).ok_or_else(Problem::not_found)?;
    let from = visit.seat.from.clone();
    let asked = ask(&desk, move |people| {
        people.ask_passkey(&site, &from, Timestamp::now())
    })
    .await?;
    Ok(options(&visit, asked))
}

/// Logs in with a passkey.
pub async fn enter(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let site = site(&desk).ok_or_else(Problem::not_found)?;
    let back = back(fields.find("back"));
    let answer = fields.own("answer");
    let (from, agent) = (visit.seat.from.clone(), visit.seat.agent.clone());
    let token = ask(&desk, move |people| {
        people.log_in_with_passkey(&site, &answer, (&from, &agent), Timestamp::now())
    })
    .await?;
    match token {
        Ok(token) => {
            let mut response = lead(&visit, &back);
            seat::sit_down(&mut response, &token);
            Ok(response)
        }
        Err(Error::Store(what)) => Err(problem(&Error::Store(what))),
        Err(error) => super::entry::refused(&desk, &visit, &error, &back),
    }
}
