//! Words of a stretch of text, by the conventions of UD English.
//!
//! One pass over the text: a word is letters and digits with the marks that may stand inside it ("U.S.", "11:30",
//! "non-proliferation", "200,000", an address); everything else that is not space is a token of its own or a run of the
//! same mark. Clitics ("n't", "’s") and units ("5pm") are then split from their word. Every character that is not space
//! ends up in exactly one token.

use super::Token;
use super::words::{Class, Words};
use crate::page::Span;

/// Whether a character separates words: space, and the marks that show nothing.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ' | '‘')
}

/// Letters and digits with what hangs on them: combining marks and the soft hyphen, which shows nothing.
fn is_wordlike(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}'
        )
}

/// Marks of which a run is one token: "...", "?!", "---", "***".
fn run_class(c: char) -> u8 {
    match c {
        '.' | '!' | '?' | '…' => 1,
        '-' => 2,
        '=' => 3,
        '*' => 4,
        '_' => 5,
        '~' => 6,
        '<' => 7,
        '>' => 8,
        '#' => 9,
        '|' => 10,
        '+' => 11,
        _ => 0,
    }
}

/// Splits `span` of `text` into words.
pub fn tokenize(text: &str, span: Span, words: &Words, out: &mut Vec<Token>) {
    let Some(part) = text.get(span.start..span.end) else {
        return;
    };
    let mut scanner = Scanner {
        part,
        base: span.start,
        words,
        out,
    };
    scanner.run();
}

struct Scanner<'a> {
    part: &'a str,
    base: usize,
    words: &'a Words,
    out: &'a mut Vec<Token>,
}

impl Scanner<'_> {
    fn emit(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Token {
                span: Span::new(self.base + start, self.base + end),
            });
        }
    }

    fn at(&self, i: usize) -> Option<char> {
        self.part.get(i..).and_then(|s| s.chars().next())
    }

    fn before(&self, i: usize) -> Option<char> {
        self.part.get(..i).and_then(|s| s.chars().next_back())
    }

    fn run(&mut self) {
        let mut i = 0;
        while let Some(c) = self.at(i) {
            if is_space(c) {
                i += c.len_utf8();
                continue;
            }
            if self
                .before(i)
                .is_none_or(|b| is_space(b) || matches!(b, '(' | '<' | '[' | '"' | '“' | '‘' | ':'))
            {
                let end = self.address_end(i);
                if end > i {
                    self.emit(i, end);
                    i = end;
                    continue;
                }
            }
            i = if is_wordlike(c) || self.starts_number(i, c) {
                self.word(i)
            } else {
                self.mark(i, c)
            };
        }
    }

    /// A number that opens with its point (".04") or its sign ("+44", "-5").
    fn starts_number(&self, i: usize, c: char) -> bool {
        matches!(c, '.' | '+')
            && self.at(i + 1).is_some_and(|d| d.is_ascii_digit())
            && self
                .before(i)
                .is_none_or(|b| is_space(b) || matches!(b, '$' | '(' | '€' | '£'))
    }

    /// End of a web or mail address, handle or file name that starts at `start`; `start` where there is none.
    fn address_end(&self, start: usize) -> usize {
        let rest = &self.part[start..];
        let chunk_len = rest.find(is_space).unwrap_or(rest.len());
        let chunk = &rest[..chunk_len];
        let Some(first) = chunk.chars().next() else {
            return start;
        };
        if matches!(first, '@' | '#') {
            let tail = chunk[1..]
                .find(|c: char| !(is_wordlike(c) || c == '_'))
                .unwrap_or(chunk.len() - 1);
            let letters = chunk[1..1 + tail]
                .chars()
                .any(|c| c.is_alphabetic() || c == '_');
            return if tail > 1 && letters && (first == '@' || tail > 2) {
                start + 1 + tail
            } else {
                start
            };
        }
        let lower_starts = |p: &str| {
            chunk
                .get(..p.len())
                .is_some_and(|s| s.eq_ignore_ascii_case(p))
        };
        let web = ["http://", "https://", "www.", "ftp://", "mailto:"]
            .iter()
            .any(|p| lower_starts(p));
        if web {
            return start + trim_address(chunk, true);
        }
        if !first.is_alphanumeric() || !chunk.contains(['.', '@']) {
            return start;
        }
        let end = trim_address(chunk, false);
        let body = &chunk[..end];
        if is_mail(body) || is_domain(body) {
            start + end
        } else {
            start
        }
    }

    /// A mark that is no word: one token, or a run of it. Gives where it ends.
    fn mark(&mut self, start: usize, c: char) -> usize {
        let mut end = start + c.len_utf8();
        let class = run_class(c);
        if class > 0 {
            while let Some(d) = self.at(end).filter(|d| run_class(*d) == class) {
                end += d.len_utf8();
            }
        } else if is_apostrophe(c) {
            // "’72", "'em": a word that lost its beginning; "''": an old double quote.
            if self.at(end) == Some(c) && c != '‘' {
                end += c.len_utf8();
            } else if (c != '‘' || self.at(end).is_some_and(|d| d.is_ascii_digit()))
                && let Some(stop) = self.clipped_end(end)
            {
                end = stop;
            }
        } else if !c.is_ascii() && !is_punctuation(c) {
            while let Some(d) = self.at(end).filter(|d| {
                !d.is_ascii() && !is_punctuation(*d) && !is_space(*d) && !d.is_alphanumeric()
            }) {
                end += d.len_utf8();
            }
        }
        self.emit(start, end);
        end
    }

    /// After an apostrophe that opens a word: end of "72", "90s", "em", "s", "til" where it is one of these.
    fn clipped_end(&self, from: usize) -> Option<usize> {
        let rest = &self.part[from..];
        let len = rest.find(|c: char| !is_wordlike(c)).unwrap_or(rest.len());
        let word = &rest[..len];
        let year = word.len() >= 2
            && word.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && (word.len() == 2 || word.eq_ignore_ascii_case(&format!("{}s", &word[..2])));
        let known = [
            "em", "s", "re", "ve", "ll", "m", "d", "til", "cause", "n", "tis", "twas",
        ];
        (year || known.iter().any(|k| word.eq_ignore_ascii_case(k))).then_some(from + len)
    }

    /// A word that starts at `start`. Gives where it ends.
    fn word(&mut self, start: usize) -> usize {
        let mut end = start;
        let mut prev = ' ';
        while let Some(c) = self.at(end) {
            let width = c.len_utf8();
            if is_wordlike(c) || (end == start && matches!(c, '.' | '+')) {
                end += width;
                prev = c;
                continue;
            }
            let next = self.at(end + width);
            let joins = match next {
                Some(n) if is_wordlike(n) => self.joins(start, end, prev, c, n),
                _ => false,
            };
            if !joins {
                break;
            }
            end += width;
            prev = c;
        }
        let word = &self.part[start..end];
        if self.at(end) == Some('$')
            && word.len() <= 3
            && word.chars().all(|c| c.is_ascii_uppercase())
        {
            self.emit(start, end + 1);
            return end + 1;
        }
        if self.at(end) == Some('.')
            && run_class(self.at(end + 1).unwrap_or(' ')) != 1
            && self.keeps_stop(start, end)
        {
            self.emit(start, end + 1);
            return end + 1;
        }
        self.split_word(start, end);
        end
    }

    /// Whether `mark` between `prev` and `next` belongs inside the word that started at `start`.
    fn joins(&self, start: usize, at: usize, prev: char, mark: char, next: char) -> bool {
        let digits = prev.is_ascii_digit() && next.is_ascii_digit();
        match mark {
            '.' => {
                let word = &self.part[start..at];
                let piece = word.rsplit('.').next().unwrap_or("");
                let following: usize = self.part[at + 1..]
                    .chars()
                    .take_while(|c| is_wordlike(*c))
                    .count();
                digits
                    || (piece.chars().count() == 1 && prev.is_alphabetic() && following == 1)
                    // "Ph.D": a short piece, then one capital letter.
                    || (piece.len() <= 3 && following == 1 && next.is_uppercase() && prev.is_lowercase())
            }
            ',' => digits,
            ':' => digits,
            '/' => {
                digits
                    || (at - start == 1
                        && prev.is_alphabetic()
                        && self.part[at + 1..]
                            .chars()
                            .take_while(|c| is_wordlike(*c))
                            .count()
                            == 1)
            }
            '&' | '_' => true,
            '@' => false,
            c if is_apostrophe(c) => prev.is_alphanumeric() && c != '‘',
            '-' => self.hyphen_joins(start, at),
            _ => false,
        }
    }

    /// "e-mail", "non-proliferation", "713-853-3989" keep their hyphen; "two-year", "3-4", "US-based" do not.
    fn hyphen_joins(&self, start: usize, at: usize) -> bool {
        let word = &self.part[start..at];
        let rest = &self.part[at + 1..];
        let len = rest
            .find(|c: char| !(is_wordlike(c) || c == '-'))
            .unwrap_or(rest.len());
        let tail = &rest[..len];
        let digits_only = |s: &str| s.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if digits_only(word) && digits_only(tail) {
            let groups = word.split('-').count() + tail.split('-').count();
            let first = word.split('-').next().unwrap_or("").len();
            let last = tail.rsplit('-').next().unwrap_or("").len();
            return groups > 2 || (first == 3 && last == 4);
        }
        word.chars().all(char::is_alphabetic)
            && self.words.is_prefix(word)
            && tail.chars().next().is_some_and(|c| c.is_alphanumeric())
    }

    /// Whether the full stop at `end` belongs to the word `start..end`.
    fn keeps_stop(&self, start: usize, end: usize) -> bool {
        let word = &self.part[start..end];
        let rest = self.part[end + 1..].trim_start_matches(is_space);
        let next = rest.chars().next();
        let glued = self.at(end + 1).is_some_and(|c| !is_space(c));
        let mut letters = word.chars().filter(|c| *c != '.');
        let dotted = word.contains('.')
            && word
                .split('.')
                .all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
        if dotted {
            return true;
        }
        if word.chars().count() == 1 && letters.all(char::is_uppercase) {
            // An initial: a name goes on, or another initial. "plan B." ends a sentence, and so does "and I."
            return next.is_some_and(char::is_alphabetic) && word != "I"
                || (word == "I"
                    && self.after_capital(start)
                    && next.is_some_and(char::is_uppercase));
        }
        match self.words.abbreviation(word) {
            None => false,
            Some(Class::Title) => {
                next.is_some() || word.chars().next().is_some_and(char::is_uppercase)
            }
            Some(Class::Number) => next.is_some_and(|c| c.is_ascii_digit() || c == '#'),
            Some(Class::Month) => {
                word.chars().next().is_some_and(char::is_uppercase)
                    && (next.is_some_and(|c| {
                        c.is_ascii_digit() || c.is_lowercase() || c == ',' || c == '-' || c == ')'
                    }) || self.after_digit(start)
                        || glued
                        || !self.words.is_common(word))
            }
            Some(Class::Word) => {
                !self.words.is_common(word)
                    || next.is_some_and(|c| c.is_lowercase() || c == ',' || c.is_ascii_digit())
            }
        }
    }

    fn after_digit(&self, start: usize) -> bool {
        self.part[..start]
            .trim_end_matches(is_space)
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_digit())
    }

    fn after_capital(&self, start: usize) -> bool {
        let before = self.part[..start].trim_end_matches(is_space);
        let from = before.rfind(is_space).map_or(0, |i| i + 1);
        before
            .get(from..)
            .and_then(|w| w.chars().next())
            .is_some_and(char::is_uppercase)
            && !before.ends_with(['.', ',', ';'])
    }

    /// Splits clitics, contractions and units off the word and emits its parts.
    fn split_word(&mut self, start: usize, end: usize) {
        let word = &self.part[start..end];
        if let Some(cut) = clitic(word) {
            self.split_contraction(start, start + cut);
            self.emit(start + cut, end);
            return;
        }
        let digits = word
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ':')))
            .unwrap_or(word.len());
        if digits > 0 && digits < word.len() && self.words.is_unit(&word[digits..]) {
            self.emit(start, start + digits);
            self.emit(start + digits, end);
            return;
        }
        self.split_contraction(start, end);
    }

    fn split_contraction(&mut self, start: usize, end: usize) {
        let word = &self.part[start..end];
        let mut from = start;
        for len in self.words.contraction(word) {
            let to = (from + len).min(end);
            self.emit(from, to);
            from = to;
        }
        self.emit(from, end);
    }
}

/// Where the clitic of a word begins: "do|n't", "Japan|’s". None where it has none.
fn clitic(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
    let tail = &word[at + mark.len_utf8()..];
    let head = &word[..at];
    if head.is_empty() {
        return None;
    }
    if tail.eq_ignore_ascii_case("t") {
        let n = head.char_indices().next_back()?;
        return (n.0 > 0 && n.1.eq_ignore_ascii_case(&'n')).then_some(n.0);
    }
    let decade = tail.eq_ignore_ascii_case("s")
        && head.bytes().all(|b| b.is_ascii_digit())
        && head.len() != 1;
    let known = ["s", "re", "ve", "ll", "d", "m"]
        .iter()
        .any(|k| tail.eq_ignore_ascii_case(k));
    (known && !decade).then_some(at)
}

/// Length of an address without the punctuation of the sentence around it.
fn trim_address(chunk: &str, web: bool) -> usize {
    let mut end = chunk.len();
    if let Some(stop) = chunk.find(['"', '“', '”', '<', '>', '’', '—']) {
        end = stop;
    }
    while let Some(c) = chunk[..end].chars().next_back() {
        let open = |o: char| web && chunk[..end].contains(o);
        let cut = match c {
            ')' => !open('('),
            ']' => !open('['),
            _ => matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '}' | '…'
            ),
        };
        if !cut {
            break;
        }
        end -= c.len_utf8();
    }
    end
}

fn is_mail(body: &str) -> bool {
    let Some((user, host)) = body.split_once('@') else {
        return false;
    };
    !user.is_empty()
        && host.contains('.')
        && user
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%'))
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// "enron.com", "report.doc", "news.bbc.co.uk/2/hi": labels with a known ending.
fn is_domain(body: &str) -> bool {
    let host = body.split('/').next().unwrap_or("");
    let Some((labels, ending)) = host.rsplit_once('.') else {
        return false;
    };
    let known = [
        "com", "org", "net", "gov", "edu", "int", "mil", "info", "biz", "uk", "ru", "de", "fr",
        "eu", "jp", "cn", "in", "it", "ca", "au", "tv", "io", "doc", "docx", "xls", "xlsx", "pdf",
        "txt", "jpg", "png", "gif", "htm", "html", "ppt", "zip",
    ];
    let word = |s: &str| {
        !s.is_empty()
            && s.chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '&' | '#'))
    };
    // "end.In the": a capital after a full stop that lacks its space is no address.
    let cased = ending.chars().all(char::is_lowercase) || ending.chars().all(char::is_uppercase);
    known.iter().any(|k| ending.eq_ignore_ascii_case(k))
        && cased
        && labels.split('.').all(word)
        && labels.len() > 1
        && !(ending == "in" || ending == "it" || ending == "de")
        || (body.contains('/') && known[..20].contains(&ending) && labels.split('.').all(word))
}

/// Marks that always stand alone.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{BF}' | '×' | '÷' | '\u{2010}'..='\u{203E}' | '\u{20A0}'..='\u{20CF}' | '\u{3001}'..='\u{3020}' | '\u{FF01}'..='\u{FF0F}' | '−')
}
