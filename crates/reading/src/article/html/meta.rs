//! What a page says about itself.
//!
//! What enters: the raw metadata that [`dom`](super::dom) collected. What leaves: title, address, outlet's name, date (by
//! [`when`](super::when)), language, and the text that JSON-LD gives of the article.

use super::dom::{Tag, Tree, Unit, part, squeezed};
use super::{linked, when};
use crate::article::{Published, address};

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
    /// The article's text as JSON-LD gives it; for pages whose markup holds none.
    pub(super) body: Option<String>,
}

/// Reads the metadata of a page. `own` is the page's own address, `title` a title given beside the page.
pub(super) fn read(tree: &Tree, own: Option<&str>, title: Option<&str>) -> Meta {
    let ld = linked::read(tree);
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
        .or_else(|| ld.publisher.clone());
    let title = title
        .map(squeezed)
        .filter(|t| !t.is_empty())
        .or_else(|| find_title(tree, ld.headline.as_deref(), site.as_deref()));
    let published = when::published(tree, &ld, title.as_deref(), [url.as_deref(), own]);
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
        body: ld.body,
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

/// Parts whose headings and times are those of other pages or of readers' words.
pub(super) const FOREIGN: u32 =
    part::COMMENTS | part::RELATED | part::ASIDE | part::FOOTER | part::NAVIGATION | part::PROMO;

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

/// The unit near which the article begins: the title's, else the page's first great heading.
pub(super) fn beginning(tree: &Tree, title: Option<&str>) -> Option<usize> {
    let great = |u: &Unit| u.tag == Tag::Heading(1) && u.near & FOREIGN == 0;
    title_unit(tree, title)
        .or_else(|| tree.units.iter().position(great))
        .or_else(|| tree.units.iter().position(|u| u.tag == Tag::Heading(1)))
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
            matches!(u.tag, Tag::Heading(1 | 2)) && u.near & FOREIGN == 0 && u.text.len() <= 400
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
            .find(|u| u.tag == Tag::Heading(level) && u.near & FOREIGN == 0)
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
