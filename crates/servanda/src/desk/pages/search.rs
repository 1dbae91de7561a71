//! Search: records and articles in which words stand, and parties by their names in any language of the desk.

use crate::desk::frame::{Frame, page};
use crate::desk::names;
use crate::desk::problem::Problem;
use crate::desk::shown::{self, Link};
use crate::desk::state::Desk;
use crate::desk::subscribe;
use crate::desk::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::query::{Found, Told, find};
use ledger::record::ClaimId;
use ledger::store::{Ledger, PageRow, Result as Asked};
use std::collections::HashSet;

/// The most claims and pages that are looked at.
const LOOKED_AT: usize = 80;
/// The most records that are shown, and the most articles.
const SHOWN: usize = 25;

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    f: Frame,
    query: String,
    asked: bool,
    parties: Vec<Link>,
    records: Vec<Hit>,
    articles: Vec<Title>,
}

/// A record with the sentence in which the words stand.
struct Hit {
    sentence: String,
    href: String,
    state: &'static str,
    state_word: String,
    text: Vec<(bool, String)>,
    quote: shown::Quote,
}

/// An article.
struct Title {
    title: Vec<(bool, String)>,
    href: String,
    outlet: String,
    day: String,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let query = visit.asked("q").unwrap_or_default().to_owned();
    let view = desk.view(None);
    let wanted = query.clone();
    let (records, pages) = desk
        .ask(move |ledger| {
            if wanted.is_empty() {
                return Ok((Vec::new(), Vec::new()));
            }
            let (claims, pages) = ledger.search(&wanted, LOOKED_AT)?;
            let mut seen = HashSet::new();
            let mut records: Vec<(ClaimId, Told)> = Vec::new();
            for claim in claims {
                if records.len() == SHOWN {
                    break;
                }
                if let Some(record) = ledger.record_of(claim)?
                    && seen.insert(record)
                    && let Found::Record(_, told) = find(ledger, &claim.to_string(), view)?
                {
                    records.push((claim, *told));
                }
            }
            Ok((records, rows(ledger, pages)?))
        })
        .await?;
    let mut f = Frame::new(
        visit.clone(),
        &desk,
        "/search",
        visit.words().say("search-title"),
    );
    if !query.is_empty() {
        f.others = subscribe::forms(&f, &subscribe::of_page(&f), &query);
    }
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let template = Page {
        asked: !query.is_empty(),
        parties: parties(&f, &query),
        records: records
            .iter()
            .filter_map(|(claim, told)| hit(&f, *claim, told, &words))
            .collect(),
        articles: pages.iter().map(|row| title(&f, row, &words)).collect(),
        query,
        f,
    };
    page(&template, &visit)
}

fn rows(ledger: &Ledger, pages: Vec<ledger::record::PageId>) -> Asked<Vec<PageRow>> {
    let mut rows = Vec::new();
    for page in pages {
        if let Some(row) = ledger.page(&page)?.filter(|row| row.counts)
            && rows.len() < SHOWN
        {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Parties that are called so.
fn parties(f: &Frame, query: &str) -> Vec<Link> {
    let teller = shown::teller(f);
    let mut codes: Vec<&str> = names::code_of(query).into_iter().collect();
    codes.extend(query.split_whitespace().filter_map(names::code_of));
    codes.dedup();
    codes
        .into_iter()
        .map(|code| shown::party(f, &teller, code))
        .collect()
}

fn hit(f: &Frame, claim: ClaimId, told: &Told, words: &[String]) -> Option<Hit> {
    let teller = shown::teller(f);
    let held = told.claims.iter().find(|held| held.claim.id == claim)?;
    let quote = shown::quote(f, held);
    Some(Hit {
        sentence: teller.sentence(told),
        href: shown::record(f, told.record.id),
        state: told.life.state.as_str(),
        state_word: teller.state(told.life.state),
        text: lit(&quote.text, words),
        quote,
    })
}

fn title(f: &Frame, row: &PageRow, words: &[String]) -> Title {
    let facts = row.facts.clone().unwrap_or_default();
    let title = facts
        .title
        .as_deref()
        .map(shown::one_line)
        .unwrap_or_default();
    Title {
        title: lit(if title.is_empty() { &row.id.0 } else { &title }, words),
        href: shown::article(f, &row.id),
        outlet: facts.outlet.unwrap_or_else(|| f.say("no-outlet")),
        day: f.dates().whole(row.day()),
    }
}

/// A text in pieces: those that begin with one of the words are lit. Endings are passed over, as the search does.
fn lit(text: &str, words: &[String]) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let lower = part.to_lowercase();
        let bare = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_lit = !bare.is_empty()
            && words.iter().any(|word| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                !word.is_empty() && (bare == word || (word.len() > 3 && bare.starts_with(word)))
            });
        if is_lit {
            let end = part.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            let (word, rest) = part.split_at(end);
            pieces.push((true, word.to_owned()));
            pieces.push((false, rest.to_owned()));
        } else {
            pieces.push((false, part.to_owned()));
        }
    }
    let mut joined: Vec<(bool, String)> = Vec::new();
    for (is_lit, text) in pieces {
        match joined.last_mut() {
            Some((last, so_far)) if *last == is_lit => so_far.push_str(&text),
            _ if text.is_empty() => {}
            _ => joined.push((is_lit, text)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lit_where_they_stand() {
        let words = ["visit".to_owned(), "to".to_owned()];
        assert_eq!(
            lit("Visits to Lima, tomorrow", &words),
            [
                (true, "Visits".to_owned()),
                (false, " ".to_owned()),
                (true, "to".to_owned()),
                (false, " Lima, tomorrow".to_owned()),
            ]
        );
        assert_eq!(lit("", &words), []);
    }
}
