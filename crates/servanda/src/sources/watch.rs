//! Watching: one round over all sources.
//!
//! What enters: the settings, what is remembered, a [`Fetcher`], and a [`Keeper`] that takes pages. What leaves: pages to the keeper, what
//! happened to a listener, what is remembered to its files. Invariants: a page is handed over before it is remembered as kept, so that none is
//! lost; a page that is remembered is not handed over again unless it was changed; every source and page that fails is left alone for a while,
//! longer each time.

pub use super::changes::between as changes;

use super::Failure;
use super::feed::{self, Item, Listing};
use super::fetch::{Answer, Fetcher};
use super::memory::{Mark, Memory, Seen, State};
use super::settings::{Settings, Source};
use jiff::Timestamp;
use jiff::civil::Date;
use reading::page::Page;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// The first time that something which failed is left alone; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_secs(10 * 60);
/// The longest time.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);
/// A host may ask for a longer one, up to this.
const LONGEST_ASKED: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How often a page is tried.
const MOST_TRIES: u32 = 8;
/// How many listings that one leads to are followed, in all.
const MOST_LISTINGS: usize = 8;
/// How many pages one look at a source takes at most; the rest are for the next time.
const MOST_PAGES: usize = 500;

/// What takes pages: the ledger.
pub trait Keeper: Send {
    /// Takes a page, stores it and reads it. `day` is the day of publication to assume where it gives none; `earlier` is the hash of the version
    /// that came from the same address before.
    ///
    /// # Errors
    /// Where the ledger cannot be used; the page then counts as not fetched, and the round ends.
    fn keep(
        &mut self,
        page: Page,
        day: Option<Date>,
        earlier: Option<&str>,
    ) -> Result<Kept, String>;
}

/// What became of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The hash of the version that the ledger has now.
    pub page: String,
    /// What it is to the ledger.
    pub what: What,
    /// Its title.
    pub title: Option<String>,
    /// Claims on it.
    pub claims: usize,
    /// Why it was stored and not read, if so.
    pub unread: Option<String>,
}

/// What a page is to the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum What {
    /// One that was not there.
    #[default]
    New,
    /// One that was there, or differs from the earlier version in furniture alone.
    Known,
    /// A new version, with the places where it differs from the earlier one.
    Changed(Vec<String>),
    /// One that was forgotten on request, and stays so.
    Forgotten,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The source.
    pub source: String,
    /// The page, where it is about one.
    pub address: Option<String>,
    /// What happened.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// A page was handed over.
    Kept(Kept),
    /// Something failed, and is tried again or not.
    Failed(String, bool),
    /// A page that was kept is not there any more.
    Withdrawn(String),
    /// The source says that it has moved.
    Moved(String),
    /// The source has been looked at.
    Looked,
}

/// What came of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ran {
    /// How many sources could not be looked at.
    pub failed: usize,
    /// Why the ledger could not take pages, if so.
    pub ledger: Option<String>,
}

/// What a round is made with.
pub struct Round<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// Where what is remembered lies.
    pub folder: PathBuf,
    /// What fetches.
    pub fetcher: &'a Fetcher,
    /// What takes pages.
    pub keeper: &'a Mutex<dyn Keeper + 'a>,
    /// Who is told what happens.
    pub listener: &'a (dyn Fn(Event) + Sync),
    /// The moment that counts as now.
    pub now: Timestamp,
    /// Whether sources are looked at that were looked at not long ago.
    pub all: bool,
}

impl Round<'_> {
    /// Looks at every source whose time has come, several at a time. Where the ledger cannot be used, or stopping is asked for, it ends early.
    pub fn run(&self) -> Ran {
        let owners = Mutex::new(self.owners());
        let waiting = Mutex::new(self.settings.sources.iter());
        let ran = Mutex::new(Ran::default());
        let jobs = self.settings.jobs.min(self.settings.sources.len());
        let work = || {
            loop {
                let next = lock(&waiting).next();
                let Some(source) = next.filter(|_| lock(&ran).ledger.is_none()) else {
                    break;
                };
                match self.source(source, &owners) {
                    Ok(()) => {}
                    Err(Failure::Stopped) => break,
                    Err(Failure::Ledger(why)) => lock(&ran).ledger = Some(why),
                    Err(why) => {
                        lock(&ran).failed += 1;
                        let again = !matches!(why, Failure::Refused(_));
                        self.say(source, None, Happened::Failed(why.to_string(), again));
                    }
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(work);
            }
        });
        ran.into_inner().unwrap_or_else(|e| e.into_inner())
    }

    /// Which source each address belongs to: the one that listed it first. Two sources that list the same page fetch it once.
    fn owners(&self) -> HashMap<String, String> {
        let mut owners = HashMap::new();
        for source in &self.settings.sources {
            // What is wrong with a file is said when its source has its turn.
            let memory = Memory::load(&self.folder, &source.name).unwrap_or_default();
            for address in memory.items.into_keys() {
                owners.entry(address).or_insert_with(|| source.name.clone());
            }
        }
        owners
    }

    fn say(&self, source: &Source, address: Option<&str>, what: Happened) {
        (self.listener)(Event {
            source: source.name.clone(),
            address: address.map(str::to_owned),
            what,
        });
    }

    /// Looks at one source: its listing, its new pages, and old ones that may have been changed.
    fn source(
        &self,
        source: &Source,
        owners: &Mutex<HashMap<String, String>>,
    ) -> Result<(), Failure> {
        let mut memory = Memory::load(&self.folder, &source.name).map_err(out_of_order)?;
        let every = source.every.unwrap_or(self.settings.every);
        let rests = memory.not_before.is_some_and(|moment| moment > self.now);
        let due = memory
            .tried
            .is_none_or(|tried| passed(tried, self.now) >= every);
        if rests || !(self.all || due) {
            return Ok(());
        }
        memory.tried = Some(self.now);
        let looked = self.listings(source, &mut memory);
        let outcome = match looked {
            Ok(items) => {
                memory.error = None;
                memory.failures = 0;
                memory.not_before = None;
                memory.succeeded = Some(self.now);
                self.note(source, items, &mut memory, owners)
            }
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(failure) => {
                memory.failures += 1;
                memory.error = Some(failure.to_string());
                memory.not_before = Some(self.after(&failure, memory.failures));
                memory
                    .save(&self.folder, &source.name)
                    .map_err(out_of_order)?;
                return Err(failure);
            }
        };
        memory
            .save(&self.folder, &source.name)
            .map_err(out_of_order)?;
        self.pages(source, outcome, &mut memory)?;
        memory.tidy(self.now);
        memory
            .save(&self.folder, &source.name)
            .map_err(out_of_order)?;
        self.say(source, None, Happened::Looked);
        Ok(())
    }

    /// When something that has failed is tried again.
    fn after(&self, failure: &Failure, failures: u32) -> Timestamp {
        let pause = FIRST_PAUSE * 2u32.pow(failures.saturating_sub(1).min(10));
        let asked = match failure {
            Failure::Later(_, Some(asked)) => (*asked).min(LONGEST_ASKED),
            _ => Duration::ZERO,
        };
        self.now + pause.min(LONGEST_PAUSE).max(asked)
    }

    /// The items of a source, of all listings that it leads to.
    fn listings(&self, source: &Source, memory: &mut Memory) -> Result<Vec<Item>, Failure> {
        let mut waiting = vec![source.address.clone()];
        let mut asked = HashSet::new();
        let mut items = Vec::new();
        while let Some(address) = (asked.len() < MOST_LISTINGS)
            .then(|| waiting.pop())
            .flatten()
        {
            if !asked.insert(address.clone()) {
                continue;
            }
            let first = asked.len() == 1;
            match self.listing(source, &address, memory) {
                Ok(listing) => {
                    items.extend(listing.items);
                    waiting.extend(listing.more.into_iter().rev());
                }
                Err(failure) if first || failure == Failure::Stopped => return Err(failure),
                // One of several maps: the others are still good.
                Err(failure) => {
                    self.say(
                        source,
                        Some(&address),
                        Happened::Failed(failure.to_string(), true),
                    );
                }
            }
        }
        Ok(items)
    }

    fn listing(
        &self,
        source: &Source,
        address: &str,
        memory: &mut Memory,
    ) -> Result<Listing, Failure> {
        // While pages are still wanted, the listing's own text of them may be needed.
        let wanted = memory
            .items
            .values()
            .any(|seen| seen.state == State::Wanted);
        let known = memory
            .listings
            .get(address)
            .filter(|_| !wanted)
            .map(Mark::known);
        let answer = self.fetcher.get(address, known.as_ref(), false)?;
        if address == source.address {
            let moved = answer.moved.as_ref().map(ToString::to_string);
            if moved.is_some() && moved != memory.moved {
                self.say(
                    source,
                    None,
                    Happened::Moved(moved.clone().unwrap_or_default()),
                );
            }
            memory.moved = moved;
        }
        let Some(body) = answer.body else {
            return Ok(Listing::default());
        };
        let body = feed::unwrapped(body, self.settings.manners.limits.largest)?;
        let listing = feed::list(
            body,
            answer.charset.as_deref(),
            source.kind,
            &answer.address,
        )?;
        // Only what was understood need not be sent again. An index is asked for anew each time: what it leads to may
        // have changed where it has not.
        if listing.more.is_empty() {
            memory
                .listings
                .insert(address.to_owned(), answer.known.into());
        }
        Ok(listing)
    }

    /// Remembers what is listed. Gives back the items by their addresses, as far as they have text of their own.
    fn note(
        &self,
        source: &Source,
        items: Vec<Item>,
        memory: &mut Memory,
        owners: &Mutex<HashMap<String, String>>,
    ) -> HashMap<String, Item> {
        let mut texts = HashMap::new();
        for item in items.into_iter().filter(|item| source.wants(&item.address)) {
            if item.address == source.address {
                continue;
            }
            let mut owners = lock(owners);
            let owner = owners
                .entry(item.address.clone())
                .or_insert_with(|| source.name.clone());
            if *owner != source.name {
                continue;
            }
            drop(owners);
            let seen = memory.items.entry(item.address.clone()).or_insert(Seen {
                first: self.now,
                listed: self.now,
                day: item.day,
                state: State::Wanted,
                page: None,
                text: None,
                mark: None,
                error: None,
                failures: 0,
                looks: 0,
                next: Some(self.now),
            });
            seen.listed = self.now;
            // Where the listing's own text is the page, a changed text is a new version.
            if !source.pages && seen.state == State::Kept && seen.text.is_some() {
                let text = own_page(source, &item).map(|page| page.hash());
                if text.is_some() && text != seen.text {
                    seen.next = Some(self.now);
                }
            }
            texts.insert(item.address.clone(), item);
        }
        texts
    }

    /// Fetches the pages whose time has come, new ones first.
    fn pages(
        &self,
        source: &Source,
        texts: HashMap<String, Item>,
        memory: &mut Memory,
    ) -> Result<(), Failure> {
        let mut due: Vec<(bool, Timestamp, String)> = memory
            .items
            .iter()
            .filter_map(|(address, seen)| {
                let next = seen.next.filter(|next| *next <= self.now)?;
                Some((seen.state != State::Wanted, next, address.clone()))
            })
            .collect();
        due.sort();
        due.truncate(MOST_PAGES);
        for (_, _, address) in due {
            let Some(mut seen) = memory.items.get(&address).cloned() else {
                continue;
            };
            let outcome = self.page(source, &address, texts.get(&address), &mut seen);
            let mut host_rests = false;
            match &outcome {
                Err(failure @ (Failure::Stopped | Failure::Ledger(_))) => {
                    return Err(failure.clone());
                }
                Err(failure) => {
                    self.failed(source, &address, failure, &mut seen);
                    // A host that asks for a pause gets it, for all its pages.
                    if let Failure::Later(_, Some(_)) = failure {
                        memory.not_before = Some(self.after(failure, 1));
                        host_rests = true;
                    }
                }
                Ok(kept) => self.kept(source, &address, kept, &mut seen, memory),
            }
            memory.items.insert(address, seen);
            memory
                .save(&self.folder, &source.name)
                .map_err(out_of_order)?;
            if host_rests {
                break;
            }
        }
        Ok(())
    }

    /// Fetches one page and hands it over; none where nothing has changed.
    fn page(
        &self,
        source: &Source,
        address: &str,
        item: Option<&Item>,
        seen: &mut Seen,
    ) -> Result<Option<Kept>, Failure> {
        let own = |item: &Item| own_page(source, item);
        if !source.pages {
            let Some(page) = item.and_then(own) else {
                return Err(Failure::Gone("the listing has no text of it".to_owned()));
            };
            let text = page.hash();
            let kept = self.hand_over(page, seen)?;
            seen.text = Some(text);
            return Ok(Some(kept));
        }
        let known = seen.mark.as_ref().map(Mark::known);
        match self.fetcher.get_page(address, known.as_ref(), false) {
            Ok(answer) => {
                let mark = Mark::from(answer.known.clone());
                let Some(page) = page_of(answer) else {
                    let unchanged = seen.page.is_some();
                    let wrong = || {
                        Failure::Gone(
                            "the host says that nothing has changed, but has sent nothing before"
                                .to_owned(),
                        )
                    };
                    return if unchanged { Ok(None) } else { Err(wrong()) };
                };
                let kept = self.hand_over(page, seen)?;
                seen.mark = Some(mark);
                Ok(Some(kept))
            }
            // What the host does not give out, the listing may have.
            Err(failure @ (Failure::Gone(_) | Failure::Refused(_))) if seen.page.is_none() => {
                let Some(page) = item.and_then(own) else {
                    return Err(failure);
                };
                self.say(
                    source,
                    Some(address),
                    Happened::Failed(
                        format!("{failure}; the listing's own text is taken instead"),
                        false,
                    ),
                );
                self.hand_over(page, seen).map(Some)
            }
            Err(failure) => Err(failure),
        }
    }

    fn hand_over(&self, page: Page, seen: &Seen) -> Result<Kept, Failure> {
        let mut keeper = lock(self.keeper);
        let kept = keeper.keep(page, seen.day, seen.page.as_deref());
        kept.map_err(Failure::Ledger)
    }

    /// Remembers that a page is there, and when to look at it again.
    fn kept(
        &self,
        source: &Source,
        address: &str,
        kept: &Option<Kept>,
        seen: &mut Seen,
        memory: &mut Memory,
    ) {
        seen.error = None;
        seen.failures = 0;
        if seen.state == State::Kept {
            seen.looks += 1;
        }
        seen.state = State::Kept;
        let recheck = &self.settings.recheck;
        seen.next = recheck
            .get(seen.looks)
            .filter(|_| source.pages)
            .map(|after| (seen.first + *after).max(self.now));
        let Some(kept) = kept else { return };
        match kept.what {
            What::New => {
                memory.pages += 1;
                memory.claims += kept.claims as u64;
            }
            What::Changed(_) => memory.changed += 1,
            What::Known if seen.page.is_none() => memory.pages += 1,
            What::Known => {}
            What::Forgotten => seen.next = None,
        }
        seen.page = Some(kept.page.clone());
        self.say(source, Some(address), Happened::Kept(kept.clone()));
    }

    /// Remembers that a page could not be had.
    fn failed(&self, source: &Source, address: &str, failure: &Failure, seen: &mut Seen) {
        seen.failures += 1;
        seen.error = Some(failure.to_string());
        let over = !matches!(failure, Failure::Later(..)) || seen.failures >= MOST_TRIES;
        seen.next = (!over).then(|| self.after(failure, seen.failures));
        let gone = matches!(failure, Failure::Gone(_));
        seen.state = match seen.state {
            State::Kept if over && gone => State::Withdrawn,
            State::Wanted if over => State::Missed,
            state => state,
        };
        let what = match seen.state {
            State::Withdrawn => Happened::Withdrawn(failure.to_string()),
            _ => Happened::Failed(failure.to_string(), !over),
        };
        self.say(source, Some(address), what);
    }
}

/// What a listing itself has of an item, as a page; none where it has no text.
fn own_page(source: &Source, item: &Item) -> Option<Page> {
    let bytes = feed::own_page(item, source.language.as_deref())?;
    Some(Page::new(bytes, Some("item.html")).at(item.address.as_str()))
}

/// The page that an answer carries; none where nothing has changed.
pub fn page_of(answer: Answer) -> Option<Page> {
    let name = match answer.kind.as_deref() {
        Some("text/plain") => Some("page.txt"),
        Some(kind) if kind.contains("html") => Some("page.html"),
        _ => None,
    };
    let page = Page::new(answer.body?, name).at(answer.address);
    Some(match answer.charset {
        Some(charset) => page.in_charset(charset),
        None => page,
    })
}

/// The time from one moment to a later one.
fn passed(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

fn out_of_order(error: std::io::Error) -> Failure {
    Failure::Gone(format!("what is remembered of it cannot be used: {error}"))
}

/// Takes a lock. What it guards changes in single steps, so that it is whole whoever panicked.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

/// Where what is remembered of the sources of a ledger lies: beside it.
pub fn folder_beside(ledger: &Path) -> PathBuf {
    let mut name = ledger.file_name().unwrap_or_default().to_owned();
    name.push(".sources");
    ledger.with_file_name(name)
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
