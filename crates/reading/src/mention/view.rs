//! One sentence as the rooms after the parse look at it: words, tree and lexicon hits side by side.

use crate::article::BlockKind;
use crate::lexicon::{Hit, Lexicon, Sense};
use crate::page::Span;
use crate::parse::title_case::is_title_case;
use crate::parse::{Node, Tree, Upos};
use crate::text::Sentence;

/// A sentence with its tree and the lexicon names in it. Token indices are 0-based here.
pub struct View<'r> {
    /// The article's text.
    pub text: &'r str,
    /// Index of the sentence in the article.
    pub index: usize,
    /// The sentence.
    pub sentence: &'r Sentence,
    /// Its tree.
    pub tree: &'r Tree,
    /// Kind of the block it stands in.
    pub block: BlockKind,
    /// Names of the lexicon, by token, sorted, without overlaps.
    pub hits: Vec<Named<'r>>,
    /// The lexicon that they are from.
    pub lexicon: &'r Lexicon,
    children: Vec<Vec<u32>>,
    title_case: bool,
}

/// A name of the lexicon that covers whole tokens (or a part of a hyphenated one).
#[derive(Debug, Clone, Copy)]
pub struct Named<'r> {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Where the name stands.
    pub span: Span,
    /// What it can mean.
    pub senses: &'r [Sense],
}

impl<'r> View<'r> {
    /// Lays a sentence, its tree and its lexicon names side by side.
    pub fn new(
        text: &'r str,
        index: usize,
        sentence: &'r Sentence,
        tree: &'r Tree,
        block: BlockKind,
        lexicon: &'r Lexicon,
    ) -> View<'r> {
        let count = sentence.tokens.len();
        let mut children = vec![Vec::new(); count];
        for (at, node) in tree.nodes.iter().enumerate().take(count) {
            if node.head > 0 && node.head <= count {
                children[node.head - 1].push(at as u32);
            }
        }
        let mut hits = Vec::new();
        let mut token = 0;
        for Hit { span, senses } in lexicon.find(text, sentence.span) {
            while token < count && sentence.tokens[token].span.end <= span.start {
                token += 1;
            }
            let mut to = token;
            while to < count && sentence.tokens[to].span.start < span.end {
                to += 1;
            }
            if to > token {
                hits.push(Named {
                    from: token,
                    to,
                    span,
                    senses,
                });
            }
        }
        View {
            text,
            index,
            sentence,
            tree,
            block,
            hits,
            lexicon,
            children,
            title_case: is_title_case(text, sentence),
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// Whether the sentence has no tokens.
    pub fn is_empty(&self) -> bool {
        self.sentence.tokens.is_empty()
    }

    /// The token as it stands in the text; empty beyond the sentence.
    pub fn form(&self, at: usize) -> &'r str {
        self.sentence
            .tokens
            .get(at)
            .map_or("", |token| token.span.slice(self.text))
    }

    /// Whether the token's form is `word`, in whatever case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.form(at).eq_ignore_ascii_case(word)
    }

    /// The analysis of a token, where there is one.
    pub fn node(&self, at: usize) -> Option<&'r Node> {
        self.tree.nodes.get(at)
    }

    /// Lemma of a token; empty where there is no analysis.
    pub fn lemma(&self, at: usize) -> &'r str {
        self.node(at).map_or("", |node| node.lemma.as_str())
    }

    /// Part of speech of a token.
    pub fn upos(&self, at: usize) -> Upos {
        self.node(at).map_or(Upos::X, |node| node.upos)
    }

    /// Relation of a token to its head, with the subtype.
    pub fn deprel(&self, at: usize) -> &'r str {
        self.node(at).map_or("", |node| node.deprel)
    }

    /// Relation of a token to its head, without the subtype.
    pub fn relation(&self, at: usize) -> &'r str {
        let label = self.deprel(at);
        label.split(':').next().unwrap_or(label)
    }

    /// Head of a token; none for the root.
    pub fn head(&self, at: usize) -> Option<usize> {
        self.node(at)
            .and_then(|node| node.head.checked_sub(1))
            .filter(|&head| head < self.len())
    }

    /// Dependents of a token, in order.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.children
            .get(at)
            .into_iter()
            .flatten()
            .map(|&child| child as usize)
    }

    /// Dependents with a relation (compared without subtype unless `label` has one).
    pub fn children_by<'a>(
        &'a self,
        at: usize,
        label: &'a str,
    ) -> impl Iterator<Item = usize> + 'a {
        let exact = label.contains(':');
        self.children(at).filter(move |&child| {
            if exact {
                self.deprel(child) == label
            } else {
                self.relation(child) == label
            }
        })
    }

    /// First dependent with a relation.
    pub fn child(&self, at: usize, label: &str) -> Option<usize> {
        self.children_by(at, label).next()
    }

    /// Whether `node` is `above` or stands below it.
    pub fn below(&self, node: usize, above: usize) -> bool {
        let mut at = node;
        for _ in 0..=self.len() {
            if at == above {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// First and one past the last token below `at`, itself included.
    pub fn reach(&self, at: usize) -> (usize, usize) {
        let (mut from, mut to) = (at, at + 1);
        let mut stack = vec![at];
        while let Some(node) = stack.pop() {
            from = from.min(node);
            to = to.max(node + 1);
            stack.extend(self.children(node));
        }
        (from, to)
    }

    /// All tokens.
    pub fn sentence_range(&self) -> (usize, usize) {
        (0, self.len())
    }

    /// Bytes of the tokens `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let tokens = &self.sentence.tokens;
        match (tokens.get(from), tokens.get(to.saturating_sub(1))) {
            (Some(first), Some(last)) if from < to => Span::new(first.span.start, last.span.end),
            _ => Span::new(self.sentence.span.start, self.sentence.span.start),
        }
    }

    /// Whether the token starts with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        self.form(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether most words of the sentence are capitalised, as in American headlines, so that capitals say nothing.
    pub fn title_case(&self) -> bool {
        self.title_case
    }

    /// The lexicon name that starts at a token.
    pub fn hit_at(&self, at: usize) -> Option<&Named<'r>> {
        self.hits.iter().find(|hit| hit.from == at)
    }

    /// The lexicon name that covers a token.
    pub fn hit_over(&self, at: usize) -> Option<&Named<'r>> {
        self.hits.iter().find(|hit| hit.from <= at && at < hit.to)
    }

    /// The token among `from..to` whose head lies outside: the head of the phrase.
    pub fn phrase_head(&self, from: usize, to: usize) -> usize {
        (from..to)
            .find(|&at| self.head(at).is_none_or(|head| head < from || head >= to))
            .unwrap_or(to.saturating_sub(1).max(from))
    }
}
