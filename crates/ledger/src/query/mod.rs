//! Query: what can be asked of a ledger, as of a day and as known on a day.
//!
//! What enters: a [`Ledger`] and what is asked. What leaves: records with their lives and claims. Invariants: answers come in
//! the order of their first days, those without a time last; what is asked as known on a day is answered from the pages
//! published (else read) up to it alone, as if the ledger held no others; a state is worked out for the day that is asked for.

mod beside;
pub mod changes;
mod cite;
pub mod deeds;
mod dossier;
mod due;
mod filter;
mod history;
mod met;
mod paging;
mod review;
mod search;
mod shelf;
mod world;

pub use crate::store::Key;
pub use beside::known_to;
pub use changes::{Change, arrived, changes, newest, since};
pub use cite::citation;
pub use dossier::{
    Dossier, FollowThrough, Limits, Listed, Month, Pledge, Sides, dossier, follow_through,
};
pub use due::{due, due_in, each_due};
pub use filter::{Dealing, Filter};
pub use history::{Fate, Said, history, said, said_of, said_on};
pub use met::{Met, Person};
pub use paging::{Bookmark, NoBookmark, records_after};
pub use review::{Doubtful, Queue, QueueCursor, decided, review};
pub use search::{Hits, search};
pub use world::{Extent, Tie, Venue, busiest, ties, venues, world};

use crate::merge::Entry;
use crate::record::{self, ClaimId, Life, PageId, Record, State};
use crate::store::{Held, Ledger, PageRow, Promise, Result, Select, Words, clusters, number_of};
use filter::Sieve;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// From which day one looks, and at what one may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The day that states are worked out for.
    pub today: Date,
    /// Only pages known up to this day count.
    pub as_known_on: Option<Date>,
}

/// A record with what is known of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// What its claims say as a whole.
    pub record: Record,
    /// What became of it by the day that was asked for.
    pub life: Life,
    /// Its claims, in the order in which they became known.
    pub claims: Vec<Held>,
    /// Claims of other records that bear witness to it, in the same order.
    pub witnesses: Vec<Held>,
}

/// The place of a claim among those of its record: by the day on which it became known.
fn told_in(held: &Held) -> (Date, &PageId, ClaimId) {
    (held.source.day(), &held.source.page, held.claim.id)
}

impl Told {
    fn of(
        mut claims: Vec<Held>,
        mut witnesses: Vec<Held>,
        today: Date,
        words: &Words,
    ) -> Option<Told> {
        claims.sort_by(|a, b| told_in(a).cmp(&told_in(b)));
        witnesses.sort_by(|a, b| told_in(a).cmp(&told_in(b)));
        if claims.is_empty() {
            return None;
        }
        let views: Vec<Entry> = claims.iter().map(Held::entry).collect();
        let beside: Vec<Entry> = witnesses.iter().map(Held::entry).collect();
        let word = words.about(&claims);
        let (record, life) = record::record_with_life(&views, &beside, today, word);
        Some(Told {
            record,
            life,
            claims,
            witnesses,
        })
    }

    /// A stored record; none where it is gone meanwhile.
    fn stored(
        ledger: &Ledger,
        record: ClaimId,
        today: Date,
        words: &Words,
    ) -> Result<Option<Told>> {
        let claims = ledger.members(record)?;
        let witnesses = ledger.witnesses(&claims)?;
        Ok(Told::of(claims, witnesses, today, words))
    }

    /// A claim of it, or one that bears witness to it.
    pub fn heard(&self, claim: ClaimId) -> Option<&Held> {
        let mut all = self.claims.iter().chain(&self.witnesses);
        all.find(|held| held.claim.id == claim)
    }

    /// What became of it, where it was announced.
    pub fn became(&self) -> Became {
        became(self.life.state, self.life.due.is_some())
    }
}

/// What became of something that was announced and is in a state now.
fn became(state: State, has_day: bool) -> Became {
    match state {
        State::Announced | State::Proposed if !has_day => Became::Open,
        State::Announced | State::Proposed => Became::Coming,
        State::Overdue => Became::Overdue,
        State::Held | State::Ongoing | State::Resumed => Became::Kept,
        State::Postponed => Became::Postponed,
        State::Cancelled | State::Denied | State::Suspended => Became::Cancelled,
        State::Disputed => Became::Disputed,
    }
}

/// What became of something that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    /// Its day has passed, and nothing is known of it.
    Overdue,
    /// Its day is still to come.
    Coming,
    /// It was announced without a day, and nothing more is known of it.
    Open,
    /// It was put off.
    Postponed,
    /// Pages contradict each other about it.
    Disputed,
    /// It was held.
    Kept,
    /// It was called off, denied or broken off.
    Cancelled,
}

impl Became {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Became; 7] = [
        Became::Overdue,
        Became::Coming,
        Became::Open,
        Became::Postponed,
        Became::Disputed,
        Became::Kept,
        Became::Cancelled,
    ];

    /// The states of what became so, and whether it has a day by which it is to happen where that matters.
    fn lies_in(self) -> (&'static [State], Option<bool>) {
        const TO_COME: &[State] = &[State::Announced, State::Proposed];
        match self {
            Became::Overdue => (&[State::Overdue], None),
            Became::Coming => (TO_COME, Some(true)),
            Became::Open => (TO_COME, Some(false)),
            Became::Postponed => (&[State::Postponed], None),
            Became::Disputed => (&[State::Disputed], None),
            Became::Kept => (&[State::Held, State::Ongoing, State::Resumed], None),
            Became::Cancelled => (&[State::Cancelled, State::Denied, State::Suspended], None),
        }
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Became::Overdue => "overdue",
            Became::Coming => "coming",
            Became::Open => "open",
            Became::Postponed => "postponed",
            Became::Disputed => "disputed",
            Became::Kept => "kept",
            Became::Cancelled => "cancelled",
        }
    }
}

/// The first records that are asked for: so many at most.
pub fn first_records(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    most: usize,
) -> Result<Vec<Told>> {
    let mut all = Vec::new();
    if most > 0 {
        records(ledger, view, filter, |told| kept(&mut all, told, most))?;
    }
    Ok(all)
}

/// Keeps one of so many at most, and says whether another has room.
fn kept<T>(all: &mut Vec<T>, one: T, most: usize) -> ControlFlow<()> {
    all.push(one);
    if all.len() < most {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}

/// Records by their ids, of what is known now; without those that are gone meanwhile.
pub fn told(ledger: &Ledger, today: Date, ids: &[ClaimId]) -> Result<Vec<Told>> {
    let words = ledger.words()?;
    let told = { ids.iter() }.map(|id| Told::stored(ledger, *id, today, &words));
    told.filter_map(Result::transpose).collect()
}

/// Tells `each` the records that are asked for, until it breaks. Of the whole ledger one record at a time is in memory, unless
/// it is asked as known on a day.
pub fn records(
    ledger: &Ledger,
    view: View,
    filter: &Filter,
    mut each: impl FnMut(Told) -> ControlFlow<()>,
) -> Result<()> {
    let Some(day) = view.as_known_on else {
        let sieve = Sieve::new(ledger, filter)?;
        let select = sieve.select(view.today);
        return selected(ledger, view.today, &sieve, select, each);
    };
    for told in known_on(ledger, day, view.today, filter)? {
        if each(told).is_break() {
            break;
        }
    }
    Ok(())
}

/// How many records are looked up at first, where nobody says how many are wanted; each time more.
const PORTION: usize = 64;
/// How many are looked up at most.
const LARGEST: usize = 1 << 14;

/// Tells `each` the records that the store selects and the sieve takes, until it breaks; of one moment, whatever others write. They are
/// looked up a portion at a time, so that the first of a million come at once.
fn selected(
    ledger: &Ledger,
    today: Date,
    sieve: &Sieve,
    mut select: Select,
    mut each: impl FnMut(Told) -> ControlFlow<()>,
) -> Result<()> {
    let words = ledger.words()?;
    ledger.at_one_moment(|| {
        let mut portion = PORTION;
        loop {
            select.most = Some(portion);
            let found = ledger.select_places(&select)?;
            let end = found.len() < portion;
            for place in found {
                select.after = Some(place);
                if sieve.may_take(ledger, place.1)?
                    && let Some(told) = Told::stored(ledger, place.1, today, &words)?
                    && sieve.takes(&told)
                    && each(told).is_break()
                {
                    return Ok(());
                }
            }
            if end {
                return Ok(());
            }
            portion = (portion * 4).min(LARGEST);
        }
    })
}

/// The order in which records are told: by first day, then by id as a number with a sign, as the store has them.
fn order((first, record): (i32, ClaimId)) -> (i32, i64) {
    (first, record.0.cast_signed())
}

/// A record's place in the order of all, its claims, and those that bear witness to it.
type Placed = ((i32, ClaimId), Vec<Held>, Vec<Held>);

/// The records of what was known on a day, in the order of their first days. All of it is in memory meanwhile.
fn known_on(
    ledger: &Ledger,
    day: Date,
    today: Date,
    filter: &Filter,
) -> Result<impl Iterator<Item = Told>> {
    let sieve = Sieve::new(ledger, filter)?;
    let known = ledger.known_on(day)?;
    let claims: Vec<&Held> = known.claims.iter().collect();
    let mut all: Vec<Placed> = clusters(&claims, &known.hands)
        .into_iter()
        .filter_map(|cluster| {
            let word = known.words.about(cluster.members.iter().copied());
            let line = cluster.line(word);
            let first = line.days.map_or(i32::MAX, |(first, _)| first);
            let held = |all: &[&Held]| all.iter().map(|held| (*held).clone()).collect();
            let (members, witnesses) = (&cluster.members, &cluster.witnesses);
            let takes = filter.takes_line(&line);
            takes.then(|| ((first, line.id), held(members), held(witnesses)))
        })
        .collect();
    all.sort_by_key(|(place, ..)| order(*place));
    Ok(all
        .into_iter()
        .filter_map(move |(_, members, beside)| Told::of(members, beside, today, &known.words))
        .filter(move |told| sieve.takes(told)))
}

/// How many records are in each state; states of none are left out.
pub fn states(ledger: &Ledger, view: View) -> Result<BTreeMap<State, u64>> {
    let mut states: BTreeMap<State, u64> = BTreeMap::new();
    if view.as_known_on.is_some() {
        records(ledger, view, &Filter::default(), |told| {
            *states.entry(told.life.state).or_default() += 1;
            ControlFlow::Continue(())
        })?;
        return Ok(states);
    }
    let today = number_of(view.today);
    for Promise { fate, records } in ledger.fates(today)? {
        *states.entry(fate.state(today)).or_default() += records;
    }
    Ok(states)
}

/// What an id stands for.
#[derive(Debug, Clone)]
pub enum Found {
    /// A record, by the id of one of its claims.
    Record(ClaimId, Box<Told>),
    /// A claim that is in no record, as a newer version of its page counts or a person rejected it.
    Claim(Box<Held>),
    /// A page, with its claims.
    Page(Box<PageRow>, Vec<Held>),
    /// Several things; their ids.
    Several(Vec<String>),
    /// Nothing.
    Nothing,
}

/// What an id stands for, or the first digits of one: four at least.
pub fn find(ledger: &Ledger, id: &str, view: View) -> Result<Found> {
    let digits = id.to_ascii_lowercase();
    if digits.len() < 4 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(Found::Nothing);
    }
    let claims = ledger.claims_like(&digits)?;
    let pages = ledger.pages_like(&digits)?;
    match (claims.as_slice(), pages.as_slice()) {
        ([], []) => Ok(Found::Nothing),
        ([claim], []) => of_claim(ledger, *claim, view),
        ([], [page]) => of_page(ledger, page),
        _ => Ok(Found::Several(
            claims
                .iter()
                .map(ToString::to_string)
                .chain(pages.into_iter().map(|page| page.0))
                .collect(),
        )),
    }
}

fn of_claim(ledger: &Ledger, claim: ClaimId, view: View) -> Result<Found> {
    let mut told = None;
    match (view.as_known_on, ledger.record_of(claim)?) {
        (None, Some(record)) => told = Told::stored(ledger, record, view.today, &ledger.words()?)?,
        (None, None) => {}
        (Some(_), _) => records(ledger, view, &Filter::default(), |one| {
            if one.claims.iter().any(|held| held.claim.id == claim) {
                told = Some(one);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })?,
    }
    Ok(match (told, ledger.claim(claim)?) {
        (Some(told), _) => Found::Record(claim, Box::new(told)),
        (None, Some(held)) => Found::Claim(Box::new(held)),
        (None, None) => match ledger.page_of_rejected(claim)? {
            Some(page) => { ledger.rejected_of(&page)?.into_iter() }
                .find(|held| held.claim.id == claim)
                .map_or(Found::Nothing, |held| Found::Claim(Box::new(held))),
            None => Found::Nothing,
        },
    })
}

fn of_page(ledger: &Ledger, page: &PageId) -> Result<Found> {
    Ok(match ledger.page(page)? {
        Some(row) => Found::Page(Box::new(row), ledger.claims_of(page)?),
        None => Found::Nothing,
    })
}
