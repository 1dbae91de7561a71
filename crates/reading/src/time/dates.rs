//! Rules of the grammar for dates of the calendar: "15-16 December 2016", "Wednesday, Dec. 14", "2016-12-15", "2017".

use super::calendar::{Expr, Shift, Which, YearOf};
use super::grammar::Grammar;
use super::scan::{Item, Kind};
use super::words::{Sense, Unit};

/// What a rule answers: what it read, and the item after it.
type Read<T> = Option<(T, usize)>;

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
            let ordinal_word = matches!(self.sense(the), Some(Sense::Ordinal(_)))
                && matches!(self.unit(after), Some(_));
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

    /// The year after a day or month: ", 2016", "of this year", "last year".
    pub(super) fn year_after(&self, at: usize) -> Read<YearOf> {
        let mut next = at;
        if self.mark(next, ",") || self.is(next, &["of", "in"]) {
            next += 1;
        }
        if let Some((year, 4)) = self.number(next) {
            let fits = (1000..2200).contains(&year) && self.year_fits(year, next, next + 1, true);
            return fits.then_some((YearOf::Stated(year), next + 1));
        }
        if self.mark(next, "'\u{2019}\u{2018}")
            && let Some((year, 2)) = self.number(next + 1)
        {
            return Some((
                YearOf::Stated(if year < 50 { 2000 } else { 1900 } + year),
                next + 2,
            ));
        }
        if let Some((Expr::Year(year), to)) = self.year_in_words(next) {
            return Some((year, to));
        }
        self.year_phrase(next)
    }

    /// "this year", "last year", "the following year".
    pub(super) fn year_phrase(&self, at: usize) -> Read<YearOf> {
        let the = at + usize::from(self.is(at, &["the"]));
        let year = if self.is(the, &["this", "current"]) {
            YearOf::Shift(0)
        } else if self.is(the, &["last"]) {
            YearOf::Shift(-1)
        } else if self.is(the, &["next"]) && the == at {
            YearOf::Shift(1)
        } else if self.is(the, &["following", "next"]) {
            YearOf::Anchor(1)
        } else if self.is(the, &["previous", "preceding"]) {
            YearOf::Anchor(-1)
        } else if self.is(the, &["same", "that"]) {
            YearOf::Anchor(0)
        } else {
            return None;
        };
        (self.unit(the + 1) == Some(Unit::Year)).then_some((year, the + 2))
    }

    /// "Wednesday", "Wednesday, December 14", "Friday last week".
    pub(super) fn weekday_first(&self, at: usize) -> Read<Expr> {
        let item = self.item(at)?;
        let Some(Sense::Weekday { day, short }) = item.sense else {
            return None;
        };
        if !item.capital() {
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

    /// Four digits alone.
    pub(super) fn bare_year(&self, at: usize) -> Read<Expr> {
        let (year, digits) = self.number(at)?;
        // "the 1988 third quarter"
        if let Some((Expr::Division { code, .. }, to)) = self.division(at + 1)
            && digits == 4
            && (1900..2100).contains(&year)
        {
            return Some((
                Expr::Division {
                    code,
                    year: YearOf::Stated(year),
                },
                to,
            ));
        }
        (digits == 4).then_some((Expr::Year(YearOf::Stated(year)), at + 1))
    }

    /// "the year 2000", "fiscal year 2016", "FY 2016".
    pub(super) fn named_year(&self, at: usize) -> Read<Expr> {
        let mut next = at;
        if self.is(next, &["the"])
            && (self.unit(next + 1) == Some(Unit::Year)
                || self.is(next + 1, &["fiscal", "calendar"]))
        {
            next += 1;
        }
        let named = self.is(next, &["fiscal", "calendar", "FY"]);
        next += usize::from(named);
        let unit = self.unit(next) == Some(Unit::Year);
        next += usize::from(unit);
        if unit && let Some(words) = self.year_in_words(next) {
            return Some(words);
        }
        let (year, digits) = self.number(next)?;
        let fits = (named || unit)
            && digits == 4
            && (1000..2200).contains(&year)
            && self.year_fits(year, next, next + 1, true);
        fits.then_some((Expr::Year(YearOf::Stated(year)), next + 1))
    }

    /// "nineteen ninety-six", "two thousand": as radio says it.
    pub(super) fn year_in_words(&self, at: usize) -> Read<Expr> {
        let number = |at: usize| match self.sense(at)? {
            Sense::Number(n) => Some(n),
            _ => None,
        };
        let led = self.was(
            at,
            1,
            &["in", "since", "of", "year", "by", "until", "from", "to"],
        ) || self
            .back(at, 1)
            .is_some_and(|item| matches!(item.sense, Some(Sense::Month { .. })));
        let (year, to) = match (number(at)?, number(at + 1)) {
            (century @ (18 | 19 | 20), Some(rest @ 10..=99)) if century < 20 || led => {
                let hyphen = usize::from(self.mark(at + 2, "-"));
                match number(at + 2 + hyphen) {
                    Some(unit @ 1..=9) if rest % 10 == 0 => {
                        (century * 100 + rest + unit, at + 3 + hyphen)
                    }
                    _ => (century * 100 + rest, at + 2),
                }
            }
            (2, None) if led && self.is(at + 1, &["thousand"]) => {
                let and = at + 2 + usize::from(self.is(at + 2, &["and"]));
                match number(and) {
                    Some(rest) => (2000 + rest, and + 1),
                    None => (2000, at + 2),
                }
            }
            _ => return None,
        };
        let counted = self.item(to).is_some_and(|item| item.cues.counted);
        (!counted).then_some((Expr::Year(YearOf::Stated(year)), to))
    }

    /// "Christmas Day", "on Christmas Eve", "New Year's Day", "Thanksgiving".
    pub(super) fn holiday(&self, at: usize) -> Read<Expr> {
        let item = self.item(at)?;
        let led = self.was(
            at,
            1,
            &[
                "on", "before", "after", "since", "until", "till", "by", "last", "this", "next",
                "at",
            ],
        );
        let (month, day, nth, mut next) = match item.sense {
            Some(Sense::Holiday { month, day, nth }) => (month, day, nth, at + 1),
            None if item.is("New") && self.is(at + 1, &["Year"]) => {
                let s = self.mark(at + 2, "'\u{2019}") && self.is(at + 3, &["s"]);
                (1, 1, 0, at + if s { 4 } else { 2 })
            }
            _ => return None,
        };
        let eve = self.is(next, &["Eve"]);
        let named = eve || self.is(next, &["Day"]);
        next += usize::from(named);
        if !item.capital() || !(named || led && item.sense.is_some()) {
            return None;
        }
        let (year, to) = self.year_after(next).unwrap_or((YearOf::Missing, next));
        if nth > 0 {
            let expr = Expr::Nth {
                month,
                weekday: day,
                nth,
                year,
            };
            return (!eve).then_some((expr, to));
        }
        let (month, day) = match (eve, day) {
            (true, 1) => (12, 31),
            (true, day) => (month, day - 1),
            (false, day) => (month, day),
        };
        Some((
            Expr::Day {
                weekday: None,
                month,
                first: day,
                last: day,
                year,
            },
            to,
        ))
    }

    /// "year-end", "the year's end".
    pub(super) fn year_end(&self, at: usize) -> Read<Expr> {
        let mut next = at + 1;
        if self.mark(next, "-") {
            next += 1;
        } else if self.mark(next, "'\u{2019}") && self.is(next + 1, &["s"]) {
            next += 2;
        }
        let here = Expr::Shift(Shift::new(Unit::Year, 0), super::calendar::From::Published);
        self.is(next, &["end"]).then_some((here, next + 1))
    }
}

/// Whether a month can have the day.
fn valid(month: i8, day: i8) -> Option<()> {
    // 2000 was a leap year.
    jiff::civil::Date::new(2000, month, day).ok().map(|_| ())
}
