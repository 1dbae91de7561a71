//! The tree of one sentence, and the ways that later rooms walk it.
//!
//! Every index that these functions take or give counts tokens from 0; only [`Node::head`] is 1-based, as in CoNLL-U.

use super::Upos;

/// The dependency tree of one sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// One node a token.
    pub nodes: Vec<Node>,
    /// Children of all nodes, those of node `i` from `starts[i]` to `starts[i + 1]`, in the order of the sentence.
    children: Vec<u32>,
    starts: Vec<u32>,
}

/// The analysis of one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Universal features, as in CoNLL-U (`Mood=Ind|Tense=Past|VerbForm=Fin`); empty for none.
    pub feats: String,
    /// 1-based index of the head; 0 for the root.
    pub head: usize,
    /// Relation to the head, with its subtype (`nsubj:pass`).
    pub deprel: &'static str,
}

impl Node {
    /// Value of a feature: `feature("Tense")` gives `Some("Past")`.
    pub fn feature(&self, name: &str) -> Option<&str> {
        self.feats
            .split('|')
            .find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    }

    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn relation(&self) -> &'static str {
        self.deprel.split(':').next().unwrap_or(self.deprel)
    }
}

impl Tree {
    /// A tree of these nodes. Heads that lie outside the tree, cycles and further roots are mended: the first root
    /// stays (the first node where there is none), what is wrong is hung below it.
    pub fn new(mut nodes: Vec<Node>) -> Tree {
        mend(&mut nodes);
        let mut starts = vec![0u32; nodes.len() + 1];
        for head in nodes.iter().map(|n| n.head).filter(|h| *h > 0) {
            starts[head] += 1;
        }
        for i in 0..nodes.len() {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut children = vec![0u32; nodes.len().saturating_sub(1)];
        for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.head > 0) {
            let slot = &mut next[node.head - 1];
            children[*slot as usize] = i as u32;
            *slot += 1;
        }
        Tree {
            nodes,
            children,
            starts,
        }
    }

    /// A tree that says nothing: all words hang on the first.
    pub fn flat<'f>(forms: impl Iterator<Item = &'f str>) -> Tree {
        let nodes = forms.enumerate().map(|(at, form)| Node {
            lemma: form.to_lowercase(),
            upos: Upos::X,
            feats: String::new(),
            head: at.min(1),
            deprel: if at == 0 { "root" } else { "dep" },
        });
        Tree::new(nodes.collect())
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The root, none in an empty tree.
    pub fn root(&self) -> Option<usize> {
        self.nodes.iter().position(|n| n.head == 0)
    }

    /// The head of `i`; none for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.nodes.get(i)?.head.checked_sub(1)
    }

    /// The nodes whose head is `i`, in the order of the sentence.
    pub fn children(
        &self,
        i: usize,
    ) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        let range = match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(a), Some(b)) => *a as usize..*b as usize,
            _ => 0..0,
        };
        self.children[range].iter().map(|c| *c as usize)
    }

    /// The children of `i` with this relation: `nsubj` finds `nsubj:pass` too, `nsubj:pass` only itself.
    pub fn children_by<'t>(
        &'t self,
        i: usize,
        relation: &'t str,
    ) -> impl DoubleEndedIterator<Item = usize> + 't {
        self.children(i).filter(move |c| self.is(*c, relation))
    }

    /// The first child of `i` with this relation.
    pub fn child(&self, i: usize, relation: &str) -> Option<usize> {
        self.children(i).find(|c| self.is(*c, relation))
    }

    /// Whether `i` hangs on its head by this relation; a relation without subtype covers its subtypes.
    pub fn is(&self, i: usize, relation: &str) -> bool {
        let deprel = self.deprel(i);
        deprel == relation
            || (!relation.contains(':')
                && deprel
                    .strip_prefix(relation)
                    .is_some_and(|r| r.starts_with(':')))
    }

    /// Dictionary form of `i`; empty outside the tree.
    pub fn lemma(&self, i: usize) -> &str {
        self.nodes.get(i).map_or("", |n| &n.lemma)
    }

    /// Part of speech of `i`; `X` outside the tree.
    pub fn upos(&self, i: usize) -> Upos {
        self.nodes.get(i).map_or(Upos::X, |n| n.upos)
    }

    /// Relation of `i` to its head; `dep` outside the tree.
    pub fn deprel(&self, i: usize) -> &'static str {
        self.nodes.get(i).map_or("dep", |n| n.deprel)
    }

    /// The heads of `i`, from its own up to the root.
    pub fn heads(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |h| self.head(*h))
    }

    /// Whether `below` is `above` or hangs somewhere below it.
    pub fn dominates(&self, above: usize, below: usize) -> bool {
        above == below || self.heads(below).any(|h| h == above)
    }

    /// `i` and all that hangs below it, in the order of the sentence.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if i < self.nodes.len() {
            found.push(i);
        }
        let mut at = 0;
        while let Some(node) = found.get(at).copied() {
            found.extend(self.children(node));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// First and last node of the subtree of `i`: the tokens `first..=last`, which hold others too where the tree
    /// is not projective.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        let (mut first, mut last) = (i, i);
        let mut stack = vec![i];
        while let Some(node) = stack.pop() {
            first = first.min(node);
            last = last.max(node);
            stack.extend(self.children(node));
        }
        (first, last)
    }

    /// `i` and what is coordinated with it: the first conjunct with its `conj` children.
    pub fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut found = vec![i];
        let mut at = 0;
        while let Some(node) = found.get(at).copied() {
            found.extend(self.children_by(node, "conj"));
            at += 1;
        }
        found
    }
}

/// Makes the heads a tree with one root.
fn mend(nodes: &mut [Node]) {
    let len = nodes.len();
    if len == 0 {
        return;
    }
    let root = nodes.iter().position(|n| n.head == 0).unwrap_or(0);
    for (i, node) in nodes.iter_mut().enumerate() {
        if i == root {
            node.head = 0;
            node.deprel = "root";
        } else if node.head == 0 || node.head > len || node.head == i + 1 {
            node.head = root + 1;
            if node.deprel == "root" {
                node.deprel = "parataxis";
            }
        }
    }
    // Follow heads from every node; what comes back to where it began is hung below the root.
    let mut seen = vec![0u32; len];
    seen[root] = u32::MAX;
    for i in 0..len {
        let mark = i as u32 + 1;
        let mut at = i;
        while seen[at] == 0 {
            seen[at] = mark;
            at = nodes[at].head - 1;
        }
        if seen[at] == mark {
            nodes[at].head = root + 1;
        }
        let mut back = i;
        while seen[back] == mark {
            seen[back] = u32::MAX;
            if nodes[back].head == 0 {
                break;
            }
            back = nodes[back].head - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(heads: &[usize]) -> Tree {
        let node = |head: &usize| Node {
            lemma: String::new(),
            upos: Upos::X,
            feats: "Number=Sing|Tense=Past".to_string(),
            head: *head,
            deprel: "nsubj:pass",
        };
        Tree::new(heads.iter().map(node).collect())
    }

    #[test]
    fn children_come_in_order() {
        let t = tree(&[2, 0, 2, 5, 2]);
        assert_eq!(t.children(1).collect::<Vec<_>>(), [0, 2, 4]);
        assert_eq!(t.children(4).collect::<Vec<_>>(), [3]);
        assert_eq!(t.children(9).count(), 0);
        assert_eq!(t.subtree(1), [0, 1, 2, 3, 4]);
        assert_eq!(t.extent(4), (3, 4));
        assert_eq!(t.heads(3).collect::<Vec<_>>(), [4, 1]);
        assert!(t.dominates(1, 3) && !t.dominates(0, 3));
    }

    #[test]
    fn broken_heads_are_mended() {
        for heads in [&[2, 1, 2][..], &[0, 0, 9], &[3, 1, 2], &[1], &[2, 3, 2, 0]] {
            let t = tree(heads);
            assert_eq!(
                t.nodes.iter().filter(|n| n.head == 0).count(),
                1,
                "{heads:?}"
            );
            for i in 0..t.len() {
                assert!(t.heads(i).take(10).count() < 10, "{heads:?}");
            }
            assert_eq!(
                t.root().map(|r| t.subtree(r).len()),
                Some(t.len()),
                "{heads:?}"
            );
        }
    }

    #[test]
    fn relations_and_features_are_found() {
        let t = tree(&[2, 0]);
        assert!(t.is(0, "nsubj") && t.is(0, "nsubj:pass") && !t.is(0, "nsub"));
        assert_eq!(t.nodes[0].feature("Tense"), Some("Past"));
        assert_eq!(t.nodes[0].feature("Mood"), None);
        assert_eq!(t.child(1, "nsubj"), Some(0));
    }
}
