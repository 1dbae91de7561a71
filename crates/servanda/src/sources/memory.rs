//! Memory: what is remembered of a source between runs.
//!
//! What enters and leaves: a file `NAME.json` a source, in a folder beside the ledger. Invariant: under its name a file is always whole; it
//! is written aside and renamed. Where a run ends before a file is written, pages are fetched once more, and the ledger knows them: nothing is
//! lost by it and nothing read twice.

use super::fetch::Known;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// After so long a page that is not listed any more, and not looked at again, is no longer remembered; the ledger still knows it.
const REMEMBERED: Duration = Duration::from_secs(60 * 24 * 60 * 60);

/// What is remembered of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// What is known of its listings, by their addresses as they are asked for.
    pub listings: BTreeMap<String, Mark>,
    /// When it was last looked at.
    pub tried: Option<Timestamp>,
    /// When that last went well.
    pub succeeded: Option<Timestamp>,
    /// What went wrong the last time, if it did.
    pub error: Option<String>,
    /// How often in a row it has gone wrong.
    pub failures: u32,
    /// Before this moment it is left alone.
    pub not_before: Option<Timestamp>,
    /// Where the source says that it has moved to.
    pub moved: Option<String>,
    /// Pages that came from it.
    pub pages: u64,
    /// Claims on them, when they were read.
    pub claims: u64,
    /// Pages of these that were changed later.
    pub changed: u64,
    /// Its items, by their addresses.
    pub items: BTreeMap<String, Seen>,
}

/// What is known of an address from the last time, as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
}

impl From<Known> for Mark {
    fn from(known: Known) -> Mark {
        Mark {
            address: known.address,
            etag: known.etag,
            modified: known.modified,
        }
    }
}

impl Mark {
    /// As fetching takes it.
    pub fn known(&self) -> Known {
        Known {
            address: self.address.clone(),
            etag: self.etag.clone(),
            modified: self.modified.clone(),
        }
    }
}

/// What is remembered of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When it was first listed.
    pub first: Timestamp,
    /// When it was last listed.
    pub listed: Timestamp,
    /// The day that the listing gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// How far it has come.
    pub state: State,
    /// Its newest version: the hash of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The hash of the listing's own text of it, where that is its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What is known of the page behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// What went wrong with it the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// How often in a row it has gone wrong.
    #[serde(default)]
    pub failures: u32,
    /// How many looks for changes it has had.
    #[serde(default)]
    pub looks: usize,
    /// When it is to be fetched or looked at; never again where there is none.
    pub next: Option<Timestamp>,
}

/// How far an item has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is to be fetched.
    Wanted,
    /// It is in the ledger.
    Kept,
    /// It cannot be had.
    Missed,
    /// It was in the ledger, and its host does not have it any more.
    Withdrawn,
}

impl Memory {
    /// Reads what is remembered of the source `name`; nothing where there is no file yet.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds something else.
    pub fn load(folder: &Path, name: &str) -> io::Result<Memory> {
        let path = file(folder, name);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                io::Error::other(format!(
                    "{} is damaged ({error}); without it the source's pages are fetched anew",
                    path.display()
                ))
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Memory::default()),
            Err(error) => Err(error),
        }
    }

    /// Writes what is remembered of the source `name`.
    ///
    /// # Errors
    /// Where the file cannot be written; the earlier one is then still there.
    pub fn save(&self, folder: &Path, name: &str) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let part = folder.join(format!(".{name}.json.part"));
        let mut file_ = File::create(&part)?;
        file_.write_all(&serde_json::to_vec(self)?)?;
        file_.sync_data()?;
        drop(file_);
        fs::rename(&part, file(folder, name))
    }

    /// Lets go of items that nothing more will come of.
    pub fn tidy(&mut self, now: Timestamp) {
        let over = |seen: &Seen| {
            let age = now.duration_since(seen.listed);
            seen.next.is_none() && Duration::try_from(age).is_ok_and(|age| age > REMEMBERED)
        };
        self.items.retain(|_, seen| !over(seen));
    }
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.json"))
}

/// The right to watch: one program at a time has it for a folder.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File);

impl Lock {
    /// Takes the right for a folder; none where another program has it.
    ///
    /// # Errors
    /// Where the folder cannot be used.
    pub fn take(folder: &Path) -> io::Result<Option<Lock>> {
        fs::create_dir_all(folder)?;
        let file = File::create(folder.join(".lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(file))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(state: State, next: Option<Timestamp>) -> Seen {
        Seen {
            first: Timestamp::UNIX_EPOCH,
            listed: Timestamp::UNIX_EPOCH,
            day: Some(jiff::civil::date(2018, 3, 1)),
            state,
            page: Some("ab".to_owned()),
            text: None,
            mark: Some(Mark::from(Known {
                address: "https://a.example/1".to_owned(),
                etag: Some("\"1\"".to_owned()),
                modified: None,
            })),
            error: None,
            failures: 0,
            looks: 1,
            next,
        }
    }

    #[test]
    fn what_is_written_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("new");
        assert_eq!(Memory::load(&folder, "a").unwrap(), Memory::default());
        let mut memory = Memory {
            tried: Some(Timestamp::UNIX_EPOCH),
            pages: 7,
            ..Memory::default()
        };
        memory
            .items
            .insert("https://a.example/1".to_owned(), seen(State::Kept, None));
        memory.save(&folder, "a").unwrap();
        assert_eq!(Memory::load(&folder, "a").unwrap(), memory);
        assert_eq!(Memory::load(&folder, "b").unwrap(), Memory::default());
        fs::write(folder.join("a.json"), "{\"pages\": ").unwrap();
        let error = Memory::load(&folder, "a").unwrap_err().to_string();
        assert!(error.contains("damaged"), "{error}");
    }

    #[test]
    fn only_what_is_over_is_let_go() {
        let now = Timestamp::UNIX_EPOCH + 2 * REMEMBERED;
        let mut memory = Memory::default();
        memory
            .items
            .insert("old".to_owned(), seen(State::Kept, None));
        memory
            .items
            .insert("waits".to_owned(), seen(State::Wanted, Some(now)));
        let listed = Seen {
            listed: now,
            ..seen(State::Kept, None)
        };
        memory.items.insert("listed".to_owned(), listed);
        memory.tidy(now);
        assert_eq!(memory.items.keys().collect::<Vec<_>>(), ["listed", "waits"]);
    }

    #[test]
    fn one_at_a_time_may_watch() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path()).unwrap();
        assert!(first.is_some());
        assert!(Lock::take(folder.path()).unwrap().is_none());
        drop(first);
        assert!(Lock::take(folder.path()).unwrap().is_some());
    }
}
