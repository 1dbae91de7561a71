//! Talk: threads on records, claims and articles, and the comments in them.
//!
//! Invariants: everybody reads what is shown, and only who is logged in writes; replies are one level deep; what was edited keeps its
//! history; comments of new accounts wait for a moderator; what is written once is there once.

use super::place::{Place, Subject};
use super::roles::words;
use super::store::{millis, time};
use super::{Action, Error, Kind, People, Result, Role, Who, cleaned, notices};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{HashMap, HashSet};

/// Most characters of a comment.
pub const LONGEST: usize = 10_000;
/// Most characters of quoted evidence.
const LONGEST_QUOTE: usize = 2_000;
/// Most comments of a thread.
const MOST: i64 = 10_000;

/// Whether a comment is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// By everybody.
    Plain,
    /// By its author and moderators, until one of them lets it through.
    Held,
    /// By moderators.
    Hidden,
    /// By nobody: its author took it away.
    Gone,
}

words!(Shown: Plain = "shown", Held = "held", Hidden = "hidden", Gone = "gone");

/// What somebody writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Markdown.
    pub text: String,
    /// The comment that it answers.
    pub parent: Option<i64>,
    /// Evidence that it quotes.
    pub quote: Option<Quote>,
}

/// Words of evidence in a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// The claim that they are evidence of.
    pub claim: Option<String>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub id: i64,
    /// Name of its author; none where the account is deleted.
    pub author: Option<String>,
    /// When it was written.
    pub made: Timestamp,
    /// When it was last edited.
    pub edited: Option<Timestamp>,
    /// Markdown; empty where it may not be seen.
    pub text: String,
    /// Evidence that it quotes.
    pub quote: Option<Quote>,
    /// Whether it is seen.
    pub state: Shown,
    /// Whether who reads wrote it.
    pub own: bool,
    /// Whether who reads has blocked its author.
    pub blocked: bool,
    /// Answers to it.
    pub replies: Vec<Comment>,
}

/// The threads of a place, told as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thread {
    /// Comments with their replies, the oldest first.
    pub comments: Vec<Comment>,
    /// How many are shown to everybody.
    pub count: usize,
    /// Whether nobody may write in it.
    pub locked: bool,
    /// Whether who reads follows it.
    pub followed: bool,
}

/// A text before it was edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// When it was written.
    pub made: Timestamp,
    /// Markdown.
    pub text: String,
}

/// Where a comment is to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Kind of the thing.
    pub subject: Subject,
    /// Ids of the claims, or the id of the page, that it was bound to; the first that is still there leads to it.
    pub ids: Vec<String>,
}

/// A row of the table.
struct Row {
    comment: Comment,
    parent: Option<i64>,
}

impl People {
    /// What is said about a place, as somebody sees it; none stands for a visitor. `lives` says whether the ledger has a claim.
    pub fn discussion(
        &self,
        who: Option<&Who>,
        place: &Place,
        lives: &dyn Fn(&str) -> bool,
    ) -> Result<Thread> {
        let db = self.store.read();
        let mut thread = Thread::default();
        let mut rows = Vec::new();
        for id in place.threads(&db, lives)? {
            thread.locked |= is_locked(&db, id)?;
            thread.followed |= who.map_or(Ok(false), |who| follows(&db, who.id, id))?;
            rows.extend(comments(&db, id, who)?);
        }
        thread.count = rows
            .iter()
            .filter(|row| row.comment.state == Shown::Plain)
            .count();
        thread.comments = nested(rows, who);
        Ok(thread)
    }

    /// How many comments each of the places has that everybody sees.
    pub fn counts(&self, places: &[Place], lives: &dyn Fn(&str) -> bool) -> Result<Vec<usize>> {
        let db = self.store.read();
        let mut count = db
            .prepare_cached("SELECT count(*) FROM comment WHERE thread = ?1 AND state = 'shown'")?;
        let mut counts = Vec::new();
        for place in places {
            let mut sum = 0;
            for id in place.threads(&db, lives)? {
                let shown: i64 = count.query_row([id], |row| row.get(0))?;
                sum += usize::try_from(shown).unwrap_or(0);
            }
            counts.push(sum);
        }
        Ok(counts)
    }

    /// Writes a comment; gives its number and whether it is seen.
    pub fn comment(
        &self,
        who: &Who,
        place: &Place,
        draft: &Draft,
        lives: &dyn Fn(&str) -> bool,
        now: Timestamp,
    ) -> Result<(i64, Shown)> {
        who.need(Action::Comment)?;
        let text = cleaned(&draft.text, LONGEST)?;
        let quote = match &draft.quote {
            Some(quote) if !quote.text.trim().is_empty() => {
                Some((cleaned(&quote.text, LONGEST_QUOTE)?, quote.claim.clone()))
            }
            _ => None,
        };
        self.limits.take(Kind::Comment, &who.id.to_string(), now)?;
        let trial = self.trial()?;
        self.store.write(|db| {
            let threads = place.threads(db, lives)?;
            for id in &threads {
                if is_locked(db, *id)? && !who.may(Action::Moderate) {
                    return Err(Error::Locked);
                }
            }
            let (thread, parent) = match draft.parent {
                Some(parent) => answered(db, &threads, parent)?,
                None => (threads.first().copied(), None),
            };
            let thread = match thread {
                Some(thread) => thread,
                None => begin(db, place.subject, now)?,
            };
            if let Some(id) = twice(db, thread, parent, who.id, &text, now)? {
                return Ok(id);
            }
            if amount(db, thread)? >= MOST {
                return Err(Error::TooMany(MOST as usize));
            }
            place.bind(db, thread)?;
            let state = if waits(db, who, trial)? { Shown::Held } else { Shown::Plain };
            let (quote, claim) = quote.unzip();
            db.execute(
                "INSERT INTO comment (thread, parent, author, made, text, quote, quote_claim, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                (thread, parent, who.id, millis(now), &text, quote, claim.flatten(), state.as_str()),
            )?;
            let id = db.last_insert_rowid();
            db.execute(
                "INSERT INTO follow VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                (who.id, thread),
            )?;
            if state == Shown::Plain {
                notices::of_comment(db, id, now)?;
            }
            Ok((id, state))
        })
    }

    /// Changes one's own comment; what it said before stays in its history.
    pub fn edit(&self, who: &Who, id: i64, text: &str, now: Timestamp) -> Result<()> {
        who.need(Action::Comment)?;
        let text = cleaned(text, LONGEST)?;
        self.limits.take(Kind::Comment, &who.id.to_string(), now)?;
        let trial = self.trial()?;
        self.store.write(|db| {
            let (thread, before, made) = own(db, who, id)?;
            if is_locked(db, thread)? && !who.may(Action::Moderate) {
                return Err(Error::Locked);
            }
            if before == text {
                return Ok(());
            }
            db.execute(
                "INSERT INTO revision VALUES (?1, ?2, ?3)",
                (id, made, before),
            )?;
            // Who is on trial could else write something harmless first.
            let state = if waits(db, who, trial)? {
                "held"
            } else {
                "shown"
            };
            db.execute(
                "UPDATE comment SET text = ?2, edited = ?3, state = ?4 WHERE id = ?1",
                (id, text, millis(now), state),
            )?;
            Ok(())
        })
    }

    /// Takes one's own comment away, with its history.
    pub fn remove(&self, who: &Who, id: i64) -> Result<()> {
        who.need(Action::Comment)?;
        self.store.write(|db| {
            own(db, who, id)?;
            db.execute("DELETE FROM revision WHERE comment = ?1", [id])?;
            db.execute(
                "UPDATE comment SET text = '', quote = NULL, quote_claim = NULL, state = 'gone' WHERE id = ?1",
                [id],
            )?;
            Ok(())
        })
    }

    /// What a comment said before, the oldest first. Everybody sees that of a comment that they see.
    pub fn history(&self, who: Option<&Who>, id: i64) -> Result<Vec<Revision>> {
        let db = self.store.read();
        let (author, state): (i64, String) = db.query_row(
            "SELECT author, state FROM comment WHERE id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let state = Shown::parse(&state).unwrap_or(Shown::Gone);
        if !sees(state, who.is_some_and(|who| who.id == author), who) {
            return Err(Error::Missing);
        }
        let mut find =
            db.prepare_cached("SELECT made, text FROM revision WHERE comment = ?1 ORDER BY rowid")?;
        let rows = find.query_map([id], |row| {
            Ok(Revision {
                made: time(row.get(0)?),
                text: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Follows the threads of a place, or does not any more.
    pub fn follow(
        &self,
        who: &Who,
        place: &Place,
        on: bool,
        lives: &dyn Fn(&str) -> bool,
        now: Timestamp,
    ) -> Result<()> {
        who.need(Action::Follow)?;
        self.limits.take(Kind::Change, &who.id.to_string(), now)?;
        self.store.write(|db| {
            let mut threads = place.threads(db, lives)?;
            if threads.is_empty() && on {
                let thread = begin(db, place.subject, now)?;
                place.bind(db, thread)?;
                threads.push(thread);
            }
            for thread in threads {
                if on {
                    let follow = "INSERT INTO follow VALUES (?1, ?2) ON CONFLICT DO NOTHING";
                    db.execute(follow, (who.id, thread))?;
                } else {
                    let leave = "DELETE FROM follow WHERE account = ?1 AND thread = ?2";
                    db.execute(leave, (who.id, thread))?;
                }
            }
            Ok(())
        })
    }

    /// Where a comment is to be seen.
    pub fn spot(&self, comment: i64) -> Result<Spot> {
        let db = self.store.read();
        let (thread, kind): (i64, String) = db.query_row(
            "SELECT thread.id, thread.kind FROM comment JOIN thread ON thread.id = comment.thread WHERE comment.id = ?1",
            [comment],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let subject = Subject::parse(&kind).ok_or(Error::Missing)?;
        let prefix = match subject {
            Subject::Article => "page:",
            Subject::Record | Subject::Claim => "claim:",
        };
        let mut find =
            db.prepare_cached("SELECT key FROM anchor WHERE thread = ?1 ORDER BY key")?;
        let rows = find.query_map([thread], |row| row.get::<_, String>(0))?;
        let keys: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        let ids = keys
            .iter()
            .filter_map(|key| key.strip_prefix(prefix))
            .map(str::to_owned)
            .collect();
        Ok(Spot { subject, ids })
    }
}

/// Whether somebody sees a comment of a state.
fn sees(state: Shown, own: bool, who: Option<&Who>) -> bool {
    match state {
        Shown::Plain => true,
        Shown::Held => own || who.is_some_and(|who| who.may(Action::Moderate)),
        Shown::Hidden => who.is_some_and(|who| who.may(Action::Moderate)),
        Shown::Gone => false,
    }
}

/// Comments of a thread as somebody sees them.
fn comments(db: &Connection, thread: i64, who: Option<&Who>) -> Result<Vec<Row>> {
    let mut find = db.prepare_cached(
        "SELECT comment.id, account.name, comment.made, edited, text, quote, quote_claim, comment.state, author,
         EXISTS (SELECT 1 FROM block WHERE block.account = ?2 AND block.other = author), parent
         FROM comment JOIN account ON account.id = author WHERE thread = ?1 ORDER BY comment.id",
    )?;
    let reader = who.map(|who| who.id);
    let rows = find.query_map((thread, reader), |row| {
        let state: String = row.get(7)?;
        let state = Shown::parse(&state).unwrap_or(Shown::Gone);
        let own = reader == Some(row.get(8)?);
        let seen = sees(state, own, who);
        let text: String = row.get(4)?;
        let quote: Option<String> = row.get(5)?;
        let claim: Option<String> = row.get(6)?;
        Ok(Row {
            parent: row.get(10)?,
            comment: Comment {
                id: row.get(0)?,
                author: row.get::<_, Option<String>>(1)?.filter(|_| seen),
                made: time(row.get(2)?),
                edited: row.get::<_, Option<i64>>(3)?.map(time),
                text: if seen { text } else { String::new() },
                quote: quote.filter(|_| seen).map(|text| Quote { text, claim }),
                state,
                own,
                blocked: row.get(9)?,
                replies: Vec::new(),
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Replies under what they answer. What somebody does not see stays as an empty place where others answered it.
fn nested(rows: Vec<Row>, who: Option<&Who>) -> Vec<Comment> {
    let seen = |comment: &Comment| sees(comment.state, comment.own, who);
    let mut tops = Vec::new();
    let mut replies: HashMap<i64, Vec<Comment>> = HashMap::new();
    for row in rows {
        match row.parent {
            None => tops.push(row.comment),
            Some(parent) if seen(&row.comment) => {
                replies.entry(parent).or_default().push(row.comment);
            }
            Some(_) => {}
        }
    }
    for top in &mut tops {
        top.replies = replies.remove(&top.id).unwrap_or_default();
    }
    tops.retain(|top| seen(top) || !top.replies.is_empty());
    tops.sort_by_key(|top| top.id);
    tops
}

/// The thread of a comment that is answered, and what the answer stands under: replies are one level deep.
fn answered(db: &Connection, threads: &[i64], id: i64) -> Result<(Option<i64>, Option<i64>)> {
    let (thread, parent, state): (i64, Option<i64>, String) = db
        .query_row(
            "SELECT thread, parent, state FROM comment WHERE id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?
        .ok_or(Error::Missing)?;
    if !threads.contains(&thread) || state != Shown::Plain.as_str() {
        return Err(Error::Missing);
    }
    Ok((Some(thread), Some(parent.unwrap_or(id))))
}

/// The same text by the same person a moment ago: a form that was sent twice.
fn twice(
    db: &Connection,
    thread: i64,
    parent: Option<i64>,
    author: i64,
    text: &str,
    now: Timestamp,
) -> Result<Option<(i64, Shown)>> {
    let found: Option<(i64, String)> = db
        .query_row(
            "SELECT id, state FROM comment WHERE thread = ?1 AND parent IS ?2 AND author = ?3 AND text = ?4 AND made > ?5
             AND state IN ('shown', 'held') ORDER BY id DESC LIMIT 1",
            (thread, parent, author, text, millis(now) - 60_000),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.and_then(|(id, state)| Some((id, Shown::parse(&state)?))))
}

/// Whether what somebody writes waits for a moderator.
fn waits(db: &Connection, who: &Who, trial: i64) -> Result<bool> {
    if who.role > Role::Reader {
        return Ok(false);
    }
    let trusted: i64 = db.query_row(
        "SELECT trusted FROM account WHERE id = ?1",
        [who.id],
        |row| row.get(0),
    )?;
    Ok(trusted < trial)
}

/// The thread, text and time of one's own comment that may still be changed.
fn own(db: &Connection, who: &Who, id: i64) -> Result<(i64, String, i64)> {
    let found = db
        .query_row(
            "SELECT thread, text, coalesce(edited, made) FROM comment
             WHERE id = ?1 AND author = ?2 AND state IN ('shown', 'held')",
            (id, who.id),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    found.ok_or(Error::Missing)
}

fn begin(db: &Connection, subject: Subject, now: Timestamp) -> Result<i64> {
    db.execute(
        "INSERT INTO thread (kind, made) VALUES (?1, ?2)",
        (subject.as_str(), millis(now)),
    )?;
    Ok(db.last_insert_rowid())
}

fn amount(db: &Connection, thread: i64) -> Result<i64> {
    let count = "SELECT count(*) FROM comment WHERE thread = ?1";
    Ok(db.query_row(count, [thread], |row| row.get(0))?)
}

fn is_locked(db: &Connection, thread: i64) -> Result<bool> {
    let find = "SELECT locked FROM thread WHERE id = ?1";
    Ok(db.query_row(find, [thread], |row| row.get(0))?)
}

fn follows(db: &Connection, account: i64, thread: i64) -> Result<bool> {
    let find = "SELECT count(*) FROM follow WHERE account = ?1 AND thread = ?2";
    Ok(db.query_row(find, (account, thread), |row| row.get::<_, i64>(0))? > 0)
}

/// Blocking.
impl People {
    /// Blocks somebody for oneself: what they write is folded up, and gives no notices. Or does not any more.
    pub fn block(&self, who: &Who, name: &str, on: bool, now: Timestamp) -> Result<()> {
        who.need(Action::Account)?;
        self.limits.take(Kind::Change, &who.id.to_string(), now)?;
        self.store.write(|db| {
            let other = super::accounts::by_name(db, name)?.ok_or(Error::Missing)?;
            if other.id == who.id {
                return Err(Error::Missing);
            }
            if on {
                let block = "INSERT INTO block VALUES (?1, ?2) ON CONFLICT DO NOTHING";
                db.execute(block, (who.id, other.id))?;
            } else {
                let unblock = "DELETE FROM block WHERE account = ?1 AND other = ?2";
                db.execute(unblock, (who.id, other.id))?;
            }
            Ok(())
        })
    }

    /// Names of those whom somebody has blocked.
    pub fn blocked(&self, who: &Who) -> Result<HashSet<String>> {
        let db = self.store.read();
        let mut find = db.prepare_cached(
            "SELECT name FROM block JOIN account ON account.id = other WHERE account = ?1 AND name IS NOT NULL",
        )?;
        let rows = find.query_map([who.id], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
