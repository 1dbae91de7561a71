//! Pool: connections to the ledger that questions are asked over.
//!
//! What enters: the path of a ledger. What leaves: answers. Invariants: connections cannot write; no more questions are answered at a time
//! than there are connections; a question that takes too long is ended, also within the database.

use super::Settings;
use ledger::store::sqlite::{Sqlite, Stop};
use ledger::store::{Ledger, Result};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// A connection.
struct Line {
    ledger: Ledger,
    stop: Arc<Stop>,
}

/// Connections to one ledger.
pub struct Pool {
    path: PathBuf,
    cache: u32,
    known: usize,
    idle: Arc<Mutex<Vec<Line>>>,
    free: Arc<Semaphore>,
}

/// Why a question has no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// It took too long.
    TooLong,
    /// The ledger could not be used.
    Ledger(ledger::store::Error),
    /// The program failed on it.
    Failed,
}

impl Pool {
    /// A pool of as many connections as the settings say; the first is opened now.
    ///
    /// # Errors
    /// Where the ledger cannot be opened.
    pub fn open(settings: &Settings) -> Result<Pool> {
        let pool = Pool {
            path: settings.ledger.clone(),
            cache: settings.cache,
            known: settings.known,
            idle: Arc::default(),
            free: Arc::new(Semaphore::new(settings.connections.max(1))),
        };
        give_back(&pool.idle, pool.line()?);
        Ok(pool)
    }

    fn line(&self) -> Result<Line> {
        let store = Sqlite::open_to_look(&self.path, self.cache)?;
        let stop = Arc::new(store.stopper());
        Ok(Line {
            ledger: Ledger::looked_at(Box::new(store)).bounded(self.known),
            stop,
        })
    }

    /// Asks the ledger, for `patience` at most.
    ///
    /// # Errors
    /// Where there is no answer.
    pub async fn ask<T, F>(
        &self,
        patience: Duration,
        question: F,
    ) -> std::result::Result<T, Unanswered>
    where
        T: Send + 'static,
        F: FnOnce(&Ledger) -> Result<T> + Send + 'static,
    {
        let begun = std::time::Instant::now();
        let permit = tokio::time::timeout(patience, self.free.clone().acquire_owned())
            .await
            .map_err(|_| Unanswered::TooLong)?
            .map_err(|_| Unanswered::Failed)?;
        let kept = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let line = match kept {
            Some(line) => line,
            None => self.line().map_err(Unanswered::Ledger)?,
        };
        let (stop, idle) = (line.stop.clone(), self.idle.clone());
        let mut answer = tokio::task::spawn_blocking(move || {
            // A question on which the program fails loses its connection and nothing else. All of it is asked of one moment: parts of an answer fit
            // together, and the file is not locked anew for each of them.
            let answer = line.ledger.at_one_moment(|| question(&line.ledger));
            give_back(&idle, line);
            drop(permit);
            answer
        });
        let rest = patience.saturating_sub(begun.elapsed());
        match tokio::time::timeout(rest, &mut answer).await {
            Ok(Ok(answer)) => answer.map_err(Unanswered::Ledger),
            Ok(Err(_)) => Err(Unanswered::Failed),
            Err(_) => {
                stop.stop();
                Err(Unanswered::TooLong)
            }
        }
    }
}

fn give_back(idle: &Mutex<Vec<Line>>, line: Line) {
    idle.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(line);
}
