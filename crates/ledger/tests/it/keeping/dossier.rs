//! Dossiers and the world: what is counted of records.

use super::*;
use ledger::query::{Became, Dossier, Key, Limits, dossier, ties, venues};
use reading::claim::Event;

const LIMITS: Limits = Limits {
    list: 3,
    looked_at: 400,
};

/// A page of an outlet of its own, with one claim of a type.
fn page(
    name: &str,
    (event, kind): (Event, Option<&str>),
    parties: (&[&str], &[&str]),
    status: Status,
    when: i32,
) -> (Arrival, Read) {
    let arrival = arrival(name, 0);
    let when_said = day(when).to_string();
    let mut said = claim(&arrival.id, 0, parties, status, Some(&when_said));
    said.event = event;
    said.kind = kind.map(str::to_owned);
    said.id = ClaimId::of(
        &arrival.id,
        (0, 10),
        event,
        &said.actors,
        &said.recipients,
        status,
    );
    let published = if status == Status::Held {
        when
    } else {
        when - 10
    };
    let mut read = read(&arrival, None, Some(day(published)), vec![said]);
    read.facts.outlet = Some(format!("{name}.example"));
    (arrival, read)
}

fn of(ledger: &Ledger, key: &Key, today: i32) -> Dossier {
    let view = View {
        today: day(today),
        as_known_on: None,
    };
    dossier(ledger, view, key, LIMITS).unwrap()
}

fn relation() -> Ledger {
    let visit = (Event::Consult, Some("visit"));
    let guest: (&[&str], &[&str]) = (&["NZL"], &["PER"]);
    let mut pages = vec![
        page("a", visit, guest, Status::Planned, 20),
        page("b", visit, guest, Status::Held, 20),
        page("c", visit, guest, Status::Planned, 60),
        page("d", visit, guest, Status::Planned, 120),
        page("e", (Event::Accuse, None), guest, Status::Held, 21),
        page(
            "f",
            (Event::Sanction, None),
            (&["PER"], &["NZL"]),
            Status::Planned,
            40,
        ),
        page(
            "g",
            (Event::Agree, Some("commitment")),
            guest,
            Status::Held,
            62,
        ),
        page(
            "h",
            (Event::Consult, Some("meeting")),
            (&["CHL", "PER"], &[]),
            Status::Held,
            5,
        ),
    ];
    // The report of the visit, printed by another outlet as it stands.
    let mut copy = page("b again", visit, guest, Status::Held, 20);
    for at in [1, pages.len()] {
        let read = if at == 1 {
            &mut pages[1].1
        } else {
            &mut copy.1
        };
        let words = "the guest came with a choir and nine boxes of pears and was met at the harbour by all who could walk there";
        read.facts.fingerprint = Fingerprint::of(words);
    }
    pages.push(copy);
    for (_, read) in &mut pages {
        for claim in &mut read.claims {
            claim.persons = vec!["Ana Quispe".to_owned(), "Grant Aldous".to_owned()];
            claim.persons_for = vec![Some("PER".to_owned()), Some("NZL".to_owned())];
            claim.place = Some(place("Lima"));
        }
    }
    // A word that was given bears the day of its term; an accusation bears none.
    pages[6].1.claims[0].when = Some(day(300).to_string());
    pages[4].1.claims[0].when = None;
    let mut ledger = empty();
    add(&mut ledger, &pages);
    ledger.join().unwrap();
    ledger
}

#[test]
fn a_relation_is_counted_once_a_dealing() {
    let ledger = relation();
    let both = of(
        &ledger,
        &Key::of(&["PER".to_owned(), "NZL".to_owned()]),
        100,
    );
    let types = [
        (Event::Agree, 1, 1),
        (Event::Consult, 3, 1),
        (Event::Accuse, 1, 1),
        (Event::Sanction, 1, 0),
    ];
    let mut found = both.types.clone();
    found.sort_by_key(|(event, ..)| types.iter().position(|(other, ..)| other == event));
    assert_eq!(found, types);
    assert_eq!(both.records(), 6);
    // March: a visit (4, its copy with it) and an accusation (-2); May: a word that was given (2.5).
    let curve: Vec<(String, u64, f64)> = both
        .curve
        .iter()
        .map(|month| (month.first.to_string(), month.held, month.score))
        .collect();
    let want = [
        ("2018-03-01".to_owned(), 2, 2.0),
        ("2018-05-01".to_owned(), 1, 2.5),
    ];
    assert_eq!(curve, want);
    assert!((both.curve[0].mean() - 1.0).abs() < 1e-9);
    let march = (both.sides[0].cooperation, both.sides[0].conflict);
    assert_eq!(march, (4.0, -2.0));
    let total = |became| both.due.get(&became).map_or(0, |listed| listed.total);
    // The visit of day 60 and the sanction of day 40; the visit of day 120 is to come.
    assert_eq!(total(Became::Overdue), 2);
    assert_eq!(total(Became::Coming), 1);
    assert_eq!(both.meetings.total, 3);
    assert_eq!((both.statements.total, both.acts.total), (1, 1));
    let pledged: Vec<(Became, usize)> = both.pledged.iter().map(|(b, n)| (*b, *n)).collect();
    assert_eq!(pledged, [(Became::Overdue, 1), (Became::Open, 1)]);
    let met = &both.met.items[0];
    assert_eq!(
        (met.one.party.as_str(), met.other.party.as_str()),
        ("NZL", "PER")
    );
    assert_eq!((met.times, both.met.total), (1, 1));
    assert_eq!(both.sources.len(), 3);
    assert_eq!(both.looked_at, 6);
}

#[test]
fn a_host_is_not_who_keeps_a_visit() {
    let ledger = relation();
    let guest = of(&ledger, &Key::of(&["NZL".to_owned()]), 100).follow;
    assert_eq!((guest.kept, guest.overdue, guest.coming), (1, 1, 1));
    assert_eq!(guest.announced(), 3);
    assert_eq!(guest.share(), Some(0.5));
    let host = of(&ledger, &Key::of(&["PER".to_owned()]), 100).follow;
    assert_eq!((host.kept, host.overdue, host.announced()), (0, 1, 1));
}

#[test]
fn what_is_in_no_ledger_has_an_empty_dossier() {
    let nobody = of(&relation(), &Key::of(&["FJI".to_owned()]), 100);
    assert_eq!(nobody.records(), 0);
    assert!(nobody.curve.is_empty() && nobody.due.is_empty());
    assert_eq!(nobody.follow.share(), None);
}

#[test]
fn the_world_is_pairs_and_places() {
    let ledger = relation();
    let view = View {
        today: day(100),
        as_known_on: None,
    };
    let of = |from, to, party| ties(&ledger, view, (day(from), day(to)), party, 10).unwrap();
    let march: Vec<(String, u64, u64, Option<f64>)> = of(0, 30, None)
        .items
        .into_iter()
        .map(|tie| {
            (
                format!("{}-{}", tie.one, tie.other),
                tie.records,
                tie.held,
                tie.mean,
            )
        })
        .collect();
    let want = [
        ("NZL-PER".to_owned(), 2, 2, Some(1.0)),
        ("CHL-PER".to_owned(), 1, 1, Some(2.5)),
    ];
    assert_eq!(march, want);
    assert_eq!(of(0, 30, Some("CHL")).total, 1);
    assert_eq!(of(400, 500, None).total, 0);
    let venues = venues(&ledger, view, (day(0), day(70)), 2).unwrap();
    assert_eq!(venues.len(), 1);
    assert_eq!(venues[0].country, "PER");
    assert_eq!(venues[0].held["visit"], 1);
    assert_eq!((venues[0].held.len(), venues[0].not_held), (2, 1));
    assert_eq!(venues[0].newest.len(), 2);
}

#[test]
fn what_is_taken_away_is_not_counted_any_more() {
    let mut ledger = relation();
    let key = Key::of(&["PER".to_owned(), "NZL".to_owned()]);
    for name in ["b", "b again", "e"] {
        let page = arrival(name, 0);
        ledger.forget(&page.id, page.at).unwrap().unwrap();
    }
    let both = of(&ledger, &key, 100);
    assert_eq!(both.records(), 5);
    assert_eq!(both.curve.len(), 1);
    assert_eq!((both.statements.total, both.follow.overdue), (0, 3));
}

/// With whom a party deals, in the ledger's words.
fn partners(ledger: &Ledger, party: &str) -> Vec<(String, String, u64, u64)> {
    let found = of(ledger, &Key::of(&[party.to_owned()]), 100).partners;
    assert_eq!(found.total, found.items.len());
    let ties = found.items.into_iter();
    ties.map(|tie| (tie.one, tie.other, tie.records, tie.held))
        .collect()
}

#[test]
fn a_party_is_told_with_whom_it_deals() {
    let mut ledger = relation();
    let of_two =
        |one: &str, other: &str, records, held| (one.to_owned(), other.to_owned(), records, held);
    let before = partners(&ledger, "PER");
    assert_eq!(before.len(), 2);
    assert_eq!((before[0].0.as_str(), before[0].1.as_str()), ("NZL", "PER"));
    assert_eq!(before[1], of_two("CHL", "PER", 1, 1));
    assert_eq!(partners(&ledger, "CHL"), [of_two("CHL", "PER", 1, 1)]);
    assert!(partners(&ledger, "FJI").is_empty());
    // An accusation of the last page that tells of it is gone, from either side.
    let page = arrival("e", 0);
    ledger.forget(&page.id, page.at).unwrap().unwrap();
    let less = of_two("NZL", "PER", before[0].2 - 1, before[0].3 - 1);
    assert_eq!(partners(&ledger, "PER")[0], less);
    assert_eq!(partners(&ledger, "NZL"), [less]);
}

#[test]
fn what_was_known_is_told_within_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bounded.ledger");
    let pages = [1, 2, 3].map(|number| {
        let guest: (&[&str], &[&str]) = (&["NZL"], &["PER"]);
        let visit = (Event::Consult, Some("visit"));
        page(&number.to_string(), visit, guest, Status::Held, number * 30)
    });
    let mut ledger = Ledger::over(Box::new(Sqlite::open_or_begin(&path).unwrap())).unwrap();
    let (arrivals, readings): (Vec<Arrival>, Vec<Read>) = pages.into_iter().unzip();
    ledger.keep(&arrivals, false).unwrap();
    ledger.put(&readings, false).unwrap();
    ledger.join().unwrap();
    drop(ledger);
    let store = Sqlite::open_to_look(&path, 64).unwrap();
    let bounded = Ledger::looked_at(Box::new(store)).bounded(2);
    let known = |on: i32| {
        let view = View {
            today: day(on),
            as_known_on: Some(day(on)),
        };
        let key = Key::of(&["PER".to_owned()]);
        dossier(&bounded, view, &key, LIMITS).map(|found| found.records())
    };
    assert_eq!(known(60).unwrap(), 2);
    assert!(matches!(known(90), Err(ledger::store::Error::TooMuch(2))));
    // What is known today is told whatever it rests on.
    assert_eq!(
        of(&bounded, &Key::of(&["PER".to_owned()]), 100).records(),
        3
    );
}
