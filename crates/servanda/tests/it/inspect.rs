//! `servanda inspect`.

use super::*;

#[test]
fn the_json_has_every_part_and_its_spans_fit_the_text() {
    let world = World::new(&[("a.txt", PAGE)]);
    let ran = world.run(&["inspect", "a.txt"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let whole: Value = serde_json::from_str(&ran.out).unwrap();
    for key in ["article", "sentences", "mentions", "claims", "diagnostics"] {
        assert!(!whole[key].is_null(), "{key}");
    }
    for key in [
        "title",
        "published",
        "outlet",
        "language",
        "text",
        "blocks",
        "dropped",
    ] {
        assert!(whole["article"].get(key).is_some(), "{key}");
    }
    let text = whole["article"]["text"].as_str().unwrap();
    assert!(text.contains("3 December"));
    let blocks = whole["article"]["blocks"].as_array().unwrap();
    assert!(!blocks.is_empty());
    let sentences = whole["sentences"].as_array().unwrap();
    let tokens = sentences
        .iter()
        .flat_map(|s| s["tokens"].as_array().unwrap());
    let mentions = whole["mentions"].as_array().unwrap();
    for part in blocks.iter().chain(sentences).chain(tokens).chain(mentions) {
        let at = |key: &str| usize::try_from(part[key].as_u64().unwrap()).unwrap();
        let piece = text.get(at("start")..at("end")).unwrap();
        if let Some(form) = part.get("form") {
            assert_eq!(form, piece);
        }
    }
}

#[test]
fn the_text_names_blocks_and_what_was_dropped() {
    let world = World::new(&[("a.txt", PAGE)]);
    let ran = world.run(&["inspect", "--format", "text", "--dropped", "a.txt"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("paragraph"), "{}", ran.out);
    assert!(ran.out.contains("Left out of the text"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "{}", ran.out);
}

#[test]
fn entries_of_lists_of_links_are_told_from_teasers() {
    let page = r#"<title>Visit to Port</title><div class="entry-content"><h1>Visit to Port</h1>
        <p>The leaders of Norland and Sudland held talks in Port, and signed an agreement on the border between both states.</p>
        <div><h3>See also</h3><a href=1>Statements for the press after the talks</a></div></div>"#;
    let ran = World::new(&[("a.html", page)]).run(&["inspect", "a.html"]);
    let whole: Value = serde_json::from_str(&ran.out).unwrap();
    let blocks = whole["article"]["blocks"].as_array().unwrap();
    let last = blocks.last().unwrap();
    assert_eq!(
        (last["kind"].as_str(), &last["list"]),
        (Some("related"), &Value::Bool(true))
    );
    assert!(blocks[0].get("list").is_none());
}

#[test]
fn colour_is_used_where_it_is_asked_for() {
    let world = World::new(&[("a.txt", PAGE)]);
    let ran = world.run(&["--color", "always", "inspect", "--format", "text", "a.txt"]);
    assert!(ran.out.contains("\u{1b}["), "{}", ran.out);
}

#[test]
fn a_file_that_is_missing_is_named() {
    let ran = World::new(&[]).run(&["inspect", "gone.html"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("gone.html"), "{}", ran.err);
}

#[test]
fn several_articles_are_too_many() {
    let two = format!("{}\n{}\n", article("One"), article("Two"));
    let world = World::new(&[("feed.jsonl", &two)]);
    let ran = world.run(&["inspect", "feed.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("several"), "{}", ran.err);
    let ran = world.run_with(&["inspect", "-"], article("One").as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
}
