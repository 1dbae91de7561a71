//! Shows how long the lexicon takes to load, and the names in the files given on the command line.

use std::time::Instant;

use reading::lexicon::{Lexicon, Sense};
use reading::page::Span;

fn main() {
    let start = Instant::now();
    let lexicon = Lexicon::bundled();
    let (names, people) = lexicon.size();
    eprintln!(
        "{names} names, {people} people, loaded in {:?}",
        start.elapsed()
    );
    let mut bytes = 0;
    let start = Instant::now();
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("{path}: could not be read");
            continue;
        };
        bytes += text.len();
        for hit in lexicon.find(&text, Span::new(0, text.len())) {
            let name = hit.span.slice(&text).replace(['\n', '\t'], " ");
            match hit.senses {
                [Sense::Person { id }] => println!("{name}\t{}", lexicon.person(*id).name),
                senses => println!("{name}\t{senses:?}"),
            }
        }
    }
    eprintln!("{bytes} bytes read in {:?}", start.elapsed());
}
