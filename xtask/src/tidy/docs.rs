//! Docs: every path that a document names is there.
//!
//! Paths are the targets of links, and words in backticks that begin with a folder of the project. Patterns and places
//! to be filled in (`data/*.tsv`, `DIR/STEM.json`, `NNNN-title.md`) are no paths. Decisions tell of their day, so only
//! their links must hold.

use super::{File, Problem};
use std::collections::HashSet;

/// Problems with documented paths.
pub fn check(files: &[File]) -> Vec<Problem> {
    let known = known(files);
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        let history = file.path.starts_with("docs/decisions/");
        let mut fenced = false;
        for (index, line) in file.text.as_deref().unwrap_or_default().lines().enumerate() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
                continue;
            }
            let mut missing: Vec<&str> = Vec::new();
            if !fenced {
                missing.extend(links(line).filter(|link| !resolves(&file.path, link, &known)));
            }
            if !history && !fenced {
                missing.extend(quoted(line).filter(|path| {
                    is_path(path, &known) && !known.contains(path.trim_end_matches('/'))
                }));
            }
            for path in missing {
                problems.push(Problem::new(
                    file,
                    index + 1,
                    format!("names {path}, which is not there"),
                ));
            }
        }
    }
    problems
}

/// All files and their folders.
fn known(files: &[File]) -> HashSet<&str> {
    let mut known = HashSet::new();
    for file in files {
        let mut path = file.path.as_str();
        known.insert(path);
        while let Some((folder, _)) = path.rsplit_once('/') {
            known.insert(folder);
            path = folder;
        }
    }
    known
}

/// The targets of links in a line: `[words](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("](").filter_map(|(at, mark)| {
        let target = line.get(at + mark.len()..)?;
        let target = target.get(..target.find(')')?)?;
        let target = target.split('#').next()?;
        let elsewhere =
            target.is_empty() || target.contains("://") || target.starts_with("mailto:");
        (!elsewhere).then_some(target)
    })
}

/// What stands in backticks in a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Whether words in backticks are a path of the project.
fn is_path(words: &str, known: &HashSet<&str>) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    let Some((first, rest)) = words.split_once('/') else {
        return false;
    };
    let folders = [
        "crates", "xtask", "docs", "cases", "data", "models", "examples", ".ci", ".cargo",
    ];
    let to_fill_in = rest
        .split('/')
        .any(|part| part.starts_with(|c: char| c.is_ascii_uppercase()) && !known.contains(words));
    let documents = rest.ends_with(".md");
    words.chars().all(plain)
        && folders.contains(&first)
        && (documents || !to_fill_in)
        && !rest.contains("NNNN")
}

/// Whether a link from the document `from` leads to a file or folder.
fn resolves(from: &str, link: &str, known: &HashSet<&str>) -> bool {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            name => parts.push(name),
        }
    }
    parts.is_empty() || known.contains(parts.join("/").as_str())
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn missing(text: &str) -> Vec<String> {
        let files = [
            file("docs/a.md", text),
            file("docs/b.md", ""),
            file("crates/reading/src/lib.rs", ""),
        ];
        check(&files).into_iter().map(|p| p.message).collect()
    }

    #[test]
    fn paths_in_backticks_are_there() {
        assert!(missing("`crates/reading/src/lib.rs`, `crates/reading/`, `docs/b.md`").is_empty());
        assert_eq!(
            missing("`crates/reading/src/gone.rs` and `docs/GONE.md`").len(),
            2
        );
        assert!(
            missing(
                "`data/*.tsv`, `DIR/STEM.json`, `docs/NNNN-title.md`, `and/or`, `cases/NAME.case`"
            )
            .is_empty()
        );
        assert!(missing("```\n`crates/gone`\n```").is_empty());
    }

    #[test]
    fn links_lead_somewhere() {
        assert!(
            missing(
                "[b](b.md#part), [c](../crates/reading), [d](https://example.org/x), [e](#here)"
            )
            .is_empty()
        );
        assert_eq!(missing("[b](c.md), [up](../../shared)").len(), 2);
    }
}
