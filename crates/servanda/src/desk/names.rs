//! Names: what parties are called in the languages of the desk.
//!
//! What enters: codes, as claims carry them. What leaves: names, from `data/desk/parties.tsv`. A party that is not there is called by its code.

use super::words::Lang;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A party's names.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    en: &'static str,
    ru: &'static str,
    ru_genitive: &'static str,
    ru_dative: &'static str,
    ru_into: &'static str,
    ja: &'static str,
}

/// The forms of a name that sentences need. Where a language does not inflect, all are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// As it stands alone.
    pub name: String,
    /// Whose or of what: genitive.
    pub of: String,
    /// To whom: dative.
    pub to: String,
    /// Where one travels to, with its preposition where there is one.
    pub into: String,
}

fn all() -> &'static HashMap<&'static str, Names> {
    static ALL: OnceLock<HashMap<&'static str, Names>> = OnceLock::new();
    ALL.get_or_init(|| {
        include_str!("../../../../data/desk/parties.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let mut cell = || cells.next();
                Some((
                    cell()?,
                    Names {
                        en: cell()?,
                        ru: cell()?,
                        ru_genitive: cell()?,
                        ru_dative: cell()?,
                        ru_into: cell()?,
                        ja: cell()?,
                    },
                ))
            })
            .collect()
    })
}

/// What a party is called.
pub fn name(lang: Lang, code: &str) -> &str {
    match (all().get(code), lang) {
        (None, _) => code,
        (Some(names), Lang::En) => names.en,
        (Some(names), Lang::Ru) => names.ru,
        (Some(names), Lang::Ja) => names.ja,
    }
}

/// A party's name in the forms that sentences need.
pub fn forms(lang: Lang, code: &str) -> Forms {
    let name = name(lang, code).to_owned();
    match (all().get(code), lang) {
        (Some(names), Lang::Ru) => Forms {
            name,
            of: names.ru_genitive.to_owned(),
            to: names.ru_dative.to_owned(),
            into: names.ru_into.to_owned(),
        },
        _ => Forms {
            of: name.clone(),
            to: name.clone(),
            into: name.clone(),
            name,
        },
    }
}

/// All parties that have names, by the order of the language's letters: codes and names.
pub fn sorted(lang: Lang) -> &'static [(&'static str, &'static str)] {
    static SORTED: [OnceLock<Vec<(&'static str, &'static str)>>; 3] =
        [const { OnceLock::new() }; 3];
    let [en, ru, ja] = &SORTED;
    let place = match lang {
        Lang::En => en,
        Lang::Ru => ru,
        Lang::Ja => ja,
    };
    place.get_or_init(|| {
        let mut list: Vec<_> = all()
            .iter()
            .map(|(code, names)| {
                let name = match lang {
                    Lang::En => names.en,
                    Lang::Ru => names.ru,
                    Lang::Ja => names.ja,
                };
                (*code, name)
            })
            .collect();
        list.sort_by_key(|(code, name)| (name.trim_start_matches('«').to_lowercase(), *code));
        list
    })
}

/// The code of a party that somebody wrote: a code, or its name in any of the languages. Each place that is shown asks for it.
pub fn code_of(written: &str) -> Option<&'static str> {
    static CODES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let mut codes = HashMap::new();
        let names = |(code, names): (&&'static str, &Names)| {
            [names.en, names.ru, names.ja].map(|name| (name.to_lowercase(), *code))
        };
        codes.extend(all().iter().flat_map(names));
        // A code goes before a name that is written like it.
        codes.extend(all().keys().map(|code| (code.to_lowercase(), *code)));
        codes
    });
    codes.get(&written.trim().to_lowercase()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_all_names() {
        for line in include_str!("../../../../data/desk/parties.tsv").lines() {
            if !line.starts_with('#') {
                let cells: Vec<&str> = line.split('\t').collect();
                assert_eq!(cells.len(), 7, "{line}");
                assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{line}");
            }
        }
        // Each state of the lexicon has a name.
        let lexicon = include_str!("../../../../data/lexicon/states.tsv");
        for line in lexicon.lines().filter(|line| !line.starts_with('#')) {
            let code = line.split('\t').next().unwrap();
            assert!(all().contains_key(code), "{code} has no name");
        }
    }

    #[test]
    fn names_are_told_in_each_language() {
        assert_eq!(name(Lang::En, "NZL"), "New Zealand");
        assert_eq!(forms(Lang::Ru, "NZL").into, "в Новую Зеландию");
        assert_eq!(forms(Lang::Ru, "CUB").into, "на Кубу");
        assert_eq!(forms(Lang::Ja, "NZL").to, "ニュージーランド");
        assert_eq!(name(Lang::Ja, "NO-SUCH"), "NO-SUCH");
        assert_eq!(code_of("новая зеландия"), Some("NZL"));
        assert_eq!(code_of("per"), Some("PER"));
    }
}
