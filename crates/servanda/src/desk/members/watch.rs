//! Watch: what is new in the views that people keep.
//!
//! What enters: each change of the ledger. What leaves: notices to the owners of views. Invariant: of a change somebody is told once, also where the
//! desk was not running when it came.

use crate::desk::asked;
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::People;
use jiff::Timestamp;
use ledger::query::changes::Cursor;
use ledger::query::{newest, since};
use std::sync::Arc;

/// The most changes that are counted for one view.
const MOST: usize = 99;

/// Tells the owners of views what is new in them, with each change of the ledger, until the desk stops.
pub async fn watch(desk: Desk) {
    let Some(people) = desk.people().cloned() else {
        return;
    };
    let mut changes = desk.changes();
    let mut stopping = desk.stopping();
    loop {
        // A view that cannot be looked at now is looked at with the next change.
        let _ = look(&desk, &people).await;
        let changed = std::pin::pin!(changes.changed());
        let stop = std::pin::pin!(stopping.wait_for(|stop| *stop));
        match futures_util::future::select(changed, stop).await {
            futures_util::future::Either::Left((Ok(()), _)) => {}
            _ => return,
        }
    }
}

/// Looks once through all views that somebody wants to be told of.
///
/// # Errors
/// Where the ledger or the people's file cannot answer.
pub async fn look(desk: &Desk, people: &Arc<People>) -> Result<(), Problem> {
    let asks = people.clone();
    let views = tokio::task::spawn_blocking(move || asks.told_views()).await;
    let views = views.map_err(|_| Problem::failed())?;
    let today = desk.view(None);
    for view in views.map_err(|error| super::problem(&error))? {
        // What makes no sense has nothing new.
        let Ok(filter) = asked::filter(&Visit::asking(&view.query)) else {
            continue;
        };
        let seen: Option<Cursor> = view.seen.as_deref().and_then(|seen| seen.parse().ok());
        let found = desk.ask(move |ledger| {
            let now = newest(ledger, today)?;
            let amount = match seen {
                Some(seen) => since(ledger, today, &filter, seen, MOST)?,
                None => 0,
            };
            Ok((amount, now.to_string()))
        });
        let (amount, now) = found.await?;
        if amount > 0 || seen.is_none() {
            let tells = people.clone();
            let told = tokio::task::spawn_blocking(move || {
                tells.tell_view(&view, amount, &now, Timestamp::now())
            });
            let told = told.await.map_err(|_| Problem::failed())?;
            told.map_err(|error| super::problem(&error))?;
        }
    }
    Ok(())
}
