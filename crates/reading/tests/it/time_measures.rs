//! Times measured against material kept beside the project; skipped, with a word, where that is not there.
//!
//! `SERVANDA_SHARED` names its folder where it does not stand beside the project's; `SHOW` prints what is missed.

use crate::time::{edtf, shown, times};
use jiff::civil::Date;
use reading::page::Span;
use reading::time::edtf::End;
use reading::time::{Bound, Edtf, TimeMention};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// Where the material lies that is kept beside the project; none, with a word, where it does not.
fn shared(path: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("SERVANDA_SHARED").map_or(beside, PathBuf::from);
    let path = root.join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// The date cases of Recognizers-Text that news could hold (which these are, and which not: docs/decisions/0031).
#[test]
fn recognizers_cases_that_news_could_hold() {
    let Some(archive) = shared("data/time/recognizers_datetime_en.tar.xz") else {
        return;
    };
    let output = Command::new("tar")
        .arg("-xJOf")
        .arg(&archive)
        .arg("Specs/DateTime/English/DateTimeModel.json")
        .output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        eprintln!(
            "skipped: tar with xz is needed to read {}",
            archive.display()
        );
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let all: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).expect("JSON");
    let (mut cases, mut right, mut given, mut expected, mut left_out) = (0, 0, 0, 0, 0);
    for case in &all {
        let input = case["Input"].as_str().unwrap_or("");
        let results = case["Results"].as_array().map_or(&[][..], Vec::as_slice);
        if !news_could_hold(input, results) {
            left_out += 1;
            continue;
        }
        cases += 1;
        let published = case["Context"]["ReferenceDateTime"]
            .as_str()
            .and_then(|at| at.get(..10))
            .unwrap_or("");
        let found: Vec<TimeMention> = times(input, published)
            .into_iter()
            .filter(|time| time.value.is_some())
            .collect();
        let hits = results
            .iter()
            .filter(|result| found.iter().any(|time| hits(result, time, input)))
            .count();
        right += hits;
        given += found.len();
        expected += results.len();
        if hits < results.len().max(found.len()) && std::env::var_os("SHOW").is_some() {
            let found: Vec<_> = found
                .iter()
                .map(|t| (t.span.slice(input), shown(t.value)))
                .collect();
            let wanted: Vec<_> = results
                .iter()
                .map(|r| (&r["Text"], &r["Resolution"]["values"][0]))
                .collect();
            eprintln!("{published} {input}\n    found {found:?}\n    wanted {wanted:?}");
        }
    }
    let (p, r) = (right as f64 / given as f64, right as f64 / expected as f64);
    eprintln!(
        "recognizers: {cases} cases ({left_out} left out), {expected} dates, value P {p:.3} R {r:.3} F1 {:.3}",
        2.0 * p * r / (p + r)
    );
    assert!(2.0 * p * r / (p + r) > FLOOR_RECOGNIZERS);
}

/// F1 of values on the cases kept; raised with it.
const FLOOR_RECOGNIZERS: f64 = 0.74;

/// Whether all that is to be found are dates as news writes them: no times of the day, no "week 31", no dates in digits
/// without a year, no months or weekdays in small letters, no holidays, no amounts of days, no "the day" alone.
fn news_could_hold(input: &str, results: &[Value]) -> bool {
    let dates = results.iter().all(|result| {
        let kind = result["TypeName"].as_str().unwrap_or("");
        kind == "datetimeV2.date" || kind == "datetimeV2.daterange"
    });
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let written = |word: &str| {
        let small = |name: &&str| {
            word.starts_with(*name) && word.len() < 10 && word != "second" && word != "decade"
        };
        let glued = word.starts_with(|c: char| c.is_alphabetic())
            && word.ends_with(|c: char| c.is_ascii_digit());
        let month = months.iter().any(small) && !["march", "month", "months"].contains(&word);
        let day = days.iter().any(small);
        !month && !day && !glued
    };
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let unlike_news = [
        "independence",
        "halloween",
        "labor",
        "labour",
        "eid",
        "ramadan",
        "easter",
        "martin",
        "mlk",
        "mothers",
        "fathers",
        "thanksgiving",
        "christmas",
        "valentine",
        "xmas",
        "juneteenth",
        "tmr",
        "tmrw",
        "within",
        "rest",
        "more",
        "less",
        "least",
        "most",
        "exactly",
        "workday",
        "workdays",
        "business",
        "working",
        "ytd",
        "mtd",
        "wk",
        "dates",
        "fortnight",
        "school",
        "sy",
        "eoy",
        "otd",
        "earth",
        "patrick",
        "workers",
        "workweek",
        "remaining",
    ];
    let plain = |result: &Value| {
        let text = result["Text"].as_str().unwrap_or("").to_lowercase();
        let words = words(&text);
        let has = |word: &str| words.iter().any(|w| w == word);
        let alone = ["day", "week", "month", "year", "weekend", "date"]
            .iter()
            .any(|unit| text == format!("the {unit}") || text == **unit);
        let digits = words.iter().all(|w| w.chars().all(|c| c.is_ascii_digit()));
        let unresolved = result["Resolution"]["values"][0]["value"] == "not resolved";
        let short_year = digits && !words.iter().any(|w| w.len() == 4);
        let numbered = has("week") && words.iter().any(|w| w.chars().all(|c| c.is_ascii_digit()))
            || words
                .iter()
                .any(|w| w.starts_with("w") && w[1..].chars().all(|c| c.is_ascii_digit()));
        let amounts = ["days", "weeks", "months", "years", "quarters", "decades"]
            .iter()
            .any(|unit| has(unit))
            && !has("ago")
            && !has("later");
        let ordered =
            has("first") && has("week") || has("last") && has("of") || has("second") && has("week");
        !(alone
            || unresolved
            || short_year
            || numbered
            || amounts
            || ordered
            || unlike_news.iter().any(|word| has(word)))
            && !text.contains(['~', '='])
    };
    dates
        && !results.is_empty()
        && words(input).iter().all(|word| written(word))
        && results.iter().all(plain)
}

/// Whether a mention has the place and the value of a result: one of its days, or its period (whose end is exclusive).
fn hits(result: &Value, time: &TimeMention, input: &str) -> bool {
    let place = |at: &Value| {
        at.as_u64()
            .and_then(|n| input.char_indices().nth(n as usize))
            .map_or(0, |(byte, _)| byte)
    };
    let span = Span::new(place(&result["Start"]), place(&result["End"]) + 1);
    let Some(value) = time.value.filter(|_| span.overlaps(time.span)) else {
        return false;
    };
    let value = value.plain();
    let values = result["Resolution"]["values"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    values.iter().any(|wanted| {
        let day = |name: &str| {
            wanted[name]
                .as_str()
                .and_then(|day| day.parse::<Date>().ok())
        };
        let whole = wanted["timex"]
            .as_str()
            .is_some_and(|timex| timex == value.to_string());
        let one = day("value").is_some_and(|day| Edtf::day(day) == Some(value));
        let last_begins = match value {
            Edtf::Interval(_, End::At(stamp)) => stamp.earliest(),
            _ => None,
        };
        let period = day("start").is_some()
            && day("start") == value.earliest()
            && day("end").is_some_and(|end| {
                let latest = value.latest();
                latest == Some(end)
                    || latest.and_then(|l| l.tomorrow().ok()) == Some(end)
                    || last_begins == Some(end)
            });
        // "since 2016", "before 2018": the time itself is our value.
        let bounded = time.bound != Bound::At
            && wanted["timex"].as_str().is_some_and(|timex| {
                timex == value.to_string()
                    || timex.trim_start_matches("XXXX") == &value.to_string()[4..]
            });
        whole || one || period || bounded
    })
}

/// How many `when`s of the gold pages are a time of their page: equal to a value or period, or to the day of publication.
#[test]
fn times_of_gold_claims_are_found() {
    let Some(folder) = shared("gold/train") else {
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
        .collect();
    files.sort();
    let (mut given, mut equal, mut published_only, mut within) = (0, 0, 0, 0);
    for file in files {
        let json = |path: &PathBuf| -> Option<Value> {
            serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
        };
        let gold = json(&file).expect("gold");
        let stem = file.to_string_lossy().replace(".gold.json", "");
        let text = match json(&PathBuf::from(format!("{stem}.json"))) {
            Some(page) => format!(
                "{}\n{}",
                page["title"].as_str().unwrap_or(""),
                page["text"].as_str().unwrap_or("")
            ),
            None => std::fs::read_to_string(format!("{stem}.txt")).unwrap_or_default(),
        };
        let published = gold["published"].as_str().unwrap_or("");
        let day = published.parse().ok();
        let values: Vec<Edtf> = times(&text, published)
            .iter()
            .flat_map(|time| [time.value, time.period(day)])
            .flatten()
            .collect();
        for claim in gold["claims"].as_array().map_or(&[][..], Vec::as_slice) {
            let Some(when) = claim["when"].as_str() else {
                continue;
            };
            let when = edtf(when);
            given += 1;
            if values.contains(&when) {
                equal += 1;
            } else if Some(when) == day.and_then(Edtf::day) {
                published_only += 1;
            } else if values.iter().any(|value| value.contains(when)) {
                within += 1;
            }
        }
    }
    let missed = given - equal - published_only - within;
    eprintln!(
        "gold times: {given}, equal to a time of the page {equal}, only the day of publication {published_only}, within a \
         time of the page {within}, missed {missed}"
    );
    assert!(missed * 50 < given);
}
