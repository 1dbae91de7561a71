//! State: what all handlers share.
//!
//! What enters: [`Settings`]. What leaves: a [`Desk`], which can be cloned freely. It answers questions to the ledger, knows what day it is,
//! tells when the ledger has changed, and says when it is time to stop.

use super::follow::follow;
use super::kept::Kept;
use super::pool::{Pool, Unanswered};
use super::problem::Problem;
use super::{Settings, pool};
use crate::people::{Mailer, People, Smtp};
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::query::{self, View};
use ledger::store::{Counts, Ledger};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use tokio::sync::{Notify, Semaphore, watch};

/// What all handlers share.
#[derive(Clone)]
pub struct Desk(Arc<Shared>);

struct Shared {
    settings: Settings,
    pool: Pool,
    changes: watch::Sender<u64>,
    stop: watch::Sender<bool>,
    requests: Arc<Semaphore>,
    live: Arc<Semaphore>,
    people: Option<Arc<People>>,
    mailer: Option<Arc<dyn Mailer>>,
    post: Notify,
    /// Whether somebody looks for changes, so that what is kept can be told from what is new.
    follows: AtomicBool,
    kept: Kept,
    counts: Figures<Counts>,
    /// Those who had most to do with others in the year before a day, with that day.
    busiest: Figures<(Date, Vec<String>)>,
    base: String,
}

impl Shared {
    fn counts(&self) -> &Figures<Counts> {
        &self.counts
    }

    fn busiest(&self) -> &Figures<(Date, Vec<String>)> {
        &self.busiest
    }
}

/// Figures and when they were worked out. Who works them out holds the lock.
type Figures<T> = tokio::sync::Mutex<Option<(Instant, Arc<T>)>>;

/// How many of the busiest parties are told.
const BUSIEST: usize = 8;

impl Desk {
    /// A desk over the ledger that the settings name.
    ///
    /// # Errors
    /// Where the ledger cannot be opened.
    pub fn new(settings: Settings) -> ledger::store::Result<Desk> {
        let pool = Pool::open(&settings)?;
        let other = |error: crate::people::Error| ledger::store::Error::Other(error.to_string());
        let people = match &settings.people {
            Some(path) => Some(Arc::new(People::open(path).map_err(other)?)),
            None => None,
        };
        let mailer: Option<Arc<dyn Mailer>> = match &settings.mail {
            Some((server, from)) => {
                let smtp = Smtp::new(server, from, settings.mail_trusts.as_deref());
                Some(Arc::new(smtp.map_err(other)?))
            }
            None => None,
        };
        let base = settings
            .public_url
            .as_ref()
            .map_or_else(String::new, |url| {
                url.path().trim_end_matches('/').to_owned()
            });
        Ok(Desk(Arc::new(Shared {
            pool,
            people,
            mailer,
            post: Notify::new(),
            base,
            follows: AtomicBool::new(false),
            kept: Kept::default(),
            counts: Figures::default(),
            busiest: Figures::default(),
            changes: watch::Sender::new(0),
            stop: watch::Sender::new(false),
            requests: Arc::new(Semaphore::new(settings.requests)),
            live: Arc::new(Semaphore::new(settings.live)),
            settings,
        })))
    }

    /// Begins to look for changes of the ledger. Within a runtime only.
    pub fn follow(&self) {
        self.0.follows.store(true, Ordering::Relaxed);
        tokio::spawn(follow(
            self.0.settings.ledger.clone(),
            self.0.settings.look,
            self.0.changes.clone(),
            self.stopping(),
        ));
    }

    /// Asks the ledger. The question runs on a thread of its own and may take as long as the settings allow.
    ///
    /// # Errors
    /// Where the ledger cannot answer: a problem that is shown to the reader.
    pub async fn ask<T, F>(&self, question: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Ledger) -> ledger::store::Result<T> + Send + 'static,
    {
        let patience = self.0.settings.patience;
        self.0
            .pool
            .ask(patience, question)
            .await
            .map_err(|why| match why {
                Unanswered::TooLong => Problem::too_long(),
                pool::Unanswered::Ledger(error) => Problem::of_ledger(&error),
                Unanswered::Failed => Problem::failed(),
            })
    }

    /// Counts how much the ledger holds, so that nobody has to wait for it. Within a runtime only.
    pub fn count_now(&self) {
        let desk = self.clone();
        tokio::spawn(async move {
            // What cannot be counted now is counted when somebody asks.
            let _ = desk.counts().await;
            let _ = desk.busiest(desk.today()).await;
        });
    }

    /// How much the ledger holds. Counting goes through all of a large ledger, so that the figures may be as old as the settings allow; when they
    /// are older, they are given once more and counted anew meanwhile.
    ///
    /// # Errors
    /// Where the ledger cannot answer.
    pub async fn counts(&self) -> Result<Arc<Counts>, Problem> {
        self.figures(Shared::counts, |_| true, |ledger| ledger.counts())
            .await
    }

    /// The parties that had most to do with others in the year before a day, eight at most. They may be as old as [`Desk::counts`].
    ///
    /// # Errors
    /// Where the ledger cannot answer.
    pub async fn busiest(&self, today: Date) -> Result<Vec<String>, Problem> {
        let of_today = |(day, _): &(Date, Vec<String>)| *day == today;
        let view = View {
            today,
            as_known_on: None,
        };
        let year = (today.saturating_sub(1.year()), today);
        let count =
            move |ledger: &Ledger| Ok((today, query::busiest(ledger, view, year, BUSIEST)?));
        let found = self.figures(Shared::busiest, of_today, count).await?;
        Ok(found.1.clone())
    }

    /// Figures that may be as old as the settings allow and that are `of_use` still; when they are too old, they are given once more and worked out anew
    /// meanwhile.
    async fn figures<T: Send + Sync + 'static>(
        &self,
        figures: fn(&Shared) -> &Figures<T>,
        of_use: impl Fn(&T) -> bool,
        count: impl Fn(&Ledger) -> ledger::store::Result<T> + Send + 'static,
    ) -> Result<Arc<T>, Problem> {
        let allowed = self.0.settings.figures;
        let mut counted = figures(&self.0).lock().await;
        let known = counted.as_ref().filter(|(_, known)| of_use(known));
        if let Some((at, known)) = known.filter(|_| !allowed.is_zero()) {
            let known = known.clone();
            if at.elapsed() > allowed {
                *counted = Some((Instant::now(), known.clone()));
                let desk = self.clone();
                tokio::spawn(async move {
                    if let Ok(new) = desk.ask(count).await {
                        *figures(&desk.0).lock().await = Some((Instant::now(), Arc::new(new)));
                    }
                });
            }
            return Ok(known);
        }
        let new = Arc::new(self.ask(count).await?);
        *counted = Some((Instant::now(), new.clone()));
        Ok(new)
    }

    /// The day that counts as today.
    pub fn today(&self) -> Date {
        self.0
            .settings
            .today
            .unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }

    /// What is known today, or was known on a day, which is then the day that states are worked out for.
    pub fn view(&self, known: Option<Date>) -> View {
        View {
            today: known.unwrap_or_else(|| self.today()),
            as_known_on: known,
        }
    }

    /// The people of the desk, where it has any.
    pub fn people(&self) -> Option<&Arc<People>> {
        self.0.people.as_ref()
    }

    /// What sends letters and the address that links in them begin with, on a desk that has both.
    pub fn sends(&self) -> Option<(Arc<dyn Mailer>, url::Url)> {
        let public = self.0.settings.public_url.clone();
        self.0.mailer.clone().zip(public)
    }

    /// Says that there is a letter to be sent.
    pub fn ask_for_post(&self) {
        self.0.post.notify_one();
    }

    /// Waits until there is a letter to be sent.
    pub async fn asked_for_post(&self) {
        self.0.post.notified().await;
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What stands before every link: the path of the public address, without a stroke at its end.
    pub fn base(&self) -> &str {
        &self.0.base
    }

    /// A number that grows with each change of the ledger.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }

    /// The state of the ledger as a number; none where nobody looks for changes.
    pub fn version(&self) -> Option<u64> {
        let follows = self.0.follows.load(Ordering::Relaxed);
        follows.then(|| *self.0.changes.borrow())
    }

    /// Answers that are kept.
    pub fn kept(&self) -> &Kept {
        &self.0.kept
    }

    /// Becomes true when it is time to stop.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stop.subscribe()
    }

    /// Says that it is time to stop.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    /// Places of requests that may be under way.
    pub fn requests(&self) -> Arc<Semaphore> {
        self.0.requests.clone()
    }

    /// Places of live connections.
    pub fn live(&self) -> Arc<Semaphore> {
        self.0.live.clone()
    }
}
