//! Words a second of tagging and parsing on one core: `cargo bench -p reading --bench parse [CONLLU]`.
//!
//! Without a file, a short text of our own is analysed again and again. The middle one of seven runs counts.

use reading::parse::{Model, conllu};
use std::time::Instant;

const TEXT: &str = "The foreign ministers of both countries met in Geneva on Tuesday, and agreed to resume the talks that were broken off \
    in March. \"We have made progress,\" the host said after the meeting, which lasted for more than three hours. The president \
    will visit the neighbouring country next month to sign an agreement on trade, transport and energy, his spokesman told reporters. \
    Neither side commented on the sanctions. Two officials, who asked not to be named because they were not allowed to speak, said that \
    a second round of consultations had been postponed until the parliament decides on the budget. He thanked them.";

/// Seconds that this thread has run on a core; what else the machine does matters less than with a clock on the wall.
fn busy() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match text.split(' ').next().and_then(|n| n.parse::<f64>().ok()) {
        Some(nanoseconds) => nanoseconds / 1e9,
        None => std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0.0, |d| d.as_secs_f64()),
    }
}

fn main() {
    let start = Instant::now();
    let model = Model::bundled();
    println!(
        "model ready in {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let file = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let input = match file.map(std::fs::read_to_string) {
        Some(Ok(text)) => text,
        Some(Err(e)) => {
            eprintln!("{e}");
            return;
        }
        None => conllu::parse_plain(&vec![TEXT; 200].join("\n\n"), &model),
    };
    let blocks = conllu::read_conllu(&input);
    let forms: Vec<Vec<&str>> = blocks
        .iter()
        .map(|b| b.words.iter().map(|w| w.form.as_str()).collect())
        .collect();
    let views: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let words: usize = views.iter().map(|v| v.len()).sum();
    let mut speeds: Vec<f64> = (0..7)
        .map(|_| {
            let start = busy();
            // As much at a time as an article has.
            let trees: usize = views
                .chunks(40)
                .map(|part| model.analyse_all(part).len())
                .sum();
            assert_eq!(trees, views.len());
            words as f64 / (busy() - start)
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    println!(
        "{words} words, {:.0} words a second",
        speeds[speeds.len() / 2]
    );
}
