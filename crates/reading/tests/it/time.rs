//! Times: the cases of `cases/time.txt`, and properties.

use jiff::civil::Date;
use proptest::prelude::*;
use reading::article::{Article, Block, BlockKind, Published};
use reading::page::Span;
use reading::text::Sentence;
use reading::time::edtf::{Digits, End, Part, Qualifier, Stamp, Year};
use reading::time::{self, Basis, Bound, Edtf, Shift, TimeMention, Unit};

/// An article whose every line is a sentence of a paragraph of its own.
fn page(text: &str, published: Option<Date>) -> (Article, Vec<Sentence>) {
    let mut blocks = Vec::new();
    let mut sentences = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let span = Span::new(start, end);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let block = blocks.len();
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            span,
            speaker: None,
        });
        sentences.push(Sentence {
            span,
            block,
            tokens: Vec::new(),
        });
    }
    let article = Article {
        text: text.to_owned(),
        blocks,
        published: published.map(|date| Published { date, time: None }),
        ..Article::default()
    };
    (article, sentences)
}

pub(crate) fn times(text: &str, published: &str) -> Vec<TimeMention> {
    let (article, sentences) = page(text, published.parse().ok());
    time::find(&article, &sentences)
}

pub(crate) fn edtf(text: &str) -> Edtf {
    text.parse().expect("EDTF")
}

pub(crate) fn shown(value: Option<Edtf>) -> String {
    value.map_or("none".to_owned(), |value| value.to_string())
}

#[test]
fn cases() {
    let mut wrong = Vec::new();
    for line in include_str!("../cases/time.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut fields = line.splitn(3, '\t');
        let (published, text) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        let expected = fields.next().unwrap_or("");
        let found: Vec<String> = times(text, published)
            .iter()
            .map(|time| format!("{} = {}", time.span.slice(text), shown(time.value)))
            .collect();
        let found = found.join("; ");
        if found != expected {
            wrong.push(format!(
                "{text}\n  expected: {expected}\n  found:    {found}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_time_says_what_it_rests_on() {
    let basis = |text| times(text, "2016-11-20").first().map(|time| time.basis);
    assert_eq!(basis("Signed on 5 May 2010."), Some(Basis::Stated));
    assert_eq!(basis("Signed on 5 May."), Some(Basis::Published));
    assert_eq!(basis("Signed on Friday."), Some(Basis::Published));
    assert_eq!(basis("Signed the following day."), Some(Basis::Relative));
}

#[test]
fn a_year_can_be_a_name() {
    let attributive = |text| {
        times(text, "2026-03-20")
            .first()
            .map(|time| time.attributive)
    };
    assert_eq!(attributive("2026 Iran war talks go on."), Some(true));
    assert_eq!(
        attributive("They left the 2015 nuclear agreement."),
        Some(true)
    );
    assert_eq!(
        attributive("They left the agreement in 2018 under pressure."),
        Some(false)
    );
    assert_eq!(attributive("In 2018 Mr Trump left it."), Some(false));
    assert_eq!(
        attributive("The ministers met on Friday in Vienna."),
        Some(false)
    );
}

#[test]
fn a_bound_makes_a_period_of_a_time() {
    let period = |text| {
        let published = "2021-06-04".parse().ok();
        let time = times(text, "2021-06-04")
            .into_iter()
            .next()
            .expect("a time");
        (
            time.bound,
            shown(time.period(published)),
            shown(time.period(None)),
        )
    };
    let of = |bound, dated: &str, undated: &str| (bound, dated.to_owned(), undated.to_owned());
    assert_eq!(
        period("Given since 2002."),
        of(Bound::Since, "2002/2021", "2002/..")
    );
    assert_eq!(
        period("Killed since March 2."),
        of(Bound::Since, "2021-03-02/2021-06-04", "2021-03-02/..")
    );
    assert_eq!(
        period("It remains in effect until April 2022."),
        of(Bound::Until, "2021-06-04/2022-04", "../2022-04")
    );
    assert_eq!(period("Done by 2022."), of(Bound::By, "../2022", "../2022"));
    assert_eq!(period("Done in 2022."), of(Bound::At, "2022", "2022"));
}

#[test]
fn a_shift_can_be_counted_from_a_better_anchor() {
    let found = times("The talks went on the following day.", "");
    let shift = found[0].shift.expect("a shift");
    assert_eq!(found[0].value, None);
    assert_eq!(
        time::resolve_relative(shift, edtf("2016-11-20")),
        Some(edtf("2016-11-21"))
    );
    // An interval is left at its end; a year has no following day.
    assert_eq!(
        time::resolve_relative(shift, edtf("2016-11-18/2016-11-20")),
        Some(edtf("2016-11-21"))
    );
    assert_eq!(time::resolve_relative(shift, edtf("2016")), None);
    assert_eq!(time::resolve_relative(shift, edtf("XXXX-11-20")), None);
    let year = Shift::new(Unit::Year, -1);
    assert_eq!(
        time::resolve_relative(year, edtf("2016-11-20")),
        Some(edtf("2015"))
    );
}

#[test]
fn items_of_a_list_are_counted_from_the_day_of_the_page() {
    let text = "It began on 3 March 2020.\nIt was bombed the previous day.\n";
    let (mut article, sentences) = page(text, "2025-09-25".parse().ok());
    for block in &mut article.blocks {
        block.kind = BlockKind::ListItem;
    }
    let found = time::find(&article, &sentences);
    assert_eq!(shown(found[1].value), "2025-09-24");
}

#[test]
fn a_dateline_gives_its_day_to_the_sentence_after_it() {
    let text = "LIMA, November 20, 2016\nThe presidents met.\n";
    let (mut article, mut sentences) = page(text, None);
    article.blocks[0].kind = BlockKind::Dateline;
    sentences.remove(0);
    let found = time::find(&article, &sentences);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (shown(found[0].value).as_str(), found[0].sentence),
        ("2016-11-20", 0)
    );
}

#[test]
fn edtf_reads_and_writes() {
    for text in [
        "2016",
        "0044",
        "2016-12",
        "2016-12-15",
        "XXXX-12-03",
        "XXXX-02-29",
        "2016-XX-15",
        "2016-12-XX",
        "201X",
        "19XX",
        "XXXX",
        "2021-23",
        "2016-35",
        "2016-41",
        "2016-12-15~",
        "2016?",
        "2016-12%",
        "2016-12-15/2016-12-16",
        "2013/..",
        "../2013",
        "2013/",
        "/2013",
        "2016-12~/2017?",
    ] {
        assert_eq!(edtf(text).to_string(), text);
    }
    for text in [
        "",
        "16",
        "2016-13",
        "2016-00",
        "2016-02-30",
        "2015-02-29",
        "2016-12-15T18:30",
        "2016/2015",
        "../..",
        "/",
        "20166",
        "2016-1",
        "2016-12-15-",
        "2016~~",
        "2016-XX-32",
        "X016",
        "٢٠١٦",
        "2016/2017/2018",
        "XXXX-02-30",
    ] {
        assert!(text.parse::<Edtf>().is_err(), "{text}");
    }
}

#[test]
fn edtf_knows_its_first_and_last_day() {
    let days = |text| {
        let value = edtf(text);
        let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
        format!("{} {}", day(value.earliest()), day(value.latest()))
    };
    assert_eq!(days("2016-02"), "2016-02-01 2016-02-29");
    assert_eq!(days("2016-35"), "2016-07-01 2016-09-30");
    assert_eq!(days("2016-24"), "2016-12-01 2017-02-28");
    assert_eq!(days("201X"), "2010-01-01 2019-12-31");
    assert_eq!(days("2016-XX"), "2016-01-01 2016-12-31");
    assert_eq!(days("XXXX-12-03"), "- -");
    assert_eq!(days("2013/.."), "2013-01-01 -");
    assert_eq!(days("2016-12-15/2016-12-16"), "2016-12-15 2016-12-16");
}

#[test]
fn edtf_compares() {
    let common = |a: &str, b: &str| shown(edtf(a).intersection(edtf(b)));
    assert_eq!(
        common("2016-12", "2016-12-15/2016-12-16"),
        "2016-12-15/2016-12-16"
    );
    assert_eq!(
        common("2016-12-10/2016-12-20", "2016-12-15/2017-01"),
        "2016-12-15/2016-12-20"
    );
    assert_eq!(common("XXXX-12-03", "2016-12"), "2016-12-03");
    assert_eq!(common("XXXX-01-02", "2016-12-30/2017-01-05"), "2017-01-02");
    assert_eq!(common("XXXX-12-03", "XXXX-12"), "XXXX-12-03");
    assert_eq!(common("2013/..", "../2016"), "2013-01-01/2016-12-31");
    assert_eq!(common("XXXX-12-03", "2016-11"), "none");
    assert_eq!(common("2016-12-15", "2016-12-16"), "none");
    assert!(edtf("201X").contains(edtf("2016-12-15")));
    assert!(edtf("XXXX-12").contains(edtf("2016-12-15")));
    assert!(!edtf("2016-12-15").contains(edtf("2016-12")));
}

fn stamps() -> impl Strategy<Value = Stamp> {
    let year = prop_oneof![
        (0i16..=9999).prop_map(Year::Known),
        (0i16..=999).prop_map(Year::Decade),
        (0i16..=99).prop_map(Year::Century),
        Just(Year::Unknown),
    ];
    let digits = |most: i8| prop_oneof![(1..=most).prop_map(Digits::Known), Just(Digits::Unknown)];
    let part = prop_oneof![
        Just(Part::Whole),
        prop_oneof![21i8..=24, 33i8..=36, 40i8..=41].prop_map(Part::Division),
        digits(12).prop_map(Part::Month),
        (digits(12), digits(31)).prop_map(|(month, day)| Part::Day(month, day)),
    ];
    let qualifier = prop_oneof![
        Just(Qualifier::Exact),
        Just(Qualifier::Uncertain),
        Just(Qualifier::Approximate),
        Just(Qualifier::Both),
    ];
    (year, part, qualifier).prop_filter_map("no such day", |(y, p, q)| Stamp::new(y, p, q))
}

fn values() -> impl Strategy<Value = Edtf> {
    let ends = || prop_oneof![3 => stamps().prop_map(End::At), 1 => Just(End::Open), 1 => Just(End::Unknown)];
    prop_oneof![
        stamps().prop_map(Edtf::At),
        (ends(), ends()).prop_filter_map("backwards", |(a, b)| Edtf::interval(a, b)),
    ]
}

/// Texts that look like times, so that the grammar's rules meet in all orders.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => prop::sample::select(vec![
            "December", "May", "Sept.", "15", "16", "31", "2016", "1999", "3rd", "1990s", "last", "next", "this", "the",
            "following", "day", "week", "month", "year", "days", "Wednesday", "Fri", "ago", "later", "earlier", "before",
            "after", "from", "to", "until", "between", "and", "-", "–", "/", ".", ",", "(", ")", "of", "end", "early",
            "mid-", "around", "two", "ninety", "nineteen", "thousand", "third", "quarter", "half", "Q3", "spring",
            "century", "today", "tomorrow", "yesterday", "weekend", "Christmas", "Eve", "New", "Year", "'", "’", "s",
            "15.12.2016", "2016-12-15", "99999", "0", "00", "0000", "9999", "31/02/2016", "few", "coming", "twenty-", "\u{a0}",
            "fortnight", "school", "sy", "eoy", "otd", "earth", "patrick", "workers", "workweek", "remaining", "decade", "same", "that", "in", "on", "a", "will", "said", "year-end", "fiscal", "Thanksgiving",
        ]),
        1 => Just("é—ß"),
    ];
    prop::collection::vec((pieces, prop_oneof![3 => Just(" "), 1 => Just("")]), 0..40).prop_map(
        |pieces| {
            pieces
                .iter()
                .flat_map(|(piece, space)| [*piece, *space])
                .collect()
        },
    )
}

proptest! {
    #[test]
    fn edtf_survives_its_own_string(value in values()) {
        prop_assert_eq!(value.to_string().parse::<Edtf>(), Ok(value));
    }

    #[test]
    fn edtf_days_are_in_order(value in values()) {
        if let (Some(first), Some(last)) = (value.earliest(), value.latest()) {
            prop_assert!(first <= last);
        }
        prop_assert!(value.overlaps(value) || value.earliest().is_none());
        prop_assert_eq!(value.plain().approximately().plain(), value.plain());
    }

    #[test]
    fn edtf_overlap_is_symmetric(a in values(), b in values()) {
        prop_assert_eq!(a.overlaps(b), b.overlaps(a));
        if let Some(common) = a.intersection(b) {
            prop_assert!(a.overlaps(b));
            prop_assert!(common.to_string().parse::<Edtf>().is_ok());
        }
    }

    #[test]
    fn parsing_edtf_never_panics(text in "[0-9X/.~?%-]{0,24}|.{0,12}") {
        let _ = text.parse::<Edtf>();
    }

    #[test]
    fn relative_times_never_panic(value in values(), count in any::<i64>(), unit in 0usize..10) {
        let units = [
            Unit::Day, Unit::Weekend, Unit::Week, Unit::Fortnight, Unit::Month, Unit::Quarter, Unit::Half, Unit::Year,
            Unit::Decade, Unit::Century,
        ];
        let _ = time::resolve_relative(Shift::new(units[unit], count), value);
        let _ = time::resolve_relative(Shift::new(units[unit], count % 2_000), value);
    }

    #[test]
    fn mentions_are_sorted_and_lie_in_their_sentences(
        text in prop_oneof![texts(), any::<String>()],
        published in prop_oneof![
            Just(None),
            Just("0000-01-01".parse().ok()),
            Just("9999-12-31".parse().ok()),
            Just("2016-02-29".parse().ok()),
        ],
    ) {
        let (article, sentences) = page(&text, published);
        let found = time::find(&article, &sentences);
        let mut end = 0;
        for time in &found {
            prop_assert!(end <= time.span.start && !time.span.is_empty());
            prop_assert!(article.text.get(time.span.start..time.span.end).is_some());
            prop_assert!(sentences[time.sentence].span.contains(time.span));
            prop_assert!(time.value.is_none_or(|value| value.to_string().parse() == Ok(value)));
            let _ = time.period(published);
            end = time.span.end;
        }
    }
}

#[test]
fn huge_sentences_are_read() {
    for piece in [
        "the end of ",
        "15, ",
        "2016-",
        "last ",
        "early ",
        "from May to ",
        "\u{2019}",
        "1",
        "é",
        "day after ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let _ = times(&text, "2016-11-20");
    }
}
