//! Whose word counts when a register is read again: the register's, or the salon's own.
//!
//! Three accounts are laid beside each other: the register now, the salon's file now, and what earlier imports read. What
//! the register said last and still says changes nothing, so importing twice changes nothing, and what the salon has
//! corrected itself stays corrected. What the register says anew is taken over, unless the salon has changed that field
//! itself: then the salon's word stays, and the row says so.

use std::collections::BTreeSet;

/// Whose word counts for one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing new is said.
    Same,
    /// The register's new word is taken.
    Taken,
    /// The salon's own word is kept.
    Kept,
}

/// Decides for one field by what earlier imports read for it, and which of that the last one did. An empty cell says nothing.
/// A register that takes its correction back speaks anew.
pub(super) fn word(told: &str, held: &str, earlier: &BTreeSet<&str>, last: &BTreeSet<&str>) -> Word {
    if told.is_empty() || told == held || last.contains(told) {
        Word::Same
    } else if held.is_empty() || earlier.contains(held) {
        Word::Taken
    } else {
        Word::Kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_speaks_anew_or_not() {
        let earlier = BTreeSet::from(["1985-04-12"]);
        for (told, held, word_wanted) in [
            ("1985-04-12", "1985-04-12", Word::Same),
            ("1985-04-12", "1985-04-21", Word::Same),
            ("", "1985-04-12", Word::Same),
            ("1985-04-13", "1985-04-12", Word::Taken),
            ("1985-04-13", "", Word::Taken),
            ("1985-04-13", "1985-04-21", Word::Kept),
        ] {
            assert_eq!(word(told, held, &earlier, &earlier), word_wanted, "{told} beside {held}");
        }
    }

    #[test]
    fn a_correction_taken_back_is_anew_unless_the_salon_has_spoken() {
        let (earlier, last) = (BTreeSet::from(["A", "B"]), BTreeSet::from(["B"]));
        assert_eq!(word("A", "B", &earlier, &last), Word::Taken);
        assert_eq!(word("A", "C", &earlier, &last), Word::Kept);
        assert_eq!(word("B", "C", &earlier, &last), Word::Same);
    }
}
