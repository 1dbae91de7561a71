//! JSON lines: a record a line, with its claims and their pages.

use super::lines::RecordLine;
use super::{Export, Item};
use std::io::{self, Write};

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

    fn end(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(0)
    }
}
