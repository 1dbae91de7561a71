//! Gate: the figures of the checks against the floors in `cases/floors.toml`.
//!
//! What enters: the checks in `../shared/checks`, which print figures, and the floors. What leaves: one line a figure,
//! and failure where one is below its floor or was measured on other data than the floor. Without `../shared` there is
//! nothing to measure, which is said and is no failure.

mod archive;
mod figures;
mod hash;

use crate::shell;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

/// How much better than its floor a figure must be before the gate proposes to raise it: below that is noise.
const WORTH_RAISING: f64 = 0.005;

/// `cases/floors.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    check: Vec<Check>,
}

/// One check with its floors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Check {
    /// How the gate names it.
    name: String,
    /// Program and arguments; `{shared}` stands for the folder of the material, `{archive}` for a copy of `archive`.
    command: Vec<String>,
    /// Files and folders below `../shared` that the figures depend on.
    data: Vec<String>,
    /// Their hash when the floors were set.
    sha256: String,
    /// An archive, below `../shared`, of which the check gets a copy without some members.
    archive: Option<String>,
    /// Words in the paths of those members.
    #[serde(default)]
    leave_out: Vec<String>,
    /// Figures that must not fall below these.
    #[serde(default)]
    at_least: BTreeMap<String, f64>,
    /// Figures that must not rise above these.
    #[serde(default)]
    at_most: BTreeMap<String, f64>,
}

/// `cargo xtask gate [--show] [NAME...]`: all checks, or those whose names contain one of the words.
pub fn run(args: &[String]) -> ExitCode {
    let show = args.iter().any(|a| a == "--show");
    let names: Vec<&String> = args.iter().filter(|a| *a != "--show").collect();
    if names.iter().any(|n| n.starts_with('-')) {
        eprintln!(
            "Usage: cargo xtask gate [--show] [NAME...]\n\n--show also prints what the checks print"
        );
        return ExitCode::from(2);
    }
    let file = shell::root().join("cases/floors.toml");
    let floors = std::fs::read_to_string(&file).map_err(|e| e.to_string());
    let floors: Floors =
        match floors.and_then(|text| toml::from_str(&text).map_err(|e| e.to_string())) {
            Ok(floors) => floors,
            Err(error) => {
                eprintln!("cases/floors.toml: {error}");
                return ExitCode::FAILURE;
            }
        };
    let Some(shared) = shell::shared() else {
        println!(
            "gate: skipped, there is no ../shared with checks and material beside the project"
        );
        return ExitCode::SUCCESS;
    };
    if !shell::ensure(&[shell::PYTHON, shell::XZ]) {
        return ExitCode::FAILURE;
    }
    let Some(program) = shell::release_build() else {
        return ExitCode::FAILURE;
    };
    let mut failures = 0;
    let mut measured = 0;
    for check in &floors.check {
        if names.is_empty() || names.iter().any(|name| check.name.contains(name.as_str())) {
            failures += check.run(&shared, &program, show);
            measured += 1;
        }
    }
    println!("gate: {measured} checks, {failures} failures");
    if failures == 0 && measured > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Check {
    /// Runs the check and compares; the number of failures.
    fn run(&self, shared: &Path, program: &Path, show: bool) -> usize {
        println!("{}", self.name);
        match hash::of(shared, &self.data) {
            Err(error) => {
                println!("  FAIL the data cannot be read: {error}");
                return 1;
            }
            Ok(hash) if hash != self.sha256 => {
                println!(
                    "  FAIL the data is not what the floors were set on; measure anew, then write sha256 = \"{hash}\""
                );
                return 1;
            }
            Ok(_) => {}
        }
        let text = match self.output(shared, program) {
            Ok(text) => text,
            Err(error) => {
                println!("  FAIL {error}");
                return 1;
            }
        };
        if show {
            print!("{text}");
        }
        let least = self
            .at_least
            .iter()
            .map(|(name, floor)| compare(&text, name, *floor, 1.0));
        let most = self
            .at_most
            .iter()
            .map(|(name, ceiling)| compare(&text, name, *ceiling, -1.0));
        least.chain(most).filter(|passed| !passed).count()
    }

    fn output(&self, shared: &Path, program: &Path) -> Result<String, String> {
        let copy = self
            .archive
            .as_ref()
            .map(|a| archive::without(&shared.join(a), &self.leave_out))
            .transpose()?;
        let copy_path = copy
            .as_ref()
            .map_or("".into(), |copy| copy.path.to_string_lossy());
        let place = |arg: &String| {
            arg.replace("{shared}", &shared.to_string_lossy())
                .replace("{archive}", &copy_path)
        };
        let (name, args) = self.command.split_first().ok_or("it names no command")?;
        let output = Command::new(place(name))
            .args(args.iter().map(place))
            .current_dir(shell::root())
            .env("SERVANDA", program)
            .output()
            .map_err(|error| format!("{name}: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            Ok(text)
        } else {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(format!(
                "the check ended with {}:\n{text}{said}",
                output.status
            ))
        }
    }
}

/// Compares the figure `name` with its bound; `sign` is 1 for a floor, -1 for a ceiling. Whether it holds.
fn compare(text: &str, name: &str, bound: f64, sign: f64) -> bool {
    let Some(figure) = figures::find(text, name) else {
        println!("  FAIL {name}: the check prints no such figure");
        return false;
    };
    let better = (figure - bound) * sign;
    let word = if sign > 0.0 { "floor" } else { "ceiling" };
    if better < 0.0 {
        println!("  FAIL {name} {figure} ({word} {bound})");
    } else if better > WORTH_RAISING * bound.abs().max(1.0) {
        println!("  ok   {name} {figure} ({word} {bound}, which could be {figure})");
    } else {
        println!("  ok   {name} {figure} ({word} {bound})");
    }
    better >= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floors_can_be_read() {
        let text = std::fs::read_to_string(shell::root().join("cases/floors.toml")).unwrap();
        let floors: Floors = toml::from_str(&text).unwrap();
        for check in floors.check {
            assert!(
                !(check.at_least.is_empty() && check.at_most.is_empty()),
                "{} has no floor",
                check.name
            );
            assert_eq!(check.sha256.len(), 64, "{}", check.name);
        }
    }

    #[test]
    fn floors_and_ceilings_hold_in_their_direction() {
        let text = "peak 120 MiB  F1 0.500";
        assert!(compare(text, "F1", 0.5, 1.0));
        assert!(!compare(text, "F1", 0.501, 1.0));
        assert!(compare(text, "peak", 120.0, -1.0));
        assert!(!compare(text, "peak", 119.0, -1.0));
        assert!(!compare(text, "speed", 0.0, 1.0));
    }
}
