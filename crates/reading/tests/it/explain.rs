//! Explanations of claims, through the whole reading.

use reading::claim::explain::{Explained, Ground};
use reading::claim::{Event, Status};
use reading::page::{Format, Page};
use reading::{Options, Reader, Reading};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::bundled);

fn page(text: &str) -> Page {
    let object = serde_json::json!({ "text": text, "published": "2016-11-20" });
    Page::with_format(object.to_string().into_bytes(), Format::ArticleJson)
}

fn explain(text: &str) -> (Reading, Explained) {
    READER.explain(&page(text), &Options::default())
}

const PAGE: &str = "President Vladimir Putin will visit Japan on December 15, Yury Ushakov said.\n\n\
    Japan condemned the attack by Russia. The weather was fine. Ukraine did not invite Poland.\n\n\
    Japan and Russia held talks in Tokyo on Monday. The talks between Japan and Russia in Tokyo lasted an hour.";

#[test]
fn an_explanation_changes_no_claim() {
    let plain = READER.read(&page(PAGE), &Options::default());
    let (reading, explained) = explain(PAGE);
    assert_eq!(plain.claims, reading.claims);
    assert_eq!(plain.claims, explained.claims);
    assert_eq!(explained.grounds.len(), explained.claims.len());
    assert!(explained.grounds.iter().all(|grounds| !grounds.is_empty()));
}

#[test]
fn every_sentence_is_evidence_or_silent() {
    let (reading, explained) = explain(PAGE);
    for sentence in &reading.sentences {
        let evidence = explained
            .claims
            .iter()
            .any(|claim| claim.evidence.contains(&sentence.span));
        let silent = explained
            .silences
            .iter()
            .filter(|silence| silence.sentence == sentence.span)
            .count();
        assert_eq!(silent, usize::from(!evidence));
    }
    let weather = explained
        .silences
        .iter()
        .find(|silence| {
            silence
                .sentence
                .slice(&reading.article.text)
                .contains("weather")
        })
        .expect("nothing passed between states there");
    assert!(weather.why.is_some() && weather.words.is_empty());
}

/// The first ground of the visit that a text tells of, with its words.
fn visit(text: &str) -> (Reading, Ground) {
    let (reading, explained) = explain(text);
    let at = explained
        .claims
        .iter()
        .position(|claim| claim.event == Event::Consult && claim.kind == Some("visit"))
        .expect("a visit");
    (reading, explained.grounds[at][0].clone())
}

#[test]
fn a_ground_names_the_words_that_decide() {
    let (reading, ground) =
        visit("President Vladimir Putin will visit Japan on December 15, Yury Ushakov said.");
    let text = &reading.article.text;
    assert_eq!(ground.trigger.slice(text), "visit");
    assert_eq!(ground.status, Status::Planned);
    let status: Vec<&str> = ground
        .status_because
        .words
        .iter()
        .map(|w| w.slice(text))
        .collect();
    assert_eq!(status, ["will"]);
    let time = ground.time_because.expect("a day is given");
    assert_eq!(time.words[0].slice(text), "December 15");
    let said = &ground.speaker_because;
    assert_eq!(said.words[0].slice(text), "said");
    assert!(said.why.contains("Yury Ushakov"));
    assert!(ground.probability <= ground.any);
}

#[test]
fn the_way_to_a_party_ends_at_its_words() {
    let (reading, ground) = visit("President Vladimir Putin visited Japan on Monday.");
    let text = &reading.article.text;
    for party in &ground.parties {
        let words = party.words.expect("both are named");
        let last = party.path.last().expect("a way to each");
        assert!(words.overlaps(last.word), "{}", words.slice(text));
        assert!(!last.up);
    }
    let relations: Vec<&str> = ground.parties.iter().map(|p| p.path[0].relation).collect();
    assert_eq!(relations, ["nsubj", "obj"]);
}
