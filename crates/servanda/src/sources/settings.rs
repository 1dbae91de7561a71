//! Settings: what is in `sources.toml`.
//!
//! What enters: the text of the file. What leaves: [`Settings`], or what is wrong with it in words that name the place. Every field is
//! described in docs/sources.md; an unknown one is a mistake, as a misspelled wish would otherwise be passed over in silence.

use super::address;
use super::feed::Kind;
use super::fetch::{Limits, Manners};
use super::{Failure, Policy};
use serde::Deserialize;
use std::collections::HashSet;
use std::time::Duration;

/// The file that a person starts from.
pub const STARTER: &str = include_str!("../../../../data/sources/sources.toml");

/// All settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How fetching is done.
    pub manners: Manners,
    /// How long after one look at a source the next one is taken.
    pub every: Duration,
    /// After which times a page is looked at again, to see whether it was changed.
    pub recheck: Vec<Duration>,
    /// How many sources are asked at a time.
    pub jobs: usize,
    /// The sources, in the order of the file.
    pub sources: Vec<Source>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, which is that of a file too.
    pub name: String,
    /// Where its listing is.
    pub address: String,
    /// What the listing is.
    pub kind: Kind,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Whose country that is: ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The language of its pages: ISO 639-1.
    pub language: Option<String>,
    /// Whether the pages behind its items are fetched; else the items themselves are kept.
    pub pages: bool,
    /// Only addresses with one of these words in them are fetched; all where there is none.
    pub include: Vec<String>,
    /// Addresses with one of these words in them are not fetched.
    pub exclude: Vec<String>,
    /// How long after one look the next one is taken, where it is not as for all.
    pub every: Option<Duration>,
}

impl Source {
    /// Whether an item at `address` is wanted.
    pub fn wants(&self, address: &str) -> bool {
        let has = |words: &[String]| words.iter().any(|word| address.contains(word.as_str()));
        (self.include.is_empty() || has(&self.include)) && !has(&self.exclude)
    }
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    contact: Option<String>,
    allow_private: bool,
    allow: Vec<String>,
    proxy: Option<String>,
    pause: String,
    time: String,
    largest_kib: u64,
    redirects: usize,
    every: String,
    recheck: Vec<String>,
    jobs: usize,
    source: Vec<Entry>,
}

impl Default for File {
    fn default() -> File {
        let limits = Limits::default();
        File {
            contact: None,
            allow_private: false,
            allow: Vec::new(),
            proxy: None,
            pause: "2s".to_owned(),
            time: "30s".to_owned(),
            largest_kib: limits.largest >> 10,
            redirects: limits.redirects,
            every: "30m".to_owned(),
            recheck: ["1h", "6h", "1d", "7d"].map(str::to_owned).to_vec(),
            jobs: 8,
            source: Vec::new(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    address: String,
    #[serde(default)]
    kind: EntryKind,
    outlet: Option<String>,
    country: Option<String>,
    language: Option<String>,
    #[serde(default = "yes")]
    pages: bool,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    every: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EntryKind {
    #[default]
    Feed,
    Links,
}

fn yes() -> bool {
    true
}

/// Reads the file's text. `allow_private` lifts the rule against private addresses whatever the file says.
///
/// # Errors
/// What is wrong, with the place where that can be told.
pub fn parse(text: &str, allow_private: bool) -> Result<Settings, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let policy = Policy {
        allow_private: file.allow_private || allow_private,
        allow: file.allow,
    };
    for allowed in &policy.allow {
        let port = allowed
            .rsplit_once(':')
            .and_then(|(_, p)| p.parse::<u16>().ok());
        if port.is_none() {
            return Err(format!(
                "allow: \"{allowed}\" is no host with its port, such as \"intranet.example:8080\""
            ));
        }
    }
    if file.jobs == 0 || file.largest_kib == 0 {
        return Err("jobs and largest_kib are at least 1".to_owned());
    }
    let mut sources = Vec::new();
    let mut names = HashSet::new();
    for entry in file.source {
        let source = entry.source(&policy)?;
        if !names.insert(source.name.to_ascii_lowercase()) {
            return Err(format!(
                "source {}: there are two of that name",
                source.name
            ));
        }
        sources.push(source);
    }
    let recheck: Result<Vec<Duration>, String> = file
        .recheck
        .iter()
        .map(|words| duration("recheck", words))
        .collect();
    let mut recheck = recheck?;
    recheck.sort();
    Ok(Settings {
        manners: Manners {
            policy,
            limits: Limits {
                time: duration("time", &file.time)?.max(Duration::from_millis(1)),
                largest: file.largest_kib << 10,
                redirects: file.redirects,
            },
            pause: duration("pause", &file.pause)?,
            contact: file.contact.filter(|contact| !contact.trim().is_empty()),
            proxy: file.proxy.as_deref().map(proxy).transpose()?,
        },
        every: duration("every", &file.every)?,
        recheck,
        jobs: file.jobs,
        sources,
    })
}

impl Entry {
    fn source(self, policy: &Policy) -> Result<Source, String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if self.name.is_empty() || self.name.len() > 100 || !self.name.chars().all(plain) {
            return Err(format!(
                "source \"{}\": a name is made of letters, digits, - and _",
                self.name
            ));
        }
        let wrong = |error: Failure| format!("source {}: {error}", self.name);
        address::check(&self.address, policy).map_err(wrong)?;
        let every = self.every.as_deref().map(|words| duration("every", words));
        Ok(Source {
            kind: match self.kind {
                EntryKind::Feed => Kind::Feed,
                EntryKind::Links => Kind::Links,
            },
            every: every
                .transpose()
                .map_err(|error| format!("source {}: {error}", self.name))?,
            name: self.name,
            address: self.address,
            outlet: self.outlet,
            country: self.country,
            language: self.language,
            pages: self.pages,
            include: self.include,
            exclude: self.exclude,
        })
    }
}

/// Host and port of a proxy.
///
/// # Errors
/// Where it is none of HTTP.
pub fn proxy(words: &str) -> Result<String, String> {
    let url = url::Url::parse(words)
        .ok()
        .filter(|url| url.scheme() == "http");
    let host = url
        .as_ref()
        .and_then(|url| Some((url.host_str()?, url.port_or_known_default()?)));
    match host {
        Some((host, port)) => Ok(format!("{host}:{port}")),
        None => Err(format!(
            "proxy: \"{words}\" is no proxy such as \"http://proxy.example:3128\""
        )),
    }
}

/// Ten years, in seconds: what is longer is a slip of the pen.
const LONGEST: u64 = 10 * 365 * 24 * 60 * 60;

/// A length of time such as `90s`, `30m`, `6h`, `7d`, or `0s`.
fn duration(field: &str, words: &str) -> Result<Duration, String> {
    let words = words.trim();
    let unit = words.char_indices().next_back().map_or(0, |(at, _)| at);
    let (number, unit) = words.split_at(unit);
    let factor = match unit {
        "s" => Some(1),
        "m" => Some(60),
        "h" => Some(60 * 60),
        "d" => Some(24 * 60 * 60),
        _ => None,
    };
    let millis = match number.strip_suffix('m') {
        Some(number) if unit == "s" => number
            .trim()
            .parse()
            .ok()
            .filter(|n| *n <= 1000 * LONGEST)
            .map(Duration::from_millis),
        _ => None,
    };
    let number: Option<u64> = number.trim().parse().ok();
    let seconds = number.zip(factor).and_then(|(n, f)| n.checked_mul(f));
    let seconds = seconds.filter(|n| *n <= LONGEST).map(Duration::from_secs);
    millis.or(seconds).ok_or_else(|| {
        format!(
            "{field}: \"{words}\" is no length of time such as \"90s\", \"30m\", \"6h\" or \"7d\""
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_its_usual_value() {
        let settings = parse(
            "[[source]]\nname = \"a\"\naddress = \"https://a.example/feed\"\n",
            false,
        )
        .unwrap();
        assert_eq!(settings.every, Duration::from_secs(1800));
        assert_eq!(settings.manners.pause, Duration::from_secs(2));
        assert_eq!(settings.manners.limits, Limits::default());
        assert!(!settings.manners.policy.allow_private);
        let source = &settings.sources[0];
        assert!(source.pages && source.wants("https://a.example/1"));
    }

    #[test]
    fn wishes_are_understood() {
        let settings = parse(
            "contact = \"desk@example.org\"\nproxy = \"http://proxy.example:3128\"\nallow = [\"10.0.0.1:80\"]\ntime = \"500ms\"\n\
             recheck = [\"1d\", \"2h\"]\n[[source]]\nname = \"a\"\naddress = \"http://10.0.0.1/\"\nkind = \"links\"\ninclude = [\"/en/\"]\n\
             exclude = [\".pdf\"]\npages = false\nevery = \"6h\"\n",
            false,
        )
        .unwrap();
        assert_eq!(
            settings.manners.proxy.as_deref(),
            Some("proxy.example:3128")
        );
        assert_eq!(settings.manners.limits.time, Duration::from_millis(500));
        assert_eq!(settings.recheck, [7200, 86400].map(Duration::from_secs));
        let source = &settings.sources[0];
        assert_eq!(source.kind, Kind::Links);
        assert_eq!(source.every, Some(Duration::from_secs(6 * 3600)));
        assert!(source.wants("http://10.0.0.1/en/1"));
        assert!(!source.wants("http://10.0.0.1/fr/1") && !source.wants("http://10.0.0.1/en/1.pdf"));
    }

    #[test]
    fn mistakes_are_named() {
        let source = |rest: &str| {
            format!("[[source]]\nname = \"a\"\naddress = \"https://a.example/\"\n{rest}")
        };
        for (text, says) in [
            ("contct = \"x\"".to_owned(), "contct"),
            ("every = \"soon\"".to_owned(), "every"),
            ("every = \"10 weeks\"".to_owned(), "every"),
            ("every = \"\"".to_owned(), "every"),
            ("every = \"99999999999d\"".to_owned(), "every"),
            ("proxy = \"socks5://a.example\"".to_owned(), "proxy"),
            ("allow = [\"10.0.0.1\"]".to_owned(), "allow"),
            ("jobs = 0".to_owned(), "jobs"),
            (source("pags = true"), "pags"),
            (source("kind = \"mail\""), "mail"),
            (source("every = \"x\""), "source a"),
            (source(&source("")), "two of that name"),
            (
                "[[source]]\nname = \"../a\"\naddress = \"https://a.example/\"".to_owned(),
                "name",
            ),
            (
                "[[source]]\nname = \"a\"\naddress = \"http://127.0.0.1/\"".to_owned(),
                "127.0.0.1",
            ),
            ("[[source]]\nname = \"a\"".to_owned(), "address"),
            ("= x".to_owned(), "line 1"),
        ] {
            let error = parse(&text, false).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    #[test]
    fn the_starter_file_is_right() {
        let settings = parse(STARTER, false).unwrap();
        assert!(settings.sources.len() >= 20);
        let three = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        for source in &settings.sources {
            assert!(
                source.outlet.is_some() && source.language.is_some(),
                "{}",
                source.name
            );
            assert!(
                source.country.as_deref().is_none_or(three),
                "{}",
                source.name
            );
        }
    }
}
