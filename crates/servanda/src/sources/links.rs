//! Links: a web page that lists others, for sites without a feed.
//!
//! What enters: HTML. What leaves: the addresses that its links lead to, each once, in its order. Tags are looked through one by one without a
//! tree, so that the work is linear in the length of the page.

use super::feed::{Item, Listing};
use std::collections::HashSet;
use url::Url;

/// The links of a page that was fetched from `base`.
pub fn list(text: &str, base: &Url) -> Listing {
    let mut base = base.clone();
    let mut seen = HashSet::new();
    let mut listing = Listing::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let name_end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(name_end);
        rest = behind;
        let is_link = name.eq_ignore_ascii_case("a");
        if !is_link && !name.eq_ignore_ascii_case("base") {
            continue;
        }
        let (href, behind) = href(rest);
        rest = behind;
        let Some(target) = href.and_then(|href| base.join(unescape(href.trim()).as_str()).ok())
        else {
            continue;
        };
        if !is_link {
            base = target;
            continue;
        }
        let mut target = target;
        target.set_fragment(None);
        if matches!(target.scheme(), "http" | "https") && seen.insert(target.clone()) {
            listing.items.push(Item {
                address: target.into(),
                ..Item::default()
            });
        }
    }
    listing
}

/// The value of `href` in the rest of a tag, and what comes behind the tag.
fn href(tag: &str) -> (Option<&str>, &str) {
    let mut found = None;
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (found, rest);
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return (found, behind);
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len());
        // An attribute has one letter at least, if only an equals sign.
        let end = if end == 0 {
            rest.chars().next().map_or(0, char::len_utf8)
        } else {
            end
        };
        let (name, behind) = rest.split_at(end);
        rest = behind.trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => {
                let end = value
                    .find(|c: char| c.is_whitespace() || c == '>')
                    .unwrap_or(value.len());
                value.split_at(end)
            }
        };
        rest = behind;
        if found.is_none() && name.eq_ignore_ascii_case("href") {
            found = Some(value);
        }
    }
}

/// The few references that stand in addresses.
fn unescape(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let base = Url::parse("https://ministry.example/en/news/").unwrap();
        list(text, &base)
            .items
            .into_iter()
            .map(|item| item.address)
            .collect()
    }

    #[test]
    fn links_are_found_once_each_in_order() {
        let text = "<ul><li><A class='x' HREF=\"1?a=b&amp;c=d#top\">One</a><li><a href = /2 >Two</a><a href='1?a=b&c=d'>again</a>\
            <a name=here>no</a><abbr href=/no>x</abbr><!-- <a href=/hidden>x</a> --><a href=mailto:a@b.example>m</a><a href='javascript:void(0)'>j</a>\
            <a data-href=/no title='a > b' href=https://other.example/3>";
        assert_eq!(
            found(text),
            [
                "https://ministry.example/en/news/1?a=b&c=d",
                "https://ministry.example/2",
                "https://other.example/3"
            ]
        );
    }

    #[test]
    fn a_base_moves_what_follows() {
        assert_eq!(
            found("<base href='/fr/'><a href=1>"),
            ["https://ministry.example/fr/1"]
        );
    }

    #[test]
    fn broken_markup_ends() {
        for text in [
            "<a",
            "<a href",
            "<a href=",
            "<a href='x",
            "<a = = >",
            "<a ==>",
            "<",
            "<!--",
            "<a /é='1' href=y",
        ] {
            let _ = found(text);
        }
        assert_eq!(found("<a / href=x"), ["https://ministry.example/en/news/x"]);
    }
}
