//! Versions: of the pages under one address only the newest counts.

use super::*;

const URL: Option<&str> = Some("https://example.org/visit");

fn of(text: &str, after: i64, url: Option<&str>, published: i32, when: &str) -> (Arrival, Read) {
    let arrival = arrival(text, after);
    let claims = vec![claim(
        &arrival.id,
        0,
        (&["PER"], &["NZL"]),
        Status::Planned,
        Some(when),
    )];
    let read = read(&arrival, url, Some(day(published)), claims);
    (arrival, read)
}

#[test]
fn the_newest_version_counts_whichever_comes_first() {
    let old = of("old", 0, URL, 3, "2018-04-10");
    let new = of("new", 5, URL, 3, "2018-04-24");
    for pages in [[old.clone(), new.clone()], [new, old]] {
        let mut ledger = empty();
        for page in &pages {
            add(&mut ledger, std::slice::from_ref(page));
            ledger.join().unwrap();
        }
        let told = all(&ledger, None);
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("2018-04-24") && !told[0].contains("2018-04-10"));
        let counts = ledger.counts().unwrap();
        assert_eq!(
            (
                counts.pages,
                counts.superseded,
                counts.claims,
                counts.uncounted
            ),
            (2, 1, 1, 1)
        );
        // Before the new one was there, the old one counted.
        assert_eq!(
            ledger.versions("https://example.org/visit").unwrap().len(),
            2
        );
    }
}

#[test]
fn a_version_counts_until_a_newer_one_is_known() {
    let mut ledger = empty();
    add(
        &mut ledger,
        &[
            of("old", 0, URL, 3, "2018-04-10"),
            of("new", 0, URL, 9, "2018-04-24"),
        ],
    );
    ledger.join().unwrap();
    assert!(all(&ledger, Some(day(5)))[0].contains("2018-04-10"));
    assert!(all(&ledger, Some(day(9)))[0].contains("2018-04-24"));
}

#[test]
fn a_version_without_claims_takes_the_older_ones_away() {
    let mut ledger = empty();
    let (arrival, mut read) = of("new", 5, URL, 3, "2018-04-24");
    read.claims.clear();
    add(
        &mut ledger,
        &[of("old", 0, URL, 3, "2018-04-10"), (arrival, read)],
    );
    ledger.join().unwrap();
    assert!(all(&ledger, None).is_empty());
    assert!(all(&ledger, Some(day(9))).is_empty());
}

#[test]
fn a_front_page_as_address_makes_no_versions() {
    for url in [
        "https://example.org",
        "https://example.org/",
        "https://example.org//",
    ] {
        let mut ledger = empty();
        add(
            &mut ledger,
            &[
                of("one", 0, Some(url), 3, "2018-04-10"),
                of("two", 5, Some(url), 4, "2018-05-24"),
            ],
        );
        ledger.join().unwrap();
        assert_eq!(all(&ledger, None).len(), 2, "{url}");
    }
}
