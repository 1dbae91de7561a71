//! Lexicon: what the data files say of states, organisations, offices and people.
//!
//! What enters: the files in `data/lexicon`, compiled in. What leaves: [`Lexicon`], which finds names in text.

/// Names and facts, with one automaton over all names.
pub struct Lexicon {}

impl Lexicon {
    /// The lexicon that the program carries.
    pub fn bundled() -> Lexicon {
        Lexicon {}
    }
}
