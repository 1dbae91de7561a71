//! Hooks: who is sent what, from a file.
//!
//! What enters: the text of a file of TOML. What leaves: [`Hooks`], or what is wrong with it. Invariant: each address was checked like one that
//! is fetched: no private network, no credentials, http or https.
//!
//! ```toml
//! [[webhook]]
//! name = "pacific"
//! url = "https://example.org/incoming"
//! secret = "whsec_..."
//! pair = "PER-NZL"          # what the newsfeed's filters ask, under the same names
//! ```

use super::sign::Secret;
use crate::desk::asked;
use crate::sources::{Policy, address};
use ledger::query::{Dealing, Filter};
use ledger::record::Turn;
use serde::Deserialize;
use url::Url;

/// Who is sent what.
#[derive(Debug, Clone)]
pub struct Hooks {
    /// Receivers.
    pub hooks: Vec<Hook>,
    /// Which addresses may be sent to.
    pub policy: Policy,
}

/// A receiver.
#[derive(Debug, Clone)]
pub struct Hook {
    /// Its name, under which its messages are remembered.
    pub name: String,
    /// Its address.
    pub url: Url,
    /// What its messages are signed with.
    pub secret: Secret,
    /// What it is told of.
    pub filter: Filter,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Private hosts with their ports that may be sent to.
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    webhook: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    url: String,
    secret: String,
    party: Option<String>,
    pair: Option<String>,
    r#type: Option<String>,
    status: Option<String>,
    source: Option<String>,
    person: Option<String>,
    q: Option<String>,
}

/// Reads the file's text.
///
/// # Errors
/// What is wrong with it, in a sentence that names the receiver and never its secret.
pub fn parse(text: &str) -> Result<Hooks, String> {
    // What the parser says of an error can hold the line, and with it a secret.
    let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let policy = Policy {
        allow_private: false,
        allow: file.allow,
    };
    let mut hooks: Vec<Hook> = Vec::new();
    for entry in file.webhook {
        let name = entry.name.trim().to_owned();
        let hook = hook(entry, &policy).map_err(|why| format!("webhook \"{name}\": {why}"))?;
        if hooks.iter().any(|other| other.name == hook.name) {
            return Err(format!("webhook \"{name}\": there are two of this name"));
        }
        hooks.push(hook);
    }
    Ok(Hooks { hooks, policy })
}

fn hook(entry: Entry, policy: &Policy) -> Result<Hook, String> {
    let name = entry.name.trim().to_owned();
    if name.is_empty() {
        return Err("it has no name".to_owned());
    }
    let mut parties: Vec<String> = entry
        .party
        .iter()
        .map(|party| asked::party(party))
        .collect();
    if let Some(pair) = &entry.pair {
        let (one, other) =
            asked::pair(pair).ok_or("pair is no pair of parties, such as RUS-JPN")?;
        parties.extend([one, other]);
    }
    let dealing = |text: String| Dealing::parse(&text).ok_or("type is no dealing, such as visit");
    let turn = |text: String| Turn::parse(&text).ok_or("status is none, such as announced");
    Ok(Hook {
        url: address::check(&entry.url, policy).map_err(|why| why.to_string())?,
        secret: Secret::parse(&entry.secret)?,
        filter: Filter {
            parties,
            dealings: entry.r#type.map(dealing).transpose()?.into_iter().collect(),
            turns: entry.status.map(turn).transpose()?.into_iter().collect(),
            outlet: entry.source,
            person: entry.person,
            text: entry.q,
            ..Filter::default()
        },
        name,
    })
}

/// Reads the file.
///
/// # Errors
/// What is wrong with it.
pub fn load(path: &std::path::Path) -> Result<Hooks, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    parse(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str, more: &str) -> String {
        format!(
            "[[webhook]]\nname = \"one\"\nurl = \"{url}\"\nsecret = \"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\"\n{more}\n"
        )
    }

    #[test]
    fn a_receiver_is_told_what_it_asks_for() {
        let hooks = parse(&file(
            "https://example.org/in",
            "pair = \"PER-NZL\"\ntype = \"visit\"",
        ))
        .unwrap();
        let filter = &hooks.hooks[0].filter;
        assert_eq!(filter.parties, ["PER", "NZL"]);
        assert_eq!(filter.dealings[0].kind.as_deref(), Some("visit"));
    }

    #[test]
    fn private_addresses_are_refused_unless_they_are_named() {
        for url in [
            "http://127.0.0.1:8080/in",
            "http://localhost/in",
            "https://10.1.2.3/in",
            "http://[::1]/in",
            "ftp://example.org/in",
            "https://user:word@example.org/in",
        ] {
            assert!(parse(&file(url, "")).is_err(), "{url}");
        }
        let allowed = format!(
            "allow = [\"127.0.0.1:8080\"]\n{}",
            file("http://127.0.0.1:8080/in", "")
        );
        assert!(parse(&allowed).is_ok());
    }

    #[test]
    fn what_is_wrong_is_said_without_the_secret() {
        let twice = format!(
            "{}{}",
            file("https://example.org/", ""),
            file("https://example.org/", "")
        );
        for text in [
            twice,
            file("https://example.org/", "status = \"dance\""),
            file("https://example.org/", "colour = \"red\""),
            "[[webhook]]\nname = \"x\"\nsecret = \"whsec_MDEy".to_owned(),
        ] {
            let why = parse(&text).unwrap_err();
            assert!(!why.contains("MDEy"), "{why}");
        }
    }
}
