//! `cargo xtask lexicon`: makes the generated files of `data/lexicon` from public tables of facts.
//!
//! What enters: the folder of public tables (`--shared DIR`, else `../shared`) and the hand-written files of `data/lexicon`. What leaves:
//! `state_names.tsv`, `cities.tsv` and `people.tsv`, each with its sources in its first lines. The same tables give
//! the same files, byte for byte. Generated files are never edited: what is wrong in them is put right in the rules here or in
//! the hand-written files.

mod cities;
mod countries;
mod facts;
mod naming;
mod people;
mod text;
mod titles;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What goes wrong: said once, on standard error.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Runs the chore.
pub fn run(args: &[String]) -> ExitCode {
    let mut shared = PathBuf::from("../shared");
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--shared", Some(folder)) => shared = PathBuf::from(folder),
            _ => {
                eprintln!("usage: cargo xtask lexicon [--shared DIR]");
                return ExitCode::from(2);
            }
        }
    }
    match generate(&shared, Path::new("data/lexicon")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lexicon: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Makes all files.
fn generate(shared: &Path, lexicon: &Path) -> Result<()> {
    let countries = countries::Countries::read(shared, lexicon)?;
    write(lexicon, "state_names.tsv", &countries.formal_names())?;
    let ordinary = text::ordinary_words(shared)?;
    let cities = cities::cities(shared, lexicon, &countries, &ordinary)?;
    write(lexicon, "cities.tsv", &cities)?;
    let facts = facts::read(shared, lexicon, &countries)?;
    let mut variants = HashMap::new();
    for row in own(&lexicon.join("people_extra.tsv"))? {
        variants.insert(row[0].clone(), row[2].clone());
    }
    let cutter = naming::Cutter::new(&own(&lexicon.join("spellings.tsv"))?);
    let people = people::people(facts, &variants, &cutter);
    write(lexicon, "people.tsv", &people)?;
    Ok(())
}

/// Writes a file and says how long it is.
fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    std::fs::write(folder.join(name), text)?;
    println!(
        "{name}: {} lines, {} bytes",
        text.lines().count(),
        text.len()
    );
    Ok(())
}

/// The rows of a table as maps from column to cell.
fn table(path: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let columns = reader.headers()?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cells = columns.iter().zip(&record);
        rows.push(Row(cells
            .map(|(column, cell)| (column.to_string(), cell.trim().to_string()))
            .collect()));
    }
    Ok(rows)
}

/// A row of a table.
struct Row(HashMap<String, String>);

impl Row {
    /// The cell of a column; empty where there is none.
    fn get(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }
}

/// The cells of the lines of one of our own files.
fn own(path: &Path) -> Result<Vec<Vec<String>>> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines
        .map(|line| line.split('\t').map(str::to_string).collect())
        .collect())
}
