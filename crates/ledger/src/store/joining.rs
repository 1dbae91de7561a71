//! Joining: which claims form which record, kept up to date as claims come and go.
//!
//! What enters: claims that came, changed or went. What leaves: the derived tables, as if all had been worked out anew from
//! the claims that count and from people's words. Claims are joined a portion at a time, in any order, with what [`around`](crate::merge::around) finds that they
//! can change; those that wait for their turn are as if they were not there yet. So memory does not grow with the ledger.

use super::{Fate, Held, Line, Meeting, Noted, Result, Store, correcting, number_of};
use crate::merge::{
    self, Around, Entry, Hand, Key, Met, Pool, Reach, Scene, Stands, Traits, around, witness,
};
use crate::record::{
    Claim, ClaimId, Days, Life, Record, Source, State, Time, Turn, Word, history, life_by,
    same_person,
};
use jiff::civil::Date;
use reading::claim::Status;
use reading::time::edtf::{Edtf, Precision};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How many claims are joined at once. Claims that came together share much of what stands around them; but all of that is in memory at once, and there is
/// the more of it the more a ledger tells of the same parties and days.
pub const PORTION: usize = 256;

/// The setting that says that all is worked out anew, so that nothing of it is news.
pub const ANEW: &str = "anew";

/// Where a claim can meet others, as the store keeps it.
pub fn meetings(entry: &Entry) -> Vec<Meeting> {
    meetings_at(entry, merge::places(entry))
}

/// The same, where the places are known.
fn meetings_at(entry: &Entry, (keys, reach, traits): (Vec<Key>, Reach, Traits)) -> Vec<Meeting> {
    let mut all = at((keys, reach), traits);
    let shown = witness::shown_at(entry);
    all.extend({ shown.into_iter() }.flat_map(|places| at(places, traits)));
    all.sort();
    all.dedup();
    all
}

/// Keys and days as the store has them.
fn at((keys, reach): (Vec<Key>, Reach), traits: Traits) -> Vec<Meeting> {
    { keys.into_iter() }
        .map(|Key(key)| Meeting {
            key,
            first: reach.first,
            last: reach.last,
            traits,
        })
        .collect()
}

/// The claims that can be met there and of which `fits` is true, by id, each once.
fn found_at(
    store: &dyn Store,
    places: Option<(Vec<Key>, Reach)>,
    fits: impl Fn(&Entry) -> bool,
) -> Result<BTreeMap<ClaimId, Held>> {
    let mut found = BTreeMap::new();
    let nothing = Traits::default();
    for meeting in { places.into_iter() }.flat_map(|places| at(places, nothing)) {
        for Met { claim: id, .. } in store.met(&meeting)? {
            if found.contains_key(&id) {
                continue;
            }
            if let Some(held) = store.claim(id)?
                && fits(&held.entry())
            {
                found.insert(id, held);
            }
        }
    }
    Ok(found)
}

/// The claims of other records that bear witness to a record with these claims, by id.
pub fn witnesses(store: &dyn Store, claims: &[Entry]) -> Result<Vec<Held>> {
    let mut all = BTreeMap::new();
    for visit in claims {
        let places = witness::looks_at(visit);
        all.extend(found_at(store, places, |one| witness::bears(one, visit))?);
    }
    Ok(all.into_values().collect())
}

/// The claims that a claim bears witness to.
fn spoken_for(store: &dyn Store, claim: &Entry) -> Result<Vec<ClaimId>> {
    let places = witness::speaks_for(claim);
    let found = found_at(store, places, |visit| witness::bears(claim, visit))?;
    Ok(found.into_keys().collect())
}

/// What of the records changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Records that were there before, with the claims they had.
    pub before: BTreeMap<ClaimId, Vec<ClaimId>>,
    /// Records that are there now in their place, with their claims.
    pub after: BTreeMap<ClaimId, Vec<ClaimId>>,
}

impl Joined {
    /// What changed in all, where something changed later.
    pub fn then(&mut self, later: Joined) {
        for (record, claims) in later.before {
            if self.after.remove(&record).is_none() {
                self.before.insert(record, claims);
            }
        }
        for (record, claims) in later.after {
            if self.before.get(&record) == Some(&claims) {
                self.before.remove(&record);
            } else {
                self.after.insert(record, claims);
            }
        }
    }
}

/// Takes claims that counted so far out of the records, while the store still has them. What they held together is to be
/// joined anew.
pub fn leave(store: &mut dyn Store, claims: &[Held]) -> Result<()> {
    let ids: BTreeSet<ClaimId> = claims.iter().map(|held| held.claim.id).collect();
    let (mut records, mut loaded) = (BTreeMap::new(), HashMap::new());
    for id in &ids {
        records.extend(company(store, *id, &mut loaded)?.records);
    }
    let leaving: Vec<ClaimId> = ids.iter().copied().collect();
    store.assign(&leaving, None)?;
    store.clear_unjoined(&leaving)?;
    for held in claims {
        store.drop_meetings(held.claim.id, &meetings(&held.entry()))?;
        // What it bore witness to may have another state without it.
        let mut spoken_for = spoken_for(store, &held.entry())?;
        spoken_for.retain(|id| !ids.contains(id));
        store.set_unjoined(&spoken_for)?;
    }
    for (record, mut rest) in records {
        rest.retain(|id| !ids.contains(id));
        store.set_unjoined(&rest)?;
        // What they joined may be gone.
        let rest_of: Vec<_> = { rest.iter() }
            .filter_map(|id| loaded.get(id))
            .flat_map(|held| {
                let meetings = meetings(&held.entry()).into_iter();
                meetings.map(|meeting| (meeting, held.claim.id, None))
            })
            .collect();
        store.put_meetings(&rest_of)?;
        if rest.is_empty() {
            store.exchange_lines(&[record], &[])?;
        }
    }
    Ok(())
}

/// What a claim stands with: its record, and those of claims that people named together with one of these.
#[derive(Default)]
struct Company {
    claims: BTreeSet<ClaimId>,
    records: BTreeMap<ClaimId, Vec<ClaimId>>,
    /// Whether a record of them is still to be worked out.
    broken: bool,
}

/// The company of a claim; nobody where it does not count. Claims that are loaded on the way are left in `loaded`.
fn company(
    store: &dyn Store,
    claim: ClaimId,
    loaded: &mut HashMap<ClaimId, Held>,
) -> Result<Company> {
    let mut company = Company::default();
    let mut queue = vec![claim];
    while let Some(id) = queue.pop() {
        if company.claims.contains(&id) {
            continue;
        }
        match store.record_of(id)? {
            Some(record) => {
                let mut ids = Vec::new();
                for held in store.members(record)? {
                    ids.push(held.claim.id);
                    loaded.insert(held.claim.id, held);
                }
                ids.sort();
                queue.extend(&ids);
                company.records.insert(record, ids);
            }
            // A newer version of its page may count in its place.
            None if !store.claim_counts(id)? => continue,
            // What is left of the record that it was taken out of may still have its name.
            None => queue.extend(store.members(id)?.iter().map(|held| held.claim.id)),
        }
        let mut new = vec![id];
        new.extend(company.records.values().flatten());
        for id in new {
            if company.claims.insert(id) {
                company.broken |= store.is_unjoined(id)?;
                for tie in store.ties_of(id)? {
                    queue.extend(store.ties_by(tie.correction)?.iter().map(|tie| tie.claim));
                }
            }
        }
    }
    Ok(company)
}

/// Enters claims that count from now on. They are stored already, and are to be joined.
pub fn enter(store: &mut dyn Store, claims: &[Held]) -> Result<()> {
    let ids: Vec<ClaimId> = claims.iter().map(|held| held.claim.id).collect();
    store.set_unjoined(&ids)
}

/// Joins all that is to be joined, a portion at a time.
pub fn join(store: &mut dyn Store) -> Result<Joined> {
    let mut joined = Joined::default();
    for portion in store.unjoined()?.chunks(PORTION) {
        joined.then(join_these(store, portion)?);
    }
    Ok(joined)
}

/// Joins some of the claims that are to be joined, with what they change. Claims that are joined already are passed over.
pub fn join_these(store: &mut dyn Store, claims: &[ClaimId]) -> Result<Joined> {
    let mut fresh = Vec::new();
    for &claim in claims {
        if store.is_unjoined(claim)? {
            fresh.push(claim);
        }
    }
    let pool = Pool::default();
    let mut view = View {
        store: &*store,
        loaded: HashMap::new(),
        records: BTreeMap::new(),
    };
    let mut spoken_for = BTreeSet::new();
    for &claim in &fresh {
        if let Some(held) = view.store.claim(claim)? {
            spoken_for.extend(self::spoken_for(view.store, &held.entry())?);
            view.loaded.insert(claim, held);
        }
    }
    let all = fresh.iter().chain(&spoken_for).copied();
    let found = around(&pool, &mut view, all)?;
    let had = view.records;
    let ids: Vec<ClaimId> = found.entries.iter().map(|entry| entry.claim.id).collect();
    let hands = correcting::hands_on(store, Some(&ids))?;
    let joined = write(store, &found, &hands, had, &spoken_for)?;
    let fresh: Vec<ClaimId> = { fresh.into_iter() }.chain(found.fresh).collect();
    store.clear_unjoined(&fresh)?;
    Ok(joined)
}

/// What stands around claims, in a store.
struct View<'s> {
    store: &'s dyn Store,
    loaded: HashMap<ClaimId, Held>,
    /// Records that were looked at, with their claims.
    records: BTreeMap<ClaimId, Vec<ClaimId>>,
}

impl Scene for View<'_> {
    type Error = super::Error;

    fn met(&mut self, Key(key): &Key, days: Days) -> Result<Vec<Met>> {
        let key = key.clone();
        let Days { first, last } = days;
        self.store.met(&Meeting {
            key,
            first,
            last,
            traits: Traits::default(),
        })
    }

    fn load(&mut self, claim: ClaimId) -> Result<Option<(Claim, Arc<Source>)>> {
        let held = match self.loaded.remove(&claim) {
            Some(held) => Some(held),
            None => self.store.claim(claim)?,
        };
        Ok(held.map(|held| (held.claim, held.source)))
    }

    fn stands(&mut self, claim: ClaimId) -> Result<Stands> {
        let company = company(self.store, claim, &mut self.loaded)?;
        self.records.extend(company.records);
        let claims: Vec<ClaimId> = company.claims.into_iter().collect();
        Ok(if company.broken {
            Stands::Broken(claims)
        } else {
            Stands::In(claims)
        })
    }
}

/// What tells a change from others of its claim.
fn told(noted: &Noted) -> (ClaimId, Turn, Date) {
    (noted.step.claim, noted.step.turn, noted.step.day)
}

/// Clusters what was found, which holds all claims that remain of the records `old`, as rules and hands say, and writes what changed. What
/// became known of them is news, unless all is worked out anew. Of the claims `spoken_for` a witness is new.
fn write(
    store: &mut dyn Store,
    found: &Around,
    hands: &[Hand],
    old: BTreeMap<ClaimId, Vec<ClaimId>>,
    spoken_for: &BTreeSet<ClaimId>,
) -> Result<Joined> {
    let (entries, fresh) = (&found.entries, &found.fresh);
    let mut joined = Joined {
        before: old,
        after: BTreeMap::new(),
    };
    let mut lines = Vec::new();
    let mut places = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let id = entry.claim.id;
        let chosen = found.chosen.get(&id);
        if fresh.contains(&id) || chosen.is_some() {
            let chosen = chosen.copied().flatten();
            let meetings = meetings_at(entry, found.places(at)).into_iter();
            places.extend(meetings.map(|meeting| (meeting, id, chosen)));
        }
    }
    places.sort_unstable();
    store.put_meetings(&places)?;
    let words = correcting::words_now(store)?;
    let clusters = merge::by_hand(entries, found.clusters(), hands);
    for cluster in clusters.into_iter().filter(|cluster| !cluster.is_empty()) {
        let views: Vec<Entry> = cluster.into_iter().map(|at| entries[at]).collect();
        let mut ids: Vec<ClaimId> = views.iter().map(|entry| entry.claim.id).collect();
        ids.sort();
        // The id of a record is the smallest of its claims.
        let same = { ids.first() }.is_some_and(|id| joined.before.get(id) == Some(&ids));
        if same && { ids.iter() }.all(|id| !fresh.contains(id) && !spoken_for.contains(id)) {
            joined.before.remove(&ids[0]);
        } else {
            let record = crate::record::record(&views);
            let witnesses = witnesses(store, &views)?;
            let witnesses: Vec<Entry> = witnesses.iter().map(Held::entry).collect();
            lines.push(line(&record, &views, &witnesses, words.of(&ids)));
            joined.after.insert(record.id, ids);
        }
    }
    let mut known: HashMap<(ClaimId, Turn, Date), i64> = HashMap::new();
    for record in joined.before.keys() {
        for (_, noted) in store.noted(*record)? {
            known.insert(told(&noted), noted.seq);
        }
    }
    let anew = store.setting(ANEW)?.unwrap_or(0) != 0;
    let seq = match anew {
        true => 0,
        false => store.setting("joins")?.unwrap_or(0) + 1,
    };
    for noted in lines.iter_mut().flat_map(|line| &mut line.changes) {
        // What was told already is no news, whichever record tells it now.
        noted.seq = known.get(&told(noted)).copied().unwrap_or(seq);
    }
    if !anew {
        store.set("joins", seq)?;
    }
    for (record, ids) in &joined.after {
        store.assign(ids, Some(*record))?;
    }
    let gone: Vec<ClaimId> = joined.before.keys().copied().collect();
    store.exchange_lines(&gone, &lines)?;
    Ok(joined)
}

/// The claims of a record, with those of other records that bear witness to it.
pub struct Cluster<'h> {
    /// The claims.
    pub members: Vec<&'h Held>,
    /// The witnesses.
    pub witnesses: Vec<&'h Held>,
}

impl Cluster<'_> {
    /// What the record is found by, where a person's `word` says what became of it too.
    pub fn line(&self, word: Option<&Word>) -> Line {
        let members: Vec<Entry> = self.members.iter().map(|held| held.entry()).collect();
        let witnesses: Vec<Entry> = self.witnesses.iter().map(|held| held.entry()).collect();
        line(&crate::record::record(&members), &members, &witnesses, word)
    }
}

/// The clusters of some claims, as the rules and then people's hands make them. The order of the claims does not matter.
pub fn clusters<'h>(entries: &[&'h Held], hands: &[Hand]) -> Vec<Cluster<'h>> {
    let views: Vec<Entry> = entries.iter().map(|held| held.entry()).collect();
    let mut clusters = merge::by_hand(&views, merge::cluster(&views), hands);
    clusters.retain(|cluster| !cluster.is_empty());
    let witnesses = witness::witnesses(&views, &clusters);
    let held = |all: Vec<usize>| all.into_iter().map(|at| entries[at]).collect();
    { clusters.into_iter().zip(witnesses) }
        .map(|(members, witnesses)| Cluster {
            members: held(members),
            witnesses: held(witnesses),
        })
        .collect()
}

/// What a record is found by, with what `witnesses` of other records say, where a person's `word` says what became of it too.
pub fn line(record: &Record, entries: &[Entry], witnesses: &[Entry], word: Option<&Word>) -> Line {
    let announced = |status| {
        matches!(
            status,
            Status::Planned | Status::Proposed | Status::Postponed | Status::Cancelled
        )
    };
    let when = record.when.as_deref();
    let days = when
        .and_then(|when| when.parse::<Edtf>().ok())
        .and_then(|when| match (when.earliest(), when.latest()) {
            (Some(first), Some(last)) => Some((number_of(first), number_of(last))),
            (Some(day), None) | (None, Some(day)) => Some((number_of(day), number_of(day))),
            (None, None) => None,
        });
    let mut parties: Vec<String> = [record.actors.as_slice(), &record.recipients].concat();
    parties.sort();
    parties.dedup();
    let mut outlets: Vec<String> = entries
        .iter()
        .filter_map(|entry| entry.source.outlet.clone())
        .collect();
    outlets.sort();
    outlets.dedup();
    let changes = history(entries, witnesses, word).into_iter();
    // On the first of all days nothing is overdue yet, and nothing goes on.
    let life = life_by(entries, witnesses, record, Date::MIN, word);
    Line {
        id: record.id,
        announced: entries.iter().any(|entry| announced(entry.claim.status)),
        days,
        event: record.event.as_str(),
        kind: record.kind.clone(),
        parties,
        acting: record.actors.clone(),
        day: day(&[entries, witnesses].concat(), &life, days),
        fate: fate(record, &life),
        country: record
            .place
            .as_ref()
            .and_then(|place| place.country.clone()),
        persons: persons(record, entries),
        outlets,
        changes: changes.map(|step| Noted { step, seq: 0 }).collect(),
    }
}

/// The day that a record is counted by: its first; of what was held the day of the report where that is earlier, as the time of a
/// word that was given can be its term, or where no time is known.
fn day(entries: &[Entry], life: &Life, days: Option<(i32, i32)>) -> Option<i32> {
    let first = days.map(|(first, _)| first);
    if life.state != State::Held {
        return first;
    }
    let mut settling = entries
        .iter()
        .filter(|entry| Some(entry.claim.id) == life.settled_by);
    let told = settling
        .find_map(|entry| entry.source.published)
        .map(number_of);
    match (first, told) {
        (Some(first), Some(told)) => Some(first.min(told)),
        (first, told) => first.or(told),
    }
}

/// What became of a record, whatever the day.
fn fate(record: &Record, life: &Life) -> Fate {
    let time = record.when.as_deref().and_then(Time::parse);
    let during = time
        .filter(|time| life.state == State::Held && time.precision == Precision::Day)
        .and_then(|time| time.days)
        .filter(|days| days.count() > 1);
    Fate {
        settled: life.state,
        due: life.due.map(number_of),
        during: during.map(|days| (days.first, days.last)),
        by_word: life.word.is_some(),
    }
}

/// The people of a record, each with the party that a claim names for him or her.
fn persons(record: &Record, entries: &[Entry]) -> Vec<(String, Option<String>)> {
    let party = |name: &String| {
        let named = entries.iter().flat_map(|entry| {
            let claim = entry.claim;
            claim.persons.iter().zip(&claim.persons_for)
        });
        let mut codes: Vec<&String> = named
            .filter(|(other, _)| same_person(name, other))
            .filter_map(|(_, party)| party.as_ref())
            .collect();
        // Of several the one that is named most, whatever the order of the claims.
        codes.sort();
        let runs = codes.chunk_by(|a, b| a == b);
        runs.max_by_key(|run| run.len()).map(|run| run[0].clone())
    };
    record
        .persons
        .iter()
        .map(|name| (name.clone(), party(name)))
        .collect()
}
