//! Who speaks: the words before the colon of a transcript's turn.
//!
//! What enters: a piece of text. What leaves: the span of the words that name the speaker ("President of Slovenia
//! Borut Pahor"), as a length from the piece's beginning; none where the colon introduces something else.

use super::words::{fold, words};
use super::{Block, BlockKind};
use std::collections::HashSet;

/// More words than this name no speaker; the longest that the Kremlin's transcripts use have about fifteen.
const MOST_WORDS: usize = 18;

/// Fewer turns than this are never taken for a list of terms.
const LEAST_TERMS: usize = 3;

/// Makes paragraphs of what looks like turns where all of them are terms with their explanations ("Access Control: ..."):
/// several, all of them different or all of them the same, and none of them shouted or surely a speaker's. In a talk somebody
/// speaks again after another.
pub(super) fn part_terms(text: &str, blocks: &mut [Block]) {
    let named = blocks.iter().filter_map(|block| block.speaker);
    let names: Vec<&str> = named.map(|span| span.slice(text)).collect();
    let different = names.iter().collect::<HashSet<_>>().len();
    let alike = different == 1 || different == names.len();
    if names.len() < LEAST_TERMS || !alike || names.iter().any(|name| surely(name)) {
        return;
    }
    for block in blocks.iter_mut().filter(|b| b.speaker.is_some()) {
        block.kind = BlockKind::Paragraph;
        block.speaker = None;
    }
}

/// Whether words before a colon are a speaker's by themselves: a word for one, a name with a role, an office or a note.
fn surely(name: &str) -> bool {
    let list = words();
    let folded = fold(name);
    let office = || folded.split(' ').any(|w| list.offices.contains(w));
    list.speakers.contains(&folded)
        || name.contains([',', '('])
        || !name.chars().any(char::is_lowercase)
        || office()
        || questioner(name).is_some()
}

/// "Q" with a wide gap behind it, as American transcripts mark questions without a colon.
fn questioner(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('Q')?;
    let said = rest.trim_start_matches([' ', HARD_SPACE, '\t']);
    let gap = rest[..rest.len() - said.len()].chars().count();
    let wide = gap > 1 && !said.is_empty() && !said.starts_with(char::is_lowercase);
    (wide || text == "Q").then_some(1)
}

const HARD_SPACE: char = '\u{a0}';

/// Length in bytes of the words that name a speaker at the beginning of `text`.
pub(super) fn speaker(text: &str) -> Option<usize> {
    if let Some(end) = questioner(text).filter(|end| *end < text.len()) {
        return Some(end);
    }
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
    (named(name, rest) || with_role(name, rest)).then_some(name.len())
}

/// Whether words are a name and, behind a comma, a role in small letters: "Anna Berg, head of the mission: ...".
fn with_role(name: &str, rest: &str) -> bool {
    let Some((person, role)) = name.split_once(", ") else {
        return false;
    };
    let list = words();
    let role: Vec<String> = role.split_whitespace().map(fold).collect();
    let first = fold(person.split(' ').next().unwrap_or(""));
    (1..=MOST_WORDS / 2).contains(&role.len())
        && !role
            .iter()
            .any(|w| list.in_no_role.contains(w) || list.never_speakers.contains(w))
        && !list.in_no_role.contains(&first)
        && person.split_whitespace().count() <= 4
        && !name.contains(['"', '“', '”', '!', '?', ';'])
        && !name.contains(|c: char| c.is_numeric())
        && !rest
            .trim_start_matches([':', ' ', HARD_SPACE])
            .starts_with(['"', '“', '«', '\''])
        && person
            .split_whitespace()
            .all(|w| w.starts_with(char::is_uppercase))
        && named(person, rest)
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
    use crate::page::Span;

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
    fn names_with_roles_and_wide_questions() {
        assert_eq!(
            named_by("Anna Berg, head of the mission: We saw no guards at the bridge."),
            Some("Anna Berg, head of the mission")
        );
        assert_eq!(named_by("Q  \u{a0} Will they meet again?"), Some("Q"));
        assert_eq!(named_by("Q  \u{a0} — in May?"), Some("Q"));
        for text in [
            "On Monday, the minister made a promise: The bridge stays open.",
            "Anna Berg, who heads the mission, said: We saw no guards.",
            "Q fever was found in two herds.",
        ] {
            assert_eq!(named_by(text), None, "{text}");
        }
    }

    /// Blocks of lines, as the reading makes them.
    fn turns(lines: &[&str]) -> (String, Vec<Block>) {
        let text = lines.join("\n");
        let mut at = 0;
        let block = |line: &&str| {
            let speaker = speaker(line).map(|end| Span::new(at, at + end));
            let kind = match speaker {
                Some(_) => BlockKind::SpeechTurn,
                None => BlockKind::Paragraph,
            };
            let span = Span::new(at, at + line.len());
            at = span.end + 1;
            Block {
                kind,
                span,
                speaker,
            }
        };
        let blocks = lines.iter().map(block).collect();
        (text, blocks)
    }

    #[test]
    fn terms_are_no_turns() {
        let terms = [
            "Access Control: Only known people may enter.",
            "Event Log: All visits are written down.",
            "Night Rounds: One guard stays until morning.",
        ];
        let talk = [
            "Ole Dahl: Only known people may enter.",
            "Ivo Kern: All visits are written down.",
            "Anna Berg: One guard stays until morning.",
            "Ole Dahl: Thank you.",
        ];
        let same = [terms[0]; 3];
        let offices = [talk[0], talk[1], "President Anna Berg: Thank you."];
        for (lines, expected) in [
            (&terms[..], 0),
            (&same, 0),
            (&talk, 4),
            (&talk[..2], 2),
            (&offices, 3),
        ] {
            let (text, mut blocks) = turns(lines);
            part_terms(&text, &mut blocks);
            let turns = blocks.iter().filter(|b| b.kind == BlockKind::SpeechTurn);
            assert_eq!(turns.count(), expected, "{lines:?}");
        }
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
