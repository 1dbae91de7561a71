//! Numbers the rules by which claims become records.
//!
//! What enters: the sources of the rooms record and merge, and their word lists. What leaves: `LEDGER_RULES`, a hash of them. A
//! ledger remembers by which rules its records were joined, and is joined anew by others; a number that a person had to raise
//! would be forgotten one day.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for folder in ["src/record", "src/merge", "../../data/ledger"] {
        println!("cargo:rerun-if-changed={folder}");
        collect(Path::new(folder), &mut files)?;
    }
    files.sort();
    // FNV-1a.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for byte in fs::read(file)? {
            // Line ends may differ between checkouts.
            if byte != b'\r' {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    println!("cargo:rustc-env=LEDGER_RULES={}", hash.cast_signed());
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "rs" || e == "txt") {
            files.push(path);
        }
    }
    Ok(())
}
