//! Actors: whether the parties of annotated claims are found where the page speaks of them.
//!
//! What enters: the pages and claims of `../shared/gold/train`. What leaves: of the parties of the claims, the share that a
//! mention in a sentence of the claim's evidence means, be it by name or by coreference ("the Russian leader", "both
//! sides", "we"); and of the parties that mentions of these sentences mean, how many no claim of the sentence has. Not all of
//! these are errors: a sentence may name states that do nothing in it. Among descriptions, groups and pronouns, which are
//! meant to be somebody who was named before, more are, so they are counted apart.

use super::score::share;
use super::{Bench, each};
use reading::Options;
use reading::mention::Form;
use reading::mention::cast::name_words;
use reading::page::{Format, Page, Span};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const PAGES: &str = "gold/train";

/// What one page gives.
#[derive(Default)]
struct Outcome {
    parties: usize,
    found: usize,
    persons: usize,
    persons_found: usize,
    /// By form: mentions with a party, and those whose parties no claim of the sentence has.
    forms: BTreeMap<&'static str, (usize, usize)>,
    notes: Vec<String>,
}

/// Prints the figures.
pub fn run(bench: &Bench) -> Result<(), String> {
    let pages = pages(bench)?;
    let outcomes: Vec<Result<Outcome, String>> = each(&pages, |page| outcome(bench, page));
    let mut total = Outcome::default();
    for outcome in outcomes {
        let outcome = outcome?;
        total.parties += outcome.parties;
        total.found += outcome.found;
        total.persons += outcome.persons;
        total.persons_found += outcome.persons_found;
        for (form, (all, wrong)) in outcome.forms {
            let sum = total.forms.entry(form).or_default();
            sum.0 += all;
            sum.1 += wrong;
        }
        outcome.notes.iter().for_each(|note| println!("{note}"));
    }
    println!(
        "actors: pages {}  parties {}  found {:.3}",
        pages.len(),
        total.parties,
        share(total.found, total.parties)
    );
    println!(
        "persons: of claims {}  found {:.3}",
        total.persons,
        share(total.persons_found, total.persons)
    );
    let (mut all, mut wrong) = (0, 0);
    for (form, (own, other)) in &total.forms {
        println!(
            "{form}: mentions {own}  of no claim {:.3}",
            share(*other, *own)
        );
        all += own;
        wrong += other;
    }
    println!(
        "all forms: mentions {all}  of no claim {:.3}",
        share(wrong, all)
    );
    Ok(())
}

/// The annotated pages, without their endings.
pub fn pages(bench: &Bench) -> Result<Vec<PathBuf>, String> {
    let folder = bench.shared.join(PAGES);
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut pages: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some(folder.join(name.strip_suffix(".gold.json")?)))
        .collect();
    pages.sort();
    Ok(pages)
}

/// A page and its annotation.
pub fn annotated(stem: &Path) -> Result<(Page, Value), String> {
    let file = |ending: &str| {
        let path = PathBuf::from(format!("{}{ending}", stem.display()));
        std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let page = Page::with_format(file(".json")?, Format::ArticleJson);
    let gold = serde_json::from_slice(&file(".gold.json")?).map_err(|e| e.to_string())?;
    Ok((page, gold))
}

fn outcome(bench: &Bench, stem: &Path) -> Result<Outcome, String> {
    let (page, gold) = annotated(stem)?;
    let reading = bench.reader.read(&page, &Options::default());
    let text = &reading.article.text;
    let squeezed = Squeezed::of(text);
    let mut outcome = Outcome::default();
    // Parties of all claims of a sentence.
    let mut told: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for claim in gold["claims"].as_array().into_iter().flatten() {
        let strings = |key: &str| {
            let list = claim[key].as_array().into_iter().flatten();
            list.filter_map(Value::as_str).collect::<Vec<_>>()
        };
        let evidence: Vec<Span> = strings("evidence")
            .iter()
            .filter_map(|said| squeezed.find(said))
            .collect();
        let sentences: BTreeSet<usize> = (0..reading.sentences.len())
            .filter(|&at| {
                let span = reading.sentences[at].span;
                evidence.iter().any(|e| e.overlaps(span))
            })
            .collect();
        let parties: Vec<&str> = [strings("actors"), strings("recipients")].concat();
        for &sentence in &sentences {
            told.entry(sentence).or_default().extend(&parties);
        }
        if claim["optional"].as_bool().unwrap_or(false) {
            continue;
        }
        let here = || {
            let all = reading.mentions.all.iter();
            all.filter(|mention| sentences.contains(&mention.sentence))
        };
        for party in parties {
            outcome.parties += 1;
            if here().any(|m| m.parties.iter().any(|code| code.as_str() == party)) {
                outcome.found += 1;
            } else if bench.show {
                outcome.notes.push(format!(
                    "missed {party}: {} | {}",
                    stem.file_name().unwrap_or_default().to_string_lossy(),
                    strings("evidence").join(" / ").replace('\n', " ")
                ));
            }
        }
        for person in strings("persons") {
            outcome.persons += 1;
            let surname = surname(person);
            if here().any(|m| m.persons.iter().any(|name| self::surname(name) == surname)) {
                outcome.persons_found += 1;
            } else if bench.show {
                let near: Vec<&String> = here().flat_map(|m| &m.persons).collect();
                outcome.notes.push(format!(
                    "missed person {person}: {near:?} | {}",
                    strings("evidence").join(" / ").replace('\n', " ")
                ));
            }
        }
    }
    for mention in &reading.mentions.all {
        let Some(told) = told
            .get(&mention.sentence)
            .filter(|_| !mention.parties.is_empty())
        else {
            continue;
        };
        let form = match mention.form {
            Form::Person => "persons by name",
            Form::State | Form::Adjective | Form::Organisation | Form::Body => "names",
            Form::Description => "descriptions",
            Form::Group => "groups",
            Form::Pronoun => "pronouns",
            Form::Seat => "seats",
            Form::Place => continue,
        };
        let counts = outcome.forms.entry(form).or_default();
        counts.0 += 1;
        if !mention
            .parties
            .iter()
            .any(|code| told.contains(code.as_str()))
        {
            counts.1 += 1;
            if bench.show {
                let sentence = reading.sentences[mention.sentence].span.slice(text);
                outcome.notes.push(format!(
                    "wrong {form}: [{}] {:?}, told {told:?} | {}",
                    mention.span.slice(text),
                    mention
                        .parties
                        .iter()
                        .map(|code| code.as_str())
                        .collect::<Vec<_>>(),
                    sentence.replace('\n', " ")
                ));
            }
        }
    }
    Ok(outcome)
}

/// The last word of a name, by which people are compared.
fn surname(name: &str) -> Option<String> {
    name_words(name).pop()
}

/// A text in which blanks of every kind count alike.
struct Squeezed {
    text: String,
    /// Offset in the text of each byte of the squeezed one, and of its end.
    places: Vec<usize>,
}

impl Squeezed {
    fn of(text: &str) -> Squeezed {
        let mut squeezed = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        for (at, letter) in text.char_indices() {
            if letter.is_whitespace() {
                if squeezed.ends_with(' ') {
                    continue;
                }
                squeezed.push(' ');
                places.push(at);
            } else {
                squeezed.push(letter);
                places.extend((0..letter.len_utf8()).map(|byte| at + byte));
            }
        }
        places.push(text.len());
        Squeezed {
            text: squeezed,
            places,
        }
    }

    /// Where words stand in the text.
    fn find(&self, words: &str) -> Option<Span> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = self.text.find(&words).filter(|_| !words.is_empty())?;
        Some(Span::new(self.places[at], self.places[at + words.len()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_found_whatever_its_blanks() {
        let text = "A\u{a0} b.\nC  d é.";
        let found = Squeezed::of(text).find("C d").map(|span| span.slice(text));
        assert_eq!(found, Some("C  d"));
        assert_eq!(Squeezed::of(text).find("x"), None);
    }
}
