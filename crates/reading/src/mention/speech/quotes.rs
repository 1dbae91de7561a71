//! Quotation marks: which tokens stand between them.

use crate::mention::view::View;

/// Ranges of tokens between quotation marks; the last member says whether the closing mark stands in the sentence.
pub(super) fn quotes(view: &View, mut open: bool) -> Vec<(usize, usize, bool)> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..view.len() {
        let form = view.form(at);
        let opens = matches!(form, "“" | "«" | "„" | "``") || form == "\"" && !open;
        let closes = matches!(form, "”" | "»" | "''") || form == "\"" && open;
        if opens && !open {
            open = true;
            from = at + 1;
        } else if closes && open {
            open = false;
            if at > from {
                found.push((from, at, true));
            }
        }
    }
    if open && view.len() > from {
        found.push((from, view.len(), false));
    }
    found
}
