//! The ledger from outside.
#![allow(clippy::unwrap_used, missing_docs)]
