//! How what a time expression says is worked out to a value.
//!
//! What enters: an [`Expr`] with what is known around it ([`Around`]: publication date, tense, an earlier time of the
//! page). What leaves: its EDTF value, or none, and what the value rests on. Nothing is guessed: without a publication
//! date a day and month have the year `XXXX`, and a weekday has no value.

use super::Basis;
use super::edtf::{Digits, Edtf, End, Part, Qualifier, Stamp, Year};
use super::expr::{Expr, From, Tense, Which, YearOf};
use super::shift::{
    Shift, division, from_day, nth_weekday, resolve_relative, stamp, weekday_beside,
};
use super::words::Unit;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

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
            Expr::Ahead(time) => time.resolve(around),
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
