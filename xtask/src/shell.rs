//! Shell: what chores need of the machine: the project's folder, programs, and material beside the project.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// The project's folder.
pub fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder).to_owned()
}

/// The folder of measuring material beside the project, where there is one.
pub fn shared() -> Option<PathBuf> {
    // A worktree may lie deeper than the checkout it belongs to.
    let root = root();
    root.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("shared"))
        .find(|shared| shared.join("checks").is_dir())
}

/// The cargo that runs this chore. What it said of the package of the chore is taken away: build scripts that look at that (of `ring`) would run
/// again, and all that rests on them be built again, each time a chore follows a command or a command a chore.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let of_package = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        if of_package {
            command.env_remove(name);
        }
    }
    command
}

/// Runs `command` to its end, its output going where this chore's goes. Whether it succeeded.
pub fn run(command: &mut Command) -> bool {
    match command.status() {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("{}: {error}", command.get_program().to_string_lossy());
            false
        }
    }
}

/// The number behind a name among a chore's arguments, else the usual one.
pub fn number(args: &[String], name: &str, usual: usize) -> usize {
    let at = args.iter().position(|arg| arg == name);
    let given = at.and_then(|at| args.get(at + 1));
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// How a chore ends that looked whether something holds.
pub fn ended(holds: Result<bool, impl std::fmt::Display>) -> ExitCode {
    match holds {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Where build products go.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Builds the program as it is shipped; its path.
pub fn release_build() -> Option<PathBuf> {
    if !run(cargo().args(["build", "--release", "--quiet", "--package", "servanda"])) {
        return None;
    }
    Some(
        target()
            .join("release")
            .join(format!("servanda{}", std::env::consts::EXE_SUFFIX)),
    )
}

/// A program that a chore calls, with the Debian package that brings it.
pub struct Tool {
    /// What is called.
    pub program: &'static str,
    /// What brings it.
    pub package: &'static str,
}

/// Runs the scripts that measure.
pub const PYTHON: Tool = Tool {
    program: "python3",
    package: "python3",
};
/// Unpacks measuring material.
pub const XZ: Tool = Tool {
    program: "xz",
    package: "xz-utils",
};

/// Sees that `tools` are there, and installs what is missing where that can be done: on Debian, by its superuser.
/// Otherwise says what to install.
pub fn ensure(tools: &[Tool]) -> bool {
    let missing: Vec<&Tool> = tools
        .iter()
        .filter(|tool| !runs(tool.program, "--version"))
        .collect();
    if missing.is_empty() {
        return true;
    }
    let packages: Vec<&str> = missing.iter().map(|tool| tool.package).collect();
    let superuser = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout.trim_ascii() == b"0");
    if superuser && runs("apt-get", "--version") {
        eprintln!("installing {}", packages.join(", "));
        let apt = |args: &[&str]| {
            run(Command::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(args))
        };
        let install = [
            &["install", "--yes", "--no-install-recommends"],
            packages.as_slice(),
        ]
        .concat();
        if apt(&["update"])
            && apt(&install)
            && missing.iter().all(|tool| runs(tool.program, "--version"))
        {
            return true;
        }
    }
    eprintln!(
        "missing: {}\nOn Debian: sudo apt-get install {}",
        packages.join(", "),
        packages.join(" ")
    );
    false
}

fn runs(program: &str, arg: &str) -> bool {
    let quiet = Command::new(program)
        .arg(arg)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}
