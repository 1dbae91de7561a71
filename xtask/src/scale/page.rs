//! Page: a generated page, as the ledger takes it.

use super::world::day;
use jiff::Timestamp;
use ledger::record::{Claim, ClaimId, Evidence, Fingerprint, PageId, Place};
use ledger::store::{Arrival, Facts, Read};
use reading::claim::{Event, Status};
use reading::page::Format;
use std::collections::HashMap;

/// A page that is not written yet.
#[derive(Clone)]
pub struct Page {
    /// Its number, which makes its address.
    pub number: u64,
    /// Which version of its address it is.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// Its outlet.
    pub outlet: String,
    /// The day on which it is published (days since 1970).
    pub day: i32,
    /// Whether it says so.
    pub dated: bool,
    /// Its text.
    pub sentences: Vec<Sentence>,
}

/// A sentence, and what it says.
#[derive(Clone)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// What it says; none where it says nothing.
    pub claim: Option<Said>,
}

/// What a sentence says.
#[derive(Clone)]
pub struct Said {
    /// PLOVER type.
    pub event: Event,
    /// Finer kind.
    pub kind: String,
    /// What became of it.
    pub status: Status,
    /// Who does it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// People with their parties.
    pub persons: Vec<(String, String)>,
    /// When, in EDTF.
    pub when: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Whose word it is.
    pub said_by: Vec<String>,
    /// How sure the reading is.
    pub confidence: f32,
    /// Whether it stands in a teaser.
    pub related: bool,
}

impl Page {
    /// The page as it arrives, and what reading makes of it.
    pub fn write(&self) -> (Arrival, Read) {
        let published = day(self.day);
        let url = format!(
            "https://{}/{:04}/{:02}/{}",
            self.outlet,
            published.year(),
            published.month(),
            self.number
        );
        let mut text = format!("{}\n\n", self.title);
        let body = text.len();
        let mut spans = Vec::new();
        for sentence in &self.sentences {
            let start = text.len();
            text.push_str(&sentence.text);
            spans.push((start, text.len()));
            text.push(if sentence.claim.is_some() { '\n' } else { ' ' });
        }
        let bytes = format!("{url}\n{text}").into_bytes();
        let page = reading::page::Page::with_format(bytes, Format::Text);
        let id = PageId(page.hash());
        let mut given: HashMap<ClaimId, u64> = HashMap::new();
        let claims = { self.sentences.iter().zip(&spans) }
            .filter_map(|(sentence, span)| {
                let mut claim = sentence.claim.as_ref()?.of(&id, *span, &sentence.text);
                let before = given.entry(claim.id).or_default();
                claim.id = claim.id.again(*before);
                *before += 1;
                Some(claim)
            })
            .collect();
        let hour = 6 + self.number % 15;
        let at =
            i64::from(self.day) * 86_400_000 + hour as i64 * 3_600_000 + i64::from(self.version);
        let facts = Facts {
            url: Some(url.clone()),
            title: Some(self.title.clone()),
            outlet: Some(self.outlet.clone()),
            published: self.dated.then_some(published),
            language: Some("en".to_owned()),
            fingerprint: Fingerprint::of(&text[body..]),
            ..Facts::default()
        };
        let read = Read {
            page: id.clone(),
            facts,
            text,
            claims,
        };
        let arrival = Arrival {
            id,
            page,
            name: url,
            assumed: None,
            at: Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH),
        };
        (arrival, read)
    }
}

impl Said {
    fn of(&self, page: &PageId, (start, end): (usize, usize), text: &str) -> Claim {
        Claim {
            id: ClaimId::of(
                page,
                (start, end),
                self.event,
                &self.actors,
                &self.recipients,
                self.status,
            ),
            page: page.clone(),
            event: self.event,
            kind: Some(self.kind.clone()),
            status: self.status,
            actors: self.actors.clone(),
            recipients: self.recipients.clone(),
            persons: self.persons.iter().map(|(name, _)| name.clone()).collect(),
            persons_for: { self.persons.iter() }
                .map(|(_, party)| Some(party.clone()))
                .collect(),
            when: self.when.clone(),
            place: self.place.clone(),
            said_by: self.said_by.clone(),
            evidence: vec![Evidence {
                start,
                end,
                text: text.to_owned(),
            }],
            confidence: self.confidence,
            related: self.related,
            caption: false,
        }
    }
}
