//! The desk in a real browser: `tests/browser/desk.mjs` looks, this lays the ledger out and serves it.
//!
//! Where there is no browser (`cargo xtask test` installs one and says where in `SERVANDA_BROWSER`), it says that it is skipped.

use crate::World;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A server that ends with the test.
pub struct Served {
    child: Child,
    /// Its address, without a stroke at the end.
    pub at: String,
}

impl Served {
    /// Starts a server and waits until it says where it is.
    pub fn start(mut command: Command) -> Served {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut at = None;
        let mut line = String::new();
        while at.is_none() && said.read_line(&mut line).unwrap() > 0 {
            let words = line
                .split_whitespace()
                .find(|word| word.starts_with("http://"));
            at = words.map(|word| word.trim_end_matches('/').to_owned());
            line.clear();
        }
        // What else it says is of no interest, but a full pipe would stop it.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Served {
            child,
            at: at.unwrap(),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

#[test]
fn the_desk_works_in_a_browser() {
    let Some(folder) = std::env::var_os("SERVANDA_BROWSER").map(PathBuf::from) else {
        eprintln!("skipped: no browser; cargo xtask test installs one");
        return;
    };
    let world = World::new(&[]);
    // One page comes later, while the newsfeed is open.
    let later = "18-arrival.html";
    for entry in fs::read_dir(examples()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name != "README.md" {
            let place = if name == later { "later" } else { "pages" };
            world.write(&format!("{place}/{name}"), &fs::read(&path).unwrap());
        }
    }
    let added = world.run(&["add", "--ledger", "desk.ledger", "--quiet", "pages"]);
    assert_eq!(added.code, 0, "{}", added.err);
    let served = Served::start(world.command(&[
        "serve",
        "--ledger",
        "desk.ledger",
        "--listen",
        "127.0.0.1:0",
        "--today",
        "2018-05-20",
    ]));
    let looked = Command::new("node")
        .arg("--test")
        .arg(folder.join("desk.mjs"))
        .current_dir(&folder)
        .env("DESK_URL", &served.at)
        .env("DESK_PROGRAM", env!("CARGO_BIN_EXE_servanda"))
        .env("DESK_LEDGER", world.path("desk.ledger"))
        .env("DESK_LATER", world.path("later").join(later))
        .output()
        .unwrap();
    assert!(
        looked.status.success(),
        "{}{}",
        String::from_utf8_lossy(&looked.stdout),
        String::from_utf8_lossy(&looked.stderr)
    );
}
