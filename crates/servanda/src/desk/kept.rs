//! Kept: answers that many readers ask for are drawn once for each state of the ledger.
//!
//! What enters: requests for pages. What leaves: the page as it was drawn for another reader, or drawn now; or the word that the reader has it
//! already (304). Invariants: an answer is kept under everything that it hangs on (address, language, theme, day, state of the ledger), so
//! that a kept one says what a new one would say; a request that carries any cookie but those of language and theme is answered anew
//! each time; the memory for it is bounded.

use super::members::seat::Seat;
use super::state::Desk;
use super::visit::Visit;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of answers that are kept, in each of two halves.
const HALF: usize = 24 << 20;
/// The largest answer that is kept.
const LARGEST: usize = 1 << 20;

/// Cookies on which no answer hangs but by what [`Visit`] takes of them.
const PLAIN: &[&str] = &["lang", "theme"];

/// An answer that is kept.
#[derive(Clone)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

/// Answers that are kept: those that were asked for lately, and those before them.
#[derive(Default)]
pub struct Kept {
    halves: Mutex<(Half, Half)>,
}

#[derive(Default)]
struct Half {
    answers: HashMap<String, Answer>,
    bytes: usize,
}

impl Half {
    fn put(&mut self, key: String, answer: Answer) {
        self.bytes += answer.body.len() + key.len() + 1024;
        self.answers.insert(key, answer);
    }
}

impl Kept {
    fn get(&self, key: &str) -> Option<Answer> {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = halves.0.answers.get(key) {
            return Some(answer.clone());
        }
        let answer = halves.1.answers.remove(key)?;
        put(&mut halves, key.to_owned(), answer.clone());
        Some(answer)
    }

    fn keep(&self, key: String, answer: Answer) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        put(&mut halves, key, answer);
    }
}

/// Puts an answer among those asked for lately. When they are many, they become those before.
fn put(halves: &mut (Half, Half), key: String, answer: Answer) {
    halves.0.put(key, answer);
    if halves.0.bytes > HALF {
        halves.1 = std::mem::take(&mut halves.0);
    }
}

/// Answers with what is kept, or draws and keeps it.
pub async fn kept(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let key = key(&parts, &desk);
    let known = parts.headers.get(header::IF_NONE_MATCH).cloned();
    if let Some(key) = &key
        && let Some(answer) = desk.kept().get(key)
    {
        return answered(answer, known.as_ref());
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    let is_page = response.status() == StatusCode::OK
        && response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| {
                kind.as_bytes().starts_with(b"text/html")
                    || kind.as_bytes().starts_with(b"application/json")
            })
        && response
            .body()
            .size_hint()
            .exact()
            .is_some_and(|size| size <= LARGEST as u64);
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    if !parts.headers.contains_key(header::ETAG)
        && let Ok(mark) = HeaderValue::from_str(&mark(&body))
    {
        parts.headers.insert(header::ETAG, mark);
    }
    let answer = Answer {
        headers: parts.headers,
        body,
    };
    if let Some(key) = key {
        desk.kept().keep(key, answer.clone());
    }
    answered(answer, known.as_ref())
}

fn answered(answer: Answer, known: Option<&HeaderValue>) -> Response {
    let has_it = known
        .zip(answer.headers.get(header::ETAG))
        .is_some_and(|(known, own)| {
            let (known, own) = (
                known.to_str().unwrap_or_default(),
                own.to_str().unwrap_or_default(),
            );
            known.split(',').any(|mark| mark.trim() == own)
        });
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(answer.body).into_response()
    };
    response.headers_mut().extend(answer.headers);
    response
}

/// What an answer hangs on; none where it is not to be kept.
fn key(parts: &Parts, desk: &Desk) -> Option<String> {
    let path = parts.uri.path();
    let own = path.starts_with("/api") || path.starts_with("/assets") || path == "/live";
    // Who has heard of something new wants it, before the next look at the ledger tells of it.
    let anew = parts
        .headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|wish| wish.as_bytes() == b"no-cache");
    if parts.method != Method::GET || own || anew || !plain(&parts.headers) {
        return None;
    }
    // A form carries a secret of its reader's own.
    let seat = parts.extensions.get::<Arc<Seat>>();
    if seat.is_some_and(|seat| !seat.csrf.is_empty() || seat.who.is_some()) {
        return None;
    }
    let version = desk.version()?;
    // What people say is shown below what the ledger says.
    let said = desk.people().map_or(0, |people| people.version());
    let visit = Visit::of(parts, desk);
    Some(format!(
        "{version} {said} {} {} {} {}",
        desk.today(),
        visit.lang.code(),
        visit.theme.as_str(),
        parts.uri
    ))
}

/// Whether nothing in the request tells who asks.
fn plain(headers: &HeaderMap) -> bool {
    !headers.contains_key(header::AUTHORIZATION)
        && headers
            .get_all(header::COOKIE)
            .iter()
            .flat_map(|value| value.as_bytes().split(|b| *b == b';'))
            .map(|pair| String::from_utf8_lossy(pair).trim().to_owned())
            .all(|pair| {
                let name = pair.split('=').next().unwrap_or_default();
                pair.is_empty() || PLAIN.contains(&name)
            })
}

/// A mark of what a body says. It is weak, as the same body may be sent compressed.
fn mark(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hash: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
    format!("W/\"{hash}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(size: usize) -> Answer {
        Answer {
            headers: HeaderMap::new(),
            body: Bytes::from(vec![b'x'; size]),
        }
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let kept = Kept::default();
        kept.keep("wanted".to_owned(), answer(10));
        kept.keep("other".to_owned(), answer(10));
        for number in 0..60 {
            kept.keep(format!("more {number}"), answer(1 << 20));
            assert!(kept.get("wanted").is_some(), "{number}");
        }
        assert!(kept.get("other").is_none());
        let halves = kept.halves.lock().unwrap();
        assert!(halves.0.bytes + halves.1.bytes <= 2 * (HALF + (2 << 20)));
    }

    #[test]
    fn whoever_shows_who_they_are_gets_nothing_that_was_kept() {
        let with = |name: header::HeaderName, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            plain(&headers)
        };
        assert!(with(header::COOKIE, "lang=ru; theme=dark"));
        assert!(with(header::ACCEPT, "text/html"));
        assert!(!with(header::COOKIE, "lang=ru; __Host-login=abc"));
        assert!(!with(header::COOKIE, "odd"));
        assert!(!with(header::AUTHORIZATION, "Bearer abc"));
    }
}
