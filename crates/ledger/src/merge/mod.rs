//! Merge: which claims are about the same record.
//!
//! What enters: claims with their sources. What leaves: clusters of them. Invariants: clustering is a function of the set of claims,
//! whatever their order; clustering twice changes nothing; claims that no chain of [`linked`] ones connects do not
//! influence each other's records (docs/ledger.md tells the rules with examples).
//!
//! It goes in four steps, and no step changes what an earlier one made:
//!
//! 1. [`nuclei`]: claims with days of their own come together where days, parties, people and place fit.
//! 2. [`bridge`]: what was postponed joins its old and its new days, and a plan what was held a few days early or late.
//! 3. [`attach`]: reports without a day join the nucleus that they can mean best, else one another.
//! 4. [`attach`] again: whatever is vaguer, plans for "next month" and unknown years, joins the best of those, else one another; what was
//!    put off and found no plan with days in the second step joins a plan among these.
//!
//! Last, words that something was broken off or brought back join what they end, else one another.
//!
//! What people say comes after that: [`by_hand`] puts clusters together and parts them.

mod around;
mod attach;
mod bridge;
mod facet;
mod fit;
mod hand;
mod nuclei;
mod traits;
pub mod witness;

pub use crate::record::Entry;
use crate::record::{Day, Days};
pub use around::{Around, Chosen, Met, Pool, Scene, Stands, around};
use attach::Worth;
use bridge::Bridges;
use facet::{Facet, Level};
pub use hand::{Hand, by_hand};
use nuclei::Nucleus;
use std::collections::{BTreeMap, HashMap};
pub use traits::Traits;

/// What entries of one record share: a family of dealings and a pair of parties.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub String);

/// The first and last day in which an entry can meet others of its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

/// Where an entry can meet others: its keys with the step in which it finds its record, and the days. Entries that share no pair of
/// parties, or whose days do not overlap, are linked only through others. Its traits tell whether it is worth a look there.
pub fn places(entry: &Entry) -> (Vec<Key>, Reach, Traits) {
    places_of(&Facet::of(entry))
}

fn places_of(facet: &Facet) -> (Vec<Key>, Reach, Traits) {
    let Days { first, last } = facet.window;
    let keys = { facet.keys.iter() }
        .map(|key| around::place(key, facet.level))
        .collect();
    (keys, Reach { first, last }, Traits::of(facet))
}

/// Whether two entries can influence each other's records directly.
pub fn linked(a: &Entry, b: &Entry) -> bool {
    let (a, b) = (Facet::of(a), Facet::of(b));
    fit::linked(&a, &b)
}

/// Clusters entries: each inner list is one record, as indices into `entries`, in rising order. The clusters come in the order
/// of the smallest claim ids.
pub fn cluster(entries: &[Entry]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&at| entries[at].claim.id);
    // A claim that is there twice counts once.
    let mut again: Vec<(usize, usize)> = Vec::new();
    order.dedup_by(|later, first| {
        let same = entries[*later].claim.id == entries[*first].claim.id;
        if same {
            again.push((*first, *later));
        }
        same
    });
    let facets: Vec<Facet> = order.iter().map(|&at| Facet::of(&entries[at])).collect();
    let mut clusters: Vec<Vec<usize>> = { clusters(&facets).into_iter() }
        .map(|cluster| cluster.into_iter().map(|at| order[at]).collect())
        .collect();
    let smallest = |cluster: &Vec<usize>| cluster.iter().map(|&at| entries[at].claim.id).min();
    clusters.sort_by_key(smallest);
    for cluster in &mut clusters {
        let twice = again.iter().filter(|(first, _)| cluster.contains(first));
        let twice: Vec<usize> = twice.map(|(_, later)| *later).collect();
        cluster.extend(twice);
        cluster.sort_unstable();
    }
    clusters
}

/// Clusters facets, which come by the ids of their claims, each once.
fn clusters(facets: &[Facet]) -> Vec<Vec<usize>> {
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, facet) in facets.iter().enumerate() {
        families.entry(facet.family.word()).or_default().push(at);
    }
    { families.into_values() }
        .flat_map(|members| of_family(facets, &members))
        .collect()
}

/// Which items have a key, for looking up what can meet.
struct Index<'k>(HashMap<&'k Key, Vec<usize>>);

impl<'k> Index<'k> {
    /// An index of items by their keys.
    fn of(items: impl Iterator<Item = (usize, &'k [Key])>) -> Index<'k> {
        let mut index: HashMap<&Key, Vec<usize>> = HashMap::new();
        for (item, keys) in items {
            for key in keys {
                let items = index.entry(key).or_default();
                if items.last() != Some(&item) {
                    items.push(item);
                }
            }
        }
        Index(index)
    }

    /// The items with a key, in the order in which they came.
    fn of_key(&self, key: &Key) -> &[usize] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// The items that share one of the keys, rising.
    fn sharing(&self, keys: &[Key]) -> Vec<usize> {
        let mut found: Vec<usize> = keys
            .iter()
            .filter_map(|key| self.0.get(key))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What the steps make of one family.
struct Grown<'a> {
    /// Nuclei: first those of claims with days, then those of what fits none of them.
    nuclei: Vec<Nucleus<'a>>,
    /// How many nuclei are of claims with days.
    firm: usize,
    /// What bridges unite.
    bridges: Bridges,
    /// What is attached to nuclei, with the worth of what it joined.
    attached: Vec<(usize, Worth)>,
}

/// Clusters the facets of one family.
fn of_family(facets: &[Facet], members: &[usize]) -> Vec<Vec<usize>> {
    let grown = grow(facets, members);
    bridge::unite(grown.nuclei, &grown.bridges)
}

/// Takes the steps with the facets of one family; `members` rise.
fn grow<'a>(facets: &[Facet<'a>], members: &[usize]) -> Grown<'a> {
    let at_level = |level: Level| -> Vec<usize> {
        let some = |at: &usize| facets[*at].level == level;
        members.iter().copied().filter(some).collect()
    };
    let mut nuclei = nuclei::grow(facets, &at_level(Level::Firm));
    let firm = nuclei.len();
    let mut bridges = bridge::bridges(facets, &nuclei, &at_level(Level::Bridge));
    let mut attached = attach::attach(facets, &mut nuclei, &at_level(Level::Soft));
    attached.extend(attach::attach(facets, &mut nuclei, &at_level(Level::Loose)));
    bridges.reach_vague(facets, &nuclei, firm);
    attached.extend(attach::attach(
        facets,
        &mut nuclei,
        &at_level(Level::Format),
    ));
    Grown {
        nuclei,
        firm,
        bridges,
        attached,
    }
}
