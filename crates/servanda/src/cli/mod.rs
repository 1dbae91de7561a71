//! The command line: one file a command.
//!
//! What enters: the arguments. What leaves: an [`Exit`]. Results go to standard output, everything said about them to
//! standard error, so that a pipe carries results only.

mod add;
mod alerts;
mod archive;
mod asked;
mod backup;
mod book;
mod completions;
mod correct;
mod curve;
mod demo;
mod doctor;
mod dossier;
mod due;
mod export;
mod forget;
mod grounds;
mod import;
mod inspect;
mod ordered;
mod output;
mod parse;
mod read;
mod records;
mod report;
mod reread;
mod restore;
mod said;
mod search;
mod serve;
mod shelf;
mod show;
mod sources;
mod stats;
mod table;
mod term;
mod told;
mod user;
mod watch;
mod web;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

/// What the program ends with. The numbers are part of its contract (docs/output.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done; diagnostics are allowed.
    Done = 0,
    /// Some pages could not be read, or a result could not be written.
    Unread = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// The ledger could not be used.
    Ledger = 3,
    /// There is something to tell, and the exit code was asked to say so.
    Alert = 4,
    /// Somebody asked it to stop.
    Interrupted = 130,
}

/// Reads news pages and writes down what passed between states.
#[derive(Debug, Parser)]
#[command(
    name = "servanda",
    version,
    about,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done (diagnostics are allowed), 1 some pages could not be read, 2 wrong usage, \
                  3 the ledger could not be used.\n\nTry: servanda read examples/"
)]
struct Cli {
    /// When to use colour
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Args),
    Add(add::Args),
    Records(records::Args),
    Due(due::Args),
    Alerts(alerts::Args),
    Dossier(dossier::Args),
    Search(search::Args),
    Show(show::Args),
    Correct(correct::Args),
    Stats(stats::Args),
    Export(export::Args),
    Import(import::Args),
    Reread(reread::Args),
    Forget(forget::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Doctor(doctor::Args),
    Watch(watch::Args),
    Serve(serve::Args),
    Demo(demo::Args),
    Sources(sources::Args),
    Inspect(inspect::Args),
    Parse(parse::Args),
    User(user::Args),
    Completions(completions::Args),
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    fn choice(self) -> anstream::ColorChoice {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let color = cli.color.choice();
    let exit = match cli.command {
        Command::Read(args) => read::run(args, color),
        Command::Add(args) => add::run(args, color),
        Command::Records(args) => records::run(args, color),
        Command::Due(args) => due::run(args, color),
        Command::Alerts(args) => alerts::run(args, color),
        Command::Dossier(args) => dossier::run(args, color),
        Command::Search(args) => search::run(args, color),
        Command::Show(args) => show::run(args, color),
        Command::Correct(args) => correct::run(args, color),
        Command::Stats(args) => stats::run(args, color),
        Command::Export(args) => export::run(args, color),
        Command::Import(args) => import::run(args, color),
        Command::Reread(args) => reread::run(args, color),
        Command::Forget(args) => forget::run(args, color),
        Command::Backup(args) => backup::run(args, color),
        Command::Restore(args) => restore::run(args, color),
        Command::Doctor(args) => doctor::run(args, color),
        Command::Watch(args) => watch::run(args, color),
        Command::Serve(args) => serve::run(args, color),
        Command::Demo(args) => demo::run(args, color),
        Command::Sources(args) => sources::run(args, color),
        Command::Inspect(args) => inspect::run(args, color),
        Command::Parse(args) => parse::run(args, color),
        Command::User(args) => user::run(args, color),
        Command::Completions(args) => completions::run(args, &mut Cli::command()),
    };
    ExitCode::from(exit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
