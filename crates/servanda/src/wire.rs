//! Wire: the JSON that leaves the program, separate from the model so that either can change alone.
//!
//! What enters: a [`reading::Reading`], or what was asked of a ledger ([`ledger`]). What leaves: serialisable views that borrow from it. The fields are a contract
//! (docs/output.md); offsets are bytes into the article's text.

pub mod corrections;
pub mod dossier;
mod explained;
pub mod ledger;
pub mod turns;
pub mod world;

use explained::{Ground, Silence};
use reading::Reading;
use reading::article::{Article, Block, BlockKind, Dropped, Published};
use reading::claim;
use reading::claim::explain::Explained;
use reading::lexicon::{Code, Lexicon};
use reading::mention::{self, Form};
use reading::page::{self, Severity, Span};
use reading::parse::Node;
use reading::text::Sentence;
use reading::time::TimeMention;
use serde::Serialize;

/// What `read` gives for a page.
#[derive(Debug, Serialize)]
pub struct Read<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'r str>,
    page: Page<'r>,
    claims: Vec<Claim<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silent: Option<Vec<Silence<'r>>>,
    diagnostics: Vec<Diagnostic<'r>>,
}

/// What `inspect` gives for a page.
#[derive(Debug, Serialize)]
pub struct Inspection<'r> {
    article: FullArticle<'r>,
    sentences: Vec<FullSentence<'r>>,
    mentions: Vec<Mention<'r>>,
    claims: Vec<Claim<'r>>,
    diagnostics: Vec<Diagnostic<'r>>,
}

#[derive(Debug, Serialize)]
struct Page<'r> {
    url: Option<&'r str>,
    title: Option<&'r str>,
    published: Option<String>,
    outlet: Option<&'r str>,
    language: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct Claim<'r> {
    r#type: &'static str,
    kind: Option<&'static str>,
    status: &'static str,
    actors: Vec<&'static str>,
    recipients: Vec<&'static str>,
    persons: &'r [String],
    when: Option<&'r str>,
    r#where: Option<Place<'r>>,
    said_by: Vec<&'r str>,
    evidence: Vec<Evidence<'r>>,
    confidence: f64,
    related: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    grounds: Option<Vec<Ground<'r>>>,
}

#[derive(Debug, Serialize)]
struct Place<'r> {
    name: &'r str,
    country: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct Evidence<'r> {
    start: usize,
    end: usize,
    text: &'r str,
}

#[derive(Debug, Serialize)]
struct Diagnostic<'r> {
    severity: &'static str,
    code: &'static str,
    message: &'r str,
    help: &'r str,
}

#[derive(Debug, Serialize)]
struct FullArticle<'r> {
    #[serde(flatten)]
    page: Page<'r>,
    text: &'r str,
    blocks: Vec<FullBlock>,
    dropped: Vec<DroppedPiece<'r>>,
}

#[derive(Debug, Serialize)]
struct FullBlock {
    kind: &'static str,
    start: usize,
    end: usize,
    /// Of a block of kind `related`: whether it is an entry of a list of links, not a teaser.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    list: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<Range>,
}

#[derive(Debug, Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct DroppedPiece<'r> {
    text: &'r str,
    reason: &'static str,
}

#[derive(Debug, Serialize)]
struct FullSentence<'r> {
    start: usize,
    end: usize,
    tokens: Vec<Token<'r>>,
}

#[derive(Debug, Serialize)]
struct Token<'r> {
    form: &'r str,
    lemma: Option<&'r str>,
    upos: Option<&'static str>,
    feats: Option<&'r str>,
    head: Option<usize>,
    deprel: Option<&'r str>,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Mention<'r> {
    kind: &'static str,
    start: usize,
    end: usize,
    value: Value<'r>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value<'r> {
    Actor {
        parties: Vec<&'static str>,
        persons: &'r [String],
        #[serde(skip_serializing_if = "Vec::is_empty")]
        bearers: Vec<&'r str>,
    },
    Place(Place<'r>),
    Time(String),
}

impl<'r> Read<'r> {
    /// The part of a reading that `read` shows. `file` names the page among others; `explained` adds grounds to the claims.
    pub fn of(
        reading: &'r Reading,
        explained: Option<&'r Explained>,
        file: Option<&'r str>,
    ) -> Read<'r> {
        let text = reading.article.text.as_str();
        let mut claims = claims(reading);
        for (claim, grounds) in claims
            .iter_mut()
            .zip(explained.into_iter().flat_map(|all| &all.grounds))
        {
            claim.grounds = Some(
                grounds
                    .iter()
                    .map(|ground| Ground::of(ground, text))
                    .collect(),
            );
        }
        Read {
            file,
            page: Page::of(&reading.article),
            claims,
            silent: explained.map(|all| {
                all.silences
                    .iter()
                    .map(|silence| Silence::of(silence, text))
                    .collect()
            }),
            diagnostics: diagnostics(&reading.diagnostics),
        }
    }
}

impl<'r> Inspection<'r> {
    /// The whole of a reading, with who bore the offices that it names without names.
    pub fn of(reading: &'r Reading, lexicon: &'r Lexicon) -> Inspection<'r> {
        let article = &reading.article;
        let text = article.text.as_str();
        let mut mentions: Vec<Mention> = reading
            .mentions
            .all
            .iter()
            .map(|mention| Mention::of(mention, reading, lexicon))
            .chain(reading.times.iter().filter_map(Mention::of_time))
            .chain(Mention::of_datelines(article, lexicon))
            .collect();
        mentions.sort_by_key(|m| (m.start, m.end));
        Inspection {
            article: FullArticle {
                page: Page::of(article),
                text,
                blocks: article.blocks.iter().map(FullBlock::of).collect(),
                dropped: article.dropped.iter().map(DroppedPiece::of).collect(),
            },
            sentences: reading
                .sentences
                .iter()
                .enumerate()
                .map(|(i, sentence)| {
                    let nodes = reading.trees.get(i).map_or(&[][..], |tree| &tree.nodes);
                    FullSentence::of(sentence, nodes, text)
                })
                .collect(),
            mentions,
            claims: claims(reading),
            diagnostics: diagnostics(&reading.diagnostics),
        }
    }
}

impl<'r> Page<'r> {
    fn of(article: &'r Article) -> Page<'r> {
        Page {
            url: article.url.as_deref(),
            title: article.title.as_deref(),
            published: article.published.as_ref().map(published),
            outlet: article.outlet.as_deref(),
            language: article.language.as_deref(),
        }
    }
}

/// The date, with time and offset where the source gives them.
pub fn published(published: &Published) -> String {
    let time = published.time.as_deref().unwrap_or("");
    format!("{}{time}", published.date)
}

/// The letters of party codes.
fn codes(parties: &[Code]) -> Vec<&'static str> {
    parties.iter().map(|code| code.as_str()).collect()
}

fn claims(reading: &Reading) -> Vec<Claim<'_>> {
    let text = reading.article.text.as_str();
    reading
        .claims
        .iter()
        .map(|claim| Claim::of(claim, text))
        .collect()
}

impl<'r> Claim<'r> {
    fn of(claim: &'r claim::Claim, text: &'r str) -> Claim<'r> {
        Claim {
            r#type: claim.event.as_str(),
            kind: claim.kind,
            status: claim.status.as_str(),
            actors: codes(&claim.actors),
            recipients: codes(&claim.recipients),
            persons: &claim.persons,
            when: claim.when.as_deref(),
            r#where: claim.place.as_ref().map(|place| Place {
                name: &place.name,
                country: place.country.map(Code::as_str),
            }),
            said_by: said_by(claim),
            evidence: claim
                .evidence
                .iter()
                .map(|span| Evidence {
                    start: span.start,
                    end: span.end,
                    text: span.slice(text),
                })
                .collect(),
            confidence: three_digits(claim.confidence),
            related: claim.related,
            grounds: None,
        }
    }
}

/// Three digits say all that a confidence can.
pub fn three_digits(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

/// Whose word a claim is; `page` stands for the page's own.
pub fn said_by(claim: &claim::Claim) -> Vec<&str> {
    if claim.said_by.is_empty() {
        vec!["page"]
    } else {
        claim.said_by.iter().map(String::as_str).collect()
    }
}

fn diagnostics(diagnostics: &[page::Diagnostic]) -> Vec<Diagnostic<'_>> {
    diagnostics
        .iter()
        .map(|d| Diagnostic {
            severity: severity(d.severity),
            code: d.code,
            message: &d.message,
            help: &d.help,
        })
        .collect()
}

/// The word of a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

impl FullBlock {
    /// Of other pages the contract knows one kind, so that main text is all that is of none of three kinds.
    fn of(block: &Block) -> FullBlock {
        let list = block.kind == BlockKind::SeeAlso;
        let kind = if list { BlockKind::Related } else { block.kind };
        FullBlock {
            kind: kind.name(),
            list,
            start: block.span.start,
            end: block.span.end,
            speaker: block.speaker.map(Range::of),
        }
    }
}

impl Range {
    fn of(span: Span) -> Range {
        Range {
            start: span.start,
            end: span.end,
        }
    }
}

impl<'r> DroppedPiece<'r> {
    fn of(dropped: &'r Dropped) -> DroppedPiece<'r> {
        DroppedPiece {
            text: &dropped.text,
            reason: dropped.reason,
        }
    }
}

impl<'r> FullSentence<'r> {
    fn of(sentence: &Sentence, nodes: &'r [Node], text: &'r str) -> FullSentence<'r> {
        FullSentence {
            start: sentence.span.start,
            end: sentence.span.end,
            tokens: sentence
                .tokens
                .iter()
                .enumerate()
                .map(|(i, token)| {
                    let node = nodes.get(i);
                    Token {
                        form: token.span.slice(text),
                        lemma: node.map(|n| n.lemma.as_ref()),
                        upos: node.map(|n| n.upos.name()),
                        feats: node.map(|n| n.feats.as_ref()),
                        head: node.map(|n| n.head),
                        deprel: node.map(|n| n.deprel),
                        start: token.span.start,
                        end: token.span.end,
                    }
                })
                .collect(),
        }
    }
}

/// Who bore, on the day of publication, the office by which a page names somebody without a name; several where the tables leave
/// it open.
fn bearers<'r>(
    mention: &mention::Mention,
    reading: &Reading,
    lexicon: &'r Lexicon,
) -> Vec<&'r str> {
    let article = &reading.article;
    let words = mention.span.slice(&article.text).to_lowercase();
    let gone = ["former", "ex-", "late", "then"];
    if mention.form != Form::Description
        || !mention.persons.is_empty()
        || gone.iter().any(|word| words.starts_with(word))
    {
        return Vec::new();
    }
    let on = article.published.as_ref().map(|published| published.date);
    let people = lexicon.bearers(&article.text, mention.span, on);
    people.iter().map(|person| person.name.as_str()).collect()
}

impl<'r> Mention<'r> {
    fn of(
        mention: &'r mention::Mention,
        reading: &'r Reading,
        lexicon: &'r Lexicon,
    ) -> Mention<'r> {
        let (kind, value) = match &mention.place {
            Some(place) if mention.form == Form::Place => (
                "place",
                Value::Place(Place {
                    name: &place.name,
                    country: place.country.map(Code::as_str),
                }),
            ),
            _ => (
                "actor",
                Value::Actor {
                    parties: codes(&mention.parties),
                    persons: &mention.persons,
                    bearers: bearers(mention, reading, lexicon),
                },
            ),
        };
        Mention {
            kind,
            start: mention.span.start,
            end: mention.span.end,
            value,
        }
    }

    /// The places of datelines.
    fn of_datelines(
        article: &'r Article,
        lexicon: &'r Lexicon,
    ) -> impl Iterator<Item = Mention<'r>> {
        let found = mention::places::of_datelines(article, lexicon).into_iter();
        found.map(|(span, place)| Mention {
            kind: "place",
            start: span.start,
            end: span.end,
            value: Value::Place(Place {
                name: span.slice(&article.text),
                country: place.country.map(Code::as_str),
            }),
        })
    }

    /// A time that has a value; one without ("in the coming days") has nothing to show.
    fn of_time(time: &TimeMention) -> Option<Mention<'r>> {
        let value = Value::Time(time.value.as_ref()?.to_string());
        Some(Mention {
            kind: "time",
            start: time.span.start,
            end: time.span.end,
            value,
        })
    }
}
