//! Said: people's corrections for people's eyes.

use super::table::{self, DEEPER};
use super::term::{BOLD, DIM, clean, shorten};
use ledger::query::{Fate, Said};
use ledger::record::correction::{Deed, Edit};

/// A correction: what it does and who says so; why; what it is about.
pub fn one(said: &Said, width: usize) -> String {
    let mut out = String::new();
    let correction = &said.correction;
    let day = ledger::store::day_of(correction.at);
    let mut first = vec![
        does(&correction.deed),
        correction.author.clone(),
        day.to_string(),
    ];
    if said.fate != Fate::Heard {
        first.push(means(said.fate).to_owned());
    }
    let style = if said.fate == Fate::Withdrawn {
        DIM
    } else {
        BOLD
    };
    table::line(&mut out, style, &shorten(&clean(&first.join(" · ")), width));
    let rest = width.saturating_sub(DEEPER.len());
    let reason = shorten(&clean(&correction.reason), rest.saturating_sub(2));
    table::line(&mut out, DIM, &format!("{DEEPER}“{reason}”"));
    let ids: Vec<String> = said.ids().iter().map(ToString::to_string).collect();
    let mut last = correction.id.to_string();
    if !ids.is_empty() {
        last.push_str(&format!(" · of {}", ids.join(", ")));
    }
    table::line(&mut out, DIM, &format!("{DEEPER}{}", shorten(&last, rest)));
    out
}

/// What a deed does, in words.
fn does(deed: &Deed) -> String {
    match deed {
        Deed::Confirm(_) => "confirmed".to_owned(),
        Deed::Reject(_) => "rejected".to_owned(),
        Deed::Edit(_, edit) => format!("edited: {}", changes(edit)),
        Deed::Add(_) => "added".to_owned(),
        Deed::Merge(_) => "merged".to_owned(),
        Deed::Split(..) => "split".to_owned(),
        Deed::State(_, state) => format!("state: {}", state.as_str()),
        Deed::Withdraw(id) => format!("withdrew {id}"),
    }
}

fn changes(edit: &Edit) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    let list = |all: &[String]| {
        if all.is_empty() {
            "none".to_owned()
        } else {
            all.join(", ")
        }
    };
    let parts = [
        edit.event.map(|event| format!("type {}", event.as_str())),
        edit.kind
            .as_ref()
            .map(|kind| format!("kind {}", text(kind))),
        edit.status
            .map(|status| format!("status {}", status.as_str())),
        edit.actors
            .as_deref()
            .map(|all| format!("actors {}", list(all))),
        edit.recipients
            .as_deref()
            .map(|all| format!("recipients {}", list(all))),
        edit.persons.as_ref().map(|all| {
            let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
            format!("with {}", list(&names))
        }),
        edit.when
            .as_ref()
            .map(|when| format!("when {}", text(when))),
        edit.place.as_ref().map(|place| {
            let name = place.as_ref().map(|place| place.name.clone());
            format!("where {}", text(&name))
        }),
        edit.said_by
            .as_deref()
            .map(|all| format!("said by {}", list(all))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What became of a correction, in words.
pub fn means(fate: Fate) -> &'static str {
    match fate {
        Fate::Heard => "heard",
        Fate::Rebound => "heard, of what is read there now",
        Fate::Stands => "not read any more; stands on this word",
        Fate::Superseded => "its page has a newer version",
        Fate::Orphan => "finds no claim any more",
        Fate::Withdrawn => "withdrawn",
    }
}
