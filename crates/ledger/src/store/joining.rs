//! Joining: which claims form which record, kept up to date as claims come and go.
//!
//! What enters: claims that came, changed or went. What leaves: the derived tables, as if all had been worked out anew from
//! the claims that count and from people's words. Only claims that are connected with the changed ones by a chain of
//! [`linked`](crate::merge::linked) ones, or of ones that a person names together, are looked at: by the contract of that function no others can change their record.

use super::{Fate, Held, Line, Meeting, Noted, Result, Store, correcting, number_of};
use crate::merge::{self, Entry, Hand};
use crate::record::{ClaimId, Record, State, Time, Turn, Word, history, life_by, same_person};
use jiff::civil::Date;
use reading::claim::Status;
use reading::time::edtf::{Edtf, Precision};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Where a claim can meet others, as the store keeps it.
pub fn meetings(entry: &Entry) -> Vec<Meeting> {
    let reach = merge::reach(entry);
    let mut all: Vec<Meeting> = merge::keys(entry)
        .into_iter()
        .map(|merge::Key(key)| Meeting {
            key,
            first: reach.first,
            last: reach.last,
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// What of the records changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Records that were there before, with the claims they had.
    pub before: BTreeMap<ClaimId, Vec<ClaimId>>,
    /// Records that are there now in their place, with their claims.
    pub after: BTreeMap<ClaimId, Vec<ClaimId>>,
}

/// More claims than these are not taken out one by one: then everything is joined anew, which is quicker.
const MANY: usize = 64;
/// How many pairs of claims are compared before it is quicker to join everything anew, for each claim of the ledger, and at least.
const PATIENCE: (usize, usize) = (2, 20_000);

/// Takes claims that counted so far out of the records, while the store still has them. What they held together is to be
/// joined anew.
pub fn leave(store: &mut dyn Store, claims: &[Held]) -> Result<()> {
    if claims.len() > MANY {
        store.set("all unjoined", 1)?;
    }
    let ids: Vec<ClaimId> = claims.iter().map(|held| held.claim.id).collect();
    let records: BTreeSet<ClaimId> = {
        let found = ids.iter().map(|id| store.record_of(*id));
        found
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect()
    };
    store.assign(&ids, None)?;
    for held in claims {
        let met = meetings(&held.entry());
        store.drop_meetings(held.claim.id, &met)?;
        if claims.len() <= MANY {
            let mut search = Search::default();
            let linked = search.neighbours(store, held, &met)?;
            store.set_unjoined(&linked)?;
        }
    }
    for record in records {
        let rest: Vec<ClaimId> = store
            .members(record)?
            .iter()
            .map(|held| held.claim.id)
            .collect();
        store.set_unjoined(&rest)?;
        if rest.is_empty() {
            store.drop_line(record)?;
        }
    }
    Ok(())
}

/// Enters claims that count from now on. They are stored already, and are to be joined.
pub fn enter(store: &mut dyn Store, claims: &[Held]) -> Result<()> {
    for held in claims {
        store.put_meetings(held.claim.id, &meetings(&held.entry()))?;
    }
    let ids: Vec<ClaimId> = claims.iter().map(|held| held.claim.id).collect();
    store.set_unjoined(&ids)
}

/// Joins what is to be joined: what is connected with it, or everything where that is quicker.
pub fn join(store: &mut dyn Store) -> Result<Joined> {
    let fresh: HashSet<ClaimId> = store.unjoined()?.into_iter().collect();
    let everything = store.setting("all unjoined")?.unwrap_or(0) != 0;
    if fresh.is_empty() && !everything {
        return Ok(Joined::default());
    }
    let total = usize::try_from(store.counts()?.claims).unwrap_or(usize::MAX);
    let most = total.saturating_mul(PATIENCE.0).max(PATIENCE.1);
    let found = if everything || fresh.len() > total / 4 + MANY {
        None
    } else {
        Search::default().connected(store, &fresh, most)?
    };
    let joined = match found {
        Some((entries, had)) => {
            let ids: Vec<ClaimId> = entries.keys().copied().collect();
            let hands = correcting::hands_on(store, Some(&ids))?;
            let entries: Vec<&Held> = entries.values().map(Arc::as_ref).collect();
            write(store, (&entries, &hands), had, &fresh, false)?
        }
        None => join_all(store, &fresh, false)?,
    };
    store.clear_unjoined()?;
    store.set("all unjoined", 0)?;
    Ok(joined)
}

/// Works out all derived tables anew, whatever they hold.
pub fn rebuild(store: &mut dyn Store) -> Result<()> {
    store.drop_derived()?;
    for (held, _) in store.counting()? {
        store.put_meetings(held.claim.id, &meetings(&held.entry()))?;
    }
    join_all(store, &HashSet::new(), true)?;
    store.set("all unjoined", 0)
}

/// Joins all claims that count, and writes what is different from before.
fn join_all(store: &mut dyn Store, fresh: &HashSet<ClaimId>, anew: bool) -> Result<Joined> {
    let all = store.counting()?;
    let mut had: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    for (held, record) in &all {
        if let Some(record) = record {
            had.entry(*record).or_default().push(held.claim.id);
        }
    }
    for ids in had.values_mut() {
        ids.sort();
    }
    let entries: Vec<&Held> = all.iter().map(|(held, _)| held).collect();
    let hands = correcting::hands_on(store, None)?;
    write(store, (&entries, &hands), had, fresh, anew)
}

/// Claims with the records that they were in, by id.
type Connected = (
    BTreeMap<ClaimId, Arc<Held>>,
    BTreeMap<ClaimId, Vec<ClaimId>>,
);

/// A search for what is connected.
#[derive(Default)]
struct Search {
    loaded: HashMap<ClaimId, Arc<Held>>,
    /// How many pairs were compared.
    compared: usize,
}

impl Search {
    /// All claims that a chain of linked ones connects with `seeds`, and the records that they are in. None where more pairs
    /// than `most` would have to be compared.
    fn connected(
        &mut self,
        store: &dyn Store,
        seeds: &HashSet<ClaimId>,
        most: usize,
    ) -> Result<Option<Connected>> {
        let mut queue: Vec<ClaimId> = seeds.iter().copied().collect();
        let mut seen = BTreeMap::new();
        let mut looked = HashSet::new();
        let mut had = BTreeMap::new();
        while let Some(id) = queue.pop() {
            if !looked.insert(id) {
                continue;
            }
            // A claim that was to be joined may be gone.
            let Some(held) = self.load(store, id)? else {
                continue;
            };
            let met = meetings(&held.entry());
            let record = store.record_of(id)?;
            if record.is_none() && !store.claim_counts(id)? {
                // A newer version of its page counts in its place.
                continue;
            }
            // A record whose claims are not all linked was made by rules of another day; it is joined anew as a whole.
            if let Some(record) = record
                && !had.contains_key(&record)
            {
                let mut ids: Vec<ClaimId> = store
                    .members(record)?
                    .iter()
                    .map(|held| held.claim.id)
                    .collect();
                ids.sort();
                queue.extend(&ids);
                had.insert(record, ids);
            }
            queue.extend(self.neighbours(store, &held, &met)?);
            for tie in store.ties_of(id)? {
                let tied = store.ties_by(tie.correction)?;
                queue.extend(tied.iter().map(|tie| tie.claim));
            }
            seen.insert(id, held);
            if self.compared > most {
                return Ok(None);
            }
        }
        Ok(Some((seen, had)))
    }

    /// The claims that are linked with one.
    fn neighbours(
        &mut self,
        store: &dyn Store,
        held: &Held,
        met: &[Meeting],
    ) -> Result<Vec<ClaimId>> {
        let mut ids = BTreeSet::new();
        for meeting in met {
            ids.extend(store.met(meeting)?);
        }
        ids.remove(&held.claim.id);
        let mut linked = Vec::new();
        for id in ids {
            self.compared += 1;
            if let Some(other) = self.load(store, id)?
                && merge::linked(&held.entry(), &other.entry())
            {
                linked.push(id);
            }
        }
        Ok(linked)
    }

    fn load(&mut self, store: &dyn Store, id: ClaimId) -> Result<Option<Arc<Held>>> {
        if let Some(held) = self.loaded.get(&id) {
            return Ok(Some(held.clone()));
        }
        let held = store.claim(id)?.map(Arc::new);
        if let Some(held) = &held {
            self.loaded.insert(id, held.clone());
        }
        Ok(held)
    }
}

/// What tells a change from others of its claim.
fn told(noted: &Noted) -> (ClaimId, Turn, Date) {
    (noted.step.claim, noted.step.turn, noted.step.day)
}

/// Clusters entries, which hold all claims that remain of the records `old`, as rules and hands say, and writes what changed. What
/// became known of them is news, unless all is worked out `anew`.
fn write(
    store: &mut dyn Store,
    (entries, hands): (&[&Held], &[Hand]),
    old: BTreeMap<ClaimId, Vec<ClaimId>>,
    fresh: &HashSet<ClaimId>,
    anew: bool,
) -> Result<Joined> {
    let mut joined = Joined {
        before: old,
        after: BTreeMap::new(),
    };
    let mut lines = Vec::new();
    let words = correcting::words_now(store)?;
    for members in clusters(entries, hands) {
        let views: Vec<Entry> = members.iter().map(|held| held.entry()).collect();
        let record = crate::record::record(&views);
        let mut ids: Vec<ClaimId> = members.iter().map(|held| held.claim.id).collect();
        ids.sort();
        let had = joined.before.get(&record.id);
        if had == Some(&ids) && ids.iter().all(|id| !fresh.contains(id)) {
            joined.before.remove(&record.id);
        } else {
            let word = words.about(members.iter().copied());
            lines.push(line(&record, &views, word));
            joined.after.insert(record.id, ids);
        }
    }
    let mut known: HashMap<(ClaimId, Turn, Date), i64> = HashMap::new();
    for record in joined.before.keys() {
        for (_, noted) in store.noted(*record)? {
            known.insert(told(&noted), noted.seq);
        }
        store.drop_line(*record)?;
    }
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
    for line in &lines {
        store.put_line(line)?;
    }
    Ok(joined)
}

/// The clusters of some claims, as the rules and then people's hands make them. The order of the claims does not matter.
pub fn clusters<'h>(entries: &[&'h Held], hands: &[Hand]) -> Vec<Vec<&'h Held>> {
    let views: Vec<Entry> = entries.iter().map(|held| held.entry()).collect();
    merge::by_hand(&views, merge::cluster(&views), hands)
        .into_iter()
        .filter(|cluster| !cluster.is_empty())
        .map(|cluster| cluster.into_iter().map(|i| entries[i]).collect())
        .collect()
}

/// What a record is found by, where a person's `word` says what became of it too.
pub fn line(record: &Record, entries: &[Entry], word: Option<&Word>) -> Line {
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
    let changes = history(entries).into_iter();
    Line {
        id: record.id,
        announced: entries.iter().any(|entry| announced(entry.claim.status)),
        days,
        event: record.event.as_str(),
        kind: record.kind.clone(),
        parties,
        acting: record.actors.clone(),
        fate: fate(record, entries, word),
        country: record
            .place
            .as_ref()
            .and_then(|place| place.country.clone()),
        persons: persons(record, entries),
        outlets,
        changes: changes.map(|step| Noted { step, seq: 0 }).collect(),
    }
}

/// What became of a record, whatever the day.
fn fate(record: &Record, entries: &[Entry], word: Option<&Word>) -> Fate {
    // On the first of all days nothing is overdue yet, and nothing goes on.
    let life = life_by(entries, record, Date::MIN, word);
    let time = record.when.as_deref().and_then(Time::parse);
    let during = time
        .filter(|time| life.state == State::Held && time.precision == Precision::Day)
        .and_then(|time| time.days)
        .filter(|days| days.count() > 1);
    Fate {
        settled: life.state,
        due: life.due.map(number_of),
        during: during.map(|days| (days.first, days.last)),
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
