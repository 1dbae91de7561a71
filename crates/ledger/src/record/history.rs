//! History: what became known of a dealing, and on which day.
//!
//! What enters: the entries of a record, and those of other records that bear witness to it. What leaves: its [`Step`]s in the order of their days. Invariants: the steps are a function
//! of the set of entries; but for [`Turn::Overdue`], which is of the calendar, each step stands on a claim of its day or before;
//! the last of those says what [`life`](super::life) says on that day, as far as no person's word goes before. Which pages are copies, and which are one voice, is
//! worked out once of all pages, also for days on which some were not out yet.

use super::life::{Settled, settled, state_of};
use super::tellings::{Telling, tellings};
use super::whole::{event_of, time_of};
use super::{ClaimId, Entry, State, Time, Word};
use jiff::civil::Date;
use reading::claim::{Event, Status};

/// What became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// It is to come; again, where its days became known or are others.
    Announced,
    /// It was suggested.
    Proposed,
    /// It took place.
    Held,
    /// It has begun.
    Ongoing,
    /// It was put off.
    Postponed,
    /// It was called off.
    Cancelled,
    /// It is said not to have happened, or not to be coming.
    Denied,
    /// A standing format was broken off.
    Suspended,
    /// A standing format was brought back.
    Resumed,
    /// Independent outlets contradict each other about it.
    Disputed,
    /// An act or a statement that nobody had announced.
    Said,
    /// Its day has passed, and nothing is known.
    Overdue,
}

impl Turn {
    /// All of them.
    pub const ALL: &'static [Turn] = &[
        Turn::Announced,
        Turn::Proposed,
        Turn::Held,
        Turn::Ongoing,
        Turn::Postponed,
        Turn::Cancelled,
        Turn::Denied,
        Turn::Suspended,
        Turn::Resumed,
        Turn::Disputed,
        Turn::Said,
        Turn::Overdue,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Turn::Announced => "announced",
            Turn::Proposed => "proposed",
            Turn::Held => "held",
            Turn::Ongoing => "ongoing",
            Turn::Postponed => "postponed",
            Turn::Cancelled => "cancelled",
            Turn::Denied => "denied",
            Turn::Suspended => "suspended",
            Turn::Resumed => "resumed",
            Turn::Disputed => "disputed",
            Turn::Said => "said",
            Turn::Overdue => "overdue",
        }
    }

    /// What a word stands for.
    pub fn parse(word: &str) -> Option<Turn> {
        Turn::ALL.iter().find(|turn| turn.as_str() == word).copied()
    }

    /// Whether it looks ahead, so that new days of it are news.
    fn looks_ahead(self) -> bool {
        matches!(self, Turn::Announced | Turn::Proposed | Turn::Postponed)
    }
}

/// What became known of a record on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The day on which its page was published, else read; of what is overdue, the day after the due day.
    pub day: Date,
    /// What became known.
    pub turn: Turn,
    /// The claim that says it; of what is overdue, the one that announced it.
    pub claim: ClaimId,
    /// When it was or is to be, as known on that day, in EDTF.
    pub when: Option<String>,
}

/// What became known of a record, the oldest first. Where a person's `word` says what became of it, it is not called overdue in the
/// end.
pub fn history(entries: &[Entry], witnesses: &[Entry], word: Option<&Word>) -> Vec<Step> {
    let mut steps = told(entries, witnesses);
    let overdue = steps.last().is_some_and(|step| step.turn == Turn::Overdue);
    if overdue && word.is_some_and(|word| word.state != State::Overdue) {
        steps.pop();
    }
    steps
}

/// What claims and calendar tell.
fn told(entries: &[Entry], witnesses: &[Entry]) -> Vec<Step> {
    let all = tellings(entries, witnesses);
    let mut days: Vec<Date> = all.iter().map(|telling| telling.source.day()).collect();
    days.sort_unstable();
    days.dedup();
    let mut steps = Steps::default();
    for (at, &day) in days.iter().enumerate() {
        let fresh: Vec<&Telling> = all.iter().filter(|t| t.source.day() == day).collect();
        let last = at + 1 == days.len();
        if !last && steps.now.as_ref().is_some_and(|now| now.stays(&fresh)) {
            continue;
        }
        let known: Vec<Telling> = all
            .iter()
            .filter(|telling| telling.source.day() <= day)
            .cloned()
            .collect();
        if let Some(next) = Standing::of(&known, &fresh, day) {
            steps.take(next, day);
        }
    }
    steps.end()
}

/// How a record stands on a day.
struct Standing {
    turn: Turn,
    claim: ClaimId,
    time: Option<Time>,
}

impl Standing {
    /// How it stands with what is `known`, of which some is `fresh`.
    fn of(known: &[Telling], fresh: &[&Telling], day: Date) -> Option<Standing> {
        let settled = settled(known);
        let time = time_of(known, settled.as_ref());
        let (turn, claim) = match &settled {
            Some(settled) => (
                turn_of(settled, known, time, day),
                known.get(settled.by)?.claim.id,
            ),
            None => {
                let planned = known.iter().any(|t| t.claim.status == Status::Planned);
                let status = if planned {
                    Status::Planned
                } else {
                    Status::Proposed
                };
                let turn = if planned {
                    Turn::Announced
                } else {
                    Turn::Proposed
                };
                (turn, plan(known, fresh, status, time)?)
            }
        };
        Some(Standing { turn, claim, time })
    }

    /// Whether fresh claims only say again what is known.
    fn stays(&self, fresh: &[&Telling]) -> bool {
        let status = match self.turn {
            Turn::Announced => Status::Planned,
            Turn::Proposed => Status::Proposed,
            Turn::Held | Turn::Said => Status::Held,
            Turn::Cancelled => Status::Cancelled,
            Turn::Denied => Status::Denied,
            Turn::Suspended => Status::Suspended,
            Turn::Resumed => Status::Resumed,
            // Days go by, or voices add up.
            Turn::Ongoing | Turn::Postponed | Turn::Disputed | Turn::Overdue => return false,
        };
        fresh.iter().all(|telling| {
            let days = telling.time.is_none() || telling.time == self.time;
            telling.claim.status == status && (days || !self.turn.looks_ahead())
        })
    }

    /// Whether it is news after `now`.
    fn is_news(&self, now: &Standing) -> bool {
        if self.turn != now.turn {
            return true;
        }
        let (Some(new), true) = (self.time, self.turn.looks_ahead()) else {
            return false;
        };
        now.time.is_none_or(|old| {
            !old.can_be(&new)
                || new.precision < old.precision
                || old.days.is_none() && new.days.is_some()
        })
    }

    /// By when it is due, where nothing has settled it.
    fn due(&self) -> Option<Date> {
        self.time
            .filter(|_| self.turn == Turn::Announced)
            .and_then(|time| time.due())
    }

    /// The day after the last one of what was under way, where nothing but the calendar says that it is over now.
    fn over(&self, next: &Standing) -> Option<Date> {
        let passed = self.turn == Turn::Ongoing && next.turn == Turn::Held;
        let same = passed && self.claim == next.claim && self.time == next.time;
        self.time.filter(|_| same)?.due()?.tomorrow().ok()
    }

    fn step(&self, day: Date, turn: Turn) -> Step {
        Step {
            day,
            turn,
            claim: self.claim,
            when: self.time.map(|time| time.edtf.to_string()),
        }
    }
}

/// What a settled record turned into. What nobody had announced, and is no meeting of any kind, was an act or a statement.
fn turn_of(settled: &Settled, known: &[Telling], time: Option<Time>, day: Date) -> Turn {
    match state_of(settled, time, day) {
        State::Held if event_of(known) != Event::Consult && !known.iter().any(Telling::is_plan) => {
            Turn::Said
        }
        State::Held => Turn::Held,
        State::Ongoing => Turn::Ongoing,
        State::Postponed => Turn::Postponed,
        State::Cancelled => Turn::Cancelled,
        State::Denied => Turn::Denied,
        State::Suspended => Turn::Suspended,
        State::Resumed => Turn::Resumed,
        State::Disputed => Turn::Disputed,
        State::Announced => Turn::Announced,
        State::Proposed => Turn::Proposed,
        State::Overdue => Turn::Overdue,
    }
}

/// The claim that says a plan best: of the day, with the record's own time, of the page's own text.
fn plan(
    known: &[Telling],
    fresh: &[&Telling],
    status: Status,
    time: Option<Time>,
) -> Option<ClaimId> {
    let is_fresh = |telling: &Telling| fresh.iter().any(|f| f.claim.id == telling.claim.id);
    known
        .iter()
        .filter(|telling| telling.claim.status == status)
        .max_by_key(|telling| {
            (
                is_fresh(telling),
                telling.time == time,
                telling.counts(),
                telling.source.day(),
                std::cmp::Reverse(telling.claim.id),
            )
        })
        .or(known.first())
        .map(|telling| telling.claim.id)
}

/// Steps that are told so far.
#[derive(Default)]
struct Steps {
    all: Vec<Step>,
    now: Option<Standing>,
    overdue: bool,
}

impl Steps {
    /// Goes on to how the record stands on a day.
    fn take(&mut self, next: Standing, day: Date) {
        // A page that comes on the day after the due day is in time to say what became of it.
        self.pass(Some(day));
        let news = match &self.now {
            Some(now) => next.is_news(now),
            None => true,
        };
        if news {
            let over = self.now.as_ref().and_then(|now| now.over(&next));
            self.all.push(next.step(over.unwrap_or(day), next.turn));
        }
        if news || next.due() >= Some(day) {
            self.overdue = false;
        }
        self.now = Some(next);
    }

    /// Lets the days go by before `until`: what is due meanwhile is overdue.
    fn pass(&mut self, until: Option<Date>) {
        let Some(now) = self.now.as_ref().filter(|_| !self.overdue) else {
            return;
        };
        let told = self.all.last().map(|step| step.day);
        let passed = now.due().and_then(|due| due.tomorrow().ok());
        // What is announced when its day has passed is overdue at once.
        let Some(passed) = passed.max(told).filter(|_| passed.is_some()) else {
            return;
        };
        if until.is_none_or(|until| passed < until) {
            self.all.push(now.step(passed, Turn::Overdue));
            self.overdue = true;
        }
    }

    fn end(mut self) -> Vec<Step> {
        self.pass(None);
        self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_turn_has_a_word_of_its_own() {
        for &turn in Turn::ALL {
            assert_eq!(Turn::parse(turn.as_str()), Some(turn));
        }
    }
}
