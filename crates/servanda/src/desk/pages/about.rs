//! About: what is read and how, what the figures mean, and how good they are.

use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::desk::words::Words;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::store::Counts;
use std::sync::LazyLock;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    f: Frame,
    holds: String,
    span: Option<String>,
    figures: Vec<(String, String)>,
}

/// What the reading is measured to reach at least: the gate fails below it.
const FLOORS: &str = include_str!("../../../../../cases/floors.toml");

/// What is told of it: a message, the check that measures it, and its figure there.
const FIGURES: &[(&str, &str, &str)] = &[
    (
        "about-figure-claims-right",
        "claims on the dev pages",
        "claim: P",
    ),
    (
        "about-figure-claims",
        "claims on the dev pages",
        "claim: F1",
    ),
    (
        "about-figure-text",
        "main text, title and date of HTML pages",
        "word F1 mean",
    ),
    ("about-figure-dates", "dates of TimeBank and AQUAINT", "F1"),
    (
        "about-figure-people",
        "names of people, states and organisations",
        "persons: F1",
    ),
    (
        "about-figure-speakers",
        "sources of attributions",
        "sources: F1",
    ),
];

/// The figures in the visitor's language.
fn figures(words: &Words) -> Vec<(String, String)> {
    static ALL: LazyLock<toml::Table> = LazyLock::new(|| FLOORS.parse().unwrap_or_default());
    let checks = ALL.get("check").and_then(toml::Value::as_array);
    let floor = |check: &str, figure: &str| {
        let named =
            |one: &&toml::Value| one.get("name").and_then(toml::Value::as_str) == Some(check);
        let floors = checks?.iter().find(named)?.get("at-least")?;
        floors.get(figure)?.as_float()
    };
    let told = FIGURES.iter().filter_map(|(key, check, figure)| {
        // It is what is reached at least: never more than that is told.
        let percent = format!("{:.0}", (floor(check, figure)? * 100.0 + 1e-9).floor());
        Some((
            words.say(key),
            words.one("about-figure", "percent", percent),
        ))
    });
    told.collect()
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let counts = desk.counts().await?;
    let words = visit.words();
    let f = Frame::new(visit.clone(), &desk, "/about", words.say("about-title"));
    let holds = words.with(
        "about-ledger",
        [
            ("pages", words.count("pages-count", counts.pages).into()),
            ("claims", words.count("claims-count", counts.claims).into()),
            (
                "records",
                words.count("records-count", counts.records).into(),
            ),
        ],
    );
    let span = span(&f, &counts);
    let about = About {
        figures: figures(words),
        f,
        holds,
        span,
    };
    page(&about, &visit)
}

/// From when to when the pages of the ledger are.
fn span(f: &Frame, counts: &Counts) -> Option<String> {
    let (from, to) = counts.published.as_ref()?;
    let day = |text: &str| Some(f.dates().whole(text.parse().ok()?));
    let days = [("from", day(from)?.into()), ("to", day(to)?.into())];
    Some(f.words().with("about-ledger-span", days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::words::Lang;

    #[test]
    fn every_figure_is_one_that_is_measured() {
        let told = figures(Words::of(Lang::En));
        assert_eq!(told.len(), FIGURES.len(), "{told:?}");
        assert!(told.iter().all(|(_, figure)| figure.ends_with('%')));
    }
}
