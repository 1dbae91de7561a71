//! Calendar: what is and was due, as iCalendar (RFC 5545), for programs that follow it.
//!
//! It holds what is due in the next two years, and what was due since a month ago, as many of each as a calendar can show; or what is due from the day to
//! the day that the address asks for. It says so in no other words than `servanda export --format ics` does.

use crate::desk::asked;
use crate::desk::fresh;
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::export::{Exporter, Format, Item};
use ledger::query::{Filter, Told, View, first_records};
use ledger::store::{Held, Ledger, Result as Asked};

/// How many events it can have where days are asked for: calendars are held whole by those who read them.
const MOST: usize = 1000;
/// How many of what is to come it has where none are, and how many of what was due: whoever follows it asks again and again.
const AHEAD: usize = 200;
const BEHIND: usize = 150;

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
        // What became known is a question to a feed; in a calendar everything of a record is one event.
        turns: Vec::new(),
        from: None,
        to: None,
        ..asked.clone()
    };
    let later = today.saturating_add(2.years());
    let windows = match (asked.from, asked.to) {
        (None, None) => vec![
            (
                today.saturating_sub(1.month()),
                today.saturating_sub(1.day()),
                BEHIND,
            ),
            (today, later, AHEAD),
        ],
        (from, to) => vec![(
            from.unwrap_or(today.saturating_sub(1.year())),
            to.unwrap_or(later),
            MOST,
        )],
    };
    let all = desk
        .ask(move |ledger| {
            let mut all = Vec::new();
            for (from, to, most) in windows {
                all.extend(within(ledger, view, &filter, (from, to), most)?);
            }
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

/// What is due in these days, as far as it is among the `most` that come first.
fn within(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    due: (Date, Date),
    most: usize,
) -> Asked<Vec<Told>> {
    let filter = Filter {
        due: Some(due),
        ..filter.clone()
    };
    first_records(ledger, view, &filter, most)
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
