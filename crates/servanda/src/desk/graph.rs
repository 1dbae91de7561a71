//! Graph: who dealt with whom, drawn on a circle.
//!
//! What enters: ties between parties. What leaves: coordinates within a square, which a template draws. Invariants: the same ties
//! give the same picture; those who deal with each other most stand beside each other as far as a circle can do it.

use ledger::query::Tie;
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;

/// The largest circle on which the parties stand, and the smallest.
const RADIUS: f64 = 255.0;
const SMALLEST: f64 = 90.0;
/// What each party adds to it.
const EACH: f64 = 13.0;
/// Room for names around the circle.
const NAMES: f64 = 125.0;
/// The most parties: beyond, their names would overlap.
const PARTIES: usize = 40;

/// The picture.
pub struct Graph {
    /// Parties.
    pub nodes: Vec<Node>,
    /// Ties, the thinnest first, so that the others lie on them.
    pub edges: Vec<Edge>,
    /// Width and height.
    pub size: String,
}

/// A party.
pub struct Node {
    /// Its code.
    pub code: String,
    /// How many records its drawn ties have.
    pub records: u64,
    /// Where.
    pub x: String,
    /// Where.
    pub y: String,
    /// How large.
    pub r: String,
    /// Where its name begins or ends.
    pub label_x: String,
    /// Where its name begins or ends.
    pub label_y: String,
    /// By how many degrees its name is turned.
    pub turn: String,
    /// Whether its name ends there.
    pub ends: bool,
}

/// A tie.
pub struct Edge {
    /// Which of the ties it is.
    pub tie: usize,
    /// The line, as an SVG path.
    pub path: String,
    /// How wide.
    pub width: String,
    /// `up`, `down` or `even`.
    pub way: &'static str,
}

impl Graph {
    /// Draws ties, those with most records first.
    pub fn of(ties: &[Tie]) -> Graph {
        let mut weights: BTreeMap<&str, u64> = BTreeMap::new();
        let mut drawn: Vec<usize> = Vec::new();
        for (at, tie) in ties.iter().enumerate() {
            let new = [&tie.one, &tie.other]
                .into_iter()
                .filter(|code| !weights.contains_key(code.as_str()))
                .count();
            if weights.len() + new <= PARTIES {
                drawn.push(at);
                for code in [&tie.one, &tie.other] {
                    *weights.entry(code).or_default() += tie.records;
                }
            }
        }
        let order = around(ties, &drawn, &weights);
        let place: BTreeMap<&str, usize> = order
            .iter()
            .enumerate()
            .map(|(at, code)| (*code, at))
            .collect();
        let count = order.len().max(1);
        let circle = Circle(RADIUS.min(SMALLEST + EACH * count as f64));
        let heaviest = weights.values().copied().max().unwrap_or(1).max(1) as f64;
        let nodes = order
            .iter()
            .enumerate()
            .map(|(at, code)| {
                let records = weights.get(code).copied().unwrap_or_default();
                circle.node(
                    code,
                    records,
                    (records as f64 / heaviest).sqrt(),
                    turn(at, count),
                )
            })
            .collect();
        let strongest = ties.first().map_or(1, |tie| tie.records.max(1)) as f64;
        let mut edges: Vec<Edge> = drawn
            .into_iter()
            .filter_map(|at| {
                let tie = ties.get(at)?;
                let (one, other) = (place.get(tie.one.as_str())?, place.get(tie.other.as_str())?);
                Some(Edge {
                    tie: at,
                    path: circle.path(turn(*one, count), turn(*other, count)),
                    width: short(1.0 + 9.0 * (tie.records as f64 / strongest).sqrt()),
                    way: tie.mean.map_or("even", super::curve::way),
                })
            })
            .collect();
        edges.reverse();
        Graph {
            nodes,
            edges,
            size: short(circle.size()),
        }
    }
}

/// The parties in their order around the circle: each beside the one that it has most to do with of those that stand there already.
fn around<'t>(ties: &'t [Tie], drawn: &[usize], weights: &BTreeMap<&'t str, u64>) -> Vec<&'t str> {
    let mut between: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for tie in drawn.iter().filter_map(|at| ties.get(*at)) {
        between.insert((&tie.one, &tie.other), tie.records);
        between.insert((&tie.other, &tie.one), tie.records);
    }
    let mut left: BTreeSet<&str> = weights.keys().copied().collect();
    let mut order: Vec<&str> = Vec::new();
    while !left.is_empty() {
        let next = left
            .iter()
            .map(|code| {
                let near = order.iter().rev().take(3).zip([4, 2, 1]);
                let pull: u64 = near
                    .filter_map(|(other, weight)| Some(between.get(&(*code, *other))? * weight))
                    .sum();
                (pull, weights.get(code).copied().unwrap_or_default(), *code)
            })
            .max();
        let Some((_, _, code)) = next else { break };
        left.remove(code);
        order.push(code);
    }
    order
}

fn turn(at: usize, count: usize) -> f64 {
    TAU * (at as f64 + 0.5) / count as f64 - TAU / 4.0
}

/// The circle on which parties stand, by its radius.
struct Circle(f64);

impl Circle {
    fn size(&self) -> f64 {
        2.0 * (self.0 + NAMES)
    }

    fn at(&self, turn: f64, beyond: f64) -> (f64, f64) {
        let (middle, radius) = (self.size() / 2.0, self.0 + beyond);
        (middle + radius * turn.cos(), middle + radius * turn.sin())
    }

    fn node(&self, code: &str, records: u64, share: f64, turn: f64) -> Node {
        let (x, y) = self.at(turn, 0.0);
        let (label_x, label_y) = self.at(turn, 16.0);
        let ends = turn.cos() < 0.0;
        let degrees = turn.to_degrees() + if ends { 180.0 } else { 0.0 };
        Node {
            code: code.to_owned(),
            records,
            x: short(x),
            y: short(y),
            r: short(3.0 + 8.0 * share),
            label_x: short(label_x),
            label_y: short(label_y),
            turn: short(degrees),
            ends,
        }
    }

    /// A line that bends towards the middle.
    fn path(&self, one: f64, other: f64) -> String {
        let ((x1, y1), (x2, y2)) = (self.at(one, 0.0), self.at(other, 0.0));
        let middle = self.size() / 2.0;
        let bend = |a: f64, b: f64| middle + ((a + b) / 2.0 - middle) * 0.35;
        format!(
            "M{} {}Q{} {} {} {}",
            short(x1),
            short(y1),
            short(bend(x1, x2)),
            short(bend(y1, y2)),
            short(x2),
            short(y2)
        )
    }
}

fn short(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(one: &str, other: &str, records: u64) -> Tie {
        Tie {
            one: one.to_owned(),
            other: other.to_owned(),
            records,
            held: records,
            mean: Some(2.0),
        }
    }

    #[test]
    fn those_who_deal_most_stand_beside_each_other() {
        let ties = [
            tie("AAA", "DDD", 9),
            tie("BBB", "CCC", 5),
            tie("AAA", "BBB", 1),
        ];
        let graph = Graph::of(&ties);
        let order: Vec<&str> = graph.nodes.iter().map(|node| node.code.as_str()).collect();
        assert_eq!(order, ["AAA", "DDD", "BBB", "CCC"]);
        assert_eq!(graph.edges.len(), 3);
        assert_eq!(graph.edges[2].tie, 0);
    }

    #[test]
    fn more_parties_than_have_room_are_left_out() {
        let codes: Vec<String> = (0..120).map(|n| format!("P{n:03}")).collect();
        let ties: Vec<Tie> = codes
            .windows(2)
            .map(|pair| tie(&pair[0], &pair[1], 3))
            .collect();
        let graph = Graph::of(&ties);
        assert_eq!(graph.nodes.len(), PARTIES);
        for node in &graph.nodes {
            let (x, y): (f64, f64) = (node.x.parse().unwrap(), node.y.parse().unwrap());
            let size: f64 = graph.size.parse().unwrap();
            assert!((0.0..=size).contains(&x) && (0.0..=size).contains(&y));
        }
        assert!(Graph::of(&[]).nodes.is_empty());
    }
}
