//! Flattened text: lines to pieces.
//!
//! What enters: text in which single line breaks may end a block or only wrap it. What leaves: [`Piece`]s, the spans that
//! blocks are made of: sorted, without surrounding space, with nothing but space between them.
//!
//! A blank line always ends a piece. A single line break ends it too, unless the line it ends is unfinished and the next
//! one goes on with it. Whether a page is wrapped at all is seen from its lines that go on in lower case.

use super::words::{Words, words};
use crate::page::Span;

/// One line of the text, or several that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// Whether a blank line (or the beginning) stands before it.
    pub(super) after_blank: bool,
}

/// The pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let lines = lines(text);
    let words = words();
    let count = |line: &Piece| line.span.slice(text).chars().count();
    // A line that was broken for its length is about as long as the others.
    let full = (lines.iter().map(count).max().unwrap_or(0) / 2).min(60);
    let goes_on_low = |pair: &[Piece]| {
        let [a, b] = pair else { return false };
        !b.after_blank
            && count(a) >= full
            && starts_lower(b.span.slice(text))
            && !finished(a.span.slice(text))
            && !words.furniture(b.span.slice(text))
    };
    let wrapped = lines.windows(2).filter(|pair| goes_on_low(pair)).count();
    let breaks = lines.iter().skip(1).filter(|l| !l.after_blank).count();
    // A tenth of the single breaks, or one in a short text: a few odd lines in a long page do not make it wrapped.
    let wrapped = (wrapped >= 2 && wrapped * 10 >= breaks) || (wrapped == 1 && lines.len() <= 8);
    let mut pieces: Vec<Piece> = Vec::with_capacity(lines.len());
    let mut last = "";
    for line in lines {
        let here = line.span.slice(text);
        match pieces.last_mut() {
            Some(piece)
                if !line.after_blank
                    && joins(piece.span.slice(text), last, here, wrapped, words) =>
            {
                piece.span.end = line.span.end;
            }
            _ => pieces.push(line),
        }
        last = here;
    }
    pieces
}

/// The lines of a text that are not blank.
fn lines(text: &str) -> Vec<Piece> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut at = 0;
    for raw in text.split_inclusive([
        '\n', '\u{2028}', '\u{2029}', '\u{85}', '\r', '\u{b}', '\u{c}',
    ]) {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            // "\r\n" is one break: the empty line between its halves is none.
            after_blank |= !(raw == "\n" && text[..at].ends_with('\r'));
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            lines.push(Piece {
                span: Span::new(start, start + trimmed.len()),
                after_blank,
            });
            after_blank = false;
        }
        at += raw.len();
    }
    lines
}

/// Whether `line` goes on with the piece before it, whose last line is `last`.
fn joins(piece: &str, last: &str, line: &str, wrapped: bool, words: &Words) -> bool {
    if finished(last) || last.ends_with([':', ';']) || starts_item(line) {
        return false;
    }
    // "and", "or" after a semicolon end an item of a list.
    if last.ends_with("; and") || last.ends_with("; or") {
        return false;
    }
    // "2017." alone on a line ends the sentence before it.
    let number = line.starts_with(|c: char| c.is_ascii_digit()) && line.ends_with('.');
    let listed = |line: &str| words.furniture(line) || words.is_see_also(line);
    if listed(last) || (listed(line) && !number) {
        return false;
    }
    if super::speaker::speaker(line).is_some() {
        return false;
    }
    let last_word = last.rsplit(char::is_whitespace).next().unwrap_or("");
    let open = last.ends_with([',', '-', '(', '/'])
        || words
            .wraps
            .contains(&last_word.trim_matches(['“', '"', '(']).to_lowercase());
    if starts_lower(line) {
        return wrapped || open || last.chars().count() >= 30;
    }
    if !wrapped {
        return open && last.chars().count() >= 30 && !last.ends_with('-');
    }
    // In a wrapped page a line with a capital goes on where the line before it is open, or is too long for a heading, or
    // reads like the beginning of a sentence, or already stands within one.
    let sentence =
        last.contains(", ") || (last.split_whitespace().count() >= 3 && !title_like(last));
    open || sentence
        || last.chars().count() >= 40
        || (piece.len() > last.len() && !title_like(last))
}

/// Whether a line ends as a sentence does: final punctuation, with or without closing quotes and brackets behind it.
pub(super) fn finished(line: &str) -> bool {
    let bare = line.trim_end_matches([
        '"', '”', '’', '»', '\'', ')', ']', '」', '』', '“', ' ', '\u{a0}',
    ]);
    let closing = line.len() - bare.len();
    if bare.ends_with([
        '.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔', '։', '።', '>',
    ]) {
        return !ends_in_abbreviation(bare);
    }
    // A quotation or bracket that closes at the end finishes a line only where a comma or colon does not show otherwise;
    // an apostrophe does not ("our peoples’").
    closing > 0 && line.ends_with(['"', '”', '»', '」', '』']) && !bare.ends_with([',', ':'])
}

/// "Mr.", "Gen.", "U.S." at a line's end leave the sentence open.
fn ends_in_abbreviation(line: &str) -> bool {
    const OPEN: [&str; 12] = [
        "mr.", "mrs.", "ms.", "dr.", "gen.", "lt.", "col.", "sen.", "rep.", "gov.", "st.", "prof.",
    ];
    let last = line
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("")
        .to_lowercase();
    OPEN.contains(&last.as_str())
}

/// Whether a line begins with a letter in lower case.
fn starts_lower(line: &str) -> bool {
    line.chars()
        .find(|c| !matches!(c, '"' | '“' | '‘' | '(' | '\'' | '«'))
        .is_some_and(char::is_lowercase)
        && !line.starts_with("http")
        && !line.starts_with("www.")
}

/// Whether a line begins with a bullet or a number that opens an item.
pub(super) fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '●' | '▪' | '■' | '◦' | '‣' | '·' | '►' | '➢' | '✓' | '❑' | '○') => {
            true
        }
        Some('-' | '–' | '—' | '*' | '+') => {
            let rest = chars.as_str();
            rest.starts_with([' ', '\u{a0}']) && rest.chars().any(char::is_alphanumeric)
        }
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() <= 2
                && rest.starts_with(['.', ')'])
                && rest[1..].starts_with([' ', '\u{a0}'])
        }
        Some(c) if c.is_ascii_alphabetic() => chars.as_str().starts_with(") "),
        _ => false,
    }
}

/// Whether most words of a line begin with a capital, as a heading's or a name's do.
pub(super) fn title_like(line: &str) -> bool {
    let (mut capital, mut low) = (0, 0);
    for word in line.split_whitespace() {
        match word.chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.is_uppercase() => capital += 1,
            // Words of up to three letters are small in titles too.
            Some(c) if c.is_lowercase() && word.chars().count() > 4 => low += 1,
            _ => {}
        }
    }
    capital > 0 && capital >= 4 * low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = pieces(text).iter().map(|p| p.span.slice(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn wrapped_sentences_are_one_piece() {
        check(
            "On May 22, the President will have\na meeting in Sochi with the\nBulgarian President during the 1877–1878\nWar.\n The two leaders plan to talk.",
            &[
                "On May 22, the President will have\na meeting in Sochi with the\nBulgarian President during the 1877–1878\nWar.",
                "The two leaders plan to talk.",
            ],
        );
    }

    #[test]
    fn capitals_and_numbers_go_on_in_a_wrapped_page() {
        check(
            "The President congratulated\nMr Dahl on the completion of the\nworks in Port, which began in February\n2017.\nThey will meet\nagain in\nMay.",
            &[
                "The President congratulated\nMr Dahl on the completion of the\nworks in Port, which began in February\n2017.",
                "They will meet\nagain in\nMay.",
            ],
        );
    }

    #[test]
    fn headings_on_their_own_lines_stay_apart() {
        check(
            "Armed conflicts\nGaza war\nStrikes kill ten people near the border.\nSudan war\nTalks begin.",
            &[
                "Armed conflicts",
                "Gaza war",
                "Strikes kill ten people near the border.",
                "Sudan war",
                "Talks begin.",
            ],
        );
    }

    #[test]
    fn odd_lines_do_not_make_a_page_wrapped() {
        let menu: Vec<String> = (0..30).map(|i| format!("Menu Item {i}")).collect();
        let text = format!("{}\niPhone news\neBay offers", menu.join("\n"));
        assert_eq!(pieces(&text).len(), 32);
    }

    #[test]
    fn speakers_begin_anew() {
        check(
            "The President met\nthe Prime Minister in the\nKremlin today\nPresident of Russia Vladimir Putin: Good day, colleagues,\nfriends.",
            &[
                "The President met\nthe Prime Minister in the\nKremlin today",
                "President of Russia Vladimir Putin: Good day, colleagues,\nfriends.",
            ],
        );
    }

    #[test]
    fn list_items_stay_apart() {
        check(
            "We sent:\n- food; and\n- water",
            &["We sent:", "- food; and", "- water"],
        );
    }

    #[test]
    fn windows_line_ends_are_single_breaks() {
        let found = pieces("One.\r\nTwo.\r\n\r\nThree.");
        let blank: Vec<bool> = found.iter().map(|p| p.after_blank).collect();
        assert_eq!(blank, [true, false, true]);
    }
}
