//! Rules of the grammar for dates of the calendar: "15-16 December 2016", "Wednesday, Dec. 14", "2016-12-15", "2017".

use super::expr::{Expr, Which, YearOf};
use super::grammar::{Grammar, Read};
use super::scan::{Item, Kind};
use super::words::{Sense, Unit};

/// First and last of the days of a month that are named in a row.
type Days = (i8, i8);

impl Grammar<'_, '_> {
    /// Dates in digits, and years with a hyphen: "2016-12-15", "15/12/2016", "2015-16".
    pub(super) fn numeric(&self, at: usize) -> Read<Expr> {
        let (a, digits) = self.number(at)?;
        let joined = |at: usize, mark: &str| {
            self.mark(at, mark)
                && self.item(at).is_some_and(|item| !item.spaced)
                && self.item(at + 1).is_some_and(|item| !item.spaced)
        };
        if !(joined(at + 1, "-/\u{2010}\u{2011}\u{2013}")) {
            return None;
        }
        let (b, b_digits) = self.number(at + 2)?;
        let third = joined(at + 3, "-/\u{2010}\u{2011}")
            .then(|| self.number(at + 4))
            .flatten();
        let small = |n: i16| i8::try_from(n).ok();
        if digits == 4
            && b_digits <= 2
            && let Some((c, 1 | 2)) = third
        {
            let (month, day) = (small(b)?, small(c)?);
            jiff::civil::Date::new(a, month, day).ok()?;
            let year = YearOf::Stated(a);
            return Some((
                Expr::Day {
                    weekday: None,
                    month,
                    first: day,
                    last: day,
                    year,
                },
                at + 5,
            ));
        }
        if digits <= 2
            && b_digits <= 2
            && let Some((c, 4)) = third
        {
            return Some((Expr::Numeric(small(a)?, small(b)?, c), at + 5));
        }
        let lone = third.is_none() && !joined(at + 3, "-/");
        if digits == 4
            && b_digits == 2
            && lone
            && (1900..2100).contains(&a)
            && self.year_fits(a, at, at + 3, false)
        {
            let next = (a + 1) % 100 == b;
            if !next && (1..=12).contains(&b) && self.mark(at + 1, "-") {
                let month = small(b)?;
                return Some((
                    Expr::Month {
                        month,
                        year: YearOf::Stated(a),
                    },
                    at + 3,
                ));
            }
            if b > a % 100 || next {
                let last = a / 100 * 100 + b + if b == 0 { 100 } else { 0 };
                let year = |year| Box::new(Expr::Year(YearOf::Stated(year)));
                return Some((Expr::Interval(year(a), year(last)), at + 3));
            }
        }
        None
    }

    /// "05-Aug-2016", "23/Sep/2020", "Dec-2018".
    pub(super) fn hyphened(&self, at: usize) -> Read<Expr> {
        let joined = |at: usize| {
            self.mark(at, "-/")
                && (at..at + 2).all(|at| self.item(at).is_some_and(|item| !item.spaced))
        };
        let (day, month_at) = match self.number(at) {
            Some((day, 1 | 2)) if joined(at + 1) => (i8::try_from(day).ok(), at + 2),
            Some(_) => return None,
            None => (None, at),
        };
        let (month, next) = self.month_at(month_at)?;
        let (year, 4) = joined(next).then(|| self.number(next + 1)).flatten()? else {
            return None;
        };
        let year = YearOf::Stated(year);
        let expr = match day {
            Some(day) => {
                valid(month, day)?;
                Expr::Day {
                    weekday: None,
                    month,
                    first: day,
                    last: day,
                    year,
                }
            }
            None => Expr::Month { month, year },
        };
        Some((expr, next + 2))
    }

    /// "on the 18th", "the 18th of next month".
    pub(super) fn month_day(&self, at: usize) -> Read<Expr> {
        if !self.is(at, &["the"]) {
            return None;
        }
        let Kind::Ordinal(day) = self.item(at + 1)?.kind else {
            return None;
        };
        let next = at + 2;
        let of = self.is(next, &["of"]) && self.unit(next + 2) == Some(Unit::Month);
        let month = match of {
            true if self.is(next + 1, &["this", "the"]) => Some(0),
            true if self.is(next + 1, &["last"]) => Some(-1),
            true if self.is(next + 1, &["next"]) => Some(1),
            _ => None,
        };
        if month.is_some() {
            return Some((Expr::MonthDay { day, month }, next + 3));
        }
        // "on the 18th floor" is no day.
        let ends = self
            .item(next)
            .is_none_or(|item| matches!(item.kind, Kind::Mark('.' | ',' | ';' | '!' | '?')));
        let led = self.was(at, 1, &["on", "until", "by", "from", "since"]);
        (ends && led && (1..=31).contains(&day))
            .then_some((Expr::MonthDay { day, month: None }, next))
    }

    /// A day of the month, in digits or as an ordinal.
    fn day(&self, at: usize) -> Read<i8> {
        let item = self.item(at)?;
        let next = at + 1;
        let (day, after) = match item.kind {
            Kind::Number {
                value,
                digits: 1 | 2,
            } => {
                let unit = matches!(
                    self.item(next),
                    Some(Item {
                        kind: Kind::Mark('%' | '°'),
                        ..
                    })
                );
                let clock = self.mark(next, ":.")
                    && self
                        .item(next + 1)
                        .is_some_and(|n| !n.spaced && self.number(next + 1).is_some());
                (!unit && !clock).then_some((value, next))?
            }
            Kind::Ordinal(n) => (n.into(), next),
            Kind::Word => match item.sense? {
                Sense::Ordinal(n) => (n, next),
                Sense::Number(tens @ (20 | 30)) if self.mark(next, "-") => {
                    match self.sense(next + 1)? {
                        Sense::Ordinal(n @ 1..=9) => (tens + n, next + 2),
                        _ => return None,
                    }
                }
                _ => return None,
            },
            _ => return None,
        };
        let day = i8::try_from(day)
            .ok()
            .filter(|day| (1..=31).contains(day))?;
        Some((day, after))
    }

    /// Days of a month in a row: "15", "15-16", "15 and 16", "15, 16 and 17", "15 to 18".
    fn days(&self, at: usize) -> Read<Days> {
        let (first, mut next) = self.day(at)?;
        let mut last = first;
        for _ in 0..6 {
            let dash = self.mark(next, "-\u{2010}\u{2011}\u{2013}\u{2014}\u{2212}/");
            let to = self.is(next, &["to", "through", "thru", "until", "till"])
                || self.is(next, &["and"]) && self.was(at, 1, &["between"]);
            let and = self.is(next, &["and"]) || self.mark(next, ",&");
            if !(dash || to || and) {
                break;
            }
            let oxford = usize::from(self.mark(next, ",") && self.is(next + 1, &["and"]));
            let the = usize::from(self.is(next + 1 + oxford, &["the"]));
            let Some((day, after)) = self.day(next + 1 + oxford + the) else {
                break;
            };
            let in_row = and && day == last + 1 || (dash || to) && day > last;
            if !in_row || self.counts(after) {
                break;
            }
            (last, next) = (day, after);
        }
        Some(((first, last), next))
    }

    /// Whether a number before the item counts something: "May 10 people died".
    fn counts(&self, at: usize) -> bool {
        self.item(at).is_some_and(|item| {
            item.kind == Kind::Word && item.cues.counted || matches!(item.kind, Kind::Mark('%'))
        }) || matches!(
            self.unit(at),
            Some(Unit::Year | Unit::Day | Unit::Month | Unit::Week)
        ) || matches!(self.sense(at), Some(Sense::Zone))
            || self.is(
                at,
                &[
                    "percent", "million", "billion", "thousand", "hundred", "p", "a", "am", "pm",
                ],
            ) && !(self.is(at, &["a"])
                && self.item(at).is_some_and(|item| item.spaced)
                && !self.mark(at + 1, "."))
    }

    pub(super) fn month_at(&self, at: usize) -> Read<i8> {
        let item = self.item(at)?;
        let Some(Sense::Month { month, short }) = item.sense else {
            return None;
        };
        if !item.capital() {
            return None;
        }
        let stop = short && self.mark(at + 1, ".") && !self.item(at + 1)?.spaced;
        Some((month, at + 1 + usize::from(stop)))
    }

    /// "15-16 December 2016", "the 3rd of May".
    pub(super) fn day_first(&self, at: usize) -> Read<Expr> {
        if let Some(before) = self.back(at, 1)
            && (matches!(before.kind, Kind::Mark('$' | '€' | '£' | '#')) || before.cues.numbered)
        {
            return None;
        }
        let ((first, last), next) = self.days(at)?;
        let next =
            next + usize::from(self.unit(next) == Some(Unit::Day) && self.is(next + 1, &["of"]));
        let of = next + usize::from(self.is(next, &["of"]));
        let (month, next) = self.month_at(of)?;
        if of == next && self.item(of)?.is("may") && !self.item(of)?.capital() {
            return None;
        }
        let (year, to) = self.year_after(next).unwrap_or((YearOf::Missing, next));
        valid(month, last)?;
        Some((
            Expr::Day {
                weekday: None,
                month,
                first,
                last,
                year,
            },
            to,
        ))
    }

    /// "December 15-16, 2016", "December 2016", "December".
    pub(super) fn month_first(&self, at: usize) -> Read<Expr> {
        if let Some(hyphened) = self.hyphened(at) {
            return Some(hyphened);
        }
        let (month, next) = self.month_at(at)?;
        let the = next + usize::from(self.is(next, &["the"]));
        let near = self
            .item(the)
            .is_some_and(|item| item.spaced || next > at + 1);
        if near && let Some(((first, last), after)) = self.days(the) {
            let ordinal_word =
                matches!(self.sense(the), Some(Sense::Ordinal(_))) && self.unit(after).is_some();
            let on = self.was(at, 1, &["on"]);
            if (on || !self.counts(after)) && !ordinal_word && valid(month, last).is_some() {
                let (year, to) = self.year_after(after).unwrap_or((YearOf::Missing, after));
                return Some((
                    Expr::Day {
                        weekday: None,
                        month,
                        first,
                        last,
                        year,
                    },
                    to,
                ));
            }
        }
        if let Some((year, to)) = self.year_after(next) {
            return Some((Expr::Month { month, year }, to));
        }
        Some((
            Expr::Month {
                month,
                year: YearOf::Missing,
            },
            next,
        ))
    }

    /// "Wednesday", "Wednesday, December 14", "Friday last week".
    pub(super) fn weekday_first(&self, at: usize) -> Read<Expr> {
        let item = self.item(at)?;
        let Some(Sense::Weekday { day, short }) = item.sense else {
            return None;
        };
        // "every Monday" is no day.
        if !item.capital() || self.was(at, 1, &["every", "each"]) {
            return None;
        }
        let next = at + 1 + usize::from(short && self.mark(at + 1, "."));
        if let Some(dated) = self.dated(next, day) {
            return Some(dated);
        }
        if short {
            return None;
        }
        let end = self.daypart(next);
        let of = end + usize::from(self.is(end, &["of"]));
        if self.unit(of + 1) == Some(Unit::Week) {
            let weeks = if self.is(of, &["last"]) {
                Some(-1)
            } else if self.is(of, &["this"]) {
                Some(0)
            } else if self.is(of, &["next"]) {
                Some(1)
            } else {
                None
            };
            if let Some(weeks) = weeks {
                return Some((
                    Expr::Weekday {
                        day,
                        which: Which::Week(weeks),
                    },
                    of + 2,
                ));
            }
        }
        Some((
            Expr::Weekday {
                day,
                which: Which::Any,
            },
            end,
        ))
    }

    /// The date after a weekday.
    fn dated(&self, at: usize, weekday: i8) -> Read<Expr> {
        let mut next = at;
        let bracket = self.mark(next, "(");
        if bracket || self.mark(next, ",") {
            next += 1;
        }
        next += usize::from(self.is(next, &["the", "on"]));
        let (mut expr, mut to) = self.month_first(next).or_else(|| self.day_first(next))?;
        let Expr::Day { weekday: slot, .. } = &mut expr else {
            return None;
        };
        *slot = Some(weekday);
        to += usize::from(bracket && self.mark(to, ")"));
        Some((expr, to))
    }
}

/// Whether a month can have the day.
fn valid(month: i8, day: i8) -> Option<()> {
    // 2000 was a leap year.
    jiff::civil::Date::new(2000, month, day).ok().map(|_| ())
}
