//! Speech: who says what, so that each claim can be given on somebody's word.
//!
//! What enters: views and the mentions without "we" and "you". What leaves: [`Speech`]es, each a range of tokens of one
//! sentence with the speaker whose words or report it is. Ranges may be nested; the shortest one around a token is the
//! innermost speaker. What lies in no range is the page's own word.

mod author;
mod quotes;
mod reported;
mod source;

use super::Mention;
use super::cast::Cast;
use super::view::View;
use super::words::{self, Class};
use crate::article::{Article, BlockKind};
use crate::lexicon::Code;
use crate::page::Span;
use crate::parse::Upos;
use source::of_mention;
pub use source::{speaker_of, subject_of};

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

/// Whether a verb reports what somebody says or thinks.
pub fn reports(lemma: &str) -> bool {
    words::is(Class::Report, lemma)
}

/// Finds who says what.
pub fn find(article: &Article, views: &[View], mentions: &[Mention], cast: &Cast) -> Vec<Speech> {
    let mut found = Vec::new();
    let mut last: Option<(usize, Speaker)> = None;
    let mut open_quote: Option<Speaker> = None;
    let mut block = usize::MAX;
    let mut turn: Option<Speaker> = None;
    let mut start = 0;
    let author = author::author(views, mentions);
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
            if let Some(speech) = reported::reported(view, at, here, sender.as_ref()) {
                found.push(speech);
            }
            if let Some(speech) = reported::according(view, at, here) {
                found.push(speech);
            }
            if words::is(Class::Send, view.lemma(at))
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
        for (from, to, closed) in quotes::quotes(view, begun_open) {
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
