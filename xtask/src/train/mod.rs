//! `cargo xtask train`: rebuilds the language model from the treebanks in `../shared/data/treebank`.
//! `cargo xtask parse-eval FILE`: measures it on gold words, in one process.

use reading::parse::conllu::{Block, read_conllu};
use reading::parse::{Model, train};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

const TREEBANKS: &str = "../shared/data/treebank";
const MODEL: &str = "models/english.model";

/// Reads a CoNLL-U file, through `xz` where it is packed.
fn load(path: &Path) -> Result<Vec<Block>, String> {
    let text = if path.extension().is_some_and(|e| e == "xz") {
        let out = Command::new("xz")
            .arg("-dc")
            .arg(path)
            .output()
            .map_err(|e| format!("xz: {e}"))?;
        if !out.status.success() {
            return Err(format!(
                "{}: {}",
                path.display(),
                String::from_utf8_lossy(&out.stderr)
            ));
        }
        out.stdout
    } else {
        std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?
    };
    Ok(read_conllu(&String::from_utf8_lossy(&text)))
}

/// Trains and writes the model.
pub fn run(args: &[String]) -> ExitCode {
    let out = args.first().map_or(MODEL, String::as_str);
    let rounds = args.get(1).and_then(|r| r.parse().ok()).unwrap_or(10);
    let mut blocks = Vec::new();
    for name in [
        "en_ewt-ud-train.conllu.xz",
        "en_gum-permissive-train.conllu.xz",
    ] {
        match load(&Path::new(TREEBANKS).join(name)) {
            Ok(b) => blocks.extend(b),
            Err(e) => {
                eprintln!("{e}");
                return ExitCode::FAILURE;
            }
        }
    }
    let start = Instant::now();
    let bytes = train::train(&blocks, rounds, &mut |line| {
        println!("{:6.1} s  {line}", start.elapsed().as_secs_f64())
    });
    match std::fs::write(out, bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{out}: {e}");
            ExitCode::FAILURE
        }
    }
}

/// Prints UPOS, lemma, UAS, LAS and words a second.
pub fn evaluate(args: &[String]) -> ExitCode {
    let bytes: &'static [u8] = match args.get(1).map(std::fs::read).transpose() {
        Ok(Some(b)) => b.leak(),
        Ok(None) => &[],
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::FAILURE;
        }
    };
    let start = Instant::now();
    let model = if bytes.is_empty() {
        Some(Model::bundled())
    } else {
        Model::read(bytes)
    };
    let Some(model) = model else {
        eprintln!("no model");
        return ExitCode::FAILURE;
    };
    let ready = start.elapsed();
    let file = args
        .first()
        .cloned()
        .unwrap_or(format!("{TREEBANKS}/en_ewt-ud-dev.conllu.xz"));
    let blocks = match load(Path::new(&file)) {
        Ok(b) => b,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::FAILURE;
        }
    };
    let start = Instant::now();
    let trees: Vec<_> = blocks
        .iter()
        .map(|b| model.analyse(&b.words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>()))
        .collect();
    let took = start.elapsed().as_secs_f64();
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
    let f = |k: usize| k as f64 / n as f64;
    println!(
        "words {n}  UPOS {:.4}  feats {:.4}  lemma {:.4}  UAS {:.4}  LAS {:.4}  {:.0} words/s  ready in {:.1} ms",
        f(upos),
        f(feats),
        f(lemma),
        f(uas),
        f(las),
        n as f64 / took,
        ready.as_secs_f64() * 1e3
    );
    ExitCode::SUCCESS
}

/// Prints a plain text as CoNLL-U.
pub fn plain(args: &[String]) -> ExitCode {
    let Some(Ok(text)) = args.first().map(std::fs::read_to_string) else {
        return ExitCode::from(2);
    };
    print!(
        "{}",
        reading::parse::conllu::parse_plain(&text, &Model::bundled())
    );
    ExitCode::SUCCESS
}
