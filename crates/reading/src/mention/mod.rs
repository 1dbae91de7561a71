//! Mentions: spans that name an actor or a place, resolved within the page.
//!
//! What enters: an article with its sentences and trees, and the lexicon. What leaves: [`Mentions`]: the mentions in
//! reading order, the cast of people, who says what, and the pair of parties that the page is about.
//! Invariants: mentions are sorted by sentence and first token; token ranges lie within their sentence.

pub mod cast;
mod describe;
mod groups;
pub mod mend;
mod people;
pub mod places;
mod pronouns;
mod runs;
mod settle;
pub mod speech;
pub mod view;
mod words;

use crate::article::Article;
use crate::lexicon::{Code, Lexicon};
use crate::page::Span;
use crate::parse::Tree;
use crate::text::Sentence;
use cast::Cast;
use speech::Speech;
use view::View;

/// What the page's words refer to.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Actors and places in reading order.
    pub all: Vec<Mention>,
    /// The people the page names.
    pub cast: Cast,
    /// Who says what.
    pub speech: Vec<Speech>,
    /// The parties that the page is mostly about, most frequent first (at most two).
    pub pair: Vec<Code>,
    /// The party whose official outlet the page is from.
    pub home: Option<Code>,
    /// Where the page was written, as its first dateline says.
    pub written: Option<Place>,
}

/// A span that names an actor, a place or both ("Tokyo").
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Token that heads it.
    pub head: usize,
    /// How it names what it names.
    pub form: Form,
    /// Party codes, most often one; several for "both sides".
    pub parties: Vec<Code>,
    /// Full names of people, as the page first gives them.
    pub persons: Vec<String>,
    /// The place it names, where it names one.
    pub place: Option<Place>,
}

/// How a mention names what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A person by name, with or without title.
    Person,
    /// A state by name, or its people.
    State,
    /// The adjective of a state.
    Adjective,
    /// An organisation or an armed or political group.
    Organisation,
    /// A body of a state: ministry, parliament, armed forces.
    Body,
    /// A person by office or nationality: "the Russian leader".
    Description,
    /// Several parties at once: "both sides", "they".
    Group,
    /// A pronoun for one party.
    Pronoun,
    /// A capital or a building that can stand for its government.
    Seat,
    /// A place.
    Place,
}

impl Form {
    /// The form in a word.
    pub fn name(self) -> &'static str {
        match self {
            Form::Person => "person",
            Form::State => "state",
            Form::Adjective => "adjective",
            Form::Organisation => "organisation",
            Form::Body => "body",
            Form::Description => "description",
            Form::Group => "group",
            Form::Pronoun => "pronoun",
            Form::Seat => "seat",
            Form::Place => "place",
        }
    }
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name as the page gives it.
    pub name: String,
    /// ISO 3166-1 alpha-3 of its country, where known.
    pub country: Option<Code>,
}

/// Lays sentences, trees and lexicon names side by side.
pub fn views<'r>(
    article: &'r Article,
    sentences: &'r [Sentence],
    trees: &'r [Tree],
    lexicon: &'r Lexicon,
) -> Vec<View<'r>> {
    sentences
        .iter()
        .zip(trees)
        .enumerate()
        .map(|(index, (sentence, tree))| {
            let block = article
                .blocks
                .get(sentence.block)
                .map_or(crate::article::BlockKind::Paragraph, |block| block.kind);
            View::new(&article.text, index, sentence, tree, block, lexicon)
        })
        .collect()
}

/// Finds actors and places, and who says what.
pub fn find(article: &Article, views: &[View], lexicon: &Lexicon) -> Mentions {
    let on = article.published.as_ref().map(|published| published.date);
    let home = article
        .outlet
        .as_deref()
        .and_then(|outlet| lexicon.outlet_party(outlet));
    let mut cast = Cast::default();
    let mut namings = vec![Vec::new(); views.len()];
    // Headlines in title case come last: the text below tells which of their capitals are names.
    for title_case in [false, true] {
        for view in views.iter().filter(|view| view.title_case() == title_case) {
            namings[view.index] = people::namings(view, &mut cast, lexicon, on);
        }
    }
    cast.complete(lexicon, on);
    let here = places::of_datelines(article, lexicon).into_iter().next();
    let here = here.map(|(_, place)| place);
    let mut all = describe::resolve(views, &namings, &mut cast, home, here.clone(), lexicon);
    let speech = speech::find(article, views, &all, &cast);
    pronouns::first_and_second_person(views, &mut all, &speech);
    pronouns::issuer(views, &mut all, &speech, home);
    all.sort_by_key(|mention| (mention.sentence, mention.from, mention.to));
    let pair = settle::main_pair(&all, home);
    Mentions {
        all,
        cast,
        speech,
        pair,
        home,
        written: here,
    }
}
