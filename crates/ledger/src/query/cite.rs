//! Citations: where something is said, in a line to copy.

use crate::record::{Claim, Source};

/// Outlet, date, title, address and the sentence, as far as they are known:
/// `kermadec.example, 2018-03-01, “A visit is announced”, https://kermadec.example/1: “She will come in April.”`
pub fn citation(source: &Source, claim: Option<&Claim>) -> String {
    let title = source.title.as_deref().map(quoted);
    let published = match source.published {
        Some(day) => day.to_string(),
        None => format!("undated, read {}", source.day()),
    };
    let parts = [
        source.outlet.clone(),
        Some(published),
        title,
        source.url.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let said = claim.and_then(|claim| claim.evidence.first());
    let said = said.map_or_else(String::new, |said| format!(": {}", quoted(&said.text)));
    format!("{}{said}", parts.join(", "))
}

/// Words on one line within quotation marks; of double ones within, single ones are made.
fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let inner: String = line
        .chars()
        .map(|c| match c {
            '“' => '‘',
            '”' => '’',
            '"' => '\'',
            c => c,
        })
        .collect();
    format!("“{inner}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_within_marks_are_single() {
        assert_eq!(quoted("She said:\n “We met.”"), "“She said: ‘We met.’”");
    }
}
