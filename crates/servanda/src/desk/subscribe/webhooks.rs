//! Webhooks: changes of the ledger, sent to those who asked for them.
//!
//! What enters: [`Hooks`], and the word that the ledger has changed. What leaves: one signed message a change and receiver. A receiver that was
//! never seen is told of what comes from now on. A message whose receiver took it and could not say so is sent again under the same id.

use super::feeds;
use super::hooks::{Hook, Hooks};
use super::outbox::{Message, Outbox, Sent};
use crate::desk::state::Desk;
use crate::sources::post::Poster;
use crate::wire::turns::TurnView;
use futures_util::future::{self, Either};
use jiff::Timestamp;
use ledger::query::changes::Cursor;
use ledger::query::{arrived, newest};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How many changes are taken at a time.
const BATCH: usize = 500;
/// How many messages are sent to one receiver before the next has its turn.
const TURN: usize = 20;
/// How long it waits where nothing is to be sent.
const IDLE: Duration = Duration::from_secs(3600);

/// Sends what there is to send, until the desk stops.
pub async fn send(desk: Desk, hooks: Hooks, remembered: PathBuf) {
    let poster = Arc::new(Poster::new(hooks.policy.clone()));
    let mut outbox = match Outbox::load(&remembered) {
        Ok(outbox) => outbox,
        Err(error) => {
            eprintln!(
                "webhooks: {}: {error}; nothing is sent",
                remembered.display()
            );
            return;
        }
    };
    let mut changes = desk.changes();
    let mut stopping = desk.stopping();
    loop {
        changes.mark_unchanged();
        for hook in &hooks.hooks {
            collect(&desk, hook, &mut outbox).await;
        }
        keep(&outbox, &remembered);
        for hook in &hooks.hooks {
            if *stopping.borrow() {
                return;
            }
            deliver(&poster, hook, &mut outbox).await;
        }
        keep(&outbox, &remembered);
        let wait = wait(&outbox);
        let quiet = tokio::time::timeout(wait, changes.changed());
        let stopped = stopping.wait_for(|stop| *stop);
        let (quiet, stopped) = (std::pin::pin!(quiet), std::pin::pin!(stopped));
        if let Either::Right(_) = future::select(quiet, stopped).await {
            return;
        }
    }
}

/// How long until something is to be sent.
fn wait(outbox: &Outbox) -> Duration {
    outbox.next().map_or(IDLE, |next| {
        let seconds = next
            .as_second()
            .saturating_sub(Timestamp::now().as_second());
        Duration::from_secs(seconds.clamp(1, 3600).unsigned_abs())
    })
}

fn keep(outbox: &Outbox, remembered: &std::path::Path) {
    if let Err(error) = outbox.save(remembered) {
        eprintln!("webhooks: {}: {error}", remembered.display());
    }
}

/// Puts what is new for a receiver into the outbox.
async fn collect(desk: &Desk, hook: &Hook, outbox: &mut Outbox) {
    let view = desk.view(None);
    let receiver = outbox.receivers.entry(hook.name.clone()).or_default();
    let seen: Option<Cursor> = receiver.seen.as_deref().and_then(|word| word.parse().ok());
    let filter = hook.filter.clone();
    let found = desk
        .ask(move |ledger| {
            // What comes between the two is told again the next time, under the same id.
            let now = newest(ledger, view)?;
            let new = match seen {
                Some(seen) => arrived(ledger, view, &filter, seen, BATCH)?,
                None => Vec::new(),
            };
            Ok((now, new))
        })
        .await;
    // What failed is said by the pool, and asked again at the next change.
    let Ok((now, new)) = found else { return };
    let at = Timestamp::now();
    // The oldest is told first.
    for change in new.iter().rev() {
        let body = json!({
            "type": format!("change.{}", change.turn.as_str()),
            "timestamp": at.to_string(),
            "data": TurnView::of(change),
        });
        receiver.put(Message {
            id: feeds::id(
                change.told.record.id,
                change.claim,
                change.turn.as_str(),
                change.day,
            ),
            body: body.to_string(),
            tries: 0,
            next: at,
        });
    }
    receiver.seen = Some(now.to_string());
}

/// Sends what is due to a receiver.
async fn deliver(poster: &Arc<Poster>, hook: &Hook, outbox: &mut Outbox) {
    let Some(receiver) = outbox.receivers.get_mut(&hook.name) else {
        return;
    };
    for message in receiver.due(Timestamp::now(), TURN) {
        let (poster, url) = (poster.clone(), hook.url.clone());
        let at = Timestamp::now();
        let signature = hook.secret.sign(&message.id, at.as_second(), &message.body);
        let (id, body) = (message.id.clone(), message.body);
        let sent = tokio::task::spawn_blocking(move || {
            let headers = [
                ("content-type", "application/json"),
                ("webhook-id", &id),
                ("webhook-timestamp", &at.as_second().to_string()),
                ("webhook-signature", &signature),
            ];
            poster.post(&url, &headers, &body)
        })
        .await;
        let how = match sent {
            Ok(Ok(200..=299)) => Sent::Taken,
            Ok(Ok(410)) => Sent::Gone,
            _ => Sent::Later,
        };
        receiver.sent(&message.id, how, Timestamp::now());
        // A receiver that does not answer is not asked again with the next message at once.
        if how != Sent::Taken {
            return;
        }
    }
}
