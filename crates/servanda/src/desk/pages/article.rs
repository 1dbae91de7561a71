//! Article: a page as it was read: its blocks, the evidence of each claim marked in it, what was dropped, its versions.
//!
//! The blocks are taken from the page's bytes each time, as the ledger keeps the text alone. Where they do not fit that text (the page was read
//! by an older program, or only its claims were imported), the text is shown in lines.

use super::marked::{self, Piece};
use crate::desk::frame::{Frame, page};
use crate::desk::members::discussion::{Talk, talk};
use crate::desk::problem::Problem;
use crate::desk::shown;
use crate::desk::state::Desk;
use crate::desk::visit::Visit;
use crate::people::Subject;
use crate::sources::changes::{self, Part};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::query::{Found, find};
use ledger::record::{ClaimId, PageId};
use ledger::store::{Facts, Held, Ledger, PageRow, Result as Asked};
use reading::article::{Article, BlockKind};

/// The most teasers that are looked up.
const TEASERS: usize = 12;

#[derive(Template)]
#[template(path = "article.html")]
struct Page {
    f: Frame,
    title: String,
    lang: String,
    outlet: String,
    published: String,
    original: Option<String>,
    notes: Vec<String>,
    blocks: Vec<Block>,
    claims: Vec<Claim>,
    dropped: Vec<Dropped>,
    versions: Vec<Version>,
    differences: Option<Vec<Vec<(&'static str, String)>>>,
    /// What people say of it; none on a desk without accounts.
    talk: Option<Talk>,
}

/// A part of the text.
struct Block {
    /// What it is, which is its class too.
    kind: &'static str,
    /// What it is called, of kinds that are not plain text.
    label: String,
    pieces: Vec<Piece>,
    /// Of a teaser: where the page that it tells of is shown.
    href: Option<String>,
}

/// A claim beside the text.
struct Claim {
    id: String,
    number: usize,
    sentence: String,
    status: String,
    word: String,
    href: Option<String>,
}

struct Dropped {
    text: String,
    reason: String,
}

struct Version {
    day: String,
    href: String,
    compare: String,
    this: bool,
}

/// What the ledger knows of a page.
struct Known {
    row: PageRow,
    claims: Vec<Held>,
    /// The record of each claim.
    records: Vec<Option<ClaimId>>,
    text: String,
    article: Option<Article>,
    versions: Vec<PageRow>,
    /// Of each block: the page that a teaser tells of.
    teasers: Vec<Option<PageId>>,
    /// What differs from another version, where one is asked for.
    differences: Option<Vec<Vec<Part>>>,
}

/// Shows it.
pub async fn show(
    State(desk): State<Desk>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = desk.view(None);
    let other = visit.asked("against").map(str::to_owned);
    let known = desk
        .ask(move |ledger| {
            Ok(match find(ledger, &id, view)? {
                Found::Page(row, claims) => Some(known(ledger, *row, claims, other.as_deref())?),
                _ => None,
            })
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    if known.row.forgotten.is_some() {
        return Err(Problem::gone());
    }
    let talk = talk(&desk, &visit, Subject::Article, &known.row.id.0).await?;
    draw(&desk, visit, &known, talk)
}

fn known(ledger: &Ledger, row: PageRow, claims: Vec<Held>, other: Option<&str>) -> Asked<Known> {
    let text = ledger.text(&row.id)?.unwrap_or_default();
    let arrival = ledger.arrival(&row.id)?;
    let article = arrival.map(|arrival| reading::article::read(&arrival.page, arrival.assumed).0);
    let article = article.filter(|article| article.text == text);
    let url = row.facts.as_ref().and_then(|facts| facts.url.as_deref());
    let versions = match url {
        Some(url) if ledger::store::names_one_page(url) => ledger.versions(url)?,
        _ => Vec::new(),
    };
    let other = other.and_then(|id| versions.iter().find(|row| row.id.0.starts_with(id)));
    let differences = match other {
        Some(other) => {
            let other = ledger.text(&other.id)?.unwrap_or_default();
            Some(changes::places(&other, &text))
        }
        None => None,
    };
    let records = claims
        .iter()
        .map(|held| ledger.record_of(held.claim.id))
        .collect::<Asked<_>>()?;
    let teasers = match &article {
        Some(article) => teasers(ledger, article, &row.id)?,
        None => Vec::new(),
    };
    Ok(Known {
        row,
        claims,
        records,
        text,
        article,
        versions,
        teasers,
        differences,
    })
}

/// The pages of the ledger that teasers tell of: those whose title is the teaser's.
fn teasers(ledger: &Ledger, article: &Article, own: &PageId) -> Asked<Vec<Option<PageId>>> {
    let mut left = TEASERS;
    article
        .blocks
        .iter()
        .map(|block| {
            let is_teaser = matches!(block.kind, BlockKind::Related | BlockKind::SeeAlso);
            if !is_teaser || left == 0 {
                return Ok(None);
            }
            left -= 1;
            let text = shown::one_line(block.span.slice(&article.text));
            let (_, pages) = ledger.search(&text, 4)?;
            for page in pages {
                let row = ledger.page(&page)?;
                let title = row.and_then(|row| row.facts).and_then(|facts| facts.title);
                if page != *own
                    && title.is_some_and(|title| text.starts_with(&shown::one_line(&title)))
                {
                    return Ok(Some(page));
                }
            }
            Ok(None)
        })
        .collect()
}

fn draw(desk: &Desk, visit: Visit, known: &Known, talk: Option<Talk>) -> Result<Response, Problem> {
    let mut f = Frame::new(visit.clone(), desk, "", "");
    let facts = known.row.facts.clone().unwrap_or_default();
    let title = facts
        .title
        .clone()
        .map(|title| shown::one_line(&title))
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| f.say("no-title"));
    f.title.clone_from(&title);
    f.scripts.push("article.js");
    let template = Page {
        title,
        lang: facts.language.clone().unwrap_or_else(|| "en".to_owned()),
        outlet: facts.outlet.clone().unwrap_or_else(|| f.say("no-outlet")),
        published: published(&f, &facts),
        original: facts.url.as_deref().and_then(shown::outside),
        notes: notes(&f, known),
        blocks: blocks(&f, known),
        claims: claims(&f, known),
        dropped: dropped(&f, known),
        versions: versions(&f, known),
        differences: known
            .differences
            .as_ref()
            .map(|places| places.iter().map(|place| words_of(place)).collect()),
        talk,
        f,
    };
    page(&template, &visit)
}

/// The words of a place where versions differ, each run with what became of it.
fn words_of(place: &[Part]) -> Vec<(&'static str, String)> {
    place
        .iter()
        .map(|part| match part {
            Part::Same(words) => ("same", format!(" {words} ")),
            Part::Gone(words) => ("gone", words.clone()),
            Part::New(words) => ("new", words.clone()),
        })
        .collect()
}

/// When it was published, as the source says it.
fn published(f: &Frame, facts: &Facts) -> String {
    let Some(day) = facts.published else {
        return f.say("article-no-date");
    };
    let day = f.dates().whole(day);
    let time = facts.time.as_deref().and_then(|time| {
        let time = time.strip_prefix('T')?;
        let (clock, rest) = (time.get(..5)?, time.get(5..)?);
        let offset = rest.find(['+', '-', 'Z']).and_then(|at| rest.get(at..))?;
        Some(format!("{clock} ({})", offset.replace('Z', "UTC")))
    });
    match time {
        Some(time) => shown::teller(f).more(day, time),
        None => day,
    }
}

/// What one should know of it.
fn notes(f: &Frame, known: &Known) -> Vec<String> {
    let mut notes = Vec::new();
    match &known.row.facts {
        None => notes.push(f.say("article-not-read")),
        Some(facts) if facts.failed => notes.push(f.say("article-failed")),
        Some(facts) => {
            if !known.row.counts {
                notes.push(f.say("article-superseded"));
            }
            if facts.language.as_deref().is_some_and(|lang| lang != "en") {
                notes.push(f.say("article-foreign"));
            }
        }
    }
    notes
}

fn blocks(f: &Frame, known: &Known) -> Vec<Block> {
    let marks: Vec<marked::Marked> = known
        .claims
        .iter()
        .enumerate()
        .map(|(at, held)| {
            let spans = held.claim.evidence.iter().map(|e| (e.start, e.end));
            (at + 1, held.claim.id, spans.collect())
        })
        .collect();
    let marked = marked::Marks::new(&known.text, &marks);
    let Some(article) = &known.article else {
        return lines(&known.text)
            .into_iter()
            .map(|span| Block {
                kind: "paragraph",
                label: String::new(),
                pieces: marked.pieces(span),
                href: None,
            })
            .collect();
    };
    let title = known
        .row
        .facts
        .as_ref()
        .and_then(|facts| facts.title.clone());
    article
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind != BlockKind::Furniture)
        .map(|(at, block)| {
            let page = known.teasers.get(at).and_then(Option::as_ref);
            let kind = block.kind.name();
            let is_title = block.kind == BlockKind::Headline
                && title.as_deref().map(shown::one_line)
                    == Some(shown::one_line(block.span.slice(&article.text)));
            Block {
                kind: if is_title { "headline-again" } else { kind },
                label: match block.kind {
                    BlockKind::Caption
                    | BlockKind::Credit
                    | BlockKind::Related
                    | BlockKind::SeeAlso => f.say(&format!("kind-{kind}")),
                    _ => String::new(),
                },
                pieces: marked.pieces((block.span.start, block.span.end)),
                href: page.map(|page| shown::article(f, page)),
            }
        })
        .collect()
}

/// The lines of a text that are not empty.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push((start, start + line.trim_end().len()));
        }
        start += line.len();
    }
    lines
}

fn claims(f: &Frame, known: &Known) -> Vec<Claim> {
    let teller = shown::teller(f);
    known
        .claims
        .iter()
        .zip(&known.records)
        .enumerate()
        .map(|(at, (held, record))| {
            let claim = &held.claim;
            let (event, kind) = (claim.event.as_str(), claim.kind.as_deref());
            let who = teller.who(event, kind, (&claim.actors, &claim.recipients), &[]);
            let mut sentence = teller.line(teller.dealing(event, kind), who);
            if let Some(when) = claim.when.as_deref() {
                sentence = teller.more(sentence, f.dates().edtf(when));
            }
            Claim {
                id: claim.id.to_string(),
                number: at + 1,
                sentence,
                status: f.say(&format!("status-{}", claim.status.as_str())),
                word: shown::word(f, claim),
                href: record.map(|_| format!("{}#c-{}", shown::record(f, claim.id), claim.id)),
            }
        })
        .collect()
}

fn dropped(f: &Frame, known: &Known) -> Vec<Dropped> {
    let Some(article) = &known.article else {
        return Vec::new();
    };
    article
        .dropped
        .iter()
        .map(|dropped| {
            let key = format!("dropped-{}", dropped.reason);
            Dropped {
                text: shown::one_line(&dropped.text),
                reason: if f.words().has(&key) {
                    f.say(&key)
                } else {
                    f.say("dropped-other")
                },
            }
        })
        .collect()
}

fn versions(f: &Frame, known: &Known) -> Vec<Version> {
    if known.versions.len() < 2 {
        return Vec::new();
    }
    let own = shown::article(f, &known.row.id);
    let mut rows: Vec<&PageRow> = known.versions.iter().collect();
    rows.sort_by(|a, b| b.age().cmp(&a.age()));
    rows.into_iter()
        .map(|row| {
            let digits = row.id.0.get(..16).unwrap_or(&row.id.0);
            Version {
                day: f.dates().moment(row.arrived),
                href: shown::article(f, &row.id),
                compare: format!("{own}?against={digits}#differences"),
                this: row.id == known.row.id,
            }
        })
        .collect()
}
