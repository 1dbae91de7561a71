//! Runs: whether capitalised words that no file of names knows are a person's name.
//!
//! What enters: a run of capitalised words of a sentence, without a title, and the lexicon. What leaves: whether it is taken
//! for a person. What speaks for one: a given name that office-holders bear, a role beside it ("architect Oscar Niemeyer",
//! "Ivo Kern, an analyst"), an age, "who", being the subject of a verb of speech. What speaks against: a word that names bodies,
//! places and works, capitals throughout, digits, an article, a preposition that leads a place.

use super::view::View;
use crate::lexicon::{Lexicon, NameWord};
use crate::parse::Upos;
use jiff::civil::Date;

/// Whether the run `from..to` names a person.
///
/// `listed`: whether it stands in a row behind a person. `on`: the day of publication.
pub(super) fn is_person(
    view: &View,
    from: usize,
    to: usize,
    listed: bool,
    lexicon: &Lexicon,
    on: Option<Date>,
) -> bool {
    if (from..to).any(|at| is_no_name(view, at, lexicon)) {
        return false;
    }
    let words = (from..to)
        .filter(|&at| view.form(at).chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count();
    let given = lexicon.given_name(view.form(from));
    if words >= 2 {
        let known_surname = !lexicon.surname(view.form(to - 1)).is_empty();
        let mut weight = match given {
            0 => 0,
            1 => 2,
            _ => 3,
        };
        weight += i32::from(known_surname);
        weight += i32::from((from + 1..to).any(|at| lexicon.given_name(view.form(at)) > 1));
        weight += i32::from(listed);
        weight += 3 * i32::from(has_role(view, from, to, lexicon));
        weight += 2 * i32::from(speaks(view, from, to, lexicon));
        weight -= 2 * i32::from(led_by_article(view, from));
        weight -= 2 * i32::from(led_by_place(view, from, to, lexicon));
        weight -= i32::from(words > 3);
        return weight >= 1;
    }
    let mut weight = i32::from(given > 1);
    weight += 2 * i32::from(is_prominent(view.form(from), lexicon, on));
    weight += 2 * i32::from(has_role(view, from, to, lexicon));
    weight += 2 * i32::from(speaks(view, from, to, lexicon));
    weight -= 2 * i32::from(led_by_article(view, from));
    weight -= 2 * i32::from(led_by_place(view, from, to, lexicon));
    words == 1 && weight >= 2
}

/// Whether somebody with this surname was head of state or government or foreign minister on the day: pages name these
/// without a first name ("Putin met Abe").
fn is_prominent(surname: &str, lexicon: &Lexicon, on: Option<Date>) -> bool {
    let Some(on) = on else { return false };
    lexicon.surname(surname).iter().any(|&id| {
        let spells = &lexicon.person(id).spells;
        spells.iter().any(|spell| {
            let top = spell.head_of_state
                || spell.head_of_government
                || spell.office.as_str() == "foreign-minister";
            top && spell.covers(on)
        })
    })
}

/// Whether the words behind a title are the name of something else: "president of Norland [Road Workers' Union]", "Prince
/// Albert [Drive]". A single word is a surname, whatever else it means ("President Park").
pub(super) fn is_thing(view: &View, from: usize, to: usize, lexicon: &Lexicon) -> bool {
    let thing =
        |at: usize| lexicon.name_word(&view.form(at).to_lowercase()) == Some(NameWord::Thing);
    to > from + 1 && thing(to - 1)
}

/// End of what cannot begin a person's name in the run: behind the last word that names a thing.
pub(super) fn behind_things(view: &View, from: usize, to: usize, lexicon: &Lexicon) -> usize {
    (from..to)
        .rev()
        .find(|&at| is_no_name(view, at, lexicon))
        .map_or(to, |at| at + 1)
}

/// A word that no person's name has.
fn is_no_name(view: &View, at: usize, lexicon: &Lexicon) -> bool {
    let form = view.form(at);
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters >= 2 && form.chars().all(|c| !c.is_lowercase()) && !form.contains('.');
    let digits = form.chars().any(|c| c.is_ascii_digit());
    shouted || digits || lexicon.name_word(&form.to_lowercase()) == Some(NameWord::Thing)
}

/// "architect Oscar Niemeyer", "Ivo Kern, an analyst at ...", "Ole Dahl, 34, ...", "Ole Dahl (34)", "Ole Dahl, who ...".
fn has_role(view: &View, from: usize, to: usize, lexicon: &Lexicon) -> bool {
    let role = |at: usize| {
        let role = |word: &str| lexicon.name_word(word) == Some(NameWord::Role);
        role(&view.form(at).to_lowercase()) || role(&view.lemma(at).to_lowercase())
    };
    if from > 0 && role(from - 1) {
        return true;
    }
    if !matches!(view.form(to), "," | "(") {
        return false;
    }
    let next = to + 1;
    let age = view
        .form(next)
        .parse::<u8>()
        .is_ok_and(|age| (10..110).contains(&age))
        && matches!(view.form(next + 1), "," | ")");
    if age || view.is(next, "who") || view.is(next, "whose") {
        return true;
    }
    // The apposition's noun stands within a few words, before anything else is said.
    (next..view.len().min(next + 7))
        .take_while(|&at| !matches!(view.form(at), "," | ")" | ";" | "." | "and"))
        .take_while(|&at| !matches!(view.upos(at), Upos::Verb | Upos::Aux | Upos::Adp))
        .any(role)
}

/// Whether the run is the subject of a verb of speech.
fn speaks(view: &View, from: usize, to: usize, lexicon: &Lexicon) -> bool {
    let head = view.phrase_head(from, to);
    view.relation(head) == "nsubj"
        && view.head(head).is_some_and(|verb| {
            lexicon.name_word(&view.lemma(verb).to_lowercase()) == Some(NameWord::Says)
        })
}

fn led_by_article(view: &View, from: usize) -> bool {
    from > 0
        && matches!(
            view.form(from - 1).to_lowercase().as_str(),
            "the" | "a" | "an" | "this" | "that" | "its" | "our"
        )
}

fn led_by_place(view: &View, from: usize, to: usize, lexicon: &Lexicon) -> bool {
    let led = |at: usize| lexicon.name_word(&view.form(at).to_lowercase()) == Some(NameWord::Place);
    let head = view.phrase_head(from, to);
    from > 0 && led(from - 1)
        || view
            .children_by(head, "case")
            .any(|at| at < from && led(at))
}
