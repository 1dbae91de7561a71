//! EDTF as text: `Display` writes it, `FromStr` reads it.

use super::{Digits, Edtf, End, Part, Qualifier, Stamp, Year};
use std::fmt;
use std::str::FromStr;

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Year::Known(year) => write!(f, "{year:04}"),
            Year::Decade(decade) => write!(f, "{decade:03}X"),
            Year::Century(century) => write!(f, "{century:02}XX"),
            Year::Unknown => f.write_str("XXXX"),
        }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Digits::Known(n) => write!(f, "{n:02}"),
            Digits::Unknown => f.write_str("XX"),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.year)?;
        match self.part {
            Part::Whole => {}
            Part::Division(code) => write!(f, "-{code:02}")?,
            Part::Month(month) => write!(f, "-{month}")?,
            Part::Day(month, day) => write!(f, "-{month}-{day}")?,
        }
        f.write_str(match self.qualifier {
            Qualifier::Exact => "",
            Qualifier::Uncertain => "?",
            Qualifier::Approximate => "~",
            Qualifier::Both => "%",
        })
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let end = |end: &End| match end {
            End::Open => "..".to_owned(),
            End::Unknown => String::new(),
            End::At(stamp) => stamp.to_string(),
        };
        match self {
            Edtf::At(stamp) => write!(f, "{stamp}"),
            Edtf::Interval(from, to) => write!(f, "{}/{}", end(from), end(to)),
        }
    }
}

/// A string that is no EDTF, or not of the part covered here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotEdtf;

impl fmt::Display for NotEdtf {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("not a date in EDTF: write 2016, 2016-12, 2016-12-15, XXXX-12-15 or 2016-12-15/2016-12-16")
    }
}

impl std::error::Error for NotEdtf {}

impl FromStr for Edtf {
    type Err = NotEdtf;

    fn from_str(text: &str) -> Result<Edtf, NotEdtf> {
        let end = |part: &str| match part {
            ".." => Ok(End::Open),
            "" => Ok(End::Unknown),
            part => part.parse().map(End::At),
        };
        match text.split_once('/') {
            Some((from, to)) => Edtf::interval(end(from)?, end(to)?).ok_or(NotEdtf),
            None => text.parse().map(Edtf::At),
        }
    }
}

impl FromStr for Stamp {
    type Err = NotEdtf;

    fn from_str(text: &str) -> Result<Stamp, NotEdtf> {
        let (text, qualifier) = match text.as_bytes().last() {
            Some(b'?') => (&text[..text.len() - 1], Qualifier::Uncertain),
            Some(b'~') => (&text[..text.len() - 1], Qualifier::Approximate),
            Some(b'%') => (&text[..text.len() - 1], Qualifier::Both),
            _ => (text, Qualifier::Exact),
        };
        let mut fields = text.split('-');
        let year = parse_year(fields.next().unwrap_or("")).ok_or(NotEdtf)?;
        let part = match (fields.next(), fields.next(), fields.next()) {
            (None, ..) => Some(Part::Whole),
            (Some(month), None, _) => parse_digits(month).map(|digits| match digits {
                Digits::Known(code) if code > 12 => Part::Division(code),
                month => Part::Month(month),
            }),
            (Some(month), Some(day), None) => parse_digits(month)
                .zip(parse_digits(day))
                .map(|(m, d)| Part::Day(m, d)),
            _ => None,
        };
        part.and_then(|part| Stamp::new(year, part, qualifier))
            .ok_or(NotEdtf)
    }
}

fn parse_year(text: &str) -> Option<Year> {
    let digits = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| text.parse().ok())?
    };
    match text.as_bytes() {
        b"XXXX" => Some(Year::Unknown),
        [_, _, b'X', b'X'] => digits(text.get(..2)?).map(Year::Century),
        [_, _, _, b'X'] => digits(text.get(..3)?).map(Year::Decade),
        [_, _, _, _] => digits(text).map(Year::Known),
        _ => None,
    }
}

fn parse_digits(text: &str) -> Option<Digits> {
    match text.as_bytes() {
        b"XX" => Some(Digits::Unknown),
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => {
            Some(Digits::Known(((a - b'0') * 10 + (b - b'0')) as i8))
        }
        _ => None,
    }
}
