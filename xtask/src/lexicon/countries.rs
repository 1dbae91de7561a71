//! Countries: which code a table's name of a country stands for, and the formal names of states.
//!
//! Source: country-codes (Open Data Commons PDDL, from UN and ISO lists) beside our own `states.tsv`.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::text::level;
use super::{Result, own, table};

/// What names of countries stand for.
pub struct Countries {
    /// Code by levelled name.
    by_name: HashMap<String, String>,
    /// Code by two-letter code.
    by_alpha2: HashMap<String, String>,
    /// Code by the two-letter code of US government tables.
    by_gec: HashMap<String, String>,
    /// Formal names that our own file does not have, by code.
    formal: BTreeMap<String, BTreeSet<String>>,
}

/// Names of countries in the tables that no list has.
const OTHERS: &[(&str, &str)] = &[
    ("democratic republic of congo", "COD"),
    ("congo democratic republic of the", "COD"),
    ("dr congo", "COD"),
    ("congo republic of the", "COG"),
    ("republic of congo", "COG"),
    ("bosnia", "BIH"),
    ("burma", "MMR"),
    ("korea north", "PRK"),
    ("korea south", "KOR"),
    ("bahamas the", "BHS"),
    ("gambia the", "GMB"),
    ("micronesia federated states of", "FSM"),
    ("macedonia", "MKD"),
    ("swaziland", "SWZ"),
    ("czech republic", "CZE"),
    ("vatican", "VAT"),
    ("holy see vatican city", "VAT"),
    (
        "united kingdom of great britain and northern ireland",
        "GBR",
    ),
    ("peoples republic of china", "CHN"),
    ("falkland islands islas malvinas", "FLK"),
    ("bolivia plurinational state of", "BOL"),
    ("congo the democratic republic of the", "COD"),
    ("falkland islands malvinas", "FLK"),
    ("holy see vatican city state", "VAT"),
    ("iran islamic republic of", "IRN"),
    ("korea democratic peoples republic of", "PRK"),
    ("korea republic of", "KOR"),
    ("moldova republic of", "MDA"),
    ("no country found for alpha 2 code xk", "XKX"),
    ("palestine state of", "PSE"),
    ("taiwan province of china", "TWN"),
    ("tanzania united republic of", "TZA"),
    ("venezuela bolivarian republic of", "VEN"),
    ("saint helena ascension and tristan da cunha", "SHN"),
    ("svalbard and jan mayen", "SJM"),
    ("virgin islands british", "VGB"),
    ("virgin islands u s", "VIR"),
    ("usa", "USA"),
    ("uk", "GBR"),
    ("european union", "EU"),
    ("united nations", "UN"),
    ("nato", "NATO"),
    ("council of europe", "COE"),
    ("african union", "AU"),
];

impl Countries {
    /// Reads the lists.
    pub fn read(shared: &Path, lexicon: &Path) -> Result<Countries> {
        let mut countries = Countries {
            by_name: HashMap::new(),
            by_alpha2: HashMap::new(),
            by_gec: HashMap::new(),
            formal: BTreeMap::new(),
        };
        let mut known = BTreeSet::new();
        for row in own(&lexicon.join("states.tsv"))? {
            let [code, form, names] = row.as_slice() else {
                continue;
            };
            known.insert(code.clone());
            if form == "name" {
                for name in names.split('|') {
                    countries.by_name.entry(level(name)).or_insert(code.clone());
                }
            }
        }
        for row in table(&shared.join("data/countries/country-codes.csv"))? {
            let code = row.get("ISO3166-1-Alpha-3").to_string();
            if !known.contains(&code) {
                continue;
            }
            countries
                .by_alpha2
                .insert(row.get("ISO3166-1-Alpha-2").to_string(), code.clone());
            countries
                .by_gec
                .insert(row.get("FIPS").to_lowercase(), code.clone());
            let columns = [
                "CLDR display name",
                "official_name_en",
                "UNTERM English Short",
                "UNTERM English Formal",
            ];
            for column in columns {
                let name = row
                    .get(column)
                    .trim_start_matches("the ")
                    .trim_end_matches('*');
                let name = name.split(" (").next().unwrap_or_default().trim();
                if name.is_empty() || name.contains(',') || name.contains('[') {
                    continue;
                }
                let key = level(name);
                let letters = name.len() <= 5 && !name.chars().any(char::is_lowercase);
                if letters {
                    countries.by_name.entry(key).or_insert(code.clone());
                } else if let Entry::Vacant(entry) = countries.by_name.entry(key) {
                    entry.insert(code.clone());
                    let names = countries.formal.entry(code.clone()).or_default();
                    names.insert(name.to_string());
                }
            }
        }
        for (name, code) in OTHERS {
            countries
                .by_name
                .entry((*name).to_string())
                .or_insert((*code).to_string());
        }
        Ok(countries)
    }

    /// The code of a country's name, as tables and addresses write it.
    pub fn code(&self, name: &str) -> Option<&str> {
        let key = level(name);
        let key = key.strip_prefix("the ").unwrap_or(&key);
        self.by_name.get(key).map(String::as_str)
    }

    /// The code of a two-letter code.
    pub fn of_alpha2(&self, letters: &str) -> Option<&str> {
        self.by_alpha2.get(letters).map(String::as_str)
    }

    /// The code of a code of US government tables.
    pub fn of_gec(&self, letters: &str) -> Option<&str> {
        self.by_gec.get(letters).map(String::as_str)
    }

    /// `state_names.tsv`.
    pub fn formal_names(&self) -> String {
        let mut file = String::from(
            "# Formal names of states beside those of states.tsv. Made by `cargo xtask lexicon`; do not edit.\n\
             # Source: country-codes (UN and ISO lists), Open Data Commons PDDL 1.0.\n\
             # Columns: code, form, names separated by |.\n",
        );
        for (code, names) in &self.formal {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            file.push_str(&format!("{code}\tname\t{}\n", names.join("|")));
        }
        file
    }
}
