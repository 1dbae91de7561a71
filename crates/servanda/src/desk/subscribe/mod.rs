//! Subscribe: what the desk shows, in the forms that other programs follow.
//!
//! What enters: an address that asks what the newsfeed asks. What leaves: [`feeds`] (Atom, RSS 2.0, JSON Feed), a [`calendar`] (iCalendar), and
//! messages that are sent ([`webhooks`]). Each page names its own forms by [`forms`].

pub mod calendar;
pub mod feeds;
pub mod hooks;
pub mod outbox;
pub mod sign;
pub mod webhooks;

use super::frame::{Frame, Other};
use super::state::Desk;
use axum::http::{HeaderMap, header};
use url::Url;
use url::form_urlencoded::Serializer;

/// The forms: what they are called, their address, their kind.
const FORMS: &[(&str, &str, &str)] = &[
    ("Atom", "/feed.atom", "application/atom+xml"),
    ("RSS", "/feed.rss", "application/rss+xml"),
    ("JSON Feed", "/feed.json", "application/feed+json"),
    ("iCalendar", "/feed.ics", "text/calendar"),
];

/// What an address asks for these parties; with nothing: all.
pub fn of_parties(parties: &[String]) -> String {
    let mut query = Serializer::new(String::new());
    match parties {
        [] => {}
        [one] => {
            query.append_pair("party", one);
        }
        [one, other, ..] => {
            query.append_pair("party", one).append_pair("other", other);
        }
    }
    query.finish()
}

/// What this page asks, without what only places it.
pub fn of_page(f: &Frame) -> String {
    let mut query = Serializer::new(String::new());
    for (key, value) in &f.visit.asked {
        let places = ["after", "part", "month", "known", "most"].contains(&key.as_str());
        if !places && !value.trim().is_empty() {
            query.append_pair(key, value);
        }
    }
    query.finish()
}

/// A page in all forms: `query` is what is asked of them, as in an address.
pub fn forms(f: &Frame, query: &str, title: &str) -> Vec<Other> {
    let mut asked = Serializer::new(query.to_owned());
    // A feed is read without the reader's cookies: its language is in its address.
    asked.append_pair("lang", f.visit.lang.code());
    let asked = asked.finish();
    FORMS
        .iter()
        .map(|(name, path, kind)| Other {
            kind,
            href: f.link(&format!("{path}?{asked}")),
            title: format!("{title} ({name})"),
            name,
        })
        .collect()
}

/// The address of the desk as whoever asks sees it, without a stroke at its end: what leaves the desk needs whole addresses.
pub fn origin(desk: &Desk, headers: &HeaderMap) -> String {
    if let Some(public) = &desk.settings().public_url {
        return public.origin().ascii_serialization();
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let url = host.and_then(|host| Url::parse(&format!("http://{host}/")).ok());
    // What is more than a host with a port is not what a browser sends.
    url.filter(|url| url.path() == "/" && url.username().is_empty())
        .map_or_else(
            || "http://localhost".to_owned(),
            |url| url.origin().ascii_serialization(),
        )
}
