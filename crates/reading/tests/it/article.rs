//! Pages to articles: whole pages in our own words, and properties over any bytes.

use proptest::prelude::*;
use reading::article::{self, Article, BlockKind};
use reading::page::{Format, Page};

/// What every article keeps, whatever page it came from.
fn check_invariants(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(
            block.span.start >= end,
            "blocks overlap or are out of order"
        );
        assert!(!block.span.is_empty());
        let between = article
            .text
            .get(end..block.span.start)
            .expect("cut on character boundaries");
        assert!(
            between.trim().is_empty(),
            "text between blocks: {between:?}"
        );
        let text = article
            .text
            .get(block.span.start..block.span.end)
            .expect("cut on character boundaries");
        assert_eq!(text, text.trim());
        if let Some(speaker) = block.speaker {
            assert!(block.span.contains(speaker));
            assert!(article.text.get(speaker.start..speaker.end).is_some());
        }
        end = block.span.end;
    }
    assert!(
        article
            .text
            .get(end..)
            .expect("cut on character boundaries")
            .trim()
            .is_empty()
    );
}

pub fn read(bytes: &[u8], format: Format) -> Article {
    let (article, diagnostics) = article::read(&Page::with_format(bytes.to_vec(), format), None);
    check_invariants(&article);
    for diagnostic in diagnostics {
        assert!(!diagnostic.message.is_empty() && !diagnostic.code.is_empty());
    }
    article
}

fn kinds(article: &Article) -> Vec<(BlockKind, &str)> {
    article
        .blocks
        .iter()
        .map(|b| (b.kind, b.span.slice(&article.text)))
        .collect()
}

#[test]
fn article_json_keeps_the_text_verbatim() {
    let json = r#"{"title": "Visit to Port", "published": "2012-06-26", "url": "http://en.gov.example/news/1", "outlet": "Gov",
        "text": "In Port, the leaders held\ntalks.\n See also\n Statements after talks June 26, 2012"}"#;
    let article = read(json.as_bytes(), Format::ArticleJson);
    assert_eq!(
        article.text,
        "Visit to Port\n\nIn Port, the leaders held\ntalks.\n See also\n Statements after talks June 26, 2012"
    );
    assert_eq!(
        kinds(&article),
        [
            (BlockKind::Headline, "Visit to Port"),
            (BlockKind::Paragraph, "In Port, the leaders held\ntalks."),
            (BlockKind::Furniture, "See also"),
            (BlockKind::SeeAlso, "Statements after talks June 26, 2012"),
        ]
    );
    assert_eq!(
        article.published.map(|p| p.date.to_string()).as_deref(),
        Some("2012-06-26")
    );
    assert_eq!(article.outlet.as_deref(), Some("gov.example"));
}

#[test]
fn html_gives_metadata_and_blocks() {
    let html = r##"<!doctype html><html lang="en"><head><title>Norland Leader Visits Sudland | The Courier</title>
        <meta property="og:url" content="https://www.courier.example/world/visit"><meta property="og:site_name" content="The Courier">
        <meta property="article:published_time" content="2016-11-20T18:30:00+03:00"></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Norland Leader Visits Sudland</h1>
        <figure><img src="a.jpg"><figcaption>© XFP / ANNA BERG / POOLThe two leaders (left and right) in Port</figcaption></figure>
        <p>PORT (Courier) — The leader of Norland, <a href="/p">Ole Dahl<span class="tooltip hidden">Dahl Ole, Prime Minister</span></a>, arrived in Sudland on Sunday for a visit of two days, his office said.</p>
        <p>He met with the Sudland president, who called the talks a good beginning, and both sides agreed to meet again next year in the spring.</p>
        <p><b>President of Sudland Ivo Kern:</b> We are glad to see you here, Prime Minister, after so many years without a visit.</p>
        <h2>What comes next</h2><ul><li>A second round of talks on the border, which both sides want to open.</li></ul>
        </article><footer><p>© 2023 The Courier. All rights reserved.</p></footer></body></html>"##;
    let article = read(html.as_bytes(), Format::Html);
    assert_eq!(
        article.title.as_deref(),
        Some("Norland Leader Visits Sudland")
    );
    assert_eq!(article.outlet.as_deref(), Some("courier.example"));
    let published = article.published.clone().expect("dated");
    assert_eq!(
        (
            published.date.to_string().as_str(),
            published.time.as_deref()
        ),
        ("2016-11-20", Some("T18:30:00+03:00"))
    );
    assert_eq!(article.language.as_deref(), Some("en"));
    let found: Vec<BlockKind> = article.blocks.iter().map(|b| b.kind).collect();
    use BlockKind::*;
    assert_eq!(
        found,
        [
            Headline, Credit, Caption, Dateline, Paragraph, Paragraph, SpeechTurn, Heading,
            ListItem
        ]
    );
    assert!(
        article.text.contains("Norland, Ole Dahl, arrived"),
        "{}",
        article.text
    );
    assert!(article.dropped.iter().any(|d| d.reason == "pop-up"));
}

/// Reads a page and gives the codes of its diagnostics.
fn codes(bytes: &[u8], format: Format) -> Vec<&'static str> {
    let (article, diagnostics) = article::read(&Page::with_format(bytes.to_vec(), format), None);
    check_invariants(&article);
    diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn a_hundred_thousand_deep() {
    for tag in [
        "div",
        "b",
        "ul><li",
        "table><tr><td",
        "font color=x",
        "blockquote",
        "a href=x",
    ] {
        let close = tag.split(['>', ' ']).next().unwrap_or(tag);
        let page = format!(
            "<title>Deep</title><{}>The ministers of both states met in Port on Sunday for talks.{}",
            vec![tag; 100_000].join("><"),
            format!("</{close}>").repeat(100_000)
        );
        let article = read(page.as_bytes(), Format::Html);
        assert_eq!(article.title.as_deref(), Some("Deep"), "{tag}");
    }
}

#[test]
fn fifty_megabytes_are_cut_with_a_diagnostic() {
    let paragraph =
        "<p>The ministers of both states met in Port on Sunday, and agreed to meet again.</p>\n";
    let page = paragraph.repeat(50 * 1024 * 1024 / paragraph.len());
    assert!(codes(page.as_bytes(), Format::Html).contains(&"work-limit"));
    assert!(codes(page.as_bytes(), Format::Text).contains(&"work-limit"));
}

#[test]
fn a_page_drawn_by_script_says_so() {
    let page = b"<html><head><title>App</title></head><body><div id=root></div><script>draw()</script></body></html>";
    let (article, diagnostics) =
        article::read(&Page::with_format(page.to_vec(), Format::Html), None);
    assert_eq!(article.title.as_deref(), Some("App"));
    assert!(diagnostics.iter().all(|d| !d.help.is_empty()));
    assert!(codes(b"", Format::Html).contains(&"empty-page"));
    assert!(codes(b"", Format::Text).contains(&"empty-page"));
    assert!(codes(b"[]", Format::ArticleJson).contains(&"bad-json"));
    assert!(codes(b"\xff\xd8\xff\x00\x01", Format::Html).contains(&"not-text"));
}

#[test]
fn the_body_in_json_ld_is_a_fallback() {
    let page = r#"<html><head><title>Talks</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks Resume",
        "datePublished": "2016-11-20", "articleBody": "Norland and Sudland resumed their talks in Port on Sunday after a year.\n\nBoth sides called the meeting useful and agreed to meet again in May."}
        </script></head><body><div id=root></div></body></html>"#;
    let (article, diagnostics) = article::read(
        &Page::with_format(page.as_bytes().to_vec(), Format::Html),
        None,
    );
    check_invariants(&article);
    assert!(article.text.contains("agreed to meet again in May"));
    assert!(diagnostics.iter().any(|d| d.code == "fallback"));
}

/// Where the article stands, on pages that do not give it as paragraphs, and whether it is held back, which is said.
#[test]
fn odd_pages_give_their_article() {
    let first = "The ministers of Norland and Sudland met in Port on Sunday for talks on the border between both states.";
    let second =
        "They agreed to meet again in May, and to keep the crossing at the bridge open until then.";
    let attribute = format!(
        "&lt;p&gt;{first}&lt;/p&gt;&lt;p&gt;{second} It is the only crossing. Both sides use it.&lt;/p&gt;"
    );
    for (body, held_back) in [
        (format!("<div>{first}<br><br>{second}</div>"), false),
        (format!("<div>{first}<br>&nbsp;<br>{second}</div>"), false),
        (
            format!(
                "<table><tr><td><font>{first}</font></td></tr><tr><td>{second}</td></tr></table>"
            ),
            false,
        ),
        (
            format!("<noscript><p>{first}</p><p>{second}</p></noscript>"),
            true,
        ),
        (
            format!("<template><p>{first}</p><p>{second}</p></template>"),
            true,
        ),
        (
            format!("<div id=app data-body=\"{attribute}\"></div>"),
            true,
        ),
    ] {
        let page = format!(
            "<html><head><title>Border Talks</title></head><body><h1>Border Talks</h1>{body}</body></html>"
        );
        let article = read(page.as_bytes(), Format::Html);
        let text: Vec<&str> = kinds(&article).iter().map(|(_, text)| *text).collect();
        assert!(
            text.contains(&first) && text.iter().any(|t| t.starts_with(second)),
            "{body}: {text:?}"
        );
        let fell_back = codes(page.as_bytes(), Format::Html).contains(&"fallback");
        assert!(fell_back || !held_back, "{body}");
    }
    let bare = "<html><head><title>Border Talks</title></head><body><h1>Border Talks</h1><p>They met.</p></body></html>";
    assert!(codes(bare.as_bytes(), Format::Html).contains(&"short-article"));
}

/// A page that calls its whole article an aside: the lead, the caption and the list of links are there all the same.
#[test]
fn what_surrounds_the_title_says_nothing_against_the_article() {
    let page = r#"<title>Visit to Port</title><nav><a href=1>News</a> <a href=2>Photos</a></nav><div role="complementary" class="aside"><article>
        <h1>Visit to Port</h1><div class="lead"><p>Ole Dahl arrived in Port at the invitation of Ivo Kern.</p></div>
        <div class="entry-content"><figure><img src=a.jpg><figcaption>Ole Dahl at the port</figcaption></figure>
        <p>The leaders of Norland and Sudland discussed the border between both states, and trade across it.</p>
        <p>They also spoke about the fishing grounds, on which an agreement is due in May.</p>
        <div><h3>See also</h3><div><a href=3>Official visit to Sudland</a><div>June 25 − 26, 2012</div></div></div>
        <h3>Official sites</h3></div></article></div>"#;
    let article = read(page.as_bytes(), Format::Html);
    use BlockKind::*;
    let expected = [
        (Headline, "Visit to Port"),
        (
            Standfirst,
            "Ole Dahl arrived in Port at the invitation of Ivo Kern.",
        ),
        (Caption, "Ole Dahl at the port"),
    ];
    let all = kinds(&article);
    assert_eq!(all[..3], expected);
    assert_eq!(
        all.last(),
        Some(&(SeeAlso, "Official visit to Sudland June 25 − 26, 2012"))
    );
    assert!(!article.text.contains("Official sites"));
}

#[test]
fn an_article_ends_with_the_last_sentence_and_item_of_its_element() {
    let people = [
        "Anna Berg, as envoy to Sudland",
        "Ole Dahl, as envoy to the islands",
        "Ivo Kern, as consul",
        "Eva Holm",
    ];
    let items = people.map(|p| format!("<li>{p}</li>")).concat();
    let page = format!(
        "<title>New Envoys</title><h1>New Envoys</h1><p>The minister named four people today, who will serve abroad from May on.</p><ul>{items}</ul>\
         <p>The ministers of both states met in Port on Sunday for talks on the border.</p><p>Thank you all.</p>"
    );
    let article = read(page.as_bytes(), Format::Html);
    for text in people.into_iter().chain(["Thank you all."]) {
        assert!(article.text.contains(text), "{text}: {}", article.text);
    }
}

#[test]
fn turns_that_only_breaks_part_are_turns() {
    let page = report(
        "<p>MR. DAHL: Good day to all of you.<br>MS. BERG: Good day.<br>We are glad to be here.<br>&nbsp;<br>MR. DAHL: Let us begin with the border.</p>",
    );
    let article = read(page.as_bytes(), Format::Html);
    let turns: Vec<&str> = kinds(&article)
        .into_iter()
        .filter(|(kind, _)| *kind == BlockKind::SpeechTurn)
        .map(|(_, text)| text)
        .collect();
    assert_eq!(
        turns,
        [
            "MR. DAHL: Good day to all of you.",
            "MS. BERG: Good day.\nWe are glad to be here.",
            "MR. DAHL: Let us begin with the border."
        ]
    );
}

#[test]
fn hints_for_breaking_words_are_not_in_the_words() {
    let page = report(
        "<p>The nego&shy;tiations on the long<wbr>shore treaty\u{200b} go on, said the min&#173;ister of Norland today.</p>",
    );
    let article = read(page.as_bytes(), Format::Html);
    assert!(
        article
            .text
            .contains("The negotiations on the longshore treaty go on, said the minister"),
        "{}",
        article.text
    );
}

#[test]
fn no_copyright_line_dates_a_page() {
    let page = "<title>Talks Resume in Port</title><h1>Talks Resume in Port</h1><p>Copyright © November 20, 2016 The Courier</p><p>The ministers of both \
        states met in Port on Sunday for talks on the border.</p><footer>© 2016</footer>";
    assert_eq!(read(page.as_bytes(), Format::Html).published, None);
}

#[test]
fn dates_in_their_order_of_trust() {
    let date = |head: &str, body: &str| {
        let page = format!(
            "<html><head><title>Talks Resume in Port</title>{head}</head><body><h1>Talks Resume in Port</h1>{body}\
             <p>The ministers of both states met in Port on Sunday for talks on the border.</p></body></html>"
        );
        let (article, _) = article::read(
            &Page::new(page.into_bytes(), None).at("https://a.example/2016/11/24/talks"),
            None,
        );
        article
            .published
            .map(|p| p.date.to_string())
            .unwrap_or_default()
    };
    let ld = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks","datePublished":"2016-11-20"}</script>"#;
    let meta = r#"<meta property="article:published_time" content="2016-11-21">"#;
    let time = r#"<time datetime="2016-11-22">Tuesday</time>"#;
    let shown = "<p class=byline>November 23, 2016</p>";
    assert_eq!(
        date(&format!("{meta}{ld}"), &format!("{time}{shown}")),
        "2016-11-20"
    );
    assert_eq!(date(meta, &format!("{shown}{time}")), "2016-11-21");
    assert_eq!(date("", &format!("{shown}{time}")), "2016-11-22");
    assert_eq!(date("", shown), "2016-11-23");
    assert_eq!(date("", ""), "2016-11-24");
}

#[test]
fn the_last_change_dates_a_page_that_says_nothing_else() {
    let date = |head: &str, shown: &str| {
        let page = report(shown).replace("</head>", &format!("{head}</head>"));
        let published = read(page.as_bytes(), Format::Html).published;
        published.map(|p| p.date.to_string()).unwrap_or_default()
    };
    assert_eq!(
        date("", "<div>Last updated: May 3, 2016</div>"),
        "2016-05-03"
    );
    assert_eq!(
        date(
            "",
            "<div>Updated: May 3, 2016</div><div>Posted on the 1 May 2016</div>"
        ),
        "2016-05-01"
    );
    // A day that is both of publication and of change may be that of the site's last build.
    let ld = |changed: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Talks", "datePublished": "2020-02-02", "dateModified": "{changed}"}}</script>"#
        )
    };
    let shown = "<div>Published: May 1, 2016</div>";
    assert_eq!(date(&ld("2020-02-02"), shown), "2016-05-01");
    assert_eq!(date(&ld("2020-02-03"), shown), "2020-02-02");
    assert_eq!(date(&ld("2020-02-02"), ""), "2020-02-02");
}

#[test]
fn links_under_see_also_are_apart() {
    let page = r#"<title>Visit to Port</title><div class="entry-content"><h1>Visit to Port</h1>
        <p>The leaders of Norland and Sudland held talks in Port, and signed an agreement on the border between both states.</p>
        <div><h3>See also</h3><div><a href=1>Statements for the press after the talks</a><div>June 26, 2012</div></div></div></div>"#;
    let article = read(page.as_bytes(), Format::Html);
    assert_eq!(
        kinds(&article).last(),
        Some(&(
            BlockKind::SeeAlso,
            "Statements for the press after the talks June 26, 2012"
        ))
    );
}

/// A report of some length, with more markup within it.
fn report(within: &str) -> String {
    format!(
        r#"<html><head><title>Talks Resume in Port</title></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
        <article class="article-body"><h1>Talks Resume in Port</h1>
        <p>The ministers of both states met in Port on Sunday for talks on the border, the first ones after a year without any.</p>
        <p>Both sides called the meeting useful, and said that they would meet again in the spring to sign what they agreed on.</p>
        {within}
        <p>The talks had been broken off last year, when Norland closed its embassy in Sudland after a quarrel about fishing rights.</p>
        <p>“We are glad to be back at the table,” the Sudland minister told reporters after the meeting, and thanked his host.</p>
        </article><footer><a href="/imprint">Imprint</a></footer></body></html>"#
    )
}

#[test]
fn captions_stand_apart_from_their_credits() {
    let page = report(
        "<figure><img src=a.jpg><figcaption>The two ministers before their talks in Port. © XFP / ANNA BERG</figcaption></figure>",
    );
    let article = read(page.as_bytes(), Format::Html);
    let found = kinds(&article);
    assert!(
        found.contains(&(
            BlockKind::Caption,
            "The two ministers before their talks in Port."
        )),
        "{found:?}"
    );
    assert!(
        found.contains(&(BlockKind::Credit, "© XFP / ANNA BERG")),
        "{found:?}"
    );
}

#[test]
fn advertisements_within_the_body_are_dropped() {
    let page = report("<div class=ad>Advertisement: Visit sunny Sudland from $499</div>");
    let article = read(page.as_bytes(), Format::Html);
    assert!(!article.text.contains("$499"), "{}", article.text);
    assert!(
        article
            .dropped
            .iter()
            .any(|d| d.reason == "advertisement" && d.text.contains("$499"))
    );
}

#[test]
fn short_pages_keep_their_sentences() {
    let page = "<title>Visit</title><article><h1>Visit</h1><p>Norland’s president will visit Sudland on 4 June 2020.</p><p>The two \
        neighbours share a coast, a long road and a love of cocoa, of which they grow more than half of the world’s harvest.</p></article>";
    let article = read(page.as_bytes(), Format::Html);
    assert!(article.text.contains("will visit Sudland"));
    let text = "Leaders Meet\n\nHome\nSubscribe\nNewsfeed\n\nSudland’s president met the prime minister of Norland in Port on Monday.\n\nlog in or \
        register\nChats\nShare on Facebook\nFollow us";
    let article = read(text.as_bytes(), Format::Text);
    let found = kinds(&article);
    assert!(
        found.contains(&(
            BlockKind::Paragraph,
            "Sudland’s president met the prime minister of Norland in Port on Monday."
        )),
        "{found:?}"
    );
}

#[test]
fn teasers_within_the_body_are_related() {
    let page = report(
        r#"<aside class="related"><a href="/2">Sudland Minister to Visit Norland Next Week</a></aside>"#,
    );
    let article = read(page.as_bytes(), Format::Html);
    let found = kinds(&article);
    assert!(
        found.contains(&(
            BlockKind::Related,
            "Sudland Minister to Visit Norland Next Week"
        )),
        "{found:?}"
    );
}

#[test]
fn woven_in_words_leave_the_sentence() {
    let page = report(
        r#"<p>The Norland minister, <a href="/p">Ole Dahl<span class="tooltip">Dahl Ole, Minister of Norland</span></a>, will travel to
        Sudland<span class="visually-hidden"> (opens in a new window)</span> in spring, his office said on Monday<span style="display: none">Share</span>.</p>"#,
    );
    let article = read(page.as_bytes(), Format::Html);
    assert!(
        article
            .text
            .contains("Ole Dahl, will travel to Sudland in spring, his office said on Monday."),
        "{}",
        article.text
    );
    for reason in ["pop-up", "screen-reader", "hidden"] {
        assert!(
            article.dropped.iter().any(|d| d.reason == reason),
            "{reason}"
        );
    }
}

#[test]
fn a_page_without_report_gives_no_menus() {
    let page = r#"<html><head><title>Speech at the Summit</title></head><body><nav><ul><li><a href=1>News</a></li><li><a href=2>Photos</a></li></ul></nav>
        <h1>Speech at the Summit</h1><div>December 14, 2005</div><div class=footer><ul><li>Official Channel</li><li>State Insignia</li>
        <li>Send a Letter</li></ul></div></body></html>"#;
    let article = read(page.as_bytes(), Format::Html);
    assert!(!article.text.contains("Send a Letter"), "{}", article.text);
}

#[test]
fn relative_canonical_addresses_are_resolved() {
    let page = Page::new(
        b"<link rel=canonical href=2.html><title>x</title>".to_vec(),
        None,
    )
    .at("http://en.gov.example/news/1.html");
    let (article, _) = article::read(&page, None);
    assert_eq!(
        article.url.as_deref(),
        Some("http://en.gov.example/news/2.html")
    );
    assert_eq!(article.outlet.as_deref(), Some("gov.example"));
}

/// Sentences that hold gold evidence must not be taken for furniture; skipped where the gold set is not beside the project.
#[test]
fn gold_evidence_is_never_furniture() {
    let gold = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/train");
    let Ok(entries) = std::fs::read_dir(&gold) else {
        eprintln!("skipped: {} is not there", gold.display());
        return;
    };
    let spaces = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for entry in entries.flatten() {
        let path = entry.path();
        let Some(page) = path
            .to_str()
            .and_then(|p| p.strip_suffix(".gold.json"))
            .map(|p| format!("{p}.json"))
        else {
            continue;
        };
        let Ok(bytes) = std::fs::read(&page) else {
            continue;
        };
        let article = read(&bytes, Format::ArticleJson);
        let truth: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).expect("readable")).expect("JSON");
        let lost: Vec<String> = article
            .blocks
            .iter()
            .filter(|b| matches!(b.kind, BlockKind::Furniture | BlockKind::Credit))
            .map(|b| spaces(b.span.slice(&article.text)))
            .collect();
        let claims = truth["claims"].as_array().cloned().unwrap_or_default();
        for evidence in claims
            .iter()
            .flat_map(|c| c["evidence"].as_array().cloned().unwrap_or_default())
        {
            let evidence = spaces(evidence.as_str().unwrap_or_default());
            assert!(
                evidence.is_empty() || !lost.iter().any(|l| l.contains(&evidence)),
                "{page}: {evidence}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        for format in [Format::Html, Format::Text, Format::ArticleJson] {
            read(&bytes, format);
        }
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|[\\n\\r\t ©:/—-]){0,400}") {
        read(text.as_bytes(), Format::Text);
        read(text.as_bytes(), Format::Html);
    }

    #[test]
    fn any_tags_are_read(tags in proptest::collection::vec(prop_oneof![
        Just("<p>"), Just("</p>"), Just("<div class=\"a hidden tooltip\">"), Just("</div>"), Just("<table>"), Just("<td>"), Just("<b>"),
        Just("</b>"), Just("<h1>"), Just("<br>"), Just("<li>"), Just("<figcaption>"), Just("© AFP / NAME"), Just("Text of a sentence. "),
        Just("Больше слов "), Just("<script>"), Just("</script>"), Just("<time datetime='2016-11-20'>"), Just("<a href=x>"), Just("&amp"),
        Just("<meta property=og:title content=x>"), Just("<svg><title>"), Just("<template>"), Just("<!--"), Just("-->"), Just("\u{202e}שלום 🙂"),
    ], 0..120)) {
        read(tags.concat().as_bytes(), Format::Html);
    }
}

#[test]
fn the_place_beside_the_date_is_a_dateline() {
    let page = |class: &str| {
        report("").replace(
            "</h1>",
            &format!("</h1><div class=meta><time datetime=2016-11-20>November 20, 2016</time><div class={class}>Port, Norland</div></div>"),
        )
    };
    let article = read(page("p-location").as_bytes(), Format::Html);
    let dateline = (BlockKind::Dateline, "Port, Norland");
    assert!(kinds(&article).contains(&dateline), "{}", article.text);
    let article = read(page("author").as_bytes(), Format::Html);
    assert!(!kinds(&article).contains(&dateline), "{}", article.text);
}

#[test]
fn a_table_of_data_stays_with_its_article() {
    let rows = [["State", "Ships"], ["Norland", "14"], ["Sudland", "9"]]
        .map(|cells| format!("<tr><td>{}</td><td>{}</td></tr>", cells[0], cells[1]))
        .concat();
    let article = read(
        report(&format!("<table>{rows}</table>")).as_bytes(),
        Format::Html,
    );
    for cell in ["State", "Ships", "Norland", "14", "Sudland", "9"] {
        let kept = kinds(&article).iter().any(|(_, text)| *text == cell);
        assert!(kept, "{cell}: {}", article.text);
    }
}

/// A body alone, as feeds give it: its first line announces what follows, and turns break off.
#[test]
fn what_a_body_alone_begins_with_and_breaks_off_is_kept() {
    let html = "<p>On Monday the President signed into law:</p><p>A bill on the fishing grounds, which both chambers of Norland passed in May.</p>\
        <p>QUESTION: And the bridge, as to which —</p><p>MR DAHL: The bridge stays open, and both states will pay for its repair.</p>\
        <p>Q &nbsp;&nbsp; When will the ministers of both states meet again?</p><p>MR DAHL: They will meet again in Port in May of next year.</p>";
    let json = serde_json::json!({"title": "Bill Signed", "published": "2016-11-20", "html": html});
    let article = read(json.to_string().as_bytes(), Format::ArticleJson);
    let all = kinds(&article);
    assert_eq!(
        all[1],
        (
            BlockKind::Paragraph,
            "On Monday the President signed into law:"
        )
    );
    let speakers: Vec<&str> = article
        .blocks
        .iter()
        .filter_map(|b| Some(b.speaker?.slice(&article.text)))
        .collect();
    assert_eq!(speakers, ["QUESTION", "MR DAHL", "Q", "MR DAHL"]);
}
