//! Tests of the pages: what a reader finds on each, over a ledger of the examples and over hostile pages.

use super::tests::{Answer, Trial, add, read};
use super::words::Lang;
use crate::people::imagined;
use axum::http::StatusCode;
use jiff::civil::date;
use ledger::record::{Claim, Source};
use ledger::store::Held;
use reading::Reader;
use reading::claim::Status;
use reading::page::{Format, Page};
use std::sync::{Arc, OnceLock};

/// A reader that is made once.
pub fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::bundled)
}

/// The addresses within the page that begin so, in their order.
fn links(answer: &Answer, begin: &str) -> Vec<String> {
    let mark = format!("href=\"{begin}");
    let body = &answer.body;
    body.match_indices(&mark)
        .map(|(at, _)| {
            let rest = &body[at + "href=\"".len()..];
            rest.split('"').next().unwrap().replace("&#38;", "&")
        })
        .collect()
}

/// The text of the page without its tags.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut within = false;
    for c in html.chars() {
        match c {
            '<' => within = true,
            '>' => within = false,
            c if !within => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn the_feed_tells_changes_as_people_would() {
    let trial = Trial::new();
    let feed = trial.get("/?type=CONSULT/visit");
    assert_eq!(feed.status, StatusCode::OK);
    assert!(
        feed.body
            .contains("Visit announced: Rosalía Quispe (Peru) to New Zealand, 10–12 April")
    );
    assert!(
        feed.body
            .contains("Visit postponed to 24–26 April: Rosalía Quispe (Peru) to New Zealand")
    );
    let talks = trial.get("/?type=CONSULT/talks");
    assert!(talks.body.contains("on the word of Grant Aldous"));
    assert!(
        feed.body
            .contains("<h2><time datetime=\"2018-03-01\">Thursday, 1 March 2018</time></h2>")
    );
    let russian = trial.get("/?type=CONSULT/visit&lang=ru").body;
    assert!(
        russian.contains(
            "Визит объявлен: Rosalía Quispe (Перу)\u{a0}— в Новую Зеландию, 10–12 апреля"
        )
    );
    let japanese = trial.get("/?type=CONSULT/visit&lang=ja").body;
    assert!(
        japanese
            .contains("訪問を発表：Rosalía Quispe（ペルー）からニュージーランドへ、4月10〜12日")
    );
}

#[test]
fn the_address_of_the_feed_filters() {
    let trial = Trial::new();
    let count = |address: &str| {
        let answer = trial.get(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        answer.body.matches("<li class=\"change ").count()
    };
    let all = count("/");
    let visits = count("/?type=CONSULT/visit");
    assert!(visits > 0 && visits < all);
    assert_eq!(
        count("/?pair=PER-NZL&type=CONSULT/visit&status=postponed"),
        1
    );
    // Parties are found by their names in any language, and what is not asked is passed over.
    assert_eq!(count("/?party=Перу"), count("/?party=PER"));
    assert_eq!(count("/?party=ペルー&other=&q="), count("/?party=Peru"));
    assert_eq!(count("/?party=Japan"), 0);
    assert_eq!(
        count("/?from=2018-03-01&to=2018-03-02"),
        count("/?from=2018-03-01&to=2018-03-02&source=")
    );
    assert!(count("/?source=kermadec.example") < all);
    assert!(count("/?person=Quispe") > 0);
    // What it knew on an earlier day, it still knows.
    assert!(count("/?known=2018-03-02") < all);
    for wrong in [
        "/?type=NONSENSE/x",
        "/?status=gone",
        "/?from=tomorrow",
        "/?after=x",
        "/feed/new?since=1.2",
    ] {
        assert_eq!(trial.get(wrong).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[test]
fn older_changes_are_a_link_away_and_none_is_told_twice() {
    let trial = Trial::new();
    let mut address = "/".to_owned();
    let mut seen = Vec::new();
    loop {
        let answer = trial.get(&address);
        let headings: Vec<String> = answer
            .body
            .split("<h3>")
            .skip(1)
            .map(|rest| text(rest.split("</h3>").next().unwrap()))
            .collect();
        assert!(!headings.is_empty(), "{address}");
        seen.extend(headings);
        match links(&answer, "/?after=").first() {
            Some(next) => address.clone_from(next),
            None => break,
        }
        assert!(seen.len() < 1000, "it goes round");
    }
    let part = trial.get("/?part=1").body;
    assert!(part.trim_start().starts_with("<section class=\"day\""));
    assert!(seen.len() > 40, "{}", seen.len());
}

#[test]
fn what_is_added_meanwhile_is_counted_as_new() {
    let trial = Trial::new();
    let page = trial.get("/").body;
    let since = page
        .split("data-since=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let new = |filter: &str| {
        let answer = trial.get(&format!("/feed/new?since={since}{filter}"));
        serde_json::from_str::<serde_json::Value>(&answer.body).unwrap()
    };
    assert_eq!(new("")["new"], 0);
    let page = "<html><head><title>President of Chile to visit Japan on June 3</title><meta property=\"article:published_time\" content=\"2018-05-19\"></head>\
        <body><article><h1>President of Chile to visit Japan on June 3</h1><p>SANTIAGO. The President of Chile will visit Japan on June 3, the ministry said on Saturday.</p>\
        <p>The visit was prepared for a long time, and the two countries hope that it will bring them closer together.</p></article></body></html>";
    let page = Page::with_format(page.as_bytes().to_vec(), Format::Html);
    add(&mut trial.ledger(), &[read(reader(), page, "new.html")]);
    assert!(new("")["new"].as_u64().unwrap() > 0);
    assert!(new("&party=JPN")["new"].as_u64().unwrap() > 0);
    assert_eq!(new("&party=PER")["new"], 0);
    assert!(trial.get("/").body.contains("Chile to Japan, 3 June"));
}

#[test]
fn a_record_shows_its_claims_side_by_side_and_leads_to_their_sentences() {
    let trial = Trial::new();
    let feed = trial.get("/?type=CONSULT/visit&status=postponed");
    let record = trial.get(&links(&feed, "/records/")[0]);
    assert_eq!(record.status, StatusCode::OK);
    assert!(
        record.body.contains(
            "<h1>Visit took place: Rosalía Quispe (Peru) to New Zealand, 24–26 April</h1>"
        )
    );
    assert!(
        record
            .body
            .contains("By the report of kermadec.example of 24 April 2018.")
    );
    let told = text(&record.body);
    for known in [
        "Visit announced, 10–12 April",
        "Visit postponed to 24–26 April",
        "on the word of Joaquín Rebaza",
    ] {
        assert!(told.contains(known), "{known}");
    }
    // From a claim to its sentence in the article, and from there back to the record.
    let sentence = &links(&record, "/articles/")[0];
    let (address, anchor) = sentence.split_once('#').unwrap();
    let article = trial.get(address);
    assert!(article.body.contains(&format!("id=\"{anchor}\"")));
    let back = &links(&article, "/records/")[0];
    assert_eq!(
        trial.get(back.split('#').next().unwrap()).status,
        StatusCode::OK
    );
    // The id of any claim leads to the record, and what is there no more says so.
    let claim = anchor.strip_prefix("c-").unwrap();
    assert_eq!(
        trial.get(&format!("/records/{claim}")).status,
        StatusCode::OK
    );
    for missing in [
        "/records/0000000000000000",
        "/records/xyz",
        "/records/..%2f..%2fetc",
        "/articles/zzzz",
    ] {
        assert_eq!(
            trial.get(missing).status,
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
}

#[test]
fn what_is_overdue_says_so_in_the_visitors_language() {
    let trial = Trial::new();
    let feed = trial.get("/?status=overdue");
    assert!(feed.body.contains("overdue, no report of it"));
    let address = &links(&feed, "/records/")[0];
    assert!(text(&trial.get(address).body).contains("no page says what became of it"));
    let russian = trial.get(&format!("{address}?lang=ru"));
    assert!(text(&russian.body).contains("ни одна страница не говорит, что из этого вышло"));
}

/// Visits that were announced: each with its days and the parties.
fn announced(days: &[(&str, &str, &str)]) -> Vec<Held> {
    let held = |(number, (day, visitor, host)): (usize, &(&str, &str, &str))| {
        let number = number as u64;
        let id = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
        let Held { claim, source } =
            imagined::claim(id, &format!("{number:064x}"), "A visit is being prepared");
        Held {
            claim: Claim {
                kind: Some("visit".to_owned()),
                status: Status::Planned,
                actors: vec![(*visitor).to_owned()],
                recipients: vec![(*host).to_owned()],
                when: Some((*day).to_owned()),
                ..claim
            },
            source: Arc::new(Source {
                title: Some("A visit".to_owned()),
                outlet: Some("imagined.example".to_owned()),
                published: Some(date(2018, 8, 1)),
                ..(*source).clone()
            }),
        }
    };
    days.iter().enumerate().map(held).collect()
}

#[test]
fn a_busy_month_is_counted_whole_and_listed_by_the_day() {
    let trial = Trial::new();
    let codes = [
        "ARG", "BOL", "BRA", "CHL", "CHN", "COL", "ECU", "FRA", "GBR", "JPN", "KOR", "MEX", "NZL",
        "PER", "RUS", "USA",
    ];
    let mut days = vec![("2018-09-30", "PER", "NZL")];
    for (at, one) in codes.iter().enumerate() {
        days.extend(
            codes[at + 1..]
                .iter()
                .map(|other| ("2018-09-12", *one, *other)),
        );
    }
    assert_eq!(days.len(), 121);
    let mut ledger = trial.ledger();
    ledger.import(&announced(&days), "announced.jsonl").unwrap();
    ledger.join().unwrap();

    let listed = |address: &str| -> (String, usize) {
        let answer = trial.get(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        let list = answer.body.split("id=\"by-day\"").nth(1).unwrap();
        let list = list.split("</details>").next().unwrap().to_owned();
        let rows = list.matches("<li>").count();
        (list, rows)
    };
    let whole = trial.get("/due?month=2018-09").body;
    let calendar = whole.split("id=\"by-day\"").next().unwrap();
    assert!(text(calendar).contains("117 more"), "the twelfth has 120");
    let cell = calendar.split("datetime=\"2018-09-30\"").nth(1).unwrap();
    let cell = cell.split("</td>").next().unwrap();
    assert!(cell.contains("/records/"), "its last days are not left out");
    // Where nothing is due today, the first day of the month that has something is listed.
    let (list, rows) = listed("/due?month=2018-09");
    assert!(list.contains("Wednesday, 12 September 2018"));
    assert_eq!(rows, 100);
    let next = "/due?day=2018-09-12&#38;part=2#by-day";
    assert!(list.contains(next), "{list}");
    assert_eq!(listed("/due?day=2018-09-12&part=2").1, 20);
    let (list, rows) = listed("/due?day=2018-09-30");
    assert!(list.contains("Sunday, 30 September 2018"));
    assert_eq!(rows, 1);
    assert_eq!(listed("/due?day=2018-09-13").1, 0);
    // Of one party there are few enough to list all of the month.
    let (list, rows) = listed("/due?month=2018-09&party=PER");
    assert!(list.contains("12 September") && list.contains("30 September"));
    assert_eq!(rows, 16);
    for wrong in ["/due?day=x", "/due?part=0", "/due?part=-1"] {
        assert_eq!(trial.get(wrong).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[test]
fn an_article_shows_its_parts_its_claims_and_what_was_dropped() {
    let trial = Trial::new();
    let search = trial.get("/search?q=quarrel");
    let address = links(&search, "/articles/")[0]
        .split('#')
        .next()
        .unwrap()
        .to_owned();
    let article = trial.get(&address).body;
    assert!(article.contains(
        "<header class=\"title-bar\"><h1 lang=\"en\">Peru, New Zealand Revive Squid Consultations"
    ));
    assert!(article.contains("class=\"dateline\"") && article.contains("class=\"credit\""));
    assert!(article.contains("<div class=\"card\" role=\"group\" aria-label=\"Related\">"));
    assert!(article.contains("<mark data-claims=\""));
    assert!(article.contains("What was left out as furniture"));
    // Each claim beside the text leads to a place in it.
    for (at, _) in article.match_indices("class=\"to-text\" href=\"#") {
        let anchor = article[at + 23..]
            .split('"')
            .next()
            .unwrap()
            .trim_start_matches('#');
        assert!(article.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
}

#[test]
fn versions_of_an_article_can_be_compared() {
    let trial = Trial::new();
    let page = |days: &str| {
        let html = format!(
            "<html><head><title>Minister to visit Peru</title><link rel=\"canonical\" href=\"https://a.example/2018/05/visit\">\
             <meta property=\"article:published_time\" content=\"2018-05-10\"></head><body><article><h1>Minister to visit Peru</h1>\
             <p>The foreign minister of Chile will visit Peru on {days}, the ministry said.</p>\
             <p>It is the first visit in a long time, and both hope that others will follow it soon.</p></article></body></html>"
        );
        Page::with_format(html.into_bytes(), Format::Html)
    };
    let pages = [
        read(reader(), page("June 3"), "1.html"),
        read(reader(), page("June 9"), "2.html"),
    ];
    add(&mut trial.ledger(), &pages);
    let (old, new) = (&pages[0].0.id.0[..16], &pages[1].0.id.0[..16]);
    let article = trial.get(&format!("/articles/{new}?against={old}"));
    let told = text(&article.body);
    assert!(
        told.contains("Versions") && told.contains("What is different"),
        "{told}"
    );
    let (gone, came) = if article.body.contains("<del>9,") {
        ("9,", "3,")
    } else {
        ("3,", "9,")
    };
    assert!(
        article
            .body
            .contains(&format!("<del>{gone}</del><ins>{came}</ins>"))
    );
    // A page that has nothing to do with it is not compared.
    let stranger = trial.get(&format!("/articles/{new}?against=00000000"));
    assert!(!text(&stranger.body).contains("What is different"));
}

#[test]
fn what_a_page_says_of_itself_is_text_and_nothing_else() {
    let trial = Trial::new();
    let evil = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";
    let html = format!(
        "<html><head><title>President of Chile to visit Japan {0}</title><meta property=\"og:url\" content=\"javascript:alert(3)\">\
         <meta property=\"og:site_name\" content=\"{0}\"><meta property=\"article:published_time\" content=\"2018-05-19\"></head>\
         <body><article><h1>President of Chile to visit Japan {0}</h1><p>The President of Chile will visit Japan on June 3, said Mr. Evil {0} on Saturday.</p>\
         <p>The visit was prepared for a long time, and the two countries hope that it brings them closer {{{{7*7}}}}.</p></article></body></html>",
        evil.replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
    );
    let page = Page::with_format(html.into_bytes(), Format::Html);
    let pages = [read(reader(), page, "<b>evil</b>.html")];
    add(&mut trial.ledger(), &pages);
    let article = format!("/articles/{}", &pages[0].0.id.0[..16]);
    let mut addresses = vec![
        "/".to_owned(),
        article,
        "/search?q=Evil".to_owned(),
        "/sources".to_owned(),
    ];
    addresses.extend(links(&trial.get("/?party=JPN"), "/records/"));
    let mut met = 0;
    for address in addresses {
        let body = trial.get(&address).body;
        met += body.matches("alert(1)").count();
        assert!(!body.contains("<img"), "{address}");
        assert!(!body.contains("<script>"), "{address}");
        assert!(!body.contains("href=\"javascript:"), "{address}");
        assert!(!body.contains("<b>evil"), "{address}");
    }
    assert!(
        met > 0,
        "the hostile words were shown nowhere, so that nothing was tested"
    );
}

#[test]
fn the_search_finds_words_and_parties() {
    let trial = Trial::new();
    let found = trial.get("/search?q=squid");
    assert!(found.body.contains("<mark>squid</mark>"));
    assert!(!links(&found, "/records/").is_empty());
    let party = trial.get("/search?lang=ja&q=%E3%83%9A%E3%83%AB%E3%83%BC");
    assert!(party.body.contains("href=\"/actors/PER\""));
    for odd in ["%22", "*", "AND+OR", "a%22b)*", "%00", "NEAR(a+b)"] {
        assert_eq!(
            trial.get(&format!("/search?q={odd}")).status,
            StatusCode::OK,
            "{odd}"
        );
    }
    assert!(text(&trial.get("/search?q=nosuchword").body).contains("Nothing was found."));
}

/// Words of a page in another language than the page's: what is quoted is marked as such, and names are names.
#[test]
fn no_page_leaves_words_in_another_language() {
    let trial = Trial::new();
    let feed = trial.get("/");
    let record = links(&feed, "/records/")[0].clone();
    let article = links(&feed, "/articles/")[0]
        .split('#')
        .next()
        .unwrap()
        .to_owned();
    let pages = [
        "/",
        &record,
        &article,
        "/search?q=squid",
        "/sources",
        "/about",
        "/no-such",
    ];
    let english: Vec<String> = said_in_english();
    for lang in [Lang::Ru, Lang::Ja] {
        for page in pages {
            let mark = if page.contains('?') { '&' } else { '?' };
            let answer = trial.get(&format!("{page}{mark}lang={}", lang.code()));
            let own = text(&without_quotes(&answer.body));
            for words in &english {
                assert!(
                    !own.contains(words.as_str()),
                    "{page} in {}: {words}",
                    lang.code()
                );
            }
            let foreign = match lang {
                // The name of the language itself has six small letters.
                Lang::Ja => {
                    let letters = own.chars().filter(|c| ('а'..='я').contains(c)).count();
                    letters.abs_diff(6)
                }
                _ => own.chars().filter(|c| ('ぁ'..='ヿ').contains(c)).count(),
            };
            assert_eq!(foreign, 0, "{page} in {}", lang.code());
        }
    }
}

/// What the English catalogue says in at least two words, as it stands.
fn said_in_english() -> Vec<String> {
    include_str!("../../../../data/desk/en.ftl")
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(_, words)| words.trim().to_owned())
        .filter(|words| words.contains(' ') && !words.contains(['{', '}']))
        .collect()
}

/// A page without what it marks as English.
fn without_quotes(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(" lang=\"en\"") {
        let open = rest[..at].rfind('<').unwrap();
        let tag: String = rest[open + 1..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        out.push_str(&rest[..open]);
        let inner = &rest[at..];
        // Elements of the same name within are counted.
        let (mut depth, mut end) = (1, inner.len());
        let mut from = inner.find('>').unwrap() + 1;
        while depth > 0 {
            let close = inner[from..].find(&format!("</{tag}>")).map(|at| from + at);
            let again = inner[from..].find(&format!("<{tag} ")).map(|at| from + at);
            match (close, again) {
                (Some(close), Some(again)) if again < close => {
                    depth += 1;
                    from = again + 1;
                }
                (Some(close), _) => {
                    depth -= 1;
                    from = close + 1;
                    end = close;
                }
                (None, _) => break,
            }
        }
        rest = &inner[end..];
    }
    out.push_str(rest);
    out
}
