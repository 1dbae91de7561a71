//! Sources: how the sources that are watched fare, and which outlets the ledger rests on.

use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::shown::{self, Link};
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::sources::health::{self, Health};
use crate::sources::{settings, watch};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::fs;

/// The most outlets that are listed.
const OUTLETS: usize = 60;

#[derive(Template)]
#[template(path = "sources.html")]
struct Page {
    f: Frame,
    watched: Vec<Watched>,
    outlets: Vec<(Link, String)>,
}

/// A source that is watched.
struct Watched {
    name: String,
    address: Option<String>,
    country: String,
    /// `well`, `ill` or `new`, and the word for it.
    health: (&'static str, String),
    answered: String,
    pages: String,
    claims: String,
    changed: String,
    waiting: String,
    /// What went wrong the last time, as it was written down: in English.
    error: Option<String>,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let counts = desk.counts().await?;
    let f = Frame::new(
        visit.clone(),
        &desk,
        "/sources",
        visit.words().say("sources-title"),
    );
    let watched = watched(&f, &desk);
    let outlets = counts
        .outlets
        .iter()
        .take(OUTLETS)
        .map(|(outlet, pages)| {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("source", outlet)
                .finish();
            let link = Link {
                name: outlet.clone(),
                href: f.link(&format!("/?{query}")),
            };
            (link, f.words().number(*pages))
        })
        .collect();
    page(
        &Page {
            f,
            watched,
            outlets,
        },
        &visit,
    )
}

/// The sources of the list; none where there is no list, or where it cannot be read.
fn watched(f: &Frame, desk: &Desk) -> Vec<Watched> {
    let Some(text) = desk
        .settings()
        .sources
        .as_ref()
        .and_then(|path| fs::read_to_string(path).ok())
    else {
        return Vec::new();
    };
    let Ok(settings) = settings::parse(&text, true) else {
        return Vec::new();
    };
    let folder = watch::folder_beside(&desk.settings().ledger);
    health::health(&settings, &folder)
        .iter()
        .map(|health| one(f, health))
        .collect()
}

fn one(f: &Frame, health: &Health) -> Watched {
    let words = f.words();
    let word = match (&health.error, health.succeeded) {
        (Some(_), _) => ("ill", words.say("health-ill")),
        (None, Some(_)) => ("well", words.say("health-well")),
        (None, None) => ("new", words.say("health-new")),
    };
    Watched {
        name: health.outlet.unwrap_or(health.name).to_owned(),
        address: shown::outside(health.address),
        country: health
            .country
            .map_or_else(String::new, |code| shown::teller(f).party(code)),
        health: word,
        answered: health
            .succeeded
            .map_or_else(|| words.say("health-never"), |at| f.dates().moment(at)),
        pages: words.number(health.pages),
        claims: words.number(health.claims),
        changed: words.number(health.changed),
        waiting: words.number(health.waiting as u64),
        error: health.error.clone(),
    }
}
