//! Guard: what stands between the network and the handlers.
//!
//! What enters: any request. What leaves: the handler's response with the headers that keep a page safe, or a refusal. Invariants: every
//! response carries the content security policy, which allows nothing but the program's own files; no more requests are under way than the
//! settings allow, and none takes longer.

use super::problem::Problem;
use super::state::Desk;
use super::visit::Visit;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;

/// The most bytes of a request's body.
pub const LARGEST_BODY: usize = 64 << 10;

/// The most bytes of an address that is looked at.
const LONGEST_ADDRESS: usize = 4096;

/// What a page may load: the program's own files, and nothing within the page itself.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Adds the headers, and the cookies that remember what the address chose.
pub async fn headers(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visit = Visit::of(&parts, &desk);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    let secure = desk
        .settings()
        .public_url
        .as_ref()
        .is_some_and(|url| url.scheme() == "https");
    if secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    let root = if desk.base().is_empty() {
        "/"
    } else {
        desk.base()
    };
    for (name, value) in visit.chosen {
        let only = if secure { "; Secure" } else { "" };
        let cookie =
            format!("{name}={value}; Path={root}; Max-Age=31536000; SameSite=Lax; HttpOnly{only}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// Refuses what is too much.
pub async fn limits(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query();
    if address.is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS) {
        return Problem::bad_question("the address is too long").into_response();
    }
    let Ok(_place) = desk.requests().try_acquire_owned() else {
        let mut refusal = Problem::too_many().into_response();
        refusal
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        return refusal;
    };
    // A handler that waits for the ledger is told by the ledger; this is for all others.
    let patience = desk.settings().patience * 2;
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::too_long().into_response(),
    }
}

/// What is answered where a handler panics.
#[allow(clippy::needless_pass_by_value, reason = "the layer gives it so")]
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::failed().into_response()
}
