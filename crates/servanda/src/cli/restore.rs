//! `servanda restore`: a ledger out of a backup.

use super::backup::{Aside, sound};
use super::book::Which;
use super::report::Report;
use super::term::clean;
use super::{Exit, archive, term};
use anstream::ColorChoice;
use ledger::store::Error;
use ledger::store::sqlite::backup::{self, Files};
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// Bring a ledger back from a backup
///
/// What is in the backup is checked before anything gets its name. A ledger that is there is replaced only with --replace, and only while no
/// other program uses it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda restore asia.backup --ledger again.ledger\n  \
    servanda restore asia.backup --ledger asia.ledger --replace")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the ledger if it is there
    #[arg(long)]
    replace: bool,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Brings the ledger back.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    let files = Files::of(&args.which.path());
    if !args.replace && (files.ledger.exists() || files.people.exists()) {
        args.which.fail(&mut report, &Error::Taken);
        return Exit::Ledger;
    }
    let aside = Aside::beside(&files.ledger);
    let mut unpacked: Vec<(String, PathBuf)> = Vec::new();
    let read = archive::read(&args.file, |item| {
        if !matches!(item.name.as_str(), "ledger" | "people") {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "it holds files of another kind",
            ));
        }
        let path = aside.path(&item.name);
        let file = File::create_new(&path)?;
        unpacked.push((item.name.clone(), path));
        Ok(Some(file))
    });
    let list = match read {
        Ok(list) => list,
        Err(error) => {
            let name = clean(&args.file.display().to_string());
            report.fail(
                &format!("{name}: {error}"),
                "Give a file that `servanda backup` made; nothing was changed.",
            );
            return Exit::Unread;
        }
    };
    if let Err(error) = put(&files, &unpacked, args.replace) {
        args.which.fail(&mut report, &error);
        return Exit::Ledger;
    }
    let made = list.made.strftime("%Y-%m-%d %H:%M UTC");
    report.remark(&format!(
        "{} restored as of {made}",
        term::count(unpacked.len(), "file")
    ));
    if files.people.exists() && !unpacked.iter().any(|(name, _)| name == "people") {
        report.remark(&format!(
            "the backup holds no accounts and discussion; {} stays as it was",
            clean(&files.people.display().to_string())
        ));
    }
    Exit::Done
}

fn put(files: &Files, unpacked: &[(String, PathBuf)], replace: bool) -> Result<(), Error> {
    for (name, path) in unpacked {
        if name == "ledger" {
            backup::is_ledger(path)?;
        }
        sound(path)?;
    }
    if !unpacked.iter().any(|(name, _)| name == "ledger") {
        return Err(Error::Other("the backup holds no ledger".to_owned()));
    }
    for (name, path) in unpacked {
        let to = if name == "ledger" {
            &files.ledger
        } else {
            &files.people
        };
        backup::put(path, to, replace)?;
    }
    Ok(())
}
