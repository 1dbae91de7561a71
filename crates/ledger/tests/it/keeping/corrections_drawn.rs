//! Properties of corrections: what is taken back leaves no trace, and nothing depends on the order in which pages and words came.

use super::properties::{make, page, pages, whole};
use super::*;
use ledger::record::correction::{Deed, Edit, Target};
use ledger::record::{Correction, State};
use proptest::prelude::*;

/// A word to be said: its kind, three numbers that choose what it is about, days since the last word.
type Word = (u8, usize, usize, usize, i32);

fn words() -> impl Strategy<Value = Vec<Word>> {
    proptest::collection::vec(
        (0..9_u8, 0..100_usize, 0..100_usize, 0..100_usize, 0..9_i32),
        1..10,
    )
}

/// Ids of all claims that a word can be about.
fn claims(ledger: &Ledger, pages: &[(Arrival, Read)]) -> Vec<ClaimId> {
    let mut ids: Vec<ClaimId> = Vec::new();
    for (arrival, _) in pages {
        ids.extend(
            ledger
                .as_read(&arrival.id)
                .unwrap()
                .iter()
                .map(|claim| claim.id),
        );
        ids.extend(
            ledger
                .claims_of(&arrival.id)
                .unwrap()
                .iter()
                .map(|held| held.claim.id),
        );
    }
    ids.sort();
    ids.dedup();
    ids
}

/// The claims of the record of a claim.
fn record(ledger: &Ledger, id: ClaimId) -> Vec<Target> {
    let Some(record) = ledger.record_of(id).unwrap() else {
        return vec![ledger.target(id).unwrap().unwrap()];
    };
    let held = ledger.members(record).unwrap();
    let mut ids: Vec<ClaimId> = held.iter().map(|held| held.claim.id).collect();
    ids.sort();
    { ids.into_iter() }
        .map(|id| ledger.target(id).unwrap().unwrap())
        .collect()
}

/// What a drawn word does; none where there is nothing that it could be about.
fn deed(ledger: &Ledger, pages: &[(Arrival, Read)], word: &Word) -> Option<Deed> {
    let ids = claims(ledger, pages);
    let (kind, a, b, c, _) = *word;
    let said = ledger.corrections().unwrap();
    if kind == 7 {
        let back = said.get(a % said.len().max(1))?;
        return Some(Deed::Withdraw(back.id));
    }
    if kind == 8 {
        let (arrival, _) = &pages[a % pages.len()];
        let actors: &[&str] = [&["NZL", "PER"], &["NZL", "CHL"]][b % 2];
        let claim = claim(
            &arrival.id,
            50 + c % 3,
            (actors, &[]),
            Status::Held,
            Some("2018-03-09"),
        );
        let beside = ledger.beside(&claim).unwrap();
        return Some(Deed::Add(Target { claim, beside }));
    }
    let id = *ids.get(a % ids.len().max(1))?;
    let one = ledger.target(id).unwrap()?;
    let other = ids[b % ids.len()];
    Some(match kind {
        0 => Deed::Confirm(one),
        1 => Deed::Reject(one),
        2 => {
            let edit = Edit {
                status: Some([Status::Held, Status::Planned, Status::Denied][b % 3]),
                when: (c % 2 == 0).then(|| Some(day(c as i32 % 30).to_string())),
                ..Edit::default()
            };
            Deed::Edit(one, Box::new(edit))
        }
        3 => {
            let edit = Edit {
                actors: Some(vec!["NZL".to_owned(), "UN".to_owned()]),
                recipients: Some(Vec::new()),
                kind: Some((c % 2 == 0).then(|| "talks".to_owned())),
                ..Edit::default()
            };
            Deed::Edit(one, Box::new(edit))
        }
        4 => Deed::Merge([record(ledger, id), record(ledger, other)].concat()),
        5 => {
            let all = record(ledger, id);
            let (apart, rest): (Vec<_>, Vec<_>) =
                { all.into_iter().enumerate() }.partition(|(at, _)| at % (2 + b % 2) == 0);
            let only = |some: Vec<(usize, Target)>| some.into_iter().map(|(_, one)| one).collect();
            Deed::Split(only(apart), only(rest))
        }
        _ => Deed::State(record(ledger, id), [State::Held, State::Cancelled][c % 2]),
    })
}

fn noon(after: i32) -> Timestamp {
    format!("{}T12:00:00Z", day(after)).parse().unwrap()
}

/// Says these words, and gives the last day on which one was said.
fn say(ledger: &mut Ledger, pages: &[(Arrival, Read)], words: &[Word]) -> i32 {
    let mut on = 0;
    for word in words {
        on += word.4;
        if let Some(deed) = deed(ledger, pages, word) {
            ledger
                .correct("A. Reader", "as I see it", deed, noon(on))
                .unwrap();
        }
    }
    on
}

/// A ledger of these pages with these corrections.
fn corrected(pages: &[(Arrival, Read)], corrections: &[Correction]) -> Ledger {
    let mut ledger = whole(pages);
    ledger.take_corrections(corrections).unwrap();
    ledger.join().unwrap();
    ledger
}

/// All that a ledger tells and counts, also by state, which words can set.
fn everything(ledger: &Ledger, as_known_on: Option<Date>) -> Vec<String> {
    let mut told = all(ledger, as_known_on);
    told.extend(super::told(ledger, as_known_on, &Filter::default()));
    told.extend(counted(ledger, as_known_on, &["NZL", "PER"]));
    for &state in State::ALL {
        let filter = Filter {
            states: vec![state],
            ..Filter::default()
        };
        let some = super::told(ledger, as_known_on, &filter).len();
        told.push(format!("{state:?} {some}"));
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_taken_back_was_never_said(
        pages in pages(), words in words(), order in Just((0..64).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let mut ledger = whole(&pages);
        let want = everything(&ledger, None);
        let on = say(&mut ledger, &pages, &words);
        // Withdrawals among the words may have been withdrawn themselves: what is not in force by then is taken back again.
        let mut said: Vec<Correction> = ledger.corrections().unwrap();
        said.retain(|one| !matches!(one.deed, Deed::Withdraw(_)));
        let mut back: Vec<(usize, Correction)> = order.into_iter().zip(said).collect();
        back.sort_by_key(|(place, _)| *place);
        for (_, one) in back {
            ledger.correct("B. Reader", "a mistake", Deed::Withdraw(one.id), noon(on)).unwrap();
        }
        prop_assert_eq!(&everything(&ledger, None), &want);
        prop_assert_eq!(ledger.rejected().unwrap(), Vec::new());
        ledger.rebuild().unwrap();
        prop_assert_eq!(&everything(&ledger, None), &want);
    }

    #[test]
    fn the_order_of_pages_and_words_does_not_matter(
        (pages, shuffled) in pages().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle())), words in words(),
    ) {
        let mut ledger = whole(&pages);
        say(&mut ledger, &pages, &words);
        let want = everything(&ledger, None);
        let corrections = ledger.corrections().unwrap();
        ledger.rebuild().unwrap();
        prop_assert_eq!(&everything(&ledger, None), &want);
        // Words that come before their pages, and pages one after the other.
        let mut single = empty();
        single.take_corrections(&corrections).unwrap();
        for page in &shuffled {
            add(&mut single, std::slice::from_ref(page));
            single.join().unwrap();
        }
        prop_assert_eq!(&everything(&single, None), &want);
        prop_assert_eq!(&everything(&corrected(&shuffled, &corrections), None), &want);
        // Far in the future everything is known.
        prop_assert_eq!(&everything(&ledger, Some(date(2100, 1, 1))), &want);
    }

    #[test]
    fn what_was_known_is_what_was_said_by_then(pages in pages(), words in words(), on in 0..50_i32) {
        let mut ledger = whole(&pages);
        say(&mut ledger, &pages, &words);
        let on = day(on);
        let known: Vec<(Arrival, Read)> = { pages.iter() }
            .filter(|(_, read)| read.facts.published.is_some_and(|day| day <= on))
            .cloned()
            .collect();
        let by_then: Vec<Correction> = { ledger.corrections().unwrap().into_iter() }
            .filter(|one| ledger::store::day_of(one.at) <= on)
            .collect();
        prop_assert_eq!(everything(&ledger, Some(on)), everything(&corrected(&known, &by_then), None));
    }

    #[test]
    fn reading_again_keeps_what_was_said(
        pages in pages(), words in words(), anew in proptest::collection::vec(page(), 12),
    ) {
        let mut ledger = whole(&pages);
        say(&mut ledger, &pages, &words);
        let corrections = ledger.corrections().unwrap();
        let want = everything(&ledger, None);
        let other: Vec<(Arrival, Read)> = { pages.iter().enumerate() }
            .map(|(number, (arrival, _))| {
                let (_, read) = make((number, &anew[number]));
                (arrival.clone(), read)
            })
            .collect();
        let readings = |pages: &[(Arrival, Read)]| -> Vec<Read> {
            pages.iter().map(|(_, read)| read.clone()).collect()
        };
        ledger.put(&readings(&other), false).unwrap();
        ledger.join().unwrap();
        prop_assert_eq!(everything(&ledger, None), everything(&corrected(&other, &corrections), None));
        // Read as at first, all is as it was.
        ledger.put(&readings(&pages), false).unwrap();
        ledger.join().unwrap();
        prop_assert_eq!(&everything(&ledger, None), &want);
        prop_assert_eq!(ledger.corrections().unwrap(), corrections);
    }
}
