//! Text that a page holds back: for browsers without scripts, as a template, or in an attribute that a script unpacks.
//!
//! What enters: a page's markup and its walked tree, where these gave next to no article. What leaves: the units of the article
//! as it stands in one of these places. Only such pages pay for the second parse.

use super::dom::{self, Tree, Unit};
use super::meta::Meta;
use super::select;
use crate::article::weigh::Models;
use dom_query::Document;

/// Where it was found, and the units.
type Found = (Vec<Unit>, &'static str);

/// The article's units in the first place that holds more than `least` words of one.
pub(super) fn units(
    models: &Models,
    html: &str,
    tree: &Tree,
    meta: &Meta,
    least: usize,
) -> Option<Found> {
    let shown = shown(html).and_then(|html| read(models, &html, meta, least));
    if let Some(units) = shown {
        return Some((
            units,
            "what it keeps in noscript and template elements was taken",
        ));
    }
    let units = read(models, tree.held.as_deref()?, meta, least)?;
    Some((
        units,
        "what it keeps in an attribute for its scripts was taken",
    ))
}

fn read(models: &Models, html: &str, meta: &Meta, least: usize) -> Option<Vec<Unit>> {
    let tree = dom::walk(&Document::from(html), &mut Vec::new());
    let kept = select::likely(models, &tree, meta);
    if select::words(&tree, &kept) < least {
        return None;
    }
    let units = tree.units.into_iter().zip(kept);
    Some(
        units
            .filter(|(_, kept)| *kept)
            .map(|(unit, _)| unit)
            .collect(),
    )
}

/// The markup with its `noscript` and `template` elements as usual ones; none where it has none.
fn shown(html: &str) -> Option<String> {
    let mut out = String::new();
    let mut copied = 0;
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let name_at = at + 1 + usize::from(html.as_bytes().get(at + 1) == Some(&b'/'));
        let rest = &html.as_bytes()[name_at..];
        let name = ["noscript", "template"].into_iter().find(|name| {
            let same = rest
                .get(..name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
            same && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
        });
        if let Some(name) = name {
            out.push_str(&html[copied..name_at]);
            out.push_str("div");
            copied = name_at + name.len();
        }
    }
    if copied == 0 {
        return None;
    }
    out.push_str(&html[copied..]);
    Some(out)
}
