//! Cases: runs the cases of `cases/` alone, or writes what the program says today into them.

use crate::shell;
use std::process::ExitCode;

/// `cargo xtask cases [--update]`.
pub fn run(args: &[String]) -> ExitCode {
    let update = match args {
        [] => false,
        [arg] if arg == "--update" => true,
        _ => {
            eprintln!("Usage: cargo xtask cases [--update]");
            return ExitCode::from(2);
        }
    };
    let mut command = shell::cargo();
    command.args([
        "test",
        "--release",
        "--package",
        "reading",
        "--test",
        "it",
        "--",
        "cases",
        "--nocapture",
    ]);
    if update {
        command.env("UPDATE_CASES", "1");
    }
    if !shell::run(&mut command) {
        return ExitCode::FAILURE;
    }
    if update {
        println!("Read what changed before you keep it: git diff cases/");
    }
    ExitCode::SUCCESS
}
