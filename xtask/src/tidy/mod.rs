//! Tidy: what the compiler and clippy do not check, and why it is so (docs/STYLE.md).
//!
//! What enters: the files of the project. What leaves: a line for each problem, and failure where there is one. Each
//! check is a function from files to problems, in a file of its own.

mod bans;
mod decisions;
mod docs;
mod rooms;
mod sizes;
mod source;

use crate::shell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// A file of the project.
#[derive(Debug)]
struct File {
    /// Path from the project's folder, with `/`.
    path: String,
    /// Bytes of it.
    size: u64,
    /// What is in it, where that is text.
    text: Option<String>,
}

/// Something to be mended.
#[derive(Debug, PartialEq, Eq)]
struct Problem {
    path: String,
    /// Line, from 1; 0 where the whole file is meant.
    line: usize,
    /// What is wrong, and why it matters.
    message: String,
}

impl Problem {
    fn new(file: &File, line: usize, message: impl Into<String>) -> Problem {
        Problem {
            path: file.path.clone(),
            line,
            message: message.into(),
        }
    }
}

/// `cargo xtask tidy`.
pub fn run(args: &[String]) -> ExitCode {
    if !args.is_empty() {
        eprintln!("Usage: cargo xtask tidy");
        return ExitCode::from(2);
    }
    let files = files(&shell::root());
    let problems = check(&files);
    for problem in &problems {
        match problem.line {
            0 => println!("{}: {}", problem.path, problem.message),
            line => println!("{}:{line}: {}", problem.path, problem.message),
        }
    }
    println!("tidy: {} files, {} problems", files.len(), problems.len());
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// All problems, in the order of the files.
fn check(files: &[File]) -> Vec<Problem> {
    let mut problems = rooms::check(files);
    problems.extend(bans::check(files));
    problems.extend(sizes::check(files));
    problems.extend(docs::check(files));
    problems.extend(decisions::check(files));
    problems.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    problems
}

/// The files that git keeps or would keep; all but build products where there is no git.
fn files(root: &Path) -> Vec<File> {
    let listed = Command::new("git")
        .current_dir(root)
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .output()
        .ok()
        .filter(|output| output.status.success())
        .map(|output| {
            String::from_utf8_lossy(&output.stdout)
                .split_terminator('\0')
                .map(PathBuf::from)
                .collect()
        });
    let mut paths: Vec<PathBuf> = listed.unwrap_or_else(|| {
        let mut paths = Vec::new();
        walk(root, Path::new(""), &mut paths);
        paths
    });
    paths.sort();
    paths.dedup();
    // A file that was removed but not yet committed is still listed.
    paths.iter().filter_map(|path| load(root, path)).collect()
}

fn walk(root: &Path, below: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(root.join(below)) else {
        return;
    };
    for entry in entries.flatten() {
        let path = below.join(entry.file_name());
        if path == Path::new(".git") || entry.file_name() == "target" {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(root, &path, paths);
        } else {
            paths.push(path);
        }
    }
}

fn load(root: &Path, path: &Path) -> Option<File> {
    let full = root.join(path);
    if !full.is_file() {
        return None;
    }
    let bytes = fs::read(&full).ok()?;
    Some(File {
        path: path.to_string_lossy().replace('\\', "/"),
        size: bytes.len() as u64,
        text: String::from_utf8(bytes).ok(),
    })
}

/// A file for the tests of the checks.
#[cfg(test)]
fn file(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        size: text.len() as u64,
        text: Some(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_tidy() {
        let problems = check(&files(&shell::root()));
        let lines: Vec<String> = problems
            .iter()
            .map(|p| format!("{}:{}: {}", p.path, p.line, p.message))
            .collect();
        assert!(
            lines.is_empty(),
            "cargo xtask tidy finds:\n{}",
            lines.join("\n")
        );
    }
}
