//! People and places of a page, through the whole reading.

use reading::mention::{Form, Mention};
use reading::page::{Format, Page};
use reading::{Options, Reader, Reading};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::bundled);

fn read(text: &str, published: &str) -> Reading {
    let object = serde_json::json!({ "text": text, "published": published });
    let page = Page::with_format(object.to_string().into_bytes(), Format::ArticleJson);
    READER.read(&page, &Options::default())
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
