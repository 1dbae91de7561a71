//! What time expressions say ([`Expr`]), and how it is worked out to a value.
//!
//! What enters: an [`Expr`] with what is known around it ([`Around`]: publication date, tense, an earlier time of the
//! page). What leaves: its EDTF value, or none, and what the value rests on. Nothing is guessed: without a publication
//! date a day and month have the year `XXXX`, and a weekday has no value.

use super::Basis;
use super::edtf::{Digits, Edtf, End, Part, Precision, Qualifier, Stamp, Year};
use super::words::Unit;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// What the words of a time say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    /// One day or several days in a row of a month.
    Day {
        weekday: Option<i8>,
        month: i8,
        first: i8,
        last: i8,
        year: YearOf,
    },
    /// A month.
    Month { month: i8, year: YearOf },
    /// A day of the week.
    Weekday { day: i8, which: Which },
    /// A season, quarter or half, by its code in EDTF.
    Division { code: i8, year: YearOf },
    /// A year.
    Year(YearOf),
    /// The year divided by 10.
    Decade(i16),
    /// The year divided by 100.
    Century(i16),
    /// A date in digits whose order of day and month is to be found out.
    Numeric(i8, i8, i16),
    /// So many units from a day.
    Shift(Shift, From),
    /// About so many units from a day: "two weeks ago" is seldom to the day.
    Roughly(Shift, From),
    /// So many units from a day that is named with them: "two days after 3 May", "the day before last Tuesday".
    Beside(Shift, Box<Expr>),
    /// The last or coming so many units.
    Stretch(Shift),
    /// "in the coming days", "several days ago": ahead or behind.
    Days(i64),
    /// "the previous Friday", "the following Monday": counted from a time named before.
    WeekdayBeside { day: i8, ahead: bool },
    /// The n-th weekday of a month: Thanksgiving.
    Nth {
        month: i8,
        weekday: i8,
        nth: i8,
        year: YearOf,
    },
    /// A day of a month that is not named: "on the 18th", "the 18th of next month".
    MonthDay { day: i8, month: Option<i64> },
    /// The week of a day: "the week of March 6".
    WeekOf(Box<Expr>),
    /// A weekend without more.
    Weekend,
    /// From one to another.
    Interval(Box<Expr>, Box<Expr>),
    /// A time that has no value: "in the coming days".
    Vague,
}

/// How a year is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOf {
    /// Not at all.
    Missing,
    /// In digits.
    Stated(i16),
    /// By its distance from the year of writing.
    Shift(i64),
    /// "last May": the nearest before.
    Last,
    /// "next May": the nearest after.
    Next,
    /// By its distance from a year named before.
    Anchor(i64),
}

/// Which of the days of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Not said.
    Any,
    /// "last Friday".
    Last,
    /// "next Friday".
    Next,
    /// "this coming Friday".
    Coming,
    /// That of the week so many weeks away.
    Week(i64),
}

/// A distance in the calendar: "the following day" is one day, "two years earlier" is minus two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// In which unit.
    pub unit: Unit,
    /// How many; negative is earlier.
    pub count: i64,
}

/// What a distance is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The day of publication.
    Published,
    /// A time named before.
    Anchor,
}

/// Whether what is told lies behind or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tense {
    Past,
    Future,
    #[default]
    Unknown,
}

/// How much nearer a day must be on the side that the tense speaks against, to be taken all the same.
const AGAINST: i64 = 6;

/// Longest time, in days, after which a day without a year that names something ("the October 7 attack") is still taken
/// to be the last one.
const NAMED_FOR: i64 = 60;

/// What is known around an expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// The local day of publication.
    pub published: Option<Date>,
    /// The tense near the expression.
    pub tense: Tense,
    /// A time named before.
    pub anchor: Option<Edtf>,
    /// The day is the name of something ("the October 7 attack"): its year is not to be guessed.
    pub named: bool,
}

impl Shift {
    /// A distance.
    pub fn new(unit: Unit, count: i64) -> Shift {
        Shift { unit, count }
    }
}

/// The time at a distance from a known one: the day after an anchor day, the month before an anchor month. The value
/// is as fine as the unit (a week is an interval from Monday to Sunday), and none where the anchor is coarser than the
/// unit ("the following day" of a year) or its year is unknown. A positive distance counts from the anchor's last day,
/// a negative one from its first.
pub fn resolve_relative(shift: Shift, anchor: Edtf) -> Option<Edtf> {
    let (first, last) = (anchor.earliest()?, anchor.latest()?);
    let length = first.until(last).ok()?.get_days();
    let longest = match shift.unit {
        Unit::Day => match anchor {
            Edtf::Interval(..) => 31,
            Edtf::At(_) => 0,
        },
        Unit::Weekend | Unit::Week | Unit::Fortnight => 7,
        Unit::Month => 31,
        Unit::Quarter => 92,
        Unit::Half => 184,
        Unit::Year => 366,
        Unit::Decade => 3_660,
        Unit::Century => 36_600,
    };
    if length > longest {
        return None;
    }
    match shift.count {
        // "The same day" of several days is all of them.
        0 if shift.unit == Unit::Day => Some(anchor.plain()),
        count if count > 0 => from_day(shift, last),
        _ => from_day(shift, first),
    }
}

/// The unit that lies at a distance from a day.
pub(super) fn from_day(shift: Shift, day: Date) -> Option<Edtf> {
    let count = i32::try_from(shift.count)
        .ok()
        .filter(|n| n.abs() <= 5_000)?;
    let add = |span: Span| day.checked_add(span).ok();
    match shift.unit {
        Unit::Day => Edtf::day(add(count.days())?),
        Unit::Week | Unit::Fortnight => {
            let weeks = if shift.unit == Unit::Week {
                count
            } else {
                count * 2
            };
            let monday = monday(add(weeks.weeks())?)?;
            Edtf::days(monday, monday.checked_add(6.days()).ok()?)
        }
        Unit::Weekend => {
            let saturday = monday(add(count.weeks())?)?.checked_add(5.days()).ok()?;
            Edtf::days(saturday, saturday.tomorrow().ok()?)
        }
        Unit::Month => {
            let there = day.first_of_month().checked_add(count.months()).ok()?;
            Edtf::month(there.year(), there.month())
        }
        Unit::Quarter | Unit::Half => {
            let months = if shift.unit == Unit::Quarter { 3 } else { 6 };
            let there = day
                .first_of_month()
                .checked_add((count * months).months())
                .ok()?;
            let index = (there.month() - 1) / months as i8;
            let code = if shift.unit == Unit::Quarter { 33 } else { 40 } + index;
            division(there.year(), code)
        }
        Unit::Year => Edtf::year(add(count.years())?.year()),
        Unit::Decade => {
            let year = add((count * 10).years())?.year();
            stamp(Year::Decade(year.div_euclid(10)), Part::Whole)
        }
        Unit::Century => {
            let year = day
                .year()
                .checked_add(i16::try_from(count.checked_mul(100)?).ok()?)?;
            stamp(Year::Century(year.div_euclid(100)), Part::Whole)
        }
    }
}

/// The day of that name strictly before or after a day.
fn weekday_beside(anchor: Edtf, day: i8, ahead: bool) -> Option<Edtf> {
    if anchor.precision() != Precision::Day {
        return None;
    }
    let from = if ahead {
        anchor.latest()?
    } else {
        anchor.earliest()?
    };
    let there = from.weekday().to_monday_one_offset();
    let distance = if ahead { day - there } else { there - day };
    let days = i32::from((distance - 1).rem_euclid(7) + 1);
    let days = if ahead { days } else { -days };
    Edtf::day(from.checked_add(days.days()).ok()?)
}

fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    first.nth_weekday_of_month(nth, weekday).ok()
}

fn monday(day: Date) -> Option<Date> {
    let back = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).ok()
}

fn stamp(year: Year, part: Part) -> Option<Edtf> {
    Stamp::new(year, part, Qualifier::Exact).map(Edtf::At)
}

fn division(year: i16, code: i8) -> Option<Edtf> {
    stamp(Year::Known(year), Part::Division(code))
}

impl Expr {
    /// Works out the value and what it rests on.
    pub fn resolve(&self, around: &Around) -> (Option<Edtf>, Basis) {
        match self {
            Expr::Day {
                month,
                first,
                last,
                year,
                weekday,
            } => {
                let basis = basis_of(*year);
                let of = |day| Part::Day(Digits::Known(*month), Digits::Known(day));
                let stamp = |year, day| Stamp::new(year, of(day), Qualifier::Exact);
                let value = around
                    .year_of_day(*year, *month, *first, *weekday)
                    .and_then(|year| stamp(year, *first).zip(stamp(year, *last)))
                    .and_then(|(from, to)| match first == last {
                        true => Some(Edtf::At(from)),
                        false => Edtf::interval(End::At(from), End::At(to)),
                    });
                (value, basis)
            }
            Expr::Month { month, year } => {
                let value = around
                    .year_of_month(*year, *month)
                    .and_then(|y| stamp(y, Part::Month(Digits::Known(*month))));
                (value, basis_of(*year))
            }
            Expr::Weekday { day, which } => {
                let value = around.weekday(*day, *which).and_then(Edtf::day);
                (value, Basis::Published)
            }
            Expr::Division { code, year } => (around.division(*code, *year), basis_of(*year)),
            Expr::Year(year) => {
                let value = around.year(*year).and_then(|year| stamp(year, Part::Whole));
                (value, basis_of(*year))
            }
            Expr::Decade(decade) => (stamp(Year::Decade(*decade), Part::Whole), Basis::Stated),
            Expr::Century(century) => (stamp(Year::Century(*century), Part::Whole), Basis::Stated),
            Expr::Numeric(a, b, year) => (around.numeric(*a, *b, *year), Basis::Stated),
            Expr::Shift(
                Shift {
                    unit: Unit::Week,
                    count: 0,
                },
                From::Published,
            ) => (around.this_week(), Basis::Published),
            Expr::Shift(shift, From::Published) => {
                let value = around.published.and_then(|day| from_day(*shift, day));
                (value, Basis::Published)
            }
            Expr::Shift(shift, From::Anchor) => {
                let value = around
                    .anchor
                    .and_then(|anchor| resolve_relative(*shift, anchor));
                (value, Basis::Relative)
            }
            Expr::Roughly(shift, from) => {
                let (value, basis) = Expr::Shift(*shift, *from).resolve(around);
                (value.map(Edtf::approximately), basis)
            }
            Expr::Beside(shift, anchor) => {
                let (value, basis) = anchor.resolve(around);
                let value = value.and_then(|anchor| resolve_relative(*shift, anchor));
                (value, basis)
            }
            Expr::MonthDay { day, month } => (
                around.month_day(*day, *month).and_then(Edtf::day),
                Basis::Published,
            ),
            Expr::WeekOf(day) => {
                let (value, basis) = day.resolve(around);
                let day = value.and_then(Edtf::earliest);
                let value = day.and_then(|day| from_day(Shift::new(Unit::Week, 0), day));
                (value, basis)
            }
            Expr::Stretch(shift) => (around.stretch(*shift), Basis::Published),
            Expr::Days(sign) => (around.near_days(*sign), Basis::Published),
            Expr::WeekdayBeside { day, ahead } => {
                let value = around
                    .anchor
                    .and_then(|anchor| weekday_beside(anchor, *day, *ahead));
                (value, Basis::Relative)
            }
            Expr::Nth {
                month,
                weekday,
                nth,
                year,
            } => {
                let in_year = |year| nth_weekday(year, *month, *weekday, *nth);
                let year = around.nearest(*year, |year| in_year(year).map(|day| (day, day)));
                let value = match year {
                    Some(Year::Known(year)) => in_year(year).and_then(Edtf::day),
                    _ => None,
                };
                (value, basis_of(YearOf::Missing))
            }
            Expr::Weekend => {
                let weeks = match (around.published.map(|day| day.weekday()), around.tense) {
                    (_, Tense::Future) | (Some(Weekday::Saturday | Weekday::Sunday), _) => 0,
                    _ => -1,
                };
                let value = around
                    .published
                    .and_then(|day| from_day(Shift::new(Unit::Weekend, weeks), day));
                (value, Basis::Published)
            }
            Expr::Interval(first, last) => around.interval(first, last),
            Expr::Vague => (None, Basis::Published),
        }
    }

    /// The same expression with a year, where it has none.
    fn in_year(&self, stated: i16) -> Expr {
        let mut expr = self.clone();
        if let Expr::Day { year, .. } | Expr::Month { year, .. } | Expr::Division { year, .. } =
            &mut expr
            && *year == YearOf::Missing
        {
            *year = YearOf::Stated(stated);
        }
        expr
    }

    fn lacks_year(&self) -> bool {
        matches!(
            self,
            Expr::Day {
                year: YearOf::Missing,
                ..
            } | Expr::Month {
                year: YearOf::Missing,
                ..
            } | Expr::Division {
                year: YearOf::Missing,
                ..
            }
        )
    }
}

fn basis_of(year: YearOf) -> Basis {
    match year {
        YearOf::Stated(_) => Basis::Stated,
        YearOf::Anchor(_) => Basis::Relative,
        _ => Basis::Published,
    }
}

impl Around {
    fn year(&self, year: YearOf) -> Option<Year> {
        let published = self.published.map(Date::year);
        let known = |year: i64| i16::try_from(year).ok().map(Year::Known);
        match year {
            YearOf::Stated(year) => Some(Year::Known(year)),
            YearOf::Shift(n) => known(i64::from(published?) + n),
            YearOf::Last => known(i64::from(published?) - 1),
            YearOf::Next => known(i64::from(published?) + 1),
            YearOf::Anchor(n) => {
                let anchor = self.anchor?.earliest()?;
                let same = self.anchor?.latest()?.year() == anchor.year();
                same.then(|| known(i64::from(anchor.year()) + n))?
            }
            YearOf::Missing => None,
        }
    }

    /// The year of a stretch of each year, where the text does not give it: the nearest to publication, and nearer on
    /// the side that the tense says. `Unknown` without a publication date.
    fn nearest(&self, year: YearOf, stretch: impl Fn(i16) -> Option<(Date, Date)>) -> Option<Year> {
        let Some(published) = self.published else {
            return match year {
                YearOf::Stated(year) => Some(Year::Known(year)),
                YearOf::Anchor(_) => self.year(year).or(Some(Year::Unknown)),
                _ => Some(Year::Unknown),
            };
        };
        let here = published.year();
        let candidates = (-2..=2).filter_map(|n| here.checked_add(n));
        let distance = |year: i16| {
            let (first, last) = stretch(year)?;
            let days = |a: Date, b: Date| i64::from(a.until(b).map_or(0, |span| span.get_days()));
            Some(if last < published {
                days(published, last)
            } else if first > published {
                days(published, first)
            } else {
                0
            })
        };
        match year {
            YearOf::Missing if self.named => Some(
                candidates
                    .filter(|year| {
                        distance(*year).is_some_and(|days| (-NAMED_FOR..=0).contains(&days))
                    })
                    .max()
                    .map_or(Year::Unknown, Year::Known),
            ),
            YearOf::Missing => candidates
                .filter_map(|year| {
                    let days = distance(year)?;
                    let against = match self.tense {
                        Tense::Past => days > 0,
                        Tense::Future => days < 0,
                        Tense::Unknown => false,
                    };
                    Some((days.abs() * if against { AGAINST } else { 1 }, year))
                })
                .min()
                .map(|(_, year)| Year::Known(year)),
            YearOf::Last => candidates
                .filter(|year| distance(*year).is_some_and(|days| days < 0))
                .max()
                .map(Year::Known),
            YearOf::Next => candidates
                .filter(|year| distance(*year).is_some_and(|days| days > 0))
                .min()
                .map(Year::Known),
            other => self.year(other),
        }
    }

    fn year_of_day(&self, year: YearOf, month: i8, day: i8, weekday: Option<i8>) -> Option<Year> {
        let in_year = |year| Date::new(year, month, day).ok();
        if let (YearOf::Missing, Some(weekday), Some(published)) = (year, weekday, self.published) {
            // The weekday tells the year, as far as the page's own years go.
            let matching = (-3..=1)
                .filter_map(|n| in_year(published.year().checked_add(n)?))
                .filter(|date| date.weekday().to_monday_one_offset() == weekday)
                .min_by_key(|date| {
                    published
                        .until(*date)
                        .map_or(i32::MAX, |span| span.get_days().abs())
                });
            if let Some(date) = matching {
                return Some(Year::Known(date.year()));
            }
        }
        self.nearest(year, |year| in_year(year).map(|date| (date, date)))
    }

    fn year_of_month(&self, year: YearOf, month: i8) -> Option<Year> {
        self.nearest(year, |year| {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        })
    }

    fn division(&self, code: i8, year: YearOf) -> Option<Edtf> {
        let part = Part::Division(code);
        // "Fishing in the summer" is of no year.
        let season = (21..=24).contains(&code);
        if season && year == YearOf::Missing && self.tense == Tense::Unknown {
            return None;
        }
        let year = self.nearest(year, |year| {
            let value = division(year, code)?;
            Some((value.earliest()?, value.latest()?))
        })?;
        (year != Year::Unknown).then(|| stamp(year, part))?
    }

    fn weekday(&self, day: i8, which: Which) -> Option<Date> {
        let published = self.published?;
        let today = published.weekday().to_monday_one_offset();
        let back = i32::from((today - day).rem_euclid(7));
        let ahead = i32::from((day - today).rem_euclid(7));
        let strictly = |days| if days == 0 { 7 } else { days };
        let days = match which {
            Which::Any if self.tense == Tense::Future => ahead,
            Which::Any => -back,
            // On Thursday, "last Wednesday" is not yesterday.
            Which::Last if back == 1 => -8,
            Which::Last => -strictly(back),
            Which::Coming => strictly(ahead),
            Which::Next => i32::from(day - today) + 7,
            Which::Week(weeks) => {
                i32::from(day - today) + i32::try_from(weeks).ok()?.checked_mul(7)?
            }
        };
        published.checked_add(days.days()).ok()
    }

    fn numeric(&self, a: i8, b: i8, year: i16) -> Option<Edtf> {
        let day_first = Date::new(year, b, a).ok();
        let month_first = Date::new(year, a, b).ok();
        match (day_first, month_first) {
            (Some(x), Some(y)) if x != y => {
                // Which order the page keeps cannot be told, unless one of them is about its own day.
                let near = |date: Date| {
                    self.published
                        .is_some_and(|p| p.until(date).is_ok_and(|span| span.get_days().abs() <= 7))
                };
                match (near(x), near(y)) {
                    (true, false) => Edtf::day(x),
                    (false, true) => Edtf::day(y),
                    _ => None,
                }
            }
            (Some(date), _) | (None, Some(date)) => Edtf::day(date),
            (None, None) => None,
        }
    }

    /// The nearest such day on the side that the tense says; of the month of publication, where it says nothing.
    fn month_day(&self, day: i8, month: Option<i64>) -> Option<Date> {
        let first = self.published?.first_of_month();
        let of = |months: i64| {
            let first = first
                .checked_add(i32::try_from(months).ok()?.months())
                .ok()?;
            Date::new(first.year(), first.month(), day).ok()
        };
        let (here, published) = (of(month.unwrap_or(0)), self.published?);
        match (month, self.tense) {
            (None, Tense::Past) if here.is_none_or(|here| here > published) => of(-1),
            (None, Tense::Future) if here.is_none_or(|here| here < published) => of(1),
            _ => here,
        }
    }

    /// "In the coming days" and "several days ago" name the month, where a week does not leave it.
    fn near_days(&self, sign: i64) -> Option<Edtf> {
        let published = self.published?;
        let there = published
            .checked_add(if sign < 0 { -7 } else { 7 }.days())
            .ok()?;
        let same = there.first_of_month() == published.first_of_month();
        same.then(|| Edtf::month(published.year(), published.month()))?
    }

    /// "This week" up to the day of writing, or from it on, where the tense says so.
    fn this_week(&self) -> Option<Edtf> {
        let published = self.published?;
        let week = from_day(Shift::new(Unit::Week, 0), published)?;
        match self.tense {
            Tense::Past => Edtf::days(week.earliest()?, published),
            Tense::Future => Edtf::days(published, week.latest()?),
            Tense::Unknown => Some(week),
        }
    }

    fn stretch(&self, shift: Shift) -> Option<Edtf> {
        let published = self.published?;
        let count = i32::try_from(shift.count)
            .ok()
            .filter(|n| n.abs() <= 1_000)?;
        let span = match shift.unit {
            // "The past two days" are today and yesterday.
            Unit::Day => (count - count.signum()).days(),
            Unit::Week => count.weeks(),
            Unit::Fortnight => (count * 2).weeks(),
            Unit::Month => count.months(),
            _ => {
                // Years and longer are told in years: "the past three years" of 2021 is 2018/2021.
                let years = match shift.unit {
                    Unit::Year => count,
                    Unit::Decade => count * 10,
                    _ => return None,
                };
                let other = Edtf::year(published.checked_add(years.years()).ok()?.year())?;
                let here = Edtf::year(published.year())?;
                let (Edtf::At(other), Edtf::At(here)) = (other, here) else {
                    return None;
                };
                return if count < 0 {
                    Edtf::interval(End::At(other), End::At(here))
                } else {
                    Edtf::interval(End::At(here), End::At(other))
                };
            }
        };
        let other = published.checked_add(span).ok()?;
        if count < 0 {
            Edtf::days(other, published)
        } else {
            Edtf::days(published, other)
        }
    }

    /// From one time to another, the year of either serving both.
    fn interval(&self, first: &Expr, last: &Expr) -> (Option<Edtf>, Basis) {
        let (mut from, from_basis) = first.resolve(self);
        let (mut to, to_basis) = last.resolve(self);
        let mut basis = if from_basis == to_basis {
            from_basis
        } else {
            Basis::Published
        };
        let year_of = |value: Option<Edtf>| value.and_then(Edtf::earliest).map(Date::year);
        let in_order = |from: Option<Edtf>, to: Option<Edtf>| match (
            from.and_then(Edtf::earliest),
            to.and_then(Edtf::latest),
        ) {
            (Some(a), Some(b)) => a <= b,
            _ => true,
        };
        if first.lacks_year() && !last.lacks_year() {
            if let Some(year) = year_of(to) {
                from = first.in_year(year).resolve(self).0;
                if !in_order(from, to) {
                    from = first.in_year(year.saturating_sub(1)).resolve(self).0;
                }
                basis = to_basis;
            }
        } else if last.lacks_year()
            && let Some(year) = year_of(from)
        {
            to = last.in_year(year).resolve(self).0;
            if !in_order(from, to) {
                to = last.in_year(year.saturating_add(1)).resolve(self).0;
            }
            basis = from_basis;
        }
        if let (
            Expr::Weekday {
                day,
                which: Which::Any,
            },
            Some(begin),
        ) = (last, from.and_then(Edtf::earliest))
        {
            let ahead = (day - begin.weekday().to_monday_one_offset()).rem_euclid(7);
            to = begin
                .checked_add(i32::from(ahead).days())
                .ok()
                .and_then(Edtf::day);
        }
        let end = |value: Option<Edtf>, first: bool| match value? {
            Edtf::At(stamp) => Some(End::At(stamp)),
            Edtf::Interval(from, to) => Some(if first { from } else { to }),
        };
        let value = end(from, true)
            .zip(end(to, false))
            .and_then(|(from, to)| Edtf::interval(from, to));
        (value, basis)
    }
}
