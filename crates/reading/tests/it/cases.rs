//! Runs every case of `cases/` and compares what is read with what is expected.
//!
//! Markers in the files say what is known to go wrong; they must agree exactly with what happens, so that neither a
//! loss nor a gain goes unseen. `UPDATE_CASES=1` rewrites the markers. `CASES=WORDS` runs only the cases
//! whose file or name contains the words.

use crate::case_file::{Case, CaseFile, Check, Expected, Item, squeeze};
use reading::claim::Claim;
use reading::page::{Format, Page, Span};
use reading::{Options, Reader, Reading};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The project's root.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

#[test]
fn cases_are_read_as_their_markers_say() {
    let root = Path::new(ROOT).join("cases");
    let update = std::env::var_os("UPDATE_CASES").is_some_and(|v| !v.is_empty());
    let only = std::env::var("CASES").unwrap_or_default();
    let reader = Reader::bundled();
    let mut totals = Totals::default();
    let mut faults = Vec::new();
    let files = case_files(&root);
    assert!(!files.is_empty(), "no .case files in {}", root.display());
    for path in files {
        let shown = path
            .strip_prefix(&root)
            .unwrap_or(&path)
            .display()
            .to_string();
        let text = fs::read_to_string(&path).expect("case files are readable UTF-8");
        let mut file = match CaseFile::parse(&text) {
            Ok(file) => file,
            Err(fault) => {
                faults.push(format!("cases/{shown}, {fault}"));
                continue;
            }
        };
        if file.print() != text {
            faults.push(format!(
                "cases/{shown} does not print back as it stands; end it with exactly one line break"
            ));
            continue;
        }
        let strict = file.strict;
        for case in &mut file.cases {
            if !shown.contains(&only) && !case.name.contains(&only) {
                continue;
            }
            let place = format!("cases/{shown}:{} ({})", case.line, case.name);
            for fault in run(&reader, case, strict, &mut totals) {
                if !update || strict {
                    faults.push(format!("{place}\n  {fault}"));
                }
            }
        }
        let printed = file.print();
        if update && !strict && printed != text {
            fs::write(&path, printed).expect("case files can be written");
            println!("cases/{shown}: markers rewritten");
        }
    }
    println!("{}", totals.print());
    assert!(
        faults.is_empty(),
        "{} differences between the cases and what is read:\n\n{}\n\n{}\nUPDATE_CASES=1 rewrites the markers.",
        faults.len(),
        faults.join("\n\n"),
        totals.print()
    );
}

#[derive(Default)]
struct Totals {
    cases: usize,
    unmarked: usize,
    wanted: usize,
    found: usize,
    wrong: usize,
    checks: usize,
    passed: usize,
}

impl Totals {
    fn print(&self) -> String {
        format!(
            "cases: {} ({} without markers); wanted claims: {} ({} found); wrong claims: {}; checks of the article: {} ({} pass)",
            self.cases,
            self.unmarked,
            self.wanted,
            self.found,
            self.wrong,
            self.checks,
            self.passed
        )
    }
}

/// Reads one case, brings its markers up to date, and returns how they differed.
fn run(reader: &Reader, case: &mut Case, strict: bool, totals: &mut Totals) -> Vec<String> {
    let reading = reader.read(&page(case), &Options::default());
    let mut faults = Vec::new();
    for claim in &reading.claims {
        for span in &claim.evidence {
            if reading.article.text.get(span.start..span.end).is_none() || span.is_empty() {
                faults.push(format!(
                    "evidence {span:?} is no part of the article's text"
                ));
            }
        }
    }
    let given: Vec<Expected> = reading
        .claims
        .iter()
        .map(|c| describe(c, &reading))
        .collect();
    let (found, wrong) = pair(case, &given);
    let mut marked = !wrong.is_empty();
    for (n, item) in case.items.iter_mut().enumerate() {
        match item {
            Item::Wanted {
                missed,
                optional: false,
                claim,
            } => {
                let lost = !found.contains(&n);
                totals.wanted += 1;
                totals.found += usize::from(!lost);
                marked |= lost;
                compare(
                    missed,
                    lost,
                    strict,
                    &claim.print().join("\n  "),
                    &mut faults,
                );
            }
            Item::Check { missed, check } => {
                let lost = !holds(check, &reading);
                totals.checks += 1;
                totals.passed += usize::from(!lost);
                marked |= lost;
                compare(missed, lost, strict, &check.print(), &mut faults);
            }
            _ => {}
        }
    }
    let lines = |claims: &[&Expected]| -> BTreeSet<String> {
        claims.iter().map(|c| c.print().join("\n  ")).collect()
    };
    let before: Vec<&Expected> = case
        .items
        .iter()
        .filter_map(|i| match i {
            Item::Wrong(claim) => Some(claim),
            _ => None,
        })
        .collect();
    let (before, now) = (lines(&before), lines(&wrong.iter().collect::<Vec<_>>()));
    for claim in now.iter().filter(|c| strict || !before.contains(*c)) {
        faults.push(format!("given, but not wanted:\n  {claim}"));
    }
    for claim in before.difference(&now) {
        faults.push(format!("marked `+`, but no longer given:\n  {claim}"));
    }
    totals.cases += 1;
    totals.unmarked += usize::from(!marked);
    totals.wrong += wrong.len();
    case.set_wrong(wrong);
    faults
}

fn compare(missed: &mut bool, lost: bool, strict: bool, what: &str, faults: &mut Vec<String>) {
    if *missed && strict {
        faults.push(format!(
            "marked `-` in a file that says `strict`:\n  {what}"
        ));
    }
    match (*missed, lost) {
        (true, false) => faults.push(format!("marked `-`, but it is right today:\n  {what}")),
        (false, true) => faults.push(format!("wanted, but it is not so today:\n  {what}")),
        _ => {}
    }
    *missed = lost;
}

/// The page of a case.
fn page(case: &Case) -> Page {
    let format = match case.field("format") {
        Some("text") => Format::Text,
        Some("html") => Format::Html,
        None if case.field("file").is_some_and(|f| f.ends_with(".html")) => Format::Html,
        None if case.field("file").is_some_and(|f| f.ends_with(".txt")) => Format::Text,
        _ => Format::ArticleJson,
    };
    let bytes = match format {
        _ if case.field("file").is_some() => {
            let file = Path::new(ROOT).join(case.field("file").unwrap_or_default());
            fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
        }
        Format::ArticleJson => {
            let mut article = serde_json::Map::new();
            for key in ["title", "published", "outlet", "url"] {
                if let Some(value) = case.field(key) {
                    article.insert(key.to_string(), value.into());
                }
            }
            article.insert("text".to_string(), case.text.as_str().into());
            serde_json::Value::Object(article).to_string().into_bytes()
        }
        _ => case.text.clone().into_bytes(),
    };
    let address = case.field("address").map(str::to_string);
    Page {
        bytes,
        address,
        format,
    }
}

/// Pairs wanted claims with given ones, each at most once and as many as can be; wanted ones before optional ones.
/// Returns the items that were found and the claims that nothing asked for.
fn pair(case: &Case, given: &[Expected]) -> (BTreeSet<usize>, Vec<Expected>) {
    let mut taken: Vec<Option<usize>> = vec![None; given.len()];
    for pass in [false, true] {
        for (n, item) in case.items.iter().enumerate() {
            if matches!(item, Item::Wanted { optional, .. } if *optional == pass) {
                assign(case, given, n, &mut taken, &mut BTreeSet::new());
            }
        }
    }
    let found = taken.iter().flatten().copied().collect();
    let wrong = given.iter().zip(&taken).filter(|(_, t)| t.is_none());
    (found, wrong.map(|(claim, _)| claim.clone()).collect())
}

/// Finds a given claim for item `n`, moving earlier pairs out of the way where they can go elsewhere.
fn assign(
    case: &Case,
    given: &[Expected],
    n: usize,
    taken: &mut Vec<Option<usize>>,
    tried: &mut BTreeSet<usize>,
) -> bool {
    let Item::Wanted { claim: wanted, .. } = &case.items[n] else {
        return false;
    };
    for (g, claim) in given.iter().enumerate() {
        if fits(wanted, claim) && tried.insert(g) {
            let free = match taken[g] {
                None => true,
                Some(holder) => assign(case, given, holder, taken, tried),
            };
            if free {
                taken[g] = Some(n);
                return true;
            }
        }
    }
    false
}

/// Whether a given claim is the wanted one in every field that the case writes down.
fn fits(wanted: &Expected, given: &Expected) -> bool {
    let people =
        |set: &BTreeSet<String>| -> BTreeSet<String> { set.iter().map(|n| surname(n)).collect() };
    let same_people = |w: &Option<BTreeSet<String>>, g: &Option<BTreeSet<String>>| match (w, g) {
        (Some(w), Some(g)) => people(w) == people(g),
        (wanted, _) => wanted.is_none(),
    };
    let same_place = match (&wanted.place, &given.place) {
        (Some(w), Some(g)) if w.1.is_empty() && !w.0.is_empty() => w.0 == g.0,
        (Some(w), Some(g)) => w.0.is_empty() == g.0.is_empty() && w.1 == g.1,
        (wanted, _) => wanted.is_none(),
    };
    wanted.event == given.event
        && wanted.status == given.status
        && (wanted.kind.is_none() || wanted.kind == given.kind)
        && wanted.actors == given.actors
        && wanted.recipients == given.recipients
        && (wanted.when.is_none() || wanted.when == given.when)
        && same_place
        && same_people(&wanted.persons, &given.persons)
        && same_people(&wanted.said_by, &given.said_by)
        && wanted
            .evidence
            .iter()
            .any(|w| given.evidence.iter().any(|g| overlap(w, g)))
}

/// The measure's rule: half of the words of the shorter, or three words, whichever is more.
fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    let all = a.union(&b).count();
    let shorter = a.len().min(b.len());
    shorter > 0 && 2 * shared >= shorter && shared >= all.min(3)
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The measure compares people by their last name.
fn surname(name: &str) -> String {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .rfind(|w| !["jr", "sr", "ii", "iii", "iv"].contains(&w.as_str()))
        .unwrap_or_default()
}

/// A given claim in the words of a case file, with every field.
fn describe(claim: &Claim, reading: &Reading) -> Expected {
    // A semicolon ends a field in a case file.
    let name = |text: &str| squeeze(text).replace(';', ",");
    let set = |list: &[String]| list.iter().map(|n| name(n)).collect::<BTreeSet<_>>();
    let evidence = claim.evidence.iter();
    Expected {
        event: claim.event.as_str().to_string(),
        kind: claim.kind.map(str::to_string),
        status: claim.status.as_str().to_string(),
        actors: set(&claim.actors),
        recipients: set(&claim.recipients),
        persons: Some(set(&claim.persons)),
        when: Some(claim.when.clone().unwrap_or_default()),
        place: Some(claim.place.as_ref().map_or_else(Default::default, |p| {
            (name(&p.name), p.country.clone().unwrap_or_default())
        })),
        said_by: Some(set(&claim.said_by)),
        evidence: evidence
            .map(|s| squeeze(s.slice(&reading.article.text)))
            .collect(),
        ..Expected::default()
    }
}

fn holds(check: &Check, reading: &Reading) -> bool {
    match check {
        Check::Published(date) => {
            let given = reading.article.published.as_ref();
            given.map(|p| p.date.to_string()) == *date
        }
        Check::Unread(words) => {
            let spans: Vec<Span> = reading
                .sentences
                .iter()
                .map(|s| s.span)
                .chain(reading.mentions.iter().map(|m| m.span))
                .chain(reading.times.iter().map(|t| t.span))
                .collect();
            reading
                .article
                .text
                .match_indices(words.as_str())
                .map(|(start, found)| Span::new(start, start + found.len()))
                .all(|place| !spans.iter().any(|span| span.overlaps(place)))
        }
    }
}

/// All case files below a folder, in the order of their paths.
fn case_files(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "case") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
