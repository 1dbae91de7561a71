//! What the tagger and the parser look at, as hashed features, and the parser's state.

/// The words of a sentence with the hashes that features are made of.
pub struct Words {
    /// Lower-case forms.
    pub lower: Vec<String>,
    word: Vec<u32>,
    suffix: Vec<[u32; 4]>,
    prefix: Vec<[u32; 3]>,
    shape: Vec<u32>,
    raw: Vec<u32>,
}

const NONE: u32 = 0x1234_5679;

fn hash(text: &str) -> u32 {
    let mut h = 0x811c_9dc5u32;
    for b in text.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h
}

fn mix(h: u32, v: u32) -> u32 {
    let m = (h ^ v).wrapping_mul(0x9e37_79b1);
    m ^ (m >> 15)
}

/// The feature of one candidate class.
pub fn salt(feature: u32, class: u32) -> u32 {
    mix(feature, class.wrapping_mul(0x85eb_ca6b) ^ 0x27d4_eb2f)
}

fn shape(form: &str) -> u32 {
    let mut first = true;
    let (mut upper, mut lower, mut digit, mut other, mut initial) =
        (false, false, false, false, false);
    for c in form.chars() {
        if c.is_uppercase() {
            initial |= first;
            upper |= !first;
        } else if c.is_alphabetic() {
            lower = true;
        } else if c.is_numeric() {
            digit = true;
        } else {
            other = true;
        }
        first = false;
    }
    u32::from(initial)
        | u32::from(upper) << 1
        | u32::from(lower) << 2
        | u32::from(digit) << 3
        | u32::from(other) << 4
}

impl Words {
    /// Looks at the words once.
    pub fn new(forms: &[&str]) -> Words {
        let mut words = Words {
            lower: Vec::with_capacity(forms.len()),
            word: Vec::with_capacity(forms.len()),
            suffix: Vec::with_capacity(forms.len()),
            prefix: Vec::with_capacity(forms.len()),
            shape: Vec::with_capacity(forms.len()),
            raw: Vec::with_capacity(forms.len()),
        };
        for form in forms {
            let lower = form.to_lowercase();
            // Digits are alike.
            let plain: String = lower
                .chars()
                .map(|c| if c.is_ascii_digit() { '0' } else { c })
                .collect();
            let mut suffix = [hash(&plain); 4];
            let mut prefix = [hash(&plain); 3];
            for (n, (i, _)) in plain.char_indices().rev().take(4).enumerate() {
                suffix[n] = hash(&plain[i..]);
            }
            for (n, (i, c)) in plain.char_indices().take(3).enumerate() {
                prefix[n] = hash(&plain[..i + c.len_utf8()]);
            }
            words.word.push(hash(&plain));
            words.suffix.push(suffix);
            words.prefix.push(prefix);
            words.shape.push(shape(form));
            words.raw.push(hash(form));
            words.lower.push(lower);
        }
        words
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.word.len()
    }

    fn word_at(&self, i: isize) -> u32 {
        usize::try_from(i)
            .ok()
            .and_then(|i| self.word.get(i))
            .copied()
            .unwrap_or(NONE)
    }
    fn suffix_at(&self, i: isize, n: usize) -> u32 {
        usize::try_from(i)
            .ok()
            .and_then(|i| self.suffix.get(i))
            .map_or(NONE, |s| s[n])
    }
    fn shape_at(&self, i: isize) -> u32 {
        usize::try_from(i)
            .ok()
            .and_then(|i| self.shape.get(i))
            .copied()
            .unwrap_or(NONE)
    }
}

struct Push<'a> {
    out: &'a mut Vec<u32>,
    n: u32,
}

impl Push<'_> {
    fn one(&mut self, parts: &[u32]) {
        self.n += 1;
        let mut h = self.n.wrapping_mul(0x85eb_ca6b);
        for p in parts {
            h = mix(h, *p);
        }
        h ^= h >> 13;
        self.out.push(h.wrapping_mul(0xc2b2_ae35) >> 3);
    }
}

/// Features of the part of speech of word `at`, given those before it.
pub fn tag(words: &Words, tags: &[u8], at: usize, out: &mut Vec<u32>) {
    out.clear();
    let i = at as isize;
    let t = |k: usize| if at >= k { u32::from(tags[at - k]) } else { 77 };
    let mut f = Push { out, n: 0 };
    let (w, s3, sh) = (words.word[at], words.suffix[at][2], words.shape[at]);
    f.one(&[]);
    f.one(&[w]);
    f.one(&[words.raw[at]]);
    f.one(&[words.suffix[at][0]]);
    f.one(&[words.suffix[at][1]]);
    f.one(&[s3]);
    f.one(&[words.suffix[at][3]]);
    f.one(&[words.prefix[at][0]]);
    f.one(&[words.prefix[at][2]]);
    f.one(&[sh, u32::from(at == 0)]);
    f.one(&[sh, words.shape_at(i - 1), words.shape_at(i + 1)]);
    f.one(&[t(1)]);
    f.one(&[t(1), t(2)]);
    f.one(&[t(1), w]);
    f.one(&[t(1), s3]);
    f.one(&[t(2), w]);
    f.one(&[words.word_at(i - 1)]);
    f.one(&[words.word_at(i - 1), w]);
    f.one(&[words.suffix_at(i - 1, 2), t(1)]);
    f.one(&[words.word_at(i + 1)]);
    f.one(&[words.word_at(i + 1), w]);
    f.one(&[words.suffix_at(i + 1, 1), t(1)]);
    f.one(&[words.suffix_at(i + 1, 2)]);
    f.one(&[words.suffix_at(i + 1, 2), s3]);
    f.one(&[words.word_at(i + 2)]);
    f.one(&[words.suffix_at(i + 2, 2), words.suffix_at(i + 1, 2)]);
    f.one(&[words.word_at(i - 2)]);
    f.one(&[t(1), words.word_at(i + 1)]);
}

/// Features of the universal features of word `at`, given all parts of speech.
pub fn feats(words: &Words, tags: &[u8], at: usize, out: &mut Vec<u32>) {
    out.clear();
    let i = at as isize;
    let t = |k: isize| {
        usize::try_from(i + k)
            .ok()
            .and_then(|k| tags.get(k))
            .map_or(77, |t| u32::from(*t))
    };
    let mut f = Push { out, n: 100 };
    let u = t(0);
    let w = words.word[at];
    f.one(&[u]);
    f.one(&[u, w]);
    f.one(&[u, words.suffix[at][0]]);
    f.one(&[u, words.suffix[at][1]]);
    f.one(&[u, words.suffix[at][2]]);
    f.one(&[u, words.shape[at]]);
    f.one(&[u, words.word_at(i - 1)]);
    f.one(&[u, words.suffix[at][1], words.word_at(i - 1)]);
    f.one(&[u, words.suffix[at][1], words.word_at(i - 2)]);
    f.one(&[u, w, words.word_at(i - 1)]);
    f.one(&[u, words.suffix[at][1], t(-1), t(-2)]);
    f.one(&[u, w, t(-1)]);
    f.one(&[u, w, t(1)]);
    f.one(&[u, words.suffix[at][1], t(1), t(-1)]);
    f.one(&[u, words.word_at(i + 1)]);
    f.one(&[u, words.suffix[at][1], words.word_at(i + 1)]);
    f.one(&[u, w, u32::from(at == 0)]);
    // The verb or auxiliary, and the subject, that stand before.
    let before = |want: &[u8]| {
        (0..at)
            .rev()
            .take(6)
            .find(|k| want.contains(&tags[*k]))
            .map_or(NONE, |k| words.word[k])
    };
    let aux = before(&[3]);
    let subject = before(&[7, 10, 11]);
    f.one(&[u, words.suffix[at][1], aux]);
    f.one(&[u, w, aux]);
    f.one(&[u, w, subject]);
    f.one(&[u, words.suffix[at][0], subject]);
}

/// One arc: 1-based head, 0 for the root, and the number of the relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arc {
    /// 1-based head.
    pub head: usize,
    /// Number of the relation.
    pub relation: u8,
}

/// State of the arc-hybrid parser. Nodes are 1-based; the root stands as node `len + 1` behind the last word.
pub struct Config {
    /// Nodes whose heads are not found yet.
    pub stack: Vec<usize>,
    /// First node of the rest.
    pub next: usize,
    /// Number of words.
    pub len: usize,
    /// What has been found.
    pub arcs: Vec<Arc>,
    /// Leftmost, second leftmost, rightmost, second rightmost child of each node; 0 for none.
    edge: Vec<[usize; 4]>,
    valence: Vec<[u8; 2]>,
}

/// Take the next word.
pub const SHIFT: usize = 0;
/// The top of the stack hangs on the next word.
pub const LEFT: usize = 1;
/// The top of the stack hangs on what lies below it.
pub const RIGHT: usize = 2;

impl Config {
    /// The first state over `len` words.
    pub fn new(len: usize) -> Config {
        Config {
            stack: Vec::with_capacity(len.min(64)),
            next: 1,
            len,
            arcs: vec![Arc::default(); len],
            edge: vec![[0; 4]; len + 2],
            valence: vec![[0; 2]; len + 2],
        }
    }

    /// Whether all heads are found.
    pub fn done(&self) -> bool {
        self.next > self.len && self.stack.is_empty()
    }

    /// Which moves are possible.
    pub fn allowed(&self) -> [bool; 3] {
        let rest = self.next <= self.len;
        [
            rest,
            !self.stack.is_empty() && (rest || self.stack.len() == 1),
            self.stack.len() >= 2,
        ]
    }

    /// Head (0 for the root) and dependent of the arc that a move makes.
    pub fn arc_of(&self, choice: usize) -> Option<(usize, usize)> {
        let top = *self.stack.last()?;
        match choice {
            LEFT => Some((if self.next > self.len { 0 } else { self.next }, top)),
            RIGHT => Some((*self.stack.get(self.stack.len().checked_sub(2)?)?, top)),
            _ => None,
        }
    }

    /// Makes a move.
    pub fn apply(&mut self, choice: usize, relation: u8) {
        if choice == SHIFT {
            self.stack.push(self.next);
            self.next += 1;
            return;
        }
        let Some((head, dependent)) = self.arc_of(choice) else {
            return;
        };
        self.stack.pop();
        self.arcs[dependent - 1] = Arc { head, relation };
        if head == 0 {
            return;
        }
        let edge = &mut self.edge[head];
        if dependent < head {
            edge[1] = edge[0];
            edge[0] = dependent;
            self.valence[head][0] = self.valence[head][0].saturating_add(1);
        } else {
            edge[3] = edge[2];
            edge[2] = dependent;
            self.valence[head][1] = self.valence[head][1].saturating_add(1);
        }
    }

    fn label(&self, node: usize) -> u32 {
        if node == 0 {
            99
        } else {
            self.arcs
                .get(node - 1)
                .map_or(98, |a| u32::from(a.relation))
        }
    }
}

struct View<'a> {
    words: &'a Words,
    tags: &'a [u8],
    combined: &'a [u16],
}

impl View<'_> {
    fn w(&self, node: usize) -> u32 {
        node.checked_sub(1)
            .and_then(|i| self.words.word.get(i))
            .copied()
            .unwrap_or(NONE ^ u32::from(node == 0))
    }
    fn t(&self, node: usize) -> u32 {
        node.checked_sub(1)
            .and_then(|i| self.tags.get(i))
            .map_or(70 + u32::from(node == 0), |t| u32::from(*t))
    }
    fn m(&self, node: usize) -> u32 {
        node.checked_sub(1)
            .and_then(|i| self.combined.get(i))
            .map_or(7000 + u32::from(node == 0), |t| u32::from(*t))
    }
}

fn distance(a: usize, b: usize) -> u32 {
    match a.abs_diff(b) {
        n @ 0..=4 => n as u32,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// Features of the next move.
pub fn moves(words: &Words, tags: &[u8], combined: &[u16], c: &Config, out: &mut Vec<u32>) {
    out.clear();
    let v = View {
        words,
        tags,
        combined,
    };
    let depth = c.stack.len();
    let s = |k: usize| if depth > k { c.stack[depth - 1 - k] } else { 0 };
    let (s0, s1, s2) = (s(0), s(1), s(2));
    let (b0, b1, b2) = (c.next, c.next + 1, c.next + 2);
    let edge = |n: usize, k: usize| c.edge.get(n).map_or(0, |e| e[k]);
    let val = |n: usize, k: usize| c.valence.get(n).map_or(0, |e| u32::from(e[k].min(5)));
    let (s0w, s1w, b0w, b1w) = (v.w(s0), v.w(s1), v.w(b0), v.w(b1));
    let (s0t, s1t, s2t, b0t, b1t, b2t) = (v.t(s0), v.t(s1), v.t(s2), v.t(b0), v.t(b1), v.t(b2));
    let (s0m, s1m, b0m, b1m) = (v.m(s0), v.m(s1), v.m(b0), v.m(b1));
    let d = distance(s0, b0);
    let d1 = distance(s1, s0);
    let (s0l, s0r, s1l, s1r, b0l) = (
        edge(s0, 0),
        edge(s0, 2),
        edge(s1, 0),
        edge(s1, 2),
        edge(b0, 0),
    );
    let (s0l2, s0r2, b0l2, s1r2) = (edge(s0, 1), edge(s0, 3), edge(b0, 1), edge(s1, 3));
    let mut f = Push { out, n: 200 };
    f.one(&[]);
    f.one(&[s0w, s0t]);
    f.one(&[s0m]);
    f.one(&[s1w, s1t]);
    f.one(&[s1m]);
    f.one(&[b0w, b0t]);
    f.one(&[b0m]);
    f.one(&[b1w, b1t]);
    f.one(&[b1m]);
    f.one(&[v.w(b2), b2t]);
    f.one(&[s0w, b0w]);
    f.one(&[s0w, b0t, s0t]);
    f.one(&[s0t, b0w, b0t]);
    f.one(&[s0m, b0m]);
    f.one(&[s0t, b0t, d]);
    f.one(&[s0w, b0w, d]);
    f.one(&[s0w, d]);
    f.one(&[b0w, d]);
    f.one(&[s1w, s0w]);
    f.one(&[s1w, s0t, s1t]);
    f.one(&[s1t, s0w, s0t]);
    f.one(&[s1m, s0m]);
    f.one(&[s1t, s0t, d1]);
    f.one(&[s1w, s0w, d1]);
    f.one(&[s1w, s0w, b0t]);
    f.one(&[s1t, s0w, b0w]);
    f.one(&[s1w, b0w]);
    f.one(&[s1t, s0t, b0t]);
    f.one(&[s1m, s0m, b0m]);
    f.one(&[s0t, b0t, b1t]);
    f.one(&[s0m, b0m, b1m]);
    f.one(&[s0w, b0t, b1t]);
    f.one(&[s0t, b0w, b1t]);
    f.one(&[s1t, s0t, b0t, b1t]);
    f.one(&[b0t, b1t, b2t]);
    f.one(&[s0t, b0t, b1t, b2t]);
    f.one(&[s2t, s1t, s0t]);
    f.one(&[s2t, s1t, s0t, b0t]);
    f.one(&[s0t, v.t(s0l), b0t]);
    f.one(&[s0t, v.t(s0r), b0t]);
    f.one(&[s1t, v.t(s1r), s0t]);
    f.one(&[s1t, v.t(s1l), s0t]);
    f.one(&[s0t, b0t, v.t(b0l)]);
    f.one(&[s1t, s0t, v.t(s0r)]);
    f.one(&[s1t, s0t, v.t(s0l)]);
    f.one(&[s0t, c.label(s0l), b0t]);
    f.one(&[s0t, c.label(s0r), b0t]);
    f.one(&[s1t, c.label(s1r), s0t]);
    f.one(&[s1t, c.label(s1l), s0t]);
    f.one(&[s0t, b0t, c.label(b0l)]);
    f.one(&[s0w, c.label(s0r)]);
    f.one(&[s0w, c.label(s0l)]);
    f.one(&[s1w, c.label(s1r)]);
    f.one(&[s0t, c.label(s0l), c.label(s0l2)]);
    f.one(&[s0t, c.label(s0r), c.label(s0r2)]);
    f.one(&[s1t, c.label(s1r), c.label(s1r2), s0t]);
    f.one(&[b0t, c.label(b0l), c.label(b0l2)]);
    f.one(&[v.w(s0r), s0t]);
    f.one(&[v.w(s0l), s0t, b0t]);
    f.one(&[v.w(b0l), b0t, s0t]);
    f.one(&[v.w(s1r), s1t, s0t]);
    f.one(&[s0w, val(s0, 1), val(s0, 0)]);
    f.one(&[s0t, val(s0, 1), val(s0, 0), b0t]);
    f.one(&[b0t, val(b0, 0), s0t]);
    f.one(&[s1t, val(s1, 1), s0t]);
    f.one(&[v.t(c.next.saturating_sub(1)), b0t, s0t]);
    f.one(&[s0w, b1w]);
    f.one(&[s0t, b0t, v.t(c.next + 3), b1t]);
}

/// Features of the relation between a head and its dependent, in the state in which the arc is made.
pub fn relation(
    words: &Words,
    tags: &[u8],
    combined: &[u16],
    c: &Config,
    head: usize,
    dependent: usize,
    out: &mut Vec<u32>,
) {
    out.clear();
    let v = View {
        words,
        tags,
        combined,
    };
    let (h, d) = (head, dependent);
    let way = u32::from(h < d);
    let edge = |n: usize, k: usize| c.edge.get(n).map_or(0, |e| e[k]);
    let (hw, dw, ht, dt, hm, dm) = (v.w(h), v.w(d), v.t(h), v.t(d), v.m(h), v.m(d));
    let far = distance(h, d) | way << 4;
    let side = if h < d { edge(h, 2) } else { edge(h, 0) };
    let (dl, dr, hl) = (edge(d, 0), edge(d, 2), edge(h, 0));
    let suffix = words.suffix_at(d as isize - 1, 2);
    let mut f = Push { out, n: 300 };
    f.one(&[way]);
    f.one(&[dw, dt, way]);
    f.one(&[dm, way]);
    f.one(&[hw, ht, way]);
    f.one(&[hm, way]);
    f.one(&[hw, dw]);
    f.one(&[hw, dt, way]);
    f.one(&[ht, dw, way]);
    f.one(&[hm, dm, way]);
    f.one(&[ht, dt, far]);
    f.one(&[ht, suffix, way]);
    f.one(&[dw, far]);
    f.one(&[ht, dt, v.t(d + 1), way]);
    f.one(&[ht, dt, v.t(d.saturating_sub(1)), way]);
    f.one(&[ht, dt, v.t(h + 1), way]);
    f.one(&[ht, dt, v.t(h.saturating_sub(1)), way]);
    f.one(&[dt, v.w(d.saturating_sub(1)), way]);
    f.one(&[dt, v.w(d + 1), way]);
    f.one(&[ht, dt, v.w(dl), way]);
    f.one(&[ht, dm, v.w(dl), v.t(dr)]);
    f.one(&[ht, dt, v.w(dr), way]);
    f.one(&[ht, dt, c.label(dl), way]);
    f.one(&[ht, dt, c.label(dr), way]);
    f.one(&[hw, dt, v.w(dl)]);
    f.one(&[ht, dt, c.label(side), way]);
    f.one(&[hw, c.label(side), dt]);
    f.one(&[ht, dt, v.w(side), way]);
    f.one(&[ht, dt, c.label(hl), way]);
    f.one(&[hw, c.label(hl), dt, way]);
    f.one(&[hm, dm, c.label(hl), c.label(side)]);
    f.one(&[dw, c.label(dl), ht]);
    let s1 = c.stack.len().checked_sub(2).map_or(0, |k| c.stack[k]);
    f.one(&[ht, dt, v.t(s1), way]);
    f.one(&[ht, dt, v.w(h.min(d).saturating_sub(1)), way]);
}
