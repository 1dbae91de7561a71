//! How pages say when they were published: the ways, and the traps beside them.

use super::article::read;
use reading::article;
use reading::page::{Format, Page};

/// The day of a page with this in its head and this below its title.
fn day(head: &str, body: &str) -> String {
    let page = format!(
        "<html><head><title>Border Talks Resume in Port</title>{head}</head><body><main><h1>Border Talks Resume in Port</h1>{body}\
         <p>The ministers of Norland and Sudland met in Port on Sunday for talks on the border between both states.</p>\
         <p>They agreed to meet again when the snow has melted, and to keep the crossing at the bridge open until then.</p>\
         </main></body></html>"
    );
    let published = read(page.as_bytes(), Format::Html).published;
    published.map_or_else(String::new, |p| {
        format!("{}{}", p.date, p.time.unwrap_or_default())
    })
}

fn ld(json: &str) -> String {
    format!(r#"<script type="application/ld+json">{json}</script>"#)
}

#[test]
fn linked_data_names_the_day_in_many_shapes() {
    for json in [
        r#"{"@type": "NewsArticle", "headline": "Talks", "datePublished": "2018-05-03T09:30:00+02:00"}"#,
        r#"[{"@type": "Organization", "name": "Courier"}, {"@type": ["Article", "NewsArticle"], "headline": "Talks", "datePublished": "2018-05-03T09:30:00+02:00"}]"#,
        r#"{"@graph": [{"@type": "WebSite"}, {"@type": "https://schema.org/ReportageNewsArticle", "headline": "Talks", "datePublished": "2018-05-03T09:30:00+02:00"}]}"#,
        r#"{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "Talks", "datePublished": "2018-05-03T09:30:00+02:00"}}"#,
        r#"{"@type": "NewsArticle", "headline": "Talks", "dateCreated": "2018-05-03T09:30:00+02:00"}"#,
        r#"{"@type": "NewsArticle", "headline": "Talks", "datePublished": "2018-05-03T09:30:00+02:00", "dateModified": "2018-05-09"}"#,
    ] {
        assert_eq!(day(&ld(json), ""), "2018-05-03T09:30:00+02:00", "{json}");
    }
}

#[test]
fn linked_data_of_events_and_films_is_not_the_pages_day() {
    let event = ld(
        r#"{"@type": "Event", "name": "Summit", "startDate": "2018-06-01", "endDate": "2018-06-02"}"#,
    );
    let film = ld(r#"{"@type": "VideoObject", "name": "Film", "uploadDate": "2011-01-01"}"#);
    assert_eq!(day(&format!("{event}{film}"), ""), "");
    assert_eq!(
        day(&format!("{event}{film}"), "<p>Published: 3 May 2018</p>"),
        "2018-05-03"
    );
}

#[test]
fn meta_elements_by_many_names() {
    for meta in [
        r#"<meta property="article:published_time" content="2018-05-03">"#,
        r#"<meta name="DC.date.issued" content="2018-05-03">"#,
        r#"<meta name="pubdate" content="20180503">"#,
        r#"<meta itemprop="datePublished" content="2018-05-03">"#,
        r#"<meta name="parsely-pub-date" content="2018-05-03">"#,
        r#"<meta name="citation_publication_date" content="2018/05/03">"#,
        r#"<meta name="date" content="Thu, 3 May 2018">"#,
    ] {
        assert_eq!(day(meta, ""), "2018-05-03", "{meta}");
    }
    let broken = r#"<meta property="article:published_time" content="{{ page.date }}">"#;
    assert_eq!(
        day(broken, "<time datetime=2018-05-03></time>"),
        "2018-05-03"
    );
}

#[test]
fn marked_elements() {
    for body in [
        r#"<time datetime="2018-05-03">Thursday</time>"#,
        "<time>3 May 2018</time>",
        r#"<span itemprop="datePublished" content="2018-05-03">yesterday</span>"#,
        r#"<span property="schema:datePublished" content="2018-05-03">yesterday</span>"#,
        r#"<time itemprop="datePublished" datetime="2018-05-03">Thursday</time><div><img src=a.jpg><meta itemprop="datePublished" content="2018-05-01"></div>"#,
        r#"<abbr class="published" title="2018-05-03">two days ago</abbr>"#,
        r#"<span class="date" title="2018-05-03">two days ago</span>"#,
        r#"<time class="dt-published" datetime="2018-05-03">Thursday</time><time datetime="2018-05-09">later</time>"#,
        r#"<time datetime="PT4M">4 minutes</time><time datetime="2018-05-03">Thursday</time>"#,
    ] {
        assert_eq!(day("", body), "2018-05-03", "{body}");
    }
}

#[test]
fn times_of_something_else() {
    for body in [
        r#"<time itemprop="startDate" datetime="2018-06-01">June 1</time>"#,
        r#"<div>Deadline: June 1, 2018</div>"#,
        "<p>The next round of talks will open in Port on June 1, 2018.</p>",
        "<figure><img src=a.jpg><figcaption>The bridge at Port, June 1, 2018</figcaption></figure>",
        "<blockquote><p>We meet again</p>Ole Dahl (@dahl) June 1, 2018</blockquote>",
        "<div>© 2018-06-01 The Courier</div>",
        r#"<figure itemscope itemtype="http://schema.org/ImageObject"><img src=a.jpg><meta itemprop="datePublished" content="2018-06-01"></figure>"#,
    ] {
        assert_eq!(day("", body), "", "{body}");
        let both = format!("<p class=byline>By Anna Berg, May 3, 2018</p>{body}");
        assert_eq!(day("", &both), "2018-05-03", "{both}");
    }
}

#[test]
fn readers_words_have_their_own_days() {
    let comment = "<p>Good news for the valley, said nobody in particular but me.</p>";
    let comments = format!(
        "<div id=comments><ol><li><article><footer><div><span><time datetime=2018-06-01>June 1, 2018</time></span></div></footer>\
         {comment}</article></li><li><article><div><div><div><p>Posted on June 2, 2018</p></div></div></div></article></li></ol></div>"
    );
    assert_eq!(day("", &comments), "");
    let both = format!("<div>Posted by Anna Berg on Thursday, 3rd May 2018</div>{comments}");
    assert_eq!(day("", &both), "2018-05-03");
}

#[test]
fn printed_days_in_many_orders() {
    for body in [
        "<div>May 3, 2018</div>",
        "<div>Thursday, May 3rd, 2018 at 9:30 a.m.</div>",
        "<div>3. Mai 2018</div>",
        "<div>3 мая 2018</div>",
        "<div>2018.05.03</div>",
        "<div>23/05/2018</div><div>3 May 2018</div>",
        "<p>By Anna Berg | May 3, 2018 | World</p>",
        "<p>Updated: May 9, 2018 | Published: May 3, 2018</p>",
        "<p>Last updated 9 May 2018, first published 3 May 2018</p>",
        "<p>First published 3 May 2018; last updated 9 May 2018</p>",
        "<div>Updated</div><div>9 May 2018</div><div>Published</div><div>3 May 2018</div>",
        "<p>PORT, May 3, 2018 (XFP) — The ministers of both states opened their talks on the border in the old customs house, and said that they would go on for as long as it takes.</p>",
    ] {
        let wanted = if body.contains("23/05") {
            "2018-05-23"
        } else {
            "2018-05-03"
        };
        assert_eq!(day("", body), wanted, "{body}");
    }
}

#[test]
fn a_day_in_the_title_is_the_last_that_is_asked() {
    let dated = |title: &str, below: &str| {
        let page = format!(
            "<title>{title}</title><h1>{title}</h1>{below}<p>The ministers of Norland and Sudland met in Port on Sunday for talks on the border.</p>"
        );
        let published = read(page.as_bytes(), Format::Html).published;
        published.map(|p| p.date.to_string()).unwrap_or_default()
    };
    let title = "Speech on the Anniversary of the Treaty of March 1, 2001";
    assert_eq!(dated(title, "<div>May 3, 2018</div>"), "2018-05-03");
    assert_eq!(dated("Press Briefing, May 3, 2018", ""), "2018-05-03");
}

#[test]
fn addresses_and_last_changes_come_last() {
    let at = |head: &str| {
        let page = format!(
            "<title>Talks</title>{head}<h1>Talks</h1><p>The ministers of Norland and Sudland met in Port on Sunday for talks.</p>"
        );
        let page = Page::new(page.into_bytes(), None)
            .at("https://courier.example/world/2018/05/03/talks.html");
        let published = article::read(&page, None).0.published;
        published.map(|p| p.date.to_string()).unwrap_or_default()
    };
    assert_eq!(
        at(r#"<meta http-equiv="last-modified" content="2021-01-01">"#),
        "2018-05-03"
    );
    assert_eq!(
        at(r#"<meta property="article:modified_time" content="2021-01-01">"#),
        "2018-05-03"
    );
    assert_eq!(
        day(
            r#"<meta property="article:modified_time" content="2018-05-09">"#,
            ""
        ),
        "2018-05-09"
    );
    assert_eq!(
        day(
            "",
            r#"<span itemprop="dateModified" content="2018-05-09">today</span>"#
        ),
        "2018-05-09"
    );
}
