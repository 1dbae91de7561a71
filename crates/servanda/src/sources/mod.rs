//! Sources: what arrives over the network.
//!
//! What enters: addresses, from a person or from `sources.toml`. What leaves: the bytes behind them, as they came, and what feeds and
//! site maps list; or a [`Failure`] that says why not and whether to try again. Nothing is read here.
//!
//! Invariants: only http and https; no connection is opened to an address that [`networks`] refuses, whatever name, spelling,
//! redirect or second answer of a name server led there, unless the [`Policy`] says so; one connection a host at a time; what is taken from the
//! network is bounded in bytes, redirects and time.
//!
//! [`address`] checks what may be fetched, [`connect`] resolves names and opens connections, [`polite`] keeps hosts unhurried,
//! [`robots`] asks what a host allows, [`fetch`] puts these together; [`feed`], [`sitemap`] and [`links`] list pages; [`settings`] is `sources.toml`,
//! [`memory`] what is remembered between runs, [`watch`] one round over all sources.

pub mod address;
pub mod changes;
mod connect;
pub mod feed;
pub mod fetch;
#[cfg(test)]
mod fuzz_tests;
pub mod health;
mod links;
pub mod memory;
mod networks;
pub mod polite;
pub mod post;
mod robots;
#[cfg(test)]
#[path = "../../tests/it/server.rs"]
mod server;
pub mod settings;
mod sitemap;
pub mod watch;

use crate::pages::Unwrapped;
use std::fmt;
use std::time::Duration;

pub use address::Policy;

/// Why something could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It may not be fetched: an address that the policy forbids, or a wish of the host.
    Refused(String),
    /// It is not there, or not what was asked for: trying again is of no use.
    Gone(String),
    /// It might work another time; the host may have said when.
    Later(String, Option<Duration>),
    /// It was fetched, and the ledger could not take it.
    Ledger(String),
    /// The program was asked to stop.
    Stopped,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Refused(why) | Failure::Gone(why) | Failure::Later(why, _) => f.write_str(why),
            Failure::Ledger(why) => f.write_str(why),
            Failure::Stopped => f.write_str("the program was asked to stop"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Unwrapped> for Failure {
    fn from(why: Unwrapped) -> Failure {
        match why {
            Unwrapped::Broken(_) => Failure::Later(why.to_string(), None),
            _ => Failure::Gone(why.to_string()),
        }
    }
}
