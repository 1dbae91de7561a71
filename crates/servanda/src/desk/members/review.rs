//! Review: claims that are in doubt, and what people decide about them.
//!
//! What enters: what somebody decides about a claim or record, and why. What leaves: a correction in the ledger with their name. Invariant: this is the
//! one place of the desk where the ledger is written to, by a connection of its own, and only for those whose role allows it.

use super::fields::Fields;
use super::{Choice, ask, choices, lead, lead_to_login, member, problem, said, status};
use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::shown;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::desk::words::Words;
use crate::people::{Action, Error, Who};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use ledger::query::deeds::{self, Asked, Refusal};
use ledger::query::{self, Filter, Found, Queue, QueueCursor, review, said as all_said};
use ledger::record::correction::Edit;
use ledger::record::{ClaimId, CorrectionId, Place, State as Become};
use ledger::store::sqlite::Sqlite;
use ledger::store::{Doubt, Held, Ledger};
use reading::claim::{Event, Status};

type Answer = Result<Response, Problem>;

/// How many claims are shown at once.
const MOST: usize = 20;
/// How the address asks for what readers doubt.
const TOLD: &str = "told";
/// How many changes are shown at once.
const CHANGES: usize = 200;

/// A claim that is in doubt.
struct Row {
    id: String,
    record: String,
    doubt: String,
    /// Who doubts it, and why.
    said: Vec<(String, String)>,
    sentence: String,
    quote: String,
    source: String,
    sure: String,
    events: Vec<Choice>,
    kind: String,
    statuses: Vec<Choice>,
    actors: String,
    recipients: String,
    when: String,
    place: String,
    country: String,
    persons: String,
    said_by: String,
    states: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "review.html")]
struct Page {
    f: Frame,
    rows: Vec<Row>,
    doubts: Vec<Choice>,
    next: Option<String>,
    done: Option<String>,
    error: Option<String>,
    here: String,
}

/// The queue.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Answer {
    desk.people().ok_or_else(Problem::not_found)?;
    queue(&desk, &visit, None, StatusCode::OK).await
}

async fn queue(desk: &Desk, visit: &Visit, error: Option<String>, code: StatusCode) -> Answer {
    let Ok(who) = member(visit) else {
        return Ok(lead_to_login(visit, "/review"));
    };
    if !who.may(Action::Review) {
        return Err(Problem::forbidden());
    }
    let doubt = visit.asked("doubt").and_then(Doubt::parse);
    let only_told = visit.asked("doubt") == Some(TOLD);
    let from = visit.asked("after").and_then(QueueCursor::parse);
    let told = match (doubt, from) {
        // What readers doubt stands before all that the ledger finds doubtful.
        (None, None) => doubted(desk, who).await?,
        _ => Vec::new(),
    };
    let today = desk.today();
    let found = desk
        .ask(move |ledger| {
            if only_told {
                return Ok(Queue::default());
            }
            let doubts: Vec<Doubt> = doubt.into_iter().collect();
            review(ledger, today, &Filter::default(), &doubts, from, MOST)
        })
        .await?;
    let mut f = Frame::new(
        visit.clone(),
        desk,
        "/review",
        visit.words().say("review-title"),
    );
    f.scripts.push("review.js");
    let doubts = Doubt::ALL.iter().map(|one| Choice {
        value: visit.with("doubt", Some(one.as_str())),
        word: f.say(&format!("doubt-{}", one.as_str())),
        is_chosen: doubt == Some(*one),
    });
    let told_choice = Choice {
        value: visit.with("doubt", Some(TOLD)),
        word: f.say("doubt-told"),
        is_chosen: only_told,
    };
    let doubts = std::iter::once(told_choice).chain(doubts).collect();
    let of_doubt = |doubt: Doubt| f.say(&format!("doubt-{}", doubt.as_str()));
    let mut rows: Vec<Row> = Vec::new();
    for one in &told {
        let words = (f.say("doubt-told"), one.said.clone());
        rows.push(row(&f, &one.claim, &one.told, words));
    }
    for item in &found.items {
        // What is doubted for several reasons is shown once, with all of them.
        let id = item.claim.claim.id.to_string();
        let word = of_doubt(item.doubt);
        match rows.iter_mut().find(|row| row.id == id) {
            Some(row) => row.doubt = format!("{} · {word}", row.doubt),
            None => rows.push(row(&f, &item.claim, &item.told, (word, Vec::new()))),
        }
    }
    let shown_page = Page {
        rows,
        doubts,
        next: found
            .next
            .map(|next| visit.with("after", Some(&next.to_string()))),
        done: visit.asked("done").map(str::to_owned),
        error,
        here: here(visit),
        f,
    };
    let mut response = page(&shown_page, visit)?;
    *response.status_mut() = code;
    Ok(response)
}

/// The address of this part of the queue, without what was just done.
fn here(visit: &Visit) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in ["doubt", "after"] {
        if let Some(value) = visit.asked(name) {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

/// A claim that readers doubt.
struct Told {
    claim: Held,
    told: query::Told,
    /// Who does, and why.
    said: Vec<(String, String)>,
}

/// What readers doubt, where it is still in the ledger, the oldest doubt first.
async fn doubted(desk: &Desk, who: Who) -> Result<Vec<Told>, Problem> {
    let doubted = ask(desk, move |people| people.doubted(&who)).await?;
    let mut claims: Vec<(ClaimId, Vec<(String, String)>)> = Vec::new();
    for doubted in doubted.map_err(|error| problem(&error))? {
        let Ok(id) = u64::from_str_radix(&doubted.claim, 16).map(ClaimId) else {
            continue;
        };
        let said = (doubted.by, doubted.reason);
        match claims.iter_mut().find(|(claim, _)| *claim == id) {
            Some((_, all)) => all.push(said),
            None => claims.push((id, vec![said])),
        }
    }
    let view = desk.view(None);
    desk.ask(move |ledger| {
        let mut found = Vec::new();
        for (id, said) in claims {
            if found.len() >= MOST {
                break;
            }
            // A claim that was read otherwise since, or rejected, waits no more.
            let Found::Record(_, told) = query::find(ledger, &id.to_string(), view)? else {
                continue;
            };
            let own = told.claims.iter().find(|held| held.claim.id == id).cloned();
            found.extend(own.map(|claim| Told {
                claim,
                told: *told,
                said,
            }));
        }
        Ok(found)
    })
    .await
}

fn row(
    f: &Frame,
    held: &Held,
    told: &query::Told,
    (doubt, said): (String, Vec<(String, String)>),
) -> Row {
    let claim = &held.claim;
    let source = &held.source;
    let teller = shown::teller(f);
    let choice = |value: &str, word: String, chosen: &str| Choice {
        value: value.to_owned(),
        word,
        is_chosen: value == chosen,
    };
    let evidence = claim.evidence.first();
    let origin = [source.outlet.clone(), source.title.clone()];
    let place = claim.place.as_ref();
    Row {
        id: claim.id.to_string(),
        record: told.record.id.to_string(),
        doubt,
        said,
        sentence: teller.sentence(told),
        quote: evidence
            .map(|evidence| evidence.text.clone())
            .unwrap_or_default(),
        source: origin.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        sure: format!("{:.0}", f64::from(claim.confidence) * 100.0),
        events: Event::ALL
            .iter()
            .map(|event| {
                let word = format!(
                    "{} ({})",
                    teller.dealing(event.as_str(), None),
                    event.as_str()
                );
                choice(event.as_str(), word, claim.event.as_str())
            })
            .collect(),
        kind: claim.kind.clone().unwrap_or_default(),
        statuses: choices(
            f.words(),
            "status-",
            Status::ALL.iter().map(|status| status.as_str()),
            claim.status.as_str(),
        ),
        actors: claim.actors.join(", "),
        recipients: claim.recipients.join(", "),
        when: claim.when.clone().unwrap_or_default(),
        place: place.map(|place| place.name.clone()).unwrap_or_default(),
        country: place
            .and_then(|place| place.country.clone())
            .unwrap_or_default(),
        persons: persons(&claim.persons, &claim.persons_for),
        said_by: claim.said_by.join(", "),
        states: choices(
            f.words(),
            "state-",
            Become::ALL.iter().map(|state| state.as_str()),
            told.life.state.as_str(),
        ),
    }
}

/// People with the parties that they act for, one a line: `Ana Quispe = PER`.
fn persons(names: &[String], parties: &[Option<String>]) -> String {
    let lines = names.iter().zip(parties).map(|(name, party)| match party {
        Some(party) => format!("{name} = {party}"),
        None => name.clone(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Decides about a claim or record, by the name of what is done, and leads back to the queue.
pub async fn act(
    State(desk): State<Desk>,
    visit: Visit,
    Path(deed): Path<String>,
    fields: Fields,
) -> Answer {
    let Ok(who) = member(&visit) else {
        return Ok(lead_to_login(&visit, "/review"));
    };
    if let Err(error) = who.need(Action::Review) {
        return Err(problem(&error));
    }
    let reason = fields.get("reason").trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 1000 {
        let error = said(visit.words(), &Error::Blank);
        return queue(&desk, &visit, Some(error), status(&Error::Blank)).await;
    }
    let back = fields.own("here");
    let path = desk.settings().ledger.clone();
    let decides = ["confirm", "reject", "edit"].contains(&deed.as_str());
    let claim = number(&fields, "claim").filter(|_| decides);
    let taken_back = number(&fields, "correction").filter(|_| deed == "withdraw");
    let author = who.name.clone();
    let done = tokio::task::spawn_blocking(move || write(&path, &author, &reason, &deed, &fields));
    let done = done.await.map_err(|_| Problem::failed())?;
    match done.map_err(|error| Problem::of_ledger(&error))? {
        Ok(correction) => {
            let doubts = ask(&desk, move |people| {
                if let Some(claim) = claim.map(ClaimId) {
                    let (claim, by) = (claim.to_string(), correction.to_string());
                    people.settle_doubts(&who, &claim, &by, Timestamp::now())?;
                }
                if let Some(taken_back) = taken_back.map(CorrectionId) {
                    people.reopen_doubts(&who, &taken_back.to_string())?;
                }
                Ok(())
            });
            doubts.await?.map_err(|error| problem(&error))?;
            // What the form says of where it stood is asked again, and nothing else.
            let and = if back.is_empty() { "" } else { "&" };
            let safe = back
                .bytes()
                .all(|byte| (0x21..0x7f).contains(&byte) && byte != b'#');
            let back = if safe { back } else { String::new() };
            Ok(lead(
                &visit,
                &format!("/review?{back}{and}done={correction}"),
            ))
        }
        Err(refusal) => {
            let code = StatusCode::UNPROCESSABLE_ENTITY;
            let why = why_not(visit.words(), refusal.as_ref());
            queue(&desk, &visit, Some(why), code).await
        }
    }
}

/// Why the ledger takes no such correction; none where the form asked for nothing that can be done.
fn why_not(words: &Words, refusal: Option<&Refusal>) -> String {
    let with = |key: &str, what: &str| words.with(key, [("what", what.into())]);
    match refusal {
        None | Some(Refusal::NoClaim(_) | Refusal::NoPage(_) | Refusal::NoCorrection(_)) => {
            words.say("refused-missing")
        }
        Some(Refusal::NoRecord(_) | Refusal::NotInRecord(_)) => words.say("refused-no-record"),
        Some(Refusal::OneRecord) => words.say("refused-one-record"),
        Some(Refusal::AllOfIt) => words.say("refused-all-of-it"),
        Some(Refusal::NoSentence | Refusal::Sentences(_)) => words.say("refused-sentence"),
        Some(Refusal::NoEdit) => words.say("refused-no-edit"),
        Some(Refusal::NoActor | Refusal::Unsaid) => words.say("refused-no-actor"),
        Some(Refusal::OneParty) => words.say("refused-one-party"),
        Some(Refusal::NoName) => words.say("refused-no-name"),
        Some(Refusal::NoParty(code)) => with("refused-party", code),
        Some(Refusal::NoKind(kind)) => with("refused-kind", kind),
        Some(Refusal::NoTime(when)) => with("refused-time", when),
        Some(Refusal::NoCountry(code)) => with("refused-country", code),
    }
}

/// Writes a correction. Gives its id, or why there is none.
fn write(
    path: &std::path::Path,
    author: &str,
    reason: &str,
    deed: &str,
    fields: &Fields,
) -> ledger::store::Result<Result<CorrectionId, Option<Refusal>>> {
    let mut ledger = Ledger::over(Box::new(Sqlite::open(path)?))?;
    let asked = match asked(&ledger, deed, fields)? {
        Some(asked) => asked,
        None => return Ok(Err(None)),
    };
    match asked {
        Ok(deed) => {
            let (correction, _) = ledger.correct(author, reason, deed, Timestamp::now())?;
            Ok(Ok(correction.id))
        }
        Err(refusal) => Ok(Err(Some(refusal))),
    }
}

/// The id in a field of a form.
fn number(fields: &Fields, name: &str) -> Option<u64> {
    u64::from_str_radix(fields.get(name).trim(), 16).ok()
}

/// What a form asks for; none where it makes no sense.
fn asked(ledger: &Ledger, deed: &str, fields: &Fields) -> ledger::store::Result<Option<Asked>> {
    let number = |name: &str| number(fields, name);
    if deed == "withdraw" {
        return match number("correction") {
            Some(id) => deeds::withdraw(ledger, CorrectionId(id)).map(Some),
            None => Ok(None),
        };
    }
    let Some(claim) = number("claim").map(ClaimId) else {
        return Ok(None);
    };
    Ok(match deed {
        "confirm" => Some(deeds::confirm(ledger, claim)?),
        "reject" => Some(deeds::reject(ledger, claim)?),
        "edit" => Some(deeds::edit(ledger, claim, edit(ledger, claim, fields)?)?),
        "merge" => match number("with").map(ClaimId) {
            Some(other) => Some(deeds::merge(ledger, &[claim, other])?),
            None => None,
        },
        "split" => Some(deeds::split(ledger, claim, &[claim])?),
        "state" => match Become::parse(fields.get("state")) {
            Some(state) => Some(deeds::state(ledger, claim, state)?),
            None => None,
        },
        _ => None,
    })
}

/// What an edited claim says, where it is something else than it says now.
fn edit(ledger: &Ledger, claim: ClaimId, fields: &Fields) -> ledger::store::Result<Edit> {
    let Some(held) = ledger.claim(claim)? else {
        return Ok(Edit::default());
    };
    let now = held.claim;
    let text = |name: &str| {
        let text = fields.get(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let list = |name: &str| -> Vec<String> {
        let parts = fields.get(name).split(',').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let people: Vec<(String, Option<String>)> = fields
        .get("persons")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| match line.rsplit_once('=') {
            Some((name, party)) => (name.trim().to_owned(), Some(party.trim().to_owned())),
            None => (line.to_owned(), None),
        })
        .collect();
    let were: Vec<(String, Option<String>)> = now
        .persons
        .iter()
        .cloned()
        .zip(now.persons_for.iter().cloned())
        .collect();
    let place = text("place").map(|name| Place {
        name,
        country: text("country"),
    });
    let event = Event::parse(fields.get("event")).filter(|event| *event != now.event);
    let status = Status::parse(fields.get("status")).filter(|status| *status != now.status);
    Ok(Edit {
        event,
        status,
        kind: Some(text("kind")).filter(|kind| *kind != now.kind),
        actors: Some(list("actors")).filter(|all| *all != now.actors),
        recipients: Some(list("recipients")).filter(|all| *all != now.recipients),
        persons: Some(people).filter(|all| *all != were),
        when: Some(text("when")).filter(|when| *when != now.when),
        place: Some(place).filter(|place| *place != now.place),
        said_by: Some(list("said_by")).filter(|all| *all != now.said_by),
    })
}

/// A change as the page shows it.
struct Change {
    id: String,
    when: String,
    author: String,
    what: String,
    fate: String,
    reason: String,
    claim: Option<String>,
    may_be_undone: bool,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct Changes {
    f: Frame,
    changes: Vec<Change>,
    may_review: bool,
}

/// Who changed what, the latest first.
pub async fn changes(State(desk): State<Desk>, visit: Visit) -> Answer {
    desk.people().ok_or_else(Problem::not_found)?;
    let said = desk
        .ask(|ledger| {
            let mut said = all_said(ledger)?;
            said.reverse();
            said.truncate(CHANGES);
            Ok(said)
        })
        .await?;
    let f = Frame::new(
        visit.clone(),
        &desk,
        "/review",
        visit.words().say("changes-title"),
    );
    let change = |said: &ledger::query::Said| {
        let correction = &said.correction;
        let is_withdrawal = correction.deed.name() == "withdraw";
        let fate = said.fate.as_str();
        Change {
            id: correction.id.to_string(),
            when: f.dates().moment(correction.at),
            author: correction.author.clone(),
            what: f.say(&format!("deed-{}", correction.deed.name())),
            fate: f.say(&format!("fate-{fate}")),
            reason: correction.reason.clone(),
            claim: said.ids().first().map(ToString::to_string),
            may_be_undone: !is_withdrawal && fate != "withdrawn",
        }
    };
    let changes = Changes {
        changes: said.iter().map(change).collect(),
        may_review: visit.may("review"),
        f,
    };
    page(&changes, &visit)
}
