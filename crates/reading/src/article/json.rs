//! Article JSON: an object with `title`, `published`, `url`, `outlet` and `text` or `html`.
//!
//! What enters: the text of such an object. What leaves: its fields, and diagnostics for fields that hold something else.

use crate::page::Diagnostic;
use serde_json::{Map, Value};

/// The fields of an article given as JSON; absent and empty ones are none.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) language: Option<String>,
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
}

/// Reads an object.
pub(super) fn given(json: &str, diagnostics: &mut Vec<Diagnostic>) -> Given {
    let json = json.trim_start_matches('\u{feff}').trim();
    let mut object: Map<String, Value> = match serde_json::from_str(json) {
        Ok(object) => object,
        Err(error) => {
            diagnostics.push(Diagnostic::error(
                "bad-json",
                format!("the page is no JSON object: {error}"),
                "give an object with title, published, url, outlet and text or html",
            ));
            return Given::default();
        }
    };
    let mut take = |key: &str| match object.remove(key) {
        Some(Value::String(value)) => Some(value).filter(|v| !v.trim().is_empty()),
        None | Some(Value::Null) => None,
        Some(other) => {
            diagnostics.push(Diagnostic::warning(
                "bad-field",
                format!(
                    "the field {key} is no string ({})",
                    super::shortened(&other.to_string())
                ),
                "give it as a string, or leave it out",
            ));
            None
        }
    };
    let given = Given {
        title: take("title"),
        published: take("published"),
        url: take("url"),
        outlet: take("outlet"),
        language: take("language"),
        text: take("text"),
        html: take("html"),
    };
    if given.text.is_none() && given.html.is_none() {
        diagnostics.push(Diagnostic::warning(
            "no-text",
            "the object has neither text nor html",
            "give the article's text, or the page's HTML",
        ));
    }
    given
}
