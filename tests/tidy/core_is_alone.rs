//! The core knows no window, no network, no async runtime and no clock; its rules know no database.

use crate::{Breach, Text};

const FOREIGN_CRATES: &[&str] = &["tauri", "tokio", "reqwest", "hyper", "axum", "async-std", "futures", "clap"];
const CLOCKS: &[&str] =
    &["SystemTime", "std::time::Instant", "Utc::now", "Local::now", "Instant::now", "now_v7", "now_v4"];

/// Refuses foreign crates and clocks in the core, and any database in a `rules.rs`.
pub(crate) fn check(file: &Text) -> Vec<Breach> {
    let mut found = Vec::new();
    if file.path == "src-tauri/core/Cargo.toml" {
        found.extend(foreign_dependencies(file));
    }
    if file.path.starts_with("src-tauri/core/src/") && file.ending() == "rs" {
        for (line, code) in file.code_lines() {
            found.extend(
                foreign_use(code).map(|name| Breach::at(file, line, format!("the core must not know `{name}`"))),
            );
            if let Some(clock) = CLOCKS.iter().find(|clock| code.contains(**clock)) {
                found.push(Breach::at(
                    file,
                    line,
                    format!("the core has no clock (`{clock}`): take the instant as an argument"),
                ));
            }
        }
    }
    if file.path.starts_with("src-tauri/core/src/") && file.name() == "rules.rs" && !file.path.contains("/tests/") {
        let rows = file
            .code_lines()
            .filter(|(_, code)| ["rusqlite", "Connection", "Transaction"].iter().any(|word| code.contains(word)));
        found.extend(
            rows.map(|(line, _)| Breach::at(file, line, "rules are pure: prices, rows and times are handed in")),
        );
    }
    found
}

fn foreign_dependencies(file: &Text) -> Vec<Breach> {
    let named = |line: &str| line.split(['.', '=', ' ']).next().unwrap_or_default().trim_matches('"').to_owned();
    let lines = file.text.lines().enumerate().filter(|(_, line)| {
        let name = named(line);
        FOREIGN_CRATES.iter().any(|foreign| name == *foreign || name.starts_with(&format!("{foreign}-")))
    });
    lines.map(|(at, line)| Breach::at(file, at + 1, format!("the core must not depend on `{}`", named(line)))).collect()
}

fn foreign_use(code: &str) -> Option<&'static str> {
    FOREIGN_CRATES.iter().copied().find(|name| {
        let path = format!("{}::", name.replace('-', "_"));
        code.match_indices(&path).any(|(at, _)| {
            !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Text::new(path, text)).len()
    }

    #[test]
    fn foreign_crates_are_refused_in_the_core() {
        assert_eq!(
            count("src-tauri/core/Cargo.toml", "[dependencies]\ntokio = \"1\"\ntauri-utils.workspace = true\n"),
            2
        );
        assert_eq!(count("src-tauri/core/src/salon.rs", "use tauri::Manager;\n"), 1);
        assert_eq!(count("src-tauri/core/src/salon.rs", "let x = hyper::body::to_bytes();\n"), 1);
        assert_eq!(count("src-tauri/src/ipc.rs", "use tauri::Manager;\n"), 0);
        assert_eq!(count("src-tauri/core/Cargo.toml", "[dependencies]\nserde.workspace = true\n"), 0);
    }

    #[test]
    fn clocks_are_refused_in_the_core() {
        assert_eq!(count("src-tauri/core/src/clock.rs", "let now = Utc::now();\n"), 1);
        assert_eq!(count("src-tauri/core/src/a.rs", "use std::time::{SystemTime};\n"), 1);
        assert_eq!(count("src-tauri/core/src/a.rs", "// SystemTime is not used here\n"), 0);
    }

    #[test]
    fn a_database_is_refused_in_rules() {
        assert_eq!(count("src-tauri/core/src/booking/rules.rs", "use rusqlite::Row;\n"), 1);
        assert_eq!(count("src-tauri/core/src/booking/rows.rs", "use rusqlite::Row;\n"), 0);
    }
}
