//! Inside the core, dependencies point one way: a slice may use only the slices named for it here, and the ground floor none.
//!
//! There can be no cycle, because the table is written in an order in which each slice names only slices above it.

use crate::{Breach, Text};

/// Slice by slice, from the ground up, what each may use. `settlement` sees all below it and is seen by none.
const MAY_USE: &[(&str, &[&str])] = &[
    ("staff", &[]),
    ("catalog", &[]),
    ("room", &[]),
    ("amenity", &[]),
    ("membership", &["staff"]),
    ("qualification", &["staff", "membership"]),
    ("linen", &["membership", "qualification"]),
    ("booking", &["staff", "catalog", "room", "membership", "qualification", "linen"]),
    ("account", &["staff", "membership"]),
    ("care", &["staff", "membership"]),
    (
        "settlement",
        &["staff", "catalog", "room", "amenity", "membership", "qualification", "linen", "booking", "account", "care"],
    ),
];
const CORE: &str = "src-tauri/core/src/";
/// What stands above all slices and may look into each of them.
const ABOVE: &[&str] = &["commands", "desk", "import", "report", "home", "test_salon", "lib"];
/// The door knows by whom it is used.
const OF_THE_DOOR: &[&str] = &["staff"];

/// Refuses a use of a slice that the table does not allow.
pub(crate) fn check(file: &Text) -> Vec<Breach> {
    let Some(inside) = file.path.strip_prefix(CORE).filter(|_| file.ending() == "rs") else { return Vec::new() };
    let place = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    if ABOVE.contains(&place) || inside.contains("/tests") {
        return Vec::new();
    }
    let below = MAY_USE.iter().find(|(slice, _)| *slice == place).map_or(&[][..], |(_, allowed)| allowed);
    let allowed = if place == "salon" { OF_THE_DOOR } else { below };
    let mut found = Vec::new();
    for (line, code) in before_tests(file) {
        for (slice, _) in MAY_USE.iter().filter(|(slice, _)| *slice != place && !allowed.contains(slice)) {
            if uses(code, slice) {
                found.push(Breach::at(
                    file,
                    line,
                    format!("`{place}` must not use `{slice}` (see tests/tidy/slice_order.rs)"),
                ));
            }
        }
    }
    found
}

/// Tests at the foot of a file may set a stage with any slice.
fn before_tests(file: &Text) -> impl Iterator<Item = (usize, &str)> {
    file.code_lines().take_while(|(_, code)| code.trim() != "#[cfg(test)]")
}

fn uses(code: &str, slice: &str) -> bool {
    let named = code.match_indices("crate::").any(|(at, path)| {
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => group.split([',', '}']).any(|part| first_word(part.trim()) == slice),
            None => first_word(rest) == slice,
        }
    });
    named || code.contains(&format!("super::super::{slice}::"))
}

fn first_word(path: &str) -> &str {
    path.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Text::new(path, text)).len()
    }

    #[test]
    fn a_slice_uses_only_what_stands_below_it() {
        assert_eq!(count("src-tauri/core/src/membership/find.rs", "use crate::booking::rows;\n"), 1);
        assert_eq!(count("src-tauri/core/src/linen/shelve.rs", "use crate::{ids::MemberId, booking::Visit};\n"), 1);
        assert_eq!(count("src-tauri/core/src/booking/reserve.rs", "use crate::settlement::quote;\n"), 1);
        assert_eq!(count("src-tauri/core/src/booking/reserve.rs", "use crate::membership::Member;\n"), 0);
        assert_eq!(count("src-tauri/core/src/settlement/settle.rs", "use crate::booking::Booking;\n"), 0);
        assert_eq!(count("src-tauri/core/src/clock.rs", "let x = crate::staff::session(tx);\n"), 1);
        assert_eq!(count("src-tauri/core/src/salon/session.rs", "use crate::staff::Role;\n"), 0);
        assert_eq!(count("src-tauri/core/src/commands.rs", "use crate::settlement::settle;\n"), 0);
    }

    #[test]
    fn tests_at_the_foot_may_set_a_stage() {
        assert_eq!(
            count("src-tauri/core/src/linen/a.rs", "#[cfg(test)]\nmod tests {\n use crate::booking::x;\n}\n"),
            0
        );
    }

    #[test]
    fn the_table_has_no_cycle() {
        for (at, (slice, allowed)) in MAY_USE.iter().enumerate() {
            for used in *allowed {
                let below = MAY_USE.iter().take(at).any(|(name, _)| name == used);
                assert!(below, "`{slice}` uses `{used}`, which does not stand above it in the table");
            }
        }
    }
}
