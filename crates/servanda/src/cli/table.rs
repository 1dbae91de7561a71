//! Table: the claims of a page for people's eyes.
//!
//! A page is a title, a line on where it comes from, and three lines a claim: what (status, dealing, who to whom, when,
//! where), who takes part and on whose word, and the sentence.

use super::grounds;
use super::term::{self, ACTOR, BOLD, DIM, PLACE, TIME, clean, pad, shorten};
use crate::wire;
use anstyle::Style;
use reading::Reading;
use reading::claim::Claim;
use reading::claim::explain::Explained;
use reading::lexicon::Code;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Cells of a claim's first line.
pub const CELLS: usize = 5;
/// Between two cells.
const GAP: &str = "  ";
/// Before every line of a claim.
pub const INDENT: &str = "  ";
/// Before its second and third line.
pub const DEEPER: &str = "      ";

/// The claims of the page `name`, with styles, in at most `width` columns.
/// With `explained`, what each claim rests on stands below it, and what gave no claim at the end.
pub fn page(reading: &Reading, explained: Option<&Explained>, name: &str, width: usize) -> String {
    let article = &reading.article;
    let mut out = String::new();
    let title = article
        .title
        .as_deref()
        .map(clean)
        .filter(|t| !t.is_empty());
    let title = title.unwrap_or_else(|| "(no title)".to_owned());
    line(&mut out, BOLD, &shorten(&title, width));
    let outlet = article
        .outlet
        .as_deref()
        .map_or_else(|| "no outlet".to_owned(), clean);
    let date = article
        .published
        .as_ref()
        .map_or_else(|| "no date".to_owned(), wire::published);
    let origin = format!("{outlet} · {} · {}", clean(&date), clean(name));
    line(&mut out, DIM, &shorten(&origin, width));
    if reading.claims.is_empty() {
        line(&mut out, DIM, &format!("{INDENT}no claims"));
    }
    let rows: Vec<[Cell; CELLS]> = reading.claims.iter().map(cells).collect();
    let widths = widths(&rows);
    for (at, (claim, row)) in reading.claims.iter().zip(&rows).enumerate() {
        first_line(&mut out, row, &widths, width);
        let rest = width.saturating_sub(DEEPER.len());
        let people = people(claim);
        if !people.is_empty() {
            let _ = writeln!(out, "{DEEPER}{}", shorten(&people, rest));
        }
        if let Some(span) = claim.evidence.first() {
            let sentence = clean(span.slice(&article.text));
            let quoted = format!("“{}”", shorten(&sentence, rest.saturating_sub(2)));
            line(&mut out, DIM, &format!("{DEEPER}{quoted}"));
        }
        if let Some(explained) = explained {
            out.push_str(&grounds::claim(explained, at, claim, &article.text, width));
        }
    }
    if let Some(explained) = explained {
        out.push_str(&grounds::rest(explained, &article.text, width));
    }
    out.push('\n');
    out
}

/// A claim in one line, without its sentence: for `inspect`, which shows it under the sentence.
pub fn claim(claim: &Claim, width: usize) -> String {
    let mut out = String::new();
    let mut room = width;
    for (style, text) in cells(claim)
        .into_iter()
        .chain([(Style::new(), people(claim))])
    {
        if !text.is_empty() && room > 0 {
            let text = shorten(&text, room);
            room = room.saturating_sub(text.width() + GAP.len());
            let _ = write!(out, "{style}{text}{style:#}{GAP}");
        }
    }
    out.trim_end().to_owned()
}

/// Words in one style.
pub type Cell = (Style, String);

/// How wide the cells of some rows are.
pub fn widths(rows: &[[Cell; CELLS]]) -> [usize; CELLS] {
    let mut widths = [0; CELLS];
    for row in rows {
        for (width, (_, text)) in widths.iter_mut().zip(row) {
            *width = text.width().max(*width);
        }
    }
    widths
}

fn cells(claim: &Claim) -> [Cell; CELLS] {
    let dealing = match claim.kind {
        Some(kind) => format!("{}/{kind}", claim.event.as_str()),
        None => claim.event.as_str().to_owned(),
    };
    let place = claim.place.as_ref().map_or_else(String::new, |place| {
        let country = place
            .country
            .as_ref()
            .map_or_else(String::new, |c| format!(" ({c})"));
        clean(&format!("{}{country}", place.name))
    });
    let when = claim.when.as_deref().unwrap_or("no time");
    let when_style = if claim.when.is_some() { TIME } else { DIM };
    [
        (term::status(claim.status), claim.status.as_str().to_owned()),
        (Style::new(), dealing),
        (ACTOR, parties(claim)),
        (when_style, clean(when)),
        (PLACE, place),
    ]
}

/// `RUS → JPN`, or all sides of a mutual dealing: `JPN, RUS`.
fn parties(claim: &Claim) -> String {
    let list = |codes: &[Code]| {
        clean(
            &codes
                .iter()
                .map(|code| code.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        )
    };
    let actors = list(&claim.actors);
    if claim.recipients.is_empty() {
        actors
    } else {
        format!("{actors} → {}", list(&claim.recipients))
    }
}

/// Who takes part, and on whose word, where that is not the page's own.
fn people(claim: &Claim) -> String {
    let mut parts = Vec::new();
    if !claim.persons.is_empty() {
        parts.push(format!("with {}", claim.persons.join(", ")));
    }
    if wire::said_by(claim) != ["page"] {
        parts.push(format!("says {}", claim.said_by.join(", ")));
    }
    if claim.related {
        parts.push("from a teaser of another page".to_owned());
    }
    clean(&parts.join(" · "))
}

/// Cells side by side, in at most `width` columns.
pub fn first_line(out: &mut String, row: &[Cell; CELLS], widths: &[usize; CELLS], width: usize) {
    let mut room = width.saturating_sub(INDENT.len());
    out.push_str(INDENT);
    let last = row
        .iter()
        .rposition(|(_, text)| !text.is_empty())
        .unwrap_or(0);
    for (i, ((style, text), columns)) in row.iter().zip(widths).enumerate().take(last + 1) {
        let text = shorten(text, room);
        let text = if i == last {
            text
        } else {
            pad(&text, (*columns).min(room))
        };
        room = room.saturating_sub(text.width() + GAP.len());
        let gap = if i == last || room == 0 { "" } else { GAP };
        let _ = write!(out, "{style}{text}{style:#}{gap}");
        if room == 0 {
            break;
        }
    }
    out.push('\n');
}

/// A line in one style.
pub fn line(out: &mut String, style: Style, text: &str) {
    let _ = writeln!(out, "{style}{text}{style:#}");
}
