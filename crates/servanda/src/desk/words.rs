//! Words: what the desk says, in the languages that it speaks.
//!
//! What enters: the catalogues `data/desk/*.ftl`, which are in the program, and the name of a message. What leaves: the message. Invariants
//! (tests hold them): the catalogues have the same messages and attributes, every message that the code or a template names is there, and
//! none is there that nobody names.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use std::borrow::Cow;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// A language that the desk speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
    /// Japanese.
    Ja,
}

impl Lang {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Ru, Lang::Ja];

    /// Its code: ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ru => "ru",
            Lang::Ja => "ja",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Ru => "Русский",
            Lang::Ja => "日本語",
        }
    }

    /// The language of a code.
    pub fn parse(code: &str) -> Option<Lang> {
        Lang::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(code))
    }

    fn sources(self) -> [&'static str; 2] {
        match self {
            Lang::En => [
                include_str!("../../../../data/desk/en.ftl"),
                include_str!("../../../../data/desk/people-en.ftl"),
            ],
            Lang::Ru => [
                include_str!("../../../../data/desk/ru.ftl"),
                include_str!("../../../../data/desk/people-ru.ftl"),
            ],
            Lang::Ja => [
                include_str!("../../../../data/desk/ja.ftl"),
                include_str!("../../../../data/desk/people-ja.ftl"),
            ],
        }
    }
}

/// The words of a language.
pub struct Words {
    /// The language.
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

/// What a message is told with.
pub enum Arg<'a> {
    /// Text, as it stands.
    Text(Cow<'a, str>),
    /// A number: written as the language groups digits, and choosing among forms.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Arg<'a> {
        Arg::Text(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Arg<'a> {
        Arg::Text(text.as_str().into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(text.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(number as u64)
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Arg::Number(number)
    }
}

impl Words {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Words {
        static ALL: OnceLock<[Words; 3]> = OnceLock::new();
        let all = ALL.get_or_init(|| Lang::ALL.map(Words::load));
        let [en, ru, ja] = all;
        match lang {
            Lang::En => en,
            Lang::Ru => ru,
            Lang::Ja => ja,
        }
    }

    fn load(lang: Lang) -> Words {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The pages say their direction once; marks around every value would be copied along with it.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Ru => group_wide,
            Lang::En | Lang::Ja => group_comma,
        }));
        for source in lang.sources() {
            // What a catalogue gets wrong is left out, and a test finds it.
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            let _ = bundle.add_resource(resource);
        }
        Words { lang, bundle }
    }

    /// Whether there is a message of that name.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A message that needs nothing to be told.
    pub fn say(&self, key: &str) -> String {
        self.with(key, [])
    }

    /// A message about so many of something: its `$n`.
    pub fn count(&self, key: &str, n: impl Into<Arg<'static>>) -> String {
        self.with(key, [("n", n.into())])
    }

    /// A message that needs one thing to be told.
    pub fn one<'a>(&self, key: &str, name: &'a str, value: impl Into<Arg<'a>>) -> String {
        self.with(key, [(name, value.into())])
    }

    /// A message with all that it is told with.
    pub fn with<'a, const N: usize>(&self, key: &str, args: [(&'a str, Arg<'a>); N]) -> String {
        self.with_all(key, args.into())
    }

    /// The same with as many things as there are.
    pub fn with_all<'a>(&self, key: &str, args: Vec<(&'a str, Arg<'a>)>) -> String {
        self.tell(key, None, args)
            // The name of a message that is not there is the least bad thing to show.
            .unwrap_or_else(|| key.to_owned())
    }

    /// What a message carries under a name, where it does.
    pub fn attribute(&self, key: &str, name: &str) -> Option<String> {
        self.tell(key, Some(name), Vec::new())
    }

    fn tell<'a>(
        &self,
        key: &str,
        attribute: Option<&str>,
        args: Vec<(&'a str, Arg<'a>)>,
    ) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let args: FluentArgs = args
            .into_iter()
            .map(|(name, value)| {
                let value = match value {
                    Arg::Text(text) => FluentValue::String(text),
                    Arg::Number(number) => FluentValue::from(number),
                };
                (name, value)
            })
            .collect();
        let mut errors = Vec::new();
        let told = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut errors);
        Some(told.into_owned())
    }

    /// A number as the language writes it.
    pub fn number(&self, number: u64) -> String {
        grouped(&number.to_string(), self.separator())
    }

    fn separator(&self) -> char {
        match self.lang {
            Lang::Ru => WIDE,
            Lang::En | Lang::Ja => ',',
        }
    }
}

/// A space that does not break.
const WIDE: char = '\u{a0}';

fn group_comma(value: &FluentValue, _: &IntlLangMemoizer) -> Option<String> {
    group(value, ',')
}

fn group_wide(value: &FluentValue, _: &IntlLangMemoizer) -> Option<String> {
    group(value, WIDE)
}

fn group(value: &FluentValue, separator: char) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string(), separator)),
        _ => None,
    }
}

fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_bundle::FluentResource;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Names of messages, and of their attributes.
    fn keys(lang: Lang) -> BTreeSet<String> {
        let resource = FluentResource::try_new(lang.sources().concat())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", lang.code()));
        let mut keys = BTreeSet::new();
        for entry in resource.entries() {
            if let fluent_syntax::ast::Entry::Message(message) = entry {
                assert!(
                    keys.insert(message.id.name.to_owned()),
                    "{}: {} twice",
                    lang.code(),
                    message.id.name
                );
            }
        }
        keys
    }

    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_message_is_in_every_language() {
        for lang in Lang::ALL {
            assert_eq!(keys(lang), keys(Lang::En), "{}", lang.code());
        }
    }

    #[test]
    fn messages_are_named_and_named_ones_are_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = Vec::new();
        files(&root.join("src/desk"), &mut paths);
        files(&root.join("templates"), &mut paths);
        let text: String = paths
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        let keys = keys(Lang::En);
        for key in &keys {
            let family = FAMILIES.iter().any(|family| key.starts_with(family));
            assert!(
                family || text.contains(&format!("\"{key}\"")),
                "nobody says {key}"
            );
        }
        for call in ["say(\"", "count(\"", "one(\"", "with(\""] {
            for (at, _) in text.match_indices(&format!(".{call}")) {
                let rest = &text[at + 1 + call.len()..];
                let key = rest.split('"').next().unwrap();
                if key.contains('-') {
                    assert!(keys.contains(key), "{key} is said and in no catalogue");
                }
            }
        }
    }

    /// Beginnings of names that are put together.
    const FAMILIES: &[&str] = &[
        "dealing-",
        "state-",
        "change-",
        "month-",
        "weekday-",
        "date-",
        "status-",
        "between-",
        "kind-",
        "dropped-",
        "due-",
        "follow-",
        "turn-",
        "problem-",
        "became-",
        "division-",
        // Of people.
        "refused-",
        "role-",
        "scope-",
        "standing-",
        "registration-",
        "notice-",
        "doubt-",
        "deed-",
        "fate-",
        "acted-",
    ];

    #[test]
    fn numbers_choose_forms_and_are_grouped() {
        let said = |lang: Lang, n: usize| Words::of(lang).count("sources-count", n);
        assert_eq!(said(Lang::En, 1), "1 source");
        assert_eq!(said(Lang::En, 1200), "1,200 sources");
        assert_eq!(said(Lang::Ru, 1), "1 источник");
        assert_eq!(said(Lang::Ru, 3), "3 источника");
        assert_eq!(said(Lang::Ru, 11), "11 источников");
        assert_eq!(said(Lang::Ru, 1200), "1\u{a0}200 источников");
        assert_eq!(said(Lang::Ja, 2), "情報源2件");
    }
}
