//! Fetching: the bytes behind an address, safely and politely.
//!
//! What enters: an address and what is known of it from the last time. What leaves: an [`Answer`] or a [`Failure`]. Redirects are followed
//! here, not by the library below, so that every hop is judged, asked for permission and waits for its turn. No scripts are run,
//! no cookies kept, no credentials sent.

use super::address::{check, check_from};
use super::connect::{Judge, Names, Sockets, SystemNames};
use super::polite::{Hosts, Stop};
use super::robots::{self, Rules};
use super::{Failure, Policy};
use crate::pages;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use ureq::http::Response;
use ureq::http::header::{self, HeaderMap, HeaderName};
use ureq::unversioned::transport::{Connector, RustlsConnector};
use ureq::{Agent, Body};
use url::Url;

/// Bounds of what is taken from the network for one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest that one request may take, from the name to the last byte.
    pub time: Duration,
    /// The most bytes of an answer, wrapped and unwrapped.
    pub largest: u64,
    /// The most redirects that are followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            time: Duration::from_secs(30),
            largest: 16 << 20,
            redirects: 5,
        }
    }
}

/// How fetching is done.
#[derive(Debug, Clone, Default)]
pub struct Manners {
    /// What may be fetched.
    pub policy: Policy,
    /// Bounds of one answer.
    pub limits: Limits,
    /// The pause between two requests to one host.
    pub pause: Duration,
    /// How those who run hosts reach the person who runs this program: an address of mail or web.
    pub contact: Option<String>,
    /// Host and port of a proxy that understands CONNECT.
    pub proxy: Option<String>,
}

/// What is known of an address from the last time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The address that answered, after redirects: what is known holds for it alone.
    pub address: String,
    /// Its mark of the version (ETag).
    pub etag: Option<String>,
    /// When it says that it was changed.
    pub modified: Option<String>,
}

/// What an address answered.
#[derive(Debug)]
pub struct Answer {
    /// The address that answered, after redirects.
    pub address: Url,
    /// Where all redirects said that they are for good: the address to use from now on.
    pub moved: Option<Url>,
    /// The body; none where nothing has changed since the last time.
    pub body: Option<Vec<u8>>,
    /// The kind of the body, as the host names it, in small letters (`text/html`).
    pub kind: Option<String>,
    /// The charset that the host names.
    pub charset: Option<String>,
    /// What to know of it the next time.
    pub known: Known,
}

/// Fetches pages. Shared by all threads.
pub struct Fetcher {
    agent: Agent,
    manners: Manners,
    hosts: Hosts,
    rules: Mutex<HashMap<String, Found>>,
    stop: Stop,
}

/// What is known of the wishes of a host, and since when.
type Found = (Arc<Rules>, Instant);

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fetcher")
            .field("manners", &self.manners)
            .finish_non_exhaustive()
    }
}

impl Fetcher {
    /// A fetcher with the system's names.
    pub fn new(manners: Manners, stop: Stop) -> Fetcher {
        Fetcher::with_names(manners, stop, Arc::new(SystemNames))
    }

    /// A fetcher with names of one's own.
    pub fn with_names(manners: Manners, stop: Stop, names: Arc<dyn Names>) -> Fetcher {
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(manners.limits.time))
            .max_idle_connections_per_host(1)
            .user_agent(user_agent(manners.contact.as_deref()))
            .build();
        let judge = Judge {
            names,
            policy: manners.policy.clone(),
        };
        let sockets = Sockets {
            proxy: manners.proxy.clone(),
        };
        let agent = Agent::with_parts(config, sockets.chain(RustlsConnector::default()), judge);
        Fetcher {
            agent,
            hosts: Hosts::new(manners.pause, stop.clone()),
            manners,
            rules: Mutex::default(),
            stop,
        }
    }

    /// Asks everybody to stop, and breaks off what is under way.
    pub fn stop(&self) {
        self.stop.set();
        self.agent.clone().shutdown();
    }

    /// Fetches what is behind `words`, if it has changed since what is `known`. Where `asked_by_person`, the wishes of the host towards programs
    /// are not asked for: a person wants this one page.
    ///
    /// # Errors
    /// A refused address, also after a redirect; a host that does not want it; no answer within the limits.
    pub fn get(
        &self,
        words: &str,
        known: Option<&Known>,
        asked_by_person: bool,
    ) -> Result<Answer, Failure> {
        self.get_if(words, known, asked_by_person, |_| true)
    }

    /// As [`Fetcher::get`], for pages alone: pictures, films and documents of other kinds are not taken.
    ///
    /// # Errors
    /// As [`Fetcher::get`], and where the host names another kind.
    pub fn get_page(
        &self,
        words: &str,
        known: Option<&Known>,
        asked_by_person: bool,
    ) -> Result<Answer, Failure> {
        self.get_if(words, known, asked_by_person, is_page)
    }

    fn get_if(
        &self,
        words: &str,
        known: Option<&Known>,
        asked_by_person: bool,
        wanted: fn(&str) -> bool,
    ) -> Result<Answer, Failure> {
        let address = check(words, &self.manners.policy)?;
        let bounds = Bounds {
            largest: self.manners.limits.largest,
            wanted,
        };
        self.follow(address, known, bounds, |hop| {
            if asked_by_person {
                Ok(())
            } else {
                self.rules(hop)?.allow(hop)
            }
        })
    }

    /// The rules of an address's host, fetched where they are not yet known.
    fn rules(&self, of: &Url) -> Result<Arc<Rules>, Failure> {
        let origin = of.origin().ascii_serialization();
        if let Some((rules, since)) = self.lock_rules().get(&origin)
            && since.elapsed() < rules.hold()
        {
            return Ok(rules.clone());
        }
        let answer = match robots::address(of) {
            Some(address) => {
                let bounds = Bounds {
                    largest: robots::MOST_BYTES,
                    wanted: |_| true,
                };
                self.follow(address, None, bounds, |_| Ok(()))
            }
            None => Err(Failure::Gone(String::new())),
        };
        let rules = Arc::new(Rules::of(answer.map(|a| a.body.unwrap_or_default()))?);
        if let Some(host) = of.host_str() {
            self.hosts.ask(host, rules.pause());
        }
        self.lock_rules()
            .insert(origin, (rules.clone(), Instant::now()));
        Ok(rules)
    }

    fn lock_rules(&self) -> std::sync::MutexGuard<'_, HashMap<String, Found>> {
        // Only whole rules are put in, so that the table is whole whoever panicked.
        self.rules.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Follows redirects from a checked address to an answer.
    fn follow(
        &self,
        mut address: Url,
        known: Option<&Known>,
        bounds: Bounds,
        allow: impl Fn(&Url) -> Result<(), Failure>,
    ) -> Result<Answer, Failure> {
        let mut for_good = true;
        for hop in 0..=self.manners.limits.redirects {
            allow(&address)?;
            let turn = self.hosts.turn(address.host_str().unwrap_or_default())?;
            let known = known.filter(|known| known.address == address.as_str());
            let response = self.ask(&address, known)?;
            if let Some(target) = redirect(&response) {
                for_good &= matches!(response.status().as_u16(), 301 | 308);
                drop(turn);
                address = check_from(&address, &target, &self.manners.policy)?;
                continue;
            }
            let moved = (hop > 0 && for_good).then(|| address.clone());
            return self.take(address, moved, response, bounds);
        }
        Err(Failure::Gone(format!(
            "it leads from one address to the next more than {} times",
            self.manners.limits.redirects
        )))
    }

    /// Sends one request and waits for the head of the answer.
    fn ask(&self, address: &Url, known: Option<&Known>) -> Result<Response<Body>, Failure> {
        let mut request = self
            .agent
            .get(address.as_str())
            .header("Accept", "text/html, application/xhtml+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5")
            .header("Accept-Language", "en")
            .header("Accept-Encoding", "gzip, br");
        if let Some(known) = known {
            if let Some(etag) = &known.etag {
                request = request.header("If-None-Match", etag);
            }
            if let Some(modified) = &known.modified {
                request = request.header("If-Modified-Since", modified);
            }
        }
        request.call().map_err(|error| self.failure(error))
    }

    fn failure(&self, error: ureq::Error) -> Failure {
        if self.stop.is_set() {
            return Failure::Stopped;
        }
        match error {
            ureq::Error::Other(inner) => match inner.downcast::<Failure>() {
                Ok(failure) => *failure,
                Err(other) => Failure::Later(other.to_string(), None),
            },
            ureq::Error::HostNotFound => Failure::Later("there is no such host".to_owned(), None),
            ureq::Error::Timeout(_) => Failure::Later(
                format!(
                    "it took longer than {} seconds",
                    self.manners.limits.time.as_secs_f64()
                ),
                None,
            ),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
                Failure::Refused(format!("the address cannot be asked for: {error}"))
            }
            other => Failure::Later(format!("the host gave no proper answer: {other}"), None),
        }
    }

    /// Takes the answer that redirects led to.
    fn take(
        &self,
        address: Url,
        moved: Option<Url>,
        response: Response<Body>,
        bounds: Bounds,
    ) -> Result<Answer, Failure> {
        let (head, body) = response.into_parts();
        let (kind, charset) = kind(&head.headers);
        let known = Known {
            address: address.as_str().to_owned(),
            etag: text(&head.headers, header::ETAG),
            modified: text(&head.headers, header::LAST_MODIFIED),
        };
        let body = match head.status.as_u16() {
            304 => None,
            200 | 203 if !kind.as_deref().is_none_or(bounds.wanted) => {
                let kind = kind.unwrap_or_default();
                return Err(Failure::Gone(format!("it is no page but {kind}")));
            }
            200 | 203 => {
                let encoding = text(&head.headers, header::CONTENT_ENCODING);
                let read = pages::unwrap(body.into_reader(), encoding.as_deref(), bounds.largest);
                if self.stop.is_set() {
                    return Err(Failure::Stopped);
                }
                Some(read?)
            }
            status => return Err(refusal(status, &head.headers)),
        };
        Ok(Answer {
            address,
            moved,
            body,
            kind,
            charset,
            known,
        })
    }
}

/// What is taken of an answer.
#[derive(Clone, Copy)]
struct Bounds {
    /// The most bytes.
    largest: u64,
    /// Which kinds of bodies.
    wanted: fn(&str) -> bool,
}

/// Whether a kind of body is one that pages come in.
fn is_page(kind: &str) -> bool {
    kind.starts_with("text/")
        || ["html", "xml", "json"]
            .iter()
            .any(|ending| kind.ends_with(ending))
        || kind == "application/octet-stream"
}

/// What a status that carries no page means.
fn refusal(status: u16, headers: &HeaderMap) -> Failure {
    let wait = text(headers, header::RETRY_AFTER).and_then(|words| retry_after(&words));
    match status {
        401 | 402 | 403 | 407 | 451 => {
            Failure::Gone(format!("the host does not give it out (status {status})"))
        }
        404 | 410 => Failure::Gone(format!("it is not there (status {status})")),
        408 | 425 | 429 | 500..=599 => Failure::Later(
            format!("the host cannot give it just now (status {status})"),
            wait,
        ),
        _ => Failure::Gone(format!("the host answered with status {status}")),
    }
}

/// How long a host asks to be left alone: seconds, or a moment.
fn retry_after(words: &str) -> Option<Duration> {
    if let Ok(seconds) = words.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = rfc2822::parse(words.trim()).ok()?;
    let wait = moment.timestamp().duration_since(Timestamp::now());
    Some(Duration::try_from(wait).unwrap_or_default())
}

/// Where an answer leads to, if it leads elsewhere.
fn redirect(response: &Response<Body>) -> Option<String> {
    let leads = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    leads.then(|| text(response.headers(), header::LOCATION))?
}

/// A header's words; hosts send UTF-8 where only ASCII is allowed.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The kind of a body and its charset: `text/html; charset="utf-8"`.
fn kind(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let Some(words) = text(headers, header::CONTENT_TYPE) else {
        return (None, None);
    };
    let mut parts = words.split(';').map(str::trim);
    let kind = parts.next().map(str::to_ascii_lowercase);
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (kind.filter(|kind| !kind.is_empty()), charset)
}

/// How the program names itself: what it is, and whom to write to.
pub(super) fn user_agent(contact: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    // What is no printable ASCII would make the header invalid, and with it every request.
    let contact: String = contact
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .collect();
    if contact.is_empty() {
        format!("Servanda/{version} (reads news pages)")
    } else {
        format!("Servanda/{version} (reads news pages; +{contact})")
    }
}

#[cfg(test)]
#[path = "fetch_tests.rs"]
mod tests;
