//! Corrections from the command line: made, told, carried elsewhere, taken back.

use super::book::story;
use super::*;

/// A ledger with three visits, and the ids of its records by the host.
fn corrected() -> (World, impl Fn(&World, &str) -> String) {
    let world = story();
    let ran = world.run(&["add", "--ledger", "l", "feed.jsonl"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let of = |world: &World, host: &str| {
        let records = world
            .run(&["records", "--ledger", "l", "--format", "jsonl"])
            .lines();
        let own = records
            .iter()
            .find(|record| record["kind"] == "visit" && record["recipients"][0] == host);
        own.unwrap()["id"].as_str().unwrap().to_owned()
    };
    (world, of)
}

fn records(world: &World, ledger: &str) -> String {
    let ran = world.run(&[
        "records",
        "--ledger",
        ledger,
        "--format",
        "jsonl",
        "--today",
        "2018-05-01",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.out
}

fn correct(world: &World, args: &[&str]) -> Value {
    let word = ["--ledger", "l", "--format", "jsonl"];
    let ran = world.run(&[&["correct"], &word[..], args].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.lines().remove(0)
}

const WORD: [&str; 4] = ["--author", "Ida", "--reason", "the embassy says so"];

#[test]
fn a_word_without_author_or_reason_is_refused() {
    let (world, of) = corrected();
    let id = of(&world, "CHL");
    let ran = world.run(&[
        "correct", "--ledger", "l", "reject", &id, "--reason", "wrong",
    ]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("SERVANDA_AUTHOR"), "{ran:?}");
    let ran = world.run(&["correct", "--ledger", "l", "reject", &id, "--author", "Ida"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let ran = world.run(&[
        "correct", "--ledger", "l", "reject", &id, "--author", "Ida", "--reason", " ",
    ]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let ran = world.run(
        &[
            &["correct", "--ledger", "l", "reject", "ffffffff"],
            &WORD[..],
        ]
        .concat(),
    );
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        world
            .run(&["correct", "--ledger", "l", "list"])
            .out
            .is_empty()
    );
}

#[test]
fn what_is_corrected_is_told_and_what_is_taken_back_is_not() {
    let (world, of) = corrected();
    let before = records(&world, "l");
    let id = of(&world, "CHL");
    let rejected = correct(&world, &[&["reject", &id], &WORD[..]].concat());
    assert_eq!(
        (&rejected["kind"], &rejected["fate"]),
        (&"reject".into(), &"heard".into())
    );
    assert!(!records(&world, "l").contains(&id));
    let ran = world.run(&["show", "--ledger", "l", "--format", "table", &id]);
    assert!(
        ran.out.contains("a person rejected it") && ran.out.contains("Ida"),
        "{ran:?}"
    );
    let state = correct(
        &world,
        &[&["state", &of(&world, "NZL"), "cancelled"], &WORD[..]].concat(),
    );
    assert!(records(&world, "l").contains("cancelled"));
    let ran = world.run(&[
        "show",
        "--ledger",
        "l",
        "--format",
        "json",
        "--explain",
        &of(&world, "NZL"),
    ]);
    let shown: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(shown["explained"]["by_correction"], state["id"]);
    assert_eq!(shown["corrections"][0]["author"], "Ida");
    for one in [&rejected, &state] {
        let id = one["id"].as_str().unwrap();
        correct(&world, &[&["withdraw", &id[..8]], &WORD[..]].concat());
    }
    assert_eq!(records(&world, "l"), before);
    let listed = world.run(&["correct", "--ledger", "l", "list"]).lines();
    let fates: Vec<&str> = listed
        .iter()
        .map(|one| one["fate"].as_str().unwrap())
        .collect();
    assert_eq!(fates, ["withdrawn", "withdrawn", "heard", "heard"]);
}

#[test]
fn a_missed_claim_must_stand_on_its_page() {
    let (world, of) = corrected();
    let shown = world.run(&[
        "show",
        "--ledger",
        "l",
        "--format",
        "json",
        &of(&world, "CHL"),
    ]);
    let shown: Value = serde_json::from_str(&shown.out).unwrap();
    let page = shown["claims"][0]["page"]["id"].as_str().unwrap();
    let add = |sentence: &'static str, parties: &'static str| {
        let says = [
            "--type", "CONSULT", "--kind", "call", "--status", "held", "--actors", parties,
        ];
        let args = [
            "correct",
            "--ledger",
            "l",
            "--format",
            "jsonl",
            "add",
            page,
            "--sentence",
            sentence,
        ];
        world.run(&[&args[..], &says[..], &WORD[..]].concat())
    };
    assert_eq!(add("They spoke by telephone.", "PER,CHL").code, 1);
    assert_eq!(add("will visit Chile on April 2, 2018", "PER").code, 1);
    let ran = add("will visit Chile on April 2, 2018", "PER,CHL");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(records(&world, "l").contains("\"call\""));
}

#[test]
fn corrections_travel_with_the_claims_and_can_be_taken_back_there() {
    let (world, of) = corrected();
    let first = records(&world, "l");
    let (chile, zealand) = (of(&world, "CHL"), of(&world, "NZL"));
    correct(&world, &[&["reject", &chile], &WORD[..]].concat());
    let edit = [
        "edit",
        &zealand,
        "--status",
        "denied",
        "--when",
        "2018-04-12",
    ];
    correct(&world, &[&edit, &WORD[..]].concat());
    let export = |ledger: &str, form: &[&str], file: &str| {
        let fixed = ["export", "--ledger", ledger, "--today", "2018-05-01"];
        let ran = world.run(&[&fixed[..], &["--out", file, "--format"], form].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        fs::read(world.path(file)).unwrap()
    };
    for form in ["jsonl", "parquet"] {
        let (file, ledger) = (format!("out.{form}"), format!("{form}.ledger"));
        let out = export("l", &[form], &file);
        let ran = world.run(&["import", "--ledger", &ledger, &file]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains("2 corrections"), "{ran:?}");
        for form in ["jsonl", "parquet", "csv"] {
            let again = export(&ledger, &[form], "again");
            assert!(again == export("l", &[form], "first"), "{form}");
        }
        assert!(export(&ledger, &[form], "again") == out);
        let rows = ["csv", "--rows", "corrections"];
        assert!(export(&ledger, &rows, "again") == export("l", &rows, "first"));
        for one in { world.run(&["correct", "--ledger", &ledger, "list"]) }.lines() {
            let id = one["id"].as_str().unwrap();
            let withdraw = ["correct", "--ledger", &ledger, "withdraw", id];
            let ran = world.run(&[&withdraw[..], &WORD[..]].concat());
            assert_eq!(ran.code, 0, "{ran:?}");
        }
        assert_eq!(records(&world, &ledger), first, "{form}");
    }
    let table = export("l", &["csv", "--rows", "corrections"], "corrections.csv");
    let table = String::from_utf8(table).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(lines[0].starts_with("correction,kind,author,reason,at,claims"));
    assert!(lines[1].contains(",reject,Ida,the embassy says so,") && lines[1].contains(&chile));
    assert!(lines[2].contains(&zealand) && lines[2].contains("2018-04-12"));
}

#[test]
fn decided_claims_are_gold_that_reading_again_is_measured_against() {
    let (world, of) = corrected();
    let chile = of(&world, "CHL");
    correct(
        &world,
        &[&["confirm", &of(&world, "NZL")], &WORD[..]].concat(),
    );
    correct(&world, &[&["reject", &chile], &WORD[..]].concat());
    let ran = world.run(&["correct", "--ledger", "l", "export-gold", "gold"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut must = 0;
    for entry in fs::read_dir(world.path("gold")).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path
            .to_str()
            .and_then(|name| name.strip_suffix(".gold.json"))
        else {
            continue;
        };
        let gold: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert!(
            Path::new(name)
                .with_file_name(gold["page"].as_str().unwrap())
                .exists()
        );
        let claims = gold["claims"].as_array().unwrap();
        must += claims
            .iter()
            .filter(|claim| claim["optional"].is_null())
            .count();
    }
    assert_eq!(must, 1);
    let ran = world.run(&["reread", "--ledger", "l", "--format", "jsonl", "--quiet"]);
    let lines = ran.lines();
    let score = &lines.last().unwrap()["gold"];
    // The rejected claim is read again, and counted wrong.
    assert_eq!(
        (&score["claims"], &score["found"], &score["wrong"]),
        (&1.into(), &1.into(), &1.into()),
        "{ran:?}"
    );
    assert_eq!(score["precision"], 0.5);
    assert!(!records(&world, "l").contains(&chile));
}
