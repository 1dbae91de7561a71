//! Book: what the commands share that use a ledger: which one, as of which day, how it is printed, and what is said where it
//! cannot be used.

use super::read::{Format, date};
use super::report::Report;
use super::{Exit, term};
use anstream::{AutoStream, ColorChoice};
use jiff::civil::Date;
use ledger::query::View;
use ledger::store::sqlite::Sqlite;
use ledger::store::{Error, Ledger, Progress, Result};
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The ledger that is used where none is named.
const DEFAULT: &str = "servanda.ledger";
/// The variable of the environment that names one.
const VARIABLE: &str = "SERVANDA_LEDGER";

/// Which ledger.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The ledger [default: $SERVANDA_LEDGER, else servanda.ledger in this folder]
    #[arg(long, short, value_name = "FILE")]
    ledger: Option<PathBuf>,
}

/// As of which day.
#[derive(Debug, clap::Args)]
pub struct AsOf {
    /// The day (YYYY-MM-DD) to tell the states of [default: --as-known-on, else today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
    /// Count only pages that were published (or else read) up to this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_known_on: Option<Date>,
}

impl AsOf {
    /// The day that is asked for, and what may be known.
    pub fn view(&self) -> View {
        View {
            today: self
                .today
                .or(self.as_known_on)
                .unwrap_or_else(|| jiff::ZonedDateTime::now().date()),
            as_known_on: self.as_known_on,
        }
    }
}

/// KiB of the file that a question keeps in memory: a search goes through some 50 MB of a million claims.
const ASKING: u32 = 64 * 1024;

impl Which {
    /// The ledger at a path.
    pub fn at(path: &Path) -> Which {
        Which {
            ledger: Some(path.to_owned()),
        }
    }

    /// Where the ledger is.
    pub fn path(&self) -> PathBuf {
        let named = || std::env::var_os(VARIABLE).filter(|name| !name.is_empty());
        self.ledger
            .clone()
            .or_else(|| named().map(PathBuf::from))
            .unwrap_or_else(|| PathBuf::from(DEFAULT))
    }

    /// Opens the ledger, and says how far it is where its records have to be joined first. With `begin` it is begun where it is missing.
    pub fn open(&self, begin: bool, report: &mut Report) -> Result<Ledger> {
        let path = self.path();
        let store = if begin {
            Sqlite::open_or_begin(&path)?
        } else {
            Sqlite::open(&path)?.with_cache(ASKING)?.mapped()?
        };
        let mut joining = Joining::new(report);
        let opened = Ledger::over_telling(Box::new(store), &mut |progress| joining.tell(progress));
        report.hide_bar();
        opened
    }

    /// Runs `work` with the ledger; says what is wrong where it cannot be used.
    pub fn with(
        &self,
        report: &mut Report,
        begin: bool,
        work: impl FnOnce(Ledger, &mut Report) -> std::result::Result<Exit, Failure>,
    ) -> Exit {
        let done = match self.open(begin, report) {
            Ok(ledger) => work(ledger, report),
            Err(error) => Err(Failure::Ledger(error)),
        };
        match done {
            Ok(exit) => exit,
            Err(Failure::Ledger(Error::Interrupted)) => {
                report.remark(&format!(
                    "{}. {}",
                    Error::Interrupted,
                    Error::Interrupted.help()
                ));
                Exit::Interrupted
            }
            Err(Failure::Ledger(error)) => {
                self.fail(report, &error);
                Exit::Ledger
            }
            // The reader of the pipe has seen enough: that is no failure.
            Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Err(Failure::Output(error)) => {
                report.fail(
                    &format!("standard output: {error}"),
                    "Check where the output goes.",
                );
                Exit::Unread
            }
        }
    }

    /// Says why the ledger could not be used.
    pub fn fail(&self, report: &mut Report, error: &Error) {
        report.hide_bar();
        let path = term::clean(&self.path().display().to_string());
        report.fail(&format!("{path}: {error}"), error.help());
    }
}

/// What is joined in less time than this is not worth a word.
const UNTOLD: Duration = Duration::from_secs(1);
/// Of so many claims it is said at once that they are joined anew, since taking the old records away takes a while too.
const MANY: usize = 20_000;
/// How often it is said how far joining is, where there is no bar.
const SELDOM: Duration = Duration::from_secs(30);

/// Says how far joining is.
struct Joining<'r> {
    report: &'r mut Report,
    begun: Instant,
    told: Option<Instant>,
}

impl Joining<'_> {
    fn new(report: &mut Report) -> Joining<'_> {
        Joining {
            report,
            begun: Instant::now(),
            told: None,
        }
    }

    /// Says it, where it is time to. Gives whether to go on: an interrupt ends commands that do not look at [`interrupts`] by itself, which a
    /// ledger bears.
    fn tell(&mut self, progress: Progress) -> bool {
        let many = progress.anew && progress.all >= MANY;
        if self.told.is_none() && (many || self.begun.elapsed() > UNTOLD) {
            let claims = term::count(progress.all, "claim");
            self.report.remark(&match progress.anew {
                true => format!(
                    "note: the records were joined by other rules; {claims} are joined anew, once. An interrupt is safe: the next command goes on"
                ),
                false => format!("note: {claims} are still to be joined"),
            });
            self.report.show_joining(progress.all);
            self.told = Some(Instant::now());
        }
        if let Some(told) = self.told {
            let has_bar = self.report.joined(progress.joined);
            if !has_bar && told.elapsed() > SELDOM {
                let Progress { joined, all, .. } = progress;
                self.report
                    .remark(&format!("{joined} of {all} claims are joined"));
                self.told = Some(Instant::now());
            }
        }
        !INTERRUPTED
            .get()
            .is_some_and(|stop| stop.load(Ordering::Relaxed))
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// The ledger could not be used.
    Ledger(Error),
    /// The result could not be printed.
    Output(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Ledger(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

/// Says that pages wait to be read, as answers lack them.
pub fn warn_of_unread(ledger: &Ledger, report: &Report) -> Result<()> {
    let unread = ledger.unread()?.len();
    if unread > 0 {
        report.remark(&format!(
            "{} stored and not read yet; `servanda add` goes on with them",
            match unread {
                1 => "1 page is".to_owned(),
                _ => format!("{unread} pages are"),
            }
        ));
    }
    Ok(())
}

/// The last line of a table: how many records there are, or that there are more.
pub fn count_line(count: usize, more: bool) -> String {
    let count = super::term::count(count, "record");
    match more {
        true => format!("the first {count}; --limit says how many, and a pipe or file gets all\n"),
        false => format!("{count}\n"),
    }
}

/// Whether there was an interrupt, of commands that look at it.
static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// A flag that an interrupt sets, so that what is under way is finished. A second interrupt ends the program at once, which
/// a ledger bears.
pub fn interrupts() -> Arc<AtomicBool> {
    let stop = INTERRUPTED.get_or_init(Arc::default).clone();
    let set = stop.clone();
    // Without a handler an interrupt ends the program at once.
    let _ = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    stop
}

/// How many records a table on a terminal has where nobody says how many: more than that nobody reads, and a large ledger has hundreds
/// of thousands.
const ON_A_TERMINAL: usize = 200;

/// Standard output in one of the formats.
pub struct Printer {
    format: Format,
    out: BufWriter<Box<dyn Write>>,
    printed: usize,
}

impl Printer {
    /// Prints in a format; where none is asked for a table on a terminal, JSON lines into a pipe or file.
    pub fn new(format: Option<Format>, color: ColorChoice) -> io::Result<Printer> {
        let stdout = io::stdout();
        let format = format.unwrap_or(if stdout.is_terminal() {
            Format::Table
        } else {
            Format::Jsonl
        });
        let out: Box<dyn Write> = match format {
            Format::Table => Box::new(AutoStream::new(stdout, color)),
            Format::Json | Format::Jsonl => Box::new(stdout),
        };
        Ok(Printer {
            format,
            out: BufWriter::with_capacity(1 << 16, out),
            printed: 0,
        })
    }

    /// How many records to print where a number is asked for, or none; and whether it is to be said that there are more. Into a pipe or
    /// file all are printed.
    pub fn most(&self, asked: Option<usize>) -> (usize, bool) {
        let people = self.is_table() && io::stdout().is_terminal();
        match asked {
            Some(most) => (most, false),
            None if people => (ON_A_TERMINAL, true),
            None => (usize::MAX, false),
        }
    }

    /// Whether a table is printed.
    pub fn is_table(&self) -> bool {
        self.format == Format::Table
    }

    /// Prints text of a table.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Prints one of several objects.
    pub fn item(&mut self, item: &impl Serialize) -> io::Result<()> {
        if self.format == Format::Json {
            let before: &[u8] = if self.printed == 0 { b"[\n" } else { b",\n" };
            self.out.write_all(before)?;
            self.printed += 1;
            serde_json::to_writer_pretty(&mut self.out, item)?;
        } else {
            serde_json::to_writer(&mut self.out, item)?;
        }
        self.out.write_all(b"\n")
    }

    /// Ends several objects.
    pub fn end(mut self) -> io::Result<()> {
        if self.format == Format::Json {
            let end: &[u8] = if self.printed == 0 { b"[]\n" } else { b"]\n" };
            self.out.write_all(end)?;
        }
        self.out.flush()
    }

    /// Prints the only object.
    pub fn only(mut self, item: &impl Serialize) -> io::Result<()> {
        if self.format == Format::Json {
            serde_json::to_writer_pretty(&mut self.out, item)?;
        } else {
            serde_json::to_writer(&mut self.out, item)?;
        }
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}
