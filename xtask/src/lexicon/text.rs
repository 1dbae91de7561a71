//! Words: how names are levelled for comparison, and which words are ordinary.

use std::collections::HashSet;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Result;

/// A name in lower case without diacritics, its words separated by one blank.
pub fn level(name: &str) -> String {
    let plain = any_ascii::any_ascii(name).to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").replace('\'', "")
}

/// Words that stand in lower case in English prose: speeches of the general debate of the United Nations, and the treebanks. A
/// name that is one of them is not safe to look up by itself.
pub fn ordinary_words(shared: &Path) -> Result<HashSet<String>> {
    let mut words = HashSet::new();
    let files = [
        "data/text/un_general_debate_2000_2022.jsonl.xz",
        "data/treebank/en_ewt-ud-train.conllu.xz",
        "data/treebank/en_gum-permissive-train.conllu.xz",
    ];
    for file in files {
        let path = shared.join(file);
        let output = Command::new("xz")
            .args(["-dc"])
            .arg(&path)
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err(format!("{}: could not be unpacked", path.display()).into());
        }
        let text = String::from_utf8_lossy(&output.stdout);
        for word in text.split(|c: char| !c.is_alphabetic()) {
            if word.len() > 1 && word.chars().all(char::is_lowercase) {
                let word = level(word);
                if !words.contains(&word) {
                    words.insert(word);
                }
            }
        }
    }
    Ok(words)
}
