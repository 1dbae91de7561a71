//! The JSON of what became known.

use super::ledger::RecordView;
use ::ledger::query::Change;
use serde::Serialize;

/// What became known of a record.
#[derive(Debug, Serialize)]
pub struct TurnView<'l> {
    day: String,
    turn: &'static str,
    claim: String,
    when: Option<&'l str>,
    cursor: String,
    record: RecordView<'l>,
}

impl<'l> TurnView<'l> {
    /// A change with its record.
    pub fn of(change: &'l Change) -> TurnView<'l> {
        TurnView {
            day: change.day.to_string(),
            turn: change.turn.as_str(),
            claim: change.claim.to_string(),
            when: change.when.as_deref(),
            cursor: change.cursor.to_string(),
            record: RecordView::of(&change.told, false, false),
        }
    }
}
