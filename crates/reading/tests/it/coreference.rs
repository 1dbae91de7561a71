//! Who is meant by offices, pronouns, groups and names of two meanings, through the whole reading.

use reading::page::{Format, Page};
use reading::{Options, Reader};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::bundled);

/// Asserts what the mention at the first place of `words` means: parties, and people behind a slash.
fn meant(text: &str, published: &str, words: &str, expected: &str) {
    outlet_meant(text, published, "", words, expected);
}

fn outlet_meant(text: &str, published: &str, outlet: &str, words: &str, expected: &str) {
    let object = serde_json::json!({ "text": text, "published": published, "outlet": outlet });
    let page = Page::with_format(object.to_string().into_bytes(), Format::ArticleJson);
    let options = Options {
        trees: true,
        ..Options::default()
    };
    let reading = READER.read(&page, &options);
    let at = reading.article.text.find(words).expect("words of the text");
    let mention = { reading.mentions.all.iter() }.find(|mention| mention.span.start == at);
    let found = mention.map_or_else(String::new, |mention| {
        let parties: Vec<&str> = mention.parties.iter().map(|code| code.as_str()).collect();
        let people = mention.persons.join(", ");
        let place = mention.place.as_ref().map(|place| &place.name);
        match (people.is_empty(), place) {
            (false, _) => format!("{}/{people}", parties.join("+")),
            (_, Some(place)) => format!("{} at {place}", parties.join("+")),
            _ => parties.join("+"),
        }
    });
    assert_eq!(found.trim(), expected, "{words} in: {text}");
}

#[test]
fn a_former_president_is_not_the_president() {
    let text = "The US president spoke in Ohio. Former US President Jimmy Carter went to Haiti.";
    meant(text, "2016-11-20", "US president", "USA");
    let text = "US President-elect Donald Trump met Shinzo Abe. The US president did not come.";
    meant(text, "2016-11-20", "US president did", "USA");
    let text =
        "US President-elect Donald Trump met Shinzo Abe. The president-elect spoke of trade.";
    meant(
        text,
        "2016-11-20",
        "president-elect spoke",
        "USA/Donald Trump",
    );
}

#[test]
fn governors_and_senators_belong_to_the_state_of_their_state() {
    let text = "Texas Governor Zorbek Quellin met the Mexican president in Monterrey.";
    meant(text, "2018-03-05", "Texas", "USA/Zorbek Quellin");
    let text = "The governor of Georgia came to Jerusalem.";
    meant(text, "2018-03-05", "governor", "USA");
    let text = "Georgia Senator Zorbek Quellin met the Ukrainian president.";
    meant(text, "2018-03-05", "Georgia", "USA/Zorbek Quellin");
    let text = "The president of Georgia came to Jerusalem.";
    meant(text, "2018-03-05", "president", "GEO");
}

#[test]
fn people_bear_the_names_of_states() {
    let text = "Chad Quellin, an analyst, said that the talks had failed.";
    meant(text, "2018-03-05", "Chad", "/Chad Quellin");
    let text = "Senator Jordan met the king of Jordan.";
    meant(text, "2018-03-05", "Senator Jordan", "/Jordan");
    let text = "Idriss Quellin of Chad met the king of Jordan in Niamey.";
    meant(text, "2018-03-05", "king", "JOR");
}

#[test]
fn a_pronoun_has_a_gender() {
    let text = "Foreign Minister Maria Quellin of Peru met Foreign Minister Robert Zorbek of Chile. He \
                praised the talks.";
    meant(text, "2018-03-05", "He", "CHL/Robert Zorbek");
    let text = "Foreign Minister Maria Quellin of Peru met Foreign Minister Robert Zorbek of Chile. She \
                praised the talks.";
    meant(text, "2018-03-05", "She", "PER/Maria Quellin");
    let text = "Spokeswoman Zorbek Quellin spoke after Robert Ruiz of Chile. She praised him.";
    meant(text, "2018-03-05", "She", "/Zorbek Quellin");
}

#[test]
fn ministers_are_ministers() {
    let text = "Peruvian Foreign Minister Ana Ruiz met Japanese Foreign Minister Taro Ito in Lima. \
                Chilean President Pablo Soto spoke with Korean President Zorbek Quellin. \
                The two ministers will meet again.";
    meant(
        text,
        "2018-03-05",
        "The two ministers",
        "PER+JPN/Ana Ruiz, Taro Ito",
    );
}

#[test]
fn a_capital_by_description_is_a_place_and_a_government() {
    let text = "The ministers of Chile and Brazil met in the Peruvian capital.";
    meant(text, "2018-03-05", "Peruvian capital", "PER at Lima");
    let text = "The ministers of Chile and Brazil met in the capital of Japan.";
    meant(text, "2018-03-05", "capital of Japan", "JPN at Tokyo");
}

#[test]
fn here_is_where_the_page_was_written() {
    let text =
        "LIMA, March 5 (XFP) — The foreign ministers of Chile and Brazil met here on Monday.";
    meant(text, "2018-03-05", "here", "at LIMA");
}

#[test]
fn an_office_without_a_state_is_of_the_outlet_or_of_the_party_that_is_left() {
    let text = "President Zorbek Quellin will visit New Zealand.";
    let outlet = "Ministry of Foreign Affairs of Peru";
    outlet_meant(
        text,
        "2018-03-05",
        outlet,
        "President",
        "PER/Zorbek Quellin",
    );
    let text = "Japan and Peru talked of fish. Peruvian President Ana Ruiz was content. \
                Prime Minister Zorbek Quellin was not.";
    meant(text, "2018-03-05", "Prime Minister", "JPN/Zorbek Quellin");
}

#[test]
fn what_a_meeting_stands_beside_is_no_party() {
    let text = "Chile and Peru met on the sidelines of the ASEAN summit in Vientiane.";
    meant(text, "2018-03-05", "ASEAN", "");
    meant(text, "2018-03-05", "Vientiane", "LAO at Vientiane");
    meant(
        "Chile met ASEAN in Vientiane.",
        "2018-03-05",
        "ASEAN",
        "ASEAN",
    );
}

#[test]
fn a_pronoun_means_somebody_without_a_name_too() {
    let text = "Xi Jinping spoke in Lima. The Iranian foreign minister met his German counterpart.";
    meant(text, "2018-03-05", "his", "IRN");
    let text = "Rex Tillerson met Saudi Foreign Minister Zorbek Quellin. The Saudi minister thanked his guest.";
    meant(text, "2018-03-05", "his", "SAU/Zorbek Quellin");
}

#[test]
fn a_name_between_quotation_marks_is_no_person() {
    let text = "Peru asked for the crew of the “Santa Rita”, which Maria Quellin of Peru had seen.";
    meant(text, "2018-03-05", "Santa Rita", "");
}
