//! Outbox: messages that are still to be sent, and when to try again.
//!
//! What enters: messages, and how sending them went. What leaves: what is to be sent now, and a file from which the rest goes on after the
//! program was ended. Invariant: a message is in it until its receiver took it, refused it for good, or all tries failed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// How long after each failure it is tried again, in seconds: what Standard Webhooks proposes.
const PAUSES: [i64; 9] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// The most messages that wait for one receiver. Beyond, the oldest are given up.
const WAITING: usize = 5000;

/// What is remembered, by receivers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Outbox {
    /// By their names.
    pub receivers: BTreeMap<String, Receiver>,
}

/// What is remembered of a receiver.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Receiver {
    /// Up to where changes were put into the outbox: a cursor of the ledger's changes.
    pub seen: Option<String>,
    /// What waits.
    pub waiting: Vec<Message>,
    /// Whether it said that it wants no more (410).
    pub gone: bool,
    /// How many messages were given up.
    pub given_up: u64,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id, the same at each try.
    pub id: String,
    /// What it says.
    pub body: String,
    /// How often it was tried.
    pub tries: usize,
    /// When it is tried next.
    pub next: Timestamp,
}

/// How sending went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It was taken.
    Taken,
    /// It failed, and might work later.
    Later,
    /// The receiver wants no more messages.
    Gone,
}

impl Receiver {
    /// Puts a message into it; one that waits already is not put twice.
    pub fn put(&mut self, message: Message) {
        if self.gone || self.waiting.iter().any(|other| other.id == message.id) {
            return;
        }
        self.waiting.push(message);
        let many = self.waiting.len().saturating_sub(WAITING);
        self.given_up += many as u64;
        self.waiting.drain(..many);
    }

    /// What is to be sent now.
    pub fn due(&self, now: Timestamp, most: usize) -> Vec<Message> {
        let due = self.waiting.iter().filter(|message| message.next <= now);
        due.take(most).cloned().collect()
    }

    /// Remembers how sending a message went.
    pub fn sent(&mut self, id: &str, how: Sent, now: Timestamp) {
        if how == Sent::Gone {
            self.gone = true;
            self.waiting.clear();
            return;
        }
        let Some(at) = self.waiting.iter().position(|message| message.id == id) else {
            return;
        };
        let Some(message) = self.waiting.get_mut(at) else {
            return;
        };
        let pause = PAUSES.get(message.tries).copied();
        message.tries += 1;
        match (how, pause) {
            (Sent::Later, Some(pause)) => {
                message.next = now
                    .checked_add(SignedDuration::from_secs(pause))
                    .unwrap_or(Timestamp::MAX);
            }
            (Sent::Later, None) => {
                self.given_up += 1;
                self.waiting.remove(at);
            }
            _ => {
                self.waiting.remove(at);
            }
        }
    }
}

impl Outbox {
    /// When something is to be sent next; none where nothing waits.
    pub fn next(&self) -> Option<Timestamp> {
        let waiting = self.receivers.values().flat_map(|one| &one.waiting);
        waiting.map(|message| message.next).min()
    }

    /// What was remembered in a file; nothing where there is none.
    ///
    /// # Errors
    /// Where it cannot be read, or is no such file.
    pub fn load(path: &Path) -> io::Result<Outbox> {
        match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Outbox::default()),
            Err(error) => Err(error),
        }
    }

    /// Remembers it in a file, which appears when it is whole.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(&serde_json::to_vec(self).map_err(io::Error::other)?)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: &str, now: Timestamp) -> Message {
        Message {
            id: id.to_owned(),
            body: "{}".to_owned(),
            tries: 0,
            next: now,
        }
    }

    #[test]
    fn what_fails_is_tried_again_later_and_later_and_then_given_up() {
        let mut now: Timestamp = "2018-05-20T12:00:00Z".parse().unwrap();
        let mut receiver = Receiver::default();
        receiver.put(message("a", now));
        receiver.put(message("a", now));
        assert_eq!(receiver.waiting.len(), 1);
        let mut pauses = Vec::new();
        while let Some(one) = receiver.due(now, 9).first() {
            receiver.sent(&one.id, Sent::Later, now);
            assert!(receiver.due(now, 9).is_empty());
            if let Some(left) = receiver.waiting.first() {
                pauses.push(left.next.as_second() - now.as_second());
                now = left.next;
            }
        }
        assert_eq!(pauses, PAUSES);
        assert_eq!(receiver.given_up, 1);
    }

    #[test]
    fn who_wants_no_more_is_sent_no_more() {
        let now = Timestamp::UNIX_EPOCH;
        let mut receiver = Receiver::default();
        receiver.put(message("a", now));
        receiver.put(message("b", now));
        receiver.sent("a", Sent::Taken, now);
        assert_eq!(receiver.due(now, 9), [message("b", now)]);
        receiver.sent("b", Sent::Gone, now);
        receiver.put(message("c", now));
        assert!(receiver.due(now, 9).is_empty());
    }

    #[test]
    fn it_goes_on_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hooks.state");
        assert!(Outbox::load(&path).unwrap().receivers.is_empty());
        let mut outbox = Outbox::default();
        let receiver = outbox.receivers.entry("one".to_owned()).or_default();
        receiver.put(message("a", Timestamp::UNIX_EPOCH));
        outbox.save(&path).unwrap();
        let again = Outbox::load(&path).unwrap();
        assert_eq!(
            again.receivers["one"].waiting,
            outbox.receivers["one"].waiting
        );
        assert_eq!(again.next(), Some(Timestamp::UNIX_EPOCH));
        std::fs::write(&path, "{").unwrap();
        assert!(Outbox::load(&path).is_err());
    }
}
