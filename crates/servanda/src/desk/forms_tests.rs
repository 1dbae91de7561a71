//! Tests of what is followed: feeds, the calendar, webhooks, and the pages of figures.

use super::subscribe::{hooks, webhooks};
use super::tests::{Trial, add, read};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use reading::Reader;
use reading::page::{Format, Page};
use std::collections::BTreeSet;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

#[test]
fn feeds_are_read_by_a_parser_of_feeds() {
    let trial = Trial::new();
    let mut all: Vec<Vec<(String, String)>> = Vec::new();
    for address in ["/feed.atom", "/feed.rss", "/feed.json"] {
        let answer = trial.get_with(address, &[("host", "desk.example:8080")]);
        assert_eq!(answer.status, StatusCode::OK);
        let feed = feed_rs::parser::parse(answer.body.as_bytes()).unwrap();
        assert!(feed.entries.len() > 10, "{address}");
        let entries = feed.entries.iter().map(|entry| {
            let title = entry.title.as_ref().unwrap().content.clone();
            let link = entry
                .links
                .iter()
                .find(|link| link.href.contains("/records/"))
                .unwrap();
            assert!(link.href.starts_with("http://desk.example:8080/records/"));
            (entry.id.clone(), title)
        });
        let entries: Vec<(String, String)> = entries.collect();
        let ids: BTreeSet<&String> = entries.iter().map(|(id, _)| id).collect();
        assert_eq!(
            ids.len(),
            entries.len(),
            "{address}: an id stands for two entries"
        );
        all.push(entries);
    }
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}

#[test]
fn a_feed_follows_what_a_page_shows() {
    let trial = Trial::new();
    let titles = |address: &str| -> Vec<String> {
        let feed = feed_rs::parser::parse(trial.get(address).body.as_bytes()).unwrap();
        feed.entries
            .into_iter()
            .map(|entry| entry.title.unwrap().content)
            .collect()
    };
    let all = titles("/feed.atom?lang=en");
    let overdue = titles("/feed.atom?lang=en&status=overdue");
    assert!(!overdue.is_empty() && overdue.len() < all.len());
    assert!(overdue.iter().all(|title| all.contains(title)));
    let russian = titles("/feed.atom?lang=ru");
    assert_eq!(russian.len(), all.len());
    assert_ne!(russian, all);
    // The page names its feeds with what it asks.
    let page = trial.get("/?status=overdue").body;
    assert!(page.contains("rel=\"alternate\" type=\"application/atom+xml\" href=\"/feed.atom?status=overdue&#38;lang=en\""));
    let wrong = trial.get("/feed.atom?status=nothing");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let unknown = trial.get("/feed.atom?record=0123456789abcdef");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[test]
fn hostile_titles_stay_text_in_all_forms() {
    let trial = Trial::new();
    let text = "Peru to visit Chile <script>alert(1)</script> ]]> & more\n\nLIMA, 18 May 2018. The president of Peru will visit Chile on 25 May 2018, the foreign minister said.\n";
    let page = Page::with_format(text.as_bytes().to_vec(), Format::Text);
    add(
        &mut trial.ledger(),
        &[read(&Reader::bundled(), page, "hostile")],
    );
    for address in [
        "/feed.atom",
        "/feed.rss",
        "/feed.json",
        "/feed.ics",
        "/due",
        "/world",
        "/actors/PER",
        "/subscribe?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ] {
        let answer = trial.get(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        if !answer.header("content-type").contains("json")
            && !answer.header("content-type").contains("calendar")
        {
            assert!(!answer.body.contains("<script>alert"), "{address}");
        }
        if address.starts_with("/feed.") && !address.ends_with("ics") {
            assert!(
                feed_rs::parser::parse(answer.body.as_bytes()).is_ok(),
                "{address}"
            );
        }
    }
}

#[test]
fn the_calendar_holds_what_was_announced() {
    let trial = Trial::new();
    let answer = trial.get("/feed.ics");
    assert!(answer.header("content-type").starts_with("text/calendar"));
    assert!(
        answer.body.starts_with("BEGIN:VCALENDAR\r\n")
            && answer.body.ends_with("END:VCALENDAR\r\n")
    );
    let events = answer.body.matches("BEGIN:VEVENT").count();
    assert!(events > 2);
    let narrow = trial.get("/feed.ics?from=2018-01-01&to=2018-01-02").body;
    assert_eq!(narrow.matches("BEGIN:VEVENT").count(), 0);
}

#[test]
fn pages_of_figures_show_what_the_ledger_holds() {
    let trial = Trial::new();
    let actor = trial.get("/actors/Peru");
    assert_eq!(actor.status, StatusCode::OK);
    assert!(
        actor.body.contains("<path class=\"mean\"") && actor.body.contains("href=\"/relations/")
    );
    let pair = trial.get("/relations/NZL-PER");
    assert_eq!(pair.status, StatusCode::OK);
    assert!(pair.body.contains("New Zealand and Peru"));
    // What was not known yet is not shown.
    let before = trial.get("/relations/NZL-PER?known=2000-01-01");
    assert!(!before.body.contains("/records/"));
    for nothing in [
        "/actors/QQQ",
        "/relations/PER",
        "/relations/PER-PER",
        "/relations/PER-QQQ",
    ] {
        assert_eq!(
            trial.get(nothing).status,
            StatusCode::NOT_FOUND,
            "{nothing}"
        );
    }
    let due = trial.get("/due?month=2018-05").body;
    assert!(due.contains("May 2018") && due.contains("class=\"share\""));
    assert_eq!(
        trial.get("/due?month=never").status,
        StatusCode::BAD_REQUEST
    );
    let world = trial.get("/world").body;
    assert!(world.contains("class=\"tie ") && world.contains("class=\"spot\""));
    let other = trial.get("/world?party=Chile").body;
    assert!(
        other.matches("<path class=\"tie ").count() < world.matches("<path class=\"tie ").count()
    );
}

type Received = (HeaderMap, String);

async fn take(
    State(sender): State<mpsc::UnboundedSender<Received>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let _ = sender.send((headers, String::from_utf8_lossy(&body).into_owned()));
    StatusCode::NO_CONTENT
}

#[test]
fn changes_are_sent_signed_to_who_asked_for_them() {
    let trial = Trial::with(|settings| settings.look = std::time::Duration::from_millis(5));
    let remembered = trial.folder.path().join("hooks.state");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let (headers, body, secret) = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, mut received) = mpsc::unbounded_channel();
        let receiver = Router::new().route("/in", post(take)).with_state(sender);
        tokio::spawn(async move { axum::serve(listener, receiver).await });
        let file = format!(
            "allow = [\"127.0.0.1:{port}\"]\n[[webhook]]\nname = \"one\"\nurl = \"http://127.0.0.1:{port}/in\"\n\
             secret = \"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\"\npair = \"PER-CHL\"\n"
        );
        let hooks = hooks::parse(&file).unwrap();
        let secret = hooks.hooks[0].secret.clone();
        trial.desk.follow();
        tokio::spawn(webhooks::send(trial.desk.clone(), hooks, remembered.clone()));
        // What is there when it begins is not sent: it begins once it has remembered where it stands.
        while !remembered.exists() {
            tokio::task::yield_now().await;
        }
        let text = "Peru to visit Chile\n\nLIMA, 18 May 2018. The president of Peru will visit Chile on 25 May 2018, the foreign minister said.\n";
        let page = Page::with_format(text.as_bytes().to_vec(), Format::Text);
        add(&mut trial.ledger(), &[read(&Reader::bundled(), page, "new")]);
        // Until the desk has looked for the first time nothing is new to it, so that something else is added until it has.
        let (headers, body) = loop {
            if let Ok(message) = received.try_recv() {
                break message;
            }
            let other = format!("Weather {:?}\n\nIt rained.\n", std::time::Instant::now());
            let page = Page::with_format(other.into_bytes(), Format::Text);
            add(&mut trial.ledger(), &[read(&Reader::bundled(), page, "other")]);
            tokio::task::yield_now().await;
        };
        trial.desk.stop();
        (headers, body, secret)
    });
    let value = |name: &str| headers[name].to_str().unwrap().to_owned();
    let at: i64 = value("webhook-timestamp").parse().unwrap();
    assert_eq!(
        value("webhook-signature"),
        secret.sign(&value("webhook-id"), at, &body)
    );
    let message: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(message["type"], "change.announced");
    assert_eq!(message["data"]["record"]["recipients"][0], "CHL");
    drop(runtime);
}

#[test]
fn feeds_and_pages_know_the_address_of_a_proxy() {
    let trial = Trial::with(|settings| {
        settings.public_url = Some("https://example.org/desk/".parse().unwrap());
    });
    let feed = trial.get_with("/feed.atom", &[("host", "inside:1")]).body;
    assert!(feed.contains("https://example.org/desk/records/") && !feed.contains("inside"));
    assert!(
        trial
            .get("/api/v1/records?most=1")
            .body
            .contains("\"next\":\"/desk/api/v1/records?")
    );
    assert!(
        trial
            .get("/api/v1/openapi.json")
            .body
            .contains("\"url\":\"/desk/\"")
    );
    let host = trial.get_with("/feed.rss", &[("host", "a/b\"><x")]);
    assert!(!host.body.contains("a/b"));
}
