//! Readers: the programs that usually read what the program exports, in an environment of their own below `target`.
//!
//! What enters: `tests/readers/requirements.txt`. What leaves: the Python that has them, or none where there is no Python or
//! nowhere to get them from. It is made once for each state of that file.

use crate::shell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable by which tests learn of that Python.
pub const VARIABLE: &str = "SERVANDA_READERS";

/// The Python that has the readers.
pub fn python() -> Option<PathBuf> {
    let wanted = fs::read_to_string(shell::root().join("tests/readers/requirements.txt")).ok()?;
    let folder = shell::target().join("readers");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let mark = folder.join("installed.txt");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Some(python);
    }
    println!(
        "installing the readers of exported files below {}",
        folder.display()
    );
    if make(&folder, &python) && fs::write(&mark, wanted).is_ok() {
        return Some(python);
    }
    println!(
        "the readers could not be installed: the tests that need them say that they are skipped"
    );
    None
}

fn make(folder: &Path, python: &Path) -> bool {
    let requirements = shell::root().join("tests/readers/requirements.txt");
    let begun = shell::run(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(folder),
    );
    begun
        && shell::run(
            Command::new(python)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .args(["--only-binary", ":all:", "--retries", "1", "--requirement"])
                .arg(requirements),
        )
}
