//! iCalendar (RFC 5545): what is and was due, an event a record.
//!
//! A record is in the calendar where somebody announced or suggested it and the last day of its time is known. A time given by
//! days is an event over these days; of a coarser one the last day is, and the summary says so. Invariants: lines end in a
//! carriage return and a line feed and have at most 75 bytes; the bytes do not depend on when they are written.

use super::{Export, Item};
use crate::record::{State, Time};
use jiff::civil::Date;
use reading::claim::Status;
use reading::time::edtf::Precision;
use std::io::{self, Write};

/// Bytes of a line, its end aside.
const WIDTH: usize = 75;

/// Writes a calendar.
pub struct Calendar<W> {
    out: W,
}

impl<W: Write> Calendar<W> {
    /// Begins the calendar.
    pub fn new(out: W) -> io::Result<Calendar<W>> {
        let mut calendar = Calendar { out };
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Servanda//Ledger//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "X-WR-CALNAME:Servanda",
        ] {
            calendar.line(line)?;
        }
        Ok(calendar)
    }

    /// Writes a line, folded where it is too long: it goes on after a line break and a space.
    fn line(&mut self, line: &str) -> io::Result<()> {
        let mut rest = line;
        let mut width = WIDTH;
        while rest.len() > width {
            let mut end = width;
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (head, tail) = rest.split_at(end);
            write!(self.out, "{head}\r\n ")?;
            rest = tail;
            // The space that begins the next line is a byte of it.
            width = WIDTH - 1;
        }
        write!(self.out, "{rest}\r\n")
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.line(&format!("{name}:{}", escaped(text)))
    }
}

/// A text as the value of a property. Control characters are not allowed there.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The days of an event, the last one within; and whether the time was given by days.
fn days(item: &Item) -> Option<(Date, Date, bool)> {
    let time = item.record.when.as_deref().and_then(Time::parse)?;
    let last = item.life.due.filter(|_| time.days.is_some())?;
    let by_days = time.precision == Precision::Day;
    let first = time
        .edtf
        .earliest()
        .filter(|first| by_days && *first <= last);
    Some((first.unwrap_or(last), last, first.is_some()))
}

fn looks_ahead(status: Status) -> bool {
    matches!(
        status,
        Status::Planned | Status::Proposed | Status::Postponed | Status::Cancelled
    )
}

fn status(state: State) -> &'static str {
    match state {
        State::Announced | State::Held | State::Ongoing | State::Resumed => "CONFIRMED",
        State::Proposed | State::Postponed | State::Overdue | State::Disputed => "TENTATIVE",
        State::Cancelled | State::Denied | State::Suspended => "CANCELLED",
    }
}

fn summary(item: &Item, by_days: bool) -> String {
    let record = item.record;
    let dealing = record
        .kind
        .clone()
        .unwrap_or_else(|| record.event.as_str().to_lowercase());
    let actors = record.actors.join(", ");
    let parties = if record.recipients.is_empty() {
        actors
    } else {
        format!("{actors} → {}", record.recipients.join(", "))
    };
    let state = item.life.state.as_str();
    match record.when.as_deref() {
        Some(when) if !by_days => format!("{dealing}: {parties} ({state}; some time in {when})"),
        _ => format!("{dealing}: {parties} ({state})"),
    }
}

/// Why it stands there, and each claim with its words, outlet, day and address.
fn description(item: &Item) -> String {
    let record = item.record;
    let mut lines = vec![item.life.why.clone()];
    if !record.persons.is_empty() {
        lines.push(format!("With {}.", record.persons.join(", ")));
    }
    for entry in &item.entries {
        let (claim, source) = (entry.claim, entry.source);
        let words = claim.evidence.first().map_or("", |e| e.text.as_str());
        let words: Vec<&str> = words.split_whitespace().collect();
        let outlet = source.outlet.as_deref().unwrap_or("a page");
        let day = source
            .published
            .map_or_else(|| "undated".to_owned(), |day| day.to_string());
        lines.push(String::new());
        lines.push(format!("{}: “{}”", claim.status.as_str(), words.join(" ")));
        let url = source.url.as_deref().map(|url| format!(", {url}"));
        lines.push(format!(
            "{outlet}, {day}{} (claim {})",
            url.unwrap_or_default(),
            claim.id
        ));
    }
    lines.join("\n")
}

/// An address that can stand as it is; a line break in it would begin another property.
fn is_address(url: &str) -> bool {
    url.contains("://") && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

impl<W: Write> Export for Calendar<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        let announced = item
            .entries
            .iter()
            .any(|entry| looks_ahead(entry.claim.status));
        let Some((first, last, by_days)) = days(item).filter(|_| announced) else {
            return Ok(None);
        };
        let Ok(after) = last.tomorrow() else {
            return Ok(None);
        };
        let record = item.record;
        let compact = |day: Date| day.strftime("%Y%m%d").to_string();
        // The last time that the ledger learned of it: a calendar that was written twice is the same.
        let known = item.entries.iter().map(|entry| entry.source.read).max();
        let stamp = known
            .unwrap_or_default()
            .strftime("%Y%m%dT%H%M%SZ")
            .to_string();
        self.line("BEGIN:VEVENT")?;
        self.line(&format!("UID:{}@servanda", record.id))?;
        self.line(&format!("DTSTAMP:{stamp}"))?;
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(first)))?;
        self.line(&format!("DTEND;VALUE=DATE:{}", compact(after)))?;
        self.text("SUMMARY", &summary(item, by_days))?;
        self.line(&format!("STATUS:{}", status(item.life.state)))?;
        self.line("TRANSP:TRANSPARENT")?;
        let categories = [Some(record.event.as_str()), record.kind.as_deref()];
        let categories: Vec<String> = categories.into_iter().flatten().map(escaped).collect();
        self.line(&format!("CATEGORIES:{}", categories.join(",")))?;
        if let Some(place) = &record.place {
            let country = place
                .country
                .as_ref()
                .map(|country| format!(" ({country})"));
            self.text(
                "LOCATION",
                &format!("{}{}", place.name, country.unwrap_or_default()),
            )?;
        }
        let url = item
            .deciding()
            .and_then(|entry| entry.source.url.as_deref());
        if let Some(url) = url.filter(|url| is_address(url)) {
            self.line(&format!("URL:{url}"))?;
        }
        self.text("DESCRIPTION", &description(item))?;
        self.line(&format!("X-SERVANDA-STATE:{}", item.life.state.as_str()))?;
        self.line("END:VEVENT")?;
        Ok(Some(1))
    }

    fn end(&mut self) -> io::Result<u64> {
        self.line("END:VCALENDAR")?;
        self.out.flush()?;
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut out = Vec::new();
        let text = "é".repeat(100);
        Calendar { out: &mut out }.text("SUMMARY", &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(written.split("\r\n").all(|line| line.len() <= WIDTH));
        assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
    }

    #[test]
    fn nothing_in_a_text_begins_another_property() {
        assert_eq!(
            escaped("a;b,c\\d\r\nEND:VEVENT\u{7}"),
            "a\\;b\\,c\\\\d\\nEND:VEVENT"
        );
        assert!(!is_address("https://example.org/\r\nEND:VEVENT"));
    }
}
