//! CAMEO event records: CSV, a row for each event and each pair of source and target, as the codebook counts them.

use super::csv::{Table, several};
use super::events::{dyads, events, people};
use super::{Export, Item};
use crate::record::weight;
use std::io::{self, Write};

/// The columns.
pub const COLUMNS: &[&str] = &[
    "event",
    "date",
    "source",
    "target",
    "cameo",
    "root",
    "quad",
    "source_persons",
    "target_persons",
    "plover",
    "mode",
    "context",
    "stage",
    "type",
    "kind",
    "when",
    "place",
    "country",
    "sources",
    "text",
    "record",
    "claim",
    "outlet",
    "published",
    "url",
    "page",
];

/// Writes event records.
pub struct Events<W>(Table<W>);

impl<W: Write> Events<W> {
    /// Begins with the names of the columns.
    pub fn new(out: W) -> io::Result<Events<W>> {
        Table::new(out, COLUMNS).map(Events)
    }
}

impl<W: Write> Export for Events<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        let mut written = None;
        for event in events(item) {
            let (record, coding) = (item.record, event.coding);
            let (claim, source) = (event.entry.claim, event.entry.source);
            let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
            let coded_as = reading::claim::Event::parse(coding.event).unwrap_or(record.event);
            let place = record.place.as_ref();
            for (from, to, code) in dyads(item, coding) {
                self.0.row(&[
                    format!("{}-{}-{from}-{to}", record.id, event.stage.as_str()),
                    event.date.to_string(),
                    from.to_owned(),
                    to.to_owned(),
                    code.to_owned(),
                    code.chars().take(2).collect(),
                    weight(coded_as, None).quad.to_string(),
                    several(&people(&event.entry, from)),
                    several(&people(&event.entry, to)),
                    coding.event.to_owned(),
                    text(coding.mode),
                    text(coding.context),
                    event.stage.as_str().to_owned(),
                    record.event.as_str().to_owned(),
                    text(record.kind.as_deref()),
                    text(record.when.as_deref()),
                    text(place.map(|place| place.name.as_str())),
                    text(place.and_then(|place| place.country.as_deref())),
                    record.sources.to_string(),
                    text(claim.evidence.first().map(|e| e.text.as_str())),
                    record.id.to_string(),
                    claim.id.to_string(),
                    text(source.outlet.as_deref()),
                    source
                        .published
                        .map(|day| day.to_string())
                        .unwrap_or_default(),
                    text(source.url.as_deref()),
                    source.page.0.clone(),
                ])?;
                *written.get_or_insert(0) += 1;
            }
        }
        Ok(written)
    }

    fn end(&mut self) -> io::Result<u64> {
        self.0.end()?;
        Ok(0)
    }
}
