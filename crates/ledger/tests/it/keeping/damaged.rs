//! Damage: what can be read is saved into a new ledger, wherever the damage lies, and nothing else is.

use super::*;
use ledger::record::correction::Deed;
use ledger::store::sqlite::{Salvage, salvage};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages of the ledger that is damaged.
const PAGES: usize = 90;

/// A page whose bytes do not fit on a page of SQLite, and are hard to compress.
fn large(number: usize) -> (Arrival, Read) {
    let mut state = number as u64 + 1;
    let mut text = format!("page {number}\n");
    while text.len() < 3000 + (number * 977) % 30_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        text.push_str(&format!("{:x} ", state >> 20));
    }
    let arrival = arrival(&text, number as i64);
    let when = day(number as i32 % 40).to_string();
    let status = if number.is_multiple_of(3) {
        Status::Planned
    } else {
        Status::Held
    };
    let other = ["PER", "CHL", "UN"][number % 3];
    let claims = vec![
        claim(&arrival.id, 0, (&["NZL", other], &[]), status, Some(&when)),
        claim(&arrival.id, 20, (&["NZL"], &[other]), Status::Held, None),
    ];
    let url = format!("https://example.org/{number}");
    let mut read = read(&arrival, Some(&url), Some(day(number as i32 % 40)), claims);
    read.facts.title = Some(format!("Title {number}"));
    read.text = format!("Text of page {number}");
    (
        Arrival {
            name: format!("{number}.txt"),
            ..arrival
        },
        read,
    )
}

/// A ledger in a folder, with all that a ledger can hold.
fn made(folder: &Path) -> PathBuf {
    let path = folder.join("whole.ledger");
    let mut ledger = Ledger::over(Box::new(Sqlite::open_or_begin(&path).unwrap())).unwrap();
    let pages: Vec<(Arrival, Read)> = (0..PAGES).map(large).collect();
    add(&mut ledger, &pages);
    ledger.join().unwrap();
    let target = ledger.target(pages[3].1.claims[0].id).unwrap().unwrap();
    ledger
        .correct("Ida", "it was not so", Deed::Reject(target), pages[3].0.at)
        .unwrap();
    ledger
        .forget(&pages[5].0.id, pages[5].0.at)
        .unwrap()
        .unwrap();
    path
}

/// Saves what is left of a file with these bytes; what is saved is checked against the whole.
fn save(folder: &Path, bytes: &[u8], whole: &Ledger) -> (Ledger, Salvage) {
    let (from, to) = (folder.join("damaged"), folder.join("saved"));
    fs::write(&from, bytes).unwrap();
    let _ = fs::remove_file(&to);
    let saved = salvage(&from, &to).unwrap();
    assert_eq!(
        fs::read(&from).unwrap(),
        bytes,
        "the damaged file was written to"
    );
    let ledger = Ledger::over(Box::new(Sqlite::open(&to).unwrap())).unwrap();
    let mut pages = 0;
    for number in 0..PAGES {
        let (arrival, read) = large(number);
        let Some(row) = ledger.page(&arrival.id).unwrap() else {
            continue;
        };
        if number == 5 {
            assert!(row.forgotten.is_some(), "what was forgotten came back");
            assert_eq!(ledger.arrival(&arrival.id).unwrap().map(|a| a.name), None);
            continue;
        }
        pages += 1;
        if let Some(there) = ledger.arrival(&arrival.id).unwrap() {
            assert_eq!(there.page.bytes, arrival.page.bytes);
        }
        for held in ledger.claims_of(&arrival.id).unwrap() {
            assert!(read.claims.contains(&held.claim));
            assert!(ledger.record_of(held.claim.id).unwrap().is_some());
        }
    }
    assert_eq!(saved.pages, pages);
    if saved.lost_pages + saved.broken_rows + saved.lost_claims == 0
        && saved.claims == whole.counts().unwrap().claims
    {
        assert_eq!(states(&ledger), states(whole));
    }
    (ledger, saved)
}

/// The records with their states and claims.
fn states(ledger: &Ledger) -> BTreeSet<String> {
    let mut states = BTreeSet::new();
    let view = View {
        today: day(60),
        as_known_on: None,
    };
    records(ledger, view, &Filter::default(), |told| {
        states.insert(format!(
            "{} {:?} {:?}",
            told.record.id, told.life.state, told.record.claims
        ));
        ControlFlow::Continue(())
    })
    .unwrap();
    states
}

struct World {
    folder: tempfile::TempDir,
    bytes: Vec<u8>,
    whole: Ledger,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let path = made(folder.path());
        let bytes = fs::read(&path).unwrap();
        let whole = Ledger::over(Box::new(Sqlite::open(&path).unwrap())).unwrap();
        World {
            folder,
            bytes,
            whole,
        }
    }

    fn save(&self, bytes: &[u8]) -> (Ledger, Salvage) {
        save(self.folder.path(), bytes, &self.whole)
    }
}

#[test]
fn a_sound_ledger_is_saved_as_a_whole() {
    let world = World::new();
    let (saved, report) = world.save(&world.bytes);
    assert_eq!(states(&saved), states(&world.whole));
    assert_eq!(
        saved.corrections().unwrap(),
        world.whole.corrections().unwrap()
    );
    let (before, after) = (world.whole.counts().unwrap(), saved.counts().unwrap());
    assert_eq!(
        (after.pages, after.claims, after.forgotten),
        (before.pages, before.claims, before.forgotten)
    );
    let lost = Salvage {
        pages: report.pages,
        claims: report.claims,
        corrections: 1,
        ..Salvage::default()
    };
    assert_eq!(report, lost);
    assert!(!saved.search("page 7", 5).unwrap().1.is_empty());
    // The mark of the forgotten address came along.
    let mut saved = saved;
    let (mut arrival, mut read) = large(5);
    arrival.page.bytes.push(b'!');
    arrival.id = PageId(arrival.page.hash());
    read.page = arrival.id.clone();
    read.claims.clear();
    saved.keep(&[arrival], false).unwrap();
    assert_eq!(saved.put(&[read], false).unwrap().refused.len(), 1);
}

#[test]
fn without_its_beginning_everything_is_still_there() {
    let world = World::new();
    let mut bytes = world.bytes.clone();
    bytes[..100].fill(0);
    let (saved, report) = world.save(&bytes);
    assert_eq!(states(&saved), states(&world.whole));
    assert_eq!((report.lost_pages, report.broken_rows), (0, 0));
    let mut bytes = world.bytes.clone();
    bytes[..8192].fill(0xaa);
    assert_eq!(states(&world.save(&bytes).0), states(&world.whole));
}

#[test]
fn whichever_page_is_gone_the_others_are_saved() {
    let world = World::new();
    let pages = world.bytes.len() / 8192;
    let mut fewest = PAGES as u64;
    // A page that is gone may be one of texts, of claims, of what is derived: each is tried, some as zeros and some as noise.
    for page in (0..pages).step_by(1 + pages / 60) {
        let mut bytes = world.bytes.clone();
        let noise = (page as u8) | 1;
        let filler = if page % 2 == 0 { 0 } else { noise };
        bytes[page * 8192..(page + 1) * 8192].fill(filler);
        let (_, report) = world.save(&bytes);
        fewest = fewest.min(report.pages);
        assert!(
            report.pages + report.lost_pages <= PAGES as u64,
            "{report:?}"
        );
    }
    // One page of SQLite holds the rows of some dozens of pages at most.
    assert!(fewest > 20, "{fewest}");
}

#[test]
fn a_ledger_that_was_cut_off_is_saved_up_to_there() {
    let world = World::new();
    let mut last = u64::MAX;
    for part in (1..8).rev() {
        let (_, report) = world.save(&world.bytes[..world.bytes.len() * part / 8 + 17]);
        assert!(report.pages <= last);
        last = report.pages;
    }
    assert_eq!(world.save(&[]).1.pages, 0);
}

#[test]
fn what_stands_in_the_log_is_saved_as_far_as_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    let mut ledger = Ledger::over(Box::new(Sqlite::open_or_begin(&path).unwrap())).unwrap();
    for number in 0..30 {
        add(&mut ledger, &[large(number)]);
    }
    ledger.join().unwrap();
    let (from, to) = (folder.path().join("b.ledger"), folder.path().join("saved"));
    let log = folder.path().join("b.ledger-wal");
    fs::copy(&path, &from).unwrap();
    let whole = fs::read(folder.path().join("a.ledger-wal")).unwrap();
    assert!(whole.len() > 100_000, "the log is empty");
    let mut before = 31;
    for part in (0..=4).rev() {
        let mut bytes = whole.clone();
        let at = whole.len() * part / 4;
        let end = (at + 64).min(bytes.len());
        for byte in &mut bytes[at..end] {
            *byte ^= 0x55;
        }
        fs::write(&log, &bytes).unwrap();
        let report = salvage(&from, &to).unwrap();
        assert!(report.pages <= before, "{} after {before}", report.pages);
        before = report.pages;
        fs::remove_file(&to).unwrap();
        if part == 4 {
            assert_eq!(report.pages, 30);
        }
    }
    assert_eq!(before, 0);
}

#[test]
fn every_table_is_saved_or_derived() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ledger");
    drop(Sqlite::open_or_begin(&path).unwrap());
    assert_eq!(
        ledger::store::sqlite::unknown_tables(&path).unwrap(),
        Vec::<String>::new()
    );
}
