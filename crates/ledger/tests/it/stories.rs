//! Stories: pages through the whole chain, and what became of what they tell (cases/stories).
//!
//! Each story is read, its claims are merged, and the records of each expectation's day are compared with what the story expects. A
//! failure prints the claims that were read, so that one can tell whether the reading or the ledger is at fault.

use jiff::Timestamp;
use jiff::civil::Date;
use ledger::merge::witness::witnesses;
use ledger::merge::{Entry, cluster};
use ledger::record::{Claim, Life, Record, Source, knows, life, record, take};
use reading::page::{Format, Page};
use reading::{Options, Reader};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A page of a story.
struct Told {
    published: Option<Date>,
    outlet: String,
    title: String,
    url: Option<String>,
    html: bool,
    text: String,
}

/// What is expected on a day.
struct Expectation {
    line: usize,
    today: Date,
    known_on: Option<Date>,
    records: Vec<Expected>,
}

/// A record that is expected.
struct Expected {
    words: String,
    optional: bool,
    head: String,
    fields: Vec<(String, String)>,
}

struct Story {
    pages: Vec<Told>,
    expectations: Vec<Expectation>,
}

/// A page with its claims.
type Read = (Source, Vec<Claim>);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/stories")
}

/// Parses a story; what is wrong with it is said with its line.
fn parse(text: &str) -> Result<Story, String> {
    let mut story = Story {
        pages: Vec::new(),
        expectations: Vec::new(),
    };
    let (mut in_page, mut in_fields) = (false, false);
    for (index, line) in text.lines().enumerate() {
        let fail = |what: &str| format!("line {}: {what}: {line}", index + 1);
        if let Some(rest) = line.strip_prefix("=== page ") {
            let (day, outlet) = rest
                .split_once(' ')
                .ok_or_else(|| fail("a page needs an outlet"))?;
            story.pages.push(Told {
                published: match day {
                    "undated" => None,
                    day => Some(day.parse().map_err(|_| fail("no date"))?),
                },
                outlet: outlet.trim().to_owned(),
                title: String::new(),
                url: None,
                html: false,
                text: String::new(),
            });
            (in_page, in_fields) = (true, true);
        } else if let Some(rest) = line.strip_prefix("=== expect ") {
            let mut words = rest.split_whitespace();
            let day = |word: Option<&str>| word.and_then(|word| word.parse::<Date>().ok());
            let today = day(words.next()).ok_or_else(|| fail("no date"))?;
            let known_on = match words.next() {
                None => None,
                Some("as-known-on") => Some(day(words.next()).ok_or_else(|| fail("no date"))?),
                Some(_) => return Err(fail("only as-known-on may follow")),
            };
            story.expectations.push(Expectation {
                line: index + 1,
                today,
                known_on,
                records: Vec::new(),
            });
            in_page = false;
        } else if line.starts_with("===") {
            return Err(fail("neither page nor expect"));
        } else if in_page {
            let Some(page) = story.pages.last_mut() else {
                continue;
            };
            if !in_fields {
                page.text.push_str(line);
                page.text.push('\n');
            } else if line.trim().is_empty() {
                in_fields = false;
            } else {
                let (field, value) = line.split_once(':').ok_or_else(|| fail("no field"))?;
                let value = value.trim().to_owned();
                match field {
                    "title" => page.title = value,
                    "url" => page.url = Some(value),
                    "format" => page.html = value == "html",
                    _ => return Err(fail("no such field")),
                }
            }
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            let expectation = story.expectations.last_mut();
            let expectation = expectation.ok_or_else(|| fail("a record before any expect"))?;
            expectation
                .records
                .push(expected(line).ok_or_else(|| fail("no record"))?);
        }
    }
    Ok(story)
}

fn expected(line: &str) -> Option<Expected> {
    let words = line.strip_prefix('?').unwrap_or(line);
    let mut parts = words.split(';').map(str::trim);
    let head = parts.next()?.to_owned();
    let field = |part: &str| {
        let (name, value) = part.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    Some(Expected {
        words: line.to_owned(),
        optional: line.starts_with('?'),
        head,
        fields: parts
            .filter(|part| !part.is_empty())
            .map(field)
            .collect::<Option<_>>()?,
    })
}

fn read(reader: &Reader, told: &Told, index: usize) -> Read {
    let page = if told.html {
        Page::with_format(told.text.clone().into_bytes(), Format::Html)
    } else {
        let object = serde_json::json!({
            "title": told.title,
            "published": told.published.map(|date| date.to_string()),
            "outlet": told.outlet,
            "url": told.url,
            "text": told.text.trim(),
        });
        Page::with_format(object.to_string().into_bytes(), Format::ArticleJson)
    };
    let reading = reader.read(&page, &Options::default());
    let id = ledger::record::PageId(page.hash());
    let source = Source {
        page: id.clone(),
        url: reading.article.url.clone(),
        title: reading.article.title.clone(),
        outlet: reading.article.outlet.clone().or(Some(told.outlet.clone())),
        published: reading
            .article
            .published
            .as_ref()
            .map(|published| published.date),
        read: Timestamp::UNIX_EPOCH,
        fingerprint: take::fingerprint(&reading.article),
    };
    assert!(
        source.published == told.published || told.html,
        "page {index} is read as of {:?}",
        source.published
    );
    let claims = take::claims(&id, &reading);
    (source, claims)
}

/// The records of some pages, each with its life.
fn records(pages: &[&Read], today: Date) -> Vec<(Record, Life)> {
    let entries: Vec<Entry> = pages
        .iter()
        .flat_map(|(source, claims)| claims.iter().map(move |claim| Entry { claim, source }))
        .collect();
    let clusters = cluster(&entries);
    let witnesses = witnesses(&entries, &clusters);
    let of = |all: Vec<usize>| -> Vec<Entry> { all.into_iter().map(|at| entries[at]).collect() };
    { clusters.into_iter().zip(witnesses) }
        .map(|(members, witnesses)| {
            let own = of(members);
            let record = record(&own);
            let life = life(&own, &of(witnesses), &record, today);
            (record, life)
        })
        .collect()
}

fn head(record: &Record) -> (String, String) {
    let event = record.event.as_str();
    let mut parties = record.actors.join("+");
    if !record.recipients.is_empty() {
        write!(parties, " > {}", record.recipients.join("+")).unwrap();
    }
    let kind = record
        .kind
        .as_deref()
        .map(|kind| format!("/{kind}"))
        .unwrap_or_default();
    (
        format!("{event}{kind} {parties}"),
        format!("{event} {parties}"),
    )
}

fn shown((record, life): &(Record, Life)) -> String {
    let place = record.place.as_ref().map_or("none".to_owned(), |place| {
        format!(
            "{} ({})",
            place.name,
            place.country.as_deref().unwrap_or("?")
        )
    });
    format!(
        "{}; state: {}; when: {}; persons: {}; where: {place}; claims: {}; sources: {}",
        head(record).0,
        life.state.as_str(),
        record.when.as_deref().unwrap_or("none"),
        record.persons.join(", "),
        record.claims.len(),
        record.sources,
    )
}

/// Whether a record is what is expected.
fn meets(expected: &Expected, found: &(Record, Life), all: &[(Record, Life)]) -> bool {
    let (record, life) = found;
    let (full, short) = head(record);
    if expected.head != full && expected.head != short {
        return false;
    }
    expected
        .fields
        .iter()
        .all(|(field, value)| match field.as_str() {
            "state" => life.state.as_str() == value,
            "when" => record.when.as_deref().unwrap_or("none") == value,
            "claims" => record.claims.len().to_string() == *value,
            "sources" => record.sources.to_string() == *value,
            "persons" => {
                let mut wanted: Vec<&str> = value
                    .split(',')
                    .map(str::trim)
                    .filter(|n| !n.is_empty() && *n != "none")
                    .collect();
                let mut named: Vec<&str> = record.persons.iter().map(String::as_str).collect();
                wanted.sort_unstable();
                named.sort_unstable();
                wanted == named
            }
            "where" => record
                .place
                .as_ref()
                .is_some_and(|place| match value.rsplit_once(" (") {
                    Some((name, country)) => {
                        place.name == name
                            && place.country.as_deref() == Some(country.trim_end_matches(')'))
                    }
                    None => place.name == *value,
                }),
            "knows" => all.iter().any(|(other, _)| {
                let kind = other
                    .kind
                    .as_deref()
                    .map(|kind| format!("/{kind}"))
                    .unwrap_or_default();
                knows(record, other) && format!("{}{kind}", other.event.as_str()) == *value
            }),
            _ => false,
        })
}

/// What is wrong with the records of a day: lines of missing and unexpected ones.
fn compare(expectation: &Expectation, found: &[(Record, Life)]) -> Vec<String> {
    // Each record meets one line. The lines that must be met choose first; an augmenting path finds a choice where there is one.
    let lines = &expectation.records;
    let mut taken: Vec<Option<usize>> = vec![None; found.len()];
    let mut wrong = Vec::new();
    let order = (0..lines.len()).filter(|&at| !lines[at].optional);
    let optional = (0..lines.len()).filter(|&at| lines[at].optional);
    for line in order.chain(optional) {
        let mut seen = vec![false; found.len()];
        if !choose(line, lines, found, &mut taken, &mut seen) && !lines[line].optional {
            wrong.push(format!("  missing:    {}", lines[line].words));
        }
    }
    for (at, record) in found.iter().enumerate() {
        if taken[at].is_none() {
            wrong.push(format!("  unexpected: {}", shown(record)));
        }
    }
    wrong
}

fn choose(
    line: usize,
    lines: &[Expected],
    found: &[(Record, Life)],
    taken: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for at in 0..found.len() {
        if seen[at] || !meets(&lines[line], &found[at], found) {
            continue;
        }
        seen[at] = true;
        let free = match taken[at] {
            None => true,
            Some(other) => choose(other, lines, found, taken, seen),
        };
        if free {
            taken[at] = Some(line);
            return true;
        }
    }
    false
}

fn tell(claims: &[&Read]) -> String {
    let mut out = String::new();
    for (source, claims) in claims {
        let day = source
            .published
            .map_or("undated".to_owned(), |day| day.to_string());
        for claim in claims {
            writeln!(
                out,
                "    {day} {} {}/{} {} {}>{} when {} persons {:?} where {:?} by {:?}{}{}: {}",
                source.outlet.as_deref().unwrap_or("?"),
                claim.event.as_str(),
                claim.kind.as_deref().unwrap_or(""),
                claim.status.as_str(),
                claim.actors.join("+"),
                claim.recipients.join("+"),
                claim.when.as_deref().unwrap_or("-"),
                claim.persons,
                claim.place.as_ref().map(|place| &place.name),
                claim.said_by,
                if claim.related { " related" } else { "" },
                if claim.caption { " caption" } else { "" },
                claim.evidence.first().map_or("", |evidence| &evidence.text)
            )
            .unwrap();
        }
    }
    out
}

/// Reads a story and compares; what is wrong, with the claims that were read.
fn run(reader: &Reader, text: &str) -> Result<(), String> {
    let story = parse(text)?;
    let pages: Vec<Read> = { story.pages.iter().enumerate() }
        .map(|(index, told)| read(reader, told, index))
        .collect();
    let mut wrong = String::new();
    for expectation in &story.expectations {
        let known: Vec<&Read> = { pages.iter() }
            .filter(
                |(source, _)| match (source.published, expectation.known_on) {
                    (Some(published), Some(known_on)) => published <= known_on,
                    _ => true,
                },
            )
            .collect();
        let found = records(&known, expectation.today);
        let problems = compare(expectation, &found);
        if !problems.is_empty() {
            writeln!(wrong, "  line {}, {}:", expectation.line, expectation.today).unwrap();
            writeln!(wrong, "{}", problems.join("\n")).unwrap();
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        let all: Vec<&Read> = pages.iter().collect();
        Err(format!("{wrong}  claims read:\n{}", tell(&all)))
    }
}

#[test]
fn stories() {
    let Ok(files) = std::fs::read_dir(folder()) else {
        println!("skipped: there are no stories");
        return;
    };
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "story"));
    files.sort();
    let only = std::env::var("STORY").ok();
    files.retain(|file| {
        only.as_ref()
            .is_none_or(|only| file.to_string_lossy().contains(only))
    });
    let reader = Reader::bundled();
    let mut failed = Vec::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).unwrap();
        // What the reading is known to miss or distort, the story says; that it is so is asserted.
        let misread = text.lines().any(|line| line.starts_with("# reading:"));
        match run(&reader, &text) {
            Err(wrong) if !misread => failed.push(format!("{name}\n{wrong}")),
            Ok(()) if misread => {
                failed.push(format!(
                    "{name}\n  passes: take its line \"# reading:\" out"
                ));
            }
            _ => {}
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {} stories fail:\n\n{}",
        failed.len(),
        files.len(),
        failed.join("\n")
    );
}
