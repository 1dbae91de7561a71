//! PLOVER event records: a JSON object a line, with the fields of the scheme's own gold standard records, and what leads back.

use super::events::{Event, events, people};
use super::lines::{EvidenceLine, PlaceLine, said_by};
use super::{Export, Item};
use crate::record::weight;
use serde::Serialize;
use std::io::{self, Write};

/// Whose codings these are.
const CODER: &str = "Servanda";
/// The draft of the manual whose correspondence was used.
const SCHEME: &str = "PLOVER 0.8";

/// Writes event records.
pub struct Events<W> {
    out: W,
}

#[derive(Serialize)]
struct Line<'a> {
    // The fields of the scheme.
    id: String,
    date: String,
    source: Vec<Actor<'a>>,
    target: Vec<Actor<'a>>,
    event: &'static str,
    mode: Option<&'static str>,
    context: Option<&'static str>,
    text: &'a str,
    language: &'static str,
    publication: Option<&'a str>,
    url: Option<&'a str>,
    coder: &'static str,
    version: &'static str,
    #[serde(rename = "dateCoded")]
    date_coded: String,
    // What leads back to the ledger.
    quad: u8,
    score: f64,
    record: String,
    claim: String,
    claims: Vec<String>,
    stage: &'static str,
    r#type: &'static str,
    kind: Option<&'a str>,
    when: Option<&'a str>,
    r#where: Option<PlaceLine>,
    said_by: Vec<String>,
    sources: usize,
    page: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    evidence: Vec<EvidenceLine>,
}

#[derive(Serialize)]
struct Actor<'a> {
    #[serde(rename = "actorText")]
    text: String,
    code: &'a str,
}

impl<W: Write> Events<W> {
    /// Begins to write.
    pub fn new(out: W) -> Events<W> {
        Events { out }
    }
}

impl<W: Write> Export for Events<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        let mut written = None;
        for event in events(item) {
            serde_json::to_writer(&mut self.out, &Line::of(item, &event))?;
            self.out.write_all(b"\n")?;
            *written.get_or_insert(0) += 1;
        }
        Ok(written)
    }

    fn end(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(0)
    }
}

impl<'a> Line<'a> {
    fn of(item: &Item<'a>, event: &Event<'a>) -> Line<'a> {
        let (record, coding) = (item.record, event.coding);
        let (claim, source) = (event.entry.claim, event.entry.source);
        let actors = |codes: &'a [String]| -> Vec<Actor<'a>> {
            let actor = |code: &'a String| Actor {
                text: people(&event.entry, code).join(", "),
                code,
            };
            codes.iter().map(actor).collect()
        };
        let coded_as = reading::claim::Event::parse(coding.event).unwrap_or(record.event);
        let kind = record.kind.as_deref().filter(|_| coded_as == record.event);
        let weight = weight(coded_as, kind);
        Line {
            id: format!("{}-{}", record.id, event.stage.as_str()),
            date: event.date.to_string(),
            source: actors(&record.actors),
            target: actors(&record.recipients),
            event: coding.event,
            mode: coding.mode,
            context: coding.context,
            text: claim.evidence.first().map_or("", |e| e.text.as_str()),
            language: "en",
            publication: source.outlet.as_deref(),
            url: source.url.as_deref(),
            coder: CODER,
            version: SCHEME,
            date_coded: source.read.strftime("%Y-%m-%d").to_string(),
            quad: weight.quad,
            score: weight.score,
            record: record.id.to_string(),
            claim: claim.id.to_string(),
            claims: record.claims.iter().map(ToString::to_string).collect(),
            stage: event.stage.as_str(),
            r#type: record.event.as_str(),
            kind: record.kind.as_deref(),
            when: record.when.as_deref(),
            r#where: record.place.as_ref().map(PlaceLine::of),
            said_by: said_by(claim),
            sources: record.sources,
            page: &source.page.0,
            title: source.title.as_deref(),
            published: source.published.map(|day| day.to_string()),
            evidence: claim.evidence.iter().map(EvidenceLine::of).collect(),
        }
    }
}
