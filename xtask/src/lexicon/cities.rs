//! Cities: names that are safe to read as a city of one country.
//!
//! Source: world-cities (GeoNames, CC BY 4.0). The table has no populations, so the rule asks for safety instead: the name
//! belongs to one country only, is no ordinary word, no name of a person in the tables of office-holders, and nothing that
//! another file of the lexicon has. In countries whose towns bear English surnames a single word is never safe. What the rule
//! drops and news needs stands in `cities_extra.tsv`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::countries::Countries;
use super::text::level;
use super::{Result, own, table};

/// Countries where a town of one word is as likely a surname.
const SURNAMES: &[&str] = &[
    "USA", "GBR", "CAN", "AUS", "NZL", "PHL", "IRL", "ZAF", "JAM",
];

/// `cities.tsv`.
pub fn cities(
    shared: &Path,
    lexicon: &Path,
    countries: &Countries,
    ordinary: &HashSet<String>,
) -> Result<String> {
    let people = people(shared)?;
    let taken = taken(lexicon)?;
    let mut places: HashMap<String, BTreeSet<(String, String)>> = HashMap::new();
    let mut unknown = BTreeSet::new();
    for row in table(&shared.join("data/countries/world-cities.csv"))? {
        match countries.code(row.get("country")) {
            Some(code) => {
                let place = (code.to_string(), row.get("name").to_string());
                places
                    .entry(level(row.get("name")))
                    .or_default()
                    .insert(place);
            }
            None => {
                unknown.insert(row.get("country").to_string());
            }
        }
    }
    if !unknown.is_empty() {
        println!("cities: no code for {unknown:?}");
    }
    let mut kept: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, named) in &places {
        let codes: BTreeSet<&String> = named.iter().map(|(code, _)| code).collect();
        let words: Vec<&str> = key.split(' ').collect();
        let plain =
            |word: &&str| ordinary.contains(*word) || people.contains(*word) || word.len() < 3;
        let safe = codes.len() == 1
            && key.chars().filter(|c| c.is_alphabetic()).count() >= 4
            && key.is_ascii()
            && !taken.contains(key)
            && !words.iter().all(plain);
        for (code, name) in named {
            let surname = words.len() == 1 && SURNAMES.contains(&code.as_str());
            let clean = name
                .chars()
                .all(|c| c.is_alphabetic() || " -'’.".contains(c));
            if safe && clean && !surname {
                kept.entry(code.clone()).or_default().insert(name.clone());
            }
        }
    }
    let mut file = String::from(
        "# Cities whose name is safe to read as a city of one country. Made by `cargo xtask lexicon`; do not edit.\n\
         # Source: world-cities, from GeoNames (geonames.org), Creative Commons Attribution 4.0; selected and regrouped.\n\
         # Columns: country, names separated by |.\n",
    );
    let mut count = 0;
    for (code, names) in &kept {
        count += names.len();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        file.push_str(&format!("{code}\t{}\n", names.join("|")));
    }
    println!("cities: {count} kept of {} names", places.len());
    Ok(file)
}

/// Words of the names of people in the tables of office-holders.
fn people(shared: &Path) -> Result<HashSet<String>> {
    let tables = [
        ("data/officeholders/wikidata_holders_21c.csv", "person"),
        (
            "data/officeholders/us_principals_and_chiefs_of_mission.csv",
            "name",
        ),
        ("data/officeholders/cia_world_leaders_2019-06.csv", "name"),
        (
            "data/officeholders/un_general_debate_speakers.csv",
            "Name of Person Speaking",
        ),
    ];
    let mut words = HashSet::new();
    for (file, column) in tables {
        for row in table(&shared.join(file))? {
            words.extend(level(row.get(column)).split(' ').map(str::to_string));
        }
    }
    Ok(words)
}

/// Levelled names that other files of the lexicon have.
fn taken(lexicon: &Path) -> Result<HashSet<String>> {
    let files = [
        "states.tsv",
        "organisations.tsv",
        "groups.tsv",
        "regions.tsv",
        "cities_extra.tsv",
        "bodies.tsv",
        "offices.tsv",
        "not_names.tsv",
    ];
    let mut taken = HashSet::new();
    for file in files {
        for row in own(&lexicon.join(file))? {
            for cell in &row[1..] {
                taken.extend(cell.split('|').map(level));
            }
        }
    }
    Ok(taken)
}
