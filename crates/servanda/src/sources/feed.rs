//! Feeds: RSS, Atom and JSON Feed, and what else lists pages.
//!
//! What enters: the bytes of a listing and where they came from. What leaves: a [`Listing`] of [`Item`]s in its order. Addresses in it are as
//! the listing gives them, resolved but not judged. A listing is bounded by the limits of fetching and by [`MOST_ITEMS`].

use super::{Failure, links, sitemap};
use crate::pages;
use feed_rs::model::{Entry, Link};
use jiff::civil::Date;
use reading::page::{Format, Page, decode};
use std::panic::catch_unwind;
use url::Url;

/// The most items that are taken of one listing, the first ones: news site maps have a thousand at most.
pub const MOST_ITEMS: usize = 1000;

/// A page as a listing tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Where the page is.
    pub address: String,
    /// Its title.
    pub title: Option<String>,
    /// The local day on which it was published or last changed.
    pub day: Option<Date>,
    /// What the listing itself has of the page, in HTML.
    pub text: Option<String>,
}

/// What a listing lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Pages, in its order.
    pub items: Vec<Item>,
    /// Other listings that it leads to, the most promising first.
    pub more: Vec<String>,
    /// How many entries were left out: without an address, or over the limit.
    pub left_out: usize,
}

/// Which kind of listing is expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// A feed or a site map, which its bytes tell.
    #[default]
    Feed,
    /// A web page whose links are the items.
    Links,
}

/// A listing that is itself a compressed file (`sitemap.xml.gz`), taken out of it; others as they are.
///
/// # Errors
/// Where it is damaged or larger than `largest`.
pub fn unwrapped(bytes: Vec<u8>, largest: u64) -> Result<Vec<u8>, Failure> {
    if bytes.starts_with(b"\x1f\x8b") {
        Ok(pages::unwrap(&bytes[..], Some("gzip"), largest)?)
    } else {
        Ok(bytes)
    }
}

/// The items of a listing that was fetched from `base`. `charset` is what the host says of it.
///
/// # Errors
/// Where the bytes are no listing of that kind.
pub fn list(
    bytes: Vec<u8>,
    charset: Option<&str>,
    kind: Kind,
    base: &Url,
) -> Result<Listing, Failure> {
    let mut page = Page::with_format(bytes, Format::Html).at(base.as_str());
    if let Some(charset) = charset {
        page = page.in_charset(charset);
    }
    let text = decode(&page).text;
    // It is UTF-8 now, whatever it says of itself, at its beginning or elsewhere.
    let text = text.replace("<?xml ", "<?was-xml ");
    let text = text.trim_start_matches('\u{feff}').trim_start();
    // The parsers below are of others, and what they are given is anybody's: should one fail, that listing cannot be read.
    let listing = catch_unwind(|| parsed(text, kind, base));
    let mut listing = listing
        .unwrap_or_else(|_| Err(Failure::Gone("it is no feed that can be read".to_owned())))?;
    let over = listing.items.len().saturating_sub(MOST_ITEMS);
    listing.items.truncate(MOST_ITEMS);
    listing.left_out += over;
    Ok(listing)
}

fn parsed(text: &str, kind: Kind, base: &Url) -> Result<Listing, Failure> {
    match (kind, root(text)) {
        (Kind::Links, _) => Ok(links::list(text, base)),
        (Kind::Feed, Some("urlset" | "sitemapindex")) => sitemap::list(text, base),
        (Kind::Feed, Some("html")) => Err(Failure::Gone(
            "it is a web page, not a feed or site map; give it kind = \"links\" to follow its links".to_owned(),
        )),
        (Kind::Feed, _) => feed(text, base),
    }
}

/// The name of the outermost element, in the spelling of the names that matter here.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        if let Some(rest) = text.strip_prefix("<!--") {
            text = rest.split_once("-->")?.1;
        } else if text.starts_with("<?") {
            text = text.split_once("?>")?.1;
        } else if text
            .get(..9)
            .is_some_and(|t| t.eq_ignore_ascii_case("<!doctype"))
        {
            if text
                .get(9..)
                .unwrap_or_default()
                .trim_start()
                .get(..4)
                .is_some_and(|t| t.eq_ignore_ascii_case("html"))
            {
                return Some("html");
            }
            text = text.split_once('>')?.1;
        } else {
            let name = text.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            let name = &name[..end];
            let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
            let known = ["urlset", "sitemapindex", "html"];
            return Some(
                known
                    .iter()
                    .find(|k| local.eq_ignore_ascii_case(k))
                    .copied()
                    .unwrap_or(local),
            );
        }
    }
}

fn feed(text: &str, base: &Url) -> Result<Listing, Failure> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(base.as_str()))
        .sanitize_content(false)
        .timestamp_parser(local)
        .build();
    let feed = parser
        .parse(text.as_bytes())
        .map_err(|error| Failure::Gone(format!("it is no feed that can be read: {error}")))?;
    let mut listing = Listing::default();
    for entry in feed.entries {
        match item(entry, base) {
            Some(item) => listing.items.push(item),
            None => listing.left_out += 1,
        }
    }
    Ok(listing)
}

fn item(entry: Entry, base: &Url) -> Option<Item> {
    let address = link(&entry.links).map(str::to_owned).or_else(|| {
        // An RSS item may have its address as its id alone.
        entry.id.starts_with("http").then(|| entry.id.clone())
    })?;
    let address = base.join(address.trim()).ok()?;
    let moment = entry.published.or(entry.updated);
    let content = entry.content.and_then(|content| {
        let plain = content.content_type.to_string().starts_with("text/plain");
        content.body.map(|body| markup(body, plain))
    });
    let summary = entry.summary.map(|summary| markup(summary.content, false));
    Some(Item {
        address: address.into(),
        title: entry.title.map(|t| t.content).filter(|t| !t.is_empty()),
        day: moment.and_then(|m| day_of(m.timestamp())),
        text: content.filter(|c| !c.trim().is_empty()).or(summary),
    })
}

/// The link that leads to the page itself.
fn link(links: &[Link]) -> Option<&str> {
    let leads = |link: &&Link| {
        matches!(link.rel.as_deref(), None | Some("alternate" | "")) && !link.href.trim().is_empty()
    };
    let html = |link: &&Link| {
        link.media_type
            .as_deref()
            .is_none_or(|m| m.contains("html"))
    };
    let found = links.iter().filter(leads).find(html);
    found
        .or(links.iter().find(leads))
        .map(|link| link.href.as_str())
}

/// Text as HTML: what has no markup gets its lines as paragraphs.
fn markup(text: String, plain: bool) -> String {
    if !plain && text.contains('<') {
        return text;
    }
    let escaped = escape(&text);
    let lines = escaped.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| format!("<p>{line}</p>\n")).collect()
}

/// Text without the letters that mean something in HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// An item as a page of its own, for sources whose listing has the whole text.
pub fn own_page(item: &Item, language: Option<&str>) -> Option<Vec<u8>> {
    let text = item.text.as_deref()?;
    let title = escape(item.title.as_deref().unwrap_or_default());
    let date = item
        .day
        .map(|day| format!("<meta property=\"article:published_time\" content=\"{day}\">\n"));
    let language = language.map(|l| format!(" lang=\"{}\"", escape(l)));
    Some(
        format!(
            "<!DOCTYPE html>\n<html{}>\n<head><meta charset=\"utf-8\">\n<title>{title}</title>\n<link rel=\"canonical\" href=\"{}\">\n\
             {}</head>\n<body><article>\n<h1>{title}</h1>\n{text}\n</article></body>\n</html>\n",
            language.unwrap_or_default(),
            escape(&item.address),
            date.unwrap_or_default(),
        )
        .into_bytes(),
    )
}

/// The moment that the library is given for words of a date: midnight of the day that they name, as if by universal time. What
/// counts is the local day of the source (docs/sources.md), which the library would convert away.
fn local(words: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let midnight = day(words)?.to_datetime(jiff::civil::Time::midnight());
    let seconds = jiff::tz::TimeZone::UTC
        .to_timestamp(midnight)
        .ok()?
        .as_second();
    chrono::DateTime::from_timestamp(seconds, 0)
}

fn day_of(seconds: i64) -> Option<Date> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::TimeZone::UTC.to_datetime(moment).date())
}

/// The day that words such as `Thu, 1 Mar 2018 09:40:00 +1300` or `2018-03-01T09:40+13:00` name.
pub fn day(words: &str) -> Option<Date> {
    let words = words.trim();
    if let Some(day) = words.get(..10).and_then(|day| day.parse().ok()) {
        return Some(day);
    }
    let mut parts = words.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '.'));
    let mut numbers = Vec::new();
    let mut month = None;
    for part in parts.by_ref().filter(|part| !part.is_empty()) {
        match part.parse::<i16>() {
            Ok(number) => numbers.push((number, part.len())),
            Err(_) if month.is_none() => month = month_of(part),
            Err(_) => {}
        }
        if month.is_some() && numbers.len() == 2 {
            break;
        }
    }
    let [(day, _), (year, digits)] = numbers[..] else {
        return None;
    };
    // Two digits by RFC 2822: up to 49 they are of this century.
    let year = match digits {
        2 if year < 50 => year + 2000,
        2 => year + 1900,
        _ => year,
    };
    Date::new(year, month?, i8::try_from(day).ok()?).ok()
}

fn month_of(word: &str) -> Option<i8> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let three = word.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.find(&three).filter(|at| at % 3 == 0)?;
    i8::try_from(at / 3 + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://ministry.example/en/feed").unwrap()
    }

    fn listed(text: &str) -> Listing {
        list(text.into(), None, Kind::Feed, &base()).unwrap()
    }

    const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title><link>https://ministry.example/</link>
<item><title>Minister &amp; guest</title><link>/en/1</link><pubDate>Thu, 01 Mar 2018 23:40:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded></item>
<item><title>No link</title><guid isPermaLink="true">https://ministry.example/en/2</guid><pubDate>Fri, 2 March 2018</pubDate></item>
<item><title>Nothing</title></item>
</channel></rss>"#;

    #[test]
    fn rss_gives_addresses_local_days_and_text() {
        let listing = listed(RSS);
        assert_eq!(listing.left_out, 1);
        let first = &listing.items[0];
        assert_eq!(first.address, "https://ministry.example/en/1");
        assert_eq!(first.title.as_deref(), Some("Minister & guest"));
        assert_eq!(first.day.unwrap().to_string(), "2018-03-01");
        assert_eq!(first.text.as_deref(), Some("<p>Long.</p>"));
        let second = &listing.items[1];
        assert_eq!(second.address, "https://ministry.example/en/2");
        assert_eq!(second.day.unwrap().to_string(), "2018-03-02");
    }

    #[test]
    fn atom_and_json_feeds_are_read_too() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><id>x</id><updated>2018-03-05T00:00:00Z</updated>
<entry><title type="html">A &lt;b&gt;visit&lt;/b&gt;</title><id>tag:1</id><updated>2018-03-04T01:00:00+13:00</updated>
<link rel="self" href="https://ministry.example/feed/1"/><link rel="alternate" type="text/html" href="a?b=c&amp;d=e"/>
<summary>Talks &amp; more</summary></entry></feed>"#;
        let item = &listed(atom).items[0];
        assert_eq!(item.address, "https://ministry.example/en/a?b=c&d=e");
        assert_eq!(item.day.unwrap().to_string(), "2018-03-04");
        assert_eq!(item.text.as_deref(), Some("<p>Talks &amp; more</p>\n"));
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [
            {"id": "1", "url": "https://ministry.example/1", "title": "T", "content_html": "<p>x", "date_published": "2018-03-04T23:00:00-05:00"}]}"#;
        let item = &listed(json).items[0];
        assert_eq!(item.address, "https://ministry.example/1");
        assert_eq!(item.day.unwrap().to_string(), "2018-03-04");
    }

    #[test]
    fn charsets_of_the_host_and_of_the_file_are_understood() {
        let feed = "<rss version=\"2.0\"><channel><title>x</title><item><title>Визит</title><link>/1</link></item></channel></rss>";
        let declared = format!("<?xml version=\"1.0\" encoding=\"windows-1251\"?>{feed}");
        let (bytes, _, _) = encoding_rs_bytes(&declared);
        let (plain, _, _) = encoding_rs_bytes(feed);
        for (bytes, charset) in [
            (bytes, None),
            (plain, Some("windows-1251")),
            (declared.into(), Some("windows-1251")),
        ] {
            let listing = list(bytes, charset, Kind::Feed, &base()).unwrap();
            assert_eq!(listing.items[0].title.as_deref(), Some("Визит"));
        }
    }

    /// The few letters that the test needs, in windows-1251.
    fn encoding_rs_bytes(text: &str) -> (Vec<u8>, (), ()) {
        let byte = |c: char| match c {
            'А'..='я' => (c as u32 - 'А' as u32) as u8 + 0xc0,
            c => c as u8,
        };
        (text.chars().map(byte).collect(), (), ())
    }

    #[test]
    fn what_is_no_feed_is_told() {
        for text in [
            "",
            "{}",
            "<html><body>x",
            "<!DOCTYPE html><title>x",
            "<rss version=\"2.0\"><channel><item><title>x</item>",
            "{\"version\": \"https://jsonfeed.org/version/9\"}",
            "<opml/>",
        ] {
            let answer = list(text.into(), None, Kind::Feed, &base());
            assert!(
                matches!(answer, Err(Failure::Gone(_))),
                "{text}: {answer:?}"
            );
        }
    }

    #[test]
    fn days_are_those_of_the_source() {
        for (words, want) in [
            ("Thu, 01 Mar 2018 23:40:00 -0500", Some("2018-03-01")),
            ("1 March 2018", Some("2018-03-01")),
            ("March 1, 2018", Some("2018-03-01")),
            ("Donnerstag, 01 Mar 18 10:00 EST", Some("2018-03-01")),
            ("01-Mar-2018", Some("2018-03-01")),
            ("2018-03-01T23:59:59+13:00", Some("2018-03-01")),
            ("2018-03-01", Some("2018-03-01")),
            ("31 Feb 2018", None),
            ("01/03/2018", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(
                day(words).map(|d| d.to_string()).as_deref(),
                want,
                "{words}"
            );
        }
    }

    #[test]
    fn an_item_can_be_its_own_page() {
        let item = &listed(RSS).items[0];
        let page = String::from_utf8(own_page(item, Some("en")).unwrap()).unwrap();
        assert!(page.contains("<h1>Minister &amp; guest</h1>\n<p>Long.</p>"));
        assert!(page.contains("content=\"2018-03-01\"") && page.contains("lang=\"en\""));
    }

    #[test]
    fn long_listings_are_cut() {
        let items = "<item><link>/1</link></item>".repeat(MOST_ITEMS + 7);
        let listing = listed(&format!(
            "<rss version=\"2.0\"><channel>{items}</channel></rss>"
        ));
        assert_eq!((listing.items.len(), listing.left_out), (MOST_ITEMS, 7));
    }
}
