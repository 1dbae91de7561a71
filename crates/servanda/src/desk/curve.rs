//! Curve: how a relation went over the months, as a picture.
//!
//! What enters: months with what was held in them and its two sides, and marks of single events. What leaves: coordinates within a picture of [`WIDTH`] by
//! 300, which a template draws. Invariant: all of them lie within the picture.
//!
//! Above, the mean weight of what was held (from -10, conflict, to 10, cooperation), a dot a month and a line over a window of months;
//! below, what the cooperation and the conflict of each month weigh, a bar upwards and one downwards.

use jiff::civil::Date;
use ledger::query::{Month, Sides};
use std::fmt::Write as _;

/// Width of the picture.
pub const WIDTH: f64 = 760.0;

const LEFT: f64 = 34.0;
const RIGHT: f64 = 12.0;
/// Where the means begin and end.
const TOP: f64 = 14.0;
const MIDDLE: f64 = 178.0;
/// Where marks stand.
const MARKS: f64 = 200.0;
/// Where the bars begin and end.
const BARS: f64 = 216.0;
const FOOT: f64 = 272.0;

/// Up to so many months the line is over three of them, beyond over twelve.
const SHORT: i32 = 36;

/// Months without anything over which no line is drawn.
const GAP: i32 = 24;

/// The most labels along the time.
const LABELS: i32 = 9;

/// The picture.
pub struct Curve {
    /// The line, as an SVG path; empty where one month alone has something.
    pub line: String,
    /// Over how many months the line is.
    pub window: i32,
    /// A dot a month: x, y, radius.
    pub dots: Vec<Dot>,
    /// Up to two bars a month.
    pub bars: Vec<Bar>,
    /// Where bars begin.
    pub base: String,
    /// Levels of the means.
    pub levels: Vec<Level>,
    /// Labels of the time.
    pub ticks: Vec<Tick>,
    /// Height of the level 0.
    pub zero: String,
    /// What weighs most in a month: of cooperation, and of conflict; empty where there is none.
    pub reach: (String, String),
    /// First month with something.
    pub first: Date,
    /// Last month that is drawn.
    pub last: Date,
    start: i32,
    span: i32,
}

/// The mean of a month.
pub struct Dot {
    /// Where.
    pub x: String,
    /// Where.
    pub y: String,
    /// How large: by how many were held.
    pub r: String,
    /// `up`, `down` or `even`.
    pub way: &'static str,
}

/// What one side of a month weighs.
pub struct Bar {
    /// `up` or `down`.
    pub way: &'static str,
    /// Left edge.
    pub x: String,
    /// Upper edge.
    pub y: String,
    /// Width.
    pub width: String,
    /// Height.
    pub height: String,
}

/// A level of the means.
pub struct Level {
    /// Its height.
    pub y: String,
    /// Its number.
    pub label: String,
}

/// A label of the time.
pub struct Tick {
    /// Where.
    pub x: String,
    /// The first day of what it stands for.
    pub day: Date,
    /// Whether it stands for a year, else for a month.
    pub is_year: bool,
}

/// A mark of an event.
pub struct Mark {
    /// Where.
    pub x: String,
    /// Height.
    pub y: String,
}

fn number(month: Date) -> i32 {
    i32::from(month.year()) * 12 + i32::from(month.month()) - 1
}

fn month(number: i32) -> Option<Date> {
    let year = i16::try_from(number.div_euclid(12)).ok()?;
    Date::new(year, (number.rem_euclid(12) + 1) as i8, 1).ok()
}

/// A coordinate with one digit after the point, which is finer than one sees.
fn place(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

impl Curve {
    /// Draws months, in their order. What lies after `until` is not drawn. Nothing where there is nothing to draw.
    pub fn of(months: &[Month], sides: &[Sides], until: Date) -> Option<Curve> {
        let end = number(until);
        let (months, sides): (Vec<&Month>, Vec<&Sides>) = months
            .iter()
            .zip(sides)
            .filter(|(month, _)| number(month.first) <= end && month.held > 0)
            .unzip();
        let apart = standing_apart(&months);
        let (months, sides) = (months.get(apart..)?, sides.get(apart..)?);
        let (first, last) = (months.first()?.first, months.last()?.first);
        let start = number(first);
        // What is drawn ends with the last event, not with today: an old relation fills the picture.
        let span = (number(last) - start + 1).max(6);
        let window = if span <= SHORT { 3 } else { 12 };
        let largest = months
            .iter()
            .map(|month| month.mean().abs())
            .fold(0.0, f64::max);
        let reach = [2.0, 5.0]
            .into_iter()
            .find(|r| largest <= *r)
            .unwrap_or(10.0);
        let most = months.iter().map(|month| month.held).max().unwrap_or(1);
        let up = sides
            .iter()
            .map(|side| side.cooperation)
            .fold(0.0, f64::max);
        let down = sides.iter().map(|side| -side.conflict).fold(0.0, f64::max);
        let scale = (FOOT - BARS) / (up + down).max(0.1);
        let base = BARS + up * scale;
        let most_of = |side: f64, sign: f64| {
            if side > 0.0 {
                label(side * sign)
            } else {
                String::new()
            }
        };
        let mut curve = Curve {
            line: String::new(),
            window,
            dots: Vec::new(),
            bars: Vec::new(),
            levels: Vec::new(),
            ticks: Vec::new(),
            zero: place(height(0.0, reach)),
            base: place(base),
            reach: (most_of(up, 1.0), most_of(down, -1.0)),
            first,
            last: month(start + span - 1).unwrap_or(last),
            start,
            span,
        };
        curve.line = curve.line_of(months, reach);
        curve.dots = months.iter().map(|m| curve.dot(m, reach, most)).collect();
        curve.bars = months
            .iter()
            .zip(sides)
            .flat_map(|(month, side)| curve.bars_of(month, side, base, scale))
            .collect();
        curve.levels = [reach, reach / 2.0, 0.0, -reach / 2.0, -reach]
            .into_iter()
            .map(|level| Level {
                y: place(height(level, reach)),
                label: label(level),
            })
            .collect();
        curve.ticks = curve.ticks_of();
        Some(curve)
    }

    /// Where something of a day is marked; nothing where the day is not drawn.
    pub fn mark(&self, day: Date, row: u8) -> Option<Mark> {
        let month = number(day);
        let drawn = (self.start..self.start + self.span).contains(&month);
        drawn.then(|| Mark {
            x: place(self.x(f64::from(month - self.start) + f64::from(day.day() - 1) / 31.0)),
            y: place(MARKS - 9.0 * f64::from(row)),
        })
    }

    fn x(&self, months: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * months / f64::from(self.span)
    }

    fn dot(&self, month: &Month, reach: f64, most: u64) -> Dot {
        let share = (month.held as f64 / most as f64).sqrt();
        let mean = month.mean();
        Dot {
            x: place(self.x(f64::from(number(month.first) - self.start) + 0.5)),
            y: place(height(mean, reach)),
            r: place(1.6 + 3.4 * share),
            way: way(mean),
        }
    }

    fn bars_of(&self, month: &Month, side: &Sides, base: f64, scale: f64) -> Vec<Bar> {
        let at = f64::from(number(month.first) - self.start);
        let width = (self.x(1.0) - self.x(0.0)) * 0.8;
        let bar = |way: &'static str, weight: f64| Bar {
            way,
            x: place(self.x(at + 0.5) - width.clamp(0.6, 18.0) / 2.0),
            y: place(if way == "up" {
                base - weight * scale
            } else {
                base
            }),
            width: place(width.clamp(0.6, 18.0)),
            height: place(weight * scale),
        };
        let both = [("up", side.cooperation), ("down", -side.conflict)];
        let some = both.into_iter().filter(|(_, weight)| *weight > 0.0);
        some.map(|(way, weight)| bar(way, weight)).collect()
    }

    /// The mean over the window that ends with each month in which something was held; what was held more often weighs more.
    fn line_of(&self, months: &[&Month], reach: f64) -> String {
        let mut line = String::new();
        for (at, month) in months.iter().enumerate() {
            let now = number(month.first);
            let within = months
                .get(..=at)
                .unwrap_or_default()
                .iter()
                .rev()
                .take_while(|earlier| number(earlier.first) > now - self.window);
            let (score, held) = within.fold((0.0, 0), |(score, held), month| {
                (score + month.score, held + month.held)
            });
            let mean = score / held.max(1) as f64;
            let (x, y) = (
                self.x(f64::from(now - self.start) + 0.5),
                height(mean, reach),
            );
            // Over years of which nothing is known there is no line.
            let before = at.checked_sub(1).and_then(|before| months.get(before));
            let near = before.is_some_and(|before| now - number(before.first) <= GAP);
            let step = if near { 'L' } else { 'M' };
            let _ = write!(line, "{step}{} {}", place(x), place(y));
        }
        if months.len() > 1 {
            line
        } else {
            String::new()
        }
    }

    fn ticks_of(&self) -> Vec<Tick> {
        let steps: [i32; 11] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
        let step = steps
            .into_iter()
            .find(|step| self.span / step <= LABELS)
            .unwrap_or(2400);
        let first = self.start + (step - self.start.rem_euclid(step)).rem_euclid(step);
        (first..self.start + self.span)
            .step_by(step.unsigned_abs() as usize)
            .filter_map(|at| {
                Some(Tick {
                    x: place(self.x(f64::from(at - self.start))),
                    day: month(at)?,
                    is_year: step >= 12,
                })
            })
            .collect()
    }
}

/// How many months at the beginning stand apart: years before all others, with less than a fiftieth of what was held. A single year that a page
/// recalls would else press all others together.
fn standing_apart(months: &[&Month]) -> usize {
    let whole: u64 = months.iter().map(|month| month.held).sum();
    let mut held = 0;
    let mut apart = 0;
    for (at, pair) in months.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        held += one.held;
        if held * 50 > whole {
            break;
        }
        if number(next.first) - number(one.first) > GAP {
            apart = at + 1;
        }
    }
    apart
}

fn height(mean: f64, reach: f64) -> f64 {
    let share = (mean.clamp(-reach, reach) + reach) / (2.0 * reach);
    MIDDLE - (MIDDLE - TOP) * share
}

/// Which way a mean points.
pub fn way(mean: f64) -> &'static str {
    if mean > 0.5 {
        "up"
    } else if mean < -0.5 {
        "down"
    } else {
        "even"
    }
}

/// A level with its sign.
fn label(level: f64) -> String {
    // Of what weighs hundreds no tenths are read.
    let level = if level.abs() >= 100.0 {
        level.round()
    } else {
        level
    };
    if level == 0.0 {
        "0".to_owned()
    } else if level < 0.0 {
        format!("\u{2212}{}", place(-level))
    } else {
        format!("+{}", place(level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn months(list: &[(i16, i8, u64, f64)]) -> Vec<Month> {
        list.iter()
            .map(|(year, month, held, score)| Month {
                first: date(*year, *month, 1),
                held: *held,
                score: *score,
            })
            .collect()
    }

    fn sides(months: &[Month]) -> Vec<Sides> {
        let side = |month: &Month| Sides {
            cooperation: month.score.max(0.0),
            conflict: month.score.min(0.0),
        };
        months.iter().map(side).collect()
    }

    #[test]
    fn everything_lies_within_the_picture() {
        for list in [
            months(&[(2018, 4, 3, 9.0)]),
            months(&[(1900, 1, 1, -10.0), (2026, 12, 900, 9000.0)]),
            months(&[(2018, 1, 1, 1.0), (2018, 2, 4, -2.0), (2019, 7, 2, 3.0)]),
        ] {
            let curve = Curve::of(&list, &sides(&list), date(2026, 12, 31)).unwrap();
            let within = |text: &str, most: f64| {
                let number: f64 = text.parse().unwrap();
                assert!((0.0..=most).contains(&number), "{text}");
            };
            for dot in &curve.dots {
                within(&dot.x, WIDTH);
                within(&dot.y, MIDDLE);
            }
            for bar in &curve.bars {
                within(&bar.x, WIDTH);
                within(&bar.y, FOOT);
            }
            assert!(curve.ticks.len() <= LABELS as usize + 1);
            for tick in &curve.ticks {
                within(&tick.x, WIDTH);
            }
            assert_eq!(curve.line.is_empty(), curve.dots.len() == 1);
        }
    }

    #[test]
    fn what_stands_apart_does_not_press_the_rest_together() {
        let mut list = months(&[(1956, 1, 1, 4.0)]);
        list.extend((0..60).map(|n| Month {
            first: date(2001 + n / 12, (n % 12 + 1) as i8, 1),
            held: 2,
            score: 3.0,
        }));
        let curve = Curve::of(&list, &sides(&list), date(2010, 1, 1)).unwrap();
        assert_eq!(curve.first, date(2001, 1, 1));
        assert_eq!(curve.line.matches('M').count(), 1);
        // Half of everything does not stand apart, and no line leads over the years between.
        let list = months(&[(1956, 1, 1, 4.0), (2001, 1, 1, 4.0)]);
        let curve = Curve::of(&list, &sides(&list), date(2010, 1, 1)).unwrap();
        assert_eq!(curve.first, date(1956, 1, 1));
        assert_eq!(curve.line.matches('M').count(), 2);
    }

    #[test]
    fn cooperation_is_above_and_the_future_is_not_drawn() {
        let list = months(&[(2018, 1, 2, 8.0), (2018, 3, 1, -4.0), (2019, 1, 1, 4.0)]);
        let curve = Curve::of(&list, &sides(&list), date(2018, 5, 20)).unwrap();
        assert_eq!(curve.dots.len(), 2);
        let y = |at: usize| curve.dots[at].y.parse::<f64>().unwrap();
        let zero: f64 = curve.zero.parse().unwrap();
        assert!(y(0) < zero && zero < y(1));
        assert!(curve.mark(date(2018, 2, 3), 0).is_some());
        assert!(curve.mark(date(2019, 2, 3), 0).is_none());
        assert!(Curve::of(&list, &sides(&list), date(2017, 5, 20)).is_none());
    }
}
