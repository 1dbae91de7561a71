//! The project's own chores.

mod lexicon;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("lexicon") => lexicon::run(&args[1..]),
        _ => {
            eprintln!("usage: cargo xtask lexicon [--shared DIR]");
            ExitCode::from(2)
        }
    }
}
