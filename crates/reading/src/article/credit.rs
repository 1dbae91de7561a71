//! Credits: who made or owns a picture, and where the caption begins that is glued to it.
//!
//! What enters: one line. What leaves: its parts in order, each a credit or what stands beside it. Rules look at casing
//! and at the names of agencies in `data/furniture`, never at one site.

use super::words::{Words, words};
use std::ops::Range;

/// A line taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) credit: Range<usize>,
    /// The caption that stands before or behind the credit.
    pub(super) caption: Option<Range<usize>>,
}

/// More words than this in one part of a credit ("/ IVAN SEKRETAREV /") are no name but a sentence.
const MOST_NAME_WORDS: usize = 6;

/// Takes a line apart into credit and caption; none where it holds no credit.
pub(super) fn take_apart(line: &str) -> Option<Parts> {
    if line.len() > 1000 {
        return None;
    }
    let words = words();
    leading(line, words).or_else(|| trailing(line, words))
}

/// A credit at the line's beginning, with or without a caption behind it.
fn leading(line: &str, words: &Words) -> Option<Parts> {
    let mark = mark_length(line, words);
    let strong =
        line.starts_with(['©', 'Ⓒ']) || line.starts_with("(c)") || line.starts_with("(C) ");
    let slash = slash_credit(line, words);
    if mark.is_none() && !slash {
        return None;
    }
    if let Some(glued) = glue(line) {
        return Some(Parts {
            credit: 0..glued,
            caption: Some(glued..line.len()),
        });
    }
    let count = line.split_whitespace().count();
    if let Some(end) = after_agency(line, words) {
        let rest = line[end..].trim_start();
        // What stands behind the last agency is a caption where it is long enough to be a sentence.
        if rest.split_whitespace().count() >= 4 && rest.starts_with(char::is_uppercase) {
            let start = line.len() - rest.len();
            return Some(Parts {
                credit: 0..end,
                caption: Some(start..line.len()),
            });
        }
    }
    let last = line.rsplit(['/', ':', '|']).next().unwrap_or(line);
    let short = last.split_whitespace().count() <= MOST_NAME_WORDS && count <= 16;
    let sure = strong || names_agency(line, words) || slash || !ends_as_sentence(line);
    (short && sure && (strong || !ends_as_sentence(line))).then_some(Parts {
        credit: 0..line.len(),
        caption: None,
    })
}

/// A credit at the end of a caption: "Leaders meet in Lima. Photograph: Ivan/Reuters", "... (AP Photo/John Smith)".
fn trailing(line: &str, words: &Words) -> Option<Parts> {
    if line.ends_with(')') {
        let open = line.rfind(" (")?;
        let inner = &line[open + 2..line.len() - 1];
        let credit = inner.split_whitespace().count() <= 10
            && (mark_length(inner, words).is_some()
                || inner.contains('/')
                || is_agency(inner, words))
            && (names_agency(inner, words) || inner.to_lowercase().starts_with("photo"));
        return (credit && open > 0).then(|| Parts {
            credit: open + 1..line.len(),
            caption: Some(0..open),
        });
    }
    // Behind the last sentence's end.
    let end = line
        .char_indices()
        .filter(|(i, c)| {
            matches!(c, '.' | '!' | '?' | '”' | '|')
                && line[i + c.len_utf8()..].starts_with([' ', '\u{a0}'])
        })
        .map(|(i, c)| i + c.len_utf8())
        .next_back()?;
    let rest = line[end..].trim_start_matches([' ', '\u{a0}', '|']);
    let start = line.len() - rest.len();
    let marked = rest.starts_with('©')
        || mark_length(rest, words).is_some()
        || slash_credit(rest, words)
        || through_agency(rest, words);
    let credit = rest.split_whitespace().count() <= 10
        && marked
        && (rest.starts_with('©') || names_agency(rest, words));
    credit.then_some(Parts {
        credit: start..line.len(),
        caption: Some(0..end),
    })
}

/// Length of the mark that opens a credit, where one does.
fn mark_length(line: &str, words: &Words) -> Option<usize> {
    let head = super::prefix(line, 60);
    let lower = head.to_lowercase();
    if lower.len() != head.len() {
        return None;
    }
    words.credit_marks.iter().find_map(|mark| {
        let rest = lower.strip_prefix(mark.as_str())?;
        let symbol = !mark.chars().any(char::is_alphanumeric) || mark == "(c)";
        let by = mark.ends_with(" by")
            || mark.ends_with(" of")
            || mark.ends_with(" de")
            || mark == "via";
        let fits = match rest.trim_start().chars().next() {
            _ if symbol => true,
            Some(':' | '：' | '/' | '|' | '©') => true,
            Some(_)
                if by
                    || mark == "image source"
                    || mark == "image copyright"
                    || mark == "copyright" =>
            {
                // "Photo by Ivan": the name follows with a capital.
                let at = head.len() - rest.trim_start().len();
                rest.starts_with([' ', ','])
                    && head[at..]
                        .trim_start_matches([',', ' '])
                        .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '©')
            }
            _ => false,
        };
        fits.then_some(mark.len())
    })
}

/// "REUTERS/Ivan Petrov", "Ivan Petrov / AFP": a short line of names with a slash, an agency among them.
fn slash_credit(line: &str, words: &Words) -> bool {
    let Some((first, _)) = line.split_once('/') else {
        return false;
    };
    if first.trim().is_empty()
        || line.contains("://")
        || first.split_whitespace().count() > MOST_NAME_WORDS
    {
        return false;
    }
    line.split('/').any(|part| is_agency(part.trim(), words))
        || line
            .split('/')
            .any(|part| words.agencies.iter().any(|a| glued_agency(part.trim(), a)))
}

/// "Anna Berg/Moment via Getty Images".
fn through_agency(line: &str, words: &Words) -> bool {
    let through = line.rsplit_once(" via ");
    through.is_some_and(|(_, agency)| is_agency(agency.trim(), words))
}

/// "POOLJapanese Prime Minister": an agency with a capitalised word glued behind it.
fn glued_agency(part: &str, agency: &str) -> bool {
    part.strip_prefix(agency).is_some_and(|rest| {
        let mut chars = rest.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
    })
}

fn is_agency(part: &str, words: &Words) -> bool {
    let bare = part
        .trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || c == '.' || c == ')');
    words.agencies.iter().any(|agency| agency == bare)
}

/// Whether an agency's name stands in the line as a word of its own.
fn names_agency(line: &str, words: &Words) -> bool {
    words
        .agencies
        .iter()
        .any(|agency| word_at(line, agency).is_some())
}

/// End of the last agency's name in the line.
fn after_agency(line: &str, words: &Words) -> Option<usize> {
    words
        .agencies
        .iter()
        .filter_map(|agency| word_at(line, agency).map(|at| at + agency.len()))
        .max()
}

/// Last place where `word` stands in the line with no letter or digit beside it.
fn word_at(line: &str, word: &str) -> Option<usize> {
    line.rmatch_indices(word).map(|(at, _)| at).find(|&at| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Where a caption is glued to a credit's last word: "POOLJapanese", "SEKRETAREVJapanese", "SitdikovRussian".
fn glue(line: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    // The last glue within the credit's length: names like "McCain" come before it, the caption's own words behind it.
    for window in chars.windows(4) {
        let [(start, a), (second, b), (third, c), (_, d)] =
            [window[0], window[1], window[2], window[3]];
        // "LJa" after a capital: "OOLJa".
        let capitals = a.is_uppercase() && b.is_uppercase() && c.is_uppercase() && d.is_lowercase();
        let mixed = a.is_lowercase() && b.is_lowercase() && c.is_uppercase() && d.is_lowercase();
        let bracket = matches!(b, ')' | '"' | '”')
            && c.is_uppercase()
            && d.is_lowercase()
            && a.is_alphabetic();
        let _ = (start, second);
        if (capitals || mixed || bracket)
            && !is_name_prefix(&line[..third])
            && line[third..].split_whitespace().count() >= 3
        {
            return Some(third);
        }
    }
    None
}

/// "Mac", "De", "La" before a capital belong to a name: "MacDonald", "LaRouche".
fn is_name_prefix(before: &str) -> bool {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(before.len(), |(i, _)| i);
    matches!(
        &before[start..],
        "Mc" | "Mac"
            | "De"
            | "Di"
            | "Du"
            | "La"
            | "Le"
            | "Van"
            | "Von"
            | "Fitz"
            | "O"
            | "You"
            | "Face"
            | "Link"
            | "i"
    )
}

fn ends_as_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '。']) && !line.ends_with("Inc.") && !line.ends_with("Ltd.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, credit: &str, caption: Option<&str>) {
        let Some(parts) = take_apart(line) else {
            panic!("no credit in {line:?}")
        };
        assert_eq!(&line[parts.credit.clone()], credit);
        assert_eq!(parts.caption.map(|c| &line[c]), caption);
    }

    #[test]
    fn a_glued_caption_is_taken_off() {
        check(
            "© AFP 2023 / IVAN SEKRETAREV / POOLJapanese Prime Minister Shinzo Abe (L) shakes hands",
            "© AFP 2023 / IVAN SEKRETAREV / POOL",
            Some("Japanese Prime Minister Shinzo Abe (L) shakes hands"),
        );
        check(
            "© Sputnik / Ramil SitdikovRussian President in Lima",
            "© Sputnik / Ramil Sitdikov",
            Some("Russian President in Lima"),
        );
        check(
            "© REUTERS / Kevin McCainThe President of Peru in Lima",
            "© REUTERS / Kevin McCain",
            Some("The President of Peru in Lima"),
        );
        check(
            "Photo: Getty ImagesThe two leaders in Lima",
            "Photo: Getty Images",
            Some("The two leaders in Lima"),
        );
    }

    #[test]
    fn plain_credits() {
        check(
            "© AP Photo / Eduardo Verdugo",
            "© AP Photo / Eduardo Verdugo",
            None,
        );
        check("REUTERS/Ivan Petrov", "REUTERS/Ivan Petrov", None);
        check("Photo by Ivan Petrov/AFP", "Photo by Ivan Petrov/AFP", None);
        check(
            "Image source, Getty Images",
            "Image source, Getty Images",
            None,
        );
    }

    #[test]
    fn credits_behind_captions() {
        check(
            "The bridge at Port is open again. Anna Berg/Moment via Getty Images",
            "Anna Berg/Moment via Getty Images",
            Some("The bridge at Port is open again."),
        );
        check(
            "The leaders meet in Lima. Photograph: Ivan Petrov/Reuters",
            "Photograph: Ivan Petrov/Reuters",
            Some("The leaders meet in Lima."),
        );
        check(
            "The leaders meet in Lima on Sunday. (AP Photo/John Smith)",
            "(AP Photo/John Smith)",
            Some("The leaders meet in Lima on Sunday."),
        );
    }

    #[test]
    fn sentences_are_no_credits() {
        for line in [
            "The President told Reuters that he would go to Lima.",
            "Photo opportunities were cancelled after the talks failed.",
            "Talks on the border/customs question resume on Sunday.",
            "Source countries sent help.",
            "He met AP reporters (in Lima)",
        ] {
            assert_eq!(take_apart(line), None, "{line}");
        }
    }
}
