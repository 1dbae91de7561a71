//! Whose word a whole page is: bylines, "attributable to", "Statement by".
//!
//! What enters: views and mentions. What leaves: the speaker, with the sentence that says so.

use super::Speaker;
use super::source::of_mention;
use crate::article::BlockKind;
use crate::lexicon::Sense;
use crate::mention::view::View;
use crate::mention::words::{self, Class};
use crate::mention::{Form, Mention};

/// On whose word a whole page stands, and the sentence that says so: a byline above the text ("Ana Ruiz, Department
/// Spokesperson"), "attributable to Spokesperson Ana Ruiz:", or a headline "Statement by President Ana Ruiz on ...".
pub(super) fn author(views: &[View], mentions: &[Mention]) -> Option<(usize, Speaker)> {
    for view in views.iter().take(5) {
        let here = || {
            mentions
                .iter()
                .filter(|mention| mention.sentence == view.index)
        };
        let person_in = |from: usize, to: usize| {
            here().find(|mention| {
                mention.form == Form::Person && mention.from < to && from < mention.to
            })
        };
        let found = if view.block == BlockKind::Headline {
            (0..view.len()).find_map(|at| {
                let said = words::is(Class::Statement, view.form(at))
                    || words::is(Class::Statement, view.lemma(at));
                let by = (at + 1..(at + 3).min(view.len()))
                    .find(|&next| view.is(next, "by") || view.is(next, "from"))?;
                (said && at < 4)
                    .then(|| person_in(by + 1, by + 6))
                    .flatten()
            })
        } else if let Some(to) = (1..view.len()).find(|&at| {
            view.is(at, "to") && (view.is(at - 1, "attributable") || view.is(at - 1, "attributed"))
        }) {
            here().find(|mention| mention.form == Form::Person && mention.from > to)
        } else {
            // A byline is a name with an office and nothing else.
            let office = view.hits.iter().any(|hit| {
                hit.from > 0
                    && hit
                        .senses
                        .iter()
                        .any(|sense| matches!(sense, Sense::Office { .. }))
            });
            let bare = view.len() <= 12
                && matches!(view.block, BlockKind::Paragraph | BlockKind::Heading)
                && office
                && (1..view.len()).any(|at| view.form(at) == ",")
                && !matches!(
                    view.form(view.len().saturating_sub(1)),
                    "." | "!" | "?" | ":"
                );
            person_in(0, 1).filter(|_| bare)
        };
        if let Some(mention) = found {
            return Some((view.index, of_mention(mention)));
        }
    }
    None
}
