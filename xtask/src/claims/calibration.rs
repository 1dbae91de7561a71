//! Calibration: how often claims of each confidence are right (`cargo xtask train-claims --calibration`).
//!
//! What enters: the annotated pages, with what models that have not seen them find there (sources and tenths of the pages left out in
//! turn). What leaves: the table of calibration for the model's file, `docs/confidence.svg` and figures. A claim is right where type, parties and evidence are. Same pages, same bytes.

use super::Unseen;
use super::gold::{self, Page};
use reading::claim::Weights;
use std::fmt::{self, Write};

/// Bins of the plot, equally wide.
const BINS: usize = 10;

/// Claims of one bin of confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Bin {
    claims: usize,
    right: usize,
    confidence: f64,
}

impl Bin {
    /// Mean confidence, and the share that is right.
    fn means(&self) -> (f64, f64) {
        let count = self.claims.max(1) as f64;
        (self.confidence / count, self.right as f64 / count)
    }

    fn add(&mut self, confidence: f32, right: bool) {
        self.claims += 1;
        self.right += usize::from(right);
        self.confidence += f64::from(confidence);
    }

    fn joined(&self, other: &Bin) -> Bin {
        Bin {
            claims: self.claims + other.claims,
            right: self.right + other.right,
            confidence: self.confidence + other.confidence,
        }
    }
}

/// Rows of the table before neighbours that fall are joined.
const ROWS: usize = 12;

/// How confidence holds on pages that the model has not seen, and what mends it.
pub struct Calibration {
    /// Probabilities with the share of claims that are right, for the model's file.
    pub table: Vec<(f32, f32)>,
    before: [Bin; BINS],
    after: [Bin; BINS],
}

impl Calibration {
    /// Fits the table to the claims of all annotated pages, by both ways of leaving out. What it is worth is measured on
    /// the pages of each source with a table fitted to those of the others.
    pub fn of(pages: &[Page], unseen: &Unseen, threshold: f32) -> Calibration {
        let judged = |is: &dyn Fn(&str) -> bool| -> Vec<(f32, bool)> {
            [&unseen.by_source, &unseen.by_tenth]
                .into_iter()
                .flat_map(|found| pages.iter().zip(found))
                .filter(|(page, _)| page.source != gold::OWN && is(&page.source))
                .flat_map(|(page, picks)| page.judged(picks, threshold))
                .collect()
        };
        let mut after = Vec::new();
        for source in super::sources(pages) {
            let mended = Weights::none().with_calibration(table(judged(&|other| other != source)));
            let mended = mended.unwrap_or_else(|_| Weights::none());
            let own = judged(&|other| other == source);
            after.extend(
                own.iter()
                    .map(|&(confidence, right)| (mended.calibrated(confidence), right)),
            );
        }
        let all = judged(&|_| true);
        Calibration {
            before: bins(&all),
            after: bins(&after),
            table: table(all),
        }
    }

    /// A reliability plot: the diagonal is where confidence is right, a dot a bin, as large as it has claims; rings show the
    /// model's own confidence.
    pub fn plot(&self) -> String {
        plot(&self.before, &self.after)
    }
}

impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, bins) in [("model's own", &self.before), ("calibrated", &self.after)] {
            for bin in bins.iter().filter(|bin| bin.claims > 0) {
                let (confidence, right) = bin.means();
                writeln!(
                    f,
                    "{name}: claims {}  confidence {confidence:.3}  right {right:.3}",
                    bin.claims
                )?;
            }
        }
        write!(
            f,
            "calibration error: model's own {:.3}, calibrated {:.3}",
            error(&self.before),
            error(&self.after)
        )
    }
}

/// A table that rises: bins with as many claims each, neighbours joined where the share that is right would fall
/// (pool adjacent violators, Ayer et al. 1955).
fn table(mut judged: Vec<(f32, bool)>) -> Vec<(f32, f32)> {
    judged.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut rows: Vec<Bin> = Vec::new();
    for part in judged.chunks(judged.len().div_ceil(ROWS).max(1)) {
        let mut row = Bin::default();
        for &(confidence, right) in part {
            row.add(confidence, right);
        }
        rows.push(row);
        while let [.., last, new] = rows.as_slice()
            && (last.means().1 >= new.means().1 || last.means().0 >= new.means().0)
        {
            let joined = last.joined(new);
            rows.truncate(rows.len() - 2);
            rows.push(joined);
        }
    }
    rows.iter()
        .map(|row| (row.means().0 as f32, row.means().1 as f32))
        .collect()
}

fn bins(judged: &[(f32, bool)]) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for &(confidence, right) in judged {
        let at = ((confidence * BINS as f32) as usize).min(BINS - 1);
        bins[at].add(confidence, right);
    }
    bins
}

/// Expected calibration error: the mean distance of confidence and share, weighed by claims.
fn error(bins: &[Bin; BINS]) -> f64 {
    let all: usize = bins.iter().map(|bin| bin.claims).sum();
    let off = bins.iter().map(|bin| {
        let (confidence, right) = bin.means();
        (confidence - right).abs() * bin.claims as f64
    });
    off.sum::<f64>() / all.max(1) as f64
}

fn plot(before: &[Bin; BINS], after: &[Bin; BINS]) -> String {
    const SIDE: f64 = 320.0;
    const LEFT: f64 = 60.0;
    const TOP: f64 = 20.0;
    let (x, y) = (
        |share: f64| LEFT + share * SIDE,
        |share: f64| TOP + (1.0 - share) * SIDE,
    );
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 400\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>How often claims of a confidence are right</title>\n\
         <rect width=\"400\" height=\"400\" fill=\"white\"/>\n",
    );
    let mut put = |line: String| {
        let _ = writeln!(svg, "{line}");
    };
    for step in 0..=5 {
        let share = f64::from(step) / 5.0;
        let (at, up) = (x(share), y(share));
        put(format!(
            "<path d=\"M{at:.0} {TOP}V{:.0}M{LEFT} {up:.0}H{:.0}\" stroke=\"#ddd\"/>",
            TOP + SIDE,
            LEFT + SIDE
        ));
        put(format!(
            "<text x=\"{at:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{share:.1}</text>",
            TOP + SIDE + 18.0
        ));
        put(format!(
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{share:.1}</text>",
            LEFT - 8.0,
            up + 4.0
        ));
    }
    put(format!(
        "<path d=\"M{:.0} {:.0}L{:.0} {:.0}\" stroke=\"#888\" stroke-dasharray=\"4 4\"/>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    ));
    for (bins, fill) in [(before, "none"), (after, "#1f77b4")] {
        let most = bins.iter().map(|bin| bin.claims).max().unwrap_or(1).max(1) as f64;
        for bin in bins.iter().filter(|bin| bin.claims > 0) {
            let (confidence, right) = bin.means();
            let radius = 3.0 + 7.0 * (bin.claims as f64 / most).sqrt();
            put(format!(
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"{fill}\" stroke=\"#1f77b4\"><title>{} claims</title></circle>",
                x(confidence),
                y(right),
                bin.claims
            ));
        }
    }
    put("<text x=\"220\" y=\"385\" text-anchor=\"middle\">confidence</text>".to_owned());
    put("<text x=\"16\" y=\"180\" text-anchor=\"middle\" transform=\"rotate(-90 16 180)\">share that is right</text>".to_owned());
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_that_holds_has_no_error() {
        let mut judged = vec![(0.75, true); 3];
        judged.push((0.75, false));
        let bins = bins(&judged);
        assert_eq!(bins[7].claims, 4);
        assert!(error(&bins) < 1e-9);
        assert!((error(&super::bins(&[(1.0, false)])) - 1.0).abs() < 1e-9);
        assert!(plot(&bins, &bins).contains("4 claims"));
    }

    #[test]
    fn a_table_rises_whatever_it_is_fitted_to() {
        let judged = |falls: bool| -> Vec<(f32, bool)> {
            (0..240)
                .map(|at| (at as f32 / 240.0, (at < 120) == falls))
                .collect()
        };
        let falling = table(judged(true));
        assert_eq!(falling.len(), 1);
        assert!((falling[0].1 - 0.5).abs() < 0.05);
        let rising = table(judged(false));
        assert!(rising.first().is_some_and(|row| row.1 == 0.0));
        assert!(rising.last().is_some_and(|row| row.1 == 1.0));
        assert!(Weights::none().with_calibration(rising).is_ok());
        assert!(table(Vec::new()).is_empty());
    }
}
