//! Dates: days and times as each language writes them.
//!
//! What enters: days, and EDTF as claims carry it. What leaves: text. A year is left out where it is that of today. Nothing is invented:
//! what a time does not say is not written.

use super::words::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use reading::time::edtf::{Digits, Edtf, End, Part, Qualifier, Stamp, Year};

/// Writes dates: in a language, as of a day.
#[derive(Clone, Copy)]
pub struct Dates {
    /// The words.
    pub words: &'static Words,
    /// The day that counts as today.
    pub today: Date,
}

impl Dates {
    /// A day with its year.
    pub fn whole(&self, day: Date) -> String {
        self.of_day(Some(day.year().to_string()), day.month(), day.day())
    }

    /// A day with its day of the week.
    pub fn heading(&self, day: Date) -> String {
        let weekday = format!("weekday-{}", day.weekday().to_monday_one_offset());
        self.words.with(
            "date-heading",
            [
                ("weekday", self.words.say(&weekday).into()),
                ("date", self.whole(day).into()),
            ],
        )
    }

    /// A month of a year.
    pub fn month(&self, year: i16, month: i8) -> String {
        self.words.with(
            "date-month-year",
            [
                ("month", self.month_alone(month).into()),
                ("year", year.to_string().into()),
            ],
        )
    }

    /// A moment to the minute, by universal time.
    pub fn moment(&self, at: Timestamp) -> String {
        let at = jiff::tz::TimeZone::UTC.to_datetime(at);
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        self.words.with(
            "date-moment",
            [
                ("date", self.whole(at.date()).into()),
                ("time", time.into()),
            ],
        )
    }

    /// A time in EDTF; text that is none is given as it is.
    pub fn edtf(&self, text: &str) -> String {
        match text.parse::<Edtf>() {
            Ok(Edtf::At(stamp)) => self.stamp(stamp).unwrap_or_else(|| text.to_owned()),
            Ok(Edtf::Interval(from, to)) => {
                self.interval(from, to).unwrap_or_else(|| text.to_owned())
            }
            Err(_) => text.to_owned(),
        }
    }

    fn interval(&self, from: End, to: End) -> Option<String> {
        let (from, to) = match (from, to) {
            (End::At(from), End::At(to)) => (from, to),
            (End::At(from), _) => {
                let from = self.stamp(from)?;
                return Some(self.words.one("date-from", "date", from));
            }
            (_, End::At(to)) => {
                let to = self.stamp(to)?;
                return Some(self.words.one("date-until", "date", to));
            }
            _ => return None,
        };
        if let (
            Part::Day(Digits::Known(month), Digits::Known(first)),
            Part::Day(other, Digits::Known(last)),
        ) = (from.part(), to.part())
            && from.year() == to.year()
            && other == Digits::Known(month)
            && from.qualifier() == to.qualifier()
        {
            let (first, last) = (first.to_string(), last.to_string());
            let month = self.month_of(month);
            let days = [
                ("first", first.into()),
                ("last", last.into()),
                ("month", month.into()),
            ];
            let days = match self.year_of(from.year())? {
                Some(year) => {
                    let [first, last, month] = days;
                    self.words.with(
                        "date-days-year",
                        [first, last, month, ("year", year.into())],
                    )
                }
                None => self.words.with("date-days", days),
            };
            let days = match from.year() {
                Year::Unknown => self.words.one("date-year-unknown", "date", days),
                _ => days,
            };
            return Some(self.qualified(days, from.qualifier()));
        }
        Some(self.words.with(
            "date-span",
            [
                ("from", self.stamp(from)?.into()),
                ("to", self.stamp(to)?.into()),
            ],
        ))
    }

    fn stamp(&self, stamp: Stamp) -> Option<String> {
        let plain = match (stamp.year(), stamp.part()) {
            (Year::Decade(year), Part::Whole) => {
                self.words.one("date-decade", "year", year.to_string())
            }
            (Year::Century(_), _) => return None,
            (year, Part::Whole) => match year {
                Year::Known(year) => self.words.one("date-year", "year", year.to_string()),
                _ => return None,
            },
            (year, Part::Month(Digits::Known(month))) => match self.year_of(year)? {
                Some(year) => self.words.with(
                    "date-month-year",
                    [
                        ("month", self.month_alone(month).into()),
                        ("year", year.into()),
                    ],
                ),
                None => self.month_alone(month),
            },
            (year, Part::Day(Digits::Known(month), Digits::Known(day))) => {
                self.of_day(self.year_of(year)?, month, day)
            }
            (year, Part::Division(number)) => {
                let key = format!("division-{number}");
                if !self.words.has(&key) {
                    return None;
                }
                let part = self.words.say(&key);
                match year {
                    Year::Known(year) => self.words.with(
                        "date-part-year",
                        [("part", part.into()), ("year", year.to_string().into())],
                    ),
                    _ => part,
                }
            }
            _ => return None,
        };
        let plain = match stamp.year() {
            Year::Unknown => self.words.one("date-year-unknown", "date", plain),
            _ => plain,
        };
        Some(self.qualified(plain, stamp.qualifier()))
    }

    fn qualified(&self, plain: String, qualifier: Qualifier) -> String {
        match qualifier {
            Qualifier::Exact => plain,
            Qualifier::Uncertain => self.words.one("date-uncertain", "date", plain),
            Qualifier::Approximate | Qualifier::Both => self.words.one("date-about", "date", plain),
        }
    }

    /// The year to write, which may be none; nothing where it cannot be written so.
    fn year_of(&self, year: Year) -> Option<Option<String>> {
        match year {
            Year::Known(year) => Some(self.year(year)),
            Year::Unknown => Some(None),
            Year::Decade(_) | Year::Century(_) => None,
        }
    }

    fn year(&self, year: i16) -> Option<String> {
        (year != self.today.year()).then(|| year.to_string())
    }

    fn of_day(&self, year: Option<String>, month: i8, day: i8) -> String {
        let (day, month) = (day.to_string(), self.month_of(month));
        let parts = [("day", day.into()), ("month", month.into())];
        match year {
            Some(year) => {
                let [day, month] = parts;
                self.words
                    .with("date-day-year", [day, month, ("year", year.into())])
            }
            None => self.words.with("date-day", parts),
        }
    }

    /// A month's name as it stands after a day.
    fn month_of(&self, month: i8) -> String {
        self.words.say(&format!("month-{month}"))
    }

    /// A month's name as it stands alone.
    fn month_alone(&self, month: i8) -> String {
        self.words.say(&format!("month-alone-{month}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::words::Lang;
    use jiff::civil::date;

    fn told(lang: Lang, text: &str) -> String {
        let dates = Dates {
            words: Words::of(lang),
            today: date(2018, 5, 20),
        };
        dates.edtf(text)
    }

    #[test]
    fn times_are_written_as_each_language_does() {
        for (edtf, en, ru, ja) in [
            ("2018-12-15", "15 December", "15 декабря", "12月15日"),
            (
                "2016-12-15",
                "15 December 2016",
                "15 декабря 2016 года",
                "2016年12月15日",
            ),
            (
                "2018-12-15/2018-12-16",
                "15–16 December",
                "15–16 декабря",
                "12月15〜16日",
            ),
            (
                "2016-12-15/2016-12-16",
                "15–16 December 2016",
                "15–16 декабря 2016 года",
                "2016年12月15〜16日",
            ),
            (
                "2018-11-30/2018-12-02",
                "30 November – 2 December",
                "30 ноября – 2 декабря",
                "11月30日〜12月2日",
            ),
            ("2018-12", "December", "декабрь", "12月"),
            (
                "2016-12",
                "December 2016",
                "декабрь 2016 года",
                "2016年12月",
            ),
            ("2016", "2016", "2016 год", "2016年"),
            (
                "XXXX-12-15",
                "15 December (year unknown)",
                "15 декабря (год неизвестен)",
                "12月15日（年不明）",
            ),
            (
                "XXXX-12-15/XXXX-12-16",
                "15–16 December (year unknown)",
                "15–16 декабря (год неизвестен)",
                "12月15〜16日（年不明）",
            ),
            (
                "2018-12-15~",
                "about 15 December",
                "около 15 декабря",
                "12月15日ごろ",
            ),
            (
                "2018-12-15/..",
                "from 15 December",
                "с 15 декабря",
                "12月15日から",
            ),
        ] {
            assert_eq!(told(Lang::En, edtf), en);
            assert_eq!(told(Lang::Ru, edtf), ru);
            assert_eq!(told(Lang::Ja, edtf), ja);
        }
        assert_eq!(told(Lang::En, "soon"), "soon");
    }
}
