//! Names: which names mean the same person.
//!
//! Pages name a person in full, by the surname with a title, or by the family name that stands first. What they have in common
//! is a word.

use reading::mention::cast::name_words;

/// The words of a name, folded, without titles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub Vec<String>);

impl Name {
    /// The words of a name as a page gives it.
    pub fn of(name: &str) -> Name {
        let words = name_words(name);
        let own: Vec<String> = words
            .iter()
            .filter(|word| !super::words::TITLES.contains(word.as_str()))
            .cloned()
            .collect();
        // A person known by the title alone ("Prince") keeps it.
        Name(if own.is_empty() { words } else { own })
    }

    /// Whether the two can be one person: the same last word, where given names do not contradict it, or a single word that the
    /// other name has too ("Xi" and "Xi Jinping").
    pub fn same(&self, other: &Name) -> bool {
        let (Some(a), Some(b)) = (self.0.last(), other.0.last()) else {
            return false;
        };
        if self.0.len() == 1 || other.0.len() == 1 {
            let (one, all) = if self.0.len() == 1 {
                (a, &other.0)
            } else {
                (b, &self.0)
            };
            return all.iter().any(|word| alike(word, one));
        }
        let initial = |name: &Name| name.0.first().and_then(|word| word.chars().next());
        let shared = self
            .0
            .iter()
            .filter(|word| other.0.iter().any(|theirs| alike(word, theirs)))
            .count();
        shared >= 2 || alike(a, b) && initial(self) == initial(other)
    }
}

/// Whether two names as pages give them can be one person.
pub fn same_person(a: &str, b: &str) -> bool {
    Name::of(a).same(&Name::of(b))
}

/// Whether two words differ at most in how they are put into Latin letters.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let first = a.as_bytes().first() == b.as_bytes().first();
    first && a.len() > 3 && leveling(a).eq(leveling(b))
}

/// A word of a name in the form that all its transcriptions share: words that can be one have the same.
pub fn leveled(word: &str) -> String {
    // Short words are only ever compared as they are.
    if word.len() > 3 {
        level(word)
    } else {
        word.to_owned()
    }
}

/// A word with letters that transcriptions mix up made one.
pub(crate) fn level(word: &str) -> String {
    leveling(word).collect()
}

/// Its letters one by one.
fn leveling(word: &str) -> impl Iterator<Item = char> {
    let mut letters = word.chars().peekable();
    let mut last = None;
    std::iter::from_fn(move || {
        loop {
            let letter = letters.next()?;
            // Of these two the second alone is heard.
            if matches!(
                (letter, letters.peek()),
                ('k', Some('h')) | ('i', Some('y'))
            ) {
                continue;
            }
            let letter = match letter {
                'i' | 'j' => 'y',
                'w' => 'v',
                letter => letter,
            };
            if last != Some(letter) {
                last = Some(letter);
                return last;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person() {
        assert!(same_person("Marisol Tagle", "President Tagle"));
        assert!(same_person("Xi Jinping", "President Xi"));
        assert!(same_person("Sergei Lavrov", "Sergey Lavrov"));
        assert!(same_person("Antony J. Blinken", "Secretary Blinken"));
        assert!(same_person("Joseph R. Biden, Jr.", "Joe Biden"));
    }

    #[test]
    fn names_of_two() {
        assert!(!same_person("Marisol Tagle", "Hilma Shikongo"));
        assert!(!same_person("Kim Jong Un", "Moon Jae-in"));
        assert!(!same_person("George Bush", "Laura Bush"));
    }
}
