//! Joining anew: a ledger whose records were joined by other rules is joined when it is opened, and that can be stopped.

use super::*;
use ledger::store::{Error, Progress};
use rusqlite::Connection;
use std::path::Path;

/// A ledger of some hundred claims: plans, reports, pages without a date, days of an unknown year.
fn begun(path: &Path) -> Ledger {
    let mut ledger = Ledger::over(Box::new(Sqlite::open_or_begin(path).unwrap())).unwrap();
    let pages: Vec<(Arrival, Read)> = (0..300)
        .map(|n: i32| {
            let arrival = arrival(&format!("page {n}"), i64::from(n));
            let parties: (&[&str], &[&str]) = match n % 3 {
                0 => (&["NZL"], &["PER"]),
                1 => (&["NZL", "PER"], &[]),
                _ => (&["CHL", "PER"], &[]),
            };
            let when = day(n / 2).to_string();
            let when = match n % 5 {
                0 => None,
                1 => Some(when.replacen("2018", "XXXX", 1)),
                _ => Some(when),
            };
            let claims = [Status::Planned, Status::Held]
                .into_iter()
                .enumerate()
                .map(|(at, status)| claim(&arrival.id, 20 * at, parties, status, when.as_deref()))
                .collect();
            let published = (n % 7 > 0).then(|| day(n / 2 - 3));
            let read = read(&arrival, None, published, claims);
            (arrival, read)
        })
        .collect();
    add(&mut ledger, &pages);
    ledger.join().unwrap();
    ledger
}

/// Opens the ledger; stops when so many claims are joined. What was told, and the ledger where it was not stopped.
fn open(path: &Path, stop: usize) -> (Vec<Progress>, Result<Ledger, Error>) {
    let mut told = Vec::new();
    let store = Box::new(Sqlite::open(path).unwrap());
    let opened = Ledger::over_telling(store, &mut |progress| {
        told.push(progress);
        progress.joined < stop
    });
    (told, opened)
}

#[test]
fn joining_anew_tells_how_far_it_is_and_goes_on_where_it_was_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    let want = all(&begun(&path), None);
    assert!(open(&path, usize::MAX).0.is_empty());
    Connection::open(&path)
        .unwrap()
        .execute("UPDATE setting SET value = 1 WHERE name = 'rules'", [])
        .unwrap();

    // At once: nothing is changed.
    let (told, opened) = open(&path, 0);
    let begun = Progress {
        joined: 0,
        all: 600,
        anew: true,
    };
    assert_eq!(told, [begun]);
    assert_eq!(opened.err(), Some(Error::Interrupted));
    assert_eq!(
        all(
            &Ledger::looked_at(Box::new(Sqlite::open(&path).unwrap())),
            None
        ),
        want
    );

    // After the first portion.
    let (told, opened) = open(&path, 1);
    assert_eq!((told.len(), told[0], told[1].all), (2, begun, 600));
    assert!(told[1].joined > 0 && told[1].joined < 600);
    assert_eq!(opened.err(), Some(Error::Interrupted));

    // The rest, as if nothing had been.
    let (rest, opened) = open(&path, usize::MAX);
    assert!(rest.iter().all(|progress| progress.anew));
    assert!(rest[0].all <= 600 - told[1].joined);
    assert_eq!(rest.last().map(|last| last.joined), Some(rest[0].all));
    assert_eq!(all(&opened.unwrap(), None), want);
    assert!(open(&path, 0).0.is_empty());
}
