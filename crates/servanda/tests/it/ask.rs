//! What is asked of a ledger beyond records: dossiers, search, alerts, citations.

use super::book::story;
use super::*;

fn ledger() -> World {
    let world = story();
    let ran = world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    world
}

/// Runs a command over the ledger, as of a day.
fn ask(world: &World, args: &[&str]) -> Ran {
    let ran = world.run(&[args, &["--ledger", "l"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    ran
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_dossier_tells_what_passed_between_two() {
    let world = ledger();
    let today = ["--today", "2018-05-01", "--format", "json"];
    let dossier = json(&ask(
        &world,
        &[&["dossier", "per", "NZL"], &today[..]].concat(),
    ));
    assert_eq!(dossier["parties"], serde_json::json!(["NZL", "PER"]));
    let visit = &dossier["meetings"]["first"][0];
    assert_eq!(
        (&visit["kind"], &visit["state"]),
        (&"visit".into(), &"held".into())
    );
    assert_eq!(dossier["follow_through"]["kept"], 1);
    assert_eq!(dossier["curve"][0]["month"], "2018-04");
    assert_eq!(dossier["curve"][0]["score"], 4.0);
    let own = json(&ask(&world, &[&["dossier", "PER"], &today[..]].concat()));
    assert_eq!(own["due"]["overdue"]["total"], 1);
    assert_eq!(own["follow_through"]["share_kept"], 0.5);
    // Before the visit was told of, it was to come.
    let known = [
        &["dossier", "PER-NZL", "--as-known-on", "2018-03-15"],
        &today[2..],
    ]
    .concat();
    let known = json(&ask(&world, &known));
    assert_eq!(known["due"]["coming"]["total"], 1);
    assert_eq!(known["curve"], serde_json::json!([]));
}

#[test]
fn a_dossier_fits_a_narrow_terminal() {
    let world = ledger();
    for columns in ["40", "60", "120"] {
        let args = [
            "dossier",
            "PER",
            "--ledger",
            "l",
            "--today",
            "2018-05-01",
            "--format",
            "table",
        ];
        let mut command = world.command(&args);
        let ran = Ran::of(command.env("COLUMNS", columns).output().unwrap());
        let most: usize = columns.parse().unwrap();
        for heading in [
            "Relation",
            "Overdue (1)",
            "Meetings, visits and calls",
            "Follow-through",
        ] {
            assert!(ran.out.contains(heading), "{heading}: {}", ran.out);
        }
        for line in ran.out.lines() {
            assert!(line.chars().count() <= most, "{columns}: {line}");
        }
    }
}

#[test]
fn words_are_searched_within_what_else_is_asked_for() {
    let world = ledger();
    let hits =
        |args: &[&str]| ask(&world, &[&["search", "--format", "jsonl"], args].concat()).lines();
    let all = hits(&["foreign", "ministries"]);
    let records: Vec<&Value> = all.iter().filter(|hit| !hit["record"].is_null()).collect();
    let pages = all.iter().filter(|hit| !hit["page"].is_null()).count();
    assert!(records.len() >= 2 && pages == 2, "{all:?}");
    let some = hits(&["ministry", "--pair", "PER-CHL", "--type", "visit"]);
    let chile: Vec<&Value> = some.iter().filter(|hit| !hit["record"].is_null()).collect();
    assert!(!chile.is_empty());
    assert!(
        chile
            .iter()
            .all(|hit| hit["record"]["recipients"][0] == "CHL")
    );
    assert!(hits(&["trombone"]).is_empty());
    let table = ask(&world, &["search", "--format", "table", "trombone"]);
    assert_eq!(table.out, "0 records, 0 pages\n");
}

#[test]
fn alerts_say_nothing_where_there_is_nothing() {
    let world = ledger();
    let alerts = |args: &[&str]| ask(&world, &[&["alerts"], args].concat()).out;
    assert_eq!(alerts(&["--today", "2018-03-25"]), "");
    let tomorrow = alerts(&["--today", "2018-04-01"]);
    assert!(
        tomorrow.starts_with("due tomorrow, 2018-04-02: CONSULT/visit"),
        "{tomorrow}"
    );
    assert_eq!(tomorrow.lines().count(), 1);
    let passed = alerts(&["--today", "2018-04-03"]);
    assert!(
        passed.starts_with("overdue since today, 2018-04-03: "),
        "{passed}"
    );
    assert_eq!(alerts(&["--today", "2018-04-04"]), "");
    let since = alerts(&["--today", "2018-04-04", "--since", "2018-04-02"]);
    assert!(since.starts_with("overdue since 2018-04-03: "), "{since}");
    assert_eq!(alerts(&["--today", "2018-04-03", "--actor", "NZL"]), "");
    let lines = ask(
        &world,
        &["alerts", "--today", "2018-04-01", "--format", "jsonl"],
    )
    .lines();
    assert_eq!(
        (&lines[0]["alert"], &lines[0]["day"]),
        (&"due".into(), &"2018-04-02".into())
    );
    let told = world.run(&[
        "alerts",
        "--ledger",
        "l",
        "--today",
        "2018-04-01",
        "--exit-code",
    ]);
    assert_eq!(told.code, 4);
    let quiet = world.run(&[
        "alerts",
        "--ledger",
        "l",
        "--today",
        "2018-03-25",
        "--exit-code",
    ]);
    assert_eq!(
        (quiet.code, quiet.out.as_str(), quiet.err.as_str()),
        (0, "", "")
    );
}

#[test]
fn what_is_shown_can_be_cited() {
    let world = ledger();
    let records = ask(
        &world,
        &[
            "records", "--format", "jsonl", "--pair", "PER-CHL", "--type", "visit",
        ],
    )
    .lines();
    let claim = &records[0]["claims"][0];
    let id = claim["id"].as_str().unwrap();
    let page = claim["page"]["id"].as_str().unwrap();
    let origin =
        "example.org, 2018-03-20, “Peruvian President to Visit Chile”, https://example.org/b";
    let shown = ask(&world, &["show", "--format", "table", id]).out;
    assert!(shown.contains(&format!("{origin}: “")), "{shown}");
    let shown = json(&ask(&world, &["show", "--format", "json", id]));
    let cited = shown["claims"][0]["citation"].as_str().unwrap();
    assert!(cited.starts_with(&format!("{origin}: “")), "{cited}");
    let shown = json(&ask(&world, &["show", "--format", "json", page]));
    assert_eq!(shown["citation"], origin);
}
