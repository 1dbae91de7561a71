//! The pages of `examples/`, read by the program, and a ledger of them that was made by its first form.

use super::*;
use ledger::query::{Key, Limits, dossier, follow_through};
use reading::{Options, Reader};
use std::fs;
use std::path::PathBuf;

fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn pages() -> Vec<(Arrival, Read)> {
    let mut names: Vec<PathBuf> = fs::read_dir(project("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    names.sort();
    let reader = Reader::bundled();
    names
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let page = Page::new(fs::read(path).unwrap(), Some(&name));
            let mut arrival = arrival(&name, 0);
            arrival.id = PageId(page.hash());
            arrival.page = page;
            let reading = reader.read(&arrival.page, &Options::default());
            let read = Read::of(&arrival.id, &reading);
            (arrival, read)
        })
        .collect()
}

#[test]
fn the_story_is_the_same_in_any_order_and_by_any_day() {
    let pages = pages();
    let mut whole = empty();
    add(&mut whole, &pages);
    whole.join().unwrap();
    let want = all(&whole, None);
    assert!(want.len() > 20);
    for turn in [1, 7, 13] {
        let mut turned = pages.clone();
        turned.rotate_left(turn);
        turned.reverse();
        let mut ledger = empty();
        for page in &turned {
            add(&mut ledger, std::slice::from_ref(page));
            ledger.join().unwrap();
        }
        assert_eq!(all(&ledger, None), want);
    }
    for on in [10, 19, 33, 54, 58] {
        let on = day(on);
        let known: Vec<(Arrival, Read)> = pages
            .iter()
            .filter(|(_, read)| read.facts.published.is_some_and(|day| day <= on))
            .cloned()
            .collect();
        let mut ledger = empty();
        add(&mut ledger, &known);
        ledger.join().unwrap();
        assert_eq!(all(&whole, Some(on)), all(&ledger, None), "{on}");
        let filter = Filter::default();
        let was = told(&whole, Some(on), &filter);
        assert_eq!(was, told(&ledger, None, &filter), "{on}");
        let parties = ["PER", "NZL", "CHL", "AUS"];
        let was = counted(&whole, Some(on), &parties);
        assert_eq!(was, counted(&ledger, None, &parties), "{on}");
    }
}

#[test]
fn pages_come_out_as_they_went_in() {
    let pages = pages();
    let mut ledger = empty();
    add(&mut ledger, &pages);
    for (arrival, read) in &pages {
        assert_eq!(
            ledger.arrival(&arrival.id).unwrap().unwrap().page,
            arrival.page
        );
        assert_eq!(
            ledger.text(&arrival.id).unwrap().as_deref(),
            Some(read.text.as_str())
        );
        let row = ledger.page(&arrival.id).unwrap().unwrap();
        assert_eq!(row.facts.as_ref(), Some(&read.facts));
        let claims: Vec<Claim> = ledger
            .claims_of(&arrival.id)
            .unwrap()
            .into_iter()
            .map(|held| held.claim)
            .collect();
        assert_eq!(claims, read.claims);
        for claim in &claims {
            for evidence in &claim.evidence {
                assert_eq!(&read.text[evidence.start..evidence.end], evidence.text);
            }
        }
    }
}

#[test]
fn words_are_found_in_titles_texts_and_evidence() {
    let mut ledger = empty();
    add(&mut ledger, &pages());
    let (claims, found) = ledger.search("TRAWLERS", 50).unwrap();
    assert!(
        !claims.is_empty() && found.len() >= 3,
        "{claims:?} {found:?}"
    );
    assert_eq!(
        ledger.search("\"trawler\" AND (", 50).unwrap().1,
        ledger.search("trawler and", 50).unwrap().1
    );
    assert_eq!(
        ledger.search("trawler nowhereatall", 50).unwrap(),
        (vec![], vec![])
    );
    assert_eq!(ledger.search("\" (", 50).unwrap(), (vec![], vec![]));
    assert_eq!(ledger.search("\0 \u{1}", 50).unwrap(), (vec![], vec![]));
    assert!(ledger.with_words("\0", 50).unwrap().is_empty());
}

/// The ledger lies beside the tests as the program made it when its form was new; it is never made anew.
#[test]
fn a_ledger_of_the_first_form_is_opened_and_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form-1.ledger");
    fs::copy(project("crates/ledger/tests/data/form-1.ledger"), &path).unwrap();
    let mut ledger = Ledger::over(Box::new(Sqlite::open(&path).unwrap())).unwrap();
    let counts = ledger.counts().unwrap();
    assert_eq!((counts.pages, counts.unread, counts.claims), (20, 0, 62));
    let told = all(&ledger, None);
    ledger.rebuild().unwrap();
    assert_eq!(all(&ledger, None), told);
    // What its form did not know works.
    let record = ledger.select(&ledger::store::Select::default()).unwrap()[0];
    let reject = ledger::query::deeds::reject(&ledger, record)
        .unwrap()
        .unwrap();
    let now = Timestamp::UNIX_EPOCH;
    let (rejected, _) = ledger.correct("Ida", "a test", reject, now).unwrap();
    assert_ne!(all(&ledger, None), told);
    let back = ledger::query::deeds::withdraw(&ledger, rejected.id)
        .unwrap()
        .unwrap();
    ledger.correct("Ida", "a test", back, now).unwrap();
    assert_eq!(all(&ledger, None), told);
    // Each of its pages is there byte by byte, and reads as today's program reads it.
    let (todo, _) = ledger.reread().unwrap();
    assert_eq!(todo.len(), 20);
    let reader = Reader::bundled();
    for page in todo {
        let arrival = ledger.arrival(&page).unwrap().unwrap();
        assert_eq!(arrival.page.hash(), page.0);
        let reading = reader.read(&arrival.page, &Options::default());
        ledger.put(&[Read::of(&page, &reading)], false).unwrap();
    }
    ledger.join().unwrap();
    let mut fresh = empty();
    let mut pages = pages();
    for (arrival, _) in &mut pages {
        arrival.at = ledger.page(&arrival.id).unwrap().unwrap().arrived;
    }
    add(&mut fresh, &pages);
    fresh.join().unwrap();
    assert_eq!(all(&ledger, None), all(&fresh, None));
}

/// The fifth form knew no promises: they are counted when it is brought up to date, not only when its records are joined anew.
#[test]
fn a_ledger_of_the_fifth_form_counts_promises_from_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form-5.ledger");
    fs::copy(project("crates/ledger/tests/data/form-5.ledger"), &path).unwrap();
    // A store brings its form up to date, and joins nothing.
    let filled = Ledger::looked_at(Box::new(Sqlite::open(&path).unwrap()));
    let view = View {
        today: date(2018, 4, 20),
        as_known_on: None,
    };
    // Promises are counted by a table; a dossier looks at each record.
    let compare = |ledger: &Ledger| {
        for words in ["PER", "NZL", "NZL PER"] {
            let key = Key::parse(words);
            let counted = follow_through(ledger, view, &key).unwrap();
            let dossier = dossier(ledger, view, &key, Limits::default()).unwrap();
            assert_eq!(counted, dossier.follow, "{words}");
            assert!(counted.announced() > 0, "{words}");
        }
    };
    compare(&filled);
    drop(filled);
    let mut ledger = Ledger::over(Box::new(Sqlite::open(&path).unwrap())).unwrap();
    ledger.rebuild().unwrap();
    compare(&ledger);
}
