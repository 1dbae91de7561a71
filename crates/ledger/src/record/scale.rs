//! Scale: how cooperative or hostile a dealing is.
//!
//! What enters: the type and kind of a dealing. What leaves: its [`Weight`], from `data/ledger/scale.tsv`. Invariant: every type
//! has one.

use reading::claim::Event;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a dealing counts for in the relation of its parties.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// From -10, the most hostile, to 10, the most cooperative.
    pub score: f64,
    /// Quad class: 1 cooperation in words, 2 in deeds, 3 conflict in words, 4 in deeds.
    pub quad: u8,
}

type Table = HashMap<(Event, Option<&'static str>), Weight>;

static SCALE: LazyLock<Table> =
    LazyLock::new(|| parse(include_str!("../../../../data/ledger/scale.tsv")));

/// What a dealing counts for, by its kind where the scale knows that, else by its type.
pub fn weight(event: Event, kind: Option<&str>) -> Weight {
    let of = |kind| SCALE.get(&(event, kind)).copied();
    kind.and_then(|kind| of(Some(kind)))
        .or_else(|| of(None))
        .unwrap_or(Weight {
            score: 0.0,
            quad: 1,
        })
}

fn parse(text: &'static str) -> Table {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t').map(str::trim);
            let event = Event::parse(cells.next()?)?;
            let kind = cells.next().map(|kind| (kind != "-").then_some(kind))?;
            let score = cells.next()?.parse().ok()?;
            let quad = cells.next()?.parse().ok()?;
            Some(((event, kind), Weight { score, quad }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_weight_on_the_scale() {
        for &event in Event::ALL {
            let weight = SCALE.get(&(event, None)).copied();
            let within = weight.is_some_and(|w| w.score.abs() <= 10.0 && (1..=4).contains(&w.quad));
            assert!(within, "{} has {weight:?}", event.as_str());
        }
    }

    #[test]
    fn every_line_of_the_scale_is_read() {
        let text = include_str!("../../../../data/ledger/scale.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(SCALE.len(), lines);
    }

    #[test]
    fn a_kind_of_its_own_weighs_more_than_its_type() {
        assert!(
            weight(Event::Consult, Some("visit")).score
                > weight(Event::Consult, Some("call")).score
        );
        assert_eq!(
            weight(Event::Consult, Some("call")),
            weight(Event::Consult, None)
        );
    }
}
