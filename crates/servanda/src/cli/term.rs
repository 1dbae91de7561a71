//! What a terminal shows: widths, colours, and text of pages made safe to print.
//!
//! Invariant: no text of a page reaches a terminal but through [`clean`]; a page could otherwise send it commands.

use anstyle::{AnsiColor, Style};
use reading::claim::Status;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Titles.
pub const BOLD: Style = Style::new().bold();
/// What is of less weight.
pub const DIM: Style = Style::new().dimmed();
/// Actors.
pub const ACTOR: Style = AnsiColor::Cyan.on_default().bold();
/// Places.
pub const PLACE: Style = AnsiColor::Green.on_default();
/// Times.
pub const TIME: Style = AnsiColor::Yellow.on_default();

/// The colour of a status: what happened, what is to come, what is open, what came to nothing.
pub fn status(status: Status) -> Style {
    match status {
        Status::Held | Status::Resumed => AnsiColor::Green.on_default(),
        Status::Planned => AnsiColor::Cyan.on_default(),
        Status::Proposed | Status::Postponed | Status::Suspended => AnsiColor::Yellow.on_default(),
        Status::Cancelled | Status::Denied => AnsiColor::Red.on_default(),
    }
}

/// Columns of standard output: the terminal's, else `COLUMNS`, else 100.
pub fn width() -> usize {
    let columns = || std::env::var("COLUMNS").ok()?.parse::<usize>().ok();
    terminal_size::terminal_size_of(std::io::stdout())
        .map(|(terminal_size::Width(w), _)| usize::from(w))
        .or_else(columns)
        .unwrap_or(100)
        .max(40)
}

/// `text` on one line, without control characters and without the marks that turn the direction of writing.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else if !(c.is_control() || turns_direction(c)) {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` cut to `width` columns, with an ellipsis where something is left out.
pub fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    let whole = out.trim_end().len();
    out.truncate(whole);
    out.push('…');
    out
}

/// `1 page`, `2 pages`.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {one}s")
    }
}

/// `text` filled with spaces to `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    let fill = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(fill))
}

/// Words in one style; several make a line of [`flow`].
pub struct Piece {
    /// How it looks.
    pub style: Style,
    /// What it says; breaks fall at its spaces.
    pub text: String,
}

/// Fills lines of at most `width` columns with the pieces' words. Styles are closed at the end of every line.
pub fn flow(pieces: &[Piece], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    let mut gap = false;
    for (word, glued) in words(pieces) {
        let columns: usize = word.iter().map(|(_, w)| w.width()).sum();
        let space = usize::from(gap && used > 0 && !glued);
        if used > 0 && used + space + columns > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else if space == 1 {
            line.push(' ');
            used += 1;
        }
        for (style, text) in word {
            line.push_str(&format!("{style}{text}{style:#}"));
        }
        used += columns;
        gap = true;
    }
    if used > 0 {
        lines.push(line);
    }
    lines
}

type Word<'p> = Vec<(Style, &'p str)>;

/// Cuts pieces into words; a word may go through several pieces. The flag says that no space stands before it.
fn words(pieces: &[Piece]) -> Vec<(Word<'_>, bool)> {
    let mut out: Vec<(Word, bool)> = Vec::new();
    let mut open = false;
    for piece in pieces {
        for part in piece.text.split_inclusive(' ') {
            let word = part.trim_end_matches(' ');
            if !word.is_empty() {
                match out.last_mut() {
                    Some((last, _)) if open => last.push((piece.style, word)),
                    _ => out.push((vec![(piece.style, word)], false)),
                }
            }
            open = word.len() == part.len() && (open || !word.is_empty());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_to_the_terminal_are_taken_out() {
        assert_eq!(clean("a\u{1b}[31mred\u{7}\n\t b\u{202e}c"), "a[31mred bc");
    }

    #[test]
    fn shortened_text_fits_also_where_characters_are_wide() {
        assert_eq!(shorten("short", 10), "short");
        assert_eq!(shorten("rather long", 7), "rather…");
        assert_eq!(shorten("東京都庁", 5).width(), 5);
    }

    #[test]
    fn lines_break_at_spaces_and_words_run_through_pieces() {
        let piece = |text: &str| Piece {
            style: Style::new(),
            text: text.to_owned(),
        };
        let lines = flow(
            &[piece("Talks in "), piece("Lima"), piece(", then home.")],
            10,
        );
        assert_eq!(lines, ["Talks in", "Lima, then", "home."]);
        assert!(flow(&[piece("  ")], 10).is_empty());
    }
}
