//! Rules of the grammar for years and holidays: "2017", ", 2016", "of this year", "nineteen ninety-six", "year-end",
//! "Christmas Eve".

use super::expr::{Expr, From, Shift, YearOf};
use super::grammar::{Grammar, Read};
use super::words::{Sense, Unit};

impl Grammar<'_, '_> {
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
            (century @ 18..=20, Some(rest @ 10..=99)) if century < 20 || led => {
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
        let here = Expr::Shift(Shift::new(Unit::Year, 0), From::Published);
        self.is(next, &["end"]).then_some((here, next + 1))
    }
}
