//! Open: the pages of a file.
//!
//! A file of JSON lines is read line by line, a web archive record by record, a mailbox message by message; each page is numbered by its
//! line, record or message. What a file is, its first bytes tell. The size of a page is limited ([`LARGEST_PAGE`]), also after decompression.

use super::detect;
use super::mail::{self, Mailbox};
use super::walk::File;
use super::warc::{self, Warc};
use super::{Found, Input, LARGEST_PAGE, Trouble};
use flate2::read::MultiGzDecoder;
use reading::page::{Diagnostic, Page, is_json_lines, json_line};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

type Pages = Box<dyn Iterator<Item = Found> + Send>;
type Source = Box<dyn Read + Send>;

/// How much of a file is looked at to see whether it holds JSON lines.
const HEAD: u64 = 1 << 20;

/// The pages of `file`; trouble where there are none to be had.
pub fn pages(file: File) -> Pages {
    match open(&file) {
        Ok(pages) => pages,
        Err(error) => Box::new(std::iter::once(Found::Trouble(Trouble::io(
            file.name(),
            &error,
        )))),
    }
}

fn open(file: &File) -> io::Result<Pages> {
    let used = Counter::default();
    let raw: Source = if file.is_stdin() {
        Box::new(io::stdin())
    } else {
        Box::new(std::fs::File::open(&file.path)?)
    };
    let counted = Counted {
        inner: raw,
        used: used.clone(),
    };
    let mut source: Source = if detect::is_gz(&file.path) {
        Box::new(MultiGzDecoder::new(BufReader::new(counted)))
    } else {
        Box::new(counted)
    };
    let name = (!file.is_stdin()).then(|| detect::plain(&file.path).to_string_lossy().into_owned());
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    let lines = is_json_lines(&head, name.as_deref());
    let is_archive = warc::is_warc(&head);
    let is_mailbox = mail::is_mailbox(&head);
    let is_message = mail::is_message(&head, name.as_deref());
    let source: Source = Box::new(Cursor::new(head).chain(source));
    if !(is_archive || is_mailbox || lines) {
        let page = one(file, source, name, is_message, &mut used.clone());
        return Ok(Box::new(std::iter::once(page)));
    }
    let source = BufReader::with_capacity(1 << 16, source);
    let file = file.clone();
    Ok(if is_archive {
        Box::new(Warc::new(file, source, used))
    } else if is_mailbox {
        Box::new(Mailbox::new(file, source, used))
    } else {
        Box::new(Lines {
            file,
            source,
            used,
            line: 0,
            ended: false,
        })
    })
}

fn one(
    file: &File,
    source: Source,
    name: Option<String>,
    is_message: bool,
    used: &mut Counter,
) -> Found {
    let mut bytes = Vec::new();
    let page = match source.take(LARGEST_PAGE + 1).read_to_end(&mut bytes) {
        Err(error) => return Found::Trouble(Trouble::io(file.name(), &error)),
        Ok(_) if bytes.len() as u64 > LARGEST_PAGE => {
            return Found::Trouble(too_large(file.name()));
        }
        Ok(_) if is_message => mail::page(&bytes),
        Ok(_) => Ok(Page::new(bytes, name.as_deref())),
    };
    match page {
        Ok(page) => Found::Page(Input {
            name: file.name(),
            stem: file.stem.clone(),
            size: used.since(),
            page,
        }),
        Err(diagnostic) => Found::Trouble(Trouble {
            name: file.name(),
            diagnostic,
        }),
    }
}

fn too_large(name: String) -> Trouble {
    Trouble {
        name,
        diagnostic: Diagnostic::error(
            "too-large",
            format!("it is larger than {} MiB", LARGEST_PAGE >> 20),
            "Split it into its pages, or give it as JSON lines with one article a line.",
        ),
    }
}

/// The articles of a file of JSON lines.
struct Lines {
    file: File,
    source: BufReader<Source>,
    used: Counter,
    line: u64,
    ended: bool,
}

impl Lines {
    fn name(&self) -> String {
        format!("{}:{}", self.file.name(), self.line)
    }

    /// Reads one line without its end; nothing at the end of the file.
    fn read_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let mut part = (&mut self.source).take(LARGEST_PAGE + 1);
        if part.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if bytes.len() as u64 > LARGEST_PAGE && bytes.last() != Some(&b'\n') {
            skip_line(&mut self.source)?;
        }
        Ok(Some(bytes))
    }
}

fn skip_line(source: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = source.fill_buf()?;
        let (end, length) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (true, at + 1),
            None => (buffer.is_empty(), buffer.len()),
        };
        source.consume(length);
        if end {
            return Ok(());
        }
    }
}

impl Iterator for Lines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.ended {
            self.line += 1;
            let bytes = match self.read_line() {
                Ok(Some(bytes)) => bytes,
                Ok(None) => return None,
                Err(error) => {
                    self.ended = true;
                    return Some(Found::Trouble(Trouble::io(self.name(), &error)));
                }
            };
            if bytes.len() as u64 > LARGEST_PAGE {
                return Some(Found::Trouble(too_large(self.name())));
            }
            let number = usize::try_from(self.line).unwrap_or(usize::MAX);
            match json_line(&bytes, number) {
                None => continue,
                Some(Err(diagnostic)) => {
                    return Some(Found::Trouble(Trouble {
                        name: self.name(),
                        diagnostic,
                    }));
                }
                Some(Ok(page)) => {
                    let size = self.used.since();
                    let mut stem = self.file.stem.clone().into_os_string();
                    stem.push(format!("-{:06}", self.line));
                    return Some(Found::Page(Input {
                        name: self.name(),
                        stem: PathBuf::from(stem),
                        size,
                        page,
                    }));
                }
            }
        }
        None
    }
}

/// How many bytes were taken from a file.
#[derive(Debug, Clone, Default)]
pub struct Counter {
    taken: Arc<AtomicU64>,
    /// Of these, how many earlier pages account for.
    told: u64,
}

impl Counter {
    /// Bytes taken since this was last asked.
    pub fn since(&mut self) -> u64 {
        let taken = self.taken.load(Ordering::Relaxed);
        taken - std::mem::replace(&mut self.told, taken)
    }
}

/// Counts the bytes that are taken from a file.
struct Counted {
    inner: Source,
    used: Counter,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.used.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_line_is_skipped() {
        let mut source = Cursor::new(b"long\nnext".to_vec());
        assert!(skip_line(&mut source).is_ok());
        let mut rest = String::new();
        assert!(source.read_to_string(&mut rest).is_ok());
        assert_eq!(rest, "next");
        assert!(skip_line(&mut source).is_ok());
    }
}
