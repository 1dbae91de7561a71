//! Addresses and outlets.
//!
//! What enters: addresses as pages write them. What leaves: absolute addresses, and the outlet: the registrable domain
//! by the public suffix list, else the given name, normalised.

use url::Url;

/// An address resolved against the page's own; none where it cannot be made absolute or is no web address.
pub(super) fn resolved(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.len() > 4096 {
        return None;
    }
    let url = match Url::parse(address) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            Url::parse(base?).ok()?.join(address).ok()?
        }
        Err(_) => return None,
    };
    matches!(url.scheme(), "http" | "https")
        .then(|| url.to_string())
        .filter(|_| url.host_str().is_some())
}

/// The outlet of a page.
pub(super) fn outlet(address: Option<&str>, name: Option<&str>) -> Option<String> {
    address
        .and_then(registrable_domain)
        .or_else(|| name.and_then(normalised))
}

/// "en.kremlin.ru" is kremlin.ru, "news.bbc.co.uk" is bbc.co.uk. Numbers of hosts stay as they are.
fn registrable_domain(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    match url.host()? {
        url::Host::Domain(host) => {
            let host = host.trim_end_matches('.');
            Some(psl::domain_str(host).unwrap_or(host).to_owned()).filter(|h| !h.is_empty())
        }
        address => Some(address.to_string()),
    }
}

/// A name without case and surplus space, so that two spellings of one outlet count as one.
fn normalised(name: &str) -> Option<String> {
    let name = name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets() {
        assert_eq!(
            outlet(Some("http://en.kremlin.ru/events/1"), Some("Kremlin")).as_deref(),
            Some("kremlin.ru")
        );
        assert_eq!(
            outlet(Some("https://news.bbc.co.uk/x"), None).as_deref(),
            Some("bbc.co.uk")
        );
        assert_eq!(
            outlet(Some("file:///tmp/x"), Some(" The  Courier ")).as_deref(),
            Some("the courier")
        );
        assert_eq!(outlet(Some(""), Some("")), None);
        assert_eq!(
            outlet(Some("http://127.0.0.1:8080/x"), None).as_deref(),
            Some("127.0.0.1")
        );
    }

    #[test]
    fn relative_addresses_want_a_base() {
        assert_eq!(resolved("1.html", None), None);
        assert_eq!(
            resolved("2.html", Some("http://a.org/x/1.html")).as_deref(),
            Some("http://a.org/x/2.html")
        );
        assert_eq!(resolved("javascript:void(0)", Some("http://a.org/")), None);
    }
}
