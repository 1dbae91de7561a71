//! People and places of a page, through the whole reading.

use reading::mention::{Form, Mention};
use reading::page::{Format, Page};
use reading::{Options, Reader, Reading};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::bundled);

fn read(text: &str, published: &str) -> Reading {
    let object = serde_json::json!({ "text": text, "published": published });
    let page = Page::with_format(object.to_string().into_bytes(), Format::ArticleJson);
    let options = Options {
        trees: true,
        ..Options::default()
    };
    READER.read(&page, &options)
}

fn mentions(reading: &Reading, form: Form) -> impl Iterator<Item = &Mention> {
    let all = reading.mentions.all.iter();
    all.filter(move |mention| mention.form == form)
}

/// Asserts the people that a text names, by the names of the page.
fn people(text: &str, expected: &[&str]) {
    let reading = read(text, "2016-11-20");
    let found: Vec<&str> = mentions(&reading, Form::Person)
        .flat_map(|mention| mention.persons.iter().map(String::as_str))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn people_in_no_table_are_known_by_what_stands_beside_them() {
    people(
        "The building was drawn by architect Zorbek Quellin.",
        &["Zorbek Quellin"],
    );
    people(
        "Zorbek Quellin, an analyst at the bank, saw it coming.",
        &["Zorbek Quellin"],
    );
    people(
        "Zorbek Quellin, 34, lives in the old town.",
        &["Zorbek Quellin"],
    );
    people(
        "The road was closed, Maria Quellin said.",
        &["Maria Quellin"],
    );
}

#[test]
fn bodies_works_and_acronyms_are_no_people() {
    people("They met at the Quellin Institute on the Zorbek Road.", &[]);
    people("The KRDA said the Quellin Act was clear.", &[]);
    people("He took part in the International Maria Quellin Day.", &[]);
}

#[test]
fn small_words_belong_to_names() {
    people(
        "President of the European Commission Ursula von der Leyen spoke in the chamber.",
        &["Ursula von der Leyen"],
    );
    people(
        "The foreign minister, Asaad al-Shaibani, left at noon.",
        &["Asaad al-Shaibani"],
    );
}

#[test]
fn a_surname_alone_is_the_person_named_before() {
    people(
        "Analyst Zorbek Quellin was there. Later Quellin left the town.",
        &["Zorbek Quellin", "Zorbek Quellin"],
    );
}

#[test]
fn names_put_into_latin_letters_in_two_ways_are_one_person() {
    people(
        "Analyst Sergei Quellin spoke. Sergey Quellin left early.",
        &["Sergei Quellin", "Sergei Quellin"],
    );
}

#[test]
fn a_surname_in_front_gets_its_full_name_from_the_text() {
    people(
        "Quellin, an analyst, said no. Later Zorbek Quellin left the town with his wife.",
        &["Zorbek Quellin", "Zorbek Quellin"],
    );
}

#[test]
fn leaders_are_known_by_surname_in_their_time() {
    people("Putin met Abe at noon.", &["Putin", "Abe"]);
    people(
        "British Prime Minister Theresa May was there.",
        &["Theresa May"],
    );
}

#[test]
fn a_title_and_a_day_choose_among_namesakes() {
    // A prime minister of Equatorial Guinea bore that name then too.
    let reading = read("President Obama spoke in the chamber.", "2016-11-20");
    let parties: Vec<&str> = mentions(&reading, Form::Person)
        .flat_map(|mention| mention.parties.iter().map(|code| code.as_str()))
        .collect();
    assert_eq!(parties, ["USA"]);
}

#[test]
fn an_office_is_borne_by_another_person_in_another_year() {
    let bearers = |day: &str| -> Vec<String> {
        let text = "The US president spoke in the chamber.";
        let reading = read(text, day);
        let mention = mentions(&reading, Form::Description).next();
        let span = mention.map(|mention| mention.span).expect("an office");
        let on = day.parse().ok();
        let people = READER.lexicon.bearers(text, span, on);
        people.iter().map(|person| person.name.clone()).collect()
    };
    assert_eq!(bearers("2016-11-20"), ["Barack Obama"]);
    assert_eq!(bearers("2018-07-01"), ["Donald Trump"]);
    // Nobody is made up where the page has no date.
    assert!(bearers("").is_empty());
}

#[test]
fn datelines_and_cities_have_countries() {
    let text = "LIMA, November 20 (XFP) — The ministers met in Hamburg on the sidelines of the G20 summit.";
    let reading = read(text, "2016-11-20");
    let datelines = reading::mention::places::of_datelines(&reading.article, &READER.lexicon);
    let (span, place) = datelines.first().expect("a place");
    assert_eq!(span.slice(text), "LIMA");
    assert_eq!(place.country.map(|code| code.as_str()), Some("PER"));
    let hamburg = mentions(&reading, Form::Place).find_map(|mention| mention.place.clone());
    let hamburg = hamburg.expect("a place");
    assert_eq!(hamburg.name, "Hamburg");
    assert_eq!(hamburg.country.map(|code| code.as_str()), Some("DEU"));
}

#[test]
fn a_state_of_the_union_is_no_state_abroad() {
    let reading = read(
        "The ministers met in Atlanta, Georgia, for talks.",
        "2016-11-20",
    );
    let all = reading.mentions.all.iter();
    let parties: Vec<&str> = all
        .flat_map(|mention| mention.parties.iter().map(|code| code.as_str()))
        .collect();
    assert!(!parties.contains(&"GEO"), "{parties:?}");
}
