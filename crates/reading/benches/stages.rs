//! Milliseconds a page that each stage takes on one core: `cargo bench -p reading --bench stages -- FILE...`.
//!
//! What is measured: bytes of HTML pages to claims, stage by stage, by the time that this thread ran, so that other work
//! on the machine matters less. Without files, a page of our own is read again and again. Each stage's figure is the
//! mean over the pages; the share says where work would pay.

use reading::page::{Format, Page};
use reading::{Options, Reader, claim, mention, parse, text, time};

/// A page of our own: a headline, a report, and talk that names nobody.
const PAGE: &str = "<html><head><title>Ministers of Norland and Sudland meet in Geneva</title></head><body><article>\
    <h1>Ministers of Norland and Sudland meet in Geneva</h1>\
    <p>Foreign Minister of France Ana Ruiz met with her Japanese counterpart Ken Mori in Geneva on Tuesday, and both agreed to \
    resume the talks that were broken off in March.</p>\
    <p>It was a long day. Everybody in the room was tired, and the coffee was cold. The house stands on a hill above the lake.</p>\
    <p>France will send aid to Kenya next month, the minister said. \u{201c}We hope that it helps,\u{201d} she added.</p>\
    </article></body></html>";

/// Seconds that this thread has run on a core.
fn busy() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match text.split(' ').next().and_then(|n| n.parse::<f64>().ok()) {
        Some(nanoseconds) => nanoseconds / 1e9,
        None => std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0.0, |d| d.as_secs_f64()),
    }
}

/// Names of the stages and the seconds spent in them.
struct Clock {
    spent: Vec<(&'static str, f64)>,
    last: f64,
}

impl Clock {
    /// Gives the time since the last call to a stage.
    fn lap(&mut self, stage: &'static str) {
        let now = busy();
        let took = now - self.last;
        match self.spent.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, sum)) => *sum += took,
            None => self.spent.push((stage, took)),
        }
        self.last = busy();
    }
}

fn main() {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let mut pages: Vec<Vec<u8>> = files.iter().filter_map(|f| std::fs::read(f).ok()).collect();
    if pages.is_empty() {
        pages = vec![PAGE.as_bytes().to_vec(); 300];
    }
    let start = busy();
    let reader = Reader::bundled();
    println!("reader ready in {:.1} ms", (busy() - start) * 1e3);
    let options = Options::default();
    let (mut words, mut parsed) = (0, 0);
    let mut clock = Clock {
        spent: Vec::new(),
        last: busy(),
    };
    for bytes in &pages {
        let page = Page::with_format(bytes.clone(), Format::Html);
        clock.last = busy();
        let (article, mut diagnostics) = reading::article::read(&page, options.published);
        clock.lap("article");
        let sentences = text::sentences(&article, &mut diagnostics);
        clock.lap("sentences");
        let worth = claim::worth_parsing(&article, &sentences, &reader.frames, &reader.model);
        clock.lap("worth parsing");
        let trees = parse::parse_some(&article.text, &sentences, &worth, &reader.model);
        clock.lap("parse");
        let views = mention::views(&article, &sentences, &trees, &reader.lexicon);
        let mentions = mention::find(&article, &views, &reader.lexicon);
        clock.lap("mentions");
        let times = time::find(&article, &sentences);
        clock.lap("times");
        let claims = claim::find(&claim::Context {
            article: &article,
            views: &views,
            mentions: &mentions,
            times: &times,
            lexicon: &reader.lexicon,
            frames: &reader.frames,
            weights: &reader.weights,
        });
        clock.lap("claims");
        std::hint::black_box(claims);
        for (sentence, worth) in sentences.iter().zip(&worth) {
            words += sentence.tokens.len();
            parsed += if *worth { sentence.tokens.len() } else { 0 };
        }
    }
    let all: f64 = clock.spent.iter().map(|(_, seconds)| seconds).sum();
    let count = pages.len() as f64;
    println!(
        "{} pages, {words} words, {:.1} % of them parsed",
        pages.len(),
        100.0 * parsed as f64 / (words as f64).max(1.0)
    );
    for (stage, seconds) in &clock.spent {
        println!(
            "{stage:14} {:8.3} ms a page {:5.1} %",
            seconds / count * 1e3,
            100.0 * seconds / all
        );
    }
    println!(
        "{:14} {:8.3} ms a page, {:.0} pages a second on one core",
        "all",
        all / count * 1e3,
        count / all
    );
}
