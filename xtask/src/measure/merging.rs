//! Merging: how well same-day reports of one dealing between states come together, on the news of ECB+.
//!
//! What enters: the annotated topics. What leaves, of pairs of claims of different documents: of those that the annotation holds
//! for one dealing the share that are one record (recall), and of those that are one record the share that the annotation holds
//! for one (precision).
//!
//! A topic has two halves of different happenings. A half counts where the reading finds dealings between parties in at least three of
//! its documents, so that nobody's taste chooses: the rest is about sports, crime and films. All documents of a half are read as
//! published on one day, since the corpus gives none. Two claims of one type are one dealing by the annotation where the
//! sentences of their first evidence name one cross-document action, and none where they name no action in common; claims of
//! sentences without annotated actions are left out.

use super::score::{harmonic, share};
use super::{Bench, archive, each};
use jiff::Timestamp;
use ledger::merge::{Entry, cluster};
use ledger::record::{Claim, PageId, Source, take};
use reading::Options;
use reading::page::{Format, Page};
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "data/coref/ecbplus_topics_1_35.tar.xz";
/// The day on which all are read; any would do.
const DAY: &str = "2008-12-15";

/// In so many documents of a half there must be dealings.
const FEWEST: usize = 3;

/// An annotated document.
struct Document {
    name: String,
    text: String,
    /// Where each token ends, and the cross-document actions that it names.
    tokens: Vec<(usize, BTreeSet<String>)>,
}

/// A claim with its page and the actions that its sentence names.
struct Found {
    source: Source,
    claim: Claim,
    actions: BTreeSet<String>,
}

/// Prints the figures.
pub fn run(bench: &Bench) -> Result<(), String> {
    let mut halves: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for (name, bytes) in archive::files(&bench.shared.join(FILE))? {
        let file = name.rsplit('/').next().unwrap_or(&name);
        let Some((topic, rest)) = file.split_once('_').filter(|_| file.ends_with(".xml")) else {
            continue;
        };
        let half = if rest.contains("plus") {
            "second"
        } else {
            "first"
        };
        let document = parse(file, &String::from_utf8_lossy(&bytes));
        let key = format!("{topic} {half}");
        halves.entry(key).or_default().push(document);
    }
    let mut sum = [0; 4];
    for (name, documents) in halves {
        let found: Vec<Vec<Found>> = each(&documents, |document| read(bench, document));
        let with = found.iter().filter(|claims| !claims.is_empty()).count();
        if with < FEWEST {
            continue;
        }
        let counts = compare(bench, &found.into_iter().flatten().collect::<Vec<_>>());
        println!(
            "topic {name}: {with} of {} documents with dealings, pairs to find {}, found {}, together {}, rightly {}",
            documents.len(),
            counts[0],
            counts[1],
            counts[2],
            counts[3]
        );
        for (sum, count) in sum.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let (recall, precision) = (share(sum[1], sum[0]), share(sum[3], sum[2]));
    println!(
        "merging  pairs {}  precision {precision:.3}  recall {recall:.3}  F1 {:.3}",
        sum[0],
        harmonic(precision, recall)
    );
    Ok(())
}

fn read(bench: &Bench, document: &Document) -> Vec<Found> {
    let object =
        serde_json::json!({ "text": document.text, "published": DAY, "outlet": document.name });
    let page = Page::with_format(object.to_string().into_bytes(), Format::ArticleJson);
    let reading = bench.reader.read(&page, &Options::default());
    let id = PageId(page.hash());
    let source = Source {
        page: id.clone(),
        url: None,
        title: Some(document.name.clone()),
        outlet: reading.article.outlet.clone(),
        published: reading
            .article
            .published
            .as_ref()
            .map(|published| published.date),
        read: Timestamp::UNIX_EPOCH,
        fingerprint: take::fingerprint(&reading.article),
    };
    let actions = |claim: &Claim| -> BTreeSet<String> {
        let Some(evidence) = claim.evidence.first() else {
            return BTreeSet::new();
        };
        let within =
            |(end, _): &&(usize, BTreeSet<String>)| evidence.start < *end && *end <= evidence.end;
        let tokens = document.tokens.iter().filter(within);
        tokens
            .flat_map(|(_, actions)| actions.iter().cloned())
            .collect()
    };
    take::claims(&id, &reading)
        .into_iter()
        .map(|claim| Found {
            source: source.clone(),
            actions: actions(&claim),
            claim,
        })
        .filter(|found| !found.actions.is_empty())
        .collect()
}

/// Pairs to find, those found, pairs that came together, and those rightly.
fn compare(bench: &Bench, found: &[Found]) -> [usize; 4] {
    let entries: Vec<Entry> = found
        .iter()
        .map(|one| Entry {
            claim: &one.claim,
            source: &one.source,
        })
        .collect();
    let mut record = vec![0; found.len()];
    for (number, members) in cluster(&entries).into_iter().enumerate() {
        for at in members {
            record[at] = number;
        }
    }
    let mut counts = [0; 4];
    for (a, one) in found.iter().enumerate() {
        for (b, other) in found.iter().enumerate().skip(a + 1) {
            if one.claim.page == other.claim.page || one.claim.event != other.claim.event {
                continue;
            }
            let same = one.actions.intersection(&other.actions).next().is_some();
            let together = record[a] == record[b];
            counts[0] += usize::from(same);
            counts[1] += usize::from(same && together);
            counts[2] += usize::from(together);
            counts[3] += usize::from(same && together);
            if bench.show && same != together {
                println!(
                    "{} {}\n       {}",
                    if same { "missed" } else { "wrong" },
                    line(one),
                    line(other)
                );
            }
        }
    }
    counts
}

fn line(found: &Found) -> String {
    let claim = &found.claim;
    let evidence = claim
        .evidence
        .first()
        .map_or("", |evidence| evidence.text.as_str());
    format!(
        "{} {} {}>{} {}: {evidence}",
        claim.event.as_str(),
        claim.status.as_str(),
        claim.actors.join("+"),
        claim.recipients.join("+"),
        claim.when.as_deref().unwrap_or("-")
    )
}

/// Reads a document: its tokens as text, a line a sentence, and the cross-document actions that they name.
fn parse(name: &str, xml: &str) -> Document {
    let mut document = Document {
        name: name.to_owned(),
        text: String::new(),
        tokens: Vec::new(),
    };
    let mut numbers: Vec<String> = Vec::new();
    let mut sentence = String::new();
    for piece in xml.split("<token ").skip(1) {
        let Some((head, rest)) = piece.split_once('>') else {
            continue;
        };
        let word = rest.split('<').next().unwrap_or_default();
        let now = attribute(head, "sentence");
        if !document.text.is_empty() {
            document
                .text
                .push_str(if now == sentence { " " } else { "\n\n" });
        }
        sentence = now;
        document.text.push_str(&plain(word));
        document.tokens.push((document.text.len(), BTreeSet::new()));
        numbers.push(attribute(head, "t_id"));
    }
    let mentions = anchors(xml);
    for piece in xml.split("<CROSS_DOC_COREF ").skip(1) {
        let (head, rest) = piece.split_once('>').unwrap_or((piece, ""));
        let action = attribute(head, "note");
        if !action.starts_with("ACT") {
            continue;
        }
        let body = rest.split("</CROSS_DOC_COREF").next().unwrap_or_default();
        for source in body.split("<source ").skip(1) {
            let mention = attribute(source, "m_id");
            for number in mentions.get(&mention).into_iter().flatten() {
                if let Some(at) = numbers.iter().position(|known| known == number) {
                    document.tokens[at].1.insert(action.clone());
                }
            }
        }
    }
    document
}

/// The tokens of each mention.
fn anchors(xml: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let body = xml.split("<Markables>").nth(1).unwrap_or_default();
    let mut mention = String::new();
    for piece in body.split('<').skip(1) {
        if piece.starts_with("/Markables") {
            break;
        }
        if piece.starts_with("token_anchor") {
            found
                .entry(mention.clone())
                .or_default()
                .push(attribute(piece, "t_id"));
        } else if !piece.starts_with('/') {
            mention = attribute(piece, "m_id");
        }
    }
    found
}

fn attribute(head: &str, name: &str) -> String {
    let mark = format!("{name}=\"");
    let rest = head.split(mark.as_str()).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn plain(word: &str) -> String {
    word.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_of_a_document() {
        let xml = "<Document><token t_id=\"1\" sentence=\"0\">Navy</token><token t_id=\"2\" sentence=\"0\">seizes</token>\
            <token t_id=\"3\" sentence=\"1\">Ship</token><Markables><ACTION_OCCURRENCE m_id=\"5\"><token_anchor t_id=\"2\"/>\
            </ACTION_OCCURRENCE><ACTION_OCCURRENCE m_id=\"8\" instance_id=\"ACT1\"/></Markables><Relations>\
            <CROSS_DOC_COREF r_id=\"3\" note=\"ACT1\"><source m_id=\"5\"/><target m_id=\"8\"/></CROSS_DOC_COREF></Relations></Document>";
        let document = parse("1_1ecb.xml", xml);
        assert_eq!(document.text, "Navy seizes\n\nShip");
        let named: Vec<usize> = document
            .tokens
            .iter()
            .map(|(_, actions)| actions.len())
            .collect();
        assert_eq!(named, [0, 1, 0]);
    }
}
