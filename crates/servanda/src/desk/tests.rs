//! Tests of the desk as a whole: a router over a ledger of the examples, asked in process.

use super::router::router;
use super::state::Desk;
use super::words::Lang;
use super::{Settings, guard};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use futures_util::StreamExt as _;
use jiff::civil::date;
use ledger::record::PageId;
use ledger::store::sqlite::Sqlite;
use ledger::store::{Arrival, Ledger, Read};
use reading::page::{Format, Page};
use reading::{Options, Reader};
use std::fs;
use std::future::Future;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tower::ServiceExt as _;

/// A desk over a ledger of its own.
pub struct Trial {
    /// The desk.
    pub desk: Desk,
    /// Where its ledger is.
    pub folder: tempfile::TempDir,
}

/// What was answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header as text; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Readings of the examples: made once, as they take a while.
fn readings() -> &'static [(Arrival, Read)] {
    static ALL: OnceLock<Vec<(Arrival, Read)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let mut paths: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end != "md"))
            .collect();
        paths.sort();
        let reader = Reader::bundled();
        paths
            .iter()
            .map(|path| {
                let bytes = fs::read(path).unwrap();
                let html = path.extension().is_some_and(|end| end == "html");
                let format = if html { Format::Html } else { Format::Text };
                read(
                    &reader,
                    Page::with_format(bytes, format),
                    &path.to_string_lossy(),
                )
            })
            .collect()
    })
}

/// Reads a page as `add` does.
pub fn read(reader: &Reader, page: Page, name: &str) -> (Arrival, Read) {
    let id = PageId(page.hash());
    let reading = reader.read(&page, &Options::default());
    let read = Read::of(&id, &reading);
    let arrival = Arrival {
        id,
        page,
        name: name.to_owned(),
        assumed: None,
        at: "2018-05-20T12:00:00Z".parse().unwrap(),
    };
    (arrival, read)
}

/// Adds pages to a ledger.
pub fn add(ledger: &mut Ledger, pages: &[(Arrival, Read)]) {
    let (arrivals, reads): (Vec<Arrival>, Vec<Read>) = pages.iter().cloned().unzip();
    ledger.keep(&arrivals, false).unwrap();
    ledger.put(&reads, false).unwrap();
    ledger.join().unwrap();
}

impl Trial {
    /// A desk over the examples, as of 20 May 2018.
    pub fn new() -> Trial {
        Trial::with(|_| {})
    }

    /// The same with other settings.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Trial {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trial.ledger");
        let store = Sqlite::open_or_begin(&path).unwrap();
        add(&mut Ledger::over(Box::new(store)).unwrap(), readings());
        let mut settings = Settings {
            today: Some(date(2018, 5, 20)),
            people: None,
            figures: std::time::Duration::ZERO,
            ..Settings::for_ledger(path)
        };
        change(&mut settings);
        Trial {
            desk: Desk::new(settings).unwrap(),
            folder,
        }
    }

    /// Opens the ledger to write, as another program would.
    pub fn ledger(&self) -> Ledger {
        let store = Sqlite::open(&self.folder.path().join("trial.ledger")).unwrap();
        Ledger::over(Box::new(store)).unwrap()
    }

    /// Asks for an address.
    pub fn get(&self, address: &str) -> Answer {
        self.get_with(address, &[])
    }

    /// Asks for an address, with headers.
    pub fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap())
    }

    /// Sends any request.
    pub fn send(&self, request: Request<Body>) -> Answer {
        run(async {
            let response = router(self.desk.clone()).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, 16 << 20).await.unwrap();
            Answer {
                status: parts.status,
                headers: parts.headers,
                body: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }
}

/// Runs what waits, on one thread.
pub fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

#[test]
fn every_answer_carries_the_headers_that_keep_it_safe() {
    let trial = Trial::new();
    let style = super::assets::path("desk.css");
    for address in [
        "/about",
        "/nothing",
        style.as_str(),
        "/assets/../../etc/passwd",
    ] {
        let answer = trial.get(address);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{address}");
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
    }
    // What the policy forbids would not work, so that no page may have it.
    for address in ["/about", "/nothing"] {
        let page = trial.get(address).body;
        assert!(
            !page.contains(" style=") && !page.contains("<style"),
            "{address}"
        );
        assert!(
            !page.contains(" onclick=") && !page.contains("<script>"),
            "{address}"
        );
    }
}

#[test]
fn nothing_is_loaded_from_other_hosts() {
    let page = Trial::new().get("/about").body;
    for at in [
        "src=\"",
        "<link rel=\"stylesheet\" href=\"",
        "<link rel=\"icon\" href=\"",
    ] {
        for (start, _) in page.match_indices(at) {
            let address = page[start + at.len()..].split('"').next().unwrap();
            assert!(address.starts_with("/assets/"), "{address}");
        }
    }
}

#[test]
fn assets_are_kept_for_ever_and_are_the_programs_own() {
    let trial = Trial::new();
    let answer = trial.get(&super::assets::path("desk.css"));
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(answer.header("cache-control").contains("immutable"));
    for address in [
        "/assets/desk.css",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/mod.rs",
    ] {
        assert_eq!(
            trial.get(address).status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
}

#[test]
fn the_language_is_the_visitors() {
    let trial = Trial::new();
    let lang = |answer: &Answer| {
        let at = answer.body.find("<html lang=\"").unwrap() + 12;
        answer.body[at..at + 2].to_owned()
    };
    assert_eq!(lang(&trial.get("/about")), "en");
    let russian = trial.get_with("/about", &[("accept-language", "ru,en;q=0.5")]);
    assert_eq!(lang(&russian), "ru");
    assert_eq!(russian.header("content-language"), "ru");
    let chosen = trial.get_with("/about?lang=ja", &[("accept-language", "ru")]);
    assert_eq!(lang(&chosen), "ja");
    assert!(chosen.header("set-cookie").starts_with("lang=ja; Path=/;"));
    let again = trial.get_with(
        "/about",
        &[("cookie", "lang=ja"), ("accept-language", "ru")],
    );
    assert_eq!(lang(&again), "ja");
    assert_eq!(lang(&trial.get("/about?lang=xx")), "en");
    assert_eq!(trial.get("/about?lang=xx").header("set-cookie"), "");
    for known in Lang::ALL {
        assert!(again.body.contains(&format!("?lang={}\"", known.code())));
    }
}

#[test]
fn problems_have_a_face_for_people_and_one_for_programs() {
    let trial = Trial::new();
    let page = trial.get_with(
        "/no/such",
        &[("accept", "text/html"), ("accept-language", "ru")],
    );
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.body.contains("Здесь ничего нет"));
    let details = trial.get("/api/v1/no-such");
    assert_eq!(details.status, StatusCode::NOT_FOUND);
    assert_eq!(details.header("content-type"), "application/problem+json");
    let json: serde_json::Value = serde_json::from_str(&details.body).unwrap();
    assert_eq!(json["status"], 404);
    assert_eq!(json["instance"], "/api/v1/no-such");
    let wrong = trial.send(Request::post("/about").body(Body::empty()).unwrap());
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(wrong.header("allow"), "GET,HEAD");
    assert!(wrong.body.contains("This cannot be done here"));
}

#[test]
fn hostile_addresses_come_back_as_text_only() {
    let trial = Trial::new();
    for address in [
        "/about?x=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/about?lang=en&%22onload=%22alert(1)=1",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
    ] {
        let body = trial.get(address).body;
        assert!(!body.contains("<script>alert"), "{address}");
        assert!(!body.contains("\"onload="), "{address}");
    }
}

#[test]
fn too_much_is_refused() {
    let trial = Trial::with(|settings| settings.requests = 1);
    let long = format!("/about?x={}", "y".repeat(5000));
    assert_eq!(trial.get(&long).status, StatusCode::BAD_REQUEST);
    let large = Body::from(vec![b'x'; guard::LARGEST_BODY + 1]);
    let post = Request::post("/about").header("content-length", guard::LARGEST_BODY + 1);
    let answer = trial.send(post.body(large).unwrap());
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let place = trial.desk.requests().try_acquire_owned().unwrap();
    let answer = trial.get("/about");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "2");
    drop(place);
    assert_eq!(trial.get("/about").status, StatusCode::OK);
}

#[test]
fn a_question_that_takes_too_long_is_ended() {
    let trial = Trial::with(|settings| {
        settings.patience = std::time::Duration::from_millis(20);
        settings.connections = 1;
    });
    let (answer, hold) = std::sync::mpsc::channel::<()>();
    let hold = Arc::new(std::sync::Mutex::new(hold));
    run(async {
        // The question waits until the answer has been given up.
        let waiting = hold.clone();
        let asked = trial.desk.ask(move |_| {
            let _ = waiting.lock().unwrap().recv();
            Ok(())
        });
        assert!(asked.await.is_err());
        // The only connection is not free yet.
        assert!(trial.desk.ask(|ledger| ledger.counts()).await.is_err());
        answer.send(()).unwrap();
    });
}

#[test]
fn behind_a_proxy_links_begin_with_its_path() {
    let trial = Trial::with(|settings| {
        settings.public_url = Some("https://example.org/desk/".parse().unwrap());
    });
    let answer = trial.get("/about?theme=dark");
    assert!(answer.body.contains("href=\"/desk/about\""));
    assert!(answer.body.contains("data-theme=\"dark\""));
    assert!(!answer.body.contains("href=\"/about"));
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("Path=/desk;") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=")
    );
}

#[test]
fn open_pages_are_told_that_the_ledger_has_changed() {
    let trial = Trial::with(|settings| settings.look = std::time::Duration::from_millis(5));
    run(async {
        trial.desk.follow();
        let request = Request::get("/live").body(Body::empty()).unwrap();
        let response = router(trial.desk.clone()).oneshot(request).await.unwrap();
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/event-stream"
        );
        let mut events = response.into_body().into_data_stream();
        let first = events.next().await.unwrap().unwrap();
        assert!(String::from_utf8_lossy(&first).contains("event: open"));
        let mut changes = trial.desk.changes();
        // Until the desk has looked for the first time, nothing can be new to it; so it is changed until it says so.
        let mut number = 0;
        while changes.has_changed().is_ok_and(|changed| !changed) {
            number += 1;
            let page =
                format!("Minister to visit Peru {number}\n\nLIMA. The minister will visit Peru.");
            let page = Page::with_format(page.into_bytes(), Format::Text);
            let arrival = Arrival {
                id: PageId(page.hash()),
                page,
                name: "new".to_owned(),
                assumed: None,
                at: "2018-05-21T12:00:00Z".parse().unwrap(),
            };
            trial.ledger().keep(&[arrival], false).unwrap();
            tokio::task::yield_now().await;
        }
        changes.mark_unchanged();
        let event = events.next().await.unwrap().unwrap();
        assert!(String::from_utf8_lossy(&event).contains("event: change"));
        // When it is time to stop, the connection ends.
        trial.desk.stop();
        while let Some(event) = events.next().await {
            assert!(event.is_ok());
        }
    });
}

#[test]
fn a_page_that_has_not_changed_is_not_sent_again() {
    let trial = Trial::new();
    let first = trial.get("/about");
    let mark = first.header("etag").to_owned();
    assert!(mark.starts_with("W/"), "{mark}");
    let again = trial.get_with("/about", &[("if-none-match", &mark)]);
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.body, "");
    let other = trial.get_with("/about?lang=ru", &[("if-none-match", &mark)]);
    assert_eq!(other.status, StatusCode::OK);
}

#[test]
fn what_is_kept_is_told_apart_by_language_and_by_the_state_of_the_ledger() {
    let trial = Trial::with(|settings| settings.look = std::time::Duration::from_millis(5));
    run(async {
        trial.desk.follow();
        let ask = async |lang: &str| {
            let request = Request::get("/about").header("accept-language", lang);
            let request = request.body(Body::empty()).unwrap();
            let response = router(trial.desk.clone()).oneshot(request).await.unwrap();
            let bytes = axum::body::to_bytes(response.into_body(), 1 << 20)
                .await
                .unwrap();
            String::from_utf8(bytes.to_vec()).unwrap()
        };
        let english = ask("en").await;
        assert_eq!(ask("en").await, english);
        assert!(ask("ru").await.contains("<html lang=\"ru\""));
        let mut changes = trial.desk.changes();
        let mut number = 0;
        while changes.has_changed().is_ok_and(|changed| !changed) {
            number += 1;
            let page = Page::with_format(format!("Page {number}").into_bytes(), Format::Text);
            let arrival = Arrival {
                id: PageId(page.hash()),
                page,
                name: "new".to_owned(),
                assumed: None,
                at: "2018-05-21T12:00:00Z".parse().unwrap(),
            };
            trial.ledger().keep(&[arrival], false).unwrap();
            tokio::task::yield_now().await;
        }
        changes.mark_unchanged();
        // The page counts the pages of the ledger, of which there are more now.
        assert_ne!(ask("en").await, english);
    });
}
