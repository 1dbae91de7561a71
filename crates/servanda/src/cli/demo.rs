//! `servanda demo`: a ledger of the examples in a temporary place, served in the browser.
//!
//! What enters: nothing; the examples are in the program. What leaves: the desk. Invariant: the temporary place is gone when the program ends
//! by an interrupt.

use super::book::Which;
use super::report::Report;
use super::{Exit, add, serve};
use crate::desk::Settings;
use anstream::ColorChoice;
use jiff::civil::{Date, date};
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The day from which one looks at the examples: some of what they announce has come to pass, some is late.
const DAY: Date = date(2018, 5, 20);

/// Try it: the examples in the browser
///
/// Reads the pages of the folder examples/ (they are in the program; states are real, everything told of them is invented) into a ledger
/// in a temporary place, serves the desk over it, and takes the ledger away when it is interrupted.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

/// The list of the examples' files.
macro_rules! examples {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../../examples/", $name)))),*]
    };
}

/// The examples: names and what they say.
const EXAMPLES: &[(&str, &[u8])] = examples![
    "01-visit-announced.html",
    "02-syndicated-copy.html",
    "03-consultations.html",
    "04-trawler-seized.html",
    "05-accusation.html",
    "06-talks-suspended.html",
    "07-import-ban.html",
    "08-denial.html",
    "09-telephone-call.html",
    "10-new-dates.html",
    "11-trawler-released.html",
    "12-mediator.html",
    "13-earthquake-aid.html",
    "14-promise.html",
    "15-talks-resumed.txt",
    "16-page-without-a-date.txt",
    "17-ban-lifted.html",
    "18-arrival.html",
    "19-treaty-signed.html",
    "20-week-in-brief.html",
];

/// Builds the ledger and serves it.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    let place = match Place::make() {
        Ok(place) => place,
        Err(error) => {
            report.fail(
                &format!("the temporary place: {error}"),
                "Make space there, or name another one in TMPDIR.",
            );
            return Exit::Unread;
        }
    };
    let ledger = place.0.join("demo.ledger");
    // Pages without a date are known from when they came.
    let came = jiff::tz::TimeZone::UTC
        .to_timestamp(DAY.at(6, 0, 0, 0))
        .unwrap_or_else(|_| add::now());
    let pages = vec![place.0.join("examples")];
    let added = add::run(add::Args::quietly(Which::at(&ledger), pages, came), color);
    if added != Exit::Done {
        return added;
    }
    let settings = Settings {
        today: Some(DAY),
        demo: true,
        ..Settings::for_ledger(ledger)
    };
    serve::serve(settings, args.listen, &mut report).unwrap_or(Exit::Unread)
}

/// A folder that is taken away with all that is in it.
struct Place(PathBuf);

impl Place {
    /// Makes the folder, for this user alone, and lays the examples into it.
    fn make() -> io::Result<Place> {
        let folder = std::env::temp_dir().join(format!("servanda-demo-{}", std::process::id()));
        private(&folder)?;
        let place = Place(folder);
        let examples = place.0.join("examples");
        fs::create_dir(&examples)?;
        for (name, bytes) in EXAMPLES {
            fs::write(examples.join(name), bytes)?;
        }
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
fn private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_examples_are_in_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "README.md")
            .collect();
        names.sort();
        let ours: Vec<&str> = EXAMPLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(ours, names);
    }
}
