//! The command line itself: help, wrong use, completions.

use super::*;

#[test]
fn without_a_command_it_shows_how_to_use_it() {
    let ran = World::new(&[]).run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Usage: servanda"), "{ran:?}");
}

#[test]
fn help_and_version_are_no_errors() {
    let world = World::new(&[]);
    for args in [
        &["--help"][..],
        &["help", "read"],
        &["inspect", "-h"],
        &["--version"],
    ] {
        let ran = world.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(ran.out.contains("servanda"), "{args:?}");
    }
}

#[test]
fn wrong_use_ends_with_2_and_says_what_is_wrong() {
    let world = World::new(&[("a.txt", PAGE)]);
    for (args, says) in [
        (&["read"][..], "PATH"),
        (&["read", "--fast", "a.txt"], "--fast"),
        (
            &["read", "--published", "20 November", "a.txt"],
            "YYYY-MM-DD",
        ),
        (
            &["read", "--published", "2016-02-30", "a.txt"],
            "YYYY-MM-DD",
        ),
        (&["read", "--jobs", "0", "a.txt"], "--jobs"),
        (&["read", "--format", "xml", "a.txt"], "jsonl"),
        (
            &["read", "--out", "d", "--format", "table", "a.txt"],
            "--out",
        ),
        (&["inspect", "."], "read"),
        (&["levitate"], "levitate"),
        (&["completions", "cmd"], "bash"),
    ] {
        let ran = world.run(args);
        assert_eq!(ran.code, 2, "{args:?} {ran:?}");
        assert!(ran.err.contains(says), "{args:?} {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn every_shell_gets_its_completions() {
    let world = World::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = world.run(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("inspect"), "{shell}");
    }
}
