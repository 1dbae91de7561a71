//! Health: how the sources that are watched fare.
//!
//! What enters: the list of sources, and what is remembered of them. What leaves: one [`Health`] a source, in the order of the list.

use super::memory::{Memory, State};
use super::settings::{Settings, Source};
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;

/// How a source fares.
#[derive(Debug, Serialize)]
pub struct Health<'s> {
    /// Its name.
    pub name: &'s str,
    /// Where its listing is.
    pub address: &'s str,
    /// Its outlet.
    pub outlet: Option<&'s str>,
    /// Its country.
    pub country: Option<&'s str>,
    /// Its language.
    pub language: Option<&'s str>,
    /// When it was last looked at.
    pub tried: Option<Timestamp>,
    /// When that last went well.
    pub succeeded: Option<Timestamp>,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// How often in a row it has.
    pub failures: u32,
    /// Until when it is left alone.
    pub not_before: Option<Timestamp>,
    /// Where it says that it has moved to.
    pub moved: Option<String>,
    /// Pages that came from it.
    pub pages: u64,
    /// Claims on them.
    pub claims: u64,
    /// Pages of these that were changed later.
    pub changed: u64,
    /// Items that are still to be fetched.
    pub waiting: usize,
    /// Items that could not be had.
    pub missed: usize,
}

/// How the sources of a list fare, by what is remembered of them in `folder`.
pub fn health<'s>(settings: &'s Settings, folder: &Path) -> Vec<Health<'s>> {
    let one = |source: &'s Source| {
        let (memory, damaged) = match Memory::load(folder, &source.name) {
            Ok(memory) => (memory, None),
            Err(error) => (Memory::default(), Some(error.to_string())),
        };
        let count = |state: State| {
            memory
                .items
                .values()
                .filter(|seen| seen.state == state)
                .count()
        };
        Health {
            name: &source.name,
            address: &source.address,
            outlet: source.outlet.as_deref(),
            country: source.country.as_deref(),
            language: source.language.as_deref(),
            tried: memory.tried,
            succeeded: memory.succeeded,
            waiting: count(State::Wanted),
            missed: count(State::Missed),
            error: damaged.or(memory.error),
            failures: memory.failures,
            not_before: memory.not_before,
            moved: memory.moved,
            pages: memory.pages,
            claims: memory.claims,
            changed: memory.changed,
        }
    };
    settings.sources.iter().map(one).collect()
}
