//! Names: people, organisations, places and peoples of `../shared/data/names` by span.
//!
//! What enters: newspaper articles from all parts of the world, a word and its label a line. What leaves: precision, recall
//! and F1 of spans that overlap, each paired once. People are mentions by name (not "the Russian leader" or "he").
//! Places and peoples (Location, NORP) are held against states, their adjectives and demonyms, capitals and places;
//! organisations against organisations, groups and bodies of states, of which the lexicon knows only those of politics, so
//! that companies, clubs and parties are missed. States are those places that the official list of countries names.
//! The material states no licence: it measures, and nothing is made of it.

use super::score::{Score, pairs, share};
use super::{Bench, archive, each};
use reading::mention::Form;
use reading::page::Span;
use std::collections::HashSet;

const ARCHIVE: &str = "data/names/worldwide_newswire_dev.tar.xz";
const COUNTRIES: &str = "data/countries/country-codes.csv";

/// Kinds of names that are measured.
const KINDS: [&str; 3] = ["persons", "organisations", "places and peoples"];

/// An annotated text.
#[derive(Default)]
struct Document {
    text: String,
    /// Spans of each of [`KINDS`].
    spans: [Vec<Span>; 3],
}

/// What one text gives.
#[derive(Default)]
struct Outcome {
    scores: [Score; 3],
    states: (usize, usize),
    notes: Vec<String>,
}

/// Prints the figures.
pub fn run(bench: &Bench) -> Result<(), String> {
    let countries = country_names(bench)?;
    let files = archive::files(&bench.shared.join(ARCHIVE))?;
    let documents: Vec<Document> = files
        .iter()
        .filter(|(name, _)| name.ends_with(".tsv"))
        .map(|(_, bytes)| document(&String::from_utf8_lossy(bytes)))
        .collect();
    let outcomes = each(&documents, |document| outcome(bench, document, &countries));
    let mut total = Outcome::default();
    for outcome in outcomes {
        for (sum, score) in total.scores.iter_mut().zip(outcome.scores) {
            sum.add(score);
        }
        total.states.0 += outcome.states.0;
        total.states.1 += outcome.states.1;
        outcome.notes.iter().for_each(|note| println!("{note}"));
    }
    println!("names: documents {}", documents.len());
    for (kind, score) in KINDS.iter().zip(total.scores) {
        println!("{kind}: {score}");
    }
    let (found, all) = total.states;
    println!("states by name: R {:.3}  expected {all}", share(found, all));
    Ok(())
}

fn outcome(bench: &Bench, document: &Document, countries: &HashSet<String>) -> Outcome {
    let reading = bench.read(&document.text, "");
    let mut given: [Vec<Span>; 3] = Default::default();
    for mention in &reading.mentions.all {
        let kind = match mention.form {
            Form::Person => 0,
            Form::Organisation | Form::Body => 1,
            Form::State | Form::Adjective | Form::Seat | Form::Place => 2,
            Form::Description | Form::Group | Form::Pronoun => continue,
        };
        given[kind].push(mention.span);
    }
    let mut outcome = Outcome::default();
    for (kind, name) in KINDS.iter().enumerate() {
        let (expected, given) = (&document.spans[kind], &given[kind]);
        let pairs = pairs(expected, given);
        outcome.scores[kind] = Score {
            expected: expected.len(),
            given: given.len(),
            right: pairs.iter().flatten().count(),
        };
        if kind == 2 {
            for (span, pair) in expected.iter().zip(&pairs) {
                if countries.contains(&span.slice(&document.text).to_lowercase()) {
                    outcome.states.0 += usize::from(pair.is_some());
                    outcome.states.1 += 1;
                }
            }
        }
        if bench.show {
            let missed = expected
                .iter()
                .zip(&pairs)
                .filter(|(_, pair)| pair.is_none());
            let wrong = (0..given.len()).filter(|at| !pairs.contains(&Some(*at)));
            outcome.notes.extend(
                missed
                    .map(|(span, _)| note("missed", name, *span, &document.text))
                    .chain(wrong.map(|at| note("wrong", name, given[at], &document.text))),
            );
        }
    }
    outcome
}

/// A name in its surroundings.
fn note(what: &str, kind: &str, span: Span, text: &str) -> String {
    let before = text[..span.start]
        .chars()
        .rev()
        .take(40)
        .collect::<Vec<_>>();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[span.end..].chars().take(30).collect();
    format!("{what} {kind}: {before}[{}]{after}", span.slice(text)).replace('\n', "|")
}

/// Builds the text of a document from its words: sentences are paragraphs, marks stand where they stand in print.
fn document(lines: &str) -> Document {
    let mut document = Document::default();
    let mut open: Option<(usize, usize)> = None;
    let mut glue = true;
    let mut quoted = false;
    for line in lines.lines() {
        let mut columns = line.split('\t');
        let word = columns.next().unwrap_or("").trim();
        let label = columns.next().unwrap_or("").trim();
        if word.is_empty() {
            if !document.text.ends_with('\n') && !document.text.is_empty() {
                document.text.push_str("\n\n");
            }
            glue = true;
            quoted = false;
            open = None;
            continue;
        }
        let quote = word == "\"";
        quoted ^= quote;
        let possessive = word == "s" && document.text.ends_with(['’', '\'']);
        let closes = word.starts_with([
            ',', '.', ';', ':', '!', '?', ')', ']', '%', '”', '’', '\'', '-', '/',
        ]) || word == "n't"
            || quote && !quoted;
        if !glue && !closes && !possessive {
            document.text.push(' ');
        }
        glue =
            matches!(word, "(" | "[" | "$" | "“" | "‘" | "-" | "/" | "#" | "@") || quote && quoted;
        let start = document.text.len();
        document.text.push_str(word);
        let end = document.text.len();
        let (begins, name) = match label.split_once('-') {
            Some((mark, name)) => (mark == "B", name),
            None => (true, ""),
        };
        let kind = match name {
            "Person" => 0,
            "Organization" => 1,
            "Location" | "NORP" => 2,
            _ => {
                open = None;
                continue;
            }
        };
        match open {
            Some((known, at)) if known == kind && !begins => document.spans[kind][at].end = end,
            _ => {
                open = Some((kind, document.spans[kind].len()));
                document.spans[kind].push(Span::new(start, end));
            }
        }
    }
    document
}

/// English names of countries, in small letters.
pub fn country_names(bench: &Bench) -> Result<HashSet<String>, String> {
    let path = &bench.shared.join(COUNTRIES);
    let said = |error: csv::Error| format!("{}: {error}", path.display());
    let mut table = csv::Reader::from_path(path).map_err(said)?;
    let wanted = [
        "CLDR display name",
        "UNTERM English Short",
        "official_name_en",
    ];
    let headers = table.headers().map_err(said)?.clone();
    let columns: Vec<usize> = (0..headers.len())
        .filter(|&at| headers.get(at).is_some_and(|name| wanted.contains(&name)))
        .collect();
    let mut names = HashSet::new();
    for row in table.records() {
        let row = row.map_err(said)?;
        let cells = columns.iter().filter_map(|&at| row.get(at));
        names.extend(cells.filter(|name| !name.is_empty()).map(str::to_lowercase));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_built_from_words_and_labels() {
        let lines = "Ole\tB-Person\nDahl\tI-Person\n’\tO\ns\tO\nNorland\tB-Location\n.\tO\n\nHe\tO\n(\tO\nhere\tO\n)\tO\n.\tO";
        let document = document(lines);
        assert_eq!(document.text, "Ole Dahl’s Norland.\n\nHe (here).");
        let people: Vec<&str> = document.spans[0]
            .iter()
            .map(|s| s.slice(&document.text))
            .collect();
        assert_eq!(people, ["Ole Dahl"]);
        assert_eq!(document.spans[2].len(), 1);
    }
}
