//! `servanda parse`: the analysis of words and sentences, in the form that treebanks use.

use super::Exit;
use super::report::Report;
use crate::pages::STDIN;
use anstream::ColorChoice;
use reading::page::Diagnostic;
use reading::parse::Model;
use reading::parse::conllu::{parse_conllu, parse_plain};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Tag and parse text, in CoNLL-U
///
/// Gives lemma, part of speech, features, head and relation of every word, with the labels of Universal Dependencies.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda parse notes.txt\n  \
    echo 'The ministers met in Lima.' | servanda parse -\n  \
    servanda parse --conllu words.conllu              words and sentences as the file has them")]
pub struct Args {
    /// FILE is CoNLL-U: its words and sentences are kept, all else is predicted
    #[arg(long)]
    conllu: bool,
    /// A text whose paragraphs are parted by empty lines, or - for standard input
    file: PathBuf,
}

/// Analyses the file and prints it.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    match bytes(&args.file) {
        Err(error) => report.trouble(&crate::pages::Trouble::io(
            args.file.display().to_string(),
            &error,
        )),
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            if let std::borrow::Cow::Owned(_) = text {
                let guessed = Diagnostic::warning(
                    "not-utf-8",
                    "some of its bytes are not UTF-8, and were replaced",
                    "Convert it to UTF-8 first.",
                );
                report.diagnostics(&args.file.display().to_string(), &[guessed]);
            }
            let model = Model::bundled();
            let parsed = if args.conllu {
                parse_conllu(&text, &model)
            } else {
                parse_plain(&text, &model)
            };
            match io::stdout().lock().write_all(parsed.as_bytes()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    report.fail(
                        &format!("standard output: {error}"),
                        "Check where the output goes.",
                    );
                }
                _ => {}
            }
        }
    }
    if report.errors > 0 {
        Exit::Unread
    } else {
        Exit::Done
    }
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    if file.as_os_str() == STDIN {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    } else {
        std::fs::read(file)
    }
}
