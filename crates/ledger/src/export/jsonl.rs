//! JSON lines: a record a line, with its claims and their pages; after them a correction a line.

use super::lines::{CorrectionLine, RecordLine};
use super::{Export, Item};
use crate::record::{Correction, Source};
use std::io::{self, Write};
use std::sync::Arc;

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
        let line = CorrectionLine::of(correction, pages);
        serde_json::to_writer(&mut self.out, &line)?;
        self.out.write_all(b"\n")?;
        Ok(true)
    }

    fn end(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(0)
    }
}
