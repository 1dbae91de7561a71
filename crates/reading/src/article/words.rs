//! The furniture words: lists in `data/furniture`, compiled in.
//!
//! What enters: the files, at build time. What leaves: [`words`], the same for every page. It is a constant of the
//! program and no setting, which is why it is not passed around. How each file's lines match is said at its head.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// All furniture words, folded as their files say.
#[derive(Debug, Default)]
pub(super) struct Words {
    exact: HashSet<String>,
    starts: Vec<String>,
    inside: Vec<String>,
    see_also: HashSet<String>,
    date_labels: HashSet<String>,
    change_labels: HashSet<String>,
    other_labels: HashSet<String>,
    /// As written, longest first, so that "AP Photo" is found before "AP".
    pub(super) agencies: Vec<String>,
    /// Lower case, longest first.
    pub(super) credit_marks: Vec<String>,
    caption_cased: Vec<String>,
    caption_inside: Vec<String>,
    caption_before: HashSet<String>,
    pub(super) speakers: HashSet<String>,
    pub(super) never_speakers: HashSet<String>,
    /// Words that no role behind a name has, and with which no name begins.
    pub(super) in_no_role: HashSet<String>,
    /// Offices and forms of address.
    pub(super) offices: HashSet<String>,
    pub(super) wraps: HashSet<String>,
    months: HashMap<String, i8>,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::bundled);

/// The words that the program carries.
pub(super) fn words() -> &'static Words {
    &WORDS
}

/// Longest line, in words, that a phrase with "…" is looked for in.
const MOST_WORDS: usize = 12;

impl Words {
    fn bundled() -> Words {
        let mut words = Words::default();
        for (_, line) in entries(include_str!("../../../../data/furniture/phrases.txt")) {
            let phrase = fold(line);
            match (line.starts_with('…'), line.ends_with('…')) {
                _ if phrase.is_empty() => {}
                (true, _) => words.inside.push(phrase),
                (false, true) => words.starts.push(phrase),
                (false, false) => {
                    words.exact.insert(phrase);
                }
            }
        }
        for (section, line) in entries(include_str!("../../../../data/furniture/labels.txt")) {
            if section == "see-also" {
                words.see_also.insert(fold(line));
            }
        }
        for (section, line) in entries(include_str!("../../../../data/furniture/date-labels.txt")) {
            match section {
                "changed" => words.change_labels.insert(fold(line)),
                "other" => words.other_labels.insert(fold(line)),
                _ => words.date_labels.insert(fold(line)),
            };
        }
        words.agencies = longest_first(include_str!("../../../../data/furniture/agencies.txt"));
        words.credit_marks =
            longest_first(include_str!("../../../../data/furniture/credit-marks.txt"))
                .into_iter()
                .map(|mark| mark.to_lowercase())
                .collect();
        for (section, line) in entries(include_str!("../../../../data/furniture/caption-marks.txt"))
        {
            match section {
                "before" => {
                    words.caption_before.insert(fold(line));
                }
                _ if line.starts_with('(') => words.caption_cased.push(line.to_owned()),
                _ => words.caption_inside.push(line.to_lowercase()),
            }
        }
        for (section, line) in entries(include_str!("../../../../data/furniture/speakers.txt")) {
            match section {
                "speakers" => words.speakers.insert(fold(line)),
                "in-no-role" => words.in_no_role.insert(fold(line)),
                "offices" => words.offices.insert(fold(line)),
                _ => words.never_speakers.insert(fold(line)),
            };
        }
        for (_, line) in entries(include_str!("../../../../data/furniture/wraps.txt")) {
            words.wraps.insert(line.to_lowercase());
        }
        for (_, line) in entries(include_str!("../../../../data/furniture/months.txt")) {
            let mut names = line.split_whitespace();
            if let Some(number) = names.next().and_then(|n| n.parse().ok()) {
                for name in names {
                    words.months.insert(name.to_lowercase(), number);
                }
            }
        }
        words
    }

    /// Whether a whole line is furniture by the list of phrases, or holds no letter at all.
    pub(super) fn furniture(&self, line: &str) -> bool {
        if !line.chars().any(char::is_alphabetic) {
            return true;
        }
        // The longest phrase has far fewer bytes than this; folding a long paragraph would be wasted work.
        if line.len() > 200 {
            return false;
        }
        let folded = fold(line);
        if folded.is_empty() {
            return true;
        }
        if self.exact.contains(&folded) {
            return true;
        }
        if folded.split(' ').count() > MOST_WORDS {
            return false;
        }
        let starts = |phrase: &String| {
            folded
                .strip_prefix(phrase.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.starts.iter().any(starts) || self.inside.iter().any(|phrase| folded.contains(phrase))
    }

    /// Whether a whole line is a label over a list of other pages.
    pub(super) fn is_see_also(&self, line: &str) -> bool {
        line.len() <= 80 && self.see_also.contains(&fold(line))
    }

    /// Whether words stand before the date of publication.
    pub(super) fn is_date_label(&self, words: &str) -> bool {
        words.len() <= 60 && self.date_labels.contains(&fold(words))
    }

    /// Whether words stand before the date of a change.
    pub(super) fn is_change_label(&self, words: &str) -> bool {
        words.len() <= 60 && self.change_labels.contains(&fold(words))
    }

    /// Whether words stand before a date that is neither: of an event, of an end.
    pub(super) fn is_other_label(&self, words: &str) -> bool {
        words.len() <= 60 && self.other_labels.contains(&fold(words))
    }

    /// Whether a line begins with such a label and a colon or dash: it names another page itself.
    pub(super) fn starts_see_also(&self, line: &str) -> bool {
        let head = super::prefix(line, 60);
        let Some((label, rest)) = head.split_once([':', '：', '|', '>', '»']) else {
            return false;
        };
        !rest.trim().is_empty() && self.is_see_also(label)
    }

    /// Whether a line carries a mark of a picture's caption.
    pub(super) fn is_caption(&self, line: &str) -> bool {
        if line.len() > 600 {
            return false;
        }
        if self
            .caption_cased
            .iter()
            .any(|mark| line.contains(mark.as_str()))
        {
            return true;
        }
        let lower = line.to_lowercase();
        if self
            .caption_inside
            .iter()
            .any(|mark| lower.contains(mark.as_str()))
        {
            return true;
        }
        match super::prefix(line, 40).split_once([':', '：']) {
            Some((label, rest)) => {
                !rest.trim().is_empty() && self.caption_before.contains(&fold(label))
            }
            None => false,
        }
    }

    /// Number of a month from its name or abbreviation, any case, with or without a dot.
    pub(super) fn month(&self, name: &str) -> Option<i8> {
        let name = name.trim_matches(['.', ',']).to_lowercase();
        self.months.get(&name).copied()
    }
}

/// The lines of a list with the section they stand in.
fn entries(file: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut section = "";
    file.lines().map(str::trim_end).filter_map(move |line| {
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            // "[file]" in the captions' list is a mark, not a section: sections name themselves without a space and
            // are known.
            Some(name) if name != "file" && name != "file photo" => {
                section = name;
                None
            }
            _ => Some((section, line)),
        }
    })
}

fn longest_first(file: &str) -> Vec<String> {
    let mut lines: Vec<String> = entries(file).map(|(_, line)| line.to_owned()).collect();
    lines.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    lines
}

/// A line without case, punctuation, symbols and numbers: its words joined by single spaces.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() || word.chars().all(char::is_numeric) {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_match_whole_lines() {
        let words = words();
        for line in [
            "Subscribe",
            "Comments (12)",
            "0",
            "* * *",
            "LOG IN OR REGISTER",
            "Заголовок открываемого материала",
            "© 2023 All rights reserved.",
        ] {
            assert!(words.furniture(line), "{line}");
        }
        for line in [
            "Russia and Japan hold talks",
            "He said he would subscribe to the treaty",
            "News of the talks spread",
        ] {
            assert!(!words.furniture(line), "{line}");
        }
    }

    #[test]
    fn labels_and_links() {
        let words = words();
        assert!(words.is_see_also("See also"));
        assert!(words.is_see_also("Читайте также:"));
        assert!(words.starts_see_also("Read more: Talks in Lima end"));
        assert!(!words.starts_see_also("Lima: talks end"));
    }

    #[test]
    fn captions_are_marked() {
        assert!(words().is_caption("Prime Minister Abe (L) shakes hands with President Putin"));
        assert!(!words().is_caption("Prime Minister Abe shakes hands with President Putin"));
    }

    #[test]
    fn months_in_many_languages() {
        assert_eq!(words().month("Nov."), Some(11));
        assert_eq!(words().month("ноября"), Some(11));
        assert_eq!(words().month("März"), Some(3));
        assert_eq!(words().month("Lima"), None);
    }
}
