//! Members: the web side of accounts, discussion and chats.
//!
//! What enters: forms. What leaves: pages, and what [`crate::people`] made of the forms. Invariants: [`seat`] looks at every request that is no
//! plain reading and refuses what does not carry the secret of its form or a token, so that no handler can forget it; whoever may do
//! something is decided in `people`, not here.

pub mod account;
pub mod admin;
pub mod chats;
pub mod digest;
pub mod discussion;
pub mod entry;
pub mod fields;
pub mod moderation;
pub mod notices;
pub mod passkeys;
pub mod post;
pub mod qr;
pub mod review;
pub mod seat;
pub mod sheet;
pub mod watch;

#[cfg(test)]
mod safety_tests;
#[cfg(test)]
mod tests;

use super::problem::Problem;
use super::router::Routes;
use super::state::Desk;
use super::visit::Visit;
use super::words::Words;
use crate::people::{self, Error, Who};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The addresses of all of it.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/login", entry::show_login)
        .post("/login", entry::log_in)
        .post("/login/code", entry::give_code)
        .post("/login/passkey", passkeys::enter)
        .post("/passkeys/offer", passkeys::offer)
        .post("/passkeys/request", passkeys::request)
        .post("/logout", entry::log_out)
        .get("/register", entry::show_register)
        .post("/register", entry::register)
        .get("/forgot", entry::show_forgot)
        .post("/forgot", entry::forgot)
        .get("/reset", entry::show_reset)
        .post("/reset", entry::reset)
        .get("/prove", entry::show_prove)
        .post("/prove", entry::prove)
        .get("/account", account::show)
        .get("/account/export", account::export)
        .post("/account/{what}", account::change)
        .get("/notices", notices::show)
        .post("/notices", notices::see)
        .get("/discussion/{subject}/{id}", discussion::show)
        .post("/discuss", discussion::write)
        .post("/discuss/edit", discussion::edit)
        .post("/discuss/remove", discussion::remove)
        .post("/discuss/report", discussion::report)
        .post("/discuss/doubt", discussion::doubt)
        .post("/discuss/follow", discussion::follow)
        .post("/discuss/lock", discussion::lock)
        .get("/comments/{comment}", discussion::find)
        .get("/comments/{comment}/history", discussion::history)
        .get("/moderation", moderation::show)
        .post("/moderation/{deed}", moderation::act)
        .get("/people", admin::show)
        .post("/people/{deed}", admin::act)
        .get("/review", review::show)
        .get("/review/changes", review::changes)
        .post("/review/{deed}", review::act)
        .get("/cards/{id}", chats::card)
        .get("/chats", chats::list)
        .get("/chats/{room}", chats::show)
        .post("/chats/{room}", chats::send)
        .get("/chats/{room}/live", chats::live)
        .post("/chats/{room}/read", chats::read)
        .post("/chats/{room}/remove", chats::remove)
        .post("/chats/{room}/report", chats::report)
}

/// Why something was not done, in the visitor's language.
pub fn said(words: &Words, error: &Error) -> String {
    match error {
        Error::Wrong => words.say("refused-wrong"),
        Error::WrongCode => words.say("refused-code"),
        Error::Expired => words.say("refused-expired"),
        Error::LoggedOut => words.say("refused-logged-out"),
        Error::NotAllowed(_) => words.say("refused-role"),
        Error::Muted => words.say("refused-muted"),
        Error::TooOften(seconds) => words.count("refused-too-often", *seconds),
        Error::Closed => words.say("refused-closed"),
        Error::Uninvited => words.say("refused-uninvited"),
        Error::Taken => words.say("refused-taken"),
        Error::BadName => words.say("refused-name"),
        Error::WeakPassword => words.say("refused-password"),
        Error::BadEmail => words.say("refused-email"),
        Error::Missing => words.say("refused-missing"),
        Error::Locked => words.say("refused-locked"),
        Error::Blank => words.say("refused-blank"),
        Error::TooLong(most) => words.count("refused-too-long", *most),
        Error::TooMany(most) => words.count("refused-too-many", *most),
        Error::LastAdministrator => words.say("refused-last-administrator"),
        Error::Store(what) => {
            // Paths and the database's words are nobody else's business.
            eprintln!("servanda: the people's file: {what}");
            words.say("problem-failed")
        }
    }
}

/// With which status a refusal is answered.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::LoggedOut => StatusCode::UNAUTHORIZED,
        Error::NotAllowed(_) | Error::Muted | Error::Locked | Error::Closed | Error::Uninvited => {
            StatusCode::FORBIDDEN
        }
        Error::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Missing => StatusCode::NOT_FOUND,
        Error::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A refusal as a problem, for pages that have no form to say it in.
pub fn problem(error: &Error) -> Problem {
    match error {
        Error::LoggedOut | Error::NotAllowed(_) | Error::Muted | Error::Locked => {
            Problem::forbidden()
        }
        Error::Missing => Problem::not_found(),
        Error::TooOften(_) => Problem::too_many(),
        Error::Store(what) => {
            eprintln!("servanda: the people's file: {what}");
            Problem::failed()
        }
        other => Problem::bad_question(other.to_string()),
    }
}

/// Something to choose in a form.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub word: String,
    /// Whether it is chosen to begin with.
    pub is_chosen: bool,
}

/// Things to choose among whose words are messages of one family.
pub fn choices<'a>(
    words: &Words,
    family: &str,
    all: impl Iterator<Item = &'a str>,
    chosen: &str,
) -> Vec<Choice> {
    let choice = |value: &str| Choice {
        value: value.to_owned(),
        word: words.say(&format!("{family}{value}")),
        is_chosen: value == chosen,
    };
    all.map(choice).collect()
}

/// Who asks, where somebody must be logged in.
pub fn member(visit: &Visit) -> people::Result<Who> {
    visit.who().cloned().ok_or(Error::LoggedOut)
}

/// Leads to a page of the desk. `path` begins with a stroke.
pub fn lead(visit: &Visit, path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(place) = HeaderValue::from_str(&visit.link(path)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// Leads to the page to log in at, and back to where one was.
pub fn lead_to_login(visit: &Visit, back: &str) -> Response {
    lead(visit, &login_path(back))
}

/// The path of the page to log in at that leads back.
pub fn login_path(back: &str) -> String {
    let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    format!("/login?back={back}")
}

/// Where to go back to: a path of this desk, or its front. What an address or a form gives must not lead elsewhere.
pub fn back(given: Option<&str>) -> String {
    let sound = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.len() <= 1000
            && path
                .bytes()
                .all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\')
    };
    given.filter(sound).unwrap_or("/").to_owned()
}

/// Asks the people's file; a desk without one has no such page.
pub async fn ask<T, F>(desk: &Desk, question: F) -> Result<people::Result<T>, Problem>
where
    T: Send + 'static,
    F: FnOnce(&people::People) -> people::Result<T> + Send + 'static,
{
    let people = desk.people().ok_or_else(Problem::not_found)?.clone();
    tokio::task::spawn_blocking(move || question(&people))
        .await
        .map_err(|_| Problem::failed())
}

#[cfg(test)]
mod back_tests {
    use super::*;

    #[test]
    fn one_is_led_back_within_the_desk_only() {
        assert_eq!(
            back(Some("/records/00ff?a=b#discussion")),
            "/records/00ff?a=b#discussion"
        );
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
            "/a\r\nSet-Cookie: a=b",
            "/ a",
            "/я",
        ] {
            assert_eq!(back(Some(elsewhere)), "/", "{elsewhere:?}");
        }
    }
}
