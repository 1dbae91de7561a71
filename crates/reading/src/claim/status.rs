//! Status: whether a dealing was held, is planned, proposed, postponed, cancelled, denied, resumed or suspended.
//!
//! What enters: a view and a trigger. What leaves: the status that tense, modals, negation, governing verbs, adjectives
//! and headline grammar give it.

use super::Status;
use crate::mention::view::View;
use crate::mention::{Form, Mention};
use crate::parse::Upos;

/// Whether a speech act is only wished for in form: "I would like to invite you" invites.
pub fn performed(view: &View, trigger: usize) -> bool {
    let mut at = trigger;
    for _ in 0..3 {
        let Some(head) = view.head(at).filter(|_| view.relation(at) == "xcomp") else {
            return false;
        };
        if matches!(view.lemma(head), "like" | "wish" | "want") {
            return crate::mention::speech::subject_of(view, head).is_some_and(|subject| {
                matches!(view.form(subject).to_lowercase().as_str(), "i" | "we")
            });
        }
        at = head;
    }
    false
}

/// Verbs and nouns that settle the status of what they govern, by lemma.
const GOVERNORS: &[(&str, Status)] = &[
    ("postpone", Status::Postponed),
    ("delay", Status::Postponed),
    ("reschedule", Status::Postponed),
    ("defer", Status::Postponed),
    ("adjourn", Status::Postponed),
    ("cancel", Status::Cancelled),
    ("scrap", Status::Cancelled),
    ("abandon", Status::Cancelled),
    ("suspend", Status::Suspended),
    ("halt", Status::Suspended),
    ("freeze", Status::Suspended),
    ("pause", Status::Suspended),
    ("interrupt", Status::Suspended),
    ("resume", Status::Resumed),
    ("restart", Status::Resumed),
    ("revive", Status::Resumed),
    ("relaunch", Status::Resumed),
    ("renew", Status::Resumed),
    ("reopen", Status::Resumed),
    ("reinstate", Status::Resumed),
    ("restore", Status::Resumed),
    ("plan", Status::Planned),
    ("expect", Status::Planned),
    ("schedule", Status::Planned),
    ("intend", Status::Planned),
    ("prepare", Status::Planned),
    ("arrange", Status::Planned),
    ("set", Status::Planned),
    ("slate", Status::Planned),
    ("due", Status::Planned),
    ("agree", Status::Planned),
    ("decide", Status::Planned),
    ("promise", Status::Planned),
    ("pledge", Status::Planned),
    ("vow", Status::Planned),
    ("preparation", Status::Planned),
    ("decision", Status::Planned),
    ("intention", Status::Planned),
    ("propose", Status::Proposed),
    ("suggest", Status::Proposed),
    ("hope", Status::Proposed),
    ("consider", Status::Proposed),
    ("want", Status::Proposed),
    ("wish", Status::Proposed),
    ("seek", Status::Proposed),
    ("offer", Status::Proposed),
    ("possibility", Status::Proposed),
    ("proposal", Status::Proposed),
    ("prospect", Status::Proposed),
    ("idea", Status::Proposed),
    ("ready", Status::Proposed),
    ("deny", Status::Denied),
    ("refuse", Status::Denied),
    ("decline", Status::Denied),
    ("prevent", Status::Denied),
];

const ADJECTIVES: &[(&str, Status)] = &[
    ("planned", Status::Planned),
    ("upcoming", Status::Planned),
    ("forthcoming", Status::Planned),
    ("scheduled", Status::Planned),
    ("future", Status::Planned),
    ("coming", Status::Planned),
    ("next", Status::Planned),
    ("impending", Status::Planned),
    ("proposed", Status::Proposed),
    ("possible", Status::Proposed),
    ("potential", Status::Proposed),
    ("postponed", Status::Postponed),
    ("cancelled", Status::Cancelled),
    ("canceled", Status::Cancelled),
    ("suspended", Status::Suspended),
];

fn look(table: &[(&str, Status)], word: &str) -> Option<Status> {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, status)| *status)
}

/// Status that a verb or noun gives to what it governs, where it gives one.
pub fn of_governed(lemma: &str) -> Option<Status> {
    look(GOVERNORS, lemma)
}

/// Status of the dealing that a trigger names. `speech` marks speech acts, which are done once said.
pub fn status(view: &View, trigger: usize, speech: bool, mentions: &[Mention]) -> Status {
    let noun = matches!(view.upos(trigger), Upos::Noun | Upos::Propn);
    if denied_above(view, trigger) {
        return Status::Denied;
    }
    let mut found = None;
    if view.lemma(trigger) == "due" && view.upos(trigger) == Upos::Adj {
        // "is due in Accra": the word itself says that it is to come.
        found = Some(Status::Planned);
    }
    if noun {
        found = view
            .children(trigger)
            .filter(|&child| matches!(view.relation(child), "amod" | "acl"))
            .find_map(|child| {
                look(ADJECTIVES, &view.form(child).to_lowercase()).or_else(|| {
                    look(GOVERNORS, view.lemma(child)).filter(|_| view.relation(child) == "acl")
                })
            });
        if view
            .children(trigger)
            .any(|child| view.relation(child) == "det" && view.is(child, "no"))
        {
            found = Some(Status::Denied);
        }
    }
    if noun && found.is_none() && view.title_case() {
        // "Mongolia, Vietnam Revive Ministerial Consultations": whatever the tree makes of a headline's verb, it stands before
        // its object.
        let before = (trigger.saturating_sub(3)..trigger).rev();
        found = before
            .map(|at| (at, view.form(at).to_lowercase()))
            .find_map(|(at, word)| {
                let status = look(GOVERNORS, &word)
                    .or_else(|| look(GOVERNORS, word.strip_suffix('s')?))
                    .filter(|status| !matches!(status, Status::Planned | Status::Proposed));
                let back = matches!(word.as_str(), "bring" | "brings") && view.is(at + 1, "back");
                status.or(back.then_some(Status::Resumed))
            });
    }
    if noun && found.is_none() && again(view, trigger) {
        found = Some(Status::Resumed);
    }
    if noun
        && found.is_none()
        && view
            .children_by(trigger, "nmod:poss")
            .chain(view.children_by(trigger, "nmod"))
            .any(|child| {
                view.children(child).any(|inner| {
                    matches!(view.form(inner).to_lowercase().as_str(), "next" | "coming")
                })
            })
    {
        // "next month’s visit"
        found = Some(Status::Planned);
    }
    let mut at = trigger;
    for step in 0..6 {
        if found.is_some() && found != Some(Status::Planned) {
            break;
        }
        if view.upos(at) != Upos::Noun && view.upos(at) != Upos::Propn {
            let unmoved = (step > 0 && noun && negated(view, at)).then(|| unmoved(view, at));
            if let Some(status) = unmoved.flatten().or_else(|| own(view, at, mentions)) {
                // A denial of something planned stays a denial.
                found = Some(if status == Status::Planned {
                    found.unwrap_or(status)
                } else {
                    status
                });
                if status != Status::Planned {
                    break;
                }
            } else if finite_past(view, at) && step > 0 && noun && found.is_none() {
                break;
            }
        }
        let Some(head) = view.head(at) else { break };
        let relation = view.relation(at);
        let up = match relation {
            "xcomp" => true,
            "ccomp" => {
                look(GOVERNORS, view.lemma(head)).is_some()
                    && !matches!(view.lemma(head), "agree" | "decide" | "expect")
                    || view.lemma(head) == "expect"
            }
            "obj" | "nsubj" => noun && at == trigger || view.upos(at) == Upos::Noun,
            "obl" | "nmod" => noun || view.upos(at) == Upos::Noun,
            "acl" => view.deprel(at) != "acl:relcl" && look(GOVERNORS, view.lemma(head)).is_some(),
            "conj" => shares_auxiliary(view, at, head),
            _ => false,
        };
        if !up {
            break;
        }
        // An adjunct's clause says nothing about whether its noun took place ("will report after talks").
        if matches!(relation, "obl") && !governs_adjunct(view, at, head) {
            break;
        }
        if let Some(status) = look(GOVERNORS, view.lemma(head)) {
            let denied =
                negated(view, head) && matches!(status, Status::Planned | Status::Proposed);
            let status = if denied { Status::Denied } else { status };
            // "agreed to meet" plans a meeting; "agreed at a meeting" does not.
            let applies = match relation {
                "obl" | "nmod" => {
                    matches!(
                        status,
                        Status::Postponed | Status::Cancelled | Status::Suspended | Status::Resumed
                    ) || view.upos(head) == Upos::Noun
                }
                _ => true,
            };
            if applies && !(speech && status == Status::Planned && relation == "ccomp") {
                found = Some(status);
                if status != Status::Planned {
                    break;
                }
            }
        }
        if brought_back(view, head) {
            found = Some(Status::Resumed);
            break;
        }
        if called_off(view, head) {
            found = Some(Status::Cancelled);
            break;
        }
        if put_off(view, head) {
            found = Some(Status::Postponed);
            break;
        }
        if broken_off(view, head) {
            found = Some(Status::Suspended);
            break;
        }
        at = head;
    }
    found.unwrap_or(Status::Held)
}

/// Whether a noun is what somebody announces: "announced a visit to Chad", "the designation of a delegation to Japan".
pub fn announced(view: &View, trigger: usize) -> bool {
    let mut at = trigger;
    for _ in 0..4 {
        let Some(head) = view.head(at) else {
            return false;
        };
        let announces = matches!(
            view.lemma(head),
            "announce" | "designate" | "designation" | "announcement" | "name" | "appoint"
        );
        let fits = match view.relation(at) {
            "obj" => true,
            "nsubj" => view.deprel(at) == "nsubj:pass",
            "nmod" => view
                .child(at, "case")
                .is_some_and(|case| view.is(case, "of")),
            "conj" => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        if announces {
            return true;
        }
        at = head;
    }
    false
}

/// Whether the trigger's dealing is one that somebody failed to do or looks forward to: neither held nor planned nor
/// denied by anybody; or what somebody is invited to, of which the invitation is the claim (CODEBOOK.md).
pub fn no_dealing(view: &View, trigger: usize) -> bool {
    let invites = |head: usize| view.lemma(head) == "invite";
    if is_invited(view, trigger) && view.head(trigger).is_some_and(invites) {
        return true;
    }
    let mut at = trigger;
    for _ in 0..3 {
        // "went home without a signature"
        if { view.children_by(at, "case") }.any(|case| view.is(case, "without")) {
            return true;
        }
        let Some(head) = view.head(at) else {
            return false;
        };
        let relation = view.relation(at);
        let failed = view.lemma(head) == "fail" && relation == "xcomp";
        let awaited = view.lemma(head) == "look"
            && matches!(relation, "xcomp" | "advcl" | "obl" | "ccomp")
            && view.children(head).any(|child| view.is(child, "forward"));
        if failed || awaited {
            return true;
        }
        if !matches!(relation, "obj" | "nmod" | "xcomp") {
            return false;
        }
        at = head;
    }
    false
}

/// Whether a coordinated verb stands under its neighbour's auxiliary or governor: "will move to Tokyo and discuss".
fn shares_auxiliary(view: &View, verb: usize, head: usize) -> bool {
    let bare = !view
        .children(verb)
        .any(|child| matches!(view.relation(child), "nsubj" | "aux" | "mark"));
    let has = |at: usize, feature: &str| {
        view.node(at)
            .is_some_and(|node| node.feats.contains(feature))
    };
    view.upos(verb) == Upos::Verb
        && view.upos(head) == Upos::Verb
        && bare
        && !has(verb, "Tense=Past")
        && (has(verb, "VerbForm=Inf") || has(head, "VerbForm=Inf"))
}

/// "brought back the talks", "have taken up the consultations again".
fn brought_back(view: &View, verb: usize) -> bool {
    let beside = |word: &str| view.children(verb).any(|child| view.is(child, word));
    match view.lemma(verb) {
        "bring" => beside("back"),
        "take" | "pick" => beside("up") && beside("again"),
        "start" | "begin" | "open" => beside("again") || beside("anew"),
        _ => false,
    }
}

/// Whether a noun is what somebody talks about: "discussed the visit". That it took or will take place must be said apart.
pub fn topic(view: &View, trigger: usize) -> bool {
    let mut at = trigger;
    while view.relation(at) == "conj"
        && let Some(head) = view.head(at)
    {
        at = head;
    }
    let dated = view.children(trigger).any(|child| {
        matches!(view.relation(child), "amod" | "acl" | "nmod" | "obl")
            && !matches!(view.deprel(child), "nmod:poss")
    });
    view.relation(at) == "obj"
        && !dated
        && view.head(at).is_some_and(|head| {
            matches!(
                view.lemma(head),
                "discuss" | "review" | "raise" | "address" | "mention" | "examine"
            )
        })
}

/// A standing format that is brought back: "are again holding consultations".
fn again(view: &View, trigger: usize) -> bool {
    let format = matches!(
        view.lemma(trigger),
        "consultation"
            | "talk"
            | "dialogue"
            | "negotiation"
            | "contact"
            | "cooperation"
            | "flight"
            | "exercise"
    );
    format
        && view.relation(trigger) == "obj"
        && view.head(trigger).is_some_and(|verb| {
            view.children_by(verb, "advmod").any(|child| {
                view.is(child, "again")
                    || view.is(child, "anew")
                    || view.is(child, "more") && view.is(child.saturating_sub(1), "once")
            })
        })
}

/// What the verb's own form says: modal, negation, infinitive of a headline.
fn own(view: &View, verb: usize, mentions: &[Mention]) -> Option<Status> {
    if negated(view, verb) {
        return Some(Status::Denied);
    }
    let mut status = None;
    for child in view
        .children(verb)
        .filter(|&child| view.relation(child) == "aux")
    {
        match view.form(child).to_lowercase().as_str() {
            "will" | "shall" | "’ll" | "'ll" | "wo" => status = Some(Status::Planned),
            // "said that he would visit": what was said was that he will.
            "would" if reported(view, verb) => status = Some(Status::Planned),
            "may" | "might" | "could" | "would" | "should" | "can" => {
                status = Some(Status::Proposed)
            }
            _ => {}
        }
    }
    if status.is_some() {
        return status;
    }
    let infinitive = view
        .children(verb)
        .any(|child| view.relation(child) == "mark" && view.is(child, "to"));
    if infinitive {
        // "Kishida to Visit Russia", "is to visit": no verb above it governs the infinitive.
        let nominal = view.head(verb).is_some_and(|head| {
            let named = matches!(view.upos(head), Upos::Noun | Upos::Propn)
                || mentions.iter().any(|mention| {
                    mention.form == Form::Person && mention.from <= head && head < mention.to
                });
            named && view.head(head).is_none()
        });
        // "Correction: Putin to visit Serbia"
        let top = view.head(verb).is_none()
            || view.relation(verb) == "parataxis"
            || view.relation(verb) == "acl" && view.title_case()
            || !matches!(view.relation(verb), "advcl" | "csubj")
                && nominal
                && view
                    .children(verb)
                    .all(|child| view.relation(child) != "nsubj");
        let be = view.head(verb).is_some_and(|head| view.lemma(head) == "be")
            || view
                .children(verb)
                .any(|child| view.relation(child) == "aux" && view.lemma(child) == "be");
        let going = view
            .head(verb)
            .is_some_and(|head| view.lemma(head) == "go" && view.relation(verb) == "xcomp");
        let purpose = view.relation(verb) == "advcl";
        if top || be || going {
            return Some(Status::Planned);
        }
        if purpose && is_invited(view, verb) {
            return Some(Status::Proposed);
        }
        if purpose {
            // What somebody came for is planned, not done.
            return Some(Status::Planned);
        }
    }
    let conditional = view.relation(verb) == "advcl"
        && view.children(verb).any(|child| {
            view.relation(child) == "mark" && (view.is(child, "if") || view.is(child, "unless"))
        });
    if conditional {
        return Some(Status::Proposed);
    }
    // "when he comes to Japan": a present tense after "when" is still to come.
    let when = view.relation(verb) == "advcl"
        && view.children(verb).any(|child| {
            matches!(view.relation(child), "advmod" | "mark")
                && (view.is(child, "when") || view.is(child, "once"))
        })
        && view.node(verb).is_some_and(|node| {
            node.feats.contains("Tense=Pres") && node.feats.contains("VerbForm=Fin")
        });
    when.then_some(Status::Planned)
}

/// What a negated verb leaves of the dealing that it is said of, where it does not deny it: "the visit was not affected", "has
/// not been cancelled", "did not rule out a meeting".
fn unmoved(view: &View, verb: usize) -> Option<Status> {
    let beside = |word: &str| view.children(verb).any(|child| view.is(child, word));
    let lemma = view.lemma(verb);
    if lemma == "exclude" || lemma == "rule" && beside("out") {
        return Some(Status::Proposed);
    }
    let moves = matches!(
        lemma,
        "affect"
            | "alter"
            | "change"
            | "influence"
            | "impact"
            | "disrupt"
            | "derail"
            | "endanger"
            | "jeopardize"
            | "jeopardise"
            | "hinder"
    );
    let away = put_away(view, verb).is_some()
        || broken_off(view, verb)
        || look(GOVERNORS, lemma) == Some(Status::Suspended);
    (moves || away).then_some(Status::Planned)
}

/// Whether an infinitive tells what somebody is asked to do: "invited her to visit Peru", whatever the tree makes of it.
pub fn is_invited(view: &View, verb: usize) -> bool {
    let to = { view.children_by(verb, "mark") }.any(|mark| view.is(mark, "to"));
    let asked = |head: usize| {
        matches!(
            view.lemma(head),
            "invite" | "ask" | "urge" | "request" | "encourage" | "persuade"
        ) && view.child(head, "obj").is_some()
    };
    to && matches!(view.relation(verb), "advcl" | "xcomp") && view.head(verb).is_some_and(asked)
}

fn negated(view: &View, verb: usize) -> bool {
    view.children(verb).any(|child| {
        view.relation(child) == "advmod"
            && matches!(
                view.form(child).to_lowercase().as_str(),
                "not" | "n't" | "n’t" | "never"
            )
    })
}

fn finite_past(view: &View, verb: usize) -> bool {
    view.node(verb)
        .is_some_and(|node| node.feats.contains("Tense=Past"))
}

fn governs_adjunct(view: &View, at: usize, head: usize) -> bool {
    let preposition = view
        .children_by(at, "case")
        .map(|child| view.form(child).to_lowercase())
        .next()
        .unwrap_or_default();
    matches!(
        preposition.as_str(),
        "for" | "to" | "in" | "on" | "with" | "from"
    ) && !matches!(view.lemma(head), "say" | "tell" | "note" | "add")
}

/// What a verb of putting off or calling off makes of its object.
pub fn put_away(view: &View, verb: usize) -> Option<Status> {
    if view.upos(verb) != Upos::Verb {
        return None;
    }
    if called_off(view, verb) {
        return Some(Status::Cancelled);
    }
    if put_off(view, verb) {
        return Some(Status::Postponed);
    }
    look(GOVERNORS, view.lemma(verb))
        .filter(|status| matches!(status, Status::Postponed | Status::Cancelled))
}

fn called_off(view: &View, verb: usize) -> bool {
    view.lemma(verb) == "call" && view.children(verb).any(|child| view.is(child, "off"))
}

fn put_off(view: &View, verb: usize) -> bool {
    matches!(view.lemma(verb), "put" | "push")
        && view
            .children(verb)
            .any(|child| view.is(child, "off") || view.is(child, "back"))
}

/// "broke off talks", "the talks collapsed".
fn broken_off(view: &View, verb: usize) -> bool {
    let beside = |word: &str| view.children(verb).any(|child| view.is(child, word));
    match view.lemma(verb) {
        "break" => beside("off") || beside("down"),
        "collapse" => view.upos(verb) == Upos::Verb,
        "fall" => beside("apart"),
        _ => false,
    }
}

/// Whether a clause is what somebody said or told in the past, unconditionally.
fn reported(view: &View, verb: usize) -> bool {
    let conditional = view
        .children_by(verb, "advcl")
        .any(|clause| view.children(clause).any(|mark| view.is(mark, "if")));
    let mut at = verb;
    while view.relation(at) == "conj"
        && let Some(head) = view.head(at)
    {
        at = head;
    }
    !conditional
        && view.relation(at) == "ccomp"
        && view.head(at).is_some_and(|head| {
            matches!(
                view.lemma(head),
                "say" | "announce" | "confirm" | "tell" | "declare" | "report" | "inform"
            ) && finite_past(view, head)
        })
}

/// Whether the clause of a trigger is what somebody denies: "denied that Putin would visit".
fn denied_above(view: &View, trigger: usize) -> bool {
    let mut at = trigger;
    for _ in 0..4 {
        let Some(head) = view.head(at) else {
            return false;
        };
        match view.relation(at) {
            "ccomp" => return view.lemma(head) == "deny" && !negated(view, head),
            "xcomp" | "conj" | "obj" | "nsubj" | "obl" | "nmod" => at = head,
            _ => return false,
        }
    }
    false
}
