//! Desk: how fast the pages of a large ledger are, with many readers, and many pages that stay open.
//!
//! What enters: a ledger. What leaves: figures of `servanda serve` over a copy of it: of each kind of page, by readers who pause to read and by
//! readers who do not; of open pages, how soon they are told of what is new; and how much memory the server took. The readers are threads
//! of this program, so that they share the machine's processors with the server.

mod addresses;
mod client;
mod live;
mod walk;

use super::{open, say};
use crate::shell;
use addresses::Kind;
use jiff::civil::Date;
use ledger::store::sqlite::backup;
use std::collections::HashSet;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use walk::{Look, Pace, Seen, pause, walk};

const USAGE: &str = "Usage: cargo xtask bench-desk [--readers N] [--seconds N] [--think MS] [--hurry N] [--each N] [--live N] \
    [--today DATE] [--in-place] [--program FILE] LEDGER\n\n\
    --readers   how many read at a time (default 50)\n\
    --seconds   how long they walk through the pages (default 60)\n\
    --think     how long a reader pauses between pages, in the middle (default 1000)\n\
    --hurry     how long they walk without pausing (default 20; 0: not at all)\n\
    --each      how long they look at each kind of page alone, without pausing (default 3; 0: not at all)\n\
    --live      how many pages stay open while the ledger grows (default 1000; 0: none)\n\
    --today     the day that counts as today (default 2026-11-30, the last day of generated ledgers)\n\
    --in-place  serve the ledger itself, not a copy; with --live pages are added to it\n\
    --program   the program that serves (default: the release build)";

struct Args {
    readers: usize,
    seconds: u64,
    think: u64,
    hurry: u64,
    each: u64,
    live: usize,
    today: Date,
    in_place: bool,
    program: Option<PathBuf>,
    ledger: PathBuf,
}

/// `cargo xtask bench-desk`.
pub fn run(args: &[String]) -> ExitCode {
    let Some(args) = parse(args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let Some(program) = args.program.clone().or_else(shell::release_build) else {
        return ExitCode::FAILURE;
    };
    match measure(&args, program) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", args.ledger.display());
            ExitCode::FAILURE
        }
    }
}

fn parse(args: &[String]) -> Option<Args> {
    let mut parsed = Args {
        readers: 50,
        seconds: 60,
        think: 1000,
        hurry: 20,
        each: 3,
        live: 1000,
        today: jiff::civil::date(2026, 11, 30),
        in_place: false,
        program: None,
        ledger: PathBuf::new(),
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--readers" => parsed.readers = args.next()?.parse().ok()?,
            "--seconds" => parsed.seconds = args.next()?.parse().ok()?,
            "--think" => parsed.think = args.next()?.parse().ok()?,
            "--hurry" => parsed.hurry = args.next()?.parse().ok()?,
            "--each" => parsed.each = args.next()?.parse().ok()?,
            "--live" => parsed.live = args.next()?.parse().ok()?,
            "--today" => parsed.today = args.next()?.parse().ok()?,
            "--in-place" => parsed.in_place = true,
            "--program" => parsed.program = Some(PathBuf::from(args.next()?)),
            flag if flag.starts_with('-') => return None,
            path => parsed.ledger = PathBuf::from(path),
        }
    }
    (parsed.ledger != Path::new("")).then_some(parsed)
}

fn measure(args: &Args, program: PathBuf) -> Result<(), String> {
    let drawn = addresses::of(&open(&args.ledger)?, args.today, 1).map_err(say)?;
    let kinds = Arc::new(drawn);
    let served = Served::begin(args, program)?;
    let seen = Seen::new(HashSet::new().into());
    let pace = |seconds: u64, think: u64, seed: u64| Pace {
        readers: args.readers,
        time: Duration::from_secs(seconds),
        think: Duration::from_millis(think),
        seed,
    };
    println!("memory before the first page {}", served.memory());
    let of_all = |seconds: u64, think: u64, seed: u64| {
        let (start, busy) = (Instant::now(), served.busy());
        let looks = walk(&kinds, None, served.port, pace(seconds, think, seed), &seen);
        tell(&kinds, &looks, start.elapsed());
        let server = served.busy().saturating_sub(busy);
        println!(
            "the server computed for {:.1} s of them; memory {}",
            server.as_secs_f64(),
            served.memory()
        );
    };
    if args.seconds > 0 {
        println!(
            "\n{} readers who pause {} ms between pages, from an empty cache on",
            args.readers, args.think
        );
        of_all(args.seconds, args.think, 1);
    }
    if args.hurry > 0 {
        println!("\n{} readers who do not pause", args.readers);
        of_all(args.hurry, 0, 2);
    }
    if args.each > 0 {
        println!(
            "\n{} readers who do not pause, each kind of page by itself",
            args.readers
        );
        let start = Instant::now();
        let mut looks = Vec::new();
        for kind in 0..kinds.len() {
            let pace = pace(args.each, 0, 3 + kind as u64);
            looks.extend(walk(&kinds, Some(kind), served.port, pace, &seen));
        }
        // Each had its own part of the time.
        tell(&kinds, &looks, start.elapsed() / kinds.len().max(1) as u32);
        println!("memory {}", served.memory());
    }
    if args.live > 0 {
        live::live(&served, args.live, args.today)?;
    }
    Ok(())
}

/// Prints the figures of each kind of page.
fn tell(kinds: &[Kind], looks: &[Look], time: Duration) {
    println!(
        "{:<26} {:>7} {:>8} {:>9} {:>9} {:>9} {:>7} {:>9} {:>9} {:>7}",
        "", "asked", "a second", "median", "99 %", "most", "first", "median", "99 %", "failed"
    );
    let line = |name: &str, looks: &[Look]| {
        let took = |looks: &mut dyn Iterator<Item = &Look>| -> Vec<Duration> {
            looks.map(|look| look.took).collect()
        };
        let mut all = took(&mut looks.iter());
        let mut first = took(&mut looks.iter().filter(|look| look.is_first));
        println!(
            "{name:<26} {:>7} {:>8.1} {:>9} {:>9} {:>9} {:>7} {:>9} {:>9} {:>7}",
            looks.len(),
            looks.len() as f64 / time.as_secs_f64(),
            ms(share(&mut all, 0.5)),
            ms(share(&mut all, 0.99)),
            ms(share(&mut all, 1.0)),
            first.len(),
            ms(share(&mut first, 0.5)),
            ms(share(&mut first, 0.99)),
            looks.iter().filter(|look| !look.is_good).count(),
        );
    };
    for (number, kind) in kinds.iter().enumerate() {
        let own: Vec<Look> = { looks.iter() }
            .filter(|look| look.kind == number)
            .copied()
            .collect();
        if !own.is_empty() {
            line(kind.name, &own);
        }
    }
    line("all", looks);
    let bytes: usize = looks.iter().map(|look| look.bytes).sum();
    println!(
        "{} KiB an answer, as sent",
        bytes / looks.len().max(1) / 1024
    );
}

/// What so large a share of some times is not longer than.
fn share(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let at = (times.len() as f64 * share) as usize;
    let last = times.len().saturating_sub(1);
    times.get(at.min(last)).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// A server over a ledger, in a folder that goes with it.
struct Served {
    program: PathBuf,
    ledger: PathBuf,
    folder: PathBuf,
    port: u16,
    child: Child,
}

impl Served {
    fn begin(args: &Args, program: PathBuf) -> Result<Served, String> {
        let io = |error: std::io::Error| error.to_string();
        let mut folder = args.ledger.as_os_str().to_owned();
        folder.push(".bench");
        let folder = PathBuf::from(folder);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(io)?;
        let ledger = if args.in_place {
            args.ledger.clone()
        } else {
            let copy = folder.join("copy.ledger");
            backup::copy(&args.ledger, &copy).map_err(say)?;
            copy
        };
        // A port that is free now is, with some luck, free in a moment.
        let port = {
            let free = TcpListener::bind("127.0.0.1:0").map_err(io)?;
            free.local_addr().map_err(io)?.port()
        };
        let child = Command::new(&program)
            .args(["serve", "--no-accounts"])
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(["--today", &args.today.to_string(), "--ledger"])
            .arg(&ledger)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(io)?;
        let served = Served {
            program,
            ledger,
            folder,
            port,
            child,
        };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > Duration::from_secs(60) {
                return Err("the server does not answer".to_owned());
            }
            pause(Duration::from_millis(20));
        }
        Ok(served)
    }

    /// What the server holds in memory now, and what it held at most.
    fn memory(&self) -> String {
        let path = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let of = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
            kib.map_or_else(
                || "?".to_owned(),
                |kib| format!("{} MB", kib * 1024 / 1_000_000),
            )
        };
        format!("{}, {} at most", of("VmRSS:"), of("VmHWM:"))
    }

    /// How long the server has computed so far.
    fn busy(&self) -> Duration {
        let path = format!("/proc/{}/stat", self.child.id());
        let text = std::fs::read_to_string(path).unwrap_or_default();
        // After the name, which may hold spaces, come the state and ten numbers before those of the program and of the system for it.
        let rest = text.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks = rest.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|word| word.parse::<u64>().ok()).sum();
        // A hundred of them are a second on Linux.
        Duration::from_millis(ticks * 10)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
