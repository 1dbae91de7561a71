//! The program from outside: what it prints, writes and ends with.
#![allow(clippy::unwrap_used, missing_docs)]

mod archives;
mod ask;
mod backup;
mod book;
mod browser;
mod correct;
mod crash;
mod export;
mod inspect;
mod letters;
mod members;
mod parse;
mod people;
mod read;
mod server;
mod usage;
mod visitor;
mod watch;
mod web;

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with pages, and the program run in it.
struct World {
    folder: TempDir,
}

impl World {
    /// A folder with these files.
    fn new(files: &[(&str, &str)]) -> World {
        let world = World {
            folder: TempDir::new().unwrap(),
        };
        for (name, text) in files {
            world.write(name, text.as_bytes());
        }
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The program, with nothing from outside that could change what it prints.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_servanda"));
        command
            .current_dir(self.folder.path())
            .args(args)
            .stdin(Stdio::null());
        command
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS");
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        // The program may have had enough before the end.
        let _ = writer.join().unwrap();
        Ran::of(output)
    }

    /// All files below `name`, sorted.
    fn list(&self, name: &str) -> Vec<String> {
        fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(root, &path, found);
                } else {
                    found.push(
                        path.strip_prefix(root)
                            .unwrap()
                            .to_str()
                            .unwrap()
                            .replace('\\', "/"),
                    );
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.path(name), &self.path(name), &mut found);
        found.sort();
        found
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.path(name)).unwrap()).unwrap()
    }
}

/// What a run came to.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Standard output as JSON lines.
    fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The files that standard output speaks of.
    fn files(&self) -> Vec<String> {
        self.lines()
            .iter()
            .map(|line| line["file"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// A page as flattened text.
const PAGE: &str = "Ministers of Freedonia and Sylvania to Meet\n\nThe foreign ministers will meet on 3 December 2016.\n";

/// An article in JSON, on one line.
fn article(title: &str) -> String {
    format!(
        r#"{{"title": "{title}", "published": "2016-11-20", "url": "https://example.org/{title}", "outlet": "", "text": "The ministers met."}}"#
    )
}
