//! Runs every case of `cases/` and compares what is read with what is expected.
//!
//! Markers in the files say what is known to go wrong; they must agree exactly with what happens, so that neither a
//! loss nor a gain goes unseen. `UPDATE_CASES=1` rewrites the markers. `CASES=WORDS` runs only the cases
//! whose file or name contains the words.

use crate::case_file::{Case, CaseFile, Check, Expected, Item, case_files, squeeze};
use reading::claim::{Claim, Event, Status, kind_word};
use reading::page::Span;
use reading::{Options, Reader, Reading};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

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
    let reading = reader.read(&case.page(Path::new(ROOT)), &Options::default());
    let text = &reading.article.text;
    let broken = |s: &&Span| text.get(s.start..s.end).is_none() || s.is_empty();
    let spans = reading.claims.iter().flat_map(|c| &c.evidence);
    let mut faults: Vec<String> = spans
        .filter(broken)
        .map(|span| format!("evidence {span:?} is no part of the article's text"))
        .collect();
    let claims = reading.claims.iter();
    let given: Vec<Expected> = claims.map(|c| describe(c, &reading)).collect();
    let checks = |check: &Check| holds(check, &reading);
    faults.extend(settle(case, &given, checks, strict, totals));
    faults
}

/// Compares a case with what was read, brings its markers up to date, and returns how they differed.
fn settle(
    case: &mut Case,
    given: &[Expected],
    holds: impl Fn(&Check) -> bool,
    strict: bool,
    totals: &mut Totals,
) -> Vec<String> {
    let mut faults = Vec::new();
    let (found, wrong) = pair(case, given);
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
                let what = claim.print().join("\n  ");
                compare(missed, lost, strict, &what, &mut faults);
            }
            Item::Check { missed, check } => {
                let lost = !holds(check);
                totals.checks += 1;
                totals.passed += usize::from(!lost);
                marked |= lost;
                compare(missed, lost, strict, &check.print(), &mut faults);
            }
            _ => {}
        }
    }
    let before: BTreeSet<String> = case
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Wrong(claim) => Some(claim.print().join("\n  ")),
            _ => None,
        })
        .collect();
    let now: BTreeSet<String> = wrong.iter().map(|c| c.print().join("\n  ")).collect();
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
    let text = &reading.article.text;
    let evidence = claim.evidence.iter();
    let place = claim.place.as_ref().map(|p| {
        let country = p.country.as_ref().map(ToString::to_string);
        (field(&p.name), country.unwrap_or_default())
    });
    Expected {
        event: claim.event.as_str().to_string(),
        kind: claim.kind.map(str::to_string),
        status: claim.status.as_str().to_string(),
        actors: claim.actors.iter().map(field).collect(),
        recipients: claim.recipients.iter().map(field).collect(),
        persons: Some(claim.persons.iter().map(field).collect()),
        when: Some(claim.when.clone().unwrap_or_default()),
        place: Some(place.unwrap_or_default()),
        said_by: Some(claim.said_by.iter().map(field).collect()),
        evidence: evidence.map(|s| squeeze(s.slice(text))).collect(),
        ..Expected::default()
    }
}

/// A value as it can stand in a line of a case file, where a semicolon ends a field.
fn field(value: &impl ToString) -> String {
    squeeze(&value.to_string()).replace(';', ",")
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
                .chain(reading.mentions.all.iter().map(|m| m.span))
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

#[test]
fn lessons_are_sound() {
    let files = case_files(&Path::new(ROOT).join("lessons"));
    assert!(!files.is_empty(), "no lessons");
    let mut faults = Vec::new();
    for path in files {
        let shown = path.display();
        let text = fs::read_to_string(&path).expect("lessons are readable UTF-8");
        let file = CaseFile::parse(&text).unwrap_or_else(|fault| panic!("{shown}: {fault}"));
        for case in &file.cases {
            let title = case.field("title").unwrap_or_default();
            let page = squeeze(&format!("{title} {}", case.text));
            for item in &case.items {
                let claim = match item {
                    Item::Wanted {
                        missed: false,
                        claim,
                        ..
                    } => claim,
                    Item::Plain(_) => continue,
                    _ => {
                        faults.push(format!("{shown}: {}: a marker or a check", case.name));
                        continue;
                    }
                };
                let known = Event::parse(&claim.event).is_some()
                    && Status::parse(&claim.status).is_some()
                    && claim
                        .kind
                        .as_deref()
                        .is_none_or(|kind| kind_word(kind).is_some());
                let stands = !claim.evidence.is_empty()
                    && claim
                        .evidence
                        .iter()
                        .all(|text| page.contains(&squeeze(text)));
                let parties: BTreeSet<&String> = claim.actors.union(&claim.recipients).collect();
                if !known || !stands || parties.len() < 2 {
                    faults.push(format!("{shown}: {}: {:?}", case.name, claim.lines));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A case with one wanted claim, one optional one and a known mistake.
const SAMPLE: &str = "\
Says what the file is about.

=== sample

Peru and Chile met. Cuba came, too. Malta left.

---
CONSULT/meeting held PER+CHL; persons: Ana Rey
  \"Peru and Chile met.\"
?CONSULT/visit held CUB > PER
  \"Cuba came, too.\"
+RETREAT/withdraw held MLT; persons: -; where: -; said_by: page
  \"Malta left.\"
@ published unknown
";

fn sample(text: &str) -> Case {
    let mut file = CaseFile::parse(text).expect("the sample is a case file");
    assert_eq!(file.print(), text, "prints back as it stands");
    file.cases.remove(0)
}

/// Claims in full, as the reading would give them.
fn given(lines: &str) -> Vec<Expected> {
    let text = format!("=== given\n\nnone\n\n---\nnone\n{lines}\n");
    let items = sample(&text).items.into_iter();
    items
        .filter_map(|item| match item {
            Item::Wrong(claim) => Some(claim),
            _ => None,
        })
        .collect()
}

const RIGHT: &str = "+CONSULT/meeting held CHL+PER; persons: A. Rey; where: -; said_by: page
  \"Peru and Chile met.\"
";
const WRONG: &str = "+RETREAT/withdraw held MLT; persons: -; where: -; said_by: page
  \"Malta left.\"
";

fn faults(text: &str, claims: &str, holds: bool, strict: bool) -> Vec<String> {
    let mut totals = Totals::default();
    let given = given(claims);
    settle(&mut sample(text), &given, |_| holds, strict, &mut totals)
}

#[test]
fn markers_that_agree_are_no_fault() {
    let both = format!("{RIGHT}{WRONG}");
    assert_eq!(faults(SAMPLE, &both, true, false), Vec::<String>::new());
    let optional = format!(
        "{both}+CONSULT/visit held CUB > PER; persons: -; where: -; said_by: page\n  \"Cuba came, too.\"\n"
    );
    assert_eq!(faults(SAMPLE, &optional, true, false), Vec::<String>::new());
}

#[test]
fn every_disagreement_is_a_fault() {
    let starts = |found: Vec<String>, what: &str| {
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(what), "{found:?}");
    };
    let both = format!("{RIGHT}{WRONG}");
    starts(faults(SAMPLE, WRONG, true, false), "wanted, but");
    starts(
        faults(SAMPLE, RIGHT, true, false),
        "marked `+`, but no longer",
    );
    starts(faults(SAMPLE, &both, false, false), "wanted, but");
    let marked = SAMPLE.replace("CONSULT/meeting", "-CONSULT/meeting");
    starts(
        faults(&marked, &both, true, false),
        "marked `-`, but it is right",
    );
    let unlisted = SAMPLE.replace(WRONG, "");
    starts(
        faults(&unlisted, &both, true, false),
        "given, but not wanted",
    );
    starts(faults(SAMPLE, &both, true, true), "given, but not wanted");
}

#[test]
fn a_wrong_field_is_both_missed_and_wrong() {
    let found = faults(
        SAMPLE,
        &format!("{}{WRONG}", RIGHT.replace("A. Rey", "A. Roy")),
        true,
        false,
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn updated_markers_agree_and_the_rest_of_the_file_stays() {
    let mut file = CaseFile::parse(SAMPLE).expect("the sample is a case file");
    let given = given(&RIGHT.replace("A. Rey", "A. Roy"));
    let mut totals = Totals::default();
    settle(&mut file.cases[0], &given, |_| false, false, &mut totals);
    let printed = file.print();
    assert_eq!(
        faults(&printed, &RIGHT.replace("A. Rey", "A. Roy"), false, false),
        Vec::<String>::new()
    );
    assert!(
        printed.contains("\n-CONSULT/meeting held PER+CHL; persons: Ana Rey\n"),
        "{printed}"
    );
    assert!(
        printed.contains("\n+CONSULT/meeting held CHL+PER; persons: A. Roy;"),
        "{printed}"
    );
    assert!(printed.contains("\n-@ published unknown\n"), "{printed}");
    assert!(!printed.contains("RETREAT"), "{printed}");
    let mut back = CaseFile::parse(&printed).expect("an updated file is a case file");
    settle(
        &mut back.cases[0],
        &self::given(&format!("{RIGHT}{WRONG}")),
        |_| true,
        false,
        &mut totals,
    );
    // The order may change: wrong claims stand last.
    let (mut back, mut text) = (back.print(), SAMPLE.to_string());
    for text in [&mut back, &mut text] {
        *text = text.replace(WRONG, "");
    }
    assert_eq!(back, text);
}

#[test]
fn a_claim_that_fits_two_is_given_to_the_one_that_has_no_other() {
    let text = "=== two\n\nPeru and Chile met.\n\n---\nCONSULT held CHL+PER\n  \"Peru and Chile met.\"\nCONSULT/meeting held CHL+PER\n  \"Peru and Chile met.\"\n";
    let other = RIGHT.replace("CONSULT/meeting", "CONSULT/talks");
    assert_eq!(
        faults(text, &format!("{RIGHT}{other}"), true, false),
        Vec::<String>::new()
    );
}

#[test]
fn mistakes_in_a_case_are_named() {
    for (from, to, what) in [
        (
            "Peru and Chile met.\"",
            "Peru met.\"",
            "the page does not say",
        ),
        ("CONSULT/meeting", "CONFER/meeting", "is no type"),
        ("held PER", "done PER", "is no status"),
        ("persons:", "people:", "is no field"),
        ("\n---\n", "\n", "no line `---`"),
        (
            "=== sample\n",
            "=== sample\ncolour: red\n",
            "expected `published:`",
        ),
    ] {
        let fault = CaseFile::parse(&SAMPLE.replacen(from, to, 1)).expect_err(to);
        assert!(
            fault.contains(what) && fault.starts_with("line "),
            "{fault}"
        );
    }
}
