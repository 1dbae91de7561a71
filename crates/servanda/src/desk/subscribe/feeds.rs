//! Feeds: the changes of the ledger as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.
//!
//! An entry is a change, told in the language that the address asks for. Its id is made of the record, the claim and what became known, so that
//! it is the same whenever it is asked for. `record` asks for the history of one record.

use super::{forms, of_page, origin};
use crate::desk::asked;
use crate::desk::frame::Frame;
use crate::desk::fresh;
use crate::desk::problem::Problem;
use crate::desk::shown;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use ledger::query::{Filter, Found, Told, View, changes, find};
use ledger::record::ClaimId;
use ledger::store::{Ledger, Result as Asked};
use serde_json::json;
use std::sync::Arc;

/// How many entries a feed has where nothing is said.
const USUAL: usize = 40;
/// How many it can have.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "feed_atom.xml")]
struct Atom {
    feed: Feed,
}

#[derive(Template)]
#[template(path = "feed_rss.xml")]
struct Rss {
    feed: Feed,
}

/// A feed.
struct Feed {
    lang: &'static str,
    title: String,
    about: String,
    /// The page that it follows.
    page: String,
    /// Itself.
    own: String,
    /// When its newest entry became known.
    updated: Date,
    entries: Vec<Entry>,
}

/// An entry.
struct Entry {
    id: String,
    title: String,
    link: String,
    day: Date,
    rfc822: String,
    /// What kind of dealing.
    dealing: String,
    /// The sentence that says it.
    text: String,
    /// Who says it.
    author: String,
    /// The page that says it, where it has an address of the web.
    via: Option<String>,
}

/// What one change is told from.
struct Turned {
    told: Arc<Told>,
    day: Date,
    turn: &'static str,
    claim: ClaimId,
    when: Option<String>,
}

/// As Atom.
pub async fn atom(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let feed = feed(&desk, visit, &headers).await?;
    let body = Atom { feed }.render().map_err(|_| Problem::failed())?;
    Ok(fresh::answer(
        &headers,
        "application/atom+xml; charset=utf-8",
        body.into_bytes(),
    ))
}

/// As RSS.
pub async fn rss(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let feed = feed(&desk, visit, &headers).await?;
    let body = Rss { feed }.render().map_err(|_| Problem::failed())?;
    Ok(fresh::answer(
        &headers,
        "application/rss+xml; charset=utf-8",
        body.into_bytes(),
    ))
}

/// As JSON Feed.
pub async fn json(
    State(desk): State<Desk>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let feed = feed(&desk, visit, &headers).await?;
    let items: Vec<serde_json::Value> = feed
        .entries
        .iter()
        .map(|entry| {
            json!({
                "id": entry.id,
                "url": entry.link,
                "external_url": entry.via,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": format!("{}T00:00:00Z", entry.day),
                "authors": [{"name": entry.author}],
                "tags": [entry.dealing],
            })
        })
        .collect();
    let whole = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "language": feed.lang,
        "items": items,
    });
    let body = serde_json::to_vec_pretty(&whole).map_err(|_| Problem::failed())?;
    Ok(fresh::answer(&headers, "application/feed+json", body))
}

async fn feed(desk: &Desk, visit: Visit, headers: &HeaderMap) -> Result<Feed, Problem> {
    let view = asked::view(desk, &visit)?;
    let filter = asked::filter(&visit)?;
    let most = asked::most(&visit, USUAL, MOST)?;
    let record = visit.asked("record").map(str::to_owned);
    let of_record = record.clone();
    let parties = filter.parties.clone();
    let turned = desk
        .ask(move |ledger| match &of_record {
            Some(id) => history(ledger, view, id),
            None => newest(ledger, view, &filter, most).map(Some),
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    let mut f = Frame::new(visit, desk, "", "");
    f.today = view.today;
    let origin = origin(desk, headers);
    let query = of_page(&f);
    let own = forms(&f, &query, "");
    let path = f.visit.path.clone();
    let own = own
        .iter()
        .find(|other| other.href.contains(&path))
        .map_or_else(String::new, |other| format!("{origin}{}", other.href));
    let page = match &record {
        Some(id) => f.link(&format!("/records/{id}")),
        None if query.is_empty() => f.link("/"),
        None => f.link(&format!("/?{query}")),
    };
    let teller = shown::teller(&f);
    let names = teller.join(parties.iter().map(|code| teller.party(code)).collect());
    Ok(Feed {
        lang: f.visit.lang.code(),
        title: clean(&teller.line(f.say("site-name"), names)),
        about: f.say("site-motto"),
        page: format!("{origin}{page}"),
        own,
        updated: turned
            .first()
            .map_or(Date::constant(1970, 1, 1), |turned| turned.day),
        entries: turned.iter().map(|one| entry(&f, &origin, one)).collect(),
    })
}

fn newest(ledger: &Ledger, view: View, filter: &Filter, most: usize) -> Asked<Vec<Turned>> {
    let changes = changes(ledger, view, filter, None, most)?;
    Ok(changes
        .into_iter()
        .map(|change| Turned {
            day: change.day,
            turn: change.turn.as_str(),
            claim: change.claim,
            when: change.when,
            told: change.told,
        })
        .collect())
}

/// What became known of one record, the newest first; none where there is no such record.
fn history(ledger: &Ledger, view: View, id: &str) -> Asked<Option<Vec<Turned>>> {
    let Found::Record(_, told) = find(ledger, id, view)? else {
        return Ok(None);
    };
    let told = Arc::new(*told);
    let steps = told.history(view.today).into_iter().rev();
    let turned = steps.map(|step| Turned {
        told: told.clone(),
        day: step.day,
        turn: step.turn.as_str(),
        claim: step.claim,
        when: step.when,
    });
    Ok(Some(turned.collect()))
}

fn entry(f: &Frame, origin: &str, turned: &Turned) -> Entry {
    let told = &turned.told;
    let said = told.heard(turned.claim);
    let quote = said.map(|held| shown::quote(f, held));
    let author = quote.as_ref().map_or_else(String::new, |quote| {
        let outlet = quote.origin.outlet.clone();
        shown::teller(f).more(outlet, quote.word.clone())
    });
    let dealing = shown::teller(f).dealing(told.record.event.as_str(), told.record.kind.as_deref());
    Entry {
        id: id(told.record.id, turned.claim, turned.turn, turned.day),
        title: clean(&title(f, told, turned.turn, turned.when.as_deref())),
        link: format!("{origin}{}", shown::record(f, told.record.id)),
        day: turned.day,
        rfc822: turned
            .day
            .strftime("%a, %d %b %Y 00:00:00 +0000")
            .to_string(),
        dealing: clean(&dealing),
        text: clean(&quote.map_or_else(String::new, |quote| quote.text)),
        author: clean(&author),
        via: said.and_then(|held| shown::outside(held.source.url.as_deref()?)),
    }
}

/// What became known, in a sentence.
fn title(f: &Frame, told: &Told, turn: &str, when: Option<&str>) -> String {
    let teller = shown::teller(f);
    let record = &told.record;
    let (event, kind) = (record.event.as_str(), record.kind.as_deref());
    let to = when.filter(|_| turn == "postponed");
    let who = teller.who(
        event,
        kind,
        (&record.actors, &record.recipients),
        &teller.envoys(told),
    );
    let line = teller.line(teller.change(turn, event, kind, to), who);
    match when {
        Some(when) if to.is_none() => teller.more(line, f.dates().edtf(when)),
        _ => line,
    }
}

/// The id of a change: the same whenever and by whomever it is asked for.
pub fn id(record: ClaimId, claim: ClaimId, turn: &str, day: Date) -> String {
    if turn == "overdue" {
        // The same record can become overdue again, after it was announced anew.
        format!("urn:servanda:{record}:{claim}:{turn}:{day}")
    } else {
        format!("urn:servanda:{record}:{claim}:{turn}")
    }
}

/// Text without the signs that XML has no way to write.
fn clean(text: &str) -> String {
    let allowed = |c: &char| !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.replace(['\n', '\r', '\t'], " ")
        .chars()
        .filter(allowed)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_write_is_left_out() {
        assert_eq!(clean("a\u{0}b\u{1b}[31m\nc\u{ffff}"), "ab[31m c");
    }
}
