//! Case files: texts with the claims that they should give (format: `cases/README.md`).
//!
//! What enters: the text of one `.case` file. What leaves: [`CaseFile`], which prints back to the same text, byte for
//! byte, as long as no marker changes. Errors name the line and say what is wrong.

use std::collections::BTreeSet;

/// One file of cases.
#[derive(Debug)]
pub struct CaseFile {
    /// Whether markers are forbidden: every wanted claim must be found, and no wrong one.
    pub strict: bool,
    /// The lines before the first case, as they stand.
    preface: Vec<String>,
    /// The cases, in order.
    pub cases: Vec<Case>,
}

/// A page and what should be read from it.
#[derive(Debug)]
pub struct Case {
    /// What stands after `===`.
    pub name: String,
    /// Line of the name, from 1.
    pub line: usize,
    /// The lines from the name up to and including `---`, as they stand.
    head: Vec<String>,
    /// `published`, `title` ... as written.
    fields: Vec<(String, String)>,
    /// The page's text, without the blank line after the fields and before `---`.
    pub text: String,
    /// What is expected, with its comments.
    pub items: Vec<Item>,
}

/// A piece of the expected part.
#[derive(Debug)]
pub enum Item {
    /// A comment, a blank line, or `none`.
    Plain(String),
    /// A check of the article itself; `missed` says that it fails today.
    Check { missed: bool, check: Check },
    /// A claim that should be read; `missed` says that it is not read today.
    Wanted {
        missed: bool,
        optional: bool,
        claim: Expected,
    },
    /// A claim that is read today and should not be.
    Wrong(Expected),
}

/// Something expected of the article rather than of its claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// The publication date, or none.
    Published(Option<String>),
    /// No sentence, actor, place or time touches these words.
    Unread(String),
}

/// An expected claim. Fields that are `None` are not compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    /// `CONSULT`.
    pub event: String,
    /// `visit`.
    pub kind: Option<String>,
    /// `held`.
    pub status: String,
    /// Codes of those that did it.
    pub actors: BTreeSet<String>,
    /// Codes of those it was done to.
    pub recipients: BTreeSet<String>,
    /// People who take part.
    pub persons: Option<BTreeSet<String>>,
    /// EDTF; `Some("")` for no time, `None` (written `*`) for any.
    pub when: Option<String>,
    /// Name and country code; `Some(("", ""))` for no place.
    pub place: Option<(String, String)>,
    /// Speakers; empty for the page's own word.
    pub said_by: Option<BTreeSet<String>>,
    /// What the claim rests on.
    pub evidence: Vec<String>,
    /// The lines as written, without a marker; empty for a claim that was not read from a file.
    pub lines: Vec<String>,
}

const FIELDS: &[&str] = &[
    "published",
    "title",
    "outlet",
    "url",
    "address",
    "format",
    "file",
];

impl CaseFile {
    /// Reads a case file.
    pub fn parse(text: &str) -> Result<CaseFile, String> {
        let lines: Vec<&str> = text.lines().collect();
        let first = lines
            .iter()
            .position(|l| l.starts_with("=== "))
            .unwrap_or(lines.len());
        let preface: Vec<String> = lines[..first].iter().map(|l| l.to_string()).collect();
        let strict = preface.iter().any(|l| l.trim() == "strict");
        let mut cases = Vec::new();
        let mut at = first;
        while at < lines.len() {
            let end = lines[at + 1..]
                .iter()
                .position(|l| l.starts_with("=== "))
                .map_or(lines.len(), |n| at + 1 + n);
            cases.push(Case::parse(&lines[at..end], at + 1)?);
            at = end;
        }
        Ok(CaseFile {
            strict,
            preface,
            cases,
        })
    }

    /// The file's text, with the markers as they are now.
    pub fn print(&self) -> String {
        let mut out: Vec<String> = self.preface.clone();
        for case in &self.cases {
            out.extend(case.head.iter().cloned());
            for item in &case.items {
                item.print(&mut out);
            }
        }
        let mut text = out.join("\n");
        text.push('\n');
        text
    }
}

impl Case {
    fn parse(lines: &[&str], first: usize) -> Result<Case, String> {
        let fail = |n: usize, what: &str| format!("line {}: {what}", first + n);
        let rule = lines
            .iter()
            .position(|l| *l == "---")
            .ok_or_else(|| fail(0, "the case has no line `---` before what is expected"))?;
        let mut fields = Vec::new();
        let mut body = 1;
        while body < rule && !lines[body].is_empty() {
            let (key, value) = lines[body]
                .split_once(':')
                .filter(|(key, _)| FIELDS.contains(key))
                .ok_or_else(|| fail(body, "expected `published:`, `title:`, `outlet:`, `url:`, `address:`, `format:`, `file:` or a blank line"))?;
            fields.push((key.to_string(), value.trim().to_string()));
            body += 1;
        }
        let mut text = lines[(body + 1).min(rule)..rule].join("\n");
        if text.ends_with('\n') {
            text.pop();
        }
        let mut case = Case {
            name: lines[0].trim_start_matches("=== ").trim().to_string(),
            line: first,
            head: lines[..=rule].iter().map(|l| l.to_string()).collect(),
            fields,
            text,
            items: Vec::new(),
        };
        let mut at = rule + 1;
        let mut said = false;
        while at < lines.len() {
            let line = lines[at];
            if line.is_empty() || line.starts_with('#') || line == "none" {
                said |= line == "none";
                case.items.push(Item::Plain(line.to_string()));
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < lines.len() && lines[end].starts_with("  ") {
                end += 1;
            }
            let item = Item::parse(&lines[at..end]).map_err(|e| fail(at, &e))?;
            // Of a page in a file of its own the words are looked up in what is read from it.
            if let (Item::Wanted { claim, .. }, None) = (&item, case.field("file")) {
                let page = case.plain_text();
                for quote in &claim.evidence {
                    if !page.contains(&squeeze(quote)) {
                        return Err(fail(
                            at,
                            &format!("the page does not say \"{quote}\" in these words"),
                        ));
                    }
                }
            }
            said |= matches!(item, Item::Wanted { .. });
            case.items.push(item);
            at = end;
        }
        if !said {
            return Err(fail(
                rule,
                "nothing is expected; write `none` for a page without claims",
            ));
        }
        Ok(case)
    }

    /// A field of the case's head.
    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    }

    /// Title and text with single spaces and without tags, to look up quotations.
    fn plain_text(&self) -> String {
        let mut plain = self.field("title").unwrap_or("").to_string();
        plain.push(' ');
        if self.field("format") == Some("html") {
            for (n, piece) in self.text.split('<').enumerate() {
                plain.push_str(match piece.split_once('>') {
                    Some((_, after)) if n > 0 => after,
                    _ => piece,
                });
            }
        } else {
            plain.push_str(&self.text);
        }
        squeeze(&plain)
    }

    /// Replaces the wrong claims by those that are given today.
    pub fn set_wrong(&mut self, wrong: Vec<Expected>) {
        self.items.retain(|i| !matches!(i, Item::Wrong(_)));
        let last = self
            .items
            .iter()
            .rposition(|i| !matches!(i, Item::Plain(l) if l.is_empty()))
            .map_or(0, |n| n + 1);
        let wrong = wrong.into_iter().map(Item::Wrong);
        self.items.splice(last..last, wrong);
    }
}

impl Item {
    fn parse(lines: &[&str]) -> Result<Item, String> {
        let line = lines[0];
        let (missed, rest) = match line.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        if let Some(check) = rest.strip_prefix("@ ") {
            let check = Check::parse(check)?;
            return Ok(Item::Check { missed, check });
        }
        if let Some(rest) = line.strip_prefix('+') {
            return Ok(Item::Wrong(Expected::parse(rest, &lines[1..])?));
        }
        let (optional, rest) = match rest.strip_prefix('?') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        if optional && missed {
            return Err("an optional claim is never marked `-`".to_string());
        }
        let claim = Expected::parse(rest, &lines[1..])?;
        Ok(Item::Wanted {
            missed,
            optional,
            claim,
        })
    }

    fn print(&self, out: &mut Vec<String>) {
        let (marker, claim) = match self {
            Item::Plain(line) => return out.push(line.clone()),
            Item::Check { missed, check } => {
                let marker = if *missed { "-" } else { "" };
                return out.push(format!("{marker}@ {}", check.print()));
            }
            Item::Wanted {
                optional: true,
                claim,
                ..
            } => ("?", claim),
            Item::Wanted {
                missed: true,
                claim,
                ..
            } => ("-", claim),
            Item::Wanted { claim, .. } => ("", claim),
            Item::Wrong(claim) => ("+", claim),
        };
        let lines = claim.print();
        out.push(format!("{marker}{}", lines[0]));
        out.extend(lines[1..].iter().cloned());
    }
}

impl Check {
    fn parse(text: &str) -> Result<Check, String> {
        match text.split_once(' ') {
            Some(("published", "unknown")) => Ok(Check::Published(None)),
            Some(("published", date)) => Ok(Check::Published(Some(date.to_string()))),
            Some(("unread", quote)) => Ok(Check::Unread(unquote(quote)?)),
            _ => Err(
                "expected `@ published DATE`, `@ published unknown` or `@ unread \"WORDS\"`"
                    .to_string(),
            ),
        }
    }

    /// As it is written in a case file.
    pub fn print(&self) -> String {
        match self {
            Check::Published(None) => "published unknown".to_string(),
            Check::Published(Some(date)) => format!("published {date}"),
            Check::Unread(words) => format!("unread \"{words}\""),
        }
    }
}

impl Expected {
    fn parse(first: &str, quotes: &[&str]) -> Result<Expected, String> {
        let mut parts = first.split(';');
        let head = parts.next().unwrap_or("");
        let mut words = head.splitn(3, ' ');
        let (name, status, parties) = match (words.next(), words.next(), words.next()) {
            (Some(name), Some(status), Some(parties)) => (name, status, parties),
            _ => return Err("expected `TYPE/kind status ACTORS > RECIPIENTS`".to_string()),
        };
        let (event, kind) = match name.split_once('/') {
            Some((event, kind)) => (event, Some(kind.to_string())),
            None => (name, None),
        };
        if reading::claim::Event::parse(event).is_none() {
            return Err(format!("`{event}` is no type"));
        }
        if reading::claim::Status::parse(status).is_none() {
            return Err(format!("`{status}` is no status"));
        }
        let (actors, recipients) = parties.split_once('>').unwrap_or((parties, ""));
        let mut claim = Expected {
            event: event.to_string(),
            kind,
            status: status.to_string(),
            actors: set(actors, '+'),
            recipients: set(recipients, '+'),
            when: Some(String::new()),
            lines: vec![first.to_string()],
            ..Expected::default()
        };
        for part in parts {
            let (key, value) = part
                .split_once(':')
                .ok_or_else(|| format!("`{}` has no `name: value`", part.trim()))?;
            let value = value.trim();
            match key.trim() {
                "persons" | "where" | "said_by" if value == "*" => {}
                "persons" => claim.persons = Some(set(value, ',')),
                "when" if value == "*" => claim.when = None,
                "when" => claim.when = Some(dash(value)),
                "where" => claim.place = Some(place(&dash(value))),
                "said_by" if value == "page" => claim.said_by = Some(BTreeSet::new()),
                "said_by" => claim.said_by = Some(set(value, ',')),
                other => return Err(format!("`{other}` is no field of a claim")),
            }
        }
        for quote in quotes {
            claim.evidence.push(unquote(quote)?);
            claim.lines.push(quote.to_string());
        }
        if claim.evidence.is_empty() {
            return Err("the claim has no evidence in quotation marks below it".to_string());
        }
        Ok(claim)
    }

    /// The lines of the claim, as they were written, or in full where it was not read from a file.
    pub fn print(&self) -> Vec<String> {
        if !self.lines.is_empty() {
            return self.lines.clone();
        }
        let list = |set: &BTreeSet<String>, between: &str, nothing: &str| match set.len() {
            0 => nothing.to_string(),
            _ => set.iter().cloned().collect::<Vec<_>>().join(between),
        };
        let mut line = self.event.clone();
        if let Some(kind) = &self.kind {
            line.push_str(&format!("/{kind}"));
        }
        line.push_str(&format!(" {} {}", self.status, list(&self.actors, "+", "")));
        if !self.recipients.is_empty() {
            line.push_str(&format!(" > {}", list(&self.recipients, "+", "")));
        }
        if let Some(persons) = &self.persons {
            line.push_str(&format!("; persons: {}", list(persons, ", ", "-")));
        }
        if let Some(when) = self.when.as_deref().filter(|w| !w.is_empty()) {
            line.push_str(&format!("; when: {when}"));
        }
        match &self.place {
            Some((name, _)) if name.is_empty() => line.push_str("; where: -"),
            Some((name, country)) => line.push_str(&format!("; where: {name} ({country})")),
            None => {}
        }
        if let Some(said_by) = &self.said_by {
            line.push_str(&format!("; said_by: {}", list(said_by, ", ", "page")));
        }
        let mut lines = vec![line];
        lines.extend(self.evidence.iter().map(|q| format!("  \"{q}\"")));
        lines
    }
}

/// The text with every run of white space as one space, and none at its ends.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn set(list: &str, between: char) -> BTreeSet<String> {
    list.split(between)
        .map(str::trim)
        .filter(|item| !item.is_empty() && *item != "-")
        .map(str::to_string)
        .collect()
}

fn dash(value: &str) -> String {
    (if value == "-" { "" } else { value }).to_string()
}

fn place(value: &str) -> (String, String) {
    match value.rsplit_once('(') {
        Some((name, code)) => (
            name.trim().to_string(),
            code.trim_end_matches(')').trim().to_string(),
        ),
        None => (value.to_string(), String::new()),
    }
}

fn unquote(line: &str) -> Result<String, String> {
    line.trim()
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .map(squeeze)
        .filter(|quote| !quote.is_empty())
        .ok_or_else(|| format!("`{}` should be words in quotation marks", line.trim()))
}
