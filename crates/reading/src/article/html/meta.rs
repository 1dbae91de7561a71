//! What a page says about itself.
//!
//! What enters: the raw metadata that [`dom`](super::dom) collected. What leaves: title, address, outlet's name, date and
//! language. Order of trust for the date: JSON-LD, meta elements, elements marked as the publication's date, `<time>`, a
//! date printed near the title, the address. A line with a copyright mark dates nothing.

use super::dom::{Tag, Tree, part, squeezed};
use crate::article::{Published, address, dates};
use serde_json::Value;

/// Metadata of a page.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) site: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) language: Option<String>,
    /// The page's summary of itself: a unit with these words is the standfirst.
    pub(super) description: Option<String>,
}

/// Reads the metadata of a page. `own` is the page's own address, `title` a title given beside the page.
pub(super) fn read(tree: &Tree, own: Option<&str>, title: Option<&str>) -> Meta {
    let ld = json_ld(tree);
    let url = first(tree, &["og:url"])
        .and_then(|u| address::resolved(u, own))
        .or_else(|| {
            tree.canonical
                .as_deref()
                .and_then(|c| address::resolved(c, own))
        })
        .or_else(|| own.and_then(|o| address::resolved(o, None)));
    let site = first(tree, &["og:site_name", "application-name"])
        .map(squeezed)
        .or(ld.publisher);
    let title = title
        .map(squeezed)
        .filter(|t| !t.is_empty())
        .or_else(|| find_title(tree, ld.headline.as_deref(), site.as_deref()));
    let published = ld
        .published
        .as_deref()
        .and_then(dates::published)
        .or_else(|| meta_date(tree))
        .or_else(|| marked_date(tree))
        .or_else(|| printed_date(tree, title.as_deref()))
        .or_else(|| {
            let found = url
                .as_deref()
                .and_then(dates::in_address)
                .or_else(|| own.and_then(dates::in_address));
            found.map(|date| Published { date, time: None })
        });
    let language = ld.language.or_else(|| tree.language.clone()).or_else(|| {
        first(
            tree,
            &[
                "og:locale",
                "content-language",
                "language",
                "dc.language",
                "inlanguage",
            ],
        )
        .map(str::to_owned)
    });
    Meta {
        url,
        title,
        site,
        published,
        language,
        description: first(tree, &["description", "og:description"]).map(squeezed),
    }
}

/// The first meta element of any of these names, in the names' order.
fn first<'t>(tree: &'t Tree, names: &[&str]) -> Option<&'t str> {
    names.iter().find_map(|name| {
        let found = tree
            .metas
            .iter()
            .find(|(n, content)| n == name && !content.trim().is_empty());
        found.map(|(_, content)| content.trim())
    })
}

/// Names of meta elements that carry the date of publication, surest first.
const DATE_NAMES: [&str; 38] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "article.published",
    "published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "pub_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "ya:ovs:upload_date",
    "article_date_original",
    "originalpublicationdate",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "rbpubdate",
    "date_published",
    "article.created",
    "created",
    "displaydate",
    "shareaholic:article_published_time",
    "date",
    "video:release_date",
];

fn meta_date(tree: &Tree) -> Option<Published> {
    DATE_NAMES.iter().find_map(|name| {
        tree.metas
            .iter()
            .filter(|(n, _)| n == name)
            .find_map(|(_, value)| dates::published(value))
    })
}

/// Parts whose times are those of other pages or of readers' words.
const FOREIGN: u32 =
    part::COMMENTS | part::RELATED | part::ASIDE | part::FOOTER | part::NAVIGATION | part::PROMO;

/// A time that the markup names the publication's, else the first time of the article itself.
fn marked_date(tree: &Tree) -> Option<Published> {
    let of = |publication: bool| {
        tree.times
            .iter()
            .filter(|t| t.parts & FOREIGN == 0 && (t.publication || !publication))
            .find_map(|t| dates::published(&t.value).or_else(|| in_line(&t.value)))
    };
    of(true).or_else(|| of(false))
}

/// A date printed near the title or in a line marked as the byline.
fn printed_date(tree: &Tree, title: Option<&str>) -> Option<Published> {
    let heading = title_unit(tree, title);
    let near = heading.map_or(0..tree.units.len().min(12), |at| {
        at.saturating_sub(4)..(at + 8).min(tree.units.len())
    });
    let in_unit = |i: usize| {
        let unit = &tree.units[i];
        (unit.parts & FOREIGN == 0 && unit.text.len() <= 200).then(|| in_line(&unit.text))?
    };
    near.clone()
        .filter(|&i| tree.units[i].near & part::BYLINE != 0)
        .find_map(in_unit)
        .or_else(|| {
            near.clone()
                .filter(|&i| i > heading.unwrap_or(0))
                .find_map(in_unit)
        })
        .or_else(|| near.rev().find_map(in_unit))
        .or_else(|| {
            let marked = |u: &super::dom::Unit| {
                u.near & part::BYLINE != 0 && u.parts & FOREIGN == 0 && u.text.len() <= 120
            };
            tree.units
                .iter()
                .filter(|u| marked(u))
                .find_map(|u| in_line(&u.text))
        })
}

/// A date within a line that claims no copyright.
fn in_line(line: &str) -> Option<Published> {
    let lower = line.to_lowercase();
    if line.contains('©') || lower.contains("copyright") || lower.contains("(c)") {
        return None;
    }
    dates::found(line).map(|(date, _, _)| Published { date, time: None })
}

/// The unit that shows the title.
pub(super) fn title_unit(tree: &Tree, title: Option<&str>) -> Option<usize> {
    let wanted = plain(title?);
    if wanted.is_empty() {
        return None;
    }
    let same = |text: &str| text.len() <= 3 * wanted.len() + 40 && plain(text) == wanted;
    tree.units
        .iter()
        .position(|u| matches!(u.tag, Tag::Heading(_)) && same(&u.text))
        .or_else(|| tree.units.iter().position(|u| same(&u.text)))
}

/// Letters and digits alone, in lower case: what two spellings of a title share.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn find_title(tree: &Tree, ld: Option<&str>, site: Option<&str>) -> Option<String> {
    let og = first(tree, &["og:title", "twitter:title", "dc.title", "title"]).map(squeezed);
    let whole = tree
        .title
        .as_deref()
        .map(squeezed)
        .filter(|t| !t.is_empty());
    let named: Vec<String> = [ld.map(squeezed), og, whole.clone()]
        .into_iter()
        .flatten()
        .filter(|t| !t.is_empty())
        .collect();
    // The heading that the other titles contain is the title as readers see it.
    let shown = tree
        .units
        .iter()
        .filter(|u| {
            matches!(u.tag, Tag::Heading(1 | 2)) && u.parts & FOREIGN == 0 && u.text.len() <= 400
        })
        .map(|u| squeezed(&u.text))
        .find(|heading| {
            let heading = plain(heading);
            heading.chars().count() >= 8
                && named.iter().any(|n| {
                    plain(n).contains(&heading)
                        || (heading.contains(&plain(n)) && plain(n).chars().count() >= 8)
                })
        });
    if shown.is_some() {
        return shown;
    }
    if let Some(title) = named.first() {
        return Some(without_site(title, site));
    }
    let heading = |level: u8| {
        tree.units
            .iter()
            .find(|u| u.tag == Tag::Heading(level) && u.parts & FOREIGN == 0)
    };
    heading(1).or_else(|| heading(2)).map(|u| squeezed(&u.text))
}

/// A title without the site's name at its end or beginning.
fn without_site(title: &str, site: Option<&str>) -> String {
    for dash in [
        " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ",
    ] {
        if let Some((head, tail)) = title.rsplit_once(dash) {
            let named = site.is_some_and(|s| plain(s) == plain(tail));
            let short =
                tail.split_whitespace().count() <= 4 && head.split_whitespace().count() >= 3;
            if named || short {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// What JSON-LD says about the page's article.
#[derive(Debug, Default)]
struct LinkedData {
    headline: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
}

/// Objects of JSON-LD that are looked at; a page has a handful.
const MOST_OBJECTS: usize = 400;

fn json_ld(tree: &Tree) -> LinkedData {
    let mut found = LinkedData::default();
    let mut seen = 0;
    for script in &tree.json_ld {
        let Some(value) = parsed(script) else {
            continue;
        };
        let mut queue = vec![&value];
        while let Some(value) = queue.pop() {
            seen += 1;
            if seen > MOST_OBJECTS {
                return found;
            }
            match value {
                Value::Array(items) => queue.extend(items.iter().rev()),
                Value::Object(object) => {
                    if let Some(graph) = object.get("@graph") {
                        queue.push(graph);
                    }
                    if let Some(entity) = object.get("mainEntity") {
                        queue.push(entity);
                    }
                    if let Some(page) = object.get("mainEntityOfPage").filter(|p| p.is_object()) {
                        queue.push(page);
                    }
                    found.take(object);
                }
                _ => {}
            }
        }
    }
    found
}

/// JSON as sites write it: within comments, with raw line breaks in strings.
fn parsed(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim();
    let script = script
        .strip_prefix("//<![CDATA[")
        .or(script.strip_prefix("<![CDATA["))
        .unwrap_or(script);
    let script = script
        .strip_suffix("//]]>")
        .or(script.strip_suffix("]]>"))
        .unwrap_or(script)
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let flat: String = script
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(&flat).ok()
    })
}

impl LinkedData {
    fn take(&mut self, object: &serde_json::Map<String, Value>) {
        let types: Vec<&str> = match object.get("@type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => vec![],
        };
        let text = |key: &str| {
            object
                .get(key)
                .and_then(Value::as_str)
                .map(squeezed)
                .filter(|t| !t.is_empty())
        };
        let article = types.iter().any(|t| {
            t.ends_with("Article")
                || t.ends_with("Posting")
                || *t == "Report"
                || *t == "Review"
                || *t == "Recipe"
        });
        let page = types.iter().any(|t| t.ends_with("Page"));
        if article {
            self.headline = self
                .headline
                .take()
                .or_else(|| text("headline").or_else(|| text("name")));
            self.published = text("datePublished")
                .filter(|_| self.headline.is_some())
                .or(self.published.take());
            self.publisher = self.publisher.take().or_else(|| {
                let name = object.get("publisher")?.get("name")?;
                name.as_str().map(squeezed)
            });
            self.language = self.language.take().or_else(|| text("inLanguage"));
        } else if page {
            self.published = self.published.take().or_else(|| text("datePublished"));
            self.language = self.language.take().or_else(|| text("inLanguage"));
        }
    }
}
