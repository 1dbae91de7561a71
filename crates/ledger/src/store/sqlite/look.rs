//! Look: ledgers that are only looked at, by programs that stay open while others write.
//!
//! What enters: the path of a ledger. What leaves: a store that cannot write, a handle that ends what it is asked, and the number of
//! the last change that it knows of.

use super::{PATIENCE, Sqlite, look_at};
use crate::store::Result;
use rusqlite::{Connection, InterruptHandle, OpenFlags};
use std::path::Path;

/// Ends from another thread what a store is being asked.
pub struct Stop(InterruptHandle);

impl Stop {
    /// Ends the question that is under way; it fails. Without one nothing happens.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl Sqlite {
    /// Opens a ledger to look at it: nothing can be written. The file is of today's form, as [`Sqlite::open`] leaves it; one of another
    /// form is refused. `cache` is how many KiB of the file are kept in memory.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn open_to_look(path: &Path, cache: u32) -> Result<Sqlite> {
        look_at(path)?;
        // A log that another program writes can be read only by who may write beside it.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        let store = Sqlite {
            db,
            path: path.to_owned(),
            patience: super::changes::PATIENCE,
        };
        store.check()?;
        store.db.busy_timeout(PATIENCE)?;
        store.db.execute_batch(&format!(
            "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{cache};"
        ))?;
        store.db.set_prepared_statement_cache_capacity(128);
        Ok(store)
    }

    /// What ends from another thread what this store is asked.
    pub fn stopper(&self) -> Stop {
        Stop(self.db.get_interrupt_handle())
    }

    /// A number that is another one after each change that another program, or another connection, has made.
    ///
    /// # Errors
    /// Where the file cannot be read any more.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self
            .db
            .pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}
