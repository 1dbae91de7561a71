//! Pages: training and measuring of the models that tell an article from the furniture around it.
//!
//! What enters: an archive of article pages with the main text that people gave them (WCXB benchmark). What leaves: figures
//! (`measure-pages`), and `models/units-html.txt` and `models/units-text.txt` (`train-pages`). Same pages, same bytes.

mod fit;
mod measure;
mod samples;
mod set;
mod truth;

use crate::shell;
use reading::article::training::Models;
use samples::{Kind, Sample};
use set::Case;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Where the pages are, below the folder of material.
const ARCHIVE: &str = "data/extraction/wcxb_dev_articles.tar.xz";
/// Parts of the pages: each is measured with weights that were trained on the others.
const PARTS: usize = 5;

/// `cargo xtask measure-pages [--cross] [ARCHIVE]`: measures the reading as it stands; with `--cross`, with weights
/// trained anew without the pages that they are measured on.
pub fn measure(args: &[String]) -> ExitCode {
    let cross = args.iter().any(|a| a == "--cross");
    with_cases(args, "measure-pages [--cross]", |cases| {
        let start = Instant::now();
        let (mut html, mut lines) = (measure::Html::default(), measure::Lines::default());
        let parts = if cross { PARTS } else { 1 };
        let html_samples = cross.then(|| all(cases, Kind::Html));
        let text_samples = cross.then(|| all(cases, Kind::Text));
        for part in 0..parts {
            let trained = |samples: &[Vec<Sample>]| {
                let others = samples.iter().zip(cases);
                let others = others.filter(|(_, c)| c.part(parts) != part);
                samples::train(&others.map(|(s, _)| s).collect::<Vec<_>>())
            };
            let models = html_samples
                .as_deref()
                .zip(text_samples.as_deref())
                .map(|(html, text)| Models::of(&trained(html), &trained(text)));
            for case in cases.iter().filter(|c| c.part(parts) == part) {
                html.add(case, models.as_ref());
                lines.add(case, models.as_ref());
            }
        }
        println!("html: {html}");
        println!("text: {lines}");
        eprintln!("{:.0} s", start.elapsed().as_secs_f64());
        Ok(())
    })
}

/// `cargo xtask train-pages [ARCHIVE]`: trains on all pages and writes the models.
pub fn train(args: &[String]) -> ExitCode {
    with_cases(args, "train-pages", |cases| {
        for (kind, name, what) in [
            (Kind::Html, "units-html.txt", "units"),
            (Kind::Text, "units-text.txt", "lines"),
        ] {
            let samples = all(cases, kind);
            let weights = samples::train(&samples.iter().collect::<Vec<_>>());
            let mut file = format!(
                "# Weights of the model that tells an article's {what} from furniture; one a feature, in the order of article/weigh.\n\
                 # Trained by `cargo xtask train-pages` on {} article pages of the WCXB benchmark (dev split; Murrough Foley,\n\
                 # github.com/Murrough-Foley/web-content-extraction-benchmark, CC BY 4.0). These weights: Apache-2.0 OR MIT, and CC BY 4.0.\n",
                cases.len()
            );
            for weight in weights {
                file.push_str(&format!("{weight:.5}\n"));
            }
            let path = shell::root().join("models").join(name);
            std::fs::write(&path, file).map_err(|e| format!("{}: {e}", path.display()))?;
            println!("wrote models/{name}");
        }
        Ok(())
    })
}

fn all(cases: &[Case], kind: Kind) -> Vec<Vec<Sample>> {
    cases.iter().map(|c| samples::of_case(c, kind)).collect()
}

/// Loads the pages and does something with them; says so where there are none.
fn with_cases(
    args: &[String],
    usage: &str,
    work: impl FnOnce(&[Case]) -> Result<(), String>,
) -> ExitCode {
    if args.iter().any(|a| a.starts_with('-') && a != "--cross") {
        eprintln!("Usage: cargo xtask {usage} [ARCHIVE]");
        return ExitCode::from(2);
    }
    let given = args.iter().find(|a| !a.starts_with('-')).map(PathBuf::from);
    let Some(archive) = given.or_else(|| shell::shared().map(|s| s.join(ARCHIVE))) else {
        println!("skipped: there is no ../shared with pages beside the project");
        return ExitCode::SUCCESS;
    };
    if !shell::ensure(&[shell::PYTHON]) {
        return ExitCode::FAILURE;
    }
    match set::load(&archive).and_then(|cases| work(&cases)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
