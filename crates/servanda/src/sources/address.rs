//! Addresses: what may be fetched at all.
//!
//! What enters: the words of an address, from a person, a file, a feed or a redirect. What leaves: the address in the one spelling that
//! is fetched afterwards, or a refusal. Hosts that are numbers, in whatever spelling a browser would take, are judged here; hosts that are
//! names once their numbers are known ([`super::connect`]).

use super::{Failure, networks};
use std::net::IpAddr;
use url::{Host, Url};

/// The most bytes of an address: hosts take no longer ones.
const LONGEST: usize = 8 << 10;

/// Which addresses may be fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Whether private networks, this machine and other special addresses may be fetched from.
    pub allow_private: bool,
    /// Hosts with their ports that may be fetched from although they are private: `intranet.example:8080`.
    pub allow: Vec<String>,
}

impl Policy {
    /// Whether the rules for special addresses are lifted for a host and its port.
    pub fn lifted(&self, host: &str, port: u16) -> bool {
        self.allow_private
            || self.allow.iter().any(|allowed| {
                let parts = allowed.rsplit_once(':');
                parts.is_some_and(|(name, number)| {
                    name.eq_ignore_ascii_case(host) && number.parse() == Ok(port)
                })
            })
    }
}

/// The address that `words` stand for, without its fragment.
///
/// # Errors
/// A refusal where it is no address of the web, carries a name and password, or leads to a special host that `policy` does not lift.
pub fn check(words: &str, policy: &Policy) -> Result<Url, Failure> {
    let url = Url::parse(words.trim())
        .map_err(|error| refuse(words, &format!("is no web address: {error}")))?;
    check_url(url, policy)
}

/// The address that `words` stand for when found at `base`, such as the target of a redirect or of a link.
///
/// # Errors
/// As [`check`].
pub fn check_from(base: &Url, words: &str, policy: &Policy) -> Result<Url, Failure> {
    let url = base
        .join(words.trim())
        .map_err(|error| refuse(words, &format!("is no web address: {error}")))?;
    check_url(url, policy)
}

fn check_url(mut url: Url, policy: &Policy) -> Result<Url, Failure> {
    url.set_fragment(None);
    if url.as_str().len() > LONGEST {
        return Err(refuse(url.as_str(), "is longer than addresses are"));
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse(url.as_str(), "is neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse(
            url.as_str(),
            "carries a name or password, which does not belong in an address",
        ));
    }
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return Err(refuse(url.as_str(), "names no host"));
    };
    if policy.lifted(host, port) {
        return Ok(url);
    }
    if port < 1024 && port != 80 && port != 443 {
        let what = format!("names port {port}, which belongs to something other than the web");
        return Err(refuse(url.as_str(), &what));
    }
    let why = match url.host() {
        Some(Host::Ipv4(v4)) => networks::refused(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => networks::refused(IpAddr::V6(v6)),
        Some(Host::Domain(name)) if special(name) => Some("is no name of the public internet"),
        _ => None,
    };
    match why {
        Some(why) => Err(refuse_host(host, why)),
        None => Ok(url),
    }
}

/// Whether a name is one that leads nowhere on the public internet, or stands below one.
fn special(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let names = include_str!("../../../../data/sources/names.txt").lines();
    names.filter(|line| !line.starts_with('#')).any(|special| {
        name.strip_suffix(special)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// The refusal of a host, with the way out.
pub fn refuse_host(host: &str, why: &str) -> Failure {
    Failure::Refused(format!("{host} {why}; nothing is fetched from there"))
}

fn refuse(words: &str, why: &str) -> Failure {
    let mut shown: String = words.chars().take(200).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    Failure::Refused(format!("{shown} {why}"))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Addresses that must be refused, each by itself and as the target of a redirect.
    pub const REFUSED: &[&str] = &[
        // This machine, in all spellings of its number.
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.255.255.254/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0x7F.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://0177.0.0.01/",
        "http://127.0.0.1./",
        "http://127.0x0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://127%2e0%2e0%2e1/",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http:\\\\127.0.0.1\\",
        "http:127.0.0.1/",
        "http:/127.0.0.1/",
        " http://127.0.0.1/ ",
        "http://12\t7.0.0.1/",
        "HTTP://127.0.0.1/",
        // Names for it.
        "http://localhost/",
        "http://LOCALHOST:3000/",
        "http://localhost./",
        "http://a.localhost/",
        "http://ｌocalhost/",
        "http://loc%61lhost/",
        "http://printer.local/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://router.home.arpa/",
        // Credentials that look like a host.
        "http://example.org@127.0.0.1/",
        "http://example.org:80@127.0.0.1/",
        "http://user:secret@example.org/",
        "http://127.0.0.1#@example.org/",
        "http://127.0.0.1\\@example.org/",
        // Stands for this machine.
        "http://0.0.0.0/",
        "http://0/",
        "http://0x0/",
        "http://0.1.2.3/",
        // Private networks.
        "http://10.0.0.1/",
        "http://10.1/",
        "http://167772161/",
        "http://012.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.254/",
        "http://192.168.1.1/",
        "http://192.168.257/",
        "http://0xc0a80101/",
        // Shared, link-local, and what tells a machine about itself.
        "http://100.64.0.1/",
        "http://100.100.100.200/latest/meta-data/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0xa9fea9fe/",
        "http://2852039166/",
        "http://169.254.43518/",
        "http://168.63.129.16/metadata",
        // Protocols, documentation, measuring, multicast, reserved.
        "http://192.0.0.170/",
        "http://192.0.2.1/",
        "http://192.88.99.1/",
        "http://198.18.0.1/",
        "http://198.51.100.7/",
        "http://203.0.113.9/",
        "http://224.0.0.1/",
        "http://239.255.255.250/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        // The same by the newer protocol.
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]:80/",
        "http://[::]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:8.8.8.8]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a00:1::1]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://[2001:2::1]/",
        "http://[2001:db8::1]/",
        "http://[3fff::1]/",
        "http://[100::1]/",
        "http://[5f00::1]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[2a00:1450::5efe:10.0.0.1]/",
        // Other services, other schemes, no addresses.
        "http://example.org:22/",
        "http://example.org:25/",
        "https://example.org:445/",
        "ftp://example.org/feed.xml",
        "file:///etc/passwd",
        "gopher://example.org/",
        "data:text/html,x",
        "javascript:alert(1)",
        "ws://example.org/",
        "http://",
        "http://[::1",
        "http://example.org:99999/",
        "http://256.256.256.256/",
        "http://0x7f.0.0.0x100/",
        "http://a b/",
        "//127.0.0.1/",
    ];

    #[test]
    fn special_addresses_are_refused_in_every_spelling() {
        assert!(REFUSED.len() >= 60);
        let policy = Policy::default();
        for address in REFUSED {
            let answer = check(address, &policy);
            assert!(
                matches!(answer, Err(Failure::Refused(_))),
                "{address}: {answer:?}"
            );
        }
    }

    #[test]
    fn addresses_of_the_web_pass_in_one_spelling() {
        let policy = Policy::default();
        for (words, want) in [
            ("https://example.org", "https://example.org/"),
            ("http://EXAMPLE.org:80/a#part", "http://example.org/a"),
            (
                "https://example.org:8443/a?b=c",
                "https://example.org:8443/a?b=c",
            ),
            (
                "https://münchen.example/",
                "https://xn--mnchen-3ya.example/",
            ),
            ("http://8.8.8.8/", "http://8.8.8.8/"),
            ("http://0x8080808/", "http://8.8.8.8/"),
            (
                "https://[2606:4700:4700::1111]/",
                "https://[2606:4700:4700::1111]/",
            ),
            ("https://local.example.org/", "https://local.example.org/"),
            ("https://notlocalhost/", "https://notlocalhost/"),
        ] {
            assert_eq!(check(words, &policy).unwrap().as_str(), want);
        }
    }

    #[test]
    fn a_policy_lifts_one_host_or_all() {
        let one = Policy {
            allow: vec!["127.0.0.1:8080".to_owned(), "[::1]:81".to_owned()],
            ..Policy::default()
        };
        assert!(check("http://127.1:8080/", &one).is_ok());
        assert!(check("http://[::1]:81/", &one).is_ok());
        assert!(check("http://127.0.0.1:8081/", &one).is_err());
        assert!(check("http://127.0.0.2:8080/", &one).is_err());
        let all = Policy {
            allow_private: true,
            ..Policy::default()
        };
        assert!(check("http://192.168.0.1:81/", &all).is_ok());
        assert!(check("file:///etc/passwd", &all).is_err());
    }

    #[test]
    fn links_are_resolved_and_checked_alike() {
        let base = Url::parse("https://example.org/a/b").unwrap();
        let policy = Policy::default();
        let found = check_from(&base, "../c?d#e", &policy).unwrap();
        assert_eq!(found.as_str(), "https://example.org/c?d");
        assert!(check_from(&base, "//127.0.0.1/c", &policy).is_err());
    }
}
