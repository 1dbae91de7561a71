//! Times: the dates of Recognizers-Text that news could hold, and those of the annotated claims.
//!
//! What enters: a test suite of short inputs with a day of writing, and the pages of `../shared/gold/train`. What leaves:
//! precision, recall and F1 of the suite's dates, where a span overlaps and the value is one of the listed days or the
//! period; and of the claims' times, how many are a time of their page, or lie within one. Which cases are left out is a
//! rule below, with its reasons in docs/decisions/0031-how-times-are-measured.md. The dates of TimeBank and AQUAINT have a
//! check of their own, through the program.

use super::score::{Score, share};
use super::{Bench, actors, archive, each};
use jiff::civil::Date;
use reading::Options;
use reading::page::Span;
use reading::time::edtf::End;
use reading::time::{Bound, Edtf, TimeMention};
use serde_json::Value;

const ARCHIVE: &str = "data/time/recognizers_datetime_en.tar.xz";
const SUITE: &str = "Specs/DateTime/English/DateTimeModel.json";

/// Prints the figures.
pub fn run(bench: &Bench) -> Result<(), String> {
    recognizers(bench)?;
    claims(bench)
}

fn recognizers(bench: &Bench) -> Result<(), String> {
    let files = archive::files(&bench.shared.join(ARCHIVE))?;
    let suite = files.iter().find(|(name, _)| name == SUITE);
    let bytes = suite.map_or(&[][..], |(_, bytes)| bytes);
    let text = String::from_utf8_lossy(bytes);
    let all: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("{SUITE}: {error}"))?;
    let kept: Vec<&Value> = all
        .iter()
        .filter(|case| {
            let input = case["Input"].as_str().unwrap_or("");
            news_could_hold(input, results(case))
        })
        .collect();
    let mut total = Score::default();
    for (score, note) in each(&kept, |case| outcome(bench, case)) {
        total.add(score);
        if let Some(note) = note.filter(|_| bench.show) {
            println!("{note}");
        }
    }
    println!(
        "recognizers: cases {}  left out {}",
        kept.len(),
        all.len() - kept.len()
    );
    println!("value: {total}");
    Ok(())
}

fn results(case: &Value) -> &[Value] {
    case["Results"].as_array().map_or(&[][..], Vec::as_slice)
}

/// Counts of one case, and what is missed or wrong in it.
fn outcome(bench: &Bench, case: &Value) -> (Score, Option<String>) {
    let input = case["Input"].as_str().unwrap_or("");
    let written = case["Context"]["ReferenceDateTime"].as_str();
    let published = written.and_then(|at| at.get(..10)).unwrap_or("");
    let found: Vec<TimeMention> = bench
        .read(input, published)
        .times
        .into_iter()
        .filter(|time| time.value.is_some())
        .collect();
    let results = results(case);
    let right = results
        .iter()
        .filter(|result| found.iter().any(|time| hits(result, time, input)))
        .count();
    let score = Score {
        expected: results.len(),
        given: found.len(),
        right,
    };
    let note = (right < results.len().max(found.len())).then(|| {
        let found: Vec<_> = found
            .iter()
            .map(|time| (time.span.slice(input), time.value.map(|v| v.to_string())))
            .collect();
        let wanted: Vec<_> = results
            .iter()
            .map(|result| (&result["Text"], &result["Resolution"]["values"][0]))
            .collect();
        format!("{published} {input}\n    found {found:?}\n    wanted {wanted:?}")
    });
    (score, note)
}

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

/// How many times of annotated claims are a time of their page: equal to a value or period, or only within one.
fn claims(bench: &Bench) -> Result<(), String> {
    let pages = actors::pages(bench)?;
    let counts = each(&pages, |stem| -> Result<[usize; 4], String> {
        let (page, gold) = actors::annotated(stem)?;
        let reading = bench.reader.read(&page, &Options::default());
        let day = reading.article.published.as_ref().map(|p| p.date);
        let values: Vec<Edtf> = reading
            .times
            .iter()
            .flat_map(|time| [time.value, time.period(day)])
            .flatten()
            .collect();
        let mut counts = [0; 4];
        for claim in gold["claims"].as_array().into_iter().flatten() {
            let when = claim["when"].as_str();
            let Some(when) = when.and_then(|when| when.parse::<Edtf>().ok()) else {
                continue;
            };
            counts[0] += 1;
            if values.contains(&when) {
                counts[1] += 1;
            } else if Some(when) == day.and_then(Edtf::day) {
                counts[2] += 1;
            } else if values.iter().any(|value| value.contains(when)) {
                counts[3] += 1;
            }
        }
        Ok(counts)
    });
    let mut total = [0; 4];
    for page in counts {
        for (sum, count) in total.iter_mut().zip(page?) {
            *sum += count;
        }
    }
    let [all, equal, published, within] = total;
    println!(
        "claims: times {all}  equal {:.3}  only the day of publication {:.3}  within {:.3}  missed {:.3}",
        share(equal, all),
        share(published, all),
        share(within, all),
        share(all - equal - published - within, all)
    );
    Ok(())
}
