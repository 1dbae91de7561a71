//! Files that are no ledger, or not whole, and disks that are full: a clear error, and nothing lost.

use super::*;
use ledger::store::Error;
use rusqlite::Connection;
use std::fs;
use std::path::Path;

fn error(path: &Path) -> Error {
    match Sqlite::open(path).and_then(|store| Ledger::over(Box::new(store))) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

fn some_pages(count: i32) -> Vec<(Arrival, Read)> {
    (0..count)
        .map(|n| {
            let arrival = arrival(&format!("page {n}"), 0);
            let status = if n % 2 == 0 {
                Status::Planned
            } else {
                Status::Held
            };
            let when = day(n / 2).to_string();
            let claims = vec![claim(
                &arrival.id,
                0,
                (&["PER"], &["NZL"]),
                status,
                Some(&when),
            )];
            let read = read(&arrival, None, Some(day(n)), claims);
            (arrival, read)
        })
        .collect()
}

fn begun(path: &Path) -> Ledger {
    let mut ledger = Ledger::over(Box::new(Sqlite::open_or_begin(path).unwrap())).unwrap();
    add(&mut ledger, &some_pages(20));
    ledger.join().unwrap();
    ledger
}

#[test]
fn what_is_no_ledger_is_said_to_be_none_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    assert_eq!(error(&path), Error::Missing);
    assert_eq!(error(folder.path()), Error::Folder);
    fs::write(&path, "").unwrap();
    assert_eq!(error(&path), Error::Empty);
    assert!(Sqlite::open_or_begin(&path).is_err());
    assert_eq!(fs::read(&path).unwrap(), b"");
    fs::write(&path, "notes of my own").unwrap();
    assert_eq!(error(&path), Error::NotALedger);
    fs::write(
        &path,
        [b"SQLite format 3\0".as_slice(), &[7; 5000]].concat(),
    )
    .unwrap();
    assert!(matches!(
        error(&path),
        Error::NotALedger | Error::Damaged(_)
    ));
    fs::remove_file(&path).unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE mine (x)")
        .unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(error(&path), Error::NotALedger);
    assert_eq!(fs::read(&path).unwrap(), before);
    let deep = folder.path().join("none").join("a.ledger");
    assert!(matches!(Sqlite::open_or_begin(&deep), Err(Error::NoFolder)));
}

#[test]
fn a_ledger_of_a_newer_program_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    drop(begun(&path));
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 999)
        .unwrap();
    let before = fs::read(&path).unwrap();
    let error = error(&path);
    assert!(matches!(error, Error::Newer { found: 999, .. }));
    assert!(error.help().contains("newer servanda"));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_ledger_that_was_cut_off_is_damaged_wherever_it_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    drop(begun(&path));
    let whole = fs::read(&path).unwrap();
    for part in [whole.len() / 2, whole.len() - 1, 8192, 4000, 100, 17, 16] {
        fs::write(&path, &whole[..part]).unwrap();
        let error = error(&path);
        assert!(
            matches!(error, Error::Damaged(_) | Error::NotALedger),
            "{part}: {error:?}"
        );
    }
}

#[test]
fn a_full_disk_leaves_the_ledger_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    drop(begun(&path));
    let store = Sqlite::open(&path).unwrap();
    store.limit(store.pages_on_disk().unwrap() + 2).unwrap();
    let mut ledger = Ledger::over(Box::new(store)).unwrap();
    let before = (all(&ledger, None), ledger.counts().unwrap());
    let many = some_pages(400);
    let (arrivals, readings): (Vec<Arrival>, Vec<Read>) = many.iter().cloned().unzip();
    assert_eq!(ledger.keep(&arrivals, false), Err(Error::Full));
    assert_eq!((all(&ledger, None), ledger.counts().unwrap()), before);
    drop(ledger);
    // With space it goes on.
    let mut ledger = Ledger::over(Box::new(Sqlite::open(&path).unwrap())).unwrap();
    assert_eq!(all(&ledger, None), before.0);
    ledger.keep(&arrivals, false).unwrap();
    ledger.put(&readings, false).unwrap();
    ledger.join().unwrap();
    assert_eq!(ledger.counts().unwrap().pages, 400);
    let mut fresh = empty();
    add(&mut fresh, &many);
    fresh.join().unwrap();
    assert_eq!(all(&ledger, None), all(&fresh, None));
}

#[test]
fn readings_that_do_not_fit_are_taken_back_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    drop(begun(&path));
    let store = Sqlite::open(&path).unwrap();
    let mut ledger = Ledger::over(Box::new(store)).unwrap();
    let many = some_pages(400);
    let (arrivals, readings): (Vec<Arrival>, Vec<Read>) = many.into_iter().unzip();
    ledger.keep(&arrivals, false).unwrap();
    drop(ledger);
    let store = Sqlite::open(&path).unwrap();
    store.limit(store.pages_on_disk().unwrap() + 2).unwrap();
    let mut ledger = Ledger::over(Box::new(store)).unwrap();
    let before = all(&ledger, None);
    assert_eq!(ledger.put(&readings, false), Err(Error::Full));
    assert_eq!(all(&ledger, None), before);
    assert_eq!(ledger.unread().unwrap().len(), 380);
}

#[test]
fn two_that_begin_one_ledger_share_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    let many = some_pages(40);
    std::thread::scope(|scope| {
        let path = &path;
        for half in many.chunks(20) {
            scope.spawn(move || {
                let mut ledger =
                    Ledger::over(Box::new(Sqlite::open_or_begin(path).unwrap())).unwrap();
                for page in half {
                    add(&mut ledger, std::slice::from_ref(page));
                    ledger.join().unwrap();
                }
            });
        }
    });
    let ledger = Ledger::over(Box::new(Sqlite::open(&path).unwrap())).unwrap();
    let mut fresh = empty();
    add(&mut fresh, &many);
    fresh.join().unwrap();
    assert_eq!(all(&ledger, None), all(&fresh, None));
    let files: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .flatten()
        .map(|e| e.file_name())
        .collect();
    assert!(
        files
            .iter()
            .all(|name| !name.to_string_lossy().ends_with(".new")),
        "{files:?}"
    );
}
