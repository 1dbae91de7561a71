//! Truth: how much of a text is the given one, and which of its lines belong to it.

use std::collections::{HashMap, HashSet};

/// Words in lower case, as `extraction.py` cuts them.
pub fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Letters and digits alone: what two spellings of a title share.
pub fn plain(text: &str) -> String {
    tokens(text).concat().replace('_', "")
}

fn bag(text: &str) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    for token in tokens(text) {
        *bag.entry(token).or_default() += 1;
    }
    bag
}

/// F1 of words, as `extraction.py` counts it.
pub fn word_f1(found: &str, wanted: &str) -> f64 {
    let (found, wanted) = (bag(found), bag(wanted));
    let shared: usize = found
        .iter()
        .map(|(w, n)| n.min(wanted.get(w).unwrap_or(&0)))
        .sum();
    let all: usize = found.values().sum::<usize>() + wanted.values().sum::<usize>();
    if all == 0 {
        1.0
    } else {
        2.0 * shared as f64 / all as f64
    }
}

/// Words of a line that is found by runs of words; a shorter one must be a line of the given text or stand within it.
const LONG: usize = 8;
/// Words of a line that is surely the article's where it is found.
const SURE: usize = 12;
/// How many lines off a sure one a short line may stand: further off, its words are there by chance.
const NEAR: usize = 6;

/// Which lines belong to the article by the given text: long ones by the runs of four words that they share with it,
/// short ones where they are a line of it, or stand in it near long ones.
pub fn labels(texts: &[&str], main: &str) -> Vec<bool> {
    let gold = tokens(main);
    let runs: HashSet<&[String]> = gold.windows(4).collect();
    let lines: HashSet<String> = main.lines().map(|l| tokens(l).join(" ")).collect();
    let joined = format!(" {} ", gold.join(" "));
    let mut sizes = Vec::with_capacity(texts.len());
    let mut labels = Vec::with_capacity(texts.len());
    for text in texts {
        let own = tokens(text);
        sizes.push(own.len());
        labels.push(if own.len() >= LONG {
            let shared = own.windows(4).filter(|w| runs.contains(w)).count();
            2 * shared >= own.len() - 3
        } else {
            let line = own.join(" ");
            !own.is_empty()
                && (lines.contains(&line)
                    || (own.len() >= 3 && joined.contains(&format!(" {line} "))))
        });
    }
    let sure: Vec<usize> = (0..texts.len())
        .filter(|&i| labels[i] && sizes[i] >= SURE)
        .collect();
    for i in 0..texts.len() {
        if labels[i]
            && sizes[i] < LONG
            && !sure.is_empty()
            && !sure.iter().any(|&j| j.abs_diff(i) <= NEAR)
        {
            labels[i] = false;
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_with_their_number() {
        assert_eq!(word_f1("", ""), 1.0);
        assert_eq!(word_f1("a b", "A, b!"), 1.0);
        assert_eq!(word_f1("a a", "a b"), 0.5);
    }

    #[test]
    fn lines_of_the_article_are_found() {
        let main = "The ministers of both states met in Port on Sunday for talks on the border.\nWhat comes next\nThey will meet again.";
        let texts = [
            "Home",
            "The ministers of both states met in Port on Sunday for talks on the border. Share",
            "What comes next",
            "They will meet again.",
            "The ministers of other states met in other ports for other talks on other things",
        ];
        assert_eq!(labels(&texts, main), [false, true, true, true, false]);
    }
}
