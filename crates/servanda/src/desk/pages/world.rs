//! World: who dealt with whom in a period, as a graph, and where people met, as a map. Each has a table that says the same.
//!
//! `from` and `to` bound the period, else the last year; `party` asks for one party's ties.

use crate::desk::asked;
use crate::desk::frame::{Frame, page};
use crate::desk::graph::Graph;
use crate::desk::line::{Line, line};
use crate::desk::pages::dossier::{relation_path, shown_code, signed};
use crate::desk::problem::Problem;
use crate::desk::shown;
use crate::desk::state::Desk;
use crate::desk::subscribe;
use crate::desk::visit::Visit;
use crate::desk::{curve, map, names};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::query::{Extent, Listed, Tie, Venue, world};

/// How much is drawn: more ties would be a thicket, and more meetings a list that nobody reads; countries without them have their figures.
const EXTENT: Extent = Extent {
    ties: 70,
    countries: 24,
    newest: 3,
};
/// How many days the period has where nothing is said.
const YEAR: i64 = 365;

#[derive(Template)]
#[template(path = "world.html")]
struct Page {
    f: Frame,
    party: String,
    parties: &'static [(&'static str, &'static str)],
    from: String,
    to: String,
    period: String,
    graph: Graph,
    /// Names by the order of the nodes.
    nodes: Vec<Named>,
    ties: Vec<TieRow>,
    more: String,
    outlines: &'static str,
    spots: Vec<Spot>,
    places: Vec<PlaceRow>,
    /// Countries with fewer meetings, of which none is told.
    elsewhere: Vec<PlaceRow>,
    most: usize,
}

/// A party with its name.
struct Named {
    name: String,
    href: String,
    title: String,
}

/// A tie in words.
struct TieRow {
    name: String,
    href: String,
    records: String,
    mean: String,
    way: &'static str,
    title: String,
}

/// A country on the map.
struct Spot {
    x: u32,
    y: u32,
    r: String,
    label: String,
    title: String,
    code: String,
    /// Whether its name is written beside it.
    named: bool,
}

/// A country with its meetings.
struct PlaceRow {
    code: String,
    name: String,
    href: String,
    held: String,
    not_held: String,
    lines: Vec<Line>,
}

/// Shows it.
pub async fn show(State(desk): State<Desk>, visit: Visit) -> Result<Response, Problem> {
    let view = asked::view(&desk, &visit)?;
    let (from, to) = asked::period(&visit, view.today, YEAR)?;
    let party = visit.asked("party").map(asked::party);
    let wanted = party.clone();
    let (found, places) = desk
        .ask(move |ledger| world(ledger, view, (from, to), wanted.as_deref(), EXTENT))
        .await?;
    let title = visit.words().say("world-title");
    let mut f = Frame::new(visit.clone(), &desk, "/world", title.clone());
    f.today = view.today;
    let chosen: Vec<String> = party.iter().cloned().collect();
    f.others = subscribe::forms(&f, &subscribe::of_parties(&chosen), &title);
    let teller = shown::teller(&f);
    let graph = Graph::of(&found.items);
    let more = found.total.saturating_sub(found.items.len());
    let (told, rest) = places.split_at(places.len().min(EXTENT.countries));
    let most = places.iter().map(met).max().unwrap_or(0);
    let template = Page {
        party: party
            .as_deref()
            .map_or_else(String::new, |code| teller.party(code)),
        parties: names::sorted(f.words().lang),
        from: from.to_string(),
        to: to.to_string(),
        period: f.words().with(
            "date-span",
            [
                ("from", f.dates().whole(from).into()),
                ("to", f.dates().whole(to).into()),
            ],
        ),
        nodes: graph.nodes.iter().map(|node| named(&f, node)).collect(),
        graph,
        ties: rows(&f, &found),
        more: if more > 0 {
            f.words().count("world-more", more)
        } else {
            String::new()
        },
        outlines: map::outlines(),
        spots: spots(&f, &places, most),
        places: told.iter().map(|venue| place(&f, venue)).collect(),
        elsewhere: rest.iter().map(|venue| place(&f, venue)).collect(),
        most,
        f,
    };
    page(&template, &visit)
}

/// A link to this page for one party.
fn of_party(f: &Frame, code: &str) -> String {
    f.visit.with("party", Some(code))
}

fn named(f: &Frame, node: &crate::desk::graph::Node) -> Named {
    let name = shown::teller(f).party(&node.code);
    let records = f.words().count("records-count", node.records);
    Named {
        title: shown::teller(f).line(name.clone(), records),
        href: of_party(f, &node.code),
        name,
    }
}

fn rows(f: &Frame, found: &Listed<Tie>) -> Vec<TieRow> {
    let teller = shown::teller(f);
    let row = |tie: &Tie| {
        let name = f.words().with(
            "dossier-relation",
            [
                ("one", teller.party(&tie.one).into()),
                ("other", teller.party(&tie.other).into()),
            ],
        );
        let records = f.words().count("records-count", tie.records);
        TieRow {
            href: f.link(&relation_path(&tie.one, &tie.other)),
            mean: tie.mean.map_or_else(String::new, signed),
            way: tie.mean.map_or("even", curve::way),
            title: teller.line(name.clone(), records.clone()),
            records,
            name,
        }
    };
    found.items.iter().map(row).collect()
}

fn met(venue: &Venue) -> usize {
    venue.held.values().sum::<usize>() + venue.not_held
}

fn spots(f: &Frame, places: &[Venue], most: usize) -> Vec<Spot> {
    let teller = shown::teller(f);
    let mut named: Vec<(f64, f64, f64)> = Vec::new();
    let spot = |venue: &Venue| {
        let (x, y) = map::point(&venue.country)?;
        let count = met(venue);
        let label = teller.party(&venue.country);
        let meetings = f.words().count("world-meetings", count);
        Some(Spot {
            x,
            y,
            r: format!(
                "{:.1}",
                9.0 + 31.0 * (count as f64 / most.max(1) as f64).sqrt()
            ),
            title: teller.line(label.clone(), meetings),
            code: venue.country.clone(),
            named: has_room(&mut named, &label, (x, y)),
            label,
        })
    };
    // The largest are drawn first, so that small ones beside them are seen.
    places.iter().filter_map(spot).collect()
}

/// Whether a name has room at a point beside those that are written already: middles and half widths of these, in the map's units.
fn has_room(named: &mut Vec<(f64, f64, f64)>, name: &str, (x, y): (u32, u32)) -> bool {
    // Letters of most scripts are half as wide as those of Chinese and Japanese.
    let wide = |letter: char| if letter > '\u{2e7f}' { 27.0 } else { 14.5 };
    let half = name.chars().map(wide).sum::<f64>() / 2.0;
    let (x, y) = (f64::from(x), f64::from(y));
    let free = named.iter().all(|(other_x, other_y, other_half)| {
        (x - other_x).abs() > half + other_half + 6.0 || (y - other_y).abs() > 30.0
    });
    if free {
        named.push((x, y, half));
    }
    free
}

fn place(f: &Frame, venue: &Venue) -> PlaceRow {
    let held: usize = venue.held.values().sum();
    PlaceRow {
        code: venue.country.clone(),
        name: shown::teller(f).party(&venue.country),
        href: f.link(&format!("/actors/{}", shown_code(&venue.country))),
        held: f.words().count("world-held", held),
        not_held: if venue.not_held > 0 {
            f.words().count("world-not-held", venue.not_held)
        } else {
            String::new()
        },
        lines: venue.newest.iter().map(|told| line(f, told)).collect(),
    }
}
