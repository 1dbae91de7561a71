//! JSON lines: a record a line, with its claims and their pages; after them a correction a line.

use super::lines::{PageLine, RecordLine};
use super::{Export, Item};
use crate::record::{Correction, Source};
use crate::store::written::WrittenCorrection;
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// The line of a correction.
#[derive(Serialize)]
struct Line {
    correction: WrittenCorrection,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<PageLine>,
}

/// Writes JSON lines.
pub struct Lines<W> {
    out: W,
}

impl<W: Write> Lines<W> {
    /// Begins to write.
    pub fn new(out: W) -> Lines<W> {
        Lines { out }
    }
}

impl<W: Write> Export for Lines<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        serde_json::to_writer(&mut self.out, &RecordLine::of(item))?;
        self.out.write_all(b"\n")?;
        Ok(Some(1))
    }

    fn correct(&mut self, correction: &Correction, pages: &[Arc<Source>]) -> io::Result<bool> {
        let line = Line {
            correction: WrittenCorrection::of(correction),
            pages: pages.iter().map(|page| PageLine::of(page)).collect(),
        };
        serde_json::to_writer(&mut self.out, &line)?;
        self.out.write_all(b"\n")?;
        Ok(true)
    }

    fn end(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(0)
    }
}
