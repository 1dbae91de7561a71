//! Archive: a web archive of many pages, made out of the examples.
//!
//! What enters: how many pages. What leaves: a WARC file with a page each, from the examples in turn: with other states in the place of theirs, other years, and
//! outlets of their own, so that dealings are told by some pages each, as in a real archive, and not all by all.

use crate::shell;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The states that take the places of those of the examples.
const PARTIES: &str = include_str!("parties.tsv");
/// The first year, and over how many years the pages are spread.
const YEARS: (usize, usize) = (2006, 12);

/// Writes an archive of so many pages.
pub fn write(path: &Path, pages: usize) -> io::Result<()> {
    let parties: Vec<(&str, &str)> = PARTIES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let examples = examples()?;
    let mut out = BufWriter::new(fs::File::create(path)?);
    for number in 0..pages {
        let (round, at) = (number / examples.len(), number % examples.len());
        let Some(example) = examples.get(at) else {
            continue;
        };
        let page = varied(example, &parties, round);
        let http =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        write!(
            out,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper{round}.example/{number}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )?;
    }
    out.flush()
}

/// The pages of HTML of the examples, in the order of their names; those in other charsets, which the names of other states may not fit, are left out.
fn examples() -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(shell::root().join("examples"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "html") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut pages = Vec::new();
    for path in paths {
        pages.extend(String::from_utf8(fs::read(path)?).ok());
    }
    Ok(pages)
}

/// An example as another outlet would have it, of other states and another year.
fn varied(example: &str, parties: &[(&str, &str)], round: usize) -> String {
    let count = parties.len().max(1);
    // Every two rounds tell of the same dealings by different outlets.
    let story = round / 2;
    let first = parties.get(story % count).copied().unwrap_or_default();
    let other = (story % count + 1 + story / count % (count - 1).max(1)) % count;
    let second = parties.get(other).copied().unwrap_or_default();
    let (begin, span) = YEARS;
    let year = begin + story % span;
    example
        .replace("Peruvian", first.1)
        .replace("Peru", first.0)
        .replace("New Zealand", second.0)
        .replace("2018", &year.to_string())
        .replace(".example", &format!("{round}.example"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_differ_and_some_tell_of_the_same() {
        let parties = [
            ("Kenya", "Kenyan"),
            ("Egypt", "Egyptian"),
            ("Cuba", "Cuban"),
        ];
        let of = |round| {
            varied(
                "A Peruvian in New Zealand, 2018, a.example",
                &parties,
                round,
            )
        };
        assert_eq!(of(0), "A Kenyan in Egypt, 2006, a0.example");
        assert_eq!(of(1), "A Kenyan in Egypt, 2006, a1.example");
        assert_eq!(of(6), "A Kenyan in Cuba, 2009, a6.example");
        for round in 0..60 {
            let page = of(round);
            let (one, two) = page.split_once(" in ").unwrap();
            assert!(!two.starts_with(one.trim_start_matches("A ").trim_end_matches(['n', 'i'])));
        }
    }
}
