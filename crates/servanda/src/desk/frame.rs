//! Frame: what stands around every page.
//!
//! What enters: a visit, and what a page says of itself. What leaves: the part of a template that `base.html` draws, and the response of a
//! page. A template has it under the name `f`.

use super::assets;
use super::dates::Dates;
use super::problem::Problem;
use super::state::Desk;
use super::visit::{Theme, Visit};
use super::words::{Arg, Lang, Words};
use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;

/// What stands around a page.
pub struct Frame {
    /// Who asks.
    pub visit: Visit,
    /// The title of the page.
    pub title: String,
    /// Which entry of the menu it belongs to: the path of that entry, or nothing.
    pub at: &'static str,
    /// The day that counts as today.
    pub today: Date,
    /// Whether it shows invented examples.
    pub demo: bool,
    /// Scripts of the page, by the names of their files.
    pub scripts: Vec<&'static str>,
    /// The page in other forms: media type, address, title.
    pub others: Vec<Other>,
}

/// The page in another form.
pub struct Other {
    /// Media type.
    pub kind: &'static str,
    /// Address.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// The form in a word: `Atom`.
    pub name: &'static str,
}

/// An entry of the menu.
pub struct Entry {
    /// Its path.
    pub path: &'static str,
    /// The name of its message.
    pub word: &'static str,
}

/// The menu. A page that is built later has its entry added here.
pub const MENU: &[Entry] = &[
    Entry {
        path: "/",
        word: "menu-feed",
    },
    Entry {
        path: "/due",
        word: "menu-due",
    },
    Entry {
        path: "/world",
        word: "menu-world",
    },
    Entry {
        path: "/review",
        word: "menu-review",
    },
    Entry {
        path: "/chats",
        word: "menu-chats",
    },
    Entry {
        path: "/search",
        word: "menu-search",
    },
    Entry {
        path: "/sources",
        word: "menu-sources",
    },
    Entry {
        path: "/about",
        word: "menu-about",
    },
];

impl Frame {
    /// A frame for a page; `at` is the path of the entry of the menu that it belongs to.
    pub fn new(visit: Visit, desk: &Desk, at: &'static str, title: impl Into<String>) -> Frame {
        Frame {
            visit,
            title: title.into(),
            at,
            today: desk.today(),
            demo: desk.settings().demo,
            scripts: vec!["desk.js"],
            others: Vec::new(),
        }
    }

    /// The words of the visitor's language.
    pub fn words(&self) -> &'static Words {
        self.visit.words()
    }

    /// Writes dates.
    pub fn dates(&self) -> Dates {
        Dates {
            words: self.words(),
            today: self.today,
        }
    }

    /// A message.
    pub fn say(&self, key: &str) -> String {
        self.words().say(key)
    }

    /// A message about so many of something.
    pub fn count(&self, key: &str, n: &usize) -> String {
        self.words().count(key, *n)
    }

    /// A message that needs one thing to be told.
    pub fn one<'a>(&self, key: &str, name: &'a str, value: impl Into<Arg<'a>>) -> String {
        self.words().one(key, name, value)
    }

    /// A link within the desk.
    pub fn link(&self, path: &str) -> String {
        self.visit.link(path)
    }

    /// The address of a file of the program's own.
    pub fn asset(&self, name: &str) -> String {
        self.visit.link(&assets::path(name))
    }

    /// The menu.
    pub fn menu(&self) -> impl Iterator<Item = &'static Entry> {
        let (has_people, may_review) = (self.visit.seat.is_open, self.visit.may("review"));
        MENU.iter().filter(move |entry| match entry.path {
            "/chats" => has_people,
            "/review" => may_review,
            _ => true,
        })
    }

    /// Where one logs in, to come back to this page; pages about logging in lead to the front.
    pub fn login(&self) -> String {
        let here = self.visit.here();
        let back = if here.starts_with("/login")
            || here.starts_with("/register")
            || here.starts_with("/reset")
            || here.starts_with("/forgot")
        {
            "/"
        } else {
            here.as_str()
        };
        self.link(&super::members::login_path(back))
    }

    /// Where one keeps what this page asks.
    pub fn keep(&self) -> String {
        let here = self.visit.here();
        let query = here.split_once('?').map_or("", |(_, query)| query);
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        self.link(&format!("/account?view={query}#views"))
    }

    /// The languages, to choose from.
    pub fn langs(&self) -> [Lang; 3] {
        Lang::ALL
    }

    /// Whether it is the language of the page.
    pub fn is_lang(&self, lang: &Lang) -> bool {
        *lang == self.visit.lang
    }

    /// The day that counts as today.
    pub fn today_text(&self) -> String {
        self.dates().whole(self.today)
    }

    /// The page in another language.
    pub fn in_lang(&self, lang: &Lang) -> String {
        self.visit.with("lang", Some(lang.code()))
    }

    /// What the switch of themes does, in a few words.
    pub fn theme_word(&self) -> String {
        match self.other_theme() {
            Theme::Dark => self.say("theme-to-dark"),
            Theme::Light => self.say("theme-to-light"),
            Theme::Auto => self.say("theme-to-auto"),
        }
    }

    /// The theme that the switch leads to.
    pub fn other_theme(&self) -> Theme {
        match self.visit.theme {
            Theme::Auto => Theme::Dark,
            Theme::Dark => Theme::Light,
            Theme::Light => Theme::Auto,
        }
    }
}

/// A page as a response. `visit` is who asked for it: what the address chose is remembered.
///
/// # Errors
/// Where the template cannot be drawn.
pub fn page(template: &impl Template, visit: &Visit) -> Result<Response, Problem> {
    let html = template.render().map_err(|_| Problem::failed())?;
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(visit.lang.code()),
    );
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Accept-Language, Cookie"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    Ok(response)
}
