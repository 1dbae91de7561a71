//! The ledger: claims of many pages in, records with their lives out, kept on disk.
//!
//! The rooms, in the order in which data flows through them:
//!
//! 1. [`record`]: the words of the ledger: [`record::Source`], [`record::Claim`], [`record::Record`], and a record's life
//!    as it follows from its claims, the corrections and a date.
//! 2. [`merge`]: which claims are about the same record.
//! 3. [`store`]: pages, readings and records on disk, and what is written to them.
//! 4. [`query`]: what can be asked, as of a day and as known on a day.
//!
//! A room uses only rooms to its left. Records are derived: they are a function of the claims and corrections, whatever
//! the order in which pages came, and no state is kept that cannot be worked out anew.

pub mod merge;
pub mod query;
pub mod record;
pub mod store;
