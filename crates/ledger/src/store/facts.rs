//! Facts: what records are counted and found by, apart from how they lie on disk.

use super::Line;
use crate::record::{ClaimId, Day, Name, State, Step, Turn, day_number, leveled, weight};
use jiff::civil::Date;
use reading::claim::Event;
use std::cmp::Ordering;
use std::collections::HashSet;

/// What became of a record but for the calendar, from which its state on any day follows. Invariant: [`Fate::state`] is what
/// [`life`](crate::record::life) says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// What its claims settle on; announced or proposed where they settle on nothing.
    pub settled: State,
    /// By when it is or was to happen.
    pub due: Option<Day>,
    /// First and last day of what was held and takes several.
    pub during: Option<(Day, Day)>,
    /// Whether a person said what became of it, so that the calendar has no say.
    pub by_word: bool,
}

impl Fate {
    /// The state on a day.
    pub fn state(&self, today: Day) -> State {
        match self.settled {
            state if self.by_word => state,
            State::Announced if self.due.is_some_and(|due| due < today) => State::Overdue,
            State::Held if self.during.is_some_and(|(a, b)| a <= today && today <= b) => {
                State::Ongoing
            }
            state => state,
        }
    }
}

/// What one looks at: everything, a party, or a pair of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Everything.
    All,
    /// What this party takes part in.
    Party(String),
    /// What both take part in; in order of their letters.
    Pair(String, String),
}

impl Key {
    /// What these parties take part in, as far as two of them can tell.
    pub fn of(parties: &[String]) -> Key {
        let mut parties = parties.to_vec();
        parties.sort();
        parties.dedup();
        match parties.as_slice() {
            [] => Key::All,
            [one] => Key::Party(one.clone()),
            [one, other, ..] => Key::Pair(one.clone(), other.clone()),
        }
    }

    /// The key of these words.
    pub fn parse(words: &str) -> Key {
        // Mostly there are two, in order.
        if let Some((one, other)) = words.split_once(' ')
            && one < other
            && !other.contains(' ')
        {
            return Key::Pair(one.to_owned(), other.to_owned());
        }
        let parties: Vec<String> = words.split(' ').map(str::to_owned).collect();
        Key::of(&parties)
    }

    /// The parties, parted by a space; empty for everything.
    pub fn words(&self) -> String {
        match self {
            Key::All => String::new(),
            Key::Party(one) => one.clone(),
            Key::Pair(one, other) => format!("{one} {other}"),
        }
    }
}

/// What a record is counted by, for one party or pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The record.
    pub record: ClaimId,
    /// Whether a claim of it was planned, proposed or put off.
    pub announced: bool,
    /// First day; none where its time is not known.
    pub first: Option<Day>,
    /// Whether the party, or one of the two, stands on the side of those who do it.
    pub acts: bool,
    /// Type.
    pub event: Event,
    /// Finer kind.
    pub kind: Option<String>,
    /// What became of it.
    pub fate: Fate,
}

/// The kind of a word that was given, of which one asks later whether it was kept.
pub const COMMITMENT: &str = "commitment";

/// Which facts are asked for, the newest first. What is left open asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Announced ones, or others.
    pub announced: Option<bool>,
    /// Of one of these types.
    pub events: Vec<Event>,
    /// Of this finer kind.
    pub kind: Option<&'static str>,
    /// Whose claims settle on one of these.
    pub settled: Vec<State>,
    /// With a time only.
    pub dated: bool,
    /// So many at most; none: all.
    pub most: Option<usize>,
}

impl Wanted {
    /// Whether a fact is asked for. The same as the store's own search.
    pub fn takes(&self, fact: &Fact) -> bool {
        self.announced
            .is_none_or(|announced| announced == fact.announced)
            && (self.events.is_empty() || self.events.contains(&fact.event))
            && self
                .kind
                .is_none_or(|kind| fact.kind.as_deref() == Some(kind))
            && (self.settled.is_empty() || self.settled.contains(&fact.fate.settled))
            && (!self.dated || fact.first.is_some())
    }
}

/// The order in which facts are told: the newest first, those without a time before all.
pub fn newest_first(a: &Fact, b: &Fact) -> Ordering {
    let key = |fact: &Fact| {
        let first = fact.first.unwrap_or(Day::MAX);
        (first, fact.record.0.cast_signed())
    };
    key(b).cmp(&key(a))
}

/// How many records a party or pair has of a type in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Whose.
    pub key: Key,
    /// The month of the days that they are counted by, in months since the year 0; none for those without one.
    pub month: Option<i32>,
    /// Type.
    pub event: Event,
    /// How many there are.
    pub records: i64,
    /// How many of them were held.
    pub held: i64,
    /// What those weigh together, in tenths.
    pub score: i64,
}

/// How many records share what is to be known of them to tell what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// What they settle on, and by when they were to happen; where the calendar has no say, not the very day.
    pub fate: Fate,
    /// How many there are.
    pub records: u64,
}

/// What a party has with another, in all months that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bond {
    /// The other party.
    pub other: String,
    /// How many records there are.
    pub records: i64,
    /// How many of them were held.
    pub held: i64,
    /// What those weigh together, in tenths.
    pub score: i64,
}

/// A dealing in a country, for a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Code of the country.
    pub country: String,
    /// First day.
    pub first: Day,
    /// Finer kind.
    pub kind: Option<String>,
    /// What became of it.
    pub settled: State,
    /// The record.
    pub record: ClaimId,
}

impl Line {
    /// Its parties, and pairs of them, each with whether it stands on the side of those who do it.
    pub fn keys(&self) -> Vec<(Key, bool)> {
        let acts = |code: &String| self.acting.contains(code);
        let mut keys: Vec<(Key, bool)> = Vec::new();
        for (at, one) in self.parties.iter().enumerate() {
            keys.push((Key::Party(one.clone()), acts(one)));
            for other in &self.parties[at + 1..] {
                let pair = Key::Pair(one.clone(), other.clone());
                keys.push((pair, acts(one) || acts(other)));
            }
        }
        keys
    }

    /// What became known of it, with the places.
    pub fn steps(&self) -> impl Iterator<Item = (Place, &Step)> {
        let steps = self.changes.iter().map(|noted| &noted.step).enumerate();
        steps.map(|(at, step)| {
            let place = Place {
                day: day_of_step(step),
                record: self.id,
                at: i32::try_from(at).unwrap_or(i32::MAX),
            };
            (place, step)
        })
    }

    /// What it is counted by for a party or pair; none where it is not theirs.
    pub fn fact(&self, key: &Key) -> Option<Fact> {
        let acts = match key {
            Key::All => true,
            key => self.keys().into_iter().find(|(own, _)| own == key)?.1,
        };
        Some(Fact {
            record: self.id,
            announced: self.announced,
            first: self.days.map(|(first, _)| first),
            acts,
            event: Event::parse(self.event)?,
            kind: self.kind.clone(),
            fate: self.fate,
        })
    }

    /// What it adds to the tallies of a party or pair.
    pub fn tally(&self, key: &Key) -> Option<Tally> {
        let event = Event::parse(self.event)?;
        let held = i64::from(self.fate.settled == State::Held);
        Some(Tally {
            key: key.clone(),
            month: self.day.map(month_of),
            event,
            records: 1,
            held,
            score: tenths(event, self.kind.as_deref()) * held,
        })
    }

    /// Where it was or is to be, if it is a meeting of any kind whose country and time are known.
    pub fn spot(&self) -> Option<Spot> {
        Some(Spot {
            country: self.country.clone()?,
            first: self.days?.0,
            kind: self.kind.clone(),
            settled: self.fate.settled,
            record: self.id,
        })
        .filter(|_| self.event == Event::Consult.as_str())
    }
}

/// What a dealing weighs, in tenths: the scale has one digit after the point.
pub fn tenths(event: Event, kind: Option<&str>) -> i64 {
    (weight(event, kind).score * 10.0).round() as i64
}

/// The place of a change among all others: they are told by day, then by record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its day, since 1970.
    pub day: Day,
    /// Its record.
    pub record: ClaimId,
    /// Which one of its record it is.
    pub at: i32,
}

impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        // Ids are ordered as SQLite orders them, as numbers with a sign.
        let key = |place: &Place| (place.day, place.record.0.cast_signed(), place.at);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What became known of a record, with the number of the join that found it; 0 where all was worked out anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What became known.
    pub step: Step,
    /// The number.
    pub seq: i64,
}

/// Which changes are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Whose.
    pub key: Key,
    /// Of one of these types and kinds; of none: all.
    pub dealings: Vec<(Option<&'static str>, Option<String>)>,
    /// One of these; of none: all.
    pub turns: Vec<Turn>,
    /// Of records in one of these states on the day; of none: all.
    pub states: Vec<State>,
    /// Of these records only; then the parties are not looked up where the records are few.
    pub among: Option<HashSet<ClaimId>>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
    /// What is overdue only after this day is not yet so.
    pub today: Day,
    /// After this one in the order of telling: older.
    pub after: Option<Place>,
    /// Found by a later join than this, or overdue only since after this day.
    pub since: Option<(i64, Day)>,
    /// So many at most.
    pub most: usize,
}

impl Asked {
    /// Whether a change is asked for, as far as it tells itself. The same as the store's own search.
    pub fn takes(&self, place: &Place, step: &Step) -> bool {
        let among = self.among.as_ref();
        (self.turns.is_empty() || self.turns.contains(&step.turn))
            && among.is_none_or(|among| among.contains(&place.record))
            && self.from.is_none_or(|from| place.day >= from)
            && self.to.is_none_or(|to| place.day <= to)
            && (step.turn != Turn::Overdue || place.day <= self.today)
            && self.after.is_none_or(|after| *place < after)
    }
}

/// The marks by which records are found in which a person takes part: one for each word of the name, however it is put into Latin
/// letters. Two names of one person share a mark.
pub fn person_marks(name: &str) -> Vec<String> {
    let words = Name::of(name).0;
    words
        .iter()
        .map(|word| format!("person:{}", leveled(word)))
        .collect()
}

/// The mark by which records are found that an outlet tells.
pub fn outlet_mark(outlet: &str) -> String {
    format!("outlet:{outlet}")
}

/// The month of a day since 1970, in months since the year 0.
pub fn month_of(day: Day) -> i32 {
    super::date_of(day).map_or(i32::MAX, month)
}

/// The month of a day, in months since the year 0.
pub fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// The first day of a month.
pub fn first_of(month: i32) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

/// The number of the day of a step.
pub fn day_of_step(step: &Step) -> Day {
    day_number(step.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_found_by_their_days() {
        assert_eq!(month_of(0), 1970 * 12);
        assert_eq!(month_of(-1), 1969 * 12 + 11);
        assert_eq!(first_of(month_of(58)), Some(jiff::civil::date(1970, 2, 1)));
    }

    #[test]
    fn what_is_held_on_several_days_goes_on_until_the_last() {
        let fate = Fate {
            settled: State::Held,
            due: Some(12),
            during: Some((10, 12)),
            by_word: false,
        };
        assert_eq!(fate.state(9), State::Held);
        assert_eq!(fate.state(12), State::Ongoing);
        assert_eq!(fate.state(13), State::Held);
    }
}
