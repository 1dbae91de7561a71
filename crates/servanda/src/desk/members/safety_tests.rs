//! Tests of what must not be possible: writing without being asked who one is, forms from elsewhere, scripts in what people write.

use super::tests::{Browser, PASSWORD, desk, people, record};
use crate::desk::router::routes;
use crate::desk::tests::Answer;
use crate::people::{Action, Role, Scope};
use axum::http::{Method, StatusCode};
use jiff::Timestamp;

/// Who may send a form at all.
#[derive(Debug, PartialEq, Clone, Copy)]
enum Asked {
    /// Everybody, with the form's secret.
    Anybody,
    /// Who is logged in.
    Member,
    /// Whose role allows it.
    Role(Action),
}

/// Every address that changes something. One that is not in this list fails the test below.
const WRITES: &[(&str, Asked)] = &[
    ("/login", Asked::Anybody),
    ("/login/code", Asked::Anybody),
    ("/login/passkey", Asked::Anybody),
    ("/passkeys/offer", Asked::Member),
    ("/passkeys/request", Asked::Anybody),
    ("/logout", Asked::Anybody),
    ("/register", Asked::Anybody),
    ("/forgot", Asked::Anybody),
    ("/reset", Asked::Anybody),
    ("/prove", Asked::Anybody),
    ("/account/{what}", Asked::Member),
    ("/notices", Asked::Member),
    ("/discuss", Asked::Member),
    ("/discuss/edit", Asked::Member),
    ("/discuss/remove", Asked::Member),
    ("/discuss/report", Asked::Member),
    ("/discuss/doubt", Asked::Member),
    ("/discuss/follow", Asked::Member),
    ("/discuss/lock", Asked::Role(Action::Moderate)),
    ("/moderation/{deed}", Asked::Role(Action::Moderate)),
    ("/people/{deed}", Asked::Role(Action::Administer)),
    ("/review/{deed}", Asked::Role(Action::Review)),
    ("/chats/{room}", Asked::Member),
    ("/chats/{room}/read", Asked::Member),
    ("/chats/{room}/remove", Asked::Member),
    ("/chats/{room}/report", Asked::Member),
];

/// An address that fits a path of the router.
fn address(path: &str) -> String {
    path.replace("{what}", "preferences")
        .replace("{room}", "general")
        .replace("/moderation/{deed}", "/moderation/hide")
        .replace("/people/{deed}", "/people/registration")
        .replace("/review/{deed}", "/review/confirm")
}

/// Fields that would do something, wherever they are sent.
fn fields(record: &str) -> Vec<(&'static str, String)> {
    [
        ("subject", "record"),
        ("id", record),
        ("text", "Hello."),
        ("comment", "1"),
        ("reason", "because"),
        ("on", "yes"),
        ("kind", "closed"),
        ("client", "a"),
        ("seq", "1"),
        ("last", "1"),
        ("language", "ja"),
        ("zone", "UTC"),
    ]
    .into_iter()
    .map(|(name, value)| (name, value.to_owned()))
    .collect()
}

fn sent(browser: &mut Browser, path: &str, record: &str, csrf: Option<&str>) -> Answer {
    let own = fields(record);
    let mut all: Vec<(&str, &str)> = own
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    all.extend(csrf.map(|csrf| ("csrf", csrf)));
    browser.post_bare(&address(path), &all)
}

/// Whether somebody was led to log in or told that they may not.
fn is_refused(answer: &Answer) -> bool {
    answer.status == StatusCode::FORBIDDEN
        || (answer.status == StatusCode::SEE_OTHER
            && answer.header("location").starts_with("/login"))
}

#[test]
fn every_address_that_changes_something_is_known() {
    let mut found: Vec<&str> = routes()
        .list
        .iter()
        .filter(|(method, _)| *method != Method::GET)
        .map(|(_, path)| *path)
        .collect();
    let mut known: Vec<&str> = WRITES.iter().map(|(path, _)| *path).collect();
    found.sort_unstable();
    known.sort_unstable();
    assert_eq!(found, known, "whoever adds a write says here who may do it");
}

/// The part of an address that stands for something, filled in.
fn filled(path: &str, record: &str) -> String {
    path.replace("{subject}/{id}", &format!("record/{record}"))
        .replace("{id}", record)
        .replace("{pair}", "RUS-JPN")
        .replace("{code}", "RUS")
        .replace("{room}", "general")
        .replace("{comment}", "1")
        .replace("{name}", "desk.css")
        .replace("{what}", "preferences")
        .replace("{deed}", "hide")
}

#[test]
fn the_api_describes_no_write_and_no_other_method_is_answered() {
    let document = crate::desk::api::describe::document();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in ["post", "put", "patch", "delete"] {
            let is_known = WRITES.iter().any(|(known, _)| known == path);
            assert!(
                methods.get(method).is_none() || is_known,
                "{method} {path} is described, and nobody says who may do it"
            );
        }
    }
    let trial = desk();
    let id = record(&trial);
    let mut chief = Browser::of(&trial, "chief", Role::Administrator);
    let csrf = chief.csrf("/account");
    let list = routes().list;
    for (_, path) in &list {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            if list.contains(&(method.clone(), *path)) {
                continue;
            }
            // Also with the secret of the form.
            let answer = chief.send_as(
                method.clone(),
                &filled(path, &id),
                &[("csrf", csrf.as_str())],
            );
            assert!(
                answer.status.is_client_error(),
                "{method} {path}: {}",
                answer.status
            );
        }
    }
}

#[test]
fn looking_changes_nothing() {
    let trial = desk();
    let id = record(&trial);
    // A number that grows when another connection writes.
    let watch = |name: &str| {
        let path = trial.folder.path().join(name);
        rusqlite::Connection::open(path).unwrap()
    };
    let (ledger, people) = (watch("trial.ledger"), watch("trial.ledger.people"));
    let state = || {
        [&ledger, &people].map(|db| -> i64 {
            db.pragma_query_value(None, "data_version", |row| row.get(0))
                .unwrap()
        })
    };
    let before = state();
    let mut visitor = Browser::new(&trial);
    for (method, path) in routes().list {
        // What never ends is not waited for.
        if method == Method::GET && !path.ends_with("/live") {
            let answer = visitor.get(&filled(path, &id));
            assert!(!answer.status.is_server_error(), "{path}");
            assert_eq!(state(), before, "{path}");
        }
    }
}

#[test]
fn no_form_is_taken_without_its_secret_or_from_elsewhere() {
    let trial = desk();
    let id = record(&trial);
    let mut chief = Browser::of(&trial, "chief", Role::Administrator);
    let csrf = chief.csrf("/account");
    for (path, _) in WRITES {
        // A visitor without anything, as a page of another host would send it.
        assert_eq!(
            sent(&mut Browser::new(&trial), path, &id, None).status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        // Empty secrets do not fit each other.
        assert_eq!(
            sent(&mut Browser::new(&trial), path, &id, Some("")).status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        // Somebody who is logged in, by a page that knows no secret or a wrong one.
        for wrong in [
            None,
            Some(""),
            Some("0000"),
            Some(csrf.to_uppercase().as_str()),
        ] {
            assert_eq!(
                sent(&mut chief, path, &id, wrong).status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        // By a page of another host, even if it knew the secret.
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            chief.headers = vec![
                ("host".to_owned(), "desk.example".to_owned()),
                (name.to_owned(), value.to_owned()),
            ];
            assert_eq!(
                sent(&mut chief, path, &id, Some(&csrf)).status,
                StatusCode::FORBIDDEN,
                "{path} {name}: {value}"
            );
            chief.headers.clear();
        }
    }
    let all = people(&trial).registration().unwrap();
    assert_eq!(all.as_str(), "open", "nothing was changed");
}

#[test]
fn no_write_is_taken_from_a_visitor() {
    let trial = desk();
    let id = record(&trial);
    for (path, asked) in WRITES.iter().filter(|(_, asked)| *asked != Asked::Anybody) {
        let mut visitor = Browser::new(&trial);
        let csrf = visitor.csrf("/login");
        let answer = sent(&mut visitor, path, &id, Some(&csrf));
        assert!(is_refused(&answer), "{path} {asked:?}: {}", answer.status);
    }
}

#[test]
fn roles_do_what_they_may_and_no_more() {
    let trial = desk();
    let id = record(&trial);
    // Something to moderate.
    let mut author = Browser::of(&trial, "author", Role::Reader);
    let fields = [
        ("subject", "record"),
        ("id", id.as_str()),
        ("text", "Hello."),
    ];
    author.post(&format!("/discussion/record/{id}"), "/discuss", &fields);
    for role in Role::ALL.iter().copied() {
        let name = format!("the-{role}");
        let mut browser = Browser::of(&trial, &name, role);
        let csrf = browser.csrf("/account");
        for (path, asked) in WRITES {
            if let Asked::Role(action) = asked {
                let answer = sent(&mut browser, path, &id, Some(&csrf));
                assert_eq!(
                    !is_refused(&answer),
                    crate::people::roles::may(Some(role), *action),
                    "{role} {path}"
                );
            }
        }
    }
}

#[test]
fn a_token_writes_within_its_scope_and_needs_no_form() {
    let trial = desk();
    let id = record(&trial);
    let mut anna = Browser::of(&trial, "anna", Role::Administrator);
    let token = anna.cookies["__Host-servanda"].clone();
    let who = people(&trial)
        .session(&token, Timestamp::now())
        .unwrap()
        .unwrap()
        .who;
    let make = |scopes: &[Scope]| {
        people(&trial)
            .make_token(&who, "t", scopes, None, Timestamp::now())
            .unwrap()
    };
    let status = |token: &str, path: &str| {
        let mut program = Browser::new(&trial);
        program.headers = vec![("authorization".to_owned(), format!("Bearer {token}"))];
        sent(&mut program, path, &id, None).status
    };
    let (reads, writes) = (make(&[Scope::Read]), make(&[Scope::Discuss]));
    assert_eq!(status(&writes, "/discuss"), StatusCode::SEE_OTHER);
    assert_eq!(status(&reads, "/discuss"), StatusCode::FORBIDDEN);
    assert_eq!(status(&writes, "/people/{deed}"), StatusCode::FORBIDDEN);
    assert_eq!(status(&writes, "/discuss/lock"), StatusCode::FORBIDDEN);
    assert_eq!(status(&writes, "/account/{what}"), StatusCode::FORBIDDEN);
    assert_eq!(
        status("servanda_unknown", "/discuss"),
        StatusCode::UNAUTHORIZED
    );
    // A token that is none does not open the way for a login's cookie without its form.
    anna.headers = vec![("authorization".to_owned(), "Bearer nonsense".to_owned())];
    assert_eq!(
        sent(&mut anna, "/discuss", &id, None).status,
        StatusCode::UNAUTHORIZED
    );
}

#[test]
fn a_login_cannot_be_fixed_beforehand_and_its_cookie_is_this_hosts_alone() {
    let trial = desk();
    people(&trial)
        .add("anna", PASSWORD, None, Role::Reader, Timestamp::now())
        .unwrap();
    let mut browser = Browser::new(&trial);
    let planted = "0".repeat(64);
    browser
        .cookies
        .insert("__Host-servanda".to_owned(), planted.clone());
    let answer = browser.log_in("anna", "/");
    assert_ne!(browser.cookies["__Host-servanda"], planted);
    let login = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .find(|cookie| cookie.starts_with("__Host-servanda="))
        .unwrap();
    for part in ["; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(login.contains(part), "{login}");
    }
    assert!(!login.to_lowercase().contains("domain"));
    let mut thief = Browser::new(&trial);
    thief.cookies.insert("__Host-servanda".to_owned(), planted);
    assert!(
        thief
            .get("/account")
            .header("location")
            .starts_with("/login")
    );
    // What was logged out is of no use to anybody.
    let token = browser.cookies["__Host-servanda"].clone();
    browser.post("/account", "/logout", &[]);
    thief.cookies.insert("__Host-servanda".to_owned(), token);
    assert!(
        thief
            .get("/account")
            .header("location")
            .starts_with("/login")
    );
}

#[test]
fn logging_in_and_forgetting_tell_nothing_about_accounts() {
    let trial = desk();
    let now = Timestamp::now();
    people(&trial)
        .add("anna-k7", PASSWORD, None, Role::Reader, now)
        .unwrap();
    let mut answers = Vec::new();
    for name in ["anna-k7", "zed-k9"] {
        for page in ["/login", "/forgot"] {
            let mut browser = Browser::new(&trial);
            let csrf = browser.csrf("/login");
            let fields = [
                ("csrf", csrf.as_str()),
                ("name", name),
                ("password", "not this one"),
            ];
            let answer = browser.post_bare(page, &fields);
            let body = answer.body.replace(name, "NAME").replace(&csrf, "CSRF");
            answers.push((answer.status, body));
        }
    }
    assert_eq!(answers[0], answers[2]);
    assert_eq!(answers[1], answers[3]);
    assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn guessing_ends_soon() {
    let trial = desk();
    let mut browser = Browser::new(&trial);
    let csrf = browser.csrf("/login");
    let tries: Vec<StatusCode> = (0..7)
        .map(|number| {
            let guess = format!("guess number {number}");
            let fields = [
                ("csrf", csrf.as_str()),
                ("name", "anna"),
                ("password", guess.as_str()),
            ];
            browser.post_bare("/login", &fields).status
        })
        .collect();
    assert_eq!(tries[4], StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tries[5], StatusCode::TOO_MANY_REQUESTS);
}

/// Ways to smuggle a script into a page, in Markdown, in attributes and in text.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\" onfocus=alert(1) autofocus=\"",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](x \"onerror=alert(1)\")",
    "@x\"><iframe src=//evil.example>",
    "https://example.org/\"onmouseover=\"alert(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href=\"java&#115;cript:alert(1)\">a</a>",
];

/// Looks through a page for what acts: tags that nobody put into a template, handlers, addresses that are no addresses.
fn look_through(page: &str, what: &str) {
    for part in page.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\n'])
            .next()
            .unwrap()
            .to_lowercase();
        assert!(
            ![
                "iframe", "object", "embed", "base", "img", "style", "math", "template"
            ]
            .contains(&name.as_str()),
            "{what}: <{tag}>"
        );
        if name == "script" {
            assert!(
                tag == "/script" || tag.contains(" src=\"/assets/"),
                "{what}: <{tag}>"
            );
        }
        // Outside of quotes nothing may look like a handler.
        let outside: String = tag.split('"').step_by(2).collect::<Vec<_>>().join(" ");
        assert!(
            !outside
                .to_lowercase()
                .split_whitespace()
                .any(|word| word.starts_with("on")),
            "{what}: <{tag}>"
        );
        for attribute in ["href=\"", "src=\"", "action=\"", "formaction=\""] {
            if let Some((_, rest)) = tag.split_once(attribute) {
                let address = rest.split('"').next().unwrap();
                assert!(
                    address.is_empty()
                        || ["/", "#", "http://", "https://", "otpauth://", "?"]
                            .iter()
                            .any(|start| address.starts_with(start)),
                    "{what}: {address}"
                );
            }
        }
    }
}

#[test]
fn what_people_write_never_acts() {
    let trial = desk();
    let id = record(&trial);
    let place = format!("/discussion/record/{id}");
    let mut anna = Browser::of(&trial, "anna", Role::Administrator);
    for (number, payload) in PAYLOADS.iter().enumerate() {
        // The limits on writing are not what is tested here.
        let name = format!("author-{number}");
        let mut author = Browser::of(&trial, &name, Role::Reader);
        let comment = [
            ("subject", "record"),
            ("id", id.as_str()),
            ("text", payload),
            ("quote", payload),
            ("claim", payload),
        ];
        let answer = author.post(&place, "/discuss", &comment);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let message = [("client", *payload), ("text", *payload)];
        author.post("/chats/general", "/chats/general", &message);
        author.post(
            "/account",
            "/account/view",
            &[("name", payload), ("query", payload)],
        );
        author.post(
            "/account",
            "/account/token",
            &[("name", payload), ("scope", "read")],
        );
        let number = (number + 1).to_string();
        let report = [
            ("subject", "record"),
            ("id", id.as_str()),
            ("comment", number.as_str()),
            ("reason", payload),
        ];
        anna.post(&place, "/discuss/report", &report);
        look_through(&author.get("/account").body, payload);
        // What comes back at once.
        let refused = [
            ("name", *payload),
            ("password", "short"),
            ("email", *payload),
            ("token", *payload),
            ("back", *payload),
        ];
        look_through(
            &Browser::new(&trial)
                .post("/register", "/register", &refused)
                .body,
            payload,
        );
        let asked: String = url::form_urlencoded::byte_serialize(payload.as_bytes()).collect();
        for page in [
            "/login?back=",
            "/register?token=",
            "/reset?token=",
            "/chats/general?before=",
            "/account?",
        ] {
            look_through(&anna.get(&format!("{page}{asked}")).body, payload);
        }
        look_through(
            &anna
                .get(&format!("{place}?quote={asked}&claim={asked}"))
                .body,
            payload,
        );
        let name = people(&trial).add(payload, PASSWORD, None, Role::Reader, Timestamp::now());
        assert!(name.is_err(), "{payload} is no name");
    }
    for page in [
        place.as_str(),
        "/chats/general",
        "/moderation",
        "/notices",
        "/people",
        "/account",
    ] {
        let answer = anna.get(page);
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        look_through(&answer.body, page);
    }
    assert!(
        anna.get(&place).body.contains("&#60;script&#62;alert(1)")
            || anna.get(&place).body.contains("&lt;script&gt;alert(1)")
    );
}

#[test]
fn the_headers_hold_on_these_pages_too() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Administrator);
    for page in [
        "/account",
        "/chats/general",
        "/people",
        "/moderation",
        "/login",
    ] {
        let answer = anna.get(page);
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{page}"
        );
        assert!(
            !answer.body.contains(" style=") && !answer.body.contains("<style"),
            "{page}"
        );
    }
}
