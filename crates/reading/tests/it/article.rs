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

fn read(bytes: &[u8], format: Format) -> Article {
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
