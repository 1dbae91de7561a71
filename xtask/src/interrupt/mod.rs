//! `cargo xtask interrupt PROGRAM`: an archive goes into a ledger in one go, and into another with stops in the middle; both must come to the same.
//!
//! What enters: a program, how many pages, how many stops. What leaves: the most memory that adding took, for a quarter of the pages and for all
//! of them, and whether the two ledgers tell the same. Every second stop is a kill, the others are interrupts. Everything is in a temporary folder.

mod archive;

use crate::chat::{Fallible, Folder, pause};
use crate::shell;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// How often it is looked how far a program is.
const LOOK: Duration = Duration::from_millis(20);

/// Runs it.
pub fn run(args: &[String]) -> ExitCode {
    let number = |name: &str, usual: usize| shell::number(args, name, usual);
    let Some(program) = args.first().filter(|arg| !arg.starts_with("--")) else {
        eprintln!("Usage: cargo xtask interrupt PROGRAM [--pages 10000] [--stops 8]");
        return ExitCode::from(2);
    };
    let (pages, stops) = (number("--pages", 10_000), number("--stops", 8));
    let program = fs::canonicalize(program).unwrap_or_else(|_| program.into());
    shell::ended(measure(&program, pages, stops))
}

fn measure(program: &Path, pages: usize, stops: usize) -> Fallible<bool> {
    let folder = Folder::make("interrupt")?;
    let path = |name: &str| folder.0.join(name);
    for (name, pages) in [("quarter.warc", pages / 4), ("whole.warc", pages)] {
        archive::write(&path(name), pages)?;
        let ledger = path(&format!("{name}.ledger"));
        let begun = Instant::now();
        let mut adding = add(program, &ledger, &path(name))?;
        let mut most = 0;
        let done = loop {
            most = memory(&adding).max(most);
            if let Some(done) = adding.try_wait()? {
                break done;
            }
            pause(LOOK);
        };
        if !done.success() {
            return Err(format!("adding {name} ended with {done}").into());
        }
        println!(
            "{pages} pages in one go: {:.0} s, {} MiB at most, a ledger of {} MiB",
            begun.elapsed().as_secs_f64(),
            most >> 10,
            size(&ledger) >> 20
        );
    }
    let whole = path("whole.warc.ledger");
    let broken = path("broken.ledger");
    let all = size(&whole);
    for stop in 0..stops {
        let aim = all * (stop as u64 + 1) / (stops as u64 + 1);
        let mut adding = add(program, &broken, &path("whole.warc"))?;
        let kills = stop % 2 == 0;
        while size(&broken) < aim && adding.try_wait()?.is_none() {
            pause(LOOK);
        }
        if kills {
            adding.kill()?;
        } else {
            let id = adding.id().to_string();
            Command::new("kill").args(["-INT", &id]).status()?;
        }
        let ended = adding.wait()?;
        let how = if kills { "killed" } else { "interrupted" };
        println!("{how} at {} MiB: {ended}", size(&broken) >> 20);
    }
    let ended = add(program, &broken, &path("whole.warc"))?.wait()?;
    if !ended.success() {
        return Err(format!("adding the rest ended with {ended}").into());
    }
    let (one, other) = (records(program, &whole)?, records(program, &broken)?);
    let is_same = one == other && !one.is_empty();
    let count = one.lines().count();
    if is_same {
        println!("{stops} stops: the same {count} records, byte for byte");
    } else {
        let differing = one.lines().zip(other.lines()).filter(|(a, b)| a != b);
        println!(
            "{count} records in one go, {} with stops; {} differ",
            other.lines().count(),
            differing.count()
        );
    }
    Ok(is_same)
}

/// Starts to add an archive to a ledger.
fn add(program: &Path, ledger: &Path, archive: &Path) -> Fallible<Child> {
    let child = Command::new(program)
        .args(["add", "--quiet", "--ledger"])
        .arg(ledger)
        .arg(archive)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    Ok(child)
}

/// The most memory in KiB that a program had so far, where the system says.
fn memory(child: &Child) -> u64 {
    let told = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Bytes of a ledger with its log.
fn size(ledger: &Path) -> u64 {
    let of = |path: &Path| fs::metadata(path).map_or(0, |meta| meta.len());
    let mut log = ledger.as_os_str().to_owned();
    log.push("-wal");
    of(ledger) + of(Path::new(&log))
}

/// All records of a ledger, without the moments at which pages were read, which are those of the run.
fn records(program: &Path, ledger: &Path) -> Fallible<String> {
    let told = Command::new(program)
        .args([
            "records",
            "--format",
            "jsonl",
            "--today",
            "2020-01-01",
            "--ledger",
        ])
        .arg(ledger)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    let mut out = String::new();
    for line in String::from_utf8(told.stdout)?.lines() {
        let mut record: Value = serde_json::from_str(line)?;
        let claims = record.get_mut("claims").and_then(Value::as_array_mut);
        for claim in claims.into_iter().flatten() {
            if let Some(page) = claim.get_mut("page").and_then(Value::as_object_mut) {
                page.remove("read");
            }
        }
        out.push_str(&record.to_string());
        out.push('\n');
    }
    Ok(out)
}
