//! `cargo xtask parse-eval [FILE [MODEL]]`: figures of the model on gold words, in one process; by genre where the file
//! says of which genre its documents are.

use reading::parse::conllu::{self, Block};
use reading::parse::{Model, Tree, measure};
use std::collections::BTreeMap;
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
    let mut all = Counts::default();
    let mut genres: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut now = None;
    for (b, t) in blocks.iter().zip(&trees) {
        let mut comments = b.comments.iter();
        // Said at the beginning of a document.
        now = comments
            .find_map(|c| c.strip_prefix("# meta::genre = "))
            .or(now);
        all.add(b, t);
        if let Some(genre) = now {
            genres.entry(genre).or_default().add(b, t);
        }
    }
    let mut by_genre: Vec<_> = genres.iter().collect();
    by_genre.sort_by_key(|(name, _)| **name != "news");
    let by_genre: String = by_genre
        .iter()
        .map(|(name, counts)| format!("\n{name}: {counts}"))
        .collect();
    let text = measure::raw_text(&blocks);
    let raw = measure::raw(&text, &blocks, &conllu::parse_plain(&text, &model));
    Ok(format!(
        "{all}  {:.0} words/s  ready in {:.1} ms\nraw text: words {:.4}  sentences {:.4}  UPOS {:.4}  UAS {:.4}  LAS {:.4}{by_genre}",
        all.words as f64 / took,
        ready * 1e3,
        raw.words,
        raw.sentences,
        raw.upos,
        raw.uas,
        raw.las
    ))
}

/// How many words there are, and of how many each thing is right.
#[derive(Default)]
struct Counts {
    words: usize,
    upos: usize,
    feats: usize,
    lemma: usize,
    uas: usize,
    las: usize,
}

impl Counts {
    fn add(&mut self, block: &Block, tree: &Tree) {
        for (g, p) in block.words.iter().zip(&tree.nodes) {
            self.words += 1;
            self.upos += usize::from(g.upos == p.upos.name());
            self.feats += usize::from(g.feats == p.feats);
            self.lemma += usize::from(g.lemma.to_lowercase() == p.lemma.to_lowercase());
            self.uas += usize::from(g.head == p.head);
            self.las += usize::from(g.head == p.head && g.deprel == p.deprel);
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        let share = |right: usize| right as f64 / self.words.max(1) as f64;
        write!(
            to,
            "words {}  UPOS {:.4}  feats {:.4}  lemma {:.4}  UAS {:.4}  LAS {:.4}",
            self.words,
            share(self.upos),
            share(self.feats),
            share(self.lemma),
            share(self.uas),
            share(self.las)
        )
    }
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
