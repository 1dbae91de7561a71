//! Tests of accounts, discussion and chats as a browser sees them.

use crate::desk::pages_tests::reader;
use crate::desk::tests::{Answer, Trial, add, read, run};
use crate::people::{People, Registration, Role, beside};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use futures_util::StreamExt as _;
use jiff::Timestamp;
use reading::page::{Format, Page};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt as _;

/// A password that is good enough.
pub const PASSWORD: &str = "marmalade on toast";

/// A desk with accounts, which everybody may register for.
pub fn desk() -> Trial {
    let trial = Trial::with(|settings| settings.people = Some(beside(&settings.ledger)));
    let people = people(&trial);
    people.set_registration(Registration::Open).unwrap();
    people.set_trial(0).unwrap();
    trial
}

/// The people of a desk.
pub fn people(trial: &Trial) -> &Arc<People> {
    trial.desk.people().unwrap()
}

/// A browser: it keeps cookies and fills in what forms hide.
pub struct Browser<'t> {
    /// The desk that it looks at.
    pub trial: &'t Trial,
    /// Its cookies.
    pub cookies: BTreeMap<String, String>,
    /// What it sends besides.
    pub headers: Vec<(String, String)>,
}

impl<'t> Browser<'t> {
    /// One without cookies.
    pub fn new(trial: &'t Trial) -> Browser<'t> {
        Browser {
            trial,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    /// Somebody of a role, who is logged in.
    pub fn of(trial: &'t Trial, name: &str, role: Role) -> Browser<'t> {
        people(trial)
            .add(name, PASSWORD, None, role, Timestamp::now())
            .unwrap();
        let mut browser = Browser::new(trial);
        browser.log_in(name, "/");
        browser
    }

    /// Logs in with the good password.
    pub fn log_in(&mut self, name: &str, back: &str) -> Answer {
        self.get("/login");
        let fields = [("name", name), ("password", PASSWORD), ("back", back)];
        let answer = self.post("/login", "/login", &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer
    }

    fn request(&self, builder: axum::http::request::Builder) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut builder = builder.header(header::COOKIE, cookies.join("; "));
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        builder
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Looks at a page.
    pub fn get(&mut self, address: &str) -> Answer {
        let request = self.request(Request::get(address));
        let answer = self.trial.send(request.body(Body::empty()).unwrap());
        self.keep(&answer);
        answer
    }

    /// What the forms of a page carry.
    pub fn csrf(&mut self, page: &str) -> String {
        let body = self.get(page).body;
        let mark = "name=\"csrf\" value=\"";
        let at = body
            .find(mark)
            .unwrap_or_else(|| panic!("no form on {page}: {body}"));
        body[at + mark.len()..]
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    }

    /// Sends a form that stands on a page.
    pub fn post(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf(page);
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_bare(action, &all)
    }

    /// Sends fields and nothing else.
    pub fn post_bare(&mut self, action: &str, fields: &[(&str, &str)]) -> Answer {
        self.send_as(Method::POST, action, fields)
    }

    /// Sends fields by some method.
    pub fn send_as(&mut self, method: Method, action: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self
            .request(Request::builder().method(method).uri(action))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.trial.send(request.body(Body::from(body)).unwrap());
        self.keep(&answer);
        answer
    }
}

/// The id of some record of the examples.
pub fn record(trial: &Trial) -> String {
    let ids = trial
        .ledger()
        .select(&ledger::store::Select::default())
        .unwrap();
    ids.first().unwrap().to_string()
}

#[test]
fn who_logs_in_or_registers_comes_back_to_the_same_place() {
    let trial = desk();
    let place = format!("/discussion/record/{}", record(&trial));
    let mut visitor = Browser::new(&trial);
    let page = visitor.get(&place);
    assert_eq!(page.status, StatusCode::OK);
    let login = format!("/login?back=%2Frecords%2F{}%23discussion", record(&trial));
    assert!(page.body.contains(&login), "{}", page.body);
    let form = visitor.get(&login).body;
    let back = format!("/records/{}#discussion", record(&trial));
    assert!(
        form.contains(&format!("name=\"back\" value=\"{back}\"")),
        "{form}"
    );
    let fields = [
        ("name", "Anna"),
        ("password", PASSWORD),
        ("back", back.as_str()),
    ];
    let answer = visitor.post("/register", "/register", &fields);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.header("location"), back);
    assert!(visitor.get(&place).body.contains("Anna"));
    visitor.post(&place, "/logout", &[("back", "/about")]);
    assert!(!visitor.cookies.contains_key("__Host-servanda"));
    let answer = visitor.log_in("anna", &back);
    assert_eq!(answer.header("location"), back);
    let elsewhere = Browser::new(&trial).log_in("anna", "//evil.example");
    assert_eq!(elsewhere.header("location"), "/");
}

#[test]
fn two_people_discuss_and_a_visitor_reads() {
    let trial = desk();
    let (mut anna, mut boris) = (
        Browser::of(&trial, "anna", Role::Reader),
        Browser::of(&trial, "boris", Role::Editor),
    );
    let id = record(&trial);
    let place = format!("/discussion/record/{id}");
    let subject = [("subject", "record"), ("id", id.as_str())];
    let write = |browser: &mut Browser, more: &[(&str, &str)]| {
        let mut fields = subject.to_vec();
        fields.extend_from_slice(more);
        let answer = browser.post(&place, "/discuss", &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer
            .header("location")
            .rsplit('-')
            .next()
            .unwrap()
            .to_owned()
    };
    let first = write(
        &mut anna,
        &[
            ("text", "Is it **sure**, @boris?"),
            ("quote", "They met."),
            ("claim", &id),
        ],
    );
    let page = boris.get(&place).body;
    assert!(
        page.contains("<strong>sure</strong>") && page.contains("They met."),
        "{page}"
    );
    assert!(page.contains("1 new notice"));
    let notices = boris.get("/notices").body;
    assert!(notices.contains("anna mentioned you"), "{notices}");
    write(&mut boris, &[("text", "It is."), ("parent", &first)]);
    let read = Browser::new(&trial).get(&place).body;
    assert!(
        read.contains("2 comments") && read.contains("It is."),
        "{read}"
    );
    assert!(read.contains("To participate in the discussion, log in or register"));
    assert!(!read.contains("<textarea"));
    let mut fields = subject.to_vec();
    fields.extend([("comment", first.as_str()), ("text", "It is not.")]);
    assert_eq!(
        anna.post(&place, "/discuss/edit", &fields).status,
        StatusCode::SEE_OTHER
    );
    let history = Browser::new(&trial)
        .get(&format!("/comments/{first}/history"))
        .body;
    assert!(history.contains("Is it <strong>sure</strong>"), "{history}");
    let led = Browser::new(&trial).get(&format!("/comments/{first}"));
    assert!(
        led.header("location")
            .ends_with(&format!("#comment-{first}"))
    );
    // A moderator hides it, and it is gone for the visitor.
    let fields = [
        ("comment", first.as_str()),
        ("reason", "wrong"),
        ("back", "/about"),
    ];
    assert_eq!(
        boris.post(&place, "/moderation/hide", &fields).status,
        StatusCode::SEE_OTHER
    );
    let read = Browser::new(&trial).get(&place).body;
    assert!(
        !read.contains("It is not.") && read.contains("Hidden by a moderator"),
        "{read}"
    );
}

#[test]
fn what_is_refused_is_not_lost() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    let id = record(&trial);
    let long = "a".repeat(10_001);
    let fields = [
        ("subject", "record"),
        ("id", id.as_str()),
        ("text", long.as_str()),
    ];
    let answer = anna.post(&format!("/discussion/record/{id}"), "/discuss", &fields);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("At most 10,000 characters") && answer.body.contains(&long));
}

#[test]
fn the_pages_speak_three_languages() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Administrator);
    let said = [
        ("en", "General room", "Discussion", "Your data"),
        ("ru", "Общая комната", "Обсуждение", "Ваши данные"),
        ("ja", "共通の部屋", "議論", "あなたのデータ"),
    ];
    for (lang, room, discussion, data) in said {
        let mut see = |path: &str, words: &str| {
            let page = anna.get(&format!("{path}?lang={lang}"));
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.body.contains(words), "{path} {lang}");
        };
        see("/chats", room);
        see("/chats/general", room);
        see(
            &format!("/discussion/record/{}", record(&trial)),
            discussion,
        );
        see("/account", data);
        for path in ["/notices", "/moderation", "/people"] {
            see(path, "<h1>");
        }
    }
}

#[test]
fn a_chat_goes_by_forms_and_live() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    let mut boris = Browser::of(&trial, "boris", Role::Reader);
    for client in ["a", "b", "a"] {
        let fields = [("client", client), ("text", "Hello *there*")];
        let answer = anna.post("/chats/general", "/chats/general", &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let rooms = boris.get("/chats").body;
    assert!(rooms.contains("2 unread messages"), "{rooms}");
    let page = boris.get("/chats/general").body;
    assert_eq!(page.matches("Hello <em>there</em>").count(), 2, "{page}");
    assert!(!boris.get("/chats").body.contains("unread"));
    // A record that a message links to is told below it.
    let linked = format!("see https://desk.example/records/{}", record(&trial));
    let fields = [("client", "c"), ("text", linked.as_str())];
    anna.post("/chats/general", "/chats/general", &fields);
    let card = format!("<p class=\"card\"><a href=\"/records/{}", record(&trial));
    assert!(anna.get("/chats/general").body.contains(&card));
    assert!(
        anna.get(&format!("/cards/{}", record(&trial)))
            .body
            .starts_with(&card)
    );
    // A browser that comes back says what it saw last.
    let request = boris.request(Request::get("/chats/general/live?after=0"));
    let request = request
        .header("last-event-id", "1")
        .body(Body::empty())
        .unwrap();
    let text = run(async {
        let router = crate::desk::router::router(trial.desk.clone());
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut parts = response.into_body().into_data_stream();
        let mut text = String::new();
        while !text.contains("event: message") {
            text.push_str(&String::from_utf8_lossy(
                &parts.next().await.unwrap().unwrap(),
            ));
        }
        text
    });
    assert!(
        text.contains("id: 2\n") && !text.contains("id: 1\n"),
        "{text}"
    );
    assert!(text.contains("boris"), "who is there: {text}");
    // A visitor is led to log in, and back.
    let led = Browser::new(&trial).get("/chats/general");
    assert_eq!(led.header("location"), "/login?back=%2Fchats%2Fgeneral");
}

#[test]
fn one_looks_after_ones_account() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    let change = |browser: &mut Browser, what: &str, fields: &[(&str, &str)]| {
        browser.post("/account", &format!("/account/{what}"), fields)
    };
    let made = change(
        &mut anna,
        "token",
        &[("name", "script"), ("scope", "read"), ("days", "1")],
    );
    assert!(made.body.contains("servanda_"), "{}", made.body);
    assert!(
        !anna.get("/account").body.contains("servanda_"),
        "it is shown once"
    );
    assert_eq!(made.header("cache-control"), "no-store");
    let export = anna.get("/account/export");
    let own: serde_json::Value = serde_json::from_str(&export.body).unwrap();
    assert_eq!(own["account"]["name"], "anna");
    let view = [
        ("name", "Ocean"),
        ("query", "?party=FRA&state=overdue"),
        ("told", "yes"),
    ];
    assert!(
        change(&mut anna, "view", &view)
            .body
            .contains("/?party=FRA&#38;state=overdue")
    );
    let wrong = change(
        &mut anna,
        "password",
        &[("password", "no"), ("new", "butter and honey")],
    );
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = anna.cookies["__Host-servanda"].clone();
    let done = change(
        &mut anna,
        "password",
        &[("password", PASSWORD), ("new", "butter and honey")],
    );
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_ne!(anna.cookies["__Host-servanda"], before);
    let gone = change(&mut anna, "delete", &[("password", "butter and honey")]);
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    assert!(
        anna.get("/account")
            .header("location")
            .starts_with("/login")
    );
}

#[test]
fn a_second_factor_comes_with_a_picture_of_its_address() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    let page = anna.post("/account", "/account/factor", &[]).body;
    let between = |begin: &str, end: &str| {
        let (_, rest) = page.split_once(begin).unwrap();
        rest.split(end).next().unwrap().to_owned()
    };
    let address = format!("otpauth:{}", between("href=\"otpauth:", "\""));
    let side = between("class=\"qr\" viewBox=\"0 0 ", " ").parse().unwrap();
    let path = between("fill=\"#000\" d=\"", "\"");
    assert_eq!(
        super::qr::tests::seen(side, &path),
        address.replace("&#38;", "&")
    );
    assert!(address.contains(&between("<p><code>", "<")));
    assert!(
        !page.contains(" style="),
        "the policy forbids styles of a page's own"
    );
    // It is shown once: nobody who looks at the account later finds it.
    assert!(!anna.get("/account").body.contains("otpauth:"));
}

#[test]
fn an_administrator_invites_and_others_do_not() {
    let trial = desk();
    let mut chief = Browser::of(&trial, "chief", Role::Administrator);
    let page = chief
        .post("/people", "/people/invite", &[("role", "analyst")])
        .body;
    let token = page
        .split("/register?token=")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    people(&trial)
        .set_registration(Registration::Invited)
        .unwrap();
    let mut anna = Browser::new(&trial);
    let form = anna.get("/register").body;
    assert!(
        form.contains("you need an invitation") && !form.contains("<input id="),
        "{form}"
    );
    let fields = [("name", "Anna"), ("password", PASSWORD), ("token", token)];
    let answer = anna.post(&format!("/register?token={token}"), "/register", &fields);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(
        people(&trial).account_named("anna").unwrap().role,
        Role::Analyst
    );
    assert_eq!(anna.get("/people").status, StatusCode::FORBIDDEN);
    assert_eq!(anna.get("/moderation").status, StatusCode::FORBIDDEN);
}

#[test]
fn who_may_register_is_a_setting() {
    let trial = desk();
    let try_as = |name: &str| {
        let mut visitor = Browser::new(&trial);
        let csrf = visitor.csrf("/login");
        let fields = [
            ("csrf", csrf.as_str()),
            ("name", name),
            ("password", PASSWORD),
        ];
        visitor.post_bare("/register", &fields).status
    };
    for (setting, code) in [
        (Registration::Closed, StatusCode::FORBIDDEN),
        (Registration::Invited, StatusCode::FORBIDDEN),
        (Registration::Open, StatusCode::SEE_OTHER),
    ] {
        people(&trial).set_registration(setting).unwrap();
        assert_eq!(try_as("anna"), code, "{setting:?}");
    }
    people(&trial)
        .set_registration(Registration::Closed)
        .unwrap();
    let page = Browser::new(&trial).get("/register").body;
    assert!(page.contains("Nobody can register here") && !page.contains("<input id="));
}

#[test]
fn who_follows_a_thread_is_told_until_they_do_not() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    let mut boris = Browser::of(&trial, "boris", Role::Reader);
    let id = record(&trial);
    let place = format!("/discussion/record/{id}");
    let follow = |browser: &mut Browser, on: &str| {
        let fields = [("subject", "record"), ("id", id.as_str()), ("on", on)];
        let answer = browser.post(&place, "/discuss/follow", &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    };
    let write = |browser: &mut Browser, text: &str| {
        let fields = [("subject", "record"), ("id", id.as_str()), ("text", text)];
        let answer = browser.post(&place, "/discuss", &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    };
    follow(&mut boris, "yes");
    assert!(boris.get(&place).body.contains("Do not follow any more"));
    write(&mut anna, "It is sure.");
    let notices = boris.get("/notices").body;
    let told = "anna wrote in a discussion that you follow";
    assert!(notices.contains(told), "{notices}");
    let mark = "name=\"last\" value=\"";
    let (_, last) = notices.split_once(mark).unwrap();
    let last = last.split('"').next().unwrap().to_owned();
    boris.post("/notices", "/notices", &[("last", &last)]);
    assert!(!boris.get(&place).body.contains("new notice"));
    follow(&mut boris, "no");
    write(&mut anna, "It really is.");
    assert!(!boris.get(&place).body.contains("new notice"));
}

#[test]
fn a_kept_view_tells_what_is_new_in_it() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    for (name, query) in [("Ocean", "?party=JPN"), ("Andes", "?party=BOL")] {
        let view = [("name", name), ("query", query), ("told", "yes")];
        anna.post("/account", "/account/view", &view);
    }
    let look = || {
        run(super::watch::look(&trial.desk, people(&trial)))
            .map_err(|_| ())
            .unwrap();
    };
    look();
    assert!(!anna.get("/notices").body.contains("Ocean"));
    let page = "<html><head><title>President of Chile to visit Japan on June 3</title><meta property=\"article:published_time\" content=\"2018-05-19\"></head>\
        <body><article><h1>President of Chile to visit Japan on June 3</h1><p>SANTIAGO. The President of Chile will visit Japan on June 3, the ministry said on Saturday.</p>\
        <p>The visit was prepared for a long time, and the two countries hope that it will bring them closer together.</p></article></body></html>";
    let page = Page::with_format(page.as_bytes().to_vec(), Format::Html);
    add(&mut trial.ledger(), &[read(reader(), page, "new.html")]);
    look();
    look();
    let notices = anna.get("/notices").body;
    assert_eq!(
        notices.matches("Ocean: 1 new record").count(),
        1,
        "{notices}"
    );
    assert!(notices.contains("/?party=JPN") && !notices.contains("Andes"));
}

#[test]
fn what_waits_or_was_reported_is_settled_on_one_page() {
    let trial = desk();
    people(&trial).set_trial(1).unwrap();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    let mut boris = Browser::of(&trial, "boris", Role::Reader);
    let mut chief = Browser::of(&trial, "chief", Role::Editor);
    let id = record(&trial);
    let place = format!("/discussion/record/{id}");
    let about = [("subject", "record"), ("id", id.as_str())];
    let first = [&about[..], &[("text", "Buy this.")]].concat();
    anna.post(&place, "/discuss", &first);
    assert!(!boris.get(&place).body.contains("Buy this."));
    assert!(anna.get(&place).body.contains("Waits for a moderator"));
    let queue = chief.get("/moderation").body;
    assert!(queue.contains("Buy this."), "{queue}");
    chief.post(
        "/moderation",
        "/moderation/let-through",
        &[("comment", "1")],
    );
    assert!(boris.get(&place).body.contains("Buy this."));
    let why = [
        &about[..],
        &[("comment", "1"), ("reason", "an advertisement")],
    ]
    .concat();
    boris.post(&place, "/discuss/report", &why);
    let queue = chief.get("/moderation").body;
    assert!(queue.contains("an advertisement") && queue.contains("reported by boris"));
    let hide = [("comment", "1"), ("reason", "it is one")];
    chief.post("/moderation", "/moderation/hide", &hide);
    chief.post("/moderation", "/moderation/mute", &[("name", "anna")]);
    assert_eq!(
        anna.post_bare("/discuss", &first).status,
        StatusCode::FORBIDDEN
    );
    // What was done is told in the reader's language.
    for (lang, words) in [
        (
            "en",
            [
                "let through: comment 1",
                "hid comment 1",
                "kept anna from writing",
            ],
        ),
        (
            "ru",
            [
                "пропущено: комментарий 1",
                "скрыто: комментарий 1",
                "anna: запрещено писать",
            ],
        ),
        (
            "ja",
            [
                "コメント1を公開した",
                "コメント1を非表示にした",
                "annaの書き込みを止めた",
            ],
        ),
    ] {
        let page = chief.get(&format!("/moderation?lang={lang}")).body;
        for words in words {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
}

#[test]
fn a_claim_is_quoted_discussed_and_doubted_until_somebody_decides() {
    let trial = desk();
    let mut anna = Browser::of(&trial, "anna", Role::Reader);
    let mut ida = Browser::of(&trial, "ida", Role::Analyst);
    let id = record(&trial);
    let held = trial
        .ledger()
        .claim(ledger::record::ClaimId(
            u64::from_str_radix(&id, 16).unwrap(),
        ))
        .unwrap()
        .unwrap();
    let sentence = crate::desk::shown::one_line(&held.claim.evidence[0].text);
    let sentence = sentence.split(['\'', '"', '&']).next().unwrap();
    // The record leads to its claim, and to a comment that begins with its sentence.
    let page = anna.get(&format!("/records/{id}")).body;
    let quote = format!("?claim={id}#comment-text");
    let place = format!("/discussion/claim/{id}");
    assert!(page.contains(&quote) && page.contains(&place), "{page}");
    let page = anna.get(&format!("/records/{id}?claim={id}")).body;
    let (_, form) = page.split_once("class=\"write\"").unwrap();
    assert!(
        form.contains(&format!("<blockquote lang=\"en\">{sentence}")),
        "{form}"
    );
    let page = Browser::new(&trial).get(&place).body;
    assert!(page.contains(sentence) && !page.contains("/discuss/doubt"));
    let back = format!("/login?back=%2Fdiscussion%2Fclaim%2F{id}%23discussion");
    assert!(page.contains(&back), "{page}");
    let doubt = [("id", id.as_str()), ("reason", "the embassy denies it")];
    let led = anna.post(&place, "/discuss/doubt", &doubt);
    assert_eq!(led.header("location"), place, "{}", led.body);
    assert!(anna.get(&place).body.contains("the embassy denies it"));
    // It is what those who review are asked first.
    let first = |browser: &mut Browser, address: &str| {
        let page = browser.get(address).body;
        let (_, rest) = page.split_once("class=\"doubtful\"").unwrap_or_default();
        rest.split("</article>")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    for address in ["/review", "/review?doubt=told"] {
        let item = first(&mut ida, address);
        assert!(item.contains(&format!("claim-{id}")), "{address}: {item}");
        assert!(item.contains("anna: the embassy denies it"), "{item}");
    }
    let decided = [("claim", id.as_str()), ("reason", "the ministry says so")];
    let led = ida.post("/review", "/review/confirm", &decided);
    assert_eq!(led.status, StatusCode::SEE_OTHER, "{}", led.body);
    assert_eq!(first(&mut ida, "/review?doubt=told"), "");
    assert!(!anna.get(&place).body.contains("the embassy denies it"));
    let nowhere = [("id", "0000000000000000"), ("reason", "because")];
    let none = anna.post(&place, "/discuss/doubt", &nowhere);
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[test]
fn what_cannot_be_decided_is_refused_in_the_readers_language() {
    let trial = desk();
    let mut ida = Browser::of(&trial, "ida", Role::Analyst);
    let id = record(&trial);
    let fields = [
        ("claim", id.as_str()),
        ("reason", "so it is"),
        ("actors", "JPN, RUS"),
        ("when", "tomorrow"),
        ("said_by", "page"),
    ];
    for (lang, words) in [
        ("en", "is no time in EDTF"),
        ("ru", "не время в EDTF"),
        ("ja", "EDTF の時期ではありません"),
    ] {
        ida.get(&format!("/review?lang={lang}"));
        let answer = ida.post("/review", "/review/edit", &fields);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(words), "{}", answer.body);
    }
    // Enter in a field presses the first button of a form, which must decide nothing.
    let page = ida.get("/review").body;
    for form in page.split("action=\"/review/confirm\"").skip(1) {
        let button = form.split("<button").nth(1).unwrap();
        assert!(button.starts_with(" type=\"submit\" disabled"), "{button}");
    }
}

#[test]
fn a_desk_without_accounts_has_none_of_it() {
    let trial = Trial::new();
    for path in [
        "/login",
        "/register",
        "/account",
        "/chats",
        "/chats/general",
        "/moderation",
        "/people",
    ] {
        let status = trial.get(path).status;
        assert!(
            matches!(status, StatusCode::NOT_FOUND | StatusCode::SEE_OTHER),
            "{path}: {status}"
        );
    }
    assert!(!trial.get("/about").body.contains("/login"));
}
