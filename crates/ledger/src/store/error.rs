//! Errors: why a ledger could not be used, and what to do about it.
//!
//! Invariant: each error says in one sentence what happened, and in another what helps.

use std::fmt;

/// What came of it, or why the ledger could not be used.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a ledger could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// There is no such file.
    Missing,
    /// The folder that it should be made in is not there.
    NoFolder,
    /// A folder lies there.
    Folder,
    /// There is a file of that name already.
    Taken,
    /// The file has no bytes.
    Empty,
    /// The file is something else.
    NotALedger,
    /// The ledger was made by a newer program: its form, and the newest that this program knows.
    Newer {
        /// Form of the file.
        found: i64,
        /// Newest form that is known.
        known: i64,
    },
    /// The file is a ledger, but not whole.
    Damaged(String),
    /// The file may be looked at, but not written.
    ReadOnly,
    /// The file may not be opened.
    NotAllowed,
    /// Another program writes to it and did not finish in time.
    Busy,
    /// There is no space left to write to.
    Full,
    /// What was known on a day rests on more pages than these, and is not told here.
    TooMuch(usize),
    /// Joining was to stop before it was done.
    Interrupted,
    /// Something else that the system or the database says.
    Other(String),
}

impl Error {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Error::Missing => "Check the path, or begin a ledger there with `servanda add`.",
            Error::NoFolder => "Make the folder first, or check the path.",
            Error::Folder => "Give the path of a file.",
            Error::Taken => "Give another name, or say with --replace that it is to go.",
            Error::Empty => {
                "If it was a ledger, bring back a copy of it; else take the file away, and `servanda add` begins a new ledger there."
            }
            Error::NotALedger => {
                "Check the path: a ledger is a file that `servanda add` has begun. This file was not changed."
            }
            Error::Newer { .. } => {
                "Use a newer servanda, or give another ledger. This one was not changed."
            }
            Error::Damaged(_) => {
                "Keep this file, and bring back a copy with `servanda restore`, or save what is left with `servanda doctor --save NEW`."
            }
            Error::ReadOnly | Error::NotAllowed => {
                "Give yourself the right to read and write the file and its folder, or copy the ledger to where you may."
            }
            Error::Busy => "Wait until the other program has finished, and run this again.",
            Error::Full => {
                "Make space, and run this again: what was stored before is there, and it continues from it."
            }
            Error::TooMuch(_) => {
                "Ask for an earlier day, or on the command line, where nothing bounds it."
            }
            Error::Interrupted => "What was joined stays so; the next command goes on from there.",
            Error::Other(_) => "Check the disk and the path, and run this again.",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Missing => write!(f, "there is no such ledger"),
            Error::NoFolder => write!(f, "the folder for the ledger is not there"),
            Error::Folder => write!(f, "it is a folder, not a ledger"),
            Error::Taken => write!(f, "there is a file of that name"),
            Error::Empty => write!(f, "the file is empty, so it is no ledger"),
            Error::NotALedger => write!(f, "the file is no ledger"),
            Error::Newer { found, known } => write!(
                f,
                "the ledger is of a newer form ({found}) than this program knows ({known})"
            ),
            Error::Damaged(what) => write!(f, "the ledger is damaged ({what})"),
            Error::ReadOnly => write!(f, "the ledger may not be written"),
            Error::NotAllowed => write!(f, "the ledger may not be opened"),
            Error::Busy => write!(f, "another program is writing to the ledger"),
            Error::Full => write!(
                f,
                "there is no space left for the ledger; what was being written is not in it"
            ),
            Error::TooMuch(pages) => write!(
                f,
                "what was known on that day rests on more than {pages} pages"
            ),
            Error::Interrupted => write!(f, "joining its records was interrupted"),
            Error::Other(what) => write!(f, "the ledger could not be used: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
            Some(ErrorCode::ReadOnly) => Error::ReadOnly,
            Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Error::NotAllowed,
            Some(ErrorCode::NotADatabase) => Error::NotALedger,
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged(error.to_string()),
            // A file that may not grow any more looks to SQLite like a failing disk.
            Some(ErrorCode::SystemIoFailure) if may_not_grow(&error) => Error::Full,
            _ => Error::Other(error.to_string()),
        }
    }
}

/// Whether a write failed where a read would not have.
fn may_not_grow(error: &rusqlite::Error) -> bool {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    extended == Some(rusqlite::ffi::SQLITE_IOERR_WRITE)
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Error::Missing,
            ErrorKind::PermissionDenied => Error::NotAllowed,
            ErrorKind::ReadOnlyFilesystem => Error::ReadOnly,
            ErrorKind::StorageFull => Error::Full,
            _ => Error::Other(error.to_string()),
        }
    }
}
