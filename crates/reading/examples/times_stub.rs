//! scratch
use reading::{article::*, page::Span, text::Sentence, time};
fn split(t: &str) -> Vec<Sentence> {
    let b = t.as_bytes();
    let mut v = vec![];
    let mut s = 0;
    let mut i = 0;
    let push = |s: usize, e: usize, v: &mut Vec<Sentence>| {
        let x = &t[s..e];
        let a = s + (x.len() - x.trim_start().len());
        let z = e - (x.len() - x.trim_end().len());
        if a < z {
            v.push(Sentence {
                span: Span::new(a, z),
                block: 0,
                tokens: vec![],
            })
        }
    };
    while i < b.len() {
        let para = b[i] == b'\n'
            && i + 1 < b.len()
            && (b[i + 1] == b'\n' || b[i + 1] == b' ' && t[i..].starts_with("\n   "));
        let stop = matches!(b[i], b'.' | b'!' | b'?') && {
            let mut j = i + 1;
            while j < b.len() && matches!(b[j], b'"' | b'\'' | b')') {
                j += 1
            }
            let ws = j < b.len() && b[j].is_ascii_whitespace();
            let mut k = j;
            while k < b.len() && b[k].is_ascii_whitespace() {
                k += 1
            }
            let up = k < b.len()
                && (b[k].is_ascii_uppercase() || b[k] == b'"' || b[k] == b'`' || b[k] > 127);
            let w = t[s..i]
                .rsplit(|c: char| !c.is_alphanumeric() && c != '.')
                .next()
                .unwrap_or("");
            let abbr = w.len() == 1
                || w.contains('.')
                || [
                    "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gen", "Col", "Gov", "St", "Jan", "Feb",
                    "Mar", "Apr", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Inc", "Corp", "Co",
                    "Ltd", "No", "vs", "Lt", "Sgt",
                ]
                .contains(&w);
            ws && up && !abbr
        };
        if para || stop {
            push(s, i + 1, &mut v);
            s = i + 1;
        }
        i += 1;
    }
    push(s, t.len(), &mut v);
    v
}
fn main() {
    for f in std::env::args().skip(1).filter(|a| a.ends_with(".json")) {
        let j: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&f).unwrap()).unwrap();
        let title = j["title"].as_str().unwrap_or("");
        let body = j["text"].as_str().unwrap_or("");
        let text = if title.is_empty() {
            body.to_string()
        } else {
            format!("{title}\n\n{body}")
        };
        let published = j["published"]
            .as_str()
            .and_then(|d| d.get(..10))
            .and_then(|d| d.parse().ok())
            .map(|date| Published { date, time: None });
        let a = Article {
            text,
            published,
            ..Default::default()
        };
        let s = split(&a.text);
        let m: Vec<_> = time::find(&a,&s).iter().map(|t| serde_json::json!({"kind":"time","start":t.span.start,"end":t.span.end,"text":t.span.slice(&a.text),"value":t.value.map(|v|v.to_string()),"basis":format!("{:?}",t.basis),"bound":format!("{:?}",t.bound),"period":t.period(a.published.as_ref().map(|p|p.date)).map(|v|v.to_string()),"sentence":s[t.sentence].span.slice(&a.text)})).collect();
        println!(
            "{}",
            serde_json::json!({"article":{"text":a.text},"mentions":m})
        );
    }
}
