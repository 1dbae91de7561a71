//! Fuzzing: whatever a page looks like, it is read, and what comes out keeps its invariants.
//!
//! Runs for a moment with all tests. For longer, with the hash of a failure to run it again:
//! `BOLERO_RANDOM_ITERATIONS=1000000 BOLERO_RANDOM_TEST_TIME_MS=300000 cargo test --release -p reading --test it fuzz::html`.

use crate::mix::{corpus, mix};
use reading::page::{Format, Page};
use reading::{Options, Reader, Reading};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::bundled);

/// Iterations of one run with all tests.
const FEW: usize = 60;

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<h1>",
    "<table><tr><td>",
    "</table>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<svg>",
    "<template>",
    "<a href='x'>",
    "</a>",
    "<meta charset='utf-16'>",
    "<meta property='og:title' content='",
    "<link rel=canonical href='",
    "<html lang=en>",
    "<script type='application/ld+json'>{\"headline\":",
    "&amp",
    "&#x0;",
    "&#1114112;",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "’",
    "<time datetime='",
    "<figure><figcaption>",
    "<select><option>",
    "<br>",
    "]]>",
    "<![CDATA[",
    "<frameset>",
    "<plaintext>",
];

const WORDS: &[&str] = &[
    "\n\n",
    "\n",
    "\r\n",
    "\t",
    "  ",
    "“",
    "”",
    "\"",
    "—",
    " – ",
    "...",
    "© AFP 2023 / ",
    "LIMA (Agency) — ",
    "12:40 ",
    "Mr. ",
    "U.N. ",
    " the presidents of Peru and Chile ",
    " will meet ",
    " met ",
    " denied that ",
    " said.",
    " has not ",
    " and ",
    ", who ",
    " (",
    ") ",
    "\u{301}",
    "\u{200b}",
    "🙂",
    "ß",
    "İ",
    "ŉ",
    "Заголовок ",
    "會見",
    "0",
    "Subscribe",
    "Related: ",
    "his counterpart ",
    " on behalf of ",
];

const TIMES: &[&str] = &[
    " on ",
    " 12 ",
    "31 ",
    "February ",
    "Feb. ",
    " 2016",
    " 29 February 2015 ",
    " 00-00-0000 ",
    " 99/99/9999 ",
    " 2016-13-45",
    "T25:61:61+99:99",
    " Monday",
    " next week ",
    " last month ",
    " two days after ",
    " between ",
    " and ",
    " from ",
    " to ",
    " until ",
    " the third quarter of ",
    "s ",
    " 9999999999999999999 ",
    " -1 ",
    " 0 ",
    " early ",
    " late ",
    " the 1990s ",
    " a decade ago",
    " in 300 years ",
    " 1 January 0001 ",
    "–",
    "‑",
    " Ramadan ",
    " century ",
    "XXXX-12-15",
    "/",
];

const KEYS: &[&str] = &[
    "\"title\":",
    "\"published\":",
    "\"url\":",
    "\"outlet\":",
    "\"text\":",
    "\"html\":",
    "null",
    "\"\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\\u0000",
    "\\ud800",
    "1e999",
    "\\n\\n",
    "\"2016-02-30\"",
    "\"2016-11-20T18:30:00+03:00\"",
    "\"http://[::1\"",
    "\"//x\"",
    "true",
    "\u{feff}",
];

fn read(bytes: Vec<u8>, format: Format) -> Reading {
    let page = Page::with_format(bytes, format).at("https://example.org/2016/11/20/a");
    let reading = READER.read(&page, &Options::default());
    let text = &reading.article.text;
    let whole = |start: usize, end: usize| {
        assert!(
            start <= end && text.get(start..end).is_some(),
            "{start}..{end} is no part of the text"
        );
    };
    let mut last = 0;
    for block in &reading.article.blocks {
        whole(block.span.start, block.span.end);
        assert!(block.span.start >= last, "blocks overlap");
        last = block.span.end;
    }
    for sentence in &reading.sentences {
        whole(sentence.span.start, sentence.span.end);
        for token in &sentence.tokens {
            whole(token.span.start, token.span.end);
            assert!(sentence.span.contains(token.span));
        }
    }
    assert_eq!(reading.trees.len(), reading.sentences.len());
    for mention in &reading.mentions.all {
        whole(mention.span.start, mention.span.end);
    }
    for time in &reading.times {
        whole(time.span.start, time.span.end);
    }
    for claim in &reading.claims {
        assert!(!claim.actors.is_empty() && !claim.evidence.is_empty());
        assert!((0.0..=1.0).contains(&claim.confidence));
        for span in &claim.evidence {
            whole(span.start, span.end);
            assert!(!span.is_empty());
        }
    }
    reading
}

/// Reads a folder of pages as they are, and then mixtures of them.
fn fuzz(folder: &str, tokens: &[&str], format: Format) {
    let pages = corpus(&format!("tests/it/corpus/{folder}"));
    for page in &pages {
        read(page.clone(), format);
    }
    bolero::check!()
        .with_iterations(FEW)
        .for_each(|script| drop(read(mix(&pages, tokens, script), format)));
}

#[test]
fn html() {
    fuzz("html", TAGS, Format::Html);
}

#[test]
fn text() {
    fuzz("text", WORDS, Format::Text);
}

#[test]
fn dates() {
    fuzz("dates", TIMES, Format::Text);
}

#[test]
fn json() {
    fuzz("json", KEYS, Format::ArticleJson);
}

#[test]
fn reading_twice_is_reading_once() {
    let pages = corpus("tests/it/corpus/text");
    bolero::check!().with_iterations(FEW).for_each(|script| {
        let page = mix(&pages, WORDS, script);
        let (once, twice) = (read(page.clone(), Format::Text), read(page, Format::Text));
        assert_eq!(format!("{:?}", once.claims), format!("{:?}", twice.claims));
    });
}
