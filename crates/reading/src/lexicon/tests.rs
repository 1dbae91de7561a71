use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::bundled);

/// What is found in a text: the words and a short form of each sense.
fn found(text: &str) -> Vec<(String, Vec<String>)> {
    let hits = LEXICON.find(text, Span::new(0, text.len()));
    let hits = hits.iter().map(|hit| {
        let senses = hit.senses.iter().map(short).collect();
        (hit.span.slice(text).to_string(), senses)
    });
    hits.collect()
}

fn short(sense: &Sense) -> String {
    match sense {
        Sense::State { code, form } => format!("{code} {form:?}"),
        Sense::City { country, .. } => format!("city {country}"),
        Sense::Region { country, .. } => match country {
            Some(country) => format!("region {country}"),
            None => "region".to_string(),
        },
        Sense::Organisation { code } => format!("organisation {code}"),
        Sense::Group { code } => format!("group {code}"),
        Sense::Office { id, .. } => format!("office {}", id.as_str()),
        Sense::Body { id, code } => match code {
            Some(code) => format!("body {id} {code}"),
            None => format!("body {id}"),
        },
        Sense::Person { id } => LEXICON.person(*id).name.clone(),
    }
}

/// Asserts what is found: `words=sense/sense` each.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = found(text)
        .into_iter()
        .map(|(words, senses)| format!("{words}={}", senses.join("/")))
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn capitals_tell_names_from_words() {
    check("Turkey ate turkey", &["Turkey=TUR Name"]);
    check("us and the US", &["US=USA Acronym"]);
    check(
        "Polish ministers polish shoes",
        &["Polish=POL Adjective", "ministers=office minister"],
    );
    check("Join US now", &["US=USA Acronym"]);
    check("JOIN US NOW", &[]);
    check("US AND IRAN TALK", &["US=USA Acronym", "IRAN=IRN Name"]);
    check("US$5 billion", &[]);
    check("@Russia and US_Embassy", &[]);
}

#[test]
fn the_longest_name_wins() {
    check("Niger and Nigeria", &["Niger=NER Name", "Nigeria=NGA Name"]);
    check(
        "Guinea, Guinea-Bissau, Papua New Guinea",
        &[
            "Guinea=GIN Name",
            "Guinea-Bissau=GNB Name",
            "Papua New Guinea=PNG Name",
        ],
    );
    check("the Congress of Vienna", &[]);
    check("Congress voted", &["Congress=body parliament USA"]);
    check(
        "the South China Sea, South Korea",
        &["South China Sea=region", "South Korea=KOR Name"],
    );
    check("Republic of Koreans", &["Koreans=region"]);
}

#[test]
fn possessives_and_hyphens_are_boundaries() {
    check("Russia’s", &["Russia=RUS Name"]);
    check("the U.S.'s plan", &["U.S.=USA Acronym"]);
    check(
        "Russian-Japanese",
        &["Russian=RUS Adjective", "Japanese=JPN Adjective"],
    );
    check("US-led", &["US=USA Acronym"]);
    check("U.S.-led", &["U.S.=USA Acronym"]);
    check("China–Japan", &["China=CHN Name", "Japan=JPN Name"]);
    check(
        "Sino-Russian",
        &["Sino=CHN Prefix", "Russian=RUS Adjective"],
    );
    check(
        "Franco-German",
        &["Franco=FRA Prefix", "German=DEU Adjective"],
    );
    check("Franco died", &[]);
    check("the Indo-Pacific", &["Indo-Pacific=region"]);
}

#[test]
fn capitals_of_datelines_and_headlines_match() {
    check("MOSCOW, Dec 1", &["MOSCOW=RUS Seat/city RUS"]);
    check("LIMA (Reuters)", &["LIMA=PER Seat/city PER"]);
    check("PUTIN IN SAUDI ARABIA", &["SAUDI ARABIA=SAU Name"]);
}

#[test]
fn blanks_of_every_kind_are_spaces() {
    check("North\u{a0}Korea", &["North\u{a0}Korea=PRK Name"]);
    check("South\nAfrica", &["South\nAfrica=ZAF Name"]);
    check("South\n\nAfrica", &["Africa=region"]);
    check(
        "Prime\u{a0}Minister",
        &["Prime\u{a0}Minister=office prime-minister"],
    );
}

#[test]
fn diacritics_do_not_count_unless_they_must() {
    check(
        "Türkiye and Turkiye",
        &["Türkiye=TUR Name", "Turkiye=TUR Name"],
    );
    check(
        "Bogotá, Bogota",
        &["Bogotá=COL Seat/city COL", "Bogota=COL Seat/city COL"],
    );
    check("Male voters in Malé", &["Malé=MDV Seat/city MDV"]);
    check("Cote d’Ivoire", &["Cote d’Ivoire=CIV Name"]);
}

#[test]
fn ambiguous_names_keep_their_senses() {
    let brussels = &found("Brussels")[0].1;
    assert!(brussels.contains(&"organisation EU".to_string()));
    assert!(brussels.contains(&"city BEL".to_string()));
    let washington = &found("Washington")[0].1;
    assert!(washington.contains(&"USA Seat".to_string()));
}

#[test]
fn offices_and_bodies_are_found_with_their_state_beside_them() {
    check(
        "Russian Deputy Foreign Minister",
        &[
            "Russian=RUS Adjective",
            "Deputy Foreign Minister=office deputy-foreign-minister",
        ],
    );
    check(
        "the foreign ministers of Japan",
        &[
            "foreign ministers=office foreign-minister",
            "Japan=JPN Name",
        ],
    );
    check("the State Duma", &["State Duma=body parliament RUS"]);
    check(
        "Ministry of Foreign Affairs",
        &["Ministry of Foreign Affairs=body foreign-ministry"],
    );
    check(
        "UN Security Council",
        &["UN Security Council=organisation UN"],
    );
    check("Gen. Smith spoke in general", &["Gen.=office general"]);
}

#[test]
fn groups_have_the_codes_of_the_codebook() {
    check("Houthis", &["Houthis=group HOUTHIS"]);
    check(
        "al-Shabaab and Al-Shabaab",
        &["al-Shabaab=group AL-SHABAAB", "Al-Shabaab=group AL-SHABAAB"],
    );
    check("IS is there", &["IS=group ISIS"]);
    check("Da’esh", &["Da’esh=group ISIS"]);
}

#[test]
fn states_that_are_gone_know_who_follows() {
    let yugoslavia = LEXICON.state("YUG").expect("Yugoslavia is in the data");
    assert_eq!(yugoslavia.kind, StateKind::Former);
    assert_eq!(yugoslavia.successor.map(Code::as_str), Some("SRB"));
    assert_eq!(LEXICON.state_name("XKX"), Some("Kosovo"));
    assert_eq!(LEXICON.state_name("XYZ"), None);
}

#[test]
fn only_the_span_is_read() {
    let text = "Russia and Japan";
    let hits = LEXICON.find(text, Span::new(7, 16));
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].span, Span::new(11, 16));
    assert!(LEXICON.find(text, Span::new(3, 99)).is_empty());
    assert!(LEXICON.find("é", Span::new(1, 2)).is_empty());
}

proptest! {
    #[test]
    fn spans_are_valid_on_any_text(text in "\\PC{0,80}", from in 0usize..40, to in 0usize..200) {
        let within = Span::new(from, to);
        let mut last = within.start;
        for hit in LEXICON.find(&text, within) {
            prop_assert!(text.get(hit.span.start..hit.span.end).is_some());
            prop_assert!(!hit.span.is_empty() && !hit.senses.is_empty());
            prop_assert!(hit.span.start >= last && hit.span.end <= within.end);
            last = hit.span.end;
        }
    }

    #[test]
    fn names_are_found_between_any_marks(before in "[ \n\\-–(\"]{0,3}", after in "[ ,.’\n\\-–)]{0,3}") {
        let text = format!("{before}Japan{after}");
        let hits = LEXICON.find(&text, Span::new(0, text.len()));
        prop_assert!(hits.iter().any(|hit| hit.span.slice(&text) == "Japan"));
    }
}

/// Names of the people who held an office on a day.
fn holders(party: &str, office: &str, day: &str) -> Vec<String> {
    let day = day.parse().expect("a day");
    let holders = LEXICON.holders(party, office, Some(day));
    holders.iter().map(|person| person.name.clone()).collect()
}

#[test]
fn offices_are_held_on_days() {
    assert_eq!(holders("USA", "president", "2016-11-20"), ["Barack Obama"]);
    assert_eq!(holders("USA", "president", "2018-07-01"), ["Donald Trump"]);
    assert_eq!(holders("USA", "president", "2022-07-01"), ["Joe Biden"]);
    assert_eq!(holders("USA", "president", "2025-07-01"), ["Donald Trump"]);
    assert_eq!(
        holders("RUS", "foreign-minister", "2016-12-15"),
        ["Sergei Lavrov"]
    );
    assert_eq!(
        holders("JPN", "prime-minister", "2016-12-15"),
        ["Shinzo Abe"]
    );
    assert_eq!(
        holders("JPN", "foreign-minister", "2016-12-15"),
        ["Fumio Kishida"]
    );
    assert_eq!(
        holders("DEU", "head-of-government", "2025-06-01"),
        ["Friedrich Merz"]
    );
    assert_eq!(
        holders("UN", "secretary-general", "2010-01-01"),
        ["Ban Ki-moon"]
    );
    assert!(LEXICON.holders("XYZ", "president", None).is_empty());
    assert!(LEXICON.holders("RUS", "president", None).len() >= 3);
}

#[test]
fn people_are_found_in_all_spellings() {
    for text in [
        "Sergei Lavrov",
        "Sergey Lavrov",
        "SERGEY LAVROV",
        "Sergey\u{a0}Lavrov",
    ] {
        check(text, &[&format!("{text}=Sergei Lavrov")]);
    }
    for text in [
        "Recep Tayyip Erdogan",
        "Recep Tayyip Erdoğan",
        "Tayyip Erdoğan",
    ] {
        check(text, &[&format!("{text}=Recep Tayyip Erdoğan")]);
    }
    for text in [
        "Volodymyr Zelensky",
        "Volodymyr Zelenskyy",
        "Volodymyr Zelenskiy",
    ] {
        check(text, &[&format!("{text}=Volodymyr Zelensky")]);
    }
    for text in ["Kim Jong Un", "Kim Jong-un"] {
        check(text, &[&format!("{text}=Kim Jong Un")]);
    }
    check("Xi Jinping’s", &["Xi Jinping=Xi Jinping"]);
}

#[test]
fn people_with_like_names_stay_apart() {
    check("Li Qiang", &["Li Qiang=Li Qiang"]);
    check("Li Keqiang", &["Li Keqiang=Li Keqiang"]);
    check("Viktor Orban", &["Viktor Orban=Viktor Orbán"]);
    check(
        "Ursula von der Leyen",
        &["Ursula von der Leyen=Ursula von der Leyen"],
    );
    check("George W. Bush", &["George W. Bush=George W. Bush"]);
    check(
        "George H. W. Bush",
        &["George H. W. Bush=George H. W. Bush"],
    );
}

#[test]
fn surnames_alone_are_looked_up() {
    let names = |surname: &str| -> Vec<&str> {
        let ids = LEXICON.surname(surname).iter();
        ids.map(|&id| LEXICON.person(id).name.as_str()).collect()
    };
    assert!(names("Lavrov").contains(&"Sergei Lavrov"));
    assert!(names("ZELENSKIY").contains(&"Volodymyr Zelensky"));
    assert!(names("Erdogan").contains(&"Recep Tayyip Erdoğan"));
    assert!(names("Xi").contains(&"Xi Jinping"));
    assert!(names("Maliki").contains(&"Nouri al-Maliki"));
    assert!(names("Nobody-of-that-name").is_empty());
}

#[test]
fn every_line_of_the_data_is_read() {
    let (names, people) = LEXICON.size();
    assert!(names > 50_000, "{names}");
    assert!(people > 10_000, "{people}");
    assert_eq!(data::lines_passed_over(), Vec::<String>::new());
}
