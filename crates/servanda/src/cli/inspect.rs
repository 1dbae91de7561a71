//! `servanda inspect`: everything that was found in one page.

use super::report::Report;
use super::term::{self, ACTOR, BOLD, DIM, PLACE, Piece, TIME, clean};
use super::{Exit, read, table};
use crate::pages::{self, Found, Input, Search};
use crate::wire;
use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use clap::ValueEnum;
use jiff::civil::Date;
use reading::lexicon::Code;
use reading::mention::Form;
use reading::page::Span;
use reading::{Options, Reader, Reading};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Show everything that was found in one page
///
/// On a terminal: the text with its actors, places and times marked, and the claims under their sentences.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda inspect page.html\n  \
    servanda inspect --dropped page.html              also what was left out of the text\n  \
    servanda inspect --format json page.html | jq .mentions\n  \
    sed -n 5p feed.jsonl | servanda inspect -         one article of many\n\n\
    Without --format it shows text on a terminal, JSON into a pipe or file.")]
pub struct Args {
    /// How to show the page
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Also list what was left out of the text, and why (the JSON always has it)
    #[arg(long)]
    dropped: bool,
    /// Day of publication (YYYY-MM-DD) to assume where the page gives none
    #[arg(long, value_name = "DATE", value_parser = read::date)]
    published: Option<Date>,
    /// A file, or - for standard input
    file: PathBuf,
}

/// How the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The whole reading
    Json,
    /// For people
    Text,
}

/// Columns of the margin that names the blocks.
const MARGIN: usize = 11;

/// Reads the page and shows it.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    let Some(input) = only_page(&args, &mut report) else {
        return if report.errors > 0 {
            Exit::Unread
        } else {
            Exit::Usage
        };
    };
    let options = Options {
        published: args.published,
        trees: true,
    };
    let reader = Reader::bundled();
    let reading = reader.read(&input.page, &options);
    let stdout = io::stdout();
    let format = args.format.unwrap_or(if stdout.is_terminal() {
        Format::Text
    } else {
        Format::Json
    });
    let printed = match format {
        Format::Json => serde_json::to_vec(&wire::Inspection::of(&reading, &reader.lexicon))
            .map_err(io::Error::from)
            .and_then(|mut body| {
                body.push(b'\n');
                stdout.lock().write_all(&body)
            }),
        Format::Text => {
            let mut out = AutoStream::new(stdout, color);
            let plain = out.current_choice() == ColorChoice::Never;
            let text = Painter::new(&reading, plain, term::width()).paint(args.dropped);
            out.write_all(text.as_bytes())
        }
    };
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            report.fail(
                &format!("standard output: {error}"),
                "Check where the output goes.",
            );
        }
        _ => report.diagnostics(&input.name, &reading.diagnostics),
    }
    if report.errors > 0 {
        Exit::Unread
    } else {
        Exit::Done
    }
}

/// The one page of the file. Where there is none or more than one, that is said; the latter is a wrong use, no error.
fn only_page(args: &Args, report: &mut Report) -> Option<Input> {
    if args.file.is_dir() {
        report.remark("error: inspect shows one page, not a folder\n  Name a file, or use read for the folder.");
        return None;
    }
    let mut page = None;
    for found in pages::find(vec![args.file.clone()], Search::default()) {
        match found {
            Found::Trouble(trouble) => report.trouble(&trouble),
            Found::Page(input) if page.is_none() => page = Some(input),
            Found::Page(_) => {
                report.remark(
                    "error: inspect shows one page, and the file holds several\n  \
                     Take one out, such as with: sed -n 5p FILE | servanda inspect -",
                );
                return None;
            }
        }
    }
    page
}

/// A span to be marked.
struct Mark {
    span: Span,
    style: Style,
    value: String,
}

/// Writes a reading as text.
struct Painter<'r> {
    reading: &'r Reading,
    marks: Vec<Mark>,
    /// Whether marks must show without colour.
    plain: bool,
    width: usize,
}

impl<'r> Painter<'r> {
    fn new(reading: &'r Reading, plain: bool, width: usize) -> Painter<'r> {
        let text = reading.article.text.as_str();
        let mentions = reading
            .mentions
            .all
            .iter()
            .map(|mention| match &mention.place {
                Some(place) if mention.form == Form::Place => Mark {
                    span: mention.span,
                    style: PLACE,
                    value: format!("in {}", place.country.map_or("?", |code| code.as_str())),
                },
                _ => Mark {
                    span: mention.span,
                    style: ACTOR,
                    value: actor_value(
                        &mention.parties,
                        &mention.persons,
                        mention.span.slice(text),
                    ),
                },
            });
        let times = reading.times.iter().map(|time| Mark {
            span: time.span,
            style: TIME,
            value: time
                .value
                .as_ref()
                .map_or_else(|| "?".to_owned(), ToString::to_string),
        });
        let mut marks: Vec<Mark> = mentions.chain(times).collect();
        marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        // Of marks within each other only the outer one can be shown.
        let mut end = 0;
        marks.retain(|m| {
            let keep = m.span.start >= end && !m.span.is_empty();
            end = if keep { m.span.end } else { end };
            keep
        });
        Painter {
            reading,
            marks,
            plain,
            width,
        }
    }

    fn paint(&self, dropped: bool) -> String {
        let article = &self.reading.article;
        let mut out = String::new();
        let known = |value: Option<&str>| value.map_or_else(|| "unknown".to_owned(), clean);
        let published = article.published.as_ref().map(wire::published);
        for (word, value) in [
            ("title", article.title.as_deref()),
            ("outlet", article.outlet.as_deref()),
            ("published", published.as_deref()),
            ("language", article.language.as_deref()),
            ("address", article.url.as_deref()),
        ] {
            let _ = writeln!(
                out,
                "{DIM}{word:<MARGIN$}{DIM:#}{BOLD}{}{BOLD:#}",
                known(value)
            );
        }
        out.push('\n');
        for index in 0..article.blocks.len() {
            self.block(&mut out, index);
        }
        self.legend(&mut out);
        if dropped {
            let _ = writeln!(out, "\n{BOLD}Left out of the text{BOLD:#}");
            for piece in &article.dropped {
                let text = term::shorten(&clean(&piece.text), self.width.saturating_sub(22));
                let _ = writeln!(out, "{DIM}{:<20}{DIM:#}  {text}", piece.reason);
            }
            if article.dropped.is_empty() {
                let _ = writeln!(out, "{DIM}nothing{DIM:#}");
            }
        }
        out
    }

    /// A block: its kind in the margin, its text, and the claims under their sentences.
    fn block(&self, out: &mut String, index: usize) {
        let Some(block) = self.reading.article.blocks.get(index) else {
            return;
        };
        let mut margin = Margin {
            word: block.kind.name(),
        };
        let sentences: Vec<Span> = self
            .reading
            .sentences
            .iter()
            .filter(|s| s.block == index)
            .map(|s| s.span)
            .collect();
        let mut pieces = Vec::new();
        let mut at = block.span.start;
        for sentence in &sentences {
            self.text(&mut pieces, Span::new(at, sentence.start), DIM);
            self.text(&mut pieces, *sentence, Style::new());
            at = sentence.end;
            let claims: Vec<_> = self
                .reading
                .claims
                .iter()
                .filter(|c| stands_in(&c.evidence, *sentence))
                .collect();
            if !claims.is_empty() {
                self.lines(out, &mut margin, &std::mem::take(&mut pieces));
            }
            for claim in claims {
                let row = table::claim(claim, self.width.saturating_sub(MARGIN + 4));
                let _ = writeln!(out, "{}  └ {row}", margin.next());
            }
        }
        self.text(&mut pieces, Span::new(at, block.span.end), DIM);
        self.lines(out, &mut margin, &pieces);
        out.push('\n');
    }

    fn lines(&self, out: &mut String, margin: &mut Margin, pieces: &[Piece]) {
        for line in term::flow(pieces, self.width.saturating_sub(MARGIN)) {
            let _ = writeln!(out, "{}{line}", margin.next());
        }
    }

    /// Cuts the text under `span` into pieces, marked and not.
    fn text(&self, pieces: &mut Vec<Piece>, span: Span, base: Style) {
        let text = &self.reading.article.text;
        let mut at = span.start;
        for mark in self.marks.iter().filter(|m| span.contains(m.span)) {
            pieces.push(piece(base, Span::new(at, mark.span.start).slice(text)));
            let said = mark.span.slice(text);
            let value = if mark.value.is_empty() {
                "?"
            } else {
                &mark.value
            };
            let value = glue(&clean(value));
            if self.plain {
                pieces.push(piece(Style::new(), &format!("[{}|{value}]", clean(said))));
            } else {
                pieces.push(piece(mark.style, said));
                pieces.push(piece(DIM, &format!("⟨{value}⟩")));
            }
            at = mark.span.end;
        }
        pieces.push(piece(base, Span::new(at, span.end).slice(text)));
    }

    fn legend(&self, out: &mut String) {
        if self.plain {
            let _ = writeln!(
                out,
                "[words|value]: an actor (party, person), a place (in country) or a time (EDTF)"
            );
        } else {
            let _ = writeln!(
                out,
                "{ACTOR}actor{ACTOR:#}{DIM}⟨party person⟩{DIM:#}  {PLACE}place{PLACE:#}{DIM}⟨in country⟩{DIM:#}  \
                 {TIME}time{TIME:#}{DIM}⟨EDTF⟩{DIM:#}  {DIM}not read as sentences{DIM:#}"
            );
        }
    }
}

/// The margin of a block: its kind once, then nothing.
struct Margin {
    word: &'static str,
}

impl Margin {
    fn next(&mut self) -> String {
        let word = std::mem::take(&mut self.word);
        format!("{DIM}{word:<MARGIN$}{DIM:#}")
    }
}

/// Whether a claim is listed under a sentence: its clearest evidence begins there.
fn stands_in(evidence: &[Span], sentence: Span) -> bool {
    evidence
        .first()
        .is_some_and(|e| sentence.start <= e.start && e.start < sentence.end)
}

/// `RUS`, with the person where the text does not give the full name.
fn actor_value(parties: &[Code], persons: &[String], said: &str) -> String {
    let parties: Vec<&str> = parties.iter().map(|code| code.as_str()).collect();
    let hidden: Vec<&str> = persons
        .iter()
        .map(String::as_str)
        .filter(|p| !said.contains(p))
        .collect();
    format!("{} {}", parties.join("+"), hidden.join(", "))
        .trim()
        .to_owned()
}

fn piece(style: Style, text: &str) -> Piece {
    // Line by line, so that spaces at both ends stay and part the words.
    let text = text
        .split(char::is_whitespace)
        .map(clean)
        .collect::<Vec<_>>()
        .join(" ");
    Piece { style, text }
}

/// Keeps a value on one line.
fn glue(value: &str) -> String {
    value.replace(' ', "\u{a0}")
}
