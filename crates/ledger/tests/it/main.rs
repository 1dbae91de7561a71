//! The ledger from outside: stories through the whole chain, and what holds whatever claims there are.
#![allow(clippy::unwrap_used, missing_docs)]

mod merging;
mod stories;
