//! Robots: what a host allows those to fetch who come by themselves.
//!
//! What enters: the answer of a host to a request for its `robots.txt`. What leaves: the rules that hold for this program, by RFC 9309: a host
//! without the file allows everything, one that cannot say so just now allows nothing.

use super::Failure;
use std::time::Duration;
use url::Url;

/// The name that hosts know this program by.
pub const NAME: &str = "servanda";

/// The most of a `robots.txt` that is taken. Of that the first 500 KiB count, by the standard.
pub const MOST_BYTES: u64 = 4 << 20;

/// How long rules hold; the standard asks for a day at most.
const HOLD: Duration = Duration::from_secs(24 * 60 * 60);
/// How long the host is left alone that could not say.
const HOLD_SILENT: Duration = Duration::from_secs(10 * 60);

/// A longer pause than this is not kept between two requests: the host would be left out altogether.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// The rules of a host.
#[derive(Debug)]
pub struct Rules {
    robots: robotxt::Robots,
    /// Why nothing is known of what the host allows, where it could not say.
    silent: Option<String>,
}

impl Rules {
    /// The rules that follow from what came of fetching a host's file.
    ///
    /// # Errors
    /// Where the program was asked to stop, which says nothing of the host.
    pub fn of(answer: Result<Vec<u8>, Failure>) -> Result<Rules, Failure> {
        let (robots, silent) = match answer {
            Ok(text) => (robotxt::Robots::parse(&text, NAME), None),
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(Failure::Later(why, _)) => (robotxt::Robots::disallow_all(), Some(why)),
            Err(_) => (robotxt::Robots::allow_all(), None),
        };
        Ok(Rules { robots, silent })
    }

    /// Whether an address of the host may be fetched.
    ///
    /// # Errors
    /// A refusal by the rules; where the host could not say what it allows, a failure that may pass.
    pub fn allow(&self, address: &Url) -> Result<(), Failure> {
        let host = address.host_str().unwrap_or_default();
        match &self.silent {
            _ if self.robots.is_url_allowed(address) => Ok(()),
            Some(why) => Err(Failure::Later(
                format!(
                    "{host} does not say what it allows: its robots.txt could not be fetched ({why})"
                ),
                None,
            )),
            None => Err(Failure::Refused(format!(
                "{host} asks programs not to fetch this page (robots.txt)"
            ))),
        }
    }

    /// How long they hold.
    pub fn hold(&self) -> Duration {
        if self.silent.is_some() {
            HOLD_SILENT
        } else {
            HOLD
        }
    }

    /// The pause that the host asks for between two requests.
    pub fn pause(&self) -> Duration {
        let asked = self.robots.crawl_delay().unwrap_or_default();
        asked.min(LONGEST_PAUSE)
    }
}

/// Where the rules for an address are kept.
pub fn address(of: &Url) -> Option<Url> {
    let mut robots = of.join("/robots.txt").ok()?;
    robots.set_query(None);
    Some(robots)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &str) -> Url {
        Url::parse(&format!("https://example.org{path}")).unwrap()
    }

    #[test]
    fn the_file_decides() {
        let file = "User-agent: *\nDisallow: /\n\nUser-agent: Servanda\nDisallow: /private\nCrawl-delay: 7\n";
        let rules = Rules::of(Ok(file.into())).unwrap();
        assert!(rules.allow(&url("/news?a=b")).is_ok());
        assert!(matches!(
            rules.allow(&url("/private/a")),
            Err(Failure::Refused(_))
        ));
        assert_eq!(rules.pause(), Duration::from_secs(7));
        let file = "User-agent: *\nCrawl-delay: 86400\nDisallow: /a$\n";
        let rules = Rules::of(Ok(file.into())).unwrap();
        assert_eq!(rules.pause(), LONGEST_PAUSE);
        assert!(rules.allow(&url("/ab")).is_ok() && rules.allow(&url("/a")).is_err());
    }

    #[test]
    fn without_the_file_all_is_allowed_and_without_an_answer_nothing() {
        let none = Rules::of(Err(Failure::Gone("404".to_owned()))).unwrap();
        assert!(none.allow(&url("/a")).is_ok());
        let ill = Rules::of(Err(Failure::Later("503".to_owned(), None))).unwrap();
        assert!(matches!(
            ill.allow(&url("/a")),
            Err(Failure::Later(why, None)) if why.contains("503")
        ));
        assert!(ill.hold() < none.hold());
        assert!(Rules::of(Err(Failure::Stopped)).is_err());
    }

    #[test]
    fn the_file_stands_at_the_root_of_the_host() {
        let robots = address(&url("/a/b?c=d")).unwrap();
        assert_eq!(robots.as_str(), "https://example.org/robots.txt");
    }
}
