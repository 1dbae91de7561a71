//! Decisions: numbered once each, and one for every library the project depends on.

use super::{File, Problem};
use std::collections::HashMap;

/// Problems with `docs/decisions`.
pub fn check(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut numbers: HashMap<&str, &str> = HashMap::new();
    let mut all = String::new();
    for file in files {
        let Some(name) = file
            .path
            .strip_prefix("docs/decisions/")
            .filter(|name| *name != "README.md")
        else {
            continue;
        };
        let text = file.text.as_deref().unwrap_or_default();
        all.push_str(text);
        let number = name
            .get(..4)
            .filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
        match number {
            Some(number) if name.get(4..5) == Some("-") && name.ends_with(".md") => {
                if let Some(other) = numbers.insert(number, name) {
                    problems.push(Problem::new(file, 0, format!("has the number of {other}")));
                }
            }
            _ => problems.push(Problem::new(
                file,
                0,
                "is not named like a decision: NNNN-title.md",
            )),
        }
        if !text.starts_with("# ") {
            problems.push(Problem::new(
                file,
                1,
                "opens without a heading that says what was decided",
            ));
        }
    }
    for file in files
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml") && file.path.contains('/'))
    {
        for (line, library) in libraries(file.text.as_deref().unwrap_or_default()) {
            if !all.contains(&format!("`{library}`")) {
                let message = format!(
                    "depends on {library}, and no decision in docs/decisions names it in backticks with the reason"
                );
                problems.push(Problem::new(file, line, message));
            }
        }
    }
    problems
}

/// The libraries that a manifest depends on, those of the workspace itself aside, with their lines.
fn libraries(manifest: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (index, line) in manifest.lines().enumerate() {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies");
            if let Some((_, name)) = section.rsplit_once("dependencies.") {
                found.push((index + 1, name));
            }
        } else if inside
            && let Some((name, _)) = line
                .split_once([' ', '=', '.'])
                .filter(|(n, _)| !n.is_empty() && !n.starts_with('#'))
        {
            found.push((index + 1, name));
        }
    }
    found.retain(|(_, name)| !["reading", "ledger", "servanda"].contains(name));
    found
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn libraries_have_their_reason() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\nserde = { workspace = true }\nreading.workspace = true\n# no\n\
                        [dev-dependencies.insta]\nversion = \"1\"\n";
        assert_eq!(libraries(manifest), [(4, "serde"), (7, "insta")]);
        let decision = file(
            "docs/decisions/0001-json.md",
            "# JSON by serde\n\n`serde` is kept.\n",
        );
        let problems = check(&[decision, file("crates/x/Cargo.toml", manifest)]);
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn numbers_are_given_once() {
        let decision = |name: &str| file(&format!("docs/decisions/{name}"), "# A\n");
        assert_eq!(
            check(&[
                decision("0001-a.md"),
                decision("0001-b.md"),
                decision("c.md"),
                decision("README.md")
            ])
            .len(),
            2
        );
    }
}
