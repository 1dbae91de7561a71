//! Sizes: files that can be read in one sitting, a repository that can be cloned in one breath.

use super::{File, Problem};

/// Lines of a Rust file. Most have less than half of it.
const RUST_LINES: usize = 900;
/// Bytes of a trained model.
const MODEL: u64 = 48 << 20;
/// Bytes of any other file.
const OTHER: u64 = 4 << 20;

/// Problems with sizes.
pub fn check(files: &[File]) -> Vec<Problem> {
    files.iter().filter_map(one).collect()
}

fn one(file: &File) -> Option<Problem> {
    let lines = file.text.as_deref().map_or(0, |text| text.lines().count());
    if file.path.ends_with(".rs") && lines > RUST_LINES {
        let message =
            format!("{lines} lines, and at most {RUST_LINES} can be read in one sitting; split it");
        return Some(Problem::new(file, 0, message));
    }
    let most = if file.path.starts_with("models/") {
        MODEL
    } else {
        OTHER
    };
    (file.size > most).then(|| {
        let message = format!(
            "{} bytes, and at most {most} are kept: everybody who clones pays for it",
            file.size
        );
        Problem::new(file, 0, message)
    })
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn long_files_are_found() {
        assert!(one(&file("a.rs", &"x\n".repeat(900))).is_none());
        assert!(one(&file("a.rs", &"x\n".repeat(901))).is_some());
        assert!(one(&file("data/a.tsv", &"x\n".repeat(901))).is_none());
        let large = |path: &str| File {
            path: path.to_owned(),
            size: 5 << 20,
            text: None,
        };
        assert!(one(&large("data/a.bin")).is_some());
        assert!(one(&large("models/a.bin")).is_none());
    }
}
