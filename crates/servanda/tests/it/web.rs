//! Addresses as inputs, fetched from a server on this machine.

use super::server::{Server, page, redirect, status, typed};
use super::*;

const HTML: &str = "<html lang=en><head><title>Presidents of Peru and Chile to Meet</title></head><body><article><h1>Presidents of Peru and Chile to Meet</h1>\
    <p>LIMA, 1 March 2018 — The presidents of Peru and Chile will meet in Arica on 12 March 2018, the Peruvian foreign ministry said on Thursday.</p></article></body></html>";

fn server() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => typed("text/plain", "User-agent: *\nDisallow: /private\n"),
        "/moved" => redirect(301, "/news/1"),
        "/inside" => redirect(302, "http://169.254.169.254/latest/meta-data/"),
        "/film" => typed("video/mp4", "x"),
        "/gone" => status(410),
        _ => page(HTML),
    })
}

#[test]
fn the_page_behind_an_address_is_read() {
    let server = server();
    let world = World::new(&[("a.txt", PAGE)]);
    let ran = world.run(&["read", "--allow-private", "a.txt", &server.url("/moved")]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines = ran.lines();
    assert_eq!(lines[0]["file"], "a.txt");
    assert_eq!(lines[1]["page"]["url"], server.url("/news/1"));
    assert_eq!(lines[1]["claims"][0]["type"], "CONSULT");
    let ran = world.run(&[
        "read",
        "--allow-private",
        "--out",
        "out",
        &server.url("/news/1"),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(world.list("out").len(), 1);
}

#[test]
fn what_may_not_or_cannot_be_fetched_is_told() {
    let server = server();
    let world = World::new(&[("a.txt", PAGE)]);
    let refused = world.run(&["read", &server.url("/news/1"), "a.txt"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("127.0.0.1 is this machine itself")
            && refused.err.contains("--allow-private"),
        "{refused:?}"
    );
    assert_eq!(refused.files(), ["a.txt"]);
    assert!(server.asked().is_empty());
    for (path, says) in [
        ("/private/1", "--ignore-robots"),
        ("/film", "video/mp4"),
        ("/gone", "410"),
    ] {
        let ran = world.run(&["read", "--allow-private", &server.url(path)]);
        assert_eq!(ran.code, 1, "{path}");
        assert!(ran.err.contains(says), "{path}: {}", ran.err);
    }
    let ran = world.run(&[
        "read",
        "--allow-private",
        "--ignore-robots",
        &server.url("/private/1"),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for address in [
        "https://localhost/",
        "http://0x7f.1/",
        "http://user:word@example.org/",
    ] {
        let ran = world.run(&["read", address]);
        assert!(
            ran.code == 1 && ran.err.contains("[refused]"),
            "{address}: {ran:?}"
        );
    }
    let ran = world.run(&[
        "read",
        "--proxy",
        "socks5://a.example",
        "https://a.example/",
    ]);
    assert_eq!(ran.code, 2);
}

#[test]
fn a_page_in_another_language_is_marked_and_not_read() {
    let french = "<html lang=fr><title>Visite</title><h1>Le président du Pérou à Wellington</h1><p>".to_owned()
        + &"Le président du Pérou s'est rendu en visite officielle à Wellington, où il a rencontré le premier ministre néo-zélandais. ".repeat(5);
    let world = World::new(&[("a.html", &french)]);
    let ran = world.run(&["read", "a.html"]);
    assert_eq!(ran.code, 0);
    let page = &ran.lines()[0];
    assert_eq!(page["page"]["language"], "fr");
    assert_eq!(page["claims"].as_array().unwrap().len(), 0);
    assert!(
        ran.err.contains("French") && ran.err.contains("[other-language]"),
        "{}",
        ran.err
    );
}
