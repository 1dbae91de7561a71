//! The model as a whole: trees of plain sentences, odd input, and the figures on the treebanks where they are at hand.

use super::*;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(Model::bundled);

fn tree(sentence: &str) -> (Vec<&str>, Tree) {
    let forms: Vec<&str> = sentence.split(' ').collect();
    let tree = MODEL.analyse(&forms);
    (forms, tree)
}

#[test]
fn a_meeting_has_its_parties() {
    let (forms, t) = tree(
        "The Russian president met with Japanese Prime Minister Shinzo Abe in Lima on Friday .",
    );
    let met = forms.iter().position(|f| *f == "met").unwrap();
    assert_eq!(t.root(), Some(met));
    assert_eq!(t.lemma(met), "meet");
    assert_eq!(t.nodes[met].feature("Tense"), Some("Past"));
    assert_eq!(t.child(met, "nsubj").map(|i| forms[i]), Some("president"));
    assert!(
        t.children_by(met, "obl")
            .any(|i| t.subtree(i).iter().any(|k| forms[*k] == "Abe"))
    );
}

#[test]
fn a_passive_says_so() {
    let (forms, t) = tree("The ambassador was expelled by Poland .");
    let expelled = forms.iter().position(|f| *f == "expelled").unwrap();
    assert_eq!(
        t.child(expelled, "nsubj:pass").map(|i| forms[i]),
        Some("ambassador")
    );
    assert!(t.child(expelled, "aux:pass").is_some());
}

#[test]
fn any_words_give_a_tree() {
    let soup = [
        "(",
        "the",
        "",
        "\u{1F600}",
        "of",
        "of",
        "Привет",
        "—",
        "123",
        "a\u{301}",
    ];
    for len in [0, 1, 2, 7, 160, 161, 500, 2000] {
        let forms: Vec<&str> = (0..len).map(|i| soup[i * 7 % soup.len()]).collect();
        let t = MODEL.analyse(&forms);
        assert_eq!(t.len(), len);
        assert_eq!(t.root().map_or(0, |r| t.subtree(r).len()), len);
    }
}

#[test]
fn a_sentence_does_not_depend_on_its_neighbours() {
    let all: Vec<Vec<&str>> = [
        "Putin met Abe .",
        "He said that the talks , which were long , went well .",
        "No .",
        "Japan and Russia agreed to meet again .",
    ]
    .iter()
    .map(|s| s.split(' ').collect())
    .collect();
    let views: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let together = MODEL.analyse_all(&views);
    for (forms, tree) in views.iter().zip(&together) {
        assert_eq!(MODEL.analyse(forms), *tree);
    }
}

#[test]
fn threads_that_share_a_model_get_what_one_gets_alone() {
    // Words that come first are kept for all; which thread comes first differs from run to run.
    let texts = [
        "The president of Poland said on Monday that he would visit the capital .",
        "the talks will resume in May , the ministry of Foreign Affairs said .",
        "He met The Minister and his guests in the capital of the country .",
    ];
    let sentences: Vec<Vec<&str>> = texts.iter().map(|t| t.split(' ').collect()).collect();
    let alone: Vec<Tree> = sentences
        .iter()
        .map(|s| Model::bundled().analyse(s))
        .collect();
    let shared = Model::bundled();
    for threads in [1, 2, 4] {
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..threads)
                .map(|k| {
                    let (sentences, shared) = (&sentences, &shared);
                    scope.spawn(move || {
                        (0..sentences.len())
                            .map(|i| (i + k) % sentences.len())
                            .map(|i| (i, shared.analyse(&sentences[i])))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            for (i, tree) in runs.into_iter().flat_map(|r| r.join().unwrap()) {
                assert_eq!(tree, alone[i]);
            }
        });
    }
}

/// The treebank's development file, where it lies beside the project.
fn treebank(name: &str) -> Option<Vec<conllu::Block>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/treebank")
        .join(name);
    let out = std::process::Command::new("xz")
        .arg("-dc")
        .arg(&path)
        .output()
        .ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    let blocks = conllu::read_conllu(&text);
    if blocks.is_empty() {
        eprintln!("skipped: {} cannot be read", path.display());
        return None;
    }
    Some(blocks)
}

#[test]
fn figures_on_ewt_dev_hold() {
    let Some(gold) = treebank("en_ewt-ud-dev.conllu.xz") else {
        return;
    };
    let forms: Vec<Vec<&str>> = gold
        .iter()
        .map(|b| b.words.iter().map(|w| w.form.as_str()).collect())
        .collect();
    let views: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let (mut n, mut upos, mut las) = (0, 0, 0);
    for (b, t) in gold.iter().zip(MODEL.analyse_all(&views)) {
        for (g, p) in b.words.iter().zip(&t.nodes) {
            n += 1;
            upos += usize::from(g.upos == p.upos.name());
            las += usize::from(g.head == p.head && g.deprel == p.deprel);
        }
    }
    let (upos, las) = (upos as f64 / n as f64, las as f64 / n as f64);
    eprintln!("gold words: UPOS {upos:.4}, LAS {las:.4}");
    assert!(
        upos >= UPOS_FLOOR && las >= LAS_FLOOR,
        "UPOS {upos:.4}, LAS {las:.4}"
    );
    let text = measure::raw_text(&gold);
    let raw = measure::raw(&text, &gold, &conllu::parse_plain(&text, &MODEL));
    eprintln!("raw text, CoNLL 2018 measure: {raw:?}");
    assert!(raw.las >= RAW_LAS_FLOOR, "{raw:?}");
}

const UPOS_FLOOR: f64 = 0.9555;
const LAS_FLOOR: f64 = 0.851;
const RAW_LAS_FLOOR: f64 = 0.815;
