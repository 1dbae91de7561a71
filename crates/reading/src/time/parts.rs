//! Rules of the grammar for parts of years and for many years: "the third quarter of 2016", "Q3 2016", "spring 2017",
//! "the 1990s", "the 19th century".

use super::expr::{Expr, YearOf};
use super::grammar::{Grammar, Read};
use super::scan::Kind;
use super::words::{Sense, Unit};

impl Grammar<'_, '_> {
    /// "'s third quarter" after a year.
    pub(super) fn of_year(&self, at: usize, year: YearOf) -> Read<Expr> {
        let next = at
            + if self.mark(at, "'\u{2019}") && self.is(at + 1, &["s"]) {
                2
            } else {
                return None;
            };
        match self.division(next)? {
            (
                Expr::Division {
                    code,
                    year: YearOf::Missing,
                },
                to,
            ) => Some((Expr::Division { code, year }, to)),
            _ => None,
        }
    }

    pub(super) fn ordinal(&self, at: usize) -> Option<i16> {
        match self.item(at)?.kind {
            Kind::Ordinal(n) => Some(n.into()),
            Kind::Word => match self.sense(at)? {
                Sense::Ordinal(n) => Some(n),
                _ => None,
            },
            _ => None,
        }
    }

    /// "third quarter of 2016", "second half of next year".
    pub(super) fn division(&self, at: usize) -> Read<Expr> {
        let place = i8::try_from(self.ordinal(at)?).ok()?;
        let next = at + 1 + usize::from(self.mark(at + 1, "-"));
        let code = match (self.unit(next)?, place) {
            (Unit::Quarter, 1..=4) => 32 + place,
            (Unit::Half, 1..=2) => 39 + place,
            _ => return None,
        };
        let next = next + 1;
        match self.year_after(next) {
            Some((year, to)) => Some((Expr::Division { code, year }, to)),
            None if self.is(next, &["of"])
                && self.is(next + 1, &["the"])
                && self.unit(next + 2) == Some(Unit::Year)
                && self.singular(next + 2) =>
            {
                let year = YearOf::Shift(0);
                Some((Expr::Division { code, year }, next + 3))
            }
            None if code < 40 && !self.is(next, &["of"]) => Some((
                Expr::Division {
                    code,
                    year: YearOf::Missing,
                },
                next,
            )),
            None => None,
        }
    }

    /// "Q3 2016", "H1 of 2017".
    pub(super) fn quarter_letter(&self, at: usize) -> Read<Expr> {
        let quarter = self.is(at, &["Q"]);
        if !(quarter || self.is(at, &["H"])) || self.item(at + 1)?.spaced {
            return None;
        }
        let (place, digits) = self.number(at + 1)?;
        let place = i8::try_from(place).ok()?;
        let code = match place {
            1..=4 if quarter && digits == 1 => 32 + place,
            1..=2 if digits == 1 => 39 + place,
            _ => return None,
        };
        let (year, to) = self.year_after(at + 2)?;
        Some((Expr::Division { code, year }, to))
    }

    /// "spring 2017", "winter", "summer of next year".
    pub(super) fn season(&self, at: usize) -> Read<Expr> {
        let Some(Sense::Season(code)) = self.sense(at) else {
            return None;
        };
        // "winter 2015-2016" is the one that begins in 2015.
        let next = at + 1 + usize::from(self.is(at + 1, &["of"]));
        if let (Some((year, 4)), Some((last, digits))) = (self.number(next), self.number(next + 2))
            && self.mark(next + 1, "-/\u{2010}\u{2011}\u{2013}")
            && (digits == 4 && last == year + 1 || digits == 2 && last == (year + 1) % 100)
        {
            let year = YearOf::Stated(year);
            return Some((Expr::Division { code, year }, next + 3));
        }
        match self.year_after(at + 1) {
            Some((year, to)) => Some((Expr::Division { code, year }, to)),
            None => Some((
                Expr::Division {
                    code,
                    year: YearOf::Missing,
                },
                at + 1,
            )),
        }
    }

    /// "1990s", "the 90s", "the nineties".
    pub(super) fn decade(&self, at: usize) -> Read<Expr> {
        let quote = matches!(self.item(at)?.kind, Kind::Mark(_));
        let at = at + usize::from(quote);
        let led = quote || self.was(at, 1, &["the"]) || self.was(at, 2, &["the"]);
        let item = self.item(at)?;
        if quote && item.spaced {
            return None;
        }
        let decade = match item.kind {
            Kind::Decade(year @ 1000..) => year / 10,
            Kind::Decade(year @ 20..=90) if led => 190 + year / 10,
            Kind::Word => match item.sense? {
                Sense::Decade(tens) if led => 190 + tens,
                _ => return None,
            },
            _ => return None,
        };
        Some((Expr::Decade(decade), at + 1))
    }

    /// "the 19th century".
    pub(super) fn century(&self, at: usize) -> Read<Expr> {
        let place = self.ordinal(at).filter(|n| (1..=30).contains(n))?;
        let next = at + 1 + usize::from(self.mark(at + 1, "-"));
        (self.unit(next)? == Unit::Century).then_some((Expr::Century(place - 1), next + 1))
    }
}
