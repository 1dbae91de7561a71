//! Names of people: from the ways of the tables to one usual name, and which names mean one person.

use std::collections::HashMap;

use super::text::level;

/// A person's name as a table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The whole name in usual case, without titles.
    pub name: String,
    /// The surname, where the table marks it.
    pub surname: Option<String>,
}

/// Titles before and after names.
const TITLES: &[&str] = &[
    "dr",
    "gen",
    "general",
    "lt",
    "col",
    "colonel",
    "maj",
    "major",
    "brig",
    "sir",
    "dame",
    "mr",
    "mrs",
    "ms",
    "prof",
    "professor",
    "sheikh",
    "shaykh",
    "shaikh",
    "sayyid",
    "adm",
    "admiral",
    "capt",
    "captain",
    "marshal",
    "hon",
    "rev",
    "lieutenant",
    "brigadier",
    "vice",
    "rear",
    "ret",
    "retired",
    "field",
    "alhaji",
    "datuk",
    "dato",
    "tun",
    "lord",
    "baroness",
    "baron",
    "cdr",
    "cmdr",
    "air",
    "chief",
    "senator",
    "archbishop",
    "msgr",
    "he",
    "hrh",
    "dasho",
    "ratu",
    "tan",
    "seri",
    "haji",
    "pehin",
    "pengiran",
    "ayatollah",
    "hojjat",
    "engineer",
    "eng",
    "acting",
    "interim",
    "1st",
    "2nd",
    "tuanku",
];

/// Words that belong to the surname after them.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "ben", "bint", "de", "da", "do", "dos", "das", "di", "del", "della",
    "van", "von", "der", "den", "ter", "ould", "al-", "la", "le", "du", "abu", "st", "aung",
];

/// Reads a name as US government tables write it: titles, then names, the surname in capitals.
pub fn capitals(text: &str) -> Option<Named> {
    if text.contains(['\u{fffd}', '\u{a0}']) {
        return None;
    }
    let text = text.replace(['"', '“', '”', '*'], " ");
    let text = text.split(['(', ';', '[', ',']).next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().position(|word| !title(word))?;
    let words = &words[first..];
    if words.is_empty() || words.len() > 8 {
        return None;
    }
    let mut name = Vec::new();
    let mut surname: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if shouted(word) {
            let numeral = word.chars().all(|c| "IVX".contains(c));
            let word = if numeral {
                (*word).to_string()
            } else {
                usual(word)
            };
            surname.push(word.clone());
            name.push(word);
        } else {
            let particle = PARTICLES.contains(&word.to_lowercase().trim_end_matches('-'));
            let before_surname = words[index + 1..].first().is_some_and(|next| shouted(next));
            if particle && before_surname && index > 0 {
                surname.push((*word).to_string());
            }
            name.push((*word).to_string());
        }
    }
    let clean = name.iter().all(|word| {
        word.chars()
            .all(|c| c.is_alphabetic() || "-'’.`".contains(c))
    });
    let words = name
        .iter()
        .all(|word| !matches!(word.as_str(), "of" | "the" | "and" | "for" | "to"));
    let clean = clean && words;
    (!surname.is_empty() && clean).then(|| Named {
        name: name.join(" "),
        surname: Some(surname.join(" ")),
    })
}

/// Reads a name in usual case.
pub fn usual_case(text: &str) -> Option<Named> {
    let text = text.split(['(', ',']).next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().position(|word| !title(word))?;
    let name = words[first..].join(" ");
    let clean = name
        .chars()
        .all(|c| c.is_alphabetic() || " -'’.`ʻ".contains(c));
    (clean && words.len() - first <= 8 && name.chars().next().is_some_and(char::is_uppercase))
        .then_some(Named {
            name,
            surname: None,
        })
}

/// Whether a word is a title before a name.
fn title(word: &str) -> bool {
    let bare = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    bare.is_empty() || TITLES.contains(&bare.as_str()) && !shouted(word)
}

/// Whether a word is in capitals, as surnames are: two letters at least; `McKINLEY` and `al-ASSAD` too.
fn shouted(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let dotted = word.ends_with('.');
    !dotted
        && capitals >= 2
        && (capitals == letters.len() || capitals + 3 >= letters.len() && capitals > 2)
}

/// A word in capitals in usual case, part by part.
fn usual(word: &str) -> String {
    let mut result = String::new();
    let mut start = true;
    let mut run = String::new();
    let flush = |run: &mut String, result: &mut String| {
        let small = run.chars().any(char::is_lowercase);
        let mut letters = run.chars();
        if small {
            // "McKINLEY", "deBLASIO": the small letters stand, what follows is one more part.
            let prefix: String = run
                .chars()
                .take_while(|c| c.is_lowercase() || run.starts_with(*c))
                .collect();
            let rest: String = run.chars().skip(prefix.chars().count()).collect();
            result.push_str(&prefix);
            let mut rest = rest.chars();
            result.extend(rest.next());
            result.extend(rest.flat_map(char::to_lowercase));
        } else if let Some(first) = letters.next() {
            result.push(first);
            result.extend(letters.flat_map(char::to_lowercase));
        }
        run.clear();
    };
    for c in word.chars() {
        if c == '-' || (c == '\'' || c == '’') && start {
            flush(&mut run, &mut result);
            result.push(c);
        } else {
            run.push(c);
        }
        start = c == '-';
        if (c == '\'' || c == '’') && run.chars().filter(|c| c.is_alphabetic()).count() == 1 {
            // "O'NEILL": one letter and an apostrophe are a part.
            flush(&mut run, &mut result);
        }
    }
    flush(&mut run, &mut result);
    result
}

/// The surname of a name in usual case: the last word with the particles before it, or the first word where the
/// country puts surnames first and the name is written so.
pub fn surname(name: &str, party: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = matches!(party, "CHN" | "PRK" | "KOR" | "TWN")
        && (words.len() == 2 || words.len() == 3)
        || party == "KHM" && words.len() == 2
        || party == "SGP" && words.len() == 3;
    if first && !words[0].ends_with('.') {
        return words[0].to_string();
    }
    let mut from = words.len().saturating_sub(1);
    let numeral = words[from].chars().all(|c| "IVX.".contains(c))
        || matches!(words[from], "Jr." | "Jr" | "Sr." | "Sr");
    if numeral && from > 0 {
        from -= 1;
    }
    let last = from;
    while from > 1 && PARTICLES.contains(&words[from - 1].to_lowercase().as_str()) {
        from -= 1;
    }
    words[from..=last].join(" ")
}

/// The consonants of a word as most romanisations agree on them.
fn skeleton(word: &str) -> String {
    let word = word
        .replace("kh", "h")
        .replace("ph", "f")
        .replace("ck", "k")
        .replace("gh", "g");
    let word = word
        .replace("ou", "u")
        .replace("dj", "j")
        .replace("th", "t")
        .replace("ch", "c")
        .replace("tch", "c")
        .replace("q", "k");
    let mut bones = String::new();
    // A vowel at the start is heard: "Ahmad" is not "Hamad".
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        bones.push('a');
    }
    for c in word.chars() {
        let bone = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' => continue,
            'w' => 'v',
            'z' => 's',
            c => c,
        };
        if !bones.ends_with(bone) {
            bones.push(bone);
        }
    }
    if bones.is_empty() { word } else { bones }
}

/// A name cut for comparison.
#[derive(Debug, Clone)]
pub struct Cut {
    words: Vec<String>,
    /// Whether the name says whose child its bearer is: then its end may be the parent's name.
    descent: bool,
    initials: Vec<char>,
    bones: Vec<String>,
}

/// Cuts names, knowing which words are spellings of one another.
pub struct Cutter {
    /// The word that stands for all spellings, by word.
    spellings: HashMap<String, String>,
}

/// Parties whose names are short and differ in their vowels: "Li Qiang" is not "Li Keqiang".
const SHORT: &[&str] = &[
    "CHN", "TWN", "KOR", "PRK", "VNM", "SGP", "KHM", "LAO", "MMR", "THA", "JPN",
];

impl Cutter {
    /// Reads groups of spellings.
    pub fn new(groups: &[Vec<String>]) -> Cutter {
        let mut spellings = HashMap::new();
        for group in groups.iter().filter_map(|row| row.first()) {
            let first = group.split('|').next().unwrap_or_default();
            for word in group.split('|') {
                spellings.insert(word.to_string(), format!("={first}"));
            }
        }
        Cutter { spellings }
    }

    /// What a word of a name of a party is compared by.
    fn bone(&self, word: &str, party: &str) -> String {
        match self.spellings.get(word) {
            Some(first) => first.clone(),
            None if SHORT.contains(&party) => word.to_string(),
            None => skeleton(word),
        }
    }

    /// Cuts a name; particles and generation marks do not count.
    pub fn cut(&self, name: &str, party: &str) -> Cut {
        let key = level(name);
        let descent = key
            .split(' ')
            .any(|word| matches!(word, "bin" | "ibn" | "bint" | "ben"));
        let mut words = Vec::new();
        let mut initials = Vec::new();
        for word in key.split(' ') {
            let mut letters = word.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => initials.push(letter),
                (Some(_), Some(_))
                    if !matches!(word, "al" | "el" | "jr" | "sr" | "bin" | "ibn" | "ben") =>
                {
                    words.push(word.to_string());
                }
                _ => {}
            }
        }
        let mut bones: Vec<String> = words.iter().map(|word| self.bone(word, party)).collect();
        if bones.len() > 3 {
            bones.dedup();
        }
        Cut {
            words,
            descent,
            initials,
            bones,
        }
    }
}

impl Cut {
    /// A key that names of one person mostly share: the bones in alphabetical order.
    pub fn bones(&self) -> &[String] {
        &self.bones
    }

    /// Whether the initials can stand for the words that the other name has more: "George H. W. Bush" is not "George
    /// Walker Bush". A name that has no more words says nothing against them.
    fn abbreviates(&self, other: &Cut) -> bool {
        let more: Vec<&String> = other
            .words
            .iter()
            .filter(|word| !self.words.contains(word))
            .collect();
        let stands = |initial: &char| more.iter().any(|word| word.starts_with(*initial));
        other.words.len() <= self.words.len() || self.initials.iter().all(stands)
    }

    /// Whether two names of officers of one party mean one person: the same words in any order, or the same first name with
    /// the shorter one's words all in the longer one. Initials must not contradict each other.
    pub fn means(&self, other: &Cut) -> bool {
        let agree = match (self.initials.is_empty(), other.initials.is_empty()) {
            (false, false) => self.initials == other.initials,
            (false, true) => self.abbreviates(other),
            (true, false) => other.abbreviates(self),
            (true, true) => true,
        };
        if !agree || self.bones.is_empty() || other.bones.is_empty() {
            return false;
        }
        let (short, long) = if self.bones.len() <= other.bones.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.bones.len() < 2 {
            return self.words == other.words
                && self.words.len() == 1
                && self.initials == other.initials;
        }
        let mut rest = long.bones.clone();
        let within =
            short
                .bones
                .iter()
                .all(|bone| match rest.iter().position(|other| other == bone) {
                    Some(at) => {
                        rest.remove(at);
                        true
                    }
                    None => false,
                });
        let ends = short.bones.last() == long.bones.last()
            || short.bones.first() == long.bones.last()
            || short.bones.last() == long.bones.first();
        let first = short.bones.first() == long.bones.first() && ends;
        // "Hugo Chávez" is "Hugo Chávez Frías".
        let head = !long.descent && long.bones.starts_with(&short.bones);
        let tail = !long.descent && long.bones.ends_with(&short.bones);
        within && (rest.is_empty() || first || head || tail)
    }
}
