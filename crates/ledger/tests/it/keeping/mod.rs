//! What is kept: pages, readings and records in the store, whatever happens to it.

mod broken;
mod changes;
mod corrections;
mod corrections_drawn;
mod damaged;
mod dossier;
mod examples;
mod export;
mod forget;
mod joining;
mod properties;
mod versions;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use ledger::query::{Filter, Told, View, records};
use ledger::record::{Claim, ClaimId, Evidence, Fingerprint, PageId, Place};
use ledger::store::sqlite::Sqlite;
use ledger::store::{Arrival, Facts, Ledger, Read};
use reading::claim::{Event, Status};
use reading::page::{Format, Page};
use std::ops::ControlFlow;

/// A ledger that is never on disk.
fn empty() -> Ledger {
    Ledger::over(Box::new(Sqlite::in_memory().unwrap())).unwrap()
}

/// The day so many days after the first of March 2018.
fn day(after: i32) -> Date {
    date(2018, 3, 1)
        .checked_add(jiff::Span::new().days(after))
        .unwrap()
}

/// A page with this text, come so many milliseconds after the others.
fn arrival(text: &str, after: i64) -> Arrival {
    let page = Page::with_format(text.as_bytes().to_vec(), Format::Text);
    Arrival {
        id: PageId(page.hash()),
        page,
        name: format!("{text}.txt"),
        assumed: None,
        at: Timestamp::from_millisecond(1_600_000_000_000 + after).unwrap(),
    }
}

/// A claim of a page: who, with which status, when.
fn claim(
    page: &PageId,
    at: usize,
    parties: (&[&str], &[&str]),
    status: Status,
    when: Option<&str>,
) -> Claim {
    let words = |codes: &[&str]| {
        codes
            .iter()
            .map(|code| (*code).to_owned())
            .collect::<Vec<_>>()
    };
    let (actors, recipients) = (words(parties.0), words(parties.1));
    Claim {
        id: ClaimId::of(
            page,
            (at, at + 10),
            Event::Consult,
            &actors,
            &recipients,
            status,
        ),
        page: page.clone(),
        event: Event::Consult,
        kind: Some(
            if recipients.is_empty() {
                "meeting"
            } else {
                "visit"
            }
            .to_owned(),
        ),
        status,
        actors,
        recipients,
        persons: Vec::new(),
        persons_for: Vec::new(),
        when: when.map(str::to_owned),
        place: None,
        said_by: Vec::new(),
        evidence: vec![Evidence {
            start: at,
            end: at + 10,
            text: format!("sentence {at} of page {}", page.0),
        }],
        confidence: 0.5,
        related: false,
        caption: false,
    }
}

/// What reading made of an arrival.
fn read(arrival: &Arrival, url: Option<&str>, published: Option<Date>, claims: Vec<Claim>) -> Read {
    Read {
        page: arrival.id.clone(),
        facts: Facts {
            url: url.map(str::to_owned),
            title: Some(format!("Title of {}", arrival.name)),
            outlet: Some("example.org".to_owned()),
            published,
            fingerprint: Fingerprint::of(&arrival.name),
            ..Facts::default()
        },
        text: format!("Text of {}", arrival.name),
        claims,
    }
}

/// Puts pages with their readings in, one batch.
fn add(ledger: &mut Ledger, pages: &[(Arrival, Read)]) {
    let (arrivals, readings): (Vec<Arrival>, Vec<Read>) = pages.iter().cloned().unzip();
    ledger.keep(&arrivals, false).unwrap();
    ledger.put(&readings, false).unwrap();
}

/// Everything that is told of a ledger, in words that differ where anything does.
fn all(ledger: &Ledger, as_known_on: Option<Date>) -> Vec<String> {
    asked(ledger, as_known_on, &Filter::default())
}

fn asked(ledger: &Ledger, as_known_on: Option<Date>, filter: &Filter) -> Vec<String> {
    let view = View {
        today: day(60),
        as_known_on,
    };
    let mut told: Vec<String> = Vec::new();
    records(ledger, view, filter, |one: Told| {
        told.push(format!("{one:#?}"));
        ControlFlow::Continue(())
    })
    .unwrap();
    told
}

/// What became known, in words that differ where anything does.
fn told(ledger: &Ledger, as_known_on: Option<Date>, filter: &Filter) -> Vec<String> {
    let view = View {
        today: day(60),
        as_known_on,
    };
    let all = ledger::query::changes(ledger, view, filter, None, usize::MAX).unwrap();
    all.iter()
        .map(|change| {
            let (day, turn, claim, when) = (change.day, change.turn, change.claim, &change.when);
            format!("{day} {turn:?} {claim} {when:?} {:#?}", change.told)
        })
        .collect()
}

/// All that is counted of these parties and of the world, in words that differ where anything does.
fn counted(ledger: &Ledger, as_known_on: Option<Date>, parties: &[&str]) -> Vec<String> {
    use ledger::query::{Key, Limits, dossier, ties, venues};
    let view = View {
        today: day(60),
        as_known_on,
    };
    let limits = Limits {
        list: 4,
        looked_at: 8,
    };
    let mut keys: Vec<Key> = Vec::new();
    for (at, one) in parties.iter().enumerate() {
        keys.push(Key::of(&[(*one).to_owned()]));
        let pair = |other: &&str| Key::of(&[(*one).to_owned(), (*other).to_owned()]);
        keys.extend(parties[at + 1..].iter().map(pair));
    }
    let dossiers = keys
        .iter()
        .map(|key| dossier(ledger, view, key, limits).unwrap());
    let mut all: Vec<String> = dossiers.map(|dossier| format!("{dossier:#?}")).collect();
    let period = (day(-400), day(400));
    all.push(format!(
        "{:#?}",
        ties(ledger, view, period, None, 100).unwrap()
    ));
    all.push(format!("{:#?}", venues(ledger, view, period, 3).unwrap()));
    all
}

/// A place.
fn place(name: &str) -> Place {
    Place {
        name: name.to_owned(),
        country: Some("PER".to_owned()),
    }
}
