//! The project's own chores: `cargo xtask CHORE`.
//!
//! Each chore is a file or folder here with `run(&[String]) -> ExitCode`. Chores find the project by the place of this
//! crate, so they work from any folder below it.

mod bench;
mod browser;
mod cases;
mod chat;
mod claims;
mod discuss;
mod gate;
mod interrupt;
mod lexicon;
mod measure;
mod pages;
mod readers;
mod scale;
mod shell;
mod test;
mod tidy;
mod train;

use std::process::ExitCode;

/// A chore: its name, what it does in a line, and how it is done.
type Chore = (&'static str, &'static str, fn(&[String]) -> ExitCode);

const CHORES: &[Chore] = &[
    ("test", "run all tests of the workspace", test::run),
    (
        "tidy",
        "check room order, documented paths, sizes and bans",
        tidy::run,
    ),
    (
        "gate",
        "measure the program and compare with cases/floors.toml",
        gate::run,
    ),
    (
        "cases",
        "run the cases; with --update, write what the program says today into them",
        cases::run,
    ),
    (
        "bench",
        "compare the speed of two programs, or measure one",
        bench::run,
    ),
    (
        "chat",
        "put many people into one chat room of a program, and measure how soon messages are with all",
        chat::run,
    ),
    (
        "discuss",
        "let many read one discussion of a program while others write, and measure how long each waits",
        discuss::run,
    ),
    (
        "interrupt",
        "add an archive in one go and with stops in the middle, measure memory, and compare what comes of it",
        interrupt::run,
    ),
    (
        "train",
        "train the language model anew from the treebanks beside the project; `train claims` and `train pages` the others",
        train::run,
    ),
    (
        "train-claims",
        "train the model that chooses claims from the annotated pages beside the project",
        claims::run,
    ),
    (
        "train-pages",
        "train the models that tell an article from furniture, from the pages beside the project",
        pages::train,
    ),
    (
        "measure-pages",
        "measure main text, titles, dates and furniture; with --cross, by cross-validation",
        pages::measure,
    ),
    (
        "lexicon",
        "make the data files of the lexicon anew from the public tables beside the project",
        lexicon::run,
    ),
    (
        "measure",
        "measure one stage: times, names, actors, coreference, attribution or merging",
        measure::run,
    ),
    (
        "generate-ledger",
        "write a large ledger of an invented world",
        scale::generate,
    ),
    (
        "bench-ledger",
        "measure what it costs to ask a large ledger and to add a page to it",
        scale::bench,
    ),
    (
        "bench-desk",
        "measure the pages of a large ledger with many readers, and many that stay open",
        scale::bench_desk,
    ),
    (
        "parse-eval",
        "measure tagging and parsing on gold words",
        train::evaluate::run,
    ),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let chore = args
        .first()
        .and_then(|name| CHORES.iter().find(|(chore, ..)| chore == name));
    if let Some((_, _, run)) = chore {
        return run(args.get(1..).unwrap_or_default());
    }
    let wanted = args
        .first()
        .is_some_and(|a| a == "--help" || a == "-h" || a == "help");
    let mut help = String::from("Usage: cargo xtask CHORE\n\n");
    for (name, what, _) in CHORES {
        help.push_str(&format!("  {name:<15} {what}\n"));
    }
    if wanted {
        print!("{help}");
        ExitCode::SUCCESS
    } else {
        eprint!("{help}");
        ExitCode::from(2)
    }
}
