//! Told: records and claims of a ledger for people's eyes.
//!
//! A record is two lines: what (state, dealing, who to whom, when, where); who takes part, when it is due, on what it rests.

use super::table::{self, CELLS, Cell, DEEPER, INDENT};
use super::term::{self, ACTOR, BOLD, DIM, PLACE, TIME, clean, shorten};
use anstyle::{AnsiColor, Style};
use ledger::export::said_by;
use ledger::query::Told;
use ledger::record::{Claim, ClaimId, Place, State};
use ledger::store::Held;
use std::fmt::Write;

/// Records, one below the other.
pub fn records(all: &[Told], width: usize) -> String {
    let mut out = String::new();
    let rows: Vec<[Cell; CELLS]> = all.iter().map(record_cells).collect();
    let widths = table::widths(&rows);
    for (told, row) in all.iter().zip(&rows) {
        table::first_line(&mut out, row, &widths, width);
        let rest = width.saturating_sub(DEEPER.len());
        table::line(
            &mut out,
            DIM,
            &format!("{DEEPER}{}", shorten(&below(told), rest)),
        );
    }
    out
}

/// A record with its claims, each with its page and sentence. `asked` is marked; `explain` says why the state is what it is.
pub fn whole(told: &Told, asked: Option<ClaimId>, explain: bool, width: usize) -> String {
    let mut out = records(std::slice::from_ref(told), width);
    let rest = width.saturating_sub(DEEPER.len());
    if explain {
        let life = &told.life;
        for text in [life.fulfilment.as_str(), life.why.as_str()] {
            let piece = term::Piece {
                style: Style::new(),
                text: clean(text),
            };
            for line in term::flow(&[piece], rest) {
                let _ = writeln!(out, "{DEEPER}{line}");
            }
        }
    }
    for held in &told.claims {
        let mut marks = Vec::new();
        if told.life.settled_by == Some(held.claim.id) {
            marks.push("settles it");
        }
        if told.life.against.contains(&held.claim.id) {
            marks.push("contradicts it");
        }
        if asked == Some(held.claim.id) && told.claims.len() > 1 {
            marks.push("asked for");
        }
        out.push('\n');
        out.push_str(&claim(held, &marks, width));
    }
    for held in &told.witnesses {
        let mut marks = vec!["of another dealing"];
        if told.life.settled_by == Some(held.claim.id) {
            marks.push("settles it");
        }
        out.push('\n');
        out.push_str(&claim(held, &marks, width));
    }
    out
}

/// A claim with its page and sentence.
pub fn claim(held: &Held, marks: &[&str], width: usize) -> String {
    let mut out = String::new();
    let source = &held.source;
    let title = source.title.as_deref().map(clean).unwrap_or_default();
    let title = if title.is_empty() {
        "(no title)"
    } else {
        &title
    };
    table::line(&mut out, BOLD, &shorten(title, width));
    let mut origin = vec![
        source
            .outlet
            .clone()
            .unwrap_or_else(|| "no outlet".to_owned()),
        source
            .published
            .map_or_else(|| "no date".to_owned(), |day| day.to_string()),
    ];
    origin.extend(source.url.clone());
    table::line(&mut out, DIM, &shorten(&clean(&origin.join(" · ")), width));
    out.push_str(&claims(std::slice::from_ref(&held.claim), width));
    let mut last = vec![held.claim.id.to_string()];
    last.extend(marks.iter().map(|mark| (*mark).to_owned()));
    table::line(&mut out, DIM, &format!("{DEEPER}{}", last.join(" · ")));
    out
}

/// Claims without their pages: what, who and the sentence.
pub fn claims(all: &[Claim], width: usize) -> String {
    let mut out = String::new();
    let rows: Vec<[Cell; CELLS]> = all.iter().map(claim_cells).collect();
    let widths = table::widths(&rows);
    let rest = width.saturating_sub(DEEPER.len());
    for (claim, row) in all.iter().zip(&rows) {
        table::first_line(&mut out, row, &widths, width);
        let people = people(claim);
        if !people.is_empty() {
            let _ = writeln!(out, "{DEEPER}{}", shorten(&people, rest));
        }
        if let Some(evidence) = claim.evidence.first() {
            let sentence = shorten(&clean(&evidence.text), rest.saturating_sub(2));
            table::line(&mut out, DIM, &format!("{DEEPER}“{sentence}”"));
        }
    }
    out
}

/// A record in one line: its dealing, who, when, where and its id.
pub fn one_line(told: &Told) -> String {
    let [_, rest @ ..] = record_cells(told);
    let mut words: Vec<String> = rest
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(style, text)| format!("{style}{text}{style:#}"))
        .collect();
    words.push(format!("{DIM}{}{DIM:#}", told.record.id));
    words.join("  ")
}

/// Citations to copy, one a line and not broken.
pub fn citations(all: &[String]) -> String {
    let mut out = String::new();
    if !all.is_empty() {
        let name = if all.len() == 1 {
            "Citation"
        } else {
            "Citations"
        };
        let _ = writeln!(out, "\n{BOLD}{name}{BOLD:#}");
    }
    for citation in all {
        let _ = writeln!(out, "{}", clean(citation));
    }
    out
}

/// A claim in one line.
pub fn short(mark: &str, claim: &Claim, width: usize) -> String {
    let cells = claim_cells(claim);
    let mut out = format!("{INDENT}{mark} ");
    let words: Vec<&str> = cells
        .iter()
        .map(|(_, text)| text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    out.push_str(&shorten(&words.join("  "), width.saturating_sub(4)));
    out.push('\n');
    out
}

fn record_cells(told: &Told) -> [Cell; CELLS] {
    let (record, life) = (&told.record, &told.life);
    [
        (state(life.state), life.state.as_str().to_owned()),
        (
            Style::new(),
            dealing(record.event.as_str(), record.kind.as_deref()),
        ),
        (ACTOR, parties(&record.actors, &record.recipients)),
        when(record.when.as_deref()),
        (PLACE, place(record.place.as_ref())),
    ]
}

fn claim_cells(claim: &Claim) -> [Cell; CELLS] {
    [
        (term::status(claim.status), claim.status.as_str().to_owned()),
        (
            Style::new(),
            dealing(claim.event.as_str(), claim.kind.as_deref()),
        ),
        (ACTOR, parties(&claim.actors, &claim.recipients)),
        when(claim.when.as_deref()),
        (PLACE, place(claim.place.as_ref())),
    ]
}

/// The colour of a state, as that of the statuses.
fn state(state: State) -> Style {
    match state {
        State::Held | State::Ongoing | State::Resumed => AnsiColor::Green.on_default(),
        State::Announced => AnsiColor::Cyan.on_default(),
        State::Proposed | State::Postponed | State::Suspended => AnsiColor::Yellow.on_default(),
        State::Cancelled | State::Denied => AnsiColor::Red.on_default(),
        State::Overdue | State::Disputed => AnsiColor::Magenta.on_default(),
    }
}

fn dealing(event: &str, kind: Option<&str>) -> String {
    kind.map_or_else(|| event.to_owned(), |kind| format!("{event}/{kind}"))
}

fn parties(actors: &[String], recipients: &[String]) -> String {
    let actors = clean(&actors.join(", "));
    if recipients.is_empty() {
        actors
    } else {
        format!("{actors} → {}", clean(&recipients.join(", ")))
    }
}

fn when(when: Option<&str>) -> Cell {
    let style = if when.is_some() { TIME } else { DIM };
    (style, clean(when.unwrap_or("no time")))
}

fn place(place: Option<&Place>) -> String {
    place.map_or_else(String::new, |place| {
        let country = place.country.as_ref();
        let country = country.map_or_else(String::new, |code| format!(" ({code})"));
        clean(&format!("{}{country}", place.name))
    })
}

/// Who takes part, by when, on what it rests, and its id.
fn below(told: &Told) -> String {
    let mut parts = Vec::new();
    if !told.record.persons.is_empty() {
        parts.push(format!("with {}", told.record.persons.join(", ")));
    }
    if let (Some(due), None) = (told.life.due, told.life.settled_by) {
        parts.push(format!("due {due}"));
    }
    parts.push(format!(
        "{} of {}",
        term::count(told.claims.len(), "claim"),
        term::count(told.record.sources, "source")
    ));
    parts.push(told.record.id.to_string());
    clean(&parts.join(" · "))
}

fn people(claim: &Claim) -> String {
    let mut parts = Vec::new();
    if !claim.persons.is_empty() {
        parts.push(format!("with {}", claim.persons.join(", ")));
    }
    if !claim.said_by.is_empty() {
        parts.push(format!("says {}", said_by(claim).join(", ")));
    }
    if claim.related {
        parts.push("from a teaser of another page".to_owned());
    }
    clean(&parts.join(" · "))
}
