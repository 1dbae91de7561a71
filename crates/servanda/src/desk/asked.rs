//! Asked: what an address asks of the ledger.
//!
//! What enters: a [`Visit`]. What leaves: filters, days and parties, or a problem that names the value that makes no sense. Pages, feeds and
//! the API read addresses the same way, so that each can be had from the other by exchanging the path.

use super::names;
use super::problem::Problem;
use super::state::Desk;
use super::visit::Visit;
use jiff::Span;
use jiff::civil::Date;
use ledger::query::{Dealing, Filter, View};
use ledger::record::{State, Turn};

/// The longest word that is searched for, in bytes.
const LONGEST: usize = 200;

/// A day under a name.
///
/// # Errors
/// Where something is given that is no day.
pub fn day(visit: &Visit, name: &str) -> Result<Option<Date>, Problem> {
    visit
        .asked(name)
        .map(|text| text.parse::<Date>())
        .transpose()
        .map_err(|_| Problem::bad_question(format!("{name}: it is no day (YYYY-MM-DD)")))
}

/// The day from which one looks: `known`, else today.
///
/// # Errors
/// Where `known` is no day.
pub fn view(desk: &Desk, visit: &Visit) -> Result<View, Problem> {
    Ok(desk.view(day(visit, "known")?))
}

/// The code of a party as somebody wrote it; what nobody knows is taken for a code.
pub fn party(written: &str) -> String {
    names::code_of(written).map_or_else(|| written.trim().to_uppercase(), str::to_owned)
}

/// A pair as it stands in addresses: `RUS-JPN`, in the order in which it is written. A code may have a hyphen of its own, so that each
/// hyphen is tried.
pub fn pair(written: &str) -> Option<(String, String)> {
    let at = |(at, _): (usize, &str)| {
        let (one, other) = (written.get(..at)?, written.get(at + 1..)?);
        let known = |code: &str| names::code_of(code).is_some();
        (known(one) && known(other)).then(|| (party(one), party(other)))
    };
    let whole = || {
        let (one, other) = written.split_once('-')?;
        let both = !one.trim().is_empty() && !other.trim().is_empty();
        both.then(|| (party(one), party(other)))
    };
    written.match_indices('-').find_map(at).or_else(whole)
}

/// What a record or change must be to be shown: `party`, `other`, `pair`, `type`, `status` (what became known), `state` (where it stands), `from`, `to`,
/// `person`, `source`, `q`.
///
/// # Errors
/// Where a value makes no sense.
pub fn filter(visit: &Visit) -> Result<Filter, Problem> {
    let mut parties: Vec<String> = ["party", "other"]
        .iter()
        .filter_map(|name| visit.asked(name))
        .map(party)
        .collect();
    if let Some(written) = visit.asked("pair") {
        let (one, other) = pair(written)
            .ok_or_else(|| Problem::bad_question("pair: it is no pair of parties (RUS-JPN)"))?;
        parties.extend([one, other]);
    }
    parties.dedup();
    let dealings = visit
        .asked("type")
        .map(|text| {
            Dealing::parse(text)
                .ok_or_else(|| Problem::bad_question("type: there is no such dealing"))
        })
        .transpose()?;
    let turns = visit
        .asked("status")
        .map(|text| {
            Turn::parse(text).ok_or_else(|| Problem::bad_question("status: there is no such turn"))
        })
        .transpose()?;
    let states = visit
        .asked("state")
        .map(|text| {
            State::parse(text).ok_or_else(|| Problem::bad_question("state: there is no such state"))
        })
        .transpose()?;
    let text = |name: &str| visit.asked(name).map(str::to_owned);
    if visit.asked("q").is_some_and(|words| words.len() > LONGEST) {
        return Err(Problem::bad_question("q: it is too long"));
    }
    Ok(Filter {
        parties,
        dealings: dealings.into_iter().collect(),
        turns: turns.into_iter().collect(),
        states: states.into_iter().collect(),
        from: day(visit, "from")?,
        to: day(visit, "to")?,
        person: text("person"),
        outlet: text("source"),
        text: text("q"),
        ..Filter::default()
    })
}

/// How many of something are asked for with `most`: from 1 to a bound.
///
/// # Errors
/// Where it is no such number.
pub fn most(visit: &Visit, usual: usize, bound: usize) -> Result<usize, Problem> {
    let Some(text) = visit.asked("most") else {
        return Ok(usual);
    };
    let number = text.parse::<usize>().ok();
    number
        .filter(|number| (1..=bound).contains(number))
        .ok_or_else(|| Problem::bad_question(format!("most: a number from 1 to {bound}")))
}

/// Which part of a list is asked for with `part`, from 1.
///
/// # Errors
/// Where it is no such number.
pub fn part(visit: &Visit) -> Result<usize, Problem> {
    let number = match visit.asked("part") {
        None => Some(1),
        Some(text) => text.parse::<u32>().ok(),
    };
    number
        .filter(|number| *number > 0)
        .map(|number| number as usize)
        .ok_or_else(|| Problem::bad_question("part: a number from 1"))
}

/// The month that is asked for with `month` (YYYY-MM), by its first day; else that of a day.
///
/// # Errors
/// Where it is no month.
pub fn month(visit: &Visit, today: Date) -> Result<Date, Problem> {
    let Some(text) = visit.asked("month") else {
        return Ok(today.first_of_month());
    };
    let parsed = text
        .split_once('-')
        .and_then(|(year, month)| Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok());
    parsed.ok_or_else(|| Problem::bad_question("month: it is no month (YYYY-MM)"))
}

/// The period that is asked for with `from` and `to`; what is not said is so many days before the end, and today.
///
/// # Errors
/// Where one of them is no day, or the period has no length.
pub fn period(visit: &Visit, today: Date, days: i64) -> Result<(Date, Date), Problem> {
    let to = day(visit, "to")?.unwrap_or(today);
    let from = day(visit, "from")?.unwrap_or_else(|| to.saturating_sub(Span::new().days(days)));
    if from > to {
        return Err(Problem::bad_question("from: it is after to"));
    }
    Ok((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_they_are_written() {
        let codes = |one: &str, other: &str| Some((one.to_owned(), other.to_owned()));
        assert_eq!(pair("RUS-JPN"), codes("RUS", "JPN"));
        assert_eq!(pair("jpn-rus"), codes("JPN", "RUS"));
        assert_eq!(pair("Россия-Japan"), codes("RUS", "JPN"));
        assert_eq!(pair("Guinea-Bissau-Peru"), codes("GNB", "PER"));
        assert_eq!(pair("XX1-YY2"), codes("XX1", "YY2"));
        assert_eq!(pair("RUS"), None);
        assert_eq!(pair("-JPN"), None);
    }
}
