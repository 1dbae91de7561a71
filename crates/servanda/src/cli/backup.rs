//! `servanda backup`: everything of a ledger in one file, while it is in use.

use super::add::now;
use super::book::Which;
use super::report::Report;
use super::term::clean;
use super::{Exit, archive, term};
use anstream::ColorChoice;
use ledger::store::sqlite::backup::{self, Files};
use ledger::store::{Error, Result};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Write a ledger, with accounts and discussion where there are any, into one file
///
/// Others may read and write the ledger meanwhile; the backup shows one moment. It is looked over and read back before it gets its name.
/// While it is made, there must be room for a copy of the ledger beside it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda backup asia-2026-11-29.backup --ledger asia.ledger\n  \
    servanda restore asia-2026-11-29.backup --ledger again.ledger")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    replace: bool,
    /// Say errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Makes the backup.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    match make(&args) {
        Ok(list) => {
            let bytes: u64 = list.files.iter().map(|item| item.bytes).sum();
            report.remark(&format!(
                "{} with {} and {bytes} bytes, checked",
                clean(&args.file.display().to_string()),
                term::count(list.files.len(), "file"),
            ));
            Exit::Done
        }
        Err(Trouble::Ledger(error)) => {
            args.which.fail(&mut report, &error);
            Exit::Ledger
        }
        Err(Trouble::File(error)) => {
            let name = clean(&args.file.display().to_string());
            report.fail(
                &format!("{name}: {error}"),
                "Check the path and the space there, or say --replace.",
            );
            Exit::Unread
        }
    }
}

/// What went wrong.
enum Trouble {
    Ledger(Error),
    File(io::Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Ledger(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::File(error)
    }
}

fn make(args: &Args) -> std::result::Result<archive::List, Trouble> {
    if args.file.exists() && !args.replace {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
    }
    let files = Files::of(&args.which.path());
    backup::is_ledger(&files.ledger)?;
    let aside = Aside::beside(&args.file);
    let mut parts = vec![("ledger", files.ledger.clone(), aside.path("ledger"))];
    if files.people.exists() {
        parts.push(("people", files.people.clone(), aside.path("people")));
    }
    for (_, from, to) in &parts {
        backup::copy(from, to)?;
        sound(to)?;
    }
    let copies: Vec<(&str, &Path)> = parts
        .iter()
        .map(|(name, _, to)| (*name, to.as_path()))
        .collect();
    let whole = aside.path("whole");
    let list = archive::write(&whole, &copies, now())?;
    if archive::read(&whole, |_| Ok(None))? != list {
        let error = "what was written is not what was read back";
        return Err(io::Error::new(io::ErrorKind::InvalidData, error).into());
    }
    if args.replace {
        fs::rename(&whole, &args.file)?;
    } else {
        name_new(&whole, &args.file)?;
    }
    Ok(list)
}

/// An error where a file of SQLite is not sound.
pub fn sound(path: &Path) -> Result<()> {
    match backup::flaws(path)?.into_iter().next() {
        None => Ok(()),
        Some(flaw) => Err(Error::Damaged(flaw)),
    }
}

/// Gives a whole file a name that nothing has.
fn name_new(whole: &Path, name: &Path) -> io::Result<()> {
    match fs::hard_link(whole, name) {
        // Some file systems know no links.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !name.exists() => {
            fs::rename(whole, name)
        }
        done => done,
    }
}

/// Files that are made beside another one, and go with this.
pub struct Aside {
    stem: PathBuf,
    paths: std::cell::RefCell<Vec<PathBuf>>,
}

impl Aside {
    /// Beside a file.
    pub fn beside(path: &Path) -> Aside {
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}", std::process::id()));
        Aside {
            stem: path.with_file_name(name),
            paths: std::cell::RefCell::default(),
        }
    }

    /// A path for one of them. What lies there goes.
    pub fn path(&self, what: &str) -> PathBuf {
        let mut name = self.stem.as_os_str().to_owned();
        name.push(format!(".{what}"));
        let path = PathBuf::from(name);
        let _ = fs::remove_file(&path);
        self.paths.borrow_mut().push(path.clone());
        path
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        for path in self.paths.borrow().iter() {
            let _ = fs::remove_file(path);
            for ending in ["-wal", "-shm", "-journal"] {
                let mut name = path.as_os_str().to_owned();
                name.push(ending);
                let _ = fs::remove_file(name);
            }
        }
    }
}
