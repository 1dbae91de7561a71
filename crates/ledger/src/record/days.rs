//! Days: the time of a dealing as an interval of days.
//!
//! What enters: EDTF as claims carry it. What leaves: a [`Time`], whose days are numbers, so that they can be indexed, compared and
//! counted. Nothing is invented: a time of an unknown year stays one.

use jiff::civil::{Date, date};
use reading::time::edtf::{Edtf, End, Precision, Qualifier, Stamp, Year};

/// A day as a number: days since 1 January 1970.
pub type Day = i32;

/// First and last day, both within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Days {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

/// The number of a day.
pub fn day_number(day: Date) -> Day {
    // Of two days the difference in days is always known.
    date(1970, 1, 1)
        .until(day)
        .map_or(0, |span| span.get_days())
}

/// A far day, for ends that are open.
const FAR: Day = 1_000_000;

impl Days {
    /// From one day to another.
    pub fn new(first: Day, last: Day) -> Days {
        Days { first, last }
    }

    /// One day.
    pub fn one(day: Day) -> Days {
        Days::new(day, day)
    }

    /// Every day there is.
    pub fn always() -> Days {
        Days::new(-FAR, FAR)
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Days) -> bool {
        self.gap(other) == 0
    }

    /// How many days lie between the two: 0 where they overlap, 1 where one begins on the day after the other ends.
    pub fn gap(self, other: Days) -> Day {
        (other.first - self.last)
            .max(self.first - other.last)
            .max(0)
    }

    /// The same days and so many more on both sides.
    pub fn widened(self, by: Day) -> Days {
        Days::new(self.first - by, self.last + by)
    }

    /// The least interval that holds both.
    pub fn hull(self, other: Days) -> Days {
        Days::new(self.first.min(other.first), self.last.max(other.last))
    }

    /// Whether every day of the other is one of this.
    pub fn contains(self, other: Days) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// How many days.
    pub fn count(self) -> Day {
        self.last - self.first + 1
    }
}

/// The time of a dealing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    /// As EDTF.
    pub edtf: Edtf,
    /// The days it can mean; none where the year is not known.
    pub days: Option<Days>,
    /// How finely it is given.
    pub precision: Precision,
    /// Whether it is marked as uncertain or approximate.
    pub about: bool,
}

impl Time {
    /// The time that EDTF says; none where it is no EDTF.
    pub fn parse(text: &str) -> Option<Time> {
        let edtf: Edtf = text.parse().ok()?;
        let about = |stamp: Stamp| stamp.qualifier() != Qualifier::Exact;
        let end_about = |end: End| matches!(end, End::At(stamp) if about(stamp));
        Some(Time {
            edtf,
            days: days(edtf),
            precision: edtf.precision(),
            about: match edtf {
                Edtf::At(stamp) => about(stamp),
                Edtf::Interval(from, to) => end_about(from) || end_about(to),
            },
        })
    }

    /// Whether it is a day or a few of them, without reserve: a time by which dealings can be told apart.
    pub fn is_sharp(&self, most: Day) -> bool {
        self.precision == Precision::Day
            && !self.about
            && self.days.is_some_and(|days| days.count() <= most)
    }

    /// Whether the two can mean the same day; an unknown year can be any.
    pub fn can_be(&self, other: &Time) -> bool {
        match (self.days, other.days) {
            (Some(a), Some(b)) => a.overlaps(b),
            _ => self.edtf.overlaps(other.edtf),
        }
    }

    /// The last day it can mean; none where the year is not known or where there is no end.
    pub fn due(&self) -> Option<Date> {
        self.edtf.latest()
    }
}

/// The days that a time can mean. An end that is open or not known is far away.
fn days(edtf: Edtf) -> Option<Days> {
    let known = |stamp: Stamp| stamp.year() != Year::Unknown;
    match edtf {
        Edtf::At(stamp) if !known(stamp) => None,
        Edtf::Interval(End::At(from), _) if !known(from) => None,
        Edtf::Interval(_, End::At(to)) if !known(to) => None,
        _ => Some(Days::new(
            edtf.earliest().map_or(-FAR, day_number),
            edtf.latest().map_or(FAR, day_number),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days_of(text: &str) -> Option<Days> {
        Time::parse(text).and_then(|time| time.days)
    }

    #[test]
    fn times_are_days() {
        assert_eq!(days_of("1970-01-02"), Some(Days::one(1)));
        assert_eq!(days_of("1970-01"), Some(Days::new(0, 30)));
        assert_eq!(days_of("1970-01-05/1970-01-07"), Some(Days::new(4, 6)));
        assert_eq!(days_of("1970-01-05/.."), Some(Days::new(4, FAR)));
        assert_eq!(days_of("XXXX-12-15"), None);
        assert_eq!(days_of("next week"), None);
    }

    #[test]
    fn an_unknown_year_can_be_any() {
        let (a, b) = (Time::parse("XXXX-12-15"), Time::parse("2016-12-15"));
        let other = Time::parse("2016-12-16");
        let can_be = |a: Option<Time>, b: Option<Time>| Some(a?.can_be(&b?));
        assert_eq!(can_be(a, b), Some(true));
        assert_eq!(can_be(b, a), Some(true));
        assert_eq!(can_be(a, other), Some(false));
    }

    #[test]
    fn only_days_without_reserve_are_sharp() {
        let sharp = |text: &str| Time::parse(text).is_some_and(|time| time.is_sharp(4));
        assert!(sharp("2016-12-15"));
        assert!(sharp("2016-12-15/2016-12-16"));
        assert!(!sharp("2016-12-15/2016-12-21"));
        assert!(!sharp("2016-12-15~"));
        assert!(!sharp("2016-12"));
        assert!(!sharp("XXXX-12-15"));
        assert!(!sharp("2016-12-15/.."));
    }

    #[test]
    fn gaps_are_counted_in_days() {
        assert_eq!(Days::one(3).gap(Days::one(3)), 0);
        assert_eq!(Days::one(3).gap(Days::new(4, 9)), 1);
        assert_eq!(Days::new(4, 9).gap(Days::one(1)), 3);
    }
}
