//! The tense near a time, from words beside it: enough to choose between last Friday and the next.

use super::calendar::Tense;
use super::grammar::Found;
use super::scan::{Item, Kind};

/// How many items to look at before a time, and after it.
const REACH: (usize, usize) = (30, 15);

/// The tense of what is told around a time: that of the nearest verb or cue before it, else of the nearest after it.
pub(super) fn tense(items: &[Item], found: &Found) -> Tense {
    let before = items[..found.from].iter().rev().take(REACH.0);
    let after = items[found.to..].iter().take(REACH.1);
    before
        .chain(after)
        .map(tense_of)
        .find(|tense| *tense != Tense::Unknown)
        .unwrap_or_else(|| infinitive(items, found))
}

fn tense_of(item: &Item) -> Tense {
    if item.kind != Kind::Word {
        return Tense::Unknown;
    }
    let past_form = item.text.len() > 4 && item.text.ends_with("ed") && !item.cues.neutral;
    if item.cues.future {
        Tense::Future
    } else if item.cues.past || past_form {
        Tense::Past
    } else {
        Tense::Unknown
    }
}

/// "Putin to visit Japan in December": an infinitive after the first word, where nothing else tells the tense.
fn infinitive(items: &[Item], found: &Found) -> Tense {
    let to = items[..found.from]
        .windows(2)
        .skip(1)
        .any(|pair| pair[0].is("to") && pair[1].kind == Kind::Word && !pair[1].is("the"));
    if to { Tense::Future } else { Tense::Unknown }
}

/// Whether the day is the name of what happened on it: "the October 7 attack".
pub(super) fn names(items: &[Item], found: &Found) -> bool {
    items[found.to..]
        .iter()
        .take(3)
        .take_while(|item| item.kind == Kind::Word && !item.is("the") && !item.is("in"))
        .any(|item| item.cues.named)
}
