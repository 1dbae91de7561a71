//! `servanda completions`: a script that completes the program's words in a shell.

use super::Exit;
use clap_complete::Shell;
use std::io::Write;

/// Write a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  servanda completions bash > ~/.local/share/bash-completion/completions/servanda\n  \
                  servanda completions fish > ~/.config/fish/completions/servanda.fish"
)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Writes the script to standard output.
pub fn run(args: Args, command: &mut clap::Command) -> Exit {
    // Into memory first: the generator panics on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "servanda", &mut script);
    match std::io::stdout().write_all(&script) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("error: standard output: {error}");
            Exit::Unread
        }
        _ => Exit::Done,
    }
}
