//! Titles: which office of the lexicon a table's title of an office stands for.

use super::text::level;

/// Words that make a title another office than the one it names: helpers, deputies, parts of a country.
const LESSER: &[&str] = &[
    "deputy",
    "vice",
    "assistant",
    "state secretary",
    "minister of state",
    "secretary of state at",
    "secretary of state to",
    "undersecretary",
    "under secretary",
    "delegate",
    "parliamentary",
    "advisor",
    "adviser",
    "spokesperson",
    "spokesman",
    "junior",
    "shadow",
    "committee",
    "office of",
    "chief of staff",
    "permanent secretary",
    "special",
    "spouse",
    "veterans",
    "first lady",
    "former",
    "elect",
];

/// An office as the tables give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Office {
    /// Id, as in `offices.tsv` and `portfolios.tsv`.
    pub id: &'static str,
    /// Whether one person at a time holds it.
    pub single: bool,
}

/// The office of a title in Wikidata's or the world leaders' wording; `country` is the levelled name of the
/// country, which may end the title ("president of montenegro").
pub fn office(title: &str, country: &str) -> Option<Office> {
    let title = level(title);
    let title = title
        .trim_start_matches("acting ")
        .trim_start_matches("interim ")
        .trim_start_matches("federal ");
    let own = format!(" of {country}");
    let own_the = format!(" of the {country}");
    let title = title.strip_suffix(own_the.as_str()).unwrap_or(title);
    let title = title.strip_suffix(own.as_str()).unwrap_or(title);
    let one = |id| Some(Office { id, single: true });
    let many = |id| Some(Office { id, single: false });
    match title {
        "president"
        | "president of the republic"
        | "federal president"
        | "beretitenti president"
        | "president of the transitional government"
        | "president of the transition"
        | "chairman of the transitional military council" => return one("president"),
        "prime minister"
        | "premier"
        | "minister president"
        | "president of the government"
        | "chairman of the cabinet of ministers prime minister"
        | "premier of the state council"
        | "chairman of the council of ministers"
        | "president of the council of ministers"
        | "premier of the cabinet"
        | "chairman of the cabinet of ministers"
        | "head of government" => {
            return one("prime-minister");
        }
        "chancellor" => return one("chancellor"),
        "king" => return one("king"),
        "queen" => return one("queen"),
        "monarch" => return one("king"),
        "emperor" => return one("emperor"),
        "emir" | "amir" => return one("emir"),
        "sultan" => return one("sultan"),
        "crown prince" => return one("crown-prince"),
        "supreme leader" => return one("supreme-leader"),
        "governor general" => return one("governor-general"),
        "vice president" | "first vice president" => return many("vice-president"),
        "deputy prime minister"
        | "vice premier"
        | "deputy premier"
        | "first deputy prime minister"
        | "vice prime minister"
        | "tanaiste"
        | "vice premier of the state council"
        | "vice chancellor"
        | "first deputy premier"
        | "deputy chairman of the government" => {
            return many("deputy-prime-minister");
        }
        "taoiseach" => return one("taoiseach"),
        "national security advisor" | "national security adviser" => {
            return one("national-security-adviser");
        }
        "permanent representative to the united nations"
        | "permanent representative to the un new york" => return one("un-ambassador"),
        _ => {}
    }
    if let Some(post) = title.strip_prefix("ambassador to ") {
        return (post.len() > 2).then_some(Office {
            id: "ambassador",
            single: true,
        });
    }
    if title == "foreign secretary" && country == "india" {
        return one("foreign-secretary");
    }
    if LESSER.iter().any(|word| title.contains(word)) {
        return None;
    }
    let minister = title.contains("minister") || title.contains("secretary");
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if title == "secretary of state" && matches!(country, "united states" | "vatican" | "holy see")
    {
        return one("foreign-minister");
    }
    if minister
        && has(&[
            "foreign affairs",
            "external affairs",
            "foreign relations",
            "external relations",
            "foreign minister",
            "foreign and european",
            "foreign and commonwealth",
            "europe and foreign",
            "foreign policy",
        ])
    {
        return one("foreign-minister");
    }
    if minister && has(&["defence", "defense"]) && !has(&["civil defence", "industr", "consumer"]) {
        return one("defence-minister");
    }
    if minister && has(&["finance", "treasury"]) && !has(&["trade and"]) {
        return one("finance-minister");
    }
    if minister
        && has(&[
            "interior",
            "internal affairs",
            "home affairs",
            "home department",
            "homeland security",
        ])
    {
        return one("interior-minister");
    }
    if minister && has(&["trade", "commerce"]) {
        return many("trade-minister");
    }
    if minister && has(&["energy", "oil", "petroleum"]) {
        return many("energy-minister");
    }
    let chamber = has(&[
        "parliament",
        "assembly",
        "senate",
        "chamber",
        "house",
        "duma",
        "congress",
        "council of states",
        "federation council",
        "knesset",
        "rada",
        "seimas",
        "saeima",
        "riigikogu",
        "storting",
        "riksdag",
        "folketing",
        "bundestag",
        "national council",
    ]);
    if title.starts_with("speaker")
        || chamber
            && (title.starts_with("president of")
                || title.starts_with("chairman of")
                || title.starts_with("chairwoman of"))
    {
        return many("speaker");
    }
    if has(&[
        "chief of the general staff",
        "chief of general staff",
        "chief of defence",
        "chief of the defence staff",
        "chief of defense",
        "chairman of the joint chiefs",
    ]) {
        return one("chief-of-general-staff");
    }
    None
}

/// The party that an ambassador's title names: "ambassador to the united states of america".
pub fn destination(title: &str) -> Option<String> {
    let title = level(title);
    if title.starts_with("permanent representative to the un") {
        return Some("united nations".to_string());
    }
    title.strip_prefix("ambassador to ").map(str::to_string)
}
