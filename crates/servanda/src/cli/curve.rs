//! Curve: how a relation went, drawn with the characters of a terminal.
//!
//! What enters: the months with something that was held, a width. What leaves: a line of bars above for cooperation and one below for
//! conflict, with the days and the height that they stand for. Invariant: it never is wider than asked for.

use super::term::{DIM, pad};
use anstyle::{AnsiColor, Style};
use jiff::civil::Date;
use ledger::query::{Month, Sides};
use std::fmt::Write;

/// Bars that grow upwards; the first is nothing.
const UP: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Bars that grow downwards: terminals have an eighth, a half and a whole one.
const DOWN: [char; 4] = [' ', '▔', '▀', '█'];
/// Months that a bar can stand for.
const STEPS: [i32; 6] = [1, 3, 6, 12, 60, 120];
/// Columns of what stands before the bars.
const LABEL: usize = 8;

/// The curve, at most `width` columns wide; empty where nothing was held.
pub fn curve(months: &[Month], sides: &[Sides], width: usize) -> String {
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return String::new();
    };
    let (first, last) = (number(first.first), number(last.first));
    let room = i32::try_from(width.saturating_sub(LABEL))
        .unwrap_or(i32::MAX)
        .max(1);
    let step = STEPS
        .into_iter()
        .find(|step| (last.div_euclid(*step) - first.div_euclid(*step)) < room)
        .unwrap_or((last - first) / room + 1);
    let begin = first.div_euclid(step);
    let count = usize::try_from(last.div_euclid(step) - begin + 1).unwrap_or(1);
    // What speaks for the relation and what against it stand apart, so that neither hides the other.
    let (mut above, mut below) = (vec![0.0_f64; count], vec![0.0_f64; count]);
    for (month, sides) in months.iter().zip(sides) {
        let at = usize::try_from(number(month.first).div_euclid(step) - begin).unwrap_or(0);
        if let (Some(above), Some(below)) = (above.get_mut(at), below.get_mut(at)) {
            *above += sides.cooperation;
            *below -= sides.conflict;
        }
    }
    let most = above.iter().chain(&below).copied().fold(0.0, f64::max);
    if most == 0.0 {
        return String::new();
    }
    let mut out = String::new();
    let (green, red) = (AnsiColor::Green.on_default(), AnsiColor::Red.on_default());
    line(
        &mut out,
        &format!("+{most:.0}"),
        green,
        bars(&above, most, &UP),
    );
    if below.iter().any(|sum| *sum > 0.0) {
        line(
            &mut out,
            &format!("-{most:.0}"),
            red,
            bars(&below, most, &DOWN),
        );
    }
    let _ = writeln!(out, "{DIM}{}{DIM:#}", axis((first, last), step, count));
    out
}

fn bars(sums: &[f64], most: f64, signs: &[char]) -> String {
    let steps = (signs.len() - 1) as f64;
    let bar = |sum: &f64| {
        let height = (sum / most * steps).ceil().clamp(0.0, steps);
        // A height is a whole number within the signs.
        signs.get(height as usize).copied().unwrap_or(' ')
    };
    sums.iter().map(bar).collect()
}

fn line(out: &mut String, label: &str, style: Style, bars: String) {
    let bars = bars.trim_end();
    let _ = writeln!(
        out,
        "{DIM}{}{DIM:#}{style}{bars}{style:#}",
        pad(label, LABEL)
    );
}

/// What the first and the last bar stand for.
fn axis((first, last): (i32, i32), step: i32, count: usize) -> String {
    let name = |month: i32| {
        format!(
            "{:04}-{:02}",
            month.div_euclid(12),
            month.rem_euclid(12) + 1
        )
    };
    let (from, to) = (name(first), name(last));
    let each = match step {
        1 => "a bar a month".to_owned(),
        12 => "a bar a year".to_owned(),
        step if step % 12 == 0 => format!("a bar for {} years", step / 12),
        step => format!("a bar for {step} months"),
    };
    let below = if first == last {
        from
    } else if count >= from.len() + to.len() + 2 {
        format!("{}{to}", pad(&from, count - to.len()))
    } else {
        format!("{from} to {to}")
    };
    format!("{}{below}  {each}", " ".repeat(LABEL))
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn months(scores: &[(i16, i8, f64)]) -> Vec<Month> {
        scores
            .iter()
            .map(|(year, month, score)| Month {
                first: Date::constant(*year, *month, 1),
                held: 1,
                score: *score,
            })
            .collect()
    }

    /// The curve of months that each have one side only, but for the last, which also has the other.
    fn drawn(months: &[Month], other: f64, width: usize) -> String {
        let one = |month: &Month| Sides {
            cooperation: month.score.max(0.0),
            conflict: month.score.min(0.0),
        };
        let mut sides: Vec<Sides> = months.iter().map(one).collect();
        if let Some(last) = sides.last_mut() {
            last.conflict += other;
        }
        plain(&curve(months, &sides, width))
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn cooperation_stands_above_conflict() {
        let months = months(&[(2018, 3, 8.0), (2018, 4, -8.0), (2018, 6, 4.0)]);
        let want = "+8      █  ▄\n-8       █ ▀\n        2018-03 to 2018-06  a bar a month\n";
        assert_eq!(drawn(&months, -4.0, 80), want);
    }

    #[test]
    fn many_months_fit_a_narrow_terminal() {
        let months: Vec<Month> = (1990..2020)
            .flat_map(|year| months(&[(year, 1, 2.5), (year, 7, -1.0)]))
            .collect();
        for width in [20, 40, 80, 400] {
            let drawn = drawn(&months, 0.0, width);
            let bars = drawn.lines().next().unwrap_or_default();
            assert!(bars.width() <= width, "{width}: {drawn}");
        }
        assert!(drawn(&months, 0.0, 40).contains("a bar a year"));
    }

    #[test]
    fn nothing_held_is_no_curve() {
        assert_eq!(drawn(&[], 0.0, 80), "");
        assert_eq!(drawn(&months(&[(2018, 3, 0.0)]), 0.0, 80), "");
    }
}
