//! The people's own file: SQLite beside the ledger.
//!
//! What enters: the path of a ledger. What leaves: connections, one that writes and some that read. Invariants: the file is not the
//! ledger's, so that writing here never waits for pages that are added; what is committed stays, also when the power fails; forms
//! are numbered, and older ones are brought up to date when they are opened.

use super::error::{Error, Result};
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What takes a file from each form to the next. None is ever changed.
const FORMS: &[&str] = &[
    include_str!("0001.sql"),
    include_str!("0002.sql"),
    include_str!("0003.sql"),
];

/// What tells the file from other files of SQLite: "Srvp".
const MARK: i64 = 0x5372_7670;

/// How many connections read.
const READERS: usize = 4;

/// The file.
#[derive(Debug)]
pub struct Store {
    /// They are closed first: only a connection that writes can bring its log into the file at the end.
    readers: Vec<Mutex<Connection>>,
    writer: Mutex<Connection>,
    next: AtomicUsize,
    /// How often something was written that visitors may see.
    version: AtomicU64,
}

/// Where the people of a ledger are kept: its path with `.people` behind it.
pub fn beside(ledger: &Path) -> PathBuf {
    ledger::store::sqlite::backup::Files::of(ledger).people
}

/// A time as it is kept.
pub fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A time that was kept.
pub fn time(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or_default()
}

impl Store {
    /// Opens the file; begins it where it is missing.
    pub fn open(path: &Path) -> Result<Store> {
        let mut writer = Connection::open(path)?;
        private(path);
        settle(&writer)?;
        writer.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
        migrate(&mut writer)?;
        let mut readers = Vec::new();
        for _ in 0..READERS {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let reader = Connection::open_with_flags(path, flags)?;
            settle(&reader)?;
            readers.push(Mutex::new(reader));
        }
        Ok(Store {
            writer: Mutex::new(writer),
            readers,
            next: AtomicUsize::new(0),
            version: AtomicU64::new(0),
        })
    }

    /// A connection to read with.
    pub fn read(&self) -> MutexGuard<'_, Connection> {
        for reader in &self.readers {
            if let Ok(reader) = reader.try_lock() {
                return reader;
            }
        }
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let reader = self.readers.get(next % READERS).unwrap_or(&self.writer);
        reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number that grows with everything that visitors may see.
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    /// Does work in one transaction: all of it stays or nothing.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        let done = self.write_quietly(work);
        self.version.fetch_add(1, Ordering::Release);
        done
    }

    /// Does work in one transaction of which visitors see nothing: logins, rooms, notices.
    pub fn write_quietly<T>(&self, work: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let change = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&change)?;
        change.commit()?;
        Ok(done)
    }
}

/// Lets nobody else read the file: it holds hashes of passwords and e-mail addresses.
fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Some file systems know no such rights; that is no reason not to work there.
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Settings of a connection.
fn settle(db: &Connection) -> Result<()> {
    db.busy_timeout(Duration::from_secs(10))?;
    db.execute_batch(
        "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;",
    )?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn migrate(db: &mut Connection) -> Result<()> {
    let number = |db: &Connection, name| -> Result<i64> {
        Ok(db.pragma_query_value(None, name, |row| row.get(0))?)
    };
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let form = number(&change, "user_version")?;
    let known = FORMS.len() as i64;
    let is_ours = number(&change, "application_id")? == MARK;
    let tables: i64 =
        change.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if !is_ours && tables > 0 {
        return Err(Error::Store("it is another kind of file".to_owned()));
    }
    if form > known {
        return Err(Error::Store(format!(
            "it is of a newer form ({form}) than this program knows ({known})"
        )));
    }
    for step in FORMS.iter().skip(usize::try_from(form).unwrap_or(0)) {
        change.execute_batch(step)?;
    }
    change.pragma_update(None, "application_id", MARK)?;
    change.pragma_update(None, "user_version", known)?;
    Ok(change.commit()?)
}
