//! Chat: rooms in which people write to each other while they are there.
//!
//! What enters: messages, each with what its sender calls it. What leaves: messages with their numbers in the room, from 1 without a gap.
//! Invariants: sending again what has the same name by the same sender gives the first message, so that a sender who does not know
//! whether it came sends it again; who knows the last number that they saw gets all later messages and none twice; a message is told
//! to those who listen after it is stored.

use super::roles::words;
use super::store::{millis, time};
use super::{Action, Error, Kind, People, Result, Who, accounts, cleaned, markup, notices};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;

/// The room that is always there.
pub const GENERAL: &str = "general";
/// Most characters of a message.
pub const LONGEST: usize = 4_000;
/// Most messages that are told at once.
pub const MOST: usize = 200;
/// How many events wait for a listener who is slow; who is slower asks for what they missed.
const WAITING: usize = 256;

/// Whether a message is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// By everybody in the room.
    Shown,
    /// By nobody: a moderator hid it.
    Hidden,
    /// By nobody: its author took it away.
    Gone,
}

words!(Seen: Shown = "shown", Hidden = "hidden", Gone = "gone");

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number in the room.
    pub seq: i64,
    /// Account of its author.
    pub author: i64,
    /// Name of its author; none where the account is deleted.
    pub name: Option<String>,
    /// What its sender calls it.
    pub client: String,
    /// When it came.
    pub made: Timestamp,
    /// Markdown; empty where it is not seen any more.
    pub text: String,
    /// The same as safe HTML, worked out once for all who are told of it.
    pub html: String,
    /// Whether it is seen.
    pub state: Seen,
}

/// A room as somebody sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// `general`, or the parties of a dossier.
    pub key: String,
    /// Number of the last message.
    pub last: i64,
    /// How many messages somebody has not read.
    pub unread: i64,
}

/// What happens in a room.
#[derive(Debug, Clone)]
pub enum Event {
    /// A message came.
    Came(Arc<Message>),
    /// A message is not seen any more.
    Went(i64),
    /// Who is there, by name.
    Present(Arc<Vec<String>>),
}

/// The rooms in which somebody listens.
#[derive(Debug, Default)]
pub struct Live {
    rooms: Mutex<HashMap<String, Here>>,
}

#[derive(Debug)]
struct Here {
    events: broadcast::Sender<Event>,
    /// How often somebody is there: a browser may have several windows.
    present: BTreeMap<String, usize>,
}

/// Somebody who listens; they are there until this goes.
#[derive(Debug)]
pub struct Listener {
    people: Arc<People>,
    who: Who,
    key: String,
    /// Number of the last message that was told.
    last: i64,
    events: broadcast::Receiver<Event>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut rooms = self.people.live.lock();
        let Some(here) = rooms.get_mut(&self.key) else {
            return;
        };
        if let Some(times) = here.present.get_mut(&self.who.name) {
            *times -= 1;
            if *times == 0 {
                here.present.remove(&self.who.name);
                here.tell_present();
            }
        }
        if here.present.is_empty() {
            rooms.remove(&self.key);
        }
    }
}

impl Listener {
    /// What came since the last message that was told, from the file, at most [`MOST`] at once: to be asked first, and until it is empty.
    pub fn missed(&mut self) -> Result<Vec<Event>> {
        let missed = self
            .people
            .messages_after(&self.who, &self.key, self.last)?;
        self.last = missed.last().map_or(self.last, |message| message.seq);
        let came = |message| Event::Came(Arc::new(message));
        Ok(missed.into_iter().map(came).collect())
    }

    /// Waits for what happens next. Each message comes once and in order, however late this listener is.
    pub async fn next(&mut self) -> Result<Vec<Event>> {
        loop {
            let event = match self.events.recv().await {
                Ok(Event::Came(message)) if message.seq == self.last + 1 => {
                    self.last = message.seq;
                    Event::Came(message)
                }
                // It was told already, or those before it are still to come.
                Ok(Event::Came(message)) if message.seq <= self.last => continue,
                Ok(Event::Came(_)) | Err(broadcast::error::RecvError::Lagged(_)) => {
                    let missed = self.missed()?;
                    if missed.is_empty() {
                        continue;
                    }
                    return Ok(missed);
                }
                Ok(event) => event,
                Err(broadcast::error::RecvError::Closed) => return Err(Error::Missing),
            };
            return Ok(vec![event]);
        }
    }

    /// What happened and was not told yet, without waiting.
    #[cfg(test)]
    pub fn now(&mut self) -> Result<Vec<Event>> {
        let mut told = Vec::new();
        while !self.events.is_empty() {
            // Something is there, so that this does not wait.
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            let next = std::pin::pin!(self.next());
            match std::future::Future::poll(next, &mut context) {
                std::task::Poll::Ready(events) => told.extend(events?),
                std::task::Poll::Pending => break,
            }
        }
        Ok(told)
    }
}

impl Here {
    fn names(&self) -> Vec<String> {
        self.present.keys().cloned().collect()
    }

    fn tell_present(&self) {
        // Nobody may listen; that is no failure.
        let _ = self.events.send(Event::Present(Arc::new(self.names())));
    }
}

impl Live {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Here>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, key: &str, event: Event) {
        if let Some(here) = self.lock().get(key) {
            let _ = here.events.send(event);
        }
    }
}

/// Whether a key may be a room's.
fn check_key(key: &str) -> Result<()> {
    let sound = (1..=80).contains(&key.len())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ','));
    if sound { Ok(()) } else { Err(Error::Missing) }
}

/// Whether somebody may be in rooms; who may not write may still read.
fn may_listen(who: &Who) -> Result<()> {
    if who.may(Action::Chat) {
        Ok(())
    } else {
        Err(Error::NotAllowed(Action::Chat))
    }
}

impl People {
    /// Sends a message. `client` is what the sender calls it.
    pub fn send(
        &self,
        who: &Who,
        key: &str,
        client: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<Arc<Message>> {
        who.need(Action::Chat)?;
        check_key(key)?;
        let text = cleaned(text, LONGEST)?;
        if client.is_empty() || client.len() > 80 {
            return Err(Error::Blank);
        }
        if let Some(known) = self.sent(who, key, client)? {
            return Ok(known);
        }
        self.limits.take(Kind::Chat, &who.id.to_string(), now)?;
        let (message, fresh) = self.store.write_quietly(|db| {
            let room = room(db, key, now)?;
            if let Some(known) = by_client(db, who.id, room, client)? {
                return Ok((known, false));
            }
            let seq: i64 = db.query_row(
                "UPDATE room SET last = last + 1 WHERE id = ?1 RETURNING last",
                [room],
                |row| row.get(0),
            )?;
            db.execute(
                "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'shown')",
                (room, seq, who.id, client, millis(now), &text),
            )?;
            mark(db, who.id, room, seq)?;
            notices::of_message(db, (room, seq), who.id, &text, now)?;
            let message = Message {
                seq,
                author: who.id,
                name: Some(who.name.clone()),
                client: client.to_owned(),
                made: time(millis(now)),
                html: markup::render(&text),
                text: text.clone(),
                state: Seen::Shown,
            };
            Ok((message, true))
        })?;
        let message = Arc::new(message);
        if fresh {
            self.live.tell(key, Event::Came(message.clone()));
        }
        Ok(message)
    }

    /// A message that was sent before.
    fn sent(&self, who: &Who, key: &str, client: &str) -> Result<Option<Arc<Message>>> {
        let db = self.store.read();
        let Some(room) = room_of(&db, key)? else {
            return Ok(None);
        };
        Ok(by_client(&db, who.id, room, client)?.map(Arc::new))
    }

    /// Messages after a number, the oldest first; at most [`MOST`].
    pub fn messages_after(&self, who: &Who, key: &str, seq: i64) -> Result<Vec<Message>> {
        self.messages(who, key, "seq > ?2 ORDER BY seq", seq)
    }

    /// Messages before a number, the oldest first; the last [`MOST`] of them.
    pub fn messages_before(&self, who: &Who, key: &str, seq: i64) -> Result<Vec<Message>> {
        let mut found = self.messages(who, key, "seq < ?2 ORDER BY seq DESC", seq)?;
        found.reverse();
        Ok(found)
    }

    fn messages(&self, who: &Who, key: &str, which: &str, seq: i64) -> Result<Vec<Message>> {
        may_listen(who)?;
        check_key(key)?;
        let db = self.store.read();
        let Some(room) = room_of(&db, key)? else {
            return Ok(Vec::new());
        };
        let mut find = db.prepare_cached(&format!(
            "{SELECT} WHERE room = ?1 AND {which} LIMIT {MOST}"
        ))?;
        let rows = find.query_map((room, seq), of_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Rooms with messages, and the general one, with how much of them somebody has not read.
    pub fn rooms(&self, who: &Who) -> Result<Vec<Room>> {
        may_listen(who)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT key, last, last - coalesce(mark.seq, 0) FROM room
             LEFT JOIN mark ON mark.room = room.id AND mark.account = ?1
             ORDER BY key != 'general', key",
        )?;
        let rows = find.query_map([who.id], |row| {
            Ok(Room {
                key: row.get(0)?,
                last: row.get(1)?,
                unread: row.get(2)?,
            })
        })?;
        let mut rooms: Vec<Room> = rows.collect::<rusqlite::Result<_>>()?;
        if rooms.first().is_none_or(|room| room.key != GENERAL) {
            let general = Room {
                key: GENERAL.to_owned(),
                last: 0,
                unread: 0,
            };
            rooms.insert(0, general);
        }
        Ok(rooms)
    }

    /// Somebody has read a room up to a number. It never goes back.
    pub fn read_up_to(&self, who: &Who, key: &str, seq: i64) -> Result<()> {
        may_listen(who)?;
        self.store.write_quietly(|db| match room_of(db, key)? {
            Some(room) => mark(db, who.id, room, seq),
            None => Ok(()),
        })
    }

    /// Takes one's own message away, or, as a moderator, hides somebody's.
    pub fn unsend(
        &self,
        who: &Who,
        key: &str,
        seq: i64,
        reason: &str,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Chat)?;
        self.store.write_quietly(|db| {
            let room = room_of(db, key)?.ok_or(Error::Missing)?;
            let author: i64 = db.query_row(
                "SELECT author FROM message WHERE room = ?1 AND seq = ?2 AND state = 'shown'",
                (room, seq),
                |row| row.get(0),
            )?;
            if author == who.id {
                db.execute(
                    "UPDATE message SET state = 'gone', text = '' WHERE room = ?1 AND seq = ?2",
                    (room, seq),
                )?;
                return Ok(());
            }
            who.need(Action::Moderate)?;
            db.execute(
                "UPDATE message SET state = 'hidden' WHERE room = ?1 AND seq = ?2",
                (room, seq),
            )?;
            db.execute(
                "UPDATE report SET settled = ?3 WHERE room = ?1 AND seq = ?2 AND settled IS NULL",
                (room, seq, millis(now)),
            )?;
            let object = format!("message {key} {seq}");
            accounts::deed(db, Some(who.id), ("hide", &object, reason), now)
        })?;
        self.live.tell(key, Event::Went(seq));
        Ok(())
    }

    /// Reports a message. Reporting it again changes nothing.
    pub fn report_message(
        &self,
        who: &Who,
        key: &str,
        seq: i64,
        reason: &str,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Report)?;
        let reason = cleaned(reason, 500)?;
        self.limits.take(Kind::Report, &who.id.to_string(), now)?;
        self.store.write_quietly(|db| {
            let room = room_of(db, key)?.ok_or(Error::Missing)?;
            db.query_row(
                "SELECT seq FROM message WHERE room = ?1 AND seq = ?2 AND state = 'shown'",
                (room, seq),
                |row| row.get::<_, i64>(0),
            )?;
            db.execute(
                "INSERT INTO report (room, seq, account, reason, made) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                (room, seq, who.id, reason, millis(now)),
            )?;
            Ok(())
        })
    }

    /// Who is in a room, by name.
    pub fn present(&self, key: &str) -> Vec<String> {
        self.live
            .lock()
            .get(key)
            .map(Here::names)
            .unwrap_or_default()
    }
}

/// Listens in a room: what came after a number, and then what happens.
pub fn listen(people: &Arc<People>, who: &Who, key: &str, after: i64) -> Result<Listener> {
    may_listen(who)?;
    check_key(key)?;
    let mut rooms = people.live.lock();
    let here = rooms.entry(key.to_owned()).or_insert_with(|| Here {
        events: broadcast::channel(WAITING).0,
        present: BTreeMap::new(),
    });
    let events = here.events.subscribe();
    let times = here.present.entry(who.name.clone()).or_default();
    *times += 1;
    if *times == 1 {
        here.tell_present();
    }
    Ok(Listener {
        people: people.clone(),
        who: who.clone(),
        key: key.to_owned(),
        last: after,
        events,
    })
}

const SELECT: &str = "SELECT seq, author, account.name, client, message.made, text, message.state
    FROM message JOIN account ON account.id = author";

fn of_row(row: &Row) -> rusqlite::Result<Message> {
    let state: String = row.get(6)?;
    let state = Seen::parse(&state).unwrap_or(Seen::Gone);
    let text: String = row.get(5)?;
    let text = if state == Seen::Shown {
        text
    } else {
        String::new()
    };
    Ok(Message {
        seq: row.get(0)?,
        author: row.get(1)?,
        name: row.get(2)?,
        client: row.get(3)?,
        made: time(row.get(4)?),
        html: markup::render(&text),
        text,
        state,
    })
}

fn by_client(db: &Connection, author: i64, room: i64, client: &str) -> Result<Option<Message>> {
    let mut find = db.prepare_cached(&format!(
        "{SELECT} WHERE author = ?1 AND room = ?2 AND client = ?3"
    ))?;
    Ok(find.query_row((author, room, client), of_row).optional()?)
}

fn room_of(db: &Connection, key: &str) -> Result<Option<i64>> {
    let mut find = db.prepare_cached("SELECT id FROM room WHERE key = ?1")?;
    Ok(find.query_row([key], |row| row.get(0)).optional()?)
}

/// The room of a key; it is made with its first message.
fn room(db: &Connection, key: &str, now: Timestamp) -> Result<i64> {
    if let Some(room) = room_of(db, key)? {
        return Ok(room);
    }
    db.execute(
        "INSERT INTO room (key, made) VALUES (?1, ?2)",
        (key, millis(now)),
    )?;
    Ok(db.last_insert_rowid())
}

fn mark(db: &Connection, account: i64, room: i64, seq: i64) -> Result<()> {
    db.execute(
        "INSERT INTO mark SELECT ?1, ?2, min(?3, last) FROM room WHERE id = ?2
         ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)",
        (account, room, seq),
    )?;
    Ok(())
}
