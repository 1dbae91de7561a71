//! Politeness: hosts are asked one thing at a time, and not too fast.
//!
//! What enters: the host that is to be asked. What leaves: a [`Turn`], held while the host is asked; while it is held nobody else gets one
//! for that host, and after it not before the host's pause is over. A [`Stop`] ends all waiting.

use super::Failure;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// A wish to stop, shared by all who wait.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    inner: Arc<(Mutex<bool>, Condvar)>,
}

impl Stop {
    /// Asks everybody to stop.
    pub fn set(&self) {
        *self.lock() = true;
        self.inner.1.notify_all();
    }

    /// Whether stopping was asked for.
    pub fn is_set(&self) -> bool {
        *self.lock()
    }

    /// Waits for `time`, or until stopping is asked for; says whether it was.
    pub fn wait(&self, time: Duration) -> bool {
        let waited = self
            .inner
            .1
            .wait_timeout_while(self.lock(), time, |stopped| !*stopped);
        // A flag is whole whoever panicked while holding it.
        waited.map_or_else(|e| *e.into_inner().0, |(stopped, _)| *stopped)
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.inner.0.lock().unwrap_or_else(|e| e.into_inner())
    }
}

/// The hosts, and who may ask them.
#[derive(Debug)]
pub struct Hosts {
    /// The pause between two requests to a host, where the host does not ask for a longer one.
    pause: Duration,
    hosts: Mutex<HashMap<String, Host>>,
    freed: Condvar,
    stop: Stop,
}

#[derive(Debug, Default)]
struct Host {
    busy: bool,
    /// Before this nothing is asked.
    next: Option<Instant>,
    /// The pause that the host asked for.
    asked: Duration,
}

/// What somebody who wants to ask a host is told.
#[derive(Debug, PartialEq, Eq)]
enum Word {
    Go,
    /// Somebody else is asking.
    Busy,
    Wait(Duration),
}

impl Host {
    fn word(&self, now: Instant) -> Word {
        match self.next {
            _ if self.busy => Word::Busy,
            Some(next) if next > now => Word::Wait(next - now),
            _ => Word::Go,
        }
    }

    fn leave(&mut self, now: Instant, pause: Duration) {
        self.busy = false;
        self.next = Some(now + pause.max(self.asked));
    }
}

impl Hosts {
    /// Hosts that are given `pause` between two requests.
    pub fn new(pause: Duration, stop: Stop) -> Hosts {
        Hosts {
            pause,
            hosts: Mutex::default(),
            freed: Condvar::new(),
            stop,
        }
    }

    /// Waits for the turn to ask `host`.
    ///
    /// # Errors
    /// Where stopping is asked for meanwhile.
    pub fn turn<'h>(&'h self, host: &str) -> Result<Turn<'h>, Failure> {
        loop {
            let mut hosts = self.lock();
            if self.stop.is_set() {
                return Err(Failure::Stopped);
            }
            let entry = hosts.entry(host.to_owned()).or_default();
            match entry.word(Instant::now()) {
                Word::Go => {
                    entry.busy = true;
                    return Ok(Turn {
                        hosts: self,
                        host: host.to_owned(),
                    });
                }
                Word::Wait(time) => {
                    drop(hosts);
                    self.stop.wait(time);
                }
                // The one who asks is bounded in time, so this ends.
                Word::Busy => drop(self.freed.wait(hosts)),
            }
        }
    }

    /// Notes the pause that a host asks for.
    pub fn ask(&self, host: &str, pause: Duration) {
        self.lock().entry(host.to_owned()).or_default().asked = pause;
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        // Every change of the table is a single step, so that it is whole whoever panicked.
        self.hosts.lock().unwrap_or_else(|e| e.into_inner())
    }
}

/// The right to ask a host, until it is dropped.
#[derive(Debug)]
pub struct Turn<'h> {
    hosts: &'h Hosts,
    host: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut hosts = self.hosts.lock();
        if let Some(host) = hosts.get_mut(&self.host) {
            host.leave(Instant::now(), self.hosts.pause);
        }
        drop(hosts);
        self.hosts.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_by_one_and_then_left_alone() {
        let start = Instant::now();
        let mut host = Host::default();
        assert_eq!(host.word(start), Word::Go);
        host.busy = true;
        assert_eq!(host.word(start), Word::Busy);
        let second = Duration::from_secs(1);
        host.leave(start, second);
        assert_eq!(host.word(start), Word::Wait(second));
        assert_eq!(host.word(start + second), Word::Go);
        host.asked = 5 * second;
        host.leave(start, second);
        assert_eq!(host.word(start + second), Word::Wait(4 * second));
    }

    #[test]
    fn turns_follow_one_another() {
        let hosts = Hosts::new(Duration::ZERO, Stop::default());
        let asking = Mutex::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let turn = hosts.turn("a.example").unwrap();
                        let mut count = asking.try_lock().unwrap();
                        *count += 1;
                        drop(count);
                        drop(turn);
                    }
                });
            }
        });
        assert_eq!(*asking.lock().unwrap(), 400);
    }

    #[test]
    fn a_stop_ends_the_longest_wait() {
        let stop = Stop::default();
        let hosts = Hosts::new(Duration::from_secs(1 << 30), stop.clone());
        drop(hosts.turn("a.example").unwrap());
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| hosts.turn("a.example").map(drop));
            stop.set();
            assert_eq!(waiting.join().unwrap(), Err(Failure::Stopped));
        });
        assert_eq!(hosts.turn("b.example").map(drop), Err(Failure::Stopped));
    }
}
