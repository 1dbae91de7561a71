//! Export and import, without a store: what leaves comes back.

use super::*;
use ledger::export::import::{self, Imported};
use ledger::export::{Format, Item, write};
use ledger::record::{Entry, Life, Record, Source, life, record};
use proptest::prelude::*;
use std::io::Write;

/// Records of one claim each, with all that hangs on them.
struct Records(Vec<(Imported, Record, Life)>);

impl Records {
    fn of(claims: Vec<Imported>) -> Records {
        let told = claims.into_iter().map(|one| {
            let entry = Entry {
                claim: &one.claim,
                source: &one.source,
            };
            let whole = record(&[entry]);
            let life = life(&[entry], &[], &whole, day(60));
            (one, whole, life)
        });
        Records(told.collect())
    }

    fn write(&self, format: Format) -> Vec<u8> {
        let items = self.0.iter().map(|(one, record, life)| Item {
            record,
            life,
            entries: vec![Entry {
                claim: &one.claim,
                source: &one.source,
            }],
        });
        let mut bytes = Vec::new();
        write(format, items, &mut bytes).unwrap();
        bytes
    }

    fn text(&self, format: Format) -> String {
        String::from_utf8(self.write(format)).unwrap()
    }

    fn claims(&self) -> Vec<Imported> {
        self.0.iter().map(|(one, ..)| one.clone()).collect()
    }
}

fn from_parquet(bytes: &[u8]) -> Result<Vec<Imported>, String> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let rows = import::parquet(file, Timestamp::UNIX_EPOCH).map_err(|flaw| flaw.to_string())?;
    claims_of(rows)
}

fn from_jsonl(bytes: &[u8]) -> Result<Vec<Imported>, String> {
    claims_of(import::jsonl(bytes, Timestamp::UNIX_EPOCH))
}

fn claims_of(
    parts: impl Iterator<Item = Result<import::Part, import::Flaw>>,
) -> Result<Vec<Imported>, String> {
    let claim = |part| match part {
        import::Part::Claim(claim) => claim,
        import::Part::Correction(correction, _) => panic!("{correction:?} was never made"),
    };
    parts
        .map(|part| part.map(claim))
        .collect::<Result<_, _>>()
        .map_err(|flaw| flaw.to_string())
}

/// Texts as pages have them, with what formats trip over.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\"",
        ",",
        "\n",
        "\r\n",
        "|",
        ";",
        "\\",
        "<",
        "&",
        "é",
        "日",
        "\u{1F54A}",
        "\t",
        "\u{0}",
        "=",
        "ab",
        " ",
    ]);
    prop::collection::vec(odd, 0..12).prop_map(|parts| parts.concat())
}

fn codes(least: usize) -> impl Strategy<Value = Vec<String>> {
    let code =
        prop::sample::select(vec!["PER", "NZL", "CHL", "UN", "AL-QAEDA"]).prop_map(str::to_owned);
    prop::collection::vec(code, least..4)
}

fn source() -> impl Strategy<Value = Source> {
    let optional = || prop::option::of(text());
    let days = prop::option::of(0..400_i32);
    let hashes = prop::collection::btree_set(any::<u32>(), 0..5);
    (
        any::<u64>(),
        optional(),
        optional(),
        optional(),
        days,
        0..4_000_000_000_000_i64,
        hashes,
    )
        .prop_map(
            |(page, url, title, outlet, published, read, hashes)| Source {
                page: PageId(format!("{page:064x}")),
                url,
                title,
                outlet,
                published: published.map(day),
                read: Timestamp::from_millisecond(read).unwrap(),
                fingerprint: Fingerprint(hashes.into_iter().collect()),
            },
        )
}

fn any_claim() -> impl Strategy<Value = Imported> {
    let events = prop::sample::select(Event::ALL.to_vec());
    let statuses = prop::sample::select(Status::ALL.to_vec());
    let kinds = prop::option::of(prop::sample::select(vec![
        "visit", "meeting", "embargo", "apology",
    ]));
    let times = prop::option::of(prop::sample::select(vec![
        "2018-04-10",
        "2018-04-10/2018-04-12",
        "2018-05",
        "XXXX-12-15",
        "2018-04-10~",
        "2018-04-10/..",
    ]));
    let persons = prop::collection::vec((text(), prop::option::of(codes(1))), 0..3);
    let evidence = prop::collection::vec((0..5000_usize, text()), 1..3);
    let place = prop::option::of((
        text(),
        prop::option::of(prop::sample::select(vec!["PER", "ISL"])),
    ));
    let said = prop::collection::vec(text().prop_map(|name| format!("M. {name}")), 0..2);
    (
        source(),
        (events, statuses, kinds, times),
        (codes(1), codes(0), persons),
        (evidence, place, said),
        (0..=1000_u16, any::<bool>(), any::<bool>(), 0..3_u64),
    )
        .prop_map(
            |(
                source,
                (event, status, kind, when),
                (actors, recipients, persons),
                (evidence, place, said_by),
                rest,
            )| {
                let (confidence, related, caption, before) = rest;
                let evidence: Vec<Evidence> = evidence
                    .into_iter()
                    .map(|(start, text)| Evidence {
                        start,
                        end: start + text.len(),
                        text,
                    })
                    .collect();
                let first = (evidence[0].start, evidence[0].end);
                let claim = Claim {
                    id: ClaimId::of(&source.page, first, event, &actors, &recipients, status)
                        .again(before),
                    page: source.page.clone(),
                    event,
                    kind: kind.map(str::to_owned),
                    status,
                    actors,
                    recipients,
                    persons: persons.iter().map(|(name, _)| name.clone()).collect(),
                    persons_for: persons
                        .iter()
                        .map(|(_, party)| party.as_ref().map(|codes| codes[0].clone()))
                        .collect(),
                    when: when.map(str::to_owned),
                    place: place.map(|(name, country)| Place {
                        name,
                        country: country.map(str::to_owned),
                    }),
                    said_by,
                    evidence,
                    confidence: f32::from(confidence) / 1000.0,
                    related,
                    caption,
                };
                Imported { claim, source }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn json_lines_and_parquet_hold_all_that_is_known_of_claims(claims in prop::collection::vec(any_claim(), 0..6)) {
        let records = Records::of(claims);
        let (lines, rows) = (records.write(Format::Jsonl), records.write(Format::Parquet));
        let (of_lines, of_rows) = (from_jsonl(&lines).unwrap(), from_parquet(&rows).unwrap());
        prop_assert_eq!(&of_lines, &records.claims());
        prop_assert_eq!(&of_rows, &records.claims());
        let again = Records::of(of_rows);
        prop_assert!(again.write(Format::Jsonl) == lines);
        prop_assert!(again.write(Format::Parquet) == rows);
    }

    #[test]
    fn texts_of_pages_break_no_form(claims in prop::collection::vec(any_claim(), 1..6)) {
        let records = Records::of(claims);
        for (format, columns) in [(Format::CsvRecords, 27), (Format::CsvClaims, 31), (Format::Cameo, 26)] {
            let table = records.text(format);
            prop_assert!(rows(&table).iter().all(|row| *row == columns), "{}", table);
        }
        for line in records.text(Format::Plover).lines() {
            prop_assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
        }
        let calendar = records.text(Format::Ics);
        let lines: Vec<&str> = calendar.split_terminator("\r\n").collect();
        prop_assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])));
        let count = |word: &str| lines.iter().filter(|line| **line == word).count();
        prop_assert_eq!(count("BEGIN:VEVENT"), count("END:VEVENT"));
    }

    #[test]
    fn a_damaged_file_is_told_of(claims in prop::collection::vec(any_claim(), 1..4), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut bytes = Records::of(claims).write(Format::Parquet);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        // It may also be read without a flaw, where the bit was in a text; what counts is that the program goes on.
        let _ = from_parquet(&bytes);
        let _ = from_parquet(&bytes[..at]);
    }
}

/// How many cells each row of CSV has.
fn rows(table: &str) -> Vec<usize> {
    let (mut rows, mut cells, mut quoted) = (Vec::new(), 1, false);
    for letter in table.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells += 1,
            '\n' if !quoted => {
                rows.push(cells);
                cells = 1;
            }
            _ => {}
        }
    }
    assert!(!quoted && cells == 1);
    rows
}

/// A claim of a page of its own.
fn told(number: u64, parties: (&[&str], &[&str]), status: Status, when: Option<&str>) -> Imported {
    let source = Source {
        page: PageId(format!("{number:064x}")),
        url: Some(format!("https://example.org/{number}")),
        title: Some("Title".to_owned()),
        outlet: Some("example.org".to_owned()),
        published: Some(day(0)),
        read: Timestamp::UNIX_EPOCH,
        fingerprint: Fingerprint::default(),
    };
    let mut claim = claim(&source.page, 3, parties, status, when);
    claim.evidence[0].text = "x".repeat(10);
    Imported { claim, source }
}

#[test]
fn what_is_announced_is_an_event_of_another_type_than_what_is_held() {
    let parties = (&["PER"][..], &["NZL"][..]);
    let codes = |status| {
        let table =
            Records::of(vec![told(1, parties, status, Some("2018-04-10"))]).text(Format::Cameo);
        let rows = table.lines().skip(1).map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            (
                cells[1].to_owned(),
                format!("{} {} {}", cells[2], cells[4], cells[3]),
            )
        });
        rows.collect::<Vec<_>>()
    };
    let row = |day: &str, dyad: &str| (day.to_owned(), dyad.to_owned());
    assert_eq!(
        codes(Status::Planned),
        [
            row("2018-03-01", "PER 036 NZL"),
            row("2018-03-01", "NZL 036 PER")
        ]
    );
    assert_eq!(
        codes(Status::Held),
        [
            row("2018-04-10", "PER 042 NZL"),
            row("2018-04-10", "NZL 043 PER")
        ]
    );
    assert!(codes(Status::Proposed).is_empty());
    assert!(codes(Status::Cancelled).is_empty());
}

#[test]
fn a_calendar_holds_what_was_announced_for_a_known_day() {
    let parties = (&["PER"][..], &["NZL"][..]);
    let calendar =
        |status, when| Records::of(vec![told(1, parties, status, when)]).text(Format::Ics);
    let days = |text: &str| {
        let days = text
            .lines()
            .filter_map(|line| line.split_once("VALUE=DATE:"));
        days.map(|(_, day)| day.trim().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        days(&calendar(Status::Planned, Some("2018-04-10/2018-04-12"))),
        ["20180410", "20180413"]
    );
    // Of a month the last day, as it is due by then.
    let month = calendar(Status::Planned, Some("2018-05"));
    assert_eq!(days(&month), ["20180531", "20180601"]);
    assert!(month.contains("some time in 2018-05"));
    assert!(days(&calendar(Status::Planned, Some("XXXX-12-15"))).is_empty());
    assert!(days(&calendar(Status::Planned, None)).is_empty());
    assert!(days(&calendar(Status::Held, Some("2018-04-10"))).is_empty());
    assert!(calendar(Status::Cancelled, Some("2018-04-10")).contains("STATUS:CANCELLED"));
}

#[test]
fn a_graph_counts_what_was_held() {
    let records = Records::of(vec![
        told(1, (&["PER"], &["NZL"]), Status::Held, Some("2018-04-10")),
        told(2, (&["NZL", "PER"], &[]), Status::Held, Some("2018-04-12")),
        told(3, (&["NZL"], &["PER"]), Status::Planned, Some("2018-04-20")),
        told(4, (&["CHL"], &["CHL"]), Status::Held, None),
    ]);
    let graph = records.text(Format::Graphml);
    assert_eq!(graph.matches("<edge ").count(), 1);
    let value = |key: &str| {
        let begin = format!("<data key=\"{key}\">");
        let rest = graph.rsplit_once(begin.as_str()).unwrap().1;
        rest.split_once("</data>").unwrap().0.to_owned()
    };
    let got = [
        "dealings", "mutual", "forward", "backward", "CONSULT", "first", "last", "weight",
    ]
    .map(value);
    assert_eq!(
        got,
        ["2", "1", "0", "1", "2", "2018-04-10", "2018-04-12", "6.5"]
    );
}

#[test]
fn what_is_not_whole_is_not_imported() {
    let line =
        Records::of(vec![told(1, (&["PER"], &["NZL"]), Status::Held, None)]).text(Format::Jsonl);
    assert!(from_jsonl(line.as_bytes()).is_ok());
    for (from, to, why) in [
        ("\"held\"", "\"happened\"", "no status"),
        (
            "\"status\":\"held\"",
            "\"status\":\"planned\"",
            "not the id",
        ),
        ("\"actors\":[\"PER\"]", "\"actors\":[]", "without actors"),
        (
            "\"actors\":[\"PER\"]",
            "\"actors\":[\"Peru and friends\"]",
            "no code",
        ),
        ("\"start\":3", "\"start\":4", "bytes long"),
        ("\"confidence\":0.5", "\"confidence\":7.5", "from 0 to 1"),
        (
            "\"fingerprint\":\"\"",
            "\"fingerprint\":\"zz\"",
            "no fingerprint",
        ),
        (
            "\"published\":\"2018-03-01\"",
            "\"published\":\"March\"",
            "no day",
        ),
    ] {
        // The record comes first in the line; what is meant is its claim.
        let (record, claims) = line.split_once("\"claims\":").unwrap();
        let broken = format!("{record}\"claims\":{}", claims.replace(from, to));
        assert_ne!(broken, line, "{from}");
        let flaw = from_jsonl(broken.as_bytes()).unwrap_err();
        assert!(flaw.contains(why), "{flaw} for {to}");
    }
}
