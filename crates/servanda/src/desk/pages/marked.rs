//! Marked: text cut into pieces by the evidence of claims, which may overlap.
//!
//! What enters: a text, and the spans of each claim. What leaves: the pieces of any part of it, each with the claims that rest on it. Invariant:
//! the pieces of a part are the part, without gap or overlap, whatever the spans are; spans that do not fit the text mark nothing.

use ledger::record::ClaimId;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Numbers of the claims that rest on it.
    pub claims: Vec<usize>,
    /// Numbers and ids of the claims whose clearest sentence begins here.
    pub begins: Vec<(usize, String)>,
}

/// A text with the spans of claims.
pub struct Marks<'t> {
    text: &'t str,
    /// Start, end, number, id, whether it is the first span of its claim.
    spans: Vec<(usize, usize, usize, ClaimId, bool)>,
}

impl<'t> Marks<'t> {
    /// Of a text and of claims: number, id, spans.
    pub fn new(text: &'t str, claims: &[(usize, ClaimId, Vec<(usize, usize)>)]) -> Marks<'t> {
        let mut spans = Vec::new();
        for (number, id, all) in claims {
            let fitting = all
                .iter()
                .filter(|(start, end)| start < end && text.get(*start..*end).is_some());
            for (at, (start, end)) in fitting.enumerate() {
                spans.push((*start, *end, *number, *id, at == 0));
            }
        }
        Marks { text, spans }
    }

    /// The pieces of a part of the text.
    pub fn pieces(&self, (start, end): (usize, usize)) -> Vec<Piece> {
        let within: Vec<_> = self
            .spans
            .iter()
            .filter(|span| span.0 < end && span.1 > start)
            .collect();
        let mut cuts: Vec<usize> = within
            .iter()
            .flat_map(|span| [span.0, span.1])
            .filter(|cut| (start..end).contains(cut))
            .chain([start, end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.iter()
            .zip(cuts.iter().skip(1))
            .filter_map(|(&from, &to)| {
                let text = self.text.get(from..to)?;
                let over = || within.iter().filter(|span| span.0 <= from && span.1 >= to);
                // A span that begins before the part is reached where the part begins.
                let begin = |span: &&&(usize, usize, usize, ClaimId, bool)| {
                    span.4 && span.0.max(start) == from
                };
                Some(Piece {
                    text: text.to_owned(),
                    claims: over().map(|span| span.2).collect(),
                    begins: over()
                        .filter(begin)
                        .map(|span| (span.2, span.3.to_string()))
                        .collect(),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(
        text: &str,
        claims: &[(usize, ClaimId, Vec<(usize, usize)>)],
    ) -> Vec<(String, Vec<usize>)> {
        let pieces = Marks::new(text, claims).pieces((0, text.len()));
        pieces
            .into_iter()
            .map(|piece| (piece.text, piece.claims))
            .collect()
    }

    #[test]
    fn text_is_cut_where_evidence_begins_and_ends() {
        let claims = [
            (1, ClaimId(1), vec![(0, 8)]),
            (2, ClaimId(2), vec![(5, 12)]),
        ];
        assert_eq!(
            told("She came, he left.", &claims),
            [
                ("She c".to_owned(), vec![1]),
                ("ame".to_owned(), vec![1, 2]),
                (", he".to_owned(), vec![2]),
                (" left.".to_owned(), vec![]),
            ]
        );
        let anchored = Marks::new("She came, he left.", &claims).pieces((0, 18));
        assert_eq!(anchored[0].begins, [(1, ClaimId(1).to_string())]);
        assert_eq!(anchored[1].begins, [(2, ClaimId(2).to_string())]);
    }

    #[test]
    fn spans_that_do_not_fit_mark_nothing() {
        let claims = [(1, ClaimId(1), vec![(1, 2), (9, 99), (4, 2)])];
        // The first span cuts a letter of two bytes.
        assert_eq!(told("aéb", &claims), [("aéb".to_owned(), vec![])]);
        assert!(told("", &claims).is_empty());
    }
}
