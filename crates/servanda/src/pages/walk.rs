//! Walk: the files under the paths of a command line.
//!
//! A folder is listed when it is reached, and its names are sorted; only the listings on the way down are in memory.
//! Hidden files and folders are passed over, as is what tells about a folder (README), links to folders are not followed below a folder (they could lead back up).

use super::detect;
use super::{STDIN, Search, Trouble};
use reading::page::Diagnostic;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that holds pages.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it is; `-` for standard input.
    pub path: PathBuf,
    /// Where results go below the output folder, without an ending.
    pub stem: PathBuf,
}

impl File {
    /// Whether it stands for standard input.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == STDIN
    }

    /// How messages name it.
    pub fn name(&self) -> String {
        if self.is_stdin() {
            "standard input".to_owned()
        } else {
            self.path.display().to_string()
        }
    }
}

/// The files under some paths, one by one.
pub struct Files {
    paths: std::vec::IntoIter<PathBuf>,
    /// Folders that are open, innermost last.
    open: Vec<Folder>,
    except: Option<PathBuf>,
    /// Of the folder that was named: its path, and how many files of each ending were passed over.
    top: PathBuf,
    skipped: BTreeMap<String, usize>,
}

struct Folder {
    /// Where results go below the output folder.
    stem: PathBuf,
    entries: std::vec::IntoIter<fs::DirEntry>,
}

impl Files {
    /// The files under `paths`.
    pub fn new(paths: Vec<PathBuf>, search: Search) -> Files {
        Files {
            paths: paths.into_iter(),
            open: Vec::new(),
            // The folder may not exist yet; then nothing in it can be read by mistake.
            except: search.except.and_then(|path| fs::canonicalize(path).ok()),
            top: PathBuf::new(),
            skipped: BTreeMap::new(),
        }
    }

    fn enter(&mut self, path: &Path, stem: PathBuf) -> Result<(), Trouble> {
        if self.except.is_some() && fs::canonicalize(path).ok() == self.except {
            return Ok(());
        }
        let listing = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = listing.map_err(|e| Trouble::io(path.display().to_string(), &e))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        self.open.push(Folder {
            stem,
            entries: entries.into_iter(),
        });
        Ok(())
    }

    /// A path of the command line: a file is read whatever its name, a folder is entered.
    fn named(&mut self, path: PathBuf) -> Option<Result<File, Trouble>> {
        if path.as_os_str() == STDIN {
            let stem = PathBuf::from("stdin");
            return Some(Ok(File { path, stem }));
        }
        match fs::metadata(&path) {
            Err(error) => Some(Err(Trouble::io(path.display().to_string(), &error))),
            Ok(meta) if meta.is_dir() => {
                self.top.clone_from(&path);
                self.enter(&path, PathBuf::new()).err().map(Err)
            }
            Ok(_) => {
                let stem = PathBuf::from(stem(&path));
                Some(Ok(File { path, stem }))
            }
        }
    }

    /// An entry of a folder: a file is read where its name is that of a page.
    fn entry(&mut self, entry: &fs::DirEntry, below: &Path) -> Option<Result<File, Trouble>> {
        let name = entry.file_name();
        let bytes = name.as_encoded_bytes();
        if bytes.starts_with(b".") || bytes.starts_with(b"README") {
            return None;
        }
        let path = entry.path();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => return Some(Err(Trouble::io(path.display().to_string(), &error))),
        };
        if kind.is_dir() {
            return self.enter(&path, below.join(name)).err().map(Err);
        }
        if kind.is_symlink() && path.is_dir() {
            return None;
        }
        if detect::is_page(&path) {
            let stem = below.join(stem(&path));
            return Some(Ok(File { path, stem }));
        }
        let ending = path
            .extension()
            .map_or("no ending".into(), |e| format!(".{}", e.to_string_lossy()));
        *self.skipped.entry(ending).or_default() += 1;
        None
    }

    /// Says what was passed over in the folder that was just left.
    fn passed_over(&mut self) -> Option<Trouble> {
        let skipped = std::mem::take(&mut self.skipped);
        let count: usize = skipped.values().sum();
        if count == 0 {
            return None;
        }
        let endings: Vec<String> = skipped
            .iter()
            .take(5)
            .map(|(e, n)| format!("{n} {e}"))
            .collect();
        let more = if skipped.len() > 5 { ", ..." } else { "" };
        let files = if count == 1 { "file was" } else { "files were" };
        let message = format!(
            "{count} {files} passed over, not being pages by name ({}{more})",
            endings.join(", ")
        );
        let help = "Pages are .html, .htm, .txt, .json, .jsonl, .ndjson, .warc, .eml and .mbox, also with .gz; name a file to read it all the same.";
        let name = self.top.display().to_string();
        let diagnostic = Diagnostic::note("passed-over", message, help);
        Some(Trouble { name, diagnostic })
    }
}

impl Iterator for Files {
    type Item = Result<File, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = if let Some(folder) = self.open.last_mut() {
                let below = folder.stem.clone();
                match folder.entries.next() {
                    Some(entry) => self.entry(&entry, &below),
                    None => {
                        self.open.pop();
                        if self.open.is_empty() {
                            self.passed_over().map(Err)
                        } else {
                            None
                        }
                    }
                }
            } else {
                let path = self.paths.next()?;
                self.named(path)
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// A file's name without its ending: `a.html.gz` and `a.html` give `a`.
fn stem(path: &Path) -> String {
    let stem = detect::plain(path).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// Bytes of all files under `paths`; nothing where they cannot be known beforehand.
pub fn measure(paths: &[PathBuf], search: Search) -> Option<u64> {
    let mut bytes = 0;
    for file in Files::new(paths.to_vec(), search).flatten() {
        if file.is_stdin() {
            return None;
        }
        bytes += fs::metadata(&file.path).map_or(0, |m| m.len());
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_endings_of_a_name_are_taken_off() {
        for (name, want) in [
            ("d/a.html", "a"),
            ("a.html.gz", "a"),
            ("a.b.txt", "a.b"),
            ("README", "README"),
            ("2016-12-15.json", "2016-12-15"),
        ] {
            assert_eq!(stem(Path::new(name)), want);
        }
    }
}
