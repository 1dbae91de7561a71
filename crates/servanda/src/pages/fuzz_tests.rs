//! Fuzzing of archives and mail: whatever a file looks like, its pages come out and it ends.
//!
//! Runs for a moment with all tests; `crates/reading/tests/it/fuzz.rs` tells how it runs for longer.

use super::Found;
use super::mail::{self, Mailbox};
use super::mix::{corpus, mix};
use super::open::Counter;
use super::walk::File;
use super::warc::Warc;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

/// Iterations of one run with all tests.
const FEW: usize = 1000;

const RECORDS: &[&str] = &[
    "WARC/1.0\r\n",
    "WARC/1.1\r\n",
    "WARC/",
    "\r\n\r\n",
    "\r\n",
    "\n",
    "WARC-Type: response\r\n",
    "WARC-Type: resource\r\n",
    "Content-Length: 0\r\n",
    "Content-Length: 99999999999\r\n",
    "Content-Length: -1\r\n",
    "Content-Type: application/http\r\n",
    "HTTP/1.1 200 OK\r\n",
    "HTTP/1.1 999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n",
    "Content-Encoding: br\r\n",
    "5\r\nabcde\r\n0\r\n\r\n",
    "ffffffffffffffff\r\n",
    "\x1f",
    "WARC-Target-URI: <http://[::1>\r\n",
    " continued\r\n",
    "Content-Type: text/html; charset=\"",
    "\0",
];

const LINES: &[&str] = &[
    "\nFrom a Thu Mar  1 09:40:00 2018\n",
    "From ",
    ">From ",
    "\n\n",
    "\r\n",
    "MIME-Version: 1.0\n",
    "Content-Type: multipart/mixed; boundary=\"b\"\n",
    "--b\n",
    "--b--\n",
    "Content-Type: message/rfc822\n\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "=?utf-8?q?=C3?=",
    "=?utf-7?b?AAAA?=",
    "Date: Thu, 32 Mar 99999 99:99:99 +9999\n",
    "Subject: ",
    "From: <@>\n",
    "charset=iso-2022-jp",
    "=\n",
    "=C",
    "Archived-At: <http://x>\n",
    "\0",
    " ",
];

fn file() -> File {
    File {
        path: PathBuf::from("a"),
        stem: PathBuf::from("a"),
    }
}

fn source(bytes: Vec<u8>) -> impl BufRead + Send {
    let source: Box<dyn Read + Send> = Box::new(Cursor::new(bytes));
    BufReader::with_capacity(64, source)
}

/// Counts pages, and sees that there is an end.
fn drain(found: impl Iterator<Item = Found>, size: usize) -> usize {
    let (mut count, mut all) = (0, 0);
    for found in found {
        all += 1;
        assert!(all <= size + 2, "more is found than the file has bytes");
        count += usize::from(matches!(found, Found::Page(_)));
    }
    count
}

#[test]
fn archives() {
    let archives = corpus("tests/it/corpus/archives");
    let read = |bytes: Vec<u8>| {
        let size = bytes.len();
        drain(Warc::new(file(), source(bytes), Counter::default()), size)
    };
    for archive in &archives {
        assert!(read(archive.clone()) > 0);
    }
    bolero::check!().with_iterations(FEW).for_each(|script| {
        read(mix(&archives, RECORDS, script));
    });
}

#[test]
fn mailboxes() {
    let mailboxes = corpus("tests/it/corpus/mail");
    let read = |bytes: Vec<u8>| {
        if let Ok(page) = mail::page(&bytes) {
            assert!(serde_json::from_slice::<serde_json::Value>(&page.bytes).is_ok());
        }
        mail::is_message(&bytes, None);
        mail::is_mailbox(&bytes);
        let size = bytes.len();
        drain(
            Mailbox::new(file(), source(bytes), Counter::default()),
            size,
        )
    };
    for mailbox in &mailboxes {
        assert!(read(mailbox.clone()) > 0);
    }
    bolero::check!().with_iterations(FEW).for_each(|script| {
        read(mix(&mailboxes, LINES, script));
    });
}
