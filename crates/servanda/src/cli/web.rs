//! Addresses among the inputs of a command.
//!
//! What enters: what stands on the command line: files, folders, and addresses of the web. What leaves: pages in that order, those behind
//! addresses fetched by the same rules as those of sources ([`crate::sources`]).

use crate::pages::{self, Found, Input, Search, Trouble};
use crate::sources::fetch::{Fetcher, Limits, Manners};
use crate::sources::polite::Stop;
use crate::sources::{Failure, Policy, settings, watch};
use reading::page::Diagnostic;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The pause between two requests to one host.
const PAUSE: Duration = Duration::from_secs(1);

/// How addresses among the inputs are fetched.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Addresses (https://...)")]
pub struct Fetching {
    /// Fetch from private networks and this machine, too
    #[arg(long)]
    pub allow_private: bool,
    /// Fetch what the host asks programs not to (robots.txt)
    #[arg(long)]
    pub ignore_robots: bool,
    /// Where hosts can reach you: sent along with each request
    #[arg(long, value_name = "CONTACT")]
    pub contact: Option<String>,
    /// Go through a proxy: http://HOST:PORT
    #[arg(long, value_name = "URL", value_parser = settings::proxy)]
    pub proxy: Option<String>,
}

/// Whether an input is an address of the web. Other schemes are files that are not there, and said to be.
pub fn is_address(path: &Path) -> bool {
    let words = path.to_string_lossy().to_ascii_lowercase();
    words.starts_with("http://") || words.starts_with("https://")
}

/// All pages under `paths`, in order, whether files or addresses.
pub fn find(
    paths: Vec<PathBuf>,
    search: Search,
    fetching: &Fetching,
) -> Box<dyn Iterator<Item = Found> + Send> {
    if !paths.iter().any(|path| is_address(path)) {
        return Box::new(pages::find(paths, search));
    }
    let manners = Manners {
        policy: Policy {
            allow_private: fetching.allow_private,
            allow: Vec::new(),
        },
        limits: Limits::default(),
        pause: PAUSE,
        contact: fetching.contact.clone(),
        proxy: fetching.proxy.clone(),
    };
    let fetcher = Fetcher::new(manners, Stop::default());
    let asked_by_person = fetching.ignore_robots;
    Box::new(
        paths
            .into_iter()
            .flat_map(move |path| -> Box<dyn Iterator<Item = Found> + Send> {
                if is_address(&path) {
                    Box::new(std::iter::once(fetch(
                        &fetcher,
                        &path.to_string_lossy(),
                        asked_by_person,
                    )))
                } else {
                    Box::new(pages::find(vec![path], search.clone()))
                }
            }),
    )
}

fn fetch(fetcher: &Fetcher, address: &str, asked_by_person: bool) -> Found {
    let answer = fetcher.get_page(address, None, asked_by_person);
    let page = answer.and_then(|answer| {
        // Nothing was known, so that nothing can be unchanged.
        watch::page_of(answer).ok_or_else(|| Failure::Gone("the host sent no page".to_owned()))
    });
    match page {
        Ok(page) => Found::Page(Input {
            name: address.to_owned(),
            stem: stem(address),
            size: 0,
            page,
        }),
        Err(failure) => Found::Trouble(Trouble {
            name: address.to_owned(),
            diagnostic: diagnostic(&failure),
        }),
    }
}

/// What is said of an address that could not be fetched.
pub fn diagnostic(failure: &Failure) -> Diagnostic {
    let (code, help) = match failure {
        Failure::Refused(why) if why.contains("robots.txt") => (
            "refused",
            "Ask the host for permission, or save the page by hand; --ignore-robots fetches it all the same.",
        ),
        Failure::Refused(_) => (
            "refused",
            "Only pages of the public web are fetched; --allow-private lifts this for your own networks.",
        ),
        Failure::Gone(_) => ("not-fetched", "Look at the address in a browser."),
        Failure::Later(..) | Failure::Ledger(_) | Failure::Stopped => {
            ("not-fetched", "Try again later.")
        }
    };
    Diagnostic::error(code, failure.to_string(), help)
}

/// Where the result of an address goes below the output folder: its words, as far as they can stand in a file's name.
fn stem(address: &str) -> PathBuf {
    let words = address.split_once("//").map_or(address, |(_, rest)| rest);
    let plain: String = words
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .take(100)
        .collect();
    PathBuf::from(plain.trim_matches(['-', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files() {
        for (words, address) in [
            ("https://a.example/1", true),
            ("HTTP://a.example", true),
            ("http.txt", false),
            ("ftp://a.example", false),
            ("-", false),
        ] {
            assert_eq!(is_address(Path::new(words)), address, "{words}");
        }
    }

    #[test]
    fn a_result_gets_a_name_from_its_address() {
        assert_eq!(
            stem("https://a.example/b/c.html?d=../e"),
            PathBuf::from("a.example-b-c.html-d-..-e")
        );
        assert_eq!(stem("https://a.example/"), PathBuf::from("a.example"));
    }
}
