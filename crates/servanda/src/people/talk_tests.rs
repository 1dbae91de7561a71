//! Tests of the discussion.

use super::accounts_tests::{World, at};
use super::talk::Revision;
use super::*;
use ledger::store::Held;

/// What two parties are said to have done, at a place of a page.
fn claim(id: u64, page: &str, (start, end): (usize, usize)) -> Held {
    let mut held = imagined::claim(id, page, "The two met.");
    held.claim.actors = vec!["FRA".to_owned(), "NOR".to_owned()];
    (held.claim.evidence[0].start, held.claim.evidence[0].end) = (start, end);
    held
}

fn draft(text: &str) -> Draft {
    Draft {
        text: text.to_owned(),
        ..Draft::default()
    }
}

/// All claims are in the ledger.
fn all(_: &str) -> bool {
    true
}

#[test]
fn everybody_reads_and_replies_are_one_level_deep() {
    let world = World::new();
    let people = &world.people;
    let (anna, boris) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Reader),
    );
    let place = Place::record(&[claim(1, "p", (0, 12))]);
    let quote = Quote {
        text: "The two met.".to_owned(),
        claim: Some("0000000000000001".to_owned()),
    };
    let first = Draft {
        quote: Some(quote.clone()),
        ..draft("Who says so?")
    };
    let (first, _) = people.comment(&anna, &place, &first, &all, at(0)).unwrap();
    let reply = |who, text, parent, seconds| {
        let draft = Draft {
            parent: Some(parent),
            ..draft(text)
        };
        people
            .comment(who, &place, &draft, &all, at(seconds))
            .unwrap()
            .0
    };
    let second = reply(&boris, "The page does.", first, 1);
    let third = reply(&anna, "On whose word?", second, 2);
    let thread = people.discussion(None, &place, &all).unwrap();
    assert_eq!(thread.count, 3);
    assert_eq!(thread.comments.len(), 1);
    assert_eq!(thread.comments[0].quote, Some(quote));
    let replies: Vec<i64> = thread.comments[0]
        .replies
        .iter()
        .map(|reply| reply.id)
        .collect();
    assert_eq!(replies, [second, third]);
    assert_eq!(
        people.counts(std::slice::from_ref(&place), &all).unwrap(),
        [3]
    );
    let other = Place::claim(&claim(1, "p", (0, 12)));
    assert_eq!(
        people.counts(&[other], &all).unwrap(),
        [0],
        "a claim's thread is another"
    );
}

#[test]
fn a_form_that_was_sent_twice_is_one_comment() {
    let world = World::new();
    let anna = world.somebody("anna", Role::Reader);
    let place = Place::article("p", None);
    let send = |seconds| {
        let draft = draft("Once.");
        world
            .people
            .comment(&anna, &place, &draft, &all, at(seconds))
            .unwrap()
            .0
    };
    assert_eq!(send(0), send(5));
    assert_eq!(
        world
            .people
            .counts(std::slice::from_ref(&place), &all)
            .unwrap(),
        [1]
    );
}

#[test]
fn a_thread_is_found_by_any_claim_of_its_record() {
    let world = World::new();
    let people = &world.people;
    let anna = world.somebody("anna", Role::Reader);
    let both = [claim(1, "p", (0, 12)), claim(2, "q", (0, 12))];
    people
        .comment(&anna, &Place::record(&both), &draft("Here."), &all, at(0))
        .unwrap();
    let joined = [claim(2, "q", (0, 12)), claim(3, "r", (0, 12))];
    let count = |claims: &[Held], lives: &dyn Fn(&str) -> bool| {
        people.counts(&[Place::record(claims)], lives).unwrap()[0]
    };
    assert_eq!(count(&joined, &all), 1);
    assert_eq!(count(&joined[1..], &all), 0);
    // The page was read anew: the sentence moved, and the claim has another id.
    let moved = [claim(4, "q", (3, 15))];
    let gone = |id: &str| id == "0000000000000004";
    assert_eq!(count(&moved, &gone), 1);
    assert_eq!(
        count(&moved, &all),
        0,
        "the old claim is there, so this is another one"
    );
    let elsewhere = [claim(5, "q", (300, 315))];
    assert_eq!(count(&elsewhere, &gone), 0);
    // Writing binds the thread to what the record is now.
    people
        .comment(
            &anna,
            &Place::record(&moved),
            &draft("Still here."),
            &gone,
            at(1),
        )
        .unwrap();
    assert_eq!(count(&moved, &all), 2);
}

#[test]
fn threads_of_records_that_became_one_are_told_as_one() {
    let world = World::new();
    let people = &world.people;
    let anna = world.somebody("anna", Role::Reader);
    let (one, other) = (claim(1, "p", (0, 12)), claim(2, "q", (0, 12)));
    for (claim, text) in [(&one, "One."), (&other, "Other.")] {
        let place = Place::record(std::slice::from_ref(claim));
        people
            .comment(&anna, &place, &draft(text), &all, at(0))
            .unwrap();
    }
    let thread = people
        .discussion(None, &Place::record(&[one, other]), &all)
        .unwrap();
    assert_eq!(thread.count, 2);
}

#[test]
fn edits_keep_their_history_and_only_the_author_edits() {
    let world = World::new();
    let people = &world.people;
    let (anna, editor) = (
        world.somebody("anna", Role::Reader),
        world.somebody("chief", Role::Administrator),
    );
    let place = Place::article("p", Some("https://example.org/a"));
    let (id, _) = people
        .comment(&anna, &place, &draft("Tuesday."), &all, at(0))
        .unwrap();
    assert_eq!(
        people.edit(&editor, id, "Mine.", at(1)),
        Err(Error::Missing)
    );
    assert_eq!(people.remove(&editor, id), Err(Error::Missing));
    people.edit(&anna, id, "Wednesday.", at(10)).unwrap();
    people.edit(&anna, id, "Wednesday.", at(11)).unwrap();
    let newer = Place::article("q", Some("https://example.org/a"));
    let thread = people.discussion(None, &newer, &all).unwrap();
    assert_eq!(thread.comments[0].text, "Wednesday.");
    assert_eq!(thread.comments[0].edited, Some(at(10)));
    let before = [Revision {
        made: at(0),
        text: "Tuesday.".to_owned(),
    }];
    assert_eq!(people.history(None, id).unwrap(), before);
    people.remove(&anna, id).unwrap();
    assert_eq!(people.history(Some(&anna), id), Err(Error::Missing));
    assert_eq!(people.discussion(None, &place, &all).unwrap().comments, []);
}

#[test]
fn who_may_not_write_does_not() {
    let world = World::new();
    let people = &world.people;
    let place = Place::article("p", None);
    let mut muted = world.somebody("anna", Role::Reader);
    muted.state = State::Muted;
    let write = |who: &Who, text: &str| people.comment(who, &place, &draft(text), &all, at(0));
    assert_eq!(write(&muted, "Hello."), Err(Error::Muted));
    let boris = world.somebody("boris", Role::Reader);
    assert_eq!(write(&boris, " \n\u{200b} "), Err(Error::Blank));
    assert_eq!(
        write(&boris, &"a".repeat(10_001)),
        Err(Error::TooLong(10_000))
    );
    let errors: Vec<Error> = (0..12)
        .filter_map(|number| write(&boris, &format!("{number}")).err())
        .collect();
    assert!(
        matches!(errors[..], [Error::TooOften(_), Error::TooOften(_)]),
        "{errors:?}"
    );
}

#[test]
fn moderators_hide_lock_and_let_through() {
    let world = World::new();
    let people = &world.people;
    people.set_trial(1).unwrap();
    let (anna, boris) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Analyst),
    );
    let editor = world.somebody("chief", Role::Editor);
    let place = Place::article("p", None);
    let seen = |who: Option<&Who>| people.discussion(who, &place, &all).unwrap().comments.len();
    let (first, state) = people
        .comment(&anna, &place, &draft("Buy this."), &all, at(0))
        .unwrap();
    assert_eq!(state, Shown::Held);
    assert_eq!((seen(None), seen(Some(&boris))), (0, 0));
    assert_eq!((seen(Some(&anna)), seen(Some(&editor))), (1, 1));
    assert_eq!(
        people.held(&boris),
        Err(Error::NotAllowed(Action::Moderate))
    );
    assert_eq!(people.held(&editor).unwrap()[0].comment, first);
    people.let_through(&editor, first, at(1)).unwrap();
    assert_eq!(seen(None), 1);
    let (second, state) = people
        .comment(&anna, &place, &draft("And that."), &all, at(2))
        .unwrap();
    assert_eq!(state, Shown::Plain, "a trusted author waits no more");
    people
        .report(&boris, second, "an advertisement", at(3))
        .unwrap();
    people.report(&boris, second, "really", at(3)).unwrap();
    assert_eq!(people.reports(&editor).unwrap().len(), 1);
    assert_eq!(
        people.hide(&boris, second, true, "", at(4)),
        Err(Error::NotAllowed(Action::Moderate))
    );
    people
        .hide(&editor, second, true, "an advertisement", at(4))
        .unwrap();
    assert_eq!(people.reports(&editor).unwrap(), []);
    assert_eq!((seen(None), seen(Some(&editor))), (1, 2));
    assert_eq!(
        people.edit(&anna, second, "Back.", at(5)),
        Err(Error::Missing)
    );
    people.lock(&editor, &place, true, &all, at(6)).unwrap();
    let write = |who: &Who| people.comment(who, &place, &draft("More."), &all, at(7));
    assert_eq!(write(&anna), Err(Error::Locked));
    write(&editor).unwrap();
    assert_eq!(
        people.edit(&anna, first, "Less.", at(8)),
        Err(Error::Locked)
    );
    let deeds = people.deeds(&editor).unwrap();
    let told: Vec<&str> = deeds.iter().map(|deed| deed.what.as_str()).collect();
    assert_eq!(told, ["lock", "hide", "let through"]);
}

#[test]
fn people_are_told_once_and_not_by_whom_they_blocked() {
    let world = World::new();
    let people = &world.people;
    let (anna, boris, chieko) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Reader),
        world.somebody("chieko", Role::Reader),
    );
    let place = Place::article("p", None);
    let (first, _) = people
        .comment(
            &anna,
            &place,
            &draft("What do you think, @boris?"),
            &all,
            at(0),
        )
        .unwrap();
    let kinds = |who: &Who| -> Vec<String> {
        let notices = people.notices(who).unwrap();
        notices.into_iter().map(|notice| notice.kind).collect()
    };
    assert_eq!(kinds(&boris), ["mention"]);
    assert!(kinds(&anna).is_empty());
    people.follow(&chieko, &place, true, &all, at(1)).unwrap();
    let reply = Draft {
        parent: Some(first),
        ..draft("I think so too, @anna and @boris")
    };
    let (id, _) = people.comment(&boris, &place, &reply, &all, at(2)).unwrap();
    assert_eq!(kinds(&anna), ["mention"]);
    assert_eq!(kinds(&chieko), ["thread"]);
    assert_eq!(people.spot(id).unwrap().ids, ["p"]);
    people.block(&anna, "Boris", true, at(3)).unwrap();
    people
        .comment(&boris, &place, &draft("Once more, @anna"), &all, at(4))
        .unwrap();
    assert_eq!(kinds(&anna).len(), 1);
    let thread = people.discussion(Some(&anna), &place, &all).unwrap();
    assert!(thread.comments[1].blocked && !thread.comments[0].blocked);
    people.follow(&chieko, &place, false, &all, at(5)).unwrap();
    people
        .comment(&anna, &place, &draft("The last word."), &all, at(6))
        .unwrap();
    assert_eq!(kinds(&chieko).len(), 2);
    let last = people.notices(&chieko).unwrap()[0].id;
    people.see_notices(&chieko, last, at(7)).unwrap();
    assert_eq!(people.unseen(&chieko).unwrap(), 0);
}

#[test]
fn texts_go_with_their_author_where_that_is_wished() {
    let world = World::new();
    let people = &world.people;
    let place = Place::article("p", None);
    let keep = |texts: bool, name: &str| {
        people
            .add(
                name,
                super::accounts_tests::PASSWORD,
                None,
                Role::Reader,
                at(0),
            )
            .unwrap();
        let who = people.account_named(name).unwrap().who(None, None);
        people
            .comment(
                &who,
                &place,
                &draft(&format!("{name} was here")),
                &all,
                at(0),
            )
            .unwrap();
        people
            .delete_account(&who, super::accounts_tests::PASSWORD, texts, at(1))
            .unwrap();
    };
    keep(true, "anna");
    keep(false, "boris");
    let comments = people.discussion(None, &place, &all).unwrap().comments;
    assert_eq!(comments.len(), 1);
    assert_eq!(comments[0].text, "boris was here");
    assert_eq!(comments[0].author, None);
}
