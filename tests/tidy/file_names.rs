//! A folder is a noun, a file is a verb: names that say nothing are refused.

use crate::{Breach, Text};

const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager", "service"];

/// Refuses a folder or file whose name only says that it holds something.
pub(crate) fn check(file: &Text) -> Vec<Breach> {
    let parts = file.path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    let empty = parts.filter(|part| words(part).iter().any(|word| EMPTY_NAMES.contains(&word.as_str())));
    empty.map(|part| Breach::at(file, 0, format!("`{part}` says nothing: name it by what it does"))).collect()
}

/// The words of a name in any spelling: `date-helpers`, `linen_manager`, `BookingService`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter.is_uppercase() || ['-', '_'].contains(&letter) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_are_refused() {
        for bad in
            ["a/util.rs", "a/date-helpers.ts", "common/x.rs", "src/BookingService.svelte", "src/linen_manager.rs"]
        {
            assert_eq!(check(&Text::new(bad, "")).len(), 1, "{bad}");
        }
        assert!(check(&Text::new("src-tauri/core/src/booking/reserve.rs", "")).is_empty());
    }
}
