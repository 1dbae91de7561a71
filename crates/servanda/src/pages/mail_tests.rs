//! Messages and mailboxes.

use super::*;
use serde_json::Value;
use std::io::Cursor;

const LETTER: &str = "Return-Path: <desk@paper.example>\r\nReceived: from a by b; Thu, 1 Mar 2018 09:40:00 +1300\r\n\
From: The Paper <news@mail.paper.example>\r\nTo: you@example.org\r\nSubject: =?utf-8?q?Pr=C3=A9sident_in_Lima?=\r\n\
Date: Thu, 1 Mar 2018 09:40:00 +1300\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n\
--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe ministers met.\r\n\
--b\r\nContent-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=CF=F0=E8=E2=E5=F2=\r\n, Lima</p>\r\n--b--\r\n";

fn json(page: &Page) -> Value {
    serde_json::from_slice(&page.bytes).unwrap()
}

fn mailbox(text: &str) -> Vec<Found> {
    let file = File {
        path: PathBuf::from("a.mbox"),
        stem: PathBuf::from("a"),
    };
    Mailbox::new(
        file,
        Cursor::new(text.as_bytes().to_vec()),
        Counter::default(),
    )
    .collect()
}

#[test]
fn a_letter_is_an_article() {
    let article = json(&page(LETTER.as_bytes()).unwrap());
    assert_eq!(article["title"], "Président in Lima");
    assert_eq!(article["published"], "2018-03-01T09:40:00+13:00");
    assert_eq!(article["outlet"], "mail.paper.example");
    assert_eq!(
        article["html"].as_str().unwrap().trim(),
        "<p>Привет, Lima</p>"
    );
    assert_eq!(
        page(LETTER.as_bytes()).unwrap().hash(),
        page(LETTER.as_bytes()).unwrap().hash()
    );
}

#[test]
fn plain_letters_keep_their_text() {
    let letter = "From: a@b.example\nArchived-At: <https://lists.example/1>\nSubject: T\n\nThe ministers met.\n";
    let article = json(&page(letter.as_bytes()).unwrap());
    assert_eq!(article["text"], "The ministers met.\n");
    assert_eq!(article["url"], "https://lists.example/1");
    assert_eq!(article["published"], Value::Null);
    let empty = page(b"From: a@b.example\nSubject: T\n\n").unwrap_err();
    assert_eq!(empty.code, "no-text");
}

#[test]
fn mail_is_told_from_news() {
    assert!(is_message(LETTER.as_bytes(), None));
    assert!(is_message(
        b"Subject: T\nFrom: a@b.example\n\nText",
        Some("a.eml")
    ));
    assert!(!is_message(
        b"Subject: T\nFrom: a@b.example\n\nText",
        Some("a.txt")
    ));
    assert!(!is_message(
        b"Lima: ministers meet\n\nReceived: nothing",
        None
    ));
    assert!(is_mailbox(
        format!("From desk Thu Mar  1 09:40:00 2018\n{LETTER}").as_bytes()
    ));
    assert!(!is_mailbox(b"From Lima with love\n\nThe ministers met."));
    assert!(!is_mailbox(b"From "));
}

#[test]
fn a_mailbox_gives_its_letters_in_order() {
    let head = "From: a@b.example\nMessage-ID: <1>\nMIME-Version: 1.0\n";
    let text = format!(
        "From a Thu Mar  1 09:40:00 2018\n{head}Subject: One\n\nText.\nFrom the same paragraph.\n\n>From Lima.\n>>From Quito.\n\n\
         From b Thu Mar  1 09:40:00 2018\n{head}Subject: Two\n\nMore.\n"
    );
    let found = mailbox(&text);
    let articles: Vec<Value> = found
        .iter()
        .map(|found| match found {
            Found::Page(input) => json(&input.page),
            Found::Trouble(trouble) => panic!("{trouble:?}"),
        })
        .collect();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0]["title"], "One");
    assert_eq!(
        articles[0]["text"],
        "Text.\nFrom the same paragraph.\n\nFrom Lima.\n>From Quito.\n\n"
    );
    assert_eq!(articles[1]["title"], "Two");
    assert!(mailbox("").is_empty());
}
