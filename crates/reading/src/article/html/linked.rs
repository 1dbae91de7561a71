//! JSON-LD: what a page says about its article to machines.
//!
//! What enters: the scripts that [`dom`](super::dom) collected. What leaves: [`LinkedData`] of the first article among
//! their objects, else of the page.

use super::dom::{Tree, squeezed};
use serde_json::Value;

/// What JSON-LD says about the page's article.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    /// `articleBody`.
    pub(super) body: Option<String>,
}

/// Objects of JSON-LD that are looked at; a page has a handful.
const MOST_OBJECTS: usize = 400;

/// Reads the scripts of a page.
pub(super) fn read(tree: &Tree) -> LinkedData {
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
        // The first article is the page's own; those behind it are teasers.
        if article && self.headline.is_none() {
            self.headline = text("headline").or_else(|| text("name"));
            self.published = text("datePublished")
                .or_else(|| text("dateCreated"))
                .or(self.published.take());
            self.modified = text("dateModified").or(self.modified.take());
            self.publisher = self.publisher.take().or_else(|| {
                let name = object.get("publisher")?.get("name")?;
                name.as_str().map(squeezed)
            });
            self.language = text("inLanguage").or(self.language.take());
            self.body = object
                .get("articleBody")
                .and_then(Value::as_str)
                .map(str::to_owned);
        } else if page {
            self.published = self.published.take().or_else(|| text("datePublished"));
            self.modified = self.modified.take().or_else(|| text("dateModified"));
            self.language = self.language.take().or_else(|| text("inLanguage"));
        }
    }
}
