//! What the words of a time say, before it is worked out.

pub(super) use super::shift::Shift;

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
    /// "in two weeks", "within a month": a time where what is told is to come, else how long it took.
    Ahead(Box<Expr>),
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
