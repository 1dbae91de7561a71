//! Tests of the rooms.

use super::accounts_tests::{World, at};
use super::*;

/// Numbers of the messages among events.
fn numbers(events: &[Event]) -> Vec<i64> {
    let number = |event: &Event| match event {
        Event::Came(message) => Some(message.seq),
        _ => None,
    };
    events.iter().filter_map(number).collect()
}

#[test]
fn sending_again_doubles_nothing_also_after_a_restart() {
    let world = World::new();
    let anna = world.somebody("anna", Role::Reader);
    let send = |world: &World, client: &str| {
        world
            .people
            .send(&anna, "general", client, "Hello.", at(0))
            .unwrap()
            .seq
    };
    assert_eq!(send(&world, "a"), 1);
    assert_eq!(send(&world, "b"), 2);
    assert_eq!(send(&world, "a"), 1);
    let world = world.again();
    assert_eq!(send(&world, "b"), 2);
    assert_eq!(send(&world, "c"), 3);
    // Another's name for a message is another message.
    let boris = world.somebody("boris", Role::Reader);
    let other = world
        .people
        .send(&boris, "general", "a", "Hi.", at(1))
        .unwrap();
    assert_eq!(other.seq, 4);
}

#[test]
fn who_comes_back_gets_what_they_missed_once() {
    let world = World::new();
    let people = &world.people;
    let (anna, boris) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Reader),
    );
    let send = |number: i64| {
        people
            .send(
                &anna,
                "JPN,RUS",
                &number.to_string(),
                "A message.",
                at(number),
            )
            .unwrap();
    };
    (1..=3).for_each(send);
    let mut listener = listen(people, &boris, "JPN,RUS", 1).unwrap();
    // This one comes between listening and asking for what was missed: both tell it.
    send(4);
    let missed = listener.missed().unwrap();
    assert_eq!(numbers(&missed), [2, 3, 4]);
    assert!(numbers(&listener.now().unwrap()).is_empty());
    (5..=6).for_each(send);
    assert_eq!(numbers(&listener.now().unwrap()), [5, 6]);
}

#[test]
fn a_slow_listener_loses_nothing() {
    let world = World::new();
    let people = &world.people;
    let (anna, boris) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Reader),
    );
    let mut listener = listen(people, &boris, "general", 0).unwrap();
    // More than wait for a listener.
    for number in 0..600 {
        people
            .send(
                &anna,
                "general",
                &number.to_string(),
                "A message.",
                at(10 * number),
            )
            .unwrap();
    }
    let mut got = Vec::new();
    loop {
        let events = listener.now().unwrap();
        if events.is_empty() {
            break;
        }
        got.extend(numbers(&events));
    }
    let all: Vec<i64> = (1..=600).collect();
    assert_eq!(got, all);
}

#[test]
fn many_at_once_are_in_one_order_for_all() {
    let world = World::new();
    let people = &world.people;
    let reader = world.somebody("reader", Role::Reader);
    let mut listeners: Vec<Listener> = (0..3)
        .map(|_| listen(people, &reader, "general", 0).unwrap())
        .collect();
    std::thread::scope(|scope| {
        for name in ["anna", "boris", "chieko", "dmitri"] {
            let who = world.somebody(name, Role::Reader);
            scope.spawn(move || {
                for number in 0..15 {
                    let client = number.to_string();
                    people
                        .send(&who, "general", &client, "A message.", at(0))
                        .unwrap();
                }
            });
        }
    });
    let all: Vec<i64> = (1..=60).collect();
    for listener in &mut listeners {
        assert_eq!(numbers(&listener.now().unwrap()), all);
    }
}

#[test]
fn who_is_there_is_told_while_they_are() {
    let world = World::new();
    let people = &world.people;
    let (anna, boris) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Reader),
    );
    let mut first = listen(people, &anna, "general", 0).unwrap();
    let window = listen(people, &boris, "general", 0).unwrap();
    let other_window = listen(people, &boris, "general", 0).unwrap();
    assert_eq!(people.present("general"), ["anna", "boris"]);
    drop(window);
    assert_eq!(people.present("general"), ["anna", "boris"]);
    drop(other_window);
    assert_eq!(people.present("general"), ["anna"]);
    let last = first.now().unwrap().pop().unwrap();
    assert!(matches!(last, Event::Present(names) if *names == ["anna"]));
    drop(first);
    assert!(people.present("general").is_empty());
}

#[test]
fn unread_messages_are_counted() {
    let world = World::new();
    let people = &world.people;
    let (anna, boris) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Reader),
    );
    let unread = |who: &Who| people.rooms(who).unwrap()[0].unread;
    assert_eq!(unread(&boris), 0);
    for client in ["a", "b", "c"] {
        people
            .send(&anna, "general", client, "Hello @boris", at(0))
            .unwrap();
    }
    assert_eq!((unread(&anna), unread(&boris)), (0, 3));
    people.read_up_to(&boris, "general", 2).unwrap();
    people.read_up_to(&boris, "general", 1).unwrap();
    assert_eq!(unread(&boris), 1);
    people.read_up_to(&boris, "general", 1000).unwrap();
    people.send(&anna, "general", "d", "Hello", at(1)).unwrap();
    assert_eq!(unread(&boris), 1);
    assert_eq!(people.unseen(&boris).unwrap(), 3);
}

#[test]
fn messages_are_taken_back_and_hidden() {
    let world = World::new();
    let people = &world.people;
    let (anna, boris) = (
        world.somebody("anna", Role::Reader),
        world.somebody("boris", Role::Reader),
    );
    let editor = world.somebody("chief", Role::Editor);
    for (who, client) in [(&anna, "a"), (&anna, "b")] {
        people
            .send(who, "general", client, "A secret.", at(0))
            .unwrap();
    }
    let mut listener = listen(people, &boris, "general", 2).unwrap();
    assert_eq!(
        people.unsend(&boris, "general", 1, "", at(1)),
        Err(Error::NotAllowed(Action::Moderate))
    );
    people
        .report_message(&boris, "general", 2, "rude", at(1))
        .unwrap();
    let reports = people.reports(&editor).unwrap();
    assert_eq!(reports[0].message, Some(("general".to_owned(), 2)));
    assert_eq!(reports[0].text, "A secret.");
    people.unsend(&anna, "general", 1, "", at(2)).unwrap();
    people.unsend(&editor, "general", 2, "rude", at(2)).unwrap();
    assert_eq!(people.reports(&editor).unwrap(), []);
    let messages = people.messages_after(&boris, "general", 0).unwrap();
    assert!(messages.iter().all(|message| message.text.is_empty()));
    let went = listener.now().unwrap();
    assert!(
        matches!(went[1..], [Event::Went(1), Event::Went(2)]),
        "{went:?}"
    );
}

#[test]
fn rooms_are_for_who_is_logged_in_and_may_write() {
    let world = World::new();
    let people = &world.people;
    let mut anna = world.somebody("anna", Role::Reader);
    for key in ["", "a b", "../x", "<b>", &"a".repeat(81)] {
        let sent = people.send(&anna, key, "a", "Hello.", at(0));
        assert_eq!(
            sent.map(|message| message.seq),
            Err(Error::Missing),
            "{key}"
        );
    }
    anna.state = State::Muted;
    let sent = people.send(&anna, "general", "a", "Hello.", at(0));
    assert_eq!(sent.map(|message| message.seq), Err(Error::Muted));
    assert!(
        people.messages_after(&anna, "general", 0).is_ok(),
        "who is muted still reads"
    );
    anna.scopes = Some(vec![Scope::Read]);
    assert!(people.messages_after(&anna, "general", 0).is_err());
    assert!(listen(people, &anna, "general", 0).is_err());
}

#[test]
fn a_flood_is_stopped() {
    let world = World::new();
    let anna = world.somebody("anna", Role::Reader);
    let sent = (0..30)
        .filter(|number| {
            let client = number.to_string();
            world
                .people
                .send(&anna, "general", &client, "!", at(0))
                .is_ok()
        })
        .count();
    assert_eq!(sent, 20);
}
