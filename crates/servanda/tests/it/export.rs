//! The commands that export and import, and what other programs make of their files.

use super::*;

/// The pages of `examples/`, in the ledger `l`.
fn examples() -> World {
    let world = World::new(&[]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let ran = world.run(&["add", "--quiet", "--ledger", "l", folder.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    world
}

fn export(world: &World, ledger: &str, args: &[&str], file: &str) -> Ran {
    let fixed = [
        "export",
        "--ledger",
        ledger,
        "--today",
        "2018-05-01",
        "--out",
        file,
    ];
    let ran = world.run(&[&fixed, args].concat());
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    ran
}

fn bytes(world: &World, file: &str) -> Vec<u8> {
    fs::read(world.path(file)).unwrap()
}

/// The Python that has the usual readers; without it the test is skipped, but not where all must be tested.
fn readers() -> Option<PathBuf> {
    let python = std::env::var_os("SERVANDA_READERS").map(PathBuf::from);
    let python = python.filter(|python| python.exists());
    if python.is_none() {
        let all = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(
            !all,
            "no readers: `cargo xtask test` could not install them"
        );
        eprintln!(
            "skipped: `cargo xtask test` installs the programs that this test reads files with"
        );
    }
    python
}

#[test]
fn other_programs_read_what_is_exported() {
    let Some(python) = readers() else { return };
    let world = examples();
    for (args, file) in [
        (&["--format", "jsonl"][..], "export.jsonl"),
        (&["--format", "csv"], "records.csv"),
        (&["--format", "csv", "--rows", "claims"], "claims.csv"),
        (&["--format", "parquet"], "claims.parquet"),
        (&["--format", "plover"], "plover.jsonl"),
        (&["--format", "cameo"], "cameo.csv"),
        (&["--format", "ics"], "due.ics"),
        (&["--format", "graphml"], "graph.graphml"),
    ] {
        export(&world, "l", args, file);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/readers/read_back.py");
    let output = Command::new(python)
        .arg(script)
        .arg(world.folder.path())
        .output()
        .unwrap();
    let ran = Ran::of(output);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.err);

    // What another program wrote is imported like our own.
    let ran = world.run(&["import", "--ledger", "polars", "by-polars.parquet"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    export(&world, "polars", &["--format", "jsonl"], "again.jsonl");
    assert!(bytes(&world, "again.jsonl") == bytes(&world, "export.jsonl"));
}

#[test]
fn what_is_imported_is_exported_as_the_same_bytes() {
    let world = examples();
    export(&world, "l", &["--format", "jsonl"], "a.jsonl");
    export(&world, "l", &["--format", "parquet"], "a.parquet");
    assert!(bytes(&world, "a.jsonl").len() > 10_000);
    for source in ["a.jsonl", "a.parquet"] {
        let ledger = format!("{source}.ledger");
        let ran = world.run(&["import", "--ledger", &ledger, source]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains("claims new"), "{ran:?}");
        for form in [
            "jsonl", "parquet", "csv", "plover", "cameo", "ics", "graphml",
        ] {
            let (old, new) = (format!("old.{form}"), format!("new.{form}"));
            export(&world, "l", &["--format", form], &old);
            export(&world, &ledger, &["--format", form], &new);
            assert!(
                bytes(&world, &old) == bytes(&world, &new),
                "{source} as {form}"
            );
        }
        // Again is a no-op.
        let ran = world.run(&["import", "--ledger", &ledger, source]);
        assert!(ran.err.contains("0 claims new"), "{ran:?}");
    }
}

#[test]
fn a_page_of_our_own_goes_before_an_imported_one() {
    let world = examples();
    export(&world, "l", &["--format", "jsonl"], "a.jsonl");
    let ran = world.run(&["import", "--ledger", "l", "a.jsonl"]);
    assert!(
        ran.err.contains("0 claims new") && ran.err.contains("read here"),
        "{ran:?}"
    );
    // An imported page has no bytes to be read again, until it is added itself.
    world.run(&["import", "--ledger", "b", "a.jsonl"]);
    let ran = world.run(&["reread", "--ledger", "b"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    export(&world, "b", &["--format", "jsonl"], "b.jsonl");
    assert!(bytes(&world, "a.jsonl") == bytes(&world, "b.jsonl"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let ran = world.run(&["add", "--ledger", "b", folder.to_str().unwrap()]);
    assert!(
        ran.err.contains("pages added") && !ran.err.starts_with("0 pages"),
        "{ran:?}"
    );
    let ids = |ledger: &str| {
        let ran = world.run(&[
            "export",
            "--ledger",
            ledger,
            "--format",
            "csv",
            "--today",
            "2018-05-01",
        ]);
        ran.out
            .lines()
            .map(|line| line.split(',').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("l"), ids("b"));
}

#[test]
fn what_was_forgotten_does_not_come_back_by_an_import() {
    let world = examples();
    export(&world, "l", &["--format", "jsonl"], "a.jsonl");
    let first: Value = serde_json::from_slice(
        bytes(&world, "a.jsonl")
            .split(|b| *b == b'\n')
            .next()
            .unwrap(),
    )
    .unwrap();
    let page = first["claims"][0]["page"]["id"].as_str().unwrap();
    assert_eq!(world.run(&["forget", "--ledger", "l", page]).code, 0);
    let ran = world.run(&["import", "--ledger", "l", "a.jsonl"]);
    assert!(ran.err.contains("of pages that were forgotten"), "{ran:?}");
    export(&world, "l", &["--format", "jsonl"], "b.jsonl");
    assert!(
        !String::from_utf8(bytes(&world, "b.jsonl"))
            .unwrap()
            .contains(page)
    );
}

#[test]
fn a_list_kept_by_hand_is_imported() {
    let line = |when: &str, status: &str| {
        format!(
            r#"{{"claims": [{{"page": {{"url": "https://example.org/{status}", "published": "2018-03-01"}}, "type": "CONSULT", "kind": "visit", "status": "{status}", "actors": ["PER"], "recipients": ["NZL"], "when": "{when}", "evidence": [{{"start": 0, "end": 9, "text": "To visit."}}]}}]}}"#
        )
    };
    let world = World::new(&[(
        "hand.jsonl",
        &format!(
            "{}\n\n{}\n",
            line("2018-04-10", "planned"),
            line("some day", "held")
        ),
    )]);
    let ran = world.run(&["import", "--ledger", "l", "hand.jsonl"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("hand.jsonl:3: \"some day\" is no time"),
        "{ran:?}"
    );
    assert!(ran.err.contains("1 claim new, 1 passed over"), "{ran:?}");
    let ran = world.run(&[
        "export",
        "--ledger",
        "l",
        "--format",
        "ics",
        "--today",
        "2018-03-02",
    ]);
    assert!(
        ran.out
            .contains("DTSTART;VALUE=DATE:20180410\r\nDTEND;VALUE=DATE:20180411\r\n"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("URL:https://example.org/planned\r\n"),
        "{ran:?}"
    );
}

#[test]
fn filters_are_those_of_records() {
    let world = examples();
    let filter = ["--actor", "PER", "--type", "visit", "--today", "2018-05-01"];
    let export = world.run(
        &[
            &["export", "--ledger", "l", "--format", "jsonl"][..],
            &filter,
        ]
        .concat(),
    );
    let records = world.run(
        &[
            &["records", "--ledger", "l", "--format", "jsonl"][..],
            &filter,
        ]
        .concat(),
    );
    let ids = |ran: &Ran| {
        ran.lines()
            .iter()
            .map(|line| line["id"].clone())
            .collect::<Vec<_>>()
    };
    assert!(!ids(&export).is_empty());
    assert_eq!(ids(&export), ids(&records));
}

#[test]
fn a_file_that_cannot_be_written_is_no_broken_file() {
    let world = examples();
    let ran = world.run(&[
        "export",
        "--ledger",
        "l",
        "--format",
        "csv",
        "--out",
        "no/such/a.csv",
    ]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let ran = world.run(&["import", "--ledger", "m", "--format", "parquet", "l"]);
    assert_eq!(ran.code, 1, "{ran:?}");
}
