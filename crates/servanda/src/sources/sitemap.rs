//! Site maps: lists of pages that sites make for search engines, news site maps among them.
//!
//! What enters: a `urlset` or a `sitemapindex`. What leaves: its pages, those with the latest day first, or the maps that an index leads to.

use super::Failure;
use super::feed::{Item, Listing, day};
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

/// The most maps of an index that are fetched, the latest ones: an index of a large site leads to its whole past.
const MOST_MAPS: usize = 4;

/// One `url` or `sitemap` as far as it has been read.
#[derive(Default)]
struct Entry {
    address: String,
    title: String,
    published: String,
    changed: String,
}

/// What a site map lists.
///
/// # Errors
/// Where it is no XML. What came before the place where it breaks is not used: it might be half an address.
pub fn list(text: &str, base: &Url) -> Result<Listing, Failure> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut maps: Vec<(Option<Date>, String)> = Vec::new();
    let mut pages: Vec<Item> = Vec::new();
    let mut left_out = 0;
    let mut entry = Entry::default();
    let mut path: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|error| {
            Failure::Gone(format!("it is no site map that can be read: {error}"))
        })?;
        match event {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_ascii_lowercase();
                if matches!(name.as_str(), "url" | "sitemap") {
                    entry = Entry::default();
                }
                path.push(name);
            }
            Event::Text(words) => entry.add(&path, &words),
            Event::CData(words) => entry.add(&path, &words),
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string(),
                    _ => quick_xml::escape::resolve_xml_entity(&name)
                        .unwrap_or_default()
                        .to_owned(),
                };
                entry.add(&path, &letter);
            }
            Event::End(_) => match path.pop().as_deref() {
                Some("url") => match std::mem::take(&mut entry).page(base) {
                    Some(item) => pages.push(item),
                    None => left_out += 1,
                },
                Some("sitemap") => {
                    let changed = day(&entry.changed);
                    if let Ok(address) = base.join(entry.address.trim()) {
                        maps.push((changed, address.into()));
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    // Sorting keeps the order of what has the same day or none.
    pages.sort_by_key(|item| std::cmp::Reverse(item.day));
    maps.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    left_out += maps.len().saturating_sub(MOST_MAPS);
    Ok(Listing {
        items: pages,
        more: maps
            .into_iter()
            .take(MOST_MAPS)
            .map(|(_, address)| address)
            .collect(),
        left_out,
    })
}

impl Entry {
    /// Adds words that stand at `path`.
    fn add(&mut self, path: &[String], words: &str) {
        let [.., within, name] = path else { return };
        let field = match (within.as_str(), name.as_str()) {
            ("url" | "sitemap", "loc") => &mut self.address,
            ("url" | "sitemap", "lastmod") => &mut self.changed,
            ("news", "publication_date") => &mut self.published,
            ("news", "title") => &mut self.title,
            _ => return,
        };
        field.push_str(words);
    }

    fn page(self, base: &Url) -> Option<Item> {
        let words = self.address.trim();
        let address = (!words.is_empty()).then(|| base.join(words).ok())??;
        Some(Item {
            address: address.into(),
            title: Some(self.title.trim().to_owned()).filter(|t| !t.is_empty()),
            day: day(&self.published).or_else(|| day(&self.changed)),
            text: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::feed::{self, Kind};
    use super::*;

    fn listed(text: &str) -> Result<Listing, Failure> {
        let base = Url::parse("https://paper.example/sitemap.xml").unwrap();
        feed::list(text.into(), None, Kind::Feed, &base)
    }

    #[test]
    fn news_come_with_title_and_day_the_latest_first() {
        let map = r#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://paper.example/a?b=1&amp;c=2</loc><news:news><news:publication><news:name>Paper</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2018-03-01T23:00:00-05:00</news:publication_date><news:title>Talks &#38; more</news:title></news:news></url>
<url><loc><![CDATA[ /b ]]></loc><lastmod>2018-03-02</lastmod><image:image xmlns:image="i"><image:loc>https://paper.example/b.jpg</image:loc></image:image></url>
<url><lastmod>2018-03-02</lastmod></url></urlset>"#;
        let listing = listed(map).unwrap();
        assert_eq!(listing.left_out, 1);
        let [b, a] = &listing.items[..] else {
            panic!("{listing:?}")
        };
        assert_eq!(a.address, "https://paper.example/a?b=1&c=2");
        assert_eq!(a.title.as_deref(), Some("Talks & more"));
        assert_eq!(a.day.unwrap().to_string(), "2018-03-01");
        assert_eq!(b.address, "https://paper.example/b");
    }

    #[test]
    fn an_index_leads_to_its_latest_maps() {
        let maps: String = (1..=9)
            .map(|n| {
                format!("<sitemap><loc>/{n}.xml</loc><lastmod>2018-03-0{n}</lastmod></sitemap>")
            })
            .collect();
        let listing = listed(&format!("<sitemapindex>{maps}</sitemapindex>")).unwrap();
        assert_eq!(listing.more.len(), MOST_MAPS);
        assert_eq!(listing.more[0], "https://paper.example/9.xml");
        assert!(listing.items.is_empty());
    }

    #[test]
    fn a_broken_map_is_told() {
        for map in [
            "<urlset><url><loc>/a</loc></urlset>",
            "<urlset><url><loc>/a</lo",
        ] {
            assert!(listed(map).is_err(), "{map}");
        }
    }
}
