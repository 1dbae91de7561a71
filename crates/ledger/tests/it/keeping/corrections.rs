//! What people say about claims and records, one by one.

use super::*;
use ledger::query::{Fate, Found, find, history, review, said};
use ledger::record::correction::{Deed, Edit};
use ledger::record::{Correction, State};
use ledger::store::Doubt;
use ledger::store::written::WrittenCorrection;

fn now() -> Timestamp {
    "2018-04-01T10:00:00Z".parse().unwrap()
}

/// A page that says in one sentence each when Peru and New Zealand meet.
fn told(name: &str, at: &[(usize, Status, i32)]) -> (Arrival, Read) {
    let arrival = arrival(name, 0);
    let claims = { at.iter() }
        .map(|&(at, status, on)| {
            let when = day(on).to_string();
            claim(&arrival.id, at, (&["NZL", "PER"], &[]), status, Some(&when))
        })
        .collect();
    let read = read(&arrival, None, Some(day(1)), claims);
    (arrival, read)
}

fn with(pages: &[(Arrival, Read)]) -> Ledger {
    let mut ledger = empty();
    add(&mut ledger, pages);
    ledger.join().unwrap();
    ledger
}

fn say(ledger: &mut Ledger, deed: Deed) -> Correction {
    ledger
        .correct("Ida", "the ministry says so", deed, now())
        .unwrap()
        .0
}

fn states(ledger: &Ledger) -> Vec<(State, usize)> {
    let mut states = Vec::new();
    let view = View {
        today: day(60),
        as_known_on: None,
    };
    records(ledger, view, &Filter::default(), |told| {
        states.push((told.life.state, told.claims.len()));
        ControlFlow::Continue(())
    })
    .unwrap();
    states
}

fn read_again(ledger: &mut Ledger, page: &(Arrival, Read), change: impl FnOnce(&mut Vec<Claim>)) {
    let mut read = page.1.clone();
    change(&mut read.claims);
    for claim in &mut read.claims {
        let first = &claim.evidence[0];
        claim.id = ClaimId::of(
            &claim.page,
            (first.start, first.end),
            claim.event,
            &claim.actors,
            &claim.recipients,
            claim.status,
        );
    }
    ledger.put(&[read], false).unwrap();
    ledger.join().unwrap();
}

fn fates(ledger: &Ledger) -> Vec<Fate> {
    said(ledger)
        .unwrap()
        .into_iter()
        .map(|said| said.fate)
        .collect()
}

#[test]
fn a_claim_is_found_again_where_its_sentence_moved() {
    let page = told("a", &[(10, Status::Planned, 9)]);
    let id = page.1.claims[0].id;
    let mut ledger = with(std::slice::from_ref(&page));
    let target = ledger.target(id).unwrap().unwrap();
    say(&mut ledger, Deed::Reject(target));
    assert_eq!(states(&ledger), []);
    // A little further, and with another status.
    read_again(&mut ledger, &page, |claims| {
        claims[0].evidence[0].start += 4;
        claims[0].evidence[0].end += 4;
        claims[0].status = Status::Held;
    });
    assert_eq!(
        (states(&ledger), fates(&ledger)),
        (vec![], vec![Fate::Rebound])
    );
    // Far away, with the same words.
    read_again(&mut ledger, &page, |claims| {
        claims[0].evidence[0].start += 400;
        claims[0].evidence[0].end += 400;
    });
    assert_eq!(
        (states(&ledger), fates(&ledger)),
        (vec![], vec![Fate::Rebound])
    );
    // Other parties are another claim: the correction waits.
    read_again(&mut ledger, &page, |claims| {
        claims[0].actors = vec!["CHL".into(), "PER".into()]
    });
    assert_eq!(states(&ledger).len(), 1);
    assert_eq!(fates(&ledger), [Fate::Orphan]);
    read_again(&mut ledger, &page, |_| {});
    assert_eq!(
        (states(&ledger), fates(&ledger)),
        (vec![], vec![Fate::Heard])
    );
}

#[test]
fn a_claim_beside_the_rejected_one_is_not_taken_for_it() {
    let page = told("a", &[(10, Status::Planned, 9), (10, Status::Postponed, 9)]);
    let mut ledger = with(std::slice::from_ref(&page));
    let target = ledger.target(page.1.claims[0].id).unwrap().unwrap();
    say(&mut ledger, Deed::Reject(target));
    let other = page.1.claims[1].id;
    read_again(&mut ledger, &page, |claims| {
        claims.remove(0);
    });
    assert_eq!(ledger.claims_of(&page.0.id).unwrap()[0].claim.id, other);
    assert_eq!(fates(&ledger), [Fate::Orphan]);
}

#[test]
fn what_a_person_stands_for_stays_when_it_is_not_read_any_more() {
    let page = told("a", &[(10, Status::Planned, 9)]);
    let mut ledger = with(std::slice::from_ref(&page));
    let target = ledger.target(page.1.claims[0].id).unwrap().unwrap();
    let edit = Edit {
        status: Some(Status::Held),
        ..Edit::default()
    };
    let edited = say(&mut ledger, Deed::Edit(target, Box::new(edit)));
    assert_eq!(states(&ledger), [(State::Held, 1)]);
    read_again(&mut ledger, &page, Vec::clear);
    assert_eq!(states(&ledger), [(State::Held, 1)]);
    assert_eq!(fates(&ledger), [Fate::Stands]);
    // The program learns to read it as the person wrote it: that is one claim, not two.
    read_again(&mut ledger, &page, |claims| claims[0].status = Status::Held);
    assert_eq!(states(&ledger), [(State::Held, 1)]);
    read_again(&mut ledger, &page, Vec::clear);
    say(&mut ledger, Deed::Withdraw(edited.id));
    assert_eq!(states(&ledger), []);
}

#[test]
fn an_added_claim_counts_once_when_it_is_read_later() {
    let page = told("a", &[(10, Status::Planned, 9)]);
    let mut ledger = with(std::slice::from_ref(&page));
    let missed = claim(
        &page.0.id,
        90,
        (&["CHL", "PER"], &[]),
        Status::Held,
        Some("2018-03-20"),
    );
    let target = ledger::record::correction::Target {
        beside: ledger.beside(&missed).unwrap(),
        claim: missed.clone(),
    };
    say(&mut ledger, Deed::Add(target));
    assert_eq!(states(&ledger).len(), 2);
    assert_eq!(ledger.as_read(&page.0.id).unwrap().len(), 1);
    read_again(&mut ledger, &page, |claims| {
        let mut read = missed.clone();
        read.when = Some("2018-03".to_owned());
        claims.push(read);
    });
    assert_eq!(states(&ledger).len(), 2);
    let counts = ledger.claim(missed.id).unwrap().unwrap();
    assert_eq!(
        counts.claim.when, missed.when,
        "what the person wrote holds"
    );
}

#[test]
fn a_correction_is_heard_of_a_newer_version_that_says_the_same() {
    let mut pages = [
        told("a", &[(10, Status::Planned, 9), (90, Status::Cancelled, 9)]),
        told("b", &[(10, Status::Planned, 9), (95, Status::Cancelled, 9)]),
    ];
    for (at, (_, read)) in pages.iter_mut().enumerate() {
        read.facts.url = Some("https://example.org/visit".to_owned());
        read.facts.published = Some(day(1 + at as i32));
        for claim in &mut read.claims {
            let text = &mut claim.evidence[0].text;
            *text = format!("{} on the visit", claim.status.as_str());
        }
    }
    let mut ledger = with(&pages[..1]);
    let wrong = ledger.target(pages[0].1.claims[1].id).unwrap().unwrap();
    say(&mut ledger, Deed::Reject(wrong));
    assert_eq!(states(&ledger), [(State::Overdue, 1)]);
    add(&mut ledger, &pages[1..]);
    ledger.join().unwrap();
    assert_eq!(states(&ledger), [(State::Overdue, 1)]);
    assert_eq!(fates(&ledger), [Fate::Rebound]);
    // A version without that sentence is nothing that the correction could be about.
    read_again(&mut ledger, &pages[1], |claims| claims.truncate(1));
    assert_eq!(fates(&ledger), [Fate::Superseded]);
}

#[test]
fn a_person_joins_and_parts_records() {
    let pages = [
        told("a", &[(10, Status::Planned, 9)]),
        told("b", &[(10, Status::Held, 30)]),
    ];
    let mut ledger = with(&pages);
    let ids: Vec<ClaimId> = pages.iter().map(|(_, read)| read.claims[0].id).collect();
    let target = |ledger: &Ledger, at: usize| ledger.target(ids[at]).unwrap().unwrap();
    assert_eq!(states(&ledger).len(), 2);
    let both = vec![target(&ledger, 0), target(&ledger, 1)];
    let merged = say(&mut ledger, Deed::Merge(both));
    assert_eq!(states(&ledger), [(State::Held, 2)]);
    // A later word goes before an earlier one.
    let (one, other) = (vec![target(&ledger, 0)], vec![target(&ledger, 1)]);
    let split = say(&mut ledger, Deed::Split(one, other));
    assert_eq!(states(&ledger).len(), 2);
    say(&mut ledger, Deed::Withdraw(split.id));
    assert_eq!(states(&ledger).len(), 1);
    let back = say(&mut ledger, Deed::Withdraw(merged.id));
    assert_eq!(states(&ledger).len(), 2);
    // A withdrawal can be withdrawn.
    say(&mut ledger, Deed::Withdraw(back.id));
    assert_eq!(states(&ledger).len(), 1);
    let told = said(&ledger).unwrap();
    let fates: Vec<Fate> = told.iter().map(|said| said.fate).collect();
    use Fate::{Heard, Withdrawn};
    assert_eq!(fates, [Heard, Withdrawn, Heard, Withdrawn, Heard]);
}

#[test]
fn a_persons_word_on_a_state_comes_first_and_is_told() {
    let page = told("a", &[(10, Status::Planned, 9)]);
    let id = page.1.claims[0].id;
    let mut ledger = with(std::slice::from_ref(&page));
    assert_eq!(states(&ledger), [(State::Overdue, 1)]);
    let target = ledger.target(id).unwrap().unwrap();
    let word = say(&mut ledger, Deed::State(vec![target], State::Held));
    let view = View {
        today: day(60),
        as_known_on: None,
    };
    let Found::Record(_, told) = find(&ledger, &id.to_string(), view).unwrap() else {
        panic!("no record");
    };
    assert_eq!(told.life.state, State::Held);
    assert_eq!(
        told.life.word.as_ref().map(|word| word.correction),
        Some(word.id)
    );
    assert!(told.life.why.contains("Ida") && told.life.why.contains("overdue"));
    let (told_of, struck) = history(&ledger, &told.claims).unwrap();
    assert_eq!((told_of.len(), struck.len()), (1, 0));
    // The day before nobody had said it.
    let view = View {
        as_known_on: Some(date(2018, 3, 31)),
        ..view
    };
    let Found::Record(_, told) = find(&ledger, &id.to_string(), view).unwrap() else {
        panic!("no record");
    };
    assert_eq!(told.life.state, State::Overdue);
}

#[test]
fn a_rejected_claim_is_told_with_its_record() {
    let page = told("a", &[(10, Status::Planned, 9), (90, Status::Cancelled, 9)]);
    let wrong = page.1.claims[1].id;
    let mut ledger = with(std::slice::from_ref(&page));
    assert_eq!(states(&ledger), [(State::Cancelled, 2)]);
    let target = ledger.target(wrong).unwrap().unwrap();
    say(&mut ledger, Deed::Reject(target));
    assert_eq!(states(&ledger), [(State::Overdue, 1)]);
    let left = ledger.claims_of(&page.0.id).unwrap();
    let (told, struck) = history(&ledger, &left).unwrap();
    assert_eq!((told.len(), struck[0].claim.id), (1, wrong));
    let view = View {
        today: day(60),
        as_known_on: None,
    };
    assert!(matches!(
        find(&ledger, &wrong.to_string(), view).unwrap(),
        Found::Claim(_)
    ));
}

#[test]
fn what_was_forgotten_is_in_no_correction() {
    let pages = [
        told("a", &[(10, Status::Planned, 9)]),
        told("b", &[(10, Status::Held, 30)]),
    ];
    let mut ledger = with(&pages);
    let ids: Vec<ClaimId> = pages.iter().map(|(_, read)| read.claims[0].id).collect();
    let target = |ledger: &Ledger, at: usize| ledger.target(ids[at]).unwrap().unwrap();
    let one = target(&ledger, 0);
    let confirmed = say(&mut ledger, Deed::Confirm(one));
    say(&mut ledger, Deed::Withdraw(confirmed.id));
    let both = vec![target(&ledger, 0), target(&ledger, 1)];
    say(&mut ledger, Deed::Merge(both));
    ledger.forget(&pages[0].0.id, now()).unwrap().unwrap();
    let left = ledger.corrections().unwrap();
    assert_eq!(left.len(), 1);
    let targets = left[0].deed.targets();
    assert_eq!((targets.len(), targets[0].claim.id), (1, ids[1]));
}

#[test]
fn corrections_are_written_and_read_back() {
    let page = told("a", &[(10, Status::Planned, 9)]);
    let mut ledger = with(std::slice::from_ref(&page));
    let target = || ledger.target(page.1.claims[0].id).unwrap().unwrap();
    let edit = Edit {
        kind: Some(None),
        when: Some(None),
        place: Some(Some(place("Lima"))),
        persons: Some(vec![("Ana Quispe".to_owned(), Some("PER".to_owned()))]),
        said_by: Some(Vec::new()),
        ..Edit::default()
    };
    let deeds = [
        Deed::Confirm(target()),
        Deed::Edit(target(), Box::new(edit)),
        Deed::Split(vec![target()], vec![target()]),
        Deed::State(vec![target()], State::Disputed),
    ];
    for deed in deeds {
        let said = say(&mut ledger, deed);
        let text = serde_json::to_string(&WrittenCorrection::of(&said)).unwrap();
        let back: WrittenCorrection = serde_json::from_str(&text).unwrap();
        assert_eq!(back.read().unwrap(), said);
        assert_eq!(ledger.correction(said.id).unwrap().unwrap(), said);
    }
}

#[test]
fn the_queue_asks_for_what_is_in_doubt_and_not_decided() {
    let mut pages = vec![
        told("overdue", &[(10, Status::Planned, 9)]),
        told("sure", &[(10, Status::Held, 30)]),
        told("unsure", &[(10, Status::Held, 50)]),
        told("hearsay", &[(10, Status::Held, 55)]),
    ];
    for (at, (_, read)) in pages.iter_mut().enumerate() {
        read.claims[0].confidence = if at == 2 { 0.2 } else { 0.8 };
        if at == 3 {
            read.claims[0].said_by = vec!["a spokesman".to_owned()];
        }
    }
    let mut ledger = with(&pages);
    let ask = |ledger: &Ledger| {
        let mut asked = Vec::new();
        let mut from = None;
        // One at a time, as someone who comes back each time would.
        loop {
            let queue = review(ledger, day(60), &Filter::default(), &[], from, 1).unwrap();
            assert!(queue.items.len() <= 1);
            asked.extend(
                queue
                    .items
                    .iter()
                    .map(|item| (item.doubt, item.claim.claim.id)),
            );
            let Some(next) = queue.next else { break };
            from = ledger::query::QueueCursor::parse(&next.to_string());
            assert_eq!(from, Some(next));
        }
        asked
    };
    let id = |at: usize| pages[at].1.claims[0].id;
    assert_eq!(
        ask(&ledger),
        [
            (Doubt::Overdue, id(0)),
            (Doubt::Unsure, id(2)),
            (Doubt::Reported, id(3))
        ]
    );
    let only = review(
        &ledger,
        day(60),
        &Filter::default(),
        &[Doubt::Reported],
        None,
        9,
    )
    .unwrap();
    assert_eq!(only.items.len(), 1);
    let target = ledger.target(id(2)).unwrap().unwrap();
    say(&mut ledger, Deed::Confirm(target));
    let target = ledger.target(id(0)).unwrap().unwrap();
    say(&mut ledger, Deed::State(vec![target], State::Held));
    assert_eq!(ask(&ledger), [(Doubt::Reported, id(3))]);
}
