//! The store in one file of SQLite.
//!
//! What enters: the path of a file. What leaves: a [`Store`]. Invariants: a file under its name is always a whole ledger, as a
//! new one is made aside; a file that is no ledger, or one of a newer form, is never written to; forms are numbered, and older
//! ones are brought up to date when they are opened, in one transaction.

pub mod backup;
mod changes;
mod claims;
mod corrections;
mod facts;
mod lines;
mod look;
mod pages;
mod records;
mod rows;
mod salvage;
mod select;

pub use salvage::{Salvage, salvage, unknown_tables};

pub use look::Stop;

use super::{
    Arrival, Asked, Bond, Counts, Doubt, Error, Fact, Held, Kept, Key, Line, Meant, Meeting, Noted,
    PageRow, Place, Promise, Read, Result, Select, Spot, Store, Tally, Wanted,
};
use crate::merge::{Chosen, Met};
use crate::record::amend::Tie;
use crate::record::{Claim, ClaimId, Correction, CorrectionId, PageId, Source};
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What takes a ledger from each form to the next. The form of a file is how many of them it has seen; none is ever changed.
const FORMS: &[&str] = &[
    include_str!("0001.sql"),
    include_str!("0002.sql"),
    include_str!("0003.sql"),
    include_str!("0004.sql"),
    include_str!("0005.sql"),
    include_str!("0006.sql"),
    include_str!("0007.sql"),
    include_str!("0008.sql"),
    include_str!("0009.sql"),
    include_str!("0010.sql"),
    include_str!("0011.sql"),
];

/// What tells a ledger from other files of SQLite: "Srvd".
const MARK: i32 = 0x5372_7664;

/// How every file of SQLite begins.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// How long to wait for another program that writes. Its transactions are of some dozens of pages.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many ledgers this program has begun: threads may begin some at once.
static BEGUN: AtomicU64 = AtomicU64::new(0);

/// A ledger's file.
pub struct Sqlite {
    db: Connection,
    path: PathBuf,
    patience: usize,
}

impl Sqlite {
    /// Opens a ledger that is there.
    pub fn open(path: &Path) -> Result<Sqlite> {
        look_at(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        let mut store = Sqlite {
            db,
            path: path.to_owned(),
            patience: changes::PATIENCE,
        };
        store.check()?;
        store.settle()?;
        store.migrate()?;
        Ok(store)
    }

    /// Keeps up to so many KiB of the file in memory: what asks much and ends soon may have more than what runs for long.
    ///
    /// # Errors
    /// Where the setting is refused.
    pub fn with_cache(self, kib: u32) -> Result<Sqlite> {
        self.db
            .execute_batch(&format!("PRAGMA cache_size = -{kib};"))?;
        Ok(self)
    }

    /// Reads the file through the system's own memory of it, as far as SQLite allows (2 GiB): what goes through much of it once, and ends, need not copy
    /// each page. A disk that fails then ends the program.
    ///
    /// # Errors
    /// Where the setting is refused.
    pub fn mapped(self) -> Result<Sqlite> {
        self.db.execute_batch("PRAGMA mmap_size = 2147418112;")?;
        Ok(self)
    }

    /// Opens a ledger, and begins one where there is no file.
    pub fn open_or_begin(path: &Path) -> Result<Sqlite> {
        match Sqlite::open(path) {
            Err(Error::Missing) => {
                begin(path)?;
                Sqlite::open(path)
            }
            opened => opened,
        }
    }

    /// A ledger that is never on disk: to try something out.
    pub fn in_memory() -> Result<Sqlite> {
        let mut db = Connection::open_in_memory()?;
        lay_out(&mut db)?;
        let store = Sqlite {
            db,
            path: PathBuf::new(),
            patience: changes::PATIENCE,
        };
        store.settle()?;
        Ok(store)
    }

    /// Passes over so many changes before it asks whether gathering them is less. The answers are the same.
    #[doc(hidden)]
    pub fn patience(mut self, changes: usize) -> Sqlite {
        self.patience = changes;
        self
    }

    /// Lets the file grow to so many pages of SQLite and no further: what a full disk is like.
    #[doc(hidden)]
    pub fn limit(&self, pages: u32) -> Result<()> {
        Ok(self.db.pragma_update(None, "max_page_count", pages)?)
    }

    /// How many pages of SQLite the file has.
    #[doc(hidden)]
    pub fn pages_on_disk(&self) -> Result<u32> {
        Ok(self
            .db
            .pragma_query_value(None, "page_count", |row| row.get(0))?)
    }

    /// Looks whether the file is a ledger that this program can use, without writing.
    fn check(&self) -> Result<()> {
        let number =
            |name| -> Result<i64> { Ok(self.db.pragma_query_value(None, name, |row| row.get(0))?) };
        self.db.busy_timeout(PATIENCE)?;
        // Here damage at the beginning and a file that was cut off come to light.
        let mark = number("application_id")?;
        let found = number("user_version")?;
        if mark != i64::from(MARK) {
            return Err(Error::NotALedger);
        }
        let known = FORMS.len() as i64;
        if found > known {
            return Err(Error::Newer { found, known });
        }
        Ok(())
    }

    /// Settings of a connection.
    fn settle(&self) -> Result<()> {
        // A committed page stays, also when the power fails; what is deleted is overwritten.
        self.db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -49152; PRAGMA wal_autocheckpoint = 16000;",
        )?;
        self.db.set_prepared_statement_cache_capacity(128);
        Ok(())
    }

    /// Brings an older form up to date.
    fn migrate(&mut self) -> Result<()> {
        let form = |db: &Connection| -> Result<usize> {
            let form: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
            Ok(usize::try_from(form).unwrap_or(0))
        };
        if form(&self.db)? >= FORMS.len() {
            return Ok(());
        }
        let change = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have been faster.
        for step in FORMS.iter().skip(form(&change)?) {
            change.execute_batch(step)?;
        }
        change.pragma_update(None, "user_version", FORMS.len() as i64)?;
        Ok(change.commit()?)
    }
}

/// Looks at a file from outside.
fn look_at(path: &Path) -> Result<()> {
    let meta = fs::metadata(path)?;
    if meta.is_dir() {
        return Err(Error::Folder);
    }
    let mut head = Vec::new();
    fs::File::open(path)?.take(18).read_to_end(&mut head)?;
    match head.as_slice() {
        [] => Err(Error::Empty),
        head if !head.starts_with(MAGIC) => Err(Error::NotALedger),
        [.., high, low] if head.len() == 18 => {
            // 65536 does not fit, and is written as 1.
            let size = match u16::from_be_bytes([*high, *low]) {
                1 => 1 << 16,
                size => u64::from(size),
            };
            // SQLite fills a last page that is not whole with zeros. Only while it is copied from the log is it so by right.
            if size == 0 || (meta.len() % size != 0 && log_of(path) == 0) {
                return Err(Error::Damaged("the file was cut off".to_owned()));
            }
            Ok(())
        }
        _ => Err(Error::Damaged("the file was cut off".to_owned())),
    }
}

/// Bytes of the log beside a ledger.
fn log_of(path: &Path) -> u64 {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).map_or(0, |meta| meta.len())
}

/// Makes an empty ledger aside and gives it its name when it is whole, unless another program was faster.
fn begin(path: &Path) -> Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(Error::NoFolder);
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().ok_or(Error::Folder)?);
    let number = BEGUN.fetch_add(1, Ordering::Relaxed);
    name.push(format!(".{}-{number}.new", std::process::id()));
    let aside = folder.join(name);
    let _ = fs::remove_file(&aside);
    let made = make(&aside).and_then(|()| name_it(&aside, path));
    let _ = fs::remove_file(&aside);
    made
}

fn make(path: &Path) -> Result<()> {
    let mut db = Connection::open(path)?;
    db.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;")?;
    lay_out(&mut db)?;
    // Closing brings all of it into the one file.
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Makes the tables of a new ledger.
fn lay_out(db: &mut Connection) -> Result<()> {
    let first = db.transaction()?;
    for step in FORMS {
        first.execute_batch(step)?;
    }
    first.pragma_update(None, "application_id", MARK)?;
    first.pragma_update(None, "user_version", FORMS.len() as i64)?;
    Ok(first.commit()?)
}

fn name_it(aside: &Path, path: &Path) -> Result<()> {
    match fs::hard_link(aside, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        // Some file systems know no links.
        Err(_) if !path.exists() => Ok(fs::rename(aside, path)?),
        Err(error) => Err(error.into()),
    }
}

impl Store for Sqlite {
    fn begin(&mut self) -> Result<()> {
        Ok(self.db.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn commit(&mut self) -> Result<()> {
        Ok(self.db.execute_batch("COMMIT")?)
    }

    fn roll_back(&mut self) {
        // After some failures SQLite has rolled back by itself.
        if !self.db.is_autocommit() {
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }

    fn hold(&self) -> Result<bool> {
        let free = self.db.is_autocommit();
        if free {
            self.db.execute_batch("BEGIN")?;
        }
        Ok(free)
    }

    fn release(&self) {
        // Nothing was written, so that nothing can fail to be so; but who is to end a question may hit its end.
        for _ in 0..2 {
            if !self.db.is_autocommit() {
                let _ = self.db.execute_batch("ROLLBACK");
            }
        }
    }

    fn keep(&mut self, page: &Arrival, again: bool) -> Result<Kept> {
        pages::keep(&self.db, page, again)
    }

    fn note(&mut self, page: &PageId, name: &str, at: Timestamp) -> Result<()> {
        pages::note(&self.db, page, name, at)
    }

    fn has_bytes(&self, page: &PageId) -> Result<bool> {
        pages::has_bytes(&self.db, page)
    }

    fn unread(&self) -> Result<Vec<PageId>> {
        pages::unread(&self.db)
    }

    fn read_before(&self, generation: i64) -> Result<Vec<PageId>> {
        pages::read_before(&self.db, generation)
    }

    fn arrival(&self, page: &PageId) -> Result<Option<Arrival>> {
        pages::arrival(&self.db, page)
    }

    fn page(&self, page: &PageId) -> Result<Option<PageRow>> {
        pages::page(&self.db, page)
    }

    fn pages_like(&self, digits: &str) -> Result<Vec<PageId>> {
        pages::like(&self.db, digits)
    }

    fn versions(&self, url: &str) -> Result<Vec<PageRow>> {
        pages::versions(&self.db, url)
    }

    fn text(&self, page: &PageId) -> Result<Option<String>> {
        pages::text(&self.db, page)
    }

    fn put_facts(&mut self, read: &Read, generation: i64, counts: bool) -> Result<()> {
        pages::put_facts(&self.db, read, generation, counts)
    }

    fn set_counts(&mut self, page: &PageId, counts: bool) -> Result<()> {
        pages::set_counts(&self.db, page, counts)
    }

    fn forget(&mut self, page: &PageId, at: Timestamp) -> Result<()> {
        pages::forget(&self.db, page, at)
    }

    fn mark_address(&mut self, url: &str, forgotten: bool) -> Result<()> {
        pages::mark_address(&self.db, url, forgotten)
    }

    fn is_marked(&self, url: &str) -> Result<bool> {
        pages::is_marked(&self.db, url)
    }

    fn scrub(&mut self) -> Result<()> {
        pages::scrub(&self.db)
    }

    fn put_claims(&mut self, claims: &[Claim]) -> Result<()> {
        claims::put(&self.db, claims)
    }

    fn drop_claims(&mut self, claims: &[ClaimId]) -> Result<()> {
        claims::drop(&self.db, claims)
    }

    fn claims_of(&self, page: &PageId) -> Result<Vec<Held>> {
        claims::of_page(&self.db, page)
    }

    fn claim(&self, id: ClaimId) -> Result<Option<Held>> {
        claims::one(&self.db, id)
    }

    fn claims_like(&self, digits: &str) -> Result<Vec<ClaimId>> {
        claims::like(&self.db, digits)
    }

    fn known_on(&self, day: i32) -> Result<Vec<Held>> {
        claims::known_on(&self.db, day)
    }

    fn put_meetings(&mut self, meetings: &[(Meeting, ClaimId, Option<Chosen>)]) -> Result<()> {
        records::put_meetings(&self.db, meetings)
    }

    fn drop_meetings(&mut self, claim: ClaimId, meetings: &[Meeting]) -> Result<()> {
        records::drop_meetings(&self.db, claim, meetings)
    }

    fn met(&self, meeting: &Meeting) -> Result<Vec<Met>> {
        records::met(&self.db, meeting)
    }

    fn claim_counts(&self, claim: ClaimId) -> Result<bool> {
        records::claim_counts(&self.db, claim)
    }

    fn set_unjoined(&mut self, claims: &[ClaimId]) -> Result<()> {
        records::set_unjoined(&self.db, claims)
    }

    fn unjoined(&self) -> Result<Vec<ClaimId>> {
        records::unjoined(&self.db)
    }

    fn is_unjoined(&self, claim: ClaimId) -> Result<bool> {
        records::is_unjoined(&self.db, claim)
    }

    fn clear_unjoined(&mut self, claims: &[ClaimId]) -> Result<()> {
        records::clear_unjoined(&self.db, claims)
    }

    fn record_of(&self, claim: ClaimId) -> Result<Option<ClaimId>> {
        records::of_claim(&self.db, claim)
    }

    fn members(&self, record: ClaimId) -> Result<Vec<Held>> {
        claims::of_record(&self.db, record)
    }

    fn assign(&mut self, claims: &[ClaimId], record: Option<ClaimId>) -> Result<()> {
        records::assign(&self.db, claims, record)
    }

    fn exchange_lines(&mut self, gone: &[ClaimId], lines: &[Line]) -> Result<()> {
        lines::exchange(&self.db, gone, lines)
    }

    fn select(&self, asked: &Select) -> Result<Vec<(i32, ClaimId)>> {
        select::select(&self.db, asked)
    }

    fn select_due(&self, asked: &Select) -> Result<Vec<(i32, ClaimId)>> {
        select::by_due(&self.db, asked)
    }

    fn noted(&self, record: ClaimId) -> Result<Vec<(Place, Noted)>> {
        changes::of_record(&self.db, record)
    }

    fn changes(&self, asked: &Asked, meant: Meant) -> Result<Vec<(Place, Noted)>> {
        changes::select(&self.db, asked, self.patience, meant)
    }

    fn places(&self, asked: &Asked, meant: Meant) -> Result<Vec<Place>> {
        changes::places(&self.db, asked, self.patience, meant)
    }

    fn drop_derived(&mut self) -> Result<()> {
        records::drop_derived(&self.db)
    }

    fn put_correction(
        &mut self,
        correction: &Correction,
        pages: &BTreeSet<PageId>,
    ) -> Result<bool> {
        let pages: Vec<PageId> = pages.iter().cloned().collect();
        corrections::put(&self.db, correction, &pages)
    }

    fn drop_correction(&mut self, id: CorrectionId) -> Result<()> {
        corrections::drop(&self.db, id)
    }

    fn corrections(&self) -> Result<Vec<Correction>> {
        corrections::all(&self.db)
    }

    fn last_said(&self) -> Result<Option<Timestamp>> {
        corrections::last(&self.db)
    }

    fn corrections_on(&self, page: &PageId) -> Result<Vec<Correction>> {
        corrections::on(&self.db, page)
    }

    fn correction(&self, id: CorrectionId) -> Result<Option<Correction>> {
        corrections::one(&self.db, id)
    }

    fn corrections_like(&self, digits: &str) -> Result<Vec<CorrectionId>> {
        corrections::like(&self.db, digits)
    }

    fn corrected_pages(&self) -> Result<Vec<PageId>> {
        corrections::pages(&self.db)
    }

    fn aside(&self, page: &PageId) -> Result<BTreeMap<ClaimId, Option<Claim>>> {
        corrections::aside(&self.db, page)
    }

    fn put_aside(&mut self, page: &PageId, aside: &BTreeMap<ClaimId, Option<Claim>>) -> Result<()> {
        corrections::put_aside(&self.db, page, aside)
    }

    fn rejected(&self, id: ClaimId) -> Result<Option<PageId>> {
        corrections::rejected(&self.db, id)
    }

    fn pages_of_rejected(&self) -> Result<Vec<PageId>> {
        corrections::pages_of_rejected(&self.db)
    }

    fn ties_on(&self, page: &PageId) -> Result<Vec<Tie>> {
        corrections::ties_on(&self.db, page)
    }

    fn ties_of(&self, claim: ClaimId) -> Result<Vec<Tie>> {
        corrections::ties_of(&self.db, claim)
    }

    fn ties_by(&self, correction: CorrectionId) -> Result<Vec<Tie>> {
        corrections::ties_by(&self.db, correction)
    }

    fn put_ties(&mut self, page: &PageId, ties: &[Tie]) -> Result<()> {
        corrections::put_ties(&self.db, page, ties)
    }

    fn tying(&self, kind: &str) -> Result<Vec<Correction>> {
        corrections::tying(&self.db, kind)
    }

    fn doubtful(
        &self,
        doubt: Doubt,
        today: i32,
        after: Option<(f64, ClaimId)>,
        most: usize,
    ) -> Result<Vec<(f64, ClaimId)>> {
        records::doubtful(&self.db, doubt, today, after, most)
    }

    fn source_known(&self, page: &PageId, day: i32) -> Result<Option<Source>> {
        corrections::source_known(&self.db, page, day)
    }

    fn facts(&self, key: &Key, wanted: &Wanted) -> Result<Vec<Fact>> {
        facts::select(&self.db, key, wanted)
    }

    fn fates(&self, today: i32) -> Result<Vec<Promise>> {
        facts::fates(&self.db, today)
    }

    fn promises(&self, key: &Key) -> Result<Vec<Promise>> {
        facts::promises(&self.db, key)
    }

    fn tallies(&self, key: &Key) -> Result<Vec<Tally>> {
        facts::tallies(&self.db, key)
    }

    fn pairs(&self, party: Option<&str>, from: i32, to: i32) -> Result<Vec<Tally>> {
        facts::pairs(&self.db, party, from, to)
    }

    fn known_pages(&self, day: i32, most: usize) -> Result<usize> {
        pages::known(&self.db, day, most)
    }

    fn bonds(&self, party: &str) -> Result<Vec<Bond>> {
        facts::bonds(&self.db, party)
    }

    fn spots(&self, from: i32, to: i32) -> Result<Vec<Spot>> {
        facts::spots(&self.db, from, to)
    }

    fn people(&self, record: ClaimId) -> Result<Vec<(String, Option<String>)>> {
        facts::list(&self.db, "SELECT persons FROM record WHERE id = ?1", record)
    }

    fn outlets(&self, record: ClaimId) -> Result<Vec<String>> {
        facts::list(&self.db, "SELECT outlets FROM record WHERE id = ?1", record)
    }

    fn marked(&self, marks: &[String], all: bool) -> Result<Option<HashSet<ClaimId>>> {
        // A few of these are read in the time in which a change is passed over.
        let many = self.patience.saturating_mul(4);
        lines::marked(&self.db, marks, if all { usize::MAX } else { many })
    }

    fn with_words(&self, words: &str, most: usize) -> Result<Vec<(ClaimId, Option<ClaimId>)>> {
        claims::with_words(&self.db, words, most)
    }

    fn pages_with(&self, words: &str, most: usize) -> Result<Vec<PageId>> {
        claims::pages_with(&self.db, words, most)
    }

    fn search(&self, words: &str, most: usize) -> Result<(Vec<ClaimId>, Vec<PageId>)> {
        claims::search(&self.db, words, most)
    }

    fn counts(&self) -> Result<Counts> {
        let mut counts = records::counts(&self.db)?;
        counts.bytes = fs::metadata(&self.path).map_or(0, |meta| meta.len());
        Ok(counts)
    }

    fn setting(&self, name: &str) -> Result<Option<i64>> {
        let mut find = self
            .db
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }

    fn set(&mut self, name: &str, value: i64) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("INSERT OR REPLACE INTO setting VALUES (?1, ?2)")?;
        put.execute(rusqlite::params![name, value])?;
        Ok(())
    }
}
