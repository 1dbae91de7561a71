//! `servanda watch`: pages of sources into the ledger, as they appear.

use super::book::Which;
use super::shelf::Shelf;
use super::{Exit, report::Report, term};
use crate::sources::fetch::Fetcher;
use crate::sources::memory::Lock;
use crate::sources::polite::Stop;
use crate::sources::settings::{self, Settings};
use crate::sources::watch::{self, Event, Happened, Round, What};
use anstream::{AutoStream, ColorChoice};
use jiff::Timestamp;
use reading::Reader;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How often it is seen which sources are due.
const LOOK: Duration = Duration::from_secs(30);

/// Fetch new pages of the sources into the ledger, and look whether old ones were changed
///
/// Which sources, and how politely they are asked, is in the file of sources: `servanda sources --starter` prints one to begin with.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda sources --starter > sources.toml\n  \
    servanda watch --once                 one look at every source, for cron\n  \
    servanda watch                        goes on until it is interrupted\n\n\
    What is new or was changed is printed, what went wrong is said on standard error.")]
pub struct Args {
    /// Look at every source once, and end
    #[arg(long)]
    once: bool,
    /// Fetch from private networks and this machine, too
    #[arg(long)]
    allow_private: bool,
    /// File of sources
    #[arg(long, value_name = "FILE", default_value = "sources.toml")]
    sources: PathBuf,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    which: Which,
}

/// Reads the file of sources; says what is wrong with it.
pub fn settings(path: &Path, allow_private: bool, report: &mut Report) -> Option<Settings> {
    let name = path.display();
    match fs::read_to_string(path) {
        Err(error) => report.fail(
            &format!("{name}: it could not be read: {error}"),
            "Begin one with `servanda sources --starter > sources.toml`, or give its place with --sources.",
        ),
        Ok(text) => match settings::parse(&text, allow_private) {
            Ok(settings) => return Some(settings),
            Err(error) => report.fail(&format!("{name}: {}", error.trim_end()), "docs/sources.md tells what can stand there."),
        },
    }
    None
}

/// Looks at the sources, once or until it is interrupted.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    let Some(settings) = settings(&args.sources, args.allow_private, &mut report) else {
        return Exit::Usage;
    };
    if settings.sources.is_empty() {
        report.fail(
            "there is no source in it",
            "Add a [[source]] with its name and address.",
        );
        return Exit::Usage;
    }
    if settings.manners.contact.is_none() {
        report.remark("note: please set `contact` in the file of sources, so that those who run the sites can reach you");
    }
    let ledger = match args.which.open(true, &mut report) {
        Ok(ledger) => ledger,
        Err(error) => {
            args.which.fail(&mut report, &error);
            return Exit::Ledger;
        }
    };
    let folder = watch::folder_beside(&args.which.path());
    let lock = match Lock::take(&folder) {
        Ok(Some(lock)) => lock,
        Ok(None) => {
            report.fail(
                "another program watches the sources of this ledger",
                "Wait until it has ended, or end it.",
            );
            return Exit::Ledger;
        }
        Err(error) => {
            report.fail(
                &format!("{}: it cannot be used: {error}", folder.display()),
                "Check the rights of the folder and the space.",
            );
            return Exit::Ledger;
        }
    };
    let stop = Stop::default();
    let fetcher = Arc::new(Fetcher::new(settings.manners.clone(), stop.clone()));
    let stopping = fetcher.clone();
    // Without a handler an interrupt ends the program at once, which loses nothing either.
    let _ = ctrlc::set_handler(move || stopping.stop());
    let shelf = Mutex::new(Shelf {
        ledger,
        reader: Reader::bundled(),
    });
    let report = Mutex::new(report);
    let listener = |event: Event| tell(&event, &report, color);
    let ran = loop {
        let ran = Round {
            settings: &settings,
            folder: folder.clone(),
            fetcher: &fetcher,
            keeper: &shelf,
            listener: &listener,
            now: Timestamp::now(),
            all: args.once,
        }
        .run();
        if args.once || ran.ledger.is_some() || stop.wait(LOOK) {
            break ran;
        }
    };
    drop(lock);
    if let Some(why) = &ran.ledger {
        let path = args.which.path();
        let mut report = report.into_inner().unwrap_or_else(|e| e.into_inner());
        report.fail(
            &format!("{}: {why}", path.display()),
            "What was fetched before is stored; run it again when that is mended.",
        );
        return Exit::Ledger;
    }
    if args.once && ran.failed > 0 && !stop.is_set() {
        Exit::Unread
    } else {
        Exit::Done
    }
}

/// Prints what is news, and says what went wrong.
fn tell(event: &Event, report: &Mutex<Report>, color: ColorChoice) {
    let report = report.lock().unwrap_or_else(|e| e.into_inner());
    let address = event.address.as_deref().unwrap_or_default();
    let name = format!("{}: {address}", event.source);
    let name = name.trim_end_matches([':', ' ']);
    match &event.what {
        Happened::Kept(kept) => {
            let title = term::clean(kept.title.as_deref().unwrap_or("(no title)"));
            let claims = match (&kept.unread, kept.claims) {
                (Some(why), _) => format!("not read: {why}"),
                (None, 1) => "1 claim".to_owned(),
                (None, n) => format!("{n} claims"),
            };
            match &kept.what {
                What::New => print(
                    color,
                    &format!("new  {title}\n     {} · {address} · {claims}", event.source),
                ),
                What::Changed(places) => {
                    let mut text = format!(
                        "changed  {title}\n     {} · {address} · {claims}",
                        event.source
                    );
                    for place in places {
                        text.push_str(&format!("\n     {}", term::clean(place)));
                    }
                    print(color, &text);
                }
                What::Known | What::Forgotten => {}
            }
        }
        Happened::Withdrawn(why) => print(
            color,
            &format!(
                "withdrawn  {address}\n     {} · {}",
                event.source,
                term::clean(why)
            ),
        ),
        Happened::Failed(why, again) => {
            let then = if *again {
                "; it is tried again later"
            } else {
                ""
            };
            report.warn(&format!("{name}: {}{then}", term::clean(why)));
        }
        Happened::Moved(to) => report.remark(&format!(
            "note: {name} has moved to {to}; change its address in the file of sources"
        )),
        Happened::Looked => {}
    }
}

fn print(color: ColorChoice, text: &str) {
    let mut out = AutoStream::new(std::io::stdout().lock(), color);
    // A reader that has gone does not keep pages from being stored.
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}
