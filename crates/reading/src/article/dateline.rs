//! Datelines: place, agency and date before the first sentence.
//!
//! What enters: the beginning of a paragraph. What leaves: the length of its dateline with the dash ("LIMA (Sputnik) —").

use super::words::words;

/// Datelines stand before the report's first sentence; below so many paragraphs, capitals before a dash are something else.
pub(super) const DATELINE_WITHIN: usize = 3;

/// Longest dateline in bytes that is looked for.
const MOST_BYTES: usize = 120;

/// Length in bytes of the dateline at the beginning of `text`.
pub(super) fn dateline(text: &str) -> Option<usize> {
    let head = super::prefix(text, MOST_BYTES);
    for (at, dash) in separators(head) {
        let before = head[..at].trim_end();
        let end = at + dash;
        if is_place(before) && goes_on(&text[end..]) {
            return Some(end + agency_behind(&text[end..]));
        }
    }
    None
}

/// Places of dashes in the head, with their lengths.
fn separators(head: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, c) in head.char_indices() {
        let rest = &head[at..];
        let before = head[..at].chars().next_back();
        let spaced = before.is_some_and(char::is_whitespace) || before == Some(')');
        if rest.starts_with("--") {
            found.push((at, rest.len() - rest.trim_start_matches('-').len()));
            break;
        }
        match c {
            '—' | '–' | '―' if spaced || rest[c.len_utf8()..].starts_with(' ') => {
                found.push((at, c.len_utf8()))
            }
            '-' | '_' if spaced && rest[1..].starts_with([' ', '\u{a0}']) => found.push((at, 1)),
            // "(Reuters): ..." and "Lima (AFP) ..." have no dash; without one it is no dateline.
            _ => {}
        }
    }
    found.truncate(2);
    found
}

/// Whether words before a dash name a place, with or without a date and an agency in brackets.
fn is_place(before: &str) -> bool {
    let (place, agency) = match before.strip_suffix(')').and_then(|b| b.rsplit_once('(')) {
        Some((place, agency)) => (place.trim_end_matches([' ', ',']), Some(agency)),
        None => (before, None),
    };
    if agency.is_some_and(|a| a.split_whitespace().count() > 4) {
        return false;
    }
    let parts: Vec<&str> = place.split_whitespace().collect();
    if parts.is_empty() {
        // "(Reuters) - ...": an agency alone.
        return agency.is_some();
    }
    if parts.len() > 9 || place.contains(['"', '“', '!', '?', ';', ':']) {
        return false;
    }
    let is_date = |word: &str| {
        let bare = word.trim_matches([',', '.']);
        !bare.is_empty()
            && (bare.chars().all(|c| c.is_numeric())
                || words().month(bare).is_some()
                || weekday(bare))
    };
    let dated = parts.iter().any(|w| is_date(w)) && parts.len() > 1;
    let small = |w: &&str| matches!(*w, "of" | "de" | "la" | "el" | "al" | "and" | "the" | "г.");
    let rest: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|w| !is_date(w) && !small(w))
        .collect();
    let letters = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count();
    let upper = |w: &str| w.chars().all(|c| !c.is_lowercase());
    let capital = |w: &str| {
        w.chars()
            .find(|c| c.is_alphabetic())
            .is_none_or(|c| c.is_uppercase() || !c.is_lowercase())
    };
    if rest.is_empty() || !rest.iter().all(|w| capital(w)) {
        return false;
    }
    let shouted = rest.first().is_some_and(|w| upper(w) && letters(w) >= 2);
    // A place in capitals is a dateline by itself; in small letters it wants an agency or a date beside it.
    (shouted && rest.len() <= 6) || ((agency.is_some() || dated) && rest.len() <= 5)
}

fn weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    DAYS.contains(&word.to_lowercase().as_str())
}

/// Whether a sentence follows the dash.
fn goes_on(rest: &str) -> bool {
    let said = rest.trim_start();
    said.len() < rest.len() + 1
        && said
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| !c.is_lowercase())
        && said.split_whitespace().take(3).count() == 3
}

/// "— РИА Новости. ": an agency named behind the dash belongs to the dateline.
fn agency_behind(rest: &str) -> usize {
    let said = rest.trim_start();
    let skipped = rest.len() - said.len();
    words()
        .agencies
        .iter()
        .filter_map(|agency| said.strip_prefix(agency.as_str()))
        .find(|after| after.starts_with(". ") || after.starts_with(".\u{a0}"))
        .map_or(0, |after| skipped + (said.len() - after.len()) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(dateline(text).map(|end| &text[..end]), expected, "{text}");
    }

    #[test]
    fn datelines() {
        check(
            "LIMA (Sputnik) — Russia and Japan are talking",
            Some("LIMA (Sputnik) —"),
        );
        check(
            "LIMA, Nov. 20 (Xinhua) -- Russia and Japan talk",
            Some("LIMA, Nov. 20 (Xinhua) --"),
        );
        check("MOSCOW (AP) _ Russia and Japan talk", Some("MOSCOW (AP) _"));
        check(
            "МОСКВА, 20 ноя — РИА Новости. Россия и Япония ведут переговоры",
            Some("МОСКВА, 20 ноя — РИА Новости."),
        );
        check(
            "NEW YORK – The ministers of both states met",
            Some("NEW YORK –"),
        );
        check(
            "Lima, November 20 — The ministers of both states met",
            Some("Lima, November 20 —"),
        );
    }

    #[test]
    fn dashes_within_sentences() {
        check("The talks — held in Lima — ended", None);
        check("Lima — a city of the coast — hosts them", None);
        check("He said - and meant it - that no", None);
        check("Russia–Japan talks resume", None);
    }
}
