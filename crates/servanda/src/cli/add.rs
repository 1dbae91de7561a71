//! `servanda add`: pages into the ledger.
//!
//! A page goes two ways: its bytes are stored, a batch in one transaction; then it is read, on many threads, and what reading
//! gave is stored, again a batch in one transaction. One thread stores what is found while others read and the first one
//! writes, all with the one ledger. Whatever ends the program in between, the next run goes on: pages that are stored are not
//! stored again, and those that are not read are read first.

use super::book::{self, Failure, Which};
use super::read::{date, guarded, many};
use super::report::Report;
use super::{Exit, ordered, term, web};
use crate::pages::{self, Found, Input, Search, Trouble};
use anstream::ColorChoice;
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::record::PageId;
use ledger::store::{Arrival, Error, Kept, Ledger, PORTION, Read, Result};
use reading::page::Diagnostic;
use reading::{Options, Reader};
use std::collections::{HashSet, VecDeque};
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock};

/// The most bytes of pages that are stored in one transaction.
const LARGEST_BATCH: usize = 16 << 20;

/// Read pages into a ledger
///
/// PATH is a file, a folder (searched for pages, all the way down), an address of the web or - for standard input. Pages are HTML, text, JSON
/// articles, JSON lines with one article a line, web archives (WARC) and mail; each may be compressed with gzip. Pages that are in the ledger already
/// are passed over. An interrupt ends it cleanly; adding the same again goes on where it was. Without a PATH it only goes on
/// with pages that are stored and not read yet.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda add examples/                           into servanda.ledger, which is begun where it is missing\n  \
    servanda add --ledger asia.ledger news/ feed.jsonl.gz CC-NEWS-20180301.warc.gz\n  \
    servanda add https://example.org/page\n  \
    curl -s https://example.org/page | servanda add --published 2016-11-20 -")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Day of publication (YYYY-MM-DD) to assume where a page gives none
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<Date>,
    /// Bring back pages that were forgotten
    #[arg(long)]
    again: bool,
    /// How many pages to read at a time [default: as many as there are processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// How many pages to write in one transaction
    #[arg(long, value_name = "N", default_value_t = 64, hide = true, value_parser = clap::value_parser!(u16).range(1..))]
    batch: u16,
    /// Say errors only: no warnings, notes or progress
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    fetching: web::Fetching,
    /// When the pages come, where that is another moment than now.
    #[arg(skip)]
    at: Option<Timestamp>,
    /// Files, folders and addresses, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Args {
    /// Adds what is in these places as if it came `at` a moment, and says nothing but errors.
    pub fn quietly(which: Which, paths: Vec<PathBuf>, at: Timestamp) -> Args {
        Args {
            which,
            published: None,
            again: false,
            jobs: None,
            batch: 64,
            quiet: true,
            fetching: web::Fetching::default(),
            at: Some(at),
            paths,
        }
    }
}

/// What a thread is given.
enum Job {
    Read(Box<Arrival>, u64),
    Known(u64),
    Say(Trouble),
}

/// What a thread gives back.
pub enum Done {
    /// A page was read; of how many bytes of input.
    Read(Box<Read>, Vec<Diagnostic>, String, u64),
    /// The program failed on a page.
    Failed(Box<Read>, Trouble, u64),
    /// A page was in the ledger already.
    Known(u64),
    /// Something is to be said.
    Said(Trouble),
}

/// Reads one page of the ledger.
pub fn read(reader: &Reader, arrival: &Arrival, size: u64) -> Done {
    let options = Options {
        published: arrival.assumed,
        ..Options::default()
    };
    match guarded(&arrival.name, || reader.read(&arrival.page, &options)) {
        Ok(mut reading) => {
            let diagnostics = std::mem::take(&mut reading.diagnostics);
            let read = Read::of(&arrival.id, &reading);
            Done::Read(Box::new(read), diagnostics, arrival.name.clone(), size)
        }
        Err(trouble) => Done::Failed(Box::new(Read::failed(&arrival.id)), trouble, size),
    }
}

/// How many threads read.
pub fn threads(jobs: Option<u16>) -> usize {
    jobs.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    )
}

/// The ledger, for the thread that stores pages and the one that writes readings.
pub fn hold(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    // Every change of a ledger is a transaction, so a panic elsewhere does not spoil it.
    ledger.lock().unwrap_or_else(|e| e.into_inner())
}

/// Adds the pages.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    // Before the ledger is opened, so that no interrupt finds it open and unguarded.
    let stop = book::interrupts();
    args.which.with(&mut report, true, |ledger, report| {
        add(&args, ledger, &stop, report)
    })
}

fn add(
    args: &Args,
    ledger: Ledger,
    stop: &AtomicBool,
    report: &mut Report,
) -> std::result::Result<Exit, Failure> {
    if !args.quiet && io::stderr().is_terminal() && many(&args.paths) {
        report.show_bar(pages::measure(&args.paths, Search::default()));
    }
    let unread = ledger.unread()?;
    let ledger = Mutex::new(ledger);
    let failed = Mutex::new(None);
    let feed = Feed {
        unread: unread.into_iter(),
        found: web::find(args.paths.clone(), Search::default(), &args.fetching),
        ledger: &ledger,
        stop,
        failed: &failed,
        batch: usize::from(args.batch),
        assumed: args.published,
        again: args.again,
        at: args.at.unwrap_or_else(now),
        ready: VecDeque::new(),
        reading: HashSet::new(),
    };
    let mut sink = Sink {
        ledger: &ledger,
        again: args.again,
        batch: usize::from(args.batch),
        waiting: Vec::new(),
        pages: 0,
        claims: 0,
        known: 0,
        unjoined: 0,
    };
    let reader = OnceLock::new();
    let mut outcome = Ok(());
    ordered::run(
        threads(args.jobs),
        feed,
        |job| match job {
            Job::Say(trouble) => Done::Said(trouble),
            Job::Known(size) => Done::Known(size),
            Job::Read(arrival, size) => read(reader.get_or_init(Reader::bundled), &arrival, size),
        },
        |done| match sink.take(done, report) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                outcome = Err(error);
                ControlFlow::Break(())
            }
        },
    );
    let outcome = outcome
        .and_then(|()| {
            failed
                .into_inner()
                .unwrap_or_else(|e| e.into_inner())
                .map_or(Ok(()), Err)
        })
        .and_then(|()| sink.write(report))
        .and_then(|()| hold(&ledger).join().map(|_| ()));
    let counts = hold(&ledger).counts();
    report.hide_bar();
    report.kept_back();
    outcome?;
    report.remark(&format!(
        "{} added with {}, {} there before; {} now holds {} and {}",
        term::count(sink.pages, "page"),
        term::count(sink.claims, "claim"),
        sink.known,
        args.which.path().display(),
        term::count(
            usize::try_from(counts.as_ref().map_or(0, |c| c.pages)).unwrap_or(0),
            "page"
        ),
        term::count(
            usize::try_from(counts.map_or(0, |c| c.records)).unwrap_or(0),
            "record"
        ),
    ));
    Ok(if stop.load(Ordering::Relaxed) {
        report.remark("interrupted; adding the same again goes on");
        Exit::Interrupted
    } else if report.errors > 0 {
        Exit::Unread
    } else {
        Exit::Done
    })
}

/// This moment, as exactly as the ledger keeps it.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// Stores what is found, a batch at a time, and hands on what is to be read.
struct Feed<'a, I> {
    unread: std::vec::IntoIter<PageId>,
    found: I,
    ledger: &'a Mutex<Ledger>,
    stop: &'a AtomicBool,
    failed: &'a Mutex<Option<Error>>,
    batch: usize,
    assumed: Option<Date>,
    again: bool,
    /// When all pages of this run come: one moment, so that it does not matter which is found first.
    at: Timestamp,
    ready: VecDeque<Job>,
    /// Pages that were handed on in this run.
    reading: HashSet<PageId>,
}

impl<I: Iterator<Item = Found>> Feed<'_, I> {
    fn fill(&mut self) -> Result<()> {
        if let Some(page) = self.unread.next() {
            if let Some(arrival) = hold(self.ledger).arrival(&page)? {
                self.reading.insert(page);
                self.ready.push_back(Job::Read(Box::new(arrival), 0));
            }
            return Ok(());
        }
        let mut inputs: Vec<std::result::Result<(Arrival, u64), Trouble>> = Vec::new();
        let mut bytes = 0;
        while inputs.len() < self.batch && bytes < LARGEST_BATCH {
            match self.found.next() {
                None => break,
                Some(Found::Trouble(trouble)) => inputs.push(Err(trouble)),
                Some(Found::Page(input)) => {
                    bytes += input.page.bytes.len();
                    inputs.push(Ok(self.arrival(input)));
                }
            }
        }
        let arrivals: Vec<Arrival> = inputs.iter().flatten().map(|(a, _)| a.clone()).collect();
        let kept = if arrivals.is_empty() {
            Vec::new()
        } else {
            hold(self.ledger).keep(&arrivals, self.again)?
        };
        let mut kept = kept.into_iter();
        for input in inputs {
            let job = match input {
                Err(trouble) => Job::Say(trouble),
                Ok((arrival, size)) => self.job(arrival, size, kept.next()),
            };
            self.ready.push_back(job);
        }
        Ok(())
    }

    fn arrival(&self, input: Input) -> (Arrival, u64) {
        let arrival = Arrival {
            id: PageId(input.page.hash()),
            page: input.page,
            name: input.name,
            assumed: self.assumed,
            at: self.at,
        };
        (arrival, input.size)
    }

    fn job(&mut self, arrival: Arrival, size: u64, kept: Option<Kept>) -> Job {
        match kept {
            Some(Kept::New | Kept::Unread) if self.reading.insert(arrival.id.clone()) => {
                Job::Read(Box::new(arrival), size)
            }
            Some(Kept::Forgotten) => Job::Say(refused(arrival.name)),
            _ => Job::Known(size),
        }
    }
}

fn refused(name: String) -> Trouble {
    Trouble {
        name,
        diagnostic: Diagnostic::warning(
            "forgotten",
            "it was forgotten on request and is not read again",
            "Give --again to bring it back all the same.",
        ),
    }
}

impl<I: Iterator<Item = Found>> Iterator for Feed<'_, I> {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        if self.ready.is_empty()
            && let Err(error) = self.fill()
        {
            *self.failed.lock().unwrap_or_else(|e| e.into_inner()) = Some(error);
            return None;
        }
        // A page that was forgotten meanwhile leaves nothing; then there is more to fill with.
        match self.ready.pop_front() {
            None if self.unread.len() > 0 => self.next(),
            job => job,
        }
    }
}

/// Writes what was read, a batch at a time.
struct Sink<'a> {
    ledger: &'a Mutex<Ledger>,
    again: bool,
    batch: usize,
    waiting: Vec<Read>,
    pages: usize,
    claims: usize,
    known: usize,
    /// Claims that were written and are not joined yet, at most.
    unjoined: usize,
}

impl Sink<'_> {
    fn take(&mut self, done: Done, report: &mut Report) -> Result<()> {
        let size = match done {
            Done::Said(trouble) => {
                report.trouble(&trouble);
                return Ok(());
            }
            Done::Known(size) => {
                self.known += 1;
                size
            }
            Done::Read(read, diagnostics, name, size) => {
                report.diagnostics(&name, &diagnostics);
                self.pages += 1;
                self.claims += read.claims.len();
                self.waiting.push(*read);
                size
            }
            Done::Failed(read, trouble, size) => {
                report.trouble(&trouble);
                self.waiting.push(*read);
                size
            }
        };
        report.advance(self.pages + self.known, size);
        if self.waiting.len() >= self.batch {
            self.write(report)?;
        }
        Ok(())
    }

    fn write(&mut self, report: &mut Report) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mut ledger = hold(self.ledger);
        let changes = ledger.put(&self.waiting, self.again)?;
        self.waiting.clear();
        // Joining now and then keeps what is to be joined small, however many pages there are.
        self.unjoined += changes.claims;
        if self.unjoined >= PORTION {
            ledger.join()?;
            self.unjoined = 0;
        }
        drop(ledger);
        for page in changes.refused {
            self.pages = self.pages.saturating_sub(1);
            report.trouble(&refused(page.0));
        }
        Ok(())
    }
}
