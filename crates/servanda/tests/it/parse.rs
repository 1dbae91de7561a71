//! `servanda parse`.

use super::*;

/// The columns of the words of CoNLL-U.
fn words(conllu: &str) -> Vec<Vec<&str>> {
    let words = conllu
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    words.map(|line| line.split('\t').collect()).collect()
}

#[test]
fn plain_text_becomes_sentences_with_one_root_each() {
    let world = World::new(&[]);
    let ran = world.run_with(
        &["parse", "-"],
        b"The ministers met in Lima. They will meet again.\n",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let words = words(&ran.out);
    assert!(
        words.iter().all(|columns| columns.len() == 10),
        "{}",
        ran.out
    );
    assert_eq!(
        words.iter().filter(|columns| columns[6] == "0").count(),
        2,
        "{}",
        ran.out
    );
    assert_eq!(ran.out.matches("\n\n").count(), 2);
}

#[test]
fn the_words_of_conllu_are_kept() {
    let rows = ["The", "U.S.", "left", "."];
    let input: String = rows
        .iter()
        .enumerate()
        .map(|(i, w)| format!("{}\t{w}{}\n", i + 1, "\t_".repeat(8)))
        .collect();
    let world = World::new(&[("a.conllu", &format!("{input}\n{input}\n"))]);
    let ran = world.run(&["parse", "--conllu", "a.conllu"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let forms: Vec<&str> = words(&ran.out).iter().map(|columns| columns[1]).collect();
    assert_eq!(forms, [rows, rows].concat());
}

#[test]
fn a_file_that_is_missing_is_named() {
    let ran = World::new(&[]).run(&["parse", "gone.txt"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("gone.txt"), "{}", ran.err);
}
