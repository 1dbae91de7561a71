//! Chats: the rooms, live by events from the server and plain forms to it, so that they work through proxies and without scripts.
//!
//! Invariants: the number of the last message that came is the id of an event, so that a browser that comes back gets what it missed; a
//! message carries a name of its sender's, so that sending it again doubles nothing.

use super::fields::Fields;
use super::{ask, lead, lead_to_login, member, problem, said, status};
use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::{self, Action, Event as Happened, Listener, Message, Seen, Who, secret};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::future::{self, Either};
use futures_util::stream;
use jiff::Timestamp;
use ledger::query::{Found, Told, find};
use serde::Serialize;
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

type Answer = Result<Response, Problem>;

/// How often a sign of life is given. Proxies often end what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// How often it is looked whether somebody who listens is still logged in.
const LOOKS: Duration = Duration::from_secs(60);

/// How many records are told below the messages of a page.
const MOST_CARDS: usize = 50;

/// A message as a page shows it.
struct Line {
    seq: i64,
    author: String,
    when: String,
    stamp: String,
    html: String,
    note: Option<String>,
    is_own: bool,
    cards: Vec<Card>,
}

/// A record that a message links to.
struct Card {
    path: String,
    sentence: String,
}

/// A message as it goes to a script.
#[derive(Serialize)]
struct Sent<'m> {
    seq: i64,
    author: Option<&'m str>,
    made: String,
    html: String,
    client: Option<&'m str>,
    own: bool,
    shown: bool,
}

impl<'m> Sent<'m> {
    fn of(message: &'m Message, who: i64) -> Sent<'m> {
        let own = message.author == who;
        Sent {
            seq: message.seq,
            author: message.name.as_deref(),
            made: message.made.to_string(),
            html: message.html.clone(),
            // Only its sender knows it by that name.
            client: own.then_some(message.client.as_str()),
            own,
            shown: message.state == Seen::Shown,
        }
    }
}

/// A room in the list.
struct Entry {
    key: String,
    name: String,
    unread: usize,
}

#[derive(Template)]
#[template(path = "chats.html")]
struct Chats {
    f: Frame,
    rooms: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "chat.html")]
struct Chat {
    f: Frame,
    key: String,
    name: String,
    lines: Vec<Line>,
    present: String,
    client: String,
    last: i64,
    earlier: Option<i64>,
    may_write: bool,
    may_moderate: bool,
    refused: Option<(String, String)>,
}

/// What a room is called: the general one, or the parties of a dossier.
fn name_of(visit: &Visit, key: &str) -> String {
    if key == people::GENERAL {
        return visit.words().say("chat-general");
    }
    let names = key.split(',').map(|code| {
        let name = crate::desk::names::name(visit.lang, code);
        if name.is_empty() { code } else { name }.to_owned()
    });
    names.collect::<Vec<_>>().join(" – ")
}

/// The list of rooms.
pub async fn list(State(desk): State<Desk>, visit: Visit) -> Answer {
    desk.people().ok_or_else(Problem::not_found)?;
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, "/chats"));
    };
    let rooms = ask(&desk, move |people| people.rooms(&who)).await?;
    let rooms = rooms.map_err(|error| problem(&error))?;
    let rooms = rooms.into_iter().map(|room| Entry {
        name: name_of(&visit, &room.key),
        unread: usize::try_from(room.unread).unwrap_or(0),
        key: room.key,
    });
    let chats = Chats {
        rooms: rooms.collect(),
        f: Frame::new(
            visit.clone(),
            &desk,
            "/chats",
            visit.words().say("menu-chats"),
        ),
    };
    page(&chats, &visit)
}

/// A room.
pub async fn show(State(desk): State<Desk>, visit: Visit, Path(key): Path<String>) -> Answer {
    room(&desk, &visit, &key, None).await
}

async fn room(
    desk: &Desk,
    visit: &Visit,
    key: &str,
    refused: Option<(String, people::Error)>,
) -> Answer {
    let Ok(who) = member(visit) else {
        return Ok(lead_to_login(visit, &format!("/chats/{key}")));
    };
    let before = visit.asked("before").and_then(|before| before.parse().ok());
    let (asks, asked) = (who.clone(), key.to_owned());
    let found = ask(desk, move |people| {
        let messages = people.messages_before(&asks, &asked, before.unwrap_or(i64::MAX))?;
        if let Some(last) = messages.last().filter(|_| before.is_none()) {
            people.read_up_to(&asks, &asked, last.seq)?;
        }
        Ok((messages, people.present(&asked)))
    })
    .await?;
    let (messages, present) = found.map_err(|error| problem(&error))?;
    let name = name_of(visit, key);
    let mut f = Frame::new(visit.clone(), desk, "/chats", name.clone());
    f.scripts.push("chat.js");
    let first = messages.first().map_or(1, |message| message.seq);
    let mut code = StatusCode::OK;
    let refused = refused.map(|(text, error)| {
        code = status(&error);
        (text, said(visit.words(), &error))
    });
    let mut ids: Vec<String> = messages
        .iter()
        .flat_map(|message| people::records_in(&message.text))
        .collect();
    ids.sort();
    ids.dedup();
    ids.truncate(MOST_CARDS);
    let cards = cards(desk, &f, ids).await?;
    let chat = Chat {
        key: key.to_owned(),
        name,
        last: messages.last().map_or(0, |message| message.seq),
        earlier: (first > 1).then_some(first),
        lines: lines(&f, &messages, &who, &cards),
        present: present.join(", "),
        client: secret::token().map_err(|error| problem(&error))?,
        may_write: who.need(Action::Chat).is_ok(),
        may_moderate: who.may(Action::Moderate),
        refused,
        f,
    };
    let mut response = page(&chat, visit)?;
    *response.status_mut() = code;
    Ok(response)
}

/// The records of ids, in the order of the ids; those that are not there are left out.
async fn cards(desk: &Desk, f: &Frame, ids: Vec<String>) -> Result<HashMap<String, Card>, Problem> {
    let view = desk.view(None);
    let told = desk
        .ask(move |ledger| {
            let mut told = Vec::new();
            for id in ids {
                if let Found::Record(_, record) = find(ledger, &id, view)? {
                    told.push((id, record));
                }
            }
            Ok(told)
        })
        .await?;
    let teller = crate::desk::shown::teller(f);
    let card = |(id, told): (String, Box<Told>)| {
        let sentence = teller.sentence(&told);
        let path = format!("/records/{}", told.record.id);
        (id, Card { path, sentence })
    };
    Ok(told.into_iter().map(card).collect())
}

#[derive(Template)]
#[template(path = "card.html")]
struct Alone {
    f: Frame,
    card: Card,
}

/// A record in a line, to stand below a message that links to it.
pub async fn card(State(desk): State<Desk>, visit: Visit, Path(id): Path<String>) -> Answer {
    let f = Frame::new(visit.clone(), &desk, "", "");
    let mut found = cards(&desk, &f, vec![id.clone()]).await?;
    let card = found.remove(&id).ok_or_else(Problem::not_found)?;
    page(&Alone { f, card }, &visit)
}

fn lines(f: &Frame, messages: &[Message], who: &Who, cards: &HashMap<String, Card>) -> Vec<Line> {
    let line = |message: &Message| {
        let note = match message.state {
            Seen::Shown => None,
            Seen::Hidden => Some(f.say("comment-hidden")),
            Seen::Gone => Some(f.say("message-gone")),
        };
        Line {
            seq: message.seq,
            author: message
                .name
                .clone()
                .unwrap_or_else(|| f.say("comment-nobody")),
            when: f.dates().moment(message.made),
            stamp: message.made.to_string(),
            html: message.html.clone(),
            note,
            is_own: message.author == who.id && message.state == Seen::Shown,
            cards: people::records_in(&message.text)
                .iter()
                .filter_map(|id| cards.get(id))
                .map(|card| Card {
                    path: card.path.clone(),
                    sentence: card.sentence.clone(),
                })
                .collect(),
        }
    };
    messages.iter().map(line).collect()
}

/// Sends a message. A script gets it back as JSON; a form leads back to the room.
pub async fn send(
    State(desk): State<Desk>,
    visit: Visit,
    Path(key): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, &format!("/chats/{key}")));
    };
    let (to, client, text) = (key.clone(), fields.own("client"), fields.own("text"));
    let id = who.id;
    let sent = ask(&desk, move |people| {
        people.send(&who, &to, &client, &text, Timestamp::now())
    })
    .await?;
    let by_script = headers.contains_key("x-csrf");
    match sent {
        Ok(message) if by_script => Ok(axum::Json(Sent::of(&message, id)).into_response()),
        Ok(message) => Ok(lead(
            &visit,
            &format!("/chats/{key}#message-{}", message.seq),
        )),
        Err(error) if by_script => {
            let mut response = said(visit.words(), &error).into_response();
            *response.status_mut() = status(&error);
            let kind = HeaderValue::from_static("application/x-refusal; charset=utf-8");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
            if let people::Error::TooOften(seconds) = error {
                let wait = HeaderValue::from(seconds);
                response.headers_mut().insert(header::RETRY_AFTER, wait);
            }
            Ok(response)
        }
        Err(error) => room(&desk, &visit, &key, Some((fields.own("text"), error))).await,
    }
}

/// Takes a message away, or hides it.
pub async fn remove(
    State(desk): State<Desk>,
    visit: Visit,
    Path(key): Path<String>,
    fields: Fields,
) -> Answer {
    with_message(
        &desk,
        &visit,
        key,
        &fields,
        |people, who, key, seq, reason| people.unsend(who, key, seq, reason, Timestamp::now()),
    )
    .await
}

/// Reports a message.
pub async fn report(
    State(desk): State<Desk>,
    visit: Visit,
    Path(key): Path<String>,
    fields: Fields,
) -> Answer {
    with_message(
        &desk,
        &visit,
        key,
        &fields,
        |people, who, key, seq, reason| {
            people.report_message(who, key, seq, reason, Timestamp::now())
        },
    )
    .await
}

/// Somebody has read a room up to a message.
pub async fn read(
    State(desk): State<Desk>,
    visit: Visit,
    Path(key): Path<String>,
    fields: Fields,
) -> Answer {
    with_message(&desk, &visit, key, &fields, |people, who, key, seq, _| {
        people.read_up_to(who, key, seq)
    })
    .await
}

async fn with_message<F>(
    desk: &Desk,
    visit: &Visit,
    key: String,
    fields: &Fields,
    work: F,
) -> Answer
where
    F: FnOnce(&people::People, &Who, &str, i64, &str) -> people::Result<()> + Send + 'static,
{
    let Ok(who) = member(visit) else {
        return Ok(lead_to_login(visit, &format!("/chats/{key}")));
    };
    let seq = fields
        .number("seq")
        .ok_or_else(|| Problem::bad_question("seq"))?;
    let (room, reason) = (key.clone(), fields.own("reason"));
    let done = ask(desk, move |people| work(people, &who, &room, seq, &reason)).await?;
    done.map_err(|error| problem(&error))?;
    Ok(lead(visit, &format!("/chats/{key}")))
}

/// What happens in a room, from the message on that the browser saw last.
pub async fn live(
    State(desk): State<Desk>,
    visit: Visit,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let people = desk.people().ok_or_else(Problem::not_found)?.clone();
    let who = member(&visit).map_err(|error| problem(&error))?;
    let place = desk
        .live()
        .try_acquire_owned()
        .map_err(|_| Problem::too_many())?;
    // A browser that comes back says by itself which event it saw last.
    let after = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .or_else(|| visit.asked("after"))
        .and_then(|number| number.parse().ok())
        .unwrap_or(0);
    let listener = people::listen(&people, &who, &key, after).map_err(|error| problem(&error))?;
    let mut waiting = VecDeque::new();
    let present = people.present(&key);
    waiting.push_back(Happened::Present(Arc::new(present)));
    let begun = Live {
        listener,
        waiting,
        missed: true,
        who,
        people,
        looks: tokio::time::interval(LOOKS),
        stopping: desk.stopping(),
        place,
    };
    let events = stream::unfold(begun, |mut live| async move {
        let event = live.next().await?;
        Some((Ok::<_, Infallible>(event), live))
    });
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE))
        .into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Some proxies keep answers back to send them in one piece.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// A browser that listens.
struct Live {
    listener: Listener,
    waiting: VecDeque<Happened>,
    /// Whether there may be messages that it missed.
    missed: bool,
    who: Who,
    people: Arc<people::People>,
    looks: tokio::time::Interval,
    stopping: tokio::sync::watch::Receiver<bool>,
    #[allow(dead_code, reason = "is given back when this goes")]
    place: tokio::sync::OwnedSemaphorePermit,
}

impl Live {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(happened) = self.waiting.pop_front() {
                return Some(event(&happened, self.who.id));
            }
            if self.missed {
                let missed = self.listener.missed().ok()?;
                self.missed = !missed.is_empty();
                self.waiting.extend(missed);
                continue;
            }
            let happened = {
                let next = std::pin::pin!(self.listener.next());
                let stopped = std::pin::pin!(self.stopping.wait_for(|stop| *stop));
                let look = std::pin::pin!(self.looks.tick());
                match future::select(next, future::select(stopped, look)).await {
                    Either::Left((Ok(events), _)) => Some(events),
                    Either::Right((Either::Right(_), _)) => None,
                    _ => return None,
                }
            };
            match happened {
                Some(events) => self.waiting.extend(events),
                None if self.is_there().await => {}
                None => return None,
            }
        }
    }

    /// Whether the login that it came by is still there.
    async fn is_there(&self) -> bool {
        let (people, who) = (self.people.clone(), self.who.clone());
        let found = tokio::task::spawn_blocking(move || people.is_logged_in(&who));
        matches!(found.await, Ok(Ok(true)))
    }
}

fn event(happened: &Happened, who: i64) -> Event {
    match happened {
        Happened::Came(message) => {
            let data = serde_json::to_string(&Sent::of(message, who)).unwrap_or_default();
            Event::default()
                .event("message")
                .id(message.seq.to_string())
                .data(data)
        }
        Happened::Went(seq) => Event::default().event("went").data(seq.to_string()),
        Happened::Present(names) => Event::default().event("present").data(names.join(", ")),
    }
}
