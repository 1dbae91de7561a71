//! Figures: numbers in what a check prints.
//!
//! Checks print lines such as `claim          P 0.412  R 0.300  F1 0.347` or `pages 54  word F1 mean 0.912`. A figure is
//! named by the words before its number (`word F1 mean`); where several lines have the same words, by the beginning of
//! the line and a colon as well (`claim: F1`).

/// The figure `name` in `text`.
pub fn find(text: &str, name: &str) -> Option<f64> {
    let (start, label) = match name.split_once(": ") {
        Some((start, label)) => (Some(start), label),
        None => (None, name),
    };
    text.lines().find_map(|line| {
        let rest = match start {
            Some(start) => line.strip_prefix(start)?.strip_prefix([' ', ':'])?,
            None => line,
        };
        in_line(rest, label)
    })
}

/// The number whose words are `label`. Number and words are parted by single spaces, figures by longer gaps or commas.
fn in_line(line: &str, label: &str) -> Option<f64> {
    line.split("  ")
        .flat_map(|part| part.split(", "))
        .find_map(|part| {
            let part = part.trim();
            let after = part
                .strip_prefix(label)
                .and_then(|rest| rest.strip_prefix(' '));
            if let Some(value) = after.and_then(|rest| number(rest.split(' ').next()?)) {
                return Some(value);
            }
            // "812 pages/s": the number before its words.
            let before = part
                .strip_suffix(label)
                .and_then(|rest| rest.strip_suffix(' '))?;
            number(before.rsplit(' ').next()?)
        })
}

fn number(word: &str) -> Option<f64> {
    word.parse().ok().filter(|n: &f64| n.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
pages 54  without output 0  gold claims 1203  claims 800  matched 400
claim          P 0.500  R 0.333  F1 0.400
claim+status   P 0.450  R 0.300  F1 0.360
of matched:   status 0.951  kind 0.900  evidence in page 1.000
words 25150  UPOS 0.9512  LAS 0.8412  LAS without subtypes 0.8512  whole process 21000 words/s
300 pages, 300 written, 1.2 s, 250 pages/s, peak 90 MiB
pages 183  word F1 mean 0.912  date exact 0.700 of 120";

    #[test]
    fn figures_are_found_by_their_words() {
        for (name, value) in [
            ("claim: F1", 0.4),
            ("claim+status: F1", 0.36),
            ("of matched: status", 0.951),
            ("evidence in page", 1.0),
            ("LAS", 0.8412),
            ("LAS without subtypes", 0.8512),
            ("whole process", 21000.0),
            ("pages/s", 250.0),
            ("peak", 90.0),
            ("word F1 mean", 0.912),
            ("date exact", 0.7),
        ] {
            assert_eq!(find(TEXT, name), Some(value), "{name}");
        }
        assert_eq!(find(TEXT, "gold: F1"), None);
        assert_eq!(find(TEXT, "recall"), None);
    }
}
