//! The ledger itself: its rules, over any [`Store`].
//!
//! What enters: arrivals, readings, wishes to forget. What leaves: what became of them. Invariants: a page that was forgotten does
//! not come back by itself, neither as the same bytes nor under the same address; of the versions of one address only the
//! newest counts.

use super::correcting::{self, Known, Words};
use super::joining::{self, Joined};
use super::{
    Arrival, Asked, Bond, Counts, Doubt, Error, Fact, Held, Kept, Key, Meant, Noted, PageRow,
    Place, Promise, Read, Result, Select, Spot, Store, Tally, Wanted, names_one_page,
};
use crate::record::amend::Bound;
use crate::record::correction::{Deed, Target};
use crate::record::{Claim, ClaimId, Correction, CorrectionId, Entry, PageId, Source};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The number of the rules by which claims become records: a hash of their sources (`build.rs`). Ledgers whose records were
/// joined by other rules are joined anew when they are opened.
const RULES: &str = env!("LEDGER_RULES");

/// A ledger that is open.
pub struct Ledger {
    store: Box<dyn Store>,
    /// So many pages at most are gone through to tell what was known on a day; none: all.
    bound: Option<usize>,
}

/// What reading a page again changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The page.
    pub page: PageId,
    /// Its title.
    pub title: Option<String>,
    /// Claims that are not given any more.
    pub gone: Vec<Claim>,
    /// Claims that were not given before.
    pub new: Vec<Claim>,
    /// Claims that say something else than before, with what they said.
    pub altered: Vec<(Claim, Claim)>,
}

/// What a batch of readings changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Of each page whose claims are not what they were.
    pub pages: Vec<Change>,
    /// How many claims there are now on the pages of the batch.
    pub claims: usize,
    /// Pages that came back under an address that was forgotten, and were forgotten again.
    pub refused: Vec<PageId>,
}

/// How far joining is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Claims that are joined.
    pub joined: usize,
    /// Claims that were to be joined.
    pub all: usize,
    /// Whether all records are worked out anew, as their rules are others than before.
    pub anew: bool,
}

/// What was forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The pages: the one that was asked for, and the other versions of its address.
    pub pages: Vec<PageId>,
    /// How many claims went with them.
    pub claims: usize,
}

/// What became of claims that came without the bytes of their pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Claims that were not there before.
    pub new: u64,
    /// Claims that were there.
    pub known: u64,
    /// Claims of pages whose bytes are here: what they were read as stays.
    pub read_here: u64,
    /// Claims of pages that were forgotten.
    pub forgotten: u64,
}

impl Ledger {
    /// A ledger over a store. Records that were joined by other rules than today's are joined anew.
    pub fn over(store: Box<dyn Store>) -> Result<Ledger> {
        Ledger::over_telling(store, &mut |_| true)
    }

    /// The same, for one who waits: `tell` hears how far joining is, before it begins and after each portion, and says whether to go on. What was
    /// joined stays so, and is gone on from when the ledger is opened again.
    ///
    /// # Errors
    /// [`Error::Interrupted`] where it was not to go on.
    pub fn over_telling(
        store: Box<dyn Store>,
        tell: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Ledger> {
        let mut ledger = Ledger::looked_at(store);
        if ledger.store.setting("rules")? != RULES.parse().ok() {
            let all = usize::try_from(ledger.store.counts()?.claims).unwrap_or(usize::MAX);
            let begun = Progress {
                joined: 0,
                all,
                anew: true,
            };
            if !tell(begun) {
                return Err(Error::Interrupted);
            }
            ledger.part_all()?;
        }
        // A program that was ended while it added pages, or joined them anew, may have left some.
        ledger.join_each(&mut |_, progress| tell(progress))?;
        Ok(ledger)
    }

    /// A ledger that is only looked at, over a store that need not write. Records are as they were joined last.
    pub fn looked_at(store: Box<dyn Store>) -> Ledger {
        Ledger { store, bound: None }
    }

    /// The same ledger, which tells what was known on a day only where that rests on so many pages at most: all of it is in memory meanwhile, which
    /// a program that answers many people cannot afford.
    pub fn bounded(self, pages: usize) -> Ledger {
        Ledger {
            bound: Some(pages),
            ..self
        }
    }

    /// Works out all records anew.
    pub fn rebuild(&mut self) -> Result<()> {
        self.part_all()?;
        self.join()?;
        Ok(())
    }

    fn part_all(&mut self) -> Result<()> {
        self.write(|store| {
            // What finds the claims of corrections may be another rule, too.
            for page in store.corrected_pages()? {
                correcting::settle(store, &page)?;
            }
            store.drop_derived()?;
            store.set(joining::ANEW, 1)?;
            store.set("rules", RULES.parse().unwrap_or_default())
        })
    }

    /// Stores pages, each unless it is there. With `again` forgotten ones are brought back.
    pub fn keep(&mut self, pages: &[Arrival], again: bool) -> Result<Vec<Kept>> {
        self.write(|store| pages.iter().map(|page| store.keep(page, again)).collect())
    }

    /// Works out the records of the claims that came, changed or went since the last time, a portion at a time: each is a
    /// transaction, so that what is done stays done.
    pub fn join(&mut self) -> Result<Joined> {
        let mut joined = Joined::default();
        self.join_each(&mut |changed, _| {
            joined.then(changed);
            true
        })?;
        Ok(joined)
    }

    /// Joins a portion at a time, and tells what each one changed and how far it is; stops where that says so.
    fn join_each(&mut self, each: &mut dyn FnMut(Joined, Progress) -> bool) -> Result<()> {
        let unjoined = self.store.unjoined()?;
        let anew = self.store.setting(joining::ANEW)?.unwrap_or(0) != 0;
        let mut done = 0;
        for portion in unjoined.chunks(joining::PORTION) {
            let joined = self.write(|store| joining::join_these(store, portion))?;
            done += portion.len();
            let progress = Progress {
                joined: done,
                all: unjoined.len(),
                anew,
            };
            if !each(joined, progress) && done < unjoined.len() {
                return Err(Error::Interrupted);
            }
        }
        if anew {
            self.write(|store| store.set(joining::ANEW, 0))?;
        }
        Ok(())
    }

    /// Writes what reading made of pages that are stored. Their claims are in records after the next [`Ledger::join`]. `again` says that an address
    /// that was forgotten may come back. Pages that are not there, or were forgotten meanwhile, are passed over.
    pub fn put(&mut self, readings: &[Read], again: bool) -> Result<Changes> {
        let generation = self.generation()?;
        self.write(|store| put(store, readings, generation, again))
    }

    /// Takes in claims without the bytes of their pages; `name` is what the pages came in. What is read here from a page's own
    /// bytes goes before what others read from it. The claims are in records after the next [`Ledger::join`].
    pub fn import(&mut self, claims: &[Held], name: &str) -> Result<Imported> {
        let generation = self.generation()?;
        self.write(|store| import(store, claims, name, generation))
    }

    /// Makes the newest version of each of these addresses count, and no other.
    pub(super) fn compare_versions(&mut self, urls: &[String]) -> Result<()> {
        self.write(|store| urls.iter().try_for_each(|url| compare_versions(store, url)))
    }

    /// Ids of pages that are stored and not read yet.
    pub fn unread(&self) -> Result<Vec<PageId>> {
        self.store.unread()
    }

    /// Begins to read everything again, or continues with it: the pages that are still to be read. The flag says that it
    /// was begun before.
    pub fn reread(&mut self) -> Result<(Vec<PageId>, bool)> {
        let generation = self.generation()?;
        let rest = self.store.read_before(generation)?;
        if !rest.is_empty() {
            return Ok((rest, true));
        }
        self.write(|store| store.set("generation", generation + 1))?;
        Ok((self.store.read_before(generation + 1)?, false))
    }

    /// Takes out what a page says, with the other versions of its address, and leaves a mark. None where there is no such page.
    pub fn forget(&mut self, page: &PageId, at: Timestamp) -> Result<Option<Forgotten>> {
        let forgotten = self.write(|store| {
            let Some(row) = store.page(page)? else {
                return Ok(None);
            };
            let url = row.facts.as_ref().and_then(|facts| facts.url.clone());
            let mut pages = vec![page.clone()];
            if let Some(url) = url.as_deref().filter(|url| names_one_page(url)) {
                store.mark_address(url, true)?;
                let others = store.versions(url)?.into_iter().map(|row| row.id);
                pages.extend(others.filter(|other| other != page));
            }
            let mut claims = 0;
            for page in &pages {
                claims += take_out(store, page, at)?;
            }
            joining::join(store)?;
            Ok(Some(Forgotten { pages, claims }))
        })?;
        if forgotten.is_some() {
            self.store.scrub()?;
        }
        Ok(forgotten)
    }

    /// A page with its bytes, to be read.
    pub fn arrival(&self, page: &PageId) -> Result<Option<Arrival>> {
        self.store.arrival(page)
    }

    /// A page without its bytes.
    pub fn page(&self, page: &PageId) -> Result<Option<PageRow>> {
        self.store.page(page)
    }

    /// Pages whose ids begin with these digits, a few at most.
    pub fn pages_like(&self, digits: &str) -> Result<Vec<PageId>> {
        self.store.pages_like(digits)
    }

    /// All versions of an address.
    pub fn versions(&self, url: &str) -> Result<Vec<PageRow>> {
        self.store.versions(url)
    }

    /// The text of a page's article.
    pub fn text(&self, page: &PageId) -> Result<Option<String>> {
        self.store.text(page)
    }

    /// A claim.
    pub fn claim(&self, id: ClaimId) -> Result<Option<Held>> {
        self.store.claim(id)
    }

    /// Claims whose ids begin with these digits, a few at most.
    pub fn claims_like(&self, digits: &str) -> Result<Vec<ClaimId>> {
        self.store.claims_like(digits)
    }

    /// The claims of a page, in its order.
    pub fn claims_of(&self, page: &PageId) -> Result<Vec<Held>> {
        self.store.claims_of(page)
    }

    /// The record of a claim; none where it does not count.
    pub fn record_of(&self, claim: ClaimId) -> Result<Option<ClaimId>> {
        self.store.record_of(claim)
    }

    /// The claims of a record.
    pub fn members(&self, record: ClaimId) -> Result<Vec<Held>> {
        self.store.members(record)
    }

    /// The claims of other records that [bear witness](crate::merge::witness) to one with these claims.
    pub fn witnesses(&self, claims: &[Held]) -> Result<Vec<Held>> {
        let entries: Vec<Entry> = claims.iter().map(Held::entry).collect();
        joining::witnesses(self.store.as_ref(), &entries)
    }

    /// Asks several things of one moment, whatever others write meanwhile.
    pub fn at_one_moment<T>(&self, ask: impl FnOnce() -> Result<T>) -> Result<T> {
        let held = self.store.hold()?;
        let answer = ask();
        if held {
            self.store.release();
        }
        answer
    }

    /// Records by day, as they are stored.
    pub fn select(&self, select: &Select) -> Result<Vec<ClaimId>> {
        let places = self.store.select(select)?.into_iter();
        Ok(places.map(|(_, id)| id).collect())
    }

    /// The same, each with its first day (since 1970), so that one can go on after it.
    pub fn select_places(&self, select: &Select) -> Result<Vec<(i32, ClaimId)>> {
        self.store.select(select)
    }

    /// What was announced for the days in [`Select::due`], by the day by which it is due (since 1970) and then by id.
    pub fn select_due(&self, select: &Select) -> Result<Vec<(i32, ClaimId)>> {
        self.store.select_due(select)
    }

    /// What was known on a day: claims of the pages of that time, without those of older versions, with the corrections made
    /// up to it.
    pub fn known_on(&self, day: Date) -> Result<Known> {
        if let Some(bound) = self.bound
            && self.store.known_pages(super::number_of(day), bound + 1)? > bound
        {
            return Err(Error::TooMuch(bound));
        }
        correcting::known_on(self.store.as_ref(), day)
    }

    /// What people say became of the records of today.
    pub fn words(&self) -> Result<Words> {
        correcting::words_now(self.store.as_ref())
    }

    /// Stores a person's word and hears it: the records are worked out anew with it. `now` is when it is said; it is taken for
    /// later than all that was said before.
    pub fn correct(
        &mut self,
        author: &str,
        reason: &str,
        deed: Deed,
        now: Timestamp,
    ) -> Result<(Correction, Joined)> {
        self.write(|store| {
            let at = correcting::moment(store, now)?;
            let words = super::written::words(&deed);
            let correction = Correction {
                id: CorrectionId::of(at, author, reason, &words),
                author: author.to_owned(),
                reason: reason.to_owned(),
                at,
                deed,
            };
            correcting::put(store, &correction)?;
            Ok((correction, joining::join(store)?))
        })
    }

    /// Takes corrections of another ledger in, as they are. Gives how many were not there before. Their records are worked out with
    /// the next [`Ledger::join`].
    pub fn take_corrections(&mut self, corrections: &[Correction]) -> Result<u64> {
        let mut sorted: Vec<&Correction> = corrections.iter().collect();
        // A withdrawal is heard where what it takes back is known.
        sorted.sort_by_key(|correction| correction.order());
        self.write(|store| {
            let mut new = 0;
            for correction in sorted {
                new += u64::from(correcting::put(store, correction)?);
            }
            Ok(new)
        })
    }

    /// Takes in corrections that came with imported claims, as [`Ledger::take_corrections`] does, after what the corrected claims were
    /// read as is put back, so that the corrections can be withdrawn here too. `pages` are those that may be in no record for
    /// them; `name` is what they came in.
    pub fn import_corrections(
        &mut self,
        corrections: &[Correction],
        pages: &[Source],
        name: &str,
    ) -> Result<u64> {
        let generation = self.generation()?;
        self.write(|store| {
            for page in pages {
                let known = store.page(&page.page)?;
                let refused = match page.url.as_deref() {
                    Some(url) => store.is_marked(url)?,
                    None => false,
                };
                if known.is_none() && !refused {
                    store.note(&page.page, name, page.read)?;
                    put(
                        store,
                        &[Read::known_as(page, Vec::new())],
                        generation,
                        false,
                    )?;
                }
            }
            correcting::unmake(store, corrections, generation)
        })?;
        self.take_corrections(corrections)
    }

    /// All corrections, in the order in which they were made.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        self.store.corrections()
    }

    /// Those about claims of a page or of earlier versions of it, with what takes them back, in that order.
    pub fn corrections_on(&self, page: &PageId) -> Result<Vec<Correction>> {
        correcting::said_about(self.store.as_ref(), page)
    }

    /// A correction.
    pub fn correction(&self, id: CorrectionId) -> Result<Option<Correction>> {
        self.store.correction(id)
    }

    /// Corrections whose ids begin with these digits, a few at most.
    pub fn corrections_like(&self, digits: &str) -> Result<Vec<CorrectionId>> {
        self.store.corrections_like(digits)
    }

    /// A claim as a correction names it; none where there is no such claim.
    pub fn target(&self, id: ClaimId) -> Result<Option<Target>> {
        correcting::target(self.store.as_ref(), id)
    }

    /// Claims of the page of a new claim that could be taken for it.
    pub fn beside(&self, claim: &Claim) -> Result<Vec<ClaimId>> {
        let read = correcting::as_read(self.store.as_ref(), &claim.page)?;
        Ok(correcting::beside(claim, &read))
    }

    /// Which claims of today the corrections about a page are about, those that were taken back among them.
    pub fn bound(&self, page: &PageId) -> Result<Vec<Bound>> {
        correcting::bound(self.store.as_ref(), page)
    }

    /// A page's claims as they were read, whatever people say.
    pub fn as_read(&self, page: &PageId) -> Result<Vec<Claim>> {
        correcting::as_read(self.store.as_ref(), page)
    }

    /// The claims of a page that people rejected, as they were read.
    pub fn rejected_of(&self, page: &PageId) -> Result<Vec<Held>> {
        let Some(source) = { self.store.page(page)? }.and_then(|row| super::source(&row)) else {
            return Ok(Vec::new());
        };
        let mut rejected = Vec::new();
        for (id, claim) in self.store.aside(page)? {
            if let Some(claim) = claim
                && self.store.claim(id)?.is_none()
            {
                let source = source.clone();
                rejected.push(Held { claim, source });
            }
        }
        Ok(rejected)
    }

    /// All claims that people rejected.
    pub fn rejected(&self) -> Result<Vec<Held>> {
        let mut all = Vec::new();
        for page in self.store.pages_of_rejected()? {
            all.extend(self.rejected_of(&page)?);
        }
        Ok(all)
    }

    /// Claims, or records, that may be in doubt; see [`Store::doubtful`].
    pub fn doubtful(
        &self,
        doubt: Doubt,
        today: i32,
        after: Option<(f64, ClaimId)>,
        most: usize,
    ) -> Result<Vec<(f64, ClaimId)>> {
        self.store.doubtful(doubt, today, after, most)
    }

    /// Pages that are there and that corrections are about, with the other versions of them.
    pub fn corrected_pages(&self) -> Result<Vec<PageId>> {
        self.store.corrected_pages()
    }

    /// The page of a claim that people rejected; none of other claims.
    pub fn page_of_rejected(&self, id: ClaimId) -> Result<Option<PageId>> {
        self.store.rejected(id)
    }

    /// What became known, the newest first.
    pub fn changes(&self, asked: &Asked, meant: Meant) -> Result<Vec<(Place, Noted)>> {
        self.store.changes(asked, meant)
    }

    /// The places of what became known, the newest first.
    pub fn places(&self, asked: &Asked, meant: Meant) -> Result<Vec<Place>> {
        self.store.places(asked, meant)
    }

    /// How often claims were joined so far: what is found later has a greater number.
    pub fn joins(&self) -> Result<i64> {
        Ok(self.store.setting("joins")?.unwrap_or(0))
    }

    /// What records of a party or pair are counted by, the newest first.
    pub fn facts(&self, key: &Key, wanted: &Wanted) -> Result<Vec<Fact>> {
        self.store.facts(key, wanted)
    }

    /// What became of what a party or pair announced, on the side of those who do it.
    pub fn promises(&self, key: &Key) -> Result<Vec<Promise>> {
        self.store.promises(key)
    }

    /// How many records share what tells their state on a day (since 1970).
    pub fn fates(&self, today: i32) -> Result<Vec<Promise>> {
        self.store.fates(today)
    }

    /// How many records a party or pair has, by month and type.
    pub fn tallies(&self, key: &Key) -> Result<Vec<Tally>> {
        self.store.tallies(key)
    }

    /// How many records each pair has from one month to another, all types as one; with a party its pairs alone.
    pub fn pairs(&self, party: Option<&str>, from: i32, to: i32) -> Result<Vec<Tally>> {
        self.store.pairs(party, from, to)
    }

    /// With whom a party deals, in no order.
    pub fn bonds(&self, party: &str) -> Result<Vec<Bond>> {
        self.store.bonds(party)
    }

    /// Meetings of any kind whose country is known, that begin from one day to another; the newest first.
    pub fn spots(&self, from: i32, to: i32) -> Result<Vec<Spot>> {
        self.store.spots(from, to)
    }

    /// The people of a record, each with the party that he or she acts for.
    pub fn people(&self, record: ClaimId) -> Result<Vec<(String, Option<String>)>> {
        self.store.people(record)
    }

    /// The outlets that tell a record.
    pub fn outlets(&self, record: ClaimId) -> Result<Vec<String>> {
        self.store.outlets(record)
    }

    /// Records that have one of these marks. Unless `all` are wanted, none where one of them has so many that looking at each record that is found
    /// otherwise is less than gathering these.
    pub fn marked(&self, marks: &[String], all: bool) -> Result<Option<HashSet<ClaimId>>> {
        self.store.marked(marks, all)
    }

    /// The newest claims in whose evidence, or in whose page's title all of these words stand, so many of each at most; each with
    /// the record that it is in.
    pub fn with_words(&self, words: &str, most: usize) -> Result<Vec<(ClaimId, Option<ClaimId>)>> {
        self.store.with_words(words, most)
    }

    /// The newest pages in whose title or text all of these words stand.
    pub fn pages_with(&self, words: &str, most: usize) -> Result<Vec<PageId>> {
        self.store.pages_with(words, most)
    }

    /// Claims and pages in which all of these words stand, the best first.
    pub fn search(&self, words: &str, most: usize) -> Result<(Vec<ClaimId>, Vec<PageId>)> {
        self.store.search(words, most)
    }

    /// How much there is.
    pub fn counts(&self) -> Result<Counts> {
        self.store.counts()
    }

    fn generation(&self) -> Result<i64> {
        Ok(self.store.setting("generation")?.unwrap_or(1))
    }

    /// Runs `work` as one transaction.
    fn write<T>(&mut self, work: impl FnOnce(&mut dyn Store) -> Result<T>) -> Result<T> {
        self.store.begin()?;
        let done = work(self.store.as_mut()).and_then(|done| {
            self.store.commit()?;
            Ok(done)
        });
        if done.is_err() {
            self.store.roll_back();
        }
        done
    }
}

pub(super) fn put(
    store: &mut dyn Store,
    readings: &[Read],
    generation: i64,
    again: bool,
) -> Result<Changes> {
    let mut changes = Changes::default();
    for read in readings {
        let Some(row) = store.page(&read.page)? else {
            continue;
        };
        if row.forgotten.is_some() {
            continue;
        }
        if let Some(url) = read.facts.url.as_deref() {
            if again {
                store.mark_address(url, false)?;
            } else if store.is_marked(url)? {
                take_out(store, &read.page, row.arrived)?;
                changes.refused.push(read.page.clone());
                continue;
            }
        }
        put_one(store, read, &row, generation, &mut changes)?;
    }
    Ok(changes)
}

fn put_one(
    store: &mut dyn Store,
    read: &Read,
    row: &PageRow,
    generation: i64,
    changes: &mut Changes,
) -> Result<()> {
    let had = correcting::as_read(store, &read.page)?;
    let now = PageRow {
        facts: Some(read.facts.clone()),
        ..row.clone()
    };
    let heard = correcting::hear(store, &now, &read.claims)?;
    changes.claims += heard.claims.len();
    let change = change(read, &had);
    let same = change.is_none() && row.facts.as_ref() == Some(&read.facts);
    if same && correcting::is_heard(store, &read.page, &heard)? {
        return store.put_facts(read, generation, row.counts);
    }
    if row.counts {
        let counted = store.claims_of(&read.page)?;
        joining::leave(store, &counted)?;
    }
    // The page counts by itself until its versions are compared.
    store.put_facts(read, generation, true)?;
    correcting::write(store, &read.page, &heard)?;
    changes.pages.extend(change);
    let urls = [
        row.facts.as_ref().and_then(|facts| facts.url.as_deref()),
        read.facts.url.as_deref(),
    ];
    let entered = store.claims_of(&read.page)?;
    joining::enter(store, &entered)?;
    for url in urls.into_iter().flatten() {
        compare_versions(store, url)?;
        correcting::settle_versions(store, url, &read.page)?;
    }
    Ok(())
}

/// What a page says otherwise than it was read before; none where it says the same.
fn change(read: &Read, had: &[Claim]) -> Option<Change> {
    let by_id = |claims: &[Claim]| -> HashMap<ClaimId, Claim> {
        { claims.iter().cloned() }
            .map(|claim| (claim.id, claim))
            .collect()
    };
    let (old, now) = (by_id(had), by_id(&read.claims));
    let without = |claims: &[Claim], other: &HashMap<ClaimId, Claim>| -> Vec<Claim> {
        { claims.iter() }
            .filter(|claim| !other.contains_key(&claim.id))
            .cloned()
            .collect()
    };
    let change = Change {
        page: read.page.clone(),
        title: read.facts.title.clone(),
        gone: without(had, &now),
        new: without(&read.claims, &old),
        altered: { read.claims.iter() }
            .filter_map(|claim| Some((old.get(&claim.id)?.clone(), claim.clone())))
            .filter(|(before, after)| before != after)
            .collect(),
    };
    let some = !(change.gone.is_empty() && change.new.is_empty() && change.altered.is_empty());
    some.then_some(change)
}

fn import(store: &mut dyn Store, claims: &[Held], name: &str, generation: i64) -> Result<Imported> {
    let mut imported = Imported::default();
    let mut pages: BTreeMap<&PageId, Vec<&Held>> = BTreeMap::new();
    for held in claims {
        pages.entry(&held.source.page).or_default().push(held);
    }
    for (page, claims) in pages {
        let came = claims.len() as u64;
        let row = store.page(page)?;
        if row.is_some_and(|row| row.forgotten.is_some()) {
            imported.forgotten += came;
        } else if store.has_bytes(page)? {
            imported.read_here += came;
        } else if let Some(first) = claims.first() {
            store.note(page, name, first.source.read)?;
            let had = correcting::as_read(store, page)?;
            let mut all: BTreeMap<ClaimId, Claim> =
                had.iter().map(|claim| (claim.id, claim.clone())).collect();
            for held in &claims {
                all.insert(held.claim.id, held.claim.clone());
            }
            let new = (all.len() - had.len()) as u64;
            let read = Read::known_as(&first.source, all.into_values().collect());
            let changes = put(store, &[read], generation, false)?;
            if changes.refused.is_empty() {
                imported.new += new;
                imported.known += came - new;
            } else {
                imported.forgotten += came;
            }
        }
    }
    Ok(imported)
}

/// Makes the newest version of an address count, and no other.
fn compare_versions(store: &mut dyn Store, url: &str) -> Result<()> {
    if !names_one_page(url) {
        return Ok(());
    }
    let mut versions = store.versions(url)?;
    versions.sort_by(|a, b| a.age().cmp(&b.age()));
    let Some(newest) = versions.pop() else {
        return Ok(());
    };
    for older in versions.iter().filter(|row| row.counts) {
        let claims = store.claims_of(&older.id)?;
        joining::leave(store, &claims)?;
        store.set_counts(&older.id, false)?;
    }
    if !newest.counts {
        store.set_counts(&newest.id, true)?;
        let claims = store.claims_of(&newest.id)?;
        joining::enter(store, &claims)?;
    }
    Ok(())
}

/// Takes a page's claims, text and bytes out. Gives how many claims there were.
fn take_out(store: &mut dyn Store, page: &PageId, at: Timestamp) -> Result<usize> {
    let claims = store.claims_of(page)?;
    let counts = store.page(page)?.is_some_and(|row| row.counts);
    if counts {
        joining::leave(store, &claims)?;
    }
    let ids: Vec<ClaimId> = claims.iter().map(|held| held.claim.id).collect();
    store.drop_claims(&ids)?;
    correcting::forget(store, page)?;
    store.forget(page, at)?;
    Ok(ids.len())
}
