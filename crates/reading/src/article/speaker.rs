//! Who speaks: the words before the colon of a transcript's turn.
//!
//! What enters: a piece of text. What leaves: the span of the words that name the speaker ("President of Slovenia
//! Borut Pahor"), as a length from the piece's beginning; none where the colon introduces something else.

use super::words::{fold, words};

/// More words than this name no speaker; the longest that the Kremlin's transcripts use have about fifteen.
const MOST_WORDS: usize = 18;

/// Length in bytes of the words that name a speaker at the beginning of `text`.
pub(super) fn speaker(text: &str) -> Option<usize> {
    let head = super::prefix(text, 220);
    let colon = head.find([':', '：'])?;
    let name = head[..colon].trim_end();
    let rest = text[colon..].trim_start_matches([':', '：']);
    if rest.trim().is_empty() || name.is_empty() || rest.starts_with("//") {
        return None;
    }
    let list = words();
    let folded = fold(name);
    // "Question (retranslated): ..."
    let bare = match name.find(" (") {
        Some(bracket) if name.ends_with(')') => fold(&name[..bracket]),
        _ => folded.clone(),
    };
    if list.speakers.contains(&bare) {
        return rest.starts_with(char::is_whitespace).then_some(name.len());
    }
    // "Statement: ..." and "Joint Statement on ...: ..." name documents.
    let first = folded.split(' ').next().unwrap_or("");
    let last = folded.rsplit(' ').next().unwrap_or("");
    if list.never_speakers.contains(&folded)
        || list.never_speakers.contains(first)
        || list.never_speakers.contains(last)
    {
        return None;
    }
    named(name, rest).then_some(name.len())
}

/// Whether words look like an office and a name: capitals throughout, small words only of the kind that joins them.
fn named(name: &str, rest: &str) -> bool {
    const JOINING: [&str; 34] = [
        "of", "the", "and", "for", "to", "in", "on", "at", "de", "da", "do", "dos", "del", "della",
        "di", "du", "des", "la", "le", "el", "al", "bin", "ibn", "van", "von", "der", "den", "ter",
        "и", "по", "в", "на", "und", "et",
    ];
    if !rest.starts_with([' ', '\u{a0}', '\n', '\t']) {
        return false;
    }
    // A name followed by its translation note: "Vladimir Putin (retranslated): ...".
    let name = match name.rfind(" (") {
        Some(bracket) if name.ends_with(')') => &name[..bracket],
        _ => name,
    };
    let parts: Vec<&str> = name.split_whitespace().collect();
    if parts.len() < 2
        || parts.len() > MOST_WORDS
        || name.contains(['.', '!', '?', ';', '"', '“', '”']) && !initials(name)
    {
        return false;
    }
    let capital = |word: &str| {
        word.chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
    };
    let low: Vec<&&str> = parts.iter().filter(|w| !capital(w)).collect();
    if !low.iter().all(|w| JOINING.contains(&w.trim_matches(','))) {
        return false;
    }
    // Names end with a capital word without digits; "Article 5: ...", "May 22: ..." and "Best For: ..." do not.
    let last = parts[parts.len() - 1];
    if !capital(last)
        || JOINING.contains(&last.to_lowercase().as_str())
        || name.chars().any(char::is_numeric)
    {
        return false;
    }
    // What a person says begins like a sentence.
    let said = rest.trim_start();
    let begins = said.chars().find(|c| c.is_alphanumeric());
    begins.is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase())
        && said.split_whitespace().take(2).count() > 0
}

/// Whether every dot of a name belongs to an initial or a title: "Antony J. Blinken", "Mr. Abe", "Joseph R. Biden, Jr.".
fn initials(name: &str) -> bool {
    !name.contains(['!', '?', ';', '"', '“', '”'])
        && name
            .split_whitespace()
            .filter(|word| word.contains('.'))
            .all(|word| word.chars().count() <= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named_by(text: &str) -> Option<&str> {
        speaker(text).map(|end| &text[..end])
    }

    #[test]
    fn offices_and_names() {
        assert_eq!(
            named_by("President of Slovenia Borut Pahor: Thank you."),
            Some("President of Slovenia Borut Pahor")
        );
        assert_eq!(
            named_by("Vladimir Putin (retranslated): Yes."),
            Some("Vladimir Putin (retranslated)")
        );
        assert_eq!(
            named_by("Question (retranslated): My question is about aid."),
            Some("Question (retranslated)")
        );
        assert_eq!(
            named_by("SECRETARY BLINKEN: Good morning."),
            Some("SECRETARY BLINKEN")
        );
        assert_eq!(named_by("Question: Will you go?"), Some("Question"));
        assert_eq!(
            named_by("Antony J. Blinken: We will."),
            Some("Antony J. Blinken")
        );
    }

    #[test]
    fn other_colons_name_nobody() {
        for text in [
            "He made it clear: no deal.",
            "Fact Sheet: The United States and Japan",
            "Armed conflicts: a list",
            "https://example.org",
            "May 22: The President will arrive.",
            "President: x",
            "Full Disclaimer: We sell what we review.",
            "Putin said:\n",
            "Best For: Small companies that want to grow.",
            "Dear Madam President: I write to you about the treaty.",
            "They agreed on three things: trade, aid and peace.",
        ] {
            assert_eq!(named_by(text), None, "{text}");
        }
    }
}
