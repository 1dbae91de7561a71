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
use crate::page::Span;
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
    /// The words that name who says it, where they stand in the sentence.
    pub source: Option<Span>,
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
    "contend",
    "concede",
    "caution",
    "assure",
    "indicate",
    "testify",
    "complain",
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
    "readout",
];
/// Papers that say what their sender says.
const PAPERS: &[&str] = &[
    "message",
    "telegram",
    "statement",
    "letter",
    "release",
    "communique",
    "communiqué",
    "announcement",
];
/// Verbs whose subject is a paper's sender.
const SENDS: &[&str] = &[
    "send",
    "issue",
    "release",
    "publish",
    "congratulate",
    "address",
    "wire",
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
    let mut sender = author.as_ref().map(|(_, speaker)| speaker.clone());
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
        if let Some(speaker) = turn.clone() {
            found.push(Speech {
                sentence: view.index,
                from: 0,
                to: view.len(),
                speaker,
                source: None,
                addressee: None,
                verb: None,
            });
        }
        if let Some((sentence, speaker)) = &author
            && view.index != *sentence
            && turn.is_none()
        {
            found.push(Speech {
                sentence: view.index,
                from: 0,
                to: view.len(),
                speaker: speaker.clone(),
                source: None,
                addressee: None,
                verb: None,
            });
        }
        let own = found.len();
        for at in 0..view.len() {
            if let Some(speech) = reported(view, at, here, sender.as_ref()) {
                found.push(speech);
            }
            if let Some(speech) = according(view, at, here) {
                found.push(speech);
            }
            if SENDS.contains(&view.lemma(at))
                && view.upos(at) == Upos::Verb
                && let Some(subject) = subject_of(view, at)
            {
                let who = speaker_of(view, subject, here);
                if matches!(&who, Speaker::Named { parties, .. } if !parties.is_empty()) {
                    sender = Some(who);
                }
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
                    source: None,
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
                && matches!(view.block, BlockKind::Paragraph | BlockKind::Heading)
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
        // A turn goes on over paragraphs, up to one that names its own speaker: that is the page again.
        let speaker = before?;
        let Speaker::Named { name, .. } = &speaker else {
            return None;
        };
        let goes_on = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
        let names = here.iter().any(|mention| mention.persons.contains(name));
        return (goes_on && !names).then_some(speaker);
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
fn reported(view: &View, at: usize, here: &[Mention], sender: Option<&Speaker>) -> Option<Speech> {
    if let Some(speech) = plainly(view, at, here) {
        return Some(speech);
    }
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
        .filter(|&child| match view.relation(child) {
            "ccomp" | "parataxis" => child != at,
            // "claimed to have taken the town"
            "xcomp" => lemma == "claim",
            _ => false,
        })
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
    let mut speaker = speaker_of(view, subject, here);
    if PAPERS.contains(&view.lemma(subject))
        && let Speaker::Named { parties, .. } = &speaker
        && parties.is_empty()
        && let Some(sender) = sender
    {
        speaker = sender.clone();
    }
    Some(Speech {
        sentence: view.index,
        from,
        to,
        speaker,
        source: Some(source_of(view, subject, here)),
        addressee,
        verb: Some(at),
    })
}

/// "Norway reports that ...": a party or person, a verb of saying and "that" side by side, whatever the tree makes of them.
fn plainly(view: &View, at: usize, here: &[Mention]) -> Option<Speech> {
    if !view.is(at + 1, "that") || at + 4 > view.len() {
        return None;
    }
    let form = view.form(at).to_lowercase();
    let verb = |stem: &str| REPORT.contains(&stem);
    let reports = REPORT.contains(&view.lemma(at))
        || form.strip_suffix('s').is_some_and(verb)
        || form.strip_suffix("ed").is_some_and(verb)
        || form.strip_suffix('d').is_some_and(verb);
    if !reports {
        return None;
    }
    let mention = here.iter().find(|mention| {
        mention.to == at && !matches!(mention.form, Form::Place | Form::Adjective | Form::Pronoun)
    })?;
    let tree =
        subject_of(view, at).is_some_and(|subject| mention.from <= subject && subject < mention.to);
    let clause = view
        .children(at)
        .any(|child| view.relation(child) == "ccomp" && child > at);
    // Where the tree sees it too, it knows better how far the clause reaches.
    if tree && clause {
        return None;
    }
    Some(Speech {
        sentence: view.index,
        from: at + 2,
        to: view.len(),
        speaker: speaker_of(view, mention.head, here),
        source: Some(source_of(view, mention.head, here)),
        addressee: None,
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
    // The tree hangs "according" on the source, or the source on "according"; where it does neither, the first nouns are it.
    let marked = view
        .head(at)
        .filter(|&head| head > at + 1 && view.relation(at) == "case");
    let below = view.child(at, "obl").filter(|&child| child > at + 1);
    let noun = |next: &usize| matches!(view.upos(*next), Upos::Propn | Upos::Noun);
    let first = || {
        let first =
            (at + 2..view.len()).find(|next| noun(next) || view.upos(*next) == Upos::Pron)?;
        (first..view.len()).take_while(noun).last().or(Some(first))
    };
    let head = marked.or(below).or_else(first)?;
    // "according to Belgorod governor Vyacheslav Gladkov": who is named behind an office is the source.
    let (_, end) = noun_phrase(view, head);
    let head = here
        .iter()
        .find(|mention| {
            mention.form == Form::Person
                && mention.from >= at + 2
                && mention.from <= end
                && (at + 2..mention.from).all(|next| view.form(next) != ",")
        })
        .map_or(head, |mention| mention.head);
    let speaker = speaker_of(view, head, here);
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
        source: Some(source_of(view, head, here)),
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
    let (from, to) = noun_phrase(view, subject);
    if let Some(mention) = covering
        && (mention.form != Form::Pronoun || !mention.persons.is_empty())
    {
        let mut speaker = of_mention(mention);
        if let Speaker::Named { name, .. } = &mut speaker
            && mention.persons.is_empty()
        {
            *name = plain_name(view, mention.from.min(from), mention.to.max(to));
        }
        return speaker;
    }
    if matches!(view.upos(subject), Upos::Pron | Upos::Det) {
        return Speaker::Unknown;
    }
    // A name outside lexicon and cast ("Politico"), or a description ("two officials").
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

/// First and one past the last token of a name or description around its head: what stands before it ("Russia's Ministry"), and
/// what names it behind ("of Defence").
fn noun_phrase(view: &View, head: usize) -> (usize, usize) {
    let within = |at: usize| {
        view.below(at, head)
            && !matches!(
                view.relation(at),
                "punct" | "acl" | "appos" | "conj" | "cc" | "advmod"
            )
    };
    let from = (0..head)
        .rev()
        .take_while(|&at| within(at) && head - at <= 8)
        .last()
        .unwrap_or(head);
    let named = |at: usize| {
        view.relation(at) == "flat" && view.head(at) == Some(head)
            || view.below(at, head)
                && ancestors(view, at, head).any(|node| {
                    view.relation(node) == "nmod"
                        && view.head(node) == Some(head)
                        && view
                            .child(node, "case")
                            .is_some_and(|case| view.is(case, "of") || view.is(case, "for"))
                })
                && !matches!(view.relation(at), "punct" | "acl" | "appos" | "advmod")
    };
    let to = (head + 1..view.len())
        .take_while(|&at| named(at) && at - head <= 8)
        .last()
        .map_or(head + 1, |at| at + 1);
    (from, to)
}

/// A token and those above it, up to but not including `top`.
fn ancestors<'v>(view: &'v View, at: usize, top: usize) -> impl Iterator<Item = usize> + 'v {
    std::iter::successors(Some(at), move |&node| view.head(node))
        .take_while(move |&node| node != top)
        .take(view.len())
}

/// The words that name a speaker.
fn source_of(view: &View, subject: usize, here: &[Mention]) -> Span {
    let (from, to) = noun_phrase(view, subject);
    let (from, to) = here
        .iter()
        .filter(|mention| mention.from <= subject && subject < mention.to)
        .fold((from, to), |(from, to), mention| {
            (from.min(mention.from), to.max(mention.to))
        });
    view.span(from, to)
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
