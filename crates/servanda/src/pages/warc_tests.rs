//! Web archives, whole and damaged.

use super::*;
use std::io::Cursor;

fn record(kind: &str, extra: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\n{extra}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(target: &str, http: &[u8]) -> Vec<u8> {
    let extra = format!(
        "WARC-Target-URI: {target}\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &extra, http)
}

fn html(target: &str, body: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n{body}");
    response(target, http.as_bytes())
}

fn read(bytes: Vec<u8>) -> Vec<Found> {
    let file = File {
        path: PathBuf::from("a.warc"),
        stem: PathBuf::from("a"),
    };
    // A small buffer, so that every border falls within one once.
    let source = io::BufReader::with_capacity(7, Cursor::new(bytes));
    Warc::new(file, source, Counter::default()).collect()
}

fn pages(found: &[Found]) -> Vec<(&str, String)> {
    let pages = found.iter().filter_map(|found| match found {
        Found::Page(input) => Some(&input.page),
        Found::Trouble(_) => None,
    });
    pages
        .map(|page| {
            let text = String::from_utf8(page.bytes.clone()).unwrap();
            (page.address.as_deref().unwrap_or(""), text)
        })
        .collect()
}

fn codes(found: &[Found]) -> Vec<&'static str> {
    let troubles = found.iter().filter_map(|found| match found {
        Found::Page(_) => None,
        Found::Trouble(trouble) => Some(trouble.diagnostic.code),
    });
    troubles.collect()
}

#[test]
fn answers_and_resources_are_pages() {
    let archive = [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x\r\n"),
        record("request", "WARC-Target-URI: https://a.example/1\r\n", b"GET /1 HTTP/1.1\r\n\r\n"),
        html("https://a.example/1", "<p>One"),
        record("metadata", "", b"x"),
        record("resource", "warc-target-uri: <https://a.example/2>\r\nContent-Type: text/plain;\r\n charset=\"koi8-r\"\r\n", b"Two"),
        response("https://a.example/3", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No"),
        response("https://a.example/4", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record("revisit", "", b""),
        response("https://a.example/5", b"HTTP/1.1 200 OK\ncontent-type: TEXT/HTML\n\n<p>Five"),
    ]
    .concat();
    let found = read(archive);
    assert_eq!(
        pages(&found),
        [
            ("https://a.example/1", "<p>One".to_owned()),
            ("https://a.example/2", "Two".to_owned()),
            ("https://a.example/5", "<p>Five".to_owned()),
        ]
    );
    let Found::Page(second) = &found[1] else {
        panic!("{found:?}")
    };
    assert_eq!(second.page.charset.as_deref(), Some("koi8-r"));
    assert_eq!(second.name, "a.warc:5");
    assert_eq!(second.stem, PathBuf::from("a-000005"));
    let Some(Found::Trouble(told)) = found.last() else {
        panic!("{found:?}")
    };
    assert!(
        told.diagnostic.message.contains("1 image/png")
            && told.diagnostic.message.contains("1 status 404")
    );
}

#[test]
fn bodies_are_taken_out_of_their_wrapping_where_they_are_in_one() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(b"<p>One").unwrap();
    let gz = gz.finish().unwrap();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n";
    let chunked = [
        format!("{:x};a=b\r\n", gz.len()).as_bytes(),
        &gz,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    for body in [&chunked[..], &gz, b"<p>One"] {
        let found = read(response(
            "https://a.example/",
            &[head.as_bytes(), body].concat(),
        ));
        assert_eq!(pages(&found), [("https://a.example/", "<p>One".to_owned())]);
    }
    let broken = [head.as_bytes(), &gz[..gz.len() - 4]].concat();
    let found = read(
        [
            response("https://a.example/", &broken),
            html("https://b.example/", "x"),
        ]
        .concat(),
    );
    assert_eq!(codes(&found), ["bad-record"]);
    assert_eq!(pages(&found).len(), 1);
}

#[test]
fn after_a_damaged_place_reading_goes_on() {
    let good = html("https://a.example/1", "<p>One");
    let longer = String::from_utf8(good.clone()).unwrap().replacen(
        "Content-Length: ",
        "Content-Length: 9",
        1,
    );
    for (damage, code) in [
        (b"some words\r\nand more\r\n".to_vec(), "damaged-archive"),
        (
            b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec(),
            "damaged-archive",
        ),
        (
            b"WARC/1.0\r\nContent-Length: many\r\n\r\n".to_vec(),
            "damaged-archive",
        ),
        (
            [b"WARC/1.0\r\n".to_vec(), b"X: y\r\n".repeat(20_000)].concat(),
            "damaged-archive",
        ),
        (vec![b'x'; 200_000], "damaged-archive"),
    ] {
        let found = read([good.clone(), damage, b"\r\n".to_vec(), good.clone()].concat());
        assert!(codes(&found).contains(&code), "{:?}", codes(&found));
        assert!(!pages(&found).is_empty());
    }
    let found = read([good.clone(), b"rubbish\r\n".to_vec(), good.clone()].concat());
    assert_eq!(pages(&found).len(), 2);
    // One that claims to be longer than the archive takes what follows with it.
    let found = read([good.clone(), longer.into_bytes(), good].concat());
    assert_eq!(
        (pages(&found).len(), codes(&found)),
        (1, vec!["damaged-archive"])
    );
}

#[test]
fn an_archive_that_ends_anywhere_gives_what_came_before() {
    let good = html("https://a.example/1", "<p>One");
    let archive = [good.clone(), good.clone()].concat();
    let first = good.len() - 4;
    for end in 0..archive.len() {
        let found = read(archive[..end].to_vec());
        let count = pages(&found).len();
        assert_eq!(
            count,
            usize::from(end >= first) + usize::from(end >= good.len() + first),
            "{end}"
        );
    }
}

/// An archive that is made while it is read.
struct Made {
    records: std::ops::Range<u32>,
    now: Cursor<Vec<u8>>,
    made: std::sync::Arc<std::sync::atomic::AtomicU32>,
}

impl Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.now.read(buffer)?;
        if n > 0 {
            return Ok(n);
        }
        let Some(number) = self.records.next() else {
            return Ok(0);
        };
        self.made
            .store(number + 1, std::sync::atomic::Ordering::Relaxed);
        self.now = Cursor::new(html("https://a.example/", &"<p>Some words. ".repeat(200)));
        self.now.read(buffer)
    }
}

#[test]
fn ten_thousand_pages_are_never_in_memory_at_once() {
    let made = std::sync::Arc::<std::sync::atomic::AtomicU32>::default();
    let source = Made {
        records: 0..10_000,
        now: Cursor::default(),
        made: made.clone(),
    };
    let file = File {
        path: PathBuf::from("a.warc"),
        stem: PathBuf::from("a"),
    };
    let mut count = 0;
    for found in Warc::new(file, io::BufReader::new(source), Counter::default()) {
        assert!(matches!(found, Found::Page(_)));
        count += 1;
        // What has been taken from the archive is the pages that were given out, and a buffer's worth of what follows.
        let made = made.load(std::sync::atomic::Ordering::Relaxed);
        assert!(
            made <= count + 4,
            "{made} records were taken for {count} pages"
        );
    }
    assert_eq!(count, 10_000);
}
