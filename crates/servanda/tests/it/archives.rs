//! Archives and mail as inputs.

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;

/// A record of a web archive that holds a page.
pub fn record(address: &str, html: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const HTML: &str = "<title>Presidents of Peru and Chile to Meet</title><h1>Presidents of Peru and Chile to Meet</h1>\
    <p>LIMA, 1 March 2018 — The presidents of Peru and Chile will meet in Arica on 12 March 2018, the Peruvian foreign ministry said on Thursday.</p>";

#[test]
fn an_archive_gives_its_pages() {
    let world = World::new(&[]);
    let members: Vec<Vec<u8>> = (1..=3)
        .map(|n| {
            gzip(&record(
                &format!("https://paper.example/2018/03/01/{n}"),
                HTML,
            ))
        })
        .collect();
    world.write("news/CC-NEWS-1.warc.gz", &members.concat());
    let ran = world.run(&["read", "news"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        ran.files(),
        [
            "news/CC-NEWS-1.warc.gz:1",
            "news/CC-NEWS-1.warc.gz:2",
            "news/CC-NEWS-1.warc.gz:3"
        ]
    );
    for (n, page) in ran.lines().iter().enumerate() {
        assert_eq!(
            page["page"]["url"],
            format!("https://paper.example/2018/03/01/{}", n + 1)
        );
        assert_eq!(page["page"]["outlet"], "paper.example");
        assert!(!page["claims"].as_array().unwrap().is_empty());
    }
    world.run(&["read", "--out", "out", "news"]);
    assert_eq!(world.list("out")[0], "CC-NEWS-1-000001.json");
}

#[test]
fn a_cut_archive_gives_what_is_whole_and_an_error() {
    let world = World::new(&[]);
    let whole = gzip(
        &[
            record("https://a.example/1", HTML),
            record("https://a.example/2", HTML),
        ]
        .concat(),
    );
    for (name, bytes) in [
        ("a.warc.gz", &whole[..whole.len() - 9]),
        ("b.warc", &record("https://a.example/1", HTML)[..100]),
    ] {
        world.write(name, bytes);
        let ran = world.run(&["read", name]);
        assert_eq!(ran.code, 1, "{ran:?}");
    }
}

#[test]
fn newsletters_are_pages() {
    let letter = format!(
        "From: News <desk@paper.example>\r\nSubject: Presidents of Peru and Chile to Meet\r\nDate: Thu, 1 Mar 2018 09:40:00 -0500\r\n\
         Message-ID: <1>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}\r\n"
    );
    let mailbox = format!(
        "From desk Thu Mar  1 09:40:00 2018\n{letter}\nFrom desk Thu Mar  1 09:40:00 2018\n{letter}"
    );
    let world = World::new(&[("a.eml", &letter), ("b.mbox", &mailbox)]);
    let ran = world.run(&["read", "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.files(), ["./a.eml", "./b.mbox:1", "./b.mbox:2"]);
    for page in ran.lines() {
        assert_eq!(page["page"]["published"], "2018-03-01T09:40:00-05:00");
        assert_eq!(page["page"]["outlet"], "paper.example");
        assert_eq!(page["claims"][0]["kind"], "meeting");
    }
}
