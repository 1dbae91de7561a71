//! `cargo xtask parse-eval [FILE [MODEL]]`: figures of the model on gold words, in one process.

use reading::parse::{Model, conllu, measure};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Prints UPOS, lemma, UAS, LAS and words a second on one core.
pub fn run(args: &[String]) -> ExitCode {
    match evaluate(args) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn evaluate(args: &[String]) -> Result<String, String> {
    let bytes: Option<&'static [u8]> = match args.get(1) {
        Some(path) => Some(
            std::fs::read(path)
                .map_err(|e| format!("{path}: {e}"))?
                .leak(),
        ),
        None => None,
    };
    let start = Instant::now();
    let model = match bytes {
        Some(b) => Model::read(b).ok_or("no model of this version")?,
        None => Model::bundled(),
    };
    let ready = start.elapsed().as_secs_f64();
    let file = args
        .first()
        .cloned()
        .unwrap_or(format!("{}/en_ewt-ud-dev.conllu.xz", super::TREEBANKS));
    let blocks = super::load(Path::new(&file))?;
    let forms: Vec<Vec<&str>> = blocks
        .iter()
        .map(|b| b.words.iter().map(|w| w.form.as_str()).collect())
        .collect();
    let views: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let start = busy();
    // As much at a time as an article has.
    let trees: Vec<_> = views
        .chunks(40)
        .flat_map(|part| model.analyse_all(part))
        .collect();
    let took = busy() - start;
    let (mut n, mut upos, mut feats, mut lemma, mut uas, mut las) = (0, 0, 0, 0, 0, 0);
    for (b, t) in blocks.iter().zip(&trees) {
        for (g, p) in b.words.iter().zip(&t.nodes) {
            n += 1;
            upos += usize::from(g.upos == p.upos.name());
            feats += usize::from(g.feats == p.feats);
            lemma += usize::from(g.lemma.to_lowercase() == p.lemma.to_lowercase());
            uas += usize::from(g.head == p.head);
            las += usize::from(g.head == p.head && g.deprel == p.deprel);
        }
    }
    let text = measure::raw_text(&blocks);
    let raw = measure::raw(&text, &blocks, &conllu::parse_plain(&text, &model));
    let f = |k: usize| k as f64 / n as f64;
    Ok(format!(
        "words {n}  UPOS {:.4}  feats {:.4}  lemma {:.4}  UAS {:.4}  LAS {:.4}  {:.0} words/s  ready in {:.1} ms\nraw text: words {:.4}  sentences {:.4}  UPOS {:.4}  UAS {:.4}  LAS {:.4}",
        f(upos),
        f(feats),
        f(lemma),
        f(uas),
        f(las),
        n as f64 / took,
        ready * 1e3,
        raw.words,
        raw.sentences,
        raw.upos,
        raw.uas,
        raw.las
    ))
}

/// Seconds that this thread has run on a core; what else the machine does matters less than with a clock on the wall.
fn busy() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ')
        .next()
        .and_then(|n| n.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1e9
}
