//! EDTF (ISO 8601-2): the values that times have.
//!
//! What enters: a string, or the parts of a date. What leaves: an [`Edtf`], always valid, whose `Display` is EDTF again.
//! Covered: years, months, days, seasons (21 to 24), quarters (33 to 36) and halves (40, 41), decades and centuries
//! (`201X`, `19XX`), unknown years, months and days (`XXXX-12-03`, `2016-XX`), the qualifiers `?`, `~` and `%` at the
//! end, and intervals with open (`..`) or unknown (empty) ends. Not covered: times of the day, sets, negative years,
//! and qualifiers of single parts. Invariants: a known day exists in its month, the ends of an interval are in order.

mod text;

use jiff::civil::Date;
use std::cmp::Ordering;
pub use text::NotEdtf;

/// A time of any precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// One stretch of the calendar: a day, month, season, year, decade ...
    At(Stamp),
    /// From the begin of one to the end of another.
    Interval(End, End),
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// There is none: `..`.
    Open,
    /// It is not known: empty.
    Unknown,
    /// It lies in this.
    At(Stamp),
}

/// A year as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Year {
    /// `2016`; 0 to 9999.
    Known(i16),
    /// `201X`: the year divided by 10.
    Decade(i16),
    /// `20XX`: the year divided by 100.
    Century(i16),
    /// `XXXX`.
    Unknown,
}

/// A month or day as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Digits {
    /// `03`.
    Known(i8),
    /// `XX`: there is one, which is not known.
    Unknown,
}

/// What of the year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// A season 21 to 24 (spring to winter), quarter 33 to 36 or half 40, 41.
    Division(i8),
    /// A month.
    Month(Digits),
    /// A day of a month.
    Day(Digits, Digits),
}

/// How sure a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Qualifier {
    /// Without reserve.
    #[default]
    Exact,
    /// `?`: it may be another.
    Uncertain,
    /// `~`: about this.
    Approximate,
    /// `%`: both.
    Both,
}

/// How finely a time is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A season, quarter or half of a year.
    Division,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// Nothing is known but that there was a time.
    Unknown,
}

/// One stretch of the calendar. Made by its constructors only, so that it is always valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    year: Year,
    part: Part,
    qualifier: Qualifier,
}

impl Stamp {
    /// A stamp of its parts; none where there is no such year, month or day.
    pub fn new(year: Year, part: Part, qualifier: Qualifier) -> Option<Stamp> {
        let year_fits = match year {
            Year::Known(y) => (0..=9999).contains(&y),
            Year::Decade(d) => (0..=999).contains(&d),
            Year::Century(c) => (0..=99).contains(&c),
            Year::Unknown => true,
        };
        let part_fits = match part {
            Part::Whole => true,
            Part::Division(code) => matches!(code, 21..=24 | 33..=36 | 40 | 41),
            Part::Month(month) => fits(month, 12),
            Part::Day(Digits::Unknown, day) => fits(day, 31),
            Part::Day(Digits::Known(month), day) => {
                (1..=12).contains(&month) && fits(day, longest_month(year, month))
            }
        };
        (year_fits && part_fits).then_some(Stamp {
            year,
            part,
            qualifier,
        })
    }

    /// A day.
    pub fn day(date: Date) -> Option<Stamp> {
        let part = Part::Day(Digits::Known(date.month()), Digits::Known(date.day()));
        Stamp::new(Year::Known(date.year()), part, Qualifier::Exact)
    }

    /// Its year.
    pub fn year(self) -> Year {
        self.year
    }

    /// What of the year is meant.
    pub fn part(self) -> Part {
        self.part
    }

    /// How sure it is.
    pub fn qualifier(self) -> Qualifier {
        self.qualifier
    }

    /// The same stretch, as sure as said.
    pub fn qualified(self, qualifier: Qualifier) -> Stamp {
        Stamp { qualifier, ..self }
    }

    /// How finely it is given.
    pub fn precision(self) -> Precision {
        match (self.part, self.year) {
            (Part::Day(_, Digits::Known(_)), _) => Precision::Day,
            (Part::Day(Digits::Known(_), _) | Part::Month(Digits::Known(_)), _) => Precision::Month,
            (Part::Division(_), _) => Precision::Division,
            (_, Year::Known(_)) => Precision::Year,
            (_, Year::Decade(_)) => Precision::Decade,
            (_, Year::Century(_)) => Precision::Century,
            (_, Year::Unknown) => Precision::Unknown,
        }
    }

    /// First day of the stretch; none where its year is not known. The qualifier widens nothing.
    pub fn earliest(self) -> Option<Date> {
        let year = match self.year {
            Year::Known(year) => year,
            Year::Decade(decade) => decade * 10,
            Year::Century(century) => century * 100,
            Year::Unknown => return None,
        };
        Some(self.within(year)?.0)
    }

    /// Last day of the stretch; none where its year is not known.
    pub fn latest(self) -> Option<Date> {
        let year = match self.year {
            Year::Known(year) => year,
            Year::Decade(decade) => decade * 10 + 9,
            Year::Century(century) => century * 100 + 99,
            Year::Unknown => return None,
        };
        Some(self.within(year)?.1)
    }

    /// First and last day of the stretch if the year were this one. Winter is named after the year in which it begins.
    fn within(self, year: i16) -> Option<(Date, Date)> {
        let (first, last) = match self.part {
            Part::Whole => ((1, 1), (12, 31)),
            Part::Division(24) => {
                let end = Date::new(year.checked_add(1)?, 2, 1).ok()?;
                return Some((Date::new(year, 12, 1).ok()?, end.last_of_month()));
            }
            Part::Division(code @ 21..=23) => {
                let month = (code - 21) * 3 + 3;
                ((month, 1), (month + 2, 31))
            }
            Part::Division(code @ 33..=36) => {
                let month = (code - 33) * 3 + 1;
                ((month, 1), (month + 2, 31))
            }
            Part::Division(40) => ((1, 1), (6, 30)),
            Part::Division(_) => ((7, 1), (12, 31)),
            Part::Month(month) => ((month.least(), 1), (month.most(12), 31)),
            Part::Day(month, day) => ((month.least(), day.least()), (month.most(12), day.most(31))),
        };
        let begin = Date::new(year, first.0, first.1)
            .or_else(|_| Date::new(year, first.0, 1).map(Date::last_of_month))
            .ok()?;
        let end = Date::new(year, last.0, last.1)
            .or_else(|_| Date::new(year, last.0, 1).map(Date::last_of_month))
            .ok()?;
        Some((begin, end))
    }
}

impl Digits {
    fn least(self) -> i8 {
        match self {
            Digits::Known(n) => n,
            Digits::Unknown => 1,
        }
    }

    fn most(self, limit: i8) -> i8 {
        match self {
            Digits::Known(n) => n,
            Digits::Unknown => limit,
        }
    }
}

fn fits(digits: Digits, limit: i8) -> bool {
    match digits {
        Digits::Known(n) => (1..=limit).contains(&n),
        Digits::Unknown => true,
    }
}

/// Days of the month in the longest year that `year` can be.
fn longest_month(year: Year, month: i8) -> i8 {
    let leap = match year {
        Year::Known(year) => Date::new(year, 1, 1).is_ok_and(Date::in_leap_year),
        // Every ten or hundred years hold a leap year.
        _ => true,
    };
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Edtf {
    /// A day.
    pub fn day(date: Date) -> Option<Edtf> {
        Stamp::day(date).map(Edtf::At)
    }

    /// A month of a known year.
    pub fn month(year: i16, month: i8) -> Option<Edtf> {
        let part = Part::Month(Digits::Known(month));
        Stamp::new(Year::Known(year), part, Qualifier::Exact).map(Edtf::At)
    }

    /// A known year.
    pub fn year(year: i16) -> Option<Edtf> {
        Stamp::new(Year::Known(year), Part::Whole, Qualifier::Exact).map(Edtf::At)
    }

    /// From the begin of `from` to the end of `to`; none where that is backwards, or where neither end is a time.
    pub fn interval(from: End, to: End) -> Option<Edtf> {
        if let (End::At(from), End::At(to)) = (from, to) {
            let backwards = match (from.earliest(), to.latest()) {
                (Some(first), Some(last)) => first > last,
                _ => false,
            };
            return (!backwards).then_some(Edtf::Interval(End::At(from), End::At(to)));
        }
        let known = matches!(from, End::At(_)) || matches!(to, End::At(_));
        known.then_some(Edtf::Interval(from, to))
    }

    /// From one day to another, or the day where they are the same.
    pub fn days(from: Date, to: Date) -> Option<Edtf> {
        if from == to {
            return Edtf::day(from);
        }
        Edtf::interval(End::At(Stamp::day(from)?), End::At(Stamp::day(to)?))
    }

    /// How finely it is given; of an interval the coarser end counts.
    pub fn precision(self) -> Precision {
        match self {
            Edtf::At(stamp) => stamp.precision(),
            Edtf::Interval(End::At(from), End::At(to)) => from.precision().max(to.precision()),
            Edtf::Interval(End::At(stamp), _) | Edtf::Interval(_, End::At(stamp)) => {
                stamp.precision()
            }
            Edtf::Interval(..) => Precision::Unknown,
        }
    }

    /// First day that it can mean; none where that is not known or there is none.
    pub fn earliest(self) -> Option<Date> {
        match self {
            Edtf::At(stamp) | Edtf::Interval(End::At(stamp), _) => stamp.earliest(),
            Edtf::Interval(..) => None,
        }
    }

    /// Last day that it can mean; none where that is not known or there is none.
    pub fn latest(self) -> Option<Date> {
        match self {
            Edtf::At(stamp) | Edtf::Interval(_, End::At(stamp)) => stamp.latest(),
            Edtf::Interval(..) => None,
        }
    }

    /// The same time, marked as approximate; an interval is marked at both ends.
    pub fn approximately(self) -> Edtf {
        let mark = |end| match end {
            End::At(stamp) => End::At(stamp.qualified(Qualifier::Approximate)),
            other => other,
        };
        match self {
            Edtf::At(stamp) => Edtf::At(stamp.qualified(Qualifier::Approximate)),
            Edtf::Interval(from, to) => Edtf::Interval(mark(from), mark(to)),
        }
    }

    /// The same time without its qualifiers.
    pub fn plain(self) -> Edtf {
        let plain = |end| match end {
            End::At(stamp) => End::At(stamp.qualified(Qualifier::Exact)),
            other => other,
        };
        match self {
            Edtf::At(stamp) => Edtf::At(stamp.qualified(Qualifier::Exact)),
            Edtf::Interval(from, to) => Edtf::Interval(plain(from), plain(to)),
        }
    }

    /// Whether every day that `other` can mean lies in this. An unknown year contains nothing but what fits it in
    /// every known part (`XXXX-12` contains `2016-12-03`).
    pub fn contains(self, other: Edtf) -> bool {
        if let (Edtf::At(a), Edtf::At(b)) = (self, other)
            && a.year == Year::Unknown
        {
            return part_contains(a.part, b.part);
        }
        let begins = match (self.bounds().0, other.bounds().0) {
            (Limit::None, _) => true,
            (Limit::Day(a), Limit::Day(b)) => a <= b,
            _ => false,
        };
        let ends = match (self.bounds().1, other.bounds().1) {
            (Limit::None, _) => true,
            (Limit::Day(a), Limit::Day(b)) => a >= b,
            _ => false,
        };
        begins && ends
    }

    /// Whether the two can mean the same day. Unknown parts can be anything; qualifiers widen nothing.
    pub fn overlaps(self, other: Edtf) -> bool {
        if let Some((a, b)) = self.in_year_of(other) {
            return a.overlaps(b);
        }
        if let Some((b, a)) = other.in_year_of(self) {
            return a.overlaps(b);
        }
        if let (Edtf::At(a), Edtf::At(b)) = (self, other)
            && (a.year == Year::Unknown || b.year == Year::Unknown)
        {
            // Both years unknown, or one of them ten years and more: only the parts can tell.
            return part_contains(a.part, b.part) || part_contains(b.part, a.part);
        }
        let before = |end: Limit, begin: Limit| match (end, begin) {
            (Limit::Day(end), Limit::Day(begin)) => end < begin,
            _ => false,
        };
        let (a, b) = (self.bounds(), other.bounds());
        !before(a.1, b.0) && !before(b.1, a.0)
    }

    /// What the two have in common, as finely as it can be said; none where they cannot mean the same day.
    pub fn intersection(self, other: Edtf) -> Option<Edtf> {
        if !self.overlaps(other) {
            return None;
        }
        if let Some((a, b)) = self.in_year_of(other) {
            return a.intersection(b);
        }
        if let Some((b, a)) = other.in_year_of(self) {
            return a.intersection(b);
        }
        if self.contains(other) {
            return Some(other);
        }
        if other.contains(self) {
            return Some(self);
        }
        let begin = match (self.bounds().0, other.bounds().0) {
            (Limit::Day(a), Limit::Day(b)) => Limit::Day(a.max(b)),
            (Limit::Day(day), _) | (_, Limit::Day(day)) => Limit::Day(day),
            (limit, _) => limit,
        };
        let end = match (self.bounds().1, other.bounds().1) {
            (Limit::Day(a), Limit::Day(b)) => Limit::Day(a.min(b)),
            (Limit::Day(day), _) | (_, Limit::Day(day)) => Limit::Day(day),
            (limit, _) => limit,
        };
        match (begin, end) {
            (Limit::Day(from), Limit::Day(to)) => Edtf::days(from, to),
            (begin, end) => Edtf::interval(begin.end()?, end.end()?),
        }
    }

    /// Which lies first: by the first day, then by the last; none where a day needed is not known.
    pub fn compare(self, other: Edtf) -> Option<Ordering> {
        let (a, b) = (
            (self.earliest()?, self.latest()?),
            (other.earliest()?, other.latest()?),
        );
        Some(a.cmp(&b))
    }

    /// This, of an unknown year, in the only year (or, of several days about New Year, the fitting one of two) of
    /// `other`, with `other`.
    fn in_year_of(self, other: Edtf) -> Option<(Edtf, Edtf)> {
        let Edtf::At(stamp) = self else { return None };
        let (first, last) = (other.earliest()?, other.latest()?);
        if stamp.year != Year::Unknown || last.year() - first.year() > 1 {
            return None;
        }
        let dated = |year| Stamp::new(Year::Known(year), stamp.part, stamp.qualifier).map(Edtf::At);
        let (a, b) = (dated(first.year()), dated(last.year()));
        let fitting = match (a, b) {
            (Some(a), Some(b)) if a.overlaps(other) || !b.overlaps(other) => a,
            (_, Some(b)) => b,
            (Some(a), None) => a,
            (None, None) => return None,
        };
        Some((fitting, other))
    }

    fn bounds(self) -> (Limit, Limit) {
        let limit = |end, day: Option<Date>| match (end, day) {
            (End::Open, _) => Limit::None,
            (_, Some(day)) => Limit::Day(day),
            _ => Limit::Unknown,
        };
        match self {
            Edtf::At(stamp) => (
                limit(End::Unknown, stamp.earliest()),
                limit(End::Unknown, stamp.latest()),
            ),
            Edtf::Interval(from, to) => (limit(from, self.earliest()), limit(to, self.latest())),
        }
    }
}

/// Where a time begins or ends.
#[derive(Clone, Copy)]
enum Limit {
    Day(Date),
    Unknown,
    None,
}

impl Limit {
    fn end(self) -> Option<End> {
        match self {
            Limit::Day(day) => Stamp::day(day).map(End::At),
            Limit::Unknown => Some(End::Unknown),
            Limit::None => Some(End::Open),
        }
    }
}

/// Whether `b` is `a`, or lies in it, in every year.
fn part_contains(a: Part, b: Part) -> bool {
    match (a, b) {
        (Part::Whole, _) => true,
        (Part::Month(x), Part::Month(y) | Part::Day(y, _)) => x == Digits::Unknown || x == y,
        (Part::Day(m, d), Part::Day(n, e)) => {
            (m == Digits::Unknown || m == n) && (d == Digits::Unknown || d == e)
        }
        (a, b) => a == b,
    }
}
