//! The tense near a time, from words beside it: enough to choose between last Friday and the next.

use super::expr::Tense;
use super::grammar::Found;
use super::scan::{Item, Kind};

/// How many items to look at before a time, and after it.
const REACH: (usize, usize) = (30, 25);

/// How far before a time the verb stands that moves a dealing to it.
const MOVED: usize = 9;

/// How far before an infinitive the word stands that governs it.
const LED: usize = 5;

/// The tense of what is told around a time: that of the nearest verb or cue before it, else of the nearest after it.
pub(super) fn tense(items: &[Item], found: &Found) -> Tense {
    if found.tense != Tense::Unknown {
        return found.tense;
    }
    // "as early as Tuesday" is to come, whatever was said of it.
    let soon = found.from.checked_sub(3).is_some_and(|at| {
        items[at].is("as")
            && items[at + 2].is("as")
            && (items[at + 1].is("soon") || items[at + 1].is("early"))
    });
    if soon {
        return Tense::Future;
    }
    // "has postponed his trip until June 7": what is put off is to come.
    if put_off(items, found) {
        return Tense::Future;
    }
    // "the ministry on Sunday issued" says more than what came before it.
    // An infinitive is no such word: "offered on Monday to mediate" tells when it was offered.
    let next = { items.get(found.to) }
        .filter(|item| !item.is("to"))
        .map(|_| tense_at(items, found.to));
    if let Some(tense @ (Tense::Past | Tense::Future)) = next {
        return tense;
    }
    let before = (found.from.saturating_sub(REACH.0)..found.from).rev();
    let after = found.to..items.len().min(found.to + REACH.1);
    before
        .chain(after)
        .map(|at| tense_at(items, at))
        .find(|tense| *tense != Tense::Unknown)
        .unwrap_or_else(|| infinitive(items, found))
}

/// Whether a dealing is moved to the time, by a verb not far before it in the same clause.
fn put_off(items: &[Item], found: &Found) -> bool {
    let led = found.from.checked_sub(1).is_some_and(|at| {
        ["until", "till", "to"]
            .iter()
            .any(|word| items[at].is(word))
    });
    led && items[found.from.saturating_sub(MOVED)..found.from]
        .iter()
        .rev()
        .take_while(|item| !matches!(item.kind, Kind::Mark(_)))
        .any(|item| item.cues.moves)
}

/// Whether the "to" at a place opens an infinitive that a word before it turns to the future: "agreed to hold", "asked the
/// minister to come".
fn turned_ahead(items: &[Item], at: usize) -> bool {
    let verb = items.get(at + 1).is_some_and(|next| {
        next.kind == Kind::Word
            && !next.capital()
            && next.sense.is_none()
            && ![
                "the", "a", "an", "his", "her", "its", "their", "this", "that",
            ]
            .iter()
            .any(|word| next.is(word))
    });
    verb && items[at.saturating_sub(LED)..at]
        .iter()
        .rev()
        .take_while(|item| !matches!(item.kind, Kind::Mark(_)) && !item.is("to"))
        .any(|item| item.cues.leads)
}

fn tense_at(items: &[Item], at: usize) -> Tense {
    let item = &items[at];
    if item.kind != Kind::Word {
        return Tense::Unknown;
    }
    let before = at.checked_sub(1).map(|at| &items[at]);
    let after = items.get(at + 1);
    let led =
        |words: &[&str]| before.is_some_and(|before| words.iter().any(|word| before.is(word)));
    let follows =
        |words: &[&str]| after.is_some_and(|after| words.iter().any(|word| after.is(word)));
    if item.is("to") {
        let copula = led(&["is", "are", "was", "were", "am"]);
        return if copula || turned_ahead(items, at) {
            Tense::Future
        } else {
            Tense::Unknown
        };
    }
    if item.is("set") && !follows(&["to", "for"]) {
        return Tense::Past;
    }
    // "will have talks", "agreed to have talks": the auxiliary before it tells the tense.
    let ahead = before.is_some_and(|before| before.cues.future || before.is("to"));
    if item.is("have") && (ahead || led(&["could", "can", "not"])) {
        return Tense::Unknown;
    }
    // "could visit Iran" is to come; "could not be reached" is told by what stands before it.
    if item.is("could") || item.is("can") {
        let open = after.is_some_and(|next| next.kind == Kind::Word)
            && !follows(&["not", "be", "have", "only"]);
        return if open { Tense::Future } else { Tense::Unknown };
    }
    // "a plan", "the start", "its move" are nouns.
    let noun = led(&[
        "a", "an", "the", "its", "his", "her", "their", "this", "that",
    ]);
    let moved = item.cues.moves && follows(&["to", "until", "till", "from"]);
    let past_form = item.text.len() > 4 && item.text.ends_with("ed") && !item.cues.neutral;
    if (item.cues.future || moved) && !noun {
        Tense::Future
    } else if (item.cues.past || past_form) && !item.cues.future {
        if !led(&["be"]) {
            return Tense::Past;
        }
        // "to be held" is to come; "could not be reached" is told by what stands before it.
        let modal = at
            .checked_sub(2)
            .is_some_and(|at| items[at].is("to") || items[at].cues.future);
        if modal { Tense::Future } else { Tense::Unknown }
    } else {
        Tense::Unknown
    }
}

/// "Putin to visit Japan in December": an infinitive after the first word, where nothing else tells the tense.
fn infinitive(items: &[Item], found: &Found) -> Tense {
    let from = found.from.saturating_sub(REACH.0).max(1).min(found.from);
    let to = items[from..found.from]
        .windows(2)
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
