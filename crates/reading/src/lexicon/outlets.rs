//! Parties by what they are: whose voice an official outlet is, and which parties put a dealing in scope.
//!
//! What enters: `outlets.tsv` and `organisations.tsv`. What leaves: the party of an outlet, by the longest domain that
//! fits; whether a code is a state or an organisation of states.

use super::{Code, Lexicon, Sense};
use crate::page::Span;

const ORGANISATIONS: &str = include_str!("../../../../data/lexicon/organisations.tsv");
const OUTLETS: &str = include_str!("../../../../data/lexicon/outlets.tsv");

impl Lexicon {
    /// Party whose official outlet this is; `outlet` is a domain (`en.kremlin.ru`), compared label by label.
    pub fn outlet_party(&self, outlet: &str) -> Option<Code> {
        let outlet = outlet.trim().trim_end_matches('.').to_lowercase();
        OUTLETS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter(|(domain, _)| match domain.strip_prefix('.') {
                Some(ending) => outlet == ending || outlet.ends_with(domain),
                None => {
                    outlet == *domain
                        || outlet
                            .strip_suffix(domain)
                            .is_some_and(|rest| rest.ends_with('.'))
                }
            })
            .max_by_key(|(domain, _)| domain.len())
            .map(|(_, party)| Code(party))
            .or_else(|| self.party_of_body(&outlet))
    }

    /// Party of an outlet that is known by its name, where that names a body of a state: "ministry of foreign affairs of
    /// norland".
    fn party_of_body(&self, outlet: &str) -> Option<Code> {
        let capitals: Vec<String> = outlet
            .split_whitespace()
            .map(|word| {
                let mut letters = word.chars();
                let first = letters.next().map(char::to_uppercase);
                first.into_iter().flatten().chain(letters).collect()
            })
            .collect();
        if capitals.len() < 2 {
            return None;
        }
        let name = capitals.join(" ");
        let hits = self.find(&name, Span::new(0, name.len()));
        // A name that says more is another's: "Parliament Magazine".
        let mut at = 0;
        let known = |rest: &str| {
            rest.split_whitespace()
                .all(|word| matches!(word, "Of" | "The" | "For" | "And" | "’s" | "'s"))
        };
        for hit in &hits {
            if !known(name.get(at..hit.span.start)?) {
                return None;
            }
            at = hit.span.end;
        }
        if !known(name.get(at..)?) {
            return None;
        }
        let senses = || hits.iter().flat_map(|hit| hit.senses);
        senses().find(|sense| matches!(sense, Sense::Body { .. }))?;
        senses().find_map(|sense| match *sense {
            Sense::State { code, .. } => Some(code),
            _ => None,
        })
    }

    /// Whether a party is a state or an organisation of states: a dealing has at least one (CODEBOOK.md).
    pub fn in_scope(&self, party: Code) -> bool {
        self.state(party.as_str()).is_some()
            || ORGANISATIONS
                .lines()
                .any(|line| line.split('\t').next() == Some(party.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_compared_label_by_label() {
        let lexicon = Lexicon::bundled();
        let party = |outlet: &str| lexicon.outlet_party(outlet).map(Code::as_str);
        assert_eq!(party("en.kremlin.ru"), Some("RUS"));
        assert_eq!(party("notkremlin.ru"), None);
        assert_eq!(party("www.state.gov"), Some("USA"));
        assert_eq!(party("news.gov.uk"), Some("GBR"));
        assert_eq!(party("example.com"), None);
    }

    #[test]
    fn a_body_that_names_its_state_speaks_for_it() {
        let lexicon = Lexicon::bundled();
        let party = |outlet: &str| lexicon.outlet_party(outlet).map(Code::as_str);
        assert_eq!(party("ministry of foreign affairs of peru"), Some("PER"));
        assert_eq!(party("Embassy Gazette of Peru"), None);
        assert_eq!(party("peru daily"), None);
    }
}
