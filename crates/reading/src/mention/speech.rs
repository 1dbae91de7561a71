//! Speech: who says what, so that each claim can be given on somebody's word.
//!
//! What enters: views and the mentions without "we" and "you". What leaves: [`Speech`]es, each a range of tokens of one
//! sentence with the speaker whose words or report it is. Ranges may be nested; the shortest one around a token is the
//! innermost speaker. What lies in no range is the page's own word.

use super::cast::Cast;
use super::view::View;
use super::{Form, Mention};
use crate::article::{Article, BlockKind};
use crate::lexicon::{Code, Sense};
use crate::parse::Upos;

/// Words of somebody, within one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// Index of the sentence.
    pub sentence: usize,
    /// First token of what is said.
    pub from: usize,
    /// One past its last token.
    pub to: usize,
    /// Who says it.
    pub speaker: Speaker,
    /// To whom, where that is said.
    pub addressee: Option<Code>,
    /// The verb that reports it, where there is one in the sentence.
    pub verb: Option<usize>,
}

/// Who says something.
#[derive(Debug, Clone, PartialEq)]
pub enum Speaker {
    /// A person or body.
    Named {
        /// Name as the page first gives it.
        name: String,
        /// Parties the speaker belongs to.
        parties: Vec<Code>,
        /// Full name, where the speaker is a person.
        persons: Vec<String>,
    },
    /// Somebody the page does not name.
    Unknown,
}

/// Verbs that report what somebody says or thinks, by lemma.
const REPORT: &[&str] = &[
    "say",
    "tell",
    "state",
    "note",
    "add",
    "announce",
    "declare",
    "report",
    "claim",
    "explain",
    "stress",
    "emphasize",
    "emphasise",
    "underline",
    "underscore",
    "point",
    "remark",
    "observe",
    "recall",
    "write",
    "tweet",
    "post",
    "confirm",
    "reveal",
    "disclose",
    "believe",
    "think",
    "hope",
    "expect",
    "warn",
    "argue",
    "maintain",
    "insist",
    "assert",
    "affirm",
    "reaffirm",
    "reiterate",
    "comment",
    "acknowledge",
    "admit",
    "allege",
    "suggest",
    "predict",
    "conclude",
    "promise",
    "pledge",
    "vow",
    "quote",
    "cite",
    "mention",
    "express",
    "estimate",
    "read",
    "inform",
    "respond",
    "reply",
    "answer",
    "continue",
    "repeat",
    "highlight",
];
/// Of these, the ones whose object is what is reported ("announced the withdrawal of troops").
const WITH_OBJECT: &[&str] = &[
    "announce",
    "confirm",
    "report",
    "reveal",
    "disclose",
    "claim",
    "note",
    "stress",
    "underline",
    "underscore",
    "emphasize",
    "emphasise",
    "highlight",
    "recall",
    "mention",
    "point",
];
/// Words after which a statement's author stands in its headline: "Statement by President Joe Biden on ...".
const STATEMENTS: &[&str] = &[
    "statement",
    "remarks",
    "message",
    "address",
    "speech",
    "letter",
];

/// Whether a verb reports what somebody says or thinks.
pub fn reports(lemma: &str) -> bool {
    REPORT.contains(&lemma)
}

/// Finds who says what.
pub fn find(article: &Article, views: &[View], mentions: &[Mention], cast: &Cast) -> Vec<Speech> {
    let mut found = Vec::new();
    let mut last: Option<(usize, Speaker)> = None;
    let mut open_quote: Option<Speaker> = None;
    let mut block = usize::MAX;
    let mut turn: Option<Speaker> = None;
    let mut start = 0;
    let author = author(views, mentions);
    for view in views {
        while start < mentions.len() && mentions[start].sentence < view.index {
            start += 1;
        }
        let end = start
            + mentions[start..]
                .iter()
                .take_while(|mention| mention.sentence == view.index)
                .count();
        let here = &mentions[start..end];
        if view.sentence.block != block {
            block = view.sentence.block;
            turn = turn_speaker(article, view, here, cast, turn);
        }
        if let Some(speaker) = turn.clone().filter(|_| view.block == BlockKind::SpeechTurn) {
            found.push(Speech {
                sentence: view.index,
                from: 0,
                to: view.len(),
                speaker,
                addressee: None,
                verb: None,
            });
        }
        if let Some((sentence, speaker)) = &author
            && view.index != *sentence
            && view.block != BlockKind::SpeechTurn
        {
            found.push(Speech {
                sentence: view.index,
                from: 0,
                to: view.len(),
                speaker: speaker.clone(),
                addressee: None,
                verb: None,
            });
        }
        let own = found.len();
        for at in 0..view.len() {
            if let Some(speech) = reported(view, at, here) {
                found.push(speech);
            }
            if let Some(speech) = according(view, at, here) {
                found.push(speech);
            }
        }
        // What stands in quotation marks belongs to the sentence's speaker, else to the last one.
        let speaker = found[own..]
            .iter()
            .map(|speech| speech.speaker.clone())
            .next_back();
        let addressee = found[own..].iter().find_map(|speech| speech.addressee);
        let begun_open = open_quote.is_some();
        for (from, to, closed) in quotes(view, begun_open) {
            let who = speaker.clone().or_else(|| open_quote.clone()).or_else(|| {
                last.as_ref()
                    .filter(|(sentence, _)| from <= 1 && view.index - sentence <= 3)
                    .map(|(_, who)| who.clone())
            });
            if let Some(who) = who
                && to - from >= 4
            {
                found.push(Speech {
                    sentence: view.index,
                    from,
                    to,
                    speaker: who.clone(),
                    addressee,
                    verb: None,
                });
                open_quote = (!closed).then_some(who);
            } else if closed {
                open_quote = None;
            }
        }
        if let Some(who) = speaker {
            last = Some((view.index, who));
        }
    }
    found
}

/// On whose word a whole page stands, and the sentence that says so: a byline above the text ("Ana Ruiz, Department
/// Spokesperson"), "attributable to Spokesperson Ana Ruiz:", or a headline "Statement by President Ana Ruiz on ...".
fn author(views: &[View], mentions: &[Mention]) -> Option<(usize, Speaker)> {
    for view in views.iter().take(5) {
        let here = || {
            mentions
                .iter()
                .filter(|mention| mention.sentence == view.index)
        };
        let person_in = |from: usize, to: usize| {
            here().find(|mention| {
                mention.form == Form::Person && mention.from < to && from < mention.to
            })
        };
        let found = if view.block == BlockKind::Headline {
            (0..view.len()).find_map(|at| {
                let said = STATEMENTS
                    .iter()
                    .any(|word| view.is(at, word) || view.lemma(at) == *word);
                let by = (at + 1..(at + 3).min(view.len()))
                    .find(|&next| view.is(next, "by") || view.is(next, "from"))?;
                (said && at < 4)
                    .then(|| person_in(by + 1, by + 6))
                    .flatten()
            })
        } else if let Some(to) = (1..view.len()).find(|&at| {
            view.is(at, "to") && (view.is(at - 1, "attributable") || view.is(at - 1, "attributed"))
        }) {
            here().find(|mention| mention.form == Form::Person && mention.from > to)
        } else {
            // A byline is a name with an office and nothing else.
            let office = view.hits.iter().any(|hit| {
                hit.from > 0
                    && hit
                        .senses
                        .iter()
                        .any(|sense| matches!(sense, Sense::Office { .. }))
            });
            let bare = view.len() <= 12
                && view.block == BlockKind::Paragraph
                && office
                && (1..view.len()).any(|at| view.form(at) == ",")
                && !matches!(
                    view.form(view.len().saturating_sub(1)),
                    "." | "!" | "?" | ":"
                );
            person_in(0, 1).filter(|_| bare)
        };
        if let Some(mention) = found {
            return Some((view.index, of_mention(mention)));
        }
    }
    None
}

/// The innermost speaker around a token.
pub fn speaker_at(speech: &[Speech], sentence: usize, token: usize) -> Option<&Speech> {
    speech
        .iter()
        .filter(|said| {
            said.sentence == sentence
                && said.from <= token
                && token < said.to
                && said.verb != Some(token)
        })
        .min_by_key(|said| said.to - said.from)
}

/// Who speaks in a block of a transcript.
fn turn_speaker(
    article: &Article,
    view: &View,
    here: &[Mention],
    cast: &Cast,
    before: Option<Speaker>,
) -> Option<Speaker> {
    let block = article.blocks.get(view.sentence.block)?;
    if block.kind != BlockKind::SpeechTurn {
        return None;
    }
    let Some(span) = block.speaker else {
        return before;
    };
    if let Some(mention) = here
        .iter()
        .find(|mention| mention.span.overlaps(span) && !mention.persons.is_empty())
    {
        return Some(of_mention(mention));
    }
    let text = span
        .slice(&article.text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // "PRESIDENT BIDEN", "Shinzo Abe": the longest tail of the label that the cast knows.
    let words: Vec<&str> = text.split(' ').collect();
    let member = (0..words.len()).find_map(|skip| cast.find(&words[skip..].join(" ")));
    Some(match member.map(|at| &cast.members[at]) {
        Some(member) => Speaker::Named {
            name: member.name.clone(),
            parties: member.parties.clone(),
            persons: vec![member.name.clone()],
        },
        None => {
            let parties = here
                .iter()
                .find(|mention| mention.span.overlaps(span))
                .map(|mention| mention.parties.clone())
                .unwrap_or_default();
            Speaker::Named {
                name: text,
                parties,
                persons: Vec::new(),
            }
        }
    })
}

/// What the reporting verb at a token reports, and by whom.
fn reported(view: &View, at: usize, here: &[Mention]) -> Option<Speech> {
    if view.upos(at) != Upos::Verb && view.upos(at) != Upos::Aux {
        return None;
    }
    let lemma = view.lemma(at).to_lowercase();
    if !REPORT.contains(&lemma.as_str()) {
        return None;
    }
    // "Russia, Japan Revive Talks, Hope to ...": a second clause without a subject of its own reports nothing of the first.
    let own = view.children(at).any(|child| view.deprel(child) == "nsubj");
    if view.relation(at) == "parataxis" && !own {
        return None;
    }
    let subject = subject_of(view, at)?;
    let content = view
        .children(at)
        .filter(|&child| matches!(view.relation(child), "ccomp" | "parataxis") && child != at)
        .max_by_key(|&child| {
            let (from, to) = view.reach(child);
            to - from
        });
    let that = that_clause(view, at, &lemma, content);
    let (from, to) = match content {
        _ if that.is_some() => that?,
        Some(child) => {
            // The final full stop may hang on what is said; that does not make all in between a part of it.
            let (from, to) = view.reach(child);
            if child < at {
                let end = view.reach(subject).0.min(at);
                (from, if end > child { to.min(end) } else { to.min(at) })
            } else {
                (from.max(at + 1), to)
            }
        }
        None if view.relation(at) == "parataxis" => {
            // "..., Abe said": what is said is the clause around it.
            let (from, to) = view.sentence_range();
            let (verb_from, verb_to) = view.reach(at);
            if verb_from > from {
                (from, verb_from)
            } else {
                (verb_to, to)
            }
        }
        None if WITH_OBJECT.contains(&lemma.as_str()) => {
            view.child(at, "obj").map(|object| view.reach(object))?
        }
        None => (at, at),
    };
    let addressee = view
        .children(at)
        .filter(|&child| matches!(view.relation(child), "iobj" | "obj"))
        .find_map(|child| {
            here.iter().find(|mention| {
                mention.from <= child && child < mention.to && !mention.parties.is_empty()
            })
        })
        .and_then(|mention| mention.parties.first().copied());
    let speaker = speaker_of(view, subject, here);
    Some(Speech {
        sentence: view.index,
        from,
        to,
        speaker,
        addressee,
        verb: Some(at),
    })
}

/// "said in the course of the talks that ...": what follows "that", where the tree hangs it on a noun in between.
fn that_clause(
    view: &View,
    verb: usize,
    lemma: &str,
    content: Option<usize>,
) -> Option<(usize, usize)> {
    if !matches!(
        lemma,
        "say" | "tell" | "note" | "add" | "state" | "announce" | "stress" | "declare" | "report"
    ) {
        return None;
    }
    let that = (verb + 1..view.len()).find(|&at| view.is(at, "that"))?;
    let verb_between = (verb + 1..that).any(|at| view.upos(at) == Upos::Verb);
    let known = content.is_some_and(|child| view.reach(child).0 <= that + 1);
    let clause = view
        .head(that)
        .is_some_and(|head| matches!(view.relation(head), "acl" | "ccomp" | "advcl"));
    (!verb_between && !known && clause && that > verb + 1).then(|| (that + 1, view.len()))
}

/// "according to Governor Serhiy Lysak".
fn according(view: &View, at: usize, here: &[Mention]) -> Option<Speech> {
    if !view.is(at, "according") || !view.is(at + 1, "to") {
        return None;
    }
    let head = (at + 2..view.len()).find(|&next| {
        here.iter()
            .any(|mention| mention.from <= next && next < mention.to)
            || matches!(view.upos(next), Upos::Propn | Upos::Noun)
    })?;
    let top = here
        .iter()
        .find(|mention| mention.from <= head && head < mention.to)
        .map_or(head, |mention| mention.head);
    let speaker = speaker_of(view, top, here);
    let (from, to) = view.sentence_range();
    let (from, to) = if at > from + 2 {
        (from, at)
    } else {
        (at + 2, to)
    };
    Some(Speech {
        sentence: view.index,
        from,
        to,
        speaker,
        addressee: None,
        verb: None,
    })
}

/// Subject of a verb, its own or the one it shares: "he arrived and said", "..., saying that".
pub fn subject_of(view: &View, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        // Of two before the verb, the first is a possessor taken for one: "Putin 's aide Ushakov said".
        let subjects = || {
            view.children(at)
                .filter(|&child| view.deprel(child) == "nsubj")
        };
        if let Some(subject) = subjects()
            .filter(|&child| child < at)
            .last()
            .or_else(|| subjects().next())
        {
            return relative(view, subject, at);
        }
        if view
            .children(at)
            .any(|child| matches!(view.deprel(child), "nsubj:pass" | "expl"))
        {
            return None;
        }
        match view.relation(at) {
            "conj" | "xcomp" | "advcl" | "parataxis" => at = view.head(at)?,
            "acl" => return view.head(at),
            _ => return None,
        }
    }
    None
}

/// The noun that a relative pronoun stands for.
fn relative(view: &View, subject: usize, verb: usize) -> Option<usize> {
    if matches!(
        view.form(subject).to_lowercase().as_str(),
        "who" | "which" | "that"
    ) && view.relation(verb) == "acl"
    {
        return view.head(verb);
    }
    Some(subject)
}

/// The speaker that a subject names.
pub fn speaker_of(view: &View, subject: usize, here: &[Mention]) -> Speaker {
    let covering = here
        .iter()
        .filter(|mention| {
            mention.from <= subject
                && subject < mention.to
                && !matches!(mention.form, Form::Place | Form::Adjective)
        })
        .max_by_key(|mention| mention.to - mention.from);
    if let Some(mention) = covering
        && (mention.form != Form::Pronoun || !mention.persons.is_empty())
    {
        let mut speaker = of_mention(mention);
        if let Speaker::Named { name, .. } = &mut speaker
            && mention.persons.is_empty()
        {
            *name = plain_name(view, mention.from, mention.to);
        }
        return speaker;
    }
    if matches!(view.upos(subject), Upos::Pron | Upos::Det) {
        return Speaker::Unknown;
    }
    // A name outside lexicon and cast ("Politico"), or a description ("two officials").
    let (from, to) = (0..=subject)
        .rev()
        .take_while(|&at| {
            at == subject
                || view.below(at, subject)
                    && matches!(view.relation(at), "compound" | "flat" | "amod" | "nummod")
        })
        .last()
        .map_or((subject, subject + 1), |from| (from, subject + 1));
    let to = (to..view.len())
        .take_while(|&at| view.relation(at) == "flat" && view.head(at) == Some(subject))
        .last()
        .map_or(to, |at| at + 1);
    let parties = here
        .iter()
        .filter(|mention| {
            view.below(mention.head, subject) && mention.from >= from && mention.to <= to
        })
        .find(|mention| !mention.parties.is_empty())
        .map(|mention| mention.parties.clone())
        .unwrap_or_default();
    Speaker::Named {
        name: plain_name(view, from, to),
        parties,
        persons: Vec::new(),
    }
}

fn of_mention(mention: &Mention) -> Speaker {
    Speaker::Named {
        name: mention.persons.first().cloned().unwrap_or_default(),
        parties: mention.parties.clone(),
        persons: mention.persons.clone(),
    }
}

fn plain_name(view: &View, from: usize, to: usize) -> String {
    let from =
        if matches!(view.form(from).to_lowercase().as_str(), "the" | "a" | "an") && to > from + 1 {
            from + 1
        } else {
            from
        };
    view.span(from, to)
        .slice(view.text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Ranges of tokens between quotation marks; the last member says whether the closing mark stands in the sentence.
fn quotes(view: &View, mut open: bool) -> Vec<(usize, usize, bool)> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..view.len() {
        let form = view.form(at);
        let opens = matches!(form, "“" | "«" | "„" | "``") || form == "\"" && !open;
        let closes = matches!(form, "”" | "»" | "''") || form == "\"" && open;
        if opens && !open {
            open = true;
            from = at + 1;
        } else if closes && open {
            open = false;
            if at > from {
                found.push((from, at, true));
            }
        }
    }
    if open && view.len() > from {
        found.push((from, view.len(), false));
    }
    found
}
