//! Nuclei: claims with days of their own, together where they fit.

use super::facet::Facet;
use super::fit::{Whole, score};
use super::{Index, Key};

/// Claims that are one dealing, as far as it is known.
pub struct Nucleus<'a> {
    /// What it is made of, taken together. What is attached later does not change it, so that the order of attaching
    /// does not matter.
    pub whole: Whole<'a>,
    /// The facets that make it, rising.
    pub core: Vec<usize>,
    /// The facets attached to it, rising.
    pub attached: Vec<usize>,
}

impl<'a> Nucleus<'a> {
    /// The keys of what it is made of.
    pub fn keys(&self, facets: &[Facet<'a>]) -> Vec<Key> {
        let mut keys: Vec<Key> = { self.core.iter() }
            .flat_map(|&at| facets[at].keys.iter().cloned())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// Grows nuclei of facets that have days: the best fitting come together first, as long as nothing in the two clashes.
pub fn grow<'a>(facets: &[Facet<'a>], members: &[usize]) -> Vec<Nucleus<'a>> {
    let mut by_day: Vec<usize> = members.to_vec();
    by_day.sort_by_key(|&at| (facets[at].days, at));
    let index = Index::of(by_day.iter().map(|&at| (at, facets[at].keys.as_slice())));
    let mut edges: Vec<(i32, usize, usize)> = Vec::new();
    for &a in &by_day {
        let slack = facets[a].family.slack();
        let ends = facets[a].days.last + slack;
        // An index lists its items as they came: by their days.
        for key in &facets[a].keys {
            let sharing = index.of_key(key);
            let from = sharing.partition_point(|&at| facets[at].days < facets[a].days);
            let near = sharing[from..]
                .iter()
                .take_while(|&&at| facets[at].days.first <= ends);
            for &b in near {
                let later = (facets[b].days, b) > (facets[a].days, a);
                if later
                    && first_shared(&facets[a], &facets[b]) == Some(key)
                    && let Some(edge) = edge(&facets[a], &facets[b])
                {
                    edges.push((edge, a.min(b), a.max(b)));
                }
            }
        }
    }
    gather(facets, members, edges)
}

/// How well two facets with days of their own fit: none where they are not one.
pub fn edge(a: &Facet, b: &Facet) -> Option<i32> {
    let gap = a.days.gap(b.days);
    if gap > a.family.slack() {
        return None;
    }
    let same = if a.days == b.days { 10 } else { 0 };
    Some(score(a, b)? - 15 * gap + same)
}

/// The first key that two share, so that each pair is looked at once.
fn first_shared<'f>(a: &'f Facet, b: &Facet) -> Option<&'f Key> {
    a.keys.iter().find(|key| b.keys.contains(key))
}

/// Joins along edges, best first. Every facet begins as a nucleus of its own.
pub fn gather<'a>(
    facets: &[Facet<'a>],
    members: &[usize],
    mut edges: Vec<(i32, usize, usize)>,
) -> Vec<Nucleus<'a>> {
    edges.sort_by_key(|&(score, a, b)| (-score, a, b));
    let mut nuclei: Vec<Option<Nucleus>> = members
        .iter()
        .map(|&at| {
            Some(Nucleus {
                whole: Whole::of(&facets[at]),
                core: vec![at],
                attached: Vec::new(),
            })
        })
        .collect();
    let place = |at: usize| members.binary_search(&at).unwrap_or(0);
    let mut home: Vec<usize> = (0..members.len()).collect();
    for (_, a, b) in edges {
        let (a, b) = (home[place(a)], home[place(b)]);
        if a == b {
            continue;
        }
        let (low, high) = (a.min(b), a.max(b));
        let fits = match (&nuclei[low], &nuclei[high]) {
            (Some(one), Some(other)) => {
                !one.whole.clashes(&other.whole) && !one.whole.too_long(&other.whole)
            }
            _ => false,
        };
        if !fits {
            continue;
        }
        if let (Some(other), Some(one)) = (nuclei[high].take(), nuclei[low].as_mut()) {
            for &at in &other.core {
                home[place(at)] = low;
            }
            one.whole.join(other.whole);
            one.core.extend(other.core);
            one.core.sort_unstable();
        }
    }
    nuclei.into_iter().flatten().collect()
}
