//! Map: outlines of states, and where in them something is drawn.
//!
//! What enters: codes. What leaves: points and outlines of `data/desk/world.tsv`, within a picture of 2000 by 875.

use std::collections::HashMap;
use std::sync::OnceLock;

struct World {
    outlines: String,
    points: HashMap<&'static str, (u32, u32)>,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut world = World {
            outlines: String::new(),
            points: HashMap::new(),
        };
        let rows = include_str!("../../../../data/desk/world.tsv").lines();
        for row in rows.filter(|row| !row.starts_with('#')) {
            let mut cells = row.split('\t');
            let (Some(code), Some(x), Some(y), Some(path)) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            if let (Ok(x), Ok(y)) = (x.parse(), y.parse()) {
                world.points.insert(code, (x, y));
            }
            if path != "-" {
                world.outlines.push_str(path);
            }
        }
        world.points.remove("-");
        world
    })
}

/// The outlines of all states, as one SVG path.
pub fn outlines() -> &'static str {
    &world().outlines
}

/// Where something about a state is drawn.
pub fn point(code: &str) -> Option<(u32, u32)> {
    world().points.get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_stand_where_they_are() {
        let (japan, peru) = (point("JPN").unwrap(), point("PER").unwrap());
        assert!(peru.0 < japan.0 && japan.1 < peru.1);
        assert!(world().points.len() > 190);
        for (x, y) in world().points.values() {
            assert!(*x <= 2000 && *y <= 875);
        }
        assert_eq!(point("UN"), None);
    }

    #[test]
    fn the_outlines_are_a_path_and_nothing_else() {
        let known = |letter: char| letter.is_ascii_digit() || " -MlzZ".contains(letter);
        assert!(outlines().chars().all(known));
        assert!(outlines().starts_with('M'));
    }
}
