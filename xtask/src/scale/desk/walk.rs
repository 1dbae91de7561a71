//! Walk: readers who look at pages, and how long each took.

use super::addresses::Kind;
use super::client::Client;
use crate::scale::chance::{Chance, sums};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// Languages that readers ask for: half of them English.
const LANGS: &[&str] = &["en", "ru", "en-GB,en;q=0.8", "ja"];

/// An answer.
#[derive(Clone, Copy)]
pub struct Look {
    /// The number of its kind.
    pub kind: usize,
    /// How long it took.
    pub took: Duration,
    /// Whether nobody had asked for that address in that language before.
    pub is_first: bool,
    /// Whether it was an answer that a reader can use.
    pub is_good: bool,
    /// Bytes of its body as they were sent.
    pub bytes: usize,
}

/// What was asked for before.
pub type Seen = Arc<Mutex<HashSet<u64>>>;

/// How readers go about it.
#[derive(Clone, Copy)]
pub struct Pace {
    /// How many there are.
    pub readers: usize,
    /// How long they go on.
    pub time: Duration,
    /// How long a reader reads a page in the middle; none: the next is asked for at once.
    pub think: Duration,
    /// Another number, other readers.
    pub seed: u64,
}

/// Lets readers walk through kinds of pages (all of them, or the one with this number).
pub fn walk(
    kinds: &Arc<Vec<Kind>>,
    only: Option<usize>,
    port: u16,
    pace: Pace,
    seen: &Seen,
) -> Vec<Look> {
    let begun = Instant::now();
    let readers: Vec<_> = (0..pace.readers)
        .map(|number| {
            let (kinds, seen) = (kinds.clone(), seen.clone());
            thread::spawn(move || {
                let mut chance = Chance::of(pace.seed.wrapping_mul(1000) + number as u64);
                let lang = LANGS.get(number % LANGS.len()).copied().unwrap_or("en");
                let mut client = Client::new(port, lang);
                let weights = sums(kinds.iter().map(|kind| kind.weight));
                let mut looks = Vec::new();
                // Readers do not all begin at once.
                pause(pace.think.mul_f64(chance.unit()));
                while begun.elapsed() < pace.time {
                    let kind = only.unwrap_or_else(|| chance.place(&weights));
                    let Some(address) = kinds.get(kind).map(|kind| kind.draw(&mut chance)) else {
                        break;
                    };
                    looks.push(look(&mut client, kind, address, &seen));
                    // Times between events that nobody plans are spread like this.
                    pause(pace.think.mul_f64(-(1.0 - chance.unit()).ln()));
                }
                looks
            })
        })
        .collect();
    let done = readers.into_iter().map(thread::JoinHandle::join);
    done.flatten().flatten().collect()
}

fn look(client: &mut Client, kind: usize, address: &str, seen: &Seen) -> Look {
    let mut hasher = DefaultHasher::new();
    (client.lang(), address).hash(&mut hasher);
    let is_first = seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(hasher.finish());
    let start = Instant::now();
    let answer = client.get(address);
    let took = start.elapsed();
    Look {
        kind,
        took,
        is_first,
        is_good: answer.as_ref().is_ok_and(|answer| answer.status == 200),
        bytes: answer.map_or(0, |answer| answer.bytes),
    }
}

/// Lets some time pass: readers have a pace.
pub fn pause(time: Duration) {
    if !time.is_zero() {
        let (_sender, receiver) = mpsc::channel::<()>();
        let _ = receiver.recv_timeout(time);
    }
}
