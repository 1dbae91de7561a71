//! What became known when, and how one goes through it.

use super::*;
use ledger::query::changes::Cursor;
use ledger::query::{Change, changes, newest, since};
use ledger::record::Turn;

/// A page of an outlet of its own with one claim: New Zealand's visit to Peru, of this status, for this time.
fn page(name: &str, published: i32, status: Status, when: Option<&str>) -> (Arrival, Read) {
    let arrival = arrival(name, 0);
    let said = claim(&arrival.id, 0, (&["NZL"], &["PER"]), status, when);
    let mut read = read(&arrival, None, Some(day(published)), vec![said]);
    read.facts.outlet = Some(format!("{name}.example"));
    (arrival, read)
}

fn view(today: i32) -> View {
    View {
        today: day(today),
        as_known_on: None,
    }
}

fn newest_first(ledger: &Ledger, view: View) -> Vec<Change> {
    changes(ledger, view, &Filter::default(), None, 100).unwrap()
}

fn told(changes: &[Change]) -> Vec<(Turn, Date, Option<&str>)> {
    let short = |change: &Change| (change.turn, change.day);
    changes
        .iter()
        .map(|change| (short(change), change.when.as_deref()))
        .map(|((turn, day), when)| (turn, day, when))
        .collect()
}

#[test]
fn a_visit_is_announced_put_off_overdue_and_held() {
    let mut ledger = empty();
    add(
        &mut ledger,
        &[
            page("harbour", 1, Status::Planned, Some("2018-03-10")),
            page("lantern", 2, Status::Planned, Some("2018-03-10")),
            page("anchor", 5, Status::Postponed, Some("2018-03-20")),
            page("beacon", 6, Status::Planned, Some("2018-03-20")),
        ],
    );
    ledger.join().unwrap();
    assert_eq!(
        told(&newest_first(&ledger, view(40))),
        [
            (Turn::Postponed, day(5), Some("2018-03-20")),
            (Turn::Announced, day(1), Some("2018-03-10")),
        ]
    );
    let mut ledger = empty();
    let plans = [page("harbour", 1, Status::Planned, Some("2018-03-10"))];
    add(&mut ledger, &plans);
    ledger.join().unwrap();
    // On its day it is not overdue yet.
    assert_eq!(told(&newest_first(&ledger, view(9))).len(), 1);
    let due = (Turn::Overdue, day(10), Some("2018-03-10"));
    assert_eq!(told(&newest_first(&ledger, view(10)))[0], due);
    add(
        &mut ledger,
        &[page("lantern", 14, Status::Held, Some("2018-03-10"))],
    );
    ledger.join().unwrap();
    let all = newest_first(&ledger, view(40));
    assert_eq!(
        told(&all),
        [
            (Turn::Held, day(14), Some("2018-03-10")),
            due,
            (Turn::Announced, day(1), Some("2018-03-10")),
        ]
    );
    let said = all[0].said().unwrap();
    assert_eq!(said.source.outlet.as_deref(), Some("lantern.example"));
}

#[test]
fn saying_the_same_again_is_no_news_and_new_days_are() {
    let mut ledger = empty();
    add(
        &mut ledger,
        &[
            page("harbour", 1, Status::Planned, Some("2018-03")),
            page("lantern", 2, Status::Planned, Some("2018-03")),
            page("anchor", 3, Status::Planned, Some("2018-03-25/2018-03-27")),
            page("beacon", 25, Status::Held, Some("2018-03-25")),
            page("mole", 26, Status::Held, Some("2018-03-25")),
        ],
    );
    ledger.join().unwrap();
    let turns: Vec<(Turn, Date)> = newest_first(&ledger, view(40))
        .iter()
        .map(|change| (change.turn, change.day))
        .collect();
    let want = [
        (Turn::Ongoing, day(25)),
        (Turn::Announced, day(3)),
        (Turn::Announced, day(1)),
    ];
    assert_eq!(turns, want);
}

/// Pages of dealings that have nothing to do with each other.
fn apart(range: std::ops::Range<i32>) -> Vec<(Arrival, Read)> {
    range
        .map(|n| {
            let when = day(100 + 40 * n).to_string();
            page(&format!("paper{n}"), n % 7, Status::Planned, Some(&when))
        })
        .collect()
}

#[test]
fn one_goes_on_after_a_cursor_whatever_came_meanwhile() {
    let mut ledger = empty();
    add(&mut ledger, &apart(0..12));
    ledger.join().unwrap();
    let all: Vec<Cursor> = newest_first(&ledger, view(0))
        .iter()
        .map(|c| c.cursor)
        .collect();
    assert_eq!(all.len(), 12);
    let filter = Filter::default();
    let mut seen: Vec<(ClaimId, Turn)> = Vec::new();
    let mut after: Option<Cursor> = None;
    for round in 0..4 {
        let some = changes(&ledger, view(0), &filter, after, 4).unwrap();
        seen.extend(some.iter().map(|change| (change.claim, change.turn)));
        if let Some(last) = some.last() {
            after = Some(last.cursor.to_string().parse().unwrap());
        }
        if round == 0 {
            // These stand before the place where one was.
            let late: Vec<(Arrival, Read)> = (20..23)
                .map(|n| {
                    let when = day(100 + 40 * n).to_string();
                    page(&format!("paper{n}"), 30, Status::Planned, Some(&when))
                })
                .collect();
            add(&mut ledger, &late);
            ledger.join().unwrap();
        }
    }
    assert_eq!(seen.len(), 12);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 12);
}

#[test]
fn what_came_since_is_counted_also_where_its_day_is_past() {
    let mut ledger = empty();
    add(&mut ledger, &apart(3..9));
    ledger.join().unwrap();
    let filter = Filter::default();
    let start = newest(&ledger, view(0)).unwrap();
    let first = changes(&ledger, view(0), &filter, None, 2).unwrap()[0].cursor;
    for cursor in [start, first] {
        assert_eq!(since(&ledger, view(0), &filter, cursor, 99).unwrap(), 0);
    }
    // The oldest day of all, and one more telling of what is known.
    let mut again = page(
        "copy",
        8,
        Status::Planned,
        Some(&day(100 + 40 * 3).to_string()),
    );
    again.1.facts.outlet = Some("copy.example".to_owned());
    add(&mut ledger, &apart(0..3));
    add(&mut ledger, &[again]);
    ledger.join().unwrap();
    assert_eq!(since(&ledger, view(0), &filter, start, 99).unwrap(), 3);
    assert_eq!(since(&ledger, view(0), &filter, start, 2).unwrap(), 2);
    let others = Filter {
        parties: vec!["CHL".to_owned()],
        ..Filter::default()
    };
    assert_eq!(since(&ledger, view(0), &others, start, 99).unwrap(), 0);
    // The days go by, and one is overdue.
    let later = view(100 + 40 + 1);
    assert_eq!(
        since(
            &ledger,
            later,
            &filter,
            newest(&ledger, view(0)).unwrap(),
            99
        )
        .unwrap(),
        2
    );
    // All worked out anew is nothing new.
    let now = newest(&ledger, view(0)).unwrap();
    ledger.rebuild().unwrap();
    assert_eq!(since(&ledger, view(0), &filter, now, 99).unwrap(), 0);
}

#[test]
fn words_people_outlets_and_kinds_are_asked_for() {
    let mut ledger = empty();
    let mut pages = apart(0..5);
    for (n, (_, read)) in pages.iter_mut().enumerate() {
        let claim = &mut read.claims[0];
        claim.persons = vec![["Ana Quispe", "Sergey Lavrov"][n % 2].to_owned()];
        claim.persons_for = vec![None];
        claim.evidence[0].text = format!("They talk about {}.", ["cod", "ice cream"][n / 3]);
    }
    add(&mut ledger, &pages);
    ledger.join().unwrap();
    let count = |filter: Filter| {
        let of = |on| {
            let view = View {
                today: day(0),
                as_known_on: on,
            };
            let changes = changes(&ledger, view, &filter, None, 100).unwrap().len();
            let mut all = 0;
            records(&ledger, view, &filter, |_| {
                all += 1;
                ControlFlow::Continue(())
            })
            .unwrap();
            (changes, all)
        };
        assert_eq!(of(None), of(Some(day(50))));
        of(None)
    };
    let text = |words: &str| Filter {
        text: Some(words.to_owned()),
        ..Filter::default()
    };
    assert_eq!(count(text("talking COD")), (3, 3));
    assert_eq!(count(text("paper4")), (1, 1));
    assert_eq!(count(text("cod ice")), (0, 0));
    let person = |name: &str| Filter {
        person: Some(name.to_owned()),
        ..Filter::default()
    };
    assert_eq!(count(person("Minister Lavrov")), (2, 2));
    assert_eq!(count(person("Sergei Lavrov")), (2, 2));
    assert_eq!(count(person("Ana Lavrov")), (0, 0));
    let outlet = Filter {
        outlet: Some("paper2.example".to_owned()),
        ..text("cod")
    };
    assert_eq!(count(outlet), (1, 1));
    let turns = Filter {
        turns: vec![Turn::Held],
        ..Filter::default()
    };
    assert_eq!(count(turns), (0, 5));
}
