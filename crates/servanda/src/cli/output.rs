//! Output: results as files below a folder.
//!
//! Invariant: under its final name a file is always whole. It is written beside it under a hidden name, then renamed;
//! an interrupt takes the hidden ones away.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// A folder for results.
#[derive(Debug, Clone)]
pub struct OutDir {
    root: PathBuf,
    /// Files that are being written. Whoever adds or removes such a file holds the lock.
    unfinished: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl OutDir {
    /// Makes the folder where it is missing.
    pub fn create(root: PathBuf) -> io::Result<OutDir> {
        fs::create_dir_all(&root)?;
        Ok(OutDir {
            root,
            unfinished: Arc::default(),
        })
    }

    /// From now on an interrupt leaves whole files only, and ends the program as interrupts do.
    pub fn guard(&self) {
        let out = self.clone();
        // Without a handler an interrupt still ends the program; then a hidden file may stay behind.
        let _ = ctrlc::set_handler(move || {
            let files = out.unfinished();
            for file in files.iter() {
                let _ = fs::remove_file(file);
            }
            // The lock is still held: nobody begins another file.
            std::process::exit(130);
        });
    }

    /// Writes `bytes` to `file` below the folder.
    pub fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let target = self.root.join(file);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut name = OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let part = target.with_file_name(name);
        let mut file = {
            let mut files = self.unfinished();
            let file = fs::File::create(&part)?;
            files.insert(part.clone());
            file
        };
        let written = file.write_all(bytes);
        drop(file);
        let mut files = self.unfinished();
        let written = written.and_then(|()| fs::rename(&part, &target));
        if written.is_err() {
            let _ = fs::remove_file(&part);
        }
        files.remove(&part);
        written
    }

    fn unfinished(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        // The set is whole between any two of its operations, so a panic elsewhere does not spoil it.
        self.unfinished.lock().unwrap_or_else(|e| e.into_inner())
    }
}

/// Gives every page a file of its own, in the order of the pages.
#[derive(Debug, Default)]
pub struct Names {
    /// Hashes of the names given: millions of pages may be read.
    given: HashSet<u64>,
}

impl Names {
    /// `STEM.json`, or `STEM-2.json` and so on where that was given before. The flag says that it was.
    pub fn give(&mut self, stem: &Path) -> (PathBuf, bool) {
        let mut number = 1;
        loop {
            let mut name = stem.as_os_str().to_owned();
            if number > 1 {
                name.push(format!("-{number}"));
            }
            name.push(".json");
            let mut hasher = DefaultHasher::new();
            name.hash(&mut hasher);
            if self.given.insert(hasher.finish()) {
                return (PathBuf::from(name), number > 1);
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_pages_get_one_file() {
        let mut names = Names::default();
        let mut give = |stem: &str| names.give(Path::new(stem));
        assert_eq!(give("a/x"), (PathBuf::from("a/x.json"), false));
        assert_eq!(give("x"), (PathBuf::from("x.json"), false));
        assert_eq!(give("x"), (PathBuf::from("x-2.json"), true));
        assert_eq!(give("x-2"), (PathBuf::from("x-2-2.json"), true));
        assert_eq!(give("x"), (PathBuf::from("x-3.json"), true));
    }
}
