//! Attribution: who says something in `../shared/data/attribution` (PolNeAR), by span.
//!
//! What enters: US news articles on politics, in which each attribution has a source (who says, thinks or knows), a cue and a
//! content. What leaves: precision, recall and F1 of sources that overlap, each paired once, and of contents whose source is
//! the right one. Recall is low by design: the material also counts what somebody knows, wants or fears, and what the reading
//! gives to a speaker of whom the sentence says nothing (a quotation that goes on) has no source there. Where several
//! annotators marked a text, the first one's file counts. The material states no licence: it measures, and nothing is made
//! of it.

use super::score::{Score, share};
use super::{Bench, archive, each};
use reading::page::Span;
use std::collections::{BTreeMap, HashMap};

const ARCHIVE: &str = "data/attribution/polnear_train_dev.tar.xz";

/// An annotated text.
struct Document {
    text: String,
    published: String,
    attributions: Vec<Attribution>,
}

/// An attribution that names its source.
struct Attribution {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

/// What one text gives.
#[derive(Default)]
struct Outcome {
    sources: Score,
    contents: (usize, usize),
    missed: Vec<String>,
    notes: Vec<String>,
}

/// Prints the figures of the development part; with `--show` the cues that are missed most in the training part, too.
pub fn run(bench: &Bench) -> Result<(), String> {
    let files = archive::files(&bench.shared.join(ARCHIVE))?;
    let part = if bench.show { "train" } else { "dev" };
    let documents = documents(&files, part);
    let outcomes = each(&documents, |document| outcome(bench, document));
    let mut total = Outcome::default();
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    for outcome in outcomes {
        total.sources.add(outcome.sources);
        total.contents.0 += outcome.contents.0;
        total.contents.1 += outcome.contents.1;
        for cue in outcome.missed {
            *missed.entry(cue).or_default() += 1;
        }
        outcome.notes.iter().for_each(|note| println!("{note}"));
    }
    if bench.show {
        let mut missed: Vec<_> = missed.into_iter().collect();
        missed.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (cue, count) in missed.iter().take(80) {
            println!("missed {count} {cue}");
        }
    }
    println!("attribution: documents {}", documents.len());
    println!("sources: {}", total.sources);
    let (right, all) = total.contents;
    println!(
        "contents of the right source: overlapping {:.3}  of {all}",
        share(right, all)
    );
    Ok(())
}

fn outcome(bench: &Bench, document: &Document) -> Outcome {
    let reading = bench.read(&document.text, &document.published);
    let given: Vec<(Span, Span)> = reading
        .mentions
        .speech
        .iter()
        .filter_map(|speech| {
            let tokens = &reading.sentences.get(speech.sentence)?.tokens;
            // Of a bare verb of saying nothing is known but that somebody speaks.
            let first = speech.from.min(tokens.len().checked_sub(1)?);
            let last = speech.to.saturating_sub(1).clamp(first, tokens.len() - 1);
            let content = Span::new(tokens[first].span.start, tokens[last].span.end);
            Some((speech.source?, content))
        })
        .collect();
    let mut used = vec![false; given.len()];
    let mut outcome = Outcome::default();
    let overlaps = |spans: &[Span], span: Span| spans.iter().any(|one| one.overlaps(span));
    for attribution in &document.attributions {
        let fits = |at: usize| overlaps(&attribution.source, given[at].0);
        let content = |at: usize| overlaps(&attribution.content, given[at].1);
        let free = || (0..given.len()).filter(|&at| !used[at] && fits(at));
        let pair = free().find(|&at| content(at)).or_else(|| free().next());
        match pair {
            Some(at) => {
                outcome.contents.0 += usize::from(content(at));
                outcome.contents.1 += 1;
                outcome.sources.right += 1;
                used[at] = true;
            }
            None => outcome
                .missed
                .push(words(&attribution.cue, &document.text).to_lowercase()),
        }
    }
    outcome.sources.expected = document.attributions.len();
    outcome.sources.given = given.len();
    if bench.show {
        let wrong = (0..given.len()).filter(|&at| !used[at]);
        outcome.notes.extend(wrong.map(|at| {
            let (source, content) = given[at];
            let text = |span: Span| span.slice(&document.text).replace('\n', "|");
            format!("wrong: [{}] {}", text(source), text(content))
        }));
    }
    outcome
}

fn words(spans: &[Span], text: &str) -> String {
    spans
        .iter()
        .map(|span| span.slice(text))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The texts of a part with their attributions, in the order of their names.
fn documents(files: &[(String, Vec<u8>)], part: &str) -> Vec<Document> {
    let stem = |name: &str, folder: &str, ending: &str| {
        let (_, rest) = name.split_once(&format!("{part}/{folder}/"))?;
        rest.strip_suffix(ending).map(str::to_owned)
    };
    let annotations: BTreeMap<String, &[u8]> = files
        .iter()
        .filter_map(|(name, bytes)| Some((stem(name, "attributions", ".ann")?, bytes.as_slice())))
        .collect();
    let texts: BTreeMap<String, &[u8]> = files
        .iter()
        .filter_map(|(name, bytes)| Some((stem(name, "text", ".txt")?, bytes.as_slice())))
        .collect();
    texts
        .iter()
        .filter_map(|(name, text)| {
            // The files of annotators bear the text's name and a mark of their own.
            let (_, own) = annotations
                .range(format!("{name}_")..)
                .next()
                .filter(|(key, _)| key.starts_with(name))?;
            let text = String::from_utf8_lossy(text).into_owned();
            let attributions = attributions(&String::from_utf8_lossy(own), &text);
            let published = name.split('_').nth(1).unwrap_or_default().to_owned();
            Some(Document {
                text,
                published,
                attributions,
            })
        })
        .collect()
}

/// Reads brat's standoff: `T1<tab>Source 89 106<tab>...` and `E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1`. Its offsets
/// count characters.
fn attributions(lines: &str, text: &str) -> Vec<Attribution> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
    for line in lines.lines().filter(|line| line.starts_with('T')) {
        let mut cells = line.split('\t');
        let (Some(id), Some(cell)) = (cells.next(), cells.next()) else {
            continue;
        };
        let Some((_, ranges)) = cell.split_once(' ') else {
            continue;
        };
        let own = ranges.split(';').filter_map(|range| {
            let (start, end) = range.split_once(' ')?;
            let at = |number: &str| bytes.get(number.parse::<usize>().ok()?).copied();
            let (start, end) = (at(start)?, at(end)?);
            (start < end).then(|| Span::new(start, end))
        });
        spans.insert(id, own.collect());
    }
    let mut found: Vec<Attribution> = Vec::new();
    for line in lines.lines().filter(|line| line.starts_with('E')) {
        let Some((_, cell)) = line.split_once('\t') else {
            continue;
        };
        let of = |role: &str| -> Vec<Span> {
            cell.split(' ')
                .filter_map(|pair| pair.split_once(':'))
                .filter(|(name, _)| name.trim_end_matches(char::is_numeric) == role)
                .filter_map(|(_, id)| spans.get(id))
                .flatten()
                .copied()
                .collect()
        };
        let source = of("Source");
        if !source.is_empty() {
            found.push(Attribution {
                source,
                cue: of("Cue"),
                content: of("Content"),
            });
        }
    }
    found.sort_by_key(|attribution| attribution.source.first().map(|span| span.start));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standoff_counts_characters_and_parts() {
        let text = "“Né,” she said, “là.”";
        let lines = "T1\tSource 6 9\tshe\nT2\tCue 10 14\tsaid\nT3\tContent 1 4;17 20\tNé, là.\nT4\tContent 0 1\tx\n\
                     E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\nE2\tAttribution-no-source:T2 Content:T4 Cue:T2";
        let found = attributions(lines, text);
        assert_eq!(found.len(), 1);
        assert_eq!(words(&found[0].source, text), "she");
        assert_eq!(words(&found[0].cue, text), "said");
        assert_eq!(found[0].content.len(), 2);
        assert!(found[0].content[1].slice(text).starts_with('l'));
    }
}
