//! Sources watched from outside: a server on this machine, the program, a ledger.

use super::server::{Asked, Reply, Server, page, status, typed};
use super::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn article(day: &str, place: &str) -> String {
    format!(
        "<html lang=en><head><title>Presidents of Peru and Chile to Meet</title></head><body><article><h1>Presidents of Peru and Chile to Meet</h1>\
         <p>LIMA, 1 March 2018 — The presidents of Peru and Chile will meet in {place} on {day}, the Peruvian foreign ministry said on Thursday.</p>\
         </article><footer>Printed NUMBER times</footer></body></html>"
    )
}

const FRENCH: &str = "<html lang=fr><title>Visite</title><h1>Le président du Pérou à Wellington</h1><p>Le président du Pérou s'est rendu en visite officielle à \
    Wellington, où il a rencontré le premier ministre néo-zélandais et plusieurs membres du gouvernement.</p>";

/// Settings for a server, with pages looked at again at once.
fn settings(server: &Server) -> String {
    format!(
        "contact = \"desk@example.org\"\nallow = [\"{}\"]\npause = \"0s\"\nrecheck = [\"0s\", \"0s\", \"0s\", \"0s\"]\n\
         [[source]]\nname = \"ministry\"\naddress = \"{}\"\ncountry = \"PER\"\nlanguage = \"en\"\n",
        server.host(),
        server.url("/feed")
    )
}

fn feed(paths: &[&str]) -> Reply {
    let items: String = paths
        .iter()
        .map(|path| format!("<item><title>T</title><link>{path}</link><pubDate>Thu, 1 Mar 2018 09:40:00 -0500</pubDate></item>"))
        .collect();
    typed(
        "application/rss+xml",
        format!("<rss version=\"2.0\"><channel>{items}</channel></rss>"),
    )
}

#[test]
fn pages_come_once_and_changed_ones_as_versions() {
    let round = Arc::new(AtomicUsize::new(0));
    let now = round.clone();
    let server = Server::start(move |asked: &Asked| match asked.path.as_str() {
        "/feed" => feed(&["/1", "/2"]),
        "/1" => {
            let (round, day) = match now.load(Ordering::SeqCst) {
                round @ (0 | 1) => (round, "12 March 2018"),
                round => (round, "19 March 2018"),
            };
            page(article(day, "Arica").replace("NUMBER", &round.to_string()))
        }
        "/2" => page(FRENCH),
        _ => status(404),
    });
    let world = World::new(&[("sources.toml", &settings(&server))]);
    let ran = world.run(&["watch", "--once"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out
            .contains("new  Presidents of Peru and Chile to Meet"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("not read: the page is in French"),
        "{ran:?}"
    );
    let records = world.run(&["records", "--format", "jsonl"]);
    assert_eq!(records.code, 0, "{records:?}");
    assert!(records.out.contains("2018-03-12"), "{records:?}");
    // Its furniture has changed: that is nothing new.
    round.store(1, Ordering::SeqCst);
    let ran = world.run(&["watch", "--once"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    assert_eq!(server.count("/1"), 2);
    // Its words have changed in silence.
    round.store(2, Ordering::SeqCst);
    let ran = world.run(&["watch", "--once"]);
    assert!(
        ran.out.contains("changed  Presidents") && ran.out.contains("[-12-] {+19+} March 2018"),
        "{ran:?}"
    );
    let records = world.run(&["records", "--format", "jsonl"]);
    assert!(
        records.out.contains("2018-03-19") && !records.out.contains("2018-03-12"),
        "{records:?}"
    );
    let health: Value =
        serde_json::from_str(&world.run(&["sources", "--format", "json"]).out).unwrap();
    assert_eq!(health[0]["pages"], 2);
    assert_eq!(health[0]["changed"], 1);
    assert_eq!(health[0]["claims"], 1);
    assert_eq!(health[0]["error"], Value::Null);
    let table = world.run(&["sources"]);
    assert!(
        table.out.contains("ministry") && table.code == 0,
        "{table:?}"
    );
}

#[test]
fn an_ill_source_is_told_and_shown() {
    let server = Server::start(|_| status(503));
    let world = World::new(&[("sources.toml", &settings(&server))]);
    assert_eq!(world.run(&["sources"]).code, 0);
    let ran = world.run(&["watch", "--once"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("503"), "{ran:?}");
    let table = world.run(&["sources"]);
    assert!(
        table.out.contains("503") && table.out.contains("never"),
        "{table:?}"
    );
}

#[test]
fn wrong_use_is_told() {
    let world = World::new(&[
        ("a.toml", "[[source]]\nname = \"a\"\nadress = \"x\"\n"),
        ("empty.toml", ""),
    ]);
    for (args, says) in [
        (&["watch", "--once"][..], "--starter"),
        (&["watch", "--once", "--sources", "a.toml"], "adress"),
        (&["sources", "--sources", "a.toml"], "adress"),
        (
            &["watch", "--once", "--sources", "empty.toml"],
            "[[source]]",
        ),
    ] {
        let ran = world.run(args);
        assert_eq!(ran.code, 2, "{args:?} {ran:?}");
        assert!(ran.err.contains(says), "{args:?} {}", ran.err);
    }
    let starter = world.run(&["sources", "--starter"]);
    assert!(starter.code == 0 && starter.out.contains("UNVERIFIED"));
    world.write("sources.toml", starter.out.as_bytes());
    assert_eq!(world.run(&["sources"]).code, 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_watching_and_the_next_run_goes_on() {
    let (seen, wait) = std::sync::mpsc::channel();
    let seen = std::sync::Mutex::new(Some(seen));
    let server = Server::start(move |asked: &Asked| match asked.path.as_str() {
        "/feed" => feed(&["/1", "/2"]),
        "/1" => page(article("12 March 2018", "Arica")),
        "/2" => match seen.lock().unwrap().take() {
            Some(seen) => {
                seen.send(()).unwrap();
                Reply::Hang(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>".to_vec())
            }
            None => page(article("14 April 2018", "Tacna")),
        },
        _ => status(404),
    });
    let world = World::new(&[(
        "sources.toml",
        &settings(&server).replace("pause", "time = \"1d\"\npause"),
    )]);
    let mut child = world.command(&["watch", "--quiet"]).spawn().unwrap();
    wait.recv().unwrap();
    let interrupted = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let ran = world.run(&["watch", "--once"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let stats = world.run(&["records", "--format", "jsonl"]);
    assert!(
        stats.out.contains("2018-03-12") && stats.out.contains("2018-04-14"),
        "{stats:?}"
    );
}

#[test]
fn an_archive_that_was_broken_off_goes_in_as_if_it_had_not_been() {
    let world = World::new(&[]);
    let archive: Vec<u8> = (1..=28)
        .flat_map(|n| {
            // Each of another pair of states: reports of one pair that differ in a day are one record in a new version.
            let others = [
                "Bolivia", "Brazil", "Ecuador", "Mexico", "Panama", "Spain", "Italy",
            ];
            let more = ["Chile", "Peru", "Cuba", "Japan"];
            let html = article(&format!("{n} April 2018"), "Geneva")
                .replace("Chile", others[n % 7])
                .replace("Peru ", &format!("{} ", more[n / 7 % 4]));
            super::archives::record(&format!("https://paper{n}.example/2018/03/01/a"), &html)
        })
        .collect();
    world.write("a.warc", &archive);
    assert_eq!(
        world
            .run(&["add", "--ledger", "whole.ledger", "a.warc"])
            .code,
        0
    );
    let want = world.run(&["records", "--ledger", "whole.ledger", "--format", "jsonl"]);
    assert!(want.lines().len() >= 20, "{want:?}");
    // When a page was read differs, and nothing else may.
    let lasting = |ran: &Ran| -> String {
        let parts = ran.out.split("\"read\":\"").enumerate();
        parts
            .map(|(at, part)| {
                if at == 0 {
                    part
                } else {
                    part.split_once('"').unwrap().1
                }
            })
            .collect()
    };
    let ends_alike = |ledger: &str| {
        assert_eq!(world.run(&["add", "--ledger", ledger, "a.warc"]).code, 0);
        let got = world.run(&["records", "--ledger", ledger, "--format", "jsonl"]);
        assert_eq!(lasting(&got), lasting(&want), "{ledger}");
    };
    // A part of it arrives, and ends within a record.
    for part in [3, 17, 25] {
        let ledger = format!("{part}.ledger");
        let ran = world.run_with(
            &["add", "--ledger", &ledger, "-"],
            &archive[..archive.len() * part / 29],
        );
        assert!(
            ran.code == 1 && ran.err.contains("[damaged-archive]"),
            "{ran:?}"
        );
        ends_alike(&ledger);
    }
    // The program is ended, wherever it is, once it has begun a ledger.
    for try_ in ["a.ledger", "b.ledger", "c.ledger"] {
        let mut command = world.command(&["add", "--ledger", try_, "--batch", "2", "a.warc"]);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while !world.path(try_).exists() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        ends_alike(try_);
    }
}

#[test]
fn an_address_is_added() {
    let server = Server::start(|asked: &Asked| match asked.path.as_str() {
        "/1" => page(article("12 March 2018", "Arica")),
        _ => status(404),
    });
    let world = World::new(&[]);
    let ran = world.run(&["add", &server.url("/1")]);
    assert!(ran.code == 1 && ran.err.contains("[refused]"), "{ran:?}");
    let ran = world.run(&["add", "--allow-private", &server.url("/1")]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        world.run(&["records", "--format", "jsonl"]).lines().len(),
        1
    );
}
