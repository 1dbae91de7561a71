//! Calibration: how often claims of each confidence are right (`cargo xtask train-claims --calibration`).
//!
//! What enters: the annotated pages. What leaves: `docs/confidence.svg` and figures, by models that have not seen the page (tenths of the
//! pages left out in turn). A claim is right where type, parties and evidence are. Same pages, same bytes.

use super::gold::{self, Page};
use super::{ERRORS_AT, learn};
use std::fmt::Write;
use std::process::ExitCode;

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
}

/// Measures and draws.
pub fn run(pages: &[Page]) -> ExitCode {
    let mut judged: Vec<(f32, bool)> = Vec::new();
    for tenth in 0..10 {
        let out = |at: usize| pages[at].source != gold::OWN && at % 10 == tenth;
        let kept: Vec<&Page> = (0..pages.len())
            .filter(|&at| !out(at))
            .map(|at| &pages[at])
            .collect();
        let model = learn::train(&kept, ERRORS_AT);
        let own = (0..pages.len()).filter(|&at| out(at));
        judged.extend(own.flat_map(|at| pages[at].judged(&model)));
    }
    let bins = bins(&judged);
    for bin in bins.iter().filter(|bin| bin.claims > 0) {
        let (confidence, right) = bin.means();
        println!(
            "claims {}  confidence {confidence:.3}  right {right:.3}",
            bin.claims
        );
    }
    println!(
        "claims {}  calibration error {:.3}",
        judged.len(),
        error(&bins)
    );
    match std::fs::write("docs/confidence.svg", plot(&bins)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("docs/confidence.svg: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bins(judged: &[(f32, bool)]) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for &(confidence, right) in judged {
        let at = ((confidence * BINS as f32) as usize).min(BINS - 1);
        bins[at].claims += 1;
        bins[at].right += usize::from(right);
        bins[at].confidence += f64::from(confidence);
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

/// A reliability plot: the diagonal is where confidence is right, a dot a bin, as large as it has claims.
fn plot(bins: &[Bin; BINS]) -> String {
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
    let most = bins.iter().map(|bin| bin.claims).max().unwrap_or(1).max(1) as f64;
    for bin in bins.iter().filter(|bin| bin.claims > 0) {
        let (confidence, right) = bin.means();
        let radius = 3.0 + 7.0 * (bin.claims as f64 / most).sqrt();
        put(format!(
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#1f77b4\"><title>{} claims</title></circle>",
            x(confidence),
            y(right),
            bin.claims
        ));
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
        assert!(plot(&bins).contains("4 claims"));
    }
}
