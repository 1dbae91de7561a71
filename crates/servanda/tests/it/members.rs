//! People at a desk that runs as a program of its own: what they wrote is in a backup, what they decided stays.

use super::browser::Served;
use super::visitor::{Visitor, account, desk, form};
use super::*;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn example(name: &str) -> String {
    format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn records(world: &World, ledger: &str) -> Vec<Value> {
    let args = ["records", "--ledger", ledger, "--format", "jsonl"];
    let ran = world.run(&[&args[..], &["--today", "2018-06-01"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.lines()
}

/// How many people write at once, and how much each writes: no more than the limits allow at once.
const WRITERS: usize = 5;
const COMMENTS: usize = 8;
const MESSAGES: usize = 16;

/// A comment or message as it is written whole.
fn words(writer: usize, kind: &str, number: usize) -> String {
    format!("begin writer{writer} {kind}{number} {}end", "и ".repeat(40))
}

/// Somebody writes comments and messages and logs in anew now and then; what the desk said that it has is noted.
fn write(at: &str, writer: usize, record: &str, taken: &Mutex<Vec<String>>) {
    let name = format!("writer-{writer}");
    let mut visitor = Visitor::of(at, &name);
    let place = format!("/discussion/record/{record}");
    for number in 0..MESSAGES {
        let text = words(writer, "message", number);
        let client = format!("c{number}");
        let message = [("client", client.as_str()), ("text", text.as_str())];
        let answer = visitor.post("/chats/general", "/chats/general", &message);
        assert_eq!(answer.status, 303, "{answer:?}");
        taken.lock().unwrap().push(text);
        if number < COMMENTS {
            let text = words(writer, "comment", number);
            let comment = [
                ("subject", "record"),
                ("id", record),
                ("text", text.as_str()),
            ];
            let answer = visitor.post(&place, "/discuss", &comment);
            assert_eq!(answer.status, 303, "{answer:?}");
            taken.lock().unwrap().push(text);
        }
        if number % 8 == 7 {
            visitor = Visitor::of(at, &name);
        }
    }
}

/// All that was written, as a file of people has it.
fn kept(file: &Path) -> Vec<String> {
    let db = Connection::open(file).unwrap();
    let texts = "SELECT text FROM comment UNION ALL SELECT text FROM message";
    let mut find = db.prepare(texts).unwrap();
    let rows = find.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Looks whether a file of people is whole: as a database, and message for message.
fn look_over(file: &Path) {
    let db = Connection::open(file).unwrap();
    let sound: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let dangling: i64 = db
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(dangling, 0);
    // Numbers of a room go from one to the last, which the room knows.
    let gaps: i64 = db
        .query_row(
            "SELECT count(*) FROM room WHERE last <> (SELECT count(*) FROM message WHERE room = room.id)
             OR last <> (SELECT coalesce(max(seq), 0) FROM message WHERE room = room.id)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(gaps, 0);
    let threads: i64 = db
        .query_row(
            "SELECT count(*) FROM thread WHERE id NOT IN (SELECT thread FROM anchor) OR id NOT IN (SELECT thread FROM comment)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(
        threads, 0,
        "a thread without its place or without a comment"
    );
}

#[test]
fn a_backup_taken_while_people_write_is_a_working_desk() {
    let world = World::new(&[]);
    let first = example("01-visit-announced.html");
    let ran = world.run(&["add", "--quiet", "--ledger", "a", &first]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let record = records(&world, "a")[0]["id"].as_str().unwrap().to_owned();
    for writer in 0..WRITERS {
        account(&world, "a", &format!("writer-{writer}"), "reader");
    }
    world.run(&["user", "--ledger", "a", "trial", "0"]);
    let served = desk(&world, "a");
    let early = Visitor::of(&served.at, "writer-0");
    let (taken, done) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    // Of each backup: what the desk had said before it began that it has.
    let mut backups: Vec<Vec<String>> = Vec::new();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (at, record) = (&served.at, &record);
            let (taken, done) = (&taken, &done);
            scope.spawn(move || {
                write(at, writer, record, taken);
                done.fetch_add(1, Ordering::SeqCst);
            });
        }
        let pages = example("");
        let adding = ["add", "--quiet", "--batch", "1", "--ledger", "a", &pages];
        let mut adding = world.command(&adding).spawn().unwrap();
        loop {
            let is_last = done.load(Ordering::SeqCst) == WRITERS;
            let before = taken.lock().unwrap().clone();
            let name = format!("b{}", backups.len());
            let ran = world.run(&["backup", &name, "--ledger", "a"]);
            assert_eq!(ran.code, 0, "{ran:?}");
            backups.push(before);
            if is_last {
                break;
            }
        }
        assert!(adding.wait().unwrap().success());
    });
    let all: BTreeSet<String> = taken.lock().unwrap().iter().cloned().collect();
    assert_eq!(all.len(), WRITERS * (COMMENTS + MESSAGES));
    let mut while_writing = 0;
    for (number, before) in backups.iter().enumerate() {
        let (backup, copy) = (format!("b{number}"), format!("c{number}"));
        let ran = world.run(&["restore", &backup, "--ledger", &copy]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let file = world.path(&format!("{copy}.people"));
        look_over(&file);
        let kept = kept(&file);
        let once: BTreeSet<&String> = kept.iter().collect();
        assert_eq!(once.len(), kept.len(), "nothing is in it twice");
        assert!(
            kept.iter().all(|text| all.contains(text)),
            "nothing is in it by half"
        );
        let lost: Vec<&String> = before.iter().filter(|text| !once.contains(text)).collect();
        assert!(lost.is_empty(), "backup {number} lacks {lost:?}");
        while_writing += usize::from(!before.is_empty() && kept.len() < all.len());
    }
    assert!(while_writing > 0, "a backup was taken in the middle");
    drop(served);
    // One from the middle becomes a desk of its own.
    let middle = backups.len() / 2;
    let copy = format!("c{middle}");
    let served = desk(&world, &copy);
    // Who was logged in when the backup was taken still is.
    let mut early = early.moved_to(&served.at);
    assert_eq!(early.get("/account").status, 200);
    let mut anew = Visitor::of(&served.at, "writer-1");
    let place = format!("/discussion/record/{record}");
    let (thread, room) = (anew.get(&place).body, anew.get("/chats/general").body);
    for text in &backups[middle] {
        let page = if text.contains("comment") {
            &thread
        } else {
            &room
        };
        assert!(page.contains(text.as_str()), "{text}");
    }
    let comment = [
        ("subject", "record"),
        ("id", record.as_str()),
        ("text", "After all."),
    ];
    assert_eq!(anew.post(&place, "/discuss", &comment).status, 303);
    let message = [("client", "later"), ("text", "Still here.")];
    let sent = anew.post("/chats/general", "/chats/general", &message);
    assert_eq!(sent.status, 303);
    assert!(early.get(&place).body.contains("After all."));
    assert!(early.get("/chats/general").body.contains("Still here."));
}

/// A desk over the examples with an analyst at it.
fn analyst() -> (World, Served, Visitor) {
    let world = World::new(&[]);
    let pages = example("");
    assert_eq!(world.run(&["add", "-q", "--ledger", "a", &pages]).code, 0);
    account(&world, "a", "Ida", "analyst");
    let served = desk(&world, "a");
    let ida = Visitor::of(&served.at, "Ida");
    (world, served, ida)
}

const REASON: &str = "the embassy says so";

/// Sends what an analyst decides; the id of the correction.
fn decide(who: &mut Visitor, deed: &str, fields: &[(&str, &str)]) -> String {
    let all = [fields, &[("reason", REASON)]].concat();
    let answer = who.post("/review", &format!("/review/{deed}"), &all);
    assert_eq!(answer.status, 303, "{deed}: {}", answer.body);
    let (_, id) = answer.location.split_once("done=").unwrap();
    id.to_owned()
}

/// Edits a claim of the queue: all fields of its form, but for its status and time.
fn edit(who: &mut Visitor, claim: &str, status: &str, when: &str) -> String {
    let mut form = form(&who.get("/review").body, claim);
    form.remove("csrf");
    form.remove("reason");
    form.insert("status".to_owned(), status.to_owned());
    form.insert("when".to_owned(), when.to_owned());
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    decide(who, "edit", &fields)
}

/// The first claim of the queue.
fn doubtful(who: &mut Visitor) -> String {
    let page = who.get("/review").body;
    let (_, rest) = page.split_once("id=\"claim-").expect("nothing is in doubt");
    rest.split('"').next().unwrap().to_owned()
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

/// The ids of all claims, record by record.
fn grouped(records: &[Value]) -> BTreeSet<BTreeSet<String>> {
    let claims = |record: &Value| {
        record["claims"]
            .as_array()
            .unwrap()
            .iter()
            .map(id)
            .collect()
    };
    records.iter().map(claims).collect()
}

#[test]
fn what_is_decided_changes_the_record_and_can_be_taken_back() {
    let (world, served, mut ida) = analyst();
    let before = records(&world, "a");
    let several = before
        .iter()
        .find(|record| record["claims"].as_array().unwrap().len() > 1)
        .expect("a record with several claims");
    let alone = before
        .iter()
        .find(|record| record["claims"].as_array().unwrap().len() == 1)
        .unwrap();
    let (one, record) = (doubtful(&mut ida), id(several));
    let apart = id(&several["claims"][1]);
    let find = |all: &[Value], claim: &str| -> Option<Value> {
        let has = |record: &&Value| {
            record["claims"]
                .as_array()
                .unwrap()
                .iter()
                .any(|c| id(c) == claim)
        };
        all.iter().find(has).cloned()
    };
    let undo = |ida: &mut Visitor, deed: &str, correction: &str, look: &dyn Fn(&[Value])| {
        look(&records(&world, "a"));
        // Everybody reads who decided what, and why.
        let told = Visitor::at(&served.at).get("/review/changes").body;
        assert!(told.contains("Ida") && told.contains(REASON), "{told}");
        let taken_back = ida.post(
            "/review",
            "/review/withdraw",
            &[("correction", correction), ("reason", "a mistake")],
        );
        assert_eq!(taken_back.status, 303, "{deed}: {}", taken_back.body);
        assert_eq!(records(&world, "a"), before, "{deed}");
        let told = ida.get("/review/changes").body;
        assert!(told.contains("a mistake"), "{told}");
    };
    let done = decide(&mut ida, "confirm", &[("claim", one.as_str())]);
    undo(&mut ida, "confirm", &done, &|now| {
        assert_eq!(grouped(now), grouped(&before));
        let listed = world.run(&["correct", "--ledger", "a", "list"]).lines();
        let last = listed.last().unwrap();
        assert_eq!(
            (&last["kind"], &last["fate"]),
            (&"confirm".into(), &"heard".into())
        );
    });
    assert!(doubtful(&mut ida) == one, "it waits in the queue again");
    let done = decide(&mut ida, "reject", &[("claim", one.as_str())]);
    undo(&mut ida, "reject", &done, &|now| {
        assert_eq!(find(now, &one), None)
    });
    let done = edit(&mut ida, &one, "cancelled", "2018-04-24");
    undo(&mut ida, "edit", &done, &|now| {
        let record = find(now, &one).unwrap();
        let claims = record["claims"].as_array().unwrap();
        let own = claims.iter().find(|claim| id(claim) == one).unwrap();
        assert_eq!(own["status"], "cancelled");
        assert_eq!(own["when"], "2018-04-24");
        let was = find(&before, &one).unwrap();
        let was = was["claims"]
            .as_array()
            .unwrap()
            .iter()
            .find(|c| id(c) == one)
            .cloned()
            .unwrap();
        for same in [
            "type",
            "kind",
            "actors",
            "recipients",
            "persons",
            "where",
            "said_by",
            "evidence",
        ] {
            assert_eq!(own[same], was[same], "{same} was not edited");
        }
    });
    let other = id(alone);
    let done = decide(
        &mut ida,
        "merge",
        &[("claim", record.as_str()), ("with", other.as_str())],
    );
    undo(&mut ida, "merge", &done, &|now| {
        assert_eq!(now.len(), before.len() - 1);
        assert_eq!(find(now, &record), find(now, &other));
    });
    let done = decide(&mut ida, "split", &[("claim", apart.as_str())]);
    undo(&mut ida, "split", &done, &|now| {
        assert_eq!(now.len(), before.len() + 1);
        assert_ne!(find(now, &record), find(now, &apart));
    });
    let done = decide(
        &mut ida,
        "state",
        &[("claim", record.as_str()), ("state", "cancelled")],
    );
    undo(&mut ida, "state", &done, &|now| {
        assert_eq!(find(now, &record).unwrap()["state"], "cancelled");
    });
    // Without a reason nothing is decided.
    let silent = ida.post(
        "/review",
        "/review/reject",
        &[("claim", one.as_str()), ("reason", " ")],
    );
    assert_eq!(silent.status, 422);
    assert_eq!(records(&world, "a"), before);
}

#[test]
fn what_analysts_decide_survives_reading_again_and_is_gold() {
    let (world, served, mut ida) = analyst();
    let before = records(&world, "a");
    let claims: Vec<&Value> = { before.iter() }
        .flat_map(|record| record["claims"].as_array().unwrap())
        .collect();
    let edited = doubtful(&mut ida);
    let of = |claim: &&&Value, pages: &[&Value]| !pages.contains(&&claim["page"]["id"]);
    let its = claims.iter().find(|claim| id(claim) == edited).unwrap();
    let its = &its["page"]["id"];
    let right = claims.iter().find(|claim| of(claim, &[its])).unwrap();
    let pages = [its, &right["page"]["id"]];
    let wrong = claims.iter().find(|claim| of(claim, &pages)).unwrap();
    edit(&mut ida, &edited, "cancelled", "2018-04-24");
    let (right, wrong) = (id(right), id(wrong));
    decide(&mut ida, "confirm", &[("claim", right.as_str())]);
    decide(&mut ida, "reject", &[("claim", wrong.as_str())]);
    drop(served);
    let decided = records(&world, "a");
    assert_ne!(decided, before);
    let ran = world.run(&["reread", "--ledger", "a", "--format", "jsonl", "--quiet"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines = ran.lines();
    let score = &lines.last().unwrap()["gold"];
    // Edited in status and time it is still found; what was rejected is read again, and wrong.
    assert_eq!(
        (&score["claims"], &score["found"], &score["wrong"]),
        (&2.into(), &2.into(), &1.into()),
        "{ran:?}"
    );
    let strip = |mut all: Vec<Value>| {
        for record in &mut all {
            for claim in record["claims"].as_array_mut().unwrap() {
                claim["page"].as_object_mut().unwrap().remove("read");
            }
        }
        all
    };
    assert_eq!(strip(records(&world, "a")), strip(decided));
    gold_is_in_form(&world, its.as_str().unwrap());
}

/// The exported pages are as annotated pages are: every field of a claim is there, evidence stands on the page, and the word of the person is in it.
fn gold_is_in_form(world: &World, page: &str) {
    let ran = world.run(&["correct", "--ledger", "a", "export-gold", "gold"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let files = world.list("gold");
    let golds: Vec<&String> = { files.iter() }
        .filter(|name| name.ends_with(".gold.json"))
        .collect();
    assert!(!golds.is_empty());
    let fields = [
        "actors",
        "evidence",
        "kind",
        "persons",
        "recipients",
        "said_by",
        "status",
        "type",
        "when",
        "where",
    ];
    for name in golds {
        let gold = world.json(&format!("gold/{name}"));
        assert!(gold["published"].is_null() || gold["published"].as_str().unwrap().len() == 10);
        assert_eq!(gold["annotators"], serde_json::json!(["Ida"]));
        let file = gold["page"].as_str().unwrap();
        assert!(files.iter().any(|other| other == file), "{file}");
        assert_eq!(file.split('.').next(), name.split('.').next());
        for claim in gold["claims"].as_array().unwrap() {
            let claim = claim.as_object().unwrap();
            let mut own: Vec<&str> = claim.keys().map(String::as_str).collect();
            own.retain(|name| *name != "optional");
            own.sort_unstable();
            assert_eq!(own, fields);
            assert!(!claim["evidence"].as_array().unwrap().is_empty());
            assert!(!claim["said_by"].as_array().unwrap().is_empty());
            let place = &claim["where"];
            assert!(place.is_null() || place["name"].is_string());
        }
        if name.starts_with(&page[..16]) {
            let own = gold["claims"].as_array().unwrap();
            assert!(
                own.iter()
                    .any(|c| c["status"] == "cancelled" && c["when"] == "2018-04-24"),
                "{gold}"
            );
        }
    }
}
