//! The JSON of explanations: what `read --explain` adds. Like all of [`super`], a contract (docs/output.md).

use super::{codes, three_digits};
use reading::claim::explain;
use reading::page::Span;
use serde::Serialize;

/// One word of the page that names a claim.
#[derive(Debug, Serialize)]
pub struct Ground<'r> {
    word: Words<'r>,
    lemma: &'r str,
    pos: &'static str,
    frame: Frame<'r>,
    parties: Vec<Party<'r>>,
    status: Status<'r>,
    when: Option<Reason<'r>>,
    r#where: Option<Reason<'r>>,
    said_by: Reason<'r>,
    probability: f64,
    probability_any: f64,
    next: Option<Guess>,
}

#[derive(Debug, Serialize)]
struct Frame<'r> {
    r#type: &'static str,
    kind: Option<&'static str>,
    is: &'r [&'static str],
}

#[derive(Debug, Serialize)]
struct Words<'r> {
    start: usize,
    end: usize,
    text: &'r str,
}

#[derive(Debug, Serialize)]
struct Party<'r> {
    party: &'static str,
    role: &'static str,
    words: Option<Words<'r>>,
    form: &'static str,
    how: &'r str,
    path: Vec<Step<'r>>,
}

#[derive(Debug, Serialize)]
struct Step<'r> {
    to: &'static str,
    relation: &'static str,
    word: &'r str,
}

#[derive(Debug, Serialize)]
struct Reason<'r> {
    words: Vec<Words<'r>>,
    why: &'r str,
}

#[derive(Debug, Serialize)]
struct Status<'r> {
    is: &'static str,
    #[serde(flatten)]
    reason: Reason<'r>,
}

#[derive(Debug, Serialize)]
struct Guess {
    r#type: &'static str,
    kind: Option<&'static str>,
    actors: Vec<&'static str>,
    recipients: Vec<&'static str>,
    probability: f64,
}

/// A sentence that is evidence of no claim.
#[derive(Debug, Serialize)]
pub struct Silence<'r> {
    sentence: Words<'r>,
    why: Option<&'static str>,
    words: Vec<Doubt<'r>>,
}

#[derive(Debug, Serialize)]
struct Doubt<'r> {
    word: Words<'r>,
    lemma: &'r str,
    why: &'r str,
    probability_any: f64,
    guess: Option<Guess>,
}

impl<'r> Words<'r> {
    fn of(span: Span, text: &'r str) -> Words<'r> {
        Words {
            start: span.start,
            end: span.end,
            text: span.slice(text),
        }
    }
}

impl<'r> Reason<'r> {
    fn of(reason: &'r explain::Reason, text: &'r str) -> Reason<'r> {
        Reason {
            words: reason
                .words
                .iter()
                .map(|span| Words::of(*span, text))
                .collect(),
            why: &reason.why,
        }
    }
}

impl Guess {
    fn of(guess: &explain::Guess) -> Guess {
        Guess {
            r#type: guess.event.as_str(),
            kind: guess.kind,
            actors: codes(&guess.actors),
            recipients: codes(&guess.recipients),
            probability: three_digits(guess.probability),
        }
    }
}

impl<'r> Ground<'r> {
    /// A ground, with the words that it names.
    pub fn of(ground: &'r explain::Ground, text: &'r str) -> Ground<'r> {
        let parties = ground.parties.iter().map(|party| Party {
            party: party.code.as_str(),
            role: if party.actor { "actor" } else { "recipient" },
            words: party.words.map(|span| Words::of(span, text)),
            form: party.form.name(),
            how: &party.how,
            path: party
                .path
                .iter()
                .map(|step| Step {
                    to: if step.up { "head" } else { "dependent" },
                    relation: step.relation,
                    word: step.word.slice(text),
                })
                .collect(),
        });
        let reason = |reason: &'r explain::Reason| Reason::of(reason, text);
        Ground {
            word: Words::of(ground.trigger, text),
            lemma: &ground.lemma,
            pos: if ground.noun { "noun" } else { "verb" },
            frame: Frame {
                r#type: ground.event.as_str(),
                kind: ground.kind,
                is: &ground.row,
            },
            parties: parties.collect(),
            status: Status {
                is: ground.status.as_str(),
                reason: reason(&ground.status_because),
            },
            when: ground.time_because.as_ref().map(reason),
            r#where: ground.place_because.as_ref().map(reason),
            said_by: reason(&ground.speaker_because),
            probability: three_digits(ground.probability),
            probability_any: three_digits(ground.any),
            next: ground.next.as_ref().map(Guess::of),
        }
    }
}

impl<'r> Silence<'r> {
    /// A sentence without a claim, with the words that came into question.
    pub fn of(silence: &'r explain::Silence, text: &'r str) -> Silence<'r> {
        Silence {
            sentence: Words::of(silence.sentence, text),
            why: silence.why,
            words: silence
                .words
                .iter()
                .map(|doubt| Doubt {
                    word: Words::of(doubt.trigger, text),
                    lemma: &doubt.lemma,
                    why: &doubt.why,
                    probability_any: three_digits(doubt.any),
                    guess: doubt.guess.as_ref().map(Guess::of),
                })
                .collect(),
        }
    }
}
