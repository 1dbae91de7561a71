//! Forgetting: what a page said is gone from the file, and does not come back by itself.

use super::*;
use ledger::query::{Found, find};
use ledger::store::Kept;
use std::fs;

const SECRET: &str = "Zyxwvutgrad";

fn secret(number: i32, url: Option<&str>) -> (Arrival, Read) {
    let arrival = arrival(
        &format!("{SECRET} {number} was a secret"),
        i64::from(number),
    );
    let mut told = claim(
        &arrival.id,
        0,
        (&["PER"], &["NZL"]),
        Status::Held,
        Some("2018-03-04"),
    );
    told.evidence[0].text = format!("They met in {SECRET}.");
    told.persons = vec![format!("Ana {SECRET}")];
    told.persons_for = vec![None];
    let mut read = read(&arrival, url, Some(day(3)), vec![told]);
    read.text = format!("{SECRET} of {number}");
    (arrival, read)
}

#[test]
fn nothing_is_left_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    let open = || Ledger::over(Box::new(Sqlite::open_or_begin(&path).unwrap())).unwrap();
    let in_file = || -> bool {
        let mut bytes = fs::read(&path).unwrap();
        bytes.extend(fs::read(path.with_extension("ledger-wal")).unwrap_or_default());
        let bytes = bytes.to_ascii_lowercase();
        let word = SECRET.to_ascii_lowercase();
        bytes.windows(word.len()).any(|w| w == word.as_bytes())
    };
    let mut ledger = open();
    let url = Some("https://example.org/secret");
    let others: Vec<(Arrival, Read)> = (0..40)
        .map(|n| {
            let arrival = arrival(&format!("other {n}"), 0);
            let claims = vec![claim(
                &arrival.id,
                0,
                (&["PER"], &["NZL"]),
                Status::Held,
                None,
            )];
            let read = read(&arrival, None, Some(day(n)), claims);
            (arrival, read)
        })
        .collect();
    add(&mut ledger, &others);
    add(&mut ledger, &[secret(1, url), secret(2, url)]);
    ledger.join().unwrap();
    assert_eq!(ledger.search(SECRET, 9).unwrap().1.len(), 2);
    assert!(in_file(), "the test would not see it");
    let page = secret(1, url).0.id;
    let claim = secret(1, url).1.claims[0].id;
    let forgotten = ledger.forget(&page, day_stamp()).unwrap().unwrap();
    assert_eq!((forgotten.pages.len(), forgotten.claims), (2, 2));
    assert_eq!(ledger.search(SECRET, 9).unwrap(), (vec![], vec![]));
    assert!(!in_file(), "while the ledger is open");
    let view = View {
        today: day(9),
        as_known_on: None,
    };
    assert!(matches!(
        find(&ledger, &claim.to_string(), view).unwrap(),
        Found::Nothing
    ));
    let Found::Page(row, claims) = find(&ledger, &page.0, view).unwrap() else {
        panic!("a mark is left");
    };
    assert!(row.forgotten.is_some() && row.facts.is_none() && claims.is_empty());
    drop(ledger);
    assert!(!in_file(), "after the ledger was closed");
    assert_eq!(all(&open(), None).len(), {
        let mut fresh = empty();
        add(&mut fresh, &others);
        fresh.join().unwrap();
        all(&fresh, None).len()
    });
}

fn day_stamp() -> Timestamp {
    Timestamp::from_millisecond(1_700_000_000_000).unwrap()
}

#[test]
fn it_does_not_come_back_as_the_same_bytes_nor_under_its_address() {
    let url = Some("https://example.org/secret");
    let mut ledger = empty();
    add(&mut ledger, &[secret(1, url)]);
    ledger.join().unwrap();
    let (arrival, reading) = secret(1, url);
    ledger.forget(&arrival.id, day_stamp()).unwrap();
    assert_eq!(
        ledger.keep(std::slice::from_ref(&arrival), false).unwrap(),
        [Kept::Forgotten]
    );
    // The same page with another advertisement on it.
    let (other, read) = secret(2, url);
    assert_eq!(
        ledger.keep(std::slice::from_ref(&other), false).unwrap(),
        [Kept::New]
    );
    assert_eq!(
        ledger.put(&[read], false).unwrap().refused,
        std::slice::from_ref(&other.id)
    );
    ledger.join().unwrap();
    assert!(all(&ledger, None).is_empty());
    assert!(ledger.arrival(&other.id).unwrap().is_none());
    // Who asks for it gets it back.
    assert_eq!(
        ledger.keep(std::slice::from_ref(&arrival), true).unwrap(),
        [Kept::New]
    );
    assert!(ledger.put(&[reading], true).unwrap().refused.is_empty());
    ledger.join().unwrap();
    assert_eq!(all(&ledger, None).len(), 1);
}

#[test]
fn a_reading_that_comes_after_the_forgetting_is_not_written() {
    let mut ledger = empty();
    let (arrival, reading) = secret(1, None);
    ledger.keep(std::slice::from_ref(&arrival), false).unwrap();
    ledger.forget(&arrival.id, day_stamp()).unwrap();
    ledger.put(&[reading], false).unwrap();
    ledger.join().unwrap();
    assert!(all(&ledger, None).is_empty());
    assert!(ledger.unread().unwrap().is_empty());
}
