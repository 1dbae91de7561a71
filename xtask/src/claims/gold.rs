//! Annotated pages, and the measure of `../shared/gold/score.py` for type, parties and evidence.

use super::case_file::{CaseFile, Item, case_files};
use reading::claim::{Candidate, Claim, Pick, Weights, choose, picks, settle};
use reading::page::{Format, Page as Bytes};
use reading::{Options, Reader};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::AddAssign;
use std::path::Path;

/// Source of the project's own cases.
pub const OWN: &str = "own";
/// Case files that measure and are not learnt from.
const MEASURING: &[&str] = &["traps.case", "seed-variants"];

/// A page with its candidates and gold claims.
pub struct Page {
    /// Name without ending.
    pub name: String,
    /// First part of the name: which collection it is from.
    pub source: String,
    text: String,
    candidates: Vec<Vec<Candidate>>,
    gold: Vec<Gold>,
}

struct Gold {
    event: String,
    parties: BTreeSet<String>,
    evidence: Vec<BTreeSet<String>>,
    optional: bool,
    raw: String,
}

/// Counts of matches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    gold: usize,
    given: usize,
    matched: usize,
}

impl Tally {
    /// Precision, recall and their harmonic mean.
    pub fn measures(&self) -> (f64, f64, f64) {
        let share = |part: usize, whole: usize| {
            if whole == 0 {
                0.0
            } else {
                part as f64 / whole as f64
            }
        };
        let (p, r) = (
            share(self.matched, self.given),
            share(self.matched, self.gold),
        );
        (
            p,
            r,
            if p + r > 0.0 {
                2.0 * p * r / (p + r)
            } else {
                0.0
            },
        )
    }

    /// F1.
    pub fn f1(&self) -> f64 {
        self.measures().2
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.gold += other.gold;
        self.given += other.given;
        self.matched += other.matched;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r, f1) = self.measures();
        write!(
            f,
            "gold {} given {} P {p:.3} R {r:.3} F1 {f1:.3}",
            self.gold, self.given
        )
    }
}

/// Reads the annotated pages of a folder, in the order of their names.
pub fn load(folder: &Path, reader: &Reader, options: &Options) -> Result<Vec<Page>, String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".gold.json").map(str::to_owned))
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| page(folder, name, reader, options))
        .collect()
}

fn page(folder: &Path, name: &str, reader: &Reader, options: &Options) -> Result<Page, String> {
    let file = |ending: &str| {
        let path = folder.join(format!("{name}{ending}"));
        std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let bytes = Bytes::with_format(file(".json")?, Format::ArticleJson);
    let gold: Value =
        serde_json::from_slice(&file(".gold.json")?).map_err(|error| format!("{name}: {error}"))?;
    let (reading, candidates) = reader.candidates(&bytes, options);
    let gold = gold["claims"]
        .as_array()
        .into_iter()
        .flatten()
        .map(Gold::of)
        .collect();
    let source = name.split('-').next().unwrap_or(name).to_owned();
    Ok(Page {
        name: name.to_owned(),
        source,
        text: reading.article.text,
        candidates,
        gold,
    })
}

/// Reads the project's own lessons and cases, but for those that only measure: the traps and the variants of the starting page.
pub fn own_cases(root: &Path, reader: &Reader) -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    let files = case_files(&root.join("cases"))
        .into_iter()
        .chain(case_files(&root.join("lessons")));
    for path in files {
        if MEASURING
            .iter()
            .any(|name| path.to_string_lossy().contains(name))
        {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let file =
            CaseFile::parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        for case in &file.cases {
            let (reading, candidates) = reader.candidates(&case.page(root), &Options::default());
            let gold = case.items.iter().filter_map(|item| match item {
                Item::Wanted {
                    optional, claim, ..
                } => Some(Gold {
                    event: claim.event.clone(),
                    parties: claim.actors.union(&claim.recipients).cloned().collect(),
                    evidence: claim.evidence.iter().map(|text| words(text)).collect(),
                    optional: *optional,
                    raw: claim.evidence.join(" "),
                }),
                _ => None,
            });
            pages.push(Page {
                name: case.name.clone(),
                source: OWN.to_owned(),
                text: reading.article.text,
                candidates,
                gold: gold.collect(),
            });
        }
    }
    Ok(pages)
}

impl Gold {
    fn of(value: &Value) -> Gold {
        let strings = |key: &str| {
            value[key]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
        };
        Gold {
            event: value["type"].as_str().unwrap_or_default().to_owned(),
            parties: strings("actors")
                .chain(strings("recipients"))
                .map(str::to_owned)
                .collect(),
            evidence: strings("evidence").map(words).collect(),
            raw: strings("evidence")
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            optional: value["optional"].as_bool().unwrap_or(false),
        }
    }

    fn matches(&self, claim: &Claim, text: &str) -> bool {
        let parties: BTreeSet<String> = claim
            .actors
            .iter()
            .chain(&claim.recipients)
            .map(|code| code.as_str().to_owned())
            .collect();
        self.event == claim.event.as_str()
            && self.parties == parties
            && claim.evidence.iter().any(|span| {
                let own = words(span.slice(text));
                self.evidence.iter().any(|gold| overlap(gold, &own))
            })
    }
}

/// Half of the words of the shorter one, or three words, whichever is more.
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let common = a.intersection(b).count();
    let half = a.len().min(b.len()) as f64 / 2.0;
    common as f64 >= half.max(a.union(b).count().min(3) as f64)
}

fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Page {
    /// The candidates of each trigger, each with whether it is a claim; triggers of which only an optional gold claim is
    /// to be had are left out.
    pub fn examples(&self) -> impl Iterator<Item = Vec<(&[u32], bool)>> {
        self.candidates.iter().filter_map(|candidates| {
            let mut spare = false;
            let group: Vec<(&[u32], bool)> = candidates
                .iter()
                .map(|candidate| {
                    let mut claim = false;
                    for gold in self
                        .gold
                        .iter()
                        .filter(|gold| gold.matches(&candidate.claim, &self.text))
                    {
                        claim |= !gold.optional;
                        spare |= gold.optional;
                    }
                    (candidate.features.as_slice(), claim)
                })
                .collect();
            (!spare || group.iter().any(|(_, claim)| *claim)).then_some(group)
        })
    }

    /// What no candidate reaches, for study.
    pub fn unreached(&self) {
        for gold in self.gold.iter().filter(|gold| !gold.optional) {
            if self
                .candidates
                .iter()
                .flatten()
                .any(|candidate| gold.matches(&candidate.claim, &self.text))
            {
                continue;
            }
            let near: Vec<&Candidate> = self
                .candidates
                .iter()
                .flatten()
                .filter(|c| {
                    c.claim.evidence.iter().any(|span| {
                        let own = words(span.slice(&self.text));
                        gold.evidence.iter().any(|g| overlap(g, &own))
                    })
                })
                .collect();
            let same: BTreeSet<String> = near
                .iter()
                .filter(|c| c.claim.event.as_str() == gold.event)
                .map(|c| {
                    format!(
                        "{:?}>{:?}",
                        c.claim
                            .actors
                            .iter()
                            .map(|x| x.as_str())
                            .collect::<Vec<_>>(),
                        c.claim
                            .recipients
                            .iter()
                            .map(|x| x.as_str())
                            .collect::<Vec<_>>()
                    )
                })
                .collect();
            println!(
                "{} {} {} {:?} | {:?} || {}",
                if same.is_empty() {
                    "NOTRIGGER"
                } else {
                    "PARTIES"
                },
                self.name,
                gold.event,
                gold.parties,
                same,
                gold.raw
            );
        }
    }

    /// How many of the gold claims are among the candidates.
    pub fn reach(&self) -> (usize, usize) {
        let must = || self.gold.iter().filter(|gold| !gold.optional);
        let reached = must().filter(|gold| {
            self.candidates
                .iter()
                .flatten()
                .any(|candidate| gold.matches(&candidate.claim, &self.text))
        });
        (reached.count(), must().count())
    }

    /// The errors of what a model chooses, one a line: what is missed or wrong, why, and the sentence.
    pub fn errors(&self, model: &Weights) -> Vec<String> {
        let claims = choose(self.candidates.clone(), model);
        let mut used = vec![false; claims.len()];
        let mut lines = Vec::new();
        let near = |gold: &Gold, claim: &Claim| {
            claim.evidence.iter().any(|span| {
                let own = words(span.slice(&self.text));
                gold.evidence.iter().any(|gold| overlap(gold, &own))
            })
        };
        let show = |claim: &Claim| {
            let codes = |codes: &[reading::lexicon::Code]| {
                codes
                    .iter()
                    .map(|code| code.as_str())
                    .collect::<Vec<_>>()
                    .join("+")
            };
            format!(
                "{}/{} {} > {} {:.2}",
                claim.event.as_str(),
                claim.kind.unwrap_or("-"),
                codes(&claim.actors),
                codes(&claim.recipients),
                claim.confidence
            )
        };
        for optional in [false, true] {
            for gold in self.gold.iter().filter(|gold| gold.optional == optional) {
                let hit = (0..claims.len())
                    .find(|&at| !used[at] && gold.matches(&claims[at], &self.text));
                if let Some(at) = hit {
                    used[at] = true;
                } else if !optional {
                    let reached = self
                        .candidates
                        .iter()
                        .flatten()
                        .any(|candidate| gold.matches(&candidate.claim, &self.text));
                    let taken = claims.iter().any(|claim| gold.matches(claim, &self.text));
                    let here: Vec<&Claim> =
                        claims.iter().filter(|claim| near(gold, claim)).collect();
                    let same_type = here.iter().any(|claim| claim.event.as_str() == gold.event);
                    let why = match (reached, taken, here.is_empty(), same_type) {
                        (_, true, _, _) => "joined",
                        (false, _, _, _) => "unreached",
                        (_, _, true, _) => "silent",
                        (_, _, _, true) => "parties",
                        _ => "type",
                    };
                    lines.push(format!(
                        "missed {why}\t{}\t{} {:?}\t{}\t{}",
                        self.name,
                        gold.event,
                        gold.parties,
                        gold.raw,
                        here.iter()
                            .map(|claim| show(claim))
                            .collect::<Vec<_>>()
                            .join(" | ")
                    ));
                }
            }
        }
        for (claim, _) in claims.iter().zip(&used).filter(|(_, used)| !**used) {
            let here: Vec<&Gold> = self.gold.iter().filter(|gold| near(gold, claim)).collect();
            let parties: BTreeSet<String> = claim
                .actors
                .iter()
                .chain(&claim.recipients)
                .map(|code| code.as_str().to_owned())
                .collect();
            let why = if here.is_empty() {
                "nothing"
            } else if here.iter().any(|gold| gold.matches(claim, &self.text)) {
                "again"
            } else if here.iter().any(|gold| gold.event == claim.event.as_str()) {
                "parties"
            } else if here.iter().any(|gold| gold.parties == parties) {
                "type"
            } else {
                "both"
            };
            lines.push(format!(
                "wrong {why}\t{}\t{}\t{}\t{}",
                self.name,
                show(claim),
                claim
                    .evidence
                    .iter()
                    .map(|span| span
                        .slice(&self.text)
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "))
                    .collect::<Vec<_>>()
                    .join(" || "),
                here.iter()
                    .map(|gold| format!("{} {:?}", gold.event, gold.parties))
                    .collect::<Vec<_>>()
                    .join(" | ")
            ));
        }
        lines
    }

    /// What a model chooses at a threshold, each claim with its confidence and whether it is right. Those that match an
    /// optional gold claim are left out.
    pub fn judged(&self, picks: &[Pick], threshold: f32) -> Vec<(f32, bool)> {
        let claims = settle(picks, threshold);
        let used = self.matched(&claims);
        claims
            .iter()
            .zip(used)
            .filter(|(_, used)| *used != Some(true))
            .map(|(claim, used)| (claim.confidence, used.is_some()))
            .collect()
    }

    /// What a model finds likeliest at each trigger.
    pub fn picks(&self, model: &Weights) -> Vec<Pick> {
        picks(self.candidates.clone(), model)
    }

    /// Of each claim whether it is one of the annotation, and if so, whether of an optional one.
    fn matched(&self, claims: &[Claim]) -> Vec<Option<bool>> {
        let mut used: Vec<Option<bool>> = vec![None; claims.len()];
        for optional in [false, true] {
            for gold in self.gold.iter().filter(|gold| gold.optional == optional) {
                let hit = (0..claims.len())
                    .find(|&at| used[at].is_none() && gold.matches(&claims[at], &self.text));
                if let Some(at) = hit {
                    used[at] = Some(optional);
                }
            }
        }
        used
    }

    /// Scores what a model chooses at a threshold.
    pub fn score(&self, picks: &[Pick], threshold: f32) -> Tally {
        let used = self.matched(&settle(picks, threshold));
        let count = |what: Option<bool>| used.iter().filter(|&&used| used == what).count();
        let matched = count(Some(false));
        Tally {
            gold: self.gold.iter().filter(|gold| !gold.optional).count(),
            given: matched + count(None),
            matched,
        }
    }
}
