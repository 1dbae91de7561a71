//! Fuzzing of what comes over the network: whatever a listing looks like, it is read or refused.
//!
//! Runs for a moment with all tests; `crates/reading/tests/it/fuzz.rs` tells how it runs for longer.

use super::address;
use super::feed::{self, Kind, MOST_ITEMS};
use super::{Policy, robots, settings};
use crate::pages::mix::{corpus, mix};
use url::Url;

/// Iterations of one run with all tests.
const FEW: usize = 2000;

const TOKENS: &[&str] = &[
    "<item>",
    "</item>",
    "<entry>",
    "</entry>",
    "<link>",
    "</link>",
    "<link rel='alternate' href='",
    "'/>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "&lol;",
    "<!DOCTYPE rss [<!ENTITY lol \"lol\">]>",
    "<?xml version='1.0' encoding='utf-16'?>",
    "<url>",
    "<loc>",
    "</loc>",
    "</url>",
    "<sitemap>",
    "<news:title>",
    "xmlns:a='b'",
    "<pubDate>",
    "-0000",
    "99999999999",
    "http://[::1]/",
    "//a b/",
    "{",
    "}",
    "\"items\": [",
    "\"url\": ",
    "<media:content url='",
    "<a href='",
    "<base href='",
    "\0",
    "\u{feff}",
    "é",
    "<content type='xhtml'><div>",
    "<content type='image/png'>",
    "é<a / href",
];

#[test]
fn listings() {
    let listings = corpus("tests/it/corpus/feeds");
    let base = Url::parse("https://a.example/b/c").unwrap();
    let read = |bytes: &[u8]| {
        for kind in [Kind::Feed, Kind::Links] {
            let Ok(listing) = feed::list(bytes.to_vec(), None, kind, &base) else {
                continue;
            };
            assert!(listing.items.len() <= MOST_ITEMS);
            for item in &listing.items {
                assert!(Url::parse(&item.address).is_ok(), "{item:?}");
                if let Some(page) = feed::own_page(item, None) {
                    assert!(page.starts_with(b"<!DOCTYPE html>"));
                }
            }
        }
    };
    for listing in &listings {
        assert!(
            !feed::list(listing.clone(), None, Kind::Feed, &base)
                .unwrap()
                .items
                .is_empty()
        );
        read(listing);
    }
    bolero::check!()
        .with_iterations(FEW)
        .for_each(|script| read(&mix(&listings, TOKENS, script)));
}

#[test]
fn settings_and_rules() {
    let files = [
        settings::STARTER.into(),
        b"User-agent: *\nDisallow: /*.pdf$\nCrawl-delay: 1e9\n".to_vec(),
    ];
    let tokens = [
        "[[source]]",
        "name = \"",
        "\"",
        "\n",
        "= ",
        "every = \"1d\"",
        "*",
        "$",
        "%2f",
        "Allow: ",
        "User-agent: servanda\n",
    ];
    let address = Url::parse("https://a.example/b.pdf?c").unwrap();
    bolero::check!().with_iterations(FEW).for_each(|script| {
        let bytes = mix(&files, &tokens, script);
        let _ = settings::parse(&String::from_utf8_lossy(&bytes), false);
        let rules = robots::Rules::of(Ok(bytes)).unwrap();
        let _ = rules.allow(&address);
    });
}

#[test]
fn addresses() {
    let seeds: Vec<Vec<u8>> = address::tests::REFUSED
        .iter()
        .map(|a| a.as_bytes().to_vec())
        .collect();
    let tokens = [
        "http://",
        "@",
        "127.0.0.1",
        "[",
        "]",
        "::",
        "ffff:",
        "0x7f",
        "%31",
        ".",
        "。",
        "\\",
        "//",
        "#",
        "?",
        ":80",
        "localhost",
        "example.org",
    ];
    bolero::check!().with_iterations(FEW).for_each(|script| {
        let words = String::from_utf8_lossy(&mix(&seeds, &tokens, script)).into_owned();
        let Ok(url) = address::check(&words, &Policy::default()) else {
            return;
        };
        // What passes is in its final spelling: read again it is the same, and still passes.
        assert_eq!(
            address::check(url.as_str(), &Policy::default()).as_ref(),
            Ok(&url),
            "{words}"
        );
        assert!(url.username().is_empty() && url.password().is_none());
        // What the client would ask for is the same host, or nothing.
        if let Ok(uri) = url.as_str().parse::<ureq::http::Uri>() {
            assert_eq!(uri.host(), url.host_str(), "{words}");
        }
    });
}
