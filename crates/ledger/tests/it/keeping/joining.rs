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

/// The rows of what records are found and counted by, but for the number of the join that found a change.
fn derived(path: &Path) -> Vec<(&'static str, Vec<String>)> {
    let db = Connection::open(path).unwrap();
    let tables = [
        ("record", "*"),
        ("record_party", "*"),
        ("record_pair", "*"),
        ("record_mark", "*"),
        ("tally", "*"),
        ("promise", "*"),
        ("bond", "*"),
        ("change", "day, record, at, turn, event, kind, claim, time"),
        ("change_key", "*"),
        ("claim_key", "*"),
    ];
    { tables.into_iter() }
        .map(|(table, columns)| {
            let mut find = db
                .prepare(&format!(
                    "SELECT {columns} FROM {table} ORDER BY 1, 2, 3, 4"
                ))
                .unwrap_or_else(|_| {
                    db.prepare(&format!("SELECT {columns} FROM {table} ORDER BY 1, 2, 3"))
                        .unwrap()
                });
            let width = find.column_count();
            let rows = find.query_map([], |row| {
                let cells: Vec<rusqlite::types::Value> =
                    (0..width).map(|at| row.get(at)).collect::<Result<_, _>>()?;
                Ok(format!("{cells:?}"))
            });
            (table, rows.unwrap().map(Result::unwrap).collect())
        })
        .collect()
}

#[test]
fn what_came_page_by_page_lies_in_the_file_as_if_all_had_come_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    let mut ledger = begun(&path);
    // Some join records that are there, some come to nothing, some are taken out again.
    for n in 0..40_i32 {
        let new = arrival(&format!("later {n}"), i64::from(1000 + n));
        let status = [Status::Held, Status::Postponed, Status::Cancelled][n as usize % 3];
        let when = day(3 * n).to_string();
        let claims = vec![claim(&new.id, 0, (&["NZL"], &["PER"]), status, Some(&when))];
        let read = read(&new, None, Some(day(3 * n)), claims);
        add(&mut ledger, &[(new.clone(), read)]);
        ledger.join().unwrap();
        if n % 4 == 0 {
            ledger.forget(&new.id, jiff::Timestamp::UNIX_EPOCH).unwrap();
        }
    }
    let grown = derived(&path);
    assert!(grown.iter().all(|(_, rows)| !rows.is_empty()));
    ledger.rebuild().unwrap();
    for (grown, anew) in grown.iter().zip(derived(&path)) {
        assert_eq!(grown, &anew);
    }
}
