//! Web archives: the pages of a WARC file, such as those of Common Crawl News.
//!
//! What enters: the bytes of the archive, uncompressed, as a stream. What leaves: a page for each record that holds one: an answer of
//! HTTP with status 200, or a stored resource, of HTML, text or JSON. One record is in memory at a time; those that hold no page are skipped without being
//! held. A damaged place is told, and reading goes on at the next record that can be found.

use super::open::Counter;
use super::walk::File;
use super::{Found, Input, LARGEST_PAGE, Trouble, unwrap};
use reading::page::{Diagnostic, Page};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

/// The most bytes of the headers of a record.
const MOST_HEADERS: usize = 64 << 10;
/// How a record begins.
const MARK: &[u8] = b"WARC/";

/// Whether a file begins like a web archive.
pub fn is_warc(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(MARK)
}

/// The pages of an archive.
pub struct Warc<R> {
    file: File,
    source: R,
    used: Counter,
    /// Records so far.
    number: u64,
    /// The line by which a record was found after a damaged place.
    found: Option<Vec<u8>>,
    /// Answers and resources that hold no page, by what they are.
    passed_over: BTreeMap<String, u64>,
    ended: bool,
}

/// What a record says of itself.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    target: Option<String>,
    content: String,
    length: Option<u64>,
}

/// What is next in an archive.
enum Next {
    Record(Head),
    /// Something that is no record; where the next one begins is still to be found.
    Damage(&'static str),
    End,
}

impl<R: BufRead> Warc<R> {
    /// The pages of the archive `file`, whose bytes come from `source`.
    pub fn new(file: File, source: R, used: Counter) -> Warc<R> {
        Warc {
            file,
            source,
            used,
            number: 0,
            found: None,
            passed_over: BTreeMap::new(),
            ended: false,
        }
    }

    fn name(&self) -> String {
        format!("{}:{}", self.file.name(), self.number)
    }

    fn trouble(&self, diagnostic: Diagnostic) -> Found {
        Found::Trouble(Trouble {
            name: self.name(),
            diagnostic,
        })
    }

    /// Reads on until something is found, or the archive ends.
    fn read(&mut self) -> io::Result<Option<Found>> {
        loop {
            let head = match self.head()? {
                Next::Record(head) => head,
                Next::Damage(what) => {
                    self.resume()?;
                    return Ok(Some(self.trouble(Diagnostic::error(
                        "damaged-archive",
                        format!("the archive is damaged here: {what}"),
                        "Records that can be found after this place are read; fetch the archive again for the others.",
                    ))));
                }
                Next::End => {
                    self.ended = true;
                    return Ok(self.told());
                }
            };
            let length = head.length.unwrap_or(0);
            let holds_page = matches!(head.kind.as_str(), "response" | "resource");
            if !holds_page || length > LARGEST_PAGE {
                let skipped = io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
                if skipped < length {
                    return Ok(Some(self.cut_off()));
                }
                if holds_page {
                    return Ok(Some(self.trouble(Diagnostic::error(
                        "too-large",
                        format!("its record is larger than {} MiB", LARGEST_PAGE >> 20),
                        "Take the page out of the archive if it is one.",
                    ))));
                }
                continue;
            }
            let mut body = Vec::new();
            (&mut self.source).take(length).read_to_end(&mut body)?;
            if (body.len() as u64) < length {
                return Ok(Some(self.cut_off()));
            }
            match page(&head, body) {
                Ok(page) => return Ok(Some(self.input(page))),
                Err(NoPage::Other(what)) => *self.passed_over.entry(what).or_default() += 1,
                Err(NoPage::Broken(what)) => {
                    return Ok(Some(self.trouble(Diagnostic::error(
                        "bad-record",
                        what,
                        "The other records are read.",
                    ))));
                }
            }
        }
    }

    /// The headers of the next record.
    fn head(&mut self) -> io::Result<Next> {
        let mut line = self.found.take().unwrap_or_default();
        // Records are parted by two empty lines; some writers put more or fewer.
        while line.trim_ascii().is_empty() {
            if !self.line(&mut line)? {
                return Ok(Next::End);
            }
        }
        self.number += 1;
        if !line.starts_with(MARK) {
            return Ok(Next::Damage("no record begins where one should"));
        }
        let mut head = Head::default();
        let mut size = 0;
        let mut field = String::new();
        loop {
            if !self.line(&mut line)? {
                return Ok(Next::Damage("it ends within the headers of a record"));
            }
            size += line.len();
            if size > MOST_HEADERS {
                return Ok(Next::Damage("the headers of a record do not end"));
            }
            let text = String::from_utf8_lossy(&line);
            if text.starts_with([' ', '\t']) && !text.trim().is_empty() {
                field.push(' ');
                field.push_str(text.trim());
                continue;
            }
            head.take(&field);
            field = text.trim_end().to_owned();
            if field.is_empty() {
                break;
            }
        }
        match head.length {
            Some(_) => Ok(Next::Record(head)),
            None => Ok(Next::Damage("a record does not say how long it is")),
        }
    }

    /// Reads a line with its end; of one that is too long only the beginning. False at the end of the archive.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        let most = MOST_HEADERS as u64 + 1;
        (&mut self.source).take(most).read_until(b'\n', line)?;
        Ok(!line.is_empty())
    }

    /// Goes forward to where a record begins.
    fn resume(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        while self.line(&mut line)? {
            if line.starts_with(MARK) {
                self.found = Some(line);
                break;
            }
        }
        Ok(())
    }

    fn cut_off(&mut self) -> Found {
        self.ended = true;
        self.trouble(Diagnostic::error(
            "damaged-archive",
            "the archive ends within this record",
            "Fetch the archive again; what came before is read.",
        ))
    }

    fn input(&mut self, page: Page) -> Found {
        let mut stem = self.file.stem.clone().into_os_string();
        stem.push(format!("-{:06}", self.number));
        Found::Page(Input {
            name: self.name(),
            stem: PathBuf::from(stem),
            size: self.used.since(),
            page,
        })
    }

    /// Says what was passed over, if anything was.
    fn told(&mut self) -> Option<Found> {
        let passed_over = std::mem::take(&mut self.passed_over);
        let count: u64 = passed_over.values().sum();
        if count == 0 {
            return None;
        }
        let mut kinds: Vec<(&String, &u64)> = passed_over.iter().collect();
        kinds.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        let more = if kinds.len() > 5 { ", ..." } else { "" };
        let kinds: Vec<String> = kinds
            .iter()
            .take(5)
            .map(|(k, n)| format!("{n} {k}"))
            .collect();
        let records = if count == 1 {
            "record was"
        } else {
            "records were"
        };
        Some(Found::Trouble(Trouble {
            name: self.file.name(),
            diagnostic: Diagnostic::note(
                "passed-over",
                format!(
                    "{count} {records} passed over, holding no page ({}{more})",
                    kinds.join(", ")
                ),
                "",
            ),
        }))
    }
}

impl<R: BufRead> Iterator for Warc<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        self.read().unwrap_or_else(|error| {
            self.ended = true;
            Some(Found::Trouble(Trouble::io(self.name(), &error)))
        })
    }
}

impl Head {
    /// Takes one header.
    fn take(&mut self, field: &str) {
        let Some((name, value)) = field.split_once(':') else {
            return;
        };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            // Early writers put the address in angle brackets.
            "warc-target-uri" => {
                let address = value.trim_start_matches('<').trim_end_matches('>');
                self.target = Some(address.to_owned()).filter(|a| a.starts_with("http"));
            }
            "content-type" => self.content = value.to_ascii_lowercase(),
            "content-length" => self.length = value.parse().ok(),
            _ => {}
        }
    }
}

/// Why a record holds no page.
#[derive(Debug)]
enum NoPage {
    /// It holds something else, or nothing.
    Other(String),
    /// It holds one that cannot be taken out.
    Broken(String),
}

/// The page that a record holds.
fn page(head: &Head, body: Vec<u8>) -> Result<Page, NoPage> {
    let (content, body) = if head.kind == "response" && head.content.starts_with("application/http")
    {
        answered(body)?
    } else {
        (head.content.clone(), body)
    };
    let (kind, parameters) = content.split_once(';').unwrap_or((&content, ""));
    let name = match kind.trim() {
        "text/html" | "application/xhtml+xml" => Some("page.html"),
        "text/plain" => Some("page.txt"),
        "application/json" | "" => None,
        other => return Err(NoPage::Other(other.to_owned())),
    };
    if body.trim_ascii().is_empty() {
        return Err(NoPage::Other("empty".to_owned()));
    }
    let mut page = Page::new(body, name);
    if let Some(target) = &head.target {
        page = page.at(target.as_str());
    }
    let charset = parameters
        .split(';')
        .find_map(|p| p.trim().strip_prefix("charset="));
    Ok(match charset {
        Some(charset) => page.in_charset(charset.trim_matches(['"', '\'', ' '])),
        None => page,
    })
}

/// What an answer of HTTP carries: its content type in small letters, and its body out of its wrapping.
fn answered(message: Vec<u8>) -> Result<(String, Vec<u8>), NoPage> {
    let end = end_of_head(&message).ok_or_else(|| NoPage::Other("no HTTP".to_owned()))?;
    let head = String::from_utf8_lossy(&message[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split_whitespace().nth(1));
    match status {
        Some("200" | "203") => {}
        Some(other) => {
            let other: String = other.chars().take(8).collect();
            return Err(NoPage::Other(format!("status {other}")));
        }
        None => return Err(NoPage::Other("no HTTP".to_owned())),
    }
    let (mut content, mut encoding, mut chunked) = (String::new(), None, false);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => content = value,
            "content-encoding" => encoding = Some(value),
            "transfer-encoding" => chunked = value.contains("chunked"),
            _ => {}
        }
    }
    let mut body = message[end..].to_vec();
    // Many writers store the body without its wrapping and leave the headers as they were, so the bytes decide.
    if chunked && let Some(whole) = without_chunks(&body) {
        body = whole;
    }
    if let Some(encoding) = encoding.filter(|encoding| is_wrapped(&body, encoding)) {
        body = unwrap(&body[..], Some(&encoding), LARGEST_PAGE)
            .map_err(|why| NoPage::Broken(why.to_string()))?;
    }
    Ok((content, body))
}

fn end_of_head(message: &[u8]) -> Option<usize> {
    let crlf = message
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .map(|at| at + 4);
    let lf = message
        .windows(2)
        .position(|w| w == b"\n\n")
        .map(|at| at + 2);
    match (crlf, lf) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Whether a body really is wrapped as its header says. Brotli has no mark, but text is no brotli.
fn is_wrapped(body: &[u8], encoding: &str) -> bool {
    match encoding {
        "gzip" | "x-gzip" => body.starts_with(b"\x1f\x8b"),
        "deflate" => body.first().is_some_and(|b| b & 0x0f == 8),
        "br" => std::str::from_utf8(body.get(..body.len().min(256)).unwrap_or_default()).is_err(),
        _ => false,
    }
}

/// A body put together from its chunks; none where it is not in chunks.
fn without_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().take(32).position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = line.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest
            .strip_prefix(b"\r")
            .unwrap_or(rest)
            .strip_prefix(b"\n")?;
    }
}

#[cfg(test)]
#[path = "warc_tests.rs"]
mod tests;
