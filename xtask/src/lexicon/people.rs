//! People: the tables' statements put together, one line a person.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::Fact;
use super::naming::{Cut, Cutter, surname};

/// One person, as far as the tables let us tell.
#[derive(Default)]
struct Cluster {
    wikidata: String,
    facts: Vec<Fact>,
    cuts: Vec<Cut>,
}

/// One term, put together from the statements of several tables.
#[derive(Debug, Clone)]
struct Term {
    party: String,
    office: String,
    single: bool,
    roles: String,
    to: String,
    start: String,
    end: String,
    seen: String,
    rank: u8,
}

/// `people.tsv`. `variants` are our own other spellings, by name.
pub fn people(facts: Vec<Fact>, variants: &HashMap<String, String>, cutter: &Cutter) -> String {
    let clusters = cluster(facts, variants, cutter);
    let mut terms: Vec<Vec<Term>> = clusters.iter().map(terms).collect();
    close(&mut terms);
    let mut lines = BTreeSet::new();
    for (cluster, terms) in clusters.iter().zip(&terms) {
        if let Some(line) = line(cluster, terms, variants, cutter) {
            lines.insert(line);
        }
    }
    let mut file = String::from(
        "# People who held offices since 1990, with their terms. Made by `cargo xtask lexicon`; do not edit: add to people_extra.tsv.\n\
         # Sources: Wikidata (CC0, as collected by the EveryPolitician scrapers up to 2023), CIA World Factbook 1990 to January 2026 and CIA World Leaders\n\
         # of June 2019 (public domain), Office of the Historian of the U.S. Department of State (public domain, CC0), speakers of the UN General Debate (CC0),\n\
         # project editors (people_extra.tsv).\n\
         # Columns: name, surname, other names separated by |, Wikidata id, terms separated by ;.\n\
         # A term is party:office:roles:to:start:end:seen. Roles: s chief of state, g head of government. To: where an ambassador is sent.\n\
         # Start and end are the widest days that the source allows. Seen: last day on which a source shows a term that has no end.\n",
    );
    for line in &lines {
        file.push_str(line);
        file.push('\n');
    }
    println!(
        "people: {} of {} statements' persons",
        lines.len(),
        clusters.len()
    );
    file
}

/// Puts statements about one person together: by Wikidata id, else by names that mean one person of one party.
fn cluster(facts: Vec<Fact>, variants: &HashMap<String, String>, cutter: &Cutter) -> Vec<Cluster> {
    let mut by_name: HashMap<String, usize> = HashMap::new();
    let mut by_start: HashMap<(String, String, String, String), BTreeSet<usize>> = HashMap::new();
    let mut namesakes: HashMap<String, Vec<usize>> = HashMap::new();
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut by_bone: HashMap<(String, String), BTreeSet<usize>> = HashMap::new();
    let mut parties: HashMap<String, BTreeSet<String>> = HashMap::new();
    for fact in facts.iter().filter(|fact| fact.rank == 0) {
        parties
            .entry(fact.named.name.clone())
            .or_default()
            .insert(fact.party.clone());
    }
    let (with_id, without): (Vec<Fact>, Vec<Fact>) = facts
        .into_iter()
        .partition(|fact| !fact.wikidata.is_empty());
    for fact in with_id.into_iter().chain(without) {
        let cut = cutter.cut(&fact.named.name, &fact.party);
        // The editors' lines about one name are about one person, in whatever party.
        let own = by_name.get(&fact.named.name).filter(|_| fact.rank == 0);
        let id = by_id
            .get(&fact.wikidata)
            .filter(|_| !fact.wikidata.is_empty());
        let known = own.or(id).copied();
        // The editors name people that all know: the only one with that very name is meant, whatever the party.
        let namesake = match namesakes.get(&spelled(&fact.named.name)).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        };
        let alike = || {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            // The editors' lines give all parties of a person: any of them can tell who is meant.
            let own = parties.get(&fact.named.name).filter(|_| fact.rank == 0);
            let own = own
                .cloned()
                .unwrap_or_else(|| BTreeSet::from([fact.party.clone()]));
            for (party, bone) in own
                .iter()
                .flat_map(|party| cut.bones().iter().map(move |bone| (party, bone)))
            {
                for &index in by_bone
                    .get(&(party.clone(), bone.clone()))
                    .into_iter()
                    .flatten()
                {
                    *shared.entry(index).or_default() += 1;
                }
            }
            let same = shared.keys().copied().filter(|&index| {
                let cluster: &Cluster = &clusters[index];
                let ids = fact.wikidata.is_empty() || cluster.wikidata.is_empty();
                ids && cluster.cuts.iter().any(|other| other.means(&cut))
            });
            // Of several, the one that held the same office is meant, best in the same days.
            same.max_by_key(|&index| {
                let held = clusters[index]
                    .facts
                    .iter()
                    .filter(|other| other.office == fact.office);
                let then = held.clone().any(|other| {
                    other.start <= fact.start && (other.end.is_empty() || fact.start <= other.end)
                });
                (then, held.count() > 0, std::cmp::Reverse(index))
            })
        };
        // Two names of one office that begin on one day, with a word in common, are one person.
        let began = (
            fact.party.clone(),
            fact.office.clone(),
            fact.to.clone(),
            fact.start.clone(),
        );
        let dated = fact.single && fact.start.len() == 10 && fact.rank < 6;
        let began_alike = || {
            let same = by_start
                .get(&began)
                .filter(|_| dated)
                .into_iter()
                .flatten()
                .copied();
            same.into_iter().find(|&index| {
                let cluster: &Cluster = &clusters[index];
                let ids = fact.wikidata.is_empty() || cluster.wikidata.is_empty();
                let shared =
                    |other: &Cut| other.bones().iter().any(|bone| cut.bones().contains(bone));
                ids && cluster.cuts.iter().any(shared)
            })
        };
        let index = known
            .or_else(alike)
            .or_else(began_alike)
            .or_else(|| namesake.filter(|_| fact.rank == 0))
            .unwrap_or_else(|| {
                clusters.push(Cluster::default());
                clusters.len() - 1
            });
        for bone in cut.bones() {
            by_bone
                .entry((fact.party.clone(), bone.clone()))
                .or_default()
                .insert(index);
        }
        if fact.rank == 0 {
            by_name.insert(fact.named.name.clone(), index);
        }
        if dated {
            by_start.entry(began).or_default().insert(index);
        }
        let cluster = &mut clusters[index];
        if !fact.wikidata.is_empty() {
            by_id.insert(fact.wikidata.clone(), index);
            let same = namesakes.entry(spelled(&fact.named.name)).or_default();
            if !same.contains(&index) {
                same.push(index);
            }
            cluster.wikidata = fact.wikidata.clone();
        }
        cluster.cuts.push(cut);
        // The editors' other names tell that a table means the same person.
        let own = variants.get(&fact.named.name).filter(|_| fact.rank == 0);
        for other in own
            .into_iter()
            .flat_map(|cell| cell.split('|'))
            .filter(|other| other.contains(' '))
        {
            let cut = cutter.cut(other, &fact.party);
            for bone in cut.bones() {
                by_bone
                    .entry((fact.party.clone(), bone.clone()))
                    .or_default()
                    .insert(index);
            }
            cluster.cuts.push(cut);
        }
        cluster.facts.push(fact);
    }
    clusters
}

/// The terms of a person: statements about one office that overlap, or start within half a year, are one term.
fn terms(cluster: &Cluster) -> Vec<Term> {
    let mut facts: Vec<&Fact> = cluster.facts.iter().collect();
    facts.sort_by(|a, b| (a.rank, &a.start, &a.end).cmp(&(b.rank, &b.start, &b.end)));
    let mut terms: Vec<Term> = Vec::new();
    for fact in facts {
        let term = Term {
            party: fact.party.clone(),
            office: fact.office.clone(),
            single: fact.single,
            roles: fact.roles.clone(),
            to: fact.to.clone(),
            start: first_day(&fact.start),
            end: last_day(&fact.end),
            seen: first_day(&fact.seen).max(if fact.seen.is_empty() {
                String::new()
            } else {
                first_day(&fact.start)
            }),
            rank: fact.rank,
        };
        let same = terms.iter_mut().find(|known| {
            known.party == term.party
                && known.office == term.office
                && known.to == term.to
                && near(known, &term)
        });
        match same {
            Some(known) => join(known, &term),
            None => terms.push(term),
        }
    }
    terms.sort_by(|a, b| (&a.start, &a.party, &a.office).cmp(&(&b.start, &b.party, &b.office)));
    terms
}

/// Whether two terms of one office of one person are one.
fn near(known: &Term, other: &Term) -> bool {
    let until = |term: &Term| -> String {
        match (term.end.is_empty(), term.seen.is_empty()) {
            (false, _) => term.end.clone(),
            // An open term of a table goes on.
            (true, _) => "9999".to_string(),
        }
    };
    let half_a_year = months(&known.start).abs_diff(months(&other.start)) <= 6
        && !known.start.is_empty()
        && !other.start.is_empty();
    half_a_year || known.start <= until(other) && other.start <= until(known)
}

/// Joins a statement to a term that is believed as much or more: it adds roles, days where only a year is known, an end
/// where none is known, and later sightings. Statements of one table about one office that touch are one term.
fn join(known: &mut Term, other: &Term) {
    if known.rank == 0 && other.rank > 0 {
        return;
    }
    for role in other.roles.chars() {
        if !known.roles.contains(role) {
            known.roles.push(role);
        }
    }
    if known.start.is_empty()
        || known.start.ends_with("-01-01") && other.start.get(..4) == known.start.get(..4)
    {
        known.start = other.start.clone();
    }
    if other.rank == known.rank
        && !known.end.is_empty()
        && (other.end.is_empty() || other.end > known.end)
    {
        known.end = other.end.clone();
    }
    if known.end.ends_with("-12-31") && other.end.get(..4) == known.end.get(..4) {
        known.end = other.end.clone();
    }
    if known.end.is_empty()
        && !other.end.is_empty()
        && other.rank < 6
        && other.rank != known.rank
        && other.end >= known.seen
    {
        known.end = other.end.clone();
    }
    if other.seen > known.seen {
        known.seen = other.seen.clone();
    }
}

/// Months since year 0 of a day.
fn months(day: &str) -> u32 {
    let year: u32 = day.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
    let month: u32 = day
        .get(5..7)
        .and_then(|month| month.parse().ok())
        .unwrap_or(1);
    year * 12 + month
}

/// Ends open terms of offices that one person holds at a time on the first day of the next holder that a source shows
/// longer.
fn close(terms: &mut [Vec<Term>]) {
    type Office = (String, String, String);
    let office = |term: &Term| -> Office {
        let crown = matches!(
            term.office.as_str(),
            "king" | "queen" | "emperor" | "emir" | "sultan"
        );
        let office = if crown { "crown" } else { &term.office };
        (term.party.clone(), office.to_string(), term.to.clone())
    };
    let mut holders: HashMap<Office, Vec<(String, String, usize)>> = HashMap::new();
    for (person, terms) in terms.iter().enumerate() {
        for term in terms.iter().filter(|term| term.single && term.rank < 6) {
            let shown = match (&term.end, &term.seen, term.rank) {
                (_, _, 0) => "9999",
                (end, seen, _) => end.max(seen).as_str(),
            };
            let list = holders.entry(office(term)).or_default();
            list.push((term.start.clone(), shown.to_string(), person));
        }
    }
    for list in holders.values_mut() {
        list.sort();
    }
    for (person, terms) in terms.iter_mut().enumerate() {
        for term in terms.iter_mut() {
            // The editors say themselves when a term ended.
            if term.end.is_empty() && term.single && term.rank > 0 {
                let list = holders.get(&office(term)).into_iter().flatten();
                let mut next = list.filter(|(start, shown, other)| {
                    *other != person && *start > term.start && *shown > term.seen
                });
                if let Some((start, ..)) = next.next() {
                    term.end = start.clone();
                }
            }
            if !term.end.is_empty() {
                term.seen.clear();
            }
        }
    }
}

/// A person's line; nothing where no term is left or the name is not a whole one.
fn line(
    cluster: &Cluster,
    terms: &[Term],
    variants: &HashMap<String, String>,
    cutter: &Cutter,
) -> Option<String> {
    let best = cluster
        .facts
        .iter()
        .min_by_key(|fact| (fact.rank, fact.named.name.len()))?;
    let name = best.named.name.replace('`', "'");
    let party = &best.party;
    let surname = match &best.named.surname {
        Some(surname) => surname.clone(),
        None => marked(cluster, &name, cutter).unwrap_or_else(|| surname(&name, party)),
    };
    let mut seen = BTreeSet::from([spelled(&name)]);
    let mut others: Vec<String> = Vec::new();
    let own = variants.get(&best.named.name).into_iter();
    for other in own.flat_map(|cell| cell.split('|')) {
        if !other.is_empty() && seen.insert(spelled(other)) {
            others.push(other.to_string());
        }
    }
    // A single word is too little to know a person by, unless the editors say that it is enough.
    let mut add = |other: String, others: &mut Vec<String>| {
        if other.contains(' ') && seen.insert(spelled(&other)) {
            others.push(other);
        }
    };
    let mut facts: Vec<&Fact> = cluster.facts.iter().collect();
    facts.sort_by_key(|fact| (fact.rank, fact.named.name.clone()));
    for fact in facts.iter().filter(|fact| fact.rank != 7) {
        add(fact.named.name.replace('`', "'"), &mut others);
    }
    // First name and surname, where a table marks the surname and the whole name has more.
    for fact in &facts {
        if let (Some(surname), Some(first)) =
            (&fact.named.surname, fact.named.name.split(' ').next())
        {
            let plain = first.len() > 2
                && !first.ends_with('.')
                && !surname.contains(first)
                && !first.starts_with("Abd")
                && first != "Abu";
            if plain && fact.named.name.split(' ').count() > 2 {
                add(format!("{first} {surname}"), &mut others);
            }
        }
    }
    if matches!(party.as_str(), "KOR" | "PRK" | "TWN") {
        for known in std::iter::once(name.clone()).chain(others.clone()) {
            add(hyphened(&known), &mut others);
        }
    }
    if !name.contains(' ') {
        let title = match terms.first().map(|term| term.office.as_str()) {
            Some("king") => "King",
            Some("queen") => "Queen",
            Some("emperor") => "Emperor",
            Some("pope") => "Pope",
            Some("sultan") => "Sultan",
            Some("emir") => "Emir",
            Some("crown-prince") => "Crown Prince",
            _ => "",
        };
        if !title.is_empty() {
            add(format!("{title} {name}"), &mut others);
        }
    }
    let terms: Vec<String> = terms
        .iter()
        .filter(|term| term.end.is_empty() || term.end.as_str() >= "1990")
        .map(|term| {
            let Term {
                party,
                office,
                roles,
                to,
                start,
                end,
                seen,
                ..
            } = term;
            format!("{party}:{office}:{roles}:{to}:{start}:{end}:{seen}")
        })
        .collect();
    if terms.is_empty() || name.chars().count() < 4 {
        return None;
    }
    Some(format!(
        "{name}\t{surname}\t{}\t{}\t{}",
        others.join("|"),
        cluster.wikidata,
        terms.join(";")
    ))
}

/// A name as the finder of names tells it from others: without diacritics and case.
fn spelled(name: &str) -> String {
    any_ascii::any_ascii(name).to_lowercase()
}

/// A Korean or Taiwanese name written the other way: `Kim Jong-un` for `Kim Jong Un`, and back.
fn hyphened(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words.as_slice() {
        [family, one, other] if !name.contains(['-', '.']) => {
            format!("{family} {one}-{}", other.to_lowercase())
        }
        [family, given] => match given.split_once('-') {
            Some((one, other)) => {
                let mut letters = other.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                format!(
                    "{family} {one} {}",
                    first.chain(letters).collect::<String>()
                )
            }
            None => name.to_string(),
        },
        _ => name.to_string(),
    }
}

/// The surname that another table marks, in the letters of `name`.
fn marked(cluster: &Cluster, name: &str, cutter: &Cutter) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let cuts: Vec<Cut> = words.iter().map(|word| cutter.cut(word, "")).collect();
    let marked = cluster
        .facts
        .iter()
        .filter_map(|fact| fact.named.surname.as_deref());
    for surname in marked {
        let parts: Vec<Cut> = surname
            .split_whitespace()
            .map(|word| cutter.cut(word, ""))
            .collect();
        if parts.is_empty() || parts.len() >= words.len() {
            continue;
        }
        let at = (0..=words.len() - parts.len()).rev().find(|&at| {
            parts
                .iter()
                .zip(&cuts[at..])
                .all(|(part, cut)| part.bones() == cut.bones())
        });
        if let Some(at) = at {
            return Some(words[at..at + parts.len()].join(" "));
        }
    }
    None
}

/// The first day of a year, month or day.
fn first_day(text: &str) -> String {
    match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_string(),
    }
}

/// The last day of a year, month or day.
fn last_day(text: &str) -> String {
    match text.len() {
        4 => format!("{text}-12-31"),
        7 => {
            let days = match text.get(5..7) {
                Some("02") => 28,
                Some("04" | "06" | "09" | "11") => 30,
                _ => 31,
            };
            format!("{text}-{days}")
        }
        _ => text.to_string(),
    }
}
