//! About: what is read and how, what the figures mean, and how good they are.

use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::store::Counts;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    f: Frame,
    holds: String,
    span: Option<String>,
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
    page(&About { f, holds, span }, &visit)
}

/// From when to when the pages of the ledger are.
fn span(f: &Frame, counts: &Counts) -> Option<String> {
    let (from, to) = counts.published.as_ref()?;
    let day = |text: &str| Some(f.dates().whole(text.parse().ok()?));
    let days = [("from", day(from)?.into()), ("to", day(to)?.into())];
    Some(f.words().with("about-ledger-span", days))
}
