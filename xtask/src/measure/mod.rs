//! Measure: figures of single stages against material beside the project, by the library itself.
//!
//! What enters: the material of `../shared` and the reader that the program carries. What leaves: lines of figures that the
//! gate can hold (`cases/floors.toml`). What each figure counts stands in its file here and in docs/decisions.

mod actors;
mod archive;
mod attribution;
mod clusters;
mod coreference;
mod merging;
mod names;
mod score;
mod times;

use crate::shell;
use reading::page::{Format, Page};
use reading::{Options, Reader, Reading};
use std::path::Path;
use std::process::ExitCode;

/// What a measure works with.
pub struct Bench<'b> {
    /// The folder of the material.
    pub shared: &'b Path,
    /// The reader of the program.
    pub reader: &'b Reader,
    /// Whether to print what was missed and what was wrong.
    pub show: bool,
}

/// A measure: its name, and how it is done.
type Measure = (&'static str, fn(&Bench) -> Result<(), String>);

const MEASURES: &[Measure] = &[
    ("times", times::run),
    ("names", names::run),
    ("actors", actors::run),
    ("coreference", coreference::run),
    ("attribution", attribution::run),
    ("merging", merging::run),
];

/// `cargo xtask measure NAME [--show]`.
pub fn run(args: &[String]) -> ExitCode {
    let show = args.iter().any(|arg| arg == "--show");
    let names: Vec<&String> = args.iter().filter(|arg| *arg != "--show").collect();
    let measure = match names[..] {
        [name] => MEASURES.iter().find(|(known, _)| known == name),
        _ => None,
    };
    let Some((_, measure)) = measure else {
        let known: Vec<&str> = MEASURES.iter().map(|(name, _)| *name).collect();
        eprintln!(
            "Usage: cargo xtask measure {} [--show]\n\n--show also prints what is missed and what is wrong",
            known.join("|")
        );
        return ExitCode::from(2);
    };
    let Some(shared) = shell::shared() else {
        println!("measure: skipped, there is no ../shared with material beside the project");
        return ExitCode::SUCCESS;
    };
    let reader = Reader::bundled();
    let bench = Bench {
        shared: &shared,
        reader: &reader,
        show,
    };
    match measure(&bench) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

impl Bench<'_> {
    /// Reads a text as article JSON without a title, so that its offsets stay.
    pub fn read(&self, text: &str, published: &str) -> Reading {
        let object = serde_json::json!({ "text": text, "published": published });
        let page = Page::with_format(object.to_string().into_bytes(), Format::ArticleJson);
        // What is measured are the stages, whatever claims come of them.
        let options = Options {
            trees: true,
            ..Options::default()
        };
        self.reader.read(&page, &options)
    }
}

/// Works on all items by as many threads as the machine has, and keeps their order.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let share = items.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let running: Vec<_> = items
            .chunks(share)
            .map(|chunk| scope.spawn(|| chunk.iter().map(&work).collect::<Vec<R>>()))
            .collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default())
            .collect()
    })
}
