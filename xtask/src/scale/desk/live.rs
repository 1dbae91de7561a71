//! Live: pages that stay open, and how soon they are told of what is new.

use super::Served;
use super::client::Client;
use super::walk::pause;
use crate::scale::chance::Chance;
use crate::scale::words::Words;
use crate::scale::world::World;
use jiff::civil::Date;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// How often pages are added.
const ROUNDS: usize = 5;
/// How many are added at a time.
const PAGES: usize = 20;
/// When nothing came for so long, nothing more comes.
const QUIET: Duration = Duration::from_secs(4);

/// What an open page was told, or found out.
enum News {
    /// It is open.
    Open,
    /// Something has changed.
    Told(usize, Instant),
    /// It asked how much is new, as its script does; how long that took, and whether there was an answer.
    Counted(Duration, bool),
}

/// Opens so many pages, adds to the ledger, and prints who was told and how soon.
pub fn live(served: &Served, amount: usize, today: Date) -> Result<(), String> {
    let mut client = Client::new(served.port, "en");
    let front = client.text("/").map_err(|error| error.to_string())?;
    let since = { front.split_once("data-since=\"") }
        .and_then(|(_, rest)| rest.split('"').next())
        .ok_or("the newsfeed does not say since when")?;
    let count = format!("/feed/new?since={since}");
    let (sender, receiver) = channel();
    for number in 0..amount {
        open(served.port, number, count.clone(), sender.clone())?;
    }
    let begun = Instant::now();
    let mut are_open = 0;
    while are_open < amount && begun.elapsed() < Duration::from_secs(30) {
        if let Ok(News::Open) = receiver.recv_timeout(QUIET) {
            are_open += 1;
        }
    }
    println!(
        "\n{are_open} of {amount} live connections are open; memory {}",
        served.memory()
    );
    let pages = Pages::of(today)?;
    for round in 0..ROUNDS {
        let folder = served.folder.join(format!("round-{round}"));
        pages.write(&folder, round)?;
        let begun = Instant::now();
        add(&served.program, &served.ledger, &folder)?;
        tell(&receiver, amount, begun, Instant::now());
    }
    println!("memory {}", served.memory());
    Ok(())
}

/// A page that stays open, on a thread of its own with a small stack.
fn open(port: u16, number: usize, count: String, sender: Sender<News>) -> Result<(), String> {
    let listen = move || {
        let mut chance = Chance::of(number as u64);
        let mut asks = Client::new(port, "en");
        let done = Client::new(port, "en").listen("/live", |line| match line {
            "event: open" => {
                let _ = sender.send(News::Open);
            }
            "event: change" => {
                let _ = sender.send(News::Told(number, Instant::now()));
                // The script of the page waits a little, so that not all pages ask at once.
                pause(Duration::from_secs_f64(0.1 + 0.9 * chance.unit()));
                let start = Instant::now();
                let is_good = asks.get(&count).is_ok_and(|answer| answer.status == 200);
                let _ = sender.send(News::Counted(start.elapsed(), is_good));
            }
            _ => {}
        });
        drop(done);
    };
    let small = thread::Builder::new().stack_size(128 << 10);
    small.spawn(listen).map_err(|error| error.to_string())?;
    Ok(())
}

fn add(program: &Path, ledger: &Path, folder: &Path) -> Result<(), String> {
    let done = Command::new(program)
        .args(["add", "--quiet", "--ledger"])
        .args([ledger, folder])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| error.to_string())?;
    let added = done.success() || done.code() == Some(1);
    added.then_some(()).ok_or_else(|| format!("add: {done}"))
}

/// Prints what came of an addition.
fn tell(receiver: &Receiver<News>, amount: usize, begun: Instant, added: Instant) {
    let mut last: Vec<Option<Instant>> = vec![None; amount];
    let (mut waits, mut failed) = (Vec::new(), 0);
    while let Ok(news) = receiver.recv_timeout(QUIET) {
        match news {
            News::Told(number, at) => {
                if let Some(own) = last.get_mut(number) {
                    *own = Some(at);
                }
            }
            News::Counted(took, true) => waits.push(took),
            News::Counted(_, false) => failed += 1,
            News::Open => {}
        }
    }
    let told: Vec<Instant> = last.iter().flatten().copied().collect();
    // What was told while pages were still being added is not late.
    let mut late: Vec<Duration> = { told.iter() }
        .map(|at| at.saturating_duration_since(added))
        .collect();
    let spread = { told.iter().max().zip(told.iter().min()) }
        .map_or(Duration::ZERO, |(last, first)| last.duration_since(*first));
    println!(
        "{PAGES} pages added in {}: {} told, the last time {} after the end at the median, {} at most, all within {} of each other; \
         {} counts of what is new: median {}, 99 % {}, {failed} failed",
        super::ms(added.duration_since(begun)),
        told.len(),
        super::ms(super::share(&mut late, 0.5)),
        super::ms(super::share(&mut late, 1.0)),
        super::ms(spread),
        waits.len(),
        super::ms(super::share(&mut waits, 0.5)),
        super::ms(super::share(&mut waits, 0.99)),
    );
}

/// Pages that are not in the ledger yet.
struct Pages(Vec<Vec<u8>>);

impl Pages {
    /// Of another world, from its last days.
    fn of(today: Date) -> Result<Pages, String> {
        let words = Words::bundled()?;
        let last = ledger::record::day_number(today);
        let world = World::new(&words, 4711, 4000, last);
        let mut pages: Vec<Vec<u8>> = world
            .flatten()
            .map(|page| page.write().0.page.bytes)
            .collect();
        let from = pages.len().saturating_sub(ROUNDS * PAGES);
        Ok(Pages(pages.split_off(from)))
    }

    fn write(&self, folder: &Path, round: usize) -> Result<(), String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let chosen = self.0.iter().skip(round * PAGES).take(PAGES);
        for (number, bytes) in chosen.enumerate() {
            let file = folder.join(format!("{number}.txt"));
            fs::write(file, bytes).map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}
