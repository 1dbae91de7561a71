//! Browser: what the tests of the desk need: a browser, what steers it, and what judges its pages, below `target`.
//!
//! What enters: `tests/browser/package.json` with its lock file. What leaves: the folder that holds the scripts together with
//! what they need, or none where it cannot be had. What is installed is made once for each state of the lock file.

use crate::shell::{self, Tool};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable by which tests learn of that folder.
pub const VARIABLE: &str = "SERVANDA_BROWSER";

const TOOLS: &[Tool] = &[
    Tool {
        program: "chromium",
        package: "chromium",
    },
    Tool {
        program: "node",
        package: "nodejs",
    },
    Tool {
        program: "npm",
        package: "npm",
    },
];

/// The folder with the scripts and all that they need.
pub fn folder() -> Option<PathBuf> {
    let scripts = shell::root().join("tests/browser");
    let wanted = fs::read_to_string(scripts.join("package-lock.json")).ok()?;
    let folder = shell::target().join("browser");
    if !shell::ensure(TOOLS) {
        println!("no browser: the tests that need one say that they are skipped");
        return None;
    }
    let mark = folder.join("installed.txt");
    let installed = fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted);
    if !installed {
        println!(
            "installing what steers the browser below {}",
            folder.display()
        );
        if !install(&scripts, &folder) || fs::write(&mark, wanted).is_err() {
            println!("it could not be installed: the tests that need it say that they are skipped");
            return None;
        }
    }
    copy(&scripts, &folder).then_some(folder)
}

fn install(scripts: &Path, folder: &Path) -> bool {
    let lists = ["package.json", "package-lock.json"];
    fs::create_dir_all(folder).is_ok()
        && lists
            .iter()
            .all(|list| fs::copy(scripts.join(list), folder.join(list)).is_ok())
        && shell::run(
            Command::new("npm")
                .args(["ci", "--silent", "--no-audit", "--no-fund"])
                .args(["--ignore-scripts", "--prefix"])
                .arg(folder)
                .current_dir(folder),
        )
}

/// Scripts find their libraries from where they lie: they are copied beside them, anew each time.
fn copy(scripts: &Path, folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(scripts) else {
        return false;
    };
    entries.flatten().all(|entry| {
        let path = entry.path();
        path.extension().is_none_or(|ending| ending != "mjs")
            || fs::copy(&path, folder.join(entry.file_name())).is_ok()
    })
}
