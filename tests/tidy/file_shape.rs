//! Files and functions short enough to be read at one sitting; every Rust module says why it exists.
//!
//! The answers the interface is tried with (`ui/tests/stage`) are tables, not functions to be followed.

use crate::{Breach, Text};

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;
const CODE: &[&str] = &["rs", "ts", "mts", "svelte", "css", "sql", "sh"];

/// Refuses a Rust file that does not open with `//!`, a file over 400 lines and a function over 70.
pub(crate) fn check(file: &Text) -> Vec<Breach> {
    let mut found = Vec::new();
    if file.ending() == "rs" && !file.text.starts_with("//!") {
        found.push(Breach::at(file, 1, "open the module with `//!`: why it exists and what it refuses"));
    }
    let lines = file.text.lines().count();
    if CODE.contains(&file.ending()) && lines > LONGEST_FILE {
        found.push(Breach::at(file, 0, format!("{lines} lines; split it by verb (at most {LONGEST_FILE})")));
    }
    let is_stage = file.path.starts_with("ui/tests/stage/");
    if ["rs", "ts", "svelte"].contains(&file.ending()) && !is_stage {
        found.extend(long_functions(file));
    }
    found
}

/// Formatted code closes a function at the indentation it was opened with; that is enough to measure it.
fn long_functions(file: &Text) -> Vec<Breach> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if !opens_function(line.trim_start()) || line.trim_end().ends_with('}') || line.trim_end().ends_with(';') {
            continue;
        }
        let closing = format!("{}}}", &line[..indent]);
        let length = lines.iter().skip(at + 1).position(|later| later.trim_end() == closing).map_or(0, |rest| rest + 2);
        if length > LONGEST_FUNCTION {
            found.push(Breach::at(file, at + 1, format!("a function of {length} lines (at most {LONGEST_FUNCTION})")));
        }
    }
    found
}

fn opens_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let word = words.find(|word| {
        !(word.starts_with("pub")
            || ["async", "const", "unsafe", "extern", "export", "default", "static"].contains(word))
    });
    matches!(word, Some("fn" | "function"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(path: &str, text: &str) -> Vec<String> {
        check(&Text::new(path, text)).into_iter().map(|breach| breach.what).collect()
    }

    #[test]
    fn a_module_must_say_why() {
        assert_eq!(shapes("a.rs", "fn x() {}\n").len(), 1);
        assert!(shapes("a.rs", "//! Why.\nfn x() {}\n").is_empty());
    }

    #[test]
    fn a_long_file_is_refused() {
        assert_eq!(shapes("a.sql", &"select 1;\n".repeat(401)).len(), 1);
        assert!(shapes("a.sql", &"select 1;\n".repeat(400)).is_empty());
    }

    #[test]
    fn a_long_function_is_refused_wherever_it_stands() {
        let body = |lines: usize| "        step();\n".repeat(lines);
        let method = |lines: usize| {
            format!("//! Why.\nimpl A {{\n    pub(crate) fn long(&self) {{\n{}    }}\n}}\n", body(lines))
        };
        assert_eq!(shapes("a.rs", &method(69)), ["a function of 71 lines (at most 70)"]);
        assert!(shapes("a.rs", &method(68)).is_empty());
        let wrapped = format!("//! Why.\nfn long(\n    a: u8,\n) {{\n{}}}\n", body(70));
        assert_eq!(shapes("a.rs", &wrapped).len(), 1);
        assert_eq!(shapes("a.ts", &format!("export async function long() {{\n{}}}\n", body(80))).len(), 1);
    }
}
