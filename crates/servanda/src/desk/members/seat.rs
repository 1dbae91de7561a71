//! Seat: who sits before the browser, and whether a form is theirs.
//!
//! What enters: every request. What leaves: a [`Seat`] for its handler, or a refusal. Invariants: a request that may change something passes
//! only with the secret that the desk put into its form, coming from the desk's own pages, or with a token in its head, which no browser
//! sends by itself; cookies go to this host alone, over a safe connection, and no script reads them.

use super::fields::Fields;
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::cookie;
use crate::people::{People, Session, Who, secret};
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The cookie of a login.
const LOGIN: &str = "__Host-servanda";
/// The cookie of a login that waits for its second factor.
const HALF: &str = "__Host-servanda-half";
/// The cookie that forms are bound to before somebody is logged in.
const FORM: &str = "__Host-servanda-form";
/// How long a browser keeps a login, in seconds; the desk forgets it earlier where it is not used.
const AGE: u32 = 60 * 24 * 3600;
/// Pages with forms for those who are not logged in.
const OPEN: &[&str] = &[
    "/login",
    "/login/code",
    "/register",
    "/forgot",
    "/reset",
    "/prove",
];

/// Who sits there.
#[derive(Debug, Clone, Default)]
pub struct Seat {
    /// Whether this desk has accounts.
    pub is_open: bool,
    /// Who it is; none for a visitor.
    pub who: Option<Who>,
    /// What a form that changes something carries.
    pub csrf: String,
    /// How many notices wait.
    pub unseen: usize,
    /// Network address, for limits and for the list of one's logins.
    pub from: String,
    /// What the browser calls itself.
    pub agent: String,
    /// The token of the login, to end it.
    pub token: Option<String>,
    /// The token of a login that waits for its second factor.
    pub half: Option<String>,
    /// Whether a program asks, by a token in the head of its request.
    pub is_program: bool,
    /// Why nothing is answered.
    pub refusal: Option<Problem>,
}

/// Puts a seat into the request, and its cookies into the response.
pub async fn take(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let Some(people) = desk.people().cloned() else {
        return next.run(request).await;
    };
    // The program's own files are the same for everybody.
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let reads = reads(request.method());
    let (mut parts, body) = request.into_parts();
    let by_token = bearer(&parts.headers);
    let mut seat = Seat {
        is_open: true,
        from: from(&parts.headers, parts.extensions.get(), &desk),
        agent: text(&parts.headers, header::USER_AGENT.as_str()).to_owned(),
        token: cookie(&parts.headers, LOGIN).map(str::to_owned),
        half: cookie(&parts.headers, HALF).map(str::to_owned),
        ..Seat::default()
    };
    let mut cookies = Vec::new();
    let known = if let Some(token) = &by_token {
        by_bearer(&people, token).await
    } else {
        by_login(&people, seat.token.clone()).await
    };
    match known {
        Ok(Known::Nobody) => {
            seat.refusal = by_token.as_ref().map(|_| Problem::unauthorized());
        }
        Ok(Known::Token(who)) => seat.who = Some(who),
        Ok(Known::Login(session, unseen)) => {
            cookies.extend(session.replaced.as_deref().map(login_cookie));
            seat.token = session.replaced.or(seat.token);
            seat.csrf = session.csrf;
            seat.who = Some(session.who);
            seat.unseen = unseen;
        }
        Err(problem) => seat.refusal = Some(problem),
    }
    seat.is_program = by_token.is_some();
    if seat.who.is_none() {
        match cookie(&parts.headers, FORM) {
            Some(form) => seat.csrf = secret::derived("form", form),
            None if reads && OPEN.contains(&parts.uri.path()) => {
                if let Ok(form) = secret::token() {
                    seat.csrf = secret::derived("form", &form);
                    cookies.push(made(FORM, &form, None));
                }
            }
            None => {}
        }
    }
    parts.extensions.insert(Arc::new(seat));
    let mut response = next.run(Request::from_parts(parts, body)).await;
    for cookie in cookies {
        // A handler that gave a cookie of this name has the last word.
        let name = cookie.split('=').next().unwrap_or_default();
        let given = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .any(|set| {
                set.to_str()
                    .is_ok_and(|set| set.starts_with(&format!("{name}=")))
            });
        if !given {
            add_cookie(&mut response, &cookie);
        }
    }
    response
}

/// Lets a request through, or refuses it. Stands within what gives problems a face, and [`take`] around that.
pub async fn check(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let Some(seat) = request.extensions().get::<Arc<Seat>>().cloned() else {
        return next.run(request).await;
    };
    if let Some(problem) = &seat.refusal {
        let mut refusal = problem.clone().into_response();
        let how = HeaderValue::from_static("Bearer");
        refusal.headers_mut().insert(header::WWW_AUTHENTICATE, how);
        return refusal;
    }
    if reads(request.method()) || seat.is_program {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match checked(&parts.headers, body, &seat, &desk).await {
        Ok(body) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}

/// Whether a method only looks.
fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Who comes by what they carry.
enum Known {
    Nobody,
    Token(Who),
    Login(Session, usize),
}

async fn by_bearer(people: &Arc<People>, token: &str) -> Result<Known, Problem> {
    let (people, token) = (people.clone(), token.to_owned());
    let found = tokio::task::spawn_blocking(move || people.bearer(&token, Timestamp::now()));
    let found = found.await.map_err(|_| Problem::failed())?;
    let who = found.map_err(|error| super::problem(&error))?;
    Ok(who.map_or(Known::Nobody, Known::Token))
}

async fn by_login(people: &Arc<People>, token: Option<String>) -> Result<Known, Problem> {
    let Some(token) = token else {
        return Ok(Known::Nobody);
    };
    let people = people.clone();
    let found = tokio::task::spawn_blocking(move || {
        let Some(session) = people.session(&token, Timestamp::now())? else {
            return Ok(Known::Nobody);
        };
        let unseen = people.unseen(&session.who)?;
        Ok(Known::Login(session, unseen))
    });
    let found = found.await.map_err(|_| Problem::failed())?;
    found.map_err(|error| super::problem(&error))
}

/// Looks whether a request that may change something is of a form of this desk; gives its body back.
async fn checked(
    headers: &HeaderMap,
    body: Body,
    seat: &Seat,
    desk: &Desk,
) -> Result<Body, Problem> {
    let fetched = text(headers, "sec-fetch-site");
    if !matches!(fetched, "" | "same-origin" | "none") || !own_origin(headers, desk) {
        return Err(Problem::foreign_form());
    }
    let bytes = to_bytes(body, crate::desk::guard::LARGEST_BODY)
        .await
        .map_err(|_| Problem::too_large())?;
    let fields = Fields::of(&bytes);
    let given = match text(headers, "x-csrf") {
        "" => fields.get("csrf"),
        given => given,
    };
    // An empty secret is none: two of them are no match.
    if seat.csrf.is_empty() || !secret::same(given, &seat.csrf) {
        return Err(Problem::foreign_form());
    }
    Ok(Body::from(bytes))
}

/// Whether the page that sent the request is one of this desk, as far as it says.
fn own_origin(headers: &HeaderMap, desk: &Desk) -> bool {
    let origin = text(headers, header::ORIGIN.as_str());
    if origin.is_empty() {
        return true;
    }
    let Ok(origin) = url::Url::parse(origin) else {
        return false;
    };
    if let Some(public) = &desk.settings().public_url
        && origin.origin() == public.origin()
    {
        return true;
    }
    let host = text(headers, header::HOST.as_str());
    let of_origin = match (origin.host_str(), origin.port()) {
        (Some(name), Some(port)) => format!("{name}:{port}"),
        (Some(name), None) => name.to_owned(),
        (None, _) => return false,
    };
    !host.is_empty() && of_origin.eq_ignore_ascii_case(host)
}

/// A token in the head of a request.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let given = text(headers, header::AUTHORIZATION.as_str());
    let (kind, token) = given.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// The network address that the request comes from. Behind a proxy on this machine it is the one that the proxy tells. Of an IPv6 address, which
/// people have by the billion, it is the network.
fn from(headers: &HeaderMap, peer: Option<&ConnectInfo<SocketAddr>>, desk: &Desk) -> String {
    let Some(ConnectInfo(peer)) = peer else {
        return "unknown".to_owned();
    };
    let mut address = peer.ip();
    if desk.settings().public_url.is_some() && address.is_loopback() {
        let told = text(headers, "x-forwarded-for").rsplit(',').next();
        address = told
            .and_then(|told| told.trim().parse().ok())
            .unwrap_or(address);
    }
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    let value = headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// A cookie that goes to this host alone.
fn made(name: &str, value: &str, age: Option<u32>) -> String {
    let age = age.map_or_else(String::new, |age| format!("; Max-Age={age}"));
    format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}")
}

fn login_cookie(token: &str) -> String {
    made(LOGIN, token, Some(AGE))
}

fn add_cookie(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Gives the browser a login; what it had before of it goes.
pub fn sit_down(response: &mut Response, token: &str) {
    add_cookie(response, &login_cookie(token));
    add_cookie(response, &made(HALF, "", Some(0)));
    add_cookie(response, &made(FORM, "", Some(0)));
}

/// Gives the browser a login that waits for its second factor.
pub fn wait(response: &mut Response, token: &str) {
    add_cookie(response, &made(HALF, token, Some(300)));
}

/// Takes the login away from the browser.
pub fn stand_up(response: &mut Response) {
    add_cookie(response, &made(LOGIN, "", Some(0)));
    add_cookie(response, &made(HALF, "", Some(0)));
}
