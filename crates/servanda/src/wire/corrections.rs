//! The JSON of what people say about claims and records.

use super::ledger::JoinedView;
use ::ledger::export::gold::Score;
use ::ledger::query::{Fate, Said};
use ::ledger::record::Correction;
use ::ledger::record::correction::{Deed, Target};
use ::ledger::store::written::{WrittenDeed, WrittenEdit};
use serde::Serialize;

/// A correction with what it comes to.
#[derive(Debug, Serialize)]
pub struct SaidView {
    id: String,
    kind: &'static str,
    author: String,
    reason: String,
    at: String,
    fate: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims: Vec<TargetView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from: Vec<TargetView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<WrittenEdit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdraws: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    joined: Option<JoinedView>,
}

/// A claim that a correction is about.
#[derive(Debug, Serialize)]
struct TargetView {
    /// Its id today; null where it is not read any more.
    id: Option<String>,
    was: String,
    page: String,
    r#type: &'static str,
    status: &'static str,
    actors: Vec<String>,
    recipients: Vec<String>,
    text: Option<String>,
}

/// Corrections that reading again found otherwise.
#[derive(Debug, Serialize)]
pub struct FoundView {
    corrections: Vec<FateView>,
}

#[derive(Debug, Serialize)]
struct FateView {
    id: String,
    kind: &'static str,
    author: String,
    before: &'static str,
    fate: &'static str,
}

/// How well the reading agrees with what people decided.
#[derive(Debug, Serialize)]
pub struct ScoreView {
    gold: ScoreParts,
}

#[derive(Debug, Serialize)]
struct ScoreParts {
    pages: usize,
    claims: usize,
    found: usize,
    wrong: usize,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

impl SaidView {
    /// A correction with what it comes to, and which records are others since it was made, where that is known.
    pub fn of(said: &Said, joined: Option<JoinedView>) -> SaidView {
        let Correction {
            id,
            author,
            reason,
            at,
            deed,
        } = &said.correction;
        let written = WrittenDeed::of(deed);
        let mut claims: Vec<TargetView> = { deed.targets().into_iter().zip(&said.claims) }
            .map(|(target, is)| {
                let stands = matches!(deed, Deed::Add(_)) || said.fate == Fate::Stands;
                let id = is.or(stands.then_some(target.claim.id));
                TargetView::of(target, id.map(|id| id.to_string()))
            })
            .collect();
        let from = match deed {
            Deed::Split(apart, _) => claims.split_off(apart.len().min(claims.len())),
            _ => Vec::new(),
        };
        SaidView {
            id: id.to_string(),
            kind: deed.name(),
            author: author.clone(),
            reason: reason.clone(),
            at: at.to_string(),
            fate: said.fate.as_str(),
            claims,
            from,
            edit: written.edit,
            state: written.state,
            withdraws: written.withdraws,
            joined,
        }
    }
}

impl TargetView {
    fn of(target: &Target, id: Option<String>) -> TargetView {
        let claim = &target.claim;
        TargetView {
            id,
            was: claim.id.to_string(),
            page: claim.page.0.clone(),
            r#type: claim.event.as_str(),
            status: claim.status.as_str(),
            actors: claim.actors.clone(),
            recipients: claim.recipients.clone(),
            text: claim.evidence.first().map(|evidence| evidence.text.clone()),
        }
    }
}

impl FoundView {
    /// Corrections that come to something else than before, with what they came to.
    pub fn of(changed: &[(Fate, &Said)]) -> FoundView {
        let one = |(before, said): &(Fate, &Said)| FateView {
            id: said.correction.id.to_string(),
            kind: said.correction.deed.name(),
            author: said.correction.author.clone(),
            before: before.as_str(),
            fate: said.fate.as_str(),
        };
        FoundView {
            corrections: changed.iter().map(one).collect(),
        }
    }
}

impl ScoreView {
    /// A score.
    pub fn of(score: &Score) -> ScoreView {
        let round = |share: Option<f64>| share.map(|share| (share * 1000.0).round() / 1000.0);
        ScoreView {
            gold: ScoreParts {
                pages: score.pages,
                claims: score.gold,
                found: score.found,
                wrong: score.wrong,
                precision: round(score.precision()),
                recall: round(score.recall()),
                f1: round(score.f1()),
            },
        }
    }
}
