//! Coreference: people, states and organisations of GUM's news, interviews and speeches.
//!
//! What enters: the entities that the treebank's files annotate. What leaves: MUC, B-cubed and CEAF-e, and the mean of their
//! F1 (the CoNLL average), over sets of at least two mentions, as the CoNLL tasks counted: over all, and over those that a
//! proper noun names somewhere. The text is read raw, from
//! characters on, so that a mention that is not found is a link that is not found.
//!
//! The key: entities of type person and organization, and places that are countries by the official list. The response:
//! mentions that mean one person, or one party by name, description or pronoun; the state that an adjective names is no
//! mention there, and groups ("both sides") mean several. A mention of the reading is one of the key's where its head is among
//! the words that the annotation names as the least part of it.

use super::clusters::{Clusters, Ratio, b_cubed, ceaf_e, muc};
use super::names::country_names;
use super::score::share;
use super::{Bench, each};
use crate::train::packed;
use reading::Reading;
use reading::mention::{Form, Mention};
use reading::page::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const FILES: [&str; 2] = [
    "data/treebank/en_gum-permissive-dev.conllu.xz",
    "data/treebank/en_gum-permissive-train.conllu.xz",
];
const GENRES: [&str; 3] = ["news", "interview", "speech"];

/// An annotated text.
#[derive(Default)]
struct Document {
    name: String,
    published: String,
    text: String,
    /// Where each word stands.
    words: Vec<Span>,
    /// Which words are proper nouns.
    proper: Vec<bool>,
    mentions: Vec<Annotated>,
}

/// A mention of the annotation.
#[derive(Debug, Default)]
struct Annotated {
    entity: String,
    kind: String,
    /// Title of its page in an encyclopedia, where it has one.
    identity: String,
    /// First word.
    from: usize,
    /// One past the last word.
    to: usize,
    /// The least part, in words from the first one, counted from 1.
    least: Vec<usize>,
}

/// What texts give.
#[derive(Default)]
struct Outcome {
    /// Over all chains.
    all: Tally,
    /// Over the chains in which a proper noun heads a mention.
    named: Tally,
    notes: Vec<String>,
}

/// Figures of chains.
#[derive(Default)]
struct Tally {
    ratios: [Ratio; 3],
    key: usize,
    response: usize,
    both: usize,
}

/// Prints the figures.
pub fn run(bench: &Bench) -> Result<(), String> {
    let countries = country_names(bench)?;
    let mut documents = Vec::new();
    for file in FILES {
        let bytes = packed(&bench.shared.join(file))?;
        documents.extend(read(&String::from_utf8_lossy(&bytes)));
    }
    documents.retain(|document| {
        let genre = document.name.split('_').nth(1);
        genre.is_some_and(|genre| GENRES.contains(&genre))
    });
    let outcomes = each(&documents, |document| outcome(bench, document, &countries));
    let mut total = Outcome::default();
    for outcome in outcomes {
        total.all.add(outcome.all);
        total.named.add(outcome.named);
        outcome.notes.iter().for_each(|note| println!("{note}"));
    }
    println!("coreference: documents {}", documents.len());
    total.all.print("all");
    total.named.print("named");
    Ok(())
}

impl Tally {
    /// The figures of chains; mentions that stand in no chain count on neither side.
    fn of(key: Vec<&BTreeSet<usize>>, response: Vec<BTreeSet<usize>>) -> Tally {
        let chains = |sets: Vec<BTreeSet<usize>>| -> Clusters {
            sets.into_iter().filter(|set| set.len() > 1).collect()
        };
        let all = |clusters: &Clusters| -> BTreeSet<usize> {
            clusters.iter().flatten().copied().collect()
        };
        let key = chains(key.into_iter().cloned().collect());
        let response = chains(response);
        Tally {
            key: all(&key).len(),
            response: all(&response).len(),
            both: all(&key).intersection(&all(&response)).count(),
            ratios: [
                muc(&key, &response),
                b_cubed(&key, &response),
                ceaf_e(&key, &response),
            ],
        }
    }

    fn add(&mut self, other: Tally) {
        for (sum, ratio) in self.ratios.iter_mut().zip(other.ratios) {
            sum.add(ratio);
        }
        self.key += other.key;
        self.response += other.response;
        self.both += other.both;
    }

    fn print(&self, chains: &str) {
        println!(
            "{chains} mentions: P {:.3}  R {:.3}  expected {}  given {}",
            share(self.both, self.response),
            share(self.both, self.key),
            self.key,
            self.response
        );
        let mut sum = 0.0;
        for (name, ratio) in ["MUC", "B-cubed", "CEAF-e"].iter().zip(self.ratios) {
            let (precision, recall, f1) = ratio.measures();
            println!("{chains} {name}: P {precision:.3}  R {recall:.3}  F1 {f1:.3}");
            sum += f1;
        }
        println!("{chains} CoNLL average: F1 {:.3}", sum / 3.0);
    }
}

fn outcome(bench: &Bench, document: &Document, countries: &HashSet<String>) -> Outcome {
    let reading = bench.read(&document.text, &document.published);
    let wanted = wanted(document, countries);
    // The key's mentions have their places as numbers, others come after them.
    let mut key: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, mention) in document.mentions.iter().enumerate() {
        if wanted.contains(mention.entity.as_str()) {
            key.entry(&mention.entity).or_default().insert(at);
        }
    }
    let mut used = HashSet::new();
    let mut response: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, mention) in reading.mentions.all.iter().enumerate() {
        let Some(meant) = meant(mention, &reading) else {
            continue;
        };
        let same = same(document, mention, &reading).filter(|&at| used.insert(at));
        let number = same.unwrap_or(document.mentions.len() + at);
        response.entry(meant).or_default().insert(number);
    }
    let mut outcome = Outcome::default();
    if bench.show {
        let shown = |number: usize| match document.mentions.get(number) {
            Some(mention) => document.slice(mention.from, mention.to).to_owned(),
            None => format!(
                "+{}",
                reading.mentions.all[number - document.mentions.len()]
                    .span
                    .slice(&document.text)
            ),
        };
        let sets = |name: &str, set: &BTreeSet<usize>| {
            let words: Vec<String> = set.iter().map(|n| shown(*n)).collect();
            format!("{} {name}: {}", document.name, words.join(" | ")).replace('\n', " ")
        };
        outcome.notes.extend(
            key.iter()
                .filter(|(_, set)| set.len() > 1)
                .map(|(id, set)| sets(&format!("key {id}"), set)),
        );
        outcome.notes.extend(
            response
                .iter()
                .filter(|(_, set)| set.len() > 1)
                .map(|(id, set)| sets(&format!("given {id}"), set)),
        );
    }
    let named: HashSet<&str> = document
        .mentions
        .iter()
        .filter(|mention| document.is_proper(mention))
        .map(|mention| mention.entity.as_str())
        .collect();
    // What means somebody whom the text never names is neither right nor wrong among those that are named.
    let unnamed: BTreeSet<usize> = key
        .iter()
        .filter(|(entity, _)| !named.contains(*entity))
        .flat_map(|(_, set)| set.iter().copied())
        .collect();
    let response: Vec<BTreeSet<usize>> = response.into_values().collect();
    let kept = response.iter().map(|set| set - &unnamed).collect();
    let key_named = key.iter().filter(|(entity, _)| named.contains(*entity));
    outcome.named = Tally::of(key_named.map(|(_, set)| set).collect(), kept);
    outcome.all = Tally::of(key.values().collect(), response);
    outcome
}

/// Entities that are people, organisations or countries.
fn wanted<'d>(document: &'d Document, countries: &HashSet<String>) -> HashSet<&'d str> {
    let country = |mention: &Annotated| {
        let words = document.slice(mention.from, mention.to).to_lowercase();
        let bare = words.strip_prefix("the ").unwrap_or(&words);
        countries.contains(bare)
            || countries.contains(&mention.identity.replace('_', " ").to_lowercase())
    };
    document
        .mentions
        .iter()
        .filter(|mention| match mention.kind.as_str() {
            "person" | "organization" => true,
            "place" => country(mention),
            _ => false,
        })
        .map(|mention| mention.entity.as_str())
        .collect()
}

/// What a mention of the reading means; none where it is no one person and no one party.
fn meant(mention: &Mention, reading: &Reading) -> Option<String> {
    let words = || mention.span.slice(&reading.article.text).to_lowercase();
    match (&mention.persons[..], &mention.parties[..], mention.form) {
        (_, _, Form::Adjective | Form::Place | Form::Group) => None,
        ([person], ..) => Some(format!("person {person}")),
        ([], [party], Form::Description | Form::Body) => Some(format!("{} of {party}", words())),
        ([], [party], _) => Some(party.to_string()),
        _ => None,
    }
}

/// The mention of the annotation that a mention of the reading is.
fn same(document: &Document, mention: &Mention, reading: &Reading) -> Option<usize> {
    let sentence = reading.sentences.get(mention.sentence)?;
    let head = sentence.tokens.get(mention.head)?.span;
    let by = |span: Span, named: bool| {
        let own = document.mentions.iter().enumerate();
        own.filter(|(_, own)| !named || own.kind == "person")
            .filter(|(_, own)| document.least(own).any(|word| word.overlaps(span)))
            .min_by_key(|(_, own)| own.to - own.from)
            .map(|(at, _)| at)
    };
    by(head, false).or_else(|| by(mention.span, true).filter(|_| mention.form == Form::Person))
}

impl Document {
    fn slice(&self, from: usize, to: usize) -> &str {
        match (self.words.get(from), self.words.get(to.saturating_sub(1))) {
            (Some(first), Some(last)) => &self.text[first.start..last.end],
            _ => "",
        }
    }

    /// Whether a proper noun is in the least part of a mention.
    fn is_proper(&self, mention: &Annotated) -> bool {
        let mut words = mention.least.iter();
        words.any(|n| self.proper.get(mention.from + n.saturating_sub(1)) == Some(&true))
    }

    /// Words of the least part of a mention.
    fn least<'d>(&'d self, mention: &'d Annotated) -> impl Iterator<Item = Span> + 'd {
        let words = mention
            .least
            .iter()
            .map(|n| mention.from + n.saturating_sub(1));
        words.filter_map(|at| self.words.get(at).copied())
    }
}

/// Reads the texts of a CoNLL-U file with their entities.
fn read(file: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut open: HashMap<String, Vec<Annotated>> = HashMap::new();
    // The last word of a range ("don't"), and where that stands.
    let mut range: Option<(usize, Span)> = None;
    let mut blank = "";
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            documents.push(Document {
                name: name.to_owned(),
                ..Document::default()
            });
            open.clear();
            blank = "";
            continue;
        }
        let Some(document) = documents.last_mut() else {
            continue;
        };
        if let Some(day) = line.strip_prefix("# meta::dateCreated = ") {
            document.published = day.to_owned();
        } else if line.starts_with("# newpar") && !document.text.is_empty() {
            blank = "\n\n";
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, .., misc] = columns[..] else {
            continue;
        };
        if line.starts_with('#') || id.contains('.') {
            continue;
        }
        let after = if misc.contains("SpaceAfter=No") {
            ""
        } else {
            " "
        };
        if let Some((_, last)) = id.split_once('-') {
            document.text.push_str(std::mem::replace(&mut blank, after));
            let start = document.text.len();
            document.text.push_str(form);
            range = last
                .parse()
                .ok()
                .map(|last| (last, Span::new(start, document.text.len())));
            continue;
        }
        let number: usize = id.parse().unwrap_or(0);
        document.proper.push(upos == "PROPN");
        match range {
            Some((last, span)) => {
                document.words.push(span);
                if number >= last {
                    range = None;
                }
            }
            None => {
                document.text.push_str(std::mem::replace(&mut blank, after));
                let start = document.text.len();
                document.text.push_str(form);
                document.words.push(Span::new(start, document.text.len()));
            }
        }
        let entities = misc
            .split('|')
            .find_map(|field| field.strip_prefix("Entity="));
        brackets(entities.unwrap_or(""), document, &mut open);
    }
    documents
}

/// Reads what opens and closes at the last word: `(4-organization-new-snnnn-cf5-1,2,3-coref-Name(5-place-...)`, `4)`.
fn brackets(entities: &str, document: &mut Document, open: &mut HashMap<String, Vec<Annotated>>) {
    let at = document.words.len().saturating_sub(1);
    let mut rest = entities;
    while !rest.is_empty() {
        let (opens, said) = match rest.strip_prefix('(') {
            Some(said) => (true, said),
            None => (false, rest),
        };
        let end = said.find(['(', ')']).unwrap_or(said.len());
        let closes = said[end..].starts_with(')');
        let mut fields = said[..end].splitn(8, '-');
        // A discontinuous mention has its parts in brackets: "12[1/2]".
        let entity = fields
            .next()
            .unwrap_or("")
            .split('[')
            .next()
            .unwrap_or("")
            .to_owned();
        rest = &said[end + usize::from(closes)..];
        if opens {
            let fields: Vec<&str> = fields.collect();
            let field = |n: usize| fields.get(n).copied().unwrap_or("");
            let mention = Annotated {
                entity: entity.clone(),
                kind: field(0).to_owned(),
                identity: field(6).to_owned(),
                from: at,
                to: at + 1,
                least: field(4).split(',').filter_map(|n| n.parse().ok()).collect(),
            };
            open.entry(entity.clone()).or_default().push(mention);
        }
        if closes && let Some(mut mention) = open.get_mut(&entity).and_then(Vec::pop) {
            mention.to = at + 1;
            document.mentions.push(mention);
        }
        if end == 0 && !closes && !opens {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_from_brackets() {
        let word = |id: usize, form: &str, misc: &str| {
            format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
        };
        let file = format!(
            "# newdoc id = GUM_news_a\n# meta::dateCreated = 2016-11-20\n# newpar\n{}{}{}{}\n",
            word(
                1,
                "Ole",
                "Entity=(3-person-new-sssss-cf1-1,2-coref-Ole_Dahl"
            ),
            word(2, "Dahl", "Entity=3)"),
            word(3, "knows", "_"),
            word(
                4,
                "Norland",
                "Entity=(4-place-new-nnnnn-cf2-1-sgl)|SpaceAfter=No"
            ),
        );
        let documents = read(&file);
        let document = &documents[0];
        assert_eq!(document.text, "Ole Dahl knows Norland");
        assert_eq!(document.published, "2016-11-20");
        let found: Vec<_> = document
            .mentions
            .iter()
            .map(|m| {
                (
                    m.entity.as_str(),
                    m.kind.as_str(),
                    document.slice(m.from, m.to),
                    m.identity.as_str(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("3", "person", "Ole Dahl", "Ole_Dahl"),
                ("4", "place", "Norland", "")
            ]
        );
    }
}
