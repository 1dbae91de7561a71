//! Traits: what tells of a claim, in three numbers, how well it can fit another, so that most of those that cannot are never loaded.
//!
//! What enters: facets. What leaves: their [`Traits`], which lie beside the places where claims meet. Invariant: traits promise rather too
//! much than too little: what they refuse, the comparison of the claims themselves refuses too.
//!
//! It matters for claims that could mean any day there is: a page without a date and without a time, or a day of an unknown year. All that their
//! parties ever did has to be weighed for them, and each of them for all that their parties do.

use super::bridge::COPIED;
use super::facet::{Facet, Family, Level};
use super::fit::least_alike;
use crate::record::{Day, Days, Time, day_number, level};
use jiff::civil::{Date, date};
use reading::claim::Status;
use reading::time::edtf::{Digits, Edtf, Part, Year};

/// What tells of a claim how well it can fit another. Nothing (0) is known of those that were joined by a program without traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Traits {
    /// Parties, kind, place, season, how many people and words.
    pub bits: u64,
    /// The words of people's names, each a bit.
    pub people: u64,
    /// The words of the evidence that tell dealings apart, each a bit.
    pub words: u64,
}

/// Where each trait lies: its first bit, and how many there are.
const COUNTRY: (u32, u32) = (0, 10);
const PLACE: (u32, u32) = (10, 12);
const KIND: (u32, u32) = (22, 8);
const PARTIES: (u32, u32) = (30, 13);
/// Set in what a page with a date announces, in what one reports as held, and in what says that something was put off.
const PLANNED: u64 = 1 << 43;
const HELD: u64 = 1 << 44;
const POSTPONED: u64 = 1 << 45;
const SEASON: (u32, u32) = (46, 9);
const COUNT: (u32, u32) = (55, 2);
/// Set where somebody is named with one word.
const SINGLE: u64 = 1 << 57;
/// How many words of evidence: so many, or as many as can be said.
const WORDS: (u32, u32) = (58, 4);
/// Set in what says that a format was broken off or brought back.
const FORMAT: u64 = 1 << 62;
/// Set in all that are known.
const KNOWN: u64 = 1 << 63;

/// The season of what has no time at all.
const TIMELESS: u64 = 511;
/// The most that two can be worth to one another.
const MOST: i32 = 3 * (40 + 2 * 20 + 10 + 10 + 10);

impl Traits {
    /// The traits of a facet.
    pub fn of(facet: &Facet) -> Traits {
        let claim = facet.entry.claim;
        let place = claim.place.as_ref();
        let country = place.and_then(|place| place.country.as_deref());
        let (mut bits, mut people) = (KNOWN, 0);
        for (name, _) in &facet.persons {
            for word in &name.0 {
                people |= person(word);
            }
            if name.0.len() == 1 {
                bits |= SINGLE;
            }
        }
        let flags = [
            (FORMAT, facet.level == Level::Format),
            (PLANNED, facet.is_plan() && facet.published.is_some()),
            (HELD, facet.is_held() && facet.published.is_some()),
            (POSTPONED, claim.status == Status::Postponed),
        ];
        for (flag, _) in flags.iter().filter(|(_, set)| *set) {
            bits |= flag;
        }
        bits |= (facet.persons.len().min(3) as u64) << COUNT.0;
        bits |= (facet.words.len() as u64).min(most_in(WORDS)) << WORDS.0;
        bits |= short(country, COUNTRY) << COUNTRY.0;
        bits |= short(place.map(|place| place.name.as_str()), PLACE) << PLACE.0;
        bits |= short(claim.kind.as_deref(), KIND) << KIND.0;
        bits |= parties(facet) << PARTIES.0;
        bits |= season(facet) << SEASON.0;
        Traits {
            bits,
            people,
            words: { facet.words.iter() }.fold(0, |all, word| all | bit(word)),
        }
    }

    fn known(self) -> bool {
        self.bits & KNOWN != 0
    }

    /// Whether it is certain that a page with a date announces it.
    pub fn is_planned(self) -> bool {
        self.bits & PLANNED != 0
    }

    /// Whether it is certain that a page with a date reports it as held.
    pub fn is_held(self) -> bool {
        self.bits & HELD != 0
    }

    /// Whether a page with a date may announce it.
    pub fn may_be_planned(self) -> bool {
        !self.known() || self.is_planned()
    }

    /// Whether it may say that something was put off.
    pub fn may_put_off(self) -> bool {
        !self.known() || self.bits & POSTPONED != 0
    }

    /// Whether it and a facet may be the same words.
    pub fn may_copy(self, marks: &Marks) -> bool {
        !self.known() || self.alike(marks).is_none_or(|alike| alike >= COPIED)
    }

    fn get(self, (from, width): (u32, u32)) -> u64 {
        (self.bits >> from) & ((1 << width) - 1)
    }

    /// Whether somebody with this name may be among its people: [`Name::same`](crate::record::Name::same) asks for the last word of both, or for two words, or for the only
    /// one.
    fn may_name(self, name: &[u64]) -> bool {
        let named = |word: &u64| self.people & word != 0;
        let words = { name.iter() }.filter(|word| named(word)).count();
        let single = name.len() == 1 || self.bits & SINGLE != 0;
        words >= 2 || words == 1 && (single || name.last().is_some_and(named))
    }

    /// How many of a facet's people it may name.
    fn people(self, marks: &Marks) -> usize {
        { marks.names.iter() }
            .filter(|name| self.may_name(name))
            .count()
    }

    /// Whether a claim with these traits and a facet, neither of which has days of its own, can mean the same time.
    pub fn in_season(self, marks: &Marks) -> bool {
        let (own, other) = (self.get(SEASON), marks.season);
        if [own, other].iter().any(|one| matches!(*one, 0 | TIMELESS)) {
            return true;
        }
        let (day, other_day) = (own & 31, other & 31);
        own >> 5 == other >> 5 && (day == 0 || other_day == 0 || day == other_day)
    }

    /// The most that [`alike`] can say of the words of both; none where they are too few.
    fn alike(self, marks: &Marks) -> Option<f32> {
        let (own, all) = (self.get(WORDS), marks.words.len() as u64);
        let fewest = own.min(all);
        if fewest < 2 {
            return None;
        }
        let both = { marks.words.iter() }.filter(|word| self.words & **word != 0);
        let most = if own < most_in(WORDS) { own } else { all };
        Some((both.count() as u64).min(most) as f32 / fewest as f32)
    }

    /// The most that a claim with these traits, of which `shared` people are a facet's, can be worth to it, or it to the claim; none where they
    /// cannot be one.
    fn most(self, marks: &Marks, shared: usize) -> Option<i32> {
        let kind = self.get(KIND);
        let alike = self.alike(marks);
        if let Some(least) = marks.told_by_words {
            // The end of what goes on is told in other words than its beginning.
            let other_level = marks.is_format != (self.bits & FORMAT != 0);
            let words_fit = other_level || alike.is_none_or(|alike| alike >= least);
            let kind_fits = kind == 0 || marks.kind == 0 || kind == marks.kind;
            if !words_fit || !kind_fits {
                return None;
            }
        }
        let mut score = 20 * shared.min(2) as i32;
        score += alike.map_or(0, |alike| (alike * 10.0) as i32);
        if self.get(PARTIES) == marks.parties {
            score += 40;
        }
        if kind == marks.kind {
            score += 10;
        }
        if let (Some((place, country)), true) = (marks.place, self.get(PLACE) != 0) {
            if self.get(PLACE) == place {
                score += 10;
            } else if self.get(COUNTRY) == country {
                score += 4;
            }
        }
        Some(score * 3)
    }

    /// The most that a claim with these traits, as part of a nucleus, can be worth to a facet without days; none where it cannot be one with it.
    pub fn most_for(self, marks: &Marks) -> Option<i32> {
        if !self.known() {
            return Some(MOST);
        }
        self.most(marks, self.people(marks))
    }

    /// The most that a nucleus of these facets can be worth to a claim with these traits that can mean any day; none where it cannot mean it.
    pub fn most_of(self, core: &[Marks]) -> Option<i32> {
        if !self.known() {
            return Some(MOST);
        }
        match self.get(SEASON) {
            0 => {}
            TIMELESS => {
                let country = |marks: &Marks| {
                    let own = marks.place.map(|(_, country)| country);
                    own.is_some_and(|own| own != 0 && self.get(COUNTRY) == own)
                };
                // People or a country tell it from all else that its parties do.
                if !core.iter().any(|marks| self.people(marks) > 0) && !core.iter().any(country) {
                    return None;
                }
            }
            season => {
                let fits = |marks: &Marks| marks.days.is_none_or(|days| within(season, days));
                if !core.iter().any(fits) {
                    return None;
                }
            }
        }
        // Of two names of the claim both may be the same one of the facet's.
        let all = self.get(COUNT) as usize;
        let shared = |marks: &Marks| if self.people(marks) > 0 { all } else { 0 };
        { core.iter() }
            .filter_map(|marks| self.most(marks, shared(marks)))
            .max()
    }
}

/// What [`Traits`] of claims are compared with of a facet, worked out once.
pub struct Marks {
    parties: u64,
    kind: u64,
    /// Its place and the country of that.
    place: Option<(u64, u64)>,
    season: u64,
    /// The days of its time.
    days: Option<Days>,
    /// The bits of the words of each name.
    names: Vec<Vec<u64>>,
    /// The bits of the words of its evidence.
    words: Vec<u64>,
    /// How alike words must be, where dealings of its family are told apart by them.
    told_by_words: Option<f32>,
    is_format: bool,
}

impl Marks {
    /// The marks of a facet.
    pub fn of(facet: &Facet) -> Marks {
        let claim = facet.entry.claim;
        let place = claim.place.as_ref();
        let told = facet.family.told_by_words();
        Marks {
            parties: parties(facet),
            kind: short(claim.kind.as_deref(), KIND),
            place: place.map(|place| {
                let country = short(place.country.as_deref(), COUNTRY);
                (short(Some(&place.name), PLACE), country)
            }),
            season: season(facet),
            days: facet.time.and_then(|time| time.days),
            names: { facet.persons.iter() }
                .map(|(name, _)| name.0.iter().map(|word| person(word)).collect())
                .collect(),
            words: facet.words.iter().map(|word| bit(word)).collect(),
            told_by_words: told.then(|| least_alike(facet.family)),
            is_format: facet.level == Level::Format,
        }
    }
}

/// Whether a facet, which can mean any day there is, can mean a claim with days that can be met within `window`.
pub fn can_mean(facet: &Facet, window: Days) -> bool {
    let season = season(facet);
    // Of what is said the page's day is known, whatever its time.
    let told = matches!(facet.family, Family::Speech(_));
    told || matches!(season, 0 | TIMELESS) || within(season, window)
}

/// Whether some day of a season lies within these days.
fn within(season: u64, days: Days) -> bool {
    if days.count() > 366 {
        return true;
    }
    let (Ok(month), Ok(day)) = (i8::try_from((season >> 5) + 1), i8::try_from(season & 31)) else {
        return true;
    };
    let year_of = |number: Day| {
        let span = jiff::Span::new().try_days(number);
        let day = span.and_then(|span| date(1970, 1, 1).checked_add(span));
        day.map(Date::year)
    };
    let (Ok(first), Ok(last)) = (year_of(days.first), year_of(days.last)) else {
        return true;
    };
    (first..=last).any(|year| {
        let Ok(begin) = Date::new(year, month, day.max(1)) else {
            return true;
        };
        let end = if day == 0 {
            begin.last_of_month()
        } else {
            begin
        };
        days.overlaps(Days::new(day_number(begin), day_number(end)))
    })
}

/// The season of what can mean any day: day and month of an unknown year; 0 where that says too little.
fn season(facet: &Facet) -> u64 {
    let Some(time) = facet.time else {
        return match facet.published {
            None => TIMELESS,
            Some(_) => 0,
        };
    };
    let Time {
        edtf: Edtf::At(stamp),
        days: None,
        ..
    } = time
    else {
        return 0;
    };
    if stamp.year() != Year::Unknown {
        return 0;
    }
    let (month, day) = match stamp.part() {
        Part::Month(Digits::Known(month)) => (month, 0),
        // Not every year has the 29th of February.
        Part::Day(Digits::Known(2), Digits::Known(29)) => return 0,
        Part::Day(Digits::Known(month), Digits::Known(day)) => (month, day),
        _ => return 0,
    };
    match (u64::try_from(month - 1), u64::try_from(day)) {
        // January alone would be 0: it says too little.
        (Ok(month), Ok(day)) => month << 5 | day,
        _ => 0,
    }
}

fn parties(facet: &Facet) -> u64 {
    short(Some(&facet.parties.join(" ")), PARTIES)
}

/// The bit of a word of a name. Words that can be one, though put into Latin letters otherwise, have the same.
fn person(word: &str) -> u64 {
    bit(&level(word))
}

/// The bit of a word.
fn bit(word: &str) -> u64 {
    1 << (hash(word) % 64)
}

/// The largest number that so many bits can say.
fn most_in((_, width): (u32, u32)) -> u64 {
    (1 << width) - 1
}

/// A word in a few bits, never 0; 0 for none.
fn short(word: Option<&str>, (_, width): (u32, u32)) -> u64 {
    word.map_or(0, |word| 1 + hash(word) % ((1 << width) - 1))
}

/// FNV-1a, folded.
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ hash >> 32
}
