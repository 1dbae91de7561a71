//! Select in SQLite: which records are asked for, in the order of their first days, without reading more of them than that takes.
//!
//! What enters: a [`Select`]. What leaves: days and ids. Invariant: what is asked for lies in a few runs that share no record and
//! are each in order along an index, or small enough to be sorted; so that who wants the first fifty of a million reads about
//! fifty.

use super::super::{Result, Select};
use super::records::{FEW, NEVER};
use super::rows;
use crate::record::{ClaimId, State};
use reading::claim::Event;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// A run of records: what stands between `FROM` and `ORDER BY`. `t` is the table that has the columns of a record.
struct Run {
    from: String,
    wanted: Vec<String>,
    /// The column of the id.
    id: &'static str,
}

impl Run {
    /// A run along an index of the table of records.
    fn of(from: &str, wanted: &[String]) -> Run {
        Run {
            from: format!("record t {from}"),
            wanted: wanted.to_vec(),
            id: "t.id",
        }
    }
}

/// Ids of records by first day and then by id, each with its first day.
pub fn select(db: &Connection, select: &Select) -> Result<Vec<(i32, ClaimId)>> {
    along(db, select, "first")
}

/// Ids of what was announced for some days, by the day by which it is due and then by id, each with that day. Bounded by days and `most`, not by `after`.
pub fn by_due(db: &Connection, select: &Select) -> Result<Vec<(i32, ClaimId)>> {
    let select = Select {
        announced: true,
        due: select.due.or(Some((i32::MIN, i32::MAX))),
        after: None,
        ..select.clone()
    };
    along(db, &select, "due")
}

/// Ids of records by a column with a day and then by id, each with the day.
fn along(db: &Connection, select: &Select, day: &str) -> Result<Vec<(i32, ClaimId)>> {
    let mut given = Given(Vec::new());
    let mut all = Vec::new();
    for run in runs(select, &mut given)? {
        read(db, select, run, day, &given, &mut all)?;
    }
    // As SQLite orders them: as numbers with a sign.
    all.sort_unstable_by_key(|(day, id): &(i32, ClaimId)| (*day, rows::bits(*id)));
    all.truncate(select.most.unwrap_or(usize::MAX));
    Ok(all)
}

/// Reads as much of a run as can be wanted.
fn read(
    db: &Connection,
    select: &Select,
    run: Run,
    day: &str,
    given: &Given,
    all: &mut Vec<(i32, ClaimId)>,
) -> Result<()> {
    let (id, mut wanted) = (run.id, run.wanted);
    if let Some((first, after)) = select.after {
        let after = rows::bits(after);
        wanted.push(format!("(t.{day}, {id}) > ({first}, {after})"));
    }
    let sql = format!(
        "SELECT t.{day}, {id} FROM {} WHERE {} ORDER BY t.{day}, {id}",
        run.from,
        wanted.join(" AND ")
    );
    let mut find = db.prepare_cached(&sql)?;
    // A sentence may need less than is given to all.
    let needed = given.0.iter().take(find.parameter_count());
    let mut found = find.query(params_from_iter(needed))?;
    let mut left = select.most.unwrap_or(usize::MAX);
    while left > 0
        && let Some(row) = found.next()?
    {
        let place = (row.get(0)?, rows::claim_id(row.get(1)?));
        if { select.among.as_ref() }.is_none_or(|among| among.contains(&place.1)) {
            all.push(place);
            left -= 1;
        }
    }
    Ok(())
}

/// What is given to sentences.
struct Given(Vec<Value>);

impl Given {
    /// Gives a value, and the sign that stands for it.
    fn give(&mut self, value: Value) -> String {
        self.0.push(value);
        format!("?{}", self.0.len())
    }
}

/// The runs in which all lies that is asked for.
fn runs(select: &Select, given: &mut Given) -> Result<Vec<Run>> {
    let wanted = wanted(select, given);
    let theirs = theirs(select, given);
    let mut runs = Vec::new();
    if let Some(among) = select.among.as_ref().filter(|among| among.len() <= FEW) {
        let ids: Vec<i64> = among.iter().map(|id| rows::bits(*id)).collect();
        let ids = given.give(Value::Text(rows::to_json(&ids)?));
        let mut run = Run::of("", &wanted);
        run.from = format!("json_each({ids}) j CROSS JOIN record t ON t.id = j.value");
        run.wanted.extend(theirs.as_ref().map(Theirs::has));
        run.wanted
            .extend(select.from.map(|from| format!("t.last >= {from}")));
        runs.push(run);
        return Ok(runs);
    }
    match &theirs {
        Some(theirs) => runs.extend(theirs.runs(select.announced, &wanted)),
        None => runs.extend(of_all(select, &wanted)),
    }
    if let Some(from) = select.from {
        // What ends no sooner begins no sooner, or spans the day.
        for run in &mut runs {
            run.wanted.push(format!("t.first >= {from}"));
        }
        let mut spanning = Run::of("INDEXED BY record_span", &wanted);
        let spans = format!("t.last > t.first AND t.last >= {from} AND t.first < {from}");
        spanning.wanted.push(spans);
        spanning.wanted.extend(theirs.as_ref().map(Theirs::has));
        runs.push(spanning);
    }
    Ok(runs)
}

/// Whose records are asked for.
struct Theirs {
    table: &'static str,
    column: &'static str,
    key: String,
}

/// Whose records are asked for; none: everybody's.
fn theirs(select: &Select, given: &mut Given) -> Option<Theirs> {
    let mut parties = select.parties.clone();
    parties.sort();
    parties.dedup();
    let (table, column, key) = match parties.as_slice() {
        [] => return None,
        [one] => ("record_party", "party", one.clone()),
        [one, other, ..] => ("record_pair", "pair", format!("{one} {other}")),
    };
    let key = given.give(Value::Text(key));
    Some(Theirs { table, column, key })
}

impl Theirs {
    /// Their table, which is in order for what was announced and for what was not.
    fn runs(&self, announced: bool, wanted: &[String]) -> Vec<Run> {
        let Theirs { table, column, key } = self;
        let run = |half: i32| {
            let mut run = Run::of("", wanted);
            run.from = format!("{table} t");
            run.id = "t.record";
            let own = format!("t.{column} = {key} AND t.announced = {half}");
            run.wanted.push(own);
            run
        };
        let halves = if announced { 1..=1 } else { 0..=1 };
        halves.map(run).collect()
    }

    /// What is true of a record `t` that is theirs.
    fn has(&self) -> String {
        let Theirs { table, column, key } = self;
        format!(
            "EXISTS (SELECT 1 FROM {table} p WHERE p.{column} = {key} AND p.announced = t.announced \
             AND p.first = t.first AND p.record = t.id)"
        )
    }
}

/// The runs of everybody's records: along what leaves fewest of them.
fn of_all(select: &Select, wanted: &[String]) -> Vec<Run> {
    let by_words = |index: &str, column: &str, words: Vec<&str>| -> Vec<Run> {
        let run = |word: &str| {
            let mut run = Run::of(&format!("INDEXED BY {index}"), wanted);
            run.wanted.push(format!("t.{column} = '{word}'"));
            run
        };
        words.into_iter().map(run).collect()
    };
    if select.announced && select.due.is_some() {
        return vec![Run::of("INDEXED BY record_due", wanted)];
    }
    // Most records are in one of these.
    let common = [State::Held, State::Announced, State::Overdue];
    let rare =
        !select.states.is_empty() && !select.states.iter().any(|state| common.contains(state));
    if !select.dealings.is_empty() && !rare {
        let mut events: Vec<&str> = Vec::new();
        for (event, _) in &select.dealings {
            match event {
                Some(event) => events.push(event),
                None => events.extend(Event::ALL.iter().map(|event| event.as_str())),
            }
        }
        events.sort_unstable();
        events.dedup();
        return by_words("record_event", "event", events);
    }
    if select.states.is_empty() {
        return vec![Run::of("", wanted)];
    }
    let mut settled: Vec<&str> = { select.states.iter() }
        .flat_map(|state| settling(*state).iter().map(|state| state.as_str()))
        .collect();
    settled.sort_unstable();
    settled.dedup();
    let mut runs = by_words("record_state", "settled", settled);
    if !select.states.contains(&State::Held) {
        // What goes on is little of what was held.
        for run in &mut runs {
            let held = "t.settled = 'held'";
            if run.wanted.last().is_some_and(|last| last == held) {
                run.from = "record t INDEXED BY record_during".to_owned();
                let during = format!("t.begins IS NOT NULL AND t.ends >= {}", select.today);
                run.wanted.push(during);
            }
        }
    }
    runs
}

/// What records settle on that can be in a state.
fn settling(state: State) -> &'static [State] {
    match state {
        State::Overdue => &[State::Overdue, State::Announced],
        State::Announced => &[State::Announced],
        State::Ongoing => &[State::Ongoing, State::Held],
        State::Held => &[State::Held],
        State::Proposed => &[State::Proposed],
        State::Postponed => &[State::Postponed],
        State::Cancelled => &[State::Cancelled],
        State::Denied => &[State::Denied],
        State::Disputed => &[State::Disputed],
        State::Suspended => &[State::Suspended],
        State::Resumed => &[State::Resumed],
    }
}

/// What is true of each record `t` that is asked for, but for its parties and the day on which it ends.
fn wanted(select: &Select, given: &mut Given) -> Vec<String> {
    let mut wanted = vec!["1".to_owned()];
    if select.announced {
        wanted.push("t.announced = 1".to_owned());
    }
    let mut any = Vec::new();
    for (event, kind) in &select.dealings {
        let event = event.map(|event| format!("t.event = '{event}'"));
        let kind =
            { kind.clone() }.map(|kind| format!("t.kind = {}", given.give(Value::Text(kind))));
        let both: Vec<String> = event.into_iter().chain(kind).collect();
        any.push(format!("({})", both.join(" AND ")));
    }
    if !any.is_empty() {
        wanted.push(format!("({})", any.join(" OR ")));
    }
    let states = select.states.iter();
    let states: Vec<String> = states
        .map(|state| in_state("t", *state, select.today))
        .collect();
    if !states.is_empty() {
        wanted.push(format!("({})", states.join(" OR ")));
    }
    match select.has_due {
        Some(true) => wanted.push("t.due IS NOT NULL".to_owned()),
        Some(false) => wanted.push("t.due IS NULL".to_owned()),
        None => {}
    }
    if let Some((from, to)) = select.due {
        wanted.push(format!("t.due >= {from} AND t.due <= {to}"));
    }
    if let Some(to) = select.to {
        wanted.push(format!("t.first <= {to}"));
    }
    if select.from.is_some() || select.to.is_some() {
        wanted.push(format!("t.first < {NEVER}"));
    }
    wanted
}

/// What is true of a record, under this name, that is in a state on a day, as [`Fate::state`](super::super::Fate::state) has it.
pub fn in_state(t: &str, state: State, today: i32) -> String {
    let goes_on = format!(
        "(NOT {t}.word AND {t}.begins IS NOT NULL AND {today} BETWEEN {t}.begins AND {t}.ends)"
    );
    let passed = format!("(NOT {t}.word AND {t}.due IS NOT NULL AND {t}.due < {today})");
    match state {
        State::Overdue => {
            format!("{t}.settled = 'overdue' OR {t}.settled = 'announced' AND {passed}")
        }
        State::Announced => format!("{t}.settled = 'announced' AND NOT {passed}"),
        State::Ongoing => format!("{t}.settled = 'ongoing' OR {t}.settled = 'held' AND {goes_on}"),
        State::Held => format!("{t}.settled = 'held' AND NOT {goes_on}"),
        other => format!("{t}.settled = '{}'", other.as_str()),
    }
}

/// Records in one of these states on a day, whenever they are; none where they are more than `most`.
pub fn in_states(
    db: &Connection,
    states: &[State],
    today: i32,
    most: usize,
) -> Result<Option<Vec<ClaimId>>> {
    let asked = Select {
        states: states.to_vec(),
        today,
        most: Some(most + 1),
        ..Select::default()
    };
    let found = select(db, &asked)?;
    let few = found.len() <= most;
    Ok(few.then(|| found.into_iter().map(|(_, id)| id).collect()))
}
