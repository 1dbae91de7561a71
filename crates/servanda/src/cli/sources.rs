//! `servanda sources`: how the sources fare.

use super::book::Which;
use super::report::Report;
use super::{Exit, term, watch as command};
use crate::sources::health::{Health, health};
use crate::sources::settings;
use crate::sources::watch;
use anstream::ColorChoice;
use clap::ValueEnum;
use jiff::Timestamp;
use std::io::{self, Write};
use std::path::PathBuf;

/// Show how the sources fare: when each last answered, what went wrong, how much came of it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda sources --starter > sources.toml     a file of sources to begin with\n  \
    servanda sources                              how they fare\n  \
    servanda sources --format json")]
pub struct Args {
    /// Print a file of sources to begin with, and nothing else
    #[arg(long)]
    starter: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// File of sources
    #[arg(long, value_name = "FILE", default_value = "sources.toml")]
    sources: PathBuf,
    #[command(flatten)]
    which: Which,
}

/// How it is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// One array of objects
    Json,
}

/// Prints how the sources fare.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    if args.starter {
        return done(
            &mut report,
            io::stdout().write_all(settings::STARTER.as_bytes()),
        );
    }
    let Some(settings) = command::settings(&args.sources, true, &mut report) else {
        return Exit::Usage;
    };
    let folder = watch::folder_beside(&args.which.path());
    let all = health(&settings, &folder);
    let written = match args.format {
        Format::Json => json(&all),
        Format::Table => table(&all),
    };
    done(&mut report, written)
}

fn done(report: &mut Report, written: io::Result<()>) -> Exit {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            report.fail(
                &format!("standard output: {error}"),
                "Check where the output goes.",
            );
            Exit::Unread
        }
        _ => Exit::Done,
    }
}

fn json(all: &[Health]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, all)?;
    writeln!(out)
}

fn table(all: &[Health]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let width = all.iter().map(|h| h.name.len()).max().unwrap_or(0).max(6);
    writeln!(
        out,
        "{:width$}  {:16}  {:>7}  {:>7}  {:>7}  {:>7}",
        "source", "answered", "pages", "claims", "changed", "waiting"
    )?;
    for source in all {
        let answered = source.succeeded.map_or("never".to_owned(), minute);
        writeln!(
            out,
            "{:width$}  {answered:16}  {:>7}  {:>7}  {:>7}  {:>7}",
            source.name, source.pages, source.claims, source.changed, source.waiting
        )?;
        if let Some(error) = &source.error {
            let times = if source.failures > 1 {
                format!(" ({} times in a row)", source.failures)
            } else {
                String::new()
            };
            writeln!(out, "    {}{times}", term::clean(error))?;
        }
        if let Some(moment) = source
            .not_before
            .filter(|moment| *moment > Timestamp::now())
        {
            writeln!(out, "    left alone until {}", minute(moment))?;
        }
        if let Some(address) = &source.moved {
            writeln!(out, "    has moved to {}", term::clean(address))?;
        }
        if source.missed > 0 {
            writeln!(out, "    {} of its pages could not be had", source.missed)?;
        }
    }
    Ok(())
}

/// A moment to the minute, by universal time.
fn minute(moment: Timestamp) -> String {
    let whole = moment.to_string();
    let day = whole.get(..10).unwrap_or_default();
    let time = whole.get(11..16).unwrap_or_default();
    format!("{day} {time}Z")
}
