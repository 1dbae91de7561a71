//! Written: claims and corrections as JSON, for the file of the ledger and for those who carry corrections elsewhere.
//!
//! What enters: a [`Correction`] or a [`Claim`]. What leaves: the same as [`WrittenCorrection`] or [`WrittenClaim`], and back. Invariants: writing and
//! reading back gives the same; what makes no sense is refused with a word on why; the fields of a claim are named and ordered here, and nowhere else
//! ([`WrittenDealing`]; the lines of an export have it too).

use crate::record::correction::{Correction, CorrectionId, Deed, Edit, Target};
use crate::record::{Claim, ClaimId, Evidence, PageId, Place, State};
use reading::claim::{Event, Status};
use serde::{Deserialize, Deserializer, Serialize};

/// A correction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WrittenCorrection {
    pub id: String,
    pub kind: String,
    pub author: String,
    pub reason: String,
    pub at: String,
    #[serde(flatten)]
    pub deed: WrittenDeed,
}

/// What a correction does, without its kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WrittenDeed {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<WrittenTarget>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<WrittenTarget>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit: Option<WrittenEdit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<String>,
}

/// A claim that a correction is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WrittenTarget {
    #[serde(flatten)]
    pub claim: WrittenClaim,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
}

/// A claim with the id of its page, as the file of the ledger keeps it. The line of an export (`ClaimLine`) is another: it has the
/// whole page, names the parts of evidence and writes the page's own word out, for people who make such lines by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WrittenClaim {
    pub id: String,
    pub page: String,
    #[serde(flatten)]
    pub dealing: WrittenDealing,
    #[serde(default)]
    pub said_by: Vec<String>,
    pub evidence: Vec<(usize, usize, String)>,
    pub confidence: f32,
    #[serde(default)]
    pub related: bool,
    #[serde(default)]
    pub caption: bool,
}

/// The dealing that a claim is about: who, what, when and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WrittenDealing {
    pub r#type: String,
    #[serde(default)]
    pub kind: Option<String>,
    pub status: String,
    pub actors: Vec<String>,
    #[serde(default)]
    pub recipients: Vec<String>,
    #[serde(default)]
    pub persons: Vec<String>,
    #[serde(default)]
    pub persons_for: Vec<Option<String>>,
    #[serde(default)]
    pub when: Option<String>,
    #[serde(default)]
    pub r#where: Option<WrittenPlace>,
}

/// What a claim says instead. A field that is not there stays as it was read; one that is null is unknown.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WrittenEdit {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given"
    )]
    pub kind: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persons: Option<Vec<(String, Option<String>)>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given"
    )]
    pub when: Option<Option<String>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given"
    )]
    pub r#where: Option<Option<WrittenPlace>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<Vec<String>>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WrittenPlace {
    pub name: String,
    #[serde(default)]
    pub country: Option<String>,
}

/// Tells null from what is not there.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl WrittenCorrection {
    /// A correction, to be written.
    pub fn of(correction: &Correction) -> WrittenCorrection {
        WrittenCorrection {
            id: correction.id.to_string(),
            kind: correction.deed.name().to_owned(),
            author: correction.author.clone(),
            reason: correction.reason.clone(),
            at: correction.at.to_string(),
            deed: WrittenDeed::of(&correction.deed),
        }
    }

    /// The correction that was written, or what is wrong with it.
    pub fn read(self) -> Result<Correction, String> {
        let at = { self.at.parse() }.map_err(|_| format!("{:?} is no time", self.at))?;
        Ok(Correction {
            id: CorrectionId(number(&self.id)?),
            deed: self.deed.read(&self.kind)?,
            author: self.author,
            reason: self.reason,
            at,
        })
    }
}

impl WrittenDeed {
    /// A deed, to be written without its kind.
    pub fn of(deed: &Deed) -> WrittenDeed {
        let all = |targets: &[Target]| targets.iter().map(WrittenTarget::of).collect();
        let mut written = WrittenDeed::default();
        match deed {
            Deed::Confirm(one) | Deed::Reject(one) | Deed::Add(one) => {
                written.claims = vec![WrittenTarget::of(one)];
            }
            Deed::Edit(one, edit) => {
                written.claims = vec![WrittenTarget::of(one)];
                written.edit = Some(WrittenEdit::of(edit));
            }
            Deed::Merge(claims) => written.claims = all(claims),
            Deed::Split(apart, rest) => (written.claims, written.from) = (all(apart), all(rest)),
            Deed::State(claims, state) => {
                written.claims = all(claims);
                written.state = Some(state.as_str().to_owned());
            }
            Deed::Withdraw(id) => written.withdraws = Some(id.to_string()),
        }
        written
    }

    /// The deed of this kind, or what is wrong with it.
    pub fn read(self, kind: &str) -> Result<Deed, String> {
        let all = |written: Vec<WrittenTarget>| -> Result<Vec<Target>, String> {
            written.into_iter().map(WrittenTarget::read).collect()
        };
        let one = |written: Vec<WrittenTarget>| -> Result<Target, String> {
            let mut all = all(written)?;
            match (all.pop(), all.pop()) {
                (Some(one), None) => Ok(one),
                _ => Err(format!("{kind} is about one claim")),
            }
        };
        Ok(match kind {
            "confirm" => Deed::Confirm(one(self.claims)?),
            "reject" => Deed::Reject(one(self.claims)?),
            "add" => Deed::Add(one(self.claims)?),
            "edit" => {
                let edit = self.edit.ok_or("an edit that says nothing")?.read()?;
                Deed::Edit(one(self.claims)?, Box::new(edit))
            }
            "merge" => Deed::Merge(all(self.claims)?),
            "split" => Deed::Split(all(self.claims)?, all(self.from)?),
            "state" => {
                let word = self.state.unwrap_or_default();
                let state = State::parse(&word).ok_or_else(|| format!("{word:?} is no state"))?;
                Deed::State(all(self.claims)?, state)
            }
            "withdraw" => {
                let id = self.withdraws.ok_or("a withdrawal of nothing")?;
                Deed::Withdraw(CorrectionId(number(&id)?))
            }
            _ => return Err(format!("{kind:?} is no kind of correction")),
        })
    }
}

impl WrittenTarget {
    fn of(target: &Target) -> WrittenTarget {
        WrittenTarget {
            claim: WrittenClaim::of(&target.claim),
            beside: target.beside.iter().map(ToString::to_string).collect(),
        }
    }

    fn read(self) -> Result<Target, String> {
        let beside = self.beside.iter().map(|id| Ok(ClaimId(number(id)?)));
        Ok(Target {
            beside: beside.collect::<Result<_, String>>()?,
            claim: self.claim.read()?,
        })
    }
}

impl WrittenClaim {
    /// A claim, to be written.
    pub fn of(claim: &Claim) -> WrittenClaim {
        WrittenClaim {
            id: claim.id.to_string(),
            page: claim.page.0.clone(),
            dealing: WrittenDealing::of(claim),
            said_by: claim.said_by.clone(),
            evidence: { claim.evidence.iter() }
                .map(|evidence| (evidence.start, evidence.end, evidence.text.clone()))
                .collect(),
            confidence: claim.confidence,
            related: claim.related,
            caption: claim.caption,
        }
    }

    /// The claim that was written, or what is wrong with it.
    pub fn read(self) -> Result<Claim, String> {
        let hash = self.page.len() == 64 && self.page.bytes().all(|b| b.is_ascii_hexdigit());
        if !hash {
            return Err(format!("{:?} is no id of a page", self.page));
        }
        let dealing = self.dealing;
        Ok(Claim {
            id: ClaimId(number(&self.id)?),
            page: PageId(self.page),
            event: event(&dealing.r#type)?,
            kind: dealing.kind,
            status: status(&dealing.status)?,
            actors: dealing.actors,
            recipients: dealing.recipients,
            persons: dealing.persons,
            persons_for: dealing.persons_for,
            when: dealing.when,
            place: dealing.r#where.map(WrittenPlace::read),
            said_by: self.said_by,
            evidence: { self.evidence.into_iter() }
                .map(|(start, end, text)| Evidence { start, end, text })
                .collect(),
            confidence: self.confidence,
            related: self.related,
            caption: self.caption,
        })
    }
}

impl WrittenDealing {
    /// The dealing of a claim.
    pub fn of(claim: &Claim) -> WrittenDealing {
        WrittenDealing {
            r#type: claim.event.as_str().to_owned(),
            kind: claim.kind.clone(),
            status: claim.status.as_str().to_owned(),
            actors: claim.actors.clone(),
            recipients: claim.recipients.clone(),
            persons: claim.persons.clone(),
            persons_for: claim.persons_for.clone(),
            when: claim.when.clone(),
            r#where: claim.place.as_ref().map(WrittenPlace::of),
        }
    }
}

impl WrittenEdit {
    fn of(edit: &Edit) -> WrittenEdit {
        WrittenEdit {
            r#type: edit.event.map(|event| event.as_str().to_owned()),
            kind: edit.kind.clone(),
            status: edit.status.map(|status| status.as_str().to_owned()),
            actors: edit.actors.clone(),
            recipients: edit.recipients.clone(),
            persons: edit.persons.clone(),
            when: edit.when.clone(),
            r#where: { edit.place.as_ref() }.map(|place| place.as_ref().map(WrittenPlace::of)),
            said_by: edit.said_by.clone(),
        }
    }

    /// The edit that was written, or what is wrong with it.
    pub fn read(self) -> Result<Edit, String> {
        Ok(Edit {
            event: self.r#type.as_deref().map(event).transpose()?,
            kind: self.kind,
            status: self.status.as_deref().map(status).transpose()?,
            actors: self.actors,
            recipients: self.recipients,
            persons: self.persons,
            when: self.when,
            place: self.r#where.map(|place| place.map(WrittenPlace::read)),
            said_by: self.said_by,
        })
    }
}

impl WrittenPlace {
    /// A place, to be written.
    pub fn of(place: &Place) -> WrittenPlace {
        WrittenPlace {
            name: place.name.clone(),
            country: place.country.clone(),
        }
    }

    /// The place that was written.
    pub fn read(self) -> Place {
        Place {
            name: self.name,
            country: self.country,
        }
    }
}

/// What a deed does, in words that tell it from every other.
pub fn words(deed: &Deed) -> String {
    let written = serde_json::to_string(&WrittenDeed::of(deed)).unwrap_or_default();
    format!("{} {written}", deed.name())
}

fn number(id: &str) -> Result<u64, String> {
    let parsed = (id.len() == 16).then(|| u64::from_str_radix(id, 16).ok());
    parsed.flatten().ok_or_else(|| format!("{id:?} is no id"))
}

fn event(word: &str) -> Result<Event, String> {
    Event::parse(word).ok_or_else(|| format!("{word:?} is no type"))
}

fn status(word: &str) -> Result<Status, String> {
    Status::parse(word).ok_or_else(|| format!("{word:?} is no status"))
}
