//! Dossier: everything about one actor, or about what passed between two.
//!
//! What enters: a [`Ledger`], a [`View`], one or two parties, how long the lists may be. What leaves: a [`Dossier`]. Invariants: lists
//! are bounded and say how many there are of all; what is counted is counted over everything, unless it says of how many; each
//! record counts once, however many copies of its reports there are.

use super::met::{Met, who_met};
use super::shelf::Shelf;
use super::world::{Tie, partners};
use super::{Became, Told, View, became};
use crate::record::{ClaimId, State, weight};
use crate::store::{
    COMMITMENT, Fact, Key, Ledger, Promise, Result, Tally, Wanted, first_of, number_of,
};
use jiff::civil::Date;
use reading::claim::Event;
use std::collections::BTreeMap;

/// How much a dossier shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Records of each list.
    pub list: usize,
    /// The newest records of which people and outlets are counted.
    pub looked_at: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            list: 20,
            looked_at: 400,
        }
    }
}

/// Some of many.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The first of them.
    pub items: Vec<T>,
    /// How many there are.
    pub total: usize,
}

/// Something that was promised.
#[derive(Debug, Clone)]
pub struct Pledge {
    /// What became of it. Of a word that was given and of which no page tells more: open.
    pub became: Became,
    /// Its record.
    pub told: Told,
}

/// What passed in a month. Only what was held counts: in the month of its first day, or of its report where that is earlier or no
/// time is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// How many dealings were held.
    pub held: u64,
    /// What they weigh together on the scale from conflict to cooperation (`data/ledger/scale.tsv`).
    pub score: f64,
}

/// The two sides of a month's score, so that neither hides the other.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sides {
    /// What the dealings weigh together that stand above zero.
    pub cooperation: f64,
    /// What those weigh that stand below zero; zero or less.
    pub conflict: f64,
}

impl Month {
    /// What one of them weighs in the middle, from -10 to 10.
    pub fn mean(&self) -> f64 {
        if self.held == 0 {
            0.0
        } else {
            self.score / self.held as f64
        }
    }
}

/// What became of what was announced: records that a page announced (planned, put off or called off; also what was suggested and
/// then settled), of an actor those in which it stands on the side of those who do it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FollowThrough {
    /// Took place, or goes on.
    pub kept: usize,
    /// Put off, and not heard of since.
    pub postponed: usize,
    /// Called off, denied or broken off.
    pub cancelled: usize,
    /// Their day has passed, and no page tells what became of them; which is not the same as broken.
    pub overdue: usize,
    /// Pages contradict each other about them.
    pub disputed: usize,
    /// Their day is still to come.
    pub coming: usize,
    /// Announced without a day.
    pub open: usize,
}

impl FollowThrough {
    /// How many were announced.
    pub fn announced(&self) -> usize {
        self.decided() + self.disputed + self.coming + self.open
    }

    /// Of how many it is known, or their day has passed.
    pub fn decided(&self) -> usize {
        self.kept + self.postponed + self.cancelled + self.overdue
    }

    /// The share of those that were kept, 0 to 1; none where there are none.
    pub fn share(&self) -> Option<f64> {
        (self.decided() > 0).then(|| self.kept as f64 / self.decided() as f64)
    }

    fn add(&mut self, became: Became, records: usize) {
        *match became {
            Became::Kept => &mut self.kept,
            Became::Postponed => &mut self.postponed,
            Became::Cancelled => &mut self.cancelled,
            Became::Overdue => &mut self.overdue,
            Became::Disputed => &mut self.disputed,
            Became::Coming => &mut self.coming,
            Became::Open => &mut self.open,
        } += records;
    }
}

/// Everything about one actor or a pair.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Whose.
    pub key: Key,
    /// How many records there are of each type, and how many of them were held.
    pub types: Vec<(Event, u64, u64)>,
    /// What was announced and is not settled: what is overdue (the latest first), coming (the next first), put off, and open
    /// without a day.
    pub due: BTreeMap<Became, Listed<Told>>,
    /// Meetings of any kind, visits and calls, the newest first; those without a time are only counted.
    pub meetings: Listed<Told>,
    /// Standing formats that were broken off or brought back, the newest first.
    pub formats: Listed<Told>,
    /// What was promised: acts that were announced, and words that were given; open ones first, then the newest.
    pub pledges: Listed<Pledge>,
    /// How many pledges there are of each fate.
    pub pledged: BTreeMap<Became, usize>,
    /// Who met whom how often, of the newest meetings; the most frequent first.
    pub met: Listed<Met>,
    /// What was said: requests, accusations, refusals, threats, support; what became known last is first.
    pub statements: Listed<Told>,
    /// What was done: aid, cooperation, sanctions, force; what became known last is first.
    pub acts: Listed<Told>,
    /// Outlets with how many of the newest records they tell, most first.
    pub sources: Vec<(String, usize)>,
    /// Of how many of the newest records people and outlets are counted.
    pub looked_at: usize,
    /// The months with something that was held, the oldest first.
    pub curve: Vec<Month>,
    /// Of each of these months the two sides of its score.
    pub sides: Vec<Sides>,
    /// What became of what was announced.
    pub follow: FollowThrough,
    /// Of an actor: with whom it dealt most, in all months that are known. Of a pair: none.
    pub partners: Listed<Tie>,
}

/// Records, by when they are due or the newest first, before they are told.
type Chosen = Vec<ClaimId>;

impl Dossier {
    /// How many records there are.
    pub fn records(&self) -> u64 {
        self.types.iter().map(|(_, records, _)| records).sum()
    }
}

/// What became of what an actor, or two with each other, announced.
pub fn follow_through(ledger: &Ledger, view: View, key: &Key) -> Result<FollowThrough> {
    let today = number_of(view.today);
    if view.as_known_on.is_none() {
        let mut follow = FollowThrough::default();
        for Promise { fate, records } in ledger.promises(key)? {
            let became = became(fate.state(today), fate.due.is_some());
            follow.add(became, usize::try_from(records).unwrap_or(usize::MAX));
        }
        return Ok(follow);
    }
    let shelf = Shelf::of(ledger, view, key)?;
    let announced = announced(&shelf, key)?;
    Ok(followed(&announced, today))
}

/// The dossier of an actor or a pair. Of everything there is none.
pub fn dossier(ledger: &Ledger, view: View, key: &Key, limits: Limits) -> Result<Dossier> {
    let shelf = Shelf::of(ledger, view, key)?;
    let today = number_of(view.today);
    let list = |chosen: Chosen| listed(&shelf, chosen, limits.list);
    let tallies = shelf.tallies(key)?;
    let types = types(&tallies);
    let total = |events: &[Event]| -> usize {
        let of = types.iter().filter(|(event, ..)| events.contains(event));
        of.map(|(_, records, _)| *records as usize).sum()
    };
    let of_events = |events: &[Event]| -> Result<Listed<Told>> {
        let mut listed = list(shelf.newest(key, events, limits.list)?)?;
        listed.total = total(events);
        Ok(listed)
    };
    let announced = announced(&shelf, key)?;
    let formats = shelf.facts(
        key,
        &Wanted {
            settled: vec![State::Suspended, State::Resumed],
            ..Wanted::default()
        },
    )?;
    let mut due = BTreeMap::new();
    for (became, chosen) in what_is_due(&announced, today) {
        due.insert(became, list(chosen)?);
    }
    let (pledges, pledged) = pledges(&shelf, key, &announced, today, limits.list)?;
    let consult = shelf.facts(
        key,
        &Wanted {
            events: vec![Event::Consult],
            dated: true,
            most: Some(limits.looked_at.max(limits.list)),
            ..Wanted::default()
        },
    )?;
    let mut meetings = list(consult.iter().map(|fact| fact.record).collect())?;
    meetings.total = total(&[Event::Consult]);
    let held: Vec<&Fact> = consult
        .iter()
        .filter(|fact| fact.fate.settled == State::Held)
        .collect();
    let (curve, sides) = curve(&tallies);
    let all = shelf.newest(key, &[], limits.looked_at)?;
    Ok(Dossier {
        key: key.clone(),
        due,
        meetings,
        formats: list(formats.into_iter().map(|fact| fact.record).collect())?,
        pledges,
        pledged,
        met: who_met(&shelf, key, &held, limits.list)?,
        statements: of_events(&with_quads(&[1, 3]))?,
        acts: of_events(&with_quads(&[2, 4]))?,
        sources: sources(&shelf, &all, limits.list)?,
        looked_at: all.len(),
        curve,
        sides,
        follow: followed(&announced, today),
        partners: match key {
            Key::Party(party) => partners(&shelf, party, limits.list)?,
            Key::Pair(..) | Key::All => Listed {
                items: Vec::new(),
                total: 0,
            },
        },
        types,
    })
}

/// What was announced, the newest first.
fn announced(shelf: &Shelf, key: &Key) -> Result<Vec<Fact>> {
    let wanted = Wanted {
        announced: Some(true),
        ..Wanted::default()
    };
    shelf.facts(key, &wanted)
}

fn followed(announced: &[Fact], today: i32) -> FollowThrough {
    let mut follow = FollowThrough::default();
    for fact in announced {
        if fact.acts && fact.fate.settled != State::Proposed {
            follow.add(fate(fact, today), 1);
        }
    }
    follow
}

fn fate(fact: &Fact, today: i32) -> Became {
    became(fact.fate.state(today), fact.fate.due.is_some())
}

/// Types of words or of deeds but meetings and agreements, by their quad class on the scale.
fn with_quads(quads: &[u8]) -> Vec<Event> {
    let apart = [Event::Consult, Event::Agree];
    let of = |event: &Event| quads.contains(&weight(*event, None).quad);
    let all = Event::ALL.iter().copied();
    all.filter(|event| of(event) && !apart.contains(event))
        .collect()
}

fn types(tallies: &[Tally]) -> Vec<(Event, u64, u64)> {
    let mut sums: Vec<(Event, u64, u64)> = Vec::new();
    for &event in Event::ALL {
        let of = tallies.iter().filter(|tally| tally.event == event);
        let (records, held) = of.fold((0, 0), |(records, held), tally| {
            (
                records + tally.records.unsigned_abs(),
                held + tally.held.unsigned_abs(),
            )
        });
        if records > 0 {
            sums.push((event, records, held));
        }
    }
    sums
}

fn curve(tallies: &[Tally]) -> (Vec<Month>, Vec<Sides>) {
    // All kinds of a type stand on one side of zero, so that each tally does.
    let mut months: BTreeMap<i32, (i64, i64, i64)> = BTreeMap::new();
    for tally in tallies {
        if let Some(month) = tally.month
            && tally.held > 0
        {
            let sum = months.entry(month).or_default();
            let (above, below) = (tally.score.max(0), tally.score.min(0));
            *sum = (sum.0 + tally.held, sum.1 + above, sum.2 + below);
        }
    }
    let month = |(month, (held, above, below)): (i32, (i64, i64, i64))| {
        let sides = Sides {
            cooperation: above as f64 / 10.0,
            conflict: below as f64 / 10.0,
        };
        let month = Month {
            first: first_of(month)?,
            held: held.unsigned_abs(),
            score: (above + below) as f64 / 10.0,
        };
        Some((month, sides))
    };
    months.into_iter().filter_map(month).unzip()
}

/// What is not settled, in the order in which one wants to see it.
fn what_is_due(announced: &[Fact], today: i32) -> BTreeMap<Became, Chosen> {
    let open = [
        Became::Overdue,
        Became::Coming,
        Became::Open,
        Became::Postponed,
    ];
    let mut groups: BTreeMap<Became, Vec<&Fact>> = BTreeMap::new();
    for fact in announced {
        let became = fate(fact, today);
        // What was only suggested for a day that has passed is neither overdue nor to come.
        let lapsed = became == Became::Coming && fact.fate.due.is_some_and(|due| due < today);
        if open.contains(&became) && !lapsed {
            groups.entry(became).or_default().push(fact);
        }
    }
    if let Some(overdue) = groups.get_mut(&Became::Overdue) {
        overdue.sort_by_key(|fact| std::cmp::Reverse((fact.fate.due, fact.record)));
    }
    if let Some(coming) = groups.get_mut(&Became::Coming) {
        coming.sort_by_key(|fact| (fact.fate.due, fact.record));
    }
    let ids = |facts: Vec<&Fact>| facts.into_iter().map(|fact| fact.record).collect();
    groups
        .into_iter()
        .map(|(became, facts)| (became, ids(facts)))
        .collect()
}

/// Acts that were announced, and words that were given.
fn pledges(
    shelf: &Shelf,
    key: &Key,
    announced: &[Fact],
    today: i32,
    most: usize,
) -> Result<(Listed<Pledge>, BTreeMap<Became, usize>)> {
    let given = shelf.facts(
        key,
        &Wanted {
            announced: Some(false),
            events: vec![Event::Agree],
            kind: Some(COMMITMENT),
            settled: vec![State::Held],
            ..Wanted::default()
        },
    )?;
    let given = given.iter().map(|fact| (Became::Open, fact));
    let acts = announced
        .iter()
        .filter(|fact| fact.event != Event::Consult)
        .map(|fact| (fate(fact, today), fact));
    let mut all: Vec<(Became, &Fact)> = given.chain(acts).collect();
    // Within each fate the newest are first, and those without a day last.
    all.sort_by_key(|(became, fact)| {
        let newest = std::cmp::Reverse((fact.first, fact.record));
        (
            !matches!(became, Became::Overdue | Became::Coming | Became::Open),
            newest,
        )
    });
    let mut pledged = BTreeMap::new();
    for (became, _) in &all {
        *pledged.entry(*became).or_default() += 1;
    }
    let total = all.len();
    let mut items = Vec::new();
    for (became, fact) in all.into_iter().take(most) {
        if let Some(told) = shelf.told(fact.record)? {
            items.push(Pledge { became, told });
        }
    }
    Ok((Listed { items, total }, pledged))
}

fn sources(shelf: &Shelf, records: &[ClaimId], most: usize) -> Result<Vec<(String, usize)>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for record in records {
        for outlet in shelf.outlets(*record)? {
            *counts.entry(outlet).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    counts.truncate(most);
    Ok(counts)
}

/// The first of some records, told.
pub(super) fn listed(shelf: &Shelf, chosen: Chosen, most: usize) -> Result<Listed<Told>> {
    let total = chosen.len();
    let mut items = Vec::new();
    for record in chosen.into_iter().take(most) {
        items.extend(shelf.told(record)?);
    }
    Ok(Listed { items, total })
}
