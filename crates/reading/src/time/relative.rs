//! Rules of the grammar for times named by their distance or their place in the year: "last week", "two days ago",
//! "the following day", "the third quarter of 2016", "this spring", "the 1990s".

use super::expr::{Expr, From, Shift, Which, YearOf};
use super::grammar::{Grammar, Read};
use super::scan::Kind;
use super::words::{Sense, Unit};

impl Grammar<'_, '_> {
    /// "last", "this", "next", "the following" and what they stand before.
    pub(super) fn relative(&self, at: usize, part_of: bool) -> Read<Expr> {
        let the = self.is(at, &["the"]);
        let mut next = at + usize::from(the);
        let first = self.item(next)?;
        if first.kind != Kind::Word {
            return None;
        }
        if the && let Some(unit) = self.unit(next) {
            return self.with_article(next, unit, part_of);
        }
        let this = self.is(next, &["this"]);
        let that = self.is(next, &["that", "same"]);
        // "this past", "this coming", "that same"
        let doubled = this && self.is(next + 1, &["past", "last", "coming", "next"])
            || that && self.is(next + 1, &["same", "very"]);
        next += usize::from(doubled);
        let word = self.item(next)?;
        let after = next + 1;
        // "This Week" between quotation marks is a title.
        let quoted = self.back(at, 1).is_some_and(|mark| {
            matches!(mark.kind, Kind::Mark('"' | '\u{201c}' | '`' | '\u{2018}'))
        });
        if quoted && self.item(after).is_some_and(|item| item.capital()) {
            return None;
        }
        let is = |words: &[&str]| words.iter().any(|w| word.is(w));
        if is(&["last", "past"]) {
            return self.last(after, the || is(&["past"]), this);
        }
        if is(&["next", "coming", "upcoming"]) {
            return self.next(after, the, !is(&["next"]));
        }
        if is(&["this", "current"]) {
            return self.this(after);
        }
        let count = if is(&["following"]) {
            1
        } else if is(&["previous", "preceding"]) {
            -1
        } else if is(&["same", "that"]) && (the || that) {
            0
        } else {
            return None;
        };
        self.anchored(after, count)
    }

    /// "the weekend"; "the year" after "the end of".
    fn with_article(&self, at: usize, unit: Unit, part_of: bool) -> Read<Expr> {
        if unit == Unit::Weekend && self.singular(at) {
            return Some((Expr::Weekend, at + 1));
        }
        if unit == Unit::Day {
            return self.day_beside(at);
        }
        if unit == Unit::Week
            && let Some(week) = self.week_of(at)
        {
            return Some(week);
        }
        if unit == Unit::Year
            && let Some(end) = self.year_end(at).or_else(|| self.named_year(at))
        {
            return Some(end);
        }
        let here = part_of
            && matches!(
                unit,
                Unit::Week
                    | Unit::Month
                    | Unit::Quarter
                    | Unit::Year
                    | Unit::Decade
                    | Unit::Century
            )
            && self.singular(at)
            && self.number(at + 1).is_none_or(|(_, digits)| digits != 4);
        here.then_some((Expr::Shift(Shift::new(unit, 0), From::Published), at + 1))
    }

    /// "the day before yesterday", "the day after tomorrow", "the day before" (of a time named before).
    pub(super) fn day_beside(&self, at: usize) -> Read<Expr> {
        if self.unit(at) != Some(Unit::Day) || !self.singular(at) {
            return None;
        }
        let count = if self.is(at + 1, &["before"]) {
            -1
        } else if self.is(at + 1, &["after"]) {
            1
        } else {
            return None;
        };
        match self.sense(at + 2) {
            Some(Sense::Today(days)) if days == count => {
                let shift = Shift::new(Unit::Day, days + count);
                Some((Expr::Shift(shift, From::Published), at + 3))
            }
            _ if let Some((anchor, to)) = self.anchor_beside(at + 2) => {
                let shift = Shift::new(Unit::Day, count);
                Some((Expr::Beside(shift, Box::new(anchor)), to))
            }
            _ => {
                // "the day before the summit" has another anchor.
                let ends = self
                    .item(at + 2)
                    .is_none_or(|item| matches!(item.kind, Kind::Mark(_)));
                let led = self.was(at, 1, &["the"]);
                (ends && led).then_some((
                    Expr::Shift(Shift::new(Unit::Day, count), From::Anchor),
                    at + 2,
                ))
            }
        }
    }

    /// A day that another is counted from. Only days of the calendar: "the day after the day after" ends nowhere.
    fn anchor_beside(&self, at: usize) -> Read<Expr> {
        let beside = |which| match self.weekday_first(at + 1)? {
            (
                Expr::Weekday {
                    day,
                    which: Which::Any,
                },
                to,
            ) => Some((Expr::Weekday { day, which }, to)),
            _ => None,
        };
        let (expr, to) = if self.is(at, &["last"]) {
            beside(Which::Last)
        } else if self.is(at, &["next"]) {
            beside(Which::Next)
        } else {
            self.numeric(at)
                .or_else(|| self.day_first(at))
                .or_else(|| self.month_first(at))
                .or_else(|| self.weekday_first(at))
                .or_else(|| self.holiday(at))
        }?;
        let day = matches!(
            expr,
            Expr::Day { .. } | Expr::Weekday { .. } | Expr::Numeric(..) | Expr::Nth { .. }
        );
        day.then_some((expr, to))
    }

    /// "week of March 6".
    pub(super) fn week_of(&self, at: usize) -> Read<Expr> {
        if !self.is(at + 1, &["of"]) || !self.singular(at) {
            return None;
        }
        let (day, to) = self
            .month_first(at + 2)
            .or_else(|| self.day_first(at + 2))?;
        matches!(day, Expr::Day { .. }).then_some((Expr::WeekOf(Box::new(day)), to))
    }

    /// "between now and November 15": now is the day of writing where a time follows.
    pub(super) fn now_from(&self, at: usize) -> Read<Expr> {
        let led = self.was(at, 1, &["between", "from"]);
        let joint = self.is(at + 1, &["and", "to", "until", "till", "through"]);
        let now = Expr::Shift(Shift::new(Unit::Day, 0), From::Published);
        (led && joint && self.anchor_beside(at + 2).is_some()).then_some((now, at + 1))
    }

    /// "next week on Tuesday", "this week Monday": the weekday after a week.
    fn weekday_of(&self, at: usize, weeks: i64) -> Read<Expr> {
        let on = at + usize::from(self.is(at, &["on"]) || self.mark(at, "-,"));
        match self.weekday_first(on)? {
            (
                Expr::Weekday {
                    day,
                    which: Which::Any,
                },
                to,
            ) => Some((
                Expr::Weekday {
                    day,
                    which: Which::Week(weeks),
                },
                to,
            )),
            _ => None,
        }
    }

    /// "this week" and the like, with what is told of it.
    fn whole(&self, at: usize, unit: Unit, count: i64) -> Read<Expr> {
        let named = match unit {
            Unit::Week => self.weekday_of(at, count),
            // "this year's third quarter"
            Unit::Year => self.of_year(at, YearOf::Shift(count)),
            _ => None,
        };
        let shift = Expr::Shift(Shift::new(unit, count), From::Published);
        named.or(Some((shift, at)))
    }

    /// What follows "last" or "past".
    fn last(&self, at: usize, stretch: bool, this: bool) -> Read<Expr> {
        let at = at + usize::from(self.is(at, &["fiscal", "calendar", "financial"]));
        match self.sense(at) {
            Some(Sense::Daypart) if !stretch && self.is(at, &["night", "evening"]) => Some((
                Expr::Shift(Shift::new(Unit::Day, -1), From::Published),
                at + 1,
            )),
            Some(Sense::Unit(unit)) if self.singular(at) && unit != Unit::Half => {
                let shift = Shift::new(unit, -1);
                if unit == Unit::Day {
                    return None;
                }
                let far = stretch && !this && !matches!(unit, Unit::Weekend | Unit::Quarter);
                if !far {
                    return self.whole(at + 1, unit, -1);
                }
                Some((Expr::Stretch(shift), at + 1))
            }
            _ => self
                .named_part(at, YearOf::Last, Which::Last)
                .or_else(|| self.several(at, -1)),
        }
    }

    /// What follows "next" or "coming".
    fn next(&self, at: usize, the: bool, coming: bool) -> Read<Expr> {
        match self.sense(at) {
            Some(Sense::Daypart) if the && self.is(at, &["morning", "evening"]) => {
                Some((Expr::Shift(Shift::new(Unit::Day, 1), From::Anchor), at + 1))
            }
            Some(Sense::Unit(Unit::Day)) if self.singular(at) => {
                Some((Expr::Shift(Shift::new(Unit::Day, 1), From::Anchor), at + 1))
            }
            Some(Sense::Unit(unit)) if self.singular(at) && unit != Unit::Half => {
                let shift = Shift::new(unit, 1);
                let during = ["over", "in", "within", "during", "for", "throughout"];
                let expr = if unit == Unit::Weekend && coming {
                    Expr::Shift(Shift::new(unit, 0), From::Published)
                } else if unit == Unit::Quarter {
                    Expr::Shift(shift, From::Published)
                } else if coming || the && self.was(at, 3, &during) {
                    Expr::Vague
                } else if the {
                    Expr::Shift(shift, From::Anchor)
                } else {
                    return self.whole(at + 1, unit, 1);
                };
                Some((expr, at + 1))
            }
            Some(Sense::Unit(unit)) => Some((vague(unit, 1), at + 1)),
            _ => self
                .named_part(
                    at,
                    YearOf::Next,
                    if coming { Which::Coming } else { Which::Next },
                )
                .or_else(|| self.several(at, 1)),
        }
    }

    /// What follows "this".
    fn this(&self, at: usize) -> Read<Expr> {
        let at = at + usize::from(self.is(at, &["fiscal", "calendar", "financial"]));
        match self.sense(at) {
            Some(Sense::Daypart) => Some((
                Expr::Shift(Shift::new(Unit::Day, 0), From::Published),
                at + 1,
            )),
            Some(Sense::Unit(unit))
                if self.singular(at) && !matches!(unit, Unit::Day | Unit::Half) =>
            {
                self.whole(at + 1, unit, 0)
            }
            _ => self.named_part(at, YearOf::Shift(0), Which::Week(0)),
        }
    }

    /// A month, weekday, season after "last", "this" or "next".
    fn named_part(&self, at: usize, year: YearOf, which: Which) -> Read<Expr> {
        match self.sense(at)? {
            Sense::Month { .. } => {
                let (read, to) = self.month_first(at)?;
                match read {
                    Expr::Month {
                        month,
                        year: YearOf::Missing,
                    } => Some((Expr::Month { month, year }, to)),
                    Expr::Day {
                        month,
                        first,
                        last,
                        year: YearOf::Missing,
                        weekday,
                    } => Some((
                        Expr::Day {
                            month,
                            first,
                            last,
                            year,
                            weekday,
                        },
                        to,
                    )),
                    _ => None,
                }
            }
            Sense::Weekday { .. } => {
                let (read, to) = self.weekday_first(at)?;
                match read {
                    Expr::Weekday {
                        day,
                        which: Which::Any,
                    } => Some((Expr::Weekday { day, which }, to)),
                    dated @ Expr::Day { .. } => Some((dated, to)),
                    _ => None,
                }
            }
            Sense::Season(code) => Some((Expr::Division { code, year }, at + 1)),
            _ => None,
        }
    }

    /// "two weeks", "few days" after "the last" or "the next".
    fn several(&self, at: usize, sign: i64) -> Read<Expr> {
        if self.is(at, &["few", "several", "couple"]) {
            let of = at + 1 + usize::from(self.is(at + 1, &["of"]));
            return self.unit(of).map(|unit| (vague(unit, sign), of + 1));
        }
        if let Some(Sense::Unit(unit)) = self.sense(at) {
            return Some((vague(unit, sign), at + 1));
        }
        let (count, next) = self.count(at)?;
        let unit = self.unit(next)?;
        Some((Expr::Stretch(Shift::new(unit, sign * count)), next + 1))
    }

    /// What follows "the following", "the previous", "the same".
    fn anchored(&self, at: usize, count: i64) -> Read<Expr> {
        let at = at + usize::from(self.is(at, &["fiscal", "calendar"]));
        match self.sense(at)? {
            Sense::Weekday { day, short: false } if count != 0 => Some((
                Expr::WeekdayBeside {
                    day,
                    ahead: count > 0,
                },
                self.daypart(at + 1),
            )),
            Sense::Unit(unit)
                if self.singular(at)
                    && !matches!(unit, Unit::Half | Unit::Century | Unit::Decade) =>
            {
                Some((Expr::Shift(Shift::new(unit, count), From::Anchor), at + 1))
            }
            Sense::Month { .. } if count == 0 => match self.month_first(at)? {
                // "reported that April Jones"
                (
                    Expr::Month {
                        month,
                        year: YearOf::Missing,
                    },
                    to,
                ) if !self.item(to).is_some_and(|next| next.capital()) => Some((
                    Expr::Month {
                        month,
                        year: YearOf::Anchor(0),
                    },
                    to,
                )),
                _ => None,
            },
            Sense::Daypart if self.is(at, &["morning", "afternoon", "evening", "night"]) => Some((
                Expr::Shift(Shift::new(Unit::Day, count), From::Anchor),
                at + 1,
            )),
            _ => None,
        }
    }

    /// How many: "two", "a", "12".
    fn count(&self, at: usize) -> Read<i64> {
        if let Some((value, _)) = self.number(at) {
            return Some((value.into(), at + 1));
        }
        match self.sense(at) {
            Some(Sense::Number(tens @ 20..=90)) if self.mark(at + 1, "-") => {
                match self.sense(at + 2)? {
                    Sense::Number(n @ 1..=9) => Some(((tens + n).into(), at + 3)),
                    _ => None,
                }
            }
            Some(Sense::Number(n)) => Some((n.into(), at + 1)),
            _ => self.is(at, &["a", "an"]).then_some((1, at + 1)),
        }
    }

    /// "two days ago", "a week later", "few years ago".
    pub(super) fn counted(&self, at: usize) -> Read<Expr> {
        let is_vague = self.is(at, &["few", "several", "many", "some"])
            || self.is(at, &["a"]) && self.is(at + 1, &["few", "couple"]);
        let (count, mut next) = if is_vague {
            let few = at + 1 + usize::from(self.is(at, &["a"]));
            (0, few + usize::from(self.is(few, &["of"])))
        } else {
            self.count(at)?
        };
        let unit = self.unit(next)?;
        if unit == Unit::Half {
            return None;
        }
        next += 1;
        if self.is(next, &["or"]) && self.is(next + 1, &["so"]) {
            next += 2;
        }
        let whole = |sign: i64| match unit {
            Unit::Week => Shift::new(Unit::Day, sign * count * 7),
            Unit::Fortnight => Shift::new(Unit::Day, sign * count * 14),
            unit => Shift::new(unit, sign * count),
        };
        let beside = if self.is(next, &["before"]) {
            Some(-1)
        } else if self.is(next, &["after"]) {
            Some(1)
        } else {
            None
        };
        if let Some(sign) = beside
            && !is_vague
            && let Some((anchor, to)) = self.anchor_beside(next + 1)
        {
            return Some((Expr::Beside(whole(sign), Box::new(anchor)), to));
        }
        let (sign, from) = if self.is(next, &["ago"]) {
            (-1, From::Published)
        } else if self.is(next, &["earlier"]) {
            (-1, From::Anchor)
        } else if self.is(next, &["later"]) {
            (1, From::Anchor)
        } else if self.is(next, &["from"]) && self.is(next + 1, &["now", "today"]) {
            next += 1;
            (1, From::Published)
        } else if self.was(at, 1, &["in", "within"]) && !is_vague {
            return self.ahead(at, next, Shift::new(unit, count));
        } else {
            return None;
        };
        if is_vague {
            let expr = if from == From::Published {
                vague(unit, sign)
            } else {
                Expr::Vague
            };
            return Some((expr, next + 1));
        }
        let shift = whole(sign);
        let expr = match unit {
            Unit::Week | Unit::Fortnight => Expr::Roughly(shift, from),
            _ => Expr::Shift(shift, from),
        };
        Some((expr, next + 1))
    }

    /// "in two weeks", "in ten days' time", "within a month": a distance that is counted from the day of writing, where nothing makes it
    /// a stretch ("for the first time in two months", "in two weeks of talks").
    fn ahead(&self, at: usize, next: usize, shift: Shift) -> Read<Expr> {
        let apostrophe = self.mark(next, "'\u{2019}");
        let time = next + usize::from(apostrophe);
        let to = if self.is(time, &["time"]) {
            time + 1
        } else if apostrophe || self.is(next, &["of"]) || self.mark(next, "-") {
            return None;
        } else {
            next
        };
        let stretch = [
            "first", "second", "third", "last", "only", "once", "twice", "time", "times",
        ];
        let counts = (2..=6).any(|steps| self.was(at, steps, &stretch));
        if counts || !(1..=60).contains(&shift.count) {
            return None;
        }
        let within = self.was(at, 1, &["within"]);
        let expr = match (shift.unit, shift.count) {
            // "three towns in a day"
            (Unit::Day, 1) => return None,
            (Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month, _) if within => {
                Expr::Stretch(shift)
            }
            (Unit::Day, 2..=6) | (Unit::Month, _) => Expr::Shift(shift, From::Published),
            (Unit::Day, days) => Expr::Roughly(Shift::new(Unit::Day, days), From::Published),
            (Unit::Week, weeks) => Expr::Roughly(Shift::new(Unit::Day, weeks * 7), From::Published),
            (Unit::Fortnight, count) => {
                Expr::Roughly(Shift::new(Unit::Day, count * 14), From::Published)
            }
            _ => return None,
        };
        Some((Expr::Ahead(Box::new(expr)), to))
    }

    /// Whether a unit stands in the singular.
    pub(super) fn singular(&self, at: usize) -> bool {
        self.item(at)
            .is_some_and(|item| !item.text.ends_with(['s', 'S']))
    }
}

/// A time that lies so far ahead or behind as some of these units.
fn vague(unit: Unit, sign: i64) -> Expr {
    if unit == Unit::Day {
        Expr::Days(sign)
    } else {
        Expr::Vague
    }
}
