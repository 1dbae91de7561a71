//! Distances in the calendar: from a day or time to another.
//!
//! What enters: a [`Shift`] and what it is counted from. What leaves: the time there, or none where the calendar ends or
//! the anchor is too coarse.

use super::edtf::{Edtf, Part, Precision, Qualifier, Stamp, Year};
use super::words::Unit;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A distance in the calendar: "the following day" is one day, "two years earlier" is minus two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// In which unit.
    pub unit: Unit,
    /// How many; negative is earlier.
    pub count: i64,
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
pub(super) fn weekday_beside(anchor: Edtf, day: i8, ahead: bool) -> Option<Edtf> {
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

pub(super) fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    first.nth_weekday_of_month(nth, weekday).ok()
}

fn monday(day: Date) -> Option<Date> {
    let back = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).ok()
}

pub(super) fn stamp(year: Year, part: Part) -> Option<Edtf> {
    Stamp::new(year, part, Qualifier::Exact).map(Edtf::At)
}

pub(super) fn division(year: i16, code: i8) -> Option<Edtf> {
    stamp(Year::Known(year), Part::Division(code))
}
