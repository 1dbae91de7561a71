//! `cargo xtask discuss PROGRAM`: many people read one discussion of a desk while others write to it.
//!
//! What enters: a program, how many read, how many write, and how much each of them writes. What leaves: how long reading and writing took, and whether a
//! comment was lost, doubled, or not shown to somebody who asked after its author was told that it is there. Everything is in a temporary folder.

use crate::chat::client::Client;
use crate::chat::{Fallible, Folder, PASSWORD, account, pause, ran, serve};
use crate::shell;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Time that a reader spends on the page before looking again.
const READING: Duration = Duration::from_secs(2);
/// Time between two comments of a writer.
const WRITING: Duration = Duration::from_secs(3);
/// What all comments begin with.
const MARK: &str = "load comment";

/// What everybody shares.
#[derive(Default)]
struct Shared {
    /// How many comments are known to be there.
    there: AtomicUsize,
    over: AtomicBool,
    reads: Mutex<Vec<f64>>,
    writes: Mutex<Vec<f64>>,
    /// Pages that lacked a comment, or could not be had.
    stale: AtomicUsize,
    failed: AtomicUsize,
}

impl Shared {
    fn note(times: &Mutex<Vec<f64>>, begun: Instant) {
        let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
}

/// Runs it.
pub fn run(args: &[String]) -> ExitCode {
    let number = |name: &str, usual: usize| shell::number(args, name, usual);
    let Some(program) = args.first().filter(|arg| !arg.starts_with("--")) else {
        eprintln!(
            "Usage: cargo xtask discuss PROGRAM [--readers 200] [--writers 20] [--comments 8]"
        );
        return ExitCode::from(2);
    };
    let (readers, writers) = (number("--readers", 200), number("--writers", 20));
    // No more than an account may write in that time.
    let comments = number("--comments", 8).min(10);
    shell::ended(measure(Path::new(program), readers, writers, comments))
}

fn measure(program: &Path, readers: usize, writers: usize, comments: usize) -> Fallible<bool> {
    let folder = Folder::make("discuss")?;
    let ledger = folder.0.join("load.ledger");
    let page = shell::root().join("examples/01-visit-announced.html");
    ran(Command::new(program)
        .args(["add", "--ledger"])
        .arg(&ledger)
        .arg(&page))?;
    ran(Command::new(program)
        .args(["user", "--ledger"])
        .arg(&ledger)
        .args(["trial", "0"]))?;
    let record = record(program, &ledger)?;
    for number in 0..writers {
        account(program, &ledger, &format!("writer-{number}"))?;
    }
    // A port that is free now is, with some luck, free in a moment.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut server = serve(program, &ledger, port)?;
    let told = load(port, &record, (readers, writers, comments));
    let _ = server.kill();
    let _ = server.wait();
    told
}

/// Lets all of them read and write; whether all comments were seen once and in time.
fn load(
    port: u16,
    record: &str,
    (readers, writers, comments): (usize, usize, usize),
) -> Fallible<bool> {
    let path = format!("/discussion/record/{record}");
    let mut clients = Vec::new();
    for number in 0..writers {
        let name = format!("writer-{number}");
        clients.push(Client::log_in(port, number, &name, PASSWORD)?);
    }
    let shared = Arc::new(Shared::default());
    let reading: Vec<_> = (0..readers)
        .map(|number| {
            let (shared, path) = (shared.clone(), path.clone());
            thread::spawn(move || read(&Client::visitor(port, number), number, &path, &shared))
        })
        .collect();
    let writing: Vec<_> = { clients.into_iter().enumerate() }
        .map(|(number, client)| {
            let (shared, record) = (shared.clone(), record.to_owned());
            thread::spawn(move || write(&client, number, comments, &record, &shared))
        })
        .collect();
    for thread in writing {
        let _ = thread.join();
    }
    shared.over.store(true, Ordering::SeqCst);
    for thread in reading {
        let _ = thread.join();
    }
    let page = Client::visitor(port, readers).read(&path)?;
    let all = (0..writers).flat_map(|writer| (0..comments).map(move |n| text(writer, n)));
    let (mut lost, mut doubled) = (0, 0);
    for text in all {
        match page.matches(&format!(">{text}<")).count() {
            0 => lost += 1,
            1 => {}
            _ => doubled += 1,
        }
    }
    tell("reads", &shared.reads);
    tell("comments", &shared.writes);
    let count = |number: &AtomicUsize| number.load(Ordering::SeqCst);
    let (stale, failed) = (count(&shared.stale), count(&shared.failed));
    println!(
        "{readers} readers, {writers} writers: {lost} lost, {doubled} doubled, {stale} pages without a comment that was there, {failed} requests failed"
    );
    Ok(lost + doubled + stale + failed == 0)
}

fn text(writer: usize, number: usize) -> String {
    format!("{MARK} {writer} {number} end")
}

/// Looks at the page again and again, each reader beginning at another moment.
fn read(client: &Client, number: usize, path: &str, shared: &Shared) {
    pause(READING * u32::try_from(number % 100).unwrap_or(0) / 100);
    while !shared.over.load(Ordering::SeqCst) {
        let there = shared.there.load(Ordering::SeqCst);
        let begun = Instant::now();
        match client.read(path) {
            Ok(page) => {
                Shared::note(&shared.reads, begun);
                if page.matches(MARK).count() < there {
                    shared.stale.fetch_add(1, Ordering::SeqCst);
                }
            }
            Err(error) => {
                eprintln!("{error}");
                shared.failed.fetch_add(1, Ordering::SeqCst);
            }
        }
        pause(READING);
    }
}

/// Writes comments at a pace.
fn write(client: &Client, writer: usize, comments: usize, record: &str, shared: &Shared) {
    pause(WRITING * u32::try_from(writer % 20).unwrap_or(0) / 20);
    for number in 0..comments {
        let begun = Instant::now();
        match client.comment(record, &text(writer, number)) {
            Ok(()) => {
                Shared::note(&shared.writes, begun);
                shared.there.fetch_add(1, Ordering::SeqCst);
            }
            Err(error) => {
                eprintln!("{error}");
                shared.failed.fetch_add(1, Ordering::SeqCst);
            }
        }
        pause(WRITING);
    }
}

fn tell(what: &str, times: &Mutex<Vec<f64>>) {
    let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let index = (times.len() as f64 * share) as usize;
        times
            .get(index.min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or(0.0)
    };
    println!(
        "{} {what}: median {:.1} ms, 95 % {:.1} ms, 99 % {:.1} ms, longest {:.1} ms",
        times.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
}

/// The id of the first record of a ledger.
fn record(program: &Path, ledger: &Path) -> Fallible<String> {
    let told = Command::new(program)
        .args(["records", "--format", "jsonl", "--ledger"])
        .arg(ledger)
        .output()?;
    let told = String::from_utf8(told.stdout)?;
    let first: serde_json::Value = serde_json::from_str(told.lines().next().unwrap_or_default())?;
    let id = first.get("id").and_then(serde_json::Value::as_str);
    Ok(id.ok_or("there is no record")?.to_owned())
}
