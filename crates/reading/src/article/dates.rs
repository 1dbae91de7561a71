//! Dates of publication, as pages write them.
//!
//! What enters: a value of metadata, a line of text, or an address. What leaves: [`Published`], local as written and never
//! converted. What is no full date of day, month and year gives none.

use super::Published;
use super::words::words;
use jiff::civil::Date;

/// The first year that is believed where a page states its date as such: archives put old newspapers on the web.
const FIRST_STATED_YEAR: i16 = 1800;
/// The first year that is believed of a date that merely stands in a line or an address: the web's first pages.
const FIRST_YEAR: i16 = 1990;
/// A year beyond it is an expiry mark, not a publication. Reading has no clock, hence a constant.
const LAST_YEAR: i16 = 2100;

/// A date from a value that holds nothing else: "2016-11-20T18:30:00+03:00", "20 November 2016", "Sun, 20 Nov 2016 18:30 GMT".
pub(super) fn published(value: &str) -> Option<Published> {
    let value = value.trim();
    if value.is_empty() || value.len() > 120 {
        return None;
    }
    iso(value).or_else(|| unix(value)).or_else(|| {
        within(value, FIRST_STATED_YEAR).map(|(date, _, end)| Published {
            date,
            time: clock(&value[end..]),
        })
    })
}

/// A date within a line: day, month and year in any usual order; where it stands is given too, in bytes.
pub(super) fn found(line: &str) -> Option<(Date, usize, usize)> {
    within(line, FIRST_YEAR)
}

/// Whether a line holds a day or several and nothing else: "June 26, 2012", "September 14 − 15, 2001".
pub(super) fn only_days(line: &str) -> bool {
    if line.len() > 48 {
        return false;
    }
    let tokens = tokens(line);
    let day = |t: &Token| number(t.text).is_some() || words().month(t.text).is_some();
    let year = |t: &Token| year_of(t.text).is_some_and(|y| y >= i32::from(FIRST_YEAR));
    found(line).is_some()
        || tokens.iter().all(day)
            && tokens.iter().any(|t| words().month(t.text).is_some())
            && tokens.iter().any(year)
}

/// Whether a line is a date, with a clock or a label beside it at most.
pub(super) fn only_date(line: &str) -> bool {
    line.len() <= 48 && found(line).is_some_and(|(_, start, end)| line.len() - (end - start) <= 14)
}

/// The first date of a line that is not of a year before `first`.
fn within(line: &str, first: i16) -> Option<(Date, usize, usize)> {
    let tokens = tokens(line);
    (0..tokens.len()).find_map(|i| {
        let (date, used) = written(&tokens[i..]).filter(|(date, _)| date.year() >= first)?;
        let end = tokens[i + used - 1];
        Some((date, tokens[i].at, end.at + end.text.len()))
    })
}

/// A date in an address: "/2016/11/20/", "/2016-11-20-talks", "/20161120/".
pub(super) fn in_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let date =
        |year, month, day| date(year, month, day).filter(|date: &Date| date.year() >= FIRST_YEAR);
    let tokens: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    tokens
        .windows(3)
        .find_map(|w| {
            let day = w[2]
                .strip_suffix(|c: char| c.is_ascii_alphabetic())
                .unwrap_or(w[2]);
            (w[0].len() == 4 && (1..=2).contains(&w[1].len()) && (1..=2).contains(&day.len()))
                .then(|| date(number(w[0])?, number(w[1])?, number(day)?))?
        })
        .or_else(|| {
            let months = |w: &[&str]| {
                (w[0].len() == 4).then(|| {
                    date(
                        number(w[0])?,
                        i32::from(words().month(w[1])?),
                        number(w[2])?,
                    )
                })?
            };
            tokens.windows(3).find_map(months)
        })
        .or_else(|| {
            tokens.iter().find_map(|t| {
                let digits =
                    (t.len() == 8 && t.bytes().all(|b| b.is_ascii_digit())).then_some(*t)?;
                date(
                    number(&digits[..4])?,
                    number(&digits[4..6])?,
                    number(&digits[6..])?,
                )
            })
        })
}

/// "2016-11-20", with or without a time and an offset behind it.
fn iso(value: &str) -> Option<Published> {
    let bytes = value.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .filter(|b| b.iter().all(u8::is_ascii_digit))
            .is_some()
    };
    if !(digits(0..4)
        && bytes
            .get(4)
            .is_some_and(|b| matches!(b, b'-' | b'/' | b'.'))
        && digits(5..7))
    {
        if digits(0..8) && (bytes.len() == 8 || bytes.get(8) == Some(&b'T')) {
            let date = date(
                number(&value[..4])?,
                number(&value[4..6])?,
                number(&value[6..8])?,
            )?;
            return Some(Published {
                date,
                time: clock(&value[8..]),
            });
        }
        return None;
    }
    if !(bytes.get(7) == bytes.get(4) && digits(8..10))
        || bytes.get(10).is_some_and(u8::is_ascii_digit)
    {
        return None;
    }
    let date = date(
        number(&value[..4])?,
        number(&value[5..7])?,
        number(&value[8..10])?,
    )?;
    let rest = value.get(10..)?;
    Some(Published {
        date,
        time: clock(rest),
    })
}

/// The time of day with its offset as written, in the form `T18:30:00+03:00`.
fn clock(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches([' ', 'T', 't', ',', '\u{a0}']);
    let bytes = rest.as_bytes();
    let colon = bytes.iter().take(3).position(|b| *b == b':')?;
    if colon == 0 || !bytes[..colon].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let hour: u8 = rest[..colon].parse().ok()?;
    let minute: u8 = rest.get(colon + 1..colon + 3)?.parse().ok()?;
    let mut at = colon + 3;
    let mut second = None;
    if bytes.get(at) == Some(&b':') {
        second = rest.get(at + 1..at + 3).and_then(|s| s.parse::<u8>().ok());
        at += if second.is_some() { 3 } else { 0 };
    }
    if hour > 24 || minute > 59 {
        return None;
    }
    // Parts of a second say nothing about a page.
    let fraction = bytes[at..]
        .iter()
        .take_while(|b| **b == b'.' || b.is_ascii_digit())
        .count();
    let tail = rest.get(at + fraction..)?.trim_start();
    let (hour, tail) = half_of_day(hour, tail);
    let mut clock = format!("T{hour:02}:{minute:02}");
    if let Some(second) = second {
        clock.push_str(&format!(":{second:02}"));
    }
    clock.push_str(&offset(tail));
    Some(clock)
}

/// "6:30 PM" is 18:30.
fn half_of_day(hour: u8, tail: &str) -> (u8, &str) {
    let half = super::prefix(tail, 4).to_ascii_lowercase();
    let letters = half.replace('.', "");
    let cut = |tail: &str| {
        tail.len()
            - tail
                .trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '.')
                .len()
    };
    if letters.starts_with("pm") {
        (
            if hour < 12 { hour + 12 } else { hour },
            tail[cut(tail)..].trim_start(),
        )
    } else if letters.starts_with("am") {
        (
            if hour == 12 { 0 } else { hour },
            tail[cut(tail)..].trim_start(),
        )
    } else {
        (hour, tail)
    }
}

fn offset(tail: &str) -> String {
    if tail.starts_with(['Z', 'z']) || tail.starts_with("GMT") || tail.starts_with("UTC") {
        return "Z".to_owned();
    }
    let Some(sign) = tail.chars().next().filter(|c| matches!(c, '+' | '-' | '−')) else {
        return String::new();
    };
    let digits: String = tail[sign.len_utf8()..]
        .chars()
        .take(5)
        .filter(char::is_ascii_digit)
        .collect();
    let sign = if sign == '+' { '+' } else { '-' };
    match digits.len() {
        4 => format!("{sign}{}:{}", &digits[..2], &digits[2..]),
        2 => format!("{sign}{digits}:00"),
        _ => String::new(),
    }
}

/// Seconds (or milliseconds) since 1970 name an instant without a place; the day is that of UTC, as the source gives no other.
fn unix(value: &str) -> Option<Published> {
    if !(value.len() == 10 || value.len() == 13) || !value.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = value[..10].parse().ok()?;
    let stamp = jiff::Timestamp::from_second(seconds).ok()?;
    let local = jiff::tz::Offset::UTC.to_datetime(stamp);
    plausible(local.date()).map(|date| Published {
        date,
        time: Some(format!(
            "T{:02}:{:02}:{:02}Z",
            local.hour(),
            local.minute(),
            local.second()
        )),
    })
}

#[derive(Debug, Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    at: usize,
    /// What stands between it and the token before.
    gap: &'t str,
}

fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut end = 0;
    while at < line.len() && tokens.len() < 64 {
        let rest = &line[at..];
        let Some(first) = rest.chars().next() else {
            break;
        };
        let length = if first.is_numeric() {
            rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len())
        } else if first.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len())
        } else {
            at += first.len_utf8();
            continue;
        };
        tokens.push(Token {
            text: &rest[..length],
            at,
            gap: &line[end..at],
        });
        at += length;
        end = at;
    }
    tokens
}

/// A date at the beginning of tokens, with the number of tokens it uses.
fn written(t: &[Token]) -> Option<(Date, usize)> {
    let first = t.first()?;
    let near = |i: usize| {
        t.get(i)
            .filter(|x| x.gap.chars().count() <= 3 && !x.gap.contains(['(', ')', '\n']))
    };
    let ordinal = |i: usize| {
        near(i).is_some_and(|x| {
            x.gap.is_empty() && matches!(x.text, "st" | "nd" | "rd" | "th" | "er" | "º")
        })
    };
    // "November 20, 2016", "Nov. 20th 2016".
    if let Some(month) = words().month(first.text)
        && let Some(day) = near(1).and_then(|x| number(x.text))
    {
        let year = if ordinal(2) { 3 } else { 2 };
        if let Some(date) = near(year).and_then(|y| date(year_of(y.text)?, month.into(), day)) {
            return Some((date, year + 1));
        }
    }
    let day = number(first.text)?;
    // "2016年11月20日", "2016년 11월 20일".
    if first.text.len() == 4
        && near(1).is_some_and(|x| matches!(x.text, "年" | "년"))
        && near(3).is_some_and(|x| matches!(x.text, "月" | "월"))
        && let (Some(month), Some(last)) = (near(2), near(4))
        && let Some(date) = date(day, number(month.text)?, number(last.text)?)
    {
        return Some((date, 5));
    }
    // "2016-11-20", "2016/11/20" within a line.
    if first.text.len() == 4
        && let (Some(a), Some(b)) = (near(1), near(2))
        && matches!(a.gap, "-" | "/" | ".")
        && a.gap == b.gap
        && let Some(date) = date(day, number(a.text)?, number(b.text)?)
    {
        return Some((date, 3));
    }
    // "20 November 2016", "20. November 2016", "20 de noviembre de 2016", "20th of November, 2016".
    let mut i = if ordinal(1) { 2 } else { 1 };
    if near(i).is_some_and(|x| matches!(x.text, "de" | "of" | "d")) {
        i += 1;
    }
    if let Some(month) = near(i).and_then(|x| words().month(x.text)) {
        i += 1;
        if near(i).is_some_and(|x| matches!(x.text, "de" | "del" | "of")) {
            i += 1;
        }
        return near(i)
            .and_then(|y| date(year_of(y.text)?, month.into(), day))
            .map(|date| (date, i + 1));
    }
    // "20.11.2016" is day first everywhere; "11/20/2016" only where the second number can be no month.
    let (a, b) = (near(1)?, near(2)?);
    if a.gap == b.gap && b.text.len() == 4 && matches!(a.gap, "." | "/" | "-") {
        let (second, year) = (number(a.text)?, number(b.text)?);
        let found = match a.gap {
            "." | "-" => date(year, second, day).or_else(|| date(year, day, second)),
            // Both may be months: which of them is one cannot be told.
            _ if day <= 12 && second <= 12 && day != second => None,
            _ => date(year, second, day).or_else(|| date(year, day, second)),
        };
        return found.map(|date| (date, 3));
    }
    None
}

fn number(text: &str) -> Option<i32> {
    (text.len() <= 4).then(|| text.parse().ok())?
}

fn year_of(text: &str) -> Option<i32> {
    (text.len() == 4).then(|| number(text))?
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let date = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()?;
    plausible(date)
}

/// A day on which something can have been published: not the zero of a clock or of a table.
fn plausible(date: Date) -> Option<Date> {
    let day = (date.year(), date.month(), date.day());
    let zero = matches!(
        day,
        (1899, 12, 30 | 31) | (1900, 1, 1) | (1969, 12, 31) | (1970, 1, 1) | (1980, 1, 1)
    );
    let known = (FIRST_STATED_YEAR..=LAST_YEAR).contains(&date.year());
    (known && !zero).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        let found = published(value).map(|p| format!("{}{}", p.date, p.time.unwrap_or_default()));
        assert_eq!(found.unwrap_or_default(), expected, "{value}");
    }

    #[test]
    fn metadata_values() {
        check("2016-11-20", "2016-11-20");
        check("2016-11-20T18:30:00+03:00", "2016-11-20T18:30:00+03:00");
        check("2016-11-20T18:30:00.000Z", "2016-11-20T18:30:00Z");
        check("2016-11-20 18:30", "2016-11-20T18:30");
        check("2016-11-20T23:59:59+0300", "2016-11-20T23:59:59+03:00");
        check("20161120", "2016-11-20");
        check("Sun, 20 Nov 2016 18:30:00 GMT", "2016-11-20T18:30:00Z");
        check("November 20, 2016, 6:30 p.m.", "2016-11-20T18:30");
        check("20 ноября 2016", "2016-11-20");
        check("20 de noviembre de 2016", "2016-11-20");
        check("20.11.2016", "2016-11-20");
        check("2016年11月20日", "2016-11-20");
        check("1479666600", "2016-11-20T18:30:00Z");
    }

    /// Archives date the pages of old newspapers; in running text an old date is what is told of.
    #[test]
    fn old_dates_are_believed_where_they_are_stated() {
        check("1989-10-30", "1989-10-30");
        check("October 30, 1989", "1989-10-30");
        assert_eq!(found("October 30, 1989"), None);
        assert_eq!(in_address("https://a.org/1989/10/30/talks"), None);
    }

    #[test]
    fn what_is_no_date() {
        for value in [
            "",
            "2016",
            "November 2016",
            "0001-01-01",
            "1970-01-01T00:00:00Z",
            "2016-13-40",
            "© 2016",
            "04/05/2016",
            "soon",
        ] {
            check(value, "");
        }
    }

    #[test]
    fn addresses() {
        let found = |a| in_address(a).map(|d| d.to_string());
        assert_eq!(
            found("https://a.org/2016/11/20/talks").as_deref(),
            Some("2016-11-20")
        );
        assert_eq!(
            found("https://a.org/news/2016-11-20-talks").as_deref(),
            Some("2016-11-20")
        );
        assert_eq!(
            found("https://a.org/2016/nov/20/talks").as_deref(),
            Some("2016-11-20")
        );
        assert_eq!(
            found("https://a.org/n/20161120/1.html").as_deref(),
            Some("2016-11-20")
        );
        assert_eq!(found("https://a.org/2016/11/talks"), None);
        assert_eq!(found("https://a.org/12345678/1"), None);
    }
}
