//! Backup: a ledger's file copied as a whole while others use it, looked over, and put in its place.
//!
//! What enters: paths. What leaves: copies that were checked. Invariant: a copy shows one moment, whatever is written meanwhile; a file
//! that is there is replaced only by [`put`] with `replace`, and then at once.

use super::super::{Error, Result};
use super::{Sqlite, log_of, look_at};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for others before a file is replaced.
const PATIENCE: Duration = Duration::from_secs(5);

/// The files that belong to a ledger: the one place where they are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The ledger itself.
    pub ledger: PathBuf,
    /// Accounts, discussion and chats, where there are any.
    pub people: PathBuf,
}

impl Files {
    /// The files of the ledger with this name.
    pub fn of(ledger: &Path) -> Files {
        Files {
            ledger: ledger.to_owned(),
            people: with_ending(ledger, ".people"),
        }
    }
}

/// A path with an ending more.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn open(path: &Path) -> Result<Connection> {
    look_at(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    Ok(db)
}

/// Copies a file of SQLite to a new one, as it is at one moment, with what stands in its log. Others may read and write it meanwhile.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    let from = open(from)?;
    let mut into = Connection::open(to)?;
    {
        // In a single step, so that it is of a single moment; writers write to the log beside it.
        let backup = Backup::new(&from, &mut into)?;
        loop {
            match backup.step(-1)? {
                StepResult::Done => break,
                StepResult::Busy | StepResult::Locked => return Err(Error::Busy),
                _ => {}
            }
        }
    }
    into.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// What is wrong with a file of SQLite, in SQLite's words: nothing where it is sound. It reads the whole file.
pub fn flaws(path: &Path) -> Result<Vec<String>> {
    let db = open(path)?;
    let mut check = db.prepare("PRAGMA integrity_check(20)")?;
    let found = check.query_map([], |row| row.get::<_, String>(0))?;
    let mut flaws = found.collect::<rusqlite::Result<Vec<_>>>()?;
    flaws.retain(|flaw| flaw != "ok");
    Ok(flaws)
}

/// Whether a file is a ledger of a form that this program knows.
pub fn is_ledger(path: &Path) -> Result<()> {
    let store = Sqlite {
        db: open(path)?,
        path: path.to_owned(),
        patience: super::changes::PATIENCE,
    };
    store.check()
}

/// Gives a whole file its name. What lies there is replaced only where that is asked for, and if nobody uses it.
pub fn put(aside: &Path, path: &Path, replace: bool) -> Result<()> {
    if !path.exists() {
        return Ok(fs::rename(aside, path)?);
    }
    if !replace {
        return Err(Error::Taken);
    }
    release(path)?;
    for ending in ["-wal", "-shm"] {
        match fs::remove_file(with_ending(path, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(fs::rename(aside, path)?)
}

/// Sees to it that nobody uses a file of SQLite, and that its log is in it. A file that SQLite does not open is used by nobody.
fn release(path: &Path) -> Result<()> {
    let Ok(db) = open(path) else { return Ok(()) };
    let mode: rusqlite::Result<String> =
        db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0));
    match mode.map_err(Error::from) {
        Ok(mode) if mode == "wal" => Err(Error::Busy),
        Err(Error::Busy) => Err(Error::Busy),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Bytes of a file of SQLite with its log.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |meta| meta.len()) + log_of(path)
}
