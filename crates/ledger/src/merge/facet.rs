//! Facet: what merging compares of an entry, worked out once.

use super::{Entry, Key};
use crate::record::{COMMON, Day, Days, Name, Time, day_number, plain, says_moved, says_recalled};
use reading::claim::{Event, Status};

/// Dealings that can be one record whatever their finer kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Somebody travels to another.
    Visit,
    /// Several sit together: meeting, talks, consultation, summit, conference.
    Meeting,
    /// They speak from afar.
    Call,
    /// One speaks between others.
    Mediation,
    /// Something is done.
    Act(Event),
    /// Something is said; of one pair there can be several on one day.
    Speech(Event),
}

impl Family {
    fn of(event: Event, kind: Option<&str>) -> Family {
        match (event, kind) {
            (Event::Consult, Some("visit")) => Family::Visit,
            (Event::Consult, Some("call")) => Family::Call,
            (Event::Consult, Some("mediation")) => Family::Mediation,
            (Event::Consult, _) => Family::Meeting,
            (Event::Support, Some("sign" | "award" | "relations" | "recognition")) => {
                Family::Act(event)
            }
            (
                Event::Agree
                | Event::Support
                | Event::Concede
                | Event::Request
                | Event::Accuse
                | Event::Reject
                | Event::Threaten,
                _,
            ) => Family::Speech(event),
            _ => Family::Act(event),
        }
    }

    /// The family in a word, for keys.
    pub fn word(self) -> &'static str {
        match self {
            Family::Visit => "visit",
            Family::Meeting => "meeting",
            Family::Call => "call",
            Family::Mediation => "mediation",
            Family::Act(Event::Support) => "SUPPORT/act",
            Family::Act(event) | Family::Speech(event) => event.as_str(),
        }
    }

    /// How many days a time may span that tells dealings of the family apart.
    fn sharp(self) -> Day {
        match self {
            Family::Visit => 10,
            _ => 4,
        }
    }

    /// Days between two claims with days that can still be one dealing.
    pub fn slack(self) -> Day {
        match self {
            // Nobody pays the same host two visits within three days.
            Family::Visit => 2,
            Family::Speech(_) => 3,
            Family::Act(_) => 1,
            _ => 0,
        }
    }

    /// The longest stretch of days that claims of one dealing cover, unless it was put off.
    pub fn longest(self) -> Day {
        match self {
            Family::Visit => 21,
            _ => 8,
        }
    }

    /// Whether there can be many at the same time, so that only the words tell them apart.
    pub fn told_by_words(self) -> bool {
        matches!(self, Family::Act(_) | Family::Speech(_))
    }
}

/// In which step an entry finds its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It has days of its own.
    Firm,
    /// It says, without days, that something with days was put off.
    Bridge,
    /// It reports, without days, on a dated page.
    Soft,
    /// It is vaguer than that.
    Loose,
    /// It says that a standing format was broken off or brought back.
    Format,
}

impl Level {
    /// The level in a letter, for keys.
    pub fn sign(self) -> char {
        match self {
            Level::Firm => 'f',
            Level::Bridge => 'b',
            Level::Soft => 's',
            Level::Loose => 'l',
            Level::Format => 'o',
        }
    }
}

/// How long before a report without a day the dealing can lie.
const REPORTED_WITHIN: Day = 10;
/// How far ahead an announcement without a time can look.
const AHEAD: Day = 250;
/// For how many days most reports without a day are fresh.
const FRESH: Day = 3;
/// How long after an announced visit a page can speak of it without a time.
pub const REMEMBERED: Day = 150;
/// How long ago a dealing can be that a page looks back on: "during our recent talks".
pub const RECALLED: Day = 60;
/// How far ahead a title can look that names a dealing without a time: "The Minister's Visit to Peru".
const TITLED: Day = 60;
/// How far what was planned can be put off.
pub const PUT_OFF: Day = 200;
/// How many days a plan can be missed by without a word about it.
pub const MISSED_BY: Day = 7;
/// How long a format can rest or go on between two words about it.
pub const FORMAT: Day = 800;
/// Of so many parties the pairs are keys; what has more is found by those with the first.
pub const PAIRED: usize = 8;

/// What merging compares of an entry.
pub struct Facet<'a> {
    /// The entry.
    pub entry: Entry<'a>,
    /// Its keys: the pairs of its parties.
    pub keys: Vec<Key>,
    /// Its family.
    pub family: Family,
    /// Parties that do it, sorted.
    pub actors: Vec<&'a str>,
    /// All parties, sorted.
    pub parties: Vec<&'a str>,
    /// People with the party they act for.
    pub persons: Vec<(Name, Option<&'a str>)>,
    /// Its time.
    pub time: Option<Time>,
    /// The day of its page.
    pub published: Option<Day>,
    /// In which step it finds its record.
    pub level: Level,
    /// Days of the dealing as far as they are known: of a firm entry its own.
    pub days: Days,
    /// Days in which it can meet others.
    pub window: Days,
    /// Words of its evidence that tell one dealing from another, sorted.
    pub words: Vec<String>,
    /// Whether it says that the dealing went otherwise than announced.
    pub moved: bool,
    /// Whether it looks back on the dealing.
    pub recalled: bool,
}

impl<'a> Facet<'a> {
    /// The facet of an entry.
    pub fn of(entry: &Entry<'a>) -> Facet<'a> {
        let claim = entry.claim;
        let family = Family::of(claim.event, claim.kind.as_deref());
        let sorted = |codes: &mut Vec<&'a str>| {
            codes.sort_unstable();
            codes.dedup();
        };
        let mut actors: Vec<&str> = claim.actors.iter().map(String::as_str).collect();
        let mut parties = actors.clone();
        parties.extend(claim.recipients.iter().map(String::as_str));
        sorted(&mut actors);
        sorted(&mut parties);
        let for_party = |at: usize| claim.persons_for.get(at).and_then(|party| party.as_deref());
        let persons = { claim.persons.iter().enumerate() }
            .map(|(at, name)| (Name::of(name), for_party(at)))
            .collect();
        let time = claim.when.as_deref().and_then(Time::parse);
        let published = entry.source.published.map(day_number);
        let weak = claim.related || claim.caption && claim.when.is_none();
        let text = { claim.evidence.iter() }
            .map(|evidence| evidence.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let plain = plain(&text);
        let recalled = says_recalled(&plain);
        let place = Standing {
            family,
            status: claim.status,
            time,
            published,
            weak,
            recalled,
        };
        let (level, days, window) = place.stand();
        Facet {
            entry: *entry,
            keys: keys(family, &parties),
            family,
            actors,
            parties,
            persons,
            time,
            published,
            level,
            days,
            window,
            words: words(&text),
            moved: says_moved(&plain),
            recalled,
        }
    }

    /// Whether it is a word about what is to come.
    pub fn is_plan(&self) -> bool {
        matches!(self.entry.claim.status, Status::Planned | Status::Proposed)
    }

    /// Whether it names people of those who do it.
    pub fn names_actors(&self) -> bool {
        { self.persons.iter() }
            .any(|(_, party)| party.is_some_and(|party| self.actors.contains(&party)))
    }

    /// Whether it says that the dealing took place.
    pub fn is_held(&self) -> bool {
        self.entry.claim.status == Status::Held
    }
}

/// The key of two parties, whose order does not matter.
pub fn pair(family: Family, one: &str, other: &str) -> Key {
    let (a, b) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    Key(format!("{} {a} {b}", family.word()))
}

/// The pairs of the parties.
fn keys(family: Family, parties: &[&str]) -> Vec<Key> {
    if let [one] = parties {
        return vec![Key(format!("{} {one} ", family.word()))];
    }
    let mut keys = Vec::new();
    for (at, a) in parties.iter().enumerate().take(PAIRED) {
        keys.extend(parties[at + 1..].iter().map(|b| pair(family, a, b)));
    }
    keys
}

/// Where the days lie of a claim with days of its own that can be met within `window`: all such windows reach so far beyond them.
pub fn firm_days(window: Days) -> Days {
    Days::new(window.first + MISSED_BY, window.last - MISSED_BY)
}

/// What tells where in time an entry stands.
struct Standing {
    family: Family,
    status: Status,
    time: Option<Time>,
    published: Option<Day>,
    weak: bool,
    recalled: bool,
}

impl Standing {
    /// Its level, the days of the dealing, and the days in which it can meet others.
    fn stand(&self) -> (Level, Days, Days) {
        let postponed = self.status == Status::Postponed && !self.weak;
        let format = matches!(self.status, Status::Suspended | Status::Resumed) && !self.weak;
        if format {
            let days = self.published.map_or(Days::always(), |published| {
                Days::one(published).widened(FORMAT / 2)
            });
            return (Level::Format, days, days);
        }
        let sharp = self
            .time
            .filter(|time| time.is_sharp(self.family.sharp()) && !self.weak)
            .and_then(|time| time.days);
        if let Some(days) = sharp {
            let mut window = days.widened(MISSED_BY);
            let plan = matches!(self.status, Status::Planned | Status::Proposed);
            if let (Family::Act(_), true, Some(published)) = (self.family, plan, self.published) {
                // The day of an act is a term: what is to be done by then can be done before.
                window = window.hull(Days::new(published.min(days.first), days.last));
            }
            if let (true, Some(published)) = (postponed, self.published) {
                window = window.hull(Days::new(published - MISSED_BY, published + PUT_OFF));
            }
            return (Level::Firm, days, window);
        }
        if let (Family::Speech(_), Some(published), None, false) =
            (self.family, self.published, self.time, self.weak)
        {
            // What is said is reported at once.
            let days = Days::one(published);
            return (Level::Firm, days, days.widened(MISSED_BY));
        }
        if let (true, Some(published)) = (postponed, self.published) {
            let days = Days::new(published - MISSED_BY, published + PUT_OFF);
            return (Level::Bridge, days, days);
        }
        if let Some(days) = self.soft() {
            if self.time.is_some() {
                return (Level::Soft, days, days.widened(2));
            }
            // What a page also announces, its title may name without a time; a visit is remembered for long.
            let back = match self.family {
                Family::Visit => REMEMBERED,
                _ if self.recalled => RECALLED,
                _ => 2,
            };
            let window = Days::new(days.first - back, days.last + TITLED);
            // Most of what is reported without a day is fresh.
            let days = Days::new(days.last - FRESH, days.last);
            return (Level::Soft, days, window);
        }
        let window = self.loose();
        (Level::Loose, window, window)
    }

    /// The days that a report of a dated page can mean, where it gives no day but can mean the days before.
    fn soft(&self) -> Option<Days> {
        let reports = self.status == Status::Held && !self.weak;
        let published = self.published.filter(|_| reports)?;
        let before = Days::new(published - REPORTED_WITHIN, published);
        match self.time {
            None => Some(before),
            Some(time) => {
                let days = time.days?;
                let known = Days::new(days.first.max(before.first), days.last.min(before.last));
                (known.first <= known.last && !time.about).then_some(known)
            }
        }
    }

    /// The days in which the dealing of a vague claim can lie.
    fn loose(&self) -> Days {
        if let Some(time) = self.time {
            let about = if time.about { 4 } else { 0 };
            return time.days.map_or(Days::always(), |days| days.widened(about));
        }
        let Some(published) = self.published else {
            return Days::always();
        };
        match self.status {
            Status::Planned | Status::Proposed => Days::new(published - 1, published + AHEAD),
            Status::Cancelled | Status::Postponed => Days::new(published - 3, published + AHEAD),
            Status::Denied => Days::new(published - 60, published + AHEAD),
            _ => Days::new(published - REPORTED_WITHIN, published),
        }
    }
}

/// The words of evidence that tell dealings apart: no names, since parties and people are compared apart, and no common words.
/// Endings of number and tense are cut, so that "strikes" and "strike" are one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 2 && !word.starts_with(char::is_uppercase))
        .map(str::to_lowercase)
        .filter(|word| !COMMON.contains(word.as_str()))
        .map(|word| stem(&word).to_owned())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn stem(word: &str) -> &str {
    for ending in ["ing", "ed", "es", "s"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() > 3
        {
            return stem;
        }
    }
    word.strip_suffix('e')
        .filter(|stem| stem.chars().count() > 3)
        .unwrap_or(word)
}
