//! The ledger from outside: stories through the whole chain, what holds whatever claims there are, and what is kept.
#![allow(clippy::unwrap_used, missing_docs)]

mod keeping;
mod merging;
mod stories;
