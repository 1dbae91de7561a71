//! Live: tells open pages that the ledger has changed, as server-sent events.
//!
//! What enters: a request that stays open. What leaves: an event `change` after each change of the ledger, a sign of life now and then, and
//! nothing about what has changed: a page asks for what it shows.

use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::future::{self, Either};
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;

/// How often a sign of life is given. Proxies often end what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Keeps the connection open and tells of changes.
pub async fn listen(State(desk): State<Desk>) -> Result<Response, Problem> {
    let place = desk
        .live()
        .try_acquire_owned()
        .map_err(|_| Problem::too_many())?;
    let changes = desk.changes();
    let stopping = desk.stopping();
    let begun = Event::default().event("open").data("0");
    let first = stream::once(future::ready(Ok::<_, Infallible>(begun)));
    let rest = stream::unfold(
        (changes, stopping, place),
        |(mut changes, mut stopping, place)| async move {
            let goes_on = {
                let changed = std::pin::pin!(changes.changed());
                let stopped = std::pin::pin!(stopping.wait_for(|stop| *stop));
                matches!(
                    future::select(changed, stopped).await,
                    Either::Left((Ok(()), _))
                )
            };
            if !goes_on {
                return None;
            }
            let number = *changes.borrow_and_update();
            let event = Event::default().event("change").data(number.to_string());
            Some((Ok(event), (changes, stopping, place)))
        },
    );
    let events = stream::StreamExt::chain(first, rest);
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE))
        .into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Some proxies keep answers back to send them in one piece.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}
