//! The grammar: which items of a sentence name a time.
//!
//! What enters: the items of one sentence. What leaves: [`Found`]s in order, each a run of items with what they say
//! ([`Expr`]), not yet worked out. Every rule looks a bounded number of items ahead, so that the whole is linear.

use super::Bound;
use super::expr::{Expr, From, Shift, Tense, Which, YearOf};
use super::scan::{Item, Kind};
use super::words::{Sense, Unit};

/// A run of items that names a time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// First item.
    pub from: usize,
    /// One past the last item.
    pub to: usize,
    /// What it says.
    pub expr: Expr,
    /// "around": the value is approximate.
    pub about: bool,
    /// How the time bounds what is told of it.
    pub bound: Bound,
    /// What its own words say of its tense: "earlier this week".
    pub tense: Tense,
}

/// Finds the times of a sentence.
pub(super) fn read(items: &[Item]) -> Vec<Found> {
    let grammar = Grammar { items };
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match grammar.phrase(at) {
            Some(hit) => {
                at = hit.to.max(at + 1);
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

pub(super) struct Grammar<'i, 't> {
    pub items: &'i [Item<'t>],
}

/// What stands before a time and belongs to it.
#[derive(Default)]
pub(super) struct Before {
    pub about: bool,
    /// "about", "nearly": only before "two years ago".
    pub about_ago: bool,
    /// "the end of": "the year" after it is this year.
    pub part_of: bool,
    /// "earlier", "later".
    pub tense: Tense,
    pub any: bool,
}

/// What a rule answers: what it read, and the item after it.
pub(super) type Read<T> = Option<(T, usize)>;

impl<'t> Grammar<'_, 't> {
    pub fn item(&self, at: usize) -> Option<&Item<'t>> {
        self.items.get(at)
    }

    pub fn back(&self, at: usize, steps: usize) -> Option<&Item<'t>> {
        self.items.get(at.checked_sub(steps)?)
    }

    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        self.item(at)
            .is_some_and(|item| words.iter().any(|word| item.is(word)))
    }

    pub fn was(&self, at: usize, steps: usize, words: &[&str]) -> bool {
        self.back(at, steps)
            .is_some_and(|item| words.iter().any(|word| item.is(word)))
    }

    pub fn mark(&self, at: usize, marks: &str) -> bool {
        matches!(self.item(at), Some(Item { kind: Kind::Mark(mark), .. }) if marks.contains(*mark))
    }

    pub fn sense(&self, at: usize) -> Option<Sense> {
        self.item(at)?.sense
    }

    pub fn unit(&self, at: usize) -> Option<Unit> {
        match self.sense(at)? {
            Sense::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    pub fn number(&self, at: usize) -> Option<(i16, u8)> {
        match self.item(at)?.kind {
            Kind::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// A time with what belongs to it, at an item.
    fn phrase(&self, at: usize) -> Option<Found> {
        let (before, start) = self.before(at);
        let (first, mut to) = self.point(start, before.part_of)?;
        let range = self.range(at, &first, to);
        // "May to September" are months, though "May" alone might be none.
        let months = matches!(
            (&first, &range),
            (Expr::Month { .. }, Some((Expr::Month { .. }, _)))
        );
        if !months && !self.fits(&first, start, to, &before) {
            return None;
        }
        let mut expr = first;
        if let Some((last, end)) = range {
            expr = Expr::Interval(Box::new(expr), Box::new(last));
            to = end;
        }
        // "talked about December 15" is no guess; "about two years ago" is.
        let ago = matches!(expr, Expr::Shift(shift, From::Published) | Expr::Roughly(shift, From::Published) if shift.count < 0);
        if before.about_ago && (!ago || self.is(start, &["last"])) {
            return None;
        }
        Some(Found {
            from: at,
            to,
            about: before.about || before.about_ago,
            bound: self.bound(at, to, several(&expr)),
            tense: before.tense,
            expr,
        })
    }

    /// Skips "early", "mid-", "around", "the end of" before a time.
    fn before(&self, at: usize) -> (Before, usize) {
        let mut before = Before::default();
        let mut next = at;
        for _ in 0..4 {
            match self.sense(next) {
                Some(Sense::Early) => {
                    if self.is(next, &["earlier"]) {
                        before.tense = Tense::Past;
                    } else if self.is(next, &["later"]) {
                        before.tense = Tense::Future;
                    }
                    next += 1;
                    if self.mark(next, "-\u{2010}\u{2011}\u{2013}") {
                        next += 1;
                    } else if self.is(next, &["in", "on"]) {
                        before.part_of = true;
                        next += 1;
                    }
                }
                Some(Sense::About) => {
                    let ago_only = self.is(next, &["about", "nearly", "almost"]);
                    // "to get around Wednesday's ruling"
                    if matches!(self.sense(next + 1), Some(Sense::Weekday { .. })) {
                        break;
                    }
                    before.about |= !ago_only;
                    before.about_ago |= ago_only;
                    next += 1;
                }
                _ => {
                    let the = next + usize::from(self.is(next, &["the"]));
                    let part = [
                        "end",
                        "beginning",
                        "start",
                        "middle",
                        "close",
                        "rest",
                        "remainder",
                        "course",
                    ];
                    if self.is(the, &part) && self.is(the + 1, &["of"]) {
                        before.part_of = true;
                        next = the + 2;
                    } else if (self.ordinal(the).is_some() || self.is(the, &["last", "final"]))
                        && match self.unit(the + 1) {
                            Some(Unit::Day) => !self.singular(the + 1),
                            unit => matches!(unit, Some(Unit::Half | Unit::Week)),
                        }
                        && self.is(the + 2, &["of"])
                        && matches!(self.sense(the + 3), Some(Sense::Month { .. }))
                    {
                        next = the + 3;
                    } else {
                        break;
                    }
                }
            }
            before.any = true;
        }
        (before, next)
    }

    /// One time, without what stands before it.
    pub(super) fn point(&self, at: usize, part_of: bool) -> Read<Expr> {
        let item = self.item(at)?;
        match item.kind {
            Kind::Number { .. } => self
                .numeric(at)
                .or_else(|| self.hyphened(at))
                .or_else(|| self.day_first(at))
                .or_else(|| self.counted(at))
                .or_else(|| self.bare_year(at)),
            Kind::Dotted(day, month, year) => Some((Expr::Numeric(day, month, year), at + 1)),
            Kind::Ordinal(_) => self
                .day_first(at)
                .or_else(|| self.century(at))
                .or_else(|| self.division(at)),
            Kind::Decade(_) => self.decade(at),
            Kind::Word => self.word(at, part_of),
            Kind::Mark('\'' | '\u{2019}' | '\u{2018}' | '`') => self.decade(at),
            _ => None,
        }
    }

    fn word(&self, at: usize, part_of: bool) -> Read<Expr> {
        match self.sense(at) {
            Some(Sense::Month { .. }) => self.month_first(at),
            Some(Sense::Weekday { .. }) => self.weekday_first(at),
            Some(Sense::Season(_)) => self.season(at),
            Some(Sense::Today(days)) => {
                let shift = Shift::new(Unit::Day, days);
                Some((Expr::Shift(shift, From::Published), self.daypart(at + 1)))
            }
            Some(Sense::Ordinal(_)) => self
                .day_first(at)
                .or_else(|| self.division(at))
                .or_else(|| self.century(at)),
            Some(Sense::Number(_)) => self
                .counted(at)
                .or_else(|| self.year_in_words(at))
                .or_else(|| self.day_first(at)),
            Some(Sense::Holiday { .. }) => self.holiday(at),
            Some(Sense::Decade(_)) => self.decade(at),
            Some(Sense::Unit(Unit::Year)) => {
                let here = || {
                    let year = Expr::Shift(Shift::new(Unit::Year, 0), From::Published);
                    (part_of && self.singular(at)).then_some((year, at + 1))
                };
                self.year_end(at)
                    .or_else(|| self.named_year(at))
                    .or_else(here)
            }
            Some(Sense::Unit(Unit::Day)) => self.day_beside(at),
            Some(Sense::Unit(Unit::Month)) if part_of && self.singular(at) => Some((
                Expr::Shift(Shift::new(Unit::Month, 0), From::Published),
                at + 1,
            )),
            Some(Sense::Unit(Unit::Week)) => self.week_of(at),
            _ if self.is(at, &["now"]) => self.now_from(at),
            _ => self
                .month_day(at)
                .or_else(|| self.counted(at))
                .or_else(|| self.relative(at, part_of))
                .or_else(|| self.named_year(at))
                .or_else(|| self.quarter_letter(at))
                .or_else(|| self.holiday(at)),
        }
    }

    /// Skips "night" after "Wednesday".
    pub fn daypart(&self, at: usize) -> usize {
        match self.sense(at) {
            Some(Sense::Daypart) => at + 1,
            _ => at,
        }
    }

    /// The other end of a period: "- 16 December", "to May", "and 2016" after "between".
    fn range(&self, at: usize, first: &Expr, to: usize) -> Read<Expr> {
        let joint = self.item(to)?;
        let dash = matches!(
            joint.kind,
            Kind::Mark('-' | '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' | '\u{2212}')
        );
        let until = self.is(to, &["to", "through", "thru", "until", "till"]);
        let from = self.was(at, 1, &["from"]);
        let and = self.is(to, &["and"]);
        let between = and && self.was(at, 1, &["between"]);
        if !(dash || until || and) {
            return None;
        }
        let moved = || {
            (1..=12)
                .map_while(|steps| self.back(at, steps))
                .any(|item| item.cues.moves)
        };
        if until && moved() {
            return None;
        }
        if (from && until || between) && self.is(to + 1, &["now", "date"]) {
            let now = Expr::Shift(Shift::new(Unit::Day, 0), From::Published);
            return Some((now, to + 2));
        }
        let (before, start) = self.before(to + 1);
        let the = start + usize::from(self.is(start, &["the"]) && self.number(start + 1).is_some());
        let (last, end) = self.point(the, before.part_of)?;
        let fits = match &last {
            Expr::Year(YearOf::Stated(year)) => (1000..2200).contains(year),
            last => self.fits(
                last,
                the,
                end,
                &Before {
                    any: true,
                    ..before
                },
            ),
        };
        let alike = match (first, &last) {
            (Expr::Day { .. }, Expr::Day { .. })
            | (Expr::Month { .. }, Expr::Month { .. })
            | (Expr::Weekday { .. }, Expr::Weekday { .. }) => true,
            (Expr::Year(YearOf::Stated(a)), Expr::Year(YearOf::Stated(b))) => a < b,
            (Expr::Day { .. } | Expr::Numeric(..), Expr::Day { .. } | Expr::Numeric(..)) => true,
            (Expr::Year(_), Expr::Month { .. } | Expr::Day { .. }) => {
                until && !self.is(to, &["to"])
            }
            _ => from && until || between,
        };
        let alike = alike && (!and || between || in_row(first, &last));
        (fits && alike).then_some((last, end))
    }
}

/// Whether two weekdays, months or years follow each other: "in November and December" is one period.
fn in_row(first: &Expr, last: &Expr) -> bool {
    match (first, last) {
        (
            Expr::Month {
                month: a,
                year: YearOf::Missing,
            },
            Expr::Month { month: b, .. },
        ) => a % 12 + 1 == *b,
        (Expr::Year(YearOf::Stated(a)), Expr::Year(YearOf::Stated(b))) => a + 1 == *b,
        (
            Expr::Weekday {
                day: a,
                which: Which::Any,
            },
            Expr::Weekday {
                day: b,
                which: Which::Any,
            },
        ) => a % 7 + 1 == *b,
        _ => false,
    }
}

/// Whether an expression is a period by itself, so that "from" before it bounds nothing more.
fn several(expr: &Expr) -> bool {
    match expr {
        Expr::Interval(..) => true,
        Expr::Day { first, last, .. } => first != last,
        _ => false,
    }
}
