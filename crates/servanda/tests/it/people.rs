//! Accounts from the command line, and two people at once in a real browser.

use super::World;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn accounts_are_made_listed_and_changed() {
    let world = World::new(&[]);
    let user = |args: &[&str]| {
        let all = [&["user", "--ledger", "a.ledger"], args].concat();
        world.run(&all)
    };
    let made = user(&[
        "add",
        "Anna",
        "--role",
        "administrator",
        "--public-url",
        "https://desk.example/x/",
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(
        made.out.starts_with("https://desk.example/x/reset?token="),
        "{}",
        made.out
    );
    let with_password = world.run_with(
        &[
            "user",
            "--ledger",
            "a.ledger",
            "add",
            "boris",
            "--password-stdin",
        ],
        b"marmalade on toast\n",
    );
    assert_eq!((with_password.code, with_password.out.as_str()), (0, ""));
    assert_eq!(user(&["role", "boris", "analyst"]).code, 0);
    assert_eq!(user(&["mute", "boris"]).code, 0);
    let listed = user(&["list", "--json"]).lines();
    assert_eq!(listed[0]["name"], "Anna");
    assert_eq!(listed[1]["role"], "analyst");
    assert_eq!(listed[1]["state"], "muted");
    // What makes no sense is said, and nothing is changed.
    for (args, words) in [
        (&["add", "anna"][..], "the name is taken"),
        (&["add", "<b>"], "a name has"),
        (&["role", "nobody", "reader"], "there is no such thing"),
        (
            &["role", "anna", "reader"],
            "at least one administrator stays",
        ),
        (&["disable", "anna"], "at least one administrator stays"),
    ] {
        let refused = user(args);
        assert_eq!(refused.code, 1, "{args:?}");
        assert!(refused.err.contains(words), "{args:?}: {}", refused.err);
    }
    assert_eq!(user(&["role", "anna", "king"]).code, 2);
    assert_eq!(world.list("."), ["a.ledger.people"]);
}

#[test]
fn a_backup_brings_the_people_back() {
    let world = World::new(&[("page.txt", super::PAGE)]);
    assert_eq!(
        world.run(&["add", "--ledger", "a.ledger", "page.txt"]).code,
        0
    );
    assert_eq!(
        world
            .run(&["user", "--ledger", "a.ledger", "add", "anna"])
            .code,
        0
    );
    let made = world.run(&["backup", "a.backup", "--ledger", "a.ledger"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let back = world.run(&["restore", "a.backup", "--ledger", "b.ledger"]);
    assert_eq!(back.code, 0, "{}", back.err);
    let listed = world.run(&["user", "--ledger", "b.ledger", "list", "--json"]);
    assert_eq!(listed.lines()[0]["name"], "anna");
}

#[test]
fn the_doctor_saves_what_is_left_of_the_people() {
    let world = World::new(&[("page.txt", super::PAGE)]);
    let ledger = |args: &[&str]| world.run(&[args, &["--ledger", "a"]].concat());
    assert_eq!(ledger(&["add", "-q", "page.txt"]).code, 0);
    let added = world.run(&["user", "--ledger", "a", "add", "anna"]);
    assert_eq!(added.code, 0, "{added:?}");
    let sound = ledger(&["doctor", "--save", "b"]);
    assert_eq!(sound.code, 0, "{sound:?}");
    let names = |ledger: &str| {
        let listed = world.run(&["user", "--ledger", ledger, "list", "--json"]);
        let names = listed.lines().into_iter();
        names.map(|one| one["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("b"), ["anna"]);
    // One who has lost the head of the file is told so, and gets the rest.
    let mut bytes = std::fs::read(world.path("a.people")).unwrap();
    bytes[..100].fill(0);
    world.write("a.people", &bytes);
    let damaged = ledger(&["doctor"]);
    assert_eq!(damaged.code, 3, "{damaged:?}");
    assert!(damaged.err.contains("a.people is damaged"), "{damaged:?}");
    let saved = ledger(&["doctor", "--save", "c"]);
    assert_eq!(saved.code, 0, "{saved:?}");
    assert_eq!(names("c"), ["anna"]);
    // Where nothing can be told apart the ledger is saved all the same.
    world.write("a.people", b"rubbish");
    let saved = ledger(&["doctor", "--save", "d"]);
    assert_eq!(saved.code, 1, "{saved:?}");
    assert!(saved.err.contains("servanda restore"), "{saved:?}");
    assert!(world.path("d").exists() && !world.path("d.people").exists());
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new(&[]);
    world.run(&["user", "--ledger", "a.ledger", "invite"]);
    let mode = std::fs::metadata(world.path("a.ledger.people"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn a_file_that_is_none_is_said_and_left_alone() {
    let world = World::new(&[(
        "a.ledger.people",
        "this is no database, and longer than a header of one\n",
    )]);
    let told = world.run(&["user", "--ledger", "a.ledger", "list"]);
    assert_eq!(told.code, 3, "{}", told.err);
    assert!(
        std::fs::read_to_string(world.path("a.ledger.people"))
            .unwrap()
            .starts_with("this is")
    );
}

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn two_people_meet_in_a_browser() {
    let Some(folder) = std::env::var_os("SERVANDA_BROWSER").map(PathBuf::from) else {
        println!("skipped: no browser; `cargo xtask test` brings one");
        return;
    };
    let world = World::new(&[]);
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let examples = examples.to_str().unwrap();
    assert_eq!(
        world.run(&["add", "--ledger", "a.ledger", examples]).code,
        0
    );
    for setting in [["registration", "open"], ["trial", "0"]] {
        let args = [&["user", "--ledger", "a.ledger"][..], &setting].concat();
        assert_eq!(world.run(&args).code, 0);
    }
    super::visitor::account(&world, "a.ledger", "Ida", "analyst");
    super::visitor::account(&world, "a.ledger", "Olga", "administrator");
    let records = world
        .run(&["records", "--ledger", "a.ledger", "--format", "jsonl"])
        .lines();
    let record = records[0]["id"].as_str().unwrap().to_owned();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let listen = format!("127.0.0.1:{port}");
    // Browsers make passkeys for names, not for numbers.
    let public = format!("http://localhost:{port}");
    let mut serve = world.command(&[
        "serve",
        "--ledger",
        "a.ledger",
        "--listen",
        &listen,
        "--public-url",
        &public,
    ]);
    let _server = Server(
        serve
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let begun = Instant::now();
    while TcpStream::connect(&listen).is_err() {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "the desk does not answer"
        );
        std::thread::yield_now();
    }
    let ran = Command::new("node")
        .arg(folder.join("people.mjs"))
        .env("SERVANDA_DESK", public)
        .env("SERVANDA_RECORD", record)
        .env("SERVANDA_ANALYST", "Ida")
        .env("SERVANDA_CHIEF", "Olga")
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(
        told.contains("by keys") && told.contains("is accessible"),
        "{told}"
    );
}
