//! Hand: what people say about which claims are one dealing.
//!
//! What enters: clusters as the rules make them, and people's words in the order in which they were said. What leaves: the clusters after
//! them. Each word is heard as if the person did it on the records as they are then: merging puts the records together that hold the
//! claims; splitting parts each record that holds claims of both sides, and what neither side names goes to the side that it fits
//! better, else stays with the rest. Words about claims that are not there do nothing. So records do not depend on the order in
//! which pages came, and only records with claims that are named change.

use super::facet::Facet;
use super::fit::score;
use crate::record::{ClaimId, CorrectionId, Entry};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// A person's word about which claims are one dealing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// When it was said.
    pub at: Timestamp,
    /// The correction that says it.
    pub correction: CorrectionId,
    /// Claims that are one; of a split those that are set apart.
    pub claims: Vec<ClaimId>,
    /// Of a split the claims that they are set apart from; none where it merges.
    pub from: Option<Vec<ClaimId>>,
}

/// Changes clusters, given as indices into `entries`, as people say. Hands are heard in the order of their times.
pub fn by_hand(
    entries: &[Entry],
    mut clusters: Vec<Vec<usize>>,
    hands: &[Hand],
) -> Vec<Vec<usize>> {
    if hands.is_empty() {
        return clusters;
    }
    let mut hands: Vec<&Hand> = hands.iter().collect();
    hands.sort_by_key(|hand| (hand.at, hand.correction));
    let id = |at: usize| entries[at].claim.id;
    for hand in hands {
        let own: HashSet<ClaimId> = hand.claims.iter().copied().collect();
        match &hand.from {
            None => {
                let (mut named, rest): (Vec<_>, Vec<_>) = clusters
                    .into_iter()
                    .partition(|cluster| cluster.iter().any(|&at| own.contains(&id(at))));
                clusters = rest;
                if let Some(mut whole) = named.pop() {
                    whole.extend(named.into_iter().flatten());
                    whole.sort_unstable();
                    clusters.push(whole);
                }
            }
            Some(from) => {
                let rest: HashSet<ClaimId> = from.iter().copied().collect();
                let parted = |cluster: Vec<usize>| {
                    let both = cluster.iter().any(|&at| own.contains(&id(at)))
                        && cluster.iter().any(|&at| rest.contains(&id(at)));
                    if both {
                        part(entries, cluster, &own, &rest)
                    } else {
                        vec![cluster]
                    }
                };
                clusters = clusters.into_iter().flat_map(parted).collect();
            }
        }
    }
    let smallest = |cluster: &Vec<usize>| cluster.iter().map(|&at| id(at)).min();
    clusters.sort_by_key(smallest);
    clusters
}

/// Parts a cluster that holds claims of both sides.
fn part(
    entries: &[Entry],
    cluster: Vec<usize>,
    own: &HashSet<ClaimId>,
    rest: &HashSet<ClaimId>,
) -> Vec<Vec<usize>> {
    let facets: HashMap<usize, Facet> = { cluster.iter() }
        .map(|&at| (at, Facet::of(&entries[at])))
        .collect();
    let side = |claims: &HashSet<ClaimId>| -> Vec<usize> {
        { cluster.iter().copied() }
            .filter(|&at| claims.contains(&entries[at].claim.id))
            .collect()
    };
    let (apart, stays) = (side(own), side(rest));
    let best = |at: usize, side: &[usize]| {
        { side.iter() }
            .filter_map(|other| score(&facets[&at], &facets[other]))
            .max()
    };
    let goes = |at: &usize| {
        let claim = entries[*at].claim.id;
        if own.contains(&claim) || rest.contains(&claim) {
            return own.contains(&claim);
        }
        best(*at, &apart) > best(*at, &stays)
    };
    let (one, other) = cluster.iter().partition(|at| goes(at));
    vec![one, other]
}
