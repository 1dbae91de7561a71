//! Properties: records depend on what was read, never on how it came in.

use super::*;
use ledger::query::{Dealing, Key, due_in, follow_through, known_to, states};
use ledger::record::{State, Turn, knows};
use proptest::prelude::*;
use std::collections::BTreeSet;

const PEOPLE: [&str; 3] = ["Ana Quispe", "Grant Aldous", "Luz Rojas"];
const PARTIES: [&str; 4] = ["NZL", "PER", "CHL", "UN"];
const STATUSES: [Status; 6] = [
    Status::Planned,
    Status::Held,
    Status::Postponed,
    Status::Cancelled,
    Status::Denied,
    Status::Proposed,
];

/// One claim: its parties (two by number, and whether the second is visited), status, time, person and place.
pub type Told = (usize, usize, bool, usize, Time, Option<usize>, bool);

#[derive(Debug, Clone)]
pub enum Time {
    None,
    Day(i32),
    Days(i32, i32),
    Month(i8),
    NoYear(i8),
}

fn time() -> impl Strategy<Value = Time> {
    prop_oneof![
        2 => Just(Time::None),
        4 => (0..40).prop_map(Time::Day),
        2 => (0..40, 1..4).prop_map(|(a, b)| Time::Days(a, b)),
        1 => (3..6_i8).prop_map(Time::Month),
        1 => (1..28_i8).prop_map(Time::NoYear),
    ]
}

/// A page: its address by number, the day of publication, a second of arrival, its claims.
pub type Made = (Option<usize>, Option<i32>, i64, Vec<Told>);

pub fn page() -> impl Strategy<Value = Made> {
    let told = (
        0..4_usize,
        0..4_usize,
        any::<bool>(),
        0..6_usize,
        time(),
        proptest::option::of(0..3_usize),
        any::<bool>(),
    );
    (
        proptest::option::of(0..4_usize),
        proptest::option::weighted(0.9, 0..50),
        0..3_i64,
        proptest::collection::vec(told, 0..4),
    )
}

pub fn make((number, (url, published, second, told)): (usize, &Made)) -> (Arrival, Read) {
    let arrival = arrival(&format!("page {number}"), second * 1000);
    let mut claims: Vec<Claim> = Vec::new();
    for (at, (a, b, visits, status, time, person, placed)) in told.iter().enumerate() {
        let (a, b) = (PARTIES[*a], PARTIES[if a == b { (b + 1) % 4 } else { *b }]);
        let when = match time {
            Time::None => None,
            Time::Day(n) => Some(day(*n).to_string()),
            Time::Days(n, more) => Some(format!("{}/{}", day(*n), day(n + more))),
            Time::Month(month) => Some(format!("2018-{month:02}")),
            Time::NoYear(n) => Some(format!("XXXX-03-{n:02}")),
        };
        let pair: [&str; 2] = [a, b];
        let parties: (&[&str], &[&str]) = if *visits {
            (&pair[..1], &pair[1..])
        } else {
            (&pair, &[])
        };
        let mut claim = claim(&arrival.id, at, parties, STATUSES[*status], when.as_deref());
        if let Some(person) = person {
            claim.persons = vec![PEOPLE[*person].to_owned()];
            claim.persons_for = vec![Some(a.to_owned())];
        }
        claim.place = placed.then(|| place("Lima"));
        claims.push(claim);
    }
    let url = url.map(|n| format!("https://example.org/{n}"));
    let read = read(&arrival, url.as_deref(), published.map(day), claims);
    (arrival, read)
}

pub fn pages() -> impl Strategy<Value = Vec<(Arrival, Read)>> {
    proptest::collection::vec(page(), 1..12)
        .prop_map(|pages| pages.iter().enumerate().map(make).collect())
}

/// A ledger of these pages, in one go.
pub fn whole(pages: &[(Arrival, Read)]) -> Ledger {
    let mut ledger = empty();
    add(&mut ledger, pages);
    ledger.join().unwrap();
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn order_and_batches_do_not_matter(
        (pages, shuffled) in pages().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle())),
        cuts in proptest::collection::vec((0..12_usize, any::<bool>()), 0..6),
    ) {
        let want = all(&whole(&pages), None);
        let news = told(&whole(&pages), None, &Filter::default());
        let mut ledger = empty();
        let mut from = 0;
        let mut cuts: Vec<(usize, bool)> = cuts.into_iter().map(|(at, join)| (at.min(shuffled.len()), join)).collect();
        cuts.sort_unstable();
        cuts.push((shuffled.len(), true));
        for (to, join) in cuts {
            add(&mut ledger, &shuffled[from.min(to)..to]);
            from = from.max(to);
            if join {
                ledger.join().unwrap();
            }
        }
        prop_assert_eq!(&all(&ledger, None), &want);
        // One page after the other, so that each is joined by what it touches.
        let mut single = empty();
        for page in &shuffled {
            add(&mut single, std::slice::from_ref(page));
            single.join().unwrap();
        }
        prop_assert_eq!(&all(&single, None), &want);
        prop_assert_eq!(&told(&single, None, &Filter::default()), &news);
        let figures = counted(&whole(&pages), None, &PARTIES);
        prop_assert_eq!(&counted(&single, None, &PARTIES), &figures);
        single.rebuild().unwrap();
        prop_assert_eq!(&all(&single, None), &want);
        prop_assert_eq!(&told(&single, None, &Filter::default()), &news);
    }

    #[test]
    fn a_record_knows_those_of_its_parties_and_days(pages in pages(), known_on in proptest::option::of(0..50_i32)) {
        let ledger = whole(&pages);
        let view = View { today: day(30), as_known_on: known_on.map(day) };
        let mut all: Vec<ledger::query::Told> = Vec::new();
        records(&ledger, view, &Filter::default(), |told| {
            all.push(told);
            ControlFlow::Continue(())
        })
        .unwrap();
        for told in &all {
            let ids = |known: Vec<&ledger::query::Told>| -> BTreeSet<ClaimId> { known.iter().map(|one| one.record.id).collect() };
            let want = ids(all.iter().filter(|other| knows(&told.record, &other.record)).collect());
            let found = known_to(&ledger, view, &told.record).unwrap();
            prop_assert_eq!(found.len(), want.len().min(12));
            let found = ids(found.iter().collect());
            prop_assert!(found.is_subset(&want));
        }
    }

    #[test]
    fn adding_again_changes_nothing(pages in pages()) {
        let mut ledger = whole(&pages);
        let want = all(&ledger, None);
        let counts = ledger.counts().unwrap();
        add(&mut ledger, &pages);
        let joined = ledger.join().unwrap();
        prop_assert!(joined.before.is_empty() && joined.after.is_empty());
        prop_assert_eq!(all(&ledger, None), want);
        prop_assert_eq!(ledger.counts().unwrap(), counts);
    }

    #[test]
    fn what_was_known_is_what_its_pages_say(pages in pages(), on in 0..50_i32) {
        let on = day(on);
        let known: Vec<(Arrival, Read)> = pages
            .iter()
            .filter(|(_, read)| read.facts.published.is_some_and(|day| day <= on))
            .cloned()
            .collect();
        let (whole, known) = (whole(&pages), self::whole(&known));
        prop_assert_eq!(all(&whole, Some(on)), all(&known, None));
        let filter = Filter::default();
        prop_assert_eq!(told(&whole, Some(on), &filter), told(&known, None, &filter));
        prop_assert_eq!(counted(&whole, Some(on), &PARTIES), counted(&known, None, &PARTIES));
    }

    #[test]
    fn reading_again_gives_what_reading_first_would_have(
        pages in pages(),
        anew in proptest::collection::vec(page(), 12),
    ) {
        let mut ledger = whole(&pages);
        let other: Vec<(Arrival, Read)> = pages
            .iter()
            .enumerate()
            .map(|(number, (arrival, _))| {
                let (_, read) = make((number, &anew[number]));
                (arrival.clone(), read)
            })
            .collect();
        let (todo, resumed) = ledger.reread().unwrap();
        prop_assert_eq!(todo.len(), pages.len());
        prop_assert!(!resumed);
        let readings: Vec<Read> = other.iter().map(|(_, read)| read.clone()).collect();
        let (first, rest) = readings.split_at(readings.len() / 2);
        ledger.put(first, false).unwrap();
        ledger.join().unwrap();
        // It was broken off here.
        prop_assert_eq!(ledger.reread().unwrap().0.len(), rest.len().max(if rest.is_empty() { pages.len() } else { 0 }));
        ledger.put(rest, false).unwrap();
        ledger.join().unwrap();
        prop_assert_eq!(all(&ledger, None), all(&whole(&other), None));
    }

    #[test]
    fn what_was_forgotten_was_never_there(pages in pages(), which in 0..12_usize) {
        let mut ledger = whole(&pages);
        let (gone, read) = &pages[which % pages.len()];
        ledger.forget(&gone.id, gone.at).unwrap().unwrap();
        let url = read.facts.url.as_deref();
        let rest: Vec<(Arrival, Read)> = pages
            .iter()
            .filter(|(arrival, read)| arrival.id != gone.id && (url.is_none() || read.facts.url.as_deref() != url))
            .cloned()
            .collect();
        prop_assert_eq!(all(&ledger, None), all(&whole(&rest), None));
    }

    #[test]
    fn what_is_due_first_is_the_beginning_of_all(
        pages in pages(), a in 0..5_usize, b in 0..5_usize, most in 0..6_usize, on in 0..60_i32,
    ) {
        let ledger = whole(&pages);
        let parties: Vec<String> = { [PARTIES.get(a), PARTIES.get(b)].into_iter().flatten() }
            .map(|code| (*code).to_owned())
            .collect();
        let filter = Filter { parties, announced: true, ..Filter::default() };
        let view = View { today: day(on), as_known_on: None };
        let mut all = Vec::new();
        records(&ledger, view, &filter, |told| {
            all.push((told.became(), told.record.id));
            ControlFlow::Continue(())
        })
        .unwrap();
        all.sort_by_key(|(became, _)| *became);
        all.truncate(most);
        let due: Vec<_> = { ledger::query::due(&ledger, view, &filter, &[], most).unwrap().into_iter() }
            .map(|(became, told)| (became, told.record.id))
            .collect();
        prop_assert_eq!(due, all);
    }

    #[test]
    fn a_filter_asks_the_same_of_the_store_and_of_memory(
        pages in pages(),
        a in 0..6_usize, b in 0..5_usize, from in proptest::option::of(0..40), to in proptest::option::of(0..40), announced: bool,
        state in proptest::option::of(0..State::ALL.len()), other in proptest::option::of(0..State::ALL.len()),
        kind in proptest::option::of(0..4_usize), due in proptest::option::of((0..40, 0..40)), on in 0..60_i32,
    ) {
        let ledger = whole(&pages);
        let parties = [PARTIES.get(a).copied(), PARTIES.get(b).copied()];
        let filter = Filter {
            parties: parties.into_iter().flatten().map(str::to_owned).collect(),
            from: from.map(day),
            to: to.map(day),
            announced,
            states: [state, other].into_iter().flatten().map(|at| State::ALL[at]).collect(),
            dealings: kind.into_iter().filter_map(|at| Dealing::parse(["visit", "CONSULT/meeting", "AID", "CONSULT"][at])).collect(),
            due: due.map(|(from, to)| (day(from), day(to))),
            ..Filter::default()
        };
        // Far in the future everything is known.
        let later = date(2100, 1, 1);
        prop_assert_eq!(asked(&ledger, None, &filter), asked(&ledger, Some(later), &filter));
        let view = |as_known_on| View { today: day(on), as_known_on };
        prop_assert_eq!(states(&ledger, view(None)).unwrap(), states(&ledger, view(Some(later))).unwrap());
        let days = (day(from.unwrap_or(0)), day(to.unwrap_or(40)));
        let due = |as_known_on| due_in(&ledger, view(as_known_on), &filter, days, Some(3)).unwrap();
        prop_assert_eq!(due(None), due(Some(later)));
        let whose = Key::of(&filter.parties);
        if whose != Key::All {
            let follow = follow_through(&ledger, view(None), &whose).unwrap();
            prop_assert_eq!(follow, follow_through(&ledger, view(Some(later)), &whose).unwrap());
        }
    }

    #[test]
    fn a_filter_of_changes_asks_the_same_of_the_store_and_of_memory(
        pages in pages(),
        parties in proptest::collection::vec(0..4_usize, 0..4),
        state in proptest::option::of(0..State::ALL.len()),
        turn in proptest::option::of(0..Turn::ALL.len()),
        from in proptest::option::of(0..40), to in proptest::option::of(0..40),
        kind in proptest::option::of(0..3_usize), person in proptest::option::of(0..3_usize), of_outlet: bool,
    ) {
        let mut pages = pages;
        for (_, read) in pages.iter_mut().step_by(2) {
            read.facts.outlet = Some("other.example".to_owned());
        }
        let ledger = whole(&pages);
        let filter = Filter {
            parties: parties.into_iter().map(|at| PARTIES[at].to_owned()).collect(),
            states: state.map(|at| State::ALL[at]).into_iter().collect(),
            turns: turn.map(|at| Turn::ALL[at]).into_iter().collect(),
            dealings: kind.into_iter().filter_map(|at| Dealing::parse(["visit", "CONSULT/meeting", "AID"][at])).collect(),
            person: person.map(|at| PEOPLE[at].to_owned()),
            outlet: of_outlet.then(|| "other.example".to_owned()),
            from: from.map(day),
            to: to.map(day),
            ..Filter::default()
        };
        let later = date(2100, 1, 1);
        let want = told(&ledger, Some(later), &filter);
        prop_assert_eq!(&told(&ledger, None, &filter), &want);
        // What is found by passing over is found by gathering.
        let hasty = Sqlite::in_memory().unwrap().patience(0);
        let mut hasty = Ledger::over(Box::new(hasty)).unwrap();
        add(&mut hasty, &pages);
        hasty.join().unwrap();
        prop_assert_eq!(&told(&hasty, None, &filter), &want);
    }

    #[test]
    fn the_last_that_became_known_is_the_state(pages in pages()) {
        // Pages without a date are known from the day on which they were read.
        let last = date(2100, 1, 1);
        let view = View { today: last, as_known_on: None };
        records(&whole(&pages), view, &Filter::default(), |told| {
            let steps = told.history(last);
            let turn = steps.last().unwrap().turn;
            let went_on = turn == Turn::Ongoing && told.life.state == State::Held;
            assert!(turn.as_str() == told.life.state.as_str() || went_on, "{told:#?} {steps:#?}");
            ControlFlow::Continue(())
        }).unwrap();
    }
}
