//! API: the ledger as JSON, under `/api/v1`.
//!
//! What enters: addresses that ask what the pages ask. What leaves: the JSON of docs/output.md, in portions that name the next one, with a mark of
//! their version; problem details (RFC 9457) where something is wrong. `data/desk/openapi.json` describes all of it, and a test holds the two
//! together.

pub mod asks;
pub mod describe;

use super::fresh;
use super::problem::Problem;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

/// How many things a portion has where nothing is said.
pub const USUAL: usize = 50;
/// How many it can have.
pub const MOST: usize = 200;

/// Some of many, with the address of the next.
#[derive(Debug, Serialize)]
pub struct Portion<T> {
    /// These.
    pub items: Vec<T>,
    /// Where it goes on; none where this was the end.
    pub next: Option<String>,
}

/// Answers with JSON.
///
/// # Errors
/// Where it cannot be written.
pub fn json(headers: &HeaderMap, what: &impl Serialize) -> Result<Response, Problem> {
    let mut body = serde_json::to_vec(what).map_err(|_| Problem::failed())?;
    body.push(b'\n');
    Ok(fresh::answer(headers, "application/json", body))
}
