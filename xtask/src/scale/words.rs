//! Words: what generated pages are made of, from `xtask/src/scale/words.toml`.

use super::chance::sums;
use reading::claim::Event;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    parties: String,
    given: String,
    family: String,
    offices: Vec<String>,
    outlets: String,
    subjects: Vec<String>,
    fillers: Vec<String>,
    dealing: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    event: String,
    kind: String,
    share: f64,
    mutual: bool,
    announced: f64,
    will: String,
    did: String,
}

/// A type of dealing.
pub struct Type {
    /// PLOVER type.
    pub event: Event,
    /// Finer kind.
    pub kind: String,
    /// Whether both do it together.
    pub mutual: bool,
    /// The share that is announced first.
    pub announced: f64,
    /// Words of an announcement.
    pub will: String,
    /// Words of a report.
    pub did: String,
}

/// All words.
pub struct Words {
    /// Codes of parties, and their sums.
    pub parties: (Vec<String>, Vec<f64>),
    /// Given names.
    pub given: Vec<String>,
    /// Family names.
    pub family: Vec<String>,
    /// Offices.
    pub offices: Vec<String>,
    /// Outlets, and their sums.
    pub outlets: (Vec<String>, Vec<f64>),
    /// Subjects: the words of each.
    pub subjects: Vec<Vec<String>>,
    /// Sentences that say nothing.
    pub fillers: Vec<String>,
    /// Types of dealings, and their sums.
    pub types: (Vec<Type>, Vec<f64>),
}

impl Words {
    /// The words that come with the project.
    pub fn bundled() -> Result<Words, String> {
        let file: File = toml::from_str(include_str!("words.toml"))
            .map_err(|error| format!("words.toml: {error}"))?;
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let falling = |items: Vec<String>| {
            let sums = sums((0..items.len()).map(|n| 1.0 / (n as f64 + 2.0)));
            (items, sums)
        };
        let shares = sums(file.dealing.iter().map(|row| row.share));
        let types = { file.dealing.into_iter() }
            .map(|row| {
                Ok(Type {
                    event: Event::parse(&row.event)
                        .ok_or(format!("words.toml: no type {}", row.event))?,
                    kind: row.kind,
                    mutual: row.mutual,
                    announced: row.announced,
                    will: row.will,
                    did: row.did,
                })
            })
            .collect::<Result<Vec<_>, String>>()?;
        Ok(Words {
            parties: falling(list(&file.parties)),
            given: list(&file.given),
            family: list(&file.family),
            offices: file.offices,
            outlets: falling(list(&file.outlets)),
            subjects: file.subjects.iter().map(|words| list(words)).collect(),
            fillers: file.fillers,
            types: (types, shares),
        })
    }
}
