//! GraphML: who dealt with whom. A node a party, an edge a pair of parties.
//!
//! Only dealings that were held count, copies once. Invariant: nodes and edges come in the order of their letters, so that the
//! order of the records does not matter, but for the order of an edge's records and its words, which are those of the latest dealing.

use super::events::known_on;
use super::{Export, Item};
use crate::record::{State, weight};
use jiff::civil::Date;
use reading::claim::Event;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Collects the graph, and writes it at the end.
pub struct Graph<W> {
    out: W,
    edges: BTreeMap<(String, String), Edge>,
}

/// What passed between two parties.
#[derive(Debug, Clone, Default)]
struct Edge {
    counts: BTreeMap<Event, u64>,
    mutual: u64,
    forward: u64,
    backward: u64,
    first: Option<Date>,
    last: Option<Date>,
    score: f64,
    records: Vec<String>,
    /// The latest dealing: its day, id, words and address.
    latest: Option<(Date, String, String, String)>,
}

/// Which way a dealing goes between two parties in the order of their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Both,
    Forward,
    Backward,
}

impl<W: Write> Graph<W> {
    /// A graph without edges.
    pub fn new(out: W) -> Graph<W> {
        Graph {
            out,
            edges: BTreeMap::new(),
        }
    }
}

/// The pairs of a record, each once, the parties of a pair in the order of their letters.
fn pairs(item: &Item) -> BTreeMap<(String, String), Way> {
    let record = item.record;
    let mut pairs = BTreeMap::new();
    let mut add = |from: &String, to: &String, way| {
        let (pair, way) = match (from < to, way) {
            (true, way) => ((from.clone(), to.clone()), way),
            (false, Way::Both) => ((to.clone(), from.clone()), Way::Both),
            (false, _) => ((to.clone(), from.clone()), Way::Backward),
        };
        if from != to {
            pairs.entry(pair).or_insert(way);
        }
    };
    for (at, from) in record.actors.iter().enumerate() {
        if record.recipients.is_empty() {
            for to in record.actors.iter().skip(at + 1) {
                add(from, to, Way::Both);
            }
        }
        for to in &record.recipients {
            add(from, to, Way::Forward);
        }
    }
    pairs
}

impl<W: Write> Export for Graph<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        let held = matches!(
            item.life.state,
            State::Held | State::Ongoing | State::Resumed
        );
        let pairs = pairs(item);
        let Some(deciding) = item.deciding().filter(|_| held && !pairs.is_empty()) else {
            return Ok(None);
        };
        let record = item.record;
        let known = known_on(deciding.source);
        let (first, last) = match item.days() {
            (Some(first), Some(last)) => (first, last),
            _ => (known, known),
        };
        let words = deciding
            .claim
            .evidence
            .first()
            .map_or("", |e| e.text.as_str());
        let url = deciding.source.url.as_deref().unwrap_or_default();
        let latest = (
            last,
            record.id.to_string(),
            words.to_owned(),
            url.to_owned(),
        );
        for (pair, way) in pairs {
            let edge = self.edges.entry(pair).or_default();
            *edge.counts.entry(record.event).or_default() += 1;
            edge.mutual += u64::from(way == Way::Both);
            edge.forward += u64::from(way == Way::Forward);
            edge.backward += u64::from(way == Way::Backward);
            edge.first = edge.first.into_iter().chain([first]).min();
            edge.last = edge.last.into_iter().chain([last]).max();
            edge.score += weight(record.event, record.kind.as_deref()).score;
            edge.records.push(record.id.to_string());
            if edge.latest.as_ref().is_none_or(|other| *other < latest) {
                edge.latest = Some(latest.clone());
            }
        }
        Ok(Some(0))
    }

    fn end(&mut self) -> io::Result<u64> {
        let mut out = &mut self.out;
        begin(&mut out)?;
        let mut nodes: BTreeMap<&str, (u64, f64)> = BTreeMap::new();
        for ((source, target), edge) in &self.edges {
            for party in [source, target] {
                let node = nodes.entry(party).or_default();
                node.0 += edge.dealings();
                node.1 += edge.score;
            }
        }
        for (party, (dealings, score)) in nodes {
            writeln!(out, "    <node id=\"{}\">", xml(party))?;
            data(&mut out, "label", party)?;
            data(&mut out, "node_dealings", &dealings.to_string())?;
            data(&mut out, "node_score", &score.to_string())?;
            writeln!(out, "    </node>")?;
        }
        for ((source, target), edge) in &self.edges {
            let ends = format!("source=\"{}\" target=\"{}\"", xml(source), xml(target));
            writeln!(
                out,
                "    <edge id=\"{}-{}\" {ends}>",
                xml(source),
                xml(target)
            )?;
            edge.write(&mut out)?;
            writeln!(out, "    </edge>")?;
        }
        writeln!(out, "  </graph>\n</graphml>")?;
        out.flush()?;
        Ok(self.edges.len() as u64)
    }
}

impl Edge {
    fn dealings(&self) -> u64 {
        self.counts.values().sum()
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let dealings = self.dealings();
        data(out, "dealings", &dealings.to_string())?;
        data(out, "mutual", &self.mutual.to_string())?;
        data(out, "forward", &self.forward.to_string())?;
        data(out, "backward", &self.backward.to_string())?;
        for &event in Event::ALL {
            let count = self.counts.get(&event).copied().unwrap_or(0);
            data(out, event.as_str(), &count.to_string())?;
        }
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        data(out, "first", &day(self.first))?;
        data(out, "last", &day(self.last))?;
        data(out, "weight", &self.score.to_string())?;
        #[allow(clippy::cast_precision_loss)]
        let mean = self.score / dealings.max(1) as f64;
        data(out, "mean", &mean.to_string())?;
        data(out, "records", &self.records.join(" "))?;
        if let Some((_, id, words, url)) = &self.latest {
            data(out, "latest", id)?;
            data(out, "evidence", words)?;
            data(out, "url", url)?;
        }
        Ok(())
    }
}

/// The head of the file: what its keys mean.
fn begin(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    let mut key = |id: &str, of: &str, name: &str, kind: &str| {
        writeln!(
            out,
            "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )
    };
    key("label", "node", "label", "string")?;
    key("node_dealings", "node", "dealings", "long")?;
    key("node_score", "node", "score", "double")?;
    for name in ["dealings", "mutual", "forward", "backward"] {
        key(name, "edge", name, "long")?;
    }
    for event in Event::ALL {
        key(event.as_str(), "edge", event.as_str(), "long")?;
    }
    for name in ["first", "last", "records", "latest", "evidence", "url"] {
        key(name, "edge", name, "string")?;
    }
    for name in ["weight", "mean"] {
        key(name, "edge", name, "double")?;
    }
    writeln!(out, "  <graph id=\"dealings\" edgedefault=\"undirected\">")
}

fn data(out: &mut impl Write, key: &str, value: &str) -> io::Result<()> {
    writeln!(out, "      <data key=\"{key}\">{}</data>", xml(value))
}

/// A text as XML has it. Characters that XML does not know are left out.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() && letter < '\u{80}' => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_xml() {
        assert_eq!(
            xml("a < b & \"c\"\u{b}\n"),
            "a &lt; b &amp; &quot;c&quot;\n"
        );
    }
}
