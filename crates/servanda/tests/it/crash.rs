//! What happens when `add` is ended, has no space, or is not alone.
#![cfg(unix)]

use super::*;
use ledger::store::Ledger;
use ledger::store::sqlite::Sqlite;
use std::process::Child;

fn examples() -> String {
    format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"))
}

/// The records of a ledger, without the times at which its pages were read.
fn records(world: &World, ledger: &str) -> Vec<Value> {
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
    let mut all = ran.lines();
    for record in &mut all {
        for claim in record["claims"].as_array_mut().unwrap() {
            claim["page"].as_object_mut().unwrap().remove("read");
        }
    }
    assert!(!all.is_empty());
    all
}

/// Bytes of a ledger with its log.
fn size(world: &World, ledger: &str) -> u64 {
    let of = |name: String| fs::metadata(world.path(&name)).map_or(0, |meta| meta.len());
    of(ledger.to_owned()) + of(format!("{ledger}-wal"))
}

/// Waits until the ledger has so many bytes; whether the program still runs then.
fn runs_until(child: &mut Child, reached: impl Fn() -> bool) -> bool {
    loop {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        if reached() {
            return true;
        }
        std::thread::yield_now();
    }
}

fn start(world: &World, args: &[&str]) -> Child {
    let mut command = world.command(args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().unwrap()
}

#[test]
fn a_hundred_kills_lose_nothing() {
    let world = World::new(&[]);
    let examples = examples();
    let args = |ledger: &str| {
        [
            "add", "--batch", "1", "--jobs", "2", "--ledger", ledger, &examples,
        ]
        .map(str::to_owned)
    };
    let run = |ledger: &str| {
        let args = args(ledger);
        world.run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(run("whole").code, 0);
    let want = records(&world, "whole");
    let mut kills = 0;
    let mut state = 1_u64;
    for ledger in (0..).map(|n| format!("ledger{n}")) {
        if kills >= 100 {
            break;
        }
        let mut there = 0;
        loop {
            // Each time at another size, from nothing at all to some pages more than before.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let aim = size(&world, &ledger) + (state >> 33) % 150_000;
            let args = args(&ledger);
            let mut child = start(&world, &args.iter().map(String::as_str).collect::<Vec<_>>());
            let killed = runs_until(&mut child, || size(&world, &ledger) >= aim);
            child.kill().unwrap();
            child.wait().unwrap();
            if !killed {
                break;
            }
            kills += 1;
            if world.path(&ledger).exists() {
                let store = Sqlite::open(&world.path(&ledger)).unwrap();
                let counts = Ledger::over(Box::new(store)).unwrap().counts().unwrap();
                assert!(
                    counts.pages >= there,
                    "{} pages, {there} before",
                    counts.pages
                );
                there = counts.pages;
            }
        }
        let ran = run(&ledger);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(records(&world, &ledger), want);
        assert!(ran.err.contains("now holds 20 pages"), "{}", ran.err);
    }
    // What was made aside is whole or nothing: no ledger is begun twice.
    assert!(
        world
            .list(".")
            .iter()
            .filter(|name| name.starts_with(".ledger"))
            .count()
            <= kills
    );
}

#[test]
fn an_interrupt_ends_it_cleanly_and_adding_again_goes_on() {
    let world = World::new(&[]);
    let examples = examples();
    assert_eq!(world.run(&["add", "--ledger", "whole", &examples]).code, 0);
    // Standard input stays open, so that the program cannot have finished when the interrupt comes.
    let mut child = start(
        &world,
        &["add", "--batch", "1", "--ledger", "l", &examples, "-"],
    );
    assert!(runs_until(&mut child, || size(&world, "l-wal") > 0));
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let ran = world.run(&["add", "--ledger", "l", &examples]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(records(&world, "l"), records(&world, "whole"));
}

#[test]
fn pages_that_are_stored_and_not_read_are_read_without_their_files() {
    let world = World::new(&[]);
    let examples = examples();
    assert_eq!(world.run(&["add", "--ledger", "whole", &examples]).code, 0);
    let mut ledger =
        Ledger::over(Box::new(Sqlite::open_or_begin(&world.path("l")).unwrap())).unwrap();
    let whole = Ledger::over(Box::new(Sqlite::open(&world.path("whole")).unwrap())).unwrap();
    let pages = whole.pages_like("").unwrap();
    assert!(!pages.is_empty());
    for page in &pages {
        ledger
            .keep(&[whole.arrival(page).unwrap().unwrap()], false)
            .unwrap();
    }
    drop(ledger);
    let ran = world.run(&["records", "--ledger", "l"]);
    assert!(ran.err.contains("not read yet"), "{}", ran.err);
    let ran = world.run(&["add", "--ledger", "l"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.contains(&format!("{} pages added", pages.len())),
        "{}",
        ran.err
    );
    assert!(!records(&world, "l").is_empty());
}

#[test]
fn a_disk_without_space_is_named_and_what_was_there_stays() {
    let world = World::new(&[]);
    let examples = examples();
    assert_eq!(world.run(&["add", "--ledger", "whole", &examples]).code, 0);
    let first = format!("{examples}/01-visit-announced.html");
    assert_eq!(world.run(&["add", "--ledger", "l", &first]).code, 0);
    let before = records(&world, "l");
    // No file of this program may grow beyond 300 blocks of 512 or 1024 bytes: less than the log of all pages.
    let mut command = Command::new("sh");
    command.current_dir(world.folder.path()).args([
        "-c",
        "trap '' XFSZ; ulimit -f 300; exec \"$0\" add --ledger l \"$1\"",
    ]);
    command.args([env!("CARGO_BIN_EXE_servanda"), &examples]);
    let ran = Ran::of(command.output().unwrap());
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("no space left"), "{}", ran.err);
    let told = records(&world, "l");
    assert!(
        before
            .iter()
            .all(|record| told.iter().any(|other| other["id"] == record["id"]))
    );
    assert_eq!(world.run(&["add", "--ledger", "l", &examples]).code, 0);
    assert_eq!(records(&world, "l"), records(&world, "whole"));
}

#[test]
fn two_programs_add_to_one_ledger_at_once() {
    let world = World::new(&[]);
    let examples = examples();
    assert_eq!(world.run(&["add", "--ledger", "whole", &examples]).code, 0);
    let mut both: Vec<Child> = (0..2)
        .map(|_| start(&world, &["add", "--batch", "1", "--ledger", "l", &examples]))
        .collect();
    for child in &mut both {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    assert_eq!(records(&world, "l"), records(&world, "whole"));
}
