//! Review: claims that a person had best look at, the most doubtful first.
//!
//! What enters: a [`Ledger`], a day, a filter, and where one stopped. What leaves: a few doubtful claims with their records, and where to go on. Invariants:
//! what a person has decided is not asked again; each call looks at a bounded number of claims, so that it may give fewer than
//! were asked for, or none, and still go on.

use super::filter::Sieve;
use super::{Filter, Told, View};
use crate::record::correction::{Deed, in_force};
use crate::record::{ClaimId, PageId, State};
use crate::store::{Doubt, Held, Ledger, Result, Words, number_of};
use jiff::civil::Date;
use reading::claim::Status;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// How many claims are looked at for one answer.
const LOOKS: usize = 1000;

/// A claim that is in doubt.
#[derive(Debug, Clone)]
pub struct Doubtful {
    /// Why.
    pub doubt: Doubt,
    /// The claim.
    pub claim: Held,
    /// Its record.
    pub told: Told,
}

/// A part of the queue.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// The claims, in the order of the queue.
    pub items: Vec<Doubtful>,
    /// Where to go on; none at the end.
    pub next: Option<QueueCursor>,
}

/// Where one stopped: after the claim or record with this key and id.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QueueCursor {
    doubt: Doubt,
    after: Option<(f64, ClaimId)>,
}

impl fmt::Display for QueueCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.doubt.as_str())?;
        match self.after {
            Some((key, id)) => write!(f, "_{:016x}_{id}", key.to_bits()),
            None => Ok(()),
        }
    }
}

impl QueueCursor {
    /// The cursor of a text that one was written as.
    pub fn parse(text: &str) -> Option<QueueCursor> {
        let mut parts = text.split('_');
        let doubt = Doubt::parse(parts.next()?)?;
        let number = |part: &str| {
            let own = part.len() == 16;
            own.then(|| u64::from_str_radix(part, 16).ok()).flatten()
        };
        let after = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => None,
            (Some(key), Some(id), None) => {
                Some((f64::from_bits(number(key)?), ClaimId(number(id)?)))
            }
            _ => return None,
        };
        Some(QueueCursor { doubt, after })
    }
}

/// The queue from `from` on, or from its beginning: `most` claims at most, of these kinds of doubt (all where none is named), whose records
/// the filter takes.
pub fn review(
    ledger: &Ledger,
    today: Date,
    filter: &Filter,
    doubts: &[Doubt],
    from: Option<QueueCursor>,
    most: usize,
) -> Result<Queue> {
    let sieve = Sieve::new(ledger, filter)?;
    let mut queue = Queue::default();
    let view = View {
        today,
        as_known_on: None,
    };
    let mut desk = Desk {
        ledger,
        view,
        words: ledger.words()?,
        decided: HashMap::new(),
    };
    let mut looks = LOOKS;
    let asked = |doubt: &&Doubt| doubts.is_empty() || doubts.contains(doubt);
    let begin = from.map(|cursor| cursor.doubt);
    let rest = Doubt::ALL.iter().filter(asked);
    for &doubt in rest.filter(|doubt| begin.is_none_or(|begin| **doubt >= begin)) {
        let mut after = from
            .filter(|cursor| cursor.doubt == doubt)
            .and_then(|cursor| cursor.after);
        loop {
            let step = looks.min(100);
            let found = ledger.doubtful(doubt, number_of(today), after, step)?;
            let all = found.len() < step;
            for (key, id) in found {
                if queue.items.len() >= most {
                    queue.next = Some(QueueCursor { doubt, after });
                    return Ok(queue);
                }
                after = Some((key, id));
                looks -= 1;
                let item = desk.look(doubt, id)?;
                queue
                    .items
                    .extend(item.filter(|item| sieve.takes(&item.told)));
            }
            if all {
                break;
            }
            if looks == 0 {
                queue.next = Some(QueueCursor { doubt, after });
                return Ok(queue);
            }
        }
        if looks == 0 {
            // The next kind begins at its beginning.
            let next = Doubt::ALL.iter().filter(asked).find(|next| **next > doubt);
            queue.next = next.map(|&doubt| QueueCursor { doubt, after: None });
            return Ok(queue);
        }
    }
    Ok(queue)
}

/// What looks at claims.
struct Desk<'l> {
    ledger: &'l Ledger,
    view: View,
    words: Words,
    /// The claims of a page that people have decided on.
    decided: HashMap<PageId, HashSet<ClaimId>>,
}

impl Desk<'_> {
    /// A claim, or a record of which one is, if it is in doubt for this reason.
    fn look(&mut self, doubt: Doubt, id: ClaimId) -> Result<Option<Doubtful>> {
        let Some(record) = self.ledger.record_of(id)? else {
            return Ok(None);
        };
        let told = Told::stored(self.ledger, record, self.view.today, &self.words)?;
        let Some(told) = told else {
            return Ok(None);
        };
        let by_id = |id: ClaimId| told.claims.iter().find(|held| held.claim.id == id);
        let reports = || { told.claims.iter() }.filter(|held| held.claim.status == Status::Held);
        let life = &told.life;
        let claim = match doubt {
            Doubt::Contradicted => {
                let heard = life.settled_by == Some(id) || life.against.contains(&id);
                by_id(id).filter(|_| life.state == State::Disputed && heard)
            }
            // What was announced last is what did not come.
            Doubt::Overdue => {
                let plan =
                    |held: &&Held| matches!(held.claim.status, Status::Planned | Status::Proposed);
                let own = told.claims.iter().rev().find(plan);
                own.filter(|_| life.state == State::Overdue)
            }
            Doubt::Unsure => by_id(id),
            // One of several that only pass on what others say stands for all.
            Doubt::Reported => {
                let first = reports().map(|held| held.claim.id).min();
                let hearsay = reports().all(|held| !held.claim.said_by.is_empty());
                by_id(id).filter(|_| hearsay && first == Some(id) && life.word.is_none())
            }
        };
        let Some(claim) = claim.cloned() else {
            return Ok(None);
        };
        if self.is_decided(&claim)? {
            return Ok(None);
        }
        Ok(Some(Doubtful { doubt, claim, told }))
    }

    /// Whether a person has said of a claim what it is.
    fn is_decided(&mut self, held: &Held) -> Result<bool> {
        let decided = match self.decided.entry(held.claim.page.clone()) {
            Entry::Occupied(decided) => decided.into_mut(),
            Entry::Vacant(place) => place.insert(decided(self.ledger, &held.claim.page)?),
        };
        Ok(decided.contains(&held.claim.id))
    }
}

/// The claims of a page that people have confirmed, edited, added or rejected, under their ids of today.
pub fn decided(ledger: &Ledger, page: &PageId) -> Result<HashSet<ClaimId>> {
    let corrections = ledger.corrections_on(page)?;
    let mut decided = HashSet::new();
    if corrections.is_empty() {
        return Ok(decided);
    }
    let bound = ledger.bound(page)?;
    for correction in in_force(&corrections) {
        if let Deed::Confirm(one) | Deed::Edit(one, _) | Deed::Add(one) | Deed::Reject(one) =
            &correction.deed
        {
            let is = { bound.iter() }
                .find(|bound| bound.correction == correction.id)
                .and_then(|bound| bound.is);
            // What an earlier version said, and this one does not, is nothing of this page.
            let own = (one.claim.page == *page).then_some(one.claim.id);
            decided.extend(is.or(own));
        }
    }
    Ok(decided)
}
