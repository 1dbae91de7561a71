//! Words a second of tagging and parsing on one core: `cargo bench -p reading --bench parse -- [CONLLU]`.
//!
//! What is measured: lemmas, tags, features and trees of given words, as much at a time as an article has, by the time
//! that this thread ran. Without a file, a short text of our own is analysed again and again. The middle one of fifteen
//! runs counts; the best says what the machine does when nothing else disturbs it. A sentence of 500 words and a long
//! one without sense are timed too: a word of them must not cost much more.

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
    report("this text", &model, &views);
    println!("UDPipe 1.2 with an EWT model, for comparison: 4060 words a second");

    // One word after the other of all sentences, in sentences of 500 words and of ten thousand, and as soup.
    let all: Vec<&str> = views.iter().flat_map(|v| v.iter().copied()).collect();
    let words: Vec<&str> = all.iter().copied().cycle().take(20_000).collect();
    let long: Vec<&[&str]> = words.chunks(500).collect();
    report("sentences of 500 words", &model, &long);
    let mut state = 1u32;
    let soup: Vec<&str> = (0..20_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            all[(state >> 8) as usize % all.len()]
        })
        .collect();
    report(
        "soup in sentences of 500 words",
        &model,
        &soup.chunks(500).collect::<Vec<_>>(),
    );
    report(
        "soup in sentences of 10000 words",
        &model,
        &soup.chunks(10_000).collect::<Vec<_>>(),
    );
}

fn report(name: &str, model: &Model, views: &[&[&str]]) {
    let words: usize = views.iter().map(|v| v.len()).sum();
    let mut speeds: Vec<f64> = (0..15)
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
        "{name}: {words} words, {:.0} words a second, {:.0} at best",
        speeds[speeds.len() / 2],
        speeds[speeds.len() - 1]
    );
}
