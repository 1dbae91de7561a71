//! Life: what became of a dealing, as of a date.
//!
//! What enters: the entries of a record, those of other records that bear witness to it, and a date. What leaves: a [`Life`]. A state is never stored: it follows from the claims,
//! a person's corrections and the calendar (DESIGN.md, Definitions, State).

use super::tellings::{Telling, tellings};
use super::whole;
use super::{ClaimId, Days, Entry, Record, Time, Word, day_number};
use jiff::civil::Date;
use reading::claim::Status;
use reading::time::edtf::Precision;
use std::collections::BTreeMap;

/// What has become of a dealing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is to come.
    Announced,
    /// It was suggested, and nobody has settled that it is to come.
    Proposed,
    /// It took place.
    Held,
    /// It has begun and has days to go.
    Ongoing,
    /// It was put off.
    Postponed,
    /// It was called off.
    Cancelled,
    /// It is said not to have happened, or not to be coming.
    Denied,
    /// Its day has passed and nothing is known; which is not the same as broken.
    Overdue,
    /// Independent outlets contradict each other about whether it happened.
    Disputed,
    /// A standing format is broken off.
    Suspended,
    /// A standing format was brought back.
    Resumed,
}

impl State {
    /// All states.
    pub const ALL: &'static [State] = &[
        State::Announced,
        State::Proposed,
        State::Held,
        State::Ongoing,
        State::Postponed,
        State::Cancelled,
        State::Denied,
        State::Overdue,
        State::Disputed,
        State::Suspended,
        State::Resumed,
    ];

    /// The state in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Announced => "announced",
            State::Proposed => "proposed",
            State::Held => "held",
            State::Ongoing => "ongoing",
            State::Postponed => "postponed",
            State::Cancelled => "cancelled",
            State::Denied => "denied",
            State::Overdue => "overdue",
            State::Disputed => "disputed",
            State::Suspended => "suspended",
            State::Resumed => "resumed",
        }
    }

    /// The state of a word.
    pub fn parse(word: &str) -> Option<State> {
        State::ALL
            .iter()
            .find(|state| state.as_str() == word)
            .copied()
    }
}

/// What became of a record, and why that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// What has become of it.
    pub state: State,
    /// By when it is or was to happen; none where no day is known.
    pub due: Option<Date>,
    /// The claim that settled it.
    pub settled_by: Option<ClaimId>,
    /// Claims that contradict the settling one, of independent outlets.
    pub against: Vec<ClaimId>,
    /// What would count as fulfilment, in a sentence.
    pub fulfilment: String,
    /// Why the state is what it is, in sentences.
    pub why: String,
    /// The person's word that it rests on; none where it follows from claims and calendar.
    pub word: Option<Word>,
}

/// What has become of a record on a day, when a person's `word` about it is heard first (DESIGN.md, Definitions, State). What the claims
/// say is told with it, so that one sees what the word goes against.
pub fn life_by(
    entries: &[Entry],
    witnesses: &[Entry],
    record: &Record,
    today: Date,
    word: Option<&Word>,
) -> Life {
    said_by(life(entries, witnesses, record, today), word)
}

/// What [`record`](super::record) and [`life_by`] say of the claims of one record, which are put into order and compared once where nobody
/// else bears witness to it.
pub fn record_with_life(
    entries: &[Entry],
    witnesses: &[Entry],
    today: Date,
    word: Option<&Word>,
) -> (Record, Life) {
    if !witnesses.is_empty() {
        let record = whole::record(entries);
        let life = life_by(entries, witnesses, &record, today, word);
        return (record, life);
    }
    let all = tellings(entries, &[]);
    let settled = settled(&all);
    let record = whole::of(&all, settled.as_ref());
    let life = of(&all, settled, &record, today);
    (record, said_by(life, word))
}

/// What has become of a record when a person's word is heard first.
fn said_by(mut life: Life, word: Option<&Word>) -> Life {
    if let Some(word) = word {
        let own = std::mem::replace(&mut life.state, word.state);
        life.why = format!(
            "{} says so: {} Without that word it is {}. {}",
            word.author,
            sentence(&word.reason),
            own.as_str(),
            life.why
        );
        life.word = Some(word.clone());
    }
    life
}

/// A person's words with a full stop, where they have none.
fn sentence(words: &str) -> String {
    let words = words.trim();
    let ends = words.ends_with(['.', '!', '?']);
    format!("{words}{}", if ends { "" } else { "." })
}

/// What has become of a record on a day, as its claims and the calendar have it. `entries` are all claims of the record that are known,
/// whatever their order; `witnesses` are claims of other records that [`bear witness`](crate::merge::witness) to it; `today` is the day that
/// asks.
pub fn life(entries: &[Entry], witnesses: &[Entry], record: &Record, today: Date) -> Life {
    let all = tellings(entries, witnesses);
    of(&all, settled(&all), record, today)
}

/// The same of tellings, with what settles them.
fn of(all: &[Telling], settled: Option<Settled>, record: &Record, today: Date) -> Life {
    let time = record.when.as_deref().and_then(Time::parse);
    let due = time.and_then(|time| time.due());
    let fulfilment = fulfilment(record, time);
    match settled {
        Some(settled) => {
            let state = state_of(&settled, time, today);
            Life {
                state,
                due,
                settled_by: all.get(settled.by).map(|telling| telling.claim.id),
                against: settled
                    .against
                    .iter()
                    .filter_map(|&at| all.get(at))
                    .map(|telling| telling.claim.id)
                    .collect(),
                fulfilment,
                why: why_settled(&settled, all, state),
                word: None,
            }
        }
        None => {
            let planned = all.iter().any(|t| t.claim.status == Status::Planned);
            let (state, why) = by_calendar(planned, due, today);
            Life {
                state,
                due,
                settled_by: None,
                against: Vec::new(),
                fulfilment,
                why,
                word: None,
            }
        }
    }
}

/// What the calendar says where no claim settles it.
fn by_calendar(planned: bool, due: Option<Date>, today: Date) -> (State, String) {
    match due {
        _ if !planned => (
            State::Proposed,
            "It was suggested; no page says that it is settled.".to_owned(),
        ),
        Some(due) if due < today => (
            State::Overdue,
            format!("It was due by {due}, and no page says what became of it."),
        ),
        Some(due) => (State::Announced, format!("It is due by {due}.")),
        None => (
            State::Announced,
            "No page says by when, so that it is never overdue.".to_owned(),
        ),
    }
}

/// What settles a record.
pub struct Settled {
    /// What became of it.
    pub status: Status,
    /// The claim that says so, as an index of the tellings.
    pub by: usize,
    /// Claims of independent voices that contradict it; not empty only where it is disputed.
    pub against: Vec<usize>,
}

fn settles(status: Status) -> bool {
    !matches!(status, Status::Planned | Status::Proposed)
}

/// What the claims say became of it: disputed where independent voices contradict each other about whether it happened, else the
/// latest-published. A page without a date cannot settle the order, so it is heard only where no page with a date says anything.
/// Witnesses of other records are heard where no claim of its own says what became of it.
pub fn settled(all: &[Telling]) -> Option<Settled> {
    let told = |at: &usize| {
        let telling = &all[*at];
        telling.counts() && settles(telling.claim.status) && !only_announces(telling, all)
    };
    let (mut candidates, witnesses): (Vec<usize>, Vec<usize>) = (0..all.len())
        .filter(told)
        .partition(|&at| !all[at].witness);
    if candidates.is_empty() {
        candidates = witnesses;
    }
    if candidates.is_empty() && !all.iter().any(Telling::is_plan) {
        // Teasers and captions fulfil nothing; where nothing is to be fulfilled, they are what is known.
        candidates = (0..all.len())
            .filter(|&at| settles(all[at].claim.status))
            .collect();
    }
    let dated: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|&at| all[at].said.is_some())
        .collect();
    let undated_only = dated.is_empty();
    let candidates = if undated_only { candidates } else { dated };
    let by = latest(all, &candidates)?;
    let mut settled = Settled {
        status: all[by].claim.status,
        by,
        against: Vec::new(),
    };
    if !undated_only {
        dispute(all, &candidates, &mut settled);
    }
    Some(settled)
}

/// Whether what seems to report without a time only announces the dealing: its page announces it for its own day or later, so that the
/// report is a title ("The Minister's Visit to Peru") or a word about what is to come; or it tells of a visit before the first day that any
/// claim gives ("The Minister travels to Peru").
fn only_announces(telling: &Telling, all: &[Telling]) -> bool {
    let (Some(published), None) = (telling.source.published, telling.time) else {
        return false;
    };
    let published = day_number(published);
    let first_day = |other: &Telling| {
        let sharp = other.time.filter(|time| time.precision == Precision::Day);
        sharp.and_then(|time| time.days).map(|days| days.first)
    };
    let own = || all.iter().filter(|other| !other.witness);
    let of_page = |other: &&Telling| {
        other.source.page == telling.source.page && other.claim.status == Status::Planned
    };
    if telling.claim.status != Status::Held {
        return false;
    }
    let titles = (own().filter(of_page).filter_map(first_day)).any(|first| first >= published);
    let visit = telling.claim.kind.as_deref() == Some("visit") && !telling.witness;
    titles || visit && own().filter_map(first_day).min() > Some(published)
}

/// The claim that was said last. Of one day: what more voices say, then what a page says in its own voice, then what is harder to
/// take back: that it was held. Who says that it was put off says more than who says that it was called off: that it is still
/// meant to come.
fn latest(all: &[Telling], candidates: &[usize]) -> Option<usize> {
    let rank = |status: Status| match status {
        Status::Held => 5,
        Status::Resumed => 4,
        Status::Suspended => 3,
        Status::Postponed => 2,
        Status::Cancelled => 1,
        _ => 0,
    };
    let voices = |of: &Telling| {
        let mut voices: Vec<usize> = candidates
            .iter()
            .map(|&at| &all[at])
            .filter(|other| other.said == of.said && other.claim.status == of.claim.status)
            .map(|other| other.voice)
            .collect();
        voices.sort_unstable();
        voices.dedup();
        voices.len()
    };
    candidates.iter().copied().max_by_key(|&at| {
        let telling = &all[at];
        (
            telling.said,
            voices(telling),
            telling.claim.said_by.is_empty(),
            rank(telling.claim.status),
            // Of claims that say the same, one with a time is the better witness.
            telling.time.is_some(),
            std::cmp::Reverse(telling.claim.id),
        )
    })
}

/// Looks for independent voices that contradict each other about whether it happened. Each voice is heard by its last word; who
/// denied beforehand that it would come has not denied that it did.
fn dispute(all: &[Telling], candidates: &[usize], settled: &mut Settled) {
    let mut last: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &at in candidates {
        last.entry(all[at].voice).or_default().push(at);
    }
    let words: Vec<usize> = last.values().filter_map(|own| latest(all, own)).collect();
    let held: Vec<usize> = words
        .iter()
        .copied()
        .filter(|&at| all[at].claim.status == Status::Held)
        .collect();
    // The first day on which it can have happened, as those say who say that it did.
    let begun = held.iter().filter_map(|&at| {
        let days = all[at].time.and_then(|time| time.days);
        days.map(|days| days.first)
            .or_else(|| all[at].said.map(day_number))
    });
    let Some(begun) = begun.min() else { return };
    let not: Vec<usize> = words
        .iter()
        .copied()
        .filter(|&at| {
            let after = all[at].said.is_some_and(|said| match all[at].claim.status {
                Status::Denied => day_number(said) >= begun,
                Status::Cancelled => day_number(said) > begun,
                _ => false,
            });
            after && matches!(all[at].claim.status, Status::Denied | Status::Cancelled)
        })
        .collect();
    if not.is_empty() {
        return;
    }
    match settled.status {
        Status::Held => settled.against = not,
        Status::Denied | Status::Cancelled => settled.against = held,
        _ => {}
    }
}

pub(super) fn state_of(settled: &Settled, time: Option<Time>, today: Date) -> State {
    if !settled.against.is_empty() {
        return State::Disputed;
    }
    match settled.status {
        Status::Held => {
            let days = time.and_then(|time| time.days);
            let lasts = |days: Days| days.count() > 1 && days.last >= day_number(today);
            let days = days.filter(|_| time.is_some_and(|time| time.precision == Precision::Day));
            match days {
                Some(days) if lasts(days) && days.first <= day_number(today) => State::Ongoing,
                _ => State::Held,
            }
        }
        Status::Postponed => State::Postponed,
        Status::Cancelled => State::Cancelled,
        Status::Denied => State::Denied,
        Status::Suspended => State::Suspended,
        Status::Resumed => State::Resumed,
        Status::Planned => State::Announced,
        Status::Proposed => State::Proposed,
    }
}

fn fulfilment(record: &Record, time: Option<Time>) -> String {
    let kind = record
        .kind
        .clone()
        .unwrap_or_else(|| record.event.as_str().to_lowercase());
    let parties = if record.recipients.is_empty() {
        record.actors.join(", ")
    } else {
        format!(
            "{} to {}",
            record.actors.join(", "),
            record.recipients.join(", ")
        )
    };
    let by = match time.map(|time| (time, time.due())) {
        Some((time, Some(due))) if time.edtf.earliest() != Some(due) => {
            format!("within {}", time.edtf)
        }
        Some((_, Some(due))) => format!("on {due}"),
        Some((time, None)) => format!("in {}, whose last day is not known,", time.edtf),
        None => "at any time, since no page gives one,".to_owned(),
    };
    let witness = if kind == "visit" && time.is_some_and(|time| time.due().is_some()) {
        " Where no page says so, a meeting there on these days with one of the visitors."
    } else {
        ""
    };
    format!(
        "A page's own report, not a teaser or an undated caption, that this took place {by}: {kind}, {parties}.{witness}"
    )
}

fn why_settled(settled: &Settled, all: &[Telling], state: State) -> String {
    let name = |telling: &Telling| {
        let outlet = telling.source.outlet.as_deref().unwrap_or("a page");
        match telling.said {
            Some(said) => format!("{outlet} of {said}"),
            None => format!("{outlet}, undated,"),
        }
    };
    let Some(by) = all.get(settled.by) else {
        return String::new();
    };
    let word = settled.status.as_str();
    if state == State::Disputed {
        let others: Vec<String> = settled
            .against
            .iter()
            .filter_map(|&at| all.get(at))
            .map(|other| format!("{} says {}", name(other), other.claim.status.as_str()))
            .collect();
        return format!(
            "Independent outlets contradict each other: {} says {word}, {}.",
            name(by),
            others.join(", ")
        );
    }
    let mut why = if by.witness {
        format!("{} reports a meeting there on its days", name(by))
    } else {
        format!("{} says {word}", name(by))
    };
    if by.said.is_none() {
        why.push_str("; no page with a date says what became of it");
    } else if all.iter().any(|other| {
        other.counts()
            && settles(other.claim.status)
            && other.said < by.said
            && other.claim.status != settled.status
    }) {
        why.push_str("; it is the latest to say what became of it");
    }
    if state == State::Ongoing {
        why.push_str("; it has days to go");
    }
    why.push('.');
    why
}
