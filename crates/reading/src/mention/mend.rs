//! Known slips of the parser, mended before names and dealings are read off the tree.
//!
//! What enters: sentences with their trees, and the lexicon. What leaves: the same trees, with some words hung elsewhere.
//! Each rule names what the word order and the kind of the words settle, whatever the tree makes of them: no place belongs
//! to a day of the month, no minister is "planned for June", and states that stand in one list belong together.

use super::words::{self, Class};
use crate::lexicon::{Lexicon, Sense, StateForm};
use crate::parse::{Tree, Upos};
use crate::text::Sentence;

/// One word hung elsewhere: its token, its new head (none for the root), relation and, where it changes, part of speech.
struct Move {
    at: usize,
    head: Option<usize>,
    deprel: &'static str,
    upos: Option<Upos>,
}

impl Move {
    fn to(at: usize, head: usize, deprel: &'static str) -> Move {
        Move {
            at,
            head: Some(head),
            deprel,
            upos: None,
        }
    }
}

/// A sentence and its tree as they stand.
struct Draft<'a> {
    text: &'a str,
    sentence: &'a Sentence,
    tree: &'a Tree,
    lexicon: &'a Lexicon,
}

/// Mends the trees of a page.
pub fn mend(text: &str, sentences: &[Sentence], trees: &mut [Tree], lexicon: &Lexicon) {
    let rules: [fn(&Draft) -> Vec<Move>; 9] = [
        stays, glad_to_be, acting, called_off, gerunds, dates, scheduled, goals, lists,
    ];
    for (sentence, tree) in sentences.iter().zip(trees) {
        // A tree that was never parsed says nothing that could be mended.
        if tree.nodes.iter().skip(1).all(|node| node.deprel == "dep") {
            continue;
        }
        for rule in rules {
            let draft = Draft {
                text,
                sentence,
                tree,
                lexicon,
            };
            let moves = rule(&draft);
            if !moves.is_empty() {
                *tree = moved(tree, &moves);
            }
        }
    }
}

fn moved(tree: &Tree, moves: &[Move]) -> Tree {
    let mut nodes = tree.nodes.clone();
    for change in moves {
        if let Some(node) = nodes.get_mut(change.at) {
            node.head = change.head.map_or(0, |head| head + 1);
            node.deprel = change.deprel;
            node.upos = change.upos.unwrap_or(node.upos);
        }
    }
    Tree::new(nodes)
}

impl Draft<'_> {
    fn len(&self) -> usize {
        self.tree.len().min(self.sentence.tokens.len())
    }

    fn form(&self, at: usize) -> &str {
        let token = self.sentence.tokens.get(at);
        token.map_or("", |token| token.span.slice(self.text))
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.form(at).eq_ignore_ascii_case(word))
    }

    fn lemma(&self, at: usize) -> &str {
        self.tree.nodes.get(at).map_or("", |node| &node.lemma)
    }

    fn upos(&self, at: usize) -> Upos {
        self.tree.nodes.get(at).map_or(Upos::X, |node| node.upos)
    }

    fn relation(&self, at: usize) -> &'static str {
        self.tree.nodes.get(at).map_or("", |node| node.relation())
    }

    fn deprel(&self, at: usize) -> &'static str {
        self.tree.nodes.get(at).map_or("", |node| node.deprel)
    }

    fn case(&self, at: usize) -> Option<usize> {
        self.tree.child(at, "case")
    }

    fn led_by(&self, at: usize, words: &[&str]) -> bool {
        self.tree
            .children_by(at, "case")
            .any(|case| self.is(case, words))
    }

    fn noun(&self, at: usize) -> bool {
        matches!(self.upos(at), Upos::Noun | Upos::Propn)
    }

    fn event(&self, at: usize) -> bool {
        self.noun(at) && words::is(Class::Event, self.lemma(at))
    }

    /// Whether a token is a month, a weekday, or a number beside a month.
    fn calendar(&self, at: usize) -> bool {
        let named = |at: usize| words::is(Class::Calendar, self.form(at));
        let number = self.form(at).bytes().all(|byte| byte.is_ascii_digit());
        named(at) || number && (at.checked_sub(1).is_some_and(named) || named(at + 1))
    }
}

/// "is in Rome to meet", "is due in Accra", "will be in Oslo on a visit": who is somewhere for a purpose went there, so the
/// verb heads the clause and the place hangs on it.
fn stays(draft: &Draft) -> Vec<Move> {
    let mut moves = Vec::new();
    for place in (0..draft.len()).filter(|&at| draft.upos(at) == Upos::Propn) {
        let Some(copula) = draft.tree.child(place, "cop") else {
            continue;
        };
        if draft.calendar(place) {
            continue;
        }
        let due = (copula + 1..place).find(|&at| draft.is(at, &["due"]));
        let inside = (copula + 1..place).find(|&at| draft.is(at, &["in", "at"]));
        let Some(inside) = inside else { continue };
        let (head, upos) = match due {
            Some(due) => (due, Upos::Adj),
            None if comes_for(draft, place) => (copula, Upos::Verb),
            None => continue,
        };
        moves.push(Move {
            at: head,
            head: draft.tree.head(place),
            deprel: draft.deprel(place),
            upos: Some(upos),
        });
        moves.push(Move::to(place, head, "obl"));
        moves.push(Move::to(inside, place, "case"));
        for child in draft.tree.children(place) {
            let (relation, deprel) = (draft.relation(child), draft.deprel(child));
            let own = matches!(relation, "case" | "det" | "flat" | "compound" | "appos");
            if child == head || own {
                continue;
            }
            let deprel = match relation {
                "acl" | "xcomp" => "advcl",
                "nmod" => "obl",
                _ => deprel,
            };
            moves.push(Move::to(child, head, deprel));
        }
    }
    moves
}

/// "I am glad to be in Rome", "a pleasure to be back here in Rome": who says so has come there, so that the verb heads the clause and
/// the place hangs on it.
fn glad_to_be(draft: &Draft) -> Vec<Move> {
    let mut moves = Vec::new();
    for place in (0..draft.len()).filter(|&at| draft.upos(at) == Upos::Propn) {
        let case = |word: &str| draft.led_by(place, &[word]);
        if draft.calendar(place) || !(case("in") || case("at")) {
            continue;
        }
        // "here in Rome", "back in Rome": the tree makes the adverb the head.
        let adverb = draft
            .tree
            .head(place)
            .filter(|&at| draft.is(at, &["here", "back"]) && draft.relation(place) == "obl");
        let top = adverb.unwrap_or(place);
        let (Some(copula), Some(gladness)) = (draft.tree.child(top, "cop"), draft.tree.head(top))
        else {
            continue;
        };
        let infinitive = { draft.tree.children(top) }
            .find(|&mark| draft.is(mark, &["to"]) && draft.relation(mark) == "mark");
        let (Some(to), true) = (infinitive, words::is(Class::Gladness, draft.form(gladness)))
        else {
            continue;
        };
        let pleased = draft.relation(top) == "xcomp";
        moves.push(Move {
            at: copula,
            head: Some(gladness),
            deprel: if pleased { "xcomp" } else { "csubj" },
            upos: Some(Upos::Verb),
        });
        moves.push(Move::to(place, copula, "obl"));
        moves.push(Move::to(to, copula, "mark"));
        if let Some(adverb) = adverb {
            moves.push(Move::to(adverb, copula, "advmod"));
        }
        let others = { draft.tree.children(top) }.filter(|&child| {
            ![Some(place), Some(copula), Some(to)].contains(&Some(child))
                && matches!(draft.relation(child), "obl" | "advmod")
        });
        moves.extend(others.map(|child| Move::to(child, copula, draft.deprel(child))));
    }
    moves
}

/// Whether words that hang on a place say what somebody is there for.
fn comes_for(draft: &Draft, place: usize) -> bool {
    draft
        .tree
        .children(place)
        .any(|child| match draft.relation(child) {
            "acl" | "advcl" | "xcomp" => draft
                .tree
                .children(child)
                .any(|mark| draft.is(mark, &["to"]) && draft.relation(mark) == "mark"),
            "obl" | "nmod" if draft.event(child) => draft.led_by(child, &["for", "on"]),
            // "is in Jakarta today", "will be in Oslo on June 3"
            "obl" | "nmod" | "advmod" => {
                draft.calendar(child) || draft.is(child, &["today", "tomorrow", "yesterday"])
            }
            _ => false,
        })
}

/// "Acting Assistant Secretary Ana Ruiz will travel": who acts for somebody is no verb, and the title is the subject.
fn acting(draft: &Draft) -> Vec<Move> {
    let title = |at: usize| {
        let fits = draft.form(at) == "Acting" && draft.upos(at) == Upos::Verb;
        let title = draft
            .tree
            .child(at, "obj")
            .filter(|&title| fits && title > at)?;
        let verb = draft.tree.head(at)?;
        let subject = |child: usize| draft.relation(child) == "nsubj";
        let alone = !draft.tree.children(verb).any(subject);
        (alone && matches!(draft.relation(at), "advcl" | "csubj")).then(|| {
            [
                Move::to(title, verb, "nsubj"),
                Move {
                    at,
                    head: Some(title),
                    deprel: "amod",
                    upos: Some(Upos::Adj),
                },
            ]
        })
    };
    (0..draft.len()).filter_map(title).flatten().collect()
}

/// "called off the trip": "off" belongs to the verb, and the noun is its object.
fn called_off(draft: &Draft) -> Vec<Move> {
    let phrasal = |off: usize| {
        let verb = off.checked_sub(1)?;
        if !draft.is(off, &["off"]) || !matches!(draft.lemma(verb), "call" | "put" | "break") {
            return None;
        }
        let noun = match draft.relation(off) {
            "case" => draft.tree.head(off)?,
            "compound" => draft
                .tree
                .children_by(verb, "obl")
                .find(|&noun| noun > off && draft.case(noun).is_none() && draft.noun(noun))?,
            _ => return None,
        };
        let fits = draft.relation(noun) == "obl"
            && draft.deprel(noun) != "obl:unmarked"
            && draft.tree.head(noun) == Some(verb);
        fits.then(|| {
            [
                Move::to(off, verb, "compound:prt"),
                Move::to(noun, verb, "obj"),
            ]
        })
    };
    (0..draft.len()).filter_map(phrasal).flatten().collect()
}

/// "talks on fishing in Bergen": a gerund without an object is what the noun before it is about, and no clause.
fn gerunds(draft: &Draft) -> Vec<Move> {
    let about = |at: usize| {
        let mark = draft.tree.child(at, "mark")?;
        let noun = mark.checked_sub(1)?;
        let fits = draft.upos(at) == Upos::Verb
            && draft.form(at).ends_with("ing")
            && mark + 1 == at
            && draft.is(mark, &["on", "about", "over"])
            && draft.event(noun)
            && !draft
                .tree
                .children(at)
                .any(|child| matches!(draft.relation(child), "obj" | "nsubj" | "ccomp" | "xcomp"));
        fits.then(|| {
            [
                Move {
                    at,
                    head: Some(noun),
                    deprel: "nmod",
                    upos: Some(Upos::Noun),
                },
                Move::to(mark, at, "case"),
            ]
        })
    };
    (0..draft.len()).filter_map(about).flatten().collect()
}

/// "on June 16 in Geneva": the place belongs to what the day belongs to.
fn dates(draft: &Draft) -> Vec<Move> {
    let place = |at: usize| {
        let day = draft.tree.head(at)?;
        let fits = draft.calendar(day)
            && draft.noun(at)
            && !draft.calendar(at)
            && matches!(draft.relation(at), "nmod" | "obl")
            && draft.led_by(at, &["in", "at", "near", "outside"]);
        if !fits {
            return None;
        }
        let mut above = draft.tree.head(day)?;
        while draft.calendar(above) {
            above = draft.tree.head(above)?;
        }
        let deprel = if draft.noun(above) { "nmod" } else { "obl" };
        Some(Move::to(at, above, deprel))
    };
    (0..draft.len()).filter_map(place).collect()
}

/// "his visit to Denmark planned for May", "the meeting of ministers, which was scheduled for May": what has its time set is
/// the meeting, not the country or the minister whose name stands nearer, nor the verb above.
fn scheduled(draft: &Draft) -> Vec<Move> {
    let participle = |at: usize| {
        let head = draft.tree.head(at)?;
        let fits = draft.upos(at) == Upos::Verb && words::is(Class::Scheduled, draft.form(at));
        if !fits || draft.event(head) {
            return None;
        }
        match draft.relation(at) {
            "acl" => {
                let mut noun = head;
                while !draft.event(noun) {
                    if !matches!(
                        draft.relation(noun),
                        "nmod" | "conj" | "appos" | "compound" | "flat"
                    ) {
                        return None;
                    }
                    noun = draft.tree.head(noun)?;
                }
                (noun < at).then(|| Move::to(at, noun, draft.deprel(at)))
            }
            "advcl" | "xcomp" | "conj" | "parataxis" => {
                let alone = !draft
                    .tree
                    .children(at)
                    .any(|child| matches!(draft.relation(child), "nsubj" | "aux" | "cc" | "mark"));
                let led = draft.is(at + 1, &["for", "in", "on", "to"]);
                let noun = (head + 1..at)
                    .rev()
                    .take_while(|&between| draft.upos(between) != Upos::Verb)
                    .filter(|&between| draft.event(between))
                    .last()?;
                (alone && led).then(|| Move::to(at, noun, "acl"))
            }
            _ => None,
        }
    };
    (0..draft.len()).filter_map(participle).collect()
}

/// "the visit of the president to Italy": it is the visit that leads to Italy. Envoys alone are envoys to a country.
fn goals(draft: &Draft) -> Vec<Move> {
    let goal = |at: usize| {
        let guest = draft.tree.head(at)?;
        let fits = draft.upos(at) == Upos::Propn
            && draft.relation(at) == "nmod"
            && draft.led_by(at, &["to"])
            && draft.relation(guest) == "nmod"
            && draft.led_by(guest, &["of", "by"])
            && !words::is(Class::Envoy, draft.lemma(guest));
        let trip = draft.tree.head(guest)?;
        (fits && words::is(Class::Trip, draft.lemma(trip))).then(|| Move::to(at, trip, "nmod"))
    };
    (0..draft.len()).filter_map(goal).collect()
}

/// "the presidents of Russia, Iran and Turkey": states in one list belong together.
fn lists(draft: &Draft) -> Vec<Move> {
    let suspects: Vec<usize> = (2..draft.len())
        .filter(|&at| {
            draft.upos(at) == Upos::Propn
                && draft.case(at).is_none()
                && matches!(
                    draft.relation(at),
                    "nsubj" | "appos" | "conj" | "list" | "dep" | "parataxis"
                )
                && (draft.form(at - 1) == "," || draft.is(at - 1, &["and", "or"]))
        })
        .collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let names = states(draft);
    let starting = |at: usize| names.iter().find(|name| name.0 == at);
    let ending = |at: usize| names.iter().find(|name| name.1 == at);
    let mut moves: Vec<Move> = Vec::new();
    for at in suspects {
        let Some(&(_, end)) = starting(at) else {
            continue;
        };
        let last = draft.is(at - 1, &["and", "or"]);
        let before = if last && draft.form(at - 2) == "," {
            at - 2
        } else {
            at - 1
        };
        let Some(&(from, to)) = ending(before) else {
            continue;
        };
        // The list's first name is where its preposition stands.
        let mut first = (from..to)
            .find(|&token| {
                draft
                    .tree
                    .head(token)
                    .is_none_or(|head| head < from || head >= to)
            })
            .unwrap_or(from);
        while let Some(known) = moves
            .iter()
            .find(|known| known.at == first)
            .and_then(|known| known.head)
            .or_else(|| {
                draft
                    .tree
                    .head(first)
                    .filter(|_| draft.relation(first) == "conj" && draft.case(first).is_none())
            })
        {
            first = known;
        }
        let led = draft.led_by(first, &["of", "from", "between", "with", "by"]);
        if !led || draft.relation(first) != "nmod" || draft.tree.head(at) == Some(first) {
            continue;
        }
        let goes_on = draft.form(end) == "," || draft.is(end, &["and", "or"]);
        let next = end + 1 + usize::from(draft.form(end) == "," && draft.is(end + 1, &["and"]));
        let listed = !last && goes_on && starting(next).is_some()
            || last
                && (from >= 1 && draft.form(from - 1) == "," || draft.led_by(first, &["between"]))
            || last && doubled(draft, at, first);
        if listed {
            moves.push(Move::to(at, first, "conj"));
        }
    }
    moves
}

/// Whether a name is the second subject of a verb whose first one holds the list's beginning.
fn doubled(draft: &Draft, at: usize, first: usize) -> bool {
    let Some(verb) = draft.tree.head(at) else {
        return false;
    };
    let mut above = Some(first);
    while let Some(token) = above {
        if draft.tree.head(token) == Some(verb) {
            return draft.relation(at) == "nsubj" && draft.relation(token) == "nsubj";
        }
        above = draft.tree.head(token);
    }
    false
}

/// The names of states in a sentence: first token, and one past the last.
fn states(draft: &Draft) -> Vec<(usize, usize)> {
    let tokens = &draft.sentence.tokens;
    draft
        .lexicon
        .find(draft.text, draft.sentence.span)
        .iter()
        .filter(|hit| {
            hit.senses.iter().any(|sense| {
                matches!(
                    sense,
                    Sense::State {
                        form: StateForm::Name | StateForm::Acronym,
                        ..
                    }
                )
            })
        })
        .filter_map(|hit| {
            let from = tokens.partition_point(|token| token.span.end <= hit.span.start);
            let to = tokens.partition_point(|token| token.span.start < hit.span.end);
            (to > from).then_some((from, to))
        })
        .collect()
}
