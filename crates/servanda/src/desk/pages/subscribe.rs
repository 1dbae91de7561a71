//! Subscribe: how the desk is followed: choose what, and take the address.

use crate::desk::asked;
use crate::desk::frame::{Frame, page};
use crate::desk::names;
use crate::desk::problem::Problem;
use crate::desk::shown;
use crate::desk::state::Desk;
use crate::desk::subscribe;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::record::Turn;

#[derive(Template)]
#[template(path = "subscribe.html")]
struct Page {
    f: Frame,
    /// What stands before each address, where it is known how people reach the desk; readers of feeds want whole ones.
    origin: String,
    party: String,
    other: String,
    parties: &'static [(&'static str, &'static str)],
    statuses: Vec<(&'static str, String, bool)>,
    words: String,
    /// What is followed, in words; empty for everything.
    what: String,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    // What makes no sense is said here, not by a feed that nobody reads.
    let filter = asked::filter(&visit)?;
    let title = visit.words().say("subscribe-heading");
    let mut f = Frame::new(visit.clone(), &desk, "", title);
    let teller = shown::teller(&f);
    let names: Vec<String> = filter
        .parties
        .iter()
        .map(|code| teller.party(code))
        .collect();
    let status = visit.asked("status").unwrap_or_default();
    let text = visit.asked("q").unwrap_or_default().to_owned();
    let chosen = Turn::ALL.iter().map(|turn| {
        let word = turn.as_str();
        (word, f.say(&format!("turn-{word}")), word == status)
    });
    let statuses = chosen.collect();
    let mut what = teller.join(names.clone());
    if !text.is_empty() {
        what = teller.more(what, text.clone());
    }
    let query = subscribe::of_page(&f);
    f.others = subscribe::forms(&f, &query, &f.say("site-name"));
    let template = Page {
        origin: desk
            .settings()
            .public_url
            .as_ref()
            .map_or_else(String::new, |public| public.origin().ascii_serialization()),
        party: names.first().cloned().unwrap_or_default(),
        other: names.get(1).cloned().unwrap_or_default(),
        parties: names::sorted(f.words().lang),
        statuses,
        words: text,
        what,
        f,
    };
    page(&template, &visit)
}
