//! Asks: the handlers of the API, one for each address.

use super::{MOST, Portion, USUAL, json};
use crate::desk::asked;
use crate::desk::problem::Problem;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::wire::dossier::{DossierView, HitView};
use crate::wire::ledger::{ClaimView, CountsView, PageView, RecordView};
use crate::wire::turns::TurnView;
use crate::wire::world::WorldView;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::ToSpan;
use ledger::query::changes::Cursor;
use ledger::query::{
    Became, Bookmark, Extent, Filter, Found, Key, Limits, Told, changes, dossier, find, known_to,
    records_after, search,
};

/// What every handler answers.
type Answer = Result<Response, Problem>;

/// How many ties of the world are told.
const TIES: usize = 200;

/// The next portion of what this address asks.
fn next(visit: &Visit, after: Option<String>) -> Option<String> {
    after.map(|after| visit.with("after", Some(&after)))
}

fn bookmark(visit: &Visit) -> Result<Option<Bookmark>, Problem> {
    visit
        .asked("after")
        .map(|word| word.parse::<Bookmark>())
        .transpose()
        .map_err(|why| Problem::bad_question(format!("after: it is {why}")))
}

/// What became known, the newest first.
pub async fn turns(State(desk): State<Desk>, visit: Visit, headers: HeaderMap) -> Answer {
    let (view, filter) = (asked::view(&desk, &visit)?, asked::filter(&visit)?);
    let most = asked::most(&visit, USUAL, MOST)?;
    let after = visit
        .asked("after")
        .map(|word| word.parse::<Cursor>())
        .transpose()
        .map_err(|why| Problem::bad_question(format!("after: it is {why}")))?;
    let mut found = desk
        .ask(move |ledger| changes(ledger, view, &filter, after, most + 1))
        .await?;
    let more = found.len() > most;
    found.truncate(most);
    let last = found.last().filter(|_| more);
    let portion = Portion {
        next: next(&visit, last.map(|change| change.cursor.to_string())),
        items: found.iter().map(TurnView::of).collect(),
    };
    json(&headers, &portion)
}

/// A portion of records with their claims.
async fn some_records(
    desk: &Desk,
    visit: &Visit,
    filter: Filter,
) -> Result<(Vec<Told>, Option<String>), Problem> {
    let view = asked::view(desk, visit)?;
    let most = asked::most(visit, USUAL, MOST)?;
    let after = bookmark(visit)?;
    let (found, mark) = desk
        .ask(move |ledger| records_after(ledger, view, &filter, after, most))
        .await?;
    Ok((found, next(visit, mark.map(|mark| mark.to_string()))))
}

/// Records, in the order of their first days.
pub async fn records(State(desk): State<Desk>, visit: Visit, headers: HeaderMap) -> Answer {
    let filter = asked::filter(&visit)?;
    let (found, next) = some_records(&desk, &visit, filter).await?;
    let items = found
        .iter()
        .map(|told| RecordView::of(told, false, false))
        .collect();
    json(&headers, &Portion { items, next })
}

/// The claims of records, record by record.
pub async fn claims(State(desk): State<Desk>, visit: Visit, headers: HeaderMap) -> Answer {
    let filter = asked::filter(&visit)?;
    let (found, next) = some_records(&desk, &visit, filter).await?;
    let items = found
        .iter()
        .flat_map(|told| &told.claims)
        .map(ClaimView::of)
        .collect();
    json(&headers, &Portion { items, next })
}

/// What is due, with what became of it.
pub async fn due(State(desk): State<Desk>, visit: Visit, headers: HeaderMap) -> Answer {
    let view = asked::view(&desk, &visit)?;
    let asked = asked::filter(&visit)?;
    let became = visit
        .asked("became")
        .map(|word| {
            let found = Became::ALL.iter().find(|became| became.as_str() == word);
            found
                .copied()
                .ok_or_else(|| Problem::bad_question("became: it is no such fate"))
        })
        .transpose()?;
    let from = asked.from.unwrap_or(view.today);
    let to = asked.to.unwrap_or(from.saturating_add(90.days()));
    let filter = Filter {
        announced: true,
        due: Some((from, to)),
        from: None,
        to: None,
        turns: Vec::new(),
        ..asked
    };
    let (found, next) = some_records(&desk, &visit, filter).await?;
    let items = found
        .iter()
        .filter(|told| became.is_none_or(|became| told.became() == became))
        .map(|told| RecordView::of(told, true, false))
        .collect();
    json(&headers, &Portion { items, next })
}

/// A record, by the id of any of its claims, with why its state is what it is.
pub async fn record(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Answer {
    let view = asked::view(&desk, &visit)?;
    let found = desk
        .ask(move |ledger| {
            let Found::Record(_, told) = find(ledger, &id, view)? else {
                return Ok(None);
            };
            let known = known_to(ledger, view, &told.record)?;
            Ok(Some((told, known)))
        })
        .await?;
    let (told, known) = found.ok_or_else(Problem::not_found)?;
    let record = RecordView::of(&told, true, true).cited(&told);
    json(&headers, &record.knowing(&known))
}

/// A claim.
pub async fn claim(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Answer {
    let view = asked::view(&desk, &visit)?;
    let found = desk.ask(move |ledger| find(ledger, &id, view)).await?;
    let held = match found {
        Found::Record(claim, told) => told
            .claims
            .into_iter()
            .find(|held| held.claim.id == claim)
            .ok_or_else(Problem::not_found)?,
        Found::Claim(held) => *held,
        _ => return Err(Problem::not_found()),
    };
    json(&headers, &ClaimView::of(&held).cited(&held))
}

/// A page with its claims.
pub async fn page(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Answer {
    let view = asked::view(&desk, &visit)?;
    let found = desk.ask(move |ledger| find(ledger, &id, view)).await?;
    match found {
        Found::Page(row, _) if row.forgotten.is_some() => Err(Problem::gone()),
        Found::Page(row, claims) => json(&headers, &PageView::of(&row, &claims)),
        _ => Err(Problem::not_found()),
    }
}

/// Versions of the page of an address, the newest first.
pub async fn pages(State(desk): State<Desk>, visit: Visit, headers: HeaderMap) -> Answer {
    let url = visit
        .asked("url")
        .map(str::to_owned)
        .ok_or_else(|| Problem::bad_question("url: the address of a page is asked for"))?;
    let found = desk.ask(move |ledger| ledger.versions(&url)).await?;
    let items = found.iter().map(|row| PageView::of(row, &[])).collect();
    json(&headers, &Portion { items, next: None })
}

/// Everything about an actor.
pub async fn actor(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Answer {
    of_parties(&desk, &visit, &headers, vec![asked::party(&code)]).await
}

/// Everything about what passed between two.
pub async fn relation(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
    Path(pair): Path<String>,
) -> Answer {
    let (one, other) = asked::pair(&pair).ok_or_else(Problem::not_found)?;
    of_parties(&desk, &visit, &headers, vec![one, other]).await
}

async fn of_parties(
    desk: &Desk,
    visit: &Visit,
    headers: &HeaderMap,
    parties: Vec<String>,
) -> Answer {
    let view = asked::view(desk, visit)?;
    let limits = Limits {
        list: asked::most(visit, Limits::default().list, 100)?,
        ..Limits::default()
    };
    let key = Key::of(&parties);
    let found = desk
        .ask(move |ledger| dossier(ledger, view, &key, limits))
        .await?;
    if found.records() == 0 {
        return Err(Problem::not_found());
    }
    json(headers, &DossierView::of(&found))
}

/// Records and pages with words.
pub async fn hits(State(desk): State<Desk>, visit: Visit, headers: HeaderMap) -> Answer {
    let (view, filter) = (asked::view(&desk, &visit)?, asked::filter(&visit)?);
    if filter.text.is_none() {
        return Err(Problem::bad_question("q: words are asked for"));
    }
    let most = asked::most(&visit, 20, 100)?;
    let found = desk
        .ask(move |ledger| search(ledger, view, &filter, most))
        .await?;
    json(
        &headers,
        &Portion {
            items: HitView::of(&found),
            next: None,
        },
    )
}

/// Who dealt with whom in a period, and where people met.
pub async fn world(State(desk): State<Desk>, visit: Visit, headers: HeaderMap) -> Answer {
    let view = asked::view(&desk, &visit)?;
    let period = asked::period(&visit, view.today, 365)?;
    let party = visit.asked("party").map(asked::party);
    let most = asked::most(&visit, USUAL, TIES)?;
    let (found, places) = desk
        .ask(move |ledger| {
            let extent = Extent {
                ties: most,
                countries: 40,
                newest: 3,
            };
            ledger::query::world(ledger, view, period, party.as_deref(), extent)
        })
        .await?;
    json(&headers, &WorldView::of(period, &found, &places))
}

/// How much there is, and of which outlets.
pub async fn sources(State(desk): State<Desk>, headers: HeaderMap) -> Answer {
    let counts = desk.ask(|ledger| ledger.counts()).await?;
    json(&headers, &CountsView::of(&counts, Vec::new()))
}
