//! What stands beside a time: whether it lets it be one, how it bounds it, and whether the time only names something.
//!
//! What enters: the items of a sentence and a run of them. What leaves: answers for the grammar. "May" is a month in
//! "in May" and none in "may agree"; 2016 is a year in "in 2016" and none in "2016 troops".

use super::Bound;
use super::expr::{Expr, YearOf};
use super::grammar::{Before, Found, Grammar};
use super::scan::{Item, Kind};
use super::words::Sense;

impl Grammar<'_, '_> {
    /// Whether what stands around a time lets it be one.
    pub(super) fn fits(&self, expr: &Expr, at: usize, to: usize, before: &Before) -> bool {
        match expr {
            Expr::Month {
                month,
                year: YearOf::Missing,
            } => self.month_fits(*month, at, to, before.any),
            Expr::Division {
                code: 21..=24,
                year: YearOf::Missing,
            } => self.season_fits(at, to, before.any),
            Expr::Year(YearOf::Stated(year)) => self.year_fits(*year, at, to, before.any),
            _ => true,
        }
    }

    /// "May" alone is a month only where something says so; other months unless they are part of a name.
    pub(super) fn month_fits(&self, month: i8, at: usize, to: usize, modified: bool) -> bool {
        let Some(item) = self.item(at) else {
            return false;
        };
        if !item.capital() {
            return false;
        }
        let led = self.was(
            at,
            1,
            &[
                "in", "of", "since", "until", "till", "by", "from", "during", "through", "between",
                "for", "before", "after", "to",
            ],
        ) || modified;
        let next = self.item(to);
        let verb_next = self.is(
            to,
            &[
                "not", "be", "have", "has", "is", "was", "said", "the", "a", "also",
            ],
        );
        // "the May Russia-EU summit"
        let event = (to..to + 5)
            .map_while(|at| self.item(at))
            .take_while(|item| matches!(item.kind, Kind::Word | Kind::Mark('-')))
            .any(|item| item.cues.event && !item.capital());
        if self.was(
            at,
            1,
            &["the", "a", "an", "its", "their", "this", "last", "next"],
        ) && event
        {
            return true;
        }
        // "Mar" or "Sep" alone are rather names.
        if matches!(item.sense, Some(Sense::Month { short: true, .. }))
            && !self.mark(at + 1, ".")
            && !led
        {
            return false;
        }
        let ambiguous = matches!(month, 3 | 4 | 5 | 6 | 8);
        let placed = self.was(
            at,
            1,
            &["in", "of", "since", "until", "till", "during", "by"],
        );
        if ambiguous && !placed && (!led || verb_next) {
            // "the March meeting", "a May agreement"
            let attributive = self.was(at, 1, &["the", "a", "an", "its", "his", "their"])
                && next.is_some_and(|next| next.kind == Kind::Word && !next.capital())
                && !self.is(
                    to,
                    &[
                        "on", "for", "of", "to", "in", "was", "is", "has", "had", "and",
                    ],
                );
            return attributive;
        }
        if let Some(before) = self.back(at, 1)
            && before.kind == Kind::Word
            && before.capital()
            && at > 1
            && !led
            && before.sense.is_none()
            && !before.is("the")
        {
            return false;
        }
        let named = next.is_some_and(|next| {
            next.kind == Kind::Word && next.capital() && next.spaced && next.sense.is_none()
        });
        let headline = self.items.iter().take(12).filter(|i| i.capital()).count() > 6;
        !named || led || headline
    }

    /// "fall" and "spring" alone are seasons only where something says so.
    pub(super) fn season_fits(&self, at: usize, to: usize, modified: bool) -> bool {
        let led = self.was(at, 1, &["in", "by", "since", "until", "till", "during"])
            || self.was(at, 1, &["the"])
                && self.was(
                    at,
                    2,
                    &[
                        "in", "by", "since", "until", "till", "during", "of", "over", "early",
                        "late",
                    ],
                );
        let named = self
            .item(to)
            .is_some_and(|next| next.kind == Kind::Word && next.capital());
        let verb = self.is(at, &["fall"]) && self.was(at, 1, &["in", "by", "since", "until"]);
        (led || modified) && !named && !verb && !self.is(to, &["of", "from", "in"])
    }

    /// Whether four digits are a year and no amount, clock time or number of something.
    pub fn year_fits(&self, year: i16, at: usize, to: usize, modified: bool) -> bool {
        let led = modified
            || self.was(
                at,
                1,
                &[
                    "in", "of", "since", "until", "till", "by", "from", "to", "during", "between",
                    "and", "year", "before", "after", "(", "\u{2013}", "for", "fiscal",
                ],
            );
        let usual = (1900..2100).contains(&year);
        let possible = led && (1000..2200).contains(&year);
        if !(usual || possible) {
            return false;
        }
        if let Some(before) = self.back(at, 1) {
            let clock = before.is("at");
            let joined = self.item(at).is_some_and(|item| !item.spaced)
                && match before.kind {
                    Kind::Mark('-') => {
                        !self.was(at, 2, &["post", "pre", "mid", "early", "late"])
                            && self.back(at, 2).is_some_and(|item| !self.is_year(item))
                    }
                    Kind::Mark(
                        '(' | '[' | '"' | '\u{201c}' | '\u{2013}' | '\u{2014}' | ',' | '\''
                        | '\u{2019}',
                    ) => false,
                    Kind::Word => !before.is("FY"),
                    _ => true,
                };
            let money = matches!(
                before.kind,
                Kind::Mark('$' | '€' | '£' | '¥' | '#' | '№' | '+')
            );
            if before.cues.numbered || clock || joined || money {
                return false;
            }
        }
        let Some(next) = self.item(to) else {
            return true;
        };
        let joined = !next.spaced
            && match next.kind {
                Kind::Mark('%' | '°' | '+') => true,
                Kind::Mark('-' | ':' | '/' | '.') => self.item(to + 1).is_some_and(|after| {
                    !after.spaced
                        && match after.kind {
                            Kind::Mark(_) => false,
                            // "2000-strong", but "2014-Dec 2015"
                            Kind::Word => {
                                next.kind == Kind::Mark('-')
                                    && !matches!(after.sense, Some(Sense::Month { .. }))
                            }
                            _ => next.kind != Kind::Mark('-'),
                        }
                }),
                _ => false,
            };
        let plural = next.kind == Kind::Word && !next.capital() && next.text.ends_with('s');
        let zone = matches!(next.sense, Some(Sense::Zone))
            || self.is(to, &["local", "percent", "million", "billion"]);
        let round = plural && year % 100 == 0;
        // "by the end of 2017 troops will leave"
        let part = self.was(at, 1, &["of"])
            && self.was(
                at,
                2,
                &["end", "start", "beginning", "middle", "half", "quarter"],
            );
        let counted = !part && (plural || !led) && next.cues.counted || round && !led;
        !(joined || zone || counted)
    }

    pub(super) fn is_year(&self, item: &Item) -> bool {
        matches!(item.kind, Kind::Number { digits: 4, .. })
    }

    /// How a time bounds what is told of it, from the words about it.
    pub(super) fn bound(&self, at: usize, to: usize, interval: bool) -> Bound {
        if interval {
            return Bound::At;
        }
        let steps = if self.was(at, 1, &["the"]) { 2 } else { 1 };
        let led = |words: &[&str]| self.was(at, steps, words);
        let starting = ["starting", "beginning", "effective", "commencing"];
        if led(&["since", "from"])
            || led(&starting)
            || led(&["on", "in", "from"]) && self.was(at, steps + 1, &starting)
            || self.is(to, &["onwards", "onward"])
        {
            Bound::Since
        } else if led(&["until", "till", "through", "thru"]) {
            Bound::Until
        } else if led(&["by"]) {
            Bound::By
        } else if led(&["before"]) {
            Bound::Before
        } else if led(&["after"]) {
            Bound::After
        } else {
            Bound::At
        }
    }
}

/// Whether a year, month or part of a year names what stands after it: "the 2015 agreement".
pub(super) fn attributive(items: &[Item], found: &Found) -> bool {
    let coarse = matches!(
        found.expr,
        Expr::Year(YearOf::Stated(_)) | Expr::Month { .. } | Expr::Division { .. }
    ) || matches!(&found.expr, Expr::Interval(first, _) if matches!(**first, Expr::Year(_)));
    let preposition = [
        "in", "of", "since", "until", "till", "by", "from", "to", "during", "between", "before",
        "after", "for", "through", "and", "or", "early", "late",
    ];
    let follower = [
        "and", "or", "to", "in", "on", "at", "of", "for", "with", "by", "from", "as", "when",
        "where", "after", "before", "because", "but", "that", "which", "who", "while", "under",
        "over", "until", "between", "during", "through", "was", "were", "is", "are", "will", "has",
        "had", "have", "the", "a", "an", "he", "she", "it", "they",
    ];
    let is = |item: &Item, words: &[&str]| words.iter().any(|word| item.is(word));
    let led = found
        .from
        .checked_sub(1)
        .is_some_and(|at| is(&items[at], &preposition));
    let names = items
        .get(found.to)
        .is_some_and(|next| next.kind == Kind::Word && next.spaced && !is(next, &follower));
    coarse && names && !led
}
