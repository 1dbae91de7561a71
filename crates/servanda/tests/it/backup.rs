//! Backups, and what is left of damaged ledgers, from outside.

use super::*;
use std::collections::BTreeSet;

fn examples() -> String {
    format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"))
}

/// The records of a ledger, as they are printed.
fn records(world: &World, ledger: &str) -> String {
    let ran = world.run(&[
        "records",
        "--ledger",
        ledger,
        "--format",
        "jsonl",
        "--today",
        "2018-06-01",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.out
}

/// A folder with a ledger of the examples, and a file of accounts beside it.
fn kept() -> World {
    let world = World::new(&[]);
    let ran = world.run(&["add", "--quiet", "--ledger", "a", &examples()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    // Whatever is in there, it is a file of SQLite: another ledger will do.
    let ran = world.run(&[
        "add",
        "--quiet",
        "--ledger",
        "a.people",
        &format!("{}/01-visit-announced.html", examples()),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    world
}

#[test]
fn a_backup_brings_both_files_back() {
    let world = kept();
    assert_eq!(world.run(&["backup", "b", "--ledger", "a"]).code, 0);
    assert_eq!(world.run(&["restore", "b", "--ledger", "c"]).code, 0);
    assert_eq!(records(&world, "c"), records(&world, "a"));
    assert_eq!(records(&world, "c.people"), records(&world, "a.people"));
    // Nothing that was made aside is left.
    let left: Vec<String> = world
        .list(".")
        .into_iter()
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn nothing_is_replaced_without_being_told() {
    let world = kept();
    world.write("b", b"something of mine");
    let ran = world.run(&["backup", "b", "--ledger", "a"]);
    assert_ne!(ran.code, 0);
    assert_eq!(fs::read(world.path("b")).unwrap(), b"something of mine");
    assert_eq!(
        world
            .run(&["backup", "b", "--replace", "--ledger", "a"])
            .code,
        0
    );

    let ran = world.run(&[
        "add",
        "--quiet",
        "--ledger",
        "c",
        &format!("{}/01-visit-announced.html", examples()),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let before = records(&world, "c");
    let ran = world.run(&["restore", "b", "--ledger", "c"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("--replace"), "{}", ran.err);
    assert_eq!(records(&world, "c"), before);
    assert_eq!(
        world
            .run(&["restore", "b", "--replace", "--ledger", "c"])
            .code,
        0
    );
    assert_eq!(records(&world, "c"), records(&world, "a"));
    // A damaged ledger can be replaced as well, whatever its log says.
    world.write("c", b"SQLite format 3\0 and no more");
    world.write("c-wal", b"of another file");
    assert_eq!(
        world
            .run(&["restore", "b", "--replace", "--ledger", "c"])
            .code,
        0
    );
    assert_eq!(records(&world, "c"), records(&world, "a"));
}

#[test]
fn a_ledger_that_is_in_use_is_not_replaced() {
    let world = kept();
    assert_eq!(world.run(&["backup", "b", "--ledger", "a"]).code, 0);
    let store = ledger::store::sqlite::Sqlite::open(&world.path("a")).unwrap();
    let open = ledger::store::Ledger::over(Box::new(store)).unwrap();
    let ran = world.run(&["restore", "b", "--replace", "--ledger", "a"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    drop(open);
    assert_eq!(
        world
            .run(&["restore", "b", "--replace", "--ledger", "a"])
            .code,
        0
    );
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let world = kept();
    assert_eq!(world.run(&["backup", "b", "--ledger", "a"]).code, 0);
    let whole = fs::read(world.path("b")).unwrap();
    for part in 0..12 {
        let at = whole.len() * part / 12;
        world.write("cut", &whole[..at]);
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        world.write("other", &bytes);
        for name in ["cut", "other"] {
            let ran = world.run(&["restore", name, "--ledger", "c"]);
            // A bit of padding or of the time of an entry may be another without harm.
            if ran.code == 0 {
                assert_eq!(name, "other");
                assert_eq!(records(&world, "c"), records(&world, "a"));
                fs::remove_file(world.path("c")).unwrap();
                fs::remove_file(world.path("c.people")).unwrap();
            }
            assert!(!world.path("c").exists() && !world.path("c.people").exists());
        }
    }
}

#[test]
fn a_backup_shows_one_moment_while_pages_are_added() {
    let world = World::new(&[]);
    let ran = world.run(&[
        "add",
        "--quiet",
        "--ledger",
        "a",
        &format!("{}/01-visit-announced.html", examples()),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut adding = world
        .command(&[
            "add",
            "--quiet",
            "--batch",
            "1",
            "--ledger",
            "a",
            &examples(),
        ])
        .spawn()
        .unwrap();
    let mut sizes = BTreeSet::new();
    for turn in 0.. {
        let done = adding.try_wait().unwrap().is_some();
        let backup = format!("b{turn}");
        let ran = world.run(&["backup", &backup, "--ledger", "a"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let copy = format!("c{turn}");
        assert_eq!(world.run(&["restore", &backup, "--ledger", &copy]).code, 0);
        sizes.insert(records(&world, &copy).lines().count());
        if done {
            assert_eq!(records(&world, &copy), records(&world, "a"));
            break;
        }
    }
    assert!(!sizes.is_empty());
}

#[test]
fn the_doctor_says_what_is_lost_and_saves_the_rest() {
    let world = kept();
    let ran = world.run(&["doctor", "--ledger", "a"]);
    assert_eq!(
        (ran.code, ran.err.contains("a is sound")),
        (0, true),
        "{ran:?}"
    );
    let mut bytes = fs::read(world.path("a")).unwrap();
    bytes[..100].fill(0);
    world.write("d", &bytes);
    assert_eq!(world.run(&["doctor", "--ledger", "d"]).code, 3);
    let ran = world.run(&["doctor", "--ledger", "d", "--save", "e"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(records(&world, "e"), records(&world, "a"));
    let ran = world.run(&["doctor", "--ledger", "d", "--save", "e"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    // Of a ledger that was cut in half a part is saved, and the rest is said to be lost.
    world.write("f", &fs::read(world.path("a")).unwrap()[..bytes.len() / 2]);
    let ran = world.run(&["doctor", "--ledger", "f", "--save", "g"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("lost:"), "{}", ran.err);
    assert_eq!(world.run(&["doctor", "--ledger", "g"]).code, 0);
}
