//! Merging: whatever claims there are, their records do not depend on the order in which they came, nor on what they
//! have nothing to do with.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use ledger::merge::{
    Chosen, Entry, Key, Met, Pool, Reach, Scene, Stands, Traits, around, cluster, linked, places,
    witness,
};
use ledger::record::{
    Claim, ClaimId, Days, Evidence, Fingerprint, PageId, Place, Source, life, record,
};
use proptest::prelude::*;
use reading::claim::{Event, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A claim with its page.
#[derive(Debug, Clone)]
struct Told {
    claim: Claim,
    source: Source,
}

fn text(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

prop_compose! {
    fn told()(
        page in 0_u64..40,
        number in 0_u64..4,
        what in prop::sample::select(vec![
            (Event::Consult, Some("visit")), (Event::Consult, Some("meeting")), (Event::Consult, Some("talks")),
            (Event::Consult, Some("summit")), (Event::Consult, Some("call")), (Event::Accuse, None),
            (Event::Support, Some("sign")), (Event::Assault, None), (Event::Retreat, Some("ceasefire")),
        ]),
        status in prop::sample::select(Status::ALL.to_vec()),
        parties in prop::sample::select(vec![
            (vec!["RUS"], vec!["JPN"]), (vec!["JPN"], vec!["RUS"]), (vec!["JPN", "RUS"], vec![]),
            (vec!["CHN", "JPN", "RUS"], vec![]), (vec!["CHN", "RUS"], vec![]), (vec!["RUS"], vec![]),
        ]),
        when in prop::option::of(prop::sample::select(vec![
            "2016-12-15", "2016-12-15/2016-12-16", "2016-12-16", "2016-12-20", "2016-12", "2016-12-12/2016-12-18", "2017-01-20",
            "2016-12-15~", "XXXX-12-15", "2016", "2016-24", "../2016-12-20",
        ])),
        people in prop::sample::select(vec![
            (vec![], vec![]), (vec!["Ivan Petrov"], vec![Some("RUS")]), (vec!["Akira Mori"], vec![Some("JPN")]),
            (vec!["Petrov", "Mori"], vec![Some("RUS"), Some("JPN")]), (vec!["Oleg Sidorov"], vec![Some("RUS")]), (vec!["Kaito"], vec![None]),
        ]),
        place in prop::option::of(prop::sample::select(vec![("Nara", "JPN"), ("Perm", "RUS"), ("Geneva", "CHE")])),
        words in prop::sample::select(vec![
            "will visit and talk about fish and islands", "held talks on fish quotas", "accused of moving the buoys at night",
            "two days later than planned", "postponed because of a storm", "accused of jamming the radio of trawlers",
        ]),
        (related, caption) in (prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
    ) -> Told {
        let id = PageId(format!("{page:02}"));
        let published = (page % 7 != 0).then(|| date(2016, 11, 1).checked_add(jiff::Span::new().days((page * 5 % 90) as i64)).unwrap());
        Told {
            claim: Claim {
                id: ClaimId(0),
                page: id.clone(),
                event: what.0,
                kind: what.1.map(str::to_owned),
                status,
                actors: text(&parties.0),
                recipients: text(&parties.1),
                persons: text(&people.0),
                persons_for: people.1.iter().map(|party| party.map(str::to_owned)).collect(),
                when: when.map(str::to_owned),
                place: place.map(|(name, country)| Place { name: name.to_owned(), country: Some(country.to_owned()) }),
                said_by: Vec::new(),
                evidence: vec![Evidence { start: number as usize, end: number as usize + 1, text: words.to_owned() }],
                confidence: 1.0,
                related,
                caption,
            },
            source: Source {
                page: id,
                url: None,
                title: None,
                outlet: Some(format!("outlet{}", page % 5)),
                published,
                read: Timestamp::UNIX_EPOCH,
                fingerprint: Fingerprint((0..20).map(|at| (page / 2) as u32 * 100 + at).collect()),
            },
        }
    }
}

/// Claims with ids of their own.
fn world() -> impl Strategy<Value = Vec<Told>> {
    prop::collection::vec(told(), 0..40).prop_map(|mut all| {
        for (at, told) in all.iter_mut().enumerate() {
            // Ids in another order than the list.
            told.claim.id = ClaimId((at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        }
        all
    })
}

fn entries(all: &[Told]) -> Vec<Entry<'_>> {
    all.iter()
        .map(|told| Entry {
            claim: &told.claim,
            source: &told.source,
        })
        .collect()
}

/// The clusters as sets of ids.
fn clusters(entries: &[Entry]) -> BTreeSet<BTreeSet<ClaimId>> {
    cluster(entries)
        .into_iter()
        .map(|members| members.into_iter().map(|at| entries[at].claim.id).collect())
        .collect()
}

const TODAY: Date = date(2017, 2, 1);

proptest! {
    #[test]
    fn every_claim_is_in_one_record(all in world()) {
        let entries = entries(&all);
        let mut seen: Vec<usize> = cluster(&entries).into_iter().flatten().collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..entries.len()).collect::<Vec<_>>());
    }

    #[test]
    fn the_order_does_not_matter(all in world(), turn in 0_usize..40) {
        let straight = entries(&all);
        let mut turned = straight.clone();
        turned.rotate_left(turn.min(all.len()));
        turned.reverse();
        prop_assert_eq!(clusters(&straight), clusters(&turned));
    }

    #[test]
    fn a_claim_added_twice_changes_nothing(all in world(), again in 0_usize..40) {
        let once = entries(&all);
        let mut twice = once.clone();
        twice.extend(once.get(again).copied());
        prop_assert_eq!(clusters(&once), clusters(&twice));
    }

    #[test]
    fn what_is_not_linked_does_not_matter(all in world()) {
        let entries = entries(&all);
        let whole = clusters(&entries);
        let mut parts = BTreeSet::new();
        for component in components(&entries) {
            let own: Vec<Entry> = component.into_iter().map(|at| entries[at]).collect();
            parts.extend(clusters(&own));
        }
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn what_is_linked_is_found_by_keys_and_days(all in world()) {
        let entries = entries(&all);
        for a in &entries {
            for b in &entries {
                prop_assert_eq!(linked(a, b), linked(b, a));
                if linked(a, b) {
                    let ((keys, one, _), (others, other, _)) = (places(a), places(b));
                    // Before the key stands the step in which the claim finds its record.
                    let pair = |key: &Key| key.0[1..].to_owned();
                    prop_assert!(keys.iter().any(|key| others.iter().any(|other| pair(key) == pair(other))));
                    prop_assert!(one.first <= other.last && other.first <= one.last);
                }
            }
        }
    }

    #[test]
    fn witnesses_are_found_by_keys_and_days(all in world()) {
        let entries = entries(&all);
        let meet = |one: Option<(Vec<Key>, Reach)>, (keys, other): (Vec<Key>, Reach)| {
            one.is_some_and(|(own, one)| {
                own.iter().any(|key| keys.contains(key)) && one.first <= other.last && other.first <= one.last
            })
        };
        for meeting in &entries {
            for visit in &entries {
                if witness::bears(meeting, visit) {
                    prop_assert!(meet(witness::looks_at(visit), witness::shown_at(meeting).unwrap()));
                    let (keys, reach, _) = places(visit);
                    prop_assert!(meet(witness::speaks_for(meeting), (keys, reach)));
                }
            }
        }
    }

    #[test]
    fn joining_by_portions_is_clustering_all(all in larger(), portions in prop::collection::vec(1_usize..9, 1..30)) {
        let want = clusters(&entries(&all));
        let mut scene = Joined::default();
        let mut rest = all.as_slice();
        for portion in portions.into_iter().chain([all.len()]) {
            let (now, later) = rest.split_at(portion.min(rest.len()));
            rest = later;
            scene.join(now);
        }
        prop_assert_eq!(scene.clusters(), want);
        prop_assert_eq!(scene.chosen, Joined::of(&all).chosen);
    }

    #[test]
    fn what_is_taken_away_was_never_there(all in larger(), gone in prop::collection::vec(0_usize..90, 0..12)) {
        let mut scene = Joined::of(&all);
        let gone: BTreeSet<ClaimId> = { gone.into_iter() }
            .filter_map(|at| Some(all.get(at)?.claim.id))
            .collect();
        let rest: Vec<Told> = { all.iter() }
            .filter(|told| !gone.contains(&told.claim.id))
            .cloned()
            .collect();
        // Half of what stood with them is joined anew before the others are taken away.
        let (first, second): (Vec<&ClaimId>, Vec<&ClaimId>) = gone.iter().partition(|id| id.0 % 2 == 0);
        for some in [first, second] {
            scene.part(some);
        }
        prop_assert_eq!(scene.clusters(), clusters(&entries(&rest)));
        prop_assert_eq!(scene.chosen, Joined::of(&rest).chosen);
    }

    #[test]
    fn records_do_not_depend_on_the_order_of_their_claims(all in world()) {
        let straight = entries(&all);
        for members in cluster(&straight) {
            let own: Vec<Entry> = members.iter().map(|&at| straight[at]).collect();
            let back: Vec<Entry> = members.iter().rev().map(|&at| straight[at]).collect();
            let (one, other) = (record(&own), record(&back));
            prop_assert_eq!(life(&own, &[], &one, TODAY), life(&back, &[], &other, TODAY));
            prop_assert_eq!(one, other);
        }
    }
}

/// Components of linked entries.
fn components(entries: &[Entry]) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = (0..entries.len()).collect();
    let mut found = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut component = vec![first];
        let mut at = 0;
        while let Some(&from) = component.get(at) {
            let near: Vec<usize> = { left.iter().copied() }
                .filter(|&other| linked(&entries[from], &entries[other]))
                .collect();
            for other in near {
                left.remove(&other);
                component.push(other);
            }
            at += 1;
        }
        found.push(component);
    }
    found
}

/// More claims than [`world`] has, over most of a year, so that some stand far from others and those between connect them.
fn larger() -> impl Strategy<Value = Vec<Told>> {
    let time = (0_u8..7, -20_i64..70, 0_i64..3);
    prop::collection::vec((told(), time), 0..90).prop_map(|all| {
        let mut claims = Vec::new();
        for (at, (mut told, (how, ahead, length))) in all.into_iter().enumerate() {
            told.claim.id = ClaimId((at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let page: i64 = told.claim.page.0.parse().unwrap();
            let on = date(2016, 3, 1)
                .checked_add(jiff::Span::new().days(page * 37 % 300))
                .unwrap();
            told.source.published = told.source.published.map(|_| on);
            let first = on.checked_add(jiff::Span::new().days(ahead)).unwrap();
            let last = first.checked_add(jiff::Span::new().days(length)).unwrap();
            told.claim.when = match how {
                0 | 1 => None,
                2 => Some(format!("{:04}-{:02}", first.year(), first.month())),
                6 => Some(format!("XXXX-{:02}-{:02}", first.month(), first.day())),
                3 if length > 0 => Some(format!("{first}/{last}")),
                _ => Some(first.to_string()),
            };
            claims.push(told);
        }
        claims
    })
}

/// Claims that are joined a few at a time.
#[derive(Default)]
struct Joined {
    held: BTreeMap<ClaimId, Told>,
    /// The record of each, by its smallest claim.
    records: BTreeMap<ClaimId, ClaimId>,
    broken: BTreeSet<ClaimId>,
    /// What claims without days of their own joined.
    chosen: BTreeMap<ClaimId, Chosen>,
}

impl Joined {
    fn of(all: &[Told]) -> Joined {
        let mut joined = Joined::default();
        joined.join(all);
        joined
    }

    fn join(&mut self, some: &[Told]) {
        for told in some {
            self.held.insert(told.claim.id, told.clone());
        }
        self.work(some.iter().map(|told| told.claim.id).collect());
    }

    fn part(&mut self, gone: Vec<&ClaimId>) {
        let broken: BTreeSet<ClaimId> = { gone.iter() }
            .filter_map(|id| self.records.get(id).copied())
            .collect();
        for id in gone {
            self.held.remove(id);
            self.records.remove(id);
            self.chosen.remove(id);
        }
        let rest: Vec<ClaimId> = { self.records.iter() }
            .filter(|(_, record)| broken.contains(record))
            .map(|(id, _)| *id)
            .collect();
        self.broken.extend(&rest);
        self.chosen.retain(|id, _| !rest.contains(id));
        // One at a time, so that some are still broken when others are joined.
        for id in rest {
            if self.broken.contains(&id) {
                self.work(vec![id]);
            }
        }
    }

    fn work(&mut self, fresh: Vec<ClaimId>) {
        let pool = Pool::default();
        let found = match around(&pool, self, fresh) {
            Ok(found) => found,
            Err(never) => match never {},
        };
        for (id, chosen) in &found.chosen {
            match chosen {
                Some(chosen) => self.chosen.insert(*id, *chosen),
                None => self.chosen.remove(id),
            };
        }
        assert_eq!(found.clusters(), cluster(&found.entries));
        for members in found.clusters() {
            let ids: Vec<ClaimId> = members
                .iter()
                .map(|&at| found.entries[at].claim.id)
                .collect();
            for id in &ids {
                self.records.insert(*id, *ids.iter().min().unwrap());
                self.broken.remove(id);
            }
        }
    }

    fn clusters(&self) -> BTreeSet<BTreeSet<ClaimId>> {
        let mut all: BTreeMap<ClaimId, BTreeSet<ClaimId>> = BTreeMap::new();
        for (id, record) in &self.records {
            all.entry(*record).or_default().insert(*id);
        }
        all.into_values().collect()
    }
}

impl Scene for Joined {
    type Error = std::convert::Infallible;

    fn met(&mut self, place: &Key, days: Days) -> Result<Vec<Met>, Self::Error> {
        let there = |told: &Told| {
            let (keys, reach, traits) = places(&Entry {
                claim: &told.claim,
                source: &told.source,
            });
            let met = keys.contains(place) && reach.first <= days.last && days.first <= reach.last;
            met.then_some(Met {
                claim: told.claim.id,
                days: Days::new(reach.first, reach.last),
                // Of some nothing is known, as if an earlier program had joined them.
                traits: if told.claim.id.0.is_multiple_of(5) {
                    Traits::default()
                } else {
                    traits
                },
                chosen: self.chosen.get(&told.claim.id).copied(),
            })
        };
        let joined = |told: &&Told| self.records.contains_key(&told.claim.id);
        Ok({ self.held.values() }
            .filter(joined)
            .filter_map(there)
            .collect())
    }

    fn load(&mut self, claim: ClaimId) -> Result<Option<(Claim, Arc<Source>)>, Self::Error> {
        Ok({ self.held.get(&claim) }
            .map(|told| (told.claim.clone(), Arc::new(told.source.clone()))))
    }

    fn stands(&mut self, claim: ClaimId) -> Result<Stands, Self::Error> {
        let Some(record) = self.records.get(&claim) else {
            return Ok(Stands::Broken(vec![claim]));
        };
        let ids: Vec<ClaimId> = { self.records.iter() }
            .filter(|(_, other)| *other == record)
            .map(|(id, _)| *id)
            .collect();
        Ok(if ids.iter().any(|id| self.broken.contains(id)) {
            Stands::Broken(ids)
        } else {
            Stands::In(ids)
        })
    }
}

#[test]
fn a_format_of_two_days_of_an_unknown_year_is_joined_in_turn_as_at_once() {
    let spoken_of = |id: u64, when: &str| {
        let page = PageId(format!("{id:02}"));
        Told {
            claim: Claim {
                id: ClaimId(id),
                page: page.clone(),
                event: Event::Consult,
                kind: Some("talks".to_owned()),
                status: Status::Resumed,
                actors: text(&["JPN", "RUS"]),
                recipients: Vec::new(),
                persons: Vec::new(),
                persons_for: Vec::new(),
                when: Some(when.to_owned()),
                place: None,
                said_by: Vec::new(),
                evidence: vec![Evidence {
                    start: 0,
                    end: 1,
                    text: "fishing talks were resumed".to_owned(),
                }],
                confidence: 1.0,
                related: false,
                caption: false,
            },
            source: Source {
                page,
                url: None,
                title: None,
                outlet: None,
                published: None,
                read: Timestamp::UNIX_EPOCH,
                fingerprint: Fingerprint(vec![]),
            },
        }
    };
    let all = [spoken_of(1, "XXXX-03-01"), spoken_of(2, "XXXX-03-02")];
    let want = clusters(&entries(&all));
    assert_eq!(want.len(), 1);
    let mut scene = Joined::default();
    for one in &all {
        scene.join(std::slice::from_ref(one));
    }
    assert_eq!(scene.clusters(), want);
}
