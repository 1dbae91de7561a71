//! Discussion: what people say under a record, a claim or an article.
//!
//! Invariant: everybody reads it; whoever wants to write and is not logged in is led to log in, and back.

use super::fields::Fields;
use super::{ask, lead, login_path, member, problem, said, status};
use crate::desk::dates::Dates;
use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::shown::{self, one_line};
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::{self, Action, Comment, Draft, People, Place, Quote, Shown, Subject, Thread};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use ledger::query::{self, Found, Told};
use ledger::record::{ClaimId, PageId};
use ledger::store::Ledger;

type Answer = Result<Response, Problem>;

/// A discussion as a page shows it: the part `discussion.html` of a template.
pub struct Talk {
    /// What it is about: record, claim or article.
    pub subject: &'static str,
    /// Id of that.
    pub id: String,
    /// Path of the page that shows it.
    pub path: String,
    /// Its title, with its count.
    pub heading: String,
    /// Comments with their replies.
    pub comments: Vec<Line>,
    /// Whether nobody may write in it.
    pub is_locked: bool,
    /// Whether the reader follows it.
    pub is_followed: bool,
    /// Whether the reader may write in it.
    pub may_write: bool,
    /// Whether the reader moderates.
    pub may_moderate: bool,
    /// Whether the reader is logged in.
    pub is_member: bool,
    /// Where to log in and come back.
    pub login: String,
    /// What was typed and not taken, and why.
    pub refused: Option<(String, String)>,
    /// Evidence to begin with, that the address asked to quote.
    pub quote: Option<Quote>,
    /// Of a claim: what it rests on, and why the reader doubts it, where they do.
    pub doubt: Option<(String, Option<String>)>,
}

/// A comment as a page shows it.
pub struct Line {
    /// Its number.
    pub id: i64,
    /// Its author; a word for one who is gone.
    pub author: String,
    /// When it was written: for people, and for programs.
    pub when: String,
    /// The same for programs.
    pub stamp: String,
    /// When it was edited, for people.
    pub edited: Option<String>,
    /// Safe HTML.
    pub html: String,
    /// Markdown, for its author to edit.
    pub text: String,
    /// Evidence that it quotes.
    pub quote: Option<Quote>,
    /// What is said in place of the text, or of its state.
    pub note: Option<String>,
    /// Whether it is the reader's own and may be edited.
    pub is_own: bool,
    /// Whether everybody sees it.
    pub is_shown: bool,
    /// Whether it is folded up, as the reader has blocked its author.
    pub is_folded: bool,
    /// Answers to it.
    pub replies: Vec<Line>,
}

impl Line {
    fn of(comment: &Comment, dates: &Dates) -> Line {
        let words = dates.words;
        let note = match comment.state {
            Shown::Plain => None,
            Shown::Held => Some("comment-held"),
            Shown::Hidden => Some("comment-hidden"),
            Shown::Gone => Some("comment-gone"),
        };
        let nobody = || words.say("comment-nobody");
        Line {
            id: comment.id,
            author: comment.author.clone().unwrap_or_else(nobody),
            when: dates.moment(comment.made),
            stamp: comment.made.to_string(),
            edited: comment.edited.map(|at| dates.moment(at)),
            html: people::render(&comment.text),
            text: comment.text.clone(),
            quote: comment.quote.clone(),
            note: note.map(|note| words.say(note)),
            is_own: comment.own && matches!(comment.state, Shown::Plain | Shown::Held),
            is_shown: comment.state == Shown::Plain,
            is_folded: comment.blocked,
            replies: comment
                .replies
                .iter()
                .map(|reply| Line::of(reply, dates))
                .collect(),
        }
    }
}

/// Whether the ledger has a claim.
fn lives(ledger: &Ledger) -> impl Fn(&str) -> bool {
    |id: &str| claim_id(id).is_some_and(|id| ledger.claim(id).is_ok_and(|claim| claim.is_some()))
}

fn claim_id(id: &str) -> Option<ClaimId> {
    u64::from_str_radix(id, 16).ok().map(ClaimId)
}

/// The place of an id.
fn place(ledger: &Ledger, subject: Subject, id: &str) -> ledger::store::Result<Option<Place>> {
    Ok(match subject {
        Subject::Record => match claim_id(id) {
            None => None,
            Some(claim) => match ledger.record_of(claim)? {
                None => None,
                Some(record) => Some(Place::record(&ledger.members(record)?)),
            },
        },
        Subject::Claim => match claim_id(id) {
            None => None,
            Some(claim) => ledger.claim(claim)?.as_ref().map(Place::claim),
        },
        Subject::Article => {
            let page = PageId(id.to_owned());
            let row = ledger.page(&page)?.filter(|row| row.forgotten.is_none());
            row.map(|row| {
                let url = row.facts.as_ref().and_then(|facts| facts.url.as_deref());
                let url = url.filter(|url| ledger::store::names_one_page(url));
                Place::article(id, url)
            })
        }
    })
}

/// Does something at a place.
async fn at_place<T, F>(
    desk: &Desk,
    subject: Subject,
    id: &str,
    work: F,
) -> Result<people::Result<T>, Problem>
where
    T: Send + 'static,
    F: FnOnce(&People, &Place, &dyn Fn(&str) -> bool) -> people::Result<T> + Send + 'static,
{
    let people = desk.people().ok_or_else(Problem::not_found)?.clone();
    let id = id.to_owned();
    desk.ask(move |ledger| {
        Ok(match place(ledger, subject, &id)? {
            None => Err(people::Error::Missing),
            Some(place) => work(&people, &place, &lives(ledger)),
        })
    })
    .await
}

/// Path of the page that shows the thread of something.
fn path_of(subject: Subject, id: &str) -> String {
    match subject {
        Subject::Record | Subject::Claim => format!("/records/{id}"),
        Subject::Article => format!("/articles/{id}"),
    }
}

/// The discussion of something, for a page that shows it; none on a desk without accounts.
///
/// # Errors
/// Where the ledger or the people's file cannot answer.
pub async fn talk(
    desk: &Desk,
    visit: &Visit,
    subject: Subject,
    id: &str,
) -> Result<Option<Talk>, Problem> {
    if desk.people().is_none() {
        return Ok(None);
    }
    let who = visit.who().cloned();
    let thread = at_place(desk, subject, id, move |people, place, lives| {
        people.discussion(who.as_ref(), place, lives)
    })
    .await?;
    match thread {
        Ok(thread) => {
            let mut talk = told(desk, visit, subject, id, &thread);
            talk.quote = quoted(desk, visit).await?;
            if subject == Subject::Claim {
                talk.doubt = Some(doubt_of(desk, visit, id).await?);
            }
            Ok(Some(talk))
        }
        Err(people::Error::Missing) => Ok(None),
        Err(error) => Err(problem(&error)),
    }
}

/// How many comments there are on each of some records. Where the people's file cannot answer there are none: the ledger is told all the same.
pub fn counts<'t>(
    people: Option<&People>,
    ledger: &Ledger,
    records: impl Iterator<Item = &'t Told>,
) -> Vec<usize> {
    let Some(people) = people else {
        return Vec::new();
    };
    let places: Vec<Place> = records.map(|told| Place::record(&told.claims)).collect();
    people.counts(&places, &lives(ledger)).unwrap_or_default()
}

fn told(desk: &Desk, visit: &Visit, subject: Subject, id: &str, thread: &Thread) -> Talk {
    let words = visit.words();
    let dates = Dates {
        words,
        today: desk.today(),
    };
    let path = path_of(subject, id);
    let may = |action| visit.who().is_some_and(|who| who.need(action).is_ok());
    Talk {
        subject: subject.as_str(),
        id: id.to_owned(),
        heading: words.count("discussion-title", thread.count),
        comments: thread
            .comments
            .iter()
            .map(|comment| Line::of(comment, &dates))
            .collect(),
        is_locked: thread.locked,
        is_followed: thread.followed,
        may_write: may(Action::Comment) && (!thread.locked || may(Action::Moderate)),
        may_moderate: may(Action::Moderate),
        is_member: visit.who().is_some(),
        login: login_path(&format!("{}#discussion", shown_at(subject, id))),
        refused: None,
        quote: None,
        doubt: None,
        path,
    }
}

/// The clearest sentence of a claim; none where there is no such claim.
async fn evidence(desk: &Desk, claim: &str) -> Result<Option<String>, Problem> {
    let Some(id) = claim_id(claim) else {
        return Ok(None);
    };
    let held = desk.ask(move |ledger| ledger.claim(id)).await?;
    let first = held.and_then(|held| held.claim.evidence.into_iter().next());
    Ok(first.map(|evidence| one_line(&evidence.text)))
}

/// What the address asks to quote: words that it gives, or the sentence of a claim.
async fn quoted(desk: &Desk, visit: &Visit) -> Result<Option<Quote>, Problem> {
    let claim = visit.asked("claim");
    let text = match (visit.asked("quote"), claim) {
        (Some(text), _) => Some(text.to_owned()),
        (None, Some(claim)) => evidence(desk, claim).await?,
        (None, None) => None,
    };
    Ok(text.map(|text| Quote {
        text: text.chars().take(1000).collect(),
        claim: claim.map(str::to_owned),
    }))
}

/// What a claim rests on, and why the reader doubts it.
async fn doubt_of(
    desk: &Desk,
    visit: &Visit,
    id: &str,
) -> Result<(String, Option<String>), Problem> {
    let text = evidence(desk, id).await?.unwrap_or_default();
    let Some(who) = visit.who().cloned() else {
        return Ok((text, None));
    };
    let claim = claim_id(id).map(|id| id.to_string()).unwrap_or_default();
    let own = ask(desk, move |people| people.own_doubt(&who, &claim)).await?;
    Ok((text, own.map_err(|error| problem(&error))?))
}

/// Tells those who review that a claim is wrong.
pub async fn doubt(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let id = fields.own("id");
    let claim = claim_id(&id).ok_or_else(Problem::not_found)?;
    let path = shown_at(Subject::Claim, &id);
    let Ok(who) = member(&visit) else {
        return Ok(super::lead_to_login(&visit, &path));
    };
    let held = desk.ask(move |ledger| ledger.claim(claim)).await?;
    held.ok_or_else(Problem::not_found)?;
    let reason = fields.own("reason");
    let done = ask(&desk, move |people| {
        people.doubt(&who, &claim.to_string(), &reason, Timestamp::now())
    })
    .await?;
    match done {
        Ok(()) => Ok(lead(&visit, &path)),
        Err(error) => {
            let refused = Some((String::new(), error));
            alone(&desk, &visit, (Subject::Claim, &id), refused).await
        }
    }
}

/// What a form says that it is about.
fn about(fields: &Fields) -> Result<(Subject, String), Problem> {
    let subject = Subject::parse(fields.get("subject"));
    let subject = subject.ok_or_else(|| Problem::bad_question("subject"))?;
    Ok((subject, fields.own("id")))
}

#[derive(Template)]
#[template(path = "discussion-page.html")]
struct Alone {
    f: Frame,
    talk: Option<Talk>,
}

/// Shows a discussion on a page of its own.
async fn alone(
    desk: &Desk,
    visit: &Visit,
    (subject, id): (Subject, &str),
    refused: Option<(String, people::Error)>,
) -> Answer {
    let mut talk = talk(desk, visit, subject, id).await?;
    let mut code = StatusCode::OK;
    if talk.is_none() {
        return Err(Problem::not_found());
    }
    if let (Some(talk), Some((text, error))) = (&mut talk, refused) {
        code = status(&error);
        talk.refused = Some((text, said(visit.words(), &error)));
    }
    let mut f = Frame::new(visit.clone(), desk, "", "");
    f.title = title(desk, &f, subject, id).await?;
    let mut response = page(&Alone { f, talk }, visit)?;
    *response.status_mut() = code;
    Ok(response)
}

/// The title of what a discussion is about: of a claim that of its record.
async fn title(desk: &Desk, f: &Frame, subject: Subject, id: &str) -> Result<String, Problem> {
    let (view, id) = (desk.view(None), id.to_owned());
    let found = desk
        .ask(move |ledger| match subject {
            Subject::Record | Subject::Claim => query::find(ledger, &id, view),
            Subject::Article => {
                let row = ledger.page(&PageId(id))?;
                Ok(row.map_or(Found::Nothing, |row| Found::Page(Box::new(row), Vec::new())))
            }
        })
        .await?;
    let title = match found {
        Found::Record(_, told) => Some(shown::teller(f).sentence(&told)),
        Found::Page(row, _) => { row.facts }
            .and_then(|facts| facts.title)
            .map(|title| one_line(&title)),
        _ => None,
    };
    Ok({ title.filter(|title| !title.is_empty()) }.unwrap_or_else(|| f.say("no-title")))
}

/// The discussion of a record, a claim or an article on a page of its own.
pub async fn show(
    State(desk): State<Desk>,
    visit: Visit,
    Path((subject, id)): Path<(String, String)>,
) -> Answer {
    let subject = Subject::parse(&subject).ok_or_else(Problem::not_found)?;
    alone(&desk, &visit, (subject, &id), None).await
}

/// Writes a comment.
pub async fn write(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let (subject, id) = about(&fields)?;
    let who = match member(&visit) {
        Ok(who) => who,
        Err(_) => return Ok(super::lead_to_login(&visit, &shown_at(subject, &id))),
    };
    let draft = Draft {
        text: fields.own("text"),
        parent: fields.number("parent"),
        quote: fields.find("quote").map(|text| Quote {
            text: text.to_owned(),
            claim: fields
                .find("claim")
                .filter(|id| claim_id(id).is_some())
                .map(str::to_owned),
        }),
    };
    let written = at_place(&desk, subject, &id, move |people, place, lives| {
        people.comment(&who, place, &draft, lives, Timestamp::now())
    })
    .await?;
    match written {
        Ok((comment, _)) => Ok(lead(
            &visit,
            &format!("{}#comment-{comment}", shown_at(subject, &id)),
        )),
        Err(error) => {
            let refused = Some((fields.own("text"), error));
            alone(&desk, &visit, (subject, &id), refused).await
        }
    }
}

/// Where a thread is shown: under its record or article, and that of a claim on a page of its own.
fn shown_at(subject: Subject, id: &str) -> String {
    match subject {
        Subject::Claim => format!("/discussion/claim/{id}"),
        Subject::Record | Subject::Article => path_of(subject, id),
    }
}

/// Does something with a comment and leads back to it.
async fn with_comment<F>(desk: &Desk, visit: &Visit, fields: &Fields, work: F) -> Answer
where
    F: FnOnce(&People, &people::Who, i64, Timestamp) -> people::Result<()> + Send + 'static,
{
    let who = match member(visit) {
        Ok(who) => who,
        Err(_) => return Ok(super::lead_to_login(visit, "/")),
    };
    let comment = fields
        .number("comment")
        .ok_or_else(|| Problem::bad_question("comment"))?;
    let done = ask(desk, move |people| {
        work(people, &who, comment, Timestamp::now())
    })
    .await?;
    match done {
        Ok(()) => Ok(lead(visit, &format!("/comments/{comment}"))),
        Err(error) => {
            let (subject, id) = match about(fields) {
                Ok(about) => about,
                Err(_) => return Err(problem(&error)),
            };
            let refused = Some((fields.own("text"), error));
            alone(desk, visit, (subject, &id), refused).await
        }
    }
}

/// Changes one's own comment.
pub async fn edit(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let text = fields.own("text");
    with_comment(&desk, &visit, &fields, move |people, who, id, now| {
        people.edit(who, id, &text, now)
    })
    .await
}

/// Takes one's own comment away.
pub async fn remove(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    with_comment(&desk, &visit, &fields, |people, who, id, _| {
        people.remove(who, id)
    })
    .await
}

/// Reports a comment.
pub async fn report(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let reason = fields.own("reason");
    with_comment(&desk, &visit, &fields, move |people, who, id, now| {
        people.report(who, id, &reason, now)
    })
    .await
}

/// Follows a thread, or does not any more.
pub async fn follow(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let (subject, id) = about(&fields)?;
    let who = match member(&visit) {
        Ok(who) => who,
        Err(_) => return Ok(super::lead_to_login(&visit, &shown_at(subject, &id))),
    };
    let on = fields.get("on") == "yes";
    let done = at_place(&desk, subject, &id, move |people, place, lives| {
        people.follow(&who, place, on, lives, Timestamp::now())
    })
    .await?;
    done.map_err(|error| problem(&error))?;
    Ok(lead(
        &visit,
        &format!("{}#discussion", shown_at(subject, &id)),
    ))
}

/// Locks a thread, or opens it.
pub async fn lock(State(desk): State<Desk>, visit: Visit, fields: Fields) -> Answer {
    let (subject, id) = about(&fields)?;
    let who = member(&visit).map_err(|error| problem(&error))?;
    let on = fields.get("on") == "yes";
    let done = at_place(&desk, subject, &id, move |people, place, lives| {
        people.lock(&who, place, on, lives, Timestamp::now())
    })
    .await?;
    done.map_err(|error| problem(&error))?;
    Ok(lead(
        &visit,
        &format!("{}#discussion", shown_at(subject, &id)),
    ))
}

/// Leads from a comment to where it is shown.
pub async fn find(State(desk): State<Desk>, visit: Visit, Path(comment): Path<i64>) -> Answer {
    let spot = ask(&desk, move |people| people.spot(comment)).await?;
    let spot = spot.map_err(|error| problem(&error))?;
    let (subject, ids) = (spot.subject, spot.ids);
    // After a page was read anew some of its claims may be gone; the first that is there leads to the record.
    let id = desk
        .ask(move |ledger| {
            for id in ids {
                if place(ledger, subject, &id)?.is_some() {
                    return Ok(Some(id));
                }
            }
            Ok(None)
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(lead(
        &visit,
        &format!("{}#comment-{comment}", shown_at(subject, &id)),
    ))
}

/// A text before it was edited.
struct Before {
    when: String,
    html: String,
}

#[derive(Template)]
#[template(path = "history.html")]
struct History {
    f: Frame,
    comment: i64,
    before: Vec<Before>,
}

/// What a comment said before.
pub async fn history(State(desk): State<Desk>, visit: Visit, Path(comment): Path<i64>) -> Answer {
    let who = visit.who().cloned();
    let found = ask(&desk, move |people| people.history(who.as_ref(), comment)).await?;
    let found = found.map_err(|error| problem(&error))?;
    let f = Frame::new(visit.clone(), &desk, "", visit.words().say("history-title"));
    let before = found
        .iter()
        .map(|revision| Before {
            when: f.dates().moment(revision.made),
            html: people::render(&revision.text),
        })
        .collect();
    page(&History { f, comment, before }, &visit)
}
