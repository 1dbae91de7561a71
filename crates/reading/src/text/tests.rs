//! Cases of words and sentences, and properties that hold for any text.

use super::*;
use crate::article::Block;

/// Words of `text` separated by "|", sentences by "||".
fn split(text: &str) -> String {
    let mut sentences = Vec::new();
    split_span(text, Span::new(0, text.len()), 0, &mut sentences);
    let words = |s: &Sentence| {
        s.tokens
            .iter()
            .map(|t| t.span.slice(text))
            .collect::<Vec<_>>()
            .join("|")
    };
    sentences.iter().map(words).collect::<Vec<_>>().join("||")
}

#[track_caller]
fn check(text: &str, expect: &str) {
    assert_eq!(split(text), expect, "for {text:?}");
}

#[test]
fn clitics_are_words() {
    check(
        "Japan’s aide didn't say it's Abe's.",
        "Japan|’s|aide|did|n't|say|it|'s|Abe|'s|.",
    );
    check(
        "We can’t, they’ll, I’ve, cannot",
        "We|ca|n’t|,|they|’ll|,|I|’ve|,|can|not",
    );
    check(
        "the leaders’ summit, states' rights",
        "the|leaders|’|summit|,|states|'|rights",
    );
    check(
        "O'Brien at 5 o'clock in the 1990's and '90s",
        "O'Brien|at|5|o'clock|in|the|1990's|and|'90s",
    );
}

#[test]
fn abbreviations_keep_their_stop() {
    check(
        "Mr. Abe met Gen. Milley in the U.S. on Dec. 15.",
        "Mr.|Abe|met|Gen.|Milley|in|the|U.S.|on|Dec.|15|.",
    );
    check(
        "He left the U.S. The talks went on.",
        "He|left|the|U.S.||The|talks|went|on|.",
    );
    check(
        "The U.S. President and George W. Bush spoke.",
        "The|U.S.|President|and|George|W.|Bush|spoke|.",
    );
    check(
        "At 5 p.m. Monday they met. No. 3 was first.",
        "At|5|p.m.|Monday|they|met|.||No.|3|was|first|.",
    );
    check(
        "Acme Inc. said so, e.g. on Friday.",
        "Acme|Inc.|said|so|,|e.g.|on|Friday|.",
    );
    check(
        "They sat in the sun. Then no. Then yes.",
        "They|sat|in|the|sun|.||Then|no|.||Then|yes|.",
    );
    check(
        "the U.N. Security Council vs. the U.K.",
        "the|U.N.|Security|Council|vs.|the|U.K.",
    );
    check(
        "U.S.-Israel ties on Wed. night in Ft. Worth",
        "U.S.|-|Israel|ties|on|Wed.|night|in|Ft.|Worth",
    );
}

#[test]
fn quotations_close_with_their_sentence() {
    check("\"We will go.\" He left.", "\"|We|will|go|.|\"||He|left|.");
    check(
        "“We will go,” Abe promised. “Soon.”",
        "“|We|will|go|,|”|Abe|promised|.||“|Soon|.|”",
    );
    check(
        "\"Is it true?\" Abe asked.",
        "\"|Is|it|true|?|\"|Abe|asked|.",
    );
    check("(He left.) She stayed.", "(|He|left|.|)||She|stayed|.");
    check("\"One.\" \"Two.\"", "\"|One|.|\"||\"|Two|.|\"");
}

#[test]
fn numbers_times_money_and_hyphens() {
    check(
        "$5.2bn, US$4.5 million, €200,000 and 10%",
        "$|5.2|bn|,|US$|4.5|million|,|€|200,000|and|10|%",
    );
    check(
        "at 11:30am on December 15-16, 9/11",
        "at|11:30|am|on|December|15|-|16|,|9/11",
    );
    check(
        "a two-year US-led non-proliferation e-mail",
        "a|two|-|year|US|-|led|non-proliferation|e-mail",
    );
    check(
        "call 713-853-3989 or 345-9945",
        "call|713-853-3989|or|345-9945",
    );
    check(
        "Moscow—Tokyo – talks -- today...",
        "Moscow|—|Tokyo|–|talks|--|today|...",
    );
    check("Japan/Russia and/or 50km", "Japan|/|Russia|and|/|or|50|km");
}

#[test]
fn addresses_stay_whole() {
    check(
        "See https://www.mofa.go.jp/a_o/rp/page24e.html.",
        "See|https://www.mofa.go.jp/a_o/rp/page24e.html|.",
    );
    check(
        "(press@state.gov, kremlin.ru)",
        "(|press@state.gov|,|kremlin.ru|)",
    );
    check(
        "@JoeBiden said #Ukraine on Twitter.com",
        "@JoeBiden|said|#Ukraine|on|Twitter.com",
    );
}

#[test]
fn sentences_end_where_new_ones_begin() {
    check(
        "What now? Nobody knows! ok.",
        "What|now|?||Nobody|knows|!|ok|.",
    );
    check(
        "1. Foreign policy is first.",
        "1|.|Foreign|policy|is|first|.",
    );
    check(
        "It ended in 1945. Japan lost.",
        "It|ended|in|1945|.||Japan|lost|.",
    );
    check("Line one\nline two. Three", "Line|one|line|two|.||Three");
    check("", "");
    check("...", "...");
}

#[test]
fn blocks_without_sentences_give_none() {
    let text = "Title here LIMA — Text here.".to_string();
    let block = |kind, start, end| Block {
        kind,
        span: Span::new(start, end),
        speaker: None,
    };
    let article = Article {
        blocks: vec![
            block(BlockKind::Headline, 0, 10),
            block(BlockKind::Dateline, 11, 19),
            block(BlockKind::Paragraph, 19, text.len()),
        ],
        text,
        ..Article::default()
    };
    let found = sentences(&article, &mut Vec::new());
    assert_eq!(found.iter().map(|s| s.block).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(found[1].span.slice(&article.text), "Text here.");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn holds(text: &str) {
        let mut found = Vec::new();
        split_span(text, Span::new(0, text.len()), 0, &mut found);
        let mut at = 0;
        for s in &found {
            assert!(!s.tokens.is_empty());
            assert_eq!(
                s.span,
                Span::new(
                    s.tokens[0].span.start,
                    s.tokens[s.tokens.len() - 1].span.end
                )
            );
            for t in &s.tokens {
                assert!(t.span.start < t.span.end && t.span.start >= at);
                assert!(text.is_char_boundary(t.span.start) && text.is_char_boundary(t.span.end));
                assert!(
                    text[at..t.span.start].chars().all(tokens::is_space),
                    "left out {:?}",
                    &text[at..t.span.start]
                );
                assert!(!t.span.slice(text).chars().any(tokens::is_space));
                at = t.span.end;
            }
        }
        assert!(text[at..].chars().all(tokens::is_space));
    }

    proptest! {
        #[test]
        fn any_text(text in "\\PC{0,80}") {
            holds(&text);
        }

        #[test]
        fn any_characters(text in proptest::collection::vec(any::<char>(), 0..60)) {
            holds(&text.into_iter().collect::<String>());
        }

        #[test]
        fn news_like_text(text in "([A-Za-z]{1,4}|[0-9]{1,3}|[.,!?'’\"“”()\\-/:$%@& \n—é]|U\\.S\\.|Mr\\.|n't|www\\.a){0,40}") {
            holds(&text);
        }
    }
}
