//! Visit: who asks for a page, as far as the request tells: language, theme, and the address, to link back to it.
//!
//! What enters: the head of a request. What leaves: a [`Visit`]; it always can be made. Invariants: the language is one of those that the desk
//! speaks; `?lang=` goes before the cookie, the cookie before what the browser asks for.

use super::members::seat::Seat;
use super::state::Desk;
use super::words::{Lang, Words};
use crate::people::{Action, Who};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use std::convert::Infallible;
use std::sync::Arc;
use url::form_urlencoded;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the browser likes it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The theme in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn parse(word: &str) -> Option<Theme> {
        [Theme::Auto, Theme::Light, Theme::Dark]
            .into_iter()
            .find(|theme| theme.as_str() == word)
    }
}

/// Who asks, and for what.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language to answer in.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// What the address chose, to be remembered in cookies.
    pub chosen: Vec<(&'static str, &'static str)>,
    /// The path that was asked for, within the desk.
    pub path: String,
    /// What was asked after the path: keys and values, without `lang` and `theme`.
    pub asked: Vec<(String, String)>,
    /// Who sits before the browser.
    pub seat: Arc<Seat>,
    /// What stands before every link.
    base: String,
}

impl Visit {
    /// Of a request's head.
    pub fn of(parts: &Parts, desk: &Desk) -> Visit {
        let all: Vec<(String, String)> =
            form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
                // Signs that nobody can type are no part of what somebody asks.
                .map(|(key, value)| (key.into_owned(), value.replace(char::is_control, " ")))
                .collect();
        let asked_for = |name: &str| {
            all.iter()
                .find(|(key, _)| key == name)
                .map(|(_, v)| v.as_str())
        };
        let lang = asked_for("lang").and_then(Lang::parse);
        let theme = asked_for("theme").and_then(Theme::parse);
        let mut chosen = Vec::new();
        chosen.extend(lang.map(|lang| ("lang", lang.code())));
        chosen.extend(theme.map(|theme| ("theme", theme.as_str())));
        let headers = &parts.headers;
        Visit {
            lang: lang
                .or_else(|| cookie(headers, "lang").and_then(Lang::parse))
                .or_else(|| by_browser(headers))
                .unwrap_or_default(),
            theme: theme
                .or_else(|| cookie(headers, "theme").and_then(Theme::parse))
                .unwrap_or_default(),
            chosen,
            path: shown_at(&parts.method, parts.uri.path()),
            asked: all
                .into_iter()
                .filter(|(key, _)| key != "lang" && key != "theme")
                .collect(),
            seat: parts.extensions.get().cloned().unwrap_or_default(),
            base: desk.base().to_owned(),
        }
    }

    /// A visit of nobody that asks this after the `?` of an address.
    pub fn asking(query: &str) -> Visit {
        Visit {
            lang: Lang::default(),
            theme: Theme::default(),
            chosen: Vec::new(),
            path: "/".to_owned(),
            asked: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            seat: Arc::default(),
            base: String::new(),
        }
    }

    /// The words of the visitor's language.
    pub fn words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// Who it is; none for a visitor.
    pub fn who(&self) -> Option<&Who> {
        self.seat.who.as_ref()
    }

    /// Whether they may do something, by its word.
    pub fn may(&self, action: &str) -> bool {
        let action = Action::parse(action);
        action.is_some_and(|action| self.who().is_some_and(|who| who.may(action)))
    }

    /// The path that was asked for with what was asked of it, to come back to.
    pub fn here(&self) -> String {
        let whole = self.with("", None);
        whole.strip_prefix(&self.base).unwrap_or(&whole).to_owned()
    }

    /// A link within the desk: `path` begins with a stroke.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A link to this page with one thing asked otherwise: nothing in place of `value` takes it out. A page that was turned to is forgotten.
    pub fn with(&self, key: &str, value: Option<&str>) -> String {
        self.with_all(&[(key, value)])
    }

    /// The same with several things asked otherwise.
    pub fn with_all(&self, others: &[(&str, Option<&str>)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, old) in &self.asked {
            let stays = name != "after" && others.iter().all(|(key, _)| key != name);
            if stays && !old.is_empty() {
                query.append_pair(name, old);
            }
        }
        for (key, value) in others {
            if let Some(value) = value {
                query.append_pair(key, value);
            }
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{}{mark}{query}", self.base, self.path)
    }

    /// What was asked under a name, where it is not empty.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.asked
            .iter()
            .find(|(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }
}

/// Where one looks at what an answer shows. What a form is sent to is no page of its own: links lead to the page that has the form.
fn shown_at(method: &Method, path: &str) -> String {
    if matches!(*method, Method::GET | Method::HEAD) {
        return path.to_owned();
    }
    match path.split('/').nth(1) {
        Some(first @ ("account" | "people" | "review" | "login")) => format!("/{first}"),
        Some("discuss") => "/".to_owned(),
        _ => path.to_owned(),
    }
}

impl FromRequestParts<Desk> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Visit, Infallible> {
        Ok(Visit::of(parts, desk))
    }
}

impl OptionalFromRequestParts<Desk> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        desk: &Desk,
    ) -> Result<Option<Visit>, Infallible> {
        Ok(Some(Visit::of(parts, desk)))
    }
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The language that the browser likes best of those that the desk speaks.
fn by_browser(headers: &HeaderMap) -> Option<Lang> {
    let wished = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Lang)> = None;
    for part in wished.split(',').take(32) {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim();
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q="))
            .map_or(Some(1.0), |q| q.trim().parse::<f32>().ok());
        let lang = Lang::parse(tag.split('-').next().unwrap_or(tag));
        if let (Some(lang), Some(weight)) = (lang, weight)
            && weight > 0.0
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn the_browser_says_which_language() {
        let asked = |text| by_browser(&headers(&[(header::ACCEPT_LANGUAGE, text)]));
        assert_eq!(asked("ru-RU,ru;q=0.9,en;q=0.8"), Some(Lang::Ru));
        assert_eq!(asked("de, fr;q=0.9, ja;q=0.5, en;q=0.4"), Some(Lang::Ja));
        assert_eq!(asked("en;q=0.1, ja;q=0.2"), Some(Lang::Ja));
        assert_eq!(asked("ja;q=0, en;q=0.1"), Some(Lang::En));
        assert_eq!(asked("de"), None);
        assert_eq!(asked(";;;q=,,"), None);
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let headers = headers(&[(header::COOKIE, "xlang=ru; lang=ja;theme=dark")]);
        assert_eq!(cookie(&headers, "lang"), Some("ja"));
        assert_eq!(cookie(&headers, "theme"), Some("dark"));
        assert_eq!(cookie(&headers, "ang"), None);
    }
}
