//! The words that time expressions are made of, from `data/time/words.tsv`.
//!
//! What enters: the data file, carried by the program. What leaves: [`Words`], which knows of a word what it means in a
//! time expression ([`Sense`]) and what it says about a time beside it ([`Cues`]).

use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../data/time/words.tsv");

/// Longest word of the file; longer words of a text mean nothing here.
const LONGEST: usize = 16;

/// What a word means in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// 1 to 12; `short` forms may carry a full stop.
    Month { month: i8, short: bool },
    /// 1 is Monday.
    Weekday { day: i8, short: bool },
    /// A number in words.
    Number(i16),
    /// A place in a row, in words.
    Ordinal(i16),
    /// A unit of the calendar.
    Unit(Unit),
    /// 21 to 24.
    Season(i8),
    /// "nineties" is 9.
    Decade(i16),
    /// Days from the day of writing.
    Today(i64),
    /// A holiday: the day of the month, or (`nth` above 0) the n-th weekday of the month.
    Holiday { month: i8, day: i8, nth: i8 },
    /// "morning".
    Daypart,
    /// What follows a clock time: "GMT".
    Zone,
    /// "early", "late", "mid": leaves the value as it is.
    Early,
    /// "around": makes the value approximate.
    About,
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month of the calendar.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// What a word says about a time or number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cues {
    /// The time is to come.
    pub future: bool,
    /// The time is past.
    pub past: bool,
    /// A word in -ed that is no past tense.
    pub neutral: bool,
    /// Two times are the old and the new one.
    pub moves: bool,
    /// An infinitive under it is to come.
    pub leads: bool,
    /// A number before it counts it.
    pub counted: bool,
    /// A number after it is its name.
    pub numbered: bool,
    /// A day before it is its name.
    pub named: bool,
    /// It takes place: a month before it is its time.
    pub event: bool,
}

/// All words of the data file.
pub(super) struct Words {
    entries: HashMap<&'static str, (Option<Sense>, Cues)>,
}

impl Words {
    /// The words that the program carries.
    pub fn bundled() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(Words::load);
        &WORDS
    }

    fn load() -> Words {
        let mut entries: HashMap<&'static str, (Option<Sense>, Cues)> = HashMap::new();
        for line in FILE.lines() {
            let mut fields = line.split('\t');
            let (Some(class), Some(value), Some(word)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let (sense, cues) = entries.entry(word).or_default();
            match class {
                "future" => cues.future = true,
                "past" => cues.past = true,
                "neutral" => cues.neutral = true,
                "move" => cues.moves = true,
                "lead" => cues.leads = true,
                "counted" => cues.counted = true,
                "numbered" => cues.numbered = true,
                "named" => cues.named = true,
                "event" => cues.event = true,
                class => *sense = sense_of(class, value),
            }
        }
        Words { entries }
    }

    /// What a word means, in any case of its letters.
    pub fn look_up(&self, word: &str) -> (Option<Sense>, Cues) {
        let mut buffer = [0; LONGEST];
        let Some(lower) = buffer.get_mut(..word.len()) else {
            return Default::default();
        };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower)
            .ok()
            .and_then(|lower| self.entries.get(lower).copied())
            .unwrap_or_default()
    }
}

fn sense_of(class: &str, value: &str) -> Option<Sense> {
    let number = value.parse::<i16>();
    let small = value.parse::<i8>();
    Some(match class {
        "month" | "month-short" => Sense::Month {
            month: small.ok()?,
            short: class == "month-short",
        },
        "weekday" | "weekday-short" => Sense::Weekday {
            day: small.ok()?,
            short: class == "weekday-short",
        },
        "number" => Sense::Number(number.ok()?),
        "ordinal" => Sense::Ordinal(number.ok()?),
        "season" => Sense::Season(small.ok()?),
        "decade" => Sense::Decade(number.ok()?),
        "today" => Sense::Today(number.ok()?.into()),
        "holiday" => {
            let mut fields = value.split('-').map(|field| field.parse::<i8>().ok());
            Sense::Holiday {
                month: fields.next()??,
                day: fields.next()??,
                nth: fields.next().flatten().unwrap_or(0),
            }
        }
        "daypart" => Sense::Daypart,
        "zone" => Sense::Zone,
        "early" => Sense::Early,
        "about" => Sense::About,
        "unit" => Sense::Unit(match value {
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_understood() {
        for line in FILE
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let fields: Vec<_> = line.split('\t').collect();
            let [class, value, word] = fields[..] else {
                panic!("three fields: {line}");
            };
            assert!(word.len() <= LONGEST, "{word}");
            let known = [
                "future", "past", "neutral", "move", "lead", "counted", "numbered", "named",
                "event",
            ];
            assert!(
                known.contains(&class) || sense_of(class, value).is_some(),
                "{line}"
            );
        }
    }

    #[test]
    fn a_word_keeps_its_sense_beside_its_cues() {
        let (sense, cues) = Words::bundled().look_up("Tomorrow");
        assert_eq!(sense, Some(Sense::Today(1)));
        assert!(cues.future);
    }
}
