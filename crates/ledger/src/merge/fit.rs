//! Fit: whether two can be one dealing, and how well.

use super::facet::{Facet, Family, Level};
use crate::record::{Days, Name};
use reading::claim::Status;

/// Whether two entries can influence each other's records directly: they share a key, can meet in time, and nothing that they
/// both say tells them apart.
pub fn linked(a: &Facet, b: &Facet) -> bool {
    a.family == b.family
        && a.window.overlaps(b.window)
        && parties_fit(a, b)
        && a.keys.iter().any(|key| b.keys.contains(key))
        && !persons_differ(a.family, (&a.actors, &a.persons), (&b.actors, &b.persons))
}

/// Whether parties fit: the same, or those of one contained in the other's; of a visit, visitor and host each.
fn parties_fit(a: &Facet, b: &Facet) -> bool {
    if a.family == Family::Visit {
        return within(&a.actors, &b.actors) && hosts_fit(a, b);
    }
    if a.family.told_by_words() && reversed(a, b) {
        return false;
    }
    // One party alone names nothing that could be found again.
    let few = a.parties.len().min(b.parties.len()) < 2;
    if few {
        a.parties == b.parties
    } else {
        within(&a.parties, &b.parties)
    }
}

/// Whether what one does to another is said to be done by the other to the one: an accusation and its answer. What both do
/// together has no direction.
fn reversed(a: &Facet, b: &Facet) -> bool {
    let within = |doers: &[&str], of: &Facet| {
        let mut to = of.entry.claim.recipients.iter();
        !doers.is_empty() && to.any(|code| doers.contains(&code.as_str()))
    };
    let apart = !a.actors.iter().any(|code| b.actors.contains(code));
    apart && within(&a.actors, b) && within(&b.actors, a)
}

fn hosts_fit(a: &Facet, b: &Facet) -> bool {
    let hosts = |facet: &Facet| -> Vec<String> { facet.entry.claim.recipients.clone() };
    let (a, b) = (hosts(a), hosts(b));
    let all = |some: &[String], of: &[String]| some.iter().all(|code| of.contains(code));
    all(&a, &b) || all(&b, &a)
}

/// Whether one list is contained in the other.
fn within(a: &[&str], b: &[&str]) -> bool {
    a.iter().all(|code| b.contains(code)) || b.iter().all(|code| a.contains(code))
}

/// People with the party they act for.
type People<'p, 'a> = &'p [(Name, Option<&'a str>)];

/// Whether the people of one party differ: both name some, and nobody is named by both. Of a visit only visitors count, since a
/// guest meets several hosts. Each side comes with its visitors.
fn persons_differ(
    family: Family,
    (visitors, a): (&[&str], People),
    (other_visitors, b): (&[&str], People),
) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let mut parties: Vec<&str> = a.iter().filter_map(|(_, party)| *party).collect();
    parties.sort_unstable();
    parties.dedup();
    parties.iter().any(|party| {
        if family == Family::Visit && !visitors.contains(party) && !other_visitors.contains(party) {
            return false;
        }
        let of = |all: &'_ [(Name, Option<&str>)]| -> Vec<Name> {
            { all.iter() }
                .filter(|(_, own)| *own == Some(party))
                .map(|(name, _)| name.clone())
                .collect()
        };
        let (mine, theirs) = (of(a), of(b));
        !mine.is_empty()
            && !theirs.is_empty()
            && !mine.iter().any(|name| theirs.iter().any(|other| other.same(name)))
            // Whom one page gives no party may be the very person.
            && !unknown(a, &theirs)
            && !unknown(b, &mine)
    })
}

/// Whether one of the names is named without a party.
fn unknown(all: &[(Name, Option<&str>)], names: &[Name]) -> bool {
    all.iter()
        .any(|(name, party)| party.is_none() && names.iter().any(|other| other.same(name)))
}

/// How many people two lists share.
fn shared(a: &[(Name, Option<&str>)], b: &[(Name, Option<&str>)]) -> usize {
    a.iter()
        .filter(|(name, _)| b.iter().any(|(other, _)| other.same(name)))
        .count()
}

/// The share of the shorter list of words that is in the other; none where there are too few to tell.
pub fn alike(a: &[String], b: &[String]) -> Option<f32> {
    let fewest = a.len().min(b.len());
    if fewest < 2 {
        return None;
    }
    let both = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    Some(both as f32 / fewest as f32)
}

/// How alike words must be that tell dealings apart.
pub fn least_alike(family: Family) -> f32 {
    match family {
        Family::Speech(_) => 0.4,
        _ => 0.3,
    }
}

/// Whether the words allow that the two are one, where there can be many at a time.
fn words_fit(a: &Facet, b: &Facet) -> bool {
    if !a.family.told_by_words() {
        return true;
    }
    let kinds = (&a.entry.claim.kind, &b.entry.claim.kind);
    let kind_fits = matches!(kinds, (None, _) | (_, None)) || kinds.0 == kinds.1;
    // The end of what goes on is told in other words than its beginning.
    if (a.level == Level::Format) != (b.level == Level::Format) {
        return kind_fits;
    }
    let least = least_alike(a.family);
    // A page that tells two tells two; only the same words again are the same.
    let same_page =
        a.entry.claim.page == b.entry.claim.page && a.entry.claim.status == b.entry.claim.status;
    let least = if same_page { 0.8 } else { least };
    kind_fits && alike(&a.words, &b.words).is_none_or(|alike| alike >= least)
}

/// Whether it is called a summit or a conference.
fn is_summit(facet: &Facet) -> bool {
    matches!(
        facet.entry.claim.kind.as_deref(),
        Some("summit" | "conference")
    )
}

/// How well two fit: none where they cannot be one. The greater, the better.
pub fn score(a: &Facet, b: &Facet) -> Option<i32> {
    if !linked(a, b) || !words_fit(a, b) {
        return None;
    }
    let claims = (a.entry.claim, b.entry.claim);
    let same_page = claims.0.page == claims.1.page && claims.0.status == claims.1.status;
    let other_circle = a.parties != b.parties;
    if other_circle && (same_page || is_summit(a) != is_summit(b)) {
        // A page that tells of two circles tells of two dealings, and a meeting of fewer on a summit's day is beside it.
        return None;
    }
    let mut score = 0;
    if a.parties == b.parties {
        score += 40;
    }
    score += 20 * shared(&a.persons, &b.persons).min(2) as i32;
    if claims.0.kind == claims.1.kind {
        score += 10;
    }
    if let (Some(one), Some(other)) = (&claims.0.place, &claims.1.place) {
        if one.name == other.name {
            score += 10;
        } else if one.country == other.country {
            score += 4;
        }
    }
    if let Some(alike) = alike(&a.words, &b.words) {
        score += (alike * 10.0) as i32;
    }
    Some(score)
}

/// What a nucleus is made of, taken together.
#[derive(Clone)]
pub struct Whole<'a> {
    family: Family,
    /// Days of its members.
    pub days: Days,
    /// The different sets of parties.
    parties: Vec<Vec<&'a str>>,
    visitors: Vec<&'a str>,
    persons: Vec<(Name, Option<&'a str>)>,
    countries: Vec<&'a str>,
    moved: bool,
    /// Whether all members call it a summit or a conference.
    summit: bool,
}

impl<'a> Whole<'a> {
    /// One facet alone.
    pub fn of(facet: &Facet<'a>) -> Whole<'a> {
        let claim = facet.entry.claim;
        let place = claim.place.as_ref();
        Whole {
            family: facet.family,
            days: facet.days,
            parties: vec![facet.parties.clone()],
            visitors: facet.actors.clone(),
            persons: facet.persons.clone(),
            countries: place
                .and_then(|place| place.country.as_deref())
                .into_iter()
                .collect(),
            moved: facet.moved || claim.status == Status::Postponed,
            summit: is_summit(facet),
        }
    }

    /// Takes another in.
    pub fn join(&mut self, other: Whole<'a>) {
        self.days = self.days.hull(other.days);
        self.moved |= other.moved;
        self.summit &= other.summit;
        add(&mut self.parties, other.parties);
        add(&mut self.visitors, other.visitors);
        add(&mut self.persons, other.persons);
        add(&mut self.countries, other.countries);
    }

    /// Whether something in the two says that they are different dealings. Days are not asked.
    pub fn clashes(&self, other: &Whole) -> bool {
        self.persons_clash(other) || self.parties_clash(other) || self.places_clash(other)
    }

    /// Whether both together last longer than one dealing does.
    pub fn too_long(&self, other: &Whole) -> bool {
        // What can lie anywhere in a month lasts no month.
        let longest = self.family.longest();
        let known = self.days.count() <= longest && other.days.count() <= longest;
        known && self.days.hull(other.days).count() > longest
    }

    /// How many people the two share.
    pub fn shared(&self, other: &Whole) -> usize {
        shared(&self.persons, &other.persons)
    }

    /// Whether it says that it went otherwise than announced.
    pub fn moved(&self) -> bool {
        self.moved
    }

    fn persons_clash(&self, other: &Whole) -> bool {
        persons_differ(
            self.family,
            (&self.visitors, &self.persons),
            (&other.visitors, &other.persons),
        )
    }

    fn parties_clash(&self, other: &Whole) -> bool {
        // Of a summit each page names its own; together they are in the list of one that names all.
        let all = || self.parties.iter().chain(&other.parties);
        let hub = |a: &[&str], b: &[&str]| {
            let holds = |some: &[&str], of: &Vec<&str>| some.iter().all(|code| of.contains(code));
            self.summit && other.summit && all().any(|set| holds(a, set) && holds(b, set))
        };
        self.parties
            .iter()
            .any(|a| { other.parties.iter() }.any(|b| !within(a, b) && !hub(a, b)))
    }

    fn places_clash(&self, other: &Whole) -> bool {
        !self.moved
            && !other.moved
            && !self.countries.is_empty()
            && !other.countries.is_empty()
            && !self.shares_place(other)
    }

    /// Whether both name a country as the place.
    pub fn shares_place(&self, other: &Whole) -> bool {
        let mut countries = self.countries.iter();
        countries.any(|country| other.countries.contains(country))
    }
}

/// Adds what is not there yet.
fn add<T: PartialEq>(to: &mut Vec<T>, items: Vec<T>) {
    for item in items {
        if !to.contains(&item) {
            to.push(item);
        }
    }
}
