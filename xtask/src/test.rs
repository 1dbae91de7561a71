//! Test: everything there is to test, in one command, with its count.

use crate::{browser, readers, shell};
use std::io::{BufRead, BufReader, Write};
use std::process::{ExitCode, Stdio};
use std::time::Instant;

/// Counts of a run of tests.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
    ignored: u64,
}

/// `cargo xtask test [ARGS]`: `ARGS` go to `cargo test`, such as the name of a test.
pub fn run(args: &[String]) -> ExitCode {
    if shell::shared().is_none() {
        println!("no ../shared beside the project: tests that need its material are skipped");
    } else if !shell::ensure(&[shell::PYTHON]) {
        return ExitCode::FAILURE;
    }
    let start = Instant::now();
    let mut command = shell::cargo();
    command
        .args(["test", "--workspace", "--release", "--no-fail-fast"])
        .args(args)
        .stdout(Stdio::piped());
    if let Some(python) = readers::python() {
        command.env(readers::VARIABLE, python);
    }
    if let Some(folder) = browser::folder() {
        command.env(browser::VARIABLE, folder);
    }
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("cargo: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut counts = Counts::default();
    if let Some(stdout) = child.stdout.take() {
        let mut out = std::io::stdout();
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            counts.add(&String::from_utf8_lossy(&line));
            // The count goes on where nobody watches.
            let _ = out.write_all(&line).and_then(|()| out.write_all(b"\n"));
        }
    }
    let succeeded = child.wait().is_ok_and(|status| status.success());
    println!(
        "tests: {} passed, {} failed, {} ignored, in {:.0} s",
        counts.passed,
        counts.failed,
        counts.ignored,
        start.elapsed().as_secs_f64()
    );
    if succeeded && counts.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Counts {
    /// Adds what a line such as `test result: ok. 12 passed; 0 failed; 1 ignored; ...` says.
    fn add(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        for part in result.split(['.', ';']) {
            let mut words = part.split_whitespace();
            let Some(Ok(number)) = words.next().map(str::parse::<u64>) else {
                continue;
            };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                Some("ignored") => self.ignored += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_added_up() {
        let mut counts = Counts::default();
        counts.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.04s");
        counts.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured");
        counts.add("test a::b ... ok");
        assert_eq!(
            counts,
            Counts {
                passed: 15,
                failed: 2,
                ignored: 1
            }
        );
    }
}
