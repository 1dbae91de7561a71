//! Shown: pieces of records and claims that several pages show, ready for a template.
//!
//! What enters: records and claims. What leaves: texts and links. Invariant: what links to other hosts is `http` or `https`.

use super::frame::Frame;
use super::tell::Teller;
use ledger::query::Told;
use ledger::record::{Claim, ClaimId, PageId, Source};
use ledger::store::{Held, day_of};

/// A page that says something.
pub struct Origin {
    /// Its outlet; the file that it came in is nobody else's business.
    pub outlet: String,
    /// The day on which it was published, else read.
    pub day: String,
    /// The same for programs.
    pub iso: String,
    /// Whether the day is that of reading, as the page gives none.
    pub day_is_read: bool,
}

/// A sentence with where it comes from and on whose word.
pub struct Quote {
    /// The sentence.
    pub text: String,
    /// Where it stands in the article.
    pub href: String,
    /// "on the word of ..."; nothing for the page's own.
    pub word: String,
    /// Its page.
    pub origin: Origin,
}

/// A party with a link to what is known of it.
pub struct Link {
    /// What it is called.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// How many digits of an id stand in addresses of articles. All of them would be 64.
const DIGITS: usize = 16;

/// The address of an article in the desk.
pub fn article(f: &Frame, page: &PageId) -> String {
    let digits = page.0.get(..DIGITS).unwrap_or(&page.0);
    f.link(&format!("/articles/{digits}"))
}

/// The address of a sentence in an article.
pub fn sentence(f: &Frame, page: &PageId, claim: ClaimId) -> String {
    format!("{}#c-{claim}", article(f, page))
}

/// The address of a record.
pub fn record(f: &Frame, id: ClaimId) -> String {
    f.link(&format!("/records/{id}"))
}

/// An address that may be linked.
pub fn outside(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.to_string())
}

/// A page.
pub fn origin(f: &Frame, source: &Source) -> Origin {
    let day = source.published.unwrap_or_else(|| day_of(source.read));
    Origin {
        outlet: source.outlet.clone().unwrap_or_else(|| f.say("no-outlet")),
        day: f.dates().whole(day),
        iso: day.to_string(),
        day_is_read: source.published.is_none(),
    }
}

/// On whose word a claim is; nothing for the page's own.
pub fn word(f: &Frame, claim: &Claim) -> String {
    let teller = teller(f);
    let people: Vec<String> = claim
        .said_by
        .iter()
        .filter(|name| name.as_str() != "page")
        .cloned()
        .collect();
    if people.is_empty() {
        String::new()
    } else {
        f.words().one("told-word", "who", teller.join(people))
    }
}

/// The clearest sentence of a claim.
pub fn quote(f: &Frame, held: &Held) -> Quote {
    let text = held
        .claim
        .evidence
        .first()
        .map_or_else(String::new, |evidence| one_line(&evidence.text));
    Quote {
        text,
        href: sentence(f, &held.claim.page, held.claim.id),
        word: word(f, &held.claim),
        origin: origin(f, &held.source),
    }
}

/// Links to what is known of the parties of a record.
pub fn parties(f: &Frame, told: &Told) -> Vec<Link> {
    let record = &told.record;
    let mut codes: Vec<&String> = record.actors.iter().chain(&record.recipients).collect();
    codes.dedup();
    let teller = teller(f);
    codes
        .into_iter()
        .map(|code| party(f, &teller, code))
        .collect()
}

/// A link to what is known of a party.
pub fn party(f: &Frame, teller: &Teller, code: &str) -> Link {
    Link {
        name: teller.party(code),
        href: f.link(&format!(
            "/actors/{}",
            super::pages::dossier::shown_code(code)
        )),
    }
}

/// What tells records in the visitor's language.
pub fn teller(f: &Frame) -> Teller {
    Teller { dates: f.dates() }
}

/// Text in one line, without signs that are not seen.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(
            outside("https://a.example/x?y=1").as_deref(),
            Some("https://a.example/x?y=1")
        );
        for address in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "data:text/html,<script>",
            "ftp://a.example/",
            "file:///etc/passwd",
            "//a.example/",
            "x",
        ] {
            assert_eq!(outside(address), None, "{address}");
        }
    }
}
