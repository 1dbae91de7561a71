//! Limits: how often something may be done.
//!
//! What enters: what is done, who does it, the time. What leaves: nothing, or how long to wait. Buckets are kept in memory: a restart
//! empties them, and their number is bounded.

use super::error::{Error, Result};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Attempts to log in to one account from one address.
    LogInHere,
    /// Attempts to log in to one account from anywhere.
    LogInName,
    /// Attempts to log in from one address.
    LogInAddress,
    /// Codes of a second factor for one account.
    Code,
    /// Registrations from one address.
    Register,
    /// Requests to reset a password.
    Reset,
    /// Comments of an account.
    Comment,
    /// Messages of an account.
    Chat,
    /// Reports of an account.
    Report,
    /// Other changes of an account.
    Change,
}

impl Kind {
    /// How many at once, and seconds until one more is allowed.
    fn rate(self) -> (f64, f64) {
        match self {
            Kind::LogInHere => (5.0, 60.0),
            Kind::LogInName => (50.0, 60.0),
            Kind::LogInAddress => (30.0, 10.0),
            Kind::Code => (5.0, 60.0),
            Kind::Register => (10.0, 360.0),
            Kind::Reset => (3.0, 600.0),
            Kind::Comment => (10.0, 10.0),
            Kind::Chat => (20.0, 0.5),
            Kind::Report => (10.0, 60.0),
            Kind::Change => (30.0, 2.0),
        }
    }
}

/// How many buckets are kept. Beyond it, those that are full again go first.
const MOST: usize = 100_000;

/// The buckets.
#[derive(Debug, Default)]
pub struct Limits {
    buckets: Mutex<HashMap<(Kind, String), Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

impl Bucket {
    /// What is left at a later time.
    fn at(self, kind: Kind, now: Timestamp) -> f64 {
        let (burst, every) = kind.rate();
        let passed = now.duration_since(self.at).as_secs_f64().max(0.0);
        (self.left + passed / every).min(burst)
    }
}

impl Limits {
    /// Takes one. An error says how long to wait.
    pub fn take(&self, kind: Kind, who: &str, now: Timestamp) -> Result<()> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|(kind, _), bucket| bucket.at(*kind, now) < kind.rate().0);
            if buckets.len() >= MOST {
                // All of them are in use: somebody floods the desk with names. None is let through that way.
                return Err(Error::TooOften(60));
            }
        }
        let (burst, every) = kind.rate();
        let bucket = buckets.entry((kind, who.to_owned())).or_insert(Bucket {
            left: burst,
            at: now,
        });
        let left = bucket.at(kind, now);
        if left < 1.0 {
            let wait = ((1.0 - left) * every).ceil();
            return Err(Error::TooOften(wait as u64));
        }
        *bucket = Bucket {
            left: left - 1.0,
            at: now,
        };
        Ok(())
    }

    /// Forgets what was taken: somebody has shown who they are.
    pub fn clear(&self, kind: Kind, who: &str) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.remove(&(kind, who.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_500_000_000 + seconds).unwrap()
    }

    #[test]
    fn so_many_at_once_and_then_one_by_one() {
        let limits = Limits::default();
        for _ in 0..5 {
            limits.take(Kind::LogInHere, "anna", at(0)).unwrap();
        }
        assert_eq!(
            limits.take(Kind::LogInHere, "anna", at(0)),
            Err(Error::TooOften(60))
        );
        limits.take(Kind::LogInHere, "boris", at(0)).unwrap();
        limits.take(Kind::LogInHere, "anna", at(60)).unwrap();
        assert!(limits.take(Kind::LogInHere, "anna", at(61)).is_err());
        limits.clear(Kind::LogInHere, "anna");
        limits.take(Kind::LogInHere, "anna", at(61)).unwrap();
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing() {
        let limits = Limits::default();
        for _ in 0..5 {
            limits.take(Kind::Code, "anna", at(1000)).unwrap();
        }
        assert!(limits.take(Kind::Code, "anna", at(0)).is_err());
    }
}
