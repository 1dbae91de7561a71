//! The commands over a ledger: add, records, due, show, stats, reread, forget.

use super::*;

/// A page on a visit, in JSON on one line.
fn visit(url: &str, published: &str, title: &str, sentence: &str) -> String {
    format!(
        r#"{{"title": "{title}", "published": "{published}", "url": "https://example.org/{url}", "outlet": "example.org", "text": "{sentence}"}}"#
    )
}

/// A world with a visit announced, put off and held.
pub fn story() -> World {
    let feed = [
        visit(
            "a",
            "2018-03-01",
            "Peruvian President to Visit New Zealand",
            "Peru's president will visit New Zealand on April 10, 2018, the Peruvian foreign ministry said.",
        ),
        visit(
            "b",
            "2018-03-20",
            "Peruvian President to Visit Chile",
            "Peru's president will visit Chile on April 2, 2018, the Peruvian foreign ministry said.",
        ),
        visit(
            "c",
            "2018-04-10",
            "Peruvian President in New Zealand",
            "Peru's president arrived in New Zealand on a visit on Tuesday.",
        ),
    ];
    World::new(&[("feed.jsonl", &feed.join("\n"))])
}

fn states(ran: &Ran) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let visits = ran.lines();
    let visits = visits.iter().filter(|record| record["kind"] == "visit");
    visits
        .map(|record| (text(&record["recipients"][0]), text(&record["state"])))
        .collect()
}

#[test]
fn what_is_added_is_told_as_of_a_day() {
    let world = story();
    let ran = world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.is_empty() && ran.err.contains("3 pages added"),
        "{ran:?}"
    );
    let ask = |extra: &[&str]| {
        let ran = world.run(&[&["records", "--ledger", "l", "--format", "jsonl"], extra].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        states(&ran)
    };
    let pair = |code: &str, state: &str| (code.to_owned(), state.to_owned());
    assert_eq!(
        ask(&["--today", "2018-05-01"]),
        [pair("CHL", "overdue"), pair("NZL", "held")]
    );
    assert_eq!(
        ask(&["--today", "2018-04-01", "--as-known-on", "2018-04-01"]),
        [pair("CHL", "announced"), pair("NZL", "announced")]
    );
    assert_eq!(
        ask(&["--as-known-on", "2018-03-10"]),
        [pair("NZL", "announced")]
    );
    assert_eq!(
        ask(&["--today", "2018-05-01", "--pair", "nzl-per"]),
        [pair("NZL", "held")]
    );
    assert_eq!(
        ask(&["--today", "2018-05-01", "--actor", "CHL", "--type", "visit"]),
        [pair("CHL", "overdue")]
    );
    assert_eq!(
        ask(&[
            "--today",
            "2018-05-01",
            "--state",
            "held",
            "--from",
            "2018-04-05"
        ]),
        [pair("NZL", "held")]
    );
    assert!(ask(&["--today", "2018-05-01", "--to", "2018-03-31"]).is_empty());
}

#[test]
fn a_record_keeps_its_contract() {
    let world = story();
    world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    let ran = world.run(&[
        "records",
        "--ledger",
        "l",
        "--format",
        "json",
        "--pair",
        "PER-NZL",
        "--explain",
        "--today",
        "2018-05-01",
    ]);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    let record = all
        .as_array()
        .unwrap()
        .iter()
        .find(|record| record["kind"] == "visit")
        .unwrap();
    assert_eq!(record["type"], "CONSULT");
    assert_eq!(record["actors"], serde_json::json!(["PER"]));
    assert_eq!(record["due"], "2018-04-10");
    assert_eq!(
        record["explained"]["settled_by"].as_str().unwrap().len(),
        16
    );
    for key in ["persons", "when", "where", "sources"] {
        assert!(record.get(key).is_some(), "{key}");
    }
    let claims = record["claims"].as_array().unwrap();
    let statuses: Vec<&Value> = claims.iter().map(|claim| &claim["status"]).collect();
    assert_eq!(*statuses[0], "planned");
    assert_eq!(**statuses.last().unwrap(), "held");
    for claim in claims {
        assert!(
            claim["page"]["url"]
                .as_str()
                .unwrap()
                .starts_with("https://example.org/")
        );
        assert!(claim["page"]["title"].is_string() && claim["page"]["published"].is_string());
        assert!(
            claim["evidence"][0]["text"]
                .as_str()
                .unwrap()
                .contains("New Zealand")
        );
        for key in ["kind", "recipients", "persons", "when", "where", "said_by"] {
            assert!(claim.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn what_is_due_is_told_by_what_became_of_it() {
    let world = story();
    world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    let ran = world.run(&[
        "due",
        "--ledger",
        "l",
        "--format",
        "jsonl",
        "--today",
        "2018-05-01",
    ]);
    let became: Vec<String> = ran
        .lines()
        .iter()
        .filter(|r| r["kind"] == "visit")
        .map(|r| r["became"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(became, ["overdue", "kept"]);
    let ran = world.run(&[
        "due",
        "--ledger",
        "l",
        "--format",
        "table",
        "--today",
        "2018-05-01",
        "--only",
        "kept",
    ]);
    assert!(
        ran.out.starts_with("kept (") && !ran.out.contains("CHL"),
        "{}",
        ran.out
    );
}

#[test]
fn a_record_is_shown_by_the_id_of_any_claim_and_a_page_by_its_own() {
    let world = story();
    world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    let ran = world.run(&[
        "records", "--ledger", "l", "--format", "jsonl", "--pair", "PER-NZL", "--type", "visit",
    ]);
    let record = &ran.lines()[0];
    for claim in record["claims"].as_array().unwrap() {
        let id = claim["id"].as_str().unwrap();
        let shown = world.run(&["show", "--ledger", "l", "--format", "json", id]);
        let shown: Value = serde_json::from_str(&shown.out).unwrap();
        assert_eq!(shown["id"], record["id"]);
        let table = world.run(&[
            "show",
            "--ledger",
            "l",
            "--format",
            "table",
            "--explain",
            &id[..12],
        ]);
        assert!(table.out.contains("“Peru's president"), "{}", table.out);
        let page = claim["page"]["id"].as_str().unwrap();
        let shown = world.run(&["show", "--ledger", "l", "--format", "json", &page[..15]]);
        let shown: Value = serde_json::from_str(&shown.out).unwrap();
        assert_eq!(shown["id"], page);
        assert!(
            shown["claims"]
                .as_array()
                .unwrap()
                .iter()
                .any(|c| c["id"] == id)
        );
    }
    for nothing in ["0000000000000000", "12", "nothing"] {
        let ran = world.run(&["show", "--ledger", "l", nothing]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("no such record"), "{}", ran.err);
    }
}

#[test]
fn adding_again_is_nothing_and_reading_again_changes_nothing() {
    let world = story();
    world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    let before = world
        .run(&["records", "--ledger", "l", "--today", "2018-05-01"])
        .out;
    let ran = world.run(&["add", "--ledger", "l", "feed.jsonl", "feed.jsonl"]);
    assert!(
        ran.err.contains("0 pages added") && ran.err.contains("6 there before"),
        "{}",
        ran.err
    );
    let ran = world.run(&["reread", "--ledger", "l", "--format", "table"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.out, "records: 0 changed, 0 gone, 0 new\n");
    assert!(ran.err.contains("3 of 3 read again"), "{}", ran.err);
    assert_eq!(
        world
            .run(&["records", "--ledger", "l", "--today", "2018-05-01"])
            .out,
        before
    );
}

#[test]
fn a_page_is_forgotten_by_its_address_and_refused_until_asked_for() {
    let world = story();
    world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    let ran = world.run(&["forget", "--ledger", "l", "https://example.org/b"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let visits =
        || states(&world.run(&["records", "--ledger", "l", "--today", "2018-05-01"])).len();
    assert_eq!(visits(), 1);
    let ran = world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("feed.jsonl:2") && ran.err.contains("--again"),
        "{}",
        ran.err
    );
    assert_eq!(visits(), 1);
    let ran = world.run(&["stats", "--ledger", "l", "--format", "json"]);
    let stats: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&stats["pages"], &stats["forgotten"]),
        (&2.into(), &1.into())
    );
    world.run(&["add", "--ledger", "l", "--again", "feed.jsonl"]);
    assert_eq!(visits(), 2);
    assert_eq!(
        world
            .run(&["forget", "--ledger", "l", "https://example.org/z"])
            .code,
        1
    );
}

#[test]
fn the_ledger_is_named_by_the_environment_or_lies_in_the_folder() {
    let world = story();
    world.run(&["add", "feed.jsonl"]);
    assert!(world.path("servanda.ledger").is_file());
    let mut command = world.command(&["add", "feed.jsonl"]);
    let ran = Ran::of(
        command
            .env("SERVANDA_LEDGER", "other.ledger")
            .output()
            .unwrap(),
    );
    assert_eq!(ran.code, 0);
    assert!(world.path("other.ledger").is_file());
}

#[test]
fn a_ledger_that_cannot_be_used_ends_with_three_and_says_what_to_do() {
    let world = story();
    world.write("empty", b"");
    world.write("text", b"notes of my own");
    world.write("folder/x", b"");
    world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    let whole = fs::read(world.path("l")).unwrap();
    world.write("cut", &whole[..whole.len() / 2]);
    for (file, says) in [
        ("none", "no such ledger"),
        ("empty", "is empty"),
        ("text", "is no ledger"),
        ("folder", "is a folder"),
        ("cut", "is damaged"),
    ] {
        for command in ["records", "due", "stats", "reread"] {
            let ran = world.run(&[command, "--ledger", file]);
            assert_eq!(ran.code, 3, "{command} {file}: {ran:?}");
            assert!(
                ran.err.contains(says) && ran.err.lines().count() == 2,
                "{}",
                ran.err
            );
            assert!(ran.out.is_empty());
        }
        if file != "none" {
            let ran = world.run(&["add", "--ledger", file, "feed.jsonl"]);
            assert_eq!(ran.code, 3, "{file}: {ran:?}");
        }
    }
    let ran = world.run(&["add", "--ledger", "no/folder/l", "feed.jsonl"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("folder for the ledger"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_ledger_that_may_only_be_read_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt;
    let world = story();
    world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    let path = world.path("l");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(&path).is_ok() {
        eprintln!("skipped: this user may write what nobody may");
        return;
    }
    world.write(
        "new.jsonl",
        visit(
            "d",
            "2018-05-01",
            "A Meeting in Lima",
            "Peru's president met New Zealand's prime minister on Monday.",
        )
        .as_bytes(),
    );
    let ran = world.run(&["add", "--ledger", "l", "new.jsonl"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("may not be"), "{}", ran.err);
}
