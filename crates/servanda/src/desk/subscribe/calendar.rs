//! Calendar: what is and was due, as iCalendar (RFC 5545), for programs that follow it.
//!
//! It holds what was due since a year ago and what is due in the next two, within what the address asks, and says so in no other words than
//! `servanda export --format ics` does.

use crate::desk::asked;
use crate::desk::fresh;
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use jiff::ToSpan;
use ledger::export::{Exporter, Format, Item};
use ledger::query::{Filter, Told, records};
use ledger::store::Held;
use std::ops::ControlFlow;

/// How many events it can have: calendars are held whole by those who read them.
const MOST: usize = 1000;

/// As iCalendar.
pub async fn ics(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let view = asked::view(&desk, &visit)?;
    let asked = asked::filter(&visit)?;
    let today = view.today;
    let filter = Filter {
        announced: true,
        due: Some((
            asked.from.unwrap_or(today.saturating_sub(1.year())),
            asked.to.unwrap_or(today.saturating_add(2.years())),
        )),
        // What became known is a question to a feed; in a calendar everything of a record is one event.
        turns: Vec::new(),
        from: None,
        to: None,
        ..asked
    };
    let all = desk
        .ask(move |ledger| {
            let mut all = Vec::new();
            records(ledger, view, &filter, |told| {
                all.push(told);
                if all.len() < MOST {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })?;
            Ok(all)
        })
        .await?;
    let body = write(&all).map_err(|_| Problem::failed())?;
    let mut response = fresh::answer(&headers, "text/calendar; charset=utf-8", body);
    response.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("inline; filename=\"servanda.ics\""),
    );
    Ok(response)
}

fn write(all: &[Told]) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let mut calendar = Exporter::new(Format::Ics, &mut body)?;
    for told in all {
        calendar.add(&Item {
            record: &told.record,
            life: &told.life,
            entries: told.claims.iter().map(Held::entry).collect(),
        })?;
    }
    calendar.end()?;
    Ok(body)
}
