//! Asked: what of a ledger is meant by the words of a command line.
//!
//! What enters: words. What leaves: ids and values, or a sentence on why nothing is meant.

use super::term::clean;
use ledger::record::{ClaimId, CorrectionId, PageId, Place, State};
use ledger::store::{Ledger, Result};
use reading::claim::{Event, Status};
use std::collections::BTreeSet;

/// What is meant, or why nothing is.
type Meant<T> = std::result::Result<T, String>;

/// The claim whose id begins so.
pub fn claim(ledger: &Ledger, id: &str) -> Result<Meant<ClaimId>> {
    let found = match digits(id) {
        Some(digits) => ledger.claims_like(&digits)?,
        None => Vec::new(),
    };
    Ok(only(id, "record or claim", found))
}

/// The claims whose ids begin so.
pub fn claims(ledger: &Ledger, ids: &[String]) -> Result<Meant<Vec<ClaimId>>> {
    let found: Vec<Meant<ClaimId>> = { ids.iter() }
        .map(|id| claim(ledger, id))
        .collect::<Result<_>>()?;
    Ok(found.into_iter().collect())
}

/// The correction whose id begins so.
pub fn correction(ledger: &Ledger, id: &str) -> Result<Meant<CorrectionId>> {
    let found = match digits(id) {
        Some(digits) => ledger.corrections_like(&digits)?,
        None => Vec::new(),
    };
    Ok(only(id, "correction", found))
}

/// The page with this address or whose id begins so; of an address the newest version.
pub fn page(ledger: &Ledger, name: &str) -> Result<Meant<PageId>> {
    if name.contains("://") {
        let mut versions = ledger.versions(name)?;
        versions.sort_by(|a, b| a.age().cmp(&b.age()));
        let newest = versions.pop().map(|row| row.id);
        return Ok(newest.ok_or_else(|| nothing(name, "page")));
    }
    let found = match digits(name) {
        Some(digits) => ledger.pages_like(&digits)?,
        None => Vec::new(),
    };
    Ok(match found.as_slice() {
        [page] => Ok(page.clone()),
        [] => Err(nothing(name, "page")),
        _ => Err(format!("{} begins the ids of several pages", clean(name))),
    })
}

/// The claims of the record, or of the page, whose id begins so, with their pages.
pub fn claims_of(ledger: &Ledger, id: &str) -> Result<Meant<(Vec<ClaimId>, BTreeSet<PageId>)>> {
    let claim = match claim(ledger, id)? {
        Ok(claim) => claim,
        Err(what) => {
            let Ok(page) = page(ledger, id)? else {
                return Ok(Err(what));
            };
            let counting = ledger
                .claims_of(&page)?
                .into_iter()
                .map(|held| held.claim.id);
            let mut claims: Vec<ClaimId> = counting.collect();
            claims.extend(ledger.as_read(&page)?.iter().map(|claim| claim.id));
            for said in ledger.corrections_on(&page)? {
                let targets = said.deed.targets().into_iter();
                let own = targets.filter(|target| target.claim.page == page);
                claims.extend(own.map(|target| target.claim.id));
            }
            return Ok(Ok((claims, BTreeSet::from([page]))));
        }
    };
    let members = match ledger.record_of(claim)? {
        Some(record) => ledger.members(record)?,
        None => Vec::new(),
    };
    let mut claims: Vec<ClaimId> = members.iter().map(|held| held.claim.id).collect();
    let mut pages: BTreeSet<PageId> = members.into_iter().map(|held| held.claim.page).collect();
    claims.push(claim);
    pages.extend(ledger.target(claim)?.map(|target| target.claim.page));
    Ok(Ok((claims, pages)))
}

fn digits(id: &str) -> Option<String> {
    let digits = id.to_ascii_lowercase();
    let some = digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    some.then_some(digits)
}

fn only<T: Copy>(id: &str, what: &str, found: Vec<T>) -> Meant<T> {
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(nothing(id, what)),
        _ => Err(format!("{} begins several ids", clean(id))),
    }
}

fn nothing(id: &str, what: &str) -> String {
    format!("{}: there is no such {what} in the ledger", clean(id))
}

/// `START-END`.
pub fn bytes(text: &str) -> Meant<(usize, usize)> {
    let parts = text.split_once('-');
    let both = parts.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    both.filter(|(start, end)| start < end)
        .ok_or_else(|| "a place is START-END, in bytes".to_owned())
}

/// A state by its word.
pub fn state(word: &str) -> Meant<State> {
    State::parse(word).ok_or_else(|| {
        let all: Vec<&str> = State::ALL.iter().map(|state| state.as_str()).collect();
        format!("a state is one of {}", all.join(", "))
    })
}

/// A status by its word.
pub fn status(word: &str) -> Meant<Status> {
    Status::parse(word).ok_or_else(|| {
        let all: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        format!("a status is one of {}", all.join(", "))
    })
}

/// A type by its word.
pub fn event(word: &str) -> Meant<Event> {
    Event::parse(&word.to_uppercase()).ok_or_else(|| {
        let all: Vec<&str> = Event::ALL.iter().map(|event| event.as_str()).collect();
        format!("a type is one of {}", all.join(", "))
    })
}

/// `RUS,JPN`; nobody where the word is none.
pub fn codes(text: &str) -> Vec<String> {
    text.split([',', ' '])
        .filter(|code| !code.is_empty() && *code != "none")
        .map(str::to_uppercase)
        .collect()
}

/// `Ana Quispe=PER`: names, each with the party acted for; none where nothing is said of them.
pub fn persons(all: &[String]) -> Option<Vec<(String, Option<String>)>> {
    let one = |text: &String| match text.rsplit_once('=') {
        Some((name, code)) => (name.trim().to_owned(), Some(code.trim().to_uppercase())),
        None => (text.trim().to_owned(), None),
    };
    let named = all.iter().filter(|text| *text != "none");
    (!all.is_empty()).then(|| named.map(one).collect())
}

/// Speakers; nobody else than the page where the word is page.
pub fn speakers(all: &[String]) -> Option<Vec<String>> {
    let named = all.iter().filter(|name| *name != "page" && *name != "none");
    (!all.is_empty()).then(|| named.map(|name| name.trim().to_owned()).collect())
}

/// `Lima (PER)`; unknown where the word is none.
pub fn place(text: &str) -> Option<Place> {
    let text = text.trim();
    if text.is_empty() || text == "none" {
        return None;
    }
    let parts = text
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('));
    Some(match parts {
        Some((name, code)) => Place {
            name: name.trim().to_owned(),
            country: Some(code.trim().to_uppercase()),
        },
        None => Place {
            name: text.to_owned(),
            country: None,
        },
    })
}
