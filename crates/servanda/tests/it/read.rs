//! `servanda read`.

use super::*;
use std::io::Read;

#[test]
fn a_pipe_gets_one_line_a_page_in_the_order_of_the_inputs() {
    let world = World::new(&[
        ("b/2.txt", PAGE),
        ("b/10.html", "<p>The ministers met.</p>"),
        ("a.txt", PAGE),
        ("b/x.png", "no"),
    ]);
    for jobs in ["1", "8"] {
        let ran = world.run(&["read", "--jobs", jobs, "b", "a.txt"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(ran.files(), ["b/10.html", "b/2.txt", "a.txt"]);
        assert!(ran.err.contains("1 file was passed over"), "{}", ran.err);
        let line = &ran.lines()[0];
        for key in ["url", "title", "published", "outlet", "language"] {
            assert!(line["page"].get(key).is_some(), "{key}");
        }
        assert!(line["claims"].is_array() && line["diagnostics"].is_array());
    }
}

#[test]
fn json_is_one_array_also_of_one_page_or_none() {
    let world = World::new(&[("a.txt", PAGE), ("b.txt", PAGE), ("empty/x", "")]);
    for (paths, count) in [
        (&["a.txt", "b.txt"][..], 2),
        (&["a.txt"], 1),
        (&["empty"], 0),
    ] {
        let ran = world.run(&[&["read", "--format", "json"], paths].concat());
        let all: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(all.as_array().unwrap().len(), count);
    }
}

#[test]
fn a_missing_file_is_named_and_the_rest_is_read() {
    let world = World::new(&[("a.txt", PAGE), ("b.txt", PAGE)]);
    let ran = world.run(&["read", "a.txt", "gone.html", "b.txt"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.files(), ["a.txt", "b.txt"]);
    assert!(
        ran.err.contains("error: gone.html: there is no such file"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("Check the path"), "{}", ran.err);
}

#[test]
fn rubbish_does_not_stop_the_others() {
    let world = World::new(&[("z.txt", PAGE), ("empty.html", "")]);
    let noise: Vec<u8> = (0..20_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for name in ["noise.html", "noise.txt", "noise.json"] {
        world.write(name, &noise);
    }
    world.write("not.html.gz", b"this was never compressed");
    world.write("long.txt", "word and ".repeat(300_000).as_bytes());
    let ran = world.run(&["read", "."]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("not.html.gz"), "{}", ran.err);
    assert!(ran.files().iter().any(|f| f.ends_with("z.txt")));
}

#[test]
fn a_broken_line_is_named_and_the_others_are_read() {
    let lines = format!(
        "{}\n{{\"title\": \"Two\", \n\n{}\n",
        article("One"),
        article("Four")
    );
    let world = World::new(&[("feed.jsonl", &lines)]);
    let ran = world.run(&["read", "feed.jsonl"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.files(), ["feed.jsonl:1", "feed.jsonl:4"]);
    assert!(ran.err.contains("error: feed.jsonl:2: "), "{}", ran.err);
}

#[test]
fn standard_input_is_read_as_what_it_looks_like() {
    let world = World::new(&[]);
    let two = format!("{}\n{}\n", article("One"), article("Two"));
    for (input, files) in [
        (PAGE, &["standard input"][..]),
        (
            "<!doctype html><p>The ministers met.</p>",
            &["standard input"],
        ),
        (&two, &["standard input:1", "standard input:2"]),
    ] {
        let ran = world.run_with(&["read", "-"], input.as_bytes());
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(ran.files(), files);
    }
}

#[test]
fn out_keeps_the_paths_below_a_folder() {
    let world = World::new(&[
        ("news/a.html", "<p>The ministers met.</p>"),
        ("news/2016/b.txt", PAGE),
        ("news/2016/a.txt", PAGE),
        ("one/c.json", &article("C")),
        (
            "feed.jsonl",
            &format!("{}\n\n{}\n", article("One"), article("Three")),
        ),
    ]);
    let ran = world.run(&[
        "read",
        "--out",
        "out/claims",
        "news",
        "one/c.json",
        "feed.jsonl",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.out, "");
    assert_eq!(
        world.list("out/claims"),
        [
            "2016/a.json",
            "2016/b.json",
            "a.json",
            "c.json",
            "feed-000001.json",
            "feed-000003.json"
        ]
    );
    let page = world.json("out/claims/2016/b.json");
    assert!(page["claims"].is_array());
    assert!(page.get("file").is_none());
}

#[test]
fn out_gives_no_two_pages_one_file() {
    let world = World::new(&[("a/x.html", "<p>One.</p>"), ("b/x.txt", PAGE)]);
    let ran = world.run(&["read", "--out", "out", "a/x.html", "b/x.txt"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(world.list("out"), ["x-2.json", "x.json"]);
    assert!(
        ran.err.contains("b/x.txt") && ran.err.contains("x-2.json"),
        "{}",
        ran.err
    );
}

#[test]
fn out_is_not_read_as_input() {
    let world = World::new(&[("news/a.txt", PAGE)]);
    for _ in 0..2 {
        let ran = world.run(&["read", "--out", "news/out", "news"]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    assert_eq!(world.list("news/out"), ["a.json"]);
}

#[test]
fn out_that_cannot_be_is_said() {
    let world = World::new(&[("a.txt", PAGE), ("file", "")]);
    let ran = world.run(&["read", "--out", "file/out", "a.txt"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("file/out"), "{}", ran.err);
}

#[test]
fn the_table_has_no_colour_in_a_pipe() {
    let world = World::new(&[("a.txt", PAGE)]);
    let ran = world.run(&["read", "--format", "table", "a.txt"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.contains("a.txt") && ran.out.contains("1 page, "),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\u{1b}'));
    let ran = world.run(&["read", "--color", "always", "--format", "table", "a.txt"]);
    assert!(ran.out.contains("\u{1b}["));
    let none = world
        .command(&["read", "--format", "table", "a.txt"])
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!none.stdout.contains(&0x1b));
}

#[test]
fn a_page_cannot_send_commands_to_the_terminal() {
    let world = World::new(&[(
        "a.txt",
        "Tit\u{1b}]0;owned\u{7}le\n\nThe ministers \u{1b}[2Jmet.\n",
    )]);
    for args in [
        &["read", "--format", "table", "a.txt"][..],
        &["inspect", "--format", "text", "a.txt"],
    ] {
        let ran = world.run(args);
        assert!(!ran.out.contains(['\u{1b}', '\u{7}']), "{ran:?}");
    }
}

#[test]
fn gzip_is_opened() {
    let world = World::new(&[]);
    let mut packed = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(PAGE.as_bytes(), flate2::Compression::fast());
    encoder.read_to_end(&mut packed).unwrap();
    world.write("a.txt.gz", &packed);
    let ran = world.run(&["read", "--out", "out", "a.txt.gz"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(world.list("out"), ["a.json"]);
}

#[test]
fn a_pipe_that_is_closed_early_ends_it_quietly() {
    let world = World::new(&[]);
    let lines: String = (0..5000).map(|n| article(&n.to_string()) + "\n").collect();
    world.write("feed.jsonl", lines.as_bytes());
    let mut command = world.command(&["read", "feed.jsonl"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn quiet_says_errors_only() {
    let world = World::new(&[("a.txt", PAGE), ("b.css", "")]);
    let ran = world.run(&["read", "--quiet", "--out", "out", ".", "gone"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.err.lines().filter(|l| !l.starts_with(' ')).count(),
        1,
        "{}",
        ran.err
    );
}

#[test]
fn explanations_come_with_each_claim_and_for_each_silent_sentence() {
    let text =
        "Russian President Vladimir Putin will visit Japan on December 15. The weather is fine.";
    let world = World::new(&[("a.txt", text)]);
    let plain = world.run(&["read", "a.txt"]);
    let ran = world.run(&["read", "--explain", "a.txt"]);
    let (plain, line) = (&plain.lines()[0], &ran.lines()[0]);
    assert!(plain.get("silent").is_none() && plain["claims"][0].get("grounds").is_none());
    let ground = &line["claims"][0]["grounds"][0];
    assert_eq!(ground["word"]["text"], "visit");
    assert_eq!(ground["status"]["is"], "planned");
    assert_eq!(ground["status"]["words"][0]["text"], "will");
    assert_eq!(ground["parties"][0]["role"], "actor");
    assert_eq!(
        line["silent"][0]["sentence"]["text"],
        "The weather is fine."
    );
    let table = world.run(&["read", "--explain", "--format", "table", "a.txt"]);
    for word in ["status", "“will”", "speaker", "No claim"] {
        assert!(table.out.contains(word), "{word} in {}", table.out);
    }
}
