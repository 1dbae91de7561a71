//! Problem: why a page cannot be shown.
//!
//! What enters: what went wrong. What leaves: a response that carries the problem; [`faces`] gives it a face: a page for people in their
//! language, problem details (RFC 9457) for programs. What the database says stays within the program's log.

use super::frame::Frame;
use super::state::Desk;
use super::visit::Visit;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

/// Why a page cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    /// Names the messages `problem-NAME` and `problem-NAME-help`.
    name: &'static str,
    /// What about, for programs: in English.
    detail: Option<String>,
}

impl Problem {
    fn new(status: StatusCode, name: &'static str) -> Problem {
        Problem {
            status,
            name,
            detail: None,
        }
    }

    /// There is nothing at the address.
    pub fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// What was asked makes no sense; `detail` says to programs what of it.
    pub fn bad_question(detail: impl Into<String>) -> Problem {
        Problem {
            detail: Some(detail.into()),
            ..Problem::new(StatusCode::BAD_REQUEST, "bad-question")
        }
    }

    /// Something was there and was forgotten on request.
    pub fn gone() -> Problem {
        Problem::new(StatusCode::GONE, "gone")
    }

    /// Who asks may not.
    pub fn forbidden() -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden")
    }

    /// Who asks is not known.
    pub fn unauthorized() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthorized")
    }

    /// A form is not of this desk, or not of who sends it.
    pub fn foreign_form() -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "form")
    }

    /// What was sent is too large.
    pub fn too_large() -> Problem {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large")
    }

    /// The answer takes too long to find.
    pub fn too_long() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too-long")
    }

    /// What was known on a day would need more memory than one reader is given.
    pub fn too_much() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too-much")
    }

    /// Too many ask at once.
    pub fn too_many() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too-many")
    }

    /// The program failed.
    pub fn failed() -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failed")
    }

    /// The ledger could not be used. Why is said on standard error: paths are nobody else's business.
    pub fn of_ledger(error: &ledger::store::Error) -> Problem {
        if matches!(error, ledger::store::Error::TooMuch(_)) {
            return Problem::too_much();
        }
        eprintln!("servanda: the ledger: {error}");
        Problem::failed()
    }

    /// Of a response without a body of its own.
    fn of_status(status: StatusCode) -> Problem {
        let name = match status {
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::METHOD_NOT_ALLOWED => "method",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            _ if status.is_client_error() => "bad-question",
            _ => "failed",
        };
        Problem::new(status, name)
    }

    fn help(&self) -> String {
        format!("problem-{}-help", self.name)
    }

    fn title(&self) -> String {
        format!("problem-{}", self.name)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    f: Frame,
    status: u16,
    title: String,
    help: String,
    detail: Option<String>,
}

#[derive(Serialize)]
struct Details<'p> {
    r#type: &'static str,
    title: String,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'p str>,
    instance: &'p str,
}

/// Gives problems a face.
pub async fn faces(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visit = Visit::of(&parts, &desk);
    let for_programs = visit.path.starts_with("/api/") || wants_json(&parts.headers);
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let problem = response.extensions().get::<Problem>().cloned();
    let faceless = || {
        let bare = !response.headers().contains_key(header::CONTENT_TYPE)
            || response
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
        let failed = status.is_client_error() || status.is_server_error();
        (failed && bare).then(|| Problem::of_status(status))
    };
    match problem.or_else(faceless) {
        None => response,
        Some(problem) => {
            let mut face = if for_programs {
                details(&problem, &visit)
            } else {
                page(&problem, visit, &desk)
            };
            *face.status_mut() = problem.status;
            face.headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            // What the refusal says besides, such as which methods are allowed, or when to come again.
            for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
                if let Some(value) = response.headers().get(&name) {
                    face.headers_mut().insert(name, value.clone());
                }
            }
            face
        }
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| {
            !accept.contains("text/html")
                && (accept.contains("application/json")
                    || accept.contains("application/problem+json"))
        })
}

fn details(problem: &Problem, visit: &Visit) -> Response {
    let details = Details {
        r#type: "about:blank",
        title: visit.words().say(&problem.title()),
        status: problem.status.as_u16(),
        detail: problem.detail.as_deref(),
        instance: &visit.path,
    };
    let body = serde_json::to_vec(&details).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}

fn page(problem: &Problem, visit: Visit, desk: &Desk) -> Response {
    let words = visit.words();
    let title = words.say(&problem.title());
    let page = Page {
        status: problem.status.as_u16(),
        help: words.say(&problem.help()),
        detail: problem.detail.clone(),
        f: Frame::new(visit, desk, "", title.clone()),
        title,
    };
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => problem.status.into_response(),
    }
}
