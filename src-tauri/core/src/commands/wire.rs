//! The TypeScript face of the command table, made from the Rust types themselves.
//!
//! `ui/src/wire/generated.ts` is this text; a test fails when it is stale, and writes it anew when `UPDATE_WIRE` is set.

use std::collections::BTreeMap;
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use super::{Allowed, Kind, TABLE};
use crate::error::{ErrorCode, Failure};
use crate::salon::{Event, Topic};
use crate::staff::Role;

/// The types met so far, by name.
#[derive(Default)]
pub struct Types(BTreeMap<String, String>);

impl Types {
    /// The name of a type on the wire; it and all it is made of are noted.
    pub fn name<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&config())
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(&config());
            if self.0.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.0.insert(name, format!("{docs}export {}\n", T::decl(&config())));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The whole file.
pub fn typescript() -> String {
    let mut types = Types::default();
    for_all(&mut types);
    let mut rows = String::new();
    let mut writes = String::new();
    for command in TABLE {
        let args = (command.args)(&mut types);
        let answer = (command.answer)(&mut types);
        let _ = writeln!(rows, "  '{}': {{ args: {args}; answer: {answer} }}", command.name);
        if command.kind() == Kind::Write {
            let _ = write!(writes, "\n  | '{}'", command.name);
        }
    }
    let mut text = String::from(
        "// Made from the command table in Rust. Do not edit: UPDATE_WIRE=1 cargo test -p lantai-core wire\n\n",
    );
    for declared in types.0.values() {
        text.push_str(declared);
        text.push('\n');
    }
    let _ = write!(
        text,
        "/** Every command: its arguments and its answer. */\nexport interface CommandMap {{\n{rows}}}\n\n"
    );
    text.push_str("export type CommandName = keyof CommandMap\n\n");
    let _ = write!(text, "/** The commands that write: each needs a request id. */\nexport type WriteName ={writes}\n");
    text
}

/// The permission matrix, as `docs/permissions.md` prints it.
pub fn permissions() -> String {
    let mut text = String::from(
        "# Who may call what\n\nMade from the command table. Do not edit: `UPDATE_WIRE=1 cargo test -p lantai-core wire`\n\n| command | kind |",
    );
    for (_, _, title) in Role::ALL {
        let _ = write!(text, " {title} |");
    }
    let _ = writeln!(text, "\n|---|---|{}", "---|".repeat(Role::ALL.len()));
    for command in TABLE {
        let kind = match command.kind() {
            Kind::Read => "read",
            Kind::Write => "write",
            Kind::Signal => "signal",
        };
        let place = if command.desk_only { " ⌂" } else { "" };
        let _ = write!(text, "| `{}` | {kind}{place} |", command.name);
        for (role, _, _) in Role::ALL {
            let mark = match command.allowed {
                Allowed::Anyone => "○",
                Allowed::Staff => "●",
                Allowed::Roles(roles) if roles.contains(&role) => "●",
                Allowed::Roles(_) => "",
            };
            let _ = write!(text, " {mark} |");
        }
        text.push('\n');
    }
    text.push_str("\n● may · ○ also before anybody has signed in · ⌂ at the desk's own computer only\n");
    text
}

fn for_all(types: &mut Types) {
    types.name::<ErrorCode>();
    types.name::<Failure>();
    types.name::<Topic>();
    types.name::<Event>();
}

fn config() -> Config {
    Config::new().with_large_int("number")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    fn is_fresh(file: &str, wanted: &str) {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
        if std::env::var_os("UPDATE_WIRE").is_some() {
            std::fs::write(&file, wanted).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(committed == wanted, "{} is stale: run UPDATE_WIRE=1 cargo test -p lantai-core wire", file.display());
    }

    #[test]
    fn the_generated_typescript_is_fresh() {
        is_fresh("ui/src/wire/generated.ts", &super::typescript());
    }

    #[test]
    fn the_printed_permissions_are_fresh() {
        is_fresh("docs/permissions.md", &super::permissions());
    }
}
