//! Words that must not stand in the house: put-off work, and anything of the machine it was built on.

use crate::{Breach, Text};

// Split so that this file does not contain what it looks for.
const PUT_OFF: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
];
const OUTSIDE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("DOMAIN", ".md"),
    concat!("DESIGN", ".md"),
    concat!("EXPERIENCE", ".md"),
    concat!("/tmp/", "brief"),
    concat!("\"resolved\": \"", "http"),
];
const SHARED: &str = concat!("shared", "/");

/// Refuses put-off work and mentions of things that are not in this repository.
pub(crate) fn check(file: &Text) -> Vec<Breach> {
    let mut found = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        let put_off = PUT_OFF.iter().find(|word| line.contains(**word));
        found.extend(put_off.map(|word| Breach::at(file, at + 1, format!("`{word}`: do it, or leave it out"))));
        let outside = OUTSIDE.iter().find(|word| line.contains(**word));
        found.extend(outside.map(|word| Breach::at(file, at + 1, format!("`{word}` is not part of this repository"))));
        if names_a_foreign_shared_folder(&file.path, line) {
            found.push(Breach::at(file, at + 1, "a `shared` folder outside ui/src is not part of this repository"));
        }
    }
    found
}

/// `shared/` is a folder of the interface; anywhere else it can only mean somebody's own machine.
fn names_a_foreign_shared_folder(path: &str, line: &str) -> bool {
    let inside_ui = path.starts_with("ui/");
    line.match_indices(SHARED).any(|(at, _)| {
        let before = &line[..at];
        !(inside_ui
            || before.ends_with("ui/src/")
            || before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_'))
    }) && !path.starts_with("tests/tidy/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Text::new(path, text)).len()
    }

    #[test]
    fn put_off_work_is_refused() {
        assert_eq!(count("a.rs", concat!("// TO", "DO later\n")), 1);
        assert_eq!(count("a.rs", concat!("    todo", "!()\n")), 1);
        assert_eq!(count("a.svelte", concat!("<!-- FIX", "ME -->\n")), 1);
        assert_eq!(count("a.rs", "let method = 1;\n"), 0);
    }

    #[test]
    fn the_machine_it_was_built_on_is_not_named() {
        assert_eq!(count("README.md", concat!("see /wo", "rk/main\n")), 1);
        assert_eq!(count("README.md", concat!("see DOMAIN", ".md\n")), 1);
        assert_eq!(count("docs/a.md", concat!("see shared", "/look\n")), 1);
        assert_eq!(count("ui/src/a.ts", "import x from '../shared/Button.svelte'\n"), 0);
        assert_eq!(count("ARCHITECTURE.md", "the furniture in ui/src/shared/\n"), 0);
    }
}
