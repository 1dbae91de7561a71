//! Explanations: why each claim of a page is one, and why other sentences gave none.
//!
//! What enters: the same [`Context`] that [`super::find`] reads. What leaves: the same claims, each with its [`Ground`]s (word,
//! parties with their ways in the tree, reasons for status, time and speaker, probability), and a [`Silence`] for every
//! sentence without a claim. Nothing here is asked for in a plain reading, which costs no more for it.
//!
//! Invariant: an explanation repeats the choice and does not make one of its own. Which word decided a status is found by
//! taking words away and asking again, so that it holds whatever the rules are.

use super::candidates::{self, Candidate};
use super::frames::Frame;
use super::reasons::{held, how, shape, taken_away, why_none};
use super::roles::{Party, Scene};
use super::{Claim, Context, Event, Status, choice, circumstance, join, scenes, untagged};
use crate::article::BlockKind;
use crate::lexicon::Code;
use crate::mention::Form;
use crate::mention::speech::{Speaker, speaker_at};
use crate::mention::view::View;
use crate::page::Span;
use crate::parse::Upos;
use crate::time::TimeMention;

/// The claims of a page with their grounds.
#[derive(Debug, Clone, Default)]
pub struct Explained {
    /// The claims, as a plain reading gives them.
    pub claims: Vec<Claim>,
    /// What each claim rests on, in the same order: one ground a word that names it, the first one first.
    pub grounds: Vec<Vec<Ground>>,
    /// The sentences that are evidence of no claim, in reading order.
    pub silences: Vec<Silence>,
    /// Probability from which a word is taken to name a dealing.
    pub threshold: f32,
}

/// One word of the page that names a claim.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The sentence.
    pub sentence: Span,
    /// The word.
    pub trigger: Span,
    /// Its dictionary form.
    pub lemma: String,
    /// Whether it stands as a noun.
    pub noun: bool,
    /// The dealing that its row in the tables names.
    pub event: Event,
    /// The row's kind.
    pub kind: Option<&'static str>,
    /// What else the row says, in words.
    pub row: Vec<&'static str>,
    /// The parties, actors first.
    pub parties: Vec<Found>,
    /// The status that this word gives.
    pub status: Status,
    /// Why that status.
    pub status_because: Reason,
    /// Why that time; none where the claim has none.
    pub time_because: Option<Reason>,
    /// Why that place; none where the claim has none.
    pub place_because: Option<Reason>,
    /// Why it is that speaker's word.
    pub speaker_because: Reason,
    /// How likely this dealing is.
    pub probability: f32,
    /// How likely any dealing of this word is; this is held against the threshold.
    pub any: f32,
    /// The next likeliest dealing of the same word.
    pub next: Option<Guess>,
}

/// A party of a ground.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its code.
    pub code: Code,
    /// Whether it is an actor.
    pub actor: bool,
    /// The words that name it; none where nothing in the sentence does.
    pub words: Option<Span>,
    /// How it is named there.
    pub form: Form,
    /// How it was found, in words.
    pub how: String,
    /// The way in the tree from the trigger to it; empty where it is not named in the sentence.
    pub path: Vec<Step>,
}

/// One step in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Up to the head, or down to a dependent.
    pub up: bool,
    /// The relation between the two, by Universal Dependencies.
    pub relation: &'static str,
    /// The word that the step leads to.
    pub word: Span,
}

/// Why something is as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The words that decide it, where there are such.
    pub words: Vec<Span>,
    /// Why, in words that follow the quoted ones.
    pub why: String,
}

/// A dealing that was thought of.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Its type.
    pub event: Event,
    /// Its kind.
    pub kind: Option<&'static str>,
    /// Its actors.
    pub actors: Vec<Code>,
    /// Its recipients.
    pub recipients: Vec<Code>,
    /// How likely it is.
    pub probability: f32,
}

/// A sentence that is evidence of no claim.
#[derive(Debug, Clone)]
pub struct Silence {
    /// The sentence.
    pub sentence: Span,
    /// Why it has none, where no word of it comes into question.
    pub why: Option<&'static str>,
    /// The words that could have named a dealing.
    pub words: Vec<Doubt>,
}

/// A word that could have named a dealing.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// The word.
    pub trigger: Span,
    /// Its dictionary form.
    pub lemma: String,
    /// Why it names none here.
    pub why: String,
    /// The likeliest dealing, where there is one.
    pub guess: Option<Guess>,
    /// How likely any dealing of the word is; 0 where there is no guess.
    pub any: f32,
}

/// What one trigger of the page came to.
struct Word {
    ground: Option<Ground>,
    doubt: Option<Doubt>,
    chosen: Option<(bool, Claim)>,
}

/// Explains the claims of a page.
pub fn explain(context: &Context) -> Explained {
    let threshold = context.weights.threshold;
    let mut words: Vec<Word> = Vec::new();
    let mut silences = Vec::new();
    scenes(context, |scene, times| {
        let before = words.len();
        let mut nth = 0;
        for trigger in 0..scene.view.len() {
            if rows(context, scene.view, trigger).is_empty() {
                continue;
            }
            let found = candidates::of_trigger(context, scene, trigger, times, nth);
            nth += usize::from(!found.is_empty());
            for found in candidates::by_host(scene.view, found, times) {
                words.push(word(context, scene, trigger, times, &found));
            }
        }
        silences.push((scene.view.index, before..words.len()));
    });
    let numbers: Vec<usize> = (0..words.len())
        .filter(|&at| words[at].chosen.is_some())
        .collect();
    let chosen: Vec<(bool, Claim)> = words
        .iter_mut()
        .filter_map(|word| word.chosen.take())
        .collect();
    let kept = untagged(&chosen);
    let mut left = Vec::new();
    let mut left_numbers = Vec::new();
    for (((_, claim), &number), kept) in chosen.into_iter().zip(&numbers).zip(kept) {
        if kept {
            left.push(claim);
            left_numbers.push(number);
        } else if let Some(ground) = words[number].ground.take() {
            words[number].doubt = Some(Doubt {
                trigger: ground.trigger,
                lemma: ground.lemma,
                why: "it only reports a quotation whose own words name the dealing".to_string(),
                guess: None,
                any: ground.any,
            });
        }
    }
    let mut into: Vec<(usize, usize)> = Vec::new();
    let mut claims = join::traced(left, |from, to| into.push((left_numbers[from], to)));
    for claim in &mut claims {
        claim.confidence = context.weights.calibrated(claim.confidence);
    }
    let mut grounds: Vec<Vec<Ground>> = vec![Vec::new(); claims.len()];
    for (number, claim) in into {
        if let (Some(ground), Some(list)) = (&words[number].ground, grounds.get_mut(claim)) {
            list.push(circumstances(ground.clone(), &claims[claim]));
        }
    }
    let silences = context
        .views
        .iter()
        .filter(|view| {
            !claims
                .iter()
                .any(|claim| claim.evidence.contains(&view.sentence.span))
        })
        .map(|view| {
            let range = silences
                .iter()
                .find(|(index, _)| *index == view.index)
                .map_or(0..0, |(_, range)| range.clone());
            silence(view, words[range].iter())
        })
        .collect();
    Explained {
        claims,
        grounds,
        silences,
        threshold,
    }
}

/// The rows of the tables for a token.
fn rows<'c>(context: &'c Context, view: &View, trigger: usize) -> &'c [Frame] {
    let lemma = view.lemma(trigger).to_lowercase();
    match view.upos(trigger) {
        Upos::Verb | Upos::Adj | Upos::Aux => context.frames.verb(&lemma),
        Upos::Noun | Upos::Propn => context.frames.noun(&lemma),
        _ => &[],
    }
}

/// What one trigger comes to: a ground where it is chosen, else a doubt.
fn word(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    times: &[TimeMention],
    found: &[Candidate],
) -> Word {
    let view = scene.view;
    let threshold = context.weights.threshold;
    let rows = rows(context, view, trigger);
    let trigger_span = view.span(trigger, trigger + 1);
    let lemma = view.lemma(trigger).to_lowercase();
    let Some(choice) = choice(found, context.weights) else {
        let why = why_none(context, scene, trigger, rows);
        return Word {
            ground: None,
            doubt: Some(Doubt {
                trigger: trigger_span,
                lemma,
                why,
                guess: None,
                any: 0.0,
            }),
            chosen: None,
        };
    };
    let best = &found[choice.best];
    if choice.any < threshold {
        let short = threshold - choice.any;
        return Word {
            ground: None,
            doubt: Some(Doubt {
                trigger: trigger_span,
                lemma,
                why: format!(
                    "names a dealing here with {:.2}, {short:.2} short of the {threshold:.2} that it takes",
                    choice.any
                ),
                guess: Some(guess(best, choice.probability)),
                any: choice.any,
            }),
            chosen: None,
        };
    }
    let probabilities = context
        .weights
        .probabilities(found.iter().map(|candidate| candidate.features.as_slice()));
    let next = (0..found.len())
        .filter(|&at| at != choice.best)
        .max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]))
        .map(|at| guess(&found[at], probabilities[at]));
    let row = &rows[best.row.min(rows.len() - 1)];
    let noun = matches!(view.upos(trigger), Upos::Noun | Upos::Propn);
    let parties = [(true, &best.roles.actors), (false, &best.roles.recipients)]
        .into_iter()
        .flat_map(|(actor, parties)| parties.iter().map(move |party| (actor, party)))
        .map(|(actor, party)| found_party(context, scene, trigger, party, actor))
        .collect();
    let status = best.claim.status;
    let status_because = if status == Status::Held {
        held(view, trigger, row.speech)
    } else {
        taken_away(context, view, trigger, row.speech, status)
    };
    let time_because =
        best.claim
            .when
            .as_ref()
            .map(|_| match circumstance::when(view, trigger, times) {
                Some(time) => Reason {
                    words: vec![time.span],
                    why: "which stands with it".to_string(),
                },
                None => Reason {
                    words: Vec::new(),
                    why: "an item of a daily list has the list's day".to_string(),
                },
            });
    let place_because = best.claim.place.as_ref().map(|place| {
        let named = scene
            .mentions
            .iter()
            .find(|mention| mention.place.as_ref() == Some(place));
        Reason {
            words: named.map(|mention| mention.span).into_iter().collect(),
            why: if named.is_some() {
                "which stands with it".to_string()
            } else {
                "a visit takes place where its host is".to_string()
            },
        }
    });
    let ground = Ground {
        sentence: view.sentence.span,
        trigger: trigger_span,
        lemma,
        noun,
        event: row.event,
        kind: row.kind,
        row: shape(row),
        parties,
        status,
        status_because,
        time_because,
        place_because,
        speaker_because: speaker(context, view, trigger),
        probability: choice.probability,
        any: choice.any,
        next,
    };
    let claim = Claim {
        confidence: choice.probability,
        ..best.claim.clone()
    };
    Word {
        ground: Some(ground),
        doubt: None,
        chosen: Some((best.tag, claim)),
    }
}

fn guess(candidate: &Candidate, probability: f32) -> Guess {
    Guess {
        event: candidate.claim.event,
        kind: candidate.claim.kind,
        actors: candidate.claim.actors.clone(),
        recipients: candidate.claim.recipients.clone(),
        probability,
    }
}

fn found_party(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    party: &Party,
    actor: bool,
) -> Found {
    let view = scene.view;
    let named = party.token != trigger || !party.is_taken();
    let mention = scene
        .mentions
        .iter()
        .filter(|mention| mention.from <= party.token && party.token < mention.to)
        .max_by_key(|mention| {
            (
                mention.parties.contains(&party.code),
                mention.to - mention.from,
            )
        });
    let words = match mention {
        Some(mention) => mention.span,
        None => view.span(party.token, party.token + 1),
    };
    Found {
        code: party.code,
        actor,
        words: named.then_some(words),
        form: party.form,
        how: how(context, view, trigger, party),
        path: if named && party.token != trigger {
            steps(view, trigger, party.token)
        } else {
            Vec::new()
        },
    }
}

/// The way from one token to another: up to what is above both, and down.
fn steps(view: &View, from: usize, to: usize) -> Vec<Step> {
    let mut path = Vec::new();
    let mut at = from;
    for _ in 0..view.len() {
        if view.below(to, at) {
            break;
        }
        let Some(head) = view.head(at) else { break };
        path.push(Step {
            up: true,
            relation: view.node(at).map_or("", |node| node.deprel),
            word: view.span(head, head + 1),
        });
        at = head;
    }
    let mut down = Vec::new();
    let mut node = to;
    for _ in 0..view.len() {
        if node == at {
            break;
        }
        down.push(Step {
            up: false,
            relation: view.node(node).map_or("", |node| node.deprel),
            word: view.span(node, node + 1),
        });
        let Some(head) = view.head(node) else { break };
        node = head;
    }
    path.extend(down.into_iter().rev());
    path
}

/// On whose word a trigger stands, and by what that is seen.
fn speaker(context: &Context, view: &View, trigger: usize) -> Reason {
    let Some(said) = speaker_at(&context.mentions.speech, view.index, trigger) else {
        return Reason {
            words: Vec::new(),
            why: "the page's own word: it stands in nobody's quotation or report".to_string(),
        };
    };
    let (name, known) = match &said.speaker {
        Speaker::Named { name, .. } if !name.is_empty() => (name.as_str(), true),
        _ => ("somebody the page does not name", false),
    };
    let whole = said.from == 0 && said.to == view.len();
    let by = match said.verb {
        Some(verb) => {
            return Reason {
                words: vec![view.span(verb, verb + 1)],
                why: if known {
                    format!("which reports it as the word of {name}")
                } else {
                    format!("which reports it as the word of {name}, so it is given on the page's")
                },
            };
        }
        None if view.block == BlockKind::SpeechTurn && whole => "it stands in the turn of",
        None if whole => "the whole text is the word of",
        None => "it stands in the words of",
    };
    Reason {
        words: Vec::new(),
        why: format!("{by} {name}"),
    }
}

/// Sets right what joining changed: a claim's time and place may come from elsewhere.
fn circumstances(mut ground: Ground, claim: &Claim) -> Ground {
    let elsewhere = |what: &str| Reason {
        words: Vec::new(),
        why: format!(
            "another sentence on the same dealing, or the same parties' one meeting on the page, gives the {what}"
        ),
    };
    if claim.when.is_none() {
        ground.time_because = None;
    } else if ground.time_because.is_none() {
        ground.time_because = Some(elsewhere("time"));
    }
    if claim.place.is_none() {
        ground.place_because = None;
    } else if ground.place_because.is_none() {
        ground.place_because = Some(elsewhere("place"));
    }
    ground
}

/// Why a sentence is evidence of no claim.
fn silence<'w>(view: &View, words: impl Iterator<Item = &'w Word>) -> Silence {
    let words: Vec<Doubt> = words.filter_map(|word| word.doubt.clone()).collect();
    let why = match () {
        () if view.block == BlockKind::Heading => {
            Some("a heading names its story; what happened stands below it")
        }
        () if words.is_empty() => Some("no word in it names a dealing"),
        () => None,
    };
    Silence {
        sentence: view.sentence.span,
        why,
        words,
    }
}
