//! Vectors of words from text without annotation: UN speeches, Kremlin news, releases of the United States, and the
//! words of the treebanks. A word's vector learns to foretell the two words on each side, each place for itself, which
//! sorts words by their use in the sentence more than by their subject.

use super::{Dice, packed};
use reading::parse::conllu::Block;
use reading::parse::input;
use reading::text;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Texts of the unlabelled files below `shared`, as sentences of normalised words.
pub fn corpus(shared: &Path) -> Result<Vec<Vec<String>>, String> {
    let mut out = Vec::new();
    for (file, field) in [
        ("text/un_general_debate_2000_2022.jsonl.xz", "text"),
        ("us_releases/state_2021-05_2022-01.jsonl.xz", "html"),
        ("us_releases/white_house_2021_2022.jsonl.xz", "html"),
    ] {
        let bytes = packed(&shared.join("data").join(file))?;
        for line in String::from_utf8_lossy(&bytes).lines() {
            let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            let body = value.get(field).and_then(|v| v.as_str()).unwrap_or("");
            add(
                if field == "html" {
                    plain(body)
                } else {
                    paragraphs(body)
                },
                &mut out,
            );
        }
    }
    let archive = packed(&shared.join("data/kremlin/kremlin_en_2000_2018_html.tar.xz"))?;
    let mut rest = archive.as_slice();
    while rest.len() > 512 {
        let (header, after) = rest.split_at(512);
        let digits: String = header[124..135]
            .iter()
            .map(|b| *b as char)
            .filter(char::is_ascii_digit)
            .collect();
        let size = usize::from_str_radix(&digits, 8).unwrap_or(0);
        let Some(body) = after.get(..size) else { break };
        let page = String::from_utf8_lossy(body);
        let text: String = page
            .split("<p>")
            .skip(1)
            .filter_map(|p| p.split("</p>").next())
            .map(plain)
            .collect::<Vec<_>>()
            .join("\n\n");
        add(text, &mut out);
        rest = after.get(size.div_ceil(512) * 512..).unwrap_or(&[]);
    }
    Ok(out)
}

/// Speeches are wrapped at some width: a line that ends a sentence and is short ends a paragraph.
fn paragraphs(body: &str) -> String {
    body.split("\n\n")
        .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Text of a piece of HTML, its blocks as paragraphs.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |e| at + e + 1);
        let tag = &rest[at..end];
        if ["</p", "<p", "<br", "</li", "</h", "</div"]
            .iter()
            .any(|t| tag.starts_with(t))
        {
            out.push_str("\n\n");
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    for (from, to) in [
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&#8212;", "—"),
        ("&quot;", "\""),
        ("&rsquo;", "’"),
        ("&mdash;", "—"),
        ("&ndash;", "–"),
        ("&amp;", "&"),
    ] {
        out = out.replace(from, to);
    }
    out
}

fn add(body: String, out: &mut Vec<Vec<String>>) {
    for sentence in text::plain_sentences(&body) {
        if sentence.tokens.len() < 4 {
            continue;
        }
        out.push(
            sentence
                .tokens
                .iter()
                .map(|t| {
                    let mut plain = String::new();
                    input::normalised(t.span.slice(&body), &mut plain);
                    plain
                })
                .collect(),
        );
    }
}

/// Normalised words of the treebanks.
pub fn treebank(blocks: &[Block]) -> Vec<Vec<String>> {
    let word = |form: &str| {
        let mut plain = String::new();
        input::normalised(form, &mut plain);
        plain
    };
    blocks
        .iter()
        .map(|b| b.words.iter().map(|w| word(&w.form)).collect())
        .collect()
}

/// How often each word occurs.
pub fn count(sentences: &[Vec<String>]) -> BTreeMap<&str, u32> {
    let mut counts = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry(word.as_str()).or_default() += 1;
    }
    counts
}

const PLACES: [isize; 4] = [-2, -1, 1, 2];
const NEGATIVE: usize = 4;

/// Vectors of the words in `rows` (from 1 on), of `width` numbers; row 0 stays zero. `rounds` passes over the text.
pub fn vectors(
    sentences: &[Vec<String>],
    rows: &HashMap<u64, u32>,
    width: usize,
    rounds: usize,
    say: &mut dyn FnMut(&str),
) -> Vec<f32> {
    let count = rows.len() + 1;
    let text: Vec<Vec<u32>> = sentences
        .iter()
        .map(|s| {
            s.iter()
                .map(|w| rows.get(&input::hash(0, w)).copied().unwrap_or(0))
                .collect()
        })
        .collect();
    let mut seen = vec![0u32; count];
    for w in text.iter().flatten() {
        seen[*w as usize] += 1;
    }
    let total: f64 = seen.iter().map(|n| f64::from(*n)).sum();
    // Words to tell the true one from are drawn by the 3/4 power of their number.
    let mut drawn = Vec::with_capacity(1 << 20);
    let mass: f64 = seen.iter().map(|n| f64::from(*n).powf(0.75)).sum();
    for (w, n) in seen.iter().enumerate() {
        let share = (f64::from(*n).powf(0.75) / mass * f64::from(1 << 20)).round() as usize;
        drawn.extend(std::iter::repeat_n(w as u32, share));
    }
    let mut dice = Dice::new(77);
    let mut near: Vec<f32> = (0..count * width)
        .map(|_| (dice.unit() - 0.5) / width as f32)
        .collect();
    let mut far = vec![0f32; PLACES.len() * count * width];
    let words_total = text.iter().map(Vec::len).sum::<usize>() * rounds;
    let mut done = 0usize;
    let mut gradient = vec![0f32; width];
    for round in 0..rounds {
        for sentence in &text {
            let rate = 0.03 * (1.0 - done as f32 / words_total as f32).max(0.01);
            done += sentence.len();
            for (i, word) in sentence.iter().enumerate() {
                let frequency = f64::from(seen[*word as usize]) / total;
                // Very frequent words are passed over most of the time.
                if *word == 0 || f64::from(dice.unit()) > (3e-4 / frequency).sqrt() {
                    continue;
                }
                let at = *word as usize * width;
                gradient.fill(0.0);
                for (p, offset) in PLACES.iter().enumerate() {
                    let Some(context) = i.checked_add_signed(*offset).and_then(|j| sentence.get(j))
                    else {
                        continue;
                    };
                    for k in 0..=NEGATIVE {
                        let (other, truth) = if k == 0 {
                            (*context, 1.0)
                        } else {
                            (drawn[dice.below(drawn.len())], 0.0)
                        };
                        let there = (p * count + other as usize) * width;
                        let (v, c) = (&near[at..at + width], &mut far[there..there + width]);
                        let score = dot(v, c);
                        let step = (truth - 1.0 / (1.0 + reading::parse::math::exp(-score))) * rate;
                        for ((g, c), v) in gradient.iter_mut().zip(c).zip(v) {
                            *g += step * *c;
                            *c += step * v;
                        }
                    }
                }
                for (v, g) in near[at..at + width].iter_mut().zip(&gradient) {
                    *v += g;
                }
            }
        }
        say(&format!("vectors: round {} of {rounds}", round + 1));
    }
    near[..width].fill(0.0);
    // One size for all, so that what is added to them has a known measure.
    let square: f64 = near
        .iter()
        .map(|v| f64::from(*v) * f64::from(*v))
        .sum::<f64>()
        / ((count - 1) * width) as f64;
    let scale = (0.2 / square.sqrt()) as f32;
    near.iter_mut().for_each(|v| *v *= scale);
    near
}

/// Sum in eight strands, in a fixed order.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for k in 0..8 {
            sums[k] += a[k] * b[k];
        }
    }
    sums.iter().sum()
}
