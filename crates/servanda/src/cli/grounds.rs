//! Grounds: why a claim is one, for people who doubt it, and why other sentences gave none.
//!
//! Below a claim stands a line for each thing that it says: a label, then the words of the page in quotation marks, then
//! what they are to the claim. Long lines go on below, behind the label's column.

use super::term::{self, ACTOR, BOLD, DIM, PLACE, Piece, TIME, clean, flow, pad, shorten};
use anstyle::Style;
use reading::claim::Claim;
use reading::claim::explain::{Explained, Found, Ground, Guess, Reason, Silence, Step};
use reading::lexicon::Code;
use reading::page::Span;
use std::fmt::Write;

/// Before a line.
const INDENT: &str = "      ";
/// Columns of a label, with the gap behind it.
const LABEL: usize = 11;

/// What the claim numbered `at` rests on.
pub fn claim(explained: &Explained, at: usize, claim: &Claim, text: &str, width: usize) -> String {
    let mut out = String::new();
    let grounds = explained.grounds.get(at).map_or(&[][..], Vec::as_slice);
    for (nth, ground) in grounds.iter().enumerate() {
        let lines = Lines {
            text,
            width,
            out: &mut out,
        };
        one(lines, ground, nth, claim, explained.threshold);
    }
    if !grounds.is_empty() {
        out.push('\n');
    }
    out
}

fn one(mut lines: Lines, ground: &Ground, nth: usize, claim: &Claim, threshold: f32) {
    let text = lines.text;
    let mut named = vec![
        quoted(ground.trigger, text, BOLD),
        plain(format!(
            " names {}",
            dealing(ground.event.as_str(), ground.kind)
        )),
    ];
    if !ground.row.is_empty() {
        named.push(dim(format!(" ({})", ground.row.join(", "))));
    }
    if nth > 0 {
        named.push(plain(format!(" with {:.2} in ", ground.probability)));
        let sentence = shorten(&clean(ground.sentence.slice(text)), 48);
        named.push(dim(term::quoted(&sentence)));
        for party in &ground.parties {
            named.push(plain("; ".to_string()));
            named.extend(of_party(party, None, text));
        }
        named.push(plain("; ".to_string()));
        named.extend(of_status(ground, claim, text));
        lines.put("also", named);
        return;
    }
    lines.put("word", named);
    for party in &ground.parties {
        let label = if party.actor { "actor" } else { "recipient" };
        lines.put(label, of_party(party, Some(ground), text));
    }
    lines.put("status", of_status(ground, claim, text));
    if let Some(reason) = &ground.time_because {
        lines.put("time", because(reason, text, TIME));
    }
    if let Some(reason) = &ground.place_because {
        lines.put("place", because(reason, text, PLACE));
    }
    lines.put("speaker", because(&ground.speaker_because, text, BOLD));
    let mut sure = format!(
        "{:.2} that it is this dealing, {:.2} that it is any ({threshold:.2} needed)",
        ground.probability, ground.any
    );
    if let Some(next) = &ground.next {
        let _ = write!(sure, "; next likeliest {}", of_guess(next));
    }
    lines.put("sure", vec![plain(sure)]);
}

fn of_status(ground: &Ground, claim: &Claim, text: &str) -> Vec<Piece> {
    let style = term::status(ground.status);
    let mut pieces = vec![Piece {
        style,
        text: format!("{}: ", ground.status.as_str()),
    }];
    pieces.extend(because(&ground.status_because, text, style));
    if ground.status != claim.status {
        let why = "; a surer word for the same dealing makes it";
        pieces.push(plain(format!("{why} {}", claim.status.as_str())));
    }
    pieces
}

/// A party and how it was found; with its way from the trigger where `ground` is given.
fn of_party(party: &Found, ground: Option<&Ground>, text: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece {
        style: ACTOR,
        text: format!("{} ", party.code.as_str()),
    }];
    if let Some(words) = party.words {
        pieces.push(quoted(words, text, Style::new()));
        pieces.push(dim(format!(" ({}) ", party.form.name())));
    }
    pieces.push(plain(party.how.clone()));
    if let Some(ground) = ground
        && !party.path.is_empty()
    {
        pieces.push(dim(format!(
            " · {}",
            way(ground.trigger, &party.path, text)
        )));
    }
    pieces
}

/// `visit ↑obj paid ↓nsubj Putin`: up to heads, down to dependents.
fn way(from: Span, path: &[Step], text: &str) -> String {
    let mut out = clean(from.slice(text));
    for step in path {
        let arrow = if step.up { '↑' } else { '↓' };
        let _ = write!(
            out,
            " {arrow}{} {}",
            step.relation,
            clean(step.word.slice(text))
        );
    }
    out
}

fn because(reason: &Reason, text: &str, style: Style) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, span) in reason.words.iter().enumerate() {
        if at > 0 {
            pieces.push(plain(", ".to_string()));
        }
        pieces.push(quoted(*span, text, style));
    }
    let gap = if pieces.is_empty() { "" } else { ", " };
    pieces.push(plain(format!("{gap}{}", clean(&reason.why))));
    pieces
}

fn dealing(event: &str, kind: Option<&str>) -> String {
    match kind {
        Some(kind) => format!("{event}/{kind}"),
        None => event.to_string(),
    }
}

fn of_guess(guess: &Guess) -> String {
    let list = |codes: &[Code]| {
        codes
            .iter()
            .map(|code| code.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let to = if guess.recipients.is_empty() {
        String::new()
    } else {
        format!(" → {}", list(&guess.recipients))
    };
    format!(
        "{} {}{to} {:.2}",
        dealing(guess.event.as_str(), guess.kind),
        list(&guess.actors),
        guess.probability
    )
}

/// Sentences that gave no claim: those with a word that could have, and how many others.
pub fn rest(explained: &Explained, text: &str, width: usize) -> String {
    let mut out = String::new();
    let (with, without): (Vec<&Silence>, Vec<&Silence>) = explained
        .silences
        .iter()
        .partition(|silence| !silence.words.is_empty());
    if explained.silences.is_empty() {
        return out;
    }
    let _ = writeln!(out, "  {BOLD}No claim{BOLD:#}");
    for silence in with {
        let sentence = shorten(
            &clean(silence.sentence.slice(text)),
            width.saturating_sub(6),
        );
        let _ = writeln!(out, "    {DIM}{}{DIM:#}", term::quoted(&sentence));
        for doubt in &silence.words {
            let mut pieces = vec![
                quoted(doubt.trigger, text, BOLD),
                plain(format!(" {}", doubt.why)),
            ];
            if let Some(guess) = &doubt.guess {
                pieces.push(dim(format!(" · likeliest {}", of_guess(guess))));
            }
            for line in flow(&pieces, width.saturating_sub(INDENT.len())) {
                let _ = writeln!(out, "{INDENT}{line}");
            }
        }
    }
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for why in without.iter().filter_map(|silence| silence.why) {
        match counted.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => counted.push((why, 1)),
        }
    }
    for (why, count) in counted {
        let noun = if count == 1 { "sentence" } else { "sentences" };
        let _ = writeln!(out, "    {DIM}{count} {noun}: {why}{DIM:#}");
    }
    out
}

/// Lines below a claim.
struct Lines<'l> {
    text: &'l str,
    width: usize,
    out: &'l mut String,
}

impl Lines<'_> {
    fn put(&mut self, label: &str, pieces: Vec<Piece>) {
        let room = self.width.saturating_sub(INDENT.len() + LABEL).max(20);
        for (at, line) in flow(&pieces, room).iter().enumerate() {
            let label = pad(if at == 0 { label } else { "" }, LABEL);
            let _ = writeln!(self.out, "{INDENT}{DIM}{label}{DIM:#}{line}");
        }
    }
}

fn quoted(span: Span, text: &str, style: Style) -> Piece {
    Piece {
        style,
        text: term::quoted(&clean(span.slice(text))),
    }
}

fn plain(text: String) -> Piece {
    Piece {
        style: Style::new(),
        text,
    }
}

fn dim(text: String) -> Piece {
    Piece { style: DIM, text }
}
