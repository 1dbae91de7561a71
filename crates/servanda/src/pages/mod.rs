//! Pages: finds and opens the inputs of a command.
//!
//! What enters: paths of files and folders, or `-` for standard input. What leaves: [`Found`]s in a fixed order (that of
//! the command line; by name within a folder), one page at a time: neither a folder nor a file of many pages (JSON lines, a web
//! archive, a mailbox) is ever held in memory. What cannot be opened leaves as a [`Trouble`], and the rest goes on.

mod detect;
#[cfg(test)]
mod fuzz_tests;
mod mail;
#[cfg(test)]
#[path = "../../../reading/tests/it/mix.rs"]
pub mod mix;
mod open;
mod unwrap;
mod walk;
mod warc;

pub use unwrap::{Unwrapped, read as unwrap};
pub use walk::{Files, measure};

use reading::page::{Diagnostic, Page};
use std::path::PathBuf;

/// The most bytes that one page may have, after decompression: larger ones are archives under another name.
pub const LARGEST_PAGE: u64 = 128 << 20;

/// How standard input is named on the command line.
pub const STDIN: &str = "-";

/// Settings of a search for pages.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// A folder to leave out: where results go, so that they are not read as pages.
    pub except: Option<PathBuf>,
}

/// A page or what is in its place.
#[derive(Debug)]
pub enum Found {
    /// A page, ready to read.
    Page(Input),
    /// Something that is not read, with the reason.
    Trouble(Trouble),
}

/// A page with its names.
#[derive(Debug)]
pub struct Input {
    /// How messages name it: the path, with the number of the line, record or message for one of several in a file.
    pub name: String,
    /// Where a result goes below the output folder, without an ending.
    pub stem: PathBuf,
    /// Bytes of the input that it used up, for the progress bar.
    pub size: u64,
    /// The page.
    pub page: Page,
}

/// A diagnostic with the name of what it is about.
#[derive(Debug)]
pub struct Trouble {
    /// The file or page.
    pub name: String,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

impl Trouble {
    /// A file that cannot be opened or read to its end.
    pub fn io(name: String, error: &std::io::Error) -> Trouble {
        use std::io::ErrorKind;
        let (message, help) = match error.kind() {
            ErrorKind::NotFound => (
                "there is no such file or folder".to_owned(),
                "Check the path.",
            ),
            ErrorKind::PermissionDenied => (
                "it may not be read".to_owned(),
                "Give yourself the right to read it, or run as its owner.",
            ),
            _ => (
                format!("it could not be read: {error}"),
                "Check that it is a whole file, and try again.",
            ),
        };
        Trouble {
            name,
            diagnostic: Diagnostic::error("unreadable", message, help),
        }
    }
}

/// All pages under `paths`, in order.
pub fn find(paths: Vec<PathBuf>, search: Search) -> impl Iterator<Item = Found> + Send {
    Files::new(paths, search).flat_map(|file| match file {
        Ok(file) => open::pages(file),
        Err(trouble) => Box::new(std::iter::once(Found::Trouble(trouble))),
    })
}
