//! Describe: the API in OpenAPI 3.1, and a page on which it is tried.
//!
//! The description is `data/desk/openapi.json`; the page is drawn from it, so that it shows what the description says. What it says of the API is
//! in English, as the fields are.

use crate::desk::frame::{Frame, page};
use crate::desk::fresh;
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// The description as it stands in the file.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        // A test reads it; a broken one would be an empty description.
        serde_json::from_str(include_str!("../../../../../data/desk/openapi.json"))
            .unwrap_or_default()
    })
}

/// The description, with where this desk is.
pub async fn openapi(State(desk): State<Desk>, headers: HeaderMap) -> Result<Response, Problem> {
    let mut document = document().clone();
    if let Some(whole) = document.as_object_mut() {
        whole.insert(
            "servers".to_owned(),
            json!([{"url": format!("{}/", desk.base())}]),
        );
    }
    let body = serde_json::to_vec(&document).map_err(|_| Problem::failed())?;
    Ok(fresh::answer(&headers, "application/json", body))
}

#[derive(Template)]
#[template(path = "api.html")]
struct Page {
    f: Frame,
    operations: Vec<Operation>,
}

/// Something that can be asked.
struct Operation {
    id: String,
    path: String,
    summary: String,
    parameters: Vec<Parameter>,
}

/// A part of the question.
struct Parameter {
    name: String,
    /// `path` or `query`.
    place: String,
    text: String,
    required: bool,
    example: String,
    choices: Vec<String>,
}

/// Shows the page on which it is tried.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let title = visit.words().say("api-title");
    let mut f = Frame::new(visit.clone(), &desk, "", title);
    f.scripts.push("api.js");
    page(
        &Page {
            f,
            operations: operations(document()),
        },
        &visit,
    )
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn operations(document: &Value) -> Vec<Operation> {
    let Some(paths) = document["paths"].as_object() else {
        return Vec::new();
    };
    paths
        .iter()
        .map(|(path, item)| {
            let get = &item["get"];
            let parameters = get["parameters"].as_array().into_iter().flatten();
            Operation {
                id: text(&get["operationId"]),
                path: path.clone(),
                summary: text(&get["summary"]),
                parameters: parameters.map(|one| parameter(document, one)).collect(),
            }
        })
        .collect()
}

fn parameter(document: &Value, given: &Value) -> Parameter {
    let named = given["$ref"]
        .as_str()
        .and_then(|name| document.pointer(name.trim_start_matches('#')));
    let given = named.unwrap_or(given);
    let choices = given["schema"]["enum"].as_array().into_iter().flatten();
    Parameter {
        name: text(&given["name"]),
        place: text(&given["in"]),
        text: text(&given["description"]),
        required: given["required"].as_bool().unwrap_or(false),
        example: text(&given["example"]),
        choices: choices.map(text).collect(),
    }
}
