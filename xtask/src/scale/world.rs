//! World: an invented history, and the pages that tell of it, day by day.
//!
//! What enters: a seed, the number of claims, the last day. What leaves: of each day its pages, in the order of the days. Some
//! parties deal with many, most with few; some pairs are busy for a season; what is announced is held, put off, called off or
//! never heard of again; a dealing is told by one page or by dozens, with its day, without it, or copied from another outlet.

use super::chance::Chance;
use super::page::{Page, Sentence};
use super::words::{Type, Words};
use ledger::record::Place;
use reading::claim::Status;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Claims of a day in a ledger of a million; smaller ones are thinner too.
const BUSY: f64 = 230.0;
/// How many pairs are busy at a time, and for how many days.
const HOT: (usize, i32) = (14, 75);
/// How many terms of office a person serves, in days.
const TERM: i32 = 1700;

/// Something that happens between parties.
pub struct Dealing {
    /// Its type, by number.
    pub kind: usize,
    actors: Vec<String>,
    recipients: Vec<String>,
    persons: Vec<(String, String)>,
    place: Option<Place>,
    day: i32,
    length: i32,
    /// What it is about.
    pub subject: usize,
    about: String,
}

/// What a page says of a dealing.
struct Telling {
    dealing: Rc<Dealing>,
    status: Status,
    when: Option<String>,
}

/// The history, as an iterator over its days.
pub struct World<'w> {
    words: &'w Words,
    chance: Chance,
    day: i32,
    last: i32,
    /// Dealings of a day.
    rate: f64,
    to_come: BTreeMap<i32, Vec<Telling>>,
    again: BTreeMap<i32, Vec<Page>>,
    hot: Vec<(usize, usize)>,
    pages: u64,
}

impl<'w> World<'w> {
    /// A history of about so many claims that ends with a day (days since 1970).
    pub fn new(words: &'w Words, seed: u64, claims: usize, last: i32) -> World<'w> {
        let a_day = BUSY * (claims as f64 / 1e6).sqrt();
        let days = (claims as f64 / a_day).max(30.0);
        World {
            words,
            chance: Chance::of(seed),
            day: last - days as i32,
            last,
            // A dealing is told about four times.
            rate: a_day / 4.2,
            to_come: BTreeMap::new(),
            again: BTreeMap::new(),
            hot: Vec::new(),
            pages: 0,
        }
    }

    /// The same history, which goes on for some days more.
    pub fn lasting(mut self, days: i32) -> World<'w> {
        self.last += days;
        self
    }

    fn party(&mut self) -> usize {
        self.chance.place(&self.words.parties.1)
    }

    fn pair(&mut self) -> (usize, usize) {
        loop {
            let (a, b) = (self.party(), self.party());
            if a != b {
                return (a, b);
            }
        }
    }

    fn code(&self, party: usize) -> String {
        self.words.parties.0[party].clone()
    }

    /// Who holds an office of a party on a day: the same answer whoever asks.
    fn holder(&self, party: usize, office: usize, day: i32) -> String {
        let term = (day + (party as i32 * 211) % TERM).div_euclid(TERM);
        let mix = (party as u64) << 40 ^ (office as u64) << 32 ^ u64::from(term.cast_unsigned());
        let mut chance = Chance::of(mix);
        let given = chance.pick(&self.words.given);
        format!("{given} {}", chance.pick(&self.words.family))
    }

    fn dealing(&mut self) -> Dealing {
        let words = self.words;
        let kind = self.chance.place(&words.types.1);
        let kind_of: &Type = &words.types.0[kind];
        let (a, b) = if self.chance.happens(0.15) && !self.hot.is_empty() {
            *self.chance.pick(&self.hot)
        } else {
            self.pair()
        };
        let mut actors = vec![a];
        let mut recipients = vec![b];
        if kind_of.mutual {
            actors.append(&mut recipients);
            let more = if kind_of.kind == "summit" { 0.6 } else { 0.06 };
            while actors.len() < 7 && self.chance.happens(more) {
                let other = self.party();
                if !actors.contains(&other) {
                    actors.push(other);
                }
            }
        }
        let office = self.chance.below(words.offices.len());
        let persons = { actors.iter().take(2) }
            .filter(|_| self.chance.happens(0.6))
            .copied()
            .collect::<Vec<_>>();
        let persons = { persons.into_iter() }
            .map(|party| (self.holder(party, office, self.day), self.code(party)))
            .collect();
        let host = recipients
            .first()
            .copied()
            .unwrap_or(*self.chance.pick(&actors));
        let place = self.chance.happens(0.5).then(|| Place {
            name: format!("{} Hall", words.family[host % words.family.len()]),
            country: Some(self.code(host)),
        });
        let subject = self.chance.below(words.subjects.len());
        let nouns = &words.subjects[subject];
        let about: Vec<&str> = (0..4).map(|_| self.chance.pick(nouns).as_str()).collect();
        let about = format!(
            "{}, {} and the {} of {}",
            about[0], about[1], about[2], about[3]
        );
        let length = match kind_of.kind.as_str() {
            "visit" => self.chance.days(0, 3),
            "summit" => self.chance.days(0, 1),
            _ => 0,
        };
        let codes = |parties: &[usize]| {
            let mut codes: Vec<String> = parties.iter().map(|&party| self.code(party)).collect();
            codes.sort();
            codes
        };
        Dealing {
            kind,
            actors: codes(&actors),
            recipients: codes(&recipients),
            persons,
            place,
            day: self.day,
            length,
            subject,
            about,
        }
    }

    /// Plans the pages that tell of a dealing.
    fn tell(&mut self, mut dealing: Dealing) {
        let announced = self.words.types.0[dealing.kind].announced;
        if !self.chance.happens(announced) {
            let dealing = Rc::new(dealing);
            self.report(&dealing, Status::Held);
            return;
        }
        let ahead = self.chance.days(2, 45);
        dealing.day += ahead;
        let dealing = Rc::new(dealing);
        for _ in 0..self.chance.several(0.45, 8) {
            let on = self.day + self.chance.days(0, ahead - 1);
            let status = if self.chance.happens(0.12) {
                Status::Proposed
            } else {
                Status::Planned
            };
            self.telling(on, &dealing, status, 0.6);
        }
        let end = self.chance.unit();
        if end < 0.72 {
            self.report(&dealing, Status::Held);
        } else if end < 0.8 {
            self.put_off(&dealing);
        } else if end < 0.86 {
            for _ in 0..self.chance.several(0.5, 6) {
                let on = dealing.day - self.chance.days(0, ahead / 2);
                self.telling(on, &dealing, Status::Cancelled, 0.5);
            }
        } else if end < 0.88 {
            let on = dealing.day - self.chance.days(0, 1);
            self.telling(on, &dealing, Status::Denied, 0.5);
        }
    }

    fn put_off(&mut self, dealing: &Dealing) {
        let by = self.chance.days(5, 60);
        let again = Rc::new(Dealing {
            day: dealing.day + by,
            actors: dealing.actors.clone(),
            recipients: dealing.recipients.clone(),
            persons: dealing.persons.clone(),
            place: dealing.place.clone(),
            about: dealing.about.clone(),
            ..*dealing
        });
        for _ in 0..self.chance.several(0.5, 5) {
            let on = dealing.day - self.chance.days(0, 2);
            self.telling(on, &again, Status::Postponed, 0.5);
        }
        if self.chance.happens(0.7) {
            self.report(&again, Status::Held);
        }
    }

    fn report(&mut self, dealing: &Rc<Dealing>, status: Status) {
        for _ in 0..self.chance.several(0.68, 40) {
            let late = if self.chance.happens(0.8) { 1 } else { 9 };
            let on = dealing.day + self.chance.days(0, late + dealing.length);
            self.telling(on, dealing, status, 0.62);
        }
    }

    /// Plans one page's word about a dealing, with this share with its day.
    fn telling(&mut self, on: i32, dealing: &Rc<Dealing>, status: Status, dated: f64) {
        let first = day(dealing.day);
        let how = self.chance.unit();
        let when = if how < dated && dealing.length > 0 {
            Some(format!("{first}/{}", day(dealing.day + dealing.length)))
        } else if how < dated {
            Some(first.to_string())
        } else if how < dated + 0.08 {
            Some(format!("{:04}-{:02}", first.year(), first.month()))
        } else if how < dated + 0.09 {
            Some(format!("XXXX-{:02}-{:02}", first.month(), first.day()))
        } else {
            None
        };
        let telling = Telling {
            dealing: dealing.clone(),
            status,
            when,
        };
        self.to_come
            .entry(on.max(self.day))
            .or_default()
            .push(telling);
    }

    fn sentence(&mut self, telling: &Telling) -> Sentence {
        let words = self.words;
        let dealing = &telling.dealing;
        let kind = &words.types.0[dealing.kind];
        let who = match dealing.persons.first() {
            Some((name, party)) => format!("{} of {party}", name),
            None => dealing.actors.join(", "),
        };
        let whom = if dealing.recipients.is_empty() {
            dealing.actors[1..].join(" and ")
        } else {
            dealing.recipients.join(" and ")
        };
        let did = match telling.status {
            Status::Planned => kind.will.clone(),
            Status::Proposed => {
                format!("suggested that they {}", kind.will.replacen("will ", "", 1))
            }
            Status::Postponed => format!("put off until later that they {}", kind.will),
            Status::Cancelled => format!("called off that they {}", kind.will),
            Status::Denied => format!("denied that they {}", kind.will),
            _ => kind.did.clone(),
        };
        let text = format!("{who} {did} {whom} over {}.", dealing.about);
        Sentence {
            text,
            claim: Some(super::page::Said {
                event: kind.event,
                kind: kind.kind.clone(),
                status: telling.status,
                actors: dealing.actors.clone(),
                recipients: dealing.recipients.clone(),
                persons: dealing.persons.clone(),
                when: telling.when.clone(),
                place: dealing.place.clone().filter(|_| self.chance.happens(0.6)),
                said_by: if self.chance.happens(0.15) {
                    let of = self.party();
                    vec![self.holder(of, 1, self.day)]
                } else {
                    Vec::new()
                },
                confidence: (50 + self.chance.below(50)) as f32 / 100.0,
                related: self.chance.happens(0.03),
            }),
        }
    }

    fn filler(&mut self, subject: usize) -> Sentence {
        let words = self.words;
        let mut text = self.chance.pick(&words.fillers).clone();
        for slot in ["{0}", "{1}", "{2}"] {
            let noun: &String = self.chance.pick(&words.subjects[subject]);
            text = text.replace(slot, noun);
        }
        Sentence { text, claim: None }
    }

    /// The pages of a day's tellings: those of one pair stand together on a page, mostly.
    fn pages_of(&mut self, mut tellings: Vec<Telling>) -> Vec<Page> {
        tellings.sort_by(|a, b| a.dealing.actors.cmp(&b.dealing.actors));
        let mut pages = Vec::new();
        let mut rest = tellings.as_slice();
        while !rest.is_empty() {
            let most = self.chance.several(0.55, 9).min(rest.len());
            let (own, others) = rest.split_at(most);
            rest = others;
            pages.push(self.page(own));
        }
        pages
    }

    fn page(&mut self, tellings: &[Telling]) -> Page {
        let subject = tellings[0].dealing.subject;
        let mut sentences = Vec::new();
        for telling in tellings {
            sentences.push(self.sentence(telling));
            for _ in 0..self.chance.several(0.75, 12) {
                sentences.push(self.filler(subject));
            }
        }
        let title = sentences[0].text.trim_end_matches('.').to_owned();
        self.pages += 1;
        Page {
            number: self.pages,
            version: 0,
            title,
            outlet: self.outlet(),
            day: self.day,
            dated: self.chance.happens(0.97),
            sentences,
        }
    }

    fn outlet(&mut self) -> String {
        let at = self.chance.place(&self.words.outlets.1);
        format!("{}.example", self.words.outlets.0[at])
    }

    /// Copies of some pages on other outlets, and later versions of a few.
    fn copy(&mut self, pages: &[Page]) {
        for page in pages {
            if self.chance.happens(0.12) {
                for _ in 0..self.chance.several(0.4, 6) {
                    let mut copy = page.clone();
                    self.pages += 1;
                    copy.number = self.pages;
                    copy.outlet = self.outlet();
                    copy.title = format!("{} report: {}", copy.outlet, copy.title);
                    copy.sentences.push(self.filler(0));
                    let on = self.day + self.chance.days(0, 1);
                    copy.day = on;
                    self.again.entry(on).or_default().push(copy);
                }
            }
            if self.chance.happens(0.01) {
                let mut later = page.clone();
                later.version += 1;
                let last = self.filler(1);
                later.sentences.push(last);
                self.again.entry(self.day + 1).or_default().push(later);
            }
        }
    }
}

impl Iterator for World<'_> {
    type Item = Vec<Page>;

    fn next(&mut self) -> Option<Vec<Page>> {
        if self.day > self.last {
            return None;
        }
        if self.day.rem_euclid(HOT.1) == 0 || self.hot.is_empty() {
            self.hot = (0..HOT.0).map(|_| self.pair()).collect();
        }
        // Little is dealt on Sundays, and much in some weeks.
        let season = if self.day.div_euclid(9).rem_euclid(4) == 0 {
            1.5
        } else {
            0.85
        };
        let weekday = if self.day.rem_euclid(7) == 3 {
            0.4
        } else {
            1.1
        };
        let count = self.rate * season * weekday * (0.7 + 0.6 * self.chance.unit());
        let whole = count as usize + usize::from(self.chance.happens(count.fract()));
        for _ in 0..whole {
            let dealing = self.dealing();
            self.tell(dealing);
        }
        let tellings = self.to_come.remove(&self.day).unwrap_or_default();
        let mut pages = self.pages_of(tellings);
        self.copy(&pages);
        pages.extend(self.again.remove(&self.day).unwrap_or_default());
        self.day += 1;
        Some(pages)
    }
}

/// The day of a number of days since 1970.
pub fn day(number: i32) -> jiff::civil::Date {
    let first = jiff::civil::date(1970, 1, 1);
    first
        .checked_add(jiff::Span::new().days(number))
        .unwrap_or(first)
}
