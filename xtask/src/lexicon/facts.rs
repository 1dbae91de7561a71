//! Facts: who held which office, as each public table says it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::countries::Countries;
use super::naming::{Named, capitals, usual_case};
use super::text::level;
use super::titles::{self, Office};
use super::{Result, own, table};

/// One statement of one table: a person held an office.
#[derive(Debug, Clone)]
pub struct Fact {
    pub party: String,
    pub office: String,
    /// Whether one person at a time holds the office, so that the next one's first day ends it.
    pub single: bool,
    /// `s` for chief of state, `g` for head of government.
    pub roles: String,
    /// Where an ambassador is sent.
    pub to: String,
    pub named: Named,
    pub wikidata: String,
    /// Year, year and month, or day; empty for unknown.
    pub start: String,
    pub end: String,
    /// Last day on which the table shows the term.
    pub seen: String,
    /// The lower, the more the table is believed in names and days.
    pub rank: u8,
}

/// The statements of all tables, hand-written ones first.
pub fn read(shared: &Path, lexicon: &Path, countries: &Countries) -> Result<Vec<Fact>> {
    let folder = shared.join("data/officeholders");
    let mut facts = Vec::new();
    editors(lexicon, &mut facts)?;
    wikidata(&folder, countries, &mut facts)?;
    organisations(&folder, &mut facts)?;
    foreign_ministers(&folder, countries, &mut facts)?;
    missions(&folder, countries, &mut facts)?;
    factbook_changes(&folder, countries, &mut facts)?;
    factbook_editions(&folder, countries, &mut facts)?;
    snapshot(&folder, countries, &mut facts)?;
    speakers(&folder, &mut facts)?;
    facts.retain(|fact| fact.end.is_empty() || fact.end.as_str() >= "1990");
    for fact in &mut facts {
        for day in [&mut fact.start, &mut fact.end, &mut fact.seen] {
            *day = sound(day);
        }
    }
    // The heads of a governing state are no officers of its territories.
    let territories: HashSet<String> = own(&lexicon.join("state_terms.tsv"))?
        .into_iter()
        .filter(|row| row.get(1).is_some_and(|kind| kind == "territory"))
        .filter_map(|row| row.into_iter().next())
        .collect();
    facts.retain(|fact| {
        let head = matches!(
            fact.office.as_str(),
            "president" | "vice-president" | "king" | "queen"
        );
        fact.rank == 0 || !head || !territories.contains(&fact.party)
    });
    // A crown shared by several states counts for the one in which its bearer lives: elsewhere the government acts alone.
    facts.retain(|fact| {
        let shared = matches!(fact.office.as_str(), "king" | "queen")
            && matches!(fact.named.name.as_str(), "Charles III" | "Elizabeth II");
        !shared || fact.party == "GBR"
    });
    Ok(facts)
}

/// A day, month or year; nothing where the table has something else, the year of "1990s".
fn sound(day: &str) -> String {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    let fits = match parts.as_slice() {
        [year] => year.len() == 4 && digits(year),
        [year, month] => year.len() == 4 && month.len() == 2 && digits(year) && digits(month),
        [year, month, day] => {
            year.len() == 4
                && month.len() == 2
                && day.len() == 2
                && digits(year)
                && digits(month)
                && digits(day)
        }
        _ => false,
    };
    match day.get(..4) {
        _ if fits => day.to_string(),
        Some(year) if digits(year) => year.to_string(),
        _ => String::new(),
    }
}

/// Our own additions: name, surname, variants, Wikidata id, terms.
fn editors(lexicon: &Path, facts: &mut Vec<Fact>) -> Result<()> {
    for row in own(&lexicon.join("people_extra.tsv"))? {
        let [name, surname, _, wikidata, spells] = row.as_slice() else {
            return Err(format!("people_extra.tsv: five columns are needed: {row:?}").into());
        };
        for spell in spells.split(';') {
            let cells: Vec<&str> = spell.split(':').collect();
            let [party, office, roles, to, start, end] = cells.as_slice() else {
                return Err(format!(
                    "people_extra.tsv: six cells are needed in {spell:?} of {name}"
                )
                .into());
            };
            facts.push(Fact {
                party: (*party).to_string(),
                office: (*office).to_string(),
                single: !matches!(
                    *office,
                    "vice-president" | "deputy-prime-minister" | "speaker" | "envoy" | "aide"
                ),
                roles: (*roles).to_string(),
                to: (*to).to_string(),
                named: Named {
                    name: name.clone(),
                    surname: Some(surname.clone()),
                },
                wikidata: wikidata.clone(),
                start: (*start).to_string(),
                end: (*end).to_string(),
                seen: String::new(),
                rank: 0,
            });
        }
    }
    Ok(())
}

fn wikidata(folder: &Path, countries: &Countries, facts: &mut Vec<Fact>) -> Result<()> {
    for row in table(&folder.join("wikidata_holders_21c.csv"))? {
        let slug = row.get("country").replace('-', " ");
        let slug = match slug.as_str() {
            "congo kinshasa" => "dr congo",
            slug => slug,
        };
        let Some(code) = countries.code(slug) else {
            continue;
        };
        let title = row.get("position");
        let Some(office) = titles::office(title, slug) else {
            continue;
        };
        // The table calls India's foreign secretaries, who are civil servants, ministers.
        let office = match (code, office.id) {
            ("IND", "foreign-minister") => Office {
                id: "foreign-secretary",
                ..office
            },
            _ => office,
        };
        let Some(named) = usual_case(row.get("person")) else {
            continue;
        };
        let Some(to) = destination(title, office, countries) else {
            continue;
        };
        let end = row.get("end");
        facts.push(Fact {
            roles: usual_roles(office.id).to_string(),
            wikidata: row.get("wikidata_id").to_string(),
            start: row.get("start").to_string(),
            end: end.to_string(),
            seen: if end.is_empty() { row.get("as_of") } else { "" }.to_string(),
            ..fact(code, office, to, named, 1)
        });
    }
    Ok(())
}

/// A fact without days.
fn fact(party: &str, office: Office, to: String, named: Named, rank: u8) -> Fact {
    Fact {
        party: party.to_string(),
        office: office.id.to_string(),
        single: office.single,
        roles: String::new(),
        to,
        named,
        wikidata: String::new(),
        start: String::new(),
        end: String::new(),
        seen: String::new(),
        rank,
    }
}

/// Where an ambassador is sent; nothing where the place is not known, an empty text for other offices.
fn destination(title: &str, office: Office, countries: &Countries) -> Option<String> {
    if !matches!(office.id, "ambassador" | "un-ambassador") {
        return Some(String::new());
    }
    let place = titles::destination(title)?;
    countries.code(&place).map(str::to_string)
}

/// The roles that an office has where no table says otherwise.
fn usual_roles(office: &str) -> &'static str {
    match office {
        "president" | "king" | "queen" | "emperor" | "emir" | "sultan" | "supreme-leader" => "s",
        "prime-minister" | "chancellor" | "taoiseach" => "g",
        _ => "",
    }
}

fn organisations(folder: &Path, facts: &mut Vec<Fact>) -> Result<()> {
    let offices: HashMap<&str, (&str, &'static str)> = HashMap::from([
        (
            "Secretary-General of the United Nations",
            ("UN", "secretary-general"),
        ),
        (
            "President of the United Nations General Assembly",
            ("UN", "general-assembly-president"),
        ),
        (
            "Director-General of the World Trade Organization",
            ("WTO", "director-general"),
        ),
        (
            "OSCE High Commissioner on National Minorities",
            ("OSCE", "high-commissioner"),
        ),
        (
            "president of the Parliamentary Assembly of the Council of Europe",
            ("COE", "parliament-president"),
        ),
    ]);
    for row in table(&folder.join("holders21_UN_and_other.csv"))? {
        let Some(&(party, id)) = offices.get(row.get("position")) else {
            continue;
        };
        let Some(named) = usual_case(row.get("person")) else {
            continue;
        };
        facts.push(Fact {
            wikidata: row.get("personID").to_string(),
            start: row.get("start").to_string(),
            end: row.get("end").to_string(),
            seen: if row.get("end").is_empty() {
                "2022-08"
            } else {
                ""
            }
            .to_string(),
            ..fact(party, Office { id, single: true }, String::new(), named, 2)
        });
    }
    Ok(())
}

fn foreign_ministers(folder: &Path, countries: &Countries, facts: &mut Vec<Fact>) -> Result<()> {
    for file in [
        "sources_foreign_wikidata_history.csv",
        "sources_foreign_scraped_history.csv",
    ] {
        for row in table(&folder.join(file))? {
            let Some(code) = countries.code(row.get("countryLabel")) else {
                continue;
            };
            let Some(named) = usual_case(row.get("personLabel")) else {
                continue;
            };
            if row.get("start").is_empty() {
                continue;
            }
            facts.push(Fact {
                wikidata: row.get("person").to_string(),
                start: row.get("start").to_string(),
                seen: row.get("last_commit").to_string(),
                ..fact(
                    code,
                    Office {
                        id: "foreign-minister",
                        single: true,
                    },
                    String::new(),
                    named,
                    2,
                )
            });
        }
    }
    Ok(())
}

fn missions(folder: &Path, countries: &Countries, facts: &mut Vec<Fact>) -> Result<()> {
    let organisations: HashMap<&str, &str> = HashMap::from([
        ("representative-to-nato", "NATO"),
        ("representative-to-eu", "EU"),
        ("representative-to-oas", "OAS"),
        ("representative-to-oecd", "OECD"),
        ("representative-to-iaea", "IAEA"),
        ("representative-to-osce", "OSCE"),
        ("representative-to-au", "AU"),
        ("representative-to-asean", "ASEAN"),
    ]);
    for row in table(&folder.join("us_principals_and_chiefs_of_mission.csv"))? {
        let role = row.get("role");
        let (id, to) = match row.get("kind") {
            "missions-countries" if role.starts_with("ambassador") => {
                match countries.code(row.get("post")) {
                    Some(code) => ("ambassador", code),
                    None => continue,
                }
            }
            "missions-orgs" if role == "representative-to-un" => ("un-ambassador", "UN"),
            "missions-orgs" => match organisations.get(role) {
                Some(code) => ("ambassador", *code),
                None => continue,
            },
            "positions-principals" => match role {
                "secretary" => ("foreign-minister", ""),
                "deputy-secretary" => ("deputy-foreign-minister", ""),
                "under-secretary-for-political-affairs" => ("under-secretary", ""),
                _ => continue,
            },
            _ => continue,
        };
        let start = [row.get("started"), row.get("appointed")]
            .into_iter()
            .find(|day| !day.is_empty());
        let (Some(start), Some(named)) = (start, usual_case(row.get("name"))) else {
            continue;
        };
        if start < "1985" {
            continue;
        }
        facts.push(Fact {
            start: start.to_string(),
            end: row.get("ended").to_string(),
            seen: if row.get("ended").is_empty() {
                start
            } else {
                ""
            }
            .to_string(),
            ..fact("USA", Office { id, single: true }, to.to_string(), named, 3)
        });
    }
    Ok(())
}

/// Titles before names in the Factbook. The first that fits counts, so that longer ones stand first.
const FACTBOOK_TITLES: &[(&str, &str, bool)] = &[
    ("co-president", "", false),
    ("first vice president", "vice-president", false),
    ("vice president", "vice-president", false),
    ("deputy president", "vice-president", false),
    ("president of the government", "prime-minister", true),
    ("president", "president", true),
    ("federal president", "president", true),
    (
        "first deputy prime minister",
        "deputy-prime-minister",
        false,
    ),
    ("deputy prime minister", "deputy-prime-minister", false),
    ("vice prime minister", "deputy-prime-minister", false),
    ("deputy premiers", "deputy-prime-minister", false),
    ("first deputy premiers", "deputy-prime-minister", false),
    ("first deputy premier", "deputy-prime-minister", false),
    ("deputy premier", "deputy-prime-minister", false),
    ("executive vice premier", "deputy-prime-minister", false),
    ("vice premiers", "deputy-prime-minister", false),
    ("vice premier", "deputy-prime-minister", false),
    ("vice chancellor", "deputy-prime-minister", false),
    ("prime minister-designate", "", false),
    ("prime minister", "prime-minister", true),
    ("premier", "prime-minister", true),
    (
        "chairman of the council of ministers",
        "prime-minister",
        true,
    ),
    (
        "chairman of the cabinet of ministers",
        "prime-minister",
        true,
    ),
    (
        "chairperson of the council of ministers",
        "prime-minister",
        true,
    ),
    ("chairman of the presidency", "chairman-of-presidency", true),
    ("federal chancellor", "chancellor", true),
    ("chancellor", "chancellor", true),
    ("taoiseach", "taoiseach", true),
    ("king", "king", true),
    ("queen", "queen", true),
    ("emperor", "emperor", true),
    ("amir", "emir", true),
    ("emir", "emir", true),
    ("sultan and prime minister", "sultan", true),
    ("sultan", "sultan", true),
    ("grand duke", "prince", true),
    ("crown prince and prime minister", "crown-prince", true),
    ("crown prince", "crown-prince", true),
    ("prince", "prince", true),
    ("pope", "pope", true),
    ("supreme leader", "supreme-leader", true),
    ("governor general", "governor-general", true),
    ("governor-general", "governor-general", true),
    ("general secretary", "general-secretary", true),
    ("state affairs commission president", "president", true),
    ("ambassador", "ambassador", true),
];

/// Title and name of a Factbook entry.
fn factbook_entry(text: &str) -> Option<(Office, Named)> {
    let text = text.rsplit("Head of Government:").next().unwrap_or(text);
    let text = text.trim().trim_start_matches("Chief of State:").trim();
    if text.contains(" and ") || text.contains("acant") || text.contains("represented by") {
        return None;
    }
    let plain = text.to_lowercase();
    let mut rest = plain.as_str();
    for word in [
        "acting ",
        "interim ",
        "transitional ",
        "caretaker ",
        "transition ",
    ] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let found = FACTBOOK_TITLES.iter().filter(|(title, ..)| {
        rest.strip_prefix(title)
            .is_some_and(|after| after.starts_with(' '))
    });
    let &(title, id, single) = found.max_by_key(|(title, ..)| title.len())?;
    if id.is_empty() || rest.len() + title.len() > text.len() + title.len() {
        return None;
    }
    let at = text.len().checked_sub(rest.len() - title.len())?;
    let named = capitals(text.get(at..)?)?;
    Some((Office { id, single }, named))
}

/// Which party sends, what the office is and where it is sent, for a Factbook column.
fn factbook_office(column: &str, code: &str, office: Office) -> Option<(String, String, String)> {
    let ambassador = office.id == "ambassador";
    let deputy = matches!(
        office.id,
        "vice-president" | "deputy-prime-minister" | "governor-general" | "crown-prince"
    );
    Some(match column {
        "US ambassador to" if ambassador => ("USA".to_string(), String::new(), code.to_string()),
        "ambassador to US" if ambassador => (code.to_string(), String::new(), "USA".to_string()),
        _ if ambassador => return None,
        _ if deputy => (code.to_string(), String::new(), String::new()),
        "chief of state" if office.id != "prime-minister" => {
            (code.to_string(), "s".to_string(), String::new())
        }
        "head of government" => (code.to_string(), "g".to_string(), String::new()),
        column if column.starts_with("chief of state") && office.id != "prime-minister" => {
            (code.to_string(), "sg".to_string(), String::new())
        }
        _ => return None,
    })
}

fn factbook_editions(folder: &Path, countries: &Countries, facts: &mut Vec<Fact>) -> Result<()> {
    for row in table(&folder.join("office_spells_from_factbook.csv"))? {
        let code = countries
            .code(row.get("country"))
            .or_else(|| countries.of_alpha2(row.get("iso2")));
        let (Some(code), Some((office, named))) = (code, factbook_entry(row.get("title_and_name")))
        else {
            continue;
        };
        let Some((party, roles, to)) = factbook_office(row.get("office"), code, office) else {
            continue;
        };
        // The editions of 2024 and 2025 lost their accented letters; the dated changes have those years too.
        if row.get("since").is_empty() || row.get("first_edition") >= "2024" {
            continue;
        }
        facts.push(Fact {
            roles,
            start: row.get("since").to_string(),
            seen: row.get("last_edition").to_string(),
            ..fact(&party, office, to, named, 5)
        });
    }
    Ok(())
}

fn factbook_changes(folder: &Path, countries: &Countries, facts: &mut Vec<Fact>) -> Result<()> {
    let rows = table(&folder.join("factbook_json_changes_2014_2026.csv"))?;
    // A text stands until the next change of the same field; the last one until the last commit.
    let last = rows
        .iter()
        .map(|row| row.get("commit_date"))
        .max()
        .unwrap_or_default();
    let mut until: HashMap<(&str, &str), &str> = HashMap::new();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(rows[index].get("commit_date")));
    for index in order {
        let row = &rows[index];
        let field = (row.get("gec_code"), row.get("office"));
        let seen = until.insert(field, row.get("commit_date")).unwrap_or(last);
        let code = countries
            .of_gec(row.get("gec_code"))
            .or_else(|| countries.code(row.get("country")));
        let Some(code) = code else { continue };
        for part in row.get("text").split(';') {
            let Some((before, after)) = part.split_once("(since ") else {
                continue;
            };
            let Some(start) = day(after.split(')').next().unwrap_or_default()) else {
                continue;
            };
            let Some((office, named)) = factbook_entry(before) else {
                continue;
            };
            let Some((party, roles, to)) = factbook_office(row.get("office"), code, office) else {
                continue;
            };
            facts.push(Fact {
                roles,
                start,
                seen: seen.to_string(),
                ..fact(&party, office, to, named, 4)
            });
        }
    }
    Ok(())
}

/// `7 May 2012`, `May 2012` or `2012` as year, month, day.
fn day(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let year = words
        .last()?
        .parse::<u16>()
        .ok()
        .filter(|year| (1900..2100).contains(year))?;
    let month = |word: &str| {
        let start: String = word.to_lowercase().chars().take(3).collect();
        MONTHS
            .iter()
            .position(|month| *month == start)
            .map(|at| at + 1)
    };
    match words.as_slice() {
        [_] => Some(format!("{year}")),
        [word, _] => Some(format!("{year}-{:02}", month(word)?)),
        [day, word, _] => Some(format!(
            "{year}-{:02}-{:02}",
            month(word)?,
            day.parse::<u8>().ok()?
        )),
        _ => None,
    }
}

/// The world leaders of one day: who holds an office then, not since when.
fn snapshot(folder: &Path, countries: &Countries, facts: &mut Vec<Fact>) -> Result<()> {
    for row in table(&folder.join("cia_world_leaders_2019-06.csv"))? {
        let code = countries.code(row.get("country"));
        let country = level(row.get("country"));
        let title = row
            .get("office")
            .replace('&', "and")
            .replace("Min.", "Minister")
            .replace("Intl.", "International");
        let (Some(code), Some(office)) = (code, titles::office(&title, &country)) else {
            continue;
        };
        let (Some(named), Some(to)) = (
            capitals(row.get("name")),
            match office.id {
                "ambassador" | "un-ambassador" => destination(&title, office, countries)
                    .or(Some("USA".to_string()).filter(|_| title.ends_with("the US"))),
                _ => Some(String::new()),
            },
        ) else {
            continue;
        };
        let day = "2019-06-04".to_string();
        facts.push(Fact {
            start: day.clone(),
            end: day.clone(),
            seen: day,
            ..fact(code, office, to, named, 6)
        });
    }
    Ok(())
}

/// Who spoke for a state in the general debate, with the office held in that September.
fn speakers(folder: &Path, facts: &mut Vec<Fact>) -> Result<()> {
    for row in table(&folder.join("un_general_debate_speakers.csv"))? {
        let (year, code) = (row.get("Year"), row.get("ISO Code"));
        if year < "1990" || code.len() != 3 || code == "EU" {
            continue;
        }
        let post = row.get("Post").replace('-', " ");
        let Some(office) = titles::office(&post, "") else {
            continue;
        };
        if matches!(office.id, "ambassador" | "un-ambassador") {
            continue;
        }
        let Some(named) = usual_case(row.get("Name of Person Speaking")) else {
            continue;
        };
        if !named.name.contains(' ') {
            continue;
        }
        facts.push(Fact {
            start: format!("{year}-09-20"),
            end: format!("{year}-09-30"),
            seen: format!("{year}-09-30"),
            ..fact(code, office, String::new(), named, 7)
        });
    }
    Ok(())
}
