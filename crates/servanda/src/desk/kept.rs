//! Kept: answers that many readers ask for are drawn once for each state of the ledger.
//!
//! What enters: requests for pages. What leaves: the page as it was drawn for another reader, or drawn now; or the word that the reader has it
//! already (304). Invariants: an answer is kept under everything that it hangs on (address, host, language, theme, day, state of the ledger), so
//! that a kept one says what a new one would say; a request that carries any cookie but those of language and theme is answered anew
//! each time; the memory for it is bounded; who asks for what is being drawn waits for it.
//!
//! Answers are kept compressed, so that each is compressed once; almost all readers take them so.

use super::members::seat::Seat;
use super::state::Desk;
use super::visit::Visit;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Read as _;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Bytes of answers that are kept, compressed, in each of two halves.
const HALF: usize = 12 << 20;
/// The largest answer that is kept.
const LARGEST: usize = 1 << 20;
/// Smaller answers are not compressed.
const SMALL: usize = 256;
/// How hard answers are compressed: more takes longer than it saves.
const EFFORT: u32 = 3;
/// Of so many answers that are being drawn the list is tidied up.
const DRAWN: usize = 512;

/// Kinds of answers that are kept, by the beginnings of their media types.
const KINDS: &[&str] = &["text/html", "text/calendar", "application/"];

/// Cookies on which no answer hangs but by what [`Visit`] takes of them.
const PLAIN: &[&str] = &["lang", "theme"];

/// An answer that is kept.
#[derive(Clone)]
struct Answer {
    headers: HeaderMap,
    /// As gzip where it is not small.
    body: Bytes,
    packed: bool,
}

impl Answer {
    fn plain(headers: HeaderMap, body: Bytes) -> Answer {
        Answer {
            headers,
            body,
            packed: false,
        }
    }

    fn packed(headers: HeaderMap, body: Bytes) -> Answer {
        let mut packed = Vec::new();
        let mut fold = GzEncoder::new(body.as_ref(), Compression::new(EFFORT));
        if body.len() >= SMALL && fold.read_to_end(&mut packed).is_ok() {
            return Answer {
                headers,
                body: packed.into(),
                packed: true,
            };
        }
        Answer::plain(headers, body)
    }

    /// The answer for a reader who takes gzip, or does not.
    fn sent(self, takes_gzip: bool) -> Response {
        let (headers, body) = (self.headers, self.body);
        let mut response = if self.packed && !takes_gzip {
            let mut plain = Vec::new();
            let unfolded = GzDecoder::new(body.as_ref())
                .take(LARGEST as u64 + 1)
                .read_to_end(&mut plain);
            if unfolded.is_err() {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
            Body::from(plain).into_response()
        } else {
            Body::from(body).into_response()
        };
        let own = response.headers_mut();
        own.extend(headers);
        if self.packed {
            own.append(header::VARY, HeaderValue::from_static("accept-encoding"));
            if takes_gzip {
                own.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
        }
        response
    }
}

/// Answers that are kept: those that were asked for lately, and those before them.
#[derive(Default)]
pub struct Kept {
    halves: Mutex<(Half, Half)>,
    /// Answers that are being drawn, each with what those wait for who ask for it too.
    drawn: Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>,
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

    /// What one holds while one draws an answer.
    fn turn(&self, key: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = drawn.get(key).and_then(Weak::upgrade) {
            return turn;
        }
        if drawn.len() >= DRAWN {
            drawn.retain(|_, turn| turn.strong_count() > 0);
        }
        let turn = Arc::default();
        drawn.insert(key.to_owned(), Arc::downgrade(&turn));
        turn
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
    let reader = Reader::of(&parts.headers);
    let Some(key) = key(&parts, &desk) else {
        return match marked(next.run(Request::from_parts(parts, body)).await).await {
            Drawn::Page(headers, _) if reader.has(&headers) => unchanged(headers),
            Drawn::Page(headers, body) => Answer::plain(headers, body).sent(false),
            Drawn::Other(response) => response,
        };
    };
    if let Some(answer) = desk.kept().get(&key) {
        return reader.answered(answer);
    }
    let turn = desk.kept().turn(&key);
    let own = turn.try_lock().ok();
    if own.is_none() {
        // Somebody is drawing it. If that comes to nothing, those who waited do not wait for each other as well.
        drop(turn.lock().await);
    }
    if let Some(answer) = desk.kept().get(&key) {
        return reader.answered(answer);
    }
    let answer = match marked(next.run(Request::from_parts(parts, body)).await).await {
        Drawn::Page(headers, body) => Answer::packed(headers, body),
        Drawn::Other(response) => return response,
    };
    desk.kept().keep(key, answer.clone());
    drop(own);
    reader.answered(answer)
}

/// What a reader has, and takes.
struct Reader {
    /// Marks of the versions that it has.
    known: Option<HeaderValue>,
    takes_gzip: bool,
}

impl Reader {
    fn of(headers: &HeaderMap) -> Reader {
        let accepted = headers.get(header::ACCEPT_ENCODING);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        let takes = |part: &str| {
            let (name, quality) = part.split_once(';').unwrap_or((part, ""));
            let quality = quality.trim().strip_prefix("q=").unwrap_or("1");
            name.trim().eq_ignore_ascii_case("gzip")
                && quality.parse::<f32>().is_ok_and(|quality| quality > 0.0)
        };
        Reader {
            known: headers.get(header::IF_NONE_MATCH).cloned(),
            takes_gzip: accepted.unwrap_or_default().split(',').any(takes),
        }
    }

    /// Whether the reader has the version that these headers mark.
    fn has(&self, headers: &HeaderMap) -> bool {
        let Some((known, own)) = self.known.as_ref().zip(headers.get(header::ETAG)) else {
            return false;
        };
        let (known, own) = (
            known.to_str().unwrap_or_default(),
            own.to_str().unwrap_or_default(),
        );
        // All marks are weak; some proxies take the sign of it away.
        let bare = |mark: &str| mark.trim().trim_start_matches("W/").to_owned();
        known
            .split(',')
            .any(|mark| mark.trim() == "*" || bare(mark) == bare(own))
    }

    fn answered(&self, answer: Answer) -> Response {
        if self.has(&answer.headers) {
            return unchanged(answer.headers);
        }
        answer.sent(self.takes_gzip)
    }
}

/// The word that nothing has changed.
fn unchanged(headers: HeaderMap) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    response.headers_mut().extend(headers);
    response
}

/// An answer as a handler gave it.
enum Drawn {
    /// It can be kept, and bears a mark of its version.
    Page(HeaderMap, Bytes),
    /// It cannot.
    Other(Response),
}

/// Reads an answer that can be kept, and marks it.
async fn marked(response: Response) -> Drawn {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = response.status() == StatusCode::OK
        && kind.is_some_and(|kind| {
            KINDS
                .iter()
                .any(|k| kind.as_bytes().starts_with(k.as_bytes()))
        })
        && { response.body().size_hint().exact() }.is_some_and(|size| size <= LARGEST as u64);
    if !is_page {
        return Drawn::Other(response);
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
        return Drawn::Other(StatusCode::INTERNAL_SERVER_ERROR.into_response());
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    if !parts.headers.contains_key(header::ETAG)
        && let Ok(mark) = HeaderValue::from_str(&mark(&body))
    {
        parts.headers.insert(header::ETAG, mark);
    }
    Drawn::Page(parts.headers, body)
}

/// What an answer hangs on; none where it is not to be kept.
fn key(parts: &Parts, desk: &Desk) -> Option<String> {
    let path = parts.uri.path();
    let own = path.starts_with("/assets") || path == "/live";
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
    // Feeds name the host under which they are asked for, where nothing else tells it.
    let host = parts.headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or("");
    Some(format!(
        "{version} {said} {host} {} {} {} {}",
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
        Answer::plain(HeaderMap::new(), Bytes::from(vec![b'x'; size]))
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

    fn waiting<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread();
        { runtime }.build().unwrap().block_on(work)
    }

    #[test]
    fn an_answer_is_packed_once_and_sent_to_all() {
        let page = "Peru and New Zealand. ".repeat(100);
        let kept = Answer::packed(HeaderMap::new(), page.clone().into());
        assert!(kept.packed && kept.body.len() < page.len() / 4);
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            Reader::of(&headers)
        };
        for (encoding, packed) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("identity", false),
        ] {
            let sent = asked(encoding).answered(kept.clone());
            let is_packed = sent.headers().contains_key(header::CONTENT_ENCODING);
            assert_eq!(is_packed, packed, "{encoding}");
            assert_eq!(sent.headers()[header::VARY], "accept-encoding");
            let body = waiting(axum::body::to_bytes(sent.into_body(), LARGEST)).unwrap();
            let mut text = String::new();
            if packed {
                GzDecoder::new(body.as_ref())
                    .read_to_string(&mut text)
                    .unwrap();
            } else {
                text.push_str(std::str::from_utf8(&body).unwrap());
            }
            assert_eq!(text, page, "{encoding}");
        }
    }

    #[test]
    fn who_asks_for_what_is_being_drawn_waits_for_it() {
        let kept = Arc::new(Kept::default());
        let turn = kept.turn("page");
        let own = turn.try_lock().unwrap();
        let again = kept.turn("page");
        assert!(again.try_lock().is_err());
        assert!(kept.turn("other").try_lock().is_ok());
        kept.keep("page".to_owned(), answer(10));
        drop(own);
        drop(waiting(again.lock()));
        assert!(kept.get("page").is_some());
        // What nobody draws any more leaves nothing behind.
        drop((turn, again));
        for number in 0..2 * DRAWN {
            kept.turn(&number.to_string());
        }
        assert!(kept.drawn.lock().unwrap().len() <= DRAWN);
    }
}
