//! Tell: records and claims in a sentence, as people would tell them.
//!
//! What enters: a record, and a language. What leaves: text such as "Visit announced: Rosalía Quispe (Peru) to New Zealand, 10–12 April". How the
//! parties of a dealing stand to each other, `data/desk/dealings.tsv` says; the words are in the catalogues.

use super::dates::Dates;
use super::names::{self, Forms};
use super::words::{Arg, Words};
use ledger::query::Told;
use ledger::record::{Place, State};
use reading::claim::Status;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The most parties or people that are named one by one.
const MOST: usize = 6;

/// Tells records in a language, as of a day.
#[derive(Clone, Copy)]
pub struct Teller {
    /// Writes dates, and has the words.
    pub dates: Dates,
}

impl Teller {
    fn words(&self) -> &'static Words {
        self.dates.words
    }

    /// What a dealing is called: "Visit".
    pub fn dealing(&self, event: &str, kind: Option<&str>) -> String {
        self.words().say(&self.dealing_key(event, kind))
    }

    fn dealing_key(&self, event: &str, kind: Option<&str>) -> String {
        kind.map(|kind| format!("dealing-{event}-{kind}"))
            .filter(|key| self.words().has(key))
            .unwrap_or_else(|| format!("dealing-{event}"))
    }

    /// All dealings that have a name of their own: how filters write them, and what they are called.
    pub fn dealings(&self) -> Vec<(String, String)> {
        table()
            .1
            .iter()
            .map(|(event, kind)| match *kind {
                "-" => ((*event).to_owned(), self.dealing(event, None)),
                kind => (format!("{event}/{kind}"), self.dealing(event, Some(kind))),
            })
            .collect()
    }

    /// What became of it, in a few words: "Visit announced". `change` names a message `change-CHANGE`; `to` is the new time of what was put off.
    pub fn change(
        &self,
        change: &str,
        event: &str,
        kind: Option<&str>,
        to: Option<&str>,
    ) -> String {
        let key = self.dealing_key(event, kind);
        // A deed that is reported is done, which goes without saying; of what people gather for it is news that it took place.
        let gathering = event == "CONSULT" || kind == Some("sign");
        let change = if change == "held" && !gathering {
            "said"
        } else {
            change
        };
        let gender = self.words().attribute(&key, "gender").unwrap_or_default();
        let what = self.words().say(&key);
        let mut args = vec![("what", what), ("gender", gender)];
        let mut key = format!("change-{change}");
        if let (Some(to), "postponed") = (to, change) {
            key.push_str("-to");
            args.push(("date", self.dates.edtf(to)));
        }
        let args = args
            .into_iter()
            .map(|(name, value)| (name, Arg::from(value)))
            .collect();
        self.words().with_all(&key, args)
    }

    /// Whether what is said of a change has its new time in it already.
    pub fn says_time(&self, change: &str) -> bool {
        change == "postponed"
    }

    /// A state in a word.
    pub fn state(&self, state: State) -> String {
        self.words().say(&format!("state-{}", state.as_str()))
    }

    /// A party.
    pub fn party(&self, code: &str) -> String {
        names::name(self.words().lang, code).to_owned()
    }

    /// Who deals with whom: "Peru to New Zealand". `envoys` stand in the place of the actors where there are some.
    pub fn who(
        &self,
        event: &str,
        kind: Option<&str>,
        (actors, recipients): (&[String], &[String]),
        envoys: &[String],
    ) -> String {
        let a = if envoys.is_empty() {
            self.join(actors.iter().map(|code| self.party(code)).collect())
        } else {
            self.join(envoys.to_vec())
        };
        if recipients.is_empty() {
            return a;
        }
        let lang = self.words().lang;
        let forms: Vec<Forms> = recipients
            .iter()
            .map(|code| names::forms(lang, code))
            .collect();
        let list = |form: fn(&Forms) -> &String| {
            self.join(forms.iter().map(|f| form(f).clone()).collect())
        };
        self.words().with(
            &format!("between-{}", how(event, kind)),
            [
                ("a", a.into()),
                ("b", list(|f| &f.name).into()),
                ("bof", list(|f| &f.of).into()),
                ("bto", list(|f| &f.to).into()),
                ("binto", list(|f| &f.into).into()),
            ],
        )
    }

    /// Several things: "a, b and c".
    pub fn join(&self, mut things: Vec<String>) -> String {
        if things.len() > MOST {
            things.truncate(MOST);
            things.push("…".to_owned());
        }
        let Some(last) = things.pop() else {
            return String::new();
        };
        let rest = things.into_iter().reduce(|rest, next| {
            self.words()
                .with("told-comma", [("rest", rest.into()), ("next", next.into())])
        });
        match rest {
            None => last,
            Some(rest) => self
                .words()
                .with("told-and", [("rest", rest.into()), ("last", last.into())]),
        }
    }

    /// One thing and another: "what: who".
    pub fn line(&self, what: String, who: String) -> String {
        if who.is_empty() {
            return what;
        }
        self.words()
            .with("told-line", [("what", what.into()), ("who", who.into())])
    }

    /// A line with more of it: "what: who, when".
    pub fn more(&self, line: String, more: String) -> String {
        if more.is_empty() {
            return line;
        }
        self.words()
            .with("told-more", [("line", line.into()), ("more", more.into())])
    }

    /// A place with its country, where that says more than the place.
    pub fn place(&self, place: &Place) -> String {
        let Some(code) = place.country.as_deref() else {
            return place.name.clone();
        };
        let country = self.party(code);
        if names::code_of(&place.name) == Some(code) {
            return country;
        }
        self.words().with(
            "told-person",
            [("person", (&place.name).into()), ("party", country.into())],
        )
    }

    /// The people who travel, with the parties that they act for: of a visit, where it is told of a few.
    pub fn envoys(&self, told: &Told) -> Vec<String> {
        let record = &told.record;
        if how(record.event.as_str(), record.kind.as_deref()) != "into" {
            return Vec::new();
        }
        let party_of = |person: &String| {
            told.claims.iter().find_map(|held| {
                let claim = &held.claim;
                let at = claim.persons.iter().position(|other| other == person)?;
                claim.persons_for.get(at)?.as_deref()
            })
        };
        let envoys: Vec<(&String, &str)> = record
            .persons
            .iter()
            .filter_map(|person| Some((person, party_of(person)?)))
            .filter(|(_, party)| record.actors.iter().any(|actor| actor == party))
            .collect();
        if envoys.is_empty() || envoys.len() > 2 {
            return Vec::new();
        }
        envoys
            .into_iter()
            .map(|(person, party)| {
                self.words().with(
                    "told-person",
                    [
                        ("person", person.into()),
                        ("party", self.party(party).into()),
                    ],
                )
            })
            .collect()
    }

    /// A record in a sentence, as it stands now: what became of it, who, when. A plain act that nobody had announced is told without a state.
    pub fn sentence(&self, told: &Told) -> String {
        let settled = told.life.state == State::Held;
        let announced = told.claims.iter().any(|held| {
            let status = held.claim.status;
            matches!(
                status,
                Status::Planned | Status::Proposed | Status::Postponed
            )
        });
        let change = if settled && !announced {
            "said"
        } else {
            told.life.state.as_str()
        };
        self.sentence_at(told, change, told.record.when.as_deref())
    }

    /// What became known of a record in a sentence. `change` names a message `change-CHANGE`; `when` is the time as it was known then.
    pub fn sentence_at(&self, told: &Told, change: &str, when: Option<&str>) -> String {
        let record = &told.record;
        let (event, kind) = (record.event.as_str(), record.kind.as_deref());
        let to = when.filter(|_| self.says_time(change));
        let what = self.change(change, event, kind, to);
        let who = self.who(
            event,
            kind,
            (&record.actors, &record.recipients),
            &self.envoys(told),
        );
        let line = self.line(what, who);
        match when {
            Some(when) if to.is_none() => self.more(line, self.dates.edtf(when)),
            _ => line,
        }
    }
}

/// How dealings are told: by type and kind, and the order in which they are listed.
type Table = (
    HashMap<(&'static str, &'static str), &'static str>,
    Vec<(&'static str, &'static str)>,
);

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        let lines = include_str!("../../../../data/desk/dealings.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            if let (Some(event), Some(kind), Some(how)) = (cells.next(), cells.next(), cells.next())
            {
                table.0.insert((event, kind), how);
                table.1.push((event, kind));
            }
        }
        table
    })
}

/// How the parties of a dealing stand to each other.
fn how(event: &str, kind: Option<&str>) -> &'static str {
    let how = &table().0;
    kind.and_then(|kind| how.get(&(event, kind)))
        .or_else(|| how.get(&(event, "-")))
        .copied()
        .unwrap_or("to")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::words::Lang;
    use jiff::civil::date;
    use reading::claim::Event;

    fn teller(lang: Lang) -> Teller {
        Teller {
            dates: Dates {
                words: Words::of(lang),
                today: date(2018, 5, 20),
            },
        }
    }

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn dealings_are_told_in_each_language() {
        for (lang, visit, call, threat) in [
            (
                Lang::En,
                "Peru to New Zealand",
                "Peru, Japan and Chile",
                "Peru against France",
            ),
            (
                Lang::Ru,
                "Перу\u{a0}— в Новую Зеландию",
                "Перу, Япония и Чили",
                "Перу\u{a0}— против Франции",
            ),
            (
                Lang::Ja,
                "ペルーからニュージーランドへ",
                "ペルー、日本とチリ",
                "ペルーからフランスに対し",
            ),
        ] {
            let teller = teller(lang);
            let who = |event, kind, a: &[&str], b: &[&str]| {
                teller.who(event, kind, (&codes(a), &codes(b)), &[])
            };
            assert_eq!(who("CONSULT", Some("visit"), &["PER"], &["NZL"]), visit);
            assert_eq!(
                who("CONSULT", Some("call"), &["PER", "JPN", "CHL"], &[]),
                call
            );
            assert_eq!(who("THREATEN", None, &["PER"], &["FRA"]), threat);
        }
    }

    #[test]
    fn changes_agree_with_what_changed() {
        let ru = teller(Lang::Ru);
        assert_eq!(
            ru.change("announced", "CONSULT", Some("visit"), None),
            "Визит объявлен"
        );
        assert_eq!(
            ru.change("announced", "CONSULT", Some("talks"), None),
            "Переговоры объявлены"
        );
        assert_eq!(
            ru.change("held", "CONSULT", Some("meeting"), None),
            "Встреча состоялась"
        );
        let to = ru.change("postponed", "CONSULT", Some("summit"), Some("2018-06-01"));
        assert_eq!(to, "Саммит отложен на 1 июня");
        // A kind that has no name of its own is called as its type.
        let en = teller(Lang::En);
        assert_eq!(en.dealing("AID", Some("odd")), "Aid");
        assert_eq!(
            en.change("postponed", "CONSULT", Some("visit"), None),
            "Visit postponed"
        );
    }

    #[test]
    fn every_dealing_and_state_has_its_words() {
        for lang in Lang::ALL {
            let words = Words::of(lang);
            for event in Event::ALL {
                let key = format!("dealing-{}", event.as_str());
                assert!(words.has(&key), "{key}");
                assert!(["into", "to", "against", "with"].contains(&how(event.as_str(), None)));
                assert!(
                    lang != Lang::Ru || words.attribute(&key, "gender").is_some(),
                    "{key}"
                );
            }
            for state in State::ALL {
                assert!(words.has(&format!("state-{}", state.as_str())));
                assert!(words.has(&format!("change-{}", state.as_str())));
            }
        }
    }
}
