//! Addresses: what readers of a ledger look at, drawn from the ledger itself.
//!
//! What enters: a ledger, a seed. What leaves: kinds of pages, each with addresses, the busiest first, and with how often readers look at
//! it. Readers look at busy things more often: half of the time by Zipf's law, half of the time at anything there is.

use crate::scale::chance::{Chance, sums};
use jiff::civil::Date;
use ledger::query::{Filter, Tie, View, changes, find, ties};
use ledger::store::Ledger;
use std::collections::{BTreeMap, BTreeSet};

/// The most addresses of a kind.
const MOST: usize = 3000;
/// How many changes are gone through to find places of older pages.
const OLDER: usize = 400;
/// Words that readers search for, of those that generated pages are made of.
const WORDS: &[&str] = &[
    "harbours",
    "quotas",
    "fisheries",
    "customs",
    "border",
    "energy",
    "harbours quotas",
    "minister",
    "agreement",
    "visit",
    "talks",
    "sanctions",
    "aid",
    "railway",
    "water",
];

/// A kind of page.
pub struct Kind {
    /// What it is called in the figures.
    pub name: &'static str,
    /// How often it is looked at, beside the others.
    pub weight: f64,
    /// Its addresses, the busiest first.
    pub addresses: Vec<String>,
    /// By Zipf's law, adding up to 1.
    sums: Vec<f64>,
}

impl Kind {
    fn of(name: &'static str, weight: f64, addresses: Vec<String>) -> Kind {
        Kind {
            name,
            weight,
            sums: sums((0..addresses.len()).map(|rank| 1.0 / (rank + 1) as f64)),
            addresses,
        }
    }

    /// An address, as a reader would choose one.
    pub fn draw(&self, chance: &mut Chance) -> &str {
        let at = if chance.happens(0.5) {
            chance.place(&self.sums)
        } else {
            chance.below(self.addresses.len())
        };
        self.addresses.get(at).map_or("/", String::as_str)
    }
}

/// The kinds of pages of a ledger.
pub fn of(ledger: &Ledger, today: Date, seed: u64) -> Result<Vec<Kind>, ledger::store::Error> {
    let view = View {
        today,
        as_known_on: None,
    };
    let mut chance = Chance::of(seed);
    let always = (jiff::civil::date(1, 1, 1), jiff::civil::date(9999, 12, 1));
    let ties = ties(ledger, view, always, None, MOST)?.items;
    let drawn = Drawn {
        parties: parties(&ties),
        pairs: pairs(&ties, &mut chance),
        outlets: ledger.counts()?.outlets.into_iter().map(|o| o.0).collect(),
        older: { changes(ledger, view, &Filter::default(), None, OLDER)? }
            .iter()
            .step_by(40)
            .map(|change| change.cursor.to_string())
            .collect(),
        articles: articles(ledger, &mut chance)?,
        records: Vec::new(),
        today,
    };
    let (records, persons) = records(ledger, view, &mut chance)?;
    let drawn = Drawn { records, ..drawn };
    let mut kinds = drawn.kinds(&persons, &mut chance);
    kinds.retain(|kind| !kind.addresses.is_empty());
    Ok(kinds)
}

/// What was drawn from the ledger.
struct Drawn {
    /// The busiest first.
    parties: Vec<String>,
    pairs: Vec<(String, String)>,
    outlets: Vec<String>,
    /// Places among the newest changes.
    older: Vec<String>,
    records: Vec<String>,
    articles: Vec<String>,
    today: Date,
}

impl Drawn {
    fn kinds(&self, persons: &[String], chance: &mut Chance) -> Vec<Kind> {
        let one = |address: &str| vec![address.to_owned()];
        let each = |items: &[String], before: &str| -> Vec<String> {
            items.iter().map(|item| format!("{before}{item}")).collect()
        };
        let words: Vec<String> = WORDS.iter().map(|word| word.replace(' ', "+")).collect();
        let filters = self.filters(persons, &words, chance);
        let pairs = |before: &str, part: char, after: &str| -> Vec<String> {
            let address =
                |(one, other): &(String, String)| format!("{before}{one}{part}{other}{after}");
            self.pairs.iter().map(address).collect()
        };
        let past = self.today.saturating_sub(jiff::Span::new().days(200));
        let known = |list: Vec<String>| -> Vec<String> {
            { list.into_iter().take(40) }
                .map(|address| format!("{address}?known={past}"))
                .collect()
        };
        let dues: Vec<String> = (0..12)
            .map(|back| self.today.saturating_sub(jiff::Span::new().months(back)))
            .map(|day| format!("/due?month={:04}-{:02}", day.year(), day.month()))
            .chain(each(&self.parties, "/due?party="))
            .collect();
        let feeds = |form: &str| {
            let mut all = vec![format!("/feed.{form}")];
            all.extend({ filters.iter() }.map(|query| format!("/feed.{form}?{query}")));
            all
        };
        vec![
            Kind::of("newsfeed", 15.0, one("/")),
            Kind::of("newsfeed, filtered", 10.0, each(&filters, "/?")),
            Kind::of("newsfeed, older", 4.0, each(&self.older, "/?after=")),
            Kind::of("due", 5.0, one("/due")),
            Kind::of("due, of a month or party", 4.0, dues),
            Kind::of("relation", 14.0, pairs("/relations/", '-', "")),
            Kind::of("actor", 9.0, each(&self.parties, "/actors/")),
            Kind::of(
                "as known on a day",
                0.5,
                known(pairs("/relations/", '-', "")),
            ),
            Kind::of("world", 3.0, one("/world")),
            Kind::of("world, filtered", 2.0, self.worlds()),
            Kind::of("record", 11.0, each(&self.records, "/records/")),
            Kind::of("article", 8.0, each(&self.articles, "/articles/")),
            Kind::of("search", 4.0, each(&words, "/search?q=")),
            Kind::of("sources", 1.0, one("/sources")),
            Kind::of("about", 1.0, one("/about")),
            Kind::of("subscribe", 0.5, each(&filters, "/subscribe?")),
            Kind::of("Atom", 3.0, feeds("atom")),
            Kind::of("RSS", 1.5, feeds("rss")),
            Kind::of("JSON Feed", 1.0, feeds("json")),
            Kind::of("iCalendar", 1.5, feeds("ics")),
            Kind::of("API, changes", 1.5, each(&filters, "/api/v1/changes?")),
            Kind::of("API, records", 1.0, pairs("/api/v1/records?pair=", '-', "")),
            Kind::of(
                "API, a record",
                1.0,
                each(&self.records, "/api/v1/records/"),
            ),
            Kind::of("API, relation", 1.0, pairs("/api/v1/relations/", '-', "")),
            Kind::of("API, actor", 0.5, each(&self.parties, "/api/v1/actors/")),
            Kind::of("API, search", 0.5, each(&words, "/api/v1/search?q=")),
            Kind::of("API, world", 0.5, one("/api/v1/world")),
        ]
    }

    /// What a reader asks of the newsfeed.
    fn filters(&self, persons: &[String], words: &[String], chance: &mut Chance) -> Vec<String> {
        let mut filters: Vec<String> = Vec::new();
        let types = [
            "CONSULT",
            "CONSULT/visit",
            "AGREE",
            "SANCTION",
            "ACCUSE",
            "AID",
        ];
        let turns = ["announced", "held", "postponed", "cancelled", "overdue"];
        let back = |days: i64| self.today.saturating_sub(jiff::Span::new().days(days));
        for (rank, (one, other)) in self.pairs.iter().take(400).enumerate() {
            filters.push(match rank % 5 {
                0 => format!("pair={one}-{other}"),
                1 => format!("party={one}"),
                2 => format!("party={one}&type={}", chance.pick(&types)),
                3 => format!("pair={one}-{other}&status={}", chance.pick(&turns)),
                _ => format!("party={other}&from={}&to={}", back(400), back(30)),
            });
        }
        filters.extend(types.iter().map(|kind| format!("type={kind}")));
        filters.extend(turns.iter().map(|turn| format!("status={turn}")));
        filters.extend({ self.outlets.iter().take(40) }.map(|o| format!("source={o}")));
        filters.extend({ persons.iter().take(60) }.map(|p| format!("person={}", encoded(p))));
        filters.extend(words.iter().map(|word| format!("q={word}")));
        filters
    }

    fn worlds(&self) -> Vec<String> {
        let year = self.today.year();
        let years = (0..10).map(|back| {
            let year = year - back;
            format!("/world?from={year}-01-01&to={year}-12-31")
        });
        let of_parties = { self.parties.iter().take(60) }.map(|p| format!("/world?party={p}"));
        years.chain(of_parties).collect()
    }
}

/// A name as it stands in an address.
fn encoded(name: &str) -> String {
    let sign = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(*byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    name.as_bytes().iter().map(sign).collect()
}

/// Parties, those with most records first.
fn parties(ties: &[Tie]) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for tie in ties {
        *counts.entry(&tie.one).or_default() += tie.records;
        *counts.entry(&tie.other).or_default() += tie.records;
    }
    let mut parties: Vec<(u64, &str)> = counts.into_iter().map(|(p, n)| (n, p)).collect();
    parties.sort_by(|a, b| b.cmp(a));
    let plain = |code: &&str| code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let codes = parties.into_iter().map(|(_, code)| code).filter(plain);
    codes.map(str::to_owned).collect()
}

/// Pairs, those with most records first, as people write them: in either order.
fn pairs(ties: &[Tie], chance: &mut Chance) -> Vec<(String, String)> {
    let plain = |code: &str| code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let pairs = ties
        .iter()
        .filter(|tie| plain(&tie.one) && plain(&tie.other));
    let either = |tie: &Tie| match chance.happens(0.5) {
        true => (tie.one.clone(), tie.other.clone()),
        false => (tie.other.clone(), tie.one.clone()),
    };
    pairs.map(either).collect()
}

/// The first digits of an id.
fn digits(chance: &mut Chance, bits: u32) -> String {
    let number = chance.next() >> (64 - bits);
    format!("{number:0width$x}", width = bits as usize / 4)
}

/// How many digits are drawn so that something begins with them most of the time.
const BITS: u32 = 16;

fn articles(ledger: &Ledger, chance: &mut Chance) -> Result<Vec<String>, ledger::store::Error> {
    let mut found = BTreeSet::new();
    for _ in 0..4 * MOST {
        found.extend(ledger.pages_like(&digits(chance, BITS))?);
        if found.len() >= MOST {
            break;
        }
    }
    Ok(found.into_iter().map(|page| page.0).collect())
}

/// Ids of records, and names of people who take part in some.
fn records(
    ledger: &Ledger,
    view: View,
    chance: &mut Chance,
) -> Result<(Vec<String>, Vec<String>), ledger::store::Error> {
    let (mut ids, mut persons) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..4 * MOST {
        for claim in ledger.claims_like(&digits(chance, BITS))? {
            if let Some(record) = ledger.record_of(claim)? {
                ids.insert(record.to_string());
            }
        }
        if ids.len() >= MOST {
            break;
        }
    }
    for id in ids.iter().take(200) {
        if let ledger::query::Found::Record(_, told) = find(ledger, id, view)? {
            persons.extend(told.record.persons.iter().cloned());
        }
    }
    Ok((ids.into_iter().collect(), persons.into_iter().collect()))
}
