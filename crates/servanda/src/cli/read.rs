//! `servanda read`: claims of many pages.
//!
//! Pages are read on several threads and come out in the order of the inputs, whatever the number of threads. Of a page
//! only its result is kept, and that only until it is its turn.

use super::output::{Names, OutDir};
use super::report::Report;
use super::{Exit, ordered, table, term, web};
use crate::pages::{self, Found, Input, Search, Trouble};
use crate::wire;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use jiff::civil::Date;
use reading::claim::explain::Explained;
use reading::page::Diagnostic;
use reading::{Options, Reader, Reading};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// Read pages and print their claims
///
/// PATH is a file, a folder (searched for pages, all the way down), an address of the web or - for standard input. Pages are HTML, text, JSON
/// articles, JSON lines with one article a line, web archives (WARC) and mail; each may be compressed with gzip.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda read examples/                          a table of all pages in a folder\n  \
    servanda read --format jsonl news/ > claims.jsonl\n  \
    servanda read --out claims/ news/ feed.jsonl     one JSON file a page\n  \
    servanda read --explain page.html                what each claim rests on\n  \
    curl -s https://example.org/page | servanda read --published 2016-11-20 -\n\n\
    Without --format and --out it prints a table on a terminal, JSON lines into a pipe or file.")]
pub struct Args {
    /// How to print: json is one array of all pages, jsonl one page a line
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write DIR/STEM.json for each page instead of printing; below a folder its paths are kept
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Day of publication (YYYY-MM-DD) to assume where a page gives none
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<Date>,
    /// Say why: what each claim rests on, and why other sentences gave none
    #[arg(long, short)]
    explain: bool,
    /// How many pages to read at a time [default: as many as there are processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Say errors only: no warnings, notes or progress
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    fetching: web::Fetching,
    /// Files, folders and addresses, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One array
    Json,
    /// One page a line
    Jsonl,
    /// For people
    Table,
}

/// A day as on the command line.
pub fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "give a day as YYYY-MM-DD, such as 2016-11-20".to_owned())
}

/// Where results go.
enum Sink {
    Files(OutDir),
    Print(Format),
}

/// What a thread is given.
enum Job {
    Read { input: Input, file: PathBuf },
    Say(Trouble),
}

/// What a thread gives back.
enum Done {
    Page(Box<Page>),
    Said(Trouble),
}

/// What is left of a page when it has been read.
struct Page {
    name: String,
    size: u64,
    claims: usize,
    diagnostics: Vec<Diagnostic>,
    /// The result, as it is to be printed.
    body: Vec<u8>,
    /// Of a result that goes to a file: what became of it.
    written: io::Result<()>,
}

/// Totals of a run.
#[derive(Default)]
struct Totals {
    pages: usize,
    claims: usize,
}

/// Reads the pages and prints or writes their claims.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, args.quiet);
    let format = args.format;
    let sink = match args.out.clone() {
        Some(_) if matches!(format, Some(Format::Table | Format::Jsonl)) => {
            report.fail(
                "--out writes one JSON file a page, in no other format",
                "Leave out --format, or leave out --out and redirect what is printed.",
            );
            return Exit::Usage;
        }
        Some(dir) => match OutDir::create(dir.clone()) {
            Ok(out) => Sink::Files(out),
            Err(error) => {
                report.fail(
                    &format!("{}: the folder cannot be made: {error}", dir.display()),
                    "Give --out a folder that you may write to.",
                );
                return Exit::Unread;
            }
        },
        None => Sink::Print(format.unwrap_or_else(|| {
            if io::stdout().is_terminal() {
                Format::Table
            } else {
                Format::Jsonl
            }
        })),
    };
    if let Sink::Files(out) = &sink {
        out.guard();
    }
    if !args.quiet && io::stderr().is_terminal() && many(&args.paths) {
        report.show_bar(pages::measure(&args.paths, search(&args)));
    }
    let outcome = read(&args, &sink, color, &mut report);
    report.hide_bar();
    report.kept_back();
    match outcome {
        // The reader of the pipe has seen enough: that is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => report.fail(
            &format!("standard output: {error}"),
            "Check where the output goes.",
        ),
        Ok(totals) => {
            if let Sink::Files(_) = &sink {
                let dir = args.out.unwrap_or_default();
                report.remark(&format!("{} in {}", totals.say(), dir.display()));
            }
        }
    }
    if report.errors > 0 {
        Exit::Unread
    } else {
        Exit::Done
    }
}

fn search(args: &Args) -> Search {
    Search {
        except: args.out.clone(),
    }
}

/// Whether so much is to be read that a progress bar helps.
pub fn many(paths: &[PathBuf]) -> bool {
    paths.len() > 5
        || paths
            .iter()
            .any(|p| p.is_dir() || std::fs::metadata(p).is_ok_and(|m| m.len() > 4 << 20))
}

fn read(args: &Args, sink: &Sink, color: ColorChoice, report: &mut Report) -> io::Result<Totals> {
    let reader = Reader::bundled();
    let options = Options {
        published: args.published,
        ..Options::default()
    };
    let jobs = args.jobs.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    );
    let width = term::width();
    let mut printer = match sink {
        Sink::Print(format) => Some(Printer::new(*format, color)?),
        Sink::Files(_) => None,
    };
    let mut totals = Totals::default();
    let mut outcome = Ok(());
    let names = if printer.is_some() {
        None
    } else {
        Some(Names::default())
    };
    ordered::run(
        jobs,
        jobs_of(
            web::find(args.paths.clone(), search(args), &args.fetching),
            names,
        ),
        |job| match job {
            Job::Say(trouble) => Done::Said(trouble),
            Job::Read { input, file } => match read_one(&reader, &options, args.explain, &input) {
                Ok(read) => Done::Page(Box::new(finish(read, input, &file, sink, width))),
                Err(trouble) => Done::Said(trouble),
            },
        },
        |done| {
            match done {
                Done::Said(trouble) => report.trouble(&trouble),
                Done::Page(page) => {
                    report.diagnostics(&page.name, &page.diagnostics);
                    totals.pages += 1;
                    totals.claims += page.claims;
                    if let Err(error) = page.written {
                        report.fail(
                            &format!("{}: its result could not be written: {error}", page.name),
                            "Check the space and the rights of the folder given with --out.",
                        );
                    }
                    if let Some(printer) = &mut printer
                        && let Err(error) = report.aside(|| printer.page(&page.body))
                    {
                        outcome = Err(error);
                        return ControlFlow::Break(());
                    }
                    report.advance(totals.pages, page.size);
                }
            }
            ControlFlow::Continue(())
        },
    );
    outcome?;
    if let Some(printer) = printer {
        report.aside(|| printer.end(&totals))?;
    }
    Ok(totals)
}

/// Gives each page its file, in the order of the pages: names must not depend on which thread is faster.
fn jobs_of(
    found: impl Iterator<Item = Found> + Send,
    mut names: Option<Names>,
) -> impl Iterator<Item = Job> + Send {
    found.flat_map(move |found| {
        let (input, said) = match found {
            Found::Trouble(trouble) => {
                return [Some(Job::Say(trouble)), None].into_iter().flatten();
            }
            Found::Page(input) => (input, &mut names),
        };
        let Some(names) = said else {
            let file = PathBuf::new();
            return [None, Some(Job::Read { input, file })]
                .into_iter()
                .flatten();
        };
        let (file, taken) = names.give(&input.stem);
        let note = taken.then(|| {
            let message = format!(
                "its result goes to {}, another page having the plain name",
                file.display()
            );
            let name = input.name.clone();
            Job::Say(Trouble {
                name,
                diagnostic: Diagnostic::note("same-name", message, ""),
            })
        });
        [note, Some(Job::Read { input, file })]
            .into_iter()
            .flatten()
    })
}

/// Reads a page. Reading does not panic; should it do so all the same, the other pages are read and this one is named.
fn read_one(
    reader: &Reader,
    options: &Options,
    explain: bool,
    input: &Input,
) -> Result<(Reading, Option<Explained>), Trouble> {
    guarded(&input.name, || {
        if explain {
            let (reading, explained) = reader.explain(&input.page, options);
            (reading, Some(explained))
        } else {
            (reader.read(&input.page, options), None)
        }
    })
}

/// What reading the page `name` gives, or the trouble that the program failed on it.
pub fn guarded<R>(name: &str, read: impl FnOnce() -> R) -> Result<R, Trouble> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| Trouble {
        name: name.to_owned(),
        diagnostic: Diagnostic::error(
            "internal",
            "the program failed on this page, which is a mistake in the program",
            "Please report it, with the page; the other pages are read.",
        ),
    })
}

fn finish(
    (reading, explained): (Reading, Option<Explained>),
    input: Input,
    file: &std::path::Path,
    sink: &Sink,
    width: usize,
) -> Page {
    let explained = explained.as_ref();
    let (body, written) = match sink {
        Sink::Files(out) => {
            let written =
                json(&reading, explained, None, true).and_then(|body| out.write(file, &body));
            (Vec::new(), written)
        }
        Sink::Print(Format::Table) => (
            table::page(&reading, explained, &input.name, width).into_bytes(),
            Ok(()),
        ),
        Sink::Print(format) => {
            let pretty = *format == Format::Json;
            match json(&reading, explained, Some(&input.name), pretty) {
                Ok(body) => (body, Ok(())),
                Err(error) => (Vec::new(), Err(error)),
            }
        }
    };
    Page {
        name: input.name,
        size: input.size,
        claims: reading.claims.len(),
        diagnostics: reading.diagnostics,
        body,
        written,
    }
}

fn json(
    reading: &Reading,
    explained: Option<&Explained>,
    file: Option<&str>,
    pretty: bool,
) -> io::Result<Vec<u8>> {
    let view = wire::Read::of(reading, explained, file);
    let mut body = if pretty {
        serde_json::to_vec_pretty(&view)?
    } else {
        serde_json::to_vec(&view)?
    };
    body.push(b'\n');
    Ok(body)
}

/// Standard output in one of the formats.
struct Printer {
    format: Format,
    out: BufWriter<Box<dyn Write>>,
    pages: usize,
    /// Whether somebody is watching, who should see each page when it is there.
    watched: bool,
}

impl Printer {
    fn new(format: Format, color: ColorChoice) -> io::Result<Printer> {
        let stdout = io::stdout();
        let watched = stdout.is_terminal();
        let out: Box<dyn Write> = match format {
            Format::Table => Box::new(AutoStream::new(stdout, color)),
            Format::Json | Format::Jsonl => Box::new(stdout),
        };
        let mut printer = Printer {
            format,
            out: BufWriter::with_capacity(1 << 16, out),
            pages: 0,
            watched,
        };
        if format == Format::Json {
            printer.out.write_all(b"[\n")?;
        }
        Ok(printer)
    }

    fn page(&mut self, body: &[u8]) -> io::Result<()> {
        if self.format == Format::Json && self.pages > 0 {
            self.out.write_all(b",\n")?;
        }
        self.pages += 1;
        self.out.write_all(body)?;
        if self.watched {
            self.out.flush()
        } else {
            Ok(())
        }
    }

    fn end(mut self, totals: &Totals) -> io::Result<()> {
        match self.format {
            Format::Json => self.out.write_all(b"]\n")?,
            Format::Table => writeln!(self.out, "{}", totals.say())?,
            Format::Jsonl => {}
        }
        self.out.flush()
    }
}

impl Totals {
    fn say(&self) -> String {
        format!(
            "{}, {}",
            term::count(self.pages, "page"),
            term::count(self.claims, "claim")
        )
    }
}
