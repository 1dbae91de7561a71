//! Mail: newsletters as pages.
//!
//! What enters: a message, or a mailbox (mbox) of many as a stream. What leaves: a page for each message, as an article in JSON: the subject is
//! its title, the day it was sent that of its publication, the sender's domain its outlet, and its HTML or text the rest. The same message always gives the
//! same page. One message is in memory at a time. What a message has attached is left aside.

use super::open::Counter;
use super::walk::File;
use super::{Found, Input, Trouble};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use reading::page::{Diagnostic, Format, Page};
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

/// The most bytes of a message; those with films attached are larger.
const LARGEST_MESSAGE: u64 = 64 << 20;

/// Names that only headers of mail have.
const HEADERS: &[&str] = &[
    "return-path:",
    "received:",
    "delivered-to:",
    "message-id:",
    "mime-version:",
    "list-id:",
    "list-unsubscribe:",
    "dkim-signature:",
];

/// Whether a file is a mailbox: it begins with an envelope, and headers follow.
pub fn is_mailbox(head: &[u8]) -> bool {
    let envelope = head.split(|b| *b == b'\n').next().unwrap_or_default();
    head.starts_with(b"From ")
        && is_message(head.get(envelope.len() + 1..).unwrap_or_default(), None)
}

/// Whether a file is a message: by its name, or by headers that only mail has.
pub fn is_message(head: &[u8], name: Option<&str>) -> bool {
    let named = name.is_some_and(|n| n.to_ascii_lowercase().ends_with(".eml"));
    let lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end);
    let headers = lines.take(200).take_while(|line| !line.is_empty());
    let mut known = 0;
    for line in headers {
        let text = String::from_utf8_lossy(line.get(..line.len().min(40)).unwrap_or_default())
            .to_ascii_lowercase();
        let continued = line.starts_with(b" ") || line.starts_with(b"\t");
        if !continued
            && !text
                .split_once(':')
                .is_some_and(|(name, _)| is_header(name))
        {
            return false;
        }
        known += usize::from(HEADERS.iter().any(|header| text.starts_with(header)));
    }
    named || known >= 2
}

fn is_header(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic())
}

/// The page of one message.
///
/// # Errors
/// Why it has none.
pub fn page(message: &[u8]) -> Result<Page, Diagnostic> {
    let parsed = MessageParser::default().parse(message).ok_or_else(|| {
        Diagnostic::error(
            "bad-message",
            "it is no message of mail",
            "Give it as it was saved, with all its headers.",
        )
    })?;
    let (text, is_html) = body(&parsed).ok_or_else(|| {
        Diagnostic::warning(
            "no-text",
            "the message has no text",
            "Save what is attached to it as a page of its own.",
        )
    })?;
    let date = parsed
        .date()
        .filter(|date| date.is_valid())
        .map(|date| date.to_rfc3339());
    let mut article = serde_json::Map::new();
    let mut put = |key: &str, value: Option<String>| {
        let value = value.filter(|v| !v.trim().is_empty());
        article.insert(
            key.to_owned(),
            value.map_or(serde_json::Value::Null, Into::into),
        );
    };
    put("title", parsed.subject().map(str::to_owned));
    put("published", date);
    put("url", archived(&parsed));
    put("outlet", sender(&parsed));
    put(if is_html { "html" } else { "text" }, Some(text));
    let json = serde_json::Value::Object(article).to_string();
    Ok(Page::with_format(json.into_bytes(), Format::ArticleJson))
}

/// The text of a message: HTML where it has some, which keeps headings and captions apart.
fn body(message: &Message) -> Option<(String, bool)> {
    let parts = message.html_bodies().chain(message.text_bodies());
    let mut plain = None;
    for part in parts.filter(|part| {
        !part
            .content_disposition()
            .is_some_and(|d| d.is_attachment())
    }) {
        match &part.body {
            PartType::Html(html) if !html.trim().is_empty() => {
                return Some((html.to_string(), true));
            }
            PartType::Text(text) if plain.is_none() && !text.trim().is_empty() => {
                plain = Some(text.to_string())
            }
            _ => {}
        }
    }
    plain.map(|text| (text, false))
}

/// The domain of the sender, else his name.
fn sender(message: &Message) -> Option<String> {
    let from = message.from()?.first()?;
    let domain = from
        .address()
        .and_then(|address| address.rsplit_once('@'))
        .map(|(_, domain)| domain.to_owned());
    domain.or_else(|| from.name().map(str::to_owned))
}

/// Where the message can be seen on the web (RFC 5064).
fn archived(message: &Message) -> Option<String> {
    let words = message.header_raw("Archived-At")?.trim();
    let address = words.trim_start_matches('<').trim_end_matches('>').trim();
    address.starts_with("http").then(|| address.to_owned())
}

/// The pages of a mailbox.
pub struct Mailbox<R> {
    file: File,
    source: R,
    used: Counter,
    /// Messages so far.
    number: u64,
    /// Whether the envelope of the next message has been read.
    begun: bool,
    ended: bool,
}

impl<R: BufRead> Mailbox<R> {
    /// The pages of the mailbox `file`, whose bytes come from `source`.
    pub fn new(file: File, source: R, used: Counter) -> Mailbox<R> {
        Mailbox {
            file,
            source,
            used,
            number: 0,
            begun: false,
            ended: false,
        }
    }

    fn name(&self) -> String {
        format!("{}:{}", self.file.name(), self.number)
    }

    /// The bytes of the next message, and whether all of them are there; none at the end.
    fn message(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut message = Vec::new();
        let mut whole = true;
        let mut line = Vec::new();
        // Only after an empty line does "From " begin a message.
        let mut parted = true;
        // Of a line that is too long the rest comes as the next one.
        let mut fresh = true;
        loop {
            line.clear();
            (&mut self.source)
                .take(1 << 20)
                .read_until(b'\n', &mut line)?;
            if line.is_empty() {
                self.ended = true;
                return Ok(self.begun.then_some((message, whole)));
            }
            let starts = fresh && parted && line.starts_with(b"From ");
            fresh = line.ends_with(b"\n");
            parted = fresh && line.trim_ascii().is_empty();
            if starts && self.begun {
                return Ok(Some((message, whole)));
            }
            if starts {
                self.begun = true;
                continue;
            }
            if (message.len() + line.len()) as u64 > LARGEST_MESSAGE {
                whole = false;
                continue;
            }
            message.extend_from_slice(unquoted(&line));
        }
    }
}

/// A line without the mark that keeps "From " in a message from beginning another.
fn unquoted(line: &[u8]) -> &[u8] {
    let behind = line.trim_ascii_start();
    let marks = behind.iter().take_while(|b| **b == b'>').count();
    if marks > 0
        && line.starts_with(b">")
        && line.get(marks..).is_some_and(|l| l.starts_with(b"From "))
    {
        &line[1..]
    } else {
        line
    }
}

impl<R: BufRead> Iterator for Mailbox<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        let message = match self.message() {
            Ok(Some(message)) => message,
            Ok(None) => return None,
            Err(error) => {
                self.ended = true;
                return Some(Found::Trouble(Trouble::io(self.name(), &error)));
            }
        };
        self.number += 1;
        let diagnostic = match message {
            (_, false) => Diagnostic::error(
                "too-large",
                format!("the message is larger than {} MiB", LARGEST_MESSAGE >> 20),
                "Save it without what is attached to it.",
            ),
            (bytes, true) => match page(&bytes) {
                Ok(page) => {
                    let mut stem = self.file.stem.clone().into_os_string();
                    stem.push(format!("-{:06}", self.number));
                    return Some(Found::Page(Input {
                        name: self.name(),
                        stem: PathBuf::from(stem),
                        size: self.used.since(),
                        page,
                    }));
                }
                Err(diagnostic) => diagnostic,
            },
        };
        Some(Found::Trouble(Trouble {
            name: self.name(),
            diagnostic,
        }))
    }
}

#[cfg(test)]
#[path = "mail_tests.rs"]
mod tests;
