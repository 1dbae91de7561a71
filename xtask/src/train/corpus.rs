//! Text without annotation: UN speeches, Kremlin news, releases of the United States.

use super::packed;
use reading::parse::conllu::Block;
use reading::text;
use std::collections::HashMap;
use std::path::Path;

/// Sentences as numbers of forms.
#[derive(Default)]
pub struct Corpus {
    /// Every form once.
    pub forms: Vec<String>,
    /// Sentences of numbers of forms.
    pub sentences: Vec<Vec<u32>>,
    numbers: HashMap<String, u32>,
}

impl Corpus {
    /// Reads the files below `shared`.
    pub fn read(shared: &Path) -> Result<Corpus, String> {
        let mut out = Corpus::default();
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
                out.add_text(&if field == "html" {
                    plain(body)
                } else {
                    paragraphs(body)
                });
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
            let inner = page
                .split("<p>")
                .skip(1)
                .filter_map(|p| p.split("</p>").next());
            out.add_text(&inner.map(plain).collect::<Vec<_>>().join("\n\n"));
            rest = after.get(size.div_ceil(512) * 512..).unwrap_or(&[]);
        }
        Ok(out)
    }

    fn number(&mut self, form: &str) -> u32 {
        if let Some(n) = self.numbers.get(form) {
            return *n;
        }
        let n = self.forms.len() as u32;
        self.forms.push(form.to_string());
        self.numbers.insert(form.to_string(), n);
        n
    }

    fn add_text(&mut self, body: &str) {
        for sentence in text::plain_sentences(body) {
            if sentence.tokens.len() >= 4 {
                let words = sentence
                    .tokens
                    .iter()
                    .map(|t| self.number(t.span.slice(body)))
                    .collect();
                self.sentences.push(words);
            }
        }
    }

    /// Adds the words of the treebanks.
    pub fn add_treebank(&mut self, blocks: &[Block]) {
        for block in blocks {
            let words = block.words.iter().map(|w| self.number(&w.form)).collect();
            self.sentences.push(words);
        }
    }

    /// How often each form occurs.
    pub fn counts(&self) -> Vec<u32> {
        let mut out = vec![0; self.forms.len()];
        for n in self.sentences.iter().flatten() {
            out[*n as usize] += 1;
        }
        out
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.sentences.iter().map(Vec::len).sum()
    }
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
