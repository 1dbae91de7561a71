//! Tests of accounts, logins, tokens and limits: what must not be possible.

use super::*;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use tempfile::TempDir;

/// People in a folder of their own.
pub struct World {
    folder: TempDir,
    /// The people.
    pub people: Arc<People>,
}

/// A password that is good enough.
pub const PASSWORD: &str = "marmalade on toast";

impl World {
    /// Nobody yet, and everybody may register.
    pub fn new() -> World {
        let folder = TempDir::new().unwrap();
        let people = People::open(&folder.path().join("a.ledger.people")).unwrap();
        people.set_registration(Registration::Open).unwrap();
        people.set_trial(0).unwrap();
        World {
            folder,
            people: Arc::new(people),
        }
    }

    /// The same file, opened anew: the server was started again.
    pub fn again(self) -> World {
        let World { folder, people } = self;
        drop(people);
        let people = People::open(&folder.path().join("a.ledger.people")).unwrap();
        World {
            folder,
            people: Arc::new(people),
        }
    }

    /// Somebody with a role. The password is never asked for: working it out takes its time.
    pub fn somebody(&self, name: &str, role: Role) -> Who {
        let id = self
            .people
            .store
            .write(|db| {
                db.execute(
                    "INSERT INTO account (name, folded, role, state, made) VALUES (?1, ?2, ?3, 'active', 0)",
                    (name, accounts::folded(name), role.as_str()),
                )?;
                Ok(db.last_insert_rowid())
            })
            .unwrap();
        Who {
            id,
            name: name.to_owned(),
            role,
            state: State::Active,
            login: None,
            scopes: None,
        }
    }
}

/// A time, in seconds from a beginning.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

const FROM: (&str, &str) = ("192.0.2.1", "a browser");

fn inside(begun: Begun) -> String {
    match begun {
        Begun::In(token) => token,
        Begun::Second(_) => panic!("a second factor was asked for"),
    }
}

#[test]
fn who_registers_logs_in_and_out() {
    let world = World::new();
    let people = &world.people;
    people
        .register("Anna", PASSWORD, None, None, "192.0.2.1", at(0))
        .unwrap();
    let token = inside(people.log_in("anna", PASSWORD, FROM, at(1)).unwrap());
    let session = people.session(&token, at(2)).unwrap().unwrap();
    assert_eq!(session.who.name, "Anna");
    assert_eq!(session.who.role, Role::Reader);
    people.log_out(&token).unwrap();
    assert_eq!(people.session(&token, at(3)).unwrap(), None);
}

#[test]
fn an_unknown_name_a_wrong_password_and_a_disabled_account_look_alike() {
    let world = World::new();
    let people = &world.people;
    let id = people
        .add("anna", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    let wrong =
        |name: &str, password: &str| people.log_in(name, password, FROM, at(1)).unwrap_err();
    assert_eq!(wrong("anna", "not this one"), Error::Wrong);
    assert_eq!(wrong("nobody", PASSWORD), Error::Wrong);
    people
        .set_state(None, id, State::Disabled, "", at(1))
        .unwrap();
    assert_eq!(wrong("anna", PASSWORD), Error::Wrong);
    // Asking for a reset gives nothing to tell by either: what is to be sent goes by mail.
    assert_eq!(people.ask_reset("anna", "192.0.2.1", at(1)), Ok(()));
    assert_eq!(people.ask_reset("nobody", "192.0.2.1", at(1)), Ok(()));
    assert_eq!(people.owed(at(1)), Ok(vec![]));
}

#[test]
fn guessing_is_slowed_down_for_names_that_exist_and_that_do_not() {
    let world = World::new();
    let people = &world.people;
    people
        .add("anna", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    for name in ["anna", "nobody"] {
        let tries: Vec<Error> = (0..6)
            .map(|_| {
                people
                    .log_in(name, "a wrong password", FROM, at(1))
                    .unwrap_err()
            })
            .collect();
        assert!(
            tries[..5].iter().all(|error| *error == Error::Wrong),
            "{tries:?}"
        );
        assert!(matches!(tries[5], Error::TooOften(_)), "{tries:?}");
    }
    // Also with the right password now; from elsewhere it goes.
    assert!(matches!(
        people.log_in("anna", PASSWORD, FROM, at(2)),
        Err(Error::TooOften(_))
    ));
    inside(
        people
            .log_in("anna", PASSWORD, ("192.0.2.9", ""), at(2))
            .unwrap(),
    );
}

#[test]
fn a_login_begins_with_a_new_token_and_turns_it() {
    let world = World::new();
    let people = &world.people;
    people
        .add("anna", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    let first = inside(people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    let second = inside(people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    assert_ne!(first, second);
    let day = 24 * 3600;
    let turned = people.session(&first, at(day + 10)).unwrap().unwrap();
    let fresh = turned.replaced.unwrap();
    assert_ne!(fresh, first);
    // Requests that were under way still pass, and what forms carry stays.
    let under_way = people.session(&first, at(day + 20)).unwrap().unwrap();
    assert_eq!(under_way.replaced, None);
    assert_eq!(under_way.csrf, turned.csrf);
    assert!(people.session(&fresh, at(day + 20)).unwrap().is_some());
    // Who comes with the old one later has stolen it or was stolen from: the login ends for both.
    assert_eq!(people.session(&first, at(day + 600)).unwrap(), None);
    assert_eq!(people.session(&fresh, at(day + 601)).unwrap(), None);
    // Where the new token never came to the browser, the old one gives another.
    let lost = people
        .session(&second, at(day + 10))
        .unwrap()
        .unwrap()
        .replaced
        .unwrap();
    let again = people
        .session(&second, at(day + 3000))
        .unwrap()
        .unwrap()
        .replaced
        .unwrap();
    assert_ne!(lost, again);
    assert_eq!(people.session(&lost, at(day + 3001)).unwrap(), None);
    let second = again;
    // The other login is not touched.
    assert!(people.session(&second, at(day + 3002)).unwrap().is_some());
}

#[test]
fn a_login_ends_with_its_time_and_at_its_owners_wish() {
    let world = World::new();
    let people = &world.people;
    people
        .add("anna", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    people
        .add("boris", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    let one = inside(people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    let other = inside(people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    let who = people.session(&one, at(1)).unwrap().unwrap().who;
    let logins = people.logins(&who, at(1)).unwrap();
    assert_eq!(logins.len(), 2);
    let foreign = logins.iter().find(|login| !login.current).unwrap();
    let boris = inside(people.log_in("boris", PASSWORD, FROM, at(0)).unwrap());
    let boris = people.session(&boris, at(1)).unwrap().unwrap().who;
    assert_eq!(people.end_login(&boris, foreign.id), Err(Error::Missing));
    people.end_login(&who, foreign.id).unwrap();
    assert_eq!(people.session(&other, at(2)).unwrap(), None);
    assert_eq!(people.session(&one, at(15 * 24 * 3600)).unwrap(), None);
}

#[test]
fn a_new_password_ends_all_logins() {
    let world = World::new();
    let people = &world.people;
    let id = people
        .add(
            "anna",
            PASSWORD,
            Some("anna@example.org"),
            Role::Reader,
            at(0),
        )
        .unwrap();
    let token = inside(people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    let who = people.session(&token, at(1)).unwrap().unwrap().who;
    let new = "butter and honey";
    assert_eq!(
        people.change_password(&who, "wrong", new, FROM, at(2)),
        Err(Error::Wrong)
    );
    let fresh = people
        .change_password(&who, PASSWORD, new, FROM, at(2))
        .unwrap();
    assert_eq!(people.session(&token, at(3)).unwrap(), None);
    assert!(people.session(&fresh, at(3)).unwrap().is_some());
    // By e-mail only where the address was proved.
    assert_eq!(people.ask_reset("anna", "192.0.2.1", at(4)), Ok(()));
    assert_eq!(people.owed(at(4)), Ok(vec![]));
    let proof = people.make_proof(id, at(5)).unwrap();
    people.prove(&proof.token, at(6)).unwrap();
    assert_eq!(people.prove(&proof.token, at(6)), Err(Error::Expired));
    people
        .ask_reset("anna@example.org", "192.0.2.1", at(7))
        .unwrap();
    let owed = people.owed(at(7)).unwrap().remove(0);
    let token = &people.errand_for(&owed, at(7)).unwrap().unwrap().token;
    assert_eq!(
        people.reset(token, "short", at(8)),
        Err(Error::WeakPassword)
    );
    assert_eq!(
        people.reset(token, PASSWORD, at(7 + 3 * 3600)),
        Err(Error::Expired)
    );
    people.reset(token, PASSWORD, at(8)).unwrap();
    assert_eq!(people.reset(token, PASSWORD, at(8)), Err(Error::Expired));
    assert_eq!(people.session(&fresh, at(9)).unwrap(), None);
}

#[test]
fn an_invitation_works_once_and_gives_its_role() {
    let world = World::new();
    let people = &world.people;
    let register = |name: &str, invitation: Option<&str>| {
        people.register(name, PASSWORD, None, invitation, "192.0.2.1", at(1))
    };
    people.set_registration(Registration::Invited).unwrap();
    assert_eq!(register("anna", None), Err(Error::Uninvited));
    assert_eq!(register("anna", Some("made up")), Err(Error::Expired));
    let invitation = people.invite(None, Role::Analyst, at(0)).unwrap().token;
    register("anna", Some(&invitation)).unwrap();
    assert_eq!(people.account_named("ANNA").unwrap().role, Role::Analyst);
    assert_eq!(register("boris", Some(&invitation)), Err(Error::Expired));
    people.set_registration(Registration::Closed).unwrap();
    let invitation = people.invite(None, Role::Reader, at(0)).unwrap().token;
    assert_eq!(register("boris", Some(&invitation)), Err(Error::Closed));
}

#[test]
fn names_are_taken_whatever_their_letters_size() {
    let world = World::new();
    let people = &world.people;
    people
        .add("Анна", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    assert_eq!(
        people.add("АННА", PASSWORD, None, Role::Reader, at(0)),
        Err(Error::Taken)
    );
}

#[test]
fn a_second_factor_is_asked_for_and_its_codes_work_once() {
    let world = World::new();
    let people = &world.people;
    people
        .add("anna", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    let token = inside(people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    let who = people.session(&token, at(1)).unwrap().unwrap().who;
    let (base32, address) = people.propose_factor(&who, "My desk").unwrap();
    assert!(
        address.starts_with("otpauth://totp/My%20desk:anna?secret="),
        "{address}"
    );
    // It is not on before a code came back.
    assert!(matches!(
        people.log_in("anna", PASSWORD, FROM, at(2)),
        Ok(Begun::In(_))
    ));
    assert_eq!(
        people.confirm_factor(&who, "000000", at(3)),
        Err(Error::WrongCode)
    );
    let codes = people
        .confirm_factor(&who, &factor::code(&base32, at(4)), at(4))
        .unwrap();
    let waiting = |seconds| match people.log_in("anna", PASSWORD, FROM, at(seconds)).unwrap() {
        Begun::Second(token) => token,
        Begun::In(_) => panic!("no second factor was asked for"),
    };
    let half = waiting(60);
    assert_eq!(
        people.session(&half, at(60)).unwrap(),
        None,
        "half a login opens nothing"
    );
    let used = factor::code(&base32, at(4));
    assert_eq!(
        people.second_factor(&half, &used, at(30)),
        Err(Error::WrongCode)
    );
    let full = people
        .second_factor(&half, &factor::code(&base32, at(61)), at(61))
        .unwrap();
    assert_ne!(full, half);
    assert!(people.session(&full, at(62)).unwrap().is_some());
    assert_eq!(people.session(&half, at(62)).unwrap(), None);
    // The device is lost.
    let half = waiting(120);
    let code = codes.first().unwrap();
    people.second_factor(&half, code, at(121)).unwrap();
    let half = waiting(180);
    assert_eq!(
        people.second_factor(&half, code, at(181)),
        Err(Error::WrongCode)
    );
    assert_eq!(
        people.second_factor(&half, codes.last().unwrap(), at(1000)),
        Err(Error::Expired)
    );
}

#[test]
fn codes_cannot_be_guessed_for_long() {
    let world = World::new();
    let people = &world.people;
    let who = world.somebody("anna", Role::Reader);
    people.propose_factor(&who, "desk").unwrap();
    let tries: Vec<Error> = (0..7)
        .map(|number| {
            people
                .confirm_factor(&who, &format!("{number:06}"), at(0))
                .unwrap_err()
        })
        .collect();
    assert!(matches!(tries[6], Error::TooOften(_)), "{tries:?}");
}

#[test]
fn a_token_acts_within_its_scopes() {
    let world = World::new();
    let people = &world.people;
    let editor = world.somebody("anna", Role::Editor);
    let token = people
        .make_token(&editor, "reads", &[Scope::Read], Some(1), at(0))
        .unwrap();
    let who = people.bearer(&token, at(1)).unwrap().unwrap();
    assert!(who.may(Action::Read));
    for action in Action::ALL
        .iter()
        .copied()
        .filter(|action| *action != Action::Read)
    {
        assert_eq!(who.need(action), Err(Error::NotAllowed(action)));
    }
    assert_eq!(
        people.make_token(&who, "more", Scope::ALL, None, at(2)),
        Err(Error::NotAllowed(Action::Account)),
        "a token makes no tokens"
    );
    assert_eq!(people.bearer(&token, at(2 * 24 * 3600)).unwrap(), None);
    // Scopes give nothing that the role does not have.
    let reader = world.somebody("boris", Role::Reader);
    let token = people
        .make_token(&reader, "all", Scope::ALL, None, at(0))
        .unwrap();
    let who = people.bearer(&token, at(1)).unwrap().unwrap();
    assert!(who.may(Action::Comment) && !who.may(Action::Review) && !who.may(Action::Moderate));
    let id = people.tokens(&reader).unwrap().first().unwrap().id;
    assert_eq!(people.drop_token(&editor, id), Err(Error::Missing));
    people.drop_token(&reader, id).unwrap();
    assert_eq!(people.bearer(&token, at(1)).unwrap(), None);
    assert_eq!(people.bearer("servanda_made_up", at(1)).unwrap(), None);
}

#[test]
fn roles_change_by_administrators_and_one_of_them_stays() {
    let world = World::new();
    let people = &world.people;
    let (chief, editor) = (
        world.somebody("chief", Role::Administrator),
        world.somebody("anna", Role::Editor),
    );
    let reader = world.somebody("boris", Role::Reader);
    assert_eq!(
        people.set_role(Some(&editor), editor.id, Role::Administrator, at(0)),
        Err(Error::NotAllowed(Action::Administer))
    );
    assert_eq!(
        people.set_role(Some(&chief), chief.id, Role::Reader, at(0)),
        Err(Error::LastAdministrator)
    );
    assert_eq!(
        people.set_state(Some(&chief), chief.id, State::Disabled, "", at(0)),
        Err(Error::LastAdministrator)
    );
    // An editor mutes readers, and nobody of equal or higher role; keeping somebody out is not theirs.
    people
        .set_state(Some(&editor), reader.id, State::Muted, "shouts", at(0))
        .unwrap();
    for (id, state) in [
        (chief.id, State::Muted),
        (editor.id, State::Muted),
        (reader.id, State::Disabled),
    ] {
        assert_eq!(
            people.set_state(Some(&editor), id, state, "", at(0)),
            Err(Error::NotAllowed(Action::Administer))
        );
    }
    people
        .set_role(Some(&chief), reader.id, Role::Analyst, at(0))
        .unwrap();
    let deeds = people.deeds(&editor).unwrap();
    let told: Vec<&str> = deeds.iter().map(|deed| deed.what.as_str()).collect();
    assert_eq!(told, ["role analyst", "muted"]);
}

#[test]
fn a_deleted_account_leaves_nothing_of_its_owner() {
    let world = World::new();
    let people = &world.people;
    let chief = world.somebody("chief", Role::Administrator);
    let email = Some("anna@example.org");
    let id = people
        .add("anna", PASSWORD, email, Role::Reader, at(0))
        .unwrap();
    people
        .set_role(Some(&chief), id, Role::Analyst, at(0))
        .unwrap();
    people.owe_proof(id, at(0)).unwrap();
    let token = inside(people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    let who = people.session(&token, at(1)).unwrap().unwrap().who;
    people.doubt(&who, "00ff", "it is not so", at(1)).unwrap();
    people
        .save_view(&who, "Pacific", "?party=JPN", true, at(1))
        .unwrap();
    let own = people.export(&who).unwrap();
    assert_eq!(own["account"]["email"], "anna@example.org");
    assert_eq!(own["logins"][0]["agent"], "a browser");
    assert_eq!(own["doubts"][0]["reason"], "it is not so");
    assert!(!own.to_string().contains("argon2"), "hashes stay inside");
    assert_eq!(
        people.delete_account(&who, "wrong", false, at(2)),
        Err(Error::Wrong)
    );
    people.delete_account(&who, PASSWORD, false, at(2)).unwrap();
    assert_eq!(people.session(&token, at(2)).unwrap(), None);
    assert_eq!(
        people.log_in("anna", PASSWORD, FROM, at(2)),
        Err(Error::Wrong)
    );
    assert_eq!(people.deeds(&chief).unwrap()[0].object, "");
    // No table has a row of it, or its name, any more.
    for table in tables(people) {
        let db = people.store.read();
        let mut all = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = all.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = all.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for (number, column) in columns.iter().enumerate() {
                let value = format!("{:?}", row.get_ref(number).unwrap());
                assert!(!value.contains("anna"), "{table}.{column}: {value}");
                let is_its = column == "account" && value == format!("Integer({id})");
                assert!(!is_its, "a row of {table}");
            }
        }
    }
    // The name is free again, and is another account.
    people
        .add("anna", PASSWORD, None, Role::Reader, at(3))
        .unwrap();
}

/// The tables of the people's file.
fn tables(people: &People) -> Vec<String> {
    let db = people.store.read();
    let mut find = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        .unwrap();
    let rows = find.query_map([], |row| row.get(0)).unwrap();
    rows.map(rusqlite::Result::unwrap).collect()
}

#[test]
fn ones_own_data_are_of_every_table_that_knows_one() {
    let world = World::new();
    let who = world.somebody("anna", Role::Reader);
    let own = world.people.export(&who).unwrap();
    // What is kept as hashes or keys says nothing of somebody.
    let secret = ["recovery", "errand", "handle"];
    let said: &[(&str, &str)] = &[
        ("login", "logins"),
        ("token", "tokens"),
        ("passkey", "passkeys"),
        ("comment", "comments"),
        ("message", "messages"),
        ("follow", "followed_threads"),
        ("block", "blocked"),
        ("report", "reports"),
        ("doubt", "doubts"),
        ("mark", "read_to"),
        ("notice", "notices"),
        ("view", "views"),
        ("deed", "deeds"),
        ("outbox", "letters_owed"),
    ];
    for table in tables(&world.people) {
        let db = world.people.store.read();
        let all = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = all.column_names();
        let knows = columns.contains(&"account") || columns.contains(&"author");
        if !knows || secret.contains(&table.as_str()) {
            continue;
        }
        let (_, name) = said
            .iter()
            .find(|(of, _)| *of == table)
            .unwrap_or_else(|| panic!("what {table} knows of somebody is in no export"));
        assert!(own[name].is_array(), "{name}");
    }
}

#[test]
fn accounts_survive_a_restart() {
    let world = World::new();
    world
        .people
        .add("anna", PASSWORD, None, Role::Reader, at(0))
        .unwrap();
    let token = inside(world.people.log_in("anna", PASSWORD, FROM, at(0)).unwrap());
    let world = world.again();
    assert!(world.people.session(&token, at(1)).unwrap().is_some());
}

#[test]
fn a_foreign_file_is_not_touched() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("other.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch("CREATE TABLE a (b)").unwrap();
    drop(db);
    assert!(matches!(People::open(&path), Err(Error::Store(_))));
    let db = rusqlite::Connection::open(&path).unwrap();
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_digest_comes_once_at_its_hour() {
    let world = World::new();
    let people = &world.people;
    let id = people
        .add(
            "anna",
            PASSWORD,
            Some("anna@example.org"),
            Role::Reader,
            at(0),
        )
        .unwrap();
    let proof = people.make_proof(id, at(0)).unwrap();
    people.prove(&proof.token, at(0)).unwrap();
    let who = people.account_named("anna").unwrap().who(None, None);
    people
        .set_preferences(&who, "ja", Some(7), "Asia/Tokyo")
        .unwrap();
    let view = people
        .save_view(&who, "Pacific", "?party=JPN", true, at(0))
        .unwrap();
    let view = people
        .told_views()
        .unwrap()
        .into_iter()
        .find(|told| told.id == view)
        .unwrap();
    people.tell_view(&view, 3, "one", at(10)).unwrap();
    people.tell_view(&view, 3, "one", at(10)).unwrap();
    assert_eq!(people.unseen(&who).unwrap(), 1);
    let digests = people.digests(at(100)).unwrap();
    assert_eq!(digests.len(), 1);
    assert_eq!(digests[0].notices[0].amount, 3);
    people.digested(&digests[0], at(100)).unwrap();
    let view = people.told_views().unwrap().remove(0);
    people.tell_view(&view, 1, "two", at(200)).unwrap();
    assert_eq!(people.digests(at(300)).unwrap(), []);
    let tomorrow = at(300) + SignedDuration::from_hours(24);
    assert_eq!(people.digests(tomorrow).unwrap()[0].notices.len(), 1);
}

#[test]
fn a_letter_is_owed_until_it_is_taken_or_too_old() {
    let world = World::new();
    let people = &world.people;
    let email = Some("anna@example.org");
    let id = people
        .add("anna", PASSWORD, email, Role::Reader, at(0))
        .unwrap();
    people.owe_proof(id, at(0)).unwrap();
    let owed = people.owed(at(0)).unwrap().remove(0);
    let first = people.errand_for(&owed, at(0)).unwrap().unwrap();
    // Each attempt comes later than the one before, and makes the token that works.
    let mut now = at(0);
    let mut waits = Vec::new();
    for _ in 0..12 {
        let owed = people.owed(now).unwrap().remove(0);
        let due = people.letter_not_taken(&owed, now).unwrap();
        assert_eq!(people.owed(due - SignedDuration::from_secs(1)), Ok(vec![]));
        waits.push(due.duration_since(now).as_secs());
        now = due;
    }
    assert_eq!(waits[..4], [5, 10, 20, 40]);
    assert_eq!(waits.last(), Some(&3600));
    // It survives a restart.
    let world = world.again();
    let people = &world.people;
    let owed = people.owed(now).unwrap().remove(0);
    let last = people.errand_for(&owed, now).unwrap().unwrap();
    assert_eq!(people.prove(&first.token, now), Err(Error::Expired));
    // Who asks while a letter is on its way is owed another.
    people
        .owe_proof(id, now + SignedDuration::from_secs(1))
        .unwrap();
    people.letter_taken(&owed).unwrap();
    let now = now + SignedDuration::from_secs(1);
    let owed = people.owed(now).unwrap().remove(0);
    people.prove(&last.token, now).unwrap();
    assert_eq!(people.errand_for(&owed, now), Ok(None), "it is proved");
    assert_eq!(people.owed(now), Ok(vec![]));
    // Too late, nothing is sent any more.
    people.ask_reset("anna", "192.0.2.1", now).unwrap();
    assert_eq!(people.owed(now).unwrap().len(), 1);
    let late = now + SignedDuration::from_hours(3);
    assert_eq!(people.owed(late), Ok(vec![]));
    // An account that is gone is owed nothing.
    people.ask_reset("anna", "192.0.2.1", late).unwrap();
    people
        .set_state(None, id, State::Disabled, "", late)
        .unwrap();
    let owed = people.owed(late).unwrap().remove(0);
    assert_eq!(people.errand_for(&owed, late), Ok(None));
}
